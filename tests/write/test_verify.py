import csv
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongbao.errors import OptionError
from gongbao.write.durable import Hashed
from gongbao.write.parquet import arrow_schema, parquet_writer, read_rows
from gongbao.write.schema import SCHEMA
from gongbao.write.tables import TABLES, doc_id_of, heading_csv, row_csv
from gongbao.write.verify import verify
from gongbao.write.warehouse import WAREHOUSE
from tests.write.output_of import write

TEXTS = {
    "甲.txt": "=目标5亿元，增长5%\r\n",
    "乙.txt": None,
    "丙.txt": "收入5亿元存疑",
    "丁.txt": "=目标5亿元，增长5%\r\n",
}
FIRST, MONEY = doc_id_of("丁.txt"), f"{doc_id_of('丁.txt')}-3-6-money"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "out"
    write(folder, TEXTS, duplicates={"甲.txt": "丁.txt"})
    return folder


@pytest.fixture
def out(tmp_path: Path, written: Path) -> Path:
    return shutil.copytree(written, tmp_path / "out")


def test_what_a_run_wrote_holds(out: Path) -> None:
    assert verify(out) == []
    assert verify(str(out)) == []


def test_an_empty_output_holds(tmp_path: Path) -> None:
    write(tmp_path / "out", {})
    assert verify(tmp_path / "out") == []


@pytest.mark.parametrize(
    "said", [None, "{", "[]", "{}", "[" * 100_000], ids=["无", "不是JSON", "数组", "别人的", "过深"]
)
def test_what_is_no_output(tmp_path: Path, said: str | None) -> None:
    if said is not None:
        (tmp_path / "run.json").write_text(said, encoding="utf-8")
    with pytest.raises(OptionError, match="holds no finished run of gongbao"):
        verify(tmp_path)


def edit(out: Path, table: str, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Change rows of a table in both its files, and tell run.json of it."""
    path = out / f"{table}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    change(rows)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    cells = io.StringIO()
    writer = csv.writer(cells, lineterminator="\n")
    writer.writerow(TABLES[table])
    writer.writerows([list(row.values()) for row in rows])
    (out / f"{table}.csv").write_text("\ufeff" + cells.getvalue(), encoding="utf-8")
    rehash(out)


def rehash(out: Path) -> None:
    run = json.loads((out / "run.json").read_bytes())
    run["tables"] = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in run["tables"]}
    (out / "run.json").write_text(json.dumps(run), encoding="utf-8")


def cell(table: str, number: int, **cells: object) -> Callable[[Path], None]:
    def change(rows: list[dict[str, Any]]) -> None:
        assert set(cells) <= set(rows[number])
        rows[number] |= cells

    return lambda out: edit(out, table, change)


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(out: Path) -> None:
        text = (out / name).read_bytes().decode()
        assert old in text
        (out / name).write_bytes(text.replace(old, new, 1).encode())

    return change


def told(name: str, old: str, new: str) -> Callable[[Path], None]:
    """As ``replaced``, the hash that run.json tells of changed with it."""

    def change(out: Path) -> None:
        replaced(name, old, new)(out)
        rehash(out)

    return change


def copied(out: Path, name: str, other: str) -> None:
    (out / other).write_bytes((out / name).read_bytes())
    repackage(out)


def appended(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x\n")


def rebuilt(out: Path, table: str, **cells: object) -> None:
    """Make the Parquet file of a table anew, of rows of which the first has other cells, and tell of it."""
    rows = [json.loads(line) for line in (out / f"{table}.jsonl").read_bytes().splitlines()]
    rows[0] |= cells
    lines = io.BytesIO(heading_csv(TABLES[table]) + b"".join(row_csv(row, TABLES[table]) for row in rows))
    schema = arrow_schema(SCHEMA[table])
    with (out / f"{table}.parquet").open("wb") as file, parquet_writer(Hashed(file), schema) as writer:
        for told in read_rows(lines, SCHEMA[table], schema):
            writer.write_table(told)
    repackage(out)


def repackage(out: Path) -> None:
    package = json.loads((out / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        data = (out / resource["path"]).read_bytes()
        resource |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    (out / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    rehash(out)


def in_database(sql: str) -> Callable[[Path], None]:
    def change(out: Path) -> None:
        with duckdb.connect(out / WAREHOUSE) as database:
            database.execute(sql)

    return change


WRONG = {
    "Parquet被改": (
        lambda out: appended(out / "facts.parquet"),
        "facts.parquet: is not the file that run.json tells of",
    ),
    "Parquet的值": (lambda out: rebuilt(out, "facts", low="1"), "facts.parquet: its rows are not those of facts.jsonl"),
    "别的表的Parquet": (
        lambda out: copied(out, "targets.parquet", "findings.parquet"),
        "findings.parquet: has not the columns of findings, or not their types",
    ),
    "不是Parquet": (lambda out: copied(out, "facts.csv", "facts.parquet"), "facts.parquet: cannot be read: "),
    "缺Parquet": (lambda out: (out / "facts.parquet").unlink(), "facts.parquet: is not there"),
    "数据包": (told("datapackage.json", '"bytes": ', '"bytes": 1'), "datapackage.json: tells of another documents.csv"),
    "数据包缺表": (
        told("datapackage.json", "facts.jsonl", "facts.json"),
        "datapackage.json: facts.json is told of and not",
    ),
    "不是数据包": (told("datapackage.json", "{", "[{"), "datapackage.json: is no data package of gongbao"),
    "库缺行": (in_database("DELETE FROM facts"), "gongbao.duckdb: facts has 0 rows, and facts.jsonl 5"),
    "库的值": (
        in_database("UPDATE facts SET low = low + 1"),
        "gongbao.duckdb: the rows of facts are not those of facts.parquet",
    ),
    "库缺视图": (in_database("DROP VIEW panel_latest"), "gongbao.duckdb: the view panel_latest is not there"),
    "库的列": (
        in_database("ALTER TABLE facts ALTER low TYPE DOUBLE"),
        "gongbao.duckdb: facts has not the columns of the table, or not their types",
    ),
    "库缺表": (in_database("DROP TABLE targets CASCADE"), "gongbao.duckdb: cannot be read: Catalog Error"),
    "缺库": (lambda out: (out / WAREHOUSE).unlink(), "gongbao.duckdb: cannot be read: IO Error"),
    "散列不符": (replaced("mentions.csv", "亿", "万"), "mentions.csv: is not the file that run.json tells of"),
    "CSV不同": (told("mentions.csv", "5亿元,5", "5亿元,6"), "mentions.csv, the row 1: is not what mentions.jsonl has"),
    "CSV表头": (told("facts.csv", "fact_id", "id"), "facts.csv, line 1: is not what facts.jsonl has there"),
    "CSV多行": (told("findings.csv", "sum_differs", "sum_differs\nx"), "findings.csv, the row 1: is not what"),
    "CSV尾部": (
        told("targets.csv", "\n", "\n" * 2),
        "targets.csv, the row 1: is not what targets.jsonl has there",
    ),
    "CSV末尾": (lambda out: appended(out / "targets.csv"), "targets.csv: has more rows than targets.jsonl"),
    "缺表": (lambda out: (out / "facts.csv").unlink(), "facts.csv: is not there"),
    "不是JSON": (told("facts.jsonl", "{", ""), "facts.jsonl, line 1: is no JSON"),
    "缺列": (told("facts.jsonl", '"member"', '"number"'), "facts.jsonl, line 1: has not the columns of facts"),
    "枚举": (cell("mentions", 0, kind="sum"), "mentions.jsonl, line 1: kind is none of its list: 'sum'"),
    "状态码": (cell("documents", 2, codes="empty bad"), "documents.jsonl, line 3: codes is none of its list"),
    "日期": (cell("mentions", 0, start_date="2018"), "mentions.jsonl, line 1: start_date is no date: '2018'"),
    "数字": (cell("facts", 0, low="5E8"), "facts.jsonl, line 1: low is no plain number: '5E8'"),
    "计数": (cell("facts", 0, member="1"), "facts.jsonl, line 1: member is no count: '1'"),
    "空格": (cell("facts", 0, measure=None), "facts.jsonl, line 1: measure is null"),
    "空文本": (cell("facts", 0, indicator=""), "facts.jsonl, line 1: indicator is no text: ''"),
    "目标无事实": (cell("targets", 0, fact_id=None), "targets.jsonl, line 1: fact_id is null"),
    "位置": (cell("facts", 0, text="6亿元"), f"facts.jsonl, {MONEY}-1: its text does not stand at 3-6"),
    "键": (cell("mentions", 0, mention_id="x"), f"mentions.jsonl, x: its key should be {MONEY}"),
    "重键": (
        lambda out: edit(out, "mentions", lambda rows: rows.insert(0, rows[0])),
        f"mentions.jsonl, {MONEY}: stands there 2 times",
    ),
    "无此提及": (
        cell("facts", 0, mention_id="x", fact_id="x-1"),
        "facts.jsonl, x-1: mention_id is none of its document",
    ),
    "无此整体": (cell("facts", 0, part_of="x"), f"facts.jsonl, {MONEY}-1: part_of is none of its document"),
    "无此事实": (cell("targets", 0, fact_id="x"), ": fact_id is none of its document"),
    "无此发现": (cell("findings", 0, mention_ids="x"), ": mention_ids are not all of its document"),
    "来源": (cell("mentions", 0, source="x"), f"mentions.jsonl, {MONEY}: source is not that of its document"),
    "重复的前件": (
        cell("documents", 0, duplicate_of=doc_id_of("甲.txt")),
        "丁.txt: duplicate_of is no document before",
    ),
    "文档键": (cell("documents", 2, doc_id="d0"), "documents.jsonl, 乙.txt: doc_id is not that of its source"),
    "次序": (
        lambda out: edit(out, "documents", lambda rows: rows.insert(0, rows.pop(2))),
        "documents.jsonl, 丁.txt: is not behind the source before it",
    ),
    "提及次序": (
        lambda out: edit(out, "mentions", lambda rows: rows.insert(0, rows.pop(1))),
        "mentions.jsonl, 丁.txt: its rows are not in order of place",
    ),
    "文档的计数": (cell("documents", 0, facts=9), "documents.jsonl, 丁.txt: tells of 9 facts, and there are 2"),
    "字数": (cell("documents", 0, chars=9), "documents.jsonl, 丁.txt: tells of 9 chars, and its text has 13"),
    "总计": (
        replaced("run.json", '"money": 3', '"money": 4'),
        "run.json: counts of mentions are not those of the table",
    ),
    "被拒者有行": (
        cell("documents", 0, status="rejected", codes="empty"),
        "documents.jsonl, 丁.txt: is rejected, and other tables have rows of it",
    ),
    "无主的行": (
        lambda out: edit(out, "documents", lambda rows: rows.__delitem__(0)),
        f"mentions.jsonl, {MONEY}: belongs to no document",
    ),
    "缺文本": (lambda out: (out / f"texts/{FIRST}.txt").unlink(), f"texts/{FIRST}.txt: is not there"),
    "多文本": (lambda out: (out / "texts/x").touch(), "texts/x: is of no document that was read"),
    "缺嵌套": (lambda out: (out / f"json/{FIRST}.json").unlink(), f"json/{FIRST}.json: is not there"),
    "多嵌套": (lambda out: (out / "json/x").touch(), "json/x: is of no document that was read"),
    "文本改过": (
        lambda out: (out / f"texts/{FIRST}.txt").write_bytes("=目标6亿元，增长5%\r\n".encode()),
        f"mentions.jsonl, {MONEY}: its text does not stand at 3-6",
    ),
    "文本损坏": (lambda out: (out / f"texts/{FIRST}.txt").write_bytes(b"\xff"), f"texts/{FIRST}.txt: cannot be read"),
    "嵌套损坏": (lambda out: (out / f"json/{FIRST}.json").write_bytes(b"{}"), "is no document of gongbao: KeyError"),
    "嵌套的行": (replaced(f"json/{FIRST}.json", '"chars": 13', '"chars": 3'), "document is not its row of documents"),
    "嵌套的文": (replaced(f"json/{FIRST}.json", '"text": "=', '"text": "'), ": text is not that of texts/"),
    "嵌套的提及": (replaced(f"json/{FIRST}.json", f'"{MONEY}"', '"x"'), ": mentions are not those of the table"),
}


CORRECTION = {
    "correction_id": f"{MONEY}-low",
    "fact_id": None,
    "mention_id": MONEY,
    "doc_id": FIRST,
    "source": "丁.txt",
    "field": "low",
    "value": "500000000",
    "machine_value": "1",
    "was": "1",
    "who": "张三",
    "why": "读错",
    "state": "applied",
}
GONE = f"{MONEY[:17]}-1-2-money"


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        pytest.param({}, None, id="成立"),
        pytest.param({"state": "agrees", "machine_value": "500000000"}, None, id="机器已对"),
        pytest.param({"value": "6"}, f"{MONEY}-low: low is not '6' in the row that it corrects", id="未改"),
        pytest.param({"state": "agrees"}, f"{MONEY}-low: low is not '1' in the row that it corrects", id="机器不对"),
        pytest.param({"state": "stale_gone"}, f"{MONEY}-low: is stale_gone, and its row is there", id="还在"),
        pytest.param(
            {"mention_id": GONE, "correction_id": f"{GONE}-low"},
            f"{GONE}-low: is applied, and its row is not there",
            id="不在",
        ),
        pytest.param({"correction_id": "x"}, f"corrections.jsonl, x: its key should be {MONEY}-low", id="键"),
        pytest.param({"state": "done"}, "corrections.jsonl, line 1: state is none of its list: 'done'", id="枚举"),
        pytest.param({"who": None}, "corrections.jsonl, line 1: who is null", id="无谁"),
        pytest.param({"source": None}, "source is not that of its document", id="无文档"),
    ],
)
def test_corrections_hold_of_the_rows(out: Path, cells: dict[str, Any], complaint: str | None) -> None:
    edit(out, "corrections", lambda rows: rows.append(CORRECTION | cells))
    said = [sentence for sentence in verify(out) if "corrections.jsonl" in sentence]
    assert said == [] if complaint is None else any(complaint in sentence for sentence in said), said


@pytest.mark.parametrize(("change", "complaint"), WRONG.values(), ids=WRONG)
def test_what_does_not_hold_is_said(out: Path, change: Callable[[Path], None], complaint: str) -> None:
    change(out)
    complaints = verify(out)
    assert any(complaint in sentence for sentence in complaints), complaints
    assert all("\n" not in sentence for sentence in complaints)
