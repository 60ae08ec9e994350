"""Text that lies outside of what its page lets show of it.

A spreadsheet printed to PDF draws a cell that goes over two pages on both of them, and each shows its part.
"""

import ctypes
from collections.abc import Iterator
from itertools import repeat
from typing import Any

from gongbao.read.pdf.library import ADDRESS, NUMBER, quick, reference_to, references_into

_LOOKS = 30
_MOST_PATHS, _MOST_POINTS = 32, 64
# Points: less than this of a character is nothing.
_LEAST = 0.5

Corners = tuple[float, float, float, float]
"""Left, bottom, right and top in the space of an object."""


def hidden_characters(textpage: Any, count: int) -> list[int]:
    """Which characters of a page are of pieces of text that are clipped away; a few are looked at before all are."""
    text_of, here = quick("FPDFText_GetTextObject", ADDRESS), repeat(reference_to(textpage))
    stride = max(count // _LOOKS, 1)
    windows: dict[int, Corners | None] = {}
    if not any(_clipped_away(set(map(text_of, here, range(stride // 2, count, stride))), windows)):
        return []
    texts = list(map(text_of, here, range(count)))
    hidden = set(_clipped_away(set(texts), windows))
    return [i for i, text in enumerate(texts) if text in hidden]


def _clipped_away(texts: set[int | None], windows: dict[int, Corners | None]) -> Iterator[int]:
    """Those of some pieces of text that are clipped away; none, which what pdfium made up is of, is not.

    ``windows`` are the boxes around clip paths, by the addresses of these: most pieces of a page share a few.
    """
    clip_of = quick("FPDFPageObj_GetClipPath", ADDRESS, ADDRESS)
    count_of = quick("FPDFClipPath_CountPaths", NUMBER, ADDRESS)
    segment_of = quick("FPDFClipPath_GetPathSegment", ADDRESS, ADDRESS)
    bounds_of = quick("FPDFPageObj_GetBounds", NUMBER, ADDRESS)
    extent = (ctypes.c_float * 4)()
    left_side, bottom_side, right_side, top_side = references_into(extent, 4)
    for text in filter(None, texts):
        clip = clip_of(text)
        count = count_of(clip)
        if count < 1 or not bounds_of(text, left_side, bottom_side, right_side, top_side):
            continue
        left, bottom, right, top = extent[:]
        for number in range(min(count, _MOST_PATHS)):
            address = segment_of(clip, number, 0)
            if address not in windows:
                windows[address] = _window(clip, number) if address else None
            if (window := windows[address]) is None:
                continue
            west, south, east, north = window
            if west <= left and right <= east and south <= bottom and top <= north:
                continue
            across, down = min(east, right) - max(west, left), min(north, top) - max(south, bottom)
            if across < min(_LEAST, right - left) or down < min(_LEAST, top - bottom):
                yield text
                break


def _window(clip: int, number: int) -> Corners | None:
    """The box around a clip path; ``None`` for one of a form that is not looked into."""
    count = quick("FPDFClipPath_CountPathSegments", NUMBER, ADDRESS)(clip, number)
    if not 3 <= count <= _MOST_POINTS:
        return None
    segment_of = quick("FPDFClipPath_GetPathSegment", ADDRESS, ADDRESS)
    point = quick("FPDFPathSegment_GetPoint", NUMBER, ADDRESS)
    place = (ctypes.c_float * 2)()
    x, y = references_into(place, 2)
    xs, ys = [], []
    for i in range(count):
        if point(segment_of(clip, number, i), x, y):
            xs.append(place[0])
            ys.append(place[1])
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None
