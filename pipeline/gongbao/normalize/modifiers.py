"""Words beside a mention that bound it: 近, 超过, 以上, 左右, 以来."""

from collections.abc import Iterable

import regex

from gongbao.extract.rules import Modifier
from gongbao.model import Kind, Mod

_INCLUDED = regex.compile(r"[（(][含不]{1,2}[^（）()]{0,4}[）)]")
_Words = dict[str, tuple[Mod, str]]


class Modifiers:
    """The modifier words by side and kind, the longest tried first."""

    def __init__(self, modifiers: Iterable[Modifier]) -> None:
        self._sides: dict[tuple[str, Kind], _Words] = {}
        for modifier in modifiers:
            for kind in modifier.kinds:
                words = self._sides.setdefault((modifier.side, kind), {})
                words |= dict.fromkeys(modifier.words, (modifier.mod, modifier.guard))
        self._lengths = {key: sorted({len(w) for w in words}, reverse=True) for key, words in self._sides.items()}

    def before(self, kind: Kind, text: str, start: int) -> Mod | None:
        """The modifier that ends where a mention starts."""
        key = ("left", kind)
        words = self._sides.get(key)
        if not words:
            return None
        if text[start - 1 : start] == " ":
            start -= 1
        for length in self._lengths[key]:
            found = words.get(text[start - length : start]) if length <= start else None
            if found:
                outside = text[start - length - 1 : start - length] if start > length else ""
                if not outside or outside not in found[1]:
                    return found[0]
        return None

    def after(self, kind: Kind, text: str, end: int) -> Mod | None:
        """The modifier that starts where a mention ends, or behind its （含）."""
        key = ("right", kind)
        words = self._sides.get(key)
        if not words:
            return None
        included = _INCLUDED.match(text, end)
        if included:
            end = included.end()
        elif text[end : end + 1] == " ":
            end += 1
        for length in self._lengths[key]:
            found = words.get(text[end : end + length])
            if found:
                outside = text[end + length : end + length + 1]
                if not outside or outside not in found[1]:
                    return found[0]
        return None
