"""ZIP archives of documents: their members, read in memory and never unpacked to disk."""

import lzma
import re
import struct
import zipfile
import zlib
from bz2 import BZ2Decompressor
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice
from operator import itemgetter
from stat import S_ISLNK
from typing import TypeVar

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read.sniff import Format, open_zip, sniff
from gongbao.read.text import SIZE_LIMIT

MEMBERS_LIMIT = 10_000
"""Members of an archive, those of archives in it counted in."""
TOTAL_LIMIT = 2_000_000_000
"""Bytes that an archive may unpack to, one member at a time."""
DEPTH_LIMIT = 3
"""Archives in one another."""
_RATIO, _ALWAYS = 200, 20_000_000
"""So many times its own size may an archive unpack to, and to so many bytes in any case. Office files and scans are
packed already; text gives 3 to 20."""

_ENTRY = b"PK\x01\x02"
_ENTRIES_LIMIT = 200_000
_CHUNK = 1 << 20
_IS_ENCRYPTED, _IS_UTF8 = 0x1, 0x800
_IS_HIDDEN = 0x2  # of DOS file attributes
# What systems and programs leave beside files and hide, but where it is copied without its attributes.
_LEFT_BEHIND = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_OF_OPEN_FILE = "~$"
_UNICODE_NAME = 0x7075
# Names to tell Big5 by, and characters beyond ASCII and the marks that lie alike in both, of which two tell nothing.
_NAMES, _LEAST = 1000, 3
_MARKS = frozenset({*range(0x80), *range(0xA1, 0xA4)})
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")

Content = bytes | RejectedError
T = TypeVar("T")


@dataclass(slots=True)
class _Room:
    """What the outermost archive may still unpack to, and the names that its members have.

    None of them is read that has more than ``largest`` bytes.
    """

    bytes: int
    members: int
    largest: int
    names: dict[str, int]

    def name(self, name: str) -> str:
        """The name itself for the first member that has it, ``name (2)`` for the second."""
        free = name
        while free in self.names:
            self.names[name] += 1
            free = f"{name} ({self.names[name]})"
        self.names[free] = 1
        return free


def is_archive(data: bytes) -> bool:
    """Whether some bytes are a ZIP archive of documents, and no Office or OFD package."""
    if not data[:64].lstrip().startswith(b"PK"):
        return False
    if data.count(_ENTRY) > _ENTRIES_LIMIT:
        return True  # and none that may be opened
    try:
        return sniff(data, "") is Format.ZIP
    except RejectedError:
        return False


def members(
    data: bytes, source: str, taken: Iterable[str] = (), size_limit: int = SIZE_LIMIT
) -> Iterator[tuple[str, Content]]:
    """The source and the bytes of each file in an archive, in order of source, or why it cannot be read.

    A member is called ``archive.zip!/folder/name``, one of an archive in it ``archive.zip!/inner.zip!/name``; a second
    one of that name, or one that is ``taken``, ``name (2)``. Folders, links and hidden files are left out. A member is
    read when it is asked for.

    Raises ``RejectedError`` before the first member where none can be read: ``empty``, ``encrypted``, ``broken_file``,
    ``unread_format``, ``too_large`` (too many members or bytes, or packed so tightly that it can only be a trap).
    """
    most = min(TOTAL_LIMIT, max(_ALWAYS, _RATIO * len(data)))
    room = _Room(most, MEMBERS_LIMIT, size_limit, dict.fromkeys(taken, 1))
    yield from _members(data, source, room, 1)


def is_hidden(name: str) -> bool:
    """Whether a file or folder is called as one that users do not see: .git, Thumbs.db, ~$报告.docx beside an open
    报告.docx."""
    return name.startswith((".", _OF_OPEN_FILE)) or name.lower() in _LEFT_BEHIND


def in_order(entries: Iterable[tuple[str, Iterator[tuple[str, T]]]]) -> Iterator[tuple[str, T]]:
    """What each of some sorted entries stands for, all in order of name; an entry is opened when its turn comes.

    What an archive ``a.zip`` holds is called ``a.zip!/…`` and may come after a file called ``a.zip (2)``.
    """
    waiting: list[tuple[str, int, T, Iterator[tuple[str, T]]]] = []

    def wait(rest: Iterator[tuple[str, T]], number: int) -> None:
        for name, content in rest:
            heappush(waiting, (name, number, content, rest))
            return

    def before(limit: str | None) -> Iterator[tuple[str, T]]:
        while waiting and (limit is None or waiting[0][0] < limit):
            name, number, content, rest = heappop(waiting)
            yield name, content
            del content  # before the next one is read
            wait(rest, number)

    for number, (name, opened) in enumerate(entries):
        yield from before(name)
        wait(opened, number)
    yield from before(None)


def _members(data: bytes, source: str, room: _Room, depth: int) -> Iterator[tuple[str, Content]]:
    if depth > DEPTH_LIMIT:
        raise RejectedError(Code.TOO_LARGE, f"{source}: lies in {depth - 1} archives; {DEPTH_LIMIT - 1} are the most")
    if data.count(_ENTRY) > _ENTRIES_LIMIT:
        raise _too_many(source)
    try:
        archive = open_zip(data)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged archive: {error}") from error
    with archive:
        files = sorted(_files(archive, source), key=itemgetter(0))
        _admit([file for _, file in files], source, room)
        named = sorted(((room.name(name), file) for name, file in files), key=itemgetter(0))
        failed: list[tuple[str, RejectedError]] = []
        is_read = False
        for name, content in in_order((name, _opened(archive, file, name, room, depth)) for name, file in named):
            if not is_read and isinstance(content, RejectedError):
                failed.append((name, content))
                continue
            if not is_read:
                yield from failed
                is_read = True
            yield name, content
        if not is_read:
            raise _nothing_read(source, [error for _, error in failed])


def _files(archive: zipfile.ZipFile, source: str) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files that a user sees in an archive, with the sources that they get."""
    files = archive.infolist()
    are_big5 = _are_big5(_raw(file) for file in files if not file.flag_bits & _IS_UTF8)
    for file in files:
        name = _name(file, are_big5)
        parts = [part for part in name.split("/") if part not in {"", ".", ".."}]
        hidden = file.external_attr & _IS_HIDDEN or any(map(is_hidden, parts))
        if name.endswith("/") or hidden or S_ISLNK(file.external_attr >> 16):
            continue
        yield f"{source}!/{'/'.join(parts) or 'unnamed'}", file


def _name(file: zipfile.ZipInfo, are_big5: bool) -> str:
    """A member's path. Old Chinese programs write it in GB18030 or Big5, macOS in UTF-8, all without saying so."""
    if file.flag_bits & _IS_UTF8:
        name = file.filename
    else:
        raw = _raw(file)
        chinese = _decoded(raw, "cp950" if are_big5 else "gb18030")
        name = _said_in_unicode(file.extra) or _utf8(raw) or chinese or raw.decode("cp437")
    return _CONTROLS.sub(lambda match: f"\\x{ord(match[0]):02x}", name.replace("\\", "/"))


def _raw(file: zipfile.ZipInfo) -> bytes:
    return file.orig_filename.encode("cp437", "replace").partition(b"\0")[0]


def _are_big5(names: Iterable[bytes]) -> bool:
    """Whether the names of an archive are in Big5, whose bytes mostly pass for GB18030, too.

    Each has its common characters in a zone of its own. Names in the one are nearly all in its zone, and read as the
    other half of them at most.
    """
    raw = b"\n".join(islice((name for name in names if not name.isascii() and not _utf8(name)), _NAMES))
    return _common(raw, "cp950", 0xA4, 0xC6, 0x40) >= 0.95 and _common(raw, "gb18030", 0xB0, 0xD7, 0xA1) <= 0.5


def _common(raw: bytes, encoding: str, first: int, last: int, second: int) -> float:
    """How many characters of some names are common ones of an encoding, by the bytes that these have; 0 of too few."""
    pairs = [pair for pair in (c.encode(encoding) for c in _decoded(raw, encoding) or "") if pair[0] not in _MARKS]
    common = sum(first <= pair[0] <= last and pair[1] >= second for pair in pairs)
    return common / len(pairs) if len(pairs) >= _LEAST else 0.0


def _said_in_unicode(extra: bytes) -> str | None:
    """The name in a field that some programs add beside the one in the encoding of their machine."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_NAME and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None


def _utf8(raw: bytes) -> str | None:
    """A name in UTF-8; its characters beyond ASCII must be Chinese, for GB18030 may look like UTF-8 for Greek."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return name if all(character < "\x80" or character >= "\u2000" for character in name) else None


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _admit(files: list[zipfile.ZipInfo], source: str, room: _Room) -> None:
    """Take the room that the members of an archive say they need; no more than that is ever read of them."""
    room.members -= len(files)
    if room.members < 0:
        raise _too_many(source)
    # A file that is too large is rejected alone, but where it is packed as only a trap is.
    sizes = ((file.file_size, file.compress_size) for file in files)
    needed = sum(size for size, tight in sizes if size <= room.largest or size > _RATIO * tight)
    if needed > room.bytes:
        raise RejectedError(
            Code.TOO_LARGE, f"{source}: unpacks to {needed:,} bytes; {room.bytes:,} are the most for its size"
        )
    room.bytes -= needed


def _opened(
    archive: zipfile.ZipFile, file: zipfile.ZipInfo, name: str, room: _Room, depth: int
) -> Iterator[tuple[str, Content]]:
    """A member, or the members of the archive that it is."""
    content = _content(archive, file, name, room.largest)
    if isinstance(content, RejectedError) or not is_archive(content):
        yield name, content
        return
    try:
        yield from _members(content, name, room, depth + 1)
    except RejectedError as error:
        yield name, error


def _content(archive: zipfile.ZipFile, file: zipfile.ZipInfo, name: str, limit: int) -> Content:
    if file.flag_bits & _IS_ENCRYPTED:
        return RejectedError(Code.ENCRYPTED, f"{name}: is locked by a password")
    if file.file_size > limit:
        return RejectedError(Code.TOO_LARGE, f"{name}: has {file.file_size:,} bytes; {limit:,} are the most")
    try:
        if file.compress_type in {zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}:
            return _unpacked(archive, file)
        with archive.open(file) as member:
            return b"".join(iter(lambda: member.read(_CHUNK), b""))
    except NotImplementedError as error:
        return RejectedError(Code.UNREAD_FORMAT, f"{name}: is packed in a way that is not read: {error}")
    except (
        *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
        *(EOFError, OSError, ValueError, RuntimeError),
    ) as error:
        return RejectedError(Code.BROKEN_FILE, f"{name}: is damaged: {error}")


def _unpacked(archive: zipfile.ZipFile, file: zipfile.ZipInfo) -> bytes:
    """A member packed by bzip2 or LZMA: zipfile unpacks at once all that a few bytes of it hold, which may be 80 MB."""
    packed = copy(file)
    packed.compress_type, packed.file_size = zipfile.ZIP_STORED, file.compress_size
    del packed.CRC  # that of what it unpacks to
    parts: list[bytes] = []
    left = file.file_size
    with archive.open(packed) as member:
        is_lzma = file.compress_type == zipfile.ZIP_LZMA
        unpacker = _lzma(member.read(9), file.file_size) if is_lzma else BZ2Decompressor()
        while left and not unpacker.eof:
            piece = member.read(_CHUNK) if unpacker.needs_input else b""
            if unpacker.needs_input and not piece:
                raise EOFError("it is cut short")
            parts.append(unpacker.decompress(piece, min(_CHUNK, left)))
            left -= len(parts[-1])
    data = b"".join(parts)
    if left or zlib.crc32(data) != file.CRC:
        raise zipfile.BadZipFile("its checksum differs")
    return data


def _lzma(head: bytes, size: int) -> lzma.LZMADecompressor:
    """The unpacker for a member of a size: two numbers and five bytes that say how it is packed lead it."""
    _, length, shape, dictionary = struct.unpack("<HHBI", head)
    if length != 5:
        raise lzma.LZMAError("it does not say how it is packed")
    # A dictionary larger than what it unpacks to is never filled, and may be said to have 4 GB.
    how = {
        "id": lzma.FILTER_LZMA1,
        "dict_size": min(dictionary, max(size, 4096)),
        "lc": shape % 9,
        "lp": shape // 9 % 5,
        "pb": shape // 45,
    }
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[how])


def _nothing_read(source: str, failed: list[RejectedError]) -> RejectedError:
    if not failed:
        return RejectedError(Code.EMPTY, f"{source}: is an archive without files")
    code = failed[0].code if len({error.code for error in failed}) == 1 else Code.BROKEN_FILE
    return RejectedError(code, f"{source}: none of its {len(failed)} files can be read; {failed[0]}")


def _too_many(source: str) -> RejectedError:
    return RejectedError(Code.TOO_LARGE, f"{source}: has too many files; {MEMBERS_LIMIT:,} are the most")
