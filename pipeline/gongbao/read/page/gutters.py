"""The white that parts the columns of a page set in columns."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongbao.kept import compiled
from gongbao.read.page.runs import Run

# All in the height of a usual character of the page.
_GUTTER = 0.5
_HUNG_GUTTER = 0.53
_FULL_WIDTH = 5.0
_REACH = 2.5
_PHOTO = 3.0

_LEAST_LINES = 3
_CAPTION = 30
_MOST_STRIPS = 3_000
_MOST_WHITES = 200
_LETTER = compiled(r"\p{L}")
# A paragraph full of figures has fewer letters than a table, but a column of one has no such marks.
_LETTERS, _MARKS = 0.55, 0.06
_SENTENCE_MARK = compiled(r"[。；]|，(?!(?<=\d，)\d)")
# Closing marks hang into the margin, and half of their box is white.
_HANGING = frozenset("，。、；：！？”’）》」』")


class Segment(NamedTuple):
    """A stretch of a row without wide white: what a column or a cell has on one line."""

    left: float
    top: float
    right: float
    bottom: float
    runs: list[Run]
    row: int

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


class White(NamedTuple):
    """White from ``left`` to ``right`` between ``top`` and ``bottom``, with text on both sides somewhere."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Where it parts the page."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Habits:
    """What earlier pages of a document teach about later ones: where its gutters are and where its lines begin."""

    gutters: list[float] = field(default_factory=list)
    margins: list[float] = field(default_factory=list)


def segments_of(row: list[Run], index: int, em: float) -> Iterator[Segment]:
    """A row cut wherever its white is wide enough for a gutter."""
    start = 0
    right = row[0].right
    for i, run in enumerate(row[1:], 1):
        white = run.left - right
        if white >= _GUTTER * em or (white > 0.03 * em and white + _hanging(row[i - 1]) >= _HUNG_GUTTER * em):
            yield _segment(row[start:i], index)
            start = i
        right = max(right, run.right)
    yield _segment(row[start:], index)


def _segment(runs: list[Run], index: int) -> Segment:
    right = max(run.right for run in runs) - _hanging(runs[-1])
    return Segment(runs[0].left, min(r.top for r in runs), right, max(r.bottom for r in runs), runs, index)


def _hanging(run: Run) -> float:
    """How much white is at the end of a run that ends with a closing mark."""
    if run.text and run.text[-1] in _HANGING:
        return (run.boxes[-1][2] - run.boxes[-1][0]) / 2
    return 0.0


def gutter_of(segments: list[Segment], em: float, habits: Habits) -> tuple[White, list[Segment]] | None:
    """The tallest white that parts two columns of prose, and the captions that lie across it."""
    width = max(s.right for s in segments) - min(s.left for s in segments)
    if sum(s.right - s.left < 0.55 * width for s in segments) < _LEAST_LINES:
        return None
    whites = sorted(_whites(segments, em), key=lambda w: w.top - w.bottom)
    for white in whites[:12]:
        left, right = _beside(segments, white)
        if _are_columns(left, right, white, em, habits):
            if not any(abs(white.middle - known) < em for known in habits.gutters):
                habits.gutters.append(white.middle)
            white, floating = _over_captions(white, whites, segments, em)
            return _stretched(white, segments, em), floating
    return None


def _beside(segments: list[Segment], white: White) -> tuple[list[Segment], list[Segment]]:
    """What stands next to a white on its left and on its right."""
    left: dict[int, Segment] = {}
    right: dict[int, Segment] = {}
    for segment in segments:
        if not white.top <= segment.middle <= white.bottom:
            continue
        if segment.right <= white.middle:
            if segment.row not in left or left[segment.row].right < segment.right:
                left[segment.row] = segment
        elif segment.left >= white.middle and (segment.row not in right or right[segment.row].left > segment.left):
            right[segment.row] = segment
    return list(left.values()), list(right.values())


def _are_columns(left: list[Segment], right: list[Segment], white: White, em: float, habits: Habits) -> bool:
    """Whether a white has prose on both sides. Cells of a table are narrower than their column, or figures.

    Beside a column of prose the other may be short: a line or two, or a list where pages before had a gutter.
    """
    proses = [_is_prose(left, em), _is_prose(right, em)]
    if all(proses):
        return True
    if not any(proses):
        return False
    prose, other = (left, right) if proses[0] else (right, left)
    if not other or _letters(other) < 0.5:
        return False
    if any(abs(white.middle - known) < em for known in habits.gutters):
        return True
    return len(other) < _LEAST_LINES and len(prose) > 2 * _LEAST_LINES


def _is_prose(segments: list[Segment], em: float) -> bool:
    """Whether most lines of a column are as wide as it, and words rather than figures."""
    if len(segments) < _LEAST_LINES:
        return False
    widths = sorted(segment.right - segment.left for segment in segments)
    usual = widths[len(widths) * 9 // 10]
    full = len(widths) - bisect_left(widths, 0.8 * usual)
    return usual >= _FULL_WIDTH * em and full * 2 >= len(widths) and _is_worded(segments)


def _is_worded(segments: list[Segment]) -> bool:
    text = "".join(run.text for segment in segments for run in segment.runs)
    marks = len(_SENTENCE_MARK.findall(text))
    return _letters(segments) >= _LETTERS or marks >= _MARKS * len(text)


def _letters(segments: list[Segment]) -> float:
    """The share of letters and Chinese characters."""
    text = "".join(run.text for segment in segments for run in segment.runs)
    return len(_LETTER.findall(text)) / max(len(text), 1)


def _whites(segments: list[Segment], em: float) -> list[White]:
    """White between segments of one height, followed down the page while it stays wide enough."""
    page_top = min(s.top for s in segments)
    step = max(em / 2, (max(s.bottom for s in segments) - page_top) / _MOST_STRIPS)
    strips: dict[int, list[tuple[float, float]]] = {}
    for segment in segments:
        quarter = (segment.bottom - segment.top) / 4
        first, last = int((segment.top + quarter - page_top) / step), int((segment.bottom - quarter - page_top) / step)
        for strip in range(first, last + 1):
            strips.setdefault(strip, []).append((segment.left, segment.right))
    done: list[White] = []
    active: dict[tuple[float, float], int] = {}
    least = _GUTTER * em
    last_strip = 0
    before: list[tuple[float, float]] = []
    for strip in sorted(strips):
        last_strip = strip
        if strips[strip] == before:
            continue  # all white goes on
        before = strips[strip]
        gaps = gaps_of(before)
        following: dict[tuple[float, float], int] = {}
        for (left, right), start in active.items():
            narrower = [(max(left, a), min(right, b)) for a, b in gaps if min(right, b) - max(left, a) >= least]
            for white in narrower:
                following[white] = min(following.get(white, start), start)
            if not narrower:
                done.append(White(left, right, start, strip))
        for a, b in gaps[1:-1]:
            if b - a >= least:
                following.setdefault((a, b), strip)
        # A page of scattered marks has more whites than columns: the oldest are the tallest.
        active = dict(sorted(following.items(), key=lambda item: item[1])[:_MOST_WHITES])
    done += [White(left, right, start, last_strip + 1) for (left, right), start in active.items()]
    return [w._replace(top=page_top + w.top * step, bottom=page_top + w.bottom * step) for w in done]


def gaps_of(intervals: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """What some intervals leave of the line, from its left end to its right."""
    gaps, end = [], float("-inf")
    for left, right in sorted(intervals):
        if left > end:
            gaps.append((end, left))
        end = max(end, right)
    return [*gaps, (end, float("inf"))]


def _over_captions(
    white: White, whites: Sequence[White], segments: list[Segment], em: float
) -> tuple[White, list[Segment]]:
    """A gutter that goes on behind captions of pictures, which are read after its columns."""
    floating: list[Segment] = []
    for other in whites:
        left, right = max(white.left, other.left), min(white.right, other.right)
        if right - left < _GUTTER * em or (other.top < white.bottom and white.top < other.bottom):
            continue
        top, bottom = min(white.bottom, other.bottom), max(white.top, other.top)
        across = [s for s in segments if top - em < s.middle < bottom + em and s.left < left and s.right > right]
        if across and all(_is_caption(segment, segments, em) for segment in across):
            floating += [segment for segment in across if segment not in floating]
            white = White(left, right, min(white.top, other.top), max(white.bottom, other.bottom))
    return white, floating


def _is_caption(segment: Segment, segments: list[Segment], em: float) -> bool:
    """Whether a segment is short, in no larger type than the text, and next to the room of a picture."""
    if sum(len(run.text) for run in segment.runs) > _CAPTION or segment.bottom - segment.top > 1.15 * em:
        return False
    near = [s for s in segments if s is not segment and s.left < segment.right and s.right > segment.left]
    above = max((s.bottom for s in near if s.middle < segment.middle), default=segment.top)
    below = min((s.top for s in near if s.middle > segment.middle), default=segment.bottom)
    return max(segment.top - above, below - segment.bottom) > _PHOTO * em


def _stretched(white: White, segments: list[Segment], em: float) -> White:
    """A gutter from where its columns begin to where they end: one may be the longer, but no wide gap is in it."""
    left, right = _beside(segments, white)
    top = max(min((s.top for s in side), default=white.top) for side in (left, right))
    bottom = min(max((s.bottom for s in side), default=white.bottom) for side in (left, right))
    inside = sorted((s for s in segments if white.top <= s.middle <= white.bottom), key=lambda s: s.top)
    for segment in reversed([s for s in inside if s.middle < top]):
        if top - segment.bottom > _REACH * em:
            break
        top = min(top, segment.top)
    for segment in (s for s in inside if s.middle > bottom):
        if segment.top - bottom > _REACH * em:
            break
        bottom = max(bottom, segment.bottom)
    return white._replace(top=top, bottom=bottom)
