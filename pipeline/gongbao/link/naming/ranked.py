"""What places are ranked by: 收入增速居前三位的县是：甲县8%、乙县7%; 增速最高的是甲县，增长9%."""

from collections.abc import Sequence

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE, HIDDEN
from gongbao.link.naming.general import GROWTHS
from gongbao.link.sentence.figure import Figure
from gongbao.model import Kind, Measure, Percent

_PLACES = f"(?:[{HIDDEN}地县省市州区旗镇乡园份、和与及]|（[^（）]{{1,10}}）)*"
_STANDING = (
    "(?:总量|绝对[额值])?(?:"
    "(?:排名|排在|排|[位名稳]?居|[位名]?列)(?:在|于|全[国省市区县州]){0,3}(?:第?[前后][\\d一二两三四五六七八九十]{0,3}[位名]?|首位|末位|第一|前列)"
    "|[前后][\\d一二两三四五六七八九十]{1,3}[位名]?|排名?(?:靠[前后])|[居靠]前|领先|[最较][高快大多好低慢小少差]"
    "|(?:超过|高于|低于|快于|慢于|大于|小于|不足|达到|突破|好于)[^，。；：的]{1,14}"
    "|(?:实现|保持|呈现?)?[正负]增长)"
)
_OPENING = f"(?:其中|在|从|全[国省市区县州旗](?:范围内)?|{DATE}){{0,12}}+"
_AND_WHO = f"的?{_PLACES}(?:共?有|依次|分别|[为是])*(?:\\d{{1,3}}个)?"
TOLD_BY = compiled(f"{_OPENING}(?P<what>[^，。；：]{{0,24}}?){_STANDING}{_AND_WHO}$")
# 增速最高的是〔甲县，增长9%〕, but 增长较快的有色金属
LEADS_IN = compiled(
    f"{_OPENING}(?P<what>[^，。；：]{{0,24}}?){_STANDING}的{_PLACES}(?:依次|分别)?(?:是|为(?![民农企群居])|有(?![色机线限效]))(?=..)"
)

_FALLS = ("降幅", "减幅", "跌幅")


def of_what(what: str, figure: Figure, before: Sequence[Figure], earlier: Sequence[Figure]) -> str:
    """What is ranked by a figure: where no more than 增速 or 负增长 says it, what the last figure ``before`` is of that
    has grown, or that of the sentence before, else the only one there that is no number of places."""
    value = figure.mention.value
    if what in _FALLS and isinstance(value, Percent) and value.high is not None and value.high < 0:
        what = ""  # 降幅居前的为：甲县-3%: no fall below nothing
    elif what and what not in GROWTHS:
        return what
    grows = isinstance(value, Percent)
    for told in (before, earlier):
        named = [one for one in told if one.words and (_is_like(one, figure) or (grows and _may_grow(one)))]
        if not named:
            continue
        one = next((one for one in reversed(named) if _is_like(one, figure) and _has_grown(one, figure)), named[-1])
        if not _is_like(one, figure) and len({other.mention.kind for other in named}) > 1:
            return what  # 投资9亿元，税收增长目标8%
        return one.words if one.words.endswith(GROWTHS) else one.words + what
    return what


def _is_like(one: Figure, figure: Figure) -> bool:
    """Whether two figures are of one kind and unit."""
    return one.mention.kind is figure.mention.kind and _unit(one) == _unit(figure)


def _may_grow(one: Figure) -> bool:
    return one.mention.kind is not Kind.QUANTITY


def _has_grown(one: Figure, figure: Figure) -> bool:
    return not isinstance(figure.mention.value, Percent) or one.fact.measure is Measure.GROWTH


def _unit(figure: Figure) -> str | None:
    return getattr(figure.mention.value, "unit", None)
