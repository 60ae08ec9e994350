"""A sheet as its format stores it, and what a viewer sees of it: blocks of cells with their merged areas."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import accumulate, chain, pairwise
from operator import itemgetter

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read.writing import CellText

CELLS_LIMIT = 2_000_000
"""Cells with a text in one workbook, and cells of all its tables; the largest budgets have some ten thousand."""
TEXT_LIMIT = 100_000_000
"""Characters of one workbook: one shared text may stand in every cell."""

RULED_GAP = 20
"""Empty rows in a row that lines may still hold together as one table."""
# What is left out of a table to set its parts off: an empty row or two.
_GAP = 3
_FIGURE = re.compile(r"[-+(（]?\d[\d,]*(?:\.\d+)?%?[)）]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A grid is written out with its empty cells up to this many, or up to so many for each cell that is filled.
_SMALL, _SPARSE = 1000, 8

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, all counted from 0."""


class Spans:
    """Rows or columns, of which a few bytes may name a million."""

    def __init__(self, each: Iterable[int] = ()) -> None:
        self._spans = [(at, at + 1) for at in each]
        self._starts: list[int] = []
        self._sums: list[int] = []

    def add(self, first: int, past: int) -> None:
        """Add all from the first to before another."""
        if first < past:
            self._spans.append((first, past))
            self._starts = []

    def before(self, at: int) -> int:
        """How many are less."""
        if not self._spans:
            return 0
        if not self._starts:
            self._sort()
        place = bisect_left(self._starts, at) - 1
        return self._sums[place] + min(at, self._spans[place][1]) - self._starts[place] if place >= 0 else 0

    def __contains__(self, at: int) -> bool:
        return bool(self._spans) and self.before(at + 1) > self.before(at)

    def _sort(self) -> None:
        spans: list[tuple[int, int]] = []
        for first, past in sorted(self._spans):
            if spans and first <= spans[-1][1]:
                spans[-1] = spans[-1][0], max(past, spans[-1][1])
            else:
                spans.append((first, past))
        self._spans, self._starts = spans, [first for first, _ in spans]
        self._sums = [0, *accumulate(past - first for first, past in spans)]


@dataclass(slots=True)
class Sheet:
    """The cells with a text by row and column, hidden ones too: a merged area may show the text of a hidden cell.

    ``ruled`` are rows without a text that lines are drawn around; ``boxes`` the row and text of each text box;
    ``valueless`` the cells whose formula has no stored value, ``textless`` those that refer to a text that is missing;
    ``missing`` the parts of its file that it names and that are not there.
    """

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: Spans = field(default_factory=Spans)
    hidden_columns: Spans = field(default_factory=Spans)
    ruled: set[int] = field(default_factory=set)
    boxes: list[tuple[int, str]] = field(default_factory=list)
    valueless: list[tuple[int, int]] = field(default_factory=list)
    textless: list[tuple[int, int]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether no viewer sees a cell."""
        return row in self.hidden_rows or column in self.hidden_columns


@dataclass(slots=True)
class Room:
    """How much a workbook may still hold."""

    source: str
    cells: int = CELLS_LIMIT
    characters: int = TEXT_LIMIT

    def take(self, text: str) -> None:
        """Count a cell with its text. Raises ``RejectedError`` ``too_large``."""
        self.cells -= 1
        if self.cells < 0:
            raise RejectedError(Code.TOO_LARGE, f"{self.source}: has more than {CELLS_LIMIT:,} filled cells")
        self.write(text)

    def write(self, text: str) -> None:
        """Count some characters. Raises ``RejectedError`` ``too_large``."""
        self.characters -= len(text)
        if self.characters < 0:
            raise RejectedError(Code.TOO_LARGE, f"{self.source}: has more than {TEXT_LIMIT:,} characters in its cells")


def layout(sheet: Sheet, room: Room) -> Iterator[str | list[CellText]]:
    """What a sheet shows from top to bottom: its tables, and the text of each text box before the table beside it.

    A table ends at a row that is wholly empty, unless a merged area goes over it, lines are drawn around it or its
    figures go on behind it. Empty columns at its sides are left out, and all that is hidden.
    """
    seen = _Seen(sheet)
    boxes = deque(sorted(seen.boxes, key=itemgetter(0)))
    for block, areas in _blocks(seen):
        while boxes and boxes[0][0] <= block[0][0]:
            yield boxes.popleft()[1]
        yield _table(block, areas, room)
    yield from (text for _, text in boxes)


def _blocks(seen: "_Seen") -> Iterator[tuple[list[tuple[int, dict[int, str]]], list[Area]]]:
    """Rows that belong together, with the merged areas that may lie in them."""
    block: list[tuple[int, dict[int, str]]] = []
    areas: list[Area] = []
    reach = -1
    end: tuple[int, dict[int, str], list[Area]] = (-1, {}, [])
    for (row, cells, starting), (_, after, _) in pairwise(chain(_uncovered(seen), [end])):
        if (
            block
            and not _joined(block[-1][0], row, reach, seen.ruled)
            and not (row - block[-1][0] <= _GAP and _goes_on(block[-1][1], cells, after))
        ):
            yield block, areas
            block, areas = [], []
        block.append((row, cells))
        areas += starting
        reach = max([reach, *(area[2] for area in starting if area[0] == row and area[1] in cells)])
    if block:
        yield block, areas


def _joined(above: int, row: int, reach: int, ruled: set[int]) -> bool:
    return row <= reach + 1 or all(gap in ruled or gap <= reach for gap in range(max(above, reach) + 1, row))


def _goes_on(above: dict[int, str], below: dict[int, str], after: dict[int, str]) -> bool:
    """Whether a row behind an empty one goes on with the table: figures under figures behind a label under a label.

    It may be a label alone, 二、支出, that heads the row ``after`` it which does.
    """
    if len(below) == 1 and after and min(below) == min(after):
        below = after
    figures = _figures(below)
    return min(above) == min(below) and len(figures) < len(below) and not figures.isdisjoint(_figures(above))


def _figures(cells: dict[int, str]) -> set[int]:
    """The columns of a row that hold figures; a row of years heads a table of its own."""
    return {column for column, text in cells.items() if _FIGURE.fullmatch(text) and not _YEAR.fullmatch(text)}


class _Seen:
    """A sheet in the rows and columns that are seen, counted from 0."""

    def __init__(self, sheet: Sheet) -> None:
        self._rows, self._columns = sheet.hidden_rows, sheet.hidden_columns
        self.rows: dict[int, dict[int, str]] = {}
        for row, cells in sheet.rows.items():
            if row not in sheet.hidden_rows:
                kept = {self._column(at): text for at, text in cells.items() if at not in sheet.hidden_columns}
                if kept:
                    self.rows[self._row(row)] = kept
        self.ruled = {self._row(row) for row in sheet.ruled if row not in sheet.hidden_rows}
        self.areas: list[Area] = []
        for top, left, bottom, right in sheet.merged:
            area = (self._row(top), self._column(left), self._row(bottom + 1) - 1, self._column(right + 1) - 1)
            if area[0] > area[2] or area[1] > area[3]:
                continue
            self.areas.append(area)
            # The text of the first cell is shown over all of the area, though that cell itself be hidden.
            if sheet.is_hidden(top, left) and (text := sheet.rows.get(top, {}).get(left)):
                self.rows.setdefault(area[0], {})[area[1]] = text
        self.areas.sort()
        self.boxes = [(self._row(row), text) for row, text in sheet.boxes]

    def _row(self, row: int) -> int:
        return row - self._rows.before(row)

    def _column(self, column: int) -> int:
        return column - self._columns.before(column)


def _uncovered(seen: _Seen) -> Iterator[tuple[int, dict[int, str], list[Area]]]:
    """Each row that shows a text, with its cells that no merged area covers, and the areas that begin up to it.

    An area that overlaps one before it is none: no spreadsheet makes such.
    """
    active: list[tuple[int, int, Area]] = []
    ends: list[tuple[int, tuple[int, int, Area]]] = []
    areas = iter([*seen.areas, None])
    area = next(areas)
    starting: list[Area] = []
    for row in sorted(seen.rows):
        while area is not None and area[0] <= row:
            _end(active, ends, area[0])
            item = (area[1], area[3], area)
            at = bisect_left(active, item)
            free = (at == 0 or active[at - 1][1] < area[1]) and (at == len(active) or active[at][0] > area[3])
            if free:
                active.insert(at, item)
                heappush(ends, (area[2], item))
                starting.append(area)
            area = next(areas)
        _end(active, ends, row)
        cells = seen.rows[row]
        if active:
            cells = {column: text for column, text in cells.items() if not _is_covered(active, row, column)}
        if cells:
            yield row, cells, [area for area in starting if area[2] >= row]
            starting = []


def _end(active: list[tuple[int, int, Area]], ends: list[tuple[int, tuple[int, int, Area]]], row: int) -> None:
    while ends and ends[0][0] < row:
        item = heappop(ends)[1]
        del active[bisect_left(active, item)]


def _is_covered(active: list[tuple[int, int, Area]], row: int, column: int) -> bool:
    at = bisect_left(active, (column + 1,)) - 1
    if at < 0 or active[at][1] < column:
        return False
    return active[at][2][:2] != (row, column)


def _table(block: list[tuple[int, dict[int, str]]], areas: list[Area], room: Room) -> list[CellText]:
    """The cells of a block counted from its top left corner, the empty ones too, unless nearly all of them are."""
    top, bottom = block[0][0], block[-1][0]
    left, right = min(min(cells) for _, cells in block), max(max(cells) for _, cells in block)
    spans = {area[:2]: (min(area[2], bottom), min(area[3], right)) for area in areas if area[0] >= top}
    filled = sum(len(cells) for _, cells in block)
    empty = (bottom - top + 1) * (right - left + 1) - filled
    written: list[CellText] = []

    def write(row: int, number: int, column: int, text: str) -> tuple[int, int]:
        last_row, last_column = spans.get((row, column), (row, column))
        written.append(CellText(number, column - left, text, rows=last_row - row + 1, columns=last_column - column + 1))
        return last_row, last_column

    if empty > min(room.cells, max(_SMALL, _SPARSE * filled)):
        for row, cells in block:
            number = row - top  # one object for all cells of the row
            for column in sorted(cells):
                write(row, number, column, cells[column])
        return written
    room.cells -= empty
    texts, nothing = dict(block), dict[int, str]()
    # How far down a merged area goes from the row above it, for each of its columns.
    depth: dict[int, int] = {}
    for number, row in enumerate(range(top, bottom + 1)):
        cells, column = texts.get(row, nothing), left
        while column <= right:
            if depth.get(column, -1) >= row:
                column += 1
                continue
            last_row, last_column = write(row, number, column, cells.get(column, ""))
            if last_row > row:
                depth.update(dict.fromkeys(range(column, last_column + 1), last_row))
            column = last_column + 1
    return written
