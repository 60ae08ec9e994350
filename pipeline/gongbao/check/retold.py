"""Figures of the prose that stand in a table too, by their facts: of what, of when, of where, at which stage."""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from itertools import pairwise

from gongbao.check.blocks import InTable
from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.figures import tens_apart
from gongbao.check.printed import Printed, between
from gongbao.check.sums import misprinted
from gongbao.check.told import agree, stands_in_tables, titled
from gongbao.kept import compiled
from gongbao.model import Fact, Finding, Kind, Measure, Stand
from gongbao.normalize.dates import day_a_year_earlier

_LEVELS = (Measure.LEVEL, Measure.COUNT)
_CHANGES = (Measure.GROWTH, Measure.CHANGE)
# A name without an id must say more than 收入 or 合计.
_SPECIFIC = 4
# Amounts of one thing that differ by more are more likely of two, unless a growth beside them agrees.
_NEAR = 20
_DIGITS, _FEW_DIGITS = 4, 3
_OF_ANOTHER_STAGE = compiled("(?:年初|调整|当年|全年|变动)预算|预算(?:数|安排|为|目标)|预计|快报|初步|报告的|目标|计划")
_REACH = 24
_MOST_ALIKE = 32

Key = tuple[object, ...]


def retold(text: str, prose: Sequence[Printed], cells: Sequence[InTable], known: Container[int]) -> Iterator[Finding]:
    """Figures of the prose against those of tables that have the same fact; not those whose mentions are ``known``.

    ``text`` is the view's.
    """
    stated = [
        (figure, fact, (*key, figure.unit))
        for figure in prose
        if (fact := figure.fact) and fact.member == 1 and (key := _key(fact))
    ]
    # Of a document of one table only what the prose asks for is told again.
    asked = {key for _, _, key in stated} if len({cell.grid for cell in cells}) == 1 else None
    told: dict[Key, list[InTable]] = {}
    for cell in cells:
        if key := _key(cell.fact):
            key = *key, cell.figure.unit
            if (asked is None or key in asked) and len(same := told.setdefault(key, [])) < _MOST_ALIKE:
                same.append(cell)
    found: list[tuple[Printed, list[InTable]]] = []
    for figure, fact, key in stated:
        if same := [cell for cell in told.get(key, ()) if _may_be(fact, cell.fact)]:
            found.append((_signed(figure, fact), same))
    # In which rows of tables the sentence has a figure that agrees: there its others should stand as well. A growth of
    # two digits is less of a proof than an amount.
    rows: dict[tuple[int, int, int], bool] = {}
    for figure, same in found:
        for cell in same:
            if figure.value and _agree(figure, cell) is Severity.INFO:
                place = figure.sentence, cell.grid, cell.at.row
                proof = cell.fact.measure in _LEVELS and _digits(figure) >= _FEW_DIGITS
                rows[place] = proof or rows.get(place, False)
    for figure, same in found:
        if figure.mention not in known:
            beside = [cell for cell in same if (figure.sentence, cell.grid, cell.at.row) in rows]
            proof = any(rows[figure.sentence, cell.grid, cell.at.row] for cell in beside)
            lead = between(text, max(0, figure.start - _REACH), figure.start)
            apart = _OF_ANOTHER_STAGE.search(lead) is not None
            yield from _compared(figure, same, beside, proof=proof, apart=apart)
    for same in told.values():
        yield from _tables([cell for cell in same if cell.figure.mention not in known])


def _key(fact: Fact) -> Key | None:
    """What two figures must share to be the same; null where too little is known."""
    name = fact.indicator_id or (fact.indicator or "").rpartition(" > ")[2]
    if fact.period_end is None or (fact.indicator_id is None and len(name) < _SPECIFIC):
        return None
    return (
        name,
        Measure.LEVEL if fact.measure in _LEVELS else fact.measure,
        fact.comparison,
        _base(fact),
        fact.price_basis,
        fact.aggregation == "average",
        fact.per,
        _start(fact),
        fact.period_end,
        fact.region_code or fact.region,
        fact.program,
        fact.qualifiers,
    )


def _base(fact: Fact) -> date | None:
    """The first day that a change is held against, unless its comparison says it already."""
    usual = fact.comparison == "yoy" and fact.period_start and fact.base_start == day_a_year_earlier(fact.period_start)
    return None if usual else fact.base_start


def _start(fact: Fact) -> date | None:
    """The first day of a fact; what is told as of the end of a year stands in tables of the year."""
    day = fact.period_start
    return date(day.year, 1, 1) if day and day == fact.period_end and (day.month, day.day) == (12, 31) else day


def _may_be(fact: Fact, other: Fact) -> bool:
    """Whether whose they are, of how much of a place and at which stage does not part two figures."""
    return (
        fact.status is other.status
        and (fact.stage == other.stage or not fact.stage or not other.stage)
        and (fact.scope == other.scope or not fact.scope or not other.scope)
        and (fact.entity == other.entity or not fact.entity or not other.entity)
    )


def _is_sure(fact: Fact, other: Fact) -> bool:
    """Whether nothing is open but the stage, which prose on what has been achieved seldom names."""
    staged = fact.stage == other.stage or (not fact.stage and fact.status is Stand.ACTUAL)
    return staged and fact.scope == other.scope and fact.entity == other.entity


def _signed(figure: Printed, fact: Fact) -> Printed:
    if fact.measure not in _CHANGES:
        return figure
    value = abs(figure.value)
    return figure._replace(value=-value if fact.direction == "decrease" else value)


def _agree(figure: Printed, cell: InTable) -> Severity:
    return agree(figure, _signed(cell.figure, cell.fact))


def _compared(
    figure: Printed, same: Sequence[InTable], beside: Sequence[InTable], *, proof: bool, apart: bool
) -> Iterator[Finding]:
    """A figure of the prose against those of tables with the same fact; it may be any of them.

    ``beside`` are those in whose row another figure of its sentence stands, ``proof``: that is a long amount;
    ``apart``: by the words before it, it may be of another stage, and so near to those of the table and yet another.
    """
    for severity in (Severity.INFO, Severity.NOTE):
        if alike := [cell for cell in same if _agree(figure, cell) is severity]:
            places = [_place(cell) for cell in alike]
            yield stands_in_tables(figure, [cell.figure for cell in alike], places, _text(alike[0]), severity)
            return
    same = beside or same
    fact, other = figure.fact, same[0]
    if fact is None or len({cell.figure.value for cell in same}) > 1:
        return
    gap = abs(figure.value - _signed(other.figure, other.fact).value)
    long = fact.measure in _LEVELS and figure.kind is not Kind.PERCENT and _digits(figure) >= _FEW_DIGITS
    near = long and not apart and gap * _NEAR <= abs(other.figure.value)
    sure = proof or (_is_sure(fact, other.fact) and (bool(beside) or near))
    if sure or _looks_misprinted(figure, other.figure):
        yield finding(
            FindingCode.TABLE_DIFFERS,
            Severity.SUSPECT,
            f"{figure.text} in the prose differs from {_place(other)}.",
            (figure.mention, other.figure.mention),
            figure.text,
            _text(other),
        )


def _looks_misprinted(figure: Printed, other: Printed) -> bool:
    if figure.value <= 0 or other.value <= 0 or agree(figure, other) is not Severity.SUSPECT:
        return False
    return misprinted(figure, [other]) or tens_apart(figure, other)


def _digits(figure: Printed) -> int:
    return sum(map(str.isdigit, figure.text))


def _tables(same: Sequence[InTable]) -> Iterator[Finding]:
    """Long amounts that stand once in each of two tables and differ by a digit, or by rounding."""
    whose: dict[Key, list[InTable]] = {}
    for cell in same:
        fact = cell.fact
        if fact.measure in _LEVELS and _digits(cell.figure) >= _DIGITS:
            # A bureau's table of one fund does not have the figures of that of all its funds.
            fund = titled(cell.title) if fact.entity else None
            whose.setdefault((fact.stage, fact.status, fact.scope, fact.entity, fund), []).append(cell)
    for cells in whose.values():
        if len({cell.grid for cell in cells}) < len(cells):
            continue
        for one, other in pairwise(cells):
            rounded = agree(one.figure, other.figure) is Severity.NOTE
            if rounded or _looks_misprinted(one.figure, other.figure):
                yield finding(
                    FindingCode.TABLE_ROUNDED if rounded else FindingCode.TABLE_DIFFERS,
                    Severity.NOTE if rounded else Severity.SUSPECT,
                    f"{_place(one)} is {_text(other)} in {other.table}{', rounded differently' if rounded else ''}.",
                    (one.figure.mention, other.figure.mention),
                    _text(one),
                    _text(other),
                )


def _text(cell: InTable) -> str:
    bare = not cell.figure.suffix and cell.figure.kind is Kind.MONEY and cell.unit.endswith("元")
    return f"{cell.figure.text}{cell.unit}" if bare else cell.figure.text


def _place(cell: InTable) -> str:
    return f"{_text(cell)} of {cell.row}, {cell.column}, in {cell.table}"
