"""PDF files: text in reading order with a box for every character, and the tables that rulings make."""

import ctypes
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read.page.columns import Line, lines_in_order, rows_of, text_of
from gongbao.read.page.gutters import Habits
from gongbao.read.page.plain_tables import MOST_BELOW, plain_tables
from gongbao.read.page.runs import Run, part
from gongbao.read.page.struck import stretches, struck
from gongbao.read.page.tables import PageTable, tables_of
from gongbao.read.pdf.furniture import furniture_of
from gongbao.read.pdf.glyphs import Frame, Glyphs, glyphs_of
from gongbao.read.pdf.ink import has_ink, is_garbled, is_stamped_scan, lost_places
from gongbao.read.pdf.library import library, objects_of, rendered
from gongbao.read.pdf.limits import PAGES_LIMIT, refuse_bombs
from gongbao.read.pdf.marks import MOST_NOTES, Marks, marks_of
from gongbao.read.pdf.unread import undecoded, unread_parts
from gongbao.read.pdf.unseen import unseen_runs
from gongbao.read.writing import Box, Writing

_INSTALL = "pip install gongbao[ocr]"
# Pixels to the point for character recognition, and the most pixels of a side: 180 dots an inch, fewer on a poster.
_SCALE, _LONGEST_SIDE = 2.5, 2600
_TAIL = 2048
_SHOWN = 20
_OFFICE_TITLE = re.compile(r"^Microsoft (?:Word|PowerPoint|Excel) - |\.(?:docx?|pdf|wps|xlsx?|et|ofd)$", re.IGNORECASE)
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(slots=True)
class _Page:
    """What was found on a page: rows outside of tables, and the tables by the runs that hold their place.

    ``frame`` is the page turned so that its text is upright, ``turns`` quarters clockwise from how it is displayed.
    """

    frame: Frame
    turns: int = 0
    rows: list[list[Run]] = field(default_factory=list)
    tables: dict[int, PageTable] = field(default_factory=dict)
    askew: list[Run] = field(default_factory=list)
    has_text: bool = False

    @property
    def last_edges(self) -> Sequence[float]:
        """The column borders of the table that the page ends with, but for what its lower margin may hold."""
        ends = (self.tables.get(id(row[0])) for row in reversed(self.rows[-MOST_BELOW:]))
        return next((table.edges for table in ends if table), ())

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed, in points."""
        width, height = self.frame.size
        return (height, width) if self.turns % 2 else (width, height)

    def shown(self, boxes: Sequence[Box]) -> Sequence[Box]:
        """Boxes as the page is displayed; one that is nowhere stays so."""
        if not self.turns:
            return boxes
        return [self.frame.back(box, self.turns) if any(box) else box for box in boxes]


@dataclass(slots=True)
class _Amiss:
    """The numbers of pages with something amiss."""

    damaged: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    lines_only: list[int] = field(default_factory=list)
    textless: list[int] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    recognised_before: list[int] = field(default_factory=list)


def read_pdf(data: bytes, source: str) -> Document:
    """The document in the bytes of a PDF file; its pages' boxes are in points from the top left as displayed.

    Raises ``RejectedError``: ``broken_file``, ``encrypted``, ``needs_ocr``, ``no_text``, ``too_large``.
    """
    refuse_bombs(data, source)
    with _opened(data, source) as (pdf, count):
        amiss = _Amiss()
        pages: list[_Page] = []
        for number in range(1, count + 1):
            pages.append(_page(pdf, data, number, amiss, pages[-1].last_edges if pages else ()))
        if amiss.empty:
            amiss.damaged += undecoded(data, amiss.empty)
            amiss.empty = [number for number in amiss.empty if number not in amiss.damaged]
        unread = list(unread_parts(pdf))
        if len(amiss.damaged) == count:
            raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged PDF file: none of its pages can be read")
        _reject_without_text(pages, amiss, unread, source)
        writing = Writing()
        recognised = _write(writing, pdf, pages, amiss)
        if not any(part.strip() for part in writing.parts):
            raise RejectedError(Code.NO_TEXT, f"{source}: is a PDF file in which no text was found")
        _complain(writing, amiss, recognised)
        lost = [*_lost(amiss), *unread]
        if not _is_whole(data):
            lost.append("the file is cut short: what stood at its end is missing")
        if lost:
            writing.complain(Code.LOST_COLUMN, "; ".join(lost))
        return writing.document(source, "pdf", metadata=_metadata(pdf))


@contextmanager
def _opened(data: bytes, source: str) -> Iterator[tuple[Any, int]]:
    """A document of pdfium and how many pages it has."""
    pdfium = library()
    pdf = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not pdf:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise RejectedError(Code.ENCRYPTED, f"{source}: opens only with a password")
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged PDF file")
    try:
        if (count := pdfium.FPDF_GetPageCount(pdf)) < 1:
            raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged PDF file: it has no pages")
        if count > PAGES_LIMIT:
            raise RejectedError(Code.TOO_LARGE, f"{source}: has {count:,} pages; {PAGES_LIMIT:,} are the most")
        yield pdf, count
    finally:
        pdfium.FPDF_CloseDocument(pdf)


@contextmanager
def _loaded(pdf: Any, number: int) -> Iterator[Any]:
    """A page of pdfium by its number from 1, what is written upon it a part of it; nothing where it is damaged."""
    pdfium = library()
    page = pdfium.FPDF_LoadPage(pdf, number - 1)
    if page and _is_written_upon(page):
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(pdf, number - 1)
    try:
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _is_written_upon(page: Any) -> bool:
    """Whether a page has notes that stand on it, or fields of a form, with a text: pdfium has them beside the page."""
    pdfium = library()
    kinds = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET)
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        is_written = pdfium.FPDFAnnot_GetSubtype(note) in kinds and pdfium.FPDFAnnot_GetObjectCount(note) > 0
        pdfium.FPDFPage_CloseAnnot(note)
        if is_written:
            return True
    return False


def _page(pdf: Any, data: bytes, number: int, amiss: _Amiss, before: Sequence[float]) -> _Page:
    """What stands on a page; ``before``: the column borders of the table that the page before it ends with."""
    with _loaded(pdf, number) as page:
        if not page:
            amiss.damaged.append(number)
            return _Page(Frame(0.0, 0.0, 0.0, 0.0, 0))
        objects = objects_of(page)
        glyphs = glyphs_of(page, objects)
        marks = marks_of(page, objects, glyphs.frame)
        if glyphs.downward and not tables_of(glyphs.runs, marks.across, marks.down)[0]:
            glyphs = glyphs.downward
            marks = marks_of(page, objects, glyphs.frame)
        if marks.unseen:
            unseen = unseen_runs(data, number, glyphs.frame, marks.unseen)
            glyphs.runs += unseen or []
            if unseen is None:
                amiss.lost.append(f"{number} (text in a font that is not in the file)")
        _inspect(page, number, glyphs, marks, amiss)
    _strike_out(glyphs, marks)
    tables, outside = tables_of(glyphs.runs, marks.across, marks.down)
    places = [(Run("", [], *table.box), table) for table in tables]
    rows = rows_of([*outside, *(place for place, _ in places)])
    for first, end, table in reversed(plain_tables(rows, before)):
        place = Run("", [], *table.box)
        rows[first:end] = [[place]]
        places.append((place, PageTable(*table)))
    return _Page(
        glyphs.frame,
        glyphs.turns,
        rows,
        {id(place): table for place, table in places},
        glyphs.askew,
        has_text=bool(glyphs.runs) and number not in amiss.textless[-1:],
    )


def _strike_out(glyphs: Glyphs, marks: Marks) -> None:
    """Take away the characters that are struck out, and the lines through them, which rule no table."""
    characters, lines = struck([run.boxes for run in glyphs.runs], [*marks.across, *marks.struck])
    if characters:
        marks.across = [line for line in marks.across if line not in lines]
        glyphs.runs = [
            run if end - start == len(run.text) else part(run, start, end)
            for number, run in enumerate(glyphs.runs)
            for start, end in stretches(number, len(run.text), characters)
        ]


def _inspect(page: Any, number: int, glyphs: Glyphs, marks: Marks, amiss: _Amiss) -> None:
    """Note what of a page cannot be read."""
    if not glyphs.runs:
        if marks.pictures or marks.outlines:
            (amiss.textless if has_ink(page) else amiss.empty).append(number)
        else:
            (amiss.empty if marks.is_empty else amiss.lines_only).append(number)
        return
    if is_garbled(glyphs):
        amiss.garbled.append(number)
    if marks.invisible:
        amiss.recognised_before.append(number)
    elif lost := lost_places(page, glyphs, marks):
        if is_stamped_scan(glyphs, marks):
            amiss.textless.append(number)
        else:
            amiss.lost.append(f"{number} ({lost})")


def _reject_without_text(pages: list[_Page], amiss: _Amiss, unread: list[str], source: str) -> None:
    from gongbao.read.scan import available

    if any(page.has_text for page in pages):
        return
    if not amiss.textless:
        raise RejectedError(Code.NO_TEXT, "; ".join([f"{source}: is a PDF file with nothing on its pages", *unread]))
    if not available():
        raise RejectedError(
            Code.NEEDS_OCR, f"{source}: is a PDF file of scanned pages, which are read after {_INSTALL}"
        )


def _write(writing: Writing, pdf: Any, pages: list[_Page], amiss: _Amiss) -> dict[int, float]:
    """Write all pages, and return how sure the recogniser is of those that it read, by number."""
    from gongbao.read.scan import available, write_page

    margins = furniture_of([(page.frame.size[1], page.rows) for page in pages])
    habits = Habits()
    recognised: dict[int, float] = {}
    recognisable = set(amiss.textless) if amiss.textless and available() else set()
    for number, (page, (head, foot)) in enumerate(zip(pages, margins, strict=True), 1):
        if number in recognisable:
            with _loaded(pdf, number) as loaded:
                scale = min(_SCALE, _LONGEST_SIDE / max(*page.size, 1.0))
                confidence = write_page(writing, rendered(loaded, *page.size, scale), scale)
            if confidence is not None:
                recognised[number] = confidence
        else:
            _write_page(writing, page, head, foot, habits)
    return recognised


def _write_page(writing: Writing, page: _Page, head: set[int], foot: set[int], habits: Habits) -> None:
    def put(text: str, boxes: Sequence[Box], *, furniture: bool = False) -> None:
        writing.line(text, page.shown(boxes), furniture=furniture)

    writing.begin_page(*page.size)
    for i in sorted(head):
        put(*text_of(page.rows[i]), furniture=True)
    for piece in lines_in_order([row for i, row in enumerate(page.rows) if i not in head | foot], habits):
        if isinstance(piece, Line):
            if piece.apart:
                writing.line("")
            put(piece.text, piece.boxes)
        else:
            table = page.tables[id(piece)]
            for cell in table.cells:
                cell.boxes = page.shown(cell.boxes or [])
            writing.table(table.cells, table.edges)
    for run in page.askew:
        put(run.text, run.boxes, furniture=True)
    for i in sorted(foot - head):
        put(*text_of(page.rows[i]), furniture=True)


def _complain(writing: Writing, amiss: _Amiss, recognised: Mapping[int, float]) -> None:
    from gongbao.read.scan import available, read_by_ocr

    if amiss.empty:
        writing.complain(Code.EMPTY_PAGE, f"{_numbers(amiss.empty)} empty")
    textless = [number for number in amiss.textless if number not in recognised]
    if amiss.lines_only:
        writing.complain(Code.PAGE_WITHOUT_TEXT, f"{_numbers(amiss.lines_only)} without text: nothing but lines")
    if amiss.damaged:
        writing.complain(Code.PAGE_WITHOUT_TEXT, f"{_numbers(amiss.damaged)} damaged and cannot be read")
    elif textless and available():
        writing.complain(Code.PAGE_WITHOUT_TEXT, f"{_numbers(textless)} a picture in which no text was recognised")
    elif textless:
        writing.complain(
            Code.PAGE_WITHOUT_TEXT, f"{_numbers(textless)} a picture without text, which is read after {_INSTALL}"
        )
    if recognised:
        writing.complain(Code.READ_BY_OCR, read_by_ocr(dict(recognised)))
    elif amiss.recognised_before:
        writing.complain(
            Code.READ_BY_OCR,
            f"{_numbers(amiss.recognised_before)} a scan with text that character recognition put behind it",
        )
    if amiss.garbled:
        writing.complain(
            Code.GARBLED_TEXT, f"{_numbers(amiss.garbled)} set in fonts that do not say what their characters mean"
        )


def _lost(amiss: _Amiss) -> Iterator[str]:
    if amiss.lost:
        shown = ", ".join(amiss.lost[:_SHOWN]) + (" and more" if len(amiss.lost) > _SHOWN else "")
        yield f"parts of a page show something that is no text, on page {shown}"


def _numbers(pages: list[int]) -> str:
    """``page 3 is``, ``pages 3, 4 are``."""
    if len(pages) == 1:
        return f"page {pages[0]} is"
    more = f" and {len(pages) - _SHOWN} more" if len(pages) > _SHOWN else ""
    return f"pages {', '.join(map(str, pages[:_SHOWN]))}{more} are"


def _is_whole(data: bytes) -> bool:
    """Whether a file has its end. pdfium mends one that has lost it without a word, and what stood there is gone."""
    tail = data[-_TAIL:]
    return b"%%EOF" in tail or b"startxref" in tail


def _metadata(pdf: Any) -> dict[str, str]:
    """The ``title`` of the file's information dictionary; its day of creation is no day of publication."""
    title = _OFFICE_TITLE.sub("", _entry(pdf, b"Title")).strip()
    # Programs fill in what nobody wrote: untitled, Document1.
    return {"title": title} if _HAN.search(title) else {}


def _entry(pdf: Any, name: bytes) -> str:
    pdfium = library()
    length = pdfium.FPDF_GetMetaText(pdf, name, None, 0)
    if not 2 < length < 10_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_GetMetaText(pdf, name, buffer, length)
    return " ".join(buffer.raw[: length - 2].decode("utf-16-le", "replace").replace("\0", "").split())
