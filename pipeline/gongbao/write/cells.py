"""Single values as the cells of CSV and JSON tables."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

# The function with which ``json`` itself writes strings where ``ensure_ascii`` is off: twenty times as quick alone.
from json.encoder import encode_basestring

# What a formula, or a cell that reads as one once its quotes are off, begins with.
_LEADING = "\"'=+-@\t\r\n＝＋－＠"
_FORMULA = re.compile(r"""["']*[=+\-@\t\r\n＝＋－＠]""").match
_SLICE = 1 << 18

json_text: Callable[[str], str] = encode_basestring


def csv_text(text: str) -> str:
    """A text cell: led by ``'`` where a spreadsheet would run it as a formula, quoted as RFC 4180 asks."""
    if text[:1] in _LEADING:
        text = guarded(text)
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def guarded(text: str) -> str:
    """A text led by ``'`` where a spreadsheet would run it as a formula."""
    return "'" + text if _FORMULA(text) else text


def without_guard(cell: str) -> str:
    """The text of a cell that ``csv_text`` has written: without the ``'`` that keeps it from being run."""
    return cell[1:] if cell.startswith("'") and _FORMULA(cell[1:]) else cell


def decimal_text(number: Decimal) -> str:
    """A decimal as plain text: no exponent, no trailing zeros, no minus before a zero."""
    text = str(number)
    if "E" in text:
        text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def slices(text: str) -> Iterator[str]:
    """A text in pieces of so few characters that a copy of one takes little memory."""
    for start in range(0, len(text), _SLICE):
        yield text[start : start + _SLICE]


def encoded(text: str) -> bytes:
    """In UTF-8; a lone surrogate, which only a caller's own string can hold, as its escape, which JSON reads back."""
    return text.encode("utf-8", "backslashreplace")
