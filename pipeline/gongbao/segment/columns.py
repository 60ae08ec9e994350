"""Which rows of a table are its headers, and what each of its columns is for."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

import regex

from gongbao.segment.matrix import Matrix, is_figure, is_nothing, is_time

Lexicons = Mapping[str, tuple[str, ...]]

_DEEPEST_HEADER = 6
_TEN_STEMS = "甲乙丙丁戊己庚辛壬癸"
_DIGITS = regex.compile(r"\d{1,9}")
_BARE_YEAR = regex.compile(r"(?:19|20)\d\d")
_WHEN = regex.compile("[年月季时期]")
_CODE = regex.compile(r"\d{3}(?:\d\d){0,3}")
_IDENTIFIER = regex.compile(r"[\w.-]{1,40}", regex.ASCII)
_CODED_NAME = regex.compile(r"\d{3}(?:\d\d){0,3}\p{Han}{2}")
_CODED_HEADER = regex.compile("编码|代码|科目")
_LONGEST_CODE_HEADER = 12
_MOSTLY = 0.8
_UNIT_BRACKET = regex.compile(r"[（(](?:[^（）()]*[元%人吨米亩个])[)）]$")
_HEADING_LEXICONS = (
    "table_code",
    "table_ordinal",
    "table_unit",
    "table_note",
    "table_label",
    "table_column",
    "table_initial_budget",
    "table_adjusted_budget",
    "table_execution",
    "table_preliminary",
    "table_final_account",
    "table_target",
    "table_actual",
)


class Role(StrEnum):
    """What a column is for: ``TEXT`` are words that head no row, a project's contents or a remark."""

    CODE = "code"
    ORDINAL = "ordinal"
    LABEL = "label"
    UNIT = "unit"
    VALUE = "value"
    TEXT = "text"


class Column(NamedTuple):
    """A column's role, and the path of its headers from the outermost in."""

    role: Role
    header: tuple[str, ...]


class Group(NamedTuple):
    """Columns that head rows, those that hold what they head, and those that name the units of these."""

    leads: list[int]
    held: list[int]
    units: list[int]


class Band(NamedTuple):
    """Rows of a table below one header: headers from ``top``, the body from ``body`` to ``bottom`` (exclusive)."""

    top: int
    body: int
    bottom: int


def heading_words(lexicons: Lexicons) -> frozenset[str]:
    """The words that only ever head columns."""
    return frozenset(word for name in _HEADING_LEXICONS for word in lexicons[name])


def bands(grid: Matrix, top: int, bottom: int, words: frozenset[str]) -> list[Band]:
    """A table cut where other headers follow: forms have their fields first, then their list of indicators."""
    found: list[Band] = []
    start = top
    body = _body(grid, top, bottom, words)
    again = _headings(grid, top, body)
    for row in range(body, bottom):
        if row < body:
            continue
        texts = grid.words(row)
        if len(texts) >= 2 and tuple(texts) not in again and are_headings(texts, words):
            found.append(Band(start, body, row))
            start, body = row, _body(grid, row, bottom, words)
            again = _headings(grid, start, body)
    found.append(Band(start, body, bottom))
    return [band for band in found if band.body < band.bottom]


def body_rows(grid: Matrix, band: Band) -> list[int]:
    """The rows of a band's body, without headers set once more on top of the next page."""
    again = _headings(grid, band.top, band.body)
    return [row for row in range(band.body, band.bottom) if tuple(grid.words(row)) not in again]


def _headings(grid: Matrix, top: int, body: int) -> set[tuple[str, ...]]:
    return {tuple(words) for row in range(top, body) if len(words := grid.words(row)) >= 2}


def are_headings(texts: Sequence[str], words: frozenset[str]) -> bool:
    """Whether a row's texts are several words that head columns and nothing else."""
    return (
        len(texts) > 1
        and any(text in words for text in texts)
        and all(text in words or is_time(text) for text in texts)
    )


# ---- headers


def _body(grid: Matrix, top: int, bottom: int, words: frozenset[str]) -> int:
    """The first row of the body. Headers come before any figure and hang together by merged cells or known words."""
    row = top
    while row < min(bottom, top + _DEEPEST_HEADER):
        texts = grid.words(row)
        if _is_index_row(texts):
            return row + 1
        timed = _are_times(texts) and row <= top + 1
        if not timed and any(map(is_figure, texts)):
            break
        if row == top and not _opens(grid, row, words):
            break
        if row > top and texts and not (timed or _hangs_on(grid, row) or are_headings(texts, words)):
            break
        row += 1
    return row


def _opens(grid: Matrix, row: int, words: frozenset[str]) -> bool:
    """Whether a table's first row heads columns: it has several texts, or one over all or all but the first."""
    begun = grid.begun(row)
    if len(begun) == 1:
        cell = grid.cells[begun[0]]
        return cell.columns == grid.width or cell.column > 0
    return len(begun) > 1 and not _is_field([grid.texts[i] for i in begun], words)


def _is_field(texts: Sequence[str], words: frozenset[str]) -> bool:
    """项目名称 | 城北水厂扩建: a field of a form and what is filled in."""
    if len(texts) not in (2, 4):
        return False
    filled = texts[1::2]
    named = all(text.endswith(("名称", "部门", "单位", "负责人", "代码", "编码")) for text in texts[::2])
    return named and not any(text in words or is_time(text) or _UNIT_BRACKET.search(text) for text in filled)


def _hangs_on(grid: Matrix, row: int) -> bool:
    """Whether a row goes on with the headers above: cells reach down into it, or stand over several of its columns."""
    if len(grid.begun(row)) < len(grid.filled(row)):
        return True
    return any(grid.cells[i].columns > 1 for i in grid.begun(row - 1))


def _are_times(texts: Sequence[str]) -> bool:
    """Whether the numbers of a row are the years that head columns: 指标 | 2020 | 2021 | 2022."""
    return any(map(is_time, texts)) and not any(map(is_figure, texts))


def _is_index_row(texts: Sequence[str]) -> bool:
    """栏次 | 1 | 2 | 3, 甲 | 乙 | 1 | 2: the numbers of the columns, which are no figures."""
    numbers = [int(text) for text in texts if _DIGITS.fullmatch(text)]
    rest = [text for text in texts if not _DIGITS.fullmatch(text)]
    if not all(text in _TEN_STEMS or text in ("栏次", "行次", "序号", "**") or "=" in text for text in rest):
        return False
    if not numbers:
        return len(rest) >= 2 and all(text in _TEN_STEMS for text in rest)
    # Two tables side by side: 栏次 | 1 | 栏次 | 2, or each counted for itself.
    parted = len(numbers) >= 2 or "栏次" in rest
    return parted and numbers[0] == 1 and all(b - a == 1 or b == 1 for a, b in pairwise(numbers))


def columns(grid: Matrix, band: Band, rows: Sequence[int], lexicons: Lexicons) -> list[Column]:
    """What each column of a band is for; ``rows`` are those of its body."""
    heading = [row for row in range(band.top, band.body) if not _is_index_row(grid.words(row))]
    found = []
    for column in range(grid.width):
        header: list[str] = []
        for row in heading:
            words = grid.text(row, column)
            if words and (not header or header[-1] != words):
                header.append(words)
        found.append(Column(_role(column, header, _own_words(grid, rows, column), lexicons), tuple(header)))
    return found


def _own_words(grid: Matrix, rows: Sequence[int], column: int) -> list[str]:
    """The texts that begin in a column's body and say something."""
    cells = ((row, grid.rows[row][column]) for row in rows)
    own = (grid.texts[i] for row, i in cells if i >= 0 and grid.cells[i].row == row)
    return [text for text in own if text and not is_nothing(text)]


def _role(column: int, header: Sequence[str], words: Sequence[str], lexicons: Lexicons) -> Role:
    last = header[-1] if header else ""
    if _is_coded(header, words, lexicons):
        return Role.CODE
    if last in lexicons["table_ordinal"]:
        return Role.ORDINAL
    own = [word for word in words if not word.endswith(lexicons["table_total"])]
    if own and _names_codes(last, lexicons["table_code"]) and all(map(_IDENTIFIER.fullmatch, own)):
        return Role.ORDINAL  # numbers of projects and the like are no classes
    figures = sum(map(is_figure, words))
    if last in lexicons["table_unit"] and not figures:
        return Role.UNIT
    if last.startswith(lexicons["table_note"]):
        return Role.TEXT
    if not words:
        return Role.VALUE
    names = last in lexicons["table_label"] or (column == 0 and not header)
    if names and sum(_CODED_NAME.match(word) is not None for word in words) * 2 > len(words):
        return Role.LABEL
    dated = column == 0 or any(map(_WHEN.search, header))
    times = sum(is_time(word) and (dated or not _BARE_YEAR.fullmatch(word)) for word in words)
    if times * 2 > len(words):
        return Role.LABEL
    if (figures + sum(map(is_time, words))) * 2 < len(words):
        return Role.LABEL
    if column == 0 and _counts_up(words):
        return Role.ORDINAL
    return Role.VALUE


def _is_coded(header: Sequence[str], words: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether a column holds codes: its header says so, or no header denies it and all look like ones."""
    own = [word for word in words if not word.endswith(lexicons["table_total"])]
    digits = [word for word in own if _DIGITS.fullmatch(word)]
    if any(_names_codes(text, lexicons["table_code"]) for text in header):
        return len(digits) >= len(own) * _MOSTLY
    named = not header or _CODED_HEADER.search(header[-1]) is not None
    return named and len(own) >= 2 and all(map(_CODE.fullmatch, own)) and len(own) * 2 > len(words)


def _names_codes(text: str, words: Sequence[str]) -> bool:
    """Whether a header says that codes stand below it: 类 alone, but 功能分类科目编码 by its end."""
    return text in words or (
        len(text) <= _LONGEST_CODE_HEADER and any(len(word) > 1 and text.endswith(word) for word in words)
    )


def _counts_up(words: Sequence[str]) -> bool:
    numbers = [int(word) for word in words if _DIGITS.fullmatch(word)]
    return len(numbers) == len(words) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))


# ---- groups


def groups(grid: Matrix, rows: Sequence[int], found: Sequence[Column]) -> list[Group]:
    """The columns that head rows, each time with the columns that follow them."""
    made = [Group([], [], [])]
    for number, column in enumerate(found):
        group = made[-1]
        if column.role in (Role.LABEL, Role.CODE):
            if not group.held:
                group.leads.append(number)
            elif column.role is Role.CODE or _leads(grid, rows, number, found):
                made.append(Group([number], [], []))
            else:
                group.held.append(number)
        elif column.role is Role.UNIT:
            group.units.append(number)
        elif column.role in (Role.VALUE, Role.TEXT):
            group.held.append(number)
    return made


def _leads(grid: Matrix, rows: Sequence[int], column: int, found: Sequence[Column]) -> bool:
    """Whether texts behind values head what follows: figures stand behind nearly all, and they are not all alike."""
    behind = list(_behind(column, found))
    words = [grid.text(row, column) for row in rows]
    filled = [word for word in words if word]
    wanted = sum(any(grid.text(row, value) for value in behind) for row in rows)
    return bool(behind) and len(filled) * 2 >= wanted and len(set(filled)) * 2 > len(filled)


def _behind(column: int, found: Sequence[Column]) -> Iterator[int]:
    """The columns of values that follow a column, up to the next labels."""
    seen = False
    for number in range(column + 1, len(found)):
        if found[number].role is Role.VALUE:
            seen = True
            yield number
        elif seen and found[number].role in (Role.LABEL, Role.CODE):
            return
