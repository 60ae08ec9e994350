"""A sentence made ready for linking."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongbao.link.lexicons.cues import OF_OLD, Cues
from gongbao.link.lexicons.regions import Region
from gongbao.link.lexicons.wording import DATE, HIDDEN, fold
from gongbao.model import DateInterval, Kind, Mention, Metadata

_BRACKET = re.compile("[（(][^（）()]{1,80}[）)]")
_TARGETS_IN_ANY_FORM = "期目"  # 預期目標 has these two as well
_DATE, _DURATION, _PROGRAM = Kind.DATE, Kind.DURATION, Kind.PROGRAM


@dataclass(slots=True)
class Placed:
    """A mention of a sentence, with its place there."""

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
) -> Passage | None:
    """Sort a sentence's mentions; it begins at ``start``, and ``first`` is the index of their first in the document.

    Null where it tells nothing of figures, days or targets.
    """
    figures: list[tuple[int, Mention]] = []
    dates: list[Placed] = []
    lengths: list[Placed] = []
    programs: list[Placed] = []
    for number, mention in enumerate(mentions, first):
        kind = mention.kind
        others = dates if kind is _DATE else programs if kind is _PROGRAM else lengths if kind is _DURATION else None
        if others is None:
            figures.append((number, mention))
        else:
            span = mention.view_span
            others.append(Placed(span.start - start, span.end - start, mention))
    if not (figures or dates or _TARGETS_IN_ANY_FORM in text):
        return None
    told = cues.told(text)
    plain = masked = text
    if told & OF_OLD:
        plain = masked = fold(text)
        told = cues.told(plain)
    if dates:
        masked = _covered(masked, [(one.start, one.end) for one in dates if _says_when(one.mention)], DATE)
    if "（" in plain or "(" in plain:
        masked = _covered(masked, _without_figures(_BRACKET.finditer(plain), figures, start), HIDDEN)
    return Passage(text, start, plain, masked, told, figures, dates, lengths, programs, metadata, place, opens)


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
