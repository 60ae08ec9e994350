"""Tables as rows and columns of texts: merged cells filled in, the rest of a table on the next page put below it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from operator import attrgetter

import regex

from gongbao.kept import compiled
from gongbao.model import Cell, Document, Span, Table
from gongbao.read.radicals import RADICALS
from gongbao.segment.clean import UNSEEN

BLANK = compiled(rf"[\s{UNSEEN}]+")
"""What is left out of a cell's words: 1,234 and .56 below it are one figure."""
# 500 and 60 below it or behind a space, but not 1 234: what is printed may be broken and spaced out, what is typed not.
_SEVERAL = compiled(r"\d\s*\n\s*\d|\d +(?!\d{3}(?!\d))\d")
# In Word, where cells are narrow, 1,2 and 34.5 below it are parts of one, too; on a web page 3,1 and 23 are two.
_SEVERAL_IN_WORD = compiled(rf"(?!(?<=,)\d\s*\n\s*\d\d(?!\d)|(?<=,\d)\d\s*\n\s*\d(?!\d))(?:{_SEVERAL.pattern})")
_WORD = ("docx", "doc")
_NARROW = str.maketrans(
    {"％": "%", "．": ".", "－": "-", "＋": "+", "，": ",", "：": ":", "＝": "="}
    | {chr(0xFF10 + i): chr(0x30 + i) for i in range(10)}
    | RADICALS
)
# With the power of ten by which a spreadsheet shows what its column is too narrow for: 5.4E+10.
_NUMBER = r"(?:\d{1,3}(?:[,'’]\d{3})++|\d++)(?:\.\d++)?+(?:[Ee][+-]\d{1,2})?+"
# 5,4 and 1.234,50: numbers of some languages, whose spreadsheets set semicolons between cells; no other reads so.
_BY_COMMA = compiled(r"[-−+]?(?:\d{1,3}(?:\.\d{3})++|\d++)(?:,\d++)?%?")
_BUT_BY_COMMA = compiled(r",\d{1,2}%?$")  # 12,3456 may be parted by 万
_BY_EITHER = compiled(r"[-−+]?[1-9]\d{0,2},\d{3}")  # 1,200 beside 1,2 and 3,4, which may be clauses
_WITH_MARK = compiled(r"[-−+]?\d[\d.,]*[.,]\d++%?")
_LEAST_BY_COMMA = 3
_SWAPPED = str.maketrans(",.", ".,")
# The mark of a footnote behind a figure.
FOOTNOTE = r"(?:[\[［【(（](?:注?\d{1,2}|[¹²³⁰-⁹]{1,2})[\]］】)）]|注\d{1,2}|[①-⑳]|[*＊]{1,3}|[¹²³⁰-⁹]{1,2})"
_MONEY = "(?:(?:US|HK)?[$＄]|[¥￥])?"
_VALUE = compiled(
    rf"['’]?(?:[（(]{_MONEY}{_NUMBER}[%‰]?[)）]|{_MONEY}[-−﹣‐-–△▲▼↓↑+±负]?{_MONEY}{_NUMBER}[%‰]?[↑↓▼]?){FOOTNOTE}?"
    rf"|[〔\[［【]{_NUMBER}%?(?:以上|以下|以内|左右)?[〕\]］】]"
)
# How a figure is said to have moved.
MOVES = "增长|增加|上升|上涨|提高|下降|减少|降低|回落|下跌|[增减升降涨跌]"
# What bounds a figure, or says that it is aimed at or kept.
BOUND_WORDS = "不低于|不少于|不小于|不高于|不超过|不大于|大于|超过|小于|力争|达到|稳定在|保持在|控制在"
# 12.3亿元, ≥95%, 约30个, 增长5.6%, 不低于80元/月: a figure with its own unit, no 11月当月 or 60岁及以上.
# 500（其中：中央60）: with a part of it. 5%-6%: from one to another.
_FIGURE = compiled(
    rf"(?:同比|环比|比上年|较上年)?(?:{MOVES})?(?:[≥≤≈><＞＜=约超近逾]{{0,2}}|{BOUND_WORDS})[-−﹣–+]?{_NUMBER}"
    r"(?:(?!月|岁以|周?岁及以)[万亿]?\p{Han}{0,4}(?:[/／]\p{Han}{1,4}(?:[·.]\p{Han})?)?|[%‰])(?:以上|以下|以内|左右)?"
    rf"|{_NUMBER}[%‰]?[-—–~～至]{{1,2}}{_NUMBER}(?:[%‰]|[万亿]?[元人吨亩户个家项])(?:以上|以下|左右)?"
    rf"|-?{_NUMBER}[（(]其中[:：]?\p{{Han}}{{2,10}}[:：]?-?{_NUMBER}[)）]"
)
# 1,650.3（5.6）, 98.6亿元（增长5.4%）: a figure and another one of the same in brackets.
BRACKETED = compiled(
    rf"(?P<figure>[-−﹣△▲]?{_NUMBER}(?:%|[万亿]?\p{{Han}}{{0,3}}))\s?[（(](?P<other>(?P<told>(?:其中[:：]?|占|同比|比上年)?(?:{MOVES})?[-−﹣–+△▲▼↑↓]?)"
    rf"{_NUMBER}(?P<percent>%|个百分点|‰)?)[)）]"
)
_IN_TENS = "[一二三四五六七八九十百千万亿零]"
# An amount in words, large enough to be no ordinal: ≥五十亿元, 不低于百分之九十, but not 一级, 三类.
IN_WORDS = compiled(
    rf"(?:[≥≤≈><＞＜=约近超逾]{{1,2}}|{BOUND_WORDS})?(?:百分之[一二三四五六七八九十百点]{{1,6}}"
    rf"|[一二两三四五六七八九]?[十百千万亿]{_IN_TENS}{{0,9}}余?\p{{Han}}{{1,4}})"
)
# What stands in a cell for no figure, and what a spreadsheet shows where a formula fails.
_NOTHING = compiled(
    r"[-—–－﹣─/…\.·*×]{1,6}|空|无|持平|不适用|无数据|N/?A|#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)",
    regex.IGNORECASE,
)
# Ratios are no figures. 1:2 and 1:500 are kinds as well, and 8:00 is an hour.
_RATIO = compiled(r"\d{1,3}(?:\.\d{1,2})?[:∶]1|1[:∶]\d{1,3}\.\d{1,2}")
_FROM_TO = r"(?:19|20)\d\d年?[-—–~至]{1,2}(?:(?:19|20)\d\d|\d{1,2})年?"
_TIME = compiled(
    r"(?:19|20)\d\d(?:年.{0,8}|/\d\d)?|[“\"]?[一二三四五六七八九十]+五[”\"]?.{0,4}"
    r"|(?:19|20)\d\d(?:[年/-]\d{1,2}|\.(?:0?[1-9]|1[0-2])(?!\d))(?:[月./-](?:\d{1,2}日?)?)?|\d{1,2}(?:[-至]\d{1,2})?月(?:\d{1,2}日|末|底|份)?"
    rf"|(?:第?[一二三四1-4]|前[二三23])季度|[上下]半年|全年|{_FROM_TO}"
)
_YEARS = compiled(_FROM_TO)
# 2024-02-01 00:00:00: a day as programs write it.
_MOMENT = compiled(
    r"\s*(?P<day>(?:19|20)\d\d(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2})(?:T|\s+)\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?\s*"
)
_TURNED = compiled(
    r"[（(]?(?:续表?|接上[页表]|下页续|续上表)[\d一二三]*[）)]?(?:(?:计量|金额|货币)?单位[:：]\w{1,4})?|[-—]?\d{1,4}[-—]?"
)
_SENTENCE = compiled(r"[。；;!！?？]")
_CLAUSE = compiled(r"[,，]")
# 单价100万元以上设备（台，套）
_REMARK = compiled("[（(][^（）()]{0,24}[）)]")
_LONG = 24
# How many points the border of a column may move from page to page.
_ALIGNED = 6.0
# 总人口（人） and below it or behind it Population: the same once more.
_IN_ENGLISH_TOO = compiled(
    r"(?<=[\p{Han}）)%‰])(?:\s*\n\s*[A-Z][a-z][A-Za-z\s,.()&'’/-]*|\s+(?:[A-Z][a-z]{2}|[A-Z]{2,4}\s?\((?=[\dA-Z\s]{0,12}[a-z]{3}))[A-Za-z\d\s,.()&'’/-]*|(?<=指数|总值)\s+[A-Z]{2,4})$"
)
_LINE = compiled(r"[^\n]*\S[^\n]*")
_PLACE = attrgetter("row", "column")
# What a cell keeps clear on both sides: 11 points in Word.
_PADDING = 16.0
# How many rows a table has at least that stands beside another: its title, its headers and one below.
_LOWEST = 3
_SHORTEST_TITLE = 5
# How many rows on top may be headers that the next page shows again.
_REPEATED = 6
# How many cells a table of nothing but headers has at most.
_MOST_HEADERS = 120


def is_value(text: str) -> bool:
    """Whether a cell's text is a bare number, but for signs."""
    return _VALUE.fullmatch(text) is not None


def is_time(text: str) -> bool:
    """Whether a cell's text only says when: a year, a month, a day, a plan period."""
    return _TIME.fullmatch(text) is not None


def is_period(text: str) -> bool:
    """Whether a cell's text goes from one year to another: 2024-2026."""
    return _YEARS.fullmatch(text) is not None


def is_figure(text: str) -> bool:
    """Whether a cell's text is a number, bare or with its unit, and does not only say when."""
    return (is_value(text) or (_FIGURE.fullmatch(text) or BRACKETED.fullmatch(text)) is not None) and not is_time(text)


def is_nothing(text: str) -> bool:
    """Whether a cell's text says that there is no figure: —, …, 持平; 16.4:1 is none."""
    return _NOTHING.fullmatch(text) is not None or is_ratio(text)


def is_ratio(text: str) -> bool:
    """Whether a cell's text is a ratio: 16.4:1."""
    return _RATIO.fullmatch(text) is not None


def pointed(text: str) -> str:
    """The number that a comma for its decimal point writes with a point: 1,234.50."""
    return text.translate(_SWAPPED) if _BY_COMMA.fullmatch(text) else text


def _sets_commas(texts: Sequence[str]) -> bool:
    """Whether all numbers of a table may be read with a comma for their decimal point, some no other way, and none as
    a whole number of thousands."""
    marked = [text for text in texts if ("," in text or "." in text) and _WITH_MARK.fullmatch(text)]
    sure = sum(_BUT_BY_COMMA.search(text) is not None for text in marked)
    return (
        sure >= _LEAST_BY_COMMA and all(map(_BY_COMMA.fullmatch, marked)) and not any(map(_BY_EITHER.fullmatch, marked))
    )


def is_sentence(text: str) -> bool:
    """Whether a cell's text is a sentence or reads like one."""
    is_said = _SENTENCE.search(text) is not None or (
        len(text) > _LONG and _CLAUSE.search(_REMARK.sub("", text)) is not None
    )
    return is_said and not is_nothing(text)


@dataclass(slots=True)
class Matrix:
    """``rows[r][c]`` is the index of the cell that covers the place, -1 where none does.

    ``texts`` hold the cells' without white space, wide digits and signs made narrow; ``raw`` as they are. ``rests``:
    the cell that goes on with another one on the next page, whose text is then in the first. ``several``: the cells
    that hold more than one figure, a space or a line end between them. ``by_comma``: commas were the decimal points.
    """

    cells: list[Cell]
    texts: list[str]
    raw: list[str]
    rows: list[list[int]]
    rests: dict[int, int] = field(default_factory=dict)
    several: frozenset[int] = frozenset()
    by_comma: bool = False

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0])

    def text(self, row: int, column: int) -> str:
        """The text that covers a place."""
        index = self.rows[row][column]
        return self.texts[index] if index >= 0 else ""

    def filled(self, row: int) -> list[int]:
        """The cells with a text that cover a row, each once, from left to right."""
        return list(dict.fromkeys(i for i in self.rows[row] if i >= 0 and self.texts[i]))

    def begun(self, row: int) -> list[int]:
        """Those of them that do not reach down from a row above."""
        return [i for i in self.filled(row) if self.cells[i].row == row]

    def words(self, row: int) -> list[str]:
        """Their texts."""
        return [self.texts[i] for i in self.begun(row)]


def matrix(tables: Sequence[Table], document: Document) -> Matrix:
    """One matrix of a table and what goes on with it, whose columns are aligned by their borders.

    Figures below each other in a cell are as many rows where they cannot be the halves of one.
    """
    text = document.text
    cells = _unstacked(tables[0], document)
    height = max(cell.row + cell.rows for cell in cells)
    turns: list[int] = []
    width = max(cell.column + cell.columns for cell in cells)
    for table in tables[1:]:
        turns.append(height)
        edges, alike = tables[0].edges, len(table.edges) == len(tables[0].edges)
        borders = list(range(max(width + 1, len(edges)))) if alike else [_nearest(edges, edge) for edge in table.edges]
        rest = _unstacked(table, document)
        for cell in rest:
            left, right = borders[cell.column], borders[cell.column + cell.columns]
            cells.append(Cell(cell.row + height, left, cell.span, cell.rows, max(1, right - left), cell.header))
        height += max(cell.row + cell.rows for cell in rest)
    rows = [[-1] * width for _ in range(height)]
    for index, cell in enumerate(cells):
        for row in rows[cell.row : cell.row + cell.rows]:
            row[cell.column : cell.column + cell.columns] = [index] * min(cell.columns, width - cell.column)
    raw = [text[cell.span.start : cell.span.end] for cell in cells]
    texts = [_words(words) for words in raw]
    if by_comma := _sets_commas(texts):
        texts = [pointed(words) for words in texts]
    grid = Matrix(cells, texts, raw, rows, by_comma=by_comma)
    if document.paragraphs:
        apart = _SEVERAL_IN_WORD if document.format in _WORD else _SEVERAL
        grid.several = frozenset(i for i, words in enumerate(raw) if apart.search(words))
    for turn in turns:
        _mend_row(grid, turn)
    return grid


def side_by_side(grid: Matrix) -> list[Matrix]:
    """A sheet's tables that stand side by side, an empty column between them and each with its title on top.

    Each names its rows itself; 收入 and 支出 are headers of one table.
    """
    titles = grid.begun(0) if grid.rows else []
    if len(titles) < 2 or len(grid.rows) < _LOWEST or len(grid.begun(1)) < 2 * len(titles):
        return [grid]
    names = [row[grid.cells[i].column] for i in titles for row in grid.rows[_LOWEST - 1 :]]
    if any(len(grid.texts[i]) < _SHORTEST_TITLE for i in titles) or any(
        is_value(grid.texts[i]) for i in names if i >= 0
    ):
        return [grid]
    empty = [c for c in range(grid.width) if all(row[c] < 0 or not grid.texts[row[c]] for row in grid.rows)]
    edges = [-1, *empty, grid.width]
    parts = [(left + 1, right) for left, right in pairwise(edges) if right - left > 1]
    if [left for left, _ in parts] != [grid.cells[i].column for i in titles]:
        return [grid]
    return [_columns_of(grid, left, right) for left, right in parts]


def _columns_of(grid: Matrix, left: int, right: int) -> Matrix:
    """Some columns of a matrix alone."""
    used = list(dict.fromkeys(i for row in grid.rows for i in row[left:right] if i >= 0))
    places = {index: place for place, index in enumerate(used)}
    cells = [replace(cell, column=cell.column - left) for cell in (grid.cells[i] for i in used)]
    rows = [[places.get(i, -1) for i in row[left:right]] for row in grid.rows]
    several = frozenset(places[i] for i in grid.several if i in places)
    return Matrix(
        cells, [grid.texts[i] for i in used], [grid.raw[i] for i in used], rows, several=several, by_comma=grid.by_comma
    )


def _unstacked(table: Table, document: Document) -> list[Cell]:
    """The cells with rows of their own for figures below each other: 500 and 60 beside 增值税 and 契税.

    A row is as many where its cells of several lines, names and figures, all have that many.
    """
    text, cells = document.text, list(table.cells)
    lines: dict[int, list[Span]] = {}
    stacks: dict[int, list[int]] = {}
    for index, cell in enumerate(cells):
        if cell.rows == 1 and "\n" in (words := text[cell.span.start : cell.span.end]):
            found = [Span(cell.span.start + m.start(), cell.span.start + m.end()) for m in _LINE.finditer(words)]
            if len(found) > 1:
                lines[index] = found
                stacks.setdefault(cell.row, []).append(index)
    heights: dict[int, int] = {}
    for row, stacked in stacks.items():
        told = [[BLANK.sub("", text[line.start : line.end]) for line in lines[i]] for i in stacked]
        figures = [any(map(is_figure, cell)) and all(is_figure(w) or is_nothing(w) for w in cell) for cell in told]
        # Codes or numbers before the names do not tell whose a single figure behind these is.
        behind = figures[figures.index(False) :] if False in figures else []
        if not any(behind) or len({len(lines[i]) for i in stacked}) > 1:
            continue
        if all(_are_whole(table, cells[i], lines[i], document) for i, one in zip(stacked, figures, strict=True) if one):
            heights[row] = len(lines[stacked[0]])
    if not heights:
        return cells
    last = max(cell.row + cell.rows for cell in cells)
    places = list(accumulate((heights.get(row, 1) for row in range(last)), initial=0))
    unstacked: list[Cell] = []
    for index, cell in enumerate(cells):
        top, bottom = places[cell.row], places[cell.row + cell.rows]
        if cell.row in heights and index in lines:
            unstacked += (replace(cell, row=top + number, span=span) for number, span in enumerate(lines[index]))
        else:
            unstacked.append(replace(cell, row=top, rows=bottom - top))
    return sorted(unstacked, key=_PLACE)


def _are_whole(table: Table, cell: Cell, lines: Sequence[Span], document: Document) -> bool:
    """Whether no line of a cell is broken off where its column ends: more would have gone into each but the last."""
    boxes = document.boxes
    if document.paragraphs or boxes is None or not table.edges:
        return document.paragraphs
    room = table.edges[cell.column + cell.columns] - table.edges[cell.column] - _PADDING
    widths = [max(boxes[4 * s.start + 2 : 4 * s.end : 4]) - min(boxes[4 * s.start : 4 * s.end : 4]) for s in lines]
    firsts = [boxes[4 * s.start + 2] - boxes[4 * s.start] for s in lines]
    return all(width + first < room for width, first in zip(widths, firsts[1:], strict=False))


def _mend_row(grid: Matrix, turn: int) -> None:
    """Put a row together that the turn of the page cuts between two lines: 1,196.3 and then 8 is 1,196.38."""
    again = [grid.words(row) for row in range(min(turn, _REPEATED))]
    below = next((r for r in range(turn, len(grid.rows)) if grid.filled(r) and grid.words(r) not in again), turn)
    above = turn - 1
    while above > 0 and not grid.filled(above):
        above -= 1
    rests = {grid.rows[above][grid.cells[i].column]: i for i in grid.begun(below)}
    lead = grid.filled(above)[:1]
    if not rests or -1 in rests or not all(grid.texts[i] for i in rests) or any(i in rests for i in lead):
        return
    figures = [i for i in rests if not _is_words(grid.texts[i])]
    if not figures or not all(_is_cut(grid, i, grid.texts[rests[i]]) for i in figures):
        return
    for index, rest in rests.items():
        grid.texts[index] += grid.texts[rest]
        grid.texts[rest] = ""
        grid.rests[index] = rest


def _is_words(text: str) -> bool:
    return not any(character.isdigit() for character in text)


def _is_cut(grid: Matrix, index: int, rest: str) -> bool:
    """Whether a figure has fewer decimals than the others of its column, but as many with what would be its rest."""
    column = grid.cells[index].column
    others = {row[column] for row in grid.rows} - {index}
    usual = Counter(_decimals(grid.texts[i]) for i in others if i >= 0 and is_value(grid.texts[i]))
    whole = grid.texts[index] + rest
    if not usual or not is_value(whole):
        return False
    decimals, _ = usual.most_common(1)[0]
    return _decimals(grid.texts[index]) < decimals == _decimals(whole)


def _decimals(text: str) -> int:
    return sum(character.isdigit() for character in text.partition(".")[2])


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - edge))


def put_together(document: Document) -> list[list[Table]]:
    """The tables of a document, those that go on from one page to the next together."""
    runs: list[list[Table]] = []
    for table in document.tables:
        if runs and _goes_on(document, runs[-1], table):
            runs[-1].append(table)
        else:
            runs.append([table])
    return runs


def _goes_on(document: Document, run: Sequence[Table], table: Table) -> bool:
    """Whether a table is the rest of the one before: only the turn of the page between them, and the same borders."""
    last, first = run[-1], run[0].edges
    if document.paragraphs and not first and not table.edges:
        return len(run) == 1 and _is_body_of(document, last, table)
    if bool(first) != bool(table.edges) or not _is_on_next_page(document, last, table):
        return False
    if first and len(first) == len(table.edges) and _is_headed_alike(document, run[0], table):
        return True  # where it has no rulings, its columns are as wide as what is in them
    if not first:
        return False
    ends = abs(first[0] - table.edges[0]) <= _ALIGNED and abs(first[-1] - table.edges[-1]) <= _ALIGNED
    return ends and all(abs(first[_nearest(first, edge)] - edge) <= _ALIGNED for edge in table.edges)


def _is_on_next_page(document: Document, last: Table, table: Table) -> bool:
    """Whether only the turn of the page lies between two tables."""
    turned = document.page_at(table.span.start) == document.page_at(last.span.start) + 1
    return turned and _is_turn(document, last.span.end, table.span.start)


def _is_headed_alike(document: Document, head: Table, table: Table) -> bool:
    """Whether a table begins with the headers of the one before, set once more on top of the page."""
    rows = [[_words_of(document, cell) for cell in each.cells if cell.row == 0] for each in (head, table)]
    return rows[0] == rows[1] and len(rows[0]) > 1 and not any(map(is_figure, rows[0]))


def _is_body_of(document: Document, head: Table, table: Table) -> bool:
    """Whether a table holds the rows of the one right before it, which is nothing but headers of as many columns, as on
    web pages whose headers stand still."""
    if document.text[head.span.end : table.span.start].strip() or len(head.cells) > _MOST_HEADERS:
        return False
    if _width(head) != _width(table) or head.cells[-1].row >= _REPEATED:
        return False
    headers = [_words_of(document, cell) for cell in head.cells]
    first = [_words_of(document, cell) for cell in table.cells if cell.row == 0]
    return len(set(headers)) > 1 and not any(map(is_figure, headers)) and any(map(is_figure, first))


def _width(table: Table) -> int:
    return max(cell.column + cell.columns for cell in table.cells)


def _words_of(document: Document, cell: Cell) -> str:
    return _words(document.text[cell.span.start : cell.span.end])


def _words(raw: str) -> str:
    """A cell's words without blanks; a mark of quotation stands twice where the whole cell has them (CSV)."""
    if (raw[-1:] == ")" or raw[-1:].isalpha()) and raw[-1:].isascii() and (said := _IN_ENGLISH_TOO.search(raw)):
        raw = raw[: said.start()]
    if ":" in raw and (moment := _MOMENT.fullmatch(raw)):
        raw = moment["day"]
    words = BLANK.sub("", raw).translate(_NARROW)
    return words.replace('""', '"') if '""' in words else words


def _is_turn(document: Document, start: int, end: int) -> bool:
    """Whether a stretch of text holds nothing but what stands on top and at the bottom of pages."""
    words = ""
    for span in [*document.furniture, Span(end, end)]:
        if start <= span.start and span.end <= end:
            words += document.text[start : span.start]
            start = span.end
    words = BLANK.sub("", words)
    return not words or _TURNED.fullmatch(words) is not None
