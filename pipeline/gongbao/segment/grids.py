"""Tables to grids: captions and notes told from the body, and for each cell that may hold a figure its headers."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

from gongbao.kept import compiled
from gongbao.model import Document, Span
from gongbao.segment.captions import (
    OF_SECTION,
    Frame,
    frames,
    goes_on,
    is_caption_again,
    lines_above,
    title_of,
    unit_of,
)
from gongbao.segment.clean import UNSEEN
from gongbao.segment.columns import DITTO, Column, Group, Role, columns, groups
from gongbao.segment.headings import Lexicons, Words, bands, body_rows, heading_words, heads, heads_codes, is_field
from gongbao.segment.hierarchy import Label, is_numbered, paths, whole_codes
from gongbao.segment.matrix import (
    BRACKETED,
    IN_WORDS,
    Matrix,
    is_figure,
    is_nothing,
    is_sentence,
    is_time,
    matrix,
    put_together,
    side_by_side,
)

_CODE = compiled(r"\d{1,9}")
# What a part of a table is called by. Any other name without figures may only lack them: the empty cell is a nought.
_SECTION = compiled(
    r"(?:本年|上年)?(?:收入|支出|收支|资产|负债|净资产|城镇|农村|省级|市级|县级|区级|本级)|.{1,10}(?:部分|情况|指标|类|方面)"
)
_FIRST_SECTION, _NEXT_SECTION = compiled("一、"), compiled("[二三四五六七八九十]{1,3}、")
# What heads the names of one side of the accounts, and so the figures behind them.
_SIDE = compiled("(?:收入|支出)(?:项目|科目)")
_SHEETS = ("xlsx", "xls")
# The rows of a sheet that say the title, who made it and the unit.
_CAPTION_ROWS = 3
_DIGIT = compiled(r"\d")
_NAME = compiled(r"[^\d]*\p{Han}{2}")
# A name and what it counts and what not: 部分公开（区分处理的，只计这一情形）.
_REMARKED = compiled(r"(?:[（(].{1,3}[）)])?[^，。；（(]{2,24}[（(][^（）()。；]+[）)]")
_COUNTED = compiled(r"\d(?:\p{Han}|%)")
_TOTALS = ("合计", "总计")
# 年度总体目标, 预期目标（2024年）, but not 目标完成情况.
_AIM = compiled(r"[\p{Han}\d（(）)]{0,12}目标(?:[（(][^（）()]{0,12}[）)])?")
_AIMS = compiled("绩效目标(?!.*(?:自评|评价|完成|监控))")
# What stands beside aims even in tables of them, and is none: 立项依据, 部门概况, 主要成效.
_NO_AIM = compiled("(?:依据|概况|简介|成效|情况|完成|基础|现状|背景)(?:[（(][^（）()]{0,12}[）)])?$")
_START = attrgetter("start")
_WORKS, _LONGEST_LIST, _LISTED = compiled("建设(?:内容|规模)|工程内容"), 120, compiled("[，,；;]|。$")
# What names a number that is no figure, and how such a one is written: 债券代码 | 2471088. How many there are is one:
# 固定电话 | 20, 统一社会信用代码 | 100.
_NUMBERS, _IDENTIFIES = compiled("(?:代码|编码|编号|(?:联系|办公|咨询|监督|投诉)电话)$"), compiled(r"[\d-]{7,}")
_ADDRESSES = ("邮编", "文号")
# A cell that names its amounts itself: 年度资金总额：420.00, and on the next line 其中：财政拨款 400.00. A bare
# year behind one is when it was, and no amount: 立项投资 2021.
_NAMED = compiled(
    r"\s*+(?P<name>(?P<among>其中[:：])?\p{Han}{0,8}?(?:资金|总额|金额|拨款|投资))"
    r"(?:\s*+[:：]\s*+|[ \t\u3000]++(?(among)|(?=[\d,.]*(?:元|[.,]\d|[万亿]元))))"
    r"(?!(?:19|20)\d\d[ \t\u3000]*(?:\n|$))(?P<figure>\d[\d,]*+(?:\.\d++)?+(?:[万亿]?元)?)[ \t\u3000]*+(?:\n|$)"
)
# Rows of these hold no figures.
_RANKS = ("排名", "位次", "名次", "排位", "位次变化")
# Numbers of rows in a column of their own, by how deep these stand.
_LEVELS = (
    compiled("[一二三四五六七八九十]{1,3}[、.]?"),
    compiled("[（(][一二三四五六七八九十]{1,3}[）)]"),
    compiled(r"\d{1,4}[、.]?"),
)
_ENDS_AMOUNT = frozenset("0123456789元")
_AROUND = "".join(character for character in map(chr, range(0x3001)) if character.isspace()) + UNSEEN
_BRACKET = compiled(r"[（(](?P<inside>[^（）()]{1,8})[)）]$")
# How a header tells of both figures in its cells: 2023年（增长%）, 学校数（所）（其中民办）.
_BOTH = compiled(
    r"(?P<figure>.+?)[（(](?P<other>[^（）()]{0,6}(?:[增降幅占率其]|比上?年|同比|同期)[^（）()]{0,8})[)）]"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell that may hold a figure: its text's place in the source, its place in the grid and its headers."""

    span: Span
    row: int
    column: int
    group: int
    row_header: tuple[str, ...]
    column_header: tuple[str, ...]
    class_code: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """A table understood, in places of the source; ``rows`` has the texts of each row that an entry stands in.

    A text has more pieces than one where the turn of a page cuts it. ``by_comma``: commas are the decimal points.
    """

    start: int
    title: str | None
    unit: str | None
    captions: tuple[str, ...]
    entries: tuple[Entry, ...]
    rows: Mapping[int, tuple[tuple[Span, ...], ...]]
    by_comma: bool


class Prose(NamedTuple):
    """What in tables is prose after all, captions, notes and cells that hold sentences, in places of the source; and
    of these the cells that say what is aimed at."""

    said: list[Span]
    aims: list[Span]


def understand(document: Document, lexicons: Lexicons) -> tuple[list[Body], Prose]:
    """The tables of a document, and what in them is prose."""
    bodies: list[Body] = []
    prose = Prose([], [])
    before = ended = 0
    heading: list[str] = []  # the first row of several texts of the table before
    words = heading_words(lexicons)
    margin = _unit_of_margins(document) if document.paragraphs else None
    in_sheet = document.format in _SHEETS
    whole: str | None = None  # the unit above the numbered headings of several tables
    for tables in put_together(document):
        grid = matrix(tables, document)
        start = tables[0].span.start
        beside = in_sheet and bodies and not document.text[ended:start].strip()
        if document.text[ended:start].strip():
            before = ended
        captions = lines_above(document, before, start)
        headed = grid.words(0) if grid.rows else []
        if bodies and (goes_on(captions) or (beside and not captions and len(headed) > 1 and headed == heading)):
            captions = (*bodies[-1].captions, *captions)
        figures = 0
        for part in side_by_side(grid) if in_sheet else [grid]:
            around = captions
            for frame in _frames(part, words):
                around = (*around, *(part.texts[i] for i in frame.said if part.cells[i].row < frame.top))
                if part.width == 1 or _is_laid_out(part, frame.top, frame.bottom):
                    said = [*frame.said, *_filled(part, frame.top, frame.bottom)]
                else:
                    # Of tables of a sheet with nothing but an empty row between the first says the unit.
                    whole = _unit_of_sections(around) or whole
                    numbered = any(map(_NEXT_SECTION.match, around))
                    goes_with = beside and not around and not any(map(OF_SECTION.fullmatch, bodies[-1].captions))
                    unit = bodies[-1].unit if goes_with else (whole if numbered else None) or margin
                    body, sentences = _body(part, frame, around, unit, lexicons)
                    bodies.append(body)
                    figures += len(body.entries)
                    said = [*frame.said, *sentences]
                prose.said.extend(part.cells[i].span for i in said)
                aims = _AIMS.search(title_of(around) or "") is not None
                prose.aims.extend(part.cells[i].span for i in said if _is_aimed_at(part, i, aims))
        heading = next((grid.words(row) for row in range(len(grid.rows)) if len(grid.words(row)) > 1), [])
        ended = tables[-1].span.end
        # A short one without figures is the title of the next, with nothing but an empty row between.
        if figures or len(grid.rows) > _CAPTION_ROWS:
            before = ended
    for spans in prose:
        spans.sort(key=_START)
    return bodies, prose


def _is_aimed_at(grid: Matrix, index: int, aims: bool) -> bool:
    """Whether a cell tells at length what is aimed at, by what stands on its left or heads it: 年度总体目标.

    ``aims``: its table is of aims, and 目标 need not end what they are headed by: 目标内容.
    """
    text, cell = grid.texts[index], grid.cells[index]
    if not is_sentence(text):
        return False
    left = next((words for c in range(cell.column - 1, -1, -1) if (words := grid.text(cell.row, c))), "")
    above = (grid.text(row, cell.column) for row in range(cell.row - 1, -1, -1))
    head = next((words for words in above if words and not is_sentence(words)), "")
    named = [words for words in (left, head) if not is_sentence(words)]
    if any(map(_NO_AIM.search, named)):
        return False
    return any(_AIM.fullmatch(words) or (aims and "目标" in words) for words in named)


def _frames(grid: Matrix, words: Words) -> list[Frame]:
    return frames(grid, lambda row: heads(grid, row, len(grid.rows), words, titled=True))


def _is_laid_out(grid: Matrix, top: int, bottom: int) -> bool:
    """Whether a table only lays out a text: most of its cells hold sentences."""
    filled = _filled(grid, top, bottom)
    return sum(is_sentence(grid.texts[i]) for i in filled) * 2 > len(filled)


def _unit_of_sections(captions: Sequence[str]) -> str | None:
    """The unit above the heading of the first of several tables, which is that of all: 单位：万元, then 一、收入."""
    first = next((i for i, line in enumerate(captions) if _FIRST_SECTION.match(line)), 0)
    return unit_of(captions[:first])


def _unit_of_margins(document: Document) -> str | None:
    """What a header or footer of a Word file says for all tables: 单位：万元. Two that differ are of parts of it."""
    said = {unit_of([document.text[span.start : span.end]]) for span in document.furniture} - {None}
    return said.pop() if len(said) == 1 else None


def _filled(grid: Matrix, top: int, bottom: int) -> dict[int, None]:
    return dict.fromkeys(i for row in range(top, bottom) for i in grid.filled(row))


def _body(
    grid: Matrix, frame: Frame, captions: tuple[str, ...], margin: str | None, lexicons: Lexicons
) -> tuple[Body, dict[int, None]]:
    """A table's body, and the cells in it that hold sentences.

    ``margin``: the unit of a table that says none.
    """
    entries: list[Entry] = []
    said: dict[int, None] = {}
    notes = [grid.texts[i] for i in frame.said if grid.cells[i].row >= frame.bottom]
    unit, count = unit_of(captions) or unit_of(notes), 0
    words = heading_words(lexicons)
    for band in bands(grid, frame.top, frame.bottom, words):
        rows = [row for row in body_rows(grid, band) if not _is_caption_again(grid, row, captions)]
        found = columns(grid, band, rows, lexicons)
        said |= _sentences(grid, rows, found)
        unit = unit or _corner_unit(found)
        if band.top == band.body and _is_form(grid, rows, found, words):
            entries += _fields(grid, rows, count, said)
            count += 1
            continue
        for group in groups(grid, rows, found):
            told = list(_entries(grid, rows, found, group, count, said, lexicons))
            entries += told
            count = 1 + max((entry.group for entry in told), default=count)
    taken = {(entry.row, entry.column) for entry in entries}
    named = {i: own for i in _open(grid, frame, taken, said) if (own := _names_itself(grid, i))}
    entries += [entry for i, own in named.items() for entry in _own_entries(grid, i, own, count)]
    entries.sort(key=lambda entry: (entry.row, entry.column))
    parted: dict[tuple[int, int], list[Span]] = {}
    for entry in entries:
        parted.setdefault((entry.row, entry.column), []).append(entry.span)
    apart = {i: [(span,) for pair in pairs for span in pair] for i, pairs in named.items()}
    texts = {
        row: tuple(
            pieces
            for i in grid.begun(row)
            for pieces in (apart.get(i) or _parted(grid, i, parted.get((row, grid.cells[i].column), ())))
        )
        for row in {entry.row for entry in entries}
    }
    covered = (i for row in range(frame.top, frame.bottom) for i in grid.rows[row] if i >= 0)
    start = min((grid.cells[i].span.start for i in covered), default=0)
    return Body(start, title_of(captions), unit or margin, captions, tuple(entries), texts, grid.by_comma), said


def _is_caption_again(grid: Matrix, row: int, captions: Sequence[str]) -> bool:
    words = grid.words(row)
    return len(words) == 1 and is_caption_again(words[0], captions)


def _corner_unit(found: Sequence[Column]) -> str | None:
    """A unit in the header of the rows' names: 预算执行情况（万元）."""
    first = next((place for place, column in enumerate(found) if column.role is Role.LABEL), 0)
    named = [column for place, column in enumerate(found) if place < first or column.role is Role.LABEL]
    heads = [header for column in named for header in column.header]
    bracketed = next((bracket["inside"] for header in heads if (bracket := _BRACKET.search(header))), None)
    return bracketed or unit_of(heads)


def _sentences(grid: Matrix, rows: Sequence[int], found: Sequence[Column]) -> dict[int, None]:
    """The cells of the body that hold sentences; a long label that leads a row is none."""
    leads = next((c for c, column in enumerate(found) if column.role is Role.LABEL), -1)
    return {
        i: None
        for row in rows
        for c, i in enumerate(grid.rows[row])
        if i >= 0 and c != leads and grid.cells[i].row == row and is_sentence(grid.texts[i])
        if not (found[c].role is Role.LABEL and _REMARKED.fullmatch(grid.texts[i]))
        if not _lists_works(found[c], grid.texts[i])
    }


def _lists_works(column: Column, text: str) -> bool:
    """Whether a cell lists what is built, each with its size, and is read with its row: 建筑面积6.2万㎡，床位500张。"""
    told = bool(column.header) and _WORKS.search(column.header[-1]) is not None
    return told and len(text) <= _LONGEST_LIST and not is_sentence(_LISTED.sub("", text))


def _entries(
    grid: Matrix,
    rows: Sequence[int],
    found: Sequence[Column],
    group: Group,
    number: int,
    said: Mapping[int, None],
    lexicons: Lexicons,
) -> Iterator[Entry]:
    """The cells of one group of columns, each with the path of its row and of its column."""
    labels = whole_codes(_labels(grid, rows, found, group, said))
    unit = None
    lead = next((found[c].header for c in reversed(group.leads) if found[c].role is Role.LABEL), ())
    side = lead[-1:] if lead and _SIDE.fullmatch(lead[-1]) else ()
    known = (lexicons[name] for name in ("table_total", "table_beside", "table_known_parts"))
    for row, label, path in zip(rows, labels, paths(labels, *known), strict=True):
        named = next((words for c in group.units if (words := grid.text(row, c))), None)
        unit = unit if named in DITTO else named
        for column in group.held:
            index = grid.rows[row][column]
            if (
                index < 0
                or index in said
                or index in grid.several
                or (grid.cells[index].row, grid.cells[index].column) != (row, column)
            ):
                continue
            words = grid.texts[index]
            if path and (path[-1] in _RANKS or (unit is None and _identifies(path[-1], words))):
                continue
            if words and _may_hold(words, found[column].role):
                header = found[column].header
                header = header if side[:1] == header[:1] else (*side, *header)
                entry = Entry(_core(grid, index), row, column, number, path, header, label.code, unit)
                yield from _both(grid, index, entry)


def _both(grid: Matrix, index: int, entry: Entry) -> Iterator[Entry]:
    """The figure of a cell and another one that stands behind it in brackets, which is of a group of its own.

    The column's header says what it is, 绝对值（增幅）, or it does so itself; else nothing does, and it is left out.
    """
    told = index in grid.rests or any("括号内" in header for header in entry.column_header)
    both = None if told else BRACKETED.fullmatch(grid.raw[index].strip(_AROUND))
    if both is None:
        yield entry
        return
    *above, last = entry.column_header or ("",)
    head = _BOTH.fullmatch(last)
    named = (*above, head["figure"]) if head else entry.column_header
    yield replace(entry, span=_within(entry.span, both.span("figure")), column_header=named)
    if head or both["told"] or both["percent"]:
        path = (*named, head["other"]) if head else named
        yield replace(entry, span=_within(entry.span, both.span("other")), group=entry.group + 1, column_header=path)


def _within(span: Span, place: tuple[int, int]) -> Span:
    return Span(span.start + place[0], span.start + place[1])


def _identifies(name: str, words: str) -> bool:
    """Whether what stands behind a name is a number that something goes by, and counts nothing."""
    return name.endswith(_ADDRESSES) or (_NUMBERS.search(name) and _IDENTIFIES.fullmatch(words)) is not None


def _may_hold(words: str, role: Role) -> bool:
    """Whether a cell may hold a figure: a number without a unit that stands aside is of nothing that is counted."""
    if role is Role.VALUE:
        return True
    told = (_COUNTED if role is Role.ASIDE else _DIGIT).search(words) or IN_WORDS.fullmatch(words)
    return told is not None and not is_time(words)


def _is_form(grid: Matrix, rows: Sequence[int], found: Sequence[Column], words: Words) -> bool:
    """Whether rows without headers above them name each figure by itself: figures stand among words.

    In a form with fields such as 项目名称 | 水厂 a row may have several: 总投资 | 1,200 | 其中：省级 | 200.
    """
    among = any(
        is_figure(grid.texts[i]) and found[grid.cells[i].column].role is Role.LABEL for r in rows for i in grid.begun(r)
    )
    several = any([is_figure(text) for text in grid.words(row)] == [False, True] * 2 for row in rows)
    return among or (several and any(is_field(grid.words(row), words) for row in rows))


def _fields(grid: Matrix, rows: Sequence[int], number: int, said: Mapping[int, None]) -> Iterator[Entry]:
    """The figures of a form, each headed by the words that stand before it in its row."""
    for row in rows:
        header: tuple[str, ...] = ()
        open_field = False
        for index in grid.filled(row):
            words = grid.texts[index]
            if index in said or is_nothing(words):
                continue
            if not is_figure(words) or (header and _identifies(header[-1], words)):
                header = (*header, words) if open_field else (words,)
                open_field = True
            elif grid.cells[index].row == row and index not in grid.several:
                yield Entry(_core(grid, index), row, grid.cells[index].column, number, header, (), None, None)
                open_field = False


def _open(grid: Matrix, frame: Frame, taken: Container[tuple[int, int]], said: Container[int]) -> Iterator[int]:
    """The cells of a frame that have digits and words and are read otherwise in no way."""
    for row in range(frame.top, frame.bottom):
        for i in grid.begun(row):
            cell = grid.cells[i]
            if i not in said and (cell.row, cell.column) not in taken and grid.raw[i].rstrip()[-1:] in _ENDS_AMOUNT:
                yield i


def _names_itself(grid: Matrix, index: int) -> list[tuple[Span, Span]]:
    """The names and amounts in a cell that holds nothing else."""
    raw, start, end = grid.raw[index], grid.cells[index].span.start, 0
    found: list[tuple[Span, Span]] = []
    while end < len(raw):
        match = _NAMED.match(raw, end)
        if match is None:
            return []
        found.append(
            (Span(*(start + at for at in match.span("name"))), Span(*(start + at for at in match.span("figure"))))
        )
        end = match.end()
    return found


def _own_entries(grid: Matrix, index: int, named: Sequence[tuple[Span, Span]], number: int) -> Iterator[Entry]:
    """The amounts that a cell names itself, headed by what stands on its left, too: 项目资金（万元）."""
    cell = grid.cells[index]
    left = dict.fromkeys(i for i in grid.rows[cell.row][: cell.column] if i >= 0)
    heads = tuple(w for i in left if (w := grid.texts[i]) and not is_figure(w) and _NAMED.match(grid.raw[i]) is None)
    for name, figure in named:
        words = grid.raw[index][name.start - cell.span.start : name.end - cell.span.start]
        yield Entry(figure, cell.row, cell.column, number, (*heads[-1:], words), (), None, None)


def _labels(
    grid: Matrix, rows: Sequence[int], found: Sequence[Column], group: Group, said: Mapping[int, None]
) -> list[Label]:
    """What heads each row of a group: texts, codes, how far it is set in.

    A text of an outer column counts for the rows below that leave it out: 产出指标 | 数量指标, then nothing | 质量指标.
    """
    code_columns = [c for c in group.leads if found[c].role is Role.CODE]
    numbers = [c - 1 for c in group.leads[:1] if c and found[c - 1].role is Role.ORDINAL]
    label_columns = [c for c in group.leads if found[c].role is Role.LABEL]
    last, led = [-1] * len(label_columns), False
    sections = _sections(grid, rows)
    totals = [row for row in rows if any(grid.text(row, c).endswith(_TOTALS) for c in label_columns)]
    parts = _parts(grid, rows, numbers)
    labels: list[Label] = []
    for row in rows:
        codes = tuple(_code(grid, row, c) for c in code_columns)
        own = [
            i if i >= 0 and grid.texts[i] and i not in said and not heads_codes(grid, i, rows[0]) else -1
            for c in label_columns
            for i in [grid.rows[row][c]]
        ]
        if max(own, default=-1) < 0 and own:  # 合计 below 科目编码, 一、续建项目（5项） below 序号
            own[0] = next((i for c in (*code_columns, *numbers) if (i := _named_below(grid, row, c)) >= 0), -1)
        filled = next((n for n, i in enumerate(own) if i >= 0), len(own))
        if filled < len(own):
            leads = is_numbered(grid.texts[own[filled]]) if filled else False
            # 市教育局 | 扩建项目 in a table by 一、一般债券 and 二、专项债券 is no part of the second
            last = [*([-1] * filled if leads and not led else last[:filled]), *own[filled:]]
            led = leads if filled else any(i >= 0 and is_numbered(grid.texts[i]) for i in own)
        words = list(dict.fromkeys(i for i in (last if filled < len(own) else []) if i >= 0))
        if 0 < filled < len(own) and grid.texts[own[filled]] in _TOTALS and totals == [row] == [*rows[-1:]]:
            words = [i for i in own if i >= 0]  # the only 合计, at the end: of all, and not of the last group
        if row in parts and own and own[0] >= 0 and words == own[:1]:
            words = [*(i for part in parts[row] if (i := grid.rows[part][label_columns[0]]) >= 0), *words]
        labels.append(
            Label(
                tuple(grid.texts[i] for i in words),
                codes,
                grid.raw[words[-1]] if words else "",
                len(words) == 1 and (grid.cells[words[0]].columns >= grid.width or row in sections),
            )
        )
    return labels


def _parts(grid: Matrix, rows: Sequence[int], numbers: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Of rows whose numbers stand in a column of their own those that they are parts of: 一 | 恩施市, then 1 and 2."""
    found: dict[int, tuple[int, ...]] = {}
    above: list[tuple[int, int]] = []
    for row in rows if numbers else ():
        words = grid.text(row, numbers[0])
        level = next((n for n, pattern in enumerate(_LEVELS) if pattern.fullmatch(words)), None)
        if level is None:
            above = [] if not words else above
            continue
        above = [(n, whole) for n, whole in above if n < level]
        if above:
            found[row] = tuple(whole for _, whole in above)
        if level < len(_LEVELS) - 1:
            above.append((level, row))
    return found


def _named_below(grid: Matrix, row: int, column: int) -> int:
    """The cell with words in a column of codes or numbers, where a sum or a part of the table is named that has none;
    -1 where there is none."""
    index = grid.rows[row][column]
    return index if index >= 0 and _NAME.match(grid.texts[index]) else -1


def _sections(grid: Matrix, rows: Sequence[int]) -> frozenset[int]:
    """The rows that hold nothing but a name and head those below them, as one that goes across the table does: 收入部分
    with empty cells behind it. The first of the body is one, and is called as sections are; else such a row only lacks
    its figures (上年结转).

    Where names are numbered or set in, these tell what stands below what.
    """
    if not rows or len(grid.filled(rows[0])) != 1:
        return frozenset()
    names = [grid.raw[index] for row in rows if (index := grid.rows[row][0]) >= 0 and grid.texts[index]]
    if any(name[0].isspace() or is_numbered(name) for name in names):
        return frozenset()
    alone = [row for row in rows if grid.begun(row) == grid.filled(row) == grid.rows[row][:1]]
    if alone[:1] != list(rows[:1]) or len(alone) * 2 >= len(rows):
        return frozenset()
    return frozenset(row for row in alone if _SECTION.fullmatch(grid.texts[grid.rows[row][0]]))


def _code(grid: Matrix, row: int, column: int) -> str:
    """The code of a place; one over several columns (类, 款 and 项 in one) is that of the first of them."""
    index = grid.rows[row][column]
    own = index >= 0 and grid.cells[index].column == column
    return grid.texts[index] if own and _CODE.fullmatch(grid.texts[index]) else ""


def _parted(grid: Matrix, index: int, spans: Sequence[Span]) -> list[tuple[Span, ...]]:
    """The texts of a cell: the two figures of 1,650.3（5.6）, else all of it."""
    return [(span,) for span in spans] if len(spans) > 1 else [_pieces(grid, index)]


def _pieces(grid: Matrix, index: int) -> tuple[Span, ...]:
    rest = grid.rests.get(index)
    return (_core(grid, index),) if rest is None else (_core(grid, index), _core(grid, rest))


def _core(grid: Matrix, index: int) -> Span:
    """The place of a cell's text without the white space around it, and what else is not seen there."""
    raw, start = grid.raw[index], grid.cells[index].span.start
    if raw == raw.strip() and (not raw or (raw[0] not in UNSEEN and raw[-1] not in UNSEEN)):
        return grid.cells[index].span
    return Span(start + len(raw) - len(raw.lstrip(_AROUND)), start + len(raw.rstrip(_AROUND)))
