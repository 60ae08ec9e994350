"""What a figure counts: the noun behind it, an amount that limits it, and whom or what else it tells of."""

import re

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE, HAN, HIDDEN
from gongbao.link.sentence.figure import AGE, AIMS, ALL_TOLD, BOUNDARY, Figure
from gongbao.link.sentence.nouns import DOING, RATES, Nouns
from gongbao.link.sentence.passage import Passage
from gongbao.model import Kind, Mod, Money, Quantity, Value

# 5家产值超10亿元的企业, 48个亿元以上项目, but not 对3家企业给予10万元以上的罚款: what limits what is counted.
_LIMITED = re.compile(
    "(?P<size>[^，。；：、（）()\\d]{0,6}(?:产值|收入|投资额?|占地|营收|销售额?|税收|纳税额?|利润|产能|面积|规模|市值|估值|资产|产量|产|交易额|资本|里程|容量|装机|库容|出口额?))?"
    "(?P<bound>超过?|过|逾|突破|不低于|不少于)?"
)
# 年主营业务收入2000万元以上的工业企业: which of them.
_IS_SCALE = re.compile("年(?:产品)?(?:主营业务|营业|销售)?(?:收入|产值|销售额)$")
_OF_SCALE = compiled(f"及?以[上下]的?[{HAN}]{{0,8}}?(?:企业|工业|单位)")
_BOUND_WITHIN, _CLASSIFIERS = compiled(f"[{HAN}]{{1,4}}?以[上下](?=[{HAN}]{{2}})"), frozenset("个家名户所项座处件人")
_PLACES = ("省", "市", "区", "县", "省市", "省区", "市县")
_GRADE = "级"
# 以年均3%的能源消费增长支撑了 / 年均6%的经济增长
_BEARING = compiled("(?:增长)?(?:支撑|支持|保障)了")
_BOUNDED, _LONGEST_LIMITED = ("以上", "及以上", "以下", "及以下"), 12
# 加快3个项目, 提升3000个行政村, 改善32所学校条件 are no changes, but 提升2个档次 is one.
_IMPROVING, _BY_DEGREES = (
    ("提升", "加快", "改善"),
    ("等级", "档次", "类别", "位次", "名次", "级别", "层级", "任务", "目标"),
)
# 11个单位 / 存量资金2368万元: who is counted, where an amount of theirs follows; words stand before that, as in
# 8个新投产企业 / 税收3亿元, only where nothing else than the amount can: 3个重点村庄整治资金 is one name.
_OWNER_NOUNS = (
    "(?:部门单位|单位|部门|企业|公司|项目|县区|区县|市县|乡镇|学校|高校|机构|村|农户|职工|学生|家庭|案件|基金)"
)
_OWNER = re.compile(f"{_OWNER_NOUNS}(?=[^通].)")
_OWNER_AT_WORK = re.compile(
    f"[{HAN}]{{1,6}}?{_OWNER_NOUNS}"
    "(?=(?:实现|完成|贡献|增加|新增)?(?:税收|营收|营业收入|收入|产值|总产值|利润|总投资|投资|国有资本收益)$"
    "|(?:账款|欠款|贷款|工资|经费|资金|补贴|补助|税费)$)"
)
_AMOUNTS_LAST = frozenset("收入值润资限模量容额产益款费金贴助")
# 17个重点行业 / 增加值增长5%, 16个产业集群 / 规模突破10万亿元: what is counted has what the next figure tells.
_GROWING = compiled(
    f"[{HAN}]{{2,16}}?(?=(?:规模以上|规上)?(?:工业)?(?:增加值|总产值|产值|(?:一般公共预算|财政|主营业务|营业)?收入|营收|利润(?:总额)?"
    "|总?投资|(?:产业)?规模|(?:审批|办理|办结)时限|总?蓄水总?量|总?市值|总资产|资产总额|总?库容|总?装机(?:容量)?|发电量|(?:货物|旅客)?吞吐量|[客货]运量)$)"
)
# 28个行业 / 利润同比增长，1个行业 / 扭亏为盈: how what is counted has moved.
_MOVING = re.compile(
    f"(?P<what>[{HAN}]{{0,8}}?(?:行业|项目|公司|产品|品种|商品|企业|国家|地区|城市|县市区?|市州|省份|省区市))"
    "(?:(?:净?利润|增加值|总?产值|产量|价格|房价|投资|收入|效益|生产|销售)(?:总?额)?)?(?:[同环]比)?(?:实现|保持|由)?"
    "(?:[正负]?增长|下降|上涨|下跌|上升|回落|扭亏|持平|减少|减亏|盈利|亏损)(?:为盈)?(?=[，。；、]|$)"
)
_EARNING = (
    "产业", "集群", "链条", "产业链", "园区", "开发区", "行业", "企业", "集团", "基地", "合作社", "平台", "景区",
    "商圈", "工程", "实事", "水库", "电站", "电厂", "港口", "机场", "公司",
)  # fmt: skip
# 17个国省控断面 / 水质优良率达100%: the rate is named with them.
_RATED = compiled(f"[{HAN}、]{{0,8}}?(?:断面|水体|水源地|湖库|水库|河流|点位|城市)(?=[{HAN}]{{2}})")
# 70个大中城市 / 商品住宅销售价格变动情况
_REPORTED = ("情况", "状况", "指数", "排名")
# 37个县 / “三保”支出占财力比重超过80%, but not 县级市, nor the hospitals, schools or offices of counties.
_DIVISION = re.compile(
    f"(?:县市区|县区|区县|市县|市州|州市|地市|乡镇|省份|省(?![级直会内属委控考])|市(?![辖级场民政直区县控考])|县(?![级域城乡区市控考]|(?:直|属|处级|委|政府))|旗(?!舰|下|县)|村(?![庄民级集委组社]))(?=[{HAN}“”]{{3}})(?!级|[{HAN}]{{1,6}}?(?:院|中心|[学校室馆站局园]))"
)
# 8个市县 / 专项债券资金闲置2亿元, 3个县区 / 支出缺口合计2亿元, 5个项目 / 工期滞后.
_LEFT = compiled("闲置|未[^，。；、：0-9]{2,10}|(?:合计|共计|总计|累计|共)?(?:高?达到?|为|超过?|增加|减少|新增|净增)?")
_LATE = ("滞后", "延误", "逾期", "缓慢", "拖延", "长期")
# 339个城市细颗粒物（PM2.5）平均浓度29微克: of what stands before the bracket, too.
_ABBREVIATED = compiled(rf"{HIDDEN}{{3,12}}[{HAN}]{{0,10}}(?:{'|'.join(RATES)})")
_INVESTED = "投资"
# What may be said of the project behind it: 总投资35亿元、占地420亩的产业园.
SIZES = ("占地", "面积", "装机", "容量", "库容", "产能", "能力")
ATTRIBUTES = (_INVESTED, *SIZES)
_SPENT = ("支出", "收入", "经费", "资金", "费用", "税收", "税")
_SORTS = ("项", "类", "种", "大类")
# 27个项目 / 绩效目标完成率低于60%.
_IS_RATE = compiled("[完执使支拨兑][成行用出付现]率")
# 20个断面中Ⅰ～Ⅲ类水质断面: the number is that of all of them.
_AMONG, _CLASSES = "中", tuple("ⅠⅡⅢⅣⅤ")
# 对60岁以上老年人发放补贴: whom it is done for is no name of the amount.
_FOR_WHOM = frozenset("对向为给予")
_OF_A_SIZE = ("产业", "企业", "集群", "园区", "项目", "群体", "楼宇", "乡镇")
_QUANTITY, _MONEY, _PERCENT = Kind.QUANTITY, Kind.MONEY, Kind.PERCENT
_ROUND = "百千万亿"
# 10亿元以上企业达到8家: what may stand between those of a size and how many they are.
_COME_TO = compiled(
    f"[由从](?:{DATE}{{1,8}}的?)?"
    "|(?:[仅只共]?有|仅|共|累计)?(?:达到?|增加?[至到]|发展到|超过?|突破|不[少低]于|至少|新增|净增|为){1,2}|共有?"
    "|(?:新?开工|开竣工|竣工|投产|签约|落地)(?:分别)?[为达]?"
)
_COME_TO_FIRST = frozenset("由从有仅只共累达增发超突不至新净为开竣投签落")
_SHARES = ("占比", "比重", "比例")
_BOUNDS = (Mod.EQUAL_OR_MORE, Mod.EQUAL_OR_LESS)


def limited_by(figure: Figure, passage: Passage, nouns: Nouns, number: int) -> tuple[int, int] | None:
    """What a figure counts that the next one, of a ``number``, limits: 5家产值超10亿元的企业, 48个亿元以上项目,
    32个总投资128亿元的项目."""
    if number >= len(passage.figures):
        return None
    limit, masked = passage.figures[number][1], passage.masked
    start, end = limit.view_span.start - passage.start, limit.view_span.end - passage.start
    if limit.kind is _PERCENT or start - figure.end > _LONGEST_LIMITED or getattr(limit.value, "unit_id", None) == AGE:
        return None
    limited = _LIMITED.fullmatch(masked, figure.end, start)
    if not limited or not (
        limited["bound"] or masked.startswith(_BOUNDED, end) or (limited["size"] and masked.startswith("的", end))
    ):
        return None
    noun = nouns.behind(masked, end, limit.value)
    if noun is None or masked.endswith(tuple(AIMS), *noun[:2]):
        return None
    # 30个万吨级以上泊位: of that size they are called
    return (start if str(getattr(limit.value, "unit", "")).endswith(_GRADE) else noun[0]), noun[1]


def take_noun(
    figure: Figure, noun: tuple[int, int, int], last: Figure | None, passage: Passage, number: int, cursor: int
) -> int | None:
    """Take the noun behind a figure, of which the start, the end and the end of all that belongs to it are given.

    Returns where the clause of the next figure, that of a ``number``, begins: behind the noun of what is counted, else
    at ``cursor``; null where it begins with the clause of this one, so that the next tells of both. ``last`` is the
    figure before.
    """
    masked, mention, value = passage.masked, figure.mention, figure.mention.value
    counts = mention.kind is _QUANTITY
    figure.noun = noun[:2]
    # 203个断面水质优良率达100%: the rate is what the next figure tells
    is_rate = masked.endswith(RATES, noun[0] + 1, noun[1])
    if (
        isinstance(value, Quantity)
        and value.unit in _SORTS
        and masked.endswith(_SPENT, *figure.noun)
        and _are_summed(figure.noun[1], passage, number, named=not mention.text[0].isdecimal())
    ):
        # 教育、卫生、社保三项支出合计12亿元, 养老、失业保险两项社会保险基金收入合计9亿元, 八项支出9亿元
        return None
    told = is_rate or masked.endswith(_REPORTED, noun[0] + 1, noun[1])
    rated = (
        told
        and counts
        and (_RATED.match(masked, *figure.noun) or (not is_rate and _DIVISION.match(masked, *figure.noun)))
    )
    owner = _OWNER.match(masked, *figure.noun)
    if owner is None and masked[figure.noun[1] - 1] in _AMOUNTS_LAST:
        owner = _OWNER_AT_WORK.match(masked, *figure.noun)
    if owner and (is_rate or _tells_of_owner(figure.noun, noun[2], passage, number)):
        figure.noun, is_rate = owner.span(), False
    elif rated:
        figure.noun = rated.span()
    elif counts and (moving := _MOVING.match(masked, noun[0])):
        figure.noun = moving.span("what")
    elif (
        counts
        and masked[figure.noun[1] - 1] in _AMOUNTS_LAST
        and (growing := _GROWING.match(masked, *figure.noun))
        and _grows(figure.noun[1], passage, amounts=masked.endswith(_EARNING, *growing.span()))
    ):
        figure.noun, is_rate = growing.span(), True
    elif (
        counts
        and (division := _DIVISION.match(masked, *figure.noun))
        and _grows(figure.noun[1], passage, amounts=False)
    ):
        figure.noun, is_rate = division.span(), True
    if (
        figure.verb == "rise"
        and counts
        and figure.clause.endswith(_IMPROVING)
        and not masked.endswith(_BY_DEGREES, *figure.noun)
    ):
        figure.verb = None
    is_age = isinstance(value, Quantity) and value.unit_id == AGE
    if is_age and not (last and last.end == figure.start) and masked[figure.start - 1 : figure.start] not in _FOR_WHOM:
        return None  # 60岁及以上人口 is what the next figure tells of, but 30位80岁以上老人 are counted
    if masked.startswith("、", noun[2]) and _is_invested(figure, masked):
        return noun[2]  # 总投资80亿元的电站、投资35亿元的公路
    if (
        isinstance(value, Quantity)
        and value.unit in _PLACES
        and figure.has_phrase
        and (is_rate or masked[figure.noun[1] - 1] in _AMOUNTS_LAST)
        and _grows(figure.noun[1], passage, amounts=True)
    ):
        return None  # 北方6区平均降水量341毫米: which places they are
    is_bound = (
        mention.mod in _BOUNDS
        or mention.text[0] in _ROUND
        or _is_range(value)
        or ("以" in masked[slice(*figure.noun)] and _is_bound_within(figure, masked))
    )
    if is_bound and counts and (is_rate or _counts_at(figure.noun[1], passage)):
        return None  # 年出栏500头以上养猪场126个, 30户以上自然村通硬化路率100%, 万亩基地2个: which of them
    if mention.kind is _MONEY:
        if _is_size(figure, masked) and (
            masked.startswith(_SHARES, figure.noun[1]) or _counts_at(figure.noun[1], passage)
        ):
            return None  # 总投资10亿元以上项目28个, 营业收入超10亿元企业12家, 收入50万元以上村占比72%
        if mention.mod in _BOUNDS and figure.verb is None and _IS_SCALE.search(figure.clause):
            limits = _OF_SCALE.match(masked, figure.end) and _grows(figure.noun[1], passage, amounts=True)
            return None if limits else cursor  # 年销售收入500万元以上工业企业利润6亿元
        if mention.mod in _BOUNDS and not figure.has_phrase:
            return None if _grows(figure.noun[1], passage, amounts=False) else cursor  # 5000万元以上项目投资增长8%
    if counts and masked.startswith(HIDDEN, noun[2]) and _ABBREVIATED.match(masked, noun[2]):
        begun = noun[0]
        if rated := _RATED.match(masked, *figure.noun):
            figure.noun = rated.span()
        return begun
    if mention.kind is _QUANTITY and masked.startswith(_CLASSES, noun[2]):
        return noun[0]  # 30个断面Ⅰ—Ⅲ类水质比例90%
    if mention.kind is _PERCENT and (bears := _BEARING.match(masked, figure.noun[1])):
        return bears.end()
    if counts and not is_rate and cursor < figure.noun[1]:
        cursor = figure.noun[1]
        if masked.startswith(_AMONG, cursor):
            cursor += masked.startswith((*_CLASSES, *DOING), cursor + 1)
    return cursor


def _is_bound_within(figure: Figure, masked: str) -> bool:
    """Whether a number bounds what its noun goes on about: 100张床位以下医院9个, but not 8个省级以上平台."""
    assert figure.noun
    unit = getattr(figure.mention.value, "unit", None)
    return unit not in _CLASSIFIERS and _BOUND_WITHIN.match(masked, *figure.noun) is not None


def _is_range(value: Value) -> bool:
    """Whether a number goes from one to another: 100～199张医院5411个."""
    return isinstance(value, Quantity) and value.low != value.high


def _are_summed(place: int, passage: Passage, number: int, *, named: bool) -> bool:
    """Whether what ends at a place of a sentence is summed up by the figure of a ``number``, an amount of money, right
    behind it too where it is ``named`` so: 八项支出9亿元."""
    if number >= len(passage.figures):
        return False
    amount = passage.figures[number][1]
    between = passage.masked[place : amount.view_span.start - passage.start]
    return amount.kind is _MONEY and ((named and not between) or between in ALL_TOLD)


def _is_invested(figure: Figure, masked: str) -> bool:
    """Whether a figure is an investment in what follows it."""
    return (
        masked.startswith("的", figure.end)
        and figure.mention.kind is not _PERCENT
        and figure.clause.endswith(_INVESTED)
    )


def _is_size(amount: Figure, masked: str) -> bool:
    """Whether an amount may say of which size those are that follow it."""
    mod, value = amount.mention.mod, amount.mention.value
    if mod in _BOUNDS:
        return True
    ranged = isinstance(value, Money) and value.low != value.high  # 20亿元至50亿元项目5个
    if mod is Mod.MORE_THAN and amount.noun and masked.endswith(_OF_A_SIZE, *amount.noun):
        return True  # 产值超百亿元农业龙头企业10家
    return (ranged or mod is Mod.MORE_THAN) and masked.startswith(_OF_A_SIZE, amount.end)


def _grows(place: int, passage: Passage, *, amounts: bool) -> bool:
    """Whether a share or growth, or of ``amounts`` any figure, is told of what ends at a place of a sentence, in its
    clause."""
    opening = passage.start
    for _, one in passage.figures:
        start = one.view_span.start - opening
        if start >= place:
            told = amounts or one.kind is _PERCENT
            return told and not BOUNDARY.match(passage.masked, place, start)
    return False


def _counts_at(place: int, passage: Passage) -> bool:
    """Whether a number that counts something begins at a place of a sentence, or behind a bracket or a verb there."""
    masked = passage.masked
    if masked.startswith(HIDDEN, place):
        place = len(masked) - len(masked[place:].lstrip(HIDDEN))  # 设备（不含车辆）2台
    if masked[place : place + 1] in _COME_TO_FIRST and (verb := _COME_TO.match(masked, place)):
        place = verb.end()
    place += passage.start
    return any(one.kind is _QUANTITY and one.view_span.start == place for _, one in passage.figures)


def _tells_of_owner(noun: tuple[int, int], end: int, passage: Passage, number: int) -> bool:
    """Whether what goes on where a noun and all that belongs to it end is told of whom that names first: a rate, what
    is not done, an amount of money. No figure before that of a ``number`` is one."""
    masked = passage.masked
    left = _LEFT.match(masked, end)
    told = left.end() if left else end
    return (
        _IS_RATE.match(masked, told) is not None
        or masked.startswith(("不", *_LATE), told)
        or masked.endswith("的问题", *noun)
        or _is_money(told, passage, number)
    )


def _is_money(start: int, passage: Passage, number: int) -> bool:
    """Whether an amount of money begins at a place of a sentence; no figure before that of a ``number`` does."""
    start += passage.start
    for at in range(number, len(passage.figures)):
        one = passage.figures[at][1]
        if one.view_span.start >= start:
            return one.view_span.start == start and one.kind is _MONEY
    return False
