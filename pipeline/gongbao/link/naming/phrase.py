"""The words before a figure, with what they may take along to name it."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.kept import compiled
from gongbao.link.sentence.figure import Figure
from gongbao.link.sentence.passage import Passage
from gongbao.model import Percent, Quantity, Value

# 分城乡看，城镇增长6%
BY_SORT = compiled("[分从按][^，。；：]{1,12}[看分][，,：]")
_PARTS_FIRST = "其分从按"


@dataclass(slots=True)
class Phrase:
    """The ``words`` that stand before a figure, where it says what it is.

    ``lead`` is the light verb before them, ``subject`` what was told of before; ``last`` is the figure before and
    ``before`` are all that stand before it in its sentence.
    """

    figure: Figure
    passage: Passage
    words: str
    lead: str
    subject: str
    last: Figure | None
    before: Sequence[Figure]

    def opens_parts(self) -> bool:
        """Whether the figure is the first of a sentence that opens with 其中 or with 分城乡看."""
        masked = self.passage.masked
        if self.last or masked[0] not in _PARTS_FIRST:
            return False
        return masked.startswith("其中") or BY_SORT.match(masked) is not None

    def is_like_before(self) -> bool:
        """Whether the figure may be of a part, or of the whole, of what was told before."""
        return alike(self.figure.mention.value, self.last.mention.value) if self.last else self.opens_parts()


def alike(one: Value, other: Value) -> bool:
    """Whether two values may be of a whole and of a part of it."""
    if isinstance(one, Percent) or isinstance(other, Percent):
        return True  # A 3亿元、增长4%，其中城镇2亿元
    return type(one) is type(other) and (not isinstance(one, Quantity) or one.unit == getattr(other, "unit", None))


def bare(subject: str) -> str:
    """An indicator without the rate that tells how much of it is done."""
    return subject.removesuffix("预算完成率").removesuffix("目标任务完成率")
