"""Figures that cannot be, look misprinted, or are told differently in two places."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.printed import Printed
from gongbao.kept import compiled
from gongbao.model import Finding, Kind, Measure, Mention, Metadata, Segments

_CANNOT_PASS_100 = compiled(
    "(?:覆盖|合格|达标|优良|失业|城镇化|城市化|分配|拨付|满意|成活|整改)率(?:均|都|双)?(?:为|达到|达|提高到)?$"
)
_MAY_PASS = compiled("(?<!公共|基金|经营)预算(?!收入|支出)|计划|目标|任务|上年|同期|利润|亏|净|电话")
_SHARE = compiled(r"占[^，。；]{0,30}?(?:的|比重|比例|比)?(?:为|达到|达)?$")
_GROUPED = compiled(r"(?<![\d.,，])\d++(?:,\d++)++(?:\.\d++)?+(?=\s?(?:万|亿|千|元))")
_YEAR_FIRST = compiled(r"(?:19|20)\d{2},")
_WELL_GROUPED = compiled(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_OTHERS = 3
_DONE = compiled("已经?|完成了|实现了|达到了|同比")
_TO_COME = compiled("将|要|拟|计划|预计|力争|争取|目标|预期|确保|到|有望|规划|安排")
_EACH = compiled("人均|户均|每|单价|标准|平均")
_MEANT = compiled("达到|力争|确保|目标|预期|计划|要|安排|左右")
_VERY_NEAR = Decimal("0.02")
_PAIR_NEAR = Decimal("0.01")
_TENS = frozenset(Decimal(10) ** k for k in (1, 2, 3, 4, 8))
_MONEY, _QUANTITY = Kind.MONEY, Kind.QUANTITY
_SPECIFIC = 5
_TELLING_DIGITS = 3
_REACH = 12
_LONGEST_LEAD = 1000
# What all of something is in each sign of a percentage.
_WHOLES = {"%": Decimal(100), "‰": Decimal(1000)}


def ranges(text: str, figures: Sequence[Printed], metadata: Metadata) -> Iterator[Finding]:
    """Shares, rates and decreases over 100%, and achieved figures of days after the document's."""
    before, day = None, metadata.document_date
    for figure in figures:
        whole = _WHOLES.get(figure.unit)
        if whole is not None and figure.value > whole and figure.kind is Kind.PERCENT:
            opening = before.end if before and before.sentence == figure.sentence else 0
            yield from _over(text[max(opening, figure.start - 40) : figure.start], figure)
        before, fact = figure, figure.fact
        if day and fact and fact.period_start and fact.period_start > day:
            yield from _after(text, figure, fact.period_start, day)


def _over(lead: str, figure: Printed) -> Iterator[Finding]:
    clause = lead[max(lead.rfind(c) for c in "，。；、") + 1 :]
    fact = figure.fact
    if _MAY_PASS.search(clause):
        return
    if _SHARE.search(clause):
        code, what = FindingCode.SHARE_OVER_100, "A share"
    elif _CANNOT_PASS_100.search(clause):
        code, what = FindingCode.RATE_OVER_100, "This rate"
    elif fact is not None and fact.measure is Measure.GROWTH and fact.direction == "decrease":
        code, what = FindingCode.DECREASE_OVER_100, "A decrease"
    else:
        return
    yield finding(
        code,
        Severity.SUSPECT,
        f"{what} of {figure.text} is more than the whole.",
        (figure.mention,),
        figure.text,
        f"at most {_WHOLES[figure.unit]}{figure.unit}",
    )


def _after(text: str, figure: Printed, start: date, day: date) -> Iterator[Finding]:
    # No sentence is as long; of what has no end each figure would look through all.
    furthest = max(0, figure.start - _LONGEST_LEAD)
    opening = max(text.rfind(c, furthest, figure.start) for c in "。；\n") + 1
    lead = text[opening or furthest : figure.start]
    if str(start.year) in lead and _DONE.search(lead) and not _TO_COME.search(lead):
        yield finding(
            FindingCode.ACTUAL_AFTER_DOCUMENT,
            Severity.SUSPECT,
            f"{figure.text} is told as achieved in a period from {start}, after the document's date {day}.",
            (figure.mention,),
            str(start),
            f"not after {day}",
        )


def misprints(segments: Segments, mentions: Sequence[Mention], figures: Sequence[Printed]) -> Iterator[Finding]:
    """A point where a comma should be, digits grouped by other than three."""
    fine = [f for f in figures if f.kind is _MONEY and f.suffix.startswith("万") and "亿" not in f.suffix]
    odd = [f for f in fine if f.places == 3 and f.value < Decimal(10_000_000)]
    usual = [f for f in fine if f.places <= 2]
    if len(odd) == 1 and len(usual) >= _OTHERS and len(odd) + len(usual) == len(fine):
        figure = odd[0]
        amount = figure.text[: len(figure.text) - len(figure.suffix)]
        meant = f"{amount.replace('.', ',')}{figure.suffix}"
        lead = segments.view.text[max(0, figure.start - _REACH) : figure.start]
        if (
            amount.count(".") == 1
            and not amount.startswith("0")
            and any("," in other.text for other in usual)
            and not _EACH.search(lead)
        ):
            yield finding(
                FindingCode.POINT_FOR_COMMA,
                Severity.SUSPECT,
                f"{figure.text} has three decimals where the other {len(usual)} amounts in 万元 have at most two: "
                f"perhaps {meant}.",
                (figure.mention,),
                figure.text,
                meant,
            )
    text = segments.view.text
    if "," not in text:
        return
    wrong = [m for m in _GROUPED.finditer(text) if not (_WELL_GROUPED.fullmatch(m[0]) or _YEAR_FIRST.match(m[0]))]
    placed = sorted((m.view_span.start, m.view_span.end, i) for i, m in enumerate(mentions)) if wrong else []
    first = 0
    for match in wrong:
        while first < len(placed) and placed[first][1] <= match.start():
            first += 1
        near = placed[first : bisect_left(placed, (match.end(),))]
        # Digits grouped so are no amount to the reader of figures: the finding mostly has no mention.
        around = sorted(i for _, end, i in near if end > match.start())
        yield finding(
            FindingCode.DIGITS_MISGROUPED,
            Severity.SUSPECT,
            f"The digits of {match[0]} are not grouped by three.",
            tuple(around),
            match[0],
            f"{Decimal(match[0].replace(',', '')):,f}",
        )


def told_twice(text: str, figures: Sequence[Printed], named: Mapping[str, list[Printed]]) -> Iterator[Finding]:
    """The same figure with two values: by what is said of it, or by the count that stands before it.

    ``named`` are those whose indicator is known, by it.
    """
    groups: dict[tuple[object, ...], list[Printed]] = {}
    for alike in named.values():
        for figure in alike if len(alike) > 1 else ():
            if key := _same(figure):
                groups.setdefault(key, []).append(figure)
    for told in groups.values():
        for one, other in pairwise(told):
            if one.value == other.value or one.sentence == other.sentence:
                continue
            # Only one of them may be a target, whatever else is known of it.
            meant = [bool(_MEANT.search(text[f.start - _REACH : f.start])) for f in (one, other) if f.start > _REACH]
            if len(set(meant)) < 2:
                yield from _compared(one, other)
    yield from _paired(text, figures)


def _same(figure: Printed) -> tuple[object, ...] | None:
    """What two figures must share to be the same figure; null where too little is known of this one."""
    fact = figure.fact
    if fact is None or fact.period_end is None or fact.indicator is None or fact.part_of is not None:
        return None
    if fact.indicator_id is None and len(fact.indicator) < _SPECIFIC:
        return None
    if fact.measure in (Measure.CHANGE, Measure.DIFFERENCE):
        return None
    return (
        fact.indicator_id or fact.indicator,
        figure.unit,
        fact.measure,
        fact.direction,
        fact.status,
        fact.stage,
        fact.comparison,
        fact.base_start,
        fact.price_basis,
        fact.aggregation,
        fact.per,
        fact.period_start,
        fact.period_end,
        fact.region_code or fact.region,
        fact.scope,
        fact.entity,
        fact.qualifiers,
    )


def _compared(one: Printed, other: Printed) -> Iterator[Finding]:
    coarse, fine = (one, other) if one.step >= other.step else (other, one)
    gap = abs(one.value - other.value)
    mentions = (one.mention, other.mention)
    if gap <= coarse.step / 2 + fine.step / 2 and (one.step != other.step or one.places):
        yield finding(
            FindingCode.TOLD_TWICE_ROUNDED,
            Severity.NOTE,
            f"{one.text} and {other.text} tell the same figure, rounded differently.",
            mentions,
            other.text,
            one.text,
        )
    elif tens_apart(one, other):
        yield finding(
            FindingCode.MAGNITUDE_DIFFERS,
            Severity.SUSPECT,
            f"{one.text} and {other.text} have the same digits but not the same size.",
            mentions,
            other.text,
            one.text,
        )
    elif gap <= max(one.value, other.value) * _VERY_NEAR:
        yield _differently(one, other)


def tens_apart(one: Printed, other: Printed) -> bool:
    """Whether two figures have the same digits, and so many that it is no chance as with 96亿元 and 9.6亿元."""
    least, most = sorted((one.value, other.value))
    return least > 0 and most / least in _TENS and len(most.normalize().as_tuple().digits) >= _TELLING_DIGITS


def _differently(one: Printed, other: Printed) -> Finding:
    return finding(
        FindingCode.TOLD_TWICE_DIFFERS,
        Severity.SUSPECT,
        f"The same figure is {one.text} in one place and {other.text} in another.",
        (one.mention, other.mention),
        other.text,
        one.text,
    )


def _paired(text: str, figures: Sequence[Printed]) -> Iterator[Finding]:
    """71个…2216万元 and 71个2215万元: one count with two amounts that are nearly the same."""
    pairs: dict[tuple[Decimal, str, str], tuple[Printed, Printed]] = {}
    for count, amount in pairwise(figures):
        if (
            amount.kind is not _MONEY
            or count.kind is not _QUANTITY
            or count.sentence != amount.sentence
            or count.value < 10
            or amount.start - count.end > _REACH
            or "；" in text[count.end : amount.start]
        ):
            continue
        known = pairs.setdefault((count.value, count.unit, amount.unit), (count, amount))
        gap = abs(known[1].value - amount.value)
        if not 0 < gap <= amount.value * _PAIR_NEAR or known[1].sentence == amount.sentence:
            continue
        one, other = known[1], amount
        if one.step != other.step and gap <= (one.step + other.step) / 2:
            continue
        yield finding(
            FindingCode.TOLD_TWICE_DIFFERS,
            Severity.SUSPECT,
            f"{count.text} come with {one.text} in one place and with {other.text} in another.",
            (known[0].mention, one.mention, count.mention, other.mention),
            other.text,
            one.text,
        )
