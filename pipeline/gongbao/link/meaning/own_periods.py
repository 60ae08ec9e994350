"""A document's own time: the years of a plan, what its title is of, and its year where nothing else is said."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from gongbao.kept import compiled
from gongbao.link.lexicons.censuses import census_day
from gongbao.link.meaning.date_roles import PLAN_RULE
from gongbao.link.sentence.context import Period
from gongbao.model import DateInterval, DocumentType, Mention, Metadata

# 2021年前三季度, 1—11月份, 2023—2024学年, but not what is to be done in them; a court's report on five years.
_PART_OF_YEAR = compiled("季度|半年|月|学年")
# 2025年国庆假期旅游情况: the days that the text names first.
_HOLIDAYS, _LONGEST_HOLIDAY, _DAY = compiled("假期|假日|黄金周|小长假|春运"), 45, timedelta(days=1)
_BEGINS, _ENDS = re.compile("(?:开始|启动|起)[，,、]?(?:至|到|于)?"), ("结束", "止")
# 春运从1月14日开始, but not 优惠活动9月1日启动 or 春运安全活动1月9日启动.
_OF_HOLIDAYS = compiled(f"({_HOLIDAYS.pattern})(?!\\p{{Han}}*(?:活动|优惠|政策|[展赛会]))[^，。；\\n]{{0,8}}$")
_OF_RESULTS = compiled("公报|数据|情况|结果")
_FOR_LATER = compiled("(?:通知|方案|要点|计划|意见|安排|规划|办法|决定|会议|纪要|清单|讲话|大事记)(?:[（(].*[）)])?$")
_TELLS_OF = compiled(
    "情况|状况|公报|绩效|快报|年报|年度报告|概况|结果$|[白蓝]皮书|工作报告|监测|(?:调查|发展|质量|责任|履职|述职|评价|评估|分析|运行)报告|统计|数据(?:的公告|发布|解读|$)"
)
_OF_JUSTICE, _FIVE_YEARS = compiled("法院|检察院"), compiled("五年来|过去五年|五年间|五年工作")
# 2023年工作总结及2024年工作计划: what it tells is of the first, what it plans of the next.
_SUMMED_UP, _CARRIED_OUT, _PERFORMED = "总结", "计划执行情况", "绩效"
# 第十四个五年规划 is of five years, whatever else its text names.
_NTH_PLAN, _FIVE = compiled("第[一二三四五六七八九十]{1,3}[个個]五年"), 5
# 清河县年鉴（2015）, 2015年清河年鉴: what it tells is of the year before.
_YEARBOOK = compiled(r"((?:19|20)\d\d)(?:年(?!鉴))?[^，。\d]{0,16}年鉴|年鉴[·（( ]{0,2}((?:19|20)\d\d)")
# What lays down what holds from now on: 印发《…管理办法》的通知, 实施意见, 税收优惠政策的公告, 民生实事项目清单, but
# not 检查情况的通知.
_RULES = compiled(
    "(?:通知|办法|细则|规定|条例|意见|方案|措施|标准|要点|指南|指引|政策的公告|实事(?:候选|项目|工程|清单|安排|一览表){0,3}(?:的(?:公[告示]|通告))?)"
    "(?:[（(][^（）()]*[）)])*$"
)
# 三年行动计划（2023—2025年）, 2024年工作要点, but not 第3号（2024年修订）.
_SPAN_OF_YEARS = compiled("((?:19|20)[0-9]{2})年?[-－—–~～至到]{1,2}((?:19|20)[0-9]{2})(?:年|[）)]|$)")
_ONE_YEAR = compiled("(?<![0-9到至前-])((?:19|20)[0-9]{2})年(?!第|前|底|末|以|修|版|制|印|发|[0-9])")
_REVIEWS = compiled("执行|情况|评估|总结|完成|说明")
_OF_FINDINGS = compiled(
    "情况|结果|名单|表彰|通报|表扬|(?:征求|审查|审核|审议|评议|视察|检查|反馈|整改|评估)[^，。]{0,8}意见|建议|解读|公报"
)
# 2021年度预算执行审计查出问题整改情况的报告: what was put right was so later.
_PUT_RIGHT = compiled("整改(?:落实|工作|进展)*(?:情况|结果)")
_TIMELESS = (DocumentType.PLAN, DocumentType.NEWS, DocumentType.OTHER)
_WORK_REPORT, _BUDGET = DocumentType.WORK_REPORT, DocumentType.BUDGET_REPORT


def own_plan(metadata: Metadata, mentions: Iterable[Mention]) -> Period | None:
    """The years of a document that is a plan of some years itself, where it names them."""
    first, title = metadata.report_year, metadata.title
    if (
        title
        and (span := _SPAN_OF_YEARS.search(title))
        and _sets_itself(metadata.document_type, title)
        and span[1] < span[2]
    ):
        return Period(date(int(span[1]), 1, 1), date(int(span[2]), 12, 31), "document")
    if metadata.document_type is not DocumentType.PLAN or first is None or (title and "五" not in title):
        return None
    if title and _NTH_PLAN.search(title):
        return Period(date(first, 1, 1), date(first + _FIVE - 1, 12, 31), "document")
    named = (mention.value for mention in mentions if mention.rule == PLAN_RULE)
    for days in named:
        if not isinstance(days, DateInterval) or not days.start_date or not days.end_date:
            continue
        if days.start_date.year == first < days.end_date.year:
            return Period(days.start_date, days.end_date, "document")
    return None


def titled_period(metadata: Metadata, mentions: Iterable[Mention], whole: str) -> Period | None:
    """The months, quarter or half that a title is of (2021年上半年经济运行情况), a census's day, the year before a
    court's or procuratorate's report, but for one on five years, and a yearbook. ``whole`` is the text."""
    title = metadata.title
    if not title:
        return None
    if yearbook := _YEARBOOK.search(title):
        return document_year(int(yearbook[1] or yearbook[2]) - 1)
    if counted := census_day(title):
        return Period(counted, counted, "title") if "人口" in title and _OF_RESULTS.search(title) else None
    if metadata.document_type is _WORK_REPORT:
        year = metadata.report_year
        ours = year is not None and _OF_JUSTICE.search(title) and not _FIVE_YEARS.search(whole)
        return document_year(year - 1) if ours and year else None
    if is_of_holidays(title):
        told = first_holidays(mentions) or _first_to_last(mentions, whole, title)
        return Period(told.start_date, told.end_date, "title") if told else None
    if not _PART_OF_YEAR.search(title) or (_FOR_LATER.search(title) and _SUMMED_UP not in title):
        return None
    for mention in mentions:
        days = mention.value
        # 1月 is not told by 11月
        if not isinstance(days, DateInterval) or not re.search(rf"(?<!\d){re.escape(mention.text)}", title):
            continue
        first, last = days.start_date, days.end_date
        if first and last and first < last and (first.month, last.month) != (1, 12):
            return Period(days.start_date, days.end_date, "title")
    return None


def is_of_holidays(title: str) -> bool:
    """Whether a title says that what it heads tells of holidays that are past, which it does not date."""
    return _HOLIDAYS.search(title) is not None and not _FOR_LATER.search(title)


def first_holidays(mentions: Iterable[Mention]) -> DateInterval | None:
    """The days that a text on holidays is of: the first that it names, but no whole month."""
    for mention in mentions:
        days = mention.value
        first, last = (days.start_date, days.end_date) if isinstance(days, DateInterval) else (None, None)
        if first is None or last is None or not 0 < (last - first).days <= _LONGEST_HOLIDAY:
            continue
        if (first.day, (last + _DAY).day) != (1, 1):
            return DateInterval(first, last)
    return None


def _first_to_last(mentions: Iterable[Mention], whole: str, title: str) -> DateInterval | None:
    """The days that a text on holidays says begin on one and end on another: 春运从1月14日开始，2月22日结束."""
    days = [(mention.view_span, mention.value) for mention in mentions if isinstance(mention.value, DateInterval)]
    for (first, begins), (last, ends) in pairwise(days):
        if not (_BEGINS.fullmatch(whole, first.end, last.start) and whole.startswith(_ENDS, last.end)):
            continue
        start, end = begins.start_date, ends.end_date
        said = _OF_HOLIDAYS.search(whole, 0, first.start)
        if said and said[1] in title and start and end and 0 < (end - start).days <= _LONGEST_HOLIDAY:
            return DateInterval(start, end)
    return None


def unsaid_period(
    metadata: Metadata, planned: bool | None, plan: Period | None, titled: Period | None
) -> Period | None:
    """A document's own year: of a work report the one before in its review, its own where its headings say that what
    they tell is ``planned``, and none where they say neither. Of a five-year plan its years, but for its review. What
    its title says (``titled``) is surer, but of what is planned."""
    if plan:
        return None if planned is False else plan
    if titled and not planned:
        return titled
    year = metadata.report_year
    kind = metadata.document_type
    if year is None or (not planned and _PUT_RIGHT.search(metadata.title or "")):
        return None
    if kind in _TIMELESS:
        if planned and kind is DocumentType.PLAN and _CARRIED_OUT in (metadata.title or ""):
            return document_year(year)  # 2021年计划执行情况与2022年计划草案的报告
        if planned is not False and metadata.title and _sets_itself(kind, metadata.title):
            years = set(_ONE_YEAR.findall(metadata.title))
            return document_year(int(years.pop())) if len(years) == 1 else None
        title = (kind is DocumentType.OTHER and metadata.title) or ""
        if _SUMMED_UP in title and f"{year}年" in title:
            return document_year(year + 1 if planned and not titled else year)
        if planned and f"{year + 1}年" in title:
            return document_year(year + 1)  # 2021年计划执行情况与2022年计划草案的审查结果报告
        # 下一步工作 of a report on 2022 is not of 2022, but what its performance is held against is
        if (planned and _PERFORMED not in title) or not _is_on(year, title):
            return None
    if kind is _WORK_REPORT:
        if planned is None:
            return None
        year = year if planned else year - 1
    elif kind is _BUDGET and planned is False and f"{year - 1}年" in (metadata.title or ""):
        year -= 1  # 二、落实区人大决议情况 in a report on 2018年预算执行情况和2019年预算草案
    return document_year(year)


def looks_ahead(metadata: Metadata) -> bool:
    """Whether a document's title says that it sums up a year and plans the next."""
    return (
        metadata.report_year is not None
        and sums_up(metadata)
        and f"{metadata.report_year + 1}年" in (metadata.title or "")
    )


def sums_up(metadata: Metadata) -> bool:
    """Whether a document's title says that it tells what has been done in a year: 2023年工作总结, 2023年度工作报告."""
    title, year = metadata.title or "", metadata.report_year
    if _SUMMED_UP in title:
        return True
    return (
        metadata.document_type is DocumentType.OTHER
        and year is not None
        and _is_on(year, title)
        and not _lays_down(title)
    )


def lays_down(metadata: Metadata) -> bool:
    """Whether a document's title says that it lays down rules or what is to be done: what it tells of no time of its
    own is planned."""
    return metadata.document_type is DocumentType.OTHER and _lays_down(metadata.title or "")


def _lays_down(title: str) -> bool:
    return _RULES.search(title) is not None and not _OF_FINDINGS.search(title)


@lru_cache(maxsize=16)
def _sets_itself(kind: DocumentType, title: str) -> bool:
    """Whether a document is a plan or lays down what is to be done, and tells of none that has been carried out."""
    if kind is DocumentType.PLAN:
        return not _REVIEWS.search(title)
    return kind is DocumentType.OTHER and _lays_down(title)


def _is_on(year: int, title: str) -> bool:
    """Whether a title says that a report is on a year: 2019年度资产管理的报告, 2023年公报, 2023中国生态环境状况公报."""
    before, _, behind = title.partition(str(year))
    behind = behind.removeprefix("年")
    if behind in ("）", ")"):
        behind = before  # 公司债券年度报告（2023年）
    if f"{year + 1}年" in behind:  # 2019年工作情况和2020年工作安排 is on the first
        title = behind = behind.partition(f"{year + 1}年")[0].rstrip("和及与暨、")
    if behind.startswith("度"):
        return True
    return _TELLS_OF.search(behind) is not None and not (_PART_OF_YEAR.search(behind) or _FOR_LATER.search(title))


@lru_cache(maxsize=16)
def document_year(year: int) -> Period:
    """A whole year as the document's own."""
    return Period(date(year, 1, 1), date(year, 12, 31), "document")
