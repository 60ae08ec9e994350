"""Tables among the lines of a page that nothing but characters is known of: scans, and OFD without rulings."""

import re
from collections.abc import Iterator, Sequence

from gongbao.read.page.open_tables import OpenTable
from gongbao.read.page.order import Line, around
from gongbao.read.page.plain_tables import plain_tables
from gongbao.read.page.runs import Run

# What ``order`` writes between two cells of a row.
_CELL = re.compile(r"\S(?:.*?\S)??(?=\s{3}|\s*$)")


def with_tables(lines: Sequence[Line]) -> Iterator[tuple[int, Line | OpenTable]]:
    """Lines in order, with a table in the place of rows of figures; each with the number of its (first) line."""
    start = 0
    for first, end, table in plain_tables([_runs(line) for line in lines]):
        yield from enumerate(lines[start:first], start)
        yield first, table
        start = end
    yield from enumerate(lines[start:], start)


def _runs(line: Line) -> list[Run]:
    """The cells of a line, the whole line where it has no wide gaps."""
    runs = []
    for match in _CELL.finditer(line.text):
        boxes = line.boxes[match.start() : match.end()]
        if any(right > left for left, _, right, _ in boxes):
            runs.append(Run(match[0], boxes, *around(box for box in boxes if box[2] > box[0])))
    return runs or [Run("", [], *line.box)]
