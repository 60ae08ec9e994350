"""What stands around a table's body: its title, its unit, whose figures it shows, and the notes below it."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from gongbao.kept import compiled
from gongbao.model import Document
from gongbao.segment.matrix import Matrix, is_figure
from gongbao.segment.reflow import MARKED_HEADING

# 编制单位：某局 names who, not in what.
_UNIT = compiled(
    r"(?<![编填制报主管办持设印刷送购任用工])单位(?:[:：]|均?为)\s*(?P<unit>(?:[^\s,，。；;:：()（）\"]{1,8}[（(]\p{Han}[）)]、)?[^\s,，。；;:：()（）\"]{1,32}(?:[,，][百千万亿]{0,2}(?:[元人亩吨户个辆台件%％]|美元|公[顷里斤]|平方米)(?=$|[)）、,，\s])){0,3})"
)
# 一、农业（万吨）, alone above a table of the section.
OF_SECTION = compiled(
    r"[一二三四五六七八九十]{1,3}、(?P<name>.{1,20})[（(](?P<unit>[十百千万亿]{1,2}(?:美?元|\p{Han}{1,3})|美?元|吨|人|公[里顷斤]|[%％])[）)]"
)
# 一、2024年财政预算执行情况（亿元） names the table, too.
_NAMES_TABLE = compiled(r"(?:19|20)\d\d年|(?:表|情况|收入|支出|限额|余额)$")
# 咸宁市统计局 2025-06-25 says when, too.
_WHO = compiled(
    r"(?:局|委|院|校|学|中心|办|处|公司|政府|厅|部|会|海关|调查队|总队|[分支银]行)(?:\s{0,4}\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)?$"
)
# Of several units in a line one of money or measure comes first, then one of nothing else.
_FIRST_UNITS = (compiled("(?:金额|货币|计量)$"), compiled(r"(?:^|\P{Han})$"))
# What stands in one line behind a title: 2024年收入情况表（单位：万元）.
_UNIT_BEHIND = compiled(r"\s*[（(]?(?:计量|金额|货币)?(?<![编填制报主管办持设印刷送购任用工])单位[:：][^:：]{1,16}$")
_TABLE_NUMBER = (
    r"(?:部门|单位|财决)?(?:附?表|附件|续表|公开表?|预算|财决|批复|第)[\d一二三四五六七八九十-]{1,4}(?:表|号)?"
)
_ABOVE = compiled(
    rf"单位[:：]|^(?:编制|填报|预算|公开)?(?:部门|单位|时间|日期)(?:名称)?[:：]|^{_TABLE_NUMBER}$|^附[表件]$|^(?:续表|[（(]续.{{0,3}}[）)])$"
)
# 项目 单位：万元 in the corner of the headers themselves.
_IN_CORNER = compiled(
    r"^(?:项目|科目|地区|指标|名称|部门|单位名称|乡镇|类别|年份)[(（ ]?(?:金额)?单位[:：][^:：]{1,8}$"
)
_CONTINUED = compiled(r"(?<![手连持后继存延接])续(?:上?表)?[\d一二三四五]?[）)]?$|^续(?:上?表)")
_TITLE = compiled(
    r"表(?:[（(].{1,12}[）)])?$|情况|明细|一览|公告|公示|意向|统计|预算|决算|概况|指标|目标|排行|产量|清单|(?:增速|增长率|增[幅量]|[涨降]幅|指数)(?:[（(].{1,12}[）)])?$"
)
# 2024年一季度主要能源品种消费量, alone on top.
_DATED_TITLE = compiled(r".{0,16}(?:19|20)\d\d年.{4}")
# 表3 常住人口年龄构成
_NUMBERED_TITLE = compiled(
    r"(?:附?表[\d一二三四五六七八九十]{1,3}(?:[-—－]\d{1,2})?[:：.、]?|\d{1,2}-\d{1,2}(?:-\d{1,2})?)(?![年季月日])\p{Han}{4}"
)
_TABLE_TITLE = compiled(r"表(?:[（(].{1,12}[）)])?$")
# （2024年度）, 上年=100, or the title in English.
_SECOND_LINE = compiled(
    r"^[（(].{1,20}[）)]$|^以?[\p{Han}\d]{1,10}[=＝]100(?:$|[（(])|^\d{4}年.{0,12}$"
    r"|^(?:\d{1,2}(?:-\d{1,2}){1,2} ?)?[A-Z][\x20-\x7e]{8,}$"
)
_NO_TITLE = compiled(
    rf"^[\x00-\x7f]*$|[。；;：:，]|^[\d\s./-]+$|^{_TABLE_NUMBER}$|^[（(].{{0,20}}[）)]$|^(?:截[至止])?\d{{4}}年(?:度|\d{{1,2}}(?:[-—–~～至]\d{{1,2}})?月(?:\d{{1,2}}日|份)?)?[底末]?$"
)
# 附件1：2025年收入表 is one behind its number.
_NUMBERED = compiled(rf"^(?:{_TABLE_NUMBER}|附[表件]?)[:：] ?(?=.)")
_NOTE = compiled(r"^(?:[（(]?(?:注|备注|说明|附注)|资料来源|数据来源|来源|填表|制表|审核)")
# 主要农产品产量如下：, alone or behind a sentence; 具体安排及时间要求如下： names no figures.
_LEADS_IN = compiled(
    r"(?:^|[。；])(?P<title>(?!现将|具体|以下|有关|相关)[^。；：，]{2,23}(?:(?=情况)|[量额值率价]|产值|收入|支出|收支|投资|余额|指[数标]|价格|人[口数]|面积|[预决]算|增[速幅]))(?:情况)?(?:如下表?|见下表)[：:。]$"
)
PRICES = compiled(
    r"[（(]?(?:注[:：]\s?)?本表\p{Han}{0,12}按(?:(?P<current>当年价|现行?价)|\p{Han}{2,4}价)格?计算"
    "(?:[，,；;][^。]{2,40})?[。）)]?"
)
"""What stands between a yearbook's title and its table: 本表按当年价格计算。"""
_CAPTION_LINES = 6
_LONGEST_CAPTION = 60
_LONGEST_NEAR_TITLE = 30


class Frame(NamedTuple):
    """Headers and body are the rows from ``top`` to ``bottom`` (exclusive); ``said`` are the cells around them."""

    top: int
    bottom: int
    said: list[int]


def lines_above(document: Document, start: int, end: int) -> tuple[str, ...]:
    """The last lines before a place as far as they may be captions of what begins there; furniture is none."""
    hidden = [span for span in document.furniture if start <= span.start < end]
    lines: list[str] = []
    while end > start and len(lines) < _CAPTION_LINES:
        begin = document.text.rfind("\n", start, end)
        begin = start if begin < 0 else begin + 1
        if not any(span.start <= begin < span.end for span in hidden):
            words = " ".join(document.text[begin:end].split())
            if _is_prose(words) and not PRICES.fullmatch(words):
                if led := _LEADS_IN.search(words):
                    lines.append(led["title"])
                break
            if words[:1] == "#":
                words = MARKED_HEADING.sub("", words)
            if any(map(str.isalnum, words)):  # not the frame that a table is drawn in
                lines.append(words)
        end = begin - 1
    return tuple(reversed(lines))


def _is_prose(words: str) -> bool:
    return (
        len(words) > _LONGEST_CAPTION
        or words.endswith(("。", "，"))
        or (words.endswith(("：", ":")) and not _ABOVE.search(words))
    )


def frames(grid: Matrix, heads: Callable[[int], bool]) -> list[Frame]:
    """A grid's tables: a sheet may have several below each other, each with its title and its headers.

    ``heads`` tells whether a row heads columns.
    """
    starts = [0, *(row for row in range(2, len(grid.rows) - 2) if _begins_table(grid, row, heads))]
    return [_framed(grid, start, end) for start, end in pairwise([*starts, len(grid.rows)])]


def _begins_table(grid: Matrix, row: int, heads: Callable[[int], bool]) -> bool:
    """Whether a row in the middle is the title of another table: headers follow, and the first one is not called so."""
    words = grid.words(row)
    if len(words) == 2 and _UNIT.search(words[1]):
        words = words[:1]  # the unit stands in a cell beside the title
    if len(words) != 1 or len(words[0]) > _LONGEST_NEAR_TITLE:
        return False
    if not (_TABLE_TITLE.search(words[0]) or _NUMBERED_TITLE.match(words[0])):
        return False
    if words[0] in grid.words(0) or _ABOVE.search(words[0]):  # 续表
        return False
    for below in range(row + 1, min(row + _CAPTION_LINES, len(grid.rows))):
        if grid.filled(below) and not _is_caption(grid, below):
            return heads(below)
    return False


def _framed(grid: Matrix, start: int, height: int) -> Frame:
    """Where headers begin and the body ends; the cells above and below are captions and notes."""
    top = start
    for row in range(start, min(height - 1, start + _CAPTION_LINES)):
        if _is_caption(grid, row):
            top = row + 1
        elif (
            len(grid.filled(row)) > 1
        ):  # one text alone is a caption too where a caption follows: 金融, then 单位：亿元
            break
    while top < height - 1 and not grid.filled(top):
        top += 1
    bottom = height
    while bottom > top + 1 and _is_note(grid, bottom - 1):
        bottom -= 1
    around = [i for row in (*range(start, top), *range(bottom, height)) for i in grid.filled(row)]
    return Frame(top, bottom, [i for i in dict.fromkeys(around) if not top <= grid.cells[i].row < bottom])


def _is_caption(grid: Matrix, row: int) -> bool:
    filled = grid.filled(row)
    words = [grid.texts[i] for i in filled]
    if not words or any(map(is_figure, words)):
        return False
    if _IN_CORNER.search(words[0]) and len(words) > 2 and not any(map(_ABOVE.search, words[1:])):
        return False
    if any(map(_ABOVE.search, words)):
        return True
    if len(filled) > 1:
        return False
    if OF_SECTION.fullmatch(words[0]):
        return True
    cell = grid.cells[filled[0]]
    if row > 0 and _SECOND_LINE.search(words[0]):
        return True
    whole = cell.columns == grid.width or (row == 0 and cell.rows == 1)
    on_top = row == 0 and cell.column == 0
    titled = _TITLE.search(words[0]) or (on_top and (_DATED_TITLE.match(words[0]) or _NUMBERED_TITLE.match(words[0])))
    return whole and bool(titled) and not words[0].endswith("数")  # 年初预算数 heads columns


def _is_note(grid: Matrix, row: int) -> bool:
    filled = grid.filled(row)
    words = grid.texts[filled[0]] if filled else ""
    return not filled or (len(filled) == 1 and (_NOTE.match(words) is not None or "。" in words))


def is_caption_again(words: str, captions: Sequence[str]) -> bool:
    """Whether a text that stands alone in a row is a caption set once more, on top of the next page."""
    return _ABOVE.search(words) is not None or any(words == "".join(caption.split()) for caption in captions)


def goes_on(captions: Sequence[str]) -> bool:
    """Whether captions say that the table goes on with the one before: 续表, 收入情况表（续）."""
    return any(map(_CONTINUED.search, captions))


def title_of(captions: Sequence[str]) -> str | None:
    """The caption that names a table: the nearest that reads like a title, else the nearest short one."""
    lines = [_UNIT_BEHIND.sub("", line).strip('"') for line in captions]
    lines = [line for line in lines if line and not _names_nothing(line)]
    if lines and len(lines[-1]) <= _LONGEST_NEAR_TITLE:
        return lines[-1]
    return next((line for line in reversed(lines) if _TITLE.search(line)), None)


def _names_nothing(line: str) -> bool:
    """Whether a line cannot name a table."""
    section = OF_SECTION.fullmatch(line)
    if section and not _NAMES_TABLE.search(section["name"]):
        return True
    return any((_NO_TITLE.search(_NUMBERED.sub("", line)), _ABOVE.search(line), _WHO.search(line)))


def unit_of(captions: Sequence[str]) -> str | None:
    """What is said behind 单位：, of the caption nearest to the table: 元 of 单位：省文化馆 金额单位：元."""
    units = [found["unit"] for line in reversed(captions) for found in _units_in(line)]
    return next((unit for unit in units if not _WHO.search(unit)), None)


def _units_in(line: str) -> list[regex.Match[str]]:
    section = OF_SECTION.fullmatch(line)
    return [section] if section else sorted(_UNIT.finditer(line), key=_place)


def _place(unit: regex.Match[str]) -> int:
    """How far behind others of its line a unit comes, by the words before 单位."""
    firsts = (n for n, ends in enumerate(_FIRST_UNITS) if ends.search(unit.string, 0, unit.start()))
    return next(firsts, len(_FIRST_UNITS))
