"""Mentions to facts: what every amount, percentage and count measures, when, where, against what, at which stage.

A sentence is read from left to right. What stands before a figure in its clause gives indicator, verb and comparison;
what is unsaid is taken from the figure before it, the sentence, the paragraph, the headings and the document, in this
order, and ``evidence`` says which.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby, zip_longest
from operator import attrgetter

from gongbao.frozen import builder, replacer
from gongbao.kept import compiled
from gongbao.link.lexicons.cues import OF_BASIS, OF_END, OF_PER, OF_QUALIFIER, OF_SUM, OF_WHOLE, Cues
from gongbao.link.lexicons.functions import ENDS, item_of, tells_functions
from gongbao.link.lexicons.indicators import OF_BUREAUS, Indicator, Indicators
from gongbao.link.lexicons.lengths import Lengths
from gongbao.link.lexicons.regions import Regions
from gongbao.link.lexicons.wording import HIDDEN, NATURAL_GROWTH, QUOTES, Wording, fold, words_of
from gongbao.link.meaning.carried import announced_period, carry, learn_years, opening_period
from gongbao.link.meaning.comparisons import HELD, held_against
from gongbao.link.meaning.levels import OWN_LEVEL, level_of, of_others
from gongbao.link.meaning.limits import (
    OF_NONE,
    aggregated,
    per_what,
    price_basis_of,
    program_of,
    qualifiers,
)
from gongbao.link.meaning.measures import measure_of, without_sign
from gongbao.link.meaning.own_periods import lays_down, looks_ahead, own_plan, titled_period
from gongbao.link.meaning.parts import is_among, whole_of
from gongbao.link.meaning.periods import (
    TARGETS,
    compared_throughout,
    compared_with,
    sets_targets,
    starts_before,
)
from gongbao.link.meaning.standing import labelled, stance
from gongbao.link.meaning.timing import stands, when
from gongbao.link.meaning.whose import OURS, entity_of, whose
from gongbao.link.naming.announced import may_announce
from gongbao.link.naming.general import GENERIC, OF_UNITS, OWN_NAMES, SHARES, SIDES, is_of_works
from gongbao.link.naming.half_said import PLACES
from gongbao.link.naming.names import Naming
from gongbao.link.naming.of_all import PUPILS
from gongbao.link.naming.of_subject import INSURANCE, JOINING
from gongbao.link.naming.subjects import SHARED_TAX
from gongbao.link.sentence.clauses import figures
from gongbao.link.sentence.context import Context, Evidence, Period, Whose
from gongbao.link.sentence.figure import AGE, BUDGET, CHANGES, CHANGING, Figure
from gongbao.link.sentence.nouns import Nouns
from gongbao.link.sentence.passage import Passage, items, passage
from gongbao.link.turning import (
    ONWARD,
    enter,
    is_greeted,
    is_heading,
    lists_aims,
    named_at,
    set_out,
    subject_of,
    tells_of_the_past,
    topic_of,
    turn,
    turns_onward,
)
from gongbao.model import (
    DocumentType,
    Fact,
    Kind,
    Measure,
    Mention,
    Metadata,
    Mod,
    Money,
    Percent,
    Program,
    Quantity,
    Segments,
    Stand,
)

_fact, _replaced = builder(Fact), replacer(Fact)
# Behind 刚刚过去的2025年，是“十四五”收官之年: a paragraph that leads a review in goes on so.
_REVIEWS = re.compile("(?:(?:各位代表|同志们)[，：])?(?:(?:过去|这)?[一两三四五]年来|过去的?[一两三四五]年(?=，))")
_REVIEW_FIRST = "过这一两三四五各同"
_LISTS = ("：", ":")
_NUMBERED = re.compile("备?注[：:]|[（(\\[［]?\\d{1,3}[.．、）)\\]］](?!\\d)")
_COMES_FIRST = QUOTES + "今未"
_OPENS, _CLOSES = "（(", "）)"
_BY_PEOPLE = compiled("人口的?.{0,6}(?:城市|城镇|县城|[县镇乡村])")
_BOUNDS = (Mod.EQUAL_OR_MORE, Mod.EQUAL_OR_LESS)
_OF, _DASHES = "的", "—-"
_NEW, _BEGUN = ("新", "净"), "新开工"
_LONGEST_RUN_IN, _EXPLAINED = 40, "”："
_NOWHERE = -1
_DURATION = Kind.DURATION
_POPULATION = "population_total"
# 解决3.8万农村人口的饮水问题, 5万农村人口用上自来水: not all that there are, but 我市120万常住人口, 全县有近3万农村
# 人口.
_FOR_SOME = compiled(
    "(?:解决|[惠普]及|保障|覆盖|帮助|帮扶|扶持|带动|改善|涉及|服务|转移|满足|使|让|为|安置|搬迁|吸引|吸纳|实现|确保|减少|增加|受益)"
    "(?![^，。；]*[全我][国省市县区州旗镇乡]$)"
)
_OF_SOME = compiled(
    "的|[用喝吃住]上|饮水|吃水|饮用水|用水|用电|出行|脱贫|实现|受益|参[加保]|转移|就业|搬迁|纳入|享受|告别|摆脱"
)
_sentence = attrgetter("sentence")
_WORK_REPORT, _PLAN = DocumentType.WORK_REPORT, DocumentType.PLAN
_REVIEWED = "执行情况"
_SET = (None, "target", "plan", "initial_budget")
_PLANNED, _GROWTH, _SHARE = Stand.PLANNED, Measure.GROWTH, Measure.SHARE
# What may be there on a day.
_THERE = (Measure.LEVEL, Measure.COUNT)
_CLASS_SPENT = f"{ENDS[0]}支出"
# What the accounts of a unit of government call their sides.
_SIDES = {"收入": "revenue", "支出": "expenditure", "预算收入": "revenue", "预算支出": "expenditure"}
_OF_AREAS = (
    *(DocumentType.BUDGET_REPORT, DocumentType.BUDGET_EXECUTION, DocumentType.FINAL_ACCOUNT),
    *(DocumentType.WORK_REPORT, DocumentType.PLAN, DocumentType.AUDIT_REPORT),
)
_OF_AGGREGATION = OF_SUM | OF_END
_NO_FIGURES = (Kind.DATE, Kind.DURATION, Kind.PROGRAM)
_AT_THE_END = "期末"
# 年主营业务收入2000万元及以上的工业企业: which firms they are.
_BOUNDS_FIRMS = compiled("年(?:主营业务|营业)收入$|(?:起点|标准|范围)[是为][^，。；]{0,8}投资$")
_EXCHANGED = "兑"  # 1美元兑7.1元
_OF_A_SIZE = compiled(
    "(?:及?以上)?的?(?:固定资产投资|(?:工业|产业|重大|重点|在建|新建|招商)?项目(?:到位|合同|实际|利用)?(?:资金|投资))"
)
_OF_LOANS = ("贷款", "贷款余额")
_STATES = (Measure.LEVEL, Measure.COUNT, Measure.RATE, Measure.SHARE)
# but 2019—2023年，建成学校90所，较2022年增长9%: built in all the years
_STANDS = compiled("浓度|指数|均")
_NO_PERIOD = Period(None, None, "")
# 学校20所（含民办1所），招生3万人
_TOLD_OF_ALL = GENERIC | PUPILS


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
        self._nouns = Nouns(words_of(lexicons, "noun_end"))
        self._cues = Cues((word for word, _ in self._wording.per), self._wording.ahead_words)
        self._families = families
        self._lengths = Lengths(words_of(lexicons, "length_noun"), words_of(lexicons, "length_change"))
        self._indicators = indicators
        self._regions = regions
        self._naming = Naming(self._wording, indicators, regions)

    def link(self, segments: Segments, mentions: Sequence[Mention], metadata: Metadata) -> tuple[Fact, ...]:
        """The facts of a document, in the order of their mentions."""
        place = self._regions.coded(metadata.region_code) if metadata.region_code else None
        facts: list[Fact] = []
        context = Context()
        home = (place.full_name, place.code) if place else (metadata.region, metadata.region_code)
        context.home = Whose(*home, None, "title", "stated")
        context.own_plan = own_plan(metadata, mentions)
        sentences, whole, first = segments.sentences, segments.view.text, 0
        context.titled = titled_period(metadata, mentions, whole)
        kind = metadata.document_type
        context.turned = lays_down(metadata) or None
        classified = ENDS[0] in whole or (kind in OF_UNITS and tells_functions(whole))
        addressed = False  # nothing but a salutation stood before the first sentence of the paragraph
        turns = kind is _WORK_REPORT or (kind is _PLAN and _REVIEWED in (metadata.title or "")) or looks_ahead(metadata)
        onward = any(word in whole for word in ONWARD)
        for index, group in groupby(mentions, key=_sentence):
            found = list(group)
            numbers = start, end, paragraph, section = sentences.numbers_of(index)
            text = whole[start:end]
            opens = begins = heads = False
            if paragraph != context.paragraph or section != context.section:
                opens = index == 0 or sentences.paragraph_of(index - 1) != paragraph
                heads = text[:4].isdecimal() and is_heading(segments, section, start)
                addressed = begins = opens or is_greeted(segments, index)
                self._enter(segments, index, numbers, opens, classified, context, metadata)
            if segments.aims and segments.is_aimed_at(start):
                aims = not tells_of_the_past(text, metadata.report_year)
                if aims and not context.cell:  # 截至2024年底有公路3000公里。新建公路50公里。
                    context.period, context.day, context.ended = None, None, None
                context.cell = context.target = aims
            may_turn = turns and (opens or "年" in text) and text.strip() not in (metadata.title or "")
            said = fold(text) if context.leads or may_turn else text
            if opens:
                if _NUMBERED.match(text):
                    context.leads = False  # a note: 24.“十项措施”：2024年6月印发, 注：本表反映年末结转情况
                if len(text) <= _LONGEST_RUN_IN and not any(map(_is_figure, found)):
                    context.program = _program_named(found, text, start) or context.program
                    context.topic = topic_of(segments, index)
            if context.leads:
                reviews = said[0] in _REVIEW_FIRST and _REVIEWS.match(said) is not None
                context.leads = begins or reviews
                context.reviews |= reviews and addressed
            if onward and (text.startswith(ONWARD) or (not opens and turns_onward(segments, index - 1))):
                context.onward, context.period, context.day, context.ended = True, None, None, None
                context.target = context.outcome = False
            if may_turn:
                turn(said, context, metadata, opens)
                if opens and text[0] in _COMES_FIRST and (context.silent or context.both):
                    set_out(text, found[0], start, context, metadata)
            if read := passage(text, start, found, first, metadata, place, opens, self._cues, self._lengths):
                self._read(read, context, heads)
                if read.figures:
                    facts += self._settled(context.figures, len(facts), read, context)
            first += len(found)
        return tuple(facts)

    def _enter(
        self,
        segments: Segments,
        index: int,
        numbers: tuple[int, int, int, int],
        opens: bool,
        classified: bool,
        context: Context,
        metadata: Metadata,
    ) -> None:
        """Enter the paragraph or section of a sentence, which ``opens`` it or has sentences without mentions before it.

        ``numbers`` are those of the sentence. ``classified``: the document names functions of expenditure.
        """
        start, _, paragraph, section = numbers
        is_new = paragraph != context.paragraph
        if opens and index:
            before = segments.sentence_text(index - 1)
            if may_announce(before):
                context.announced = self._naming.announced(fold(before))
            elif paragraph != context.paragraph + 1:
                context.announced = None
        aims = opens and lists_aims(segments, index, context)
        enter(segments, section, paragraph, context, metadata, self._wording)
        context.cell = segments.is_aimed_at(start)
        context.target |= aims or context.cell
        if is_new and not opens:
            context.topic = topic_of(segments, index - 1)
            context.level = level_of(context.topic, metadata) or context.level
        if is_new and classified:
            context.indicator = context.function = subject_of(segments, index)

    def _read(self, read: Passage, context: Context, heads: bool) -> None:
        """Say what a sentence's figures mean; they, and what it leaves for the next ones, go into the context.

        It may be the line that ``heads`` its section: 2025年10件民生实事.
        """
        if read.plain is not read.text:
            context.folded = True
        if read.dates:
            learn_years(read, context)
        opens = read.opens or not context.figures
        if read.figures:
            context.leads &= heads
            if "：" in read.masked and (label := labelled(read.masked)) is not None:
                context.target, context.outcome = label, not label
            context.stance = stance(read, context, self._wording)
            told: list[Figure] = []
            for item in items(read):
                before: list[Figure] = []
                timed = False  # whether there is a length of time among them
                for figure in figures(item, self._wording, self._nouns):
                    context.told = _beside(figure, before, item) if timed else before
                    self._say(figure, item, context)
                    before.append(figure)
                    if figure.mention.kind is _DURATION:
                        timed = True
                told += before
            context.figures = told
            context.wholes += [figure for figure in told if not figure.part_of]
            if context.both and not context.led and read.opens and (read.dates or read.lengths):
                context.opened = opening_period(read, told) or context.opened
        elif context.both and context.planned is False and read.dates and (announced := announced_period(read)):
            context.opened, context.led = announced, True
        if read.opens and read.dates:
            context.compared = compared_throughout(read)
        if read.dates:
            is_heading = read.opens and len(read.text) <= _LONGEST_RUN_IN and (heads or not read.figures)
            carry(read, context, heading=is_heading, opens=opens)
            context.line = not read.text.rstrip().endswith("。")
            if context.leads and (day := context.period) and day.start == day.end and read.text.endswith(_LISTS):
                context.reviews = True  # 截至2023年底，资产情况为：1.房屋…
        if TARGETS in read.masked and sets_targets(read, context):
            context.target = True

    def _say(self, figure: Figure, read: Passage, context: Context) -> None:
        """Say what a figure means, behind those before it in its sentence; values are called as their fields."""
        before, told = context.told, read.told
        last = before[-1] if before else None
        if last and read.masked[figure.left - 2] in _CLOSES:
            last = _before_bracket(figure, before, read.masked) or last
        figure.last = last
        self._naming.name(figure, read, last, before, context)
        indicator, own = figure.words or None, figure.own
        if indicator is None and context.topic and getattr(figure.mention.value, "unit", None) not in PLACES:
            indicator = context.topic  # but 8省44县 below a heading are places
        words = fold(figure.words) if context.folded else figure.words
        measure, direction = measure_of(figure, words, self._wording, self._families)
        value = None
        if measure in CHANGES:
            direction, value = without_sign(figure.mention.value, direction)
        if figure.mention.kind is _DURATION:
            value = figure.mention.value  # 312 days, where the mention says P312D
        indicator_id, flow = self._identified(indicator, figure, measure, read, context)
        period = when(figure, measure, words, read, context, self._wording)
        one_day = period and period.start == period.end
        status, stage, period = stands(figure, measure, period, read, context, self._wording)
        comparison = base_start = base_end = None
        if measure in HELD or figure.completed or figure.reference:
            comparison, base_start, base_end = held_against(figure, measure, period, read, context)
        if (figure.joined or figure.verb == "from") and starts_before(figure, read):
            period = compared_with(figure, read) or context.compared
            if status is _PLANNED and stage in _SET:
                status, stage = Stand.ACTUAL, None  # 到2025年由10.8%提高到16%: from where it is now
        period = period or _NO_PERIOD
        period_start, period_end = period.start, period.end
        program = None if indicator_id in OF_NONE else context.program
        if read.programs:
            program = program_of(figure, read, context, indicator_id, self._wording)
            if last and not (figure.has_phrase or figure.noun):
                program = _program_shared(figure, last, before, program, indicator_id)
        region, region_code, scope, region_from, scope_from = whose(figure, words, flow, read, context, self._regions)
        per = None
        if told & OF_PER or not own or (last and last.fact.per):
            per = per_what(figure, read, words, self._wording)
        aggregation = None
        if told & _OF_AGGREGATION or figure.comparison or one_day or (not own and "均" in words):
            aggregation = aggregated(figure, read, words, measure, period)
            if aggregation is None and one_day and measure in _THERE and period_start == period_end:
                aggregation = "end" if self._is_of_day_before(figure, words, period, read, context) else None
        if aggregation == "end" and _AT_THE_END in read.masked[: figure.start]:
            period_start = period_end  # 期末，公务用车保有量为3辆
        price_basis = price_basis_of(figure, read) if told & OF_BASIS else None
        entity = read.metadata.entity and entity_of(figure, read.metadata.entity, scope, indicator_id, read, context)
        evidence = _evidence(
            aggregation,
            comparison and ("stated" if base_start else "sentence"),
            entity and "title",
            indicator and ("stated" if figure.stated else "sentence"),
            per,
            period.where,
            price_basis,
            program and _program_from(program, read),
            region and region_from,
            scope and scope_from,
            stage,
            context.stance.planned_from if status is _PLANNED else "sentence",
        )
        # In the order of the fields: by name it takes twice the time.
        figure.fact = _fact(
            figure.index,
            1,
            indicator,
            indicator_id,
            measure,
            direction,
            status,
            stage,
            comparison,
            base_start,
            base_end,
            price_basis,
            aggregation,
            per,
            period_start,
            period_end,
            region,
            region_code,
            scope,
            entity,
            program,
            None,
            qualifiers(figure, read)
            if told & OF_QUALIFIER or figure.whole or figure.of
            else (last.fact.qualifiers if figure.joined and last and measure is _SHARE else ()),  # 占全国的89%、7%和3%
            flow,
            evidence,
            value,
        )
        if figure.base and last and not figure.has_phrase and period_start and last.fact.period_end == period_end:
            self._is_of_last_year(last, words, period_start)
        if figure.change is None and figure.noun and figure.verb in CHANGING:
            figure.change = direction
        figure.part_of = None
        if told & OF_WHOLE or (last and (last.part_of or read.masked[figure.left - 1] in _OPENS)):
            self._make_part(figure, measure, words, flow, read, context)

    def _is_of_day_before(self, figure: Figure, words: str, period: Period, read: Passage, context: Context) -> bool:
        """Whether the day that a figure is of was named in a sentence before: 年末公路里程9000公里，其中县道100公里。
        桥梁300座."""
        if period is not context.period:
            return period is context.day
        stands = read.masked.startswith("其中") or self._wording.stock_noun.search(words)
        return bool(stands) and not figure.clause.lstrip("，；、").startswith(_NEW)

    def _is_of_last_year(self, last: Figure, words: str, year: date) -> None:
        """Let what was told of some years be of the last of them, where what is held against a year before goes on:
        五年来…。PM2.5浓度28微克，较上年下降9%."""
        fact = last.fact
        if (
            fact.measure in _STATES
            and (fact.measure not in _THERE or self._wording.stock_noun.search(words) or _STANDS.search(words))
            and fact.aggregation != "sum"
            and fact.period_start
            and fact.period_start.year < year.year
        ):
            last.fact = _replaced(fact, period_start=year)

    def _make_part(
        self, figure: Figure, measure: Measure, words: str, flow: str | None, read: Passage, context: Context
    ) -> None:
        """Say what a figure is a part of, and what it has of that: place, accounts, and for each of what it is."""
        figure.part_of = whole_of(figure, measure, read, context, self._families)
        told = figure.part_of or (figure.last if is_among(figure, read) else None)
        if told is None or figure.region is not None:
            return
        whole, fact = told.fact, figure.fact
        has: dict[str, str | None] = {}
        if whole.per and fact.per is None and figure.part_of and figure.mention.kind is Kind.MONEY:
            has["per"] = whole.per  # 人均筹资900元，其中财政补助600元
        if whole.scope == OWN_LEVEL and fact.scope is None and flow and not of_others(words):
            has["scope"] = OWN_LEVEL  # 市本级收入9亿元，其中税收收入6亿元
        if whole.region_code != fact.region_code and not OURS.search(figure.clause):
            # 全国收入8亿元，其中国有企业3亿元 in a city's report
            has |= {"region": whole.region, "region_code": whole.region_code}
        if has:
            said = dict.fromkeys((name for name in has if name != "region_code"), "sentence")
            evidence = tuple(sorted({**dict(fact.evidence), **said}.items()))
            figure.fact = _replaced(fact, **has, evidence=evidence)

    def _settled(self, figures: Sequence[Figure], before: int, read: Passage, context: Context) -> list[Fact]:
        """The facts of a sentence's figures, one for each member; the document has ``before`` facts before them."""
        facts: list[Fact] = []
        noun = -1  # where that of the last figure begins
        # only now: a later figure of a list takes its member from the first
        for figure, following, further in zip_longest(figures, figures[1:], figures[2:]):
            if _only_limits(figure, following, further, noun, read.masked):
                figure.place = _NOWHERE
                continue
            noun = figure.noun[0] if figure.noun else -1
            figure.place, fact = before + len(facts), figure.fact
            if figure.part_of and figure.part_of.place != _NOWHERE:
                fact = _replaced(fact, part_of=figure.part_of.place)
            facts.append(fact)
            if len(figure.members) > 1:
                facts += self._of_members(figure, fact, read, context)
        return facts

    def _of_members(self, figure: Figure, fact: Fact, read: Passage, context: Context) -> Iterator[Fact]:
        """The facts of the further indicators that a figure is shared out to, with what it has of the first."""
        for member, name in enumerate(figure.members[1:], 2):
            own = fact
            if (
                fact.measure is Measure.RATE
                and self._wording.growth_noun.search(name)
                and not name.endswith(NATURAL_GROWTH)
            ):  # 失业率、价格涨幅均控制在3%以内
                own = _replaced(fact, measure=_GROWTH, direction="increase", comparison="yoy")
            same, flow = self._identified(name or None, figure, own.measure, read, context)
            yield _replaced(own, member=member, indicator=name or None, indicator_id=same, flow=flow)

    def _identified(
        self, name: str | None, figure: Figure, measure: Measure, read: Passage, context: Context
    ) -> tuple[str | None, str | None]:
        """The identity and the fiscal side of what a figure is named."""
        if name is None:
            return None, None
        own, metadata = name, read.metadata
        if metadata.document_type in OF_UNITS:
            # 收入预算9万元, but not 支出决算为9万元 of a function, nor what stands below （二）政府采购
            budgeted = name in SIDES and figure.stage == BUDGET and not (context.parts or context.topic)
            own = f"{name}{BUDGET}" if budgeted else OWN_NAMES.get(name, name)
        known = self._known(own, figure, measure)
        if known and figure.noun and known.parent == _POPULATION and _is_of_some(figure, read.masked):
            known = None
        if known is None:
            return None, _side_of(name, metadata)
        if known.id.startswith(OF_BUREAUS) and metadata.entity is None and metadata.document_type in _OF_AREAS:
            return None, known.flow  # 收入总计 of a city is none of a bureau's
        return known.id, known.flow

    def _known(self, name: str, figure: Figure, measure: Measure) -> Indicator | None:
        """The canonical indicator of a figure: 经营主体新增105万户 is about what is new, 经济增长5% about 经济增长."""
        if figure.condition:
            return None
        if "）" in name:
            # 教育（类）支出
            name = name.replace(ENDS[0], "") if name.endswith(_CLASS_SPENT) else item_of(name)
        if figure.verb == "new" and not (name.startswith(_NEW) or name.endswith(_BEGUN)):
            known = self._indicators.find(f"新增{name}")
        else:
            known = self._indicators.find(name)
            if known is None:
                if measure is _GROWTH:
                    known = self._indicators.find(f"{name}增长")
                elif name.startswith(JOINING) and name.endswith(INSURANCE):
                    known = self._indicators.find(f"{name}人数")
        if known and known.is_stated_by(figure.mention.value, measure, self._families):
            return known
        return None


def _is_of_some(figure: Figure, masked: str) -> bool:
    """Whether a count of persons is that of some whom something is done for or who do it, not of all that there are."""
    behind = figure.noun[1] if figure.noun else figure.end
    return _OF_SOME.match(masked, behind) is not None or _FOR_SOME.search(figure.clause) is not None


def _side_of(indicator: str, metadata: Metadata) -> str | None:
    """The fiscal side of an indicator that the list of them lacks: of a function of expenditure (公共法律服务（项）),
    of what a unit of government calls its 收入 and 支出."""
    if indicator.endswith(ENDS):
        return "expenditure"
    return _SIDES.get(indicator) if metadata.document_type in OF_UNITS else None


def _before_bracket(figure: Figure, before: Sequence[Figure], masked: str) -> Figure | None:
    """The last figure before the bracket that closes right before one that goes on about what stands there:
    保有量12万辆（包括货车1万辆），增长14% is of all. Null where it does not."""
    named = figure.has_phrase and masked[slice(*figure.phrase)] not in _TOLD_OF_ALL
    if named or masked.startswith(SHARED_TAX, before[-1].end):
        return None
    opening = max(masked.rfind(mark, 0, figure.left - 2) for mark in "（(")
    return next((one for one in reversed(before) if one.end <= opening), None)


def _program_shared(
    figure: Figure, last: Figure, before: Sequence[Figure], program: str | None, indicator_id: str | None
) -> str | None:
    """The programme of a figure without a name of its own: that of what it tells of. 中央投资15亿元、专项债券8亿元，
    分别增加2亿元、1亿元: each is of its own, but 事故起数、死亡人数分别下降5%、7% are of the same."""
    goes_on = last.fact.program if figure.joined and indicator_id and last.fact.indicator_id else program
    return next((one.fact.program for one in reversed(before) if one.words == figure.words), goes_on)


def _beside(figure: Figure, before: Sequence[Figure], read: Passage) -> Sequence[Figure]:
    """Those figures before one that may tell what it is of: lengths of time, of lengths and bare percentages.

    运行年限50年，投资5亿元: the money is not of the time, but 优良天数268天，占比88.2% are days, and
    项目工期2年，总投资5亿元 is of the works.
    """
    value = figure.mention.value
    if figure.mention.kind is _DURATION:
        return before
    said = read.masked[slice(*figure.phrase)] if figure.has_phrase else ""
    others = [one for one in before if one.mention.kind is not _DURATION]
    if isinstance(value, Percent):
        points = value.unit == "pp" and any(isinstance(one.mention.value, Percent) for one in others)
        return others if points or (said and said not in SHARES) else before
    return before if is_of_works(said, before[-1].words) else others


def _only_limits(figure: Figure, following: Figure | None, further: Figure | None, noun: int, masked: str) -> bool:
    """Whether a figure says only whom or what the next one counts: 60岁及以上人口, 千亿元产业, 产值超5亿元的2家,
    30个万吨级以上泊位; ``noun`` is where that of the figure before begins. A length (压缩5天) is told of something by
    name, or is none."""
    mod = figure.mention.mod
    if mod in _BOUNDS and (
        ((figure.noun or figure.start == noun) and _is_size_class(figure))
        or (
            mod is Mod.EQUAL_OR_MORE
            and (
                (figure.noun and _BOUNDS_FIRMS.search(figure.clause))
                or (following and _is_size(figure, following, masked))
            )
        )
    ):
        return True
    if following and (
        following.left <= figure.start
        or (following.clause == _EXCHANGED and _is_exchanged(figure, following))
        or (figure.condition and _is_counted_by(following, figure))
        or (further and following.condition and _is_limit_beside(figure, following, further))
    ):
        return True
    if (figure.noun or figure.joined or figure.chain > 1) and _is_group(figure):
        return True
    return figure.mention.kind is _DURATION and figure.fact.indicator is None


def _is_group(figure: Figure) -> bool:
    """Whether a number before a noun only bounds who or what is told of: 60岁以上人口, 0—14岁人口, 50万以上人口城市."""
    value = figure.mention.value
    if not isinstance(value, Quantity):
        return False
    if value.unit_id != AGE:
        return value.unit is None and figure.mention.mod in _BOUNDS and _BY_PEOPLE.fullmatch(figure.words) is not None
    return figure.mention.mod in _BOUNDS or value.low != value.high


def _is_size_class(figure: Figure) -> bool:
    """Whether a bound before a noun says of which size that is: 万吨级以上泊位."""
    value = figure.mention.value
    return isinstance(value, Quantity) and (value.unit or "").endswith("级")


def _is_exchanged(figure: Figure, following: Figure) -> bool:
    """Whether an amount only says for how much of another currency the next one is: 1美元兑7.1元."""
    one, other = figure.mention.value, following.mention.value
    if not (isinstance(one, Money) and isinstance(other, Money)):
        return False
    return one.currency != other.currency


def _is_counted_by(following: Figure, limit: Figure) -> bool:
    """Whether a figure counts those that the one before it limits, and nothing else: 产值超5亿元的企业有12家."""
    if following.verb in CHANGING:
        return False
    if following.mention.kind is Kind.MONEY:  # 单户授信500万元以下的小微企业贷款余额9亿元
        return limit.mention.mod in _BOUNDS and following.words.endswith(_OF_LOANS)
    if following.mention.kind is not Kind.QUANTITY:
        return False
    left, end = following.left, following.phrase[1]
    if end <= left + following.clause.startswith(_OF):
        return True
    behind = following.clause[limit.noun[1] - left : end - left] if limit.noun and limit.noun[1] <= end else _OF
    return not behind.strip(HIDDEN)  # 的县（市）达到


def _is_size(figure: Figure, following: Figure, masked: str) -> bool:
    """Whether an amount says from which size on investment is told of: 500万元以上固定资产投资增长5%."""
    return (
        figure.mention.kind is Kind.MONEY
        and figure.end <= following.left
        and "，" not in masked[figure.end : following.left]
        and _OF_A_SIZE.match(following.clause) is not None
    )


def _is_limit_beside(figure: Figure, other: Figure, counted: Figure) -> bool:
    """Whether a figure limits what is counted from the other side than the next one: 比重超过7%、低于14%的有5个."""
    alike = figure.mention.mod is not None and figure.mention.kind is other.mention.kind
    return alike and other.clause.startswith("、") and _is_counted_by(counted, other)


def _is_figure(mention: Mention) -> bool:
    return mention.kind not in _NO_FIGURES


def _program_named(mentions: Sequence[Mention], text: str, start: int) -> str | None:
    """The programme that a line without figures is about: of 推进“两重”“两新”建设。 none, of
    3.“千万工程”：“千村示范”工程的简称。 the first."""
    first_word = start + len(text) - len(text.lstrip(_DASHES))
    named = [name for one in mentions if (name := named_at(one, first_word, text, start))]
    return named[0] if named and (len(named) == 1 or _EXPLAINED in text) else None


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
    that a fact holds. Of four fields it tells only whether they are filled: they are stated wherever they are.
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
        "scope": scope,
        "stage": stage and "stated",
        "status": status,
    }
    return tuple((field, source) for field, source in sources.items() if source)
