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


# The modifier words of one side by the character next to the mention, the longest first: what each says, and what may
# not stand outside of it. No named tuple, which takes several times as long to take apart.
_Words = dict[str, list[tuple[str, Mod, str]]]


class Modifiers:
    """The modifier words of one kind of mention, the longest tried first."""

    def __init__(self, modifiers: Iterable[Modifier], kind: Kind) -> None:
        own = [modifier for modifier in modifiers if kind in modifier.kinds]
        self._left, self._right = _words(own, "left", -1), _words(own, "right", 0)

    def around(self, text: str, start: int, end: int, inner: Mod | None) -> Mod | None:
        """The modifier that ends where a mention starts; else ``inner``, its own; else the one that starts behind it.

        Behind it may stand （含） first, or what it is for each of: 3分/千瓦时以上.
        """
        beside = text[start - 1 : start]
        if beside == " ":
            start -= 1
            beside = text[start - 1 : start]
        if beside in self._left:  # as few are
            for word, mod, guard in self._left[beside]:
                if text.endswith(word, 0, start):
                    place = start - len(word)
                    if not place or text[place - 1] not in guard:
                        return mod
        if inner is not None:
            return inner
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
        if beside in self._right:
            for word, mod, guard in self._right[beside]:
                if text.startswith(word, end):
                    place = end + len(word)
                    if place == len(text) or text[place] not in guard:
                        return sharper.get(mod, mod)
        return None


def _words(modifiers: Iterable[Modifier], side: str, edge: int) -> _Words:
    """The words of one side; ``edge`` is the place of a word's character that is next to the mention."""
    told = {word: (one.mod, one.guard) for one in modifiers if one.side == side for word in one.words}
    words: _Words = {}
    for word in sorted(told, key=len, reverse=True):
        words.setdefault(word[edge], []).append((word, *told[word]))
    return words
