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
from gongbao.run import batch
from gongbao.run.batch import Step, Summary, extract_files
from gongbao.write.tables import DOCUMENT_COLUMNS, TABLES, doc_id_of
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
    return {path.as_posix(): path.read_bytes() for path in files}


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
    assert all(first[f"out/{table}.jsonl"] for table in TABLES)


def test_what_is_given_reaches_the_engine_and_the_manifest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="1%", 乙_丙="2%", 丁="3%", 戊=b"")
    Path("清单.tsv").write_text(
        "source\turl\tdate\tregion\ttitle\tstart_date\n丙.txt\thttp://甲\t2018-03\t\t标题\t=1\n戊.txt\thttp://戊\n己.txt\n",
        encoding="utf-8",
    )
    given = {}
    extract = Engine.extract

    def listen(engine: Engine, document: Any, said: Any) -> Any:
        given[document.source] = dict(said)
        return extract(engine, document, said)

    monkeypatch.setattr(Engine, "extract", listen)
    summary = extract_files("d", "out", date="2020", region="咸宁市", manifest="清单.tsv")
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
    assert run["options"] == {"paths": ["d"], "date": "2018", "region": None, "manifest": None, "patterns": None}
    assert run["words"]["engine"] == "jieba"
    assert run["words"]["version"]
    assert run["patterns"] == Engine.pattern_hashes
    assert run["counts"] == {
        "documents": {"ok": 2, "warning": 0, "rejected": 1},
        "mentions": {"money": 1, "percent": 2},
        "facts": {"growth": 2, "level": 1},
        "targets": {"numeric": 2},
        "findings": {"suspect": 1},
    }
    assert run["messages"] == ["乙.txt: is empty"]
    assert set(run) == {
        "gongbao", "python", "words", "options", "patterns", "counts", "messages", "started", "seconds",
    }  # fmt: skip


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
