"""Mentions to facts: what every amount, percentage and count measures, when, where, against what, at which stage.

A sentence is read from left to right. What stands before a figure in its clause gives indicator, verb and comparison;
what is unsaid is taken from the figure before it, the sentence, the paragraph, the headings and the document, in this
order, and ``evidence`` says which.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from gongbao.frozen import builder
from gongbao.link.clauses import Figure, figures
from gongbao.link.drafts import Context, Draft, Evidence, Period
from gongbao.link.indicators import Indicator, Indicators
from gongbao.link.limits import aggregation, per_what, price_basis, program_of, qualifiers
from gongbao.link.measures import CHANGES, measure_of, without_sign
from gongbao.link.naming import Naming
from gongbao.link.parts import whole_of
from gongbao.link.passage import Passage, passage
from gongbao.link.periods import carry, learn_years, period_of, starts_before, unsaid_period
from gongbao.link.regions import Regions
from gongbao.link.standing import Stance, comparison, stance, standing
from gongbao.link.wording import Wording, fold
from gongbao.model import DocumentType, Fact, Kind, Measure, Mention, Metadata, Program, Segments, Stand

_fact = builder(Fact)
_DATED_HEADING = re.compile("今年|明年|去年|[12]\\d{3}年|下一步|今后|未来|过去|“十?[一二三四五六七八九]五”")
# Behind 刚刚过去的2025年，是“十四五”收官之年: a paragraph that leads a review in goes on so.
_REVIEWS = re.compile("(?:过去)?[一两三四五]年来")
_YEAR = re.compile("([12]\\d{3})年")
# In work reports whose headings tell nothing: 一年来的主要工作是 opens the review, 今年主要预期目标 the plan; the
# notes are numbered from 1 on.
_LOOKS_BACK = re.compile(
    "(?:[（(][一二三四五六七八九十]{1,2}[）)])?(?:回顾)?(?:刚刚)?(?:过去的?一年|一年来)(?!里?.{0,12}(?:不足|问题))"
)
_LOOKS_AHEAD = re.compile(
    "(?:今年|(?P<year>[12]\\d{3})年)[^。；]{0,14}(?:预期目标|主要目标|总体要求|总体思路|重点工作|主要任务|(?:我们)?要(?:重点|着重|着力|抓好|做好))"
    "|做好今年"
)
_NOTES = re.compile("[［\\[]?1[］\\].．、][^。]{2,30}[：:]|名词解释|名词说明|注释")
_QUOTES = "“「『《"
_NEW = ("新", "净")
_LONGEST_RUN_IN = 40
_PLAIN_HEADING = 2
_sentence, _kind = attrgetter("sentence"), attrgetter("kind")
# A sentence without any of these tells nothing of figures or days.
_TELLING = frozenset(Kind) - {Kind.PROGRAM, Kind.DURATION}
_WORK_REPORT = DocumentType.WORK_REPORT
_PLANNED, _GROWTH = Stand.PLANNED, Measure.GROWTH
_TARGETS = "预期目标"
_TARGETS_IN_ANY_FORM = "期目"  # 預期目標 has these two as well
_NO_BASE = (None, None)
_NO_PERIOD = Period(None, None, "")


class Linker:
    """Links the mentions of one document after another; built once.

    ``families`` tells the family of each unit's id.
    """

    def __init__(
        self,
        lexicons: Mapping[str, tuple[str, ...]],
        families: Mapping[str, str],
        indicators: Indicators,
        regions: Regions,
    ) -> None:
        self._wording = Wording(lexicons)
        self._families = families
        self._indicators = indicators
        self._regions = regions
        self._naming = Naming(self._wording, indicators, regions)

    def link(self, segments: Segments, mentions: Sequence[Mention], metadata: Metadata) -> tuple[Fact, ...]:
        """The facts of a document, in the order of their mentions."""
        place = self._regions.coded(metadata.region_code) if metadata.region_code else None
        facts: list[Fact] = []
        context = Context()
        sentences, first = segments.sentences, 0
        for index, group in groupby(mentions, key=_sentence):
            found = list(group)
            start, end = sentences.bounds(index)
            text = segments.view.text[start:end]
            paragraph, section = sentences.paragraph_of(index), sentences.section_of(index)
            opens = False
            if paragraph != context.paragraph or section != context.section:
                opens = index == 0 or sentences.paragraph_of(index - 1) != paragraph
                self._enter(segments, section, paragraph, context, metadata)
            if opens and len(text) <= _LONGEST_RUN_IN:
                context.program = next((name for one in found if (name := _quoted_name(one))), context.program)
            elif context.leads and not opens and not _REVIEWS.match(text):
                context.leads = False
            if metadata.document_type is _WORK_REPORT:
                _turn(text, context, metadata, opens)
            if not _TELLING.isdisjoint(map(_kind, found)) or _TARGETS_IN_ANY_FORM in text:
                read = passage(text, start, found, first, metadata, place, opens)
                if drafts := self._read(read, context):
                    facts += self._settled(drafts, len(facts))
            first += len(found)
        return tuple(facts)

    def _enter(self, segments: Segments, section: int, paragraph: int, context: Context, metadata: Metadata) -> None:
        """Forget what a new paragraph or section leaves behind."""
        if section != context.section:
            context.section, context.planned = section, None
            if not context.leads:
                context.section_period = None
            report_year = metadata.report_year
            for heading in segments.sections[section]:
                words = fold(heading.text)
                if context.planned is None and (heading.level > _PLAIN_HEADING or _DATED_HEADING.search(words)):
                    years = [int(year) for year in _YEAR.findall(words)]
                    # 2025年主要工作 in a report of 2026, but 主要工作 by itself is what is to be done.
                    past = bool(years and report_year and max(years) < report_year)
                    review = past or self._wording.review_heading.search(words) is not None
                    # 2024年预算执行情况和2025年预算草案 tells of both: the headings below it say which.
                    if past or review != (self._wording.planned_heading.search(words) is not None):
                        context.planned = not review
            context.silent = context.planned is None
            if context.silent:
                context.planned = context.turned
            context.unsaid_period = unsaid_period(metadata, context.planned)
        if paragraph != context.paragraph:
            if context.period and context.leads:
                context.section_period = context.period._replace(where="section")
            context.paragraph, context.leads = paragraph, True
            context.period, context.program, context.indicator, context.target = None, None, "", False
            context.day = None
            context.drafts = ()

    def _read(self, read: Passage, context: Context) -> list[Draft]:
        """The drafts of a sentence; what it leaves for the next ones goes into the context."""
        if read.dates:
            learn_years(read, context)
        drafts: list[Draft] = []
        if read.figures:
            context.leads = False
            taken = stance(read, context, self._wording)
            for figure in figures(read, self._wording):
                drafts.append(self._draft(figure, read, drafts, taken, context))
            context.drafts = drafts
        if read.dates:
            carry(read, context, heading=read.opens and len(read.text) <= _LONGEST_RUN_IN)
        if _TARGETS in read.masked and context.planned is not False:
            context.target = True
        return drafts

    def _draft(self, figure: Figure, read: Passage, drafts: Sequence[Draft], taken: Stance, context: Context) -> Draft:
        last = drafts[-1] if drafts else None
        named = self._naming.name(figure, read, drafts, context)
        words, metadata, place = fold(named.words), read.metadata, read.place
        measure, direction = measure_of(figure, words, named.change, last, self._wording, self._families)
        unsigned = None
        if measure in CHANGES:
            direction, unsigned = without_sign(figure.mention.value, direction)
        period = period_of(figure, read, context, self._wording)
        status, stage = standing(figure, read, taken, period, measure, last, self._wording)
        compared, base = comparison(figure, read, measure, period, last)
        if (figure.joined or figure.verb == "from") and starts_before(figure, read, last):
            period = None
        program = program_of(figure, read, context, last) if read.programs else context.program
        where, region_from, scope = named.region or place, "stated" if named.region else "title", named.scope
        if last and (named.taken or not figure.has_phrase()):
            scope = scope or last.fact.scope
            if not named.region:
                if not named.scope and last.fact.region_code and not (place and place.code == last.fact.region_code):
                    # 全国居民收入41314元，增长5.3%: the growth is of the same place.
                    where = self._regions.coded(last.fact.region_code) or place
                if (where.full_name if where else metadata.region) != metadata.region:
                    region_from = "sentence"
        if scope == "whole_area" and named.region and place and named.region.code != place.code:
            scope = None
        region, code = (where.full_name, where.code) if where else (metadata.region, metadata.region_code)
        per = per_what(figure, read, words, last, self._wording)
        aggregated = aggregation(figure, read, words, measure, period)
        basis = price_basis(figure, read, last) if read.cues or (last and last.fact.price_basis) else None
        evidence = _evidence(
            aggregated,
            compared and ("stated" if base else "sentence"),
            metadata.entity and "title",
            named.words and ("stated" if named.stated else "sentence"),
            per,
            period and period.where,
            basis,
            program and _program_from(program, read),
            region and region_from,
            scope,
            stage,
            taken.planned_from if status is _PLANNED else "sentence",
        )
        name, members = named.words, named.members
        # Who shares a figure is settled last.
        known = self._known(name, figure, measure) if name and not members else None
        base_start, base_end = base or _NO_BASE
        period_start, period_end, _ = period or _NO_PERIOD
        fact = _fact(
            figure.index,
            1,
            name or None,
            known.id if known else None,
            measure,
            direction,
            status,
            stage,
            compared,
            base_start,
            base_end,
            basis,
            aggregated,
            per,
            period_start,
            period_end,
            region,
            code,
            scope,
            metadata.entity,
            program,
            None,
            qualifiers(figure, read) if read.cues or figure.whole else (),
            known.flow if known else None,
            evidence,
            unsigned,
        )
        change = named.change or (direction if figure.noun and figure.verb in ("rise", "fall") else None)
        whole = whole_of(figure, measure, read, drafts, context.drafts, self._families) if read.cues else None
        return Draft(figure, fact, name, base, period, members, change, whole)

    def _settled(self, drafts: Sequence[Draft], before: int) -> list[Fact]:
        """The facts of a sentence's drafts, one for each member; ``before`` facts of the document stand before them."""
        facts: list[Fact] = []
        for draft in drafts:  # only now: a later figure of a list takes its member from the first
            draft.place = before + len(facts)
            fact = draft.fact if draft.whole is None else replace(draft.fact, part_of=draft.whole.place)
            if not draft.members:
                facts.append(fact)
                continue
            for member, name in enumerate(draft.members, 1):
                known = self._known(name, draft.figure, fact.measure)
                same, flow = (known.id, known.flow) if known else (None, None)
                facts.append(replace(fact, member=member, indicator=name or None, indicator_id=same, flow=flow))
        return facts

    def _known(self, name: str, figure: Figure, measure: Measure) -> Indicator | None:
        """The canonical indicator of a figure: 经营主体新增105万户 is about what is new, 经济增长5% about 经济增长."""
        if figure.condition:
            return None
        if figure.verb == "new" and not name.startswith(_NEW):
            known = self._indicators.find(f"新增{name}")
        else:
            known = self._indicators.find(name)
            if known is None and measure is _GROWTH:
                known = self._indicators.find(f"{name}增长")
        if known and known.is_stated_by(figure.mention.value, measure, self._families):
            return known
        return None


def _turn(text: str, context: Context, metadata: Metadata, opens: bool) -> None:
    """Notice where a work report turns to its review, its plan or its notes."""
    if _LOOKS_BACK.match(text):
        turned: bool | None = False
    elif (ahead := _LOOKS_AHEAD.search(text)) and not _is_over(ahead["year"], metadata):
        turned = True
    elif opens and _NOTES.match(text):
        turned = None
    else:
        return
    context.turned = turned
    if context.silent:
        context.planned = turned
        context.unsaid_period = unsaid_period(metadata, turned)


def _is_over(year: str | None, metadata: Metadata) -> bool:
    """Whether a year is before the report's: 全面完成2024年主要目标 in a report of 2025."""
    return year is not None and metadata.report_year is not None and int(year) < metadata.report_year


def _quoted_name(mention: Mention) -> str | None:
    value = mention.value
    return value.name if isinstance(value, Program) and mention.text[0] in _QUOTES else None


def _program_from(name: str, read: Passage) -> str:
    for place in read.programs:
        if isinstance(value := place.mention.value, Program) and value.name == name:
            return "sentence"
    return "section"


@lru_cache(maxsize=4096)
def _evidence(
    aggregation: str | None,
    comparison: str | None,
    entity: str | None,
    indicator: str | None,
    per: str | None,
    period: str | None,
    price_basis: str | None,
    program: str | None,
    region: str | None,
    scope: str | None,
    stage: str | None,
    status: str,
) -> Evidence:
    """Where filled fields came from, the same tuple for the same evidence, of which there is little: it is the most
    that a fact holds. Of five fields it tells only whether they are filled: they are stated wherever they are.
    Direction, flow, part_of and qualifiers follow from others and have no entry."""
    sources = {
        "aggregation": aggregation and "stated",
        "comparison": comparison,
        "entity": entity,
        "indicator": indicator,
        "measure": "stated",
        "per": per and "stated",
        "period": period,
        "price_basis": price_basis and "stated",
        "program": program,
        "region": region,
        "scope": scope and "stated",
        "stage": stage and "stated",
        "status": status,
    }
    return tuple((field, source) for field, source in sources.items() if source)
