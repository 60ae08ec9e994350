"""Counts against the lists beside them: “五度”（a、b、c、d、e）, a、b和c三个方面, 四项措施：一要…二要…."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.link.wording import HAN
from gongbao.model import Finding, Kind, Mention, Quantity, Segments

_NUMERALS = "零一二三四五六七八九十"
_LIST = f"[{HAN}“”《》、]"
_NAMED = re.compile(
    f"“(?P<count>[两二三四五六七八九十])[{HAN}]{{1,3}}”[{HAN}]{{0,4}}[（(](?P<list>{_LIST}{{4,160}})[）)]"
)
_BEHIND = re.compile(
    f"[{HAN}“”]{{0,8}}?(?:[（(](?P<inside>{_LIST}{{4,160}})[）)]|(?:——|—|[：:])(?P<behind>{_LIST}{{4,160}})(?=[。；，]))"
)
_FRONT = re.compile(f"(?:从|围绕|聚焦|涵盖|在)(?P<list>{_LIST}{{4,120}}?)这?$")
_ASPECT = re.compile("方面|环节|领域|维度|层面|部分")
# A list that names only some, or whose things have parts of their own, says nothing of the count.
_OPEN = re.compile("等|其中|包括|以及其他|分别|主要")
_LAST = re.compile("[和及与或]|以及")
_ANNOUNCED = re.compile(
    r"(?:方面|环节)?(?:的|主要|重点|重要|具体|突出|关键|政策)*(?:措施|工作|方面|问题|任务|部分|环节|重点|建议)?[：:。]?\s*"
    r"(?=[（(]?一(?:是|要|、|[)）]))"
)
# A set first, which re looks for quickly: 十一 begins with one, too.
_MARK = re.compile(
    r"(?P<mark>[一二三四五六七八九十](?<=[。；：:，”）) \n　（(].)"
    r"(?:(?<=十)[一二三四五六七八九十])?)(?P<style>[是要、)）])"
)
_QUANTITY = Kind.QUANTITY
# The place of the mark of an entry, its number and its style.
_Mark = tuple[int, int, str]
_LEAST, _MOST = Decimal(2), Decimal(20)
_LIST_REACH = 120


def counts(segments: Segments, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """The counts of a document that a list stands beside."""
    text = segments.view.text
    yield from _named(text, mentions)
    marks: list[_Mark] = []
    more: Iterator[re.Match[str]] | None = None
    for index, mention in enumerate(mentions):
        value = mention.value
        if mention.kind is not _QUANTITY or mention.mod is not None or not isinstance(value, Quantity):
            continue
        low = value.low
        if low is None or not _LEAST <= low <= _MOST or low != value.high or low % 1:
            continue
        start, end = mention.view_span.start, mention.view_span.end
        count = int(low)
        if match := _ANNOUNCED.match(text, end):
            more = more or _MARK.finditer(text, end)
            yield from _numbered(count, mention.text, _marks_from(match.end(), marks, more), index)
        elif match := _BEHIND.match(text, end):
            yield from _held(count, mention.text, match["inside"] or match["behind"], (index,))
        elif _ASPECT.match(text, end):
            first = max(segments.sentences.bounds(mention.sentence)[0], start - _LIST_REACH)
            if match := _FRONT.search(text[first:start]):
                yield from _held(count, mention.text, match["list"], (index,))


def _marks_from(start: int, marks: list[_Mark], more: Iterator[re.Match[str]]) -> Iterator[_Mark]:
    """The marks of a text from a place on: those that are known, and then ``more``, which are known henceforth."""
    place = bisect_left(marks, (start, 0, ""))
    while True:
        if place == len(marks):
            match = next(more, None)
            if match is None:
                return
            marks.append((match.start(), _ordinal(match["mark"]), match["style"]))
        if marks[place][0] >= start:
            yield marks[place]
        place += 1


def _ordinal(mark: str) -> int:
    return sum(_NUMERALS.index(character) for character in mark)


def _named(text: str, mentions: Sequence[Mention]) -> Iterator[Finding]:
    starts: list[int] | None = None
    for match in _NAMED.finditer(text):
        if starts is None:
            starts = [mention.view_span.start for mention in mentions]
        place = bisect_left(starts, match.start())
        inside = place < len(starts) and starts[place] < match.end()
        count = 2 if match["count"] == "两" else _NUMERALS.index(match["count"])
        name = match[0][: match[0].index("”") + 1]
        yield from _held(count, name, match["list"], (place,) if inside else (), near_only=False)


def _held(count: int, stated: str, words: str, mentions: tuple[int, ...], near_only: bool = True) -> Iterator[Finding]:
    if "、" not in words or _OPEN.search(words):
        return
    things = words.split("、")
    if not all(1 < len(thing) <= 24 for thing in things):
        return
    # 和 joins the last two things of a list or stands inside a name: 数据安全和共享, so both readings count.
    least = len(things)
    most = least + len(_LAST.findall(words))
    # 一体、两翼、三带 are six: each thing says itself how many it is.
    own = [_own_count(thing) for thing in things]
    if max(own) > 1:
        if sum(own) != count:
            return  # what is counted, the things or what they hold, is open
        least = most = count
    holds = least <= count <= most
    if not holds and near_only and count not in (least - 1, most + 1):
        return  # 20个部门（发改、财政）: examples, no list
    expected = str(least) if least == most else f"{least} to {most}"
    yield finding(
        FindingCode.COUNT_HOLDS if holds else FindingCode.COUNT_DIFFERS,
        Severity.INFO if holds else Severity.SUSPECT,
        f"The list beside {stated} names {count if holds else expected}{', as stated' if holds else ''}: {words}.",
        mentions,
        stated,
        str(count) if holds else expected,
    )


def _own_count(thing: str) -> int:
    """How many a thing in a list says it is by its first character, else one."""
    return 2 if thing[0] == "两" else max(_NUMERALS.find(thing[0]), 1)


def _numbered(count: int, stated: str, marks: Iterable[_Mark], index: int) -> Iterator[Finding]:
    """The marks 一是, 二是 … of one style, as far as they run on; a list inside the list leaves the count open."""
    style, run = "", 0
    for _, ordinal, own in marks:
        style = style or own
        if own != style:
            continue
        if ordinal != run + 1:
            break
        run = ordinal
    if run == count:
        message = f"The numbered list after {stated} has {run} entries, as stated."
        yield finding(FindingCode.COUNT_HOLDS, Severity.INFO, message, (index,), stated, str(run))
    elif run > count or (run == count - 1 and run > 1):
        message = f"The numbered list after {stated} has {run} entries."
        yield finding(FindingCode.COUNT_DIFFERS, Severity.SUSPECT, message, (index,), stated, str(run))
