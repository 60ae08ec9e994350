"""Each point at which a run asks the system to keep something failed once, or the run killed there.

A layer of our own takes the place of ``os.write``, ``os.fsync``, ``os.rename`` and their like, and of the files
opened for writing, in the process that runs and, by the fork, in its worker. A first run counts the points, then the
``n``-th run fails at the ``n``-th. One worker, so that the points come in the same order each time. What SQLite asks
for is failed by ``strace`` (see ``ledger.py``).
"""

import ctypes
import errno
import io
import mmap
import os
import shutil
import signal
import struct
from collections import Counter
from collections.abc import Callable
from typing import Any

from gongbao.write import swap
from tests.faults.killed import cases
from tests.faults.runs import Case, Ended, Prepare, run, work_folder
from tests.stand_in import Engine

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
CALLS = (
    "write", "fsync", "rename", "replace", "link", "symlink", "unlink", "mkdir", "rmdir", "chmod", "chown", "truncate",
    "ftruncate", "sendfile", "utime",
)  # fmt: skip
SORTS = (*CALLS, "open", "exchange")
# A disk that is full stays so, but lets go of what is there.
FREEING = ("unlink", "rmdir")
MOST = 4096
TEXTS = 1


class Points:
    """The points of a run and its worker, counted; at the one called ``at`` something happens."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 4 + MOST)

    @property
    def sorts(self) -> Counter[str]:
        """How many points of which sort the last run had."""
        return Counter(SORTS[code] for code in self._shared[4 : 4 + self.count])

    @property
    def count(self) -> int:
        return int(struct.unpack("i", self._shared[:4])[0])

    def watching(self, prepare: Prepare, at: int, happens: Callable[[str], None], lasting: bool = False) -> Prepare:
        """Have ``happens`` called at a point of the process that this is called in or forks, or from it on."""

        def point(name: str) -> None:
            number = self.count + 1
            self._shared[:4] = struct.pack("i", number)
            self._shared[3 + number] = SORTS.index(name)
            if number == at or (lasting and number > at and name not in FREEING):
                happens(name)

        def watch() -> None:
            prepare()
            self._shared[:] = bytes(len(self._shared))
            for name in CALLS:
                setattr(os, name, _asking(point, name, getattr(os, name)))
            if swap._renameat2:
                swap._renameat2 = _exchange(point, swap._renameat2)
            setattr(os, "open", _making(point, os.open))  # noqa: B010
            setattr(io, "open", _opening(point, io.open))  # noqa: B010
            setattr(shutil, "open", io.open)  # noqa: B010

        return watch


def _asking(point: Callable[[str], None], name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def asked(*arguments: Any, **named: Any) -> Any:
        point(name)
        return call(*arguments, **named)

    return asked


def _making(point: Callable[[str], None], call: Callable[..., int]) -> Callable[..., int]:
    def opened(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_CREAT:
            point("open")
        return call(path, flags, *more, **named)

    return opened


def _exchange(point: Callable[[str], None], call: Any) -> Any:
    def asked(*arguments: Any) -> int:
        try:
            point("exchange")
        except OSError as error:
            ctypes.set_errno(error.errno or 0)
            return -1
        return int(call(*arguments))

    return asked


def _opening(point: Callable[[str], None], call: Callable[..., Any]) -> Callable[..., Any]:
    class File(io.FileIO):
        def write(self, data: Any) -> int:
            point("write")
            return super().write(data) or 0

    def opened(file: Any, mode: str = "r", buffering: int = -1, *more: Any, **named: Any) -> Any:
        if mode != "wb":
            return call(file, mode, buffering, *more, **named)
        point("open")
        return io.BufferedWriter(File(file, "w"), buffering if buffering > 0 else io.DEFAULT_BUFFER_SIZE)

    return opened


def fail(number: int) -> Callable[[str], None]:
    """Have a call fail with an error."""

    def failing(name: str) -> None:
        raise OSError(number, os.strerror(number))

    return failing


def kill_all(name: str) -> None:
    """Kill the run, and with it its worker."""
    os.kill(os.getpid() if os.getsid(0) != os.getpid() else os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def wrong_end(ended: Ended, killed: bool) -> list[str]:
    """What is wrong with how a failed run ends."""
    if killed:
        return (
            [] if ended.status == -signal.SIGKILL else [f"ends with {ended.status} though it is killed: {ended.said}"]
        )
    complaints = [line for line in ended.said.splitlines() if line.startswith("gongbao: ")]
    if "Traceback" in ended.said or ended.status not in (0, 1, 3) or len(complaints) != (ended.status == 1):
        return [f"ends with {ended.status}: {ended.said}"]
    return []


def failed(case: Case, points: Points, at: int, happens: Callable[[str], None], lasting: bool) -> list[str]:
    """What is wrong when something happens at a point of a run, and after a rerun."""
    case.renew()
    arguments = case.arguments(workers=1)
    ended = run(arguments, case.folder, case.engine, points.watching(case.prepare, at, happens, lasting))
    wrong = wrong_end(ended, happens is kill_all)
    if ended.outlived:
        wrong.append(f"{ended.outlived} processes outlive the run")
    return wrong + case.wrong_before_rerun() + case.wrong_after_rerun(workers=1)


def counted(case: Case, points: Points) -> Counter[str]:
    """How many points of which sort a run of a case has."""
    case.renew()
    arguments = case.arguments(workers=1)
    ended = run(arguments, case.folder, case.engine, points.watching(case.prepare, 0, fail(0)))
    assert ended.status in (0, 3), ended
    return points.sorts


WAYS: dict[str, tuple[Callable[[str], None], bool]] = {
    **{f"{errno.errorcode[number]} once": (fail(number), False) for number in ERRORS},
    "ENOSPC from there on": (fail(errno.ENOSPC), True),
    "SIGKILL": (kill_all, False),
}


def every_point(ways: dict[str, tuple[Callable[[str], None], bool]], every: int = 1, engine: Any = None) -> bool:
    """Have each point fail in each way, or each ``every``-th, from another one on in each case and way; whether all is
    well after each."""
    points, failures, runs, turn = Points(), 0, 0, 0
    with work_folder() as folder:
        for case in cases(folder, engine or Engine(), TEXTS):
            names = counted(case, points)
            count = points.count
            for way, (happens, lasting) in ways.items():
                turn += 1
                for at in range(1 + turn * 37 % every, count + 1, every):
                    wrong = failed(case, points, at, happens, lasting)
                    runs += 1
                    failures += bool(wrong)
                    for sentence in wrong:
                        print(f"points: {case.name}; {way} at point {at}: {sentence}", flush=True)
            said = ", ".join(f"{number} {name}" for name, number in sorted(names.items()))
            print(f"points: {case.name}: {count} points ({said})", flush=True)
    print(f"points: {runs} runs failed at a point or killed there, {failures} not made good")
    return not failures


def run_all() -> bool:
    """The whole of it."""
    return every_point(WAYS)
