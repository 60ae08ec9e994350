"""The grids of cells that the ruling lines of a page make."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from gongbao.read.writing import Box

# Points: lines this near are one line, ends this near meet, what is shorter is no ruling.
_TOLERANCE = 3.0
_SHORTEST = 3.0
# Rulings that reach this far beyond the last ruling across them make cells that are open there.
_OPEN = 10.0

_MOST_CELLS = 250_000


class Ruling(NamedTuple):
    """A line across the page at ``at`` (points from the top, or from the left for one down it), from end to end."""

    at: float
    start: float
    end: float


class GridCell(NamedTuple):
    """A cell of a grid: its top left row and column, and how many of them it takes."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Grid:
    """Cells between rulings; ``columns`` and ``rows`` are the places of its column and row borders in points."""

    columns: list[float]
    rows: list[float]
    cells: list[GridCell]

    @property
    def box(self) -> Box:
        """The box around it."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


def merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings that lie on one line made one: double ones, dashes, the borders of cells side by side."""
    lines: list[list[Ruling]] = []
    for ruling in sorted(rulings):
        if lines and ruling.at - lines[-1][-1].at <= _TOLERANCE:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    joined = []
    for line in lines:
        at = sum(ruling.at for ruling in line) / len(line)
        line.sort(key=lambda ruling: ruling.start)
        start, end = line[0].start, line[0].end
        for ruling in line[1:]:
            if ruling.start > end + _TOLERANCE:
                joined.append(Ruling(at, start, end))
                start = ruling.start
                end = ruling.end
            end = max(end, ruling.end)
        joined.append(Ruling(at, start, end))
    return [ruling for ruling in joined if ruling.end - ruling.start >= _SHORTEST]


def grids(across: Iterable[Ruling], down: Iterable[Ruling]) -> list[Grid]:
    """The grids that rulings make, from top to bottom; a frame about nothing but one column is none."""
    rows, columns = merged(across), merged(down)
    found = []
    for members in _crossing(rows, columns):
        lines = _closed([rows[i] for i in members[0]], [columns[i] for i in members[1]])
        if (grid := _grid(*lines)) is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.rows[0], grid.columns[0]))


def _crossing(across: Sequence[Ruling], down: Sequence[Ruling]) -> Iterator[tuple[list[int], list[int]]]:
    """Which rulings hang together, as indices of those across and of those down the page."""
    levels: dict[float, list[int]] = {}
    for i, ruling in enumerate(across):
        levels.setdefault(ruling.at, []).append(i)
    heights = sorted(levels)
    leader = list(range(len(across) + len(down)))

    def lead(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    starts = {at: [across[i].start - _TOLERANCE for i in levels[at]] for at in heights}
    for j, ruling in enumerate(down, len(across)):
        first = bisect_left(heights, ruling.start - _TOLERANCE)
        for at in heights[first : bisect_right(heights, ruling.end + _TOLERANCE)]:
            k = bisect_right(starts[at], ruling.at) - 1
            if k >= 0 and ruling.at <= across[i := levels[at][k]].end + _TOLERANCE:
                leader[lead(i)] = lead(j)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for i in range(len(leader)):
        group = groups.setdefault(lead(i), ([], []))
        if i < len(across):
            group[0].append(i)
        else:
            group[1].append(i - len(across))
    return (group for group in groups.values() if group[0] and group[1])


def _closed(across: list[Ruling], down: list[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """Rulings with the borders that a table open at its sides, its head or its foot does without."""
    return across + _borders(down, across), down + _borders(across, down)


def _borders(ending: Sequence[Ruling], crossing: Sequence[Ruling]) -> list[Ruling]:
    """Borders where rulings end together, beyond the last of those that cross them."""
    first, last = min(r.at for r in crossing), max(r.at for r in crossing)
    borders = []
    start, end = min(r.start for r in ending), max(r.end for r in ending)
    for at, ends in (
        (start, [r for r in ending if r.start - start <= _TOLERANCE and start < first - _OPEN]),
        (end, [r for r in ending if end - r.end <= _TOLERANCE and end > last + _OPEN]),
    ):
        if len(ends) > 1:
            borders.append(Ruling(at, min(r.at for r in ends), max(r.at for r in ends)))
    return borders


def _grid(across: Sequence[Ruling], down: Sequence[Ruling]) -> Grid | None:
    """The cells between rulings that hang together; ``None`` where there are no two columns of them."""
    rows, columns = sorted({r.at for r in across}), sorted({r.at for r in down})
    height, width = len(rows) - 1, len(columns) - 1
    if height < 1 or width < 2 or height * width > _MOST_CELLS:
        return None
    above = _walls(across, rows, columns)
    beside = _walls(down, columns, rows)
    cells = list(_rectangles(above, beside, height, width))
    if len(cells) < 2 or len({cell.column for cell in cells}) < 2:
        return None
    return Grid(columns, rows, cells)


def _walls(rulings: Sequence[Ruling], places: Sequence[float], stops: Sequence[float]) -> list[bytearray]:
    """For each place of a ruling which of the stretches between stops it covers."""
    walls = [bytearray(len(stops) - 1) for _ in places]
    for ruling in rulings:
        first = bisect_left(stops, ruling.start - _TOLERANCE)
        last = bisect_right(stops, ruling.end + _TOLERANCE) - 1
        if last > first:
            walls[bisect_left(places, ruling.at)][first:last] = b"\1" * (last - first)
    return walls


def _rectangles(above: list[bytearray], beside: list[bytearray], height: int, width: int) -> Iterator[GridCell]:
    """The cells of a grid: what no wall parts is one; what is open to the outside is none."""
    seen = [bytearray(width) for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if not seen[row][column]:
                yield from _cells(_room(row, column, seen, above, beside, height, width))


def _room(
    row: int,
    column: int,
    seen: list[bytearray],
    above: list[bytearray],
    beside: list[bytearray],
    height: int,
    width: int,
) -> list[tuple[int, int]]:
    """The places that no wall parts from one; none where a way leads out."""
    seen[row][column] = 1
    room, is_open = [(row, column)], False
    for y, x in room:
        for ny, nx, wall in (
            (y - 1, x, above[y][x]),
            (y + 1, x, above[y + 1][x]),
            (y, x - 1, beside[x][y]),
            (y, x + 1, beside[x + 1][y]),
        ):
            if wall:
                continue
            if not (0 <= ny < height and 0 <= nx < width):
                is_open = True
            elif not seen[ny][nx]:
                seen[ny][nx] = 1
                room.append((ny, nx))
    return [] if is_open else room


def _cells(room: list[tuple[int, int]]) -> Iterator[GridCell]:
    """A room as one cell; one with corners, where a stretch of ruling is missing, as a cell a row."""
    if not room:
        return
    ys, xs = [y for y, _ in room], [x for _, x in room]
    top, left = min(ys), min(xs)
    rows, columns = max(ys) - top + 1, max(xs) - left + 1
    if rows * columns == len(room):
        yield GridCell(top, left, rows, columns)
        return
    for y in sorted(set(ys)):
        places = sorted(x for row, x in room if row == y)
        breaks = [i for i, (x, after) in enumerate(pairwise(places), 1) if after > x + 1]
        for start, end in pairwise([0, *breaks, len(places)]):
            yield GridCell(y, places[start], 1, end - start)
