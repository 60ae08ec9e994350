import csv
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongbao.errors import OptionError
from gongbao.model import Status
from gongbao.run import batch, inputs
from gongbao.run.batch import extract_files
from gongbao.run.steps import Step
from gongbao.run.tally import Summary
from gongbao.write.tables import DOCUMENT_COLUMNS, TABLES, doc_id_of
from tests.read.make_archive import flagged, packed
from tests.read.make_sheet import workbook
from tests.stand_in import Engine


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in, and an engine that is ready at once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batch, "Engine", Engine)
    yield tmp_path


def make(**files: str | bytes) -> None:
    for name, text in files.items():
        path = Path("d", name.replace("_", "/") + ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def documents() -> dict[str, dict[str, Any]]:
    rows = [json.loads(line) for line in Path("out/documents.jsonl").read_text(encoding="utf-8").splitlines()]
    with Path("out/documents.csv").open(encoding="utf-8-sig", newline="") as table:
        for row, cells in zip(rows, csv.DictReader(table, strict=True), strict=True):
            assert cells == {name: "" if value is None else str(value) for name, value in row.items()}
    return {row["source"]: row for row in rows}


def mentions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path("out/mentions.jsonl").read_text(encoding="utf-8").splitlines()]


def contents() -> dict[str, bytes]:
    files = (path for path in Path("out").rglob("*") if path.is_file() and path.name != "run.json")
    return {path.as_posix(): path.read_bytes() for path in files if ".gongbao" not in path.parts}


def test_documents_are_in_order_of_source_and_mentions_of_place() -> None:
    make(乙="增长5%，收入3亿元", 甲_丙="收入1亿元\n收入2亿元", 丁="没有数字")
    summary = extract_files("d", "out")
    assert summary == Summary(Path("out"), 3, 3, 0, 0, mentions=4, facts=4, targets=0, findings=0, unmatched=())
    assert list(documents()) == ["丁.txt", "乙.txt", "甲/丙.txt"]
    assert [(row["source"], row["text"]) for row in mentions()] == [
        ("乙.txt", "5%"), ("乙.txt", "3亿元"), ("甲/丙.txt", "1亿元"), ("甲/丙.txt", "2亿元"),
    ]  # fmt: skip
    counts = [(row["mentions"], row["facts"], row["findings"]) for row in documents().values()]
    assert counts == [(0, 0, 0), (2, 2, 0), (2, 2, 0)]


def test_texts_are_what_the_offsets_count() -> None:
    make(甲="\r\n　　收入5亿元\r𠀀增长5%\n".encode("gb18030"), 乙=b"\xef\xbb\xbf\xe6\x94\xb65%")
    extract_files(Path("d"), Path("out"))
    for row in mentions():
        with Path("out/texts", row["doc_id"] + ".txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        assert text[row["start_char"] : row["end_char"]] == row["text"]
        nested = json.loads(Path("out/json", row["doc_id"] + ".json").read_bytes())
        assert nested["text"] == text
        assert nested["document"] == documents()[row["source"]]
        assert row["mention_id"] in [mention["mention_id"] for mention in nested["mentions"]]
    assert len(mentions()) == 3


def test_every_input_is_one_row_and_none_stops_another() -> None:
    make(
        a="收入5亿元",
        b=b"",
        c=bytes(range(256)) * 9,
        d=b"\xff" * 90,
        e="崩溃",
        f="<?xml version='1.0'?><p>5亿元</p>",
        g="收入5亿元增长百分之".encode() + b"\xff",
        h="增长5%",
    )
    os.mkfifo("d/pipe")
    steps: list[Step] = []
    summary = extract_files(["d", "gone.txt"], "out", progress=steps.append)
    found = {source: (row["status"], row["codes"]) for source, row in documents().items()}
    assert found == {
        "a.txt": ("ok", None),
        "b.txt": ("rejected", "empty"),
        "c.txt": ("rejected", "binary"),
        "d.txt": ("rejected", "undecodable"),
        "e.txt": ("rejected", "crashed"),
        "f.txt": ("rejected", "unread_format"),
        "g.txt": ("warning", "replaced_characters"),
        "gone.txt": ("rejected", "no_such_file"),
        "h.txt": ("ok", None),
        "pipe": ("rejected", "not_a_file"),
    }
    assert (summary.documents, summary.ok, summary.warning, summary.rejected) == (10, 2, 1, 7)
    assert [row["source"] for row in mentions()] == ["a.txt", "g.txt", "h.txt"]
    assert [(step.source, step.done, step.total) for step in steps] == [
        (source, number, 10) for number, source in enumerate(found, 1)
    ]
    for step in steps:
        assert len(step.messages) == (step.status is not Status.OK)
        assert all(message.startswith(step.source + ": ") and "\n" not in message for message in step.messages)
    (crash,) = (step.messages for step in steps if step.source == "e.txt")
    assert crash == ("e.txt: gongbao failed on it: ZeroDivisionError 崩溃 了",)
    files = {path.stem for path in Path("out/texts").iterdir()}
    assert (
        files == {path.stem for path in Path("out/json").iterdir()} == set(map(doc_id_of, ["a.txt", "g.txt", "h.txt"]))
    )


def test_rejected_rows_say_what_is_known() -> None:
    make(c=b"%PDF-1.7")
    extract_files(["d", "gone.txt"], "out")
    rows = documents()
    assert rows["c.txt"]["sha256"] == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert rows["gone.txt"]["sha256"] is None
    for row in rows.values():
        assert row["chars"] is row["mentions"] is row["facts"] is row["findings"] is row["title"] is None


def test_duplicates_point_to_the_first() -> None:
    make(a="收入5亿元", b="收入6亿元", c="收入5亿元", d="收入5亿元".encode("gb18030"), e="收入5亿元".encode("gb18030"))
    make(x=b"%PDF-1", y=b"%PDF-1", z="收入5亿元\n")
    extract_files("d", "out")
    assert {source: row["duplicate_of"] for source, row in documents().items()} == {
        "a.txt": None,
        "b.txt": None,
        "c.txt": doc_id_of("a.txt"),
        "d.txt": doc_id_of("a.txt"),
        "e.txt": doc_id_of("a.txt"),
        "x.txt": None,
        "y.txt": doc_id_of("x.txt"),
        "z.txt": None,
    }
    assert len(mentions()) == 6


def test_two_runs_write_the_same_bytes() -> None:
    make(甲="目标5亿元", 乙="崩溃", 丙=b"", 丁="收入5亿元存疑")
    extract_files("d", "out")
    first = contents()
    extract_files("d", "out", overwrite=True)
    assert contents() == first
    assert {f"out/{table}{suffix}" for table in TABLES for suffix in (".csv", ".jsonl")} < set(first)
    assert all(first[f"out/{table}.jsonl"] for table in TABLES if table != "corrections")


def test_what_is_given_reaches_the_engine_and_the_manifest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="1%", 乙_丙="2%", 丁="3%", 戊=b"")
    Path("清单.tsv").write_text(
        "source\turl\tdate\tregion\ttitle\tstart_date\n丙.txt\thttp://甲\t2018-03\t\t标题\t=1\n戊.txt\thttp://戊\n己.txt\n",
        encoding="utf-8",
    )
    extract = Engine.extract

    def listen(engine: Engine, document: Any, said: Any) -> Any:
        with Path("said").open("a", encoding="utf-8") as heard:
            heard.write(json.dumps({document.source: dict(said)}) + "\n")
        return extract(engine, document, said)

    monkeypatch.setattr(Engine, "extract", listen)
    summary = extract_files("d", "out", date="2020", region="咸宁市", manifest="清单.tsv")
    given: dict[str, dict[str, str]] = {}
    for line in Path("said").read_text(encoding="utf-8").splitlines():
        given |= json.loads(line)
    assert given == {
        "丁.txt": {"date": "2020", "region": "咸宁市"},
        "乙/丙.txt": {"date": "2018-03", "region": "咸宁市", "title": "标题"},
        "甲.txt": {"date": "2020", "region": "咸宁市"},
    }
    assert summary.unmatched == ("己.txt",)
    lines = [json.loads(line) for line in Path("out/documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(tuple(row) == (*DOCUMENT_COLUMNS, "url", "start_date") for row in lines)
    assert {row["source"]: (row["title"], row["url"], row["start_date"]) for row in lines} == {
        "丁.txt": (None, None, None),
        "乙/丙.txt": ("标题", "http://甲", "=1"),
        "戊.txt": (None, "http://戊", None),
        "甲.txt": (None, None, None),
    }
    assert ",http://甲,'=1\n" in Path("out/documents.csv").read_text(encoding="utf-8")


def test_run_file_holds_all_that_varies() -> None:
    make(甲="目标5亿元，增长5%", 乙=b"", 丙="6%存疑")
    extract_files(["d"], "out", date="2018", words="jieba")
    run = json.loads(Path("out/run.json").read_bytes())
    assert run["options"] == {
        "paths": ["d"], "date": "2018", "region": None, "manifest": None, "corrections": None,
        "patterns": None, "timeout": 300, "max_memory": 2048, "max_file_size": 200,
    }  # fmt: skip
    assert run["words"]["engine"] == "jieba"
    assert run["words"]["version"]
    assert run["patterns"] == Engine.pattern_hashes
    assert run["counts"] == {
        "documents": {"ok": 2, "warning": 0, "rejected": 1},
        "mentions": {"money": 1, "percent": 2},
        "facts": {"growth": 2, "level": 1},
        "targets": {"numeric": 2},
        "findings": {"suspect": 1},
        "corrections": {},
    }
    assert run["messages"] == ["乙.txt: is empty"]
    assert set(run) == {
        "gongbao", "python", "words", "options", "patterns", "corrections", "counts", "messages", "state", "tables",
        "started", "seconds",
    }  # fmt: skip
    tables = [path for path in Path("out").iterdir() if path.stem in TABLES or path.name == "datapackage.json"]
    assert run["tables"] == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tables}
    assert set(run["seconds"]) == {"loading", "documents", "tables"}


def test_members_of_an_archive_are_documents_in_order_of_source() -> None:
    Path("d/包").mkdir(parents=True)
    inner = packed(("丁.txt", "收入4亿元".encode()))
    archive = packed(
        ("b/乙.txt", "收入2亿元".encode()), ("内.zip", inner), ("坏.txt", b""), ("甲.txt", "崩溃".encode())
    )
    files = {"包/a.zip": archive, "包/a.zip (1).txt": b"1%", "包/a.txt": b"2%", "空.zip": packed(), "包/z.txt": b"3%"}
    for name, data in files.items():
        Path("d", name).write_bytes(data)
    steps: list[Step] = []
    summary = extract_files("d", "out", progress=steps.append)
    rows = documents()
    assert {source: (row["status"], row["codes"]) for source, row in rows.items()} == {
        "包/a.txt": ("ok", None),
        "包/a.zip (1).txt": ("ok", None),
        "包/a.zip!/b/乙.txt": ("ok", None),
        "包/a.zip!/内.zip!/丁.txt": ("ok", None),
        "包/a.zip!/坏.txt": ("rejected", "empty"),
        "包/a.zip!/甲.txt": ("rejected", "crashed"),
        "包/z.txt": ("ok", None),
        "空.zip": ("rejected", "empty"),
    }
    assert list(rows) == sorted(rows)
    assert rows["空.zip"]["sha256"] == hashlib.sha256(files["空.zip"]).hexdigest()
    assert rows["包/a.zip!/b/乙.txt"]["sha256"] == hashlib.sha256("收入2亿元".encode()).hexdigest()
    assert (summary.documents, summary.ok, summary.rejected) == (8, 5, 3)
    assert [(step.done, step.total) for step in steps][-1] == (8, 8)
    assert all(step.done <= step.total for step in steps)
    assert [step.messages for step in steps if step.source == "空.zip"] == [("空.zip: is an archive without files",)]


def test_archives_of_which_nothing_can_be_read_are_one_row() -> None:
    locked = flagged(packed(("甲", b"1%")), "甲", 1)
    Path("锁.zip").write_bytes(locked)
    Path("断.zip").write_bytes(packed(("甲", b"1%"))[:-30])
    Path("锁和开.zip").write_bytes(flagged(packed(("甲", b"1%"), ("乙", b"2%")), "甲", 1))
    extract_files(["锁.zip", "断.zip", "锁和开.zip"], "out")
    assert {source: (row["codes"], row["sha256"] is None) for source, row in documents().items()} == {
        "断.zip": ("broken_file", False),
        "锁.zip": ("encrypted", False),
        "锁和开.zip!/乙": (None, False),
        "锁和开.zip!/甲": ("encrypted", True),
    }


def test_a_file_keeps_its_source_before_a_member_of_that_name() -> None:
    Path("d/a.zip!").mkdir(parents=True)
    Path("d/a.zip!/甲").write_bytes(b"1%")
    Path("d/a.zip").write_bytes(packed(("甲", b"2%")))
    extract_files("d", "out")
    assert [(row["source"], row["text"]) for row in mentions()] == [("a.zip!/甲", "1%"), ("a.zip!/甲 (2)", "2%")]


def test_a_manifest_names_members() -> None:
    Path("d").mkdir()
    Path("d/a.zip").write_bytes(packed(("b/甲.txt", b"1%"), ("b/乙.txt", b"2%"), ("丙.txt", b"3%")))
    Path("清单.csv").write_text("source,url\na.zip!/b/甲.txt,一\n乙.txt,二\nd/a.zip!/丙.txt,三\n", encoding="utf-8")
    assert extract_files("d", "out", manifest="清单.csv").unmatched == ()
    assert {source: row["url"] for source, row in documents().items()} == {
        "a.zip!/b/乙.txt": "二",
        "a.zip!/b/甲.txt": "一",
        "a.zip!/丙.txt": "三",
    }


def test_a_fault_in_an_archive_costs_no_other_document(monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="1%", 乙=packed(("丙", b"2%")))

    def fail(*_: object) -> Iterator[Any]:
        raise ZeroDivisionError("坏")

    monkeypatch.setattr(inputs, "members", fail)
    extract_files("d", "out")
    assert {source: row["codes"] for source, row in documents().items()} == {"乙.txt": "crashed", "甲.txt": None}


def test_the_seed_page_in_an_archive_is_the_seed_page() -> None:
    page = next((Path(__file__).parents[2] / "seeds").glob("*.txt")).read_bytes()
    Path("a.zip").write_bytes(
        packed(("页.txt", page), ("页.xlsx", workbook([[line] for line in page.decode().split()])))
    )
    assert extract_files("a.zip", "out").ok == 2
    texts = {
        row["source"]: Path("out/texts", row["doc_id"] + ".txt").read_text(encoding="utf-8")
        for row in documents().values()
    }
    assert texts["a.zip!/页.txt"].split() == page.decode().split()
    assert texts["a.zip!/页.xlsx"].split() == ["收入表", *page.decode().split()]


def test_no_document_at_all() -> None:
    Path("d").mkdir()
    assert extract_files("d", "out").documents == 0
    assert documents() == {}
    assert Path("out/mentions.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    "options",
    [
        {"date": "去年"},
        {"words": "pkuseg"},
        {"manifest": "没有.csv"},
        {"paths": ["d", "d"]},
        {"paths": "out"},
    ],
    ids=["日期", "分词", "清单", "同名", "在输出中"],
)
def test_wrong_options_write_nothing(options: dict[str, Any]) -> None:
    make(甲="1%")
    with pytest.raises(OptionError):
        extract_files(**{"paths": "d", "out": "out", **options})
    assert not Path("out").exists()


def test_interrupted_run_leaves_the_earlier_one() -> None:
    make(甲="1%", 乙="2%")
    extract_files("d", "out")
    before = contents()
    make(甲="3%")

    def interrupt(step: Step) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_files("d", "out", overwrite=True, progress=interrupt)
    assert contents() == before
    assert sorted(path.name for path in Path().iterdir()) == ["d", "out"]
