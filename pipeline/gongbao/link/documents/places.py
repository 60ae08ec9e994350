"""The place that a document is of."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from gongbao.kept import compiled
from gongbao.link.documents.opening import MINISTRY, WHEN, Opening
from gongbao.link.lexicons.regions import Region, Regions, in_time

_TITLE_LEAD = re.compile(
    rf"(?:(?:附?表|附件)[一二三四五六七八九十\d]{{1,3}}[：:、. ]?)?(?:关于|印发|中共|政协|中国人民政治协商会议|《)?"
    rf"(?:{WHEN}|“十?[一二三四五六七八九]五”(?:时期|期间)?)?"
)
_NATIONAL_TITLE = compiled(
    rf"国务院|(?:中国共产党(?:第[一二三四五六七八九十]{{1,3}}届)?)?中央(?:委员会|关于|办公厅|、国务院)|中央(?:和地方|本级|财政|预算|决算)|国家(?:统计局|发展|审计)|{MINISTRY}|全国|中华人民共和国|最高人民"
    r"|(?:\d{4})?中国(?!共产党|[一-鿿]{0,12}?(?:公司|集团|银行|学院|大学|学会|协会|中心|支行|分行))"
)
_AFTER_SHORT_NAME = compiled(
    r"(?:人民)?政府|(?:统计)?年鉴|高新|经开区|工业园区|保税|港务区|新区\d{4}年|调查总?队|税务局|海关|国民经济|经济|财政|\d{4}年|统计|预算|本级|市|省|住房公积金|审计|国有资产"
    r"|(?:对外|货物)?贸易|外贸|进出口|口岸|外汇|金融|社会(?:融资|消费品)|居民|固定资产|规模以上|规上|前?[一二三四]季度|上半年|工业|农[业村]|教育|卫生|水[利资]|交通|人力资源"
    r"|民政|生态环境"
)
# 武进国家高新区, 昆山经济技术开发区: zones are called by counties, too.
_ZONE_BEHIND = compiled(r"(?:国家级?)?(?:高新(?:区|技术(?:产业)?开发区)|经济技术开发|经开区)")
_NATIONAL_MANDATE = re.compile(r"(?:代表|受)(?:国务院|中央人民政府)")
_NATIONAL_MEETING = re.compile(
    r"(?:届全国人民代表大会|中央人民政府委员会)第.{1,4}次会议(?:上|听取|通过|批准|审议|审查|\d{4}年)"
)
# 中国（黑龙江）自由贸易试验区 / 哈尔滨片区.
_FREE_TRADE = compiled("中国[（(](?P<place>[一-鿿]{2,8})[）)]自由贸易(?:试验区|港)")
# A place's name ends before these: its congress, its government that reports, its head. Each is looked for only where
# its word is, and of those that may stand before its word, as in 人民政府代市长, the name has none.
_AFTER_PLACE = (
    ("届", re.compile(r"第[一二三四五六七八九十]{1,3}届(?:人民代表大会|人大)"), ()),
    ("政府", re.compile(r"政府[，。]?(?:现|向|作|报告|提请|将)"), ("人民",)),
    ("长", re.compile(r"[省市区县州盟旗]长"), ("代", "人民政府")),
    ("主席", re.compile(r"主席"), ("代", "人民政府")),
)
# Below the county there are no codes here, but a town's own report is not its county's.
_TOWNSHIP = compiled(
    r"[一-鿿]{1,6}?(?<!各)(?:(?<![城乡村集])镇|乡(?!镇)|苏木|(?<![各乡镇区辖属个])(?<!关于)(?<!部分)街道)(?=人民政府|政府|\d{4}年|国民经济|财政|预算)"
)
_TOWNS, _TOWN = ("镇", "乡"), compiled(r"[一-鿿]{1,6}(?<![城乡村集])[镇乡]")
_SIGNED = compiled(
    r"(?:人民政府|统计局|财政[局厅]|审计局|发展(?:和|与)?改革(?:委员会|委|局))(?:办公室)?(?:\d{4}[-/年].*)?$"
)
_SIGNED_NATIONAL = compiled(
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{0,4})?"  # 2023年7月11日 中国人民银行调查统计司
    f"(?:国务院|{MINISTRY}|国家发展改革委)(?:办公厅|[一-鿿]{{2,8}}司)?"
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: ?\d{1,2}:\d\d)?)?"  # 国家统计局 2024-05-11 09:30
)
# 国家税务总局 / 江州市税务局, of a place that no list has: it is not the nation's.
_LOCAL_OFFICE = compiled(
    "(?!关于|印发|转发|发布)[一-鿿]{2,10}?(?:[省市区县州盟旗][一-鿿]{0,4}局|调查总?队|监管局|分局|[中支]心?支行|专员办|特派办)"
)
# 2024/04/16 09:30 来源：国家统计局, but not 国家统计局咸宁调查队.
_SOURCE, _SOURCE_NATIONAL = (
    "来源",
    compiled(r"来源[:：]\s?国家统计局(?!\s?(?!发布|日期|时间|作者|字号|浏览)[、\p{Han}])"),
)
_LONGEST_SIGNATURE = 30
_YEARBOOK = "年鉴"
_PLACE_END = re.compile("[省市区县州盟旗]")
_LONGEST_PLACE = 18
# 全国共有幼儿园27万所, 年末全国就业人员7亿人, but not 全国文明城市3个: what is told where no place of its own is named.
_TOLD_OF_NATION = compiled(
    r"(?:^|[\s。；，]|[年季月][末底度]?)全国(?!首|第|最|前|各地|人大|政协|文明|优秀|先进|百强|重点|示范|劳模|知名)[一-鿿“”]{2,20}\d"
)
# Words of every city: a name only right after the name of its city.
_COMMON_WORDS = frozenset(
    ("城区", "郊区", "矿区", "市区", "市中区", "市郊区", "老城区", "新城区", "新市区", "城中区", "城东区", "城西区")
)
# What holds the short name of a city and tells of none: 其中卫生, 医保定点, 创新乡村, 均衡水平, 真金白银, 云南平均.
_NO_PLACES = compiled(
    "中卫(?=[生健星视])|(?<=医)保定(?=点)|新乡(?=[村镇土])|定西(?=部)|大理(?=[论想念])|长治(?=久)|文山(?=会)|朝阳(?=[产行])"
    "|惠民(?=[生利政工资实补措服])|日照(?=[时小率])|三明(?=[确显])|四平(?=[方台米])|大同(?=[时等小类步])|桂林(?=[业草木])"
    "|宁德(?=时代)|(?:西安|吉安|泰安|广安|淮安|延安)(?=[排置装]|全(?!市))|东营(?=[业商收])|南平(?=[均衡稳])|北海(?=[域军洋])"
    "|(?<=均)衡水|(?<=发)达县|(?<=金)白银|(?<=上)海东|(?<=长)白山|(?<=大)兴安|(?<=[福平健民食])安康|(?<=[位方各])来宾"
)
# 行政長官2023年施政報告
_POLICY_ADDRESS, _CHIEF_EXECUTIVES = "施政", {"香港": "香港", "澳门": "澳门", "澳門": "澳门"}
# What a text calls its own place by: 我市, 全市.
_OWN = "省市县区州盟旗镇乡"
_SHORT_TOWN = 2
# How much more a name counts that stands right after the name of the place above it, and what it must come to: twice
# that in a text that does not say what kind of place it is about.
_IN_CHAIN, _ENOUGH = 2, 2


def region_of(names: Iterable[str], opening: Opening, text: str, regions: Regions, year: int | None) -> Region | None:
    """The place that a document is of: by title and author, else by meeting and mandate, else by the names in it."""
    for found in _evidence(names, opening, text, regions):
        if settled := _settle(found, text, regions, year):
            return settled
    return None


def _evidence(names: Iterable[str], opening: Opening, text: str, regions: Regions) -> Iterable[Sequence[Region]]:
    """What the document's place may be, the surest first; several divisions of one name are still to be told apart."""
    nation = regions.named("全国")
    for name in filter(None, names):
        if _POLICY_ADDRESS in name:
            of = max(_CHIEF_EXECUTIVES, key=text.count)
            yield regions.named(_CHIEF_EXECUTIVES[of]) if of in text else ()
        lead = _TITLE_LEAD.match(name)
        start = lead.end() if lead else 0
        if zone := _FREE_TRADE.match(name, start):
            yield regions.read(name, zone.end())[0] or regions.read(name, zone.start("place"))[0]
        elif national := _NATIONAL_TITLE.match(name, start):
            local = _leading(name, national.end(), regions)  # 国家税务总局咸宁市税务局
            yield local or (() if _LOCAL_OFFICE.match(name, national.end()) else nation)
        else:
            yield _leading(name, start, regions)
    head = opening.head
    if ("国务院" in head or "中央人民政府" in head) and _NATIONAL_MANDATE.search(head):
        yield nation
    for mark, pattern, between in _AFTER_PLACE:
        for match in pattern.finditer(head) if mark in head else ():
            end = match.start()
            for word in between:
                end -= len(word) * head.endswith(word, 0, end)
            before = head[max(0, end - _LONGEST_PLACE) : end]
            town = _town(before, regions) if before.endswith(_TOWNS) else ()
            yield town or regions.ending(before)  # 景德镇 is no town
    if _NATIONAL_MEETING.search(head):
        yield nation
    whole = opening.tail is head  # all of a short text is its beginning, and its end as well
    for line in opening.lines if whole else (*opening.lines, *opening.last_lines):
        if len(line) <= _LONGEST_SIGNATURE:
            if (signed := _SIGNED_NATIONAL.match(line)) and signed.end() == len(line):
                yield nation
            elif signed:
                yield _highest(regions.read(line, signed.end())[0])  # 国家统计局荆州调查队
            found, end = regions.read(line)
            if found and _SIGNED.match(line, end):
                yield found
            if _YEARBOOK in line:  # 三明统计年鉴—2023 above a table's own title
                yield nation if _NATIONAL_TITLE.match(line) else _leading(line, 0, regions)
    own = _own_kind(text)
    if not own and any(_SOURCE in line and _SOURCE_NATIONAL.search(line) for line in opening.lines):
        yield nation
    ends = head if whole else f"{head}\n{opening.tail}"
    yield _most_named(ends, own, regions, times=1 + whole)
    if own:
        yield _most_named_short(ends, own, regions)
    elif "我国" in text or "我國" in text or len(_TOLD_OF_NATION.findall(text)) >= _ENOUGH:
        yield nation


def _leading(text: str, start: int, regions: Regions) -> Sequence[Region]:
    """The place that a title begins with; a short name only before a word that follows the names of places."""
    found, end = regions.read(text, start)
    if township := _TOWNSHIP.match(text, end):
        whole = found and len(township[0]) <= _SHORT_TOWN and not text.endswith(found[0].full_name, start, end)
        if whole and (named := _TOWNSHIP.match(text, start)):
            township, found = named, ()  # 向阳湖镇 is no 湖镇 of 向阳区
        return [Region("", township[0], township[0], "township", found[0].code if found else "", None, None, "")]
    short = [region for region in found if text.endswith(region.name, start, end) and region.name != region.full_name]
    if not short:
        return found
    of_zone = _ZONE_BEHIND.match(text, end)
    if not of_zone and not _AFTER_SHORT_NAME.match(text, end):
        return ()
    return _highest(short if of_zone else [region for region in short if region.level != "county"])


def _highest(found: Sequence[Region]) -> Sequence[Region]:
    """Those of several places of one name that are provinces, else prefectures, else counties: 荆州 is 荆州市."""
    for level in ("province", "prefecture", "county"):
        if of_level := [region for region in found if region.level == level]:
            return of_level
    return found


def _town(text: str, regions: Regions) -> Sequence[Region]:
    """The town at the end of a text, right behind the name of the county that it lies in: 在海盐县沈荡镇."""
    for start in range(len(text) - 2):
        found, end = regions.read(text, start)
        if found and text.endswith(found[0].full_name, start, end) and _TOWN.fullmatch(text, end):
            return [Region("", text[end:], text[end:], "township", found[0].code, None, None, "")]
    return ()


def _own_kind(text: str) -> str:
    """The kind of place that a text calls its own most often (我市, 全市: 市); empty if it does not."""
    counts = {kind: text.count(f"我{kind}") + text.count(f"全{kind}") for kind in _OWN}
    most = max(_OWN, key=counts.__getitem__)
    return most if counts[most] else ""


def _most_named(text: str, own: str, regions: Regions, times: int) -> Sequence[Region]:
    """The place of the kind that the text calls its own which it names most, by full names; each counts ``times``."""
    scores: Counter[str] = Counter()
    meant: dict[str, Sequence[Region]] = {}
    above: Sequence[Region] = ()
    above_end = -1
    for match in _PLACE_END.finditer(text):
        end = match.end()
        for start, found in regions.names_up_to(text, end, _LONGEST_PLACE):
            name = text[start:end]
            found = [region for region in found if region.name != name or region.full_name == name]
            within = [region for region in found if start == above_end and any(region.is_within(r) for r in above)]
            if within or (found and len(name) > 2 and name not in _COMMON_WORDS):
                scores[name] += 1 + _IN_CHAIN * bool(within)
                if within or name not in meant:
                    meant[name] = within or found
                above, above_end = within or found, end
                break
    for name, score in scores.most_common():
        if name.endswith(own):
            return meant[name] if score * times >= (_ENOUGH if own else 2 * _ENOUGH) else ()
    return ()


def _most_named_short(text: str, own: str, regions: Regions) -> Sequence[Region]:
    """The same by short names, which are read only where they are hardly ever other words."""
    scores = Counter(
        name
        for name in regions.short_names_in(_NO_PLACES.sub("，", text))
        if any(region.is_distinct(name) and _is_a(own, region) for region in regions.named(name))
    )
    ranked = scores.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ()
    return [region for region in regions.named(ranked[0][0]) if _is_a(own, region)]


def _is_a(kind: str, region: Region) -> bool:
    """Whether a place is of a kind: 苏州地区 is no 区."""
    return region.full_name.endswith(kind) and not region.full_name.endswith(f"地{kind}")


def _settle(found: Sequence[Region], text: str, regions: Regions, year: int | None) -> Region | None:
    """The one that is meant: it existed in the year; of several, it is the one whose parents the text names most."""
    codes = {region.code: region for region in in_time(found, year)}
    if len(codes) < 2:
        return next(iter(codes.values()), None)
    scores = Counter(
        {code: sum(text.count(r.name) for r in regions.parents(region, year)) for code, region in codes.items()}
    )
    (code, most), (_, second) = scores.most_common(2)
    return codes[code] if most > second else None
