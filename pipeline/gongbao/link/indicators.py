"""Indicator names as reports write them, looked up in the lexicon of canonical ones; unknown stays unknown."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import regex

_NOISE = regex.compile('[“”"「」『』 \u3000\n]|(?:（[^（）]*）|\\([^()]*\\))$')
_BEFORE = regex.compile(
    "^(?:(?:全[市省区县州盟国]|我[市省区县国]|地区|各级|各地|[市区县省州](?=级|本级|一般公共)|[市区县省]?本级"
    "|当年|本年度?|全年|年度|累计|实现|完成|平均)的?)+"
)
_AFTER = regex.compile("(?:(?:预算|决算|执行|年初预算|完成)?数|(?:年初)?预算|决算|总量|总计|合计|完成|达到|实现|的)+$")


class Indicator(NamedTuple):
    """A canonical indicator: ``family`` is the kind of unit that its figures have, ``flow`` a fiscal side."""

    id: str
    name: str
    family: str
    price_basis: str | None
    flow: str | None
    parent: str | None


class Indicators:
    """The lexicon of indicators, from the entries of the pattern files."""

    def __init__(self, entries: Iterable[Mapping[str, Any]]) -> None:
        self._by_name: dict[str, Indicator] = {}
        for entry in entries:
            optional = (entry.get(key) for key in ("price_basis", "flow", "parent"))
            indicator = Indicator(entry["id"], entry["name"], entry["family"], *optional)
            for name in (indicator.name, *entry.get("aliases", ())):
                self._by_name.setdefault(_NOISE.sub("", name), indicator)

    def is_name(self, phrase: str) -> bool:
        """Whether words are a name or alias as they stand."""
        return _NOISE.sub("", phrase) in self._by_name

    def find(self, phrase: str) -> Indicator | None:
        """What a report's words stand for: as they are, then without area, period and stage words."""
        name = _NOISE.sub("", phrase)
        found = self._by_name.get(name)
        if found is None:
            found = self._by_name.get(_AFTER.sub("", _BEFORE.sub("", name)))
        return found
