"""Shares: B占A的x% where both amounts are stated."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import regex

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.printed import Printed, Verdict, judge, quotient
from gongbao.model import Finding, Kind, Measure

_OF = regex.compile(
    "占(?P<of>[^占，。；、（）]{0,30}?)(?:的)?(?:比重|比例|百分比|份额|(?<=占)比)?(?:的)?(?:为|达到|达)?$"
)
_STATED_WHOLE = regex.compile("(?:的)?(?:比重|比例)?(?:的)?(?:为|达到|达)?")
_BEFORE_WHOLE = regex.compile(r"，?占(?P<of>[\p{Han}“”]{0,24})")
_AREA = regex.compile("^(?:全省|全市|全区|全县|全州|全部|本年|当年|同期|年度|总体?)")
_VAGUE = frozenset(("", "比", "全国", "全省", "全市", "全区", "全县", "总", "其"))
_NO_LEVEL = regex.compile("增加|减少|增长|下降|提高|降低|人均|每|平均|新增|由|从")
WORDING = {
    Verdict.HOLDS: (Severity.INFO, "as stated"),
    Verdict.TRUNCATED: (Severity.NOTE, "so {} is cut off, not rounded"),
    Verdict.DIFFERS: (Severity.SUSPECT, "not {}"),
}
_CODES = {
    Verdict.HOLDS: FindingCode.SHARE_HOLDS,
    Verdict.TRUNCATED: FindingCode.SHARE_TRUNCATED,
    Verdict.DIFFERS: FindingCode.SHARE_DIFFERS,
}


def held_against(
    codes: Mapping[Verdict, FindingCode], stated: Printed, part: Printed, whole: Printed
) -> Finding | None:
    """A stated percentage against part and whole; null where the whole is 0."""
    found = quotient(part, whole)
    if found is None:
        return None
    exact, low, high = found
    verdict = judge(stated, low, high)
    severity, words = WORDING[verdict]
    expected = stated.as_printed(exact, 1)
    return finding(
        codes[verdict],
        severity,
        f"{part.text} is {expected} of {whole.text}, {words.format(stated.text)}.",
        (stated.mention, part.mention, whole.mention),
        stated.text,
        expected,
    )


def level(figure: Printed) -> bool:
    """Whether a figure is an amount or a count, not a change of one."""
    return figure.kind is not Kind.PERCENT and (
        figure.fact is None or figure.fact.measure in (Measure.LEVEL, Measure.COUNT)
    )


def same_period(one: Printed, other: Printed) -> bool:
    """Whether two figures are of the same days and place."""
    a, b = one.fact, other.fact
    return (
        a is not None
        and b is not None
        and (a.period_start, a.period_end, a.region_code) == (b.period_start, b.period_end, b.region_code)
    )


def levels_by_name(figures: Sequence[Printed]) -> dict[str, list[Printed]]:
    """The amounts of a document under their indicators' words, and under their ids where known."""
    found: dict[str, list[Printed]] = {}
    for figure in figures:
        if level(figure) and figure.fact and figure.fact.indicator:
            found.setdefault(figure.fact.indicator, []).append(figure)
    return found


def shares(text: str, sentence: Sequence[Printed], named: Mapping[str, list[Printed]]) -> Iterator[Finding]:
    """The shares of one sentence; ``named`` are the amounts of the whole document."""
    for place, stated in enumerate(sentence):
        if stated.unit != "%" or place == 0:
            continue
        previous = sentence[place - 1]
        gap = text[previous.end : stated.start]
        pair: tuple[Printed, Printed] | None = None
        if place >= 2 and level(previous) and _STATED_WHOLE.fullmatch(gap):
            part = sentence[place - 2]
            if _BEFORE_WHOLE.fullmatch(text, part.end, previous.start) and level(part):
                pair = part, previous
        elif (match := _OF.search(gap)) and level(previous) and gap[: match.start()] in ("，", "、", ",", ""):
            whole = _whole(text, sentence[: place - 1], previous, match["of"], named)
            pair = (previous, whole) if whole else None
        if pair and pair[0].unit == pair[1].unit and pair[0].kind is pair[1].kind:
            found = held_against(_CODES, stated, *pair)
            if found:
                yield found


def _whole(
    text: str, before: Sequence[Printed], part: Printed, of: str, named: Mapping[str, list[Printed]]
) -> Printed | None:
    """The amount that a part is a share of: the one before 其中, or the one of the name that 占 gives."""
    name = _AREA.sub("", of)
    if before:
        at = text.rfind("其中", before[0].end, part.start)
        wholes = [f for f in before if f.end <= at and f.unit == part.unit and level(f)]
        if (
            wholes
            and "；" not in text[wholes[-1].end : at]
            and not _NO_LEVEL.search(text[max(before[0].start, wholes[-1].start - 10) : wholes[-1].start])
            and (name in _VAGUE or _named(text, wholes[-1], name))
        ):
            return wholes[-1]
    if name in _VAGUE or len(name) < 4:
        return None
    candidates = [f for f in named.get(name, ()) if same_period(f, part) and f.unit == part.unit]
    values = {f.value for f in candidates}
    return candidates[0] if len(values) == 1 and candidates[0].mention != part.mention else None


def _named(text: str, whole: Printed, name: str) -> bool:
    return name in text[max(0, whole.start - 30) : whole.start] or (
        whole.fact is not None and whole.fact.indicator is not None and name in whole.fact.indicator
    )


def over_hundred(figure: Printed) -> bool:
    """Whether a percentage is more than the whole."""
    return figure.value > (1000 if figure.unit == "‰" else Decimal(100))
