"""What the readers of documents without pages share, of web pages and of Word: tables, and raised figures."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby

from gongbao.model import Table
from gongbao.read.delimited import tabbed_tables
from gongbao.read.writing import CellText, Writing

# A cell of so many characters with a full stop holds prose.
_PROSE_CELL = 120
# A table of so many bare figures, in two rows below one of words, does not only frame the tables in it.
_FIGURE = re.compile(r"[-+−－△]?[\d,，]{1,20}(?:\.\d{1,10})?%?")
# What a heading over figures says: 2023年, 金额（万元）, 占比.
_OF_FIGURES = re.compile("[年元数额量率万亿%％]")
_FIGURES, _NOTES = 4, ("注", "说明", "备注", "資料", "资料")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


Piece = str | list[CellText]
"""A paragraph, or the cells of a table."""


def write_pieces(writing: Writing, pieces: Iterable[Piece]) -> None:
    """Write paragraphs and tables, a blank line before each paragraph.

    Word knows where a paragraph ends; in plain lines a heading without a full stop would run on into the next.
    """
    for piece in _with_tabbed(pieces):
        if not isinstance(piece, str):
            writing.table(piece)
        elif piece.strip():
            writing.put(f"\n{piece}\n" if writing.length else f"{piece}\n")


def _with_tabbed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with a table where paragraphs that follow one another are rows of cells that tabs keep apart."""
    for is_tabbed, group in groupby(pieces, lambda piece: isinstance(piece, str) and "\t" in piece):
        paragraphs = list(group)
        text = "\n".join(map(str, paragraphs)) if is_tabbed else ""
        tables = tabbed_tables(text) if len(paragraphs) > 1 else ()
        yield from taken_apart(text, tables) if tables else paragraphs


def taken_apart(text: str, tables: Iterable[Table]) -> Iterator[Piece]:
    """The lines of a text and the tables in it, in order."""
    place = 0
    for table in tables:
        yield from text[place : table.span.start].split("\n")
        yield [CellText(c.row, c.column, text[c.span.start : c.span.end], c.rows, c.columns) for c in table.cells]
        place = table.span.end
    yield from text[place:].split("\n")


def raised(text: str) -> str:
    """Raised text with raised digits: a mark 1 behind 5.4% makes no 5.41%, nor a raised 4 behind 10 makes 104."""
    return text.translate(_RAISED)


def close_up(cells: list[CellText]) -> None:
    """Leave out the columns in which no cell begins: ``colspan="1000"`` over three columns spans three."""
    starts = sorted({cell.column for cell in cells})
    for cell in cells:
        end = bisect_left(starts, cell.column + cell.columns)
        cell.column = bisect_left(starts, cell.column)
        cell.columns = end - cell.column


def holds_data(cells: list[CellText], linked: int = 0) -> bool:
    """Whether a table is one of data: not a single cell or column, a menu, or paragraphs put side by side.

    ``linked`` is how many of its characters are within links.
    """
    filled = [cell for cell in cells if cell.text]
    written = sum(len(cell.text) for cell in filled)
    prose = sum(len(cell.text) for cell in filled if len(cell.text) >= _PROSE_CELL and "。" in cell.text)
    if len(filled) < 2 or not any(cell.column for cell in cells):
        return False
    if any(cell.header for cell in cells):
        return True
    return linked * 10 < written * 7 and prose * 10 < written * 7


def holds_figures(cells: Iterable[CellText]) -> bool:
    """Whether a table with tables in it is one of figures itself, and does not only set them beside each other."""
    filled = [cell for cell in cells if cell.text.strip()]
    figures = [cell for cell in filled if _FIGURE.fullmatch(cell.text.strip())]
    rows = {cell.row for cell in figures}
    above = [cell for cell in filled if cell.row < min(rows, default=0)]
    # Few figures are those of a table only below headings of their own.
    heads = {cell.column for cell in above if cell.columns == 1}
    is_headed = bool(above)
    if len(figures) < _FIGURES:
        is_headed = any(_OF_FIGURES.search(cell.text) for cell in above) and all(
            cell.column and cell.column in heads for cell in figures
        )
    is_told = any("。" in cell.text and not cell.text.lstrip().startswith(_NOTES) for cell in filled)
    return len(rows) > 1 and is_headed and not is_told
