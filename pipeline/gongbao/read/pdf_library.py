"""pdfium, loaded when the first PDF file comes."""

from functools import cache
from typing import Any


@cache
def library() -> Any:
    """The functions of pdfium, started. They are not to be called from two threads at once."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    return raw
