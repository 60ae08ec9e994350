import json
from pathlib import Path
from typing import Any

import pytest

from gongbao.errors import OptionError, OutputError
from gongbao.model import Code, Document
from gongbao.write.nested import nested_json
from gongbao.write.output import ENTRIES, Output
from gongbao.write.rows import table_lines
from gongbao.write.tables import TABLES, read_row, rejected_row
from tests.stand_in import Engine


def write(out: Path, text: str = "收入5亿元\n", *, overwrite: bool = False) -> None:
    result = Engine().extract(Document("甲.txt", text), {})
    lines = table_lines(result)
    with Output(out, overwrite=overwrite) as output:
        output.add(read_row(result, None, {}), lines, text, nested_json(result, lines, list))
        output.add(rejected_row("乙.txt", None, Code.EMPTY, None, {}))
        output.finish({"gongbao": "1"})


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_a_run_writes(tmp_path: Path) -> None:
    write(tmp_path / "out", "收入5亿元\r\n")
    files = contents(tmp_path / "out")
    (doc,) = (tmp_path / "out/texts").iterdir()
    assert sorted(files) == sorted(
        [*(e for e in ENTRIES if "." in e), f"texts/{doc.stem}.txt", f"json/{doc.stem}.json"]
    )
    assert doc.read_bytes() == "收入5亿元\r\n".encode()
    for table in (f"{name}.csv" for name in TABLES):
        assert files[table].startswith(b"\xef\xbb\xbf")
        assert files[table].endswith(b"\n")
        assert b"\r" not in files[table]
    assert files["documents.jsonl"].count(b"\n") == 2
    assert json.loads(files["mentions.jsonl"])["low"] == "500000000"
    assert json.loads(files["run.json"]) == {"gongbao": "1"}
    assert json.loads(files[f"json/{doc.stem}.json"])["document"]["source"] == "甲.txt"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_output_into_folders_that_are_not_there(tmp_path: Path) -> None:
    write(tmp_path / "甲" / "乙" / "out")
    assert (tmp_path / "甲/乙/out/run.json").is_file()


def test_folder_with_other_things_in_it_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/.gitkeep").touch()
    write(tmp_path / "out")
    write(tmp_path / "out", overwrite=True)
    assert (tmp_path / "out/.gitkeep").exists()
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*ENTRIES, ".gitkeep"}


def test_used_output_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "out")
    before = contents(tmp_path / "out")
    with pytest.raises(
        OptionError, match=r"out: holds run\.json of an earlier run; give another folder, or --overwrite"
    ):
        write(tmp_path / "out", "别的")
    assert contents(tmp_path / "out") == before


def test_overwriting_leaves_nothing_of_the_earlier_run(tmp_path: Path) -> None:
    write(tmp_path / "out")
    (tmp_path / "out/texts/d0.txt").touch()
    write(tmp_path / "out", "收入6亿元", overwrite=True)
    write(tmp_path / "fresh", "收入6亿元")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_what_no_run_wrote_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "out/json").mkdir(parents=True)
    (tmp_path / "out/json/mine").touch()
    with pytest.raises(OptionError, match=r"holds json but no run\.json of gongbao"):
        write(tmp_path / "out", overwrite=True)
    assert (tmp_path / "out/json/mine").exists()


def test_output_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(OptionError, match="out: is a file"):
        write(tmp_path / "out")


def test_output_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(OutputError, match=r"cannot be written: (Not a directory|File exists)"):
        write(tmp_path / "a" / "out")


@pytest.mark.parametrize("used", [False, True], ids=["新文件夹", "已有结果"])
def test_failed_run_leaves_what_was_there(tmp_path: Path, used: bool) -> None:
    if used:
        write(tmp_path / "out")
    before = contents(tmp_path)
    with pytest.raises(KeyboardInterrupt), Output(tmp_path / "out", overwrite=used) as output:
        output.add(rejected_row("乙.txt", None, Code.EMPTY, None, {}))
        raise KeyboardInterrupt
    assert contents(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"] * used


@pytest.mark.parametrize("failing", range(2 * len(ENTRIES)))
def test_failed_move_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    write(tmp_path / "out")
    before = contents(tmp_path)
    rename, moves = Path.rename, iter(range(1000))

    def rename_or_fail(path: Path, target: Path) -> Path:
        if next(moves) == failing:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_or_fail)
    with pytest.raises(OutputError, match="out: cannot be written: No space left on device"):
        write(tmp_path / "out", "别的", overwrite=True)
    assert contents(tmp_path) == before


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full, opened = Path("/dev/full"), Path.open
    if not full.is_char_device():
        pytest.skip("there is no /dev/full here")

    def open_full(path: Path, *how: Any, **named: Any) -> Any:
        return opened(full if path.suffix == ".csv" else path, *how, **named)

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(OutputError, match="out: cannot be written: No space left on device"):
        write(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_output_filled_meanwhile_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="earlier run"), Output(tmp_path / "out") as output:
        write(tmp_path / "out")
        output.finish({})
    assert json.loads((tmp_path / "out/mentions.jsonl").read_text(encoding="utf-8"))["low"] == "500000000"
