"""Tables to grids: captions and notes told from the body, and for each cell that may hold a figure its headers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from gongbao.model import Document, Span
from gongbao.segment.hierarchy import Label, paths
from gongbao.segment.matrix import Matrix, is_figure, is_time, matrix, put_together

Lexicons = Mapping[str, tuple[str, ...]]

# 编制单位：某局 names who, not in what.
_UNIT = regex.compile(r"(?<![编填制报主管])单位[:：]\s*(?P<unit>[^\s,，。；;:：()（）]{1,16})")
_TABLE_NUMBER = r"(?:附?表|附件|续表|公开|第)[\d一二三四五六七八九十-]{1,4}(?:表|号)?"
_ABOVE = regex.compile(
    rf"单位[:：]|^(?:编制|填报|预算|公开)?(?:部门|单位|时间|日期)[:：]|^{_TABLE_NUMBER}$|^[（(]续.{{0,3}}[）)]$"
)
_TITLE = regex.compile(r"表(?:[（(].{1,12}[）)])?$|情况|明细|一览|统计|预算|决算|概况|指标|目标|排行")
_NO_TITLE = regex.compile(rf"[。；;：:，]|^[\d\s./-]+$|^{_TABLE_NUMBER}$|^[（(]?续")
_NOTE = regex.compile(r"^(?:[（(]?(?:注|备注|说明|附注)|资料来源|数据来源|来源|填表|制表|审核)")
_SENTENCE = regex.compile(r"[。；;!！?？]")
_CLAUSE = regex.compile(r"[,，]")
_LONG = 24
_CAPTION_LINES = 6
_LONGEST_CAPTION = 60
_DEEPEST_HEADER = 6
_TEN_STEMS = "甲乙丙丁戊己庚辛壬癸"
_DIGITS = regex.compile(r"\d{1,9}")
_MOSTLY = 0.8
_LONGEST_CODE_HEADER = 12


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
    """A table understood, in places of the source; ``rows`` has the texts of each row that an entry stands in."""

    start: int
    title: str | None
    unit: str | None
    captions: tuple[str, ...]
    entries: tuple[Entry, ...]
    rows: Mapping[int, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column is for: ``role`` is code, ordinal, label, unit, note or value, ``header`` its path."""

    role: str
    header: tuple[str, ...]


def understand(document: Document, lexicons: Lexicons) -> tuple[list[Body], list[Span]]:
    """The tables of a document, and what in them is prose after all: captions, notes, cells that hold sentences."""
    bodies: list[Body] = []
    prose: list[Span] = []
    before = 0
    for tables in put_together(document):
        grid = matrix(tables, document.text)
        top, bottom, said = _framed(grid)
        above = _lines_above(document, before, tables[0].span.start)
        captions = (*above, *(grid.texts[i] for i in said if grid.cells[i].row < top))
        if grid.width == 1 or _is_laid_out(grid, top, bottom):
            said = [i for i, words in enumerate(grid.texts) if words]
        else:
            depth = _header_depth(grid, top, bottom, lexicons)
            columns = _columns(grid, top, depth, bottom, lexicons)
            said += _sentences(grid, depth, bottom, columns)
            entries = tuple(_entries(grid, depth, bottom, columns, set(said), lexicons))
            bodies.append(
                Body(
                    tables[0].span.start,
                    _title(captions),
                    _unit(captions),
                    captions,
                    entries,
                    {row: _row(grid, row) for row in {entry.row for entry in entries}},
                )
            )
        prose += [grid.cells[i].span for i in said]
        before = tables[-1].span.end
    return bodies, sorted(prose, key=lambda span: span.start)


# ---- what stands around a table


def _lines_above(document: Document, start: int, end: int) -> tuple[str, ...]:
    """The last lines above a table as far as they may be its captions: title, unit, whose figures they are."""
    hidden = [span for span in document.furniture if start <= span.start < end]
    lines: list[str] = []
    while end > start and len(lines) < _CAPTION_LINES:
        begin = document.text.rfind("\n", start, end)
        begin = start if begin < 0 else begin + 1
        if not any(span.start <= begin < span.end for span in hidden):
            words = " ".join(document.text[begin:end].split())
            if (
                len(words) > _LONGEST_CAPTION
                or words.endswith(("。", "，"))
                or (words.endswith(("：", ":")) and not _ABOVE.search(words))
            ):
                break
            if words:
                lines.append(words)
        end = begin - 1
    return tuple(reversed(lines))


def _framed(grid: Matrix) -> tuple[int, int, list[int]]:
    """Where headers begin and the body ends; the cells above and below, which are captions and notes."""
    height = len(grid.rows)
    top = 0
    for row in range(min(height - 1, _CAPTION_LINES)):
        filled = grid.filled(row)
        words = [grid.texts[i] for i in filled]
        alone = len(filled) == 1 and (grid.cells[filled[0]].columns == grid.width or row == 0)
        if (
            words
            and (any(map(_ABOVE.search, words)) or (alone and _TITLE.search(words[0])))
            and not any(map(is_figure, words))
        ):
            top = row + 1
    while top < height - 1 and not grid.filled(top):
        top += 1
    bottom = height
    while bottom > top + 1:
        filled = grid.filled(bottom - 1)
        if filled and not (len(filled) == 1 and (_NOTE.match(grid.texts[filled[0]]) or "。" in grid.texts[filled[0]])):
            break
        bottom -= 1
    said = [
        i
        for row in (*range(top), *range(bottom, height))
        for i in grid.filled(row)
        if top > grid.cells[i].row or grid.cells[i].row >= bottom
    ]
    return top, bottom, list(dict.fromkeys(said))


def _title(captions: Sequence[str]) -> str | None:
    """The caption that names a table: the nearest one that reads like a title."""
    lines = [line for line in captions if not _NO_TITLE.search(line) and not _ABOVE.search(line)]
    return next((line for line in reversed(lines) if _TITLE.search(line)), None)


def _unit(captions: Sequence[str]) -> str | None:
    """What is said behind 单位：, of the caption nearest to the table."""
    for line in reversed(captions):
        if found := _UNIT.search(line):
            return found["unit"]
    return None


# ---- headers and columns


def _is_laid_out(grid: Matrix, top: int, bottom: int) -> bool:
    """Whether a table only lays out a text: most of its cells hold sentences."""
    filled = {i for row in range(top, bottom) for i in grid.filled(row)}
    return sum(_is_sentence(grid.texts[i]) for i in filled) * 2 > len(filled)


def _is_sentence(words: str) -> bool:
    return bool(_SENTENCE.search(words)) or (len(words) > _LONG and _CLAUSE.search(words) is not None)


def _header_depth(grid: Matrix, top: int, bottom: int, lexicons: Lexicons) -> int:
    """The first row of the body. Headers come before any figure and hang together by merged cells or are many texts."""
    depth = top
    while depth < min(bottom, top + _DEEPEST_HEADER):
        filled = grid.filled(depth)
        own = [i for i in filled if grid.cells[i].row == depth]
        if _is_index_row([grid.texts[i] for i in own]):
            depth += 1
            break
        if any(is_figure(grid.texts[i]) for i in own) and not _are_times(grid, own, depth, top):
            break
        reached = any(grid.cells[i].row < depth for i in filled)
        parted = depth > top and any(
            grid.cells[i].columns > 1 for i in grid.filled(depth - 1) if grid.cells[i].row == depth - 1
        )
        whole = len(own) == 1 and grid.cells[own[0]].columns == grid.width
        marked = bool(own) and all(grid.cells[i].header or grid.texts[i] in lexicons["table_column"] for i in own)
        below = depth > top and bool(own) and not (reached or parted or marked)
        if below and not _are_times(grid, own, depth, top):
            break
        if depth == top and len(own) < 2 and not whole:
            break
        depth += 1
    return depth


def _are_times(grid: Matrix, own: Sequence[int], depth: int, top: int) -> bool:
    """Whether the numbers of a row are the years that head columns: 指标 | 2020 | 2021 | 2022."""
    times = [i for i in own if is_time(grid.texts[i])]
    others = [i for i in own if is_figure(grid.texts[i])]
    return bool(times) and not others and depth <= top + 1


def _is_index_row(words: Sequence[str]) -> bool:
    """栏次 | 1 | 2 | 3, 甲 | 乙 | 1 | 2: the numbers of the columns, which are no figures."""
    numbers = [int(word) for word in words if _DIGITS.fullmatch(word)]
    rest = [word for word in words if not _DIGITS.fullmatch(word)]
    plain = all(word in _TEN_STEMS or word in ("栏次", "行次", "序号") or "=" in word for word in rest)
    runs = len(numbers) >= 2 and numbers[0] == 1 and all(b - a == 1 for a, b in pairwise(numbers))
    return plain and (runs or (len(rest) >= 2 and all(word in _TEN_STEMS for word in rest) and not numbers))


def _columns(grid: Matrix, top: int, depth: int, bottom: int, lexicons: Lexicons) -> list[_Column]:
    columns = []
    for column in range(grid.width):
        header: list[str] = []
        for row in range(top, depth):
            words = grid.text(row, column)
            if words and (not header or header[-1] != words) and not _is_index(grid, row):
                header.append(words)
        columns.append(_Column(_role(grid, column, header, depth, bottom, lexicons), tuple(header)))
    return columns


def _is_index(grid: Matrix, row: int) -> bool:
    return _is_index_row([grid.texts[i] for i in grid.filled(row) if grid.cells[i].row == row])


def _role(grid: Matrix, column: int, header: Sequence[str], depth: int, bottom: int, lexicons: Lexicons) -> str:
    last = header[-1] if header else ""
    words = [
        grid.texts[i]
        for row in range(depth, bottom)
        if (i := grid.rows[row][column]) >= 0 and grid.texts[i] and grid.cells[i].row == row
    ]
    words = [word for word in words if word not in lexicons["table_code"]]
    digits = [word for word in words if _DIGITS.fullmatch(word)]
    coded = any(text.endswith(lexicons["table_code"]) and len(text) <= _LONGEST_CODE_HEADER for text in header)
    if coded and len(digits) >= len(words) * _MOSTLY:
        return "code"
    if last in lexicons["table_ordinal"]:
        return "ordinal"
    if last in lexicons["table_unit"] and not any(map(is_figure, words)):
        return "unit"
    if last.startswith(lexicons["table_note"]):
        return "note"
    figures = sum(map(is_figure, words))
    times = sum(map(is_time, words))
    if not words:
        return "value"
    if times * 2 > len(words) or figures * 2 < len(words):
        return "label"
    if len(digits) == len(words) and column == 0 and _counts_up(digits):
        return "ordinal"
    if (
        len(digits) == len(words)
        and not header
        and len({len(word) for word in digits}) == 1
        and len(digits[0]) in (3, 5, 7)
        and column == 0
    ):
        return "code"
    return "value"


def _counts_up(digits: Sequence[str]) -> bool:
    numbers = [int(word) for word in digits]
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))


# ---- the body


def _sentences(grid: Matrix, depth: int, bottom: int, columns: Sequence[_Column]) -> list[int]:
    """The cells of the body that hold sentences; a long label that leads a row is none."""
    leads = next((c for c, column in enumerate(columns) if column.role == "label"), -1)
    found = {
        i: None
        for row in range(depth, bottom)
        for c, i in enumerate(grid.rows[row])
        if i >= 0 and c != leads and grid.cells[i].row >= depth and _is_sentence(grid.texts[i])
    }
    return list(found)


def _entries(
    grid: Matrix, depth: int, bottom: int, columns: Sequence[_Column], said: set[int], lexicons: Lexicons
) -> Iterator[Entry]:
    for number, (leads, values) in enumerate(_groups(grid, depth, bottom, columns)):
        labels = [_label(grid, row, leads, columns, said) for row in range(depth, bottom)]
        headers = paths(labels, lexicons["table_total"])
        for row, (label, header) in enumerate(zip(labels, headers, strict=True), depth):
            unit = next(
                (grid.text(row, c) for c in range(len(columns)) if columns[c].role == "unit" and grid.text(row, c)),
                None,
            )
            for column in values:
                index = grid.rows[row][column]
                if (
                    index < 0
                    or index in said
                    or not grid.texts[index]
                    or grid.cells[index].row != row
                    or grid.cells[index].column != column
                ):
                    continue
                yield Entry(_core(grid, index), row, column, number, header, columns[column].header, label.code, unit)


def _groups(grid: Matrix, depth: int, bottom: int, columns: Sequence[_Column]) -> list[tuple[list[int], list[int]]]:
    """The columns that head rows, each time with the columns of values that follow them."""
    groups: list[tuple[list[int], list[int]]] = [([], [])]
    for number, column in enumerate(columns):
        leads, values = groups[-1]
        if column.role in ("label", "code"):
            if values and (column.role == "code" or _leads(grid, depth, bottom, number, values)):
                groups.append(([number], []))
            elif not values:
                leads.append(number)
        elif column.role == "value":
            values.append(number)
    return groups


def _leads(grid: Matrix, depth: int, bottom: int, column: int, values: Sequence[int]) -> bool:
    """Whether texts behind values head what follows: they stand in nearly every row, and are not the same ones."""
    words = [grid.text(row, column) for row in range(depth, bottom)]
    filled = [word for word in words if word]
    wanted = sum(any(grid.text(row, value) for value in values) for row in range(depth, bottom))
    return len(filled) * 2 >= wanted and len(set(filled)) * 2 > len(filled)


def _label(grid: Matrix, row: int, leads: Sequence[int], columns: Sequence[_Column], said: set[int]) -> Label:
    """What heads a row: the texts of its label columns, its code, how far it is set in."""
    codes = [grid.text(row, c) for c in leads if columns[c].role == "code"]
    words: list[int] = []
    for c in leads:
        index = grid.rows[row][c]
        if columns[c].role == "label" and index >= 0 and grid.texts[index] and index not in words:
            words.append(index)
    spread = len(words) == 1 and grid.cells[words[0]].columns >= grid.width > 1
    return Label(
        tuple(grid.texts[i] for i in words),
        tuple(code if _DIGITS.fullmatch(code) else "" for code in codes),
        grid.raw[words[-1]] if words else "",
        spread,
    )


def _core(grid: Matrix, index: int) -> Span:
    """The place of a cell's text without the white space around it."""
    raw, start = grid.raw[index], grid.cells[index].span.start
    return Span(start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip()))


def _row(grid: Matrix, row: int) -> tuple[Span, ...]:
    return tuple(_core(grid, i) for i in grid.filled(row) if grid.cells[i].row == row)
