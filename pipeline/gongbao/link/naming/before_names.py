"""What stands before a name and is no part of it: marks, dates and lengths of time, agencies."""

import re
from functools import lru_cache

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE, HAN, HIDDEN, Match
from gongbao.link.sentence.figure import Figure
from gongbao.link.sentence.passage import Passage
from gongbao.model import Mod

SKIPPED = " 、，：:·" + HIDDEN
_EARLY = ("提前", "连续")
_KEPT = ("巩固率", "义务教育")
# 1年（含）以下定期12亿元, 五年以上贷款: which of them, as 3年期债券.
_SORTED = compiled(f"{HIDDEN}*(?:及?以[上下]|以内(?=的|[短中长定]期|到期|贷款|存款))(?=的?[{HAN}]{{2}})")
_SHORT = ("小时", "分钟", "天", "日", "个月")
_TERM, _DURING = "期", ("期间", "期内", "期末")
# 用不到两年时间建成
_IN_TIME, _TIME = compiled("用了?(?:不到|不足|近|约|短短|仅)?"), "时间"
# 通过“一卡通”发放补贴: by what it was done.
_BY_MEANS = compiled(
    "通过(?:(?:“[^“”，。；]{2,12}”[、和及]?){1,3}等?(?!认证|评[审定价估]|验收|考核|复核|审[核定批])(?=[^，。；：、“”的]{3})|[^，。；：]{1,30}?等(?:方式|形式|手段|途径|渠道)"
    "|[^，。；：]{1,14}?(?:(?:方式|形式|手段|途径|渠道)|(?=(?:发放|拨付|兑付|筹集|争取|盘活|上缴|收回|化解|偿还|置换|处置|压减|节约|统筹|安排|投入|落实)[^，。；：、]{2})))"
)
# 2014年以来最高增速, 6月底前完成改造: what bounds a date is no part of a name, nor is what leads one in.
_BOUNDS_OF_DATES = frozenset((Mod.AFTER_START, Mod.AFTER, Mod.BEFORE, Mod.BEFORE_END))
_BOUND = compiled("以来|以來|[及或]?[以之][前后後]|起|至今|开始|開始|前|后")
# 2023、2024两年合计减税50亿元, but 2024年五年以上贷款, 三年行动计划
_SO_MANY_YEARS = compiled("[两三四五六七八九]年(?:[合总共]计|共(?![同享建有产]))(?=..)")
# 11月1日零时人口3亿人: the hour of a census.
_HOURS = ("零时", "0时", "24时")
# 加上级补助收入, 减当年支出: what is added up or taken away.
_LEADS_DATE = re.compile(
    f"(?:自[从從]?|截[至止]到?|至|于|[加减比较])(?={DATE})|(?:[加减]|减去)(?=上[级解划年]|地方|债务|调[入出]|本年|还本|专项|一般债|转贷|补助)"
    # 建议2026年地区生产总值增长5%, but not 办理建议9件
    f"|建议(?={DATE}|[{HAN}]{{2,12}}(?:总值|收入|支出|投资|总额|零售额|增加值|增速|价格|失业率)$)"
)
_COMPARED = "相比"
# 上年结转, 2023年末结转和结余: of when it is that is handed on is a part of its name.
_HANDED_ON = compiled(f"{DATE}+(?=(?:财政拨款|专项|滚存)?结[转余])|(?<=结[转余]){DATE}+")
_OF_WHEN = compiled("(?:(?<!结[转余])(?:[上去]年(?:度|年?[初末底])?|年[初末底])|(?<=结[转余])下年度?)$")
# 市财政局审减资金, 省财政厅2021年收入, 市教育局有3个项目: whose it is, where what it is or was done follows.
# 各级劳动人事争议调解仲裁机构处理争议: so have those of all levels.
_AGENCY_NAME = (
    f"(?:各级[{HAN}]{{0,18}}?(?:机[构关]|部门|法院|检察院|残联|工会|妇联)|(?:公安|检察)机关"
    f"|[{HAN}](?![级本])[{HAN}]{{1,10}}?(?:局|厅|委|(?<!法)院|中心|(?<![申督举创交联承])办|部门))"
)
_AGENCY = compiled(
    f"{_AGENCY_NAME}(?:共|累计|已|依法|主动)*(?:核[定准](?=[{HAN}]{{2}})|(?={DATE})|(?=[核审压]减|节约|受理|处理|检查|监察|办[理结]|审结|查[处办]|立案"
    "|接[待收]|发放|拨付|下达|争取|投入|征收|收[缴回]|追回|挽回|抽检|盘活|处置|筹集|开展|组织|实施|减免|救助|登记|批准|起诉|立\\p{Han}{0,14}案件|侦破|抓获|查获|破获"
    "|已?将|完成(?![率投情])|违规|擅自|未|闲置|清理|移送|“三公”))"
)
_AGENCY_ITSELF = compiled(_AGENCY_NAME)
# 上海市普陀区财政局 calls itself 普陀区财政局, 区财政局 and 财政局, with what is under it or without.
_PLACES = compiled(f"(?:[{HAN}]{{2,7}}?[省市县区州盟旗])+")
# 学院收入总预算, but not 医院感染率: what a school, a hospital or a company calls itself.
_OWN_KIND = compiled(
    "(?P<kind>学校|学院|医院|公司|集团)(?=总[收支资]|本年|财政|一般公共预算|固定资产|资产|净?利润|净资产|负债|营业|主营|“?三公|机关运行|政府采购|占地|校舍|建筑|现有|共有|编制|收[入支]|支出|[预决]算)"
)
_CALLED_SO = {
    "学校": ("学校", "学院", "大学", "中学", "小学"),
    **{kind: (kind,) for kind in ("学院", "医院", "公司", "集团")},
}
_OPENS = compiled(r"(?:^|[，。；：、\n])[ \d年度月末底]*$")
# But 机关运行经费 and 机关事业单位 are names.
_UNDER = compiled(
    "(?:本级|机关(?!运行|事业|服务|工资|商品|资本|养老|公用|后勤))?(?:[及和与、](?:其?[所下直]属)的?各?(?:二级|基层|预算|事业)*(?:单位|部门))?(?=..)"
)
# Of a place, and so what the name of its agency may begin with.
GRADES, _AGENCY_LAST = frozenset("省市县区州旗盟"), frozenset("局厅委院心办门构关联会")


def behind_lengths(a: int, b: int, passage: Passage) -> int:
    """Where a length of time ends that stands at ``a``, with the words that bound it; ``a`` where none does."""
    masked = passage.masked
    # 提前一年实现引资目标, 连续八年提高养老金
    start = a + next((len(word) for word in _EARLY if masked.startswith(word, a)), 0)
    length = next((one for one in passage.lengths if one.start == start and one.end <= b), None)
    if length is None:
        return a
    if masked.startswith(_TERM, length.end) and not masked.startswith(_DURING, length.end):
        return a  # 3年期债券: which of them
    if masked.startswith(_KEPT, length.end):
        return a  # 六年巩固率
    if _SORTED.match(masked, length.end, b) or (masked[b - 1] == "率" and passage.text.endswith(_SHORT, a, length.end)):
        return a  # 72小时准时率, 0-6个月婴儿喂养率
    end = length.end + 2 * masked.startswith("以内", length.end)
    return end + masked.startswith(("内", "来", "间"), end)  # 五年内新增能力


def behind_mark(a: int, b: int, passage: Passage) -> int:
    """Where a mark, a date or what leads one in ends that stands at ``a``, before a name; ``a`` where none does."""
    masked = passage.masked
    first = masked[a]
    if first == DATE:
        return _behind_date(a, b, passage)
    if first in SKIPPED or (first == "“" and "”" not in masked[a:b]):
        return a + 1
    match = (_BY_MEANS if first == "通" else _LEADS_DATE).match(masked, a, b)
    return match.end() if match else a


def spent_time(a: int, b: int, passage: Passage) -> int:
    """Where 用不到三年时间 ends that stands at ``a``, before what was done in it; 0 where it does not."""
    for length in passage.lengths:
        if a < length.start and length.end < b and passage.masked.startswith(_TIME, length.end):
            return length.end + len(_TIME) if _IN_TIME.fullmatch(passage.masked, a, length.start) else 0
    return 0


def behind_agency(a: int, b: int, masked: str, figure: Figure) -> int:
    """Where the name of an agency ends that stands at ``a``, before what it did or has; ``a`` where none does."""
    if _AGENCY_LAST.isdisjoint(masked[a:b]):
        return a
    match = _AGENCY.match(masked, a, b)
    if match is None and figure.noun and figure.clause.endswith("有"):
        match = _AGENCY_ITSELF.fullmatch(masked, a, b)
    return match.end() if match else a


@lru_cache(maxsize=16)
def _own_names(entity: str) -> tuple[str, ...]:
    """The names by which a unit calls itself: whole, from each of its places on, and from the grade of each on."""
    places = _PLACES.match(entity)
    congress = entity.replace("人民代表大会常务委员会", "人大常委会")
    ends = [at + 1 for at, letter in enumerate(places[0]) if letter in GRADES] if places else []
    called = dict.fromkeys((entity, congress))
    shorter = sorted((name[at:] for name in called for end in ends for at in (end - 1, end)), key=len, reverse=True)
    return (entity, *(name for name in shorter if len(name) > 2))


def behind_own_name(a: int, b: int, text: str, entity: str) -> int:
    """Where the name of the unit whose document it is ends that stands at ``a``; ``a`` where none does."""
    names = _own_names(entity)
    if not text.startswith(names, a, b):
        kind = _OWN_KIND.match(text, a, b)
        # nor is 医院 what a school calls itself, nor 学校 where it tells of others: 三所学校收入8万元，学校支出9万元
        own = kind and entity.endswith(_CALLED_SO[kind["kind"]]) and kind["kind"] not in text[:a]
        return kind.end() if kind and own and _OPENS.search(text, 0, a) else a
    end = behind_those_under(a + len(next(name for name in names if text.startswith(name, a))), b, text)
    return end if end < b else a


def behind_those_under(a: int, b: int, text: str) -> int:
    """Where 及所属单位 ends that stands at ``a``, before a name; ``a`` where it does not."""
    under = _UNDER.match(text, a, b)
    return under.end() if under else a


def _behind_date(a: int, b: int, passage: Passage) -> int:
    """Where a date ends that is masked at ``a``, with the word that bounds it."""
    masked = passage.masked
    if (named := handed_on(a, b, passage)) and not masked[a : named.start()].strip(DATE):
        return named.start()
    while a < b and masked[a] == DATE:
        a += 1
    if masked.startswith(_COMPARED, a, b):
        return a + len(_COMPARED)  # 与上年相比收入总计增加3万元
    hour = next((hour for hour in _HOURS if masked.startswith(hour, a)), "") if masked.find("时", a, b) > 0 else ""
    a += len(hour)
    bounded = any(one.end == a and one.mention.mod in _BOUNDS_OF_DATES for one in passage.dates)
    bound = (_BOUND if bounded else _SO_MANY_YEARS).match(masked, a, b)
    return bound.end() if bound else a


def handed_on(a: int, b: int, passage: Passage) -> Match | None:
    """Where 上年 or 年末 stands before 结转 or 结余, or 下年 behind it."""
    if "结" not in passage.text[a:b] or not (dated := _HANDED_ON.search(passage.masked, a, b)):
        return None
    return _OF_WHEN.search(passage.text, *dated.span())
