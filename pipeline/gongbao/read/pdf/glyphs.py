"""The characters of a PDF page with their boxes as the page is displayed, in runs that lie on one line."""

import ctypes
import math
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import Any, NamedTuple

from gongbao.read.flowing import raised
from gongbao.read.page.downward import columns_down, is_one_place
from gongbao.read.page.runs import Run, parts
from gongbao.read.pdf.hidden import hidden_characters
from gongbao.read.pdf.library import NUMBER, PageObjects, library, quick, reference_to
from gongbao.read.pdf.veiled import veiled_characters
from gongbao.read.radicals import RADICAL, RADICALS
from gongbao.read.writing import Box

# All in the height of a character.
_STEP, _BACK, _RISE = 0.2, 0.3, 0.25
_NEAR = 2.0
# A digit behind a digit that is so much smaller and stands so much higher is the mark of a note or a power.
_SMALL, _RAISED = 0.8, 0.2
_DIGITS = frozenset("0123456789")
# Control characters, and whatever is white to Unicode.
_BLANKS = frozenset(
    [*map(chr, range(33)), *"\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B))]
)

# pdfium marks a hyphen at a line's end so.
_HYPHEN = "\x02"
_RARE = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")
_QUARTER = math.pi / 2
_ASKEW = 0.1
# Quarters clockwise that a page of vertical text is turned by to be read line by line.
_DOWN = 3
_PLAIN = str.maketrans(RADICALS)
_RADICAL = re.compile(f"[{RADICAL}]")


class Frame(NamedTuple):
    """How the user space of a page is displayed: the corners of what is shown, and quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as displayed, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    def back(self, box: Box, turns: int) -> Box:
        """A box of this frame on the page before it was turned so many quarters clockwise."""
        width, height = self.size
        left, top, right, bottom = box
        match turns:
            case 0:
                return box
            case 1:
                return top, width - right, bottom, width - left
            case 2:
                return width - right, height - bottom, width - left, height - top
            case _:
                return height - bottom, left, height - top, right

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of user space, whose ``bottom`` is below its ``top``, as displayed."""
        match self.turn:
            case 0:
                return left - self.left, self.top - top, right - self.left, self.top - bottom
            case 1:
                return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 2:
                return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case _:
                return self.top - top, self.right - right, self.top - bottom, self.right - left


@dataclass(slots=True)
class Glyphs:
    """What stands on a page: its runs in the order of drawing, diagonal text apart (a watermark), and what is amiss.

    ``count`` is the number of characters, ``unmapped`` how many of them a font gives no meaning. ``frame`` is the page
    turned so that most of its text runs from left to right: ``turns`` quarters clockwise from how it is displayed.
    ``downward`` is the same page as one of vertical text, which it is where no rulings make a table of it.
    """

    frame: Frame
    runs: list[Run] = field(default_factory=list)
    askew: list[Run] = field(default_factory=list)
    count: int = 0
    unmapped: int = 0
    turns: int = 0
    downward: "Glyphs | None" = None


def frame_of(page: Any) -> Frame:
    """How a page of pdfium is displayed."""
    pdfium = library()
    corners = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, corners)
    return Frame(corners.left, corners.bottom, corners.right, corners.top, pdfium.FPDFPage_GetRotation(page) % 4)


def glyphs_of(page: Any, objects: PageObjects) -> Glyphs:
    """The characters of a page of pdfium, whose objects are given."""
    pdfium = library()
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return Glyphs(frame_of(page))
    try:
        return _read(page, objects, textpage, frame_of(page))
    finally:
        pdfium.FPDFText_ClosePage(textpage)


def _read(page: Any, objects: PageObjects, textpage: Any, frame: Frame) -> Glyphs:
    pdfium = library()
    count = max(pdfium.FPDFText_CountChars(textpage), 0)
    glyphs = Glyphs(frame)
    if not count:
        return glyphs
    text = _characters(textpage, count)
    rects = (pdfium.FS_RECTF * count)()
    here, size = repeat(reference_to(textpage)), ctypes.sizeof(pdfium.FS_RECTF)
    boxes = map(ctypes.byref, repeat(rects), range(0, size * count, size))
    for _ in map(quick("FPDFText_GetLooseCharBox", NUMBER), here, range(count), boxes):
        pass  # each is written into its place
    for i in (*hidden_characters(textpage, count), *veiled_characters(page, objects, textpage, rects, count)):
        rects[i].right = rects[i].left
    runs, firsts = _runs(text, rects, frame)
    unmapped = quick("FPDFText_HasUnicodeMapError", NUMBER)
    glyphs.count = sum(len(run.text) for run in runs)
    glyphs.unmapped = list(map(unmapped, here, range(0, count, 4))).count(1) * 4
    if _is_stepping(runs):
        angles = [pdfium.FPDFText_GetCharAngle(textpage, i) for i in firsts]
        if turns := _usual_turns(runs, angles, frame):
            glyphs.turns, glyphs.frame = turns, frame._replace(turn=(frame.turn + turns) % 4)
            runs, firsts = _runs(text, rects, glyphs.frame)
            angles = [pdfium.FPDFText_GetCharAngle(textpage, i) for i in firsts]
        quarters = [(angle / _QUARTER + glyphs.frame.turn) % 4 for angle in angles]
        if columns_down([run for run, turned in zip(runs, quarters, strict=True) if _is_upright(turned)]):
            glyphs.downward = _laid_down(runs, quarters, glyphs)
        runs, glyphs.askew = _straightened(runs, quarters)
    glyphs.runs = list(_visible(runs, glyphs.frame))
    return glyphs


def _characters(textpage: Any, count: int) -> str:
    """The characters of a page, one for each index of pdfium."""
    pdfium = library()
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "surrogatepass")
    if len(text) != count or _RARE.search(text):
        # pdfium leaves out what has no meaning and writes two units for a rare character: one by one they count.
        codes = [pdfium.FPDFText_GetUnicode(textpage, i) for i in range(count)]
        text = "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
    text = text.replace(_HYPHEN, "-")
    return text.translate(_PLAIN) if _RADICAL.search(text) else text


def _runs(text: str, rects: Any, frame: Frame) -> tuple[list[Run], list[int]]:
    """The runs, and the index of the first character of each."""
    flat = array("f")
    flat.frombytes(bytes(rects))
    runs: list[Run] = []
    firsts: list[int] = []
    characters: list[str] = []
    boxes: list[Box] = []
    right = low = high = size = floor = height = 0.0
    step = back = rise = -1.0
    spaced = led = False

    def end() -> None:
        if boxes:
            runs.append(Run("".join(characters), boxes, boxes[0][0], high, boxes[-1][2], low, False, led))

    for i, (character, left, top, past, bottom) in enumerate(zip(text, *_displayed(flat, frame), strict=True)):
        # What pdfium made up has no width; nan is never greater.
        if not past > left or character in _BLANKS:
            spaced = spaced or past > left
            continue
        if character not in _DIGITS:
            height = 0.0
        elif (
            bottom <= floor - _RAISED * height
            and bottom - top <= _SMALL * height
            and -_BACK * height < left - right < _BACK * height
        ):
            character = raised(character)
        else:
            floor, height = bottom, bottom - top
        if -back < left - right < step and -rise < bottom - low < rise and not spaced:
            characters.append(character)
            boxes.append((left, top, past, bottom))
            if top < high:
                high = top
        else:
            end()
            characters, boxes = [character], [(left, top, past, bottom)]
            led, spaced = spaced, False
            firsts.append(i)
            high, low, size = top, bottom, bottom - top
            step, back, rise = _STEP * size, _BACK * size, _RISE * size
        right = past
    end()
    return runs, firsts


def _displayed(flat: "array[float]", frame: Frame) -> tuple[Sequence[float], ...]:
    """Left, top, right and bottom of each character as the page is displayed."""
    left, top, right, bottom = flat[0::4], flat[1::4], flat[2::4], flat[3::4]
    west, south, east, north = frame[:4]
    match frame.turn:
        case 0:
            across = ([x - west for x in left], [x - west for x in right]) if west else (left, right)
            return across[0], [north - y for y in top], across[1], [north - y for y in bottom]
        case 1:
            return (
                [y - south for y in bottom],
                [x - west for x in left],
                [y - south for y in top],
                [x - west for x in right],
            )
        case 2:
            return (
                [east - x for x in right],
                [y - south for y in bottom],
                [east - x for x in left],
                [y - south for y in top],
            )
        case _:
            return (
                [north - y for y in top],
                [east - x for x in right],
                [north - y for y in bottom],
                [east - x for x in left],
            )


def _is_stepping(runs: list[Run]) -> bool:
    """Whether single characters follow one another up, down, askew or to the left: some text of the page is turned."""
    steps = 0
    for run, after in pairwise(runs):
        if len(run.text) == len(after.text) == 1:
            across = (after.left + after.right - run.left - run.right) / 2
            down = abs(after.top + after.bottom - run.top - run.bottom) / 2
            size = max(run.size, after.size)
            turned = down > _RISE * size or across < -_BACK * size
            steps += turned and max(abs(across), down) < _NEAR * size
    return steps > 1


def _usual_turns(runs: list[Run], angles: Iterable[float], frame: Frame) -> int:
    """How many quarters clockwise the page is to be turned for most of its characters to stand upright."""
    counts = [0, 0, 0, 0]
    for run, angle in zip(runs, angles, strict=True):
        counts[round(angle / _QUARTER + frame.turn) % 4] += len(run.text)
    return -counts.index(max(counts)) % 4


def _is_upright(quarters: float) -> bool:
    return min(quarters, 4 - quarters) <= _ASKEW


def _laid_down(runs: list[Run], quarters: list[float], glyphs: Glyphs) -> Glyphs:
    """A page of vertical text turned so that its columns are lines.

    Figures side by side, as in 第10页, come one behind the other; what lies across several columns is turned.
    """
    laid, turned = [], []
    for run, turn in zip(runs, quarters, strict=True):
        boxes = [glyphs.frame.back(box, 1) for box in run.boxes]
        left, top, right, bottom = glyphs.frame.back((run.left, run.top, run.right, run.bottom), 1)
        is_place = _is_upright(turn) and is_one_place(run)
        if is_place:
            step = (right - left) / len(boxes)
            boxes = [(left + i * step, top, left + (i + 1) * step, bottom) for i in range(len(boxes))]
        laid.append(Run(run.text, boxes, left, top, right, bottom, spaced=run.spaced))
        turned.append(0.0 if is_place else (turn + _DOWN) % 4)
    frame = glyphs.frame._replace(turn=(glyphs.frame.turn + _DOWN) % 4)
    straight, askew = _straightened(laid, turned)
    visible = list(_visible(straight, frame))
    return Glyphs(frame, visible, askew, glyphs.count, glyphs.unmapped, (glyphs.turns + _DOWN) % 4)


def _straightened(runs: list[Run], quarters: Iterable[float]) -> tuple[list[Run], list[Run]]:
    """The runs with turned text put together again, and apart from them the text that runs askew."""
    straight: list[Run] = []
    askew: list[Run] = []
    last = 0.0
    for run, turns in zip(runs, quarters, strict=True):
        if abs(turns - round(turns)) > _ASKEW:
            into, turned = askew, True
        else:
            into, turned = straight, round(turns) % 4 != 0
        if turned and into and into[-1].turned and last == turns and _follows(into[-1], run):
            _append(into[-1], run)
        else:
            run.turned = turned
            into.append(run)
        last = turns
    return straight, askew


def _follows(run: Run, after: Run) -> bool:
    end, box = run.boxes[-1], after.boxes[0]
    size = max(end[2] - end[0], end[3] - end[1])
    return max(abs(box[0] - end[0]), abs(box[1] - end[1])) < _NEAR * size


def _append(run: Run, after: Run) -> None:
    run.text += after.text
    run.boxes += after.boxes
    run.left, run.right = min(run.left, after.left), max(run.right, after.right)
    run.top, run.bottom = min(run.top, after.top), max(run.bottom, after.bottom)


def _visible(runs: Iterable[Run], frame: Frame) -> Iterator[Run]:
    """What lies on the part of the page that is displayed."""
    width, height = frame.size
    for run in runs:
        if run.left >= 0 and run.top >= 0 and run.right <= width and run.bottom <= height:
            yield run
        else:
            yield from parts(run, lambda x, y: (0 <= x <= width and 0 <= y <= height) or None)
