"""Workbooks: what a viewer sees of each sheet, as tables of exact texts."""

import io
import re
import struct
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gongbao.errors import RejectedError, cause_of
from gongbao.model import Code, Document
from gongbao.read.flowing import raised
from gongbao.read.ole import compound_file
from gongbao.read.package import is_xml, parts_missing
from gongbao.read.sheet.grid import RULED_GAP, Room, Sheet, Spans, layout
from gongbao.read.sheet.shown import BUILT_IN, GENERAL, shown_number, shown_text
from gongbao.read.sheet.xls_boxes import TextBoxes
from gongbao.read.sheet.xlsx import read_sheets
from gongbao.read.sheet.xml2003 import read_xml_sheets
from gongbao.read.writing import Writing

if TYPE_CHECKING:
    from xlrd.book import Book  # type: ignore[import-untyped]
    from xlrd.sheet import Sheet as StoredSheet  # type: ignore[import-untyped]

# The names that a spreadsheet gives by itself say nothing.
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表)\s*[0-9]{0,3}", re.IGNORECASE)
_NAMED = 10
"""How many cells a complaint names."""


def read_xlsx(data: bytes, source: str) -> Document:
    """The document in an .xlsx workbook, or in one of Excel 2003 in XML: each visible sheet's name, then its tables.

    Raises ``RejectedError``: ``broken_file``, ``encrypted``, ``no_text``, ``too_large``, ``unread_format`` (.xlsb).
    """
    room = Room(source)
    sheets = read_xml_sheets if is_xml(data) else read_sheets
    return _document(sheets(data, source, room), source, "xlsx", room)


def read_xls(data: bytes, source: str) -> Document:
    """The document in an .xls workbook, or in an .et file of WPS, as ``read_xlsx`` gives it.

    Raises ``RejectedError``: ``broken_file``, ``encrypted``, ``no_text``, ``too_large``.
    """
    room = Room(source)
    return _document(_undamaged(_old_sheets(data, room), source), source, "xls", room)


def _undamaged(sheets: Iterator[Sheet], source: str) -> Iterator[Sheet]:
    """The sheets that xlrd gives. Damaged records have it raise whatever their bytes lead to, which is told as damage.

    What is no fault of the file is not: memory that runs out, or an error in what is made of the sheets.
    """
    from xlrd.biffh import XLRDError  # type: ignore[import-untyped]
    from xlrd.compdoc import CompDocError  # type: ignore[import-untyped]
    from xlrd.formula import FormulaError  # type: ignore[import-untyped]

    told = (XLRDError, CompDocError, FormulaError)
    stumbled = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, struct.error)
    deeper = (RuntimeError, NameError)  # RecursionError and NotImplementedError; UnboundLocalError
    try:
        while sheet := next(sheets, None):
            yield sheet
    except (*told, *stumbled, *deeper) as error:
        if "encrypted" in str(error):
            raise RejectedError(Code.ENCRYPTED, f"{source}: is locked by a password") from error
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged workbook: {cause_of(error)}") from error


def _document(sheets: Iterable[Sheet], source: str, format: str, room: Room) -> Document:
    writing = Writing()
    valueless: list[str] = []
    textless: list[str] = []
    missing: list[str] = []
    is_empty = True
    for sheet in sheets:
        writing.line(sheet.name, furniture=_DEFAULT_NAME.fullmatch(sheet.name) is not None)
        for part in layout(sheet, room):
            is_empty = False
            if isinstance(part, str):
                writing.line(part)
            else:
                writing.table(part)
        valueless += _seen(sheet, sheet.valueless)
        textless += _seen(sheet, sheet.textless)
        missing += sheet.missing
    if is_empty and missing:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged workbook: {parts_missing(missing)}")
    if is_empty:
        raise RejectedError(Code.NO_TEXT, f"{source}: has no text in any sheet that is shown")
    lost = [
        *([_lost("formula", "without a stored value", valueless)] if valueless else []),
        *([_lost("cell", "whose text is missing in the file", textless)] if textless else []),
    ]
    if lost:
        writing.complain(Code.FORMULA_WITHOUT_VALUE, "; ".join(lost))
    if missing:
        writing.complain(Code.LOST_COLUMN, parts_missing(missing))
    return writing.document(source, format, paragraphs=True)


def _seen(sheet: Sheet, places: Iterable[tuple[int, int]]) -> Iterator[str]:
    return (f"{sheet.name}!{_reference(*at)}" for at in places if not sheet.is_hidden(*at))


def _lost(what: str, how: str, cells: list[str]) -> str:
    named = ", ".join(cells[:_NAMED])
    more = f" and {len(cells) - _NAMED} more" if len(cells) > _NAMED else ""
    return f"{len(cells)} {what}{'s' if len(cells) > 1 else ''} {how}: {named}{more}"


def _reference(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _old_sheets(data: bytes, room: Room) -> Iterator[Sheet]:
    import xlrd  # type: ignore[import-untyped]

    compound_file(data)
    book = xlrd.open_workbook(
        file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=io.StringIO()
    )
    boxes = TextBoxes(data)
    for number in range(book.nsheets):
        stored = book.sheet_by_index(number)
        if stored.visibility == 0:
            sheet = Sheet(stored.name)
            sheet.hidden_rows = Spans(row for row, format in stored.rowinfo_map.items() if format.hidden)
            sheet.hidden_columns = Spans(
                at for at, format in stored.colinfo_map.items() if format.hidden or not format.width
            )
            sheet.merged = [(top, left, below - 1, right - 1) for top, below, left, right in stored.merged_cells]
            sheet.boxes = boxes.of_sheet(number)
            for _, text in sheet.boxes:
                room.write(text)
            _fill(sheet, stored, room)
            yield sheet
        book.unload_sheet(number)


def _fill(sheet: Sheet, stored: "StoredSheet", room: Room) -> None:
    """Put the shown texts of a stored sheet into a sheet."""
    last_filled = -1
    for row in range(stored.nrows):
        for column in range(stored.row_len(row)):
            shown = _old_shown(stored, row, column)
            if shown and not shown.isspace():
                room.take(shown)
                sheet.rows.setdefault(row, {})[column] = shown
                last_filled = row
            elif row - last_filled <= RULED_GAP and _is_ruled(stored, row, column):
                sheet.ruled.add(row)


def _old_shown(stored: "StoredSheet", row: int, column: int) -> str:
    import xlrd

    kind, value = stored.cell_type(row, column), stored.cell_value(row, column)
    if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return ""
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    format = stored.book.xf_list[stored.cell_xf_index(row, column)]
    code = _old_code(stored.book, format.format_key)
    if kind == xlrd.XL_CELL_TEXT:
        value = _in_its_fonts(stored, row, column, value, format.font_index)
        # General, left and distributed alignment: only there is an indentation a step of a hierarchy.
        steps = format.alignment.indent_level if format.alignment.hor_align in {0, 1, 7} else 0
        return "\u3000" * steps + shown_text(value.replace("\r\n", "\n").replace("\r", "\n"), code)
    if _is_struck(stored.book, format.font_index) or (not value and not stored.show_zero_values):
        return ""
    return shown_number(repr(value), code, from_1904=stored.book.datemode == 1)


def _is_struck(book: "Book", font: int) -> bool:
    return 0 <= font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _in_its_fonts(stored: "StoredSheet", row: int, column: int, text: str, font: int) -> str:
    """A cell's text without the stretches in a font that strikes them out, with raised digits where one raises them.

    Those that have no font of their own have the cell's.
    """
    kept, place = "", 0
    for start, other in [*stored.rich_text_runlist_map.get((row, column), ()), (len(text), font)]:
        if not _is_struck(stored.book, font):
            # What is raised as a whole is raised above nothing.
            kept += raised(text[place:start]) if place and _is_superscript(stored.book, font) else text[place:start]
        place, font = start, other
    return kept


def _is_superscript(book: "Book", font: int) -> bool:
    return 0 <= font < len(book.font_list) and book.font_list[font].escapement == 1


def _old_code(book: "Book", key: int) -> str:
    known = BUILT_IN.get(key)
    return known or (book.format_map[key].format_str if key in book.format_map else None) or GENERAL


def _is_ruled(stored: "StoredSheet", row: int, column: int) -> bool:
    if stored.cell_type(row, column) == 0:  # not stored at all
        return False
    border = stored.book.xf_list[stored.cell_xf_index(row, column)].border
    return any((border.left_line_style, border.right_line_style, border.top_line_style, border.bottom_line_style))
