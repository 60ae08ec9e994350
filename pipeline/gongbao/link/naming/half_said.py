"""What is only half said before a figure: the noun behind the number, or what was told of before, completes it."""

import re
from collections.abc import Sequence

from gongbao.kept import compiled
from gongbao.link.lexicons import functions
from gongbao.link.lexicons.cues import OF_WHOLE
from gongbao.link.lexicons.wording import DATE, HAN, Wording, fold
from gongbao.link.naming.general import (
    GENERIC,
    GROWTHS,
    OF_BUDGETS,
    SHARES,
    SIDES,
    SPENDING,
    SPENT,
    SPENT_BEHIND,
    SUMS,
    overlap,
    specified,
)
from gongbao.link.sentence.figure import AGE, AIMS, ALL_TOLD, CHANGING, LINES, TARGET, Figure, is_points
from gongbao.link.sentence.nouns import MARKS, RATES
from gongbao.link.sentence.passage import Passage
from gongbao.model import Measure, Money, Percent, Quantity, Value

_PRONOUN = compiled("这个|这一|该|其(?!他|余|中)|這個|這一")
_PRONOUN_FIRST = "这该其這"
_IS_WHOLE = compiled("(?![、和及与\\d])|、(?:总?投资|计划投资)")
_INVEST = re.compile("(?:累计|完成|总|共)?(?:投资|投入)(?:额|资金)?$")
# 免费为3万名妇女筛查, 组建20亿元母基金, 两个百亿元台阶、年均增长6%, 在上年压减5亿元的基础上再压减3亿元.
_NO_NAMES = frozenset(
    (
        "免费", "中", "台阶", "大关", "基础上", "实际工作中", "工作中", "实际执行中", "执行中", "组建", "首期",
        "提前", "超额", "超预算", "通过",
    )
)  # fmt: skip
EXCLUDED = compiled(
    "(?:剔除|扣除|不含|不包括|考虑).{1,16}(?:因素|影响)后?|(?:剔除|扣除).{2,16}后|(?:不含|不包括).{2,12}在[内內]"
)
EXCLUDED_LAST = "素响后内內"
# 执行中因上级专款、新增债券等 / 增加3亿元: why it did.
_BECAUSE_OF = re.compile("(?:(?:预算|年度)?执行中)?(?:因|由于)(?!公)")
_TAKING = ("将", "把")
_ENDING_JOINTS = ("和", "及", "与")
_DONE_FOR = compiled("(?:办理|提供|发放|减免|减轻|开展|解决|送|追[讨回]|挽回|节约|争取|落实)(?=[^，。；、]{2})")
# 投资2756万元 at the head of a sentence is none of what the sentence before told of.
_OF_MONEY = frozenset(("投资", "总投资", "资金", "金额"))
# Nor is 总产 in 粮食生产再获丰收，总产达到5亿斤.
_YIELDS, _GRAIN = frozenset(("总产", "单产", "亩产")), "粮食"
_MONEYS_WORTH = ("产值", "产出", "增加值")
_ALL_TOLD = ("总收入", "总支出")
_FUND = "基金"
_OF_FUNDS = frozenset(f"{_FUND}{what}" for what in ("收入", "支出", *_ALL_TOLD, "结余", "结存", "累计结余", "累计结存"))
# 引导基金规模300亿元，实缴到位186亿元.
_PAID_IN = frozenset(("实缴", "实缴到位", "实际到位", "实缴出资", "认缴", "认缴出资"))
# What is left once an amount has been looked into.
_ASSESSED = compiled("(?:审定|核定|审核|评审|(?:实际)?(?:采购|成交|中标))(?:后|总?金额|造价|投资|总?额|价)*$")
# 欠征水资源费8万元、土地出让金1亿元: what was done amiss goes on through a list.
_AMISS = re.compile(
    "(?:违规)?(?:欠征|欠缴|欠收|少征|多征|漏征|应征未征|应缴未缴|应收未收|少计|多计|少列|多列|虚报|虚增|虚列|套取|骗取|截留|挪用|挤占|侵占|滞留)"
    "(?=..)"
)
# 挪用资金3亿元、追回资金1亿元: what has been done about it since.
_PUT_RIGHT = compiled("(?:追[回缴]|收回|退[还回赔]|[补追上收清]缴|归还|整改|问责|处[理分罚]|盘活|清[退理]|挽回|核减)")
# 该局公务接待费: whose it is, where what it is follows.
_ITS = compiled("该(?:局|委|院|校|厅|办|站|所|县|市|区|镇|乡|街道|村|单位|部门|公司|企业|集团|中心|学校|医院)(?=..)")
# 预备费安排10亿元，动用7亿元; 稳定调节基金余额8亿元，动用5亿元.
_STAND = compiled("(?:(?:年初|期初)?(?:余额|安排))$")
# 债务余额90亿元，其中省级20亿元、县（区）级70亿元.
_LEVELS = compiled(
    "(?:新(?:增|建|认定|获批|命名))?(?:国家|[省市州县区]{1,2}|市县区|县（[^（）]{1,4}）|乡镇)级|中央|市县|各?(?:县区|区县|县市区|市县区|县（[^（）]{1,4}）区?)"
)
# 县（市、区）, 省（区、市）, 镇（街道）: they are one word.
AREAS = frozenset("省市州县镇乡")
OTHER_AREAS = compiled("[（(](?:(?:自治区|直辖市|街道?|[市州盟县区旗镇乡])、?){1,3}[）)]区?")
_OF_A_LEVEL = compiled(
    "^(?:各级|国家(?!税)级?|(?:[省市州县区]{1,2}|市县区|县（[^（）]{1,4}）|乡镇)级)(?:及?以上)?(?=..)"
)
_LEVEL_LAST = frozenset("级央县区）")
_DONE = frozenset(
    (
        "开工", "完工", "竣工", "投产", "建成", "基本建成", "交付", "通车", "投用", "投入使用", "签约", "落地", "达产",
        "在建", "续建", "开工建设", "新开工建设", "竣工投产", "建成投产", "建成投用", "竣工验收", "投产达效",
        "签约落地",
    )
)  # fmt: skip
_BEGUN = "新开工"
# 化解隐性债务14亿元，累计化解56亿元.
_DONE_AGAIN = frozenset(
    (
        "化解", "发行", "偿还", "清理", "消化", "处置", "盘活", "收回", "征收", "归集", "提取", "清欠", "清退", "投放",
        "追缴", "追回", "挽回", "清偿", "兑付", "缴纳", "收缴", "上缴", "置换", "注入",
    )
)  # fmt: skip
_TAXES, _TREASURY, _SIZE = "税收", "财政", "总规模"
_WORKS, _GIVING = "项目建设", ("安排", "下达", "拨付", "发放")
# What money supports, but 稳岗支持资金 and 信贷支持 are names.
_SUPPORTING = re.compile("(?<=资金|债券|基金|经费|贷款|补助|补贴|国债)支持(?!资金|政策|项目$|力度|计划|额度)")
_ONCE_DONE = compiled(f"^(?:{'|'.join(sorted(_DONE_AGAIN))})(?=..)")
_TO_ISSUE = ("债券额度", "债券限额", "债券", "债务")
_DONE_BEHIND = compiled(f"新?(?:{'|'.join(sorted(_DONE))})$")
_DONE_BEFORE = compiled("^(?:新?开工(?:建设)?|续建|新建|建成(?!区))(?![、和及与])(?=..)")
_OF_AREA = compiled("(?:施工|新?开工|竣工|建设)面积$")
_NEWLY_DONE = compiled(f"新(?:{'|'.join(sorted(_DONE))})")
# How many there are in all, not only new ones.
_NEWLY = compiled("^(?:净增|新(?:增加?|建|开工|认定|设立?|培育|登记|注册|引进|命名|评定|获批|发展))(?=..)")
_IN_ALL, _ALL_OF = "累计", ("总数", "总量")
# 常住人口300万人，其中城镇180万人: what says no more than which of them.
DIVISIONS = ("城镇", "农村", "乡村", "城市", "城区", "城乡", "全体", "男性", "女性")
_RATES_OF_GROWTH = ("现价增速", "名义增速", "实际增速", *GROWTHS)
_OF_SUBJECTS = SPENT.union(_PAID_IN, _DONE, _DONE_AGAIN, _ALL_TOLD, DIVISIONS)
_LEFT_OVER = frozenset(
    f"{when}{what}结余"
    for when in ("", "当年", "本年", "年末", "年终", "历年")
    for what in ("", "收支", "滚存", "累计")
)
# 居民收入4万元，其中城镇居民5万元
_RESIDENTS = compiled("(?:城镇|农村|城市|乡村)(?:常住)?居民|农民|农牧民")
_OF_RESIDENTS = compiled("居民|农民(?!工)|农牧民")
# 分城乡看，城镇增长6%
_BY_SORT = compiled("[分从按][^，。；：]{1,12}[看分][，,：]")
STEPS, _COVERED = "台阶", "全覆盖"
_MEDALS = {"金": "金牌", "银": "银牌", "铜": "铜牌"}
_PLACES = frozenset("省市县区州旗乡镇")
_PEOPLE = ("人次", "人", "户", "户次")
_REACHES = ("覆盖", "惠及")
_TIMES = "次"  # 两次下调政策利率 is counted whole
_POPULATION, _HAS, _HOW_MANY = "人口", "有个是现", "人数"
_HOUSEHOLDS = ("户", "农民", "牧民", "村民", "群众")
# 改造小区58个，惠及群众1万户，总投资5亿元: the money is none of theirs.
_FOR_WHOM = compiled("[，、；]?(?:惠及|受益|覆盖)")
# Sorts of what grows, and what may grow of a sort: 采矿业增加值增长4%，制造业增长5%; but 就业 is none.
_SORT = compiled("企业|(?<![就失创作毕从营开停学事待])业|类|地区")
_OF_SORTS = compiled(
    "(?:增加值|产值|零售额|零售总额|投资|价格|利润|利润总额|营业收入|用电量|税收|税收收入|进出口|出口|销售额|所占比重)$"
)
# 商品房销售面积13万平方米，其中住宅11万平方米: what is told of all is told of a part that names no more than which.
_OF_PARTS = compiled(
    "(?:(?:销售|施工|竣工|待售|新?开工|成交|播种|种植|造林|收获)?面积|床位|产量|[客货]运量|(?:旅客|货物)?(?:运输)?周转量"
    "|(?:旅客|货物|货邮)?吞吐量|用电量|发电量)$"
)
_RANKED_AMONG = ("中居", "中列", "中位居", "中位列", "中排", "中名列")
_LAST_WORD = 2
# An amount of money is none of these.
_NO_AMOUNTS = (Measure.SHARE, Measure.RATE)
_FOR_EACH = frozenset(("户均", "人均", "亩均", "每人", "每户", "每亩"))
_COUNTING = frozenset("个家人户处所座项名")
# 主要产品产量中，水泥1324万吨; 污染物排放量：氨氮3万吨.
_PRODUCTS, _POLLUTANTS = "产品产量", "污染物排放量"
_OUTPUTS = compiled("(?:产品|污染物)(产量|排放量)")
_AMOUNT_LAST, _OXYGEN = "量率值额数力", "需氧量"
# 普通高中招生1.2万人，在校生3.6万人: whose pupils they are.
_PUPILS = frozenset(("招生", "在校生", "在校学生", "毕业生"))
_SCHOOL = compiled(
    f"(?:在[校学])?([{HAN}（）]*(?:高中|初中|小学|中学|学校|院校|高校|教育|中职|幼儿园|本专科|研究生))(?:招收?新?生|在校学?生|毕业生)?(?:人?数)?"
)
# 每10万人中拥有大学文化程度的12000人；拥有高中文化程度的15000人: of how many they are.
_OUT_OF = compiled("每[^，。；]{2,8}?人[中口]?(?=拥有|具有|受)")
# 每千人口拥有执业医师2.8人、床位7.2张
_OF_SO_MANY = compiled("每[^，。；]{1,8}?(?:拥有|具有|有)")
_HAVING = ("拥有", "具有", "受")
# 经费提高到小学720元、初中940元: what each of a list has got to.
_GOT_TO = compiled(
    f"(?P<what>(?!分别|从|由)[{HAN}]{{3,16}}?)(?<!分别)(?:提高|增加|提升|上调|调整|降低|下调)[到至]"
    f"(?P<who>(?![位期账户岗港达]|历史|现在|目前|全|最|每)[{HAN}]{{2,8}})"
)
# 保费收入8亿元，其中财产险3亿元: what each sort of insurance takes in or pays.
_PREMIUM = compiled("(?:(?:原?保险)?(?:保费|赔付|赔款)(?:与?给付)?|(?<=险))(?:总?收入|支出|金额)$")
# 与国内生产总值之比, 按汇率计算的劳动生产率.
_RATIO_TO = "之比"
_SORT_LAST, _LEADS_SORTS, _LONGEST_GROWN = "业类区", ("其中", "看，"), 6
# 对俄罗斯进出口13亿元，其中出口3亿元: the part is of that trade, but of all where 货物进出口 is told.
_TRADE = frozenset(("出口", "进口", "出口额", "进口额"))
_TRADED = compiled("(?!对?外贸|货物|商品|贸易)([^，]{2,16}?)(?:进出口|出口|进口)(?:总额|总值|额)?")
# 投入2亿元，新建学校5所 is none of what the sentence before told of.
_SPENT_ON = frozenset(("投入", "拨付", "统筹", "筹集", "整合", "筹措"))
_CAUSING = frozenset("使让令")  # 使2万户直接受益
_PAID_TO = ("补助", "补贴", "津贴", "救助金", "抚恤金", "养老金", "奖励", "奖金", "慰问金")
_TO_DO = ("任务", "目标")
_ROLE = compiled(f"{DATE}*以.+为")
_LONGEST_OBJECT = 16
_BOUNDED = ("以上", "以下", "及以")
_COMMAS, _SEMICOLONS = frozenset("，,"), frozenset("；;")


def completed(
    figure: Figure,
    passage: Passage,
    words: str,
    lead: str,
    subject: str,
    last: Figure | None,
    before: Sequence[Figure],
    wording: Wording,
) -> str:
    """Words that are half said take the noun behind the number or the subject before it along."""
    value, noun = figure.mention.value, ""
    if isinstance(value, Quantity) and value.unit in _MEDALS and not words.endswith("牌"):
        return _MEDALS[value.unit]  # 获得4金2银好成绩
    if figure.noun:
        noun = passage.text[slice(*figure.noun)].replace("\n", "")
        if noun in AREAS and (areas := OTHER_AREAS.match(passage.text, figure.noun[1])):
            noun += areas[0]
        if isinstance(value, Quantity) and value.unit == AGE:
            return noun  # 降低农村5岁以下儿童死亡率
        if isinstance(value, Money) and noun[0] == "级":
            return passage.text[figure.start : figure.noun[1]]
        if noun.endswith(RATES) and (words or figure.joined) and getattr(value, "unit", None) != _TIMES:
            rate = wording.head_noun.search(fold(noun)) or noun
            if isinstance(value, Quantity) and "、" in words and len(rate) < len(noun):
                return noun[: -len(rate)]  # 养老、医疗两项保险参保率
            noun = ""
        elif isinstance(value, Quantity) and noun.endswith(_WORKS):
            noun = noun[:-2]  # 支持184个项目建设
        elif isinstance(value, Money) and (supporting := _SUPPORTING.search(noun)):
            noun = noun[: supporting.start()]  # 30亿元国债资金支持乡镇卫生院建设
        elif isinstance(value, Money) and (verb := wording.light.match(noun, 0, len(noun))):
            noun = noun[len(verb) :] if len(noun) != len(verb) + 1 else noun  # 统筹20亿元实施城市更新
    if isinstance(value, Quantity) and value.unit == _POPULATION and (not words or words[-1] in _HAS):
        return _POPULATION  # 我国有14亿人口, 又是有9000万人口的大省
    if not figure.noun and figure.verb is None and isinstance(value, Quantity) and value.unit in _PLACES:
        goes_on = passage.masked[figure.end : figure.end + 1] not in MARKS
        if not words or goes_on:
            return ""  # 关中5市PM2.5浓度: which places they are
    if subject[:1] in ("新", "净"):
        in_all = _IN_ALL in figure.flags or (not words and _IN_ALL in figure.clause)
        if words in _ALL_OF or (in_all and getattr(value, "unit", None) not in _PEOPLE):
            subject = _NEWLY.sub("", subject)  # 新增地理标志3件，累计达27件
    if noun in _TO_DO and words and getattr(value, "unit", None) not in _COUNTING:
        noun = ""  # 完成森林抚育20万亩任务
    if noun:
        if noun.endswith(LINES):
            return noun  # 债务率86%，低于国家规定的120%警戒线
        if last and not words and (noun in AIMS or (noun.endswith(_TO_DO) and figure.stage == TARGET)):
            noun = ""  # 低于3%的预期目标: of what is held against it
        elif noun.endswith(STEPS) and getattr(value, "unit", None) not in _COUNTING:
            noun = ""  # 跨越3个千亿元台阶, 迈上8万亿、9万亿两个台阶: the amount is what it has got to
    if noun and words.endswith(_REACHES) and isinstance(value, Percent) and figure.clause[-1] != "、":
        return words + noun  # 覆盖95%的人口
    if words and figure.condition:
        noun = ""  # 人口超过1亿人的省份有2个
    if words and (
        (noun and words[-1] in _ENDING_JOINTS)  # 所有市州和98%的县市区
        or (words in _NO_NAMES and not figure.clause.endswith(words + "的"))  # 评为优、良、中的
        or (noun and figure.clause.endswith(_TAKING))  # 未按规定将3亿元资产入账
        or (words[-1] in EXCLUDED_LAST and EXCLUDED.fullmatch(words))
        or (words.endswith("等") and _BECAUSE_OF.match(words))
    ):
        words = ""
    if figure.whole:
        grown = next((growth for growth in _RATES_OF_GROWTH if subject.endswith(growth)), "")
        subject = subject.removesuffix(grown) or subject  # 增速12%，占生产总值比重24%
        taken = not words or (
            words in GENERIC and words != _TAXES and subject and not (words in SIDES and subject.endswith("率"))
        )
        return f"{subject.split('占')[0] if taken else words}占{figure.whole}比重"
    if figure.completed is not None:
        return (words or bare(_without_share(subject, last))) + completion(figure.completed)
    if not words and last and last.condition and last.noun and last.noun[1] - last.noun[0] > 1:
        return passage.text[slice(*last.noun)]
    if noun and isinstance(value, Quantity) and (not words or _is_counted(figure, noun, passage.masked)):
        return noun
    if noun and figure.clause.endswith("为") and figure.noun:
        done = _DONE_FOR.match(passage.masked, figure.noun[1])
        if done and isinstance(value, Quantity):
            return noun  # 街道为600名老人办理津贴
    if noun and isinstance(value, Money):
        if words in _DONE_AGAIN:
            return words + noun  # 发行5亿元专项债券
        if words.endswith(_GIVING) or (figure.verb == "new" and words.endswith(_TREASURY)):
            return noun  # 中央财政安排30亿元国债资金, 中央财政新增47亿元专项资金
    if noun and words.endswith(_SIZE) and isinstance(value, Money) and passage.masked.startswith("的", figure.end):
        return noun + _SIZE  # 组建总规模9亿元的引导基金
    if "投" in words and _INVEST.match(words):
        if figure.noun and noun not in AIMS and passage.masked.startswith("的", figure.end):
            # 总投资12亿元的污水处理厂; 的海拉尔河、伊敏河堤防 and 的日处理80吨污泥厂 are longer than their noun
            return (noun if _IS_WHOLE.match(passage.masked, figure.noun[1]) else "") + words
        if figure.chain == 1 and (behind := _object(figure, passage, wording)):
            return behind + words
        opens = last and passage.masked[figure.left - 1] in _SEMICOLONS
        if opens and _goes_into_what_follows(figure, words, passage, wording):
            return words
    if not words:
        return _unsaid(figure, passage, noun, lead, subject, last, before, wording)
    return _half_said(figure, passage, words, lead, subject, last, wording)


def _unsaid(
    figure: Figure,
    passage: Passage,
    noun: str,
    lead: str,
    subject: str,
    last: Figure | None,
    before: Sequence[Figure],
    wording: Wording,
) -> str:
    """The name of a figure before which none stands: the noun behind it, else the subject before."""
    value = figure.mention.value
    if noun and (not last or figure.verb is None):
        return noun
    if isinstance(value, Quantity) and value.unit in _PEOPLE:
        if figure.clause == "为" and not subject:
            return value.unit  # 为235人发放补贴
        if lead:
            return value.unit if lead in _CAUSING else lead + value.unit
        if figure.joined and last and last.noun and "惠及" in passage.masked[: figure.start]:
            return "惠及" + value.unit
        unit = getattr(last.mention.value, "unit", None) if figure.joined and last and not last.noun else None
        if last and unit in _PEOPLE and last.words.endswith(unit):
            return last.words.removesuffix(unit) + value.unit  # 惠及2万户、3万人
    if (
        last
        and figure.verb == "rise"
        and isinstance(value, Money)
        and (getattr(last.mention.value, "unit", None) in _PEOPLE or last.words.endswith(_HOUSEHOLDS))
        and figure.clause.startswith(("户均", "人均"))
    ):
        return figure.clause  # 带动1500户户均增收6000元
    if last and figure.clause.strip("，、 ") in ALL_TOLD:
        if last.part_of:
            return last.part_of.words
        if isinstance(value, Money) and len(before) > 1 and _all_money(before[-2:]):
            return figure.clause.strip("，、 ")[:2]
    if last is None and lead in _SPENT_ON and isinstance(value, Money):
        return lead
    if last and last.completed is not None and figure.reference and is_points(value):
        return subject  # 完成年初预算的52%，超序时进度2个百分点
    if last and figure.verb == "new" and figure.clause.endswith(_BEGUN) and subject:
        return _done(subject, _BEGUN)
    if (
        last
        and figure.verb in CHANGING
        and is_points(value)
        and last.fact.measure is Measure.SHARE
        and not last.whole
        and ("占" in last.clause or "比重" in last.clause)
        and not wording.share_noun.search(subject)
    ):
        return bare(subject) + SHARES[0]  # 税收收入41亿元，占比65%，提高2个百分点
    if figure.verb in CHANGING and not is_points(value):
        subject = _without_share(subject, last)
    if figure.verb in CHANGING and isinstance(value, Percent) and value.unit == "%":
        # 增速高于全国1个百分点。9月增长8%: what grows is no rate of growth
        subject = _what_grows(subject)
    return bare(subject)


def _without_share(subject: str, last: Figure | None) -> str:
    """What a share is told of, which is what goes on: 占支出的18%，增长5%，完成预算的98%."""
    return subject.removesuffix(f"占{last.whole}比重") if last and last.whole else subject


def _what_grows(rate: str) -> str:
    """The name of a rate of growth without the word that says so; any other name as it is."""
    if not rate.endswith(GROWTHS):
        return rate
    return next(rate[: -len(word)] for word in GROWTHS if rate.endswith(word)) or rate


def _half_said(
    figure: Figure, passage: Passage, words: str, lead: str, subject: str, last: Figure | None, wording: Wording
) -> str:
    """Words that take along what the subject before says of them; those that say all are as they are."""
    value, opening, ending = figure.mention.value, words[0], words[-1]
    if opening in _PRONOUN_FIRST:
        if whose := _ITS.match(words):
            return words[whose.end() :]
        if _PRONOUN.match(words):
            return bare(subject) or _PRONOUN.sub("", words, count=1)
    if words in OF_BUDGETS and subject.endswith(functions.ENDS):
        return subject
    if words in _YIELDS and (last is None or subject.endswith(_MONEYS_WORTH)):
        return (_GRAIN if _GRAIN in passage.masked[: figure.start] else "") + words
    if words in GENERIC and subject and subject != words and (last or words not in _OF_MONEY):
        # 支出 behind 一般公共预算收入完成预算的98%
        return specified(words, bare(subject), lead, figure.change, wording)
    leads = last is None and (
        (passage.told & OF_WHOLE != 0 and passage.masked.startswith("其中"))
        or (passage.masked[0] in "分从按" and _BY_SORT.match(passage.masked) is not None)
    )
    if last and words in _REACHES and figure.clause[:1] == "、" and subject.endswith(_HOW_MANY):
        return subject  # 参保人数增加20万、覆盖450万人
    if words in _OF_SUBJECTS and (of_subject := _of_subject(value, words, subject, last, leads)):
        return of_subject
    if last and ending == "余" and words in _LEFT_OVER and _FUND in subject:
        return subject[: subject.rindex(_FUND) + len(_FUND)] + words  # 社会保险基金收入9亿元，支出8亿元，当年结余1亿元
    if last and words in _OF_FUNDS and _FUND in subject and isinstance(last.mention.value, Money):
        return subject[: subject.rindex(_FUND)] + words  # 养老保险基金总收入9亿元，基金总支出8亿元
    if (
        ending == "民"
        and _RESIDENTS.fullmatch(words)
        and (_alike(value, last.mention.value) if last else leads)
        and (residents := _OF_RESIDENTS.search(subject))
    ):
        return words + subject[residents.end() :]
    if last and subject and ending in _LEVEL_LAST and _LEVELS.fullmatch(words):
        if last.part_of:
            subject = last.part_of.words
        if _alike(value, last.mention.value) and not _LEVELS.fullmatch(subject):
            return words + _OF_A_LEVEL.sub("", _NEWLY.sub("", subject))  # 国家级示范社2个、省级9个
    if last and opening == "新" and words[1:] in _DONE and (newly := _NEWLY_DONE.search(subject)):
        return subject.replace(newly[0], words)  # 新开工装机3万千瓦、新投产1万千瓦
    if (
        last
        and figure.clause[:1] == "、"
        and (amiss := _AMISS.match(last.words))
        and not (_AMISS.match(words) or _PUT_RIGHT.match(words))
        and _alike(value, last.mention.value)
    ):
        return amiss[0] + words
    if ("到" in words or "至" in words) and (got_to := _GOT_TO.fullmatch(words)):
        return got_to["who"] + got_to["what"].removeprefix("城乡")
    if (
        (figure.verb in CHANGING or (isinstance(value, Quantity) and value.unit not in _COUNTING))
        and (_PRODUCTS in passage.masked or _POLLUTANTS in passage.masked)
        and (output := _OUTPUTS.search(passage.masked, 0, figure.left))
        and (ending not in _AMOUNT_LAST or words.endswith(_OXYGEN))
        and not wording.head_noun.search(fold(words))
    ):
        return words + output[1]
    if (last or leads) and (of_all := _said_of_all(figure, words, subject, last, passage, wording)):
        return of_all
    if ending == "险" and isinstance(value, Money | Percent) and (premium := _PREMIUM.search(subject)):
        return words + (premium[0].removeprefix("保险") if words.endswith("保险") else premium[0])
    partner = _TRADED.fullmatch(subject) if last and words in _TRADE and not figure.scope else None
    if partner and f"{partner[1]}进出口" in passage.text[: figure.start]:
        return partner[1] + words
    if ending in _SORT_LAST and (
        (figure.verb in CHANGING and isinstance(value, Percent))
        or (last and passage.told & OF_WHOLE and isinstance(value, Money) and "其中" in passage.masked[: figure.start])
    ):
        return words + _grown(words, subject, passage.masked[: figure.start])
    return words


def _of_subject(value: Value, words: str, subject: str, last: Figure | None, leads: bool) -> str:
    """Words that say no more than which part of the subject, or what has become of it, with what it is; empty where
    the subject is of another kind. ``leads``: they stand behind the 其中 of a sentence that opens with it.
    """
    if words in _ALL_TOLD and subject.endswith(_ALL_TOLD):
        return subject[: -len(words)] + words
    if words in DIVISIONS and len(subject) > 1 and (_alike(value, last.mention.value) if last else leads):
        whole = _division(subject)
        across = words.endswith("性") and not whole.endswith("性")  # 女性 of 城镇新增就业
        if across and last and last.part_of:
            subject = last.part_of.words  # 男性 behind 其中城镇
        return words + (subject if across else subject.removeprefix(whole))
    if last is None:
        return ""
    if words in SPENT and isinstance(value, Money) and isinstance(last.mention.value, Money):
        subject = _STAND.sub("", SPENT_BEHIND.sub("", subject))
        return subject if words.endswith(SPENDING) and subject.endswith(SPENDING) else subject + words
    if words in _PAID_IN and _FUND in subject:
        return subject[: subject.rindex(_FUND) + len(_FUND)] + words
    if subject and words in _DONE:
        return _done(subject, words)
    if words in _DONE_AGAIN and _alike(value, last.mention.value):
        if subject.startswith(words):
            return bare(subject)
        if isinstance(value, Money) and subject.endswith(_TO_ISSUE):
            return words + _ONCE_DONE.sub("", subject)  # 新增债券额度3亿元，已发行2亿元、偿还1亿元
    return ""


def subject_of(figure: Figure, said: str, last: Figure, before: Sequence[Figure], passage: Passage) -> Figure:
    """What a figure tells more of: as a rule the ``last`` one before it.

    It is the last of its kind where money follows a share or rate, or where it says no more than what has been done;
    it is the one before that where the last is what that is held against, or what is left of it (送审金额9亿元，
    审定金额8亿元，审减1亿元); behind a semicolon it is the whole of which that is a part.
    """
    if last.part_of and passage.masked.find("；", last.end, figure.left) >= 0:
        return last.part_of
    value = figure.mention.value
    served = (said in _OF_MONEY or figure.completed) and getattr(last.mention.value, "unit", None) in _PEOPLE
    if served and len(before) > 1 and _FOR_WHOM.match(last.clause):
        return before[-2].part_of or before[-2]
    if last.part_of and said in _OF_MONEY and _DONE_BEHIND.search(last.words):
        return last.part_of  # 项目128个，其中竣工投产32个，完成投资86亿元
    if len(before) > 1 and last.noun and passage.masked.startswith(_RANKED_AMONG, last.noun[1]):
        return before[-2]  # 在全省17个市州中居第11位，占全省比重3%
    each = not _FOR_EACH.isdisjoint(figure.flags) and isinstance(last.mention.value, Quantity)  # 惠及28万户，户均1500元
    # 超过9亿元的县2个，分别是甲县12亿元
    placed = figure.region is not None and isinstance(last.mention.value, Quantity)
    behind_share = not said and isinstance(value, Money) and (_is_share(last) or each or placed)
    if behind_share or (said in _DONE and not _alike(value, last.mention.value)):
        # 收入9亿元，税占比75%；市本级4亿元, 项目15个，总投资12亿元，投产3个
        alike = _last_of_sort(type(value), before) or last
        if each and last.words.endswith(_PAID_TO):
            return last  # 经济补助98人、人均3.6万元
        if each and alike.fact.per:
            return last  # 每亩补贴120元，共补贴3万亩，户均1200元
        return alike.part_of or alike
    if len(before) > 1 and (not said or said in SUMS):
        earlier = before[-2]
        if last.against and last.comparison is None:
            return earlier
        cut = figure.verb == "fall" or figure.change == "decrease"
        if cut and _ASSESSED.match(last.words) and earlier.mention.kind is last.mention.kind is figure.mention.kind:
            return earlier
    return last


def _last_of_sort(sort: type, figures: Sequence[Figure]) -> Figure | None:
    return next((one for one in reversed(figures) if type(one.mention.value) is sort), None)


def _said_of_all(
    figure: Figure, words: str, subject: str, last: Figure | None, passage: Passage, wording: Wording
) -> str:
    """Words that name no more than who or which of what the sentence tells, with what it tells of all; empty where
    they do not."""
    value = figure.mention.value
    if words in _PUPILS:
        school = _SCHOOL.fullmatch(subject)
        return school[1] + words if school else ""
    if subject[:1] == "每" and words.startswith(_HAVING):
        out_of = _OUT_OF.match(subject)
        return out_of[0] + words if out_of else ""
    if figure.clause[:1] == "、" and subject[:1] == "每" and (out_of := _OF_SO_MANY.match(subject)):
        return out_of[0] + words
    if words[-1] == "比" and words.endswith(_RATIO_TO) and passage.text.startswith("与", figure.left):
        return f"{subject}与{words}"
    if last and isinstance(value, Percent):
        if figure.verb in CHANGING or wording.head_noun.search(fold(words)):
            return ""
        if "占" in figure.flags:
            return ""
        # 生产环节合格率98%，流通环节97%
        _, same, rate = subject.partition(words[-_LAST_WORD:])
        return words + rate if same and rate.endswith("率") and len(words) > _LAST_WORD else ""
    if last and not _alike(value, last.mention.value):
        return ""
    told = ""
    if isinstance(value, Quantity):
        of_all = _OF_PARTS.search(subject) if passage.told & OF_WHOLE and value.unit not in _COUNTING else None
        if of_all and not _OF_PARTS.search(words) and _is_of_part(passage.masked, figure.start):
            told = of_all[0]
    elif "到" in passage.masked and isinstance(value, Money):
        got_to = _GOT_TO.search(passage.masked, 0, figure.start)
        if got_to and subject.endswith(what := got_to["what"].removeprefix("城乡")):
            told = what
    if not told or wording.head_noun.search(fold(words)):
        return ""
    return words + told[overlap(words, told, len(told) - 1) :]  # 人工造林面积, 生活用电量


def _division(subject: str) -> str:
    """Which of the people of a place a name begins with; empty where it does not say."""
    return next((kind for kind in DIVISIONS if subject.startswith(kind)), "")


def _object(figure: Figure, passage: Passage, wording: Wording) -> str:
    """投资5600万元完成3家企业搬迁: what the money went into, but not how many."""
    masked = passage.masked
    end = min((i for mark in "，。；" if (i := masked.find(mark, figure.end)) >= 0), default=len(masked))
    bounded = masked.startswith("以", figure.end)  # 投资2000万元以上的项目
    verb = wording.light.match(masked, figure.end, end) if figure.end < end and not bounded else None
    if not verb:
        return ""
    start = figure.end + len(verb)
    start += masked.startswith(("了", "的"), start)
    further = next((one.view_span for index, one in passage.figures if index > figure.index), None)
    if further and start <= further.start - passage.start < end:
        first, last = further.start - passage.start, further.end - passage.start
        if last == end:
            end = first
        elif first == start and not masked.startswith(_BOUNDED, last):
            start = last  # but 10吨以下锅炉, 西山三家企业搬迁
    told = passage.text[start:end]
    if len(told) > _LONGEST_OBJECT:
        told = told[: max(told.rfind("、", 0, _LONGEST_OBJECT), 0) or _LONGEST_OBJECT]
    return told


def _goes_into_what_follows(figure: Figure, words: str, passage: Passage, wording: Wording) -> bool:
    """Whether an investment opens its clause and is told of what has been done with it: 投资9亿元，完成道路改造."""
    masked, behind = passage.masked, figure.end + 1
    led = masked.startswith(words, figure.left) and masked[behind - 1 : behind] in _COMMAS
    return led and wording.light.match(masked, behind, len(masked)) is not None


def _done(subject: str, words: str) -> str:
    """How much has been done: 小区改造开工742个、完工548个, 施工面积9万平方米，其中新开工3万平方米."""
    if _OF_AREA.search(subject):
        return _OF_AREA.sub(f"{words}面积", subject)
    return _DONE_BEFORE.sub("", _DONE_BEHIND.sub("", subject)) + words


def _grown(words: str, subject: str, before: str) -> str:
    """What of a sort grows that says no more: 增加值 of 制造业 behind 采矿业增加值, or behind 工业增加值 and 其中."""
    sorts = list(_SORT.finditer(words))
    if words.startswith(("拉动", "带动")):
        return ""  # how much it adds to another's growth
    if not sorts or sorts[-1].end() < len(words) or not (of_all := _OF_SORTS.search(subject)):
        return ""
    grown = of_all[0].replace("总额", "额") if of_all[0].startswith("零售") else of_all[0]
    at = subject.rfind(sorts[-1][0])
    if at >= 0 and subject[max(at - 1, 0)] != "营":
        tail = subject[at + len(sorts[-1][0]) :]
        return tail if len(tail) <= _LONGEST_GROWN and ("占" not in tail or "所占" in tail) else ""
    return grown if any(lead in before for lead in _LEADS_SORTS) else ""


def _is_of_part(masked: str, place: int) -> bool:
    """Whether 其中 goes on at a place: to the next semicolon, or where it opens the sentence to its end."""
    return masked.startswith("其中") or masked.rfind("其中", 0, place) > masked.rfind("；", 0, place)


def _is_share(figure: Figure) -> bool:
    """Whether a figure tells what no amount of money is: a share, a rate, points."""
    return figure.fact.measure in _NO_AMOUNTS or is_points(figure.mention.value)


def _all_money(figures: Sequence[Figure]) -> bool:
    return all(isinstance(one.mention.value, Money) for one in figures)


def _is_counted(figure: Figure, noun: str, masked: str) -> bool:
    """Whether a figure counts its noun, and does not tell how many there are of what stands before it. It does in
    以沿海通道为三条纵轴, 跨上3个千亿元台阶 and 技师学院实现21个市全覆盖."""
    if figure.verb not in ("become", "rise", "fall") or noun.endswith(STEPS):
        return True
    if figure.verb != "become":
        return False
    return masked.startswith(_COVERED, figure.noun[1] if figure.noun else 0) or bool(_ROLE.fullmatch(figure.clause))


def _alike(one: Value, other: Value) -> bool:
    """Whether two values may be of a whole and of a part of it."""
    if isinstance(one, Percent) or isinstance(other, Percent):
        return True  # A 3亿元、增长4%，其中城镇2亿元
    return type(one) is type(other) and (not isinstance(one, Quantity) or one.unit == getattr(other, "unit", None))


def completion(of: str) -> str:
    """The rate that tells how much is done of a budget, or of a target."""
    return "预算完成率" if "预算" in of else "目标任务完成率"


def bare(subject: str) -> str:
    """An indicator without the rate that tells how much of it is done."""
    return subject.removesuffix("预算完成率").removesuffix("目标任务完成率")
