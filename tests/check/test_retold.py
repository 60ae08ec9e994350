"""What area reports tell in their prose, held against the same figures in their tables."""

from collections.abc import Iterable
from functools import cache

import pytest

from gongbao.check import Severity
from gongbao.model import Finding
from gongbao.run.document import Engine
from tests.drawn import drawn


@cache
def engine() -> Engine:
    return Engine()


def findings(picture: str) -> list[Finding]:
    result = engine().extract(drawn(picture), {"region": "四川省达州市"})
    found = [f for f in result.findings if f.code.startswith("table")]
    for finding in found:
        assert finding.message.endswith(".")
        assert result.mentions[finding.mentions[0]].text.strip("万元") == finding.stated.strip("万元")
    return found


def told(found: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return [(f.code, f.stated, f.expected) for f in found]


REPORT = """
关于达州市2024年财政预算执行情况的报告
2024年达州市一般公共预算收入执行情况表
单位：万元
项目 | 2023年决算数 | 2024年预算数 | 2024年执行数 | 比上年增长%
一、税收收入 | 610,000 | 640,000 | 645,321 | 5.8
二、非税收入 | 390,000 | 400,000 | 401,210 | 2.9
收入合计 | 1,000,000 | 1,040,000 | 1,046,531 | 4.7
"""
OUTPUT = """
达州市2024年国民经济和社会发展统计公报
表1 2024年主要农产品产量
指标 | 单位 | 产量 | 比上年增长%
粮食 | 万吨 | 241.6 | 1.4
油料 | 万吨 | 52.18 | -0.6
"""


@pytest.mark.parametrize(
    ("report", "prose", "code", "stated", "expected"),
    [
        pytest.param(
            REPORT, "2024年全市税收收入64.53亿元。", "table_agrees", "64.53亿元", "645,321万元", id="万元与亿元"
        ),
        pytest.param(
            REPORT,
            "2024年全市一般公共预算收入完成104.65亿元，增长4.7%。",
            "table_agrees",
            "104.65亿元",
            "1,046,531万元",
            id="表中合计",
        ),
        pytest.param(REPORT, "2024年，非税收入40.13亿元。", "table_rounded", "40.13亿元", "401,210万元", id="末位之差"),
        pytest.param(REPORT, "2024年，非税收入41.12亿元。", "table_differs", "41.12亿元", "401,210万元", id="错一位"),
        pytest.param(REPORT, "2024年，非税收入401.21亿元。", "table_differs", "401.21亿元", "401,210万元", id="大十倍"),
        pytest.param(REPORT, "2024年，非税收入39.9亿元。", "table_differs", "39.9亿元", "401,210万元", id="相近而不等"),
        pytest.param(
            REPORT, "2024年，非税收入40.12亿元，增长3.9%。", "table_differs", "3.9%", "2.9", id="金额相符而增速不符"
        ),
        pytest.param(
            REPORT, "2024年，非税收入40.12亿元，下降2.9%。", "table_differs", "2.9%", "2.9", id="金额相符而增减相反"
        ),
        pytest.param(
            REPORT,
            "2024年，非税收入28.6亿元，增长2.9%。",
            "table_differs",
            "28.6亿元",
            "401,210万元",
            id="增速相符而金额不符",
        ),
        pytest.param(
            REPORT,
            "2024年，全市一般公共预算收入完成104.65亿元，增长4.9%。",
            "table_differs",
            "4.9%",
            "4.7",
            id="全市的增速不符",
        ),
        pytest.param(
            OUTPUT, "2024年末，粮食产量241.6万吨，增长4.1%。", "table_differs", "4.1%", "1.4", id="年末与全年"
        ),
        pytest.param(OUTPUT, "2024年全市粮食产量241.6万吨，增长1.4%。", "table_agrees", "1.4%", "1.4", id="产量与增速"),
        pytest.param(OUTPUT, "2024年，粮食产量24.16万吨。", "table_differs", "24.16万吨", "241.6", id="产量小十倍"),
    ],
)
def test_the_prose_is_held_against_the_tables(report: str, prose: str, code: str, stated: str, expected: str) -> None:
    assert (code, stated, expected) in told(findings(f"{report}\n{prose}"))


@pytest.mark.parametrize(
    "prose",
    [
        pytest.param("2022年，非税收入41.12亿元。", id="另一年"),
        pytest.param("2025年非税收入预算安排41.12亿元。", id="下年预算"),
        pytest.param("2024年1—6月，非税收入20.12亿元。", id="上半年"),
        pytest.param("2024年，通川区非税收入4.01亿元。", id="所辖的区"),
        pytest.param("2024年市本级非税收入18.30亿元。", id="市本级"),
        pytest.param("2024年，非税收入18.30亿元。", id="相差太远又无旁证"),
        pytest.param("2024年，非税收入增长12.9%。", id="只有增速"),
        pytest.param("2024年，非税收入同口径增长3.3%。", id="同口径"),
        pytest.param("2024年向人代会报告的非税收入为39.90亿元。", id="快报数与决算数"),
        pytest.param("2024年，非税收入超过41亿元。", id="约数"),
    ],
)
def test_another_figure_of_the_prose_is_not_called_wrong(prose: str) -> None:
    assert [f.message for f in findings(f"{REPORT}\n{prose}") if f.severity == Severity.SUSPECT] == []


@pytest.mark.parametrize(
    ("value", "codes"),
    [("401,210", []), ("401,120", ["table_differs"]), ("380,000", [])],
    ids=["相等", "数字颠倒", "不是一回事"],
)
def test_two_tables_are_held_against_each_other(value: str, codes: list[str]) -> None:
    other = f"""
    2024年达州市财政收入情况表
    单位：万元
    项目 | 2024年执行数
    非税收入 | {value}
    """
    assert [f.code for f in findings(REPORT + other)] == codes


LEVELS = """
关于达州市2024年财政预算执行情况的报告
2024年全市一般公共预算收入执行情况表
单位：万元
项目 | 2023年决算数 | 2024年执行数 | 增长%
非税收入 | 390,000 | 401,210 | 2.9
2024年市本级一般公共预算收入执行情况表
单位：万元
项目 | 2023年决算数 | 2024年执行数 | 增长%
非税收入 | 90,000 | 95,400 | 6.0
"""


@pytest.mark.parametrize(
    ("growth", "wrong"), [("2.9", []), ("6.0", []), ("9.2", ["9.2%"])], ids=["相符", "恰是市本级的", "颠倒"]
)
def test_the_amount_tells_in_which_table_its_growth_stands(growth: str, wrong: list[str]) -> None:
    found = findings(f"{LEVELS}\n2024年，非税收入40.12亿元，增长{growth}%。")
    assert [f.stated for f in found if f.severity == Severity.SUSPECT] == wrong


def test_the_tables_of_a_bureau_that_are_of_other_funds_are_others() -> None:
    rows = """
    单位：万元
    科目编码 | 科目名称 | 决算数
    205 | 教育支出 | {}
    20502 | 普通教育 | {}
    """
    report = "达州市教育局2024年度部门决算\n支出决算表\n" + rows.format("1,234.56", "1,234.56")
    other = "财政拨款支出决算表\n" + rows.format("1,224.56", "1,224.56")
    assert [f for f in findings(report + other) if f.severity != Severity.INFO] == []
