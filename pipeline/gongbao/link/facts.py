"""Mentions to facts: what every amount, percentage and count measures, when, where, against what, at which stage.

A sentence is read from left to right. What stands before a figure in its clause gives indicator, verb and comparison;
what is unsaid is taken from the figure before it, the sentence, the paragraph, the headings and the document, in this
order, and ``evidence`` says which.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import groupby, zip_longest
from operator import attrgetter

from gongbao.frozen import builder, replacer
from gongbao.kept import compiled
from gongbao.link.lexicons.cues import OF_BASIS, OF_END, OF_PER, OF_QUALIFIER, OF_SUM, OF_WHOLE, Cues
from gongbao.link.lexicons.functions import ENDS, item_of, tells_functions
from gongbao.link.lexicons.indicators import Indicator, Indicators
from gongbao.link.lexicons.regions import Regions
from gongbao.link.lexicons.wording import DATE, HIDDEN, NATURAL_GROWTH, QUOTES, Wording, fold, words_of
from gongbao.link.meaning.carried import carry, learn_years, opening_period
from gongbao.link.meaning.comparisons import HELD, held_against
from gongbao.link.meaning.limits import (
    OF_NONE,
    aggregated,
    per_what,
    price_basis_of,
    program_of,
    qualifiers,
)
from gongbao.link.meaning.measures import measure_of, without_sign
from gongbao.link.meaning.own_periods import lays_down, looks_ahead, own_plan, titled_period, unsaid_period
from gongbao.link.meaning.parts import whole_of
from gongbao.link.meaning.periods import (
    TARGETS,
    a_year_before,
    compared_throughout,
    compared_with,
    is_summed,
    now_again,
    of_quarter,
    period_of,
    reached_in,
    run_of_years,
    sets_targets,
    since_new_year,
    starts_before,
)
from gongbao.link.meaning.standing import Stance, labelled, stance, standing
from gongbao.link.naming.general import GENERIC
from gongbao.link.naming.half_said import PLACES, SHARED_TAX
from gongbao.link.naming.names import Naming
from gongbao.link.naming.of_subject import PUPILS
from gongbao.link.sentence.clauses import figures
from gongbao.link.sentence.context import Context, Evidence, Period
from gongbao.link.sentence.figure import ADJUSTED, AGE, CHANGES, CHANGING, COLONS, INITIAL, SEMICOLONS, YEARLY, Figure
from gongbao.link.sentence.nouns import Nouns
from gongbao.link.sentence.passage import Passage, items, passage
from gongbao.link.turning import (
    ONWARD,
    OWN_LEVEL,
    enter,
    is_greeted,
    is_heading,
    level_of,
    lists_aims,
    named_at,
    set_out,
    subject_of,
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
_BOUNDS = (Mod.EQUAL_OR_MORE, Mod.EQUAL_OR_LESS)
_OF, _DASHES = "的", "—-"
# 全省安排50亿元，其中我市6亿元, but not 资本市场
_OURS = re.compile("我[省市县区州盟旗]|(?<![资基成日样])本[省市县区州盟旗]")
_NEW, _EACH = ("新", "净"), "分别"
# 市本级情况：收入9亿元，县级收入3亿元
_OTHER_LEVELS = ("省级", "市级", "县级", "区级", "乡级", "镇级", "各县", "各区", "县区", "区县", "市县", "乡镇", "中央")
_LEVEL_FIRST = compiled(f"[（(]?[0-9一二三四五六七八九十]{{0,2}}[）).．、]?[{DATE}，、 ]*\\p{{Han}}{{0,5}}级")
_COMPANIES = ("公司", "集团")
_ALL_TOLD = ("总计", "合计", "总量", "总收入", "总支出")  # 收入总计 is named as that of a department
# 市县上解收入 and 中央补助收入 are the province's own.
_FROM_OTHERS = compiled("上解|补助|返还|转移支付|转贷")
_OTHER_ACCOUNTS = ("whole_area", "all_levels")
# These report on all courts and procuratorates below them; what is their own they say.
_COURTS = ("最高人民法院", "最高人民检察院", "高级人民法院")
_COURTS_OWN = compiled("本院|我院|最高法|最高检|(?<!全)省高?法院|高院")
_OTHER_COURTS = compiled(
    "(?<![会协联]同)(?:各级|全[国省区市]|地方|下级|[两三]级|人民法院(?<!最高人民法院|高级人民法院)|检察机关|法院系统)"
)
_LONGEST_RUN_IN, _EXPLAINED = 40, "”："
_NOWHERE, _QUARTERS, _OF_PLAN = -1, 4, "规划期"
_sentence = attrgetter("sentence")
_WORK_REPORT, _PLAN = DocumentType.WORK_REPORT, DocumentType.PLAN
_REVIEWED = "执行情况"
_ASKED_FOR = compiled(
    "要(?!求|[是为]|素)|应(?![对收缴用届急])|必须|需要|确保|力争|争取|努力|建议|加[快大强]|推[动进]|进一步|切实"
)
# 2024年收入预算9亿元, 收入预期增长5%, 到2025年，建成学校9所: the sentence itself plans.
_SAYS_SO = compiled("预算|草案|拟|预期|预计|计划|规划|目标|安排|[到至]⌚|今年|明年|下一?步|今后|未来|将")
_SET = (None, "target", "plan", "initial_budget")
_PLANNED, _GROWTH, _SHARE, _GAP = Stand.PLANNED, Measure.GROWTH, Measure.SHARE, Measure.DIFFERENCE
# What may be there on a day.
_THERE = (Measure.LEVEL, Measure.COUNT)
_CLASS_SPENT = f"{ENDS[0]}支出"
# What the accounts of a unit of government call their sides.
_SIDES = {"收入": "revenue", "支出": "expenditure", "预算收入": "revenue", "预算支出": "expenditure"}
_OF_UNITS = (DocumentType.DEPARTMENT_BUDGET, DocumentType.DEPARTMENT_FINAL_ACCOUNT)
_OF_AGGREGATION = OF_SUM | OF_END
_NO_FIGURES = (Kind.DATE, Kind.DURATION, Kind.PROGRAM)
_AT_THE_END = "期末"
_VISITS, _SAID_HERE = "人次", ("stated", "sentence")
_OF_A_SIZE = compiled("(?:及?以上)?的?固定资产投资")
_OF_LOANS = ("贷款", "贷款余额")
_STATES = (Measure.LEVEL, Measure.COUNT, Measure.RATE, Measure.SHARE)
# but 2019—2023年，建成学校90所，较2022年增长9%: built in all the years
_STANDS = compiled("浓度|指数|均")
# 参加失业保险9万人
_JOINING, _INSURANCE = "参加", "保险"
_SAME_TIME = "同期"
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
        self._indicators = indicators
        self._regions = regions
        self._naming = Naming(self._wording, indicators, regions)

    def link(self, segments: Segments, mentions: Sequence[Mention], metadata: Metadata) -> tuple[Fact, ...]:
        """The facts of a document, in the order of their mentions."""
        place = self._regions.coded(metadata.region_code) if metadata.region_code else None
        facts: list[Fact] = []
        context = Context()
        context.home = (place.full_name, place.code) if place else (metadata.region, metadata.region_code)
        context.own_plan = own_plan(metadata, mentions)
        sentences, whole, first = segments.sentences, segments.view.text, 0
        context.titled = titled_period(metadata, mentions, whole)
        kind = metadata.document_type
        context.turned = lays_down(metadata) or None
        classified = ENDS[0] in whole or (kind in _OF_UNITS and tells_functions(whole))
        addressed = False  # nothing but a salutation stood before the first sentence of the paragraph
        turns = kind is _WORK_REPORT or (kind is _PLAN and _REVIEWED in (metadata.title or "")) or looks_ahead(metadata)
        onward = any(word in whole for word in ONWARD)
        for index, group in groupby(mentions, key=_sentence):
            found = list(group)
            start, end, paragraph, section = sentences.numbers_of(index)
            text = whole[start:end]
            opens = begins = heads = False
            if paragraph != context.paragraph or section != context.section:
                opens = index == 0 or sentences.paragraph_of(index - 1) != paragraph
                is_new = paragraph != context.paragraph
                heads = text[:4].isdecimal() and is_heading(segments, section, start)
                if opens and index:
                    before = index - 1
                    if whole[sentences.bounds(before)[1] - 1] in COLONS:
                        context.announced = self._naming.announced(fold(segments.sentence_text(before)))
                    elif paragraph != context.paragraph + 1:
                        context.announced = None
                addressed = begins = opens or is_greeted(segments, index)
                aims = opens and lists_aims(segments, index, context)
                enter(segments, section, paragraph, context, metadata, self._wording)
                context.target |= aims
                if not opens and is_new:
                    context.topic = topic_of(segments, index - 1)
                    context.level = level_of(context.topic, metadata) or context.level
                if is_new and classified:
                    context.indicator = context.function = subject_of(segments, index)
            if opens and _NUMBERED.match(text):
                context.leads = False  # a note: 24.“十项措施”：2024年6月印发, 注：本表反映年末结转情况
            may_turn = turns and (opens or "年" in text) and text.strip() not in (metadata.title or "")
            said = fold(text) if context.leads or may_turn else text
            if opens and len(text) <= _LONGEST_RUN_IN and not any(map(_is_figure, found)):
                first_word = start + len(text) - len(text.lstrip(_DASHES))
                named = [name for one in found if (name := named_at(one, first_word, text, start))]
                # 推进“两重”“两新”建设。 is of both, 3.“千万工程”：“千村示范”工程的简称。 of the first
                if named and (len(named) == 1 or _EXPLAINED in text):
                    context.program = named[0]
                context.topic = topic_of(segments, index)
            elif context.leads and not (opens or begins or _REVIEWS.match(said)):
                context.leads = False
            if context.leads and addressed and said[0] in _REVIEW_FIRST and _REVIEWS.match(said):
                context.reviews = True
            if onward and (text.startswith(ONWARD) or (not opens and turns_onward(segments, index - 1))):
                context.onward, context.period, context.day, context.ended = True, None, None, None
                context.target = context.outcome = False
            if may_turn:
                turn(said, context, metadata, opens)
                if opens and text[0] in _COMES_FIRST and (context.silent or context.both):
                    set_out(text, found[0], start, context, metadata)
            if read := passage(text, start, found, first, metadata, place, opens, self._cues):
                self._read(read, context, heads)
                if read.figures:
                    facts += self._settled(context.figures, len(facts), metadata)
            first += len(found)
        return tuple(facts)

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
            taken = stance(read, context, self._wording)
            told: list[Figure] = []
            for item in items(read):
                before: list[Figure] = []
                for figure in figures(item, self._wording, self._nouns):
                    self._say(figure, item, taken, before, context)
                    before.append(figure)
                told += before
            context.figures = told
            if context.both and read.opens and (read.dates or read.lengths):
                context.opened = opening_period(read, told) or context.opened
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

    def _say(self, figure: Figure, read: Passage, taken: Stance, before: Sequence[Figure], context: Context) -> None:
        """Say what a figure means, behind those ``before`` it in its sentence; values are called as their fields."""
        last, told = before[-1] if before else None, read.told
        closes = last and read.masked[figure.left - 2] in _CLOSES and not read.masked.startswith(SHARED_TAX, last.end)
        if closes and (not figure.has_phrase or read.masked[slice(*figure.phrase)] in _TOLD_OF_ALL):
            last = _before_bracket(before, read.masked, figure.left - 2) or last
        self._naming.name(figure, read, last, before, context)
        indicator, own = figure.words or None, figure.own
        if indicator is None and context.topic and getattr(figure.mention.value, "unit", None) not in PLACES:
            indicator = context.topic  # but 8省44县 below a heading are places
        words = fold(figure.words) if context.folded else figure.words
        measure, direction = measure_of(figure, words, last, self._wording, self._families)
        value = None
        if measure in CHANGES:
            direction, value = without_sign(figure.mention.value, direction)
        indicator_id, flow = self._identified(indicator, figure, measure, read.metadata)
        period = taken.period
        if (
            read.dates
            or read.lengths
            or context.day
            or figure.comparison
            or (context.ended and period and period.end == context.ended.end)
            or (context.own_plan and "累计" in figure.clause)
        ):
            period = period_of(figure, read, period, context, self._wording)
        if (
            last
            and (context.day or context.ended)
            and (not figure.has_phrase or (figure.taken and measure is _SHARE) or _is_among(figure, read))
        ):
            day = context.day if period is context.period else (context.ended if period is taken.period else None)
            if day and (last.fact.period_start, last.fact.period_end) == (day.start, day.end):
                period = day  # 全年…。年末存款9亿元。贷款余额8亿元，增长13%，占比36%，其中短期2亿元
        if context.own_plan and _OF_PLAN in read.masked[: figure.start]:
            period = context.own_plan
        if last and "累计" in read.masked[: figure.start] and (begun := since_new_year(figure, read, period, before)):
            period = begun
        if period and (context.run or period.where == "sentence" or "累计" in figure.clause):
            run = run_of_years(figure, read, period, context)
            if run and (is_summed(figure, measure, read) or (last and _is_of(run, last) and not figure.has_phrase)):
                period = run  # 新建高速公路3条、145公里 are both of the years of a plan
        if period and (figure.joined or figure.chain == _QUARTERS) and "季度" in read.plain:
            period = of_quarter(figure, read, period)
        if period and (figure.verb in (None, "become") or figure.joined):
            period = reached_in(figure, measure, read, period, last, self._wording)
        if last and period and measure is _GAP and not figure.has_phrase and last.comparison == YEARLY:
            # 年均增长8%，高于全国2个百分点: over as many years
            period = replace(period, start=last.fact.period_start) if period.end == last.fact.period_end else period
        if last and _SAME_TIME in read.text:
            period = a_year_before(figure, read, last) or now_again(figure, read, before) or period
        one_day = period is not None and period.start == period.end
        if period and one_day and (self._wording.flow_noun.search(words) or _comes_about(figure, period)):
            period = period.year_closed()  # 年末机械总动力3万千瓦。用电量5亿千瓦时: the year's
        status, stage = standing(figure, read, taken, period, measure, last, self._wording)
        if context.opinions and status is _PLANNED and _is_found(figure, read, taken, period):
            status, stage = Stand.ACTUAL, None  # 有3个县债务率超过120%，应严格控制新增债务
            if period is context.unsaid_period:
                period = unsaid_period(read.metadata, False, context.own_plan, context.titled)
        written = read.metadata.document_date
        if written and status is Stand.ACTUAL and period and _is_behind(period, written):
            # 今年底预计剩余3000万人。因病致贫占42%: what is so now is of no day to come
            # but 到2020年，城镇化率达到60%。城镇人口占42%
            guessed = any(one.fact.status is Stand.ESTIMATED for one in (*context.figures, *before))
            period = None if guessed else period
        if figure.stage in (INITIAL, ADJUSTED) or (status is _PLANNED and "年度" in figure.clause):
            # 上半年收入2亿元，占年初预算4亿元的50%; 年度计划投资9亿元
            period = period.year_around() if period and period.is_part_of_a_year() else period
        comparison = base_start = base_end = None
        if measure in HELD or figure.completed or figure.reference:
            comparison, base_start, base_end = held_against(
                figure, read, measure, period, before, context.figures, monthly=context.monthly
            )
        if (figure.joined or figure.verb == "from") and starts_before(figure, read, last):
            period = compared_with(figure, read) or context.compared
            if status is _PLANNED and stage in _SET:
                status, stage = Stand.ACTUAL, None  # 到2025年由10.8%提高到16%: from where it is now
        period = period or _NO_PERIOD
        period_start, period_end = period.start, period.end
        program = None if indicator_id in OF_NONE else context.program
        if read.programs:
            program = program_of(figure, read, context, last, indicator_id, self._wording)
            if last and not (figure.has_phrase or figure.noun):
                # 中央投资15亿元、专项债券8亿元，分别增加2亿元、1亿元: each is of what that is of which it tells.
                # but 事故起数、死亡人数分别下降5%、7% are of the same
                goes_on = last.fact.program if figure.joined and indicator_id and last.fact.indicator_id else program
                program = next((one.fact.program for one in reversed(before) if one.words == figure.words), goes_on)
        (region, region_code), scope, region_from, scope_from = context.home, figure.scope, "title", "stated"
        # 全国居民收入41314元，增长5.3%: the growth is of the same place.
        shared = last.fact if last and (figure.taken or not figure.has_phrase) else None
        if shared and last and not figure.noun and len(before) > 1:
            shared = _called_alike(figure, last, before, read.masked)
        if figure.region or shared:
            if shared and last and last.part_of and figure.has_phrase and read.masked[figure.left - 1] in SEMICOLONS:
                shared = last.part_of.fact  # 全县收入9亿元，其中县本级8亿元；支出9亿元
            region, region_code, scope, region_from = self._area(figure, read, shared)
        if scope == "local" and context.level and not figure.region:
            scope, scope_from = context.level, "section"  # 省本级总收入9亿元，其中地方收入3亿元
        elif scope is None and not figure.region and not words.startswith(_OTHER_LEVELS):
            scope = taken.scope
            if last and last.fact.scope == OWN_LEVEL and figure.clause[:1] == "、" and last.mention.kind is Kind.MONEY:
                scope = OWN_LEVEL if figure.mention.kind is Kind.MONEY else scope  # 市本级教育支出9亿元、卫生支出8亿元
            if context.level and not context.section_level and "本级" in read.masked[figure.end :]:
                context.level = None  # 市本级收入9亿元。支出40亿元，其中市本级支出8亿元
            if scope is None and context.level and (flow or words.endswith(_ALL_TOLD)):
                scope, scope_from = context.level, "section"
        else:
            _turn_level(figure, read, last, words, flow or words.endswith(_ALL_TOLD), context)
        per = None
        if told & OF_PER or not own or (last and last.fact.per):
            per = per_what(figure, read, words, last, self._wording)
        aggregation = None
        if told & _OF_AGGREGATION or figure.comparison or one_day or (not own and "均" in words):
            aggregation = aggregated(figure, read, words, measure, period)
            if aggregation is None and one_day and measure in _THERE and period_start == period_end:
                # 年末公路里程9000公里，其中县道100公里。桥梁300座
                taken_over = period is context.day or (
                    period is context.period
                    and (read.masked.startswith("其中") or self._wording.stock_noun.search(words))
                    and not figure.clause.lstrip("，；、").startswith(_NEW)
                )
                aggregation = "end" if taken_over else None
        if aggregation == "end" and _AT_THE_END in read.masked[: figure.start]:
            period_start = period_end  # 期末，公务用车保有量为3辆
        price_basis = price_basis_of(figure, read, last) if told & OF_BASIS else None
        entity = read.metadata.entity
        if entity and indicator_id and entity.endswith(_COMPANIES):
            # 上虞区实现地区生产总值9亿元，财政收入2亿元 in a company's prospectus: the area's
            of_area = figure.region or figure.scope == "whole_area" or (last and last.fact.entity is None)
            entity = None if of_area else entity
        elif (
            entity
            and read.metadata.document_type is _WORK_REPORT
            and entity.endswith(_COURTS)
            and not _is_courts_own(figure, read.masked, entity)
        ):
            entity = None  # 各级法院审结案件9万件, but 最高人民法院受理案件3万件
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
            taken.planned_from if status is _PLANNED else "sentence",
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
        if (
            figure.base
            and last
            and not figure.has_phrase
            and period_start
            and last.fact.period_end == period_end
            and last.fact.measure in _STATES
            and (last.fact.measure not in _THERE or self._wording.stock_noun.search(words) or _STANDS.search(words))
            and last.fact.aggregation != "sum"
            and (first := last.fact.period_start)
            and first.year < period_start.year
        ):
            # 五年来…。PM2.5浓度28微克，较上年下降9%: both are of the last year
            last.fact = _replaced(last.fact, period_start=period_start)
        if figure.change is None and figure.noun and figure.verb in CHANGING:
            figure.change = direction
        figure.part_of = None
        if told & OF_WHOLE or (last and (last.part_of or read.masked[figure.left - 1] in _OPENS)):
            figure.part_of = whole_of(figure, measure, read, before, context.figures, self._families)
            whose = figure.part_of or (last if last and _is_among(figure, read) else None)
            if whose and figure.region is None:
                # 全国收入8亿元，其中国有企业3亿元 in a city's report: the part is of the place that its whole is of.
                whole, fact = whose.fact, figure.fact
                if whole.per and fact.per is None and figure.part_of and figure.mention.kind is Kind.MONEY:
                    # 人均筹资900元，其中财政补助600元
                    evidence = tuple(sorted({**dict(fact.evidence), "per": "sentence"}.items()))
                    fact = figure.fact = _replaced(fact, per=whole.per, evidence=evidence)
                if whole.region_code != fact.region_code and not _OURS.search(figure.clause):
                    evidence = tuple(sorted({**dict(fact.evidence), "region": "sentence"}.items()))
                    place = {"region": whole.region, "region_code": whole.region_code}
                    figure.fact = _replaced(fact, **place, evidence=evidence)

    def _area(
        self, figure: Figure, read: Passage, shared: Fact | None
    ) -> tuple[str | None, str | None, str | None, str]:
        """A figure's region, its code, the scope, and where the region was said: with its own words, in the sentence,
        where the figure whose subject it shares is of another place, or in the title.
        """
        metadata, place = read.metadata, read.place
        region, scope, said = figure.region, figure.scope, "stated"
        if shared and place and shared.region_code != place.code and _OURS.search(figure.clause):
            shared = None
        if shared:
            counted = figure.noun and not figure.taken and isinstance(figure.mention.value, Quantity)
            if scope is None and (not counted or shared.scope == "whole_area"):
                scope = shared.scope  # but 争取中央资金3亿元，8个项目获批: they are not of the centre
        if region is None:
            region, said = place, "title"
            if shared:
                if not figure.scope and shared.region_code and not (place and place.code == shared.region_code):
                    region = self._regions.coded(shared.region_code) or place
                if (region.full_name if region else metadata.region) != metadata.region:
                    said = "sentence"
        elif scope == "whole_area" and place and region.is_within(place):
            scope = None  # 全市…，其中咸安区3亿元
        if region is None:
            return metadata.region, metadata.region_code, scope, said
        return region.full_name, region.code, scope, said

    def _settled(self, figures: Sequence[Figure], before: int, metadata: Metadata) -> list[Fact]:
        """The facts of a sentence's figures, one for each member; the document has ``before`` facts before them."""
        facts: list[Fact] = []
        for figure, following, further in zip_longest(figures, figures[1:], figures[2:]):
            # only now: a later figure of a list takes its member from the first
            if (
                ((figure.noun or figure.joined or figure.chain > 1) and _is_age_group(figure))
                or (following and following.left <= figure.start)
                or (figure.condition and following and _is_counted_by(following, figure))
                or (following and figure.mention.mod is Mod.EQUAL_OR_MORE and _is_size(figure, following))
                or (following and further and following.condition and _is_limit_beside(figure, following, further))
            ):
                # 60岁及以上人口, 千亿元产业, 产值超5亿元的2家: whom or what the next figure counts
                figure.place = _NOWHERE
                continue
            figure.place, fact = before + len(facts), figure.fact
            if figure.part_of is not None and figure.part_of.place != _NOWHERE:
                fact = _replaced(fact, part_of=figure.part_of.place)
            facts.append(fact)
            if len(figure.members) > 1:
                for member, name in enumerate(figure.members[1:], 2):
                    grows = self._wording.growth_noun.search(name) and not name.endswith(NATURAL_GROWTH)
                    if grows and fact.measure is Measure.RATE:  # 失业率、价格涨幅均控制在3%以内
                        fact = _replaced(fact, measure=_GROWTH, direction="increase", comparison="yoy")
                    same, flow = self._identified(name or None, figure, fact.measure, metadata)
                    facts.append(_replaced(fact, member=member, indicator=name or None, indicator_id=same, flow=flow))
        return facts

    def _identified(
        self, name: str | None, figure: Figure, measure: Measure, metadata: Metadata
    ) -> tuple[str | None, str | None]:
        """The identity and the fiscal side of what a figure is named."""
        if name is None:
            return None, None
        known = self._known(name, figure, measure)
        return (known.id, known.flow) if known else (None, _side_of(name, metadata))

    def _known(self, name: str, figure: Figure, measure: Measure) -> Indicator | None:
        """The canonical indicator of a figure: 经营主体新增105万户 is about what is new, 经济增长5% about 经济增长."""
        if figure.condition:
            return None
        if "）" in name:
            # 教育（类）支出
            name = name.replace(ENDS[0], "") if name.endswith(_CLASS_SPENT) else item_of(name)
        if figure.verb == "new" and not name.startswith(_NEW):
            known = self._indicators.find(f"新增{name}")
        else:
            known = self._indicators.find(name)
            if known is None and measure is _GROWTH:
                known = self._indicators.find(f"{name}增长")
            elif known is None and name.startswith(_JOINING) and name.endswith(_INSURANCE):
                known = self._indicators.find(f"{name}人数")
        if known and known.is_stated_by(figure.mention.value, measure, self._families):
            return known
        return None


def _side_of(indicator: str, metadata: Metadata) -> str | None:
    """The fiscal side of an indicator that the list of them lacks: of a function of expenditure (公共法律服务（项）),
    of what a unit of government calls its 收入 and 支出."""
    if indicator.endswith(ENDS):
        return "expenditure"
    return _SIDES.get(indicator) if metadata.document_type in _OF_UNITS else None


def _before_bracket(figures: Sequence[Figure], masked: str, place: int) -> Figure | None:
    """The last figure before the bracket that closes at a place: 保有量12万辆（包括货车1万辆），增长14% is of all."""
    opening = max(masked.rfind(mark, 0, place) for mark in "（(")
    return next((one for one in reversed(figures) if one.end <= opening), None)


def _turn_level(
    figure: Figure, read: Passage, last: Figure | None, words: str, of_accounts: str | bool | None, context: Context
) -> None:
    """Notice whose accounts a paragraph goes on about that begins with them: 市本级收入9亿元，支出8亿元, up to 全市, a
    county or 县级."""
    if (
        figure.region
        or figure.scope in _OTHER_ACCOUNTS
        or (words.startswith(_OTHER_LEVELS) and not _FROM_OTHERS.search(words))
    ):
        context.level = None
    elif (
        figure.scope == OWN_LEVEL
        and of_accounts
        and read.masked[0] != "分"  # 分级次看，省级9亿元
        and read.metadata.entity is None
        and last is None
        and read.opens
        and _LEVEL_FIRST.match(read.masked)
        and not _is_among(figure, read)
    ):
        context.level = OWN_LEVEL


def _called_alike(figure: Figure, last: Figure, before: Sequence[Figure], masked: str) -> Fact:
    """Which of those before it a figure tells more of, or else the last.

    收入9亿元，其中地方收入5亿元，分别增长3%、4%: the first is not local; nor is it where both are only called 收入.
    """
    first = len(before)
    while first and before[first - 1].chain == figure.chain + len(before) - first + 1:
        first -= 1
    number = len(before) - first + figure.chain  # of those that are joined
    start = before[first].start if first < len(before) else figure.start
    if first and number > 1 and _EACH in masked[before[first - 1].end : start]:
        told = [one.fact for one in before[:first] if one.words == figure.words and one.fact.measure is Measure.LEVEL]
        if len(told) == number:
            return told[-figure.chain]
    if last.words == figure.words:
        return last.fact
    known = next((one for one in reversed(before) if one.words == figure.words), last)
    # 其中市本级收入5亿元、支出4亿元: both are of that level
    goes_on = "其中" in masked[known.end : last.start] and _EACH not in masked[last.end : figure.start]
    return last.fact if goes_on else known.fact


def _is_age_group(figure: Figure) -> bool:
    """Whether an age before a noun only bounds whom is told of: 60岁以上人口, 0—14岁人口."""
    value = figure.mention.value
    if not isinstance(value, Quantity) or value.unit_id != AGE:
        return False
    return figure.mention.mod in _BOUNDS or value.low != value.high


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


def _is_size(figure: Figure, following: Figure) -> bool:
    """Whether an amount says from which size on investment is told of: 500万元以上固定资产投资增长5%."""
    return (
        figure.mention.kind is Kind.MONEY
        and figure.end <= following.left
        and _OF_A_SIZE.match(following.clause) is not None
    )


def _is_limit_beside(figure: Figure, other: Figure, counted: Figure) -> bool:
    """Whether a figure limits what is counted from the other side than the next one: 比重超过7%、低于14%的有5个."""
    alike = figure.mention.mod is not None and figure.mention.kind is other.mention.kind
    return alike and other.clause.startswith("、") and _is_counted_by(counted, other)


def _is_among(figure: Figure, read: Passage) -> bool:
    """Whether a figure stands behind 其中 and no semicolon parts it from that."""
    among = read.masked.rfind("其中", 0, figure.start)
    return among >= 0 and read.masked.find("；", among, figure.start) < 0


def _is_courts_own(figure: Figure, masked: str, entity: str) -> bool:
    """Whether a figure in the report of a high court is that court's own, by whom its sentence has named last."""
    named = [found.end() for found in _COURTS_OWN.finditer(masked, 0, figure.start)]
    own = max(masked.rfind(entity, 0, figure.start) + len(entity) if entity in masked else 0, *named[-1:], 0)
    return own > 0 and not _OTHER_COURTS.search(masked, own, figure.start)


def _comes_about(figure: Figure, period: Period) -> bool:
    """Whether a number of visits and their like is told of a day that its sentence does not name: 截至2023年底参加生育
    保险3万人。享受待遇2万人次."""
    unit = getattr(figure.mention.value, "unit_id", None)
    return unit == _VISITS and period.where not in _SAID_HERE and "累计" not in figure.clause


def _is_of(period: Period, figure: Figure) -> bool:
    """Whether a figure that is no change is of a period."""
    fact = figure.fact
    return (fact.period_start, fact.period_end) == (period.start, period.end) and fact.measure not in CHANGES


def _is_found(figure: Figure, read: Passage, taken: Stance, period: Period | None) -> bool:
    """Whether what a figure below 审查意见和建议 tells has been found, and nothing but the heading has it planned."""
    if taken.planned_from == "sentence" or _SAYS_SO.search(read.masked):
        return False
    if _ASKED_FOR.search(read.masked, 0, figure.start):
        return False
    written = read.metadata.document_date
    return not (period and period.end and period.where in _SAID_HERE and (written is None or period.end > written))


def _is_behind(period: Period, day: date) -> bool:
    """Whether a period that was not said here begins after a document's day."""
    return period.start is not None and period.start > day and period.where not in _SAID_HERE


def _is_figure(mention: Mention) -> bool:
    return mention.kind not in _NO_FIGURES


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
