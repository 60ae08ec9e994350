"""What the headers of a table say: of a column its measure, stage and period, of a row its indicator or its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from gongbao.link.regions import Region, Regions
from gongbao.link.wording import fold
from gongbao.model import DateInterval, Measure, Mention

Lexicons = Mapping[str, tuple[str, ...]]
Times = Callable[[str, int | None], tuple[Mention, ...]]
"""The dates in some words, counted from a year."""

_NUMBERING = regex.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}(?:[、)）]|\.(?!\d))|[①-⑳]|[#＃*·•]+)+"
)
_CODE = regex.compile(r"^[\[【(（]?\d{3}(?:\d\d){0,3}[\])）】]?[-—_]?(?=\p{Han})")
_AMONG = regex.compile(r"^(?:其中[:：]?|#)")
_UNIT_BRACKET = regex.compile(r"[（(\[【](?:单位[:：])?(?P<inside>[^（）()\[\]【】]{1,16})[)）\]】]")
_FORMULA = regex.compile(r"[（(]?\d(?:[=+＋-]\d)+[）)]?$")
_BASE = regex.compile(r"(?:比|较|与|为|占)$")
# A neighbouring year in the name of what is handed on: 上年结转, 年初结转和结余.
_HANDED_ON = regex.compile("(?:的)?(?:财政拨款|专项|滚存)?(?:结转|结余|超收)")
_BUREAU = regex.compile(
    "(?:局|委员会|办公室|办事处|厅|法院|检察院|中心|大学|学院|学校|中学|小学|幼儿园|医院|公司|集团|管委会|人民政府|研究院|研究所|协会|联合会)(?:[（(].{1,8}[）)])?$"
)
_SHORTEST_NAME = 5
_WHOLE = regex.compile("^全(?:[市省区县州盟旗国]|社会)$")
_POPULATION = ("城镇", "农村", "城市", "规模以上", "限额以上", "规上", "限上", "城乡")


@dataclass(frozen=True, slots=True)
class Dated:
    """Days that words name, the words without them, and the days that something is held against."""

    words: str
    period: DateInterval | None = None
    base: DateInterval | None = None


@dataclass(frozen=True, slots=True)
class ColumnSays:
    """What a column's headers say; null where they do not. ``names`` are an indicator's or parts of one."""

    names: tuple[str, ...]
    period: DateInterval | None = None
    base: DateInterval | None = None
    measure: Measure | None = None
    comparison: str | None = None
    stage: str | None = None
    flow: str | None = None
    aggregation: str | None = None
    total: bool = False
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowSays:
    """What the path of a row's headers says: its indicator with those above it, or place, unit, days."""

    words: tuple[str, ...]
    period: DateInterval | None = None
    region: Region | None = None
    entity: str | None = None
    scope: str | None = None
    total: bool = False
    qualifiers: tuple[tuple[str, str], ...] = field(default=())


class Headers:
    """Reads the headers of one document's tables; built for each, since places and years are the document's."""

    def __init__(self, lexicons: Lexicons, regions: Regions, times: Times, place: Region | None) -> None:
        self._lexicons = lexicons
        self._regions = regions
        self._times = times
        self._place = place
        self._columns: dict[tuple[tuple[str, ...], int | None, bool], ColumnSays] = {}
        self._rows: dict[tuple[tuple[str, ...], int | None], RowSays] = {}

    def dated(self, words: str, year: int | None) -> Dated:
        """Take the dates out of some words: 2024年决算数, 比2023年增长."""
        period = base = None
        kept: list[str] = []
        end = 0
        for mention in self._times(words, year):
            days = mention.value
            start = mention.span.start
            if (
                not isinstance(days, DateInterval)
                or days.start_date is None
                or _HANDED_ON.match(words, mention.span.end)
            ):
                continue
            kept.append(words[end:start])
            end = mention.span.end
            if _BASE.search(words[:start]):
                base = days
            else:
                period = period or days
        return Dated("".join(kept) + words[end:], period, base)

    def column(self, path: tuple[str, ...], year: int | None, percent: bool) -> ColumnSays:
        """What a column's headers say of its figures; ``percent``: these are percentages."""
        key = path, year, percent
        if key not in self._columns:
            self._columns[key] = self._column(path, year, percent)
        return self._columns[key]

    def row(self, path: tuple[str, ...], year: int | None) -> RowSays:
        """What a row's headers say."""
        key = path, year
        if key not in self._rows:
            self._rows[key] = self._row(path, year)
        return self._rows[key]

    # ---- columns

    def _column(self, path: Sequence[str], year: int | None, percent: bool) -> ColumnSays:
        dated = [self.dated(_without_unit(fold(header)), year) for header in path]
        period = next((part.period for part in reversed(dated) if part.period), None)
        base = next((part.base for part in reversed(dated) if part.base), None)
        said = [part.words for part in dated]
        whole = "".join(said)
        measure, comparison = self._measure(whole, percent, base)
        stage = self._stage(said) if measure is not Measure.RATE else None
        qualifiers: dict[str, str] = {}
        names: list[str] = []
        total = False
        for words in said:
            bare = self._bare(words)
            if kind := self._pair("table_kind", bare):
                qualifiers["expenditure_kind"] = kind
            elif bare in self._lexicons["table_fund"]:
                qualifiers["fund"] = bare
            elif bare in _POPULATION:
                qualifiers["population"] = bare
            elif bare in self._lexicons["table_total"] or bare in ("本年", "当年"):
                total = True
            elif bare and (not names or names[-1] != bare):
                names.append(bare)
        return ColumnSays(
            tuple(names),
            period,
            base,
            measure,
            comparison,
            stage,
            self.flow(*reversed(path)),
            "sum" if "累计" in whole else "average" if "平均" in whole else None,
            total,
            tuple(sorted(qualifiers.items())),
        )

    def _measure(self, words: str, percent: bool, base: DateInterval | None) -> tuple[Measure | None, str | None]:
        says = self._says
        if percent and says("table_rate", words):
            return Measure.RATE, _held_against(words)
        if says("table_index", words):
            return Measure.INDEX, None
        if percent and base and "为" in words:
            return Measure.INDEX, "yoy"
        changed = says("table_growth", words)
        if says("table_amount_of_change", words) and not percent:
            return Measure.CHANGE, _compared(words)
        if changed:
            return (Measure.GROWTH if percent else Measure.CHANGE), _compared(words)
        if percent and says("table_share", words):
            return Measure.SHARE, None
        return None, None

    def _stage(self, said: Sequence[str]) -> str | None:
        """The stage that the innermost header with one names."""
        for words in reversed(said):
            for stage in ("adjusted_budget", "initial_budget", "execution", "final_account", "actual", "target"):
                if words.endswith(self._lexicons[f"table_{stage}"]):
                    return stage
        return None

    def _bare(self, words: str) -> str:
        """A header without what is read off it otherwise: stage, comparison, running sums."""
        for name in (
            "table_adjusted_budget",
            "table_initial_budget",
            "table_execution",
            "table_final_account",
            "table_actual",
            "table_target",
        ):
            for word in self._lexicons[name]:
                words = words.removesuffix(word)
        if (
            self._says("table_growth", words)
            or self._says("table_amount_of_change", words)
            or self._says("table_rate", words)
        ):
            return ""
        return regex.sub(
            "^(?:其中[:：]?|其:)|累计|[±%]|^(?:金额|数值|数额|绝对数|绝对额|总量|数|实绩|本期|指标值|情况|年度|完成)$",
            "",
            words,
        ).strip("、，:： ")

    def flow(self, *texts: str) -> str | None:
        """The side of the accounts that the first text that names one alone is of."""
        for text in texts:
            revenue = any(word in text for word in self._lexicons["table_revenue"])
            expenditure = any(word in text for word in self._lexicons["table_expenditure"])
            if revenue != expenditure:
                return "revenue" if revenue else "expenditure"
        return None

    # ---- rows

    def _row(self, path: Sequence[str], year: int | None) -> RowSays:
        names: list[str] = []
        period: DateInterval | None = None
        region: Region | None = None
        entity = scope = None
        qualifiers: dict[str, str] = {}
        total = False
        for place, label in enumerate(path):
            words = label_words(label)
            dated = self.dated(words, year)
            if dated.period and not dated.words.strip("份度"):
                period = dated.period
            elif found := self._region(words):
                region = found
                scope = "whole_area" if _WHOLE.match(words) else None
            elif len(words) >= _SHORTEST_NAME and _BUREAU.search(words):
                entity = words
            elif words in self._lexicons["table_total"]:
                total = place == len(path) - 1
            elif words in _POPULATION and place:
                qualifiers["population"] = words
            elif words:
                if dated.period and place == len(path) - 1 and dated.words:
                    period, words = dated.period, dated.words
                names.append(words)
        return RowSays(tuple(names), period, region, entity, scope, total, tuple(sorted(qualifiers.items())))

    def _region(self, words: str) -> Region | None:
        """The place that a label is the name of: one inside the document's own, or itself."""
        own = self._place
        if own and _WHOLE.match(words):
            return self._regions.coded("100000") if words == "全国" else own
        held = [r for r in self._regions.named(words) if r.valid_to is None]
        if own:
            within = [r for r in held if r.is_within(own) or r.code == own.code or own.is_within(r)]
            if own.level in ("prefecture", "county"):
                parent = self._regions.coded(own.parent_code)
                within = within or [r for r in held if parent and r.is_within(parent)]
            held = within or [r for r in held if r.full_name == words and r.level == own.level]
        return held[0] if len({r.code for r in held}) == 1 else None

    # ---- words

    def _says(self, lexicon: str, words: str) -> bool:
        return any(word in words for word in self._lexicons[lexicon])

    def _pair(self, lexicon: str, words: str) -> str | None:
        for entry in self._lexicons[lexicon]:
            word, _, meaning = entry.partition(":")
            if words == word:
                return meaning
        return None


def label_words(label: str) -> str:
    """What a row's label names, without number, code, 其中 and the unit in brackets behind it."""
    words = fold(label)
    for _ in range(3):
        words = _AMONG.sub("", _NUMBERING.sub("", _CODE.sub("", words)))
    return _without_unit(_FORMULA.sub("", words)).strip(":：、 ")


def _without_unit(words: str) -> str:
    """Without a unit in brackets, or the % at the end: 产量（万吨）, 增长%."""
    kept = _UNIT_BRACKET.sub(lambda match: "" if _is_unit(match["inside"]) else match[0], words)
    return kept.rstrip("%‰±").rstrip("（(")


_UNITS = regex.compile(
    r"[±+\-＋－﹢]*[%‰]|[万亿千百十]*\p{Han}{1,3}(?:[/／]\p{Han}{1,4})?|[万亿]?[a-zA-Z³²㎡/]{1,6}|[、,，/]+"
)
_NO_UNITS = regex.compile("境|类|款|项|含|不|护|费|补|役|本级|度$")


def _is_unit(inside: str) -> bool:
    """Whether brackets hold units and not a part of a name: 因公出国（境）费, 维修（护）费."""
    return all(_UNITS.fullmatch(part) for part in regex.split("[、,，]", inside)) and not _NO_UNITS.search(inside)


def _held_against(words: str) -> str:
    if "调整" in words or "变动" in words:
        return "adjusted_budget"
    if "预算" in words:
        return "initial_budget"
    return "target"


def _compared(words: str) -> str:
    """What a change is held against, by its header; nothing said is a year ago."""
    if "环比" in words or regex.search("[比较]上(?:月|季)", words):
        return "period_on_period"
    if regex.search("[比较](?:年初|上年末|上年底)", words):
        return "year_to_date"
    if "年均" in words or "平均增长" in words:
        return "annual_average"
    if regex.search("[比较](?:年初)?预算", words):
        return "initial_budget"
    return "yoy"
