"""What all documents of a run come to."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongbao.model import Status
from gongbao.run.ledger import Record
from gongbao.write.records import recipe

COUNTED = ("mentions", "facts", "targets", "findings")
"""The tables whose rows are found in documents."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to. ``unmatched`` are the sources of manifest rows for which there was no document,
    ``corrections`` how many there are by state."""

    out: Path
    documents: int
    ok: int
    warning: int
    rejected: int
    mentions: int
    facts: int
    targets: int
    findings: int
    unmatched: tuple[str, ...]
    corrections: Mapping[str, int] = field(default_factory=dict)


class Tally:
    """Documents counted, one after the other in order of source."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.found: dict[str, Counter[str]] = {table: Counter() for table in COUNTED}
        self.messages: list[str] = []
        self._state = hashlib.sha256(recipe())

    def add(self, record: Record) -> None:
        """Count a document."""
        self.statuses[record.status] += 1
        for table, counts in json.loads(record.counts).items():
            found = self.found[table]
            for sort, count in counts.items():
                found[sort] += count
        self.messages += record.sentences
        self._state.update(json.dumps((record.part, record.row)).encode())

    def counts(self, measures: Mapping[str, int], corrections: Mapping[str, int]) -> dict[str, dict[str, int]]:
        """As in ``run.json``: ``measures`` is what corrections change in those of facts, ``corrections`` by state."""
        facts = Counter(self.found["facts"])
        facts.update(measures)
        found = {**self.found, "facts": {measure: count for measure, count in facts.items() if count}}
        return {
            "documents": {status.value: self.statuses[status] for status in Status},
            **{table: dict(sorted(counts.items())) for table, counts in found.items()},
            "corrections": dict(sorted(corrections.items())),
        }

    @property
    def state(self) -> str:
        """What stands for all that the tables are built from."""
        return self._state.hexdigest()

    def summary(self, out: Path, unmatched: tuple[str, ...], corrections: Mapping[str, int]) -> Summary:
        """What the run came to."""
        return Summary(
            out=out,
            documents=self.statuses.total(),
            ok=self.statuses[Status.OK],
            warning=self.statuses[Status.WARNING],
            rejected=self.statuses[Status.REJECTED],
            **{table: counts.total() for table, counts in self.found.items()},
            unmatched=unmatched,
            corrections=dict(corrections),
        )
