"""Rates and growth from the amounts that they are of: completion, from A to B, this year's level and last year's."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import regex

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.printed import HUNDRED, Printed, Verdict, between
from gongbao.check.shares import held_against, same_period, told_against
from gongbao.kept import compiled
from gongbao.model import Finding, Kind, Measure, Stand
from gongbao.normalize.dates import day_a_year_earlier

_RATE = compiled(
    "(?P<stem>分配|完成|执行|拨付|支出|使用|到位|兑付|入库|下达|支付|征收|发放|整改|办结|开工)(?:进度)?率(?:为|达到|达)?$"
)
_OF_BUDGET = compiled("(?:完成|为|占)(?P<of>年初预算|调整预算|预算|年度计划|计划|目标任务|目标|任务)(?:数)?的$")
_BUDGET_NAME = compiled("公共预算|基金预算|经营预算|保险预算|预算(?=收入|支出)")
_DONE = compiled("决算|执行数|实际|完成|实现|支出(?!预算)|收入(?!预算)")
_FROM = compiled(r"(?:由|从)(?:(?P<year>[12]\d{3})年的?|(?:上年|去年|原来)的?)?$")
_TO = compiled(
    r"(?:人|元)?(?:，)?(?P<verb>增加|提高|上升|增长|提升|扩大|攀升|增|升|下降|减少|降低|缩减|缩短|压减|降|减)(?:到了?|至|为)"
    r"(?:(?P<year>[12]\d{3})年的?)?"
)
_DOWN = frozenset(("下降", "减少", "降低", "缩减", "缩短", "压减", "降", "减"))
_SAID = compiled(
    "[，、](?:(?:共|净|累计|同比|比上年|总)?)(?P<average>年均|平均每年)?(?P<verb>增长|增加|提高|上升|下降|减少|降低|增幅|降幅)(?:了|达|为)?$"
)
_ADDED = compiled(
    r"，[^，。；]{0,6}?(?:比|较|同比)?(?:[12]\d{3}年度?|上年度?|去年|上一年)?[^，。；\d]{0,6}?(?P<verb>增加|减少|增收|减收|增支|减支)$"
)
_COMPARED = compiled(
    r"。\s*(?:与|和)(?:[12]\d{3}年度?|上年度?)(?:决算|预算|执行)?数?相比，(?P<name>[^，。；]{2,24})(?P<verb>增加|减少)(?:了)?"
)
_LEAD = 12
_AT_LEAST = 3  # a growth and two levels
_REACH = 80
_FURTHEST = 10
_GREW = compiled("[，、](?P<verb>增长|下降|上升|降低|增加|减少|增幅|降幅)(?:了|为|达)?$")
# Growth of these is told in real terms, or may be: levels at current prices cannot refute it.
REAL = compiled(
    "生产总值|GDP|增加值|总产值|国民收入|经济总量|产值|可支配收入|纯收入|收入水平|消费|工资|零售|不变价|可比|同口径|剔除|扣除|实际"
)
RATE_CODES = {
    Verdict.HOLDS: FindingCode.RATE_HOLDS,
    Verdict.TRUNCATED: FindingCode.RATE_TRUNCATED,
    Verdict.DIFFERS: FindingCode.RATE_DIFFERS,
}
GROWTH_CODES = {
    Verdict.HOLDS: FindingCode.GROWTH_HOLDS,
    Verdict.TRUNCATED: FindingCode.GROWTH_TRUNCATED,
    Verdict.DIFFERS: FindingCode.GROWTH_DIFFERS,
}
CHANGE_CODES = {
    Verdict.HOLDS: FindingCode.CHANGE_HOLDS,
    Verdict.TRUNCATED: FindingCode.CHANGE_TRUNCATED,
    Verdict.DIFFERS: FindingCode.CHANGE_DIFFERS,
}


def rates(text: str, sentence: Sequence[Printed]) -> Iterator[Finding]:
    """Completion and its like: two amounts, one of which is named by the rate's own verb, then the rate."""
    for place in range(2, len(sentence)):
        stated, second, first = sentence[place], sentence[place - 1], sentence[place - 2]
        if stated.unit != "%" or first.unit != second.unit or first.kind is not second.kind:
            continue
        if not (first.is_level and second.is_level):
            continue
        gap = between(text, second.end, stated.start)
        start = sentence[place - 3].end if place > 2 else max(0, first.start - 40)
        leads = _clause(between(text, start, first.start)), _clause(between(text, first.end, second.start))
        if match := _RATE.search(gap):
            said = [match["stem"] in lead for lead in leads]
            if said == [False, True] and same_period(first, second):
                pair = second, first
            elif said == [True, False] and same_period(first, second) and regex.search("预算|计划|任务", leads[1]):
                pair = first, second
            else:
                continue
        elif (match := _OF_BUDGET.search(gap)) and gap[: match.start()].strip("，、") == "":
            budget = ["预算" in lead or "计划" in lead or "目标" in lead or "任务" in lead for lead in leads]
            if budget == [True, False] and _DONE.search(leads[1]):
                pair = second, first
            elif budget == [False, True]:
                pair = first, second
            else:
                continue
            if match["of"].startswith("年初") and "调整" in text[start : second.start]:
                continue
        else:
            continue
        if "；" in text[first.end : stated.start] or "其中" in text[first.end : stated.start]:
            continue
        found = held_against(RATE_CODES, stated, *pair)
        if found:
            yield found


def _clause(words: str) -> str:
    """The last clause of some words, without the budgets that are part of an indicator's name."""
    return _BUDGET_NAME.sub("", words[max(words.rfind("。"), words.rfind("；")) + 1 :])


def from_to(text: str, sentence: Sequence[Printed]) -> Iterator[Finding]:
    """由A增加到B，增长x%: the verb against the two levels, then the stated change against their difference."""
    years: tuple[int, int] | None = None
    for place in range(len(sentence) - 1):
        base, level_now = sentence[place], sentence[place + 1]
        if base.unit != level_now.unit or base.kind is not level_now.kind:
            continue
        origin = _FROM.search(between(text, max(0, base.start - _LEAD), base.start))
        arrival = _TO.fullmatch(between(text, base.end, level_now.start)) if origin else None
        if origin is None or arrival is None:
            continue
        if origin["year"] and arrival["year"]:
            years = int(origin["year"]), int(arrival["year"])
        down = arrival["verb"] in _DOWN
        if (base.value > level_now.value) is not down and base.value != level_now.value:
            yield finding(
                FindingCode.DIRECTION_DIFFERS,
                Severity.SUSPECT,
                f"From {base.text} to {level_now.text} is told as {arrival['verb']}.",
                (base.mention, level_now.mention),
                arrival["verb"],
                "增加" if down else "减少",
            )
            continue
        if place + 2 < len(sentence):
            after = sentence[place + 2]
            said = _SAID.fullmatch(between(text, level_now.end, after.start))
            if said and said["average"] is None:
                yield from _stated_change(text, sentence, place, after)
            elif said and years:
                yield from _annual(text, sentence, place, after, years[1] - years[0])


def _subject(text: str, figure: Printed) -> str:
    """The words of the sentence before a figure, where its indicator stands."""
    start = max(text.rfind("。", 0, figure.start), text.rfind("；", 0, figure.start), figure.start - 40, 0)
    return text[start : figure.start]


def _real(text: str, figure: Printed) -> bool:
    """Whether growth of this indicator may be told in real terms."""
    fact = figure.fact
    return bool(REAL.search(_subject(text, figure))) or (
        fact is not None
        and (
            fact.price_basis in ("constant", "real")
            or bool(fact.indicator and REAL.search(fact.indicator))
            or any(key in ("basis", "excluding") for key, _ in fact.qualifiers)
        )
    )


def _growth_interval(now: Printed, base: Printed) -> tuple[Decimal, Decimal, Decimal] | None:
    if base.low <= 0:
        return None
    values = (
        now.value / base.value,
        now.low / base.high,
        now.high / base.low,
    )
    changes = [(value - 1) * HUNDRED for value in values]
    return (changes[0], changes[1], changes[2]) if now.value >= base.value else (-changes[0], -changes[2], -changes[1])


def _stated_change(text: str, sentence: Sequence[Printed], place: int, stated: Printed) -> Iterator[Finding]:
    base, now = sentence[place], sentence[place + 1]
    if stated.unit == "%" and base.kind is not Kind.PERCENT:
        interval = None if _real(text, base) else _growth_interval(now, base)
        codes, more = GROWTH_CODES, 1
    elif (stated.unit == "pp" and base.unit == "%") or (stated.unit == base.unit and base.kind is not Kind.PERCENT):
        difference = abs(now.value - base.value)
        slack = (now.step + base.step) / 2
        if stated.value > difference * HUNDRED:
            return  # 由1000元提高到1500元，增加20亿元: what it costs, not by how much
        interval = difference, max(difference - slack, Decimal(0)), difference + slack
        codes, more = CHANGE_CODES, max(now.places, base.places, stated.places) - stated.places
    else:
        return
    if interval:
        yield _told(codes, stated, base, now, interval, more)


def _told(
    codes: Mapping[Verdict, FindingCode],
    stated: Printed,
    base: Printed,
    now: Printed,
    interval: tuple[Decimal, Decimal, Decimal],
    more_places: int,
) -> Finding:
    said = f"From {base.text} to {now.text} is a change of"
    return told_against(codes, stated, interval, (base, now), said, more_places=more_places)


def _annual(text: str, sentence: Sequence[Printed], place: int, stated: Printed, years: int) -> Iterator[Finding]:
    base, now = sentence[place], sentence[place + 1]
    if stated.unit != "%" or years < 2 or base.kind is Kind.PERCENT or base.low <= 0 or _real(text, base):
        return
    power = 1 / Decimal(years)
    exact, low, high = (
        (ratio**power - 1) * HUNDRED for ratio in (now.value / base.value, now.low / base.high, now.high / base.low)
    )
    rates = (-exact, -high, -low) if exact < 0 else (exact, low, high)
    said = f"From {base.text} to {now.text} in {years} years is"
    yield told_against(GROWTH_CODES, stated, rates, (base, now), said, " a year")


def level_change_growth(text: str, figures: Sequence[Printed]) -> Iterator[Finding]:
    """X，比上年增加Y，增长z%: Y in percent of X less Y. The level may end the sentence before: 与上年相比，…增加Y."""
    for now, change, stated in zip(figures, figures[1:], figures[2:], strict=False):
        if stated.unit != "%" or now.unit != change.unit or now.kind is not change.kind or not now.is_level:
            continue
        if change.sentence != stated.sentence or stated.start - now.end > _REACH:
            continue
        words = between(text, now.end, change.start)
        added = _ADDED.fullmatch(words)
        if added is None and (added := _COMPARED.fullmatch(words)):
            name = added["name"]
            if name not in between(text, max(0, now.start - 48), now.start):
                continue
        if added is None or not _GREW.fullmatch(between(text, change.end, stated.start)):
            continue
        if _real(text, now) or REAL.search(words):
            continue
        up = "增" in added["verb"]
        base = now.value - change.value if up else now.value + change.value
        slack = (now.step + change.step) / 2
        if base - slack <= 0:
            continue
        growths = (
            change.value / base * HUNDRED,
            max(change.low, Decimal(0)) / (base + slack) * HUNDRED,
            change.high / (base - slack) * HUNDRED,
        )
        said = f"{change.text} {'more' if up else 'less'} at {now.text} is a change of"
        yield told_against(GROWTH_CODES, stated, growths, (now, change), said)


_Key = tuple[object, ...]


def year_on_year(text: str, named: Mapping[str, list[Printed]]) -> Iterator[Finding]:
    """A year's growth against its level and the year before's, where both are stated anywhere in the document.

    ``named`` are the figures whose indicator is known, by it.
    """
    levels: dict[_Key, list[Printed]] = {}
    growths: list[Printed] = []
    for figure in (figure for alike in named.values() if len(alike) >= _AT_LEAST for figure in alike):
        fact = figure.fact
        if fact is None or fact.indicator_id is None or fact.period_start is None or fact.period_end is None:
            continue
        if fact.measure is Measure.GROWTH and fact.comparison == "yoy" and figure.unit == "%":
            growths.append(figure)
        elif fact.measure is Measure.LEVEL and fact.per is None:
            levels.setdefault(_key(figure, fact.period_start, fact.period_end), []).append(figure)
    for stated in growths:
        fact = stated.fact
        assert fact is not None and fact.period_start and fact.period_end
        before = day_a_year_earlier(fact.period_start), day_a_year_earlier(fact.period_end)
        now = levels.get(_key(stated, fact.period_start, fact.period_end), [])
        base = levels.get(_key(stated, *before), [])
        if not _one_value(now) or not _one_value(base) or now[0].unit != base[0].unit or _real(text, stated):
            continue
        if now[0].sentence != stated.sentence or _real(text, now[0]) or now[0].fact is None:
            continue
        interval = _growth_interval(now[0], base[0])
        up = now[0].value >= base[0].value
        # Further off, the levels are more likely of something else than the growth is wrong.
        if interval and (fact.direction == "increase") is up and abs(interval[0] - stated.value) <= _FURTHEST:
            yield _told(GROWTH_CODES, stated, base[0], now[0], interval, 1)


def _key(figure: Printed, start: date, end: date) -> _Key:
    fact = figure.fact
    assert fact is not None
    return (
        fact.indicator_id,
        fact.indicator,
        start,
        end,
        fact.region_code,
        fact.scope,
        fact.entity,
        fact.status is Stand.ACTUAL,
        fact.qualifiers,
    )


def _one_value(figures: Sequence[Printed]) -> bool:
    return len({figure.value for figure in figures}) == 1
