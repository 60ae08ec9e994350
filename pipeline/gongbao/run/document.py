"""One document through all stages."""

from collections.abc import Mapping
from pathlib import Path

from gongbao.extract.location import patterns_dir
from gongbao.extract.rules import load_patterns
from gongbao.link.documents import describe
from gongbao.link.facts import Linker
from gongbao.link.indicators import Indicators
from gongbao.link.regions import Regions
from gongbao.model import Code, Document, DocumentType, Result, Status
from gongbao.normalize.clock import Now, read_now
from gongbao.normalize.examples import value_fields
from gongbao.normalize.mentions import Reader
from gongbao.normalize.misses import near_misses
from gongbao.segment import segment
from gongbao.segment.words import load_words

_NOTHING_GIVEN: Mapping[str, str] = {}
_WARNINGS = (Code.REPLACED_CHARACTERS, Code.NUMBER_TOO_LONG)


class Engine:
    """Pattern files, loaded and checked once; ``extract`` reads any number of documents with them.

    ``patterns`` is a user's folder that adds to or replaces entries of gongbao's own; ``words`` names the engine that
    cuts sentences into words for the documents' JSON.
    """

    def __init__(self, patterns: Path | None = None, words: str = "rjieba") -> None:
        own = patterns_dir()
        self.patterns = load_patterns(own, patterns) if patterns else load_patterns(own)
        self.words = load_words(words)
        self.regions = Regions(own / "regions.csv")
        self.reader = Reader(self.patterns)
        units = {unit.id: unit.family for unit in self.patterns.units.values()}
        self.linker = Linker(self.patterns.lexicons, units, Indicators(own / "indicators.toml"), self.regions)

    @property
    def pattern_hashes(self) -> dict[str, str]:
        """SHA-256 of each pattern file, the user's file of the same name counted in."""
        return dict(self.patterns.hashes)

    def extract(self, document: Document, given: Mapping[str, str] = _NOTHING_GIVEN) -> Result:
        """All that is found in a document; ``given`` (date, region, title …) overrides what it says of itself."""
        segments = segment(document.text)
        hearing = self.reader.hear(segments)
        now = read_now(given["date"]) if given.get("date") else None
        if now is None and hearing.document_date:
            now = Now.of(hearing.document_date)
        metadata = describe(segments, now.known_day() if now else None, self.regions, given)
        if now is None and metadata.document_type is DocumentType.WORK_REPORT and metadata.report_year:
            now = Now(metadata.report_year)
        mentions, codes = self.reader.mentions(hearing, document.text, now)
        facts = self.linker.link(segments, mentions, metadata)
        all_codes = tuple(sorted({*document.codes, *codes}))
        status = Status.WARNING if any(code in _WARNINGS for code in all_codes) else Status.OK
        return Result(document, metadata, segments, mentions, status, all_codes, facts)

    def explain(self, text: str, date: str | None = None, region: str | None = None) -> str:
        """What is found in a text, by which rule, with which value, and why the near misses are none."""
        given = {name: value for name, value in (("date", date), ("region", region)) if value}
        result = self.extract(Document("text", text), given)
        lines = []
        for mention in result.mentions:
            values = ", ".join(f"{name} {value}" for name, value in value_fields(mention).items() if value is not None)
            lines.append(f"{mention.kind}  {mention.text}  {values}")
            lines.append(f"    {mention.span.start}-{mention.span.end}  by rule {mention.rule}")
        lines += [
            f"not a mention  {miss.text}  {miss.reason}"
            for miss in near_misses(self.reader, result.segments, list(result.mentions))
        ]
        return "\n".join(lines) or "nothing found, and nothing that looks like a mention"
