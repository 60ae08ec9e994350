"""Sums down the columns of tables: 类, 款 and 项 by their codes, 合计 against its rows."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from gongbao.check.blocks import Block, Row
from gongbao.check.printed import Printed
from gongbao.check.sums import adds_up, misprinted
from gongbao.kept import compiled
from gongbao.model import Kind

Place = tuple[int, int]
"""Row and column of a block."""

MEANT_AS_SUM = 3
"""How often figures must add up, or fail to, before it is taken that they are meant to, or not."""
_ZERO = Decimal(0)
_NUMBERED = compiled(r"[一二三四五六七八九十]{1,3}[、.．]")
_SIDE = compiled("^(?:本年|当年|年度)?(?:收入|支出)?")
_PARTIAL = ("小计",)
_OF_THE_YEAR = compiled("本年|当年")
GRAND = compiled("总计$")
"""The total of all, what is left of other years included."""
# What 总计 has beside 本年收入合计 or 本年支出合计.
_HANDED_ON = compiled("结转|结余|专用基金")
# What the economic classification of departments pays persons; 302 and all else there is 公用经费. A table that does
# not show the first class of either is not the whole.
_OF_STAFF = compiled("(?:日常)?(?P<kind>人员|公用)(?:经费|支出)")
_DEPARTMENTS = compiled(r"3\d\d")
_PERSONNEL = frozenset(("301", "303"))
_FIRST = {"人员": "301", "公用": "302"}
_MOST_NESTED = 8
# In a table that has more of them they are none of two halves.
_MOST_HALVES = 16


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated figure and those that it should be the sum of, by what heads them.

    ``place`` is the whole's; ``certain``: the structure of the table says that it is their sum.
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
    if fail >= MEANT_AS_SUM and fail * 2 > len(relations):
        return
    yield from relations


# ---- totals over rows


def row_sums(blocks: Sequence[Block]) -> Iterator[Sum]:
    """Rows that are totals against the rows that they close or open."""
    trees = _trees(blocks)
    classes: dict[int, list[_Node]] = {}
    for (grid, _), nodes in trees.items():
        classes.setdefault(grid, []).extend(nodes)
    for place, block in enumerate(blocks):
        roots = [node.row for node in trees[(block.grid, block.group)]] if block.is_coded else None
        beside = blocks[max(place - 1, 0) : place + 2]
        alone = not any(_goes_on(one, other) for one, other in pairwise(beside))
        columns = sum(other.grid == block.grid and other.is_coded for other in beside)
        halves: set[int] = set()
        if roots is None:
            yield from _of_parents(block)
        else:
            for relation in _of_halves(block, classes[block.grid], certain=alone):
                yield relation
                halves.add(relation.place[0])
        for rows in _scopes(block, roots).values():
            certain = alone and _is_certain(block, rows, columns=columns)
            yield from _of_scope(block, rows, halves, certain=certain)


def _of_halves(block: Block, roots: Sequence[_Node], *, certain: bool) -> Iterator[Sum]:
    """人员经费合计 and 公用经费合计 against their classes, which may be set in two blocks or three side by side."""
    codes = {node.row.code or "" for node in roots}
    if not all(map(_DEPARTMENTS.fullmatch, codes)):
        return
    halves = [
        (row, match["kind"]) for row in block.rows.values() if row.is_total if (match := _OF_STAFF.match(row.name))
    ]
    for total, kind in halves[:_MOST_HALVES]:
        if _FIRST[kind] in codes:
            own = [node for node in roots if (node.row.code in _PERSONNEL) == (kind == "人员")]
            yield from _of_half(block, total, own, certain=certain)


def _of_half(block: Block, total: Row, own: Sequence[_Node], *, certain: bool) -> Iterator[Sum]:
    for column, header in block.columns.items():
        whole = block.figures.get((total.number, column))
        places = [(node, column if node.block is block else _same_end(node.block, header)) for node in own]
        if whole is None or any((node.row.number, at) in node.block.unread for node, at in places):
            continue
        parts = tuple(
            (node.row.name, part)
            for node, at in places
            if (part := node.block.figures.get((node.row.number, at)))
            if (part.unit, part.kind) == (whole.unit, whole.kind)
        )
        if parts:
            sure = certain and whole.kind is Kind.MONEY and all(at >= 0 for _, at in places)
            yield Sum(block, (total.number, column), whole, parts, sure)


def _same_end(block: Block, header: tuple[str, ...]) -> int:
    """The column of another block whose innermost header is the same: 公用经费 > 决算数 beside 人员经费 > 决算数."""
    found = [column for column, other in block.columns.items() if other[-1:] == header[-1:]]
    return found[0] if len(found) == 1 else -1


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
            # What is carried over is no part of 一、财政拨款收入, behind which it stands without a number.
            if _is_carried(row) and not _HANDED_ON.search(row.path[-2]):
                scopes.setdefault((), []).append(row)
    return {scope: rows for scope, rows in scopes.items() if any(row.is_total for row in rows)}


def _is_carried(row: Row) -> bool:
    return _HANDED_ON.search(row.name) is not None and not _NUMBERED.match(row.path[-1])


def _of_scope(block: Block, rows: Sequence[Row], known: Container[int], *, certain: bool) -> Iterator[Sum]:
    """The totals of a scope against what they may cover; not those whose sums are ``known``."""
    at = [i for i, row in enumerate(rows) if row.is_total]
    for order, i in enumerate(at):
        if rows[i].number in known:
            continue
        before = at[order - 1] if order else -1
        after = at[order + 1] if order + 1 < len(at) else len(rows)
        choices = [rows[before + 1 : i], rows[i + 1 : after]]
        if order:
            choices.insert(0, rows[before:i])  # 总计 = 本年收入合计 + 年初结转和结余
        if len(at) == 1:
            parts = [row for row in rows if not row.is_total]
            choices = [parts, [row for row in parts if not _is_carried(row)]]
        elif order in (0, len(at) - 1):
            choices += [[rows[j] for j in at if j != i], [row for row in rows if not row.is_total]]
        yield from _best([_sums(block, rows[i], choice, certain=certain) for choice in choices])


def _is_certain(block: Block, rows: Sequence[Row], *, columns: int) -> bool:
    """Whether it is plain what the totals of a scope cover: the only one, at an end, or 本年收入合计 and then 总计.

    ``columns``: in how many blocks of its table rows have codes; those of one are not all that a total there covers.
    """
    at = [i for i, row in enumerate(rows) if row.is_total]
    parts = [row for row in rows if not row.is_total]
    last = rows[at[-1]]
    if len(at) == 1 and at[0] in (0, len(rows) - 1):
        name = _SIDE.sub("", last.name)
        if name not in block.totals or name in _PARTIAL:
            return False
        if block.is_coded:
            return columns == 1 and len({len(row.code or "") for row in parts}) == 1
        while parts and _is_carried(parts[-1]) and GRAND.search(last.name):
            parts.pop()
        return _is_numbered(parts)
    return (
        len(at) == 2
        and _OF_THE_YEAR.search(rows[at[0]].name) is not None
        and GRAND.search(last.name) is not None
        and at[1] == len(rows) - 1
        and _is_numbered(rows[: at[0]])
        and all(_HANDED_ON.search(row.name) for row in rows[at[0] + 1 : at[1]])
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
            carried = _HANDED_ON.search(parts[i][0]) and _HANDED_ON.search(parts[j][0])
            if value and made == value and (j > i + 1 or carried):
                return True
    return False


def _best(choices: Sequence[Sequence[Sum]]) -> Iterator[Sum]:
    """Of what a total may cover the choice that holds in most columns; the first where none does."""
    yield from max(choices, key=lambda sums: sum(relation.holds for relation in sums), default=())
