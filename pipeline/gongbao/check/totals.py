"""Totals of tables as findings: sums down and across that hold, those that do not, and both 总计 side by side."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongbao.check.across import column_sums
from gongbao.check.blocks import Block, Row
from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.down import GRAND, MEANT_AS_SUM, Sum, level_sums, row_sums
from gongbao.check.printed import Printed, listed
from gongbao.check.sums import adds_up, places_in
from gongbao.model import Finding, Kind

_ZERO = Decimal(0)
_MANY = 64
_SHOWN = 6


def totals(blocks: Sequence[Block]) -> Iterator[Finding]:
    """What the tables of a document say of their own sums."""
    for sums in (level_sums(blocks), row_sums(blocks)):
        for relation in sums:
            yield from _told(relation)
    for block in blocks:
        for relations in column_sums(block):
            yield from _told_of_column(relations)
    yield from _balances(blocks)


# ---- both sides


def _balances(blocks: Sequence[Block]) -> Iterator[Finding]:
    """收入总计 against 支出总计 of one table."""
    sides: dict[int, dict[str, list[tuple[Block, int]]]] = {}
    for block in blocks:
        for row in block.rows.values():
            if GRAND.search(row.name):
                flow = _flow(block, row)
                if flow:
                    sides.setdefault(block.grid, {}).setdefault(flow, []).append((block, row.number))
    for side in sides.values():
        if len(side) == 2 and all(len(rows) == 1 for rows in side.values()):
            yield from _balance(*side["revenue"][0], *side["expenditure"][0])


def _flow(block: Block, row: Row) -> str | None:
    if "收入" in row.name or "支出" in row.name:
        both = "收入" in row.name and "支出" in row.name
        return None if both else "revenue" if "收入" in row.name else "expenditure"
    row_figures = (block.figures.get((row.number, column)) for column in block.columns)
    flows = {figure.fact.flow for figure in row_figures if figure and figure.fact}
    return next(iter(flows)) if len(flows) == 1 else None


def _balance(block: Block, row: int, other: Block, another: int) -> Iterator[Finding]:
    """Whole amounts of the same stage and days, which no fund or kind of expenditure narrows."""
    told: dict[tuple[object, ...], Printed] = {}
    for column in other.columns:
        figure = other.figures.get((another, column))
        if figure and (key := _whole(figure)):
            told.setdefault(key, figure)
    for column in block.columns:
        figure = block.figures.get((row, column))
        opposite = told.get(key) if figure and (key := _whole(figure)) else None
        if figure and opposite:
            holds = adds_up(figure, [opposite])
            yield finding(
                FindingCode.BALANCE_HOLDS if holds else FindingCode.BALANCE_DIFFERS,
                Severity.INFO if holds else Severity.SUSPECT,
                f"In {_table(block)}, {figure.text} of {block.name(row)} on the side of revenue and {opposite.text} of "
                f"{other.name(another)} on the side of expenditure are {'equal' if holds else 'not equal'}.",
                (figure.mention, opposite.mention),
                figure.text,
                opposite.text,
            )


def _whole(figure: Printed) -> tuple[object, ...] | None:
    fact = figure.fact
    if fact is None or fact.qualifiers or figure.kind is not Kind.MONEY:
        return None
    return fact.stage, fact.period_start, fact.period_end, fact.measure, figure.unit


# ---- what is told


def _table(block: Block) -> str:
    return f"table {block.grid + 1} ({block.title})" if block.title else f"table {block.grid + 1}"


def _told(relation: Sum) -> Iterator[Finding]:
    """A sum over rows: one that holds where it is telling, one that does not where it should."""
    row, column = relation.place
    where = f"In {_table(relation.block)}, column {relation.block.header(column)}"
    if relation.holds:
        if relation.is_telling:
            yield _finding(FindingCode.TOTAL_HOLDS, Severity.INFO, relation, where, relation.block.name(row))
    elif relation.certain or relation.looks_misprinted:
        yield _finding(FindingCode.TOTAL_DIFFERS, Severity.SUSPECT, relation, where, relation.block.name(row))


def _told_of_column(relations: Sequence[Sum]) -> Iterator[Finding]:
    """The rows of a column that is a sum of others: those that hold in one finding, each that does not in its own.

    Where nearly all hold, and not only by being 0, the columns are parts of it even if their names do not say so.
    """
    holding = [relation for relation in relations if relation.holds]
    telling = [relation for relation in holding if relation.is_telling]
    block, column = relations[0].block, relations[0].place[1]
    where = f"In {_table(block)}, column {block.header(column)}"
    if telling:
        shown = next((r for r in telling if block.rows[r.place[0]].is_total), telling[0])
        more = f" (and so in {len(telling) - 1} other rows)" if len(telling) > 1 else ""
        yield _finding(FindingCode.TOTAL_HOLDS, Severity.INFO, shown, where, f"{block.name(shown.place[0])}{more}")
    meant = len(telling) >= MEANT_AS_SUM and (len(relations) - len(holding)) * 5 <= len(relations)
    for relation in relations:
        if not relation.holds and (relation.certain or meant or relation.looks_misprinted):
            name = block.name(relation.place[0])
            yield _finding(FindingCode.TOTAL_DIFFERS, Severity.SUSPECT, relation, where, name)


def _finding(code: FindingCode, severity: Severity, relation: Sum, where: str, name: str) -> Finding:
    whole, parts = relation.whole, relation.parts
    total = sum((part.value for part in relation.figures), _ZERO)
    made = whole.as_printed(total, max(0, max(places_in(whole, part) for part in relation.figures) - whole.places))
    some = [f"{name_} {part.text}".strip() for name_, part in parts[:_SHOWN]]
    shown = listed(some) if len(parts) <= _SHOWN else f"{', '.join(some)} and {len(parts) - _SHOWN} more"
    if severity is Severity.SUSPECT:
        verdict = f"make {made}, not {whole.text}"
    else:
        verdict = f"make {made}, as stated" + ("" if total == whole.value else f" but for rounding ({whole.text})")
    return finding(
        code,
        severity,
        f"{where}, the parts of {name} {verdict}: {shown}.",
        (whole.mention, *(part.mention for part in relation.figures[:_MANY])),
        whole.text,
        made,
    )
