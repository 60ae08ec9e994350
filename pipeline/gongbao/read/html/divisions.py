"""Tables that a page makes of other elements than <table>: rows of <div>, a grid of styles, cards, lists of terms."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from gongbao.kept import compiled
from gongbao.read.writing import CellText

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CONTAINERS = frozenset(("div", "dl", "ul", "ol", "section", "article", "main"))
_NO_CELLS = frozenset(("br", "hr", "img", "input", "table", "svg", "video", "iframe", "select", "textarea"))
_INLINE = frozenset(("span", "b", "strong", "em", "i", "font", "label", "a", "u"))
_FRAMES = frozenset(("table", "iframe"))
_MOST_CELLS, _LONGEST, _MOST_WITHIN = 100, 60, 60
# A row of headings and two of figures; without headings two rows of a name and its figure.
_LEAST_ROWS, _LEAST_PAIRS = 3, 2
_LONGEST_NAME, _PAIR = 30, 2

_SIGN = r"[约近超]?[-+−－△▲▼↓↑]?\s?"
_VALUE = compiled(
    rf"(?!(?:19|20)\d\d\s?年){_SIGN}\d[\d,，]{{0,20}}(?:\.\d{{1,10}})?\s?(?P<unit>[%％‰]|\p{{Han}}{{1,5}}(?:/\p{{Han}}{{1,3}})?)?"
)
# A figure with its unit, which is none of a name: 财政收入12亿元, but 2024年财政收入.
_TOLD = compiled(r"\d\s?(?:[%％‰]|(?!年|月|日|季|-)\p{Han})")
# What heads or names numbers that say nothing of a report.
_NO_FIGURES = compiled(
    "页码|页数|页次|(?:联系|办公|咨询|投诉|举报|监督|服务)?(?:电话|热线)|传真|手机|邮编|邮政编码|浏览|阅读|点击|点赞|评论|转发|收藏|访问|下载|播放|(?:今|明|后|昨)[天日]"
)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOTHING = frozenset(("", "-", "—", "——", "–", "/", "－"))
_BRACKET = re.compile(r"[（(][^（）()]{1,8}[)）]$")
_COLUMNS = re.compile(r"grid-template-columns\s*:\s*([^;]{1,200})", re.IGNORECASE)
_REPEAT = re.compile(r"repeat\(\s*(\d{1,2})\s*,([^()]|\([^()]*\)){1,60}\)", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")

Rows = list[list["LexborNode"]]


def table_of(
    node: "LexborNode", read: "Callable[[LexborNode], tuple[str, int] | None]"
) -> tuple[list[CellText], int] | None:
    """The cells of the table that an element makes of those within it, and how many characters are within links.

    ``read`` gives the text of an element and how much of it is linked, or nothing where it is no cell. Only what is
    plainly a table is one: rows of equally many short cells with figures below headings, or names with a figure and its
    unit each.
    """
    for rows in _readings(node):
        if len(rows) < _LEAST_PAIRS or not 1 < len(rows[0]) < _MOST_CELLS or not _are_alike(rows):
            continue
        if not _have_digits(rows[:_LEAST_ROWS]) or not all(_is_short(cell) for row in rows for cell in row):
            continue
        told = [[cell for each in row if (cell := read(each)) is not None] for row in rows]
        if any(len(row) < len(cells) for row, cells in zip(told, rows, strict=True)):
            continue
        texts = [[text for text, _ in row] for row in told]
        if any(len(text.strip()) > _LONGEST or "。" in text for row in texts for text in row):
            continue
        # Words within a line need no table to be told apart where it has but two parts.
        is_inline = all(cell.tag in _INLINE for row in rows for cell in row)
        short = [row for row in texts if len(row) < len(texts[0])]
        if any(map(str.isdecimal, "".join(text for row in short for text in row[1:]))):
            continue  # 乙县 | 9: nobody knows of which column
        is_even = not short
        texts = [[*row, *[""] * (len(texts[0]) - len(row))] for row in texts]
        if not _is_headed(texts, 2 if is_even and not is_inline else 3):
            if is_inline or not is_even or not (named := _named(texts)):
                continue
            texts = named
        cells = [CellText(r, c, text) for r, row in enumerate(texts) for c, text in enumerate(row)]
        return cells, sum(linked for row in told for _, linked in row)
    return None


def _are_alike(rows: Rows) -> bool:
    """Whether most rows have as many cells as the first; some may lack those at their end: 其中：."""
    wide = len(rows[0])
    return all(len(row) <= wide for row in rows) and 2 * sum(len(row) == wide for row in rows) > len(rows)


def _is_short(cell: "LexborNode") -> bool:
    """Whether an element holds few elements and little text, and none that has a place of its own."""
    length = 0
    for count, node in enumerate(cell.traverse(include_text=True)):
        length += len((node.text_content or "").strip()) if node.tag == "-text" else 0
        if count > _MOST_WITHIN or length > 4 * _LONGEST or node.tag in _FRAMES:
            return False
    return True


def _have_digits(rows: Rows) -> bool:
    """Whether the first rows may hold figures; no more of them is looked at than cells hold."""
    cells = (node for row in rows for cell in row for node in islice(cell.traverse(include_text=True), _MOST_WITHIN))
    return any(_DIGIT.search(node.text_content or "") for node in cells if node.tag == "-text")


def _is_headed(texts: Sequence[Sequence[str]], least: int) -> bool:
    """Whether rows of figures, each with a name before them, stand below one of words; numbers may lead the names."""
    head, *body = [[text.strip() for text in row] for row in texts]
    if len(texts) < _LEAST_ROWS or len(head) < least or not all(head) or any(map(_VALUE.fullmatch, head)):
        return False
    if any(map(_NO_FIGURES.match, head)):
        return False
    numbered = len(head) > _PAIR and all(row[0] in (str(i), f"{i:02}") for i, row in enumerate(body, 1))
    names, told = [row[numbered] for row in body], [row[1 + numbered :] for row in body]
    if any(_VALUE.fullmatch(name) and not _YEAR.fullmatch(name) for name in names):
        return False
    filled = [text for row in told for text in row if text not in _NOTHING]
    figures = sum(bool(_VALUE.fullmatch(text)) for text in filled)
    # 索引号 | 0001, 发布机构 | 某局, 浏览次数 | 123次 are no such rows.
    return figures > 0 and len(filled) <= (figures if len(head) == _PAIR else 2 * figures)


def _named(texts: Sequence[Sequence[str]]) -> list[list[str]] | None:
    """Rows of a name, its figure and perhaps how this has grown, the name first, where cards show it below."""
    if len(texts) < _LEAST_PAIRS or not 2 <= len(texts[0]) <= 3:
        return None
    if all(_VALUE.fullmatch(row[0].strip()) for row in texts):
        texts = [[row[1], row[0], *row[2:]] for row in texts]
    return [list(row) for row in texts] if all(_is_named(row[0].strip(), row[1].strip()) for row in texts) else None


def _is_named(name: str, value: str) -> bool:
    found = _VALUE.fullmatch(value)
    if "\n" in name or _TOLD.search(name) or _NO_FIGURES.match(name):
        return False
    if not found or not (found["unit"] or _BRACKET.search(name)) or _VALUE.fullmatch(name):
        return False
    return 2 <= len(name) <= _LONGEST_NAME and any("\u4e00" <= character <= "\u9fff" for character in name)


def _readings(node: "LexborNode") -> Iterator[Rows]:
    """The rows of cells that an element may hold: its elements are groups of rows, rows, or cells."""
    within = _within(node)
    if not within or len(within) < _LEAST_PAIRS:
        return
    if within[0].tag == "dt":
        yield list(_terms(within))
        return
    if rows := _all_within(within):
        if inner := _all_within([child for group in rows for child in group]):
            yield inner
        yield rows
    if (columns := _columns(node)) > 1 and len(within) % columns == 0:
        yield [within[i : i + columns] for i in range(0, len(within), columns)]


def _all_within(elements: Sequence["LexborNode"]) -> Rows:
    """The elements within each of some; none where one of them holds none, or words of its own."""
    rows: Rows = []
    for element in elements:
        row = _within(element)
        if not row:
            return []
        rows.append(row)
    return rows


def _terms(within: Sequence["LexborNode"]) -> Iterator[list["LexborNode"]]:
    row: list[LexborNode] = []
    for child in within:
        if child.tag == "dt" and row:
            yield row
            row = []
        row.append(child)
    yield row


def _within(node: "LexborNode") -> list["LexborNode"] | None:
    """The elements within one; none where it holds words of its own, or what is no cell and no row."""
    found = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            if (child.text_content or "").strip():
                return None
        elif child.tag in _NO_CELLS:
            return None
        elif not (child.tag or "").startswith("-") and "hidden" not in child.attributes:
            found.append(child)
    return found


def _columns(node: "LexborNode") -> int:
    """How many columns the style of an element gives what is within it."""
    found = _COLUMNS.search(node.attributes.get("style") or "")
    if not found:
        return 0
    plain = _REPEAT.sub(lambda repeat: " x" * int(repeat[1]) + " ", found[1])
    return len(_BRACKETS.sub("", plain).split())
