"""Amounts that only say of which size, or age, those are that another figure counts."""

import re

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE, HAN, HIDDEN, Match
from gongbao.link.sentence.figure import AGE, Figure
from gongbao.model import Kind, Mention, Mod, Money, Quantity

# 产值超10亿元的企业达12家, 其中10亿元以上6个, 80—90分的37个: what those that are counted have at least, or at most.
_CONDITION = re.compile(f"(?:及?以[上下]|之间)?的[{HAN}{HIDDEN}]{{0,12}}|及?以[上下][）)]?")
_BETWEEN = "之间"  # 80万人至100万人之间的有2个
# 营业收入过10亿元企业由5家增加到8家
_FROM_SO_MANY = ("由", "从", "达", "增至", "增加到")
_CLASS, _OF_A_SIZE = "级", ("产业", "企业", "集群", "园区", "楼宇")
_COUNTED_OF_A_SIZE = (*_OF_A_SIZE, "项目")
# Behind these an amount says of which size: 培育10亿元企业3家, but not what else money is given for.
_GROWN_OF_A_SIZE = compiled(
    f"[，、；：]?(?:{DATE}+，?)?(?:其中|累计|新|全[省市县区]|培育|新增|打造|引进|招引|签约|落地|开工|实施|储备|形成|拥有|现?有|达到?|建成)*"
)
# 年收入50万元以上的村占比达到60%, 年收入10万元以上的村仅占37%: the share is of those.
_SHARE_OF_SUCH = compiled("的[\\p{Han}]{1,10}?(?:占比|比例|比重|[仅只约]?占$)")
_OR_MORE_FIRST, _MAKE_UP = f"及以占的{HIDDEN}", ("占", "的占")
_DOES = ("完成", "实现", "累计")  # 完成投资50亿元以上占总投资的60%: the amount itself is told
# With these what may go on behind a figure without a bound that only says of which size those are.
LIMITS_FIRST = "及以的之"
_AT_LEAST, _AT_MOST = (Mod.MORE_THAN, Mod.EQUAL_OR_MORE), (Mod.LESS_THAN, Mod.EQUAL_OR_LESS)
_LEAST_OR_MOST = (*_AT_LEAST, *_AT_MOST)
_QUANTITY, _MONEY, _PERCENT = Kind.QUANTITY, Kind.MONEY, Kind.PERCENT


def limit_last(figure: Figure, last: Figure, masked: str) -> None:
    """Notice that the figure before only says of which size those are that a figure counts: 产值超10亿元的企业达12家,
    80—90分的37个."""
    limit, clause = last.mention, figure.clause
    bounded = limit.mod in _AT_LEAST or (limit.mod is Mod.LESS_THAN and limit.kind is _MONEY)
    if bounded or (
        masked[last.end] in LIMITS_FIRST
        and (
            _is_bounded(limit)
            # 比重低于14%的有5个
            or (limit.mod in _AT_MOST and limit.kind is _PERCENT and figure.mention.kind is _QUANTITY)
        )
    ):
        last.condition = _CONDITION.fullmatch(masked, last.end, figure.start) is not None
        if last.condition and clause.startswith(_BETWEEN):
            figure.left, figure.clause = figure.left + len(_BETWEEN), clause[len(_BETWEEN) :]
        if figure.joined and clause == "" and limit.kind is _MONEY is not figure.mention.kind:
            last.condition, figure.joined = True, False  # 其中超5亿元4家


def is_size_of(amount: Figure, counts: Mention, start: int, masked: str) -> bool:
    """Whether an amount of money only says of which size those are that another counts from a place on behind it:
    10亿元级企业20家, 千亿元产业由1个增加到3个."""
    if masked.startswith(_CLASS, amount.end):
        return True
    if (
        counts.kind is _QUANTITY
        and masked[amount.end : start] in _COUNTED_OF_A_SIZE
        and _GROWN_OF_A_SIZE.fullmatch(amount.clause)
    ):
        return True  # 培育10亿元企业3家, 其中10亿元楼宇1幢, but not 减免租金3亿元企业500户受惠
    sized = masked.startswith(_OF_A_SIZE, amount.end)
    return sized and (not amount.has_phrase or masked.startswith(_FROM_SO_MANY, amount.end + len(_OF_A_SIZE[0])))


def is_share_of_such(limit: Mention, share: Mention, left: int, start: int, masked: str) -> bool:
    """Whether a share is that of those whom the figure before limits; its clause goes from ``left`` to ``start``."""
    limits = share.kind is _PERCENT and limit.mod in _LEAST_OR_MOST
    return limits and _SHARE_OF_SUCH.match(masked, left, start) is not None


def makes_up(figure: Figure, tail: Match | None, place: int, masked: str) -> bool:
    """Whether a class of sizes or ages goes on, at a place behind its ``tail``, with how much it makes up:
    年龄35岁及以下 / 占16%, 建筑面积90平方米以下 / 占11%."""
    return (
        masked[figure.end] in _OR_MORE_FIRST
        and masked.startswith(_MAKE_UP, place)
        and _is_class(figure.mention, tail)
        and not figure.clause.lstrip("，、；").startswith(_DOES)
    )


def is_age_group(mention: Mention) -> bool:
    """Whether a figure says how old those are that are told of: 65岁及以上, 15—59岁."""
    value = mention.value
    return isinstance(value, Quantity) and value.unit_id == AGE and (mention.mod is not None or value.low != value.high)


def _is_class(mention: Mention, tail: Match | None) -> bool:
    """Whether an amount with a bound behind it, or a range, says which of what it counts or measures are told of."""
    value = mention.value
    if isinstance(value, Quantity) and value.unit_id == AGE:
        return True
    if not isinstance(value, (Quantity, Money)):
        return False
    return value.low != value.high or (tail is not None and "以" in tail[0])


def _is_bounded(mention: Mention) -> bool:
    """Whether an amount goes from one number to another, or up to one: 80—90分的37个, 80分以下的7个."""
    value = mention.value
    if not isinstance(value, Money | Quantity):
        return False
    return mention.mod in _AT_MOST or (value.low is not None and value.low != value.high is not None)
