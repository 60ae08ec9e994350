"""Sums across the rows of tables: a column 合计 against 基本支出 and 项目支出."""

from collections.abc import Iterator, Sequence

from gongbao.check.blocks import Block
from gongbao.check.down import Sum
from gongbao.kept import compiled
from gongbao.model import Kind
from gongbao.segment.hierarchy import is_total

# What a column for a sum is split into with nothing left over.
_SPLITS = tuple(
    compiled(words)
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
_NO_PART = compiled("^(?:其中|[#＃])|增(?!值)|减|[比较]上|同比|[占比]比|比[重例]|率$|[%％]")
_MANY = 64


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
        at = max((i for i, words in enumerate(path) if is_total(words, block.totals)), default=-1)
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
    stops = [other for other, middle in told.items() if len(middle) == 1 and is_total(middle[0], block.totals)]
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
        whole = [part for part in branch if len(told[part]) == 1 or _is_sum_of(told[part], block.totals)]
        kept += whole[:1] or branch
    return kept


def _is_sum_of(middle: tuple[str, ...], totals: Sequence[str]) -> bool:
    """Whether a header below another is for all of it: 公务用车购置及运行费 > 小计."""
    return len(middle) == 2 and is_total(middle[1], totals)


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
