"""What each start would make anew of the same source, kept from run to run: patterns above all, half of a short run.

So is which rules are worth trying at what texts that were read have had at such places: a character that begins a rule,
or a number, mostly by its shape alone, and one or two characters behind it. These are bits of users' documents, without
the documents' names and places, and without what stood around them.

It is kept where Python keeps compiled modules, and as it does: nowhere where Python is told to write no bytecode, and
nowhere where nothing can be written. What is kept is taken only if this very module and release of ``regex`` have made
it and every byte of it is there. It is JSON, of a pattern what ``regex`` pickles: to read it runs nothing.
"""

import contextlib
import copyreg
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import regex

_SEAL = 32
# Of more bytes than these most are what earlier releases asked for: all is made and kept anew.
_MOST = 8_000_000
# Of each thread by itself: one may load what a user has while another loads gongbao's own.
_CLOSED = ContextVar("closed", default=False)
# Where a release of regex pickles its patterns in some other way.
_OTHERWISE = (LookupError, TypeError, ValueError, AttributeError)

Key = tuple[str | int | tuple[str, ...], ...]
"""What something is made of, and nothing else: two things of one key are the same."""


class Store:
    """Gives what an earlier run kept, or makes it. The file is read when something is first asked for."""

    def __init__(self) -> None:
        # In JSON, each by its key: what is not asked for need not be read.
        self._there: dict[str, str] | None = None
        self._patterns: dict[Key, regex.Pattern[str]] = {}
        self._new: dict[str, Any] = {}
        self._refused = False

    def pattern(self, key: Key, make: Callable[[], regex.Pattern[str]]) -> regex.Pattern[str]:
        """A compiled pattern. Raises what ``make`` does."""
        made = self._patterns.get(key)
        if made is None:
            place = _digest(repr(key).encode()).hex()
            told = self._read().get(place)
            made = make() if told is None else _made(*json.loads(told))
            if self.is_open():
                self._patterns[key] = made
                if told is None:
                    self._new[place] = made
                else:
                    self._read().pop(place, None)  # what is made of it is enough; a thread may have been quicker
        return made

    def value(self, name: str, by: str, of: bytes, make: Callable[[], Any]) -> Any:
        """Something that JSON gives back as it was, and that nobody changes. Raises what ``make`` does.

        It is made anew where ``of``, what it is made of, or the module file ``by``, which makes it, is another. Of each
        name the last is kept.
        """
        made = self.recalled(name, by, of)
        if made is None:
            made = make()
            self.renew(name, by, of, made)
        return made

    def recalled(self, name: str, by: str, of: bytes) -> Any | None:
        """A value that was kept; null where there is none."""
        told = self._read().get(name, "")
        return json.loads(told)[1] if told.startswith(f'["{_made_of(by, of)}"') else None

    def renew(self, name: str, by: str, of: bytes, value: Any) -> None:
        """Keep a value in the place of what there is of its name, where what is asked for now is kept."""
        if self.is_open():
            self._new[name] = [_made_of(by, of), value]

    @staticmethod
    def is_open() -> bool:
        """Whether what is asked for now is kept."""
        return not _CLOSED.get()

    def can_keep(self) -> bool:
        """Whether what is asked for now can be kept, as far as is known."""
        return self.is_open() and not self._refused and not sys.dont_write_bytecode and _file() is not None

    @contextlib.contextmanager
    def closed(self) -> Iterator[None]:
        """Nothing that is asked for meanwhile is kept: it is made of what a user has, and not gongbao's own."""
        was = _CLOSED.set(True)
        try:
            yield
        finally:
            _CLOSED.reset(was)

    def keep(self) -> None:
        """Keep for later runs what had to be made; where that cannot be, it is passed over."""
        # Asked of every document: where the file is takes a tenth of what is found in a short one.
        if not self._new or sys.dont_write_bytecode or (file := _file()) is None:
            return
        new, self._new = self._new, {}
        kept = False
        with contextlib.suppress(OSError, *_OTHERWISE):
            told = {place: _json(_told(one) if isinstance(one, regex.Pattern) else one) for place, one in new.items()}
            # Read anew: another process may have kept something since.
            there = _read(file) if not file.exists() or file.stat().st_size < _MOST else {}
            body = _json({**there, **told}).encode()
            file.parent.mkdir(exist_ok=True)
            partial = file.with_name(f"{file.name}.{os.getpid()}")
            try:
                partial.write_bytes(_seal(body) + body)
                partial.replace(file)
                kept = True
            finally:
                partial.unlink(missing_ok=True)
        self._refused = not kept

    def _read(self) -> dict[str, str]:
        if self._there is None:
            self._there = _read(_file())
        return self._there


STORE = Store()


def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """A pattern of gongbao's own modules, as ``regex.compile`` makes it.

    What is asked of nearly every figure, or of every short document, is better compiled by ``re`` each time: it has a
    bitmap for a set of ideographs, which ``regex`` goes through one by one.
    """
    return STORE.pattern((pattern, flags), lambda: regex.compile(pattern, flags))


def _file() -> Path | None:
    """Beside this module's own bytecode, and found by the same rules; null where Python keeps none."""
    try:
        return Path(importlib.util.cache_from_source(__file__)).with_suffix(".json")
    except NotImplementedError:
        return None


def _read(file: Path | None) -> dict[str, str]:
    try:
        whole = file.read_bytes() if file else b""
    except OSError:
        return {}
    seal, body = whole[:_SEAL], whole[_SEAL:]
    # Code of another release, or half a file, would not be refused by the engine: it would run it.
    if _seal(body) != seal:
        return {}
    there: dict[str, str] = json.loads(body)
    return there


def _seal(body: bytes) -> bytes:
    return _digest(regex.__version__.encode(), Path(__file__).read_bytes(), body)


def _made_of(by: str, of: bytes) -> str:
    return _digest(Path(by).read_bytes(), of).hex()


def _digest(*parts: bytes) -> bytes:
    return sha256(b"\0".join(parts)).digest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


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
    compiled: regex.Pattern[str] = _maker()(
        pattern, flags, bytes.fromhex(code), groups, names, {}, [], offset, tuple(literal), *rest
    )
    return compiled


@cache
def _maker() -> Callable[..., Any]:
    made_by: Callable[..., Any] = _pickled(regex.compile(""))[0]
    return made_by


def _pickled(compiled: regex.Pattern[str]) -> tuple[Any, ...]:
    """The function that makes a pattern of its parts, and the parts."""
    parts: tuple[Any, ...] = copyreg.dispatch_table[regex.Pattern](compiled)  # type: ignore[assignment]
    return parts
