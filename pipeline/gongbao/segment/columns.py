"""What each column of a table is for, and which of them head rows."""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

import regex

from gongbao.kept import compiled
from gongbao.segment.headings import Band, Lexicons, headers, heads_codes
from gongbao.segment.hierarchy import is_total
from gongbao.segment.matrix import Matrix, is_figure, is_nothing, is_ratio, is_sentence, is_time

_DIGITS = compiled(r"\d{1,9}")
_NAMES_ITSELF = compiled(r"\p{Han}[:：][\d.,]*$")
_BARE_YEAR = compiled(r"(?:19|20)\d\d")
_WHEN = compiled("[年月季时期]")
_CODE = compiled(r"\d{3}(?:\d\d){0,3}")
_IDENTIFIER = compiled(r"[\w.-]{1,40}", regex.ASCII)
# How a figure in the next column bounds what it is of.
_BOUNDING = compiled("[≥≤=><＞＜＝]{1,2}|(?:大于|小于|不[高低]于)?等于|大于|小于|定[性量]")
_CODED_NAME = compiled(r"\d{3}(?:\d\d){0,3}\p{Han}{2}")
_NUMBERS = compiled(r"[^\d一二三四五六七八九十#]号码?$")  # 身份证号, 合同编号, but not 2号
# What kind of goods a row is of, in numbers: 汽油 | 92号.
_GRADES = ("标号", "牌号", "油号")
_CODED_HEADER = compiled("编码|代码|科目")
# 303001 of 单位编码 is who spends it, and no class of what it is spent on.
_OF_UNITS = compiled("(?:单位|部门|机构|资产|债券|项目|企业)[编代]码$")
# 2022年排名, 增速位次
_RANKS = ("排名", "位次", "名次", "排位")
_HAN = compiled(r"\p{Han}")
_BRACKET = compiled(r"[（(](?P<inside>[^（）()]{1,8})[)）]$")
_LONGEST_CODE_HEADER = 12
_MOSTLY = 0.8
DITTO = frozenset(("〃", "″", "同上"))
"""What stands for the word above it."""
# 元/吨, 万元、%
_PARTS = compiled(r"[/／、,·]")


class Role(StrEnum):
    """What a column is for: ``TEXT`` are words that head no row, a project's contents or a remark.

    ``ASIDE``: what else is told of what a row is about, of which kind it is or who does it.
    """

    CODE = "code"
    ORDINAL = "ordinal"
    LABEL = "label"
    UNIT = "unit"
    VALUE = "value"
    TEXT = "text"
    ASIDE = "aside"


# 文号 | 项目名称: by which document it is handed out heads nothing.
_DOCUMENT = "文号"
_ASIDES = (Role.ORDINAL, Role.CODE, Role.UNIT, Role.ASIDE)


class Column(NamedTuple):
    """A column's role, and the path of its headers from the outermost in."""

    role: Role
    header: tuple[str, ...]


class Group(NamedTuple):
    """Columns that head rows, those that hold what they head, and those that name the units of these."""

    leads: list[int]
    held: list[int]
    units: list[int]


# How a header ends that tells what is counted in, and a number that may be meant as a month.
_IN_UNIT = compiled(r"[（(](?![年月日]+[）)])(?:[十百千万亿]*\p{Han}{1,4}|[%‰])[）)]$")
# Below these it is one: 开工（年月）, 竣工时间（月）.
_OF_TIME = compiled("时间|日期|开工|竣工|年份")
_IN_FIGURES = compiled(r"\d{4}(?:\.\d{1,2})?")


def columns(grid: Matrix, band: Band, rows: Sequence[int], lexicons: Lexicons) -> list[Column]:
    """What each column of a band is for; ``rows`` are those of its body."""
    found = [
        Column(_role(column, header, _own_words(grid, band, rows, column), lexicons), header)
        for column, header in enumerate(headers(grid, band))
    ]
    first = next((c for c, column in enumerate(found) if column.role not in _ASIDES), 0)
    if _names_rows(grid, rows, first, found, lexicons):
        found[first] = found[first]._replace(role=Role.LABEL)
    named = next((c for c, column in enumerate(found) if column.role is Role.LABEL), None)
    held = next((c for c, column in enumerate(found) if column.role is Role.VALUE and column.header), len(found))
    found = [
        column._replace(role=Role.ASIDE) if c > held and _is_aside_of_time(column) and named is not None else column
        for c, column in enumerate(found)
    ]
    labels = [c for c, column in enumerate(found) if column.role is Role.LABEL]
    asides = [c for c in labels if _is_aside(found[c].header, lexicons)]
    if named in asides:  # 类别 | 品名 | 规格等级: what stands before the names heads them
        named = next((c for c in labels if c not in asides), None)
        asides = [c for c in asides if named is not None and (c > named or found[c].header[-1].endswith(_DOCUMENT))]
    if not asides or named is None:
        return found
    # 续建项目 in the column of numbers heads rows and is told nothing else of.
    told = [row for row in rows if any(grid.text(row, c) for c in (named, *asides))]
    if not _tells_apart(grid, told, named, lexicons):
        return found
    return [column._replace(role=Role.ASIDE) if c in asides else column for c, column in enumerate(found)]


def _is_aside_of_time(column: Column) -> bool:
    """Whether a column tells when something is done that a row before it names: 实施采购时间."""
    return column.role is Role.LABEL and bool(column.header) and _bare(column.header[-1]).endswith(("时间", "日期"))


def _names_rows(grid: Matrix, rows: Sequence[int], first: int, found: Sequence[Column], lexicons: Lexicons) -> bool:
    """Whether the first column, of words and no sentences, names the rows although it is called by what is aimed at:
    目标任务 | 2024年 | 2025年."""
    role, header = found[first]
    if role is not Role.TEXT or not header or header[-1].startswith(lexicons["table_note"]):
        return False
    told = any(is_sentence(grid.text(row, first)) for row in rows)
    return not told and any(column.role is Role.VALUE for column in found[first + 1 :])


def _is_aside(header: Sequence[str], lexicons: Lexicons) -> bool:
    return bool(header) and _bare(header[-1]).endswith(lexicons["table_aside"])


def _bare(header: str) -> str:
    """A header without what it says in brackets behind it of how it is told: 发行时间（年/月）."""
    return _BRACKET.sub("", header)


def _tells_apart(grid: Matrix, rows: Sequence[int], column: int, lexicons: Lexicons) -> bool:
    """Whether the names in a column are enough to tell its rows: each has one of its own."""
    totals = lexicons["table_total"]
    named = [row for row in rows if not any(is_total(text, totals) for text in grid.words(row)[:1])]
    own = dict.fromkeys(i for row in named if (i := grid.rows[row][column]) >= 0)
    names = [text for i in own if not is_total(text := grid.texts[i], totals)]
    return len(own) == len(named) and all(names) and len(set(names)) == len(names)


def _own_words(grid: Matrix, band: Band, rows: Sequence[int], column: int) -> list[str]:
    """The texts that begin in a column's body, or reach down into it, and say something.

    Those that reach in from a column before count only where there are no others.
    """
    cells = ((row, grid.rows[row][column]) for row in rows)
    own = [i for row, i in cells if i >= 0 and row == max(grid.cells[i].row, band.body)]
    texts = {i: grid.texts[i] for i in own if grid.texts[i] and not heads_codes(grid, i, band.body)}
    # no ratio names rows, except in the first column: 3:1 below 配比
    said = [i for i, text in texts.items() if not is_nothing(text) or (column == 0 and is_ratio(text))]
    return [grid.texts[i] for i in [i for i in said if grid.cells[i].column == column] or said]


def _role(column: int, header: Sequence[str], words: Sequence[str], lexicons: Lexicons) -> Role:
    last = header[-1] if header else ""
    if _is_coded(header, words, lexicons):
        return Role.CODE
    if last in lexicons["table_ordinal"] or last.endswith(_RANKS):
        return Role.ORDINAL
    own = [word for word in words if not is_total(word, lexicons["table_total"])]
    numbers = _NUMBERS.search(last) or _names_codes(last, lexicons["table_code"])
    if own and numbers and all(map(_IDENTIFIER.fullmatch, own)):
        return Role.ORDINAL  # numbers of projects, persons and the like are no classes
    figures = sum(map(is_figure, words))
    if last in lexicons["table_unit"] and not figures and _are_units(last, own, lexicons):
        return Role.UNIT
    if last.startswith(lexicons["table_note"]):
        return Role.TEXT
    if own and all(map(_BOUNDING.fullmatch, own)):
        return Role.ASIDE  # 指标性质: ≥, before the value that it bounds
    if not words:
        return Role.VALUE
    if last in _GRADES:
        return Role.LABEL
    names = last in lexicons["table_label"] or (column == 0 and not header)
    if names and sum(_CODED_NAME.match(word) is not None for word in words) * 2 > len(words):
        return Role.LABEL
    dated = column == 0 or any(map(_WHEN.search, header))
    amounts = (
        column > 0 and _IN_UNIT.search(last) is not None and not _OF_TIME.search(last)
    )  # 2011.3 and 2080.5 below 生产总值（亿元）
    times = sum(
        is_time(word) and (dated or not _BARE_YEAR.fullmatch(word)) and not (amounts and _IN_FIGURES.fullmatch(word))
        for word in words
    )
    if times * 2 > len(words):
        return Role.LABEL
    meant = figures + sum(map(is_time, words))
    others = len(words) - meant
    if column > 0 and figures and _measures(header, lexicons):
        others = sum(map(_names, words))  # 1e400 or 0x10 among amounts is a slip, the name of no row
    if meant < others:
        ends = (*lexicons["table_target"], *lexicons["table_actual"])
        told = column > 0 and any(text.endswith(ends) for text in header)
        return Role.TEXT if told else Role.LABEL  # 显著提高 is a target, the name of no row
    if column == 0 and _counts_up(words):
        return Role.ORDINAL
    return Role.VALUE


def _names(word: str) -> bool:
    """Whether a cell that is no figure and no time may name something: it holds a Chinese word.

    按支出性质分： and 其中：基本支出：1968.32 among figures head and name none but their own.
    """
    if _NAMES_ITSELF.search(word):
        return False
    return not is_figure(word) and not is_time(word) and _HAN.search(word) is not None


def _measures(header: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether headers say that figures stand below them: 金额, 2024年, 投资（万元）."""
    ends, units = (*lexicons["table_column"], *lexicons["table_money"]), _units(lexicons)
    inside = [bracket["inside"] for text in header if (bracket := _BRACKET.search(text))]
    return any(is_time(text) or text.endswith(ends) for text in header) or any(_is_unit(text, units) for text in inside)


def _are_units(header: str, words: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether a column that is called 单位 holds units, not institutions."""
    if header != "单位":
        return True
    known = {*_units(lexicons), *DITTO}
    units = sum(all(_is_unit(part, known) for part in _PARTS.split(word)) for word in words)
    return units * 2 >= len(words)


def _units(lexicons: Lexicons) -> set[str]:
    return {
        *lexicons["unit"],
        *lexicons["currency"],
        *lexicons["sign"],
        "%",
        "‰",
        "百分点",
        "天",
        "月",
        "年",
        "日",
        "小时",
    }


def _is_unit(text: str, known: Collection[str]) -> bool:
    """Whether a text is a unit, with a power of ten or without: 亿千瓦时, 万平方米."""
    return text in known or text.lstrip("0123456789十百千万亿") in known


def _is_coded(header: Sequence[str], words: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether a column holds codes: its header says so, or no header denies it and all look like ones."""
    if header and _OF_UNITS.search(header[-1]):
        return False
    own = [word for word in words if not is_total(word, lexicons["table_total"])]
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
            if all(found[held].role is Role.ASIDE for held in group.held):
                group.leads.append(number)
            elif column.role is Role.CODE and not _heads_names(number, found):
                pass  # 政府采购 | 数量 | 经济科目编码 | 金额
            elif column.role is Role.CODE or _leads(grid, rows, number, found):
                made.append(Group([number], [], []))
            else:
                group.held.append(number)
        elif column.role is Role.UNIT:
            group.units.append(number)
        elif column.role in (Role.VALUE, Role.TEXT, Role.ASIDE):
            group.held.append(number)
    return made


def _heads_names(column: int, found: Sequence[Column]) -> bool:
    """Whether a column of codes has names behind it, or there are none at all."""
    roles = [other.role for other in found]
    return (
        next((role for role in roles[column:] if role is not Role.CODE), None) is Role.LABEL or Role.LABEL not in roles
    )


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
