"""An indicator in the report's own words: without verb, area, period and whatever else is no part of its name."""

import re
from collections.abc import Sequence

import regex

from gongbao.link.lexicons import functions
from gongbao.link.lexicons.cues import OF_US, OF_WHOLE
from gongbao.link.lexicons.indicators import Indicators
from gongbao.link.lexicons.regions import Region, Regions
from gongbao.link.lexicons.wording import DATE, HAN, HIDDEN, Match, Rare, Wording
from gongbao.link.naming.half_said import (
    AREAS,
    EXCLUDED,
    EXCLUDED_LAST,
    GENERIC,
    OF_BUDGETS,
    OTHER_AREAS,
    SPENT,
    STEPS,
    SUMS,
    bare,
    completed,
    completion,
    subject_of,
)
from gongbao.link.naming.listing import JOINTS, members_of
from gongbao.link.sentence.context import Context
from gongbao.link.sentence.figure import AGE, EACH_DOES, LIST_MARKS, Figure, clause_start
from gongbao.link.sentence.passage import Passage
from gongbao.model import Mod, Percent, Quantity

_CONNECTIVE = re.compile("[^，：]*其中[，：:]?")
# 在医院中有公立医院: of which there are so many.
_OF_WHICH = Rare(f"^[{HAN}]{{2,8}}中有(?=[{HAN}]{{2}})")
# 在…带动下实现增加值: how it came about is no part of what it is, but 通过公共网络实现零售额 is a name.
_BY_THE_WAY = regex.compile(
    "在[^，。；]{1,10}下(?=实现|完成|$)|(?<=\\p{Han})(?<!通过[^，。；]{2,8})(?:累计)?(?:实现|完成)(?!的)"
    "(?=(?:地区)?生产总值|增加值|产值|收入|投资|利润|税收|总产值|销售|零售额|营业额|\\p{Han}{1,6}率"
    "|\\p{Han}{1,6}(?:增加值|产值|收入|利润|税收|总额|交货值|[吞运][吐输]量|[客货]运量|周转量)$)"
    "|(?<=\\p{Han}{2})(?<!公)共(?=受理|办理|审结|查处|接待|死亡|发生|破获|起诉|挽回|化解"
    "|批准逮捕|接收|提起|审查|查办|检查|抽检|排查|签订|收到|登记|安置)"
    "|因[^，。；]{2,16}造成(?=(?:直接)?经济损失|死亡)"
    "|[^，。；]{0,16}(?:比赛|赛事|运动会|[奥亚省市]运会|锦标赛|大赛)[上中]共?(?:获得?|夺得|斩获|摘得)(?=..)"
)
# 产值居全国第5位、增长3%; 收入全国第三、超过5亿元.
_RANK = re.compile(
    r"(?:居|位居|位列|列|排名?|全国|全球|全[省市区县]|世界)[^，。；、第]{0,8}第[一二三四五六七八九十\d]{1,3}[位名]?$"
)
_BEFORE_BRACKET = regex.compile("([^，、；：。（）()有为是]{2,12})[（(]$")
_BRACKET_REACH = 13
# 粮食产量再创新高，增长2%: how it fared, told by words before the figure, is no part of what it is.
_FARED = re.compile(
    f"[在自从]{DATE}+[^，]{{0,8}}(?:基础上|开始|起|以来)|(?P<rate>增速|增幅|涨幅)?(?:均|持续)?(?:高于|低于|快于|慢于|好于|优于)|近年来|实现“|“?双(?=[下上提增降升])|(?:[两三四五]年|实现)?翻[了一两番]|首次|连续|连年|逐年|逐步|大幅|快速|平稳|进一步|突破|跨越|(?:迈|跨|跃|站)[上过]|得到|双双|(?:位?居|位?列|排名?)(?:全国|全球|全[省市区县州])[^，]{{0,6}}第|再创|再次|创历史|出现|(?:严格)?控制在|继续|稳步|持续|不断|有所|明显|显著"
)
# 平台上线运行、累计办理业务, 企业清欠账款、挽回损失: what was done before is no part of what came of it.
_DID = re.compile(
    ".*[^、]{4}(?:、(?=累计|完成|惠及|覆盖|挽回|压减|办理|接待|带动|撬动|吸引|发放|拨付|争取|减免|盘活|节约|力争)"
    "|(?<=上线|运行|实施|发布|建成|投产|投运|达产|开通|获批|揭牌|落地|覆盖|改革)、(?=..))"
)
_PRICED = re.compile(f"按照?{DATE}*(?:当年|可比|不变|现行)*价格?(?:计算)?|(?:扣除|剔除)[^，。；]{{2,8}}因素后?")
# 由于基数较高，下降6%; but 受益人数.
_WHY = re.compile("由于|因为|随着|[受因].+影响")
# 效益指数达到152.3，提高12.6个百分点: a number without a unit is no mention.
_BARE_NUMBER = re.compile("(?:达到?|为|是|至|到)?\\d{1,5}(?:\\.\\d{1,3})?$")
# 省政府核定我市债务限额: who said so is no part of what it is.
_ASSIGNED = regex.compile(
    rf"\p{{Han}}{{0,10}}?(?:核定|下达|核准|批准|分配|转贷|对)(?:给)?我[省市县区州旗盟]{DATE}*的?(?=\p{{Han}}{{2}})"
)
# 收入剔除虚增因素后, 产值扣除价格因素: what is left out is no part of the name.
_LEFT_OUT = re.compile("(?:剔除|扣除|不含|不包括).{2,16}(?:因素|影响)后?$")
# 全国人大批准的限额, 财政部核定的债务限额
_APPROVED = re.compile(f"^[{HAN}]{{2,12}}?(?:批准|核定|核准|下达)的(?=[{HAN}]{{2}})")
# 决算数大于预算数的主要原因是追加人员经费: what the reason is for is no part of it.
_BECAUSE = re.compile(".*原因(?:[是为]|在于)[：:]?(?=..)")
# 全市审计机关共完成审计项目: who did it, all told.
_DID_ALL = Rare(
    f"^[{HAN}]{{0,10}}(?:机关|部门|单位|系统|局|厅|委|院)共(?:完成|实施|开展|组织|安排|争取|投入|拨付|下达|发放|征收|筹集|化解|发行)"
    f"(?=[{HAN}]{{2}})"
)
# 《规划》提出了单位能耗降低20%: who says so is no part of what it is.
_SAYING = re.compile("提出|明确|规定|要求|确定")
_WHO_SAYS = Rare(
    f"^(?:《[^》]{{2,30}}》|[{HAN}]{{0,8}}?(?:规划|纲要|报告|方案|意见|计划|会议|政府|[省市县区州旗党]委|国家|上级|文件|条例|办法|通知))"
    f"(?:还|均|都|又|已|进一步)*(?:提出|明确|规定|要求|确定)了?[到至要将]*(?=[{HAN}]{{3}})"
)
_GOT_TO = re.compile(f"(?:[到至]|达到?|控制在)(?:每[{HAN}]{{1,3}})?$")
# 化解了债务12亿元: 化解债务.
_OF_THE_PAST = re.compile("(?<=.[^为事])了(?![解结却率])")
# The number of an item: 一是财政收入, 1.税收收入, 二、2024年税收收入, ①税收收入; not of 一、二、三产业 and 2、3级公路.
# Who is counted behind it goes with it: 1.7个部门无预算支出.
_ITEM = regex.compile(
    r"[ ]*(?:[一二三四五六七八九十]{1,3}(?:是[：:，]?|$)|[①-⑳●■◆▲★◇□▪•]"
    r"|(?:\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、)(?=[^\d一二三四五六七八九十]|$|(?:19|20)\d\d年)"
    r"|\d{1,2}[.．]\d{1,3}[个家户所](?:部门|单位|企业|公司|县区?|市县|区县|乡镇|街道|学校|项目)(?=\p{Han}{2}))"
)
_ITEM_FIRST = frozenset(" 一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳●■◆▲★◇□▪•")
_SKIPPED = " 、，：:·" + HIDDEN
# 建成投用文化中心18个
_BUILT, _IN_USE = "建成", re.compile("^(?:投产|投用|启用|开放|投入使用)(?=..)")
# 用不到两年时间建成
_IN_TIME, _TIME = re.compile("用了?(?:不到|不足|近|约|短短|仅)?"), "时间"
# 为企业 / 减免税费, 向困难群众 / 发放补助: for whom something is done is no part of what it is.
_FOR_WHOM = re.compile(
    f"[{HAN}“”]{{2,14}}?(?=(?:减免|减轻|降低|节约|节省|发放|开展|提供(?![商者方])|办理|追回|挽回|拨付|兑现|解决|争取)[^，。；：、]{{2}})"
)
# 拥有小汽车的农户: which of them.
_WHO_HAS = re.compile(
    "(?:拥有|使用|利用|享受|获得)[^，。；]{1,16}的(?:农户|住户|家庭|人口|人员|居民|企业|单位|村|乡镇)$"
)
_FOR = frozenset("为向对")
# 通过“一卡通”发放补贴: by what it was done.
_BY_MEANS = re.compile(
    "通过[^，。；：]{1,14}?"
    "(?:等?(?:方式|形式|手段|途径|渠道)|(?=(?:发放|拨付|兑付|筹集|争取|盘活|上缴|收回|化解|偿还|置换|处置|压减|节约|统筹|安排|投入|落实)[^，。；：、]{2}))"
)
# What a character may begin that is taken off the front of an indicator's words.
_MARK, _OWN_LEVEL, _WHOLE_AREA, _LEVEL, _CUT, _ADD, _LIGHT = 1, 2, 4, 8, 16, 32, 64
# 2014年以来最高增速, 6月底前完成改造: what bounds a date is no part of a name, nor is what leads one in.
_BOUNDS_OF_DATES = frozenset((Mod.AFTER_START, Mod.AFTER, Mod.BEFORE, Mod.BEFORE_END))
_BOUND = re.compile("以来|以來|[及或]?[以之][前后後]|起|至今|开始|開始|前|后")
# 11月1日零时人口3亿人: the hour of a census.
_HOURS = ("零时", "0时", "24时")
_NUMBER_OF_DATE = f"{DATE}数"
# 加上级补助收入, 减当年支出: what is added up or taken away.
_LEADS_DATE = re.compile(f"(?:自[从從]?|截[至止]到?|[加减])(?={DATE})|[加减](?=上[级解划]|债务|调[入出]|本年)")
# 上年结转, 2023年末结转和结余: of when it is that is handed on is a part of its name.
_HANDED_ON = re.compile(f"{DATE}+(?=(?:财政拨款|专项|滚存)?结[转余])|(?<=结[转余]){DATE}+")
_OF_WHEN = re.compile("(?:(?<!结[转余])(?:[上去]年(?:度|年?[初末底])?|年[初末底])|(?<=结[转余])下年度?)$")
_LOCAL_OR_CENTRAL = ("地方", "中央", "全口径")
_SCOPES = {"地": "local", "中": "central", "全": "all_levels"}
# What a province, city or county owes is called that, and no part of what it owes all told.
_LOCAL_DEBT = re.compile("地方政府(?:一般|专项|法定|隐性|性|新增)*(?:债务|债券)")
# 省级一般公共预算收入 of a province is its own; 县级 in a report of a city is below it.
_ACCOUNTS_OF = re.compile(
    "[省县区州]级(?=财政|一般|地方|政府性|国有资本|社会保险|部门|预算|预备费|预留|可用财力|收入|支出|“三公”)"
)
# 人代会批准的市本级支出: who voted it is no part of what it is, nor hides whose it is.
_VOTED = re.compile(f"(?:{DATE}|年初)*[{HAN}]{{0,8}}(?:人代会|人大|人民代表大会|人大会议|人大常委会)(?:审议)?批准的")
_GRADES = frozenset(("市级",))
_HOW_LONG = "(?:连续)?[一两三四五1-5]年"
# 中央财政安排优抚事业费: who paid is no part of what it is, but where nothing else says that.
_PAID = re.compile(
    "(?:(?:中央(?:和地方)?|地方)(?:各级)?(?:财政)?|财政)(?:" + DATE + f"+|{_HOW_LONG})?(?:累计|每年|[拟将已共])*"
    "(?:安排|下达|拨付|投入)了?"
    "(?!(?:专项)?(?:补助)?(?:资金|补助|经费|投资|支出)$)(?=.{3})"
)
_PAID_BY = re.compile(
    f"^(?:国家|[省市县区州旗]级?|本级|各级)?财政(?:{_HOW_LONG})?(?:累计|每年|[拟将已共])*(?:安排|下达|拨付|投入)了?的?"
    "(?!的?(?:专项)?(?:补助)?(?:资金|补助|经费|投资|支出|补贴)$)(?=.{3})"
)
# 中央财政拟投入: that it is to come is no part of what it is.
_TO_PAY = re.compile(f"(?<=财政)(?:{_HOW_LONG}|累计|每年|为此|[拟将已共])+(?=安排|下达|拨付|投入|增加)")
# 市财政局审减资金, 省财政厅2021年收入, 市教育局有3个项目: whose it is, where what it is or was done follows.
_AGENCY_NAME = f"[{HAN}](?![级本])[{HAN}]{{1,10}}?(?:局|厅|委|(?<!法)院|中心|(?<![申督举创交联承])办|部门)"
_AGENCY = Rare(
    f"{_AGENCY_NAME}(?:共|累计|已)*(?:(?={DATE})|(?=[核审压]减|节约|受理|办[理结]|审结|查[处办]|立案"
    "|接[待收]|发放|拨付|下达|争取|投入|征收|收[缴回]|追回|挽回|抽检|盘活|处置|筹集|开展|组织|实施|减免|救助|登记|批准|起诉|破获"
    "|违规|擅自|未|闲置|清理|移送|“三公”))"
)
_AGENCY_ITSELF = Rare(_AGENCY_NAME)
_AGENCY_FIRST, _AGENCY_LAST = frozenset("省市县区州旗盟"), frozenset("局厅委院心办门")
# 授权量排名前5个省份依次为广东10万件、北京8万件.
_IN_TURN = "依次"
_RANKING = Rare(
    rf"(?P<what>[{HAN}A-Z]{{2,}}?)(?:排名|排在|位?居|位?列|排)?(?:全[国省市区县])?前[\d一二两三四五六七八九十]{{1,3}}[^，。；]{{0,14}}?"
    f"依次[为是](?P<who>[{HAN}]{{2,}})"
)
_OPENING, _COLONS, _LED_BY = "（(", "：:", ("）：", "）:")
_RECKONED = Rare(f"^按?[{HAN}]{{2,14}}计算的(?=[{HAN}]{{2}})")
_LONGEST_PHRASE = 40
_NATION = "100000"
_NAME_EDGE = " 、，：（(·的"
# 涉案标的12亿元, but 未达到预期目标的8项
_SUBJECT_MATTER, _AIMED_AT = "标的", ("目标的", "指标的")
# Without these a name holds no words of others: few have any. Literals are looked for faster than sets.
_MAY_HOLD_OTHERS = re.compile(
    "的|第|\n|素|响|后|共|财政|原因|分别|“|”|实现|完成|下|造成|中有|了|提出|明确|规定|要求|确定|赛"
)


class Naming:
    """Names indicators; built once."""

    def __init__(self, wording: Wording, indicators: Indicators, regions: Regions) -> None:
        self._wording = wording
        self._indicators = indicators
        self._regions = regions
        # What each character may begin that is no part of a name, but for places and the numbers of items.
        self._begun = dict.fromkeys((*_SKIPPED, DATE, *"“自截加减通"), _MARK)
        for kind, characters in (
            (_OWN_LEVEL, wording.own_level.first),
            (_WHOLE_AREA, wording.whole_area.first),
            (_LEVEL, {level[0] for level in _LOCAL_OR_CENTRAL}),
            (_CUT, wording.cut.first),
            (_ADD, wording.add.first),
            (_LIGHT, wording.light.first),
        ):
            for character in characters:
                self._begun[character] = self._begun.get(character, 0) | kind
        self._looked_at = frozenset(self._begun).union(_ITEM_FIRST)

    def name(
        self, figure: Figure, passage: Passage, last: Figure | None, before: Sequence[Figure], context: Context
    ) -> None:
        """Name the indicator of a figure, and its members; ``before`` are those before it in its sentence, ``last`` the
        last of them."""
        figure.change = figure.region = figure.scope = None
        figure.others = ()
        if figure.joined and last and last.others:
            figure.region, figure.others = last.others[0], last.others[1:]
        elif figure.chain > 1 and not figure.has_phrase and last and last.joined and last.region:
            # 甲县、乙县产量分别为3吨和2吨，分别增长5%和4%
            places = [one.region for one in before[-figure.chain :] if one.region]
            if len({place.code for place in places}) == figure.chain:
                figure.region, figure.others = places[0], places[1:]
        a, b = figure.phrase
        excluded = a < b and passage.masked[b - 1] in EXCLUDED_LAST and EXCLUDED.fullmatch(passage.masked, a, b)
        if (a == b or excluded) and (
            earlier := self._bracket_head(figure, passage, last)
            or _before_ages(figure, passage, last)
            or (None if figure.noun else self._clause_before(figure, passage, last))
        ):
            a, b = earlier
        said = lead = ""
        did: Match | None = None
        if a < b:
            if b - a > _LONGEST_PHRASE and functions.ENDS[0] not in passage.text[a:b]:
                a = b - _LONGEST_PHRASE
            a, lead = self._trim(a, b, passage, figure)
            if figure.chain == 1 and "、" in passage.masked[a:b] and self._is_for_all(figure):
                did = _DID.match(passage.masked, a, b)
            if did:
                a, lead = self._trim(did.end(), b, passage, figure)
            if passage.text[b] in _OPENING:
                if passage.text.startswith(functions.LOW_ENDS, b):
                    b += functions.LENGTH_OF_END  # the bracket at the end of 行政运行（项）is a part of the name
                elif passage.text[b - 1] in AREAS and (areas := OTHER_AREAS.match(passage.text, b)):
                    b = areas.end()
            said = _words(passage, a, b)
            if lead == _BUILT:
                said = _IN_USE.sub("", said)
            if _IN_TURN in said and (ranked := _RANKING.compiled.fullmatch(said)):
                said = self._ranked(ranked, figure, passage)
        figure.stated = said != ""
        if did:
            subject = ""
        elif last and last.condition and said == "":
            # 204种产品中，占比超过10%的有44种: those that are counted, and no share
            subject = _counted_alike(figure, before[:-1])
        elif last is None:
            if (
                passage.text[figure.left - 1] in _COLONS
                and passage.text.endswith(_LED_BY, 0, figure.left)
                and (function := functions.function_of(passage.text[: figure.left]))
            ):
                context.indicator = context.function = function
            # 主要用于科技项目5个。支出决算为…: of the function, whatever else was told of between
            subject = context.function if context.function and said in OF_BUDGETS else context.indicator
        else:
            subject = subject_of(figure, said, last, before, passage).fact.indicator or ""
            if subject[-2:] == STEPS:
                subject = self._stepped(before, passage) or subject
            if (
                last.change
                and not figure.change
                and figure.verb != "become"
                and (not said or (not lead and "、" in passage.masked[figure.left - 1 : a]))
            ):
                figure.change = last.change  # 核减28个项目、资金2.01亿元: the verb goes on
        if figure.change and _GOT_TO.search(figure.clause):
            figure.change = None  # 提高低保标准到700元
        words = completed(figure, passage, said, lead, subject, last, before, self._wording)
        figure.own = words == said
        generic = said in GENERIC
        figure.taken = bool(subject) and (generic or said in SPENT or (not figure.own and words == subject))
        figure.members = ()
        if figure.flags or figure.chain > 1 or (last and len(last.members) > 1):
            members = members_of(figure, words, figure.stated, passage, before, self._wording, self._indicators)
            if members:
                figure.members = members = _rates_of(figure, members)
                words = members[0]
        figure.words = words
        is_part = passage.told & OF_WHOLE and "其中" in passage.masked[: figure.start]
        if words and not figure.whole and not is_part:
            # a part is not what the next sentence goes on about
            context.indicator = words
            if words[-1] == "）" and words.endswith(functions.ENDS):
                context.function = words

    def _ranked(self, ranked: Match, figure: Figure, passage: Passage) -> str:
        """What the first of a ranking is told of: of a place what is ranked (授权量居前三位的省份依次为广东), else its
        own name (发病数居前三位的病种依次为肺结核)."""
        place, who = passage.place, ranked["who"]
        named = self._place(who, place) if place else None
        if not named or named[1] < len(who):
            return str(who)
        figure.region = named[0]
        return str(ranked["what"])

    def _stepped(self, before: Sequence[Figure], passage: Passage) -> str:
        """What has come up so many steps: 产值连跨3个百亿元台阶，达到600亿元."""
        climbing = next((one for one in before if one.has_phrase and one.words.endswith(STEPS)), None)
        if climbing is None:
            return ""
        a, b = climbing.phrase
        return _words(passage, self._trim(a, b, passage, climbing)[0], b)

    def _is_for_all(self, figure: Figure) -> bool:
        """Whether a figure tells of all that stands before it, and is not shared out."""
        return "分别" not in figure.flags and self._wording.distributive.isdisjoint(figure.flags)

    def _bracket_head(self, figure: Figure, passage: Passage, last: Figure | None) -> tuple[int, int] | None:
        """发酵酒（增长87%）: what stands before the bracket that the figure opens."""
        masked, left = passage.masked, figure.left
        if masked[left - 1] not in "（(\n":
            return None
        match = _BEFORE_BRACKET.search(masked, max(left - _BRACKET_REACH, 0), left)
        # 增长8%（同口径增长3%）: another figure is no name
        return match.span(1) if match and not (last and last.end > match.start(1)) else None

    def _clause_before(self, figure: Figure, passage: Passage, last: Figure | None) -> tuple[int, int] | None:
        """全社会劳动生产率，平均每年提高3.5%: the clause before, where it holds no figure and names something."""
        masked = passage.masked
        end = figure.left - 1
        floor = last.end if last else 0
        if end <= floor or masked[end] not in "，,":
            return None
        start = clause_start(masked, floor, end)
        if start - 1 > floor and _PRICED.fullmatch(masked, start, end):  # 总产值，按不变价格计算，达到3亿元
            start, end = clause_start(masked, floor, start - 1), start - 1
        if fared := _FARED.search(masked, start + 2, end):
            # 收入增速高于经济增速，突破3万元: the amount is of no rate
            end = fared.end("rate") if fared["rate"] and isinstance(figure.mention.value, Percent) else fared.start()
        elif bare := _BARE_NUMBER.search(masked, start, end):
            end = bare.start()
        clause = masked[start:end].strip(" " + HIDDEN)
        if clause.endswith("看") or _WHY.match(clause):  # 分季度看, 从结构看, 由于上年基数较高
            return None
        if not 2 <= len(clause) <= _LONGEST_PHRASE or set(clause) <= {DATE}:
            return None
        if last and not (self._wording.head_noun.search(clause) or self._indicators.find(clause)):
            return None
        return start, end

    def _trim(self, a: int, b: int, passage: Passage, figure: Figure) -> tuple[int, str]:
        """Take connectives, light verbs, areas and regions off the front of an indicator's words, from ``a`` to ``b``.

        Returns where they begin then, and the last light verb before them.
        """
        text, masked, wording, place = passage.text, passage.masked, self._wording, passage.place
        # a town has no code, but its own name is no part of what it tells, either
        entity = passage.metadata.entity or (None if place else passage.metadata.region)
        lengths = passage.lengths
        connected, ours = passage.told & OF_WHOLE, passage.told & OF_US
        first = masked[a]
        if not (
            connected
            or ours
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
        # 已经完成整改的3个: which of them
        of_those = "的" in text[a:b] and (
            (text[b - 1] == "的" and isinstance(figure.mention.value, Quantity)) or _WHO_HAS.match(text, a, b)
        )
        voted = text.find("准的", a, b) > 0
        while a < b:
            first = masked[a]
            begun = self._begun.get(first, 0)
            if connected and (match := _CONNECTIVE.match(masked, a, b)):
                a = match.end()
            elif (begun & _MARK and (end := _behind_mark(a, b, passage)) > a) or (
                lengths and (end := _behind_lengths(a, b, passage)) > a
            ):
                a = end
            elif lengths and text[a] == "用" and (spent := _spent(a, b, passage)):
                a = spent
            elif ours and text.find("我", a, b) > a and (match := _ASSIGNED.match(masked, a, b)):
                a = match.end()
            elif entity and text.startswith(entity, a) and a + len(entity) < b:
                a += len(entity)
            elif (first in _AGENCY_FIRST or figure.region) and (end := _behind_agency(a, b, masked, figure)) > a:
                a = end
            elif voted and (match := _VOTED.match(masked, a, b)):
                a = match.end()
            elif begun <= _MARK and not (place and figure.region is None and self._regions.opens(text, a, b)):
                break
            elif (
                begun & _OWN_LEVEL
                and place
                and (match := _ACCOUNTS_OF.match(masked, a, b))
                and place.full_name.endswith(first)
            ):
                figure.scope, a = "own_level", match.end()
            elif begun & _OWN_LEVEL and (word := wording.own_level.match(masked, a, b)):
                if word in _GRADES and isinstance(value := figure.mention.value, Quantity) and value.unit:
                    break  # 市级示范村36个: which of them
                figure.scope, a = "own_level", a + len(word)
                if paid := _PAID.match(masked, a, b):
                    a = paid.end()
            elif begun & _WHOLE_AREA and (word := wording.whole_area.match(masked, a, b)) and word != "全社会":
                figure.scope, a = figure.scope or "whole_area", a + len(word)
                if word == "全国" and place and place.level != "national":
                    figure.region = self._regions.coded(_NATION)
            elif begun & _LEVEL and masked.startswith(_LOCAL_OR_CENTRAL, a) and b - a > 4:
                if not (place and place.level != "national" and _LOCAL_DEBT.match(masked, a, b)):
                    figure.scope = _SCOPES[first]
                if paid := _PAID.match(masked, a, b):
                    a = paid.end()
                break
            elif self._indicators.is_name(text[a:b]):
                if begun & _CUT and wording.cut.match(masked, a, b):
                    figure.change = "decrease"  # 压减钢铁产能 is a name as a whole
                break
            elif begun & _CUT and (word := wording.cut.match(masked, a, b)):
                figure.change, a = "decrease", a + len(word)
            elif begun & _ADD and (word := wording.add.match(masked, a, b)):
                figure.change, a = "increase", a + len(word)
            elif begun & _LIGHT and not of_those and (word := wording.light.match(masked, a, b)):
                lead, a = lead if word == "了" else word, a + len(word)
                if word[-1] in _FOR and (whom := _FOR_WHOM.match(masked, a, b)):
                    a = whom.end()
            elif place and figure.region is None and (named := self._place(text[a:b], place)):
                figure.region, length = named
                a += length
                if figure.chain > 1 and "分别" in figure.flags:
                    a = self._other_places(a, b, figure, text, place)
            else:
                break
        return a, lead

    def _other_places(self, a: int, b: int, figure: Figure, text: str, place: Region) -> int:
        """Where a list of as many places as a figure's list has figures ends, the second of them behind ``a``: 赤壁市、
        嘉鱼县增速分别为8%和7%; ``a`` where there is none."""
        end, others = a, []
        while end < b and text[end] in LIST_MARKS and (named := self._place(text[end + 1 : b], place)):
            others.append(named[0])
            end += 1 + named[1]
        if len(others) + 1 != figure.chain:
            return a
        figure.others = others
        return end

    def _place(self, words: str, place: Region) -> tuple[Region, int] | None:
        """A place inside the document's own that opens an indicator's words: 咸安71所."""
        if not self._regions.opens(words, 0, len(words)):
            return None
        for length in range(min(8, len(words)), 1, -1):
            for region in self._regions.named(words[:length]):
                inside = region.is_within(place) and region.valid_to is None and region.code != place.code
                if inside or (region.code == place.code and length == len(region.full_name)):
                    return region, length
        return None


def _before_ages(figure: Figure, passage: Passage, last: Figure | None) -> tuple[int, int] | None:
    """文盲人口（15岁及以上不识字的人）为3万人: what stands before a bracket that tells of which age they are."""
    masked, end = passage.masked, figure.left - 1
    if last is None or masked[end] not in "）)" or getattr(last.mention.value, "unit_id", None) != AGE:
        return None
    opening = masked.rfind("（", 0, last.start)
    return (clause_start(masked, 0, opening), opening) if opening > 0 and masked.find("）", opening, end) < 0 else None


def _counted_alike(figure: Figure, before: Sequence[Figure]) -> str:
    """The indicator of the last figure before one that counts in the same unit; empty where none does."""
    unit = getattr(figure.mention.value, "unit", None)
    alike = (one.fact.indicator for one in reversed(before) if getattr(one.mention.value, "unit", None) == unit)
    return next(alike, None) or ""


def _rates_of(figure: Figure, members: Sequence[str]) -> Sequence[str]:
    """Members as what their figure tells of them: how much is done of a budget, or which share each is of a whole."""
    if figure.completed is not None:
        rate = completion(figure.completed)
        members = [bare(member).removesuffix("完成率") + rate for member in members]
    if figure.whole:
        rest = f"占{figure.whole}比重"
        members = [member.removesuffix(rest) + rest for member in members]
    return members


def _behind_lengths(a: int, b: int, passage: Passage) -> int:
    """Where a length of time ends that stands at ``a``, with the words that bound it; ``a`` where none does."""
    masked = passage.masked
    length = next((one for one in passage.lengths if one.start == a and one.end <= b), None)
    if length is None:
        return a
    end = length.end + 2 * masked.startswith(("以上", "以下", "以内"), length.end)
    return end + masked.startswith(("内", "来", "间"), end)  # 五年内新增能力


def _behind_mark(a: int, b: int, passage: Passage) -> int:
    """Where a mark, a date or what leads one in ends that stands at ``a``, before a name; ``a`` where none does."""
    masked = passage.masked
    first = masked[a]
    if first == DATE:
        return _behind_date(a, b, passage)
    if first in _SKIPPED or (first == "“" and "”" not in masked[a:b]):
        return a + 1
    match = (_BY_MEANS if first == "通" else _LEADS_DATE).match(masked, a, b)
    return match.end() if match else a


def _spent(a: int, b: int, passage: Passage) -> int:
    """Where 用不到三年时间 ends that stands at ``a``, before what was done in it; 0 where it does not."""
    for length in passage.lengths:
        if a < length.start and length.end < b and passage.masked.startswith(_TIME, length.end):
            return length.end + len(_TIME) if _IN_TIME.fullmatch(passage.masked, a, length.start) else 0
    return 0


def _behind_agency(a: int, b: int, masked: str, figure: Figure) -> int:
    """Where the name of an agency ends that stands at ``a``, before what it did or has; ``a`` where none does."""
    if _AGENCY_LAST.isdisjoint(masked[a:b]):
        return a
    match = _AGENCY.compiled.match(masked, a, b)
    if match is None and figure.noun and figure.clause.endswith("有"):
        match = _AGENCY_ITSELF.compiled.fullmatch(masked, a, b)
    return match.end() if match else a


def _behind_date(a: int, b: int, passage: Passage) -> int:
    """Where a date ends that is masked at ``a``, with the word that bounds it."""
    masked = passage.masked
    if (named := _handed_on(a, b, passage)) and not masked[a : named.start()].strip(DATE):
        return named.start()
    while a < b and masked[a] == DATE:
        a += 1
    hour = next((hour for hour in _HOURS if masked.startswith(hour, a)), "") if masked.find("时", a, b) > 0 else ""
    a += len(hour)
    bounded = any(one.end == a and one.mention.mod in _BOUNDS_OF_DATES for one in passage.dates)
    bound = _BOUND.match(masked, a, b) if bounded else None
    return bound.end() if bound else a


def _handed_on(a: int, b: int, passage: Passage) -> Match | None:
    """Where 上年 or 年末 stands before 结转 or 结余, or 下年 behind it."""
    if "结" not in passage.text[a:b] or not (dated := _HANDED_ON.search(passage.masked, a, b)):
        return None
    return _OF_WHEN.search(passage.text, *dated.span())


def _without_dates(passage: Passage, a: int, b: int) -> str:
    """A stretch without its dates, but for those that are a part of a name."""
    named = _handed_on(a, b, passage)
    first, end = named.span() if named else (b, b)
    return "".join(
        [
            character
            for place, (character, mask) in enumerate(zip(passage.text[a:b], passage.masked[a:b], strict=True), a)
            if mask != DATE or first <= place < end
        ]
    )


def _of_each(words: str) -> str:
    """高新区、经开区分别实现工业总产值: of each of them; other words as they are."""
    said = EACH_DOES.search(words)
    if said is None:
        return words
    who, _, what = words.partition(said[0])
    return "、".join(f"{one}{what}" for one in JOINTS.split(who))


def _words(passage: Passage, a: int, b: int) -> str:
    """An indicator's words as the report has them, without dates, line breaks and marks at their ends."""
    if passage.text[b - 1] == "数" and passage.masked.endswith(_NUMBER_OF_DATE, 0, b):
        b -= 1  # 结转和结余年末数
    kept = passage.text[a:b]
    if DATE in (kept if passage.masked is passage.text else passage.masked[a:b]):
        kept = _without_dates(passage, a, b).replace("自以来", "")
    return _own_words(kept) if _MAY_HOLD_OTHERS.search(kept) else kept.strip(_NAME_EDGE)


def _own_words(kept: str) -> str:
    """A name without words that say who, how, why or which of them; such words hold one of ``_MAY_HOLD_OTHERS``."""
    if "的" in kept:
        kept = _APPROVED.sub("", kept)
        if "计算的" in kept:
            kept = _RECKONED.compiled.sub("", kept)
    if "第" in kept:
        kept = _RANK.sub("", kept)
    if "\n" in kept:
        kept = kept.replace("\n", "")
    if kept[-1:] in EXCLUDED_LAST:
        kept = _LEFT_OUT.sub("", kept)
    is_subject = kept.endswith(_SUBJECT_MATTER) and not kept.endswith(_AIMED_AT)
    kept = kept.lstrip(_NAME_EDGE).rstrip(_NAME_EDGE[:-1]) if is_subject else kept.strip(_NAME_EDGE)
    if "共" in kept and "共" in kept.replace("公共", ""):
        done = _DID_ALL.compiled.sub("", kept)
        kept = kept if done in SUMS else done
    if "财政" in kept:
        kept = _TO_PAY.sub("", _PAID_BY.sub("", kept))
    if _SAYING.search(kept):
        kept = _WHO_SAYS.compiled.sub("", kept)
    if "了" in kept:
        kept = _OF_THE_PAST.sub("", kept)
    if "原因" in kept:
        kept = _BECAUSE.sub("", kept)
    if "分别" in kept:
        kept = _of_each(kept)
    if kept[:1] == functions.QUOTED:
        kept = functions.unquoted(kept)
    if (
        "实现" in kept
        or "完成" in kept
        or ("下" in kept and "在" in kept)
        or "共" in kept
        or "造成" in kept
        or "赛" in kept
    ):
        kept = _BY_THE_WAY.sub("", kept)
    if ("“" in kept or "”" in kept) and kept.count("“") != kept.count("”"):
        kept = kept.strip("“”")
    if kept[:2] == "分别":
        kept = kept[2:].lstrip("是为")  # 分别拉动经济增长, 分别是金融业
    if "中有" in kept:
        kept = _OF_WHICH.compiled.sub("", kept)
    return kept
