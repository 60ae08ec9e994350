"""Text that lies outside of what its page lets show of it.

A spreadsheet printed to PDF draws a cell that goes over two pages on both of them, and each shows its part.
"""

import ctypes
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
    clips = _Clips()
    stride = max(count // _LOOKS, 1)
    looked_at = set(map(text_of, here, range(stride // 2, count, stride)))
    if not any(map(clips.hide, looked_at)):
        return []
    texts = list(map(text_of, here, range(count)))
    hidden = set(filter(clips.hide, set(texts)))
    return [i for i, text in enumerate(texts) if text in hidden]


class _Clips:
    """Clip paths that were looked at, by their addresses: most pieces of text of a page share a few."""

    __slots__ = ("_bounds", "_clip", "_count", "_extent", "_segment", "_sides", "windows")

    def __init__(self) -> None:
        self.windows: dict[int, Corners | None] = {}
        self._clip = quick("FPDFPageObj_GetClipPath", ADDRESS, ADDRESS)
        self._count = quick("FPDFClipPath_CountPaths", NUMBER, ADDRESS)
        self._segment = quick("FPDFClipPath_GetPathSegment", ADDRESS, ADDRESS)
        self._bounds = quick("FPDFPageObj_GetBounds", NUMBER, ADDRESS)
        self._extent = (ctypes.c_float * 4)()
        self._sides = references_into(self._extent, 4)

    def hide(self, text: int | None) -> bool:
        """Whether a piece of text is clipped away; none, which what pdfium made up is of, is not."""
        if not text or not (clip := self._clip(text)):
            return False
        count = self._count(clip)
        if count < 1 or not self._bounds(text, *self._sides):
            return False
        left, bottom, right, top = self._extent
        for number in range(min(count, _MOST_PATHS)):
            if (window := self._window(clip, number)) is None:
                continue
            west, south, east, north = window
            if west <= left and right <= east and south <= bottom and top <= north:
                continue
            across, down = min(east, right) - max(west, left), min(north, top) - max(south, bottom)
            if across < min(_LEAST, right - left) or down < min(_LEAST, top - bottom):
                return True
        return False

    def _window(self, clip: int, number: int) -> Corners | None:
        """The box around a clip path; ``None`` for one of a form that is not looked into."""
        address = self._segment(clip, number, 0)
        if address not in self.windows:
            self.windows[address] = self._measured(clip, number) if address else None
        return self.windows[address]

    def _measured(self, clip: int, number: int) -> Corners | None:
        count = quick("FPDFClipPath_CountPathSegments", NUMBER, ADDRESS)(clip, number)
        if not 3 <= count <= _MOST_POINTS:
            return None
        point = quick("FPDFPathSegment_GetPoint", NUMBER, ADDRESS)
        place = (ctypes.c_float * 2)()
        x, y = references_into(place, 2)
        xs, ys = [], []
        for i in range(count):
            if point(self._segment(clip, number, i), x, y):
                xs.append(place[0])
                ys.append(place[1])
        return (min(xs), min(ys), max(xs), max(ys)) if xs else None
