"""Indicator names as reports write them, looked up in the lexicon of canonical ones; unknown stays unknown."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from gongbao.link.lexicons.wording import fold
from gongbao.model import Measure, Money, Percent, Quantity, Value

_NOISE = re.compile('[“”"「」『』 \u3000\n]|(?:（[^（）]*）|\\([^()]*\\))$')
_BEFORE = re.compile(
    "^(?:(?:全[市省区县州盟国]|我[市省区县国]|地区|各级|各地|[市区县省州](?=级|本级|一般公共)|[市区县省]?本级"
    "|当年|本年度?|全年|年度|累计|实现|完成|实施|拟?安排|平均)的?)+"
)
_AFTER = re.compile(
    "(?:(?:预算|决算|执行|年初预算|完成)?数|(?:年初)?预算|决算|总量|总计|合计|小计|完成|达到|实现|的)+$"
)
# 新增高新技术企业1200家，总量1.8万家: the total is not of what is new.
_TOTAL_OF_NEW = re.compile("新.*总量$")
# One thing in many words: 万元地区生产总值水耗 is 单位GDP水耗, 研发经费支出与生产总值之比 is 研发经费占GDP比重.
GDP = ("生产总值", "GDP")
_SAID_ALIKE = (
    (re.compile("(?:全[市省区县州])?(?:(?:地区|国内)?生产总值(?:（GDP）)?|GDP)"), "GDP"),
    (re.compile("^每?万元GDP"), "单位GDP"),
    (re.compile("(?:占|与|相当于)GDP的?(?:比重|比例|比率|之比)$"), "占GDP比重"),
    (
        re.compile("^(?:全?社会)?(?:研究与(?:试验发展|开发)|研发|R&D)(?:（R&D）)?(?:经费)?(?:支出|投入)?(?=占)"),
        "研发经费",
    ),
)
# What the level of an indicator of a family is written in: the families of units that agree with it.
_AGREEING = {
    "people": {"people"},
    "count": {"count", "event", "place", "division", "transport"},
    "energy": {"energy", "mass"},
    "mass": {"mass"},
    "volume": {"volume", "mass"},  # water is treated and supplied by the ton
    "power": {"power", "electric"},
    "length": {"length"},
    "area": {"area"},
    "time": {"age", "work", "time"},
    "index": {"score"},
    "percent": set[str](),
}
# So much of one thing for each of another may state anything, and so may what is not classed.
_OF_ANYTHING = {"ratio", "rate", "intensity", "speed", "other", "work"}
# How many phrases are remembered with what they stand for.
_ALIKE = 16384
_VISITS = "人次"
_SHARE, _COMPARING = Measure.SHARE, (Measure.GROWTH, Measure.RATIO)
_TIMES = ("倍", "番")
OF_BUREAUS = "dept_"
"""How the ids of what only bureaus' accounts have begin."""


class Indicator(NamedTuple):
    """A canonical indicator: ``family`` is the kind of unit that its figures have, ``flow`` a fiscal side."""

    id: str
    name: str
    family: str
    price_basis: str | None
    flow: str | None
    parent: str | None

    def is_stated_by(self, value: Value, measure: Measure, families: Mapping[str, str]) -> bool:
        """Whether a figure can be this indicator's: 420人次 is no number of 批次, nor a share what it is a share of.

        ``families`` tells the family of each unit's id.
        """
        if isinstance(value, Percent):
            # A change of anything may be a percentage.
            return self.family in ("percent", "index", "ratio", "other") or measure is not _SHARE
        if self.family == "other":
            return True
        if isinstance(value, Money):
            return self.family == "money"
        if not isinstance(value, Quantity):
            return True
        unit = value.unit_id or ""
        if "/" in unit or (unit in _TIMES and measure in _COMPARING):
            return True
        if self.family == "money" or not unit:
            return self.family != "money"
        if unit.endswith(_VISITS):
            return self.family == "people"
        family = families.get(unit, "other")
        return family in _OF_ANYTHING or family in _AGREEING.get(self.family, {family})


class Indicators:
    """The lexicon of indicators, from the entries of the pattern files."""

    def __init__(self, entries: Iterable[Mapping[str, Any]]) -> None:
        self._by_name: dict[str, Indicator] = {}
        self._by_code: dict[str, Indicator] = {}
        self._said_alike: dict[str, Indicator] = {}
        # Reports name the same indicators again and again.
        self.find = lru_cache(maxsize=_ALIKE)(self._find)
        for entry in entries:
            optional = (entry.get(key) for key in ("price_basis", "flow", "parent"))
            indicator = Indicator(entry["id"], entry["name"], entry["family"], *optional)
            if "code" in entry:
                self._by_code.setdefault(entry["code"], indicator)
            for name in (indicator.name, *entry.get("aliases", ())):
                bare = fold(_NOISE.sub("", name))
                self._by_name.setdefault(bare, indicator)
                if alike := _said_alike(bare):
                    self._said_alike.setdefault(alike, indicator)

    def is_name(self, phrase: str) -> bool:
        """Whether words are a name or alias as they stand."""
        return fold(phrase if phrase.isalnum() else _NOISE.sub("", phrase)) in self._by_name

    def coded(self, code: str) -> Indicator | None:
        """What a code of 政府收支分类科目 stands for: 20106."""
        return self._by_code.get(code)

    def _find(self, phrase: str) -> Indicator | None:
        """What a report's words stand for: as they are, then without area, period and stage words."""
        name = fold(phrase if phrase.isalnum() else _NOISE.sub("", phrase))
        found = self._by_name.get(name)
        if found is None and not _TOTAL_OF_NEW.match(name):
            bare = _AFTER.sub("", _BEFORE.sub("", name))
            found = self._by_name.get(bare)
            if found is None and (alike := _said_alike(bare)):
                found = self._said_alike.get(alike)
        return found


def _said_alike(name: str) -> str | None:
    """A name of what is told for each unit of GDP, or as a share of that, in one wording; null for any other."""
    if not name.endswith("占比") and not any(word in name for word in GDP):
        return None
    for pattern, words in _SAID_ALIKE:
        name = pattern.sub(words, name)
    return name
