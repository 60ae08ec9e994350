"""Indicator names as reports write them, looked up in the lexicon of canonical ones; unknown stays unknown."""

import tomllib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import regex

from gongbao.errors import PatternError

_NOISE = regex.compile('[“”"「」『』 \u3000\n]|(?:（[^（）]*）|\\([^()]*\\))$')
_BEFORE = regex.compile(
    "^(?:(?:全[市省区县州盟国]|我[市省区县国]|地区|各级|各地|[市区县省州](?=级|本级|一般公共)|[市区县省]?本级|当年|本年度?|全年|年度|累计|实现|完成|平均)的?)+"
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
    """The lexicon, read when the first name is looked up; entries of a later file replace those of an earlier one."""

    def __init__(self, *paths: Path) -> None:
        self._paths = paths

    @cached_property
    def by_name(self) -> dict[str, Indicator]:
        """Every name and alias with what it stands for."""
        entries: dict[str, dict[str, object]] = {}
        for path in self._paths:
            try:
                table = tomllib.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError) as error:
                raise PatternError(f"{path.name}: cannot be read: {error}") from error
            entries |= {str(entry["id"]): entry for entry in table.get("indicator", ())}
        found: dict[str, Indicator] = {}
        for entry in entries.values():
            indicator = Indicator(
                str(entry["id"]),
                str(entry["name"]),
                str(entry["family"]),
                _text(entry, "price_basis"),
                _text(entry, "flow"),
                _text(entry, "parent"),
            )
            for name in (indicator.name, *_names(entry)):
                found.setdefault(_plain(name), indicator)
        return found

    def find(self, phrase: str) -> Indicator | None:
        """What a report's words stand for: as they are, then without area, period and stage words."""
        name = _plain(phrase)
        found = self.by_name.get(name)
        if found is None:
            bare = _AFTER.sub("", _BEFORE.sub("", name))
            found = self.by_name.get(bare) if bare != name else None
        return found


def _plain(name: str) -> str:
    return _NOISE.sub("", name)


def _text(entry: dict[str, object], key: str) -> str | None:
    value = entry.get(key)
    return None if value is None else str(value)


def _names(entry: dict[str, object]) -> Iterable[str]:
    aliases = entry.get("aliases", ())
    return [str(name) for name in aliases] if isinstance(aliases, list) else ()
