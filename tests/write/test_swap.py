import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongbao.errors import OutputError
from gongbao.write import swap
from gongbao.write.output import DERIVED, ENTRIES
from gongbao.write.swap import KEPT, LEDGER, PARTS, aside, held, place, settle

BESIDE, WITHIN = "beside", "within"


@pytest.fixture(params=[BESIDE, WITHIN], ids=["交换", "逐项移动"])
def out(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that changes names with the next one in one step, or cannot."""
    if request.param == WITHIN:
        monkeypatch.setattr(swap, "_renameat2", None)
    elif swap._renameat2 is None:
        pytest.skip("only Linux exchanges folders")
    return tmp_path / "out"


def build(folder: Path, mark: str) -> None:
    for name in ENTRIES:
        if "." in name:
            (folder / name).write_text(mark, encoding="utf-8")
        else:
            (folder / name).mkdir()
            (folder / name / mark).touch()


def publish(out: Path, mark: str) -> None:
    with held(out):
        settle(out)
        (out / KEPT / LEDGER).write_text(mark, encoding="utf-8")
        (out / KEPT / PARTS / mark).touch()
        with aside(out) as folder:
            build(folder, mark)
            place(folder, out)


def state(out: Path) -> set[str]:
    """The marks of what an output holds; one alone where it is whole."""
    marks = {path.read_text(encoding="utf-8") for path in out.iterdir() if path.name in ENTRIES and path.is_file()}
    return marks | {path.name for name in ("texts", "json") if (out / name).is_dir() for path in (out / name).iterdir()}


def test_one_output_takes_the_place_of_the_other(out: Path) -> None:
    (out / "mine").mkdir(parents=True)
    (out / "mine/.gitkeep").touch()
    out.chmod(0o750)
    for mark in ("一", "二", "三"):
        publish(out, mark)
        assert state(out) == {mark}
        assert {path.name for path in out.iterdir()} == {*ENTRIES, KEPT, "mine"}
        assert (out / "mine/.gitkeep").exists()
        assert [path.name for path in out.parent.iterdir()] == ["out"]
        assert {path.name for path in (out / KEPT).iterdir()} == {"lock", LEDGER, PARTS}
    assert (out / KEPT / LEDGER).read_text(encoding="utf-8") == "三"
    assert {path.name for path in (out / KEPT / PARTS).iterdir()} == {"一", "二", "三"}
    assert out.stat().st_mode & 0o777 == 0o750


def test_what_was_made_of_the_earlier_tables_goes_with_them(out: Path) -> None:
    publish(out, "一")
    for name in (*DERIVED, "mine.html"):
        (out / name).touch()
    publish(out, "二")
    assert {path.name for path in out.iterdir()} == {*ENTRIES, KEPT, "mine.html"}


def test_what_is_made_of_tables_that_a_killed_run_has_moved_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was killed in clearing up: the tables are the new ones."""
    monkeypatch.setattr(swap, "_renameat2", None)
    out = tmp_path / "out"
    publish(out, "一")
    (out / KEPT / "ready/replaced").mkdir(parents=True)
    (out / "report.html").touch()
    with held(out):
        settle(out)
    assert (out / "report.html").exists()
    assert state(out) == {"一"}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_what_others_put_there_while_folders_are_exchanged_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    if (exchange := swap._renameat2) is None:
        pytest.skip("only Linux exchanges folders")
    out = tmp_path / "out"
    publish(out, "一")
    for name in ("mine", "other"):
        (out / name).write_text("old", encoding="utf-8")

    def put() -> None:
        (tmp_path / "new").write_text("new", encoding="utf-8")
        (tmp_path / "new").rename(out / "mine")

    def exchange_meanwhile(*arguments: Any) -> int:
        if moment == "before":
            put()
        status = int(exchange(*arguments))
        if moment == "after":
            put()
        return status

    monkeypatch.setattr(swap, "_renameat2", exchange_meanwhile)
    publish(out, "二")
    assert state(out) == {"二"}
    kept = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir() if path.name not in (*ENTRIES, KEPT)}
    assert kept.pop("other") == "old"
    assert kept == ({"mine": "old", "mine (2)": "new"} if moment == "before" else {"mine": "new", "mine (2)": "old"})
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_is_not_placed_is_cleared_away(out: Path) -> None:
    publish(out, "一")
    with pytest.raises(KeyboardInterrupt), held(out), aside(out) as folder:
        build(folder, "二")
        raise KeyboardInterrupt
    assert state(out) == {"一"}
    assert [path.name for path in out.parent.iterdir()] == ["out"]
    assert {path.name for path in (out / KEPT).iterdir()} == {"lock", LEDGER, PARTS}


@pytest.mark.parametrize("function", ["rename", "hardlink_to", "mkdir"])
def test_on_an_error_the_earlier_output_stays(out: Path, monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    """Each call of a function fails in turn, or kills the run: the next run finds the output whole."""
    publish(out, "旧")
    calls, whole = getattr(Path, function), set[str]()

    def failing_at(number: int, error: BaseException) -> Callable[..., Any]:
        count = iter(range(10_000))

        def call(*arguments: Any, **named: Any) -> Any:
            if next(count) == number:
                raise error
            return calls(*arguments, **named)

        return call

    for number in range(2 * len(ENTRIES) + 10):
        with monkeypatch.context() as patched:
            patched.setattr(Path, function, failing_at(number, OSError(28, "No space left on device")))
            try:
                publish(out, "新")
            except (OSError, OutputError):
                assert state(out) in ({"旧"}, {"新"}), number
        with held(out):
            settle(out)
        whole |= state(out)
        assert len(state(out)) == 1, number
        publish(out, "旧")
    assert "新" in whole


def killed_at(number: int, way: str) -> int:
    """How a process of its own ends that publishes and dies when it has changed so many names."""
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    count = iter(range(10_000))

    def die(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("os.rename", "os.link", "os.mkdir", "os.rmdir", "os.remove") and next(count) == number:
            os._exit(9)

    try:
        if way == WITHIN:
            swap._renameat2 = None
        sys.addaudithook(die)
        publish(Path("out").resolve(), "新")
        os._exit(0)
    finally:
        traceback.print_exc()
        os._exit(1)


@pytest.mark.parametrize("way", [BESIDE, WITHIN], ids=["交换", "逐项移动"])
def test_killed_anywhere_the_next_run_finds_it_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.chdir(tmp_path)
    out, found = tmp_path / "out", list[str]()
    (out / "mine").mkdir(parents=True)
    publish(out, "旧")
    (out / "report.html").touch()
    steps = 0
    while ended := killed_at(steps, way):
        assert ended == 9, steps
        if way == BESIDE:
            assert len(state(out)) == 1, steps
        with held(out):
            settle(out)
        (mark,) = state(out)
        assert mark == "旧" or not (out / "report.html").exists(), steps
        found.append(mark)
        assert (out / "mine").is_dir(), steps
        assert [path.name for path in tmp_path.iterdir()] == ["out"], steps
        publish(out, "旧")
        (out / "report.html").touch()
        steps += 1
    assert set(found) == {"旧", "新"}
    assert found == sorted(found, reverse=True)


def test_who_stands_in_the_folder_stays_in_it(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out.mkdir()
    monkeypatch.chdir(out)
    publish(out, "一")
    publish(out, "二")
    assert state(Path()) == {"二"}


def test_one_run_at_a_time(tmp_path: Path) -> None:
    out = tmp_path / "a/out"
    with (
        held(out),
        pytest.raises(OutputError, match=r"out: another run is writing to it; wait for its end or give another"),
        held(out),
    ):
        pass
    with held(out):
        assert (out / KEPT / PARTS).is_dir()


def test_a_file_in_the_place_of_what_a_run_keeps(tmp_path: Path) -> None:
    (tmp_path / KEPT).touch()
    with pytest.raises(OutputError, match=r"/\.gongbao: is a file; a run needs a folder of this name"), held(tmp_path):
        pass


def test_lock_holds_while_folders_are_exchanged(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with held(out):
        (out / KEPT / LEDGER).touch()
        with aside(out) as folder:
            build(folder, "一")
            place(folder, out)
        with pytest.raises(OutputError, match="another run"), held(out):
            pass


def test_folder_of_another_output_is_left_alone(tmp_path: Path) -> None:
    for name in (".out.0123abcd.partial", ".out.0123abcd.partial.bak", ".other.0123abcd.partial", ".out.x.partial"):
        (tmp_path / name / "mine").mkdir(parents=True)
    (tmp_path / ".out.89abcdef.partial" / KEPT).mkdir(parents=True)
    (tmp_path / ".out.89abcdef.partial/photo").touch()
    publish(tmp_path / "out", "一")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".other.0123abcd.partial", ".out.0123abcd.partial", ".out.0123abcd.partial.bak", ".out.x.partial", "out",
    ]  # fmt: skip
    assert (tmp_path / "out/photo").exists()
