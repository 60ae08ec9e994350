"""Tables without any ruling, as spreadsheets print them: rows of figures that stand under one another tell them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from gongbao.kept import compiled
from gongbao.read.page.columns import text_of
from gongbao.read.page.gutters import Segment, gaps_of, segments_of
from gongbao.read.page.open_tables import (
    BETWEEN_TABLES,
    FIGURE,
    OpenTable,
    Row,
    head_rows,
    laid_out,
    of_figures,
    placed,
)
from gongbao.read.page.runs import Run
from gongbao.read.page.wrapped import column_of, joined

_LEAST_ROWS = 3
# Figures of a row. Rows of one make a table only below headings or 单位：万元.
_SEVERAL, _ONE = 2, 1
# What a single column of figures is headed by: 2024年, 户数, 金额（万元）, and not 页数, 电话, 二、经济增长.
_OF_AMOUNTS = compiled(
    r"年|(?<!页)数(?![字据码])|[额量值价率比余元%％产占]|收入|支出|成本|利润|资金|[预决]算|合计|人口|面积|公里|增[长速]"
)
_OF_UNITS = compiled(r"[元%％吨]|公里|公顷|[（(][\p{Han}\s/%％]{1,8}[)）]")
_OF_NO_AMOUNTS = compiled(
    r"^[一二三四五六七八九十]+、|[页号序]|电话(?:号码)?$|手机$|传真|邮编$|邮政编码|日期|时间|条款"
)
_LEADERS = compiled(r"[.．·・•‧…‥]{3,}|……")
# Lines of prose that stretched blanks cut: 亿元，开工项目 | 35.
_OF_PROSE = compiled(r"[，；。！？]|,(?!\d)|^[、：:）)]|^[百千万亿]+[元人吨户亩个].")
_WHOLE, _BARE = compiled(r"\d{1,4}"), compiled(r"\d{6,18}")
_MOST_HEAD_ROWS = 6
# Beside the name of a row: its unit, who does it, a remark.
_MOST_WORDS = 3
# What else stands among figures: 约200, 3.1个百分点, 200[1], 持平.
_CELL = compiled(
    rf"[约近超≥≤><＞＜]{{0,2}}(?:{FIGURE.pattern})(?:\p{{Han}}{{1,5}})?(?:[\[［]\d{{1,2}}[\]］])?|持平|无|N/?A|不适用|[*×]{{1,3}}"
)
_YEARS = compiled(r"(?:19|20)\d\d年")
# 2025 3 28 and 2024 5 are days and months.
_YEAR, _MONTH_OR_DAY = compiled(r"(?:19|20)\d\d"), compiled(r"0?[1-9]|[12]\d|3[01]")
# What stands below a table and is no name: 第12页, 审核：张三.
_BELOW = compiled(r"第\s?\d{1,4}\s?页.{0,12}|[-—–·]?\s?\d{1,4}\s?[-—–·]?|(?!其中).{1,12}[:：].*|.*。")
_TOTALS = ("合计", "总计")
# What a row of a table may end with: a figure, a dash, a mark of a note.
_ENDS = frozenset(".,，．%％‰/()（）-—―─–－…*＊")
_UNIT = r"[十百千万亿]{0,2}(?:[元人个户亩吨次件所家台辆%％]|美元|人次|公顷|平方米|立方米|平方公里|公里|千瓦时)"
_UNITS = compiled(rf"(?<!\p{{Han}})(?:金额|货币|计量)?单\s*位\s*[:：]\s*{_UNIT}(?:[、，,/]\s*{_UNIT})*\s*[)）]?$")
_DASHES = ("-", "—", "–", "－", "―", "─", "——")
# How much farther than its rows from one another a running head stands above a table.
_APART = 1.6
# In the height of a character: the white between columns, and between the rows of a table.
_GUTTER, _NEXT_ROW, _NEXT_FIGURES, _NEXT_LINE = 0.5, 2.5, 4.0, 1.0
# Lines above a table that goes on: a running head, 续表.
_MOST_ABOVE = 4
MOST_BELOW = 3
"""Rows at the end of a page behind which its last table may go on, one of them its own: its number, a footer."""
# Lines of names between two rows of figures.
_MOST_LINES = 8


def plain_tables(rows: Sequence[list[Run]], before: Sequence[float] = ()) -> list[tuple[int, int, OpenTable]]:
    """The tables that only the places of their figures make: their first row, the row behind their last, the table.

    ``rows`` are those of a page from top to bottom, ``before`` the column borders of a table at the end of the page
    before, which may go on without a head.
    """
    # Most rows of prose need not be looked at any closer.
    if sum(len(row) >= _SEVERAL or any(map(_may_end, row)) for row in rows) < (1 if before else _LEAST_ROWS - 1):
        return []
    em = max(median(run.size for row in rows for run in row), 1e-3)
    several = list(_tables(_Page(rows, em, _SEVERAL), before))
    tables: list[tuple[int, int, OpenTable]] = []
    # A table of a name and more than one column does not go on as one of a single column.
    one_before = before if len(before) == _ONE + 2 else ()
    start = 0
    for first, end, table in [*several, (len(rows), len(rows), None)]:
        part = _Page(rows[start:first], em, _ONE)
        tables += [(start + top, start + below, one) for top, below, one in _tables(part, () if start else one_before)]
        if table:
            tables.append((first, end, table))
        start = end
    return tables


def _tables(page: "_Page", before: Sequence[float]) -> Iterator[tuple[int, int, OpenTable]]:
    least = 0
    for first, last in _stretches(page):
        if found := _best(page, first, last, least, () if least else before):
            top, taken, table = found
            least = max(taken, last) + 1
            yield top, least, table


def _best(
    page: "_Page", first: int, last: int, least: int, before: Sequence[float]
) -> tuple[int, int, OpenTable] | None:
    """The table of some rows of figures, with the lines of names about them unless it has fewer columns so."""
    found = None
    begun = first
    while begun > least and page.begins(begun - 1, begun):
        begun -= 1
    # What would leave a table without headings heads it.
    heads = range(_head_from(page, begun, last, least), begun)
    is_headed = bool(heads) and not any(page.lists_figures(n) and not page.lists_years(n) for n in heads)
    firsts = (begun, first) if is_headed else (first,)
    ways = [(at, *lines) for at in firsts for lines in (page.with_names(at, last, least), (at, last + 1))]
    for at, start, end in dict.fromkeys(ways):
        top = _head_from(page, start, last, least)
        if top == start == at and not before and page.lists_years(at):
            start += 1
        body = [page.row(number) for number in range(start, end)]
        ends = page.ends(at, last, end)
        if page.least == _ONE and page.is_set_apart(top, start):
            top = start
        head = [page.row(number) for number in range(top, start)]
        goes_on = top < _MOST_ABOVE and ends
        made = _table(head, body, page, before if goes_on else (), below_units=page.is_below_units(top))
        if not made or (page.least == _ONE and page.runs_into_prose(made[1])):
            continue
        if found is None or len(made[0].edges) > len(found[2].edges):
            found = top, made[1], made[0]
    return found


class _Page:
    """The rows of a page, each cut into segments when it is asked for, and how many figures a row of a table has."""

    def __init__(self, rows: Sequence[list[Run]], em: float, least: int) -> None:
        self._rows, self.em, self.least = rows, em, least
        self._cut: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, number: int) -> Row:
        """The segments of a row."""
        if number not in self._cut:
            self._cut[number] = list(segments_of(self._rows[number], number, self.em))
        return self._cut[number]

    def lists_figures(self, number: int) -> bool:
        """Whether a row is a label and as many figures as it takes.

        Behind a name a dash is as good as a figure where one follows: 工业增加值 | % | — | — | 7.5. Figures alone may
        stand beside the middle of a name that takes two lines.
        """
        if len(self._rows[number]) < self.least or any(run.turned or not run.text for run in self._rows[number]):
            return False
        if self.least == _ONE and (not any(map(_may_end, self._rows[number])) or self.is_page_number(number)):
            return False
        name, *words = (_text(segment) for segment in self.row(number))
        figures = [word for word in words if FIGURE.fullmatch(word)]
        if len(words) - len(figures) > _MOST_WORDS:
            return False
        told = sum(any(map(str.isdigit, figure)) for figure in figures)
        if not FIGURE.fullmatch(name):
            told += sum(figure in _DASHES for figure in figures) if told == 1 else 0
        elif len(figures) == len(words):
            told += any(map(str.isdigit, name))
        return told >= self.least

    def lists_years(self, number: int) -> bool:
        """Whether all figures of a row are years, as those of a head may be: 指标 | 2022 | 2023."""
        return all(_YEAR.fullmatch(text) for s in self.row(number)[1:] if FIGURE.fullmatch(text := _text(s)))

    def is_page_number(self, number: int) -> bool:
        """Whether a row is the last one and a whole number alone."""
        row = self.row(number)
        return number == len(self) - 1 and len(row) == 1 and bool(_WHOLE.fullmatch(_text(row[0])))

    def runs_into_prose(self, last: int) -> bool:
        """Whether the line below rows of figures is as close as they are and ends a sentence: they are lines of it."""
        if not 0 < last < len(self) - 1:
            return False
        text = "".join(map(_text, self.row(last + 1)))
        if "。" not in text or BETWEEN_TABLES.search(text):
            return False
        pitch = max(self.row(last)[0].top - self.row(last - 1)[0].bottom, 0.0) / self.em
        return self.are_close(last, last + 1, pitch + _GUTTER)

    def is_set_apart(self, top: int, start: int) -> bool:
        """Whether a single row above rows of figures is a running head: farther from them than they are apart."""
        if start - top != 1 or start + 1 >= len(self):
            return False
        pitch = max(self.row(start + 1)[0].top - self.row(start)[0].bottom, 0.0)
        return not self.are_close(top, start, _APART * max(pitch / self.em, _GUTTER))

    def is_below_units(self, number: int) -> bool:
        """Whether the line right above a row says what the figures of a table are in."""
        return (
            number > 0
            and bool(_UNITS.search(_text(self.row(number - 1)[-1])))
            and self.are_close(number - 1, number, _NEXT_ROW)
        )

    def goes_on(self, number: int, last: int) -> bool:
        """Whether a row has cells under those of a row of figures, and nothing else but what stands clear of them."""
        if any(run.turned for run in self._rows[number]) or (self.least == _ONE and self.is_page_number(number)):
            return False
        if all(_YEARS.fullmatch(_text(segment)) for segment in self.row(number)[1:]) and number > last + 1:
            return False
        cells = [segment for segment in self.row(number) if _CELL.fullmatch(_text(segment))]
        others = [segment for segment in self.row(number) if segment not in cells]
        return not self.is_clear(cells, last) and self.is_clear(others, last)

    def begins(self, number: int, first: int) -> bool:
        """Whether a row above rows of figures is one of them with fewer: 208 社会保障支出 125.6 above 208 05 ...."""
        figures = [
            text for s in self.row(number)[1:] if FIGURE.fullmatch(text := _text(s)) and not _YEAR.fullmatch(text)
        ]
        is_told = any(map(str.isdigit, "".join(figures)))
        return is_told and self.are_close(number, first, _NEXT_ROW) and self.goes_on(number, first)

    def is_clear(self, row: Row, figured: int) -> bool:
        """Whether nothing of a row stands above or below the figures of another one."""
        figures = [segment for segment in self.row(figured) if _CELL.fullmatch(_text(segment))]
        ends = [figure.right for figure in figures]
        following = ((s, bisect_right(ends, s.left)) for s in row)
        return all(i == len(figures) or figures[i].left >= s.right for s, i in following)

    def ends(self, first: int, last: int, end: int) -> bool:
        """Whether rows of figures may be the end of a table on the page before: a single one but of a total may say
        anything (审核人 张三 2024 5), and prose may stand right below it."""
        rows = [self.row(number) for number in range(first, last + 1)]
        if len(rows) < 2 and not any(_text(s).replace(" ", "").endswith(_TOTALS) for row in rows for s in row[:1]):
            return False
        if any(map(_is_of_a_date, rows)):
            return False
        return end == len(self) or self.is_clear(self.row(end), last) or not self.are_close(end - 1, end, _NEXT_ROW)

    def are_close(self, first: int, last: int, gap: float) -> bool:
        """Whether rows follow one another closely."""
        return all(_is_next(self.row(n), self.row(n + 1), gap * self.em) for n in range(first, last))

    def with_names(self, first: int, last: int, least: int) -> tuple[int, int]:
        """Rows of figures with the lines right above and below that may be the rest of their names."""
        names = [s for number in range(first, last + 1) for s in self.row(number) if not _CELL.fullmatch(_text(s))]
        start, end = first, last + 1
        while start > max(least, first - _MOST_LINES) and self._is_line_of_name(start - 1, start - 1, names, first):
            start -= 1
        while end < min(len(self), last + 1 + _MOST_LINES) and self._is_line_of_name(end, end - 1, names, last):
            end += 1
        return start, end

    def go_on(self, first: int, last: int, number: int) -> bool:
        """Whether a row of figures is of the table of the rows before: between them at most lines of names may stand.

        Rows that are set further apart are so from the first to the last.
        """
        lines = number - last - 1
        if lines > _MOST_LINES or not all(self.may_stand_between(n, last, number) for n in range(last + 1, number)):
            return False
        if self.are_close(last, number, _NEXT_ROW if lines <= 1 else _NEXT_LINE):
            return True
        if self.least > _ONE or lines or self.is_clear(self.row(number)[-1:], last):
            return False
        apart = range(first, last) if first < last else range(number, min(number + 1, len(self) - 1))
        return self.are_close(last, number, _NEXT_FIGURES) and not any(
            self.are_close(n, n + 1, _NEXT_ROW) for n in apart
        )

    def may_stand_between(self, number: int, above: int, below: int) -> bool:
        """Whether a row holds but lines of names beside two rows of figures."""
        row = self.row(number)
        is_clear = self.is_clear(row, above) and self.is_clear(row, below)
        return is_clear and not any(BETWEEN_TABLES.search(_text(segment)) for segment in row)

    def _is_line_of_name(self, number: int, upper: int, names: Sequence[Segment], figured: int) -> bool:
        """Whether a row may be the rest of names beside ``figured``; prose stands above or below its figures, too."""
        row = self.row(number)
        if not self.is_clear(row, figured) or any(_BELOW.fullmatch(_text(segment)) for segment in row):
            return False
        if any(not run.text or run.turned for run in self._rows[number]):
            return False
        if not all(any(s.left < name.right and name.left < s.right for name in names) for s in row):
            return False
        return self.are_close(upper, upper + 1, _NEXT_LINE) and not any(BETWEEN_TABLES.search(_text(s)) for s in row)


def _stretches(page: _Page) -> Iterator[tuple[int, int]]:
    """The first and the last row of each run of rows of figures; between two of them lines of names may stand."""
    first = last = -1
    for number in range(len(page)):
        lists = page.lists_figures(number)
        if not lists and (first < 0 or number > last + _MOST_LINES or not page.goes_on(number, last)):
            continue
        if first >= 0 and page.go_on(first, last, number):
            last = number
        elif lists:
            if first >= 0:
                yield first, last
            first = last = number
    if first >= 0:
        yield first, last


def _is_of_a_date(row: Row) -> bool:
    """Whether the figures of a row make a day or a month: 某市统计局 2025 3 28."""
    year, *others = [text for segment in row[1:] if FIGURE.fullmatch(text := _text(segment))] or [""]
    return bool(_YEAR.fullmatch(year)) and 0 < len(others) <= 2 and all(map(_MONTH_OR_DAY.fullmatch, others))


def _is_next(above: Row, below: Row, gap: float) -> bool:
    return below[0].top - max(segment.bottom for segment in above) < gap


def _head_from(page: _Page, first: int, last: int, least: int) -> int:
    """Where the headings above the first row of figures begin: rows of texts close to one another, most of several."""
    top = number = first
    is_wide = page.least == _ONE and first < last and not page.are_close(first, first + 1, _NEXT_ROW)
    gap = _NEXT_FIGURES if is_wide else _NEXT_ROW
    while number > least and first - number < _MOST_HEAD_ROWS:
        number -= 1
        row = page.row(number)
        if not page.are_close(number, number + 1, gap):
            break
        if any(BETWEEN_TABLES.search(_text(segment)) or "。" in _text(segment) for segment in row):
            break
        overlaps = page.are_close(number, number + 1, 0.0)
        if page.least == _ONE:
            if page.lists_figures(number) and not page.lists_years(number):
                break
            # Headings that stand at several heights overlap: 项目 beside 金额 above （万元）.
            if len(row) > 1 or (number + 1 < first and overlaps):
                top = number
            elif not (overlaps or (number > least and page.are_close(number - 1, number, 0.0))):
                break
        elif len(row) > 1:
            top = number
        elif not overlaps:
            break
    return top


def _table(
    head: Sequence[Row], body: Sequence[Row], page: "_Page", before: Sequence[float], *, below_units: bool
) -> tuple[OpenTable, int] | None:
    """The table of some rows and the last of them; ``None`` where too few of them stand under one another."""
    segments = [segment for row in body for segment in row]
    goes_on = not head and bool(before) and not any(s.left < at < s.right for s in segments for at in before[1:-1])
    # 单位：万元 above headings tells a table, of two rows too.
    least_rows = 1 if goes_on else _LEAST_ROWS - (below_units and bool(head))
    if len(body) < least_rows or not (goes_on or head or below_units):
        return None
    whites = gaps_of([(segment.left, segment.right) for segment in segments])[1:-1]
    borders = [(a + b) / 2 for a, b in whites if b - a >= _GUTTER * page.em]
    words = [segment for row in head for segment in row]
    everything = [*segments, *words]
    edges = [min(s.left for s in everything), *borders, max(s.right for s in everything)]
    if goes_on:
        edges = list(before)
    columns = len(edges) - 1
    figures = of_figures(segments, edges)
    if columns <= page.least or not any(figures):
        return None
    if page.least == _ONE and not _are_amounts(words, segments, figures, edges, is_told=below_units, goes_on=goes_on):
        return None
    headed = {column_of(segment, edges) for segment in words}
    # Where a heading stands lower than the others it is the first line of the body.
    headless = set(range(columns)) - headed
    lowest = {column_of(segment, edges) for segment in body[0]}
    if head and lowest <= headless and not any(figures[column] for column in lowest):
        head, body = [*head, body[0]], body[1:]
    rows = joined(body, figures, edges)
    while not any(figures[column_of(segment, edges)] for segment in rows[-1]):
        rows.pop()
    if not _are_filled(rows, figures, edges, least_rows, page.least):
        return None
    above = list(head_rows(list(head), segments, edges, []))
    kept = [segment for row in rows for segment in row]
    everything = [*kept, *(segment for row in head for segment in row)]
    top, bottom = min(s.top for s in everything), max(s.bottom for s in everything)
    table = OpenTable(
        laid_out(above, [placed(row, edges) for row in rows], columns), edges, (edges[0], top, edges[-1], bottom)
    )
    return table, max(segment.row for segment in kept)


def _are_amounts(
    words: Sequence[Segment],
    segments: Sequence[Segment],
    figures: Sequence[bool],
    edges: Sequence[float],
    *,
    is_told: bool,
    goes_on: bool,
) -> bool:
    """Whether one column of figures tells amounts: no pages, numbers, years, and no ends of lines of prose.

    ``is_told``: whether a line above says what they are in. ``goes_on``: whether a table of the page before does.
    """
    headings: dict[int, str] = {}
    for word in words:
        column = column_of(word, edges)
        headings[column] = headings.get(column, "") + _text(word).replace(" ", "")
    columns = [column for column in range(1, len(figures)) if figures[column]]
    if not columns or (words and not all(column in headings for column in columns)):
        return False
    heading = headings.get(columns[-1], "")
    texts = [(column_of(segment, edges), _text(segment)) for segment in segments]
    if any(_OF_PROSE.search(text) for column, text in texts if not figures[column]):
        return False
    if sum(bool(_LEADERS.search(text)) for _, text in texts) > 1 or _OF_NO_AMOUNTS.search(heading):
        return False
    values = [text for column, text in texts if column == columns[-1] and any(map(str.isdigit, text))]
    if all(map(_YEAR.fullmatch, values)):
        return False
    if not is_told and not _OF_UNITS.search(heading):
        rises = all(map(_WHOLE.fullmatch, values)) and all(int(a) < int(b) for a, b in pairwise(values))
        if all(map(_BARE.fullmatch, values)) or (rises and not goes_on):
            return False
    return is_told or goes_on or bool(_YEAR.fullmatch(heading) or _OF_AMOUNTS.search(heading))


def _may_end(run: Run) -> bool:
    """Whether what ends so may be a figure: 12, 12.1①, (3), —."""
    return run.text[-1:] in _ENDS or run.text[-1:].isnumeric()


def _are_filled(
    rows: Sequence[Row], figures: Sequence[bool], edges: Sequence[float], least_rows: int, least: int
) -> bool:
    """Whether as many columns as it takes have a figure in most rows of figures, which are some."""
    counts: dict[int, int] = {}
    figured = 0
    for row in rows:
        columns = {column_of(segment, edges) for segment in row if FIGURE.fullmatch(_text(segment))}
        figured += any(figures[column] for column in columns)
        for column in columns:
            counts[column] = counts.get(column, 0) + 1
    filled = sum(count * 2 >= figured for column, count in counts.items() if column)
    return figured >= least_rows and filled >= least


def _text(segment: Segment) -> str:
    return text_of(segment.runs)[0]
