"""Text that a page holds and does not show: in no ink, white on white paper, painted over, on a layer switched off.

What lies behind a scan, or behind glyphs drawn as shapes, is drawn in no ink either, and says what they show: it is
kept, and so is all that is drawn in no ink on a page with pictures.
"""

import ctypes
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

from gongbao.read.pdf.hidden import Corners
from gongbao.read.pdf.library import (
    ADDRESS,
    NUMBER,
    PageObjects,
    library,
    quick,
    reference_to,
    references_into,
    rendered,
)

_MARKS, _MOST_COVERS = 8, 200
# Points: what is thinner covers no text.
_THICK = 4.0
# Pixels to the point, and the longest side of a picture in pixels; grey as light as this is paper.
_SCALE, _LONGEST = 1.5, 2000
_PAPER = 250
# Greys that differ by less are one.
_EVEN = 8


def veiled_characters(page: Any, objects: PageObjects, textpage: Any, boxes: Any, count: int) -> list[int]:
    """Which characters of a page are not shown; ``boxes`` are theirs in user space."""
    suspects, covers = set(_suspects(objects)), _covers(objects)
    if not suspects and not covers:
        return []
    pdfium = library()
    text_of, here = quick("FPDFText_GetTextObject", ADDRESS), reference_to(textpage)
    order = {thing: number for number, thing in enumerate(objects.things)} if covers else {}
    characters: dict[int, list[int]] = {}
    covered: list[int] = []
    others: list[tuple[float, float]] = []
    for i, text in enumerate(map(text_of, repeat(here), range(count))):
        if text in suspects:
            characters.setdefault(text, []).append(i)
        elif covers and text in order:
            x, y = (boxes[i].left + boxes[i].right) / 2, (boxes[i].bottom + boxes[i].top) / 2
            if any(order[text] < later and _is_within(x, y, *corners) for later, corners in covers):
                covered.append(i)
            else:
                others.append((x, y))
    if not characters and not covered:
        return []
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(_SCALE, _LONGEST / max(width, height, 1.0))
    picture = rendered(page, width, height, scale)
    shades = {
        i: _shades(page, picture, boxes[i]) for i in (*covered, *(i for each in characters.values() for i in each))
    }
    others.sort()
    return [
        *(i for each in characters.values() if all(shades[i][0] >= _PAPER for i in each) for i in each),
        # Of text that is drawn twice pdfium knows the first alone, which may be covered where the second is not.
        *(i for i in covered if shades[i][1] - shades[i][0] < _EVEN or _is_written_over(boxes[i], others)),
    ]


def _shades(page: Any, picture: Any, box: Any) -> tuple[int, int]:
    """The darkest and the lightest grey where a character stands; that of paper for one without extent."""
    pdfium = library()
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((box.left, box.bottom), (box.right, box.top)):
        pdfium.FPDF_PageToDevice(page, 0, 0, *picture.size, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (left, right), (top, bottom) = (sorted(ends) for ends in zip(*corners, strict=True))
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)
    if left >= right or top >= bottom:
        return 255, 255
    darkest, lightest = picture.crop((left, top, right, bottom)).getextrema()
    return int(darkest), int(lightest)


def _is_written_over(box: Any, others: Sequence[tuple[float, float]]) -> bool:
    """Whether one of some other characters, told by their centres in order, stands where one stands."""
    first, past = bisect_left(others, (box.left,)), bisect_left(others, (box.right,))
    return any(box.bottom < y < box.top for _, y in others[first:past])


def _is_within(x: float, y: float, left: float, bottom: float, right: float, top: float) -> bool:
    return left < x < right and bottom < y < top


def _covers(objects: PageObjects) -> list[tuple[int, Corners]]:
    """Opaque rectangles that are drawn over what was drawn before them: the number of each, and its corners."""
    pdfium = library()
    bounds_of = quick("FPDFPageObj_GetBounds", NUMBER, ADDRESS)
    extent = (ctypes.c_float * 4)()
    sides = references_into(extent, 4)
    found = list[tuple[int, Corners]]()
    for place, (number, thing, kind) in enumerate(objects.others):
        is_behind_text = number > place
        if kind == pdfium.FPDF_PAGEOBJ_PATH and is_behind_text and bounds_of(thing, *sides):
            left, bottom, right, top = extent[:]
            if len(found) < _MOST_COVERS and min(right - left, top - bottom) >= _THICK and _is_opaque(thing):
                found.append((number, (left, bottom, right, top)))
    return found


def _is_opaque(thing: int) -> bool:
    """Whether a path is a rectangle filled with one colour, all of which is shown."""
    pdfium = library()
    path = ctypes.cast(thing, pdfium.FPDF_PAGEOBJECT)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        and fill.value
        and pdfium.FPDFPath_CountSegments(path) in (4, 5)
        and not pdfium.FPDFPageObj_HasTransparency(path)
        and pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(path)) < 1
    )


def _suspects(objects: PageObjects) -> Iterator[int]:
    """The pieces of text that may not be shown, by their addresses: white or transparent, in no ink, on a layer."""
    pdfium = library()
    texts, inkless = objects.texts, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    if inkless in objects.modes:
        texts = [text for text, mode in zip(texts, objects.modes, strict=True) if mode != inkless]
        if all(kind != pdfium.FPDF_PAGEOBJ_IMAGE for _, _, kind in objects.others):
            yield from set(objects.texts).difference(texts)
    ink = (ctypes.c_uint * 4)()
    color_of = quick("FPDFPageObj_GetFillColor", NUMBER, ADDRESS)
    # Each colour is looked at before the next is written in its place.
    for text, is_told in zip(texts, map(color_of, texts, *map(repeat, references_into(ink, 4))), strict=True):
        if is_told and ((ink[0] >= _PAPER and ink[1] >= _PAPER and ink[2] >= _PAPER) or not ink[3]):
            yield text
    layers: dict[int, bool] = {}
    counts = list(map(quick("FPDFPageObj_CountMarks", NUMBER, ADDRESS), texts))
    if any(counts):
        for text, count in zip(texts, counts, strict=True):
            if _is_layered(text, count, layers):
                yield text


def _is_layered(text: int, count: int, layers: dict[int, bool]) -> bool:
    """Whether a piece of text is on a layer. What a font that is not in the file would show of it is not known here."""
    pdfium = library()
    mark_of = quick("FPDFPageObj_GetMark", ADDRESS, ADDRESS, ctypes.c_ulong)
    for mark in (mark_of(text, i) for i in range(min(count, _MARKS))):
        if mark not in layers:
            name, length = (ctypes.c_ushort * 4)(), ctypes.c_ulong()
            thing = ctypes.cast(mark, pdfium.FPDF_PAGEOBJECTMARK)
            is_named = pdfium.FPDFPageObjMark_GetName(thing, name, ctypes.sizeof(name), length)
            layers[mark] = bool(is_named) and bytes(name)[: length.value].decode("utf-16-le") == "OC\0"
        if layers[mark]:
            font = quick("FPDFTextObj_GetFont", ADDRESS, ADDRESS)(text)
            return bool(quick("FPDFFont_GetIsEmbedded", NUMBER, ADDRESS)(font))
    return False
