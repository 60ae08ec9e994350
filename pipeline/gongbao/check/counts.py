"""Counts against the lists beside them: “五度”（a、b、c、d、e）, a、b和c三个方面, 四项措施：一要…二要…."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.printed import listed
from gongbao.model import Finding, Kind, Mention, Quantity, Segments

_NUMERALS = "一二三四五六七八九十"
_NAMED = regex.compile(
    r"“(?P<count>[两二三四五六七八九十])(?:[\p{Han}]{1,3})”[（(](?P<list>[\p{Han}“”《》、]{4,160})[）)]"
)
_BEHIND = regex.compile(
    r"(?P<noun>[\p{Han}“”]{0,8})(?:(?P<open>[（(])|——|—|：)(?P<list>[\p{Han}“”《》、]{4,160})(?P<end>[）)。；，])"
)
_FRONT = regex.compile(r"(?:从|围绕|聚焦|包括|涵盖|在)(?P<list>[\p{Han}“”《》、]{4,120})$")
_OPEN_END = regex.compile("等$|等[^、]{0,6}$|其中|包括|以及其他")
_LAST = regex.compile("[和及与]|以及")
_ASPECT = regex.compile("(?:个)?(?:方面|环节|领域|维度|层面|部分)")
_MARKS = regex.compile(r"(?<=[。；：:，\n]|^)[\s　]*(?P<mark>[一二三四五六七八九十]{1,3})(?:是|要|、)")
_ANNOUNCED = regex.compile(r"(?:措施|工作|方面|问题|任务|部分|环节|重点)[：:]")


@dataclass(frozen=True, slots=True)
class _Length:
    """How many things a list names, at least and at most: 和 may join the last two or stand inside a name."""

    low: int
    high: int


def counts(segments: Segments, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """The counts of a document that a list stands beside."""
    text = segments.view.text
    for mention in mentions:
        value = mention.value
        if mention.kind is not Kind.QUANTITY or mention.mod is not None or not isinstance(value, Quantity):
            continue
        yield from ()
