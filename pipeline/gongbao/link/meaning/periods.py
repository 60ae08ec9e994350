"""Which days a figure is about: its clause's, its sentence's, its paragraph's, its headings' or its document's."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gongbao.kept import compiled
from gongbao.link.lexicons.cues import OF_AHEAD
from gongbao.link.lexicons.wording import DATE, HIDDEN, HOLIDAYS, Wording
from gongbao.link.meaning.date_roles import (
    YEAR_BEFORE,
    based_on,
    bracket_closed,
    is_held_against,
    period_days,
)
from gongbao.link.meaning.own_periods import document_year
from gongbao.link.sentence.context import A_DAY, WHOLE_YEAR, Context, Period
from gongbao.link.sentence.figure import BOUNDARY, CHANGES, LIST_MARKS, YEARLY, Figure, clause_start
from gongbao.link.sentence.passage import Passage, Placed
from gongbao.model import DateInterval, DocumentType, Duration, Measure, Money, Percent, Value
from gongbao.normalize.dates import day_a_year_earlier

# 从52.6%提高到, 从771家、481家增加到, but not 从九个方面.
_TO = compiled("[^，。；：]{0,20}?(?:到|至|为)")
COMPARED, _WITH, _COMPARED_REACH = "相比", "与同和跟", 16
_REASON = re.compile("(?:主要[是为系因]|原因[是为]|由于|因为?|[是为]因)[^，。；：]{0,6}$")
_REASON_REACH = 12
# Wherever it is said: 增长6.5%，比预期目标高0.5个百分点, but not 力争高于预期目标; 完成规划目标的75%.
OUTDONE = compiled(
    "(?<!力争)(?<!争取)(?<!确保)(?:[低高好优]于|超过|超出|超额完成|(?<![同环占])比(?![重例])|较(?![高大低]))[^，。；]{0,4}"
    "(?:目标|[0-9]{1,3}(?:[.][0-9])?%(?:左右|以内|以上|以下)?的?(?:预期|控制)?目标)"
    "|(?:完成|达到|占)[^，。；]{0,10}目标(?:任务)?的[0-9]"
)
# 预期目标为6%，高于全省目标0.5个百分点 sets one all the same.
_AIMS_AT = compiled("预期目标(?:设定|确定|定)?[为是：:]")
_SAME_TIME, _COMMAS = ("去年同期", "上年同期"), ("，", ",")
LATELY = "近"
GETS_TO, TARGETS = "到至", "预期目标"
_FROM, _TURNS = "从由自從", ("转为", "变为", "转变为")
# 年末人口9万人。贫困人口减少3万人: what changes does in the year.
_COME_ABOUT = ("rise", "fall", "new")
_PARTS_TOLD = compiled("按[^，。；：]{1,10}分[：，]|[^，。；：\\d]{2,12}中，")
# 年末拥有货车2万辆。拥有船舶300艘
_THERE_ARE = "拥有"
# 发放贷款9亿元: over the year.
_GIVEN_OUT = ("发放", "投放", "新发放", "累计发放")
_CHANGED_TO = compiled(
    "(?:增加|增长|提高|提升|上升|扩大|发展|[扩拓]展|[攀跃]升|下降|降低|减少|缩[减小短]|压[减缩降]|回[落升]|收窄|[增提升降减涨])"
    "[到至为]了?[^，。；、]{0,3}$"
)
# A share of what has come about, and what is there at the end of some years without a verb: 铁路营业里程3194公里.
_CONTRIBUTES, _STOCKS = (
    compiled("(?<!科技进步)贡献率$"),
    ("里程", "装机容量", "余额", "存栏", "保有量", "拥有量", "参保"),
)
_STANDING_NAME = compiled(
    "每[千万百][^，。；]{0,4}(?:人口?|老人)|年(?:发电|产(?!业)|供|接待|处理|(?:货物|旅客)?吞吐|销售|游客|用)|(?:人均|平均)(?:预期)?寿命|.*(?:参保|普及|覆盖|城镇化|入[学园]|巩固|绿化)率$"
)
_ALL_TOLD = compiled("累计(?:达到?|突破|超过?)$")
# Firms that there are, not 关停企业 or 帮扶企业.
_DONE_TO_FIRMS = compiled(
    "关停|帮扶|扶持|支持|助力|惠及|培训|培育|孵化|服务(?!业|型|外包)|注销|吊销|取缔|整治|引进|招引|完成|淘汰|走访"
)
_FIRMS = compiled("^(?!新|净).*(?:企业|经营主体|市场主体|合作社|家庭农场)(?:总[数量])?$")
# 一般公共预算收入突破9亿元, in a review of five years: of the last, as what all of them came to would be 累计.
_BY_YEAR = compiled(
    "(?:生产总值|经济总量|零售总额|进出口总[额值]|(?:财政|预算|税收)总?收入|可支配收入|增加值|产值|综合收入)$"
)
_STANDING, _FOR_ONE = (Measure.RATE, Measure.SHARE), compiled("[人户]均|标准")
_STANDS_AT = compiled("(?:达到?了?|突破|(?<![反赶])超过?|[迈登跃跨站][上过])[^，。；、]{0,4}$")
# 就业率始终保持在98%, 最高达到9亿元: of all the years, or of one that nothing names.
_ALL_ALONG = compiled(
    "连续|始终|一直|保持|稳定|持续|每年|各年|年均|平均|累计|合计|最[高多低]|首[次个家]|曾|接连|先后|相继"
)
_SOME_TIME = compiled("[一二三四五六七八九十\\d]年")
# 新建铁路营业里程9公里, 户均补助达到2万元, 结案率达到98%: what has come about over all the years.
_COMES_ABOUT = compiled(
    "新建|建成(?!区)|改造|投产|新增|争取|偿还|发放|补助|补贴|增收|投入(?!强度|产出|占)"
    "|(?:结案|办结|到位|执行|完工|合格|完成|惠及)率"
)
LISTED = ("、", "和", "及", "与")
_GOING_ON, LISTED_BY = ("", *LISTED), "、"
# 1—11月，就业4万人，完成全年任务的107%；再就业1万人: the year is that of what was aimed at.
_ALL_YEAR = ("全年", "本年", "当年", "全年度", "本年度")
_OF_ITS_AIM = re.compile(f"[成为占达到现超于]{DATE}+的?(?:目标|任务|计划|预算|预期)")
# 自2016年初以来的负增长, but 2012年以来的十年间 is the time that the sentence tells of.
# 2014年建档立卡以来，: what begins there goes on.
SINCE_EVENT = compiled("[\\p{Han}“”]{2,12}以来(?=[，,累全共])")
_SINCE_THEN = re.compile("以来的(?![这近]?[0-9一二三四五六七八九十两几]{1,3}[个多]?[年月])")
# 建设“十四五”批复的6个基地，新增装机3000万千瓦: only what was approved is of then.
_OF_THEN = compiled(
    "(?:批[复准]|核准|规划|确定|谋划|布局|立项|入库|开工|启动|签约|结转|下达|认定|评定|命名)(?:建设|实施)?的"
)
_IN_ALL = compiled(f"其中|累计|合计|共|[{DATE}年]")
_SHARED_OUT, _TOTALLED = "分别", "累计"
_OF_A_MONTH = "月"
# 6月增长12.7%，5月份为下降3.3%；乙增长18%: what it was before dates its own figure alone.
WAS_THEN = ("为下降", "为增长", "为上涨", "为上升", "为减少", "为增加")
# 前三季度增加1亿元 behind a figure tells no more than by how much that has changed.
GROWN_BY = re.compile("[净新]?(?:增[加长]?|减少?|下降|上升)\\d")
_EACH_YEAR = "每年"
# 年均接待游客由3万人次增加到5万人次 is of two runs of years, but not 年均浓度下降到31微克.
_YEARLY_MEAN = compiled("(?:年平?均|平均每年|每年平均)(?!值|浓度|气温|降水)")
_YEARS = compiled("P([2-9]|1[0-9]|20)Y")
_NEWLY = ("新增", "净增", "新建", "新改")
_ADDED_UP = ("累计", "合计", "总计")
_SUMMED, _GROWN = ("累计", "合计", "共", "来", "间"), ("增加", "增长", "新增", "净增", "年均")
_NO_SPAN, _TO_BE = frozenset("内之以期规计行前后的，、"), compiled("要|将|力争|争取|拟|计划|目标")
_NO_SUM = ("连续", "时隔", "每", "每隔")
_SOME_YEARS, _FIVE_YEARS = "date.years_around", compiled("(?:过去的?|这)?[五5]年来?$")
_EACH_BY_ITSELF = ("当月", "单月")
_END = "末底"
_AT_ENDS = ("末", "底", "年末", "年底")
DECEMBER = 12
QUARTER = 92  # days of the longest
_OF_YEARS = "年平均"
_AVERAGED_OVER, _AVERAGES = {"两": 2, "三": 3, "四": 4, "五": 5, "十": 10}, ("年平均", "年年均")
_AVERAGED_HERE = compiled("[，,]?(?:年均|年平均|平均每年)")
_FOUR_QUARTERS = compiled("(?:[四各]个?|一(?:、二、三、|至|到|—|-|~|～)四)季度[^，。；]{0,24}?分别")
_WORK_REPORT, _GROWTH, _LEVEL = DocumentType.WORK_REPORT, Measure.GROWTH, Measure.LEVEL
_CUT_BY_PLAN = compiled("能耗|水耗|用水量|碳排放|二氧化碳|排放(?:总?量|强度)?$|化学需氧量|氨氮|氮氧化物|挥发性有机物")
# What stands before holidays that open a clause, and what visitors do in them.
_IN_HOLIDAYS, _VISITS = (
    compiled("(?:^|[，,；。：])[ ，,]?(?:在|其中|仅|[全我本][市省县区州])?$"),
    compiled("游客|旅游[^，。；]{0,4}(?:收入|消费)|出游|客流|旅客|票房|过夜|门票|接待|实现(?:营业|经营)?收入"),
)
_COMMA, _RECOVERED = compiled("[，,；]"), compiled("(?:同期|同日)?的[0-9]")
_LONGEST_HOLIDAYS = 62  # days, of a summer's


def period_of(
    figure: Figure, passage: Passage, taken: Period | None, context: Context, wording: Wording
) -> Period | None:
    """The period of a figure, and where it is said; null where nothing says it.

    ``taken`` is what the sentence takes over from before it.
    """
    period = None
    of_its_own = figure.own_date is not None  # 五年内，产值由1952年的9亿元增加到1957年的12亿元
    lengths = passage.lengths and not _is_told_apart(figure, passage, wording)
    if lengths and not of_its_own and _is_behind_length(figure, passage):
        period = _plan_years(figure, passage, context)  # 2005年…；五年累计
    if period is None and passage.dates:
        period = _stated(figure, passage, context)
    if period is None and lengths:
        # a length before the figure may have said what goes on
        period, taken = _plan_years(figure, passage, context), period_taken(passage, context)
    if period is None:
        period = taken
        if taken and taken is context.period and figure.base and (year := _year_of(taken, figure, passage, context)):
            return year
        # what is counted on a day, but for what is to be reached in the document's year
        if (
            context.day
            and taken is context.period
            and (
                _are_of_a_day(context)
                # 到位资金9亿元。其中，国内贷款2亿元; 医院80个。医院中，公立医院30个。按等级分：三级医院9个
                if passage.masked.startswith("其中") or _PARTS_TOLD.match(passage.masked)
                else (wording.stock_noun.search(figure.words) or _THERE_ARE in figure.clause)
                and not passage.masked.startswith(_GIVEN_OUT, figure.phrase[0])
            )
            and not (figure.verb in _COME_ABOUT and figure.comparison is None and not _is_percent(figure))
        ):
            period = context.day
        elif (
            (ended := context.ended)
            and taken
            and taken is not context.period
            and ended.end == taken.end
            and taken.is_part_of_a_year()
            and wording.stock_noun.search(passage.masked[slice(*figure.phrase)])
            and not (passage.masked.startswith("其中") and not _are_of_a_day(context))
        ):
            period = ended  # 上半年…情况. 截至6月末，外债余额9亿元。 In the next paragraph: 短期外债余额5亿元
    if period is None and context.day:
        period = context.day.year_closed()  # 职工人数1956年底达到9万人。工资比1955年提高14%
    if (
        (plan := context.own_plan)
        and period
        and period.end == plan.end
        and _is_percent(figure)
        and (_TOTALLED in figure.clause or _TOTALLED in figure.flags or _is_cut_by_plan(figure))
    ):
        return plan  # 到2030年，…能耗累计降低14%
    if figure.base and period and (year := _year_held_against(figure, passage, period)):
        return year
    if period and period.is_one_year():
        if figure.comparison == YEARLY:
            return _averaged(figure, period, passage, (context.years, context.own_plan))
        if _OF_YEARS in figure.clause and passage.masked.find(_OF_YEARS, *figure.phrase) > 0:
            mean = _averaged(figure, period, None, (context.years, context.own_plan))
            # 粮食年平均产量达到9万吨, in a review of five years; but 年平均工资 in the first of five is its own
            return mean if mean.start and mean.end == period.end else period
    return period


def _is_told_apart(figure: Figure, passage: Passage, wording: Wording) -> bool:
    """Whether a figure is the rate or the stock that something reaches, behind another that the middle of a sentence
    sums up some years of: 失业率5%，五年累计新增就业5万人，参保率达到96%."""
    if not figure.has_phrase or figure.verb != "become" or _IN_ALL.search(figure.clause):
        return False
    if not (_is_percent(figure) or wording.stock_noun.search(figure.words)):
        return False  # 五年累计新增就业5万人，培训职工达到9万人次
    length = max((place.end for place in passage.lengths if 0 < place.start < figure.left), default=0)
    return length > 0 and any(length <= one.view_span.start - passage.start < figure.left for _, one in passage.figures)


def _is_cut_by_plan(figure: Figure) -> bool:
    """Whether a plan of some years cuts something by so much over all of them: 到2025年，…单位GDP能耗降低13%."""
    return (
        figure.verb == "fall"
        and figure.comparison is None
        and not figure.base
        and _CUT_BY_PLAN.search(figure.words) is not None
    )


def _are_of_a_day(context: Context) -> bool:
    """Whether a figure of the sentence before is of the day that the paragraph has told of; true where it has none."""
    told = [one.fact for one in context.figures]
    day = context.day
    return not told or any(day is not None and fact.period_start == day.start == fact.period_end for fact in told)


def _is_behind_length(figure: Figure, passage: Passage) -> bool:
    """Whether a length stands before a figure in its clause, or before another figure, behind the last date that says
    when and in the same part of the sentence: 1985年进出口9亿美元；五年利用外资3亿美元，其中直接投资1亿美元."""
    masked, left, start = passage.masked, figure.left, figure.start
    before = [place.start for place in passage.lengths if place.start < start]
    if not before:
        return False
    if before[-1] >= left:
        return True
    starts = (one.view_span.start - passage.start for _, one in reversed(passage.figures))
    last = next((one for one in starts if one < left), 0)
    said = [one.end for one in passage.dates if one.end <= start and period_days(one, masked)]
    since = max(*said, masked.rfind("；", 0, start), 0) if said else left
    return any(since <= place.start < last for place in passage.lengths)


def _is_percent(figure: Figure) -> bool:
    return isinstance(figure.mention.value, Percent)


def _year_of(part: Period, figure: Figure, passage: Passage, context: Context) -> Period | None:
    """The document's year for what is told against the year before it behind a month or quarter of that year: 全年….
    12月份失业率5.1%。价格比上年上涨0.9%."""
    year = context.section_period or context.unsaid_period
    if not (year and year.start and year.end and part.start and part.end) or part.start == part.end:
        return None
    if not year.is_one_year() or (year.end - year.start).days < WHOLE_YEAR or part.start.year != year.start.year:
        return None
    if part.end.year != year.start.year or (part.end - part.start).days >= WHOLE_YEAR:
        return None
    assert figure.base is not None
    base = next((place.mention.text for place in passage.dates if place.start == figure.base[0]), None)
    return year if base in YEAR_BEFORE else None


def _year_held_against(figure: Figure, passage: Passage, period: Period) -> Period | None:
    """The last of a run of years for what is held against the year before it: 五年来…。PM2.5浓度较上年下降9%."""
    if not (period.start and period.end and period.start.year < period.end.year and figure.base):
        return None
    days = next((one.mention.value for one in passage.dates if one.start == figure.base[0]), None)
    if not (isinstance(days, DateInterval) and days.start_date and days.end_date and not is_run(days)):
        return None
    last = date(period.end.year, 1, 1)
    return replace(period, start=last) if days.end_date == last - A_DAY and days.start_date.month == 1 else None


def since_new_year(figure: Figure, passage: Passage, period: Period | None, before: Sequence[Figure]) -> Period | None:
    """The months up to one that the figures before are of, for what has come up since the year began: 11月当月产值
    68亿元，累计612亿元，增长5%; null for any other figure."""
    if not before or period is None or figure.has_phrase or period.start is None or period.end is None:
        return None
    last = before[-1]
    begun, (start, end) = date(period.start.year, 1, 1), (last.fact.period_start, last.fact.period_end)
    if _TOTALLED in figure.flags or (_TOTALLED in figure.clause and figure.verb == "become"):
        one_month = (period.start.year, period.start.month) == (period.end.year, period.end.month)
        known = (start, end) == (period.start, period.end) and period.start < period.end and one_month
        alike = any(one.mention.kind is figure.mention.kind for one in before)
        if not (known and alike and _OF_A_MONTH in passage.plain[: last.start]):
            return None
    elif not (start == begun and end == period.end and _TOTALLED in last.clause and begun < period.start):
        return None
    return replace(period, start=begun)


def a_year_before(figure: Figure, passage: Passage, last: Figure) -> Period | None:
    """The months a year before those of the figure before, for what is told of then: 占比85%，去年同期为86%."""
    if figure.base or not passage.text.startswith(_SAME_TIME, figure.left + figure.clause.startswith(_COMMAS)):
        return None
    start, end = last.fact.period_start, last.fact.period_end
    if not (start and end and Period(start, end, "").is_part_of_a_year()):
        return None
    return Period(day_a_year_earlier(start), day_a_year_earlier(end), "sentence")


def now_again(figure: Figure, passage: Passage, before: Sequence[Figure]) -> Period | None:
    """The months that a sentence is back at behind what it has told of the year before: 优良率85%，去年同期86%，提高1个
    百分点."""
    for i in range(len(before) - 1, 0, -1):
        then, now = before[i], before[i - 1].fact
        if a_year_before(then, passage, before[i - 1]):
            dated = any(then.end <= place.start < figure.start for place in passage.dates)
            return None if dated else Period(now.period_start, now.period_end, "sentence")
    return None


def of_quarter(figure: Figure, passage: Passage, period: Period) -> Period:
    """The quarter of a year that one of a list of four is of: 四个季度分别增长8%、7%、7%、6%; else the period."""
    if not (period.start and period.end and (period.end - period.start).days >= WHOLE_YEAR and period.is_one_year()):
        return period
    before = 4 - figure.chain
    if not 0 <= before < 4:
        return period
    told, starts = _FOUR_QUARTERS.search(passage.plain, 0, figure.start), passage.start
    if not told or before != sum(
        told.end() <= one.view_span.start - starts < figure.start for _, one in passage.figures
    ):
        return period
    first, year = 3 * before + 1, period.start.year
    until = date(year, first + 3, 1) if before < 3 else date(year + 1, 1, 1)
    return replace(period, start=date(year, first, 1), end=until - A_DAY)


def run_of_years(figure: Figure, passage: Passage, period: Period, context: Context) -> Period | None:
    """The run of years that has been told of before a period, the last of them: in the paragraph, or at the head of a
    sentence, to which a semicolon leads back (“十五五”期间，产值到2030年达到3亿元；能耗下降15%)."""
    # but 航线累计达到60条 is how many there are by then
    is_stock = figure.verb == "become" and not isinstance(figure.mention.value, Money)
    if _TOTALLED in figure.clause and period.is_one_year() and not is_stock:
        years = context.section_period or context.unsaid_period
        if years and period.is_year_within(years):
            return years  # 过去五年的回顾: 1997年产量9万吨。累计造林8万亩
        of_both = context.both and not (context.led and context.opened and context.opened.is_one_year())
        plan = context.plan if of_both and period.where == "section" else None
        if plan and plan.start_date and plan.end_date and plan.end_date == period.end:
            # 2025年工作和“十四五”发展回顾: 2025年产值9亿元。累计减税8亿元
            return Period(plan.start_date, plan.end_date, "section")
    if period is context.period:
        return context.run
    if period.where != "sentence" or passage.masked.find("；", 0, figure.start) < 0:
        return None
    if passage.dates[0].start:
        run = context.period  # 过去五年，…。收入增长9%，2021年达到8亿元；累计投资38亿元
    else:
        days = period_days(passage.dates[0], passage.masked)
        run = Period(days.start_date, days.end_date, "sentence") if days else None
    before = (one for one in reversed(passage.dates) if one.end <= figure.start and period_days(one, passage.masked))
    last = next((one.end for one in before), 0)  # 2012年达到9亿元；累计投资38亿元，是前五年的3倍
    between = passage.masked.find("；", last, figure.start) >= 0
    return run if run and between and period.is_year_within(run) else None


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
    grown = measure is _GROWTH and (figure.verb == "rise" or figure.joined)
    return figure.comparison is None and measure in CHANGES and not grown


def reached_in(figure: Figure, measure: Measure, passage: Passage, period: Period, wording: Wording) -> Period:
    """The last year of a run of years for what has changed to a figure: 五年来，产值增加到9亿元; in a review of them so
    for what does not come about over the years: 覆盖率达到98%. The run as it is where it is no change
    (五年来产值达到9亿元) or one from run to run (“七五”期间由“六五”期间的5%提高到6%).
    """
    assert period.start and period.end
    if (period.start.month, period.start.day) != (1, 1):
        return period  # 2022年10月至2023年9月
    first, last = date(period.end.year, 1, 1), figure.last
    if figure.joined and last and last.joined:
        return replace(period, start=first) if last.fact.period_start == first else period
    if last and figure.verb is None and "其中" in figure.clause:
        of_last = last.fact.period_start == first and last.fact.period_end == period.end
        return replace(period, start=first) if of_last else period  # 公路里程达到9万公里，其中高速公路1千公里
    opener = last if figure.joined and last else figure
    if COMPARED in passage.masked:
        return period
    day, year = passage.metadata.document_date, passage.metadata.report_year
    day = day or (date(year, 1, 1) if year else None)
    words = figure.words
    # 铁路营业里程3194公里, 每千人口执业医师数3.1人, 年发电量9亿千瓦时
    stands = figure.verb is None and (figure.clause.endswith(_STOCKS) or _STANDING_NAME.match(words))
    if not _CHANGED_TO.search(passage.plain, opener.left, opener.start) and not (
        (day and period.end < day and figure.verb in (None, "become"))
        and (stands or _STANDS_AT.search(passage.plain, opener.left, opener.start))
        and (
            (measure in _STANDING and not _CONTRIBUTES.search(words))
            or (wording.stock_noun.search(words) and not words.startswith(_NEWLY))
            or _FOR_ONE.search(words + figure.clause)
            or _STANDING_NAME.match(words)
            or (_FIRMS.match(words) and not (stands or figure.noun))
            or (measure is _LEVEL and _BY_YEAR.search(words))
        )
        and not _is_of_all_years(opener, passage, clause_start(passage.masked, 0, opener.left))
    ):
        return period
    begins = clause_start(passage.masked, 0, opener.left)
    if _YEARLY_MEAN.search(passage.masked, begins, opener.start):
        return period
    if any(_is_run_before(place, passage) for place in passage.dates):
        return period
    return replace(period, start=first)


def _is_of_all_years(figure: Figure, passage: Passage, begins: int) -> bool:
    """Whether the clause of a figure that begins there tells of all of a run of years. A number of years counts but in
    the name of what is told of: 九年义务教育巩固率."""
    plain = passage.plain
    if _FIRMS.match(figure.words) and (
        _DONE_TO_FIRMS.search(figure.words) or _DONE_TO_FIRMS.search(plain, begins, figure.start)
    ):
        return True
    if _FIRMS.match(figure.words) and _ALL_TOLD.search(plain, begins, figure.start):
        return False  # 新增企业58家，累计达124家: so many there are
    if _ALL_ALONG.search(plain, begins, figure.start) or _COMES_ABOUT.search(plain, begins, figure.start):
        return True
    named = plain.rfind(figure.words, begins, figure.start)
    if named < 0:
        return _SOME_TIME.search(plain, begins, figure.start) is not None
    behind = named + len(figure.words)  # 进出口总额五年突破900亿元
    return bool(_SOME_TIME.search(plain, begins, named) or _SOME_TIME.search(plain, behind, figure.start))


def _is_run_before(place: Placed, passage: Passage) -> bool:
    """Whether a date is the run of years from whose figure another has come: 由“六五”期间的, but not 从2011年到2020年的
    十年间."""
    masked, behind = passage.masked, place.end + 1
    if not (masked.startswith("的", place.end) and masked[place.start - 1] in _FROM and is_run(place.mention.value)):
        return False
    return not any(length.start == behind for length in passage.lengths)


def is_of_holidays(figure: Figure, passage: Passage, period: Period, wording: Wording) -> bool:
    """Whether a figure is of holidays that its part of the sentence names and does not date: 春节期间，接待游客9万人次,
    but not 国庆期间接待9万人次；全年接待30万人次.

    They open a clause (not 发展黄金周旅游，景区30个) and reach what is told in it or right behind it, and as far as the
    sentence goes on with what visitors do: 国庆期间接待游客9万人次，旅游收入3亿元，生产总值9亿元.
    """
    if period.start and period.end and (period.end - period.start).days < _LONGEST_HOLIDAYS:
        return False
    masked = passage.masked
    opening = max(
        masked.rfind("；", 0, figure.start),
        # but not 恢复到2019年同期的90%
        *(one.end for one in passage.dates if one.end <= figure.start and not _RECOVERED.match(masked, one.end)),
        0,
    )
    holidays = HOLIDAYS.match(masked, figure.phrase[0], figure.start) if figure.has_phrase else None
    if holidays is None:
        found = HOLIDAYS.finditer(masked, opening, figure.start)
        holidays = next((one for one in found if _IN_HOLIDAYS.search(masked[opening : one.start()])), None)
    if holidays is None or wording.stock_noun.search(figure.words):
        return False
    told = [one for one in passage.figures if holidays.end() <= one[1].view_span.start - passage.start < figure.left]
    goes_on = not figure.has_phrase or _VISITS.search(masked, figure.left, figure.start) is not None
    if told:
        return figure.last is not None and figure.last.fact.period_start is None and goes_on
    return goes_on or not _COMMA.search(masked, holidays.end() + 1, figure.start)


def is_run(days: Value) -> bool:
    """Whether a value is of days of more than one year."""
    if not (isinstance(days, DateInterval) and days.start_date and days.end_date):
        return False
    return days.start_date.year < days.end_date.year


def starts_before(figure: Figure, passage: Passage) -> bool:
    """Whether a figure is where a change starts, and nothing says when: 五年来从52.6%提高到58.5%.

    In 从771家、481家增加到 all of a list are.
    """
    opener = figure.last if figure.joined and figure.last else figure
    return (
        opener.verb == "from"
        and not (opener.own_date or opener.stage)
        and not passage.masked.startswith(("调整", "调增", "调减"), figure.end)
        and _TO.match(passage.masked, figure.end) is not None
    )


def compared_with(figure: Figure, passage: Passage) -> Period | None:
    """The days that a sentence compares its own with, where its changes start: 与2010年相比，由5%提高到6%."""
    masked = passage.masked
    for place in reversed(passage.dates):
        days, end = place.mention.value, place.end
        since = masked[place.start - 1] in _FROM and end <= figure.start and not masked.startswith("的", end)
        if since and isinstance(days, DateInterval) and days.start_date and is_run(days):
            first = days.start_date  # 从2015年到2020年，由9万人减少到3万人
            return Period(first, date(first.year, 12, 31), "sentence")
    if COMPARED not in masked:
        return None
    part = masked.rfind("；", 0, figure.start)
    for place in passage.dates:
        days, start = place.mention.value, place.start
        if not isinstance(days, DateInterval) or not start or place.end > figure.start:
            continue
        if start < part and any(part < one.start < figure.start for one in passage.dates):
            continue  # 与2020年相比，…；2022年由6%提高到7%
        if masked[start - 1] in _WITH and COMPARED in masked[place.end : place.end + _COMPARED_REACH]:
            return Period(days.start_date, days.end_date, "sentence")
    return None


def compared_throughout(passage: Passage) -> Period | None:
    """The days that all of a paragraph is compared with, where it opens so: 与2010年第六次全国人口普查相比，受教育年限
    由8年提高至9年。文盲率由5%下降为3%."""
    place = passage.dates[0]
    days = place.mention.value
    if place.start != 1 or passage.masked[0] not in _WITH or not isinstance(days, DateInterval):
        return None
    compared = COMPARED in passage.masked[place.end : place.end + _COMPARED_REACH]
    return Period(days.start_date, days.end_date, "section") if compared else None


def period_taken(passage: Passage, context: Context) -> Period | None:
    """What a sentence takes over: the period of the paragraph, of its headings or of the document."""
    targets = context.target or (TARGETS in passage.masked and sets_targets(passage, context))
    if targets and context.own_plan is None and not context.cell:
        known, years = context.period, context.section_period
        day = passage.metadata.document_date
        own = passage.metadata.report_year if passage.metadata.document_type is _WORK_REPORT else None
        if known is None and years and (not years.is_one_year() or (own and years.end and years.end.year > own)):
            known = years  # the aims of a section on five years to come are of those, or on the year after the title's
        if day and not (known and known.end and known.end.year >= day.year):
            return document_year(own or day.year)
    taken = context.period or context.section_period or context.unsaid_period
    if context.onward and taken and taken.end and (day := passage.metadata.document_date) and taken.end < day:
        return None  # what comes next is of no time that is over
    return taken


def sets_targets(passage: Passage, context: Context) -> bool:
    """Whether a sentence that has ``TARGETS`` speaks of the year's, and does not hold against one what has been
    reached."""
    if context.planned is False:
        return False
    masked = passage.masked
    return context.planned is True or not OUTDONE.search(masked) or _AIMS_AT.search(masked) is not None


def _stated(figure: Figure, passage: Passage, context: Context) -> Period | None:
    """The period that the sentence names before a figure."""
    masked, dates = passage.masked, passage.dates
    if masked.startswith(_TURNS, figure.end):
        for place in dates:
            days, since = place.mention.value, figure.left < place.start < figure.start
            if since and masked[place.start - 1] in _FROM and isinstance(days, DateInterval):
                return Period(days.start_date, days.end_date, "stated")  # 利润由上年下降2%转为增长8%
    if figure.own_date is not None:
        for place in dates:
            days = place.mention.value
            if place.start == figure.own_date and isinstance(days, DateInterval) and _is_before(place, figure, passage):
                first = days.start_date
                is_budget = isinstance(figure.mention.value, Money) and passage.masked.startswith("调", figure.end)
                if first and is_budget and place.mention.text.endswith("年初"):
                    return Period(first, date(first.year, 12, 31), "stated")  # 由年初的118亿元调整为132亿元
                return Period(days.start_date, days.end_date, "stated")
    for i in range(len(dates) - 1, -1, -1):
        place = dates[i]
        if not _is_before(place, figure, passage):
            continue
        said = days_told_by(place, masked, context) if context.own_plan else period_days(place, masked)
        days = place.mention.value
        if _SINCE_THEN.match(masked, place.end) and BOUNDARY.match(masked, place.end, figure.start):
            continue  # 扭转了自2016年初以来的负增长；收入增长5%
        if i and is_held_against_too(dates[: i + 1], masked):
            continue
        if figure.has_phrase and _OF_THEN.match(masked, place.end) and BOUNDARY.match(masked, place.end, figure.start):
            continue
        if i and place.mention.text in _EACH_BY_ITSELF and dates[i - 1].end == place.start:
            continue  # 4月、5月、6月当月增幅分别为8%、7%和6%
        if said and "以来" in masked and SINCE_EVENT.match(masked, place.end):
            return Period(said.start_date, None, "stated" if place.start >= figure.left else "sentence")
        if figure.of and place.start > figure.left:
            continue  # 五年投资9亿元，是“十二五”建设投资的2.1倍
        if place.start and place.mention.text[0] == LATELY and _is_behind_another(place, figure, passage):
            continue
        if said and place.start and _is_aside(place, said, dates[:i], figure, passage, context):
            continue
        if place.start and masked.startswith(WAS_THEN, place.end) and _is_over(place, figure, passage):
            continue
        if said and place.start and context.planned and _is_over(place, figure, passage):
            part = Period(said.start_date, said.end_date, "")
            if goes_on_in_year(part, place.start, passage, context):
                continue  # 项目200个，一季度开工30个，投资增长10%: in the year
        if (
            (said and said.start_date is None and figure.has_phrase)
            and not masked.startswith("，", place.end)
            and BOUNDARY.match(masked, place.end, figure.start)
        ):
            continue  # 高铁年底前开通，里程突破2500公里
        if said and i and _is_only_averaged(figure, place, dates[:i], masked):
            continue
        if i and place.mention.text in _ALL_YEAR and _OF_ITS_AIM.match(masked, place.start - 1):
            continue
        if said is None and isinstance(days, DateInterval) and (base := based_on(place, masked)):
            said = days if figure.end <= base.end() else None  # 在上年增长10%的基础上，增长5%
        if said and not _is_of_a_reason(place, figure, masked):
            days = said
            if (i and masked[dates[i - 1].end : place.start].lstrip(_END) in LISTED) or is_run(said):
                days = _of_several(figure, passage, i) or said
            return Period(days.start_date, days.end_date, "stated" if place.start >= figure.left else "sentence")
    return None


def days_told_by(place: Placed, masked: str, context: Context) -> DateInterval | None:
    """The days that a date says; 五年来 in the review of a five-year plan are the five years before that."""
    own, mention = context.own_plan, place.mention
    if own and context.planned is False and mention.rule == _SOME_YEARS and _FIVE_YEARS.match(mention.text):
        before = own.years_before()
        return DateInterval(before.start, before.end)
    return period_days(place, masked)


def _is_over(place: Placed, figure: Figure, passage: Passage) -> bool:
    """Whether what is told of the days in the middle of a sentence is over before a figure: behind a semicolon, or
    behind another figure."""
    semicolon = passage.masked.find("；", place.end, figure.start) >= 0
    return semicolon or _is_behind_another(place, figure, passage)


def _is_aside(
    place: Placed,
    days: DateInterval,
    before: Sequence[Placed],
    figure: Figure,
    passage: Passage,
    context: Context,
) -> bool:
    """Whether days that a clause in the middle of a part of a sentence tells of end with that part, as they lie within
    those told of before, or take them in: 9月末甲贷款9亿元，前三季度增加1亿元；乙贷款3亿元 is of the day again."""
    masked, opening = passage.masked, passage.start
    parted = masked.rfind("；", place.end, figure.start)
    if parted < 0 or days.start_date == days.end_date:
        return False
    told = [start for _, one in passage.figures if (start := one.view_span.start - opening) < figure.start]
    if not (figure.has_phrase or any(parted < one for one in told)):
        return False  # 前三季度增加1亿元；同比多增2亿元
    part = masked.rfind("；", 0, place.start)
    if not any(part < one < place.start for one in told):
        return False
    if any((other := period_days(one, masked)) and is_nested(days, other.start_date, other.end_date) for one in before):
        return True
    taken = period_taken(passage, context) if GROWN_BY.match(masked, place.end) else None
    return taken is not None and is_nested(days, taken.start, taken.end)


def is_nested(days: DateInterval, start: date | None, end: date | None) -> bool:
    """Whether one of two runs of days in a year lies within the other and is not the same."""
    first, last = days.start_date, days.end_date
    if not (first and last and start and end) or (first, last) == (start, end):
        return False
    nested = start <= first <= last <= end or first <= start <= end <= last
    return nested and min(first, start).year == max(last, end).year


def _is_behind_another(place: Placed, figure: Figure, passage: Passage) -> bool:
    """Whether another figure and a comma stand between some last years and a figure with words of its own: in the
    middle of a sentence 近3年建成牧场2个 says nothing of the next clause."""
    between = passage.masked.find("，", place.end, figure.start)
    return figure.has_phrase and any(
        place.end <= one.view_span.start - passage.start < between for _, one in passage.figures
    )


def is_held_against_too(dates: Sequence[Placed], masked: str) -> bool:
    """Whether the last of some dates goes on from one that a figure is held against: 比上年 / 全年加快1个百分点,
    比2018年、2019年分别增长9%和5%."""
    first = len(dates) - 1
    while first and masked[dates[first - 1].end : dates[first].start].removeprefix("同期") in _GOING_ON:
        first -= 1
    return first < len(dates) - 1 and is_held_against(dates[first], masked)


def _is_only_averaged(figure: Figure, place: Placed, before: Sequence[Placed], masked: str) -> bool:
    """Whether a run of years tells only over which growth was averaged, behind its last year: 2020年产值9亿元，
    “十三五”期间年均增长6%，人均产值3万元."""
    run = place.mention.value
    if figure.comparison == YEARLY or not isinstance(run, DateInterval) or not run.end_date:
        return False
    if not _AVERAGED_HERE.match(masked, place.end) or _TOTALLED in figure.clause or figure.verb == "new":
        return False
    years = (one.mention.value for one in before)
    return any(isinstance(one, DateInterval) and one.end_date == run.end_date for one in years)


def _of_several(figure: Figure, passage: Passage, last: int) -> DateInterval | None:
    """The days of a figure behind several dates, of which the index of the last is given.

    As many figures as dates, or as years of a run, have one each: 2019年、2020年分别完成3亿元、4亿元; 2019—2021年末
    债务分别为7亿元、8亿元和9亿元. Otherwise it is of all.
    """
    first, dates = last, passage.dates
    while first and passage.masked[dates[first - 1].end : dates[first].start].lstrip(_END) in LISTED:
        first -= 1
    listed = [one.mention.value for one in dates[first : last + 1]]
    if _SHARED_OUT in passage.masked[dates[last].end : figure.start]:
        each = [days for place in dates[first : last + 1] for days in _each_year(place, passage.masked)]
        number, what = _list_of(figure, dates[last].end, passage)
        # but 2019—2020年，收入、支出分别为9亿元和8亿元，分别增长5%、6%
        of_names = not LIST_MARKS.isdisjoint(what) or what.lstrip("，").startswith(_SHARED_OUT)
        several = len(each) > len(listed) and of_names
        if figure.chain <= len(each) == figure.chain + number and not several:
            one = each[-figure.chain]
            return one if isinstance(one, DateInterval) else None
    if first == last:
        return None
    start, until = listed[0], listed[-1]
    if not isinstance(start, DateInterval) or not isinstance(until, DateInterval):
        return None
    if start.start_date and until.end_date and start.start_date > until.end_date:
        start, until = until, start  # 本年和2020年
    return DateInterval(start.start_date or until.start_date, until.end_date)


def _each_year(place: Placed, masked: str) -> list[Value]:
    """The years of a run of whole ones, of 2019—2021年末 their ends; any other date as it is."""
    value = place.mention.value
    if not (isinstance(value, DateInterval) and value.start_date and value.end_date and is_run(value)):
        return [value]
    first, last = value.start_date, value.end_date
    if (first.month, first.day, last.month, last.day) != (1, 1, DECEMBER, 31):
        return [value]
    at_end = masked.startswith(_AT_ENDS, place.end)
    years = range(first.year, last.year + 1)
    return [
        replace(value, start_date=date(y, *(12, 31) if at_end else (1, 1)), end_date=date(y, 12, 31)) for y in years
    ]


def _list_of(figure: Figure, opening: int, passage: Passage) -> tuple[int, str]:
    """How many figures of its list stand before a figure, and what stands before the list: behind ``opening`` or
    another figure."""
    number, start = 0, figure.start
    for _, one in reversed(passage.figures):
        span = one.view_span
        if span.end - passage.start > start:
            continue
        if passage.masked[span.end - passage.start : start] not in LISTED:
            opening = max(opening, span.end - passage.start)
            break
        number, start = number + 1, span.start - passage.start
    return number, passage.masked[opening:start]


def _is_before(place: Placed, figure: Figure, passage: Passage) -> bool:
    """Whether a date ends before a figure and may say when that was.

    In a bracket （2025—2027年） does, a remark on the year as such (2018年是普查年份, 2010年不变价) does not.
    """
    masked, plain = passage.masked, passage.plain
    if place.end > figure.start or (
        masked[place.start] == HIDDEN
        and plain.startswith(("是", "为", "系", "不变价", "可比价", "价格", "平均", "均值"), place.end)
    ):
        return False
    return not bracket_closed(masked[place.end : figure.start])


def _is_of_a_reason(place: Placed, figure: Figure, masked: str) -> bool:
    """Whether a date says when a reason was that ends before a figure: 增长5%，主要是上年基数较低；契税完成2亿元."""
    start, end = place.start, place.end
    if not _REASON.search(masked, max(0, start - _REASON_REACH), start):
        return False
    marks = "，；。" if figure.has_phrase else "；。"  # 主要是上年投资5亿元，增长10%
    return any(mark in masked[end : figure.start] for mark in marks)


def run_reviewed(place: Placed, passage: Passage, context: Context) -> Period | None:
    """The years that a section looks back on, where a clause in the middle of a sentence tells of one of them: 粮食连续
    增产，2012年达到9亿吨. But 面对困难，2012年，收入增长5% goes on about that year."""
    masked = passage.masked
    if context.planned is not False or masked[place.start - 1] not in "，,；" or masked.startswith("，", place.end):
        return None
    return context.section_period


def goes_on_in_year(part: Period, place: int, passage: Passage, context: Context) -> bool:
    """Whether days behind another figure of a sentence, which is of a whole year, are some months of that."""
    known = context.period or context.section_period or context.unsaid_period
    if not (part.start and part.end and known and known.start and known.end) or part.start == part.end:
        return False
    if not known.is_one_year() or known.is_part_of_a_year() or not part.is_part_of_a_year():
        return False
    return known.start.year == part.start.year and any(
        one.view_span.start - passage.start < place for _, one in passage.figures
    )


def _plan_years(figure: Figure, passage: Passage, context: Context) -> Period | None:
    """五年合计 behind a plan of five years is of that plan's years, and so is what follows."""
    place = next((length for length in reversed(passage.lengths) if length.end <= figure.start), None)
    length = place.mention.value if place else None
    if not (place and isinstance(length, Duration)):
        return None
    own, behind = context.own_plan, place.end
    if own and passage.masked.startswith("内", behind):
        return own  # within five years, whatever plan before it was spoken of last
    if (
        (own and own.start and own.end and (not place.start or context.planned))
        and length.value == f"P{own.end.year - own.start.year + 1}Y"
        and (context.planned or any(passage.masked.find(word, behind, figure.start) >= 0 for word in _ADDED_UP))
    ):
        # 五年收入合计9亿元 in a plan of five years, 五年新增就业9万人 among its aims; 五年来 of its review is of the
        # five before
        return own if context.planned is not False else own.years_before()
    runs, day = [context.plan], passage.metadata.document_date
    if context.planned is False and context.plan and day and context.plan.end_date and context.plan.end_date > day:
        runs = []  # a review sums up no plan that has only begun
    # A review of some years sums them up; 用3年时间 is another three.
    if context.planned is False or passage.masked.startswith(_SUMMED, behind) or _stands_alone(place, figure, passage):
        runs.append(context.runs.get(length.value or ""))
    for run in runs:
        if run and run.start_date and run.end_date:
            years = run.end_date.year - run.start_date.year + 1
            if length.value == f"P{years}Y":
                summed = Period(run.start_date, run.end_date, "section")
                known = context.period
                if not place.start or not (known and known.is_one_year()):
                    context.period = summed  # but 过去一年，产值2亿元、五年翻番 goes on about that year
                return summed
    each_year = _EACH_YEAR in passage.masked[behind : figure.start]  # 八年间，产值每年要增长5%
    return None if each_year else _years_until(length, place, figure, passage, context)


def _stands_alone(place: Placed, figure: Figure, passage: Passage) -> bool:
    """Whether a length opens a sentence that tells what has been done in it, or ends right before a figure: 五年新建
    水库9座, 水利投资五年9亿元, but not 三年行动投资9亿元, 五年内建成9座."""
    if passage.told & OF_AHEAD and _TO_BE.search(passage.plain, place.end, figure.start):
        return False
    return place.end == figure.start or (not place.start and passage.masked[place.end] not in _NO_SPAN)


def _years_until(length: Duration, place: Placed, figure: Figure, passage: Passage, context: Context) -> Period | None:
    """五年共办理 in a report that names no run of years: so many years up to the end of what it tells of. So
    is 十年增加3亿元 by itself."""
    masked, behind = passage.masked, place.end
    grown = (
        masked.startswith(_GROWN, behind)
        and not masked.endswith(_NO_SUM, 0, place.start)
        and masked.find("，", behind, figure.start) < 0
    )
    if context.planned is True or not (grown or masked.startswith(_SUMMED, behind)):
        return None
    # 2024年达到9亿元，六年累计30亿元
    stated = _stated(figure, passage, context) if place.start else None
    known = stated or context.period or context.section_period or context.unsaid_period
    number = _YEARS.fullmatch(length.value or "")
    if not (number and known and known.start and known.end):
        return None
    known = known.year_closed()  # 到1957年底，五年累计投资9亿元
    assert known.start and known.end
    if (known.end - known.start).days < WHOLE_YEAR:
        return None
    return replace(known, start=date(known.end.year + 1 - int(number[1]), 1, 1))


def _averaged(
    figure: Figure, period: Period, passage: Passage | None, runs: Sequence[DateInterval | Period | None]
) -> Period:
    """Of an average a year, the years that it is over; a single year says only when they end.

    两年平均 says how many they are; else they follow the base (比1990年增长33.6%，平均每年增长6%), or are the last run
    of years that holds it.
    """
    number = next((_AVERAGED_OVER.get(flag[0], 0) for flag in figure.flags if flag[1:] in _AVERAGES), 0)
    if number and period.start:
        return Period(date(period.start.year + 1 - number, period.start.month, 1), period.end, period.where)
    for place in reversed(passage.dates if passage else ()):
        value = place.mention.value
        base = value.end_date if isinstance(value, DateInterval) and place.end <= figure.start else None
        if base and period.start and base < period.start:
            if passage and _holding(period, runs[0]) and passage.masked.find("；", place.end, figure.start) >= 0:
                break  # 今后五年，产值2020年比2010年翻一番，2021年达到6千亿元；收入年均增长8%
            return Period(base + A_DAY, period.end, period.where)
    for run in runs:
        if held := _holding(period, run):
            return held
    return Period(None, period.end, period.where)


def _holding(period: Period, run: DateInterval | Period | None) -> Period | None:
    """A run of years as a period, where it holds another."""
    start = end = None
    if run:
        start, end = (run.start_date, run.end_date) if isinstance(run, DateInterval) else (run.start, run.end)
    if start and end and period.start and period.end and start <= period.start and period.end <= end:
        return Period(start, end, "section")
    return None
