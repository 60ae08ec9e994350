"""A document held against itself: sums, shares, rates, growth, counts, ranges, misprints, figures told twice."""

import re
from collections.abc import Sequence
from functools import cache, partial

from gongbao.check.codes import FindingCode, Severity
from gongbao.check.counts import counts
from gongbao.check.figures import misprints, ranges, told_twice
from gongbao.check.printed import Printed, by_indicator, by_sentence, printed
from gongbao.check.rates import from_to, level_change_growth, rates, year_on_year
from gongbao.check.shares import levels_by_words, shares
from gongbao.check.sums import BRACKET_OR_TOTAL, PARTS_FOLLOW, introductions, sums
from gongbao.check.wording import missing_tables, words_against_figures, years
from gongbao.model import Fact, Finding, Mention, Metadata, Segments

__all__ = ["FindingCode", "Severity", "check", "check_tables"]

# Without these words a sentence tells no parts, no sum or bracket, no share, and no change from one level to another:
# they are looked for once for all that is held there. Parts may be announced so long before the first figure.
_SAYS = re.compile("其中|主要用于|包括|（|\\(|计|共|占|由|从").findall
_LEAD = 24


def check(
    segments: Segments, mentions: Sequence[Mention], facts: Sequence[Fact], metadata: Metadata
) -> tuple[Finding, ...]:
    """What a document's figures say of each other, in the order of the first mention that each finding names.

    ``Finding.mentions`` are indices into ``mentions``. A check that does not apply says nothing.
    """
    text = segments.view.text
    figures = printed(segments, mentions, facts)
    levels, named = cache(partial(levels_by_words, figures)), by_indicator(figures)
    found: list[Finding] = []
    before: list[Printed] = []
    for sentence in by_sentence(figures):
        if len(sentence) > 1:
            said = set(_SAYS(text, max(0, sentence[0].start - _LEAD), sentence[-1].end))
            if said:
                announced = introductions(text, sentence, before) if not said.isdisjoint(PARTS_FOLLOW) else []
                if announced or not said.isdisjoint(BRACKET_OR_TOTAL):
                    found += sums(text, sentence, announced)
                if "占" in said:
                    found += shares(text, sentence, announced, levels)
                if "由" in said or "从" in said:
                    found += from_to(text, sentence)
            if len(sentence) > 2:
                found += rates(text, sentence)
        before = sentence
    found += level_change_growth(text, figures)
    found += year_on_year(text, named)
    found += counts(segments, mentions)
    found += ranges(text, figures, metadata)
    found += misprints(segments, mentions, figures)
    found += told_twice(text, figures, named)
    found += words_against_figures(text, figures)
    found += years(segments, mentions, metadata)
    return tuple(sorted(dict.fromkeys(found), key=lambda f: (f.mentions, f.code)))


def check_tables(
    segments: Segments,
    mentions: Sequence[Mention],
    facts: Sequence[Fact],
    metadata: Metadata,
    total_words: tuple[str, ...],
) -> tuple[Finding, ...]:
    """What the figures in a document's tables say of each other, and of those in its prose, in the same order.

    ``segments``, ``mentions`` and ``facts`` are those of the whole document, prose and tables; ``total_words`` are the
    words for sums, of the lexicon ``table_total``.
    """
    from gongbao.check.blocks import blocks, in_tables
    from gongbao.check.compared import compared_in_tables
    from gongbao.check.retold import retold
    from gongbao.check.told import told_in_tables
    from gongbao.check.totals import totals

    cells = in_tables(segments, mentions, facts)
    tables = blocks(segments, mentions, facts, cells, total_words)
    stated = [fact for fact in facts if fact.cell is None]
    heard = mentions[: max((fact.mention for fact in stated), default=-1) + 1]
    prose = [figure for figure in printed(segments, heard, stated) if figure.fact]
    told = list(told_in_tables(segments.view.text, prose, tables, metadata.report_year))
    known = {mention for f in told for mention in f.mentions}
    found = [
        *totals(tables),
        *compared_in_tables(cells),
        *told,
        *retold(segments.view.text, prose, cells, known),
        *missing_tables(segments),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda f: (f.mentions, f.code)))
