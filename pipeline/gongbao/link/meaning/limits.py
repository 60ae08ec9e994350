"""The other limits of a figure: programme, per what, price basis, aggregation, qualifiers."""

import re

from gongbao.kept import compiled
from gongbao.link.lexicons.cues import OF_END
from gongbao.link.lexicons.wording import DATE, HAN, HIDDEN, IN_ALL, QUOTES, Wording, fold
from gongbao.link.sentence.context import Context, Period
from gongbao.link.sentence.figure import CHANGES, CHANGING, COLONS, YEARLY, Figure, clause_start
from gongbao.link.sentence.passage import Passage, Placed
from gongbao.model import Kind, Measure, Mention, Money, Percent, Program, Quantity, Stand
from gongbao.normalize.amounts import PER

_BASIS = re.compile(
    "(?P<constant>可比价|可比口径计算|不变价|按[⌚]+(?:不变)?价格)|(?P<current>现价|按当年价格|当年价|名义(?=增|下|涨|上))"
    "|(?P<real>扣除价格因素|扣除物价|价格?(?:上涨|上升|变动)?的?因素，实际(?:增长|增加|提高|上升|下降|降低)|不包括物价|实际增长|剔除价格)"
)
_REAL_GROWTH = "实际增长"
_OF_THE_YEAR = "当年"  # prices of a year are constant ones, but not those of the figure's own
_BEHIND = re.compile("[（(][^（）()，；。]{2,12}[）)]")
_PRICES = compiled("^(?:价格|物价)|(?:价格|物价)(?:上涨|上升|变动)?$")
# 其中共投入3亿元, but not 中共.
_SUM = re.compile(f"累计(?!结[余转存])|合计|共计|总计|(?<![公合一有是])(?<!(?<![其年])中){IN_ALL}")
_NAMED_SUM = compiled("(?:收入|支出|收支)[总合]计$")
# What is owned or owed all told is called that.
_NAMED_STOCKS = tuple(f"{what}{sum_}" for what in ("资产", "负债", "权益") for sum_ in ("总计", "合计", "共计"))
_AVERAGE = re.compile("平均(?!每年|每月|汇率|水平的)|均值|年均浓度")
_END = compiled("年末|期末|截至|截止|月末|季末|年底")
_STOCK = compiled(
    "^年末.*结余|余额|存量(?!资[金产])|资产|负债|权益|(?:滚存|累计)结余|存栏|外汇储备|保有量|用车|设备$|车辆$|[存贷]款$|(?<!增加)(?<!产)价值$"
)
# 年初结转和结余, but 年初预算.
_BEGIN = compiled("[年期]初(?!预算|安排|批复|计划)")
_EXCLUDING = re.compile(
    "(?:剔除|(?<!附加|加计|税前)扣除(?!标准)|不含|不包括)了?(?P<what>[^，。；（）]{2,16}?)的?(?:因素|影响|后|，)"
)
_AS_IT_IS = re.compile("；|自然(?:口径|增长)")
_COMPARABLE = compiled("同口径|可比口径|按可比口径")
_FACTOR = "因素"
# Laws say how things are done, and are no programme that money is spent by.
_LAW = compiled("(?<![办做方])法(?:实施条例)?$")
_ACCORDING = tuple(f"{how}{mark}" for how in ("根据", "依据", "按照", "依照") for mark in ("", "《"))
_LIMIT = "元以"
_ET_CETERA, _SLASHES = "等", ("/", "／")
# Between a programme and the clause that it still governs there is a mark and nothing else: …“三项计划”，打造1000个.
_CLAUSE_MARKS = "，、：,: （("
_CLAUSE_WORDS = re.compile(f"(?!到{DATE})[^{_CLAUSE_MARKS}{DATE}]")  # “五治”，到2025年，普及率达到85%
# What is all told of it: “七五”计划草案规定, “三个全覆盖”：, “4+8”预算体系（
_GOVERNS_ALL = re.compile("[：:（(]|(?:草案)?(?:规定|提出|要求|明确)")
_SPENT_FIRST, _SPENT_ON_ALL = (
    frozenset("主重全分共投用资"),
    compiled("资?金?(?:主要|重点|全部|分别|共)*(?:投向|用于)[：:]"),
)
# Programmes that come to something by themselves, as policies do not.
OF_ITS_OWN = ("project", "plan", "fund", "platform")
WORKS = ("工程", "行动", "计划", "攻坚战", "保卫战")
# What may be told of any of them.
_MEASURES_OF_WORKS = (
    "预算", "支出", "资金", "项目", "投资", "拨付", "完成", "到位", "受益", "群众", "服务对象", "满意",
)  # fmt: skip
_COMES_OF_IT = ("惠及", "带动", "撬动", "拉动", "吸引", "直接", "服务", "覆盖")
_SPENT_ON = ("资金", "经费", "支出", "补助")
_CLAUSE_OPENS = f"，；：{DATE}"
# “千万工程”示范村建设, 实施“数字乡村”项目中虚报工程量: the clause of a name goes on so, and the next is about the same.
_ITS_TAIL = compiled(
    f"(?!等)[{HAN}]{{0,8}}?(?:建设|工作|政策|改革|任务|创建|活动|整治|治理|实施|期间|以来|(?:过程)?中[{HAN}]{{0,8}})(?=，)"
)
# “三供一业”移交基本完成，惠及职工1400户; 深化“放管服”改革，取消事项90项: who opens so tells on of it.
_TOLD_OF = compiled(f"(?![等的])[{HAN}“”]{{0,16}}(?=，)")
# How a sentence opens that launches a programme, up to its name.
LAUNCHING = compiled(
    f"{DATE}*(?:(?:坚持|始终)?把|将|围绕|聚焦|巩固|拓展|深入|全面|全力|扎实|持续|大力|继续|积极|稳步|加快|加力|统筹|启动|组织|着力|纵深|进一步|接续|高质量|实施|开展|推进|推动|深化|落实|抓好|办好"
    "|推行|打好|打赢|打响|坚定|坚决|有序|用好|用足|建立|完善|做好|学习|运用){0,4}"
)
_GETS_ON = ("推进", "展开", "见效", "成果", "成效", "实施", "启动", "覆盖面", "保障", "建设", "落地", "完成")
# By which verb a sentence does so, right before the name.
LAUNCHED = ("实施", "开展", "推进", "推行", "推广", "落实", "打造", "启动", "完善", "建立", "打好", "打赢", "打响")
_LAUNCHES_OTHERS = compiled("[，、；](?:深入|全面|扎实|加快|大力|同步)?(?:实施|开展|启动)")
# What stands behind the marks of a name and tells no more than what it is.
_HEAD = compiled("(?:项目|经验|政策|改革|战略|活动)(?=，)")
# What stands between those that are counted and what all of them work by: a bracket, around them or behind.
_ALL_BY = compiled(
    "(?:（[^（）]{0,120}）|[^（）。；]{0,120}）)?，?(?:全部|全都|均|都)已?(?:按照?|实行|推行|落实|实施|开展|执行)"
)
# 8所职业院校入选“双高计划”，高校增设专业97个, but 获批“双高计划”，获资金9亿元
_WON = compiled(
    "[\\d一二两三四五六七八九十][所个家项名人位][^，。；]{1,14}(?:获批|入选|获评|入围|评为)(?:国家级?|全国|[省市]级?)?$"
)
# 整合资金1.9亿元，统筹用于“千万工程”示范村建设
_GOES_INTO = compiled("，?(?:主要|全部|统筹|重点|专项|全额)*(?:用于(?:支持|保障|实施|推进|开展)?|支持)|(?:实施|推进)")
# 安排2亿元支持“千万工程”，安排1亿元用于医疗
_GRANTED = ("安排", "下达", "拨付", "落实", "统筹", "争取", "筹集")
_MONEY = Kind.MONEY
_AN_AREA = "单位面积"
_COUNTING, _THAN_AT = "普查", re.compile(f"[与同和比较]{DATE}+$")
# What is done, but for what an indicator may begin with.
_DEED = compiled(
    "新(?:[增建设引改签上开]|认定|登记|培育|注册)|整治|治理|惠及|吸引|集聚|盘活|清理|拆除|化解|处置|修复|招引|培训|推广|发展|配备"
    "|吸纳|谋划|签约|走访|选派|慰问|关停|压减|归集"
)
_SHORT_PHRASE = 4
# What all that is done brings about, and no one programme: 推进“七大攻坚”，生产总值增长5%.
OF_NONE = frozenset((
    "gdp", "fiscal_revenue", "general_public_budget_revenue", "general_public_budget_expenditure", "cpi",
    "above_scale_industry_va", "resident_disposable_income", "urban_disposable_income", "rural_disposable_income",
))  # fmt: skip
_YEAR = "年"
# What is not of each year: 每年新增就业3万人、累计12万人、2020年达到4万人.
_NOT_EACH = compiled("[⌚计共]|达到|惠及|受益|覆盖|涉及|[月日天次]均|每")
_UNSUMMED = CHANGES | {Measure.SHARE, Measure.DIFFERENCE}
_CHANGE = Measure.CHANGE
_SAID = frozenset(("stated", "sentence"))


def program_of(figure: Figure, passage: Passage, context: Context, known: str | None, wording: Wording) -> str | None:
    """The programme named in the figure's clause or right before it, one whose name governs the sentence, that of the
    figure whose subject it shares, else the one of the paragraph's run-in heading. ``known`` is the canonical
    indicator of the figure.
    """
    masked, last = passage.masked, figure.last
    noun_end = figure.noun[1] if figure.noun else figure.end
    for place in reversed(passage.programs):
        value = place.mention.value
        assert isinstance(value, Program)
        start, end = place.start, place.end
        if masked.endswith(_ACCORDING, 0, start) and _LAW.search(value.name):
            continue  # 根据《政府采购法》的规定，编制采购预算9万元
        if masked[end : end + 2] == _FACTOR or (known in OF_NONE and value.type != "document"):
            continue  # 剔除留抵退税因素后
        if value.name.endswith(_COUNTING) and (masked[start] == HIDDEN or _THAN_AT.search(masked, 0, start)):
            continue  # （2013年是第三次全国经济普查年份）, 与2010年第六次全国人口普查的13亿人相比
        if start < figure.start:
            if masked[end] in COLONS and masked[start] in QUOTES:
                return value.name  # “厕所革命”：新建公厕26座；改造户厕4300户
            if value.type == "fund" and masked[end] in _SPENT_FIRST and _SPENT_ON_ALL.match(masked, end):
                return value.name  # 专项债券主要投向：交通5亿元；产业园区6亿元
            if end < figure.left:
                if (
                    figure.stated
                    and not isinstance(figure.mention.value, Money)
                    and _WON.search(masked, clause_start(masked, 0, start), start)
                ):
                    continue
                end = _clause_end(place, value, figure, masked, known, wording) or end
            if last and figure.clause.startswith(_GRANTED) and _GOES_INTO.fullmatch(masked, last.end, start):
                break
            goes_on = end < figure.left and masked[end] not in _CLAUSE_MARKS
            if end > figure.left or not (goes_on or _CLAUSE_WORDS.search(masked, end, figure.left)):
                return value.name
            governs = masked[end] not in _ET_CETERA and _governs(place.mention)  # but not 《…条例》等9件法规
            if masked.find("；", end, figure.start) < 0:
                if governs and (value.type == "document" or _GOVERNS_ALL.match(masked, end)):
                    return value.name
                if governs and _is_goal_of(place, figure, passage, known, wording):
                    return value.name
                if last is not None and last.fact.program == value.name:
                    # 建成大棚3亩、温室5栋: the list goes on about the same
                    is_list = figure.clause[:1] == "、"
                    told = is_list and not figure.joined and place.mention.text not in last.words
                    if (told and masked.find("，", place.end, last.start) >= 0) or (
                        governs and (is_list or not figure.has_phrase)
                    ):
                        return value.name
                    if _tells_more(figure, place, passage, last, known, wording):
                        return value.name
            if governs:
                break
        elif figure.end <= start < noun_end or (
            # 50项服务“跨省通办”, but 37个县“三保”支出
            masked[start] in QUOTES
            and ((start == noun_end and not masked[end].isalpha()) or _works_by(figure, start, masked))
        ):
            return value.name
    if figure.mention.kind is _MONEY:
        for place in passage.programs:
            value = place.mention.value
            into = place.start >= figure.end and _GOES_INTO.fullmatch(masked, figure.end, place.start)
            if into and isinstance(value, Program):
                return value.name
    if last and (its := last.fact.program):
        goes_on = figure.taken and not (figure.noun or figure.joined)
        if goes_on or (not figure.own and its in figure.words):
            return its  # 棚户区改造开工3万套、基本建成2万套
        is_short = figure.phrase[1] - figure.phrase[0] <= _SHORT_PHRASE and (
            not figure.noun or _is_done(figure, wording)
        )
        # 新增专项债券20亿元，财政收入增长3%: what grows has a subject of its own
        is_areas = figure.has_phrase and (known is not None or figure.verb in CHANGING)
        if is_short and not is_areas and masked.find("；", last.end, figure.start) < 0:
            for place in passage.programs:
                value = place.mention.value
                if isinstance(value, Program) and value.name == its and value.type in ("fund", "platform"):
                    return its
    return None if known in OF_NONE else context.program


def _works_by(figure: Figure, start: int, masked: str) -> bool:
    """Whether what a figure counts does all of it by the programme whose marks open at a place: 全市441所学校（其中咸安
    71所），全部按照“一校一案”."""
    counts = isinstance(figure.mention.value, Quantity)
    return counts and _ALL_BY.fullmatch(masked, figure.noun[1] if figure.noun else figure.end, start) is not None


def _is_goal_of(place: Placed, figure: Figure, passage: Passage, known: str | None, wording: Wording) -> bool:
    """Whether a figure says what a programme has done that its sentence is launched with: 实施“优学”工程，完善机制，
    新建幼儿园5所, but not behind what has another programme or is launched with other works.
    """
    masked, start, program = passage.masked, place.start, place.mention.value
    last = figure.last
    assert isinstance(program, Program)
    left = clause_start(masked, 0, start)
    opening = LAUNCHING.match(masked, left, start)
    launched = left == start or (opening and opening.end() > left) or masked.endswith(LAUNCHED, left, start)
    other = last.fact.program if last and last.end > start else program.name
    # 新增专精特新企业18家、瞪羚企业3家 are both of it, and so is what is done behind 棚户区改造开工4120套.
    named = last and other and other in last.words and f"“{other}" not in last.words
    goes_on = named and figure.clause[:1] == "、" and not figure.joined
    if not launched or not (goes_on or ((named or other == program.name) and _is_done(figure, wording))):
        return False
    is_areas = known is not None and not figure.noun and program.type not in OF_ITS_OWN
    return not is_areas and not _LAUNCHES_OTHERS.search(masked, place.end, figure.left)


def _clause_end(
    place: Placed, program: Program, figure: Figure, masked: str, known: str | None, wording: Wording
) -> int | None:
    """Where the clause of a programme ends that goes on behind its name, where what the next one tells is about it."""
    start, end = place.start, place.end
    if masked[start] in QUOTES:
        if head := _HEAD.match(masked, end, figure.left):
            return head.end()  # 深入学习运用“千万工程”经验，
        of_its_own = known is None and program.type in OF_ITS_OWN
        if of_its_own and (tail := _ITS_TAIL.match(masked, end, figure.left)):
            return tail.end()  # 推进“千万工程”示范村建设，打造
    told = _TOLD_OF.match(masked, end, figure.left)
    if told is None or not (_is_done(figure, wording) or (known is None and program.type == "platform")):
        return None
    left = clause_start(masked, 0, start)
    # 中心城区“四尚宜春”建设深入推进，: what the first clause of a sentence is about
    leads = left == 0 and masked[start] in QUOTES and told[0].endswith(_GETS_ON)
    return told.end() if leads or LAUNCHING.fullmatch(masked, left, start) else None


def _tells_more(
    figure: Figure, place: Placed, passage: Passage, last: Figure, known: str | None, wording: Wording
) -> bool:
    """Whether a figure goes on about the programme that the ``last`` one is of: 实施“清水绕城”工程，新建管网36公里，
    污水集中收集率提高到76%, but not 全市零售总额增长5%.

    Where the name is a part of the last indicator's own, the sentence is not about it: “便民互认”项目覆盖率90%，
    异地结算开通率100%, but 项目完成率.
    """
    mention, value = place.mention, place.mention.value
    assert isinstance(value, Program)
    if place.start >= last.start:
        return False  # 安排9亿元支持“两重”项目，报废更新汽车2万辆: what the money goes into is not what goes on
    quoted = mention.text[0] in QUOTES
    of_its_own = value.type in OF_ITS_OWN and (quoted or value.name.endswith(WORKS))
    masked, start = passage.masked, place.start
    launched = LAUNCHING.fullmatch(masked, clause_start(masked, 0, start), start) is not None
    clause = figure.clause.removeprefix("、")
    goes_on = clause.startswith(_COMES_OF_IT) or (launched and 0 < len(clause) < len(figure.clause))
    if goes_on and last.end >= figure.left - 1:
        return True  # 老旧小区改造936个，惠及3万户; 取缔企业66户、产能105万吨
    if not (of_its_own or quoted or launched) or (figure.own and figure.words.startswith(tuple(QUOTES))):
        return False
    if mention.text in last.words:
        if of_its_own and figure.words.startswith(_MEASURES_OF_WORKS):
            return True
        if not last.words.endswith(_SPENT_ON):
            return False
    elif not quoted or (start and masked[start - 1] not in _CLAUSE_OPENS):
        comma = masked.find("，", place.end)
        # 列入“千万工程”的村30个，: what the clause of the name counts is told of
        if any(place.end <= one.view_span.start - passage.start < comma for _, one in passage.figures):
            return False
    # 实现8个县、132个贫困乡镇摘帽: what is counted by the way is no figure of the area.
    is_areas = (known is not None and not figure.noun) or figure.scope is not None or figure.region is not None
    return (of_its_own and not is_areas) or _is_done(figure, wording)


def _is_done(figure: Figure, wording: Wording) -> bool:
    """Whether what stands before a figure is something done, and has no subject of its own: 完成投资, 新增耕地."""
    if figure.verb == "new":
        return True
    clause = fold(figure.clause).lstrip(_CLAUSE_MARKS)
    if clause == "":
        return False
    if _DEED.match(clause):
        return True
    first, end = clause[0], len(clause)
    openings = (wording.light, wording.cut, wording.add)
    return any(first in opening.first and opening.match(clause, 0, end) for opening in openings)


def _governs(mention: Mention) -> bool:
    """Whether a name is so definite that what follows in its sentence is about it: “公物仓”制度, 《…标准》."""
    value = mention.value
    return isinstance(value, Program) and (
        value.type in ("document", "platform") or (mention.text[0] in QUOTES and mention.text[-1] not in "”」』")
    )


def per_what(figure: Figure, passage: Passage, indicator: str, wording: Wording) -> str | None:
    """What the figure is for each of: 645元/月, 人均, 每个项目; the indicator's words are folded.

    由每人每年240元提高到280元, 每月815元和615元: the second is for each of the same, but not where it has a name of its
    own and only the first one's says of what: 人均粮食产量、水果产量分别增加1吨、2吨.
    """
    masked, last = passage.masked, figure.last
    if masked.startswith(_SLASHES, figure.end) and (behind := PER.match(masked, figure.end)):
        return str(behind["what"])
    if _LIMIT in indicator:
        words = indicator.partition(_LIMIT)[2]  # 人均纯收入1万元以下脱贫户 are no one's each
    else:
        # 人均收入、人均支出等六项指标: the clause lists what the figure counts.
        words = indicator if figure.clause[-1:] == _ET_CETERA else indicator + figure.clause
    if isinstance(figure.mention.value, Percent):
        return "项目" if "每个项目" in words else None
    if not wording.has_per.search(words):
        if not last or not last.fact.per:
            return None
        if figure.has_phrase:  # 年均新建公路50公里、改造危房80户: so it goes on through the list
            said = masked[last.end : figure.start]
            goes_on = last.fact.per == _YEAR and said[:1] == "、" and not _NOT_EACH.search(said)
            return _YEAR if goes_on else None
        if last.mention.kind is not figure.mention.kind:
            return None
        # 月人均提高125元，达到3260元
        got_to = figure.verb == "become" and (last.joined or last.verb in ("from", "rise", "fall"))
        # 低保标准达到每人每月827元，较上年提高24元
        grown = figure.verb in CHANGING and indicator == last.fact.indicator
        if not (figure.joined or last.verb == "from" or got_to or grown):
            return None
        other = figure.members and wording.has_per.search(fold(last.fact.indicator or ""))
        return None if other else last.fact.per
    for word, what in wording.per:
        if word in words and not (what == _YEAR and "浓度" in words):
            # 单位面积产量6千公斤/公顷
            return getattr(figure.mention.value, "unit_id", "").partition("/")[2] or what if word == _AN_AREA else what
    return None


def price_basis_of(figure: Figure, passage: Passage) -> str | None:
    """The basis named since the figure before, in a bracket behind the figure, or that of the figure whose subject it
    shares. It goes on through growth rates, 按可比价格计算，A增长5%，B增长3%, up to the next amount with a name.
    """
    last = figure.last
    found, masked, start = None, passage.masked, last.end if last else 0
    bracket = _BEHIND.match(passage.plain, figure.end)
    said = masked[start : figure.start] + (bracket[0] if bracket else "")
    if "价" in said or "径" in said or "名义" in said or "实际" in said:
        for match in _BASIS.finditer(said):
            if match[0] == _REAL_GROWTH and start + match.start() < figure.left:
                continue  # 居民收入实际增长与经济增长同步，新增就业25万人
            found = match.lastgroup
            if DATE in match[0] and _OF_THE_YEAR in passage.text[start + match.start() : start + match.end()]:
                found = "current"
        held = last and not figure.has_phrase and last.fact.measure is not Measure.LEVEL
        if found == "real" and last and held and last.fact.status is Stand.PLANNED:
            found = None  # 预期增长7%，实际增长6%, but 甲收入实际增长9%，乙收入实际增长8%
    if found or last is None:
        return found
    basis = last.fact.price_basis
    if figure.has_phrase and not isinstance(figure.mention.value, Percent):
        return None
    if figure.has_phrase and basis == "real" and _REAL_GROWTH in masked:
        return None  # 收入实际增长8%；失业率控制在4%以内: of that growth alone
    return basis


def aggregated(figure: Figure, passage: Passage, indicator: str, measure: Measure, period: Period | None) -> str | None:
    """Whether a figure is a sum, an average or a state at the end of its period; the indicator's words are folded."""
    masked, clause = passage.masked, figure.clause
    if (
        ("计" in clause or "共" in clause)
        and (said := _SUM.search(clause))
        and not (measure is _CHANGE and _NAMED_SUM.search(clause, 0, said.end()))
        and not clause.endswith(_NAMED_STOCKS, 0, said.end())
        and not (figure.whole and said[0] in figure.whole)
    ):
        return "sum"
    if measure is _CHANGE and figure.comparison == YEARLY:
        return "average"
    if measure in _UNSUMMED:
        return None
    if ("均" in clause or "均" in indicator) and (_AVERAGE.search(clause) or _AVERAGE.search(indicator)):
        return "average"
    is_last_day = False
    if period and (day := period.start) and day == period.end:
        if day.day == 1 and _BEGIN.match(indicator):
            return "begin"
        if day.day != 1 and _STOCK.search(indicator):
            return "end"  # 截至6月底，资产总额9亿元。其中，企业负债5亿元
        is_last_day = period.where in _SAID and (day.month, day.day) == (12, 31)
    if not is_last_day and not passage.told & OF_END:
        return None
    segment = max(masked.rfind("；", 0, figure.start), masked.rfind("。", 0, figure.start)) + 1
    if is_last_day:  # behind a semicolon only what is there on a day is of the last one
        there = isinstance(figure.mention.value, Quantity) and figure.verb is None
        return "end" if segment == 0 or there or _STOCK.search(indicator) else None
    ended = _END.search(masked, segment, figure.start)
    if ended and period and period.start != period.end and period.where in _SAID:
        # 截至2021年底，甲400万人，全年支出9亿元
        told = sum(ended.end() <= place.start < figure.start for place in passage.dates)
        return None if told > 1 and not _STOCK.search(indicator) else "end"
    return "end" if ended else None


def qualifiers(figure: Figure, passage: Passage) -> tuple[tuple[str, str], ...]:
    """Further limits as sorted pairs: ``excluding``, ``basis``, ``denominator``."""
    found: dict[str, str] = {}
    match = _EXCLUDING.search(passage.masked, max(0, figure.left - 30), figure.start)
    if (
        match
        and figure.has_phrase
        and "，" not in (match[0][-1], passage.masked[match.end()])  # 不含深圳，收入9亿元，支出8亿元: of all
        and any(match.end() <= one.view_span.start - passage.start < figure.left for _, one in passage.figures)
    ):
        match = None  # 剔除减税因素增长9%，税收占比82%
    # Of prices the basis tells; behind a semicolon or 自然口径 nothing is left out of what follows.
    if match and not (_PRICES.search(match["what"]) or _AS_IT_IS.search(passage.masked, match.end(), figure.start)):
        found["excluding"] = passage.text[slice(*match.span("what"))]
    if "口径" in passage.masked:
        said = _COMPARABLE.search(passage.masked, max(0, figure.left - 10), figure.start)
        # 同口径增长8%，税收占比78%: another figure between has had it
        if said and not any(map(str.isdecimal, passage.masked[said.end() : figure.left])):
            found["basis"] = "同口径"
    if whole := figure.whole or figure.of:
        found["denominator"] = whole
    return tuple(sorted(found.items()))
