"""What a line says of each item of the list below it: 各县（市、区）一般公共预算收入完成情况如下："""

from gongbao.kept import compiled
from gongbao.link.lexicons.indicators import Indicators
from gongbao.link.lexicons.wording import HAN, Wording
from gongbao.link.sentence.context import Announced
from gongbao.link.sentence.figure import COLONS

_ENDS = f"(?:完成|执行|实现)?(?:情况)?(?:分别|依次|具体)?(?:[为是]|如下(?:所示)?)?[{COLONS}]"
# 各县（市、区）: the places, or bodies, of which each is told of.
EACH = (
    "各(?:县市区|市县区|市州|县区|市县|区县|地市|设区市|地区|园区|开发区|行业|部门|乡镇|镇街|街道|单位|学校|水系|流域|口岸|[省市县区州乡镇地])"
    "(?:（[^（）]{1,12}）)?"
)
_OF_EACH = compiled(rf"[^，。；、]{{0,16}}?{EACH}(?P<what>[{HAN}A-Z]{{2,24}}?){_ENDS}")
_OF_THOSE_LISTED = compiled(rf"[^，。；]{{2,60}}、(?P<last>[{HAN}A-Z]{{3,24}}?){_ENDS}")
MEANS = ("生均", "人均", "户均", "亩均", "村均")
# 生均教育经费：小学1.4万元，增长3%；初中1.9万元
_OF_MEANS = compiled(f"(?P<what>(?:{'|'.join(MEANS)})[{HAN}]{{2,16}}?){_ENDS}")
# 各级教育生均一般公共预算教育经费增长情况, a heading
_HEADS_MEANS = compiled(
    f"[^，。；]{{0,16}}?(?P<what>(?:{'|'.join(MEANS)})[{HAN}]{{2,20}}?)(?:增长|变化|变动|增减)?情况"
)
# 污水集中处理率分别为：城市98%、县城96%
_OF_RATES = compiled(rf"(?P<what>[{HAN}A-Z]{{2,24}}?率)(?:分别|依次)[为是]?[{COLONS}]")
# 各项目完成率分别为：土方87%
_OF_ITEMS = compiled("^.*各(?:类|项(?!目)|子|分项|单项)?(?:项目|工程|标段|工序|指标)?")
_RATE, _SHORTEST_RATE, _SITUATION = "率", 3, "况"
# 土方完成率分别为：土方87%、石方60%: one of the items stands in front of what is told of all.
_ITEM = compiled(f"(?:^|[、，；])(?P<item>[{HAN}]{{2,12}}?)(?=[为达]?到?[\\d⌚]|率)")
# 主要农产品产量如下：
OUTPUT = "产量"
_OF_PRODUCTS = compiled(rf"(?:主要|各[种类])[{HAN}]{{0,8}}?产品{OUTPUT}{_ENDS}")
_LONGEST_LINE = 90


def may_announce(line: str) -> bool:
    """Whether a line may say what the items below it are of."""
    return line[-1] in COLONS or (line[-1] == _SITUATION and "均" in line)


def announced(line: str, wording: Wording, indicators: Indicators) -> Announced | None:
    """What a line that ends with a colon announces, or a heading of means, simplified; null where that is no
    indicator."""
    if len(line) > _LONGEST_LINE:
        return None
    words, clause = line.strip(), line.rfind("，") + 1
    each = _HEADS_MEANS if words[-1:] == _SITUATION else _OF_MEANS
    if told := _OF_EACH.fullmatch(words, clause) or each.fullmatch(words, clause):
        what = told["what"]
        named = indicators.is_name(what) or wording.head_noun.search(what) or wording.growth_noun.search(what)
        return Announced(what, words, of_each=True) if named else None
    if told := _OF_RATES.fullmatch(words, clause):
        rate = _OF_ITEMS.sub("", told["what"], count=1)
        return Announced(rate, words, of_each=True) if len(rate) >= _SHORTEST_RATE and "各" not in rate else None
    if _OF_PRODUCTS.fullmatch(words, clause):
        return Announced(OUTPUT, words, of_each=True)
    if told := _OF_THOSE_LISTED.fullmatch(words, clause):
        # 幼儿园、普通小学生均教育经费: what stands behind those that are listed
        last = told["last"]
        start = next((at for at in range(len(last)) if last.startswith(MEANS, at) or indicators.is_name(last[at:])), 0)
        return Announced(last[start:], words, of_each=False) if start else None
    return None


def of_all_items(told: Announced, behind: str) -> Announced:
    """What a line announces, but for the item of the list ``behind`` it that it begins with."""
    if told.what[-1] != _RATE:
        return told
    for one in _ITEM.finditer(behind):
        rest = told.what.removeprefix(one["item"])
        if rest != told.what and len(rest) >= _SHORTEST_RATE:
            return told._replace(what=rest)
    return told
