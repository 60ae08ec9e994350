"""Which days a sentence leaves to those behind it, and which years it makes known."""

import re
from collections.abc import Sequence
from datetime import date

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE
from gongbao.link.meaning.date_roles import (
    PLAN_RULE,
    bracket_closed,
    period_days,
)
from gongbao.link.meaning.periods import (
    DECEMBER,
    GETS_TO,
    GROWN_BY,
    LATELY,
    LISTED,
    LISTED_BY,
    QUARTER,
    SINCE_EVENT,
    WAS_THEN,
    days_told_by,
    goes_on_in_year,
    is_held_against_too,
    is_nested,
    is_run,
    run_reviewed,
)
from gongbao.link.sentence.context import WHOLE_YEAR, Context, Period
from gongbao.link.sentence.figure import Figure
from gongbao.link.sentence.passage import Passage, Placed
from gongbao.model import DateInterval, DocumentType, Fact, Mod
from gongbao.normalize.clock import AUTHOR_LAST, NUMBERED_CAPTION

_WORK_REPORT = DocumentType.WORK_REPORT
# A period holds beyond its sentence where it opens a clause; 2025年是“十四五”收官之年 goes on about 2025年.
_OPENS = compiled("(?<=^|[，。；：、—\\s]|(?<!是)“|到|至|在|截止|据|刚刚过去的|回顾|和|与)")
# 三、实现2024年目标的主要措施: a heading over what is to be done in that year.
_TO_REACH = compiled("[^，。]{0,4}?[、）.．](?:全力|努力|奋力|确保)*(?:实现|完成|做好|确保|推进|落实|抓好|推动)")
# （二）2018年收支情况, 一、关于2018年决算
_NUMBERED = compiled("(?:[^，。]{0,4}?[、）.．])?(?:关于)?")
# Before most dates there is one of these, else what ends in one of those or a space.
_MARKS, _OPENS_LAST = "，。；：、\n", "—“到至在止据的顾和与"
_EXPECTED = "预计"
_UP_TO = ("截至", "截止", "截止到", "截至到")
# 2030年前, 2019年以来: they hold for their own clause alone.
_OPEN_ENDED = frozenset((Mod.AFTER_START, Mod.AFTER, Mod.BEFORE, Mod.BEFORE_END))
# 浙江省环境保护局　二○○六年六月
_SIGNED = compiled(f"[^，。；：、{DATE}]{{2,24}}{AUTHOR_LAST}\\s{{1,4}}{DATE}+(?:编制?|印制?|发布)?\\s*")
_CAPTION_FIRST = f"图表{DATE}"
_CAPTION = compiled(f"{NUMBERED_CAPTION}|{DATE}+[^，。；：]{{2,30}}?[及与]其?(?:增长速度|增[速幅]|增长率|构成|比重)$")
_MONTH_ALONE = ("当月", "单月", "当季", "单季")
_SUMS_UP = re.compile("(?:期间|时期|以来)?(?:累计|年均)[^，。；\\d]{0,12}[\\d.]+(?:%|个百分点)")
_LONGEST_RUN, _NO_END = 20, 10**6
# A day of a line of its own is one of publication, signature or meeting, but for 截至2024年12月31日; so is the month on
# the cover of what is told of a whole year.
_UNTIL = re.compile("(?:截至|截止|到|至|止)$")
# When works begin or end is not when what follows is, but 1月启动的专项行动查处案件9起 is.
_OF_WORKS = compiled(
    "[底初末前份]{0,2}(?:全面|正式|主体|基本|全部)?(?:开工|动工|开建|竣工|完工|建成|投产|投用|投入使用|通车|验收|交付|(?:启动|结束)(?=[，。；、）]|$))"
)
_DUE = compiled("(?:到期|应到期|应偿还|需偿还)\\d(?P<more>.{0,60}到期)?")
_OF_AN_ISSUE = compiled("第[0-9一二三四五六七八九十]{1,4}[号期]")  # 2025年第3号
# A month below a title that names a year is that of the document, but not in a chronicle (大事记).
_BELOW_TITLE, _CHRONICLE = 2, "记"
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
_BEGIN = "年初"
# 7月18日，人社部举行新闻发布会，介绍…: a day on which was told what the paragraphs go on about.
_EVENT = compiled("[^。；]{0,30}(?:举[行办]|召开|发布|公布|印发|出台|会见|走进|刊发)")
_MEETS = compiled("[^，。；]{0,2}[在于][^。；]{0,40}会")
# —— and （一） before 五年来
_OPENING = re.compile(
    "(?:[—-]{1,2}|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]是)?(?:各位代表[！，：])?"
)


def carry(passage: Passage, context: Context, *, heading: bool, opens: bool) -> None:
    """The sentence's last period that opens a clause holds for the paragraph's next sentences; a day within or before
    a longer one that is known, such as 年末, does for what is counted on a day.

    Of a heading with a year and a five-year plan the year holds: 2025年和“十四五”时期工作回顾. The year in the title of
    a work report holds for nothing: its review is of the year before; nor that of a plan: 五年规划和2035年远景目标.
    ``opens``: no figures stand before the sentence in its paragraph.
    """
    is_title = passage.text.strip() == passage.metadata.title
    if is_title and (passage.metadata.document_type is _WORK_REPORT or context.own_plan):
        return
    if passage.opens and passage.masked[:1] in _CAPTION_FIRST and _is_caption(passage):
        # but where nothing else says a year, that of a table or picture is the text's
        known = context.period or context.section_period or context.unsaid_period
        if known or any(is_run(place.mention.value) for place in passage.dates):
            return
    if heading and not passage.text.rstrip().endswith("。"):
        runs = sum(is_run(place.mention.value) for place in passage.dates)
        context.both = bool(runs or passage.lengths) and (runs < len(passage.dates) or runs > 1)
        context.opened, context.led = None, False
    carrier = _Carrier(passage, context, heading, is_title)
    for number, place in enumerate(passage.dates):
        if not carrier.holds(number, place):
            continue
        days = days_told_by(place, passage.masked, context) if context.own_plan else period_days(place, passage.masked)
        if days:
            carrier.carry(place, Period(days.start_date, days.end_date, "section"), opens=opens)


class _Carrier:
    """Carries the periods of a sentence, which may be a heading or the title, to what follows it."""

    def __init__(self, passage: Passage, context: Context, heading: bool, is_title: bool) -> None:
        self._passage, self._masked, self._context = passage, passage.masked, context
        self._heading, self._is_title = heading, is_title

    def holds(self, number: int, place: Placed) -> bool:
        """Whether a date, of a ``number`` in its sentence, opens a clause, so that what follows may be of it."""
        masked, start, heading = self._masked, place.start, self._heading
        before = masked[start - 1] if start else _MARKS[0]
        if before in LISTED and is_held_against_too(self._passage.dates[: number + 1], masked):
            return False  # 9月利率比上月和上年同期分别高1个和低2个百分点
        # 预计全年收入9亿元。新签项目3个, but not 2024年收入9亿元，预计2026年达到12亿元。支出8亿元
        expected = masked.startswith(_EXPECTED) and start == len(_EXPECTED) and self._context.period is None
        begins = (
            expected
            or before in _MARKS
            or ((before in _OPENS_LAST or before.isspace()) and _OPENS.match(masked, start))
            or (heading and not self._is_title and _NUMBERED.fullmatch(masked, 0, start))
            or (heading and _TO_REACH.fullmatch(masked, 0, start))
        )
        mention = place.mention
        if not begins or mention.mod in _OPEN_ENDED or ("以来" in masked and SINCE_EVENT.match(masked, place.end)):
            return False
        if mention.text[0] == LATELY and (start or masked[place.end] not in "，来"):
            return False  # 粮食产量9万吨，近3年建成牧场2个。水产3万吨 is of the year again
        if before in GETS_TO and masked.startswith("的", place.end):
            return False  # 由2015年的3亿元增加到2020年的5亿元
        if heading and self._context.period and mention.rule == PLAN_RULE:
            return False
        return not (bracket_closed(masked[start:]) or _is_of_publication(place, self._passage, self._context))

    def carry(self, place: Placed, said: Period, *, opens: bool) -> None:
        """Carry what a date says. ``opens``: no figures stand before its sentence in the paragraph."""
        context, start = self._context, place.start
        if (
            (place.mention.text == _BEGIN and self._masked.startswith("，", place.end))
            and (not self._passage.figures or "预算" in self._masked)
            and "余额" not in self._masked
        ):
            return  # 年初，县人大批准预算9亿元。核定限额4亿元: in the year
        if self._is_of_works(place, said) or (self._is_title and self._is_other_than_titled(said)):
            return
        gets_to = start > 0 and self._masked[start - 1] in GETS_TO
        if start and not gets_to:
            if _is_to_come(said, self._passage):
                return  # 今年建成甲高铁，2028年建成乙高铁。公路新开工2个项目: those are of this year
            if self._passage.figures and (run := self._run_before(place)) and said.is_year_within(run):
                # “十三五”时期，产值连年增长，2020年达到5亿元。累计造林8万亩: the trees are of the five years again
                context.run, context.period = run, said
                return
        if self._is_told_in_passing(place, said):
            return
        context.run = None
        self._hold(place, said)
        if not start and opens and said.is_part_of_a_year() and said.start and said.start.month == 1:
            context.begun = said if said.start.day == 1 and said.end != said.start else None

    def _is_of_works(self, place: Placed, said: Period) -> bool:
        """Whether a date only says when works begin or end, or a debt falls due."""
        if _OF_WORKS.match(self._masked, place.end) and said.is_within_a_month():
            return True  # 计划2025年4月开工，2027年3月竣工。总投资5亿元
        due = _DUE.match(self._masked, place.end)
        # 年末债务余额9亿元，其中2025年到期3亿元。平均利率3%
        return due is not None and bool(place.start or due["more"])

    def _is_other_than_titled(self, said: Period) -> bool:
        """Whether a period in a title is not that of what the title first names."""
        titled, start = self._context.titled, said.start
        if start and start.year > (self._passage.metadata.report_year or date.max.year):
            return True  # 2024年工作总结和2025年工作计划
        if titled is None:
            return False
        if start and titled.end and start > titled.end:
            return True  # 2025年上半年工作总结和下半年工作安排
        # 2025年国庆假期旅游情况
        return titled.start != start and is_nested(DateInterval(titled.start, titled.end), start, said.end)

    def _run_before(self, place: Placed) -> Period | None:
        """The run of years that a date may be one of."""
        context = self._context
        return context.period or context.own_plan or run_reviewed(place, self._passage, context)

    def _is_told_in_passing(self, place: Placed, said: Period) -> bool:
        """Whether what follows is of the period before again."""
        passage, masked, context, start = self._passage, self._masked, self._context, place.start
        known = context.period
        if start:
            if masked.startswith(WAS_THEN, place.end):
                return True  # 6月增长3.6%，5月为下降0.8%。进口4460万吨: in June
            now = known or context.section_period or context.unsaid_period
            if now and now.is_year_within(said) and _SUMS_UP.match(masked, place.end):
                # 能耗下降4%，“十一五”累计下降22%。污水处理率88%: in the year again, but the schools of
                # 2016—2020年累计投资60亿元。共建成学校90所 are of the five years
                return True
            earlier = now and now.start and said.end and said.end < now.start
            if earlier and masked.startswith("为", place.end):
                return True  # 逆差9亿美元，2022年为8亿美元。出口增长5%: in 2023
        if (
            known
            and (
                # 前三季度增长10%。9月当月增长18%。分行业看，甲增长8%: in the three quarters again
                place.mention.text.endswith(_MONTH_ALONE)
                or passage.text.startswith(_MONTH_ALONE, place.end)
                # 9月末贷款9亿元，前三季度增加1亿元。其中，乙贷款3亿元 is of the day again
                or (start and said.start != said.end and GROWN_BY.match(masked, place.end))
            )
            and is_nested(DateInterval(said.start, said.end), known.start, known.end)
        ):
            return True
        if not start:
            return False
        if _is_quarter_of_review(said, passage, context):
            return True  # 措施落地，四季度销售增长5%。事故下降8%: in the year again
        # 谋划项目200个，一季度开工30个。种植药材3万亩: in the whole of the year, as what follows
        # 完成项目200个，6月、9月进度分别为43%、70%
        of_list = masked[start - 1] == LISTED_BY or masked.startswith(LISTED_BY, place.end)
        return bool((context.planned or of_list) and goes_on_in_year(said, start, passage, context))

    def _hold(self, place: Placed, said: Period) -> None:
        """Let what follows be of a period, or of the longer one that a day is within."""
        masked, context, start, known = self._masked, self._context, place.start, self._context.period
        is_day = said.start == said.end and not self._heading
        if is_day:
            context.ended = said
        leads = masked.startswith(_UP_TO) and masked.find("，", 0, start) < 0
        closes = said.closes_year() and not masked.endswith(_UP_TO, 0, start)
        if known is None and (closes or (is_day and (start or context.titled) and not leads)):
            known = context.section_period or context.unsaid_period
        if is_day and known and known.start != known.end and known.end and said.end and said.end <= known.end:
            # 全年…。年末存款余额…。居民消费价格上涨2%: the last is of the year again
            context.period, context.day = known, said
            return
        # 年末人口3万人。全年出生人口1千人。城镇人口2万人: there on the day again
        day = None if is_day else context.day
        if known and known.start == known.end and not is_day:
            day = known
        kept = day if day and is_nested(DateInterval(day.start, day.end), said.start, said.end) else None
        context.period, context.day = said, kept


def _is_caption(passage: Passage) -> bool:
    """Whether a line is what a table or picture is called: 图1 2023年产值, 2019-2023年产值及其增长速度."""
    masked = passage.masked
    if masked.endswith("。") or not _CAPTION.match(masked):
        return False
    days = passage.dates[0].mention.value if passage.dates else None
    if masked[0] != DATE or not isinstance(days, DateInterval):
        return True
    first, last = days.start_date, days.end_date
    return first is not None and last is not None and first.year < last.year


def opening_period(passage: Passage, figures: Sequence[Figure]) -> Period | None:
    """The years that a sentence begins with and tells of: “十三五”以来, 五年来, 2020年."""
    first = min(place.start for place in (*passage.dates, *passage.lengths))
    if not _OPENING.fullmatch(passage.masked, 0, first):
        return None
    told = [one.fact for one in figures if one.fact.period_start]
    longest = max(told, key=_days_told, default=None)
    if longest is None or _days_told(longest) < WHOLE_YEAR:
        return None
    return Period(longest.period_start, longest.period_end, "section")


def announced_period(passage: Passage) -> Period | None:
    """The years that a sentence without figures says that what follows is of: 一年来，主要做了以下工作."""
    place = passage.dates[0]
    days = period_days(place, passage.masked)
    if not (days and days.start_date and days.end_date and passage.masked.startswith("，", place.end)):
        return None
    if not _OPENING.fullmatch(passage.masked, 0, place.start) or (days.end_date - days.start_date).days < WHOLE_YEAR:
        return None
    return Period(days.start_date, days.end_date, "section")


def _days_told(fact: Fact) -> int:
    """How long a fact's period is; one that is open has no end."""
    start, end = fact.period_start, fact.period_end
    return (end - start).days if start and end else _NO_END


def _is_to_come(said: Period, passage: Passage) -> bool:
    """Whether days begin in a year after that of a work report, which sets itself what to do in its own."""
    day = passage.metadata.document_date
    if passage.metadata.document_type is not _WORK_REPORT or day is None or said.start is None:
        return False
    # a congress that meets in December plans the next year
    own = day.year + (day.month == DECEMBER)
    return said.start.year > max(own, passage.metadata.report_year or own)


def _is_quarter_of_review(said: Period, passage: Passage, context: Context) -> bool:
    """Whether days are a quarter, or less, of the year that a work report looks back on."""
    known = context.period or context.section_period or context.unsaid_period
    if passage.metadata.document_type is not _WORK_REPORT or not (said.start and said.end and known and known.start):
        return False
    if not known.is_one_year() or known.is_part_of_a_year() or (said.end - said.start).days > QUARTER:
        return False
    return said.start != said.end and known.start.year == said.start.year


def _is_of_publication(place: Placed, passage: Passage, context: Context) -> bool:
    """Whether a date in a line without figures is that of the document, not of what it tells."""
    days = place.mention.value
    if passage.figures or not passage.opens:
        return False
    if _OF_AN_ISSUE.match(passage.masked, place.end):
        return True
    if not isinstance(days, DateInterval) or not days.start_date or not days.end_date:
        return False
    if passage.text.rstrip().endswith(("。", "；", "：", "，")):
        is_day = days.start_date == days.end_date
        return is_day and not place.start and _EVENT.match(passage.masked, place.end) is not None
    if _UNTIL.search(passage.masked, 0, place.start):
        return False
    if days.start_date == days.end_date:
        return True
    if (days.end_date - days.start_date).days <= QUARTER and _MEETS.match(passage.masked, place.end):
        return True  # 七月五日至六日在第一届全国人民代表大会第二次会议上
    alone = not passage.masked.strip(f"{DATE}（）() ") or _SIGNED.fullmatch(passage.masked) is not None
    one_month = (days.start_date.year, days.start_date.month) == (days.end_date.year, days.end_date.month)
    if not (alone and one_month) or passage.metadata.document_type in _YEARLY:
        return alone and one_month
    title, year = passage.metadata.title or "", passage.metadata.report_year
    return context.paragraph <= _BELOW_TITLE and f"{year}年" in title and _CHRONICLE not in title


def learn_years(passage: Passage, context: Context) -> None:
    """Remember the five-year plan that is spoken of, for figures of 五年合计 and 五年内, the last run of years, of any
    length and of each, and up to which year something is told."""
    for place in passage.dates:
        days = place.mention.value
        if not isinstance(days, DateInterval) or not days.start_date or not days.end_date:
            continue
        if place.start and passage.masked.endswith(_UP_TO, 0, place.start):
            context.reached = max(context.reached, days.end_date.year)
        if days.end_date.year == days.start_date.year or not period_days(place, passage.plain):
            continue  # “十四五”末 is no run of years
        if place.mention.rule == PLAN_RULE:
            context.plan = days
        if place.mention.mod not in _OPEN_ENDED:
            context.years = days
            if (years := days.end_date.year - days.start_date.year + 1) <= _LONGEST_RUN:
                context.runs[f"P{years}Y"] = days  # but 自治区成立70周年 sums up nothing
