"""What is only half said before a figure: the noun behind the number, or what was told of before, completes it."""

import re
from collections.abc import Sequence

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE, HAN, Wording, fold
from gongbao.link.naming.general import (
    ALL_OF,
    GENERIC,
    GROWTHS,
    NEWLY,
    SHARES,
    SIDES,
    SPENDING,
    SUMS,
    specified,
)
from gongbao.link.naming.of_subject import (
    AREA_SOLD,
    COUNTING,
    DONE,
    DONE_AGAIN,
    DONE_BEHIND,
    OF_MONEY,
    OF_SIZE,
    REACHES,
    SALES,
    SORT_LAST,
    alike,
    bare,
    done,
    with_subject,
)
from gongbao.link.sentence.counted import SIZES
from gongbao.link.sentence.figure import (
    AGE,
    AIMS,
    ALL_TOLD,
    CHANGES,
    CHANGING,
    LIMIT,
    LINES,
    PACE,
    SEMICOLONS,
    TARGET,
    Figure,
    is_points,
)
from gongbao.link.sentence.nouns import MARKS, RATES
from gongbao.link.sentence.passage import Passage
from gongbao.model import Measure, Money, Percent, Quantity

_IS_WHOLE = compiled("(?![、和及与\\d])|、(?:总?投资|计划投资)")
_INVEST = re.compile("(?:计划|规划|概算|估算|预计)?(?:累计|完成|总|共)?(?:投资|投入)(?:总?额|资金)?$")
# 免费为3万名妇女筛查, 组建20亿元母基金, 两个百亿元台阶、年均增长6%, 在上年压减5亿元的基础上再压减3亿元.
_NO_NAMES = frozenset(
    (
        "免费", "中", "台阶", "大关", "基础上", "实际工作中", "工作中", "实际执行中", "执行中", "组建", "首期",
        "提前", "超额", "超预算", "通过", "这", "上述", "此次", "本次", "这次", "调整后", "以后", "后", "至第",
        "最大", "最小", "最多", "最少", "最高", "最低", "年度计划", "年度目标", "年计划", "全年计划", "全年目标",
    )
)  # fmt: skip
EXCLUDED = compiled(
    "(?:剔除|扣除|不含|不包括|考虑).{1,16}(?:因素|影响)后?|(?:剔除|扣除).{2,16}后|(?:不含|不包括).{2,12}在[内內]"
    "|(?:剔除|扣除|不含).{2,16}(?:投资|收入|支出|税)"
)
_EXCLUDED_FIRST = "剔扣不考"
EXCLUDED_LAST = "素响后内內资入出税"
# 执行中因上级专款、新增债券等 / 增加3亿元: why it did.
_BECAUSE_OF = re.compile("(?:(?:预算|年度)?执行中)?(?:因|由于)(?!公)")
_TAKEN = compiled("[将把][^，。；]{2,12}的$")
_TAKING = ("将", "把")
_ENDING_JOINTS = ("和", "及", "与")
_DONE_FOR = compiled("(?:办理|提供|发放|减免|减轻|开展|解决|送|追[讨回]|挽回|节约|争取|落实)(?=[^，。；、]{2})")
# What is left once an amount has been looked into.
_ASSESSED = compiled("(?:审定|核定|审核|评审|(?:实际)?(?:采购|成交|中标))(?:后|总?金额|造价|投资|总?额|价)*$")
# 县（市、区）, 省（区、市）, 镇（街道）: they are one word.
AREAS = frozenset("省市州县镇乡")
OTHER_AREAS = compiled("[（(](?:(?:自治区|直辖市|街道?|[市州盟县区旗镇乡])、?){1,3}[）)]区?")
_OR_MORE, _AMOUNT_OR_MORE = "以上", compiled("[0-9.]*[十百千]*[万亿]元及?以上")
_EARNED = frozenset(("年产值", "年营业收入", "年营收", "年销售额", "年税收", "年利润"))
_BEGUN, _BUILT, _STARTED = "新开工", "建成", ("开工", "新开工")
_TAXES, _PAYERS, _SIZE = "税收", ("财政", "银行", "企业"), "总规模"
_MORE, _REACHED, _REACHED_BESIDES = "净增", "惠及", ("优惠及", "普惠及", "实惠及")
_ISSUED, _VALUE_ADDED = ("发行", "增发"), "增加值"
_MOVED = ("new", "rise", "fall")
_WORKS, _GIVING = "项目建设", ("安排", "下达", "拨付", "发放", "给予", "设立", "建立", "批准", "同意", "追加")
# What money supports, but 稳岗支持资金 and 信贷支持 are names.
_SUPPORTING = re.compile("(?<=资金|债券|基金|经费|贷款|补助|补贴|国债)支持(?!资金|政策|项目$|力度|计划|额度)")
_IN_ALL = "累计"
# 成立合作社6个，累计达23个
_NEW_FIRST, _SET_UP = frozenset("新净成组发创"), re.compile("^(?:成立|组建|发展(?!中)|创建)(?=..)")
_RATES_OF_GROWTH = ("现价增速", "名义增速", "实际增速", *GROWTHS)
STEPS, _COVERED = "台阶", "全覆盖"
_MEDALS = {"金": "金牌", "银": "银牌", "铜": "铜牌"}
_OF_GRADE, _GRADE_LAST = compiled("中央|自治区|[国省市州县区]家?级"), frozenset("央区级")
PLACES = frozenset("省市县区州旗乡镇")
# 按投资额的10%给予补助，单个项目最高不超过1000万元: what is given, and its limit.
_GIVING_OUT, _GRANTS = "给予", ("补助", "补贴", "奖励", "奖补", "贴息", "资助")
_GIVEN = compiled(
    f"给予(?:(?:最高|不超过|不高于)[^，。；]{{1,8}}元的?)?(?P<what>[{HAN}]{{0,8}}?(?:补助|补贴|奖励|奖补|贴息|资助))"
)
_CAPPED = compiled(
    f"[，；、（(]?(?:[单每同][{HAN}]{{1,8}})?(?:年度|累计|补助|奖励|补贴|金额|总额)*(?:最高|最多|上限|不超过)(?:可?达|不超过|奖励|补助|给予|为)*"
)
_CAPPED_LAST = frozenset("高多限过达励助予为")
_YIELDS, _BEARING = (
    ("产量", "总产量", "年产量"),
    compiled("新?(?:挂果|结果|投产|采摘|可采摘?|收获|采收|盛果|丰产|开割)面积"),
)
_GAP, _NORM = "差距", "标准"
_PEOPLE = ("人次", "人", "户", "户次")
_TIMES = "次"  # 两次下调政策利率 is counted whole
_POPULATION, _HAS, _HAVING = "人口", "有个是现", "有"
_HOUSEHOLDS = ("户", "农民", "牧民", "村民", "群众")
# 改造小区58个，惠及群众1万户，总投资5亿元: the money is none of theirs.
_FOR_WHOM = compiled("[，、；]?(?:惠及|受益|覆盖|涉及(?:居民|群众|住户|农户|村民))")
_BETTERED = ("改造", "整治", "优化提升", "改扩建")
_RANKED_AMONG = ("中居", "中列", "中位居", "中位列", "中排", "中名列")
# An amount of money is none of these.
_NO_AMOUNTS = (Measure.SHARE, Measure.RATE)
_FOR_EACH = frozenset(("户均", "人均", "亩均", "村均", "每人", "每户", "每亩", "每村"))
# 投入2亿元，新建学校5所 is none of what the sentence before told of.
_SPENT_ON = frozenset(("投入", "拨付", "统筹", "筹集", "整合", "筹措"))
# 使2万户直接受益, 向2万人发放补贴: the one is caused, the other given to.
_ON_WHOM = frozenset("使让令向对给")
# 5.2万人实现脱贫, 1800万人通过多种渠道实现了再就业: what so many have done.
_PEOPLE_DID = compiled(
    f"(?:(?:通过|依托|在|因|经)[{HAN}]{{1,16}}?)??(?P<what>(?:实现|获得?|享受到?|享有|参加|得到|走上|摆脱|告别|纳入|因[灾病])(?P<past>了?)"
    f"[{HAN}“”]{{2,12}})(?=[，。；：、]|$)"
)
_EARNING, _EDGES, _LEADING = "增收", "，、； ", ("", "其中")
_PAID_TO = ("补助", "补贴", "津贴", "救助金", "抚恤金", "养老金", "奖励", "奖金", "慰问金")
_TO_DO = ("任务", "目标")
_DO, _INVESTED, _PLANNED_COST = "完成", "投资", compiled("(?:年度|全年|当年)?计划(?:完成)?总?投资$")
_ROLE = compiled(f"{DATE}*以.+为")
_LONGEST_OBJECT, _LONGEST_ATTRIBUTE = 16, 6
_BOUNDED = ("以上", "以下", "及以")
_COMMAS = frozenset("，,")
_FIRMS = ("企业", "主体", "合作社", "农场")
_OF_SO_MANY = compiled("的[两二三四五六七八九十\\d]")
_CASUALTIES, _CAUSING = ("死亡", "受伤"), ("造成", "共造成")
# 预备费3000万元，按支出的2%安排: no noun of the share.
_SET_SO = ("安排", "设置", "提取", "计提", "列支")
_SCORE = compiled("(?:支出)?(?:绩效)?(?:自评|评价)?(?:综合|平均)?得分$")
# 增值税（50%部分）完成3亿元: how much of it is the place's own.
SHARED_TAX = ("部分）", "部分)")
_DONE, _SET = "完成率", ("目标任务", "预算")  # 完成目标任务9亿元，完成调整预算8亿元
_RESTATES = ("折合", "折算")
_CONTRIBUTION, _PULLS = Measure.CONTRIBUTION, ("拉动", "下拉动")


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
    value, masked, noun = figure.mention.value, passage.masked, ""
    if (
        masked.startswith(_GIVING_OUT, figure.end)
        and not (isinstance(value, Money) and wording.head_noun.search(words))  # 年产值突破1亿元给予奖励
        and (given := _GIVEN.match(masked, figure.end))
    ):
        return given["what"]
    if (
        (last and figure.clause[-1:] in _CAPPED_LAST and last.words.endswith(_GRANTS))
        and isinstance(value, Money)
        and _CAPPED.fullmatch(figure.clause)
    ):
        return last.words
    unit = value.unit if isinstance(value, Quantity) else None
    if unit in _MEDALS and not words.endswith("牌"):
        return _MEDALS[unit]  # 获得4金2银好成绩
    if figure.noun:
        noun, alone = _noun_behind(figure, passage, words, wording)
        if alone:
            return noun
    if unit == _POPULATION and (not words or words[-1] in _HAS):
        return _POPULATION  # 我国有14亿人口, 又是有9000万人口的大省
    if unit in PLACES and not figure.noun and figure.verb is None:
        goes_on = masked[figure.end : figure.end + 1] not in MARKS
        if not words or goes_on:
            return ""  # 关中5市PM2.5浓度: which places they are
    if subject[:1] in _NEW_FIRST:
        in_all = _IN_ALL in figure.flags or (
            not words and (_IN_ALL in figure.clause or _is_sum_of_new(figure, last, passage, wording))
        )
        if words in ALL_OF or (not words and _MORE in figure.clause) or (in_all and unit not in _PEOPLE):
            # 新增地理标志3件，累计达27件; 新增高速公路里程46公里，突破7000公里
            subject = _SET_UP.sub("", NEWLY.sub("", subject))
    if last and (_OR_MORE in subject or OF_SIZE.match(subject)):
        # the amount that bounds may have been taken for a figure, and be no part of the words
        marked = max(passage.text.rfind(mark, 0, figure.start) for mark in _EDGES)
        size = passage.text[marked + 1 : figure.start].removeprefix("其中")
        if _AMOUNT_OR_MORE.fullmatch(size):
            sort = subject.rpartition(_OR_MORE)[2] if _OR_MORE in subject else OF_SIZE.sub("", subject)
            return size + sort  # 百亿元项目1个、20亿元以上3个; 10亿元以上企业1家、亿元以上5家、千万元以上30家
    if noun:
        if noun in _TO_DO and words and unit not in COUNTING:
            noun = ""  # 完成森林抚育20万亩任务
        elif noun.endswith(LINES):
            return noun  # 债务率86%，低于国家规定的120%警戒线
        elif _is_aside(figure, noun, words, last):
            noun = ""
        elif figure.joined and not words and "投" in subject and _OF_SO_MANY.match(masked, figure.end):
            noun = ""  # 总投资分别为12亿元和8亿元的两个项目, but 投资3亿元和2亿元的补贴资金 are two things
        elif words.endswith(REACHES) and isinstance(value, Percent) and figure.clause[-1] != "、":
            return words + noun  # 覆盖95%的人口
        if words and figure.condition:
            noun = ""  # 人口超过1亿人的省份有2个
        if noun in _CASUALTIES and words and figure.clause.endswith(_CAUSING):
            return words.removesuffix(_CAUSING[0]) + noun  # 道路交通事故造成7万人死亡
    if words and (
        (words in _NO_NAMES and not figure.clause.endswith(words + "的"))  # 评为优、良、中的
        or (words[0] in _EXCLUDED_FIRST and EXCLUDED.fullmatch(words))
        or (words[-1] == "等" and _BECAUSE_OF.match(words))
        or (noun and _leads_noun(figure, words))
    ):
        words = ""
    if figure.whole:
        grown = next((growth for growth in _RATES_OF_GROWTH if subject.endswith(growth)), "")
        subject = subject.removesuffix(grown) or subject  # 增速12%，占生产总值比重24%
        taken = not words or (
            words in GENERIC and words != _TAXES and subject and not (words in SIDES and subject.endswith("率"))
        )
        whose = bare(subject.split("占")[0]) if taken else words
        if words in OF_MONEY and taken and words not in whose:
            whose = specified(words, bare(whose), lead, figure.change, wording)  # 在库项目120个，投资占全部投资的68%
        return f"{whose}占{figure.whole}比重"
    if figure.completed is not None:
        return (words or bare(_without_share(subject, last))) + completion(figure.completed)
    if figure.done_of and not words and (not subject or subject in _SET):
        return completion(figure.done_of).removesuffix(_DONE)
    if not words and last and last.condition and last.noun and last.noun[1] - last.noun[0] > 1:
        return passage.text[slice(*last.noun)]
    if noun and (named := _by_noun(figure, masked, words, noun, wording)):
        return named
    if "投" in words and _INVEST.match(words):
        if figure.noun and noun not in AIMS and masked.startswith(("的", "、"), figure.end):
            # 总投资12亿元的污水处理厂; 的海拉尔河、伊敏河堤防 and 的日处理80吨污泥厂 are longer than their noun
            return (noun if _IS_WHOLE.match(masked, figure.noun[1]) else "") + words
        if figure.chain == 1 and (behind := _object(figure, passage, wording)):
            return behind + words
        opens = last and masked[figure.left - 1] in SEMICOLONS
        if opens and _goes_into_what_follows(figure, words, passage, wording):
            return words
        if opens and before[0].words == words and masked.startswith(words, figure.left):
            return words  # 投资9亿元，硬化道路5公里；投资2亿元，安装路灯3盏
    if not words:
        return _unsaid(figure, passage, noun, lead, subject, last, before, wording)
    if last and words in _PULLS:  # 消费拉动GDP增长4个百分点；净出口向 / 下拉动0.6个百分点
        return next((one.words for one in reversed(before) if one.words.startswith(_PULLS)), words)
    if last and words == _VALUE_ADDED and subject:
        return specified(words, bare(subject), lead, figure.change, wording)  # 企业87家，增加值增长4%
    if (
        figure.verb == "new"
        and not noun
        and figure.clause.endswith(_BEGUN)
        and words not in GENERIC
        and masked.find("，", figure.phrase[0], figure.start) < 0
    ):
        return done(words, _BEGUN)  # 保障性租赁住房新开工2400套
    return with_subject(figure, passage, words, lead, subject, last, wording)


def _noun_behind(figure: Figure, passage: Passage, words: str, wording: Wording) -> tuple[str, bool]:
    """The noun behind a number, without the verb that it goes on with; whether that is the name, whatever the words."""
    assert figure.noun
    value = figure.mention.value
    noun = passage.text[slice(*figure.noun)].replace("\n", "")
    if noun in AREAS and (areas := OTHER_AREAS.match(passage.text, figure.noun[1])):
        noun += areas[0]
    if isinstance(value, Quantity) and value.unit == AGE:
        return noun, True  # 降低农村5岁以下儿童死亡率
    if isinstance(value, Money) and noun[0] == "级":
        return passage.text[figure.start : figure.noun[1]], True
    if (
        noun.endswith(RATES)
        and noun not in RATES
        and (words or figure.joined)
        and getattr(value, "unit", None) != _TIMES
    ):
        rate = wording.head_noun.search(fold(noun)) or noun
        if isinstance(value, Quantity) and "、" in words and len(rate) < len(noun):
            return noun[: -len(rate)], True  # 养老、医疗两项保险参保率
        return "", False
    if isinstance(value, Quantity):
        return noun[:-2] if noun.endswith(_WORKS) else noun, False  # 支持184个项目建设
    if isinstance(value, Money):
        if supporting := _SUPPORTING.search(noun):
            return noun[: supporting.start()], False  # 30亿元国债资金支持乡镇卫生院建设
        verb = wording.light.match(noun, 0, len(noun))
        if verb and len(noun) != len(verb) + 1:
            return noun[len(verb) :], False  # 统筹20亿元实施城市更新
    return noun, False


def _is_aside(figure: Figure, noun: str, words: str, last: Figure | None) -> bool:
    """Whether a noun is no part of a name: what a figure is held against, what is set aside, how far it has got."""
    if last and not words and (noun in AIMS or (noun.endswith((*_TO_DO, _NORM)) and figure.stage == TARGET)):
        return True  # 低于3%的预期目标
    if figure.of and noun.endswith(_SET_SO):
        return True
    if noun == _GAP and figure.reference:
        return True  # 距目标有3个百分点的差距
    # 跨越3个千亿元台阶, 迈上8万亿、9万亿两个台阶: the amount is what it has got to
    return noun.endswith(STEPS) and getattr(figure.mention.value, "unit", None) not in COUNTING


def _leads_noun(figure: Figure, words: str) -> bool:
    """Whether words only lead in the noun behind a number: 所有市州和98%的县市区, 未按规定将3亿元资产入账,
    将应列未列的3亿元收益入账."""
    clause = figure.clause
    return (
        words[-1] in _ENDING_JOINTS
        or clause.endswith(_TAKING)
        or (clause[-1:] == "的" and _TAKEN.search(clause) is not None)
    )


def _by_noun(figure: Figure, masked: str, words: str, noun: str, wording: Wording) -> str:
    """The name of a figure by the noun behind it, with its words or without; empty where that does not name it."""
    value, clause = figure.mention.value, figure.clause
    attributed = masked.startswith("的", figure.end)
    if (attributed or masked.startswith("、", figure.end)) and _is_attribute(figure, words, noun, wording):
        return noun + words  # 占地420亩的产业园, 年发电量16亿千瓦时的风电场
    if isinstance(value, Quantity):
        if not words or _is_counted(figure, noun, masked):
            reached = clause.endswith(_REACHED) and not clause.endswith(_REACHED_BESIDES)
            return _REACHED + noun if reached and not attributed else noun  # 惠及5600户居民
        if noun not in words and clause[-1:] == _HAVING and value.unit and value.unit not in _PEOPLE:
            return noun  # 全市法院有48个集体受到表彰, but 中国企业500强有20家企业
        if clause[-1:] == "为" and figure.noun and _DONE_FOR.match(masked, figure.noun[1]):
            return noun  # 街道为600名老人办理津贴
    if isinstance(value, Money):
        if words in DONE_AGAIN or words.endswith(_ISSUED):
            return words[-2:] + noun  # 发行5亿元专项债券, 国务院同意地方发行2000亿元债券
        if words.endswith(_GIVING) or (figure.verb in _MOVED and words.endswith(_PAYERS)):
            return noun  # 中央财政安排30亿元国债资金, 中央财政新增47亿元专项资金, 银行增加1000亿元贷款
        if attributed and words.endswith(_SIZE):
            return noun + _SIZE  # 组建总规模9亿元的引导基金
    # 年产值10亿元的建材项目
    return noun + words if attributed and words in _EARNED and noun not in AIMS else ""


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
    if noun and (not last or figure.verb is None or (isinstance(value, Percent) and figure.clause.endswith("有"))):
        return noun  # 收入增长8%，约有35%的居民收入下降
    if isinstance(value, Quantity) and value.unit in _PEOPLE:
        if figure.clause == "为" and not subject:
            return value.unit  # 为235人发放补贴
        first = last is None or not subject or figure.clause.strip(_EDGES) in _LEADING
        if not noun and first and (did := _PEOPLE_DID.match(passage.masked, figure.end)):
            return did["what"].replace("了", "", 1) if did["past"] else did["what"]
        if lead:
            return value.unit if lead in _ON_WHOM else lead + value.unit
        if figure.joined and last and last.noun and "惠及" in passage.masked[: figure.start]:
            return "惠及" + value.unit
        unit = getattr(last.mention.value, "unit", None) if figure.joined and last and not last.noun else None
        if last and unit in _PEOPLE and last.words.endswith(unit) and not last.own:
            return last.words.removesuffix(unit) + value.unit  # 惠及2万户、3万人
    if figure.clause.endswith(_DO) and isinstance(value, Money) and (planned := _PLANNED_COST.search(subject)):
        return subject[: planned.start()] + _INVESTED  # 项目24个，年度计划投资43亿元，已完成34亿元
    if (
        last
        and figure.verb == "rise"
        and isinstance(value, Money)
        and (
            getattr(last.mention.value, "unit", None) in _PEOPLE
            or last.words.endswith(_HOUSEHOLDS)
            or figure.clause.endswith(_EARNING)
        )
        and figure.clause.startswith(("户均", "人均"))
    ):
        bound = wording.soft.search(figure.clause) or ""
        return figure.clause.removesuffix(bound)  # 带动1500户户均增收不低于6000元
    if last and figure.clause.strip("，、 ") in ALL_TOLD:
        if last.part_of:
            return last.part_of.words
        if isinstance(value, Money) and len(before) > 1 and _all_money(before[-2:]):
            return figure.clause.strip("，、 ")[:2]
    if (
        lead in _SPENT_ON
        and isinstance(value, Money)
        and (last is None or (_is_share(last) and subject.endswith("率")))
    ):
        return lead  # 投入2亿元, 合格率达到98%，投入2亿元
    if last and figure.reference and is_points(value):
        # 完成年初预算的52%，增长3%，超序时进度2个百分点; 完成年初预算的52%，高于全省2个百分点
        rates = before if figure.reference.endswith(PACE) else (last,)
        if rate := next((one.words for one in reversed(rates) if one.completed is not None), ""):
            return rate
    if isinstance(value, Money) and (scored := _SCORE.search(subject)):
        subject = subject[: scored.start()] or subject  # 某项目绩效自评得分96分，全年预算数为9万元
    if last and last.completed is not None and figure.verb in CHANGING and is_points(value):
        return last.words  # 支出完成预算的47%，比上年同期高1.3个百分点
    if last and figure.verb == "new" and figure.clause.endswith(_BEGUN) and subject:
        return done(subject, _BEGUN)
    if last and figure.clause.endswith(_BUILT) and subject.startswith(_STARTED):
        return done(subject, _BUILT)  # 开工建设保障房2万套，建成1万套
    if (
        last
        and (figure.verb in CHANGING or figure.reference)
        and is_points(value)
        and last.fact.measure is Measure.SHARE
        and not last.whole
        and ("占" in last.clause or "比重" in last.clause)
        and not wording.share_noun.search(subject)
    ):
        return bare(subject) + SHARES[0]  # 税收收入41亿元，占比65%，提高2个百分点
    if figure.verb in CHANGING and not is_points(value):
        subject = _without_share(subject, last)
    if isinstance(value, Money) or (figure.verb in CHANGING and isinstance(value, Percent) and value.unit == "%"):
        # 增速高于全国1个百分点，突破3万元。9月增长8%: what grows is no rate of growth
        subject = _what_grows(subject)
    if not isinstance(value, Percent):
        subject = subject.removesuffix(SHARES[0]) or subject  # 清洁能源占比26%，折合标准煤1亿吨
    if lead.startswith(_BETTERED) and isinstance(value, Quantity) and (new := NEWLY.match(subject)):
        return lead + subject[new.end() :]  # 新建高标准农田252万亩、改造提升43万亩
    return bare(subject)


def _without_share(subject: str, last: Figure | None) -> str:
    """What a share is told of, which is what goes on: 占支出的18%，增长5%，完成预算的98%."""
    return subject.removesuffix(f"占{last.whole}比重") if last and last.whole else subject


def _what_grows(rate: str) -> str:
    """The name of a rate of growth without the word that says so; any other name as it is."""
    if not rate.endswith(GROWTHS):
        return rate
    return next(rate[: -len(word)] for word in GROWTHS if rate.endswith(word)) or rate


def subject_of(figure: Figure, said: str, last: Figure, before: Sequence[Figure], passage: Passage) -> Figure:
    """What a figure tells more of: as a rule the ``last`` one before it.

    It is the last of its kind where money follows a share or rate, or where it says no more than what has been done;
    it is the one before that where the last is what that is held against, or what is left of it (送审金额9亿元，
    审定金额8亿元，审减1亿元); behind a semicolon it is the whole of which that is a part.
    """
    value = figure.mention.value
    begun = (
        said in DONE
        or (figure.verb == "new" and figure.clause.endswith(_BEGUN))
        or (not said and figure.clause.endswith(_BUILT))
        or (said[-1:] in _GRADE_LAST and _OF_GRADE.fullmatch(said))
    )
    is_share = isinstance(last.mention.value, Percent) and not isinstance(value, Percent)
    if (begun or (not said and last.fact.per)) and (
        not alike(value, last.mention.value) or last.words.endswith("率") or (begun and is_share)
    ):
        # 项目15个，总投资12亿元，投产3个; 开工率99%，竣工3个; 农田9万亩，亩均投资3000元，累计建成96万亩;
        # 保护区78处，面积135万公顷，占国土面积的5%，其中国家级23处
        same = (
            one
            for one in reversed(before)
            if type(one.mention.value) is type(value) and alike(value, one.mention.value)
        )
        of_sort = next(same, None) or _last_of_sort(type(value), before) or last
        return of_sort.part_of or of_sort
    if passage.masked.startswith(SHARED_TAX, last.end) and last.own:
        return last
    if said == SALES:  # 商品房销售面积9万平方米，其中住宅下降5%；销售额3亿元
        sold = (one for one in reversed(before) if one.fact.measure is Measure.LEVEL and not one.part_of)
        of_all = next(sold, last) if last.words.endswith(AREA_SOLD) else last
        return of_all if of_all.words.endswith(AREA_SOLD) else last
    if said in SIDES and figure.stage and not last.words.endswith(said):
        # 支出年初预算9亿元，因新增债券1亿元，支出预算调整为10亿元
        staged = next((one for one in reversed(before) if one.stage and one.words.endswith(said)), None)
        if staged or passage.masked.find("；", last.end, figure.left) < 0:
            return staged or last  # but 基金收入安排9亿元，其中出让收入8亿元；支出安排7亿元
    if (
        len(before) > 1
        and not said
        and figure.verb in CHANGING
        and last.clause.lstrip("，").startswith(_RESTATES)
        and (isinstance(value, Percent) or alike(value, before[-2].mention.value))
        and passage.masked[last.left - 1] not in SEMICOLONS
    ):
        return before[-2]  # 降水量628毫米，折合水量1292亿立方米，比上年减少35%
    if (
        said in SIDES
        and passage.masked.find("；", last.end, figure.left) >= 0
        and (why := passage.masked.rfind("主要是", passage.masked.rfind("；", 0, last.start) + 1, last.start)) > 0
    ):
        # 基金收入减少22亿元，主要是出让收入短收21亿元；支出9亿元
        return next((one for one in reversed(before) if one.end <= why), last)
    if passage.masked.find("；", last.end, figure.left) >= 0 and (whole := _whole_behind(last, before)):
        return whole
    if last.part_of and figure.scope == "own_level" and (said in GENERIC or (not said and _OF_GRADE.match(last.words))):
        # 债务余额9亿元，其中一般债务5亿元、专项债务4亿元，市本级余额3亿元; 资金9亿元，其中省级3亿元、市级2亿元
        return last.part_of
    if said == LIMIT and last.part_of and len(before) > 1 and before[-2].part_of is last.part_of:
        return last.part_of  # 债务余额9亿元，其中一般债务5亿元、专项债务4亿元，低于限额10亿元
    if last.fact.measure is _CONTRIBUTION and said and said[-1] in SORT_LAST and len(before) > 1:
        return before[-2]  # 煤炭开采业增长9%，拉动工业增长5个百分点；电力生产业增长5%
    served = (said in OF_MONEY or figure.completed) and getattr(last.mention.value, "unit", None) in _PEOPLE
    if served and len(before) > 1 and _FOR_WHOM.match(last.clause):
        return before[-2].part_of or before[-2]
    if last.part_of and said in _YIELDS and _BEARING.fullmatch(last.words):
        return last.part_of  # 脐橙种植面积28万亩，其中挂果面积22万亩，产量19万吨
    if (
        last.part_of
        and isinstance(value, Money)
        and (
            (figure.clause.startswith(_DO) and _OR_MORE in last.words)
            or (said in OF_MONEY and DONE_BEHIND.search(last.words))
        )
    ):
        return last.part_of  # 项目128个，其中竣工投产32个 or 5亿元以上19个，完成投资86亿元
    if said == SPENDING and isinstance(value, Money) and isinstance(last.mention.value, Quantity):
        # 债券资金9亿元，安排项目14个，已支出8亿元
        return _last_of_sort(Money, before) or last
    if len(before) > 1 and last.noun and passage.masked.startswith(_RANKED_AMONG, last.noun[1]):
        return before[-2]  # 在全省17个市州中居第11位，占全省比重3%
    if not said and isinstance(value, Money) and (amount := _amount_before(figure, last, before)):
        return amount
    if len(before) > 1 and (not said or said in SUMS):
        earlier = before[-2]
        if last.is_whole or (last.against and last.comparison is None):
            return earlier
        cut = figure.verb == "fall" or figure.change == "decrease"
        if cut and _ASSESSED.match(last.words) and earlier.mention.kind is last.mention.kind is figure.mention.kind:
            return earlier
    return last


def _amount_before(figure: Figure, last: Figure, before: Sequence[Figure]) -> Figure | None:
    """What an amount of money tells more of behind a share, a count of places, or of those that it is for each of: as a
    rule the amount before; null behind any other figure."""
    counts = isinstance(last.mention.value, Quantity)
    each = counts and not _FOR_EACH.isdisjoint(figure.flags)  # 惠及28万户，户均1500元
    # 超过9亿元的县2个，分别是甲县12亿元
    placed = counts and figure.region is not None
    # 非税收入9亿元，其中所属2家单位1亿元
    behind_count = last.noun is not None and last.noun[1] == figure.left and "其中" in last.clause
    if not (each or placed or behind_count or _is_share(last)):
        return None
    # 收入9亿元，税占比75%；市本级4亿元
    of_sort = _last_of_sort(Money, before) or last
    if each and (last.words.endswith(_PAID_TO) or of_sort.fact.per):
        return last  # 经济补助98人、人均3.6万元; 投资每亩120元，受益3万户，户均1200元
    if figure.verb in CHANGING:
        return of_sort  # 其中契税6亿元，完成预算的72%，比上年减少2亿元
    return of_sort.part_of or of_sort


def _whole_behind(last: Figure, before: Sequence[Figure]) -> Figure | None:
    """What the last figure is a part of, or what that is whose change it tells: 其中契税3亿元，减少1亿元；支出9亿元."""
    if last.part_of or last.fact.measure not in CHANGES:
        return last.part_of
    of = next((one for one in reversed(before) if one.fact.measure not in CHANGES), None)
    return of.part_of if of and last.words.startswith(of.words) else None


def _last_of_sort(sort: type, figures: Sequence[Figure]) -> Figure | None:
    return next((one for one in reversed(figures) if type(one.mention.value) is sort), None)


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


def _is_attribute(figure: Figure, words: str, noun: str, wording: Wording) -> bool:
    """Whether words say no more than what a figure measures of the noun behind it."""
    value = figure.mention.value
    if not isinstance(value, Quantity) or value.unit in COUNTING or figure.verb or figure.mention.mod:
        return False
    if not 0 < len(words) <= _LONGEST_ATTRIBUTE or noun in AIMS or noun.endswith(_TO_DO):
        return False
    return words.endswith(SIZES) or wording.head_noun.search(fold(words)) is not None


def _is_sum_of_new(figure: Figure, last: Figure | None, passage: Passage, wording: Wording) -> bool:
    """Whether a figure behind one of what is new tells how many there are now: at least twice as many of what stays,
    and at no other time: 第一季度新增贷款9亿元，上半年达到20亿元 are both new."""
    if last is None or last.noun or last.verb == "become" or figure.verb not in (None, "become"):
        return False
    now, new = figure.mention.value, last.mention.value
    if not isinstance(now, Money | Quantity) or not isinstance(new, Money | Quantity) or not alike(now, new):
        return False
    if figure.joined or not figure.clause or now.low is None or new.low is None:
        return False
    if any(last.end <= place.start < figure.start for place in (*passage.dates, *passage.lengths)):
        return False
    if not (wording.stock_noun.search(fold(last.words)) or last.words.endswith(_FIRMS)):
        return False
    return now.low >= 2 * new.low


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


def completion(of: str) -> str:
    """The rate that tells how much is done of a budget, or of a target."""
    return ("预算" if "预算" in of else "目标任务") + _DONE
