"""Cells of tables to mentions: exact values, in the unit that the cell, its headers or the table's caption say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import regex

from gongbao.kept import compiled
from gongbao.model import (
    Code,
    Duration,
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
from gongbao.normalize.amounts import PER, within_bounds
from gongbao.normalize.clock import Now
from gongbao.normalize.mentions import Reader
from gongbao.normalize.numerals import EXACT, SEPARATORS
from gongbao.normalize.table_units import Amount, TableUnits, Unit, Units
from gongbao.segment import segment
from gongbao.segment.hierarchy import is_total
from gongbao.segment.matrix import BOUND_WORDS, FOOTNOTE, IN_WORDS, MOVES, is_period

RULE = "table.cell"
"""The rule of a number that stands alone in a cell; one with words around it has the rule that found it."""

_BOUND = rf"[≥≤≈]|[><＞＜][=＝]?|[约近超逾]|{BOUND_WORDS}"
_MONEY = "(?:US|HK)?[$＄]|[¥￥]"
_DIGITS = r"(?:\d{1,3}(?:[,，'’]\d{3})+|\d+)(?:\.\d+)?(?:[Ee][+-]\d{1,2})?"
_NUMBER = compiled(
    rf"['’]?(?P<bound>{_BOUND})?(?P<moved>(?:同比|环比|比上年|较上年)?(?:{MOVES}))?"
    rf"(?P<core>[（(](?P<money>{_MONEY})?(?P<bracketed>{_DIGITS})(?P<inner>[%‰])?[)）]"
    rf"|(?P<money>{_MONEY})?(?P<minus>[-−－﹣‐-–△▲▼↓负])?[+＋↑]?(?P<money>{_MONEY})?(?P<digits>{_DIGITS})(?P<sign>[%‰]|(?P<scale>[万亿]))?(?:[-—–~～至]+(?P<high>{_DIGITS})(?P<last>[%‰])?)?+)(?:↑|(?P<minus>[↓▼])|)(?P<points>[（(]个?百分点[)）])?"
    rf"(?P<after>左右|上下|以上|以下|以内)?{FOOTNOTE}?"
    rf"|[〔\[［【](?P<core>(?P<digits>{_DIGITS})(?P<sign>%)?)(?P<after>左右|以上|以下|以内)?[〕\]］】]"
)
# A figure and a part of it, both in the unit of their column: 500（其中：中央60）.
_WITH_PART = compiled(rf"(?P<whole>-?{_DIGITS})[（(]其中[:：]?\p{{Han}}{{2,10}}[:：]?(?P<part>-?{_DIGITS})[)）]")
# 5.2（4.9） below 比上年增长（%）（括号内为实际增速）
_WITH_ANOTHER, _CLOSING = compiled(rf"(?P<whole>-?{_DIGITS})[（(](?P<part>-?{_DIGITS})[)）]"), ("）", ")")
_GROWS_REALLY = compiled(
    "(?:增[长速幅减]|同比).*括号内[^（）()]{0,6}(?:实际|名义|可比)[^（）()占比重位]{0,4}(?:价格?)?增[长速幅]"
)
_CODE = compiled(r"0\d")
_BOUND_BEFORE = compiled(rf"(?:{_BOUND})$")
_BOUNDS = {
    "≥": Mod.EQUAL_OR_MORE,
    ">=": Mod.EQUAL_OR_MORE,
    "≤": Mod.EQUAL_OR_LESS,
    "<=": Mod.EQUAL_OR_LESS,
    ">": Mod.MORE_THAN,
    "<": Mod.LESS_THAN,
    "不低于": Mod.EQUAL_OR_MORE,
    "不少于": Mod.EQUAL_OR_MORE,
    "不小于": Mod.EQUAL_OR_MORE,
    "不高于": Mod.EQUAL_OR_LESS,
    "不超过": Mod.EQUAL_OR_LESS,
    "不大于": Mod.EQUAL_OR_LESS,
    "大于": Mod.MORE_THAN,
    "超过": Mod.MORE_THAN,
    "小于": Mod.LESS_THAN,
    "超": Mod.MORE_THAN,
    "逾": Mod.MORE_THAN,
    "近": Mod.LESS_THAN,
    "约": Mod.APPROX,
    "≈": Mod.APPROX,
    "左右": Mod.APPROX,
    "上下": Mod.APPROX,
    "以上": Mod.EQUAL_OR_MORE,
    "以下": Mod.EQUAL_OR_LESS,
    "以内": Mod.EQUAL_OR_LESS,
}
_NOTHING_BEHIND = ("", "以上", "以下", "以内", "左右")
_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_YUAN_SIGNS = frozenset("¥￥")
# Figures of a plan in these are those of all its years together.
_SUMMED_UP = "〔[［【"
_PERCENT = Unit(Percent(Decimal(1), Decimal(1), "%"))
_POINT = Unit(Percent(Decimal(1), Decimal(1), "pp"))
_YUAN = Unit(Money(Decimal(1), Decimal(1), "CNY", "元"))
_NARROW = str.maketrans("＞＜＝", "><=")
_MINUS = ("-", "−", "－")
_PERCENT_SIGNS = ("%", "％")
_PLAIN = compiled(r"\d{1,15}(?:\.\d{1,15})?|\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?")
# What heads numbers that may be percentages or not: 同比, without more.
_ONLY_MOVED = compiled("同比|环比|变幅|[比较](?:上年|去年|同期|上年同期|去年同期)")
# By how much a percentage is rounded at most.
_ROUNDED = Decimal("0.05")
# A rate told as a fraction: how high it goes, how close it comes to the quotient, how many amounts before it are tried.
_HIGHEST_FRACTION, _CLOSE, _LOOKED_AT = Decimal("1.5"), Decimal("0.005"), 6
# The share of a whole in itself is 1, and of 占总支出比重 the 1 may be one of a hundred.
_SHARE = compiled("占比|比重|构成")
_LENGTH = compiled(r"\d+")
_MOST_DIGITS = 40
_LONGEST_WORDED = 160
# What a date cannot do without; hardly any header has it, and looking for a date takes long.
_TIME_WORD = compiled(r"[年月季]|期[末初]|十[一二三四五六]五|“[一二三四五六七八九]五”|(?:19|20)\d\d|\d日")
# How many headers are remembered: more than any report has, less than a hostile one could ask for.
_ALIKE = 4096


@dataclass(frozen=True, slots=True)
class CellMention:
    """A mention in a cell: the indices of the grid and the cell, and what its unit is for each of (元/人: 人)."""

    mention: Mention
    grid: int
    cell: int
    per: str | None


class _Figure(NamedTuple):
    """What a mention in a cell says, and its place in the view; ``per`` is what its unit is for each of."""

    start: int
    end: int
    kind: Kind
    value: Value
    mod: Mod | None
    rule: str
    per: str | None


class CellReader:
    """Reads the cells of grids with the rules of a ``Reader``."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._units = Units(lambda text: self._mentions(text, None), reader.patterns.lexicons)
        self._totals = reader.patterns.lexicons["table_total"]
        self._times: dict[tuple[str, int | None], tuple[Mention, ...]] = {}

    def read(self, segments: Segments, text: str, now: Now | None) -> tuple[list[CellMention], set[Code]]:
        """The mentions in the tables of a document, in order of grid and cell, and the codes that they give it.

        ``text`` is the document's. A cell that holds neither a number nor a date is none; one that is empty, a dash or
        a word is no figure, one that holds 0 is.
        """
        found: list[CellMention] = []
        codes: set[Code] = set()
        for number, grid in enumerate(segments.grids):
            units = self._units.of_table(grid)
            fractions, differences = self._told_by_numbers(grid, units, segments.view.text)
            for index, cell in enumerate(grid.cells):
                place = cell.group, cell.column
                told = (*place, cell.row) in differences
                for figure in self._cell(cell, units, segments, now, is_difference=told, is_rate=place in fractions):
                    value, view_span = figure.value, cell.span
                    if (figure.start, figure.end) != (cell.span.start, cell.span.end):
                        view_span = Span(figure.start, figure.end)
                    value = within_bounds(value)
                    span = segments.view.source_span(*figure[:2])
                    words = text[span.start : span.end]
                    mention = Mention(
                        figure.kind, span, words, value, figure.mod, figure.rule, view_span, cell.sentence
                    )
                    if isinstance(value, Money | Percent | Quantity) and value.low is None:
                        codes.add(Code.NUMBER_TOO_LONG)
                    found.append(CellMention(mention, number, index, figure.per))
        return found, codes

    def times(self, words: str, year: int | None) -> tuple[Mention, ...]:
        """The dates in a header or caption, counted from a year; their spans are places in it."""
        key = words, year
        if key not in self._times:
            if len(self._times) >= _ALIKE:
                self._times.clear()
            heard = self._mentions(words, Now(year) if year else None) if _TIME_WORD.search(words) else ()
            self._times[key] = tuple(mention for mention in heard if mention.kind is Kind.DATE)
        return self._times[key]

    def _told_by_numbers(
        self, grid: Grid, units: TableUnits, text: str
    ) -> tuple[set[tuple[int, int]], set[tuple[int, int, int]]]:
        """The columns of rates that are told as fractions, and the cells below 同比 that hold a difference.

        A sheet keeps 95% as 0.95. A column is one where no rate is above 1.5 and all are quotients of amounts before:
        0.95 behind a budget of 100 and the 95 that was spent, or 1 and 0.25 behind a sum and its part; some may have
        their sign. -18 behind 62 and 80 is by how many days these differ.
        """
        headers = {(c.group, c.column): c.column_header[-1] for c in grid.cells if c.column_header}
        rates = {(c.group, c.column) for c in grid.cells if self._units.says_percent(c.column_header)}
        moved = {place for place in rates if _ONLY_MOVED.fullmatch(headers[place])}
        signed: set[tuple[int, int]] = set()  # the ones with signs of percentages in their cells
        rows: dict[tuple[int, int], dict[int, Decimal]] = {}
        for cell in grid.cells if rates else ():
            words = text[cell.span.start : cell.span.end]
            if (cell.group, cell.column) in moved and words[:1] in _MINUS:
                rates.discard((cell.group, cell.column))
                words = words[1:]
            if words[-1:] in _PERCENT_SIGNS and _PLAIN.fullmatch(words[:-1]):
                if (cell.group, cell.column) in moved:
                    signed.add((cell.group, cell.column))
                    rates.discard((cell.group, cell.column))
                elif number := _decimal(words[:-1], negative=False):
                    rows.setdefault((cell.group, cell.row), {})[cell.column] = EXACT.scaleb(number, -2)
            elif not _PLAIN.fullmatch(words):
                if words[-1:] in _PERCENT_SIGNS and (cell.group, cell.column) in moved:
                    signed.add((cell.group, cell.column))
                if any(character.isdigit() for character in words):
                    rates.discard((cell.group, cell.column))
            elif number := _decimal(words, negative=False):
                rows.setdefault((cell.group, cell.row), {})[cell.column] = number
        in_points = {
            (cell.group, cell.row)
            for cell in (grid.cells if moved else ())
            if (cell.group, cell.column) in moved and self._units.moves_by_points(cell, units)
        }
        differences = {place for column in moved for place in _differences(column, rows, in_points)}
        for column in signed:  # 9.7% and -18 below each other
            differences.update((column[0], column[1], row) for of, row in rows if of == column[0])
        sums = {(c.group, c.row) for c in grid.cells if c.row_header and is_total(c.row_header[-1], self._totals)}
        in_percent = any(unit.is_percent for unit in units.captions)
        shares = {rate for rate in rates if not in_percent and _SHARE.fullmatch(headers[rate])}
        return {rate for rate in rates if _is_fraction(rate, rows, sums if rate in shares else None)}, differences

    def _cell(
        self,
        cell: GridCell,
        units: TableUnits,
        segments: Segments,
        now: Now | None,
        *,
        is_difference: bool,
        is_rate: bool,
    ) -> Iterable[_Figure]:
        text = segments.view.text[cell.span.start : cell.span.end]
        match = None if is_period(text) else _NUMBER.fullmatch(text)
        if match and (figure := self._bare(cell, match, units, is_difference, is_rate)):
            return (figure,)
        if "其中" in text and (both := _WITH_PART.fullmatch(text)):
            return self._with_part(cell, both, units)
        beside = text[-1:] in _CLOSING and any("括号内" in header for header in cell.column_header)
        if beside and (both := _WITH_ANOTHER.fullmatch(text)):
            told = self._with_part(cell, both, units)
            # 括号内为上年数, 括号内为位次: what stands in these brackets is in no unit of the column.
            return told if any(map(_GROWS_REALLY.search, cell.column_header)) else islice(told, 1)
        return self._worded(cell, text, now)

    def _with_part(self, cell: GridCell, both: regex.Match[str], units: TableUnits) -> Iterator[_Figure]:
        """A figure and its part behind it in brackets: 500（其中：中央60）."""
        for name in ("whole", "part"):
            if number := _NUMBER.fullmatch(both[name]):
                figure = self._bare(cell, number, units)
                start, end = both.span(name)
                if figure:
                    yield figure._replace(start=cell.span.start + start, end=cell.span.start + end)

    def _bare(
        self,
        cell: GridCell,
        match: regex.Match[str],
        units: TableUnits,
        is_difference: bool = False,
        is_rate: bool = False,
    ) -> _Figure | None:
        """A number or range that stands alone, with its sign and its bound: 1,234.56, (12), △3, ≥95%, 5-6.

        Null for what is read as words: ￥5 but where its column is of 万元, 下降5.4 but where it is of percentages, and
        for the telephone number 0715-8255800.
        """
        if match["high"] and _CODE.match(match["digits"]):
            return None
        negative = match["bracketed"] is not None or match["minus"] is not None
        unit: Unit | None
        if scale := match["scale"]:
            unit = self._scaled(cell, units, scale)
            if unit is None or match["high"]:
                return None
        elif match["points"]:
            unit = _POINT  # -0.3（百分点）
        elif sign := match["sign"] or match["inner"] or match["last"]:
            unit = Unit(Percent(Decimal(1), Decimal(1), sign))
        elif is_rate:
            unit = _PERCENT
        elif is_difference:
            unit = self._units.of_difference(cell, units)
        else:
            unit = self._units.of_cell(cell, units)
            if match["moved"] and self._units.has_moved_by_points(cell):
                unit = _POINT  # 降0.5 in a row 比重（%）
            if unit and unit.is_percent and match[0][0] in _SUMMED_UP:
                own = self._units.of_difference(cell, units)
                unit = own if own and not own.is_percent else unit  # 万人 | [350] under 年均增长(%)
        if money := match["money"]:
            in_yuan = money in _YUAN_SIGNS
            named = unit.one if unit and isinstance(unit.one, Money) else None
            differs = named is None or in_yuan != (named.currency == "CNY")
            if differs or (named and named.low == 1):
                if not negative or (differs and not in_yuan):
                    return None
                unit = _YUAN if in_yuan else unit
        if match["moved"] and not (unit and unit.is_percent):
            return None
        value = _valued(match["bracketed"] or match["digits"], match["high"], negative, unit)
        if unit is _PERCENT:
            value = _hundredfold(value)
        start, end = match.span("core")
        bounds = (_bound(said) for said in (match["bound"], match["after"]) if said)
        mod = next((bound for bound in bounds if bound), None)
        per = unit.per if unit else None
        return _Figure(cell.span.start + start, cell.span.start + end, _kind(value), value, mod, RULE, per)

    def _scaled(self, cell: GridCell, units: TableUnits, scale: str) -> Unit | None:
        """The unit of 12.5万 in a column of 元 or 人, as a number format shows 125000; null for all other columns."""
        unit = self._units.of_cell(cell, units)
        if unit is None or not isinstance(unit.one, Money | Quantity) or unit.one.low != 1:
            return None
        return replace(unit, one=replace(unit.one, low=_SCALES[scale], high=_SCALES[scale]))

    def _worded(self, cell: GridCell, text: str, now: Now | None) -> Iterator[_Figure]:
        """What stands in a cell of words: 3个工作日, 2024年3月; one in words alone, 五十亿元, is all there is."""
        alone = not any(character.isdigit() for character in text)
        if len(text) > _LONGEST_WORDED or (alone and not IN_WORDS.fullmatch(text)):
            return
        for mention in self._mentions(text, now):
            start, end = mention.span.start, mention.span.end
            if alone and (
                text[end:] not in _NOTHING_BEHIND or not isinstance(mention.value, Money | Percent | Quantity)
            ):
                continue  # 十二个月, 千百家企业
            bound = _BOUND_BEFORE.search(text[:start])
            mod = mention.mod or (_bound(bound[0]) if bound else None)
            place, per = cell.span.start, PER.match(text, end)
            yield _Figure(
                place + start, place + end, mention.kind, mention.value, mod, mention.rule, per["what"] if per else None
            )

    def _mentions(self, text: str, now: Now | None) -> tuple[Mention, ...]:
        return self._reader.mentions(self._reader.hear(segment(text)), text, now)[0]


def _is_fraction(
    rate: tuple[int, int],
    rows: Mapping[tuple[int, int], Mapping[int, Decimal]],
    sums: Set[tuple[int, int]] | None,
) -> bool:
    """Whether a column holds fractions; ``sums``, the rows that sum up others, are given for a column of shares."""
    group, column = rate
    told = [
        (numbers[column], {c: n for c, n in numbers.items() if c < column})
        for (of, _), numbers in rows.items()
        if of == group and column in numbers
    ]
    if any(value > _HIGHEST_FRACTION for value, _ in told):
        return False
    amounts = [(value, list(before.values())[-_LOOKED_AT:]) for value, before in told]
    tested = [(value, before) for value, before in amounts if value != 1 and len(before) > 1]
    if tested and all(_is_quotient(value, before) for value, before in tested):
        return True
    wholes = [place for place, numbers in rows.items() if place[0] == group and numbers.get(column) == 1]
    return sums is not None and bool(wholes) and _are_shares(told, wholes[0] in sums)


def _are_shares(told: Sequence[tuple[Decimal, Mapping[int, Decimal]]], is_sum: bool) -> bool:
    """Whether numbers are the shares of amounts in a column before in that of the row whose share is 1.

    That is called a sum, or the others add up to it: 1, 0.5 and 0.3 behind 20, 10 and 6 may be so many per cent.
    """
    whole = next((before for value, before in told if value == 1), {})
    parts = [(value, before) for value, before in told if value != 1]
    return len(parts) > 1 and any(
        all(column in before and abs(before[column] / amount - value) <= _CLOSE for value, before in parts)
        and (is_sum or abs(sum(before[column] for _, before in parts) / amount - 1) <= _CLOSE)
        for column, amount in list(whole.items())[-_LOOKED_AT:]
    )


def _differences(
    moved: tuple[int, int], rows: Mapping[tuple[int, int], Mapping[int, Decimal]], in_points: Set[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """The cells of a column that hold what the two figures before them in their row differ by.

    10 behind 110 and 100 may be either; it is what the others are. 5 behind 30 and 25 is growth at constant prices
    where most amounts have some; ``in_points`` are the rows of percentages, which say nothing of amounts.
    """
    group, column = moved
    open_ones: list[int] = []
    of_amounts: list[int] = []
    sure = in_percent = False
    grown = 0
    for (of, row), numbers in rows.items():
        before = [number for c, number in numbers.items() if c < column][-2:]
        if of != group or column not in numbers or len(before) < 2 or not all(before):
            continue
        difference = abs(before[0] - before[1])
        differs = numbers[column] == difference
        grows = abs(difference * 100 / before[1] - numbers[column]) <= _ROUNDED
        if differs and grows:
            open_ones.append(row)
        elif differs and (of, row) in in_points:
            sure = True
            yield group, column, row
        elif differs:
            of_amounts.append(row)
        elif (of, row) not in in_points:
            grown += 1
        in_percent = in_percent or (grows and not differs)
    if len(of_amounts) > grown:
        sure = True
        yield from ((group, column, row) for row in of_amounts)
    if sure and not in_percent:
        yield from ((group, column, row) for row in open_ones)


def _is_quotient(rate: Decimal, amounts: Sequence[Decimal]) -> bool:
    """Whether a rate is one amount over another, as far as its decimals go."""
    return any(
        abs(part / whole - rate) <= _CLOSE
        for i, whole in enumerate(amounts)
        for j, part in enumerate(amounts)
        if i != j
    )


def _hundredfold(value: Amount) -> Amount:
    if isinstance(value, Percent) and value.low is not None and value.high is not None:
        low = EXACT.multiply(value.low, 100)
        return replace(value, low=low, high=low if value.high is value.low else EXACT.multiply(value.high, 100))
    return value


def _bound(sign: str) -> Mod | None:
    """What a sign or word bounds; 力争 and 稳定在 bound nothing."""
    return _BOUNDS.get(sign.translate(_NARROW))


def _kind(value: Amount) -> Kind:
    if isinstance(value, Money):
        return Kind.MONEY
    if isinstance(value, Percent):
        return Kind.PERCENT
    return Kind.DURATION if isinstance(value, Duration) else Kind.QUANTITY


def _decimal(digits: str, negative: bool) -> Decimal | None:
    """The number that digits write; null for one of too many."""
    digits = digits.translate(SEPARATORS)
    if len(digits) > _MOST_DIGITS or not digits:
        return None
    number = Decimal(digits)
    return number.copy_negate() if negative and number else number


@lru_cache(maxsize=_ALIKE)
def _valued(digits: str, last: str | None, negative: bool, unit: Unit | None) -> Amount:
    """A number, or a range up to the ``last``, in a unit: 12 in 万元 is 120000 of CNY. Tables repeat theirs: 0.00."""
    low = _decimal(digits, negative)
    high = _decimal(last, negative=False) if last else low
    if unit is None:
        return Quantity(low, high, None, None)
    one = unit.one
    if isinstance(one, Duration):
        first, last = _lasting(one, low), _lasting(one, high)
        return replace(one, value=first) if first == last else replace(one, value=None, low=first, high=last)
    if one.low is not None and not isinstance(one, Percent):
        low = None if low is None else EXACT.multiply(low, one.low)
        high = low if not last else None if high is None else EXACT.multiply(high, one.low)
    return replace(one, low=low, high=high)


def _lasting(one: Duration, number: Decimal | None) -> str | None:
    """So many times a length: P10Y for 10 of P1Y."""
    if number is None or one.value is None:
        return None
    return _LENGTH.sub(lambda match: f"{EXACT.multiply(number, int(match[0])).normalize(EXACT):f}", one.value)
