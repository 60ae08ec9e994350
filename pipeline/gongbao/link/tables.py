"""Cells to facts: what a figure in a table means by the headers of its row and column, its table and its document."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from gongbao.link.headers import ColumnSays, Dated, Headers, RowSays, Times
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
    Mention,
    Metadata,
    Money,
    Percent,
    Quantity,
    Segments,
    Stand,
    Value,
)

_FIGURES = (Money, Percent, Quantity)
_TITLE_TAIL = regex.compile(r"(?:(?:总|明细|情况|统计|一览)?表|情况|明细)?(?:[（(].{1,12}[）)])?$")
_STAGE_IN_TITLE = regex.compile(r"(?:年初)?预算|决算|执行(?:情况)?|收支")
_ENTITY_LINE = regex.compile(r"(?:编制|填报|预算|公开)?(?:部门|单位)(?:名称)?[:：]\s*(?P<entity>[^\s:：]{4,40})")
_HEAD_NOUN_ROWS = regex.compile("(?:收入|支出|经费|收支|资金)")
_PLANNED_STAGES = {"initial_budget", "adjusted_budget", "target"}
_BUDGETS = (DocumentType.DEPARTMENT_BUDGET, DocumentType.BUDGET_REPORT)
_ACCOUNTS = (DocumentType.DEPARTMENT_FINAL_ACCOUNT, DocumentType.FINAL_ACCOUNT)
_COUNTED = ("count", "people", "event", "place", "division", "transport")


@dataclass(frozen=True, slots=True)
class _TableSays:
    """What a table's captions say for all its figures."""

    subject: str
    year: int | None
    period: Dated
    stage: str | None
    flow: str | None
    entity: str | None
    scope: str | None


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

    def link(
        self,
        segments: Segments,
        mentions: Sequence[tuple[int, Mention, int, int, str | None]],
        metadata: Metadata,
        before: int,
    ) -> tuple[Fact, ...]:
        """A fact for each figure. ``mentions`` come with their index, grid, cell and what their unit is for each of.

        ``before`` facts of the document stand before these.
        """
        place = self._regions.coded(metadata.region_code) if metadata.region_code else None
        headers = Headers(self._lexicons, self._regions, self._times, place)
        tables = [self._table(grid, metadata, headers) for grid in segments.grids]
        facts: list[Fact] = []
        wholes: dict[tuple[int, int, int, tuple[str, ...]], int] = {}
        for index, mention, number, cell_number, per in mentions:
            if not isinstance(mention.value, _FIGURES):
                continue
            grid = segments.grids[number]
            cell = grid.cells[cell_number]
            fact = self._fact(index, mention, cell, tables[number], headers, metadata, place, per)
            key = number, cell.group, cell.column
            whole = wholes.get((*key, cell.row_header[:-1])) if len(cell.row_header) > 1 else None
            wholes[(*key, cell.row_header)] = before + len(facts)
            facts.append(replace(fact, cell=(number, cell_number), part_of=whole))
        return tuple(facts)

    def _table(self, grid: Grid, metadata: Metadata, headers: Headers) -> _TableSays:
        title = fold(grid.title or "")
        dated = headers.dated(title, metadata.report_year)
        year = dated.period.end_date.year if dated.period and dated.period.end_date else metadata.report_year
        entity = next((m["entity"] for line in reversed(grid.captions) if (m := _ENTITY_LINE.search(line))), None)
        words = _TITLE_TAIL.sub("", dated.words)
        if metadata.entity:
            words = words.replace(metadata.entity, "")
        stage = None
        if "决算" in title:
            stage = "final_account"
        elif "执行" in title:
            stage = "execution"
        elif "预算" in title:
            stage = "adjusted_budget" if "调整" in title else "initial_budget"
        scope = next(
            (
                s
                for word, s in (
                    ("本级", "own_level"),
                    ("全市", "whole_area"),
                    ("全省", "whole_area"),
                    ("全区", "whole_area"),
                    ("全县", "whole_area"),
                )
                if word in title
            ),
            None,
        )
        return _TableSays(
            _STAGE_IN_TITLE.sub("", words).strip(" 度年（）()"), year, dated, stage, headers.flow(title), entity, scope
        )

    def _fact(
        self,
        index: int,
        mention: Mention,
        cell: GridCell,
        table: _TableSays,
        headers: Headers,
        metadata: Metadata,
        place: Region | None,
        per: str | None,
    ) -> Fact:
        value = mention.value
        assert isinstance(value, _FIGURES)
        percent = isinstance(value, Percent)
        column = headers.column(cell.column_header, table.year, percent)
        row = headers.row(cell.row_header, table.year)
        indicator, lookup = self._indicator(row, column, table)
        measure, direction, amount = self._measure(value, column, indicator)
        period, where = _period(column, row, table, metadata)
        status, stage, said = _standing(column, table, metadata, period)
        region = row.region or place
        entity = row.entity or table.entity or metadata.entity
        known = self._known(lookup, value, measure)
        comparison = column.comparison or ("yoy" if measure is Measure.GROWTH else None)
        evidence = {"measure": "table", "status": said}
        for name, filled, source in (
            ("indicator", indicator, "table"),
            ("period", period, where),
            ("region", region or metadata.region, "table" if row.region else "title"),
            ("entity", entity, "table" if row.entity or table.entity else "title"),
            ("stage", stage, said),
            ("comparison", comparison, "table"),
            ("scope", row.scope or table.scope, "table" if row.scope else "title"),
            ("per", per, "table"),
            ("flow", column.flow or table.flow, "table" if column.flow else "title"),
        ):
            if filled:
                evidence[name] = source
        at_end = _is_point(period) and measure in (Measure.LEVEL, Measure.COUNT)
        qualifiers = dict(column.qualifiers) | dict(row.qualifiers)
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
            base_start=column.base.start_date if column.base else None,
            base_end=column.base.end_date if column.base else None,
            aggregation=column.aggregation or ("end" if at_end else None),
            per=per or self._per(indicator),
            period_start=period.start_date if period else None,
            period_end=period.end_date if period else None,
            region=region.full_name if region else metadata.region,
            region_code=region.code if region else metadata.region_code,
            scope=row.scope or table.scope,
            entity=entity,
            qualifiers=tuple(sorted(qualifiers.items())),
            flow=column.flow or (known.flow if known else None) or table.flow,
            evidence=tuple(sorted(evidence.items())),
            value=amount,
        )

    def _indicator(self, row: RowSays, column: ColumnSays, table: _TableSays) -> tuple[str, str]:
        """What a figure measures, with the rows above it, and the name to look for in the lexicon of indicators."""
        extra = "".join(column.names)
        if not row.words:
            path = column.names or ((table.subject,) if table.subject else ())
            if not path:
                return ("合计" if row.total or column.total else ""), ""
            total = (row.total or column.total) and not path[-1].endswith(("合计", "总计", "总额"))
            return " > ".join(path) + ("合计" if total else ""), path[-1].removesuffix("合计")
        name = row.words[-1]
        if row.total:
            return " > ".join((*row.words, "小计")), name
        if extra and extra != name and not self._is_flow(extra):
            headed = self._wording.head_noun.search(extra) is not None
            joined = name + extra if headed and not self._wording.head_noun.search(name) else f"{name}（{extra}）"
            return " > ".join((*row.words[:-1], joined)), joined if headed else name
        return " > ".join(row.words), name

    def _is_flow(self, words: str) -> bool:
        """Whether a column's words only say which side of the accounts it is on: 本年支出, 收入预算."""
        return (
            regex.fullmatch("(?:本年|当年|部门|财政拨款)?(?:收入|支出|收支)(?:合计|总计)?(?:项目)?|项目|科目", words)
            is not None
        )

    def _known(self, name: str, value: Value, measure: Measure) -> Indicator | None:
        known = self._indicators.find(name) if name else None
        return known if known and known.is_stated_by(value, measure, self._families) else None

    def _measure(
        self, value: Money | Percent | Quantity, column: ColumnSays, indicator: str
    ) -> tuple[Measure, str | None, Value | None]:
        """Measure and direction, and the value without its sign where that is what the direction says."""
        measure = column.measure
        name = indicator.rpartition(" > ")[2]
        if measure is None and isinstance(value, Percent):
            measure = self._percentage(name)
        elif measure is None and name.endswith("指数"):
            measure = Measure.INDEX
        elif measure is None:
            counted = (
                isinstance(value, Quantity) and value.unit is not None and family(value, self._families) in _COUNTED
            )
            measure = Measure.COUNT if counted else Measure.LEVEL
        if measure not in (Measure.GROWTH, Measure.CHANGE):
            return measure, None, None
        if value.low is not None and value.high is not None and value.high < 0:
            return measure, "decrease", replace(value, low=-value.high, high=-value.low)
        falls = self._wording.fall_noun.search(name) is not None
        return measure, "decrease" if falls else "increase" if value.low else None, None

    def _percentage(self, name: str) -> Measure:
        words = fold(name)
        if (
            self._wording.growth_noun.search(words)
            or self._wording.fall_noun.search(words)
            or words.endswith(("增长", "增减", "下降"))
        ):
            return Measure.GROWTH
        if words.endswith("指数"):
            return Measure.INDEX
        if self._wording.share_noun.search(words) or "占" in words:
            return Measure.SHARE
        return Measure.RATE if self._wording.rate_noun.search(words) else Measure.SHARE

    def _per(self, indicator: str) -> str | None:
        words = indicator.rpartition(" > ")[2]
        return next((what for word, what in self._wording.per if word in words), None)


def _period(column: ColumnSays, row: RowSays, table: _TableSays, metadata: Metadata) -> tuple[DateInterval | None, str]:
    """The days of a figure: its column's, its row's, its table's, else the document's own year."""
    if column.period and row.period and _is_year(row.period) and not _is_year(column.period):
        return column.period, "table"
    for period in (column.period, row.period):
        if period:
            return period, "table"
    if table.period.period:
        return table.period.period, "title"
    year = metadata.report_year
    if year is None or metadata.document_type in (
        DocumentType.WORK_REPORT,
        DocumentType.PLAN,
        DocumentType.NEWS,
        DocumentType.OTHER,
    ):
        return None, ""
    return DateInterval(date(year, 1, 1), date(year, 12, 31)), "document"


def _is_year(period: DateInterval) -> bool:
    first, last = period.start_date, period.end_date
    return first is not None and last is not None and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _is_point(period: DateInterval | None) -> bool:
    """Whether a period is the last day of a month: what a stock is told of."""
    if period is None or period.start_date is None or period.start_date != period.end_date:
        return False
    day = period.start_date
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _standing(
    column: ColumnSays, table: _TableSays, metadata: Metadata, period: DateInterval | None
) -> tuple[Stand, str | None, str]:
    """Status and stage, and where they are said: by the column, the table's title or the kind of document."""
    kind, year = metadata.document_type, metadata.report_year
    stage, where = column.stage, "table"
    earlier = period is not None and period.end_date is not None and year is not None and period.end_date.year < year
    if stage is None and column.measure is None:
        stage, where = table.stage, "title"
        if stage in _PLANNED_STAGES and column.period and earlier:
            stage = None
    if stage == "actual":
        return Stand.ACTUAL, None, where
    if stage is not None:
        return (Stand.PLANNED if stage in _PLANNED_STAGES else Stand.ACTUAL), stage, where
    if column.measure is Measure.RATE:
        return Stand.ACTUAL, None, where
    if kind in _BUDGETS and not earlier:
        return Stand.PLANNED, "initial_budget", "document"
    if kind in _ACCOUNTS:
        return Stand.ACTUAL, "final_account" if column.measure is None and not earlier else None, "document"
    if kind is DocumentType.PLAN and not earlier:
        return Stand.PLANNED, "plan", "document"
    return Stand.ACTUAL, None, "document"
