"""What a figure is a share of, where another figure or the place before it says so."""

from gongbao.kept import compiled
from gongbao.link.sentence.figure import Figure, is_points
from gongbao.link.sentence.nouns import MAKES_UP
from gongbao.model import Percent, Value

_OF_ALL = compiled("[、，和与及]占?(?P<whole>全国|全球|世界|亚洲|全[省市区县州])(?:总量)?的")
# 承担了全省80%的基础研究项目, 试点扩大到全国86%的县: the share is of the projects and counties.
_OF_THE_PLACE = compiled(
    "(?:扩大到|覆盖|惠及|承担|承接|完成|贡献|[集汇聚]聚|聚集|占据|拥有|吸引|输送|供应|生产|出口)了?(?:全[国球省市区县州]|世界)(?:约|近|超过?|逾)?$"
)
_PLACE_LAST = frozenset("国球省市区县州界约近超过逾")
# 占生产总值9亿元的比重为4%, 占支出9亿元的80%: the whole, with its own amount.
_WHOLE_TOLD = compiled(f"{MAKES_UP}到?(?![比地用])(?P<whole>[^占，。；]{{2,30}})$")
_SHARE_FOLLOWS = compiled("的(?:比重|比例|份额|百分比)?(?:约?为|是|达到?|超过?)?(?=[0-9])")
_MAKES, _SHARE, _SHARE_WORD, _ALL_OF_IT = "占", ("占",), "比重", 101  # shares are rounded


def tell_whole(figure: Figure, masked: str) -> None:
    """Notice that the next figure is a share of one, of which something makes up so much: 占支出9亿元的80%."""
    whole = _WHOLE_TOLD.search(figure.clause)
    if whole and _SHARE_FOLLOWS.match(masked, figure.end):
        figure.is_whole = True
        figure.phrase, figure.has_phrase = (figure.left + whole.start("whole"), figure.start), True


def take_whole(figure: Figure, last: Figure, masked: str) -> None:
    """Make a figure a share of the whole that the figure before tells: 民生支出占支出9亿元 / 的80%."""
    figure.whole = masked[slice(*last.phrase)]
    figure.phrase = last.left, masked.rfind(_MAKES, last.left, last.phrase[0])
    figure.has_phrase = figure.phrase[0] < figure.phrase[1]


def share_whole(figure: Figure, last: Figure, masked: str) -> None:
    """Take over what the figure before is a share of: 占全国的70%、全球的50%以上, 工业占总产值的40%，农业占30%."""
    if figure.verb is None and (of := _OF_ALL.fullmatch(figure.clause)):
        figure.whole, figure.phrase, figure.has_phrase = of["whole"], (figure.start, figure.start), False
    elif last.verb == "from" and figure.verb == "become" and not (figure.has_phrase or is_points(figure.mention.value)):
        figure.whole = last.whole  # 占总产值的比重由43%上升到47%
    elif figure.whole or not figure.has_phrase or not _are_of_one(last.mention.value, figure.mention.value):
        return
    elif figure.flags == _SHARE:
        figure.whole = last.whole
    elif masked.endswith(_SHARE_WORD, *figure.phrase):
        figure.whole = last.whole  # 第一产业占生产总值比重为8%，第二产业比重为45%
        figure.phrase = (figure.phrase[0], figure.phrase[1] - len(_SHARE_WORD))


def is_of_what_follows(clause: str) -> bool:
    """Whether the place that a clause ends with only says where that is which a share is of: 覆盖全省 / 80%的行政村."""
    return clause[-1:] in _PLACE_LAST and _OF_THE_PLACE.search(clause) is not None


def _are_of_one(first: Value, second: Value) -> bool:
    """Whether two shares may be of one whole: 税收占收入的80%，民生支出占75% are not."""
    return (
        isinstance(first, Percent)
        and isinstance(second, Percent)
        and (first.low is None or second.low is None or first.low + second.low <= _ALL_OF_IT)
    )
