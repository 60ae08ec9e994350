"""Lists of indicators that share a figure or a list of figures: A、B增加值分别增长x%、y%; 拨付率、使用率双100%."""

import re
from collections.abc import Sequence

from gongbao.kept import compiled
from gongbao.link.lexicons.indicators import GDP, Indicators
from gongbao.link.lexicons.wording import DATE, HAN, Wording, fold
from gongbao.link.naming.by_word import DIVISIONS, DONE
from gongbao.link.naming.general import ALL_OF, GENERIC, GROWTHS, NEWLY, OF_GUESTS, specified
from gongbao.link.sentence.figure import CHANGING, Figure, clause_start, is_points
from gongbao.link.sentence.passage import Passage
from gongbao.model import Measure, Percent, Quantity

_COMMAS = re.compile("[、，]")
# 惠及 and 涉及 are words.
JOINTS = re.compile("、|，|以及|和|(?<![惠涉普波触遍])及(?!以[上下])|与")
_TOTAL, _ET_CETERA = re.compile("总计$|合计$"), "等"
_BOTH_SIDES = compiled("(.*)收入?、支(?:出)?([总合]计|)")
# 毛入园率、毛入学率超过93%: one number for both, which no sum can be.
_RATES = compiled(f"(?:[{HAN}0-9—－-]+(?<![利汇税费效])率[、和及]?){{2,4}}(?<=率)")
_KINDS = (
    "东部", "中部", "西部", "东北", "城镇", "城市", "农村牧区", "农牧区", "农村", "连队", "城乡", "工业", "农业",
    "第一产业", "第二产业", "第三产业", "男性", "女性",
)  # fmt: skip
# 存贷款余额分别达3亿元、2亿元: two in one word.
_PAIRS = {
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "产销量": ("产量", "销量"),
    "汽车产销": ("汽车产量", "汽车销量"),
    "内外资": ("内资", "外资"),
    "开竣工": ("开工", "竣工"),
    "牛羊猪": ("牛", "羊", "猪"),
    "猪牛羊": ("猪", "牛", "羊"),
    "牛羊": ("牛", "羊"),
    "三次产业": ("第一产业", "第二产业", "第三产业"),
    "一二三产业": ("第一产业", "第二产业", "第三产业"),
}
# 金融机构存、贷款余额, but not 公积金缴存、贷款
_LENT_AND_KEPT = re.compile("(?<![缴结库留积封保储转寄现生提暂仓])存、贷(?=款)")
# 三次产业结构为9：42：49，对经济增长的贡献率分别为9%、40%和51%，分别拉动经济增长1、3、4个百分点.
_INDUSTRIES = _PAIRS["三次产业"]
_OF_ALL_INDUSTRIES = compiled("三次产业|第?一、第?二、第?三(?:次|产业)")
_OF_INDUSTRIES, _INDUSTRY_FIRST = ("贡献率", "经济", "生产总值", "GDP"), ("第", "三次")
# 生物医药、人工智能两大新兴产业产值: how many they are is no part of the last one's name.
_SO_MANY_GREAT = compiled("(?<=..)[两三四五六七八九十]大\\p{Han}{0,8}?(?:产业集群|产业链|产业|行业|领域|板块|集群)")
_INDUSTRY = compiled(f"[{HAN}、]{{2,20}}(?<!企)业")
# Joints within one name, and as they are while lists are taken apart.
_AS_ONE = str.maketrans("、和及与", "\ue000\ue001\ue002\ue003")
_AS_WRITTEN = str.maketrans("\ue000\ue001\ue002\ue003", "、和及与")
_ALL_OF_THEM, _PERSON = "指标", "人"
# 投诉较多的行业是餐饮业、零售业和住宿业，分别为46、45和31件: what all of a list are.
_THOSE_ARE = compiled(f"(?:[{HAN}]{{2,20}}(?:依次|分别)?[是为]|[{HAN}]{{0,20}}集中[在于])(?=[{HAN}]{{2}})")
_FOR_EACH = re.compile("(?<=..)(?:人|户|亩|地|生)均.+")
# 每千人托位、养老床位数
_OF_SO_MANY = compiled("每[百千万]名?(?:常住|户籍)?(?:人口?|老年?人|儿童)(?=..)")
# But neither 婴儿死亡率 nor 人均预期寿命 is of so many.
_SO_MANY_OF = compiled(f"(?!人均|每)[{HAN}（）]{{0,10}}(?:床位?|托位|病床|医[师生]|护士|药师|技师|人员)数?")
_NTH, _NTH_SECTORS = re.compile("第?[一二三四]"), compiled("第?[一二三]产业.*")
_TOWARDS = "对"
_NORTHEAST = "东北"
_GRADE = compiled("(?:国家|自治区|[省市县区州盟旗]|[1-5]A|[A-E])级")
_BOUND = compiled("及?以[上下]")
_OR_MORE = compiled(f"[{HAN}]{{2,4}}?及?以[上下](?=[{HAN}]{{2}})")
# 事故起数、死亡人数实现“双下降”，降幅分别为18%、22%: the list ends before what is said of both.
_BOTH_FELL = compiled(
    "(?:(?:增[加长]额?|增[速幅]|增量|[跌降]幅)(?:较[多大快高]|居前|领先|靠前)|同比|均|都|实现|呈现?|持续|保持|[“双三两]|等(?:主要)?指标|增[速幅](?=未|不及)|未(?:能)?(?:达到?|完成|实现)(?:预期|年度|计划){0,2}(?:目标)?|不及预期|下降|上升|增长|回落|提升|”)+$"
)
_WHEN = compiled(f"[{DATE}，]*")
_FOR_EACH_UNIT = compiled("(?:单位|万元)(?:地区|国内|工业)?(?:生产总值|增加值|GDP)")
_USED = ("二氧化碳", "碳排放", "用水", "水耗", "电耗", "能耗", "能源", "建设用地")
_USED_IN_ALL = ("总量", "总额", "强度")
_OF_ALL = frozenset(("平均", "年均", "月均", "日均", "实际", "合同", "新增", "累计", "使用"))
_OF_INDUSTRY, _ARE_INDUSTRIES = "产业", ("业", "经济", "集群", "产业链", "产品", "装备")
_NEW, _IN_ALL = "新增", "累计"
_STARTED = DONE | {"新开工"}
_TRADED, _OF_TRADE = frozenset(("进出口", "进口", "出口")), compiled("(?:进出口|进口|出口)(?=.)")
_SHORT, _SORTS_LAST = 3, "量率生数额值栏"
_OF_WHOM = compiled("(?<=..)(?P<who>患者|产妇|用户).*率$")
_SORTS_OF = ("产业", "行业", "领域", "重点产业", "重点行业", "主导产业")
_INSURED, _OF_RESEARCH = "保险", compiled("(?:R&D|GDP)$")
_INSURED_IN, _HOW_MANY_PERSONS = ("参加", "享受", "领取"), ("人数", "的人")
# 从事制造业、建筑业的农民工月均收入
_ENGAGED_IN, _OF = ("从事", "来自", "投向"), "的"
# 居民人均工资性收入、经营净收入: where what people live on comes from.
_EACH_PERSON = "人均"
_SOURCES = frozenset(("工资性收入", "经营净收入", "财产净收入", "转移净收入", "经营性收入", "财产性收入", "转移性收入"))
_ACCIDENTS, _CASUALTIES = compiled("[^、]{0,12}事故(?=(?:发生)?起数)"), ("死亡", "受伤")
_LONGEST_LIST = 6
_SORT = 2  # characters that tell of what sort things are: 保险, 企业, 公路
_OF_A_SORT = compiled(f"(?!惠及|覆盖)(?:(?![和与及、])[{HAN}]){{2,14}}")
_INVESTED, _VALUE_ADDED = "投资", "增加值"  # 规上工业增加值、投资: of all, but 旅游人数和投资
_TWO, _FOR_BOTH = 2, frozenset(("分别", "各"))


def for_each_unit(first: str, second: str) -> str:
    """Of which unit what the second of two names tells is, as the first: 单位GDP of 单位GDP能耗和二氧化碳排放; else
    empty."""
    unit = _FOR_EACH_UNIT.match(first) if second.startswith(_USED) and not second.endswith(_USED_IN_ALL) else None
    return unit[0] if unit else ""


def _run(before: Sequence[Figure], passage: Passage, number: int) -> list[str]:
    """The indicators of the list of figures that ends before: 增值税6亿元、房产税3亿元、契税2亿元，同比分别增长….

    A list of the ``number`` wanted may also have commas: there each member names what it is and says how much.
    """
    names: list[str] = []
    earlier_ones = (*reversed(before[:-1]), None) if before else ()  # 三项指标分别低于预期0.9和8.1个百分点
    for earlier, one in zip(earlier_ones, reversed(before), strict=True):
        if one.part_of and passage.masked[one.left - 1] in "（(":
            continue  # 受理案件9万件（含旧存1万件），审结8万件，分别增长5%、6%
        if earlier and earlier.verb == "from" and one.verb == "become" and not one.has_phrase:
            continue  # 收入由5亿元增加到9亿元，支出由6亿元增加到8亿元，分别增长80%、33%
        names.append(one.fact.indicator or "")
        between = passage.masked[one.left : one.start].lstrip()
        if between.startswith(("、", "和", "及")) or (earlier and earlier.end == one.start):
            continue  # 贷款17万笔481亿元
        level = one.verb in (None, "become", "from") and one.has_phrase
        comma = passage.masked[max(one.left - 1, 0)] in "，；"
        if not (len(names) < number and level and comma):
            break
    return names[::-1]


def _grown(before: Sequence[Figure]) -> list[str]:
    """The indicators of which growth has been told."""
    return [one.fact.indicator or "" for one in before if one.fact.measure is Measure.GROWTH]


def members_of(
    figure: Figure,
    words: str,
    stated: bool,
    passage: Passage,
    before: Sequence[Figure],
    wording: Wording,
    indicators: Indicators,
) -> Sequence[str]:
    """Who shares a figure or a list of them: A、B增加值分别增长x%、y%; 拨付率、使用率双100%."""
    last = before[-1] if before else None
    if "存、贷" in words:
        words = _LENT_AND_KEPT.sub("存贷", words)
    if "未" in words:
        words = _BOTH_FELL.sub("", words) or words  # 生产总值、财政收入等指标增速未达预期，分别低于目标2、3个百分点
    if figure.second or (last and last.second):
        return []  # 同比、环比分别增长5%和0.8%: both are of one
    if figure.joined and last and len(last.members) < 2 and not figure.has_phrase and "分别" not in figure.flags:
        return []  # 在省运会、全运会上夺得8金9银6铜: no list, or its first figure would have begun it
    if figure.joined and last and len(last.members) > 1:
        rest, last.members = last.members[1:], last.members[:1]
        return rest
    alone = last and last.chain == 1 and ("分别" not in last.flags or figure.chain == 1)
    if last and alone and len(last.members) > 1 and not figure.has_phrase:
        return last.members  # 各增加2亿元，增长4%, 均为9亿元，减少2亿元，下降4%
    if last and figure.chain == 1 and not stated and not _FOR_BOTH.isdisjoint(figure.flags):
        both = _run(before, passage, _TWO)
        return both if len(both) == _TWO else []  # 收入总计9亿元，支出总计9亿元，分别增加1亿元
    if (
        last
        and figure.chain > 1
        and "分别" in figure.clause
        and (counted := _counted(figure, words, last, passage, wording))
    ):
        return counted
    if figure.chain > 1 and "分别" in figure.clause and (not stated or figure.taken or words in GROWTHS):
        listed = _listed_before(figure, passage, last, wording, indicators)
        if listed:
            return [one + words for one in listed] if words in GROWTHS else listed
    if figure.chain > 1 and not stated and last:
        if figure.verb in CHANGING and not is_points(figure.mention.value):
            before = [one for one in before if not one.whole]  # 产值9亿元，占全县的57%，利税2亿元，分别增长31%、24%
        # 恢复到2019年的92%和118%: a share tells of each, too
        told_each = figure.verb in ("rise", "fall") or isinstance(figure.mention.value, Percent)
        shared = "分别" in figure.flags or told_each
        if last.words == _ALL_OF_THEM:
            before = before[:-1]  # 四项指标分别下降
        if shared and figure.verb in CHANGING and is_points(figure.mention.value):
            # 检测9万批次，合格率99%，快检28万批次，合格率98%，分别提高0.6个、0.3个百分点: of the rates
            rates = [one for one in before if one.fact.measure in (Measure.RATE, Measure.SHARE)]
            before = rates if len(rates) == figure.chain else before
        run = _run(before, passage, figure.chain if shared else 0)
        amounts = "分别" in figure.flags and not isinstance(figure.mention.value, Percent)
        above = shared and figure.reference and is_points(figure.mention.value)
        if len(run) < figure.chain and (above or amounts):
            # 产值增长6%，收入9亿元，增长7%，分别高于目标0.2个和0.5个百分点 or 分别达到9亿元和8亿元: of what has grown
            grown = _grown(before)
            run = grown if len(grown) == len(set(grown)) == figure.chain else run
        as_many = len(run) == figure.chain and (shared or "分别" in before[-len(run)].flags)
        if _IN_ALL in figure.clause or (amounts and figure.verb == "become"):
            run = [NEWLY.sub("", one) for one in run]  # 新增甲3家、乙4家，分别达到8家和16家, 累计分别达到8家、16家
        if "分别" in figure.flags or as_many:
            return run[-figure.chain :]  # 3亿元、2亿元，增长5%和7% as well
    if (
        (figure.chain > 1 and stated and figure.taken and last and last.joined)
        and (each := passage.masked[slice(*figure.phrase)]) in GENERIC
        and _are_alike(figure, before)
    ):
        return _as_listed_before(each, before, figure.chain, wording)
    if figure.chain > 1 and stated and figure.taken and last and "分别" in figure.clause:
        told = last.fact.indicator or ""
        run = _run(before, passage, figure.chain)
        if len(run) != figure.chain and figure.reference:
            run = _grown(before)  # 甲增长7%，乙增长9%，增速分别快于工业1.7个、3.3个百分点
        if len(run) == figure.chain and words.startswith(told):
            return [one + words[len(told) :] for one in run]  # 分别增长5%、6%，增速分别提高1个、2个百分点
        bare = NEWLY.sub("", told)
        if len(run) == figure.chain and words.startswith(bare) and words.endswith(ALL_OF):
            return [NEWLY.sub("", one) + words[len(bare) :] for one in run]  # 新增甲3家、乙4家，总数分别达到8家和16家
    own = figure.noun and words == passage.text[slice(*figure.noun)]
    glued = passage.text[figure.end : figure.end + 1].isdecimal()  # 起诉盗窃、诈骗犯罪612件845人: of both alike
    if "分别" in figure.flags or (figure.chain > 1 and not own and not glued and _are_of_a_kind(figure, passage)):
        number = figure.chain
        if number == len(_INDUSTRIES) and words.endswith(_OF_INDUSTRIES) and not words.startswith(_INDUSTRY_FIRST):
            three = _OF_ALL_INDUSTRIES.search(passage.masked, 0, figure.left)
            joint = "对" if figure.clause.startswith("对") and words[0] != "对" else ""
            alone = "、" not in words  # 消费、投资、出口对经济增长的贡献率
            if three and alone and passage.masked.find("；", three.end(), figure.left) < 0:
                return [f"{one}{joint}{words}" for one in _INDUSTRIES]
        parts = _parts(words, number if number > 1 else None, wording, indicators)
        if not parts and figure.chain > 1 and (industries := _industries(figure, words, passage, last)):
            return industries
        if (
            not parts
            and figure.chain > 1
            and not figure.noun
            and (pair := next((pair for pair in _PAIRS if pair in words and f"{pair}率" not in words), None))
            and len(_PAIRS[pair]) == number
            and _are_in_one_unit(figure, passage)
        ):
            return [words.replace(pair, one) for one in _PAIRS[pair]]
        if not parts and number > 1 and not figure.noun and "分别" in figure.flags:
            return _as_listed_before(words, before, number, wording)
        return parts if "分别" in figure.flags or len(parts) == figure.chain else []
    are_rates = "率、" in words and isinstance(figure.mention.value, Percent) and _RATES.fullmatch(words)
    if are_rates or not wording.distributive.isdisjoint(figure.flags) or _BOTH_SIDES.fullmatch(words):
        return _parts(words, None, wording, indicators)
    return []


def _are_alike(figure: Figure, before: Sequence[Figure]) -> bool:
    """Whether a list goes on about those of the list right before it, each counted in a unit of its own:
    肉牛、肉羊存栏分别达到16万头、52万只，出栏9万头、61万只."""
    units = [getattr(one.mention.value, "unit", None) for one in before[-figure.chain :]]
    return len(set(units)) == figure.chain and units[0] == getattr(figure.mention.value, "unit", None)


def _are_of_a_kind(figure: Figure, passage: Passage) -> bool:
    """Whether a list is one of amounts, shares or counts: 市政和园区设施31个、28亿元 is of both alike."""
    kinds = {mention.kind for index, mention in passage.figures if 0 <= index - figure.index < figure.chain}
    return len(kinds) == 1


def _are_in_one_unit(figure: Figure, passage: Passage) -> bool:
    """Whether all of a list are told in one unit: 城乡低保对象9万户、12万人 is of both alike."""
    listed = (one.value for index, one in passage.figures if 0 <= index - figure.index < figure.chain)
    return len({unit for value in listed if (unit := getattr(value, "unit", None))}) <= 1


def _counted(figure: Figure, words: str, last: Figure, passage: Passage, wording: Wording) -> list[str]:
    """化学需氧量、氨氮两项污染物排放量分别下降9%和10%: what the number before counts, each with what is told of all."""
    value = last.mention.value
    if not last.noun or "、" not in last.clause or not isinstance(value, Quantity):
        return []
    start, end = last.phrase
    among = passage.text.endswith(_ET_CETERA, start, end)  # 生产总值、财政收入等8项指标
    if value.low != figure.chain and not (among and value.low and value.low > figure.chain):
        return []
    if dated := _WHEN.match(passage.masked, start, end):
        start = dated.end()
    if area := wording.whole_area.match(passage.masked, start, end):
        start += len(area)
    listed = passage.text[start : end - among]
    parts = listed.split("、")  # 白酒、铝及铝加工、食品三个主导产业
    parts = parts if len(parts) == figure.chain else JOINTS.split(listed)
    noun = passage.text[slice(*last.noun)]
    # 城市、农村两类低保标准 are of the whole noun, but 氨氮 is one of the 污染物
    insured = noun.startswith(_INSURED) and not any(_INSURED in part for part in parts)
    people = noun[-1] == _PERSON == getattr(figure.mention.value, "unit", None)  # 企业、灵活就业两类参保人
    head = noun if insured or people or set(parts) <= set(DIVISIONS) else wording.head_noun.search(fold(noun)) or ""
    if not head and words.startswith(noun):
        head = words[len(noun) :]  # 制造业、房地产两个行业投资分别增长9%、10%
    if len(parts) != figure.chain or not (head or noun.endswith(_ALL_OF_THEM)):
        return []
    return [part if part.endswith(head) else part + head for part in parts]


def _listed_before(
    figure: Figure, passage: Passage, last: Figure | None, wording: Wording, indicators: Indicators
) -> list[str]:
    """投诉集中在服装、食品，分别占比18%、15%: the list of as many in the clause before, which holds no figure."""
    floor, end = last.end if last else 0, figure.left - 1
    if end <= floor or passage.masked[end] != "，":
        return []
    text = _BOTH_FELL.sub("", passage.text[clause_start(passage.masked, floor, end) : end])
    parts = _parts(text, figure.chain, wording, indicators)
    return [] if any(map(str.isdecimal, text)) else parts


def _as_listed_before(words: str, before: Sequence[Figure], number: int, wording: Wording) -> list[str]:
    """Words with each of whom the list before tells: 东部、中部业务量比重分别为7%、2%，业务收入比重分别为8%、1%."""
    listed = before[-number:]
    names = [one.fact.indicator or "" for one in listed]
    if len(set(names)) < number or listed[0].chain != number:
        return []
    stems = []
    for name in names:
        name = name.partition("占")[0]
        head = wording.share_noun.search(fold(name)) or wording.head_noun.search(fold(name)) or name
        at = name.rfind(words[:_SORT])
        stems.append(name[:at] if at > 0 else name.removesuffix(head))
    return [] if "" in stems or len(set(stems)) < number else [stem + words for stem in stems]


def _parts(words: str, number: int | None, wording: Wording, indicators: Indicators) -> list[str]:
    """城镇、农村居民人均可支配收入 are two: what the last one says of all is said of each."""
    if "、支" in words and number in (None, 2) and (both := _BOTH_SIDES.fullmatch(words)):
        return [f"{both[1]}{side}{both[2]}" for side in ("收入", "支出")]
    if ("和" in words or "及" in words or "与" in words) and wording.one_name.search(words):
        words = wording.one_name.sub(lambda name: name[0].translate(_AS_ONE), words)
        return [part.translate(_AS_WRITTEN) for part in _parts(words, number, wording, indicators)]
    for splitter in (_COMMAS, JOINTS):
        parts = [part.strip() for part in splitter.split(words) if part]
        if parts and (those := _THOSE_ARE.match(parts[0])):
            parts[0] = parts[0][those.end() :]
        if len(parts) == number or (number is None and 2 <= len(parts) <= _LONGEST_LIST and splitter is JOINTS):
            if (parts[0][0] == "第" or _NTH_SECTORS.fullmatch(parts[-1])) and (
                _NTH.fullmatch(parts[0]) or _NTH_SECTORS.fullmatch(parts[0])
            ):
                # 第一、二、三产业, 一、二、三产业 and 一产业增加值、二产业增加值, but not 一、二级公路
                parts = [f"第{part}" if _NTH.match(part) and part[0] != "第" else part for part in parts]
            elif parts[0][0] == _TOWARDS and parts[0][1:2] != "外" and parts[1][0] != _TOWARDS:
                parts[1:] = [_TOWARDS + part for part in parts[1:]]  # 对非洲、中亚进出口
            if (
                len(parts) == _TWO
                and parts[1] in GENERIC
                and not (parts[1] == _INVESTED and parts[0].endswith(_VALUE_ADDED))
                and (parts[0].endswith(OF_GUESTS) or (number == _TWO and wording.head_noun.search(fold(parts[0]))))
            ):
                return [parts[0], specified(parts[1], parts[0], "", None, wording)]  # 旅游人数和收入
            if number == _TWO and parts[1].startswith(_CASUALTIES) and (accident := _ACCIDENTS.match(parts[0])):
                return [parts[0], accident[0].replace("死亡", "") + parts[1]]  # 生产安全事故起数、死亡人数
            if number == _TWO and _ends_alike(*parts) and not indicators.find(parts[1]):
                return [parts[0], parts[0][: -len(parts[1])] + parts[1]]  # 发明专利申请量和授权量
            if number:
                for at, part in enumerate(parts[1:], 1):
                    if not (unit := for_each_unit(parts[0], part)):
                        break  # 单位GDP能耗、煤炭消费量、用水量
                    parts[at] = unit + part
            if number and (all_told := _SO_MANY_GREAT.search(parts[-1])):
                parts[-1] = parts[-1][: all_told.start()] + parts[-1][all_told.end() :]
            named, _, tail = parts[-1].partition(_ET_CETERA)
            if len(named) > 1 and tail.startswith(_SORTS_OF):
                return [*(part + tail for part in parts[:-1]), named + tail]  # 石化、纺织等产业规模
            if len(named) > 1 and (head := wording.head_noun.search(fold(tail))):
                parts[-1] = named + head  # 粮食、油料等播种面积, 粮食、棉花等主要农产品产量
            if parts[0].startswith(_INSURED_IN) and parts[-1].endswith(_HOW_MANY_PERSONS):
                joined = parts[0][:2]  # 参加养老、失业保险的人数
                parts[1:] = [part if part.startswith(joined) else joined + part for part in parts[1:]]
            if _EACH_PERSON in parts[0] and _SOURCES.issuperset(parts[1:]):
                whose = parts[0][: parts[0].index(_EACH_PERSON) + len(_EACH_PERSON)]
                return [parts[0], *(whose + part for part in parts[1:])]
            if (of_so_many := _OF_SO_MANY.match(parts[0])) and all(map(_SO_MANY_OF.fullmatch, parts[1:])):
                parts[1:] = [of_so_many[0] + part for part in parts[1:]]
            engaged = parts[0].startswith(_ENGAGED_IN) and _OF in parts[-1]
            if engaged:
                parts[1:] = [part if part.startswith(_ENGAGED_IN) else parts[0][:2] + part for part in parts[1:]]
            tail = parts[-1][parts[-1].index(_OF) :] if engaged else _tail(parts, wording)
            if not tail:
                _take_rates(parts, wording, indicators)
            return [part if part.endswith(tail) else part + tail for part in parts]
    return []


def _industries(figure: Figure, words: str, passage: Passage, last: Figure | None) -> list[str]:
    """Industries that commas part, with what is told of all: 批发和零售业，住宿和餐饮业增加值分别增长1%、2%."""
    masked, start = passage.masked, last.end if last else 0
    if "业" not in words or masked[: figure.phrase[0]][-2:] != "业，":
        return []
    parts = masked[max(start, masked.rfind("；", start, figure.left) + 1) : figure.phrase[0] - 1].split("，")
    told = words[words.rindex("业") + 1 :]
    listed = [part.lstrip(DATE).removeprefix("其中：") for part in parts[1 - figure.chain :]] + [words]
    if not told or len(listed) != figure.chain or not all(map(_INDUSTRY.fullmatch, listed[:-1])):
        return []
    return [*(part + told for part in listed[:-1]), words]


def _ends_alike(first: str, second: str) -> bool:
    """Whether the second of two is a short word of the sort that the first ends with: 量, 率, 生."""
    return _SHORT >= len(second) <= len(first) - _TWO and first[-1] == second[-1] and second[-1] in _SORTS_LAST


def _take_rates(parts: list[str], wording: Wording, indicators: Indicators) -> None:
    """户厕、垃圾处理覆盖率和污水治理率: what is no indicator by itself has the rate that the next one tells."""
    for i in range(len(parts) - 2, -1, -1):
        rate = wording.head_noun.search(fold(parts[i + 1])) or ""
        own = wording.head_noun.search(fold(parts[i])) or indicators.find(parts[i])
        if rate.endswith("率") and len(rate) < len(parts[i + 1]) and not own:
            parts[i] += rate


def behind_sort(final: str) -> str:
    """What stands behind the one character that says which: 部地区收入 of 西部地区收入, and of 东北部地区收入, too."""
    return final[1 + final.startswith(_NORTHEAST) :]


def _tail(parts: Sequence[str], wording: Wording) -> str:
    """What the last member of a list says of all: its head noun, or all behind 城镇, 农村 and their like."""
    final = parts[-1]
    if (at := final.find("占")) > 0:
        at -= final[at - 1] == "所"  # A、B经费所占比重
        return _tail([*parts[:-1], final[:at]], wording) + final[at:]  # A、B增加值占工业比重
    if (nth := _NTH.match(final)) and all(_NTH.fullmatch(part) for part in parts[:-1]):
        return final[nth.end() :]  # 第一、第三产业增加值
    if (total := _TOTAL.search(final)) and total.start() and not any(_TOTAL.search(part) for part in parts[:-1]):
        return total[0]  # 收入、支出总计
    if _TRADED.issuperset(parts[:-1]) and (traded := _OF_TRADE.match(final)):
        return final[traded.end() :]  # 进口、出口整体通关时间
    if any(part in _KINDS for part in parts[:-1]):
        kind = next((kind for kind in _KINDS if final.startswith(kind) and kind not in parts), None)
        if kind:
            return final[len(kind) :]
    if (graded := _GRADE.match(final)) and all(map(_GRADE.fullmatch, parts[:-1])):
        return final[graded.end() :]  # 国家级、省级龙头企业
    if all(len(part) == 1 for part in parts[:-1]):
        return behind_sort(final)  # 轻、重工业增加值
    if _STARTED.issuperset(parts[:-1]) and (last := next((word for word in _STARTED if final.startswith(word)), "")):
        return final[len(last) :]  # 新开工、竣工保障性住房
    if (each := _FOR_EACH.search(final)) and not any(_FOR_EACH.search(part) for part in parts[:-1]):
        return each[0]  # 小学、初中人均公用经费
    if final.endswith(GROWTHS) and not any(part.endswith("率") for part in parts[:-1]):  # 失业率、价格涨幅
        growth = next(word for word in GROWTHS if final.endswith(word))
        stem = final[: -len(growth)]
        return _tail([*parts[:-1], stem], wording) + growth if stem else ""  # A、B增加值增速
    if (of_whom := _OF_WHOM.search(final)) and not any(of_whom["who"] in part for part in parts[:-1]):
        return of_whom[0]  # 高血压、糖尿病患者规范管理率
    sort = parts[0][-_SORT:]
    behind = final.find(sort) + _SORT
    if bounded := _BOUND.match(final, behind):
        behind = bounded.end()  # 1年期和5年期以上贷款利率
    if behind > _SORT and _OF_A_SORT.fullmatch(final, behind) and all(part.endswith(sort) for part in parts[:-1]):
        return final[behind:]  # 失业保险、工伤保险参保人数
    insured = final.find(_INSURED)
    if insured > 0 and not any(_INSURED in part for part in parts[:-1]):
        return final[insured:]  # 养老、失业、工伤保险参保人数
    if (new := final.find(_NEW)) > 0 and not any(_NEW in part for part in parts[:-1]):
        return final[new:]  # 光伏、风电新增装机
    if "以" in final and (bounded := _OR_MORE.match(final)) and not any(map(_OR_MORE.search, parts[:-1])):
        return final[bounded.end() :]  # 三级、二级、一级及以下医疗机构住院费用
    share = wording.share_noun.search(fold(final))
    if share and len(share) < len(final):
        return (sort if (sort := final[: -len(share)][-2:]) in _OF_ALL else "") + share  # 发电量、用电量占比
    head = wording.head_noun.search(fold(final)) or ""
    sort = final[: -len(head)][-2:] if head else ""
    if sort in _OF_ALL:
        head = sort + head  # PM10、PM2.5平均浓度
    elif head and sort == _OF_INDUSTRY and not any(part.endswith(_ARE_INDUSTRIES) for part in parts[:-1]):
        head = sort + head  # 装备制造、生物医药产业规模
    if head and (of := _OF_RESEARCH.search(final, 0, len(final) - len(head))):
        head = of[0] + head  # 高校、企业R&D经费
    if len(head) == len(final) or any(
        part.endswith((*GDP, *GROWTHS, "人次")) or wording.head_noun.search(fold(part)) for part in parts[:-1]
    ):
        return ""  # 生产总值、固定资产投资增速: it is no investment
    return final[len(final) - len(head) :]
