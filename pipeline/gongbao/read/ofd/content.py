"""What the content of an OFD page draws: pieces of text with a place for each character, pictures, and outlines.

OFD places every character: a ``TextCode`` names the first one's origin and the steps to the next ones. Lengths are in
millimetres from the top left here; ``ofd.py`` turns them into points.
"""

import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple
from xml.etree.ElementTree import Element

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read.page.order import Piece, around
from gongbao.read.writing import Box

# A composite object may hold others; no producer nests deeper, and a circle of them ends here.
_DEEPEST = 24
_MOST_OBJECTS = 2_000_000
_MOST_CHARACTERS = 3_000_000
_MOST_BYTES = 300_000_000

# In the size of the type: a character's reach above and below its line, and how far apart what belongs together stands.
_ASCENT, _DESCENT = 0.86, 0.14
_SAME_LINE = 0.3
_SPREAD_LABEL = 6.0
_SAME_WORD = 1.0
_TWICE = 0.2

# Numbers before the end of a bent line: two points of control, or the five of an arc.
_CONTROLS = {"Q": 2, "B": 4, "A": 5}
_STRAIGHT = 0.1
_MOST_STROKES = 20_000

Affine = tuple[float, float, float, float, float, float]
"""``x' = a x + c y + e``, ``y' = b x + d y + f``."""
UPRIGHT: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# What is written or moved farther than this is on no page, and floating point numbers have an end.
_FARTHEST = 1e9
_NOWHERE: Affine = (0.0, 0.0, 0.0, 0.0, -1.0, -1.0)


class Run(NamedTuple):
    """A piece of text in millimetres, whether a viewer shows it, and which way it runs: 0, 90, 180 or 270 degrees.

    ``turn`` is ``None`` for text at any other angle, as watermarks are; ``order`` counts what the page draws.
    """

    piece: Piece
    shown: bool
    turn: int | None
    order: int


class Picture(NamedTuple):
    """A picture on a page: the id of its file and its box in millimetres."""

    resource: str
    box: Box
    order: int


@dataclass(slots=True)
class Drawn:
    """All that a page draws. ``strokes`` are the ends of level and upright lines, ``curves`` counts the bent ones."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    paths: int = 0
    strokes: list[tuple[float, float, float, float]] = field(default_factory=list)
    curves: int = 0
    order: int = 0


@dataclass(slots=True)
class Budget:
    """How much a package may still draw: parts used again and again would make a small file an endless one."""

    source: str
    objects: int = _MOST_OBJECTS
    characters: int = _MOST_CHARACTERS
    size: int = _MOST_BYTES

    def spend(self, objects: int = 0, characters: int = 0, size: int = 0) -> None:
        """Raises ``RejectedError`` (``too_large``) where nothing is left; ``size`` is in bytes of markup."""
        self.objects -= objects
        self.characters -= characters
        self.size -= size
        if min(self.objects, self.characters, self.size) < 0:
            raise RejectedError(
                Code.TOO_LARGE,
                f"{self.source}: has more than {_MOST_OBJECTS:,} objects, {_MOST_CHARACTERS:,} characters "
                f"or {_MOST_BYTES:,} bytes of markup on its pages",
            )


def named(element: Element | None, name: str) -> Iterator[Element]:
    """The children of an element that have a name, in whatever namespace: producers disagree on it."""
    for child in () if element is None else element:
        if local_name(child) == name:
            yield child


def first(element: Element | None, *names: str) -> Element | None:
    """The first child of a name, its first child of the next name, and so on."""
    for name in names:
        element = next(named(element, name), None)
    return element


def local_name(element: Element) -> str:
    """The name of an element without its namespace; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """The numbers in an attribute; none where one of them is no number of a page."""
    try:
        found = [float(part) for part in (text or "").replace(",", " ").split()]
    except ValueError:
        return []
    return found if all(-_FARTHEST < number < _FARTHEST for number in found) else []


def box_of(text: str | None) -> Box | None:
    """The box in an attribute or element: left, top, width and height are written."""
    found = numbers(text)
    if len(found) < 4:
        return None
    left, top, width, height = found[:4]
    return left, top, left + width, top + height


def draw(
    drawn: Drawn, content: Element | None, units: Callable[[], Mapping[str, Element]], budget: Budget, place: Affine
) -> None:
    """Add what some content draws: the layers of a page or template, or an annotation's objects.

    ``units`` gives the composite graphic units of the document by their id; ``place`` moves all of it.
    """
    _objects(drawn, content if content is not None else (), units, budget, place, 0)


def _objects(
    drawn: Drawn,
    elements: Iterable[Element],
    units: Callable[[], Mapping[str, Element]],
    budget: Budget,
    place: Affine,
    depth: int,
) -> None:
    for element in elements:
        budget.spend(objects=1)
        drawn.order += 1
        match local_name(element):
            case "TextObject":
                drawn.runs += _runs(element, place, budget, drawn.order)
            case "ImageObject" if _is_shown(element):
                box = box_of(element.get("Boundary"))
                if box is not None and element.get("ResourceID"):
                    drawn.pictures.append(Picture(str(element.get("ResourceID")), _moved(box, place), drawn.order))
            case "PathObject" if _is_shown(element):
                _path(drawn, element, place, budget)
            case "Layer" | "PageBlock" if depth < _DEEPEST:
                _objects(drawn, element, units, budget, place, depth + 1)
            case "CompositeObject" if depth < _DEEPEST and _is_shown(element):
                unit = first(units().get((element.get("ResourceID") or "").strip()), "Content")
                if unit is not None:
                    _objects(drawn, unit, units, budget, _after(place, _own(element)), depth + 1)


def _is_shown(element: Element) -> bool:
    return (element.get("Visible") or "true").strip().lower() != "false" and element.get("Alpha", "").strip() != "0"


def _is_inked(element: Element) -> bool:
    """Whether text is filled or stroked with a colour that can be seen."""
    fill = (element.get("Fill") or "true").strip().lower() != "false"
    stroke = (element.get("Stroke") or "false").strip().lower() == "true"
    clear = {
        name: (color := first(element, name)) is not None and color.get("Alpha", "").strip() == "0"
        for name in ("FillColor", "StrokeColor")
    }
    return (fill and not clear["FillColor"]) or (stroke and not clear["StrokeColor"])


def _own(element: Element) -> Affine:
    """An object's own space to that around it: its matrix, then a move to the corner of its boundary."""
    box = box_of(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    matrix = numbers(element.get("CTM"))
    a, b, c, d, e, f = matrix[:6] if len(matrix) >= 6 else UPRIGHT
    return a, b, c, d, e + box[0], f + box[1]


def _after(outer: Affine, inner: Affine) -> Affine:
    """First ``inner``, then ``outer``."""
    a, b, c, d, e, f = inner
    x, y = _at(outer, e, f)
    (oa, ob, oc, od, _, _) = outer
    place = oa * a + oc * b, ob * a + od * b, oa * c + oc * d, ob * c + od * d, x, y
    return place if all(-_FARTHEST < number < _FARTHEST for number in place) else _NOWHERE


def _at(place: Affine, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = place
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, place: Affine) -> Box:
    left, top, right, bottom = box
    corners = [_at(place, x, y) for x in (left, right) for y in (top, bottom)]
    return around((x, y, x, y) for x, y in corners)


def _runs(element: Element, place: Affine, budget: Budget, order: int) -> Iterator[Run]:
    """The pieces of a text object: a new one wherever the text jumps."""
    size = next(iter(numbers(element.get("Size"))), 0.0)
    scale = next(iter(numbers(element.get("HScale"))), 1.0)
    matrix = _after(place, _own(element))
    shown = _is_shown(element) and _is_inked(element)
    if size <= 0:
        return
    x = y = 0.0
    for code in named(element, "TextCode"):
        text = _characters(code.text or "")
        budget.spend(characters=len(text))
        # What a TextCode does not say of its origin, the one before it has said.
        x = next(iter(numbers(code.get("X"))), x)
        y = next(iter(numbers(code.get("Y"))), y)
        glyphs = _glyphs(text, x, y, code, size, size * scale)
        for piece, downward in _pieces(glyphs, size):
            if piece.text.strip():
                boxes = [_moved(box, matrix) for box in piece.boxes]
                turn = 0 if downward else _turn(matrix)
                yield Run(_trimmed(piece.text, boxes), shown, turn, order)


def _characters(text: str) -> str:
    """The characters of a TextCode: a file set out in lines has white space about them."""
    text = text.strip() if "\n" in text else text
    return "".join(" " if c == "\t" else c for c in text if c == "\t" or unicodedata.category(c) != "Cc")


class _Glyph(NamedTuple):
    character: str
    x: float
    y: float
    width: float


def _glyphs(text: str, x: float, y: float, code: Element, size: float, em: float) -> list[_Glyph]:
    """Where each character stands on its line, and how wide it is."""
    advances = [em if unicodedata.east_asian_width(c) in "WFA" else em / 2 for c in text]
    across, down = _steps(code.get("DeltaX"), len(text) - 1), _steps(code.get("DeltaY"), len(text) - 1)
    if not down or across:
        # Where steps are missing, a viewer goes on by the width of the character.
        across += advances[len(across) : max(len(text) - 1, 0)]
    across += [0.0] * (len(text) - 1 - len(across))
    down += [0.0] * (len(text) - 1 - len(down))
    # A step that is no wider than a wide character is the character's own width.
    own = [step if 0 < step <= 1.1 * em else width for step, width in zip(across, advances, strict=False)]
    widths = own + advances[len(own) :]
    return [
        _Glyph(*glyph)
        for glyph in zip(text, accumulate(across, initial=x), accumulate(down, initial=y), widths, strict=False)
    ]


def _steps(text: str | None, most: int) -> list[float]:
    """Steps from character to character: ``g 3 1.5 2`` is three of 1.5 and one of 2."""
    steps: list[float] = []
    parts = iter((text or "").replace(",", " ").split())
    for part in parts:
        if len(steps) >= most:
            break
        count, step = 1, part
        if part == "g":
            count, step = int(next(iter(numbers(next(parts, "0"))), 0)), next(parts, "0")
        steps += [next(iter(numbers(step)), 0.0)] * max(0, min(count, most - len(steps)))
    return steps


def _pieces(glyphs: list[_Glyph], size: float) -> Iterator[tuple[Piece, bool]]:
    """Characters that stand side by side, or under one another as labels at the edge of a table do."""
    start, downward = 0, False
    for i in range(1, len(glyphs) + 1):
        if i < len(glyphs):
            side, below = _beside(glyphs[i - 1], glyphs[i], size), _below(glyphs[i - 1], glyphs[i], size)
            if (side and not downward) or (below and (downward or i - start == 1)):
                downward = below
                continue
        piece = glyphs[start:i]
        boxes = [(g.x, g.y - _ASCENT * size, g.x + g.width, g.y + _DESCENT * size) for g in piece]
        yield Piece("".join(g.character for g in piece), boxes), downward
        start, downward = i, False


def _beside(before: _Glyph, after: _Glyph, size: float) -> bool:
    if abs(after.y - before.y) > _SAME_LINE * size:
        return False
    gap = (after.x - before.x - before.width) / size
    # 名　　　称 is one label, however far its characters are set apart; 1 and 2 as far apart are two figures.
    spread = _SPREAD_LABEL if _is_wide(before.character) and _is_wide(after.character) else _SAME_WORD
    return -_SAME_LINE * 2 < gap < spread


def _below(before: _Glyph, after: _Glyph, size: float) -> bool:
    step = (after.y - before.y) / size
    wide = _is_wide(before.character) and _is_wide(after.character)
    return wide and abs(after.x - before.x) < _SAME_LINE * size and 0.5 < step < _SPREAD_LABEL


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _trimmed(text: str, boxes: list[Box]) -> Piece:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return Piece(text[start:end], boxes[start:end])


def _turn(matrix: Affine) -> int | None:
    """Which way a line of text runs on the page, in quarters of a circle clockwise."""
    angle = math.degrees(math.atan2(matrix[1], matrix[0]))
    turn = round(angle / 90) * 90
    return turn % 360 if abs(angle - turn) < 3 else None


def once(runs: Iterable[Run]) -> list[Run]:
    """Without text that is drawn again at nearly the same place, to look bold or with a shadow."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for run in runs:
        left, top, _, bottom = run.piece.boxes[0]
        step = max((bottom - top) * _TWICE, 1e-6)
        column, row = int(left / step), int(top / step)
        text = run.piece.text
        if any((text, column + i, row + j) in seen for i in (-1, 0, 1) for j in (-1, 0, 1)):
            continue
        seen.add((text, column, row))
        kept.append(run)
    return kept


def _path(drawn: Drawn, element: Element, place: Affine, budget: Budget) -> None:
    """Count a path, and keep its level and upright lines: the rulings of tables are among them."""
    matrix = _after(place, _own(element))
    drawn.paths += 1
    start = here = (0.0, 0.0)
    data = first(element, "AbbreviatedData")
    parts = iter((data.text or "" if data is not None else "").replace(",", " ").split())
    for command in parts:
        budget.spend(objects=1)
        match command:
            case "S" | "M":
                start = here = _point(parts, matrix)
            case "L":
                end = _point(parts, matrix)
                _stroke(drawn, here, end)
                here = end
            case "C":
                _stroke(drawn, here, start)
                here = start
            case "Q" | "B" | "A":
                for _ in range(_CONTROLS[command]):
                    next(parts, None)
                here = _point(parts, matrix)
                drawn.curves += 1


def _stroke(drawn: Drawn, start: tuple[float, float], end: tuple[float, float]) -> None:
    level, upright = abs(start[1] - end[1]) < _STRAIGHT, abs(start[0] - end[0]) < _STRAIGHT
    if level != upright and len(drawn.strokes) < _MOST_STROKES:
        drawn.strokes.append((*start, *end))


def _point(parts: Iterator[str], matrix: Affine) -> tuple[float, float]:
    x, y = numbers(next(parts, "0")), numbers(next(parts, "0"))
    return _at(matrix, x[0] if x else 0.0, y[0] if y else 0.0)
