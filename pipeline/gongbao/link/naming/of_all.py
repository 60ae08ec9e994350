"""Words that name no more than a part take along what is told of all: 施工面积9万平方米，其中住宅8万平方米."""

import re

from gongbao.kept import compiled
from gongbao.link.lexicons.cues import OF_WHOLE
from gongbao.link.lexicons.wording import HAN, Wording, fold
from gongbao.link.naming.general import GROWTHS, overlap
from gongbao.link.naming.phrase import Phrase
from gongbao.link.sentence.figure import CHANGING, is_points
from gongbao.model import Measure, Money, Percent, Quantity

# PM10年均浓度58微克，二氧化硫7微克, but 臭氧 is told by its percentiles, and a place is no substance.
_MEAN_CONTENT = compiled("(?:年?平?均)?(?:质量)?浓度(?:均值)?$")
_POLLUTANT = compiled("(?:二氧化[硫氮]|(?:可吸入|细)?颗粒物|PM(?:2[.]5|10)|SO2|NO2|氮氧化物|降尘)(?:（[^（）]*）)?")
# 贫困发生率3%。其中，因病占四成: the reasons of a rate are no rates.
_REASONS_FIRST = "因由"
# 防洪工程, 水路建设, 场站: what investment goes into.
_WORKS, _BUILT_INTO, _INVESTED = ("工程", "建设"), "建设投资", "投资"
_BUILDING = (
    *_WORKS,
    "公路",
    "铁路",
    "水运",
    "水路",
    "民航",
    "机场",
    "港口",
    "港航",
    "场站",
    "枢纽",
    "物流",
    "轨道交通",
)
# 城镇居民人均可支配收入5万元，人均消费支出3万元
# So have patients: 公立医院次均门诊费用300元，次均住院费用9000元.
_EACH_OF_THEM, _MEAN_OF_RESIDENTS = (
    ("人均", "次均"),
    compiled(f"(?P<who>[{HAN}]{{0,6}}(?:居民|农民|农牧民|牧民)(?=人均)|[{HAN}]{{0,6}}(?:医院|机构)(?=次均))"),
)
_IN_BRACKETS = compiled("（[^（）]*）")
# Sorts of what grows, and what may grow of a sort: 采矿业增加值增长4%，制造业增长5%; but 就业 is none.
_SORT = compiled("企业|单位|(?<![就失创作毕从营开停学事待])业|类|地区")
_OF_SORTS = compiled(
    "(?:增加值|产值|零售额|零售总额|投资|价格|利润|利润总额|营业总?收入|应[交缴]税[费金]|用电量|税收|税收收入|进出口|出口|销售额|所占比重|价格总水平|资产总计|资产总额|负债合计|[从就]业人员|平均工资|工资总额)$"
)
# 商品房销售面积13万平方米，其中住宅11万平方米: what is told of all is told of a part that names no more than which.
_OF_PARTS = compiled(
    "(?:(?:销售|施工|竣工|待售|新?开工|成交|播种|种植|造林|收获)?面积|床位|产量|[客货]运量|(?:旅客|货物)?(?:运输)?总?周转量"
    "|(?:旅客|货物|货邮)?吞吐量|用电量|发电量|装机容量|(?:地[表下])?水资源量|降水量|供水量|用水量|耗水量|蓄水量)$"
)
# 研究生招生3万人，其中博士生1万人
_OF_THOSE = compiled("(?:招生|[入出]院(?:人次|人数)|(?:平均|校均|班均|户均)规模|平均班额)$")
# 分运输方式看，公路8亿吨，港口吞吐5亿吨: what is measured by a word of its own.
_OF_ITS_OWN = compiled("吞吐|周转|库存|漏损")
_LAST_WORD = 2
COUNTING = frozenset("个家人户处所座项名")
# 普通高中招生1.2万人，在校生3.6万人: whose pupils they are.
PUPILS = frozenset(("招生", "在校生", "在校学生", "在园幼儿", "毕业生", "专任教师", "教职工"))
SCHOOL = compiled(
    f"(?:在[校学])?([{HAN}（）、]*(?:高中|初中|小学|中学|学校|院校|高校|教育|中职|幼儿园|本专科|研究生))(?:招收?新?生|在校学?生|毕业生|专任教师|教职工)?(?:人?数)?"
)
# 每10万人中拥有大学文化程度的12000人；拥有高中文化程度的15000人: of how many they are.
_OUT_OF = compiled("每[^，。；]{2,8}?人[中口]?(?=拥有|具有|受)")
# 每千人口拥有执业医师2.8人、床位7.2张
_OF_SO_MANY = compiled(
    "每[^，。；]{1,8}?(?:拥有|具有|有)|每[百千万]{1,2}名?(?:常住)?(?:人口?|老年?人|居民)(?=\\p{Han})"
)
# 平均每百户拥有小汽车22辆，空调49台
_OF_A_HUNDRED = compiled("(?:平均)?每百户(?:家庭|居民)?(?:年末)?(?:拥有|有)")
HAVING = ("拥有", "具有", "受")
# 经费提高到小学720元、初中940元: what each of a list has got to.
GOT_TO = re.compile(
    f"(?P<what>(?!分别|从|由)[{HAN}]{{3,16}}?)(?<!分别)(?:提高|增加|提升|上调|调整|降低|下调)[到至]"
    f"(?P<who>(?![位期账户岗港达]|历史|现在|目前|全|最|每)[{HAN}]{{2,8}})"
)
_FINE, _DAYS = frozenset(("优", "良", "优级", "良级", "一级", "二级")), "天数"
# 与国内生产总值之比, 按汇率计算的劳动生产率.
_RATIO_TO, _PULLING = "之比", ("拉动", "带动")
# 第一产业就业人员9万人，占12%；第二产业8万人
_PERSON = "人"
NTH_INDUSTRY = compiled("第[一二三]产业")
SORT_LAST, _LEADS_SORTS, _LONGEST_GROWN = "业类区位", ("其中", "看，", "分，", "中，"), 6
# 汽车以旧换新1.9万辆、家电41万台: what is traded in goes on through a list.
_TRADE_IN = "以旧换新"
_OF_RATES = (Measure.RATE, Measure.CHANGE)


def of_all(phrase: Phrase, wording: Wording) -> str:
    """The words of a phrase with what is told of all; empty where they are no such part."""
    words, subject, last, figure = phrase.words, phrase.subject, phrase.last, phrase.figure
    if words in PUPILS:
        school = SCHOOL.fullmatch(subject.partition("占")[0] if last and last.whole else subject)
        return school[1] + words if school else ""
    if words in _FINE and subject.endswith(_DAYS):
        return words + _DAYS  # 优良天数313天，其中优98天
    if "每" in subject and (out_of := _out_of(phrase)):
        return out_of + words.removeprefix(out_of)
    if subject.endswith(_TRADE_IN) and figure.clause[:1] == "、" and isinstance(figure.mention.value, Quantity):
        return words if figure.noun or words.endswith(_TRADE_IN) else words + _TRADE_IN
    if last and words.startswith(_EACH_OF_THEM) and (whose := _MEAN_OF_RESIDENTS.match(subject)):
        return whose["who"] + words
    if words[-1] == "比" and words.endswith(_RATIO_TO) and phrase.passage.text.startswith("与", figure.left):
        return f"{subject}与{words}"
    if isinstance(figure.mention.value, Percent) and (last or figure.verb is None):
        return "" if wording.head_noun.search(fold(words)) else _rate_of_part(phrase, wording)
    if last and not phrase.is_like_before():
        return ""
    told = _amount_of_all(phrase)
    if not told or wording.head_noun.search(fold(words)):
        return ""
    return words + told[overlap(words, told, len(told) - 1) :]  # 人工造林面积, 生活用电量


def _out_of(phrase: Phrase) -> str:
    """Of how many the subject tells, 每10万人中 or 每千人口拥有, as that of the next figure; empty where not."""
    subject, figure = phrase.subject, phrase.figure
    out_of = None
    if subject[0] != "每":
        pass
    elif phrase.words.startswith(HAVING):
        out_of = _OUT_OF.match(subject)
    elif figure.clause[:1] == "、" and phrase.words[0] != "每":
        out_of = _OF_SO_MANY.match(subject)
        if out_of and phrase.last and "." in phrase.last.mention.text and "." not in figure.mention.text:
            return ""  # 每千人口床位数6.8张、医院28所
    if out_of is None and figure.verb is None:
        out_of = _OF_A_HUNDRED.match(subject)  # 平均每百户居民拥有汽车49辆，空调145台
    return out_of[0] if out_of else ""


def _rate_of_part(phrase: Phrase, wording: Wording) -> str:
    """A part with the rate that is told of all, 生产环节合格率98%，流通环节97%; empty where a share is none of it."""
    figure, words, subject, last = phrase.figure, phrase.words, phrase.subject, phrase.last
    masked = phrase.passage.masked
    if figure.verb in CHANGING and not is_points(figure.mention.value):
        # 商品房销售面积下降5%，其中住宅下降4%、办公楼增长3%
        part = phrase.passage.told & OF_WHOLE and _is_of_part(masked, figure.start) and _OF_PARTS.search(subject)
        # but 其中，发电量增长3%，粗钢增长2%: the one that is named by no more is a part itself
        is_beside = part and last and part[0] == subject and _is_of_part(masked, last.start)
        return words + part[0] if part and not is_beside else ""
    if "占" in figure.flags or words.startswith(_PULLING):
        return ""  # 对经济增长的贡献率为7%，拉动经济增长0.5个百分点
    _, same, rate = subject.partition(words[-_LAST_WORD:])
    if same and rate.endswith(("率", "比例")) and len(words) > _LAST_WORD:
        return words + rate
    # 平均利率3.14%，其中专项债券3.15%; 平均利率3.14%，下降51个基点，其中专项债券3.15%
    # 落实率为92%。其中，本科91%，硕士95%
    if (
        not subject.endswith("率")
        or figure.verb is not None
        or not ("其中" in masked[: figure.start] or phrase.opens_parts())
        or (last and last.fact.measure not in _OF_RATES)
        or words[0] in _REASONS_FIRST
        or wording.share_noun.search(words)
    ):
        return ""
    if last and last.part_of is None and not figure.clause.startswith("其中"):
        told = last.clause.strip("，、；").removeprefix("其中").lstrip("，")
        subject = subject.removeprefix(told) if subject.startswith(told) else ""
    return words + subject if subject else ""


def _amount_of_all(phrase: Phrase) -> str:
    """The amount that is told of all, where a figure may be a part of it: an area, an output, what is paid to each."""
    figure, words, subject, masked = phrase.figure, phrase.words, phrase.subject, phrase.passage.masked
    value = figure.mention.value
    if isinstance(value, Quantity):
        if "/" in (value.unit_id or "") and "浓度" in subject and _POLLUTANT.fullmatch(words):
            mean = _MEAN_CONTENT.search(subject)
            return mean[0] if mean else ""
        if words[-1] in "量水":
            return ""  # 其中重复计算量2亿立方米, 农业用水9亿立方米
        by_sort = phrase.tells_by_sort()  # 按用途分：工业3亿立方米
        if not (by_sort or phrase.passage.told & OF_WHOLE):
            return ""
        parts = _OF_THOSE if value.unit in COUNTING else _OF_PARTS
        told = parts.search(subject.partition("占")[0])
        is_part = (
            told
            and not parts.search(words)
            and not _OF_ITS_OWN.search(words)
            and (by_sort or _is_of_part(masked, figure.start))
        )
        return told[0] if told and is_part else ""
    if not isinstance(value, Money):
        return ""
    if phrase.last and words.endswith(_BUILDING) and subject.endswith(_INVESTED):
        # 防洪工程完成投资3亿元，水源工程完成9亿元; 公路建设投资3亿元，铁路9亿元
        return _BUILT_INTO if subject.endswith(_BUILT_INTO) and not words.endswith(_WORKS) else _INVESTED
    got_to = GOT_TO.search(masked, 0, figure.start) if "到" in masked else None
    told_of = got_to["what"].removeprefix("城乡") if got_to else ""
    return told_of if told_of and subject.endswith(told_of) else ""


def of_sort(phrase: Phrase) -> str:
    """A sort, 采矿业 or 第二产业, with what grows that is told of all or of another; empty where it is none of it."""
    figure, words, last, value = phrase.figure, phrase.words, phrase.last, phrase.figure.mention.value
    if last and figure.verb is None and NTH_INDUSTRY.fullmatch(words) and phrase.is_like_before():
        all_told = _OF_SORTS.search(phrase.subject.partition("占")[0])
        if all_told:
            return words + all_told[0]
    before = phrase.passage.masked[: figure.start]
    is_money = isinstance(value, Money)
    if (
        (figure.verb in CHANGING and isinstance(value, Percent))
        or (last and is_money and not phrase.lead and phrase.is_like_before())
        or (
            (is_money or (isinstance(value, Quantity) and (last or value.unit == _PERSON)))
            and any(lead in before for lead in _LEADS_SORTS[:3])
            and phrase.is_like_before()
        )
    ):
        subject = phrase.subject.partition("占")[0] if last and last.whole else phrase.subject
        grown = _grown(words, subject, before)
        return words + grown if grown else ""
    return ""


def is_of_sorts(told: str) -> bool:
    """Whether what is told is what sorts have, 增加值 or 用电量."""
    return _OF_SORTS.search(told) is not None


def _grown(words: str, subject: str, before: str) -> str:
    """What of a sort grows that says no more: 增加值 of 制造业 behind 采矿业增加值, or behind 工业增加值 and 其中."""
    sorts = list(_SORT.finditer(words))
    if words.startswith(_PULLING):
        return ""  # how much it adds to another's growth
    if not sorts or sorts[-1].end() < len(words):
        return ""
    if grows := next((growth for growth in GROWTHS if subject.endswith(growth)), None):
        subject = subject.removesuffix(grows)  # 增加值增长7%，增速回落0.1个百分点。分门类看，采矿业增长2%
    if not (of_all := _OF_SORTS.search(subject)):
        return ""
    if "（" in subject:
        subject = _IN_BRACKETS.sub("", subject)  # 工业（含手工业）总产值
    grown = of_all[0].replace("总额", "额") if of_all[0].startswith("零售") else of_all[0].removesuffix("总水平")
    end = subject.rfind(of_all[0])  # 产业 of 产业营业收入
    at = max((sort.start() for sort in _SORT.finditer(subject, 0, end) if sort[0] == sorts[-1][0]), default=-1)
    if at >= 0:
        tail = subject[at + len(sorts[-1][0]) :]
        return tail if len(tail) <= _LONGEST_GROWN and ("占" not in tail or "所占" in tail) else ""
    return grown if any(lead in before for lead in _LEADS_SORTS) else ""


def _is_of_part(masked: str, place: int) -> bool:
    """Whether 其中 goes on at a place: to the next semicolon, or where it opens the sentence to its end."""
    return masked.startswith("其中") or masked.rfind("其中", 0, place) > masked.rfind("；", 0, place)
