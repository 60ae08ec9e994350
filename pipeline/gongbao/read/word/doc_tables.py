"""Where the columns of an old Word file's tables begin and end, and which cells are merged.

Read from the file's own structures, after [MS-DOC]: the paragraph that ends a row (sprmPFTtp) carries the row's
definition (sprmTDefTable), which has the borders of its cells and says which of them go on with the cell above.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongbao.read.ole import compound_file
from gongbao.read.writing import CellText

# Of the file information block: the flags, the length of the main text, the tables of properties and of pieces.
_FLAGS, _SHORTS, _TEXT_LENGTH = 0x0A, 0x20, 3
_PROPERTIES, _PIECES = 13, 33
_SECOND_TABLE_STREAM = 0x0200
_SECTOR = 512
_PAGE_NUMBER = 0x3FFFFF
_PIECE_TABLE, _COMPRESSED = 2, 0x40000000

_DEFINITION, _ROW_END, _DEPTH = 0xD608, 0x2417, 0x6649
_ELSEWHERE = (0x6645, 0x6646)
# The bytes of an operand by the three highest bits of what it belongs to; of 6 the first byte tells.
_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)
_CELL, _MERGED_LEFT, _MERGED_UP = 20, 0x0002, 0x0020
_BEGINS_MERGE = 0x0040
# Each paragraph is looked for in all of them; a file that was changed often has some hundred.
_MOST_PIECES = 5_000
# Borders that are drawn by hand do not quite meet.
_ALIGNED = 60


class CellShape(NamedTuple):
    """A cell's left and right border in twentieths of a point; whether it only goes on with the one above or before."""

    left: int
    right: int
    from_above: bool
    from_before: bool


RowShape = tuple[CellShape, ...]


def row_shapes(data: bytes) -> list[RowShape]:
    """The rows of the tables in the main text of an old Word file, in order, those of nested tables left out.

    Empty where the file's structures cannot be followed.
    """
    try:
        return list(_rows(_Streams(data)))
    except (ValueError, IndexError, struct.error, RecursionError):
        return []


class _Streams:
    """The parts of the file that hold text, tables of properties and what has no room in these."""

    def __init__(self, data: bytes) -> None:
        from xlrd.compdoc import CompDocError  # type: ignore[import-untyped]

        compound = compound_file(data)
        try:
            self.text = bytes(compound.get_named_stream("WordDocument") or b"")
            flags = struct.unpack_from("<H", self.text, _FLAGS)[0]
            name = "1Table" if flags & _SECOND_TABLE_STREAM else "0Table"
            self.table = bytes(compound.get_named_stream(name) or b"")
            self.more = bytes(compound.get_named_stream("Data") or b"")
        except (CompDocError, AssertionError, TypeError) as error:
            raise ValueError("no such streams") from error
        shorts = _SHORTS + 2 + 2 * struct.unpack_from("<H", self.text, _SHORTS)[0]
        self._longs = shorts + 2
        self._places = self._longs + 4 * struct.unpack_from("<H", self.text, shorts)[0] + 2

    @property
    def length(self) -> int:
        """Characters of the main text; notes and margins come behind it."""
        return int(struct.unpack_from("<i", self.text, self._longs + 4 * _TEXT_LENGTH)[0])

    def of_table(self, number: int) -> bytes:
        """A piece of the table stream by its number in the file information block."""
        start, size = struct.unpack_from("<II", self.text, self._places + 8 * number)
        return self.table[start : start + size]


def _rows(streams: _Streams) -> Iterator[RowShape]:
    pieces = list(_pieces(streams.of_table(_PIECES)))
    if len(pieces) > _MOST_PIECES:
        raise ValueError("more pieces than any file is made of")
    found: list[tuple[int, RowShape]] = []
    for end, changes in _paragraphs(streams):
        shape = _row(changes, streams)
        place = _place(pieces, end - 1)
        if shape and place is not None and place < streams.length:
            found.append((place, shape))
    found.sort(key=lambda item: item[0])
    return (shape for _, shape in found)


def _pieces(found: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of the text: first and last character, their place in the file, bytes a character."""
    at = 0
    while at < len(found) and found[at] != _PIECE_TABLE:
        at += 3 + struct.unpack_from("<H", found, at + 1)[0]
    size = struct.unpack_from("<I", found, at + 1)[0]
    table = found[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    borders = struct.unpack_from(f"<{count + 1}I", table)
    for number in range(count):
        place = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)[0]
        narrow = bool(place & _COMPRESSED)
        start = (place & ~_COMPRESSED) // 2 if narrow else place
        yield borders[number], borders[number + 1], start, 1 if narrow else 2


def _place(pieces: Sequence[tuple[int, int, int, int]], byte: int) -> int | None:
    """The character that a byte of the file belongs to."""
    for first, last, start, width in pieces:
        if start <= byte < start + (last - first) * width:
            return first + (byte - start) // width
    return None


def _paragraphs(streams: _Streams) -> Iterator[tuple[int, bytes]]:
    """The end of each paragraph in the file, and the properties that it has beside those of its style."""
    table = streams.of_table(_PROPERTIES)
    count = (len(table) - 4) // 8
    if count > len(streams.text) // _SECTOR:
        raise ValueError("more pages of properties than the file has sectors")
    for page_number in struct.unpack_from(f"<{count}I", table, 4 * (count + 1)):
        start = (page_number & _PAGE_NUMBER) * _SECTOR
        page = streams.text[start : start + _SECTOR]
        runs = page[-1] if len(page) == _SECTOR else 0
        ends = struct.unpack_from(f"<{runs + 1}I", page)
        for run in range(runs):
            at = 2 * page[4 * (runs + 1) + 13 * run]
            if at:
                # The length is one of words; where the first byte is 0 the second has it, and the odd byte is none.
                begin, size = (at + 1, 2 * page[at] - 1) if page[at] else (at + 2, 2 * page[at + 1])
                yield ends[run + 1], page[begin + 2 : begin + size]


def _changes(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Each property with its operand."""
    at = 0
    while at + 2 <= len(properties):
        name = struct.unpack_from("<H", properties, at)[0]
        at += 2
        if name == _DEFINITION:
            size, at = struct.unpack_from("<H", properties, at)[0] - 1, at + 2
        elif name >> 13 == 6:
            size, at = properties[at], at + 1
        else:
            size = _OPERAND[name >> 13]
        yield name, properties[at : at + size]
        at += size


def _row(properties: bytes, streams: _Streams) -> RowShape | None:
    """The row that a paragraph with these properties ends; null where it ends none, or one of a nested table."""
    found = dict(_changes(properties))
    for name in _ELSEWHERE:
        if name in found:
            start = struct.unpack_from("<I", found[name])[0]
            size = struct.unpack_from("<H", streams.more, start)[0]
            found |= dict(_changes(streams.more[start + 2 : start + 2 + size]))
    depth = struct.unpack("<i", found[_DEPTH])[0] if _DEPTH in found else 1
    if not found.get(_ROW_END, b"\0")[0] or _DEFINITION not in found or depth != 1:
        return None
    definition = found[_DEFINITION]
    count = definition[0]
    borders = struct.unpack_from(f"<{count + 1}h", definition, 1)
    cells = definition[1 + 2 * (count + 1) :]
    shapes = []
    for number in range(count):
        # Cells without a description of their own have none of its properties.
        flags = struct.unpack_from("<H", cells.ljust(_CELL * count, b"\0"), _CELL * number)[0]
        above = bool(flags & _MERGED_UP) and not flags & _BEGINS_MERGE
        shapes.append(CellShape(borders[number], borders[number + 1], above, bool(flags & _MERGED_LEFT)))
    return tuple(shapes)


def grid(rows: Sequence[Sequence[str]], shapes: Sequence[RowShape]) -> list[CellText] | None:
    """The cells of a table with the columns and rows that each takes; null where texts and shapes do not match.

    ``rows`` are the texts of each row's cells, with or without those that only go on with others.
    """
    borders = _borders(shapes)
    cells: list[CellText] = []
    above: dict[int, CellText] = {}
    for row, (texts, shape) in enumerate(zip(rows, shapes, strict=True)):
        shown = [cell for cell in shape if not (cell.from_above or cell.from_before)]
        if len(texts) == len(shape):
            texts = [text for text, cell in zip(texts, shape, strict=True) if cell in shown]
        if len(texts) != len(shown):
            return None
        left = iter(texts)
        for cell in shape:
            column = _nearest(borders, cell.left)
            columns = _nearest(borders, cell.right) - column
            if cell.from_above and column in above:
                above[column].rows = row + 1 - above[column].row
            elif cell.from_before and cells and cells[-1].row == row:
                cells[-1].columns = column + columns - cells[-1].column
            elif cell in shown and columns > 0:
                cells.append(CellText(row, column, next(left), 1, columns))
                above.update(dict.fromkeys(range(column, column + columns), cells[-1]))
    return cells


def _borders(shapes: Sequence[RowShape]) -> list[int]:
    borders: list[int] = []
    for border in sorted({border for shape in shapes for cell in shape for border in (cell.left, cell.right)}):
        if not borders or border - borders[-1] > _ALIGNED:
            borders.append(border)
    return borders


def _nearest(borders: Sequence[int], border: int) -> int:
    return min(range(len(borders)), key=lambda number: abs(borders[number] - border))
