"""A part of the harness that takes seconds: ``python -m tests.faults`` runs the whole."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module

import pytest

from tests.faults import deaths, killed, ledger, many, points, runs
from tests.faults.runs import Case, made_case, nothing, run, warm_up, work_folder
from tests.stand_in import Engine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(autouse=True, scope="module")
def ready() -> None:
    warm_up()
    # Each run that looks tables through would import them anew.
    for name in ("pyarrow.compute", "pyarrow.json"):
        import_module(name)


def test_killed_runs_are_made_good() -> None:
    assert killed.killed(6, 3, Engine(), measures=1)


def test_failed_points_are_made_good() -> None:
    assert points.every_point(points.WAYS, every=601)


def test_dead_workers_cost_no_neighbour() -> None:
    assert deaths.run_all(documents=40, deaths=12, timeout=2, max_memory=256, engine=Engine())


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_ledger_that_cannot_be_written_is_said() -> None:
    with work_folder() as folder:
        case = killed.cases(folder, Engine(), 1)[0]
        case.renew()
        ended = ledger.traced(case, folder / "log", "-e", "inject=fdatasync:error=EIO:when=1")
        assert points.wrong_end(ended, killed=False) == []
        assert ended.status == 1
        assert case.wrong_after_rerun() == []


def test_memory_of_a_run_is_seen_and_a_rerun_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    many.run_all(documents=100, settled=10, module="tests.faults.alone")
    assert "bytes unchanged" in capsys.readouterr().out


@pytest.fixture
def case() -> Iterator[Case]:
    with work_folder() as folder:
        made = made_case("again", folder / "again", Engine(), killed.texts(2), killed.changed(killed.texts(2)))
        made.renew()
        yield made


def test_what_the_harness_would_see(case: Case) -> None:
    assert case.wrong_before_rerun() == []
    (case.out / "mentions.csv").write_bytes(b"torn")
    assert case.wrong_before_rerun() == ["OUT is neither the earlier nor the later state: " + difference(case)]
    case.renew()
    assert case.wrong_after_rerun() == []
    (case.out / "left").touch()
    assert {"the rerun's tables are others: left", "stray: out/left"} <= set(case.wrong_after_rerun())


def test_what_outlives_a_run_is_what_it_has_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave_one() -> None:
        if not os.fork():
            time.sleep(600)

    monkeypatch.setattr(runs, "TO_LEAVE", 0.1)
    with work_folder() as folder, subprocess.Popen(["sleep", "600"]) as other:
        assert [run(["verify", "out"], folder, None, prepare).outlived for prepare in (leave_one, nothing)] == [1, 0]
        assert other.poll() is None
        other.kill()


def difference(case: Case) -> str:
    there = {**case.earlier, "mentions.csv": b"torn"}
    return ", ".join(sorted(n for n in {*there, *case.later} if there.get(n) != case.later.get(n))[:6])
