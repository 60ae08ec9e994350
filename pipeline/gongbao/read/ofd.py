"""OFD, the page format of Chinese offices (GB/T 33190): text where the page shows it, templates and annotations too.

ofdkit opens the package, forgiving of what producers get wrong in names, encodings and markup. What a page draws is
read here, since every character's place is wanted.
"""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read.ofd_content import UPRIGHT, Affine, Budget, Drawn, box_of, draw, first, named, once
from gongbao.read.order import Line, Piece, around, furniture, lines_in_order, pages_named
from gongbao.read.sniff import REPLACEMENT
from gongbao.read.unruled import rows_parted
from gongbao.read.writing import Box, Writing

if TYPE_CHECKING:
    from ofdkit.package import Package  # type: ignore[import-untyped]
    from PIL.Image import Image

    from gongbao.read.pdf_rulings import Ruling
    from gongbao.read.pdf_tables import PageTable

_POINTS = 72 / 25.4
_A4: Box = (0.0, 0.0, 210.0, 297.0)
# A page of a metre and a half holds any newspaper; more, or nothing at all, is a mistake.
_SIDES = (1.0, 5_000.0)
_MOST_BYTES = 300_000_000

# Parts of a page's area: a picture as large as a column, and one that is the page.
_LARGE, _WHOLE = 0.08, 0.5
_SCAN_DPI = 200
_MOST_PIXELS = 30_000_000


@dataclass(slots=True)
class _Body:
    """A document of a package: its part, the page size that holds unless a page has its own, its shared parts."""

    path: str
    root: Element
    box: Box
    templates: dict[str, str]
    resources: list[str]
    annotations: dict[str, list[str]]
    units: dict[str, Element] | None = None


@dataclass(slots=True)
class _Page:
    """A page as it is read: its box in millimetres, its lines and tables in points, and what it shows beside them.

    ``notes`` are lines at odd angles. ``scanned``: its text is that of somebody's OCR, hidden by the picture it was
    made of.
    """

    box: Box
    drawn: Drawn
    resources: list[str]
    blocks: "list[Line | PageTable]" = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    scanned: bool = False
    confidence: float | None = None

    @property
    def lines(self) -> list[Line]:
        """Its lines that stand in no table."""
        return [block for block in self.blocks if isinstance(block, Line)]


@dataclass(slots=True)
class _Open:
    """An open package, how much it may still draw, and the templates that were drawn already."""

    package: "Package"
    budget: Budget
    drawn: dict[str, Drawn] = field(default_factory=dict)


def read_ofd(data: bytes, source: str) -> Document:
    """The document in the bytes of an OFD package, page by page, with a box for each character.

    Raises ``RejectedError``: ``broken_file``, ``encrypted``, ``too_large``, ``needs_ocr``, ``no_text``.
    """
    from ofdkit.errors import OFDError, OFDLimitError  # type: ignore[import-untyped]
    from ofdkit.package import Package

    _check(data, source)
    try:
        with Package(data) as package:
            opened = _Open(package, Budget(source))
            entry = package.find("OFD.xml") or "OFD.xml"
            root = _part(opened, entry)
            bodies = list(_bodies(opened, entry, root))
            if not bodies:
                raise RejectedError(Code.BROKEN_FILE, f"{source}: is an OFD package without a document in it")
            pages = [page for body in bodies for page in _pages(opened, body)]
            _recognise_pictures(opened, pages)
            return _written(source, pages, _metadata(root))
    except OFDLimitError as error:
        raise RejectedError(Code.TOO_LARGE, f"{source}: is an OFD package beyond what is read: {error}") from error
    except OFDError as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged OFD package: {error}") from error


def _part(opened: _Open, where: str) -> Element:
    """A part of the package, parsed. Many pages may name one part: what is read again counts again."""
    opened.budget.spend(size=len(opened.package.read(where)))
    root: Element = opened.package.read_xml(where)
    return root


def _check(data: bytes, source: str) -> None:
    """Whether a package is locked, or a small one that unpacks to a huge one."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged OFD package: {error}") from error
    if any(part.flag_bits & 1 or part.filename.lower().endswith("encryptions.xml") for part in parts):
        raise RejectedError(Code.ENCRYPTED, f"{source}: is an OFD package that is locked")
    if (size := sum(part.file_size for part in parts if part.filename.lower().endswith(".xml"))) > _MOST_BYTES:
        raise RejectedError(Code.TOO_LARGE, f"{source}: unpacks to {size:,} bytes of XML; {_MOST_BYTES:,} are the most")


def _bodies(opened: _Open, entry: str, root: Element) -> Iterator[_Body]:
    package = opened.package
    for part in named(root, "DocBody"):
        path = package.resolve(entry, _text(first(part, "DocRoot")))
        if path is None:
            continue
        document = _part(opened, path)
        common = first(document, "CommonData")
        shared = [
            package.resolve(path, part.text) for name in ("PublicRes", "DocumentRes") for part in named(common, name)
        ]
        templates = {
            (part.get("ID") or "").strip(): where
            for part in named(common, "TemplatePage")
            if (where := package.resolve(path, part.get("BaseLoc")))
        }
        yield _Body(
            path=path,
            root=document,
            box=_page_box(first(common, "PageArea")) or _A4,
            templates=templates,
            resources=[where for where in shared if where],
            annotations=_annotations(opened, path, document),
        )


def _annotations(opened: _Open, path: str, document: Element) -> dict[str, list[str]]:
    """The parts that hold the annotations of each page: stamps, notes, watermarks."""
    package = opened.package
    index = package.resolve(path, _text(first(document, "Annotations")))
    found: dict[str, list[str]] = {}
    if index is not None:
        for page in named(_part(opened, index), "Page"):
            where = package.resolve(index, _text(first(page, "FileLoc")))
            if where is not None:
                found.setdefault((page.get("PageID") or "").strip(), []).append(where)
    return found


def _pages(opened: _Open, body: _Body) -> Iterator[_Page]:
    package = opened.package
    for page in named(first(body.root, "Pages"), "Page"):
        opened.budget.spend(objects=1)
        where = package.resolve(body.path, page.get("BaseLoc"))
        root = _part(opened, where) if where is not None else None
        resources = [r for part in named(root, "PageRes") if (r := package.resolve(where, part.text))]
        units = _units(opened, body, resources)
        read = _Page(_page_box(first(root, "Area")) or body.box, Drawn(), [*resources, *body.resources])
        templates = list(named(root, "Template"))
        # What lies behind the page is drawn first.
        for part in templates:
            if part.get("ZOrder") != "Foreground":
                _add(read.drawn, _template(opened, body, part, units))
        draw(read.drawn, first(root, "Content"), units, opened.budget, UPRIGHT)
        for part in templates:
            if part.get("ZOrder") == "Foreground":
                _add(read.drawn, _template(opened, body, part, units))
        for where in body.annotations.get((page.get("ID") or "").strip(), ()):
            _annotate(read.drawn, _part(opened, where), units, opened.budget)
        _arrange(read)
        yield read


def _units(opened: _Open, body: _Body, resources: Sequence[str]) -> Callable[[], Mapping[str, Element]]:
    """The composite units that a page may use, read only where one uses them."""

    def found() -> Mapping[str, Element]:
        if body.units is None:
            body.units = dict(_units_in(opened, body.resources))
        return {**body.units, **dict(_units_in(opened, resources))} if resources else body.units

    return found


def _units_in(opened: _Open, resources: Sequence[str]) -> Iterator[tuple[str, Element]]:
    for where in resources:
        for unit in named(first(_part(opened, where), "CompositeGraphicUnits"), "CompositeGraphicUnit"):
            yield (unit.get("ID") or "").strip(), unit


def _template(opened: _Open, body: _Body, part: Element, units: Callable[[], Mapping[str, Element]]) -> Drawn:
    where = body.templates.get((part.get("TemplateID") or "").strip(), "")
    if where and where not in opened.drawn:
        opened.drawn[where] = Drawn()
        draw(opened.drawn[where], first(_part(opened, where), "Content"), units, opened.budget, UPRIGHT)
    template = opened.drawn.get(where, Drawn())
    opened.budget.spend(template.order + template.paths, sum(len(run.piece.text) for run in template.runs))
    return template


def _add(drawn: Drawn, other: Drawn) -> None:
    """Draw what was drawn elsewhere over what is drawn so far."""
    drawn.runs += [run._replace(order=run.order + drawn.order) for run in other.runs]
    drawn.pictures += [picture._replace(order=picture.order + drawn.order) for picture in other.pictures]
    drawn.strokes += other.strokes
    drawn.paths, drawn.curves = drawn.paths + other.paths, drawn.curves + other.curves
    drawn.order += other.order


def _annotate(drawn: Drawn, root: Element, units: Callable[[], Mapping[str, Element]], budget: Budget) -> None:
    for annotation in named(root, "Annot"):
        if (annotation.get("Visible") or "true").strip().lower() == "false":
            continue
        appearance = first(annotation, "Appearance")
        box = box_of(appearance.get("Boundary")) if appearance is not None else None
        place: Affine = (1.0, 0.0, 0.0, 1.0, box[0], box[1]) if box else UPRIGHT
        draw(drawn, appearance, units, budget, place)


def _arrange(page: _Page) -> None:
    """Put the text that a viewer shows into lines and tables; that of a scan's OCR is hidden by its picture."""
    left, top, right, bottom = page.box
    area = (right - left) * (bottom - top)
    whole = [p.order for p in page.drawn.pictures if _area(p.box, page.box) > _WHOLE * area]
    runs = [run for run in once(page.drawn.runs) if _area(around(run.piece.boxes), page.box) > 0]
    hidden = [run for run in runs if not run.shown or run.order < max(whole, default=0)]
    page.scanned = bool(whole and hidden)
    if not page.scanned:
        runs = [run for run in runs if run.shown]
    turns: dict[int, list[Piece]] = {}
    for run in runs:
        piece = _in_points(run.piece, page.box)
        if run.turn is None:
            page.notes += lines_in_order([piece])
        else:
            turns.setdefault(run.turn, []).append(piece)
    for turn in sorted(turns, key=lambda turn: -sum(len(piece.text) for piece in turns[turn])):
        if turn == 0:
            page.blocks += _blocks(turns[0], page)
        else:
            page.blocks += lines_in_order(turns[turn], [_upright(around(p.boxes), turn) for p in turns[turn]])


def _blocks(pieces: list[Piece], page: _Page) -> Iterator["Line | PageTable"]:
    """The upright text of a page from top to bottom: its ruled tables, and the lines above, between and below them."""
    from gongbao.read.pdf_glyphs import Run
    from gongbao.read.pdf_tables import tables_of

    tables: list[PageTable] = []
    across, down = _rulings(page)
    if across and down:
        runs = [Run(p.text, list(p.boxes), *around(p.boxes), turned=_runs_down(p)) for p in pieces]
        tables, rest = tables_of(runs, across, down)
        pieces = [Piece(run.text, run.boxes) for run in rest]
    for table in sorted(tables, key=lambda table: table.box[1]):
        above = [p for p in pieces if p.boxes[0][1] + p.boxes[0][3] < 2 * table.box[1]]
        pieces = [p for p in pieces if p.boxes[0][1] + p.boxes[0][3] >= 2 * table.box[1]]
        yield from lines_in_order(above)
        yield table
    yield from lines_in_order(pieces)


def _rulings(page: _Page) -> "tuple[list[Ruling], list[Ruling]]":
    """The level and the upright lines of a page in points."""
    from gongbao.read.pdf_rulings import Ruling

    x, y = page.box[:2]
    across, down = [], []
    for left, top, right, bottom in page.drawn.strokes:
        if abs(right - left) > abs(bottom - top):
            ends = sorted(((left - x) * _POINTS, (right - x) * _POINTS))
            across.append(Ruling((top - y) * _POINTS, *ends))
        else:
            ends = sorted(((top - y) * _POINTS, (bottom - y) * _POINTS))
            down.append(Ruling((left - x) * _POINTS, *ends))
    return across, down


def _runs_down(piece: Piece) -> bool:
    return len(piece.boxes) > 1 and piece.boxes[1][1] > piece.boxes[0][3] - (piece.boxes[0][3] - piece.boxes[0][1]) / 2


def _in_points(piece: Piece, page: Box) -> Piece:
    x, y = page[:2]
    return piece._replace(
        boxes=[
            ((left - x) * _POINTS, (top - y) * _POINTS, (right - x) * _POINTS, (bottom - y) * _POINTS)
            for left, top, right, bottom in piece.boxes
        ]
    )


def _upright(box: Box, turn: int) -> Box:
    """A box as it lies when the page is turned so that text runs from left to right."""
    left, top, right, bottom = box
    match turn:
        case 90:
            return top, -right, bottom, -left
        case 180:
            return -right, -bottom, -left, -top
        case 270:
            return -bottom, left, -top, right
        case _:
            return box


def _area(box: Box, page: Box) -> float:
    """The area of a box as far as it lies on the page."""
    width = min(box[2], page[2]) - max(box[0], page[0])
    height = min(box[3], page[3]) - max(box[1], page[1])
    return width * height if width > 0 and height > 0 else 0.0


def _recognise_pictures(opened: _Open, pages: Sequence[_Page]) -> None:
    """Read by OCR, where it is there, the pages that have pictures and no text."""
    from gongbao.read.scan import available, mean_confidence, recognise

    for page in pages:
        if page.blocks or not page.drawn.pictures or not available():
            continue
        image = _canvas(opened, page)
        if image is not None and (lines := recognise(image, _SCAN_DPI / 72)):
            page.blocks, page.confidence = [*lines], mean_confidence(lines)


def _canvas(opened: _Open, page: _Page) -> "Image | None":
    """The pictures of a page as they lie on it; ``None`` where none of them can be read."""
    from PIL import Image

    left, top, right, bottom = page.box
    dots = _SCAN_DPI / 25.4
    size = max(1, round((right - left) * dots)), max(1, round((bottom - top) * dots))
    if size[0] * size[1] > _MOST_PIXELS:
        return None
    canvas = Image.new("RGB", size, "white")
    pasted = False
    files = _media(opened, page)
    for picture in page.drawn.pictures:
        box = [round((value - start) * dots) for value, start in zip(picture.box, (left, top, left, top), strict=True)]
        image = _image(opened, files.get(picture.resource.strip()))
        if image is not None and box[0] < box[2] <= 2 * size[0] and box[1] < box[3] <= 2 * size[1]:
            canvas.paste(image.resize((box[2] - box[0], box[3] - box[1])), (box[0], box[1]))
            pasted = True
    return canvas if pasted else None


def _media(opened: _Open, page: _Page) -> dict[str, str]:
    """The parts that hold pictures, by their id."""
    package, found = opened.package, {}
    for where in reversed(page.resources):
        root = _part(opened, where)
        base = (root.get("BaseLoc") or "").strip().strip("/")
        for media in named(first(root, "MultiMedias"), "MultiMedia"):
            name = (_text(first(media, "MediaFile")) or "").strip()
            path = package.resolve(where, f"{base}/{name}" if base else name) or package.resolve(where, name)
            if path is not None:
                found[(media.get("ID") or "").strip()] = path
    return found


def _image(opened: _Open, path: str | None) -> "Image | None":
    from gongbao.read.scan import images

    if path is None:
        return None
    try:
        return next(images(opened.package.read(path), path), None)
    except RejectedError:
        # JBIG2 and other kinds that nothing here reads; the page is told of as one without text.
        return None


def _written(source: str, pages: Sequence[_Page], metadata: Mapping[str, str]) -> Document:
    from gongbao.read.scan import read_by_ocr

    _reject_without_text(source, pages)
    writing = Writing()
    heights = [(page.box[3] - page.box[1]) * _POINTS for page in pages]
    marginal = furniture([page.lines for page in pages], heights)
    for page, height, aside in zip(pages, heights, marginal, strict=True):
        writing.begin_page((page.box[2] - page.box[0]) * _POINTS, height, page.confidence)
        number = 0
        for block in page.blocks:
            if isinstance(block, Line):
                writing.line(block.text, block.boxes, furniture=number in aside)
                number += 1
            else:
                writing.table(rows_parted(block.cells, block.edges), block.edges)
        for line in page.notes:
            writing.line(line.text, line.boxes, furniture=True)
    _complain(writing, pages)
    if recognised := {n: page.confidence for n, page in enumerate(pages, 1) if page.confidence is not None}:
        writing.complain(Code.READ_BY_OCR, read_by_ocr(recognised))
    return writing.document(source, "ofd", metadata=metadata)


def _reject_without_text(source: str, pages: Sequence[_Page]) -> None:
    from gongbao.read.scan import INSTALL, available

    if any(page.blocks for page in pages):
        return
    if any(page.drawn.pictures for page in pages) and not available():
        raise RejectedError(
            Code.NEEDS_OCR, f"{source}: holds pictures of pages and no text, which is read after {INSTALL}"
        )
    what = "pictures and drawings" if any(page.drawn.pictures for page in pages) else "drawings"
    shown = any(page.drawn.paths or page.drawn.pictures for page in pages)
    raise RejectedError(
        Code.NO_TEXT, f"{source}: holds {what} and no text" if shown else f"{source}: holds nothing on its pages"
    )


def _complain(writing: Writing, pages: Sequence[_Page]) -> None:
    """What a page shows and does not say, page by page."""
    found: dict[Code, list[int]] = {}
    garbled = 0
    for number, page in enumerate(pages, 1):
        text = "".join(run.piece.text for run in page.drawn.runs if run.shown or page.scanned)
        if not page.blocks:
            code = Code.PAGE_WITHOUT_TEXT if page.drawn.paths or page.drawn.pictures else Code.EMPTY_PAGE
            found.setdefault(code, []).append(number)
        elif page.confidence is None and _has_lost_column(page):
            found.setdefault(Code.LOST_COLUMN, []).append(number)
        if page.scanned:
            found.setdefault(Code.READ_BY_OCR, []).append(number)
        if (odd := sum(map(_is_meaningless, text))) * 50 > len(text):
            garbled += odd
            found.setdefault(Code.GARBLED_TEXT, []).append(number)
    sentences = {
        Code.PAGE_WITHOUT_TEXT: "{} shows something but holds no text",
        Code.EMPTY_PAGE: "{} has nothing on it",
        Code.LOST_COLUMN: "{} shows a picture as large as a column beside its text",
        Code.READ_BY_OCR: "{} shows a picture, and its text was recognised by whoever made the file",
        Code.GARBLED_TEXT: f"{garbled} characters without a meaning stand on {{}}",
    }
    for code, numbers in found.items():
        writing.complain(code, sentences[code].format(pages_named(numbers)))


def _has_lost_column(page: _Page) -> bool:
    """Whether a large picture lies on the page where no text is."""
    area = (page.box[2] - page.box[0]) * (page.box[3] - page.box[1])
    places = [around(run.piece.boxes) for run in page.drawn.runs]
    large = [p.box for p in page.drawn.pictures if _area(p.box, page.box) > _LARGE * area]
    return any(not any(_area(place, box) > 0 for place in places) for box in large[:100])


def _is_meaningless(character: str) -> bool:
    return character == REPLACEMENT or "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000"


def _metadata(root: Element) -> dict[str, str]:
    """The title and the day of creation, where the package says them."""
    found = {}
    about = first(root, "DocBody", "DocInfo")
    if title := " ".join((_text(first(about, "Title")) or "").split()):
        found["title"] = title
    with suppress(ValueError):
        found["date"] = date.fromisoformat((_text(first(about, "CreationDate")) or "").strip()[:10]).isoformat()
    return found


def _text(element: Element | None) -> str | None:
    return None if element is None else element.text


def _page_box(area: Element | None) -> Box | None:
    """The physical box of a page, where it is one."""
    box = box_of(_text(first(area, "PhysicalBox")))
    if box is None or not all(_SIDES[0] <= side <= _SIDES[1] for side in (box[2] - box[0], box[3] - box[1])):
        return None
    return box
