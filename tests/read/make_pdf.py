"""PDF files made for tests: text set in columns as print shops do, ruled tables, and files with something amiss."""

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

SONG, TIMES = "STSong-Light", "Times-Roman"
A4 = (595.0, 842.0)
_CLOSERS = "，。、；：！？”’）》」％%"
_INDENT = "　　"

pdfmetrics.registerFont(UnicodeCIDFont(SONG))


def drawn(*pages: Callable[[Canvas], object], size: tuple[float, float] = A4, encrypt: object = None) -> bytes:
    """A file with a page for each function, which draws it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, encrypt=encrypt)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def put(canvas: Canvas, x: float, top: float, text: str, size: float = 10.5, drop: float = 0.0) -> float:
    """Set a line, Chinese in Song and the rest in Times ``drop`` points lower, and return where it ends.

    ``top`` is the distance of its baseline from the top of the page.
    """
    height = canvas._pagesize[1]
    for narrow, characters in groupby(text, lambda character: character < "\u2000"):
        piece = "".join(characters)
        font = TIMES if narrow else SONG
        canvas.setFont(font, size)
        canvas.drawString(x, height - top - (drop if narrow else 0.0), piece)
        x += canvas.stringWidth(piece, font, size)
    return x


def strike_by_note(canvas: Canvas, left: float, right: float, bottom: float, top: float) -> None:
    """A note that strikes out what lies in a box, given from the bottom of the page."""
    quad = [left, top, right, top, left, bottom, right, bottom]
    note = {"Type": PDFName("Annot"), "Subtype": PDFName("StrikeOut"), "Rect": PDFArray([left, bottom, right, top])}
    canvas._addAnnotation(PDFDictionary({**note, "QuadPoints": PDFArray(quad)}))


def width_of(text: str, size: float) -> float:
    """The width of a line that ``put`` sets."""
    pieces = groupby(text, lambda character: character < "\u2000")
    return float(sum(pdfmetrics.stringWidth("".join(p), TIMES if narrow else SONG, size) for narrow, p in pieces))


def wrapped(paragraph: str, width: float, size: float) -> Iterator[str]:
    """The lines of a paragraph, broken anywhere; a closing mark takes the character before it to its line."""
    line = ""
    for character in paragraph:
        if width_of(line + character, size) > width and line.strip("　"):
            kept = len(line) - 1
            while character in _CLOSERS and kept > 1 and line[kept] in _CLOSERS:
                kept -= 1
            kept = kept if character in _CLOSERS else len(line)
            yield line[:kept]
            line = line[kept:]
        line += character
    if line:
        yield line


def in_columns(
    paragraphs: Sequence[str],
    columns: int = 1,
    *,
    header: str = "",
    footer: str = "- {page} -",
    size: float = 10.5,
    gutter: float = 18.0,
    depth: float = 700.0,
    headline: str = "",
    photo: tuple[int, str] | None = None,
    drop: float = 0.0,
    ground: Callable[[Canvas], object] | None = None,
) -> bytes:
    """Paragraphs set in columns, over as many pages as they take.

    A paragraph that begins with a line break is a caption: centred, with white above and below. ``headline`` goes
    across the columns of the first page, a ``photo`` (the column it begins in, its caption) across two columns of it;
    ``ground`` draws what lies under each page.
    """
    left, width = 60.0, (475.0 - (columns - 1) * gutter) / columns
    lines: list[tuple[str, bool]] = []
    for paragraph in paragraphs:
        if paragraph.startswith("\n"):
            lines += [("", True), (paragraph.strip(), True), ("", True)]
        else:
            lines += [(line, False) for line in wrapped(paragraph, width, size)]
    pages: list[list[tuple[float, float, str, float]]] = []
    pitch = size * 1.5
    page, column, at = 0, 0, 0.0

    def begin_page() -> float:
        items = [(60.0, 40.0, header, 9.0)] if header else []
        if footer:
            items.append((280.0, 810.0, footer.format(page=len(pages) + 1), 9.0))
        pages.append(items)
        if headline and len(pages) == 1:
            items.append((297.5 - width_of(headline, 2 * size) / 2, 90.0, headline, 2 * size))
            return 125.0
        return 80.0

    top = at = begin_page()
    for text, is_caption in lines:
        if photo and page == 0 and column in (photo[0], photo[0] + 1) and 300 < at + pitch < 430:
            if column == photo[0]:
                across = left + column * (width + gutter) + width + gutter / 2
                pages[0].append((across - width_of(photo[1], size) / 2, 425.0, photo[1], size))
            at = 430.0 + pitch
        if at > 80.0 + depth:
            column, at = column + 1, top
            if column == columns:
                page, column = page + 1, 0
                top = at = begin_page()
        x = left + column * (width + gutter)
        if is_caption:
            x += (width - width_of(text, size)) / 2
        if text:
            pages[-1].append((x, at, text, size))
        at += pitch

    def draw(items: list[tuple[float, float, str, float]]) -> Callable[[Canvas], object]:
        return lambda canvas: [
            ground(canvas) if ground else None,
            *(put(canvas, x, y, text, points, drop) for x, y, text, points in items),
        ]

    return drawn(*map(draw, pages))


def newspaper(text: str) -> list[str]:
    """The paragraphs of a page that was copied column by column: those that its columns broke are one again.

    A caption between two halves of a paragraph stays there, and the second half begins without an indent.
    """
    paragraphs: list[str] = []
    last = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        is_open = "。" in last and last[-1] not in "。）"
        if len(line) < 12:
            paragraphs.append("\n" + line)
            continue
        if not is_open:
            paragraphs.append(_INDENT + line if "。" in line else line)
        elif paragraphs[-1].startswith("\n"):
            paragraphs.append(line)
        else:
            paragraphs[-1] += line
        last = paragraphs[-1]
    return paragraphs


def ruled(
    canvas: Canvas,
    columns: Sequence[float],
    rows: Sequence[float],
    texts: Sequence[Sequence[str | None]],
    line: Callable[[Canvas, float, float, float, float], object] | None = None,
    size: float = 10.5,
) -> None:
    """A table with borders at some places, ``rows`` from the top of the page; a cell ``None`` belongs to the one left
    of it, ``"^"`` to the one above. ``line`` draws a border from point to point, in place of a stroke.
    """
    height = canvas._pagesize[1]
    line = line or Canvas.line
    for r, (top, bottom) in enumerate(pairwise(rows)):
        for c, (left, right) in enumerate(pairwise(columns)):
            text = texts[r][c]
            if text != "^":
                line(canvas, left, height - top, right, height - top)
            if text is not None:
                line(canvas, left, height - top, left, height - bottom)
            for i, words in enumerate((text or "").replace("^", "").split("\n")):
                put(canvas, left + 3, top + 13 + i * size * 1.3, words, size)
    line(canvas, columns[0], height - rows[-1], columns[-1], height - rows[-1])
    line(canvas, columns[-1], height - rows[0], columns[-1], height - rows[-1])


def as_bars(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A border as a thin filled rectangle."""
    canvas.rect(min(x0, x1) - 0.25, min(y0, y1) - 0.25, abs(x1 - x0) + 0.5, abs(y1 - y0) + 0.5, stroke=0, fill=1)


def as_dashes(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A border in pieces, each a path of its own."""
    count = max(int(max(abs(x1 - x0), abs(y1 - y0)) / 4), 1)
    for i in range(count):
        a, b = i / count, (i + 0.6) / count
        canvas.line(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a, x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)


def turned(data: bytes, quarters: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """The file with its pages turned clockwise and cropped to left, bottom, right and top."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.set_rotation(quarters * 90)
        if crop:
            page.set_cropbox(*crop)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def picture(width: int, height: int, *, of_text: bool) -> ImageReader:
    """A scan of lines of type, or a photograph."""
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    for y in range(0, height, 12):
        for x in range(0, width, 2 if of_text else 1):
            if not of_text:
                draw.line((x, y, x, y + 12), fill=(x * 7 + y * 3) % 120 + 60)
            elif x % 12 < 9:
                draw.line((x, y, x, y + 7), fill=0)
    return ImageReader(image)
