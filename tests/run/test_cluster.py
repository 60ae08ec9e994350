import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongbao import cli
from gongbao.errors import ClusterError, OutputError
from gongbao.run import batch, cluster, document, reading, resume, station
from gongbao.run.batch import extract_files
from gongbao.run.steps import Step
from gongbao.write.swap import KEPT, PARTS
from gongbao.write.verify import verify
from tests.hostile import EAT, HANG, KILL, Hostile, make, read
from tests.read.make_archive import packed
from tests.write.output_of import tables

ROOT = Path(__file__).parents[2]
# Texts that take the dask worker of their reader with it: the first time, or each time.
ONCE, ALWAYS = "拖垮一次", "拖垮"

# A file that says of which part, by its end, a store loses all copies, or only those it is given until it has lost one.
LOSES, LOSES_ONCE = "loses", "loses once"

# What each station has for an engine, where no file says that it is to be the real one.
SITE = f"""
import os, signal, sys, time
from pathlib import Path

if "run.station" in " ".join(sys.orig_argv) and not Path("real").exists():
    from gongbao.run import station
    from tests.hostile import Hostile

    def parent_of(pid):
        return int(Path(f"/proc/{{pid}}/stat").read_text().rpartition(")")[2].split()[1])

    class Engine(Hostile):
        def extract(self, document, given):
            if {ALWAYS!r} in document.text and not ({ONCE!r} in document.text and Path("once").exists()):
                Path("once").touch()
                if (worker := parent_of(os.getppid())) > 1:
                    os.kill(worker, signal.SIGKILL)
                time.sleep(600)
            return super().extract(document, given)

    station.Engine = Engine
"""


def register_losing() -> None:
    """Have fsspec know ``losing://``, a store of files that keeps not all that it is told to keep."""
    import fsspec
    from fsspec.implementations.local import LocalFileSystem

    class Losing(LocalFileSystem):  # type: ignore[misc]
        protocol = "losing"

        def mv(self, path: str, name: str, **options: Any) -> None:
            super().mv(path, name, **options)
            folder = Path(name).parents[2]
            if name.endswith(".rows") and ((folder / LOSES).exists() or (folder / LOSES_ONCE).exists()):
                (folder / LOSES_ONCE).unlink(missing_ok=True)
                self.rm_file(name)

    fsspec.register_implementation("losing", Losing, clobber=True)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of two workers, each a process with one thread."""
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")

    class Losing(distributed.WorkerPlugin):  # type: ignore[misc, name-defined]
        def setup(self, worker: Any) -> None:
            register_losing()

    site = tmp_path_factory.mktemp("site")
    (site / "sitecustomize.py").write_text(SITE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        # What a process looks for its modules in, those that it starts do too.
        patch.setattr(sys, "path", [str(site), str(ROOT), *sys.path])
        workers = distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=":0",
            silence_logs=60,
            scheduler_kwargs={"allowed_failures": 1},
        )
        with workers:
            with distributed.Client(workers.scheduler_address, set_as_default=False) as client:
                client.register_plugin(Losing())
            register_losing()
            yield workers.scheduler_address


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, and groups of few files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batch, "Engine", Hostile)
    monkeypatch.setattr(resume, "_TICK", 0)
    monkeypatch.setattr(cluster, "_GROUP_FILES", 2)
    Path("d").mkdir()
    return tmp_path


def codes(out: str = "out") -> dict[str, str | None]:
    lines = Path(out, "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["source"]: row["codes"] for row in map(json.loads, lines)}


def assert_as_here(**options: Any) -> None:
    """The tables are those of a run on this machine alone."""
    assert verify("out") == []
    extract_files("d", "here", workers=1, **options)
    assert tables("out") == tables("here")
    shutil.rmtree("here")
    read()


def stations() -> list[int]:
    """The stations that are open for a run that was started here."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"run.station" in (folder / "cmdline").read_bytes() and (folder / "cwd").readlink() == Path.cwd():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def workers_of(scheduler: str) -> set[str]:
    import distributed

    with distributed.Client(scheduler, set_as_default=False) as client:
        return set(client.nthreads())


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit status of the command line."""
    monkeypatch.setattr(sys, "argv", ["gongbao", "extract", "d", "-o", "out", *arguments])
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    return int(exit_.value.code or 0)


Capture = pytest.CaptureFixture[str]


def test_the_tables_are_those_of_a_local_run(scheduler: str) -> None:
    make(甲="目标5亿元", 乙="崩溃", 丙=b"", 丁="收入5亿元存疑", 戊="目标5亿元")
    make(包_zip=packed(("b/己.txt", b"1%"), ("内.zip", packed(("庚", b"2%"))), ("坏", b"")))
    Path("m.csv").write_text("source,title,url\n甲.txt,一,http://甲\n包.zip!/b/己.txt,二,\n", encoding="utf-8")
    steps: list[Step] = []
    options: dict[str, Any] = {"manifest": "m.csv", "date": "2018", "region": "咸宁市"}
    summary = extract_files("d", "out", scheduler=scheduler, progress=steps.append, **options)
    assert (summary.documents, summary.ok, summary.rejected) == (8, 5, 3)
    assert [step.source for step in steps] == sorted(codes())
    read()
    assert_as_here(**options)
    assert stations() == []
    assert not [path for path in Path("out", KEPT, PARTS).iterdir() if path.name.startswith(".")]


def test_an_archive_is_dealt_to_all_who_read(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resume, "_SHARE_BYTES", 1)
    make(包_zip=packed(*((f"{number:02}", f"{number}%".encode()) for number in range(20)), ("杀", KILL.encode())))
    extract_files("d", "out", scheduler=scheduler)
    assert codes() == {**{f"包.zip!/{number:02}": None for number in range(20)}, "包.zip!/杀": "crashed"}
    assert_as_here()


def test_a_run_here_goes_on_from_one_on_a_cluster_and_the_other_way_round(scheduler: str) -> None:
    make(甲="1%", 乙="2%")
    extract_files("d", "out", scheduler=scheduler)
    assert read() == ["乙.txt", "甲.txt"]
    make(丙="3%")
    extract_files("d", "out", workers=1)
    assert read() == ["丙.txt"]
    make(丁="4%")
    extract_files("d", "out", scheduler=scheduler)
    assert read() == ["丁.txt"]
    assert_as_here()


def test_the_real_engine_with_patterns_of_the_user(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "Engine", document.Engine)
    Path("real").touch()
    Path("mine").mkdir()
    Path("mine/programs.toml").write_text('[[program]]\nname = "阳光粮仓"\ntype = "project"\n', encoding="utf-8")
    make(甲="启动阳光粮仓，建成30多个示范点。", 乙="一般公共预算支出532.39亿元，增长5.4%。")
    summary = extract_files("d", "out", scheduler=scheduler, patterns="mine")
    assert summary.mentions == 4
    assert_as_here(patterns="mine")


def test_a_document_that_kills_its_reader_costs_nobody_else_anything(scheduler: str) -> None:
    make(甲="1%", 乙=KILL, 丙=EAT, 丁="2%", 戊="3%")
    make(包_zip=packed(("一", b"4%"), ("三", b"5%"), ("二", KILL.encode())))
    before = workers_of(scheduler)
    extract_files("d", "out", scheduler=scheduler)
    assert {source: code for source, code in codes().items() if code} == {
        "丙.txt": "out_of_memory",
        "乙.txt": "crashed",
        "包.zip!/二": "crashed",
    }
    assert workers_of(scheduler) == before
    assert_as_here()


def test_a_document_that_hangs(scheduler: str) -> None:
    make(甲="1%", 乙=HANG, 丁="2%")
    extract_files("d", "out", scheduler=scheduler, timeout=2)
    assert codes() == {"丁.txt": None, "乙.txt": "timeout", "甲.txt": None}


@pytest.mark.skipif(sys.platform != "linux", reason="parents of processes are looked up in /proc")
def test_what_a_worker_that_dies_had_in_hand_is_done_by_another(scheduler: str) -> None:
    make(**{f"甲{number}": f"{number}%" for number in range(9)}, 乙=ONCE)
    before = workers_of(scheduler)
    extract_files("d", "out", scheduler=scheduler)
    assert workers_of(scheduler) != before
    assert set(codes().values()) == {None}
    assert_as_here()


@pytest.mark.skipif(sys.platform != "linux", reason="parents of processes are looked up in /proc")
def test_a_document_that_kills_each_worker_is_given_up_and_no_other(scheduler: str) -> None:
    make(**{f"甲{number}": f"{number}%" for number in range(9)}, 乙=ALWAYS)
    messages: list[str] = []
    extract_files("d", "out", scheduler=scheduler, progress=lambda step: messages.extend(step.messages))
    assert {source: code for source, code in codes().items() if code} == {"乙.txt": "crashed"}
    assert messages == ["乙.txt: gongbao failed on it: the dask workers that read it were lost"]
    assert verify("out") == []


def test_stations_die_with_a_run_that_is_interrupted(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(一="1%", 甲=HANG)
    monkeypatch.setattr(cluster, "_GROUP_FILES", 1)

    def interrupt(step: Step) -> None:
        assert stations()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_files("d", "out", scheduler=scheduler, progress=interrupt, timeout=600)
    assert stations() == []


def test_workers_that_would_read_otherwise_are_refused(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="1%")
    monkeypatch.setattr(reading, "_code", lambda: "other")
    with pytest.raises(ClusterError, match="its workers cannot read as this run would: another gongbao"):
        extract_files("d", "out", scheduler=scheduler)
    assert not Path("out/run.json").exists()
    assert stations() == []


@pytest.mark.parametrize(
    ("key", "value", "cause"),
    [
        pytest.param("folder", "/没有", "/没有: no such folder there", id="没有文件夹"),
        pytest.param("manifest_sha256", "0", "m.csv: is not the same file there as here", id="别的清单"),
    ],
)
def test_workers_must_see_what_the_run_sees(
    scheduler: str, monkeypatch: pytest.MonkeyPatch, key: str, value: str, cause: str
) -> None:
    make(甲="1%")
    Path("m.csv").write_text("source\n甲.txt\n", encoding="utf-8")
    order_of = station.order_of
    monkeypatch.setattr(station, "order_of", lambda *given: {**order_of(*given), key: value})
    with pytest.raises(ClusterError) as error:
        extract_files("d", "out", scheduler=scheduler, manifest="m.csv")
    assert cause in str(error.value)


def test_workers_must_see_the_output(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="1%")
    monkeypatch.setattr(Path, "touch", lambda _: None)
    with pytest.raises(ClusterError, match="out: is not the same folder there as here"):
        extract_files("d", "out", scheduler=scheduler)


def test_parts_come_by_way_of_an_address(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(甲="目标5亿元", 乙="崩溃", 丙=b"", 丁="收入5亿元存疑", 戊=KILL, 己="目标5亿元")
    make(包_zip=packed(("a", b"1%"), ("杀", KILL.encode()), ("c", b"2%")))
    with monkeypatch.context() as unseen:
        unseen.setattr(Path, "touch", lambda _: None)  # by which workers would know OUT
        extract_files("d", "out", scheduler=scheduler, parts=f"file://{Path.cwd()}/depot")
    assert {source for source, code in codes().items() if code == "crashed"} == {"乙.txt", "戊.txt", "包.zip!/杀"}
    assert list(Path("depot").iterdir()) == []
    assert stations() == []
    read()
    assert_as_here()
    make(庚="3%")
    extract_files("d", "out", workers=1)
    assert read() == ["包.zip!/杀", "庚.txt", "戊.txt"]


def test_a_part_that_is_lost_on_its_way_is_read_again(scheduler: str) -> None:
    make(甲="1%", 乙="2%", 丙="3%")
    Path(LOSES_ONCE).write_bytes(b"")
    extract_files("d", "out", scheduler=scheduler, parts=f"losing://{Path.cwd()}/depot")
    again = read()
    assert set(again) == {"丙.txt", "乙.txt", "甲.txt"}
    assert len(again) > 3
    assert_as_here()


def test_a_store_that_loses_all_ends_the_run(scheduler: str) -> None:
    make(甲="1%")
    Path(LOSES).write_bytes(b"")
    with pytest.raises(OutputError, match=r"depot/gongbao.*: loses what is put there"):
        extract_files("d", "out", scheduler=scheduler, parts=f"losing://{Path.cwd()}/depot")
    assert not Path("out/run.json").exists()
    assert list(Path("depot").iterdir()) == []


def test_workers_must_see_the_address(scheduler: str) -> None:
    make(甲="1%")
    with pytest.raises(ClusterError, match=r"memory://x/gongbao.*: is not the same place there as here"):
        extract_files("d", "out", scheduler=scheduler, parts="memory://x")


@pytest.mark.parametrize(
    ("url", "status", "sentence"),
    [
        pytest.param("nonsense://x", 2, "gongbao: parts: nonsense://x: Protocol not known: nonsense", id="不知其名"),
        pytest.param("file:///proc/1/x", 1, "gongbao: file:///proc/1/x: cannot be read or written", id="不能写"),
    ],
)
def test_addresses_of_no_store(
    scheduler: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture, url: str, status: int, sentence: str
) -> None:
    make(甲="1%")
    assert run(monkeypatch, "--scheduler", scheduler, "--parts", url) == status
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), err[: len(sentence)]) == ("", 1, sentence)


def test_parts_are_for_a_cluster(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "--parts", "file:///x") == 2
    assert capsys.readouterr().err == "gongbao: parts: is for a cluster; give its scheduler too\n"


def test_a_cluster_without_workers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    make(甲="1%")
    monkeypatch.setattr(cluster, "_PATIENCE", 1.0)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=60) as empty,
        pytest.raises(ClusterError, match="has had no worker for 1 seconds"),
    ):
        extract_files("d", "out", scheduler=empty.scheduler_address)


def test_a_scheduler_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    make(甲="1%")
    monkeypatch.setattr(cluster, "_CONNECT", 2)
    leaving = distributed.LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=60)
    timer = threading.Timer(3, leaving.close)
    timer.start()
    with pytest.raises(ClusterError, match="the scheduler is gone; a rerun goes on from what was done"):
        extract_files("d", "out", scheduler=leaving.scheduler_address)
    timer.join()


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        pytest.param(
            "tcp://127.0.0.1:9", 1, "gongbao: tcp://127.0.0.1:9: no scheduler answers within 1 seconds", id="无人应答"
        ),
        pytest.param("nonsense://x:1", 2, "gongbao: scheduler: 'nonsense://x:1' is no address", id="不是地址"),
        pytest.param("tcp://x:y", 2, "gongbao: scheduler: 'tcp://x:y' is no address", id="不是端口"),
        pytest.param("x", 2, "gongbao: scheduler: 'x' is no address: missing port", id="没有端口"),
    ],
)
def test_addresses_of_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, address: str, status: int, sentence: str
) -> None:
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    make(甲="1%")
    monkeypatch.setattr(cluster, "_CONNECT", 1)
    assert run(monkeypatch, "--scheduler", address) == status
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), err[: len(sentence)]) == ("", 1, sentence)


def test_without_dask(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    make(甲="1%")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(monkeypatch, "--scheduler", "tcp://127.0.0.1:9") == 2
    assert capsys.readouterr().err == "gongbao: scheduler: needs the extra dask: pip install gongbao[dask]\n"
    assert not Path("out/run.json").exists()


def test_a_cluster_has_its_own_workers(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "--scheduler", "tcp://127.0.0.1:9", "--workers", "2") == 2
    assert capsys.readouterr().err == "gongbao: workers: a cluster has its own; give either workers or scheduler\n"


def test_dask_is_not_loaded_unless_asked_for() -> None:
    make(甲="1%")
    code = "import sys; import gongbao.run.batch; print(sorted({'dask', 'distributed'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_a_station_of_a_run_that_is_over_ends_at_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_SERVE", "import time; print('null', flush=True); time.sleep(60)")
    order = json.dumps({"folder": str(here), "depot": None})
    cluster.dismiss_stations(order)
    with pytest.raises(ChildProcessError):
        cluster.read_group(order, json.dumps([{}]))
    assert not cluster._open[order]
