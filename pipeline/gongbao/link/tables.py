"""Cells to facts: what a figure in a table means by the headers of its row and column, its table and its document."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import regex

from gongbao.link.header_words import price_basis, subject, without_comparison, without_unit
from gongbao.link.headers import ColumnSays, Headers, RowSays, Times
from gongbao.link.indicators import Indicator, Indicators
from gongbao.link.measures import family
from gongbao.link.regions import Region, Regions
from gongbao.link.wording import Wording, fold
from gongbao.model import (
    DateInterval,
    DocumentType,
    Fact,
    Grid,
    GridCell,
    Measure,
    Metadata,
    Money,
    Percent,
    Quantity,
    Segments,
    Stand,
    Value,
)
from gongbao.normalize.cells import CellMention

_FIGURES = (Money, Percent, Quantity)
_ENTITY_LINE = regex.compile(
    r"(?:(?:编制|填报|预算|公开)(?:部门|单位)|部门|单位(?:名称)?)(?:名称)?[:：]\s*(?P<entity>[^\s:：、%]{4,40})"
)
_SIDE_TOTAL = regex.compile("(?:本年)?(?:收入|支出)[合总]计")
_GROWTH_TITLE = regex.compile("(?:增长|涨跌|增减|升降|变动)(?:率|速度|幅度)$|增速$|[增涨降]幅$")
# How many names are remembered: more than any report has, less than a hostile one could ask for.
_ALIKE = 4096
_SIDE = regex.compile("收入|支出")
_TITLE_NOUN = regex.compile("(?:固定资产投资|投资|产量|平均工资|工资|增加值|总产值|销售额|零售额)$")
_EDGE = regex.compile("(?:^| > )(?:(?P<first>[年期]初)(?!预算)|[年期][末底])")
_HANDED_ON = regex.compile("结转|结余")
_WORDS = regex.compile(r"\p{Han}{2,}$")
_HEADED = regex.compile("[量额值]$")
_ONE_SIDE = regex.compile(
    "(?:本年|当年|部门|财政拨款|一般公共预算|政府性基金预算|国有资本经营预算)*(?:基本|项目)?(?:收入|支出|收支)(?:合计|总计)?(?:项目)?|项目|科目"
)
_PLANNED = regex.compile("计划|预期|拟")
_PLANNED_STAGES = {"initial_budget", "adjusted_budget", "target"}
_BUDGETS = (DocumentType.DEPARTMENT_BUDGET, DocumentType.BUDGET_REPORT)
_DEPARTMENTS = (DocumentType.DEPARTMENT_BUDGET, DocumentType.DEPARTMENT_FINAL_ACCOUNT)
_ACCOUNTS = (DocumentType.DEPARTMENT_FINAL_ACCOUNT, DocumentType.FINAL_ACCOUNT)
_UNDATED = (DocumentType.WORK_REPORT, DocumentType.PLAN, DocumentType.NEWS, DocumentType.OTHER)
_COUNTED = ("count", "people", "event", "place", "division", "transport")
_CHANGES = (Measure.GROWTH, Measure.CHANGE)
_SCOPES = (("本级", "own_level"), *((f"全{area}", "whole_area") for area in "市省区县州"))


@dataclass(frozen=True, slots=True)
class _TableSays:
    """What a table's captions and its document say for all its figures; ``period_from`` is which of them says when.

    ``department``: they are a unit's own accounts. ``growth``: the title says that they are changes.
    """

    subject: str
    period: DateInterval | None
    period_from: str
    stage: str | None
    flow: str | None
    entity: str | None
    scope: str | None
    department: bool
    growth: bool

    @property
    def year(self) -> int | None:
        """The year that the table is of."""
        return self.period.end_date.year if self.period and self.period.end_date else None


@dataclass(frozen=True, slots=True)
class _Left:
    """What a column without a name or days of its own has from the columns on its left."""

    names: tuple[str, ...] = ()
    period: DateInterval | None = None


class _Said(NamedTuple):
    """All that bears on one figure."""

    row: RowSays
    column: ColumnSays
    table: _TableSays
    cell: GridCell
    value: Money | Percent | Quantity


class TableLinker:
    """Links the cells of one document's tables after another; built once. ``families`` are those of units."""

    def __init__(
        self,
        lexicons: Mapping[str, tuple[str, ...]],
        families: Mapping[str, str],
        indicators: Indicators,
        regions: Regions,
        times: Times,
    ) -> None:
        self._lexicons = lexicons
        self._wording = Wording(lexicons)
        self._families = families
        self._indicators = indicators
        self._regions = regions
        self._times = times
        self._find = lru_cache(_ALIKE)(indicators.find)
        self._per = lru_cache(_ALIKE)(self._per_of)

    def link(
        self, segments: Segments, mentions: Sequence[CellMention], metadata: Metadata, heard: int, told: int
    ) -> tuple[Fact, ...]:
        """A fact for each figure; ``heard`` mentions and ``told`` facts of the document stand before these."""
        place = self._regions.coded(metadata.region_code) if metadata.region_code else None
        headers = Headers(self._lexicons, self._regions, self._times, place)
        readings = [_Reading(grid, self._table(grid, metadata, headers, place), headers) for grid in segments.grids]
        facts: list[Fact] = []
        wholes: dict[tuple[int, int, int, tuple[str, ...]], int] = {}
        for index, item in enumerate(mentions, heard):
            value = item.mention.value
            if not isinstance(value, _FIGURES):
                continue
            cell = segments.grids[item.grid].cells[item.cell]
            words = _WORDS.search(segments.view.text[cell.span.start : item.mention.view_span.start])
            said = readings[item.grid].said(cell, value, words[0] if words else "")
            key = item.grid, cell.group, cell.column
            whole = wholes.get((*key, cell.row_header[:-1])) if len(cell.row_header) > 1 else None
            wholes[(*key, cell.row_header)] = told + len(facts)
            facts.append(self._fact(index, item, said, whole, metadata, place))
        return tuple(facts)

    def _table(self, grid: Grid, metadata: Metadata, headers: Headers, place: Region | None) -> _TableSays:
        title = fold(grid.title or "")
        dated = headers.dated(title, metadata.report_year)
        period, where = dated.period, "title"
        if period is None:
            period, where = _document_period(metadata, headers), "document"
        entity = next((m["entity"] for line in reversed(grid.captions) if (m := _ENTITY_LINE.search(line))), None)
        growth = _GROWTH_TITLE.search(title) is not None
        names = [name for name in (metadata.entity, metadata.region, place.name if place else None) if name]
        return _TableSays(
            without_comparison(subject(dated.words, *names)) if growth else subject(dated.words, *names),
            period,
            where,
            _title_stage(title),
            headers.flow(title),
            entity,
            next((scope for word, scope in _SCOPES if word in title), None),
            "部门" in title
            or entity is not None
            or metadata.entity is not None
            or metadata.document_type in _DEPARTMENTS,
            growth,
        )

    def _fact(
        self, index: int, item: CellMention, said: _Said, whole: int | None, metadata: Metadata, place: Region | None
    ) -> Fact:
        """What a figure means; ``whole`` is the index of the fact that it is a part of."""
        row, column, table = said.row, said.column, said.table
        indicator, lookup = self._indicator(said)
        measure, direction, amount = self._measure(said, indicator)
        period, period_from = _period(said)
        period = _at_edge(period, indicator)
        status, stage, stage_from = _standing(said, metadata, period)
        known = self._known(lookup, said, measure)
        region = row.region or column.region or place
        comparison = column.comparison or ("yoy" if measure is Measure.GROWTH else None)
        aggregation = column.aggregation or _told_at(period, indicator, measure)
        per = item.per or self._per(indicator)
        own = row.region or column.region
        scope = row.scope or column.scope or (None if own else table.scope)
        entity = row.entity or table.entity or metadata.entity
        headers = said.cell.column_header if column.measure else (*said.cell.column_header, *said.cell.row_header)
        prices = price_basis("".join(headers))
        flow = column.flow or table.flow or (known.flow if known else None) or row.flow
        named = "table" if row.words or column.names else "title"
        sources = (
            ("aggregation", aggregation, "table"),
            ("comparison", comparison, "table"),
            ("entity", entity, "table" if row.entity or table.entity else "title"),
            ("flow", flow, "title" if table.flow and not column.flow else "table"),
            ("indicator", indicator, named),
            ("measure", measure, "table"),
            ("per", per, "table"),
            ("period", period, period_from),
            ("price_basis", prices, "table"),
            ("region", region or metadata.region, "table" if own else "title"),
            ("scope", scope, "table" if row.scope or column.scope else "title"),
            ("stage", stage, stage_from),
            ("status", status, stage_from),
        )
        return Fact(
            mention=index,
            member=1,
            indicator=indicator or None,
            indicator_id=known.id if known else None,
            measure=measure,
            direction=direction,
            status=status,
            stage=stage,
            comparison=comparison,
            price_basis=prices,
            base_start=column.base.start_date if column.base else None,
            base_end=column.base.end_date if column.base else None,
            aggregation=aggregation,
            per=per,
            period_start=period.start_date if period else None,
            period_end=period.end_date if period else None,
            region=region.full_name if region else metadata.region,
            region_code=region.code if region else metadata.region_code,
            scope=scope,
            entity=entity,
            part_of=whole,
            qualifiers=_merged(column.qualifiers, row.qualifiers),
            flow=flow,
            evidence=tuple((name, source) for name, filled, source in sources if filled),
            value=amount,
            cell=(item.grid, item.cell),
        )

    # ---- indicators

    def _indicator(self, said: _Said) -> tuple[str, str]:
        """What a figure measures, with the rows above it, and the name to look for in the lexicon of indicators."""
        row, column, table = said.row, said.column, said.table
        if not row.words:
            return _of_column(said)
        name = row.words[-1]
        if any(map(_HANDED_ON.search, row.words[:-1])) and not _HANDED_ON.search(name):
            return " > ".join(row.words), ""  # a part of what is handed on, called like the whole year's
        if row.total:
            return " > ".join((*row.words, row.total)), name
        if _SIDE_TOTAL.fullmatch(name) and not table.department:
            return " > ".join(row.words), table.subject if name.endswith("合计") else ""
        extra = "".join(column.names)
        if noun := self._noun_of(said):
            return " > ".join((*row.words[:-1], name + noun)), name + noun
        if not extra or extra == name or _ONE_SIDE.fullmatch(extra):
            return " > ".join(row.words), name
        for joined in (name + extra, extra + name):
            if self._find(joined) or (joined.startswith(extra) and _SIDE.fullmatch(name)):
                return " > ".join((*row.words[:-1], joined)), joined
        if not self._wording.head_noun.search(extra):
            return " > ".join((*row.words[:-1], f"{name}（{extra}）")), ""
        if _HEADED.search(name):  # 发电量 in a column of 产量
            return " > ".join(row.words), name
        joined = f"{name}（{extra}）" if self._wording.head_noun.search(name) else name + extra
        return " > ".join((*row.words[:-1], joined)), joined

    def _noun_of(self, said: _Said) -> str:
        """What the title says of all rows where they only name its parts: 固定资产投资 of 金融业."""
        name = said.row.words[-1]
        noun = _TITLE_NOUN.search(said.table.subject)
        if noun is None or said.column.names or _HEADED.search(name) or self._wording.head_noun.search(name):
            return ""
        return noun[0]

    def _known(self, name: str, said: _Said, measure: Measure) -> Indicator | None:
        """The canonical indicator: of the row's code where that is one's, else of the name."""
        code = said.cell.class_code
        known = self._indicators.coded(code) if code else None
        if known is None and name:
            bare = without_comparison(name) if measure in _CHANGES else name
            known = self._find(name) or self._find(bare)
        return known if known and known.is_stated_by(said.value, measure, self._families) else None

    def _per_of(self, indicator: str) -> str | None:
        words = indicator.rpartition(" > ")[2]
        return next((what for word, what in self._wording.per if word in words), None)

    # ---- measures

    def _measure(self, said: _Said, indicator: str) -> tuple[Measure, str | None, Value | None]:
        """Measure and direction, and the value without its sign where that is what the direction says."""
        value, name = said.value, indicator.rpartition(" > ")[2]
        measure = said.column.measure or self._measure_of(value, name)
        if said.column.measure is None and (said.row.held or said.table.growth):
            measure = Measure.GROWTH if isinstance(value, Percent) else Measure.CHANGE
        if measure not in _CHANGES:
            return measure, None, None
        if value.low is not None and value.high is not None and value.high < 0:
            return measure, "decrease", replace(value, low=-value.high, high=-value.low)
        falls = said.column.falls or self._wording.fall_noun.search(name) is not None
        return measure, "decrease" if falls else "increase" if value.low else None, None

    def _measure_of(self, value: Money | Percent | Quantity, name: str) -> Measure:
        """The measure of a figure whose column does not say it, by its unit and its indicator's name."""
        if isinstance(value, Percent):
            return self._percentage(fold(name))
        if name.endswith("指数"):
            return Measure.INDEX
        counted = isinstance(value, Quantity) and value.unit is not None and family(value, self._families) in _COUNTED
        return Measure.COUNT if counted else Measure.LEVEL

    def _percentage(self, words: str) -> Measure:
        wording = self._wording
        if words.endswith("自然增长率"):  # of a population: births less deaths
            return Measure.RATE
        if wording.growth_noun.search(words) or wording.fall_noun.search(words):
            return Measure.GROWTH
        if words.endswith(("增长", "增减", "下降")):
            return Measure.GROWTH
        if words.endswith("指数"):
            return Measure.INDEX
        if wording.share_noun.search(words) or "占" in words:
            return Measure.SHARE
        return Measure.RATE if wording.rate_noun.search(words) else Measure.SHARE


# ---- columns and tables


class _Reading:
    """Reads the headers of one table for its cells, alike ones once."""

    def __init__(self, grid: Grid, table: _TableSays, headers: Headers) -> None:
        self._table, self._headers = table, headers
        self._lefts = _lefts(grid, table.year, headers)
        self._columns: dict[tuple[object, ...], ColumnSays] = {}
        self._above: dict[int, tuple[str, ...]] = {}  # the names of the row before, by group

    def said(self, cell: GridCell, value: Money | Percent | Quantity, words: str) -> _Said:
        """All that bears on a figure; ``words`` stand before it in its cell: 增长 in 增长5.6%."""
        row = self._headers.row(cell.row_header, self._table.year)
        if row.held and not row.words:
            row = replace(row, words=self._above.get(cell.group, ()))
        elif not row.held:
            self._above[cell.group] = row.words
        percent = isinstance(value, Percent)
        key = cell.group, cell.column, cell.column_header, words, percent, row.period, bool(row.words)
        if key not in self._columns:
            self._columns[key] = self._column(cell, row, words, percent)
        return _Said(row, self._columns[key], self._table, cell, value)

    def _column(self, cell: GridCell, row: RowSays, words: str, percent: bool) -> ColumnSays:
        year = row.period.end_date.year if row.period and row.period.end_date else self._table.year
        path = (*cell.column_header, words) if words else cell.column_header
        column, left = self._headers.column(path, year, percent), self._lefts[cell.group, cell.column]
        if column.year_before:
            column = replace(column, period=_year_earlier(left.period or _running(self._table.period, column.running)))
        elif column.period is None and not row.period and not column.stage:
            column = replace(column, period=left.period)
        if column.measure and not column.names and (column.measure in _CHANGES or not row.words):
            column = replace(column, names=left.names)
        return column


def _lefts(grid: Grid, year: int | None, headers: Headers) -> dict[tuple[int, int], _Left]:
    """What each column of a table's groups has from those on its left: 增速 is that of the 生产总值 before it.

    Its days are the last of the columns that hold amounts, as far as no growth stands between: 2024年 | 2023年 | 增长.
    """
    paths = {(cell.group, cell.column): cell.column_header for cell in grid.cells}
    lefts: dict[tuple[int, int], _Left] = {}
    last, group, measured = _Left(), -1, False
    for place in sorted(paths):
        says = headers.column(paths[place], year, percent=True)
        if place[0] != group:
            last, group, measured = _Left(), place[0], False
        lefts[place] = last
        if says.measure:
            measured = True
            continue
        names = says.names or last.names
        last = _Left(names, says.period if measured else _later(last.period, says.period))
        measured = False
    return lefts


def _later(one: DateInterval | None, other: DateInterval | None) -> DateInterval | None:
    """The period that ends later; of two that end together, the longer."""
    if one is None or other is None or one.end_date is None or other.end_date is None:
        return one or other
    if one.end_date == other.end_date and one.start_date and other.start_date:
        return one if one.start_date <= other.start_date else other
    return one if one.end_date > other.end_date else other


def _year_earlier(period: DateInterval | None) -> DateInterval | None:
    if period is None or period.start_date is None or period.end_date is None:
        return None
    return DateInterval(_a_year_before(period.start_date), _a_year_before(period.end_date))


def _a_year_before(day: date) -> date:
    """The same day a year before; the last of February for the last."""
    last = calendar.monthrange(day.year, day.month)[1] == day.day
    earlier = calendar.monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, earlier if last else min(day.day, earlier))


def _title_stage(title: str) -> str | None:
    if "决算" in title:
        return "final_account"
    if "执行" in title:
        return "execution"
    if "预算" in title.replace("一般公共预算", "").replace("基金预算", "").replace("经营预算", ""):
        return "adjusted_budget" if "调整" in title else "initial_budget"
    return None


def _document_period(metadata: Metadata, headers: Headers) -> DateInterval | None:
    """The days that a document is of: those in its title, else its year where it is of a kind that reports on one."""
    period = headers.dated(fold(metadata.title or ""), metadata.report_year).period
    if period and period.end_date and not _is_year(period):
        return period
    year = metadata.report_year
    if year is None or metadata.document_type in _UNDATED:
        return None
    return DateInterval(date(year, 1, 1), date(year, 12, 31))


def _of_column(said: _Said) -> tuple[str, str]:
    """The indicator of a figure whose row names none: its column's, or what the table is about."""
    row, column, table = said.row, said.column, said.table
    if column.names and not (row.total and column.names[-1] in ("收入", "支出")):
        return " > ".join(column.names), column.names[-1]
    total = row.total or column.total or ""
    name = table.subject
    if column.flow and ("收支" in name or ("收入" in name and "支出" in name)):  # both sides of the accounts
        name = "收入" if column.flow == "revenue" else "支出"
    if not name and not total and said.cell.column_header:  # 年初预算 | 基本支出 in a table without a name
        name = without_unit(said.cell.column_header[-1])
    whole = name + total if total and not name.endswith(("合计", "总计", "总额")) else name
    if row.total == "总计" and _SIDE.search(
        name
    ):  # with what was handed on and handed up: more than the figure that the name stands for
        return whole or total, whole if table.department else ""
    return whole or total, name


# ---- period and standing


def _period(said: _Said) -> tuple[DateInterval | None, str]:
    """The days of a figure and where they are said: by its column, its row, its table or its document."""
    column, row, table = said.column, said.row, said.table
    if column.period and not (row.period and _is_year(column.period)):
        return column.period, "table"
    if row.period:
        return row.period, "table"
    # How much of the year's budget is done is counted from the year's beginning.
    running = column.running or ("sum" if column.measure is Measure.RATE else None)
    if running:
        return _running(table.period, running), "table"
    return table.period, table.period_from


def _running(period: DateInterval | None, running: str | None) -> DateInterval | None:
    """The month, or the year up to its end, that a table of a month or quarter shows."""
    if period is None or running is None or period.end_date is None or _is_year(period):
        return period
    return DateInterval(
        period.end_date.replace(day=1, month=1 if running == "sum" else period.end_date.month), period.end_date
    )


def _at_edge(period: DateInterval | None, indicator: str) -> DateInterval | None:
    """The first or last day of a year for what is told of that day: 年初结转和结余, 年末结转和结余."""
    edge = _EDGE.search(indicator)
    if edge is None or period is None or not _is_year(period):
        return period
    day = period.start_date if edge["first"] else period.end_date
    return DateInterval(day, day)


def _told_at(period: DateInterval | None, indicator: str, measure: Measure) -> str | None:
    """Whether a stock is told of the begin or the end of its period."""
    if measure not in (Measure.LEVEL, Measure.COUNT):
        return None
    if edge := _EDGE.search(indicator):
        return "begin" if edge["first"] else "end"
    return "end" if _is_point(period) else None


def _is_year(period: DateInterval) -> bool:
    first, last = period.start_date, period.end_date
    return first is not None and last is not None and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _is_point(period: DateInterval | None) -> bool:
    """Whether a period is the last day of a month: what a stock is told of."""
    if period is None or period.start_date is None or period.start_date != period.end_date:
        return False
    day = period.start_date
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _standing(said: _Said, metadata: Metadata, period: DateInterval | None) -> tuple[Stand, str | None, str]:
    """Status and stage, and where they are said: by the column, the table's title or the kind of document."""
    column, year = said.column, metadata.report_year
    earlier = period is not None and period.end_date is not None and year is not None and period.end_date.year < year
    stage, where = column.stage or said.row.stage, "table"
    if stage is None and column.measure is None:
        stage, where = said.table.stage, "title"
        if stage in _PLANNED_STAGES and column.period and earlier:
            stage = None
    if stage == "preliminary":
        return Stand.ESTIMATED, stage, where
    if stage is not None:
        status = Stand.PLANNED if stage in _PLANNED_STAGES else Stand.ACTUAL
        return status, None if stage == "actual" else stage, where
    if any(map(_PLANNED.search, said.cell.column_header)):
        return Stand.PLANNED, None, "table"
    return _document_standing(column, metadata.document_type, earlier)


def _document_standing(column: ColumnSays, kind: DocumentType | None, earlier: bool) -> tuple[Stand, str | None, str]:
    """What a figure is by the kind of its document; ``earlier``: it is of a year before the document's."""
    if column.measure is Measure.RATE or earlier:
        return Stand.ACTUAL, None, "document"
    if kind in _BUDGETS:
        return Stand.PLANNED, "initial_budget", "document"
    if kind in _ACCOUNTS:
        return Stand.ACTUAL, "final_account" if column.measure is None else None, "document"
    if kind is DocumentType.PLAN:
        return Stand.PLANNED, "plan", "document"
    return Stand.ACTUAL, None, "document"


def _merged(*pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Sorted pairs put together; of two with the same key the later counts."""
    return tuple(sorted({key: value for some in pairs for key, value in some}.items())) if any(pairs) else ()
