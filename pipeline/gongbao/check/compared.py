"""Columns and rows of tables that compare: growth, 增减额 and completion against the amounts that they are of."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from gongbao.check.blocks import InTable
from gongbao.check.codes import FindingCode, finding
from gongbao.check.printed import HUNDRED, Printed, Verdict, judge, quotient
from gongbao.check.rates import CHANGE_CODES, GROWTH_CODES, RATE_CODES, REAL
from gongbao.check.shares import WORDING
from gongbao.kept import compiled
from gongbao.model import Fact, Finding, Measure
from gongbao.normalize.dates import day_a_year_earlier

Interval = tuple[Decimal, Decimal, Decimal]
"""What the amounts make of it, the least and the most that their digits allow."""

_AMOUNTS = (Measure.LEVEL, Measure.COUNT)
_BUDGETS = ("initial_budget", "adjusted_budget")
# Growth of these is told of the same firms and projects, which the amounts of the year before are not.
_SAME_FIRMS = compiled("规模以上|规上|限额以上|限上|固定资产|投资|工业|旅游|保费|业务总?量|产业|农林牧渔|建筑业")
_COMPARABLE = compiled("口径|可比|剔除|扣除|不变价")
# In how many times as many rows it must hold: with the stages of a budget, with revenue and expenditure, else. Growth
# elsewhere may be told in other terms than the amounts beside it.
_STAGED, _FISCAL, _OTHER = 1, 2, 4
_TENS = (Decimal(10), Decimal(100))
_MOST_PAIRS = 16
_ROW = attrgetter("at.row")


@dataclass(frozen=True, slots=True)
class _Held:
    """A figure that compares, held against two amounts; ``pair`` says which two of its row or of its indicator."""

    stated: InTable
    pair: tuple[object, ...]
    now: Printed
    base: Printed
    verdict: Verdict

    @property
    def made(self) -> Interval:
        """What the amounts make, made again: a large table has many that hold, and few that are told."""
        made = _made(self.stated, self.now, self.base)
        assert made is not None
        return made


def compared_in_tables(cells: Sequence[InTable]) -> Iterator[Finding]:
    """What growth, changes and rates of completion in tables say of the amounts in the same table."""
    for _, own in groupby(cells, key=lambda cell: cell.grid):
        yield from _of_table(list(own))


def _of_table(cells: Sequence[InTable]) -> Iterator[Finding]:
    if not any(map(_compares, cells)):
        return
    amounts: dict[tuple[object, ...], list[InTable]] = {}
    changes: dict[tuple[object, ...], list[InTable]] = {}
    for cell in cells:
        if cell.fact.measure in _AMOUNTS and cell.figure.unit != "%":
            amounts.setdefault(_key(cell.fact), []).append(cell)
        elif cell.fact.measure is Measure.CHANGE:
            changes.setdefault(_key(cell.fact), []).append(cell)
    columns: dict[tuple[object, ...], list[list[_Held]]] = {}
    alike: dict[tuple[object, ...], tuple[object, ...]] = {}  # one object for all pairs of the same two columns
    for cell in cells:
        if _compares(cell):
            key = _key(cell.fact)
            pairs = _pairs(cell, amounts.get(key, ()), changes.get(key, ()))
            held = [
                relation
                for pair, now, base in pairs[:_MOST_PAIRS]
                if (relation := _hold(cell, alike.setdefault(pair, pair), now, base))
            ]
            if held:
                inside = held[0].pair[0]
                line = cell.at.column if inside else cell.at.row
                columns.setdefault((cell.at.group, inside, line), []).append(held)
    for relations in columns.values():
        yield from _told(relations)


def _key(fact: Fact) -> tuple[object, ...]:
    """What a figure that compares and the amounts that it compares have in common."""
    place = fact.region_code or fact.region
    return fact.indicator, place, fact.scope, fact.entity, fact.program, fact.per, fact.qualifiers


def _compares(cell: InTable) -> bool:
    """Whether a figure says how two amounts compare that may stand in its table."""
    fact, unit = cell.fact, cell.figure.unit
    if fact.period_end is None or not fact.indicator:
        return False
    if fact.measure is Measure.GROWTH:
        alike = not any(name in ("basis", "excluding") for name, _ in fact.qualifiers)
        return unit == "%" and alike and not _COMPARABLE.search(_words(cell))
    return fact.measure is Measure.CHANGE or (fact.measure in (Measure.RATE, Measure.INDEX) and unit == "%")


def _words(cell: InTable) -> str:
    return "".join((cell.fact.indicator or "", *cell.at.row_header, *cell.at.column_header))


def _is_real(cell: InTable) -> bool:
    """Whether a growth may be told in real terms or of the same firms, unless it is of budgets and their execution."""
    words = _words(cell)
    return cell.fact.price_basis in ("constant", "real") or bool(REAL.search(words) or _SAME_FIRMS.search(words))


def _pairs(
    stated: InTable, amounts: Sequence[InTable], changes: Sequence[InTable]
) -> list[tuple[tuple[object, ...], Printed, Printed]]:
    """Which two amounts a figure may compare: of its own row, else of one other row of its indicator.

    ``amounts`` and ``changes`` are in order of their rows.
    """
    fact = stated.fact
    own = _of_row(amounts, stated.at.row)
    inside = bool(own)
    if amounts and amounts[0].at.row == amounts[-1].at.row:
        own = amounts
    nows = [cell for cell in own if _is_now(cell.fact, fact)]
    found: list[tuple[tuple[object, ...], Printed, Printed]] = []
    for now in nows:
        for base in own:
            if base is not now and base.figure.unit == now.figure.unit and _is_base(base.fact, now.fact, fact):
                which = (now.at.column, base.at.column) if inside else (now.fact.stage, base.fact.stage)
                found.append(((inside, *which), now.figure, base.figure))
    if not found and fact.measure is Measure.GROWTH:
        for now in nows:
            for change in _of_row(changes, now.at.row):
                if _is_now(change.fact, fact) and _same_base(change.fact, fact):
                    which = now.at.column, change.at.column
                    found += [((inside, *which), now.figure, base) for base in _before(now.figure, change)]
    return found


def _of_row(cells: Sequence[InTable], row: int) -> Sequence[InTable]:
    return cells[bisect_left(cells, row, key=_ROW) : bisect_right(cells, row, key=_ROW)]


def _is_now(fact: Fact, stated: Fact) -> bool:
    """Whether an amount is of the days that something is told of, be it as of the last of them."""
    if fact.period_end != stated.period_end:
        return False
    return fact.period_start == stated.period_start or "end" in (fact.aggregation, stated.aggregation)


def _is_base(fact: Fact, now: Fact, stated: Fact) -> bool:
    """Whether an amount is what a figure is held against: a year earlier, or the budget of the same days."""
    if stated.comparison == "yoy":
        if stated.base_end:
            return fact.period_end == stated.base_end and fact.period_start in (stated.base_start, stated.base_end)
        assert stated.period_end is not None
        start = now.period_start and day_a_year_earlier(now.period_start)
        return fact.period_end == day_a_year_earlier(stated.period_end) and fact.period_start == start
    if (fact.period_start, fact.period_end) != (now.period_start, now.period_end):
        return False
    if stated.comparison is None:  # 执行率 is of the budget of the year, be it adjusted or not
        return stated.measure is Measure.RATE and fact.stage in _BUDGETS and now.stage not in (*_BUDGETS, None)
    return stated.comparison in (*_BUDGETS, "target") and fact.stage == stated.comparison != now.stage


def _same_base(change: Fact, stated: Fact) -> bool:
    return change.comparison == stated.comparison == "yoy" and change.base_end == stated.base_end


def _before(now: Printed, change: InTable) -> Iterator[Printed]:
    """The amount of the year before, from this year's and by how much it has changed."""
    if change.figure.unit == now.unit:
        value = now.value - _signed(change).value
        yield now._replace(value=value, step=now.step + change.figure.step, text=now.as_printed(value), fact=None)


def _signed(cell: InTable) -> Printed:
    """The figure, below 0 where a decrease is told."""
    value = abs(cell.figure.value)
    return cell.figure._replace(value=-value if cell.fact.direction == "decrease" else value)


def _hold(stated: InTable, pair: tuple[object, ...], now: Printed, base: Printed) -> _Held | None:
    """A figure against two amounts; null where they say nothing."""
    made = _made(stated, now, base)
    if made is None:
        return None
    if stated.fact.measure in (Measure.GROWTH, Measure.CHANGE):
        stated = replace(stated, figure=_signed(stated))
    figure, (_, low, high) = stated.figure, made
    size = figure._replace(value=abs(figure.value))  # digits are cut off towards 0
    verdict = judge(size, -high, -low) if figure.value < 0 else judge(size, low, high)
    return _Held(stated, pair, now, base, verdict)


def _made(stated: InTable, now: Printed, base: Printed) -> Interval | None:
    """What two amounts make; null where they say nothing: both 0, or a base that is none."""
    measure = stated.fact.measure
    if measure is Measure.CHANGE:
        if stated.figure.unit != now.unit:
            return None
        gap, slack = now.value - base.value, (now.step + base.step) / 2
        return gap, gap - slack, gap + slack
    real = measure is Measure.GROWTH and not (now.fact and now.fact.stage) and _is_real(stated)
    found = quotient(now, base) if now.value >= 0 and not real else None
    if found is None or not now.value:
        return None
    less = HUNDRED if measure is Measure.GROWTH else Decimal(0)
    return found[0] - less, found[1] - less, found[2] - less


def _told(rows: Sequence[Sequence[_Held]]) -> Iterator[Finding]:
    """A column that compares: what holds in one finding, what is cut off in one, each that differs in its own.

    The amounts that it is of are those with which it holds in most rows. Where it does not in most, it is of others.
    """
    right = Counter(held.pair for row in rows for held in row if held.verdict is not Verdict.DIFFERS)
    best = max((held.pair for row in rows for held in row), key=lambda pair: right[pair])
    chosen = [next((held for held in row if held.pair == best), None) for row in rows]
    own = [held for held in chosen if held]
    for verdict in (Verdict.HOLDS, Verdict.TRUNCATED):
        alike = [held for held in own if held.verdict is verdict]
        if alike:
            more = f" (and so in {len(alike) - 1} other rows)" if len(alike) > 1 else ""
            yield _finding(alike[0], more)
    wrong = [
        held
        for held, row in zip(chosen, rows, strict=True)
        if held and all(other.verdict is Verdict.DIFFERS for other in row)
    ]
    holding = len(own) - sum(held.verdict is Verdict.DIFFERS for held in own)
    for held in wrong:
        if holding >= len(wrong) * _times(held) or _looks_misprinted(held):
            yield _finding(held, "")


def _times(held: _Held) -> int:
    fact = held.stated.fact
    if fact.measure is not Measure.GROWTH or (held.now.fact and held.now.fact.stage):
        return _STAGED
    return _FISCAL if fact.flow in ("revenue", "expenditure") else _OTHER


def _looks_misprinted(held: _Held) -> bool:
    """Whether a figure is what the amounts make but for the sign or the place of the point."""
    figure = held.stated.figure
    turned = figure._replace(value=-figure.value)
    if figure.value and judge(turned, *held.made[1:]) is Verdict.HOLDS:
        return True
    made = abs(Decimal(figure.as_printed(held.made[0]).removesuffix(figure.suffix)) * figure.factor)
    least, most = sorted((made, abs(figure.value)))
    return least > 0 and most / least in _TENS and len(most.normalize().as_tuple().digits) > 1


_CODES: Mapping[Measure, Mapping[Verdict, FindingCode]] = {
    Measure.GROWTH: GROWTH_CODES,
    Measure.CHANGE: CHANGE_CODES,
    Measure.RATE: RATE_CODES,
    Measure.INDEX: RATE_CODES,
}


def _finding(held: _Held, more: str) -> Finding:
    figure, measure = held.stated.figure, held.stated.fact.measure
    severity, words = WORDING[held.verdict]
    places = max(held.now.places, held.base.places, figure.places) - figure.places if measure is Measure.CHANGE else 1
    expected = figure.as_printed(held.made[0], places)
    cell = held.stated
    if measure in (Measure.GROWTH, Measure.CHANGE):
        what = f"from {held.base.text} to {held.now.text} is a change of {expected}"
    else:
        sign = "" if figure.suffix or figure.factor != 1 else "%"  # 0.95 is told of 95% too
        what = f"{held.now.text} is {expected}{sign} of {held.base.text}"
    amounts = [held.now.mention, *([held.base.mention] if held.base.fact else [])]
    return finding(
        _CODES[measure][held.verdict],
        severity,
        f"In {cell.table}, column {cell.column}, {cell.row}: {what}, {words.format(figure.text)}{more}.",
        (figure.mention, *amounts),
        figure.text,
        expected,
    )
