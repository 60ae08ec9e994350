"""Tables in plain text: rows whose cells tabs, commas, drawn lines or spaces keep apart."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from gongbao.model import Cells, Span, Table
from gongbao.read.marked import marked_tables

_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
# The side of a cell drawn with characters, and what a line of nothing but sides is drawn with.
_SIDE, _DRAWN = re.compile("[|｜│┃]"), re.compile("[-=─-╿]")
_SIDES = '|｜│┃ \t"'
_FRAME = "-=+:|｜ \t" + "".join(map(chr, range(0x2500, 0x2580)))
# A cell in quotation marks may hold commas and, as headers that a spreadsheet wraps do, a few line ends. ="0101" is how
# a program keeps a spreadsheet from making a number of it.
_CELL = r'[ \t]*(?:"=""([^"]*)"""|=?"([^"]*(?:""[^"]*)*)")[ \t]*(?={0}|\Z)|([^"{0}]*)(?={0}|\Z)'
# Marks set by hand ("非"税收入, or one that does not close) part nothing.
_LOOSE_CELL = _CELL + r"|([^{0}]*)(?={0}|\Z)"
# As some spreadsheets write it where a comma is the decimal point, a semicolon parts the cells.
_COMMAS, _SEMICOLONS = ((re.compile(_CELL.format(mark)), re.compile(_LOOSE_CELL.format(mark))) for mark in ",;")
# What programs part cells with where these hold commas.
_ODD_MARKS = "^~"
# What a row of empty cells is.
_BARE = ',;\t|｜│┃ "'
_QUOTED = re.compile('"[^"]+"')
# What sets a cell off from the lines beside it.
_SETS_OFF = " \t\xa0"
# | **1,234.5** | `5.4%` | $12.5$ |
_EMPHASIS = frozenset("*_`$")
_MARKED = re.compile(r"(?P<mark>\*{1,3}|__|`|\$)(?=[^\s*])(?P<words>.+)(?<=\S)(?P=mark)")
_FIGURE = re.compile(
    r"\s*[-+−－﹣‐-–△▲(（\[［〔]?[\d０-９][\d０-９,，'.．]*(?:[Ee][+-]\d{1,2})?[%万亿]?[)）\]］〕]?\s*"
)
# 650元/月, 不低于80元: a figure with its own unit makes a table too, but not behind 收入：.
_AMOUNT = re.compile(r"\s*(?:不低于|不超过|[约≥≤])?\d[\d,，.]*[十百千万亿]*元(?:[/／].{1,4}|以上|以下)?\s*")
_ASKS = ("：", ":")
_RULE = re.compile(r"[ \t|]*\r?\n[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*\r?\n[ \t|]*")
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*")
# 收入部分 on a line of its own between the rows of a table heads those below it.
_HEADING = re.compile(r"[^\W\d]{2,12}")
_MOST_LINES = 8
# What keeps columns apart that are set with spaces, and what stands in a cell for no figure.
_SPACE = " \u00a0\u2000-\u200a\u3000"
_GAP, _WIDE_GAP = re.compile(f"[{_SPACE}]+"), re.compile(f"[{_SPACE}]{{2,}}|[\u2003\u3000]")
_ENDS_IN_FIGURE = re.compile(rf"[{_SPACE}][-−(（]?\d[\d,.]*[%)）]?[{_SPACE}]{{0,9}}[\r\n]")
# 栏次 | 1 | 2: what numbers the columns has no cell below each header.
_NUMBERS_COLUMNS = "栏次"
_DASHES = ("-", "--", "—", "——", "–", "/", "…")
_HALF = re.compile("[\u4e00-\u9fff](?![^\\s])")
_BROAD = re.compile("[\u2e80-\uffef]")
_LABEL_AND_FIGURE = re.compile(r"(?P<label>[^\d]*[\u4e00-\u9fff）)]) (?P<figure>[-−(（]?\d[\d,.]*%?[)）]?)")
# Words of two characters that are set apart to the width of their column.
_SPREAD = frozenset(
    {
        "项目", "科目", "地区", "合计", "总计", "小计", "共计", "指标", "名称", "单位", "收入", "支出", "年份", "月份",
        "年度", "行业", "部门", "税种", "险种", "品种", "类别", "县区", "内容", "金额", "数量", "备注", "增减", "编码",
    }
)  # fmt: skip
# What stands between the rows of a table that goes on over pages.
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–·•] ?\d{1,4} ?[-—–·•]|第 ?\d{1,4} ?页)\s*")
# A text of more tabs or commas is no table that anybody reads, and each of its cells takes memory.
_LEAST_ROWS, _MOST_CELLS = 3, 500_000
# How far a header of the first column may stand behind what is below it, in halves of a Chinese character.
_SET_IN = 8
# At which row the first figures of a table stand at the farthest.
_FARTHEST = 6
# Of the cells below the first row and behind the first column.
_FIGURES = 1 / 3

Row = list[tuple[int, int]]
"""Start and end of each cell."""


def tables_in(text: str) -> tuple[Table, ...]:
    """The tables of a text: rows of one number of cells that follow one another, with figures below a row that has none
    but years, and no sentence.

    Commas make some only where half of the text and more is theirs: a list in a sentence has them too. Those that are
    written in HTML come first; what is within them is in no other.
    """
    marked = tuple(marked_tables(text)) if "<t" in text or "<T" in text else ()
    if not marked:
        return _plain_tables(text)
    plain = (table for table in _plain_tables(text) if not any(_overlap(table.span, other.span) for other in marked))
    return tuple(sorted((*marked, *plain), key=lambda table: table.span.start))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _plain_tables(text: str) -> tuple[Table, ...]:
    if found := tabbed_tables(text):
        return found
    for mark in "|｜│┃":
        if found := _of_mark(text, mark, _drawn):
            return found
    if found := _of_quoted(text, ",", _by_commas) or _of_quoted(text, ";", _by_semicolons):
        return found
    for mark in _ODD_MARKS:
        # 3~5天 is a range.
        if text.count("。") * 10 > text.count(mark) or not re.search(rf"[^\d\s]\{mark}", text):
            continue
        if found := _of_quoted(text, mark, partial(_by_mark, mark)):
            return found
    return tuple(_spaced_tables(text))


def tabbed_tables(text: str) -> tuple[Table, ...]:
    """The tables of a text whose cells tabs keep apart."""
    return _of_mark(text, "\t", _tabbed)


def printed_tables(text: str) -> tuple[Table, ...]:
    """The tables of a text whose cells tabs keep apart, or spaces as on a typewriter."""
    return tabbed_tables(text) or tuple(_spaced_tables(text))


def _of_mark(text: str, mark: str, cells_of: Callable[[str, int], Row]) -> tuple[Table, ...]:
    if not 0 < text.count(mark) <= _MOST_CELLS:
        return ()
    runs = _runs(text, cells_of)
    return tuple(_table(text, rows) for rows in runs if _holds_figures(text, rows) or _is_ruled(text, rows))


def _of_quoted(text: str, mark: str, cells_of: Callable[[str, int], Row]) -> tuple[Table, ...]:
    if not _LEAST_ROWS <= text.count(mark) <= _MOST_CELLS:
        return ()
    runs = [rows for rows in _runs(text, cells_of) if _holds_figures(text, rows)]
    lines = sum(1 for _, line in _quoted_lines(text) if line.strip())
    if sum(map(len, runs)) * 2 < lines or any("。" in text[slice(*_figured(text, rows))] for rows in runs):
        return ()
    return tuple(_table(text, rows) for rows in runs)


def _figured(text: str, rows: list[Row]) -> tuple[int, int]:
    """Where a table begins and its last row with a figure ends; those below are its notes."""
    last = next((row for row in reversed(rows) if any(_FIGURE.fullmatch(text, *cell) for cell in row[1:])), rows[-1])
    return rows[0][0][0], last[-1][1]


def _spaced_tables(text: str) -> Iterator[Table]:
    """Tables whose columns spaces keep apart, as printed: two or more, or single ones where all else are figures."""
    if not _ENDS_IN_FIGURE.search(text):
        return
    block: list[tuple[int, str]] = []
    cells = 0
    for start, line in _lines(text):
        bare = line.strip()
        if bare and not line.strip(_FRAME):  # ----  ---- below the headers
            continue
        gaps = len(_GAP.findall(bare))
        if gaps or (block and _HEADING.fullmatch(bare)):
            block.append((start, line))
            cells += gaps + 1
        else:
            if len(block) >= _LEAST_ROWS and cells <= _MOST_CELLS:
                yield from _spaced(text, block)
            block, cells = [], 0
    if len(block) >= _LEAST_ROWS and cells <= _MOST_CELLS:
        yield from _spaced(text, block)


def _gapped(gap: re.Pattern[str], line: str, start: int) -> Row:
    """The cells of a line; how far the first is set in is a part of it, and the halves of a word in two are one."""
    row: Row = []
    place = 0
    for found in gap.finditer(line, len(line) - len(line.lstrip()), len(line.rstrip())):
        if line[place : found.start()].lstrip()[-2:] + line[found.end() : found.end() + 2].rstrip() in _SPREAD:
            continue  # 项    目
        if not row and _HALF.fullmatch(line[: found.start()].lstrip()) and _HALF.match(line, found.end()):
            continue  # 全    市
        row.append((start + place, start + found.start()))
        place = found.end()
    end = len(line.rstrip())
    return [*row, (start + place, start + end)] if end else []


def _spaced(text: str, block: list[tuple[int, str]]) -> Iterator[Table]:
    """The table in lines that follow one another: a row without figures, and rows of as many cells with figures."""
    for gap in (_WIDE_GAP, _GAP):
        rows = [_gapped(gap, line, start) for start, line in block if not line.lstrip().startswith(_NUMBERS_COLUMNS)]
        told = [n for n, row in enumerate(rows) if any(_is_amount(text, cell) for cell in row[1:])]
        if not told or not told[0] or len(rows[told[0] - 1]) < 2:
            continue
        first, last = told[0], told[-1]
        head, width = rows[first - 1], len(rows[first])
        if len(head) == width - 1 and _places(text, head[0], head)[0] >= _places(text, rows[first][0], rows[first])[1]:
            set_in = head[0][0] + len(text[slice(*head[0])]) - len(text[slice(*head[0])].lstrip())
            head = [(set_in, set_in), (set_in, head[0][1]), *head[1:]]
        if len(head) != width:
            continue
        body = [_aligned(text, row, head) for row in rows[first : last + 1]]
        words = [text[slice(*cell)].strip() for row in body for cell in row[1:] if cell[0] < cell[1]]
        bare = all(_FIGURE.fullmatch(word) or word in _DASHES for word in words)
        if all(body) and (bare or gap is _WIDE_GAP) and _holds_figures(text, [head, *body]):
            yield _table(text, [head, *body], _heads_above(text, rows[: first - 1], head))
            return


def _heads_above(text: str, rows: list[Row], head: Row) -> list[list[tuple[int, int, int, int]]]:
    """The rows of headers above the lowest one, each of start, end, first column and how many columns it heads.

    As many stand in each as the columns behind the first can be parted evenly into, each above its own; or one above
    each side of a table whose sides have the same headers: 收入 and 支出 above 项目 | 金额 | 项目 | 金额.
    """
    found: list[list[tuple[int, int, int, int]]] = []
    called = [text[slice(*cell)].strip() for cell in head]
    places = [_places(text, cell, head) for cell in head]
    for row in reversed(rows):
        words = [text[slice(*cell)] for cell in row]
        if not row or any("：" in word or ":" in word or _FIGURE.fullmatch(word) for word in words):
            break
        side, odd = divmod(len(head), len(row))
        if side > 1 < len(row) and not odd and called == called[:side] * len(row):
            found.append([(*cell, number * side, side) for number, cell in enumerate(row)])
            continue
        above = [_places(text, cell, row) for cell in row]
        led = len(row) > 1 and above[0][1] <= places[1][0] and above[0][0] < places[0][1] + _SET_IN
        heads = row[1:] if led else row
        if not heads or (len(head) - 1) % len(heads) or len(row) < 2:
            break
        wide = (len(head) - 1) // len(heads)
        parted = [(1 + number * wide, cell) for number, cell in enumerate(heads)]
        if any(
            not (left < places[column + wide - 1][1] and places[column][0] < right)
            for (column, _), (left, right) in zip(parted, above[1:] if led else above, strict=True)
        ):
            break
        lead = [(*row[0], 0, 1)] if led else []
        set_in = 0 if led else len(words[0]) - len(words[0].lstrip())
        found.append(
            [*lead, *((start + (set_in if column == 1 else 0), end, column, wide) for column, (start, end) in parted)]
        )
    return found[::-1]


def _aligned(text: str, row: Row, head: Row) -> Row:
    """A row with empty cells where its line leaves out a column, by what stands above; none where that is not clear."""
    if len(row) == len(head):
        return row
    if len(row) > len(head) or not row:
        return []
    for number, cell in enumerate(row[:2]):  # a name, which a number may stand before
        if label := _LABEL_AND_FIGURE.fullmatch(text, *cell):  # a long one comes close to its figure
            row = [*row[:number], (cell[0], label.end("label")), label.span("figure"), *row[number + 1 :]]
            break
    if len(row) == len(head):
        return row
    filled = [(row[0][1], row[0][1])] * len(head)
    filled[0] = row[0]
    above = [_places(text, cell, head) for cell in head]
    for cell in row[1:]:
        left, right = _places(text, cell, row)
        below = [n for n, (first, last) in enumerate(above) if left < last and first < right]
        if len(below) != 1 or filled[below[0]][0] < filled[below[0]][1]:
            return []
        filled[below[0]] = cell
    last = row[0][1]
    for number, (start, end) in enumerate(filled[1:], 1):
        filled[number] = (start, end) if start < end else (last, last)
        last = filled[number][1]
    return filled


def _places(text: str, cell: tuple[int, int], row: Row) -> tuple[int, int]:
    """Where a cell begins and ends as printed, in halves of a Chinese character from the margin."""
    margin = text.rfind("\n", 0, row[0][0]) + 1
    words = text[slice(*cell)]
    return _printed(text[margin : cell[1] - len(words.lstrip())]), _printed(text[margin : cell[1]])


def _printed(words: str) -> int:
    return len(words) + len(_BROAD.findall(words))


def _runs(text: str, cells_of: Callable[[str, int], Row]) -> Iterator[list[Row]]:
    """Rows of the same number of cells, two at least, that follow one another; empty ones behind the last tab may be
    left out."""
    rows: list[Row] = []
    heading: Row = []
    parted = False
    quoted = cells_of is _by_commas or cells_of is _by_semicolons
    for start, line in _quoted_lines(text) if quoted else _lines(text):
        if rows and cells_of is _drawn and not line.strip(_FRAME) and _DRAWN.search(line):
            continue
        row = cells_of(line, start)
        if rows and quoted and not line.strip():
            parted = True
            continue
        if rows and not row[1:] and _PAGE_NUMBER.fullmatch(line):
            continue
        if heading and len(row) == len(rows[0]) and any(_is_amount(text, cell) for cell in row[1:]):
            rows.append(heading)
        elif cells_of is _tabbed and rows and not heading and _HEADING.fullmatch(line):
            heading = row
            continue
        elif heading:
            yield rows
            rows = []
        heading = []
        # An empty line sets parts of a table off, but what heads a table of its own holds no figures.
        ends = parted and not any(_is_amount(text, cell) for cell in row[1:])
        parted = False
        if rows and (
            ends or (len(row) != len(rows[0]) and not (cells_of is _tabbed and _is_cut_short(text, row, rows[0])))
        ):
            yield rows
            rows = []
        if len(row) > 1:
            rows.append(row)
    if rows:
        yield rows


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return ((line.start(), line[1]) for line in _LINE.finditer(text))


def _quoted_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with those put together that a pair of quotation marks holds; marks that do not close hold nothing."""
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        start, line = lines[at]
        at += 1
        if line.count('"') % 2:
            for last, (begin, rest) in enumerate(lines[at : at + _MOST_LINES], at):
                if rest.count('"') % 2:
                    whole = text[start : begin + len(rest)]
                    if _parted(_COMMAS[0], whole, start) or _parted(_SEMICOLONS[0], whole, start):
                        line, at = whole, last + 1
                    break
        yield start, line


def _tabbed(line: str, begin: int) -> Row:
    row, start = [], begin
    for cell in line.split("\t"):
        end = start + len(cell.rstrip())
        # A spreadsheet sets a cell with a comma in quotation marks, though tabs part it from the others.
        quoted = _QUOTED.fullmatch(line, start - begin, end - begin)
        row.append((start + 1, end - 1) if quoted else (start, end))
        start += len(cell) + 1
    return row


def _drawn(line: str, start: int) -> Row:
    sides = [found.start() for found in _SIDE.finditer(line)]
    if not sides:
        return []
    ends = [
        *([-1] if line[: sides[0]].strip() else []),
        *sides,
        *([len(line)] if line[sides[-1] + 1 :].strip() else []),
    ]
    return [_trimmed(line, left + 1, right, start) for left, right in pairwise(ends)]


def _trimmed(line: str, left: int, right: int, start: int) -> tuple[int, int]:
    """A cell between two sides without the spaces that set it off from them, and without Markdown's marks about it;
    wide ones set a name in and stay."""
    cell = line[left:right]
    is_centred = cell.rstrip(_SETS_OFF) != (cell := cell.rstrip())  # │　赤峰市　│ is set in no deeper than │呼伦贝尔市│
    words = cell.lstrip() if is_centred else cell.lstrip(_SETS_OFF)
    first = start + (left + len(cell) - len(words) if words else left)
    if words[:1] in _EMPHASIS and (marked := _MARKED.fullmatch(words)):
        return first + marked.start("words"), first + marked.end("words")
    return first, first + len(words)


def _by_mark(mark: str, line: str, start: int) -> Row:
    row: Row = []
    for cell in line.split(mark):
        row.append((start, start + len(cell)))
        start += len(cell) + 1
    return row


def _by_commas(line: str, start: int) -> Row:
    strict, loose = _COMMAS
    return _parted(strict, line, start) or _parted(loose, line, start)


def _by_semicolons(line: str, start: int) -> Row:
    strict, loose = _SEMICOLONS
    return _parted(strict, line, start) or _parted(loose, line, start)


def _parted(cell: re.Pattern[str], line: str, start: int) -> Row:
    row: Row = []
    place = 0
    while found := cell.match(line, place):
        row.append((start + found.start(found.lastindex or 0), start + found.end(found.lastindex or 0)))
        place = found.end() + 1
        if found.end() == len(line):
            return row
    return []


def _filled(text: str, rows: list[Row]) -> list[Row]:
    """Without the rows and, at the end, the columns of bare marks: spreadsheets write both of what only has borders."""
    filled = [row for row in rows if text[row[0][0] : row[-1][1]].strip(_BARE)]
    if len(filled) < 2 or any(text[slice(*filled[n][-1])].strip() for n in (0, 1, -1)):
        return filled
    wide = 1 + max(n for row in filled for n, cell in enumerate(row) if text[slice(*cell)].strip())
    return [row[:wide] for row in filled]


def _holds_figures(text: str, rows: list[Row]) -> bool:
    rows = _filled(text, rows)
    if len(rows) < _LEAST_ROWS:
        return False
    start, end = rows[0][0][0], rows[0][-1][1]
    figures = [cell for cell in rows[0] if _FIGURE.fullmatch(text, *cell)]
    if "。" in text[start:end] or (figures and not _are_years(text, figures, rows[0])):
        return False
    body = [cell for row in rows[1:] for cell in row[1:]]
    found = sum(_FIGURE.fullmatch(text, *cell) is not None for cell in body)
    if (
        found < _FIGURES * len(body)
        and "元" in text[start : rows[-1][-1][1]]
        and not text[slice(*rows[0][0])].endswith(_ASKS)
    ):
        found += sum(_AMOUNT.fullmatch(text, *cell) is not None for cell in body)
    return found >= _FIGURES * len(body) or _has_column(text, rows)


def _has_column(text: str, rows: list[Row]) -> bool:
    """Whether one column behind the first holds an amount in each row, and does not only number them: 年份, 地区,
    指标, 数值 and 单位 are columns of which but one holds figures."""
    if any(len(row) != len(rows[0]) for row in rows):
        return False
    # Below a title on a row of its own there are headers yet.
    body = next((n for n, row in enumerate(rows) if any(_is_amount(text, cell) for cell in row[1:])), _FARTHEST) or 1
    columns = list(zip(*rows[body:], strict=True))[1:] if body < _FARTHEST and len(rows) - body > 1 else []
    return any(
        all(_is_amount(text, cell) for cell in column)
        and [text[slice(*cell)].strip() for cell in column[:2]] != ["1", "2"]
        for column in columns
    )


def _is_ruled(text: str, rows: list[Row]) -> bool:
    """Whether a line of | --- | parts the headers from what is below them, which may then be words: 增长7.5%左右."""
    return len(rows) > 1 and _RULE.fullmatch(text, rows[0][-1][1], rows[1][0][0]) is not None


def _is_cut_short(text: str, row: Row, head: Row) -> bool:
    """Whether a row lacks cells at its end; one without a figure heads a table of its own."""
    return 1 < len(row) < len(head) and any(_FIGURE.fullmatch(text, *cell) for cell in row)


def _names(text: str, rows: list[Row]) -> int:
    """How many columns behind the first hold words in all whole rows, where a row is cut short: a 合计 that was merged
    over 科目编码 | 科目名称 leaves these out, and what stands behind it is no name."""
    if len(rows[-1]) == len(rows[0]) and all(len(row) == len(rows[0]) for row in rows):
        return 0
    whole = [row for row in rows[1:] if len(row) == len(rows[0])]
    columns = list(zip(*whole, strict=True))[1:]
    named = (
        all(start < end and not _FIGURE.fullmatch(text, start, end) for start, end in column) for column in columns
    )
    return next((number for number, holds in enumerate(named) if not holds), 0)


def _is_amount(text: str, cell: tuple[int, int]) -> bool:
    """Whether a cell holds a figure that is no year: a row of years heads a table of its own."""
    return _FIGURE.fullmatch(text, *cell) is not None and not _YEAR.fullmatch(text, *cell)


def _are_years(text: str, figures: Row, row: Row) -> bool:
    """Whether the figures of a row are years that head columns: two behind a label, or one that is all behind it."""
    behind = row[0] not in figures and (len(figures) > 1 or len(row) == len(figures) + 1)
    return behind and all(_YEAR.fullmatch(text, *cell) for cell in figures)


def _table(text: str, rows: list[Row], above: Sequence[Sequence[tuple[int, int, int, int]]] = ()) -> Table:
    """A table of rows, with those of headers ``above`` them, which may be wide."""
    cells, names = Cells(), _names(text, rows)
    for number, heads in enumerate(above):
        for start, end, column, wide in heads:
            cells.append(number, column, Span(start, end), 1, wide, False)
    for number, row in enumerate(rows, len(above)):
        merged = names if 1 < len(row) <= len(rows[0]) - names and _FIGURE.fullmatch(text, *row[1]) else 0
        for column, (start, end) in enumerate(row):
            cells.append(number, column + (merged if column else 0), Span(start, end), 1, 1, False)
    first = above[0][0][0] if above else rows[0][0][0]
    return Table(_with_sides(text, first, rows[-1][-1][1]), cells)


def _with_sides(text: str, start: int, end: int) -> Span:
    """A stretch with the sides that are drawn before and behind it on its lines, and its marks of quotation."""
    while start and text[start - 1] in _SIDES:
        start -= 1
    while end < len(text) and text[end] in _SIDES:
        end += 1
    return Span(start, end)
