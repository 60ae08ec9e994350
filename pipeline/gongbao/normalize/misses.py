"""Why something that looks like a mention is none: for those who ask, not for batch runs."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gongbao.extract.rules import expand
from gongbao.kept import compiled
from gongbao.model import Mention, Segments
from gongbao.normalize.amounts import ARTICLES
from gongbao.normalize.mentions import Reader

_NAMED = compiled(r"《[^《》\n]{1,80}》|[“「『][^“”「」『』\n]{1,30}[”」』]")


class Miss(NamedTuple):
    """Something that was looked at and left: its text and the reason."""

    text: str
    reason: str


def near_misses(reader: Reader, segments: Segments, mentions: list[Mention]) -> Iterator[Miss]:
    """Numbers, quoted phrases and titles of a view that no mention covers, each with the reason."""
    text = segments.view.text
    covered = [(m.view_span.start, m.view_span.end, m) for m in mentions]
    number = reader.patterns.compile(expand("(?&_number)", reader.patterns.fragments, "fragments.toml"))
    for match in _NAMED.finditer(text):
        if not any(start < match.end() and match.start() < end and m.kind == "program" for start, end, m in covered):
            inner = match[0][1:-1]
            if inner in reader.patterns.figurative:
                yield Miss(match[0], "a figure of speech: it is in the lexicon of figurative words")
            elif match[0][0] == "《":
                yield Miss(match[0], "a title that does not end like a government paper")
            else:
                yield Miss(match[0], "a quoted phrase without a head noun, and in no lexicon")
    refused = dict(reader.refusals(text))
    for match in number.finditer(text):
        start, end = match.span()
        if any(s <= start < e or s < end <= e for s, e, _ in covered):
            continue
        yield Miss(text[start : end + 3].strip(), _reason(text, start, end, refused.get(start), reader.patterns.units))


def _reason(text: str, start: int, end: int, refused: str | None, units: Iterable[str]) -> str:
    before = text[start - 1 : start]
    if before == "第":
        return "an ordinal: 第 stands before it"
    book = text.rfind("《", 0, start)
    if book >= 0 and "》" not in text[book:start]:
        return "it stands inside 《》: a year or number that only names a thing"
    if refused:
        return (
            f"the rule {refused} matched but refused it: an ordinal, an idiom, a fraction of a thing that comes whole"
        )
    if text[start:end] in ARTICLES and text.startswith(tuple(units), end):
        return "一 as an article, 二 as an ordinal: before a classifier neither counts anything"
    return "no unit, classifier or date word that patterns/ knows follows it"
