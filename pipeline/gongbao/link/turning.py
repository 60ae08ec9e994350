"""What headings, and the lines that open paragraphs, say of the sentences behind them: where a document turns."""

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date

from gongbao.kept import compiled
from gongbao.link.lexicons.functions import function_of
from gongbao.link.lexicons.wording import QUOTES, Wording, fold, in_digits
from gongbao.link.meaning.levels import level_of
from gongbao.link.meaning.limits import (
    LAUNCHED,
    LAUNCHING,
    OF_ITS_OWN,
    WORKS,
)
from gongbao.link.meaning.own_periods import sums_up, unsaid_period
from gongbao.link.meaning.periods import (
    OUTDONE,
)
from gongbao.link.naming.general import OF_UNITS
from gongbao.link.sentence.context import Context, Period
from gongbao.link.sentence.figure import BUDGET, COLONS
from gongbao.model import (
    DateInterval,
    DocumentType,
    Heading,
    Mention,
    Metadata,
    Program,
    Segments,
)

_WORK_REPORT, _PLAN, _BUDGET = DocumentType.WORK_REPORT, DocumentType.PLAN, DocumentType.BUDGET_REPORT
_DATED_HEADING = compiled("今年|明年|去年|[12]\\d{3}年|下一?步|今后|未来|过去|“十?[一二三四五六七八九]五”")
# 一、计划发行面值9亿元，实际发行8亿元
_PLANNED_AND_DONE = compiled("计划[^，。；]{1,16}，实际(?!使用|利用)")
# 一、过去五年的主要工作: a heading over a review of some years.
_OF_YEARS_PAST = re.compile("(?:[一二三四五六七八九十]{1,3}、)?(?:过去的?[两三四五]年|[两三四五]年来)")
# 各位代表！五年来，…: to whom it is said leads in nothing.
_SALUTATION, _LONGEST_SALUTATION = ("！", "!"), 8
_YEAR, _DATED = re.compile("([12]\\d{3})年"), re.compile("[12]\\d{3}年|[上下]半年")
# In work reports whose headings tell nothing: 一年来的主要工作是 opens the review, 今年主要预期目标 the plan; the
# notes are numbered from 1 on.
_LOOKS_BACK = re.compile(
    "(?:[（(][一二三四五六七八九十]{1,2}[）)])?(?:回顾)?(?:刚刚)?(?:过去的?一年|一年来)(?!里?.{0,12}(?:不足|问题))"
)
_BACK_FIRST = "（(回刚过一"
_OPENS_PLANS = (
    "年[^。；]{0,14}(?:预期目标|主要目标|总体要求|总体思路|重点工作|主要任务"
    "|(?:我们)?要(?:重点|着重|着力|突出|抓好|做好))"
)
# Each alternative begins with a literal: so it is looked for much faster.
_LOOKS_AHEAD = re.compile("|".join(f"{year}{_OPENS_PLANS}" for year in ("今", "1\\d{3}", "2\\d{3}")) + "|做好今年")
# “十五五”时期是夯实基础的关键时期, 今后五年经济社会发展的主要目标是, but not “十五五”规划编制完成.
_SETS_OUT = re.compile("”?(?:时期|期间)?(?:[，是]|[^，。；]{0,16}(?:目标|要求|思想|思路|任务))")
_NOTES = re.compile("[［\\[]?1[］\\].．、][^。]{2,30}[：:]|名词解释|名词说明|注释")
_YEAR_FIRST = "12"
# 今年是“十四五”规划的收官之年。 names none that what follows belongs to.
_SORTS_OF_YEARS = ("年。", "年")
_NAME_FIRST = QUOTES + "《"
_HEEDED = ("牢记", "践行", "贯彻", "贯彻落实", "坚持", "围绕", "遵循", "锚定")
# 完成“十四五”规划目标任务。: a plan for everything that is over says nothing of what follows.
_FULFILLED = ("完成", "实现", "收官")
_OF_EVERYTHING = compiled("[一二三四五六七八九十]{1,2}五(?:规划|计划)$")
_ITEM = compiled("(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）).．、是]{0,2})?")
# 1.老旧小区改造。计划改造298个: what a paragraph is about, but not 总体要求, nor how things shall be: 坚持稳中求进.
_TOPIC = compiled(
    "(?:[0-9]{1,2}[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、])"
    "(?!总体|基本|主要|重点|工作|目标|指导|保障措施|其他|加[强快大]|推[进动]|[强深优]化|深入|聚焦|坚持|着力|持续|狠?抓|提[升高]|完善"
    "|关于.{0,13}问题|突出|[全大]力|扎实|切实|严格|做[好优强]|健全|落实|促进|打[造好赢])(?:关于)?(?P<what>[\\p{Han}“”、（）]{2,16})。"
)
_LONGEST_TOPIC = 24
_PLAIN_HEADING, _DEEP = 2, 2
# 二、各类商品价格环比变动情况
_MONTHLY, _YEARLY = "环比", "同比"
# 三、主要措施 of a report on a year's plan and the next year's, but 主要措施落地见效 of any review.
_MEASURES = compiled("(?:主要|保障|对策|工作)措施$|主要举措$|谋划")
# 三、审查意见和建议 tells what was found and what is to be done about it: its sentences say which.
_OPINIONS = compiled("意见(?:和|与|及|、)建议|审查意见|审[计查]建议")
_OWN_BUDGET = compiled("预算(?:总体)?收支(?:总体)?情况$")
# What these tell is of whole years, and of months for a paragraph alone.
_OF_YEARS = (_WORK_REPORT, _PLAN)
_WORK, _LATER, _LATE = ("工作", "实事", "实事项目"), "下半年", 11
# 下一步，我局将投入3亿元: so goes on an answer, or a paragraph that has told what has been done.
ONWARD = ("下一步，", "接下来，", "下一阶段，", "下阶段，", "下步，")
_WORK_DONE = ("主要工作", "重点工作")
# 二、关于您提出的“扩大规模”的建议: an answer tells what has been done, and what will be;
# but not 关于您提出的建议的下一步打算.
_ANSWERS = compiled(
    "(?:关于|针对|对)(?:您|你|[^，。；]{0,6}(?:代表|委员)们?|(?:建议|提案|议案)中)[^，。；]{0,4}(?:提出|提到|反映|所提|关[于注]|建议)"
    "(?:[^“”，。；：安打措计下]|“[^”]{1,60}”|(?!安排|打算|措施|计划|下一?步)[安打措计下]){0,60}(?:建议|问题|意见|提案)$"
)
# 上半年计划执行情况, 主要目标完成情况, 主要工作成效: what has come of a plan.
_CARRIED_OUT = re.compile(
    "过去的?[一两三四五]年的?(?:主要|重点)?工作|(?:(?:主要|重点)?工作|目标任务)的?(?:新?成[效绩果]|进展|推进情况|开展情况)|"
    "(?:计划|规划|目标|任务|安排|部署|预算)(?:任务|目标)?的?(?:执行|完成|实施|落实|推进|进展)(?:总体|进展)?情况|规划(?:基础|背景)"
)
# 第一节 发展基础 of a plan tells how things stand, but 夯实发展基础 what is to be done.
_WHERE_IT_STANDS = compiled(
    "(?:第[一二三四五六七八九十]{1,3}[章节编]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,2}[）)])?"
    "[ \\u3000]*(?:发展|现实|工作|建设)?的?(?:基础|背景|现状)(?:[与和及](?:发展)?(?:环境|形势|成效|问题|挑战|机遇))?"
)
# 今年经济社会发展主要预期目标是： and a list, an item a paragraph.
_AIMS_BELOW = compiled("(?:预期|主要|发展|奋斗)目标(?:任务)?(?:建议|拟定|确定|设定|安排)?(?:[是为]|如下)?[：:]$")
# 二、2025年主要预期目标, but not 总体要求和主要目标
_AIMS_HEADED = compiled("^(?:(?!要求|思路)[^和及与]){0,40}(?:预期|主要|发展|奋斗)目标(?:任务)?$")
# Below such a heading they tell how things stand, too: 去年新增就业3万人。已建成学校5所.
_HOW_IT_STANDS = compiled("已|目前|截至|截止|(?<![比较])(?:去年|上年|(?P<year>[12]\\d{3})年)")
_ITEM_ENDS = ("；", ";")
# But 面对困难和挑战，我们新建学校30所 and 聚焦存在的短板 tell what has been done about it, in all of the years.
_TROUBLES = compiled(
    "(?:各位代表[，！：])?(?!面对|针对|聚焦|着力|着眼|聚力|解决|破解|直面|克服)[^。；]{0,30}?"
    "(?:(?:清醒|深刻|充分|客观)地?(?:看到|认识到|意识到)|[也还更](?:要|应|必须)?(?:清醒|深刻)?地?(?:看到|认识到)"
    "|(?:看到|认识到)[^。；]{0,20}(?:困难|问题|不足|短板|差距|挑战))"
)
# How things stand, in a cell that tells what is aimed at.
_STANDS = compiled(
    r"(?:^|[，,。；;：:])(?:全[市县区省]|(?:19|20)\d\d年)?(?:[去上]年|(?:目前)?现有(?!基础)|目前|已|基数)|^累计(?:已)?完成"
)
# （二）政府性基金预算执行情况 over 收入9亿元，支出8亿元; （一）小学 over 招生3万人: what a heading is about as a whole,
# but not 国有资本经营预算调入一般公共预算情况, nor 社会保险基金监管情况.
_NUMBERED = (
    "(?:第[一二三四五六七八九十]{1,3}[部章节编]分?|[（(]?[0-9一二三四五六七八九十]{1,3}[）).．、]{1,2})?[ \u3000]*"
)
_WHOSE_SIDES = "(?:[12]\\d{3}年|全[省市区县州旗]|[省市区县州旗]本?级|[和及与])*"
_HEADS = compiled(
    f"{_NUMBERED}(?:{_WHOSE_SIDES}(?P<account>一般公共预算|政府性基金(?:预算)?|国有资本经营预算|社会(?:保险|保障)基金(?:预算)?)"
    "(?:收支|收入|支出|执行|决算|预算|草案|安排|完成|平衡|及|和|与){0,4}(?:情况)?[。：:]?"
    "|(?P<school>高中阶段教育|(?:普通)?(?:小学|初中|高中(?!阶段)|幼儿园)|(?:学前|特殊|高等|中等职业|职业)教育)"
    "(?:教育|阶段教育|阶段)?(?:情况|概况)?)"
)
# 收入情况, 市本级 below it name nothing of their own.
_HEADS_NOTHING = compiled(
    f"{_NUMBERED}(?:[12]\\d{{3}}年|全[省市区县州旗]|[省市区县州旗]?本?级|收支|收入|支出|执行|完成|平衡|总体|基本|情况|预算|决算|[及和与的])+[。：:]?"
)
# What heads the whole of a unit's account: 二、收入预算情况, but not 三、政府采购情况.
_OF_ALL = compiled(
    r"第.部分|(?:(?:收入支出|收支|收入|支出)(?:预算)?|(?:部门|单位|年度?)(?:综合)?预算)"
    r"(?:总体|总表|总|安排|编制|公开|情况|说明|概况|增减变化|[、和及的]){0,6}[。：:]?$"
)
_OF_SOME = compiled("一般公共预算|基金|国有资本|拨款|经费|采购|三公|基本支出|项目支出")
_UNTIL = compiled(r"截[至止]到?(?P<year>(?:19|20)\d\d)年")


def enter(
    segments: Segments, section: int, paragraph: int, context: Context, metadata: Metadata, wording: Wording
) -> None:
    """Forget what a new paragraph or section leaves behind."""
    left = context.section
    if section != left:
        _enter_section(segments, section, context, metadata, wording)
    if paragraph != context.paragraph:
        _lead_in(segments, section, left, context, metadata)
        context.paragraph, context.leads, context.reviews = paragraph, True, False
        context.before = (context.indicator or context.before) if section == left else ""
        alike = section == left and len({one.words for one in context.wholes}) == 1
        context.alone, context.wholes = (context.wholes[0] if alike else None), []
        context.period, context.program, context.indicator, context.account = None, None, "", ""
        context.target = context.aims and not _tells_how_it_stands(segments, paragraph, metadata)
        context.outcome = context.onward = False
        context.level = context.section_level
        context.day, context.run, context.function, context.topic, context.compared = None, None, "", "", None
        context.figures, context.parted = (), ""
        if context.both and context.opened and context.planned is False:
            context.section_period = context.opened
        looked_back = context.section_period
        if (
            context.planned is False
            and (looked_back and looked_back.end and not looked_back.is_one_year())
            and _tells_of_troubles(segments, paragraph)
        ):
            # what is amiss is so now, and not in all of the years that a section looks back on
            context.period = replace(looked_back, start=date(looked_back.end.year, 1, 1))


def _looks_back_on_plan(context: Context, own: Period) -> bool:
    """Whether a paragraph in the review of a plan of some years has told of the years before it."""
    told = context.period
    if told is None or context.planned is not False or context.section_period:
        return False
    before = own.years_before()
    return (told.start, told.end) == (before.start, before.end)


def _tells_of_troubles(segments: Segments, paragraph: int) -> bool:
    """Whether a paragraph opens with what is amiss: 在肯定成绩的同时，我们也清醒地看到，规模以上工业企业只有96家."""
    first = bisect_left(range(len(segments.sentences)), paragraph, key=segments.sentences.paragraph_of)
    return _TROUBLES.match(fold(segments.sentence_text(first))) is not None


def _enter_section(segments: Segments, section: int, context: Context, metadata: Metadata, wording: Wording) -> None:
    """Take what the headings of a section say of it, in the place of what those of the last one said."""
    headings, title = segments.sections[section], metadata.title
    context.section, context.planned, context.begun = section, None, None
    if not context.leads:
        # 二、2023年预算执行情况 holds for all of （一）, （二） and （三） under it.
        above = (context.headed.get(heading.span.start) for heading in reversed(headings))
        context.section_period = next((period for period in above if period), None)
    # 预算执行情况的报告 yields to 二、下半年工作安排 in it.
    for heading in (*headings[1:], *headings[:1]):
        context.planned = _plans(heading, context, metadata, wording)
        if context.planned is not None:
            break
    below_title = [heading.text for heading in headings if heading.text != title]
    levels = (level_of(text, metadata) for text in reversed(below_title))
    context.section_level = next(filter(None, levels), None)
    context.of_budget = any(BUDGET in one.text for one in headings)
    context.heads = _headed_by(below_title, metadata)
    context.parts = any(_OF_SOME.search(text) or not _OF_ALL.search(text) for text in below_title)
    words = fold("\n".join(below_title))  # few headings say any of these
    may_answer = "对" in words or "关于" in words
    context.answers = may_answer and any(_answers(in_digits(fold(text))) for text in below_title)
    context.opinions = "意见" in words and any(_OPINIONS.search(text) for text in below_title)
    context.monthly = _MONTHLY in words and any(_MONTHLY in text and _YEARLY not in text for text in below_title)
    context.silent = context.planned is None
    if context.silent:
        context.planned = context.turned
    named = headings[-1].text if headings else ""
    context.aims = bool(context.planned and not context.own_plan and _AIMS_HEADED.search(named))
    context.unsaid_period = unsaid_period(metadata, context.planned, context.own_plan, context.titled)


def _headed_by(headings: list[str], metadata: Metadata) -> str:
    """Of which of a government's accounts, or sort of school, the lowest heading tells that names anything of its own;
    empty where it names another thing, 政府债券收支情况, and in the documents of a unit."""
    if metadata.document_type in OF_UNITS:
        return ""
    for text in reversed(headings):
        words = fold(text).strip()
        if head := _HEADS.fullmatch(words):
            return head["account"] or head["school"]
        if not _HEADS_NOTHING.fullmatch(words):
            return ""
    return ""


def _plans(heading: Heading, context: Context, metadata: Metadata, wording: Wording) -> bool | None:
    """Whether a heading says that what is below it is planned, or has been; null where it says neither or both."""
    words = in_digits(fold(heading.text))
    if (
        ("目标" in words and OUTDONE.search(words))
        or ("实际" in words and _PLANNED_AND_DONE.search(words))
        or _answers(words)
    ):
        return None  # 2.改造小区86个，完成年度目标的107%
    if heading.level <= _PLAIN_HEADING and not _DATED_HEADING.search(words):
        return None
    kind, summary, report_year = metadata.document_type, sums_up(metadata), metadata.report_year
    years = [int(year) for year in _YEAR.findall(words)]
    # 2025年主要工作 in a report of 2026, but 主要工作 by itself is to be done, but in a summary.
    past = bool(years and report_year and max(years) < report_year + summary)
    if summary and not years and words.endswith(_WORK_DONE):
        return None
    # 一、2024年一般公共预算收支情况 in the budget of 2024
    is_own = kind is _BUDGET and years == [report_year] and _OWN_BUDGET.search(words) is not None
    review = past or (not is_own and wording.review_heading.search(words) is not None)
    review |= context.own_plan is not None and _WHERE_IT_STANDS.fullmatch(words) is not None
    # 2024年预算执行情况和2025年预算草案 tells of both: the headings below it say which.
    ahead = _CARRIED_OUT.sub("", words) if review else words
    day = metadata.document_date
    plans = (
        is_own
        or (kind is _BUDGET and report_year in years and ahead.endswith("预算"))  # 二、1955年国家预算
        # 二、2026年工作 in a work report of 2026
        or (kind is _WORK_REPORT and years == [report_year] and words.endswith(_WORK))
        or (kind in (_PLAN, _BUDGET) and _MEASURES.search(ahead) is not None)
        or wording.planned_heading.search(ahead) is not None
        # 三、下半年工作措施 of a report of August
        or (_LATER in ahead and day is not None and day.month < _LATE and set(years) <= {day.year})
    )
    return not review if past or review != plans else None


def _answers(words: str) -> bool:
    """Whether a heading says which part of a proposal is answered."""
    return ("对" in words or "关于" in words) and _ANSWERS.search(words) is not None


def _lead_in(segments: Segments, section: int, left: int, context: Context, metadata: Metadata) -> None:
    """Let the days of a paragraph that leads in the next ones hold for the rest of its section, or for all below its
    heading."""
    period, known, begun = context.period, context.section_period, context.begun
    if (
        period
        and context.leads
        and (context.line or _is_under(segments, section, left))
        and _leads_section(period, context, metadata)
    ):
        context.section_period = replace(period, where="section")
        # A plan of five years in a heading is often only named; a year is what is told of.
        own = segments.sections[left][-1] if left >= 0 and segments.sections[left] else None
        # 五年来，主要做了以下工作 leads in all the headings below its own.
        dated = period.is_one_year() and own and _DATED.search(in_digits(own.text))
        # 2018年预算执行情况和2019年预算草案的报告 leads in the one and the other.
        of_both = own and own.text == metadata.title and len(set(_YEAR.findall(own.text))) > 1
        if own and not of_both and (dated or context.reviews or _OF_YEARS_PAST.match(own.text)):
            context.headed[own.span.start] = context.section_period
    elif (
        begun
        and metadata.document_type not in _OF_YEARS
        and (known is None or known.end == begun.end or (known.is_one_year() and not known.is_part_of_a_year()))
    ):
        # 1至11月，财政收入9亿元…. In the next paragraph: 财政支出30亿元, also in a report on November
        context.section_period = replace(begun, where="section")
    elif context.own_plan and _looks_back_on_plan(context, context.own_plan):
        # 第一章 发展基础 of the thirteenth plan: “十二五”时期，…, and so the paragraphs below
        context.section_period = period and replace(period, where="section")


def subject_of(segments: Segments, index: int) -> str:
    """What the paragraph that a sentence is of is about from the start: the function of expenditure that its first
    sentence is nothing but, or a heading: 1、一般公共服务支出（类）财政事务（款）行政运行（项）。"""
    sentences, first = segments.sentences, index
    paragraph, headings = sentences.paragraph_of(index), segments.sections[sentences.section_of(index)]
    while first and sentences.paragraph_of(first - 1) == paragraph:
        first -= 1
    begun = segments.sentence_text(first) if first < index else ""
    named = map(function_of, (begun, *(heading.text for heading in reversed(headings))))
    return next(filter(None, named), "")


def tells_of_the_past(sentence: str, year: int | None) -> bool:
    """Whether a sentence among aims tells how things stand: 截至2024年底有公路3000公里 before those of 2025."""
    if _STANDS.search(sentence):
        return True
    until = _UNTIL.match(sentence)
    return until is not None and (year is None or int(until["year"]) < year)


def lists_aims(segments: Segments, index: int, context: Context) -> bool:
    """Whether a paragraph is an item of a list of targets: behind 主要预期目标是： or behind another item and a ；."""
    sentences, text, before = segments.sentences, segments.view.text, index - 1
    while before >= 0 and text[sentences.bounds(before)[1] - 1] in _ITEM_ENDS:
        if sentences.paragraph_of(before) <= context.paragraph:
            return context.target
        before -= 1  # an item without a figure: 居民收入与经济增长同步；
    if before < 0 or text[sentences.bounds(before)[1] - 1] not in COLONS:
        return False
    if context.planned is False or context.own_plan:
        return False
    return _AIMS_BELOW.search(fold(segments.sentence_text(before))) is not None


def topic_of(segments: Segments, index: int) -> str:
    """What a sentence names that is a run-in heading; empty where it is none."""
    start, end, *_ = segments.sentences.numbers_of(index)
    named = _TOPIC.fullmatch(segments.view.text[start:end].strip()) if end - start <= _LONGEST_TOPIC else None
    return named["what"] if named else ""


def _tells_how_it_stands(segments: Segments, paragraph: int, metadata: Metadata) -> bool:
    """Whether a paragraph below a heading of targets tells what has been reached as well."""
    sentences, day = segments.sentences, metadata.document_date
    first = bisect_left(range(len(sentences)), paragraph, key=sentences.paragraph_of)
    for index in range(first, len(sentences)):
        if sentences.paragraph_of(index) != paragraph:
            break
        for said in _HOW_IT_STANDS.finditer(in_digits(fold(segments.sentence_text(index)))):
            if not said["year"] or (day and int(said["year"]) < day.year):
                return True
    return False


def turns_onward(segments: Segments, index: int) -> bool:
    """Whether a sentence says that what follows comes next."""
    return segments.view.text.startswith(ONWARD, segments.sentences.bounds(index)[0])


def is_greeted(segments: Segments, index: int) -> bool:
    """Whether nothing but a salutation stands before a sentence in its paragraph."""
    sentences, before = segments.sentences, index - 1
    if before and sentences.paragraph_of(before - 1) == sentences.paragraph_of(before):
        return False
    words = segments.sentence_text(before).strip()
    return len(words) <= _LONGEST_SALUTATION and words.endswith(_SALUTATION)


def _is_under(segments: Segments, section: int, left: int) -> bool:
    """Whether a section is below the headings of the one that was left: a sentence leads in nothing of another
    chapter."""
    led = segments.sections[left] if left >= 0 else ()
    return len(led) < _DEEP or segments.sections[section][: len(led)] == led


def is_heading(segments: Segments, section: int, start: int) -> bool:
    """Whether a sentence is the line that heads its section."""
    headings = segments.sections[section]
    return bool(headings) and headings[-1].span.start == start


def _leads_section(period: Period, context: Context, metadata: Metadata) -> bool:
    """Whether days that a paragraph leads in hold for the rest of its section: 下半年，… in a report on a year holds
    for its own paragraph alone, and 去年 that a plan looks back on leads in nothing that is to be done."""
    if metadata.document_type is _WORK_REPORT and period.is_part_of_a_year():
        return False
    own = context.unsaid_period if context.planned else None
    return not (own and own.start and period.end and period.end < own.start)


def turn(text: str, context: Context, metadata: Metadata, opens: bool) -> None:
    """Notice where a work report turns to its review, its plan or its notes: in a sentence that opens a paragraph or
    holds a 年."""
    if text[0] in _BACK_FIRST and _LOOKS_BACK.match(text):
        turned: bool | None = False
    elif (
        "年" in text
        and ("标" in text or "要" in text or "思" in text or "点" in text or "做" in text)
        and (ahead := _LOOKS_AHEAD.search(text))
        and not _is_over(ahead[0], metadata)
    ):
        turned = True
    elif (
        opens
        and context.silent
        and metadata.document_type is _PLAN
        and text[0] in _YEAR_FIRST
        and (year := _YEAR.match(text))
        and _is_over(year[0], metadata)
    ):
        turned = False  # the review of a plan's report without a heading over it
    elif opens and _NOTES.match(text):
        turned = None
    else:
        return
    context.turned = turned
    if context.silent:
        context.planned = turned
        context.unsaid_period = unsaid_period(metadata, turned, context.own_plan, context.titled)


def set_out(text: str, mention: Mention, start: int, context: Context, metadata: Metadata) -> None:
    """Notice where a section that looks back on some years turns to those that come.

    二、“十四五”时期发展成就和“十五五”时期主要目标任务, and below it “十五五”时期是….
    """
    days, span = mention.value, mention.view_span
    if span.start > start + 1 or not isinstance(days, DateInterval) or not days.start_date or not days.end_date:
        return
    years = days.start_date.year, days.end_date.year
    if years[0] == years[1] or not metadata.report_year or years[0] < metadata.report_year:
        return
    if not _SETS_OUT.match(text[span.end - start :]):
        return
    context.planned = True
    if (known := context.section_period) and not known.is_one_year():
        context.section_period = Period(days.start_date, days.end_date, "section")


def _is_over(words: str, metadata: Metadata) -> bool:
    """Whether words open with a year before the report's: 全面完成2024年主要目标 in a report of 2025."""
    return metadata.report_year is not None and words[0].isdecimal() and int(words[:4]) < metadata.report_year


def named_at(mention: Mention, first_word: int, text: str, start: int) -> str | None:
    """The programme that a mention is, in marks, at the start of its sentence (脱贫攻坚取得决定性成就) or launched by
    all of it: （二）开展城市更新行动。"""
    value, span = mention.value, mention.view_span
    if not isinstance(value, Program) or text.rstrip().endswith(_SORTS_OF_YEARS):
        return None
    if _OF_EVERYTHING.match(value.name) and any(word in text for word in _FULFILLED):
        return None
    if text.endswith(_HEEDED, 0, span.start - start):
        return None  # 我们始终牢记“八八战略”: what is borne in mind is none that figures are of
    if mention.text[0] in _NAME_FIRST or span.start == first_word:
        return value.name
    if text[span.end - start :].rstrip() != "。":
        return None
    number, name = _ITEM.match(text), span.start - start
    opening = number.end() if number else 0
    if name == opening and value.type in OF_ITS_OWN:
        return value.name  # 3.老旧小区改造。
    if not mention.text.endswith(WORKS):
        return None  # 实施乡村振兴战略。 is about all that follows and more
    launched = LAUNCHING.fullmatch(text, opening, name) and text.endswith(LAUNCHED, opening, name)
    return value.name if launched else None
