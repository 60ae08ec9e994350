"""Tables that a text writes in HTML between its paragraphs, as what turns pages into Markdown does."""

import re
from collections.abc import Iterator

from gongbao.model import Cells, Span, Table

_TABLE = re.compile(r"(?:<html[^<>]*>\s*)?(?:<body[^<>]*>\s*)?<table\b[^<>]*>", re.IGNORECASE)
_END = re.compile(r"</table\s*>(?:\s*</body\s*>)?(?:\s*</html\s*>)?", re.IGNORECASE)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>t[rdh])\b(?P<more>[^<>]{0,300})>", re.IGNORECASE)
_SPANS = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*(\d{1,3})", re.IGNORECASE)
# What stands about the words of a cell: spaces and tags that only say how they look.
_BEFORE = re.compile(r"(?:\s|&nbsp;|<[a-zA-Z/][^<>]{0,200}>)+")
_LONGEST_TAG = 200
_WIDEST, _MOST_CELLS = 200, 500_000


def marked_tables(text: str) -> Iterator[Table]:
    """The tables between ``<table>`` and ``</table>``; one that is not closed, or holds another, is none."""
    place, count = 0, 0
    while start := _TABLE.search(text, place):
        end = _END.search(text, start.end())
        if not end:
            return
        place = end.end()
        if _TABLE.search(text, start.end(), end.start()):
            continue
        cells = Cells()
        for row, column, span, down, wide, heads in _cells(text, start.end(), end.start()):
            cells.append(row, column, span, down, wide, heads)
        count += len(cells)
        if count > _MOST_CELLS:
            return
        if cells:
            yield Table(Span(start.start(), place), cells)


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int, Span, int, int, bool]]:
    """Row, column, place, how many rows and columns it spans, and whether it is a head, of each cell."""
    row, column = -1, 0
    taken: dict[int, int] = {}  # the row that a column is free again in
    tags = list(_TAG.finditer(text, start, end))
    for number, tag in enumerate(tags):
        name = tag["name"].lower()
        if tag["close"]:
            continue
        if name == "tr":
            row, column = row + 1, 0
            continue
        row = max(row, 0)
        while taken.get(column, 0) > row:
            column += 1
        spans = {kind.lower(): min(max(int(many), 1), _WIDEST) for kind, many in _SPANS.findall(tag["more"])}
        down, wide = spans.get("row", 1), spans.get("col", 1)
        behind = tags[number + 1].start() if number + 1 < len(tags) else end
        yield row, column, _words(text, tag.end(), behind), down, wide, name == "th"
        taken.update((at, row + down) for at in range(column, column + wide))
        column += wide


def _words(text: str, start: int, end: int) -> Span:
    """The place of a cell's words without what stands about them."""
    if lead := _BEFORE.match(text, start, end):
        start = lead.end()
    end = max(start, end)
    while start < end:
        if text[end - 1].isspace():
            end -= 1
        elif text[end - 1] == ">" and (tag := text.rfind("<", max(start, end - _LONGEST_TAG), end)) >= 0:
            end = tag
        else:
            break
    return Span(start, end)
