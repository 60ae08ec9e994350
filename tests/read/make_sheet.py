"""Workbooks for tests: through openpyxl, as XML parts for what it cannot write, and as BIFF8 records for .xls."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from gongbao.model import Document, Table

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def grid(document: Document, table: Table) -> list[list[str | None]]:
    """The cells of a table as a rectangle; null where a merged one covers the place."""
    rows = max(cell.row + cell.rows for cell in table.cells)
    columns = max(cell.column + cell.columns for cell in table.cells)
    shown: list[list[str | None]] = [[None] * columns for _ in range(rows)]
    for cell in table.cells:
        shown[cell.row][cell.column] = document.text[cell.span.start : cell.span.end]
    return shown


def grids(document: Document) -> list[list[list[str | None]]]:
    """All tables of a document as rectangles."""
    return [grid(document, table) for table in document.tables]


def saved(book: Any) -> bytes:
    """The bytes of an openpyxl workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(rows: Sequence[Any], change: Callable[[Any], object] = lambda sheet: None) -> bytes:
    """A workbook of one sheet, 收入表, that is changed once it is filled."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "收入表"
    for row in rows:
        sheet.append(row)
    change(sheet)
    return saved(book)


def package(sheet: str, *, parts: Mapping[str, str] | None = None, related: str = "", workbook: str = "") -> bytes:
    """An .xlsx of one sheet's XML as it stands, with further parts and what the workbook says besides."""
    files = {
        "[Content_Types].xml": '<Types><Override PartName="/xl/workbook.xml" ContentType="a"/></Types>',
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}">{workbook}<sheets>'
        '<sheet name="收入表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            *(("rId2", "styles", "styles.xml") for name in parts or () if name == "xl/styles.xml"),
            *(("rId3", "sharedStrings", "/" + name) for name in parts or () if name == "xl/sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATED}">{sheet}</worksheet>',
        **(parts or {}),
    }
    if related:
        files["xl/worksheets/_rels/sheet1.xml.rels"] = _relations(("rId1", "drawing", related))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def styles(*formats: str) -> dict[str, str]:
    """A styles part with a number format for each style from 0."""
    codes = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    cells = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(formats)))
    body = f"<numFmts>{codes}</numFmts><cellXfs>{cells}</cellXfs>"
    return {"xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{body}</styleSheet>'}


def strings(*items: str) -> dict[str, str]:
    """A part of shared texts, each as the XML in its ``si``."""
    body = "".join(f"<si>{item}</si>" for item in items)
    return {"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{body}</sst>'}


def drawing(body: str, **charts: str) -> dict[str, str]:
    """A drawing of some XML in ``xdr:``, and its charts by the id that it calls them."""
    names = "http://schemas.openxmlformats.org/drawingml/2006/"
    parts = {
        "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="{names}spreadsheetDrawing" xmlns:a="{names}main" '
        f'xmlns:c="{names}chart" xmlns:r="{_RELATED}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"{body}</xdr:wsDr>",
        "xl/drawings/_rels/drawing1.xml.rels": _relations(*((id, "chart", f"../charts/{id}.xml") for id in charts)),
    }
    for id, chart in charts.items():
        parts[f"xl/charts/{id}.xml"] = (
            f'<c:chartSpace xmlns:c="{names}chart" xmlns:a="{names}main"><c:chart>{chart}</c:chart></c:chartSpace>'
        )
    return parts


def _relations(*relations: tuple[str, str, str]) -> str:
    body = "".join(
        f'<Relationship Id="{id}" Type="{_RELATED}/{kind}" Target="{target}"/>' for id, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}">{body}</Relationships>'


def in_xml(table: str, styles: str = "", more: str = "", encoding: str = "UTF-8") -> bytes:
    """A workbook of Excel 2003 in XML of one sheet, 收入表; ``more`` is what stands behind it."""
    office = "urn:schemas-microsoft-com:office:"
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{office}spreadsheet" xmlns:x="{office}excel" xmlns:ss="{office}spreadsheet">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="收入表"><Table>{table}</Table></Worksheet>{more}</Workbook>'
    )
    return text.encode("gb18030" if encoding.startswith("GB") else encoding)


def in_row(*cells: str, **attributes: str) -> str:
    """A row of such a sheet, of cells as XML or of words."""
    about = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f"<Row{about}>{''.join(cell if cell.startswith('<') else in_cell(cell) for cell in cells)}</Row>"


def in_cell(value: str, type: str = "String", **attributes: str) -> str:
    """A cell of such a sheet."""
    about = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f'<Cell{about}><Data ss:Type="{type}">{value}</Data></Cell>'


# --- .xls -------------------------------------------------------------------------------------------------------------

OldCell = str | float | bool | None


def old_workbook(
    cells: Mapping[tuple[int, int], OldCell],
    *,
    formats: Mapping[tuple[int, int], str] | None = None,
    indents: Mapping[tuple[int, int], int] | None = None,
    ruled: Sequence[tuple[int, int]] = (),
    struck: Mapping[tuple[int, int], tuple[int, int] | None] | None = None,
    unstruck: Mapping[tuple[int, int], tuple[int, int]] | None = None,
    raised: Mapping[tuple[int, int], tuple[int, int]] | None = None,
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    hidden_sheet: Mapping[tuple[int, int], OldCell] | None = None,
    from_1904: bool = False,
    shows_zeros: bool = True,
    locked: bool = False,
) -> bytes:
    """A BIFF8 workbook in an OLE file: one sheet, 收入表, and maybe a hidden one; ``merged`` tells corners.

    ``struck`` are cells struck out, or the stretch of a text that is; ``unstruck`` the stretch that is not in cells
    that are; ``raised`` the stretch that is above the line.
    """
    formats, indents, unstruck, raised = formats or {}, indents or {}, unstruck or {}, raised or {}
    struck = {**(struck or {}), **dict.fromkeys(unstruck)}

    def look_of(at: tuple[int, int]) -> tuple[str, int, bool, bool]:
        return formats.get(at, ""), indents.get(at, 0), at in ruled, at in struck and struck[at] is None

    looks = sorted({look_of(at) for at in [*cells, *(hidden_sheet or {})]})
    codes = sorted({look[0] for look in looks if look[0]})
    head = _bof(0x0005) + (_record(0x002F, struct.pack("<HHH", 0, 0, 0)) if locked else b"")
    head += _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, struct.pack("<H", from_1904))
    for strikes, raises in (
        (0, 0),
        (0, 0),
        (0, 0),
        (0, 0),
        (8, 0),
        (0, 1),
    ):  # the last of them have the numbers 5 and 6
        font = struct.pack("<HHHHHBBBB", 200, strikes, 0x7FFF, 400, raises, 0, 0, 134, 0)
        head += _record(0x0031, font + _text("宋体", "<B"))
    for number, code in enumerate(codes):
        head += _record(0x041E, struct.pack("<H", 164 + number) + _text(code, "<H"))
    head += _xf(0, 0, False, style=True)
    for code, indent, lines, is_struck in looks:
        head += _xf(164 + codes.index(code) if code else 0, indent, lines, font=5 if is_struck else 0)
    shape = {at: (value, 1 + looks.index(look_of(at))) for at, value in cells.items()}
    partly = {at: stretch for at, stretch in struck.items() if stretch}
    rich = [_rich(str(cells[at]), *stretch, 5, 0) for at, stretch in partly.items()]
    rich += [_rich(str(cells[at]), *stretch, 0, 5) for at, stretch in unstruck.items()]
    rich += [_rich(str(cells[at]), *stretch, 6, 0) for at, stretch in raised.items()]
    texts = _record(0x00FC, struct.pack("<II", len(rich), len(rich)) + b"".join(rich)) if rich else b""
    sheets = [_old_sheet(shape, merged, hidden_rows, hidden_columns, shows_zeros, [*partly, *unstruck, *raised])]
    names = [("收入表", 0)]
    if hidden_sheet is not None:
        sheets.append(_old_sheet({at: (value, 1) for at, value in hidden_sheet.items()}, (), (), (), True))
        names.append(("隐藏表", 1))
    end = _record(0x000A, b"")
    sizes = sum(4 + 6 + len(_text(name, "<B")) for name, _ in names)
    place, bounds = len(head) + sizes + len(texts) + len(end), b""
    for (name, state), sheet in zip(names, sheets, strict=True):
        bounds += _record(0x0085, struct.pack("<IBB", place, state, 0) + _text(name, "<B"))
        place += len(sheet)
    return _ole("Workbook", head + bounds + texts + end + b"".join(sheets))


def _old_sheet(
    cells: Mapping[tuple[int, int], tuple[OldCell, int]],
    merged: Sequence[tuple[int, int, int, int]],
    hidden_rows: Sequence[int],
    hidden_columns: Sequence[int],
    shows_zeros: bool,
    rich: Sequence[tuple[int, int]] = (),
) -> bytes:
    body = _bof(0x0010)
    for column in hidden_columns:
        body += _record(0x007D, struct.pack("<HHHHHH", column, column, 2048, 0, 1, 0))
    rows = max((row for row, _ in cells), default=-1) + 1
    body += _record(0x0200, struct.pack("<IIHHH", 0, rows, 0, 256, 0))
    for row in hidden_rows:
        body += _record(0x0208, struct.pack("<HHHHHHI", row, 0, 256, 255, 0, 0, 0x120))
    for (row, column), (value, look) in sorted(cells.items()):
        place = struct.pack("<HHH", row, column, look)
        match value:
            case None:
                body += _record(0x0201, place)
            case bool():
                body += _record(0x0205, place + struct.pack("<BB", value, 0))
            case str() if value.startswith("#"):
                body += _record(0x0205, place + struct.pack("<BB", 0x17, 1))  # #REF!
            case str() if (row, column) in rich:
                body += _record(0x00FD, place + struct.pack("<I", rich.index((row, column))))
            case str():
                body += _record(0x0204, place + _text(value, "<H"))
            case _:
                body += _record(0x0203, place + struct.pack("<d", value))
    if merged:
        areas = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in merged)
        body += _record(0x00E5, struct.pack("<H", len(merged)) + areas)
    body += _record(0x023E, struct.pack("<HHHIHHI", 0x00B6 if shows_zeros else 0x00A6, 0, 0, 0, 0, 0, 0))
    return body + _record(0x000A, b"")


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _rich(text: str, start: int, end: int, font: int, then: int) -> bytes:
    """A text with a stretch in a font and what is behind it in another."""
    runs = struct.pack("<HHHH", start, font, end, then)
    return struct.pack("<HBH", len(text), 0x09, 2) + text.encode("utf-16-le") + runs


def _xf(format: int, indent: int, ruled: bool, *, style: bool = False, font: int = 0) -> bytes:
    kind = 0xFFF5 if style else 0x0001
    lines = 0x1111 if ruled else 0
    return _record(0x00E0, struct.pack("<HHHBBBBIIH", font, format, kind, 0x20, 0, indent, 0xFC, lines, 0, 0))


def _text(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _ole(name: str, stream: bytes) -> bytes:
    """A compound file with one stream, of at least 4096 bytes so that it has sectors of its own."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // 512)
    stream = stream.ljust(512 * count, b"\0")
    chain = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE]
    tables = -(-(count + 2) // 128)
    assert tables == 1, "one sector of the allocation table holds 63 kB"
    chain = [*chain, 0xFFFFFFFD, *[0xFFFFFFFF] * (128 - count - 2)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, count, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", count + 1) + b"\xff\xff\xff\xff" * 108
    entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, 0xFFFFFFFF, 0, len(stream))
    return head + stream + entries.ljust(512, b"\0") + struct.pack("<128I", *chain)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    named = (name + "\0").encode("utf-16-le")
    return (
        named.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(named), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )
