"""A sentence made ready for linking."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from gongbao.link.regions import Region
from gongbao.link.wording import DATE, HIDDEN, fold
from gongbao.model import DateInterval, Kind, Mention, Metadata, Segments

_BRACKET = regex.compile("[（(][^（）()]{1,80}[）)]")


class Placed(NamedTuple):
    """A mention of a sentence, with its place there and its index in the document."""

    start: int
    end: int
    number: int
    mention: Mention


class Passage(NamedTuple):
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
    start, end = segments.sentences.bounds(index)
    text = segments.view.text[start:end]
    figures: list[Placed] = []
    dates: list[Placed] = []
    lengths: list[Placed] = []
    programs: list[Placed] = []
    of_kind = {Kind.DATE: dates, Kind.DURATION: lengths, Kind.PROGRAM: programs}
    for i, mention in mentions:
        span = mention.view_span
        of_kind.get(mention.kind, figures).append(Placed(span.start - start, span.end - start, i, mention))
    plain = fold(text)
    paragraph_of = segments.sentences.paragraph_of
    return Passage(
        text,
        plain,
        _mask(plain, dates, figures),
        figures,
        dates,
        lengths,
        programs,
        metadata,
        place,
        index == 0 or paragraph_of(index - 1) != paragraph_of(index),
    )


def _mask(plain: str, dates: list[Placed], figures: list[Placed]) -> str:
    brackets = []
    if "（" in plain or "(" in plain:
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
