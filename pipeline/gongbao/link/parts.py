"""Which figure is a part of which: 其中 and the list behind it."""

from collections.abc import Mapping, Sequence

from gongbao.link.clauses import Figure
from gongbao.link.measures import family
from gongbao.link.passage import Passage
from gongbao.model import Measure, Mention, Money, Quantity

_AMOUNTS = frozenset((Measure.LEVEL, Measure.COUNT))
_JOINED = tuple("、，和及")
_LISTS = ("其中：", "其中:")


def whole_of(
    figure: Figure,
    measure: Measure,
    passage: Passage,
    figures: Sequence[Figure],
    before: Sequence[Figure],
    families: Mapping[str, str],
) -> Figure | None:
    """What a figure is a part of: behind 其中 the amount before it, in its sentence, else in the one before it
    (of the figures ``before``); of the further parts of a list the same.

    A whole is of the same kind and family of units and no less than its part; the parts of a list count in one unit.
    """
    if measure not in _AMOUNTS:
        return None
    masked = passage.masked
    if "其中" in masked[max(0, figure.left - 6) : figure.start]:
        known = [one for one in figures if one.fact.measure in _AMOUNTS]
        if not known:
            known = [one for one in before if one.fact.measure in _AMOUNTS and not one.part_of][-1:]
        return next((one for one in reversed(known) if _holds(one.mention, figure.mention, families)), None)
    part = next((one for one in reversed(figures) if one.part_of), None)
    if part is None or part.part_of is None or not _holds(part.part_of.mention, figure.mention, families):
        return None
    between = masked[figures[-1].end : figure.start].lstrip()
    # A semicolon ends 其中 unless a colon has opened a list: 其中：货物3亿元；工程2亿元.
    goes_on = between.startswith(_JOINED) or (between.startswith("；") and any(word in masked for word in _LISTS))
    return part.part_of if goes_on and _unit(part.mention) == _unit(figure.mention) else None


def _holds(whole: Mention, part: Mention, families: Mapping[str, str]) -> bool:
    one, other = whole.value, part.value
    if isinstance(one, Money) and isinstance(other, Money):
        alike = one.currency == other.currency
    elif isinstance(one, Quantity) and isinstance(other, Quantity):
        alike = family(one, families) == family(other, families)
    else:
        return False
    return alike and (one.high is None or other.low is None or other.low <= one.high)


def _unit(mention: Mention) -> str | None:
    value = mention.value
    return value.unit_id if isinstance(value, Quantity) else None
