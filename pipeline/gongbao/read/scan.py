"""Scans and pictures, read by optical character recognition: the extra ``ocr``."""

import io
import math
import re
import struct
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read.listed import with_tables
from gongbao.read.order import Line, Piece, around, furniture, lines_in_order, pages_named
from gongbao.read.writing import Box, Writing

if TYPE_CHECKING:
    from PIL.Image import Image

INSTALL = "pip install gongbao[ocr]"
_USUAL_DPI = 150.0
_SCANNERS = (72, 1200)
_POINTS = 72.0
# A page is made smaller than this before it is read: large enough for the small print of a folio page.
_LONGEST_SIDE = 2600
# Only a piece this many times as wide as high tells how far a page is askew.
_LONG = 5

# A page that stands on its head is read with less than 0.7, one that lies right with more than 0.9.
_SURE = 0.85
_QUOTATION = re.compile('“([^“”"]*)"')
_BRACKET = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e])[()]|[()](?=[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e])"
)

# Within a piece, in its height: white that parts columns, wider than any between characters, and what may be dirt.
_PARTABLE, _GAP, _SPECKS = 4.0, 1.2, 0.06
# A picture of fewer points from side to side, or so much longer than wide, is a dot or a line and holds no text.
_SMALLEST, _THINNEST = 8, 100
# The engine makes the short side of a picture some 700 points, whatever becomes of the long one: a strip of text gets
# paper beside it until it is so many times as long as wide.
_STRIP = 2
# Print is darker than its paper by more than this, of 255.
_INK = 16
# The height of a page in its width, and in points where it is narrow.
_PAGE, _SHORTEST = 1.4, 400

Point = tuple[float, float]


class _Found(NamedTuple):
    """A piece that the engine found: its text, its corners in pixels from the top left on, and how sure it is."""

    text: str
    quad: list[Point]
    confidence: float


def available() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "PIL"))


def recognise(image: "Image", scale: float) -> list[Line]:
    """The lines of a picture of a page in reading order; ``scale`` is its pixels in a point.

    Boxes are in points from the top left of the picture, also where the page lies on its side or its head in it. Call
    it only where ``available()``.
    """
    turn, found = _turned_upright(image)
    corners = [[(x / scale, y / scale) for x, y in piece.quad] for piece in found]
    width, height = (side / scale for side in (image.size if turn in (0, 180) else image.size[::-1]))
    pieces = []
    for piece, quad in zip(found, corners, strict=True):
        text = _chinese_marks(" ".join(piece.text.split()))
        boxes = _spread(text, [_turned_back(point, turn, width, height) for point in quad])
        pieces.append(Piece(text, boxes, piece.confidence))
    return lines_in_order(pieces, _straightened(corners))


def write_page(writing: Writing, image: "Image", scale: float) -> float | None:
    """Write a picture of a page as a page, and return how sure the recogniser is: its mean over all characters.

    ``None`` where nothing was recognised; the page is then without text.
    """
    lines = recognise(image, scale)
    _write_pages(writing, [(lines, image.width / scale, image.height / scale)])
    return mean_confidence(lines) if lines else None


def _write_pages(writing: Writing, pages: Sequence[tuple[list[Line], float, float]]) -> None:
    """Write lines and the tables among them with the size of their page, numbers and running headers as furniture."""
    marginal = furniture([lines for lines, _, _ in pages], [height for _, _, height in pages])
    for (lines, width, height), aside in zip(pages, marginal, strict=True):
        writing.begin_page(width, height, mean_confidence(lines) if lines else None)
        for number, block in with_tables(lines):
            if isinstance(block, Line):
                writing.line(block.text, block.boxes, furniture=number in aside)
            else:
                writing.table(block.cells, block.edges)


def mean_confidence(lines: Sequence[Line]) -> float:
    """How sure the recogniser is of some lines, over all their characters."""
    return sum(line.confidence * len(line.text) for line in lines) / sum(len(line.text) for line in lines)


def read_by_ocr(confidences: dict[int, float]) -> str:
    """The sentence of ``READ_BY_OCR`` for some page numbers with the recogniser's confidence, 0 to 1."""
    told = [f"{page} (confidence {confidence:.3f})" for page, confidence in sorted(confidences.items())]
    return f"{pages_named(told)} read by character recognition"


def read_image(data: bytes, source: str) -> Document:
    """The document in a PNG, JPEG, BMP or TIFF picture; each picture of a TIFF is a page.

    Raises ``RejectedError``: ``needs_ocr``, ``broken_file``, ``too_large``, ``no_text``.
    """
    if not available():
        raise RejectedError(Code.NEEDS_OCR, f"{source}: is a picture, which is read after {INSTALL}")
    pages = []
    for image in images(data, source):
        scale = _scale(image)
        pages.append((recognise(image, scale), image.width / scale, image.height / scale))
    confidences = {n: mean_confidence(lines) for n, (lines, _, _) in enumerate(pages, 1) if lines}
    if not confidences:
        raise RejectedError(Code.NO_TEXT, f"{source}: is a picture in which no text was recognised")
    writing = Writing()
    _write_pages(writing, pages)
    writing.complain(Code.READ_BY_OCR, read_by_ocr(confidences))
    if blank := [n for n, (lines, _, _) in enumerate(pages, 1) if not lines]:
        writing.complain(Code.PAGE_WITHOUT_TEXT, f"no text was recognised on {pages_named(blank)}")
    return writing.document(source, "image")


@cache
def _engine() -> Any:
    """The recogniser, built once a process: its models take a second to load and 100 MB."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": _LONGEST_SIDE,
            "Det.max_candidates": 5000,
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def images(data: bytes, source: str) -> Iterator["Image"]:
    """The pictures in a file, upright and opaque. Raises ``RejectedError``: ``broken_file``, ``too_large``."""
    from PIL import Image, UnidentifiedImageError

    try:
        with _bombs_refused():
            file = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP"))
        with file:
            with _bombs_refused():
                # A JPEG of many pictures holds previews and other views of one page.
                pages = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
            for number in range(pages):
                with _bombs_refused():
                    file.seek(number)
                    image = _on_white(file)
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RejectedError(
            Code.TOO_LARGE, f"{source}: has a picture of more than {Image.MAX_IMAGE_PIXELS:,} pixels"
        ) from error
    except UnidentifiedImageError as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged picture") from error
    # Pillow's decoders raise nearly anything on damaged data.
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, KeyError, struct.error) as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged picture: {error}") from error


@contextmanager
def _bombs_refused() -> Iterator[None]:
    """Pillow's warning of a picture that is too large, given before anything is unpacked, becomes an error."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _on_white(image: "Image") -> "Image":
    """A picture in RGB, upright as its camera says, on white paper where it is transparent."""
    from PIL import Image, ImageOps

    dpi = image.info.get("dpi")
    if image.mode.startswith(("I", "F")):
        image = _in_bytes(image)
    page = ImageOps.exif_transpose(image)
    if page.has_transparency_data:
        paper = Image.new("RGBA", page.size, "white")
        paper.alpha_composite(page.convert("RGBA"))
        page = paper
    page = page.convert("RGB")
    if dpi:
        page.info["dpi"] = dpi
    return page


def _in_bytes(image: "Image") -> "Image":
    """A picture of 16 or 32 bits a point, as some scanners make, with 8."""
    import numpy
    from PIL import Image

    values = numpy.nan_to_num(numpy.asarray(image, dtype="float32"))
    most = float(values.max(initial=0))
    # As much as its kind can hold is white: a page that is dark all over stays so.
    white = next((white for white in (1.0, 255.0, 65_535.0) if most <= white), most)
    return Image.fromarray((values.clip(0) * (255 / white)).astype("uint8"))


def _scale(image: "Image") -> float:
    """Pixels in a point: what the picture says, where that is a resolution at which pages are scanned."""
    dpi = image.info.get("dpi", (_USUAL_DPI,))[0]
    return float(dpi if _SCANNERS[0] <= dpi <= _SCANNERS[1] else _USUAL_DPI) / _POINTS


def _turned_upright(image: "Image") -> tuple[int, list[_Found]]:
    """What is found once the picture is turned so far, in degrees against the clock, that it is found best.

    The engine's own way, to ask of each line whether it stands on its head, loses every fiftieth line of a good page.
    """
    found = _find(image, 0)
    upright = sum(math.dist(*piece.quad[:2]) for piece in found)
    lying = sum(math.dist(*piece.quad[1:3]) for piece in found)
    turns = (90, 270) if lying > upright else (180,) if _is_doubtful(found) else ()
    tried = [(0, found), *((turn, _find(image, turn)) for turn in turns)]
    # Lines that run down the page are read as well as those of the page set upright, but one beside the other.
    return max(tried, key=lambda one: _certainty(one[1]) * (1.05 if one[0] in (90, 270) else 1.0))


def _find(image: "Image", turn: int) -> list[_Found]:
    import numpy

    if min(image.size) < _SMALLEST or max(image.size) > _THINNEST * min(image.size):
        return []
    # The engine wants blue before green before red.
    pixels = numpy.asarray((image.rotate(turn, expand=True) if turn else image).convert("RGB"))[:, :, ::-1]
    return [piece for top, bottom in _stretches(pixels) for piece in _find_between(pixels, top, bottom)]


def _find_between(pixels: Any, top: int, bottom: int) -> Iterator[_Found]:
    """What is found on some rows of points of a picture."""
    import numpy

    pixels = pixels[top:bottom]
    if int(pixels.max()) - int(pixels.min()) < _INK:
        return
    height, width = pixels.shape[:2]
    paper = ((0, max(width // _STRIP - height, 0)), (0, max(height // _STRIP - width, 0)), (0, 0))
    pixels = numpy.ascontiguousarray(numpy.pad(pixels, paper, constant_values=255))
    found = _engine()(pixels, use_det=True)
    if not found.txts:
        return
    for text, quad, score in zip(found.txts, found.boxes, found.scores, strict=True):
        corners = [(float(x), float(y)) for x, y in quad]
        parts = [_read_part(pixels, part) for part in _parted(pixels, corners)]
        for piece in parts or [_Found(text, corners, float(score))]:
            if piece.text.strip():
                yield piece._replace(quad=[(x, y + top) for x, y in piece.quad])


def _stretches(pixels: Any) -> Iterator[tuple[int, int]]:
    """The rows of points to read at once: all, but of a picture that scrolls on and on a page after the other.

    The engine makes what it reads smaller, and a long picture so narrow that nothing on it can be read.
    """
    height, width = pixels.shape[:2]
    top, page = 0, max(int(_PAGE * width), _SHORTEST)
    while height - top > 2 * page:
        # Between two lines, where the least is drawn.
        ink = pixels[top + page - page // 4 : top + page].std(axis=(1, 2))
        bottom = top + page - page // 4 + int(ink.argmin())
        yield top, bottom
        top = bottom
    yield top, height


def _parted(pixels: Any, quad: Sequence[Point]) -> list[Box]:
    """The boxes of what stands on both sides of wide white within a piece; none where there is no such white.

    Where columns come close to one another, the engine takes two lines for one.
    """
    left, top, right, bottom = (round(side) for side in around((x, y, x, y) for x, y in quad))
    left, top, height = max(left, 0), max(top, 0), math.dist(quad[0], quad[3])
    if right - left < _PARTABLE * height or bottom - top > 1.5 * height:
        return []
    crop = pixels[top:bottom, left:right].min(axis=2)
    if not crop.size:
        return []
    inked = (crop < (int(crop.min()) + int(crop.max())) / 2).mean(axis=0) > _SPECKS
    columns = [int(column) for column in inked.nonzero()[0]]
    parts = [i + 1 for i, (a, b) in enumerate(pairwise(columns)) if b - a > _GAP * height]
    if not parts:
        return []
    edge = round(height / 8)
    return [
        (left + columns[start] - edge, top, left + columns[end - 1] + 1 + edge, bottom)
        for start, end in pairwise([0, *parts, len(columns)])
    ]


def _read_part(pixels: Any, box: Box) -> _Found:
    left, top, right, bottom = (max(int(side), 0) for side in box)
    read = _engine()(pixels[top:bottom, left:right], use_det=False)
    text, score = (read.txts[0], float(read.scores[0])) if read.txts else ("", 0.0)
    return _Found(text, [(left, top), (right, top), (right, bottom), (left, bottom)], score)


def _certainty(found: Sequence[_Found]) -> float:
    return sum(piece.confidence * len(piece.text) for piece in found)


def _is_doubtful(found: Sequence[_Found]) -> bool:
    characters = sum(len(piece.text) for piece in found)
    return _certainty(found) < _SURE * characters


def _turned_back(point: Point, turn: int, width: float, height: float) -> Point:
    """A point of the turned picture, whose size is given, as a point of the picture that was turned."""
    x, y = point
    match turn:
        case 90:
            return height - y, x
        case 180:
            return width - x, height - y
        case 270:
            return y, width - x
        case _:
            return point


def _chinese_marks(text: str) -> str:
    """Brackets about Chinese text, and a quotation's end, as Chinese marks: the recogniser takes one for the other."""
    text = _BRACKET.sub(lambda found: "（" if found[0] == "(" else "）", text)
    return _QUOTATION.sub("“\\1”", text)


def _spread(text: str, quad: Sequence[Point]) -> list[Box]:
    """A box for each character, laid along a piece: a Latin letter or digit is half as wide as a Chinese character."""
    weights = [1 if character.isascii() else 2 for character in text]
    ends = [end / sum(weights) for end in accumulate(weights)]
    (left_top, right_top, right_bottom, left_bottom) = quad
    return [
        around(
            [
                (x, y, x, y)
                for at in (start, end)
                for x, y in (_between(left_top, right_top, at), _between(left_bottom, right_bottom, at))
            ]
        )
        for start, end in pairwise([0.0, *ends])
    ]


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _straightened(quads: Sequence[Sequence[Point]]) -> list[Box]:
    """The boxes of pieces on a page that was laid askew on the scanner, once it is set straight."""
    slopes = [
        math.atan2(right[1] - left[1], right[0] - left[0])
        for left, right, _, low in quads
        if math.dist(left, right) > _LONG * math.dist(left, low)
    ]
    angle = -median(slopes) if slopes else 0.0
    sine, cosine = math.sin(angle), math.cos(angle)
    turned = [[(x * cosine - y * sine, x * sine + y * cosine) for x, y in quad] for quad in quads]
    return [around((x, y, x, y) for x, y in quad) for quad in turned]
