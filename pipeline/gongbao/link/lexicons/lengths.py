"""Lengths of time that are figures: 优良天数312天, 审批时限由20天压缩至3天, and not 连续5年 or 五年累计."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE
from gongbao.model import Duration, Mention
from gongbao.normalize.lengths import measured

_LONGEST_BEFORE = 40
_TO = "(?:到|至|为|了)?"
_HELD = "(?:同比|环比|[比较](?:[上去]年(?:同期)?|[^，。；、\\d]{1,8}))"
# 优良天数〔同比增加到〕, 审批时限〔由〕, 工期〔：〕
_BETWEEN = (
    f"[{DATE}：:]|，(?=[由从])|分别|平均|全年|全部|目前|累计|达到?|保持在?|稳定在|维持在|控制在|不(?:得|应)?[少低]于"
    "|不(?:得|应)?[超多大]过?于?|已|均|也|共|共有|仅|只有|有|为|是|在|由|从|约|近|超过?|最[长短]|再|一般|原则上|大幅|进一步|原来的?|的|了"
)
# 第一时间30分钟内到达, 短时间1小时降雨量80毫米: these are told of nothing
_NO_NAME = "(?!(?<=第一|规定|同一|(?<!缩)短)时间)"
_CHANGED = compiled("(?:压缩|缩短|压减|缩减|缩|延长|延)(?:到|至|为|了)?(?:约|平均|近|不到)?$")
# 工期超过1年的项目, 失业时间1年以上人员 and 3天内办结 only say which, or by when; but neither
# 312天比上年增加12天 nor 312天的目标.
_SO_LONG = "(?:左右|及?以[上下内]|之内)?"
_TOLD = (
    "$|[及和与并至到或且但比较变改居]|以(?![上下内])|的(?:目标|任务|要求|水平|标准|规定)|同比|环比|均[为达]|调整|超过|优于|好于"
    "|[增多减少降缩](?:加|少)?[到至为]|\\P{Han}"
)
_ON_AVERAGE = compiled(
    "平均(?:等待|等候|候诊|住院|审理|办理|居住|停留|驻村|逗留|滞留|入住|受教育|通勤|睡眠)(?:时间)?(?:为|达到?|约|仅)?$"
)
_CLOSED = compiled(r"(?:左右|以[上下内])?(?:$|\P{Han})")
# 由〔15个、〕20个工作日缩短到3个、5个工作日
_MEMBER = "\\d{1,3}(?:\\.\\d)?个"
_FROM = compiled(f"[由从](?:过去|以前|以往|现在|最初|法定|承诺)?的?(?:平均)?(?:{_MEMBER}[、和]){{0,3}}$")
# 优良天数增加5天〔，达到〕312天, 其中优98天〔、良〕214天
# 期限不超过10天〔，最长不得超过〕20天, 优良天数312天〔，优良率85.5%，其中优〕98天
_AT_MOST = "(?:达到?|为|(?:最[长短])?不(?:得|应)?(?:超过|[少低]于))?"
_RATED = "(?:，\\p{Han}{1,8}(?:率|比例?)(?:达到?|为)?\\d{1,3}(?:\\.\\d{1,2})?[%％](?=，其中))?"
_GOES_ON = f"[）)]?{_RATED}[，、；（(和与及]?(?:其中\\p{{Han}}{{1,10}}|(?<=[，、；])\\p{{Han}}{{1,4}})?{_HELD}?"


class Lengths:
    """Finds those lengths that are figures: what stands before them is of ``nouns`` (天数, 时限, 寿命), or ``changes``
    (延长, 压缩)."""

    def __init__(self, nouns: Iterable[str], changes: Sequence[str]) -> None:
        change = f"(?:{'|'.join(sorted(map(re.escape, changes), key=len, reverse=True))})"
        between = f"(?:{_BETWEEN}|{change}{_TO}){{0,3}}"
        self._named = compiled(
            f"{_NO_NAME}(?:{'|'.join(map(re.escape, nouns))})(?:（[^（）]{{1,12}}）)?{between}"
            f"(?:{_HELD}{between}|{between})(?<!提前|推迟|推后|延后|提早)$"
        )
        moves = "|".join(re.escape(word) for word in changes if len(word) > 1)
        self._told = compiled(f"{_SO_LONG}(?:{_TOLD}|{moves})")
        self._onward = compiled(
            f"(?:[、和]{_MEMBER}){{0,3}}(?:工作日|月|小时)?(?:左右|以上)?，?(?:大幅|平均|进一步|统一)?{change}(?:到|至|为)"
        )
        self._goes_on = compiled(f"{_GOES_ON}(?:(?:分别|平均)?{change}{_TO})?{_AT_MOST}(?:约|近)?$")

    def as_figure(self, mention: Mention, masked: str, start: int, end: int, last: int) -> Mention | None:
        """A length as a figure, that stands in a sentence from ``start`` to ``end``; null where it is none.

        ``masked`` is the sentence without its dates, ``last`` where the figure before ends that is a length, or -1.
        """
        value = mention.value
        if not isinstance(value, Duration) or (amount := measured(value)) is None:
            return None
        if not self._told.match(masked, end):
            return None
        before = masked[max(0, start - _LONGEST_BEFORE) : start]
        if not (
            self._named.search(before)
            or _CHANGED.search(before)
            or (_ON_AVERAGE.search(before) and _CLOSED.match(masked, end))
            or (_FROM.search(before) and self._onward.match(masked, end))
            or (last >= 0 and start - last <= _LONGEST_BEFORE and self._goes_on.fullmatch(masked, last, start))
        ):
            return None
        return replace(mention, value=amount)
