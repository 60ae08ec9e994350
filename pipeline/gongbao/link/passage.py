"""A sentence made ready for linking."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from gongbao.link.regions import Region
from gongbao.link.wording import DATE, HIDDEN, fold
from gongbao.model import DateInterval, Kind, Mention, Metadata, Segments

_BRACKET = regex.compile("[（(][^（）()]{1,80}[）)]")
_FIGURES = (Kind.MONEY, Kind.PERCENT, Kind.QUANTITY)


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention of a sentence, with its place there and its index in the document."""

    start: int
    end: int
    index: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its mentions by what they are for.

    ``plain`` is the text with Traditional characters folded, ``masked`` that with its dates masked, but for recurring
    ones, and brackets without figures hidden; all three count alike. ``opens``: it is the first of its paragraph.
    """

    text: str
    plain: str
    masked: str
    figures: list[Placed]
    dates: list[Placed]
    lengths: list[Placed]
    programs: list[Placed]
    metadata: Metadata
    place: Region | None
    opens: bool


def passage(
    segments: Segments, index: int, mentions: Sequence[tuple[int, Mention]], metadata: Metadata, place: Region | None
) -> Passage:
    """Sort a sentence's mentions, given with their indices in the document."""
    span = segments.sentences[index].span
    text = segments.view.text[span.start : span.end]
    placed = [Placed(m.view_span.start - span.start, m.view_span.end - span.start, i, m) for i, m in mentions]
    figures = [p for p in placed if p.mention.kind in _FIGURES]
    dates = [p for p in placed if p.mention.kind is Kind.DATE]
    plain = fold(text)
    return Passage(
        text,
        plain,
        _mask(plain, dates, figures),
        figures,
        dates,
        [p for p in placed if p.mention.kind is Kind.DURATION],
        [p for p in placed if p.mention.kind is Kind.PROGRAM],
        metadata,
        place,
        index == 0 or segments.sentences[index - 1].paragraph != segments.sentences[index].paragraph,
    )


def _mask(plain: str, dates: list[Placed], figures: list[Placed]) -> str:
    brackets = [m for m in _BRACKET.finditer(plain) if not any(m.start() <= f.start < m.end() for f in figures)]
    if not dates and not brackets:
        return plain
    characters = list(plain)
    for place in dates:
        if isinstance(place.mention.value, DateInterval) and place.mention.value.type != "SET":
            characters[place.start : place.end] = DATE * (place.end - place.start)
    for match in brackets:
        characters[match.start() : match.end()] = HIDDEN * len(match[0])
    return "".join(characters)
