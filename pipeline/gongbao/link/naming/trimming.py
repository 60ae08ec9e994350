"""What stands before an indicator's name and is no part of it: connectives, light verbs, whose it is and where."""

import re
from typing import NamedTuple

from gongbao.kept import compiled
from gongbao.link.lexicons.cues import OF_AHEAD, OF_US, OF_WHOLE
from gongbao.link.lexicons.indicators import Indicators
from gongbao.link.lexicons.regions import Region, Regions
from gongbao.link.lexicons.wording import DATE, HAN, QUOTES, Match, Wording
from gongbao.link.naming.before_names import (
    GRADES,
    SKIPPED,
    behind_agency,
    behind_lengths,
    behind_mark,
    behind_own_name,
    behind_those_under,
    spent_time,
)
from gongbao.link.naming.general import SUMS
from gongbao.link.naming.of_subject import ZONE
from gongbao.link.naming.own_words import HOW_LONG
from gongbao.link.sentence.figure import LIST_MARKS, Figure
from gongbao.link.sentence.passage import Passage
from gongbao.model import Money, Quantity
from gongbao.segment.reflow import BULLETS

_CONNECTIVE = re.compile("[^，：]*其中[，：:]?")
# 省政府核定我市债务限额: who said so is no part of what it is.
_ASSIGNED = compiled(
    rf"\p{{Han}}{{0,10}}?(?:核定|下达|核准|批准|分配|转贷|安排|补助|拨付|代|对)(?:给)?我[省市县区州旗盟]{DATE}*的?(?=\p{{Han}}{{2}})"
)
# 财政部核定云南省债务限额
_ASSIGNING = "核定"
_ASSIGNED_TO = compiled(
    f"(?:国务院|财政部|自治区|[省市]?财政[厅局]|[省市]上?)(?:财政[厅局])?(?:下达|批准)?{_ASSIGNING}(?:给)?"
)
# The number of an item: 第五条　企业, 一是财政收入, 1.税收收入, 二、2024年税收收入, ①收入; not of 一、二、三产业 and
# 2、3级公路, but of 3.一般公共预算收入.
# So is the code of a function: 2.2130106-科技转化与推广服务.
# Who is counted behind it goes with it: 1.7个部门无预算支出.
_ITEM = compiled(
    r"[ ]*(?:第[一二三四五六七八九十百零〇\d]{1,6}条[ \u3000]++"
    rf"|[一二三四五六七八九十]{{1,3}}(?:是[：:，]?|$)|[①-⑳{BULLETS}]"
    r"|\d{1,2}(?:[.．](?=\D|$)|$)|(?:\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、)(?=[^\d一二三四五六七八九十]|一般|$|(?:19|20)\d\d年|[一二三四]季度|\d{1,2}月)"
    r"|(?:\d{1,2}[.．、])?2\d{4}(?:\d\d)?[ —－-]{0,3}(?=\p{Han}{2})|2[0-3]\d[ —－-]{0,3}(?=\p{Han}{2,14}支出)"
    r"|\d{1,2}[.．]\d{1,3}[个家户所](?:部门|单位|企业|公司|县区?|市县|区县|乡镇|街道|学校|项目)(?=\p{Han}{2}))"
    "[ \u3000]*+"
)
_ITEM_FIRST = frozenset(" 第一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" + BULLETS)
# 为企业 / 减免税费, 向困难群众 / 发放补助: for whom something is done is no part of what it is.
_FOR_WHOM = compiled(
    f"[{HAN}\\d“”]{{2,20}}?(?=(?:提起|提出|移送|减免|减轻|减半|压减|核减|削减|调减|给予|降低|节约|节省|发放|开展|提供(?![商者方])|办理|追回|追讨|追缴|挽回|拨付|兑现|解决|争取|交售|出售|上[交缴]|供应|输送|捐赠|转嫁|移交)(?!的)[^，。；：、]{{2}})"
)
# 拥有小汽车的农户: which of them.
_WHO_HAS = compiled(
    f"(?:全[国省市区县州])?(?:拥有|使用|利用|享受|获得|开展|参加)[^，。；]{{1,16}}的[{HAN}]{{0,8}}(?:农户|住户|家庭|人口|人员|居民|企业|单位|村|乡镇)$"
)
# 在石坪乡、双溪镇新建大棚: where it is done.
_SITED = compiled(
    f"(?![全我本各])[{HAN}、]{{1,20}}?[乡镇村区](?=(?:新建|改建|扩建|建设|建成|建立|实施|改造|开展|打造|种植|试点)[{HAN}])"
)
_FOR, _DONE_TO = frozenset("为向对"), frozenset("向对给将把")
# 全省各市县投入30亿元 are of all the province; 各地区生产总值 is a 地区生产总值 of each.
_EACH, _AGENCIES_FIRST = "各", frozenset("各公检")
_BEGIN_PLACES = frozenset("和都共可将从")  # 和田地区, 都江堰市
_LIKE = "性"  # 全市性督查检查事项
_EACH_PLACE = compiled(
    "各(?:市县区|县市区|市[县州]|区县|县区|地(?:市|区(?!生产总值)|(?!区))|[市县区州](?![级辖直域])|乡镇|镇街)(?=..)"
)
_NATION = "全国"
# 中国碳排放强度 in a white paper, but not 中国银行贷款, 中国特色 or 中国专利奖.
_CHINA = compiled(
    "中国(?![银石移联电铁建航船式籍梦造队]|[^，。；]{0,4}(?:银行|公司|集团|协会|学会|基金会|委员会|[学科工]院|奖|名牌|商标|[百五]强|\\d+强|共产党|特色|制造$|企业|公民|代表|政府|标准|品牌|人民))"
)
# What a character may begin that is taken off the front of an indicator's words.
_MARK, _OWN_LEVEL, _WHOLE_AREA, _LEVEL, _CUT, _ADD, _LIGHT, _ZONE = 1, 2, 4, 8, 16, 32, 64, 128
_CHANGES = _CUT | _ADD
_WHOSE = _OWN_LEVEL | _WHOLE_AREA | _LEVEL
# 新区产值 in a report of 某某新区 is of all of it.
_ZONES = ("新区", "开发区", "高新区", "经开区", "示范区", "试验区", "自贸区", "园区", "片区")
_IN_FULL = {"高新区": "高新技术产业开发区", "经开区": "经济技术开发区", "自贸区": "自由贸易试验区"}
_NOT_ZONES = "域划间"  # 新区域
# 科右前旗, as 科尔沁右翼前旗 is called for short
_DIVISION = compiled(f"(?!全|各|我|本)[{HAN}]{{2,5}}?(?:[县市旗镇乡]|(?<![地园])区)(?![市县区域场级镇乡民委政府])")
# 新区管委会债务余额 is of all of it, 新区开发投资公司资产 is not.
_ZONE_BODY, _OF_A_ZONE = "管委会", compiled(f"[{HAN}]{{2,12}}?(?:公司|集团)")
# 城市建设投资集团资产, but not 规模以上集团企业, 属企业集团: companies of a sort.
_COMPANY = compiled(
    f"(?!属|所属|国有|民营|规模|限额|重点|新增)[{HAN}]{{2,16}}?(?:有限(?:责任)?公司|(?<!企业)集团(?!企业))"
)
_LOCAL_OR_CENTRAL, _LONGEST_LEVEL = ("地方", "中央", "全口径"), 4
# 中央环保督察反馈问题58个: who found them.
_INSPECTIONS = compiled("(?:环保|生态环[保境]|生态环境保护)?(?:督察|巡视)")
# 对区税收返还和转移支付: to whom it is paid is a part of the name.
_TO_BELOW = compiled(
    "对(?:地方|下级?|各?[省市县区乡镇]{1,3}|个人和家庭|企业)的?(?:税收返还|转移支付|一般性转移支付|专项转移支付|补助)"
)
# 本市地方政府债务, but not 本市场, 本区域, 本省级.
_THIS_PLACE = compiled("本(?:市(?![场级域])|[省县州旗盟](?![级域份])|区(?![域间块位级]))(?=..)")
_LOCAL_OWN = re.compile("地方本级(?=(?:收入|支出)$)")
_SCOPES = {"地": "local", "中": "central", "全": "all_levels"}
# What a province, city or county owes is called that, and no part of what it owes all told.
_LOCAL_DEBT = compiled("地方政府(?:一般|专项|法定|隐性|性|新增)*(?:债务|债券)")
# 省级一般公共预算收入 of a province is its own; 县级 in a report of a city is below it.
_ACCOUNTS_OF = re.compile(
    "[省县区州镇乡]级(?=财政|公共财政|公共预算|一般|地方|政府性|国有资本|社会保险|基金|部门|预算|预备费|预留|可用财力|可?支配财力|收入|支出|“三公”|[一-鿿]{2,8}支出)"
)
# 人代会批准的市本级支出: who voted it is no part of what it is, nor hides whose it is.
_VOTED = compiled(
    f"(?:{DATE}|年初)*[{HAN}]{{0,8}}(?:人代会|(?:人大|人民代表大会)(?:第?[一二三四五六七八九十]{{1,3}}次)?"
    "(?:会议|常委会(?:第?[一二三四五六七八九十]{1,3}次会议)?)?)(?:审[议查])?(?:批准|通过)的"
)
_HAS_DONE = compiled(
    "(?:活动)?(?:期间)?(?:共计?|累计|已)?"
    "(?=完成(?![率投情])|举办|走访|发放|惠及|救助|资助|招募|慰问|追回|查处|办理|吸引|帮助|排查)"
)
_GRADES = frozenset(("市级",))
# 中央财政安排优抚事业费: who paid is no part of what it is, but where nothing else says that.
_PAID = re.compile(
    "(?:(?:中央(?:和地方)?|地方)(?:各级)?(?:财政)?|财政)(?:" + DATE + f"+|{HOW_LONG})?(?:累计|每年|提前|[拟将已共])*"
    "(?:安排|下达|拨付|投入)了?"
    "(?!(?:专项)?(?:补助)?(?:资金|补助|经费|投资|支出)$)(?=.{3})"
)
# （含旧存1万件）, 总投资9亿元，含中央资金3亿元, but not 含氟废气, 含山县.
_INCLUDES, _BEFORE_PART = "含", "，中："
OPENING = "（("
# 武汉都市圈, 临沂至滕州高速, 黄浦江, 黑龙江水系: larger than the place, or only called after it.
_BEYOND = compiled(
    "(?:都市圈|水系|流域|灌区|经济[圈区带]|平原|城市群|盆地|半岛|走廊|机场|港(?![口区澳币股商资湾])|[江河湖山岛](?![^，。；]{0,4}区|[县市镇])|[至到—－-](?=.{2}))"
)
# 全市法院将力争审理周期压缩至50天: who means to.
_VOWS = compiled(f"[{HAN}]{{2,8}}?将(?:力争|确保|努力|争取)")
# 某某市投入援疆资金: who gave it.
_GIVER = re.compile(
    f"(?:[{HAN}]{{2,7}}?[省市县区州]){{1,2}}(?:投入|援助|支援|捐赠|帮扶)(?=(?:财政)?(?:援|帮扶|协作|对口|(?<=投入)资金)[^，。；]*$)"
)


class _Whose(NamedTuple):
    """Where the words end that say whose an indicator is; ``is_name``: what follows is its name, and it is a part."""

    end: int
    is_name: bool = False


class Trimmer:
    """Takes off the front of an indicator's words what is no part of it; built once."""

    def __init__(self, wording: Wording, indicators: Indicators, regions: Regions) -> None:
        self._wording = wording
        self._indicators = indicators
        self._regions = regions
        # What each character may begin that is no part of a name, but for places and the numbers of items.
        self._begun = dict.fromkeys((*SKIPPED, DATE, *"“自截至于加减比较通建", _INCLUDES), _MARK)
        for kind, characters in (
            (_OWN_LEVEL, wording.own_level.first),
            (_WHOLE_AREA, wording.whole_area.first),
            (_LEVEL, {"本", *(level[0] for level in _LOCAL_OR_CENTRAL)}),
            (_CUT, wording.cut.first),
            (_ADD, wording.add.first),
            (_LIGHT, wording.light.first),
            (_ZONE, {zone[0] for zone in _ZONES}),
        ):
            for character in characters:
                self._begun[character] = self._begun.get(character, 0) | kind
        self._looked_at = frozenset(self._begun).union(_ITEM_FIRST, _AGENCIES_FIRST)

    def trim(self, a: int, b: int, passage: Passage, figure: Figure) -> tuple[int, str]:
        """Take connectives, light verbs, areas and regions off the front of an indicator's words, from ``a`` to ``b``.

        Returns where they begin then, and the last light verb before them.
        """
        text, masked, place = passage.text, passage.masked, passage.place
        # a town has no code, but its own name is no part of what it tells, either
        entity = passage.metadata.entity or (None if place else passage.metadata.region)
        lengths = passage.lengths
        connected, ours = passage.told & OF_WHOLE, passage.told & OF_US
        first = masked[a]
        assigned = text.find(_ASSIGNING, a, b) > a
        if not (
            connected
            or ours
            or assigned
            or lengths
            or entity
            or first in self._looked_at
            or first.isdecimal()
            or (place and self._regions.opens(text, a, b))
        ):
            return a, ""  # most begin with their own name
        first = text[a]
        if (first in _ITEM_FIRST or first.isdecimal()) and (item := _ITEM.match(text, a, b)):
            a = item.end()
        match: Match | None
        word: str | None
        lead = ""
        of_those = voted = False
        if text.find("的", a, b) >= 0:
            # 已经完成整改的3个, 向不符合条件的3人发放: which of them
            counts = text[b - 1] == "的" and isinstance(figure.mention.value, Quantity)
            of_those = counts or _WHO_HAS.match(text, a, b) is not None
            voted = text.find("准的", a, b) > 0 or text.find("过的", a, b) > 0
        if passage.programs and first in QUOTES:
            a = behind_program(a, b, passage)
        within, ahead = place if figure.region is None else None, passage.told & OF_AHEAD
        while a < b:
            first = masked[a]
            begun = self._begun.get(first, 0)
            if connected and (match := _CONNECTIVE.match(masked, a, b)):
                a = match.end()
            elif (
                (begun & _MARK and (end := behind_mark(a, b, passage)) > a)
                or (lengths and (end := _behind_length(a, b, passage)) > a)
                or ((ours or assigned) and (end := self._behind_assigned(a, b, passage)) > a)
                or (entity and (end := behind_own_name(a, b, text, entity)) > a)
                or (
                    (first in GRADES or first in _AGENCIES_FIRST or figure.region or figure.scope == "whole_area")
                    and (end := behind_agency(a, b, masked, figure)) > a
                )
            ):
                a = end
            elif begun & _ZONE and (zone := _own_zone(text, a, b, passage.metadata.title)):
                figure.scope, a = "whole_area", a + zone
            elif voted and (match := _VOTED.match(masked, a, b)):
                a = match.end()
            elif first == _INCLUDES and _includes(a, masked, figure):
                a += 1
            elif begun <= _MARK and not (place and within is not None and self._regions.opens(text, a, b)):
                vow = _VOWS.match(masked, a, b) if ahead else None
                if vow is None:
                    break
                a = vow.end()
            elif begun & _WHOSE and (whose := self._whose(a, b, lead, passage, figure)):
                a = whose.end
                if whose.is_name:
                    break
            elif first == "对" and _TO_BELOW.match(masked, a, b):
                break
            elif self._indicators.is_name(text[a:b]):
                if begun & _CHANGES:
                    self._behind_change(a, b, masked, figure)  # 压减钢铁产能 is a name as a whole
                break
            elif begun & _CHANGES and (end := self._behind_change(a, b, masked, figure)) > a:
                a = end
            elif (
                begun & _LIGHT
                and (not of_those or first in _DONE_TO)
                and (word := self._wording.light.match(masked, a, b))
                and not (word in _BEGIN_PLACES and place and within and self.place(text[a:b], within))
            ):
                lead = lead if word == "了" else word
                a = _behind_light(word, a + len(word), b, passage)
            elif place and within and (named := self.place(text[a:b], within)):
                whose = self._of_place(a, b, named, within, passage, figure)
                a, within = whose.end, figure.region
                if whose.is_name:
                    break
            elif place and text.startswith(place.name, a) and self._indicators.is_name(text[a + len(place.name) : b]):
                a += len(place.name)  # 广西外贸进出口 in a report of it, but not 云南白药
            elif (match := _GIVER.match(masked, a, b)) or (ahead and (match := _VOWS.match(masked, a, b))):
                a = match.end()
            else:
                break
        return a, lead

    def _behind_assigned(self, a: int, b: int, passage: Passage) -> int:
        """Where words at ``a`` end that say who set what follows, 财政部核定云南省 / 债务限额; ``a`` where none do."""
        text = passage.text
        if passage.told & OF_US and text.find("我", a, b) > a and (match := _ASSIGNED.match(passage.masked, a, b)):
            return match.end()
        to = _ASSIGNED_TO.match(text, a, b)
        names_place = to and (text.startswith("全", to.end()) or self._regions.opens(text, to.end(), b))
        return to.end() if to and names_place else a

    def _behind_change(self, a: int, b: int, masked: str, figure: Figure) -> int:
        """Where a verb at a place ends that cuts or adds, as the figure is told; ``a`` where none is there."""
        if word := self._wording.cut.match(masked, a, b):
            figure.change = "decrease"
        elif word := self._wording.add.match(masked, a, b):
            figure.change = "increase"
        return a + len(word or "")

    def _of_place(
        self, a: int, b: int, named: tuple[Region, int], within: Region, passage: Passage, figure: Figure
    ) -> _Whose:
        """Which place, named at ``a`` within another one, a figure is of, and where its words end; it is a part of the
        name where that is of several, or of what is only called after it."""
        text, place, (region, length) = passage.text, passage.place, named
        behind = a + length
        if _COMPANY.match(text, behind, b):
            figure.region = region  # 云南省交通投资集团有限公司资产
            return _Whose(a, is_name=True)
        if within is not place and length < len(region.full_name):
            return _Whose(a, is_name=True)  # 杭州萧山国际机场, but 咸宁市咸安区产值
        if figure.noun and text[b - 1] == "等":
            return _Whose(a, is_name=True)  # 揭阳炼化一体化等23个项目: of the first of them
        assert place
        shared_out = figure.chain > 1 and "分别" in figure.flags
        if not shared_out and self._goes_on_with_places(text[behind:b], region, place):
            return _Whose(a, is_name=True)  # 宝鸡、延安产值3亿元: of neither alone
        figure.region = region
        return _Whose(self._other_places(behind, b, figure, text, place) if shared_out else behind)

    def _whose(self, a: int, b: int, lead: str, passage: Passage, figure: Figure) -> _Whose | None:
        """Whose an indicator is that is said at a place, and where the words for it end: the document's own, all of an
        area, local, central; null where nobody is named there."""
        masked, wording, place = passage.masked, self._wording, passage.place
        first, begun = masked[a], self._begun[masked[a]]
        match: Match | None
        if begun & _OWN_LEVEL:
            own = place.full_name if place else passage.metadata.region or ""
            if (match := _ACCOUNTS_OF.match(masked, a, b)) and own.endswith(first):
                figure.scope = "own_level"
                return _Whose(match.end())
            if word := wording.own_level.match(masked, a, b):
                if word.startswith("市") and place and place.level == "province" and not own.endswith("市"):
                    return _Whose(a, is_name=True)  # 市本级债务 in a report of a province is not its own
                if word in _GRADES and _is_other_grade(masked[a + len(word) : b], figure, place):
                    return _Whose(a, is_name=True)
                figure.scope = "own_level"
                return _Whose(_behind_paid(a + len(word), b, masked))
        if (
            begun & _WHOLE_AREA
            and (word := wording.whole_area.match(masked, a, b))
            and word != "全社会"
            and not masked.startswith(_LIKE, a + len(word), b)
        ):
            a += len(word)
            if masked[a : a + 1] == _EACH and (each := _EACH_PLACE.match(masked, a, b)):
                a = each.end()
            if lead == "在" and a < b:
                return _Whose(a)  # 在全国复制推广25项: not of all the country
            figure.scope = figure.scope or "whole_area"
            if above := self._regions.whole_above(word[1:], place, passage.metadata.report_year):
                figure.region = above
            return _Whose(a)
        if first == "本" and (match := _THIS_PLACE.match(masked, a, b)):
            return _Whose(match.end())
        if not begun & _LEVEL:
            return None
        if match := _LOCAL_OWN.match(masked, a, b):
            figure.scope = "local"
            return _Whose(match.end())
        if (
            first == "中"
            and (place and place.level == "national")
            and (match := _CHINA.match(masked, a, b))
            and self._indicators.find(passage.text[match.end() : b])
        ):
            return _Whose(match.end())
        if not masked.startswith(_LOCAL_OR_CENTRAL, a) or b - a <= _LONGEST_LEVEL:
            return None
        if (
            masked[a + 2] not in LIST_MARKS
            and not _INSPECTIONS.match(masked, a + 2)
            and not (place and place.level != "national" and _LOCAL_DEBT.match(masked, a, b))
        ):
            figure.scope = figure.scope if figure.scope == "own_level" else _SCOPES[first]
        return _Whose(_behind_paid(a, b, masked), is_name=True)

    def _other_places(self, a: int, b: int, figure: Figure, text: str, place: Region) -> int:
        """Where a list of as many places as a figure's list has figures ends, the second of them behind ``a``: 赤壁市、
        嘉鱼县增速分别为8%和7%; ``a`` where there is none."""
        end = a
        others: list[tuple[Region, str]] = []
        while end < b and text[end] in LIST_MARKS and (named := self._place_or_zone(text[end + 1 : b], place)):
            others.append(named[:2])
            end += 1 + named[2]
        if len(others) + 1 != figure.chain:
            return a
        figure.others = others
        return end

    def _place_or_zone(self, words: str, place: Region) -> tuple[Region, str, int] | None:
        """The place within the document's own, or the zone or place without a code, that opens words, and where that
        ends."""
        if named := self.place(words, place):
            return named[0], "", named[1]
        zone = ZONE.match(words) or _DIVISION.match(words)
        return (place, zone[0], zone.end()) if zone else None

    def _goes_on_with_places(self, words: str, first: Region, place: Region) -> bool:
        """Whether words that stand behind a place make it one of several (、延安产值, 等3市产值, 舟山港吞吐量), or tell
        of what is only called after it: 都市圈产值.
        """
        if words[:1] == "等" or _BEYOND.match(words):
            return True
        marks = [at for at, mark in enumerate(words) if mark == "、" or (at == 0 and mark in LIST_MARKS)]
        if marks:
            return any(self.place(words[at + 1 :], place) for at in marks)
        beside = self.place(words, place)  # 宁波舟山港, but 咸宁市咸安区
        return beside is not None and not beside[0].is_within(first)

    def place(self, words: str, place: Region) -> tuple[Region, int] | None:
        """A place inside the document's own that opens an indicator's words: 咸安71所."""
        if words.startswith(_NATION) or not self._regions.opens(words, 0, len(words)):
            return None  # 全国性社会组织
        for length in range(min(8, len(words)), 1, -1):
            if words[:length] in self._wording.no_place:
                return None
            named = self._regions.named(words[:length])
            bare = length < len(place.full_name) and words[length - 1] not in GRADES
            if bare and any(region.code == place.code for region in named):
                return None  # 吉林大米 in a report of 吉林省 is none of 吉林市, but 红河州 is 红河哈尼族彝族自治州
            for region in named:
                inside = region.is_within(place) and region.valid_to is None and region.code != place.code
                if inside or region.code == place.code:
                    return region, length
        return None


def _behind_length(a: int, b: int, passage: Passage) -> int:
    """Where a length of time, or how long something took, ends at a place; ``a`` where none is there."""
    end = behind_lengths(a, b, passage)
    return end if end > a or passage.text[a] != "用" else spent_time(a, b, passage) or a


def _includes(a: int, masked: str, figure: Figure) -> bool:
    """Whether what is included of another amount follows a place: （含旧存1万件）, 总投资9亿元，含中央资金3亿元."""
    is_part = masked.endswith(tuple(_BEFORE_PART), 0, a) and isinstance(figure.mention.value, Money)
    return is_part or masked.endswith(tuple(OPENING), 0, a)


def _behind_light(word: str, a: int, b: int, passage: Passage) -> int:
    """Where what goes with a light verb before a place ends, where and for whom it is done: 在石坪乡 / 新建大棚."""
    if word[0] == "本":
        a = behind_those_under(a, b, passage.text)
    elif word == "在" and (sited := _SITED.match(passage.masked, a, b)):
        a = sited.end()
    whom = _FOR_WHOM.match(passage.masked, a, b) if word[-1] in _FOR else None
    return whom.end() if whom else a


def _behind_paid(a: int, b: int, masked: str) -> int:
    """Where what was paid is named by words that stand at ``a`` with who paid it; ``a`` where they do not."""
    paid = _PAID.match(masked, a, b)
    return paid.end() if paid else a


def behind_program(a: int, b: int, passage: Passage) -> int:
    """Where the name of a programme ends that stands at ``a`` and of which is told what it has done: “春风行动”期间 /
    举办招聘会, “法治体检”专项活动共 / 走访企业; ``a`` where none does."""
    for place in passage.programs:
        if place.start == a and place.end < b:
            did = _HAS_DONE.match(passage.masked, place.end, b)
            return did.end() if did else a
    return a


def _is_other_grade(what: str, figure: Figure, place: Region | None) -> bool:
    """Whether 市级 is no own level: it says which of them (市级示范村36个), who gives (市级资金 beside 省级资金), or is
    said in a county."""
    value = figure.mention.value
    counted = isinstance(value, Quantity) and bool(value.unit)
    return counted or what in SUMS or (place is not None and not place.full_name.endswith("市"))


def _own_zone(text: str, start: int, end: int, title: str | None) -> int:
    """The length of the words at a place by which a zone's report calls the zone itself, before a name; 0 where none
    are there."""
    if title is None or not text.startswith(_ZONES, start, end):
        return 0
    zone = next(zone for zone in _ZONES if text.startswith(zone, start))
    if zone not in title and _IN_FULL.get(zone, zone) not in title:
        return 0
    if text.startswith(_ZONE_BODY, start + len(zone), end):
        return len(zone) + len(_ZONE_BODY)
    is_word = (
        not _OF_A_ZONE.match(text, start + len(zone), end)
        and end - start >= len(zone) + 2
        and text[start + len(zone)] not in _NOT_ZONES
    )
    return len(zone) if is_word else 0
