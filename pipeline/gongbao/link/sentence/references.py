"""What a figure is held against where not its own words, but figures and dates beside it say so."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import CENSUS, DATE, HIDDEN
from gongbao.link.sentence.figure import (
    ADJUSTED,
    BUDGET,
    CHANGING,
    INITIAL,
    LIMIT,
    LINES,
    LIST_MARKS,
    TARGET,
    YEARLY,
    Figure,
)
from gongbao.link.sentence.passage import Passage

# 与2022年度相比，收入增加2亿元: what the whole segment is held against.
_HELD = compiled(
    f"对比(?P<base>{DATE}+)(?:年度|同期)?[，,]|(?:与|同|和|跟)(?P<base>{DATE}+){HIDDEN}*{CENSUS}?(?:年度|同期)?(?:数|决算数?|预算数?|均值|平均值|平均水平)?(?:相比(?:较)?|对比|比(?:较)?[，,])"
)
# 占38.0%，比上年（37.7%）上升0.3个百分点: what that was then.
_THEN_IN_BRACKET = compiled(f"[比较](?P<date>{DATE}+)(?:同期)?[（(]$")
_BRACKET_REACH = 16
_AREA = compiled("[、，和与及]?(?:[高低快慢]于)?(?:全国|全[省市区县州]|东部|中部|西部)(?:地区)?(?:平均(?:水平)?)?")
_TURNED, _THEN = "转为", compiled(f"[由从]({DATE}+)")
# 年初预算 and 全年预算 are a year's own.
_OTHER_YEAR = compiled(r"\d年(?!初)|[上去]年(?!初)")
# 债务余额8亿元，比省核定限额9亿元低1亿元; 收入13亿元，比上年决算数12亿元增长8%: what the figure before is held against.
_AGAINST = compiled(
    f"(?:比|较|低于|高于)(?:(?P<date>{DATE}+)(?:同期|年度)?(?:[^，。；比较]{{2,20}}(?=[预决]算))?(?:预算|决算|执行|完成|实际)?数?的?|(?P<budget>(?:{DATE}|年初|年度|调整后?)*预算数?)|[^，。；比较]{{0,6}}?(?P<limit>限额))$"
)
LAST_AGAINST = frozenset(f"数额的算期度行成际{DATE}")
# 距离65%的规划目标仍有6.3个百分点的差距: by how much.
_FROM_AIM = compiled("的?(?:预期|控制|年度|计划|规划|既定)?(?:目标值?|预期)[仍还尚]?(?:存在|有|相?差)?")
_BY_HOW_MUCH = re.compile("[高低多少增减下上提净持]")
_STRIVES = re.compile("争取|力争")


def hold_last_against(figure: Figure, last: Figure | None, behind: str, text: str) -> None:
    """Notice that the figure before is held against a figure, behind which stands by how much it differs."""
    against = _AGAINST.search(figure.clause) if _BY_HOW_MUCH.match(behind) else None
    if against is None or not (against["date"] or last):
        return
    a, b = against.span(against.lastgroup or "")
    a, b = figure.left + a, figure.left + b
    figure.against = True
    budget = against["budget"] or (against[0] if against["date"] and not _OTHER_YEAR.search(text, a, b) else "")
    if against["date"] and BUDGET not in budget:
        figure.verb, figure.own_date, figure.base, figure.comparison = "from", a, (a, b), "base"
        if BUDGET in figure.clause[against.end("date") :]:
            figure.stage = INITIAL  # 比2023年预算数0.16万元减少0.04万元
        return  # 出口额比上年12亿元增长5% names it
    if budget:
        figure.stage, figure.base = (ADJUSTED if "调整" in budget else INITIAL), None
        figure.comparison = "adjusted_budget" if "调整" in budget else "initial_budget"
        a = b
    else:
        figure.comparison = None
    figure.phrase, figure.has_phrase = (a, b), a < b


def differ_from(figure: Figure, last: Figure) -> None:
    """Hold a figure that names nothing against what the one before it has been held against: 比上年12亿元 / 增长8%."""
    if figure.has_phrase:
        return
    if last.comparison is None:
        figure.reference = LIMIT
    elif figure.verb in CHANGING:
        figure.comparison, figure.base = last.comparison, last.base


def take_mean(figure: Figure, masked: str) -> None:
    """Make a figure behind a mean of years one, where it is: 年均增长4%（包括村办工业为6%）, 年均增长4%，争取达到5%."""
    goes_on = (
        figure.verb == "become"
        and DATE not in figure.clause
        and (masked[figure.left - 1] in "（(" or (not figure.has_phrase and _STRIVES.search(figure.clause)))
    )
    if figure.joined or goes_on:
        figure.comparison = YEARLY


def take_reference(figure: Figure, last: Figure) -> None:
    """Hold percentage points against what the figure before is held against, or against an aim behind it."""
    goes_on = last.reference and figure.reference is None
    if goes_on and (figure.joined or _AREA.fullmatch(figure.clause)):
        figure.reference, figure.joined = last.reference, True  # 高于全国2个百分点、全省1.2个百分点
    elif _FROM_AIM.fullmatch(figure.clause):
        figure.reference, figure.stage = TARGET, None  # 低于3%的预期目标1.2个百分点
    elif figure.clause.removeprefix("的") in LINES:
        figure.reference = LINES[0]  # 低于120%的警戒线1.4个百分点
    else:
        return
    figure.phrase, figure.has_phrase = (figure.start, figure.start), False


def take_from_bracket(figure: Figure, last: Figure | None, masked: str) -> None:
    """Notice that a figure opens a bracket which tells what something was then, or the change before it in another
    unit: 比上年（37.7%）上升, 增加888万吨（178亿斤）."""
    left = figure.left
    if then := _THEN_IN_BRACKET.search(masked, max(0, left - _BRACKET_REACH), left):
        figure.verb, figure.own_date = "from", then.start("date")
        figure.grown_from = figure.own_date
    elif last and last.verb in CHANGING and last.end == left - 1 and figure.verb is None:
        figure.verb, figure.comparison, figure.base = last.verb, last.comparison, last.base


def take_date_of_list(figure: Figure, before: Sequence[Figure]) -> None:
    """Give what something was, where the figure does not say when, the date of what the one before was:
    A由1985年的21%上升到25%，B由79%下降到75%."""
    # but not that of a bracket: 比上年（37.7%）上升，税收占比由60%提高到65%
    dated = (one.own_date for one in reversed(before) if one.verb == "from" and one.clause)
    figure.own_date = next(dated, None)


def take_base(figure: Figure, last: Figure | None, masked: str) -> None:
    """Find what a change is held against that does not say it: 由2020年的3亿元增加到5亿元，增长60%."""
    if masked.startswith(_TURNED, figure.end) and (then := _THEN.search(figure.clause)):
        figure.own_date = figure.left + then.start(1)
    if figure.comparison is not None:
        return
    if last and not figure.has_phrase and figure.clause.startswith(_TURNED):
        figure.comparison, figure.base = last.comparison, last.base  # 环比由上月下降0.1%转为上涨0.2%
    elif last and last.grown_from is not None and not figure.has_phrase:
        figure.comparison, figure.base = "base", (last.grown_from, last.grown_from)
    elif "比" in masked:
        segment = max(masked.rfind("；", 0, figure.start), masked.rfind("。", 0, figure.start)) + 1
        if segment and DATE not in masked[segment : figure.start]:
            segment = 0  # 与上年相比，收入增加2亿元；支出增加1亿元: all that the sentence goes on with
        for held in _HELD.finditer(masked, segment, figure.start):
            figure.comparison, figure.base = "base", held.span("base")


def share_bases(listed: Sequence[Figure], passage: Passage) -> None:
    """Hold each figure of a list against its own date: 比2019年、2020年分别增长9%和5%."""
    last = listed[0].base
    spans = [(place.start, place.end) for place in passage.dates if last and place.end <= last[1]][-len(listed) :]
    if len(spans) < len(listed) or any(
        passage.masked[one[1] : other[0]].removeprefix("同期") not in LIST_MARKS for one, other in pairwise(spans)
    ):
        return
    for figure, span in zip(listed, spans, strict=True):
        figure.base, figure.comparison = span, "base"
