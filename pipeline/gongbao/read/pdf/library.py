"""pdfium, loaded when the first PDF file comes."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any

ADDRESS, NUMBER = ctypes.c_void_p, ctypes.c_int
MOST_OBJECTS = 200_000
"""Objects of a page that are looked at."""


@dataclass(frozen=True, slots=True)
class PageObjects:
    """What a page draws itself, in order, by addresses, without what is within its forms.

    ``texts`` are those of ``things`` that are text and ``modes`` how each of these is drawn; ``others`` are the number,
    the address and the kind of each that is none.
    """

    things: Sequence[int]
    texts: Sequence[int]
    modes: Sequence[int]
    others: Sequence[tuple[int, int, int]]


@cache
def library() -> Any:
    """The functions of pdfium, started. They are not to be called from two threads at once."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    return raw


@cache
def quick(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium that takes and gives bare addresses, for what is called for each character or object.

    Making pointers of Python costs more than what most functions do, and so does letting other threads run meanwhile.
    An address needs its type, or half of it is lost; behind the last of them small numbers and references need none.
    """
    address = ctypes.cast(getattr(library(), name), ADDRESS).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def address_of(pointer: Any) -> int:
    """The address that a pointer of pdfium points to."""
    return ctypes.addressof(pointer.contents)


def reference_to(pointer: Any) -> Any:
    """What a pointer of pdfium points to, for functions that are ``quick``."""
    return ctypes.byref(pointer.contents)


def references_into(room: Any, count: int) -> list[Any]:
    """References to each of some numbers of four bytes that a function is to fill in."""
    return [ctypes.byref(room, 4 * i) for i in range(count)]


def objects_of(page: Any) -> PageObjects:
    """What a page of pdfium draws itself, the first of it where there is no end to it."""
    pdfium = library()
    get = quick("FPDFPage_GetObject", ADDRESS)
    # Most is text, and of that alone pdfium knows how it is drawn: the kind of it need not be asked for.
    mode_of = quick("FPDFTextObj_GetTextRenderMode", NUMBER, ADDRESS)
    count = min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)
    things = list(map(get, repeat(reference_to(page)), range(count)))
    modes = list(map(mode_of, things))
    none = pdfium.FPDF_TEXTRENDERMODE_UNKNOWN
    if none not in modes:
        return PageObjects(things, things, modes, ())
    kind_of = quick("FPDFPageObj_GetType", NUMBER, ADDRESS)
    return PageObjects(
        things,
        [thing for thing, mode in zip(things, modes, strict=True) if mode != none],
        [mode for mode in modes if mode != none],
        [(i, things[i], kind_of(things[i])) for i, mode in enumerate(modes) if mode == none],
    )


def rendered(page: Any, width: float, height: float, scale: float, turns: int = 0) -> Any:
    """A page of pdfium turned some quarters clockwise as a grey picture of Pillow, ``scale`` pixels to the point."""
    from PIL import Image

    pdfium = library()

    across, down = max(round(width * scale), 1), max(round(height * scale), 1)
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return Image.new("L", (across, down), 255)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, turns, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * down)
        return Image.frombuffer("L", (across, down), pixels, "raw", "L", stride, 1).copy()
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
