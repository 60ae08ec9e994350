"""Tables with rulings across and none down, 三线表 first of all: their columns are where no figure stands."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gongbao.kept import compiled
from gongbao.read.page.columns import rows_of, text_of
from gongbao.read.page.gutters import Segment, gaps_of, segments_of
from gongbao.read.page.rulings import Ruling, merged
from gongbao.read.page.runs import Run
from gongbao.read.writing import Box, CellText

# Points: the rulings of a table begin and end together.
_NEAR = 6.0
# All in the height of a character.
_SHORTEST = 8.0
_GUTTER = 0.5
# A head, a body and what closes it.
_LEAST_RULINGS = 3
_MOST_HEAD_ROWS = 6
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)

# 1,234.5, △3.1, (200), 3.1～5%, 1 234.5, 200①; a dash is as good as one.
FIGURE = compiled(
    r"[-+−－﹣‐-–＋±△▲▽▼↑↓¥￥]{0,2}(?:[\d.,，．%％‰/()（）]*\d[\d.,，．%％‰/()（）]*|\d{1,3}(?:[ ]\d{3})+(?:\.\d+)?)"
    r"(?:[-—~～]\d[\d.,]*[%％]?|)(?:[*＊①-⑳¹²³⁰-⁹]|)|[-—―─–－…/]+"
)
BETWEEN_TABLES = compiled(r"单\s*位\s*[:：]|^(?:续?表|注|来源|资料来源)")

Row = list[Segment]


class OpenTable(NamedTuple):
    """The cells of a table, the places of its column borders, and the box around it."""

    cells: list[CellText]
    edges: list[float]
    box: Box


def open_tables(runs: list[Run], across: Sequence[Ruling]) -> tuple[list[OpenTable], list[Run]]:
    """The tables between rulings that begin and end together, and the runs that stand in none."""
    if len(across) < _LEAST_RULINGS or not runs:
        return [], runs
    em = max(median(run.size for run in runs), 1e-3)
    lines = [ruling for ruling in merged(across) if ruling.end - ruling.start >= _SHORTEST * em]
    tables = []
    for group in _alike(lines):
        for rulings in _stretches(group, runs, em):
            if (table := _table(rulings, runs, lines, em)) is not None:
                tables.append(table)
                runs = [run for run in runs if not _is_inside(run, table.box)]
    return tables, runs


def _alike(lines: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Rulings by where they begin and end, each group from top to bottom."""
    groups: dict[tuple[int, int], list[Ruling]] = {}
    for line in lines:
        key = round(line.start / _NEAR), round(line.end / _NEAR)
        near = [(key[0] + i, key[1] + j) for i in (0, -1, 1) for j in (0, -1, 1)]
        groups.setdefault(next((k for k in near if k in groups), key), []).append(line)
    return (sorted(group) for group in groups.values() if len(group) >= _LEAST_RULINGS)


def _is_inside(run: Run, box: Box) -> bool:
    across, down = (run.left + run.right) / 2, (run.top + run.bottom) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _rows(runs: Sequence[Run], box: Box, em: float) -> list[Row]:
    """What stands in a box, row by row, each cut where its white is wide."""
    rows = rows_of(run for run in runs if run.text and _is_inside(run, box))
    return [list(segments_of(row, i, em)) for i, row in enumerate(rows)]


def _stretches(group: list[Ruling], runs: list[Run], em: float) -> Iterator[list[Ruling]]:
    """Rulings with rows of cells between each and the next; what heads the next table parts it from the last."""
    stretch = [group[0]]
    for above, below in pairwise(group):
        rows = _rows(runs, (above.start - em, above.at, above.end + em, below.at), em)
        if rows and _is_tabular(rows):
            stretch.append(below)
        elif rows:
            if len(stretch) >= _LEAST_RULINGS:
                yield stretch
            stretch = [below]
        elif below.at - above.at > 2 * em:
            # Lines with nothing between them are those of a chart.
            return
        elif len(stretch) == 1:
            stretch = [below]
    if len(stretch) >= _LEAST_RULINGS:
        yield stretch


def _is_tabular(rows: list[Row]) -> bool:
    if any(BETWEEN_TABLES.search(_text([segment])) for row in rows for segment in row):
        return False
    return sum(len(row) > 1 for row in rows) * 2 >= len(rows)


def _table(rulings: list[Ruling], runs: list[Run], lines: Sequence[Ruling], em: float) -> OpenTable | None:
    """The table between some rulings; ``None`` where its columns are not plain."""
    left, right = min(r.start for r in rulings), max(r.end for r in rulings)
    bands = [_rows(runs, (left - em, a.at, right + em, b.at), em) for a, b in pairwise(rulings)]
    bands = [rows for rows in bands if rows]
    head, body = bands[0], bands[1:]
    segments = [segment for rows in body for row in rows for segment in row]
    if len(body) < 1 or len(head) > _MOST_HEAD_ROWS or not segments:
        return None
    whites = gaps_of([(s.left, s.right) for s in segments])[1:-1]
    borders = [(a + b) / 2 for a, b in whites if b - a >= _GUTTER * em]
    edges = [min(left, *(s.left for s in segments)), *borders, max(right, *(s.right for s in segments))]
    columns = len(edges) - 1
    if columns < 2 or not _has_figures(segments, edges):
        return None
    below_head = rulings[1].at
    inner = [r for r in lines if rulings[0].at < r.at < below_head and r.end - r.start < right - left - 2 * _NEAR]
    headed = list(head_rows(head, segments, edges, inner))
    if len({cell[1] for row in headed for cell in row}) < 2:
        return None
    body_rows = [row for rows in body for row in _body(rows, edges)]
    return OpenTable(
        laid_out([*headed, *body_rows], columns), edges, (edges[0], rulings[0].at, edges[-1], rulings[-1].at)
    )


def laid_out(rows: "Sequence[Sequence[Told]]", columns: int) -> list[CellText]:
    """The cells of some rows, the empty ones too."""
    cells = []
    for number, row in enumerate(rows):
        taken = {c for cell in row for c in range(cell[1], cell[1] + cell[2])}
        for words, column, width in [*row, *(([], c, 1) for c in range(columns) if c not in taken)]:
            text, boxes = written(words)
            cells.append(CellText(number, column, text, 1, width, boxes=boxes))
    return cells


Told = tuple[list[Segment], int, int]
"""What stands in a cell, its column, and how many columns it takes."""


def column_of(segment: Segment, edges: Sequence[float]) -> int:
    """The column that the middle of a segment stands in."""
    return min(max(bisect_right(edges, (segment.left + segment.right) / 2) - 1, 0), len(edges) - 2)


def _has_figures(segments: Sequence[Segment], edges: Sequence[float]) -> bool:
    """Whether a column after the first is mostly figures."""
    columns: dict[int, list[bool]] = {}
    for segment in segments:
        columns.setdefault(column_of(segment, edges), []).append(bool(FIGURE.fullmatch(_text([segment]))))
    return any(column and sum(figures) * 2 >= len(figures) for column, figures in columns.items())


def head_rows(
    rows: list[Row], body: Sequence[Segment], edges: Sequence[float], inner: Sequence[Ruling]
) -> Iterator[list[Told]]:
    """The rows of the head: one with headings over several columns by itself, the lines of others in one."""
    extents = [[(s.left, s.right) for s in body if column_of(s, edges) == c] for c in range(len(edges) - 1)]
    places = [(min(a for a, _ in e), max(b for _, b in e)) if e else (0.0, 0.0) for e in extents]
    merged_row: dict[tuple[int, int], list[Segment]] = {}
    for row in rows:
        placed = [(segment, *_span(segment, places, edges, inner)) for segment in row]
        if any(width > 1 for _, _, width in placed):
            if merged_row:
                yield [(words, column, width) for (column, width), words in merged_row.items()]
                merged_row = {}
            yield [([segment], column, width) for segment, column, width in placed]
        else:
            for segment, column, width in placed:
                merged_row.setdefault((column, width), []).append(segment)
    if merged_row:
        yield [(words, column, width) for (column, width), words in merged_row.items()]


def _span(
    segment: Segment, places: Sequence[tuple[float, float]], edges: Sequence[float], inner: Sequence[Ruling]
) -> tuple[int, int]:
    """The column of a heading and how many it is over: those whose middle it covers, or the line below it does."""
    middle = (segment.left + segment.right) / 2
    left, right = segment.left, segment.right
    for line in inner:
        if line.at > segment.middle and line.start - _NEAR < middle < line.end + _NEAR:
            left, right = min(left, line.start), max(right, line.end)
            break
    covered = [c for c, (a, b) in enumerate(places) if left < (a + b) / 2 < right]
    if len(covered) > 1:
        return covered[0], len(covered)
    return column_of(segment, edges), 1


def _body(rows: list[Row], edges: Sequence[float]) -> Iterator[list[Told]]:
    """The rows between two rulings; as one where at most one of them has figures: the others are its wrapped lines."""
    figured = sum(any(FIGURE.fullmatch(_text([segment])) for segment in row) for row in rows)
    for group in [rows] if figured <= 1 and len(rows) > 1 else [[row] for row in rows]:
        cells: dict[int, list[Segment]] = {}
        for row in group:
            for segment in row:
                cells.setdefault(column_of(segment, edges), []).append(segment)
        yield [(words, column, 1) for column, words in cells.items()]


def _text(segments: Sequence[Segment]) -> str:
    return written(segments)[0]


def written(segments: Sequence[Segment]) -> tuple[str, list[Box]]:
    """The text of a cell and its boxes: what is on one row a line."""
    text, boxes = "", list[Box]()
    last = -1
    for segment in segments:
        words, places = text_of(segment.runs)
        if text:
            text += " " if segment.row == last else "\n"
            boxes.append(_NOWHERE)
        text, boxes, last = text + words, [*boxes, *places], segment.row
    return text, boxes
