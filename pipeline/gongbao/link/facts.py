"""Mentions to facts: what every amount, percentage and count measures, when, where, against what, at which stage.

A sentence is read from left to right. What stands before a figure in its clause gives indicator, verb and comparison;
what is unsaid is taken from the figure before it, the sentence, the paragraph, the headings and the document, in this
order, and ``evidence`` says which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import regex

from gongbao.link.clauses import HIDDEN, Figure, figures
from gongbao.link.indicators import Indicators
from gongbao.link.regions import Region, Regions
from gongbao.link.wording import DATE, Wording, fold
from gongbao.model import (
    DateInterval,
    DocumentType,
    Duration,
    Fact,
    Kind,
    Measure,
    Mention,
    Metadata,
    Mod,
    Percent,
    Program,
    Quantity,
    Segments,
    Stand,
)

FIGURES = (Kind.MONEY, Kind.PERCENT, Kind.QUANTITY)
_COUNTED = ("count", "people", "event", "place", "division", "other", "transport")
_LIST = regex.compile("[、，]|以及|[和及与](?!\\p{Han}{0,2}$)")
_PAIR = regex.compile("[、，]|以及|和|及|与")
_CONNECTIVE = regex.compile("^[^，：]*其中[，：:]?")
_BASIS = regex.compile(
    "(?P<constant>可比价|可比口径计算|不变价|按[⌚]+(?:不变)?价格)|(?P<current>现价|按当年价格|当年价)|(?P<real>扣除价格因素|扣除物价|不包括物价|实际增长|剔除价格)"
)
_BRACKET = regex.compile("[（(][^（）()]{1,80}[）)]")
_SUM = regex.compile("累计|合计|共计|总计|(?<!公|合|一|有|是)共(?!同|有|建|享|产|和|公|发|赢|青)")
_AVERAGE = regex.compile("平均(?!每年|每月)|均值|年均浓度")
_END = regex.compile("年末|期末|截至|截止|月末|季末|年底")
_BEGIN = regex.compile("年初(?!预算)|期初")
_FINAL = regex.compile("决算")
_INITIAL = regex.compile("年初预算|预算(?!完成|执行|收入|支出(?!预算)|管理|绩效|单位|内|外|法|稳定)")
_ADJUSTED = regex.compile("调整(?:后的?)?预算")
_EXECUTED = regex.compile("执行数|预算执行")
_EXCLUDING = regex.compile("(?:剔除|扣除|不含|不包括)(?P<what>[^，。；]{2,16}?)(?:因素|影响|后|，)")
_COMPARABLE = regex.compile("同口径|可比口径|按可比口径")
_FUTURE = regex.compile("(?:到|至)⌚|力争|争取|目标|拟|计划|规划")
_GENERIC = (
    "占比",
    "比重",
    "比例",
    "总量",
    "总额",
    "增速",
    "增幅",
    "规模",
    "产量",
    "面积",
    "收入",
    "支出",
    "利润",
    "税收",
    "产值",
    "余额",
    "人数",
    "总数",
    "数量",
    "同比",
    "这个比重",
    "这一比重",
    "這個比重",
    "這一比重",
    "总产量",
    "总投资",
    "投资",
    "资金",
    "金额",
)
_PRONOUN = regex.compile("^(?:这个|这一|该|其(?!他|余|中)|這個|這一)")
_DATED_HEADING = regex.compile("今年|明年|去年|[12]\\d{3}年|下一步|今后|未来|过去|“十?[一二三四五六七八九]五”")
_INVEST = regex.compile("^(?:累计|完成|总|共)?(?:投资|投入)(?:额|资金)?$")
# Between a programme and the clause that it still governs there is a mark and nothing else: …“三项计划”，打造1000个.
_CLAUSE_WORDS = regex.compile("[^，、：,: （(]")
_HELD_AGAINST = regex.compile("(?:比|较|较之|等于|相当于|按|与|同|由|从)$")
_PER_UNIT = regex.compile("/(?P<what>[\\p{Han}]{1,2})")
_INTENDED = regex.compile(
    "计划(?!生育|单列|内|外|行政|经济|经济|指标|目标|任务)|拟|力争|争取(?!到|上级|中央|国家|资金)"
)
_OPENS = regex.compile("(?:^|[，。；：、“—\\s]|[一二三四五六七八九十]、|到|至|在|截至|截止|据|刚刚过去的|回顾|和|与)$")
_LONGEST_RUN_IN = 40
_LONG_LIST = 4
_LONGEST_PHRASE = 40


@dataclass(slots=True)
class _Period:
    """Days that figures are about, and where that was said."""

    start: date | None
    end: date | None
    where: str


@dataclass(slots=True)
class _Context:
    """What holds from sentence to sentence: the paragraph's period, programme and last fact, the headings' own."""

    paragraph: int = -1
    section: int = -1
    period: _Period | None = None
    section_period: _Period | None = None
    program: str | None = None
    plan: DateInterval | None = None
    indicator: str | None = None
    planned: bool | None = None
    leads: bool = False


@dataclass(slots=True)
class _Draft:
    """A fact in the making, with the figure that it is of."""

    figure: Figure
    fact: Fact
    indicator: str
    members: list[str] = field(default_factory=list)
    evidence: dict[str, str] = field(default_factory=dict)
    change: str | None = None


class Linker:
    """Links the mentions of one document after another; built once."""

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

    def link(self, segments: Segments, mentions: Sequence[Mention], metadata: Metadata) -> tuple[Fact, ...]:
        """The facts of a document, in the order of their mentions."""
        by_sentence: dict[int, list[tuple[int, Mention]]] = {}
        for i, mention in enumerate(mentions):
            by_sentence.setdefault(mention.sentence, []).append((i, mention))
        place = self._regions.coded(metadata.region_code) if metadata.region_code else None
        facts: list[Fact] = []
        context = _Context()
        for index in sorted(by_sentence):
            facts += self._sentence(segments, index, by_sentence[index], metadata, place, context, facts)
        return tuple(facts)

    def _sentence(
        self,
        segments: Segments,
        index: int,
        mentions: list[tuple[int, Mention]],
        metadata: Metadata,
        place: Region | None,
        context: _Context,
        before: list[Fact],
    ) -> list[Fact]:
        span = segments.sentences[index].span
        text = segments.view.text[span.start : span.end]
        offset = span.start
        self._enter(segments, index, metadata, context)
        dates = [(m.view_span.start - offset, m.view_span.end - offset, m) for _, m in mentions if m.kind is Kind.DATE]
        programs = [
            (m.view_span.start - offset, m.view_span.end - offset, m) for _, m in mentions if m.kind is Kind.PROGRAM
        ]
        plain = fold(text)
        own = [(i, m) for i, m in mentions if m.kind in FIGURES]
        masked = _mask(plain, dates, [(m.view_span.start - offset, m.view_span.end - offset) for _, m in own])
        opens = segments.sentences[index - 1].paragraph != segments.sentences[index].paragraph if index else True
        if opens and len(text) <= _LONGEST_RUN_IN:
            for _, _, mention in programs:
                if mention.text[0] in "“「『《" and isinstance(mention.value, Program):
                    context.program = mention.value.name
                    break
        for start, end, m in dates:
            if (
                m.rule == "date.plan"
                and isinstance(m.value, DateInterval)
                and m.value.end_date
                and _is_period(m.value, plain, start, end)
            ):
                context.plan = m.value
        drafts: list[_Draft] = []
        if own or not opens:
            context.leads = False
        if own:
            stance = self._stance(masked, segments, index, metadata, context)
            for figure in figures(text, masked, own, offset, self._wording):
                drafts.append(
                    self._draft(
                        figure,
                        text,
                        masked,
                        dates,
                        programs,
                        drafts,
                        stance,
                        metadata,
                        place,
                        context,
                        mentions,
                        offset,
                    )
                )
        self._carry(dates, masked, context, opens and len(text) <= _LONGEST_RUN_IN)
        found: list[Fact] = []
        for draft in drafts:
            evidence = tuple(sorted(draft.evidence.items()))
            base = replace(draft.fact, evidence=evidence)
            parts = draft.members or [draft.indicator]
            for member, name in enumerate(parts, 1):
                known = self._indicators.find(name) if name else None
                part_of = base.part_of
                if part_of is not None:
                    part_of += len(before)
                found.append(
                    replace(
                        base,
                        member=member,
                        indicator=name or None,
                        indicator_id=known.id if known else None,
                        flow=known.flow if known else None,
                        part_of=part_of if part_of is not None and part_of < len(before) + len(found) else None,
                    )
                )
        return found

    # ---- what holds around a sentence

    def _enter(self, segments: Segments, index: int, metadata: Metadata, context: _Context) -> None:
        sentence = segments.sentences[index]
        if sentence.section != context.section:
            context.section, context.planned = sentence.section, None
            if not context.leads:
                context.section_period = None
            path = segments.sections[sentence.section]
            for heading in reversed(path):
                words = fold(heading.text)
                if context.planned is None and (heading.level > 2 or _DATED_HEADING.search(words)):
                    if self._wording.review_heading.search(words):
                        context.planned = False
                    elif self._wording.planned_heading.search(words):
                        context.planned = True
        if sentence.paragraph != context.paragraph:
            if context.period and context.leads:
                context.section_period = replace(context.period, where="section")
            context.leads = True
            context.paragraph, context.period, context.program, context.indicator = sentence.paragraph, None, None, None

    def _carry(self, dates: list[tuple[int, int, Mention]], masked: str, context: _Context, heading: bool) -> None:
        """The sentence's last period holds for the paragraph's next sentences, a heading's for its section."""
        for start, end, mention in dates:
            value = mention.value
            if _is_period(value, masked, start, end) and _is_topic(mention, masked, start):
                assert isinstance(value, DateInterval)
                if heading and context.period and mention.rule == "date.plan":
                    continue  # 2025年和“十四五”时期工作回顾: the year comes first
                context.period = _Period(value.start_date, value.end_date, "section")

    def _stance(
        self, masked: str, segments: Segments, index: int, metadata: Metadata, context: _Context
    ) -> tuple[Stand, str | None]:
        """Whether a sentence tells what has been or what is to come, and at which stage."""
        if self._wording.planned_sentence.search(masked):
            return Stand.PLANNED, "target" if "目标" in masked else None
        if metadata.document_type is DocumentType.PLAN:
            return Stand.PLANNED, "plan"
        if metadata.document_type is DocumentType.DEPARTMENT_BUDGET and not context.planned:
            return Stand.PLANNED, "initial_budget"
        if context.planned:
            return Stand.PLANNED, None
        return Stand.ACTUAL, None

    # ---- one figure

    def _draft(
        self,
        figure: Figure,
        text: str,
        masked: str,
        dates: list[tuple[int, int, Mention]],
        programs: list[tuple[int, int, Mention]],
        drafts: list[_Draft],
        stance: tuple[Stand, str | None],
        metadata: Metadata,
        place: Region | None,
        context: _Context,
        mentions: list[tuple[int, Mention]],
        offset: int,
    ) -> _Draft:
        evidence: dict[str, str] = {"measure": "stated"}
        clause = masked[figure.left : figure.start]
        last = drafts[-1] if drafts else None
        indicator, members, change, region, scope = self._indicator(
            figure, text, masked, last, place, context, metadata
        )
        if indicator and figure.phrase[0] != figure.phrase[1]:
            evidence["indicator"] = "stated"
        elif indicator:
            evidence["indicator"] = "sentence"
        measure, direction = self._measure(figure, indicator, change, last)
        if figure.joined and last and figure.phrase[0] == figure.phrase[1] and not figure.noun:
            measure, direction = last.fact.measure, last.fact.direction
            if isinstance(figure.mention.value, Quantity) and measure is Measure.LEVEL:
                measure = self._measure(figure, indicator, change, None)[0]
        period = self._period(figure, masked, dates, mentions, offset, metadata, context)
        status, stage = self._status(figure, masked, fold(text), stance, period, metadata, last, measure)
        comparison, base = self._comparison(figure, dates, measure, period, last, mentions)
        program = self._program(figure, masked, programs, context, last)
        if program:
            evidence["program"] = "sentence" if any(end <= figure.start for _, end, _ in programs) else "section"
        scope = scope or (last.fact.scope if last and _same_subject(figure, last) else None)
        if region and place and region.code != place.code and scope == "whole_area":
            scope = None
        if scope:
            evidence["scope"] = "stated"
        per = self._per(figure, masked, indicator)
        price = self._price(masked, figure, last, measure)
        aggregation = self._aggregation(figure, masked, clause, indicator, measure, period)
        qualifiers = self._qualifiers(figure, masked, clause)
        where = region or place
        name = where.full_name if where else metadata.region
        if name:
            evidence["region"] = "stated" if region else "title"
        if period:
            evidence["period"] = period.where
        if metadata.entity:
            evidence["entity"] = "title"
        evidence["status"] = "sentence"
        part_of = None
        if last and "其中" in masked[figure.left - 6 if figure.left > 6 else 0 : figure.start]:
            part_of = len(drafts) - 1
        elif last and last.fact.part_of is not None and figure.left > 0 and masked[figure.left - 1] in "、；" + "左以":
            part_of = last.fact.part_of
        fact = Fact(
            mention=figure.index,
            member=1,
            indicator=indicator,
            indicator_id=None,
            measure=measure,
            direction=direction,
            status=status,
            stage=stage,
            comparison=comparison,
            base_start=base[0] if base else None,
            base_end=base[1] if base else None,
            price_basis=price,
            aggregation=aggregation,
            per=per,
            period_start=period.start if period else None,
            period_end=period.end if period else None,
            region=name,
            region_code=where.code if where else metadata.region_code,
            scope=scope,
            entity=metadata.entity,
            program=program,
            part_of=part_of,
            qualifiers=qualifiers,
        )
        return _Draft(figure, fact, indicator, members, evidence, change)

    # ---- indicator

    def _indicator(
        self,
        figure: Figure,
        text: str,
        masked: str,
        last: _Draft | None,
        place: Region | None,
        context: _Context,
        metadata: Metadata,
    ) -> tuple[str, list[str], str | None, Region | None, str | None]:
        """The indicator in the report's words; members of a distributive figure; a verb of cutting or adding before
        its object; a region and a scope named with it."""
        a, b = figure.phrase
        if a == b and (earlier := self._clause_before(figure, masked, last)):
            a, b = earlier
        a = max(a, b - _LONGEST_PHRASE)
        a, lead, change, region, scope = self._trim(a, b, text, masked, place, metadata)
        words = _words(text, masked, a, b)
        noun = text[slice(*figure.noun)].replace("\n", "") if figure.noun else ""
        value = figure.mention.value
        quantity = isinstance(value, Quantity)
        subject = last.indicator if last else (context.indicator or "")
        if (
            change is None
            and last
            and last.change
            and (not words or (figure.left > 0 and "、" in masked[max(0, figure.left - 1) : a]))
        ):
            change = last.change
        members: list[str] = []
        if figure.whole:
            if not words or words in _GENERIC:
                words = subject.split("占")[0] or words
            words = f"{words}占{figure.whole}比重"
        elif figure.completed is not None:
            of = "预算" if "预算" in figure.completed else "目标任务"
            words = f"{words or _bare_subject(subject)}{of}完成率"
        elif quantity and noun and (figure.verb not in ("become", "rise", "fall") or not words):
            words = noun
        elif _INVEST.match(words) and (behind := self._object(figure, text, masked)):
            words = behind + words
        elif not words and noun and (not last or figure.verb is None):
            words = noun
        elif not words and isinstance(value, Quantity) and lead and value.unit in ("人次", "人", "户", "户次"):
            words = lead + value.unit
        elif (
            not words
            and isinstance(value, Quantity)
            and figure.joined
            and last
            and last.figure.noun
            and value.unit in ("人次", "人", "户")
        ):
            words = "惠及" + value.unit if "惠及" in masked[: figure.start] else last.indicator
        elif not words or _PRONOUN.match(words):
            words = _bare_subject(subject) if last and last.figure.completed else subject
        elif words in _GENERIC and subject and subject != words:
            words = self._specified(words, subject)
        if "分别" in figure.flags or (last and last.members and figure.joined):
            words, members = self._listed(figure, words, last)
        elif {"均", "都", "双"} & figure.flags and (parts := self._parts(words)):
            members = parts
        if words and not figure.whole:
            context.indicator = words
        return words, members, change, region, scope

    def _clause_before(self, figure: Figure, masked: str, last: _Draft | None) -> tuple[int, int] | None:
        """全社会劳动生产率，平均每年提高3.5%: the clause before, where it holds no figure and names something."""
        end = figure.left - 1
        floor = last.figure.end if last else 0
        if end <= floor or masked[end : end + 1] not in "，,":
            return None
        start = max(masked.rfind(c, floor, end) for c in "，；：。,")
        start = max(start + 1, floor)
        clause = masked[start:end].strip(" " + HIDDEN)
        if not 2 <= len(clause) <= _LONGEST_PHRASE or set(clause) <= {DATE}:
            return None
        if last and not (self._wording.head_noun.search(clause) or self._known(clause)):
            return None
        return start, end

    def _object(self, figure: Figure, text: str, masked: str) -> str:
        """投资5600万元完成三家企业搬迁: what the money went into."""
        end = min((i for c in "，。；" if (i := masked.find(c, figure.end)) >= 0), default=len(masked))
        words = self._wording.light.sub("", masked[figure.end : end], count=1)
        if len(words) == end - figure.end or not words:
            return ""
        return text[end - len(words) : end].removeprefix("了")[:16]

    def _trim(
        self, a: int, b: int, text: str, masked: str, place: Region | None, metadata: Metadata
    ) -> tuple[int, str, str | None, Region | None, str | None]:
        """Take connectives, light verbs, areas and regions off the front of an indicator's words."""
        change: str | None = None
        region: Region | None = None
        scope: str | None = None
        lead = ""
        wording = self._wording
        while a < b:
            if match := _CONNECTIVE.match(masked, a, b):
                a = match.end()
            elif masked[a] in " 、，：:·" + DATE + HIDDEN or (masked[a] == "“" and "”" not in masked[a:b]):
                a += 1
            elif metadata.entity and text.startswith(metadata.entity, a) and a + len(metadata.entity) < b:
                a += len(metadata.entity)
            elif match := wording.own_level.match(masked, a, b):
                scope = "own_level"
                a = match.end()
            elif (match := wording.whole_area.match(masked, a, b)) and match[0] != "全社会":
                scope = scope or "whole_area"
                if match[0] == "全国" and place and place.level != "national":
                    region = self._regions.coded("100000")
                a = match.end()
            elif masked.startswith("地方", a) and b - a > 4:
                scope = "local"
                break
            elif masked.startswith("中央", a) and b - a > 4:
                scope = "central"
                break
            elif self._known(text[a:b]):
                break
            elif match := wording.cut.match(masked, a, b):
                change = "decrease"
                a = match.end()
            elif match := wording.add.match(masked, a, b):
                change = "increase"
                a = match.end()
            elif match := wording.light.match(masked, a, b):
                lead = match[0]
                a = match.end()
            elif place and region is None and (named := self._place(text[a:b], place)):
                region, length = named
                a += length
            else:
                break
        return a, lead, change, region, scope

    def _known(self, words: str) -> bool:
        return self._indicators.find(words) is not None

    def _place(self, words: str, place: Region) -> tuple[Region, int] | None:
        """A place inside the document's own that opens an indicator's words: 咸安71所."""
        for length in range(min(8, len(words)), 1, -1):
            for region in self._regions.named(words[:length]):
                if region.is_within(place) and region.valid_to is None and region.code != place.code:
                    return region, length
                if region.code == place.code and length == len(region.full_name):
                    return region, length
        return None

    def _specified(self, words: str, subject: str) -> str:
        """产量 behind 棚室果蔬类播种面积 is 棚室果蔬类…产量: a general word takes the subject before it along."""
        if words in ("占比", "比重", "比例", "同比") or subject.endswith(words):
            return subject
        stem = self._wording.head_noun.sub("", fold(subject))
        return (subject[: len(stem)] if 0 < len(stem) < len(subject) else subject) + words

    def _listed(self, figure: Figure, words: str, last: _Draft | None) -> tuple[str, list[str]]:
        """A、B增加值分别增长x%、y%: each figure has its own; one figure alone is of all."""
        if last and figure.joined and last.members:
            rest = last.members[1:]
            last_members, last.members = last.members[:1], last.members[:1]
            last.indicator = last_members[0]
            return (rest[0] if rest else last.indicator), rest if len(rest) > 1 else []
        parts = self._parts(words)
        return (parts[0] if parts else words), parts

    def _parts(self, words: str) -> list[str]:
        """城镇、农村居民人均可支配收入 are two: what the last one says of all is said of each."""
        parts = [part for part in _PAIR.split(words) if part]
        if not 2 <= len(parts) <= _LONG_LIST:
            return []
        tail = self._tail(parts)
        return [part if part.endswith(tail) else part + tail for part in parts]

    def _tail(self, parts: list[str]) -> str:
        final = parts[-1]
        for kind in ("城镇", "农村", "城乡", "工业", "农业", "第一产业", "第二产业", "第三产业", "男性", "女性"):
            if final.startswith(kind) and any(
                part in ("城镇", "农村", "工业", "农业", "第一产业", "第二产业") for part in parts[:-1]
            ):
                return final[len(kind) :]
        head = self._wording.head_noun.search(fold(final))
        if not head or head.start() == 0:
            return ""
        if any(self._wording.head_noun.search(fold(part)) for part in parts[:-1]):
            return ""
        return final[head.start() :]

    # ---- measure

    def _measure(
        self, figure: Figure, indicator: str, change: str | None, last: _Draft | None
    ) -> tuple[Measure, str | None]:
        value = figure.mention.value
        words = fold(indicator)
        wording = self._wording
        direction = {"rise": "increase", "fall": "decrease"}.get(figure.verb or "")
        if isinstance(value, Percent) and value.unit == "pp":
            return (Measure.DIFFERENCE if figure.reference else Measure.CHANGE), direction or (
                last.fact.direction if last and figure.joined else None
            )
        if isinstance(value, Percent):
            if figure.completed is not None:
                return Measure.RATE, None
            if figure.whole:
                return Measure.SHARE, None
            if direction:
                return Measure.GROWTH, direction
            if change:
                return Measure.GROWTH, change
            if wording.growth_noun.search(words):
                return Measure.GROWTH, "increase"
            if wording.fall_noun.search(words):
                return Measure.GROWTH, "decrease"
            if wording.share_noun.search(words) or "占" in words:
                return Measure.SHARE, None
            if (
                last
                and last.fact.measure is Measure.SHARE
                and figure.verb == "become"
                and figure.phrase[0] == figure.phrase[1]
            ):
                return Measure.SHARE, None
            if wording.rate_noun.search(words):
                return Measure.RATE, None
            if figure.comparison in ("yoy", "annual_average"):
                return Measure.GROWTH, "increase"
            return Measure.SHARE, None
        if isinstance(value, Quantity) and value.unit_id in ("倍", "番"):
            return Measure.GROWTH, direction or "increase"
        if direction and figure.verb in ("rise", "fall"):
            return Measure.CHANGE, direction
        if change:
            return (
                (Measure.CHANGE, change)
                if not isinstance(value, Quantity) or self._family(value) not in _COUNTED
                else (Measure.COUNT, None)
            )
        if isinstance(value, Quantity) and self._family(value) in _COUNTED:
            return Measure.COUNT, None
        return Measure.LEVEL, None

    def _family(self, value: Quantity) -> str:
        return (
            self._families.get((value.unit_id or "").split("/")[0], "count")
            if value.unit_id and "/" not in value.unit_id
            else ("count" if not value.unit_id else "rate")
        )

    # ---- period

    def _period(
        self,
        figure: Figure,
        masked: str,
        dates: list[tuple[int, int, Mention]],
        mentions: list[tuple[int, Mention]],
        offset: int,
        metadata: Metadata,
        context: _Context,
    ) -> _Period | None:
        before = [(s, e, m) for s, e, m in dates if e <= figure.start and not _bracket_closed(masked[e : figure.start])]
        if figure.own_date is not None:
            for start, _, mention in before:
                if start == figure.own_date and isinstance(mention.value, DateInterval):
                    return _Period(mention.value.start_date, mention.value.end_date, "stated")
        for place, (start, end, mention) in reversed(list(enumerate(before))):
            value = mention.value
            if _is_period(value, masked, start, end):
                assert isinstance(value, DateInterval)
                first = value.start_date
                earlier = (
                    before[place - 1][2].value
                    if place and masked[before[place - 1][1] : start] in ("、", "和")
                    else None
                )
                if isinstance(earlier, DateInterval):
                    first = earlier.start_date or first  # 2019年、2020年…累计
                found = _Period(first, value.end_date, "stated" if start >= figure.left else "sentence")
                return self._averaged(figure, found, dates)
        lengths = [m for _, m in mentions if m.kind is Kind.DURATION and m.view_span.end - offset <= figure.start]
        plan = context.plan
        length = lengths[-1].value if lengths else None
        if plan and plan.start_date and plan.end_date and isinstance(length, Duration):
            years = plan.end_date.year - plan.start_date.year + 1
            if length.value == f"P{years}Y":
                context.period = _Period(plan.start_date, plan.end_date, "section")
                return context.period
        day = metadata.document_date
        if (
            "预期目标" in masked
            and day
            and not (context.period and context.period.end and context.period.end.year >= day.year)
        ):
            return _Period(date(day.year, 1, 1), date(day.year, 12, 31), "document")
        if context.period:
            return self._averaged(figure, context.period, dates)
        if context.section_period:
            return context.section_period
        return self._default_period(metadata, context)

    def _averaged(self, figure: Figure, period: _Period, dates: list[tuple[int, int, Mention]]) -> _Period:
        """比1990年增长33.6%，平均每年增长6%: the average is of the years after the base."""
        if (
            figure.comparison != "annual_average"
            or not period.end
            or not period.start
            or period.start.year != period.end.year
        ):
            return period
        for _, end, mention in reversed(dates):
            value = mention.value
            if (
                end <= figure.start
                and isinstance(value, DateInterval)
                and value.end_date
                and value.end_date < period.start
            ):
                return _Period(value.end_date + timedelta(days=1), period.end, period.where)
        return period

    def _default_period(self, metadata: Metadata, context: _Context) -> _Period | None:
        year = metadata.report_year
        if year is None:
            return None
        kind = metadata.document_type
        if kind is DocumentType.WORK_REPORT:
            if context.planned is None:
                return None
            year = year if context.planned else year - 1
        elif kind in (DocumentType.PLAN, DocumentType.NEWS, DocumentType.OTHER):
            return None
        return _Period(date(year, 1, 1), date(year, 12, 31), "document")

    # ---- status, stage, comparison

    def _status(
        self,
        figure: Figure,
        masked: str,
        plain: str,
        stance: tuple[Stand, str | None],
        period: _Period | None,
        metadata: Metadata,
        last: _Draft | None,
        measure: Measure,
    ) -> tuple[Stand, str | None]:
        said = figure.stage or ""
        opening = max(masked.rfind("；", 0, figure.start), 0)
        if figure.completed is not None:
            return Stand.ACTUAL, (last.fact.stage if last and last.fact.stage == "final_account" else None)
        if "决算" in said:
            return Stand.ACTUAL, "final_account"
        if "执行" in said:
            return Stand.ACTUAL, "execution"
        if "调整" in said:
            return Stand.PLANNED, "adjusted_budget"
        if "预算" in said:
            before = plain[max(0, figure.phrase[1] - 2) : figure.start]
            return Stand.PLANNED, "initial_budget" if "年初" in before or "年初" in said else None
        colon = masked.find("：")
        if self._wording.estimated.search(plain, opening, figure.start) or (
            0 <= colon < figure.start and self._wording.estimated.search(plain, 0, colon)
        ):
            now = metadata.document_date
            open_year = period and period.end and now and period.end.year >= now.year
            return Stand.ESTIMATED, "preliminary" if open_year else None
        if _INTENDED.search(plain, max(figure.left, figure.start - 20), figure.start):
            return Stand.PLANNED, "target" if measure is not Measure.COUNT else None
        status, stage = stance
        day = metadata.document_date
        year = day.year if day else metadata.report_year
        if period and period.end and year:
            if status is Stand.PLANNED and period.end.year < year:
                return Stand.ACTUAL, None
            if status is Stand.ACTUAL and period.end.year > year and measure is not Measure.COUNT:
                return Stand.PLANNED, "plan" if period.end.year > year + 1 else None
        if status is Stand.PLANNED and stage is None and period and period.start and period.end:
            stage = "target" if _FUTURE.search(masked) and period.start.year == period.end.year else None
        if (
            status is Stand.PLANNED
            and period
            and period.end
            and year
            and period.end.year > year + 1
            and stage != "plan"
        ):
            stage = "plan"
        return status, stage

    def _comparison(
        self,
        figure: Figure,
        dates: list[tuple[int, int, Mention]],
        measure: Measure,
        period: _Period | None,
        last: _Draft | None,
        mentions: list[tuple[int, Mention]],
    ) -> tuple[str | None, tuple[date, date] | None]:
        if figure.completed is not None:
            if "调整" in figure.completed:
                return "adjusted_budget", None
            return ("initial_budget" if "预算" in figure.completed else "target"), None
        if figure.reference:
            return "reference_area", None
        if measure not in (Measure.GROWTH, Measure.CHANGE):
            return (
                "annual_average" if figure.comparison == "annual_average" and measure is Measure.RATE else None
            ), None
        if figure.base and figure.comparison != "annual_average":
            for start, _, mention in dates:
                value = mention.value
                if start == figure.base[0] and isinstance(value, DateInterval) and value.start_date and value.end_date:
                    base = (value.start_date, value.end_date)
                    near = period and period.start and period.start.year - base[0].year == 1
                    relative = mention.text.startswith(("上年", "去年", "上一年", "上年同期"))
                    return ("yoy" if near or relative else "fixed_base"), base
        if figure.comparison and figure.comparison != "base":
            return figure.comparison, None
        if figure.joined and last and last.fact.comparison:
            return last.fact.comparison, None
        if (
            last
            and last.fact.measure in (Measure.CHANGE, Measure.GROWTH)
            and last.fact.base_start
            and last.indicator
            and figure.phrase[0] == figure.phrase[1]
        ):
            return last.fact.comparison, (last.fact.base_start, last.fact.base_end or last.fact.base_start)
        if (
            last
            and last.figure.verb == "from"
            and figure.verb in ("rise", "fall")
            and last.figure.own_date is not None
            and last.fact.period_start
            and last.fact.period_end
        ):
            return "fixed_base", (last.fact.period_start, last.fact.period_end)
        if measure is Measure.GROWTH and isinstance(figure.mention.value, Quantity):
            return None, None
        if measure is Measure.GROWTH and period and period.start and period.end:
            days = (period.end - period.start).days
            return ("yoy" if days <= 366 else "fixed_base"), None
        return None, None

    # ---- the rest

    def _program(
        self,
        figure: Figure,
        masked: str,
        programs: list[tuple[int, int, Mention]],
        context: _Context,
        last: _Draft | None,
    ) -> str | None:
        """The programme named in the figure's clause or right before it, that of the figure whose subject it shares,
        else the one of the paragraph's run-in heading."""
        noun_end = figure.noun[1] if figure.noun else figure.end
        for start, end, mention in reversed(programs):
            value = mention.value
            assert isinstance(value, Program)
            near = start < figure.start and (end > figure.left or not _CLAUSE_WORDS.search(masked, end, figure.left))
            if (
                near
                or figure.end <= start < noun_end
                or (end <= figure.start and _governs(mention) and "；" not in masked[end : figure.start])
            ):
                return value.name
        short = figure.phrase[1] - figure.phrase[0] <= 4
        if (
            last
            and last.fact.program
            and short
            and any(
                isinstance(m.value, Program)
                and m.value.name == last.fact.program
                and m.value.type in ("fund", "platform")
                for _, _, m in programs
            )
        ):
            return last.fact.program
        return context.program

    def _per(self, figure: Figure, masked: str, indicator: str) -> str | None:
        value = figure.mention.value
        behind = _PER_UNIT.match(masked, figure.end)
        if behind:
            return str(behind["what"])
        words = fold(indicator) + masked[figure.left : figure.start]
        if isinstance(value, Percent):
            return "项目" if "每个项目" in words else None
        for word, what in self._wording.per:
            if word in words and not (what == "年" and "浓度" in words):
                return what
        return None

    def _price(self, masked: str, figure: Figure, last: _Draft | None, measure: Measure) -> str | None:
        found = None
        for match in _BASIS.finditer(masked, 0, min(len(masked), figure.end + 12)):
            found = match.lastgroup
        if found:
            return found
        return last.fact.price_basis if last else None

    def _aggregation(
        self, figure: Figure, masked: str, clause: str, indicator: str, measure: Measure, period: _Period | None
    ) -> str | None:
        if measure in (Measure.GROWTH, Measure.CHANGE, Measure.SHARE) and not _SUM.search(clause):
            return None
        if _SUM.search(clause):
            return "sum"
        if figure.comparison == "annual_average" and measure is Measure.CHANGE:
            return "average"
        if _AVERAGE.search(clause) or _AVERAGE.search(fold(indicator)):
            return "average"
        start = max(masked.rfind("；", 0, figure.start), masked.rfind("。", 0, figure.start)) + 1
        stated = period and period.where in ("stated", "sentence")
        if (
            stated
            and period
            and period.start
            and period.start == period.end
            and (period.end.month, period.end.day) == (12, 31)
        ):
            return "end" if start == 0 else None
        if _END.search(masked, start, figure.start):
            return "end"
        return None

    def _qualifiers(self, figure: Figure, masked: str, clause: str) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        if match := _EXCLUDING.search(masked, max(0, figure.left - 30), figure.start):
            found["excluding"] = match["what"].lstrip("了")
        if _COMPARABLE.search(masked, max(0, figure.left - 10), figure.start):
            found["basis"] = "同口径"
        if figure.whole:
            found["denominator"] = figure.whole
        return tuple(sorted(found.items()))


def _mask(plain: str, dates: list[tuple[int, int, Mention]], figures_at: list[tuple[int, int]]) -> str:
    """A folded sentence with its dates masked, but for recurring ones, and brackets without figures hidden."""
    characters = list(plain)
    for start, end, mention in dates:
        if isinstance(mention.value, DateInterval) and mention.value.type != "SET":
            characters[start:end] = DATE * (end - start)
    for match in _BRACKET.finditer(plain):
        if not any(match.start() <= start < match.end() for start, _ in figures_at):
            characters[match.start() : match.end()] = HIDDEN * len(match[0])
    return "".join(characters)


def _is_period(value: object, masked: str, start: int, end: int) -> bool:
    """Whether a date says when, and is not what a figure is held against."""
    if (
        not isinstance(value, DateInterval)
        or value.type == "SET"
        or (value.start_date is None and value.end_date is None)
    ):
        return False
    if _HELD_AGAINST.search(masked[max(0, start - 3) : start]):
        return False
    return not masked.startswith(("价格", "不变价", "年初预算"), end) and not (
        masked[start:end] and masked.startswith("预算", end)
    )


def _bracket_closed(between: str) -> bool:
    """Whether the bracket that something stands in ends before what comes behind it."""
    return between.count("）") + between.count(")") > between.count("（") + between.count("(")


def _is_topic(mention: Mention, masked: str, start: int) -> bool:
    """Whether a period holds beyond its sentence: it opens a clause, and is no 自2006年以来 that a record goes back to."""
    return mention.mod is not Mod.AFTER_START and bool(_OPENS.search(masked[max(0, start - 6) : start]))


def _same_subject(figure: Figure, last: _Draft) -> bool:
    return figure.phrase[0] == figure.phrase[1]


def _governs(mention: Mention) -> bool:
    """Whether a name is so definite that what follows in its sentence is about it: “公物仓”制度, 《…标准》."""
    value = mention.value
    return isinstance(value, Program) and (
        value.type in ("document", "platform") or (mention.text[0] in "“「『" and mention.text[-1] not in "”」』")
    )


def _words(text: str, masked: str, a: int, b: int) -> str:
    """An indicator's words as the report has them, without dates, line breaks and marks at their ends."""
    kept = "".join(text[i] for i in range(a, b) if masked[i] != DATE).replace("\n", "")
    kept = kept.strip(" 、，：（(·的")
    return kept.strip("“”") if kept.count("“") != kept.count("”") else kept


def _bare_subject(subject: str) -> str:
    return subject.removesuffix("预算完成率").removesuffix("目标任务完成率")
