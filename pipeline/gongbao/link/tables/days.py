"""Days that figures in tables are of: later and earlier ones, the month or the year so far, first and last days."""

import calendar
from datetime import date, timedelta

from gongbao.kept import compiled
from gongbao.model import DateInterval
from gongbao.normalize.dates import plan_number

# 第十四个五年规划, “十四五”, but not 第十五次规划.
_FIVE_YEARS = compiled(
    "第(?P<plan>[一二三四五六七八九十]{1,3})个五年|(?<![第二三四五六七八九])(?P<plan>十[一二三四五六七八九]?)五(?![年次届期个])"
    r"|(?P<first>(?:19|20)\d\d)年?[-－—–~～至到]{1,2}(?:19|20)\d\d年.{0,24}五年规划|五年规划[（(](?P<first>(?:19|20)\d\d)"
)
# The third and all after it follow each other by fives from 1966 on.
_PLANS_FROM, _FIVE = 1951, 5
# The first two thirds of a month, and the day on which the last one begins: 上旬, 中旬, 下旬.
_THIRDS, _LAST_THIRD = ((1, 10), (11, 20)), 21
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_YESTERDAY = ("前一", "昨日")


def later(one: DateInterval | None, other: DateInterval | None) -> DateInterval | None:
    """The period that ends later; of two that end together, the longer."""
    if one is None or other is None or one.end_date is None or other.end_date is None:
        return one or other
    if one.end_date == other.end_date and one.start_date and other.start_date:
        return one if one.start_date <= other.start_date else other
    return one if one.end_date > other.end_date else other


def month_earlier(period: DateInterval | None) -> DateInterval | None:
    """The month before the one in which a period ends; null for one that ends within its month."""
    end = period.end_date if period else None
    if end is None or end.day != calendar.monthrange(end.year, end.month)[1]:
        return None
    last = end.replace(day=1) - timedelta(days=1)
    return DateInterval(last.replace(day=1), last)


def stretch_earlier(period: DateInterval | None, called: str) -> DateInterval | None:
    """The day, week, third of a month, month, quarter or year before a period that is one; null for others.

    ``called``: how its name begins: 上周 of a day is the same day of the week before, 上月 that of the month before.
    """
    first, last = (period.start_date, period.end_date) if period else (None, None)
    if period is None or first is None or last is None:
        return None
    if called == "上期" and is_year(period) and not spans_years(period):
        return in_year(period, last.year - 1)  # 利润表 of 2024
    if called == "上月":
        before = first.replace(day=1) - _DAY
        if first == last:
            day = before.replace(day=min(first.day, before.day))
            return DateInterval(day, day)
        return month_earlier(period) if first.day == 1 and first.month == last.month else None
    of_week = last - first == _WEEK - _DAY
    if of_week or called in (*_YESTERDAY, "上周"):
        back = _DAY if called in _YESTERDAY else _WEEK
        return DateInterval(first - back, last - back) if of_week or first == last else None
    end = first - _DAY
    if first.day == 1 and first.month % 3 == 1 and last.month == first.month + 2 and _ends_month(last):
        return DateInterval(end.replace(month=end.month - 2, day=1), end)
    if (first.year, first.month) != (last.year, last.month):
        return None
    if (first.day, last.day) in _THIRDS or (first.day == _LAST_THIRD and _ends_month(last)):
        return DateInterval(end.replace(day=min(_LAST_THIRD, (end.day - 1) // 10 * 10 + 1)), end)
    return month_earlier(period) if first.day == 1 else None


def _ends_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def running(period: DateInterval | None, running: str | None) -> DateInterval | None:
    """The month, or the year up to its end, that a table of a month or quarter shows."""
    if period is None or running is None or period.end_date is None or is_year(period):
        return period
    return DateInterval(
        period.end_date.replace(day=1, month=1 if running == "sum" else period.end_date.month), period.end_date
    )


def in_year(period: DateInterval, year: int) -> DateInterval:
    """The days of a stretch of one year in another; the last of February for the last."""
    first, last = period.start_date, period.end_date
    return DateInterval(first and _day_in(first, year), last and _day_in(last, year))


def _day_in(day: date, year: int) -> date:
    last = calendar.monthrange(year, day.month)[1]
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return day.replace(year=year, day=last if ends else min(day.day, last))


def is_year(period: DateInterval) -> bool:
    """Whether a period is a calendar year."""
    first, last = period.start_date, period.end_date
    return first is not None and last is not None and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def spans_years(period: DateInterval) -> bool:
    """Whether a period begins in one year and ends in another."""
    first, last = period.start_date, period.end_date
    return first is not None and last is not None and first.year != last.year


def whole_year(period: DateInterval | None) -> DateInterval | None:
    """The calendar year in which a period ends."""
    if period is None or period.end_date is None:
        return period
    return DateInterval(period.end_date.replace(month=1, day=1), period.end_date.replace(month=12, day=31))


def plan_begins(title: str) -> int | None:
    """The first year of the five-year plan that a title names: 第十四个五年规划, “十四五”, 五年规划（2021—2025年）."""
    named = _FIVE_YEARS.search(title)
    if named is None:
        return None
    return int(named["first"]) if named["first"] else _PLANS_FROM + _FIVE * plan_number(named["plan"])


def of_plan(year: DateInterval | None, begins: int | None) -> DateInterval | None:
    """The years of a five-year plan, or of the one before it, up to one of them; null for others."""
    first, last = (year.start_date, year.end_date) if year and is_year(year) else (None, None)
    if begins is None or first is None or last is None or first.year != last.year:
        return None
    begin = begins if first.year >= begins else begins - _FIVE
    return DateInterval(first.replace(year=begin), last) if begin <= first.year < begin + _FIVE else None


def is_part_of_year(period: DateInterval | None) -> bool:
    """Whether a period is a stretch of one year, and not the whole of it."""
    first, last = (period.start_date, period.end_date) if period else (None, None)
    return (
        period is not None
        and first is not None
        and last is not None
        and first.year == last.year
        and not is_year(period)
    )


def last_day(period: DateInterval) -> DateInterval:
    """The day that ends a period."""
    return DateInterval(period.end_date, period.end_date)


def is_point(period: DateInterval | None) -> bool:
    """Whether a period is the last day of a month: what a stock is told of."""
    if period is None or period.start_date is None or period.start_date != period.end_date:
        return False
    return _ends_month(period.start_date)
