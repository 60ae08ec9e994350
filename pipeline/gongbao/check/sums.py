"""Parts and wholes: 441所 with its parts in brackets, 其中 and what follows it, A、B、C共X."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.printed import Printed, listed
from gongbao.model import Finding, Kind, Measure

_BRACKET = regex.compile(r"[\p{Han}“”]{0,16}[（(](?P<some>其中|包括|含)?(?:分别为|即)?")
# A figure after these is no part: it says by how much, for each, or what was meant to be.
_NO_PART = regex.compile(
    "增加|减少|增长|下降|提高|降低|增幅|降幅|增至|减至|新增|净增|比|较|超收|短收|压减|人均|户均|年均|平均|每|预算数|的$|由|从|到|同期|以上|以下"
)
_WITHOUT_SOME = 3
_NEAR = Decimal("0.02")
_TOTAL = regex.compile("(?:合计|共计|总计|一共|共)(?:为|达)?$")
_JOINED = regex.compile(r"[、，和及与；\p{Han}“”]{1,24}")


def sums(text: str, sentence: Sequence[Printed]) -> Iterator[Finding]:
    """The sums of one sentence; ``text`` is the view's."""
    if len(sentence) < 3:
        return
    first, last = sentence[0].start, sentence[-1].end
    for place, whole in enumerate(sentence[:-2]):
        if _countable(whole) and (match := _BRACKET.match(text, whole.end, sentence[place + 1].start)):
            closing = min((i for c in "）)" if (i := text.find(c, match.end())) >= 0), default=-1)
            inside = [figure for figure in sentence[place + 1 :] if figure.start < closing]
            parts = _parts(text, whole, inside, match.end())
            if len(parts) >= 2 and len(parts) == len(inside):
                yield from _bracketed(whole, parts, exhaustive=match["some"] is None)
    at = text.find("其中", first, last)
    while at >= 0:
        following = text.find("其中", at + 2, last)
        if text[at - 1] not in "（(":
            yield from _introduced(text, sentence, at, following)
        at = following
    for place, whole in enumerate(sentence):
        if place >= 2 and _countable(whole) and _TOTAL.search(text[sentence[place - 1].end : whole.start].rstrip()):
            yield from _totalled(text, sentence[:place], whole)


def _countable(figure: Printed) -> bool:
    return figure.kind is not Kind.PERCENT and (
        figure.fact is None or figure.fact.measure in (Measure.LEVEL, Measure.COUNT)
    )


def _parts(text: str, whole: Printed, candidates: Sequence[Printed], start: int) -> list[Printed]:
    """The figures that can be parts: of the whole's unit, said with no change, mean or comparison."""
    parts = []
    for figure in candidates:
        if figure.unit == whole.unit and figure.kind is whole.kind and not _NO_PART.search(text[start : figure.start]):
            parts.append(figure)
        start = figure.end
    return parts


def _holds(whole: Printed, parts: Sequence[Printed]) -> bool:
    return whole.low <= sum(p.high for p in parts) and whole.high >= sum(p.low for p in parts)


def _told(whole: Printed, parts: Sequence[Printed]) -> Finding:
    total = sum((p.value for p in parts), Decimal(0))
    made = whole.as_printed(total, max(0, max(_places_in(whole, p) for p in parts) - whole.places))
    exact = total == whole.value
    return finding(
        FindingCode.SUM_HOLDS,
        Severity.INFO,
        f"The parts {listed([p.text for p in parts])} make {made}, as stated"
        + ("." if exact else f" but for rounding ({whole.text})."),
        (whole.mention, *(p.mention for p in parts)),
        whole.text,
        made,
    )


def _places_in(whole: Printed, part: Printed) -> int:
    """Decimals of a part once it is written in the whole's unit."""
    shift = (whole.factor / part.factor).adjusted()
    return max(0, part.places + shift)


def _differs(whole: Printed, parts: Sequence[Printed]) -> Finding:
    total = sum((p.value for p in parts), Decimal(0))
    made = whole.as_printed(total, max(0, max(_places_in(whole, p) for p in parts) - whole.places))
    return finding(
        FindingCode.SUM_DIFFERS,
        Severity.SUSPECT,
        f"The parts {listed([p.text for p in parts])} make {made}, not {whole.text}.",
        (whole.mention, *(p.mention for p in parts)),
        whole.text,
        made,
    )


def _near(whole: Printed, parts: Sequence[Printed]) -> bool:
    total = sum((p.value for p in parts), Decimal(0))
    return whole.value > 0 and abs(total - whole.value) <= whole.value * _NEAR


def _bracketed(whole: Printed, parts: Sequence[Printed], exhaustive: bool) -> Iterator[Finding]:
    if _holds(whole, parts):
        yield _told(whole, parts)
    elif sum(p.low for p in parts) > whole.high or _near(whole, parts) or (exhaustive and len(parts) >= _WITHOUT_SOME):
        yield _differs(whole, parts)


def _introduced(text: str, sentence: Sequence[Printed], at: int, following: int) -> Iterator[Finding]:
    """W，其中a、b、c: the parts run on as long as their form does, so the first of them that make the whole do."""
    after = [f for f in sentence if f.start > at and (following < 0 or f.start < following)]
    if not after:
        return
    before = [f for f in sentence if f.end <= at and f.kind is after[0].kind and f.unit == after[0].unit]
    if not before or not _countable(before[-1]) or _NO_PART.search(_lead(text, sentence, before[-1])):
        return
    whole = before[-1]
    if "；" in text[whole.end : at]:
        return
    candidates = _parts(text, whole, after, at)
    parts = [p for p in candidates if _countable(p)]
    for count in range(2, len(parts) + 1):
        if _holds(whole, parts[:count]):
            if whole.value or all(p.value == 0 for p in parts):
                yield _told(whole, parts[:count] if whole.value else parts)
            return
    if following < 0 and len(parts) >= 2 and len(parts) == len(after) and _near(whole, parts):
        yield _differs(whole, parts)
    elif parts and parts[0] is after[0] and parts[0].low > whole.high:
        yield finding(
            FindingCode.PART_EXCEEDS_WHOLE,
            Severity.SUSPECT,
            f"{parts[0].text} is told as a part of {whole.text} but is more than it.",
            (whole.mention, parts[0].mention),
            parts[0].text,
            f"at most {whole.text}",
        )


def _lead(text: str, sentence: Sequence[Printed], figure: Printed) -> str:
    """The clause right before a figure, as far as the figure before it."""
    place = sentence.index(figure)
    start = sentence[place - 1].end if place else max(0, figure.start - 24)
    lead = text[start : figure.start]
    return lead[max(lead.rfind("，"), lead.rfind("。"), lead.rfind("；")) + 1 :]


def _totalled(text: str, before: Sequence[Printed], whole: Printed) -> Iterator[Finding]:
    """a、b、c共W: the last figures before the total that stand in one list."""
    parts: list[Printed] = []
    nearest = whole.start
    for figure in reversed(before):
        gap = text[figure.end : nearest]
        if figure.unit != whole.unit or figure.kind is not whole.kind or not _countable(figure):
            break
        if not _JOINED.fullmatch(gap):
            break
        parts.insert(0, figure)
        nearest = figure.start
        if len(parts) >= 2 and _holds(whole, parts):
            yield _told(whole, parts)
            return
    if len(parts) >= 2 and _near(whole, parts):
        yield _differs(whole, parts)
