"""The views of the database: what is one figure, who disagrees, what was revised, reached, covered and doubted."""

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.extract.location import patterns_dir
from gongbao.link.targets.wording import TargetWording
from tests.write.warehouse_of import document, fact, rows, warehouse

KEY = [
    "region_code", "entity", "indicator_id", "measure", "unit", "per", "comparison", "base_start", "base_end",
    "price_basis", "scope", "flow", "class_code", "qualifiers", "status", "stage", "aggregation", "period_start",
    "period_end",
]  # fmt: skip
SAID = [
    "obs_value", "mod", "n_facts", "n_documents", "value_min", "value_max", "conflict", "fact_id", "document_date",
    "document_type",
]  # fmt: skip

Told = tuple[str, str, str | None, str | None, str | None]


def told(text: str, low: str, high: str | None = None, mod: str | None = None, direction: str | None = None) -> Told:
    return text, low, high, mod, direction


# Two statements of one figure, and the value that they agree on; null where they do not.
PAIRS: dict[str, tuple[Told, Told, str | None]] = {
    "同数": (told("5%", "5"), told("5%", "5"), "5"),
    "小数位不同": (told("5.0%", "5.0"), told("5%", "5"), "5"),
    "万亿与亿": (told("13.5万亿元", "13500000000000"), told("134,908亿元", "13490800000000"), "13490800000000"),
    "截尾不是四舍五入": (told("13.4万亿元", "13400000000000"), told("134,908亿元", "13490800000000"), None),
    "半数进位": (told("5%", "5"), told("5.5%", "5.5"), None),
    "半数以上": (told("6%", "6"), told("5.5%", "5.5"), "5.5"),
    "四舍": (told("5%", "5"), told("5.4%", "5.4"), "5.4"),
    "末位差一": (told("326.71亿元", "32671000000"), told("326.72亿元", "32672000000"), None),
    "个数差一": (told("739家", "739"), told("740家", "740"), None),
    "约": (told("约5%", "5", mod="APPROX"), told("5.2%", "5.2"), "5.2"),
    "两个约数": (told("约5%", "5", mod="APPROX"), told("约6%", "6", mod="APPROX"), None),
    "超过": (told("1000亿元", "1000", mod="MORE_THAN"), told("1023亿元", "1023"), "1023"),
    "未超过": (told("1000亿元", "1000", mod="MORE_THAN"), told("998亿元", "998"), None),
    "近": (told("1000亿元", "1000", mod="LESS_THAN"), told("998亿元", "998"), "998"),
    "两个下限": (told("1000亿元", "1000", mod="MORE_THAN"), told("1200亿元", "1200", mod="MORE_THAN"), None),
    "同一下限": (told("1000亿元", "1000", mod="MORE_THAN"), told("1000亿元", "1000", mod="MORE_THAN"), "1000"),
    "区间内": (told("5%—6%", "5", "6"), told("5.5%", "5.5"), "5.5"),
    "区间外": (told("5%—6%", "5", "6"), told("7%", "7"), None),
    "区间与下限": (told("5%—6%", "5", "6"), told("5%", "5", mod="EQUAL_OR_MORE"), None),
    "汉字数目是确数": (told("三成", "30"), told("31%", "31"), None),
    "汉字与数字": (told("百分之三十", "30"), told("30%", "30"), "30"),
    "全角数字": (told("５．０％", "5.0"), told("5%", "5"), "5"),
    "逗号作小数点": (told("37，1％", "37.1"), told("37%", "37"), "37.1"),
    "数字间有空": (told("1 3 9 9亿美元", "139900000000"), told("1400亿美元", "140000000000"), None),
    "下降": (told("2.10%", "2.1", direction="decrease"), told("2.1%", "2.1", direction="decrease"), "-2.1"),
    "升降相反": (told("2.1%", "2.1", direction="decrease"), told("2.1%", "2.1", direction="increase"), None),
    "下降的上限": (
        told("3%", "3", mod="MORE_THAN", direction="decrease"),
        told("3.2%", "3.2", direction="decrease"),
        "-3.2",
    ),
    "升与下降的下限": (told("5%", "5", mod="MORE_THAN", direction="decrease"), told("6.2%", "6.2"), None),
    "降与增长的上限": (told("5%", "5", mod="LESS_THAN"), told("3%", "3", direction="decrease"), None),
    "零与增长的上限": (told("5%", "5", mod="LESS_THAN"), told("0", "0"), "0"),
    "零": (told("0.00万元", "0"), told("0", "0"), "0"),
    "零与近零": (told("0", "0"), told("0.3", "0.3"), None),
}


@pytest.mark.parametrize(("first", "second", "want"), PAIRS.values(), ids=PAIRS)
def test_two_statements_agree_or_are_in_conflict(first: Told, second: Told, want: str | None) -> None:
    for pair in permutations((first, second)):
        facts = [
            fact(f"f{i}", text, low, high, mod=mod, direction=direction)
            for i, (text, low, high, mod, direction) in enumerate(pair)
        ]
        found = rows(warehouse(facts=facts), "SELECT obs_value, n_facts, conflict FROM panel")
        assert found == [(want and Decimal(want), 2, want is None)]


@settings(max_examples=25)
@given(
    st.decimals(min_value="0.01", max_value="999999999", places=3),
    st.integers(min_value=0, max_value=2),
    st.booleans(),
)
def test_a_rounded_figure_agrees_with_what_it_was_rounded_from(exact: Decimal, places: int, first: bool) -> None:
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded:
        texts = [str(exact), str(rounded)] if first else [str(rounded), str(exact)]
        database = warehouse(facts=[fact(f"f{i}", f"{text}%", text) for i, text in enumerate(texts)])
        assert rows(database, "SELECT obs_value, conflict FROM panel") == [(exact, False)]


def test_a_range_has_ends_and_no_value() -> None:
    facts = [fact("f", "2%—3%", "2", "3", direction="decrease")]
    found = rows(warehouse(facts=facts), "SELECT obs_value, low, high, value_min, value_max FROM panel")
    assert found == [(None, -3, -2, -3, -2)]


def test_value_comes_from_the_most_exact_statement_with_its_place() -> None:
    documents = [document("a"), document("b", document_date="2023-01-15", document_type="final_account")]
    facts = [fact("rough", "5%", "5"), fact("exact", "5.2%", "5.2", doc_id="b")]
    said = ", ".join(SAID)
    found = rows(warehouse(documents, facts), f"SELECT {said} FROM panel")
    assert [str(value) for value in found[0]] == [
        "5.200000", "None", "2", "2", "5.000000", "5.200000", "False", "exact", "2023-01-15", "final_account",
    ]  # fmt: skip


def test_columns_of_the_panel() -> None:
    database = warehouse()
    every = [row[0] for row in rows(database, "DESCRIBE panel_all")]
    assert [name for name in every if name in KEY] == KEY
    assert {*SAID} <= {*every}
    assert [row[0] for row in rows(database, "DESCRIBE panel")] == every


@pytest.mark.parametrize("name", [name for name in KEY if name != "entity"])
def test_figures_that_differ_in_one_column_of_the_key_are_two(name: str) -> None:
    other: dict[str, Any] = {name: "2020-06-30" if name.endswith(("start", "end")) else "another"}
    if name == "unit":
        other["unit_id"] = "another"
    facts = [fact("f", "5", "5"), fact("g", "7", "7", **other)]
    assert rows(warehouse(facts=facts), "SELECT count(*), bool_or(conflict) FROM panel") == [(2, False)]


BASES: dict[str, tuple[dict[str, str], int]] = {
    "上年": ({"base_start": "2020-01-01", "base_end": "2020-12-31"}, 1),
    "另一年": ({"base_start": "2019-01-01", "base_end": "2019-12-31"}, 2),
    "不是同比": ({"base_start": "2020-01-01", "base_end": "2020-12-31", "comparison": "fixed_base"}, 2),
    "闰年二月": (
        {
            "period_start": "2021-02-01",
            "period_end": "2021-02-28",
            "base_start": "2020-02-01",
            "base_end": "2020-02-29",
        },
        1,
    ),
}


@pytest.mark.parametrize(("said", "want"), BASES.values(), ids=BASES)
def test_a_year_on_year_figure_is_one_whether_or_not_it_names_the_year_before(said: dict[str, str], want: int) -> None:
    named = {"measure": "growth", "comparison": "yoy", **said}
    facts = [fact("f", "5%", "5", **named), fact("g", "5%", "5", **named | {"base_start": None, "base_end": None})]
    assert rows(warehouse(facts=facts), "SELECT count(*) FROM panel") == [(want,)]


def test_one_unit_under_two_names_is_one() -> None:
    facts = [fact("f", "5噸", "5", unit="噸", unit_id="吨"), fact("g", "5吨", "5", unit="吨", unit_id="吨")]
    assert rows(warehouse(facts=facts), "SELECT unit, n_facts FROM panel") == [("吨", 2)]


def test_a_copy_of_a_document_counts_once() -> None:
    documents = [document("a"), document("b", duplicate_of="a")]
    facts = [fact("f", "5%", "5"), fact("g", "5%", "5", doc_id="b")]
    found = rows(warehouse(documents, facts), "SELECT n_facts, n_documents FROM panel")
    assert found == [(1, 1)]


def test_what_is_in_no_panel_is_counted_with_the_reason() -> None:
    documents = [document("a"), document("b", duplicate_of="a")]
    facts = [
        fact("kept", "5", "5"),
        fact("bureau", "5", "5", entity="财政局"),
        fact("copy", "5", "5", doc_id="b"),
        fact("unnamed", "5", "5", indicator_id=None),
        fact("nowhere", "5", "5", region_code=None),
        fact("never", "5", "5", period_start=None, period_end=None),
        fact("open", "5", "5", period_end=None),
        fact("long", "9" * 40, None),
        fact("huge", "1", "1" + "0" * 31),
    ]
    database = warehouse(documents, facts)
    assert rows(database, "SELECT fact_id FROM panel ORDER BY ALL") == [("kept",), ("open",)]
    assert rows(database, "SELECT fact_id, entity FROM panel_entities") == [("bureau", "财政局")]
    assert rows(database, "SELECT left_out, facts FROM panel_left_out ORDER BY ALL") == [
        ("duplicate", 1), ("no_indicator", 1), ("no_period", 1), ("no_region", 1), ("no_value", 2),
    ]  # fmt: skip


def test_suspect_figures_stay_and_are_counted() -> None:
    findings = [
        {"finding_id": "1", "doc_id": "a", "severity": "suspect", "code": "sum_differs", "mention_ids": "f h"},
        {"finding_id": "2", "doc_id": "a", "severity": "suspect", "code": "sum_differs", "mention_ids": "f"},
        {"finding_id": "3", "doc_id": "a", "severity": "info", "code": "sum_holds", "mention_ids": "g"},
    ]
    facts = [fact("f", "5", "5"), fact("g", "5", "5")]
    assert rows(warehouse(facts=facts, findings=findings), "SELECT n_facts, n_suspect FROM panel") == [(2, 1)]


def test_conflicts_have_every_side_with_its_place() -> None:
    documents = [document("a"), document("b")]
    facts = [fact("f", "5%", "5"), fact("g", "7%", "7", doc_id="b"), fact("one", "9%", "9", measure="growth")]
    said = "conflict_id, fact_id, source, text, sentence, low"
    found = rows(warehouse(documents, facts), f"SELECT {said} FROM conflicts ORDER BY fact_id")
    assert found == [("f", "f", "a.txt", "5%", "5%", 5), ("f", "g", "b.txt", "7%", "7%", 7)]


def test_vintages_tell_what_was_revised_beyond_rounding() -> None:
    documents = [
        document("report", document_date="2022-01-20"),
        document("accounts", document_date="2022-07-01", document_type="final_account"),
        document("next", document_date="2023-01-18"),
        document("budget", document_date="2021-01-20", document_type="budget_report"),
    ]
    facts = [
        fact("1", "100亿元", "10000000000", doc_id="report", status="estimated", stage="preliminary"),
        fact("2", "101.4亿元", "10140000000", doc_id="accounts", stage="final_account"),
        fact("3", "101亿元", "10100000000", doc_id="next"),
        fact("0", "90亿元", "9000000000", doc_id="budget", status="planned", stage="initial_budget"),
    ]
    database = warehouse(documents, facts)
    found = rows(database, "SELECT fact_id, planned, vintage, n_vintages, revised FROM panel_vintages ORDER BY ALL")
    assert found == [
        ("0", True, 1, 1, None), ("1", False, 1, 3, None), ("2", False, 2, 3, True), ("3", False, 3, 3, False),
    ]  # fmt: skip
    latest = rows(database, "SELECT fact_id, obs_value, document_date FROM panel_latest ORDER BY ALL")
    assert [(row[0], int(row[1]), str(row[2])) for row in latest] == [
        ("0", 9000000000, "2021-01-20"), ("3", 10100000000, "2023-01-18"),
    ]  # fmt: skip


def test_vintages_of_one_document_come_in_the_order_of_their_stages() -> None:
    stages = [
        ("planned", "initial_budget"), ("planned", "adjusted_budget"), ("estimated", "preliminary"), ("actual", None),
        ("actual", "final_account"),
    ]  # fmt: skip
    facts = [fact(f"{i}", f"{i}亿元", f"{i}", status=status, stage=stage) for i, (status, stage) in enumerate(stages)]
    found = rows(warehouse(facts=facts), "SELECT fact_id, vintage FROM panel_vintages ORDER BY fact_id")
    assert found == [("0", 1), ("1", 2), ("2", 1), ("3", 2), ("4", 3)]


def test_a_document_that_contradicts_itself_is_a_vintage_without_value() -> None:
    documents = [document("a"), document("b", document_date="2023-01-18")]
    facts = [fact("f", "5%", "5"), fact("g", "6%", "6", doc_id="b"), fact("h", "7%", "7", doc_id="b")]
    found = rows(
        warehouse(documents, facts), "SELECT obs_value, conflict, revised FROM panel_vintages ORDER BY vintage"
    )
    assert found == [(5, False, None), (None, True, None)]


def test_a_document_without_date_stands_at_the_end_of_its_year() -> None:
    documents = [
        document("later", document_date="2023-01-18"),
        document("undated", document_date=None, report_year=2022),
        document("first", document_date="2022-01-20"),
    ]
    facts = [fact(name, "5%", "5", doc_id=name) for name in ("later", "undated", "first")]
    assert rows(warehouse(documents, facts), "SELECT fact_id FROM panel_vintages ORDER BY vintage") == [
        ("first",), ("undated",), ("later",),
    ]  # fmt: skip


AIM = {
    "target_id": "t",
    "doc_id": "a",
    "source": "a.txt",
    "region": "咸宁市",
    "region_code": "421200",
    "year": 2022,
    "indicator": "地区生产总值",
    "indicator_id": "gdp",
    "form": "numeric",
    "text": "6%",
    "fact_id": "aim",
}
GROWTH = {"measure": "growth", "unit": "%", "unit_id": "%", "period_start": "2022-01-01", "period_end": "2022-12-31"}
NEXT = [
    document("a"), document("b", document_date="2023-01-18"), document("c", document_date="2024-01-18"),
    document("b2", document_date="2023-01-18"),
]  # fmt: skip
REACHED: dict[str, tuple[list[dict[str, Any]], tuple[str | None, str | None, int, bool]]] = {
    "下一年报告": ([{"doc_id": "b"}], ("5.5", "-0.5", 1, False)),
    "只看最近的报告": ([{"doc_id": "b"}, {"doc_id": "c", "low": "5.3", "high": "5.3"}], ("5.5", "-0.5", 1, False)),
    "报告里说两遍": ([{"doc_id": "b"}, {"doc_id": "b", "low": "5.50"}], ("5.5", "-0.5", 2, False)),
    "报告自相矛盾": ([{"doc_id": "b"}, {"doc_id": "b", "low": "5.1", "high": "5.1"}], (None, None, 2, True)),
    "同日两份报告": ([{"doc_id": "b"}, {"doc_id": "b2"}], ("5.5", "-0.5", 2, False)),
    "同日两份报告不一": ([{"doc_id": "b"}, {"doc_id": "b2", "low": "5.1", "high": "5.1"}], (None, None, 2, True)),
    "口径只说一边": ([{"doc_id": "b", "scope": "whole_area", "aggregation": "average"}], ("5.5", "-0.5", 1, False)),
    "最像的优先": (
        [{"doc_id": "b", "low": "5.1", "high": "5.1", "scope": "own_level"}, {"doc_id": "b"}],
        ("5.5", "-0.5", 1, False),
    ),
    "预计": ([{"doc_id": "b", "status": "estimated"}], ("5.5", "-0.5", 1, False)),
    "计划不是实绩": ([{"doc_id": "b", "status": "planned"}], (None, None, 0, False)),
    "另一年": ([{"doc_id": "b", "period_end": "2021-12-31"}], (None, None, 0, False)),
    "年均": ([{"doc_id": "b", "comparison": "annual_average"}], (None, None, 0, False)),
    "另一地": ([{"doc_id": "b", "region_code": "421202"}], (None, None, 0, False)),
    "一局的": ([{"doc_id": "b", "entity": "财政局"}], (None, None, 0, False)),
    "本报告": ([{"doc_id": "a"}], (None, None, 0, False)),
}


@pytest.mark.parametrize(("said", "want"), REACHED.values(), ids=REACHED)
def test_target_beside_what_was_reached(
    said: list[dict[str, Any]], want: tuple[str | None, str | None, int, bool]
) -> None:
    facts = [fact("aim", "6%", "6", **GROWTH, status="planned", comparison="yoy", mod="APPROX")]
    facts += [{**fact(f"f{i}", "5.5%", "5.5", **GROWTH), "comparison": "yoy", **one} for i, one in enumerate(said)]
    found = rows(
        warehouse(NEXT, facts, [AIM]),
        "SELECT planned, planned_mod, reached, difference, n_reached, conflict FROM targets_reached",
    )
    reached, difference, number, conflict = want
    numbers = (reached and Decimal(reached), difference and Decimal(difference))
    assert found == [(6, "APPROX", *numbers, number, conflict)]


def test_targets_in_words_stay_and_those_not_stated_do_not() -> None:
    targets = [
        {**AIM, "target_id": "words", "form": "linked", "fact_id": None},
        {**AIM, "target_id": "none", "form": "not_stated", "fact_id": None},
    ]
    found = rows(warehouse(targets=targets), "SELECT target_id, planned, reached, n_reached FROM targets_reached")
    assert found == [("words", None, None, 0)]


def test_headlines_are_those_of_the_patterns() -> None:
    patterns = patterns_dir()
    lexicons = tomllib.loads((patterns / "targets.toml").read_text(encoding="utf-8"))["lexicons"]
    wording = TargetWording({name: tuple(words) for name, words in lexicons.items()})
    every = [(one, False) for one in wording.headlines] + [(one, True) for one in wording.national_headlines]
    want = [(one.name, national, *map(list, (one.ids, one.words, one.whole))) for one, national in every]
    said = "headline, national, indicator_ids, words, names"
    assert rows(warehouse(), f"SELECT {said} FROM headlines ORDER BY number") == want


def test_coverage_tells_each_state() -> None:
    documents = [
        document("a"),
        document("b", region="黄石市", region_code="420200", codes="page_without_text", status="warning"),
        document("c", report_year=2023),
        document("bureau", entity="财政局", region="鄂州市", region_code="420700"),
        {"doc_id": "lost", "source": "lost.pdf", "status": "rejected", "codes": "encrypted"},
    ]
    year = {"period_start": "2021-01-01", "period_end": "2021-12-31"}
    facts = [
        fact("f", "5", "5", **year),
        fact("old", "5", "5", indicator_id="retail_sales", period_start="2015-01-01", period_end="2015-12-31"),
        fact("other", "5", "5", indicator_id="grain_output", region_code="420200"),
    ]
    targets = [
        {**AIM, "target_id": "1", "form": "linked", "indicator_id": "resident_income"},
        {**AIM, "target_id": "2", "form": "not_stated", "indicator_id": "cpi"},
        {**AIM, "target_id": "3", "form": "numeric", "indicator_id": "unemployment_rate"},
        {**AIM, "target_id": "4", "form": "assigned", "indicator_id": None, "indicator": "节能减排"},
        {**AIM, "target_id": "5", "form": "directional", "indicator_id": None, "indicator": "投资"},
        {**AIM, "target_id": "6", "form": "directional", "indicator_id": None, "indicator": "消费环境"},
    ]
    found = rows(
        warehouse(documents, facts, targets),
        "SELECT region_code, year, headline, state, target, n_documents FROM coverage",
    )
    shown = {(region, year, name): (state, target, number) for region, year, name, state, target, number in found}
    assert len(found) == 2 * 2 * 11 + 1
    assert shown["421200", 2022, "地区生产总值"] == ("found", None, 1)
    assert shown["421200", 2022, "社会消费品零售总额"] == ("not_stated", None, 1)
    assert shown["421200", 2022, "粮食产量"] == ("not_stated", None, 1)
    assert shown["421200", 2022, "居民人均可支配收入"] == ("non_numeric", "linked", 1)
    assert shown["421200", 2022, "居民消费价格"] == ("not_stated", "not_stated", 1)
    assert shown["421200", 2022, "城镇调查失业率"] == ("found", "numeric", 1)
    assert shown["421200", 2022, "单位地区生产总值能耗"] == ("non_numeric", "assigned", 1)
    assert shown["421200", 2022, "固定资产投资"] == ("non_numeric", "directional", 1)
    assert shown["420200", 2022, "地区生产总值"] == ("unreadable", None, 1)
    assert shown["420200", 2023, "地区生产总值"] == ("no_document", None, 0)
    assert shown["421200", 2023, "地区生产总值"] == ("not_stated", None, 1)
    assert shown[None, None, None] == ("unreadable", None, 1)


def test_programmes_with_what_is_tied_to_them() -> None:
    documents = [document("a"), document("b"), document("copy", duplicate_of="a")]
    named = [("1", "a", "policy"), ("2", "a", "fund"), ("3", "b", "policy"), ("4", "copy", "fund")]
    mentions = [
        {"mention_id": f"m{number}", "doc_id": doc_id, "kind": "program", "name": "双减", "type": kind}
        for number, doc_id, kind in named
    ]
    facts = [
        fact("f", "3亿元", "300000000", program="双减", currency="CNY"),
        fact("g", "4亿元", "400000000", program="双减", currency="CNY", direction="decrease", measure="change"),
        fact("h", "9000万美元", "90000000", program="双减", currency="USD", unit="美元", unit_id="美元"),
        fact("i", "20所", "20", program="双减", measure="count", unit="所", unit_id="所"),
        fact("j", "5%", "5", program="双减", measure="growth", unit="%"),
    ]
    database = warehouse(documents, facts, mentions=mentions)
    assert rows(database, "SELECT * FROM programs") == [("双减", "policy", 2, 3, 3, 1, 400000000)]
    figures = rows(database, "SELECT fact_id, low, unit FROM program_figures ORDER BY ALL")
    assert figures == [("f", 300000000, "元"), ("g", -400000000, "元"), ("h", 90000000, "美元"), ("i", 20, "所")]


def test_doubtful_figures_with_their_places() -> None:
    findings: list[dict[str, Any]] = [
        {"finding_id": "1", "doc_id": "a", "severity": "suspect", "code": "sum_differs", "mention_ids": "g f"},
        {"finding_id": "2", "doc_id": "a", "severity": "suspect", "code": "missing_table", "mention_ids": None},
        {"finding_id": "3", "doc_id": "a", "severity": "note", "code": "told_twice_rounded", "mention_ids": "f"},
    ]
    facts = [fact("f", "5", "5"), fact("g", "7", "7")]
    found = rows(
        warehouse(facts=facts, findings=findings),
        "SELECT finding_id, number, mention_id, sentence FROM doubtful ORDER BY finding_id, number",
    )
    assert found == [("1", 1, "g", "7"), ("1", 2, "f", "5"), ("2", 1, None, None)]


def test_every_view_works_on_no_rows_at_all() -> None:
    database = warehouse(documents=())
    views = [row[0] for row in rows(database, "SELECT view_name FROM duckdb_views() WHERE NOT internal")]
    assert len(views) > 10
    assert {view: rows(database, f"SELECT count(*) FROM {view}")[0][0] for view in views if view != "headlines"} == (
        dict.fromkeys((view for view in views if view != "headlines"), 0)
    )
