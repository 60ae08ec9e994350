"""Scans and pictures, read by optical character recognition: the extra ``ocr``."""

import io
import math
import struct
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read.order import Line, Piece, around, lines_in_order, pages_named
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

Point = tuple[float, float]


def available() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "PIL"))


def recognise(image: "Image", scale: float) -> list[Line]:
    """The lines of a picture of a page in reading order; ``scale`` is its pixels in a point.

    Boxes are in points from the top left of the picture. Call it only where ``available()``.
    """
    import numpy

    # The engine wants blue before green before red.
    pixels = numpy.ascontiguousarray(numpy.asarray(image.convert("RGB"))[:, :, ::-1])
    found = _engine()(pixels)
    if not found.txts:
        return []
    corners = [[(float(x) / scale, float(y) / scale) for x, y in quad] for quad in found.boxes]
    texts = [" ".join(text.split()) for text in found.txts]
    pieces = [
        Piece(text, _spread(text, quad), float(score))
        for text, quad, score in zip(texts, corners, found.scores, strict=True)
    ]
    return lines_in_order(pieces, _straightened(corners))


def write_page(writing: Writing, image: "Image", scale: float) -> float | None:
    """Write a picture of a page as a page, and return how sure the recogniser is: its mean over all characters.

    ``None`` where nothing was recognised; the page is then without text.
    """
    lines = recognise(image, scale)
    confidence = mean_confidence(lines) if lines else None
    writing.begin_page(image.width / scale, image.height / scale, confidence)
    for line in lines:
        writing.line(line.text, line.boxes)
    return confidence


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
    writing, confidences, blank = Writing(), {}, []
    for number, image in enumerate(images(data, source), 1):
        if (confidence := write_page(writing, image, _scale(image))) is None:
            blank.append(number)
        else:
            confidences[number] = confidence
    if not confidences:
        raise RejectedError(Code.NO_TEXT, f"{source}: is a picture in which no text was recognised")
    writing.complain(Code.READ_BY_OCR, read_by_ocr(confidences))
    if blank:
        writing.complain(Code.PAGE_WITHOUT_TEXT, f"no text was recognised on {pages_named(blank)}")
    return writing.document(source, "image")


@cache
def _engine() -> Any:
    """The recogniser, built once a process: its models take a second to load and 100 MB."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
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
            file = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "MPO", "TIFF", "BMP"))
        with file:
            # A JPEG of many pictures holds previews and other views of one page.
            for number in range(getattr(file, "n_frames", 1) if file.format == "TIFF" else 1):
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
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright)
    page = paper.convert("RGB")
    if dpi:
        page.info["dpi"] = dpi
    return page


def _scale(image: "Image") -> float:
    """Pixels in a point: what the picture says, where that is a resolution at which pages are scanned."""
    dpi = image.info.get("dpi", (_USUAL_DPI,))[0]
    return float(dpi if _SCANNERS[0] <= dpi <= _SCANNERS[1] else _USUAL_DPI) / _POINTS


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
