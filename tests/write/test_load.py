import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gongbao.errors import OutputError
from gongbao.write.load import load
from gongbao.write.tables import DOCUMENT_COLUMNS, MENTION_COLUMNS

MENTIONS: list[dict[str, str | int]] = [
    {"kind": "money", "start_char": 3, "end_char": 9, "text": "=1亿元", "low": "12345678901234567890.12", "high": "1"},
    {"kind": "duration", "start_char": 10, "end_char": 12, "text": "三至五年", "low": "P3Y", "high": "P5Y"},
    {
        "kind": "date",
        "start_char": 13,
        "end_char": 15,
        "text": "唐代",
        "start_date": "0618-06-18",
        "end_date": "9999-12-31",
    },
]


def fill(out: Path, mentions: list[dict[str, str | int]]) -> None:
    documents = [{**dict.fromkeys(DOCUMENT_COLUMNS), "source": "甲", "document_date": "2018-03-05", "low": "12"}]
    for table, rows, columns in (("documents", documents, DOCUMENT_COLUMNS), ("mentions", mentions, MENTION_COLUMNS)):
        lines = "".join(json.dumps({**dict.fromkeys(columns), **row}) + "\n" for row in rows)
        (out / f"{table}.jsonl").write_text(lines, encoding="utf-8")


def test_values_are_exact(tmp_path: Path) -> None:
    fill(tmp_path, MENTIONS)
    mentions = load(tmp_path)["mentions"]
    assert list(mentions.columns) == list(MENTION_COLUMNS)
    assert mentions["low"].tolist() == [Decimal("12345678901234567890.12"), "P3Y", None]
    assert mentions["text"].tolist() == ["=1亿元", "三至五年", "唐代"]
    assert mentions["start_date"][2] == datetime(618, 6, 18)
    assert mentions["end_date"][2] == datetime(9999, 12, 31)
    assert mentions["name"].isna().all()
    assert mentions["start_char"].sum() == 26
    assert {
        name: str(mentions.dtypes[name]) for name in ("low", "start_char", "page", "start_date", "text", "name")
    } == {
        "low": "object",
        "start_char": "Int64",
        "page": "Int64",
        "start_date": "datetime64[s]",
        "text": "str",
        "name": "str",
    }


def test_what_a_manifest_passed_through_is_text(tmp_path: Path) -> None:
    fill(tmp_path, MENTIONS)
    documents = load(tmp_path)["documents"]
    assert list(documents.columns) == [*DOCUMENT_COLUMNS, "low"]
    assert documents["low"].tolist() == ["12"]
    assert documents["document_date"][0] == datetime(2018, 3, 5)
    assert str(documents.dtypes["report_year"]) == "Int64"


def test_tables_without_rows(tmp_path: Path) -> None:
    fill(tmp_path, [])
    mentions = load(str(tmp_path))["mentions"]
    assert list(mentions.columns) == list(MENTION_COLUMNS)
    assert len(mentions) == 0
    assert str(mentions.dtypes["start_date"]) == "datetime64[s]"


def test_no_output(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"documents\.jsonl: is no table of gongbao"):
        load(tmp_path)
