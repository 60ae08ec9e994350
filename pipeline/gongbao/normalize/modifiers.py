"""Words beside a mention that bound it: 近, 超过, 以上, 左右, 以来."""

from collections.abc import Iterable

from gongbao.extract.rules import Modifier
from gongbao.kept import compiled
from gongbao.model import Kind, Mod
from gongbao.normalize.amounts import PER

# 2021年底（含）前 takes that day in, 5万元（不含）以上 leaves that sum out; （不含税）以上 says nothing of either.
_INCLUDED = compiled(r"[（(](?=[含不])(?P<how>不?含|)(?P<what>[^（）()]{0,12})[）)]")
_ITSELF = ("", "本数", "该日", "当日")
_SHARPER = {
    "含": {Mod.BEFORE: Mod.BEFORE_END, Mod.AFTER: Mod.AFTER_START},
    "不含": {Mod.EQUAL_OR_MORE: Mod.MORE_THAN, Mod.EQUAL_OR_LESS: Mod.LESS_THAN},
}
# What may stand between a mention and the word behind it.
_BESIDE = frozenset(" （(/／")


# Modifier words of one side; by the character next to the mention their lengths, the longest first. No named tuple,
# which takes several times as long to take apart.
_Words = tuple[dict[str, tuple[Mod, str]], dict[str, list[int]]]


class Modifiers:
    """The modifier words of one kind of mention, the longest tried first."""

    def __init__(self, modifiers: Iterable[Modifier], kind: Kind) -> None:
        own = [modifier for modifier in modifiers if kind in modifier.kinds]
        self._left, self._right = _words(own, "left", -1), _words(own, "right", 0)

    def around(self, text: str, start: int, end: int, inner: Mod | None) -> Mod | None:
        """The modifier that ends where a mention starts; else ``inner``, its own; else the one that starts behind it.

        Behind it may stand （含） first, or what it is for each of: 3分/千瓦时以上.
        """
        words, lengths = self._left
        beside = text[start - 1 : start]
        if beside == " ":
            start -= 1
            beside = text[start - 1 : start]
        if beside in lengths:  # as few are
            for length in lengths[beside]:
                found = words.get(text[start - length : start]) if length <= start else None
                if found:
                    outside = text[start - length - 1 : start - length] if start > length else ""
                    if not outside or outside not in found[1]:
                        return found[0]
        if inner is not None:
            return inner
        words, lengths = self._right
        sharper: dict[Mod, Mod] = {}
        beside = text[end : end + 1]
        if beside in _BESIDE:
            if per := PER.match(text, end):
                end = per.end()
            elif included := _INCLUDED.match(text, end):
                if included["what"] in (*_ITSELF, text[start:end]):
                    sharper = _SHARPER.get(included["how"], {})
                end = included.end()
            elif beside == " ":
                end += 1
            beside = text[end : end + 1]
        if beside in lengths:
            for length in lengths[beside]:
                found = words.get(text[end : end + length])
                if found:
                    outside = text[end + length : end + length + 1]
                    if not outside or outside not in found[1]:
                        return sharper.get(found[0], found[0])
        return None


def _words(modifiers: Iterable[Modifier], side: str, edge: int) -> _Words:
    """The words of one side; ``edge`` is the place of a word's character that is next to the mention."""
    words: dict[str, tuple[Mod, str]] = {}
    for modifier in modifiers:
        if modifier.side == side:
            words.update(dict.fromkeys(modifier.words, (modifier.mod, modifier.guard)))
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[edge], set()).add(len(word))
    return words, {character: sorted(found, reverse=True) for character, found in lengths.items()}
