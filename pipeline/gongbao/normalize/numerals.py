"""Numerals to exact numbers: Arabic, Chinese (simple, Traditional, bankers'), mixed, and two digits side by side.

Read from the string with ``Decimal``: no float ever holds a value. The digits that a numeral may have are capped
before conversion, so that no text can make a number that takes long to build.
"""

import re
from decimal import Context, Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

from gongbao.kept import compiled

DIGITS = {
    c: i
    for i, row in enumerate(
        ("〇○零OＯ", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for c in row
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
VAGUE = "余餘多几幾來来数數上"
# What sets groups of three digits apart, for ``str.translate`` to take out.
SEPARATORS = str.maketrans("", "", ",，'’")
# Characters of the longest number that the tables can hold: 32 digits, a point and 6 digits.
LONGEST = 39
LARGEST = Decimal(10) ** 32
SMALLEST = Decimal("0.000001")
# More digits than any number has that is read: nothing is rounded.
EXACT = Context(prec=100)
# How many numerals are remembered: reports have the same years, ordinals and round numbers again and again.
_ALIKE = 16384

_ARABIC = re.compile(r"(?:\d{1,3}(?:[,，'’]\d{3})+(?!\d)|\d+)(?:[.·]\d+)?(?:[Ee][+-]\d{1,2})?")
# Most numerals are digits, with one myriad behind them or none; of so many digits none is too long.
_USUAL = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,5})?)([万亿]?)")
_MULTIPLIER_TAIL = compiled("[十百千万亿兆萬億拾佰仟]+$")
_MYRIAD_TAIL = compiled("[万亿兆萬億]+$")
_PAIR = compiled(
    "(?<![〇○零点點·])(?<![点點·][〇○零一二三四五六七八九]{1,12})([一二两兩三四五六七八九])([二两兩三四五六七八九])(?=[十百千万亿萬億]|$)"
)


# 五三二点三九亿, 一二三四亿: digits by place, as the year's are, before a point or a myriad; two alone are a range.
_BY_PLACE = re.compile("[〇○零一二三四五六七八九]{2,}(?=[点點·])|[〇○零一二三四五六七八九]{3,}(?=[万亿萬億])")


class TooLongError(ValueError):
    """A number with more digits than any amount of a report has."""


class Amount(NamedTuple):
    """What a numeral says: its bounds, and whether 多, 余, 几 or 数 left it open upwards."""

    low: Decimal
    high: Decimal
    vague: bool


@lru_cache(maxsize=_ALIKE)
def fits(number: Decimal) -> bool:
    """Whether the tables can hold a number: at most 32 digits before the point and, but for zeros, 6 behind it."""
    return number.copy_abs() < LARGEST and EXACT.quantize(number, SMALLEST) == number


def read_amount(low: str, high: str | None = None, *, below_zero: bool = False) -> Amount | None:
    """Read a numeral, or a range of two; null where the text is none (as 两百三千 is).

    An unsaid multiplier is taken from the other side: 3至5亿 is 3亿至5亿, 七千到九千亿 is 七千亿到九千亿; of a range
    from a number ``below_zero`` the first may be the larger: -5至3亿.
    """
    first = _bounds(low)
    if high is None or first is None:
        return first
    second = _bounds(high)
    if second is None:
        return None
    start = first.low
    if not _MYRIAD_TAIL.search(_solid(low)):
        bare = not _MULTIPLIER_TAIL.search(_solid(low)) or _solid(low)[:1] not in "0123456789"
        digits = bare and _ARABIC.match(low)
        tail = (_MULTIPLIER_TAIL if digits or low in DIGITS else _MYRIAD_TAIL).search(_solid(high))
        if tail:
            shared = tail[0] if digits else tail[0].lstrip("十拾")  # 五到六百, but 三到五十
            raised = EXACT.multiply(start, _value(shared) or Decimal(1))
            start = raised if below_zero or raised <= second.high else start
    return Amount(start, second.high, first.vague or second.vague)


def _bounds(text: str) -> Amount | None:
    if usual := _USUAL.fullmatch(text):
        value = Decimal(usual[1])
        if usual[2]:
            value = EXACT.multiply(value or 0, MYRIADS[usual[2]])
        return Amount(value, value, False)
    text = text.replace("个", "").replace("個", "")  # 1.2个亿
    solid = _solid(text)
    vague = len(solid) < len(text.replace(" ", ""))
    pair = _PAIR.search(solid) if not _ARABIC.match(solid) and not _positional(solid) else None
    if pair and _is_run(DIGITS[pair[1]], DIGITS[pair[2]]):
        low = _value(solid[: pair.start(2)] + solid[pair.end(2) :])
        high = _value(solid[: pair.start(1)] + solid[pair.end(1) :])
    else:
        low = high = _value(solid)
    return None if low is None or high is None else Amount(low, high, vague)


def _is_run(first: int, second: int) -> bool:
    """Whether two digits side by side tell a range: 七八 and 三五, but not 三九 and 四九."""
    return second - first == 1 or (first, second) == (3, 5)


def _solid(text: str) -> str:
    """A numeral without its vague words, spaces and line breaks."""
    return "".join([c for c in text if c not in VAGUE and not c.isspace()])


def _positional(text: str) -> bool:
    """Whether digits stand by place, without 十 and 百: 二〇二三, 一九四九."""
    return len(text) > 2 and all(c in DIGITS for c in text)


def read_numeral(text: str) -> Decimal | None:
    """The value of one numeral, such as 16.4, 1,204, 1亿3千万, 十二点四, 二〇二三; null where it is none."""
    return _value(_solid(text))


def _value(text: str) -> Decimal | None:
    if not text:
        return None
    if len(text) > LONGEST and len(text.translate(SEPARATORS)) > LONGEST:
        raise TooLongError(text[:40])
    with localcontext(EXACT):
        value = Decimal(text) if text.isascii() and text.isdigit() else _sum(text)
    if value is not None and value.copy_abs() >= LARGEST:
        raise TooLongError(text[:40])
    return value


def _sum(text: str) -> Decimal | None:
    """Add up a numeral from left to right, sections of 万 and 亿 apart."""
    if _positional(text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    total = section = Decimal(0)
    current: Decimal | None = None
    last_unit = smallest = Decimal(1)
    zero = seen = False
    last_myriad = Decimal(0)
    position = 0
    if by_place := _BY_PLACE.match(text):
        current, position = Decimal("".join([str(DIGITS[c]) for c in by_place[0]])), by_place.end()
    while position < len(text):
        character = text[position]
        arabic = _ARABIC.match(text, position)
        if arabic:
            if current:
                return None
            current = Decimal(arabic[0].translate(SEPARATORS).replace("·", "."))
            position = arabic.end()
            continue
        position += 1
        if character in DIGITS:
            if current is not None and current != 0:
                return None
            current = Decimal(DIGITS[character])
            zero = zero or current == 0
        elif character in "点點·":
            tail = _fraction(text, position)
            if tail is None:
                return None
            fraction, position = tail
            current = (current or Decimal(0)) + fraction
        elif character in UNITS:
            unit = Decimal(UNITS[character])
            if section and unit >= smallest:
                return None  # 百 and 千 come in order: 两百三千 is no number
            smallest = unit
            section += (Decimal(1) if current is None or current == 0 else current) * unit
            current, last_unit, zero = None, unit, False
        elif character in MYRIADS:
            unit = Decimal(MYRIADS[character])
            below = section + (current or 0)
            bare = current is None and section == 0
            if bare and not seen:
                below = Decimal(1)
            seen = True
            if bare and total != 0:
                total *= unit
            elif total < unit * unit and (
                (unit == last_myriad and below >= UNITS["千"]) or (unit > 10**4 and total < unit)
            ):
                # 二万四千五百五十万 is 24550万, but 2兆7150亿, 两千万三百万
                total = (total + below) * unit
            else:
                total += below * unit
            section, current, last_unit, zero, last_myriad = Decimal(0), None, unit, False, unit
        else:
            return None
    if current is None:
        return total + section
    if (
        last_unit >= 100
        and not zero
        and current == current.to_integral_value()
        and 0 < current < 10
        and text[-1] in DIGITS
    ):
        current *= last_unit / 10  # 一万六 is 16000, 三百五 is 350
    return total + section + current


def _fraction(text: str, position: int) -> tuple[Decimal, int] | None:
    """The digits behind 点 as a fraction, and where they end."""
    end = position
    while end < len(text) and text[end] in DIGITS:
        end += 1
    if end == position:
        return None
    return Decimal("0." + "".join(str(DIGITS[c]) for c in text[position:end])), end
