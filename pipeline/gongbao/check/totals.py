"""Totals of tables: 合计 against its rows, 类, 款 and 项 by their codes, a column against its parts, both 总计."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import regex

from gongbao.check.blocks import Block, Row, is_total
from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.printed import Printed, listed
from gongbao.check.sums import adds_up, misprinted, places_in
from gongbao.model import Finding, Kind

Place = tuple[int, int]
"""Row and column of a block."""

_ZERO = Decimal(0)
_NUMBERED = regex.compile(r"(?P<number>[一二三四五六七八九十]{1,3})[、.．]")
_PLAIN_TOTAL = regex.compile("(?:合计|总计|共计|(?:本年|当年|年度)?(?:收入|支出)(?:合计|总计)|收支总计)")
_OF_THE_YEAR = regex.compile("本年|当年")
_GRAND = regex.compile("总计$")
# What 总计 has beside 本年收入合计 or 本年支出合计.
_CARRIED = regex.compile("结转|结余|专用基金")
_OF_CODES = ("人员经费合计", "公用经费合计")
_PERSONNEL = frozenset(("301", "303"))
# What a column for a sum is split into with nothing left over.
_SPLITS = tuple(
    regex.compile(words)
    for words in (
        "基本支出|项目支出|上缴上级支出|(?:事业单位)?经营支出|对附属单位补助(?:支出)?",
        "人员(?:经费|支出)|(?:日常)?公用(?:经费|支出)",
        "(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?)(?:财政)?(?:拨款|资金|收入|支出)*",
        r"因公出国.*|公务用车.*|公务接待费?.*",
        "(?:公务用车)?(?:购置费?|运行(?:维护)?费?)(?:支出)?",
        "财政拨款(?:收入)?|上级补助收入|(?:财政专户管理)?(?:事业|(?:事业单位)?经营|附属单位上缴|其他)收入|事业单位经营收入",
    )
)
# A column that is only some of another, or says how much it changed.
_NO_PART = regex.compile("^(?:其中|[#＃])|增(?!值)|减|[比较]上|同比|[占比]比|比[重例]|率$|[%％]")
_MEANT_AS_SUM = 3
_MANY = 64
_MOST_NESTED = 8
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated figure and the places in its block of what it should be the sum of, by name; both have figures.

    ``certain``: the structure of the table says that it is.
    """

    block: Block
    place: Place
    whole: Printed
    parts: tuple[tuple[str, Printed], ...]
    certain: bool

    @property
    def figures(self) -> list[Printed]:
        """The parts, of which those with an empty cell are none."""
        return [part for _, part in self.parts]

    @property
    def holds(self) -> bool:
        """Whether the parts make the whole."""
        return adds_up(self.whole, self.figures)

    @property
    def is_telling(self) -> bool:
        """Whether it says something: two parts or more are not nothing."""
        return sum(bool(part.value) for _, part in self.parts) > 1

    @property
    def looks_misprinted(self) -> bool:
        """Whether the whole is off by a digit, and not by what a single row has, which may be no part."""
        gap = abs(sum((p.value for p in self.figures), _ZERO) - self.whole.value)
        return self.is_telling and misprinted(self.whole, self.figures) and all(p.value != gap for p in self.figures)


def totals(blocks: Sequence[Block]) -> Iterator[Finding]:
    """What the tables of a document say of their own sums."""
    for sums in (level_sums(blocks), row_sums(blocks)):
        for relation in sums:
            yield from _told(relation)
    for block in blocks:
        for relations in column_sums(block):
            yield from _told_of_column(relations)
    yield from _balances(blocks)


# ---- levels by codes


@dataclass(slots=True)
class _Node:
    block: Block
    row: Row
    children: "list[_Node]"
    open: bool = False


def _trees(blocks: Sequence[Block]) -> dict[tuple[int, int], list[_Node]]:
    """The classes of each block that stand below no other, with those below them; by grid and group.

    A class stands below the last one before it whose code its own begins with, be it in the columns to the left.
    ``open``: the table may go on in the next one, so what stands below is not known to be all.
    """
    roots: dict[tuple[int, int], list[_Node]] = {}
    stack: list[_Node] = []
    grid = -1
    for block in blocks:
        if block.grid != grid:
            first = next((row.code for row in block.rows.values() if row.code), None)
            for node in stack:
                node.open = bool(first) and _is_below(first, node.row.code)
            stack, grid = [], block.grid
        here = roots.setdefault((block.grid, block.group), [])
        for row in block.rows.values():
            if row.code is None:
                continue
            while stack and not _is_below(row.code, stack[-1].row.code):
                stack.pop()
            node = _Node(block, row, [])
            (stack[-1].children if stack else here).append(node)
            stack.append(node)
    return roots


def _is_below(code: str | None, other: str | None) -> bool:
    return code is not None and other is not None and len(code) > len(other) and code.startswith(other)


def level_sums(blocks: Sequence[Block]) -> Iterator[Sum]:
    """Each class of a budget classification against the classes right below it, in each column."""
    trees = _trees(blocks)
    for block in blocks:
        found: dict[int, list[Sum]] = {}
        waiting = list(reversed(trees[(block.grid, block.group)]))
        while waiting:
            node = waiting.pop()
            waiting.extend(reversed(node.children))
            if node.children:
                for column in node.block.columns:
                    if relation := _level(node, column):
                        found.setdefault(column, []).append(relation)
        for relations in found.values():
            yield from _by_most(relations)


def _level(node: _Node, column: int) -> Sum | None:
    block, row = node.block, node.row.number
    whole = block.figures.get((row, column))
    if whole is None:
        return None
    parts = []
    for child in node.children:
        other = column if child.block is block else _same_column(child.block, block.columns[column])
        if (child.row.number, other) in child.block.unread:
            return None
        part = child.block.figures.get((child.row.number, other))
        if part and (part.unit, part.kind) == (whole.unit, whole.kind):
            parts.append((child.row.name, part))
    certain = not node.open and whole.kind is Kind.MONEY and not any(child.row.is_among for child in node.children)
    return Sum(block, (row, column), whole, tuple(parts), certain) if parts else None


def _same_column(block: Block, header: tuple[str, ...]) -> int:
    found = [column for column, other in block.columns.items() if other == header]
    return found[0] if len(found) == 1 else -1


def _by_most(relations: Sequence[Sum]) -> Iterator[Sum]:
    """The sums of one column; where most do not hold, its figures are none to be added up."""
    fail = sum(not relation.holds for relation in relations)
    if fail >= _MEANT_AS_SUM and fail * 2 > len(relations):
        return
    yield from relations


# ---- totals over rows


def row_sums(blocks: Sequence[Block]) -> Iterator[Sum]:
    """Rows that are totals against the rows that they close or open."""
    trees = _trees(blocks)
    for place, block in enumerate(blocks):
        roots = [node.row for node in trees[(block.grid, block.group)]] if block.is_coded else None
        beside = blocks[max(place - 1, 0) : place + 2]
        alone = not any(_goes_on(one, other) for one, other in pairwise(beside))
        columns = sum(other.grid == block.grid and other.is_coded for other in beside)
        if roots is None:
            yield from _of_parents(block)
        for rows in _scopes(block, roots).values():
            certain = alone and _is_certain(rows, coded=block.is_coded, columns=columns)
            yield from _of_scope(block, rows, certain=certain)


def _of_parents(block: Block) -> Iterator[Sum]:
    """Rows without codes against the rows right below them, where their names tell them apart; none for certain."""
    named: dict[tuple[str, ...], list[Row]] = {}
    below: dict[tuple[str, ...], list[Row]] = {}
    for row in block.rows.values():
        if row.path and not row.is_total:
            named.setdefault(row.path, []).append(row)
            below.setdefault(row.path[:-1], []).append(row)
    found: dict[int, list[Sum]] = {}
    for path, parts in below.items():
        parents = named.get(path, [])
        if len(parents) == 1 and not any(part.is_among for part in parts):
            for relation in _sums(block, parents[0], parts, certain=False):
                found.setdefault(relation.place[1], []).append(relation)
    for relations in found.values():
        yield from _by_most(relations)


def _goes_on(block: Block, other: Block) -> bool:
    """Whether a table with codes looks like the rest of the one before it, for which its reader did not take it."""
    if block.grid == other.grid or list(block.columns.values()) != list(other.columns.values()):
        return False
    last = next((row.code for row in reversed(block.rows.values()) if row.code), None)
    first = next((row.code for row in other.rows.values() if row.code), None)
    return last is not None and first is not None and first > last


def _scopes(block: Block, roots: Sequence[Row] | None) -> dict[tuple[str, ...], list[Row]]:
    """The rows that stand side by side, under what stands above them; only where a total is among them.

    ``roots`` are the topmost classes where rows have codes. A row below another with figures is a part of that one.
    """
    scopes: dict[tuple[str, ...], list[Row]] = {}
    paths = {row.path for row in block.rows.values() if not row.is_total}
    topmost = {row.number for row in roots} if roots is not None else None
    for row in block.rows.values():
        if row.is_total:
            scopes.setdefault(row.path[:-1], []).append(row)
        elif topmost is not None:
            if row.number in topmost or (row.code is None and not row.is_among):
                scopes.setdefault((), []).append(row)
        elif row.is_among:
            continue
        elif len(row.path) < 2 or row.path[:-1] not in paths:
            scopes.setdefault((), []).append(row)
            if len(row.path) > 1:
                scopes.setdefault(row.path[:-1], []).append(row)
        else:
            scopes.setdefault(row.path[:-1], []).append(row)
    return {scope: rows for scope, rows in scopes.items() if any(row.is_total for row in rows)}


def _of_scope(block: Block, rows: Sequence[Row], *, certain: bool) -> Iterator[Sum]:
    at = [i for i, row in enumerate(rows) if row.is_total]
    for order, i in enumerate(at):
        before = at[order - 1] if order else -1
        after = at[order + 1] if order + 1 < len(at) else len(rows)
        choices = [rows[before + 1 : i], rows[i + 1 : after]]
        if order:
            choices.insert(0, rows[before:i])  # 总计 = 本年收入合计 + 年初结转和结余
        if len(at) == 1:
            choices = [[row for row in rows if not row.is_total]]
        elif order in (0, len(at) - 1):
            choices += [[rows[j] for j in at if j != i], [row for row in rows if not row.is_total]]
        yield from _best([_sums(block, rows[i], choice, certain=certain) for choice in choices])


def _is_certain(rows: Sequence[Row], *, coded: bool, columns: int) -> bool:
    """Whether it is plain what the totals of a scope cover: the only one, at an end, or 本年收入合计 and then 总计.

    ``columns``: in how many blocks of its table rows have codes; those of one are not all that a total there covers.
    """
    at = [i for i, row in enumerate(rows) if row.is_total]
    parts = [row for row in rows if not row.is_total]
    codes = {row.code or "" for row in parts}
    last = rows[at[-1]]
    if len(at) == 1 and at[0] in (0, len(rows) - 1):
        if coded and last.name in _OF_CODES:
            return codes <= _PERSONNEL if last.name == _OF_CODES[0] else not codes & _PERSONNEL
        plain = _PLAIN_TOTAL.fullmatch(last.name) is not None
        return plain and (columns == 1 and len(set(map(len, codes))) == 1 if coded else _is_numbered(parts))
    return (
        len(at) == 2
        and _OF_THE_YEAR.search(rows[at[0]].name) is not None
        and _GRAND.search(last.name) is not None
        and at[1] == len(rows) - 1
        and _is_numbered(rows[: at[0]])
        and all(_CARRIED.search(row.name) for row in rows[at[0] + 1 : at[1]])
    )


def _is_numbered(rows: Sequence[Row]) -> bool:
    """Whether rows are numbered 一、二、…, those without a figure perhaps left out."""
    return bool(rows) and all(row.path and _NUMBERED.match(row.path[-1]) for row in rows)


def _sums(block: Block, total: Row, rows: Sequence[Row], *, certain: bool) -> list[Sum]:
    found = []
    for column in block.columns:
        whole = block.figures.get((total.number, column))
        if whole is None or any((row.number, column) in block.unread for row in rows):
            continue
        parts = tuple(
            (row.name, part)
            for row in rows
            if (part := block.figures.get((row.number, column)))
            if (part.unit, part.kind) == (whole.unit, whole.kind)
        )
        if parts:
            sure = certain and whole.kind is Kind.MONEY and (block.is_coded or not _nest(parts))
            found.append(Sum(block, (total.number, column), whole, parts, sure))
    return found


def _nest(parts: Sequence[tuple[str, Printed]]) -> bool:
    """Whether one of some parts looks like the sum of those behind it, which then are counted twice."""
    values = [part.value for _, part in parts]
    for i, value in enumerate(values[:-1]):
        made = _ZERO
        for j, other in enumerate(values[i + 1 : i + _MOST_NESTED], i + 1):
            made += other
            carried = _CARRIED.search(parts[i][0]) and _CARRIED.search(parts[j][0])
            if value and made == value and (j > i + 1 or carried):
                return True
    return False


def _best(choices: Sequence[Sequence[Sum]]) -> Iterator[Sum]:
    """Of what a total may cover the choice that holds in most columns; the first where none does."""
    yield from max(choices, key=lambda sums: sum(relation.holds for relation in sums), default=())


# ---- totals over columns


def column_sums(block: Block) -> Iterator[list[Sum]]:
    """For each column that is a sum of others its rows."""
    for column, parts, certain in _splits(block):
        found = []
        for row in block.rows:
            whole = block.figures.get((row, column))
            if whole is None or any((row, part) in block.unread for part in parts):
                continue
            figures = tuple(
                (block.columns[part][-1] if block.columns[part] else "", figure)
                for part in parts
                if (figure := block.figures.get((row, part)))
                if (figure.unit, figure.kind) == (whole.unit, whole.kind)
            )
            if figures:
                found.append(Sum(block, (row, column), whole, figures, certain and whole.kind is Kind.MONEY))
        if found:
            yield found


def _splits(block: Block) -> Iterator[tuple[int, list[int], bool]]:
    """The columns for sums, those for their parts, and whether the parts are known to be all."""
    below: dict[tuple[str, ...], list[int]] = {}
    for column, path in block.columns.items():
        for depth in range(len(path)):
            below.setdefault(path[:depth], []).append(column)
    sums: dict[tuple[str, ...], int] = {}
    for column, path in block.columns.items():
        at = max((i for i, words in enumerate(path) if is_total(words)), default=-1)
        if at < 0:
            continue
        outer, tail = path[:at], path[at + 1 :]
        sums[outer] = sums.get(outer, 0) + 1
        if sums[outer] <= _MANY:
            parts = _parts_of(block, column, below[outer], len(outer), tail)
            names = [block.columns[part][len(outer)] for part in parts]
            if len(parts) > 1:
                yield column, parts, any(all(map(split.fullmatch, names)) for split in _SPLITS)


def _parts_of(block: Block, column: int, others: Sequence[int], depth: int, tail: tuple[str, ...]) -> list[int]:
    """The columns under the same header and with the same tail (预算数), from one sum to the next."""
    same = block.columns[column]
    told = {
        other: path[depth : len(path) - len(tail)]
        for other in others
        if (path := block.columns[other])[len(path) - len(tail) :] == tail and len(path) > depth + len(tail)
    }
    stops = [other for other, middle in told.items() if len(middle) == 1 and is_total(middle[0])]
    place = stops.index(column) if column in stops else 0
    last = stops[place + 1] if place + 1 < len(stops) else None
    first = stops[place - 1] if place else None
    behind = [c for c in told if c > column and (last is None or c < last)]
    before = [c for c in told if c < column and (first is None or c > first)]
    run = [c for c in (behind or before) if block.columns[c] != same and _like(block, column, c)]
    kept: list[int] = []
    branches: dict[str, list[int]] = {}
    for part in run:
        branches.setdefault(told[part][0], []).append(part)
    for branch in branches.values():
        whole = [part for part in branch if len(told[part]) == 1 or (len(told[part]) == 2 and is_total(told[part][1]))]
        kept += whole[:1] or branch
    return kept


def _like(block: Block, column: int, other: int) -> bool:
    """Whether two columns are of the same days and stage, and neither is only some of another."""
    words = block.columns[other][-1]
    if _NO_PART.search(words):
        return False
    for row in block.rows:
        one, two = block.figures.get((row, column)), block.figures.get((row, other))
        if one and two and one.fact and two.fact:
            a, b = one.fact, two.fact
            return (a.stage, a.period_start, a.period_end, a.measure) == (
                b.stage,
                b.period_start,
                b.period_end,
                b.measure,
            )
    return True


# ---- both sides


def _balances(blocks: Sequence[Block]) -> Iterator[Finding]:
    """收入总计 against 支出总计 of one table."""
    sides: dict[int, dict[str, list[tuple[Block, int]]]] = {}
    for block in blocks:
        for row in block.rows.values():
            if _GRAND.search(row.name):
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
    flows = {figure.fact.flow for (r, _), figure in block.figures.items() if r == row.number and figure.fact}
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
    meant = len(telling) >= _MEANT_AS_SUM and (len(relations) - len(holding)) * 5 <= len(relations)
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
