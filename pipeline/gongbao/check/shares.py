"""Shares: B占A的x% where both amounts are stated."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.printed import Printed, Verdict, between, judge, quotient
from gongbao.check.sums import Introduction
from gongbao.kept import compiled
from gongbao.model import Finding

_OF = compiled("占(?P<of>[^占，。；、（）]{0,30}?)(?:的)?(?:比重|比例|百分比|份额|(?<=占)比)?(?:的)?(?:为|达到|达)?$")
_STATED_WHOLE = compiled("(?:的)?(?:比重|比例)?(?:的)?(?:为|达到|达)?")
_BEFORE_WHOLE = compiled(r"，?占(?P<of>[\p{Han}“”]{0,24})")
_AREA = compiled("^(?:全省|全市|全区|全县|全州|全部|本年|当年|同期|年度|总体?)")
_VAGUE = frozenset(("", "比", "其", "总数", "总额", "总量", "全部"))
_SPECIFIC = 4
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


def told_against(
    codes: Mapping[Verdict, FindingCode],
    stated: Printed,
    made: tuple[Decimal, Decimal, Decimal],
    of: tuple[Printed, Printed],
    before: str,
    behind: str = "",
    more_places: int = 1,
) -> Finding:
    """A stated figure against what two others make, exactly, at the least and at the most.

    ``before`` and ``behind`` are what the sentence that tells it has before and behind that.
    """
    exact, low, high = made
    verdict = judge(stated, low, high)
    severity, words = WORDING[verdict]
    expected = stated.as_printed(exact, more_places)
    message = f"{before} {expected}{behind}, {words.format(stated.text)}."
    mentions = stated.mention, of[0].mention, of[1].mention
    return finding(codes[verdict], severity, message, mentions, stated.text, expected)


def held_against(
    codes: Mapping[Verdict, FindingCode], stated: Printed, part: Printed, whole: Printed
) -> Finding | None:
    """A stated percentage against part and whole; null where the whole is 0."""
    made = quotient(part, whole)
    if made is None:
        return None
    return told_against(codes, stated, made, (part, whole), f"{part.text} is", f" of {whole.text}")


def same_period(one: Printed, other: Printed) -> bool:
    """Whether two figures are of the same days and place."""
    a, b = one.fact, other.fact
    return (
        a is not None
        and b is not None
        and (a.period_start, a.period_end, a.region_code) == (b.period_start, b.period_end, b.region_code)
    )


def levels_by_words(figures: Sequence[Printed]) -> dict[str, list[Printed]]:
    """The amounts of a document under their indicators' words."""
    found: dict[str, list[Printed]] = {}
    for figure in figures:
        if figure.is_level and figure.fact and figure.fact.indicator:
            found.setdefault(figure.fact.indicator, []).append(figure)
    return found


Levels = Callable[[], Mapping[str, list[Printed]]]


def shares(
    text: str, sentence: Sequence[Printed], announced: Sequence[Introduction], levels: Levels
) -> Iterator[Finding]:
    """The shares of one sentence; ``levels`` gives the amounts of the whole document under their indicators' words."""
    if text.find("占", sentence[0].end, sentence[-1].start) < 0:
        return
    for place, stated in enumerate(sentence):
        if stated.unit != "%" or place == 0:
            continue
        previous = sentence[place - 1]
        gap = between(text, previous.end, stated.start)
        pair: tuple[Printed, Printed] | None = None
        if place >= 2 and previous.is_level and _STATED_WHOLE.fullmatch(gap):
            part = sentence[place - 2]
            if _BEFORE_WHOLE.fullmatch(between(text, part.end, previous.start)) and part.is_level:
                pair = part, previous
        elif (match := _OF.search(gap)) and previous.is_level and gap[: match.start()] in ("，", "、", ",", ""):
            whole = _whole(text, announced, previous, match["of"], levels)
            pair = (previous, whole) if whole else None
        if pair and pair[0].unit == pair[1].unit and pair[0].kind is pair[1].kind:
            found = held_against(_CODES, stated, *pair)
            if found and not (found.severity == Severity.SUSPECT and _of_another(sentence[:place], stated, pair[0])):
                yield found


def _whole(text: str, announced: Sequence[Introduction], part: Printed, of: str, levels: Levels) -> Printed | None:
    """The amount that a part is a share of: the one before 其中, or the one of the name that 占 gives."""
    name = _AREA.sub("", of)
    for introduction in announced:
        if introduction.start <= part.start < introduction.end and (
            of in _VAGUE or (name and _named(text, introduction.whole, name))
        ):
            inside = text[introduction.start : part.start]
            return None if inside.count("（") > inside.count("）") else introduction.whole
    if len(name) < _SPECIFIC:
        return None
    candidates = [f for f in levels().get(name, ()) if same_period(f, part) and f.unit == part.unit]
    values = {f.value for f in candidates}
    return candidates[0] if len(values) == 1 and candidates[0].mention != part.mention else None


def _of_another(before: Sequence[Printed], stated: Printed, part: Printed) -> bool:
    """Whether the share is right of another amount of the sentence, which then is the whole that was meant."""
    for whole in before:
        if whole is not part and whole.unit == part.unit and (interval := quotient(part, whole)):
            _, low, high = interval
            if judge(stated, low, high) is Verdict.HOLDS:
                return True
    return False


def _named(text: str, whole: Printed, name: str) -> bool:
    return name in between(text, max(0, whole.start - 30), whole.start) or (
        whole.fact is not None and whole.fact.indicator is not None and name in whole.fact.indicator
    )
