"""Counts against the lists beside them: “五度”（a、b、c、d、e）, a、b和c三个方面, 四项措施：一要…二要…."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.kept import compiled
from gongbao.link.lexicons.wording import HAN
from gongbao.model import Finding, Kind, Mention, Quantity, Segments

_NUMERALS = "零一二三四五六七八九十"
_LIST = f"[{HAN}“”《》、]"
_NAMED = compiled(
    f"“(?P<count>[两二三四五六七八九十])[{HAN}]{{1,3}}”[{HAN}]{{0,4}}[（(](?P<list>{_LIST}{{4,160}})[）)]"
)
_BEHIND = compiled(
    f"[{HAN}“”]{{0,8}}?(?:[（(](?P<inside>{_LIST}{{4,160}})[）)]|(?:——|—|[：:])(?P<behind>{_LIST}{{4,160}})(?=[。；，]))"
)
_FRONT = compiled(f"(?:从|围绕|聚焦|涵盖|在)(?P<list>{_LIST}{{4,120}}?)这?$")
_ASPECT = compiled("方面|环节|领域|维度|层面|部分")
# A list that names only some, or whose things have parts of their own, says nothing of the count.
_OPEN = compiled("等|其中|包括|以及其他|分别|主要")
_LAST = compiled("[和及与或]|以及")
_ANNOUNCED = compiled(
    r"(?:方面|环节)?(?:的|主要|重点|重要|具体|突出|关键|政策)*+(?:措施|工作|方面|问题|任务|部分|环节|重点|建议)?[：:。]?\s*"
    r"(?=[（(]?一(?:是|要|、|[)）]))"
)
# What stands before the number of an entry, 一是 or （二）, and what behind it: by this, its style, entries are looked
# for, each by itself, since a single character is found much faster than any of a set.
_BEFORE_MARK, _STYLES = "。；：:，”）) \n　（(", "是要、)）"
_MARKS = {
    style: compiled(
        f"{re.escape(style)}(?<=[{_BEFORE_MARK}][一二三四五六七八九十].)"
        f"|{re.escape(style)}(?<=[{_BEFORE_MARK}]十[一二三四五六七八九十].)"
    )
    for style in _STYLES
}
_QUANTITY = Kind.QUANTITY
_LEAST, _MOST = Decimal(2), Decimal(20)
_LIST_REACH = 120


def counts(segments: Segments, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """The counts of a document that a list stands beside."""
    text = segments.view.text
    yield from _named(text, mentions)
    marks: _Marks | None = None
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
            marks = marks or _Marks(text, end)
            yield from _numbered(count, mention.text, marks.list_at(match.end()), index)
        elif match := _BEHIND.match(text, end):
            yield from _held(count, mention.text, match["inside"] or match["behind"], (index,))
        elif _ASPECT.match(text, end):
            first = max(segments.sentences.bounds(mention.sentence)[0], start - _LIST_REACH)
            if match := _FRONT.search(text[first:start]):
                yield from _held(count, mention.text, match["list"], (index,))


class _Marks:
    """The marks of entries in a text from a place on, 一是 or （二）, by style: the place and the number of each.

    For each style the text is gone through once, and no further than is asked.
    """

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._known: dict[str, list[tuple[int, int]]] = {style: [] for style in _STYLES}
        self._more = {style: pattern.finditer(text, start) for style, pattern in _MARKS.items()}

    def list_at(self, start: int) -> Iterator[int]:
        """The numbers of the style that comes first behind a place where 一 or （一 with a style stands."""
        first = start + (self._text[start] in "（(")
        if self._text[first - 1] in _BEFORE_MARK:
            style = self._text[first + 1]
        else:  # 三项措施一是: there it is no mark
            firsts = ((next(self._of(style, start), None), style) for style in _STYLES)
            style = min(((place, style) for place, style in firsts if place), default=(None, "是"))[1]
        return (number for _, number in self._of(style, start))

    def _of(self, style: str, start: int) -> Iterator[tuple[int, int]]:
        known, more = self._known[style], self._more[style]
        place = bisect_left(known, (start, 0))
        while True:
            if place == len(known):
                match = next(more, None)
                if match is None:
                    return
                end = match.start()
                begin = end - 1 - (self._text[end - 2] == "十")
                known.append((begin, _ordinal(self._text[begin:end])))
            if known[place][0] >= start:
                yield known[place]
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


def _numbered(count: int, stated: str, marks: Iterable[int], index: int) -> Iterator[Finding]:
    """The marks 一是, 二是 … of one style, as far as they run on; a list inside the list leaves the count open."""
    run = 0
    for ordinal in marks:
        if ordinal != run + 1:
            break
        run = ordinal
    if run == count:
        message = f"The numbered list after {stated} has {run} entries, as stated."
        yield finding(FindingCode.COUNT_HOLDS, Severity.INFO, message, (index,), stated, str(run))
    elif run > count or (run == count - 1 and run > 1):
        message = f"The numbered list after {stated} has {run} entries."
        yield finding(FindingCode.COUNT_DIFFERS, Severity.SUSPECT, message, (index,), stated, str(run))
