import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gongbao.errors import OptionError, OutputError
from gongbao.write.load import load, targets
from gongbao.write.tables import (
    CORRECTION_COLUMNS,
    DOCUMENT_COLUMNS,
    FACT_COLUMNS,
    FINDING_COLUMNS,
    MENTION_COLUMNS,
    TABLES,
    TARGET_COLUMNS,
)
from tests.write.output_of import write

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
    document: dict[str, str | int] = {"source": "甲", "document_date": "2018-03-05", "low": "12"}
    rows = {"documents": [document], "mentions": mentions}
    for table, columns in TABLES.items():
        lines = "".join(json.dumps({**dict.fromkeys(columns), **row}) + "\n" for row in rows.get(table, []))
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
    tables = load(str(tmp_path))
    assert {name: tuple(table.columns) for name, table in tables.items() if name != "documents"} == {
        "mentions": MENTION_COLUMNS,
        "facts": FACT_COLUMNS,
        "targets": TARGET_COLUMNS,
        "findings": FINDING_COLUMNS,
        "corrections": CORRECTION_COLUMNS,
    }
    assert len(tables["mentions"]) == 0
    assert str(tables["mentions"].dtypes["start_date"]) == "datetime64[s]"
    assert {str(tables["facts"].dtypes[name]) for name in FACT_COLUMNS if "_start" in name or "_end" in name} == {
        "datetime64[s]"
    }


def test_no_output(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"documents\.jsonl: is no table of gongbao"):
        load(tmp_path)


def test_facts_targets_and_findings(tmp_path: Path) -> None:
    write(tmp_path / "out", {"甲.txt": "目标12345678901.1亿元存疑"})
    tables = load(tmp_path / "out")
    (fact,), (target,), (finding,) = (tables[name].to_dict("records") for name in ("facts", "targets", "findings"))
    assert fact["low"] == target["high"] == Decimal("1234567890110000000")
    assert (fact["member"], fact["start_char"], target["year"], target["end_char"]) == (1, 2, 2018, 17)
    assert fact["mention_id"] == finding["mention_ids"] == tables["mentions"]["mention_id"][0]
    dtypes = {name: str(tables["facts"].dtypes[name]) for name in ("low", "member", "page", "base_end", "evidence")}
    assert dtypes == {
        "low": "object", "member": "Int64", "page": "Int64", "base_end": "datetime64[s]", "evidence": "str",
    }  # fmt: skip
    assert {str(tables["targets"].dtypes[name]) for name in ("year", "start_char", "end_char")} == {"Int64"}
    assert {str(dtype) for dtype in tables["findings"].dtypes} == {"str"}


def test_rows_of_targets(tmp_path: Path) -> None:
    write(tmp_path / "out", {"甲.txt": "目标5亿元，增长6.5%"})
    rows = targets(tmp_path / "out")
    assert all(tuple(row) == TARGET_COLUMNS for row in rows)
    assert [(row["year"], row["low"], row["unit"]) for row in rows] == [(2018, "500000000", "元"), (2018, "6.5", "%")]


@pytest.mark.parametrize("there", [False, True], ids=["无此文件夹", "不是结果"])
def test_targets_of_what_is_no_output(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "out").mkdir()
        (tmp_path / "out/run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(OptionError, match="out: holds no finished run of gongbao"):
        targets(tmp_path / "out")


def test_targets_of_a_run_that_wrote_none(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"gongbao": "0.1"}', encoding="utf-8")
    with pytest.raises(OutputError, match=r"targets\.jsonl: is no table of gongbao"):
        targets(tmp_path)
