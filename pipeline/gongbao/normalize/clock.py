"""The clock: the document's date, and which year a relative or unsaid one is. The machine's date is never read.

Deictic words (今年, 去年) count from the document's date. Anaphoric ones (上年, 年末, a month without a year) count
from the year that the text is about: the last one in the sentence, else before it in the paragraph, else in the
heading, else in the title, else the document's.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gongbao.errors import OptionError
from gongbao.kept import compiled
from gongbao.model import DateInterval, Mod, Segments
from gongbao.normalize.dates import LAST_OF_CENTURY, WHOLE_CENTURY, Around, DateExpression, Days, Point, bounded

# Of no year before 1000 or from 9000 on: 0001 is a date left out, and a century from either is none of the calendar.
_GIVEN = compiled(r"([1-8]\d{3})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
# A year that a figure is held against is not what the text is about: 比2005年, 等于1949年的, 按1990年价格.
# 比大灾的1990年, 比历史最高水平的1982年: a year with an epithet is one, too.
AGAINST_A_NOTED = "(?:(?<![占同环对])比(?![重例较率值])|较(?![大高好快多少小强]))[^，。；：\\d的]{1,10}的"
_COMPARED = re.compile(
    rf"(?:比|較|较|{AGAINST_A_NOTED}|[高低快慢]于|等于|等於|相当于|相當於|是|恢复到|恢复至|恢復到|恢復至|回復至|回复至|[规規确確]定的|原定|按|按照|以|与|與|同|和)$"
)
# 达到2010年的2.3倍, 为1952年的百分之一百一十六, but not 增加到1957年的百分之四十.
MULTIPLE = compiled(
    "的(?:近|约|逾|超|超过)?(?:[0-9.]{1,8}|[一二三四五六七八九十两兩百]+[點点]?[一二三四五六七八九]*)[多余餘]?倍"
)
PERCENT_OF = compiled("的(?:近|约|逾|超|超过)?(?:百分之|[0-9.]{1,8}[%％])")
# but 下降为2020年的0.5%, 合格率为2023年的98%
_GOT_TO = frozenset("降升高低变减增转改率重比例")
_SO_MUCH = ("为", "达")
# 扣除去年年中减税翘尾等因素影响后, 受2022年基数较高影响: what explains a figure is not what the text is about.
_EXPLAINS = compiled(
    "(?:扣除|剔除|(?<![接享])受(?!理|[^，。；：]{0,24}委托)|由于|因(?!此|地制宜|材施教))[^，。；：]{0,40}$"
)
_EXPLAINS_REACH, _SAME_PERIOD = 42, ("同期", "同一时期")
# 2023中国生态环境状况公报: the year that a title opens with.
_BARE_YEAR = compiled(r"((?:19|20)\d\d)(?=\p{Han}{2})(?!年)")
# （2013年是普查年份，下同）, 较常年（1991—2020年平均）: a remark on a year.
_REMARKS = ("是", "为", "系", "為", "平均", "均值")
# 由2020年的58%降至42%: where a change starts is not what the text is about either.
_FROM = "由从自"
_SOME_MONTHS = 3  # a report of January or February tells of the year before
_AGAINST, _BESIDE = "比较較", "和与與同"
_HELD = ("比", "较", "較", "由", "从", "与", "同")
_TO_COME = compiled("(?<!截)(?<!截[止至])[到至在于前]$|力争|争取")
# Words by which a sentence, or a heading over it, is about what is to come; an aim does not that an outcome is held
# against: 完成年度目标的118%, 超额完成全年任务.
_HOPED = compiled(
    "预计|預計|预期|預期|力争|力爭|爭取|规划|規劃|确保|確保"
    "|(?:目标|目標|计划|計劃|任务|任務)(?!(?:任务|任務|数)?的\\d{1,4}(?:\\.\\d+)?%)"
    "(?<!(?:超额|提前|圆满|胜利|如期|未)完成[^，。；\\d]{0,8})"
    "|争取(?!到|上级|中央|国家|项目|专项|[^，。；]{0,8}(?:资金|债券|贷款|补助|额度))"
    "|安排|打算|部署|下一步|今后|今後|拟|擬|将|將|要(?!素|闻|点)"
)
_DONE = compiled("已|了(?!解)")
# 谋划好明年“开门红”，一季度, but not 为明年打好基础，前三季度, 提前下达明年限额，一季度已发行
_NEXT_YEAR = compiled("(?<!为|為|着眼|面向|下达)明年(?!.{0,60}(?:[今去本上]年|(?:19|20)\\d\\d年|已|完成|下达))")
# 预计14日20时有雨, but not 年度目标完成良好，28日上午签约
_AHEAD = compiled("(?:预计|預計|将|將|拟|擬|要(?!素|闻|点))[^，。；]{0,40}$")
# 截至3月31日，可领取补贴: until when something is to be had.
_OFFERED = compiled("可(?!再生)|申报|申请|享受|领取|奖励|每户|有效")
_AMISS = re.compile("问题|困难|不足|問題|困難")
_FIGURE = compiled("\\d|百分之|[百千万亿]")
_IN_PART = compiled("上半年|季度|月|以来|截至")
_HEAD_SENTENCES = 25
_TAIL_SENTENCES = 6
_YEAR_BEFORE = ("上年", "去年")
_LAST_MONTH = 12
# 19年以后: a year that is not said in full, and how far it may lie ahead.
_OF_TWO_DIGITS, _FARTHEST = 3, 10
_DAYS = ("日", "周")
_UP_TO, _PUT_RIGHT = ("截至", "截止", "截止到", "截至到"), "整改"
# What a clause opens behind.
_OPENS = "，；。：、（( \u3000"
# 去年以来, 2010年以后: what they open is not the year that the text goes on about.
_OPEN_ENDED = (Mod.AFTER, Mod.BEFORE, Mod.AFTER_START, Mod.BEFORE_END)
_LONGEST_LINE = 60
# Where the month of a publication may stand on a line of its own, below a title of the year that it tells of.
_COVER, _TITLED, _AROUND_LINE = 6, compiled(r"((?:19|20)\d\d)年"), "（() ）\u3000\n"
# What the name of a public body ends on, where it signs a text.
AUTHOR_LAST = "[部委局厅办院处署会组司科队站所心府]"
_AUTHOR = compiled(
    rf"[^，。；：、\d]{{2,24}}{AUTHOR_LAST}\s{{1,4}}[\d〇○零一二三四五六七八九十]{{4}}年[^年]{{2,4}}(?:编制?|印制?|发布)?$"
)
# 县投资促进中心 2024年9月5日, below a title.
_SIGNED = compiled(rf"[^，。；：、\d]{{2,24}}(?:{AUTHOR_LAST}|[银分支]行)\s{{1,4}}")
# 2024-05-11 09:30
_AT_TIME = compiled(r"\s{0,4}\d{1,2}[:：]\d\d(?:[:：]\d\d)?$")
# 图1 2019-2023年国内生产总值, 表2 2018—2022年产值 say nothing of what follows.
NUMBERED_CAPTION = r"[图表]\s?\d{1,2}(?:[-—－]\d{1,2})?(?!\d)"
_CAPTION = compiled(
    f"{NUMBERED_CAPTION}|(?:19|20)\\d\\d年?[-—－~～至]{{1,2}}(?:19|20)\\d\\d年"
    "[^，。；：]{2,30}?[及与](?:其?增长速度|其?增[速幅]|其?增长率|其?构成|其?比重)$"
)
_COLONS = ("：", ":")
_AND = ("及", "暨", "、")
_CAPTION_FIRST = "图表12"
_MEETING = compiled(r"会议|大会|會議|立法[会會]|通过|批准|报告")
_ENDS_ON = ("至", "到")
_HELD_ON = ("於", "于")
_PUBLISHED = compiled(r"(?:时间|日期|发布|公布|印发|发文|来源|更新|字号|日报)")


@dataclass(frozen=True, slots=True)
class Now:
    """The document's date as far as it is known: a day, a month or a year."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> "Now":
        """A day that is known whole."""
        return cls(day.year, day.month, day.day)

    def known_day(self) -> date | None:
        """The day, where it is known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def latest(self) -> date:
        """The last day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def read_now(text: str) -> Now:
    """A date given as day, month or year: 2021-12-31, 2021-12, 2021. Raises ``OptionError`` where it is none."""
    match = _GIVEN.fullmatch(text.strip())
    try:
        if match:
            now = Now(int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None)
            now.latest()
            return now
    except ValueError:
        pass
    raise OptionError(f"{text!r} is no date: give a day, a month or a year, such as 2021-12-31, 2021-12 or 2021")


@dataclass(frozen=True, slots=True)
class Heard:
    """A date expression in its place: view span, sentence, and the modifier beside it."""

    expression: DateExpression
    start: int
    end: int
    sentence: int
    mod: Mod | None


def find_document_date(heard: Sequence[Heard], segments: Segments) -> date | None:
    """The day of the meeting, else of the signature, else of publication: a whole date in the head or the tail."""
    text = segments.view.text
    last = len(segments.sentences) - _TAIL_SENTENCES
    meeting: list[date] = []
    published: list[date] = []
    signed: list[date] = []
    for item in heard:
        point = item.expression.point
        if not point or point.year is None or not point.day:
            continue
        days = point.days(point.year)
        if not days:
            continue
        place, stop = segments.sentences.bounds(item.sentence)
        sentence = text[place:stop]
        short = len(sentence) <= 60
        around = text[max(0, item.start - 3) : item.start]
        after = text[item.end : item.end + 45]
        if item.sentence < _HEAD_SENTENCES and short:
            opens = not sentence[: item.start - place].strip("—―─-–（( 　第")
            named = opens or around.endswith(_HELD_ON) or sentence.startswith(("（", "("))
            if named and _MEETING.search(after) and not (sentence.endswith("。") and not opens):
                meeting.append(days[0])  # the first where it was held on several: 一九五五年七月五日至六日在
            elif item.expression.until or around.endswith(_ENDS_ON):
                continue  # 自印发之日起施行，有效期至2023年12月31日
            elif (
                opens
                or _PUBLISHED.search(text[max(0, item.start - 12) : item.start])
                or around.endswith(("（", "("))
                or (
                    (item.end == stop or _AT_TIME.match(text, item.end, stop))
                    and _SIGNED.fullmatch(sentence, 0, item.start - place)
                )
                or (sentence[0] in "（(" and sentence[-1] in "）)")  # （县人民政府  2024年7月15日）
            ):
                published.append(days[0])
        elif item.sentence >= last and len(sentence) <= 30 and not (item.expression.until or sentence.endswith("。")):
            signed.append(days[0])
    for dates in (meeting, signed, published):
        if dates:
            return dates[0] if dates is not signed else dates[-1]
    return None


def _is_line(sentence: str) -> bool:
    """A line of its own, such as a date of publication or of the meeting: it is not what the text is about."""
    return len(sentence) <= _LONGEST_LINE and not sentence.endswith(("。", "；")) and "，" not in sentence


def _listed_to(point: Point, end: date) -> date:
    """The last day of the list that a month or quarter is of, else its own: all of a list are of one year."""
    last = point.listed_to
    return end if last is None or last < end.month else date(end.year, last, monthrange(end.year, last)[1])


class Clock:
    """Resolves one document's date expressions in reading order."""

    def __init__(self, segments: Segments, now: Now | None) -> None:
        self._segments = segments
        self._now = now
        titled = _BARE_YEAR.match(segments.title or "")
        self._title_year = int(titled[1]) if titled else None
        self._title_month: int | None = None
        self._turned_to: int | None = None  # a later year of the title that the text has turned to
        self._heading_years: dict[int, int] = {}
        self._headings = {h.span.start: h for path in segments.sections for h in path}
        self._paragraph = self._sentence = -1
        self._year: int | None = None
        self._last_year: int | None = None
        self._since: int | None = None  # the document's own year, where the paragraph tells of what has been since
        self._part: tuple[int, int] | None = None
        self._month: int | None = None
        # the month last said as a month or a day: how many months have passed since the first year, whether it was
        # said by a day, and in which sentence
        self._spoken: tuple[int, bool, int] | None = None

    def resolve(self, item: Heard) -> DateInterval:
        """The days of an expression, null where nothing tells them; later ones are resolved in its light."""
        self._move(item.sentence)
        expression = item.expression
        if expression.fixed:
            return self._fixed(expression.fixed, item.mod)
        if expression.around:
            return self._around(expression.around, item)
        if expression.century:
            return self._century(expression.century, item.mod)
        assert expression.point is not None
        days = self._days(expression.point, item)
        until = expression.until
        if until:
            if until.anchor == "text" and until.year is None and days and not until.shift:
                until = replace(until, year=days[0].year)
            first, last = self._day_of_no_month(expression.point), self._day_of_no_month(until)
            if days and first and last:  # 14日8时至15日8时, 30日20时至1日20时
                end = self._in_month(until, days[0].year * 12 + days[0].month - 1 + (last < first))
            else:
                end = self._days(until, item)
            if not days or not end:
                return DateInterval(None, None)
            if end[1] < days[0] and expression.until and expression.until.year is None:
                end = (end[0].replace(year=end[0].year + 1), end[1].replace(year=end[1].year + 1))
            point = expression.point
            if point.anchor == "text" and point.year is None and self._is_yet_to_be(point, item, end[1]):
                earlier = point.days(days[0].year - 1, self._month), until.days(end[1].year - 1, self._month)
                if earlier[0] and earlier[1]:
                    days, end = earlier[0], earlier[1]
                    self._year = days[0].year
            if days[0].year == end[1].year and not self._is_held_against(item):
                self._part = (days[0].month, end[1].month)
            return DateInterval(days[0], end[1])
        if days and self._now and item.mod is Mod.AFTER and item.end - item.start == _OF_TWO_DIGITS:
            is_length = days[0].year > self._now.year + _FARTHEST  # in 1985 十九年以后 is no 2019
            days = None if is_length else days
        return bounded(days, item.mod) if days else DateInterval(None, None)

    def _move(self, sentence: int) -> None:
        """Enter a sentence: a new paragraph forgets the years of the last one, a heading's holds below it."""
        if sentence == self._sentence:
            return
        self._sentence = sentence
        paragraph = self._segments.sentences.paragraph_of(sentence)
        if paragraph != self._paragraph:
            self._paragraph, self._year, self._part, self._month = paragraph, None, None, None
            self._spoken = self._since = None

    def _context_year(self) -> int | None:
        said = self._said_year()
        return said if said is not None or not self._now else self._now.year

    def _said_year(self) -> int | None:
        """The year that the text is about, as far as it says one."""
        if self._year is not None:
            return self._year
        path = self._segments.sections[self._segments.sentences.section_of(self._sentence)]
        for heading in reversed(path):
            year = self._heading_years.get(heading.span.start)
            if year is not None:
                return year
        if self._title_year is not None:
            # 三、存在问题 behind 二、2010年工作打算 tells of the year that is summed up
            turned = self._turned_to and not any(_AMISS.search(heading.text) for heading in path)
            return self._turned_to if turned else self._title_year
        return self._last_year

    def _learn(self, year: int, item: Heard) -> None:
        """Take a year as the one that the text is about, unless it is only compared with."""
        text, point = self._segments.view.text, item.expression.point
        start, end = self._segments.sentences.bounds(item.sentence)
        heading = self._headings.get(start)
        heads = heading is not None and item.start < heading.span.end and heading.text != self._segments.title
        # 今后五年目标和2012年工作安排 heads what is of that year, but not 2.运行费34万元，较2022年减少2万元
        beside = heads and text[item.start - 1] in _BESIDE
        if not beside and _COMPARED.search(text[max(0, item.start - 14) : item.start]) and not self._joins_title(item):
            return
        if text.endswith(_SAME_PERIOD, item.start, item.end):
            return
        if _EXPLAINS.search(text, max(item.start - _EXPLAINS_REACH, 0), item.start):
            return
        if text[max(item.start - 1, 0)] in "（(" and text.startswith(_REMARKS, item.end):
            return
        of_it = text.startswith("的", item.end) and text[max(item.start - 1, 0)]
        if of_it and (
            of_it in _FROM
            or MULTIPLE.match(text, item.end)
            or (of_it in _SO_MUCH and text[max(item.start - 2, 0)] not in _GOT_TO and PERCENT_OF.match(text, item.end))
        ):
            return
        if text[item.end - 1].isdigit() and point and point.first_month is None:
            return  # 2015 in 2015和2016年: the text goes on about the last
        is_line = _is_line(text[start:end])
        if is_line and text[start : start + 1] in _CAPTION_FIRST and _CAPTION.match(text, start, end):
            return
        if point and is_line and (point.day or (point.first_month and self._is_on_cover(year, item))):
            return
        if item.sentence == 0 and is_line and point and point.first_month:  # 2024年1—5月财政收支情况
            self._title_year = year
        if heading and item.start < heading.span.end:
            if text[heading.span.start : heading.span.end] == self._segments.title:
                if self._title_year is not None and text.endswith(_AND, 0, item.start) and not self._joins_title(item):
                    return  # 2022年工作总结及2023年工作打算
                self._title_year = year
            else:
                self._heading_years.setdefault(heading.span.start, year)
                self._turn(year)
        elif item.start == start and text[end - 1] in _COLONS:
            self._turn(year)  # 2010年，要抓好以下工作：
        self._year, self._since = year, None
        # 受去年同期高基数影响 says nothing of the next paragraphs.
        opens = point is None or point.year is not None or item.start == start or text[item.start - 1] in _OPENS
        if opens and (not self._now or year <= self._now.year):
            self._last_year = year

    def _turn(self, year: int) -> None:
        """Take a later year of the title as what all goes on about: behind 二、2010年主要目标 in a report on
        2009年计划执行情况与2010年计划草案."""
        if self._title_year is not None and year > self._title_year and f"{year}年" in (self._segments.title or ""):
            self._turned_to = year

    def _is_held_against(self, item: Heard) -> bool:
        """Whether figures are held against an expression: 较1—8月加快，较上年同期回落 is of the figures' own months."""
        return item.start > 0 and self._segments.view.text[item.start - 1] in _AGAINST

    def _is_on_cover(self, year: int, item: Heard) -> bool:
        """Whether a month is a line of its own, or behind its author, below a title of an earlier year: 2024年7月 below
        2023年…统计公报."""
        if not 0 < item.sentence <= _COVER:
            return False
        titled = _TITLED.search(self._segments.title or "")
        start, end = self._segments.sentences.bounds(item.sentence)
        line = self._segments.view.text[start:end].strip(_AROUND_LINE)
        whole = len(line) <= item.end - item.start or _AUTHOR.match(line) is not None
        return titled is not None and int(titled[1]) < year and whole

    def _joins_title(self, item: Heard) -> bool:
        """Whether a part of a year is the second of a title, of which is what is to come: 2023年财政决算和2024年上半年
        预算执行情况."""
        point, start = item.expression.point, self._segments.sentences.bounds(item.sentence)[0]
        heading = self._headings.get(start) if point and point.first_month else None
        return heading is not None and heading.text == self._segments.title

    def _days(self, point: Point, item: Heard) -> Days | None:
        now, until = self._now, item.expression.until
        if point.quarters:
            days = self._quarter(point.shift)
            return (days[1], days[1]) if days and point.edge else days
        if point.months:
            days = self._relative_month(point, item.start)
            if days and point.day:
                self._spoken = self._speak(days[0], point, item)
            return days
        if point.year is not None:
            year, said = point.year, point.anchor == "said"
        elif point.anchor in ("deictic", "past"):
            if now is None:
                return None
            year, said = now.year + point.shift, True
            if point.anchor == "past" and now.month == _LAST_MONTH:
                year += 1  # 过去的一年 in December is that year
        else:
            context = self._context_year()
            if context is None:
                return None
            year, said = context + point.shift, False
            since = None if point.shift or self._since is None else point.days(self._since, self._month)
            if since and self._since and year < self._since and now and since[1] <= now.latest():
                year = self._since  # 今年以来，…。1—8月
        if point.same and not (point.shift or self._part or said or self._year or point.first_month):
            return None  # 同期 in a paragraph that tells no time
        if point.same and self._part and point.first_month is None:
            point = replace(point, first_month=self._part[0], last_month=self._part[1])
        month = None
        if point.day and point.first_month is None:
            if not until or self._day_of_no_month(until):
                return self._day_alone(point, item)
            month = self._month
            if month is None:
                return None
        days = point.days(year, month)
        unsaid = not said and point.year is None
        is_later = days and unsaid and now and not point.shift and year > now.year and days[0] > now.latest()
        if is_later and now:
            # What has happened never lies after the document, but 6月底前建成 under 2026年计划安排 is to come.
            if not self._is_told_of(year, item):
                days = point.days(now.year, month)
                if days and days[0] > now.latest():
                    days = point.days(now.year - 1, month)
        elif days and unsaid and not until and self._is_yet_to_be(point, item, _listed_to(point, days[1])):
            days = point.days(year - 1, month)  # 12月份 in a report of January is the last one
            if not self._segments.view.text.endswith(_YEAR_BEFORE, 0, item.start):
                self._year = year - 1  # but 比上年全年加快 says nothing of what follows
        elif days and unsaid and now and year < now.year and self._is_to_be_done_by(item):
            days = point.days(now.year, month)  # 6月底前要完成 is no day of the year before
        elif days and unsaid and now and year < now.year and self._is_put_right_by(item):
            days = point.days(now.year, month) or days
            if days[1] > now.latest():
                days = point.days(year, month)
        elif days and unsaid and point.edge == "末" and self._is_last_end(item, days[0]):
            days = point.days(year - 1, month)  # 年末 in a report of January is the last one
        if days:
            if said and (item.mod not in _OPEN_ENDED or self._heads_what_goes_on(year, item)):
                self._learn(year, item)
            elif said and self._opens_what_goes_on(year, item):
                self._since = year
            if point.first_month and not point.same and not self._is_held_against(item):
                self._part = (point.first_month, point.last_month or point.first_month)
                self._month = point.last_month
                one = point.first_month == (point.last_month or point.first_month)
                self._spoken = self._speak(days[0], point, item) if one else None
                if item.sentence == 0 and not point.day:
                    self._title_month = self._month
            elif said and not point.same and not point.shift:
                self._part = None
        return days

    def _is_told_of(self, year: int, item: Heard) -> bool:
        """Whether a coming year is what a sentence says before a part of it, or what a heading is of that it
        stands below or behind."""
        sentence = self._segments.sentences[item.sentence]
        if year == self._turned_to:
            return True
        text, start = self._segments.view.text, sentence.span.start
        if text.find(f"{year}年", start, item.start) >= 0:
            return True
        if self._now and year == self._now.year + 1 and _NEXT_YEAR.search(text, start, item.start):
            return True
        # not the title: of a report of December it may be of the year that has hardly begun
        over = (one for one in self._segments.sections[sentence.section] if one.text != self._segments.title)
        return any(self._heading_years.get(heading.span.start) == year for heading in over)

    def _is_to_be_done_by(self, item: Heard) -> bool:
        """Whether a day of no year that the paragraph or its headings say is one before which something is to be."""
        if item.mod is not Mod.BEFORE or self._year is not None:
            return False
        span = self._segments.sentences[item.sentence].span
        return _HOPED.search(self._segments.view.text, item.end, span.end) is not None

    def _heads_what_goes_on(self, year: int, item: Heard) -> bool:
        """Whether a heading is over what has been since the document's own year began: 二、2024年以来预算执行情况."""
        if item.mod is not Mod.AFTER_START or not self._now or year != self._now.year:
            return False
        return self._segments.sentences.bounds(item.sentence)[0] in self._headings

    def _opens_what_goes_on(self, year: int, item: Heard) -> bool:
        """Whether a sentence opens with what has been since the document's own year began, of which more than some
        weeks are over: 今年以来，…. What follows and is over by then is of it, but 年末 still of the year before."""
        now = self._now
        if item.mod is not Mod.AFTER_START or not now or year != now.year or (now.month or 0) < _SOME_MONTHS:
            return False
        return item.start == self._segments.sentences.bounds(item.sentence)[0]

    def _is_put_right_by(self, item: Heard) -> bool:
        """Whether a day of no year is that up to which is told what has come of an audit of the year before: 截至11月
        底，已整改3个."""
        if self._year is not None or _PUT_RIGHT not in (self._segments.title or ""):
            return False
        return self._segments.view.text.endswith(_UP_TO, 0, item.start)

    def _is_last_end(self, item: Heard, day: date) -> bool:
        """Whether an end of a year is the last one: after the document, no year said, not spoken of as to come."""
        now, text = self._now, self._segments.view.text
        if not now or not now.day or day <= now.latest() or self._year is not None:
            return False
        if item.mod is Mod.BEFORE and not _DONE.search(
            text, item.end, self._segments.sentences[item.sentence].span.end
        ):
            return False  # 6月底前完成植树任务 is to be, 年底前已完成投资3亿元 has been
        if self._is_told_of(now.year, item) and (now.month == _LAST_MONTH or not self._is_of_a_part(item)):
            return False  # 年末结余 under 2024年预算草案 in a report of January
        over = self._segments.sections[self._segments.sentences.section_of(item.sentence)]
        hoped = (one.span for one in over if one.text != self._segments.title)
        if any(_HOPED.search(text, span.start, span.end) for span in hoped):
            return False  # 年末存栏 under 2024年工作安排
        return not _TO_COME.search(text, max(0, item.start - 3), item.start)

    def _is_of_a_part(self, item: Heard) -> bool:
        """Whether a heading is over a part of a year: 2024年上半年预算执行情况, 2024年以来的工作."""
        over = self._segments.sections[self._segments.sentences.section_of(item.sentence)]
        return any(_IN_PART.search(heading.text) for heading in over if heading.text != self._segments.title)

    def _is_yet_to_be(self, point: Point, item: Heard, end: date) -> bool:
        """Whether a month or a run of them, of no year that the text says, would not be over at the document's date.

        One that ends in the document's own month may be its own: 全年 in a report of December. What is to come stays,
        so does what no figure is told of, and 本年 and 这一年 are never another.
        """
        now = self._now
        if not now or not now.month or point.shift or self._said_year() is not None:
            return False
        if (point.day or point.edge) and not self._has_been_reached(now.year, item):
            return False
        if (end.year, end.month) <= (now.year, now.month):
            return False
        text, segments = self._segments.view.text, self._segments
        sentence = segments.sentences[item.sentence]
        if text.startswith(("本", "这", "這"), item.start):
            return False
        if not (
            _FIGURE.search(text, item.end, sentence.span.end) or _FIGURE.search(text, sentence.span.start, item.start)
        ):
            return False
        over = (heading.span for heading in segments.sections[sentence.section])
        return not any(_HOPED.search(text, span.start, span.end) for span in (sentence.span, *over))

    def _has_been_reached(self, year: int, item: Heard) -> bool:
        """Whether a clause opens with the day up to which it tells: 截至12月31日，, but not 报名截至12月31日.

        Nor does one up to which something is to be had, or behind a day of the document's own ``year``, here or in the
        sentence before: 从2025年2月1日起实施。截至6月30日.
        """
        text, sentences = self._segments.view.text, self._segments.sentences
        start, end = sentences.bounds(item.sentence)
        before = text[max(start, item.start - 4) : item.start]
        if item.mod is not None or not any(
            before.endswith(word) and (before == word or before[-len(word) - 1] in _OPENS) for word in _UP_TO
        ):
            return False
        if _OFFERED.search(text, item.end, end) and not _DONE.search(text, item.end, end):
            return False
        if item.sentence and sentences.paragraph_of(item.sentence - 1) == sentences.paragraph_of(item.sentence):
            start = sentences.bounds(item.sentence - 1)[0]
        return re.search(rf"(?:{year}|今)年\d{{1,2}}月", text[start : item.start]) is None

    def _quarter(self, shift: int) -> Days | None:
        if not self._now or not self._now.month:
            return None
        quarter = (self._now.month - 1) // 3 + shift
        year = self._now.year + quarter // 4
        first = quarter % 4 * 3 + 1
        return date(year, first, 1), date(year, first + 2, monthrange(year, first + 2)[1])

    @staticmethod
    def _speak(day: date, point: Point, item: Heard) -> tuple[int, bool, int]:
        return day.year * 12 + day.month - 1, bool(point.day), item.sentence

    @staticmethod
    def _day_of_no_month(point: Point) -> int | None:
        return None if point.first_month else point.day

    def _day_alone(self, point: Point, item: Heard) -> Days | None:
        """A day of no month, 截至14日: of the one that the sentence has said a day of, or of one spoken of that is the
        document's or the one before it; else of the document's or, where it would lie after the document, of the one
        before. From what is to begin on, 自15日起, it may."""
        now, text = self._now, self._segments.view.text
        here = now.year * 12 + now.month - 1 if now and now.month else None
        reached = text.endswith(_UP_TO, 0, item.start)
        if self._spoken:
            place, told_by_day, sentence = self._spoken
            goes_on = told_by_day and sentence == item.sentence and not reached
            if goes_on or (here is not None and here - 1 <= place <= here):
                return self._in_month(point, place)
        if not now or here is None or not point.day:
            return None
        earlier = item.mod is not Mod.AFTER_START and now.day is not None and point.day > now.day
        if earlier and not reached:  # but 预计14日20时至15日20时有雨
            earlier = not _AHEAD.search(text, self._segments.sentences.bounds(item.sentence)[0], item.start)
        return self._in_month(point, here - earlier)

    @staticmethod
    def _in_month(point: Point, place: int) -> Days | None:
        """The days of a point in a month, told by how many have passed since the first year."""
        return replace(point, first_month=place % 12 + 1, last_month=place % 12 + 1).days(place // 12)

    def _relative_month(self, point: Point, start: int) -> Days | None:
        before = self._segments.view.text[start - 1 : start] if start else ""
        told = self._month or self._title_month
        if point.anchor == "text" or (told and before in _HELD):  # 12月份…，比上月: of November
            year, month = self._context_year(), told
        else:
            year, month = (self._now.year, self._now.month) if self._now else (None, None)
        if year is None or month is None:
            return None
        return self._in_month(point, year * 12 + month - 1 + point.shift)

    def _fixed(self, days: DateInterval, mod: Mod | None) -> DateInterval:
        if days.start_date and days.end_date and mod in (Mod.AFTER_START, Mod.AFTER, Mod.BEFORE, Mod.BEFORE_END):
            return bounded((days.start_date, days.end_date), mod)
        return days

    def _around(self, around: Around, item: Heard) -> DateInterval:
        first, last, unit, edge = around
        if not self._now:
            return DateInterval(None, None)
        if unit == "年":
            year = self._now.year
            if self._now.month == _LAST_MONTH and (last == -1 or first == 0):
                year += 1  # in December 五年来 takes in that year, and 今后五年 begin with the next
            if (first, last) == (-1, -1):  # 一年来, 过去一年: what follows is about that year
                self._learn(year - 1, item)
            return bounded((date(year + first, 1, 1), date(year + last, 12, 31)), edge)
        if unit in _DAYS:
            day = self._now.known_day()
            if not day:
                return DateInterval(None, None)
            start_day = day - timedelta(days=day.weekday()) if unit == "周" else day
            return bounded((start_day + timedelta(days=first), start_day + timedelta(days=last)), item.mod)
        place = self._now.year * 12 + (self._now.month or 1) - 1
        start, end = place + first, place + last
        days = (
            date(start // 12, start % 12 + 1, 1),
            date(end // 12, end % 12 + 1, monthrange(end // 12, end % 12 + 1)[1]),
        )
        return bounded(days, edge)

    def _century(self, century: tuple[int, int, int, int], mod: Mod | None) -> DateInterval:
        base, shift, tens, last = century
        if base < 0:
            if not self._now:
                return DateInterval(None, None)
            base = (self._now.year - 1) // 100 * 100 + shift * 100
        if tens == WHOLE_CENTURY:
            return self._fixed(DateInterval(date(base + 1, 1, 1), date(base + 100, 12, 31)), mod)
        if tens == LAST_OF_CENTURY:
            return DateInterval(date(base + 100, 12, 31), date(base + 100, 12, 31))
        return self._fixed(DateInterval(date(base + tens, 1, 1), date(base + last + 9, 12, 31)), mod)
