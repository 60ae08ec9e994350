"""Rows of a table that no ruling parts: an invoice rules its columns only, and its figures stand under one another."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from gongbao.read.page.order import around
from gongbao.read.writing import Box, CellText

_FIGURE = re.compile(r"[¥￥$]?[-－]?[¥￥$]?\d[\d,]*(?:\.\d+)?%?")
# A figure too long for its cell is broken where the cell ends; one that leaves so much of it free is whole.
_FREE = 0.85
# In the height of a line: how far apart the lines of one row stand at most.
_LEVEL = 0.5


class _Line(NamedTuple):
    text: str
    boxes: Sequence[Box]

    @property
    def middle(self) -> float:
        _, top, _, bottom = around(self.boxes)
        return (top + bottom) / 2


def rows_parted(cells: Sequence[CellText], edges: Sequence[float]) -> list[CellText]:
    """The cells of a table with each row cut up in which two columns or more list figures, one under another.

    ``edges`` are the column borders in points. Cells that span rows go on to span what their rows become.
    """
    in_rows: dict[int, list[CellText]] = {}
    for cell in cells:
        if cell.rows == 1:
            in_rows.setdefault(cell.row, []).append(cell)
    levels: dict[int, list[float]] = {}
    for row, members in sorted(in_rows.items()):
        if sum(_lists_figures(cell, edges) for cell in members) > 1:
            levels[row] = _levels([line for cell in members for line in _lines(cell)])
    if not levels:
        return list(cells)
    parted: list[CellText] = []
    rows = list(levels)
    added = list(accumulate((len(places) - 1 for places in levels.values()), initial=0))
    for cell in cells:
        above, through = (added[bisect_left(rows, row)] for row in (cell.row, cell.row + cell.rows))
        moved = replace(cell, row=cell.row + above, rows=cell.rows + through - above)
        if cell.row in levels and cell.rows == 1 and not _is_label(cell):
            parted += _cut(replace(moved, rows=1), cell, levels[cell.row])
        else:
            parted.append(moved)
    return parted


def _lines(cell: CellText) -> list[_Line]:
    lines, start = [], 0
    for text in cell.text.split("\n"):
        if text and cell.boxes:
            lines.append(_Line(text, cell.boxes[start : start + len(text)]))
        start += len(text) + 1
    return lines


def _lists_figures(cell: CellText, edges: Sequence[float]) -> bool:
    lines = _lines(cell)
    if sum(bool(_FIGURE.fullmatch(line.text)) for line in lines) < 2:
        return False
    room = edges[cell.column + cell.columns] - edges[cell.column]
    widths = [box[2] - box[0] for box in (around(line.boxes) for line in lines)]
    return max(widths) < _FREE * room


def _is_label(cell: CellText) -> bool:
    """Whether a cell holds characters that run down it beside all the rows."""
    return "\n" not in cell.text and any(after[1] > before[3] for before, after in pairwise(cell.boxes or ()))


def _levels(lines: Sequence[_Line]) -> list[float]:
    """The heights on the page at which the lines of a row stand."""
    em = median(box[3] - box[1] for box in (around(line.boxes) for line in lines))
    levels: list[float] = []
    for middle in sorted(line.middle for line in lines):
        if not levels or middle - levels[-1] > _LEVEL * em:
            levels.append(middle)
    return levels


def _cut(moved: CellText, cell: CellText, levels: Sequence[float]) -> Iterator[CellText]:
    """A cell for each level, with the line of the cell that stands there."""
    lines = _lines(cell)
    for number, level in enumerate(levels):
        after = levels[number + 1] if number + 1 < len(levels) else float("inf")
        here = [line for line in lines if level <= line.middle < after]
        text = "\n".join(line.text for line in here)
        boxes: list[Box] = []
        for line in here:
            boxes += [(0.0, 0.0, 0.0, 0.0)] * bool(boxes) + list(line.boxes)
        yield replace(moved, row=moved.row + number, text=text, boxes=boxes)
