"""Figures as they are printed: what the last digit is worth, and so how far a figure may be from what it rounds."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from gongbao.kept import compiled
from gongbao.model import Fact, Kind, Measure, Mention, Money, Percent, Quantity, Segments

_CORE = compiled(r"(?P<digits>\d++(?:[,，]\d{3})*+(?:[.·]\d++)?+)(?P<suffix>\D*+)$")
_LARGEST = 40
# Kept by themselves, since asking an Enum for a member takes longer than comparing it.
_PERCENT, _COUNT, _LEVELS = Kind.PERCENT, Measure.COUNT, (Measure.LEVEL, Measure.COUNT)
_ZERO, _ONE = Decimal(0), Decimal(1)
# Room for a sum of the longest numbers, written in the smallest of their units.
_WIDE = Context(prec=120)
_AMOUNTS = (Money, Percent, Quantity)
_WHOLE_FACTORS = frozenset(Decimal(10) ** power for power in range(25))
HUNDRED = Decimal(100)
_sentence = attrgetter("sentence")


class Printed(NamedTuple):
    """A figure of one value, printed in Arabic digits.

    ``value`` and ``step`` (what the last printed digit is worth; 0 for a count, which is exact) are in base units,
    ``factor`` is what 1 of the printed unit is worth (10000 for 万元), ``unit`` says what can be added up with what,
    ``start`` and ``end`` are places in the view. ``fact`` is null where the figure states several or none.
    """

    mention: int
    text: str
    suffix: str
    value: Decimal
    step: Decimal
    factor: Decimal
    places: int
    unit: str
    kind: Kind
    start: int
    end: int
    sentence: int
    fact: Fact | None

    @property
    def is_level(self) -> bool:
        """Whether it is an amount or a count, not a change of one."""
        return self.kind is not _PERCENT and (self.fact is None or self.fact.measure in _LEVELS)

    @property
    def low(self) -> Decimal:
        """The least value that prints so."""
        return self.value - self.step / 2

    @property
    def high(self) -> Decimal:
        """The greatest value that prints so."""
        return self.value + self.step / 2

    def as_printed(self, value: Decimal, more_places: int = 0) -> str:
        """Another value in this figure's unit, with its decimals and perhaps some more."""
        digits = Decimal(1).scaleb(-(self.places + more_places))
        return f"{(value / self.factor).quantize(digits, ROUND_HALF_UP, _WIDE):f}{self.suffix}"


class Verdict(Enum):
    """How a stated value stands to the interval where it should lie."""

    HOLDS = "holds"
    TRUNCATED = "truncated"
    DIFFERS = "differs"


def judge(stated: Printed, low: Decimal, high: Decimal) -> Verdict:
    """Whether a figure is what a value between ``low`` and ``high`` rounds to, or what is left when digits are cut."""
    if stated.low <= high and stated.high >= low:
        return Verdict.HOLDS
    if stated.value <= high and stated.value + stated.step > low:
        return Verdict.TRUNCATED
    return Verdict.DIFFERS


def quotient(part: Printed, whole: Printed) -> tuple[Decimal, Decimal, Decimal] | None:
    """A part in percent of a whole, with the least and the most that the digits allow; null for a whole near 0."""
    if whole.low <= 0:
        return None
    return (
        part.value / whole.value * HUNDRED,
        max(part.low, Decimal(0)) / whole.high * HUNDRED,
        part.high / whole.low * HUNDRED,
    )


def printed(segments: Segments, mentions: Sequence[Mention], facts: Sequence[Fact]) -> list[Printed]:
    """The exact figures of a document in the order of its mentions: no bounds (超, 近), no ranges, no vague numbers."""
    # Of a figure with several members the last takes the first one's place.
    single = {fact.mention: fact if fact.member == 1 else None for fact in facts}
    found, text = [], segments.view.text
    for index, mention in enumerate(mentions):
        value = mention.value
        if mention.mod is not None or not isinstance(value, _AMOUNTS):
            continue
        low = value.low
        if low is not None and (low is value.high or low == value.high):
            figure = _figure(text, index, mention, value, single.get(index))
            if figure:
                found.append(figure)
    return found


class _Form(NamedTuple):
    """What a figure's own words tell: its number, its decimals, what follows, what it is worth by its 万 and 亿."""

    text: str
    number: Decimal
    places: int
    suffix: str
    value: Decimal
    factor: Decimal
    step: Decimal


@lru_cache(maxsize=1 << 12)
def _read(text: str) -> _Form | None:
    text = text.replace(" ", "").replace("\n", "")
    parts = _CORE.search(text)
    if parts is None or parts.end() - parts.start() > _LARGEST:
        return None
    digits, suffix = parts.groups()
    digits = digits.replace(",", "").replace("，", "").replace("·", ".")
    places = len(digits.partition(".")[2])
    factor = _ONE.scaleb(4 * suffix.count("万") + 8 * suffix.count("亿"))
    number = Decimal(digits)
    return _Form(text, number, places, suffix, number * factor, factor, factor.scaleb(-places))


def _figure(
    view: str, index: int, mention: Mention, value: Money | Percent | Quantity, fact: Fact | None
) -> Printed | None:
    start, end = mention.view_span.start, mention.view_span.end
    form = _read(view[start:end])
    if form is None:
        return None
    text, number, places, suffix, worth, factor, step = form
    assert value.low is not None
    if worth != value.low:
        if not number:
            return None  # 3亿0万元
        factor = value.low / number
        if factor not in _WHOLE_FACTORS:
            return None
        step = factor.scaleb(-places)
    if not places and (
        (not number and not isinstance(value, Percent))  # 0万元 is nothing, not some thousands
        or (factor == 1 and fact is not None and fact.measure is _COUNT and isinstance(value, Quantity))
    ):
        step = _ZERO
    unit, kind, sentence = addable(value), mention.kind, mention.sentence
    # As Printed itself makes them, which has a function of its own for it.
    return tuple.__new__(
        Printed, (index, text, suffix, value.low, step, factor, places, unit, kind, start, end, sentence, fact)
    )


def addable(value: Money | Percent | Quantity) -> str:
    """The unit by which figures can be added up: a currency, a canonical unit, a percentage's sign."""
    if isinstance(value, Quantity):
        return value.unit_id or value.unit or ""
    return value.currency if isinstance(value, Money) else value.unit


def by_sentence(figures: Sequence[Printed]) -> list[list[Printed]]:
    """The figures of each sentence that has any, in order."""
    return [list(group) for _, group in groupby(figures, key=_sentence)]


def by_indicator(figures: Sequence[Printed]) -> dict[str, list[Printed]]:
    """The figures whose indicator is known, in order, by its id or else by its words."""
    found: dict[str, list[Printed]] = {}
    for figure in figures:
        fact = figure.fact
        if fact is not None and (name := fact.indicator_id or fact.indicator):
            found.setdefault(name, []).append(figure)
    return found


def between(text: str, start: int, end: int) -> str:
    """What a text says between two places, without the spaces that a page leaves around figures."""
    return text[start:end].replace(" ", "")


def listed(words: Sequence[str]) -> str:
    """Words as an English list: a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
