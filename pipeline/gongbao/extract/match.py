"""Find where rules match in a view and settle what overlaps.

One scan finds the characters with which any rule can begin; the rules are tried only there, all of one first
character in a single pattern, in order: dates before percentages before money before durations before quantities.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ahocorasick
import regex

from gongbao.extract.rules import FLAGS, Patterns, ProgramEntry, Rule, first_characters
from gongbao.model import Kind

_ORDER = {kind: i for i, kind in enumerate((Kind.DATE, Kind.PERCENT, Kind.MONEY, Kind.DURATION, Kind.QUANTITY))}


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that matched: its match in the view and the span of its mention there."""

    rule: Rule
    match: regex.Match[str]
    start: int
    end: int


class Scanner:
    """The rules of some kinds, compiled for one scan over a view."""

    def __init__(self, patterns: Patterns, rules: list[Rule]) -> None:
        by_character: dict[str, list[int]] = {}
        anywhere: list[int] = []
        self.rules = rules
        for i, rule in enumerate(rules):
            first = first_characters(rule, patterns)
            if first is None:
                anywhere.append(i)
            for character in first or ():
                by_character.setdefault(character, []).append(i)
        joined: dict[tuple[int, ...], regex.Pattern[str]] = {}
        self._tries: dict[str, regex.Pattern[str]] = {}
        for character, indices in by_character.items():
            key = tuple(indices)
            if key not in joined:
                joined[key] = self._join(patterns, key)
            self._tries[character] = joined[key]
        self._start = regex.compile("[" + "".join(map(regex.escape, sorted(by_character))) + "]")
        self._anywhere = [self._join(patterns, (i,)) for i in anywhere]

    def _join(self, patterns: Patterns, indices: tuple[int, ...]) -> regex.Pattern[str]:
        # An empty group behind each alternative closes last, so lastgroup names the rule that matched.
        pattern = "|".join(f"(?:{self.rules[i].pattern}\n)(?P<rule_{i}>)" for i in indices)
        return regex.compile(pattern, FLAGS, **patterns.lists(pattern))

    def scan(self, text: str) -> Iterator[Found]:
        """Matches from left to right that do not overlap; at one place the first rule that matches wins."""
        taken = 0
        tries = self._tries
        rules = self.rules
        for anchor in self._start.finditer(text):
            position = anchor.start()
            if position < taken:
                continue
            match = tries[anchor[0]].match(text, position)
            if match is None:
                continue
            found = self._found(rules, match)
            yield found
            taken = found.end if found.end > taken else match.end()
        for pattern in self._anywhere:
            for match in pattern.finditer(text):
                yield self._found(rules, match)

    @staticmethod
    def _found(rules: list[Rule], match: regex.Match[str]) -> Found:
        name = match.lastgroup or ""
        rule = rules[int(name[5:])]
        start, end = match.span("mention") if "mention" in match.re.groupindex else match.span()
        if start < 0:
            start, end = match.span()
        return Found(rule, match, start, end)


class Lexicon:
    """Programme names, found all at once by an Aho-Corasick automaton, the longest from the left."""

    def __init__(self, programs: Mapping[str, ProgramEntry]) -> None:
        self._automaton = ahocorasick.Automaton()
        for name, entry in programs.items():
            self._automaton.add_word(name, (len(name), entry))
        if programs:
            self._automaton.make_automaton()
        self._filled = bool(programs)

    def scan(self, text: str) -> Iterator[tuple[int, int, ProgramEntry]]:
        """``(start, end, entry)`` of each name, apart and from left to right."""
        if not self._filled:
            return
        for last, (length, entry) in self._automaton.iter_long(text):
            yield last + 1 - length, last + 1, entry


def scanners(patterns: Patterns) -> tuple[Scanner, Scanner]:
    """The scanner of numbers and dates, and that of programmes: a programme may hold numbers."""
    numbers = [rule for rule in patterns.rules if rule.kind is not Kind.PROGRAM]
    numbers.sort(key=lambda rule: _ORDER[rule.kind])
    return Scanner(patterns, numbers), Scanner(patterns, [r for r in patterns.rules if r.kind is Kind.PROGRAM])
