"""Rules' patterns, verbose and with the lexicons that they name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import regex

from gongbao.kept import STORE

FLAGS = regex.VERBOSE | regex.VERSION1
LEXICON = regex.compile(r"\\L<(\w+)>")
# Of more first characters than these the engine need not try one after the other.
_FEW_WAYS = 24


def compile_with(pattern: str, lexicons: Mapping[str, tuple[str, ...]]) -> regex.Pattern[str]:
    """A verbose pattern with the lexicons that it names; raises ``regex.error`` where it does not compile."""

    def make() -> regex.Pattern[str]:
        return regex.compile(LEXICON.sub(lambda m: _alternatives(lexicons[m[1]]), pattern), FLAGS)

    return STORE.pattern((pattern, *(lexicons[name] for name in LEXICON.findall(pattern))), make)


def _alternatives(words: Iterable[str]) -> str:
    """A pattern of some words, the longest first, as a tree of their beginnings.

    The engine tries the words of its own named lists one by one, which took thirty times as long over 2000.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _halved(root, sorted(root)) if root else "(?!)"


def _halved(root: Mapping[str, Any], heads: Sequence[str]) -> str:
    """A pattern of the words that begin with some characters: of many, a range tells which half to try."""
    if len(heads) <= _FEW_WAYS:
        return _branches({head: root[head] for head in heads})
    half = len(heads) // 2
    first, last = regex.escape(heads[0]), regex.escape(heads[half - 1])
    return f"(?:(?=[{first}-{last}]){_halved(root, heads[:half])}|{_halved(root, heads[half:])})"


def _branches(node: Mapping[str, Any]) -> str:
    heads: dict[str, list[str]] = {}
    for character, below in node.items():
        if character:
            heads.setdefault(_branches(below), []).append(regex.escape(character))
    if not heads:
        return ""
    ways = [(f"[{''.join(chars)}]" if len(chars) > 1 else chars[0]) + tail for tail, chars in heads.items()]
    if "" in node:
        # Not with a question mark behind it: of each repeat the engine keeps count, in every match anew.
        return f"(?:{'|'.join(ways)}|)"
    # A group takes the engine long to load; where there is but one way on, none is needed.
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
