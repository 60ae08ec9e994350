"""Matched groups to date expressions: what is said, before the clock gives unsaid years their value."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

import regex

from gongbao.extract.rules import Patterns
from gongbao.model import DateInterval, Mod
from gongbao.normalize.numerals import DIGITS, TooLongError, read_numeral

Anchor = Literal["said", "deictic", "past", "text"]
Days = tuple[date, date]
Around = tuple[int, int, str, Mod | None]

_DEICTIC = {"今": 0, "去": -1, "明": 1, "后": 2, "後": 2, "前": -2, "来": 1, "來": 1, "大": -3}
_PAST = "过過刚剛"  # 过去的一年, 刚刚过去的一年
_NEXT = ("下", "接下来", "接下来的", "接下來", "接下來的")
_ANAPHORIC = {"上": -1, "次": 1, "翌": 1, "下": 1}
# Instead of the tens of a decade: a century's last day, and all of it.
LAST_OF_CENTURY, WHOLE_CENTURY = 100, -1
# A decade told by its first year, not by its tens.
_YEAR = 1900
# The year before the first of 民国.
_REPUBLIC = 1911
# How many expressions are remembered: reports name the same years and months again and again.
_ALIKE = 4096
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
# The last years of a plan: “十四五”后两年.
_LAST = "后後"
_PLANS_BEFORE_1966 = {1: (1953, 1957), 2: (1958, 1962)}


@dataclass(frozen=True, slots=True)
class Point:
    """A calendar point: its year as said, or relative to the document's date or to the text's year.

    ``shift`` counts years from the anchor (months, where ``months`` is true); ``first_month`` to ``last_month`` are the
    part of the year, ``day`` one day; ``edge`` is 初 or 末, ``thirds`` the tens of days of its month (1 to 3).
    ``listed_to`` is the month with which the list ends that it is of: 2 of the 1 in 1、2月份.
    """

    year: int | None = None
    anchor: Anchor = "text"
    shift: int = 0
    months: bool = False
    quarters: bool = False
    first_month: int | None = None
    last_month: int | None = None
    day: int | None = None
    edge: str | None = None
    thirds: tuple[int, int] | None = None
    same: bool = False
    listed_to: int | None = None

    def days(self, year: int, month: int | None = None) -> Days | None:
        """First and last day in a year (and month, for a point that only names a day); null if there is none."""
        first, last = self.first_month or month or 1, self.last_month or month or 12
        try:
            if self.day:
                day = date(year, first, self.day)
                return day, day
            if self.thirds:
                end = monthrange(year, first)[1] if self.thirds[1] == 3 else self.thirds[1] * 10
                return date(year, first, self.thirds[0] * 10 - 9), date(year, first, end)
            start, end_day = date(year, first, 1), date(year, last, monthrange(year, last)[1])
        except ValueError:
            return None
        if self.edge == "初":
            return start, start
        return (end_day, end_day) if self.edge == "末" else (start, end_day)


@dataclass(frozen=True, slots=True)
class DateExpression:
    """What a date mention says: a point or a range of two, or ``fixed`` days, or a stretch of time around now.

    ``around`` is (from, to, unit, open end) relative to the document's year, month or day (年, 月, 日) or to the Monday
    of its week (周), both inclusive. ``type`` is DATE or SET.
    """

    point: Point | None = None
    until: Point | None = None
    fixed: DateInterval | None = None
    around: Around | None = None
    century: tuple[int, int, int, int] | None = None
    type: str = "DATE"
    mod: Mod | None = None


def date_expression(match: regex.Match[str], patterns: Patterns) -> DateExpression:
    """A point, or a range when a group of the second half took part; what one half leaves out the other gives."""
    return _expression(match.re, match.groups())


@lru_cache(maxsize=_ALIKE)
def _expression(pattern: regex.Pattern[str], said: tuple[str | None, ...]) -> DateExpression:
    groups: dict[str, Any] = {name: said[number - 1] for name, number in pattern.groupindex.items()}
    if groups.get("qrel"):
        shift = {"上": -1, "下": 1}.get(groups["qrel"][0], 0)
        return DateExpression(Point(anchor="deictic", shift=shift, quarters=True, edge=groups["x"]))
    point = _point(groups, "")
    if last := groups.get("last"):
        return DateExpression(replace(point, listed_to=int(read_numeral(last) or 0) * (3 if groups["q"] else 1)))
    if not any(value for name, value in groups.items() if name.endswith("2")):
        return DateExpression(point)
    until = _point(groups, "2")
    if groups.get("y2") and len(groups["y2"]) == 2 and point.year and until.year is not None:
        until = replace(until, year=point.year // 100 * 100 + until.year % 100)
    if groups.get("school"):
        begins, ends = replace(point, first_month=9, last_month=9), replace(until, first_month=8, last_month=8)
        if edge := point.edge:
            return DateExpression(begins if edge == "初" else replace(ends, edge=edge))
        return DateExpression(begins, ends)
    if point.year and until.anchor == "text" and until.year is None and not until.same and not until.shift:
        # 2018年12月9日到1月15日 ends in the next year
        wraps = (until.last_month or 12) < (point.first_month or 1)
        until = replace(until, year=point.year + wraps, anchor="said")
    elif point.year is None and until.anchor == "text" and until.year is None and not until.shift:
        until = replace(until, anchor=point.anchor, shift=point.shift, months=point.months)
    elif until.year and point.year is None and point.anchor == "text" and point.first_month:
        point = replace(point, year=until.year, anchor="said")
    if until.first_month is None and (until.day or until.thirds) and point.first_month:
        until = replace(until, first_month=point.first_month, last_month=point.first_month)
    return DateExpression(point, until)


def _point(groups: dict[str, str | None], suffix: str) -> Point:
    def get(name: str) -> str | None:
        return groups.get(name + suffix)

    said: dict[str, Any] = {}
    year, rel, mrel, third = get("y"), get("rel"), get("mrel"), get("x")
    if year:
        said = {"year": _year(year), "anchor": "said"}
    elif roc := get("roc"):
        said = {"year": _REPUBLIC + int(read_numeral(roc) or 0), "anchor": "said"}
    elif rel:
        if rel[0] in _DEICTIC and rel[0] != "这":
            said = {"anchor": "deictic", "shift": 3 if rel[:2] in ("大后", "大後") else _DEICTIC[rel[0]]}
        elif rel[0] in _PAST:
            said = {"anchor": "past", "shift": -1}
        elif rel[0] in _ANAPHORIC:
            said = {"shift": _ANAPHORIC[rel[0]]}
    elif mrel:
        shift = {"上": -1, "下": 1, "次": 1}.get(mrel[0], 0) * (2 if mrel[:2] in ("上上", "下下") else 1)
        said = {
            "anchor": "text" if mrel in ("月", "当月", "當月", "次月") else "deictic",
            "shift": shift,
            "months": True,
        }
    if months := _months(get):
        said["first_month"], said["last_month"] = months
    if day := get("d"):
        said["day"] = int(read_numeral(day) or 0)
    if third:
        if third.endswith("旬"):
            parts = sorted("上中下".index(part) + 1 for part in third[:-1])  # 中下旬, and 中上旬 too
            said["thirds"] = parts[0], parts[-1]
        else:
            said["edge"] = "初" if "初" in third else "末"
    return Point(**said, same=bool(get("same")))


def _months(get: Callable[[str], str | None]) -> tuple[int, int] | None:
    """The first and last month of a half, quarter, run of months or month."""
    half, quarter, quarters, months, month = get("h"), get("q"), get("nq"), get("nm"), get("m")
    if half:
        return (1, 6) if half[0] in "上前1" else (7, 12)
    if quarter:
        digit = regex.search(r"[一二三四1-4首]", quarter)
        number = 1 if not digit or digit[0] == "首" else int(read_numeral(digit[0]) or 1)
        return number * 3 - 2, number * 3
    if quarters:
        number = int(read_numeral(quarters[1]) or 0)
        return 1, number * 3
    if months:
        return 1, int(read_numeral(months) or 0)
    if month:
        number = 1 if month in ("首", "元") else int(read_numeral(month) or 0)
        return number, number
    return None


def _year(text: str) -> int:
    """A year of four digits, or of two: 45 and above are of the last century; 两千零八年 is 2008."""
    if "千" in text:
        return int(read_numeral(text) or 0)
    digits = "".join(str(DIGITS.get(c, c)) for c in text)
    number = int(digits)
    if len(digits) > 2:
        return number
    return 1900 + number if number >= 45 else 2000 + number


def plan_number(word: str) -> int:
    """十四 in 十四五 is 14."""
    return int(read_numeral(word) or 0)


def plan(match: regex.Match[str], patterns: Patterns) -> DateExpression:
    """The days of a five-year plan, or of its first or last years: 一五 1953-1957, 二五 1958-1962, 三五 1966-1970, and
    on by fives."""
    groups = match.groupdict()
    return _plan(groups["plan"], groups["x"], groups.get("way"), groups.get("n"))


@lru_cache(maxsize=_ALIKE)
def _plan(word: str, edge: str | None, way: str | None, years: str | None) -> DateExpression:
    number = plan_number(word)
    first, last = _PLANS_BEFORE_1966.get(number, (1966 + (number - 3) * 5, 1970 + (number - 3) * 5))
    if way and years:  # “十三五”前四年
        some = int(read_numeral(years) or 0)
        first, last = (last - some + 1, last) if way in _LAST else (first, first + some - 1)
    start, end = date(first, 1, 1), date(last, 12, 31)
    if edge and edge[0] == "末":
        start = end
    return DateExpression(fixed=DateInterval(start, end), mod=Mod.START if edge and edge[0] == "初" else None)


def decade(match: regex.Match[str], patterns: Patterns) -> DateExpression | None:
    """A decade of a century, said or the document's; 本世纪末 is the century's last year, 21世纪以来 all of it."""
    century, word, edge = match["century"], match["decade"], match["x"] or ""
    if word and len(word) == 3 and word[-1] == "十":  # 八九十年代
        tens, last = DIGITS[word[0]] * 10, DIGITS[word[1]] * 10
    else:
        tens = last = int(read_numeral(word) or 0) if word else LAST_OF_CENTURY if edge == "末" else WHOLE_CENTURY
    shift = {"本": 0, "上": -1}.get((century or "")[:1])
    if tens >= _YEAR:  # 1980年代
        if tens % 10:
            return None
        base, shift, tens, last = tens // 100 * 100, 0, tens % 100, tens % 100
    elif century is None:
        base, shift = 1900, 0
    elif shift is None:
        base, shift = (int(read_numeral(century) or 20) - 1) * 100, 0
    else:
        base = -1
    mod = Mod.START if edge.startswith("初") else Mod.END if edge[:1] in ("末", "后") and word else None
    return DateExpression(century=(base, shift, tens, last), mod=mod)


def years_around(match: regex.Match[str], patterns: Patterns) -> DateExpression | None:
    """过去五年 are the five years before the document's, 今后五年 begin with it; 十年前 is one year."""
    return _years_around(match.re, match.groups())


@lru_cache(maxsize=_ALIKE)
def _years_around(pattern: regex.Pattern[str], said: tuple[str | None, ...]) -> DateExpression | None:
    groups: dict[str, Any] = {name: said[number - 1] for name, number in pattern.groupindex.items()}
    try:
        count = read_numeral(groups["n"])
    except TooLongError:
        return None
    if count is None or count != count.to_integral_value() or not 0 < count <= 100:
        return None
    number, way, unit = int(count), groups["way"], groups.get("unit")
    if unit is None:
        step = -number if way.endswith("前") else number
        if groups.get("half"):
            step, unit = (12 * number + 6) * (1 if step > 0 else -1), "月"
        edge = None if len(way) == 1 else Mod.BEFORE_END if way.endswith("前") else Mod.AFTER_START
        return DateExpression(around=(step, step, unit or "年", edge))
    if way[0] in "今未":
        return DateExpression(around=(0, number - 1, unit, None))
    if way in _NEXT:
        return DateExpression(around=(1, number, unit, None))
    return DateExpression(around=(-number, -1, unit, None))


def days_around(match: regex.Match[str], patterns: Patterns) -> DateExpression | None:
    """昨日 is the day before the document's; 上周 its week before, 本周五 a day of its own, 上周一至周五 five."""
    week = match["week"]
    if not week:
        return DateExpression(around=(-1, -1, "日", None))
    first = 7 * {"上": -len(week), "下": 1}.get(week[0], 0)
    last = first + 6
    if weekday := match["weekday"]:
        last = first + _WEEKDAYS[match["weekday2"] or weekday]
        first += _WEEKDAYS[weekday]
    return DateExpression(around=(first, last, "周", None)) if first <= last else None


def recurring(match: regex.Match[str], patterns: Patterns) -> DateExpression:
    """A recurring time: no days of its own."""
    return DateExpression(fixed=DateInterval(None, None, "SET"), type="SET")


def bounded(days: Days, mod: Mod | None) -> DateInterval:
    """Days under a modifier: 以来 leaves the end open, 以前 the start; 之后 and 之前 begin or end a day off."""
    start, end = days
    if mod is Mod.AFTER_START:
        return DateInterval(start, None)
    if mod is Mod.AFTER:
        return DateInterval(end + timedelta(days=1), None)
    if mod is Mod.BEFORE_END:
        return DateInterval(None, end)
    if mod is Mod.BEFORE:
        return DateInterval(None, start - timedelta(days=1))
    return DateInterval(start, end)


def day_a_year_earlier(day: date) -> date:
    """The same day of the year before; the last of February for the last."""
    last = monthrange(day.year, day.month)[1] == day.day
    earlier = monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, earlier if last else min(day.day, earlier))
