"""The same figure in two tables, or in the prose and in a table: 收入总计, 基本支出, 行政运行（项）."""

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from gongbao.check.blocks import Block, Row
from gongbao.check.codes import FindingCode, Severity, finding
from gongbao.check.figures import tens_apart
from gongbao.check.printed import Printed, between, listed
from gongbao.check.sums import misprinted
from gongbao.kept import compiled
from gongbao.link.tables.header_words import label_words
from gongbao.model import Fact, Finding, Kind, Measure, Stand

_FUNDS = (
    (r"一般公共预算(?:当年)?(?:财政)?(?:拨款|资金)?", "一般公共预算"),
    (r"政府性基金(?:预算)?(?:财政)?(?:拨款|资金)?", "政府性基金"),
    (r"国有资本经营(?:预算)?(?:财政)?(?:拨款|资金)?", "国有资本经营"),
    (r"财政拨款", "财政拨款"),
    (r"(?:财政专户管理)?(?:上级补助|附属单位上缴|其他|事业|(?:事业单位)?经营)(?=收入)", ""),
)
_FUND = "|".join(words for words, _ in _FUNDS)
_KIND = r"基本(?=支出)|项目(?=支出)|上缴上级(?=支出)|(?:事业单位)?经营(?=支出)|对附属单位补助(?=支出)"
_STAFF = "人员经费|公用经费|人员支出|公用支出"
# 财政拨款收入支出决算总计, 本年收入合计, 一般公共预算财政拨款基本支出, 人员经费合计
_NAME = compiled(
    rf"(?:本年度?|当年)?(?P<fund>{_FUND})?(?:的)?(?P<kind>{_KIND})?(?P<flow>收入支出|收支|收入|支出)?(?P<staff>{_STAFF})?"
    r"(?:年初)?(?P<stage>预算|决算)?(?P<level>总计|合计|共计|总额|总预算|总决算)?(?:数|安排)?"
)
_OPERATING = "机关运行经费"
_ITEMS = (
    (compiled(r"“?三公”?经费(?:财政拨款)?(?:支出)?"), "三公经费"),
    (compiled(r"因公出国(?:[（(]境[)）])?(?:经费|费用|费)?(?:支出)?"), "因公出国"),
    (compiled(r"公务用车购置[及和与]运行(?:维护)?费(?:支出)?"), "公务用车"),
    (compiled(r"(?:公务用车)?购置费(?:支出)?"), "公务用车购置"),
    (compiled(r"(?:公务用车)?运行(?:维护)?费(?:支出)?"), "公务用车运行"),
    (compiled(r"公务接待费?(?:支出)?"), "公务接待"),
    (compiled(r".{0,40}?机关运行经费(?:支出)?"), _OPERATING),
)
_STAGE = compiled(r"(?:年初|全年|当年|本年)?(?:预算|决算|预算执行)(?:数|安排)?$")
# A table of a department's budget or accounts, whose title says all that its totals are of.
_STANDARD = compiled(
    rf"{_FUND}|\d{{4}}年度?|年度|部门|单位|财务|基本支出|项目支出|收入支出|收支|收入|支出|功能分类|经济分类|科目|预算|决算"
    r"|“?三公”?经费|机关运行经费|情况|明细|总表|表|和|及|、"
)
_CLASS = compiled(
    r"(?:主要|用于|包括|其中)*(?P<class>\p{Han}[\p{Han}、]{1,39}?)[（(]类[）)]"
    r"(?:[\s“”]*(?P<group>[\p{Han}、（）()]{2,40}?)[（(]款[）)](?:[\s“”]*(?P<item>[\p{Han}、（）()]{2,40}?)[（(]项[）)])?)?"
)
_OF_CLASS = compiled(
    r"[\s”“》]*(?:科目)?(?:\d{4}年度?)?(?:当年)?(?:年初)?(?:支出)?(?:预算|决算|预算执行)?(?:数|安排)?(?:为|是|共)?[\s]*"
)
_CLAUSE = compiled(r"[。；;，,：:、\n]|其中")
_LEAD = compiled(
    r"^(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)?(?:\d{4}年度?)?"
    r"(?:本部门|本单位|部门|单位)?(?:\d{4}年度?)?"
)
_VERB = compiled(r"(?:共计|为|是|共|达到|达)$")
# A title without whose table it is, of which year, and that it goes on: two alike may be of two bureaus.
_OF_WHOM = compiled(r"部门|单位|本级|\d{4}年度?|[（(].{0,12}[）)]")
_MOST_ALIKE = 32
_REACH = 80
_FAR = 400
_ONLY_STAGE = compiled(r"(?:支出|收入)?决算数?")
_WHOLE_FUNDS = ("财政拨款", "一般公共预算", "政府性基金", "国有资本经营")
_FLOWS = {"revenue": "收入", "expenditure": "支出"}
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Name:
    """What a total or a class is called, in words that tables and prose share.

    ``fund`` pays or is paid in, empty for all; ``level`` is 总计, with what is left of other years, or 合计; ``kind``
    narrows expenditure (基本, 人员); ``item`` is the path of a class or another row's own name.
    """

    fund: str = ""
    flow: str = ""
    level: str = ""
    kind: str = ""
    item: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Standing:
    """A figure of a table that has a name. ``unique``: no other table of the document has the same title."""

    figure: Printed
    block: Block
    row: int
    column: int
    unique: bool


Key = tuple[Name, str, object, object, str]
"""Name, stage, first and last day, currency."""


def told_in_tables(text: str, prose: Sequence[Printed], blocks: Sequence[Block], year: int | None) -> Iterator[Finding]:
    """The figures of tables that are told again, in another table or in the prose.

    ``text`` is the view's, ``year`` the one that the document is of.
    """
    standard = [block for block in blocks if block.title and _is_standard(block)]
    if not standard:
        return
    told = list(_named(text, prose, year))
    own, known = _standings(blocks, standard, {key for _, keys, _ in told for key in keys})
    for same in own.values():
        yield from _tables(same)
    for figure, keys, sure in told:
        same = next((known[key] for key in keys if key in known), [])
        yield from _compared(figure, [other for other in same if _same_whose(figure, other.figure)], sure)


# ---- the names of figures in tables


def _standings(
    blocks: Sequence[Block], standard: Sequence[Block], asked: Container[Key]
) -> tuple[dict[Key, list[_Standing]], dict[Key, list[_Standing]]]:
    """The named figures of tables by their own name where there is another table, and by the names that are ``asked``.

    ``standard`` are the blocks whose titles say all that their totals are of.
    Where only one total stands under its rows, 收入总计 is 收入合计; no table with both tells which of them is meant.
    """
    classes = {row.code: row.name for block in blocks for row in block.rows.values() if row.code}
    titles: dict[str, set[int]] = {}
    for block in blocks:
        titles.setdefault(_OF_WHOM.sub("", block.title), set()).add(block.grid)
    own: dict[Key, list[_Standing]] = {}
    known: dict[Key, list[_Standing]] = {}
    loose: dict[Key, list[_Standing]] = {}
    several = len({block.grid for block in standard}) > 1
    for block in standard:
        title = titled(block.title)
        unique = len(titles[_OF_WHOM.sub("", block.title)]) == 1
        single = sum(row.is_total for row in block.rows.values()) == 1
        columns = {column: _column(title, path) for column, path in block.columns.items()}
        for (number, column), figure in block.figures.items():
            of_column = columns[column]
            if of_column is None or figure.kind is not Kind.MONEY or figure.fact is None:
                continue
            name = _row(of_column, block.rows[number], classes, figure.fact)
            if name is None:
                continue
            standing = _Standing(figure, block, number, column, unique)
            key = _key(name, figure)
            if several:
                _add(own, key, standing)
            for names, told in ((_names(name), known), (_loose_names(name) if single else (), loose)):
                for other in names:
                    if (by := (other, *key[1:])) in asked:
                        _add(told, by, standing)
    return own, loose | known


def _add(told: dict[Key, list[_Standing]], key: Key, standing: _Standing) -> None:
    same = told.setdefault(key, [])
    if len(same) < _MOST_ALIKE:
        same.append(standing)


def _is_standard(block: Block) -> bool:
    words = block.title
    fact = next(iter(block.figures.values())).fact
    if fact and fact.entity:
        words = words.replace(fact.entity, "")
    return not _STANDARD.sub("", words).strip("（）() ")


def titled(words: str) -> Name:
    """What the title of a table says for all of it."""
    fund = next((name or match[0] for part, name in _FUNDS if (match := regex.search(part, words))), "")
    revenue, expenditure = "收入" in words or "收支" in words, "支出" in words or "收支" in words
    flow = "" if revenue == expenditure else "收入" if revenue else "支出"
    public = "三公" in words
    kind = "基本" if "基本支出" in words else "项目" if "项目支出" in words else ""
    return Name("" if public else fund, "支出" if public else flow, "", kind, ("三公经费",) if public else ())


def _column(title: Name, path: Sequence[str]) -> Name | None:
    """What a column adds to its table's title; null where it says what is not understood."""
    name = title
    for header in path:
        words = _STAGE.sub("", label_words(header)).removeprefix("其中").strip("：:")
        words = regex.sub(r"^\d{4}年度?", "", words)
        if not words or words in ("合计", "金额", "小计", "总计", "财政拨款“三公”经费", "“三公”经费"):
            continue
        item = next((told for pattern, told in _ITEMS if pattern.fullmatch(words)), None)
        match = _NAME.fullmatch(words)
        if item:
            name = replace(name, item=(item,))
        elif match:
            name = _narrowed(name, match)
        else:
            return None
    return name


def _narrowed(name: Name, match: "regex.Match[str]") -> Name:
    """A name with what some more words say: 一般公共预算财政拨款, 基本支出, 本年收入合计."""
    fund, kind, flow, staff = match.group("fund", "kind", "flow", "staff")
    if fund:
        name = replace(name, fund=next((to or fund for words, to in _FUNDS if regex.fullmatch(words, fund)), fund))
        if fund in ("事业", "经营", "事业单位经营", "其他", "上级补助", "附属单位上缴"):
            name = replace(name, flow="收入")
    if kind or staff:
        name = replace(name, kind=kind or staff[:2], flow="支出")
    if flow in ("收入", "支出"):
        name = replace(name, flow=flow)
    elif flow:
        name = replace(name, flow="收支")
    if match["level"]:
        name = replace(name, level="总计" if match["level"].startswith("总") else "合计")
    return name


def _row(of_column: Name, row: Row, classes: Mapping[str, str], fact: Fact) -> Name | None:
    """The name of a figure by its row, given what table and column say."""
    name = of_column if of_column.flow else replace(of_column, flow=_FLOWS.get(fact.flow or "", ""))
    if name.item:
        return name if not row.path or row.is_total else None
    if row.code:
        codes = [row.code[:end] for end in range(3, len(row.code), 2)] + [row.code]
        return replace(name, level="", item=tuple(classes[code] for code in codes if code in classes))
    match = _NAME.fullmatch(row.name) if row.name else None
    if row.is_total:
        return _narrowed(replace(name, level="合计"), match) if match else None
    if len(row.path) != 1:
        return None
    if match and match["fund"]:
        return _narrowed(replace(name, level="合计"), match)
    return replace(name, level="", item=(row.name,))


def _names(name: Name) -> Iterator[Name]:
    """The names under which the prose may tell a figure."""
    yield name
    if (name.item or name.kind in ("人员", "公用")) and name.fund:
        yield replace(name, fund="")
    if name.level == "总计":
        yield replace(name, flow="收支")


def _loose_names(name: Name) -> Iterator[Name]:
    """The names that fit a total only where its table has no other."""
    if name.kind == "公用" and name.level:
        yield Name(flow="支出", item=(_OPERATING,))
    if name.level:
        yield replace(name, level="总计" if name.level == "合计" else "合计")
        yield replace(name, flow="收支", level="总计")


def _key(name: Name, figure: Printed) -> Key:
    fact = figure.fact
    assert fact is not None
    stage = fact.stage or ("initial_budget" if fact.status is Stand.PLANNED else "final_account")
    return name, stage, fact.period_start, fact.period_end, figure.unit


def _says_year(figure: Printed, clause: str) -> bool:
    """Whether the days of a figure are said with it. 本年 is the document's own year, whatever a heading says."""
    fact = figure.fact
    stated = fact is not None and dict(fact.evidence).get("period") in ("stated", "sentence")
    return stated and not clause.startswith(("本年", "当年"))


# ---- comparing


def agree(one: Printed, other: Printed) -> Severity:
    """``info``: equal, or one is the other rounded; ``note``: rounded differently; ``suspect``: not the same figure."""
    gap = abs(one.value - other.value)
    steps = one.step, other.step
    if not gap or (steps[0] != steps[1] and gap * 2 <= sum(steps)):
        return Severity.INFO
    if gap <= max(steps) and (steps[0] != steps[1] or one.places):
        return Severity.NOTE
    return Severity.SUSPECT


def stands_in_tables(
    figure: Printed, cells: Sequence[Printed], places: Sequence[str], expected: str, severity: Severity
) -> Finding:
    """That a figure of the prose agrees with some of tables (``info``) or is rounded differently (``note``)."""
    rounded = severity is Severity.NOTE
    verb = "is rounded differently from" if rounded else "agrees with"
    return finding(
        FindingCode.TABLE_ROUNDED if rounded else FindingCode.TABLE_AGREES,
        severity,
        f"{figure.text} in the prose {verb} {listed(places[:_SHOWN])}.",
        (figure.mention, *(cell.mention for cell in cells)),
        figure.text,
        expected,
    )


def _same_whose(one: Printed, other: Printed) -> bool:
    a, b = one.fact, other.fact
    return (
        a is not None
        and b is not None
        and (a.entity == b.entity or not a.entity or not b.entity)
        and (a.region_code == b.region_code or not a.region_code or not b.region_code)
        and a.scope == b.scope
    )


def _tables(same: Sequence[_Standing]) -> Iterator[Finding]:
    """A figure that stands in several tables: one finding where all agree on a total, one for each that does not."""
    first = same[0]
    others = [other for other in same[1:] if other.block.grid != first.block.grid]
    others = [other for other in others if _same_whose(first.figure, other.figure)]
    agreeing = [other for other in others if agree(first.figure, other.figure) is Severity.INFO]
    if agreeing and first.block.rows[first.row].is_total and first.figure.value:
        yield finding(
            FindingCode.TABLE_AGREES,
            Severity.INFO,
            f"{_place(first)} is the same in {listed([_short(other) for other in agreeing[:_SHOWN]])}.",
            (first.figure.mention, *(other.figure.mention for other in agreeing)),
            _text(first),
            _text(agreeing[0]),
        )
    plain = _is_plain(same)
    for other in others:
        severity = agree(first.figure, other.figure)
        if severity is not Severity.INFO and plain:
            yield finding(
                FindingCode.TABLE_ROUNDED if severity is Severity.NOTE else FindingCode.TABLE_DIFFERS,
                severity,
                f"{_place(first)} is {_text(other)} in {_short(other)}"
                + (", rounded differently." if severity is Severity.NOTE else "."),
                (first.figure.mention, other.figure.mention),
                _text(first),
                _text(other),
            )


def _is_plain(same: Sequence[_Standing]) -> bool:
    """Whether a name means one figure: no other table has the same title, no other row of its table the same name."""
    rows: dict[tuple[int, int], int] = {}
    return all(
        other.unique and rows.setdefault((other.block.grid, other.block.group), other.row) == other.row
        for other in same
    )


def _text(standing: _Standing) -> str:
    figure = standing.figure
    return figure.text if figure.suffix else f"{figure.text}{standing.block.unit}"


def _place(standing: _Standing) -> str:
    block = standing.block
    return f"{_text(standing)} of {block.name(standing.row)}, {block.header(standing.column)}, in {_short(standing)}"


def _short(standing: _Standing) -> str:
    return f"table {standing.block.grid + 1} ({standing.block.title})"


# ---- the prose


def _named(text: str, prose: Sequence[Printed], year: int | None) -> Iterator[tuple[Printed, tuple[Key, ...], bool]]:
    """The figures of the prose that have names, with the keys to look for in turn, and whether each is no other's."""
    classes = list(_CLASS.finditer(text))
    ends = [match.end() for match in classes]
    before: Printed | None = None
    called: tuple[Name, bool] | None = None
    ours = False  # whether a sentence is of the document's own year, though a heading's slip may say another
    days = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    for figure in prose:
        if before is None or before.sentence != figure.sentence:
            before, called, ours = None, None, False
        if _is_amount(figure):
            place = bisect_right(ends, figure.start) - 1
            clause = _clause(text, figure, before)
            called = _by_lead(clause, called) or (
                _by_class(text, classes[place], figure, clause) if place >= 0 else None
            )
            if called:
                key = _key(called[0], figure)
                ours = ours or not _says_year(figure, clause)
                yield figure, (key, (*key[:2], *days, key[4])) if ours else (key,), called[1]
        before = figure


def _is_amount(figure: Printed) -> bool:
    fact = figure.fact
    return figure.kind is Kind.MONEY and fact is not None and fact.measure is Measure.LEVEL and fact.per is None


def _by_class(text: str, match: "regex.Match[str]", figure: Printed, clause: str) -> tuple[Name, bool] | None:
    """教育支出（类）普通教育（款）小学教育（项）, right before a figure or, some sentences back, before its stage."""
    if figure.start - match.end() > _FAR:
        return None
    if not _OF_CLASS.fullmatch(text, match.end(), figure.start) and not (clause and _OF_CLASS.fullmatch(clause)):
        return None
    return Name(flow="支出", item=tuple(name for name in match.group("class", "group", "item") if name)), True


def _clause(text: str, figure: Printed, before: Printed | None) -> str:
    """What stands before a figure since the last comma, without whose it is, when, and the verb."""
    start = max(figure.start - _REACH, before.end if before else 0, 0)
    words = between(text, start, figure.start).rstrip("：:")
    words = _VERB.sub("", _CLAUSE.split(words)[-1])
    entity = figure.fact.entity if figure.fact else None
    if entity:
        words = words.replace(entity, "")
    return _LEAD.sub("", words)


def _by_lead(words: str, before: tuple[Name, bool] | None) -> tuple[Name, bool] | None:
    """The name that a clause gives its figure, and whether it is no other's; a mere 支出决算 is of the one before."""
    if _ONLY_STAGE.fullmatch(words):
        return before
    bare = _STAGE.sub("", words)
    for pattern, item in _ITEMS:
        if pattern.fullmatch(bare):
            return Name(flow="支出", item=(item,)), item != _OPERATING
    match = _NAME.fullmatch(words) if words else None
    if match is None or not any(match.group("fund", "flow", "staff")):
        return None
    name = _narrowed(Name(level="合计"), match)
    level, fund, stage = match.group("level", "fund", "stage")
    if not (level or fund or name.kind or stage == "预算"):
        return None
    if name.flow == "收支":
        name = replace(name, level="总计")
    return name, bool(level) or (bool(match["flow"]) and name.fund in _WHOLE_FUNDS)


def _compared(figure: Printed, same: Sequence[_Standing], sure: bool) -> Iterator[Finding]:
    """A figure of the prose against those of tables that have its name; it may be any of them."""
    agreeing = [other for other in same if agree(figure, other.figure) is Severity.INFO]
    rounded = [other for other in same if agree(figure, other.figure) is Severity.NOTE]
    for found, severity in ((agreeing, Severity.INFO), (rounded, Severity.NOTE)):
        if found:
            places = [_place(other) for other in found]
            yield stands_in_tables(figure, [other.figure for other in found], places, _text(found[0]), severity)
    if agreeing or rounded or not same or not _is_plain(same):
        return
    nearest = min(same, key=lambda other: abs(other.figure.value - figure.value))
    alike = misprinted(figure, [nearest.figure]) or tens_apart(figure, nearest.figure)
    if sure or alike:
        yield finding(
            FindingCode.TABLE_DIFFERS,
            Severity.SUSPECT,
            f"{figure.text} in the prose differs from {_place(nearest)}.",
            (figure.mention, nearest.figure.mention),
            figure.text,
            _text(nearest),
        )
