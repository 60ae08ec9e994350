"""Whether a figure is achieved, planned or estimated, at which stage, and what it is held against."""

import re
from datetime import date
from typing import NamedTuple

from gongbao.link.clauses import Figure
from gongbao.link.drafts import Context, Draft, Period
from gongbao.link.measures import CHANGES
from gongbao.link.passage import Passage
from gongbao.link.wording import Wording
from gongbao.model import DateInterval, DocumentType, Measure, Quantity, Stand

Standing = tuple[Stand, str | None]
Base = tuple[date, date]

_FUTURE = re.compile("(?:到|至)⌚|力争|争取|目标|拟|计划|规划")
_INTENDED = re.compile("计划(?!生育|单列|内|外|行政|经济|指标|目标|任务)|拟|力争|争取(?!到|上级|中央|国家|资金)")
# 收入预期19.5亿元, but not what an outcome is held against: 好于预期, 超出预期.
_EXPECTED = re.compile("(?<![于过出超合])(?<!达到|不及|社会|市场)预期(?!目标|寿命|相比)")
_MAY_BE_INTENDED = re.compile("计划|拟|力争|争取")
# 到2025年: what is to be reached, not 截至2025年.
_BY_THEN = re.compile("(?<!截|达|直)(?:到|至)⌚")
_YEAR_BEFORE = ("上年", "去年", "上一年", "同期")
_DAYS_OF_A_YEAR = 366
_DECEMBER = 12


class Stance(NamedTuple):
    """Status and stage of all that a sentence says; whether it calls anything estimated or intended."""

    standing: Standing
    estimated: bool
    intended: bool


def stance(passage: Passage, context: Context, wording: Wording) -> Stance:
    """Whether a sentence tells what has been or what is to come, and at which stage."""
    plain = passage.plain
    estimated = wording.estimated.search(plain) is not None
    return Stance(_sentence(passage, context, wording), estimated, _MAY_BE_INTENDED.search(plain) is not None)


def _sentence(passage: Passage, context: Context, wording: Wording) -> Standing:
    kind = passage.metadata.document_type
    if wording.planned_sentence.search(passage.masked) or context.target:
        return Stand.PLANNED, "target" if "目标" in passage.masked or context.target else None
    if kind is DocumentType.PLAN:
        return Stand.PLANNED, "plan"
    if kind is DocumentType.DEPARTMENT_BUDGET and not context.planned:
        return Stand.PLANNED, "initial_budget"
    return (Stand.PLANNED if context.planned else Stand.ACTUAL), None


def standing(
    figure: Figure,
    passage: Passage,
    taken: Stance,
    period: Period | None,
    measure: Measure,
    last: Draft | None,
    wording: Wording,
) -> Standing:
    """A figure's status and stage: what its clause says, else the sentence's stance held against its period."""
    plain, day = passage.plain, passage.metadata.document_date
    if figure.completed is not None:
        return Stand.ACTUAL, "final_account" if last and last.stage == "final_account" else None
    if said := _stage(figure, passage):
        return said
    if taken.estimated:
        opening, colon = max(plain.rfind("；", 0, figure.start), 0), plain.find("：")
        if wording.estimated.search(plain, opening, figure.start) or (
            0 <= colon < figure.start and wording.estimated.search(plain, 0, colon)
        ):
            unfinished = period and period.end and day and period.end.year >= day.year
            return Stand.ESTIMATED, "preliminary" if unfinished else None
    if taken.intended and _INTENDED.search(plain, max(figure.left, figure.start - 20), figure.start):
        return Stand.PLANNED, None if measure is Measure.COUNT else "target"
    status, stage = taken.standing
    year = day.year if day else passage.metadata.report_year
    if stage == "initial_budget":
        year = passage.metadata.report_year or year  # a budget published late is a budget still
    to_come = _is_to_come(period, day)
    if to_come and "预期" in plain and _EXPECTED.search(plain, figure.left, figure.start):
        return Stand.PLANNED, stage
    goes_on = measure in CHANGES and not figure.has_phrase()
    planned = last if to_come and goes_on and last and last.status is Stand.PLANNED else None
    if planned and period and planned.period and planned.period.end == period.end:
        return Stand.PLANNED, planned.stage  # 收入预期19.5亿元，增长4.7%
    end = period.end.year if period and period.end else None
    if end is None or year is None:
        return status, stage
    if status is Stand.PLANNED and end < year:
        return Stand.ACTUAL, None
    if status is Stand.ACTUAL and end > year and measure is not Measure.COUNT:
        return Stand.PLANNED, "plan" if end > year + 1 else None
    if status is Stand.ACTUAL and to_come and _BY_THEN.search(passage.masked, 0, figure.start):
        return Stand.PLANNED, "target"
    if status is Stand.PLANNED and end > year + 1:
        return status, "plan"
    if status is Stand.PLANNED and stage is None and period and period.is_one_year() and _FUTURE.search(plain):
        return status, "target"
    return status, stage


def _is_to_come(period: Period | None, day: date | None) -> bool:
    """Whether a period goes on to the end of a year that is not over at the document's date."""
    end = period.end if period else None
    return (
        end is not None and day is not None and end.month == _DECEMBER and (end.year, _DECEMBER) > (day.year, day.month)
    )


def _stage(figure: Figure, passage: Passage) -> Standing | None:
    """What a stage word at the end of the indicator says: 决算数, 年初预算."""
    said = figure.stage
    if not said:
        return None
    if "决算" in said:
        return Stand.ACTUAL, "final_account"
    if "执行" in said:
        return Stand.ACTUAL, "execution"
    if "调整" in said:
        return Stand.PLANNED, "adjusted_budget"
    if "目标" in said:
        return Stand.PLANNED, "target"
    if "预算" in said:
        first = "年初" in passage.plain[max(0, figure.phrase[1] - 2) : figure.start]
        budget = passage.metadata.document_type in (DocumentType.DEPARTMENT_BUDGET, DocumentType.BUDGET_REPORT)
        return Stand.PLANNED, "initial_budget" if first or budget else None
    return None


def comparison(
    figure: Figure, passage: Passage, measure: Measure, period: Period | None, last: Draft | None
) -> tuple[str | None, Base | None]:
    """What a change, growth or rate is held against, and the base's days where the text names them."""
    if figure.completed is not None:
        if "调整" in figure.completed:
            return "adjusted_budget", None
        return ("initial_budget" if "预算" in figure.completed else "target"), None
    if figure.reference:
        return "reference_area", None
    if measure not in CHANGES:
        if figure.joined and last and last.measure is measure is Measure.RATE and not figure.has_phrase():
            return last.comparison, None  # 分别完成预算的103%、98%
        averaged = figure.comparison == "annual_average" and measure is Measure.RATE
        return ("annual_average" if averaged else None), None
    if figure.base and figure.comparison != "annual_average" and (named := _named_base(figure, passage, period)):
        return named
    if figure.comparison and figure.comparison != "base":
        return figure.comparison, None
    if taken := _taken_base(figure, last):
        return taken
    if measure is Measure.CHANGE or isinstance(figure.mention.value, Quantity):
        return None, None
    if period is None or period.start is None or period.end is None:
        return None, None
    return ("yoy" if (period.end - period.start).days <= _DAYS_OF_A_YEAR else "fixed_base"), None


def _named_base(figure: Figure, passage: Passage, period: Period | None) -> tuple[str, Base] | None:
    """比2005年: the year before the period's makes it year on year, any other a fixed base."""
    assert figure.base is not None
    for place in passage.dates:
        value = place.mention.value
        if place.start == figure.base[0] and isinstance(value, DateInterval) and value.start_date and value.end_date:
            within_year = period and period.is_one_year()
            next_year = within_year and period and period.start and period.start.year - value.start_date.year == 1
            if place.mention.text.startswith("年初"):
                return "year_to_date", (value.start_date, value.end_date)
            relative = place.mention.text.startswith(_YEAR_BEFORE)
            return ("yoy" if next_year or relative else "fixed_base"), (value.start_date, value.end_date)
    return None


def _taken_base(figure: Figure, last: Draft | None) -> tuple[str | None, Base | None] | None:
    """The comparison of the figure before: of a list, of the same change told in per cent, or from A to B."""
    if last is None:
        return None
    if figure.joined and last.comparison:
        return last.comparison, None
    if not figure.has_phrase() and last.measure in CHANGES and last.base:
        return last.comparison, last.base
    from_base = last.figure.verb == "from" and last.figure.own_date is not None
    period = last.period
    if from_base and figure.verb in ("rise", "fall") and period and period.start and period.end:
        return "fixed_base", (period.start, period.end)
    return None
