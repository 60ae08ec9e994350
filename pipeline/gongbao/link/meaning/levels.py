"""Whose accounts a report tells of: those of its own government, of one above or below it, or of all together."""

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE
from gongbao.link.meaning.parts import is_among
from gongbao.link.sentence.context import Context
from gongbao.link.sentence.figure import Figure
from gongbao.link.sentence.passage import Passage
from gongbao.model import Metadata

OWN_LEVEL = "own_level"
# （二）市本级预算执行情况: whose accounts all below it are, but not 全市及市本级 nor 市县级.
_LEVEL_NAMED = compiled("(?<![及和与上下省市县区各])(?:自治区|[省市县区州旗盟镇乡])(?:本级|级)(?![以及各和与、])")
# but not 推进基本养老保险市级统筹, 创建市级示范县, 市级财政支持重点
_OF_ACCOUNTS = compiled(
    "(?:[0-9]{4}年度?|[0-9—至]{1,5}月份?|上半年|财政|地方|公共|政府|基金|社保|总)*"
    "(?:预算|收支|决算|收入|支出|一般公共|政府性基金|国有资本|社会保险基金|债务)"
)
_NOTHING_BEHIND = compiled("(?:情况)?[）)。：:]*$")
_MORE_LEVELS = compiled("全[国省市县区州旗盟镇乡]|各|级(?=.*级)|下级|上级|[省市县区]、[省市县区]")
# 市本级情况：收入9亿元，县级收入3亿元
OTHER_LEVELS = ("省级", "市级", "县级", "区级", "乡级", "镇级", "各县", "各区", "县区", "区县", "市县", "乡镇", "中央")
_LEVEL_FIRST = compiled(f"[（(]?[0-9一二三四五六七八九十]{{0,2}}[）).．、]?[{DATE}，、 ]*\\p{{Han}}{{0,5}}级")
# 市县上解收入 and 中央补助收入 are the province's own.
_FROM_OTHERS = compiled("上解|补助|返还|转移支付|转贷")
_OTHER_ACCOUNTS = ("whole_area", "all_levels")


def level_of(words: str, metadata: Metadata) -> str | None:
    """Whose accounts a heading says that all below it are: own_level of 市本级, or of 市级 in a city."""
    if "级" not in words or words.endswith("表") or metadata.entity or _MORE_LEVELS.search(words):
        return None
    named = _LEVEL_NAMED.search(words)
    if named is None:
        return None
    own = _OF_ACCOUNTS.match(words, named.end()) is not None
    if named[0].endswith("本级"):
        own = own or _NOTHING_BEHIND.match(words, named.end()) is not None
    else:
        own = own and (metadata.region or "").endswith(named[0][-2])
    return OWN_LEVEL if own else None


def of_others(words: str) -> bool:
    """Whether a name is that of another level's accounts: 县级收入, but not 市县上解收入."""
    return words.startswith(OTHER_LEVELS) and not _FROM_OTHERS.search(words)


def turn_level(figure: Figure, passage: Passage, words: str, of_accounts: str | bool | None, context: Context) -> None:
    """Notice whose accounts a paragraph goes on about that begins with them: 市本级收入9亿元，支出8亿元, up to 全市, a
    county or 县级."""
    if figure.region or figure.scope in _OTHER_ACCOUNTS or of_others(words):
        context.level = None
    elif (
        figure.scope == OWN_LEVEL
        and of_accounts
        and passage.masked[0] != "分"  # 分级次看，省级9亿元
        and passage.metadata.entity is None
        and figure.last is None
        and passage.opens
        and _LEVEL_FIRST.match(passage.masked)
        and not is_among(figure, passage)
    ):
        context.level = OWN_LEVEL
