"""Find where rules match in a view and settle what overlaps.

One scan finds the places where any rule can start: a number, or a character that begins another rule. Which rules
are worth trying there is asked of the rules themselves, once for each beginning, by partial matches: a number before
% can only be a percentage, one before 个百 hardly a count. Dates go before percentages, money, durations, quantities.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, cast

import ahocorasick
import regex

from gongbao.extract.plain import plain
from gongbao.extract.rules import (
    FLAGS,
    Patterns,
    ProgramEntry,
    Rule,
    compile_rule,
    expand,
    literal_characters,
    without_lookbehind,
)
from gongbao.model import Kind, Program

_ORDER = {kind: i for i, kind in enumerate((Kind.DATE, Kind.PERCENT, Kind.MONEY, Kind.DURATION, Kind.QUANTITY))}
_NUMBER = "(?&_minus)?+(?&_number)"
# Stands for a character that no pattern names: what matches it can match anything.
_ANY = "龘"
# No mention is longer. Without an end the engine looks for a pattern's literals as far as the text goes, each time.
_REACH = 400
_MOST_BEGINNINGS = 50_000
_LONGEST_KEPT = 24
# Normalizers that ask a match for nothing that only regex has, like each of a group's spans.
_NAMED_ONCE = {"title", "quoted", "five_year_plan"}
_DIGITS = regex.compile(r"\d[\d,，]*(?:[.·]\d+)?")
_FORMS = (
    (regex.compile(r"(?:1[89]|2[01])\d\d"), "2021"),
    (regex.compile(r"(?:19|20)\d{6}"), "20210101"),
    (regex.compile(r"(?:19|20)\d\d\.\d\d?"), "2021.01"),
    (regex.compile(r"\d+"), "555"),
    (regex.compile(r".*"), "555.5"),
)
_HANZI_YEAR = regex.compile("[一二][〇○零一二三四五六七八九]{3}")
_TAIL = regex.compile("[余餘多几幾来來十百千万亿兆萬億]*$")


Accept = Callable[[Rule, regex.Match[str], int, int], int | None]
"""Takes a rule that matched, its match in the view and where its mention begins and ends there."""


class _Try(NamedTuple):
    """A rule ready to run: its pattern, and that pattern without a leading lookbehind, for asking what can start it.

    ``named``: the mention is a group of the match.
    """

    rule: Rule
    pattern: regex.Pattern[str]
    opening: regex.Pattern[str]
    first: frozenset[str]
    named: bool


_Beginnings = dict[tuple[str, str], tuple[_Try, ...]]


class Scanner:
    """Some rules, compiled for one scan over a view."""

    def __init__(self, patterns: Patterns, rules: list[Rule]) -> None:
        tries: list[_Try] = []
        anywhere: list[_Try] = []
        for rule in rules:
            compiled, bare = compile_rule(rule, patterns), without_lookbehind(rule.pattern)
            opening = compiled if bare == rule.pattern.lstrip() else patterns.compile(bare)
            first = frozenset(c for c in literal_characters(bare, patterns) if opening.match(c, partial=True))
            # A user's rule that can begin with any character is looked for everywhere.
            quick = plain(compiled.pattern) if rule.normalizer in _NAMED_ONCE else None
            pattern = cast("regex.Pattern[str]", quick) if quick else compiled
            attempt = _Try(rule, pattern, opening, first, "mention" in compiled.groupindex)
            (anywhere if opening.match(_ANY, partial=True) else tries).append(attempt)
        self._anywhere, self._tries = anywhere, tries
        number = expand(_NUMBER, patterns.fragments, "fragments.toml")
        self._number = regex.compile(number, FLAGS)
        self._numeric = frozenset(
            c for c in literal_characters(number, patterns) if self._number.match(c, partial=True)
        )
        characters = frozenset[str]().union(*(t.first for t in tries))
        if characters.isdisjoint(self._numeric):  # no number begins any rule: none need be looked for
            self._numeric = frozenset()
        # re keeps a set as a bitmap, which regex does not: four times as fast over a text.
        characters |= self._numeric
        self._start = re.compile("[" + "".join(map(re.escape, sorted(characters))) + "]" if characters else "(?!)")
        # By what begins there and the character behind it, then by the two behind it; and the forms of numbers.
        self._worth: tuple[_Beginnings, _Beginnings] = {}, {}
        self._shapes: dict[str, str] = {}

    def scan(self, text: str, accept: Accept) -> None:
        """Offer matches from left to right; ``accept`` says where what it took ends, or null to try the next rule."""
        taken = 0
        near, further = self._worth
        numeric, number_at, shapes = self._numeric, self._number.match, self._shapes
        for anchor in self._start.finditer(text):
            position = anchor.start()
            if position < taken:
                continue
            head, end = anchor[0], position + 1
            if head in numeric and (number := number_at(text, position)):
                taken = end = number.end()
                head = shapes.get(number[0]) or self._shape_of(number[0])
            beginning = head, text[end : end + 1]
            worth = near.get(beginning)
            if worth is None:
                worth = self._ask(near, beginning, [t for t in self._tries if head[0] in t.first])
            if len(worth) > 1:
                beginning = head, text[end : end + 2]
                first, worth = worth, further.get(beginning)
                if worth is None:
                    worth = self._ask(further, beginning, first)
            for attempt in worth:
                match = attempt.pattern.match(text, position, position + _REACH)
                if match is not None:
                    until = accept(attempt.rule, match, *_span(attempt, match))
                    if until is not None:
                        taken = max(taken, until, position + 1)
                        break
        for attempt in self._anywhere:
            for match in attempt.pattern.finditer(text):
                accept(attempt.rule, match, *_span(attempt, match))

    @staticmethod
    def _ask(known: _Beginnings, beginning: tuple[str, str], tries: Sequence[_Try]) -> tuple[_Try, ...]:
        """Those of some rules that a text with this beginning may match."""
        if len(known) >= _MOST_BEGINNINGS:
            known.clear()
        text = "".join(beginning)
        worth = known[beginning] = tuple(t for t in tries if t.opening.match(text, partial=True))
        return worth

    def _shape_of(self, number: str) -> str:
        shape = _shape(number)
        if len(number) <= _LONGEST_KEPT:
            if len(self._shapes) >= _MOST_BEGINNINGS:
                self._shapes.clear()
            self._shapes[number] = shape
        return shape


def _span(attempt: _Try, match: regex.Match[str]) -> tuple[int, int]:
    """Where a match's mention begins and ends."""
    span = match.span("mention") if attempt.named else match.span()
    return span if span[0] >= 0 else match.span()


def _shape(number: str) -> str:
    """A number of the same form that stands for all its like, so that few beginnings need asking about."""
    if len(number) <= 2:
        return number
    if number[0].isascii():
        match = _DIGITS.match(number)
        digits, rest = (match[0], number[match.end() :]) if match else ("", number)
        if len(digits) <= 2:
            return digits + rest
        form = next((form for pattern, form in _FORMS if pattern.fullmatch(digits)), "555")
        return form + rest
    if len(number) <= 3:
        return number
    if _HANZI_YEAR.fullmatch(number):
        return "二〇二一"
    tail = _TAIL.search(number)
    return "五" + (tail[0] if tail else "")


class Lexicon:
    """Programme names, found all at once by an Aho-Corasick automaton, the longest from the left.

    It reads the bytes of UTF-8: at each step it tries one way on after the other, and from its root there are hundreds
    of first characters, but only some six first bytes. That takes half the time.
    """

    def __init__(self, programs: Mapping[str, ProgramEntry]) -> None:
        self._automaton = ahocorasick.Automaton()
        for name, entry in programs.items():
            value = -len(name), Program(entry.name, entry.type), entry.bare
            self._automaton.add_word(_bytes(name).decode("latin-1"), value)
        if programs:
            self._automaton.make_automaton()
        self._filled = bool(programs)

    def scan(self, text: str) -> Iterator[tuple[int, int, Program, bool]]:
        """``(start, end, program, bare)`` of each name, apart and from left to right."""
        if not self._filled:
            return
        found: list[tuple[int, int, Program, bool]] = []
        data = _bytes(text)
        read = end = 0
        for last, (length, program, bare) in self._automaton.iter(data.decode("latin-1")):
            end += len(data[read : last + 1].decode("utf-8", "surrogatepass"))
            read = last + 1
            found.append((end + length, length, program, bare))
        taken = 0
        for start, length, program, bare in sorted(found, key=itemgetter(0, 1)):
            if start >= taken:
                taken = start - length
                yield start, taken, program, bare


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def scanners(patterns: Patterns) -> tuple[Scanner, Scanner]:
    """The scanner of numbers and dates, and that of programmes: a programme may hold numbers."""
    numbers = [rule for rule in patterns.rules if rule.kind is not Kind.PROGRAM]
    numbers.sort(key=lambda rule: _ORDER[rule.kind])
    return Scanner(patterns, numbers), Scanner(patterns, [r for r in patterns.rules if r.kind is Kind.PROGRAM])
