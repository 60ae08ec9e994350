"""Which days a figure is about: its clause's, its sentence's, its paragraph's, its headings' or its document's."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import regex

from gongbao.link.lexicons.censuses import census_day
from gongbao.link.lexicons.wording import CENSUS, DATE, HIDDEN, Wording
from gongbao.link.meaning.measures import CHANGES
from gongbao.link.sentence.clauses import Figure
from gongbao.link.sentence.context import Context, Period
from gongbao.link.sentence.passage import Passage, Placed
from gongbao.model import DateInterval, DocumentType, Duration, Measure, Mention, Metadata, Mod

# What a figure is held against is not when it was: 比2005年, 按1990年价格, 恢复至2019年的90.2%.
_HELD_AGAINST = re.compile("(?:剔除|扣除|比|较|较之|等于|相当于|按|与|同|由|从|恢复到|恢复至)$")
_HELD_AGAINST_LAST = "除比较之于当按与同由从到至\n"
_PRICES = ("价格", "不变价", "年初预算")
# 从52.6%提高到, 从771家、481家增加到, but not 从九个方面.
_TO = re.compile("[^，。；：]{0,20}?(?:到|至|为)")
_COMPARED, _WITH, _COMPARED_REACH = "相比", "与同和跟", 16
# 是2010年的1.7倍; 是1950年到2002年53年的总和, but 2021年的合计支出.
_MULTIPLE = re.compile("的(?:近|约|逾|超|超过)?[0-9.]{1,8}[多余]?倍")
_SUM = re.compile("(?:[0-9一二三四五六七八九十]{1,3}年)?的(?:总和|合计)")
# 在上年大幅增长的基础上.
_BASED_ON = re.compile("[^，。；]{0,12}基础上")
_REASON = re.compile("(?:主要[是为系因]|原因[是为]|由于|因为?|[是为]因)[^，。；：]{0,6}$")
_REASON_REACH = 12
# 年初承诺的33项实事, 9月26日会议部署的政策: when it was said is not when it is.
_PROMISED = re.compile("承诺|确定|提出|部署|安排|下达|既定|预定|计划|设定|批复")
# 2023年底前完成整改的215个问题: by when it was due is not when it is told.
_DUE = re.compile("前?(?:应当?|须)?(?:完成|整改|到期|办结|交付|收回)[^，。；：]{0,8}的\\d")
# 上年度审计查出的268个问题: what is done about them now is told.
_AUDITED = re.compile("度?[^，。；：、]{0,12}审计(?:工作)?(?:报告)?(?:查出|发现|指出|反映)的")
_ANNOUNCED = re.compile("[^，。；：]{0,16}(?:会议|部署|印发|出台|发布|提出|召开|通过|颁布|批准|下达|签署|签订)的")
# “十二五”开局之年: the year is meant, and not the plan.
_OF_A_PLAN = re.compile(
    "(?:时期|期间|规划)?的?(?:开局|收官|起步|关键|第[一二三四五]年|最后一年|头一年|首年|承上启下|承前启后|中期|中间)"
)
# A budget's year says when (2024年预算收入45亿元), but not that of one that measures others: 为上年预算的105%.
_BUDGET = "预算"
_INITIAL, _YEAR_FIRST = ("预算", "收入预算", "支出预算", "收支预算"), "12"
# With what all begins that may part a figure from the date before it.
_BEHIND_FIRST = frozenset("价不年的预收支0123456789一二三四五六七八九十")
_MEASURED_BY = re.compile("(?:为|是|占|[高低大小当]于|超过)$")
# A neighbouring year in the name of what is handed on from year to year: 上年结转, 上年结余, 结转下年.
_YEAR_BEFORE = ("上年", "上一年")
_YEAR_AFTER = ("下年", "下一年", "次年", "翌年")
_HANDED_ON = re.compile("的?(?:专项|滚存|财政)?(?:结转|结余|超收)")
_HANDED_ON_TO = re.compile("(?:结转|结余|滚存)(?:至|到|入)?$")
# A period holds beyond its sentence where it opens a clause; 2025年是“十四五”收官之年 goes on about 2025年.
_OPENS = regex.compile("(?<=^|[，。；：、—\\s]|(?<!是)“|到|至|在|截止|据|刚刚过去的|回顾|和|与)")
# Before most dates there is one of these, else what ends in one of those or a space.
_MARKS, _OPENS_LAST = "，。；：、\n", "—“到至在止据的顾和与"
# Wherever it is said: 增长6.5%，比预期目标高0.5个百分点, but not 力争高于预期目标; 完成规划目标的75%.
OUTDONE = re.compile(
    "(?<!力争)(?<!争取)(?<!确保)(?:[低高好优]于|超过|超出|超额完成|(?<![同环占])比(?![重例])|较(?![高大低]))[^，。；]{0,4}"
    "(?:目标|[0-9]{1,3}(?:[.][0-9])?%(?:左右|以内|以上|以下)?的?(?:预期|控制)?目标)"
    "|(?:完成|达到|占)[^，。；]{0,10}目标(?:任务)?的[0-9]"
)
# 预期目标为6%，高于全省目标0.5个百分点 sets one all the same.
_AIMS_AT = re.compile("预期目标(?:设定|确定|定)?[为是：:]")
_GETS_TO, TARGETS = "到至", "预期目标"
_PLAN_RULE = "date.plan"
# 2030年前, 2019年以来: they hold for their own clause alone.
_OPEN_ENDED = (Mod.AFTER_START, Mod.AFTER, Mod.BEFORE, Mod.BEFORE_END)
_BEFORE = (Mod.BEFORE, Mod.BEFORE_END)
_LISTED = ("、", "和", "及", "与")
_SHARED_OUT, _TOTALLED = "分别", "累计"
_NEWLY = ("新增", "净增", "新建", "新改")
_SUMMED = ("累计", "合计", "共", "来", "间")
# A day of a line of its own is one of publication, signature or meeting, but for 截至2024年12月31日; so is the month on
# the cover of what is told of a whole year.
_UNTIL = re.compile("(?:截至|截止|到|至|止)$")
_YEARLY = (
    DocumentType.WORK_REPORT,
    DocumentType.BUDGET_REPORT,
    DocumentType.FINAL_ACCOUNT,
    DocumentType.DEPARTMENT_BUDGET,
    DocumentType.DEPARTMENT_FINAL_ACCOUNT,
    DocumentType.STAT_COMMUNIQUE,
    DocumentType.PLAN,
    DocumentType.AUDIT_REPORT,
)
# 2021年前三季度, 1—11月份, but not what is to be done in them; a court's report on five years.
_PART_OF_YEAR = re.compile("季度|半年|月")
_OF_RESULTS = re.compile("公报|数据|情况|结果")
_FOR_LATER = re.compile("(?:通知|方案|要点|计划|意见|安排|规划|办法|决定|会议|纪要|清单|讲话|大事记)(?:[（(].*[）)])?$")
_OF_JUSTICE, _FIVE_YEARS = re.compile("法院|检察院"), re.compile("五年来|过去五年|五年间|五年工作")
_WHOLE_YEAR = 364
_CENSUS_BEFORE = re.compile(f"[与同比较]{CENSUS}$")
_A_DAY = timedelta(days=1)
_AVERAGED_OVER, _AVERAGES = {"两": 2, "三": 3, "四": 4, "五": 5, "十": 10}, ("年平均", "年年均")
# 2023年工作总结及2024年工作计划: what it tells is of the first, what it plans of the next.
SUMMED_UP = "总结"
# 第十四个五年规划 is of five years, whatever else its text names.
_NTH_PLAN, _FIVE = re.compile("第[一二三四五六七八九十]{1,3}个五年"), 5
_TIMELESS = (DocumentType.PLAN, DocumentType.NEWS, DocumentType.OTHER)
_WORK_REPORT, _GROWTH = DocumentType.WORK_REPORT, Measure.GROWTH


def period_of(
    figure: Figure, passage: Passage, taken: Period | None, context: Context, wording: Wording
) -> Period | None:
    """The period of a figure, and where it is said; null where nothing says it.

    ``taken`` is what the sentence takes over from before it.
    """
    period = None
    if passage.lengths and any(figure.left <= place.start < figure.start for place in passage.lengths):
        period = _plan_years(figure, passage, context)  # 2005年…；五年累计
    if period is None and passage.dates:
        period = _stated(figure, passage)
    if period is None and passage.lengths:
        # a length before the figure may have said what goes on
        period, taken = _plan_years(figure, passage, context), period_taken(passage, context)
    if period is None:
        period = taken
        if taken and taken is context.period and figure.base and (year := _year_of(taken, figure, passage, context)):
            return year
        # what is counted on a day, but for what is to be reached in the document's year
        if context.day and taken is context.period and wording.stock_noun.search(passage.masked[slice(*figure.phrase)]):
            period = context.day
    if figure.comparison == "annual_average" and period and period.is_one_year():
        return _averaged(figure, period, passage.dates, (context.years, context.own_plan))
    return period


def _year_of(part: Period, figure: Figure, passage: Passage, context: Context) -> Period | None:
    """The document's year for what is told against the year before it behind a month or quarter of that year: 全年….
    12月份失业率5.1%。价格比上年上涨0.9%."""
    year = context.section_period or context.unsaid_period
    if not (year and year.start and year.end and part.start and part.end) or part.start == part.end:
        return None
    if not year.is_one_year() or (year.end - year.start).days < _WHOLE_YEAR or part.start.year != year.start.year:
        return None
    if part.end.year != year.start.year or (part.end - part.start).days >= _WHOLE_YEAR:
        return None
    assert figure.base is not None
    base = next((place.mention.text for place in passage.dates if place.start == figure.base[0]), None)
    return year if base in _YEAR_BEFORE else None


def run_of_years(figure: Figure, passage: Passage, period: Period, context: Context) -> Period | None:
    """The run of years that has been told of before a period, the last of them: in the paragraph, or at the head of a
    sentence, to which a semicolon leads back (“十五五”期间，产值到2030年达到3亿元；能耗下降15%)."""
    if period is context.period:
        return context.run
    if period.where != "sentence" or passage.dates[0].start or passage.masked.find("；", 0, figure.start) < 0:
        return None
    days = period_days(passage.dates[0], passage.masked)
    run = Period(days.start_date, days.end_date, "sentence") if days else None
    last = max(place.end for place in passage.dates if place.end <= figure.start)
    between = passage.masked.find("；", last, figure.start) >= 0
    return run if run and between and _is_year_within(period, run) else None


def is_summed(figure: Figure, measure: Measure, passage: Passage) -> bool:
    """Whether a figure tells what has come about since a run of years began, not what it is in the last of them, of
    which 增长5% may be."""
    masked = passage.masked
    part = masked.rfind("；", 0, figure.start) + 1
    if (
        figure.verb == "new"
        or masked.startswith(_NEWLY, figure.phrase[0])
        or masked.find(_TOTALLED, part, figure.start) >= 0
    ):
        return True
    return figure.comparison is None and measure in CHANGES and not (measure is _GROWTH and figure.verb == "rise")


def year_closed(day: Period) -> Period:
    """The months from a year's beginning to a day that ends one (of 年末, all the year); other periods as they are."""
    start, end = day.start, day.end
    if start is None or start != end or (start + _A_DAY).day != 1:
        return day
    return day._replace(start=date(start.year, 1, 1))


def starts_before(figure: Figure, passage: Passage, last: Figure | None) -> bool:
    """Whether a figure is where a change starts, and nothing says when: 五年来从52.6%提高到58.5%.

    In 从771家、481家增加到 all of a list are.
    """
    opener = last if figure.joined and last else figure
    return (
        opener.verb == "from"
        and not (opener.own_date or opener.stage)
        and not passage.masked.startswith("调整", figure.end)
        and _TO.match(passage.masked, figure.end) is not None
    )


def compared_with(figure: Figure, passage: Passage) -> Period | None:
    """The days that a sentence compares its own with, where its changes start: 与2010年相比，由5%提高到6%."""
    masked = passage.masked
    if _COMPARED not in masked:
        return None
    part = masked.rfind("；", 0, figure.start)
    for place in passage.dates:
        days, start = place.mention.value, place.start
        if not isinstance(days, DateInterval) or not start or place.end > figure.start:
            continue
        if start < part and any(part < one.start < figure.start for one in passage.dates):
            continue  # 与2020年相比，…；2022年由6%提高到7%
        if masked[start - 1] in _WITH and _COMPARED in masked[place.end : place.end + _COMPARED_REACH]:
            return Period(days.start_date, days.end_date, "sentence")
    return None


def period_taken(passage: Passage, context: Context) -> Period | None:
    """What a sentence takes over: the period of the paragraph, of its headings or of the document."""
    if context.own_plan is None and (context.target or (TARGETS in passage.masked and sets_targets(passage, context))):
        day, known = passage.metadata.document_date, context.period and context.period.end
        if day and not (known and known.year >= day.year):
            return _document_year(day.year)
    return context.period or context.section_period or context.unsaid_period


def sets_targets(passage: Passage, context: Context) -> bool:
    """Whether a sentence that has ``TARGETS`` speaks of the year's, and does not hold against one what has been
    reached."""
    if context.planned is False:
        return False
    masked = passage.masked
    return context.planned is True or not OUTDONE.search(masked) or _AIMS_AT.search(masked) is not None


def _stated(figure: Figure, passage: Passage) -> Period | None:
    """The period that the sentence names before a figure."""
    masked, dates = passage.masked, passage.dates
    if figure.own_date is not None:
        for place in dates:
            days = place.mention.value
            if place.start == figure.own_date and isinstance(days, DateInterval) and _is_before(place, figure, passage):
                return Period(days.start_date, days.end_date, "stated")
    for i in range(len(dates) - 1, -1, -1):
        place = dates[i]
        if not _is_before(place, figure, passage):
            continue
        said, days = period_days(place, masked), place.mention.value
        if said is None and isinstance(days, DateInterval) and (base := _based_on(place, masked)):
            said = days if figure.end <= base.end() else None  # 在上年增长10%的基础上，增长5%
        if said and not _is_of_a_reason(place, figure, masked):
            days = said
            if i and masked[dates[i - 1].end : place.start] in _LISTED:
                days = _of_several(figure, passage, i) or said
            return Period(days.start_date, days.end_date, "stated" if place.start >= figure.left else "sentence")
    return None


def _of_several(figure: Figure, passage: Passage, last: int) -> DateInterval | None:
    """The days of a figure behind several dates, of which the index of the last is given.

    As many figures as dates have one each: 2019年、2020年分别完成3亿元、4亿元. Otherwise it is of all.
    """
    first, dates = last - 1, passage.dates
    while first and passage.masked[dates[first - 1].end : dates[first].start] in _LISTED:
        first -= 1
    listed = [one.mention.value for one in dates[first : last + 1]]
    end = dates[last].end
    if _SHARED_OUT in passage.masked[end : figure.start]:
        before = sum(end <= one.view_span.start - passage.start < figure.start for _, one in passage.figures)
        if figure.chain <= len(listed) == figure.chain + before % len(listed):
            one = listed[-figure.chain]
            return one if isinstance(one, DateInterval) else None
    start, until = listed[0], listed[-1]
    if not isinstance(start, DateInterval) or not isinstance(until, DateInterval):
        return None
    return DateInterval(start.start_date or until.start_date, until.end_date)


def _is_before(place: Placed, figure: Figure, passage: Passage) -> bool:
    """Whether a date ends before a figure and may say when that was.

    In a bracket （2025—2027年） does, a remark on the year as such (2018年是普查年份, 2010年不变价) does not.
    """
    masked, plain = passage.masked, passage.plain
    if place.end > figure.start or (
        masked[place.start] == HIDDEN and plain.startswith(("是", "为", "系", "不变价", "可比价", "价格"), place.end)
    ):
        return False
    return not _bracket_closed(masked[place.end : figure.start])


def _is_of_a_reason(place: Placed, figure: Figure, masked: str) -> bool:
    """Whether a date says when a reason was that ends before a figure: 增长5%，主要是上年基数较低；契税完成2亿元."""
    start, end = place.start, place.end
    if not _REASON.search(masked, max(0, start - _REASON_REACH), start):
        return False
    marks = "，；。" if figure.has_phrase else "；。"  # 主要是上年投资5亿元，增长10%
    return any(mark in masked[end : figure.start] for mark in marks)


def period_days(place: Placed, masked: str) -> DateInterval | None:
    """The days of a date that says when, and is not what a figure is held against or priced by."""
    value, start, end = place.mention.value, place.start, place.end
    if (
        not isinstance(value, DateInterval)
        or value.type == "SET"
        or (value.start_date is None and value.end_date is None)
    ):
        return None
    if start and masked[start - 1] in _HELD_AGAINST_LAST and _HELD_AGAINST.search(masked, max(0, start - 3), start):
        return None
    if start and masked[start - 1] == "查" and _CENSUS_BEFORE.search(masked, max(0, start - 16), start):
        return None  # 同第六次全国人口普查2010年11月1日零时的5944万人相比
    if _is_of_a_name(place, masked) or _is_of_what_was_said(place, value, masked):
        return None
    if _based_on(place, masked):
        return None
    behind = masked[end : end + 1]
    if behind not in _BEHIND_FIRST:
        return value
    if masked.startswith(_PRICES, end) or _MULTIPLE.match(masked, end):
        return None
    is_measure = _MEASURED_BY.search(masked, max(0, start - 3), start) is not None
    if is_measure and _SUM.match(masked, end):
        return None
    if place.mention.text.endswith("初"):
        if not masked.startswith(_INITIAL, end):
            return value
        # 2024年年初支出预算: of that year; which one 年初预算 is of others tell
        year = place.mention.text[0] in _YEAR_FIRST and value.start_date
        return replace(value, end_date=date(year.year, 12, 31)) if year else None
    if is_measure and masked.startswith(_BUDGET, end):
        return None
    return value


def _based_on(place: Placed, masked: str) -> re.Match[str] | None:
    """What follows a date up to 基础上, where something goes on from what then was."""
    start = place.start
    return _BASED_ON.match(masked, place.end) if start and masked[start - 1] == "在" else None


def _is_of_what_was_said(place: Placed, days: DateInterval, masked: str) -> bool:
    """Whether a day is that on which was said, decided or printed what the figures are of."""
    if place.mention.text.endswith("初") and _PROMISED.match(masked, place.end):
        return True
    if place.mention.mod in _BEFORE and _DUE.match(masked, place.end):
        return True
    if "审计" in masked and _AUDITED.match(masked, place.end):
        return True
    return days.start_date == days.end_date and _ANNOUNCED.match(masked, place.end) is not None


def _is_of_a_name(place: Placed, masked: str) -> bool:
    """Whether a year is part of what an amount or a year is called: 上年结转, 结转下年, “十二五”开局之年."""
    if place.mention.rule == _PLAN_RULE:
        return _OF_A_PLAN.match(masked, place.end) is not None
    text = place.mention.text
    if text.startswith(_YEAR_BEFORE):
        return _HANDED_ON.match(masked, place.end) is not None
    before = masked[max(0, place.start - 3) : place.start]
    return text.startswith(_YEAR_AFTER) and _HANDED_ON_TO.search(before) is not None


def carry(passage: Passage, context: Context, heading: bool) -> None:
    """The sentence's last period that opens a clause holds for the paragraph's next sentences; a day within or before
    a longer one that is known, such as 年末, does for what is counted on a day.

    Of a heading with a year and a five-year plan the year holds: 2025年和“十四五”时期工作回顾. The year in the title of
    a work report holds for nothing: its review is of the year before.
    """
    if passage.metadata.document_type is _WORK_REPORT and passage.text.strip() == passage.metadata.title:
        return
    masked = passage.masked
    for place in passage.dates:
        mention = place.mention
        start = place.start
        before = masked[start - 1] if start else _MARKS[0]
        if before not in _MARKS and not ((before in _OPENS_LAST or before.isspace()) and _OPENS.match(masked, start)):
            continue
        if mention.mod in _OPEN_ENDED:
            continue
        if before in _GETS_TO and masked.startswith("的", place.end):
            continue  # 由2015年的3亿元增加到2020年的5亿元
        yields = heading and context.period and mention.rule == _PLAN_RULE
        if yields or _bracket_closed(masked[start:]) or _is_of_publication(place, passage):
            continue
        if days := period_days(place, masked):
            said, known = Period(days.start_date, days.end_date, "section"), context.period
            if start and known and passage.figures and before not in _GETS_TO and _is_year_within(said, known):
                # “十三五”时期，产值连年增长，2020年达到5亿元。累计造林8万亩: the trees are of the five years again
                context.run, context.period = known, said
                continue
            context.run = None
            is_day = said.start == said.end and not heading
            if is_day and known and known.start != known.end and known.end and said.end and said.end <= known.end:
                context.day = said  # 全年…。年末存款余额…。居民消费价格上涨2%: the last is of the year again
            else:
                context.period, context.day = said, None


def _is_year_within(one: Period, known: Period) -> bool:
    """Whether days of one year lie within a run of years."""
    if not (one.start and one.end and known.start and known.end) or not one.is_one_year():
        return False
    return known.start.year < known.end.year and known.start <= one.start and one.end <= known.end


def _is_of_publication(place: Placed, passage: Passage) -> bool:
    """Whether a date in a line without figures is that of the document, not of what it tells."""
    days = place.mention.value
    if passage.figures or not passage.opens or passage.text.rstrip().endswith(("。", "；", "：", "，")):
        return False
    if not isinstance(days, DateInterval) or not days.start_date or not days.end_date:
        return False
    if _UNTIL.search(passage.masked, 0, place.start):
        return False
    if days.start_date == days.end_date:
        return True
    alone = not passage.masked.strip(f"{DATE}（）() ")
    one_month = (days.start_date.year, days.start_date.month) == (days.end_date.year, days.end_date.month)
    return alone and one_month and passage.metadata.document_type in _YEARLY


def learn_years(passage: Passage, context: Context) -> None:
    """Remember the five-year plan that is spoken of, for figures of 五年合计 and 五年内, and the last run of years."""
    for place in passage.dates:
        days = place.mention.value
        if not isinstance(days, DateInterval) or not days.start_date or not days.end_date:
            continue
        if days.end_date.year == days.start_date.year or not period_days(place, passage.plain):
            continue  # “十四五”末 is no run of years
        if place.mention.rule == _PLAN_RULE:
            context.plan = days
        if place.mention.mod not in _OPEN_ENDED:
            context.years = days


def _plan_years(figure: Figure, passage: Passage, context: Context) -> Period | None:
    """五年合计 behind a plan of five years is of that plan's years, and so is what follows."""
    lengths = [p for p in passage.lengths if p.end <= figure.start]
    length = lengths[-1].mention.value if lengths else None
    if not isinstance(length, Duration):
        return None
    own, behind = context.own_plan, lengths[-1].end
    if own and passage.masked.startswith("内", behind):
        return own  # within five years, whatever plan before it was spoken of last
    runs = [context.plan]
    # A review of some years sums them up; 用3年时间 is another three.
    if context.planned is False or passage.masked.startswith(_SUMMED, behind):
        runs.append(context.years)
    for run in runs:
        if run and run.start_date and run.end_date:
            years = run.end_date.year - run.start_date.year + 1
            if length.value == f"P{years}Y":
                summed = Period(run.start_date, run.end_date, "section")
                known = context.period
                if not lengths[-1].start or not (known and known.is_one_year()):
                    context.period = summed  # but 过去一年，产值2亿元、五年翻番 goes on about that year
                return summed
    return None


def _averaged(
    figure: Figure, period: Period, dates: Sequence[Placed], runs: Sequence[DateInterval | Period | None]
) -> Period:
    """Of an average a year, the years that it is over; a single year says only when they end.

    两年平均 says how many they are; else they follow the base (比1990年增长33.6%，平均每年增长6%), or are the last run
    of years that holds it.
    """
    number = next((_AVERAGED_OVER.get(flag[0], 0) for flag in figure.flags if flag[1:] in _AVERAGES), 0)
    if number and period.start:
        return period._replace(start=date(period.start.year + 1 - number, period.start.month, 1))
    for place in reversed(dates):
        value = place.mention.value
        base = value.end_date if isinstance(value, DateInterval) and place.end <= figure.start else None
        if base and period.start and base < period.start:
            return Period(base + _A_DAY, period.end, period.where)
    for run in runs:
        start, end = (
            (run.start_date, run.end_date) if isinstance(run, DateInterval) else run[:2] if run else (None, None)
        )
        if start and end and period.start and period.end and start <= period.start and period.end <= end:
            return Period(start, end, "section")
    return Period(None, period.end, period.where)


def own_plan(metadata: Metadata, mentions: Iterable[Mention]) -> Period | None:
    """The years of a document that is a five-year plan itself, where it names them."""
    first, title = metadata.report_year, metadata.title
    if metadata.document_type is not DocumentType.PLAN or first is None or (title and "五" not in title):
        return None
    if title and _NTH_PLAN.search(title):
        return Period(date(first, 1, 1), date(first + _FIVE - 1, 12, 31), "document")
    named = (mention.value for mention in mentions if mention.rule == _PLAN_RULE)
    for days in named:
        if not isinstance(days, DateInterval) or not days.start_date or not days.end_date:
            continue
        if days.start_date.year == first < days.end_date.year:
            return Period(days.start_date, days.end_date, "document")
    return None


def titled_period(metadata: Metadata, mentions: Iterable[Mention], whole: str) -> Period | None:
    """The months, quarter or half that a title is of (2021年上半年经济运行情况), a census's day, the year before a
    court's or procuratorate's report, but for one on five years. ``whole`` is the text."""
    title = metadata.title
    if not title:
        return None
    if counted := census_day(title):
        return Period(counted, counted, "title") if "人口" in title and _OF_RESULTS.search(title) else None
    if metadata.document_type is _WORK_REPORT:
        year = metadata.report_year
        ours = year is not None and _OF_JUSTICE.search(title) and not _FIVE_YEARS.search(whole)
        return _document_year(year - 1) if ours and year else None
    if not _PART_OF_YEAR.search(title) or (_FOR_LATER.search(title) and SUMMED_UP not in title):
        return None
    for mention in mentions:
        days = mention.value
        # 1月 is not told by 11月
        if not isinstance(days, DateInterval) or not re.search(rf"(?<!\d){re.escape(mention.text)}", title):
            continue
        if days.start_date and days.end_date and 0 < (days.end_date - days.start_date).days < _WHOLE_YEAR:
            return Period(days.start_date, days.end_date, "title")
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
    if year is None:
        return None
    if kind in _TIMELESS:
        title = (kind is DocumentType.OTHER and metadata.title) or ""
        if SUMMED_UP in title and f"{year}年" in title:
            return _document_year(year + 1 if planned and not titled else year)
        if not _is_on(year, title):
            return None
    if kind is _WORK_REPORT:
        if planned is None:
            return None
        year = year if planned else year - 1
    return _document_year(year)


def _is_on(year: int, title: str) -> bool:
    """Whether a title says that a report is on a year: 关于2019年度资产管理的报告, 2023年政府债务情况说明."""
    behind = title.partition(f"{year}年")[2]
    if behind.startswith("度"):
        return True
    return "情况" in behind and not (_PART_OF_YEAR.search(behind) or _FOR_LATER.search(title))


@lru_cache(maxsize=16)
def _document_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "document")


def _bracket_closed(between: str) -> bool:
    """Whether the bracket that something stands in ends before what comes behind it."""
    if "）" not in between and ")" not in between:
        return False  # as behind most
    return between.count("）") + between.count(")") > between.count("（") + between.count("(")
