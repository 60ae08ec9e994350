"""The year that a document is of."""

from collections.abc import Sequence

import regex

from gongbao.kept import compiled
from gongbao.link.documents.opening import LONG_LINE, LONGEST_HEADING, SPAN, Opening, squeeze
from gongbao.link.documents.types import ANNUAL_PLAN
from gongbao.link.lexicons.censuses import census_day
from gongbao.link.lexicons.wording import in_digits
from gongbao.model import DocumentType, Grid

_YEAR = compiled(r"(?<!\d)((?:19|20)\d\d)(?=学?年|—|–|-|－|~|～|至|中国)")
# 2023—2024年, 2023—2024学年 reports on the later of the two years.
_YEAR_SPAN = compiled(rf"((?:19|20)\d\d)年?{SPAN}{{1,2}}(?=(?:19|20)\d\d学?年)")
# 2016年预算执行情况和2017年预算的决议: it is the budget that is voted on.
_VOTES = compiled("年(?:度)?[^\\d，。年]{0,12}(?:预算|计划)(?:[（(]?草案[）)]?)?的决[议定]$")
# 对《2022年度…报告》审议意见处理情况的报告: the year is that of another.
_OF_ANOTHER = compiled("《[^》]*报告》")
_FIVE_YEARS = compiled(r"第([一二三四五六七八九十]{1,3})个五年|[“\"「]([一二三四五六七八九十]{1,2})五[”\"」]")
_ORDINALS = {name: i for i, name in enumerate("一二三四五六七八九十", 1)} | {
    f"十{name}": i for i, name in enumerate("一二三四五六七八九", 11)
}
_REVIEW = compiled(r"((?:19|20)\d\d)年?[^\d。，]{0,12}(?:回顾|的工作|工作情况|工作总结|成绩|成就)")
_AHEAD = compiled(
    r"(?<!\d)((?:19|20)\d\d)年(?:的)?(?:经济|政府|工作|主要|重点|目标|总体|发展|国民|全市|全省|全县|全区|全年|任务)[^。，]*$"
)
_NEXT_YEAR = compiled("[明来]年(?:的)?(?:经济|政府|工作|主要|重点|目标|总体|发展|国民|全市|全省|全县|全区|任务)")
_REVIEW_HEADING = compiled(r"(?:去年|过去|一年来|五年来)[^。，]{0,12}(?:回顾|工作|总结|成就)|工作回顾")
_ACCOUNT_YEAR = compiled(r"(?<!\d)((?:19|20)\d\d)年(?:度)?(?=[^。\d]{0,20}(?:预算|决算|“三公”))")
_OF_YEAR = compiled(r"(?<!\d)((?:19|20)\d\d)年度")
_ACCOUNTS_OF = {DocumentType.DEPARTMENT_BUDGET: "预算", DocumentType.DEPARTMENT_FINAL_ACCOUNT: "决算"}


def years_in(text: str) -> list[int]:
    """The years in a text, in digits or Chinese numerals."""
    return [int(year) for year in _YEAR.findall(in_digits(text))]


def year_of(title: str, kind: DocumentType, said: int | None, late: bool, opening: Opening, text: str) -> int | None:
    """The year that a document reports on or budgets, the first that it plans; of a work report the year it is of.

    ``said`` is the year of its date, which lies ``late`` in it: a congress that meets in December plans the next.
    """
    if "》" in title and (own := _OF_ANOTHER.sub("", title)):
        title = own
    years = years_in(title if kind is DocumentType.PLAN else _YEAR_SPAN.sub("", title))
    if kind is DocumentType.PLAN:
        five = _FIVE_YEARS.search(title or opening.head[:LONG_LINE])
        if five:
            return _plan_start(five)
        return (max(years) if ANNUAL_PLAN.search(title) else years[0]) if years else None
    if years:  # also 2023中国生态环境状况公报
        return max(years) if kind is DocumentType.BUDGET_REPORT or _VOTES.search(title) else years[0]
    if counted := census_day(title):
        return counted.year
    if kind is DocumentType.WORK_REPORT:
        told = _year_of_work(text, said, late) if late or said is None else None
        return told if said is None or told == said + 1 else said
    if kind in (DocumentType.DEPARTMENT_BUDGET, DocumentType.DEPARTMENT_FINAL_ACCOUNT, DocumentType.FINAL_ACCOUNT):
        stated = _ACCOUNT_YEAR.search(opening.head)
        return int(stated[1]) if stated else None
    if kind in (DocumentType.BUDGET_REPORT, DocumentType.BUDGET_EXECUTION):
        return said
    if kind is DocumentType.STAT_COMMUNIQUE:
        return next(iter(years_in(opening.head)), None)
    return None


def year_of_tables(kind: DocumentType, grids: Sequence[Grid]) -> int | None:
    """The last year whose budget, or accounts, a bureau's tables are of or have a column for: 2018年度, 2023年预算."""
    if (word := _ACCOUNTS_OF.get(kind)) is None:
        return None
    lines = (line for grid in grids for line in grid.captions)
    if years := {int(found[1]) for line in lines if (found := _OF_YEAR.search(line))}:
        return max(years)
    headers = {header for grid in grids for cell in grid.cells for header in cell.column_header if word in header}
    return max((int(found[1]) for header in headers if (found := _ACCOUNT_YEAR.match(header))), default=None)


def _plan_start(five: regex.Match[str]) -> int | None:
    """The first year of a five-year plan: 1953, 1958, and every five years from 1966 on."""
    ordinal = _ORDINALS.get(five[1] or five[2])
    if ordinal is None:
        return None
    return 5 * ordinal + (1948 if ordinal < 3 else 1951)


def _year_of_work(text: str, said: int | None, late: bool) -> int | None:
    """The year of a work report without a date or of one late in the year ``said``: its headings name it, or the year
    before, that they look back on."""
    looking_back, told = False, None
    for line in text.split("\n"):
        if len(line) > LONGEST_HEADING or "。" in line:
            if looking_back and (years := years_in(line[:200])):
                return years[0] + 1
            looking_back = False
        elif "年" in line:
            line = squeeze(line)
            if said is not None and _NEXT_YEAR.search(line):
                return said + 1
            if review := _REVIEW.search(line):
                return int(review[1]) + 1
            if ahead := _AHEAD.search(line):
                if late and int(ahead[1]) == said:
                    told = said  # 二、2012年工作, and then 四、2013年主要工作
                    continue
                return int(ahead[1])
            looking_back = looking_back or bool(_REVIEW_HEADING.search(line))
    return told
