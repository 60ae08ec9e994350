"""Matched groups to ISO 8601 durations."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

import regex

from gongbao.extract.rules import Patterns
from gongbao.kept import compiled
from gongbao.model import Duration, Mod
from gongbao.normalize.numerals import EXACT, TooLongError, read_amount

_ISO = (
    ("工作日", "D", 1, "工作日"), ("工作天", "D", 1, "工作日"),
    ("交易日", "D", 1, "交易日"), ("自然日", "D", 1, None), ("日历日", "D", 1, None),
    ("季度", "M", 3, None), ("学年", "Y", 1, None), ("周年", "Y", 1, None), ("年头", "Y", 1, None),
    ("年", "Y", 1, None),
    ("月", "M", 1, None), ("星期", "W", 1, None), ("礼拜", "W", 1, None), ("周", "W", 1, None), ("小时", "H", 1, None),
    ("钟头", "H", 1, None), ("鐘頭", "H", 1, None),
    ("小時", "H", 1, None), ("分钟", "TM", 1, None), ("分鐘", "TM", 1, None), ("秒", "S", 1, None),
    ("天", "D", 1, None),
    ("日", "D", 1, None),
)  # fmt: skip
# One particular year is no length: the year, this year, every year, a year and a year.
_PARTICULAR = compiled(r"(?:[的这這那每该該同头頭首末哪新本全另有]|过去|過去|最[后後]|每隔|第|又|一年)$")
# 前一天, 上一交易日, 最后一天 are days of the calendar, but neither 提前一天 nor 目前一天可处理垃圾9吨.
_NEIGHBOUR = compiled(r"(?<![提目以当當])[前上下]$|最[后後]$")
_ONE = ("一", "1")
_LONGEST_YEARS = 200
# How many lengths are remembered: reports have the same ones again and again.
_ALIKE = 4096


def duration(match: regex.Match[str], patterns: Patterns) -> tuple[Duration, Mod | None] | None:
    """A length, or a range of two; ``unit`` only where the days are of a special kind (工作日)."""
    reading, one = _length(match.re, match.groups())
    if one:
        before = match.string[max(0, match.start() - 2) : match.start()]
        if (_PARTICULAR if one == "年" else _NEIGHBOUR).search(before):
            return None
    return reading


@lru_cache(maxsize=_ALIKE)
def _length(
    pattern: regex.Pattern[str], said: tuple[str | None, ...]
) -> tuple[tuple[Duration, Mod | None] | None, str | None]:
    """The length that the groups of a match say, and its unit where it is one year or one day."""
    groups: dict[str, Any] = {name: said[number - 1] for name, number in pattern.groupindex.items()}
    if groups.get("rest"):
        return _joined(groups), None
    word = (groups["unit"] or "") + (groups.get("month") or "")
    known = next((iso for iso in _ISO if iso[0] in word), None)
    if known is None:
        return None, None
    _, letter, factor, unit = known
    half = Decimal("0.5") if groups.get("half") else Decimal(0)
    if groups.get("half_only"):
        mod = Mod.MORE_THAN if "多" in word else None
        return (Duration(_iso(Decimal("0.5"), letter, factor), unit=unit), mod), None
    low, high = groups["low"], groups.get("high")
    if not low:
        return None, None
    one = known[0] if low in _ONE and (word == "年" or (letter == "D" and word[0] not in "个個")) else None
    if low[0] in "百千万亿" and len(low) == 1:
        return None, one
    try:
        amount = read_amount(low, high)
    except TooLongError:
        return None, one
    if amount is None or (letter == "Y" and amount.high >= _LONGEST_YEARS):
        return None, one
    vague = amount.vague or "多" in word or bool(groups.get("vague"))
    mod = Mod.MORE_THAN if vague else None
    first, last = (_iso(EXACT.add(n, half), letter, factor) for n in (amount.low, amount.high))
    if own := groups.get("low_unit"):  # 6个月至1年
        _, letter, factor, _ = next((iso for iso in _ISO if iso[0] in own), known)
        first = _iso(amount.low, letter, factor)
    length = Duration(first, unit=unit) if first == last else Duration(None, first, last, unit)
    return (length, mod), one


def _joined(groups: dict[str, Any]) -> tuple[Duration, Mod | None] | None:
    """A length in two or three units: 3小时30分 is PT3H30M."""
    parts = (
        (groups["low"], groups["unit"]),
        (groups["rest"], groups["rest_unit"]),
        (groups["last"], groups["last_unit"]),
    )
    value = ""
    for said, word in parts:
        if said is None:
            continue
        try:
            amount = read_amount(said, None)
        except TooLongError:
            return None
        if amount is None or amount.vague or (word == "年" and amount.high >= _LONGEST_YEARS):
            return None
        letter = "TM" if word[0] == "分" else next(letter for name, letter, *_ in _ISO if name in word)
        part = _iso(amount.low, letter, 1)
        value += part.removeprefix("PT" if "T" in value else "P") if value else part
    return Duration(value), None


def _iso(number: Decimal, letter: str, factor: int) -> str:
    text = format(EXACT.multiply(number, factor).normalize(EXACT), "f")
    if letter in ("H", "S"):
        return f"PT{text}{letter}"
    return f"PT{text}M" if letter == "TM" else f"P{text}{letter}"
