"""What is only half said before a figure: the noun behind the number, or what was told of before, completes it."""

import re
from collections.abc import Sequence

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE, HAN, Wording, fold
from gongbao.link.naming.by_word import DONE_AGAIN, PAID_OUT, REACHES, amount_of, done
from gongbao.link.naming.general import (
    ALL_OF,
    GENERIC,
    GROWTHS,
    NEWLY,
    OF_MONEY,
    SHARES,
    SIDES,
    specified,
)
from gongbao.link.naming.of_all import COUNTING
from gongbao.link.naming.of_subject import OF_SIZE, with_subject
from gongbao.link.naming.phrase import Phrase, alike, bare
from gongbao.link.naming.subjects import BEGUN, BUILT, PEOPLE, is_share
from gongbao.link.sentence.counted import SIZES
from gongbao.link.sentence.figure import (
    AGE,
    AIMS,
    ALL_TOLD,
    CHANGING,
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
    "|(?:剔除|(?<!加计)扣除|不含).{2,16}(?:投资|收入|支出|税)"
)
EXCLUDED_LAST = "素响后内內资入出税"
# With these all begins that is an adverb or left out.
_NO_NAME_FIRST = frozenset("剔扣不考").union(word[0] for word in _NO_NAMES)
# 执行中因上级专款、新增债券等 / 增加3亿元: why it did.
_BECAUSE_OF = re.compile("(?:(?:预算|年度)?执行中)?(?:因|由于)(?!公)")
_TAKEN = compiled("[将把][^，。；]{2,12}的$")
_TAKING = ("将", "把")
_ENDING_JOINTS = ("和", "及", "与")
_DONE_FOR = compiled("(?:办理|提供|发放|减免|减轻|开展|解决|送|追[讨回]|挽回|节约|争取|落实)(?=[^，。；、]{2})")
# 县（市、区）, 省（区、市）, 镇（街道）: they are one word.
AREAS = frozenset("省市州县镇乡")
OTHER_AREAS = compiled("[（(](?:(?:自治区|直辖市|街道?|[市州盟县区旗镇乡])、?){1,3}[）)]区?")
_OR_MORE, _AMOUNT_OR_MORE = "以上", compiled("[0-9.]*[十百千]*[万亿]元及?以上")
_EARNED = frozenset(("年产值", "年营业收入", "年营收", "年销售额", "年税收", "年利润"))
_STARTED = ("开工", BEGUN)
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
_GAP, _NORM = "差距", "标准"
_TIMES = "次"  # 两次下调政策利率 is counted whole
_POPULATION, _HAS, _HAVING = "人口", "有个是现", "有"
_NAMING_UNITS = PLACES | {_POPULATION, *_MEDALS}
_HOUSEHOLDS = ("户", "农民", "牧民", "村民", "群众")
_TOGETHER = compiled("[，、；]?(?:合计|共计|总计|共|合)占")
# What is set aside and then paid out, but 还本 and 收入 are none.
_SET_ASIDE = compiled("(?:资金|经费|(?<![存贷借罚税])款|债券|国债|补[助贴]|奖补|基金|额度|[补奖赔]金)$")
_BETTERED = ("改造", "整治", "优化提升", "改扩建")
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
_DONE, _SET = "完成率", ("目标任务", "预算")  # 完成目标任务9亿元，完成调整预算8亿元
_PULLS = ("拉动", "下拉动")


def completed(phrase: Phrase, wording: Wording) -> str:
    """Words that are half said take the noun behind the number or the subject before it along."""
    figure, masked, last, words = phrase.figure, phrase.passage.masked, phrase.last, phrase.words
    if masked.startswith(_GIVING_OUT, figure.end) and (given := _given(phrase, wording)):
        return given
    if last and figure.clause[-1:] in _CAPPED_LAST and _caps(figure, last):
        return last.words  # 按投资额的10%给予补助，最高不超过1000万元
    noun = ""
    if figure.noun:
        noun, alone = _noun_behind(phrase, wording)
        if alone:
            return noun
    unit = getattr(figure.mention.value, "unit", None)
    if unit in _NAMING_UNITS and (by_unit := _by_unit(phrase, unit)) is not None:
        return by_unit
    if phrase.subject[:1] in _NEW_FIRST and _tells_all(phrase, unit, wording):
        # 新增地理标志3件，累计达27件; 新增高速公路里程46公里，突破7000公里
        phrase.subject = _SET_UP.sub("", NEWLY.sub("", phrase.subject))
    subject = phrase.subject
    if last and (_OR_MORE in subject or OF_SIZE.match(subject)) and (of_size := _of_another_size(phrase)):
        return of_size
    if noun:
        if noun.endswith(LINES):
            return noun  # 债务率86%，低于国家规定的120%警戒线
        if _is_aside(phrase, noun):
            noun = ""
        elif words.endswith(REACHES) and isinstance(figure.mention.value, Percent) and figure.clause[-1] != "、":
            return words + noun  # 覆盖95%的人口
        elif words and figure.condition:
            noun = ""  # 人口超过1亿人的省份有2个
        elif noun in _CASUALTIES and words and figure.clause.endswith(_CAUSING):
            return words.removesuffix(_CAUSING[0]) + noun  # 道路交通事故造成7万人死亡
    if words and (noun or words[0] in _NO_NAME_FIRST or words[-1] == "等") and _names_nothing(figure, words, noun):
        phrase.words = words = ""
    if figure.whole:
        return _share(phrase, figure.whole, noun, wording)
    if figure.completed is not None:
        return (words or bare(_without_share(subject, last))) + completion(figure.completed)
    if figure.done_of and not words and (not subject or subject in _SET):
        return completion(figure.done_of).removesuffix(_DONE)
    if not words and last and last.condition and last.noun and last.noun[1] - last.noun[0] > 1:
        return phrase.passage.text[slice(*last.noun)]
    if noun and (named := _by_noun(figure, masked, words, noun, wording)):
        return named
    if _tells_amount_or_growth(figure):
        # 增速高于全国1个百分点，突破3万元。9月增长8%; 价格涨幅回落1个百分点。其中，城市上涨2%: what grows is no
        # rate of growth
        phrase.subject = subject = _what_grows(subject)
    if not words:
        return _unsaid(phrase, noun, wording)
    if "投" in words and _INVEST.match(words) and (invested := _invested(phrase, noun, wording)):
        return invested
    if last and words in _PULLS:  # 消费拉动GDP增长4个百分点；净出口向 / 下拉动0.6个百分点
        return next((one.words for one in reversed(phrase.before) if one.words.startswith(_PULLS)), words)
    if last and words == _VALUE_ADDED and subject:
        # 企业87家，增加值增长4%
        return specified(words, bare(subject), phrase.lead, figure.change, wording)
    if (
        figure.verb == "new"
        and not noun
        and figure.clause.endswith(BEGUN)
        and words not in GENERIC
        and masked.find("，", figure.phrase[0], figure.start) < 0
    ):
        return done(words, BEGUN)  # 保障性租赁住房新开工2400套
    return with_subject(phrase, wording)


def _given(phrase: Phrase, wording: Wording) -> str:
    """What is given of so much, 按投资额的10%给予补助; empty where the words name that: 年产值突破1亿元给予奖励."""
    figure = phrase.figure
    if isinstance(figure.mention.value, Money) and wording.head_noun.search(phrase.words):
        return ""
    given = _GIVEN.match(phrase.passage.masked, figure.end)
    return given["what"] if given else ""


def _caps(figure: Figure, last: Figure) -> bool:
    """Whether a figure is the most that is given of what the one before tells."""
    grants = isinstance(figure.mention.value, Money) and last.words.endswith(_GRANTS)
    return grants and _CAPPED.fullmatch(figure.clause) is not None


def _by_unit(phrase: Phrase, unit: str) -> str | None:
    """The name of what its unit names: 获得4金2银, 我国有14亿人口; empty for places, which others are told of (关中5市
    PM2.5浓度). Null where the unit does not name it here."""
    figure, words = phrase.figure, phrase.words
    if unit in _MEDALS:
        return None if words.endswith("牌") else _MEDALS[unit]
    if unit == _POPULATION:
        return unit if not words or words[-1] in _HAS else None  # 又是有9000万人口的大省
    if figure.noun or figure.verb is not None:
        return None
    return "" if not words or phrase.passage.masked[figure.end : figure.end + 1] not in MARKS else None


def _tells_all(phrase: Phrase, unit: str | None, wording: Wording) -> bool:
    """Whether a figure behind one of what is new tells how many there are in all."""
    figure, words = phrase.figure, phrase.words
    if words in ALL_OF or (not words and _MORE in figure.clause):
        return True
    if unit in PEOPLE:
        return False
    return _IN_ALL in figure.flags or (not words and (_IN_ALL in figure.clause or _is_sum_of_new(phrase, wording)))


def _of_another_size(phrase: Phrase) -> str:
    """What is of a size that was taken for a figure, and is no part of the words: 百亿元项目1个、20亿元以上3个;
    10亿元以上企业1家、亿元以上5家、千万元以上30家; else empty."""
    subject, text, start = phrase.subject, phrase.passage.text, phrase.figure.start
    marked = max(text.rfind(mark, 0, start) for mark in _EDGES)
    size = text[marked + 1 : start].removeprefix("其中")
    if not _AMOUNT_OR_MORE.fullmatch(size):
        return ""
    return size + (subject.rpartition(_OR_MORE)[2] if _OR_MORE in subject else OF_SIZE.sub("", subject))


def _names_nothing(figure: Figure, words: str, noun: str) -> bool:
    """Whether words are no name: an adverb, what is left out, a reason, what only leads in the noun behind."""
    if words[0] in _NO_NAME_FIRST:
        if words in _NO_NAMES and not figure.clause.endswith(words + "的"):  # 评为优、良、中的
            return True
        if EXCLUDED.fullmatch(words):
            return True
    if words[-1] == "等" and _BECAUSE_OF.match(words):
        return True
    return noun != "" and _leads_noun(figure, words)


def _share(phrase: Phrase, whole: str, noun: str, wording: Wording) -> str:
    """The name of a share of a ``whole``, which is that of the words, of the noun behind it, or of the subject."""
    words, subject = phrase.words, phrase.subject
    if noun and not words and phrase.passage.masked.startswith("的", phrase.figure.end):
        return f"{noun}占{whole}比重"  # 占人口65%的地区普及义务教育
    if subject.endswith(_RATES_OF_GROWTH):
        grown = next(growth for growth in _RATES_OF_GROWTH if subject.endswith(growth))
        subject = subject.removesuffix(grown) or subject  # 增速12%，占生产总值比重24%
    taken = not words or (
        words in GENERIC and words != _TAXES and subject and not (words in SIDES and subject.endswith("率"))
    )
    whose = bare(subject.split("占")[0]) if taken else words
    if taken and _TOGETHER.match(phrase.figure.clause) and (all_of := _listed_last(phrase.before, wording)):
        whose = all_of  # 对东盟、欧盟分别出口3亿元和2亿元，合计占43%
    elif words in OF_MONEY and taken and words not in whose:
        # 在库项目120个，投资占全部投资的68%
        whose = specified(words, bare(whose), phrase.lead, phrase.figure.change, wording)
    return f"{whose}占{whole}比重"


def _listed_last(before: Sequence[Figure], wording: Wording) -> str:
    """The names of the list that the last figure ends; empty where it ends none, or all of it is called alike.
    汽车产业、电子产业产值 have the noun of both once."""
    first = len(before) - 1
    while first > 0 and before[first].joined:
        first -= 1
    names = dict.fromkeys(bare(one.words) for one in before[max(first, 0) :])
    if len(names) <= 1:
        return ""
    nouns = {wording.head_noun.search(name) or "" for name in names}
    of_all = nouns.pop() if len(nouns) == 1 else ""
    return "、".join(name.removesuffix(of_all) or name for name in names) + of_all


def _invested(phrase: Phrase, noun: str, wording: Wording) -> str:
    """An investment with what it went into; empty where the sentence does not tell."""
    figure, words, masked = phrase.figure, phrase.words, phrase.passage.masked
    if figure.noun and noun not in AIMS and masked.startswith(("的", "、"), figure.end):
        # 总投资12亿元的污水处理厂; 的海拉尔河、伊敏河堤防 and 的日处理80吨污泥厂 are longer than their noun
        return (noun if _IS_WHOLE.match(masked, figure.noun[1]) else "") + words
    if figure.chain == 1 and (behind := _object(figure, phrase.passage, wording)):
        return behind + words
    if not phrase.last or masked[figure.left - 1] not in SEMICOLONS or not masked.startswith(words, figure.left):
        return ""
    # 投资9亿元，硬化道路5公里；投资2亿元，安装路灯3盏
    of_itself = phrase.before[0].words == words or _goes_into_what_follows(figure, masked, wording)
    return words if of_itself else ""


def _unsaid(phrase: Phrase, noun: str, wording: Wording) -> str:
    """The name of a figure before which none stands: the noun behind it, else the subject before."""
    figure, last, value = phrase.figure, phrase.last, phrase.figure.mention.value
    if noun and (not last or figure.verb is None or (isinstance(value, Percent) and figure.clause.endswith("有"))):
        return noun  # 收入增长8%，约有35%的居民收入下降
    if isinstance(value, Quantity) and value.unit in PEOPLE and (people := _people(phrase, value.unit, noun)):
        return people
    if last and last.part_of and figure.clause.strip("，、 ") in ALL_TOLD:
        return last.part_of.words
    if isinstance(value, Money) and (amount := _amount(phrase, wording)):
        return amount
    if last and is_points(value) and (rate := _rate(phrase, last, wording)):
        return rate
    if last and figure.verb == "new" and figure.clause.endswith(BEGUN) and phrase.subject:
        return done(phrase.subject, BEGUN)
    if last and figure.clause.endswith(BUILT) and _is_begun(phrase.subject):
        return done(phrase.subject, BUILT)
    return _what_goes_on(phrase)


def _is_begun(subject: str) -> bool:
    """Whether what was told of has been begun: 开工建设保障房2万套，建成1万套; 公租房开工120套、建成80套."""
    return subject.startswith(_STARTED) or subject.endswith(_STARTED)


def _people(phrase: Phrase, unit: str, noun: str) -> str:
    """The name of so many people of whom none stands before the number; empty where the subject is what is told of."""
    figure, last, lead, subject = phrase.figure, phrase.last, phrase.lead, phrase.subject
    if figure.clause == "为" and not subject:
        return unit  # 为235人发放补贴
    first = last is None or not subject or figure.clause.strip(_EDGES) in _LEADING
    if not noun and first and (did := _PEOPLE_DID.match(phrase.passage.masked, figure.end)):
        return did["what"].replace("了", "", 1) if did["past"] else did["what"]
    if lead:
        return unit if lead in _ON_WHOM else lead + unit
    if not (figure.joined and last):
        return ""
    if last.noun:
        return _REACHED + unit if _REACHED in phrase.passage.masked[: figure.start] else ""
    other = getattr(last.mention.value, "unit", None) or ""
    # 惠及2万户、3万人
    alike_told = other in PEOPLE and last.words.endswith(other) and not last.own
    return last.words.removesuffix(other) + unit if alike_told else ""


def _amount(phrase: Phrase, wording: Wording) -> str:
    """The name of an amount of money before which none stands; empty where it is that of the subject."""
    figure, last, clause = phrase.figure, phrase.last, phrase.figure.clause
    if clause.endswith(_DO) and (planned := _PLANNED_COST.search(phrase.subject)):
        return phrase.subject[: planned.start()] + _INVESTED  # 项目24个，年度计划投资43亿元，已完成34亿元
    if (
        last
        and figure.verb == "rise"
        and clause.startswith(("户均", "人均"))
        and (
            getattr(last.mention.value, "unit", None) in PEOPLE
            or last.words.endswith(_HOUSEHOLDS)
            or clause.endswith(_EARNING)
        )
    ):
        bound = wording.soft.search(clause) or ""
        return clause.removesuffix(bound)  # 带动1500户户均增收不低于6000元
    before = phrase.before
    if len(before) > 1 and _all_money(before[-2:]) and (told := clause.strip("，、 ")) in ALL_TOLD:
        return told[:2]
    # 投入2亿元, 合格率达到98%，投入2亿元
    spent = phrase.lead in _SPENT_ON and (last is None or (is_share(last) and phrase.subject.endswith("率")))
    return phrase.lead if spent else ""


def _rate(phrase: Phrase, last: Figure, wording: Wording) -> str:
    """The rate or share by which percentage points differ; empty where it is the subject as it is."""
    figure = phrase.figure
    if figure.reference:
        # 完成年初预算的52%，增长3%，超序时进度2个百分点; 完成年初预算的52%，高于全省2个百分点
        rates = phrase.before if figure.reference.endswith(PACE) else (last,)
        if rate := next((one.words for one in reversed(rates) if one.completed is not None), ""):
            return rate
    if last.completed is not None and figure.verb in CHANGING:
        return last.words  # 支出完成预算的47%，比上年同期高1.3个百分点
    if (
        (figure.verb in CHANGING or figure.reference)
        and last.fact.measure is Measure.SHARE
        and not last.whole
        and ("占" in last.clause or "比重" in last.clause)
        and not wording.share_noun.search(phrase.subject)
    ):
        return bare(phrase.subject) + SHARES[0]  # 税收收入41亿元，占比65%，提高2个百分点
    return ""


def _what_goes_on(phrase: Phrase) -> str:
    """The subject, as a figure that says no name goes on about it: without the rate or share that was told of it."""
    figure, subject, value = phrase.figure, phrase.subject, phrase.figure.mention.value
    is_money = isinstance(value, Money)
    if is_money and (scored := _SCORE.search(subject)):
        subject = subject[: scored.start()] or subject  # 某项目绩效自评得分96分，全年预算数为9万元
    changes = figure.verb in CHANGING and not is_points(value)
    if changes:
        subject = _without_share(subject, phrase.last)
    if not isinstance(value, Percent):
        subject = subject.removesuffix(SHARES[0]) or subject  # 清洁能源占比26%，折合标准煤1亿吨
    if is_money and phrase.lead in PAID_OUT and (of := _paid_of(phrase, subject)):
        return of + phrase.lead
    if phrase.lead.startswith(_BETTERED) and isinstance(value, Quantity) and (new := NEWLY.match(subject)):
        return phrase.lead + subject[new.end() :]  # 新建高标准农田252万亩、改造提升43万亩
    return bare(subject)


def _paid_of(phrase: Phrase, subject: str) -> str:
    """The amount of which so much has been paid out: 资金3亿元，已拨付2亿元; 债券9亿元，支持项目20个，已拨付6亿元;
    empty where the amount before is none that is set aside, or what has been paid: 拨付资金9亿元，已拨付8亿元."""
    value = phrase.figure.mention.value
    for one in reversed(phrase.before):
        told, amount = bare(subject if one is phrase.last else one.words), one.mention.value
        if not isinstance(amount, Money) or not isinstance(value, Money):
            continue
        if amount.low is not None and value.low is not None and amount.low < value.low:
            continue  # 资金9亿元，其中中央资金5亿元，已拨付8亿元
        if of := amount_of(told):
            paid = of == told and phrase.lead in one.clause
            return of if _SET_ASIDE.search(of) and not paid else ""
    return ""


def _noun_behind(phrase: Phrase, wording: Wording) -> tuple[str, bool]:
    """The noun behind a number, without the verb that it goes on with; whether that is the name, whatever the words."""
    figure, passage, words, value = phrase.figure, phrase.passage, phrase.words, phrase.figure.mention.value
    assert figure.noun
    noun = passage.text[slice(*figure.noun)].replace("\n", "")
    if noun in AREAS and (areas := OTHER_AREAS.match(passage.text, figure.noun[1])):
        noun += areas[0]
    if isinstance(value, Quantity) and value.unit == AGE:
        return noun, True  # 降低农村5岁以下儿童死亡率
    if noun[0] == "级":
        return passage.text[figure.start : figure.noun[1]], True  # 千亿元级产业集群, 万亩级示范区
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


def _is_aside(phrase: Phrase, noun: str) -> bool:
    """Whether a noun is no part of a name: what a figure is held against, what is set aside, how far it has got."""
    figure, words, last = phrase.figure, phrase.words, phrase.last
    to_do = (words and noun in _TO_DO) or noun.endswith(STEPS)
    if to_do and getattr(figure.mention.value, "unit", None) not in COUNTING:
        # 完成森林抚育20万亩任务, 跨越3个千亿元台阶, 迈上8万亿、9万亿两个台阶: the amount is what it has got to
        return True
    if last and not words and (noun in AIMS or (noun.endswith((*_TO_DO, _NORM)) and figure.stage == TARGET)):
        return True  # 低于3%的预期目标
    if figure.of and noun.endswith(_SET_SO):
        return True
    if noun == _GAP and figure.reference:
        return True  # 距目标有3个百分点的差距
    # 总投资分别为12亿元和8亿元的两个项目, but 投资3亿元和2亿元的补贴资金 are two things
    listed = figure.joined and not words and "投" in phrase.subject
    return listed and _OF_SO_MANY.match(phrase.passage.masked, figure.end) is not None


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
        if noun not in words and clause[-1:] == _HAVING and value.unit and value.unit not in PEOPLE:
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


def _without_share(subject: str, last: Figure | None) -> str:
    """What a share is told of, which is what goes on: 占支出的18%，增长5%，完成预算的98%."""
    return subject.removesuffix(f"占{last.whole}比重") if last and last.whole else subject


def _tells_amount_or_growth(figure: Figure) -> bool:
    """Whether a figure is an amount of money, or tells by how much of itself something grows."""
    value = figure.mention.value
    return isinstance(value, Money) or (figure.verb in CHANGING and isinstance(value, Percent) and value.unit == "%")


def _what_grows(rate: str) -> str:
    """The name of a rate of growth without the word that says so; any other name as it is."""
    if not rate.endswith(GROWTHS):
        return rate
    return next(rate[: -len(word)] for word in GROWTHS if rate.endswith(word)) or rate


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
        ends = (told.rfind(joint, 0, _LONGEST_OBJECT) for joint in "、和及")
        told = told[: next((end for end in ends if end > 0), _LONGEST_OBJECT)]
    return told


def _goes_into_what_follows(figure: Figure, masked: str, wording: Wording) -> bool:
    """Whether a clause follows an investment that tells what has been done with it: 投资9亿元，完成道路改造."""
    behind = figure.end + 1
    is_comma = masked[behind - 1 : behind] in _COMMAS
    return is_comma and wording.light.match(masked, behind, len(masked)) is not None


def _is_attribute(figure: Figure, words: str, noun: str, wording: Wording) -> bool:
    """Whether words say no more than what a figure measures of the noun behind it."""
    value = figure.mention.value
    if not isinstance(value, Quantity) or value.unit in COUNTING or figure.verb or figure.mention.mod:
        return False
    if not 0 < len(words) <= _LONGEST_ATTRIBUTE or noun in AIMS or noun.endswith(_TO_DO):
        return False
    return words.endswith(SIZES) or wording.head_noun.search(fold(words)) is not None


def _is_sum_of_new(phrase: Phrase, wording: Wording) -> bool:
    """Whether a figure behind one of what is new tells how many there are now: at least twice as many of what stays,
    and at no other time: 第一季度新增贷款9亿元，上半年达到20亿元 are both new."""
    figure, last, passage = phrase.figure, phrase.last, phrase.passage
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
