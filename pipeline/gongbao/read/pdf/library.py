"""pdfium, loaded when the first PDF file comes."""

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

ADDRESS, NUMBER = ctypes.c_void_p, ctypes.c_int


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
