"""The tables of a PDF page: which of its characters stand in which cell of the grids that its rulings make."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.read.page.columns import rows_of, text_of
from gongbao.read.page.open_tables import open_tables
from gongbao.read.page.rulings import Grid, Ruling, grids
from gongbao.read.page.runs import Run, part
from gongbao.read.writing import Box, CellText

_NEAR = 3.0  # points
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class PageTable:
    """A table before it is written: its cells, the places of its column borders, and the box around it."""

    cells: list[CellText]
    edges: list[float]
    box: Box


def tables_of(runs: list[Run], across: Sequence[Ruling], down: Sequence[Ruling]) -> tuple[list[PageTable], list[Run]]:
    """The ruled tables of a page, and the runs that stand in none of them. A grid without text is no table."""
    found = []
    # A grid within a cell of another one is filled first.
    for grid in sorted(grids(across, down), key=_area):
        cells, rest = _filled(grid, runs)
        if any(cell.text for cell in cells):
            found.append(PageTable(cells, grid.columns, grid.box))
            runs = rest
    left_over = [ruling for ruling in across if not any(_is_of(ruling, table.box) for table in found)]
    without, runs = open_tables(runs, left_over)
    return [*found, *(PageTable(*table) for table in without)], runs


def _is_of(ruling: Ruling, box: Box) -> bool:
    left, top, right, bottom = box
    return top - _NEAR <= ruling.at <= bottom + _NEAR and ruling.end >= left - _NEAR and ruling.start <= right + _NEAR


def _area(grid: Grid) -> float:
    left, top, right, bottom = grid.box
    return (right - left) * (bottom - top)


def _filled(grid: Grid, runs: list[Run]) -> tuple[list[CellText], list[Run]]:
    """The cells of a grid with their text, and the runs that are in none."""
    owners = _owners(grid)
    left, top, right, bottom = grid.box
    inside: list[list[Run]] = [[] for _ in grid.cells]
    rest: list[Run] = []
    for run in runs:
        if run.right < left or run.left > right or run.bottom < top or run.top > bottom:
            rest.append(run)
            continue
        for owner, piece in _pieces(run, grid, owners):
            if owner < 0:
                rest.append(piece)
            else:
                inside[owner].append(piece)
    cells = []
    for cell, members in zip(grid.cells, inside, strict=True):
        text, boxes = _text(members)
        cells.append(CellText(cell.row, cell.column, text, cell.rows, cell.columns, boxes=boxes))
    return cells, rest


def _owners(grid: Grid) -> list[list[int]]:
    """For each row and column of a grid the index of the cell that covers them; -1 where none does."""
    owners = [[-1] * (len(grid.columns) - 1) for _ in grid.rows[1:]]
    for i, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.rows):
            owners[row][cell.column : cell.column + cell.columns] = [i] * cell.columns
    return owners


def _pieces(run: Run, grid: Grid, owners: list[list[int]]) -> list[tuple[int, Run]]:
    """A run cut at the borders of cells, each piece with the index of its cell."""
    places = [_owner(box, grid, owners) for box in (run.boxes[0], run.boxes[-1])]
    if places[0] == places[1]:
        return [(places[0], run)]
    places = [_owner(box, grid, owners) for box in run.boxes]
    starts = [i for i, place in enumerate(places) if not i or place != places[i - 1]]
    ends = [*starts[1:], len(places)]
    return [(places[start], part(run, start, end)) for start, end in zip(starts, ends, strict=True)]


def _owner(box: Box, grid: Grid, owners: list[list[int]]) -> int:
    column = bisect_right(grid.columns, (box[0] + box[2]) / 2) - 1
    row = bisect_right(grid.rows, (box[1] + box[3]) / 2) - 1
    if 0 <= row < len(owners) and 0 <= column < len(owners[0]):
        return owners[row][column]
    return -1


def _text(runs: list[Run]) -> tuple[str, list[Box]]:
    """The text of a cell, a line of it a line."""
    if len(runs) == 1:
        return runs[0].text, runs[0].boxes
    text, boxes = "", list[Box]()
    for row in rows_of(runs):
        if text:
            text, boxes = text + "\n", [*boxes, _NOWHERE]
        line, places = text_of(row)
        text, boxes = text + line, [*boxes, *places]
    return text, boxes
