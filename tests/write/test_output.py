import json
import os
from pathlib import Path
from typing import Any

import pytest

from gongbao.errors import OptionError, OutputError
from gongbao.write import durable
from gongbao.write.output import ENTRIES, refuse_used, write_tables
from gongbao.write.parts import Part, read_part
from gongbao.write.tables import TABLES, doc_id_of
from tests.write.output_of import add_part, contents, rows, write

TEXTS = {"甲.txt": "目标5亿元\r\n", "乙.txt": None, "丙.txt": "收入5亿元存疑", "丁.txt": "目标5亿元\r\n"}


def test_what_an_output_holds(tmp_path: Path) -> None:
    write(tmp_path / "out", TEXTS)
    files = contents(tmp_path / "out")
    read = [doc_id_of(source) for source, text in TEXTS.items() if text]
    assert sorted(files) == sorted(
        [*(e for e in ENTRIES if "." in e), *(f"texts/{i}.txt" for i in read), *(f"json/{i}.json" for i in read)]
    )
    assert files[f"texts/{doc_id_of('甲.txt')}.txt"] == "目标5亿元\r\n".encode()
    for table in (f"{name}.csv" for name in TABLES):
        assert files[table].startswith(b"\xef\xbb\xbf")
        assert files[table].endswith(b"\n")
        assert files[table].count(b"\n") == 1 + files[table.replace(".csv", ".jsonl")].count(b"\n")
        assert b"\r" not in files[table]
    assert [row["source"] for row in rows(tmp_path / "out/documents.jsonl")] == ["丁.txt", "丙.txt", "乙.txt", "甲.txt"]
    assert [row["source"] for row in rows(tmp_path / "out/mentions.jsonl")] == ["丁.txt", "丙.txt", "甲.txt"]


def test_nested_document_of_a_duplicate_tells_of_it(tmp_path: Path) -> None:
    write(tmp_path / "out", TEXTS, duplicates={"甲.txt": "丁.txt"})
    documents = {row["source"]: row for row in rows(tmp_path / "out/documents.jsonl")}
    assert documents["甲.txt"]["duplicate_of"] == doc_id_of("丁.txt")
    for source in ("甲.txt", "丁.txt"):
        nested = json.loads((tmp_path / f"out/json/{doc_id_of(source)}.json").read_bytes())
        assert nested["document"] == documents[source]
        assert nested["text"] == "目标5亿元\r\n"
        assert len(nested["mentions"]) == 1


def test_parts_are_linked_or_copied_to_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "linked", TEXTS)

    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write(tmp_path / "copied", TEXTS)
    assert contents(tmp_path / "linked") == contents(tmp_path / "copied")
    links = {
        name: (tmp_path / name / f"texts/{doc_id_of('甲.txt')}.txt").stat().st_nlink for name in ("linked", "copied")
    }
    assert links == {"linked": 2, "copied": 1}


def test_part_that_is_cut_short_is_not_taken_for_whole(tmp_path: Path) -> None:
    row, name = add_part(tmp_path, "甲.txt", "收入5亿元")
    path = tmp_path / f"{name}.rows"
    assert read_part(tmp_path, name) == Part(row, "1" * 64, {}, ())
    path.write_bytes(path.read_bytes()[:-1])
    assert read_part(tmp_path, name) is None
    (tmp_path / "out").mkdir()
    with pytest.raises(OutputError, match="is damaged"):
        write_tables(tmp_path / "out", tmp_path, [(row, name)], ())


@pytest.mark.parametrize("failing", ["fsync", "rename"])
def test_file_that_cannot_be_kept_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    (tmp_path / "a").write_bytes(b"1")

    def fail(*_: Any) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os if failing == "fsync" else Path, failing, fail)
    with pytest.raises(OSError, match="Input/output error"):
        durable.write_whole(tmp_path / "a", [b"2"])
    assert contents(tmp_path) == {"a": b"1"}


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full, opened = Path("/dev/full"), Path.open
    if not full.is_char_device():
        pytest.skip("there is no /dev/full here")
    row, name = add_part(tmp_path, "甲.txt", "收入5亿元")
    (tmp_path / "out").mkdir()

    def open_full(path: Path, *how: Any, **named: Any) -> Any:
        return opened(full if path.suffix == ".csv" else path, *how, **named)

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(OSError, match="No space left on device"):
        write_tables(tmp_path / "out", tmp_path, [(row, name)], ())


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        pytest.param({}, None, id="空"),
        pytest.param({".gitkeep": "", "报告.html": ""}, None, id="别的文件"),
        pytest.param({"run.json": '{"gongbao": "1"}', "mentions.csv": ""}, None, id="我们的结果"),
        pytest.param({"mentions.csv": ""}, r"holds mentions\.csv but no run\.json of gongbao", id="别人的表"),
        pytest.param({"json/mine": ""}, r"holds json but no run\.json of gongbao", id="别人的文件夹"),
        pytest.param({"run.json": "[1]"}, r"holds run\.json but no run\.json of gongbao", id="别人的run.json"),
    ],
)
def test_folder_of_somebody_else_is_refused(tmp_path: Path, files: dict[str, str], complaint: str | None) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    if complaint is None:
        refuse_used(tmp_path)
        return
    with pytest.raises(OptionError, match=complaint):
        refuse_used(tmp_path)


def test_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(OptionError, match="out: is a file"):
        refuse_used(tmp_path / "out")
