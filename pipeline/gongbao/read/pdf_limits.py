"""What makes a small PDF file an endless one, found before pdfium, which cannot be stopped, has begun with it.

pdfium unpacks the whole content of a page, and all forms that it draws, when it loads it: streams that unpack to
gigabytes, and forms that draw others twice, twenty levels deep.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gongbao.errors import RejectedError
from gongbao.model import Code

PAGES_LIMIT = 10_000
"""Pages of a file; the longest budgets have some two thousand."""
UNPACKED_LIMIT = 150_000_000
"""Bytes that all streams but pictures may unpack to; a page of type has some ten thousand."""
_DRAWN_LIMIT = 1_000_000
_STREAMS_LIMIT = 500_000
# pdfium follows forms in forms so deep.
_DEEPEST = 40
_CHUNK = 1 << 16
# Bytes of a form that are looked at: what draws others draws little else.
_LOOKED_AT = 1 << 20

_OBJECT = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+obj\b")
_NUMBER_BEFORE = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+\Z")
_DRAWS = re.compile(rb"/([^\s/<>()\[\]{}%]{1,127})\s+Do\b")
_PICTURE = re.compile(rb"/Width\s+\d")
_FORMS = re.compile(rb"/XObject\s*(?:<<([^<>]*)>>|(\d{1,9})\s+\d{1,5}\s+R)")
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,9})\s+\d{1,5}\s+R")
_NAMED = re.compile(rb"/([^\s/<>()\[\]{}%]{1,127})\s+(\d{1,9})\s+\d{1,5}\s+R")
_HEAD = 20_000


@dataclass(slots=True)
class _Found:
    """The forms of a file by the number of their object: what each draws how often, and how it names others."""

    draws: dict[int, Counter[bytes]] = field(default_factory=dict)
    entries: dict[int, bytes] = field(default_factory=dict)
    packed: list[bytes] = field(default_factory=list)


def refuse_bombs(data: bytes, source: str) -> None:
    """Raise ``RejectedError`` ``too_large`` for a file whose pages would never be done."""
    found = _Found()
    left = UNPACKED_LIMIT
    for entries, number, start in _streams(data, source):
        if _PICTURE.search(entries):
            continue
        is_form, kept = b"/Form" in entries, b""
        for piece in _unpacked(data, start, entries):
            left -= len(piece)
            if left < 0:
                raise RejectedError(
                    Code.TOO_LARGE, f"{source}: unpacks to more than {UNPACKED_LIMIT:,} bytes beside its pictures"
                )
            if len(kept) < _LOOKED_AT and (is_form or b"/ObjStm" in entries):
                kept += piece
        if is_form and (draws := Counter(_DRAWS.findall(kept))):
            found.draws[number], found.entries[number] = draws, entries
        elif b"/ObjStm" in entries:
            found.packed.append(kept)
    if found.draws and _is_endless(found, _objects(data, found)):
        raise RejectedError(Code.TOO_LARGE, f"{source}: draws forms within forms more than {_DRAWN_LIMIT:,} times")


def _streams(data: bytes, source: str) -> Iterator[tuple[bytes, int, int]]:
    """The entries of each stream, the number of its object, and where its bytes begin."""
    place = count = 0
    while (at := data.find(b"stream", place)) >= 0:
        head = data.rfind(b"obj", max(place, at - _HEAD), at)
        place = at + len(b"stream")
        if head < 0 or data[at - 3 : at] == b"end":
            continue
        count += 1
        if count > _STREAMS_LIMIT:
            raise RejectedError(Code.TOO_LARGE, f"{source}: has more than {_STREAMS_LIMIT:,} streams")
        number = _NUMBER_BEFORE.search(data[max(head - 20, 0) : head])
        yield data[head + 3 : at], int(number[1]) if number else -1, place + (2 if data.startswith(b"\r", place) else 1)


def _unpacked(data: bytes, start: int, entries: bytes) -> Iterator[bytes]:
    """A stream's bytes piece by piece, unpacked as often as it is packed; none of one that is packed otherwise."""
    times = len(re.findall(rb"/(?:FlateDecode|Fl)\b", entries))
    if times:
        pieces: Iterator[bytes] = (data[at : at + _CHUNK] for at in range(start, len(data), _CHUNK))
        for _ in range(times):
            pieces = _inflated(pieces)
        yield from pieces
    elif b"/Filter" not in entries:
        end = data.find(b"endstream", start, start + _LOOKED_AT)
        yield data[start:end] if end >= 0 else b""


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    packed = zlib.decompressobj()
    try:
        for piece in pieces:
            while piece and not packed.eof:
                yield packed.decompress(piece, _CHUNK)
                piece = packed.unconsumed_tail
            if packed.eof:
                return
    except zlib.error:
        return  # damaged, or locked


def _objects(data: bytes, found: _Found) -> Mapping[int, bytes]:
    """The beginnings of all objects, those in packed streams too."""
    objects = {int(match[1]): data[match.end() : match.end() + _HEAD] for match in _OBJECT.finditer(data)}
    for packed in found.packed:
        numbers = re.match(rb"(?:\s*\d{1,9})+", packed)
        places = list(map(int, numbers[0].split())) if numbers else []
        first = numbers.end() if numbers else 0
        while first < len(packed) and packed[first : first + 1].isspace():
            first += 1
        objects |= {n: packed[first + at :][:_HEAD] for n, at in zip(places[::2], places[1::2], strict=False)}
    return objects


def _is_endless(found: _Found, objects: Mapping[int, bytes]) -> bool:
    """Whether a form draws others more often than any page means to, those drawn by them counted in."""
    targets: dict[int, list[tuple[int, int]]] = {}
    for number, draws in found.draws.items():
        names = _names(found.entries[number], objects)
        targets[number] = [(names[name], times) for name, times in draws.items() if name in names]
    weights = dict.fromkeys(targets, 1)
    for _ in range(_DEEPEST):
        weights = {
            number: 1 + sum(weights.get(target, 1) * times for target, times in drawn)
            for number, drawn in targets.items()
        }
        if max(weights.values(), default=0) > _DRAWN_LIMIT:
            return True
    return False


def _names(entries: bytes, objects: Mapping[int, bytes]) -> dict[bytes, int]:
    """The objects that a form calls by a name, itself or by way of resources that stand elsewhere."""
    if reference := _RESOURCES.search(entries):
        entries = _whole(objects.get(int(reference[1]), b""))
    if not (forms := _FORMS.search(entries)):
        return {}
    named = forms[1] if forms[1] is not None else _whole(objects.get(int(forms[2]), b""))
    return {name: int(number) for name, number in _NAMED.findall(named)}


def _whole(head: bytes) -> bytes:
    return head.partition(b"endobj")[0]
