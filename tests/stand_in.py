"""An engine that knows sums in 亿元 and percentages alone, for tests of what stands around the engine."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from gongbao.errors import OptionError
from gongbao.model import (
    Document,
    Fact,
    Finding,
    Heading,
    Kind,
    Measure,
    Mention,
    Metadata,
    Money,
    Percent,
    Result,
    Segments,
    Sentence,
    Sentences,
    Span,
    Target,
    TextView,
)
from gongbao.run.document import Depth
from gongbao.segment.words import Words

FIGURE = re.compile(r"(-?\d+(?:\.\d+)?)(亿元|%)")
LINE = re.compile(r"[^\r\n]+")


class Engine:
    """The interface of ``gongbao.run.document.Engine``."""

    words = Words("characters", list, lambda text: [(character, "x") for character in text])
    pattern_hashes: Mapping[str, str] = {"money.toml": "0" * 64}

    def __init__(self, patterns: Path | None = None, words: str = "rjieba") -> None:
        if words not in {"rjieba", "jieba"}:
            raise OptionError(f"words: {words!r} is none of rjieba, jieba")

    def knows_region(self, name: str) -> bool:
        return name == "咸宁市"

    def extract(self, document: Document, given: Mapping[str, str], *, depth: Depth = "findings") -> Result:
        """Each line is a sentence under the first; 崩溃 in a text is more than this engine can bear.

        Each figure is a fact; where 目标 stands in a text a target too, and where 存疑 stands in it a finding.
        """
        text = document.text
        if "崩溃" in text:
            raise ZeroDivisionError("崩溃\n了")
        lines = [Span(*match.span()) for match in LINE.finditer(text)]
        sentences = Sentences(Sentence(span, number, 1) for number, span in enumerate(lines))
        heading = Heading(lines[0], text[lines[0].start : lines[0].end], 1)
        segments = Segments(
            TextView.of(text), heading.text, ((), (heading,)), sentences, tuple(span.start for span in lines)
        )
        mentions = tuple(mention(match, segments) for match in FIGURE.finditer(text))
        metadata = Metadata(title=given.get("title"), region=given.get("region"))
        facts = tuple(fact(number, mention) for number, mention in enumerate(mentions))
        targets = [Target(2018, "收入", None, "numeric", i, span=m.span, text=m.text) for i, m in enumerate(mentions)]
        findings = [Finding("sum_differs", "suspect", "存疑", (i,), m.text, "0") for i, m in enumerate(mentions)]
        return Result(
            document,
            metadata,
            segments,
            mentions,
            codes=document.codes,
            facts=facts,
            targets=tuple(targets) if "目标" in text else (),
            findings=tuple(findings) if "存疑" in text else (),
        )

    def explain(self, text: str, date: str | None, region: str | None) -> str:
        """What it was asked."""
        return f"{text} {date} {region}"


def mention(match: re.Match[str], segments: Segments) -> Mention:
    span, number = Span(*match.span()), Decimal(match[1])
    value = Percent(number, number, "%") if match[2] == "%" else Money(number * 10**8, number * 10**8, "CNY", "元")
    kind = Kind.PERCENT if match[2] == "%" else Kind.MONEY
    return Mention(kind, span, match[0], value, None, f"{kind}.plain", span, segments.sentence_at(span.start))


def fact(number: int, mention: Mention) -> Fact:
    return Fact(number, 1, "收入", None, Measure.GROWTH if mention.kind is Kind.PERCENT else Measure.LEVEL)
