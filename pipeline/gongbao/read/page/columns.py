"""The runs of a PDF page put into lines, and the lines into reading order: column by column, or row by row."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gongbao.kept import compiled
from gongbao.read.page.gutters import Habits, Segment, gutter_of, segments_of
from gongbao.read.page.runs import Run
from gongbao.read.writing import Box

# All in the height of a usual character of the page.
_INDENT = (1.4, 2.7)
_CENTRED = 0.4
_HEADING = 1.3
_APART = 0.8
# The white that a space stands for: between words, inside figures, beside Chinese characters; more is a tab.
_WORD_GAP, _FIGURE_GAP, _HAN_GAP, _MIXED_GAP, _TAB = 0.13, 0.45, 0.42, 0.6, 2.0

_DEEPEST = 16
_RUNNING = compiled("[，。；：]")
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_PARAGRAPH = "\u3000\u3000"


class Line(NamedTuple):
    """A line as written: its characters, a box for each, and whether more white than usual parts it from the last."""

    text: str
    boxes: list[Box]
    apart: bool


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs beside one another, from top to bottom, each row from left to right. Tables and turned text stay alone."""
    rows: list[list[Run]] = []
    spans: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: run.top):
        size = run.bottom - run.top
        for i in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            top, bottom = spans[i]
            height = bottom - top
            shared = min(bottom, run.bottom) - max(top, run.top)
            if shared * 2 > min(size, height) and not _stands_alone(run) and not _stands_alone(rows[i][0]):
                rows[i].append(run)
                # The largest run says where the row is: a superscript does not pull it up, nor does a chain of runs.
                if size > height:
                    spans[i] = run.top, run.bottom
                break
        else:
            rows.append([run])
            spans.append((run.top, run.bottom))
    for row in rows:
        row.sort(key=lambda run: run.left)
    return rows


def _stands_alone(run: Run) -> bool:
    return run.turned or not run.text


def text_of(row: list[Run]) -> tuple[str, list[Box]]:
    """The characters of a row with a box for each: once what is drawn twice, spaces where the white is wide."""
    if len(row) == 1:
        return row[0].text, row[0].boxes
    if any(after.left < before.right - 0.3 * before.size for before, after in pairwise(row)):
        row = _undoubled(row)
    sizes = [run.size for run in row]
    gaps = [after.left - before.right for before, after in pairwise(row)]
    # A heading set wide has the same white between all its characters, and no spaces.
    single = sum(len(run.text) == 1 for run in row)
    usual = median(gaps) if len(gaps) > 1 and single * 5 >= len(row) * 4 else 0.0
    text, boxes = row[0].text, list(row[0].boxes)
    for i, (gap, run) in enumerate(zip(gaps, row[1:], strict=True)):
        space = _between(text[-1], run.text[0], (gap - max(usual, 0.0)) / max(sizes[i], sizes[i + 1], 1e-3), run.spaced)
        if space:
            boxes.append((row[i].right, run.top, max(run.left, row[i].right), run.bottom))
        text += space + run.text
        boxes += run.boxes
    return text, boxes


def _between(before: str, after: str, gap: float, spaced: bool) -> str:
    """What some white stands for; ``spaced``: the file has a space there."""
    if gap < _WORD_GAP:
        return ""
    if before.isascii() and after.isascii():
        in_figure = not spaced and (before.isdigit() or before in ".,") and (after.isdigit() or after in ".,%")
        least = _FIGURE_GAP if in_figure else _WORD_GAP
    else:
        least = _MIXED_GAP if before.isascii() or after.isascii() else _WORD_GAP if spaced else _HAN_GAP
    return "" if gap < least else " " if gap < _TAB else "\t"


def _undoubled(row: list[Run]) -> list[Run]:
    """A row character by character, without those drawn a second time at nearly the same place to look bold."""
    marks = sorted((box[0], character, box) for run in row for character, box in zip(run.text, run.boxes, strict=True))
    kept: list[Run] = []
    for left, character, box in marks:
        near = 0.3 * (box[2] - left)
        if any(run.text == character and left - run.left <= near for run in kept[-4:]):
            continue
        kept.append(Run(character, [box], *box))
    return kept


def lines_in_order(rows: list[list[Run]], habits: Habits) -> Iterator[Line | Run]:
    """The rows of a page in reading order; a run without text, which holds the place of a table, comes as it is."""
    if not rows:
        return
    em = max(median(run.size for row in rows for run in row if run.text), 1e-3) if _any_text(rows) else 1.0
    segments = [segment for i, row in enumerate(rows) for segment in segments_of(row, i, em)]
    for part in _parts(segments, em, habits, 0):
        yield from _lines(part, em, habits)


def _any_text(rows: list[list[Run]]) -> bool:
    return any(run.text for row in rows for run in row)


def _parts(segments: list[Segment], em: float, habits: Habits, depth: int) -> Iterator[list[Segment]]:
    """Segments that are to be read row by row, part after part."""
    found = gutter_of(segments, em, habits) if depth < _DEEPEST else None
    if found is None:
        yield segments
        return
    white, floating = found
    above: list[Segment] = []
    left: list[Segment] = []
    right: list[Segment] = []
    below: list[Segment] = []
    for segment in segments:
        if segment in floating:
            continue
        if segment.middle < white.top:
            above.append(segment)
        elif segment.middle > white.bottom:
            below.append(segment)
        else:
            (left if segment.left + segment.right < 2 * white.middle else right).append(segment)
    for part in (above, left, right):
        if part:
            yield from _parts(part, em, habits, depth + 1)
    if floating:
        yield floating
    if below:
        yield from _parts(below, em, habits, depth + 1)


def _lines(segments: list[Segment], em: float, habits: Habits) -> Iterator[Line | Run]:
    """The lines of a part that is read row by row; two ideographic spaces lead one that begins a paragraph."""
    rows = rows_of(run for segment in segments for run in segment.runs)
    extents = [_extent(row) for row in rows]
    end = max(extent.right for extent in extents)
    margin = _margin([e for e in extents if e.text], end, em, habits)
    usual = _usual_gap(extents)
    for i, (row, extent) in enumerate(zip(rows, extents, strict=True)):
        if not extent.text:
            yield row[0]
            continue
        text, boxes = text_of(row)
        lead, rest = extent.left - margin, end - extent.right
        if _INDENT[0] * em < lead < _INDENT[1] * em and row[0].size < _HEADING * em:
            goes_on = extents[i + 1 : i + 2] and abs(extents[i + 1].left - margin) < em / 2
            if goes_on or _RUNNING.search(text) or abs(lead - rest) > _CENTRED * em:
                text, boxes = _PARAGRAPH + text, [_NOWHERE] * len(_PARAGRAPH) + boxes
        apart = i == 0 or extent.top - extents[i - 1].bottom > usual + _APART * em
        yield Line(text, boxes, apart)


def _extent(row: list[Run]) -> Run:
    """The run around a row; without text for the place of a table."""
    first = row[0]
    if len(row) == 1:
        return first
    return Run(
        first.text, [], first.left, min(r.top for r in row), max(r.right for r in row), max(r.bottom for r in row)
    )


def _margin(extents: list[Run], end: float, em: float, habits: Habits) -> float:
    """Where the lines of a part begin that begin no paragraph."""
    if not extents:
        return 0.0
    starts = sorted(extent.left for extent in extents)
    least = max(2, len(starts) // 10)
    margin = starts[0]
    for i, start in enumerate(starts):
        if bisect_left(starts, start + em / 2) - i >= least:
            margin = start
            break
    if any(a.right > end - 2 * em and abs(b.left - margin) < em / 2 for a, b in pairwise(extents)):
        if not any(abs(margin - m) < em / 2 for m in habits.margins):
            habits.margins.append(margin)
        return margin
    # Lines that are each a paragraph of its own do not show the margin; other parts of the document may.
    known = [m for m in habits.margins if _INDENT[0] * em < margin - m < _INDENT[1] * em]
    return min(known, default=margin)


def _usual_gap(extents: list[Run]) -> float:
    """The usual white between a line and the next."""
    gaps = [after.top - before.bottom for before, after in pairwise(extents)]
    return median(gaps) if gaps else 0.0
