import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import (
    Code,
    DateInterval,
    Document,
    DocumentType,
    Duration,
    Heading,
    Kind,
    Mention,
    Metadata,
    Mod,
    Money,
    Percent,
    Program,
    Quantity,
    Result,
    Segments,
    Sentence,
    Sentences,
    Span,
    TextView,
    Value,
)
from gongbao.segment.words import ENGINES, load_words
from gongbao.write.nested import nested_json
from gongbao.write.rows import mention_rows, table_rows
from gongbao.write.tables import (
    DOCUMENT_COLUMNS,
    MENTION_COLUMNS,
    TABLES,
    doc_id_of,
    heading_csv,
    read_row,
    rejected_row,
    row_csv,
    row_json,
)

FIELDS = Path(__file__).resolve().parents[2] / "docs/fields.md"
TEXT = "财政工作\n2020年,收入5.4亿元。\n=1+1"
SOURCE = "咸宁/=报告.txt"


def result_of(*mentions: Mention, metadata: Metadata | None = None, codes: tuple[Code, ...] = ()) -> Result:
    title = Heading(Span(0, 4), "财政工作", 1)
    sentences = Sentences((Sentence(Span(0, 4), 0, 0), Sentence(Span(5, 19), 1, 1), Sentence(Span(20, 24), 2, 1)))
    segments = Segments(TextView.of(TEXT), "财政工作", ((), (title,)), sentences, (0, 5, 20))
    document = Document(SOURCE, TEXT, encoding="utf-8", sha256="ab" * 32)
    return Result(document, metadata or Metadata(), segments, mentions, codes=codes)


def mention_of(
    value: Value, mod: Mod | None = None, kind: Kind = Kind.MONEY, start: int = 13, index: int = 1
) -> Mention:
    span = Span(start, start + 5)
    return Mention(kind, span, TEXT[start : start + 5], value, mod, "规则.一", span, index)


def rows(*mentions: Mention) -> list[tuple[dict[str, str], dict[str, str | int | None]]]:
    """The rows of some mentions, as a reader of CSV and one of JSON sees them."""
    (found,) = mention_rows(result_of(*mentions))
    table = (heading_csv(MENTION_COLUMNS) + found.csv).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(table, newline=""), strict=True))
    return list(zip(read, map(json.loads, found.json.splitlines()), strict=True))


def yuan(number: str) -> Money:
    return Money(Decimal(number), Decimal(number), "CNY", "元")


VALUES = [
    pytest.param(
        Kind.MONEY,
        yuan("5.4E+8"),
        Mod.APPROX,
        {"low": "540000000", "high": "540000000", "currency": "CNY", "unit": "元", "unit_id": "元", "mod": "APPROX"},
        id="金额",
    ),
    pytest.param(
        Kind.MONEY,
        Money(Decimal(-3), Decimal("5.50"), "USD", "美元"),
        None,
        {"low": "-3", "high": "5.5", "currency": "USD", "unit": "美元", "unit_id": "美元"},
        id="金额区间",
    ),
    pytest.param(
        Kind.MONEY,
        Money(None, None, "CNY", "元"),
        None,
        {"currency": "CNY", "unit": "元", "unit_id": "元"},
        id="过长的金额",
    ),
    pytest.param(
        Kind.PERCENT,
        Percent(Decimal("1.40"), Decimal("1.40"), "pp"),
        Mod.MORE_THAN,
        {"low": "1.4", "high": "1.4", "unit": "pp", "unit_id": "pp", "mod": "MORE_THAN"},
        id="百分点",
    ),
    pytest.param(
        Kind.QUANTITY,
        Quantity(Decimal(0), Decimal(12), "噸", "吨"),
        None,
        {"low": "0", "high": "12", "unit": "噸", "unit_id": "吨"},
        id="数量",
    ),
    pytest.param(
        Kind.QUANTITY, Quantity(Decimal(7), Decimal(7), None, None), None, {"low": "7", "high": "7"}, id="无单位"
    ),
    pytest.param(
        Kind.DATE,
        DateInterval(date(2020, 1, 1), date(2020, 12, 31)),
        None,
        {"start_date": "2020-01-01", "end_date": "2020-12-31", "type": "DATE"},
        id="年",
    ),
    pytest.param(
        Kind.DATE,
        DateInterval(date(2019, 1, 1), None),
        Mod.AFTER_START,
        {"start_date": "2019-01-01", "type": "DATE", "mod": "AFTER_START"},
        id="以来",
    ),
    pytest.param(Kind.DATE, DateInterval(None, None, "SET"), None, {"type": "SET"}, id="每年"),
    pytest.param(Kind.DURATION, Duration("P90D"), None, {"value": "P90D"}, id="九十天"),
    pytest.param(Kind.DURATION, Duration(None, "P3Y", "P5Y"), None, {"low": "P3Y", "high": "P5Y"}, id="三至五年"),
    pytest.param(
        Kind.DURATION,
        Duration("P1D", unit="工作日"),
        None,
        {"value": "P1D", "unit": "工作日", "unit_id": "工作日"},
        id="工作日",
    ),
    pytest.param(Kind.PROGRAM, Program("双减", "policy"), None, {"type": "policy", "name": "双减"}, id="政策"),
]


@pytest.mark.parametrize(("kind", "value", "mod", "filled"), VALUES)
def test_columns_of_a_value(kind: Kind, value: Value, mod: Mod | None, filled: dict[str, str]) -> None:
    ((from_csv, from_json),) = rows(mention_of(value, mod, kind))
    assert tuple(from_csv) == tuple(from_json) == MENTION_COLUMNS
    columns = MENTION_COLUMNS[MENTION_COLUMNS.index("low") : MENTION_COLUMNS.index("sentence")]
    assert {name: from_json[name] for name in columns if from_json[name] is not None} == filled
    assert {name: from_csv[name] for name in columns if from_csv[name]} == filled


def test_columns_of_a_place() -> None:
    ((from_csv, from_json),) = rows(mention_of(yuan("1")))
    doc_id = "d" + hashlib.sha256(SOURCE.encode()).hexdigest()[:16]
    assert from_json["mention_id"] == f"{doc_id}-13-18-money"
    assert (from_json["doc_id"], from_json["source"], from_json["kind"]) == (doc_id, SOURCE, "money")
    assert (from_json["start_char"], from_json["end_char"], from_json["text"]) == (13, 18, TEXT[13:18])
    assert from_json["sentence"] == from_csv["sentence"] == "2020年,收入5.4亿元。"
    assert from_json["section"] == from_csv["section"] == "财政工作"
    assert from_json["rule"] == from_csv["rule"] == "规则.一"
    assert from_json["page"] is from_json["bbox"] is None
    assert from_csv["page"] == from_csv["bbox"] == ""
    assert (from_csv["start_char"], from_csv["end_char"]) == ("13", "18")


def test_text_cells_are_guarded_and_number_cells_are_not() -> None:
    mention = Mention(Kind.MONEY, Span(20, 24), "=1+1", yuan("-1"), None, "=r", Span(20, 24), 2)
    ((from_csv, from_json),) = rows(mention)
    assert from_csv["low"] == "-1"
    assert (from_csv["text"], from_csv["sentence"], from_csv["rule"]) == ("'=1+1", "'=1+1", "'=r")
    assert (from_json["text"], from_json["sentence"], from_json["rule"]) == ("=1+1", "=1+1", "=r")
    assert from_csv["source"] == SOURCE  # the = is not at its start


def test_sentence_without_section_and_mention_without_sentence() -> None:
    first, second = rows(mention_of(yuan("1"), start=0, index=0), mention_of(yuan("1"), start=1, index=-1))
    assert (first[1]["sentence"], first[1]["section"], first[0]["section"]) == ("财政工作", None, "")
    assert (second[1]["sentence"], second[1]["section"], second[0]["sentence"]) == (None, None, "")


def test_rows_stand_in_order_of_place() -> None:
    first = mention_of(yuan("1"), start=3)
    second = mention_of(yuan("1"), start=13, kind=Kind.DATE)
    third = mention_of(yuan("1"), start=13, kind=Kind.MONEY)
    assert [row["mention_id"] for _, row in rows(third, second, first)] == [
        f"{doc_id_of(SOURCE)}-{place}" for place in ("3-8-money", "13-18-date", "13-18-money")
    ]


def test_document_row() -> None:
    metadata = Metadata(
        title="政府工作报告",
        document_type=DocumentType.WORK_REPORT,
        document_date=date(2018, 3, 5),
        report_year=2017,
        region="咸宁市",
        region_code="421200",
        region_level="prefecture",
        entity="=甲",
    )
    result = result_of(mention_of(yuan("1")), metadata=metadata, codes=(Code.NUMBER_TOO_LONG,))
    row = read_row(result, "d0", {"url": "=http", "page": "-1"})
    assert tuple(row) == (*DOCUMENT_COLUMNS, "url", "page")
    assert json.loads(row_json(row)) == {
        "doc_id": doc_id_of(SOURCE),
        "source": SOURCE,
        "sha256": "ab" * 32,
        "format": "text",
        "encoding": "utf-8",
        "title": "政府工作报告",
        "document_type": "work_report",
        "document_date": "2018-03-05",
        "report_year": 2017,
        "region": "咸宁市",
        "region_code": "421200",
        "region_level": "prefecture",
        "entity": "=甲",
        "pages": None,
        "chars": len(TEXT),
        "mentions": 1,
        "facts": 0,
        "findings": 0,
        "status": "warning",
        "codes": "number_too_long",
        "duplicate_of": "d0",
        "url": "=http",
        "page": "-1",
    }
    assert (
        row_csv(row, DOCUMENT_COLUMNS)
        .decode()
        .endswith(
            f",政府工作报告,work_report,2018-03-05,2017,咸宁市,421200,prefecture,'=甲,,{len(TEXT)},1,0,0,warning,"
            "number_too_long,d0,'=http,'-1\n"
        )
    )


def test_row_of_a_rejected_document() -> None:
    row = rejected_row("甲.pdf", "ab", Code.BINARY, None, {"url": None})
    assert tuple(row) == (*DOCUMENT_COLUMNS, "url")
    assert {name: value for name, value in row.items() if value is not None} == {
        "doc_id": doc_id_of("甲.pdf"),
        "source": "甲.pdf",
        "sha256": "ab",
        "status": "rejected",
        "codes": "binary",
    }


def nested_of(result: Result) -> dict[str, Any]:
    tables = {table: [rows.nested for rows in found] for table, found in table_rows(result).items()}
    nested: dict[str, Any] = json.loads(b"{" + b"".join(nested_json(result, tables, list)))
    return nested


def test_nested_document() -> None:
    result = result_of(mention_of(yuan("1")), mention_of(yuan("2"), index=-1))
    nested = nested_of(result)
    assert nested["text"] == TEXT
    assert nested["sections"] == [[], [{"level": 1, "start_char": 0, "end_char": 4, "text": "财政工作"}]]
    assert nested["sentences"][1] == {
        "start_char": 5, "end_char": 19, "paragraph": 1, "section": 1, "text": "2020年,收入5.4亿元。",
        "words": list("2020年,收入5.4亿元。"),
    }  # fmt: skip
    first, second = nested["mentions"]
    assert (first["sentence"], second["sentence"]) == (1, None)
    assert TEXT[first["start_char"] : first["end_char"]] == first["text"]
    assert (first["sentence_start"], first["sentence_end"]) == (8, 13)
    assert set(first) == set(MENTION_COLUMNS) - {"doc_id", "source", "section"} | {"sentence_start", "sentence_end"}


def test_nested_document_in_which_nothing_is_found() -> None:
    result = result_of()
    nested = nested_of(result)
    assert {name: nested[name] for name in ("mentions", "facts", "targets", "findings")} == {
        "mentions": [], "facts": [], "targets": [], "findings": [],
    }  # fmt: skip


def in_sentences(texts: list[str], *mentions: Mention) -> Result:
    """A result whose text is made of sentences with nothing between them."""
    ends = list(accumulate(map(len, texts)))
    spans = [Span(end - len(text), end) for text, end in zip(texts, ends, strict=True)]
    sentences = Sentences(Sentence(span, 0, 0) for span in spans)
    whole = "".join(texts)
    segments = Segments(TextView.of(whole), None, ((),), sentences, tuple(span.start for span in spans))
    return Result(Document(SOURCE, whole), Metadata(), segments, mentions)


def sentences_told(texts: list[str], cut: Callable[[str], list[str]]) -> list[tuple[str, list[str] | None]]:
    """The sentences and their words, a mention being in every other one."""
    starts = accumulate(map(len, texts), initial=0)
    spans = [Span(start, start + 1) for start, _ in zip(starts, texts, strict=False)]
    mentions = [
        Mention(Kind.MONEY, span, text[:1], yuan("5"), None, "r", span, i)
        for i, (span, text) in enumerate(zip(spans, texts, strict=True))
        if i % 2 == 0
    ]
    nested = json.loads(b"{" + b"".join(nested_json(in_sentences(texts, *mentions), {}, cut)))
    return [(sentence["text"], sentence["words"]) for sentence in nested["sentences"]]


def every_other(texts: list[str], cut: Callable[[str], list[str]]) -> list[tuple[str, list[str] | None]]:
    return [(text, None if i % 2 else cut(text)) for i, text in enumerate(texts)]


@pytest.mark.parametrize("words", ENGINES)
@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["财政收入增长", "速度加快。"], id="句间不成词"),
        pytest.param(["共有3", "000个"], id="句间不成数"),
        pytest.param(["他说", '"收入",', "增长。"], id="引号"),
        pytest.param(["甲\\乙", "丙\\n丁"], id="反斜线"),
        pytest.param(["甲\n", "\n乙", "\r", "\n"], id="句中换行"),
        pytest.param([" ", "\t", "\u2028", "\u3000"], id="空白"),
        pytest.param([f"第{number}项收入增长{number}%。" for number in range(200)], id="两百句"),
    ],
)
def test_words_of_a_sentence_with_mentions_are_its_own(texts: list[str], words: str) -> None:
    cut = load_words(words).cut
    for some in (texts, texts[1:]):
        assert sentences_told(some, cut) == every_other(some, cut)


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('增长收入3.%"\\\r\n\t '), min_size=1)


@given(st.lists(ANY_TEXT))
def test_words_of_any_sentences(texts: list[str]) -> None:
    assert sentences_told(texts, load_words().cut) == every_other(texts, load_words().cut)


def test_many_rows_come_some_at_a_time() -> None:
    texts = [f"第{number}项收入5亿元。" for number in range(2000)]
    starts = accumulate(map(len, texts), initial=0)
    places = [Span(start + len(text) - 4, start + len(text) - 1) for start, text in zip(starts, texts, strict=False)]
    mentions = [Mention(Kind.MONEY, span, "5亿元", yuan("5E+8"), None, "r", span, i) for i, span in enumerate(places)]
    found = list(mention_rows(in_sentences(texts, *mentions)))
    assert len(found) > 2
    read = [json.loads(line) for rows in found for line in rows.json.splitlines()]
    assert [(row["start_char"], row["sentence"]) for row in read] == [
        (span.start, text) for span, text in zip(places, texts, strict=True)
    ]
    assert b"".join(rows.csv for rows in found).count(b"\n") == 2000
    nested = [row for rows in found for row in json.loads(b"[%b]" % rows.nested)]
    assert [row["mention_id"] for row in nested] == [row["mention_id"] for row in read]


def test_rows_of_a_long_sentence_are_not_together() -> None:
    """Each bears its sentence: a hundred together would take a hundred times its memory."""
    text = "收入5亿元，" * 20_000
    spans = [Span(start, start + 3) for start in range(2, 602, 6)]
    mentions = [Mention(Kind.MONEY, span, "5亿元", yuan("5E+8"), None, "r", span, 0) for span in spans]
    found = list(mention_rows(in_sentences([text], *mentions)))
    assert max(len(rows.json) for rows in found) < 2 * len(text.encode())
    assert sum(rows.json.count(b"\n") for rows in found) == 100


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_explained_in_its_place(table: str) -> None:
    section = FIELDS.read_text(encoding="utf-8").split(f"\n## {table}\n")[1].split("\n## ")[0]
    explained = section.split("| --- | --- | --- |\n")[1].split("\n\n")[0]
    first_cells = [line.split("|")[1] for line in explained.splitlines()]
    assert re.findall("`(\\w+)`", " ".join(first_cells)) == list(TABLES[table])
