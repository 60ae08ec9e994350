"""What is peeled off the end of the words before a figure: verb, comparison and adverbs; its name stays."""

import re

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import CENSUS, DATE, HAN, HIDDEN, SPACES, Match, Wording
from gongbao.link.sentence.figure import (
    BUDGET,
    CHANGING,
    EACH_DOES,
    GROWS,
    INITIAL,
    LIMIT,
    LINES,
    LIST_MARKS,
    NOT_CHANGING,
    PLAN,
    SET_BEFORE,
    TARGET,
    YEARLY,
    Figure,
    is_points,
)
from gongbao.link.sentence.nouns import MAKES_UP
from gongbao.model import Kind, Money, Percent, Quantity

_EDGE = ' 、，,；;：:（）()"—-·' + SPACES + HIDDEN
_STRAIGHT = '"'  # a quotation mark on either side
_AND = frozenset("、和及与或兑/")
# In forms that are filled in: 增加或减少0人.
_OR_THE_OTHER = ("增加或", "增长或", "上升或")
# 增加值占GDP的30%: what a share is of; but 市场占有率 and 资金占用上升17%, and 占地面积500亩 is none.
_WHOLE = re.compile(
    rf"{MAKES_UP}到?(?!比|[用有][率量]|用$|的比)(?P<whole>[^占，。；]{{1,30}}?)(?:的?(?:最[低高])?(?:比重|比例|份额|百分比))?的?$"
)
# 在全部贷款中占比为73%, 在支出总额中所占的比重由20%下降为19%
_AMONG = compiled("在(?P<whole>[^在占，。；]{2,16})中的?所?占?的?(?:占比重?|比重)$")
# 其他收入550万元，占5%: a share whose whole is unsaid.
_SHARE = compiled(f"{MAKES_UP}$")
_COMPLETED = compiled(
    r"[仅只共]?(?<![未不没])(?:完成|实现|为|是|占|达到?|超额完成)(?:了)?(?P<of>(?:预期|既定|(?:国家|上级|\p{Han}{0,4}[省市县区州](?:级|政府)?)?(?:下达|定)的?|年初|规划|“?十?[一二三四五六七八九]五”?规划|全年|年度|五年|三年|年|调整后?|变动|当年|收支|⌚+)?(?:预算|目标任务|目标|任务|计划)(?:数|值|任务|目标|进度)?)的?$"
    r"|(?P<of>(?P<partly>(?:年度|全年|年初)?(?:预算|目标任务|目标|任务|计划)数?))(?:就|仅|只|已|已经|累计|总体)*完成了?$"
    r"|完成了?(?P<of>(?P<named>(?:年度|全年|⌚+)\p{Han}{2,4}(?:任务|计划|目标)数?))的?$"
)
_AIMS_AT = re.compile("预算|计划|目标|任务")
# 完成投资计划的102%: of what it is the plan.
_CARRIED_OUT = compiled(r"完成了?(?!年度|全年)\p{Han}{2,14}?(?P<of>(?:年度|全年)?(?:计划|目标任务|目标|任务)数?)的?$")
_MORE_OR_LESS = "高于|低于|快于|慢于|好于|优于|高出|超过|超出|落后于?(?!产)|滞后于?"
# Of literals alone, which are looked for much faster than sets.
_IS_REFERENCE = re.compile(f"{_MORE_OR_LESS}|比|较|[超快慢短欠滞]于?[序时]|超[警汛保设标限]")
_REFERRED_TO = re.compile("进度|全国|全省|全市|全区|上级|平均|水平")
_REFERENCE = compiled(
    r"(?:高于|低于|高出|超过|快于|慢于|落后于?|滞后于?|[超快慢短欠滞]于?(?=序时|时[序间]进度)|[比较](?![例重值价]|[多常历往]年|历史))(?P<than>时间进度|时序进度|序时进度|全国|全省|全市|全区|上级|平均"
    r"|[\p{Han}]{0,6}?平均|[\p{Han}]{0,8}?水平)(?:(?!的)\p{Han}){0,6}?(?:高|低|快|慢|多|少)?$"
)
# 高于经济增速1个百分点, 高出城镇1.8个百分点: of points anything may be the measure.
# So is 增速比城镇居民高2.4个百分点, but not where it is held against another time (比抽检前提高, 高于上年水平) or a
# plan.
_AT_SAME_TIME = (
    f"(?:{DATE}+(?!{DATE}|水平|平均|均值|年?度?实际|[预决]算|计划|目标|执行|完成|同期|增[速幅长]|[涨降]幅))?"
)
_POINTS_FROM = compiled(
    rf"(?:(?:{_MORE_OR_LESS}){_AT_SAME_TIME}(?P<than>[\p{{Han}}A-Z“”、]{{1,14}})"
    rf"|(?<![占同环])[比较](?![例重值价率快好大高]|预期|计划|预算|目标|年初|同期|上|去|前|往|常){_AT_SAME_TIME}(?P<than>[\p{{Han}}A-Z、]{{2,16}}?)(?<![提升增调加放减降走])(?:高|低|快|慢|多|少)出?)$"
)
# 比预期目标高0.5个百分点, 距2025年目标还差3家: what is aimed at.
_FROM_TARGET = compiled(
    f"(?:(?P<points>高于|低于|高出|超过|快于|慢于|好于)|超出|超(?=年|计划|预期|目标)|(?<![同环占])比|较|与(?=[^，。；]*差)|(?<!差)距离?)(?:{DATE}|年初|全年|年度|原定|既定|预定|计划|规划|[省市县区]|上级|国家|下达)*"
    "(?:预期目标|预期值?|目标值?|计划数?|(?:目标)?任务)(?:高|低|快|慢|多|少|好|[还尚仍]?(?:相差|差|缺|有))?出?$"
)
# 改造提升农村公路300公里, 改造提升3000个行政村: so many have become better, not so many more.
_IMPROVED = compiled("(?:改造|优化|建设|整治|改建|治理|抚育|巩固|创新|风貌|品质|质效|环境|面貌|能级)(?:提升|提高)$")
_PIECE = "个"
_AIMED = compiled("^(?!全[国省市]|上级).*(?:目标|计划|预期|任务|要求|规定(?:标准|比例|要求))$")
_AIMED_LAST = frozenset("标期划值数务高低快慢多少好出差缺有")
# 调入一般公共预算12亿元: the four budgets of a government are names; 超预算3万元 is above one, and
# 核减预算3万元 cuts one.
_BUDGETS = ("公共预算", "基金预算", "经营预算", "超预算", "减预算", "追加预算")
# 调减2022年预算3万元
_CUT_BUDGET = compiled(f"(?:[调核扣压]减|追加)(?:{DATE}|年?度|项目|部门|支出)+预算$")
# The budget of a department is a name as well, and no more than planned; so is the sum of one.
_OF_DEPARTMENTS = ("部门预算", "代编预算", "预算总额")
_FROM = compiled(
    f"(?:由|从|自|比|较)(?:(?P<date>{DATE}+){CENSUS}?|现在|目前|原来|现行|[^，。；：、由从自比较的]{{0,8}}(?:之初|初期|前夕|成立[时前]|解放[前初]))的$|[与同]{CENSUS}?(?P<date>{DATE}+){CENSUS}?(?:零时)?的$"
    f"|(?:[高低快慢好]于|超过)(?P<date>{DATE}+)的$"
    f"|(?:由|从|自)(?P<date>{DATE}*)(?:(?:原来?|原先|过去|以前|以往)?(?:安排|计划|核定|规定)?的|法定)?$"
)
# 收入由年初预算的25亿元调整为24亿元.
# 编制绩效目标56个 tells how many there are, and is no aim.
_OF_PERFORMANCE = "绩效目标"
_FROM_BUDGET = compiled(f"(?:由|从)(?:{DATE}|年初|原)*(?P<stage>预算)数?的?$")
# 收入比向人代会报告的执行数增加3万元: what was told before the accounts were closed.
_AS_REPORTED = compiled(
    "(?:比|较)(?:[^，。；比较]{0,14}(?:报告|通报|汇报)|[^，。；比较]{0,4}报[省市县区州]?(?:人代会|人大会?|人大常委会)|快报)"
    "的?(?:时的?)?(?:预计)?(?:执行|完成|快报)?数?$"
)
# 债务余额低于限额3亿元, 比限额低3亿元.
_FROM_LIMIT = compiled(
    "(?:低于|高于|超过|超出|超|(?:比|较)(?=.*[低高少多]$))[^，。；比较]{0,6}限额(?:低|高|少|多)?出?$"
)
# 债务率107%，离红色警戒线只差13个百分点: by how much it stays below.
_TO_LINE = compiled(f"(?:距离?|离)[{HAN}]{{0,8}}?(?P<line>{'|'.join(LINES)})[还尚仍]?[只仅]?(?:相差|差|有)$")
# 超过警戒水位1.2米, 高于最低收购价2分, 低于国家标准3微克; but 收入低于低保标准700元 may be less than those 700元,
# and 浓度超过国家标准12% is no concentration.
_FROM_LINE = compiled(
    "(?:[低高]于|超[过出]?|(?:比|较)(?=.*[低高]$))[^，。；比较]{0,8}"
    "(?:(?:警戒|汛限|保证|设防)水位|(?:收购|保护)价|(?P<norm>标准|限值))[低高]?出?$"
)
_LINES_LAST = frozenset("位价准值低高出")
_LINES = ("水位", "收购价", "保护价", "标准", "限值")
_NOT_ABOVE, _ABOVE = ("未", "没有", "不"), "超过"
# 涨幅在2%左右, but 存在.
_AT = re.compile("(?<![存潜所现实])在$")
# 改造21个项目，是计划任务的2.1倍; 低保标准不低于城市标准的80%; 公用经费压减到定额的95%, 按投资额的10%给予补助: so much
# of what.
_SO_MUCH_OF = compiled(
    "(?:(?:压[减缩降]|缩[减短]|下?降低?|减少|精简|提高|提升|增加|上调|恢复)[至到为]|(?<![发下])达到?了?|占到|相当于|等于|不[得应能宜]?[低高少多]于|不[得应能宜]?超过|超过"
    f"|(?:控制|保持|稳定|维持)在|(?<![行作认以成因视列称])[是为]|[只仅]有|按照?(?:不(?:超过|[低高少多]于)|最高)?)(?P<of>{DATE}*[{HAN}“”]{{2,16}})的$"
)
# 最低收购价每50公斤提高2元, 配置达每10万人45台: for how much of what it is, but 每千人口床位 is a name.
_FOR_SO_MANY = compiled(
    f"每(?:\\d+万?|[一二三四五六七八九十百千万]{{1,4}})(?!人口?[{HAN}]{{2}})[{HAN}]{{1,4}}(?<![数量率额])$"
)
# 企业数3年翻一番.
_YEARS_END = compiled(
    "(?<=^|\\p{Han})(?:(?:近|过去|今后|未来)?\\d{1,2}年|(?:过去|今后|未来)[一二三四五六七八九十两]{1,3}年)[内间]?$"
)
# 执行中经县人大常委会批准调整为9亿元: that it was agreed to.
_AGREED = compiled("(?:(?:预算)?执行中|年中)?，?经[^，。；]{2,20}(?:批准|同意|审议通过|审查批准)后?$")
_AGREED_LAST = "准意过后"
# 财政收入计划9亿元, but 用款计划 and 投资计划 are names.
_PLANNED_SUM = compiled("(?<=收入|支出|收支|产值|产量|增加值|销售额|总额)原?计划数?$")
# 增长8%（计划10%）, 失业率2.3%（年度计划控制在3.5%以内）
_AS_PLANNED = compiled("(?:年度|原)?计划")
# 落实率92%，较2022届提高1个百分点: who left school in another year.
_THAN_A_CLASS = compiled("[比较与](?:[12]\\d{3}|上一?|前一?)届(?:毕业生)?(?:相比)?$")
# 投资连续两年超1000亿元.
_IN_A_ROW = compiled("(?:已?连续|历时)[\\d一二两三四五六七八九十]{1,3}年$")
# 高出2020年2.7个百分点, 低于上月0.3个百分点
_ABOVE_YEAR = compiled(f"已?(?:高出|超过|[高快多]于|(?P<less>[低慢少]于))(?P<base>{DATE}+)(?:同期)?$")
_ABOVE_LAST = f"{DATE}期"
# 两年平均增速6.1%
_AVERAGED_RATE = compiled("(?P<over>[两三四五十]年平均)(?:增速|增长率|增幅)$")
_RATE_LAST = "速率幅"
# 较上年增加9天、提高2个百分点: days are no figures.
# So are 15.7/10万: 比2020年的16.9/10万下降7%.
_BY_DAYS = compiled(
    r"(?:(?:增加|减少|增|减|多|少|缩短|延长|提前|提高|下降)\d+(?:\.\d+)?(?:天|日|小时|分钟)|\d+(?:\.\d+)?/10万)$"
)
_DAYS_LAST = "天日时钟万"
# 按当年价格上涨4%, 按年平均汇率折合1084美元.
_RECKONED_AT = compiled(f"按照?(?:{DATE}|可比|不变|现行|现|原|年|平均)*(?:价格?|汇率)(?:计算|折算)?$")
_RECKONED_LAST = "价格率算"
# 结转下年3万元 is a name.
_DATE_END = re.compile(f"(?<![{DATE}])(?<!结转|结余){DATE}+(?:[之期]?间)?的?$")
# 比上年收入增加3亿元: what was so much then.
_THAN_THEN = re.compile(
    f"[比较](?P<base>{DATE}+)(?:同期|年度)?(?:预算|决算|财政|税收|拨款|公共|一般)*"
    "(?:收支|收、支|收入(?:支出)?|支出|赤字|投入|投资|产值|销量|用量|总量|总额|余额|人数)(?:总?[预决]算)?(?:规模|总[额量数计]|合计)?"
)
# The characters that can end each of these: a look at the last one saves most of the searching.
_COMPLETED_LAST, _FROM_LAST, _DATE_LAST = (
    "算标务划数值的成了度",
    f"的由从自定{DATE}",
    f"的在年间内{DATE}",
)
_WHEN = f"在{DATE}"  # 投资在1956年完成了9亿元
_OR_MORE = ("及以上", "及以下")
# 60岁以上占21%, 90平方米以下占11%, 千万元以上占30%
_BOUNDED, _BOUND_LAST = compiled("[0-9百千万亿][^0-9，；]{1,8}以[上下内]$"), "上下内"
# 财政收入预期目标建议安排为增长6%
_AIM_IS = compiled("(?<=目标)值?(?:建议|拟)?(?:设定|确定|安排|定)?[为是]$")
_GROWTH_AIM, _LONGEST_GROWTH = "经济增长目标", len("经济增长")  # which is a name
_NOT_YET = ("未", "没有", "尚未", "未能", "没能")
_SHARE_LAST = "比重"
_UP_TO = frozenset(
    (
        "后",
        "前",
        "头",
        "略",
        "稍",
        "大大",
        "明显",
        "至",
        "到",
        "截至",
        "截止",
        "直至",
        "直到",
        "距",
        "距离",
        "每",
        "需",
        "需要",
        "须",
        "要",
        "应",
    )
)
_REPORTED_LAST, _BUDGET_LAST = "告报的数会大时行成计", "算额"
# 支出进度较上年同期快3个百分点
_PACES = {"快": "rise", "慢": "fall"}
# Words that end in none of these, nor in a word of a lexicon, may be peeled only where they hold one of those.
_PEELED_LAST = frozenset(
    _COMPLETED_LAST
    + _FROM_LAST
    + _DATE_LAST
    + _REPORTED_LAST
    + _BUDGET_LAST
    + _RECKONED_LAST
    + _AGREED_LAST
    + "占差缺有划求"
    + "".join(_PACES)
)
_MAY_BE_PEELED = re.compile(f"占|多|少|每|{_IS_REFERENCE.pattern}")
# What tells that a figure is held against something.
_MAY_REFER = re.compile(f"{_IS_REFERENCE.pattern}|{LIMIT}|目标|预期|计划|距|离")
_SHARED_OUT, _STANDARD, _PLANS, _HAS_DONE, _GROWING = (
    "分别",
    "标准",
    ("计划", "要求"),
    "完成了",
    ("增长", "上涨", "幅度"),
)
# 下调增长目标0.5个百分点
_LOWERED = ("下调", "调低", "降低", "调减")
# 恢复到2019年的78%, 不超过上年的90%: so much of what it was then.
_MULTIPLE = compiled(
    f"(?:等于|相当于|(?<![降升高低变减增转改率])(?:是|为|达到?)|[恢回][复復][到至](?:疫情前)?|不[低高少多]于|不?超过|控制在|压[减缩降][到至为])"
    f"(?P<base>{DATE}+)(?:同期|实际|水平|预算|决算|执行|计划)?数?的$"
)


# 下降2%，未达到年初确定的增长5%的目标; 治理63平方公里，超额完成市下达55平方公里的任务: what is held against an aim.
_HELD_AGAINST_AIM = compiled(
    "(?:虽然?)?(?:略|稍|大大|明显|未|没有|未能|超额|提前|圆满|全面)?(?:达到|完成|实现|[低高好优快多]于|超过|超出|超|不及|与|距离?)了?"
    f"(?:[^，。；：、的\\d]{{0,12}}{SET_BEFORE}的|[{HAN}]{{0,6}}下达|控制在|国家|[省市县区]定?|{DATE}+|(?<=完成了?))(?P<grown>增长|上涨)?$"
)
# 增长20%，大大超过计划规定的8%: what was planned.
_SET_BY_PLAN = compiled(
    f"(?:大大|远远?|明显)?(?:未能?|没有)?(?:超过|超出|[高低]于|达到|突破)了?[{HAN}{DATE}“”]{{0,6}}?(?:(?:(?:计划|规划|纲要)所?"
    "(?:规定|确定|要求|预定|安排|提出)|原定|预定|预期)的|年度?计划(?=增长|上涨))(?P<grown>增长|上涨)?[近约]?$"
)
# 实际支出7386万元，超预算2.4%; 超额完成省定任务12%
_ABOVE_BUDGET = compiled(
    f"(?:超(?:额完成|过|出)?(?!全)[{HAN}{DATE}]{{0,6}}(?:预算|概算|任务|计划|目标值?)|(?P<less>低于)(?:年初|年度|原来?|原定)?预算)$"
)
# 环比、同比分别上升3%、22%
_TWICE, _COMPARISONS = compiled("(同比|环比)[、和与及](同比|环比)$"), {"同比": "yoy", "环比": "period_on_period"}
# PM2.5浓度29微克/立方米，同比改善5%: which way that is tells what has improved.
IMPROVED = "改善"
# 较上批次下降6个基点: what is held against another time is so much less, and no difference.
_THAN, _TIMES = ("比", "较"), "前后期时初末届"
# 较上批次下降6个基点, but 较上海低6个基点
_TIMES_BEFORE = compiled("上(?![海饶虞杭])|前(?!海|郭)|首(?![都钢])")
_THAN_ELSE = compiled(f"(?:比(?![重例值率价亚])|较(?![大高好快强低])){DATE}*[{HAN}]{{2,}}")

_THAN_PEAK = compiled(f"(?<=[{HAN}]{{2}})(?<![计比])较(?![大高好快强低小多少为重轻长差])[{HAN}]{{2,8}}$")
# 停留时间延长2小时, but 延长千万吨炼化 is of a place and 延长30公里 as long as the road is
_LENGTHENED = "延长"


def _behind_a_budget(text: str, stage: str) -> str:
    """What of a stage word that ends a text is no part of a name: 安排 of 一般公共预算安排, nothing of 一般公共预算."""
    end = len(text) - len(stage) + len("预算")
    named = stage.startswith("预算") and (text.endswith(_BUDGETS, 0, end) or _CUT_BUDGET.search(text, 0, end))
    return stage.removeprefix("预算") if named else stage


def is_part(value: object) -> bool:
    """Whether a value is so much of another: per cent or so many times, and no points."""
    if isinstance(value, Percent):
        return not is_points(value)
    return isinstance(value, Quantity) and value.unit == "倍"


def share_of(text: str) -> Match | None:
    """What ends a text that tells of a share, with the ``whole`` of which it is one."""
    if text[-1:] in _SHARE_LAST and "中" in text and (among := _AMONG.search(text)):
        return among
    return _WHOLE.search(text) if "占" in text else None


def _aimed_at(figure: Figure, text: str, *, aims: bool) -> tuple[str | None, tuple[str, ...], str]:
    """Take what an aim or a budget says of a figure off the end of a text: the verb, the words, and what is left."""
    verb: str | None = None
    flags: tuple[str, ...] = ()
    value = figure.mention.value
    held = _HELD_AGAINST_AIM.search(text) if aims else None
    if (
        held is None
        and ("的" in text or "计划" in text)
        and ("划" in text or "定的" in text or "预期" in text or "纲要" in text)  # 计划, 规划
    ):
        held = _SET_BY_PLAN.search(text)
    if held:
        verb, figure.stage, text = "rise" if held["grown"] else "become", TARGET, text[: held.start()].rstrip(_EDGE)
    if (
        ("超" in text or "低于" in text)
        and isinstance(value, Percent | Money)
        and not is_points(value)
        and (above := _ABOVE_BUDGET.search(text))
    ):
        verb = "fall" if above["less"] else "rise"
        figure.comparison = "initial_budget" if above[0].endswith(BUDGET) else "target"
        flags, text = (above[0],), text[: above.start()].rstrip(_EDGE)
    return verb, flags, text


def _held_against(figure: Figure, text: str, last: str, *, so_much: bool) -> tuple[int, str] | None:
    """Take what a figure is held against off the end of a text: 高于全国, 距目标, 超过限额.

    Where what is left begins, and that; null where a figure is held against nothing. ``so_much`` ends with 的: so much
    of something.
    """
    value = figure.mention.value
    if (
        not so_much
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
        return 0, text
    if last in _AIMED_LAST and ("目标" in text or "预期" in text or "计划" in text or "距" in text):
        aimed = _FROM_TARGET.search(text)
        if aimed and (not aimed["points"] or not isinstance(value, Percent) or is_points(value)):
            figure.reference = TARGET
            return 0, text[: aimed.start()]
    if last in "差有" and "线" in text and (to_line := _TO_LINE.search(text)):
        figure.reference = to_line["line"]
        return 0, text[: to_line.start()]
    if LIMIT in text and (limited := _FROM_LIMIT.search(text)):
        if text.endswith(_NOT_ABOVE, 0, limited.start()):
            behind = limited.start() + len(_ABOVE)
            return behind, text[behind:]  # 未超过核定的限额9亿元
        figure.reference = LIMIT
        return 0, text[: limited.start()]
    if (
        last in _LINES_LAST
        and not is_part(value)
        and any(line in text for line in _LINES)
        and (beyond := _FROM_LINE.search(text))
        and not (beyond["norm"] and isinstance(value, Money))
        and not text.endswith(_NOT_ABOVE, 0, beyond.start())
    ):
        figure.reference = LIMIT
        return 0, text[: beyond.start()]
    return None


def _settled(
    figure: Figure, verb: str | None, flags: tuple[str, ...], text: str
) -> tuple[str | None, tuple[str, ...], str]:
    """Verb, words and indicator as they are when all have been seen: 比年初新增32亿元 is a change."""
    value = figure.mention.value
    if not flags and _SHARED_OUT in text and EACH_DOES.search(text):
        flags = (_SHARED_OUT,)
    if verb is None:
        pass
    elif verb == "become":
        if text in _NOT_YET:
            return verb, (*flags, text), ""  # 未达到6%的预期目标
    elif verb == "rise":
        if isinstance(value, Quantity) and value.unit != _PIECE and _IMPROVED.search(figure.clause):
            verb = None  # 环境提升3个等级: what is counted in 个 has a noun that tells
    elif verb == "fall":
        if text.endswith(_OR_THE_OTHER):
            text = text[: -len(_OR_THE_OTHER[0])]  # 增加或减少0人
    elif verb == "new":
        if figure.comparison not in (None, YEARLY) or text.endswith(_STANDARD):
            verb = "rise"  # 比年初新增32亿元: held against another day it is a change; so is 补助标准新增30元
    elif verb == "from" and is_part(value) and text.endswith(GROWS) and len(text) > _LONGEST_GROWTH:
        flags, text = (*flags, GROWS), text[: -len(GROWS)]
    if text == "":
        return verb, flags, text
    if text.lstrip(DATE) in _UP_TO or (text in _AND and (verb or isinstance(value, Percent))):
        text = ""  # 至年底仍有9亿元, 每三年上涨5%, 分别下降8%和上升11%, 与5%的目标仍有差距
    elif verb not in CHANGING:
        pass
    elif text[:1] in _THAN and _THAN_ELSE.match(text):
        # 年利率7%，较基准利率上浮43%: it is not what that is held against
        at_once = DATE not in text and text[-1] not in _TIMES and not _TIMES_BEFORE.match(text, 1)
        if at_once and not is_part(value) and figure.reference is None:
            figure.reference = text[1:]
        flags, text = (*flags, text), ""
    elif "较" in text and (match := _THAN_PEAK.search(text)):
        flags, text = (*flags, match[0]), text[: match.start()]  # 隐性债务较峰值下降七成
    return verb, flags, text


def peel(figure: Figure, wording: Wording, told: bool, improved: str | None = None, *, aims: bool = False) -> None:
    """Take verb, comparison and adverbs off the end of what stands before a figure; the rest is the indicator.

    ``told``: what follows says how much of the figure has been done. ``improved`` is the verb that 改善 stands for in a
    clause that names nothing. ``aims``: an aim or a task follows.
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
    if _STRAIGHT in text and text.count(_STRAIGHT) % 2 and figure.clause.endswith(_STRAIGHT + text):
        a, text = a - 1, _STRAIGHT + text  # "赣服通"注册用户
    text = text.rstrip(_EDGE)
    value = figure.mention.value
    is_share = isinstance(value, Percent)
    verb: str | None = None
    flags: tuple[str, ...] = ()
    if aims or "的" in text or "超" in text or "计划" in text or "低于" in text:
        verb, flags, text = _aimed_at(figure, text, aims=aims)
    refers = _MAY_REFER.search(text) is not None
    said: str | None
    while text:
        last = text[-1]
        if last not in _PEELED_LAST and last not in wording.peeled_last and not _MAY_BE_PEELED.search(text):
            break  # most are the indicator already
        if last in _COMPLETED_LAST and _AIMS_AT.search(text) and (done := _completed(figure, text, told=told)):
            flags, text = (*flags, *done[1]), done[0]
            break
        so_much = _SO_MUCH_OF.search(text) if last == "的" and verb is None and is_part(value) else None
        if refers and figure.reference is None and (held := _held_against(figure, text, last, so_much=bool(so_much))):
            begins, text = held
            a += begins
            break
        if last in _ABOVE_LAST and (is_points(value) or not (is_share or told)) and (match := _ABOVE_YEAR.search(text)):
            figure.comparison, verb = "base", "fall" if match["less"] else "rise"
            figure.base = (a + match.start("base"), a + match.end("base"))
            text = text[: match.start()].rstrip(_EDGE)
            break
        if last in _RATE_LAST and verb is None and is_share and (match := _AVERAGED_RATE.search(text)):
            figure.comparison, verb = YEARLY, "rise"
            flags += (match["over"],)
            text = text[: match.start()].rstrip(_EDGE)
            break
        if last in _BUDGET_LAST and figure.stage is None and text.endswith(_OF_DEPARTMENTS):
            figure.stage = BUDGET
            break
        said = wording.soft.search(text) if last in wording.soft.last else None
        if said is None and verb in NOT_CHANGING:
            verb, said = _verb_before(figure, text, a, verb, flags, wording, improved)
        if said is None and so_much:
            figure.of, said = so_much["of"].replace(HIDDEN, "").replace(DATE, ""), so_much[0]
        if said is None:
            said, flags = _compared(figure, text, a, verb, flags, wording)
        if said is None:
            verb, said, flags = _told_of_it(figure, text, verb, flags, wording)
        if said is None:
            break
        text = text[: -len(said)].rstrip(_EDGE)
        if text in LIST_MARKS:
            text = ""  # 和每人每年5480元
    verb, flags, text = _settled(figure, verb, flags, text)
    figure.verb, figure.flags = verb, flags
    figure.phrase, figure.has_phrase = (a, a + len(text)), text != ""


def _completed(figure: Figure, text: str, *, told: bool) -> tuple[str, tuple[str, ...]] | None:
    """Take 完成预算的 or 完成投资计划的 off the end of a text: what is left, and 分别; null where neither ends it."""
    value = figure.mention.value
    is_share = isinstance(value, Percent)
    done = _COMPLETED.search(text)
    # 完成年度造林任务的108%, 完成年度造林任务3万亩的108%, but 完成年度造林任务3万亩 is no rate
    if done and (is_share or (done[0][0] != "是" and (told or not done["named"]) and not done["partly"])):
        if is_points(value):
            figure.reference = TARGET  # 超额完成目标任务1.2个百分点
        else:
            # 列入计划的36种产品中，完成年计划的有29种: so many have
            figure.completed = None if figure.clause.endswith("的有") else done["of"]
        text = text[: done.start()]
        if text.endswith(_SHARED_OUT):  # 收入、支出分别完成预算的103%、98%
            return text[: -len(_SHARED_OUT)], (_SHARED_OUT,)
        return text, ()
    if is_share and "完成" in text and (done := _CARRIED_OUT.search(text)):
        figure.completed = done["of"]
        return text[: done.start("of")], ()
    return None


# 人口实有9万人, but not 措施落实有5条
_NO_STOCK = tuple(f"{before}实有" for before in "落确其充")


def _verb_before(
    figure: Figure,
    text: str,
    a: int,
    verb: str | None,
    flags: tuple[str, ...],
    wording: Wording,
    improved: str | None,
) -> tuple[str | None, str | None]:
    """The verb that ends a text, which begins at ``a``, and its words; the verb as it was and null where none does.

    What has become something, by the ``verb`` that stands behind, may have grown or fallen to it.
    """
    last, value = text[-1], figure.mention.value
    said: str | None
    if verb is None:
        if last == "的" and (match := _MULTIPLE.search(text)):
            figure.comparison, figure.base = "base", (a + match.start("base"), a + match.end("base"))
            return "become", match[0]
        if last in _FROM_LAST and (match := _FROM.search(text)):
            if match["date"]:
                figure.own_date = a + match.start("date")
            return "from", match[0]
        if "预算" in text and (match := _FROM_BUDGET.search(text)):
            figure.stage = INITIAL
            return "from", match[0]
        if last in wording.new.last and (said := wording.new.search(text)):
            return "new", said
        if last in wording.become.last and (said := wording.become.search(text)):
            return "become", said[1:] if text.endswith(_NO_STOCK) else said
        if (
            last == "了"
            and text.endswith(_HAS_DONE)
            and wording.head_noun.search(text[: -len(_HAS_DONE)].rstrip(_WHEN))
        ):
            return "become", _HAS_DONE  # 基本建设投资完成了9亿元, but 全面完成了3户的改造任务
    rise, fall = wording.rise, wording.fall
    change = "fall"
    if (
        (last in rise.last or rise.inside in text)
        and (not flags or wording.shared_out.issuperset(flags))  # 旅游人次和花费增长均超20%
        and (said := rise.search(text))
        and (said != _LENGTHENED or isinstance(value, Percent) or figure.mention.kind is Kind.DURATION)
    ):
        change = "rise"
    elif flags or not (last in fall.last or fall.inside in text):
        said = None
    else:
        said = fall.search(text)
    if said:
        # 增加达到9亿元 is what it has become, but 增长达到7% and 上涨幅度控制在7% how much it has grown
        return change if verb is None or (said.endswith(_GROWING) and is_part(value)) else "become", said
    if verb is None:
        if improved and text.endswith(IMPROVED):
            return improved, IMPROVED
        if last in _PACES and is_points(value):
            return _PACES[last], last
    return verb, None


def _compared(
    figure: Figure, text: str, a: int, verb: str | None, flags: tuple[str, ...], wording: Wording
) -> tuple[str | None, tuple[str, ...]]:
    """What ends a text, which begins at ``a``, and tells with what a figure is compared, or how it is meant, and the
    words that tell it; null where nothing does."""
    last = text[-1]
    match: Match | None
    said: str | None
    if "每" in text and (match := _FOR_SO_MANY.search(text)):
        return match[0], flags
    if last in _REPORTED_LAST and "报" in text and (match := _AS_REPORTED.search(text)):
        return match[0], (*flags, match[0])
    if verb in CHANGING:
        if text[0] in "比较" and (match := _THAN_THEN.fullmatch(text)):
            # 税收收入30亿元，比上年收入增加3亿元
            figure.comparison, figure.base = "base", (a + match.start("base"), a + match.end("base"))
            return text, flags
        if last == "比" and (match := _TWICE.search(text)):
            figure.comparison, figure.second = _COMPARISONS[match[1]], _COMPARISONS[match[2]]
            if _SHARED_OUT in flags:
                flags = tuple(flag for flag in flags if flag != _SHARED_OUT)  # to the two comparisons
            else:
                figure.comparison, figure.second = "yoy", None  # 同比和环比均下降0.4%
            return match[0], (*flags, match[0])
    if verb and last in _DAYS_LAST and (match := _BY_DAYS.search(text)):
        return match[0], flags
    if last in wording.compared_last and (compared := wording.compared(text)):
        said, name, base = compared
        if base:
            figure.base = (a + base[0], a + base[1])
            figure.comparison = figure.comparison or "base"
        elif figure.comparison is None or name == YEARLY:
            figure.comparison = name
        return said, (*flags, said)
    if (
        last in wording.adverb.last
        and (said := wording.adverb.search(text))
        and not (text.endswith(_OR_MORE) or (last in _BOUND_LAST and _BOUNDED.search(text)))  # 本科及以上占68%
    ):
        return said, (*flags, said)
    return None, flags


def _told_of_it(
    figure: Figure, text: str, verb: str | None, flags: tuple[str, ...], wording: Wording
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """What ends a text and is neither verb nor comparison: that a figure is planned, of a stage, a date or a share. The
    verb, what is said, and the words that tell it; null for what is said where nothing is."""
    last, value = text[-1], figure.mention.value
    match: Match | None
    if last == "划" and figure.stage is None and _AS_PLANNED.fullmatch(text):
        figure.stage = PLAN
        return verb, text, flags
    if verb:
        if last in "划求" and text.endswith(_PLANS):
            # 产值计划为9亿元, 产值要求比上年增长8%, but 用款计划9亿元 is a name
            return verb, text[-2:], (*flags, text[-2:])
        if (last in _AGREED_LAST and "经" in text and (match := _AGREED.search(text))) or (
            last in "为是" and "目标" in text and (match := _AIM_IS.search(text))
        ):
            return verb, match[0], flags
    elif figure.stage is None and "计划" in text and (match := _PLANNED_SUM.search(text)):
        figure.stage = PLAN
        return verb, match[0], flags
    if (last in _RECKONED_LAST and "按" in text and (match := _RECKONED_AT.search(text))) or (
        last == "届" and (match := _THAN_A_CLASS.search(text))
    ):
        return verb, match[0], (*flags, match[0])
    if last in _DATE_LAST and (
        match := (_DATE_END.search(text) if DATE in text else None)
        or _AT.search(text)
        or _IN_A_ROW.search(text)
        or (_YEARS_END.search(text) if verb else None)
    ):
        return verb, match[0], flags
    if (
        figure.stage is None
        and last in wording.stage.last
        and (stage := wording.stage.search(text))
        and not (text.endswith(_OF_PERFORMANCE) and isinstance(value, Quantity))
        and text[-len(stage) - 1 : -len(stage)] != "总"
        and (said := _behind_a_budget(text, stage))
    ):
        figure.stage = stage
        if text.endswith(_GROWTH_AIM):
            said = TARGET  # 经济增长目标定为7%: the growth is a part of the name
        if verb in NOT_CHANGING and (stage == "增长目标" or text.endswith("增长" + said)):
            verb = "fall" if is_points(value) and text.endswith(_LOWERED, 0, -len(said)) else "rise"
        return verb, said, flags
    if isinstance(value, Percent):
        if last == "占" and (match := _SHARE.search(text)):
            return verb, match[0], (*flags, match[0])
        if match := share_of(text):
            figure.whole = match["whole"].replace(HIDDEN, "").replace(DATE, "")
            return verb, match[0], flags
    return verb, None, flags
