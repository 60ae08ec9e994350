"""Documents with tables, drawn in a few lines of text."""

from gongbao.model import Document
from gongbao.read.writing import CellText, Writing

_PAGE = "===="
_COLUMN_WIDTH = 50.0


def drawn(picture: str, source: str = "表", *, paragraphs: bool = False) -> Document:
    """The document that a picture shows.

    A line with ``|`` between its cells is a row of a table, any other a line of prose, an empty one parts two tables. A
    cell ``<`` goes on with the one on its left, ``^`` with the one above; ``⏎`` is a line end inside a cell, and only
    plain spaces at its ends do not count. ``====`` begins a page (tables then have borders in points), a line that
    begins with ``~`` is furniture. ``paragraphs``: its lines are paragraphs, as those of Word.
    """
    writing = Writing()
    rows: list[list[str]] = []
    paged = _PAGE in picture
    for line in [*picture.strip("\n").split("\n"), ""]:
        bare = line.strip(" ")
        if "|" in bare:
            rows.append([cell.strip(" ").replace("⏎", "\n") for cell in bare.split("|")])
            continue
        if rows:
            _put(writing, rows, paged)
            rows = []
        if bare == _PAGE:
            writing.begin_page(595, 842)
        elif bare.startswith("~"):
            writing.line(bare[1:], furniture=True)
        elif bare:
            writing.line(bare)
    return writing.document(source, "drawn", paragraphs=paragraphs)


def _put(writing: Writing, rows: list[list[str]], paged: bool) -> None:
    if len({len(row) for row in rows}) != 1:
        raise ValueError(f"rows of {sorted({len(row) for row in rows})} cells in one table: {rows}")
    cells = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text not in ("<", "^"):
                cells[r, c] = CellText(r, c, text)
    for r, row in enumerate(rows):
        for c in range(len(row)):
            top, left = _corner(rows, r, c)
            cell = cells[top, left]
            cell.rows, cell.columns = max(cell.rows, r - top + 1), max(cell.columns, c - left + 1)
    borders = sorted({c for _, c in cells} | {c + cell.columns for (_, c), cell in cells.items()})
    for cell in cells.values():
        left, right = borders.index(cell.column), borders.index(cell.column + cell.columns)
        cell.column, cell.columns = left, right - left
    writing.table(cells.values(), [_COLUMN_WIDTH * border for border in borders] if paged else ())


def _corner(rows: list[list[str]], row: int, column: int) -> tuple[int, int]:
    """The top left place of the cell that covers a place."""
    while rows[row][column] in ("<", "^"):
        row, column = (row, column - 1) if rows[row][column] == "<" else (row - 1, column)
    return row, column
