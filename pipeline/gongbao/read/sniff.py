"""What bytes are: which format by their content, never by a name, and of a text in which encoding.

The encoding is chosen by rule, not by statistics, which mistake short Chinese texts for other languages.
"""

import codecs
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read.ole import compound_file

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Format(StrEnum):
    """The column ``format`` of ``documents``: which reader reads an input. ``ZIP`` holds inputs of its own."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    XLSX = "xlsx"
    XLS = "xls"
    PDF = "pdf"
    OFD = "ofd"
    IMAGE = "image"
    ZIP = "zip"


_PDF = b"%PDF-"
_ZIP = _FILE, _END = b"PK\x03\x04", b"PK\x05\x06"
# An entry of the directory, of so many bytes beside those whose lengths stand in it; a bit of its flags, and of those
# before the file, which it tells the place of.
_ENTRY, _ENTRY_SIZE, _LENGTHS_AT, _FILE_AT = b"PK\x01\x02", 46, 28, 42
_FLAGS_AT, _FLAGS_OF_FILE_AT, _IN_UTF8 = 9, 7, 0x08
# Where the end of a ZIP archive states where its directory begins, and what it states there if that is told elsewhere.
_STATED_AT, _IN_ZIP64 = 16, 0xFFFFFFFF
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_HEAD = 512
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_UNREAD = (
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"%!PS", "a PostScript file"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"CAJ\x00", "a CAJ file"),
    (b"Founder CEB", "a CEB file"),
)
# What has its mark further in, or a short one. A text may hold one as well (公司1**ACE**集团, a column id-lh), but
# hardly a control character, which all of these have close to their beginning: what is printable or of two bytes counts
# only with one.
_UNREAD_AT = (
    (257, b"ustar", "a tar archive"),
    (4, b"1AY&SY", "a bzip2 archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"\x04\x22\x4d\x18", "an LZ4 archive"),
    (0, b"\x1f\x9d", "a file packed by compress"),
    (0, b"\x5d\x00\x00", "an LZMA archive"),
    (0, b"MSCF\x00\x00\x00\x00", "a cabinet archive"),
    (2, b"-lh", "an LZH archive"),
    (7, b"**ACE**", "an ACE archive"),
    (0, b"\x60\xea", "an ARJ archive"),
    (32769, b"CD001", "the image of a disc"),
    (4, b"ftyp", "a film, or a picture of a kind that is not read"),
    (8, b"WEBPVP8", "a WebP picture"),
    (8, b"WAVEfmt ", "a sound"),
    (8, b"AVI LIST", "a film"),
    (0, b"ID3\x03", "a sound"),
    (0, b"AT&TFORM\x00", "a DjVu file"),
    (0, b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (0, b"8BPS\x00\x01", "a Photoshop picture"),
    (40, b" EMF", "a drawing"),
    (0, b"\xd7\xcd\xc6\x9a", "a drawing"),
    (4, b"Standard Jet DB", "an Access database"),
    (4, b"Standard ACE DB", "an Access database"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"ITSF\x03\x00", "a help file"),
    (0, b"KDH 2.00", "a KDH file"),
    (0, b"MZ\x90\x00", "a program"),
    (0, b"\x7fELF", "a program"),
)
_BINARY_WITHIN, _SHORTEST_PLAIN = 1024, 2
_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x19\x1c-\x1f\x7f]")
# Viewers look for the mark of a PDF this far into a file, where an archive may hold one and a text speak of one.
_PDF_WITHIN = 1024
_OBJECT = b" obj"
# The part of a ZIP package that only its format has, and what stands beside it: a folder may be called so, too.
_TYPES = "[content_types].xml"
_REFERENCES = "_rels/.rels"
_OFFICE = frozenset({_TYPES})
_OFFICE_FOLDERS = ("word/", "xl/", "ppt/")
_OPEN_DOCUMENT = frozenset({"mimetype", "meta-inf/manifest.xml"})
_PACKAGES: tuple[tuple[re.Pattern[str], frozenset[str], Format | str], ...] = (
    (re.compile(r"word/document[0-9]*\.xml"), _OFFICE, Format.DOCX),
    (re.compile(r"xl/workbook[0-9]*\.(?:xml|bin)"), _OFFICE, Format.XLSX),
    (re.compile(r"ofd\.xml"), frozenset({"ofd.xml"}), Format.OFD),
    (re.compile(r"ppt/presentation[0-9]*\.(?:xml|bin)"), _OFFICE, "a presentation"),
    (re.compile(r"content\.xml"), _OPEN_DOCUMENT, "an OpenDocument file"),
)
_MAIN_TYPE = ".main"
_TYPES_WITHIN = 1_000_000
# The names of streams in an OLE file stand in it as UTF-16.
_STREAMS = (("WordDocument", Format.DOC), ("Workbook", Format.XLS), ("Book", Format.XLS))
_LOCKED = "EncryptedPackage"
# White space and comments, of which pages made by scripts have thousands of bytes before their first tag.
_LEAD_WITHIN = 1_000_000
_LEAD_OF_TEXT = re.compile(r"(?:\s+|<!--.*?-->)*", re.DOTALL)
_LEAD_OF_BYTES = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<!--.*?-->)*", re.DOTALL)
_MARKUP = re.compile(
    r"""\s*(?:<\?xml\s[^>]*>\s*(?=<!|<html))?(?:<!--.*?-->\s*)*(?:
        (?P<HTML><!doctype\s+html|<a\s[^>]*\bhref\b
            |<(?:html|head|title|meta|link|style|script|base|body|div|section|article|main|header|footer|nav|form|iframe
            |frameset|center|p|pre|blockquote|span|font|b|strong|em|table|tbody|thead|tr|td|th|h[1-6]|ul|ol|dl|li|img
            |br|hr)[\s/>])
        |(?P<XML><\?(?:xml|mso-application)\s|<!doctype\s|<[a-z][\w.:-]*\s[^>]*?\bxmlns\b)
        |(?P<RTF>\{\\rtf)
    )""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
# An element that is all of a text and holds others, as XML without a declaration does; data has no sentences.
_ROOT, _END_WITHIN = re.compile(r"<([^\W\d][\w.:-]{0,80})(?:\s[^<>]{0,1000})?>"), 200
_OF_SENTENCES = "，。；"
_OFFICE_XML = (
    (re.compile(r"<(?:\w{1,20}:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet"), Format.XLSX),
    (re.compile(r"<(?:\w{1,20}:)?wordDocument\s[^>]*schemas\.microsoft\.com/office/word/2003/wordml"), Format.DOCX),
    (
        re.compile(r"progid\s*=\s*[\"']Word\.Document[\s\S]*<(?:\w{1,20}:)?package\s[^>]*office/2006/xmlPackage"),
        Format.DOCX,
    ),
)
# Style sheets and scripts, as browsers save them beside a page: width:50% is no figure.
_CODE = re.compile(
    r"""\s*(?:/\*(?:[^*]|\*(?!/))*\*/\s*|//[^\n]*\n\s*)*(?:
        (?P<CSS>@(?:charset\s+["']|import\s+(?:url|["'])|media\s|font-face\s*\{|keyframes\s)
            |[\w.\#*:>\[\]="',\s-]{1,1000}\{\s*[a-z-]{2,40}\s*:[^{}]*[;}])
        |(?P<JavaScript>[!;(+]{0,5}\s*function\s*[\w$]*\s*\(|(?:var|let|const)\s+[\w$]+\s*=|["']use\ strict["']
            |(?:\$|jQuery)\(|(?:window|document)[.\[])
    )""",
    re.ASCII | re.DOTALL | re.VERBOSE,
)
# The head of an e-mail, and of a web archive as Word and browsers save one: header lines, one of which names its kind.
_MESSAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:From [^\n]{0,1000}\n)?"
    rb"(?:[\w-]{1,60}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,50}){0,50}?"
    rb"content-type:\s*([\w-]+/[\w.+-]+)",
    re.IGNORECASE,
)
_PAGES = (b"multipart/related", b"text/html")
_PACKED_MESSAGE = re.compile(
    rb"^content-transfer-encoding:\s*(?:base64|quoted-printable)", re.IGNORECASE | re.MULTILINE
)

# Python's names, by which ``bytes.decode`` takes the mark off too. One of UTF-32 begins as one of UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of several bytes a character: NULs are a part of most.
_WIDE = ("utf-16", "utf-32")

# No text needs these. Tab, line ends, form feed and the DOS end of file (0x1A) are none of them.
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1a"))
# What GB18030 makes of the bytes A140 to A7A0.
_SAMPLE = 100_000
_USER_ZONE = re.compile("[\ue4c6-\ue765]")
# Encodings of other languages, whose bytes are those of GB18030 too: the letters that a text in one of them is made of,
# and of its characters beyond ASCII the share that no Chinese text has. 20 characters of Korean may be Chinese.
_KANA, _HANGUL = re.compile("[\u3041-\u3096\u30a1-\u30fc]"), re.compile("[\uac00-\ud7a3]")
_OTHERS = (
    ("Shift-JIS", "cp932", _KANA, 0.25, 10),
    ("EUC-JP", "euc_jp", _KANA, 0.25, 10),
    ("EUC-KR", "cp949", _HANGUL, 0.9, 30),
)
# No long text in Chinese is without all of these; one in EUC-JP, written without kana, has them only as such.
_COMMONEST, _AT_LEAST_ONE_IN = re.compile("[一年人大中的和全]"), 40
_LOST = 0.01
# Bytes of a character of UTF-32.
_WIDEST = 4
# So much of a text tells whether it was taken for one in another encoding, and so few characters beyond ASCII do not.
_SAID, _FEW = 20_000, 20
# 全 in JSON, in HTML, in an e-mail and an address, and as UTF-7.
_ESCAPED = re.compile(
    r"(?:\\u[0-9a-fA-F]{4}|&#(?:\d{4,5}|x[0-9a-fA-F]{4});)+|(?:=[89A-F][0-9A-F](?:=\r?\n)?|%[89A-Fa-f][0-9A-Fa-f]){3,}"
    r"|(?<![A-Za-z0-9+/])[A-Za-z0-9/]*\+[A-Za-z0-9+/]{3,}-"
)
# All of a text in base64, as e-mails pack it: no words, capitals and small letters mixed.
_PACKED = re.compile(r"(?=[^a-z]{0,40}[a-z])(?=[^A-Z]{0,40}[A-Z])(?=[^\d]{0,200}\d)[A-Za-z0-9+/\r\n]{80,}+={0,2}+\s*+")
_SHOWN = 9
# What Chinese is when it is taken for Latin-1 or Windows-1252; no language writes four of these in a row, but for
# the spaces (A0), dots (B7) and crosses (D7) that lines are indented, led and names blotted out with.
_OF_LATIN = "\x80-\x9f\xa1-\xb6\xb8-\xd6\xd8-\xff"
_LATIN, _IDEOGRAPH = re.compile(f"[{_OF_LATIN}]"), re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_WESTERN = re.compile(f"[{_OF_LATIN}\u0152-\u0192\u02c6\u02dc\u2013-\u20ac\u2122]{{4,}}")
# Their bytes in GBK are none that UTF-8 has of Chinese: nothing that is taken for it has one, and most texts have.
_UNMISTAKEN = "的年"
# Of seven bits, and shifted into Chinese, Japanese or Korean by an escape: that of ISO 2022, that of HZ.
_ESCAPE, _TILDE = b"\x1b$", b"~{"
_USUAL = re.compile(r"[\t\r\n -~\u2010-\u203a\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")


class Decoded(NamedTuple):
    """A text without its byte order mark, its encoding, and how many characters stand as U+FFFD for lost ones."""

    text: str
    encoding: str
    replaced: int


def sniff(data: bytes, source: str) -> Format:
    """Which reader some bytes are for; all that is none of the others is text.

    Raises ``RejectedError``: ``unread_format`` for what is known and not read, ``encrypted``, ``broken_file``.
    """
    first = data[:64].lstrip()
    if kind := _message_kind(data):
        if kind in _PAGES:
            return Format.HTML
        raise RejectedError(Code.UNREAD_FORMAT, f"{source}: looks like an e-mail, which is not read")
    if first.startswith(_PDF):
        return Format.PDF
    if first.startswith(_ZIP):
        return _package(data, source)
    if data.startswith(_OLE):
        return _ole(data, source)
    if first.startswith(_IMAGES) or (data.startswith(b"BM") and data[6:10] == bytes(4)):
        return Format.IMAGE
    for magic, name in _UNREAD:
        if first.startswith(magic):
            raise RejectedError(Code.UNREAD_FORMAT, f"{source}: looks like {name}, which is not read")
    for place, magic, name in _UNREAD_AT:
        if data.startswith(magic, place) and (_is_plain(magic) or _is_no_text(data[:_BINARY_WITHIN])):
            raise RejectedError(Code.UNREAD_FORMAT, f"{source}: looks like {name}, which is not read")
    if _PDF in data[:_PDF_WITHIN] and _OBJECT in data:
        return Format.PDF
    return Format.TEXT


def _is_plain(magic: bytes) -> bool:
    """Whether hardly a text can hold a mark."""
    return len(magic) > _SHORTEST_PLAIN and not (magic.isascii() and magic.decode().isprintable())


def _is_no_text(first: bytes) -> bool:
    """Whether a file that begins so is no text: one has no control characters, and one half of a character at most."""
    if _CONTROL.search(first):
        return True
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(first)
        except UnicodeDecodeError:
            continue
        return False
    return True


def _package(data: bytes, source: str) -> Format:
    try:
        with open_zip(data) as package:
            if _is_inner(package, data):
                raise zipfile.BadZipFile("it is cut short within an archive that it holds")
            parts = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in package.infolist()}
            for name, beside, format in _PACKAGES:
                found = next(filter(name.fullmatch, parts), None) if parts.keys() & beside else None
                if found is None or (beside is _OFFICE and not _is_main(package, parts, found)):
                    continue
                if isinstance(format, Format):
                    return format
                raise RejectedError(Code.UNREAD_FORMAT, f"{source}: looks like {format}, which is not read")
            if {_TYPES, _REFERENCES} <= parts.keys() and any(name.startswith(_OFFICE_FOLDERS) for name in parts):
                raise RejectedError(Code.BROKEN_FILE, f"{source}: is an Office file without its document")
    except (zipfile.BadZipFile, OSError, ValueError, IndexError, NotImplementedError, struct.error) as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged ZIP package: {error}") from error
    return Format.ZIP


def open_zip(data: bytes) -> zipfile.ZipFile:
    """A ZIP archive. Where names that are said to be in UTF-8 are in GBK, nothing is said of any."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UnicodeDecodeError:
        changed = bytearray(data)
        end = data.rfind(_END)
        at = int.from_bytes(data[end + _STATED_AT : end + _STATED_AT + 4], "little")
        while data.startswith(_ENTRY, at) and at + _ENTRY_SIZE <= end:
            changed[at + _FLAGS_AT] &= ~_IN_UTF8
            file = int.from_bytes(data[at + _FILE_AT : at + _ENTRY_SIZE], "little")
            if file < end and data.startswith(_FILE, file):
                changed[file + _FLAGS_OF_FILE_AT] &= ~_IN_UTF8
            at += _ENTRY_SIZE + sum(struct.unpack_from("<HHH", data, at + _LENGTHS_AT))
        return zipfile.ZipFile(io.BytesIO(changed))


def _is_inner(package: zipfile.ZipFile, data: bytes) -> bool:
    """Whether the directory that was found is that of an archive in one that is cut short, or joined to another: before
    the place that it says itself to be at stand files, which it does not name."""
    end = data.rfind(_END)
    stated = int.from_bytes(data[end + _STATED_AT : end + _STATED_AT + 4], "little")
    return data.startswith(_FILE) and stated != _IN_ZIP64 and package.start_dir > stated


def _is_main(package: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo], name: str) -> bool:
    """Whether a part is the main one of an office file: the types of its parts say so, or it refers to its parts.

    An archive may hold parts of an office file among files of its own. Types that cannot be read count as such that
    do: the reader says what is wrong with them.
    """
    if _REFERENCES in parts:
        return True
    types = parts[_TYPES]
    if types.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return True
    try:
        with package.open(types) as part:
            said = part.read(_TYPES_WITHIN).replace(b"\0", b"").decode("utf-8", "replace").lower()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error):
        return True
    return f"/{name}" in said or _MAIN_TYPE in said


def _ole(data: bytes, source: str) -> Format:
    streams = _streams(data)
    if _LOCKED in streams:
        raise RejectedError(Code.ENCRYPTED, f"{source}: is locked by a password")
    for name, format in _STREAMS:
        if name in streams:
            return format
    if len(data) >= _OLE_HEAD and (not streams or _directory(data) >= len(data)):
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is an old Office file that is cut short")
    raise RejectedError(Code.UNREAD_FORMAT, f"{source}: is an old Office file of a kind that is not read")


def _streams(data: bytes) -> set[str]:
    """The names of the streams of an OLE file itself: a workbook may hold a Word file, or speak of one.

    Of a file whose directory cannot be followed, those names that stand anywhere in it.
    """
    try:
        entries = compound_file(data).dirlist
        return {entries[number].name for number in entries[0].children}
    except ValueError:
        known = (_LOCKED, *(name for name, _ in _STREAMS))
        return {name for name in known if name.encode("utf-16-le") in data}


def _directory(data: bytes) -> int:
    """Where the list of streams of an OLE file begins."""
    (power,) = struct.unpack_from("<H", data, 30)
    (sector,) = struct.unpack_from("<I", data, 48)
    return (int(sector) + 1) << min(int(power), 32)


def is_web_archive(data: bytes) -> bool:
    """Whether bytes are a web page with all that belongs to it in one file (MHTML)."""
    return _message_kind(data) in _PAGES


def _message_kind(data: bytes) -> bytes | None:
    """What an e-mail or a web archive says it is, where its text has to be unpacked; null for all that is none."""
    head = data[:8192]
    found = _MESSAGE.match(head)
    if not found:
        return None
    kind, lower = found[1].lower(), head.lower()
    if kind.startswith(b"multipart/"):
        return kind if b"mime-version:" in lower or b"boundary" in lower else None
    return kind if b"mime-version:" in lower and (kind in _PAGES or _PACKED_MESSAGE.search(head)) else None


def opening(data: bytes) -> bytes:
    """The first bytes of a text behind white space and comments."""
    lead = _LEAD_OF_BYTES.match(data[:_LEAD_WITHIN])
    start = lead.end() if lead else 0
    if data[start : start + 1] == b"\0":  # the other half of a space in UTF-16: without its first half all is shifted
        start = 0
    return data[start : start + 8192]


def markup(text: str) -> str | None:
    """``HTML``, ``XML``, ``RTF``, ``CSS`` or ``JavaScript`` where a text is that: the numbers of its markup are no
    figures."""
    lead = _LEAD_OF_TEXT.match(text[:_LEAD_WITHIN])
    start = lead.end() if lead else 0
    head = text[start : start + 4096]
    found = _MARKUP.match(head) or _CODE.match(head)
    if found:
        return found.lastgroup
    root = _ROOT.match(head)
    is_data = (
        root
        and head[root.end() :].lstrip().startswith("<")
        and text[-_END_WITHIN:].rstrip().endswith(f"</{root[1]}>")
        and not any(mark in text for mark in _OF_SENTENCES)
    )
    return "XML" if is_data else None


def office_xml(head: str) -> Format | None:
    """Of which format of Office the beginning of some XML is: that of 2003, where a file is XML as a whole."""
    return next((format for root, format in _OFFICE_XML if root.search(head)), None)


def escapes_in(read: Decoded) -> str | None:
    """The first of the escapes that half of a text of ASCII or more is made of, as programs write Chinese for each
    other."""
    sample = read.text[:_SAID]
    if read.encoding != "utf-8" or not sample.isascii():
        return None
    if _PACKED.fullmatch(sample):
        return sample[:_SHOWN]
    found = [escape[0] for escape in _ESCAPED.finditer(sample)]
    return found[0][:_SHOWN] if 2 * sum(map(len, found)) > len(sample) else None


def decode(data: bytes, source: str) -> Decoded:
    """The text in some bytes: by byte order mark, else strict UTF-8, else strict GB18030, else with replacements.

    GB18030 includes GBK and GB2312. UTF-8 with some damaged bytes counts as UTF-8 although GB18030 may read it too:
    text in GB18030 never looks so. UTF-16 or UTF-32 without a mark is read where its characters leave no doubt.

    Raises ``RejectedError``: ``binary`` for control characters, ``undecodable`` where more than a quarter is lost or
    it is in an encoding of Japanese or Korean.
    """
    data = _without_padding(data)
    decoded = _decode_marked(data) or _decode_wide(data) or _decode_plain(data)
    body = decoded.text.encode("utf-8") if decoded.encoding.startswith(_WIDE) else data
    if _is_binary(body):
        share = -(-100 * _controls(body) // len(body))
        raise RejectedError(Code.BINARY, f"{source}: is not text; {share}% of it are control characters")
    if other := _other_language(data, decoded):
        raise RejectedError(
            Code.UNDECODABLE, f"{source}: is text in {other}, which is no encoding of Chinese that is read"
        )
    if taken_for := _taken_for(decoded.text[:_SAID]):
        raise RejectedError(
            Code.UNDECODABLE, f"{source}: is text of another encoding taken for {taken_for}, which means nothing"
        )
    if decoded.replaced * 4 > len(decoded.text):
        raise RejectedError(
            Code.UNDECODABLE,
            f"{source}: is neither UTF-8, UTF-16 nor GB18030; {decoded.replaced} of {len(decoded.text)} characters are "
            f"unreadable, the first at character {decoded.text.index(REPLACEMENT)}",
        )
    return decoded


def _without_padding(data: bytes) -> bytes:
    """The bytes without the NULs that fill a file up behind its text; up to three are of its last character."""
    whole = data.rstrip(b"\0")
    if not whole.strip(b"\xef\xbb\xbf\xff\xfe") or whole.isascii() or len(data) - len(whole) <= _WIDEST:
        return data
    return whole if not _is_binary(whole) else data[: len(whole) + -len(whole) % _WIDEST]


def _decode_marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            decoded = _tolerant(data, encoding)
            if decoded.replaced and mark is codecs.BOM_UTF8:
                # Some programs set it before what is in GBK.
                plain = _decode_plain(data[len(mark) :])
                return decoded if plain.encoding == "utf-8" else plain
            return decoded
    return None


def _decode_wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a byte order mark: half of its line ends and digits are NULs, or more, and all of it is
    usual characters."""
    if not _is_binary(data):
        return None
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        decoded = _tolerant(data, encoding)
        if len(_USUAL.sub("", decoded.text)) * 20 < len(decoded.text):
            return decoded
    return None


def _decode_plain(data: bytes) -> Decoded:
    try:
        text = data.decode("utf-8")
        return (_TILDE in data and text.isascii() and _hz(data)) or _counted(text, "utf-8")
    except UnicodeDecodeError:
        utf8 = _tolerant(data, "utf-8")
    foreign = len(utf8.text) - len(utf8.text.encode("ascii", "ignore")) - utf8.replaced
    if foreign >= 4 * utf8.replaced:
        return utf8
    gb18030 = _tolerant(data, "gb18030")
    best = utf8 if utf8.replaced < gb18030.replaced else in_big5(data, gb18030) or gb18030
    mixed = _by_lines(data) if best.replaced else best
    return mixed if mixed.replaced < best.replaced else best


def _by_lines(data: bytes) -> Decoded:
    """A text put together of others: each line in UTF-8 where it is that, else in GB18030."""
    texts: list[str] = []
    in_utf8 = 0
    for line in data.splitlines(keepends=True):
        try:
            texts.append(line.decode("utf-8"))
            in_utf8 += 0 if line.isascii() else len(line)
        except UnicodeDecodeError:
            texts.append(line.decode("gb18030", "replace"))
            in_utf8 -= len(line)
    return _counted("".join(texts), "utf-8" if in_utf8 > 0 else "gb18030")


def _other_language(data: bytes, read: Decoded) -> str | None:
    """The encoding of Japanese or Korean that a text is in where its bytes would pass for GB18030 or for ASCII."""
    if read.encoding == "utf-8" and _ESCAPE in data and read.text.isascii():
        return "ISO 2022"
    if read.encoding != "gb18030":
        return None
    for name, encoding, letters, share, least in _OTHERS:
        text = data[:_SAMPLE].decode(encoding, "replace")
        foreign = len(text) - len(text.encode("ascii", "ignore"))
        is_whole = text.count(REPLACEMENT) <= 1 + _LOST * foreign  # the sample may end within a character
        if is_whole and len(letters.findall(text)) >= max(least, share * foreign):
            return name
    if not _COMMONEST.search(read.text, 0, _SAID):
        text = data[:_SAID].decode("euc_jp", "replace")
        foreign = len(text) - len(text.encode("ascii", "ignore"))
        if foreign > _FEW and len(_COMMONEST.findall(text)) * _AT_LEAST_ONE_IN > foreign > text.count(REPLACEMENT) * 20:
            return "EUC-JP"
    return None


def _taken_for(sample: str) -> str | None:
    """The encoding that a text was taken for when it was in another one: it reads 鏀跺叆 or Ã¥ for 收入 and å since."""
    if any(character in sample for character in _UNMISTAKEN):
        return None
    foreign = len(sample) - len(sample.encode("ascii", "ignore"))
    if foreign < _FEW:
        return None
    if min(len(_LATIN.findall(sample)), sum(map(len, _WESTERN.findall(sample)))) * 2 > foreign:
        return "Latin-1"
    before = sample.encode("gb18030", "ignore").decode("utf-8", "replace")
    whole = len(before) - len(before.encode("ascii", "ignore"))
    return "GBK" if len(_IDEOGRAPH.findall(before)) * 2 > whole else None


def in_big5(data: bytes, read: Decoded) -> Decoded | None:
    """The text in Big5 where GB18030 reads one character in twenty as of a zone that is left to its users.

    There Big5 has its punctuation and its commonest characters: ，。一人大不中 … No text in GB18030 looks so.
    In the sample a character in a hundred may be damaged; one may in any, as the last that is cut off.
    """
    sample = read.text[:_SAMPLE]
    foreign = len(sample) - len(sample.encode("ascii", "ignore"))
    if len(_USER_ZONE.findall(sample)) * 20 < max(foreign, 1):
        return None
    texts = (_tolerant(data, encoding) for encoding in ("cp950", "big5hkscs"))
    best = min(texts, key=lambda text: text.replaced)
    return best if best.text.count(REPLACEMENT, 0, _SAMPLE) <= max(1, foreign * _LOST) else None


def _hz(data: bytes) -> Decoded | None:
    """The text in HZ, the seven bits of old e-mails: ~{H+JP~} is 全市."""
    try:
        text = data.decode("hz")
    except UnicodeDecodeError:
        return None
    return None if text.isascii() else _counted(text, "hz")


def _tolerant(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return _counted(text.removeprefix("\ufeff") if encoding == "gb18030" else text, encoding)


def _counted(text: str, encoding: str) -> Decoded:
    """With the characters that somebody lost: we just now, or whoever wrote the file."""
    return Decoded(text, encoding, text.count(REPLACEMENT))


def _is_binary(data: bytes) -> bool:
    """More than a stray control character or two."""
    return _controls(data) > max(2, len(data) // 50)


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))
