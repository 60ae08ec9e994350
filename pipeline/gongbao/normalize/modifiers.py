"""Words beside a mention that bound it: 近, 超过, 以上, 左右, 以来."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from gongbao.extract.rules import Modifier
from gongbao.model import Kind, Mod

_INCLUDED = regex.compile(r"[（(][含不]{1,2}[^（）()]{0,4}[）)]")
# What may stand between a mention and the word behind it.
_BESIDE = (" ", "（", "(")


class _Words(NamedTuple):
    """Modifier words of one side and kind; by the character next to the mention their lengths, the longest first."""

    words: dict[str, tuple[Mod, str]]
    lengths: dict[str, list[int]]


class Modifiers:
    """The modifier words by side and kind, the longest tried first."""

    def __init__(self, modifiers: Sequence[Modifier]) -> None:
        self._left, self._right = _by_kind(modifiers, "left", -1), _by_kind(modifiers, "right", 0)

    def before(self, kind: Kind, text: str, start: int) -> Mod | None:
        """The modifier that ends where a mention starts."""
        known = self._left.get(kind)
        if known is None:
            return None
        beside = text[start - 1 : start]
        if beside == " ":
            start -= 1
            beside = text[start - 1 : start]
        for length in known.lengths.get(beside, ()):
            found = known.words.get(text[start - length : start]) if length <= start else None
            if found:
                outside = text[start - length - 1 : start - length] if start > length else ""
                if not outside or outside not in found[1]:
                    return found[0]
        return None

    def after(self, kind: Kind, text: str, end: int) -> Mod | None:
        """The modifier that starts where a mention ends, or behind its （含）."""
        known = self._right.get(kind)
        if known is None:
            return None
        beside = text[end : end + 1]
        if beside in _BESIDE:
            if included := _INCLUDED.match(text, end):
                end = included.end()
            elif beside == " ":
                end += 1
            beside = text[end : end + 1]
        for length in known.lengths.get(beside, ()):
            found = known.words.get(text[end : end + length])
            if found:
                outside = text[end + length : end + length + 1]
                if not outside or outside not in found[1]:
                    return found[0]
        return None


def _by_kind(modifiers: Iterable[Modifier], side: str, edge: int) -> dict[Kind, _Words]:
    """The words of one side by kind; ``edge`` is the place of a word's character that is next to the mention."""
    kinds: dict[Kind, dict[str, tuple[Mod, str]]] = {}
    for modifier in modifiers:
        if modifier.side == side:
            for kind in modifier.kinds:
                kinds.setdefault(kind, {}).update(dict.fromkeys(modifier.words, (modifier.mod, modifier.guard)))
    return {kind: _Words(words, _lengths(words, edge)) for kind, words in kinds.items()}


def _lengths(words: Iterable[str], edge: int) -> dict[str, list[int]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[edge], set()).add(len(word))
    return {character: sorted(found, reverse=True) for character, found in lengths.items()}
