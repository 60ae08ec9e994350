"""Words that say less than a name take what was told of before along: whole words, parts, and others of its kind."""

import re
from collections.abc import Callable, Mapping, Sequence

from gongbao.kept import compiled
from gongbao.link.lexicons import functions
from gongbao.link.lexicons.wording import HAN, Wording, fold
from gongbao.link.naming.by_word import CONTRIBUTES, DONE, DONE_BEHIND, LISTED, TRADE, TRADED, by_word, undone
from gongbao.link.naming.general import GENERIC, NEWLY, OF_BUDGETS, OF_MONEY, SHARES, SUMS, specified
from gongbao.link.naming.of_all import COUNTING, GOT_TO, HAVING, PUPILS, SORT_LAST, is_of_sorts, of_all, of_sort
from gongbao.link.naming.phrase import Phrase, alike, bare
from gongbao.link.sentence.figure import CHANGING, SEMICOLONS, Figure, is_points
from gongbao.model import Money, Percent, Quantity, Value

_PRONOUN = compiled("这个|这一|该|其(?!他|余|中)|這個|這一")
_PRONOUN_FIRST = "这该其這"
# Nor is 总产 in 粮食生产再获丰收，总产达到5亿斤.
_YIELDS, _GRAIN = frozenset(("总产", "单产", "亩产")), "粮食"
_MONEYS_WORTH = ("产值", "产出", "增加值")
_PROPORTION, _ACTS = "比例", frozenset(("提前下达", "下达", "安排", "发放", "拨付", "支付", "使用"))
# 欠征水资源费8万元、土地出让金1亿元: what was done amiss goes on through a list.
_AMISS = re.compile(
    "(?:违规)?(?:欠征|欠缴|欠收|少征|多征|漏征|应征未征|应缴未缴|应收未收|少计|多计|少列|多列|虚报|虚增|虚列|套取|骗取|截留|挪用|挤占|侵占|滞留)"
    "(?=..)"
)
# 挪用资金3亿元、追回资金1亿元: what has been done about it since.
_PUT_RIGHT = compiled("(?:追[回缴]|收回|退[还回赔]|[补追上收清]缴|归还|整改|问责|处[理分罚]|盘活|清[退理]|挽回|核减)")
# 该局公务接待费: whose it is, where what it is follows.
_ITS = compiled("该(?:局|委|院|校|厅|办|站|所|县|市|区|镇|乡|街道|村|单位|部门|公司|企业|集团|中心|学校|医院)(?=..)")
# 60岁及以上人口62万人，其中65岁及以上44万人
_AGE_GROUP = compiled("[0-9]{1,3}(?:周?岁?[—–~～-][0-9]{1,3})?周?岁(?:[（(]含[）)])?(?:及?以[上下])?")
# 38个断面中，Ⅱ类12个
_WATER = r"劣?[ⅠⅡⅢⅣⅤ](?:[～~—\-至]劣?[ⅠⅡⅢⅣⅤ])?类(?:水质)?"
_LEVELS = compiled(
    "自治区级?|[市州盟县旗]{1,2}本级|(?:新(?:增|建|认定|获批|命名))?(?:国家|[省市州盟县旗区]{1,2}|市县区|旗县区|县（[^（）]{1,4}）|乡镇|[乡镇村]|[1-5]?A{1,5}|[一二三四五]星)级|[一二三]级[甲乙]等|"
    + _WATER
    + "|中央|市县|各?(?:旗县区?|旗区|县区|区县|县市区|市县区|县（[^（）]{1,4}）区?)"
)
_OF_A_LEVEL = compiled(
    "^(?:各级|"
    + _WATER
    + "|[1-5]?A{1,5}级|[一二三]级(?=医院)|国家(?!税)级?|[省市州盟县旗区]{1,2}本级"
    + "|(?:[省市州县区]{1,2}|市县区|县（[^（）]{1,4}）|乡镇)级)(?:及?以上)?(?=..)"
)
_NEWLY_DONE = compiled(f"新(?:{'|'.join(sorted(DONE))})")
_ADDED = ("新增", "净增", "新培育", "新认定", "新认证", "惠及", "出栏", "存栏")
_SLAUGHTERED = "出栏"
_ADDED_FIRST = frozenset("新净减共总再")
# What there is of something is not new, nor is who has found work again.
_NOT_ADDED = compiled(
    "^(?:有效|存量|累计|退出|注销|复审|奖励|关停|吊销|取消|淘汰|到期)|(?:余额|总[数量额]|存量|保有量|再就业)$"
)
_RESIDENTS = compiled(
    "(?:(?:城镇|农村|城市|乡村)(?:常住)?(?:居民)?[、和与及])?(?:城镇|农村|城市|乡村)(?:常住)?居民|农民|农牧民"
)
_OF_RESIDENTS = compiled("居民|农民(?!工)|农牧民")
_OF_TOWNSMEN = compiled("(?:城镇|农村|城市|乡村)(?=人均)")  # 城镇人均用水量200升，农村居民90升
# 增加值增长24%；园区企业31家: so many of the sort itself.
_COUNTS_FIRMS = ("家", "户")
_AMOUNTS_OF_MONEY = ("资金", "投资", "经费", "金额")
ZONE = compiled(f"^[{HAN}]{{0,6}}?(?:高新|经开|开发|保税|工业园|产业园|园|新|管理|示范|试验|度假|合作)区")
# 主要产品产量中，水泥1324万吨; 污染物排放量：氨氮3万吨.
_PRODUCTS, _POLLUTANTS = "产品产量", "污染物排放量"
_OUTPUTS = compiled("(?:产品|污染物)(产量|排放量)")
_AMOUNT_LAST, _OXYGEN = "量率值额数力", "需氧量"
_PREMIUM = compiled("(?:(?:原?保险)?(?:保费|赔付|赔款)(?:与?给付)?|(?<=险))(?:总?收入|支出|金额)$")
# 百亿元项目, 20亿元以上项目: of which size something is.
OF_SIZE = compiled("^[0-9.]*[一二三四五六七八九十百千]*[万亿]元?(?:级|及?以上)?(?=[\\p{Han}]{2})(?!资金|贷款)")
# 出栏生猪9万头、能繁母猪3万头: these are kept.
_KEPT_FOR_BREEDING = ("能繁", "奶牛")
JOINING, INSURANCE = "参加", "保险"
# 低收入组人均可支配收入1万元，高收入组9万元
_GROUPS = ("组", "地区")
_REGION, _LONG_START = "地区", 4
_INSURED_BY = ("领取", "缴纳", "享受", "新增", "办理")
_SHARES_OR_RATES = ("率", *SHARES)
_MEAN, _LENGTH = "平均", "总里程"
_SORT_OF_SCHOOLS = compiled(
    "(?:全日制|普通|公办|民办)?(?:幼儿园|小学|初中|高中|(?:中等)?职业学校|(?:普通)?高等学校|特殊教育学校)"
)
_MOVED = ("调入", "调出")
_PLACES_LAST, _OF_BALANCES = frozenset("区市县州旗镇乡省"), ("资产", "负债")
_TRADED = compiled("(?!对?外贸|货物|商品|贸易)([^，]{2,16}?)(?:进出口|出口|进口)(?:总额|总值|额)?")


_GENERAL = GENERIC | OF_BUDGETS


def with_subject(phrase: Phrase, wording: Wording) -> str:
    """The words of a phrase with what the subject says of them; those that say all are as they are."""
    words = phrase.words
    plain = words if phrase.passage.plain is phrase.passage.text else fold(words)
    if words[0] in _PRONOUN_FIRST and (named := _pointed_at(phrase)) is not None:
        return named
    if plain in _GENERAL and (named := _general(phrase, plain, wording)):
        return named
    if words in LISTED and (named := by_word(phrase)):
        return named
    for of_kind in _BY_ENDING.get(words[-1], ()):
        if named := of_kind(phrase):
            return named
    last, masked = phrase.last, phrase.passage.masked
    if last and (named := _as_listed(phrase, last)):
        return named
    if ("到" in words or "至" in words) and (got_to := GOT_TO.fullmatch(words)):
        return got_to["who"] + got_to["what"].removeprefix("城乡")
    if (
        (last or words in PUPILS or phrase.opens_parts())
        and not masked.startswith("，新", phrase.figure.left - 1)  # 其中青稞6万亩，新建高标准农田2万亩
        and (named := of_all(phrase, wording))
    ):
        return named
    if (_PRODUCTS in masked or _POLLUTANTS in masked) and (named := _as_headed(phrase, wording)):
        return named
    if (of_sort_or_risk := _OF_SORT_BY_ENDING.get(words[-1])) and (named := of_sort_or_risk(phrase)):
        return named
    if last is None:
        return words
    if words in TRADE and (named := _with_partner(phrase)):
        return named
    return _like_the_last(phrase, last, wording)


def _pointed_at(phrase: Phrase) -> str | None:
    """What words that open with a pronoun point at: 该项目, 其出口; null where they do not."""
    if whose := _ITS.match(phrase.words):
        return phrase.words[whose.end() :]
    if _PRONOUN.match(phrase.words):
        return bare(phrase.subject) or _PRONOUN.sub("", phrase.words, count=1)
    return None


def _general(phrase: Phrase, plain: str, wording: Wording) -> str:
    """A general word, which is ``plain`` in simplified characters, with what it is of; empty where that is not told."""
    words, subject, last, value = phrase.words, phrase.subject, phrase.last, phrase.figure.mention.value
    if words in OF_BUDGETS and subject.endswith(functions.ENDS):
        return subject
    if words in _YIELDS and (last is None or subject.endswith(_MONEYS_WORTH)):
        return (_GRAIN if _GRAIN in phrase.passage.masked[: phrase.figure.start] else "") + words
    if words == _PROPORTION and phrase.lead in _ACTS:
        return phrase.lead + words  # 收回资金3亿元；提前下达比例由62%提高到75%
    if last and plain in SHARES and is_points(value) and subject and not subject.endswith(("率", *SHARES)):
        return bare(subject) + words  # 占71%，比重提高1个百分点
    if plain in SUMS and phrase.lead in _ACTS and last and last.part_of and subject.endswith(words):
        return phrase.lead + words  # 其中归还原渠道资金9亿元，拨付资金3亿元: another part
    if plain not in GENERIC or subject in ("", words) or subject in DONE or (last is None and plain in OF_MONEY):
        return ""
    if plain == _LENGTH and last and not alike(value, last.mention.value):
        return words  # 新建公路5条，总里程9公里: of these alone
    # 支出 behind 一般公共预算收入完成预算的98%
    own = bare(subject)
    if isinstance(value, Money):
        own = DONE_BEHIND.sub("", own) or own  # 项目竣工4个，完成投资2亿元
        if last and not last.clause and subject == last.words:
            own = OF_SIZE.sub("", own)  # 百亿元项目1个、20亿元以上3个，完成投资9亿元: of all of them
    simple = fold(own)
    named = specified(plain, simple, phrase.lead, phrase.figure.change, wording)
    if plain is words and simple is own:
        return named
    return named.translate(str.maketrans(simple + plain, own + words))  # as the text writes it


def _zone(phrase: Phrase) -> str:
    """开发区产值9亿元，其中高新区6亿元; 甲县增长8%，高新区7%."""
    last, figure = phrase.last, phrase.figure
    if last is None or not isinstance(figure.mention.value, Money | Percent) or not ZONE.fullmatch(phrase.words):
        return ""
    if "其中" not in figure.clause and not _is_in_a_list_of_places(last):
        return ""
    figure.region, figure.zone = phrase.passage.place, phrase.words
    return phrase.words + ZONE.sub("", phrase.subject, count=1)


def _contributes(phrase: Phrase) -> str:
    """增加值增长21%，对工业增长的贡献率达33%."""
    words, subject = phrase.words, phrase.subject
    if not (phrase.last and subject and words.endswith(CONTRIBUTES) and phrase.figure.clause.startswith("对")):
        return ""
    return subject if subject.endswith(words) else f"{subject.partition('占')[0]}对{words.removeprefix('对')}"


def _residents(phrase: Phrase) -> str:
    """居民收入4万元，其中城镇居民5万元; 其中城镇居民、农村居民分别增长5%、6%."""
    if not _RESIDENTS.fullmatch(phrase.words) or not phrase.is_like_before():
        return ""
    residents = _OF_RESIDENTS.search(phrase.subject) or _OF_TOWNSMEN.match(phrase.subject)
    return phrase.words + phrase.subject[residents.end() :] if residents else ""


def _level(phrase: Phrase) -> str:
    """国家级示范社2个、省级9个; 债务余额90亿元，其中省级20亿元、县（区）级70亿元."""
    last, subject = phrase.last, phrase.subject
    if last is None or subject == "" or subject[-1] == "率" or not _LEVELS.fullmatch(phrase.words):
        return ""
    of_earlier = subject != last.words  # 小镇8个，总投资420亿元，其中省级3个
    if last.part_of:
        subject = last.part_of.words
    if _LEVELS.fullmatch(subject) or not (of_earlier or phrase.is_like_before()):
        return ""
    return phrase.words + _OF_A_LEVEL.sub("", NEWLY.sub("", subject))


def _of_level(phrase: Phrase) -> str:
    """市本级限额4亿元，旗区限额9亿元."""
    words, subject = phrase.words, phrase.subject
    level = _LEVELS.match(words) if phrase.last else None
    if level is None or not subject.endswith(words[level.end() :]):
        return ""
    return subject if level.end() == len(words) else level[0] + _OF_A_LEVEL.sub("", subject)


def _insurance(phrase: Phrase) -> str:
    """参加养老保险15万人，医疗保险9万人; 保费收入8亿元，其中财产险3亿元."""
    words, value, last = phrase.words, phrase.figure.mention.value, phrase.last
    if isinstance(value, Quantity):
        joined = (
            last
            and phrase.figure.verb is None
            and last.words.startswith(JOINING)
            and words.endswith(INSURANCE)
            and not words.startswith((JOINING, *_INSURED_BY))
            and phrase.is_like_before()
        )
        return JOINING + words if joined else ""
    premium = _PREMIUM.search(phrase.subject) if isinstance(value, Money | Percent) else None
    if premium is None:
        return ""
    return words + (premium[0].removeprefix(INSURANCE) if words.endswith(INSURANCE) else premium[0])


# What some words take along by their last character.
_BY_ENDING: Mapping[str, Sequence[Callable[[Phrase], str]]] = {
    **dict.fromkeys("级等央县）类质", (_level,)),
    "区": (_zone, _level),
    "率": (_contributes,),
    "民": (_residents,),
    "额": (_of_level,),
}
_OF_SORT_BY_ENDING: Mapping[str, Callable[[Phrase], str]] = {"险": _insurance, **dict.fromkeys(SORT_LAST, of_sort)}


def _as_listed(phrase: Phrase, last: Figure) -> str:
    """Words that go on a list, with what the figure before says of all of it; empty where they do not."""
    words = phrase.words
    if "岁" in words and _AGE_GROUP.fullmatch(words) and (aged := _AGE_GROUP.match(phrase.subject)):
        return words + phrase.subject[aged.end() :].partition("占")[0]
    if not_yet := undone(phrase, last):
        return not_yet
    if words[0] == "新" and words[1:] in DONE and (newly := _NEWLY_DONE.search(phrase.subject)):
        return phrase.subject.replace(newly[0], words)  # 新开工装机3万千瓦、新投产1万千瓦
    if (
        phrase.figure.clause[:1] == "、"
        and (amiss := _AMISS.match(last.words))
        and not (_AMISS.match(words) or _PUT_RIGHT.match(words))
        and phrase.is_like_before()
    ):
        return amiss[0] + words
    return ""


def _as_headed(phrase: Phrase, wording: Wording) -> str:
    """A product or pollutant with the amount that a sentence tells of all of them: 主要产品产量中，水泥1324万吨;
    污染物排放量：氨氮3万吨."""
    words, figure, value = phrase.words, phrase.figure, phrase.figure.mention.value
    measured = figure.verb in CHANGING or (isinstance(value, Quantity) and value.unit not in COUNTING)
    output = _OUTPUTS.search(phrase.passage.masked, 0, figure.left) if measured else None
    if output is None or (words[-1] in _AMOUNT_LAST and not words.endswith(_OXYGEN)):
        return ""
    return "" if wording.head_noun.search(fold(words)) else words + output[1]


def _with_partner(phrase: Phrase) -> str:
    """对俄罗斯进出口13亿元，其中出口3亿元: the part is of that trade, but of all where 货物进出口 is told."""
    partner = None if phrase.figure.scope else _TRADED.fullmatch(phrase.subject)
    if partner is None or f"{partner[1]}进出口" not in phrase.passage.text[: phrase.figure.start]:
        return ""
    return partner[1] + phrase.words


def _is_in_a_list_of_places(last: Figure) -> bool:
    """Whether the figure before tells of a place or a zone, or goes on about one that does: 甲县收入3亿元，增长8%; but
    铁路9亿元、公路5亿元 are no places."""
    told: Figure | None = last
    while told and not told.stated and not told.region:
        told = told.last
    if told is None:
        return False
    zone = ZONE.match(told.words)
    return told.region is not None or (zone is not None and zone.end() < len(told.words))


def _like_the_last(phrase: Phrase, last: Figure, wording: Wording) -> str:
    """Words that name another of what the last figure tells of, with what that says of it; others as they are."""
    figure, words, subject, value = phrase.figure, phrase.words, phrase.subject, phrase.figure.mention.value
    if (
        figure.verb is None
        and not phrase.lead
        and last.words.startswith(_ADDED)
        and figure.clause[:1] == "、"
        and words[0] not in _ADDED_FIRST
        and isinstance(value, Money | Quantity)
        and last.mention.kind is figure.mention.kind
        and not _NOT_ADDED.search(words)
        and not (words.startswith(_KEPT_FOR_BREEDING) and last.words.startswith(_SLAUGHTERED))
    ):
        # 新增铁路500公里、公路900公里
        return next(word for word in _ADDED if last.words.startswith(word)) + words
    if (
        _REGION in subject
        and figure.noun is None
        and (at := subject.find(words[:_LONG_START])) > 0
        and subject.endswith(_REGION, 0, at)
    ):
        return subject[:at] + words  # 东部地区快递业务量比重下降1个百分点，快递业务收入比重上升1个百分点
    if (
        (
            phrase.passage.masked[figure.left - 1] in SEMICOLONS
            or words.endswith(_GROUPS)
            or ("占" in figure.flags and "占" in last.flags)
        )
        and (figure.verb is None or (figure.verb == "become" and figure.chain > 1))
        and figure.noun is None
        and phrase.is_like_before()
        and (last.whole or isinstance(value, Percent) or not subject.endswith(_SHARES_OR_RATES))  # 甲完成率80%；乙3个
        and (told := _told_of_another(words, subject.partition("占")[0] if last.whole else subject, wording))
        # 增加值7亿元，增长24%；园区企业31家: so many of the sort itself
        # 产业项目31个，总投资9亿元，占比71%；民生项目17个
        and not _is_no_count(value, told)
    ):
        return words + told
    return words


def _is_no_count(value: Value, told: str) -> bool:
    """Whether so many of a sort are none of what is told of all: 园区企业31家 behind 工业园区增加值, 项目17个 behind
    产业项目总投资."""
    if not isinstance(value, Quantity):
        return False
    if told.endswith(_AMOUNTS_OF_MONEY) or (told in OF_MONEY and value.unit in COUNTING):
        return True
    return value.unit in _COUNTS_FIRMS and is_of_sorts(told)


def _told_of_another(words: str, subject: str, wording: Wording) -> str:
    """What the subject tells of another of the same kind, where words name one and no more: 经开区 behind
    高新区工业总产值；, 加工贸易 behind 一般贸易进出口；; else empty."""
    moved = words.startswith(_MOVED)  # 调入一般公共预算27亿元
    kind = words[-2:] if len(words) > 2 and not (moved or words.endswith(_OF_BALANCES)) else ""
    at = subject.find(kind, 1) if kind else -1
    if at < 0 and words[-1] in _PLACES_LAST:
        kind, at = words[-1], subject.find(words[-1], 1)
    if at < 0 and _SORT_OF_SCHOOLS.fullmatch(words) and (school := _SORT_OF_SCHOOLS.match(subject)):
        kind, at = school[0], 0  # 普通小学生均经费9千元；普通初中9千元
    told = subject[at + len(kind) :]
    is_told = told in TRADED or told.startswith(HAVING[0]) or wording.head_noun.search(fold(told))
    if at < 0 or not told or not is_told or _MEAN in words:
        return ""  # 职工平均工资 behind 职工工资总额
    return "" if wording.head_noun.search(fold(words)) else told
