"""ZIP packages of Office: their parts, held against what only a trap does, and the XML in them."""

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Callable, Iterable
from urllib.parse import unquote
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read.sniff import decode

PARTS_LIMIT = 50_000
"""Parts of a package; one with a picture on each of a thousand pages has some two thousand."""
TAGS_LIMIT = 4_000_000
"""Tags of a part that is held as a tree, where an element takes 100 bytes; a report of 500 pages has 200,000."""
# Text and markup pack to a tenth, endless rows of one kind to a hundredth.
_RATIO, _ALWAYS = 300, 20_000_000
_NAMED, _LONGEST = 10, 80
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")
_DECLARATION = re.compile(r"\A<\?xml\b[^>]*>")


def opened(data: bytes, source: str) -> zipfile.ZipFile:
    """A package. Raises ``RejectedError`` ``too_large``, and ``zipfile.BadZipFile`` whatever is wrong with it."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except (OSError, ValueError, IndexError, NotImplementedError, struct.error) as error:
        raise zipfile.BadZipFile(str(error)) from error
    if len(parts) > PARTS_LIMIT:
        raise RejectedError(Code.TOO_LARGE, f"{source}: has {len(parts):,} parts; {PARTS_LIMIT:,} are the most")
    return package


def parts_missing(names: Iterable[str]) -> str:
    """One sentence on the parts that a file names and has not got, which are told by name."""
    told = sorted({" ".join(name.split())[:_LONGEST] for name in names})
    more = f" and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
    verb = "are" if len(told) > 1 else "is"
    return f"{', '.join(told[:_NAMED])}{more} {verb} named and {verb} not in the file"


def part_related(folder: str, target: str, has: Callable[[str], bool]) -> str:
    """The name of the part that another in a folder refers to: ``../media/%31.png``, or with backslashes.

    ``has`` tells whether there is a part of a name: one that is ``sheet%201.xml`` in the package itself is that.
    """
    name = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
    return name if has(name) else unquote(name)


def relations(root: Element | None, folder: str, has: Callable[[str], bool]) -> list[tuple[str, str, str]]:
    """Id, kind and part of each relation that a part in a folder has to others within the package, by the root of its
    ``.rels``, where it has one."""
    return [
        (
            relation.get("Id", ""),
            relation.get("Type", "").rpartition("/")[2],
            part_related(folder, relation.get("Target", ""), has),
        )
        for relation in (root if root is not None else ())
        if relation.get("TargetMode") != "External"
    ]


def check_part(part: zipfile.ZipInfo, source: str) -> None:
    """Raise what is wrong with a part before it is opened: no more is unpacked than the size that it says it has."""
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile(f"{part.filename} is packed in a way that no office program does")
    check_ratio(part, source)


def check_ratio(part: zipfile.ZipInfo, source: str) -> None:
    """Raise ``RejectedError`` ``too_large`` for a part that says of itself that it unpacks to what no report does."""
    if part.file_size > max(_ALWAYS, _RATIO * part.compress_size):
        raise RejectedError(
            Code.TOO_LARGE,
            f"{source}: {part.filename} unpacks to {part.file_size:,} bytes, more than {_RATIO} times its size",
        )


def is_xml(data: bytes) -> bool:
    """Whether a file is no package but XML as a whole."""
    return _XML.match(data) is not None


def plain_xml(data: bytes, source: str) -> bytes:
    """XML of an encoding that a text may have, which are more than parsers know, in UTF-8. Raises ``RejectedError``."""
    return _DECLARATION.sub("", decode(data, source).text.lstrip(), count=1).encode()


class _NoDoctype(TreeBuilder):
    """A tree of XML without a document type: none of Office's has one, and entities are made to do harm."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError(f"a part declares the document type {name}")


def tree_of(data: bytes, name: str, source: str, unread: re.Pattern[bytes] | None = None) -> Element:
    """The XML of a part as a tree, without the elements that match ``unread``, which hold no text.

    Raises ``RejectedError`` ``too_large``, ``ParseError``, ``ValueError`` and ``LookupError`` for XML that is none.
    """
    if data.count(b"<") > TAGS_LIMIT:
        raise RejectedError(Code.TOO_LARGE, f"{source}: {name} has more than {TAGS_LIMIT:,} tags")
    # What looks like a tag is text within CDATA, and may be in UTF-16, which has NULs.
    if unread is not None and b"<![CDATA[" not in data and b"\0" not in data:
        data = unread.sub(b"", data)
    parser = XMLParser(target=_NoDoctype())
    parser.feed(data)
    root: Element = parser.close()
    return root
