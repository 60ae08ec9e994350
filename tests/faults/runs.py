"""Runs of the command line in processes of their own, forked from one that has an engine ready: to be killed, failed
and looked at. Linux only.
"""

import contextlib
import ctypes
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from typer import Exit

from gongbao import cli
from gongbao.run import batch
from gongbao.write.output import ENTRIES
from gongbao.write.swap import KEPT, LEDGER, PARTS
from tests.write.output_of import contents

# A run of a second that has not ended by then never will.
PATIENCE = 120
# Seconds in which what a run has started must end behind it.
TO_LEAVE = 5.0
CORRECTIONS = "corrections.csv"
_MEMORY = Path("/dev/shm")
_PR_SET_CHILD_SUBREAPER = 36

Prepare = Callable[[], None]


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit status, less than 0 for a signal, what it said on stderr, and how many processes that
    it had started were still there and did not end of themselves."""

    status: int
    said: str
    outlived: int = 0


@dataclass(frozen=True)
class Run:
    """A run that has been started, by a process that had ``others`` for children."""

    pid: int
    said: Path
    others: frozenset[int]

    def end(self, patience: float = PATIENCE) -> Ended:
        """Wait for it; nothing that it has started is there afterwards."""
        deadline = time.monotonic() + patience
        while True:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                outlived = self._end_orphans()
                return Ended(os.waitstatus_to_exitcode(status), self.said.read_text(encoding="utf-8"), outlived)
            if time.monotonic() > deadline:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                self._end_orphans()
                raise AssertionError(f"a run has not ended after {patience:g} seconds")
            time.sleep(0.002)

    def _end_orphans(self) -> int:
        outlived, deadline = 0, time.monotonic() + TO_LEAVE
        while orphans := set(children(os.getpid())) - self.others:
            is_late = time.monotonic() > deadline
            for pid in orphans:
                if is_late:
                    os.kill(pid, signal.SIGKILL)
                    outlived += 1
                os.waitpid(pid, 0 if is_late else os.WNOHANG)
            time.sleep(0.002)
        _adopt_orphans(False)
        return outlived


def _adopt_orphans(adopt: bool) -> None:
    """Have what a killed run leaves behind become a child of this process, so that it is seen; or no longer."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, int(adopt), 0, 0, 0)


def warm_up() -> None:
    """Import what each run would import anew."""
    for name in ("archive", "documents", "html.document", "sniff", "text"):
        import_module(f"gongbao.read.{name}")
    with contextlib.suppress(Exit), contextlib.redirect_stderr(io.StringIO()):
        cli.app(["verify", "/no such folder"], standalone_mode=False)


def children(pid: int) -> list[int]:
    """The processes that a process has started; none where it is gone."""
    try:
        return [
            int(child)
            for thread in Path(f"/proc/{pid}/task").iterdir()
            for child in (thread / "children").read_text(encoding="ascii").split()
        ]
    except OSError:
        return []


def nothing() -> None:
    """Prepare nothing."""


def start(arguments: Sequence[str], folder: Path, engine: Any, prepare: Prepare = nothing) -> Run:
    """Start ``gongbao`` with some arguments in a folder; ``prepare`` is called in its process before it."""
    said = Path(tempfile.mkdtemp(prefix="said", dir=folder.parent)) / "said"
    said.touch()
    others = frozenset(children(os.getpid()))
    _adopt_orphans(True)
    pid = os.fork()
    if not pid:
        _live(arguments, folder, engine, prepare, said)
    return Run(pid, said, others)


def _live(arguments: Sequence[str], folder: Path, engine: Any, prepare: Prepare, said: Path) -> NoReturn:
    status = 70
    try:
        os.chdir(folder)
        file = os.open(said, os.O_WRONLY | os.O_CREAT, 0o666)
        os.dup2(file, 1)
        os.dup2(file, 2)
        os.close(file)
        sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115
        sys.argv = ["gongbao", *arguments]
        setattr(batch, "Engine", lambda *_: engine)  # noqa: B010
        prepare()
        try:
            cli.main()
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else 0
        except BaseException:
            import traceback

            traceback.print_exc()
            status = 99
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def program(arguments: Sequence[str], folder: Path, module: str = "gongbao.cli") -> subprocess.Popen[str]:
    """Start it anew, so that it shares no memory with this process."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def environment() -> dict[str, str]:
    """That of a program which imports what this process does."""
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}


def run(arguments: Sequence[str], folder: Path, engine: Any, prepare: Prepare = nothing) -> Ended:
    """The same, to its end."""
    return start(arguments, folder, engine, prepare).end()


def verified(folder: Path) -> bool:
    """Whether all holds of ``out`` in a folder."""
    return run(["verify", "out"], folder, None) == Ended(0, "")


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder to work in: in memory, where there is such a disk, for a process that dies loses nothing of a disk."""
    with tempfile.TemporaryDirectory(prefix="faults", dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        folder = Path(name) / "w"
        folder.mkdir()
        yield folder


def tables(out: Path) -> dict[str, bytes]:
    """All that a finished output says, by its file's name; of ``run.json`` what is no time."""
    if not out.is_dir():
        return {}
    found = contents(out, [KEPT])
    if "run.json" in found:
        run = json.loads(found["run.json"])
        found["run.json"] = json.dumps({k: v for k, v in run.items() if k not in ("started", "seconds")}).encode()
    return found


@dataclass(frozen=True)
class Case:
    """Files in ``d`` of a folder to read into ``out`` there, over what an earlier run has left.

    ``earlier`` and ``later`` are the tables before and after a run that nothing disturbs; ``earlier`` is empty where
    there was none. ``prepare`` is called in each process that runs. ``moved``: folders cannot change places.
    """

    name: str
    folder: Path
    engine: Any
    prepare: Prepare
    moved: bool
    earlier: Mapping[str, bytes]
    later: Mapping[str, bytes]

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def renew(self) -> None:
        """Put the earlier output where the next run will find it."""
        for path in self.folder.iterdir():
            if path.name not in ("d", "template", CORRECTIONS):
                shutil.rmtree(path)
        if (self.folder / "template").exists():
            shutil.copytree(self.folder / "template", self.out)

    def arguments(self, workers: int) -> list[str]:
        corrected = ["--corrections", CORRECTIONS] if (self.folder / CORRECTIONS).exists() else []
        return ["extract", "d", "-o", "out", "--workers", str(workers), *corrected]

    def wrong_before_rerun(self) -> list[str]:
        """What is neither the earlier nor the later state."""
        there = tables(self.out)
        if there in (dict(self.earlier), dict(self.later)):
            return []
        if self.moved and "run.json" not in there:
            return []  # moved one by one, and the next run ends that
        return [f"OUT is neither the earlier nor the later state: {_difference(there, self.later)}"]

    def wrong_after_rerun(self, workers: int = 2) -> list[str]:
        """What a plain rerun does not make good."""
        wrong = []
        ended = run(self.arguments(workers), self.folder, self.engine, self.prepare)
        if ended.status not in (0, 3) or "Traceback" in ended.said:
            wrong.append(f"the rerun ends with {ended.status}: {ended.said}")
        if ended.outlived:
            wrong.append(f"{ended.outlived} processes outlive the rerun")
        if (there := tables(self.out)) != self.later:
            wrong.append(f"the rerun's tables are others: {_difference(there, self.later)}")
        verified = run(["verify", "out"], self.folder, self.engine)
        if verified != Ended(0, ""):
            wrong.append(f"verify: {verified}")
        return wrong + self._strays()

    def _strays(self) -> list[str]:
        found = {path.name for path in self.folder.iterdir()} - {"d", "template", "out", CORRECTIONS}
        found |= {f"out/{path.name}" for path in self.out.iterdir() if path.name not in (*ENTRIES, KEPT, "mine.txt")}
        kept = self.out / KEPT
        found |= {f"{KEPT}/{path.name}" for path in kept.iterdir() if path.name not in ("lock", LEDGER, PARTS)}
        parts = {path.name for path in (kept / PARTS).iterdir()}
        read = len([name for name in self.later if name.startswith("texts/")])
        found |= {name for name in parts if not name.endswith((".txt", ".json", ".rows")) or name.startswith(".")}
        if len(parts) != 3 * read:
            found.add(f"{len(parts)} files of {read} parts")
        return [f"stray: {name}" for name in sorted(found)]


def _difference(there: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> str:
    differing = sorted(name for name in {*there, *wanted} if there.get(name) != wanted.get(name))
    return ", ".join(differing[:6])


def made_case(
    name: str,
    folder: Path,
    engine: Any,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    prepare: Prepare = nothing,
    corrections: str | None = None,
) -> Case:
    """A case in a new folder: an output made of the files ``before``, if any, to be made one of those ``after``, with
    ``corrections``."""
    folder.mkdir(parents=True)
    (folder / "d").mkdir()
    moved = prepare is not nothing

    def put(files: Mapping[str, bytes]) -> None:
        for path in (folder / "d").iterdir():
            if path.name not in files:
                path.unlink()
        for file, data in files.items():
            path = folder / "d" / file
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)

    case = Case(name, folder, engine, prepare, moved, {}, {})
    earlier: dict[str, bytes] = {}
    if before:
        put(before)
        assert run(case.arguments(2), folder, engine, prepare).status in (0, 3)
        (case.out / "mine.txt").write_text("not ours", encoding="utf-8")
        earlier = tables(case.out)
        shutil.copytree(case.out, folder / "template")
    put(after)
    if corrections:
        (folder / CORRECTIONS).write_text(corrections, encoding="utf-8")
    case.renew()
    ended = run(case.arguments(2), folder, engine, prepare)
    assert ended.status in (0, 3), ended
    return Case(name, folder, engine, prepare, moved, earlier, tables(case.out))


def tree(pid: int) -> list[int]:
    """A process and all that it has started."""
    return [pid, *(below for child in children(pid) for below in tree(child))]


def memory(pid: int) -> int:
    """The bytes of memory that a process and all it has started take, what they share counted once."""
    total = 0
    for one in tree(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return total
