"""The type of a document, by its title, its mandate and its first lines."""

import re

from gongbao.kept import compiled
from gongbao.link.documents.opening import BUREAU, LONG_LINE, LONGEST_HEADING, Opening
from gongbao.model import DocumentType

_DOCUMENTS = "报告|公报|规划|计划|纲要|预算|决算|草案|要点|通知|意见|方案|决议|决定|公告|办法|说明|总结"
NAMES_DOCUMENT = compiled(rf"(?:{_DOCUMENTS})(?:表|书|稿|公开)?(?:[（(][^（）()]{{1,24}}[）)])*$")
TABLE_TITLE = compiled(r"表(?:[（(][^（）()]{1,24}[）)])*$")
SPEAKS_OF_DOCUMENT = re.compile(_DOCUMENTS)
ANNUAL_PLAN = compiled(r"计划执行情况|计划[（(]?草案")

_T = DocumentType
# What stands between a bureau and the words 预算 and 决算 in the titles of its tables: 2024年度财政拨款支出决算表. An
# area under a committee has 一般公共预算收支决算表, too.
OF_ACCOUNTS = (
    "(?:(?:财政拨款|一般公共预算(?!收)|政府性基金预算|国有资本经营预算|政府性基金|“?三公”?经费|基本|项目|收入|支出|收支|总体?"
    "|[、和及])*)"
)
_YEAR_BETWEEN = rf"(?:[（(]?本级[）)]?|机关)?(?:\d{{4}}年(?:度)?)?{OF_ACCOUNTS}"
# 2025年法治政府建设工作报告 tells of one sort of work, but not 2025年某县人民政府工作报告.
_ON_WORK = (
    r"\d年(?!度)[^，。]{2,40}(?<!政府|委会|员会|法院|中院|两院|党委|常委|党组|人大|政协|代会|街道)(?<!检察院|办事处)(?<![省市县区州旗盟镇乡])"
    "工作(?:情况)?(?:的)?报告"
)
_BY_TITLE = tuple(
    (kind, compiled("|".join(patterns)))
    for kind, *patterns in (
        (_T.OTHER, r"(?:决议|决定|办法|解读|答记者问|条例|审查(?:结果)?(?:的)?报告)(?:[（(].*[）)])?$"),
        (
            _T.DEPARTMENT_FINAL_ACCOUNT,
            r"(?:(?<!财政)部门|单位)(?:收支|财务|整体)?决算",
            rf"{BUREAU}{_YEAR_BETWEEN}决算",
        ),
        (
            _T.DEPARTMENT_BUDGET,
            r"(?:部门|单位)(?:财务|项目|基本|综合)?(?:收支|收入|支出)?预算(?!执行[^，。]{0,12}审计)",
            rf"{BUREAU}{_YEAR_BETWEEN}预算(?!执行|草案|安排|调整|[（(]草)",
        ),
        (_T.AUDIT_REPORT, r"审计(?:工作|结果|情况|查出|发现|调查)?.{0,24}(?:报告|公告)"),
        # What a bureau has done in a year: 2023年度法治政府建设工作报告.
        (_T.OTHER, r"年度(?!.{0,60}政府工作报告)[^，。]{0,40}工作(?:情况)?(?:的)?报告", _ON_WORK),
        (_T.WORK_REPORT, r"工作报告|政府报告"),
        # but 1978年国家决算和1979年国家预算草案的报告
        (_T.FINAL_ACCOUNT, r"决算(?!.{0,60}年[^\d年]{0,8}预算(?:[（(]?草案[）)]?)?的?(?:报告|$))"),
        (
            _T.BUDGET_REPORT,
            r"预算(?:收支)?(?:安排)?[（(]?草案|预算安排|(?:财政|总)预算案|收支概算草案",
            r"年(?:度)?[^\d执年]{0,14}预算(?:[（(].{1,6}[）)])?(?:的)?(?:报告|公开(?:情况)?(?:的)?(?:说明)?|说明)?$",
            r"预算(?:收支|收入|支出)(?:总|计划)?表$|预算(?:附表|公开表)(?:目录)?$|(?:收入|支出|收支|结余|平衡)预算(?:总|明细|汇总)?表$",
        ),
        (_T.BUDGET_EXECUTION, r"预算执行|预算调整|财政收支|财政运行|收支执行|财政预算"),
        (
            _T.STAT_COMMUNIQUE,
            r"统计[公快]报|普查.{0,12}公报|(?:经济|发展|收入|人口|抽样调查).{0,12}公报|(?:资源|状况)公报|统计数据报告",
        ),
        (_T.OTHER, r"工作(?:情况)?总结.*计划$"),  # a bureau's or township's year, and no more than a look ahead
        (
            _T.PLAN,
            r"(?:规划|计划|纲要)(?:草案)?(?:[（(].*[）)])?$",
            r"(?:规划|计划)(?:纲要)?(?:[（(]?草案|执行|的报告|的说明)|国民经济[^，。]{0,8}计划安排|远景目标",
        ),
    )
)
_YEAR = compiled(r"(?:19|20)\d\d")
_SHARED_OUT = compiled("(?:分解|分工|责任制?|(?:任务|工作|要点)[^，]{0,4}清单)(?:方案|表|意见)?$")
_NOTICE = compiled(r"(?:印发|发布|公布|下达)[《〈]?(.+?)[》〉]?的(?:通知|公告)$")

# 下达2024年城乡义务教育补助经费预算的通知: no budget of anybody's own.
_HANDED_DOWN = compiled("下达[^。]{0,40}(?:资金|经费|补助|转移支付|补贴|奖补)[^。]{0,8}预算的通知$")

_ON_BEHALF = compiled(
    r"(?<!人民)(?<!人大)代表(?!大会|们|团)[^。！？，：]{0,24}?(?:政府|国务院)，?[^。！？，]{0,40}?(?:报告|作)[^。！？]{0,80}"
)
_COMMISSIONED = re.compile(r"受[^。！？，]{0,24}?(?:政府|国务院|委员会|常委会)[^。！？，]{0,8}委托[^。！？]{0,100}")
_BY_MANDATE = (
    (_T.AUDIT_REPORT, compiled("审计")),
    (_T.FINAL_ACCOUNT, compiled("决算")),
    (_T.BUDGET_REPORT, compiled("预算(?:收支)?(?:安排)?[（(]?草案|预算安排")),
    (_T.BUDGET_EXECUTION, compiled("预算")),
)
# A speech that its record retells: 周恩来总理在报告中首先指出.
_RETOLD = re.compile(r"总理在报告中")
# 坚决贯彻治理整顿和深化改革的方针——1989年3月20日在第七届全国人民代表大会第二次会议上 / 国务院总理
_OF_PREMIER = re.compile(r"届全国人民代表大会第.{1,3}次会议上(?:的政府工作报告)?[）)]?国务院(?:代)?总理")
_DEPARTMENT_LINES = (
    (
        _T.DEPARTMENT_FINAL_ACCOUNT,
        compiled(
            r"(?:部门|单位)决算|^(?:[A-Z]\d\d)?收入支出决算总表|财政拨款.{0,16}决算(?:总?表|(?:总体|具体)?情况说明)"
        ),
    ),
    # The forms of final accounts say 决算: 收入支出决算总表.
    (
        _T.DEPARTMENT_BUDGET,
        compiled(
            r"(?:部门|单位)(?:预算|(?:收支|收入|支出)(?:预算)?总(?:体情况)?表)|财政拨款.{0,16}预算(?:总?表|(?:总体|具体)?情况说明)"
        ),
    ),
)
_PLAN_OPENING = re.compile(
    r"第[一二三四五六七八九十]{1,3}个五年.{0,16}?(?:规划|计划)|国民经济和社会发展.{0,24}规划纲要"
)
_NEWS_MARKS = (
    "本报", "本版", "新华社", "中新社", "人民网", "央广网", "记者", "通讯员", "提供", "责任编辑",
)  # fmt: skip
_NEWS = re.compile(
    r"本报(?:记者|讯|通讯员|特约)|本版(?:文字|稿件|撰文|图文|图片)|(?:新华社|中新社|人民网|央广网).{0,12}电"
    r"|记者.{0,16}(?:报道|电讯)|通讯员|(?:文字|图文|稿件|照片)及?.{0,6}由.{2,24}提供|责任编辑"
)


def type_of(title: str, opening: Opening) -> DocumentType:
    """The type of a document: by its title, else by on whose behalf it speaks, else by its first and last lines."""
    if title:
        kind = type_of_title(title)
        # A workbook of a bureau has no title but those of its tables, which areas' budgets have, too.
        unsaid = kind is DocumentType.OTHER or not _YEAR.search(title)
        if unsaid and TABLE_TITLE.search(title) and (of_bureau := _by_lines(opening)):
            return of_bureau
        if kind is not DocumentType.OTHER or NAMES_DOCUMENT.search(title):
            return kind
    if commissioned := _COMMISSIONED.search(opening.head):
        for kind, pattern in _BY_MANDATE:
            if pattern.search(commissioned[0]):
                return kind
        if ANNUAL_PLAN.search(commissioned[0]):
            return DocumentType.PLAN
    if "总理" in opening.head and _OF_PREMIER.search(opening.head):
        return DocumentType.WORK_REPORT
    if "代表" in opening.head and (on_behalf := _ON_BEHALF.search(opening.head)):
        for kind, pattern in _BY_MANDATE:
            if pattern.search(on_behalf[0]):
                return kind
        return DocumentType.WORK_REPORT
    if of_bureau := _by_lines(opening):
        return of_bureau
    if _PLAN_OPENING.search(opening.head[:LONG_LINE]):
        return DocumentType.PLAN
    if _RETOLD.search(opening.head):
        return DocumentType.WORK_REPORT
    if _is_news(opening.head) or (opening.tail is not opening.head and _is_news(opening.tail)):
        return DocumentType.NEWS
    return DocumentType.OTHER


def _by_lines(opening: Opening) -> DocumentType | None:
    """Whether lines are the titles of a bureau's accounts: 部门收支总表."""
    for kind, pattern in _DEPARTMENT_LINES:
        if any(len(line) <= LONGEST_HEADING and pattern.search(line) for line in opening.lines):
            return kind
    return None


def _is_news(text: str) -> bool:
    return any(mark in text for mark in _NEWS_MARKS) and _NEWS.search(text) is not None


def type_of_title(title: str) -> DocumentType:
    """The type that a title names, also within the title of a notice; ``OTHER`` where it names none."""
    notice = _NOTICE.search(title)
    if notice:
        if _HANDED_DOWN.search(title):
            return DocumentType.OTHER
        title = notice[1]
        if _SHARED_OUT.search(title):
            return DocumentType.OTHER  # 《政府工作报告》重点任务分解: who is to do what of it
    for kind, pattern in _BY_TITLE:
        if pattern.search(title):
            return kind
    return DocumentType.OTHER
