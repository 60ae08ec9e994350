"""Figures in their clauses: what stands before each, what noun follows it, and by which verb it is said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from gongbao.link.lexicons.regions import Region
from gongbao.link.lexicons.wording import CENSUS, DATE, HAN, HIDDEN, Match, Rare, Wording
from gongbao.link.sentence.nouns import MAKES_UP, MARKS, RATES, Nouns
from gongbao.link.sentence.passage import Passage
from gongbao.model import Fact, Kind, Mention, Mod, Percent, Quantity

# The last one before a figure is wanted.
_BOUNDARY = re.compile("(?s:.*)[，；：。！？,;:\n（()）]")
_EDGE = ' 、，,；;：:（）()"\u3000—-·' + HIDDEN
# 分别提高20.9、36.2、54个百分点: only the last has its unit, and is a figure.
_NUMBER_LIST = regex.compile(r"(?:\d+(?:\.\d+)?(?:/10万)?[、和及])+$")
_UNREAD = regex.compile(r"(?<=分别.*)(?:\d+(?:\.\d+)?[、和及])*(?:\d+\.)?[0-9]+$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:/10万)?")
_LIST_MARKS = frozenset("、和及与")
_BETWEEN_JOINED = frozenset(("", *"、和及与至到或"))
_AND = frozenset("、和及与或")
_TAIL = regex.compile(
    "[ ]*(?:左右|及?以上|及?以下|以内|之内|上下|多|余|以来|内|/[\\p{Han}]{1,3}|[（(]含[^）)0-9]*[）)])*"
)
_TAIL_FIRST = " 左及以之上多余内/（("
# 增加值占GDP的30%: what a share is of; but 市场占有率, and 占地面积500亩 is none.
_WHOLE = regex.compile(
    rf"{MAKES_UP}到?(?!比|[用有][率量])(?P<whole>[^占，。；]{{1,30}}?)的?(?:比重|比例|份额|百分比)?$"
)
# 其他收入550万元，占5%: a share whose whole is unsaid.
_SHARE = regex.compile(f"{MAKES_UP}$")
# 与2022年度相比，收入增加2亿元: what the whole segment is held against.
_HELD = regex.compile(
    f"对比(?P<base>{DATE}+)(?:年度|同期)?[，,]|(?:与|同|和|跟)(?P<base>{DATE}+){HIDDEN}*{CENSUS}?(?:年度|同期)?(?:数|决算数?|预算数?)?相?比(?:较)?[，,]"
)
_COMPLETED = regex.compile(
    r"[仅只共]?(?<![未不没])(?:完成|为|占|达到|超额完成)(?:了)?(?P<of>(?:预期|既定|(?:国家|省|市|上级|省政府|市政府)?(?:下达|定)的?|年初|规划|“?十?[一二三四五六七八九]五”?规划|全年|年度|年|调整后?|变动|当年|收支|⌚+)?(?:预算|目标任务|目标|任务|计划)(?:数|任务|目标)?)的?$"
    r"|(?P<of>(?P<partly>(?:年度|全年|年初)?(?:预算|目标任务|目标|任务|计划)数?))(?:就|仅|只|已|已经|累计|总体)*完成了?$"
    r"|完成了?(?P<of>(?P<named>(?:年度|全年|⌚+)\p{Han}{2,4}(?:任务|计划|目标)数?))的?$"
)
# 完成投资计划的102%: of what it is the plan.
_CARRIED_OUT = regex.compile(
    r"完成了?(?!年度|全年)\p{Han}{2,14}?(?P<of>(?:年度|全年)?(?:计划|目标任务|目标|任务)数?)的?$"
)
_MORE_OR_LESS = "高于|低于|快于|慢于|好于|优于|高出|超过|超出"
# Of literals alone, which are looked for much faster than sets.
_IS_REFERENCE = re.compile(f"{_MORE_OR_LESS}|比|超[序时]")
_REFERRED_TO = re.compile("进度|全国|全省|全市|全区|上级|平均|水平")
_REFERENCE = regex.compile(
    r"(?:高于|低于|高出|超过|快于|慢于|超(?=[序时])|比(?![例重值价]|[多常历往]年))(?P<than>时间进度|序时进度|全国|全省|全市|全区|上级|平均"
    r"|[\p{Han}]{0,6}?平均|[\p{Han}]{0,8}?水平)[\p{Han}]{0,6}?(?:高|低|快|慢|多|少)?$"
)
# 高于经济增速1个百分点, 高出城镇1.8个百分点: of points anything may be the measure.
# So is 增速比城镇居民高2.4个百分点, but not where it is held against another time (比抽检前提高) or a plan.
_POINTS_FROM = regex.compile(
    rf"(?:(?:{_MORE_OR_LESS})(?P<than>[\p{{Han}}A-Z“”、]{{1,14}})"
    r"|(?<![占同环])比(?![例重值价率]|预期|计划|预算|目标|年初|同期|上|去|前|往|常)(?P<than>[\p{Han}、]{2,16}?)(?<![提升增调加放减降走])(?:高|低|快|慢|多|少)出?)$"
)
# 比预期目标高0.5个百分点: what is aimed at.
_FROM_TARGET = re.compile(
    f"(?:(?P<points>高于|低于|高出|超过|快于|慢于|好于)|超出|超(?=年|计划|预期|目标)|(?<![同环占])比|较|与(?=[^，。；]*差))(?:{DATE}|年初|全年|年度|原定|既定|预定|计划|下达)*"
    "(?:预期目标|预期值?|目标值?|计划数?|目标任务)(?:高|低|快|慢|多|少|好|相差)?出?$"
)
# 5家产值超10亿元的企业, 48个亿元以上项目, but not 对3家企业给予10万元以上的罚款: what limits what is counted.
_LIMITED = re.compile(
    f"(?:[{HAN}]{{0,6}}(?:产值|收入|投资|营收|销售额?|税收|纳税额?|利润|产能|面积|规模|市值|估值|资产|产量|产|交易额|资本|里程|容量|装机|库容|出口额?))?"
    "(?P<bound>超过?|过|逾|突破|不低于|不少于)?"
)
_BOUNDED, _LONGEST_LIMITED = ("以上", "及以上", "以下", "及以下"), 12
# 改造提升农村公路300公里, 改造提升3000个行政村: so many have become better, not so many more.
_IMPROVED = re.compile("(?:改造|优化|建设|整治|改建|治理|巩固|创新|风貌|品质|质效|环境|面貌|能级)(?:提升|提高)$")
_IMPROVING, _PIECE = ("提升", "加快"), "个"
_BY_DEGREES = ("等级", "档次", "类别", "位次", "名次", "级别", "层级", "任务", "目标")
# 营收保持20%以上的增长, 实现5%的正增长, but not 70%的增长来自消费: how it changes, told behind the figure.
_GROWN = re.compile(
    "的?(?:(?:(?:较快|快速|中?高速|平稳|稳定|稳健|强劲|正)的?)?(?P<rise>增长(?:率|速度)?|增速|增幅|涨幅|升幅|上涨)|(?P<fall>负增长|下降|降幅|跌幅|降低))"
    "(?=[，。；、）)\n]|目标|预期|势头|态势|的|$)"
)
_GROWN_FIRST = frozenset("的增较快中高平稳强正上涨升负下降跌")
# 低于3%的预期目标1.2个百分点: by how much.
AIMS = frozenset(("预期目标", "控制目标", "年度目标", "计划目标", "目标", "预期"))
_AIMED = re.compile("^(?!全[国省市]|上级).*(?:目标|计划|预期|任务)$")
_AIMED_LAST = frozenset("标期划值数务高低快慢多少好出差")
# 其中A 3亿元，B 2亿元，合计5亿元: all told it is the whole again.
ALL_TOLD = ("合计", "总计", "共计", "合计为", "总计为", "共计为")
TARGET, LIMIT = "目标", "限额"
LINES = ("警戒线", "预警线", "警戒值", "红线")
# 调入一般公共预算12亿元: the four budgets of a government are names; 超预算3万元 is above one, and
# 核减预算3万元 cuts one.
_BUDGETS = ("公共预算", "基金预算", "经营预算", "超预算", "减预算", "追加预算")
# 调减2022年预算3万元
_CUT_BUDGET = re.compile(f"(?:[调核扣压]减|追加)(?:{DATE}|年?度|项目|部门|支出)+预算$")
# The budget of a department is a name as well, and no more than planned; so is the sum of one.
_OF_DEPARTMENTS, _BUDGET, _INITIAL = ("部门预算", "代编预算", "预算总额"), "预算", "年初预算"
_ADJUSTED = "调整预算"
_AREA = re.compile("[、，和与及]?(?:[高低快慢]于)?(?:全国|全[省市区县州]|东部|中部|西部)(?:地区)?(?:平均(?:水平)?)?")
# 254个项目有序推进、总投资2800亿元: how what is counted fares is no part of what follows.
_FARED = re.compile(
    "(?:有序|稳步|扎实|加快|圆满|顺利|平稳|全面|如期|按期|按时|陆续|相继|先后|成功|投产|建成|开工|竣工|完工|落地)[^，。；、]{1,8}、"
)
# 82项获国家认可、37项在全国推广: what has become of the first is no name of the next.
_BECAME = re.compile("(?:获|被|入选|列入|纳入|通过|已|正)[^，。；：]{1,16}、")
# 花卉产量全球第一、鲜切花占比60%: where another stands is no part of what follows.
_RANKED = re.compile(
    r"[^，。；]{0,24}(?:居|列|位|排|部|全国|全球|全[省市区]|世界|亚洲)[^，。；、第]{0,6}第[一二三四五六七八九十\d]{1,3}[位名]?、"
)
# 11个单位 / 存量资金2368万元: who is counted, where an amount of theirs follows; words stand before that, as in
# 8个新投产企业 / 税收3亿元, only where nothing else than the amount can: 3个重点村庄整治资金 is one name.
_OWNER_NOUNS = "(?:单位|部门|企业|公司|项目|县区|区县|市县|乡镇|学校|高校|机构|村|农户|职工|学生|家庭|案件)"
_OWNER = re.compile(f"{_OWNER_NOUNS}(?=[^通].)")
_OWNER_AT_WORK = re.compile(
    f"[{HAN}]{{1,6}}?{_OWNER_NOUNS}"
    "(?=(?:实现|完成|贡献|增加|新增)?(?:税收|营收|营业收入|收入|产值|总产值|利润|总投资|投资)$)"
)
_AMOUNTS_LAST = frozenset("收入值润资")
_FROM = regex.compile(
    f"(?:由|从|自|比|较)(?:(?P<date>{DATE}+){CENSUS}?|现在|目前|原来)的$|[与同]{CENSUS}?(?P<date>{DATE}+){CENSUS}?(?:零时)?的$"
    f"|(?:由|从|自)(?P<date>{DATE}*)的?$"
)
# 收入由年初预算的25亿元调整为24亿元.
_FROM_BUDGET = re.compile(f"(?:由|从)(?:{DATE}|年初|原)*(?P<stage>预算)数?的?$")
# 收入比向人代会报告的执行数增加3万元: what was told before the accounts were closed.
_AS_REPORTED = re.compile(
    "(?:比|较)(?:[^，。；比较]{0,14}(?:报告|通报|汇报)|[^，。；比较]{0,4}报[省市县区州]?(?:人代会|人大会?|人大常委会)|快报)"
    "的?(?:时的?)?(?:预计)?(?:执行|完成|快报)?数?$"
)
# 8个市县 / 专项债券资金闲置2亿元.
_INVESTED, _STANDARD = "投资", "标准"
_LEFT = "闲置"
# 27个项目 / 绩效目标完成率低于60%.
_IS_RATE = re.compile("[完执使支拨兑][成行用出付现]率")
_ACCOUNTED = ("决算支出", "决算收入")
# 债务余额8亿元，比省核定限额9亿元低1亿元; 收入13亿元，比上年决算数12亿元增长8%: what the figure before is held against.
_AGAINST = re.compile(
    f"(?:比|较|低于|高于)(?:(?P<date>{DATE}+)(?:同期)?(?:决算|执行|完成|实际)?数?的?|(?P<budget>(?:{DATE}|年初|年度|调整后?)*预算数?)|[^，。；比较]{{0,6}}?(?P<limit>限额))$"
)
_BY_HOW_MUCH = re.compile("[高低多少增减下上提净]")
_LAST_AGAINST = f"数额的算{DATE}"
# 债务余额低于限额3亿元, 比限额低3亿元.
_FROM_LIMIT = re.compile(
    "(?:低于|高于|超过|超出|超|(?:比|较)(?=.*[低高少多]$))[^，。；比较]{0,6}限额(?:低|高|少|多)?出?$"
)
# 涨幅在2%左右, but 存在.
_AT = regex.compile("(?<![存潜所现实])在$")
# 改造21个项目，是计划任务的2.1倍; 低保标准不低于城市标准的80%; 公用经费压减到定额的95%: so much of what.
_SO_MUCH_OF = Rare(
    "(?:(?:压[减缩降]|缩[减短]|下?降低?|减少|精简|提高|提升|增加|上调|恢复)[至到为]|(?<!发)达到?了?|占到|相当于|等于|不[低高少多]于|不?超过"
    f"|(?:控制|保持|稳定|维持)在|(?<![行作认以成因视列称])[是为])(?P<of>{DATE}*[{HAN}“”]{{2,16}})的$"
)
# 最低收购价每50公斤提高2元, 配置达每10万人45台: for how much of what it is.
_FOR_SO_MANY = re.compile(f"每\\d+万?[{HAN}]{{1,4}}$")
# 企业数3年翻一番.
_YEARS_END = regex.compile("(?<=\\p{Han})(?:近|过去)?\\d{1,2}年$")
# 投资连续两年超1000亿元.
_IN_A_ROW = regex.compile("(?:已?连续|历时)[\\d一二两三四五六七八九十]{1,3}年$")
# 结转下年3万元 is a name.
# 高出2020年2.7个百分点
_ABOVE_YEAR = re.compile(f"高出(?P<base>{DATE}+)$")
# 两年平均增速6.1%
_AVERAGED_RATE = re.compile("(?P<over>[两三四五十]年平均)(?:增速|增长率|增幅)$")
_RATE_LAST = "速率幅"
# 较上年增加9天、提高2个百分点: days are no figures.
_BY_DAYS = re.compile(r"(?:增加|减少|增|减|多|少|缩短|延长|提前|提高|下降)\d+(?:\.\d+)?(?:天|日|小时|分钟)$")
_DAYS_LAST = "天日时钟"
# 按当年价格上涨4%, 按年平均汇率折合1084美元.
_RECKONED_AT = re.compile(f"按照?(?:{DATE}|可比|不变|现行|现|年|平均)*(?:价格?|汇率)(?:计算|折算)?$")
_RECKONED_LAST = "价格率算"
_DATE_END = regex.compile(f"(?<![{DATE}])(?<!结转|结余){DATE}+的?$")
# 比上年收入增加3亿元: what was so much then.
_THAN_THEN = re.compile(
    f"[比较](?P<base>{DATE}+)(?:同期|年度)?(?:预算|决算)?(?:财政|税收)?(?:收入|支出|赤字|投入|投资|产值|销量|用量|总量|总额|余额|人数)(?:规模|总额|总量)?"
)
# 产值超10亿元的企业达12家: what those that are counted have at least.
_CONDITION = regex.compile("(?:及?以上)?的\\p{Han}{0,12}")
# The characters that can end each of these: a look at the last one saves most of the searching.
_DIGITS = "0123456789"
# 20个断面中Ⅰ～Ⅲ类水质断面: the number is that of all of them.
_AMONG, _CLASSES = "中", tuple("ⅠⅡⅢⅣⅤ")
_COMPLETED_LAST, _JOINTS, _FROM_LAST, _DATE_LAST = "算标务划数的成了", "、和及", f"的由从自{DATE}", f"的在年{DATE}"
_OR_MORE = ("及以上", "及以下")
_REPORTED_LAST, _BUDGET_LAST = "告报的数", "算额"
# Words that end in none of these, nor in a word of a lexicon, may be peeled only where they hold one of those.
_PEELED_LAST = frozenset(
    _COMPLETED_LAST
    + _JOINTS
    + _FROM_LAST
    + _DATE_LAST
    + _REPORTED_LAST
    + _BUDGET_LAST
    + _RECKONED_LAST
    + _DIGITS
    + "占差"
)
_MAY_BE_PEELED = re.compile(f"占|多|少|每|{_IS_REFERENCE.pattern}")
_SHARED_OUT = "分别"
_YEARLY = "annual_average"
_CLASS, _OF_A_SIZE = "级", ("产业", "企业", "集群", "园区")
AGE = "岁"
# 对60岁以上老年人发放补贴: whom it is done for is no name of the amount.
_FOR_WHOM = frozenset("对向为给予")
# 交通、水利分别完成投资3亿元、2亿元: each of them, and what follows is a part of the name.
EACH_DOES = re.compile("分别(?:完成|实现|达到|新增|增加|安排|争取|拥有)(?=..)")
CHANGING, _NOT_CHANGING = ("rise", "fall"), (None, "become")
_QUANTITY, _MONEY, _PERCENT = Kind.QUANTITY, Kind.MONEY, Kind.PERCENT
_BOUNDS = (Mod.EQUAL_OR_MORE, Mod.EQUAL_OR_LESS)
_OR_MORE_FIRST, _MAKE_UP = "及以", ("占", "的占")
_AT_LEAST = (Mod.MORE_THAN, Mod.EQUAL_OR_MORE)
_MULTIPLE = regex.compile(
    f"(?:等于|相当于|是|为|恢复[到至](?:疫情前)?|不[低高少多]于|不?超过|控制在|压[减缩降][到至为])"
    f"(?P<base>{DATE}+)(?:同期|实际|水平|预算|决算|执行)?数?的$"
)


@dataclass(slots=True)
class Figure:
    """A figure of a sentence. Places count in the sentence; ``clause`` is what stands before it, from ``left`` on,
    ``flags`` are the words peeled off it, ``chain`` the number of figures joined by 、 from the figure on,
    ``unread`` that of numbers without a unit before it in its list.

    ``whole`` is what it is a share of, ``of`` what else it is so much of (不低于城市标准的80%).
    ``verb`` is rise, fall, become, new, from or null; ``own_date`` is where the date begins that a from-figure is of,
    ``grown_from`` that of the figure from which it has become what it is; ``against``: the next figure tells by how
    much the one before differs from it; ``condition``: it tells of the things that the next figure counts; ``phrase``
    spans the indicator's words (empty: unsaid), ``has_phrase`` tells whether there are any.

    What it means is found later. ``words`` name its indicator: ``own`` ones stand before it as they are, of ``stated``
    ones some do, and of ``taken`` ones the subject before it is part; ``region`` and ``scope`` are those said with
    them, ``others`` the places of the next figures of its list. ``members`` are the indicators that the figure, or the
    list of figures that it opens, is shared out to, ``fact`` is that of the first, complete but for its whole.
    ``change`` is the direction of its verb, also of one before its object; ``part_of`` is the figure that it is a part
    of, ``place`` the index that its first fact has among the document's.
    """

    index: int
    mention: Mention
    start: int
    end: int
    left: int
    clause: str
    joined: bool = False
    chain: int = 1
    unread: int = 0
    verb: str | None = None
    comparison: str | None = None
    base: tuple[int, int] | None = None
    flags: tuple[str, ...] = ()
    phrase: tuple[int, int] = (0, 0)
    has_phrase: bool = False
    noun: tuple[int, int] | None = None
    whole: str | None = None
    of: str | None = None
    completed: str | None = None
    reference: str | None = None
    own_date: int | None = None
    grown_from: int | None = None
    against: bool = False
    condition: bool = False
    stage: str | None = None
    words: str = field(init=False)
    own: bool = field(init=False)
    stated: bool = field(init=False)
    taken: bool = field(init=False)
    region: Region | None = field(init=False)
    scope: str | None = field(init=False)
    fact: Fact = field(init=False)
    members: Sequence[str] = field(init=False)
    change: str | None = field(init=False)
    others: Sequence[Region] = field(init=False)
    part_of: "Figure | None" = field(init=False)
    place: int = field(init=False)


def figures(passage: Passage, wording: Wording, nouns: Nouns) -> list[Figure]:
    """The figures of a sentence, each cut out of its clause."""
    masked, opening = passage.masked, passage.start
    found: list[Figure] = []
    last: Figure | None = None
    cursor, listed, size = 0, False, len(masked)
    budgeted: str | None = None
    limited = 0
    for index, mention in passage.figures:
        span = mention.view_span
        start, end = span.start - opening, span.end - opening
        boundary = _BOUNDARY.match(masked, cursor, start)
        left = boundary.end() if boundary else cursor
        if last:
            if last.noun and left == last.noun[1] and (fared := _FARED.match(masked, left, start)):
                left = fared.end()
            if left == last.end < start and last.mention.kind is _MONEY and _is_class(last, masked):
                left = last.start  # 10亿元级企业20家, 千亿元产业由1个增加到3个: which of them
        clause = masked[left:start]
        figure = Figure(index, mention, start, end, left, clause)
        if last:
            if left == cursor and clause.strip(" ") in _BETWEEN_JOINED:
                figure.joined = listed = True
            elif left == cursor and _is_counted_alike(mention, last.mention) and _BECAME.fullmatch(clause):
                figure.left, figure.clause = start, ""
            if last.mention.mod in _AT_LEAST:
                last.condition = _CONDITION.fullmatch(masked, last.end, start) is not None
        behind = masked[end] if end < size else MARKS[0]
        tail = _TAIL.match(masked, end) if behind in _TAIL_FIRST else None
        cursor = tail.end() if tail else end
        aimed_at = behind == "的" and mention.kind is not _PERCENT
        _peel(figure, wording, told=aimed_at)
        if last and last.stage and masked[slice(*figure.phrase)] in _ACCOUNTED:
            figure.stage = "决算"  # 年初预算为80万元，决算支出为78万元
            figure.phrase, figure.has_phrase = (start, start), False
        if figure.completed and aimed_at:
            budgeted, figure.completed = figure.completed, None
            figure.stage = _INITIAL if _BUDGET in budgeted else TARGET
        elif budgeted:
            if figure.clause == "的":
                figure.completed = budgeted  # 占年度预算14亿元的98%
            budgeted = None
        if (
            mention.kind is _PERCENT
            and figure.verb in _NOT_CHANGING
            and masked[cursor : cursor + 1] in _GROWN_FIRST
            and not is_points(mention.value)
            and (grown := _GROWN.match(masked, cursor))
        ):
            figure.verb, cursor = grown.lastgroup, grown.end()
            behind = MARKS[0]  # that it grows is no noun of it
        if figure.verb is None or (last and last.against):
            _hold_against(figure, last, behind)
        if last:
            if figure.joined and last.comparison == _YEARLY and not figure.comparison:
                figure.comparison = _YEARLY  # 年均增长8%和9%
            if mention.kind is _PERCENT and is_points(mention.value):
                gap_goes_on = last.reference and figure.reference is None
                if gap_goes_on and (figure.joined or _AREA.fullmatch(figure.clause)):
                    figure.reference, figure.joined = last.reference, True  # 高于全国2个百分点、全省1.2个百分点
                    figure.phrase, figure.has_phrase = (start, start), False
                elif figure.clause.strip(" 的") in AIMS:
                    figure.reference, figure.stage = TARGET, None
                    figure.phrase, figure.has_phrase = (start, start), False
        if "第" in clause and (ranked := _RANKED.match(masked, left, start)):
            other = Figure(index, mention, start, end, ranked.end(), masked[ranked.end() : start])
            _peel(other, wording, told=aimed_at)
            if other.has_phrase:  # but 产值居全国第5位、同比增长3% is of the same
                figure = other
        if figure.verb == "become" and last and last.verb == "from" and last.own_date is not None:
            figure.grown_from = last.own_date
        if figure.verb in CHANGING:
            if last and last.grown_from is not None and not figure.has_phrase and figure.comparison is None:
                figure.comparison, figure.base = "base", (last.grown_from, last.grown_from)
            if figure.comparison is None and "比" in masked:
                segment = max(masked.rfind("；", 0, start), masked.rfind("。", 0, start)) + 1
                for held in _HELD.finditer(masked, segment, start):
                    figure.comparison, figure.base = "base", held.span("base")
            if last and not figure.has_phrase and figure.clause.lstrip()[:1] in _LIST_MARKS:
                figure.joined = listed = True  # 增长10%、下降5%
        elif last and figure.flags and not figure.has_phrase and figure.flags[-1][0] == "每":
            figure.joined = figure.clause.lstrip()[:1] in _LIST_MARKS  # 每人每月640元和每人每年5480元
            listed |= figure.joined
        if (
            behind in _OR_MORE_FIRST
            and isinstance(mention.value, Quantity)
            and mention.value.unit_id == AGE
            and masked.startswith(_MAKE_UP, cursor)
        ):
            cursor = left  # 年龄35岁及以下占16%
        elif limited:
            cursor, limited = limited, 0  # the noun is what the figure before counts
        elif (
            mention.kind is _QUANTITY
            and behind not in MARKS
            and (things := _limited(figure, passage, nouns, len(found) + 1))
        ):
            figure.noun, limited = things, things[1]
        elif behind not in MARKS and (noun := nouns.behind(masked, end, mention.value)):
            figure.noun = noun[:2]
            is_rate = masked.endswith(RATES, *figure.noun)
            owner = _OWNER.match(masked, *figure.noun)
            if owner is None and masked[figure.noun[1] - 1] in _AMOUNTS_LAST:
                owner = _OWNER_AT_WORK.match(masked, *figure.noun)
            if owner and (is_rate or _tells_of_owner(figure.noun, noun[2], passage, len(found) + 1)):
                figure.noun, is_rate = owner.span(), False
            if (
                figure.verb == "rise"
                and mention.kind is _QUANTITY
                and figure.clause.endswith(_IMPROVING)
                and not masked.endswith(_BY_DEGREES, *figure.noun)
            ):
                figure.verb = None
            # 203个断面水质优良率达100%: the rate is what the next figure tells
            is_age = isinstance(mention.value, Quantity) and mention.value.unit_id == AGE
            if is_age and not (last and last.end == start) and masked[start - 1 : start] not in _FOR_WHOM:
                cursor = left  # 60岁及以上人口 is what the next figure tells of, but 30位80岁以上老人 are counted
            elif aimed_at and masked.startswith("、", noun[2]) and figure.clause.endswith(_INVESTED):
                cursor = noun[2]  # 总投资80亿元的电站、投资35亿元的公路
            elif mention.mod in _BOUNDS and mention.kind is _QUANTITY and _counts_at(figure.noun[1], passage):
                cursor = left  # 年出栏500头以上养猪场126个: which of them
            elif mention.kind is _MONEY and mention.mod in _BOUNDS and not figure.has_phrase:
                if _grows(figure.noun[1], passage):
                    cursor = left  # 5000万元以上项目投资增长8%
            elif mention.kind is _QUANTITY and not is_rate and cursor < figure.noun[1]:
                cursor = figure.noun[1]
                if masked[cursor : cursor + 1] == _AMONG:
                    cursor += masked.startswith(_CLASSES, cursor + 1)
        found.append(figure)
        last = figure
    if listed:
        for one, before in pairwise(reversed(found)):
            if one.noun and not before.noun and before.end == one.start and masked[one.noun[0]] != "”":
                before.noun = one.noun  # 3座35万千瓦光热电站: what has nothing between is a list
            if one.joined:
                before.chain = one.chain + 1
        if len(passage.dates) > 1:
            for place, figure in enumerate(found):
                if figure.base and figure.chain > 1 and not figure.joined:
                    _share_bases(found[place : place + figure.chain], passage)
    return found


def _limited(figure: Figure, passage: Passage, nouns: Nouns, number: int) -> tuple[int, int] | None:
    """What a figure counts that the next one, of a ``number``, limits: 5家产值超10亿元的企业, 48个亿元以上项目."""
    if number >= len(passage.figures):
        return None
    limit, masked = passage.figures[number][1], passage.masked
    start, end = limit.view_span.start - passage.start, limit.view_span.end - passage.start
    if limit.kind is _PERCENT or start - figure.end > _LONGEST_LIMITED or getattr(limit.value, "unit_id", None) == AGE:
        return None
    limited = _LIMITED.fullmatch(masked, figure.end, start)
    if not limited or not (limited["bound"] or masked.startswith(_BOUNDED, end)):
        return None
    noun = nouns.behind(masked, end, limit.value)
    return noun[:2] if noun and not masked.endswith(tuple(AIMS), *noun[:2]) else None


def _share_bases(listed: Sequence[Figure], passage: Passage) -> None:
    """Hold each figure of a list against its own date: 比2019年、2020年分别增长9%和5%."""
    last = listed[0].base
    spans = [(place.start, place.end) for place in passage.dates if last and place.end <= last[1]][-len(listed) :]
    if len(spans) < len(listed) or any(
        passage.masked[one[1] : other[0]].removeprefix("同期") not in _LIST_MARKS for one, other in pairwise(spans)
    ):
        return
    for figure, span in zip(listed, spans, strict=True):
        figure.base, figure.comparison = span, "base"


def _hold_against(figure: Figure, last: Figure | None, behind: str) -> None:
    """Notice that the figure before is held against a figure, and by how much it differs."""
    if last and last.against:
        if figure.has_phrase:
            return
        if last.comparison is None:
            figure.reference = LIMIT
        elif figure.verb in CHANGING:
            figure.comparison, figure.base = last.comparison, last.base
    elif (
        figure.verb is None
        and figure.clause[-1:] in _LAST_AGAINST
        and _BY_HOW_MUCH.match(behind)
        and (against := _AGAINST.search(figure.clause))
        and (against["date"] or last)
    ):
        a, b = against.span(against.lastgroup or "")
        a, b = figure.left + a, figure.left + b
        figure.against = True
        if against["date"]:
            figure.verb, figure.own_date, figure.base, figure.comparison = "from", a, (a, b), "base"
            return  # 出口额比上年12亿元增长5% names it
        elif budget := against["budget"]:
            figure.stage, figure.base = (_ADJUSTED if "调整" in budget else _INITIAL), None
            figure.comparison = "adjusted_budget" if "调整" in budget else "initial_budget"
            a = b
        else:
            figure.comparison = None
        figure.phrase, figure.has_phrase = (a, b), a < b


def _is_counted_alike(one: Mention, other: Mention) -> bool:
    """Whether two figures count in the same unit."""
    a, b = one.value, other.value
    return isinstance(a, Quantity) and isinstance(b, Quantity) and a.unit_id == b.unit_id


def _is_class(amount: Figure, masked: str) -> bool:
    """Whether an amount only says of which size those are that are counted behind it."""
    if masked.startswith(_CLASS, amount.end):
        return True
    return not amount.has_phrase and masked.startswith(_OF_A_SIZE, amount.end)


def _grows(place: int, passage: Passage) -> bool:
    """Whether a share or growth is told of what ends at a place of a sentence, in the same clause."""
    opening = passage.start
    for _, one in passage.figures:
        start = one.view_span.start - opening
        if start >= place:
            return one.kind is _PERCENT and not _BOUNDARY.match(passage.masked, place, start)
    return False


def _counts_at(place: int, passage: Passage) -> bool:
    """Whether a number that counts something begins at a place of a sentence."""
    place += passage.start
    return any(one.kind is _QUANTITY and one.view_span.start == place for _, one in passage.figures)


def _tells_of_owner(noun: tuple[int, int], end: int, passage: Passage, number: int) -> bool:
    """Whether what goes on where a noun and all that belongs to it end is told of whom that names first: a rate, what
    is not done, an amount of money. No figure before that of a ``number`` is one."""
    masked = passage.masked
    told = end + len(_LEFT) * masked.startswith(_LEFT, end)
    return (
        _IS_RATE.match(masked, told) is not None
        or masked.startswith("不", told)
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


def _behind_a_budget(text: str, stage: str) -> str:
    """What of a stage word that ends a text is no part of a name: 安排 of 一般公共预算安排, nothing of 一般公共预算."""
    end = len(text) - len(stage) + len("预算")
    named = stage.startswith("预算") and (text.endswith(_BUDGETS, 0, end) or _CUT_BUDGET.search(text, 0, end))
    return stage.removeprefix("预算") if named else stage


def _is_times(value: object) -> bool:
    return isinstance(value, Quantity) and value.unit == "倍"


def is_points(value: object) -> bool:
    """Whether a value is of percentage points."""
    return isinstance(value, Percent) and value.unit == "pp"


def _peel(figure: Figure, wording: Wording, told: bool) -> None:
    """Take verb, comparison and adverbs off the end of what stands before a figure; the rest is the indicator.

    ``told``: what follows says how much of the figure has been done.
    """
    a, b = figure.left, figure.start
    if figure.joined and figure.clause.strip(" ") in _AND:
        figure.phrase = (b, b)
        return
    if a > b:  # in the noun of the figure before, 企业占三成
        figure.phrase, figure.has_phrase = (a, b), True
        return
    text = figure.clause.lstrip(_EDGE)
    a = b - len(text)
    text = text.rstrip(_EDGE)
    verb: str | None = None
    flags: tuple[str, ...] = ()
    value = figure.mention.value
    is_share = isinstance(value, Percent)
    is_part = _is_times(value) or (is_share and not is_points(value))
    rise, fall = wording.rise, wording.fall
    while text:
        last = text[-1]
        if last not in _PEELED_LAST and last not in wording.peeled_last and not _MAY_BE_PEELED.search(text):
            break  # most are the indicator already
        completed = _COMPLETED.search(text) if last in _COMPLETED_LAST else None
        # 完成年度造林任务的108%, 完成年度造林任务3万亩的108%, but 完成年度造林任务3万亩 is no rate
        if completed and (is_share or ((told or not completed["named"]) and not completed["partly"])):
            if is_points(value):
                figure.reference = TARGET  # 超额完成目标任务1.2个百分点
            else:
                figure.completed = completed["of"]
            text = text[: completed.start()]
            if text.endswith(_SHARED_OUT):  # 收入、支出分别完成预算的103%、98%
                flags += (_SHARED_OUT,)
                text = text[: -len(_SHARED_OUT)]
            break
        if last in _COMPLETED_LAST and is_share and "完成" in text and (completed := _CARRIED_OUT.search(text)):
            figure.completed = completed["of"]
            text = text[: completed.start("of")]
            break
        so_much = last == "的" and is_part and verb is None and _SO_MUCH_OF.compiled.search(text)
        if (
            figure.reference is None
            and not so_much
            and ("比" in text or "于" in text or "出" in text or "过" in text or "超" in text)
            and _IS_REFERENCE.search(text)
            and (
                reference := (_REFERENCE.search(text) if _REFERRED_TO.search(text) else None)
                or (_POINTS_FROM.search(text) if is_points(value) else None)
            )
        ):
            # 高于年度计划, 低于计划控制目标, but 高于全国目标 is of another place
            figure.reference = TARGET if _AIMED.search(reference["than"]) else reference["than"]
            text = text[: reference.start()].removesuffix(_SHARED_OUT)  # 增速分别高于全国、全省2.3个和1.1个百分点
            if "连续" in text:
                text = _IN_A_ROW.sub("", text).rstrip(_EDGE)  # 连续五年高于全国2个百分点
            break
        if last in _AIMED_LAST and figure.reference is None and ("目标" in text or "预期" in text or "计划" in text):
            aimed = _FROM_TARGET.search(text)
            if aimed and (not aimed["points"] or is_points(value)):
                figure.reference = TARGET
                text = text[: aimed.start()]
                break
        if figure.reference is None and LIMIT in text and (limited := _FROM_LIMIT.search(text)):
            figure.reference = LIMIT
            text = text[: limited.start()]
            break
        match: Match | None
        said: str | None
        if last == DATE and is_points(value) and (match := _ABOVE_YEAR.search(text)):
            figure.comparison, verb = "base", "rise"
            figure.base = (a + match.start("base"), a + match.end("base"))
            text = text[: match.start()].rstrip(_EDGE)
            break
        if last in _RATE_LAST and verb is None and is_share and (match := _AVERAGED_RATE.search(text)):
            figure.comparison, verb = _YEARLY, "rise"
            flags += (match["over"],)
            text = text[: match.start()].rstrip(_EDGE)
            break
        if (last in _JOINTS and (match := _NUMBER_LIST.search(text))) or (
            last in _DIGITS and figure.clause[-1] in _JOINTS and (match := _UNREAD.search(text))
        ):
            said = match[0]
            figure.unread = len(_NUMBER.findall(said))
        elif last in wording.soft.last and (said := wording.soft.search(text)):
            pass
        elif verb is None and last == "的" and (match := _MULTIPLE.search(text)):
            verb, figure.comparison, said = "become", "base", match[0]
            figure.base = (a + match.start("base"), a + match.end("base"))
        elif verb is None and last in _FROM_LAST and (match := _FROM.search(text)):
            verb, said = "from", match[0]
            if match["date"]:
                figure.own_date = a + match.start("date")
        elif verb is None and "预算" in text and (match := _FROM_BUDGET.search(text)):
            verb, said, figure.stage = "from", match[0], _INITIAL
        elif verb is None and last in wording.new.last and (said := wording.new.search(text)):
            verb = "new"
        elif verb is None and last in wording.become.last and (said := wording.become.search(text)):
            verb = "become"
        elif (
            verb in _NOT_CHANGING
            and not flags
            and (last in rise.last or rise.inside in text)
            and (said := rise.search(text))
        ):
            verb = "rise" if verb is None else "become"
        elif (
            verb in _NOT_CHANGING
            and not flags
            and (last in fall.last or fall.inside in text)
            and (said := fall.search(text))
        ):
            verb = "fall" if verb is None else "become"
        elif so_much:
            figure.of, said = so_much["of"].replace(HIDDEN, "").replace(DATE, ""), so_much[0]
        elif "每" in text and (match := _FOR_SO_MANY.search(text)):
            said = match[0]
        elif last in _REPORTED_LAST and "报" in text and (match := _AS_REPORTED.search(text)):
            said = match[0]
            flags += (said,)
        elif verb in CHANGING and text[0] in "比较" and (match := _THAN_THEN.fullmatch(text)):
            # 税收收入30亿元，比上年收入增加3亿元
            figure.comparison, figure.base, said = "base", (a + match.start("base"), a + match.end("base")), text
        elif verb and last in _DAYS_LAST and (match := _BY_DAYS.search(text)):
            said = match[0]
        elif last in wording.compared_last and (compared := wording.compared(text)):
            said, name, base = compared
            if base:
                figure.base = (a + base[0], a + base[1])
                figure.comparison = figure.comparison or "base"
            elif figure.comparison is None or name == _YEARLY:
                figure.comparison = name
            flags += (said,)
        elif (
            last in wording.adverb.last
            and (said := wording.adverb.search(text))
            and not text.endswith(_OR_MORE)  # 本科及以上占68%
        ):
            flags += (said,)
        elif last in _RECKONED_LAST and "按" in text and (match := _RECKONED_AT.search(text)):
            said = match[0]
            flags += (said,)
        elif last in _DATE_LAST and (
            match := _DATE_END.search(text)
            or _AT.search(text)
            or _IN_A_ROW.search(text)
            or (_YEARS_END.search(text) if verb else None)
        ):
            said = match[0]
        elif last in _BUDGET_LAST and not figure.stage and text.endswith(_OF_DEPARTMENTS):
            figure.stage = _BUDGET
            break
        elif (
            not figure.stage
            and last in wording.stage.last
            and (said := wording.stage.search(text))
            and text[-len(said) - 1 : -len(said)] != "总"
            and (rest := _behind_a_budget(text, said)) != ""
        ):
            figure.stage, said = said, rest
            if figure.stage == "增长目标" or text.endswith("增长" + said):
                verb = "rise"
        elif last == "占" and is_share and (match := _SHARE.search(text)):
            said = match[0]
            flags += (said,)
        elif "占" in text and is_share and (match := _WHOLE.search(text)):
            figure.whole, said = match["whole"].replace(HIDDEN, "").replace(DATE, ""), match[0]
        else:
            break
        text = text[: -len(said)].rstrip(_EDGE)
        if text in _LIST_MARKS:
            text = ""  # 和每人每年5480元
    if not flags and _SHARED_OUT in text and EACH_DOES.search(text):
        flags = (_SHARED_OUT,)
    if verb == "rise" and isinstance(value, Quantity) and value.unit != _PIECE and _IMPROVED.search(figure.clause):
        verb = None  # 环境提升3个等级: what is counted in 个 has a noun that tells
    if verb == "new" and text.endswith(_STANDARD):
        verb = "rise"  # 补助标准新增30元
    if verb == "new" and figure.comparison not in (None, _YEARLY):
        verb = "rise"  # 比年初净增32亿元: held against another day it is a change
    if verb and text in _AND:
        text = ""  # 分别下降8%和上升11%
    figure.verb, figure.flags = verb, flags
    figure.phrase, figure.has_phrase = (a, a + len(text)), text != ""


def clause_start(masked: str, floor: int, end: int) -> int:
    """Where the clause begins that ends at a place."""
    return max(max(masked.rfind(mark, floor, end) for mark in "，；：。,") + 1, floor)
