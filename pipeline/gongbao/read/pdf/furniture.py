"""Page headers, footers and page numbers: what a document repeats in the margins of its pages."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from gongbao.kept import compiled
from gongbao.read.page.columns import text_of
from gongbao.read.page.runs import Run

# Of the height of a page: what lies further in is text.
_MARGIN = 0.12
# Points: how far a line may move from page to page.
_NEAR = 4.0
_FEW_PAGES = 6
# A title is larger than the text below it.
_TITLE = 1.15

_DASH = r"[-—–―·•~～\s]*"
_NUMBER = r"(?:\d{1,3}|[０-９]{1,3}|[ivxlcIVXLC]{1,7})"
_PAGE_NUMBER = compiled(
    rf"{_DASH}{_NUMBER}{_DASH}(?:/\s*{_NUMBER}{_DASH})?"
    r"|[-—–―·•]{1,3}\s*\d{4}\s*[-—–―·•]{1,3}"
    r"|(?:第\s*[\d０-９一二三四五六七八九十百]{1,5}\s*页|[Pp]age\s*\d{1,4}|[Pp]\.?\s*\d{1,4})"
    r"[\s,，、/(（]*(?:[共of]{1,2}\s*\d{1,4}\s*页?)?[)）]?"
)
_FIGURE = compiled(r"\d+")
# The line above a table that says what its figures are in stands at one place on many pages, and is none of it.
_UNIT = compiled(r"单\s*位|金\s*额")
# A page may hold one sentence, the same as on others: heads and feet are names, not sentences.
_SENTENCE_ENDS = ("。", "！", "？", "；")


def is_page_number(text: str) -> bool:
    """Whether a line that stands alone in the margin counts pages."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def furniture_of(pages: Sequence[tuple[float, Sequence[list[Run]]]]) -> list[tuple[set[int], set[int]]]:
    """For each page, given as its height and its rows from top to bottom, which rows are its head and its foot."""
    sizes = [run.size for _, rows in pages for row in rows for run in row[:1] if run.text]
    largest = _TITLE * median(sizes) if sizes else 0.0
    places: dict[str, list[tuple[float, int]]] = {}
    candidates = [_candidates(*page) for page in pages]
    for number, sides in enumerate(candidates):
        for index, text in (pair for side in sides for pair in side):
            for key in _keys(text, number):
                places.setdefault(key, []).append((pages[number][1][index][0].bottom, number))
    least = 2 if len(pages) <= _FEW_PAGES else 3

    def is_furniture(text: str, row: list[Run], number: int) -> bool:
        if is_page_number(text):
            return True
        if row[0].size > largest or _UNIT.search(text) or text.endswith(_SENTENCE_ENDS):
            return False
        bottom = row[0].bottom
        return any(
            len({page for at, page in places[key] if abs(at - bottom) <= _NEAR}) >= least for key in _keys(text, number)
        )

    found = []
    for number, sides in enumerate(candidates):
        kept: list[set[int]] = []
        for side in sides:
            # From the outermost row inwards, and no further than the first that is text.
            rows: set[int] = set()
            for index, text in side:
                if not is_furniture(text, pages[number][1][index], number):
                    break
                rows.add(index)
            kept.append(rows)
        found.append((kept[0], kept[1]))
    return found


def _candidates(height: float, rows: Sequence[list[Run]]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    head = _outermost(((i, row) for i, row in enumerate(rows)), lambda run: run.bottom <= _MARGIN * height)
    lowest_first = sorted(range(len(rows)), key=lambda i: -rows[i][0].bottom)
    foot = _outermost(((i, rows[i]) for i in lowest_first), lambda run: run.top >= (1 - _MARGIN) * height)
    return head, foot


def _outermost(rows: Iterable[tuple[int, list[Run]]], is_margin: Callable[[Run], bool]) -> list[tuple[int, str]]:
    found = []
    for index, row in rows:
        if not row[0].text or not is_margin(row[0]):
            break
        found.append((index, text_of(row)[0]))
    return found


def _keys(text: str, page: int) -> set[str]:
    """What a line is on every page: its text, with a figure that counts pages as the difference from the page."""
    figures = list(_FIGURE.finditer(text))[:8]
    keys = {text}
    for figure in {figures[0], figures[-1]} if figures else set():
        number = int(figure[0][:9])
        keys.add(f"{text[: figure.start()]}\0{number - page}\0{text[figure.end() :]}")
    return keys
