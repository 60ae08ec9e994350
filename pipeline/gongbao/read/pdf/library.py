"""pdfium, loaded when the first PDF file comes."""

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

ADDRESS, NUMBER = ctypes.c_void_p, ctypes.c_int
MOST_OBJECTS = 200_000
"""Objects of a page that are looked at."""

PageObject = tuple[int, int]
"""The address of an object of a page, and its kind."""


@cache
def library() -> Any:
    """The functions of pdfium, started. They are not to be called from two threads at once."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    return raw


@cache
def quick(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium that takes and gives bare addresses, for what is called for each character or object.

    Making pointers of Python costs more than what most functions do.
    """
    address = ctypes.cast(getattr(library(), name), ADDRESS).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


def address_of(pointer: Any) -> int:
    """The address that a pointer of pdfium points to."""
    return ctypes.addressof(pointer.contents)


def objects_of(page: Any) -> list[PageObject]:
    """What a page of pdfium draws itself, in order, without what is within its forms."""
    get = quick("FPDFPage_GetObject", ADDRESS, ADDRESS, NUMBER)
    kind_of = quick("FPDFPageObj_GetType", NUMBER, ADDRESS)
    here = address_of(page)
    things = [get(here, i) for i in range(min(library().FPDFPage_CountObjects(page), MOST_OBJECTS))]
    return [(thing, kind_of(thing)) for thing in things]


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
