"""Find where rules match in a view and settle what overlaps.

One scan finds the places where any rule can start: a number, or two characters that begin another rule. Which rules
are worth trying there is asked of the rules themselves, once for each beginning, by partial matches: a number before
% can only be a percentage, one before 个百 hardly a count. Dates go before percentages, money, durations, quantities.
Rules that begin with a quotation are asked all at once which is the first that goes on as the text does behind it.
"""

import re
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import islice

import regex

from gongbao.extract.quotations import put_together
from gongbao.extract.rules import (
    Patterns,
    Rule,
    compile_rule,
    expand,
    literal_characters,
    told_apart,
    without_lookbehind,
)
from gongbao.extract.stand_ins import STAND_INS, form_of, numbers_of
from gongbao.kept import STORE, Store
from gongbao.model import Kind

_ORDER = {kind: i for i, kind in enumerate((Kind.DATE, Kind.PERCENT, Kind.MONEY, Kind.DURATION, Kind.QUANTITY))}
_NUMBER = "(?:(?&_minus)|)(?&_number)"
# Stands for a character that no pattern names: what matches it can match anything.
_ANY = "龘"
# Stands for any number of two digits, where a rule names none.
_ANY_NUMBER = "55"
_TWO_DIGITS = re.compile(r"\d\d(?!\d)", re.ASCII)
_HAN = "一-龥"
# What often stands behind a character, beside Chinese ones.
_USUAL = frozenset("0123456789 \n，。、；：！？“”（）《》")
# No mention is longer. Without an end the engine looks for a pattern's literals as far as the text goes, each time.
_REACH = 400
# Behind all rules that begin with a quotation.
_NONE = 1_000_000
_MOST_BEGINNINGS, _FEW_BEGINNINGS = 50_000, 1_000
# Each start reads what is kept; the first are those that many texts have.
_MOST_KEPT = 20_000
_LONGEST_KEPT = 24
# A match is made at once: to let other threads run meanwhile takes a third of the time that a short one has.
_LETS_OTHERS_RUN = False


Accept = Callable[[Rule, regex.Match[str], int, int], int | None]
"""Takes a rule that matched, its match in the view and where its mention begins and ends there."""


@dataclass(frozen=True, slots=True, eq=False)
class _Try:
    """A rule ready to run: its pattern, and that pattern without a leading lookbehind, for asking what can start it.

    ``match`` is the pattern's own; ``apart``: the Chinese characters that it tells from others; ``named``: the mention
    is a group of the match; ``quoted``: which of the rules that begin with a quotation it is, from 1, or 0;
    ``alike``: whether one number of two digits is like any other to it, as it names no digit.
    """

    rule: Rule
    pattern: regex.Pattern[str]
    match: Callable[[str, int, int, bool], regex.Match[str] | None]
    opening: regex.Pattern[str]
    first: frozenset[str]
    apart: frozenset[str] | None
    named: bool
    quoted: int
    alike: bool


class Scanner:
    """Some rules, compiled for one scan over a view."""

    def __init__(self, patterns: Patterns, rules: list[Rule]) -> None:
        tries: list[_Try] = []
        anywhere: list[_Try] = []
        naming: list[_Try] = []
        spelt = set[str]()
        self._counted = False
        whole = [compile_rule(rule, patterns) for rule in rules]
        # Those that begin with a quotation are asked all at once which of them is the first to match.
        self._quoted, quoted = put_together(rules, patterns)
        for rule, compiled in zip(rules, whole, strict=True):
            bare = without_lookbehind(rule.pattern)
            opening = compiled if bare == rule.pattern.lstrip() else patterns.compile(bare)
            first = frozenset(c for c in literal_characters(bare, patterns) if opening.match(c, partial=True))
            apart, numbers = told_apart(bare, patterns), numbers_of(rule, bare, patterns)
            named = "mention" in compiled.groupindex
            attempt = _Try(
                rule, compiled, compiled.match, opening, first, apart, named, quoted.get(rule.id, 0), numbers.alike
            )
            # A user's rule that can begin with any character is looked for everywhere.
            (anywhere if opening.match(_ANY, partial=True) else tries).append(attempt)
            spelt |= numbers.spelt
            self._counted |= numbers.counted
            if numbers.in_words or not any(opening.match(form, partial=True) for form in STAND_INS):
                naming.append(attempt)
        self._anywhere, self._tries = anywhere, tries
        number = expand(_NUMBER, patterns.fragments, "fragments.toml")
        self._number = patterns.compile(number)
        self._numeric = frozenset(
            c for c in literal_characters(number, patterns) if self._number.match(c, partial=True)
        )
        characters = frozenset[str]().union(*(t.first for t in tries))
        if characters.isdisjoint(self._numeric):  # no number begins any rule: none need be looked for
            self._numeric = frozenset()
        of = [(t.opening.pattern, sorted(t.first), t.apart and sorted(t.apart), t.alike) for t in tries]
        # To ask each rule of each character takes a twentieth of a short run.
        asked = repr((of, sorted(self._numeric))).encode()
        kinds = ", ".join(sorted({rule.kind for rule in rules}))
        starts = STORE.value(f"starts of {kinds}", __file__, asked, lambda: _starts(tries, self._numeric))
        self._start = re.compile(starts)
        self._begun = {head: tuple([t for t in tries if head in t.first]) for head in characters}
        self._told = {head: _told(begun) for head, begun in self._begun.items()}
        # What is worth trying, by what begins there and the character behind it, or the two; and the forms of numbers.
        self._worth: dict[str, tuple[_Try, ...]] = {}
        # Of these, those that are left where the first rule to go on behind a quotation is known.
        self._left: dict[tuple[str, int], tuple[_Try, ...]] = {}
        # Two characters that begin neither a rule nor a number of two or more: 一 and 体 behind it.
        self._nothing: set[str] = set()
        self._shapes: dict[str, str] = {}
        # Numbers that a rule names stand for themselves alone: those that it spells, by how they begin, and those that
        # begin a rule that is not begun by what would stand for them.
        self._spelt = frozenset(spelt)
        self._naming = naming
        # Texts begin with the same again and again: what earlier runs have asked is an eighth of a run over few.
        self._asked = f"asked of {kinds}", __file__, asked
        self._recall(STORE)
        self._much = self._more_than_known() if STORE.can_keep() else None

    def _recall(self, store: Store) -> None:
        """Know what ``_remember`` has kept: which rules are tried together, and by beginnings which of these."""
        sorts, worth = store.recalled(*self._asked) or ([], {})
        kept = [tuple([self._tries[place] for place in sort]) for sort in sorts]
        for beginning, number in worth.items():
            self._know(beginning, kept[number])

    def _remember(self) -> None:
        """Keep for later runs what has been asked, here and by others meanwhile."""
        if not STORE.can_keep():
            self._much = None
            return
        self._recall(Store())
        places = {attempt: place for place, attempt in enumerate(self._tries)}
        numbers: dict[tuple[_Try, ...], int] = {}
        known = dict(islice(self._worth.copy().items(), _MOST_KEPT))  # another thread may be asking
        worth = {beginning: numbers.setdefault(sort, len(numbers)) for beginning, sort in known.items()}
        STORE.renew(*self._asked, ([[places[attempt] for attempt in sort] for sort in numbers], worth))
        self._much = self._more_than_known()

    def _more_than_known(self) -> int | None:
        """With so many beginnings they are kept: to write them takes as long as to ask some hundreds.

        Null where as many as ever are have been kept.
        """
        known = len(self._worth)
        return min(known + max(_FEW_BEGINNINGS, known // 4), _MOST_KEPT) if known < _MOST_KEPT else None

    def scan(self, text: str, accept: Accept) -> None:
        """Offer matches from left to right; ``accept`` says where what it took ends, or null to try the next rule."""
        taken = 0
        known, numeric, number_at, shapes = self._worth, self._numeric, self._number.match, self._shapes
        start_from, quoted, nothing, left = self._start.search, self._quoted, self._nothing, self._left
        worth: Sequence[_Try] | None
        # Begun anew behind what is taken: to find each digit of a number and pass it by takes longer.
        while anchor := start_from(text, taken):
            position = anchor.start()
            head, taken = anchor[0], position + 1
            end = taken
            if head in numeric:
                if text[position : position + 2] in nothing:
                    continue
                if number := number_at(text, position, None, _LETS_OTHERS_RUN):
                    taken = end = number.end()
                    head = shapes.get(number[0]) or self._shape_of(number[0])
            beginning = head + text[end : end + 1]
            worth = known.get(beginning)
            if not worth:
                if worth is not None:
                    continue
                worth = self._ask(beginning, self._begun.get(head[0], ()))
            if len(worth) > 2:
                if quoted:
                    told = quoted.match(text, position, position + _REACH, _LETS_OTHERS_RUN)
                    least = (told.lastindex or 0) if told else _NONE
                    first, worth = worth, left.get((beginning, least))
                    if worth is None:
                        worth = left[beginning, least] = tuple([t for t in first if not 0 < t.quoted < least])
                else:
                    beginning = head + text[end : end + 2]
                    first, worth = worth, known.get(beginning)
                    if worth is None:
                        worth = self._ask(beginning, first)
            for attempt in worth:
                match = attempt.match(text, position, position + _REACH, _LETS_OTHERS_RUN)
                if match is not None:
                    start, stop = _mention(match) if attempt.named else match.span()
                    # A rule that only looks ahead finds nothing.
                    until = accept(attempt.rule, match, start, stop) if start < stop else None
                    if until is not None:
                        if until > taken:
                            taken = until
                        break
        for attempt in self._anywhere:
            for match in attempt.pattern.finditer(text):
                start, stop = _mention(match) if attempt.named else match.span()
                if start < stop:
                    accept(attempt.rule, match, start, stop)
        if self._much is not None and len(self._worth) >= self._much:
            self._remember()

    def _ask(self, beginning: str, tries: Sequence[_Try]) -> tuple[_Try, ...]:
        """Those of some rules that a text with this beginning may match.

        A rule that does not tell the last character from others is asked but once for all of them, and one to which
        numbers of two digits are alike but once for all of these.
        """
        last = beginning[-1]
        others: Sequence[_Try] | None = None
        same: Sequence[_Try] | None = None
        worth: tuple[_Try, ...]
        if len(beginning) > 1 and "一" <= last <= "龥" and last != _ANY:
            others = self._known(beginning[:-1] + _ANY, tries)
        if (number := _TWO_DIGITS.match(beginning)) and number[0] != _ANY_NUMBER:
            same = self._known(_ANY_NUMBER + beginning[2:], self._begun.get(_ANY_NUMBER[0], ()))
        told = self._told.get(beginning[0])
        if others is not None and told is not None and last not in told:
            worth = tuple(others)
        else:
            worth = tuple(
                [
                    t
                    for t in tries
                    if (
                        t in others
                        if others is not None and t.apart is not None and last not in t.apart
                        else t in same
                        if same is not None and t.alike
                        else t.opening.match(beginning, partial=True)
                    )
                ]
            )
        if len(self._worth) >= _MOST_BEGINNINGS:
            # Another thread may be asking. The first stay: they are those that were kept.
            for other in list(self._worth)[_MOST_KEPT:]:
                self._worth.pop(other, None)
            self._nothing.intersection_update(self._worth)
            self._left.clear()
        self._know(beginning, worth)
        return worth

    def _know(self, beginning: str, worth: tuple[_Try, ...]) -> None:
        self._worth[beginning] = worth
        if not worth and len(beginning) == 2 and not self._number.fullmatch(beginning, partial=True):
            self._nothing.add(beginning)

    def _known(self, beginning: str, tries: Sequence[_Try]) -> tuple[_Try, ...]:
        worth = self._worth.get(beginning)
        return self._ask(beginning, tries) if worth is None else worth

    def _shape_of(self, number: str) -> str:
        shape = form_of(number, counted=self._counted)
        if shape != number and (number[:3] in self._spelt or self._is_apart(number, shape)):
            shape = number
        if len(number) <= _LONGEST_KEPT:
            if len(self._shapes) >= _MOST_BEGINNINGS:
                self._shapes.clear()
            self._shapes[number] = shape
        return shape

    def _is_apart(self, number: str, shape: str) -> bool:
        """Whether a number begins a rule that what is to stand for it does not begin."""
        alike = self._known(shape, self._begun.get(shape[0], ()))
        apart = [t for t in self._naming if number[0] in t.first and t not in alike]
        return any(t.opening.match(number, partial=True) for t in apart)


def _told(tries: Iterable[_Try]) -> frozenset[str] | None:
    """The Chinese characters that any of some rules tells from others; null where that is not known of one."""
    told = frozenset[str]()
    for attempt in tries:
        if attempt.apart is None:
            return None
        told |= attempt.apart
    return told


def _starts(tries: Sequence[_Try], numeric: Set[str]) -> str:
    """A pattern for ``re`` of the characters that can begin a number, or a rule that what stands behind can go on with.

    Only before Chinese characters and usual marks is one passed over; of all others is asked where they are met.
    """
    free, others = sorted(numeric), list[str]()
    before: dict[str, set[str]] = {}
    for head in sorted(frozenset[str]().union(*(t.first for t in tries)) - numeric):
        further = _further(head, [t for t in tries if head in t.first])
        (free if further is None else others).append(head)
        for character in further or ():
            before.setdefault(character, set()).add(head)
    if not others and not free:
        return "(?!)"
    ways = [f"(?<={_one_of(free)})"] if free else []
    if others:
        alike: dict[frozenset[str], list[str]] = {}
        for character, those in before.items():
            alike.setdefault(frozenset(those), []).append(character)
        # What none of them goes on with is passed over at once, and most is. Of ways that begin with the character
        # behind re passes over all but one or two; of those that look back at the one before it would try each.
        each = "|".join(f"{_one_of(then)}(?<={_one_of(those)}{_one_of(then)})" for those, then in alike.items())
        ways += [f"(?={_one_of(before)})(?=(?:{each}))", f"(?![{_HAN}{_listed(_USUAL)}])"]
    # re keeps a set as a bitmap, which regex does not: four times as fast over a text.
    return f"{_one_of([*free, *others])}(?:{'|'.join(ways)})"


def _further(head: str, tries: Sequence[_Try]) -> frozenset[str] | None:
    """The Chinese characters and usual marks behind another that a rule can go on with; null where that may be any."""
    if any(t.apart is None or t.opening.match(head + _ANY, partial=True) for t in tries):
        return None
    asked = ((t, character) for t in tries for character in _USUAL.union(t.apart or ()))
    return frozenset(character for t, character in asked if t.opening.match(head + character, partial=True))


def _one_of(characters: Iterable[str]) -> str:
    listed = _listed(characters)
    return f"[{listed}]" if listed else "(?!)"


def _listed(characters: Iterable[str]) -> str:
    return "".join(map(re.escape, sorted(set(characters))))


def _mention(match: regex.Match[str]) -> tuple[int, int]:
    """Where the group that is a match's mention begins and ends; the match, where it took no part."""
    span = match.span("mention")
    return span if span[0] >= 0 else match.span()


def scanners(patterns: Patterns) -> tuple[Scanner, Scanner]:
    """The scanner of numbers and dates, and that of programmes: a programme may hold numbers."""
    numbers = [rule for rule in patterns.rules if rule.kind is not Kind.PROGRAM]
    numbers.sort(key=lambda rule: _ORDER[rule.kind])
    return Scanner(patterns, numbers), Scanner(patterns, [r for r in patterns.rules if r.kind is Kind.PROGRAM])
