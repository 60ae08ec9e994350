"""What a date of a sentence says: when something was, or what that is held against, priced by or called."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

import regex

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import CENSUS
from gongbao.link.sentence.passage import Placed
from gongbao.model import DateInterval, Mod
from gongbao.normalize.clock import AGAINST_A_NOTED, MULTIPLE, PERCENT_OF

# What a figure is held against is not when it was: 比2005年, 按1990年价格, 恢复至2019年的90.2%.
_HELD_AGAINST = re.compile(
    "(?:剔除|扣除|高出|超过|[高低快慢多少]于|比|较|较之|等于|相当于|按|与|同|占|由|从|距离?|[恢回][复復][到至])$"
)
# 比大灾的1990年减产一成
_OF_A_RECORD = compiled(f"{AGAINST_A_NOTED}$")
# 实际利用外资保持去年水平, 稳定在2020年的水平
_KEEPS = ("保持", "保持在", "维持", "维持在", "稳定在", "控制在", "不低于", "不超过", "不高于", "达到")
_AS_IT_WAS = ("水平", "的水平", "同期水平", "平均水平", "实际水平")
_HELD_AGAINST_LAST = "除出过比较之于当按与同占由从到至距离\n"
# 从10月20日至25日: a run of days is when something was.
_SINCE, _RUN = ("从", "由"), compiled("[至到—~～-]")
# 发行时间2020年3月，利率3%: the day of the one thing is told beside the others.
_ITS_DAY = compiled(
    "(?:发行|起息|计息|到期|兑付|付息|上市|招标|缴款|签[约订]|中标|出让|成交|开工|竣工|评级|挂牌|成立|注册|立项|批复)(?:时间|日期|日)[为是：:]?$"
)
_ITS_DAY_LAST, _ITS_DAY_REACH = frozenset("间期日为是：:"), 6
_PRICES = ("价格", "不变价", "年初预算")
# But 由2015年的12%下降为2020年的0.5%, and 合格率为2023年的98%: a rate has been that then.
_IS_OF_IT = compiled("(?<![降升高低变减增转改率重比例由])(?:只|仅|即|约)?[为是]$")
# 是1950年到2002年53年的总和, but 2021年的合计支出.
_SUM = compiled("(?:[0-9一二三四五六七八九十]{1,3}年)?的(?:总和|合计)")
# 在上年大幅增长的基础上.
_BASED_ON = compiled("[^，。；]{0,12}基础上")
# 年初承诺的33项实事, 9月26日会议部署的政策: when it was said is not when it is.
_PROMISED = compiled(
    "\\d[^，。；：、的]{0,8}的?(?:预期|控制)?目标|承诺|(?:预期)?目标|任务|确定|提出|部署|安排|下达|既定|预定|计划|设定|批复"
)
# 2023年底前完成整改的215个问题: by when it was due is not when it is told.
_DUE = compiled("前?(?:应当?|须)?(?:完成|整改|到期|办结|交付|收回)[^，。；：]{0,8}的\\d")
# 上年度审计查出的268个问题, 对上一年度审计查出问题: what is done about them now is told.
_AUDITED = compiled("度?[^，。；：、]{0,12}审计(?:工作)?(?:报告)?(?:查出|发现|指出|反映)(?:的|问题，)")
# 审查批准2018年市级财政决算，: what a congress has voted on.
_VOTED, _VOTED_LAST = compiled("(?:审议|审查|批准|通过|听取|审批)(?:了|并)?$"), frozenset("议查准过取批了并")
_VOTED_ON = compiled(
    "度?[^，。；：、\\d]{2,24}(?:决算|预算|草案|报告|方案)(?:[，。；、](?!.{0,24}(?:收入|支出|总收支))|$)"
)
_ANNOUNCED = compiled("[^，。；：]{0,16}(?:会议|部署|印发|出台|发布|提出|召开|通过|颁布|批准|下达|签署|签订)的")
# “十二五”开局之年: the year is meant, and not the plan.
_OF_A_PLAN = compiled(
    "(?:时期|期间|规划)?的?(?:开局|收官|起步|关键|第[一二三四五]年|最后一年|头一年|首年|承上启下|承前启后|中期|中间)"
)
# 超额完成“十四五”减排目标1.9个百分点: what was aimed at is no time, but 完成“十四五”目标的75% is of that.
_DONE, _DONE_LAST = ("完成", "完成了", "实现", "实现了"), "成现了"
# 提前实现了2000年的目标: nor is when it was to be.
_AHEAD_OF_TIME = re.compile("提前[^，。；]{0,6}(?:完成|实现)了?$")
_WAS_TO_BE = re.compile("的?(?:主要|规划|计划|预期|奋斗|发展)?(?:目标|指标|任务)")
_ITS_AIMS = compiled("[^，。；：、的]{0,10}(?:目标|任务)(?:[，。；]|\\d)")
# A budget's year says when (2024年预算收入45亿元), but not that of one that measures others: 为上年预算的105%.
_BUDGET = "预算"
_INITIAL = (
    "预算", "收入预算", "支出预算", "收支预算", "代编预算", "部门预算", "项目预算", "财政预算", "基金预算", "总预算",
)  # fmt: skip
_YEAR_FIRST = "12"
# With what all begins that may part a figure from the date before it.
_BEHIND_FIRST = frozenset("价不年的预收支代部项财基总0123456789一二三四五六七八九十")
_MEASURED_BY = compiled("(?:为|是|占|[高低大小当]于|超过)$")
# A neighbouring year in the name of what is handed on from year to year: 上年结转, 上年结余, 结转下年.
YEAR_BEFORE = ("上年", "上一年")
_YEAR_AFTER, _NEIGHBOURING_FIRST = ("下年", "下一年", "次年", "翌年"), "上下次翌"
_HANDED_ON = compiled("的?(?:专项|滚存|财政)?(?:结转|结余|超收)")
_HANDED_ON_TO = compiled("(?:结转|结余|滚存)(?:至|到|入)?$")
# What a figure leaves out ends with the first of these, and what weighs on it ends its clause: 扣除成本后，去年利润 and
# 受理去年影响环境的案件 are neither.
_FACTORS = (
    ("扣除", compiled("扣除[^；。]{2,90}?(?:因素|影响|后[，的])")),
    ("剔除", compiled("剔除[^；。]{2,90}?(?:因素|影响|后[，的])")),
    ("受", compiled("(?<![接承感])受(?![理益贿托让])[^，；。0-9]{2,40}?影响(?=[，、；。）]|等|后)")),
)
PLAN_RULE = "date.plan"
# 降低电价政策延长到今年年底: until when something else holds.
_HOLDS_UNTIL = tuple(f"{goes_on}{to}" for goes_on in ("延长", "延续", "顺延", "延期", "展期", "执行") for to in "到至")
_BEFORE = frozenset((Mod.BEFORE, Mod.BEFORE_END))
_CENSUS_BEFORE = compiled(f"[与同比较]{CENSUS}$")


@lru_cache(maxsize=64)
def period_days(place: Placed, masked: str) -> DateInterval | None:
    """The days of a date that says when, and is not what a figure is held against or priced by; looked for once for all
    the figures of its sentence."""
    value, start, end = place.mention.value, place.start, place.end
    if (
        not isinstance(value, DateInterval)
        or value.type == "SET"
        or (value.start_date is None and value.end_date is None)
    ):
        return None
    if is_held_against(place, masked):
        return None
    if start and masked[start - 1] == "查" and _CENSUS_BEFORE.search(masked, max(0, start - 16), start):
        return None  # 同第六次全国人口普查2010年11月1日零时的5944万人相比
    if _is_of_a_name(place, masked) or _is_of_what_was_said(place, value, masked):
        return None
    if start and masked[start - 1] in "到至" and masked.endswith(_HOLDS_UNTIL, 0, start):
        return None
    if based_on(place, masked) or (("影响" in masked or "因素" in masked) and _is_of_a_factor(place, masked)):
        return None
    if start and masked[start - 1] in _ITS_DAY_LAST and _ITS_DAY.search(masked, max(0, start - _ITS_DAY_REACH), start):
        return None
    behind = masked[end : end + 1]
    if behind not in _BEHIND_FIRST:
        return value
    if masked.startswith(_PRICES, end) or MULTIPLE.match(masked, end):
        return None
    is_measure = _MEASURED_BY.search(masked, max(0, start - 3), start) is not None
    if is_measure and (
        _SUM.match(masked, end) or (PERCENT_OF.match(masked, end) and _IS_OF_IT.search(masked, 0, start))
    ):
        return None
    if place.mention.text.endswith("初"):
        if not masked.startswith(_INITIAL, end):
            return value
        # 2024年年初支出预算: of that year; which one 年初预算 is of others tell
        year = place.mention.text[0] in _YEAR_FIRST and value.start_date
        return replace(value, end_date=date(year.year, 12, 31)) if year else None
    if is_measure and masked.startswith(_BUDGET, end):
        return None
    return value


def _is_of_a_factor(place: Placed, masked: str) -> bool:
    """Whether a date is of what is left out of a figure, or has weighed on it: 扣除去年缓税因素后，增长2%."""
    for word, pattern in _FACTORS:
        begun = masked.rfind(word, 0, place.start)
        if begun >= 0 and (factor := pattern.match(masked, begun)) and factor.end() > place.end:
            return True
    return False


def is_held_against(place: Placed, masked: str) -> bool:
    """Whether a date is what a figure is held against."""
    start = place.start
    if not start:
        return False
    if masked.startswith(_AS_IT_WAS, place.end) and masked.endswith(_KEEPS, 0, start):
        return True
    if masked[start - 1] == "的":
        return _OF_A_RECORD.search(masked, max(0, start - 16), start) is not None
    if masked[start - 1] not in _HELD_AGAINST_LAST:
        return False
    held = _HELD_AGAINST.search(masked, max(0, start - 3), start)
    return held is not None and not (held[0] in _SINCE and _RUN.search(place.mention.text))


def based_on(place: Placed, masked: str) -> regex.Match[str] | None:
    """What follows a date up to 基础上, where something goes on from what then was."""
    start = place.start
    return _BASED_ON.match(masked, place.end) if start and masked[start - 1] == "在" else None


def _is_of_what_was_said(place: Placed, days: DateInterval, masked: str) -> bool:
    """Whether a day is that on which was said, decided or printed what the figures are of."""
    if place.mention.text[-1] == "初" and _PROMISED.match(masked, place.end):
        return True
    if place.mention.mod in _BEFORE and _DUE.match(masked, place.end):
        return True
    if "审计" in masked and _AUDITED.match(masked, place.end):
        return True
    if masked[place.start - 1 : place.start] in _VOTED_LAST and _VOTED.search(masked, 0, place.start):
        return _VOTED_ON.match(masked, place.end) is not None
    return days.start_date == days.end_date and _ANNOUNCED.match(masked, place.end) is not None


def _is_of_a_name(place: Placed, masked: str) -> bool:
    """Whether a year is part of what an amount or a year is called: 上年结转, 结转下年, “十二五”开局之年."""
    if place.mention.rule == PLAN_RULE:
        if _OF_A_PLAN.match(masked, place.end):
            return True
        done = place.start > 0 and masked[place.start - 1] in _DONE_LAST and masked.endswith(_DONE, 0, place.start)
        return done and _ITS_AIMS.match(masked, place.end) is not None
    if place.start and masked[place.start - 1] in _DONE_LAST and _WAS_TO_BE.match(masked, place.end):
        return _AHEAD_OF_TIME.search(masked, 0, place.start) is not None
    text = place.mention.text
    if text[0] not in _NEIGHBOURING_FIRST:
        return False
    if text.startswith(YEAR_BEFORE):
        return _HANDED_ON.match(masked, place.end) is not None
    before = masked[max(0, place.start - 3) : place.start]
    return text.startswith(_YEAR_AFTER) and _HANDED_ON_TO.search(before) is not None


def bracket_closed(between: str) -> bool:
    """Whether the bracket that something stands in ends before what comes behind it."""
    if "）" not in between and ")" not in between:
        return False  # as behind most
    return between.count("）") + between.count(")") > between.count("（") + between.count("(")
