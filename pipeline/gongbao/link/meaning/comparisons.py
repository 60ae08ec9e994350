"""What a change, growth or rate is held against: the year before, a budget, a target, another place."""

import re
from collections.abc import Sequence
from datetime import date

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import YEARLY_GROWTHS
from gongbao.link.meaning.periods import QUARTER
from gongbao.link.meaning.standing import is_adjustment
from gongbao.link.sentence.context import WHOLE_YEAR, Context, Period
from gongbao.link.sentence.figure import BUDGET, CHANGES, CHANGING, LIMIT, LINES, TARGET, YEARLY, Figure
from gongbao.link.sentence.passage import Passage
from gongbao.model import DateInterval, DocumentType, Measure, Percent, Quantity
from gongbao.normalize.dates import day_a_year_earlier

# A comparison, and the first and last day of its base.
Comparison = tuple[str | None, date | None, date | None]
_NO_COMPARISON: Comparison = (None, None, None)
_ADJUSTED = "adjusted_budget"
_BUDGET_BASES = frozenset(("initial_budget", "adjusted_budget"))
_WITHIN_YEARS = frozenset(("yoy", "period_on_period"))
# A member is found much more slowly in its enumeration than in a module.
_RATE, _CHANGE, _RATIO, _GROWTH = Measure.RATE, Measure.CHANGE, Measure.RATIO, Measure.GROWTH
# What may be held against something else, whatever else is said.
HELD = CHANGES | {_RATE, _RATIO}
# What bounds a figure, and is no more than a line that it stays below.
_BOUNDS = (LIMIT, *LINES)
# 较上年末, as 较年初.
_LAST_DAY = (12, 31)
_YEARS_END = re.compile("(?:上年|去年)年?[末底]")
_YEAR_BEFORE = ("上年", "去年", "上一年", "同期")
_SAME_TIME = ("同期", "同月")
_MONTH_BEFORE = ("上月", "上个月", "上季", "上一季")
# 比常年偏多12%, 较基准利率上浮43%: than it is as a rule, or than something else.
_THAN = "比较"
_OF_A_QUARTER = 3  # months
_EACH_YEAR = compiled("每年|年均(?!值|浓度|气温|降水)|递增")
# 全国解放以来，粮食增产一点四倍
_SINCE = re.compile("(?:解放|建国)以来，")
_IN_MULTIPLES = compiled("增[长加产][^，。；]{1,8}倍，[^，。；]{1,10}增[长加产]")
_OF_WHICH, _CENSUS = "其中", "普查"
_LAST_PERIOD = ("上期", "上一期")
# 食品中，鲜菜价格上涨18.1%
_PARTS = compiled("其中|(?![从按]?同比)\\p{Han}{2,8}[中看]，")
_THAN_AS_A_RULE = compiled("偏[多少高低大小]$")
_A_YEAR, _UP_TO_A_YEAR = (
    compiled("(?:19|20)\\d\\d(?=年)"),
    compiled("到(?:19|20)\\d\\d年(?![第一二三四上下前1-4]?(?:[季半月]|个月))"),
)
_EXTENT, _OF_A_CHANGE = "幅", re.compile("[多少][增减降]$")
# 同比下降12%，减收3亿元, but not 审减3亿元.
_BY_SO_MUCH = re.compile("，?(?:(?P<more>增加?|增收|多收)|减少?|减收|少收)了?(?:近|约)?")
_THAN_BUDGETED = ("超收", "短收")
_FROM_MONTH_TO_MONTH = "环比看，"  # 从环比看，11月投资增长0.3%
_DAYS_OF_A_YEAR, _LONGEST_MONTH = 366, 31
# Below 环比变动情况, too: 8月同比上涨0.7%，服务价格上涨1.0%.
_WITHIN_A_YEAR = re.compile("同比|上年|去年")
_PER_MILLE = "‰"


def held_against(
    figure: Figure, measure: Measure, period: Period | None, passage: Passage, context: Context
) -> Comparison:
    """What a change, growth or rate is held against, and the base's days where the text names them.

    Of what is neither ``HELD`` nor completed nor held against a reference it is nothing.
    """
    before, earlier = context.told, context.figures
    last = before[-1] if before else None
    if figure.completed is not None:
        if "调整" in figure.completed or "变动" in figure.completed:
            return "adjusted_budget", None, None
        return ("initial_budget" if "预算" in figure.completed else "target"), None, None
    if figure.reference and figure.reference.endswith(_BOUNDS):
        return _NO_COMPARISON
    if figure.reference:
        return ("target" if figure.reference == TARGET else "reference_area"), None, None
    if measure is _GROWTH and "环比" in figure.words:
        return "period_on_period", None, None  # 环比涨幅分别为0.4%、1.1%
    if measure is _GROWTH and figure.words.endswith(YEARLY_GROWTHS):
        return YEARLY, None, None  # 年均增速为5%
    if measure is _RATIO:
        named = _named_base(figure, passage, period) if figure.base else None
        if named is None and figure.joined and last and last.fact.measure is measure:
            named = last.fact.comparison, last.fact.base_start, last.fact.base_end  # 恢复到2019年的92%和118%
        return named or _NO_COMPARISON
    if measure not in CHANGES:
        if figure.joined and last and last.fact.measure is measure is _RATE and not figure.has_phrase:
            return last.fact.comparison, None, None  # 分别完成预算的103%、98%
        averaged = figure.comparison == YEARLY and measure is _RATE
        return (YEARLY if averaged else None), None, None
    if (
        (last and last.fact.stage == _ADJUSTED)
        and not figure.has_phrase
        and figure.comparison in (None, "base")  # 调整为24亿元，同比增长3%
        and not (figure.base and figure.base[0] > last.end)
    ):
        return "initial_budget", None, None  # 由年初的9亿元调整为8亿元，减少1亿元，下降11%
    if figure.base and figure.comparison != YEARLY and (named := _named_base(figure, passage, period)):
        against = _as_part_of_year(named, figure, passage, period)
        if period and against[1] and against[1:] == (period.start, period.end):
            return against[0], None, None  # 上季度收入3亿元，较上一季度增长5%: nothing is held against its own days
        return against
    if figure.comparison and figure.comparison != "base":
        return _than_the_last(figure, period), None, None
    # but 保险费短收3亿元 in what tells of no budget
    if (measure is _CHANGE and figure.clause.endswith(_THAN_BUDGETED)) and (
        context.of_budget
        or BUDGET in passage.plain
        or BUDGET in (passage.metadata.title or "")
        or BUDGET in figure.words
    ):
        of = next((one.fact.comparison for one in reversed(before) if one.fact.comparison in _BUDGET_BASES), None)
        return of or "initial_budget", None, None  # 完成调整预算的82%，同比下降31%，短收3亿元
    if figure.words[-1:] == _EXTENT and last and measure is _GROWTH and last.fact.measure is _CHANGE:
        changed = last.fact
        if changed.comparison:
            return changed.comparison, changed.base_start, changed.base_end  # 比年初预算减少3亿元，降幅12%
    if figure.flags and any(flag[0] in _THAN for flag in figure.flags):
        return _NO_COMPARISON
    if measure is _CHANGE and is_adjustment(figure, passage):
        return "initial_budget", None, None
    if taken := _taken_base(figure, measure, last, period, passage.masked):
        return taken
    if measure is _CHANGE and getattr(figure.mention.value, "unit", None) != _PER_MILLE:
        # 比上年末减少9个。其中，A 3个，增加2个
        goes_on = before and (passage.masked.startswith(_OF_WHICH) or _CENSUS in (passage.metadata.title or ""))
        return _as_before(figure, (*earlier, *before) if goes_on else before, period)
    if earlier and period and (held := _as_the_sentence_before(passage.masked, earlier, period)):
        return held
    if isinstance(figure.mention.value, Quantity) and not _is_bare(figure, passage, last):
        return _NO_COMPARISON
    if period is None or period.start is None or period.end is None:
        # nobody knows of which year: 投资同比增长6.6%。从产业看，二产投资增长0.7%
        told = [one.fact for one in (*earlier, *before) if one.fact.measure is _GROWTH]
        yearly = bool(told) and {one.comparison for one in told} == {"yoy"}
        return ("yoy" if yearly else None), None, None
    at = passage.masked.rfind(_FROM_MONTH_TO_MONTH, 0, figure.start)
    if at > passage.masked.rfind("；", 0, figure.start):
        return "period_on_period", None, None
    of_month = context.monthly and (period.end - period.start).days < _LONGEST_MONTH
    if (of_month and not _WITHIN_A_YEAR.search(passage.masked, 0, figure.start)) or (
        earlier and _PARTS.match(passage.masked) and _is_month_on_month(earlier)
    ):
        return "period_on_period", None, None  # 价格环比下降0.6%。其中，食品价格下降2.7%
    if period.is_third_of_a_month():
        return _NO_COMPARISON  # 11月上旬生猪价格下跌4%: than the ten days before, as a rule
    if _THAN_AS_A_RULE.search(figure.clause):
        return _NO_COMPARISON  # 甲地降水量比多年平均偏少9%，乙地偏少12%
    if passage.metadata.document_type is DocumentType.PLAN and (held := _as_the_plan(before, period)):
        return held
    if _CENSUS in (passage.metadata.title or "") and (held := _as_the_plan((*earlier, *before), period)):
        return held  # 法人单位比2018年末增长21%；从业人员下降4%
    if period.start == period.end and (held := _as_the_plan(before, period, "year_to_date")):
        return held  # 年末甲比上年末增长9%；乙增长4%
    if (period.end - period.start).days <= _DAYS_OF_A_YEAR:
        if "以来" in passage.masked and _SINCE.search(passage.masked, 0, figure.start):
            return "fixed_base", None, None
        day = passage.metadata.document_date
        year = day.year if day else passage.metadata.report_year
        # 1990年乙烯产量增加近一倍, in a plan of 1986
        later = year is not None and period.end.year > year + 1
        if later and isinstance(figure.mention.value, Percent):
            # 到2027年，耗水量下降8%, but 2026年增长8%，2027年增长7%
            later = len(set(_A_YEAR.findall(passage.plain))) == 1 and _UP_TO_A_YEAR.search(passage.plain) is not None
        return ("fixed_base" if later else "yoy"), None, None
    # 从1978年到1985年，产值每年增长4%
    return _over_years(figure)


def _than_the_last(figure: Figure, period: Period | None) -> str | None:
    """What a figure is said to be held against: 比上期 of a year is the year before, and of a half nobody knows."""
    if not any(flag.endswith(_LAST_PERIOD) for flag in figure.flags):
        return figure.comparison
    if period is None or period.start is None or period.end is None or period.start == period.end:
        return None
    if period.is_within_a_month():
        return figure.comparison
    return "yoy" if period.is_one_year() and (period.end - period.start).days >= WHOLE_YEAR else None


def _as_the_sentence_before(masked: str, earlier: Sequence[Figure], period: Period) -> Comparison | None:
    """What growth is held against that is a part of what the sentence before tells, or lists it in multiples: 产值比
    1987年增长47%。其中，第一产业增长23%; 产值比1964年增长1.9倍。钢增长1.2倍，原煤增长91%."""
    if not (masked.startswith(_OF_WHICH) or _IN_MULTIPLES.search(masked)):
        return None
    for one in earlier:
        told = one.fact
        if told.measure is _GROWTH and told.comparison == "fixed_base" and told.period_end == period.end:
            return told.comparison, told.base_start, told.base_end
    return None


def _is_month_on_month(figures: Sequence[Figure]) -> bool:
    """Whether all that a sentence says of how something has changed is held against the month or quarter before."""
    said = {one.fact.comparison for one in figures if one.fact.measure in CHANGES and one.fact.comparison}
    return said == {"period_on_period"}


def _over_years(figure: Figure) -> Comparison:
    """What a change in a run of years is held against: the year before them, or each year the one before it."""
    # 五年经济年均增长速度为8%, 财政收入递增7%
    return (YEARLY if _EACH_YEAR.search(figure.clause) else "fixed_base"), None, None


def _as_the_plan(before: Sequence[Figure], period: Period, held: str = "fixed_base") -> Comparison | None:
    """What growth of a plan's last year is held against: what the last growth of that year in its sentence is, too.
    1990年钢产量比1985年增长20%，钢材增长25%."""
    for one in reversed(before):
        told = one.fact
        if told.measure is _GROWTH and told.comparison == held and told.base_end:
            return (told.comparison, told.base_start, told.base_end) if told.period_end == period.end else None
    return None


def _as_before(figure: Figure, before: Sequence[Figure], period: Period | None) -> Comparison:
    """What an amount more or less is held against that says it not, told of the amount right before it: what the last
    change of the same days in its sentence says. 收入9亿元，比上年增收1亿元；支出8亿元，增支2亿元."""
    if figure.has_phrase or figure.verb not in CHANGING or not before or before[-1].fact.measure in CHANGES:
        return _NO_COMPARISON
    if before[-1].verb == "become" and period and period.start and period.end and period.start.year < period.end.year:
        return _over_years(figure)  # 五年来，发生率由38%下降到17%，下降21个百分点
    then = before[-2].fact if len(before) > 1 and before[-2].verb == "from" and before[-1].verb == "become" else None
    if then and then.period_start and then.period_end and period and period.start and then.period_end < period.start:
        # 与2010年相比，文盲率由5%下降为3%，下降2个百分点
        years = period.start.year - then.period_end.year
        return ("yoy" if years == 1 else "fixed_base"), then.period_start, then.period_end
    for one in reversed(before):
        if _OF_A_CHANGE.search(one.clause):
            continue  # 甲比年初增加9亿元，同比多增3亿元；乙增加2亿元: since New Year
        same_days = period is None or (one.fact.period_start, one.fact.period_end) == (period.start, period.end)
        if one.fact.measure in CHANGES and one.comparison and same_days:
            return one.fact.comparison, one.fact.base_start, one.fact.base_end
    return _NO_COMPARISON


def _is_bare(figure: Figure, passage: Passage, last: Figure | None) -> bool:
    """Whether 增长1.1倍 says no more: not 十年增长1.3倍, nor behind 比1957年增长四倍."""
    if figure.verb != "rise":
        return False
    if last and last.fact.measure in CHANGES and (last.fact.base_start or last.fact.comparison is None):
        return False
    return not any(figure.left <= place.start < figure.start for place in passage.lengths)


def _named_base(figure: Figure, passage: Passage, period: Period | None) -> Comparison | None:
    """比2005年: the year before the period's makes it year on year, any other a fixed base."""
    assert figure.base is not None
    for place in passage.dates:
        value = place.mention.value
        if place.start != figure.base[0] or not isinstance(value, DateInterval):
            continue
        if value.start_date is None and place.mention.text.startswith(_YEAR_BEFORE):
            return "yoy", None, None  # 较去年 in a text that does not say of when it is
        if value.start_date and value.end_date:
            if period and place.mention.text.startswith("前") and value.start_date == period.start:
                first, last = value.start_date.year, value.end_date.year
                before = 2 * first - last - 1
                if value.end_date == period.end and 0 < before < first - 1:
                    # 五年来支出3亿元，是前五年的2倍: the years before its own; but 前三季度 are of one year
                    return "fixed_base", date(before, 1, 1), date(first - 1, 12, 31)
            within_year = period and period.is_one_year()
            next_year = within_year and period and period.start and period.start.year - value.start_date.year == 1
            relative = place.mention.text.startswith(_YEAR_BEFORE)
            own = period is not None and (period.start, period.end) == (value.start_date, value.end_date)
            if ((own and not relative) or place.mention.text.endswith("年初")) and passage.masked.startswith(
                "预算", place.end
            ):
                return "initial_budget", value.start_date, date(value.start_date.year, 12, 31)
            is_end = value.start_date == value.end_date and (value.end_date.month, value.end_date.day) == _LAST_DAY
            if place.mention.text.startswith("年初") or (
                is_end and (next_year or _YEARS_END.fullmatch(place.mention.text))
            ):
                return "year_to_date", value.start_date, value.end_date
            if place.mention.text.startswith(_MONTH_BEFORE):
                return "period_on_period", value.start_date, value.end_date
            if period and _is_period_before(value.start_date, value.end_date, period):
                return "period_on_period", value.start_date, value.end_date
            if relative and own:
                # 较去年同期 in a report on last year, written before it was over
                return "yoy", day_a_year_earlier(value.start_date), day_a_year_earlier(value.end_date)
            return ("yoy" if next_year or relative else "fixed_base"), value.start_date, value.end_date
    return None


def _as_part_of_year(named: Comparison, figure: Figure, passage: Passage, period: Period | None) -> Comparison:
    """A base with the days of 同期 behind what is told of part of a year: 较上年同期 of a quarter is that quarter."""
    assert figure.base is not None
    comparison, start, end = named
    if not (period and period.is_part_of_a_year() and start and end):
        return named
    if (end - start).days < WHOLE_YEAR and comparison != "yoy":
        return named
    if not passage.text.startswith(_SAME_TIME, figure.base[1] - len(_SAME_TIME[0])):
        return named
    then = year_earlier(DateInterval(period.start, period.end))
    return (comparison, then.start_date, then.end_date) if then else named


def year_earlier(days: DateInterval | None) -> DateInterval | None:
    """The same days a year before; null where one end is open."""
    if days is None or days.start_date is None or days.end_date is None:
        return None
    return DateInterval(day_a_year_earlier(days.start_date), day_a_year_earlier(days.end_date))


def _is_period_before(start: date, end: date, period: Period) -> bool:
    """Whether days are the month or quarter right before a period, or its own without the last one: 比8月加快 of
    September, 比一季度回落 of the first half."""
    if period.start is None or period.end is None or end >= period.end or not period.is_one_year():
        return False
    if start == period.start:
        return (period.end - end).days <= QUARTER
    if start == end and period.start == period.end and end.year == period.end.year:
        months = period.end.month - end.month  # 8月末 held against 7月末
        return months == 1 or (months == _OF_A_QUARTER and end.month % _OF_A_QUARTER == 0)
    return (period.start - end).days == 1 and 0 < (end - start).days <= QUARTER


def _is_another_part(figure: Figure, last: Figure, masked: str) -> bool:
    """Whether a figure goes on with the parts of a whole of which the last was one: 其中农业每年增长4%，工业增长7%."""
    listed = masked.rfind("其中", 0, last.start)
    return listed >= 0 and last.comparison is None and masked.find("；", listed, figure.start) < 0


def _taken_base(
    figure: Figure, measure: Measure, last: Figure | None, period: Period | None, masked: str
) -> Comparison | None:
    """The comparison of the figure before: of a list, of the same change told in per cent, of the change that this is a
    part of, or from A to B."""
    if last is None:
        return None
    if (
        figure.has_phrase
        and (masked.find("其中", last.end, figure.start) >= 0 or _is_another_part(figure, last, masked))
        and last.fact.measure is measure
        and last.fact.comparison
        and not (last.fact.comparison == YEARLY and last.fact.period_start != (period and period.start))
    ):
        # 比上年减少9万元，其中A减少8万元, but 比上年增长9%，两年平均增长8%；其中A增长7% is no average
        return last.fact.comparison, last.fact.base_start, last.fact.base_end
    start, end = last.fact.base_start, last.fact.base_end
    if figure.joined and last.fact.comparison:
        return last.fact.comparison, start, end  # 比2019年分别增长20%、30%
    of_budget = last.fact.comparison in _BUDGET_BASES  # 比年初预算减少9亿元，下降5%
    if not figure.has_phrase and last.fact.measure in CHANGES and (of_budget or (start and end)):
        return last.fact.comparison, start, end
    start, end = last.fact.period_start, last.fact.period_end
    grown = measure is _CHANGE and last.fact.measure is _GROWTH and last.fact.comparison in _WITHIN_YEARS
    if (
        (grown and not (figure.has_phrase or isinstance(figure.mention.value, Percent)))
        and (by := _BY_SO_MUCH.fullmatch(figure.clause))
        and (by["more"] is not None) == (last.fact.direction == "increase")
    ):
        same_days = period is None or (period.start, period.end) == (start, end)
        if same_days and masked.find("；", last.end, figure.start) < 0:
            return last.fact.comparison, None, None  # 同比下降12%，减收3亿元
    from_base = last.verb == "from" and last.own_date is not None
    if from_base and figure.verb in ("rise", "fall") and start and end:
        # 2021年收入9亿元，比2020年的8亿元增长12%
        next_year = period and period.is_one_year() and period.start and period.start.year - start.year == 1
        return ("yoy" if next_year else "fixed_base"), start, end
    return None
