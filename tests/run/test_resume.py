import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gongbao.errors import OutputError, RejectedError
from gongbao.model import Code
from gongbao.read import archive
from gongbao.run import batch, inputs, reading, resume
from gongbao.run.batch import extract_files
from gongbao.write import records, swap, verify_records, warehouse
from gongbao.write.parts import SUFFIXES
from gongbao.write.swap import KEPT, held
from gongbao.write.tables import TABLES, doc_id_of
from gongbao.write.verify import verify
from tests.hostile import COME, EAT, HANG, KILL, WAIT, Hostile, make, read
from tests.read.make_archive import packed
from tests.write.output_of import tables


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in, and files that are old enough to be known by their times."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batch, "Engine", Hostile)
    monkeypatch.setattr(resume, "_TICK", 0)
    Path("d").mkdir()
    yield tmp_path


def run(**options: Any) -> list[str]:
    """What a run says beside its documents."""
    notices: list[str] = []
    extract_files("d", "out", **{"notice": notices.append, **options})
    assert verify("out") == []
    return notices


def rows() -> dict[str, dict[str, Any]]:
    lines = Path("out/documents.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["source"]: row for row in map(json.loads, lines)}


# By what was read and how, the tables of a run into a new folder.
ANEW: dict[str, dict[str, bytes]] = {}


def assert_as_anew(**options: Any) -> None:
    """The tables are those of a run into a new folder."""
    files = [Path("m.csv"), *sorted(Path("d").rglob("*"))]
    given = repr(([(path, path.read_bytes()) for path in files if path.is_file()], sorted(options.items())))
    if given not in ANEW:
        extract_files("d", "anew", **options)
        ANEW[given] = tables("anew")
        shutil.rmtree("anew")
    assert tables() == ANEW[given]
    read()


def whole_state() -> dict[str, tuple[bytes, int, int]]:
    files = [path for path in Path("out").rglob("*") if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in files}


def test_nothing_has_changed() -> None:
    make(甲="目标5亿元", 乙="崩溃", 丙=b"", 包_zip=packed(("丁", b"1%"), ("戊", b"")))
    run()
    assert read() == ["乙.txt", "包.zip!/丁", "甲.txt"]
    before = whole_state()
    assert run() == []
    assert read() == []
    assert whole_state() == before


def test_unchanged_files_are_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="1%")
    run()
    monkeypatch.setattr(inputs, "read_bytes", None)
    run()
    assert [row["status"] for row in rows().values()] == ["ok"]


def test_what_has_changed_is_done_again_and_no_more() -> None:
    make(甲="1%", 乙="2%", 丙="3%")
    run()
    read()
    make(乙="4%", 丁="5%")
    run()
    assert read() == ["丁.txt", "乙.txt"]
    assert_as_anew()
    make(乙="2%")
    run()
    assert read() == ["乙.txt"]
    assert_as_anew()


def test_a_file_that_was_only_touched_is_not_read_again() -> None:
    make(甲="1%")
    run()
    read()
    before = tables()
    os.utime("d/甲.txt", ns=(1, 1))
    run()
    assert read() == []
    assert tables() == before


def test_a_change_of_the_same_size_and_time_is_seen() -> None:
    make(甲="1%")
    os.utime("d/甲.txt", ns=(1, 1))
    run()
    make(甲="2%")
    os.utime("d/甲.txt", ns=(1, 1))
    run()
    assert read() == ["甲.txt", "甲.txt"]
    assert_as_anew()


def test_a_file_that_may_still_be_changed_unseen_is_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resume, "_TICK", 10**18)
    make(甲="1%")
    run()
    same = resume._signature(Path("d/甲.txt"))
    monkeypatch.setattr(resume, "_signature", lambda path: same)
    make(甲="2%")
    run()
    assert read() == ["甲.txt", "甲.txt"]
    assert_as_anew()


def test_what_is_gone_leaves_the_tables() -> None:
    members = [("一", b"1%"), ("二", b"2%")]
    make(甲="1%", 乙="2%", 丙="3%", 丁="4%", 包_zip=packed(*members))
    run()
    for name in "甲乙丙":
        Path(f"d/{name}.txt").unlink()
    make(包_zip=packed(*members[1:]))
    assert run() == ["4 documents are no longer there and leave the tables: 丙.txt, 乙.txt, 包.zip!/一, …"]
    assert list(rows()) == ["丁.txt", "包.zip!/二"]
    assert_as_anew()
    Path("d/丁.txt").unlink()
    assert run() == ["1 document is no longer there and leaves the tables: 丁.txt"]


@pytest.mark.parametrize(
    ("options", "again"),
    [
        pytest.param({"date": "2018"}, True, id="日期"),
        pytest.param({"region": "咸宁市"}, True, id="地区"),
        pytest.param({"words": "jieba"}, True, id="分词"),
        pytest.param({"manifest": "m.csv"}, True, id="清单"),
        pytest.param({"overwrite": True}, True, id="重来"),
        pytest.param({"workers": 1}, False, id="工数"),
        pytest.param({"timeout": 9}, False, id="时限"),
        pytest.param({"max_memory": 999}, False, id="内存"),
        pytest.param({"max_file_size": 9}, False, id="大小"),
    ],
)
def test_other_options(options: dict[str, Any], again: bool) -> None:
    Path("m.csv").write_text("source,url\n甲.txt,x\n乙.txt,\n", encoding="utf-8")
    make(甲="1%", 乙="2%")
    run()
    read()
    run(**options)
    assert read() == (["乙.txt", "甲.txt"] if again else [])
    assert_as_anew(**options)


def test_other_patterns_or_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="1%")
    for name, value in (("pattern_hashes", {"a": "1"}), ("pattern_hashes", {"a": "2"})):
        monkeypatch.setattr(Hostile, name, value)
        run()
        assert read() == ["甲.txt"]
    monkeypatch.setattr(reading, "_code", lambda: "other")
    run()
    assert read() == ["甲.txt"]


def test_a_row_of_the_manifest_is_for_its_document() -> None:
    make(甲="1%", 乙="2%", 包_zip=packed(("丙", b"3%"), ("丁", b"4%")))
    manifest = Path("m.csv")
    manifest.write_text("source,title\n甲.txt,一\n包.zip!/丙,二\n", encoding="utf-8")
    run(manifest=manifest)
    read()
    manifest.write_text("source,title\n甲.txt,三\n包.zip!/丙,四\n", encoding="utf-8")
    run(manifest=manifest)
    assert read() == ["包.zip!/丙", "甲.txt"]
    assert {source: row["title"] for source, row in rows().items() if row["title"]} == {
        "甲.txt": "三", "包.zip!/丙": "四",
    }  # fmt: skip
    assert_as_anew(manifest=manifest)


def test_a_limit_rejects_what_was_read_and_a_higher_one_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MEGABYTE", 1)
    make(甲="1%", 乙="收入5亿元，增长5%")
    run(max_file_size=100)
    run(max_file_size=10)
    assert {source: row["codes"] for source, row in rows().items()} == {"乙.txt": "too_large", "甲.txt": None}
    run(max_file_size=100)
    assert {row["codes"] for row in rows().values()} == {None}


DEADLY = {"甲": ("崩溃", "crashed"), "乙": (KILL, "crashed"), "丙": (HANG, "timeout"), "丁": (EAT, "out_of_memory")}


@pytest.fixture(params=[1, 3, 8], ids="{}份".format)
def shares(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """To how many workers an archive is dealt, however small."""
    monkeypatch.setattr(resume, "_SHARE_BYTES", 1)
    monkeypatch.setattr(resume, "_SHARES", request.param)
    return int(request.param)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_deaths_cost_no_neighbour(workers: int, shares: int) -> None:
    make(**{name: text for name, (text, _) in DEADLY.items()})
    make(**{f"好{number}": f"{number}%" for number in range(9)})
    make(包_zip=packed(*[(name, text.encode()) for name, (text, _) in DEADLY.items()], ("好", b"1%")))
    steps: list[str] = []
    started = time.monotonic()
    summary = extract_files(
        "d", "out", workers=workers, timeout=0.5, progress=lambda step: steps.append(step.source), max_memory=1024
    )
    assert time.monotonic() - started < 30
    assert verify("out") == []
    assert steps == list(rows()) == sorted(steps)
    assert {source: row["codes"] for source, row in rows().items()} == {
        **{f"{name}.txt": code for name, (_, code) in DEADLY.items()},
        **{f"包.zip!/{name}": code for name, (_, code) in DEADLY.items()},
        **{f"好{number}.txt": None for number in range(9)},
        "包.zip!/好": None,
    }
    assert all(row["sha256"] for row in rows().values())
    assert rows()["包.zip!/丙"]["duplicate_of"] == doc_id_of("丙.txt")
    assert (summary.ok, summary.rejected) == (10, 8)
    said = json.loads(Path("out/run.json").read_bytes())["messages"]
    assert [sentence.partition(": ")[::2] for sentence in said if sentence.startswith("包")] == [
        ("包.zip!/丁", "needed more than 1,024 MiB of memory"),
        ("包.zip!/丙", "took longer than 0.5 seconds"),
        ("包.zip!/乙", "gongbao failed on it: its worker was ended by SIGKILL"),
        ("包.zip!/甲", "gongbao failed on it: ZeroDivisionError 崩溃 了"),
    ]


def test_results_are_the_same_for_any_number_of_workers() -> None:
    make(**{f"{number}": f"收入{number}亿元\n" * number for number in range(40)}, 坏=b"\xff" * 99)
    extract_files("d", "out", workers=1)
    extract_files("d", "other", workers=4)
    assert tables() == tables("other")


def test_given_up_documents_are_tried_again_with_other_limits_alone() -> None:
    make(甲=HANG, 乙=EAT)
    run(timeout=0.5)
    assert len(read()) == 2
    run(timeout=0.5)
    assert read() == []
    run(timeout=0.6)
    assert read() == ["乙.txt", "甲.txt"]
    run(timeout=0.6, max_memory=1024)
    assert read() == ["乙.txt", "甲.txt"]


def test_a_document_whose_worker_died_is_tried_again() -> None:
    make(甲=KILL, 乙="1%")
    run()
    read()
    before = whole_state()
    run()
    assert read() == ["甲.txt"]
    assert whole_state() == before


@pytest.mark.parametrize("whole", [0, 1, 2, 5, 7])
def test_an_archive_that_is_given_up_while_it_unpacks(whole: int, shares: int, monkeypatch: pytest.MonkeyPatch) -> None:
    members = archive.members

    def stop_behind_some(*arguments: Any) -> Iterator[Any]:
        yield from list(members(*arguments))[:whole]
        time.sleep(600)

    monkeypatch.setattr(inputs, "members", stop_behind_some)
    make(包_zip=packed(*((str(number), b"1%") for number in range(9))), 甲="3%")
    messages: list[str] = []
    extract_files("d", "out", timeout=0.5, workers=3, progress=lambda step: messages.extend(step.messages))
    assert {source: row["codes"] for source, row in rows().items()} == {
        "包.zip": "timeout", **{f"包.zip!/{number}": None for number in range(whole)}, "甲.txt": None,
    }  # fmt: skip
    behind = f"; it is an archive, and what it holds behind 包.zip!/{whole - 1} is not read" if whole else ""
    assert messages == [f"包.zip: took longer than 0.5 seconds{behind}"]
    assert verify("out") == []


def test_what_an_archive_holds_is_read_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resume, "_SHARE_BYTES", 1)
    make(包_zip=packed(("一", WAIT.encode()), ("二", COME.encode())))
    extract_files("d", "out", workers=2, timeout=60)
    assert {row["codes"] for row in rows().values()} == {None}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_tables_are_the_same_to_however_many_an_archive_is_dealt(
    shares: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = packed(*((f"{number}", f"{number}%".encode()) for number in range(5)), ("坏", b""), ("崩", "崩溃".encode()))
    make(包_zip=packed(("甲", b"1%"), ("甲", b"2%"), ("b.zip", inner), ("b.zip (2)", b"3%"), ("c", b"1%")))
    make(空_zip=packed(), 坏_zip=packed(("一", b""), ("二", b"")), 半_zip=packed(("一", b"1%"))[:-9])
    Path("d/包.zip!").mkdir()
    Path("d/包.zip!/c").write_bytes(b"4%")
    steps: list[str] = []
    extract_files("d", "out", workers=3, progress=lambda step: steps.append(step.source))
    assert steps == list(rows())
    assert verify("out") == []
    first = read()
    monkeypatch.setattr(resume, "_SHARES", 1)
    assert_as_anew(workers=1)
    run()
    assert read() == []
    assert len(first) == len(set(first))


class StopError(Exception):
    """Ends a run from outside."""


@pytest.mark.parametrize("documents", [0, 1, 5, 11])
def test_stopped_run_goes_on_where_it_stopped(documents: int, shares: int) -> None:
    make(**{f"{number:02}": f"{number}%" for number in range(12)})
    make(包_zip=packed(*((f"{number}", b"1%") for number in range(3))))

    def stop(step: Any) -> None:
        if step.done > documents:
            raise StopError

    with pytest.raises(StopError):
        extract_files("d", "out", progress=stop, workers=2)
    assert [path.name for path in Path("out").iterdir()] == [KEPT]
    done = read()
    assert len(done) >= documents
    run()
    again = read()
    # Those that were being read when it stopped are read again.
    assert len(done) + len(again) <= 15 + 2
    assert {*done, *again} == set(rows())
    assert_as_anew()


def test_stopped_run_leaves_the_earlier_tables() -> None:
    make(甲="1%", 乙="2%")
    run()
    before = tables()
    make(甲="3%", 乙="4%")

    def stop(step: Any) -> None:
        raise StopError

    for overwrite in (False, True):
        with pytest.raises(StopError):
            extract_files("d", "out", progress=stop, overwrite=overwrite)
        assert tables() == before
        assert verify("out") == []
    run()
    assert_as_anew()


@pytest.mark.parametrize("kept", ["ledger.sqlite", "parts"])
def test_what_is_lost_of_the_ledger_is_done_again(kept: str) -> None:
    make(甲="1%", 乙="2%")
    run()
    path = Path("out", KEPT, kept)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.write_bytes(b"broken")
    run()
    assert_as_anew()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_part_that_has_lost_a_name_is_made_again(suffix: str) -> None:
    """A power cut may take it: only when a run ends are names waited for."""
    make(甲="1%", 乙="2%")
    run()
    read()
    (path,) = Path("out", KEPT, "parts").glob(f"{doc_id_of('甲.txt')}-*{suffix}")
    path.unlink()
    make(丙="3%")
    run()
    assert read() == ["丙.txt", "甲.txt"]
    assert_as_anew()


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(lambda rows: rows[:-30], id="截断"),
        pytest.param(lambda rows: rows.replace(b"mentions.csv", b"mentions.exe"), id="没有的表"),
        pytest.param(lambda rows: rows.replace(b"mentions.csv ", b"mentions.csv x"), id="长度不是数"),
        pytest.param(lambda rows: rows.partition(b"\n")[0] + b"\n\xff\xff\n", id="乱码"),
    ],
)
def test_a_spoilt_result_is_named_and_overwriting_mends_it(spoilt: Callable[[bytes], bytes]) -> None:
    make(甲="1%", 乙="2%")
    run()
    (path, *_) = Path("out", KEPT, "parts").glob("*.rows")
    path.write_bytes(spoilt(path.read_bytes()))
    make(丙="3%")
    before = tables()
    with pytest.raises(OutputError, match=r"\.rows: is damaged; run again with --overwrite"):
        run()
    assert tables() == before
    run(overwrite=True)
    assert_as_anew()


@pytest.mark.parametrize(
    "name", [f"{table}.csv" for table in TABLES] + ["facts.parquet", "gongbao.duckdb", "texts", "json", "run.json"]
)
def test_tables_that_are_lost_are_built_again(name: str) -> None:
    make(甲="1%")
    run()
    read()
    path = Path("out", name)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    if name == "run.json":
        for entry in Path("out").iterdir():
            if entry.is_file():
                entry.unlink()
        shutil.rmtree("out/texts")
        shutil.rmtree("out/json")
    run()
    assert read() == []
    assert_as_anew()


def test_output_of_a_run_before_there_was_a_ledger() -> None:
    make(甲="1%")
    run()
    shutil.rmtree(Path("out", KEPT))
    run()
    assert read() == ["甲.txt", "甲.txt"]


def test_parts_that_are_no_longer_needed_are_removed() -> None:
    make(甲="1%", 乙="2%")
    run()
    Path("out", KEPT, "parts/.x.rows.99.tmp").touch()
    make(甲="3%")
    Path("d/乙.txt").unlink()
    run()
    assert len(list(Path("out", KEPT, "parts").iterdir())) == 3


def test_second_run_leaves(here: Path) -> None:
    make(甲="1%")
    with held(here / "out"), pytest.raises(OutputError, match="out: another run is writing to it"):
        extract_files("d", "out")
    run()


def test_full_disk_in_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="1%")
    run()
    before = tables()
    make(甲="2%")
    fsync = os.fsync

    def fail(number: int) -> None:
        if ".rows" in str(Path(f"/proc/self/fd/{number}").readlink()):
            raise OSError(28, "No space left on device")
        fsync(number)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(OutputError, match=r"parts: cannot be written: No space left on device"):
            extract_files("d", "out")
    assert tables() == before
    run()
    assert_as_anew()


def test_full_disk_where_parquet_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    full, opened = Path("/dev/full"), Path.open
    if not full.is_char_device():
        pytest.skip("there is no /dev/full here")
    make(甲="1%")
    run()
    before = tables()
    make(甲="2%")

    def open_full(path: Path, *how: Any, **named: Any) -> Any:
        return opened(full if path.suffix == ".parquet" else path, *how, **named)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", open_full)
        with pytest.raises(OutputError, match=r"out: cannot be written: No space left on device"):
            extract_files("d", "out")
    assert tables() == before
    assert verify("out") == []
    run()
    assert_as_anew()


def test_other_views_build_the_tables_again_and_read_nothing(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    make(甲="1%")
    run()
    read()
    views = here / "views.sql"
    views.write_text("CREATE VIEW single AS SELECT 1 AS one", encoding="utf-8")
    for module in (records, verify_records, warehouse):
        monkeypatch.setattr(module, "VIEWS", views)
    run()
    assert read() == []
    with warehouse.opened(here / "out") as database:
        assert database.execute("SELECT one FROM single").fetchall() == [(1,)]


def test_page_of_earlier_tables_is_taken_away() -> None:
    make(甲="1%")
    run()
    Path("out/report.html").touch()
    run()
    assert Path("out/report.html").exists()
    make(甲="2%")
    run()
    assert not Path("out/report.html").exists()


def test_folders_that_cannot_be_exchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_renameat2", None)
    make(甲="1%")
    run()
    make(甲="2%", 乙="3%")
    run()
    assert_as_anew()


def test_a_file_that_could_not_be_read_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="1%", 乙="2%")

    def fail(path: Path, source: str, limit: int) -> bytes:
        raise RejectedError(Code.NOT_READABLE, f"{source}: cannot be read: Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(inputs, "read_bytes", fail)
        run()
    assert {row["codes"] for row in rows().values()} == {"not_readable"}
    run()
    assert read() == ["乙.txt", "甲.txt"]
    assert_as_anew()


class KilledError(BaseException):
    """Stands for a death, after which nothing is cleared away."""


def test_a_run_killed_while_it_moves_entry_by_entry_is_ended_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="1%")
    run()
    monkeypatch.setattr(swap, "_renameat2", None)
    rename = Path.rename
    left = [0]

    def rename_some(path: Path, name: Path) -> Path:
        if not left[0]:
            raise KilledError
        left[0] -= swap._READY in {path.parent.name, name.parent.name, name.parent.parent.name}
        return rename(path, name)

    for moves in range(1, 16, 2):
        make(甲=f"{1 + moves}%")
        left[0] = moves
        with monkeypatch.context() as killed, pytest.raises(KilledError):
            killed.setattr(Path, "rename", rename_some)
            killed.setattr(swap, "settle", lambda out: None)
            run()
        assert Path("out", KEPT, "ready").is_dir(), moves
        run()
        assert_as_anew()
