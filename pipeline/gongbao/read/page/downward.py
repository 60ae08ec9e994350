"""Vertical text: characters that stand upright one below the other, in columns from right to left."""

import re
from collections.abc import Iterable, Sequence

from gongbao.read.page.runs import Run

# Characters of a column, and in the height of one: how wide a place in it is, the step to the next, the white between
# two columns.
_LEAST = 4
_WIDE, _STEP, _BETWEEN = 1.3, (0.3, 1.5), 3.0
# One character of so many is Chinese, be it a numeral or a wide figure: a column of bare figures is one of a table.
_OF_FIGURES = 4
_WIDE_CHARACTER = re.compile("[\u3000-\u303f\u3400-\u9fff\uff01-\uff60]")


def columns_down(runs: Iterable[Run]) -> list[list[Run]]:
    """The columns of vertical text among runs that stand upright; two figures side by side are one place in them."""
    columns: list[list[Run]] = []
    column: list[Run] = []
    for run in runs:
        if not column or not _is_below(column[-1], run):
            columns.append(column)
            column = []
        column.append(run)
    return [column for column in (*columns, column) if _is_column(column)]


def is_vertical(columns: Iterable[Sequence[Run]], characters: int) -> bool:
    """Whether most characters of a page stand in such columns."""
    return 2 * sum(len(run.text) for column in columns for run in column) > characters


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
