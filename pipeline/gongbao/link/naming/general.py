"""General words: 收入, 产量 or 占比 say what an amount is, and take along of what from the subject before them."""

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import YEARLY_GROWTHS, Wording, fold
from gongbao.link.sentence.figure import LIMIT
from gongbao.model import DocumentType

# What an account ends with: the amounts behind it are none of it.
_SETTLED = compiled("(?:总计|合计|结余|结转|赤字|(?:收入|支出)总[量额])$")
SIDES = ("收入", "支出")
OF_UNITS = (DocumentType.DEPARTMENT_BUDGET, DocumentType.DEPARTMENT_FINAL_ACCOUNT)
OWN_NAMES = {"其他收入": "其他收入预算", "总收入": "收入总预算", "总支出": "支出总预算"}
"""What is another thing in the accounts of a unit than in those of an area, where 其他收入 is a part of 非税收入."""
GENERIC = frozenset(
    {
        *YEARLY_GROWTHS, "现价增速", "名义增速", "实际增速", "占比", "比重", "比例", "总量", "总额", "增速", "增幅",
        "涨幅", "降幅", "减幅", "升幅", "跌幅", "增长幅度", "增长率", "规模", "产量", "年度产量", "年均产量", "总产量",
        "面积", "总面积", "总里程", "收入", "支出", "利润", "税收", "产值", "综合产值", "余额", "人数", "总数", "数量",
        "同比", "投资",
        "总投资", "投资总额", "年度投资", "年度计划投资", "计划投资", "计划总投资", "概算总投资", "估算总投资",
        "概算投资", "估算投资", "资金", "金额", "年产量", "年产值", "单产", "亩产",
        "平均亩产", "平均单产", "总产", "总规模", "总金额", "出栏", "出栏量", "存栏", "存栏量", "库容", "总库容",
        "价值", "总价值", "费用支出", "限额",
        "这个比重", "这一比重", "這個比重", "這一比重", "投入强度", "竣工面积", "施工面积", "新开工面积", "待售面积",
        "销售面积", "通车里程", "通车总里程",
    }
)  # fmt: skip
# 投资2756万元 at the head of a sentence is none of what the sentence before told of.
OF_MONEY = frozenset(
    ("投资", "总投资", "投资总额", "年度投资", "年度计划投资", "计划投资", "计划总投资", "资金", "金额")
)
# What a sentence about a function of expenditure calls its 预算 or 支出 is of that function.
OF_BUDGETS = frozenset(("支出", "收入", "预算", "当年预算", "年度预算", "全年预算", "决算"))
SUMS = frozenset(("资金", "金额"))
# 统筹资金 behind 压减一般性支出, 节约资金 behind 采购金额: money is none of what is itself an amount of money.
_OF_SUMS = ("支出", "收入", "经费", "资金", "金额", "预算", "余额", "补贴")
_RAISED = frozenset(("统筹", "整合", "筹集", "争取", "向上争取", "争取到位", "引进"))
_PERSONS = ("人", "人员", "县", "区", "市县", "乡镇", "部门", "单位", "家庭", "群众", "居民")
_INVOLVED = "涉及"
_WORTH = ("价值", "总价值")
_COST, _PROFIT = "成本", "利润"
# 年末余额 behind 补充预算稳定调节基金 is that of the fund.
_MOVED = compiled("^(?:补充|动用|计提|发放)(?=..)")
# What says of what is counted how much each has.
_LIMITED = compiled("[^，。；]{2,16}?(?:[0-9.]{1,8}[百千万亿]*|[百千]?[万亿])元(?:及?以[上下内])?的?(?=..)")
_HANDED_DOWN = compiled("(?:转贷|补助|转移支付|返还|调入)收入$")
_NO_SIDES = ("支出", "余额", "限额", "生产总值", "财力")
# What has both revenue and expenditure.
_ACCOUNTS = compiled("预算|基金|财政|经营|保险")
# An area's totals have none of these.
_OF_OTHERS = frozenset(("税收", "投资", "总投资", "利润", "产值", "综合产值"))
_OF_ALL_SPENT = compiled("(?:生产总值|消费品零售总?额|进出口(?:总[额值])?)$")
_TAXES, _FISCAL = "税收", compiled("(?:财政(?:总|预算)?|公共预算|财税|本级)收入$")
# 房屋施工面积9万平方米，竣工面积5万平方米
_AREAS_OF_WORKS = frozenset(("竣工面积", "施工面积", "新开工面积", "待售面积", "销售面积"))
_OF_WORKS = compiled("(?:新?开工|施工|竣工|销售)面积(?:[增降减涨]幅|增速)?$")
# 研发经费投入9亿元，投入强度2.1%
_INTENSITY, _PUT_IN = "投入强度", ("投入", "经费")
_TO_SPEND = ("经费", "资金")
OF_GUESTS = ("批次", "人次", "人数")
# What has become of the amount before: 预备费3亿元，实际动用1亿元.
SPENT = frozenset(
    (
        "到位", "补充", "动用", "动支", "实际动用", "实际动支", "实际使用", "实际支付", "实际支出", "已使用",
        "已支出", "剩余", "分配", "已分配",
    )
)  # fmt: skip
SPENT_BEHIND = compiled(f"(?:{'|'.join(sorted(sorted(SPENT), key=len, reverse=True))})$")
_HOW_MANY = ("总数", "总量", "数量", "户数", "家数", "个数")
SHARES = ("占比", "比重", "比例", "同比")
GROWTHS = (*YEARLY_GROWTHS, "增长幅度", "增速", "增幅", "涨幅", "降幅", "减幅", "升幅", "跌幅")
# 年度计划投资9亿元，完成投资10亿元: what was done is not what was planned.
_TOTAL_INVESTMENT = compiled("(?:计划|规划|概算|估算|预算|预计)?总投资$|(?:年度|全年|当年)计划?总?投资$|计划总?投资$")
_OF_AN_AREA = ("单位面积", "亩均", "平均单产")
_COSTS = "费用支出"
# 利润 behind 营业收入, 利税总额 or 国有企业资产总额: whose profits they are, and no more.
_SORTS_OF_AMOUNTS = ("主营业务", "营业", "利税", "营收", "资产", "产能", "生产能力")
_BALANCE, SPENDING, _INVESTED = "余额", "支出", "投资"
# 人均道路面积19平方米，累计投资5亿元: all that has been spent is no one's share.
_FOR_ALL = ("投资", "总投资", "概算总投资", "估算总投资", "资金", "金额", "总额", "总金额")
# 改建工程全长27公里，总投资14亿元; 水库总库容1亿立方米，总投资9亿元: the money is of the works, whose size was told.
_SIZE = compiled(
    "(?:全长|[总线]长度?|跑道长度?|长度|(?:总|设计|兴利)?库容|总?装机(?:容量)?|总?建设规模|(?:通车|运营|营业|管护)?里程|(?:建设|施工|计划|设计|总)?工期|建设(?:周期|期限|时间|期))$"
)
# How many there are in all, not only new ones.
ALL_OF = ("总数", "总量")
_WHOLES = ("总额", "总量", "总值")
_EXAMPLES = compiled("^[^等]+、[^等]+等(?=...)")
_LENGTHS, _ROADS = (
    ("总里程", "通车里程", "通车总里程"),
    compiled("(?:公路|高速|高铁|铁路|轨道交通|地铁)(?:(?:运营|营业|通车)?里程)?$"),
)
_IN_ALL = ("总面积", "总产量", "总数", "总量", *_LENGTHS)
NEWLY = compiled("^(?:净增|新(?:增加?|建|开工|认[定证]|设立?|培育|登记|注册|引进|命名|评定|获批|发展|开通))(?=..)")
# 小麦平均亩产463公斤，总产26万吨
_MEAN_YIELD = compiled("(?:平均)?[亩单]产$")
# 低保平均标准7128元，全年支出5.8亿元
_OF_NORM = compiled("(?<=低保|生活|供养|特困)(?:平均)?(?:保障)?标准$")
# 项目占地200亩，完成投资4亿元; 总建筑面积15万平方米，年产值20亿元: neither is of the ground.
_GROUND = ("占地", "用地", "占地面积", "建筑面积")


def is_of_works(words: str, subject: str) -> bool:
    """Whether money is of the works of which a size was told: 总投资 behind 项目建设工期."""
    return words in _FOR_ALL and _SIZE.search(subject) is not None


def specified(words: str, subject: str, lead: str, change: str | None, wording: Wording) -> str:
    """产量 behind 棚室果蔬类播种面积 is 棚室果蔬类…产量: a general word takes the subject before it along.

    ``lead`` is the light verb before it, ``change`` the direction of one that cuts or adds.
    """
    if words in subject and (limited := _LIMITED.match(subject)):
        subject = subject[limited.end() :]  # 总投资 behind 总投资10亿元以上项目
    if words in _WHOLES and subject.endswith(_WHOLES):
        return subject  # 零售总额增长9%，总量突破70亿元
    if words in _WORTH and subject.endswith(_INVESTED):
        return words
    if words in _WORTH and not subject.endswith((*SIDES, *_GROUND, "面积")):
        return subject + words  # 固定资产18件、价值3万元
    if subject.endswith(_COST) and (words in SUMS or words.endswith(_PROFIT)):
        return words  # 成本降低3%，节约资金1亿元，利润增长10%
    if words in SUMS:
        if change and subject.endswith(_OF_SUMS):
            return subject
        if lead == _INVOLVED or (lead in _RAISED and subject.endswith((*_OF_SUMS, *SHARES))):
            return lead + words
        if subject.endswith(_PERSONS):
            return words
    if subject.endswith(_GROUND) and not words.endswith("面积"):
        return words
    if subject.endswith("比重") and words not in SHARES:
        subject = subject.partition("占")[0] or subject
    if words in _FOR_ALL and (size := _SIZE.search(subject)):
        subject = subject[: size.start()]
    if words in _LENGTHS and not _ROADS.search(subject):
        return words  # 新增高速公路186公里，总里程3304公里, but 新建桥梁3座，通车里程9公里
    if words in _IN_ALL:
        subject = NEWLY.sub("", subject)  # 新发展柑橘1500亩，总面积1.2万亩
    if words in ALL_OF:
        subject = _EXAMPLES.sub("", subject)  # 新增甲、乙等文明城市3个，总数12个: of all such, not of these
    if words[0] == "总" and (mean := _MEAN_YIELD.search(subject)):
        return subject[: mean.start()] + words
    if words == _INVESTED and subject.startswith("新增"):
        return words  # 新建学校2所，新增学位9000个，完成投资3亿元
    of_a_year = words.startswith("年度")
    if (of_a_year or (lead and words == _INVESTED)) and (total := _TOTAL_INVESTMENT.search(subject)):
        return subject[: total.start()] + words  # 项目计划总投资9亿元，完成投资3亿元 or 年度投资2亿元
    if words in SHARES or words == _COSTS or subject.endswith(words):
        return subject  # 公务接待费3万元，费用支出较上年减少1万元
    if words == SIDES[0] and subject.endswith("债券"):
        return words
    if words in SIDES and _HANDED_DOWN.search(subject):
        return words  # 支出 behind 债务转贷收入, 上级补助收入
    if words in SIDES and subject.endswith(_NO_SIDES) and not _ACCOUNTS.search(subject):
        return words  # 收入 behind 农林水支出 or 债务余额
    if words[0] == "总" and (words in subject or subject.endswith(("总投资", "总规模", "总金额"))):
        return words
    if subject.endswith("率") and words not in GROWTHS:
        return words  # 支出 behind 分配下达率, 余额 behind 利率
    if words not in GROWTHS and subject.endswith(_HOW_MANY):
        subject = subject[:-2]  # 企业总数600家，其中产值超10亿元的23家
    if words in _AREAS_OF_WORKS and (area := _OF_WORKS.search(subject)):
        return subject[: area.start()] + words
    if words == _INTENSITY and not subject.endswith(_PUT_IN):
        return words
    if words in _OF_OTHERS and _OF_ALL_SPENT.search(subject):
        return words  # 社会消费品零售总额9亿元，完成税收1亿元
    if words == _TAXES and (_FISCAL.search(subject) or subject.endswith(SPENDING)):
        return words  # 财政收入大幅增加。税收9亿元, 民生支出占80%；税收9亿元
    if words == _BALANCE and subject.endswith(LIMIT):
        return subject.removesuffix(LIMIT) + words  # 债务限额9亿元，余额8亿元
    if words == LIMIT:
        return subject.removesuffix(_BALANCE) + words if subject.endswith(_BALANCE) else words
    if words == _BALANCE:
        subject = SPENT_BEHIND.sub("", _MOVED.sub("", subject))
    if words in SIDES and subject.endswith(OF_GUESTS):
        subject = subject[:-2]  # 公务接待人次92人，支出3万元; 旅游人次和收入
    if words == SPENDING:
        subject = _OF_NORM.sub("", subject)
    if words == SPENDING and subject.endswith(_TO_SPEND):
        return words if change else subject.removeprefix("下达") + words
    if subject.startswith(words):
        return words  # 本年收入 behind 收入总预算
    if _SETTLED.search(subject) or (change and words in SIDES):
        return words  # 支出合计126亿元；与执行数相比，收入增加3万元
    if words.endswith(GROWTHS):
        return words if subject.endswith(GROWTHS) else subject + words
    grown = next((growth for growth in GROWTHS if subject.endswith(growth)), "")
    subject = subject.removesuffix(grown) or subject
    noun = wording.head_noun.search(fold(subject)) or ""
    if noun == subject:
        return words  # 支出 behind 收入 or 收入增速
    if subject.startswith(_OF_AN_AREA) or (words in _FOR_ALL and subject.startswith("人均")):
        return words  # 总产量 behind 单位面积产量
    stem = subject.removesuffix(noun)
    for sort in _SORTS_OF_AMOUNTS:
        stem = stem.removesuffix(sort)
    stem = SPENT_BEHIND.sub("", stem)  # 投资 behind 到位资金
    stem = stem.removesuffix("年") if words[0] == "年" else stem  # 年产值 behind 蜜柚年产量
    stem = stem.removesuffix("总").removeprefix("实现")  # 单产 behind 粮食总产量, 利润 behind 实现利税
    # 支出 behind 财政支出规模, 总产量 behind 粮食总产
    return stem + words[overlap(stem, words, min(len(words), len(stem))) :]


def overlap(one: str, other: str, most: int) -> int:
    """With how many characters of another a name ends that the other begins with: two or more, none otherwise."""
    return next((n for n in range(most, 1, -1) if one.endswith(other[:n])), 0)
