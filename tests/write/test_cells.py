import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.write.cells import csv_text, decimal_text, encoded, json_text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("一般公共预算收入", "一般公共预算收入", id="文字"),
        pytest.param("", "", id="空"),
        pytest.param("收入，支出", "收入，支出", id="全角逗号"),
        pytest.param("a,b", '"a,b"', id="逗号"),
        pytest.param('"双减"政策', '"""双减""政策"', id="引号"),
        pytest.param("甲\n乙", '"甲\n乙"', id="换行"),
        pytest.param("甲\r乙", '"甲\r乙"', id="回车"),
        pytest.param("2019-2021年", "2019-2021年", id="中间的减号"),
        pytest.param("=1+1", "'=1+1", id="等号"),
        pytest.param("+8亿元", "'+8亿元", id="加号"),
        pytest.param("-1.2亿元", "'-1.2亿元", id="减号"),
        pytest.param("@甲", "'@甲", id="艾特"),
        pytest.param("\t甲", "'\t甲", id="制表符"),
        pytest.param("\r甲", '"\'\r甲"', id="开头的回车"),
        pytest.param("\n甲", '"\'\n甲"', id="开头的换行"),
        pytest.param("＝甲", "'＝甲", id="全角等号"),
        pytest.param("＋甲", "'＋甲", id="全角加号"),
        pytest.param("－甲", "'－甲", id="全角减号"),
        pytest.param("＠甲", "'＠甲", id="全角艾特"),
        pytest.param('"=1+1', '"\'""=1+1"', id="引号后的等号"),
        pytest.param("'=1+1", "''=1+1", id="撇号后的等号"),
        pytest.param("'甲", "'甲", id="撇号"),
        pytest.param(" =1", " =1", id="空格后的等号"),
        pytest.param('-1,"', '"\'-1,"""', id="公式带逗号和引号"),
    ],
)
def test_csv_text(text: str, cell: str) -> None:
    assert csv_text(text) == cell


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2))
def test_csv_reads_back_but_for_the_guard(row: list[str]) -> None:
    line = ",".join(map(csv_text, row)) + "\n"
    (read,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    for cell, text in zip(read, row, strict=True):
        assert cell in {text, "'" + text}
        assert not cell.lstrip("\"'").startswith(tuple("=+-@\t\r\n＝＋－＠")) or cell == "'" + text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("53239000000.00", "53239000000"),
        ("5.3239E+10", "53239000000"),
        ("1E+12", "1000000000000"),
        ("5.4", "5.4"),
        ("1.40", "1.4"),
        ("0.00", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("-120000000", "-120000000"),
        ("-1.50", "-1.5"),
        ("100", "100"),
        ("0.000001", "0.000001"),
        ("1E-7", "0.0000001"),
        ("0E+3", "0"),
        ("12345678901234567890123456789012.123456", "12345678901234567890123456789012.123456"),
    ],
)
def test_decimal_text(number: str, text: str) -> None:
    assert decimal_text(Decimal(number)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_decimal_text_is_exact_and_plain(number: Decimal) -> None:
    text = decimal_text(number)
    assert Decimal(text) == number
    assert set(text) <= set("-.0123456789")
    assert "." not in text or text[-1] not in ".0"


@given(st.text())
def test_json_text_reads_back_whatever_it_holds(text: str) -> None:
    assert json.loads(encoded(json_text(text))) == text


def test_lone_surrogate_is_its_escape() -> None:
    assert encoded(json_text("甲\ud800")) == '"甲\\ud800"'.encode()
    assert encoded(csv_text("甲\ud800")) == "甲\\ud800".encode()
