"""Find names in a text, all at once."""

from collections.abc import Iterator, Mapping

from ahocorasick_rs import AhoCorasick, MatchKind

from gongbao.extract.rules import ProgramEntry
from gongbao.model import Program

# Characters of a stretch that is searched for names at once, and what no name has.
_STRETCH = 1_000_000
_ENDS = "\n。"


class Lexicon:
    """Programme names, found all at once by an Aho-Corasick automaton, the longest from the left."""

    def __init__(self, programs: Mapping[str, ProgramEntry]) -> None:
        self._automaton = AhoCorasick(programs, MatchKind.LeftmostLongest)
        self._marks = [mark for mark in _ENDS if not any(mark in name for name in programs)]
        self._programs = [(Program(entry.name, entry.type), entry.bare) for entry in programs.values()]

    def scan(self, text: str) -> Iterator[tuple[int, int, Program, bool]]:
        """``(start, end, program, bare)`` of each name, apart and from left to right."""
        for place, stretch in self._stretches(text):
            try:
                found = self._automaton.find_matches_as_indexes(stretch)
            except UnicodeEncodeError:  # a lone surrogate, which only a caller's own string can hold
                found = self._automaton.find_matches_as_indexes(stretch.encode("utf-8", "replace").decode())
            for which, start, end in found:
                yield place + start, place + end, *self._programs[which]

    def _stretches(self, text: str) -> Iterator[tuple[int, str]]:
        """A text in stretches that no name goes over, each with its place: each byte of one takes the automaton eight.

        They end with a line or a sentence: a text that has no such end is one.
        """
        start = 0
        while len(text) - start > _STRETCH:
            ends = [text.find(mark, start + _STRETCH) for mark in self._marks]
            end = min((end for end in ends if end >= 0), default=len(text) - 1) + 1
            yield start, text[start:end]
            start = end
        yield start, text[start:]
