"""ZIP archives for tests, also with the names and flags that only other programs write."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable


def packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of files, each by its name and its bytes."""
    return _written(((zipfile.ZipInfo(name), data) for name, data in files), method)


def packed_as(attributes: int, *files: tuple[str, bytes]) -> bytes:
    """An archive whose files have these external attributes: of Unix above 16 bits, of DOS below."""
    infos = []
    for name, data in files:
        info = zipfile.ZipInfo(name)
        info.external_attr = attributes
        infos.append((info, data))
    return _written(infos, zipfile.ZIP_STORED)


def named_in_bytes(raw: bytes, data: bytes, *, extra: bytes = b"") -> bytes:
    """An archive of one file whose name is some bytes, without a word on their encoding."""
    head = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(raw), len(extra))
    local = b"PK\x03\x04" + head + raw + extra + data
    central = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw + extra
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def unicode_name(raw: bytes, name: str) -> bytes:
    """The field that says a name in UTF-8 beside its bytes."""
    body = b"\x01" + struct.pack("<I", zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


def flagged(archive: bytes, name: str, flag: int) -> bytes:
    """The archive with a flag set for one of its members (1: it is encrypted)."""
    changed = bytearray(archive)
    for head, flags, names in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = changed.find(head)
        while at >= 0:
            if changed[at + names :].startswith(name.encode()):
                changed[at + flags] |= flag
            at = changed.find(head, at + 4)
    return bytes(changed)


def declared(archive: bytes, size: int) -> bytes:
    """The archive with another size said of each of its files once unpacked."""
    changed = bytearray(archive)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", size)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def _written(files: Iterable[tuple[zipfile.ZipInfo, bytes]], method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for info, data in files:
            archive.writestr(info, data, compress_type=method)
    return file.getvalue()
