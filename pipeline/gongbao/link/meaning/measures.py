"""What kind of statement a figure makes: a level, a count, a change, growth, a share or a rate."""

import re
from collections.abc import Mapping
from dataclasses import replace

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE, HAN, NATURAL_GROWTH, Wording
from gongbao.link.sentence.figure import AGE, CHANGES, GROWS, YEARLY, Figure, is_points
from gongbao.model import Kind, Measure, Money, Percent, Quantity, Value

Measured = tuple[Measure, str | None]

# 设施农业面积新增5000亩: so much more of it
_AREA, _MORE = "面积", "新增"
# A member is found much more slowly in its enumeration than in a module.
_LEVEL, _CHANGE, _GROWTH = Measure.LEVEL, Measure.CHANGE, Measure.GROWTH
_SHARE, _RATE, _COUNT, _RATIO_OF = Measure.SHARE, Measure.RATE, Measure.COUNT, Measure.RATIO
_COUNTED = frozenset(("count", "people", "event", "place", "division", "transport"))
_HOW_MANY_TIMES = ("水平", "倍数", "系数", "罚款", "罚金", "赔偿金")
# 拉动经济增长2.1个百分点: what a part adds to the growth of the whole, or takes from it.
_DRAWS = compiled(
    "拉动(?![力率作效])|(?P<down>下拉|拉低|影响[^，。；]{2,14}(?:下降|回落|下跌))|影响(?=[^，。；]{2,14}(?:上涨|上升|增长))"
)
_TIMES_OF = compiled("的(?:将?近|大?约|超过?|逾)?$")
_INDICES = ("指数", "PMI")
_TURNOVER = "公里"  # 人公里 and 吨公里 are no counts
_TIMES, _IS = frozenset("倍番"), "为"
_STRIVEN_FOR = compiled("(?:力争|争取|努力|确保|奋力)达到")
_STRIVEN = frozenset(("力争", "争取", "力求", "努力", "确保"))
_AMOUNTS = (Money, Percent, Quantity)
# 存贷比, 产销比: one thing set against another, which may be more than the whole.
_RATIO = re.compile("(?<![占同环])比$")
_OUTDONE = frozenset(
    ("低于", "高于", "超过", "好于", "优于", "达到", "未达到", "没有达到", "未能达到", "未实现", "未完成", "与")
)
_AROUND = f"，{DATE}"
_SLIGHTLY = re.compile("^(?:略|稍|大大|明显)")
# 误差-3%, 气温-2%: what is below nothing without a fall.
_MAY_BE_BELOW = compiled(
    "(?:误差|偏差|离差|差异?率?|景气度?|气温|温度|距平|占比|比重|比例|指数|指标|信心|预期|利率|税率|缺口)$"
)
# 高新区〔税收〕
_ZONES = compiled(f"^[{HAN}]{{1,8}}?区(?=..)")
_ABOVE = tuple(held for held in _OUTDONE if held[0] in "高低好优超")
_THAT_IS = ("即", "也就是")
_AIM, _GROWTH_AIM, _DONE = "目标", "增长目标", "完成"
_MAY_GROW = compiled("(?:收入|支出|投资|总值|产值|增加值|总额|消费|出口|GDP|经济|利润|税收|工业|农业|服务业|建筑业)$")
_ADDS = compiled("增加|净增|减少")
_DIRECTIONS: dict[str | None, str] = {"rise": "increase", "fall": "decrease"}


def measure_of(figure: Figure, indicator: str, wording: Wording, families: Mapping[str, str]) -> Measured:
    """Measure and direction; the indicator's words are folded.

    The figure's ``change`` is the direction of a verb before its object yet: 减少财政补助支出1.6亿元.
    """
    value, change, last = figure.mention.value, figure.change, figure.last
    direction = _DIRECTIONS.get(figure.verb)
    if last and (figure.joined or figure.flags or figure.verb == "become") and not figure.has_phrase:
        alike = last.mention.kind is figure.mention.kind
        if alike and isinstance(value, Percent):
            alike = is_points(value) == is_points(last.mention.value)  # 分别上升38.6%、1.7个百分点
        measure, gone = last.fact.measure, last.fact.direction
        if last.fact.value is not None and last.mention.kind is not Kind.DURATION:
            gone = "increase"  # 分别增长1.2%、-2.6%和15.3%: the sign was of that one alone
        if (figure.joined and not figure.verb and not figure.noun) or (alike and _strives(figure)):
            if alike and not (isinstance(value, Quantity) and measure in (_LEVEL, _COUNT)):
                named, before = _decided_by(indicator, wording), _decided_by(last.words, wording)
                own = named and named is not before and _GROWTH in (named, before)
                if own and last.verb not in _DIRECTIONS and not (figure.flags or figure.whole):
                    return _percentage(figure, indicator, None, None, wording)  # 失业率和价格涨幅控制在5%和3%以内
                return measure, gone
            if not alike and measure in CHANGES:
                times = isinstance(value, Quantity) and value.unit_id in _TIMES  # 分别上升52%、1.1倍
                relative = times or (isinstance(value, Percent) and not is_points(value))
                return (_GROWTH if relative else _CHANGE), gone
    if (
        not direction
        and (change or figure.verb == "new")
        and not isinstance(value, Percent)
        and (
            wording.stock_noun.search(indicator)
            or (figure.has_phrase and indicator.endswith(_AREA) and figure.clause.endswith(_MORE))
            or (change and _adds(figure, last))
            or (figure.verb == "new" and last and _is_more_of(figure, last))
        )
    ):
        direction = change or "increase"  # 各项贷款新增9亿元, 减少贫困人口3万人: of what is counted on a day
    if isinstance(value, Quantity):
        if value.unit_id == AGE and figure.noun:
            return _LEVEL, None  # 降低5岁以下儿童死亡率
        if value.unit_id in _TIMES:
            if not direction and (
                indicator.endswith(_HOW_MANY_TIMES) or _RATIO.search(indicator) or _TIMES_OF.search(figure.clause)
            ):
                return _RATIO_OF, None  # 库款保障水平0.42倍, 现金短期债务比0.48倍, 是2010年的2.3倍
            told = figure.clause.endswith(_IS) if figure.has_phrase else last and last.fact.measure is _RATIO_OF
            if not direction and figure.verb == "become" and told:
                return _RATIO_OF, None  # 全部债务/EBITDA为36倍, 现金短期债务比由0.68倍降至0.51倍
            return _GROWTH, direction or "increase"
        if figure.reference:
            return Measure.DIFFERENCE, direction  # 比年度目标多1万人, 低于全省平均水平12公斤
        if not direction and family(value, families) in _COUNTED and not (value.unit_id or "").endswith(_TURNOVER):
            return _COUNT, None
        if not (direction or change) and (value.unit_id or "")[:1] == "/":
            return _RATE, None  # 孕产妇死亡率15.1/10万
    elif isinstance(value, Percent):
        if value.unit == "‰" and direction and indicator.endswith("率"):
            return _CHANGE, direction  # 自然增长率4.2‰，下降0.3‰
        if is_points(value):
            may_draw = not figure.reference and ("拉" in figure.clause or "影" in figure.clause)
            if may_draw and (drawn := _DRAWS.search(figure.clause)):
                return Measure.CONTRIBUTION, "decrease" if drawn["down"] else "increase"
            if not (direction or change) and wording.fall_noun.search(indicator):
                change = "decrease"  # 利率平均降幅0.8个百分点
            return (Measure.DIFFERENCE, direction) if figure.reference else (_CHANGE, direction or change)
        if last and last.fact.measure is _CHANGE and figure.clause.strip("，") in _THAT_IS:
            return _GROWTH, last.fact.direction  # 增加9亿元，即6%
        if figure.stage and last and not (direction or figure.has_phrase) and isinstance(last.mention.value, Percent):
            return last.fact.measure, last.fact.direction  # 增长6%（年初预期目标7%）
        return _percentage(figure, indicator, direction or change, last, wording)
    elif figure.reference:
        return Measure.DIFFERENCE, direction  # 高于全省平均水平1.2万元
    if direction:
        return _CHANGE, direction
    return (_CHANGE, change) if change else (_LEVEL, None)


def _adds(figure: Figure, last: Figure | None) -> bool:
    """Whether a figure tells how much more or less there is of what it counts: 增加学位3个、床位2张, but not 取消证明
    9项, 提高5项标准."""
    if figure.noun:
        return False
    if last and last.change == figure.change and last.fact.measure is _CHANGE:
        goes_on = last.part_of is not None or figure.clause[:1] == "、" or "其中" in figure.clause
        return goes_on and last.mention.kind is figure.mention.kind
    return _ADDS.search(figure.clause) is not None


def _is_more_of(figure: Figure, last: Figure) -> bool:
    """Whether what is new is of an amount told before it: 播种面积4440万亩、新增202万亩."""
    new, told = figure.mention.value, last.mention.value
    return (
        last.fact.measure is _LEVEL
        and not (figure.has_phrase or figure.noun)
        and isinstance(new, _AMOUNTS)
        and type(new) is type(told)
        and getattr(new, "unit_id", None) == getattr(told, "unit_id", None)
        and new.low is not None
        and isinstance(told, _AMOUNTS)
        and told.low is not None
        and new.low < told.low
    )


def _decided_by(name: str, wording: Wording) -> Measure | None:
    """What a name says by itself that its percentages are."""
    if wording.growth_noun.search(name) or wording.fall_noun.search(name):
        return _GROWTH
    if wording.share_noun.search(name):
        return _SHARE
    return _RATE if wording.rate_noun.search(name) else None


def _strives(figure: Figure) -> bool:
    """增长5.5%、力争6%, 增长10%，力争达到15%: more of the same."""
    if figure.verb == "become":
        return _STRIVEN_FOR.search(figure.clause) is not None
    return not figure.verb and not figure.noun and not _STRIVEN.isdisjoint(figure.flags)


def _percentage(figure: Figure, words: str, direction: str | None, last: Figure | None, wording: Wording) -> Measured:
    if figure.completed is not None:
        return _RATE, None
    if figure.whole or "占" in figure.flags:
        return _SHARE, None
    if direction:
        return _GROWTH, direction
    if figure.verb == "become" and figure.comparison == "base":
        return _RATIO_OF, None  # 恢复到2019年的78%
    outdone = last if last and isinstance(last.mention.value, Percent) and not is_points(last.mention.value) else None
    held = _SLIGHTLY.sub("", figure.clause.strip(_AROUND))
    if outdone and (held in _OUTDONE or (figure.own_date is not None and held.startswith(_ABOVE))):
        # 上涨1.8%，低于3%的预期目标, 与年初7%的目标有差距, 高于去年的1.2%
        return outdone.fact.measure, outdone.fact.direction
    if words.endswith(NATURAL_GROWTH):
        return _RATE, None
    if GROWS in figure.flags or words.endswith(GROWS) or wording.growth_noun.search(words):
        return _GROWTH, "increase"
    if wording.fall_noun.search(words):
        return _GROWTH, "decrease"
    if words.endswith(_INDICES):
        return Measure.INDEX, None
    if _RATIO.search(words):
        return _RATIO_OF, None
    if wording.share_noun.search(words) or "占" in words or "占比" in figure.clause:
        return _SHARE, None
    if figure.stage == _GROWTH_AIM:
        return _GROWTH, "increase"
    goes_on = last and figure.verb == "become" and not figure.has_phrase and isinstance(last.mention.value, Percent)
    if last and goes_on and (last.fact.measure is _SHARE or last.verb == "from"):
        return last.fact.measure, last.fact.direction  # 增长目标由6%调整为5%
    if wording.rate_noun.search(words):
        return _RATE, None
    if figure.comparison in ("yoy", YEARLY) or (figure.stage and _AIM in figure.stage and _MAY_GROW.search(words)):
        return _GROWTH, "increase"  # 投资预期目标为8%
    if (
        last
        and last.fact.measure is _GROWTH
        and figure.verb == "become"
        and _MAY_GROW.search(words)
        and (wording.growth_noun.search(last.words) or _MAY_GROW.search(last.words))
    ):
        return _GROWTH, last.fact.direction  # 工业增长速度为8%，农业为4%
    if last and last.fact.measure is _GROWTH and _is_another_place(figure, words, last):
        return _GROWTH, last.fact.direction  # 甲县投资增长8%，高新区7%，乙县6%
    value = figure.mention.value
    if isinstance(value, Percent) and value.high is not None and value.high < 0 and not _MAY_BE_BELOW.search(words):
        return _GROWTH, "decrease"  # 河东区-3.2%: no share is below nothing
    # 主体工程完成65%, 完成路基工程量的65%: how much of it is done
    return (_RATE if _DONE in figure.clause and not figure.noun else _SHARE), None


def _is_another_place(figure: Figure, words: str, last: Figure) -> bool:
    """Whether a figure without a verb tells of another place, or zone, what the one before tells of its own."""
    if figure.verb or figure.comparison or figure.noun or is_points(figure.mention.value):
        return False
    if figure.region is None and (words == last.words or not _ZONES.match(words)):
        return False
    return _ZONES.sub("", words) == _ZONES.sub("", last.words)


def without_sign(value: Value, direction: str | None) -> tuple[str | None, Value | None]:
    """Direction and value of a change printed with a minus: 增长-2.4% and 下降-2.4% are a decrease of 2.4%.

    The value is null where it is right as it is.
    """
    if not isinstance(value, _AMOUNTS) or value.low is None or value.high is None or value.high >= 0:
        return direction, None
    return "decrease", replace(value, low=value.high.copy_negate(), high=value.low.copy_negate())


def family(value: Quantity, families: Mapping[str, str]) -> str:
    """The family of a quantity's unit; without a unit it is a count, per something it is a rate."""
    if not value.unit_id:
        return "count"
    return "rate" if "/" in value.unit_id else families.get(value.unit_id, "count")
