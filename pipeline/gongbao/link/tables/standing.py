"""The days of a figure in a table and whether it is planned or achieved: what its headers, table and document say."""

from datetime import date

from gongbao.kept import compiled
from gongbao.link.lexicons.censuses import persons_counted
from gongbao.link.lexicons.wording import fold
from gongbao.link.meaning.comparisons import year_earlier
from gongbao.link.tables.days import (
    in_year,
    is_part_of_year,
    is_point,
    is_year,
    last_day,
    of_plan,
    plan_begins,
    running,
    spans_years,
    whole_year,
)
from gongbao.link.tables.headers import ColumnSays
from gongbao.link.tables.reading import Said
from gongbao.model import DateInterval, DocumentType, Measure, Metadata, Money, Quantity, Stand

_EDGE = compiled("(?:^| > |（)(?:(?P<first>[年期]初)(?!预算)|[年期][末底])")
# What is owed or lent on a day, and not over a year.
_STOCK = compiled("(?:债务|债券|[存贷]款|缴存)余额(?:（[月季年期]末）)?(?: > .{0,8}(?:债务|债券|[存贷]款))?$|存量）?$")
# 业务活动预期 is an index of what is expected, and no target.
_PLANNED = compiled("计划|(?<!活动)预期|拟")
_DONE = compiled("实际|已|执行|决算|完成")
_DONE_OF_PLAN = compiled("已(?:下达|完成|安排|到位|拨付|投)|实际|累计(?:下达|到位|拨付)")
# What a project costs in all, whatever of it a plan is for.
_IN_ALL = compiled("(?<!计划)(?<!完成)总投资额?$")
_WORKS, _BUILT = compiled("建设(?:内容|规模)"), compiled("(?:建成|完成)(?!后)")
# What is owed and how much may be are what they are, also where a budget tells them.
_LIMIT = compiled("(?:债务|债券)(?:余|限)额")
_BEGUN = compiled("[年期月]初")
# What comes about over a year, and is not there on a day, also in a table of what there is at its end.
_ARISES = compiled("出生|死亡|迁[入出移]|新增|新建|增加|减少|出栏|产量|人次|招生|毕业生|入院|出院")
_FLOW = compiled("(?:收入|支出|产量|产值|增加值|利润总?额?|费用|销售额|发电量)(?:（[^（）]*）)?$")
_YEAR = compiled(r"(?:19|20)\d\d")
_OF_YEAR = compiled("年度|全年|年初|年计划|年目标")
# Whom and what a unit has, also where its budget tells so.
_HAS = compiled("编制|实有|在职|在编|(?:退休|离休)(?![费金])|(?<!购置|更新)(?:车辆|用车)(?!.*(?:购置|更新|租))|保有量")
# By whom it is shared out, which nobody plans.
_LIVE_THERE = compiled("(?:总|常住|户籍)?(?:户数|人口数?)")
_ACQUIRED = compiled("新增|购|配置|更新")
_OWNS = compiled("固定资产(?!投资|购)|资产(?:总额|原值|净值)|账面(?:原|净)?值")
_HELD = compiled("资产(?:占[有用]|存量)")
_FUNDS = compiled("资金|财政拨款")
_SPENT = compiled("资金|财政拨款|(?:人员|公用|运行)经费|(?:基本|项目)支出")
_CHANGES = (Measure.GROWTH, Measure.CHANGE)
_BUDGET_STAGES = {"initial_budget", "adjusted_budget"}  # of a year, whatever part of it a table tells of
_PLANNED_STAGES = {*_BUDGET_STAGES, "target"}
_SPENT_THEN = compiled(r"年(?:度?(?:支出|实际|执行)|.*(?:实际|执行))")
_BUDGETS = (DocumentType.DEPARTMENT_BUDGET, DocumentType.BUDGET_REPORT)
_ACCOUNTS = (DocumentType.DEPARTMENT_FINAL_ACCOUNT, DocumentType.FINAL_ACCOUNT)


def period_of(said: Said, indicator: str) -> tuple[DateInterval | None, str]:
    """The days of a figure and where they are said: by its column, its row, its table or its document."""
    period, where = _period(said)
    if period and period.start_date is period.end_date is None:
        period = None  # days that the table does not tell: 上期价格
    if period and is_year(period) and spans_years(period) and said.column.measure in _CHANGES:
        return period, where  # 存款余额 | 2016-2020 of 平均增长速度
    if period and is_stock(said, indicator):
        period = last_day(period)
    elif period and is_year(period) and (day := _counted_in(period, said.table.period)):
        period = DateInterval(day, day)
    elif period and period == said.table.period and _ends_year(period) and _FLOW.search(indicator):
        period = whole_year(period)  # 产量 in a census of 31 December
    is_there = said.table.ends and isinstance(said.value, Quantity)
    is_there = is_there and not (_FLOW.search(indicator) or _ARISES.search(indicator))
    told = said.column.aggregation or ("end" if is_there else None)
    return _at_edge(period, indicator, told if said.column.measure is None else None), where


def _counted_in(year: DateInterval, period: DateInterval | None) -> date | None:
    """The day on which persons were counted in a year, in a table of another such day: 2010年 beside 2020年."""
    day = period.start_date if period and period.start_date == period.end_date else None
    if day is None or day != persons_counted(day.year) or year.start_date is None:
        return None
    return persons_counted(year.start_date.year)


def _ends_year(period: DateInterval) -> bool:
    end = period.end_date
    return period.start_date == end and end is not None and (end.month, end.day) == (12, 31)


def is_stock(said: Said, indicator: str) -> bool:
    """Whether an amount, or how it has changed, is that of a day and of no run of months: 债务余额."""
    told = said.column.measure in _CHANGES or isinstance(said.value, Money)
    return told and _STOCK.search(indicator) is not None and _BEGUN.search(indicator) is None


def _period(said: Said) -> tuple[DateInterval | None, str]:
    column, row, table = said.column, said.row, said.table
    # 年末总人口 | 1979-2024 is of all these years
    spans = column.period is not None and spans_years(column.period) and is_point(row.period)
    if column.period and (spans or not (row.period and is_year(column.period))):
        return _named_in_row(said, column.period) or column.period, "table"
    if row.period:
        since = column.running if column.running == "sum" and is_part_of_year(row.period) else None
        days = row.period if is_point(row.period) else running(row.period, since)  # 3月 | 累计
        return (year_earlier(days) if column.year_before else _in_year_of(said, days)), "table"
    of_year = column.stage == "target" and any(map(_OF_YEAR.search, said.cell.column_header))
    if (of_year or column.stage in _BUDGET_STAGES) and is_part_of_year(table.period):
        return whole_year(table.period), "table"
    # How much of the year's budget is done is counted from the year's beginning.
    since = column.running or ("sum" if column.measure is Measure.RATE else None)
    if since:
        return running(table.period, since), "table"
    if _is_whole_cost(said):
        return None, table.period_from
    return table.period, table.period_from


def _named_in_row(said: Said, period: DateInterval) -> DateInterval | None:
    """The months that a row names itself, in its column's year: 人均可支配收入（上半年） in a column of 1-8月."""
    own = said.row.period if said.row.words else None
    if not (is_part_of_year(own) and is_part_of_year(period)):
        return None
    earlier = year_earlier(own)
    ends = period.end_date
    return earlier if earlier and earlier.end_date and ends and ends.year == earlier.end_date.year else own


def _in_year_of(said: Said, days: DateInterval | None) -> DateInterval | None:
    """A row's days in the year of its column: 1月 in a column of 2023年, 年末 in one of 2019年."""
    column = said.column.period
    if not (column and column.end_date and is_year(column) and days and is_part_of_year(days)):
        return days
    return days if any(map(_YEAR.search, said.cell.row_header)) else in_year(days, column.end_date.year)


def _is_whole_cost(said: Said) -> bool:
    """Whether a figure is what one of the projects that a table lists costs in all its years."""
    # 总投资 | 2026年安排 | 其中：镇级: the last is of 2026
    in_all = said.column.period is None and any(map(_IN_ALL.search, said.column.names))
    return in_all and (
        said.table.projects or any("项目" in name for name in (*said.column.names, *said.cell.column_header))
    )


def _at_edge(period: DateInterval | None, indicator: str, told: str | None) -> DateInterval | None:
    """The first or last day of a year for what is told of that day: 年初结转和结余, 年末结转和结余, 期末余额."""
    edge = _EDGE.search(indicator)
    if period and is_part_of_year(period) and (not edge["first"] if edge else told == "end"):
        return last_day(period)  # 期末存栏 or 累计结余 of a quarter
    if (edge is None and told not in ("begin", "end")) or period is None or not is_year(period):
        return period
    if spans_years(period):
        return period  # 平均增长速度 > 2001-2023
    begins = edge["first"] if edge else told == "begin"
    day = period.start_date if begins else period.end_date
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
    if stage == "execution" and said.row.stage == "preliminary":
        stage = said.row.stage  # 余额预计执行数 | 执行数
    if stage is None and (column.measure is None or _is_planned_share(said)):
        stage, where = said.table.stage, "title"
        so_far = any(map(_SPENT_THEN.search, said.cell.column_header[-1:]))  # 2023年支出 in a 预算表
        if stage in _PLANNED_STAGES and column.period and earlier and (so_far or not said.table.budgets):
            stage = None
    if stage == "actual" and said.table.stage == "execution" and isinstance(said.value, Money):
        stage = "execution"
    if where == "title" and stage in _BUDGET_STAGES and _is_there(said) and not _ACQUIRED.search(said.table.subject):
        return Stand.ACTUAL, None, "document"
    if _is_whole_cost(said) and (stage is None or where == "title"):
        plans = said.table.planned or said.table.allots or said.table.intends or stage in _PLANNED_STAGES
        planned = plans or metadata.document_type is DocumentType.PLAN
        return Stand.PLANNED if planned else Stand.ACTUAL, None, "table"
    of_funds = _FUNDS if not isinstance(said.value, Money) else _SPENT
    if stage == "target" and where == "title" and any(map(of_funds.search, said.row.words)):
        return Stand.PLANNED, None, where  # what is spent on what is aimed at
    if stage == "preliminary":
        return Stand.ESTIMATED, stage, where
    if stage is not None:
        status = Stand.PLANNED if stage in _PLANNED_STAGES else Stand.ACTUAL
        if stage == "target" and metadata.document_type is DocumentType.PLAN and _ends_plan(metadata.title, period):
            stage = "plan"  # 2025年目标 of the fourteenth five-year plan
        return status, None if stage == "actual" else stage, where
    plans = said.table.planned and not any(map(_DONE_OF_PLAN.search, said.cell.column_header))
    works = said.table.intends and any(map(_WORKS.search, said.cell.column_header))
    plans = plans or (works and not _BUILT.search(said.words))
    planned = (plans or _is_allotted(said)) and not earlier and column.measure is None
    heads = said.cell.column_header or said.cell.row_header[-1:]  # of a form these: 计划发行规模 | 30.5亿元
    aimed = column.measure is not Measure.RATE and any(map(_PLANNED.search, heads))
    if planned or aimed or _is_to_come(period, metadata):
        return Stand.PLANNED, "plan" if metadata.document_type is DocumentType.PLAN else None, "table"
    if metadata.document_type in _BUDGETS and _is_there(said):
        return Stand.ACTUAL, None, "document"
    return _document_standing(column, metadata.document_type, earlier)


def _ends_plan(title: str | None, period: DateInterval | None) -> bool:
    """Whether days are in the last year of the five-year plan that a title names."""
    begins = plan_begins(fold(title or ""))
    return (
        begins is not None
        and period is not None
        and of_plan(whole_year(period), begins) == DateInterval(date(begins, 1, 1), date(begins + 4, 12, 31))
    )


def _is_planned_share(said: Said) -> bool:
    """Whether a figure is a share of what a table's title says to be a budget's: 占比 in a 支出预算表."""
    return said.column.measure is Measure.SHARE and said.table.stage in _PLANNED_STAGES


def _is_allotted(said: Said) -> bool:
    """Whether a figure is what a table called 安排表 plans, and not what is done of it."""
    there = any(map(_LIVE_THERE.fullmatch, said.column.names))
    return said.table.allots and not there and not any(map(_DONE.search, said.cell.column_header))


def _is_there(said: Said) -> bool:
    """Whether a figure tells whom or what a unit has."""
    has = _HAS if isinstance(said.value, Quantity) else _OWNS
    if _HELD.search(said.table.subject):
        return True
    return any(map(has.search, (*said.row.words, *said.cell.column_header)))


def _is_to_come(period: DateInterval | None, metadata: Metadata) -> bool:
    """Whether days, or the last of several years, are of a year after the document's: 2025年 in a plan of 2021."""
    day, end = metadata.document_date, (period.end_date or period.start_date) if period else None
    if end is None or (day is None and metadata.report_year is None):
        return False
    if day:
        return end.year > day.year
    # A report on a year is written in the next one, and may tell of its first months.
    plans = metadata.document_type in (DocumentType.PLAN, *_BUDGETS)
    first = end if plans else (period.start_date if period else None) or end
    return first.year > (metadata.report_year or 0) + (0 if plans else 1)


def _document_standing(column: ColumnSays, kind: DocumentType | None, earlier: bool) -> tuple[Stand, str | None, str]:
    """What a figure is by the kind of its document; ``earlier``: it is of a year before the document's."""
    of_debt = any(map(_LIMIT.search, column.names))
    if column.measure is Measure.RATE or column.running or earlier or of_debt:
        return Stand.ACTUAL, None, "document"
    if kind in _BUDGETS:
        return Stand.PLANNED, "initial_budget", "document"
    if kind in _ACCOUNTS:
        return Stand.ACTUAL, "final_account" if column.measure is None else None, "document"
    if kind is DocumentType.PLAN:
        return Stand.PLANNED, "plan", "document"
    return Stand.ACTUAL, None, "document"
