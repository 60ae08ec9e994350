"""A document's text in the making: what every reader writes down, with the place of each piece."""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter

from gongbao.model import Cells, Code, Document, Page, Span, Table

_PLACE = attrgetter("row", "column")
_SURROGATE = re.compile("[\ud800-\udfff]")

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the top left of the page."""


@dataclass(slots=True)
class CellText:
    """A cell before its place in the text is known; ``boxes`` has one box for each character of ``text``."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    header: bool = False
    boxes: Sequence[Box] | None = None


@dataclass(slots=True)
class Writing:
    """Lines and tables in reading order. A line ends with ``\\n``; so does a row, whose cells ``\\t`` keeps apart."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[Page] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)
    codes: dict[Code, str] = field(default_factory=dict)
    _boxes: "array[float] | None" = None
    _page: tuple[int, float, float, float | None] | None = None

    def put(self, text: str, boxes: Sequence[Box] | None = None) -> Span:
        """Write some characters, with a box for each where they have one on the page."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        if boxes is not None:
            if len(boxes) != len(text):
                raise ValueError(f"{len(text)} characters have {len(boxes)} boxes")
            if self._boxes is None:
                self._boxes = array("f", bytes(16 * start))
            self._boxes.extend(chain.from_iterable(boxes))
        elif self._boxes is not None:
            self._boxes.frombytes(bytes(16 * len(text)))
        return Span(start, self.length)

    def line(self, text: str, boxes: Sequence[Box] | None = None, *, furniture: bool = False) -> Span:
        """Write a line and its end; ``furniture``: it is no part of what the document says."""
        span = self.put(text, boxes)
        self.put("\n")
        if furniture and text:
            self.furniture.append(span)
        return span

    def table(self, cells: Iterable[CellText], edges: Sequence[float] = ()) -> None:
        """Write a table row by row. Nothing is written of one without cells."""
        start, row = self.length, 0
        placed = Cells()
        for cell in sorted(cells, key=_PLACE):
            if placed:
                self.put("\t" if cell.row == row else "\n")
            row = cell.row
            span = self.put(cell.text, cell.boxes)
            placed.append(cell.row, cell.column, span, cell.rows, cell.columns, cell.header)
        if placed:
            self.tables.append(Table(Span(start, self.length), placed, tuple(edges)))
            self.put("\n")

    def begin_page(self, width: float, height: float, confidence: float | None = None) -> None:
        """What is written from here on is on a new page of this size in points."""
        self._end_page()
        self._page = (self.length, width, height, confidence)

    def complain(self, code: Code, sentence: str) -> None:
        """Note a code that the document gets and what happened, a sentence without the name of the source."""
        self.codes.setdefault(code, sentence)

    def document(
        self,
        source: str,
        format: str,
        *,
        encoding: str | None = None,
        paragraphs: bool = False,
        metadata: Mapping[str, str] | None = None,
    ) -> Document:
        """All that was written; ``paragraphs``: each line is a paragraph of the format, not a printed line."""
        self._end_page()
        text = "".join(self.parts)
        if halves := len(_SURROGATE.findall(text)):
            # Half of a character is none, and cannot be written as UTF-8.
            text = _SURROGATE.sub("\ufffd", text)
            self.complain(Code.REPLACED_CHARACTERS, f"{halves} halves of a character stand as U+FFFD")
        return Document(
            source=source,
            text=text,
            format=format,
            encoding=encoding,
            codes=tuple(sorted(self.codes)),
            pages=tuple(self.pages),
            tables=tuple(self.tables),
            furniture=tuple(self.furniture),
            paragraphs=paragraphs,
            boxes=self._boxes,
            metadata=dict(metadata or {}),
            complaints=tuple(self.codes[code] for code in sorted(self.codes)),
        )

    def _end_page(self) -> None:
        if self._page:
            start, width, height, confidence = self._page
            self.pages.append(Page(Span(start, self.length), width, height, confidence))
            self._page = None
