"""One document through all stages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from gongbao.extract.location import patterns_dir
from gongbao.extract.rules import load_patterns
from gongbao.link.documents import describe
from gongbao.link.regions import Regions
from gongbao.model import Code, Document, Result, Status
from gongbao.normalize.clock import read_now
from gongbao.normalize.mentions import Reader
from gongbao.segment import segment

_NOTHING_GIVEN: Mapping[str, str] = {}
_WARNINGS = (Code.REPLACED_CHARACTERS, Code.NUMBER_TOO_LONG)


class Engine:
    """Pattern files, loaded and checked once; ``extract`` reads any number of documents with them.

    ``patterns`` is a user's folder that adds to or replaces entries of gongbao's own.
    """

    def __init__(self, patterns: Path | None = None, words: str = "rjieba") -> None:
        own = patterns_dir()
        self.patterns = load_patterns(own, patterns) if patterns else load_patterns(own)
        self.words = words
        self.regions = Regions(own / "regions.csv")
        self.reader = Reader(self.patterns)

    @property
    def pattern_hashes(self) -> dict[str, str]:
        """SHA-256 of each pattern file, the user's file of the same name counted in."""
        return dict(self.patterns.hashes)

    def extract(self, document: Document, given: Mapping[str, str] = _NOTHING_GIVEN) -> Result:
        """All that is found in a document; ``given`` (date, region, title …) overrides what it says of itself."""
        segments = segment(document.text)
        now = read_now(given["date"]) if given.get("date") else None
        mentions, found, codes = self.reader.read(segments, document.text, now)
        day = now.latest() if now and now.day else found if not now else None
        metadata = describe(segments, day, self.regions, given)
        all_codes = tuple(sorted({*document.codes, *codes}))
        status = Status.WARNING if any(code in _WARNINGS for code in all_codes) else Status.OK
        return Result(document, metadata, segments, tuple(mentions), status, all_codes)


@cache
def default_engine() -> Engine:
    """The engine of gongbao's own patterns."""
    return Engine()
