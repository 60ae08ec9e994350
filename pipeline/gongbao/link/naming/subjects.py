"""What a figure tells more of that does not say, or not fully say, what it is: one before it in its sentence."""

from collections.abc import Sequence

from gongbao.kept import compiled
from gongbao.link.naming.by_word import AREA_SOLD, DONE, DONE_BEHIND, SALES
from gongbao.link.naming.general import GENERIC, OF_MONEY, SIDES, SPENDING, SUMS
from gongbao.link.naming.of_all import SORT_LAST
from gongbao.link.naming.phrase import Phrase, alike
from gongbao.link.sentence.figure import CHANGES, CHANGING, LIMIT, SEMICOLONS, Figure, is_points
from gongbao.model import Kind, Measure, Money, Percent, Quantity

# What is left once an amount has been looked into.
_ASSESSED = compiled("(?:审定|核定|审核|评审|(?:实际)?(?:采购|成交|中标))(?:后|总?金额|造价|投资|总?额|价)*$")
_OR_MORE = "以上"
BEGUN, BUILT = "新开工", "建成"
_OF_GRADE, _GRADE_LAST = compiled("中央|自治区|[国省市州县区]家?级"), frozenset("央区级")
_BEGUN_LAST = _GRADE_LAST.union(done[-1] for done in DONE)
_YIELDS, _BEARING = (
    ("产量", "总产量", "年产量"),
    compiled("新?(?:挂果|结果|投产|采摘|可采摘?|收获|采收|盛果|丰产|开割)面积"),
)
PEOPLE = ("人次", "人", "户", "户次")
# 改造小区58个，惠及群众1万户，总投资5亿元: the money is none of theirs.
_FOR_WHOM = compiled("[，、；]?(?:惠及|受益|覆盖|涉及(?:居民|群众|住户|农户|村民))")
_RANKED_AMONG = ("中居", "中列", "中位居", "中位列", "中排", "中名列")
# An amount of money is none of these.
_NO_AMOUNTS = (Measure.SHARE, Measure.RATE)
_FOR_EACH = frozenset(("户均", "人均", "亩均", "村均", "每人", "每户", "每亩", "每村"))
_PAID_TO = ("补助", "补贴", "津贴", "救助金", "抚恤金", "养老金", "奖励", "奖金", "慰问金")
_DO, _IN_REAL_TERMS = "完成", "扣除价格因素"
# 增值税（50%部分）完成3亿元: how much of it is the place's own.
SHARED_TAX = ("部分）", "部分)")
_RESTATES = ("折合", "折算")
_MONEY = Kind.MONEY


def subject_of(phrase: Phrase, last: Figure) -> Figure:
    """What a figure tells more of: as a rule the ``last`` one before it.

    It is the last of its kind where money follows a share or rate, or where it says no more than what has been done;
    it is the one before that where the last is what that is held against, or what is left of it (送审金额9亿元，
    审定金额8亿元，审减1亿元); behind a semicolon it is the whole of which that is a part.
    """
    words, figure, masked = phrase.words, phrase.figure, phrase.passage.masked
    may_have_begun = words == "" or words[-1] in _BEGUN_LAST or figure.verb == "new"
    if may_have_begun and (of_sort := _of_begun(phrase, last)):
        return of_sort
    if last.own and masked.startswith(SHARED_TAX, last.end):
        return last
    if words in SIDES and (of_side := _of_side(phrase, last)):
        return of_side
    if words == SALES:
        return _sold(phrase, last)
    if (last.part_of or "；" in masked) and (of_whole := _of_whole(phrase, last)):
        return of_whole
    if len(phrase.before) > 1 and _is_passed_over(phrase, last):
        return phrase.before[-2]
    is_amount = figure.mention.kind is _MONEY or words in OF_MONEY or figure.completed
    return (_of_amount(phrase, last) if is_amount else None) or last


def _of_begun(phrase: Phrase, last: Figure) -> Figure | None:
    """What words are of that say no more than what has been done, or of which grade: 项目15个，总投资12亿元，投产3个;
    开工率99%，竣工3个; 农田9万亩，亩均投资3000元，累计建成96万亩; 保护区78处，面积135万公顷，占国土面积的5%，
    其中国家级23处."""
    figure, words, value = phrase.figure, phrase.words, phrase.figure.mention.value
    begun = (
        words in DONE
        or (figure.verb == "new" and figure.clause.endswith(BEGUN))
        or (not words and figure.clause.endswith(BUILT))
        or (words[-1:] in _GRADE_LAST and _OF_GRADE.fullmatch(words))
    )
    if not (begun or (words == "" and last.fact.per)):
        return None
    is_share = isinstance(last.mention.value, Percent) and not isinstance(value, Percent)
    of_rate = last.words.endswith("率") and (begun or isinstance(last.mention.value, Percent))
    if alike(value, last.mention.value) and not of_rate and not (begun and is_share):
        return None
    before = phrase.before
    same = (
        one for one in reversed(before) if type(one.mention.value) is type(value) and alike(value, one.mention.value)
    )
    of_sort = next(same, None) or _last_of_sort(type(value), before) or last
    return of_sort.part_of or of_sort


def _sold(phrase: Phrase, last: Figure) -> Figure:
    """商品房销售面积9万平方米，其中住宅下降5%；销售额3亿元: what was sold of all."""
    if not last.words.endswith(AREA_SOLD):
        return last
    sold = (one for one in reversed(phrase.before) if one.fact.measure is Measure.LEVEL and not one.part_of)
    of_all = next(sold, last)
    return of_all if of_all.words.endswith(AREA_SOLD) else last


def _of_side(phrase: Phrase, last: Figure) -> Figure | None:
    """What has the revenue or expenditure: not what has been told between of the reasons of a change."""
    figure, words, masked = phrase.figure, phrase.words, phrase.passage.masked
    if last.fact.per and isinstance(figure.mention.value, Money):
        # 基金收入9亿元，人均筹资1415元，其中财政补助890元；支出8亿元
        sides = (one for one in reversed(phrase.before) if not one.fact.per and one.words.endswith(SIDES))
        return next(sides, None)
    behind_semicolon = masked.find("；", last.end, figure.left) >= 0
    if figure.stage and not last.words.endswith(words):
        # 支出年初预算9亿元，因新增债券1亿元，支出预算调整为10亿元
        staged = next((one for one in reversed(phrase.before) if one.stage and one.words.endswith(words)), None)
        if staged or not behind_semicolon:
            return staged or last  # but 基金收入安排9亿元，其中出让收入8亿元；支出安排7亿元
    if not behind_semicolon:
        return None
    why = masked.rfind("主要是", masked.rfind("；", 0, last.start) + 1, last.start)
    # 基金收入减少22亿元，主要是出让收入短收21亿元；支出9亿元
    return next((one for one in reversed(phrase.before) if one.end <= why), last) if why > 0 else None


def _of_whole(phrase: Phrase, last: Figure) -> Figure | None:
    """The whole of which the last figure is a part, where that alone is not what is told more of."""
    figure, words = phrase.figure, phrase.words
    if (
        phrase.passage.masked.find("；", last.end, figure.left) >= 0
        and not (words == "" and _IN_REAL_TERMS in figure.clause)  # 其中甲增长13%；扣除价格因素实际增长9%
        and (whole := _whole_behind(last, phrase.before))
    ):
        return whole
    if last.part_of is None:
        return None
    of_all = (
        # 债务余额9亿元，其中一般债务5亿元、专项债务4亿元，市本级余额3亿元; 资金9亿元，其中省级3亿元、市级2亿元
        (figure.scope == "own_level" and (words in GENERIC or (not words and _OF_GRADE.match(last.words))))
        # 债务余额9亿元，其中一般债务4亿元、专项债务5亿元，低于债务限额1亿元
        or (words == "" and figure.reference == LIMIT and LIMIT in figure.clause)
        # 债务余额9亿元，其中一般债务5亿元、专项债务4亿元，低于限额10亿元
        or (words == LIMIT and len(phrase.before) > 1 and phrase.before[-2].part_of is last.part_of)
        # 脐橙种植面积28万亩，其中挂果面积22万亩，产量19万吨
        or (words in _YIELDS and _BEARING.fullmatch(last.words))
        or (
            # 项目128个，其中竣工投产32个 or 5亿元以上19个，完成投资86亿元
            isinstance(figure.mention.value, Money)
            and (
                (figure.clause.startswith(_DO) and _OR_MORE in last.words)
                or (words in OF_MONEY and DONE_BEHIND.search(last.words))
            )
        )
    )
    return last.part_of if of_all else None


def _is_passed_over(phrase: Phrase, last: Figure) -> bool:
    """Whether a figure tells more of the one before the last, of which that tells, too."""
    figure, words = phrase.figure, phrase.words
    if last.noun and phrase.passage.masked.startswith(_RANKED_AMONG, last.noun[1]):
        return True  # 在全省17个市州中居第11位，占全省比重3%
    if words and words not in SUMS:
        # 煤炭开采业增长9%，拉动工业增长5个百分点；电力生产业增长5%
        return last.fact.measure is Measure.CONTRIBUTION and words[-1] in SORT_LAST
    if last.is_whole or (last.against and last.comparison is None):
        return True
    value, earlier = figure.mention.value, phrase.before[-2]
    if (
        not words
        and figure.verb in CHANGING
        and last.clause.lstrip("，").startswith(_RESTATES)
        and (isinstance(value, Percent) or alike(value, earlier.mention.value))
        and phrase.passage.masked[last.left - 1] not in SEMICOLONS
    ):
        return True  # 降水量628毫米，折合水量1292亿立方米，比上年减少35%
    cut = figure.verb == "fall" or figure.change == "decrease"
    return (
        cut
        and _ASSESSED.match(last.words) is not None
        and earlier.mention.kind is last.mention.kind is figure.mention.kind
    )


def _of_amount(phrase: Phrase, last: Figure) -> Figure | None:
    """What an amount of money, or how much of one has been done, tells more of, where that is none of the last."""
    figure, words, before = phrase.figure, phrase.words, phrase.before
    if (
        (words in OF_MONEY or figure.completed)
        and getattr(last.mention.value, "unit", None) in PEOPLE
        and len(before) > 1
        and _FOR_WHOM.match(last.clause)
    ):
        return before[-2].part_of or before[-2]
    if not isinstance(figure.mention.value, Money):
        return None
    if words == SPENDING and isinstance(last.mention.value, Quantity) and figure.clause[:1] != "、":
        # 债券资金9亿元，安排项目14个，已支出8亿元, but 购置公务用车6辆、支出115万元
        of_sort = _last_of_sort(Money, before)
        # 支出低保资金9亿元；临时救助3万人次，支出2亿元
        return of_sort if of_sort and phrase.passage.masked.find("；", of_sort.end, figure.left) < 0 else None
    if words:
        return None
    if isinstance(last.mention.value, Quantity) and last.fact.measure is Measure.LEVEL and not last.fact.per:
        goes_on = figure.verb in (None, "become") and _FOR_EACH.isdisjoint(figure.flags)
        if goes_on and (earlier := _last_of_sort(Money, before)):
            return earlier  # 产值9亿元，形成电池产能32GWh，力争突破50亿元
    return _amount_before(figure, last, before)


def _amount_before(figure: Figure, last: Figure, before: Sequence[Figure]) -> Figure | None:
    """What an amount of money tells more of behind a share, a count of places, or of those that it is for each of: as a
    rule the amount before; null behind any other figure."""
    counts = isinstance(last.mention.value, Quantity)
    each = counts and not _FOR_EACH.isdisjoint(figure.flags)  # 惠及28万户，户均1500元
    # 超过9亿元的县2个，分别是甲县12亿元
    placed = counts and figure.region is not None
    # 非税收入9亿元，其中所属2家单位1亿元
    behind_count = last.noun is not None and last.noun[1] == figure.left and "其中" in last.clause
    if not (each or placed or behind_count or is_share(last)):
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


def is_share(figure: Figure) -> bool:
    """Whether a figure tells what no amount of money is: a share, a rate, points."""
    return figure.fact.measure in _NO_AMOUNTS or is_points(figure.mention.value)
