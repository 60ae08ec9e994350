"""A sentence made ready for linking."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from gongbao.link.lexicons.cues import OF_OLD, Cues
from gongbao.link.lexicons.lengths import Lengths
from gongbao.link.lexicons.regions import Region
from gongbao.link.lexicons.wording import DATE, HIDDEN, fold
from gongbao.link.sentence.context import WHOLE_YEAR
from gongbao.model import DateInterval, Kind, Mention, Metadata

_BRACKET = re.compile("[（(][^（）()]{1,80}[）)]")
# 一是…；二是…；三是…; （1）…；（2）…
_FIRST_ITEM = re.compile("(?:(?<![^，：；—])一[是要]|[（(][一1][）)])")
_FURTHER_ITEM = re.compile("；(?:[二三四五六七八九十]{1,3}[是要]|[（(](?:[二三四五六七八九十]{1,3}|[0-9]{1,2})[）)])")
_TARGETS_IN_ANY_FORM = "期目"  # 預期目標 has these two as well
_DATE, _DURATION, _PROGRAM = Kind.DATE, Kind.DURATION, Kind.PROGRAM


@dataclass(slots=True, eq=False)
class Placed:
    """A mention of a sentence, with its place there, which never changes; equal to itself alone, and so a key."""

    start: int
    end: int
    mention: Mention


@dataclass(slots=True)
class Passage:
    """A sentence with its mentions by what they are for; ``figures`` come with their index in the document.

    ``start`` is where it begins in the view. ``plain`` is the text with Traditional characters folded, ``masked`` that
    with its dates masked, but for recurring ones, and brackets without figures hidden; all three count alike. ``told``:
    what the ``Cues`` say that it may tell of its figures. ``opens``: it is the first of its paragraph.
    """

    text: str
    start: int
    plain: str
    masked: str
    told: int
    figures: list[tuple[int, Mention]]
    dates: list[Placed]
    lengths: list[Placed]
    programs: list[Placed]
    metadata: Metadata
    place: Region | None
    opens: bool


def passage(
    text: str,
    start: int,
    mentions: Sequence[Mention],
    first: int,
    metadata: Metadata,
    place: Region | None,
    opens: bool,
    cues: Cues,
    measures: Lengths,
) -> Passage | None:
    """Sort a sentence's mentions; it begins at ``start``, and ``first`` is the index of their first in the document.

    Null where it tells nothing of figures, days or targets.
    """
    figures: list[tuple[int, Mention]] = []
    dates: list[Placed] = []
    lengths: list[Placed] = []
    numbers: list[int] = []  # those of the lengths
    programs: list[Placed] = []
    for number, mention in enumerate(mentions, first):
        kind = mention.kind
        others = dates if kind is _DATE else programs if kind is _PROGRAM else lengths if kind is _DURATION else None
        if others is None:
            figures.append((number, mention))
        else:
            span = mention.view_span
            others.append(Placed(span.start - start, span.end - start, mention))
            if others is lengths:
                numbers.append(number)
    if not (figures or dates or lengths or _TARGETS_IN_ANY_FORM in text):
        return None
    told = cues.told(text)
    plain = masked = text
    if told & OF_OLD:
        plain = masked = fold(text)
        told = cues.told(plain)
    if dates:
        masked = _covered(masked, [(one.start, one.end) for one in dates if _says_when(one.mention)], DATE)
    if lengths:
        figures, lengths = _parted(figures, lengths, numbers, masked, measures)
        if not (figures or dates or _TARGETS_IN_ANY_FORM in text):
            return None
    if "（" in plain or "(" in plain:
        masked = _covered(masked, _without_figures(_BRACKET.finditer(plain), figures, start), HIDDEN)
    return Passage(text, start, plain, masked, told, figures, dates, lengths, programs, metadata, place, opens)


def _parted(
    figures: list[tuple[int, Mention]],
    lengths: Sequence[Placed],
    numbers: Sequence[int],
    masked: str,
    measures: Lengths,
) -> tuple[list[tuple[int, Mention]], list[Placed]]:
    """The figures with those lengths of time that are some, in their order, and the lengths that are none.

    ``numbers`` are the indexes of the lengths in the document.
    """
    told: list[tuple[int, Mention]] = []
    others: list[Placed] = []
    last = -1
    for number, length in zip(numbers, lengths, strict=True):
        figure = measures.as_figure(length.mention, masked, length.start, length.end, last)
        if figure is None:
            others.append(length)
        else:
            told.append((number, figure))
            last = length.end
    return sorted((*figures, *told), key=itemgetter(0)) if told else figures, others


def items(whole: Passage) -> list[Passage]:
    """The items that a sentence lists by numbers, 一是…；二是…, each as a sentence with the lead, and not with the
    mentions of the items before; one that lists none alone."""
    if "；" not in whole.masked or not (starts := [found.start() for found in _FURTHER_ITEM.finditer(whole.plain)]):
        return [whole]
    opened = _FIRST_ITEM.search(whole.plain, 0, starts[0])
    lead = opened.start() if opened else starts[0]
    if opened and any(one.start == opened.end() and _is_a_year(one.mention) for one in whole.dates):
        lead = opened.end() + 1  # 一是2024年收入8亿元；二是支出9亿元: the year is that of all
    found: list[Passage] = []
    for start, end in zip((0, *starts), (*starts, len(whole.plain)), strict=True):
        dates, lengths, programs = (
            [one for one in placed if one.start < lead or start <= one.start < end]
            for placed in (whole.dates, whole.lengths, whole.programs)
        )
        mine = [one for one in whole.figures if start <= one[1].view_span.start - whole.start < end]
        found.append(replace(whole, figures=mine, dates=dates, lengths=lengths, programs=programs))
    return found


def _is_a_year(mention: Mention) -> bool:
    days = mention.value
    if not isinstance(days, DateInterval) or not (days.start_date and days.end_date):
        return False
    return (days.end_date - days.start_date).days >= WHOLE_YEAR


def _says_when(mention: Mention) -> bool:
    return isinstance(mention.value, DateInterval) and mention.value.type != "SET"


def _without_figures(
    brackets: Iterable[re.Match[str]], figures: Sequence[tuple[int, Mention]], opening: int
) -> Iterable[tuple[int, int]]:
    """Where those brackets begin and end that hold none of a sentence's figures; the sentence begins at ``opening``."""
    starts = [mention.view_span.start - opening for _, mention in figures]
    for bracket in brackets:
        start, end = bracket.span()
        if not any(start <= at < end for at in starts):
            yield start, end


def _covered(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    """A text with a mark for each character of some of its stretches, which are in order."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += text[done:start], mark * (end - start)
        done = end
    return "".join((*pieces, text[done:]))
