"""Parts and wholes: 441所 with its parts in brackets, 其中 and what follows it, A、B、C共X."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.printed import Printed, between, listed
from gongbao.kept import compiled
from gongbao.model import Finding

_BRACKET = compiled(r"[\p{Han}“”]{0,16}[（(](?P<some>其中|包括|含)?(?:分别为|即)?")
# What tells a sum without announcing it.
BRACKET_OR_TOTAL = "（(计共"
_BRACKET_OR_TOTAL = compiled(f"[{BRACKET_OR_TOTAL}]")
# A figure after these is no part: it says by how much, for each, or what was meant to be.
_NO_PART = compiled(
    "增加(?!值)|减少|增长|下降|提高|降低|增幅|降幅|增至|减至|新增|净增|比|较|超收|短收|压减|人均|户均|年均|平均|每|预算数|的$|由|从|到|同期|以上|以下"
)
_CLOSING = compiled("[）)]")
PARTS_FOLLOW = ("其中", "主要用于", "包括")
_PARTS_FOLLOW = compiled("其中|主要用于|包括(?=[：:])")
# What a budget splits a whole into with nothing left over, in the order in which it does.
_SPLITS = (
    ("货物", "工程", "服务"),
    ("基本支出", "项目支出"),
    ("人员经费", "公用经费"),
    ("中央", "地方"),
    ("地上", "地下"),
    ("因公出国", "公务用车", "公务接待"),
    ("财政拨款", "事业收入", "经营收入", "其他收入"),
)
# With fewer digits than these, parts that only overlap are one digit off the whole too often by chance.
_MORE_DIGITS = 4
_NEXT_SENTENCE = compiled("。?\\s*(?:其中|主要用于)")
_OPENING = 24
_CHANGED = compiled("比|较|增|减|升|降")
_WITHOUT_SOME = 3
_NEAR = Decimal("0.01")
_NEAR_IN_BRACKET = Decimal("0.02")
_NEAR_COMPLETE = Decimal(1)
_NEAR_EXHAUSTIVE = Decimal("0.2")
_MOST_TIMES = 100
_TOTAL = compiled("(?:合计|共计|总计|一共|共)(?:为|达)?$")
_JOINED = compiled(r"[、，和及与；\p{Han}“”]{1,24}")


@dataclass(frozen=True, slots=True)
class Introduction:
    """A whole whose parts are announced: ``start`` and ``end`` are where the parts may stand."""

    whole: Printed
    start: int
    end: int


def introductions(text: str, sentence: Sequence[Printed], before: Sequence[Printed]) -> list[Introduction]:
    """Where a sentence goes over to the parts of a whole; ``before`` are the figures of the sentence before."""
    found: list[Introduction] = []
    first, last = sentence[0].start - _OPENING, sentence[-1].end
    places = [match.end() for match in _PARTS_FOLLOW.finditer(text, max(first, 0), last)]
    # The whole of a 其中 that opens a sentence: W亿元，增长3.9%。其中 means W, however much is said of it after.
    amount = next((figure for figure in reversed(before) if figure.is_level), None)
    for at, following in zip(places, [*places[1:], last], strict=False):
        after = next((f for f in sentence if at <= f.start < following), None)
        if after is None or text[at - 3 : at - 2] in ("（", "("):
            continue
        wholes = [f for f in sentence if f.end <= at and f.kind is after.kind and f.unit == after.unit]
        opening = between(text, before[-1].end, at) if before and at < sentence[0].start else ""
        if wholes:
            lead = _lead(text, sentence, wholes[-1])
            if wholes[-1].is_level and not _NO_PART.search(lead) and "；" not in text[wholes[-1].end : at]:
                found.append(Introduction(wholes[-1], at, following))
        elif (
            amount
            and amount.unit == after.unit
            and _NEXT_SENTENCE.fullmatch(opening)
            and (amount is before[-1] or not _NO_PART.search(_lead(text, before, amount)))
        ):
            found.append(Introduction(amount, at, following))
    return found


def sums(text: str, sentence: Sequence[Printed], announced: Sequence[Introduction]) -> Iterator[Finding]:
    """The sums of one sentence; ``text`` is the view's."""
    for introduction in announced:
        yield from _introduced(text, sentence, introduction)
    if not _BRACKET_OR_TOTAL.search(text, sentence[0].end, sentence[-1].start):
        return
    for place, whole in enumerate(sentence):
        if not whole.is_level:
            continue
        if place + 2 < len(sentence):
            following = sentence[place + 1]
            gap = between(text, whole.end, following.start)
            if match := _BRACKET.match(gap):
                opening = min(i for c in "（(" if (i := text.find(c, whole.end, following.start)) >= 0)
                closed = _CLOSING.search(text, following.end, sentence[-1].end)
                # Of a bracket that is closed behind the sentence it is enough that it is.
                closing = closed.start() if closed else max(text.rfind(c) for c in "）)")
                inside = [figure for figure in sentence[place + 1 :] if figure.start < closing]
                parts = _parts(text, whole, inside, opening)
                if len(parts) >= 2 and len(parts) == len(inside):
                    yield from _bracketed(whole, parts, exhaustive=match["some"] is None)
        if place >= 2 and _TOTAL.search(between(text, sentence[place - 1].end, whole.start)):
            yield from _totalled(text, sentence[:place], whole)


def _parts(text: str, whole: Printed, candidates: Sequence[Printed], start: int) -> list[Printed]:
    """The figures that can be parts: of the whole's unit, said with no change, mean or comparison."""
    parts = []
    for figure in candidates:
        if figure.unit == whole.unit and figure.kind is whole.kind and not _NO_PART.search(text[start : figure.start]):
            parts.append(figure)
        start = figure.end
    return parts


def adds_up(whole: Printed, parts: Sequence[Printed]) -> bool:
    """Whether parts make a whole, as far as the digits of all of them tell."""
    return whole.low <= sum(p.high for p in parts) and whole.high >= sum(p.low for p in parts)


def _told(whole: Printed, parts: Sequence[Printed]) -> Finding:
    total = sum((p.value for p in parts), Decimal(0))
    made = whole.as_printed(total, max(0, max(places_in(whole, p) for p in parts) - whole.places))
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


def places_in(whole: Printed, part: Printed) -> int:
    """Decimals of a part once it is written in the whole's unit."""
    shift = (whole.factor / part.factor).adjusted()
    return max(0, part.places + shift)


def misprinted(whole: Printed, parts: Sequence[Printed]) -> bool:
    """Whether the whole is the sum but for one digit, or for two that stand the wrong way round."""
    total = sum((p.value for p in parts), Decimal(0))
    stated, made = (_digits(whole, value) for value in (whole.value, total))
    told = max(len(stated.rstrip("0")), len(made.rstrip("0")))  # 1200 for 1800 is as likely as 12 for 18
    if len(stated) != len(made) or told < _MORE_DIGITS:
        return False
    odd = [place for place, (one, other) in enumerate(zip(stated, made, strict=True)) if one != other]
    return len(odd) == 1 or (
        len(odd) == 2 and odd[1] == odd[0] + 1 and stated[odd[0] : odd[1] + 1] == made[odd[1]] + made[odd[0]]
    )


def _digits(whole: Printed, value: Decimal) -> str:
    return whole.as_printed(value).removesuffix(whole.suffix).replace(".", "").lstrip("0")


def _complete(text: str, start: int, parts: Sequence[Printed]) -> bool:
    """Whether the parts' names leave nothing over: the last is 其他, or they are goods, works and services."""
    names = []
    for part in parts:
        names.append(between(text, start, part.start))
        start = part.end
    return "其他" in names[-1] or any(
        len(names) == len(split) and all(word in name for word, name in zip(split, names, strict=True))
        for split in _SPLITS
    )


def _differs(whole: Printed, parts: Sequence[Printed]) -> Finding:
    total = sum((p.value for p in parts), Decimal(0))
    made = whole.as_printed(total, max(0, max(places_in(whole, p) for p in parts) - whole.places))
    return finding(
        FindingCode.SUM_DIFFERS,
        Severity.SUSPECT,
        f"The parts {listed([p.text for p in parts])} make {made}, not {whole.text}.",
        (whole.mention, *(p.mention for p in parts)),
        whole.text,
        made,
    )


def _near(whole: Printed, parts: Sequence[Printed], by: Decimal = _NEAR) -> bool:
    total = sum((p.value for p in parts), Decimal(0))
    return whole.value > 0 and abs(total - whole.value) <= whole.value * by


def _bracketed(whole: Printed, parts: Sequence[Printed], exhaustive: bool) -> Iterator[Finding]:
    if adds_up(whole, parts):
        yield _told(whole, parts)
    elif misprinted(whole, parts) or _near(
        whole, parts, _NEAR_EXHAUSTIVE if exhaustive and len(parts) >= _WITHOUT_SOME else _NEAR_IN_BRACKET
    ):
        yield _differs(whole, parts)


def _introduced(text: str, sentence: Sequence[Printed], introduction: Introduction) -> Iterator[Finding]:
    """W，其中a、b、c: the parts run on as long as their form does, so the most of them that make the whole do."""
    whole = introduction.whole
    after = [f for f in sentence if introduction.start <= f.start < introduction.end]
    parts = [p for p in _parts(text, whole, after, introduction.start) if p.is_level]
    for count in range(len(parts), 1, -1):
        if adds_up(whole, parts[:count]):
            yield _told(whole, parts[:count])
            return
    alone = introduction.end == sentence[-1].end and "其中" not in text[introduction.start : introduction.end]
    # A figure of the same unit among the parts is by how much one of them changed, or leaves the sum open.
    leads = {f.mention: between(text, p.end, f.start) for p, f in pairwise(after)}
    others = [
        f
        for f in after
        if parts and f.start < parts[-1].start and f.unit == whole.unit and f not in parts
        if not _CHANGED.search(leads.get(f.mention, ""))
    ]
    if (
        alone
        and len(parts) >= 2
        and not others
        and (
            _near(whole, parts)
            or misprinted(whole, parts)
            or (_complete(text, introduction.start, parts) and _near(whole, parts, _NEAR_COMPLETE))
        )
    ):
        yield _differs(whole, parts)
    elif parts and parts[0] is after[0] and whole.high < parts[0].low < whole.high * _MOST_TIMES:
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
    lead = between(text, start, figure.start)
    return lead[max(lead.rfind("，"), lead.rfind("。"), lead.rfind("；")) + 1 :]


def _totalled(text: str, before: Sequence[Printed], whole: Printed) -> Iterator[Finding]:
    """a、b、c共W: the last figures before the total that stand in one list."""
    parts: list[Printed] = []
    nearest = whole.start
    for figure in reversed(before):
        if not _JOINED.fullmatch(between(text, figure.end, nearest)):
            break
        if figure.unit != whole.unit or figure.kind is not whole.kind or not figure.is_level:
            return  # the list goes on before this figure, with what cannot be added up
        parts.insert(0, figure)
        nearest = figure.start
        if len(parts) >= 2 and adds_up(whole, parts):
            yield _told(whole, parts)
            return
    if len(parts) >= 2 and (_near(whole, parts) or misprinted(whole, parts)):
        yield _differs(whole, parts)
