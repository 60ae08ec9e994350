"""Documents that are done in whatever order, told in order of source."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from gongbao.model import Status


@dataclass(frozen=True, slots=True)
class Step:
    """One document is done, the ``done``-th of ``total``; ``messages`` has a sentence for each complaint about it.

    An archive counts as one document until it is opened, then its members are counted as they come.
    """

    source: str
    status: Status
    messages: tuple[str, ...]
    done: int
    total: int


class Steps:
    """The steps of a run over ``total`` inputs, which begin in order of source.

    A document waits until none can come before it: it is called like its input or, in an archive, comes later.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._left = total
        self._told = 0
        self._reached = ""
        # Of each input that is open the last document, and of how many.
        self._open: dict[str, tuple[str, int]] = {}
        self._waiting: list[tuple[str, Status, tuple[str, ...]]] = []

    def begin(self, input: str) -> None:
        """An input is next."""
        self._reached = input
        self._open[input] = input, 0

    def add(self, input: str, source: str, status: Status, messages: tuple[str, ...]) -> None:
        """A document of an input is done; those of one input come in order."""
        heappush(self._waiting, (source, status, messages))
        last, count = self._open[input]
        self._open[input] = max(last, source), count + 1
        self._total += count > 0

    def end(self, input: str) -> None:
        """Nothing more comes of an input."""
        _, count = self._open.pop(input)
        self._left -= 1
        self._total -= not count

    def ready(self) -> Iterator[Step]:
        """Those that have not been told and need not wait."""
        while self._waiting and self._is_first(self._waiting[0][0]):
            source, status, messages = heappop(self._waiting)
            self._told += 1
            yield Step(source, status, messages, self._told, self._total)

    def _is_first(self, source: str) -> bool:
        if any(last < source for last, _ in self._open.values()):
            return False
        return source <= self._reached or self._left == len(self._open)
