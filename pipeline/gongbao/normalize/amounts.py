"""Matched groups to money, percentages and quantities: exact bounds in base units.

Groups: ``low`` and ``high`` are numerals, ``negative`` a minus, ``vague`` a 多 behind the unit, ``unit`` the unit.
They are taken by their places, all at once, since the engine takes seven times as long to find each by its name.
A normalizer gives null where what matched is no mention after all, and ``TooLongError`` where the number is too long.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

import regex

from gongbao.extract.rules import MEASURED, Patterns, Unit
from gongbao.frozen import builder
from gongbao.kept import compiled
from gongbao.model import Mod, Money, Percent, Quantity, Value
from gongbao.normalize.numerals import EXACT, TooLongError, fits, read_amount, read_numeral

_SIGNS = ("%", "‰")
# Before a classifier 一 is an article and 二 an ordinal (二期, 二级); two of a thing are 两.
ARTICLES = frozenset(("一", "壹", "二", "零", "一两"))
# 百, 千 and 万 alone count only under a modifier: 不足百个, but 千家万户.
_ROUND = frozenset(("百", "千", "万", "亿", "萬", "億", "十百", "百千", "万千", "萬千", "亿万", "億萬"))
_ROUND_WITHOUT_UNIT = frozenset(("百亿", "千亿", "万亿"))
_BOUND = compiled("(?:超[过過]|超|近|不足|不到|突破|[约約]|逾|[达達]|[达達]到|上|[过過]|(?<!打)破|成|[数數])$")
# What is passed or reached needs none: 跨过千亿大关, 迈上万亿台阶.
_REACHED = ("大关", "台阶", "新台阶", "门槛", "关口")
# Chinese numerals right behind an opening mark belong to a name: “五度”, “四个全面”.
_LINE = 1000
_OPENING, _STRAIGHT = ("“", "「", "『"), '"'
# 一度 is once; of electricity it is 一度电.
_ONCE = "度"
# With 百 and 万 they make words: 百度, 万岁.
_WORDS = (_ONCE, "岁")
_NUMERAL = frozenset("一二两兩三四五六七八九十百千万萬")
_FRACTION_BASE = {
    "百": ("%", 1),
    "千": ("‰", 1),
    "万": ("%", 100),
    "萬": ("%", 100),
    "十万": ("%", 1000),
    "十萬": ("%", 1000),
    "百万": ("%", 10**4),
    "百萬": ("%", 10**4),
}
# A fraction of a thing that comes whole, with a word going on behind it, is a section number: 2.2本计划投资,
# but not 托位数从0.5个增至4.8个, 4.2个提高到4.8个.
_SECTION = compiled(r"\d{1,2}\.\d{1,2}")
_COUNTED = frozenset(("count", "event", "division", "place"))
# 上午9点, 3月5日8点, 9点至17点: an hour of the day, and no points of an index.
_POINT, _HOURS, _CLOCK_REACH = "点", 24, 8
_OF_DAY = compiled(
    "(?:[上中下]午|早上|早晨|清晨|凌晨|傍晚|晚上|晚间|夜[间里]|[当昨今明每][天日晚]|日|[早晚])(?:\\d{1,2}点?[到至~～—-]+)?$"
)
_GOES_ON = compiled(r"(?!增|提[高升至到]|上升|下降|降|减|左右|以[上下内])\p{Han}")
_COUNTS = compiled("(?:人口|人数|面积|[游旅乘]客|[户辆人次量])$")
_TENTH = Decimal("0.1")
_JIAO, _FEN = Decimal("0.1"), Decimal("0.01")
_SMALL = {
    "角": ("元", _JIAO),
    "毛": ("元", _JIAO),
    "分": ("元", _FEN),
    "美分": ("美元", _FEN),
    "欧分": ("欧元", _FEN),
}
PER = compiled(
    r"[/／](?P<what>(?:平方|立方)(?:公里|千?米)|千瓦时|\p{Han}(?:(?![左以上下之多的达为是和及与或增提升降调缩减扩比较由已从到至])\p{Han})?)"
)
"""What a figure with its own unit is for each of: 650元/月, 1450元/人·月, 12元/平方米."""
# How many amounts are remembered.
_ALIKE = 16384
# Of which rules the groups' places are remembered: more than there are.
_RULES = 256
_HALF, _HALF_OF_ONE = Decimal(5), Decimal("0.5")
_MINUS = "-－−负負"
_GROUPS = ("low", "high", "negative", "vague", "unit", "jiao", "fen")
_Groups = tuple[str | None, str | None, str | None, str | None, str | None, str | None, str | None]

# The groups of a range of two amounts, each with its tenths and hundredths.
_PARTS = (("low", (("jiao", _JIAO), ("fen", _FEN))), ("high", (("high_jiao", _JIAO), ("high_fen", _FEN))))
# What a word inside a mention, behind the currency's name, says of it: 人民币约3.2亿元.
_INSIDE = {
    "约": Mod.APPROX,
    "約": Mod.APPROX,
    "近": Mod.LESS_THAN,
    "过": Mod.MORE_THAN,
    "過": Mod.MORE_THAN,
    "超": Mod.MORE_THAN,
}

_money, _percent, _quantity = builder(Money), builder(Percent), builder(Quantity)
AMOUNTS = (Quantity, Percent, Money)

# The bounds of an amount, and whether a word in it leaves it open upwards.
_Amount = tuple[Decimal, Decimal, Mod | None]
# What half of one is added to in 半个百分点.
_NOTHING: _Amount = (Decimal(0), Decimal(0), None)
Reading = tuple[Money | Percent | Quantity, Mod | None] | None


def within_bounds(value: Value) -> Value:
    """A value that the tables can hold: one of too many digits has none."""
    if isinstance(value, AMOUNTS) and value.low is not None and value.high is not None:
        if fits(value.low) and (value.high is value.low or fits(value.high)):
            return value
        return replace(value, low=None, high=None)
    return value


@lru_cache(maxsize=_RULES)
def _places(pattern: regex.Pattern[str]) -> tuple[Callable[[tuple[str | None, ...]], _Groups], int]:
    """What takes ``_GROUPS`` out of a pattern's groups and a null, for what it has not; the number of the unit's."""
    index = pattern.groupindex
    return itemgetter(*(index.get(name, 0) - 1 for name in _GROUPS)), index.get("unit", 0)


def _said(match: regex.Match[str]) -> _Groups:
    pick, _ = _places(match.re)
    return pick((*match.groups(), None))


@lru_cache(maxsize=_ALIKE)
def _amount(low: str | None, high: str | None, negative: str | None, vague: str | None) -> _Amount | None:
    """What the groups of a match say, null where that is no number. Reports have the same ones again and again."""
    falls = high[:1] in _MINUS if high else False
    amount = read_amount(low, high.lstrip(_MINUS) if high else None, below_zero=negative is not None) if low else None
    if amount is None or (high and not high.strip("万萬亿億") and low and low[0].isdigit()):
        return None  # 5-亿元 is cut short
    first, last, is_open = amount
    if negative:
        first, last = first.copy_negate() if high else last.copy_negate(), last if high else first.copy_negate()
    if falls:
        last = last.copy_negate()
    if last < first:  # 10%—5%, -3%至-5%
        first, last = last, first
    return first, last, Mod.MORE_THAN if vague or is_open else None


def money(match: regex.Match[str], patterns: Patterns) -> Reading:
    """A number of currency units; 角 and 分 are added to it."""
    numeral, upper, negative, vague, unit, jiao, fen = _said(match)
    known = patterns.currencies.get(unit or "元")
    if known is None:
        return None
    currency, name = known
    try:
        amount = _amount(numeral, upper, negative, vague)
    except TooLongError:
        return Money(None, None, currency, name), None
    is_round = numeral in _ROUND or (unit is None and numeral in _ROUND_WITHOUT_UNIT)
    text, start = match.string, match.start()
    if amount is None or (
        is_round and not (_BOUND.search(text, max(0, start - 4), start) or text.startswith(_REACHED, match.end()))
    ):
        return None  # 万元户, 若干亿元: no number is written
    low, high, mod = amount
    if mod is None and not text[start].isdigit() and (number := match.start("low")) > start:
        mod = _INSIDE.get(text[number - 1])
    small = Decimal(0)
    for digit, part in ((jiao, _JIAO), (fen, _FEN)):
        if digit:
            small += (read_numeral(digit) or 0) * part
    first = EXACT.add(low, small)
    last = first if high is low else EXACT.add(high, small)
    return _money(first, last, currency, name), mod


def money_in_parts(match: regex.Match[str], patterns: Patterns) -> Reading:
    """A range of two amounts in 元, 角 and 分: 1元2角至1元5角."""
    known = patterns.currencies.get("元")
    if known is None:
        return None
    currency, name = known
    groups = match.groupdict()
    try:
        low, high = (
            EXACT.add(
                read_numeral(groups[whole]) or Decimal(0),
                sum((read_numeral(groups[part]) or 0) * value for part, value in parts if groups[part]),
            )
            for whole, parts in _PARTS
        )
    except TooLongError:
        return Money(None, None, currency, name), None
    return Money(min(low, high), max(low, high), currency, name), None


def money_small(match: regex.Match[str], patterns: Patterns) -> Reading:
    """A number of tenths or hundredths of a currency's unit: 5角, 一角二分, 三毛钱, 58美分."""
    numeral, upper, _, _, small, _, fen = _said(match)
    word, part = _SMALL.get((small or "").removesuffix("钱"), ("", _JIAO))
    known = patterns.currencies.get(word)
    if known is None:
        return None
    currency, name = known
    try:
        amount = _amount(numeral, upper, None, None)
    except TooLongError:
        return Money(None, None, currency, name), None
    if amount is None or (numeral == "一" and not fen):  # 每一分钱
        return None
    more = (read_numeral(fen) or 0) * _FEN if fen else 0
    low, high = (EXACT.add(EXACT.multiply(end, part), more) for end in amount[:2])
    return Money(low, high, currency, name), amount[2]


def money_to_the_cent(match: regex.Match[str], patterns: Patterns) -> Reading:
    """A number of 万 without a unit, where it has two decimals, both zero, and no word of what is counted before it."""
    start = match.start()
    if match["low"][-4:-1] != ".00" or _COUNTS.search(match.string, max(0, start - 4), start):
        return None
    return money(match, patterns)


def percent(match: regex.Match[str], patterns: Patterns) -> Reading:
    """A number of %, ‰ or 百分点 (``pp``); a 千分点 is a tenth of one."""
    low, high, negative, vague, sign, half, _ = _said(match)
    unit = sign if sign in _SIGNS else "pp"
    try:
        amount = _NOTHING if half and not low else _amount(low, high, negative, vague)
    except TooLongError:
        return Percent(None, None, unit), None
    if amount is None:
        return None
    first, last, mod = amount
    if half:  # 一个半百分点
        first = last = EXACT.add(last, _HALF_OF_ONE)
    if sign and sign.startswith("千分"):
        first, last = EXACT.multiply(first, _TENTH), EXACT.multiply(last, _TENTH)
    return _percent(first, last, unit), mod


def tenths(match: regex.Match[str], patterns: Patterns) -> Reading:
    """三成 is 30%, 二成五 25%; more than ten tenths is something else."""
    *said, _, tenth, _ = _said(match)
    try:
        amount = _amount(*said)
    except TooLongError:
        return None
    if amount is None or amount[1] > 10:
        return None
    *ends, mod = amount
    more = _HALF if tenth == "半" else (read_numeral(tenth) or 0) if tenth else 0
    low, high = (EXACT.add(EXACT.multiply(end, 10), more) for end in ends)
    return Percent(low, high, "%"), mod


def fraction(match: regex.Match[str], patterns: Patterns) -> Reading:
    """百分之 and 千分之 keep their unit; 万分之 and 百万分之 become per cent."""
    known = _FRACTION_BASE.get(match["base"])
    if known is None:
        return None
    unit, divisor = known
    try:
        amount = _amount(*_said(match)[:4])
    except TooLongError:
        return Percent(None, None, unit), None
    if amount is None:
        return None
    low, high, mod = amount
    return Percent(EXACT.divide(low, divisor), EXACT.divide(high, divisor), unit), mod


def quantity(match: regex.Match[str], patterns: Patterns) -> tuple[Quantity, Mod | None, int] | None:
    """A number of units or classifiers, 万 and 亿 multiplied out, and where its unit ends.

    Where the longest unit is none (位 of 3座位于) the next shorter one counts. Without a unit a number counts only
    from ten thousand on.
    """
    pick, unit_group = _places(match.re)
    low, high, negative, vague, written, half, _ = pick((*match.groups(), None))
    if low is None:
        return None
    text = match.string
    unit = identity = None
    if written:
        start = match.start()
        if text[start] in _NUMERAL and _is_quoted(text, start):
            return None
        place = match.start(unit_group)
        real = _real_unit(low, written, patterns, text, place)
        if real is None:
            return None
        written, unit, identity = real
        end = place + len(written)
    else:
        end = match.end()
    try:
        amount = _amount(low, high, negative, vague)
    except TooLongError:
        return Quantity(None, None, written, identity), None, end
    if amount is None:
        return None
    first, last, mod = amount
    if half:  # 一倍半
        first = last = EXACT.add(last, _HALF_OF_ONE)
        end = match.end()
    if unit is None and last < 10**4:
        return None
    if (
        identity == _POINT
        and last <= _HOURS
        and _OF_DAY.search(text, max(0, match.start() - _CLOCK_REACH), match.start())
    ):
        return None
    is_whole = unit and "." in low and unit.not_before and unit.family in _COUNTED
    if is_whole and _SECTION.fullmatch(low) and _GOES_ON.match(text, end):
        return None
    return _quantity(first, last, written, identity), mod, end


def _is_quoted(text: str, start: int) -> bool:
    """Whether a quotation begins right before a place. Of straight marks every other one of a line opens one; far into
    a line they are not counted each time, and none does."""
    if text.startswith(_OPENING, start - 1, start):
        return True
    mark = start - 1 if text[start - 1 : start] == _STRAIGHT else start - 2
    if mark < 0 or text[mark] != _STRAIGHT or not (mark == start - 1 or text[start - 1] == " "):
        return False
    line = text.rfind("\n", max(0, mark - _LINE), mark) + 1
    return (line > 0 or mark <= _LINE) and text.count(_STRAIGHT, line, mark) % 2 == 0


def _real_unit(low: str, written: str, patterns: Patterns, text: str, start: int) -> tuple[str, Unit, str] | None:
    """The longest unit that is one here, and its id: not 位 of 位于, nor 一 or 二 before a classifier."""
    units, hanzi = patterns.units, not low[:1].isdigit()
    while written:
        unit = units.get(written)
        identity = unit.id if unit else ""
        if unit is None and ("/" in written or "／" in written):
            per = [units.get(word) for word in written.replace("／", "/").split("/")]
            known = [one for one in per if one]
            if len(known) == len(per):
                unit, identity = known[0], "/".join([one.id for one in known])
        if unit and not _is_none(low, hanzi, unit, written, text, start + len(written)):
            return written, unit, identity
        written = written[:-1]
        while written and written not in units:
            written = written[:-1]
    return None


def _is_none(low: str, hanzi: bool, unit: Unit, written: str, text: str, end: int) -> bool:
    """Whether the words only look like a number with a unit: 一 as an article, 二 as an ordinal, 四面, 两位于."""
    if hanzi:
        measured = unit.family in MEASURED and written not in _WORDS
        if low in ARTICLES and (unit.family not in MEASURED or written == _ONCE):
            return True
        start = end - len(low) - len(written)
        bound = low not in _ROUND or measured or _BOUND.search(text, max(0, start - 4), start)
        if unit.numeral == "arabic" or not bound:
            return True
    if (
        written[-1].isascii()
        and written[-1].isalpha()
        and text[end : end + 1].isascii()
        and text[end : end + 1].isalnum()
    ):
        return True
    return text[end : end + 1] in unit.shunned and text.startswith(unit.not_before, end)
