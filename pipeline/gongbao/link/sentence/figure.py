"""A figure of a sentence, as it is cut out of its clause and then told what it means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongbao.link.lexicons.regions import Region
from gongbao.model import Fact, Measure, Mention, Percent

# The last one before a figure is wanted.
BOUNDARY = re.compile("(?s:.*)[，；：。！？,;:\n（()）]")
COLONS, SEMICOLONS = "：:", "；;"
LIST_MARKS = frozenset("、和及与")
# 低于3%的预期目标1.2个百分点: by how much.
AIMS = frozenset(("预期目标", "年均目标", "预定目标", "控制目标", "年度目标", "计划目标", "规划目标", "目标", "预期"))
# 其中A 3亿元，B 2亿元，合计5亿元: all told it is the whole again.
ALL_TOLD = ("合计", "总计", "共计", "合计为", "总计为", "共计为")
# What a figure is held against, and stages that it may be of.
TARGET, LIMIT, BUDGET, INITIAL, ADJUSTED, PLAN = "目标", "限额", "预算", "年初预算", "调整预算", "计划"
# How much of a year has passed is what is done of its budget held against: 序时进度.
PACE = "进度"
# A rate stays below one, and is not held against it: 低于120%的警戒线.
LINES = ("警戒线", "预警线", "警戒值", "红线")
# The comparison of a growth that is the mean of several years.
YEARLY = "annual_average"
AGE = "岁"
# What tells by how much something has changed.
CHANGES = frozenset((Measure.CHANGE, Measure.GROWTH))
# 交通、水利分别完成投资3亿元、2亿元: each of them, and what follows is a part of the name.
EACH_DOES = re.compile("分别(?:完成|实现|达到|增加|安排|争取|拥有|引进|建成|投入|(?=新[增建]|接待|签约))(?=..)")
# What says that something was set, and so is what is held against it: 没有实现年初确定的, 超过国家下达的.
SET_BEFORE = "(?:确定|设定|制定|提出|定下|下达|规定|要求|预期|原定|预定)"
# By which verbs a figure is a change, and behind which a verb of change may still stand.
CHANGING, NOT_CHANGING = ("rise", "fall"), (None, "become")
GROWS = "增长"  # 投资增长由26%降为24%: how much it has grown, and no share of it


@dataclass(slots=True)
class Figure:
    """A figure of a sentence. Places count in the sentence; ``clause`` is what stands before it, from ``left`` on,
    ``flags`` are the words peeled off it, ``chain`` the number of figures joined by 、 from the figure on.

    ``whole`` is what it is a share of, ``of`` what else it is so much of (不低于城市标准的80%).
    ``verb`` is rise, fall, become, new, from or null; ``own_date`` is where the date begins that a from-figure is of,
    ``grown_from`` that of the figure from which it has become what it is; ``against``: the next figure tells by how
    much the one before differs from it; ``is_whole``: the next figure is a share of it; ``condition``: it tells of the
    things that the next figure counts; ``phrase`` spans the indicator's words (empty: unsaid), ``has_phrase`` tells
    whether there are any.

    ``completed`` is what it tells the done part of, ``done_of`` what it is so much done of (完成预算9亿元), ``to_do``
    what it is whose done part the next figure tells: 完成预算9亿元的80%.
    ``second`` is the comparison of the next figure: 同比、环比分别增长5%和0.8%.

    What it means is found later. ``last`` is the figure before it that it may go on about. ``words`` name its
    indicator: ``own`` ones stand before it as they are, of ``stated`` ones some do, and of ``taken`` ones the subject
    before it is part; ``region`` and ``scope`` are those said with them, ``zone`` is the one within its region that it
    is of, ``others`` are the places and zones of the next figures of its list. ``members`` are the indicators that the
    figure, or the list of figures that it opens, is shared out to, ``fact`` is that of the first, complete but for its
    whole.
    ``change`` is the direction of its verb, also of one before its object; ``part_of`` is the figure that it is a part
    of, ``place`` the index that its first fact has among the document's.
    """

    index: int
    mention: Mention
    start: int
    end: int
    left: int
    clause: str
    joined: bool = False
    chain: int = 1
    verb: str | None = None
    comparison: str | None = None
    base: tuple[int, int] | None = None
    flags: tuple[str, ...] = ()
    phrase: tuple[int, int] = (0, 0)
    has_phrase: bool = False
    noun: tuple[int, int] | None = None
    whole: str | None = None
    of: str | None = None
    completed: str | None = None
    done_of: str | None = None
    to_do: str | None = None
    reference: str | None = None
    own_date: int | None = None
    grown_from: int | None = None
    against: bool = False
    is_whole: bool = False
    condition: bool = False
    stage: str | None = None
    second: str | None = None
    last: "Figure | None" = field(init=False)
    words: str = field(init=False)
    own: bool = field(init=False)
    stated: bool = field(init=False)
    taken: bool = field(init=False)
    region: Region | None = field(init=False)
    scope: str | None = field(init=False)
    fact: Fact = field(init=False)
    members: Sequence[str] = field(init=False)
    change: str | None = field(init=False)
    others: "Sequence[tuple[Region, str]]" = field(init=False)
    zone: str = field(init=False)
    part_of: "Figure | None" = field(init=False)
    place: int = field(init=False)


def is_points(value: object) -> bool:
    """Whether a value is of percentage points."""
    return isinstance(value, Percent) and value.unit == "pp"


def behind_mark(masked: str, floor: int, end: int) -> int:
    """Where what ends at a place begins: behind the last mark before it, else at ``floor``."""
    mark = BOUNDARY.match(masked, floor, end)
    return mark.end() if mark else floor


def clause_start(masked: str, floor: int, end: int) -> int:
    """Where the clause begins that ends at a place."""
    find = masked.rfind
    last = max(find("，", floor, end), find("；", floor, end), find("：", floor, end), find("。", floor, end))
    return max(last, find(",", floor, end), floor - 1) + 1
