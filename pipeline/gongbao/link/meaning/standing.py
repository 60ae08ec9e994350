"""Whether a figure is achieved, planned or estimated, and at which stage."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from gongbao.kept import compiled
from gongbao.link.lexicons.cues import OF_AHEAD, OF_WHOLE
from gongbao.link.lexicons.wording import DATE, EXPECTED, HIDDEN, INTENDED, Wording, fold, in_digits
from gongbao.link.meaning.periods import DECEMBER, OUTDONE, period_taken
from gongbao.link.sentence.context import Context, Period, Stance, Standing
from gongbao.link.sentence.figure import BUDGET, CHANGES, CHANGING, INITIAL, PLAN, TARGET, Figure
from gongbao.link.sentence.passage import Passage
from gongbao.model import DocumentType, Fact, Measure, Metadata, Money, Quantity, Stand

_CARRIED_OUT = compiled("实际|完成|执行(?!中)|实现|决算")
# 超年度计划8%: what it is above was set before.
_SET_BEFORE = ("预算", "概算", "任务", "计划", "目标", "目标值")
# 税收短收3000万元 has come about, and is not set.
_EXTENT = compiled("[增降升跌减]幅")
_CAME_IN = compiled("[短超欠减增]收")
# Nor is 支出预算9亿元，节约2亿元, and 调增2亿元 tells of another budget.
_COMES_OF_IT = compiled("[短超欠减增]收|调|节[约省余]|实际|完成|执行")
_ALLOTTED = "安排"
_AIMED_SO = "(?![使利]用外资|到[位账]|可用)"
_REALLY_DONE = compiled(f"实际{_AIMED_SO}")  # 目标是：…，实际使用外资1亿美元 is what is aimed at
_SPENT = compiled("实际(?:支出|动用|动支|使用(?!外资)|执行|支付|发放|拨付|发生)")
# 项目绩效目标：采购设备25台，验收合格率达到100%
_PERFORMS = compiled("绩效(?:总体|年度)?(?:目标|指标)[：:为是]")
# 一九八五年国民经济和社会发展计划草案
_OF_A_YEAR = compiled("计划执行情况|(?:[0-9]年度?|年度)(?:国民经济|经济|社会|发展|[和与])*计划")
# 争取资金3亿元: what comes from others is no aim.
_OBTAINED = (
    "(?!到|上级|中央|国家|项目|专项|(?:新增|增发)(?:专项|债券|一般|政府|国债)"
    "|[^，。；、完达实增]{0,10}(?:资金|债券|国债|贷款|补助|转移支付|奖补|额度))"
)
_FUTURE = compiled(f"(?:到|至)⌚|力争|争取{_OBTAINED}|(?<!绩效)目标|拟|(?<!行动)计划|规划")
_INTENDED = re.compile(
    "(?<!行动|支持|改善|培养|提升|资助|培训|培育|引进|招募|倍增|超过|超出)(?<!超额完成)(?<!超)计划(?!生育|单列|时期的|期间的|内|外|行政|经济|指标|目标|任务|惠及|覆盖|已|累计|(?:完成|执行)(?:率|情况|进度)|总投资[^，。；\\d]{0,8}(?:增长|下降)|[”》」，的]|(?:确定|规定|提出)的(?:各项|主要)*$)"
    f"|拟|力争|争取{_OBTAINED}"
)
_TO_BE_DONE = re.compile(f"(?:计划|拟|力争|争取)[于在到]?{DATE}|将[于在]{DATE}")
# 剩余6个将在年底前完成
_WILL_BE_DONE = (f"将于{DATE}", f"将在{DATE}")
# What ends a plan that a sentence has begun with: 计划投资9亿元，已投资3亿元, 2023年完成4亿元, 较计划增加1亿元.
_COMES_TO = re.compile(
    f"[；{DATE}]|已|现|实际|完成|累计|实施|[建落]成(?!后)|投[产用](?!后)|[开竣完]工|计划|超|到位|批复|下达|占(?!地)|[比较为由的]"
)
# 力争投资增长5%，完成改造3个 is all of it to come, but not what has come to pass: 力争增长5%，目前已完成3个.
_HOPES, _COME_TO_PASS = (
    ("力争", "确保", "努力"),
    compiled(f"[；{DATE}]|已|(?<![实兑])现(?![代场金役])|实际|累计|目前"),
)
_DO, _BUDGET_DONE = "完成", "预算完成"
# 预算支出9亿元，完成年初预算的99%: what has come of it, but 支出预算 is what was set.
_BUDGETED_SIDES = ("预算收入", "预算支出")
_DONE_OF_IT = re.compile(f"，?(?:完成|为|占)了?(?:年初|全年|年度|调整后?|变动后?|{DATE}{{1,4}})?预算")
_OUTDOES = compiled("超|[低高好优]于")  # 超过计划规定的8%，钢产量达到3亿吨
# 计划投资9亿元，目前已完成3亿元: no plan, whatever the sentence has begun with.
_SO_FAR = re.compile("[，,]?(?:目前|现|截[至止][^，]{1,8}[，,]?)?(?:全[省市县区]|我[省市县区])?已(?!知)")
# 收入预期19.5亿元, but not what an outcome is held against: 好于预期, 超出预期.
_EXPECTED = re.compile("(?<![于过出超合])(?<!达到|不及|社会|市场)预期(?!目标|寿命|相比)")
# 确保全年增长6%, but 安排资金3亿元，确保3万户供暖 tells what has come of it.
_ENSURE, _NEW, _HAS_COME = "确保", "new", re.compile("已|[0-9]")
_ENSURES = re.compile(
    f"(?:^(?:{HIDDEN}*|[0-9一二三四五六七八九十]{{1,2}}[）).．、是])|[；：]|冲刺[^，。；]{{0,8}}，){_ENSURE}(?!了|[近约超逾]?[0-9])"
    f"|{_ENSURE}(?={DATE})"
)
# 预期增长7%左右，实际增长6%
_AT_LEAST, _STRIVES, _STRIVING = ("≥", "≤"), "力争", ("力争", "确保", "争取")
_REALLY = compiled(f"[^；。]{{0,12}}实际{_AIMED_SO}")
# What is on the staff, also where a budget tells it.
# So are the units that it is made up of.
_ON_THE_STAFF = compiled(
    "编制(?!标准|规划)|实有|现有|在职|在编|编外|在岗|[离退]休(?!干部用车)|遗属|预算单位|[下内]设|(?:[下所直]属|行政|事业|参公)[^，。；：]{0,8}单位$|聘用|共有(?:公务)?(?:车|用车)"
    "|^(?!.*(?:购置|采购|更新|新增|配备)).*单[价位][^，。；：]{2,16}以上[^，。；：]{0,8}设备"
)
_ADJUSTED = tuple(f"调{how}{to}" for how in "减增整" for to in "为至到")
_OWED = ("限额", "余额")
_ADJUSTS, _INITIAL_BUDGET = ("调减", "调增"), "initial_budget"
_ADJUSTING = "预算调整"
_AS_OF = compiled(f"截[至止]到?{DATE}")
# 调整后预算为9亿元, 支出预算调整为9亿元
_NOW_ADJUSTED = compiled("调整后|预算数?(?:相应)?调[整增减][为到至]")
_CHANGED_BUDGET = compiled("调[增减]后的?[^，。；]{0,8}预算")
_SET_ASIDE = ("年初安排", "年初预留", "年初预算安排")
_VOTED = compiled(
    "(?:人代会|(?:人大|人民代表大会)(?:第?[一二三四五六七八九十]{1,3}次)?(?:会议|常委会(?:第?[一二三四五六七八九十]{1,3}次会议)?)?)"
    "(?:审[议查])?(?:批准|通过)的"
)
# The other side of what was voted on, right behind the one: ，支出为8亿元.
_OTHER_SIDE = compiled(
    "[，、和](?!\\p{Han}*(?:加|减|入库|汇总|上级))(?:\\p{Han}{0,12}(?:预算|基金|经营|财政|[省市县区乡镇本]级))?(?:收入|支出)(?:预算|安排)?[为是]?"
)
_SIDES_LAST = ("收入", "支出")
# What tells of other amounts than those voted on.
_NOT_VOTED = compiled(f"{_CARRIED_OUT.pattern}|已|调[整增减]|年中|下达|[{DATE}]")
# 安排专项债券资金3亿元后，债务余额20亿元: nor are these allotted.
_NOT_ALLOTTED, _ALLOTS = compiled("余额|限额|到位|拨付|使用|完成"), compiled("安排[^，；]*\\d[^，；]*[，：]?$")
# The number of an item or a date before what a sentence is about: 2.2024年市本级收支平衡情况.
_OPENING = compiled(f"(?:[（(]?[0-9一二三四五六七八九十]{{1,2}}[）).．、]|[①-⑳])?[{DATE}，、 ]*")
# 经上述调整后，支出70亿元，较年初预算增加3亿元: all that follows is the budget as it is then.
_AFTER_ADJUSTING = compiled("(?:^|[。；])[^，。；]{0,8}调整后[，：]")
_FORECAST, _FORESEEN = "预测", "预计"
_IN_ADVANCE = (_FORESEEN, "估计", "预期")
_ESTIMATE = "预计数"  # what an outcome is held against: 比报告的预计数增加
# 预计全年产值9亿元，增长8%；收入3亿元: all of a sentence that opens so.
_ESTIMATES_ALL = compiled(
    f"(?:初步)?(?:预计|估计|预测|测算)(?:，|{DATE}|全[省市县区州旗镇乡])|{DATE}+，?(?:全[省市县区州旗镇乡]|我[省市县区州旗镇乡])?(?:初步)?预计"
)
# What is not estimated all the same, behind a semicolon: 目前已投资3亿元, 2023年收入8亿元, but not 较上年提高1个百分点,
# 实际利用外资2亿美元.
_IS_OTHER = re.compile(f"(?<![比较{DATE}]){DATE}|已|目前|实际{_AIMED_SO}")
# 项目达产后可实现年产值75亿元、税收4亿元, 达产后年产值120亿元: what is to come of it, but not
# 建成后，年产值由2亿元增至9亿元.
_ONCE_BUILT = compiled(
    "(?:建成|达产|投产|投[用运]|运营|竣工|完工|实施)(?:见效|达效|使用|投[产用])?后，?"
    f"(?:[^，。；]{{0,6}}?(?:[可将能]|预计)|(?<!实施后，?|{DATE}[^，。；]{{0,16}}后，?)年(?:总?产值|销售|营业收入|主营|利税|税收|纳税)"
    f"(?![^，。；]*(?:[由从增减升降{DATE}]|突破|连续)|[^。；]*已))"
)
# What a year came to is not settled for so many days.
_SOME_MONTHS = 120
_MAY_BE_INTENDED = re.compile("|".join(INTENDED))
# A member is found much more slowly in its enumeration than in a module.
_BY_TYPE = _OF_PLANS, _OF_BUDGETS = DocumentType.PLAN, DocumentType.DEPARTMENT_BUDGET
_OF_YEARS_BUDGET, _OTHER, _OF_AUDITS = DocumentType.BUDGET_REPORT, DocumentType.OTHER, DocumentType.AUDIT_REPORT
_ACTUAL, _PLANNED, _ESTIMATED = Stand.ACTUAL, Stand.PLANNED, Stand.ESTIMATED
_PLAN = (_PLANNED, None)
_RATE, _COUNT, _CHANGE = Measure.RATE, Measure.COUNT, Measure.CHANGE
_GROWTH = Measure.GROWTH
# 到2025年: what is to be reached, not 截至2025年, nor 由2019年的5亿元增加到2024年的7亿元.
_BY_THEN = compiled("(?<![截达直加升高降减少长])(?:到|至)⌚")
# 今年要, 下半年将, 2017年，我们将: what a year or half that is not over begins with.
_WILL = compiled(
    "⌚[，,]?(?:我们|我[省市县区州旗盟国]|全[省市县区州旗盟国])?(?:将(?!近|军)|要(?!素|闻|件)|力争|确保|必须|[尚还]?需(?!求|方))"
)
# 今年的预算收入规定为9亿元.
_SET_FOR = compiled("(?:规定|安排|确定|核定)为")
_SHALL = compiled("将(?![近军领士帅其])")
# A report of these months that tells of the whole year tells what is to come.
_EARLY = 4
# 一九五七年的国家预算，收入…, in whatever report.
_OF_YEARS_OWN_BUDGET = compiled(f"{DATE}+度?的?(?:国家|中央|财政|总)预算(?=[，：]|总?收入|总?支出)")
# 批准2017年市级预算，其中收入9亿元; 国务院提出的2021年预算草案，收入9亿元.
_BUDGET_VOTED_ON = compiled(
    f"批准了?{DATE}+度?的?[^，。；：决]{{0,10}}预算(?:草案)?(?=，)|{DATE}+度?的?[^，。；：决]{{0,10}}预算草案(?=[，：])"
)
# 2020年预算执行情况与2021年预算草案的审查结果报告, 2017年预算的决议
_ON_A_BUDGET = compiled(
    "预算(?:[（(]?草案[）)]?)?(?:及其报告)?的(?:初步)?(?:审[查议])?(?:结果|意见)?的?(?:报告|决[议定]|意见)$"
)
# 一九八〇年计划，工农业总产值…, told in the middle of that year.
_OF_YEARS_PLAN = re.compile(f"{DATE}+度?的?(?:国民经济)?计划(?:设想|规定)?[，：]")
# A quarter or half that goes on for longer than this has hardly begun.
_SOME_WEEKS = 45
# 年度计划投资86亿元，完成投资93亿元: the first is planned, however long ago.
_PLANS_OF_A_YEAR = ("年度计划", "全年计划", "当年计划")
# 失业率3.6%，控制在年度计划4.5%以内, but not 完成年度计划200个
_AS_PLANNED = compiled("(?<!完成|实现)(?:年度|全年)(?:计划|目标)$")
_LEADS_AIM = (*_AT_LEAST, "年度计划", "年度目标", "全年计划", "全年目标")
# So is what a project is to cost in all.
_PLANNED_COST = ("计划投资", "计划总投资")
# Under a heading over what has been: 失业率5.2%，低于5.5%的预期目标.
_HELD_AGAINST = compiled("(?:[低高好优]于|超过|超额完成|完成|实现)了?[^，。；]{0,12}目标")
# 失业率5.2%，低于5.5%的预期目标, 新增6万人，超额完成5万人的目标任务: what was aimed at.
_AIMED_AT = re.compile(
    "(?:左右|以[内上下])?的?(?:全年|年度|年初|既定|预定|预期|控制|计划|规划|约束性?|⌚){0,4}目标(?:任务|值)?(?=[，。；、）]|[0-9]|[之以]内|仍|还有|尚有|有[^，。；]{0,4}差距|相[差比])"
)
# 占比达42%，提前一年完成规划目标, but not 确保新增就业3万人，全面完成目标, 主要目标是：增长8%，全面完成目标.
_REACHED = compiled(
    "(?!.*(?:确保|力争|争取|努力|务必|目标[是为：])).*(?:提前[^，。；]{0,6}|超额|圆满|全面|顺利|如期|已|较好|胜利)(?:完成|实现)了?[^，。；]{0,14}目标"
)
# 《规划》提出了能耗降低20%的目标, but not 完成市委提出的目标.
# So are 设定了20项指标，其中森林覆盖率达到25%.
_SETS = re.compile(
    "(?:提出|(?:确定|明确|设定|确立)了)(?!的|并实现|并完成)[^。；]{2,60}目标(?![0-9])"
    "|(?:设置|设定)了?(?!的)[^。；]{0,16}(?<!监测|检测)指标[^。；]{0,8}(?:包括|其中|如下)(?![^，。；]{0,8}指标)"
)
# 年度目标：新增就业50万人; 完成情况：建成公园6个.
_LABEL = compiled(
    "(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）).．、])?(?![^：]{0,12}(?:完成|实现|超过)[^：]{0,6}目标)"
    f"[\\p{{Han}}{DATE}]{{0,8}}?(?:(?P<aim>(?<!绩效)目标(?:任务)?)|(?:完成|进展|落实|推进)情况)："
)
_MET = compiled(f"(?:[低高好优]于|超过|超出|完成|实现|达到|不及|与|距离?|控制在)了?(?:全年|年度|年初|{DATE}+)?$")
_DONE = compiled("截[至止]到?⌚|已(?!知)|好于预期|优于预期|以来")
_ALREADY = compiled("已经?(?![知建有])")  # 已发放2万元
# 现有职工862人, but not 盘活现有存量, 确保现有企业产值达到9亿元, 实现有效投资, 现有床位提升改造300张.
_EXISTS = compiled(
    "^[，、；]?(?![抓盘推利用依对将把确力支促让使])\\p{Han}{0,4}(?<![实兑体出呈])现有(?!存量|的?基础|[效关线利机序])"
    "(?!.*(?:[改扩续]建|新[增建]|增[加长至到]|改造|提[升高]|升级|整治|更新|完成|实现|达|确保|力争|发展))"
)
# 2023年已发行2亿元, but not 到2025年已建成3个.
_ALREADY_THEN = compiled(f"(?<![到至{DATE}]){DATE}+已")
_WITHIN_A_YEAR, _ABOUT = "同比", compiled("左右|以[上内下]|力争|争取|确保|目标")
_SAID = ("stated", "sentence", "section", "title")


def stance(passage: Passage, context: Context, wording: Wording) -> Stance:
    """Whether a sentence tells what has been or what is to come, and at which stage."""
    plain, masked, metadata = passage.plain, passage.masked, passage.metadata
    may_be_ahead = passage.told & OF_AHEAD != 0
    ahead = may_be_ahead and wording.ahead.search(plain) is not None
    planned = may_be_ahead and _plans(passage, ahead, wording)
    sets = context.target or (planned and not _is_reached(passage, context))
    standing = (_ACTUAL, None) if context.outcome else _standing_set(passage, context, sets)
    if standing[0] is _ACTUAL and masked.startswith("其中") and (whole := _budgeted(context.figures)):
        standing = whole  # “三公”经费预算9万元，减少1万元。其中：公务接待费3万元
    # Dates that are masked may be part of what says so: 今年要.
    said = planned if masked is plain else ahead and wording.planned_sentence.search(plain) is not None
    if said:
        planned_from = "sentence"
    elif context.planned or context.target or context.onward:
        is_untold = context.silent and context.planned and metadata.document_type is _OTHER
        planned_from = "title" if is_untold else "section"
    else:
        planned_from = "document" if metadata.document_type in _BY_TYPE else "sentence"
    estimated = ahead and wording.estimated.search(plain) is not None
    intended = (ahead and _MAY_BE_INTENDED.search(plain) is not None) or (
        "将" in masked and any(word in masked for word in _WILL_BE_DONE)
    )
    expected = ahead and EXPECTED in plain
    # 到⌚ is as rare in what is not masked as the mark itself.
    to_come = standing == _PLAN and (may_be_ahead or DATE in plain) and _is_ahead(passage)
    adjusts = "调整后" in plain and ("预算" in plain or _ADJUSTING in (metadata.title or ""))
    adjusted = adjusts and _AFTER_ADJUSTING.search(plain) is not None
    built = _ONCE_BUILT.search(masked) if "后" in masked else None
    return Stance(
        standing,
        planned_from,
        _year_of(metadata, context, sets),
        period_taken(passage, context),
        estimated,
        intended,
        expected,
        estimated or intended or expected or built is not None,
        to_come,
        _may_budget(passage, standing, adjusted),
        adjusted,
        _headed(passage, wording) if "：" in masked else None,
        built.end() if built else 0,
        context.answers and standing == (_ACTUAL, None),
    )


def _plans(passage: Passage, ahead: bool, wording: Wording) -> bool:
    """Whether a sentence plans by its own words, as only one does that looks ``ahead``, or tells which targets are
    set."""
    words = wording.planned_sentence.search(passage.masked) if ahead else None
    if words and not _is_in_a_name(words, passage):
        return True
    return "标" in passage.masked and _SETS.search(passage.masked) is not None


def _is_reached(passage: Passage, context: Context) -> bool:
    """Whether what a sentence seems to plan is what an outcome is held against."""
    if context.planned is False and _HELD_AGAINST.search(passage.masked):
        return True
    reached = not context.planned and (OUTDONE.search(passage.masked) or _REACHED.match(passage.masked))
    return bool(reached)


def _year_of(metadata: Metadata, context: Context, sets: bool) -> int | None:
    """The year that the days of figures are held against; ``sets``: their sentence sets a target."""
    kind, day, year = metadata.document_type, metadata.document_date, metadata.report_year
    if context.cell:
        return None  # what was aimed at stays so in an evaluation published later
    if kind is _OF_BUDGETS and year and not sets:
        return year  # a budget published late is a budget still
    if day:
        return day.year
    if year is None:
        return context.reached + 1 if context.reached else None
    return year + 1 if year and kind is _OF_AUDITS else year  # in which a year's accounts are audited


def _standing_set(passage: Passage, context: Context, sets: bool) -> Standing:
    """Status and stage of a sentence's figures by what it ``sets``, by the headings and by the kind of document."""
    masked, metadata, kind = passage.masked, passage.metadata, passage.metadata.document_type
    standing: Standing
    if sets:
        standing = _PLANNED, "target" if context.target or "目标" in masked else None
    elif kind is _OF_PLANS and context.planned is not False:
        # what the report on a year's plan sets is for that year
        standing = _PLANNED, "target" if _OF_A_YEAR.search(in_digits(fold(metadata.title or ""))) else "plan"
    elif kind is _OF_BUDGETS:
        standing = _PLANNED, "target" if "绩效" in masked and _PERFORMS.search(masked) else _INITIAL_BUDGET
    else:
        standing = (_PLANNED if context.planned or context.onward else _ACTUAL), None
    if standing[0] is _ACTUAL and "预算" in masked and _BUDGET_VOTED_ON.search(masked):
        return _PLANNED, _INITIAL_BUDGET
    if standing == _PLAN and _STRIVES in masked and "安排" not in masked and _is_on_a_budget(metadata):
        return _PLANNED, "target"  # 力争全年争取资金9亿元以上
    allotted = context.target and _ALLOTTED in masked and "目标" not in masked
    if ((standing == _PLAN or allotted) and _is_on_a_budget(metadata)) or (
        kind is _OF_BUDGETS and standing == _PLAN and "拟" in masked
    ):
        return _PLANNED, _INITIAL_BUDGET  # what such a report plans is that
    return standing


def _may_budget(passage: Passage, standing: Standing, adjusted: bool) -> bool:
    """Whether a sentence may say of some of its figures which budget they are of."""
    if adjusted or standing[1] == _INITIAL_BUDGET:
        return True
    plain, title = passage.plain, passage.metadata.title or ""
    if not (passage.told & OF_AHEAD or "预算" in title):
        return _is_voted(plain)
    return "调" in plain or INITIAL[:2] in plain or _is_voted(plain) or _ADJUSTING in title


def labelled(masked: str) -> bool | None:
    """Whether a sentence says before its colon that it tells what is aimed at (true) or what has come of that."""
    label = _LABEL.match(masked)
    return label and label["aim"] is not None


def _is_on_a_budget(metadata: Metadata) -> bool:
    """Whether a document is a year's budget, or what a congress says of one."""
    if metadata.document_type is _OF_YEARS_BUDGET:
        return True
    title = (metadata.document_type is _OTHER and metadata.title) or ""
    return BUDGET in title and _ON_A_BUDGET.search(title) is not None


def _budgeted(figures: Sequence[Figure]) -> Standing | None:
    """What the amounts of the sentence before are, where all of them are budgeted."""
    amounts = [one.fact for one in figures if one.fact.measure is Measure.LEVEL]
    if not amounts or any(one.status is not _PLANNED or not one.stage for one in amounts):
        return None
    return amounts[-1].status, amounts[-1].stage


def _is_ahead(passage: Passage) -> bool:
    """Whether a sentence speaks of what is to be reached, not only in the name of a programme: 实施三年行动计划."""
    return any(
        not any(place.start < match.end() <= place.end for place in passage.programs)
        for match in _FUTURE.finditer(passage.plain)
    )


def _headed(passage: Passage, wording: Wording) -> str | None:
    """Whose figures a sentence with a colon lists behind it: 市本级收支平衡情况：收入9亿元，支出8亿元."""
    masked = passage.masked
    colon = masked.find("：", 0, passage.figures[0][1].view_span.start - passage.start)
    if colon < 0:
        return None
    opening = _OPENING.match(masked, 0, colon)
    place = opening.end() if opening else 0
    grade = masked.startswith("级", place + 1) and (passage.metadata.region or "").endswith(masked[place])
    own = place < colon and (grade or wording.own_level.match(masked, place, colon))
    return "own_level" if own else None


def standing(
    figure: Figure, measure: Measure, period: Period | None, passage: Passage, taken: Stance, wording: Wording
) -> Standing:
    """A figure's status and stage: what its clause says, else the sentence's stance held against its period."""
    last, planned = figure.last, taken.standing[0] is _PLANNED
    peeled = figure.flags or figure.stage or figure.reference or (figure.completed or figure.done_of) is not None
    if peeled and (said := _by_its_words(figure, passage, taken)):
        return said
    if planned and (
        ("已" in figure.clause and _SO_FAR.match(figure.clause))
        or (last is None and _is_told_as_of(figure, passage, period))
    ):
        return _ACTUAL, None
    if last and (said := _by_the_last(figure, passage, taken, measure, last)):
        return said
    if (taken.intended and figure.noun and passage.masked.startswith(_STRIVES, figure.noun[1])) or (
        figure.clause.endswith(_LEADS_AIM) and _aims_at(figure, passage)
    ):
        return _PLANNED, "target"  # 3个项目力争年内开工
    if (taken.budgets or (last and last.fact.stage)) and (said := _of_a_budget(figure, passage, taken, measure, last)):
        return said
    if taken.foretells and (said := _foretold(figure, measure, period, passage, taken, wording)):
        return said
    if (
        last
        and not planned
        and last.fact.status is _PLANNED
        and _grows_as(last, figure, measure, period, passage, taken)
    ):
        return _PLANNED, last.fact.stage  # 产值计划为9亿元，比上年增长8%；计划增长8%，其中轻工业增长9%
    return _by_its_period(figure, measure, period, passage, taken)


def _by_its_words(figure: Figure, passage: Passage, taken: Stance) -> Standing | None:
    """What the words say that were peeled off a figure's clause: how much of a plan or budget is done, or more than it,
    and stages."""
    last = figure.last
    if figure.done_of and any(word in figure.clause for word in _IN_ADVANCE):
        return None  # 预计收入完成预算9亿元
    if (figure.completed or figure.done_of) is not None:
        if last and last.fact.status is _ESTIMATED and not figure.has_phrase:
            return last.fact.status, last.fact.stage  # 预计完成12亿元，为预算的104%
        if (taken.standing[0] is _PLANNED or figure.done_of) and any(word in figure.clause for word in _STRIVING):
            return _PLANNED, "target"  # 力争三季度末完成年度任务的78%
        return _ACTUAL, "final_account" if last and last.fact.stage == "final_account" else None
    if figure.verb == "rise" and figure.flags and figure.flags[0].endswith(_SET_BEFORE) and figure.flags[0][0] == "超":
        return taken.standing  # 超年度计划8.5%
    if figure.reference == TARGET and taken.standing[0] is _ACTUAL:
        return taken.standing  # 比计划多6亿元
    if figure.stage == PLAN:
        return taken.standing if taken.standing[0] is _PLANNED else (_PLANNED, "target")
    if figure.stage and (said := _stage(figure, passage)):
        unsaid = said == _PLAN or (said[1] == _INITIAL_BUDGET and INITIAL not in passage.plain)
        return (_PLANNED, "adjusted_budget") if taken.adjusted and unsaid else said
    return None


def _foretold(
    figure: Figure, measure: Measure, period: Period | None, passage: Passage, taken: Stance, wording: Wording
) -> Standing | None:
    """What a sentence says of a figure that calls anything estimated, intended or expected, or what is to come of
    something."""
    if (
        taken.expected
        and _EXPECTED.search(passage.plain, figure.left, figure.start)
        and _REALLY.match(passage.masked, figure.end)
    ):
        return _PLANNED, "target"
    if taken.estimated and (said := _estimated(figure, period, passage, taken, wording)):
        return said
    if (
        0 < taken.built <= figure.start
        and taken.standing[0] is _ACTUAL
        and passage.masked.find("；", taken.built, figure.start) < 0
        and not _IS_OTHER.search(passage.masked, taken.built, figure.start)
    ):
        return _ESTIMATED, None
    last = figure.last
    if taken.intended and (_is_intended(figure, passage) or (last and _goes_on_planned(figure, passage, taken, last))):
        day, end, year = passage.metadata.document_date, period.end if period else None, taken.year
        over = day is not None and end is not None and end.year < day.year and taken.standing[0] is _ACTUAL
        over = over and not _REALLY.match(passage.masked, figure.end)  # 计划改造32个小区，实际完成34个
        if not over or figure.words.startswith(_PLANS_OF_A_YEAR) or figure.words.endswith(_PLANNED_COST):
            far = end is not None and year is not None and end.year > year + 1
            return _PLANNED, None if measure is _COUNT else "plan" if far else taken.standing[1] or "target"
    return None


def _estimated(
    figure: Figure, period: Period | None, passage: Passage, taken: Stance, wording: Wording
) -> Standing | None:
    """What a figure is that its part of a sentence calls estimated."""
    plain, day, end = passage.plain, passage.metadata.document_date, period.end if period else None
    if figure.verb == "from" and day and end and end.year < day.year:
        return None  # 由1957年的4千种
    if (figure.of or "").startswith(_FORECAST) and _FORESEEN not in figure.clause:
        return None  # 实际收益为预测值的19%
    if any(flag.endswith(_ESTIMATE) for flag in figure.flags):
        return None
    # 基金收入预计6亿元，支出安排5亿元: the second is what is planned
    opening = figure.left if _ALLOTTED in figure.clause else 0
    opening, colon = max(plain.rfind("；", 0, figure.start), opening), plain.find("：")
    if not (
        wording.estimated.search(plain, opening, figure.start)
        or (0 <= colon < figure.start and wording.estimated.search(plain, 0, colon))
        or (_ESTIMATES_ALL.match(passage.masked) and not _IS_OTHER.search(passage.masked, opening, figure.start))
    ):
        return None
    since = day.year + (day.month > _EARLY) if day else taken.year
    of_later = end and since and end.year >= since
    if of_later and taken.standing[0] is _PLANNED and "预算" in (passage.metadata.title or ""):
        return taken.standing  # 2024年收入预计124亿元 in the draft of that year's budget
    open_yet = end and day and (day - end).days < _SOME_MONTHS
    return _ESTIMATED, "preliminary" if open_yet else None


def _grows_as(
    last: Figure, figure: Figure, measure: Measure, period: Period | None, passage: Passage, taken: Stance
) -> bool:
    """Whether a change is of what is planned right before it, in a sentence that tells what has been."""
    day, end = passage.metadata.document_date, period.end if period else None
    return (
        (taken.intended or (day is not None and end is not None and _goes_on(end, day)))
        and last.stage is None
        and last.fact.period_end == end
        and measure in CHANGES
        and (last.fact.measure is measure or not figure.has_phrase)
        and not _CARRIED_OUT.search(figure.clause)
    )


def _ensures(figure: Figure, measure: Measure, masked: str) -> bool:
    """Whether 确保 opens a sentence or what stands behind its marks, and nothing that has come about stands before."""
    if measure is _COUNT and figure.verb != _NEW and DATE not in figure.clause:
        return False  # 安排资金3亿元。确保困难群众12万人基本生活
    found = _ENSURES.search(masked, 0, figure.start)
    if found is None:
        return False
    # 前三季度，收入增长5%；确保全年增长6%
    return not _HAS_COME.search(masked, masked.rfind("；", 0, found.end()) + 1, found.start())


def _by_its_period(
    figure: Figure, measure: Measure, period: Period | None, passage: Passage, taken: Stance
) -> Standing:
    """The sentence's stance held against a figure's period: what is over has been, what is to be reached is planned."""
    if taken.answers and "已" not in figure.clause and _is_promised(figure, period, passage):
        return _PLANNED, None
    if period is None or period.end is None:
        # in a notice, or behind 下一步: 已发放2万元
        is_so = taken.planned_from in _SAID[2:] and _is_so(figure)
        return (_ACTUAL, None) if is_so else taken.standing
    status, stage = taken.standing
    end, year, day = period.end, taken.year, passage.metadata.document_date
    if status is _PLANNED and taken.planned_from in _SAID[2:]:
        said_here = period.where in _SAID[:2]
        if _ALREADY_THEN.search(figure.clause) if said_here else _is_so(figure):
            return _ACTUAL, None  # under what is to be done: 已经加入17个公约
        if (
            said_here
            and stage is None
            and taken.planned_from == _SAID[3]
            and (end < day if day else year is None)
            and _WITHIN_A_YEAR in passage.plain
            and not _ABOUT.search(passage.plain)
        ):
            return _ACTUAL, None  # nobody plans that 2020年门诊量38万人次，同比增长7%
    end_year = end.year
    goes_on = day is not None and end_year >= day.year and _goes_on(end, day)
    if goes_on:
        if taken.expected and _EXPECTED.search(passage.plain, figure.left, figure.start):
            return _PLANNED, stage
        last = figure.last if measure in CHANGES and not figure.has_phrase else None
        if last and last.fact.status is _PLANNED and last.fact.period_end == end:
            return _PLANNED, last.fact.stage  # 收入预期19.5亿元，增长4.7%
    if year is None:
        return taken.standing
    if status is _ACTUAL:
        if (
            end_year > year
            and (measure is not _COUNT or _first_end(_WILL, passage.masked) <= figure.start)
            and _first_end(_DONE, passage.masked) > figure.start
        ):
            return _PLANNED, "plan" if end_year > year + 1 else None
        if day and end > day and _ENSURE in figure.clause and _ensures(figure, measure, passage.masked):
            return _PLANNED, "target"  # 8月: 确保全年产值增长6%以上
        if not goes_on:
            return taken.standing
        if _BY_THEN.search(passage.masked, 0, figure.start):
            return _PLANNED, "target"
        will_be = _set_for_its_year(figure, period, passage)
        if will_be is None:
            return taken.standing
        (status, stage), to_come = will_be, _is_ahead(passage)
    else:
        to_come = taken.to_come
    if end_year < year:
        return _ACTUAL, None
    if end_year > year + 1:
        return status, "plan"
    return status, "target" if to_come and period.is_one_year() else stage


def _is_promised(figure: Figure, period: Period | None, passage: Passage) -> bool:
    """Whether an answer says of a figure that it will be: 我局将新建80个, 年底前达到100个."""
    if _first_end(_SHALL, passage.masked) <= figure.start:
        return True
    day, end = passage.metadata.document_date, period.end if period else None
    return bool(period and period.start is None and end and day and end > day)


def _is_so(figure: Figure) -> bool:
    """Whether a figure tells how things stand, wherever that is said."""
    if figure.verb is None or figure.clause.endswith("有"):
        return _ALREADY.search(figure.clause) is not None or _EXISTS.search(figure.clause) is not None
    return _ALREADY.search(figure.clause) is not None


def _set_for_its_year(figure: Figure, period: Period, passage: Passage) -> Standing | None:
    """What a figure is of a year that is not over, where the document is so early in it or its sentence says so."""
    # in a budget what is told of the year itself is planned in any month: 一九八一年国家预算，收入一千零五十六亿元
    masked, metadata, day = passage.masked, passage.metadata, passage.metadata.document_date
    of_budget = metadata.document_type is _OF_YEARS_BUDGET or _OF_YEARS_OWN_BUDGET.match(masked)
    budget = of_budget and not _CARRIED_OUT.search(figure.clause)
    plan = _OF_YEARS_PLAN.match(masked) is not None
    early = day is not None and (budget or plan or day.month <= _EARLY) and period.where in _SAID[:3]
    if (
        (early and _first_end(_DONE, masked) > figure.start)
        or _first_end(_WILL, masked) <= figure.start
        or _SET_FOR.search(figure.clause)
    ):
        return _PLANNED, _INITIAL_BUDGET if budget else "target" if plan else None
    return None


def _is_intended(figure: Figure, passage: Passage) -> bool:
    """Whether what stands before a figure says that it is planned, or behind it by when: 计划投资, 11公里计划10月完工,
    but not 营养改善计划, which is a name."""
    if _TO_BE_DONE.match(passage.masked, figure.noun[1] if figure.noun else figure.end):
        return True
    said = _INTENDED.finditer(passage.plain, max(figure.left, figure.start - 20), figure.start)
    return any(not _is_in_a_name(found, passage) for found in said)


def _is_in_a_name(found: re.Match[str], passage: Passage) -> bool:
    """Whether words that plan belong to a programme's name: 营养改善计划惠及学生18万人."""
    # but “十四五”规划提出，: what it says is planned
    says = found[0][-1] == "，"
    return not says and any(place.start <= found.start() < place.end for place in passage.programs)


def _goes_on_planned(figure: Figure, passage: Passage, taken: Stance, last: Figure) -> bool:
    """Whether a figure goes on with what is planned: 计划改造小区56个，惠及居民1.2万户，总投资3亿元."""
    if taken.standing[0] is not _ACTUAL or last.fact.status is not _PLANNED or _OUTDOES.search(last.clause):
        return False
    if passage.told & OF_WHOLE and last.mention.kind is not figure.mention.kind and "其中" in figure.clause:
        return False  # 签约项目83个，计划总投资416亿元，其中百亿级项目1个: of what has been signed
    masked, opening = passage.masked, passage.masked.rfind("；", 0, last.start) + 1
    hopes = any(masked.find(word, opening, last.start) >= 0 for word in _HOPES)
    # 计划新建消防站4个，完成30个小区改造: a deed more, but not 计划改造32个小区，完成34个
    more = figure.noun and figure.words != last.words and figure.clause.endswith(_DO)
    end = figure.start - len(_DO) if more else figure.start
    return not (_COME_TO_PASS if hopes else _COMES_TO).search(masked, last.end, end)


def _of_a_budget(
    figure: Figure, passage: Passage, taken: Stance, measure: Measure, last: Figure | None
) -> Standing | None:
    """What a sentence about a budget says of a figure: adjusted, of the year's beginning, voted, on the staff."""
    if figure.verb == "from" and passage.masked.startswith(_ADJUSTED, figure.end):
        of_plan = passage.masked.startswith(_ADJUSTS, figure.end)  # 调整 by itself may be that of anything
        if "预算" in (passage.plain if of_plan else figure.words) or _ADJUSTING in (passage.metadata.title or ""):
            return _PLANNED, _INITIAL_BUDGET  # 收入由年初预算9亿元调减为8亿元，支出由30亿元调增为31亿元
    is_rate = measure is Measure.RATE  # 年初预算到位率70%
    if not is_rate and figure.words.startswith("预算") and passage.plain.find(INITIAL, figure.left, figure.start) >= 0:
        return _PLANNED, _INITIAL_BUDGET  # 年初预算支出58亿元
    if (
        INITIAL[:2] in passage.plain
        and isinstance(figure.mention.value, Money)
        and any(passage.plain.find(word, figure.left, figure.start) >= 0 for word in _SET_ASIDE)
    ):
        return _PLANNED, _INITIAL_BUDGET  # 年初安排预备费5000万元，执行中动支3260万元
    if measure is _CHANGE and last and last.fact.stage == "adjusted_budget" and not figure.has_phrase:
        return _PLANNED, None  # 由年初预算9亿元调减为8亿元，减少1亿元
    is_money = isinstance(figure.mention.value, Money)
    if measure is _CHANGE and (is_adjustment(figure, passage) or (is_money and _is_proposed(figure, passage))):
        return _PLANNED, None
    if is_money and _is_voted(figure.clause) and (voted := _VOTED.search(figure.clause)):
        # a standing committee approves of what changes in the course of the year
        return _PLANNED, _INITIAL_BUDGET if "常委会" not in voted[0] or "年初" in passage.plain else None
    if is_money and measure is Measure.LEVEL and last and _is_voted_too(figure, passage, last):
        return last.fact.status, last.fact.stage
    if is_money and measure is Measure.LEVEL and _is_allotted(figure, passage, last):
        return _PLANNED, None
    if is_money and figure.clause.endswith(_ADJUSTED) and _ADJUSTING in (passage.metadata.title or ""):
        return _PLANNED, "adjusted_budget"  # 支出调整为21亿元
    if is_money and measure is Measure.LEVEL and "后" in figure.clause and _CHANGED_BUDGET.search(figure.clause):
        return _PLANNED, "adjusted_budget"  # 调增后预算支出9亿元
    carried_out = taken.adjusted and _CARRIED_OUT.search(figure.clause)
    of_debt = figure.words.endswith(_OWED)  # 调整后，债务限额为192亿元
    if taken.adjusted and not (carried_out or of_debt) and measure is not _RATE and is_money and figure.verb != "from":
        return _PLANNED, "adjusted_budget" if measure is Measure.LEVEL else None
    if taken.standing[1] != _INITIAL_BUDGET or is_money:
        return None
    if measure is _CHANGE and not figure.has_phrase and last and _is_of_staff(figure, last):
        return _ACTUAL, None  # 在职52人，减少2人
    if measure is _COUNT and (
        _ON_THE_STAFF.search(figure.clause + figure.words)
        or (last and passage.masked.find("其中", 0, figure.start) >= 0 and _is_of_staff(figure, last))
    ):
        return _ACTUAL, None  # 现有公务用车5辆，其中：轿车2辆，越野车3辆
    return None


def _aims_at(figure: Figure, passage: Passage) -> bool:
    """Whether a sign bounds what is aimed at: 指标值：巩固率≥95%，实际完成96%, in an evaluation of performance; or that
    words call it a year's: 控制在年度计划4.5%以内."""
    if not figure.clause.endswith(_AT_LEAST):
        return not figure.reference and _AS_PLANNED.search(figure.clause) is not None
    evaluated = "绩效" in (passage.metadata.title or "") or "指标值" in passage.plain or TARGET in passage.plain
    return evaluated or _REALLY.match(passage.masked, figure.end) is not None


def is_adjustment(figure: Figure, passage: Passage) -> bool:
    """Whether a change is one of a budget in the course of its year: 转移性收入调增3亿元, but not 比例调减2个百分点."""
    if "调" not in figure.clause or not isinstance(figure.mention.value, Money):
        return False
    if not (figure.clause.endswith(_ADJUSTS) or figure.clause.startswith(_ADJUSTS)):
        return False
    return "预算" in passage.plain or _ADJUSTING in (passage.metadata.title or "")


def _is_proposed(figure: Figure, passage: Passage) -> bool:
    """Whether a change is what a proposal to adjust a budget sets: 教育支出增加3亿元, 压减支出1亿元."""
    told = figure.comparison or figure.base or _ADJUSTING not in (passage.metadata.title or "")
    return not (told or passage.dates or _CARRIED_OUT.search(figure.clause) or _CAME_IN.search(figure.clause))


def _is_voted_too(figure: Figure, passage: Passage, last: Figure) -> bool:
    """Whether an amount goes on with what a congress has voted on: 人代会批准的收入为9亿元，支出为8亿元, but not
    实际完成8亿元."""
    if last.fact.stage != _INITIAL_BUDGET or figure.words == last.words or not _is_voted(passage.plain):
        return False
    opening = passage.masked.rfind("；", 0, figure.start) + 1
    voted = _VOTED.search(passage.masked, opening, last.start)
    if voted is None or _NOT_VOTED.search(passage.masked, last.end, figure.start):
        return False
    in_list = figure.joined and figure.words.endswith(_SIDES_LAST)
    return in_list or _OTHER_SIDE.fullmatch(passage.masked, last.end, figure.start) is not None


def _is_allotted(figure: Figure, passage: Passage, last: Figure | None) -> bool:
    """Whether an amount is what a proposal to adjust a budget allots, or a part of that: 新增债券安排支出9亿元，其中：
    学校2亿元, but not 上半年已安排3亿元."""
    if _ADJUSTING not in (passage.metadata.title or ""):
        return False
    masked = passage.masked
    opening = masked.rfind("；", 0, figure.start) + 1
    if passage.dates or _NOT_ALLOTTED.search(figure.clause) or _NOT_VOTED.search(masked, opening, figure.start):
        return False
    if _ALLOTTED in figure.clause:
        return True
    if last and masked.startswith("、", last.end) and last.fact.measure is Measure.LEVEL:
        return last.fact.status is _PLANNED  # 安排用于学校2亿元、医院1亿元
    parts = masked.find("其中", opening, figure.start)
    return parts >= 0 and _ALLOTS.search(masked, opening, parts) is not None


def _is_of_staff(figure: Figure, last: Figure) -> bool:
    """Whether the figure before counts the same, and tells what there is."""
    if last.fact.measure is not _COUNT or last.fact.status is not _ACTUAL:
        return False
    return getattr(last.mention.value, "unit", None) == getattr(figure.mention.value, "unit", None)


def _is_told_as_of(figure: Figure, passage: Passage, period: Period | None) -> bool:
    """Whether a figure is of a day before the document's: 截至10月末，债务余额9亿元, in a proposal for the year."""
    day = passage.metadata.document_date
    past = day and period and period.start and period.start == period.end and period.start < day
    return bool(past and "截" in passage.masked and _AS_OF.search(passage.masked, 0, figure.start))


def _by_the_last(figure: Figure, passage: Passage, taken: Stance, measure: Measure, last: Figure) -> Standing | None:
    """What follows from the figure before: what was aimed at, adjusted or spent of it, and how that changes."""
    if (
        last.fact.status is _PLANNED
        and taken.standing[0] is _ACTUAL
        and measure in CHANGES
        and (not figure.has_phrase or _EXTENT.fullmatch(passage.masked, *figure.phrase))
        and (
            (figure.comparison == "base" and last.stage and last.stage.startswith((BUDGET, PLAN)))
            or (
                figure.comparison is None
                and (
                    (measure is _GROWTH and last.fact.measure is _CHANGE)
                    or (last.stage is not None and BUDGET in last.stage and not _COMES_OF_IT.search(figure.clause))
                )
            )
        )
    ):
        # “三公”预算35万元，比上年减少2万元; 收入预算数9亿元，增支2亿元，增长3%
        return _PLANNED, last.fact.stage
    if (
        passage.told & OF_AHEAD
        and "目标" in passage.masked
        and _AIMED_AT.match(passage.masked, figure.end)
        and _MET.search(figure.clause)
    ):
        return _PLANNED, "target"
    if (
        (last.verb == "from" or "调" in figure.clause)
        and (last.stage or last.fact.stage == _INITIAL_BUDGET or _is_adjusted(last.fact))
        and figure.verb == "become"
        and not figure.has_phrase
        and not _CARRIED_OUT.search(figure.clause)
    ):
        # 由年初预算的25亿元调整为24亿元, 增长目标由6%调整为5%
        return _PLANNED, "target" if last.stage and TARGET in last.stage else "adjusted_budget"
    if last.fact.status is _PLANNED:
        aimed = last.fact.stage == "target" or (last.stage is not None and TARGET in last.stage)
        # 预算安排预备费8亿元，实际动用3亿元; 预期目标为8%，实际增长6%, but 零售总额9亿元，实际增长8% is in real terms
        in_real_terms = figure.verb in CHANGING and last.fact.measure is Measure.LEVEL and measure is _GROWTH
        if (
            "实际" in figure.clause[:2]
            and not in_real_terms
            and (_REALLY_DONE if aimed else _SPENT).match(figure.clause)
        ):
            return _ACTUAL, None
    elif (
        taken.standing[0] is _PLANNED
        and last.fact.status is _ACTUAL
        and figure.words == last.words
        and _SPENT.search(figure.words)
        and DATE not in figure.clause
    ):
        return _ACTUAL, None  # 实际支出8亿元，增长5%，其中市级3亿元
    return None


def _is_adjusted(fact: Fact) -> bool:
    """Whether a fact tells by how much a budget is changed."""
    return fact.measure is _CHANGE and fact.comparison == "initial_budget" and fact.status is _PLANNED


@lru_cache(maxsize=16)
def _first_end(pattern: re.Pattern[str], masked: str) -> int:
    """Where the first match in a sentence ends, looked for once for all its figures; behind it where there is none."""
    match = pattern.search(masked)
    return match.end() if match else len(masked) + 1


def _goes_on(end: date, day: date) -> bool:
    """Whether what ends on a day goes on to the end of a year that is not over at the document's date, or has hardly
    begun then."""
    if end.month == DECEMBER and (end.year > day.year or day.month < DECEMBER):
        return True
    return (end - day).days > _SOME_WEEKS


def _is_voted(clause: str) -> bool:
    """Whether a clause may say who has voted on a budget, which few do."""
    return "准的" in clause or "过的" in clause


def _stage(figure: Figure, passage: Passage) -> Standing | None:
    """What a stage word at the end of the indicator says: 决算数, 年初预算."""
    said = figure.stage or ""
    if "决算" in said:
        return _ACTUAL, "final_account"
    if "执行" in said:
        return _ACTUAL, "execution"
    if "调整" in said:
        of_budget = not isinstance(figure.mention.value, Quantity) or "预算" in passage.plain
        return (_PLANNED, "adjusted_budget") if of_budget else None  # 规划项目调整后共132项
    if "目标" in said:
        return _PLANNED, "target"
    if "预算" in said:
        if figure.clause.endswith(_BUDGET_DONE):
            return None  # 收入预算完成9亿元
        if figure.clause.endswith(_BUDGETED_SIDES) and _DONE_OF_IT.match(passage.masked, figure.end):
            return None  # 预算支出9亿元，完成年初预算的99%
        if "调" in figure.clause and _NOW_ADJUSTED.search(figure.clause):
            return _PLANNED, "adjusted_budget"
        first = "年初" in passage.plain[max(0, figure.phrase[1] - 6) : figure.start] or (
            _is_voted(figure.clause) and "常委会" not in figure.clause and _VOTED.search(figure.clause) is not None
        )
        kinds = DocumentType.DEPARTMENT_BUDGET, DocumentType.BUDGET_REPORT
        adjusts = _ADJUSTING in (passage.metadata.title or "")
        budget = adjusts or passage.metadata.document_type in kinds or _is_on_a_budget(passage.metadata)
        return _PLANNED, "initial_budget" if first or budget else None
    return None
