"""Words that figures contradict: 决算数小于预算数 behind a larger 决算, a heading of another year than the title."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.printed import Printed
from gongbao.model import Finding, Kind, Measure, Mention, Metadata, Segments

_COMPARED = regex.compile(r"决算数?(?P<how>大于|高于|多于|小于|低于|少于|等于)(?:年初)?预算数?|年初预算")
_MORE, _LESS = ("大于", "高于", "多于"), ("小于", "低于", "少于")
_REACH = 200
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")


def words_against_figures(text: str, figures: Sequence[Printed]) -> Iterator[Finding]:
    """年初预算为A，支出决算为B。决算数小于预算数: whether B is what the words say."""
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
        holds = how in (_MORE if right == "大于" else _LESS if right == "小于" else ("等于",))
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


def years_of_headings(segments: Segments, mentions: Sequence[Mention], metadata: Metadata) -> Iterator[Finding]:
    """A heading that repeats the document's title but for the year."""
    year = metadata.report_year
    title = "".join((metadata.title or "").split())
    if year is None or f"{year}年" not in title:
        return
    for heading in {heading.span.start: heading for path in segments.sections for heading in path}.values():
        for match in _YEAR.finditer(heading.text):
            told = "".join(heading.text.split()).replace(match[0], str(year))
            if int(match[0]) != year and title in told:
                span = heading.span
                inside = (i for i, m in enumerate(mentions) if span.start <= m.view_span.start < span.end)
                yield finding(
                    FindingCode.YEAR_DIFFERS,
                    Severity.SUSPECT,
                    f"The heading {heading.text} has another year than the title {metadata.title}.",
                    tuple(inside),
                    f"{match[0]}年",
                    f"{year}年",
                )
