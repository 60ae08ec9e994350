"""Text that a page holds and does not show: in no ink, in white on white paper, or on a layer that is switched off.

What lies behind a scan, or behind glyphs drawn as shapes, is drawn in no ink either, and says what they show: it is
kept, and so is all that is drawn in no ink on a page with pictures.
"""

import ctypes
from collections.abc import Sequence
from typing import Any

from gongbao.read.pdf.library import ADDRESS, NUMBER, PageObject, address_of, library, quick, rendered

_MARKS = 8
# Pixels to the point, and the longest side of a picture in pixels; grey as light as this is paper.
_SCALE, _LONGEST = 1.5, 2000
_PAPER = 250


def veiled_characters(page: Any, objects: Sequence[PageObject], textpage: Any, boxes: Any, count: int) -> list[int]:
    """Which characters of a page may not be shown and stand where only paper is; ``boxes`` are theirs in user space."""
    suspects = _suspects(objects)
    if not suspects:
        return []
    pdfium = library()
    text_of, here = quick("FPDFText_GetTextObject", ADDRESS, ADDRESS, NUMBER), address_of(textpage)
    characters: dict[int, list[int]] = {}
    for i in range(count):
        if (text := text_of(here, i)) in suspects:
            characters.setdefault(text, []).append(i)
    if not characters:
        return []
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(_SCALE, _LONGEST / max(width, height, 1.0))
    picture = rendered(page, width, height, scale)
    return [i for each in characters.values() if _is_paper(page, picture, [boxes[i] for i in each]) for i in each]


def _is_paper(page: Any, picture: Any, boxes: list[Any]) -> bool:
    """Whether nothing but paper is shown where some characters stand."""
    pdfium = library()
    x, y = ctypes.c_int(), ctypes.c_int()
    for box in boxes:
        corners = []
        for across, up in ((box.left, box.bottom), (box.right, box.top)):
            pdfium.FPDF_PageToDevice(page, 0, 0, *picture.size, 0, across, up, x, y)
            corners.append((x.value, y.value))
        (left, right), (top, bottom) = (sorted(ends) for ends in zip(*corners, strict=True))
        left, top, right, bottom = max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)
        if left < right and top < bottom and picture.crop((left, top, right, bottom)).getextrema()[0] < _PAPER:
            return False
    return True


def _suspects(objects: Sequence[PageObject]) -> set[int]:
    """The pieces of text that may not be shown, by their addresses: white or transparent, in no ink, on a layer."""
    pdfium = library()
    mode_of = quick("FPDFTextObj_GetTextRenderMode", NUMBER, ADDRESS)
    color_of = quick("FPDFPageObj_GetFillColor", NUMBER, *[ADDRESS] * 5)
    marks_of = quick("FPDFPageObj_CountMarks", NUMBER, ADDRESS)
    ink = (ctypes.c_uint * 4)()
    red, green, blue, alpha = (ctypes.addressof(ink) + 4 * i for i in range(4))
    text, inkless = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    pictures = any(kind == pdfium.FPDF_PAGEOBJ_IMAGE for _, kind in objects)
    layers: dict[int, bool] = {}
    found = set()
    for thing, kind in objects:
        if kind != text:
            continue
        if mode_of(thing) == inkless:
            is_suspect = not pictures
        elif color_of(thing, red, green, blue, alpha) and (not ink[3] or min(ink[0], ink[1], ink[2]) >= _PAPER):
            is_suspect = True
        else:
            is_suspect = (count := marks_of(thing)) > 0 and _is_layered(thing, count, layers)
        if is_suspect:
            found.add(thing)
    return found


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
