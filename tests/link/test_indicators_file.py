"""The lexicon of indicators: every name stands for one thing, every parent exists, and what must differ differs."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongbao.link.lexicons.wording import fold

FILE = Path(__file__).parents[2] / "patterns/indicators.toml"
FAMILIES = {
    "money",
    "percent",
    "index",
    "people",
    "count",
    "area",
    "energy",
    "mass",
    "volume",
    "power",
    "length",
    "time",
}
FAMILIES |= {"ratio", "other"}
BASES = {"current", "constant", "real"}
FLOWS = {"revenue", "expenditure", "financing", "balance"}
REQUIRED = {"id", "name", "aliases", "family"}
OPTIONAL = {"parent", "price_basis", "flow", "code"}


@cache
def indicators() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))["indicator"])


@cache
def ids_by_name() -> dict[str, str]:
    return {name: entry["id"] for entry in indicators() for name in (entry["name"], *entry["aliases"])}


def entry_named(name: str) -> dict[str, Any]:
    return next(entry for entry in indicators() if entry["id"] == ids_by_name()[name])


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_are_at_least_600() -> None:
    assert len(indicators()) >= 600


def test_keys_and_closed_lists() -> None:
    wrong = [
        entry["id"]
        for entry in indicators()
        if not entry.keys() >= REQUIRED
        or entry.keys() - REQUIRED - OPTIONAL
        or entry["family"] not in FAMILIES
        or entry.get("price_basis", "current") not in BASES
        or entry.get("flow", "revenue") not in FLOWS
        or not re.fullmatch(r"[1-5]\d\d(\d\d){0,2}", entry.get("code", "201"))
        or not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", entry["id"])
    ]
    assert wrong == []


def test_ids_are_unique() -> None:
    assert repeated([entry["id"] for entry in indicators()]) == []


def test_names_and_aliases_stand_for_one_indicator() -> None:
    assert repeated([name for entry in indicators() for name in (entry["name"], *entry["aliases"])]) == []


def test_no_alias_is_another_in_traditional_characters() -> None:
    assert [name for name in ids_by_name() if fold(name) != name and fold(name) in ids_by_name()] == []


def test_codes_are_unique() -> None:
    assert repeated([entry["code"] for entry in indicators() if "code" in entry]) == []


def test_names_are_written_as_they_are_looked_up() -> None:
    """No blanks, no ASCII quotation marks, no half-open brackets, and at least two characters."""
    odd = [
        name
        for name in ids_by_name()
        if len(name) < 2
        or re.search(r"[\s\"'《》]", name)
        or any(name.count(left) != name.count(right) for left, right in ("（）", "()", "“”"))
    ]
    assert odd == []


def test_brackets_stand_in_both_widths() -> None:
    halves = str.maketrans("（）", "()")
    missing = [name for name, id_ in ids_by_name().items() if ids_by_name().get(name.translate(halves)) != id_]
    assert missing == []


def test_parents_exist_without_cycles_and_share_the_family() -> None:
    by_id = {entry["id"]: entry for entry in indicators()}
    for entry in indicators():
        seen = [entry["id"]]
        while parent := by_id[seen[-1]].get("parent"):
            assert parent in by_id, f"{seen[-1]}: no indicator {parent}"
            assert parent not in seen, f"a cycle: {' > '.join([*seen, parent])}"
            assert by_id[parent]["family"] == entry["family"], f"{entry['id']} is counted otherwise than {parent}"
            seen.append(parent)


def test_flows_are_money() -> None:
    assert [entry["id"] for entry in indicators() if "flow" in entry and entry["family"] != "money"] == []


@pytest.mark.parametrize(
    "names",
    [
        "国内生产总值 地区生产总值 GDP 生产总值 经济增长",
        "居民消费价格 居民消费价格指数 CPI 居民消费价格涨幅 居民消费价格总水平",
        "一般公共预算收入 地方一般公共预算收入 公共财政预算收入",
        "城镇新增就业 新增城镇就业 城镇新增就业人数",
        "社会消费品零售总额 社零总额",
        "规模以上工业增加值 规上工业增加值",
        "第三产业增加值 服务业增加值",
        "“三公”经费 三公经费 “三公”经费财政拨款支出",
        "因公出国（境）费 因公出国(境)费",
        "赤字率 财政赤字率",
        "单位国内生产总值能耗 单位GDP能耗 单位地区生产总值能耗",
        "粮食产量 粮食总产量 糧食產量",
        "粗钢产量 鋼産量 鋼產量 钢产量",
        "机制纸及纸板产量 機製紙産量",
        "卫生健康支出 医疗卫生与计划生育支出",
        "全社会研发投入 研究与试验发展（R&D）经费支出",
    ],
)
def test_one_indicator(names: str) -> None:
    assert len({ids_by_name()[fold(name)] for name in names.split()}) == 1


@pytest.mark.parametrize(
    "names",
    [
        "一般公共预算收入 财政总收入 地方财政总收入 财政收入 国内财政收入 税收收入 税收 非税收入",
        "国内生产总值 国民生产总值 国民收入 社会总产值 工农业总产值 人均国内生产总值",
        "工业增加值 规模以上工业增加值 工业总产值 规模以上工业总产值",
        "固定资产投资 全社会固定资产投资 固定资产投资（不含农户） 民间投资 基本建设投资",
        "城镇新增就业 新增就业 失业人员再就业 农村劳动力转移就业",
        "城镇登记失业率 城镇调查失业率",
        "居民人均可支配收入 城镇居民人均可支配收入 农村居民人均可支配收入 农民人均纯收入 居民收入",
        "进出口总额 货物进出口 服务进出口 出口 进口",
        "居民消费价格 商品零售价格 工业生产者出厂价格 工业生产者购进价格",
        "“三公”经费 因公出国（境）费 公务用车购置及运行维护费 公务接待费 机关运行经费",
        "公务用车购置及运行维护费 公务用车购置费 公务用车运行维护费",
        "年初结转和结余 年末结转和结余 年末财政拨款结转和结余",
        "财政拨款收入 财政拨款支出 基本支出 项目支出 人员经费 公用经费",
        "政府性基金预算收入 国有资本经营预算收入 社会保险基金预算收入 一般公共预算收入",
        "地方政府债务限额 一般债务限额 专项债务限额 地方政府债务余额 一般债务余额 专项债务余额",
        "财政赤字 赤字率",
        "专项债券 新增专项债券 一般债券 再融资债券 超长期特别国债",
        "社会融资规模增量 社会融资规模存量",
        "本外币存款余额 人民币存款余额",
        "民生支出 民生支出占一般公共预算支出比重",
        "研发投入 研发投入强度",
        "技术合同成交额 技术合同",
        "高新技术企业 新增高新技术企业 高新技术产业增加值 高技术制造业增加值",
        "森林覆盖率 森林面积 林木绿化率",
        "粮食产量 粮食播种面积 粮食综合生产能力 粮食单产",
        "教育支出 国家财政性教育经费 普通教育",
    ],
)
def test_different_indicators(names: str) -> None:
    assert repeated([ids_by_name()[name] for name in names.split()]) == []


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("教育支出", "一般公共预算支出"),
        ("普通教育", "教育支出"),
        ("城镇居民人均可支配收入", "居民人均可支配收入"),
        ("公务接待费", "“三公”经费"),
        ("增值税", "税收收入"),
        ("税收收入", "一般公共预算收入"),
        ("城镇人口", "总人口"),
        ("专项债务余额", "地方政府债务余额"),
        ("第一产业增加值", "国内生产总值"),
    ],
)
def test_parts(part: str, whole: str) -> None:
    assert entry_named(part)["parent"] == ids_by_name()[whole]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("201", "一般公共服务支出"),
        ("202", "外交支出"),
        ("203", "国防支出"),
        ("204", "公共安全支出"),
        ("205", "教育支出"),
        ("206", "科学技术支出"),
        ("207", "文化旅游体育与传媒支出"),
        ("208", "社会保障和就业支出"),
        ("209", "社会保险基金支出"),
        ("210", "卫生健康支出"),
        ("211", "节能环保支出"),
        ("212", "城乡社区支出"),
        ("213", "农林水支出"),
        ("214", "交通运输支出"),
        ("215", "资源勘探工业信息等支出"),
        ("216", "商业服务业等支出"),
        ("217", "金融支出"),
        ("219", "援助其他地区支出"),
        ("220", "自然资源海洋气象等支出"),
        ("221", "住房保障支出"),
        ("222", "粮油物资储备支出"),
        ("223", "国有资本经营预算支出"),
        ("224", "灾害防治及应急管理支出"),
        ("227", "预备费"),
        ("229", "其他支出"),
        ("230", "转移性支出"),
        ("231", "债务还本支出"),
        ("232", "债务付息支出"),
        ("233", "债务发行费用支出"),
        ("234", "抗疫特别国债安排的支出"),
    ],
)
def test_classes_of_expenditure(code: str, name: str) -> None:
    assert [entry["name"] for entry in indicators() if entry.get("code") == code] == [name]


@pytest.mark.parametrize(
    ("name", "basis"),
    [
        ("国内生产总值", "constant"),
        ("规模以上工业增加值", "constant"),
        ("社会消费品零售总额", "current"),
        ("一般公共预算收入", "current"),
        ("进出口总额", "current"),
        ("工农业总产值", "constant"),
    ],
)
def test_price_basis_of_growth(name: str, basis: str) -> None:
    assert entry_named(name)["price_basis"] == basis


@pytest.mark.parametrize(
    "name",
    [
        "国内生产总值",
        "居民消费价格",
        "城镇新增就业",
        "城镇调查失业率",
        "城镇登记失业率",
        "一般公共预算收入",
        "固定资产投资",
        "社会消费品零售总额",
        "规模以上工业增加值",
        "居民人均可支配收入",
        "单位国内生产总值能耗",
        "粮食产量",
        "赤字率",
    ],
)
def test_headline_targets_are_known(name: str) -> None:
    assert name in ids_by_name()
