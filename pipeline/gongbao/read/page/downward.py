"""Vertical text: characters that stand upright one below the other, in columns from right to left."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gongbao.read.page.runs import Run

# Characters of a column, and in the height of one: how wide a place in it is, the step to the next, the white between
# two columns, and between those that no table has.
_LEAST = 4
_WIDE, _STEP, _BETWEEN, _CLOSE = 1.3, (0.3, 1.5), 3.0, 1.5
# One character of so many is Chinese, be it a numeral or a wide figure: a column of bare figures is one of a table.
_OF_FIGURES = 4
# What is set in one place has fewer characters.
_SIDE_BY_SIDE = 3
_DIGIT = re.compile(r"\d")
_WIDE_CHARACTER = re.compile("[\u3000-\u303f\u3400-\u9fff\uff01-\uff60]")


def columns_down(runs: Sequence[Run]) -> list[list[Run]]:
    """The columns that a page of vertical text has among its runs that stand upright; none where it is another page.

    Two figures side by side are one place of a column. A table may have columns of single characters, too, and a head
    may be set so: a page is one of vertical text only where most characters stand in columns that are drawn from right
    to left or stand close, and no figures stand beside these or side by side.
    """
    characters = sum(len(run.text) for run in runs)
    if 2 * sum(len(run.text) for run in runs if len(run.text) < _SIDE_BY_SIDE) <= characters:
        return []
    columns: list[list[Run]] = []
    others: list[Run] = []
    for column in _chains(runs):
        if _is_column(column) or (columns and all(map(is_one_place, column)) and _goes_on(columns[-1], column)):
            columns.append(column)
        else:
            others += column
    figures = [run for run in others if _DIGIT.search(run.text)]
    is_vertical = (
        2 * sum(len(run.text) for column in columns for run in column) > characters
        and all(_level(*pair) <= 0 or _is_next(*pair) for pair in pairwise(columns))
        and not any(_level([run], column) > 0 for run in figures for column in columns)
        and not any(_level([run], [after]) > 0 for run, after in pairwise(sorted(figures, key=lambda run: run.top)))
    )
    return columns if is_vertical else []


def joined(columns: Iterable[Sequence[Run]]) -> list[Run]:
    """A run for each column, from right to left. Those beside one another begin at one height: that of the tallest."""
    found = sorted((_joined(column) for column in columns), key=lambda run: -run.right)
    beside: list[Run] = []
    for run in found:
        if not (beside and _is_beside(beside[-1], run)):
            beside = []
        beside.append(run)
        for other in beside:
            other.top = min(run.top, beside[0].top)
    return found


def is_one_place(run: Run) -> bool:
    """Whether a run is no wider than a place of a column."""
    return run.right - run.left < _WIDE * run.size


def _joined(column: Sequence[Run]) -> Run:
    return Run(
        "".join(run.text for run in column),
        [box for run in column for box in run.boxes],
        min(run.left for run in column),
        column[0].top,
        max(run.right for run in column),
        column[-1].bottom,
        turned=True,
    )


def _is_beside(before: Run, run: Run) -> bool:
    shared = min(before.bottom, run.bottom) - max(before.top, run.top)
    return shared > 0 and before.left - run.right < _BETWEEN * (run.right - run.left)


def _chains(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs that follow one another downward, and each that does so with none."""
    chain: list[Run] = []
    for run in runs:
        if chain and not _is_below(chain[-1], run):
            yield chain
            chain = []
        chain.append(run)
    if chain:
        yield chain


def _level(some: Sequence[Run], others: Sequence[Run]) -> float:
    """How much of the height of some places is that of others, too."""
    return min(some[-1].bottom, others[-1].bottom) - max(some[0].top, others[0].top)


def _is_next(before: Sequence[Run], column: Sequence[Run]) -> bool:
    """Whether a column stands to the left; pdfium gives those of vertical fonts from left to right."""
    return column[0].right < before[0].right or column[0].left - before[0].right < _CLOSE * before[0].size


def _goes_on(before: Sequence[Run], column: Sequence[Run]) -> bool:
    """Whether the end of a paragraph, be it bare figures, stands left of what is before it and may be indented."""
    between = before[0].left - column[0].right
    size = before[0].size
    lower = column[0].top - before[0].top
    return -_BETWEEN * size < lower < size / 2 and 0 <= between < _BETWEEN * size


def _is_below(before: Run, run: Run) -> bool:
    size = max(before.size, run.size)
    shared = min(before.right, run.right) - max(before.left, run.left)
    step = (run.top + run.bottom - before.top - before.bottom) / 2
    return (
        is_one_place(before)
        and is_one_place(run)
        and shared * 2 > min(before.right - before.left, run.right - run.left)
        and _STEP[0] * size < step < _STEP[1] * size
    )


def _is_column(column: Sequence[Run]) -> bool:
    text = "".join(run.text for run in column)
    return len(column) >= _LEAST and _OF_FIGURES * len(_WIDE_CHARACTER.findall(text)) >= len(text)
