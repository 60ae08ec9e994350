"""Pieces of text that lie about on a page, put into lines and the lines into reading order.

What OCR finds and what an OFD page holds are pieces with a place and nothing more: which of them make a line, where a
page is set in columns and where a paragraph begins is read from the white between them.
"""

import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from gongbao.read.page.gutters import gaps_of
from gongbao.read.writing import Box

# All in the height of a usual piece of the page.
_GUTTER = 0.6
_FULL_WIDTH = 6.0
_REACH = 2.5
# How wide and high the caption of a picture may be, and how high a picture is at least.
_CAPTION, _PICTURE = (20.0, 1.2), 4.0
_WIDE_GAP = 1.2
_WORD_GAP = 0.2
# A recogniser's boxes are up to a third higher than the characters, so two of these may be one and a half of those.
_INDENT = (1.2, 2.7)
_HEADING = 1.3

# A header or footer stands in this part of a page's height, a page's number in a little more of it.
_MARGIN, _NUMBER_MARGIN, _SAME_HEIGHT = 0.07, 0.12, 0.02
_LEAST_PAGES, _MOST_MARGINAL = 3, 4
_PAGE_NUMBER = re.compile(
    r"[-—–―－·•~〜～一]*(?:第?\d{1,4}页?|第[一二三四五六七八九十百]+页)(?:[/／,，]?(?:共|总)?\d{1,4}页?)?[-—–―－·•~〜～一]*"
)
_DIGITS = re.compile(r"[\d一二三四五六七八九十]+")
_MOST_NAMED = 20

_LEAST_LINES = 3
_MOST_CAPTIONS = 8
_DEEPEST = 16
# A page set in columns has far fewer; beyond this only lines are made, in order of their height on the page.
_MOST_PIECES = 20_000
_MOST_STRIPS = 4_000
_PARAGRAPH = "\u3000\u3000"
_COLUMN_GAP = "   "


class Piece(NamedTuple):
    """Some characters on one line, with a box for each in points and how sure a recogniser is of them."""

    text: str
    boxes: Sequence[Box]
    confidence: float = 1.0


class Line(NamedTuple):
    """A line of a page: its characters, the box around them, how sure a recogniser is, a box for each character.

    A line that begins a paragraph is led by two ideographic spaces, whose boxes are all 0.
    """

    text: str
    box: Box
    confidence: float
    boxes: list[Box]


class _Gutter(NamedTuple):
    """White from ``left`` to ``right`` between ``top`` and ``bottom``, with text on both sides."""

    left: float
    right: float
    top: float
    bottom: float


def lines_in_order(pieces: Sequence[Piece], places: Sequence[Box] | None = None) -> list[Line]:
    """The lines of a page, column by column where it is set in columns, else row by row as in a table.

    ``places`` are the boxes to go by in place of the pieces' own: those of a page that was scanned askew, set straight.
    """
    boxes = list(places) if places is not None else [around(piece.boxes) for piece in pieces]
    if not boxes:
        return []
    em = max(median(box[3] - box[1] for box in boxes), 1e-3)
    return [
        _composed([pieces[i] for i in row], [boxes[i] for i in row], indented)
        for row, indented in _region(list(range(len(boxes))), boxes, em, 0)
    ]


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds some boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[set[int]]:
    """Which lines of each page are its number, or a header or footer that comes again on others.

    ``heights`` are those of the pages in points.
    """
    found: list[set[int]] = []
    running: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for page, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        texts = ["".join(line.text.split()) for line in lines]
        numbers = [i for i in _marginal(lines, height, _NUMBER_MARGIN) if _PAGE_NUMBER.fullmatch(texts[i])]
        found.append(set(numbers))
        for number in _marginal(lines, height, _MARGIN):
            # Headers of left and right pages differ in their place from side to side, not in their height.
            place = round(lines[number].box[1] / height / _SAME_HEIGHT)
            for near in (place - 1, place, place + 1):
                running.setdefault((_DIGITS.sub("", texts[number]), near), []).append((page, number))
    for (text, _), places in running.items():
        if text and len({page for page, _ in places}) >= max(_LEAST_PAGES, len(pages) // 3):
            for page, number in places:
                found[page].add(number)
    return found


def pages_named(pages: Sequence[object]) -> str:
    """Some pages in words, the first twenty of them."""
    more = f" and {len(pages) - _MOST_NAMED} more" if len(pages) > _MOST_NAMED else ""
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages[:_MOST_NAMED]))}{more}"


def _marginal(lines: Sequence[Line], height: float, share: float) -> list[int]:
    """The lines in the upper and lower margin, where nothing but a few of them stands."""
    upper = [i for i, line in enumerate(lines) if line.box[3] < share * height]
    lower = [i for i, line in enumerate(lines) if line.box[1] > (1 - share) * height]
    return [i for margin in (upper, lower) if len(margin) <= _MOST_MARGINAL for i in margin]


def _region(members: list[int], boxes: Sequence[Box], em: float, depth: int) -> list[tuple[list[int], bool]]:
    """The rows of a part of a page, and of each whether a paragraph begins with it."""
    found = None
    if len(members) <= _MOST_PIECES and depth < _DEEPEST:
        found = _gutter(members, boxes, em)
    if found is None:
        rows = _rows(members, boxes)
        return list(zip(rows, _indented(rows, boxes), strict=True))
    gutter, captions = found
    middle = (gutter.left + gutter.right) / 2
    above, left, right, below = [], [], [], []
    for i in (i for i in members if i not in captions):
        height = _middle(boxes[i])
        if height < gutter.top:
            above.append(i)
        elif height > gutter.bottom:
            below.append(i)
        elif boxes[i][0] + boxes[i][2] < 2 * middle:
            left.append(i)
        else:
            right.append(i)
    return [
        row
        for part in (above, left, right, sorted(captions), below)
        if part
        for row in _region(part, boxes, em, depth + 1)
    ]


def _rows(members: list[int], boxes: Sequence[Box]) -> list[list[int]]:
    """Pieces beside one another, from top to bottom, each row from left to right."""
    rows: list[list[int]] = []
    top = bottom = 0.0
    for i in sorted(members, key=lambda i: (boxes[i][1] + boxes[i][3], boxes[i][0])):
        if rows and top < _middle(boxes[i]) < bottom:
            rows[-1].append(i)
        else:
            rows.append([i])
            # The tallest piece need not come first: a row reaches from the first one's upper to its lower quarter.
            quarter = (boxes[i][3] - boxes[i][1]) / 4
            top, bottom = boxes[i][1] + quarter, boxes[i][3] - quarter
    for row in rows:
        row.sort(key=lambda i: boxes[i][0])
    return rows


def _indented(rows: list[list[int]], boxes: Sequence[Box]) -> list[bool]:
    """Which rows begin about two characters to the right of where the others do: a paragraph begins with them."""
    extents = [around(boxes[i] for i in row) for row in rows]
    lefts = sorted(box[0] for box in extents)
    start = lefts[len(lefts) // 10]
    em = median(box[3] - box[1] for box in extents)
    return [_INDENT[0] * em < box[0] - start < _INDENT[1] * em and box[3] - box[1] < _HEADING * em for box in extents]


def _gutter(members: list[int], boxes: Sequence[Box], em: float) -> tuple[_Gutter, set[int]] | None:
    """The tallest stretch of white that parts two columns of prose, as far up and down as the columns go.

    With it come the captions of pictures that lie across it: the columns go on behind them.
    """
    whites = sorted(_whites(members, boxes, em), key=lambda g: g.top - g.bottom)
    for gutter in whites[:8]:
        inside = [i for i in members if gutter.top <= _middle(boxes[i]) <= gutter.bottom]
        left = [i for i in inside if boxes[i][2] <= (gutter.left + gutter.right) / 2]
        right = [i for i in inside if boxes[i][0] >= (gutter.left + gutter.right) / 2]
        if _is_prose(left, boxes, em, at_right=True) and _is_prose(right, boxes, em, at_right=False):
            gutter, captions = _over_captions(gutter, whites[:64], members, boxes, em)
            inside = [i for i in members if gutter.top <= _middle(boxes[i]) <= gutter.bottom]
            rest = [i for i in members if i not in captions]
            return _stretched(gutter, rest, boxes, around(boxes[i] for i in inside), em), captions
    return None


def _over_captions(
    gutter: _Gutter, whites: Sequence[_Gutter], members: list[int], boxes: Sequence[Box], em: float
) -> tuple[_Gutter, set[int]]:
    captions: set[int] = set()
    for other in whites:
        left, right = max(gutter.left, other.left), min(gutter.right, other.right)
        if right - left < _GUTTER * em or (other.top < gutter.bottom and gutter.top < other.bottom):
            continue
        top, bottom = min(gutter.bottom, other.bottom), max(gutter.top, other.top)
        between = [i for i in members if top < _middle(boxes[i]) < bottom]
        across = {i for i in between if boxes[i][0] < right and boxes[i][2] > left}
        if 0 < len(across) <= _MOST_CAPTIONS and all(
            _is_caption(boxes[i], [boxes[k] for k in members if k != i], em) for i in across
        ):
            captions |= across
            gutter = _Gutter(left, right, min(gutter.top, other.top), max(gutter.bottom, other.bottom))
    return gutter, captions


def _is_caption(box: Box, others: Sequence[Box], em: float) -> bool:
    """Whether a piece is short, in no larger type than the text, and next to the room of a picture."""
    left, top, right, bottom = box
    if right - left > _CAPTION[0] * em or bottom - top > _CAPTION[1] * em:
        return False
    near = [other for other in others if other[0] < right and other[2] > left]
    above = max((other[3] for other in near if _middle(other) < _middle(box)), default=top)
    below = min((other[1] for other in near if _middle(other) > _middle(box)), default=bottom)
    return max(top - above, below - bottom) > _PICTURE * em


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _whites(members: list[int], boxes: Sequence[Box], em: float) -> list[_Gutter]:
    """White between pieces of one height, followed down the page while it stays wide enough."""
    page_top, page_bottom = min(boxes[i][1] for i in members), max(boxes[i][3] for i in members)
    step = max(em / 2, (page_bottom - page_top) / _MOST_STRIPS)
    strips: dict[int, list[tuple[float, float]]] = {}
    written = 0
    for i in members:
        left, top, right, bottom = boxes[i]
        quarter = (bottom - top) / 4
        first, last = int((top + quarter - page_top) / step), int((bottom - quarter - page_top) / step)
        written += last - first + 1
        if written > 10 * _MOST_PIECES:
            return []
        for strip in range(first, last + 1):
            strips.setdefault(strip, []).append((left, right))
    done: list[_Gutter] = []
    active: list[tuple[float, float, int, int]] = []
    for strip in sorted(strips):
        gaps = gaps_of(strips[strip])
        inner = {gap for gap in gaps[1:-1] if gap[1] - gap[0] >= _GUTTER * em}
        following: dict[tuple[float, float], tuple[int, int]] = {}
        for left, right, start, last in active:
            narrower = [(max(left, a), min(right, b)) for a, b in gaps]
            narrower = [(a, b) for a, b in narrower if b - a >= _GUTTER * em]
            for white in narrower:
                beside = strip if any(a <= white[0] and white[1] <= b for a, b in inner) else last
                if white not in following or following[white][0] > start:
                    following[white] = (start, beside)
            if not narrower:
                done.append(_Gutter(left, right, start, last))
        for gap in inner:
            following.setdefault(gap, (strip, strip))
        active = [(*white, *run) for white, run in following.items()]
    done += [_Gutter(left, right, start, last) for left, right, start, last in active]
    return [g._replace(top=page_top + g.top * step, bottom=page_top + (g.bottom + 1) * step) for g in done]


def _is_prose(members: list[int], boxes: Sequence[Box], em: float, *, at_right: bool) -> bool:
    """Whether most lines of a column, next to the gutter, are as wide as it: cells of a table are not."""
    widths = []
    for row in _rows(members, boxes):
        runs = [boxes[row[0]]]
        for i in row[1:]:
            if boxes[i][0] - runs[-1][2] < _GUTTER * em:
                runs[-1] = around([runs[-1], boxes[i]])
            else:
                runs.append(boxes[i])
        left, _, right, _ = runs[-1 if at_right else 0]
        widths.append(right - left)
    if len(widths) < _LEAST_LINES:
        return False
    usual = sorted(widths)[len(widths) * 9 // 10]
    return usual >= _FULL_WIDTH * em and sum(width >= 0.8 * usual for width in widths) * 2 >= len(widths)


def _stretched(gutter: _Gutter, members: list[int], boxes: Sequence[Box], columns: Box, em: float) -> _Gutter:
    """The gutter as far up and down as pieces lie wholly within one column: one column may be the longer."""
    slack = em / 2

    def within(box: Box) -> bool:
        beside = box[2] <= gutter.left + slack or box[0] >= gutter.right - slack
        return beside and columns[0] - slack <= box[0] and box[2] <= columns[2] + slack

    top, bottom = gutter.top, gutter.bottom
    for box in sorted((boxes[i] for i in members if _middle(boxes[i]) < top), key=lambda b: -b[3]):
        if top - box[3] > _REACH * em or not within(box):
            break
        top = min(top, box[1])
    for box in sorted((boxes[i] for i in members if _middle(boxes[i]) > bottom), key=lambda b: b[1]):
        if box[1] - bottom > _REACH * em or not within(box):
            break
        bottom = max(bottom, box[3])
    return gutter._replace(top=top, bottom=bottom)


def _composed(pieces: list[Piece], places: list[Box], indented: bool) -> Line:
    """One line of the pieces of a row, which come from left to right."""
    text, boxes = pieces[0].text, list(pieces[0].boxes)
    em = median(box[3] - box[1] for box in places)
    for before, after, piece in zip(places, places[1:], pieces[1:], strict=False):
        space = _between(text[-1:], piece.text[:1], (after[0] - before[2]) / max(em, 1e-3))
        white = (before[2], min(before[1], after[1]), max(before[2], after[0]), max(before[3], after[3]))
        text += space + piece.text
        boxes += [white] * len(space) + list(piece.boxes)
    weights = sum(len(piece.text) for piece in pieces)
    confidence = sum(piece.confidence * len(piece.text) for piece in pieces) / weights
    box = around(boxes)
    if indented and not text[:1].isspace():
        text, boxes = _PARAGRAPH + text, [(0.0, 0.0, 0.0, 0.0)] * len(_PARAGRAPH) + boxes
    return Line(text, box, confidence, boxes)


def _between(before: str, after: str, gap: float) -> str:
    """The spaces that some white stands for: none beside a Chinese character, unless it parts columns."""
    if gap > _WIDE_GAP:
        return _COLUMN_GAP
    return " " if gap > _WORD_GAP and _is_word(before) and _is_word(after) else ""


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
