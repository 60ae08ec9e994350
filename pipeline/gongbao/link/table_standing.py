"""The days of a figure in a table and whether it is planned or achieved: what its headers, table and document say."""

import regex

from gongbao.link.headers import ColumnSays
from gongbao.link.table_days import is_point, is_year, running
from gongbao.link.table_reading import Said
from gongbao.model import DateInterval, DocumentType, Measure, Metadata, Stand

_EDGE = regex.compile("(?:^| > )(?:(?P<first>[年期]初)(?!预算)|[年期][末底])")
_PLANNED = regex.compile("计划|预期|拟")
_PLANNED_STAGES = {"initial_budget", "adjusted_budget", "target"}
_BUDGETS = (DocumentType.DEPARTMENT_BUDGET, DocumentType.BUDGET_REPORT)
_ACCOUNTS = (DocumentType.DEPARTMENT_FINAL_ACCOUNT, DocumentType.FINAL_ACCOUNT)


def period_of(said: Said, indicator: str) -> tuple[DateInterval | None, str]:
    """The days of a figure and where they are said: by its column, its row, its table or its document."""
    period, where = _period(said)
    return _at_edge(period, indicator), where


def _period(said: Said) -> tuple[DateInterval | None, str]:
    column, row, table = said.column, said.row, said.table
    if column.period and not (row.period and is_year(column.period)):
        return column.period, "table"
    if row.period:
        return row.period, "table"
    # How much of the year's budget is done is counted from the year's beginning.
    since = column.running or ("sum" if column.measure is Measure.RATE else None)
    if since:
        return running(table.period, since), "table"
    return table.period, table.period_from


def _at_edge(period: DateInterval | None, indicator: str) -> DateInterval | None:
    """The first or last day of a year for what is told of that day: 年初结转和结余, 年末结转和结余."""
    edge = _EDGE.search(indicator)
    if edge is None or period is None or not is_year(period):
        return period
    day = period.start_date if edge["first"] else period.end_date
    return DateInterval(day, day)


def told_at(period: DateInterval | None, indicator: str, measure: Measure) -> str | None:
    """Whether a stock is told of the begin or the end of its period."""
    if measure not in (Measure.LEVEL, Measure.COUNT):
        return None
    if edge := _EDGE.search(indicator):
        return "begin" if edge["first"] else "end"
    return "end" if is_point(period) else None


def standing_of(said: Said, metadata: Metadata, period: DateInterval | None) -> tuple[Stand, str | None, str]:
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
