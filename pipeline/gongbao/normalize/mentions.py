"""One document's mentions: what the scanners found, read, bounded, dated and settled."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any

import regex

from gongbao.errors import PatternError
from gongbao.extract.lexicon import Lexicon
from gongbao.extract.match import scanners
from gongbao.extract.rules import Patterns, Rule
from gongbao.frozen import builder
from gongbao.kept import compiled
from gongbao.model import Code, Kind, Mention, Mod, Program, Segments, Span
from gongbao.normalize import amounts, dates, durations, programs
from gongbao.normalize.clock import Clock, Heard, Now, find_document_date
from gongbao.normalize.dates import DateExpression
from gongbao.normalize.modifiers import Modifiers
from gongbao.normalize.numerals import read_numeral
from gongbao.segment.captions import OF_SECTION

# What a rule's key `normalizer` can name. Each takes a match and the patterns; a number's gives its value and the
# modifier inside it, a date's what it says before the clock, null where what matched is no mention after all.
NUMBERS: dict[str, Callable[[regex.Match[str], Patterns], Any]] = {
    "money": amounts.money,
    "money_in_parts": amounts.money_in_parts,
    "money_small": amounts.money_small,
    "money_to_the_cent": amounts.money_to_the_cent,
    "percent": amounts.percent,
    "fraction": amounts.fraction,
    "tenths": amounts.tenths,
    "quantity": amounts.quantity,
    "duration": durations.duration,
}
DATES: dict[str, Callable[[regex.Match[str], Patterns], DateExpression | None]] = {
    "date": dates.date_expression,
    "plan": dates.plan,
    "decade": dates.decade,
    "years_around": dates.years_around,
    "days_around": dates.days_around,
    "recurring": dates.recurring,
}
NAMES = {"title", "quoted", "five_year_plan", "launched"}
# The groups without which a normalizer can read no match.
_NEEDED = {
    "money": ("low",),
    "percent": ("low", "unit"),
    "fraction": ("low", "base"),
    "money_in_parts": ("low", "jiao", "fen", "high", "high_jiao", "high_fen"),
    "money_small": ("low", "unit"),
    "money_to_the_cent": ("low",),
    "tenths": ("low",),
    "quantity": ("low",),
    "duration": ("low", "unit"),
    "plan": ("plan", "x"),
    "decade": ("century", "decade", "x"),
    "years_around": ("n", "way"),
    "days_around": ("week", "weekday", "weekday2"),
    "title": ("inner",),
    "quoted": ("mention", "inner", "rest"),
    "five_year_plan": ("plan", "ordinal", "head"),
    "launched": ("mention",),
}

_mention, _span = builder(Mention), builder(Span)
_DATE, _AMOUNTS = Kind.DATE, frozenset((Kind.MONEY, Kind.PERCENT, Kind.QUANTITY))
_PLACE = itemgetter(0, 1, 2)
_EXTENT = itemgetter(0, 1)
_START = itemgetter(0)
# 分别突破3万元、1.3万元: how far before the first of a list its 分别 may stand, and how long that may be.
_BROKEN_OFF = re.compile(r"[，；。\d]")
_SHARED_OUT, _SHARED_REACH, _LIST_MARKS, _LONGEST_LIST = "分别", 8, "、和", 32
_KEPT_WITHIN = "控制在"
_BEHIND = (Mod.EQUAL_OR_MORE, Mod.EQUAL_OR_LESS, Mod.APPROX)
# 分别为12.3、45.6和78.9亿元: the numbers of a list whose last alone has the unit, and how its own number is written.
_LIST_MARKS_OF_NUMBERS = frozenset("、和与及")
_NUMBERS_BEFORE = compiled(
    r"(?:分别|依次)[^\d，。；：、]{0,12}(?:(?<![A-Za-z第])(?P<number>(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?)[、和与及]){1,12}\Z"
)
_LONGEST_NUMBERS = 96
_SCALED = compiled(r"[\d.,，·]{1,24}(?P<scale>[十百千万亿]{0,4})")
_OPENING = ("（", "(")
_BOOK = compiled(r"《[^《》\n]{1,80}》")


# The number of an item that tells of something in sentences, and what it begins with.
_ITEM = compiled(r"(?<![^\n。；])\d{1,2}[.．](?=[1-9]\d{0,3}[个家户名所人辆处笔起宗](?P<line>[^。；\n]{0,300})[。；])")

# Start and end in the view, kind, value, modifier and the rule's id.
_Draft = tuple[int, int, Kind, Any, Mod | None, str]


@dataclass(frozen=True, slots=True)
class Hearing:
    """A text's mentions in the making: ``dates`` are those among the drafts that wait for the clock, in their order."""

    segments: Segments
    drafts: list[_Draft]
    dates: list[Heard]
    document_date: date | None


class Reader:
    """Pattern files made ready to read texts with; built once, used for any number of documents."""

    def __init__(self, patterns: Patterns) -> None:
        for rule in patterns.rules:
            _check_normalizer(rule)
        self.patterns = patterns
        self._numbers, self._names = scanners(patterns)
        self._lexicon = Lexicon(patterns.programs)
        # By a rule's id what its matches are, what reads them, and the words that bound them.
        modifiers = {kind: Modifiers(patterns.modifiers, kind) for kind in Kind}
        self._readings = {
            rule.id: (rule.kind, NUMBERS.get(rule.normalizer), modifiers[rule.kind]) for rule in patterns.rules
        }

    def hear(self, segments: Segments) -> Hearing:
        """What a text says, before relative dates have their days; with it the date that it gives itself."""
        text = segments.view.text
        names, quoted = self._programs(text)
        figures = self._apart(self._figures(text), names, text)
        if quoted:  # 对五度较差的单位, where “五度” is a name
            figures = [draft for draft in figures if text[draft[0] : draft[1]] not in quoted]
        drafts = sorted([*figures, *names], key=_PLACE)
        heard = [
            Heard(value, start, end, segments.sentence_at(start), mod)
            for start, end, _, value, mod, _ in [draft for draft in drafts if draft[2] is _DATE]
        ]
        return Hearing(segments, drafts, heard, find_document_date(heard, segments))

    def mentions(self, hearing: Hearing, text: str, now: Now | None) -> tuple[tuple[Mention, ...], set[Code]]:
        """The mentions in order, relative dates counted from ``now``, and the codes that they give their document.

        The hearing is used up: each draft makes room for its mention, for a long report has many of them.
        """
        clock = Clock(hearing.segments, now)
        intervals = iter([clock.resolve(item) for item in hearing.dates])
        hearing.dates.clear()
        codes = set[Code]()
        mentions: list[Mention] = []
        drafts, segments, view = hearing.drafts, hearing.segments, hearing.segments.view
        sentence, after = -1, 0  # the sentence that was reached, and where the next one begins
        value: Any
        drafts.reverse()
        while drafts:
            start, end, kind, value, mod, rule = drafts.pop()
            if kind is _DATE:
                value = next(intervals)
            elif kind in _AMOUNTS:
                value = amounts.within_bounds(value)
                if value.low is None:
                    codes.add(Code.NUMBER_TOO_LONG)
            if start >= after:
                sentence = segments.sentence_at(start)
                after = segments.starts[sentence + 1] if sentence + 1 < len(segments.starts) else len(view.text)
            span = view.source_span(start, end)
            first, last = span.start, span.end
            # Where nothing has been dropped before a mention, its places in source and view are one.
            place = span if first == start and last == end else _span(start, end)
            mentions.append(_mention(kind, span, text[first:last], value, mod, rule, place, sentence))
        return tuple(mentions), codes

    def refusals(self, text: str) -> list[tuple[int, str]]:
        """Where a rule of numbers or dates matched and its normalizer refused: the place and the rule's id."""
        refused: list[tuple[int, str]] = []
        self._figures(text, refused)
        return refused

    def _figures(self, text: str, refused: list[tuple[int, str]] | None = None) -> list[_Draft]:
        drafts: list[_Draft] = []
        patterns, readings = self.patterns, self._readings
        has_lists = _SHARED_OUT in text or _KEPT_WITHIN in text

        def accept(rule: Rule, match: regex.Match[str], start: int, end: int) -> int | None:
            kind, read, modifiers = readings[rule.id]
            reading: Any = read(match, patterns) if read else DATES[rule.normalizer](match, patterns)
            if reading is None and kind is Kind.QUANTITY and (item := _ITEM.match(text, start)):
                # 1.4个部门超预算列支: the number of an item, and how many
                start = item.end()
                again = match.re.match(text[start : item.end("line")])
                if again and read and (reading := read(again, patterns)) is not None:
                    reading = (*reading[:2], start + (reading[2] if len(reading) > 2 else again.end()))
            beside = text[start - 1 : start]
            if beside in _OPENING and _is_unit_of_section(text, start, end):
                return end
            if reading is None:
                if refused is not None:
                    refused.append((match.start(), rule.id))
                return None
            if read is None:
                value, inner = reading, reading.mod
            elif len(reading) == 2:
                value, inner = reading
            else:
                value, inner, end = reading
            mod = None if read is None and reading.until else modifiers.around(text, start, end, inner)
            if beside in _LIST_MARKS_OF_NUMBERS:
                if text[start - 2 : start - 1].isdigit():
                    drafts.extend(_numbers_before(text, (start, end, kind, value, mod, rule.id), drafts))
                if mod is None and drafts and drafts[-1][1] == start - 1 and drafts[-1][4] and drafts[-1][2] is kind:
                    mod = _shared(text, start, drafts, modifiers)
                if (
                    (mod and has_lists and drafts and drafts[-1][1] == start - 1 and drafts[-1][2:5:2] == (kind, None))
                    and mod in _BEHIND
                    and modifiers.around(text, start, start, None) is None
                ):
                    _bound_list(text, start, drafts, mod)
            drafts.append((start, end, kind, value, mod, rule.id))
            return end

        self._numbers.scan(text, accept)
        return drafts

    @staticmethod
    def _apart(figures: list[_Draft], names: list[_Draft], text: str) -> list[_Draft]:
        """Figures that stand in no name and no title: 2.0 of 零基预算2.0版, the year of 《2024年度决算》."""
        taken = [name[:2] for name in names]
        if "《" in text:
            taken += [m.span() for m in _BOOK.finditer(text)]
        if not taken:
            return figures
        taken.sort(reverse=True)
        free: list[_Draft] = []
        until = -1  # where what has begun so far ends
        for figure in sorted(figures, key=_START):
            start, end = figure[:2]
            while taken and taken[-1][0] <= start:
                until = max(until, taken.pop()[1])
            if until < end:
                free.append(figure)
        return free

    def _programs(self, text: str) -> tuple[list[_Draft], dict[str, Program]]:
        """Programmes in order and apart, and the quoted names among them with what each stands for."""
        patterns = self.patterns
        found: list[tuple[int, int, Program, str]] = []
        names: dict[str, Program] = {}

        def accept(rule: Rule, match: regex.Match[str], start: int, end: int) -> int | None:
            last = None
            for start, end, program in programs.read(rule, match, patterns):
                found.append((start, -end, program, rule.id))
                last = end
                if rule.normalizer == "quoted":
                    inner = match["inner"].replace(" ", "")
                    if inner not in names or len(program.name) > len(names[inner].name):
                        names[inner] = program
            return last

        self._names.scan(text, accept)
        quoted = programs.quotations(text)
        found += [
            (start, -end, program, "program.lexicon")
            for start, end, program in programs.in_lexicon(text, quoted, self._lexicon)
        ]
        if names:  # “五度” stands for the “五度”挂钩机制 that the text also names
            found = [(start, end, names.get(program.name, program), rule) for start, end, program, rule in found]
            found += [(start, -end, program, "program.again") for start, end, program in programs.again(quoted, names)]
        drafts: list[_Draft] = []
        taken = 0
        for start, end, program, rule in sorted(found, key=_EXTENT):
            if start >= taken:
                taken = -end
                drafts.append((start, taken, Kind.PROGRAM, program, None, rule))
        return drafts, names


def _is_unit_of_section(text: str, start: int, end: int) -> bool:
    """Whether words are the unit that a heading above a table names: 一、农业（万吨）."""
    if any(map(str.isdigit, text[start:end])):
        return False
    close = text.find("\n", end)
    section = OF_SECTION.fullmatch(text, text.rfind("\n", 0, start) + 1, close if close >= 0 else len(text))
    return section is not None and section.span("unit") == (start, end)


def _numbers_before(text: str, last: _Draft, drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    """The numbers of a list that are of the unit of the last: 12.3 and 45.6 of 分别为12.3、45.6和78.9亿元."""
    start, end, kind, value, _, rule = last
    scaled = _SCALED.match(text, start, end)
    begin = max(drafts[-1][1] if drafts else 0, start - _LONGEST_NUMBERS)
    if not scaled or not isinstance(value, amounts.AMOUNTS) or value.low is None or value.low != value.high:
        return
    if read_numeral(scaled[0]) != value.low:  # 70多亿元, 负3亿元
        return
    if found := _NUMBERS_BEFORE.search(text, begin, start):
        for place in found.spans("number"):
            number = read_numeral(text[slice(*place)] + scaled["scale"])
            if number is not None:
                yield (*place, kind, replace(value, low=number, high=number), None, rule)


def _shared(text: str, start: int, drafts: Sequence[_Draft], modifiers: Modifiers) -> Mod | None:
    """The modifier before a list whose members it bounds alike: 分别突破3万元、1.3万元."""
    first, _ = _list_before(text, start, drafts)
    if first == start or text.find(_SHARED_OUT, max(0, first - _SHARED_REACH), first) < 0:
        return None
    return modifiers.around(text, first, first, None)


def _bound_list(text: str, start: int, drafts: list[_Draft], bound: Mod) -> None:
    """What stands behind the last of a list that is shared out, or kept within, bounds each: 分别达到85%和60%以上."""
    first, number = _list_before(text, start, drafts)
    shared_out = text.rfind(_SHARED_OUT, max(0, first - _SHARED_REACH), first)
    # 分别增长8%，建成3所、4所以上: what is shared out is another list
    own = shared_out >= 0 and _BROKEN_OFF.search(text, shared_out, first) is None
    if own or text.endswith(_KEPT_WITHIN, 0, first):
        for i in range(-number, 0):
            begin, end, kind, value, mod, rule = drafts[i]
            drafts[i] = (begin, end, kind, value, mod or bound, rule)


def _list_before(text: str, start: int, drafts: Sequence[_Draft]) -> tuple[int, int]:
    """Where the list that goes on at a place begins, and how many of it stand before."""
    first, number = start, 0
    for draft in drafts[: -_LONGEST_LIST - 1 : -1]:
        if draft[1] != first - 1 or text[first - 1] not in _LIST_MARKS:
            break
        first, number = draft[0], number + 1
    return first, number


def _check_normalizer(rule: Rule) -> None:
    """Raise ``PatternError`` for a rule whose normalizer is none for its kind, or cannot read what the rule matches."""
    known = NAMES if rule.kind is Kind.PROGRAM else DATES if rule.kind is Kind.DATE else NUMBERS
    where = f"{rule.file}: rule {rule.id!r}"
    if rule.normalizer not in known:
        there = ", ".join(sorted(known))
        raise PatternError(f"{where}: no normalizer {rule.normalizer!r} for the kind {rule.kind}; there are {there}")
    for group in _NEEDED.get(rule.normalizer, ()):
        if f"(?P<{group}>" not in rule.pattern and f"(?<{group}>" not in rule.pattern:
            raise PatternError(f"{where}: the normalizer {rule.normalizer!r} needs a group {group!r} in the pattern")
