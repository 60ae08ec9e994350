"""A sentence made ready for linking."""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

import regex

from gongbao.link.regions import Region
from gongbao.link.wording import DATE, HIDDEN, fold
from gongbao.model import DateInterval, Kind, Mention, Metadata

_BRACKET = regex.compile("[（(][^（）()]{1,80}[）)]")
# A character of each of the words that say on what basis, at which end, without what or of which whole a figure is:
# most sentences have none, and what has none is not searched for them, figure by figure.
OF_BASIS, OF_END, OF_QUALIFIER, OF_WHOLE = map(frozenset, ("价径义际", "末底截", "除含括径", "其"))
_cues = re.compile(f"[{''.join(sorted(OF_BASIS | OF_END | OF_QUALIFIER | OF_WHOLE))}]").findall
_NO_CUES: Set[str] = frozenset()
_DATE, _DURATION, _PROGRAM = Kind.DATE, Kind.DURATION, Kind.PROGRAM


class Placed(NamedTuple):
    """A mention of a sentence, with its place there and its index in the document."""

    start: int
    end: int
    number: int
    mention: Mention


class Passage(NamedTuple):
    """A sentence with its mentions by what they are for.

    ``plain`` is the text with Traditional characters folded, ``masked`` that with its dates masked, but for recurring
    ones, and brackets without figures hidden; all three count alike. ``cues``: what ``masked`` has of ``OF_BASIS`` and
    its like. ``opens``: it is the first of its paragraph.
    """

    text: str
    plain: str
    masked: str
    cues: Set[str]
    figures: list[Placed]
    dates: list[Placed]
    lengths: list[Placed]
    programs: list[Placed]
    metadata: Metadata
    place: Region | None
    opens: bool


def passage(
    text: str,
    start: int,
    mentions: Sequence[tuple[int, Mention]],
    metadata: Metadata,
    place: Region | None,
    opens: bool,
) -> Passage:
    """Sort a sentence's mentions, given with their indices in the document, where it begins at ``start``."""
    figures: list[Placed] = []
    dates: list[Placed] = []
    lengths: list[Placed] = []
    programs: list[Placed] = []
    for i, mention in mentions:
        span, kind = mention.view_span, mention.kind
        placed = Placed(span.start - start, span.end - start, i, mention)
        if kind is _DATE:
            dates.append(placed)
        elif kind is _PROGRAM:
            programs.append(placed)
        elif kind is _DURATION:
            lengths.append(placed)
        else:
            figures.append(placed)
    plain = fold(text)
    masked = _mask(plain, dates, figures) if dates or "（" in plain or "(" in plain else plain
    cues = set(_cues(masked)) if figures else _NO_CUES
    return Passage(text, plain, masked, cues, figures, dates, lengths, programs, metadata, place, opens)


def _mask(plain: str, dates: list[Placed], figures: list[Placed]) -> str:
    brackets = [m for m in _BRACKET.finditer(plain) if not any(m.start() <= f.start < m.end() for f in figures)]
    characters = list(plain)
    for place in dates:
        if isinstance(place.mention.value, DateInterval) and place.mention.value.type != "SET":
            characters[place.start : place.end] = DATE * (place.end - place.start)
    for match in brackets:
        characters[match.start() : match.end()] = HIDDEN * len(match[0])
    return "".join(characters)
