"""A sentence made ready for linking."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
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
    """A mention of a sentence, with its place there."""

    start: int
    end: int
    mention: Mention


@dataclass(slots=True)
class Passage:
    """A sentence with its mentions by what they are for; ``figures`` come with their index in the document.

    ``start`` is where it begins in the view.
    ``plain`` is the text with Traditional characters folded, ``masked`` that with its dates masked, but for recurring
    ones, and brackets without figures hidden; all three count alike. ``cues``: what ``masked`` has of ``OF_BASIS`` and
    its like. ``opens``: it is the first of its paragraph.
    """

    text: str
    start: int
    plain: str
    masked: str
    cues: Set[str]
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
) -> Passage:
    """Sort a sentence's mentions; it begins at ``start``, and ``first`` is the index of their first in the document."""
    figures: list[tuple[int, Mention]] = []
    dates: list[Placed] = []
    lengths: list[Placed] = []
    programs: list[Placed] = []
    sorted_by = {_DATE: dates, _PROGRAM: programs, _DURATION: lengths}
    for number, mention in enumerate(mentions, first):
        if (others := sorted_by.get(mention.kind)) is None:
            figures.append((number, mention))
        else:
            span = mention.view_span
            others.append(Placed(span.start - start, span.end - start, mention))
    plain = fold(text)
    masked = plain
    if dates or "（" in plain or "(" in plain:
        masked = _mask(plain, dates, [mention.view_span.start - start for _, mention in figures])
    cues = set(_cues(masked)) if figures else _NO_CUES
    return Passage(text, start, plain, masked, cues, figures, dates, lengths, programs, metadata, place, opens)


def _mask(plain: str, dates: list[Placed], figures: list[int]) -> str:
    brackets = [m for m in _BRACKET.finditer(plain) if not any(m.start() <= start < m.end() for start in figures)]
    characters = list(plain)
    for place in dates:
        if isinstance(place.mention.value, DateInterval) and place.mention.value.type != "SET":
            characters[place.start : place.end] = DATE * (place.end - place.start)
    for match in brackets:
        characters[match.start() : match.end()] = HIDDEN * len(match[0])
    return "".join(characters)
