"""Text that lies outside of what its page lets show of it.

A spreadsheet printed to PDF draws a cell that goes over two pages on both of them, and each shows its part.
"""

import ctypes
from typing import Any

from gongbao.read.pdf.library import ADDRESS, NUMBER, address_of, quick

_LOOKS = 30
_MOST_PATHS, _MOST_POINTS = 32, 64
# Points: less than this of a character is nothing.
_LEAST = 0.5

Corners = tuple[float, float, float, float]
"""Left, bottom, right and top in the space of an object."""


def hidden_characters(textpage: Any, count: int) -> list[int]:
    """Which characters of a page are of pieces of text that are clipped away; a few are looked at before all are."""
    hidden = _Hidden()
    page = address_of(textpage)
    stride = max(count // _LOOKS, 1)
    if not any(hidden.holds(page, i) for i in range(stride // 2, count, stride)):
        return []
    return [i for i in range(count) if hidden.holds(page, i)]


class _Hidden:
    """Pieces of text and clip paths that were looked at, by their addresses: most of a page share a few clip paths."""

    __slots__ = ("_bounds", "_clip", "_count", "_extent", "_segment", "_sides", "_text", "texts", "windows")

    def __init__(self) -> None:
        self.texts: dict[int, bool] = {}
        self.windows: dict[int, Corners | None] = {}
        self._text = quick("FPDFText_GetTextObject", ADDRESS, ADDRESS, NUMBER)
        self._clip = quick("FPDFPageObj_GetClipPath", ADDRESS, ADDRESS)
        self._count = quick("FPDFClipPath_CountPaths", NUMBER, ADDRESS)
        self._segment = quick("FPDFClipPath_GetPathSegment", ADDRESS, ADDRESS, NUMBER, NUMBER)
        self._bounds = quick("FPDFPageObj_GetBounds", NUMBER, *[ADDRESS] * 5)
        self._extent = (ctypes.c_float * 4)()
        self._sides = [ctypes.addressof(self._extent) + 4 * i for i in range(4)]

    def holds(self, textpage: int, index: int) -> bool:
        """Whether a character is of a piece of text that is clipped away."""
        text = self._text(textpage, index)
        if not text:
            return False
        if text not in self.texts:
            self.texts[text] = self._is_clipped_away(text)
        return self.texts[text]

    def _is_clipped_away(self, text: int) -> bool:
        clip = self._clip(text)
        count = self._count(clip) if clip else 0
        if count < 1 or not self._bounds(text, *self._sides):
            return False
        left, bottom, right, top = self._extent
        for number in range(min(count, _MOST_PATHS)):
            if (window := self._window(clip, number)) is not None:
                across, down = (
                    min(window[2], right) - max(window[0], left),
                    min(window[3], top) - max(window[1], bottom),
                )
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
        count = quick("FPDFClipPath_CountPathSegments", NUMBER, ADDRESS, NUMBER)(clip, number)
        if not 3 <= count <= _MOST_POINTS:
            return None
        point = quick("FPDFPathSegment_GetPoint", NUMBER, ADDRESS, ADDRESS, ADDRESS)
        place = (ctypes.c_float * 2)()
        xs, ys = [], []
        for i in range(count):
            if point(self._segment(clip, number, i), ctypes.addressof(place), ctypes.addressof(place) + 4):
                xs.append(place[0])
                ys.append(place[1])
        return (min(xs), min(ys), max(xs), max(ys)) if xs else None
