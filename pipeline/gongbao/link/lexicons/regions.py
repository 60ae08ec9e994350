"""Chinese divisions, current and former, by their GB/T 2260 code and by the names that reports use for them."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from gongbao.errors import PatternError
from gongbao.kept import STORE

NATIONAL_CODE = "100000"

_COLUMNS = ["region_code", "name", "full_name", "level", "parent_code", "valid_from", "valid_to", "successor_code"]
_LEVELS = ("national", "province", "prefecture", "county")
_CODE = re.compile(r"[0-9]{6}")
_BLANKS = re.compile(r"\s+")
_NATION = "国"
_ALIASES = {"中国": NATIONAL_CODE, "中华人民共和国": NATIONAL_CODE, "China": NATIONAL_CODE}


class Region(NamedTuple):
    """A division as it was for some years on end: the same place has another one after a new code, name or parent.

    ``name`` is the short name (咸宁), ``full_name`` the official one (咸宁市); years are inclusive, null where open.
    """

    code: str
    name: str
    full_name: str
    level: str
    parent_code: str
    valid_from: int | None
    valid_to: int | None
    successor_code: str

    def names(self) -> set[str]:
        """What it is called: 恩施土家族苗族自治州 is 恩施, and 恩施州 too; 台湾省 is 台湾地区."""
        names = {self.full_name, self.name}
        if "自治" in self.full_name and self.full_name[-1] in "州县旗":
            names.add(self.name + self.full_name[-1])
        if self.code[0] in "78" and self.level == "province":
            names.add(f"{self.name}地区")
        return names

    def years_away(self, year: int | None) -> int:
        """How far a year lies outside the years in which the division existed; no year means today."""
        if year is None:
            year = 9999
        if self.valid_to is not None and year > self.valid_to:
            return year - self.valid_to
        if self.valid_from is not None and year < self.valid_from:
            return self.valid_from - year
        return 0

    def is_distinct(self, name: str) -> bool:
        """Whether a name is its short one and hardly ever another word."""
        return name == self.name and (len(name) > 2 or self.level in ("province", "prefecture"))

    def is_within(self, above: "Region") -> bool:
        """Whether it lies in another division, by the codes."""
        if above.level == "national":
            return self.level != "national"
        if above.level == "province":
            return self.level in ("prefecture", "county") and self.code[:2] == above.code[:2]
        return self.parent_code == above.code


class Regions:
    """Divisions by code and by name, short and full, read from region tables.

    A row of a later table replaces the row with the same code and first year. Raises ``PatternError`` naming file, line
    and reason where a table does not hold.
    """

    def __init__(self, *paths: Path) -> None:
        by_code: dict[str, list[Region]] = defaultdict(list)
        for region in _load(paths):
            by_code[region.code].append(region)
        self._by_code = dict(by_code)

    @cached_property
    def _by_name(self) -> dict[str, list[Region]]:
        by_name: dict[str, list[Region]] = defaultdict(list)
        for regions in self._by_code.values():
            for region in regions:
                for name in region.names():
                    by_name[name].append(region)
        return dict(by_name)

    @cached_property
    def _distinct(self) -> AhoCorasick:
        return AhoCorasick([name for name, found in self._by_name.items() if any(r.is_distinct(name) for r in found)])

    @cached_property
    def _lengths(self) -> Mapping[str, Sequence[int]]:
        """By the two characters that names begin with how long those are, the longest first."""
        return _lengths(self._by_name, slice(2))

    @cached_property
    def _lengths_of_ends(self) -> Mapping[str, Sequence[int]]:
        """The same by the two characters that names end with."""
        return _lengths(self._by_name, slice(-2, None))

    def coded(self, code: str, year: int | None = None) -> Region | None:
        """The division that had a code in a year (now, without one), else the one nearest in time."""
        return min(self._by_code.get(code, ()), key=lambda region: region.years_away(year), default=None)

    def named(self, name: str) -> Sequence[Region]:
        """All divisions that are or were called so, in full or for short."""
        return self._by_name.get(name, ())

    def opens(self, text: str, start: int, end: int) -> bool:
        """Whether a name may begin at a place of a text, which is looked at no further than to another one."""
        return end - start > 1 and text[start : start + 2] in self._lengths

    def short_names_in(self, text: str) -> list[str]:
        """Every short name in a text that is hardly ever another word, each time that it stands there."""
        # A lone surrogate, which only a caller's own string can hold, is in no name.
        return self._distinct.find_matches_as_strings(text.encode("utf-8", "replace").decode(), overlapping=True)

    def names_up_to(self, text: str, end: int, reach: int) -> Iterable[tuple[int, Sequence[Region]]]:
        """Where names begin that end at a place of a text and have at most ``reach`` characters, the longest first, and
        what they may mean."""
        for length in self._lengths_of_ends.get(text[max(0, end - 2) : end], ()):
            if 2 <= length <= min(reach, end) and (found := self._by_name.get(text[end - length : end])):
                yield end - length, found

    def parents(self, region: Region, year: int | None = None) -> list[Region]:
        """The divisions above one below the nation, the nearest first."""
        found = []
        above = self.coded(region.parent_code, year)
        while above and above.code != NATIONAL_CODE:
            found.append(above)
            above = self.coded(above.parent_code, year)
        return found

    def whole_above(self, kind: str, place: Region | None, year: int | None = None) -> Region | None:
        """The division above a place that a text of that place calls 全省, 全市 or 全国 in a year (now, without one),
        by what stands behind 全; null where the place itself is called so, or none above it is of the kind. Without a
        place 全国 alone tells which."""
        if place and place.full_name.endswith(kind):
            return None
        if kind == _NATION:
            return self.coded(NATIONAL_CODE)
        if place is None:
            return None
        return next((above for above in self.parents(place, year) if above.full_name.endswith(kind)), None)

    def read(self, text: str, start: int = 0) -> tuple[Sequence[Region], int]:
        """What the place name at a position may mean, and where it ends (``start`` where there is none).

        湖北省咸宁市 is one name: each part is looked for within the part before it.
        """
        found: Sequence[Region] = ()
        end = start
        while lengths := self._lengths.get(text[end : end + 2]):
            for length in lengths:
                if end + length > len(text):
                    continue
                part = self.named(text[end : end + length])
                if found:
                    part = [region for region in part if any(region.is_within(above) for above in found)]
                if part:
                    found, end = part, end + length
                    break
            else:
                break
        return found, end

    def ending(self, text: str) -> Sequence[Region]:
        """What the longest place name at the end of a text may mean."""
        for start in range(len(text) - 1):
            found, end = self.read(text, start)
            if found and end == len(text):
                return found
        return ()

    def resolve(self, text: str, year: int | None = None) -> Region | None:
        """The division that 湖北省咸宁市, 咸宁市, 咸宁, 全国 or 421200 means in a year (now, without one).

        Null where no division is called so, and where several of one level are (普陀区, 鼓楼区).
        """
        text = _BLANKS.sub("", text)
        if _CODE.fullmatch(text) or text in _ALIASES:
            return self.coded(_ALIASES.get(text, text), year)
        found, end = self.read(text)
        if end != len(text):
            return None
        held = in_time(found, year)
        exact = [region for region in held if text.endswith(region.full_name)] or held
        highest = min((_LEVELS.index(region.level) for region in exact), default=0)
        codes = {region.code: region for region in exact if _LEVELS.index(region.level) == highest}
        return next(iter(codes.values())) if len(codes) == 1 else None


def in_time(found: Iterable[Region], year: int | None) -> list[Region]:
    """Those that existed in a year (now, without one), else those nearest in time: a change is dated to the year."""
    away = [(region.years_away(year), region) for region in found]
    nearest = min((years for years, _ in away), default=0)
    return [region for years, region in away if years == nearest]


def _lengths(names: Iterable[str], part: slice) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for length, characters in sorted({(len(name), name[part]) for name in names}, reverse=True):
        found[characters].append(length)
    return dict(found)


def _load(paths: Iterable[Path]) -> Iterable[Region]:
    regions: dict[tuple[str, int | None], Region] = {}
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise PatternError(f"{path}: cannot be read: {error.strerror}") from error
        for region in map(Region._make, STORE.value(path.name, __file__, content, partial(_rows, path, content))):
            regions[region.code, region.valid_from] = region
        codes = {code for code, _ in regions}
        for region in regions.values():
            if region.parent_code and region.parent_code not in codes:
                lost = f"{region.full_name} ({region.code}) lies in {region.parent_code}"
                raise PatternError(f"{path}: {lost}, but no region has that code")
    return regions.values()


def _rows(path: Path, content: bytes) -> list[Region]:
    """A table's rows, each cell as it must be."""
    try:
        lines = csv.reader(content.decode("utf-8-sig").splitlines())
    except UnicodeDecodeError as error:
        raise PatternError(f"{path}: cannot be read: {error}") from error
    try:
        if next(lines, None) != _COLUMNS:
            raise PatternError(f"{path}, line 1: the columns must be {','.join(_COLUMNS)}")
        return [_region(row) for row in lines]
    except (ValueError, csv.Error) as error:
        raise PatternError(f"{path}, line {lines.line_num}: {error}") from error


def _region(row: list[str]) -> Region:
    if len(row) != len(_COLUMNS):
        raise ValueError(f"{len(row)} cells instead of {len(_COLUMNS)}")
    code, name, full_name, level, parent_code, valid_from, valid_to, successor_code = row
    if len(code) != 6 or not code.isdecimal():
        raise ValueError(f"{code!r} is no six-digit code")
    if len(name) < 2 or not full_name.startswith(name):
        raise ValueError(f"{name!r} is no short name of {full_name!r}")
    if level not in _LEVELS:
        raise ValueError(f"{level!r} is no level; there are {', '.join(_LEVELS)}")
    for year in (valid_from, valid_to):
        if year and not year.isdecimal():
            raise ValueError(f"{year!r} is no year")
    first, last = int(valid_from) if valid_from else None, int(valid_to) if valid_to else None
    return Region(code, name, full_name, level, parent_code, first, last, successor_code)
