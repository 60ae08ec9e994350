"""Tables without any ruling, as spreadsheets print them: rows of figures that stand under one another tell them."""

from collections.abc import Iterator, Sequence
from statistics import median

from gongbao.kept import compiled
from gongbao.read.page.columns import text_of
from gongbao.read.page.gutters import Segment, gaps_of, segments_of
from gongbao.read.page.open_tables import (
    BETWEEN_TABLES,
    FIGURE,
    OpenTable,
    Row,
    Told,
    column_of,
    head_rows,
    laid_out,
)
from gongbao.read.page.runs import Run

_LEAST_ROWS, _LEAST_COLUMNS = 3, 3
_MOST_HEAD_ROWS = 3
# What else stands among figures: 约200, 3.1个百分点, 200[1], 持平.
_CELL = compiled(
    rf"[约近超≥≤><＞＜]{{0,2}}(?:{FIGURE.pattern})(?:\p{{Han}}{{1,5}})?(?:[\[［]\d{{1,2}}[\]］])?|持平|无|N/?A|不适用|[*×]{{1,3}}"
)
_DASHES = ("-", "—", "–", "－", "―", "─", "——")
# In the height of a character: the white between columns, and between the rows of a table.
_GUTTER, _NEXT_ROW = 0.5, 2.5


def plain_tables(rows: Sequence[list[Run]]) -> list[tuple[int, int, OpenTable]]:
    """The tables that only the places of their figures make: their first row, the row behind their last, the table.

    ``rows`` are those of a page from top to bottom.
    """
    # A row of figures has a run for each at least; most rows of prose need not be looked at any closer.
    if sum(len(row) >= _LEAST_COLUMNS for row in rows) < _LEAST_ROWS:
        return []
    em = max(median(run.size for row in rows for run in row), 1e-3)
    page = _Page(rows, em)
    tables: list[tuple[int, int, OpenTable]] = []
    for first, last in _stretches(page):
        top = max(_head_from(page, first), tables[-1][1] if tables else 0)
        body = [page.row(number) for number in range(first, last + 1)]
        if table := _table([page.row(number) for number in range(top, first)], body, em):
            tables.append((top, last + 1, table))
    return tables


class _Page:
    """The rows of a page, each cut into segments when it is asked for."""

    def __init__(self, rows: Sequence[list[Run]], em: float) -> None:
        self._rows, self.em = rows, em
        self._cut: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, number: int) -> Row:
        """The segments of a row."""
        if number not in self._cut:
            self._cut[number] = list(segments_of(self._rows[number], number, self.em))
        return self._cut[number]

    def lists_figures(self, number: int) -> bool:
        """Whether a row is a label and figures, two or more; a page number behind dots is only one.

        Behind a name a dash is as good as a figure where one follows: 工业增加值 | % | — | — | 7.5.
        """
        if len(self._rows[number]) < _LEAST_COLUMNS or any(run.turned or not run.text for run in self._rows[number]):
            return False
        name, *words = (_text(segment) for segment in self.row(number))
        figures = [word for word in words if FIGURE.fullmatch(word)]
        if len(words) - len(figures) > 1:
            return False
        told = sum(any(map(str.isdigit, figure)) for figure in figures)
        if told == 1 and not FIGURE.fullmatch(name):
            told += sum(figure in _DASHES for figure in figures)
        return told >= _LEAST_COLUMNS - 1

    def goes_on(self, number: int) -> bool:
        """Whether a row goes on with the rows of figures right above it: a label and cells, or some of them."""
        words = [_text(segment) for segment in self.row(number)]
        if len(words) < 2 or any(run.turned for run in self._rows[number]):
            return False
        return all(map(_CELL.fullmatch, words[1:])) and _is_next(self.row(number - 1), self.row(number), self.em)


def _stretches(page: _Page) -> Iterator[tuple[int, int]]:
    """The first and the last row of each run of rows of figures; a label by itself may stand between two of them."""
    first = last = -1
    for number in range(len(page)):
        if not page.lists_figures(number):
            if 0 <= first <= last == number - 1 and page.goes_on(number):
                last = number
            continue
        between = range(last + 1, number)
        joined = first >= 0 and len(between) <= 1 and all(_is_label(page.row(n), page.row(number)) for n in between)
        if joined and all(_is_next(page.row(n), page.row(n + 1), page.em) for n in range(last, number)):
            last = number
            continue
        if first >= 0:
            yield first, last
        first = last = number
    if first >= 0:
        yield first, last


def _is_label(row: Row, below: Row) -> bool:
    return len(row) == 1 and row[0].right < below[-1].left


def _is_next(above: Row, below: Row, em: float) -> bool:
    return below[0].top - max(segment.bottom for segment in above) < _NEXT_ROW * em


def _head_from(page: _Page, first: int) -> int:
    """Where the headings above the first row of figures begin: rows of several texts close to one another."""
    top = first
    while top and first - top < _MOST_HEAD_ROWS:
        above = page.row(top - 1)
        if len(above) < 2 or not _is_next(above, page.row(top), page.em):
            break
        if any(BETWEEN_TABLES.search(_text(segment)) or "。" in _text(segment) for segment in above):
            break
        top -= 1
    return top


def _table(head: Sequence[Row], body: Sequence[Row], em: float) -> OpenTable | None:
    """The table of some rows; ``None`` where too few of them stand under one another."""
    if len(body) < _LEAST_ROWS or not head:
        return None
    segments = [segment for row in body for segment in row]
    whites = gaps_of([(segment.left, segment.right) for segment in segments])[1:-1]
    borders = [(a + b) / 2 for a, b in whites if b - a >= _GUTTER * em]
    everything = [*segments, *(segment for row in head for segment in row)]
    edges = [min(s.left for s in everything), *borders, max(s.right for s in everything)]
    columns = len(edges) - 1
    if columns < _LEAST_COLUMNS or not _are_filled(body, edges):
        return None
    headed = list(head_rows(list(head), segments, edges, []))
    told: list[list[Told]] = [*headed, *(_placed(row, edges) for row in body)]
    top, bottom = min(s.top for s in everything), max(s.bottom for s in everything)
    return OpenTable(laid_out(told, columns), edges, (edges[0], top, edges[-1], bottom))


def _are_filled(body: Sequence[Row], edges: Sequence[float]) -> bool:
    """Whether two columns or more have a figure in most rows."""
    counts: dict[int, int] = {}
    for row in body:
        for segment in row:
            if FIGURE.fullmatch(_text(segment)):
                column = column_of(segment, edges)
                counts[column] = counts.get(column, 0) + 1
    return sum(count * 2 >= len(body) for column, count in counts.items() if column) >= _LEAST_COLUMNS - 1


def _placed(row: Row, edges: Sequence[float]) -> list[Told]:
    cells: dict[int, list[Segment]] = {}
    for segment in row:
        cells.setdefault(column_of(segment, edges), []).append(segment)
    return [(words, column, 1) for column, words in cells.items()]


def _text(segment: Segment) -> str:
    return text_of(segment.runs)[0]
