"""Characters that pdfium passes over, read by pdfplumber, which draws nothing and so needs no font to be there.

pdfium skips a piece of text whose characters are all missing in the font that it takes for one that the file does not
hold: a lone quotation mark, or all Chinese text where no Chinese font is installed.
"""

import io
import logging
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from gongbao.read.page.runs import Run
from gongbao.read.pdf.glyphs import Frame

_Found = TypeVar("_Found")

# Points.
_NEAR = 0.6
_ASCENT, _DESCENT = 0.85, 0.2


def unseen_runs(data: bytes, number: int, frame: Frame, places: Sequence[tuple[float, float]]) -> list[Run] | None:
    """The characters of a page, given by its number from 1, that begin at some places as displayed; ``None``: lost."""
    wanted = {spot for x, y in places for spot in _spots(x, y)}
    return from_pages(data, [number], lambda pages: list(_runs(pages[0].chars, frame, wanted)))


def from_pages(data: bytes, pages: Sequence[int], find: Callable[[Sequence[Any]], _Found]) -> _Found | None:
    """What is found in some pages of a file as pdfplumber has them; ``None`` where it stumbles over the file.

    pdfium mends what pdfminer stumbles over, in more ways than its own exceptions tell.
    """
    import pdfplumber
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    # What they stumble over is told by codes; they would tell it on stderr, too.
    for name in ("pdfminer", "pdfplumber"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    told = (PdfminerException, MalformedPDFException, PSException)
    stumbled = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, struct.error)
    try:
        with pdfplumber.open(io.BytesIO(data), pages=list(pages)) as document:
            return find(document.pages)
    except (*told, *stumbled, RecursionError) as error:
        if isinstance(error.__context__, MemoryError):  # pdfplumber wraps whatever is raised
            raise error.__context__ from None
        return None


def _spots(x: float, y: float) -> Iterator[tuple[int, int]]:
    """A place and those beside it on a raster, so that rounding loses none."""
    column, row = round(x / _NEAR), round(y / _NEAR)
    return ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))


def _runs(characters: Sequence[Any], frame: Frame, wanted: set[tuple[int, int]]) -> Iterator[Run]:
    follows, end = False, 0.0
    for character in characters:
        text, size, (*_, x, y) = character["text"], float(character["size"]), character["matrix"]
        width = float(character["x1"]) - float(character["x0"])
        at = frame.box(x, y, x, y)[:2]
        # What follows at once in the same piece of text was passed over with its first character.
        follows = (round(at[0] / _NEAR), round(at[1] / _NEAR)) in wanted or (follows and abs(x - end) < _NEAR)
        end = x + width
        if follows and text.strip():
            box = frame.box(x, y - _DESCENT * size, x + width, y + _ASCENT * size)
            yield Run(text, [box] * len(text), *box)
