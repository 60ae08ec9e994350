"""The compound files of old Office programs, looked at before xlrd goes through them."""

import io
import struct
from collections.abc import Sequence
from typing import Any


def compound_file(data: bytes) -> Any:
    """xlrd's view of a compound file. Raises ``ValueError`` for one that is damaged.

    xlrd follows the chains of small sectors without end where one of them is a circle.
    """
    from xlrd.compdoc import CompDoc, CompDocError  # type: ignore[import-untyped]

    stumbled = (AssertionError, TypeError, LookupError, ArithmeticError, RecursionError, struct.error)
    try:
        compound = CompDoc(data, logfile=io.StringIO())
    except (CompDocError, *stumbled) as error:
        raise ValueError(f"its sectors make no sense: {error}") from error
    if _has_circle(compound.SSAT):
        raise ValueError("its small sectors follow one another in a circle")
    return compound


def _has_circle(following: Sequence[int]) -> bool:
    """Whether one can go from entry to entry for ever; a number below 0 ends a chain."""
    walk = [0] * len(following)
    for start in range(len(following)):
        at = start
        while 0 <= at < len(following) and not walk[at]:
            walk[at] = start + 1
            at = following[at]
            if 0 <= at < len(following) and walk[at] == start + 1:
                return True
    return False
