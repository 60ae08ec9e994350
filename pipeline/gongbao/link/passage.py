"""A sentence made ready for linking."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from gongbao.link.regions import Region
from gongbao.link.wording import DATE, HIDDEN, fold
from gongbao.model import DateInterval, Kind, Mention, Metadata

_BRACKET = regex.compile("[（(][^（）()]{1,80}[）)]")
# What limits a figure: its basis, that it is of an end, what it leaves out, its whole.
OF_BASIS, OF_END, OF_QUALIFIER, OF_WHOLE = 1, 2, 4, 8
# A character of each of the words that say so: most sentences have none, and what has none is not searched for them,
# figure by figure.
CUES = {OF_BASIS: "价径义际", OF_END: "末底截", OF_QUALIFIER: "除含括径", OF_WHOLE: "其"}
_OF_CHARACTER = {
    character: sum(of for of, characters in CUES.items() if character in characters) for character in "".join(CUES.values())
}
_cues = re.compile(f"[{''.join(_OF_CHARACTER)}]").findall
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
    ones, and brackets without figures hidden; all three count alike. ``cues``: the sum of ``OF_BASIS`` and its like for
    which ``masked`` has characters. ``opens``: it is the first of its paragraph.
    """

    text: str
    start: int
    plain: str
    masked: str
    cues: int
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
    for number, mention in enumerate(mentions, first):
        kind = mention.kind
        others = dates if kind is _DATE else programs if kind is _PROGRAM else lengths if kind is _DURATION else None
        if others is None:
            figures.append((number, mention))
        else:
            span = mention.view_span
            others.append(Placed(span.start - start, span.end - start, mention))
    plain = masked = fold(text)
    if dates:
        masked = _covered(masked, [(one.start, one.end) for one in dates if _says_when(one.mention)], DATE)
    if "（" in plain or "(" in plain:
        starts = [mention.view_span.start - start for _, mention in figures]
        brackets = [match.span() for match in _BRACKET.finditer(plain)]
        masked = _covered(masked, [(a, b) for a, b in brackets if not any(a <= at < b for at in starts)], HIDDEN)
    cues = 0
    if figures:
        for character in _cues(masked):
            cues |= _OF_CHARACTER[character]
    return Passage(text, start, plain, masked, cues, figures, dates, lengths, programs, metadata, place, opens)


def _says_when(mention: Mention) -> bool:
    return isinstance(mention.value, DateInterval) and mention.value.type != "SET"


def _covered(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    """A text with a mark for each character of some of its stretches, which are in order."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += text[done:start], mark * (end - start)
        done = end
    return "".join((*pieces, text[done:]))
