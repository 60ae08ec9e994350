"""Characters of a page that stand together on a line, each with its box."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongbao.read.writing import Box


@dataclass(slots=True, eq=False)
class Run:
    """Characters that follow one another closely on one line, a box for each.

    ``turned``: they run up or down. ``spaced``: the file itself has a space before them.
    """

    text: str
    boxes: list[Box]
    left: float
    top: float
    right: float
    bottom: float
    turned: bool = False
    spaced: bool = False

    @property
    def size(self) -> float:
        """The height of a character."""
        return self.bottom - self.top


def parts(run: Run, owner: Callable[[float, float], object]) -> Iterator[Run]:
    """A run cut wherever the owner of its characters' centres changes; what belongs to ``None`` is left out."""
    start, owned = 0, None
    for i, (left, top, right, bottom) in enumerate([*run.boxes, (math.nan,) * 4]):
        now = owner((left + right) / 2, (top + bottom) / 2) if i < len(run.boxes) else None
        if now != owned or i == len(run.boxes):
            if owned is not None and i > start:
                yield part(run, start, i)
            start, owned = i, now


def part(run: Run, start: int, end: int) -> Run:
    """Some characters of a run."""
    boxes = run.boxes[start:end]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return Run(run.text[start:end], boxes, left, top, right, bottom, run.turned, run.spaced and not start)
