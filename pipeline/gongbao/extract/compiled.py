"""Rules' patterns, compiled once and kept from run to run: to compile them takes a quarter of a short run.

They are kept where Python keeps compiled modules, and as it does: nowhere where Python is told to write no bytecode,
and nowhere where nothing can be written. What is kept is taken only if this very module and release of ``regex`` have
made it and every byte of it is there. It is what ``regex`` pickles of a pattern, as JSON: to read it runs nothing.
"""

import contextlib
import copyreg
import importlib.util
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import regex

FLAGS = regex.VERBOSE | regex.VERSION1
LEXICON = regex.compile(r"\\L<(\w+)>")
# Of more first characters than these the engine need not try one after the other.
_FEW_WAYS = 24
_DIGEST = 32
# Where a release of regex pickles its patterns in some other way.
_OTHERWISE = (LookupError, TypeError, ValueError, AttributeError)

# A pattern, and the words of each lexicon that it names.
_Key = tuple[str | tuple[str, ...], ...]


class Compiler:
    """Compiles patterns, or takes them from those that an earlier run kept."""

    def __init__(self) -> None:
        self._file = _file()
        self._kept = _read(self._file)
        self._asked: dict[_Key, regex.Pattern[str]] = {}

    def compile(self, pattern: str, lexicons: Mapping[str, tuple[str, ...]]) -> regex.Pattern[str]:
        """A verbose pattern with the lexicons that it names; raises ``regex.error`` where it does not compile."""
        key: _Key = (pattern, *(lexicons[name] for name in LEXICON.findall(pattern)))
        compiled = self._asked.get(key) or self._kept.get(key)
        if compiled is None:
            compiled = regex.compile(LEXICON.sub(lambda m: _alternatives(lexicons[m[1]]), pattern), FLAGS)
        self._asked[key] = compiled
        return compiled

    def keep(self) -> None:
        """Keep for later runs what has been asked for, and nothing else; where that cannot be, it is passed over."""
        if self._file is None or sys.dont_write_bytecode or self._asked.keys() == self._kept.keys():
            return
        with contextlib.suppress(OSError, *_OTHERWISE):
            body = json.dumps([[key, _told(compiled)] for key, compiled in self._asked.items()]).encode()
            self._file.parent.mkdir(exist_ok=True)
            partial = self._file.with_name(f"{self._file.name}.{os.getpid()}")
            try:
                partial.write_bytes(_digest(body) + body)
                partial.replace(self._file)
            finally:
                partial.unlink(missing_ok=True)


def _file() -> Path | None:
    """Beside this module's own bytecode, and found by the same rules; null where Python keeps none."""
    try:
        return Path(importlib.util.cache_from_source(__file__)).with_suffix(".patterns")
    except NotImplementedError:
        return None


def _read(file: Path | None) -> dict[_Key, regex.Pattern[str]]:
    try:
        whole = file.read_bytes() if file else b""
    except OSError:
        return {}
    digest, body = whole[:_DIGEST], whole[_DIGEST:]
    # Code of another release, or half a file, would not be refused by the engine: it would run it.
    if _digest(body) != digest:
        return {}
    return {_key(*key): _made(*told) for key, told in json.loads(body)}


def _digest(body: bytes) -> bytes:
    return sha256(regex.__version__.encode() + Path(__file__).read_bytes() + body).digest()


def _key(pattern: str, *lexicons: list[str]) -> _Key:
    return (pattern, *map(tuple, lexicons))


def _told(compiled: regex.Pattern[str]) -> list[object]:
    """What a compiled pattern is made of: its own words, its flags, its code, the numbers of its groups …"""
    pattern, flags, code, groups, _, lists, _, *rest = _pickled(compiled)[1]
    if lists:
        raise ValueError("lists of words are put into patterns, never beside them")
    return [pattern, flags, code.hex(), groups, *rest]


def _made(
    pattern: str, flags: int, code: str, groups: dict[str, int], offset: int, literal: list[int], *rest: int
) -> regex.Pattern[str]:
    names = {number: name for name, number in groups.items()}
    compiled: regex.Pattern[str] = _pickled(LEXICON)[0](
        pattern, flags, bytes.fromhex(code), groups, names, {}, [], offset, tuple(literal), *rest
    )
    return compiled


def _pickled(compiled: regex.Pattern[str]) -> tuple[Any, ...]:
    """The function that makes a pattern of its parts, and the parts."""
    parts: tuple[Any, ...] = copyreg.dispatch_table[regex.Pattern](compiled)  # type: ignore[assignment]
    return parts


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
