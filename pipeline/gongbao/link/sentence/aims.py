"""Figures that are aimed at, and budgets and tasks of which the next figure tells how much is done."""

from collections.abc import Sequence

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE, Match
from gongbao.link.sentence.figure import ADJUSTED, BUDGET, CHANGING, INITIAL, SET_BEFORE, TARGET, Figure, behind_mark
from gongbao.link.sentence.peeling import is_part

# The aim or task that a figure is.
_AIM = compiled(
    "(?:左右|以[内上下])?的?(?:增长|预期|控制|约束性|年度|年初|年均|规划)?(?:目标任务|目标值?|任务|要求|标准)(?P<rate>的)?(?=[，。；、）]|的?\\d|$|不(?:放松|动摇|松劲|变)|[仍还尚]?(?:(?:存在|有)[^，。；、]{0,6}差距|相?差))"
)
# 锚定城乡居民收入增长7%的目标: what eyes are set on is aimed at, but not 紧盯春耕，完成播种30万亩任务.
_EYES_ON = compiled("(?:锚定|紧盯|瞄准|咬定|围绕)(?![^，；]*完成)[^，；]*$")
# 没有实现年初确定的能耗降低4%、排放减少2%的目标: all of them were aimed at.
_SETS_AIMS = compiled(
    f"[，；]?[^，；：、\\d]{{0,4}}(?:达到|完成|实现|超过|不及|[低高]于)了?[^，；：、的\\d]{{0,12}}{SET_BEFORE}的(?=..)"
)
_AIMED = (
    "下达", "下达增长", "下达上涨", "控制在", "于国家", "到国家", "过国家", "于省", "省定", "市定", DATE,
    "未完成增长", "未达到增长", "未实现增长",
)  # fmt: skip
_AIM_FIRST = TARGET[0]
_DOES = ("完成", "实现", "累计")
_OPENINGS, _BRACKETED = "（(", ("）的", ")的")
_TASKS = ("任务", "目标", "任务数", "目标值", "目标任务数")


class Aims:
    """The aims and tasks of a sentence that tells of some."""

    def __init__(self, masked: str) -> None:
        self._masked = masked
        # The first of the figures that the next aim is told of.
        self._first: int | None = None

    def before_bracket(self, floor: int, start: int, end: int) -> int | None:
        """Where the clause begins whose task a figure from ``start`` to ``end`` tells in a bracket, behind ``floor``:
        完成全年任务（55亿元）的70%, as 完成全年任务55亿元的70%."""
        masked, opening = self._masked, start - 1
        if masked[opening] not in _OPENINGS or not masked.startswith(_BRACKETED, end):
            return None
        left = behind_mark(masked, floor, opening)
        return left if masked.endswith(_TASKS, left, opening) else None

    def behind(self, figure: Figure) -> Match | None:
        """The aim or task that stands behind a figure which its clause lets be one."""
        clause = figure.clause
        if (
            "的" in clause
            or self._first is not None
            or clause.endswith(_AIMED)
            or (clause.endswith(_DOES) and self._masked.startswith(_AIM_FIRST, figure.end))
            or _EYES_ON.search(clause)
        ):
            return _AIM.match(self._masked, figure.end)
        return None

    def set(self, figure: Figure, aim: Match | None, before: Sequence[Figure]) -> None:
        """Set a figure, and those of its list ``before`` it, as an aim where one stands behind it."""
        grows = figure.verb in CHANGING and figure.stage is None
        if ((aim or grows) and _EYES_ON.search(figure.clause)) or (grows and _SETS_AIMS.match(figure.clause)):
            self._first = len(before)
        if aim is None:
            return
        if self._first is not None:
            for one in (*before[self._first :], figure):
                one.stage = one.stage or TARGET
            self._first = None
        if aim["rate"] and figure.stage == TARGET:
            figure.to_do = TARGET  # 完成年初确定的3000人目标任务的106%


def aims_of(masked: str) -> Aims | None:
    """Those of a sentence; null where it holds none of the words that they end with, as most do."""
    told = "目标" in masked or "任务" in masked or "要求" in masked or "标准" in masked
    return Aims(masked) if told else None


def tell_done(figure: Figure, *, is_told_of: bool) -> None:
    """Tell the rate at which a budget or task is done from what has been done of it, and from one of which the next
    figure tells how much is done (``is_told_of``)."""
    assert figure.completed
    if is_told_of:
        figure.to_do, figure.completed = figure.completed, None
        initial = ADJUSTED if "调整" in figure.to_do else INITIAL
        figure.stage = initial if BUDGET in figure.to_do else TARGET
    elif not is_part(figure.mention.value):
        # 收入完成预算9亿元: so much, and no rate
        figure.done_of, figure.completed = figure.completed, None


def take_done(figure: Figure, to_do: str) -> None:
    """Make a figure the done part of a budget or task that the one before tells: 占年度预算14亿元 / 的98%."""
    figure.completed = to_do
    figure.phrase, figure.has_phrase = (figure.start, figure.start), False
