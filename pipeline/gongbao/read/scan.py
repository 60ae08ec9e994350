"""Scans and pictures, read by optical character recognition: the extra ``ocr``."""

import ctypes
import io
import logging
import math
import re
import struct
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read.page.listed import with_tables
from gongbao.read.page.order import Line, Piece, around, furniture, lines_in_order, pages_named
from gongbao.read.writing import Box, Writing

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

INSTALL = "pip install gongbao[ocr]"
_USUAL_DPI = 150.0
_SCANNERS = (72, 1200)
_POINTS = 72.0
# A page is made smaller than this before it is read: large enough for the small print of a folio page; and one whose
# short side has fewer points than that is made larger, so that the engine sees its lines.
_LONGEST_SIDE, _SHORT_SIDE = 2600, 736
# Bytes that a picture may unpack to, where that cannot be done at a smaller size, as it can with a JPEG.
_MOST_UNPACKED = 160_000_000
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
# The short side of a picture gets its points whatever becomes of the long one: a strip of text gets paper beside it
# until it is so many times as long as wide.
_STRIP = 2
# The engine looks for text in bands of so many points, since it takes 250 bytes for each. They meet in white; where
# there is none, they have so many rows in common.
_BAND, _COMMON = 650_000, 100
# glibc's number of a setting: from how many bytes on memory is given back as soon as it is free.
_MMAP_THRESHOLD, _LARGE = -3, 1 << 20
# Print is darker than its paper by more than this, of 255.
_INK = 16
# Rows of a picture that are made smaller at a time.
_STRIP_ROWS = 256
# Where a camera says how it was held, and what turns its picture upright: members of Pillow's ``Transpose``.
_ORIENTATION, _TURNS = 0x0112, {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
# Of the engine: while they wait for one another they keep their processors busy.
_THREADS = 2
# The height of a page in its width, and in points where it is narrow.
_PAGE, _SHORTEST = 1.4, 400

Point = tuple[float, float]


class _Found(NamedTuple):
    """A piece that the engine found: its text, its corners in pixels from the top left on, and how sure it is."""

    text: str
    quad: list[Point]
    confidence: float


class Picture(NamedTuple):
    """A picture in RGB, upright, opaque, and no larger than it is read; ``scale`` is its pixels in a point."""

    image: "Image"
    scale: float


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
    pages = [
        (recognise(image, scale), image.width / scale, image.height / scale) for image, scale in images(data, source)
    ]
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

    # What the models need between their layers comes and goes in pieces of megabytes. glibc would keep it for later, at
    # the most that was ever needed.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": _LONGEST_SIDE,
            "Global.use_vertical_padding": False,
            "Det.limit_side_len": 32,
            "Det.max_candidates": 5000,
            # Each line that is read along with others takes as much memory again, and is not read faster.
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def images(data: bytes, source: str) -> Iterator[Picture]:
    """The pictures in a file. Raises ``RejectedError``: ``broken_file``, ``too_large``."""
    from PIL import Image, UnidentifiedImageError

    _hush()
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
                    picture = _picture(file, source)
                yield picture
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


@cache
def _hush() -> None:
    """Have Pillow, and libtiff within it, keep to itself what is wrong with a picture: codes tell of that."""
    from PIL import _imaging

    logging.getLogger("PIL").setLevel(logging.CRITICAL)
    with suppress(OSError, AttributeError):  # where libtiff is no library of its own
        within = ctypes.CDLL(_imaging.__file__)
        within.TIFFSetErrorHandler(None)
        within.TIFFSetWarningHandler(None)


def _picture(file: "ImageFile", source: str) -> Picture:
    """The picture that a file stands at, no larger than it is read."""
    from PIL import Image

    if not (whole := file.width * file.height):
        raise ValueError("it has no points")
    scale = _scale(file)
    # A progressive JPEG is put together as a whole, three bytes a point, before it is made smaller.
    unpacked = 3 * whole if file.info.get("progressive") else 0
    if (size := _fitted(*file.size)) != file.size:
        file.draft(None, size)  # a JPEG is unpacked at a half, a quarter or an eighth of its size
    if max(unpacked, file.width * file.height * _bytes_a_point(file)) > _MOST_UNPACKED:
        raise RejectedError(
            Code.TOO_LARGE, f"{source}: has a picture that unpacks to more than {_MOST_UNPACKED:,} bytes"
        )
    file.load()
    turn = _TURNS.get(int(file.getexif().get(_ORIENTATION) or 0))
    page = _on_white(file, _fitted(*file.size))  # Pillow itself has turned a TIFF
    # The page is read while the file is still open.
    file.im = Image.new("1", (1, 1)).im
    scale *= math.sqrt(page.width * page.height / whole)
    return Picture(page if turn is None else page.transpose(Image.Transpose(turn)), scale)


def _bytes_a_point(image: "Image") -> int:
    """What Pillow takes for each point of a picture."""
    if image.mode.startswith("I;16"):
        return 2
    return 1 if image.mode in ("1", "L", "P") else 4


def _fitted(width: int, height: int) -> tuple[int, int]:
    """The size at which a picture is read: a page of ``_LONGEST_SIDE``, one that scrolls on so wide as such a page."""
    longest = max(width, height) if max(width, height) <= 2 * _PAGE * min(width, height) else _PAGE * min(width, height)
    share = min(1.0, _LONGEST_SIDE / longest)
    return max(1, round(width * share)), max(1, round(height * share))


def _on_white(image: "Image", size: tuple[int, int]) -> "Image":
    """A picture in RGB, made to a size, on white paper where it is transparent."""
    from PIL import Image

    white = _white(image) if image.mode.startswith(("I", "F")) else 0.0
    if size == image.size:
        return _in_colour(image, white)
    page, share = Image.new("RGB", size), image.height / size[1]
    # Strip by strip: as a whole it would be there several times over.
    for top in range(0, size[1], _STRIP_ROWS):
        bottom = min(top + _STRIP_ROWS, size[1])
        first, last = max(int((top - 4) * share), 0), min(math.ceil((bottom + 4) * share), image.height)
        strip = _in_colour(image.crop((0, first, image.width, last)), white)
        box = (0, top * share - first, image.width, min(bottom * share - first, strip.height))
        page.paste(strip.resize((size[0], bottom - top), Image.Resampling.LANCZOS, box), (0, top))
    return page


def _in_colour(image: "Image", white: float) -> "Image":
    """A picture in RGB on white paper; ``white`` is the value of that where it has more than eight bits a point."""
    import numpy
    from PIL import Image

    if image.mode.startswith(("I", "F")):
        values = numpy.nan_to_num(numpy.asarray(image, dtype="float32"))
        image = Image.fromarray((values.clip(0) * (255 / white)).clip(0, 255).astype("uint8"))
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    return image.convert("RGB")


def _white(image: "Image") -> float:
    """What is white in a picture of 16 or 32 bits a point, as some scanners make."""
    import numpy

    strips = range(0, image.height, _STRIP_ROWS)
    crops = (image.crop((0, top, image.width, min(top + _STRIP_ROWS, image.height))) for top in strips)
    most = max(float(numpy.nan_to_num(numpy.asarray(crop, dtype="float32")).max(initial=0)) for crop in crops)
    # As much as its kind can hold is white: a page that is dark all over stays so.
    return next((white for white in (1.0, 255.0, 65_535.0) if most <= white), most)


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
    from PIL import Image

    pixels = pixels[top:bottom]
    if int(pixels.max()) - int(pixels.min()) < _INK:
        return
    height, width = pixels.shape[:2]
    paper = ((0, max(width // _STRIP - height, 0)), (0, max(height // _STRIP - width, 0)), (0, 0))
    pixels = numpy.pad(pixels, paper, constant_values=255)
    height, width = pixels.shape[:2]
    share = max(min(1.0, _LONGEST_SIDE / max(height, width)), _SHORT_SIDE / min(height, width))
    if share != 1.0:
        size = round(width * share), round(height * share)
        pixels = numpy.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC))
    for piece in _found_in_bands(numpy.ascontiguousarray(pixels)):
        yield piece._replace(quad=[(x / share, y / share + top) for x, y in piece.quad])


def _found_in_bands(pixels: Any) -> list[_Found]:
    """What is found on a page in the size in which it is read, once where two bands have it."""
    kept: list[_Found] = []
    cut: list[_Found] = []
    for top, bottom in _bands(pixels):
        for piece in _read_band(pixels[top:bottom]):
            piece = piece._replace(quad=[(x, y + top) for x, y in piece.quad])
            ys = [y for _, y in piece.quad]
            at_edge = (top and min(ys) <= top + 2) or (bottom < len(pixels) and max(ys) >= bottom - 2)
            (cut if at_edge else kept).append(piece)
            if not at_edge and any(_is_same(piece, other) for other in kept[:-1]):
                kept.pop()
    return kept + [piece for piece in cut if not any(_is_same(piece, other) for other in kept)]


def _is_same(one: _Found, other: _Found) -> bool:
    """Whether two bands have found one piece, one of them perhaps a part of it."""
    (left, top, right, bottom), (left2, top2, right2, bottom2) = (
        around([(x, y, x, y) for x, y in piece.quad]) for piece in (one, other)
    )
    height = max(math.dist(one.quad[0], one.quad[3]), math.dist(other.quad[0], other.quad[3]))
    return (
        abs(top + bottom - top2 - bottom2) < height
        and min(right, right2) - max(left, left2) > min(right - left, right2 - left2) / 2
    )


def _bands(pixels: Any) -> Iterator[tuple[int, int]]:
    """First and last row of the bands of a page, which begin and end in its white where they can."""
    height, width = pixels.shape[:2]
    rows = max(_BAND // width, 2 * _COMMON)
    top = 0
    while height - top > 1.25 * rows:
        white = _white_row(pixels[top + rows // 2 : top + rows])
        bottom = top + rows if white is None else top + rows // 2 + white
        yield top, bottom
        top = bottom if white is not None else bottom - _COMMON
    yield top, height


def _white_row(pixels: Any) -> int | None:
    """The middle of the widest white that runs across some rows, if any does."""
    spread = pixels.max(axis=(1, 2)).astype(int) - pixels.min(axis=(1, 2))
    runs = [
        [number for number, _ in run] for blank, run in groupby(enumerate(spread), lambda at: at[1] < _INK) if blank
    ]
    return max(((len(run), run[len(run) // 2]) for run in runs if len(run) > 2), default=(0, None))[1]


def _read_band(pixels: Any) -> Iterator[_Found]:
    found = _engine()(pixels, use_det=True)
    if not found.txts:
        return
    for text, quad, score in zip(found.txts, found.boxes, found.scores, strict=True):
        corners = [(float(x), float(y)) for x, y in quad]
        parts = [_read_part(pixels, part) for part in _parted(pixels, corners)]
        yield from (piece for piece in parts or [_Found(text, corners, float(score))] if piece.text.strip())


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
