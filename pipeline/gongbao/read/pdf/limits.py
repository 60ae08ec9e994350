"""What makes a small PDF file an endless one, found before pdfium, which cannot be stopped, has begun with it.

pdfium unpacks the whole content of a page, and all forms that it draws, when it loads it: streams that unpack to
gigabytes, and forms that draw others twice, twenty levels deep.
"""

import base64
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice

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
# zlib makes no more of a byte. Streams of which little can come are not unpacked, until so much might have come of all
# of them.
_MOST_OF_A_BYTE, _NOT_LOOKED_AT = 1032, UNPACKED_LIMIT
# Bytes that pictures may unpack to before the others are believed to be of the size that they say.
_PICTURES_LOOKED_AT = 400_000_000
# Bytes of a point in the largest kind of picture, and a little more.
_POINT, _SLACK = 8, 1 << 16
# Bytes of a form that are looked at: what draws others draws little else.
_LOOKED_AT = 1 << 20

_OBJECT = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+obj\b")
_NUMBER_BEFORE = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+\Z")
_DRAWS = re.compile(rb"/([^\s/<>()\[\]{}%]{1,127})\s+Do\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_LATE = re.compile(rb"/EarlyChange\s+0\b")
_SIDES = re.compile(rb"/(?:Width|Height)\s+(\d{1,6})\b")
_FILTER = re.compile(rb"/(FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL|ASCII85Decode|A85|ASCIIHexDecode|AHx)\b")
_FILTERS_ELSEWHERE = re.compile(rb"/Filter\s+(\d{1,9})\s+\d{1,5}\s+R")
_LENGTH = re.compile(rb"/Length\s+(\d{1,9})\b(?!\s+\d{1,5}\s+R)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_BEGINS = re.compile(rb"\bobj\s*<<")
_FORMS = re.compile(rb"/XObject\s*(?:<<([^<>]*)>>|(\d{1,9})\s+\d{1,5}\s+R)")
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,9})\s+\d{1,5}\s+R")
_NAMED = re.compile(rb"/([^\s/<>()\[\]{}%]{1,127})\s+(\d{1,9})\s+\d{1,5}\s+R")
# Bytes of the entries of a stream, at most, and of most streams.
_HEAD, _USUAL_HEAD = 20_000, 500
_LZW_CLEAR, _LZW_END, _LZW_MOST = 256, 257, 4096
_RUNS_END = 128


@dataclass(slots=True)
class _Found:
    """The forms of a file by the number of their object: what each draws how often, and how it names others."""

    draws: dict[int, Counter[bytes]] = field(default_factory=dict)
    entries: dict[int, bytes] = field(default_factory=dict)
    packed: list[bytes] = field(default_factory=list)


def refuse_bombs(data: bytes, source: str) -> None:
    """Raise ``RejectedError`` ``too_large`` for a file whose pages would never be done."""
    found = _Found()
    left, unseen, pictures = UNPACKED_LIMIT, _NOT_LOOKED_AT, _PICTURES_LOOKED_AT
    for entries, number, start in _streams(data, source):
        is_form, is_packed = b"/Form" in entries, b"/ObjStm" in entries
        filters = _filters(entries, data)
        if not is_form and not is_packed and filters == [b"Fl"] and (most := _most(entries)) <= unseen:
            unseen -= most
            continue
        own = 0 if is_form or is_packed else _size_of_picture(entries)
        if own and (pictures <= 0 or not filters):
            continue
        kept = b""
        for piece in _unpacked(data, start, filters, plain=b"/Filter" not in entries):
            if own > 0:
                own, pictures = own - len(piece), pictures - len(piece)
                if pictures <= 0:
                    break
                continue
            left -= len(piece)
            if left < 0:
                raise RejectedError(
                    Code.TOO_LARGE, f"{source}: unpacks to more than {UNPACKED_LIMIT:,} bytes beside its pictures"
                )
            if len(kept) < _LOOKED_AT and (is_form or is_packed):
                kept += piece
        if is_form and (draws := Counter(_DRAWS.findall(_plain(kept)))):
            found.draws[number], found.entries[number] = draws, entries
        elif is_packed:
            found.packed.append(kept)
    if found.draws and _is_endless(found, _objects(data, found)):
        raise RejectedError(Code.TOO_LARGE, f"{source}: draws forms within forms more than {_DRAWN_LIMIT:,} times")


def _streams(data: bytes, source: str) -> Iterator[tuple[bytes, int, int]]:
    """The entries of each stream, the number of its object, and where its bytes begin."""
    place = count = 0
    while (at := data.find(b"stream", place)) >= 0:
        usual, before = max(place, at - _USUAL_HEAD), max(place, at - _HEAD)
        place = at + len(b"stream")
        if data[at - 3 : at] == b"end":
            continue
        head = _last_begin(data, usual, at)
        if head < 0:
            head = _last_begin(data, before, at)
        if head < 0:  # its entries are longer than that: the last of them will do
            head = before - 3
        count += 1
        if count > _STREAMS_LIMIT:
            raise RejectedError(Code.TOO_LARGE, f"{source}: has more than {_STREAMS_LIMIT:,} streams")
        number = _NUMBER_BEFORE.search(data[max(head - 20, 0) : head])
        yield (
            _plain(data[head + 3 : at]),
            int(number[1]) if number else -1,
            place + (2 if data.startswith(b"\r", place) else 1),
        )


def _last_begin(data: bytes, before: int, at: int) -> int:
    """Where the last object with entries begins between two places; -1 where none does."""
    return max((begin.start() for begin in _BEGINS.finditer(data, before, at)), default=-1)


def _plain(written: bytes) -> bytes:
    """Names without escapes: ``/F#6cateDecode`` is ``/FlateDecode``."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), written) if b"#" in written else written


def _filters(entries: bytes, data: bytes) -> list[bytes]:
    """The short names of the filters that a stream is packed by, from without to within; those of pictures left out."""
    if elsewhere := _FILTERS_ELSEWHERE.search(entries):
        entries = b"/FlateDecode"  # what all packed streams but pictures have
        if there := re.search(rb"\b%b\s+\d{1,5}\s+obj\b([^>]{1,200}?)endobj" % elsewhere[1], data):
            entries = _plain(there[1])
    late = _LATE.search(entries) is not None
    names = [_SHORT.get(name, name) for name in _FILTER.findall(entries)]
    return [b"LZW late" if late and name == b"LZW" else name for name in names]


def _most(entries: bytes) -> int:
    """The bytes that may come of a stream that zlib has packed, by the length that pdfium believes."""
    lengths = _LENGTH.findall(entries)
    return int(lengths[0]) * _MOST_OF_A_BYTE if len(lengths) == 1 else UNPACKED_LIMIT + 1


def _size_of_picture(entries: bytes) -> int:
    """The most bytes that a picture has by what it says of itself; 0 of what is none, or says too much."""
    sides = [int(side) for side in _SIDES.findall(entries)]
    if not _PICTURE.search(entries) or len(sides) != 2:
        return 0
    size = sides[0] * sides[1] * _POINT + _SLACK
    return size if size <= _PICTURES_LOOKED_AT else 0


def _unpacked(data: bytes, start: int, filters: Sequence[bytes], *, plain: bool) -> Iterator[bytes]:
    """A stream's bytes piece by piece, unpacked as often as it is packed; none of one that is packed otherwise."""
    if not filters:
        end = data.find(b"endstream", start, start + _LOOKED_AT) if plain else -1
        yield data[start:end] if end >= 0 else b""
        return
    pieces: Iterator[bytes] = (data[at : at + _CHUNK] for at in range(start, len(data), _CHUNK))
    for name in filters:
        pieces = _UNPACKING[name](pieces)
    yield from pieces


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


def _from_lzw(pieces: Iterator[bytes], early: int = 1) -> Iterator[bytes]:
    """Codes of 9 to 12 bits, which grow ``early`` by one; a table of what they stand for grows by an entry a code."""
    single = [bytes([value]) for value in range(256)] + [b"", b""]
    table, before = list(single), b""
    bits = held = 0
    width, made, size = 9, list[bytes](), 0
    for byte in chain.from_iterable(pieces):
        bits, held = bits << 8 | byte, held + 8
        if held < width:
            continue
        held -= width
        code, bits = bits >> held, bits & ((1 << held) - 1)
        if code == _LZW_END:
            break
        if code == _LZW_CLEAR:
            table, before, width = list(single), b"", 9
            continue
        if code > len(table) or (code == len(table) and not before):
            break  # damaged
        word = table[code] if code < len(table) else before + before[:1]
        if before and len(table) < _LZW_MOST:
            table.append(before + word[:1])
        before = word
        width = min(max((len(table) + early).bit_length(), 9), 12)
        made.append(word)
        size += len(word)
        if size >= _CHUNK:
            yield b"".join(made)
            made, size = [], 0
    yield b"".join(made)


def _from_run_length(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A byte says how many follow as they are, or how often the next is repeated."""
    packed = iter(chain.from_iterable(pieces))
    made = bytearray()
    for length in packed:
        if length == _RUNS_END:
            break
        made += bytes(islice(packed, length + 1)) if length < _RUNS_END else bytes(islice(packed, 1)) * (257 - length)
        if len(made) >= _CHUNK:
            yield bytes(made)
            made.clear()
    yield bytes(made)


def _from_ascii85(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Five letters stand for four bytes; ``~>`` is the end."""
    rest = b""
    for piece in pieces:
        text, end, _ = (rest + b"".join(piece.split())).partition(b"~")
        whole = len(text) if end else _whole_groups(text)
        rest = text[whole:]
        try:
            yield base64.a85decode(text[:whole])
        except ValueError:
            return  # damaged
        if end:
            return


def _whole_groups(text: bytes) -> int:
    """How much of a text in base 85 can be read without what follows; ``z`` is a group of its own."""
    if b"z" not in text:
        return len(text) - len(text) % 5
    last = text.rindex(b"z") + 1
    return last + (len(text) - last) // 5 * 5


def _from_hexadecimal(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Two figures stand for a byte; ``>`` is the end."""
    rest = b""
    for piece in pieces:
        text, end, _ = (rest + b"".join(piece.split())).partition(b">")
        rest = text[len(text) - len(text) % 2 :]
        try:
            yield bytes.fromhex(text[: len(text) - len(rest)].decode("ascii"))
        except ValueError:
            return  # damaged
        if end:
            return


_SHORT = {
    b"FlateDecode": b"Fl",
    b"LZWDecode": b"LZW",
    b"RunLengthDecode": b"RL",
    b"ASCII85Decode": b"A85",
    b"ASCIIHexDecode": b"AHx",
}
_UNPACKING: dict[bytes, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    b"Fl": _inflated,
    b"LZW": _from_lzw,
    b"LZW late": partial(_from_lzw, early=0),
    b"RL": _from_run_length,
    b"A85": _from_ascii85,
    b"AHx": _from_hexadecimal,
}


def _objects(data: bytes, found: _Found) -> Mapping[int, bytes]:
    """The beginnings of all objects, those in packed streams too."""
    objects = {int(match[1]): _plain(data[match.end() : match.end() + _HEAD]) for match in _OBJECT.finditer(data)}
    for packed in found.packed:
        numbers = re.match(rb"(?:\s*\d{1,9})+", packed)
        places = list(map(int, numbers[0].split())) if numbers else []
        first = numbers.end() if numbers else 0
        while first < len(packed) and packed[first : first + 1].isspace():
            first += 1
        objects |= {n: _plain(packed[first + at :][:_HEAD]) for n, at in zip(places[::2], places[1::2], strict=False)}
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
