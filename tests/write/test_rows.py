"""Rows of facts, targets and findings, from results made by hand."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gongbao.model import (
    Document,
    Duration,
    Fact,
    Finding,
    Heading,
    Kind,
    Measure,
    Mention,
    Metadata,
    Mod,
    Money,
    Percent,
    Quantity,
    Result,
    Segments,
    Sentence,
    Sentences,
    Span,
    Stand,
    Target,
    TextView,
    Value,
)
from gongbao.write.nested import nested_json
from gongbao.write.rows import Rows, fact_rows, finding_rows, mention_rows, table_rows, target_rows
from gongbao.write.tables import FACT_COLUMNS, FINDING_COLUMNS, TABLES, TARGET_COLUMNS, doc_id_of, heading_csv

TEXT = "一、财政\n支出532.39亿元，其中教育100亿元，城乡分别增长7.8%，共441所。\n居民收入与经济同步"
SOURCE = "咸宁/=报告.txt"
DOC = doc_id_of(SOURCE)
AT = {text: TEXT.index(text) for text in ("532.39亿元", "100亿元", "7.8%", "441所")}
SPENT, EDUCATION, GROWTH, SCHOOLS = range(4)


def mention(text: str, kind: Kind, value: Value, mod: Mod | None = None) -> Mention:
    span = Span(AT[text], AT[text] + len(text))
    return Mention(kind, span, text, value, mod, "r", span, 1)


def yuan(number: str) -> Money:
    return Money(Decimal(number), Decimal(number), "CNY", "元")


MENTIONS = (
    mention("532.39亿元", Kind.MONEY, yuan("53239000000.00")),
    mention("100亿元", Kind.MONEY, yuan("1E+10"), Mod.APPROX),
    mention("7.8%", Kind.PERCENT, Percent(Decimal("7.8"), Decimal("8.50"), "%")),
    mention("441所", Kind.QUANTITY, Quantity(Decimal(441), Decimal(441), "所", "所")),
)


def result_of(
    *facts: Fact, targets: tuple[Target, ...] = (), findings: tuple[Finding, ...] = (), metadata: Metadata | None = None
) -> Result:
    lines = [Span(0, 4), Span(5, TEXT.rindex("\n")), Span(TEXT.rindex("\n") + 1, len(TEXT))]
    heading = Heading(lines[0], TEXT[:4], 1)
    sentences = Sentences(Sentence(span, number, int(number > 0)) for number, span in enumerate(lines))
    segments = Segments(TextView.of(TEXT), None, ((), (heading,)), sentences, tuple(span.start for span in lines))
    return Result(
        Document(SOURCE, TEXT),
        metadata or Metadata(region="咸宁市", region_code="421200"),
        segments,
        MENTIONS,
        facts=facts,
        targets=targets,
        findings=findings,
    )


def fact(of: int, member: int = 1, **fields: Any) -> Fact:
    return Fact(of, member, fields.pop("indicator", "支出"), None, fields.pop("measure", Measure.LEVEL), **fields)


def nested_of(result: Result) -> dict[str, Any]:
    tables = {table: [rows.nested for rows in found] for table, found in table_rows(result).items()}
    nested: dict[str, Any] = json.loads(b"{" + b"".join(nested_json(result, tables, list)))
    return nested


def read(found: Iterable[Rows], columns: tuple[str, ...]) -> list[tuple[dict[str, str], dict[str, Any]]]:
    """The rows as a reader of CSV and one of JSON sees them, who must see the same."""
    together = list(found)
    table = (heading_csv(columns) + b"".join(rows.csv for rows in together)).decode("utf-8-sig")
    from_json = [json.loads(line) for rows in together for line in rows.json.splitlines()]
    rows = list(zip(csv.DictReader(io.StringIO(table, newline=""), strict=True), from_json, strict=True))
    for from_csv, said in rows:
        assert tuple(from_csv) == tuple(said) == columns
        for column, value in said.items():
            text = "" if value is None else str(value)
            assert from_csv[column] in {text, "'" + text}
    return rows


def test_columns_of_a_fact_that_says_all() -> None:
    said = Fact(
        mention=EDUCATION,
        member=2,
        indicator="教育支出",
        indicator_id="education_expenditure",
        measure=Measure.CHANGE,
        direction="increase",
        status=Stand.PLANNED,
        stage="initial_budget",
        comparison="fixed_base",
        base_start=date(2019, 1, 1),
        base_end=date(2019, 12, 31),
        price_basis="constant",
        aggregation="sum",
        per="人",
        period_start=date(2021, 1, 1),
        period_end=date(2021, 10, 31),
        region="咸宁市",
        region_code="421200",
        scope="whole_area",
        entity="咸宁市财政局",
        program="双减",
        part_of=1,
        qualifiers=(("basis", "同口径"), ("excluding", "虚增;空转=因素")),
        flow="expenditure",
        evidence=(("indicator", "stated"), ("period", "section")),
    )
    _, (_, row) = read(fact_rows(result_of(said, fact(SPENT))), FACT_COLUMNS)
    start = AT["100亿元"]
    mention_id = f"{DOC}-{start}-{start + 5}-money"
    assert row == {
        "fact_id": f"{mention_id}-2",
        "mention_id": mention_id,
        "member": 2,
        "doc_id": DOC,
        "source": SOURCE,
        "start_char": start,
        "end_char": start + 5,
        "text": "100亿元",
        "indicator": "教育支出",
        "indicator_id": "education_expenditure",
        "measure": "change",
        "direction": "increase",
        "status": "planned",
        "stage": "initial_budget",
        "comparison": "fixed_base",
        "base_start": "2019-01-01",
        "base_end": "2019-12-31",
        "price_basis": "constant",
        "aggregation": "sum",
        "per": "人",
        "low": "10000000000",
        "high": "10000000000",
        "currency": "CNY",
        "unit": "元",
        "unit_id": "元",
        "mod": "APPROX",
        "period_start": "2021-01-01",
        "period_end": "2021-10-31",
        "region": "咸宁市",
        "region_code": "421200",
        "scope": "whole_area",
        "entity": "咸宁市财政局",
        "program": "双减",
        "part_of": f"{DOC}-{AT['532.39亿元']}-{AT['532.39亿元'] + 8}-money-1",
        "qualifiers": "basis=同口径; excluding=虚增；空转=因素",
        "table_id": None,
        "row_header": None,
        "column_header": None,
        "class_code": None,
        "flow": "expenditure",
        "section": "一、财政",
        "page": None,
        "evidence": "indicator=stated; period=section",
    }


def test_fact_that_says_little() -> None:
    ((_, row),) = read(fact_rows(result_of(fact(SCHOOLS, indicator=None, measure=Measure.COUNT))), FACT_COLUMNS)
    assert {name for name, value in row.items() if value is not None} == {
        "fact_id", "mention_id", "member", "doc_id", "source", "start_char", "end_char", "text", "measure", "status",
        "low", "high", "unit", "unit_id", "section",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "cells"),
    [
        pytest.param(Money(None, None, "CNY", "元"), (None, None, "CNY", "元", "元"), id="过长的金额"),
        pytest.param(
            Money(Decimal(-3), Decimal("5.50"), "USD", "美元"), ("-3", "5.5", "USD", "美元", "美元"), id="区间"
        ),
        pytest.param(Quantity(Decimal(0), Decimal(12), "噸", "吨"), ("0", "12", None, "噸", "吨"), id="异体单位"),
        pytest.param(Duration(None, "P3Y", "P5Y", "年"), ("P3Y", "P5Y", None, "年", "年"), id="时限"),
        pytest.param(Duration("P90D"), (None, None, None, None, None), id="九十天"),
    ],
)
def test_amount_of_a_fact_is_that_of_its_mention(value: Value, cells: tuple[str | None, ...]) -> None:
    result = result_of(fact(0))
    result = replace(result, mentions=(replace(MENTIONS[0], value=value),))
    ((_, row),) = read(fact_rows(result), FACT_COLUMNS)
    mentioned = json.loads(next(mention_rows(result)).json)
    columns = ("low", "high", "currency", "unit", "unit_id")
    assert tuple(row[column] for column in columns) == tuple(mentioned[column] for column in columns) == cells


def test_facts_stand_in_order_of_place_and_member() -> None:
    facts = (fact(SCHOOLS), fact(GROWTH, 1), fact(GROWTH, 2), fact(SPENT))
    rows = [row for _, row in read(fact_rows(result_of(*facts)), FACT_COLUMNS)]
    assert [(row["text"], row["member"]) for row in rows] == [("532.39亿元", 1), ("7.8%", 1), ("7.8%", 2), ("441所", 1)]
    assert len({row["fact_id"] for row in rows}) == 4
    assert all(row["fact_id"] == f"{row['mention_id']}-{row['member']}" for row in rows)


@pytest.mark.parametrize(
    ("given", "column"),
    [
        pytest.param({"indicator": "=支出"}, "indicator", id="指标"),
        pytest.param({"per": "-人"}, "per", id="每"),
        pytest.param({"program": "+甲"}, "program", id="项目"),
        pytest.param({"entity": "＠甲"}, "entity", id="单位"),
    ],
)
def test_text_cells_of_facts_are_guarded(given: dict[str, Any], column: str) -> None:
    ((from_csv, from_json),) = read(fact_rows(result_of(fact(SPENT, **given))), FACT_COLUMNS)
    assert (from_csv[column], from_json[column]) == ("'" + given[column], given[column])


def test_quotation_marks_commas_and_line_breaks_in_a_fact() -> None:
    said = '"双减",\n甲'
    ((from_csv, from_json),) = read(
        fact_rows(result_of(fact(SPENT, indicator=said, qualifiers=(("fund", said),)))), FACT_COLUMNS
    )
    assert from_csv["indicator"] == from_json["indicator"] == said
    assert from_csv["qualifiers"] == from_json["qualifiers"] == f"fund={said}"


def numeric(of: int, fact_index: int, **fields: Any) -> Target:
    return Target(
        2019, "支出", "spending", "numeric", fact_index, span=MENTIONS[of].span, text=MENTIONS[of].text, **fields
    )


LINKED = Target(
    2019, "居民收入", None, "linked", linked_indicator="经济", relation="equal",
    span=Span(TEXT.index("居民"), len(TEXT)), text=TEXT[TEXT.index("居民") :],
)  # fmt: skip


def test_columns_of_a_numeric_target() -> None:
    facts = (fact(SPENT), fact(GROWTH, measure=Measure.GROWTH, comparison="yoy"))
    metadata = Metadata(region="咸宁市", region_code="421200", entity="市财政局")
    result = result_of(*facts, targets=(numeric(GROWTH, 1, stretch="力争8.5%"),), metadata=metadata)
    ((_, row),) = read(target_rows(result), TARGET_COLUMNS)
    start = AT["7.8%"]
    assert row == {
        "target_id": f"{DOC}-2019-{start}-{start + 4}-1",
        "doc_id": DOC,
        "source": SOURCE,
        "region": "咸宁市",
        "region_code": "421200",
        "entity": "市财政局",
        "year": 2019,
        "indicator": "支出",
        "indicator_id": "spending",
        "form": "numeric",
        "low": "7.8",
        "high": "8.5",
        "unit": "%",
        "mod": None,
        "comparison": "yoy",
        "linked_indicator": None,
        "relation": None,
        "assigned_by": None,
        "stretch": "力争8.5%",
        "fact_id": f"{DOC}-{start}-{start + 4}-percent-1",
        "start_char": start,
        "end_char": start + 4,
        "text": "7.8%",
    }


def test_targets_stand_in_order_of_place_and_those_not_stated_behind() -> None:
    unsaid = Target(2019, "城镇新增就业", "urban_jobs", "not_stated")
    unknown = Target(2019, "=物价", None, "not_stated")
    result = result_of(
        fact(SPENT), targets=(unsaid, unknown, LINKED, numeric(SPENT, 0), replace(LINKED, indicator="甲", text="折叠"))
    )
    rows = [row for _, row in read(target_rows(result), TARGET_COLUMNS)]
    assert [row["indicator"] for row in rows] == ["支出", "居民收入", "甲", "城镇新增就业", "=物价"]
    place = f"{LINKED.span.start}-{LINKED.span.end}" if LINKED.span else ""
    assert [row["target_id"] for row in rows[1:]] == [
        f"{DOC}-2019-{tail}" for tail in (f"{place}-1", f"{place}-2", "urban_jobs-1", "=物价-1")
    ]
    linked, unsaid_row = rows[1], rows[3]
    assert [TEXT[row["start_char"] : row["end_char"]] == row["text"] for row in rows[:3]] == [True] * 3
    assert (linked["linked_indicator"], linked["relation"], linked["low"], linked["fact_id"]) == (
        "经济",
        "equal",
        None,
        None,
    )
    assert unsaid_row["start_char"] is unsaid_row["text"] is unsaid_row["low"] is None


def test_findings() -> None:
    findings = (
        Finding("sum_differs", "suspect", '441 is 440, "not" 441', (SCHOOLS, GROWTH), "441所", "440所"),
        Finding("digits_misgrouped", "suspect", "丙", (), "50,4528万元", "504,528万元"),
        Finding("told_twice_differs", "note", "乙", (SPENT, SCHOOLS), "2", "1"),
        Finding("told_twice_differs", "note", "=甲", (SPENT, EDUCATION), "-1", "1"),
    )
    (found,) = finding_rows(result_of(findings=findings))
    rows = read([found], FINDING_COLUMNS)
    (mentioned,) = mention_rows(result_of())
    spent, education, _, schools = (json.loads(line)["mention_id"] for line in mentioned.json.splitlines())
    assert [row["finding_id"] for _, row in rows] == [
        f"{spent}-told_twice_differs-1", f"{spent}-told_twice_differs-2", f"{schools}-sum_differs-1",
        f"{DOC}-digits_misgrouped-1",
    ]  # fmt: skip
    from_csv, first = rows[0]
    assert first == {
        "finding_id": f"{spent}-told_twice_differs-1",
        "doc_id": DOC,
        "source": SOURCE,
        "code": "told_twice_differs",
        "severity": "note",
        "message": "=甲",
        "mention_ids": f"{spent} {education}",
        "stated": "-1",
        "expected": "1",
    }
    assert (from_csv["message"], from_csv["stated"]) == ("'=甲", "'-1")
    nested = json.loads(b"[%b]" % found.nested)
    assert nested[0]["mention_ids"] == [spent, education]
    assert rows[-1][1]["mention_ids"] is None
    assert nested[-1]["mention_ids"] == []
    assert list(finding_rows(result_of(findings=findings[::-1]))) == [found]


def test_nested_document() -> None:
    said = fact(SPENT, qualifiers=(("basis", "同口径"), ("fund", "甲;乙")), evidence=(("period", "title"),))
    finding = Finding("rate_holds", "info", "甲", (SPENT,), "1", "1")
    result = result_of(said, fact(GROWTH), targets=(numeric(SPENT, 0),), findings=(finding,))
    nested = nested_of(result)
    first, second = nested["facts"]
    assert set(first) == set(FACT_COLUMNS) - {"doc_id", "source", "section"}
    assert first["qualifiers"] == {"basis": "同口径", "fund": "甲;乙"}
    assert first["evidence"] == {"period": "title"}
    assert second["qualifiers"] == second["evidence"] == {}
    (target,), (finding_row,) = nested["targets"], nested["findings"]
    assert set(target) == set(TARGET_COLUMNS) - {"doc_id", "source"}
    assert set(finding_row) == set(FINDING_COLUMNS) - {"doc_id", "source"}
    assert target["fact_id"] == first["fact_id"]
    assert finding_row["mention_ids"] == [first["mention_id"]] == [nested["mentions"][0]["mention_id"]]


@pytest.mark.parametrize("rows", [fact_rows, target_rows, finding_rows], ids=["事实", "目标", "核对"])
def test_no_rows(rows: Callable[[Result], Iterable[Rows]]) -> None:
    assert list(rows(result_of())) == []


def test_the_same_result_gives_the_same_bytes() -> None:
    facts = (fact(SPENT), fact(GROWTH, 2, region="咸宁市"), fact(GROWTH, 1))
    results = [result_of(*facts, targets=(LINKED, numeric(SPENT, 0))) for _ in range(2)]
    first, second = ({table: list(lines) for table, lines in table_rows(result).items()} for result in results)
    assert first == second
    assert set(first) == set(TABLES) - {"documents"}
