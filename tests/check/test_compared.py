"""Columns of growth, changes and completion held against the amounts beside them: table after table."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.check import Severity
from gongbao.model import Finding
from gongbao.run.document import Engine
from tests.drawn import drawn

OF_COLUMNS = ("growth", "change", "rate")


@cache
def engine() -> Engine:
    return Engine()


def findings(picture: str) -> list[Finding]:
    result = engine().extract(drawn(picture))
    found = [f for f in result.findings if f.code.startswith(OF_COLUMNS)]
    for finding in found:
        assert finding.message.endswith(".") and finding.stated and finding.expected
        assert result.mentions[finding.mentions[0]].text == finding.stated
    return found


def told(found: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return [(f.code, f.stated, f.expected) for f in found]


BUDGET = """
2024年青山市一般公共预算收入执行情况表
单位：万元
项目 | 2023年决算数 | 2024年预算数 | 2024年执行数 | 完成预算% | 比上年增长%
一、税收收入 | 610,000 | 640,000 | 645,321 | 100.8 | 5.8
增值税 | 210,000 | 220,000 | 221,321 | 100.6 | 5.4
企业所得税 | 400,000 | 420,000 | 424,000 | 101.0 | 6.0
二、非税收入 | 390,000 | 400,000 | 401,210 | 100.3 | 2.9
收入合计 | 1,000,000 | 1,040,000 | 1,046,531 | 100.6 | 4.7
"""
PUBLIC = """
2025年青山市本级“三公”经费预算表
单位：万元
项目 | 2024年预算数 | 2025年预算数 | 增减额 | 增减%
合计 | 1,210.00 | 1,150.50 | -59.50 | -4.92
因公出国（境）费用 | 60.00 | 60.00 | 0.00 | 0.00
公务接待费 | 250.00 | 210.50 | -39.50 | -15.80
公务用车购置及运行费 | 900.00 | 880.00 | -20.00 | -2.22
"""
YEARS = """
青山市2022—2024年财政收入情况表
单位：万元
项目 | 2022年 | 2023年 | 2024年
一般公共预算收入 | 1,000.00 | 1,050.00 | 1,123.50
比上年增长（%） | 2.1 | 5.0 | 7.0
"""
PART = """
青山市2025年1-5月财政收支情况表
单位：万元
项目 | 本年累计 | 增减额 | 增减%
一般公共预算收入 | 215,678 | 8,578 | 4.14
税收收入 | 160,000 | 5,000 | 3.23
非税收入 | 55,678 | 3,578 | 6.87
"""
RATES = """
2024年青山市水利局项目支出执行情况表
单位：万元
项目 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
河道整治 | 1,200.00 | 1,000.00 | 950.00 | 95.00%
水库加固 | 200.00 | 400.00 | 380.00 | 95.00%
饮水工程 | 100.00 | 160.00 | 120.00 | 75.00%
"""


def changed(picture: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert picture.count(old) == 1, f"{old} stands {picture.count(old)} times in the table"
        picture = picture.replace(old, new)
    return picture


@pytest.mark.parametrize(
    ("picture", "code", "stated", "expected"),
    [
        pytest.param(BUDGET, "growth_holds", "5.8", "5.79", id="比上年增长"),
        pytest.param(BUDGET, "rate_holds", "100.8", "100.83", id="完成预算"),
        pytest.param(changed(BUDGET, ("| 6.0", "| 16.0")), "growth_differs", "16.0", "6.00", id="增长多写一位"),
        pytest.param(changed(BUDGET, ("| 2.9", "| -2.9")), "growth_differs", "-2.9", "2.87", id="增长错了正负"),
        pytest.param(changed(BUDGET, ("| 101.0", "| 110.0")), "rate_differs", "110.0", "100.95", id="完成预算写颠倒"),
        pytest.param(changed(BUDGET, ("| 5.8", "| 5.7")), "growth_truncated", "5.7", "5.79", id="舍去而非舍入"),
        pytest.param(PUBLIC, "change_holds", "-59.50", "-59.50", id="增减额"),
        pytest.param(PUBLIC, "growth_holds", "-4.92", "-4.917", id="增减率"),
        pytest.param(changed(PUBLIC, ("-39.50", "39.50")), "change_differs", "39.50", "-39.50", id="增减额错了正负"),
        pytest.param(changed(PUBLIC, ("-2.22", "-22.2")), "growth_differs", "-22.2", "-2.22", id="增减率错了小数点"),
        pytest.param(YEARS, "growth_holds", "5.0", "5.00", id="增长自成一行"),
        pytest.param(
            "产量表\n指标 | 单位 | 2024年 | 2023年 | 增长%\n粮食产量 | 万吨 | 241.6 | 238.3 | 14.0",
            "growth_differs",
            "14.0",
            "1.38",
            id="只有一行而错了小数点",
        ),
        pytest.param(changed(YEARS, ("| 7.0", "| -7.0")), "growth_differs", "-7.0", "7.00", id="一行里的增长错了"),
        pytest.param(RATES, "rate_holds", "95.00%", "95.000%", id="执行率对调整后的预算"),
        pytest.param(changed(RATES, ("75.00%", "57.00%")), "rate_differs", "57.00%", "75.000%", id="执行率颠倒"),
        pytest.param(PART, "growth_holds", "4.14", "4.142", id="由增减额推出上年"),
        pytest.param(changed(PART, ("6.87", "6.37")), "growth_differs", "6.37", "6.868", id="由增减额推出的不等"),
    ],
)
def test_a_column_is_held_against_its_amounts(picture: str, code: str, stated: str, expected: str) -> None:
    assert (code, stated, expected) in told(findings(picture))


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(BUDGET, id="收入执行表"),
        pytest.param(PUBLIC, id="三公经费表"),
        pytest.param(YEARS, id="几年的收入"),
        pytest.param(PART, id="累计"),
        pytest.param(RATES, id="执行率"),
        pytest.param(changed(BUDGET, ("比上年增长%", "比上年同口径增长%"), ("| 6.0", "| 16.0")), id="同口径"),
        pytest.param(
            changed(BUDGET, ("| 5.8", "| 9.8"), ("| 5.4", "| 8.4"), ("| 6.0", "| 1.0"), ("| 2.9", "| 7.9")),
            id="多数不等就不是这两列",
        ),
        pytest.param(
            """
            2024年青山市主要指标
            指标 | 单位 | 2024年 | 2023年 | 增长%
            地区生产总值 | 亿元 | 3,800.1 | 3,652.4 | 5.1
            规模以上工业企业营业收入 | 亿元 | 2,400.5 | 2,390.0 | 3.2
            一般公共预算收入 | 亿元 | 208.0 | 200.0 | 4.0
            存款余额 | 亿元 | 5,250.0 | 5,000.0 | 5.0
            """,
            id="不变价和同样企业的增长",
        ),
        pytest.param(
            """
            2024年青山市收入表
            单位：万元
            项目 | 2023年 | 2024年 | 增长%
            税收收入 | 0 | 20.00 | 100.0
            非税收入 | 10.00 | 0 | -100.0
            罚没收入 | 0 | 0 | 0
            """,
            id="上年为零",
        ),
    ],
)
def test_nothing_is_called_wrong(picture: str) -> None:
    assert [f.message for f in findings(picture) if f.severity == Severity.SUSPECT] == []


def test_a_column_that_holds_is_told_once() -> None:
    found = [f for f in findings(BUDGET) if f.code == "growth_holds"]
    assert len(found) == 1 and "4 other rows" in found[0].message


_amounts = st.tuples(st.integers(10_000, 999_999), st.integers(10_000, 999_999))


@settings(max_examples=15, deadline=None)
@given(st.lists(_amounts, min_size=4, max_size=8), st.data())
def test_a_changed_growth_is_found(amounts: list[tuple[int, int]], data: st.DataObject) -> None:
    growths = [Decimal(100 * (b - a)) / a for a, b in amounts]
    place = data.draw(st.integers(0, len(growths) - 1))
    for wrong in (0, data.draw(st.integers(1, 50))):
        growths[place] += wrong
        told = [f"{growth:.1f}" for growth in growths]
        lines = (f"收入{chr(0x7532 + i)} | {a} | {b} | {told[i]}" for i, (a, b) in enumerate(amounts))
        picture = "\n".join(("青山市收入表", "单位：万元", "项目 | 2023年决算数 | 2024年决算数 | 增长%", *lines))
        suspect = [f.stated for f in findings(picture) if f.severity == Severity.SUSPECT]
        assert suspect == ([told[place]] if wrong else [])
