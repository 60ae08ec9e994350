"""When a figure is of, and whether that was so then or is planned."""

from dataclasses import replace

from gongbao.kept import compiled
from gongbao.link.lexicons.cues import OF_HOLIDAYS, OF_SUM
from gongbao.link.lexicons.wording import Wording
from gongbao.link.meaning.own_periods import unsaid_period
from gongbao.link.meaning.parts import is_among
from gongbao.link.meaning.periods import (
    a_year_before,
    is_of_holidays,
    is_summed,
    now_again,
    of_quarter,
    period_of,
    reached_in,
    run_of_years,
    since_new_year,
)
from gongbao.link.meaning.standing import standing
from gongbao.link.sentence.context import Context, Period, Stance
from gongbao.link.sentence.figure import ADJUSTED, CHANGES, INITIAL, NOT_CHANGING, YEARLY, Figure
from gongbao.link.sentence.passage import Passage
from gongbao.model import Measure, Stand

_ACTUAL, _PLANNED = Stand.ACTUAL, Stand.PLANNED
_SHARE, _GAP = Measure.SHARE, Measure.DIFFERENCE
_OF_THE_YEAR = (INITIAL, ADJUSTED)
_QUARTERS, _OF_PLAN, _SAME_TIME = 4, "规划期", "同期"
_VISITS, _SAID_HERE = "人次", ("stated", "sentence")
_ASKED_FOR = compiled(
    "要(?!求|[是为]|素)|应(?![对收缴用届急])|必须|需要|确保|力争|争取|努力|建议|加[快大强]|推[动进]|进一步|切实"
)
# 2024年收入预算9亿元, 收入预期增长5%, 到2025年，建成学校9所: the sentence itself plans.
_SAYS_SO = compiled("预算|草案|拟|预期|预计|计划|规划|目标|安排|[到至]⌚|今年|明年|下一?步|今后|未来|将")


def when(
    figure: Figure, measure: Measure, words: str, passage: Passage, context: Context, wording: Wording
) -> Period | None:
    """The period of a figure called by ``words``: its own, that of the last one before it, of its sentence, of a run of
    years, or of what its paragraph goes on about."""
    taken, last, before = context.stance.period, figure.last, context.told
    period = taken
    if (
        passage.dates
        or passage.lengths
        or context.day
        or figure.comparison
        or (context.ended and period and period.end == context.ended.end)
        or (context.own_plan and (figure.verb == "fall" or "累计" in figure.clause))
    ):
        period = period_of(figure, passage, period, context, wording)
    if (
        last
        and (context.day or context.ended)
        and (not figure.has_phrase or (figure.taken and measure is _SHARE) or is_among(figure, passage))
    ):
        day = context.day if period is context.period else (context.ended if period is taken else None)
        if day and (last.fact.period_start, last.fact.period_end) == (day.start, day.end):
            period = day  # 全年…。年末存款9亿元。贷款余额8亿元，增长13%，占比36%，其中短期2亿元
    if context.own_plan and _OF_PLAN in passage.masked[: figure.start]:
        period = context.own_plan
    summed = passage.told & OF_SUM  # 累计
    if summed and last and "累计" in passage.masked[: figure.start]:
        period = since_new_year(figure, passage, period, before) or period
    if period and (context.run or period.where == "sentence" or (summed and "累计" in figure.clause)):
        run = run_of_years(figure, passage, period, context)
        if run and (is_summed(figure, measure, passage) or (last and _is_of(run, last) and not figure.has_phrase)):
            period = run  # 新建高速公路3条、145公里 are both of the years of a plan
    if period and period.start != period.end:
        if (figure.joined or figure.chain == _QUARTERS) and "季度" in passage.plain:
            period = of_quarter(figure, passage, period)
        if (figure.verb in NOT_CHANGING or figure.joined) and period.is_run():
            period = reached_in(figure, measure, passage, period, wording)
    if measure is _GAP and last and period and not figure.has_phrase and last.comparison == YEARLY:
        # 年均增长8%，高于全国2个百分点: over as many years
        period = replace(period, start=last.fact.period_start) if period.end == last.fact.period_end else period
    if last and _SAME_TIME in passage.text:
        period = a_year_before(figure, passage, last) or now_again(figure, passage, before) or period
    if period and passage.told & OF_HOLIDAYS and is_of_holidays(figure, passage, period, wording):
        return None
    if (
        period
        and period.start == period.end
        and (
            wording.flow_noun.search(words)
            or _comes_about(figure, period)
            or (last and _is_of_a_flow(last, figure, passage, period))
        )
    ):
        period = period.year_closed()  # 年末机械总动力3万千瓦。用电量5亿千瓦时: the year's
    return period


def stands(
    figure: Figure, measure: Measure, period: Period | None, passage: Passage, context: Context, wording: Wording
) -> tuple[Stand, str | None, Period | None]:
    """Status and stage of a figure of a period, and that again: what is so now is of no day to come, and what was
    planned at a year's beginning of all the year."""
    taken = context.stance
    status, stage = standing(figure, measure, period, passage, taken, wording)
    if context.opinions and status is _PLANNED and _is_found(figure, passage, taken, period):
        status, stage = _ACTUAL, None  # 有3个县债务率超过120%，应严格控制新增债务
        if period is context.unsaid_period:
            period = unsaid_period(passage.metadata, False, context.own_plan, context.titled)
    if (
        (status is _ACTUAL and period and period.start and (written := passage.metadata.document_date))
        and period.start > written
        and period.where not in _SAID_HERE
    ):
        # 今年底预计剩余3000万人。因病致贫占42%: what is so now is of no day to come
        # but 到2020年，城镇化率达到60%。城镇人口占42%
        guessed = any(one.fact.status is Stand.ESTIMATED for one in (*context.figures, *context.told))
        period = None if guessed else period
    of_year = figure.stage in _OF_THE_YEAR or (
        status is _PLANNED and "年度" in figure.clause and figure.completed is None
    )
    if of_year and period and period.is_part_of_a_year():
        period = period.year_around()  # 上半年收入2亿元，占年初预算4亿元的50%; 年度计划投资9亿元
    return status, stage, period


def _comes_about(figure: Figure, period: Period) -> bool:
    """Whether a number of visits and their like is told of a day that its sentence does not name: 截至2023年底参加生育
    保险3万人。享受待遇2万人次."""
    unit = getattr(figure.mention.value, "unit_id", None)
    return unit == _VISITS and period.where not in _SAID_HERE and "累计" not in figure.clause


def _is_of_a_flow(last: Figure, figure: Figure, passage: Passage, period: Period) -> bool:
    """Whether a figure is a part of what came about up to a day that its sentence does not name: 截至年底，机构3家。
    支出9亿元，其中中央资金3亿元."""
    whole = last.fact
    flowed = whole.period_start != whole.period_end == period.end
    return flowed and period.where not in _SAID_HERE and is_among(figure, passage)


def _is_of(period: Period, figure: Figure) -> bool:
    """Whether a figure that is no change is of a period."""
    fact = figure.fact
    return (fact.period_start, fact.period_end) == (period.start, period.end) and fact.measure not in CHANGES


def _is_found(figure: Figure, passage: Passage, taken: Stance, period: Period | None) -> bool:
    """Whether what a figure below 审查意见和建议 tells has been found, and nothing but the heading has it planned."""
    if taken.planned_from == "sentence" or _SAYS_SO.search(passage.masked):
        return False
    if _ASKED_FOR.search(passage.masked, 0, figure.start):
        return False
    written = passage.metadata.document_date
    return not (period and period.end and period.where in _SAID_HERE and (written is None or period.end > written))
