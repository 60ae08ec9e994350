"""Workbooks as Excel 2002 and 2003 write them in XML (SpreadsheetML), and as programs that make reports still do."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read.flowing import raised
from gongbao.read.package import plain_xml, tree_of
from gongbao.read.sheet.grid import RULED_GAP, Room, Sheet
from gongbao.read.sheet.shown import GENERAL, shown_number, shown_text

# The names that stand for formats of numbers, those of dates as a Chinese spreadsheet shows them.
_NAMED = {
    **{
        "Fixed": "0.00",
        "Standard": "#,##0.00",
        "Percent": "0.00%",
        "Scientific": "0.00E+00",
        "General Number": GENERAL,
    },
    **dict.fromkeys(("General Date", "Short Date", "Medium Date", "Long Date"), "yyyy-mm-dd"),
}
_EPOCH = datetime(1899, 12, 30)
_ROWS, _COLUMNS = 1_048_576, 16_384
_DEEPEST = 50
_LEVEL = frozenset(("", "Automatic", "Left", "Distributed"))


class _Style(NamedTuple):
    """As ``xlsx`` has it: the number format, the indentation in steps, a line around a cell, a line through it."""

    code: str = GENERAL
    indent: int = 0
    ruled: bool = False
    struck: bool = False


def read_xml_sheets(data: bytes, source: str, room: Room) -> Iterator[Sheet]:
    """The visible sheets of a workbook in XML, as ``read_sheets`` gives them. Raises ``RejectedError``."""
    try:
        book = tree_of(plain_xml(data, source), "it", source)
    except (ParseError, ValueError, LookupError) as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged workbook in XML: {error}") from error
    for element in book.iter():
        element.tag = _bare(element.tag)
        element.attrib = {_bare(key): value for key, value in element.items()}
    styles = dict(_styles(book))
    for stored in book.iterfind("Worksheet"):
        if stored.findtext("WorksheetOptions/Visible", "").strip() in ("", "SheetVisible"):
            sheet = Sheet(stored.get("Name", ""))
            for table in stored.iterfind("Table"):
                _Table(sheet, styles, room).fill(table)
            yield sheet


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _styles(book: Element) -> Iterator[tuple[str, _Style]]:
    """The styles by their name; each has of its parent, which stands before it, what it does not say itself."""
    known: dict[str, _Style] = {}
    for style in book.iterfind("Styles/Style"):
        code, indent, ruled, struck = known.get(style.get("Parent", "Default"), _Style())
        for part in style:
            match part.tag:
                case "NumberFormat":
                    name = part.get("Format", GENERAL)
                    code = _NAMED.get(name, name)
                case "Alignment":
                    indent = min(_number(part.get("Indent"), 0), 250) if part.get("Horizontal", "") in _LEVEL else 0
                case "Borders":
                    ruled = any(side.get("LineStyle", "None") != "None" for side in part)
                case "Font":
                    struck = part.get("StrikeThrough") == "1"
        known[style.get("ID", "")] = _Style(code, indent, ruled, struck)
    yield from known.items()


class _Table:
    """The cells of a stored sheet put into a sheet."""

    def __init__(self, sheet: Sheet, styles: dict[str, _Style], room: Room) -> None:
        self._sheet, self._styles, self._room = sheet, styles, room
        self._of_columns: list[tuple[int, int, str]] = []
        self._last_filled = -1

    def fill(self, table: Element) -> None:
        """Put all that a table stores into the sheet."""
        column = row = -1
        for element in table:
            if element.tag == "Column":
                column = _place(element, column, _COLUMNS)
                span = min(_number(element.get("Span"), 0), _COLUMNS - column)
                if element.get("Hidden") == "1" or _is_zero(element.get("Width")):
                    self._sheet.hidden_columns.add(column, column + span + 1)
                if name := element.get("StyleID"):
                    # Columns come one behind the other: what goes back is left out.
                    first = max(column, self._of_columns[-1][1] if self._of_columns else 0)
                    if first <= column + span:
                        self._of_columns.append((first, column + span + 1, name))
                column += span
            elif element.tag == "Row":
                row = _place(element, row, _ROWS)
                span = min(_number(element.get("Span"), 0), _ROWS - row)
                if element.get("Hidden") == "1" or _is_zero(element.get("Height")):
                    self._sheet.hidden_rows.add(row, row + span + 1)
                self._fill_row(element, row)
                row += span

    def _fill_row(self, stored: Element, row: int) -> None:
        column = -1
        for cell in stored.iterfind("Cell"):
            column = _place(cell, column, _COLUMNS)
            name = cell.get("StyleID") or stored.get("StyleID") or self._of_column(column)
            style = self._styles.get(name, _Style())
            shown = self._shown(cell, style, row, column)
            if shown and not shown.isspace():
                self._room.take(shown)
                self._sheet.rows.setdefault(row, {})[column] = shown
                self._last_filled = row
            elif style.ruled and row - self._last_filled <= RULED_GAP:
                self._sheet.ruled.add(row)
            across = min(_number(cell.get("MergeAcross"), 0), _COLUMNS)
            down = min(_number(cell.get("MergeDown"), 0), _ROWS)
            if across or down:
                self._room.take("")
                self._sheet.merged.append((row, column, row + down, column + across))
            column += across

    def _of_column(self, column: int) -> str:
        place = bisect_right(self._of_columns, column, key=itemgetter(0)) - 1
        _, past, name = self._of_columns[place] if place >= 0 else (0, 0, "")
        return name if column < past else "Default"

    def _shown(self, cell: Element, style: _Style, row: int, column: int) -> str:
        data = cell.find("Data")
        if data is None or not "".join(data.itertext()):
            if cell.get("Formula") and (data is None or data.get("Type") != "String"):
                self._sheet.valueless.append((row, column))
            return ""
        stored = "".join(_written(data, style.struck))
        match data.get("Type"):
            case "String":
                text = stored.replace("\r\n", "\n").replace("\r", "\n")
                return "\u3000" * style.indent + shown_text(text, style.code) if text else ""
            case "Boolean":
                return "TRUE" if stored.strip() == "1" else "FALSE"
            case "DateTime":
                return _day(stored.strip(), style.code)
            case "Number":
                return shown_number(stored.strip(), style.code)
        return stored


def _written(element: Element, struck: bool, is_raised: bool = False, depth: int = 0) -> Iterator[str]:
    """The pieces of a cell's text, which may be HTML, without those that are struck out."""
    tag = element.tag.lower()
    struck, is_raised = struck or tag in ("s", "del"), is_raised or tag == "sup"
    if element.text and not struck:
        yield raised(element.text) if is_raised else element.text
    for child in element:
        if depth < _DEEPEST:
            yield from _written(child, struck, is_raised, depth + 1)
        if child.tail and not struck:
            yield raised(child.tail) if is_raised else child.tail


def _day(stored: str, code: str) -> str:
    """A day as its format shows it; one with a time of day as it is stored."""
    try:
        moment = datetime.fromisoformat(stored)
        days = moment.replace(tzinfo=None) - _EPOCH
    except ValueError:
        return stored
    if days.seconds or days.microseconds:
        return stored
    return moment.date().isoformat() if code == GENERAL else shown_number(str(days.days), code)


def _place(element: Element, last: int, most: int) -> int:
    """The row or column of an element, counted from 0: the one behind the last where it does not say its own."""
    return min(max(_number(element.get("Index"), last + 2), 1) - 1, most)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdecimal() else default


def _is_zero(text: str | None) -> bool:
    return bool(text) and not str(text).strip("0.")
