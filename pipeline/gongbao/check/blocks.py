"""Figures of tables as they are printed, by the rows and columns in which they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from gongbao.check.printed import Printed, addable
from gongbao.kept import compiled
from gongbao.link.tables.header_words import label_words
from gongbao.model import Fact, Grid, GridCell, Kind, Measure, Mention, Money, Percent, Quantity, Segments
from gongbao.segment.hierarchy import is_total

_DIGITS = compiled(r"(?P<digits>\d++(?:[,，]\d{3})*+(?:\.(?P<places>\d++))?+)(?P<suffix>\D*+)$")
_LONGEST = 40
_AMONG = compiled("其中|[#＃]")
# What stands in a cell for nothing.
_NOTHING = compiled("[-—–－﹣/／]+|无")
_ADDED_UP = (Measure.LEVEL, Measure.COUNT, Measure.CHANGE)
_ZERO, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a block: ``name`` is what heads it, without its number; ``path`` all that does; ``code`` its class.

    ``is_total``: it adds up others: 合计, 本年收入合计, 小计.
    """

    number: int
    name: str
    path: tuple[str, ...]
    code: str | None
    is_total: bool

    @property
    def is_among(self) -> bool:
        """Whether its label says that it is only some of the row above: 其中：."""
        return bool(self.path) and _AMONG.match(self.path[-1]) is not None


@dataclass(slots=True)
class Block:
    """The columns of a grid that share their row headers, with what can be added up in them.

    ``rows`` are those with a figure, by number and in order; ``columns`` the headers of those with one. ``figures`` are
    by row and column; ``unread`` are the places of which it is not known what they are worth: 约30, 见附注. ``totals``
    are the words for sums: 合计, 总额.
    """

    grid: int
    group: int
    title: str
    unit: str
    totals: tuple[str, ...]
    rows: dict[int, Row] = field(default_factory=dict)
    columns: dict[int, tuple[str, ...]] = field(default_factory=dict)
    figures: dict[tuple[int, int], Printed] = field(default_factory=dict)
    unread: set[tuple[int, int]] = field(default_factory=set)

    @property
    def is_coded(self) -> bool:
        """Whether most rows, totals left out, have a code of a classification."""
        rows = [row for row in self.rows.values() if not row.is_total]
        return sum(row.code is not None for row in rows) * 2 > len(rows)

    def name(self, row: int) -> str:
        """What a message calls a row."""
        return self.rows[row].name or f"row {row + 1}"

    def header(self, column: int) -> str:
        """What a message calls a column."""
        return " > ".join(self.columns[column]) or f"column {column + 1}"


@dataclass(frozen=True, slots=True)
class InTable:
    """A figure of a table, percentages and prices too, with its fact and its cell; ``grid`` counts from 0."""

    figure: Printed
    fact: Fact
    at: GridCell
    grid: int
    title: str
    unit: str

    @property
    def row(self) -> str:
        """What a message calls its row."""
        return self.at.row_header[-1].strip() if self.at.row_header else f"row {self.at.row + 1}"

    @property
    def column(self) -> str:
        """What a message calls its column."""
        return " > ".join(self.at.column_header) or f"column {self.at.column + 1}"

    @property
    def table(self) -> str:
        """What a message calls its table."""
        return f"table {self.grid + 1} ({self.title})" if self.title else f"table {self.grid + 1}"


def in_tables(segments: Segments, mentions: Sequence[Mention], facts: Sequence[Fact]) -> list[InTable]:
    """The exact figures of all tables in order, each with its own fact."""
    found = []
    for fact in facts:
        if fact.cell is not None and (figure := _cell_figure(mentions[fact.mention], fact)):
            number, cell = fact.cell
            grid = segments.grids[number]
            found.append(InTable(figure, fact, grid.cells[cell], number, grid.title or "", grid.unit or ""))
    return found


def blocks(
    segments: Segments,
    mentions: Sequence[Mention],
    facts: Sequence[Fact],
    cells: Sequence[InTable],
    totals: tuple[str, ...],
) -> list[Block]:
    """The blocks of all tables of a document in order, each group of a grid one; those without a figure left out.

    ``cells`` are its figures ``in_tables``, ``totals`` the words for sums.
    """
    several = {one.cell for one, other in pairwise(facts) if one.cell == other.cell}
    figures: list[list[Printed | None]] = [[None] * len(grid.cells) for grid in segments.grids]
    for cell in cells:
        fact = cell.fact
        if fact.cell is not None and fact.cell not in several and _adds_up(mentions[fact.mention], fact):
            figures[cell.grid][fact.cell[1]] = cell.figure
    found: list[Block] = []
    for number, grid in enumerate(segments.grids):
        found += _blocks(segments.view.text, number, grid, figures[number], totals)
    return found


def _blocks(
    text: str, number: int, grid: Grid, figures: Sequence[Printed | None], totals: tuple[str, ...]
) -> list[Block]:
    groups: dict[int, Block] = {}
    for cell, figure in zip(grid.cells, figures, strict=True):
        block = groups.setdefault(cell.group, Block(number, cell.group, grid.title or "", grid.unit or "", totals))
        place = cell.row, cell.column
        if figure:
            name = label_words(cell.row_header[-1]) if cell.row_header else ""
            row = Row(cell.row, name, cell.row_header, cell.class_code, is_total(name, totals))
            block.rows.setdefault(cell.row, row)
            block.columns.setdefault(cell.column, cell.column_header)
            block.figures[place] = figure
        elif not _NOTHING.fullmatch(text[cell.span.start : cell.span.end]):
            block.unread.add(place)
    for block in groups.values():
        _give_zeros_their_unit(block)
        block.rows = dict(sorted(block.rows.items()))
        block.columns = dict(sorted(block.columns.items()))
    return [block for block in groups.values() if block.rows]


def _adds_up(mention: Mention, fact: Fact) -> bool:
    """Whether a figure can be added up with others: no rate, no price."""
    is_amount = fact.measure in _ADDED_UP and not fact.per and fact.aggregation != "average"
    return is_amount and isinstance(mention.value, Money | Quantity)


def _cell_figure(mention: Mention, fact: Fact) -> Printed | None:
    """What a cell's figure is worth, with its sign; null for a bound, a range and a number that is too long."""
    value = mention.value
    if mention.mod is not None or not isinstance(value, Money | Percent | Quantity):
        return None
    if value.low is None or value.low != value.high:
        return None
    parts = _DIGITS.search("".join(mention.text.split()))
    if parts is None or len(parts["digits"]) > _LONGEST:
        return None
    number = Decimal(parts["digits"].replace(",", "").replace("，", ""))
    places = len(parts["places"] or "")
    factor, step = _steps(abs(value.low) / number if number else _ONE, places)
    if (not number and mention.kind is not Kind.PERCENT) or (
        fact.measure is Measure.COUNT and factor == 1 and not places
    ):
        step = _ZERO  # nothing is nothing, and persons are counted one by one
    return Printed(
        fact.mention,
        mention.text,
        parts["suffix"] if parts["suffix"] not in (")", "）") else "",
        value.low,
        step,
        factor,
        places,
        addable(value),
        mention.kind,
        mention.view_span.start,
        mention.view_span.end,
        mention.sentence,
        fact,
    )


@lru_cache(maxsize=1 << 10)
def _steps(factor: Decimal, places: int) -> tuple[Decimal, Decimal]:
    """What 1 of a printed unit is worth and what its last digit is: the same two objects for all of a table."""
    return factor, factor.scaleb(-places)


def _give_zeros_their_unit(block: Block) -> None:
    """0.00 does not say what 1 of its unit is worth; the other figures of its table do."""
    factors = {figure.unit: figure.factor for figure in block.figures.values() if figure.value}
    for place, figure in block.figures.items():
        if not figure.value and figure.unit in factors:
            block.figures[place] = figure._replace(factor=factors[figure.unit])
