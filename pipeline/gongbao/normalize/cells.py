"""Cells of tables to mentions: exact values, in the unit that the cell, its headers or the table's caption say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from gongbao.model import (
    Code,
    Grid,
    GridCell,
    Kind,
    Mention,
    Mod,
    Money,
    Percent,
    Quantity,
    Segments,
    Span,
    Value,
)
from gongbao.normalize.clock import Now
from gongbao.normalize.mentions import Reader
from gongbao.segment import segment

RULE = "table.cell"
"""The rule of a number that stands alone in a cell; one with words around it has the rule that found it."""

_NUMBER = regex.compile(
    r"(?P<bound>[≥≤]|[><＞＜][=＝]?|约)?"
    r"(?:(?P<open>[（(])(?P<bracketed>[\d,，]+(?:\.\d+)?)[)）]|(?P<minus>[-−－﹣–△▲])?\+?(?P<digits>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?))"
    r"(?P<sign>[%‰])?"
)
_BOUNDS = {
    "≥": Mod.EQUAL_OR_MORE,
    ">=": Mod.EQUAL_OR_MORE,
    "≤": Mod.EQUAL_OR_LESS,
    "<=": Mod.EQUAL_OR_LESS,
    ">": Mod.MORE_THAN,
    "<": Mod.LESS_THAN,
    "约": Mod.APPROX,
}
_NARROW = str.maketrans("＞＜＝", "><=")
_BRACKET = regex.compile(r"[（(\[【](?P<inside>[^（）()\[\]【】]{1,16})[)）\]】]")
_BEHIND = regex.compile(r"[/／](?P<what>\p{Han}{1,4}|km²|㎡|m²)$")
_SIGNS = regex.compile(r"[±+\-＋－﹢、/,，或和]")
_PERCENT_WORD = regex.compile(
    r"%|‰|百分比|(?:增长|增减|变动|完成|执行|比重|占比|构成|发展)(?:率|速度|幅度)$|增速$|增幅$|涨幅$|比重$|占比$|^(?:同比|比上年|较上年|环比)(?:同期)?增长$|^同比$|^环比$"
)
_LONGEST = 40
_TIME_WORD = regex.compile("[年月季]|期末|期初|“?十[一二三四五]五|[上下]半年")
# How many headers and units are remembered: more than any report has, less than a hostile one could ask for.
_ALIKE = 4096


@dataclass(frozen=True, slots=True)
class Unit:
    """What 1 of a table's unit is, and what it is for each of: 万元 is 10000 of CNY, 元/平方米 is 1 for each 平方米."""

    one: Money | Percent | Quantity
    per: str | None = None


@dataclass(frozen=True, slots=True)
class TableMention:
    """A mention in a table: the grid's and the cell's index, and what the unit of its figure is for each of."""

    mention: Mention
    grid: int
    cell: int
    per: str | None


class CellReader:
    """Reads the cells of grids with the rules of a ``Reader``."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._units: dict[str, Unit | None] = {}
        self._times: dict[tuple[str, int | None], tuple[Mention, ...]] = {}

    def read(self, segments: Segments, text: str, now: Now | None) -> tuple[list[TableMention], set[Code]]:
        """The mentions in the tables of a document, in order of grid and cell, and the codes that they give it.

        ``text`` is the document's. A cell that holds neither a number nor a date is none; one that is empty, a dash or
        a word is no figure, one that holds 0 is.
        """
        found: list[TableMention] = []
        codes: set[Code] = set()
        for number, grid in enumerate(segments.grids):
            captions = self._captions(grid)
            for index, cell in enumerate(grid.cells):
                for mention, per in self._cell(cell, captions, segments, now):
                    source = segments.view.to_source(mention.view_span)
                    mention = replace(mention, span=source, text=text[source.start : source.end])
                    value = mention.value
                    if isinstance(value, Money | Percent | Quantity) and value.low is None:
                        codes.add(Code.NUMBER_TOO_LONG)
                    found.append(TableMention(mention, number, index, per))
        return found, codes

    def _cell(
        self, cell: GridCell, captions: Sequence[Unit], segments: Segments, now: Now | None
    ) -> Iterator[tuple[Mention, str | None]]:
        text = segments.view.text[cell.span.start : cell.span.end]
        match = _NUMBER.fullmatch(text)
        if match is None:
            yield from self._worded(cell, text, now)
            return
        unit = self._unit_of(cell, captions)
        digits = (match["bracketed"] or match["digits"]).replace(",", "").replace("，", "")
        negative = match["open"] is not None or match["minus"] is not None
        value: Value
        if match["sign"]:
            number = _decimal(digits, negative)
            value = Percent(number, number, match["sign"])
        else:
            value = _valued(digits, negative, unit)
        mod = _BOUNDS[match["bound"].translate(_NARROW)] if match["bound"] else None
        start = cell.span.start + (match.end("bound") if match["bound"] else 0)
        kind = Kind.MONEY if isinstance(value, Money) else Kind.PERCENT if isinstance(value, Percent) else Kind.QUANTITY
        span = Span(start, cell.span.end)
        yield (
            Mention(kind, span, text, value, mod, RULE, span, cell.sentence),
            unit.per if unit and not match["sign"] else None,
        )

    def _worded(self, cell: GridCell, text: str, now: Now | None) -> Iterator[tuple[Mention, str | None]]:
        """What stands in a cell of words: 12.3亿元, 3个工作日, 2024年3月."""
        if len(text) > _LONGEST * 4 or not any(character.isdigit() for character in text):
            return
        for mention in self._mentions(text, now):
            span = Span(cell.span.start + mention.span.start, cell.span.start + mention.span.end)
            yield replace(mention, view_span=span, sentence=cell.sentence), None

    def times(self, words: str, year: int | None) -> tuple[Mention, ...]:
        """The dates in a header or caption, counted from a year; their spans are places in it."""
        key = words, year
        if key not in self._times:
            if len(self._times) >= _ALIKE:
                self._times.clear()
            digits = any(character.isdigit() for character in words)
            heard = self._mentions(words, Now(year) if year else None) if digits or _TIME_WORD.search(words) else ()
            self._times[key] = tuple(mention for mention in heard if mention.kind is Kind.DATE)
        return self._times[key]

    def _mentions(self, text: str, now: Now | None) -> tuple[Mention, ...]:
        return self._reader.mentions(self._reader.hear(segment(text)), text, now)[0]

    # ---- units

    def _captions(self, grid: Grid) -> list[Unit]:
        """The units behind 单位：; there may be several, 万元、%."""
        if not grid.unit:
            return []
        whole = self.unit(grid.unit)
        parts = [self.unit(part) for part in regex.split(r"[、,，和及]", grid.unit)]
        return [whole] if whole else [unit for unit in parts if unit]

    def _unit_of(self, cell: GridCell, captions: Sequence[Unit]) -> Unit | None:
        """The unit of a bare number: of its row's column for units, of its column's header, its row's, the caption's.

        Of a column of percentages no row says otherwise, and no amount of money is one of a row of persons.
        """
        column = next((unit for header in reversed(cell.column_header) if (unit := self._named(header))), None)
        if column is None and any(_PERCENT_WORD.search(header) for header in cell.column_header):
            column = Unit(Percent(Decimal(1), Decimal(1), "%"))
        if column and isinstance(column.one, Percent):
            return column
        if cell.unit and (unit := self.unit(cell.unit)):
            return unit
        row = next((unit for header in reversed(cell.row_header) if (unit := self._named(header))), None)
        if row is None and cell.row_header and _PERCENT_WORD.search(cell.row_header[-1]):
            row = Unit(Percent(Decimal(1), Decimal(1), "%"))
        return row or column or next((unit for unit in captions if not isinstance(unit.one, Percent)), None)

    def _named(self, header: str) -> Unit | None:
        """The unit in a header's brackets, or at its end: 产量（万吨）, 增长%, 同比增长（±%）."""
        for match in reversed(list(_BRACKET.finditer(header))):
            if unit := self.unit(match["inside"]):
                return unit
        if header.endswith(("%", "‰")):
            return self.unit(header[-1])
        tail = regex.search(r"[,，:：/](?P<unit>[^,，:：/]{1,6})$", header)
        return self.unit(tail["unit"]) if tail and tail["unit"][0] in "万亿千百元" else None

    def unit(self, words: str) -> Unit | None:
        """What 1 of a unit is, as tables name it: 万元, 亿美元, 人次, ±%, 元/吨; null where the words are no unit."""
        if words not in self._units:
            if len(self._units) >= _ALIKE:
                self._units.clear()
            self._units[words] = self._read_unit(words)
        return self._units[words]

    def _read_unit(self, words: str) -> Unit | None:
        bare = _SIGNS.sub("", words) if "%" in words or "‰" in words else words.strip("“”:： ")
        if not bare or any(character.isdigit() for character in bare):
            return None
        for name in (bare, bare.removeprefix("单位").strip(":：")):
            behind = _BEHIND.search(name)
            unit = self._one(name)
            if unit is None and behind:
                unit = self._one(name[: behind.start()])
                if unit:
                    return Unit(unit, behind["what"])
            if unit:
                return Unit(unit)
        return None

    def _one(self, name: str) -> Money | Percent | Quantity | None:
        text = f"1{name}"
        mentions = self._mentions(text, None)
        if len(mentions) == 1 and mentions[0].span == Span(0, len(text)):
            value = mentions[0].value
            if isinstance(value, Money | Percent | Quantity):
                return value
        return None


def _decimal(digits: str, negative: bool) -> Decimal | None:
    if len(digits) > _LONGEST:
        return None
    number = Decimal(digits)
    return -number if negative and number else number


def _valued(digits: str, negative: bool, unit: Unit | None) -> Money | Percent | Quantity:
    number = _decimal(digits, negative)
    if unit is None:
        return Quantity(number, number, None, None)
    one = unit.one
    if number is not None and one.low is not None and not isinstance(one, Percent):
        number = number * one.low
    return replace(one, low=number, high=number)
