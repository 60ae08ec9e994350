"""Old Word files and those of WPS Writer (doc, wps): by office-oxide, which runs within this process.

It tells neither the shape of list numbers nor the place of a note's mark and lays nested tables into the one around
them: nothing is made up for them. Which cells are merged it does not tell for certain, so that
is read from the file itself.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read.flowing import Piece, close_up, holds_data, raised, write_pieces
from gongbao.read.word.doc_tables import RowShape, grid, row_shapes
from gongbao.read.writing import CellText, Writing

# More than Word allows.
_COLUMNS = 1000
_COMMENT = "comment"
_MARGINS = (
    *("header", "first_page_header", "even_page_header"),
    *("footer", "first_page_footer", "even_page_footer"),
)


def read_doc(data: bytes, source: str) -> Document:
    """The document in an old Word file: paragraphs and tables in order, notes at the end, headers and footers last.

    Comments and what is struck out are left out.

    Raises ``RejectedError``: ``broken_file``, ``encrypted``, ``no_text``.
    """
    tree, plain = _opened(data, source)
    sections: list[dict[str, Any]] = tree.get("sections", [])
    writing = Writing()
    shapes = _Shapes(row_shapes(data))
    write_pieces(writing, (piece for section in sections for piece in _pieces(section.get("elements"), shapes)))
    if shapes.lost:
        tables = "a table" if shapes.lost == 1 else f"{shapes.lost} tables"
        writing.complain(Code.MERGED_CELLS_LOST, f"which cells are merged is not known of {tables}")
    margins = [section[name].get("content") for section in sections for name in _MARGINS if section.get(name)]
    texts = [piece if isinstance(piece, str) else _told(piece) for margin in margins for piece in _pieces(margin)]
    for text in dict.fromkeys(texts):
        writing.line(text, furniture=True)
    if _characters(plain) - _characters("".join([*writing.parts, *_unshown(sections)])):
        # What the tree has lost stands in the plain text, without tables.
        writing = Writing()
        write_pieces(writing, (line.rstrip() for line in plain.splitlines()))
        writing.complain(Code.MERGED_CELLS_LOST, "tables cannot be told from paragraphs and are read as lines")
    if not "".join(writing.parts).strip():
        raise RejectedError(Code.NO_TEXT, f"{source}: is a Word file without text")
    return writing.document(source, "doc", paragraphs=True)


def _opened(data: bytes, source: str) -> tuple[dict[str, Any], str]:
    """The file as a tree of sections and elements, and as plain text."""
    from office_oxide import Document as OldWordFile
    from office_oxide import OfficeOxideError

    try:
        file = OldWordFile.from_bytes(data, "doc")
        return file.to_ir(), file.plain_text()
    except (OfficeOxideError, ValueError) as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise RejectedError(Code.ENCRYPTED, f"{source}: is locked by a password") from error
        reason = " ".join(str(error).split())
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged Word file: {reason}") from error


class _Shapes:
    """The shapes of the rows to come, and how many tables have been found without them."""

    def __init__(self, rows: Sequence[RowShape]) -> None:
        self._rows, self._next = rows, 0
        self.lost = 0

    def take(self, count: int) -> Sequence[RowShape]:
        """The shapes of the next rows."""
        self._next += count
        return self._rows[self._next - count : self._next]


def _pieces(elements: list[dict[str, Any]] | None, shapes: _Shapes | None = None) -> Iterator[Piece]:
    """Paragraphs and the cells of tables, in order. Tables that nothing parts are one, since Word knows no others."""
    for is_table, run in groupby(elements or (), key=lambda element: element.get("type") == "table"):
        if is_table:
            yield from _table([row for element in run for row in element.get("rows", ())], shapes)
            continue
        for element in run:
            match element.get("type"):
                case "paragraph" | "heading":
                    yield "".join(_inline(element.get("content"))).rstrip()
                case "list":
                    yield from _items(element)
                case "endnote" if element.get("marker") == _COMMENT:
                    continue
                case _:
                    yield from _pieces(element.get("content") if isinstance(element.get("content"), list) else None)


def _items(group: dict[str, Any]) -> Iterator[Piece]:
    for item in group.get("items", ()):
        yield from _pieces(item.get("content"))
        if item.get("nested"):
            yield from _items(item["nested"])


def _inline(content: list[dict[str, Any]] | None) -> Iterator[str]:
    for part in content or ():
        if part.get("type") == "line_break":
            yield "\n"
        elif part.get("strikethrough"):
            continue
        elif part.get("vertical_align") == "superscript":
            yield raised(part.get("text") or "")
        else:
            yield part.get("text") or ""


def _unshown(part: Any, within: bool = False) -> Iterator[str]:
    """The texts of comments, and those that are struck out, in a part of the tree; ``within``: all of it is."""
    if isinstance(part, list):
        for inner in part:
            yield from _unshown(inner, within)
    elif isinstance(part, dict):
        within = within or bool(part.get("strikethrough")) or part.get("marker") == _COMMENT
        if within and isinstance(part.get("text"), str):
            yield part["text"]
        for inner in part.values():
            yield from _unshown(inner, within)


def _table(rows: Sequence[dict[str, Any]], shapes: _Shapes | None) -> Iterator[Piece]:
    contents = [[list(_pieces(cell.get("content"))) for cell in row.get("cells", ())] for row in rows]
    texts = [["\n".join(_lines(content)) for content in row] for row in contents]
    known = shapes.take(len(rows)) if shapes else ()
    cells = grid(texts, known) if len(known) == len(rows) else None
    if cells is None:
        cells = _as_told(rows, texts)
        if shapes and len({len(row) for row in texts}) > 1:
            shapes.lost += 1
    for cell in cells:
        cell.header = bool(rows[cell.row].get("is_header"))
    close_up(cells)
    if holds_data(cells):
        yield cells
    else:
        yield from (piece for row in contents for content in row for piece in content)


def _as_told(rows: Sequence[dict[str, Any]], texts: Sequence[Sequence[str]]) -> list[CellText]:
    """The cells as the library lays them out, which knows merged cells only in part."""
    cells: list[CellText] = []
    taken: dict[int, int] = {}  # column: the row after the last that a cell from above takes of it
    for row, line in enumerate(rows):
        column = 0
        for cell, text in zip(line.get("cells", ()), texts[row], strict=True):
            while taken.get(column, 0) > row:
                column += 1
            height = max(cell.get("row_span", 1), 1)
            width = min(max(cell.get("col_span", 1), 1), _COLUMNS)
            cells.append(CellText(row, column, text, height, width))
            taken.update(dict.fromkeys(range(column, column + width), row + height))
            column += width
    return cells


def _lines(content: Sequence[Piece]) -> Iterator[str]:
    return (told for piece in content if (told := _told(piece)).strip())


def _told(piece: Piece) -> str:
    """A paragraph or a table as text within a cell or a margin."""
    return piece if isinstance(piece, str) else " ".join(cell.text for cell in piece)


def _characters(text: str) -> Counter[str]:
    return Counter("".join(raised(text).split()))
