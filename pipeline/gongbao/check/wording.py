"""Words that figures or other words contradict: 决算数小于预算数 behind a larger 决算, headings, contents."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.printed import Printed
from gongbao.kept import compiled
from gongbao.model import DocumentType, Finding, Kind, Measure, Mention, Metadata, Segments, Span

# What is said of the two, unless the next class and its budget come first; 完成年初预算的104.17% names none, and
# “三公”经费支出决算数小于预算数 is said of another.
_COMPARED = compiled(
    r"(?<![\p{Han}”）\d])(?:支出)?决算数?(?:(?P<how>大于|高于|多于|超过|小于|低于|少于|等于)(?:年初)?预算数?"
    r"|[与和同](?:年初)?预算数?(?P<how>基本持平|基本一致|持平|一致|相等|相同))"
    r"|年初预算(?:数|安排)?\s*(?:为|是|[\d，、])"
)
_MORE, _LESS = ("大于", "高于", "多于", "超过"), ("小于", "低于", "少于")
_EQUAL = ("等于", "一致", "相等", "相同")
_ALIKE = Decimal("0.05")
_REACH = 200
# A name that the writer of a form left to be filled in: XX局.
_BLANK = compiled(r"[XxＸ]{2,}|[×＊*○〇]{2,}")
_TAIL = 6
# Cars and equipment are told as of the last day of the accounts.
_AS_OF = compiled(r"截[至止](?P<day>(?P<year>(?:19|20)\d{2})年12月31日)[^。；\n]{0,40}?(?:车辆|资产|房屋)")
_NUMBER = compiled(
    r"^(?:(?P<han>[一二三四五六七八九十]{1,3}[、.．])|(?P<inside>[（(][一二三四五六七八九十\d]{1,3}[）)])"
    r"|(?P<digits>\d{1,2}[、.．])|(?P<table>(?:附?表|附件)[\d一二三四五六七八九十]{1,3}[:：]?))"
)
_AROUND = compiled(r"[.…·。]{2,}\d{1,3}$|\d{4}年度?")
# A list of tables is one where most are there.
_OTHERS = 4
_YEAR = compiled(r"(?<!\d)(?:19|20)\d{2}(?=年)")


def words_against_figures(text: str, figures: Sequence[Printed]) -> Iterator[Finding]:
    """年初预算为A，支出决算为B。决算数小于预算数: whether B is what the words say."""
    if "决算" not in text:
        return
    for budget, account in pairwise(figures):
        if budget.sentence != account.sentence or not (
            _is_of(budget, "initial_budget") and _is_of(account, "final_account")
        ):
            continue
        match = _COMPARED.search(text, account.end, account.end + _REACH)
        how = match["how"] if match else None
        if how is None or budget.unit != account.unit:
            continue
        right = "等于" if account.value == budget.value else "大于" if account.value > budget.value else "小于"
        if how in (*_MORE, *_LESS, *_EQUAL):
            holds = how in (_MORE if right == "大于" else _LESS if right == "小于" else _EQUAL)
        else:  # 持平 is said of what is nearly the same
            holds = abs(account.value - budget.value) <= budget.value * _ALIKE
        if not holds:
            yield finding(
                FindingCode.WORDING_DIFFERS,
                Severity.SUSPECT,
                f"The final account of {account.text} is called {how} the budget of {budget.text}.",
                (account.mention, budget.mention),
                how,
                right,
            )


def _is_of(figure: Printed, stage: str) -> bool:
    fact = figure.fact
    return figure.kind is Kind.MONEY and fact is not None and fact.stage == stage and fact.measure is Measure.LEVEL


def years(segments: Segments, mentions: Sequence[Mention], metadata: Metadata) -> Iterator[Finding]:
    """A heading that repeats the title but for the year or a name left blank; accounts as of another year's end."""
    year = metadata.report_year
    title = "".join((metadata.title or "").split())
    if year is None or f"{year}年" not in title:
        return
    ending = title[-_TAIL:]
    for heading in {heading.span.start: heading for path in segments.sections for heading in path}.values():
        words = "".join(heading.text.split())
        for match in _YEAR.finditer(words) if len(words) >= len(title) else ():
            if int(match[0]) != year and title in words.replace(match[0], str(year)):
                message = f"The heading {heading.text} has another year than the title {metadata.title}."
                yield _slip(FindingCode.YEAR_DIFFERS, message, mentions, heading.span, f"{match[0]}年", f"{year}年")
        blank = _BLANK.search(words) if ending in words else None
        if blank and not _BLANK.search(title) and ending in words[blank.end() :]:
            message = f"The heading {heading.text} has {blank[0]} where the title {metadata.title} has a name."
            yield _slip(FindingCode.BLANK_LEFT, message, mentions, heading.span, blank[0], metadata.title or "")
    if metadata.document_type is DocumentType.DEPARTMENT_FINAL_ACCOUNT:
        for match in _AS_OF.finditer(segments.view.text):
            if int(match["year"]) != year:
                span = Span(*match.span("day"))
                message = f"{match['day']} is another year's end than that of the accounts of {year}."
                yield _slip(FindingCode.YEAR_DIFFERS, message, mentions, span, match["day"], f"{year}年12月31日")


def missing_tables(segments: Segments) -> Iterator[Finding]:
    """Tables that the contents list among others, and that are nowhere in the document, not even by their titles."""
    titles = {_bare(grid.title) for grid in segments.grids if grid.title}
    lines = segments.view.text.splitlines()
    lists = list(_lists_of_tables(lines))
    times = Counter(_bare(line) for line in lines if len(line) < _REACH) if lists else Counter()
    for names in lists:
        missing = [name for name in names if name not in titles and times[name] == 1]
        if len(missing) * _OTHERS > len(names):
            continue
        for name in missing:
            message = f"The contents list {name} among {len(names)} tables, and the document has no such table."
            yield finding(FindingCode.MISSING_TABLE, Severity.SUSPECT, message, (), name, "a table")


def _lists_of_tables(lines: Sequence[str]) -> Iterator[list[str]]:
    """The names of tables in lines one below the other that are numbered in the same way."""
    names: list[str] = []
    style = None
    for line in [*lines, ""]:
        number = _NUMBER.match(line.strip()) if len(line) < _REACH else None
        name = _bare(line) if number else ""
        here = number.lastgroup if number and name.endswith("表") else None
        if here != style:
            if len(names) >= _OTHERS:
                yield names
            names, style = [], here
        if here:
            names.append(name)


def _bare(line: str) -> str:
    """A title without the number before it, the page behind it, and the year."""
    return _AROUND.sub("", _NUMBER.sub("", "".join(line.split())))


def _slip(
    code: FindingCode, message: str, mentions: Sequence[Mention], span: Span, stated: str, expected: str
) -> Finding:
    inside = tuple(i for i, m in enumerate(mentions) if span.start <= m.view_span.start < span.end)
    return finding(code, Severity.SUSPECT, message, inside, stated, expected)
