"""What a PDF page shows that is no text: scans, pictures of text, glyphs drawn as outlines; text without meaning."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from gongbao.kept import compiled
from gongbao.read.pdf.glyphs import Glyphs
from gongbao.read.pdf.library import library, rendered
from gongbao.read.pdf.marks import Marks
from gongbao.read.writing import Box

# A page is looked at in this many fields across and down; so many of them dark and without text are a part lost.
_FIELDS = 24
_LEAST_FIELDS = 16
_LEAST_SIDE = 3
# Pixels to the point at which text still shows as dark on light.
_SCALE, _LONGEST = 1.0, 1500
_DARK, _LIGHT = 128, 200
# Of a field: how much is light, at least, and how much is not.
_PAPER, _PRINT = 0.45, 0.04
# Curves of outlines in a field: a Chinese character has some twenty.
_LEAST_CURVES = 20
# A scan takes this much of its page, and a stamp on it has fewer characters.
_SCAN, _STAMP = 0.7, 40
# Of the characters of a page.
_GARBLED, _LEAST_GARBLED = 0.05, 3
_COMMON, _LEAST_HAN = 0.75, 40

_ODD = compiled(
    r"[\p{Cc}\p{Co}\p{Cn}\p{Cs}\ufffd]"
    r"|(?![\p{Latin}\p{Greek}\p{Cyrillic}\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}])[\p{L}\p{M}]"
)
_HAN = compiled(r"\p{Han}")
_USUAL_MARKS = compiled(r"[\u3005-\u3007\u30fc\u02b0-\u02ff]")


def is_garbled(glyphs: Glyphs) -> bool:
    """Whether the characters of a page are not what its fonts show: private, unmapped, or of no script it has."""
    text = "".join(run.text for run in glyphs.runs)
    counts, common = Counter(text), _common()
    # Few of its characters need be looked at any closer, and each once.
    rare = "".join(character for character in counts if character not in common)
    odd = sum(counts[character] for character in _ODD.findall(_USUAL_MARKS.sub("", rare)))
    if max(odd, glyphs.unmapped) >= max(_LEAST_GARBLED, _GARBLED * len(text)):
        return True
    uncommon = sum(counts[character] for character in _HAN.findall(rare))
    han = uncommon + len(text) - sum(counts[character] for character in rare)
    return han >= _LEAST_HAN and uncommon > (1 - _COMMON) * han


@cache
def _common() -> frozenset[str]:
    """The characters that most of any text is: the first levels of GB 2312 and of Big5."""
    simple = bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    full = bytes(byte for lead in range(0xA4, 0xC7) for trail in trails for byte in (lead, trail))
    return frozenset(_HAN.findall(simple.decode("gb2312", "ignore") + full.decode("big5", "ignore")))


def has_ink(page: Any) -> bool:
    """Whether a page shows anything at all."""
    pdfium = library()
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    picture = rendered(page, width, height, min(_SCALE, _LONGEST / max(width, height, 1.0)))
    low, high = picture.getextrema()
    return bool(high - low > 8)


def is_stamped_scan(glyphs: Glyphs, marks: Marks) -> bool:
    """Whether a picture takes most of a page whose only text is a stamp: a page number, the name of a scanner."""
    width, height = glyphs.frame.size
    whole = any((b[2] - b[0]) * (b[3] - b[1]) > _SCAN * width * height for b in marks.pictures)
    return whole and glyphs.count < _STAMP


def lost_places(page: Any, glyphs: Glyphs, marks: Marks) -> str:
    """Where a page shows a picture of text, or glyphs as outlines, as large as a table or a column; empty: nowhere."""
    width, height = glyphs.frame.size
    dark: set[tuple[int, int]] = set()
    large = [box for box in marks.pictures if _is_large(box, width, height)]
    if large:
        dark = _texture(page, large, width, height, glyphs.turns)
    if len(marks.outlines) >= _LEAST_FIELDS or any(count > 200 for _, count in marks.outlines):
        dark |= _curved(marks.outlines, width, height)
    if not dark:
        return ""
    written = set[tuple[int, int]]()
    for run in glyphs.runs:
        written |= set(_fields((run.left, run.top, run.right, run.bottom), width, height))
    bare = dark - written
    if len(bare) < _LEAST_FIELDS:
        return ""
    xs, ys = [x for x, _ in bare], [y for _, y in bare]
    if min(max(xs) - min(xs), max(ys) - min(ys)) + 1 < _LEAST_SIDE:
        return ""
    across = "left" if max(xs) < _FIELDS / 2 else "right" if min(xs) >= _FIELDS / 2 else ""
    down = "top" if max(ys) < _FIELDS / 2 else "bottom" if min(ys) >= _FIELDS / 2 else ""
    return " ".join(filter(None, (down, across))) or "middle"


def _is_large(box: Box, width: float, height: float) -> bool:
    across, down = (box[2] - box[0]) / width, (box[3] - box[1]) / height
    return min(across, down) > _LEAST_SIDE / _FIELDS and across * down >= _LEAST_FIELDS / _FIELDS**2


def _fields(box: Box, width: float, height: float) -> Iterable[tuple[int, int]]:
    """The fields of a page that a box touches."""
    first, last = int(box[0] / width * _FIELDS), int(box[2] / width * _FIELDS)
    top, bottom = int(box[1] / height * _FIELDS), int(box[3] / height * _FIELDS)
    for x in range(max(first, 0), min(last, _FIELDS - 1) + 1):
        for y in range(max(top, 0), min(bottom, _FIELDS - 1) + 1):
            yield x, y


def _texture(page: Any, boxes: list[Box], width: float, height: float, turns: int) -> set[tuple[int, int]]:
    """The fields under pictures that look like print: mostly light, partly dark, little between. Photographs do not."""
    scale = min(_SCALE, _LONGEST / max(width, height))
    picture = rendered(page, width, height, scale, turns)
    found = set()
    for box in boxes:
        left, top, right, bottom = (round(side * scale) for side in box)
        for field in _fields(box, width, height):
            x, y = field
            corners = (
                max(x * picture.width // _FIELDS, left),
                max(y * picture.height // _FIELDS, top),
                min((x + 1) * picture.width // _FIELDS, right),
                min((y + 1) * picture.height // _FIELDS, bottom),
            )
            if corners[0] < corners[2] and corners[1] < corners[3] and _is_print(picture.crop(corners).histogram()):
                found.add(field)
    return found


def _is_print(counts: Sequence[int]) -> bool:
    """Whether the greys of a field are those of print on paper, given how many pixels have each."""
    light, whole = sum(counts[_LIGHT:]), sum(counts)
    return light > _PAPER * whole and whole - light > _PRINT * whole and sum(counts[:_DARK]) > 0


def _curved(outlines: list[tuple[Box, int]], width: float, height: float) -> set[tuple[int, int]]:
    """The fields full of small curves, as glyphs drawn as shapes are."""
    curves: dict[tuple[int, int], float] = {}
    for box, count in outlines:
        fields = list(_fields(box, width, height))
        for field in fields:
            curves[field] = curves.get(field, 0.0) + count / len(fields)
    return {field for field, count in curves.items() if count >= _LEAST_CURVES}
