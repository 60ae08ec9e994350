"""Words beside a mention that bound it: 近, 超过, 以上, 左右, 以来."""

from collections.abc import Iterable
from typing import NamedTuple

import regex

from gongbao.extract.rules import Modifier
from gongbao.model import Kind, Mod

_INCLUDED = regex.compile(r"[（(][含不]{1,2}[^（）()]{0,4}[）)]")
_BRACKETS = ("（", "(")


class _Words(NamedTuple):
    """Modifier words of one side and kind: their lengths, the longest first, and the characters next to the mention."""

    words: dict[str, tuple[Mod, str]]
    lengths: list[int]
    edges: set[str]


class Modifiers:
    """The modifier words by side and kind, the longest tried first."""

    def __init__(self, modifiers: Iterable[Modifier]) -> None:
        sides: dict[tuple[str, Kind], dict[str, tuple[Mod, str]]] = {}
        for modifier in modifiers:
            for kind in modifier.kinds:
                words = sides.setdefault((modifier.side, kind), {})
                words |= dict.fromkeys(modifier.words, (modifier.mod, modifier.guard))
        self._sides = {
            (side, kind): _Words(
                words,
                sorted({len(word) for word in words}, reverse=True),
                {word[-1 if side == "left" else 0] for word in words},
            )
            for (side, kind), words in sides.items()
        }

    def before(self, kind: Kind, text: str, start: int) -> Mod | None:
        """The modifier that ends where a mention starts."""
        known = self._sides.get(("left", kind))
        if known is None:
            return None
        if text[start - 1 : start] == " ":
            start -= 1
        if text[start - 1 : start] not in known.edges:
            return None
        for length in known.lengths:
            found = known.words.get(text[start - length : start]) if length <= start else None
            if found:
                outside = text[start - length - 1 : start - length] if start > length else ""
                if not outside or outside not in found[1]:
                    return found[0]
        return None

    def after(self, kind: Kind, text: str, end: int) -> Mod | None:
        """The modifier that starts where a mention ends, or behind its （含）."""
        known = self._sides.get(("right", kind))
        if known is None:
            return None
        if text.startswith(_BRACKETS, end) and (included := _INCLUDED.match(text, end)):
            end = included.end()
        elif text[end : end + 1] == " ":
            end += 1
        if text[end : end + 1] not in known.edges:
            return None
        for length in known.lengths:
            found = known.words.get(text[end : end + length])
            if found:
                outside = text[end + length : end + length + 1]
                if not outside or outside not in found[1]:
                    return found[0]
        return None
