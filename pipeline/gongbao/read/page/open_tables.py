"""Tables with rulings across and none down, 三线表 first of all: their columns are where no figure stands."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gongbao.kept import compiled
from gongbao.read.page.columns import rows_of, text_of
from gongbao.read.page.gutters import Segment, gaps_of, segments_of
from gongbao.read.page.rulings import Ruling, merged
from gongbao.read.page.runs import Run
from gongbao.read.page.wrapped import column_of, joined
from gongbao.read.writing import Box, CellText

# Points: the rulings of a table begin and end together.
_NEAR = 6.0
# All in the height of a character.
_SHORTEST = 8.0
_GUTTER = 0.5
# A head, a body and what closes it.
_LEAST_RULINGS = 3
_MOST_HEAD_ROWS = 6
# Of a table's width: the lines of a name take no more.
_SHORT = 0.5
# In the height of a character: how far from its left the name of a row begins, how high a row of one line is.
_LEFT, _HIGH = 4.0, 2.5
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)

# 1,234.5, △3.1, (200), 3.1～5%, 1 234.5, 200①; a dash is as good as one.
FIGURE = compiled(
    r"[-+−－﹣‐-–＋±△▲▽▼↑↓¥￥]{0,2}(?:[\d.,，．%％‰/()（）]*\d[\d.,，．%％‰/()（）]*|\d{1,3}(?:[ ]\d{3})+(?:\.\d+)?)"
    r"(?:[-—~～]\d[\d.,]*[%％]?|)(?:[*＊①-⑳¹²³⁰-⁹]|)|[-—―─–－…/]+"
)
# 注册资本, 表内资产 and a column of 来源 are names.
BETWEEN_TABLES = compiled(r"单\s*位\s*[:：]|^(?:续?表(?![内外])|注(?!册)|(?:资料|数据)来源|来源\s*[^\s])")

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
        if rows and (_is_tabular(rows, below) or (len(stretch) > 1 and _is_heading(rows, above, below, em))):
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


def _is_tabular(rows: list[Row], below: Ruling) -> bool:
    """Whether most rows have several cells, but for the lines of a name beside its figures."""
    if any(BETWEEN_TABLES.search(_text([segment])) for row in rows for segment in row):
        return False
    several = sum(len(row) > 1 for row in rows)
    return 0 < several >= sum(not _is_short(row[0], below) for row in rows if len(row) == 1)


def _is_short(segment: Segment, ruling: Ruling) -> bool:
    return segment.right - segment.left < _SHORT * (ruling.end - ruling.start)


def _is_heading(rows: list[Row], above: Ruling, below: Ruling, em: float) -> bool:
    """Whether words stand at the left between two rulings close by: 一、税收收入, whose cells are empty."""
    if any(len(row) > 1 or not _is_short(row[0], below) or BETWEEN_TABLES.search(_text(row)) for row in rows):
        return False
    return rows[0][0].left - below.start < _LEFT * em and below.at - above.at < len(rows) * _HIGH * em


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
    figures = of_figures(segments, edges)
    if columns < 2 or not any(figures[1:]):
        return None
    below_head = rulings[1].at
    inner = [r for r in lines if rulings[0].at < r.at < below_head and r.end - r.start < right - left - 2 * _NEAR]
    headed = list(head_rows(head, segments, edges, inner))
    if len({cell[1] for row in headed for cell in row}) < 2:
        return None
    body_rows = [row for rows in body for row in _body(rows, figures, edges)]
    return OpenTable(laid_out(headed, body_rows, columns), edges, (edges[0], rulings[0].at, edges[-1], rulings[-1].at))


def laid_out(head: "Sequence[Sequence[Told]]", body: "Sequence[Sequence[Told]]", columns: int) -> list[CellText]:
    """The cells of some rows, the empty ones too. A heading below nothing reaches up to the first row."""
    cells = []
    above: set[int] = set()
    for number, row in enumerate([*head, *body]):
        taken = {c for _, column, width in row for c in range(column, column + width)}
        for words, column, width in [*row, *(([], c, 1) for c in range(columns) if c not in taken)]:
            covered = set(range(column, column + width))
            if number < len(head) and not words and column not in above:
                continue
            up = number if number < len(head) and not covered & above else 0
            text, boxes = written(words)
            cells.append(CellText(number - up, column, text, 1 + up, width, boxes=boxes))
        above |= taken
    return cells


Told = tuple[list[Segment], int, int]
"""What stands in a cell, its column, and how many columns it takes."""


def of_figures(segments: Sequence[Segment], edges: Sequence[float]) -> list[bool]:
    """Which columns are mostly figures."""
    told = [0] * (len(edges) - 1)
    for segment in segments:
        told[column_of(segment, edges)] += 1 if FIGURE.fullmatch(_text([segment])) else -1
    filled = {column_of(segment, edges) for segment in segments}
    return [column in filled and count >= 0 for column, count in enumerate(told)]


def head_rows(
    rows: list[Row], body: Sequence[Segment], edges: Sequence[float], inner: Sequence[Ruling]
) -> Iterator[list[Told]]:
    """The rows of the head: one with headings over several columns by itself, the lines of others in one."""
    extents = [[(s.left, s.right) for s in body if column_of(s, edges) == c] for c in range(len(edges) - 1)]
    middles = [(min(a for a, _ in e) + max(b for _, b in e)) / 2 if e else 0.0 for e in extents]
    spans: list[list[Told]] = []
    headed: dict[int, float] = {}
    for row in reversed(rows):
        spans.append([([segment], *_span(segment, row, middles, headed, edges, inner)) for segment in row])
        headed |= {c: _centre(s[0]) for s, c, width in spans[-1] if width == 1 and c not in headed}
    merged_row: dict[tuple[int, int], list[Segment]] = {}
    for told in reversed(spans):
        if any(width > 1 for _, _, width in told):
            if merged_row:
                yield [(words, column, width) for (column, width), words in merged_row.items()]
                merged_row = {}
            yield told
        else:
            for words, column, width in told:
                merged_row.setdefault((column, width), []).extend(words)
    if merged_row:
        yield [(words, column, width) for (column, width), words in merged_row.items()]


def _span(
    segment: Segment,
    row: Row,
    middles: Sequence[float],
    headed: Mapping[int, float],
    edges: Sequence[float],
    inner: Sequence[Ruling],
) -> tuple[int, int]:
    """The column of a heading and how many it is over: as the line below it says, or where it stands.

    ``middles`` are those of the columns, ``headed`` those of the headings below it. One over several columns covers the
    middles of some, or is in the middle of them and of none alone.
    """
    middle, em = _centre(segment), segment.bottom - segment.top
    left, right = segment.left, segment.right
    for line in inner:
        if 0 < line.at - segment.middle < 2 * em and line.start - _NEAR < middle < line.end + _NEAR:
            left, right = min(left, line.start), max(right, line.end)
            break
    covered = [c for c, place in enumerate(middles) if left < place < right]
    own = column_of(segment, edges)
    first, last = (covered[0], covered[-1]) if len(covered) > 1 else (own, own)
    if left < segment.left or not headed.keys() >= set(range(first, last + 1)):
        return first, last + 1 - first
    taken = {column_of(other, edges) for other in row if other is not segment}
    before = next((c for c in range(first, -1, -1) if c not in headed or c in taken), -1)
    behind = next((c for c in range(last, len(middles)) if c not in headed or c in taken), len(middles))
    spans = [(a, b) for a in range(before + 1, first + 1) for b in range(last, behind)]
    off = {(a, b): abs((headed[a] + headed[b]) / 2 - middle) for a, b in spans}
    best = min(spans, key=lambda span: off[span], default=(first, last))
    if em / 2 < off.get((first, last), 0.0) and off[best] < min(em, off[first, last] / 2):
        first, last = best
    return first, last + 1 - first


def _centre(segment: Segment) -> float:
    return (segment.left + segment.right) / 2


def _body(rows: list[Row], figures: Sequence[bool], edges: Sequence[float]) -> Iterator[list[Told]]:
    """The rows between two rulings; as one where at most one of them has figures: the others are its wrapped lines."""
    figured = sum(any(FIGURE.fullmatch(_text([segment])) for segment in row) for row in rows)
    whole = [[segment for row in rows for segment in row]] if figured <= 1 else joined(rows, figures, edges)
    yield from (placed(row, edges) for row in whole)


def placed(row: Sequence[Segment], edges: Sequence[float]) -> list[Told]:
    """What stands in the cells of a row."""
    cells: dict[int, list[Segment]] = {}
    for segment in row:
        cells.setdefault(column_of(segment, edges), []).append(segment)
    return [(words, column, 1) for column, words in cells.items()]


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
