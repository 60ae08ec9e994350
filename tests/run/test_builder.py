"""The process that makes Parquet and the database: what it does, what it dies of, and what it leaves alone."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from gongbao.errors import OutputError
from gongbao.run import builder
from gongbao.run.builder import Builder
from gongbao.write.records import write_records
from gongbao.write.verify_records import check_records
from tests.write.output_of import write

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ("datapackage.json", "gongbao.duckdb")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Tables whose other forms are not made yet, in a folder of a name that a library may trip over."""
    write(tmp_path / "out", {"甲.txt": "收入5亿元"})
    folder = (tmp_path / "out").rename(tmp_path / os.fsdecode(b"\xff[1]*' out"))
    for path in folder.iterdir():
        if path.suffix == ".parquet" or path.name in RECORDS:
            path.unlink()
    return folder


def hashes_of(out: Path) -> dict[str, str]:
    tables: dict[str, str] = json.loads((out / "run.json").read_bytes())["tables"]
    return {name: sha256 for name, sha256 in tables.items() if name.endswith((".csv", ".jsonl"))}


def children() -> set[str]:
    """What this process has started and not waited for; tests before may have left some."""
    return {pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()}


@pytest.mark.parametrize("early", [False, True], ids=["临用时", "先备好"])
def test_it_makes_what_is_there(out: Path, early: bool) -> None:
    before = children()
    with Builder() as process:
        if early:
            process.start()
        hashes = process.build(out, hashes_of(out), ())
    assert hashes == json.loads((out / "run.json").read_bytes())["tables"]
    complaints: list[str] = []
    check_records(out, hashes, complaints.append)
    assert complaints == []
    assert children() <= before


def test_it_is_gone_when_it_was_not_needed() -> None:
    before = children()
    with Builder() as process:
        process.start()
        assert len(children() - before) == 1
    assert children() <= before


def failing(error: BaseException) -> Any:
    def fail(folder: Path, hashes: Mapping[str, str], passed_through: Sequence[str]) -> dict[str, str]:
        raise error

    return fail


def test_what_it_fails_of_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "write_records", failing(OSError(28, "No space left on device")))
    with Builder() as process, pytest.raises(OSError, match="No space left on device"):
        process.build(out, {}, ())
    monkeypatch.setattr(builder, "write_records", failing(OutputError("gongbao.duckdb: cannot be built: 坏")))
    with Builder() as process, pytest.raises(OutputError, match=r"^gongbao\.duckdb: cannot be built: 坏$"):
        process.build(out, {}, ())
    monkeypatch.setattr(builder, "write_records", failing(KeyError("坏\n了")))
    with Builder() as process, pytest.raises(OutputError, match=r"^gongbao failed on its tables: KeyError '坏"):
        process.build(out, {}, ())


@pytest.mark.parametrize("deaths", [1, 2])
def test_one_that_dies_is_followed_by_another(out: Path, monkeypatch: pytest.MonkeyPatch, deaths: int) -> None:
    marks = out.parent / "deaths"

    def die(*arguments: Any) -> dict[str, str]:
        with marks.open("a+") as file:
            file.write("x")
            file.seek(0)
            if len(file.read()) <= deaths:
                file.flush()
                os.kill(os.getpid(), signal.SIGKILL)
        return write_records(*arguments)

    monkeypatch.setattr(builder, "write_records", die)
    with Builder() as process:
        if deaths == 1:
            assert set(process.build(out, hashes_of(out), ())) > set(hashes_of(out))
            return
        with pytest.raises(OutputError, match="the process that makes Parquet and the database of the tables died"):
            process.build(out, hashes_of(out), ())


ALONE = """
import os, sys
from gongbao.run.batch import extract_files
extract_files("seeds", sys.argv[1])
print(sorted({"pyarrow", "duckdb", "numpy", "pandas"} & set(sys.modules)), len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted on Linux")
def test_process_that_forks_has_one_thread_and_none_of_the_libraries(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", ALONE, str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "[] 1\n"
