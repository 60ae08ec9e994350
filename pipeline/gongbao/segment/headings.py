"""Which rows of a table are its headers: by what stands below them, by merged cells, and in doubt by their words."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from gongbao.kept import compiled
from gongbao.segment.matrix import Matrix, is_figure, is_nothing, is_sentence, is_time

Lexicons = Mapping[str, tuple[str, ...]]

_DEEPEST_HEADER = 6
# How far below a header its first figures may stand, and how many rows of them tell which columns hold some.
_FARTHEST = 8
_ENOUGH = 3
_TEN_STEMS = "甲乙丙丁戊己庚辛壬癸"
# What the columns of codes are called in the row that numbers the other columns: 类 | 款 | 项 | 栏次 | 1 | 2.
_LEVELS = ("类", "款", "项", "目", "节")
# （1）, 1栏, 1=2+3, C=A+B
_COLUMN_NUMBER = compiled(r"[（(]?(?:(?P<number>\d{1,3})|(?P<letter>[A-Z]))[）)]?栏?(?:=.{1,40})?")
_ENGLISH = compiled(r"[A-Z][\x21-\x7e]*[a-z]{2}[\x21-\x7e]*")
_CIRCLED = {ord("①") + i: str(i + 1) for i in range(20)}
_OF_COLUMNS = ("栏次", "行次", "序号", "公式", "栏目", "**")
_UNIT_BRACKET = compiled(r"[（(](?:[^（）()]*[元%人吨米亩个])[)）]$")
_OF_FIGURES = (
    "table_code",
    "table_ordinal",
    "table_unit",
    "table_column",
    "table_initial_budget",
    "table_adjusted_budget",
    "table_execution",
    "table_preliminary",
    "table_final_account",
    "table_target",
    "table_actual",
)
_HEADING_LEXICONS = (*_OF_FIGURES, "table_note", "table_label")
# Headers of figures end like these words; a name such as 税收收入 ends like a header of names and is none.
_LEXICONS_OF_ENDS = (*_OF_FIGURES, "table_growth", "table_amount_of_change", "table_share", "table_rate")


class Words(NamedTuple):
    """Words that head columns: ``whole`` are headers as they stand, headers of figures end with ``ends``.

    ``fields`` end what a form asks for: 项目名称, 联系电话.
    """

    whole: frozenset[str]
    ends: tuple[str, ...]
    fields: tuple[str, ...]


class Band(NamedTuple):
    """Rows of a table below one header: headers from ``top``, the body from ``body`` to ``bottom`` (exclusive)."""

    top: int
    body: int
    bottom: int


def heading_words(lexicons: Lexicons) -> Words:
    """The words that only ever head columns."""
    counted = (word.partition(":")[0] for word in lexicons["table_counted"])
    ends = {word for name in _LEXICONS_OF_ENDS for word in lexicons[name] if len(word) > 1}
    return Words(
        frozenset(word for name in _HEADING_LEXICONS for word in lexicons[name]),
        tuple(sorted(ends.union(counted, lexicons["table_measured"]))),
        lexicons["table_field"],
    )


def bands(grid: Matrix, top: int, bottom: int, words: Words) -> list[Band]:
    """A table cut where other headers follow: forms have their fields first, then their list of indicators."""
    found: list[Band] = []
    start = top
    body = _body(grid, top, bottom, words)
    again = _headings(grid, top, body)
    for row in range(body, bottom):
        if row < body or tuple(grid.words(row)) in again:
            continue
        if heads(grid, row, bottom, words) or _heads_again(grid, row, bottom, again):
            first = row - 1 if row > body and _is_parted(grid, row - 1, words) else row
            found.append(Band(start, body, first))
            start, body = first, _body(grid, first, bottom, words)
            again = _headings(grid, start, body)
    found.append(Band(start, body, bottom))
    return [band for band in found if band.body < band.bottom]


def body_rows(grid: Matrix, band: Band) -> list[int]:
    """The rows of a band's body, without headers set once more on top of the next page."""
    again = _headings(grid, band.top, band.body)
    return [row for row in range(band.body, band.bottom) if tuple(grid.words(row)) not in again]


def _headings(grid: Matrix, top: int, body: int) -> set[tuple[str, ...]]:
    return {tuple(words) for row in range(top, body) if len(words := grid.words(row)) >= 2}


def heads(grid: Matrix, row: int, bottom: int, words: Words, *, titled: bool = False) -> bool:
    """Whether a row in the middle of a grid heads columns anew; ``titled``: right below what may be a table's title.

    Its words only ever head columns; or each of several stands over a sentence; or different texts stand over two
    columns of figures or more, and either one of them reads like a header or the row is cut up otherwise than the one
    before, or a title stands before it.
    """
    texts = grid.words(row)
    if len(texts) < 2 or any(map(is_figure, texts)) or any(map(is_sentence, texts)):
        return False
    if _are_headings(texts, words) or (row + 1 < bottom and _is_over_sentences(grid, row)):
        return True
    over = [grid.texts[i] for i in _over_figures(grid, row, bottom)]
    headed = any(_is_heading(text, words) for text in over)
    if len(set(over)) < 2:
        return titled and headed
    return titled or headed or _is_cut_anew(grid, row)


def _heads_again(grid: Matrix, row: int, bottom: int, again: Collection[tuple[str, ...]]) -> bool:
    """Whether a row begins as the headers above do and heads other figures: 信息内容 | 本年处理决定数量."""
    texts = grid.words(row)
    if len(texts) < 2 or any(map(is_figure, texts)) or all(headed[0] != texts[0] for headed in again):
        return False
    return bool(_over_figures(grid, row, bottom))


def is_index_row(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 栏次 | 1 | 2, ① | ②, 甲 | 乙 | 1 | 2, 公式 | A | B, 类 | 款 | 项 | 1 | 2."""
    texts = [text.translate(_CIRCLED) for text in texts]
    found = [number for text in texts if (number := _COLUMN_NUMBER.fullmatch(text))]
    numbers = [_place(number) for number in found]
    if len({number["letter"] is None for number in found}) > 1:
        return False  # A | 2 | 3 is a row of what is called A
    rest = [text.strip("（）()") for text in texts if not _COLUMN_NUMBER.fullmatch(text)]
    if not all(text in _TEN_STEMS or text in (*_LEVELS, *_OF_COLUMNS) or "=" in text for text in rest):
        return False
    if not numbers:
        return len(rest) >= 2 and all(text in _TEN_STEMS for text in rest)
    # Two tables side by side: 栏次 | 1 | 栏次 | 2, or each counted for itself.
    named = "栏次" in rest
    # 栏次 may leave out columns that are not shown.
    rises = all(b - a == 1 or b == 1 or (named and b > a) for a, b in pairwise(numbers))
    return (named or len(numbers) >= 2) and numbers[0] == 1 and rises


def _place(found: "regex.Match[str]") -> int:
    """The place of a column that its number or its letter says."""
    return int(found["number"]) if found["number"] else ord(found["letter"]) - ord("A") + 1


def headers(grid: Matrix, band: Band) -> list[tuple[str, ...]]:
    """The texts above each column from the outermost in, without its number.

    A cell that reaches down into the body heads rows there, no column.
    """
    found: list[list[str]] = [[] for _ in range(grid.width)]
    for row in range(band.top, band.body):
        words = grid.words(row)
        numbered = is_index_row(words)
        if _are_translated(words):
            continue
        for column, place in enumerate(_spread(grid, band, row)):
            index, text = grid.rows[row][place], grid.text(row, place)
            reaches = grid.cells[index].row + grid.cells[index].rows > band.body
            if not text or (reaches and not heads_codes(grid, index, band.body)):
                continue
            if found[column] and _ENGLISH.fullmatch(text):
                continue
            if (not numbered or text in _LEVELS) and found[column][-1:] != [text]:
                found[column].append(text)
    return [tuple(path) for path in found]


def heads_codes(grid: Matrix, index: int, body: int) -> bool:
    """Whether a cell heads a column of codes, however far down it reaches: 类, 款 and 项 beside 栏次 and 合计."""
    return grid.texts[index] in _LEVELS and grid.cells[index].row < body


def _spread(grid: Matrix, band: Band, row: int) -> list[int]:
    """The column whose header in a row stands over each column: its own, or where cells are not merged one before it.

    2024年 stands over 预算 | 决算 where the second place beside it is empty and each has a header of its own below.
    """
    places = list(range(grid.width))
    if row + 1 >= band.body or is_index_row(grid.words(row + 1)):
        return places
    left = None
    for column in places:
        if not _begins(grid, row + 1, column):
            left = None
        elif grid.text(row, column):
            left = column
        elif left is not None:
            places[column] = left
    return places


def _begins(grid: Matrix, row: int, column: int) -> bool:
    index = grid.rows[row][column]
    return index >= 0 and grid.cells[index].row == row and bool(grid.texts[index])


def _are_headings(texts: Sequence[str], words: Words) -> bool:
    """Whether a row's texts are several words that head columns and nothing else."""
    return (
        len(texts) > 1
        and any(text in words.whole for text in texts)
        and all(text in words.whole or is_time(text) for text in texts)
    )


def _are_translated(texts: Sequence[str]) -> bool:
    """Whether a row only says in English what the headers above it say: Region | Total | State-owned."""
    return len(texts) > 1 and all(map(_ENGLISH.fullmatch, texts))


def _is_heading(text: str, words: Words) -> bool:
    """Whether a text over figures reads like what they are called: 年度指标值, 投资额（万元）, 2024年."""
    bare = text[: bracket.start()] if (bracket := _UNIT_BRACKET.search(text)) else text
    if bare.endswith("%"):
        return not bare[-2:-1].isdigit()  # 分别增长6%和7.5% is told of a row
    return bare != text or bare in words.whole or is_time(bare) or bare.endswith(words.ends)


# ---- where the headers end


def _body(grid: Matrix, top: int, bottom: int, words: Words) -> int:
    """The first row of the body. Headers come before any figure and hang together."""
    row = top
    while row < min(bottom, top + _DEEPEST_HEADER):
        texts = grid.words(row)
        if is_index_row(texts):
            return row + 1
        timed = _are_times(texts, few=row == top) and row <= top + 1
        if not timed and any(map(is_figure, texts)):
            break
        if row == top and not _opens(grid, row, bottom, words):
            break
        if row > top and texts and not (timed or _goes_on(grid, row, bottom, words)):
            break
        row += 1
    return row


def _opens(grid: Matrix, row: int, bottom: int, words: Words) -> bool:
    """Whether a table's first row heads columns: it has several texts, or one over all or all but the first."""
    begun = grid.begun(row)
    if any(grid.texts[i].endswith(("。", "；", ";")) for i in begun):
        return False  # 年度履职目标 | 完成造林绿化任务。
    if len(begun) == 1:
        cell = grid.cells[begun[0]]
        return cell.columns == grid.width or cell.column > 0
    if len(begun) < 2 or not is_field(grid.words(row), words):
        return len(begun) > 1
    # nothing | 法人单位 | 个体经营户 above names or further headers is no field of a form
    left, below = grid.cells[begun[0]].column, grid.begun(row + 1) if row + 1 < bottom else []
    if left == 0 or not below:
        return False
    texts = grid.words(row + 1)
    return grid.cells[below[0]].column < left or not (is_field(texts, words) or any(map(is_figure, texts)))


def is_field(texts: Sequence[str], words: Words) -> bool:
    """项目名称 | 城北水厂扩建: fields of a form, each before what is filled in."""
    named, filled = texts[::2], texts[1::2]
    return (
        len(named) == len(filled)
        and all(text.endswith(words.fields) for text in named)
        and not any(text.endswith(words.fields) or _is_heading(text, words) for text in filled)
    )


def _goes_on(grid: Matrix, row: int, bottom: int, words: Words) -> bool:
    """Whether a row goes on with the headers above it.

    It parts what stands above it, or stands over figures and heads no row, or reads like headers.
    """
    texts = grid.words(row)
    if any(map(is_sentence, texts)):
        return False
    if _are_headings(texts, words) or _are_translated(texts):
        return True
    named = _names_row(grid, row) and not _ENGLISH.fullmatch(texts[0])  # Year | Total | 男 | 女
    if _parts(grid, row) and not named:
        return True
    over = _over_figures(grid, row, bottom)
    if over and not named:
        return True
    reaching = len(grid.begun(row)) < len(grid.filled(row))
    like = (grid.texts[i] for i in over) if over else texts
    return bool(over or reaching) and any(_is_heading(text, words) for text in like)


def _parts(grid: Matrix, row: int) -> bool:
    """Whether a row has narrower cells below one of the row above."""
    above = (grid.cells[i] for i in grid.begun(row - 1))
    wide = [range(cell.column, cell.column + cell.columns) for cell in above if cell.columns > 1]
    begun = [grid.cells[i] for i in grid.begun(row)]
    return any(cell.column in columns and cell.columns < len(columns) for cell in begun for columns in wide)


def _is_parted(grid: Matrix, row: int, words: Words) -> bool:
    """Whether a row is headers that the next one parts: 任务名称 | 预算金额（万元） above 总额 | 其中：财政拨款."""
    texts = grid.words(row)
    if any(map(is_figure, texts)) or any(map(is_sentence, texts)) or not _parts(grid, row + 1):
        return False
    wide = [grid.texts[i] for i in grid.begun(row) if grid.cells[i].columns > 1]
    return all(_is_heading(text, words) for text in wide)


def _names_row(grid: Matrix, row: int) -> bool:
    """Whether a row begins with a text of its own, which is no part of what stands above."""
    index = grid.rows[row][0]
    if index < 0 or not grid.texts[index] or grid.cells[index].row < row:
        return False
    above = grid.rows[row - 1][0]
    return above < 0 or not grid.texts[above] or grid.cells[index].columns >= grid.cells[above].columns


def _over_figures(grid: Matrix, row: int, bottom: int) -> list[int]:
    """The cells that begin in a row and have figures below them, as far as nothing else heads those."""
    figures: set[int] = set()
    between: list[int] = []
    seen = 0
    for below in range(row + 1, min(bottom, row + 1 + _FARTHEST)):
        texts = grid.words(below)
        if is_index_row(texts):
            continue
        found = {c for i in grid.begun(below) if is_figure(grid.texts[i]) for c in _columns(grid, i)}
        if found:
            figures |= found
            seen += 1
        elif seen:
            break
        elif len(texts) > 1:
            between.append(below)
        if seen == _ENOUGH:
            break
    headed = (i for r in between if _names_row(grid, r) for i in grid.begun(r) if not is_nothing(grid.texts[i]))
    if any(not figures.isdisjoint(_columns(grid, i)) for i in headed):
        return []
    return [i for i in grid.begun(row) if _says(grid.texts[i]) and not figures.isdisjoint(_columns(grid, i))]


def _is_over_sentences(grid: Matrix, row: int) -> bool:
    """预期目标 | 实际完成情况, and below each what it is, told at length."""
    below = {(grid.cells[i].column, grid.cells[i].columns): grid.texts[i] for i in grid.begun(row + 1)}
    under = [below.get((grid.cells[i].column, grid.cells[i].columns), "") for i in grid.begun(row)]
    return sum(map(is_sentence, under)) >= 2


def _says(text: str) -> bool:
    return not is_nothing(text) and not is_figure(text)


def _columns(grid: Matrix, index: int) -> range:
    cell = grid.cells[index]
    return range(cell.column, cell.column + cell.columns)


def _is_cut_anew(grid: Matrix, row: int) -> bool:
    """Whether a row has borders that the last row of several cells before it has not."""
    before = next((r for r in range(row - 1, -1, -1) if len(grid.filled(r)) > 1), None)
    return before is not None and not _borders(grid, row) <= _borders(grid, before)


def _borders(grid: Matrix, row: int) -> set[int]:
    return {grid.cells[i].column for i in grid.rows[row] if i >= 0}


def _are_times(texts: Sequence[str], *, few: bool) -> bool:
    """Whether the numbers of a row are the years that head columns: 指标 | 2020 | 2021 | 2022.

    Unless ``few`` are enough they are half of the row: below other headers 水厂 | 水务局 | 2024年5月 heads nothing.
    """
    times = sum(map(is_time, texts))
    return (times > 0 if few else times * 2 >= len(texts) > 0) and not any(map(is_figure, texts))
