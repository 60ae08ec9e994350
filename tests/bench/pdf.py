"""How long PDF files take: pages of text beside the bare text of pdfium, pages with ruled tables beside pdfplumber."""

import ctypes
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from gongbao.read.pdf.document import read_pdf
from tests.bench.speed import ROOT, seconds

CORPUS = ROOT / "../shared/corpus/budget_pdf"
ROUNDS = 5
# Times of the bare library over the same pages.
TEXT_BAR, TABLE_BAR = 3.0, 1.3


def bare_text(data: bytes) -> None:
    """What pdfium itself makes of the pages, and nothing done with it."""
    raw = pdfium.raw
    document = pdfium.PdfDocument(data)
    for number in range(len(document)):
        page = raw.FPDF_LoadPage(document, number)
        textpage = raw.FPDFText_LoadPage(page)
        count = raw.FPDFText_CountChars(textpage)
        raw.FPDFText_GetText(textpage, 0, count, (ctypes.c_ushort * (count + 1))())
        raw.FPDFText_ClosePage(textpage)
        raw.FPDF_ClosePage(page)
    document.close()


def bare_tables(data: bytes) -> None:
    """What pdfplumber itself makes of the pages."""
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


def with_tables(path: Path) -> list[bool]:
    """Of each page whether pdfplumber finds a table on it."""
    with pdfplumber.open(path) as document:
        return [bool(page.find_tables()) for page in document.pages]


def some_pages(path: Path, wanted: Sequence[bool]) -> bytes:
    """A file of some pages of another one."""
    document, part = pdfium.PdfDocument(path), pdfium.PdfDocument.new()
    part.import_pages(document, [number for number, is_wanted in enumerate(wanted) if is_wanted])
    buffer = BytesIO()
    part.save(buffer)
    return buffer.getvalue()


def compare(name: str, bare: Callable[[], object], ours: Callable[[], object], bar: float) -> bool:
    """Print how many times as long as a library alone we take, in turn, so that both are slowed alike."""
    rounds = [(seconds(bare), seconds(ours)) for _ in range(ROUNDS)]
    alone, read = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(own / other for other, own in rounds)
    held = ratio <= bar
    print(f"  {name:34}{alone:7.3f} s{read:8.3f} s{ratio:8.2f}  bar {bar}  {'holds' if held else 'DOES NOT HOLD'}")
    return held


def run() -> bool:
    """Print both ratios; whether the bars hold. Without the corpus there is nothing to hold them on."""
    if not (files := sorted(CORPUS.glob("*.pdf"))):
        print("pdf: no corpus beside the project, nothing measured")
        return True
    ruled = {path: with_tables(path) for path in files}
    texts = [some_pages(path, [not is_ruled for is_ruled in pages]) for path, pages in ruled.items()]
    tables = [some_pages(path, pages) for path, pages in ruled.items()]
    count = sum(map(sum, ruled.values()))
    print(f"pdf: {sum(map(len, ruled.values())) - count} pages of text, {count} with ruled tables, median of {ROUNDS}")
    return all(
        [
            compare(
                "text, beside pdfium alone",
                lambda: list(map(bare_text, texts)),
                lambda: [read_pdf(data, "a.pdf") for data in texts],
                TEXT_BAR,
            ),
            compare(
                "tables, beside pdfplumber alone",
                lambda: list(map(bare_tables, tables)),
                lambda: [read_pdf(data, "a.pdf") for data in tables],
                TABLE_BAR,
            ),
        ]
    )
