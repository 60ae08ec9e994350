"""OFD, the page format of Chinese offices (GB/T 33190): text where the page shows it, templates and annotations too.

ofdkit opens the package, forgiving of what producers get wrong in names, encodings and markup. What a page draws is
read here, since every character's place is wanted.
"""

import lzma
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read.ofd.content import UPRIGHT, Affine, Budget, Drawn, box_of, draw, first, named
from gongbao.read.ofd.page import POINTS, Page, arrange, page_box
from gongbao.read.package import TAGS_LIMIT, check_ratio, parts_missing
from gongbao.read.page.listed import with_tables
from gongbao.read.page.order import Line, furniture, pages_named
from gongbao.read.page.unruled import rows_parted
from gongbao.read.writing import Box, Writing

if TYPE_CHECKING:
    from ofdkit.package import Package  # type: ignore[import-untyped]
    from PIL.Image import Image

_A4: Box = (0.0, 0.0, 210.0, 297.0)
_MOST_BYTES = 300_000_000

_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_TEXT_ENCODINGS = re.compile(
    rb"utf-?8|utf-?16(?:[lb]e)?|gb_?2312|gbk|gb18030|cp936|big5|us-ascii|ascii|iso-8859-1", re.IGNORECASE
)

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
class _Open:
    """An open package, how much it may still draw, the templates that were drawn already, and what it has not got."""

    package: "Package"
    budget: Budget
    drawn: dict[str, Drawn] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def where(self, base: str | None, location: str | None) -> str | None:
        """The part that another one names; one that is not there is noted."""
        found: str | None = self.package.resolve(base, location)
        if found is None and (name := (location or "").strip()):
            self.missing.append(name)
        return found


def read_ofd(data: bytes, source: str) -> Document:
    """The document in the bytes of an OFD package, page by page, with a box for each character.

    Raises ``RejectedError``: ``broken_file``, ``encrypted``, ``too_large``, ``needs_ocr``, ``no_text``.
    """
    from ofdkit.errors import OFDError, OFDLimitError  # type: ignore[import-untyped]

    _check(data, source)
    try:
        with _package(data) as package:
            opened = _Open(package, Budget(source))
            entry = package.find("OFD.xml") or "OFD.xml"
            root = _part(opened, entry)
            bodies = list(_bodies(opened, entry, root))
            if not bodies:
                raise RejectedError(Code.BROKEN_FILE, f"{source}: is an OFD package without a document in it")
            pages = [page for body in bodies for page in _pages(opened, body)]
            _recognise_pictures(opened, pages)
            return _written(source, pages, opened.missing, _metadata(root))
    except OFDLimitError as error:
        raise RejectedError(Code.TOO_LARGE, f"{source}: is an OFD package beyond what is read: {error}") from error
    except OFDError as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged OFD package: {error}") from error


def _package(data: bytes) -> "Package":
    from ofdkit.errors import OFDFormatError
    from ofdkit.package import Package

    try:
        return Package(data)
    except (OSError, IndexError, NotImplementedError, struct.error) as error:  # a directory that makes no sense
        raise OFDFormatError(str(error)) from error


def _part(opened: _Open, where: str) -> Element:
    """A part of the package, parsed. Many pages may name one part: what is read again counts again."""
    from ofdkit.errors import OFDFormatError

    data = _bytes(opened, where)
    opened.budget.spend(size=len(data))
    if data.count(b"<") > TAGS_LIMIT:
        raise RejectedError(Code.TOO_LARGE, f"{opened.budget.source}: {where} has more than {TAGS_LIMIT:,} tags")
    declared = _ENCODING.match(data[:200])
    if declared and not _TEXT_ENCODINGS.fullmatch(declared[1]):
        # Python knows encodings that are none of a text, and one that takes hours for a megabyte.
        raise OFDFormatError(f"{where} is in an encoding of no document")
    root: Element = opened.package.read_xml(where)
    return root


def _bytes(opened: _Open, where: str) -> bytes:
    from ofdkit.errors import OFDFormatError

    try:
        data: bytes = opened.package.read(where)
    except (ValueError, LookupError, lzma.LZMAError) as error:  # its own exceptions are none of these
        raise OFDFormatError(f"cannot read {where}: {error}") from error
    return data


def _check(data: bytes, source: str) -> None:
    """Whether a package is locked, or a small one that unpacks to a huge one."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged OFD package: {error}") from error
    if any(part.flag_bits & 1 or part.filename.lower().endswith("encryptions.xml") for part in parts):
        raise RejectedError(Code.ENCRYPTED, f"{source}: is an OFD package that is locked")
    for part in parts:
        check_ratio(part, source)
    if (size := sum(part.file_size for part in parts if part.filename.lower().endswith(".xml"))) > _MOST_BYTES:
        raise RejectedError(Code.TOO_LARGE, f"{source}: unpacks to {size:,} bytes of XML; {_MOST_BYTES:,} are the most")


def _bodies(opened: _Open, entry: str, root: Element) -> Iterator[_Body]:
    package = opened.package
    for part in named(root, "DocBody"):
        path = opened.where(entry, _text(first(part, "DocRoot")))
        if path is None:
            continue
        document = _part(opened, path)
        common = first(document, "CommonData")
        shared = [
            opened.where(path, part.text) for name in ("PublicRes", "DocumentRes") for part in named(common, name)
        ]
        templates = {
            (part.get("ID") or "").strip(): where
            for part in named(common, "TemplatePage")
            if (where := package.resolve(path, part.get("BaseLoc")))
        }
        yield _Body(
            path=path,
            root=document,
            box=page_box(first(common, "PageArea")) or _A4,
            templates=templates,
            resources=[where for where in shared if where],
            annotations=_annotations(opened, path, document),
        )


def _annotations(opened: _Open, path: str, document: Element) -> dict[str, list[str]]:
    """The parts that hold the annotations of each page: stamps, notes, watermarks."""
    index = opened.where(path, _text(first(document, "Annotations")))
    found: dict[str, list[str]] = {}
    if index is not None:
        for page in named(_part(opened, index), "Page"):
            where = opened.where(index, _text(first(page, "FileLoc")))
            if where is not None:
                found.setdefault((page.get("PageID") or "").strip(), []).append(where)
    return found


def _pages(opened: _Open, body: _Body) -> Iterator[Page]:
    before: Sequence[float] = ()
    for page in named(first(body.root, "Pages"), "Page"):
        opened.budget.spend(objects=1)
        where = opened.package.resolve(body.path, page.get("BaseLoc"))
        root = _part(opened, where) if where is not None else None
        resources = [r for part in named(root, "PageRes") if (r := opened.where(where, part.text))]
        units = _units(opened, body, resources)
        box = page_box(first(root, "Area")) or body.box
        read = Page(box, Drawn(), [*resources, *body.resources], absent=root is None)
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
        arrange(read, before)
        before = read.last_edges
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
    name = (part.get("TemplateID") or "").strip()
    where = body.templates.get(name, "")
    if not where:
        opened.missing.append(f"template {name}")
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


def _recognise_pictures(opened: _Open, pages: Sequence[Page]) -> None:
    """Read by OCR, where it is there, the pages that have pictures and no text."""
    from gongbao.read.scan import available, mean_confidence, recognise

    for page in pages:
        if page.blocks or not page.drawn.pictures or not available():
            continue
        image = _canvas(opened, page)
        if image is not None and (lines := recognise(image, _SCAN_DPI / 72)):
            page.blocks, page.confidence = [*lines], mean_confidence(lines)


def _canvas(opened: _Open, page: Page) -> "Image | None":
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


def _media(opened: _Open, page: Page) -> dict[str, str]:
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
        return next((picture.image for picture in images(_bytes(opened, path), path)), None)
    except RejectedError:
        # JBIG2 and other kinds that nothing here reads; the page is told of as one without text.
        return None


def _written(source: str, pages: Sequence[Page], missing: Sequence[str], metadata: Mapping[str, str]) -> Document:
    _reject_without_text(source, pages)
    writing = Writing()
    heights = [(page.box[3] - page.box[1]) * POINTS for page in pages]
    marginal = furniture([page.lines for page in pages], heights)
    for page, height, aside in zip(pages, heights, marginal, strict=True):
        writing.begin_page((page.box[2] - page.box[0]) * POINTS, height, page.confidence)
        number = 0
        for are_lines, run in groupby(page.blocks, key=lambda block: isinstance(block, Line)):
            if not are_lines:
                for table in run:
                    if not isinstance(table, Line):
                        writing.table(rows_parted(table.cells, table.edges), table.edges)
                continue
            lines = [block for block in run if isinstance(block, Line)]
            for place, block in with_tables(lines):
                if isinstance(block, Line):
                    writing.line(block.text, block.boxes, furniture=number + place in aside)
                else:
                    writing.table(block.cells, block.edges)
            number += len(lines)
        for line in page.notes:
            writing.line(line.text, line.boxes, furniture=True)
    for code, sentences in _complaints(pages, missing).items():
        writing.complain(code, "; ".join(sentences))
    return writing.document(source, "ofd", metadata=metadata)


def _reject_without_text(source: str, pages: Sequence[Page]) -> None:
    from gongbao.read.scan import INSTALL, available

    if any(page.blocks for page in pages):
        return
    if any(page.absent for page in pages):
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is an OFD package without the content of its pages")
    if any(page.drawn.pictures for page in pages) and not available():
        raise RejectedError(
            Code.NEEDS_OCR, f"{source}: holds pictures of pages and no text, which is read after {INSTALL}"
        )
    what = "pictures and drawings" if any(page.drawn.pictures for page in pages) else "drawings"
    shown = any(page.drawn.paths or page.drawn.pictures for page in pages)
    raise RejectedError(
        Code.NO_TEXT, f"{source}: holds {what} and no text" if shown else f"{source}: holds nothing on its pages"
    )


def _complaints(pages: Sequence[Page], missing: Sequence[str]) -> dict[Code, list[str]]:
    """What the pages show and do not say, or do not say for sure, and what of the package is missing."""
    from gongbao.read.scan import read_by_ocr

    found: dict[Code, list[int]] = {}
    for number, page in enumerate(pages, 1):
        shows = page.drawn.paths or page.drawn.pictures
        told = {
            Code.PAGE_WITHOUT_TEXT: not page.blocks and shows,
            Code.EMPTY_PAGE: not page.blocks and not shows and not page.absent,
            Code.LOST_COLUMN: page.blocks and page.lost and page.confidence is None,
            Code.READ_BY_OCR: page.scanned,
            Code.GARBLED_TEXT: page.garbled,
        }
        for code in (code for code, holds in told.items() if holds):
            found.setdefault(code, []).append(number)
    garbled = sum(page.garbled for page in pages)
    sentences = {
        Code.PAGE_WITHOUT_TEXT: "something but no text is on {}",
        Code.EMPTY_PAGE: "nothing is on {}",
        Code.LOST_COLUMN: "a picture as large as a column lies beside the text of {}",
        Code.READ_BY_OCR: "a picture hides the text of {}, which was recognised by whoever made the file",
        Code.GARBLED_TEXT: f"{garbled} characters without a meaning stand on {{}}",
    }
    complaints = {code: [sentences[code].format(pages_named(numbers))] for code, numbers in found.items()}
    if absent := [number for number, page in enumerate(pages, 1) if page.absent]:
        complaints.setdefault(Code.PAGE_WITHOUT_TEXT, []).append(f"the file has not got {pages_named(absent)}")
    if missing:
        complaints.setdefault(Code.LOST_COLUMN, []).append(parts_missing(missing))
    if recognised := {n: page.confidence for n, page in enumerate(pages, 1) if page.confidence is not None}:
        complaints.setdefault(Code.READ_BY_OCR, []).append(read_by_ocr(recognised))
    return complaints


def _metadata(root: Element) -> dict[str, str]:
    """The title, where the package says one; its day of creation is no day of publication."""
    title = " ".join((_text(first(root, "DocBody", "DocInfo", "Title")) or "").split())
    return {"title": title} if title else {}


def _text(element: Element | None) -> str | None:
    return None if element is None else element.text
