"""The inputs of a run, those that an earlier run has done known from its ledger, the others done by workers."""

import json
import os
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from gongbao.model import Code, Status
from gongbao.run.given import Entry
from gongbao.run.inputs import member_path
from gongbao.run.ledger import Done, Ledger, Record
from gongbao.run.reading import Terms, digest, rejected
from gongbao.run.steps import Step, Steps
from gongbao.run.workers import MIB, Answer, Limits, Lost, Task, Work
from gongbao.write.parts import SUFFIXES

# A file that was changed so shortly before it was looked at may be changed again without looking another.
_TICK = 20_000_000
# An archive is dealt to a worker for each so many bytes, and to so many at most: each of them unpacks all of it.
_SHARE_BYTES, _SHARES = 300_000, 8


class Batch:
    """The inputs of a run, each done anew or known from the ledger, which then holds them all.

    ``progress`` is told of each document, in order of source. ``vanished`` are documents that archives no longer hold,
    ``unmatched`` rows of the manifest for which there is no document.
    """

    def __init__(
        self,
        inputs: list[tuple[str, Path]],
        terms: Terms,
        limits: Limits,
        ledger: Ledger,
        progress: Callable[[Step], None] | None,
    ) -> None:
        self._inputs, self._terms, self._limits, self._ledger = iter(inputs), terms, limits, ledger
        self._steps, self._progress = Steps(len(inputs)), progress
        # A document in an archive gives way to a file of its name.
        self._named = [source for source, _ in inputs if "!/" in source]
        self._open: dict[str, _Input] = {}
        self._again: deque[Task] = deque()
        self.vanished: list[str] = []
        self.unmatched = dict.fromkeys(terms.manifest.entries)
        # Asked for once and not for each document: most runs change nothing, and are to take no time.
        self._kept = frozenset(entry.name for entry in os.scandir(terms.parts))
        self._nothing_said = terms.entry("", Path())
        self._plain_key, self._input_key = terms.key(self._nothing_said), self._digest_of([])

    def run(self, work: Work) -> None:
        """Have all inputs done."""
        with closing(work(self._next)) as answers:
            for task, answer in answers:
                self._take(self._open[task["source"]], task["share"][0], answer)

    def _next(self) -> Task | None:
        """The next thing to do, after what is done already has been counted."""
        if self._again:
            return self._again.popleft()
        for source, path in self._inputs:
            input = _Input(source, path, _signature(path), self._key(source))
            self._steps.begin(source)
            self._open[source] = input
            if not (done := self._known(input)):
                input.most_shares = max(1, min(_SHARES, _size(path) // _SHARE_BYTES))
                return self._task(input, 0)
            for record in done.records:
                self._count(input, record)
            self._end(input)
        return None

    def _task(self, input: "_Input", number: int) -> Task:
        """What is left of a share of an input, for ``read_task``: names of files need not be text."""
        path, taken = os.fsencode(input.path).hex(), self._taken(input.source)
        share, skipped = (number, input.most_shares), len(input.shares[number].records)
        return {"source": input.source, "path": path, "taken": taken, "share": share, "skipped": skipped}

    def _take(self, input: "_Input", number: int, answer: Answer | Lost | None) -> None:
        """Count what a worker says of a share of an input."""
        share = input.shares[number]
        if answer is None:
            share.is_done = True
            self._note(input)
        elif isinstance(answer, Lost):
            self._lose(input, number, answer)
        elif "begin" in answer:
            source, sha256 = answer["begin"]
            share.begun = source, sha256
            if source != input.source:
                self._deal(input)
        elif "record" in answer:
            self._add(input, share, Record(*answer["record"]))

    def _deal(self, input: "_Input") -> None:
        """Have all shares of an archive done, now that it is known to be one."""
        for number in range(len(input.shares), input.most_shares):
            input.shares.append(_Share())
            self._again.append(self._task(input, number))

    def _add(self, input: "_Input", share: "_Share", record: Record) -> None:
        share.records.append(record)
        share.begun = None
        while (following := input.following()) is not None:
            input.records.append(following)
            self._count(input, following)
        self._tell()

    def _lose(self, input: "_Input", number: int, lost: Lost) -> None:
        """The document that killed a worker is rejected; what an archive holds behind it is another worker's."""
        share = input.shares[number]
        source, sha256 = share.begun or (input.source, None)
        if lost.code is Code.CRASHED:
            input.signature = None  # it may have been the machine's fault, and the next run tries again
        else:
            input.limits = _shown(self._limits)
        if source == input.source:
            share.is_done, share.lost = True, lost
            self._note(input)
        else:
            self._add(input, share, self._rejected(input, source, sha256, lost.code, lost.cause))
            self._again.append(self._task(input, number))

    def _rejected(self, input: "_Input", source: str, sha256: str | None, code: Code, cause: str) -> Record:
        entry = self._entry(input, source)
        return rejected(source, self._terms.key(entry), sha256, code, f"{source}: {cause}", entry)

    def _note(self, input: "_Input") -> None:
        """Note what has been found in an input, once nothing more comes of it."""
        if not all(share.is_done for share in input.shares):
            return
        share = input.next_share
        if lost := share.lost:
            cause = lost.cause
            if input.records:
                cause += f"; it is an archive, and what it holds behind {input.records[-1].source} is not read"
            _, sha256 = share.begun or (input.source, None)
            input.records.append(self._rejected(input, input.source, sha256, lost.code, cause))
            self._count(input, input.records[-1])
        # A disk that fails may do so once, and nothing about the file changes when it no longer does.
        if any(_is_not_readable(record) for record in input.records):
            input.signature = None
        signature = _signature(input.path) if input.signature else None
        trusted = signature if signature == input.signature and not _is_fresh(input.path) else None
        gone = self._ledger.put(input.source, Done(trusted, input.key, input.limits, input.records))
        self.vanished += [source for source in gone if source != input.source]
        self._end(input)

    def _end(self, input: "_Input") -> None:
        self._steps.end(input.source)
        del self._open[input.source]
        self._tell()

    def _tell(self) -> None:
        for step in self._steps.ready():
            if self._progress:
                self._progress(step)

    def _count(self, input: "_Input", record: Record) -> None:
        self.unmatched.pop(self._entry(input, record.source).source, None)
        self._steps.add(input.source, record.source, Status(record.status), record.sentences)

    def _known(self, input: "_Input") -> Done | None:
        """What an earlier run has found in an input, if it would be found again."""
        done = self._ledger.done(input.source)
        if not done or not done.signature or (done.signature, done.key) != (input.signature, input.key):
            return None
        if done.limits not in (None, _shown(self._limits)):
            return None
        for record in done.records:
            entry = self._entry(input, record.source)
            if record.key != (self._plain_key if entry is self._nothing_said else self._terms.key(entry)):
                return None
            if record.part and not self._kept.issuperset(record.part + suffix for suffix in SUFFIXES):
                return None
        return done

    def _entry(self, input: "_Input", source: str) -> Entry:
        if not self._terms.manifest.entries:
            return self._nothing_said
        return self._terms.entry(source, member_path(input.path, input.source, source))

    def _key(self, source: str) -> str:
        """What stands for all that decides which documents are in an input, but for its bytes."""
        taken = self._taken(source)
        return self._digest_of(taken) if taken else self._input_key

    def _digest_of(self, taken: list[str]) -> str:
        return digest(self._terms.basis, self._terms.size_limit, taken)

    def _taken(self, source: str) -> list[str]:
        return [name for name in self._named if name.startswith(f"{source}!/")]


@dataclass(slots=True)
class _Share:
    """Each n-th document of an input: those that are done, the one that was begun, and what its worker died of between
    two of them."""

    records: list[Record] = field(default_factory=list)
    begun: tuple[str, str | None] | None = None
    lost: Lost | None = None
    is_done: bool = False


@dataclass(slots=True)
class _Input:
    """A file while it is done: what has been found in it, in order, and the shares of it, several of an archive."""

    source: str
    path: Path
    signature: str | None
    key: str
    limits: str | None = None
    most_shares: int = 1
    shares: list[_Share] = field(default_factory=lambda: [_Share()])
    records: list[Record] = field(default_factory=list)

    @property
    def next_share(self) -> _Share:
        """The one that has the document behind those found."""
        return self.shares[len(self.records) % len(self.shares)]

    def following(self) -> Record | None:
        """The document behind those found, if it is done."""
        found, number = self.next_share.records, len(self.records) // len(self.shares)
        return found[number] if number < len(found) else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _signature(path: Path) -> str | None:
    """What changes with a file; none of what is no file."""
    try:
        state = path.stat()
    except OSError:
        return None
    return f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"


def _is_not_readable(record: Record) -> bool:
    return record.status == Status.REJECTED and json.loads(record.row)["codes"] == Code.NOT_READABLE


def _is_fresh(path: Path) -> bool:
    """Whether a file was changed so lately that it may yet be changed without another signature."""
    try:
        return abs(time.time_ns() - path.stat().st_ctime_ns) < _TICK
    except OSError:
        return True


def _shown(limits: Limits) -> str:
    return f"{limits.timeout:g} s, {limits.memory // MIB} MiB"
