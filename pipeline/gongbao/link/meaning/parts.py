"""Which figure is a part of which: 其中 and the list behind it."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from gongbao.link.meaning.date_roles import bracket_closed
from gongbao.link.meaning.measures import family
from gongbao.link.sentence.context import Context
from gongbao.link.sentence.figure import ALL_TOLD, Figure
from gongbao.link.sentence.nouns import IN_A_STATE
from gongbao.link.sentence.passage import Passage
from gongbao.model import Kind, Measure, Mention, Mod, Money, Quantity

_AMOUNTS = frozenset((Measure.LEVEL, Measure.COUNT))
_CHANGE = frozenset((Measure.CHANGE,))
_JOINED = tuple("、，和及")
# The last digits of rounded parts may add up to so small a fraction of their whole.
_ROUNDING = 500
_SEVERAL = 2
_AT_LEAST, _MORE_THAN = Mod.EQUAL_OR_MORE, Mod.MORE_THAN
_MONEY, _AVERAGE = Kind.MONEY, "average"
# 医院1200个，在医院中有公立医院500个.
_OF_WHICH = re.compile("^在(.{2,8})中有?(?=..)")
_LAST_WORD, _NTH = 2, "第"
_SIDES, _LEFT_OVER = ("收入", "支出"), ("赤字", "盈余", "结余")
# What is left of other years is a part of what there is to spend: 上年结余.
_HANDED_ON = ("上年", "年初", "以前年度", "历年", "往年", "动用", "调入", "使用", "滚存", "累计")
_TRADED, _INVESTED = frozenset(("出口", "进口", "出口额", "进口额")), "外资"
# 每万人口发明专利拥有量18件: no part of all patents.
_OF_EACH = "每"
# 发行债券9亿元，发行价格100元: nor is a price part of an amount.
_PRICES = ("价格", "单价", "均价")
# 播种面积9万亩，其中青稞6万亩，新建高标准农田2万亩: what is done besides is no part.
_BESIDES = re.compile("，(?:新[建增改]|改造|建成|完成|实施|推广|培育|引进|开工)")
# 其中，收入5亿元，加上调入资金1亿元: the account goes on.
_ADDED_UP = ("加上", "，加上", "减去", "，减去")
_LISTS, _EACH = ("其中：", "其中:"), "分别"
_INCLUDED = ("含", "包含", "包括")
_MARKS, _OPENED = frozenset("，。；：、（）()"), ("（", "(")


def whole_of(
    figure: Figure, measure: Measure, passage: Passage, context: Context, families: Mapping[str, str]
) -> Figure | None:
    """What a figure is a part of: behind 其中 the amount before it, in its sentence, else in the one before it;
    of the further parts of a list the same.

    A whole is of the same kind and family of units and no less than its part; the parts of a list count in one unit.
    The list ends with an amount like them that is none of it (其中A 3亿元；B 5亿元，C 1亿元), or where its whole is
    made up. Behind a semicolon what makes up the whole with the parts before it is the last of them.
    """
    kin = _AMOUNTS if measure in _AMOUNTS else _CHANGE  # 贷款新增9亿元，其中制造业贷款新增2亿元: of a change
    if measure not in kin or figure.words.startswith(_OF_EACH) or figure.words.endswith(_PRICES):
        return None
    masked, figures, before = passage.masked, context.told, context.figures
    behind = figures[-1].end if figures else 0  # 其中金牌5枚、银牌4枚: the second has none of its own
    left = figure.left
    if figures and (_bounds(figures[-1], figure.start, masked) or figures[-1].left == left):
        # 其中10亿元以上6个, 其中10亿元以上项目6个, 其中65岁及以上人口3万人, 其中，56人以上的班级3个
        limit = _unit(figures[-1].mention)
        left, figures = figures[-1].left, figures[:-1]
        if limit and limit != _unit(figure.mention):
            # 生猪出栏8万头，其中年出栏500头以上养殖场37个: farms are no part of hogs
            figures = [one for one in figures if _unit(one.mention) != limit]
        behind = figures[-1].end if figures else 0
    elif figure.mention.mod is _AT_LEAST and any(
        _bounds(figure, one.view_span.start - passage.start, masked) for _, one in passage.figures
    ):
        return None
    if "其中" in masked[max(behind, left - 6) : figure.start]:
        # 支出12亿元，比上年预算数14亿元减少2亿元，其中A 5亿元: of the first
        known = [one for one in figures if one.fact.measure in kin and not one.against]
        if not known:
            known = [one for one in before if one.fact.measure in kin and not one.part_of]
            if kin is _CHANGE:
                # 存款增加9亿元。其中，住户存款增加5亿元, but not 减少1亿元
                known = [one for one in known if _is_same_change(figure, one)]
            elif (of := _total_of(figure, passage, known)) is not None:
                return of
        elif (of := _total_of(figure, passage, figures)) is not None:
            return of
        held = [one for one in reversed(known) if _holds(one.mention, figure.mention, families)]
        # 面积9千公顷（13万亩），其中谷物8千公顷
        held = [one for one in held if _unit(one.mention) == _unit(figure.mention)] or held
        # 收入9亿元，比上年的8亿元增长12%，其中税收6亿元: of those of its own year
        held = [one for one in held if one.fact.period_end == figure.fact.period_end] or held
        if figure.words in _TRADED:
            held = [one for one in held if _INVESTED not in one.words]  # 实际利用外资12亿美元，其中出口4亿美元
        if held and held[0].words == figure.words and not figure.own:
            return held[0]  # 重大项目1385个；新开工项目203个，其中20亿元以上42个
        # 全国公共预算收入9亿元，收入总量12亿元。其中，中央公共预算收入5亿元
        if (same := _same(figure, held)) is not None:
            return same
        # 受理120万件，审结110万件，其中省法院受理1万件: of what it shares its last words with
        alike = [one for one in held if figure.words[-_LAST_WORD:] in one.words != figure.words]
        return next(iter(alike or held), None)
    if figure.clause in ALL_TOLD or figure.clause.startswith(_ADDED_UP):
        return None
    if (of := _in_bracket(figure, passage, figures)) is not None:
        return of
    before_it = figures
    behind, figures = _behind_brackets(figure, passage, figures)
    kind, unit = figure.mention.kind, _unit(figure.mention)
    alike = [
        one
        for one in figures
        if one.mention.kind is kind and one.fact.measure in kin and not one.words.endswith(_PRICES)
    ]
    # 本科学校9所（含独立学院4所），增加1所；高职学校8所
    beside = (one for one in reversed(alike) if not bracket_closed(masked[one.end : figure.start]))
    part = next((one for one in beside if _unit(one.mention) == unit), None)
    if (which := _OF_WHICH.search(figure.clause)) and (of_which := [one for one in alike if one.words == which[1]]):
        return of_which[-1]
    if figure.scope == "whole_area" and kind is Kind.QUANTITY and figure.left and masked[figure.left - 1] in "，；":
        return None  # 违法行为3万起，其中酒驾9起，全市发生事故2起
    if part and figure.words.startswith(f"{part.words}总"):
        return None  # 新增公路6万公里，其中高速公路4万公里，高速公路总里程达到9万公里
    if part is None or part.part_of is None:
        if masked.startswith("其中") and masked[figure.left - 1] == "；":
            # 其中，中央收入5亿元，收入总量6亿元；中央支出7亿元: each of the whole that is called as it is
            wholes = [one for one in before if one.fact.measure in kin and not one.part_of]
            if same := _same(figure, [one for one in wholes if _holds(one.mention, figure.mention, families)]):
                return same
        return _of_same_part(figure, masked, alike, before_it, families)
    if (
        (further := part.part_of.part_of)
        and figure.words[:1] == _NTH == part.part_of.words[:1]
        and masked.find("；", part.end, figure.start) >= 0
    ):
        return further  # 其中第二产业9亿元，其中工业8亿元；第三产业7亿元
    # 其中省法院受理1万件，审结9千件: of what is named the same, in the sentence or the one before
    named = (one for one in (*reversed(before), *alike) if one.words == figure.words and not one.part_of)
    one, other, whole = part.fact, figure.fact, next(named, part.part_of)
    of_each = one.per == whole.fact.per and other.per is None  # 人均筹资900元，其中补助600元，缴费300元
    if (one.per != other.per and not of_each) or (other.aggregation == _AVERAGE != one.aggregation):
        return None  # 人均100元 is no part of a sum
    if one.period_end != other.period_end:
        return None  # 共有车辆2辆，其中：应急用车1辆；2025年购置车辆1辆
    if not _holds(whole.mention, figure.mention, families):
        return None
    state = IN_A_STATE.match(masked, behind)  # 其中20个开工建设、8个建成投用
    between = masked[state.end() if state else behind : figure.start].lstrip()
    parts = [one for one in alike if one.part_of is whole]
    if len(parts) > 1 and sum(map(_amount, parts)) == _amount(whole) and _amount(figure):
        # 收入6亿元，其中：A 2亿元、B 4亿元；支出6亿元, but
        # 其中：公务用车费9万元，其中购置费3万元，运行费6万元；接待费2万元
        outer = whole.part_of if masked.startswith("其中") and "；" in masked[part.end : figure.start] else None
        return outer if outer and _holds(outer.mention, figure.mention, families) else None
    # A semicolon ends 其中 unless a colon has opened a list (其中：货物3亿元；工程2亿元) or the sentence opens with it.
    listed = masked.startswith("其中") or any(word in masked[: figure.start] for word in _LISTS)
    ended = not listed and "；" in masked[part.end : figure.start]
    if _EACH in masked[part.end : figure.start] and between.startswith("，"):
        return None  # 汽车9万辆、其中电动汽车4万辆，分别增长5%、9%，汽车出口3万辆
    if _BESIDES.match(between) and _BESIDES.search("，" + part.clause.removeprefix("，其中")) is None:
        return None
    goes_on = (between.startswith(_JOINED) and not ended) or (listed and between.startswith("；"))
    if not goes_on and (kind is _MONEY or between.startswith("；")) and other.direction is whole.fact.direction:
        goes_on = _make_up(whole, [*map(_amount, parts), _amount(figure)]) or _make_up(
            whole, [*map(_amount, parts), *_amounts_from(figure, passage)]
        )
    return _of_same_side(figure, whole, before, families) if goes_on else None


def is_among(figure: Figure, passage: Passage) -> bool:
    """Whether a figure stands behind 其中 and no semicolon parts it from that."""
    among = passage.masked.rfind("其中", 0, figure.start)
    return among >= 0 and passage.masked.find("；", among, figure.start) < 0


def _same(figure: Figure, wholes: Sequence[Figure]) -> Figure | None:
    """The first of some wholes that tells of the same indicator as a figure."""
    known = figure.fact.indicator_id
    return next((one for one in wholes if one.fact.indicator_id == known), None) if known else None


def _is_same_change(figure: Figure, whole: Figure) -> bool:
    """Whether a change is of a part of what has changed as much or more, the same way."""
    one, other = figure.fact, whole.fact
    named = figure.words[-_LAST_WORD:] == whole.words[-_LAST_WORD:]
    return named and (one.direction, one.comparison) == (other.direction, other.comparison)


def _of_same_side(
    figure: Figure, whole: Figure, before: Sequence[Figure], families: Mapping[str, str]
) -> Figure | None:
    """The whole of a further part, but of 支出 never 收入, nor of what is left of both.

    收入9亿元；支出8亿元。其中，中央收入5亿元；中央支出4亿元；赤字1亿元.
    """
    side, other = figure.words[-_LAST_WORD:], whole.words[-_LAST_WORD:]
    handed_on = figure.words.startswith(_HANDED_ON)
    if side == other or other not in _SIDES or side not in (*_SIDES, *_LEFT_OVER) or handed_on:
        return whole
    wholes = (one for one in reversed(before) if one.words.endswith(side) and one.fact.measure in _AMOUNTS)
    return next((one for one in wholes if not one.part_of and _holds(one.mention, figure.mention, families)), None)


def _of_same_part(
    figure: Figure, masked: str, alike: Sequence[Figure], known: Sequence[Figure], families: Mapping[str, str]
) -> Figure | None:
    """What an amount is a part of that is told of a part that is counted right before it: 项目34个，总投资52亿元，其中
    续建项目12个、10亿元; 闲置资金2亿元，其中3个项目资金6000万元."""
    last = known[-1] if known else None
    if last is None or last.part_of is None or last.mention.kind is figure.mention.kind:
        return None
    if not _MARKS.isdisjoint(masked[last.end : figure.start].removeprefix("、")):
        return None
    first = next(one for one in known if one.part_of is last.part_of)  # 其中甲类11个、3亿元，乙类9个、2亿元
    wholes = (one for one in reversed(alike) if one.end <= first.left and not one.part_of)
    return next((one for one in wholes if _holds(one.mention, figure.mention, families)), None)


def _in_bracket(figure: Figure, passage: Passage, known: Sequence[Figure]) -> Figure | None:
    """The amount before a bracket whose amounts make it up: 限额168亿元（一般债务限额62亿元、专项债务限额106亿元）."""
    masked, last = passage.masked, known[-1] if known else None
    if last is None or masked[last.end : figure.left] not in _OPENED:
        return None
    end = min((at for mark in "）)" if (at := masked.find(mark, figure.end)) > 0), default=0)
    kind, unit = figure.mention.kind, _unit(figure.mention)
    if last.mention.kind is not kind or _unit(last.mention) != unit:
        return None
    if figure.clause.startswith(_INCLUDED) and _holds(last.mention, figure.mention, {}):
        return last  # 受理案件9万件（含旧存1万件）
    inside = [
        mention
        for index, mention in passage.figures
        if index >= figure.index and mention.view_span.end - passage.start <= end
    ]
    if len(inside) < _SEVERAL or any(one.kind is not kind or _unit(one) != unit for one in inside):
        return None
    return last if sum(map(_value, inside)) == _amount(last) else None


def _behind_brackets(figure: Figure, passage: Passage, figures: Sequence[Figure]) -> tuple[int, Sequence[Figure]]:
    """Where the list before a figure ends, and the figures in it but for those of a bracket at its end: 其中新增债券
    9亿元（一般债券2亿元、专项债券7亿元），再融资债券3亿元."""
    masked, end = passage.masked, figures[-1].end if figures else 0
    closed = max(masked.find(mark, end, figure.start) for mark in "）)")
    opened = max(masked.rfind(mark, 0, end) for mark in "（(") if closed > 0 else -1
    if opened < 0:
        return end, figures
    return closed + 1, [one for one in figures if one.end <= opened]


def _bounds(figure: Figure, start: int, masked: str) -> bool:
    """Whether an amount says what those have at least that are counted at a place: 10亿元以上项目6个, 100亩以上8个,
    税收超5亿元1座."""
    if figure.mention.mod is _MORE_THAN:
        return start == figure.end and figure.mention.kind is _MONEY
    if figure.mention.mod is not _AT_LEAST or start <= figure.end:
        return False
    noun = figure.noun[1] if figure.noun else masked.find("上", figure.end, start) + 1
    return noun == start


def _total_of(figure: Figure, passage: Passage, known: Sequence[Figure]) -> Figure | None:
    """Which of the amounts before it the list that a figure opens adds up to: 资产总额9亿元，净资产7亿元。其中，
    A 4亿元；B 5亿元, or 支出10亿元，比预算增加3亿元，其中A 1亿元、B 2亿元.
    """
    kind, unit = figure.mention.kind, _unit(figure.mention)
    totals = {_amount(one): one for one in known if one.mention.kind is kind and _unit(one.mention) == unit}
    if len(totals) < _SEVERAL:
        return None
    total, number, most = Decimal(0), 0, max(totals)
    for index, mention in passage.figures:
        if index < figure.index or mention.kind is not kind or _unit(mention) != unit:
            continue
        total, number = total + _value(mention), number + 1
        if number > 1 and total in totals:
            return totals[total]
        if total > most:
            break
    return None


def _amounts_from(figure: Figure, passage: Passage) -> list[Decimal]:
    """The amount of a figure and those in its unit behind it, one behind each semicolon (地下水3亿立方米，占3%；
    其他1亿立方米); none where there are two."""
    kind, unit, end = figure.mention.kind, _unit(figure.mention), 0
    amounts: list[Decimal] = []
    for index, mention in passage.figures:
        if index < figure.index or mention.kind is not kind or _unit(mention) != unit:
            continue
        if end and passage.masked.find("；", end, mention.view_span.start - passage.start) < 0:
            return []
        amounts.append(_value(mention))
        end = mention.view_span.end - passage.start
    return amounts


def _make_up(whole: Figure, parts: Sequence[Decimal]) -> bool:
    """Whether amounts add up to a whole, but for rounding: 58.6亿元，其中一般性46.3亿元，增长5%；专项12.3亿元."""
    total = _amount(whole)
    return abs(total - sum(parts)) * _ROUNDING <= total


def _amount(figure: Figure) -> Decimal:
    return _value(figure.mention)


def _value(mention: Mention) -> Decimal:
    value = mention.value
    return (isinstance(value, Money | Quantity) and value.low) or Decimal(0)


def _holds(whole: Mention, part: Mention, families: Mapping[str, str]) -> bool:
    one, other = whole.value, part.value
    if isinstance(one, Money) and isinstance(other, Money):
        alike = one.currency == other.currency
    elif isinstance(one, Quantity) and isinstance(other, Quantity):
        alike = family(one, families) == family(other, families)
    else:
        return False
    return alike and (one.high is None or other.low is None or other.low <= one.high)


def _unit(mention: Mention) -> str | None:
    value = mention.value
    return value.unit_id if isinstance(value, Quantity) else None
