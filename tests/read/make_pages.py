"""A text set on pages in columns, as a printer would: where each line goes, for whatever format then draws it."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Placed(NamedTuple):
    """A line of type: the left end of its base line, and the height of its characters, in millimetres."""

    text: str
    x: float
    y: float
    size: float


WIDTH, HEIGHT, MARGIN, GUTTER = 210.0, 297.0, 25.0, 7.0


def width_of(character: str) -> float:
    """In the height of the type."""
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5


def wrapped(paragraph: str, width: float, measure: Callable[[str], float] = width_of) -> Iterator[str]:
    """A paragraph cut into lines of so many characters, but not within a figure; two ideographic spaces lead it."""
    line, length = "　　", 2.0
    for word in re.findall(r"[\dA-Za-z.,]+%?|.", paragraph):
        wide = sum(map(measure, word))
        if length + wide > width:
            yield line
            line, length = "", 0.0
        line += word
        length += wide
    yield line


def set_in_columns(
    text: str,
    columns: int,
    size: float = 4.0,
    headline: str = "",
    header: str = "",
    measure: Callable[[str], float] = width_of,
) -> list[list[Placed]]:
    """Pages of lines, each page with its number at its foot; the headline goes across all columns of the first."""
    room = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    lines = [
        line
        for paragraph in text.split("\n")
        if paragraph.strip()
        for line in wrapped(paragraph.strip(), room / size, measure)
    ]
    pages: list[list[Placed]] = []
    while lines:
        page = [Placed(header, MARGIN, 12.0, 3.0)] if header else []
        page.append(Placed(f"— {len(pages) + 1} —", WIDTH / 2 - 5, HEIGHT - 12, 3.5))
        top = MARGIN + size
        if headline and not pages:
            page.append(Placed(headline, (WIDTH - len(headline) * 1.6 * size) / 2, top + size, 1.6 * size))
            top += 4 * size
        most = int((HEIGHT - MARGIN - top) / (1.5 * size))
        for column in range(columns):
            taken, lines = lines[:most], lines[most:]
            for number, line in enumerate(taken):
                indent = len(line) - len(line.lstrip("　"))
                left = MARGIN + column * (room + GUTTER) + indent * size
                page.append(Placed(line[indent:], left, top + number * 1.5 * size, size))
        pages.append(page)
    return pages
