"""One document through all stages."""

import contextlib
import gc
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gongbao.check import check, check_tables
from gongbao.extract.location import patterns_dir
from gongbao.extract.rules import load_patterns
from gongbao.kept import STORE
from gongbao.link.documents.description import describe
from gongbao.link.facts import Linker
from gongbao.link.lexicons.indicators import Indicators
from gongbao.link.lexicons.regions import Regions
from gongbao.link.targets.finding import SET_TARGETS, find_targets
from gongbao.link.targets.wording import TargetWording
from gongbao.model import Document, DocumentType, Fact, Finding, Result, Status, Target
from gongbao.normalize.clock import Now, read_now
from gongbao.normalize.examples import value_fields
from gongbao.normalize.lengths import LENGTHS
from gongbao.normalize.mentions import Reader
from gongbao.normalize.misses import near_misses
from gongbao.run.patterns import region_hashes, region_tables
from gongbao.segment import segment_document
from gongbao.segment.words import Words, load_words

if TYPE_CHECKING:
    from gongbao.link.tables.linker import TableLinker
    from gongbao.normalize.cells import CellReader

Depth = Literal["mentions", "facts", "findings"]

_NOTHING_GIVEN: Mapping[str, str] = {}
_FIRST = "2024年咸宁市统计公报\n去年全市地区生产总值3.5亿元，增长5.4%。今年目标6%左右，其中新建学校3所。"


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """All that is loaded stays: to look for garbage in it again and again takes a twentieth of the time."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


class Engine:
    """Pattern files, loaded and checked once; ``extract`` reads any number of documents with them.

    ``patterns`` is a user's folder that adds to or replaces entries of gongbao's own; ``words`` names the engine that
    cuts sentences into words for the documents' JSON.
    """

    @_uncollected()
    def __init__(self, patterns: Path | None = None, words: str = "rjieba") -> None:
        self._word_engine = words
        self._keeping = STORE.closed if patterns else contextlib.nullcontext
        with self._keeping():
            self._load(patterns)
            # What is compiled with the first document is compiled once, and not by each worker that is forked from
            # here. What a user's patterns fail of is told of the documents that they fail of; our own do not fail.
            with contextlib.suppress(Exception) if patterns else contextlib.nullcontext():
                self.extract(Document("", _FIRST))

    def _load(self, patterns: Path | None) -> None:
        own = patterns_dir()
        self.patterns = load_patterns(own, patterns) if patterns else load_patterns(own)
        # Read at once: a table that does not hold must stop a run before its first document.
        self.regions = Regions(*region_tables(patterns))
        self._hashes = {**self.patterns.hashes, **region_hashes(patterns)}
        self.reader = Reader(self.patterns)
        self._families = {unit.id: unit.family for unit in self.patterns.units.values()} | LENGTHS
        self.indicators = Indicators(self.patterns.indicators)
        self.linker = Linker(self.patterns.lexicons, self._families, self.indicators, self.regions)

    @cached_property
    def words(self) -> Words:
        """What cuts sentences into words. Its dictionary is loaded when it is first asked for: to find needs none."""
        return load_words(self._word_engine)

    # What few documents need is loaded with the first that does: what finds targets, and what reads tables, which is a
    # third of all the code.
    @cached_property
    def _target_wording(self) -> TargetWording:
        with self._keeping():
            return TargetWording(self.patterns.lexicons)

    @cached_property
    def _cells(self) -> "CellReader":
        from gongbao.normalize.cells import CellReader

        with self._keeping():
            return CellReader(self.reader)

    @cached_property
    def _table_linker(self) -> "TableLinker":
        from gongbao.link.tables.linker import TableLinker

        lexicons, times = self.patterns.lexicons, self._cells.times
        with self._keeping():
            return TableLinker(lexicons, self._families, self.indicators, self.regions, times)

    @property
    def pattern_hashes(self) -> dict[str, str]:
        """SHA-256 of each pattern file and of the region table, the user's file of the same name counted in."""
        return dict(self._hashes)

    def knows_region(self, name: str) -> bool:
        """Whether a name means one region, and so has a code."""
        return self.regions.resolve(name) is not None

    def extract(
        self, document: Document, given: Mapping[str, str] = _NOTHING_GIVEN, *, depth: Depth = "findings"
    ) -> Result:
        """What is found in a document; ``given`` (date, region, title …) overrides what it says of itself.

        ``depth`` is where to stop: behind its mentions, behind their facts, or at the end, with targets and findings.
        """
        prose, segments = segment_document(document, self.patterns.lexicons)
        hearing = self.reader.hear(prose)
        now = read_now(given["date"]) if given.get("date") else None
        if now is None and hearing.document_date:
            now = Now.of(hearing.document_date)
        if now is None and "date" in document.metadata:
            now = read_now(document.metadata["date"])
        metadata = describe(
            prose, now.known_day() if now else None, self.regions, given, document.metadata, segments.grids
        )
        if now is None and metadata.document_type is DocumentType.WORK_REPORT and metadata.report_year:
            now = Now(metadata.report_year)
        mentions, codes = self.reader.mentions(hearing, document.text, now)
        linked, held = depth != "mentions", depth == "findings"
        facts = self.linker.link(prose, mentions, metadata) if linked else ()
        targets: tuple[Target, ...] = ()
        findings: tuple[Finding, ...] = ()
        if held and metadata.document_type in SET_TARGETS:
            targets = find_targets(prose, mentions, facts, metadata, self.indicators, self._target_wording)
        if held:
            findings = check(prose, mentions, facts, metadata)
        if segments.grids:
            told, more = self._cells.read(segments, document.text, now)
            if linked:
                facts += self._table_linker.link(segments, told, metadata, mentions, len(facts))
            mentions += tuple(t.mention for t in told)
            told.clear()  # a large table has many, and to check them takes room
            codes = codes | more
            if held:
                findings += check_tables(segments, mentions, facts, metadata, self.patterns.lexicons["table_total"])
        STORE.keep()  # what this document was the first to need
        all_codes = tuple(sorted({*document.codes, *codes}))
        status = Status.WARNING if all_codes else Status.OK
        return Result(document, metadata, segments, mentions, status, all_codes, facts, targets, findings)

    def explain(self, text: str, date: str | None = None, region: str | None = None) -> str:
        """What is found in a text, by which rule, with which value and fact, and why the near misses are none."""
        given = {name: value for name, value in (("date", date), ("region", region)) if value}
        result = self.extract(Document("text", text), given)
        facts: dict[int, list[str]] = {}
        for fact in result.facts:
            facts.setdefault(fact.mention, []).append(_explained(fact, result))
        lines = []
        for number, mention in enumerate(result.mentions):
            values = ", ".join(f"{name} {value}" for name, value in value_fields(mention).items() if value is not None)
            lines.append(f"{mention.kind}  {mention.text}  {values}")
            lines.append(f"    {mention.span.start}-{mention.span.end}  by rule {mention.rule}")
            lines += facts.get(number, [])
        lines += [
            f"not a mention  {miss.text}  {miss.reason}"
            for miss in near_misses(self.reader, result.segments, list(result.mentions))
        ]
        return "\n".join(lines) or "nothing found, and nothing that looks like a mention"


def _explained(fact: Fact, result: Result) -> str:
    """A fact in one line: each field that it fills with, in brackets, where that came from."""
    part_of = None if fact.part_of is None else result.mentions[result.facts[fact.part_of].mention].text
    said = {
        "indicator": fact.indicator,
        "indicator_id": fact.indicator_id,
        "measure": fact.measure,
        "direction": fact.direction,
        "status": fact.status,
        "stage": fact.stage,
        "comparison": fact.comparison,
        "base": _interval(fact.base_start, fact.base_end),
        "price_basis": fact.price_basis,
        "aggregation": fact.aggregation,
        "per": fact.per,
        "period": _interval(fact.period_start, fact.period_end),
        "region": fact.region,
        "scope": fact.scope,
        "entity": fact.entity,
        "program": fact.program,
        "part_of": part_of,
        **dict(fact.qualifiers),
    }
    reasons = {name: f" ({where})" for name, where in fact.evidence}
    return "    fact  " + ", ".join(f"{name} {value}{reasons.get(name, '')}" for name, value in said.items() if value)


def _interval(start: date | None, end: date | None) -> str | None:
    """Two days as ISO 8601 writes an interval, an open or unknown end as ``..``."""
    return f"{start or '..'}/{end or '..'}" if start or end else None
