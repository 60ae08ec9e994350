"""The unit of a bare number in a table: what its row, its column or the table's caption says that 1 of it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from gongbao.model import Duration, Grid, GridCell, Mention, Money, Percent, Quantity, Span

_BRACKET = regex.compile(r"[（(\[【](?P<inside>[^（）()\[\]【】]{1,16})[)）\]】]")
_BEHIND = regex.compile(r"[/／](?P<what>\p{Han}{1,4}|km²|㎡|m²)$")
_TAIL = regex.compile(r"[,，:：/](?P<unit>[万亿千百元][^,，:：/]{0,5})$")
_SIGNS = regex.compile(r"[±+\-＋－﹢、/,，或和]")
_SEVERAL = regex.compile("[、,，和及;；]")
_PERCENT_WORD = regex.compile(
    r"%|‰|百分比|(?:增长|增减|变动|发展)(?:率|速度|幅度)$|增速$|[增涨降]幅$|比重$|占比$|^同比$|^环比$"
    r"|^(?:同比|环比|[比较](?:上年|去年|\d{4}年)(?:同期)?)增[长减]$"
    r"|(?<![汇频功])(?<!(?:出生|死亡|自然增长|人口密|容积))率$"
)
_RELATIVE = regex.compile("(?:增长|增减|增速|同比|环比|比重|占比)$")
# 月 and 日 behind a number are dates, and lengths in a header: 期限（月）.
_LENGTHS = {"月": "个月", "日": "天"}
Amount = Money | Percent | Quantity | Duration
_PERCENT = Percent(Decimal(1), Decimal(1), "%")
# How many units are remembered: more than any report has, less than a hostile one could ask for.
_ALIKE = 4096


@dataclass(frozen=True, slots=True)
class Unit:
    """What 1 of a table's unit is, and what it is for each of: 万元 is 10000 of CNY, 元/平方米 is 1 for each 平方米."""

    one: Amount
    per: str | None = None

    @property
    def is_percent(self) -> bool:
        """Whether figures in it are percentages."""
        return isinstance(self.one, Percent)


class Units:
    """Reads the names of units: ``mentions`` finds what a short text says, ``counted`` are words with their unit."""

    def __init__(self, mentions: Callable[[str], tuple[Mention, ...]], counted: Sequence[str]) -> None:
        self._mentions = mentions
        self._counted: Mapping[str, str] = {word: unit for word, _, unit in (entry.partition(":") for entry in counted)}
        self._counted_words = tuple(self._counted)
        self._known: dict[str, Unit | None] = {}
        self._headers: dict[str, Unit | None] = {}

    def of_captions(self, grid: Grid) -> list[Unit]:
        """The units behind 单位：; there may be several, 万元、%."""
        if not grid.unit:
            return []
        parts = [self.named(part) for part in _SEVERAL.split(grid.unit)]
        return [unit for unit in parts if unit] or [unit for unit in [self.named(grid.unit)] if unit]

    def of_cell(self, cell: GridCell, captions: Sequence[Unit]) -> Unit | None:
        """The unit of a bare number: of its row's column for units, of its row's header, its column's, the caption's.

        Of a column of percentages no row says otherwise, and no amount of money is one of a row of persons.
        """
        column = self._of_path(cell.column_header) or self._of_counted(cell.column_header)
        if column and (column.is_percent or not self._of_path(cell.column_header)):
            return column
        if cell.unit and (unit := self.named(cell.unit)):
            return unit
        if unit := self._of_path(cell.row_header) or column or self._of_counted(cell.row_header):
            return unit
        if any(unit.is_percent for unit in captions) and any(map(_RELATIVE.search, cell.column_header[-1:])):
            return Unit(_PERCENT)
        if self._counts(cell.column_header) or self._counts(cell.row_header):
            return None
        return _of_several(captions)

    def _counts(self, path: Sequence[str]) -> bool:
        """Whether a header's last word counts something that the caption's unit is none of: 数量, 人数."""
        return bool(path) and path[-1].endswith(self._counted_words)

    def _of_counted(self, path: Sequence[str]) -> Unit | None:
        """The unit that such a word says: 人 of 人数."""
        if not self._counts(path):
            return None
        word = max((word for word in self._counted_words if path[-1].endswith(word)), key=len)
        return self.named(self._counted[word]) if self._counted[word] else None

    def _of_path(self, path: Sequence[str]) -> Unit | None:
        """The unit that the innermost header with one names; the last may say percentage by its words alone."""
        for header in reversed(path):
            if unit := self._of_header(header):
                return unit
        return Unit(_PERCENT) if path and _PERCENT_WORD.search(path[-1]) else None

    def _of_header(self, header: str) -> Unit | None:
        """The unit in a header's brackets, or at its end: 产量（万吨）, 增长%, 同比增长（±%）."""
        if header not in self._headers:
            if len(self._headers) >= _ALIKE:
                self._headers.clear()
            self._headers[header] = self._read_header(header)
        return self._headers[header]

    def _read_header(self, header: str) -> Unit | None:
        for match in reversed(list(_BRACKET.finditer(header))):
            for words in (match["inside"], *reversed(_SEVERAL.split(match["inside"]))):
                if unit := self.named(words):
                    return unit
        if header.endswith(("%", "‰")):
            return self.named(header[-1])
        tail = _TAIL.search(header)
        return self.named(tail["unit"]) if tail else None

    def named(self, words: str) -> Unit | None:
        """What 1 of a unit is, as tables name it: 万元, 亿美元, 人次, ±%, 元/吨; null where the words are no unit."""
        if words not in self._known:
            if len(self._known) >= _ALIKE:
                self._known.clear()
            self._known[words] = self._read(words)
        return self._known[words]

    def _read(self, words: str) -> Unit | None:
        bare = _SIGNS.sub("", words) if "%" in words or "‰" in words else words.strip("“”:： ")
        if not bare or any(character.isdigit() for character in bare):
            return None
        bare = _LENGTHS.get(bare, bare)
        for name in dict.fromkeys((bare, bare.removeprefix("单位").strip(":："))):
            if unit := self._one(name):
                return Unit(unit)
            behind = _BEHIND.search(name)
            if behind and (unit := self._one(name[: behind.start()])):
                return Unit(unit, behind["what"])
        return None

    def _one(self, name: str) -> Amount | None:
        text = f"1{name}"
        mentions = self._mentions(text)
        if len(mentions) == 1 and mentions[0].span == Span(0, len(text)):
            value = mentions[0].value
            if isinstance(value, Money | Percent | Quantity | Duration):
                return value
        return None


def _of_several(captions: Sequence[Unit]) -> Unit | None:
    """The one of a caption's units that a figure is in whose headers say nothing: 人、辆、万元 leave it money."""
    plain = [unit for unit in captions if not unit.is_percent]
    money = [unit for unit in plain if isinstance(unit.one, Money)]
    if len(plain) <= 1:
        return next(iter(plain or captions), None)
    return money[0] if len(money) == 1 else None
