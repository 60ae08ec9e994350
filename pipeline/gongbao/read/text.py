"""Plain text files."""

import os
import re
import stat
from pathlib import Path

from gongbao.errors import RejectedError
from gongbao.kept import compiled
from gongbao.model import Code, Document
from gongbao.read.delimited import tables_in
from gongbao.read.sniff import REPLACEMENT, Decoded, decode, escapes_in, markup

SIZE_LIMIT = 200_000_000
"""Bytes; the longest work report has 120,000."""
_CHUNK = 1 << 24
# How data of programs begins, which no report does, and a number in it that has no unit: "数值": 1234.5.
_JSON = re.compile(r'\s*(?:\{\s*"[^"\n]{0,200}"\s*:|\[\s*(?:\{\s*"|\[\s*["\d-]))')
_STRING = compiled(r'"(?:[^"\\]++|\\[\s\S])*+"?')
_BARE_NUMBER = compiled(r"[:\[,]\s*+-?\d[\d.]*+\s*+[,\]}]")


def read_bytes(path: Path, source: str, size_limit: int = SIZE_LIMIT) -> bytes:
    """The bytes of a regular file, links followed; of at most ``size_limit``.

    Raises ``RejectedError``: ``no_such_file``, ``not_a_file`` (a device, pipe or socket), ``not_readable`` (no
    permission; also for a folder, which is read only where it cannot be listed), ``too_large``.
    """
    try:
        _check_kind(path.stat(), source)
        with open(path, "rb", opener=_at_once) as file:
            _check_kind(found := os.fstat(file.fileno()), source)
            if (size := found.st_size) > size_limit:
                raise _too_large(source, size, size_limit)
            # As many as are asked for are allocated at once, be there so many or not.
            data = file.read(size + 1)
            # A file may grow, and /proc gives no size.
            while size < len(data) <= size_limit and (more := file.read(_CHUNK)):
                data += more
    except (FileNotFoundError, NotADirectoryError) as error:
        cause = "the link leads nowhere" if path.is_symlink() else "no such file or folder"
        raise RejectedError(Code.NO_SUCH_FILE, f"{source}: {cause}") from error
    except IsADirectoryError as error:
        raise RejectedError(Code.NOT_READABLE, f"{source}: the folder cannot be listed") from error
    except OSError as error:
        raise RejectedError(Code.NOT_READABLE, f"{source}: cannot be read: {error.strerror}") from error
    if len(data) > size_limit:
        raise _too_large(source, len(data), size_limit)
    return data


def _check_kind(found: os.stat_result, source: str) -> None:
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise RejectedError(Code.NOT_A_FILE, f"{source}: is a device, pipe or socket, not a file")


def _at_once(path: str, flags: int) -> int:
    """Open a file, and what has become a pipe meanwhile: as such it would wait for a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_text(data: bytes, source: str) -> Document:
    """The document in the bytes of a text file: line ends as found, without a byte order mark.

    Rows of cells that tabs or commas keep apart are its tables.

    Raises ``RejectedError``: ``empty``, ``binary``, ``unread_format``, ``undecodable``.
    """
    if not data:
        raise RejectedError(Code.EMPTY, f"{source}: is empty")
    decoded = decode(data, source)
    if not decoded.text.strip():
        raise RejectedError(Code.EMPTY, f"{source}: holds nothing but white space")
    if language := markup(decoded.text):
        raise RejectedError(Code.UNREAD_FORMAT, f"{source}: looks like {language}, which is not read")
    if escapes := escapes_in(decoded):
        raise RejectedError(
            Code.UNDECODABLE, f"{source}: is text written in escapes like {escapes}, which are not read"
        )
    told = {Code.REPLACED_CHARACTERS: replaced(decoded)} if decoded.replaced else {}
    is_json = _JSON.match(decoded.text) is not None
    if is_json and _BARE_NUMBER.search(_STRING.sub('""', decoded.text)):
        told[Code.LOST_COLUMN] = "it is JSON, of which only sentences are read: its bare numbers are not"
    return Document(
        source=source,
        text=decoded.text,
        encoding=decoded.encoding,
        tables=() if is_json else tables_in(decoded.text),
        codes=tuple(sorted(told)),
        complaints=tuple(told[code] for code in sorted(told)),
    )


def replaced(decoded: Decoded) -> str:
    """One sentence on the characters that a text has lost."""
    count, place = decoded.replaced, decoded.text.index(REPLACEMENT)
    return (
        f"{count} unreadable character{'s' if count > 1 else ''} stand{'' if count > 1 else 's'} as "
        f"U+FFFD in the {decoded.encoding} text, the first at character {place}"
    )


def _too_large(source: str, size: int, limit: int) -> RejectedError:
    return RejectedError(Code.TOO_LARGE, f"{source}: has {size:,} bytes; {limit:,} are the most")
