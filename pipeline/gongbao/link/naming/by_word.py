"""Words of closed lists that say no more than which part of what was told of before, or what has become of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import HAN
from gongbao.link.naming.general import SPENDING, SPENT, SPENT_BEHIND
from gongbao.link.naming.phrase import Phrase, bare
from gongbao.link.sentence.figure import CHANGING, Figure
from gongbao.model import Kind, Money, Percent, Quantity, Value

_OF_TOTAL = {"总收入": "总支出", "总支出": "总收入", "收入总量": "支出总量", "支出总量": "收入总量"}
_FUND = "基金"
_OF_FUNDS = frozenset(f"{_FUND}{what}" for what in ("收入", "支出", *_OF_TOTAL, "结余", "结存", "累计结余", "累计结存"))
_INCOME_OF_FUNDS = (f"{_FUND}收入", f"{_FUND}总收入")
_PAID_IN = frozenset(("实缴", "实缴到位", "实际到位", "实缴出资", "认缴", "认缴出资"))
_STAND = compiled("(?:(?:年初|期初)?(?:余额|安排))$")
_ARISES, _DISPOSED_OF = (
    "产生量",
    frozenset(
        f"{done}{what}"
        for done in ("综合利用", "处置", "利用处置", "综合利用处置", "安全处置", "贮存")
        for what in "量率"
    ),
)
_TIMES_OF_DAY = {"夜间": "昼间", "昼间": "夜间"}
_SCORES, _SCORED = (
    frozenset(("得分", "得分率", "满分", "分值", "扣分")),
    compiled("(?:满分|分值|权重|得分率?)(?:值|为)?$|(?<=指标)$"),
)
# 增加值增长21%，对工业增长的贡献率达33%.
CONTRIBUTES, _CONTRIBUTION = "增长的贡献率", "贡献率"
_CONTRIBUTED = compiled(f"对[{HAN}]{{2,10}}{CONTRIBUTES}")
# 国有企业资产总额8亿元、负债总额5亿元 are those of the firms, and so are those of assets.
_OF_FIRMS = frozenset(
    (
        "营收", "利税", "营业收入", "营业总收入", "主营业务收入", "营业成本", "利润", "利润总额", "净利润", "利税总额",
        "上缴税费", "资产总额", "总资产", "负债总额", "总负债", "净资产", "所有者权益", "国有资本权益", "国有资产",
        "形成国有资产", "资产负债率", "平均资产负债率", "资产总计", "资产合计", "负债合计", "所有者权益合计",
        "应收账款", "产成品", "产成品存货", "营业收入利润率", "人均营业收入", "每百元营业收入中的成本",
        "每百元营业收入中的费用", "每百元资产实现的营业收入",
    )
)  # fmt: skip
_FIRMS = compiled(
    f"(?:规模以上|限额以上|规上|限上)[{HAN}]{{0,8}}企业|(?:中央|地方|各?县（[市区、]{{1,4}}）)?(?:国有|金融|中央|市县|监管|[省市区州县兵团直]{{1,2}}[属级管])[{HAN}]{{0,12}}?企业"
    "|(?:中央|地方)?行政事业性国有资产|(?:行政|事业)单位(?=[资负净])|行政事业单位"
)
DONE = frozenset(
    (
        "开工", "动工", "完工", "竣工", "投产", "建成", "基本建成", "交付", "通车", "投用", "投入使用", "签约", "落地",
        "达产", "投运", "在建", "续建", "并网", "建成通车", "竣工通车", "竣工交付", "建成交付", "开工建设",
        "新开工建设", "竣工投产", "竣工投用", "建成投产", "建成投用", "竣工验收", "投产达效", "签约落地", "复工",
    )
)  # fmt: skip
_WORKED_ON = frozenset(("扩建", "改建", "改扩建", "迁建", "提升改造", "维修", "修缮", "养护", "翻修", "加固"))
_WORKED_BEFORE = compiled("^(?:新?(?:建设?|增加?|开工)|改造(?:提升)?|提升|扩建|改建|维修|修缮)+(?=..)")
DONE_AGAIN = frozenset(
    (
        "化解", "发行", "偿还", "清理", "消化", "处置", "盘活", "收回", "征收", "归集", "提取", "清欠", "清退", "投放",
        "追缴", "追回", "挽回", "清偿", "兑付", "缴纳", "收缴", "上缴", "置换", "注入", "流转",
    )
)  # fmt: skip
_ONCE_DONE = compiled(f"^(?:{'|'.join(sorted(DONE_AGAIN))})(?=..)")
_TO_ISSUE = ("债券额度", "债券限额", "债券", "债务")
_NOT_YET = "(?:[尚还暂]?未|正在)"
# 项目120个，未开工12个; 资金3亿元，未使用1亿元: what has not been done yet with so much of it.
_UNDONE = compiled(f"{_NOT_YET}(?<!未(?=成年|来))[{HAN}]{{2}}$")
_UNDONE_FIRST = frozenset("未尚还暂正")
DONE_BEHIND = compiled(f"(?:{_NOT_YET}|新)?(?:{'|'.join(sorted(DONE))})$")
_SETTLED_BEHIND = compiled("(?:办结|完成整改|整改到位|整改|销号)$")
PAID_OUT = frozenset(("使用", "拨付", "支付", "下达", "兑现"))
_PAID_BEHIND = compiled(f"(?:{'|'.join(sorted(PAID_OUT))})$")
_IN_ALL = "总额"
_DONE_BEFORE = compiled("^(?:新?开工(?:建设)?|筹集建设|建设筹集|筹[集建]|续建|新建|建成(?!区))(?![、和及与])(?=..)")
_OF_AREA = compiled("(?:施工|新?开工|竣工|建设)面积$")
_TOWNS = ("县城", "建制镇")
DIVISIONS = ("城镇", "农村", "乡村", "城市", "城区", *_TOWNS, "城乡", "全体", "男性", "女性")
# 城乡低保标准逐年提高，城镇人均提高600元，农村200元: what both have.
_BOTH, _TOWN_OR_COUNTRY = "城乡", ("城镇", "城市", "农村", "乡村")
_COMMUNITIES = "城乡社区"  # a function of expenditure, which has no 城市社区
_BOTH_RAISED = compiled(
    f"{_BOTH}(?P<what>[{HAN}]{{2,14}}?)(?:(?:逐年|不断|持续|继续|稳步|大幅|进一步|同步|均|都)(?:提高|提升|增长|增加)|(?:提高|提升))，"
)
_REALLY_DONE = frozenset(f"实际{done}" for done in ("发放", "投放", "拨付", "下达", "兑付", "争取", "安排", "落实"))
_THE_REST, _SETTLED = (
    frozenset(("其余", "剩余", "余下")),
    frozenset(("办结", "完成整改", "整改到位", "销号", "整改", "整改销号", "被采纳", "采纳", "获采纳")),
)
# 商品房销售面积9万平方米，均价5000元: that of the flats.
SALES, AREA_SOLD = "销售额", "销售面积"
_SOLD = compiled("(?<=..)(?:(?:销售|成交|网签|出让)?面积|销售量|成交量|销量)$")
_TERMS = tuple(
    f"{mean}{what}" for mean in ("加权平均", "平均", "") for what in ("发行利率", "利率", "发行期限", "期限")
)
_BORROWED = ("债券", "国债", "专项债", "贷款")
_DUE, _OWED_STILL = "到期", "债务余额"
_WORTH, _BEDS, _WITH_BEDS = (
    frozenset(("均价", "销售均价", "货值", "原值", "账面原值", "成交额", "成交金额", "交易额", "合同额", "合同金额")),
    frozenset(("床位", "床位数")),
    ("机构", "医院", "卫生院"),
)
_STATE_FIRMS = compiled("(?:全国)?国有(?:及国有控股)?企业")
_OF_STATE_FIRMS = frozenset(("中央企业", "地方国有企业", "地方企业", "地方国企", "央企"))
_GRANTED, _PATENTS_SOUGHT = frozenset(("授权", "授权量", "获得授权", "获授权")), compiled("专利申请(?=量?数?$|受理)")
_PURCHASES, _PURCHASED = "政府采购", frozenset(("货物支出", "工程支出", "服务支出"))
_DEBT = len("一般债务")
_DEBTS, _OWED = (
    frozenset(("一般债务", "专项债务", "一般债券", "专项债券", "一般债务限额", "专项债务限额")),
    compiled("(?P<new>新增)?(?:地方)?(?:政府)?债[务券](?P<what>余额|限额)$"),
)
_LEFT_OVER = frozenset(
    f"{when}{what}{left}"
    for when in ("", "当年", "当期", "本年", "本期", "年末", "年终", "期末", "历年")
    for what in ("", "收支", "滚存", "累计")
    for left in ("结余", "结存", "缺口", "赤字")
)
REACHES = ("覆盖", "惠及")
_HOW_MANY = "人数"
_LAST_WORD, _WITH_ITS_PARTS = 2, 3
_GATHERED, _PLANTED = frozenset(("收购", "采收", "收获")), compiled("(?<=..)(?:种植|播种)(?:面积)?$")
_CAPACITIES, _STATIONS_IN = frozenset(("装机", "总装机", "装机容量", "总装机容量")), ("座", "个", "处", "台")
_OF_LAND = ("亩", "公顷")
_GENERATING = compiled("电站|电场|电厂|发电|风电|水电|风机|机组|光伏|储能")
# The divisions of consumption (居民消费支出分类, National Bureau of Statistics, 2013), those before, and what is told
# beside them.
_PRICED = frozenset(
    (
        "食品烟酒", "食品", "衣着", "居住", "生活用品及服务", "交通通信", "交通和通信", "教育文化娱乐",
        "教育文化和娱乐", "医疗保健", "其他用品及服务", "其他用品和服务", "消费品", "服务", "非食品", "猪肉", "牛肉",
        "羊肉", "鲜菜", "鲜果", "鸡蛋", "粮食", "水产品", "能源", "烟酒", "烟酒及用品", "家庭设备用品及服务",
        "家庭设备用品及维修服务", "医疗保健及个人用品", "医疗保健和个人用品", "娱乐教育文化用品及服务", "娱乐教育文化",
    )
)  # fmt: skip
_PRICE = "价格"
_BALANCES = ("顺差", "逆差", "净流入", "净流出")
_TRADERS = ("企业", "经营主体")
TRADE = frozenset(("出口", "进口", "出口额", "进口额"))
TRADED = frozenset(("进出口", *TRADE))


def by_word(phrase: Phrase) -> str:
    """The words of a phrase, which are of such a list, with what they are of; empty where the subject is of another
    kind."""
    for of_subject in _BEHIND_SUBJECT.get(phrase.words, ()):
        if named := of_subject(phrase):
            return named
    if last := phrase.last:
        for of_last in _BEHIND_FIGURE.get(phrase.words, ()):
            if named := of_last(phrase, last):
                return named
    return ""


def amount_of(told: str) -> str:
    """An amount without what has become of it: that of 资金拨付, 资金未使用 and 资金总额 is 资金."""
    for behind in (_UNDONE, _SETTLED_BEHIND, DONE_BEHIND, SPENT_BEHIND, _PAID_BEHIND):
        told = behind.sub("", told)
    return told.removesuffix(_IN_ALL)


def has_become(phrase: Phrase, words: str) -> bool:
    """Whether ``words`` name what has become of the subject: 资金9亿元，已拨付8亿元，未拨付1亿元."""
    said = phrase.words
    fate = phrase.lead in PAID_OUT if said == "" else said[0] in _UNDONE_FIRST and words != said
    return fate and amount_of(words) == amount_of(phrase.subject)


def rate_of(did: str, rate: str) -> str:
    """整改率 behind 问题整改 is that of 问题, and so it is behind 问题未整改."""
    return (amount_of(did) if _UNDONE.search(did) else did.removesuffix(rate[:-1])) + rate


def undone(phrase: Phrase, last: Figure) -> str:
    """What has not been done yet with how much of what was told before: 问题12个，已整改9个，未整改3个; empty where the
    words are no such."""
    words, subject = phrase.words, phrase.subject
    if words[0] not in _UNDONE_FIRST or not _UNDONE.fullmatch(words) or not phrase.is_like_before():
        return ""
    if "的" in phrase.figure.clause[-2:]:
        return ""  # 正在整改的2个, 正在施工的有34项
    if subject.endswith("率"):
        return ""  # 开工率90%，未开工3个
    told = amount_of(subject)
    first = last.last if told == subject else None
    if first and _add_up(first.mention.value, last.mention.value, phrase.figure.mention.value):
        told = first.words  # 诉讼6件，结果维持4件，尚未审结2件
    return told.removesuffix(words[-2:]) + words


def _add_up(whole: Value, part: Value, rest: Value) -> bool:
    """Whether two counts are all of another one."""
    counts = [one for one in (whole, part, rest) if isinstance(one, Quantity) and one.low is not None]
    if len(counts) < _WITH_ITS_PARTS or len({one.unit for one in counts}) > 1:
        return False
    of_all, *parts = (one.low for one in counts if one.low is not None)
    return of_all == sum(parts)


def done(subject: str, words: str) -> str:
    """How much has been done: 小区改造开工742个、完工548个, 施工面积9万平方米，其中新开工3万平方米."""
    if subject.endswith("率"):
        return words  # 开工率80%，新开工30个
    if _OF_AREA.search(subject):
        return _OF_AREA.sub(f"{words}面积", subject)
    return _DONE_BEFORE.sub("", DONE_BEHIND.sub("", subject)) + words


def _reached(phrase: Phrase, _: Figure) -> str:
    """参保人数增加20万、覆盖450万人."""
    reaches = phrase.figure.clause[:1] == "、" and phrase.subject.endswith(_HOW_MANY)
    return phrase.subject if reaches else ""


def _balance(phrase: Phrase, _: Figure) -> str:
    """经常账户顺差9亿美元，2022年为逆差3亿美元: of the same account."""
    other = next(filter(phrase.subject.endswith, _BALANCES), "")
    return phrase.subject.removesuffix(other) + phrase.words if other else ""


def _gathered(phrase: Phrase, _: Figure) -> str:
    """烟叶种植11万亩、收购27万担, but not 粮食播种面积90万亩，收获80万亩."""
    if getattr(phrase.figure.mention.value, "unit", None) in _OF_LAND:
        return ""
    planted = _PLANTED.search(phrase.subject)
    return phrase.subject[: planted.start()] + phrase.words if planted else ""


def _capacity(phrase: Phrase, last: Figure) -> str:
    """建设抽水蓄能电站1座、装机120万千瓦."""
    stations = getattr(last.mention.value, "unit", None) in _STATIONS_IN and _GENERATING.search(phrase.subject)
    return bare(phrase.subject) + phrase.words if stations else ""


def _of_traders(phrase: Phrase, last: Figure) -> str:
    """民营企业6万家，进出口9亿元: theirs."""
    theirs = phrase.subject.endswith(_TRADERS) and last.mention.kind is Kind.QUANTITY
    return phrase.subject + phrase.words if theirs else ""


def _of_fund(phrase: Phrase, _: Figure) -> str:
    """社会保险基金收入9亿元，支出8亿元，当年结余1亿元; 引导基金规模300亿元，实缴到位186亿元."""
    at = phrase.subject.rfind(_FUND)
    return phrase.subject[: at + len(_FUND)] + phrase.words if at >= 0 else ""


def _side_of_fund(phrase: Phrase, last: Figure) -> str:
    """养老保险基金总收入9亿元，基金总支出8亿元."""
    at = phrase.subject.rfind(_FUND) if isinstance(last.mention.value, Money) else -1
    return phrase.subject[:at] + phrase.words if at >= 0 else ""


def _terms(phrase: Phrase, last: Figure) -> str:
    """一般债券2亿元，平均期限7年，平均利率3%."""
    if "占" in last.flags:
        return phrase.words  # 其中10年期及以上债券占62%；平均利率3%: of all of them
    owed = phrase.subject.removesuffix(next(filter(phrase.subject.endswith, _TERMS), ""))
    return owed + phrase.words if owed.endswith(_BORROWED) else phrase.words


def _worth(phrase: Phrase, last: Figure) -> str:
    """商品房销售面积9万平方米，均价5000元; 进口煤3万吨，增长5%，均价下降9%."""
    is_money = isinstance(last.mention.value, Money)
    return "" if is_money else _SOLD.sub("", bare(phrase.subject)) + phrase.words


def _beds(phrase: Phrase, _: Figure) -> str:
    return phrase.subject + phrase.words if phrase.subject.endswith(_WITH_BEDS) else ""


def _contribution(phrase: Phrase, last: Figure) -> str:
    """一产增加值9亿元，对经济增长的贡献率为10%；二产增加值8亿元，贡献率为66%."""
    subject = phrase.subject
    if subject.endswith(CONTRIBUTES):
        return subject
    told: Figure | None = last
    while told and not told.words.endswith(CONTRIBUTES):
        told = told.last
    to = _CONTRIBUTED.search(told.words) if told else None
    # 消费对经济增长的贡献率为60%，民营企业税收9亿元，贡献率为50%: of another growth
    alike_told = subject and told and to and told.words.endswith(subject[-_LAST_WORD:], 0, to.start())
    return f"{bare(subject)}{to[0]}" if to and alike_told else ""


def _score(phrase: Phrase, _: Figure) -> str:
    """决策指标满分20分，得分18分，得分率90%."""
    scored = _SCORED.search(phrase.subject)
    return phrase.subject[: scored.start()] + phrase.words if scored else ""


def _of_firms(phrase: Phrase, _: Figure) -> str:
    """规模以上工业企业18户，实现营业收入9亿元，利润总额1亿元: whose they are."""
    firms = _FIRMS.match(phrase.subject)
    return firms[0] + phrase.words if firms else ""


def _price(phrase: Phrase, _: Figure) -> str:
    """食品烟酒价格下降0.5%，衣着上涨1.6%."""
    moves = phrase.figure.verb in CHANGING and phrase.subject.endswith(_PRICE)
    return phrase.words + _PRICE if moves else ""


def _due(phrase: Phrase) -> str:
    """债务余额9亿元。按偿还年限分，2024年到期3亿元."""
    rest = phrase.subject.removesuffix(_DUE)
    return rest + _DUE if rest.endswith(_OWED_STILL) else ""


def _of_state_firms(phrase: Phrase) -> str:
    """国有企业利润总额9亿元。中央企业5亿元、地方国有企业4亿元."""
    of_all = _STATE_FIRMS.match(phrase.subject) if phrase.last is None else None
    return phrase.words + phrase.subject[of_all.end() :] if of_all else ""


def _other_side(phrase: Phrase) -> str:
    """收入总量9亿元，支出总量8亿元: each by the other."""
    words = phrase.words
    told = phrase.subject.endswith((words, _OF_TOTAL[words]))
    return phrase.subject[: -len(words)] + words if told else ""


def _outlay_of_fund(phrase: Phrase) -> str:
    """养老保险基金收入9亿元，增长4%。基金支出8亿元."""
    opens = phrase.last is None and isinstance(phrase.figure.mention.value, Money)
    if not opens or not phrase.subject.endswith(_INCOME_OF_FUNDS):
        return ""
    return phrase.subject[: phrase.subject.rindex(_FUND)] + phrase.words


def _of_division(phrase: Phrase) -> str:
    """常住人口300万人，其中城镇180万人: what says no more than which of them."""
    words, subject, last, value = phrase.words, phrase.subject, phrase.last, phrase.figure.mention.value
    is_town = words in _TOWNS
    if is_town and not isinstance(value, Percent):
        return ""  # 设市城市6个，建制镇98个
    if len(subject) > 1 and phrase.is_like_before():
        whole = next((kind for kind in DIVISIONS if subject.startswith(kind)), "")
        if subject.startswith(_COMMUNITIES):
            whole = ""
        across = words.endswith("性") and not whole.endswith("性")  # 女性 of 城镇新增就业
        if across and last and last.part_of:
            subject = last.part_of.words  # 男性 behind 其中城镇
        if is_town and subject.endswith(DIVISIONS):
            return ""  # 自来水普及率城市98%，县城97%
        of_both = (last.part_of or last).words if last and not whole and words in _TOWN_OR_COUNTRY else ""
        if of_both.count(_BOTH) == 1 and _COMMUNITIES not in of_both:
            return of_both.replace(_BOTH, words)  # 支出城乡低保资金9亿元，其中城市2亿元、农村7亿元
        return words + (subject if across else subject.removeprefix(whole))
    masked = phrase.passage.masked
    if _BOTH not in masked or isinstance(value, Quantity):
        return ""
    both = _BOTH_RAISED.search(masked, 0, phrase.figure.left)
    return words + both["what"] if both else ""


def _purchased(phrase: Phrase) -> str:
    """政府采购货物支出9万元、工程支出8万元."""
    return _PURCHASES + phrase.words if phrase.last and phrase.subject.startswith(_PURCHASES) else ""


def _debt(phrase: Phrase) -> str:
    """政府债务余额9亿元，其中一般债务5亿元; 新增债务限额3亿元，其中专项债务2亿元, 专项债务限额2亿元."""
    words, last = phrase.words, phrase.last
    if not isinstance(phrase.figure.mention.value, Money) or not (last or phrase.opens_parts()):
        return ""
    owed = _OWED.search(last.part_of.words if last and last.part_of else phrase.subject)
    if owed is None or not owed["what"].endswith(words[_DEBT:]):
        return ""
    return (owed["new"] or "") + words[:_DEBT] + owed["what"]


def _at_other_time(phrase: Phrase, _: Figure) -> str:
    """昼间平均等效声级55分贝，夜间46分贝."""
    other = _TIMES_OF_DAY[phrase.words]
    told = other in phrase.subject and phrase.is_like_before()
    return phrase.subject.replace(other, phrase.words, 1) if told else ""


def _of_waste(phrase: Phrase, last: Figure) -> str:
    """危险废物产生量19万吨，利用处置量18万吨，利用处置率99%."""
    told = phrase.subject
    if _ARISES not in told and last.part_of and _ARISES in last.part_of.words:
        told = last.part_of.words
    end = next((what for what in (_ARISES, *_DISPOSED_OF) if told.endswith(what)), "")
    return told.removesuffix(end) + phrase.words if end else ""


def _spent(phrase: Phrase, last: Figure) -> str:
    """预备费安排10亿元，动用7亿元; 稳定调节基金余额8亿元，动用5亿元."""
    if not (isinstance(phrase.figure.mention.value, Money) and isinstance(last.mention.value, Money)):
        return ""
    of = _STAND.sub("", amount_of(phrase.subject))
    return of if phrase.words.endswith(SPENDING) and of.endswith(SPENDING) else of + phrase.words


def _really_done(phrase: Phrase, _: Figure) -> str:
    """计划发放贷款8000万元，实际发放1亿元: what has come of the plan."""
    return phrase.subject if phrase.is_like_before() else ""


def _granted(phrase: Phrase, _: Figure) -> str:
    """专利申请量9件，授权8件."""
    sought = _PATENTS_SOUGHT.search(phrase.subject)
    return f"{phrase.subject[: sought.start()]}专利授权量" if sought else ""


def _sales(phrase: Phrase, _: Figure) -> str:
    """商品房销售面积9万平方米，销售额3亿元."""
    subject = phrase.subject
    return subject[: -len(AREA_SOLD)] + SALES if subject.endswith(AREA_SOLD) else ""


def _done(phrase: Phrase, _: Figure) -> str:
    return done(phrase.subject, phrase.words) if phrase.subject else ""


def _worked_on(phrase: Phrase, _: Figure) -> str:
    """新建学校3所，扩建4所; 新建改造公路300公里，养护1200公里: what else was worked on."""
    told = phrase.subject and _counts_like_before(phrase)
    return phrase.words + _WORKED_BEFORE.sub("", phrase.subject) if told else ""


def _the_rest(phrase: Phrase, _: Figure) -> str:
    """交办信访件286件，办结283件，剩余3件: what is left of them."""
    told = not phrase.subject.endswith("率") and _counts_like_before(phrase)
    return amount_of(phrase.subject) if told else ""


def _settled(phrase: Phrase, _: Figure) -> str:
    told = not _SETTLED_BEHIND.search(phrase.subject) and _counts_like_before(phrase)
    return phrase.subject.removeprefix("提出") + phrase.words if told else ""


def _done_again(phrase: Phrase, _: Figure) -> str:
    """化解债务14亿元，累计化解56亿元; 新流转土地4万亩，累计流转43万亩; 新增债券额度3亿元，已发行2亿元、偿还1亿元."""
    words, subject = phrase.words, phrase.subject
    if not phrase.is_like_before():
        return ""
    if subject.startswith((words, f"新{words}")):
        return bare(subject).removeprefix("新")
    to_issue = isinstance(phrase.figure.mention.value, Money) and subject.endswith(_TO_ISSUE)
    return words + _ONCE_DONE.sub("", subject) if to_issue else ""


def _counts_like_before(phrase: Phrase) -> bool:
    return isinstance(phrase.figure.mention.value, Quantity) and phrase.is_like_before()


_Rule = TypeVar("_Rule")


def _by_each_word(*rules: tuple[Collection[str], _Rule]) -> Mapping[str, Sequence[_Rule]]:
    """The rules that lists of words have, by the word, in their order."""
    by_each: dict[str, list[_Rule]] = {}
    for words, rule in rules:
        for word in words:
            by_each.setdefault(word, []).append(rule)
    return by_each


_BEHIND_SUBJECT: Mapping[str, Sequence[Callable[[Phrase], str]]] = _by_each_word(
    ((_DUE,), _due),
    (_OF_STATE_FIRMS, _of_state_firms),
    (_OF_TOTAL, _other_side),
    (_OF_FUNDS, _outlay_of_fund),
    (DIVISIONS, _of_division),
    (_PURCHASED, _purchased),
    (_DEBTS, _debt),
)
_BEHIND_FIGURE: Mapping[str, Sequence[Callable[[Phrase, Figure], str]]] = _by_each_word(
    (REACHES, _reached),
    (_BALANCES, _balance),
    (_GATHERED, _gathered),
    (_CAPACITIES, _capacity),
    (TRADED, _of_traders),
    (_LEFT_OVER, _of_fund),
    (_OF_FUNDS, _side_of_fund),
    (_TERMS, _terms),
    (_WORTH, _worth),
    (_BEDS, _beds),
    ((_CONTRIBUTION,), _contribution),
    (_SCORES, _score),
    (_OF_FIRMS, _of_firms),
    (_PRICED, _price),
    (_TIMES_OF_DAY, _at_other_time),
    (_DISPOSED_OF, _of_waste),
    (SPENT, _spent),
    (_REALLY_DONE, _really_done),
    (_GRANTED, _granted),
    ((SALES,), _sales),
    (_PAID_IN, _of_fund),
    (DONE, _done),
    (_WORKED_ON, _worked_on),
    (_THE_REST, _the_rest),
    (_SETTLED, _settled),
    (DONE_AGAIN, _done_again),
)
LISTED = _BEHIND_SUBJECT.keys() | _BEHIND_FIGURE.keys()
