"""What is drawn on a PDF page beside its text: ruling lines, pictures, and shapes with curves."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongbao.read.page.rulings import Ruling
from gongbao.read.pdf.glyphs import Frame
from gongbao.read.pdf.library import (
    ADDRESS,
    MOST_OBJECTS,
    NUMBER,
    PageObjects,
    address_of,
    library,
    quick,
    references_into,
)
from gongbao.read.writing import Box

# Points: a rectangle or stroke thinner than this is a line.
_THIN = 2.0
MOST_NOTES = 1000
"""Notes of a page that are looked at."""
_MOST_SEGMENTS = 200_000
_DEEPEST = 6

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Marks:
    """What is drawn on a page beside text: rulings across and down, pictures, and how much of it is outlines.

    ``outlines`` are the boxes of shapes with curves, as glyphs drawn as paths are, with the number of their curves.
    ``invisible``: its text is never drawn. ``unseen`` are the places where text begins that pdfium passes over: none of
    its characters are in the font that stands in for one that the file names and does not hold. ``struck`` are lines
    across the middle of what somebody has struck out by a note.
    """

    across: list[Ruling] = field(default_factory=list)
    down: list[Ruling] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    outlines: list[tuple[Box, int]] = field(default_factory=list)
    unseen: list[tuple[float, float]] = field(default_factory=list)
    struck: list[Ruling] = field(default_factory=list)
    invisible: bool = False
    _objects: int = 0
    _segments: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn at all."""
        return not (self.across or self.down or self.pictures or self.outlines)


def marks_of(page: Any, objects: PageObjects, frame: Frame) -> Marks:
    """What is drawn on a page of pdfium, whose objects are given, inside form objects too."""
    pdfium = library()
    marks = Marks()
    for _, thing, kind in objects.others:
        _mark(marks, ctypes.cast(thing, pdfium.FPDF_PAGEOBJECT), kind, frame, _IDENTITY, 0)
    if marks.pictures:
        # Text over a scan that its viewer never draws is what somebody's character recognition made of it.
        hidden = [mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE for mode in objects.modes[::7]]
        marks.invisible = sum(hidden) * 2 > len(hidden)
    _unseen(marks, objects.texts, frame, _IDENTITY)
    marks.struck += _struck(page, frame)
    return marks


def _struck(page: Any, frame: Frame) -> Iterator[Ruling]:
    pdfium = library()
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        quad = pdfium.FS_QUADPOINTSF()
        if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_STRIKEOUT:
            for i in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(note), MOST_NOTES)):
                if pdfium.FPDFAnnot_GetAttachmentPoints(note, i, quad):
                    xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                    left, top, right, bottom = frame.box(min(xs), min(ys), max(xs), max(ys))
                    yield Ruling((top + bottom) / 2, left, right)
        pdfium.FPDFPage_CloseAnnot(note)


def _unseen(marks: Marks, texts: Sequence[int], frame: Frame, matrix: Matrix) -> None:
    """Note pieces of text without extent, unless they are spaces of a font that the file holds."""
    pdfium = library()
    embedded = quick("FPDFFont_GetIsEmbedded", NUMBER, ADDRESS)
    fonts = list(map(quick("FPDFTextObj_GetFont", ADDRESS, ADDRESS), texts))
    if not (absent := {font for font in set(fonts) if embedded(font) == 0}):
        return
    bounds = quick("FPDFPageObj_GetBounds", NUMBER, ADDRESS)
    extent = (ctypes.c_float * 4)()
    sides = references_into(extent, 4)
    for text, font in zip(texts, fonts, strict=True):
        if font in absent and bounds(text, *sides) and extent[0] == extent[2]:
            x, y = _product(_matrix(ctypes.cast(text, pdfium.FPDF_PAGEOBJECT)), matrix)[4:]
            marks.unseen.append(frame.box(x, y, x, y)[:2])


def _mark(marks: Marks, thing: Any, kind: int, frame: Frame, matrix: Matrix, depth: int) -> None:
    pdfium = library()
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        if (box := _bounds(thing, frame, matrix)) is not None and _is_painted(thing):
            _path(marks, thing, box, frame, matrix)
    elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
        if (box := _bounds(thing, frame, matrix)) is not None:
            marks.pictures.append(box)
    elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
        _unseen(marks, [address_of(thing)], frame, matrix)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _product(_matrix(thing), matrix)
        for i in range(pdfium.FPDFFormObj_CountObjects(thing)):
            marks._objects += 1
            if marks._objects > MOST_OBJECTS:
                return
            part = pdfium.FPDFFormObj_GetObject(thing, i)
            _mark(marks, part, pdfium.FPDFPageObj_GetType(part), frame, inner, depth + 1)


def _bounds(thing: Any, frame: Frame, matrix: Matrix) -> Box | None:
    """The box around an object as displayed; ``None`` where nothing of it is on the page."""
    pdfium = library()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    corners = left.value, bottom.value, right.value, top.value
    if matrix is not _IDENTITY:
        points = [_applied(matrix, x, y) for x in corners[0::2] for y in corners[1::2]]
        xs, ys = zip(*points, strict=True)
        corners = min(xs), min(ys), max(xs), max(ys)
    box = frame.box(*corners)
    width, height = frame.size
    on_page = box[0] < width and box[2] > 0 and box[1] < height and box[3] > 0
    return (max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height)) if on_page else None


def _is_painted(path: Any) -> bool:
    """Whether a path is stroked, or filled with anything but white: white lines part nothing on a white page."""
    pdfium = library()
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return False
    if stroke.value:
        return True
    if not fill.value:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < 250


def _path(marks: Marks, path: Any, box: Box, frame: Frame, matrix: Matrix) -> None:
    left, top, right, bottom = box
    if bottom - top < _THIN or right - left < _THIN:
        _rule(marks, left, top, right, bottom)
        return
    curves, count = 0, 0
    turning = _product(_matrix(path), matrix)
    for x0, y0, x1, y1, curved in _segments(path):
        count += 1
        curves += curved
        if not curved:
            a, b = _applied(turning, x0, y0), _applied(turning, x1, y1)
            _rule(marks, *frame.box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))
        marks._segments += 1
        if marks._segments > _MOST_SEGMENTS:
            break
    if curves or count > 12:
        marks.outlines.append((box, max(curves, count)))


def _rule(marks: Marks, left: float, top: float, right: float, bottom: float) -> None:
    """Note a straight line, or a bar as thin as one."""
    width, height = right - left, bottom - top
    if height < _THIN and height <= width:
        marks.across.append(Ruling((top + bottom) / 2, left, right))
    elif width < _THIN:
        marks.down.append(Ruling((left + right) / 2, top, bottom))


def _segments(path: Any) -> Iterator[tuple[float, float, float, float, bool]]:
    """The pieces of a path in its own space, from point to point, and whether each is a curve."""
    pdfium = library()
    x, y = ctypes.c_float(), ctypes.c_float()
    at = start = (0.0, 0.0)
    for i in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point, kind = (x.value, y.value), pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        else:
            yield *at, *point, kind == pdfium.FPDF_SEGMENT_BEZIERTO
        at = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield *at, *start, False
            at = start


def _matrix(thing: Any) -> Matrix:
    pdfium = library()
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does one and then the other."""
    if then is _IDENTITY:
        return first
    a, b = _applied(then, first[0], first[1]), _applied(then, first[2], first[3])
    e = _applied(then, first[4], first[5])
    origin = then[4], then[5]
    return a[0] - origin[0], a[1] - origin[1], b[0] - origin[0], b[1] - origin[1], *e
