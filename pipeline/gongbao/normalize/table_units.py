"""The unit of a bare number in a table: what its row, its column or the table's caption says that 1 of it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from gongbao.kept import compiled
from gongbao.model import Duration, Grid, GridCell, Mention, Money, Percent, Quantity, Span
from gongbao.segment.matrix import FOOTNOTE, is_time

_BRACKET = compiled(r"[（(\[【](?P<inside>[^（）()\[\]【】]{1,16})[)）\]】]")
# A row 社区卫生服务中心（站） is of both, and counts no 站.
_OR_SMALLER = compiled("中心[（(]站|[站所][（(][站所点]|妇幼保健院[（(]所")
_BEHIND = compiled(
    r"[/／](?P<what>\d{0,4}(?:\.\d)?\p{Han}{1,4}(?=[·.•/／]\p{Han}{1,2}$|$)|km²|㎡|m[²³])(?:[·.•/／]\p{Han}{1,2})?$"
)
_TAIL = compiled(r"[,，:：/](?P<unit>[万亿千百元][^,，:：/]{0,5})$")
_MONEY = compiled("[十百千万亿]*美?元")
_SIGNS = compiled(r"[±+\-＋－﹢、/,，或和]")
_SEVERAL = compiled("[、,，和及;；]")
# A unit that stands as a header of its own below what is told in it.
_BELOW = compiled(r"[十百千万亿]\p{Han}{1,4}|\p{Han}{1,3}/\p{Han}{1,4}|公[顷斤里]|平方(?:千?米|公里)|立方米|千瓦时")
# 增值税（50%） is told in no per cent, 执行率（B/A×100%） and 构成（以总人口为100%） are.
_PERCENT_WORD = compiled(
    r"(?:(?<!\d)|(?:[×xX*/÷=+－-]|为|(?:率|比例|比重|占比|构成|进度|完成|预算|计划|任务|目标|同比|增长|增[速幅])[（(])\d{1,3})%|‰|百分比|(?:增长|增减|变动|发展)(?:率|速度|幅度|比例?)$|(?:[增减降]|完成|执行|下降|增加|减少|所?占)比例$|[升减降变]幅$|增速$|[增涨降]幅$|比重$|占比$|^存贷比$|^同比$|^环比$"
    r"|^(?:同比|环比|[比较](?:上年|去年|\d{4}年)(?:同期)?)增长$|年均增[长速幅](?:[/／或〔［\[【（(]?累计(?:增[加长]|[数值量])?[〕］\]】）)]?)?$"
    r"|(?<![汇频功])(?<!(?:出生|死亡|自然增长|人口密|容积))率$"
)
_RELATIVE = compiled("(?:增长|增减|增速|同比|环比|比重|占比|进度|[占为](?:全年|年初|年度|调整)?(?:预算|计划))$")
# 比重[3]: a note's mark is no word of a header.
_NOTED = compiled(f"{FOOTNOTE}$")
# 增减 without a word for a rate: what a share or rate moves by are percentage points.
_MOVES = compiled("增减|变动|变化|升降|上升|提高|±")
_IN_PERCENT = compiled("[%‰率速幅]|增长|同比")
_COMPARED = compiled("同比|环比")
_THIS = compiled("[本当][年月季期]")
_AMONG = compiled("其中|[#＃]")
_COUNTED_ENDS = ("数", "口", "员")
# What a column is called that says nothing of what is counted in it.
_PLAIN_COLUMN = compiled(
    r"(?:(?:19|20)\d\d年?)?(?:\d{1,2}(?:[-—~～至]\d{1,2})?月|[一二三四]季度|[上下]半年|全年)?(?:[年月季]?[末底])?"
    r"(?:[本上今去]年(?:度|末|同期)?|数量|个数|总?数|[合总小]计|总量|绝对[值数]|全[省市县区州]|实绩|实际(?:数|完成)?|完成(?:数|情况)?|目标值?|计划数?|指标值?)?"
)
_PART = compiled("^(?:其中|[#＃])|^第[一二三]产业|(?:增减|增加|减少|变动)(?:额|数|量)$")
_AGAINST = compiled("[比较](?:上[年月]|去年)(?:同期)?")
_GROWN = compiled(f"(?:同比|环比|{_AGAINST.pattern})?增[减长][（(]±?%[)）]")
_WHO, _OF_WHOM = compiled("(?:人员|职工|居民|农民工|学生)$"), frozenset("人名")
_GROWS = compiled(r"(?:增长|增速|增幅|增长率|增减率|增减幅度?)(?:[（(]?±?%[)）]?)?$")
_IN_BRACKETS = compiled("增[减长][（(]±?%[)）]$")
_WHOLE = compiled("(?:人口|投资|资金|收入|支出|总?[数额量]|[合小总]计)$")
# What heads numbers that may be percentages or not.
_ONLY_MOVED = compiled("同比|环比|变幅")
_ABSOLUTE = compiled("[额数量]$")
# What one of something costs, and not all of it.
_PRICED = compiled("(?<![总合])价(?![款值税])")
# What is told in so many for each of an area, and how such a unit ends: 公斤/公顷.
_YIELD, _FOR_AREA = compiled("单位面积|单产|亩产"), compiled("/(?:公顷|亩)$")
# What weight an indicator has is in no unit of the indicator's own.
_WEIGHED = compiled("(?:权重|系数)$")
# 县（市）区 are places, and not so many towns.
_AREAS = frozenset("省市县区州盟旗乡镇")
# 专项债券（十期） is no ten of them.
_NTH = compiled("[一二三四五六七八九十]{1,3}[期批次]")
# 村（社区）个数 counts both.
_NUMBER_OF = compiled("[个家户]?数")
# 男 of 卫生技术人员 is told in what all of them are, and so is 男 behind 总人口 below 按性别分.
_SEX, _BY_SEX = compiled("[男女]性?"), compiled("按?性别分?")
_OF_PEOPLE = compiled("(?:人口|人员|人数|职工|学生|教师)(?:总?数)?$")
# What one is against the other: 城乡收入比（以农民为1）.
_AGAINST_ONE = compiled(r"[（(]以?\p{Han}{1,10}(?:为|[=＝])1[）)]$")
# 经济发展（40分） is told in points, 就业人员构成（合计=100） in per cent.
_POINTS, _OF_WHOLE = compiled(r"\d{1,3}分"), compiled("(?:[合总]计|总[体数])(?:[=＝]|为)100")
# 类, 款 and 项 in a title's brackets are levels of the accounts: 支出决算表（款）.
_LEVELS = frozenset("类款项目级期")
_OF_INDEX = compiled("(?:[=＝]|为)100$")
# 月 and 日 behind a number are dates, and lengths in a header: 期限（月）.
_LENGTHS = {"月": "个月", "日": "天"}
# Of 单位：亿元、年、% these are in 年.
_LASTS = ("期限", "年限")
_LONG = compiled("(?:[期限]|时间|时长|天数)(?:[（(][^（）()]*[）)])?$")
Amount = Money | Percent | Quantity | Duration
# Words of headers, each with the units that it is told in.
_ToldIn = Sequence[tuple[str, Sequence[str]]]
_PERCENT = Percent(Decimal(1), Decimal(1), "%")
_POINT = Percent(Decimal(1), Decimal(1), "pp")
# 人 (person)
_IN_ENGLISH = compiled(r"(?<=\p{Han})\s*[（(][A-Za-z][A-Za-z\d\s.,/-]{2,30}[)）]$")
# How many units are remembered: more than any report has, less than a hostile one could ask for.
_ALIKE = 4096


@dataclass(frozen=True, slots=True)
class Unit:
    """What 1 of a table's unit is, and what it is for each of: 万元 is 10000 of CNY, 元/平方米 is 1 for each 平方米."""

    one: Amount
    per: str | None = None

    @property
    def is_percent(self) -> bool:
        """Whether figures in it are percentages."""
        return isinstance(self.one, Percent)


class TableUnits(NamedTuple):
    """The units of a whole table: those of its captions, and of columns of parts that of the whole before them.

    ``grows``: some columns say growth, so that those of 增减 hold amounts. ``in_percent``: all that it holds is in per
    cent, and some of it is of a time, so that they hold points.
    """

    captions: Sequence[Unit]
    parts: Mapping[tuple[int, int], Unit]
    grows: bool
    in_percent: bool


class Units:
    """Reads the names of units: ``mentions`` finds what a short text says, ``lexicons`` are those of tables."""

    def __init__(self, mentions: Callable[[str], tuple[Mention, ...]], lexicons: Mapping[str, tuple[str, ...]]) -> None:
        self._mentions = mentions
        self._money, self._says_money = lexicons["table_money"], lexicons["table_says_money"]
        counted = (entry.partition(":") for entry in lexicons["table_counted"])
        self._counted: Mapping[str, str] = {word: unit for word, _, unit in counted}
        self._sizes, self._traffic, self._numbers = (
            _told_in(lexicons[name]) for name in ("table_size", "table_traffic", "table_number")
        )
        self._counted_words = tuple(self._counted)
        self._known: dict[str, Unit | None] = {}
        self._headers: dict[str, Unit | None] = {}

    def of_table(self, grid: Grid) -> TableUnits:
        """The units of a table's captions, and of its columns of parts."""
        headers = {cell.column_header[-1] for cell in grid.cells if cell.column_header}
        captions = self._of_captions(grid)
        in_percent = (
            [unit.one for unit in captions] == [_PERCENT]
            and not any(map(self._of_header, headers))
            and any(is_time(header) or _THIS.fullmatch(header) for header in headers)
        )
        return TableUnits(captions, self._of_parts(grid, captions), any(map(_GROWS.search, headers)), in_percent)

    def _of_several(self, captions: Sequence[Unit], cell: GridCell) -> Unit | None:
        """The one of a caption's units that a cell is in. Beside several that count only a header says that it is
        money: 所、人、万元."""
        if sum(isinstance(unit.one, Quantity) for unit in captions) > 1:
            headers = (*cell.column_header, *cell.row_header)
            if not any(word in header for header in headers for word in self._says_money):
                return None
        return _of_several(captions)

    def _of_captions(self, grid: Grid) -> list[Unit]:
        """The units behind 单位：, of which there may be several (万元、%), else the one that ends the title."""
        if not grid.unit:
            bracket = _BRACKET.search(grid.title or "")
            ends = bracket is not None and bracket.end() == len(grid.title or "") and bracket["inside"] not in _LEVELS
            unit = self.named(bracket["inside"]) if bracket and ends else None
            return [unit] if unit else []
        parts = [self.named(part) for part in _SEVERAL.split(grid.unit)]
        return [unit for unit in parts if unit] or [unit for unit in [self.named(grid.unit)] if unit]

    def _of_parts(self, grid: Grid, captions: Sequence[Unit]) -> dict[tuple[int, int], Unit]:
        """What columns that begin with 其中, or hold an 增减额, are in: the unit of the column on their left.

        They are a part of it, or its change.
        """
        paths = {(cell.group, cell.column): cell.column_header for cell in grid.cells}
        parts: dict[tuple[int, int], Unit] = {}
        whole: tuple[int, Unit] | None = None
        people = next(filter(_counts_people, captions), None)
        counted: str | None = None  # what was told before 按性别分
        lasts: tuple[int, Unit] | None = None
        # Where others say that they are in per cent, 比上年增减 without it is in what it is a change of.
        said = any(_IN_BRACKETS.search(path[-1]) for path in paths.values() if path)
        told = _told_as_amounts(paths)
        among = beside = False
        for place in sorted(paths):
            unit = self._of_path(paths[place])
            path = paths[place]
            by_sex = len(path) > 1 and _SEX.fullmatch(path[-1]) and _BY_SEX.fullmatch(path[-2])
            if not by_sex:
                counted = path[-1] if path else None
            elif people and counted and _OF_PEOPLE.search(counted):
                parts[place] = people  # 总人口 | 按性别分 > 男
                continue
            # 产值（亿元） | 增速（%） | 比上月: by how much, or by how many percent, nobody knows.
            beside = beside and not (unit and unit.is_percent)
            if unit and isinstance(unit.one, Duration):
                lasts, among = (place[0], unit), False
            elif unit and not unit.is_percent:
                whole, beside = (place[0], unit), True
            elif unit is None and lasts and lasts[0] == place[0] and _is_part_of_time(paths[place]):
                parts[place] = lasts[1]  # 租期（月） | 其中：免租期, but 期限（年） | 其中：已支出
            elif (
                unit is None
                and whole
                and whole[0] == place[0]
                and (_is_part(paths[place], said, among) or (beside and place in told))
            ):
                parts[place], among = whole[1], _counts_people(whole[1])
                continue
            elif unit is None and any(map(_WHOLE.search, paths[place][-1:])):
                whole = None  # 总户数（户） | 总人口 | 其中：男
            among = False
        return parts

    def of_cell(self, cell: GridCell, table: TableUnits) -> Unit | None:
        """The unit of a bare number: of its row's column for units, of its row's header, its column's, the caption's.

        Of a column of percentages no row says otherwise, no amount of money is one of a row of persons, and what a
        column of prices or amounts holds is no number of the goods that the row counts in 台.
        """
        if cell.unit and cell.column_header and _WEIGHED.search(cell.column_header[-1]):
            return None
        if cell.unit and _OF_INDEX.search(cell.unit):
            return None  # 居民消费价格指数 | 上年同期=100
        column, counted = self._of_path(cell.column_header), self._of_counted(cell.column_header, table.captions)
        if column and column.is_percent:
            unsaid = _ONLY_MOVED.fullmatch(cell.column_header[-1]) and self.says_percent(cell.column_header)
            return self._of_moved(cell) if unsaid else column
        if counted and not column:
            return counted
        row = self._of_row(cell)
        moved = column is None and bool(cell.column_header) and cell.column_header[-1].endswith("增减")
        if row and row.is_percent and (moved or self._moves(cell.column_header)):
            return Unit(_POINT) if row.one == _PERCENT else row
        # 环比变动 of prices is by how many percent
        by_points = self._moves(cell.column_header) and not any(map(_COMPARED.search, cell.column_header))
        if table.in_percent and row is None and column is None and by_points:
            return Unit(_POINT)  # 单位：% above 2023年 | 2024年 | 增减
        part = table.parts.get((cell.group, cell.column))
        relative = any(unit.is_percent for unit in table.captions) and self._is_relative(cell.column_header)
        if not (relative or (row and row.is_percent)) and self._is_of_money(cell.column_header):
            named = (row, column, part, _of_several(table.captions))
            return next((unit for unit in named if unit and isinstance(unit.one, Money)), None)
        if cell.unit and column and self._of_header(cell.column_header[-1]):
            return self._for_each(column, cell)
        counted = None if relative else self._of_counted(cell.row_header, table.captions)
        if unit := row or column or counted or part:
            return unit
        if relative or (
            any(unit.is_percent for unit in table.captions) and self._is_relative(cell.row_header[1:][-1:])
        ):
            if table.grows and cell.column_header and cell.column_header[-1].endswith("增减"):
                return self._of_several(table.captions, cell)  # 余额 | 比年初增减 | 同比增长 in 亿元、%
            return Unit(_PERCENT)
        path = _without_times(cell.column_header)
        if self._counts(path) or self._counts(_whole_of(cell.row_header)):
            lasts = self._counts(path) and path[-1].endswith(_LASTS)
            length = next((unit for unit in table.captions if lasts and isinstance(unit.one, Duration)), None)
            size = length or _of_size((*path[-1:], *_whole_of(cell.row_header)[-1:]), table.captions, self._sizes)
            if size or not _is_number(path):
                return size
            return _of_traffic(cell.row_header[-1:], table.captions, self._traffic)
        if cell.column_header and cell.column_header[-1].endswith("指数"):
            return None
        if not self._is_relative(cell.column_header) and (
            unit := _of_number(cell, table.captions, self._traffic, self._numbers)
        ):
            return unit
        return self._of_several(table.captions, cell)

    def _is_of_money(self, path: Sequence[str]) -> bool:
        """Whether a column holds money, by its last header or the one above that it is a part of: 采购预算 > 合计."""
        heads = (header if header.isalpha() else _BRACKET.sub("", header) for header in path)  # 价值（万元）
        return any(head.endswith(self._money) for head in heads) and not self._counts(path)

    def _for_each(self, column: Unit, cell: GridCell) -> Unit:
        """The unit of a column of prices in a row that is counted in another: 元 for each 吨."""
        priced = isinstance(column.one, Money) and column.per is None and _PRICED.search("".join(cell.column_header))
        goods = self.named(cell.unit) if priced and cell.unit else None
        return Unit(column.one, cell.unit) if goods and isinstance(goods.one, Quantity) else column

    def _of_moved(self, cell: GridCell) -> Unit | None:
        """What is below 同比 without more: of a percentage by how many points it has moved, and of a length of time
        nobody knows."""
        named = self.named(cell.unit) if cell.unit else None
        if named and named.one == _PERCENT:
            return Unit(_POINT)
        return None if named and isinstance(named.one, Duration) else Unit(_PERCENT)

    def of_difference(self, cell: GridCell, table: TableUnits) -> Unit | None:
        """The unit of what two figures of a row differ by: theirs, and of percentages points."""
        row = self._of_row(cell) or _of_several(table.captions)
        return Unit(_POINT) if row and row.one == _PERCENT else row

    def moves_by_points(self, cell: GridCell, table: TableUnits) -> bool:
        """Whether what two figures of a row differ by are percentage points."""
        unit = self.of_difference(cell, table)
        return unit is not None and unit.one == _POINT

    def has_moved_by_points(self, cell: GridCell) -> bool:
        """Whether what a cell says to have moved is the percentage that its row is of: 降0.5 of 比重（%）."""
        row, path = self._of_row(cell), cell.column_header
        if row is None or row.one != _PERCENT:
            return False
        only_moved = bool(path) and _ONLY_MOVED.fullmatch(path[-1]) is not None and self.says_percent(path)
        return only_moved or self._of_path(path) is None

    def _of_row(self, cell: GridCell) -> Unit | None:
        """What the row's column for units says, else its header; 率 in it is none of what a column counts: 权重."""
        if cell.unit and (unit := self.named(cell.unit)):
            return unit
        path = [header for header in cell.row_header if not _OR_SMALLER.search(header)]
        stated = self._stated(path)
        return stated if self._counts(cell.column_header) else stated or self._of_path(path)

    def _is_relative(self, path: Sequence[str]) -> bool:
        """Whether a column holds percentages where a caption says that some do: 同比增长 > 上半年."""
        return any(_RELATIVE.search(_NOTED.sub("", header)) for header in path) and not _ABSOLUTE.search(path[-1])

    def _moves(self, path: Sequence[str]) -> bool:
        """Whether a column tells by how much something has moved, and not by how many percent."""
        return bool(path) and _MOVES.search(path[-1]) is not None and not _IN_PERCENT.search(path[-1])

    def _counts(self, path: Sequence[str]) -> bool:
        """Whether a header's last word counts something that the caption's unit is none of: 数量, 人数."""
        return bool(path) and _without_one(path[-1]).endswith(self._counted_words)

    def _of_counted(self, path: Sequence[str], captions: Sequence[Unit]) -> Unit | None:
        """The unit that such a word says: 人 of 人数, and of what it is parted into below it (编制数 > 行政).

        Of a caption's 万人 it is that.
        """
        if len(path) > 1 and not self._counts(path) and not path[-1].endswith(self._money):
            return self._of_counted(path[:-1], captions)
        if not self._counts(path):
            return None
        header = _without_one(path[-1])
        word = max((word for word in self._counted_words if header.endswith(word)), key=len)
        counted = self.named(self._counted[word]) if self._counted[word] else None
        return next((unit for unit in captions if counted and _counts_like(unit, counted)), counted)

    def _of_path(self, path: Sequence[str]) -> Unit | None:
        """The unit that the innermost header with one names; the last may say percentage by its words alone."""
        unit, by_word = self._stated(path), bool(path) and _PERCENT_WORD.search(path[-1]) is not None
        if unit and (unit.is_percent or not by_word or self._of_header(path[-1])):
            return unit
        return Unit(_PERCENT) if by_word else None  # 增速 below 人均可支配收入（元） is in no yuan

    def _stated(self, path: Sequence[str]) -> Unit | None:
        below = self.named(path[-1]) if len(path) > 1 and _BELOW.fullmatch(path[-1]) else None  # 播种面积 > 千公顷
        return below or next((unit for header in reversed(path) if (unit := self._of_header(header))), None)

    def says_percent(self, path: Sequence[str]) -> bool:
        """Whether a column holds percentages by its words alone: 执行率."""
        return self._stated(path) is None and bool(path) and _PERCENT_WORD.search(path[-1]) is not None

    def _of_header(self, header: str) -> Unit | None:
        """The unit in a header's brackets, at its end, or all of it: 产量（万吨）, 增长%, 同比增长（±%）, 万元."""
        if header not in self._headers:
            if len(self._headers) >= _ALIKE:
                self._headers.clear()
            self._headers[header] = self._read_header(header)
        return self._headers[header]

    def _read_header(self, header: str) -> Unit | None:
        for match in reversed(list(_BRACKET.finditer(header))):
            if match["inside"] in _AREAS or _NTH.fullmatch(match["inside"]) or _NUMBER_OF.match(header, match.end()):
                continue
            if _POINTS.fullmatch(match["inside"]):
                return self.named("分")
            if _OF_WHOLE.fullmatch(match["inside"]):
                return Unit(_PERCENT)
            for words in (match["inside"], *reversed(_SEVERAL.split(match["inside"]))):
                if unit := self.named(words):
                    return unit
        if _MONEY.fullmatch(header):
            return self.named(header)
        if header.endswith(("%", "‰")):
            return self.named(header[-1])
        if header.endswith("百分点"):
            return Unit(_POINT)  # 增减百分点
        tail = _TAIL.search(header)
        return self.named(tail["unit"]) if tail else None

    def named(self, words: str) -> Unit | None:
        """What 1 of a unit is, as tables name it: 万元, 亿美元, 人次, ±%, 元/吨; null where the words are no unit."""
        if words not in self._known:
            if len(self._known) >= _ALIKE:
                self._known.clear()
            self._known[words] = self._read(words)
        return self._known[words]

    def _read(self, words: str) -> Unit | None:
        words = _IN_ENGLISH.sub("", words)
        bare = _SIGNS.sub("", words) if "%" in words or "‰" in words else words.strip("“”:： ")
        if not bare or any(character.isdecimal() for character in _BEHIND.sub("", bare)):
            return None
        bare = _LENGTHS.get(bare, bare)
        for name in dict.fromkeys((bare, bare.removeprefix("单位").strip(":："))):
            if unit := self._one(name):
                return Unit(unit)
            behind = _BEHIND.search(name)
            if behind and (unit := self._one(name[: behind.start()])):
                return Unit(unit, behind["what"])
        return None

    def _one(self, name: str) -> Amount | None:
        text = f"1{name}"
        mentions = self._mentions(text)
        if len(mentions) == 1 and mentions[0].span == Span(0, len(text)):
            value = mentions[0].value
            if isinstance(value, Money | Percent | Quantity | Duration):
                return value
        return None


def _is_part_of_time(path: Sequence[str]) -> bool:
    """Whether a column holds a part of so long: 其中：免租期."""
    return bool(path) and _PART.search(path[-1]) is not None and _LONG.search(path[-1]) is not None


def _is_part(path: Sequence[str], said: bool, among: bool) -> bool:
    """Whether a column holds parts or changes of what the one on its left does.

    ``said``: others say per cent, ``among``: that one holds some of the people, too.
    """
    path = _without_times(path)  # #工业用电量 > 1-9月
    if among and path and _WHO.search(path[-1]):
        return True  # 参保人数（万人） | 其中：在职职工 | 离退休人员
    return bool(path) and (_PART.search(path[-1]) is not None or (said and path[-1].endswith("增减")))


def _told_as_amounts(paths: Mapping[tuple[int, int], Sequence[str]]) -> set[tuple[int, int]]:
    """The columns such as 比上月 right before one that says by how many percent: theirs are amounts.

    Where none says so they may be growth, 0.2, or an index, 105.6.
    """
    found: set[tuple[int, int]] = set()
    grown = False
    for place in sorted(paths, reverse=True):
        header = paths[place][-1] if paths[place] else ""
        if not _AGAINST.fullmatch(header):
            grown = _GROWN.fullmatch(header) is not None
        elif grown:
            found.add(place)
    return found


def _without_one(header: str) -> str:
    """A header without what its ratio is held against: 城乡收入比 of 城乡收入比（以农民为1）."""
    return _AGAINST_ONE.sub("", header) if header.endswith(("1）", "1)")) else header


def _counts_people(unit: Unit) -> bool:
    return isinstance(unit.one, Quantity) and unit.one.unit in _OF_WHOM


def _counts_like(unit: Unit, counted: Unit) -> bool:
    """Whether a caption says in how many of a counted unit figures are: 万件 where a row counts 件."""
    one, other = unit.one, counted.one
    if not (isinstance(one, Quantity) and isinstance(other, Quantity)):
        return False
    return one.low != other.low and (one.unit == other.unit or (one.unit, other.unit) == ("人次", "人"))


def _told_in(entries: Sequence[str]) -> _ToldIn:
    return [(word, units) for word, *units in (entry.split(":") for entry in entries)]


def _without_times(path: Sequence[str]) -> Sequence[str]:
    """A column's headers without the years below what is told: 播种面积 > 2023年."""
    while len(path) > 1 and is_time(path[-1]):
        path = path[:-1]
    return path


def _of_size(headers: Sequence[str], captions: Sequence[Unit], sizes: _ToldIn) -> Unit | None:
    """The one unit of the captions that is one of areas or lengths, where a header names such: 播种面积 in 千公顷, and
    of yields one for each of an area: 公斤/公顷.

    住宅 of 商品房销售面积 is in the unit of its whole.
    """
    ends = "".join(headers)
    counted = [unit for unit in captions if isinstance(unit.one, Quantity)]
    if _YIELD.search(ends):
        of_each = [unit for unit in counted if _FOR_AREA.search(unit.one.unit or "")]
        sized = of_each or (counted if not captions[1:] else [])
    else:
        told = next((units for word, units in sizes if word in ends), ())
        sized = [unit for unit in counted if unit.one.unit in told]
    return sized[0] if len(sized) == 1 else None


def _whole_of(path: Sequence[str]) -> Sequence[str]:
    """The names of a row without its own where that only begins with 其中 or #."""
    return path[:-1] if len(path) > 1 and _AMONG.match(path[-1]) else path


def _is_number(path: Sequence[str]) -> bool:
    return bool(path) and path[-1].endswith("数量")


def _of_traffic(headers: Sequence[str], captions: Sequence[Unit], traffic: _ToldIn) -> Unit | None:
    """The one of a caption's several units that traffic is told in: 万吨公里 of 货物周转量."""
    told = next((units for word, units in traffic if any(word in header for header in headers)), ())
    found = [unit for unit in captions if isinstance(unit.one, Quantity) and unit.one.unit in told]
    return found[0] if found and captions[1:] else None


def _is_told_in(header: str, unit: str, numbers: _ToldIn) -> bool:
    """Whether what a header ends with is counted in a unit: 学校 in 所."""
    return any(header.endswith(word) and unit in units for word, units in numbers)


def _of_number(cell: GridCell, captions: Sequence[Unit], traffic: _ToldIn, numbers: _ToldIn) -> Unit | None:
    """The one of a caption's several units that a header says it gives the number in: 万笔 of 贷款发放笔数, 万吨公里 of
    货物周转量."""
    column, row = cell.column_header, cell.row_header
    while len(column) > 1 and (_PLAIN_COLUMN.fullmatch(column[-1]) or _SEX.fullmatch(column[-1])):
        column = column[:-1]  # 卫生技术人员 > 合计
    if len(row) > 1 and _SEX.fullmatch(row[-1]):
        row = row[:-1]
    ends = [header for path in (column, row) for header in path[-1:]] if captions[1:] else []
    if found := _of_traffic(ends, captions, traffic):
        return found
    counting = [(unit, unit.one.unit) for unit in captions if isinstance(unit.one, Quantity) and unit.one.unit]
    head = (column or ("",))[-1]
    # 综合医院 | 床位 counts no hospitals: what a row is says what is counted only below 数量, 2024年, 合计.
    plain = not head or _PLAIN_COLUMN.fullmatch(head) is not None
    for header in ends:
        whole = header == head or plain
        for unit, called in counting:
            if header.endswith(f"{called}数") or (
                whole and (_counts_in(called, header) or _is_told_in(header, called, numbers))
            ):
                return unit
    return None


def _counts_in(unit: str, header: str) -> bool:
    """Whether a header names how many of a unit there are: 贷款发放笔数, 户籍人口, 从业人员."""
    return header.endswith(tuple(unit + end for end in _COUNTED_ENDS))


def _of_several(captions: Sequence[Unit]) -> Unit | None:
    """The one of a caption's units that a figure is in whose headers say nothing: 人、万元 leave it money, 亿元、万美元
    yuan."""
    plain = [unit for unit in captions if not unit.is_percent]
    money = [unit for unit in plain if isinstance(unit.one, Money)]
    if len(plain) <= 1:
        return next(iter(plain or captions), None)
    yuan = [unit for unit in money if isinstance(unit.one, Money) and unit.one.currency == "CNY"]
    return next((some[0] for some in (money, yuan) if len(some) == 1), None)
