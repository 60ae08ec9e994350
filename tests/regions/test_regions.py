"""The region table, and what names and codes are looked up in it."""

import csv
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from gongbao.errors import PatternError
from gongbao.link.lexicons.regions import Regions

TABLE = Path(__file__).parents[2] / "patterns/regions.csv"
HEADER = "region_code,name,full_name,level,parent_code,valid_from,valid_to,successor_code\n"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
BY_CODE = defaultdict(list)
for _row in ROWS:
    BY_CODE[_row["region_code"]].append(_row)
REGIONS = Regions(TABLE)


def held(row: dict[str, str], year: int) -> bool:
    return int(row["valid_from"] or 0) <= year <= int(row["valid_to"] or 9999)


def test_the_file_is_plain_utf_8_and_small() -> None:
    raw = TABLE.read_bytes()
    assert raw.startswith(HEADER.encode())
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert len(raw) < 1_000_000


def test_code_and_first_year_are_a_key_and_rows_are_sorted_by_them() -> None:
    keys = [(row["region_code"], row["valid_from"]) for row in ROWS]
    assert keys == sorted(set(keys))


def test_one_code_is_one_place_at_a_time() -> None:
    for rows in BY_CODE.values():
        spans = sorted((int(row["valid_from"] or 0), int(row["valid_to"] or 9999)) for row in rows)
        assert all(first[1] < second[0] for first, second in pairwise(spans)), rows


def test_names_codes_levels_and_years_have_their_form() -> None:
    for row in ROWS:
        assert re.fullmatch(r"\d{6}", row["region_code"]), row
        assert row["full_name"].startswith(row["name"]), row
        assert len(row["name"]) >= 2, row
        assert row["full_name"] not in {"市辖区", "县", "直辖县"}, row
        assert row["level"] in {"national", "province", "prefecture", "county"}, row
        for year in (row["valid_from"], row["valid_to"]):
            assert not year or 1980 < int(year) + (year == row["valid_to"]) <= 2025, row


def test_every_parent_existed_in_each_year_of_the_child() -> None:
    above = {"province": {"national"}, "prefecture": {"province"}, "county": {"prefecture", "province"}}
    for row in ROWS[1:]:
        for year in range(int(row["valid_from"] or 1980), int(row["valid_to"] or 2025) + 1):
            parents = [parent for parent in BY_CODE[row["parent_code"]] if held(parent, year)]
            assert [parent["level"] in above[row["level"]] for parent in parents] == [True], (row, year)


def test_every_successor_begins_when_its_forerunner_ends() -> None:
    for row in ROWS:
        if row["successor_code"]:
            following = int(row["valid_to"]) + 1
            assert any(held(after, following) for after in BY_CODE[row["successor_code"]]), row


def test_what_still_exists_has_no_successor() -> None:
    assert not [row for row in ROWS if not row["valid_to"] and row["successor_code"]]


def test_there_are_34_provinces_and_one_nation() -> None:
    now = [row for row in ROWS if not row["valid_to"]]
    assert sum(row["level"] == "province" for row in now) == 34
    assert [row["full_name"] for row in now if row["level"] == "national"] == ["全国"]
    assert 330 < sum(row["level"] == "prefecture" for row in now) < 340
    assert 2800 < sum(row["level"] == "county" for row in now) < 2900


DIVISIONS = {
    "咸宁市": ("421200", 2020, "咸宁", "咸宁市", "prefecture", "420000"),
    "咸宁地区": ("422300", 1990, "咸宁", "咸宁地区", "prefecture", "420000"),
    "县级咸宁市": ("422301", 1990, "咸宁", "咸宁市", "county", "422300"),
    "崇阳县": ("421223", 2020, "崇阳", "崇阳县", "county", "421200"),
    "上海普陀区": ("310107", 2020, "普陀", "普陀区", "county", "310000"),
    "舟山普陀区": ("330903", 2020, "普陀", "普陀区", "county", "330900"),
    "海拉尔区": ("150702", 2020, "海拉尔", "海拉尔区", "county", "150700"),
    "海拉尔市": ("152101", 1995, "海拉尔", "海拉尔市", "county", "152100"),
    "深圳市": ("440300", 2020, "深圳", "深圳市", "prefecture", "440000"),
    "大庆市": ("230600", 2015, "大庆", "大庆市", "prefecture", "230000"),
    "襄樊市": ("420600", 2005, "襄樊", "襄樊市", "prefecture", "420000"),
    "襄阳市": ("420600", 2020, "襄阳", "襄阳市", "prefecture", "420000"),
    "四川的重庆市": ("510200", 1990, "重庆", "重庆市", "prefecture", "510000"),
    "直辖的重庆市": ("500000", 2020, "重庆", "重庆市", "province", "100000"),
    "浦东新区": ("310115", 2020, "浦东", "浦东新区", "county", "310000"),
    "省直辖的仙桃市": ("429004", 2020, "仙桃", "仙桃市", "county", "420000"),
    "鄂温克族自治旗": ("150724", 2020, "鄂温克", "鄂温克族自治旗", "county", "150700"),
    "克孜勒苏": ("653000", 2020, "克孜勒苏", "克孜勒苏柯尔克孜自治州", "prefecture", "650000"),
    "香港": ("810000", 2020, "香港", "香港特别行政区", "province", "100000"),
    "澳门": ("820000", 2020, "澳门", "澳门特别行政区", "province", "100000"),
    "台湾": ("710000", 2020, "台湾", "台湾省", "province", "100000"),
    "全国": ("100000", 2020, "全国", "全国", "national", ""),
}


@pytest.mark.parametrize(
    ("code", "year", "name", "full_name", "level", "parent"), DIVISIONS.values(), ids=DIVISIONS.keys()
)
def test_division(code: str, year: int, name: str, full_name: str, level: str, parent: str) -> None:
    region = REGIONS.coded(code, year)
    assert region is not None
    assert (region.name, region.full_name, region.level, region.parent_code) == (name, full_name, level, parent)


SUCCESSORS = {
    "改名不改码": ("420600", "襄樊市", "420600"),
    "撤地设市": ("422300", "咸宁地区", "421200"),
    "盟改市": ("152100", "呼伦贝尔盟", "150700"),
    "市改区": ("152101", "海拉尔市", "150702"),
    "改名又改码": ("120225", "蓟县", "120119"),
    "升格直辖": ("510200", "重庆市", "500000"),
    "海南建省": ("442100", "海南行政区", "460000"),
    "县名相同的两地不混": ("130124", "正定县", "130123"),
    "来源有误的牙克石": ("152124", "喜桂图旗", "152104"),
    "并入他市的没有": ("371200", "莱芜市", ""),
}


@pytest.mark.parametrize(("code", "full_name", "successor"), SUCCESSORS.values(), ids=SUCCESSORS.keys())
def test_successor(code: str, full_name: str, successor: str) -> None:
    rows = [row for row in BY_CODE[code] if row["full_name"] == full_name]
    assert [row["successor_code"] for row in rows] == [successor]


NAMES = {
    "省市": ("湖北省咸宁市", None, "421200"),
    "市": ("咸宁市", None, "421200"),
    "简称": ("咸宁", None, "421200"),
    "省市县全称": ("内蒙古自治区呼伦贝尔市海拉尔区", None, "150702"),
    "省和区": ("上海市普陀区", None, "310107"),
    "简称连写": ("浙江舟山普陀区", None, "330903"),
    "中有空格": (" 湖北省 咸宁市 ", None, "421200"),
    "六位代码": ("421200", None, "421200"),
    "旧代码": ("422300", None, "422300"),
    "全国": ("全国", None, "100000"),
    "中国": ("中国", None, "100000"),
    "英文": ("China", None, "100000"),
    "省市同名取省": ("吉林", None, "220000"),
    "吉林市": ("吉林市", None, "220200"),
    "自治州的通称": ("恩施州", None, "422800"),
    "自治县的通称": ("长阳县", None, "420528"),
    "当年的县级市": ("咸宁市", 1990, "422301"),
    "当年的名称": ("襄樊市", 2005, "420600"),
    "旧名不拒": ("襄樊市", 2020, "420600"),
    "哪个普陀区": ("普陀区", None, None),
    "哪个朝阳区": ("朝阳区", None, None),
    "上级不对": ("湖北省普陀区", None, None),
    "没有的地方": ("火星", None, None),
    "名后还有字": ("咸宁市财政局", None, None),
    "没有的代码": ("999999", None, None),
    "空": ("", None, None),
}


@pytest.mark.parametrize(("text", "year", "code"), NAMES.values(), ids=NAMES.keys())
def test_resolve(text: str, year: int | None, code: str | None) -> None:
    region = REGIONS.resolve(text, year)
    assert (region.code if region else None) == code


def test_a_name_is_read_as_far_as_it_goes() -> None:
    found, end = REGIONS.read("在湖北省咸宁市崇阳县城关", 1)
    assert ({region.full_name for region in found}, end) == ({"崇阳县"}, len("在湖北省咸宁市崇阳县"))


def test_the_longest_name_at_the_end_is_found() -> None:
    assert {region.code for region in REGIONS.ending("3月7日在上海市普陀区")} == {"310107"}
    assert list(REGIONS.ending("各位代表")) == []


def test_parents_are_those_of_the_year() -> None:
    hailar_then, hailar_now = REGIONS.resolve("海拉尔市", 1995), REGIONS.resolve("海拉尔区", 2020)
    assert hailar_then is not None
    assert hailar_now is not None
    assert [region.full_name for region in REGIONS.parents(hailar_then, 1995)] == ["呼伦贝尔盟", "内蒙古自治区"]
    assert [region.full_name for region in REGIONS.parents(hailar_now, 2020)] == ["呼伦贝尔市", "内蒙古自治区"]


def test_a_later_table_adds_to_and_replaces_the_first(tmp_path: Path) -> None:
    own = tmp_path / "regions.csv"
    own.write_text(HEADER + "421299,高新,高新区,county,421200,,,\n429004,仙桃,仙桃新市,county,420000,1994,,\n", "utf-8")
    regions = Regions(TABLE, own)
    added, replaced, kept = regions.coded("421299"), regions.coded("429004"), regions.coded("421200")
    assert added is not None
    assert replaced is not None
    assert kept is not None
    assert (added.full_name, replaced.full_name, kept.full_name) == ("高新区", "仙桃新市", "咸宁市")


COMPLAINTS = {
    "列名不对": ("region_code,name\n", "line 1: the columns must be region_code,name,full_name,"),
    "列数不对": (HEADER + "421200,咸宁\n", "line 2: 2 cells instead of 8"),
    "代码不对": (HEADER + "42120,咸宁,咸宁市,county,,,,\n", "line 2: '42120' is no six-digit code"),
    "简称不对": (HEADER + "421200,鄂南,咸宁市,county,,,,\n", "line 2: '鄂南' is no short name of '咸宁市'"),
    "级别不对": (HEADER + "421200,咸宁,咸宁市,city,,,,\n", "line 2: 'city' is no level; there are national, "),
    "年份不对": (HEADER + "421200,咸宁,咸宁市,county,,去年,,\n", "line 2: '去年' is no year"),
    "没有上级": (HEADER + "421200,咸宁,咸宁市,county,420000,,,\n", "lies in 420000, but no region has that code"),
}


@pytest.mark.parametrize(("table", "complaint"), COMPLAINTS.values(), ids=COMPLAINTS.keys())
def test_a_broken_table_is_refused_with_file_line_and_reason(tmp_path: Path, table: str, complaint: str) -> None:
    path = tmp_path / "regions.csv"
    path.write_text(table, "utf-8")
    with pytest.raises(PatternError, match=f"regions.csv.*{complaint}"):
        Regions(path)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match=r"none\.csv: cannot be read"):
        Regions(tmp_path / "none.csv")
