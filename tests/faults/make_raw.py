"""PDF files and ZIP packages written byte by byte, with what no honest program writes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

Objects = Mapping[int, bytes]

FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def pdf_of(objects: Objects, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF file of numbered objects with its table of places."""
    file = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(file)
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    at = len(file)
    size = max(objects) + 1
    file += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        file += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    file += b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, at)
    return bytes(file)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """The body of a stream object."""
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), entries, content)


def deflated(content: bytes, entries: bytes = b"", times: int = 1) -> bytes:
    """A stream object packed so many times over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter[%b]%b" % (b"/FlateDecode" * times, entries))


def lzw_bomb(size: int) -> bytes:
    """So many spaces, or a few more, as LZW packs them: each code stands for one more than the one before."""
    bits = held = made = 0
    packed = bytearray()
    while made < size:
        # The codes grow longer one before they have to, and the table is not quite filled.
        for code, length in [(256, 0), (32, 1), *((258 + i, 2 + i) for i in range(3836))]:
            bits = bits << (width := 9 if code <= 257 else (code + 1).bit_length()) | code
            held, made = held + width, made + length
            while held >= 8:
                held -= 8
                packed.append(bits >> held)
                bits &= (1 << held) - 1
        bits, held = bits << 12 | 256, held + 12
    return bytes(packed) + bytes([(bits << 8 >> held) & 0xFF, 0])


def shown(text: str, x: float = 72, y: float = 700, size: float = 12) -> bytes:
    """The operators that show a line of text."""
    return b"BT /F1 %.3f Tf %.3f %.3f Td <%b> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())


def page_objects(*contents: bytes, page: bytes = b"", resources: bytes = b"", more: Objects | None = None) -> Objects:
    """The objects of a file with a page for each content; ``contents`` are bodies of stream objects.

    Objects from 500 on are free for ``more``; ``page`` and ``resources`` are further entries of each page.
    """
    kids = b" ".join(b"%d 0 R" % (10 + 2 * i) for i in range(len(contents)))
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%b]/MediaBox[0 0 595 842]>>" % (len(contents), kids),
        3: FONT,
    }
    for i, content in enumerate(contents):
        objects[10 + 2 * i] = b"<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>%b>>%b>>" % (
            11 + 2 * i,
            resources,
            page,
        )
        objects[11 + 2 * i] = content
    return {**objects, **(more or {})}


def simple_pdf(*texts: str, page: bytes = b"") -> bytes:
    """A file with a page for each text, a line of it a line."""
    contents = [
        stream(b"".join(shown(line, y=780 - 20 * i) for i, line in enumerate(text.split("\n")))) for text in texts
    ]
    return pdf_of(page_objects(*contents, page=page))


def zipped(files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP package of parts, which may share a name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return packed.getvalue()


def parts(package: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(package: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """A package with some parts changed, added, or, where null, taken out."""
    kept = {**parts(package), **changed}
    return zipped((name, data) for name, data in kept.items() if data is not None)


def png(width: int, height: int, rows: bytes = b"", *, depth: int = 8, color: int = 0) -> bytes:
    """A PNG picture that says it is of some size, whatever it holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
