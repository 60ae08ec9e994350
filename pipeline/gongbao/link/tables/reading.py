"""What bears on a figure in a table: what its row, its column, the columns on its left and the table's captions say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from gongbao.kept import compiled
from gongbao.link.lexicons.censuses import census_day
from gongbao.link.lexicons.regions import Region
from gongbao.link.lexicons.wording import fold
from gongbao.link.meaning.comparisons import year_earlier
from gongbao.link.meaning.own_periods import is_of_holidays
from gongbao.link.naming.of_all import NTH_INDUSTRY
from gongbao.link.tables.days import (
    is_part_of_year,
    is_point,
    is_year,
    later,
    month_earlier,
    running,
    stretch_earlier,
)
from gongbao.link.tables.header_words import (
    compared,
    is_share,
    label_words,
    subject,
    without_comparison,
    without_index_base,
    without_manner,
    without_table_number,
)
from gongbao.link.tables.headers import CONSUMER_PRICES, OF_ALL, OF_PRICES, ColumnSays, Dated, Headers, RowSays
from gongbao.model import DateInterval, DocumentType, Grid, GridCell, Measure, Metadata, Money, Percent, Quantity
from gongbao.segment.captions import PRICES

_ENTITY_LINE = compiled(
    r"(?:(?:编制|填报|预算|公开)(?:部门|单位)|(?<![测计表价送布任管])(?:部门|单位(?:名称)?))(?:名称)?[:：]\s*"
    r"(?P<entity>(?![十百千万亿]*(?:美?元|千瓦|平方|立方|公[里顷斤]|吨)|[百千万亿][人件户辆台张只头亩箱册])(?:(?!(?:19|20)\d\d年|(?:金额)?单位[:：])[^\s:：、，,；;%/／]){4,40})"
)
# Who puts an area's accounts together.
_COMPILED = compiled("(?:编制|填报)(?:部门|单位)[:：].{1,20}(?:财政|统计)[局厅]")
WORKERS = compiled("(?:就业|从业)(?:人员|人口|人数)|劳动力|职工|法人|单位|个体|投资")
"""Of what a table may be whose 第一产业 is no value added."""
# What services are traded, but not beside goods: 服务贸易与货物贸易.
_OF_SERVICES = compiled("^(?!.*(?:货物|商品|[和与及、])).*服务(?:进出口|贸易)")
_GROWTH_TITLE = compiled(
    r"(?:(?:增长|涨跌|增减|升降|变动)(?:率|速度|幅度)|增速|[增涨降]幅)(?:情况)?表?(?:[（(][%‰][）)])?$"
)
# 本表绝对数按当年价格计算，增长速度按不变价格计算。
_GROWN_AT = compiled("(?:增长|增速|指数|发展)\\p{Han}{0,6}按(?:可比|不变)价")
YEAR_AGAINST = compiled(r"(?:19|20)\d\d年[比较](?:上年|(?:19|20)\d\d年)")
"""2023年比2022年, beside both or in a table of 年均增长速度."""
_WHEN_LINE = compiled(
    r"[（(]?(?:(?:时间|年度|期间|所属期|报告期)[:：]|截[至止])?(?P<when>(?:19|20)\d\d年[^（）()：:]{0,12})[）)]?"
)
_BESIDE_UNIT = compiled(r"(?<!\d)(?P<when>(?:19|20)\d\d年(?:度|\d{1,2}月(?:\d{1,2}日)?)[底末]?)\s*(?:金额)?单位[:：]")
_LEVEL_OF_ACCOUNTS = compiled(
    "(?P<level>[省市区县州盟旗])级(?=财政|部门|一般公共|政府性基金|国有资本|社会保险|预算|决算|收入|支出|收支|“三公”)"
)
_HANDS_DOWN = compiled(
    "(?P<by>中央|[省市区县州])?(?:本?级)?对(?:下|各?(?:[市县区州]|乡镇|镇|街道){1,4}(?:（[^（）]{1,6}）[市县区州]?)?)的?(?:一般公共预算|政府性基金(?:预算)?)?(?:税收返还|一般性|专项|转移支付|补助)"
)
# 预算执行情况, but what courts enforce is no budget: 审判执行工作.
_CARRIED_OUT = compiled("(?<!审判)执行(?!工作|案件|到位|局|庭|法官|质效)")
# 重点项目投资计划表, but not 计划执行情况表.
_PLAN_TITLE = compiled(
    "(?<!执行)计划(?:(?:一览|汇总|明细)?表?(?:公[告示]){0,2}$|表[（(].{1,8}[）)]$)|任务(?:责任)?(?:分解|分工|清单|安排)|采购意向|民生实事(?:项目)?(?:清单|安排|任务)"
)
# 债券资金安排表 is a plan but for what is done already: 已发行, 实际支出.
_ALLOTS = compiled("(?:安排(?:支出)?(?:方案|明细|情况)?|(?:资金|使用|用途)调整(?:方案|情况)?)表$|安排(?:方案)?$")
_ACCOUNTED = compiled("决算|执行(?!.*预算)")
_PROJECTS = compiled(
    "(?:政府|重[点大])投资|(?:投资|重[点大]|建设|在建|债券)(?:建设)?(?:项目|工程)|(?:项目|工程)(?:建设|投资|清单|计划)|投资计划"
)
# What is to be spent of it in a year: 2025年计划投资, 年度投资计划.
_INTENDS = compiled("(?<!占)(?<!完成)(?:年|年度)(?:计划|投资计划|计划完成)(?:投资|$)")
# What tells that much of it is done: 2024年重点项目建设完成情况表, 累计完成投资.
_REPORTS, _SPENT_SO_FAR = compiled("(?:完成|进展)情况"), compiled("(?<!计划)(?<!拟)(?<!应)完成(?![时日])")
# What courts try, of which 执行 is a kind: 刑事, 民事, 执行; but beside 预算 it is what is spent of that on 办案.
_CASES = compiled("刑事|民事|行政案件|[收结]案|案件")
# What is called so only where it is what a budget is spent on.
_FUNCTIONS = compiled(
    "^(?:[一二三四五六七八九十]{1,3}[、.])?(?:一般公共服务|社会保障和就业|城乡社区|农林水|资源勘探|灾害防治)"
)
# The number of an issue of the year, which its figures are not of: 周报（2025年第15期）.
_ISSUE = compiled(r"[（(]?(?:19|20)\d\d年?第\d{1,3}期[）)]?")
# How long after its days a table without a year is still published.
_LATELY = timedelta(days=183)
_BEGINS_YEAR = compiled(r"(?:19|20)\d\d[年./-]")
# What a change is held against, where it is not what stands beside it.
_SAYS_YEAR = compiled("同比|年")
_SAYS_BASE = compiled("[比较年环均]|预算|定基")
_IN_PERCENT = compiled("[(（]±?%[)）]$")
_OF_COUNTIES = ("区", "县", "市", "旗")
# What counts institutions, so that rows are kinds of them: 疾病预防控制中心 | 机构数.
_OF_HIGHER_LEARNING = ("大学", "学院")
_INSTITUTIONS, _OF_ONE = compiled("机构(?:总)?数"), compiled("[省市县区州盟旗镇乡]")
# A price of the week before, whose change since then is told behind it.
_EARLIER = compiled("上(?:[周旬季]同期|周|旬|期|次|季度?)(?!末)|前一日|昨日")
_EARLIER_PRICE = compiled("(?:上(?:[周旬季]同期|周|旬|期|次|季度?)|前一日|昨日)(?:(?:平?均)?价|(?:发生额|金额|数)?$)")
# The same days of the month before, and what is said of the present ones.
_MONTH_BACK, _NOW = "上月同期", compiled("^(?:[今当本]日|[本当][周旬月期季])")
# What columns of projects hold, of which a rate behind them is: 完成投资 | 占年度计划%.
_SPENT = compiled("(?:投资|资金)额?$")
# What else is told of a bond or a loan, whose parts are those of its amount: 发行规模 | 期限 | 利率 | 其中：新增.
_BESIDE = compiled("利率$|期限$")
# How many people there are, and the parts of them: 年末总人口 | 男 | 女 | 城镇 | 乡村.
# 分行业年末就业人员数, but not 年末余额和全年发生额, 年末人口变动情况
_AT_ENDS = compiled("^(?!.*(?:变动|出栏)).*年[末底](?!.*(?:及|和|与|、|全年|收支))")
_POPULATION, _AT_AN_END = ("人口", "人口数"), compiled("[年期][末底]")
_OF_PEOPLE = compiled("[男女]性?|城镇|乡村|农村|市镇|(?:非?农业|城镇|乡村|[男女]性?|常住|户籍)?人口数?")
# What names a part alone, and not of what.
_PART_ALONE = compiled(f"{NTH_INDUSTRY.pattern}|[男女]性?|城镇|乡村")
_AIMED_AT = compiled("(?:绩效|预期|主要)目标(?!.*(?:完成|实现|自评|执行|情况))")
# 社会保险基金预算表, but not 政府性基金预算收入表.
_BUDGET_TABLE = compiled("预算(?:总|汇总|明细)?表(?:[（(].*[）)])?$")
# What only says of which fund a table is; 社会保险基金预算 is what its budget is called.
_FUND_BUDGETS = compiled("预算内|一般公共预算|(?<!保险)基金预算|经营预算")
# 2022年 and 2023年 of a 预算对比表 are budgets both, and so are they of a “三公”经费支出预算表.
_BUDGETS_TABLE = compiled(
    "预算对比|三公(?![^预]*(?:支出|执行|决算)[^预]*[与及和、])[^预决]*预算(?!.*(?:执行|决算|支出情况))"
)
_BUDGET, _AIM, _DONE, _DOCUMENT = "预算", "目标", "完成", "文号"
# By how much a budget is changed, but not how many posts: 编制调整情况.
_CHANGED = compiled("(?<!编制|人员|机构|标准|价格)调整情况")
# 年初预算数 | 变动项目 | 变动后预算数, 年初预算 | 调整变动（+、-） | 调整后预算
_MOVED, _MOVED_TO = (
    compiled("^(?:预算)?(?:调整|变动){1,2}(?:项目|情况|[数额])?(?:[（(][+＋\\-－−±、/]{1,4}[）)])?$"),
    ("变动后", "调整后"),
)
# How much it is, where no other figures stand beside it: 额度, but not beside 已发行.
_AMOUNT = compiled("额度|项目金额|资金来源[及和与]规模")
_AND = compiled("(?:及|和|与|、)其?$")
# Above parts of the column on their left: 其中, 按产业分.
_GROUPS = compiled("其中|按.{1,12}(?:分|划分|分类)$")
_DEPARTMENTS = (DocumentType.DEPARTMENT_BUDGET, DocumentType.DEPARTMENT_FINAL_ACCOUNT)
_ACCOUNTS = (DocumentType.DEPARTMENT_FINAL_ACCOUNT, DocumentType.FINAL_ACCOUNT, DocumentType.BUDGET_EXECUTION)
_BUDGETS = ("initial_budget", "adjusted_budget")
_PLANS = (*_BUDGETS, "target")
_EXPECTED = "preliminary"
_UNDATED = (DocumentType.WORK_REPORT, DocumentType.PLAN, DocumentType.NEWS, DocumentType.OTHER)
_CHANGES = (Measure.GROWTH, Measure.CHANGE)
_HELD, _BARE_INDEX = (*_CHANGES, Measure.INDEX), ("指数",)
_LAST_YEAR = 9999
_SCOPES = (("本级", "own_level"), *((f"全{area}", "whole_area") for area in "市省区县州"))


@dataclass(frozen=True, slots=True)
class TableSays:
    """What a table's captions and its document say for all its figures; ``period_from`` is which of them says when.

    ``department``: they are a unit's own accounts. ``growth``: the title says that the percentages among them are
    changes, and no header says which are. ``index``: it says that they are indices, and what comparison these make.
    ``fund``: a unit's own are those of one budget only. ``planned``: the title says that they are a plan's, ``allots``:
    that they are what is planned of those that are not done yet, ``projects``: that its rows are what is built,
    ``intends``: that one of their columns tells what is to be spent, and none what is done.
    ``budget``: its title or one of its columns names a budget, ``budgets``: the title says that two are held together,
    ``functions``: some rows are called as nothing is but what a budget is spent on. ``compared``: what the title
    says that the changes are held against. ``ends``: it tells what there was at the end of years: 年末就业人员数.
    ``prices``: at which its amounts are, ``grown_at``: at which those are whose growth it tells. ``services``: its
    trade is one of services only. ``workers``: it may be of people or firms whose sectors are called like parts of
    value added. ``insured``: who is insured, and more: 基本医疗保险参保情况.
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
    index: str | None
    fund: str | None = None
    planned: bool = False
    allots: bool = False
    projects: bool = False
    intends: bool = False
    budget: bool = False
    budgets: bool = False
    functions: bool = False
    compared: str | None = None
    ends: bool = False
    prices: str | None = None
    grown_at: str | None = None
    services: bool = False
    workers: bool = False
    insured: bool = False

    @property
    def year(self) -> int | None:
        """The year that the table is of; of 2025年以来 that in which it begins."""
        begins = self.period.start_date if self.period else None
        return _end_year(self.period) or (begins.year if begins else None)


@dataclass(frozen=True, slots=True)
class _Left:
    """What a column without a name or days of its own has from the columns on its left; ``running`` as in a header.

    ``whole`` are the names of the last one that tells of no part, ``stage`` is that of the last one, ``changed`` that
    of the one with the last days, whose change is told, ``planned`` the last one that plans, which a rate is held
    against. ``begin``: one told of the first day stands among them. ``compared``: what the change right before it is
    held against, or the figure there is of: 上周价. ``earlier`` are the days before its own that stand beside them.
    ``from_initial``: the last ones are the year's first budget and what it is changed to. ``grouped``: the last one
    stands below 其中, or below ``summed``, headers that a total stands below, too. ``grew``: the last one tells of
    growth in per cent, held against this, ``rated``: of a share or rate called so. ``counted``: it tells how many
    people there were at an end. ``days`` are the last one's own, ``among``: its name begins with 其中.
    """

    names: tuple[str, ...] = ()
    period: DateInterval | None = None
    running: str | None = None
    stage: str | None = None
    changed: str | None = None
    planned: str | None = None
    begin: bool = False
    whole: tuple[str, ...] = ()
    compared: str | None = None
    earlier: DateInterval | None = None
    from_initial: bool = False
    grouped: bool = False
    summed: tuple[str, ...] = ()
    grew: str | None = None
    rated: tuple[str, ...] = ()
    counted: bool = False
    days: DateInterval | None = None
    among: bool = False


class Said(NamedTuple):
    """All that bears on one figure: ``words`` stand before it in its cell, ``side`` is that of its group.

    ``bracketed``: it stands in brackets behind another of its cell. ``bounded``: behind a sign such as ≥.
    """

    row: RowSays
    column: ColumnSays
    table: TableSays
    cell: GridCell
    value: Money | Percent | Quantity
    words: str = ""
    side: str | None = None
    bracketed: bool = False
    bounded: bool = False


def table_says(
    grid: Grid, metadata: Metadata, headers: Headers, names: Sequence[str], holidays: DateInterval | None = None
) -> TableSays:
    """What a table's captions say; ``names`` are those of the document's place and author, ``holidays`` the days of
    those that it is of."""
    title, index = without_index_base(fold(without_table_number(grid.title or "")))
    for line in _from_title(grid) if index is None else ():
        rest, base = without_index_base(fold(line))
        index = base if base and not rest.strip() else index  # （上年=100） below the title
    whole = title or fold(metadata.title or "")  # of one without a title
    dated = headers.dated(_ISSUE.sub("", title), metadata.report_year)
    if dated.period is None and metadata.report_year is None and metadata.document_date:
        dated = _lately(title, metadata.document_date, headers)
    period, where = dated.period, "title"
    # Of a census all tables are of its day, on whatever day they were published.
    if period is None and (counted := census_day(title) or census_day(metadata.title or "")):
        period = DateInterval(counted, counted)
    # 截至2025年6月30日 below a title with a year
    if period is None or (is_year(period) and any(line.startswith("截") for line in grid.captions)):
        period = _caption_period(grid, metadata, headers) or period
    if period is None:
        period, where = _document_period(metadata, headers), "document"
    if (period is None or is_year(period)) and is_of_holidays(title or metadata.title or ""):
        period = holidays  # 2024年国庆假期旅游情况 is of no whole year
    of_area = metadata.entity is None and metadata.document_type not in _DEPARTMENTS
    lines = [line for line in reversed(grid.captions) if not (of_area and _COMPILED.search(line))]
    entity = next((m["entity"] for line in lines if (m := _ENTITY_LINE.search(line))), None)
    if entity and metadata.entity and metadata.entity.endswith(entity):
        entity = metadata.entity  # 部门：彰武县水利局 in the accounts of 阜新市彰武县水利局
    growth = _GROWTH_TITLE.search(title) is not None
    about = subject(dated.words, *names)
    insured = about.endswith("参保")
    about += "人数" if insured else ""  # 基本医疗保险参保情况
    told_of = _AND.sub("", without_comparison(about)) if growth else about
    department = (
        "部门" in title or entity is not None or metadata.entity is not None or metadata.document_type in _DEPARTMENTS
    )
    said = {header for cell in grid.cells for header in cell.column_header}
    prices = [found for found in map(PRICES.fullmatch, grid.captions) if found]
    projects = _PROJECTS.search(whole) is not None
    return TableSays(
        told_of,
        period,
        where,
        _title_stage(title),
        headers.flow(title) or ("expenditure" if _hands_down(title, metadata) else None),
        entity,
        next((scope for word, scope in _SCOPES if word in title), None) or _own_level(title, metadata),
        department,
        growth and not _says_growth(grid, headers),
        index,
        headers.fund(about) if department else None,
        _PLAN_TITLE.search(whole) is not None,
        _ALLOTS.search(title) is not None
        and (metadata.document_type not in _ACCOUNTS or "调整方案" in (metadata.title or ""))
        and not _ACCOUNTED.search(metadata.title or ""),
        projects,
        projects
        and any(map(_INTENDS.search, said))
        and not _REPORTS.search(whole)
        and not any(map(_SPENT_SO_FAR.search, said)),
        any(_BUDGET in words.replace("预算内", "") for words in (title, *said)),
        _BUDGETS_TABLE.search(title) is not None,
        any(_FUNCTIONS.match(cell.row_header[-1]) for cell in grid.cells if cell.row_header),
        compared(title) if growth else None,
        _AT_ENDS.search(title) is not None,
        "current" if any(found["current"] for found in prices) else None,
        "constant" if any(_GROWN_AT.search(found[0]) for found in prices) else None,
        _OF_SERVICES.search(told_of) is not None,
        WORKERS.search(told_of) is not None,
        insured,
    )


def _from_title(grid: Grid) -> Sequence[str]:
    """A table's captions from its title on; those above may be of another table: （1978年=100）."""
    at = max((i for i, line in enumerate(grid.captions) if grid.title and line.startswith(grid.title)), default=0)
    return grid.captions[at:]


def _lately(title: str, day: date, headers: Headers) -> Dated:
    """A title's dates with the year of the document's, or the one before: 1-12月 of what was published in January.

    What ended long before is not told then: none for 一季度 in one of March.
    """
    for year in (day.year, day.year - 1):
        dated = headers.dated(title, year)
        end = dated.period.end_date if dated.period else None
        if end and timedelta(0) <= day - end < _LATELY:
            return dated
    return Dated(title)


def _own_level(title: str, metadata: Metadata) -> str | None:
    """Whether a title tells of the accounts of the document's own government: 市级财政收支表 of a city."""
    level = _LEVEL_OF_ACCOUNTS.search(title) if metadata.region else None
    return "own_level" if level and metadata.region and metadata.region.endswith(level["level"]) else None


def _hands_down(title: str, metadata: Metadata) -> bool:
    """Whether a title tells what the document's own government hands down: 省对市县转移支付 of a province."""
    found = _HANDS_DOWN.search(title) if "对" in title else None
    return found is not None and (not found["by"] or (metadata.region or "").endswith(found["by"]))


def _says_growth(grid: Grid, headers: Headers) -> bool:
    """Whether a table's own headers say which of its figures are changes: 产量 | 比上年增长（%）."""
    paths = {cell.column_header for cell in grid.cells}
    columns = [path for path in paths if not (path and YEAR_AGAINST.fullmatch(path[-1]))]
    rows = {cell.row_header for cell in grid.cells}
    return any(headers.column(path, None, percent=True).measure in _CHANGES for path in columns) or any(
        headers.row(path, None).held for path in rows
    )


def _title_stage(title: str) -> str | None:
    if _AIMED_AT.search(title):
        return "target"
    if "决算" in title:
        return "final_account"
    if _CARRIED_OUT.search(title):
        return "execution"
    bare = _FUND_BUDGETS.sub("", title)
    if "预算" in bare or _BUDGET_TABLE.search(title):
        return "adjusted_budget" if "调整" in title else "initial_budget"
    return None


def _caption_period(grid: Grid, metadata: Metadata, headers: Headers) -> DateInterval | None:
    """The days that a caption of nothing else names, or one of the unit: （2024年度）, 2024年12月31日 单位：元."""
    for line in reversed(grid.captions):
        found = _WHEN_LINE.fullmatch(fold(line)) or _BESIDE_UNIT.search(line)
        dated = headers.dated(found["when"], metadata.report_year) if found else None
        days = dated.period if dated and not dated.words.strip("度份 ") else None
        if days and not _is_publication(days, metadata):
            return days
    return None


def _is_publication(days: DateInterval, metadata: Metadata) -> bool:
    """Whether a line tells the day on which a report on a year was published, and not what its table is of."""
    return metadata.document_type not in _UNDATED and days.start_date == days.end_date and not is_point(days)


def _document_period(metadata: Metadata, headers: Headers) -> DateInterval | None:
    """The days that a document is of: those in its title, else its year where it is of a kind that reports on one."""
    period = headers.dated(_ISSUE.sub("", fold(metadata.title or "")), metadata.report_year).period
    if period and period.end_date and (not is_year(period) or metadata.document_type is DocumentType.OTHER):
        return period
    year = metadata.report_year
    if year is None or metadata.document_type in _UNDATED:
        return None
    return DateInterval(date(year, 1, 1), date(year, 12, 31))


class TableReading:
    """Reads the headers of one table for its cells, alike ones once."""

    def __init__(self, grid: Grid, table: TableSays, headers: Headers) -> None:
        self._grid, self._table, self._headers = grid, table, headers
        self._paths = _paths(grid, table)
        self._lefts = _lefts(self._paths, table, headers)
        self._columns: dict[tuple[object, ...], ColumnSays] = {}
        self._above: dict[int, RowSays] = {}  # the row before that tells of no change, by group
        self._sides: dict[int, str] | None = None
        self._year = table.year
        rows = {header for cell in grid.cells for header in cell.row_header}
        self._places: list[Region] | None = None  # those that its rows name
        self._of_kinds = any(_INSTITUTIONS.search(words) for cell in grid.cells for words in cell.column_header)
        words = {grid.title or "", *rows, *(header for cell in grid.cells for header in cell.column_header)}
        self._tried = any(map(_CASES.search, words)) and not any(row.startswith(_BUDGET) for row in rows)
        self._towns = not (table.projects or table.functions) and headers.lists_towns(grid)

    def said(self, cell: GridCell, value: Money | Percent | Quantity, words: str) -> Said:
        """All that bears on a figure; ``words`` stand before it in its cell: 增长 in 增长5.6%."""
        row = self._headers.row(cell.row_header, self._year, self._tried, self._towns)
        if row.period and not row.words and _BEGINS_YEAR.match(cell.row_header[-1]):
            self._year = _end_year(row.period)  # 2024年1-2月, and below it 3月
        if row.entity and (self._table.projects or (self._of_kinds and not _is_of_one(row.entity))):
            # what is built there, and not what it spends: 市第二幼儿园
            row = replace(row, words=(*row.words, row.entity), entity=None)
        if len(row.words) == 1 and row.words[0].endswith(_OF_COUNTIES):
            row = self._placed(row, cell.row_header[-1])
        if isinstance(value, Quantity) and cell.row_header and cell.row_header[-1].endswith("级"):
            level = label_words(cell.row_header[-1])
            if self._headers.is_level_below(level):  # 文物保护单位 > 县级 are of that grade
                row = replace(row, words=(*row.words, level), qualifiers=())
        if cell.unit and row.index is None:
            row = replace(row, index=without_index_base(fold(cell.unit))[1])  # 居民消费价格指数 | 上年=100
        if not row.held:
            self._above[cell.group] = row
        elif above := self._above.get(cell.group):
            row = row if row.words else replace(row, words=above.words)
            if row.words == above.words:  # 财政收入 | 1-11月累计, and below it 增长
                row = replace(row, period=row.period or above.period)
        percent = isinstance(value, Percent)
        key = cell.group, cell.column, cell.column_header, words, percent, row.period, bool(row.words)
        if key not in self._columns:
            self._columns[key] = self._column(cell, row, words, percent)
        column = self._columns[key]
        if column.qualifiers and row.words and CONSUMER_PRICES.match(row.words[-1]):
            whose = dict(column.qualifiers).get("population")
            if whose in OF_PRICES:  # 居民消费价格 | 城市
                row = replace(row, words=(*row.words[:-1], whose + row.words[-1]))
                column = replace(column, qualifiers=tuple(q for q in column.qualifiers if q[0] != "population"))
        if column.qualifiers and isinstance(value, Quantity):
            whose = dict(column.qualifiers).get("population")
            if whose and self._headers.is_no_place(whose):  # 文物保护单位 | 市县级 are of that grade
                others = tuple(q for q in column.qualifiers if q[0] != "population")
                column = replace(column, names=(*column.names, whose), qualifiers=others)
        return Said(row, column, self._table, cell, value, words, self._side(cell.group))

    def _placed(self, row: RowSays, header: str) -> RowSays:
        """A row that names one of several places called so, beside others that its table tells of."""
        if row.words[0] != label_words(header):
            return row
        if self._places is None:
            paths = {cell.row_header for cell in self._grid.cells if cell.row_header}
            rows = (self._headers.row(path, self._table.year, self._tried, self._towns) for path in paths)
            self._places = [row.region for row in rows if row.region]
        region = self._headers.place_beside(row.words[0], self._places)
        return replace(row, words=(), region=region, scope=None) if region else row  # 市中区 beside 历下区

    def _side(self, group: int) -> str | None:
        """The side of the accounts that a group sums up, where the table has a group for each: 本年支出合计."""
        if self._sides is None:
            found: dict[int, set[str]] = {}
            for path, of in {(cell.row_header, cell.group): None for cell in self._grid.cells}:
                if flow := self._headers.row(path, self._table.year, self._tried, self._towns).flow:
                    found.setdefault(of, set()).add(flow)
            told = {of: flows.pop() for of, flows in found.items() if len(flows) == 1}
            self._sides = told if len(set(told.values())) > 1 else {}
        return self._sides.get(group)

    def _column(self, cell: GridCell, row: RowSays, words: str, percent: bool) -> ColumnSays:
        year = _end_year(row.period) or self._table.year
        path = self._paths[cell.group, cell.column]
        if words.endswith(_DONE) and self._headers.column(path, year, percent).stage in _PLANS:
            words = words.removesuffix(_DONE)  # 基础工程完成30% below 形象进度目标 is aimed at
        if words:
            aim = path[-1:] if path and path[-1].endswith(_AIM) else ()
            path = (*((*path[:-1], *(_AIM for _ in aim)) if self._headers.is_aside(path) else path), words)
        column, left = self._headers.column(path, year, percent), self._lefts[cell.group, cell.column]
        if column.base and column.measure in _HELD and (own := _end_year(left.period)) and year and own > year:
            # 2023年执行数 | 2024年预算数 | 比上年增减%, 为上年执行% in a table of 2023: against 2023
            column = self._headers.column(path, own, percent)
        if column.year_before:
            since = column.running or left.running
            said = column.period if is_part_of_year(column.period) and _end_year(column.period) == year else None
            named = row.period if row.words and is_part_of_year(row.period) else None  # 人均可支配收入（一季度）
            months = running(left.period or self._table.period, column.running) if column.running else None
            days = named or said or months or left.period or running(self._table.period, since)  # 上年同期 > 11月份
            days = year_earlier(days)
            base = column.base if days is None or column.comparison != "year_to_date" else year_earlier(column.base)
            column = replace(column, period=days, base=base, names=column.names or left.names)
        elif column.month_before and is_part_of_year(self._table.period):
            if any(_MONTH_BACK in words for words in path):
                days = stretch_earlier(self._table.period, _MONTH_BACK[:2]) or DateInterval(None, None)
                column = replace(column, period=days, names=column.names or _as_told(left))
            else:
                column = replace(column, period=month_earlier(self._table.period))
        elif column.names and column.measure is None and _EARLIER_PRICE.match(column.names[-1]):
            days = stretch_earlier(self._table.period, column.names[-1][:2])
            bare = without_manner(_EARLIER.sub("", column.names[-1], 1))
            names = (*column.names[:-1], bare) if days else column.names
            names = tuple(filter(None, names)) or _as_told(left)
            column = replace(column, period=days or DateInterval(None, None), names=names)  # 上期价格
        elif column.relative and column.stage not in _PLANS and is_part_of_year(self._table.period):
            days = running(self._table.period, column.running)
            column = replace(column, period=days if column.relative == "this" else year_earlier(days))
        elif column.period is None and not (
            row.period
            or column.running
            or (column.stage and column.measure not in _CHANGES)
            or (column.measure is Measure.RATE and is_part_of_year(self._table.period))
        ):
            summed = left.running is not None and column.names and column.measure is None and column.names != left.names
            if not (summed or _is_another(column, left.period)):
                column = replace(column, period=left.period)
            if column.measure in _CHANGES:
                # 2023年决算数 | 2022年决算数 | 决算数比上年增减: of the year after the one beside it
                days = None if column.base and column.period == column.base else column.period
                column = replace(column, running=left.running, period=days)
        if (
            column.stage == "adjusted_budget"
            and any("预算调整数" in words for words in path)
            and self._tells_adjusted()
        ):
            column = replace(column, measure=Measure.CHANGE, comparison="initial_budget")
        if column.measure is None and _is_among(cell.column_header):
            dated = self._headers.column(path, year, percent).period or left.days
            # 2024年预算数 | 其中：基本支出, 2025年限额 | 6月末余额 | 其中：新增
            column = replace(column, stage=column.stage or left.stage, period=dated or column.period)
            kind = bool(column.names) and _PART_ALONE.fullmatch(column.names[-1]) is not None
            if column.names and not row.words and left.whole and (len(cell.column_header) == 1 or kind):
                # 到期本金 | 其中：一般债券, 总人口 | 按性别分 > 男
                column = replace(column, names=(*left.whole, *column.names))
            elif column.qualifiers and not (column.names or row.words):
                column = replace(column, names=left.whole)  # 年末从业人员 | 按城乡分 > 城镇
        if column.measure in _HELD and column.stage is None and left.changed in _PLANS:
            column = replace(column, stage=left.changed)  # 2024年执行数 | 2025年预算数 | 增长%
        elif column.measure in _CHANGES and column.stage is None and self._is_planned(left):
            column = replace(column, stage=self._table.stage)  # 2025年应缴利润 | 比上年增减% in a 预算表
        elif (
            self._table.stage == "target"
            and column.measure in _CHANGES
            and not (column.stage or column.period or left.stage or left.period)
        ):
            column = replace(column, stage="target")  # 投资增速（%） in a table of 预期目标
        if column.measure is Measure.SHARE and column.stage is None and left.stage in _PLANS:
            column = replace(column, stage=left.stage)  # 2025年预算数 | 占比%
        told = left.stage if column.measure is Measure.RATE else left.changed
        if column.measure in (*_HELD, Measure.RATE) and column.stage is None and told == _EXPECTED:
            column = replace(column, stage=told)  # 2024年预计执行数 | 为预算%
        if (
            column.measure in _CHANGES
            and left.begin
            and column.comparison == "yoy"
            and not _SAYS_YEAR.search("".join(path))
        ):
            column = replace(column, period=None, comparison="year_to_date")  # 年初数 | 年末数 | 增减额
        if (
            column.measure in _CHANGES
            and column.comparison == "yoy"
            and left.from_initial
            and (left.stage == "adjusted_budget" or (column.measure is Measure.CHANGE and self._tells_adjusted()))
            and not _SAYS_YEAR.search("".join(path))
        ):
            column = replace(column, comparison="initial_budget")
            # 年初预算数 | 调整预算数 | 增减额 | 增减%, 年初预算数 | 增加 | 减少 | 调整后预算数
        if (
            column.measure in _CHANGES
            and column.comparison == "yoy"
            and column.base is None
            and (_end_year(left.period) or 0) - (_end_year(left.earlier) or _LAST_YEAR) > 1
            and not _SAYS_YEAR.search("".join(path))
        ):
            column = replace(column, comparison="fixed_base", base=left.earlier)  # 2020年 | 2010年 | 增减
        if column.measure in _CHANGES and left.compared not in (None, "yoy") and not _SAYS_BASE.search("".join(path)):
            column = replace(column, comparison=left.compared)  # 比上期价格涨跌 | 涨跌幅, 上周价 | 涨跌幅
        kinds = column.names[len(left.whole) :] if column.names[: len(left.whole)] == left.whole else column.names
        if left.counted and column.measure is None and all(map(_OF_PEOPLE.fullmatch, kinds)):
            column = replace(column, aggregation=column.aggregation or "end")  # 年末总人口 | 男 | 女
        if left.rated and path and not column.names:
            moved = column.measure in _CHANGES and "百分点" in path[-1]
            if moved or (column.measure is None and column.period and _IN_PERCENT.search(path[-1])):
                column = replace(
                    column, names=left.rated
                )  # 占一般公共预算支出的比例 | 增减（百分点）, Ⅰ-Ⅲ类比例（%） | 上年（%）
        if left.grew and column.measure is None and not column.names and path and _IN_PERCENT.search(path[-1]):
            column = replace(column, measure=Measure.GROWTH, comparison=left.grew)  # 1-10月增长（%） | 上年同期（%）
        if column.measure is Measure.RATE and column.comparison is None:
            column = replace(column, comparison=left.planned)  # 年度目标 | 完成数 | 完成率
        if (
            (column.measure is Measure.SHARE and not column.names and left.rated and not left.among)
            and path
            and (of_all := OF_ALL.match(path[-1]))
        ):
            column = replace(
                column, names=(of_all[0],)
            )  # 教育支出 | 比重 | 卫生支出 | 比重 | 占全市%: of what, none says
        spent = column.measure is Measure.RATE and bool(left.whole) and _SPENT.search(left.whole[-1]) is not None
        if column.measure and not column.names and (column.measure in _CHANGES or spent or not row.words):
            # 转移支付 | 其中 > 老区转移支付 | 增长%: of the whole
            of_whole = column.measure is Measure.RATE or (left.grouped and not _is_among(path))
            if not self._is_told_alike(cell, path):
                column = replace(column, names=left.whole if of_whole else left.names)
        elif column.measure in _CHANGES and column.names and column.names == left.names[:-1]:
            column = replace(column, names=left.names)  # 期末实有 > 户数 | 期末实有 > 同比
        if not (row.words or column.names or column.measure or self._table.subject) and column.running:
            column = replace(column, names=left.names)  # 零售额 | 增长 | 累计
        of = left.whole if left.grouped and not (left.among or _is_among(path)) else left.names
        if column.measure is Measure.SHARE and of and not row.words and list(map(is_share, column.names)) == [True]:
            column = replace(column, names=(*of[:-1], of[-1] + column.names[0]))  # 常住人口 | 比重
        return column

    def _is_told_alike(self, cell: GridCell, path: tuple[str, ...]) -> bool:
        """Whether a change is of what columns before it hold that end as it does: 年末数 > 数量, 增减 > 数量."""
        return len(path) > 1 and any(
            group == cell.group
            and column < cell.column
            and other[-1:] == path[-1:]
            and self._headers.column(other, self._table.year, percent=False).measure is None
            for (group, column), other in self._paths.items()
        )

    def _is_planned(self, left: _Left) -> bool:
        """Whether what stands before a change is of the year that the title tells a budget of, and no more is said."""
        if self._table.stage not in _BUDGETS or left.changed is not None or not left.names:
            return False
        return _end_year(left.period or self._table.period) == self._table.year

    def _tells_adjusted(self) -> bool:
        """Whether a column tells what the budget is after it was changed, so that 预算调整数 is by how much it was."""
        return any("调整后" in words for cell in self._grid.cells for words in cell.column_header)


def _as_told(left: _Left) -> tuple[str, ...]:
    """What is told of earlier days under nothing but their name: 价格 behind 今日价格."""
    return tuple(filter(None, (_NOW.sub("", name) for name in left.names)))


def _end_year(period: DateInterval | None) -> int | None:
    return period.end_date.year if period and period.end_date else None


def _is_of_one(entity: str) -> bool:
    """Whether a name is that of one institution, and not of a kind: 市疾病预防控制中心, 江西理工大学."""
    return entity.endswith(_OF_HIGHER_LEARNING) or _OF_ONE.search(entity) is not None


def _is_another(column: ColumnSays, before: DateInterval | None) -> bool:
    """Whether a column tells of something else than the one on its left, which is of one day: 年末人数 | 平均工资."""
    return before is not None and bool(column.names) and column.measure is None and is_point(before)


def _is_among(path: Sequence[str]) -> bool:
    """Whether a column tells of a part of the one on its left."""
    return any(header.startswith("其中") for header in path) or (len(path) > 1 and _GROUPS.match(path[0]) is not None)


def _paths(grid: Grid, table: TableSays) -> dict[tuple[int, int], tuple[str, ...]]:
    """The headers of a table's columns by group, as they are meant beside others: 调整情况 of a budget is 调整数."""
    paths = {(cell.group, cell.column): cell.column_header for cell in grid.cells}
    if table.budget:
        paths = {at: tuple(_CHANGED.sub("调整数", words) for words in path) for at, path in paths.items()}
        if any(words.startswith(_MOVED_TO) for path in paths.values() for words in path):
            paths = {at: tuple(_MOVED.sub("调整数", words) for words in path) for at, path in paths.items()}
    if len(paths) == 1:
        paths = {
            at: tuple("金额" if _AMOUNT.fullmatch(words) else words for words in path) for at, path in paths.items()
        }
    return paths


def _lefts(
    paths: Mapping[tuple[int, int], tuple[str, ...]], table: TableSays, headers: Headers
) -> dict[tuple[int, int], _Left]:
    """What each column of a table's groups has from those on its left: 增速 is that of the 生产总值 before it.

    Its days are the last of the columns that hold amounts, as far as no growth stands between: 2024年 | 2023年 | 增长.
    """
    lefts: dict[tuple[int, int], _Left] = {}
    last, group, measured = _Left(), -1, False
    parts: int | None = None  # how many columns have names since 合计, with no rate or change among them
    # 全年预算 | 1-11月完成 | 增减额
    months = is_part_of_year(table.period) or any(
        is_part_of_year(headers.column(path, table.year, percent=True).period) for path in paths.values()
    )
    for place in sorted(paths):
        says = headers.column(paths[place], table.year, percent=True)
        if place[0] != group:
            last, group, measured, parts = _Left(), place[0], False, None
        lefts[place] = last
        if paths[place][-1:] and paths[place][-1].endswith(_DOCUMENT):
            continue  # 文号 | 金额 | 其中：直达资金
        if says.measure:
            # 1-6月执行 | 完成预算% | 上年1-6月执行 | 增幅: a rate parts none of them
            measured = measured or says.measure is not Measure.RATE
            parts = parts if parts and parts > 1 else None
            indexed = says.names if says.measure is Measure.INDEX and says.names != _BARE_INDEX else ()
            # 水质指数 | 同比变化
            last = replace(
                last,
                names=indexed or last.names,
                whole=indexed or last.whole,
                compared=says.comparison if says.measure in _CHANGES else None,
                grew=says.comparison if says.measure is Measure.GROWTH else None,
                rated=says.names if says.measure in (Measure.SHARE, Measure.RATE) else (),
            )
            continue
        summed = paths[place][:-1] if says.total else last.summed
        if not (summed and paths[place][: len(summed)] == summed):
            summed = ()
        # 2023年 > 合计 | 2023年 > 中央企业 | 2022年: the last tells of all again
        names = says.names or (last.whole if last.summed and not summed else last.names)
        parted = any(key == "expenditure_kind" for key, _ in says.qualifiers)  # 预算总额 | 基本支出 | 项目支出
        among = parted or _is_among(paths[place])
        whole_name = says.names[0].removesuffix("合计") if len(says.names) == 1 else ""
        if len(paths[place]) == 1 and (whole_name == table.subject if says.names else says.total):
            parts = 0  # 农林牧渔业总产值 | 农业 | 林业 in a table of the first
        elif measured or not says.names:
            parts = None
        elif parts is not None:
            parts += 1
        among = among or bool(parts)  # 合计 | 一般性转移支付 | 专项转移支付 | 占比
        among = among or bool(names and _BESIDE.search(names[-1]))
        whole = last.whole if among or (summed and not says.total) else says.names if summed else names
        if says.year_before or says.month_before or any(map(_EARLIER.match, paths[place])):
            if not last.names:  # what the one before it is held against
                names, whole = (tuple(n for n in some if not _EARLIER.fullmatch(n)) for some in (names, whole))
                last = replace(last, names=names, whole=whole)
            last = replace(last, compared=None if says.year_before else "period_on_period")
            continue
        days = says.period
        if says.stage in _PLANS and months:
            days = None  # of the whole year, unlike what follows
        elif says.running and (days is None or (says.relative and is_part_of_year(table.period))):
            days = running(table.period, says.running)
        elif says.relative and is_part_of_year(table.period) and says.stage is None:
            days = None if says.relative == "last" else table.period
        elif days is None and says.stage and not is_part_of_year(table.period):
            days = table.period  # 上年决算数 | 年初预算数 | 执行数 | 增减%
        since = says.running or (None if measured else last.running)
        stage = says.stage or (last.stage if _is_among(paths[place]) else None)
        period = days if measured or (days is None and _is_another(says, last.period)) else later(last.period, days)
        earlier = last.earlier
        if days and last.period and not measured:
            earlier = last.period if period == days else days
        changed = last.changed if period == last.period != days and not measured else stage
        aimed = stage is None and any("计划" in header for header in paths[place])
        planned = stage if stage in _PLANS else "target" if aimed else last.planned
        last = _Left(
            names,
            period,
            since,
            stage,
            changed,
            planned,
            last.begin or says.aggregation == "begin",
            whole,
            None,
            None if measured else earlier,
            stage == "initial_budget" or (last.from_initial and stage == "adjusted_budget"),
            bool(summed) or parted or (parts or 0) > 1 or _is_among(paths[place]),
            summed,
            last.grew if not says.names else None,
            counted=(bool(names) and names[-1].endswith(_POPULATION) and any(map(_AT_AN_END.search, paths[place])))
            or (last.counted and all(map(_OF_PEOPLE.fullmatch, says.names))),
            days=says.period or (last.days if _is_among(paths[place]) else None),
            among=any(header.startswith("其中") for header in paths[place][-1:]),
        )
        measured = False
    return lefts
