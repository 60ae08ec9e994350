"""Days that figures in tables are of: later and earlier ones, the month or the year so far, first and last days."""

import calendar
from datetime import timedelta

from gongbao.model import DateInterval


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


def running(period: DateInterval | None, running: str | None) -> DateInterval | None:
    """The month, or the year up to its end, that a table of a month or quarter shows."""
    if period is None or running is None or period.end_date is None or is_year(period):
        return period
    return DateInterval(
        period.end_date.replace(day=1, month=1 if running == "sum" else period.end_date.month), period.end_date
    )


def is_year(period: DateInterval) -> bool:
    """Whether a period is a calendar year."""
    first, last = period.start_date, period.end_date
    return first is not None and last is not None and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def whole_year(period: DateInterval | None) -> DateInterval | None:
    """The calendar year in which a period ends."""
    if period is None or period.end_date is None:
        return period
    return DateInterval(period.end_date.replace(month=1, day=1), period.end_date.replace(month=12, day=31))


def up_to_its_end(year: DateInterval) -> DateInterval:
    """The years of the five-year plan whose last year is given; other periods as they are."""
    first = year.start_date
    if first is None or not is_year(year) or year.end_date is None or first.year < year.end_date.year:
        return year
    return DateInterval(first.replace(year=first.year - 4), year.end_date)


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
    day = period.start_date
    return day.day == calendar.monthrange(day.year, day.month)[1]
