"""The finished output in the place of the earlier one, so that whoever reads sees one of them whole.

What a run keeps for the next one is in ``OUT/.gongbao``: ``lock``, ``ledger.sqlite`` and ``parts``. The new output is
built beside ``OUT``, its ``.gongbao`` linked into it, and the two folders change names in one step, which Linux can
do. Where that is not to be had, it is built in ``OUT/.gongbao/next``, which once complete is called ``ready``, and its
entries are moved one by one, ``run.json`` last; what a killed run leaves of that the next one ends.
"""

import contextlib
import ctypes
import errno
import fcntl
import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from gongbao.errors import OutputError
from gongbao.write.durable import link, sync
from gongbao.write.output import DERIVED, ENTRIES

KEPT = ".gongbao"
LEDGER = "ledger.sqlite"
PARTS = "parts"
_LOCK, _NEXT, _READY, _REPLACED = "lock", "next", "ready", "replaced"

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_NOT_TO_BE_HAD = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM, errno.EXDEV)


@contextlib.contextmanager
def held(out: Path) -> Iterator[None]:
    """Make ``out`` this run's alone, and make it where it is not there.

    The lock ends with its owner, however that ends. Raises ``OutputError`` where another run has it, or
    where there is a file in its place.
    """
    number = _locked(out)
    try:
        (out / KEPT / PARTS).mkdir(exist_ok=True)
        yield
    finally:
        os.close(number)


def _locked(out: Path) -> int:
    path = out / KEPT / _LOCK
    while True:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            raise OutputError(f"{path.parent}: is a file; a run needs a folder of this name") from None
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Somebody may have put another folder in its place since it was opened.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(number), path.stat()):
                    return number
        except BlockingIOError:
            os.close(number)
            raise OutputError(f"{out}: another run is writing to it; wait for its end or give another folder") from None
        except BaseException:
            os.close(number)
            raise
        os.close(number)


def is_settled(out: Path) -> bool:
    """Whether no run was killed while it moved its output entry by entry: then ``out`` may be without its last one."""
    return not (out / KEPT / _READY).exists()


def settle(out: Path) -> None:
    """End or clear away what a killed run has left. Only who holds ``out`` may do so. Raises ``OSError``."""
    kept = out / KEPT
    if (kept / _READY).exists():
        _move_on(kept / _READY, out)
    for folder in (kept / _NEXT, kept / _READY):
        if folder.exists():
            shutil.rmtree(folder)
    for folder in _asides(out):
        _bring_over(folder, out)
        shutil.rmtree(folder)


def _asides(out: Path) -> list[Path]:
    """Folders beside ``out`` that runs into it have made."""
    name = re.compile(rf"\.{re.escape(out.name)}\.[0-9a-f]{{8}}\.partial")
    found = [path for path in out.parent.iterdir() if name.fullmatch(path.name)] if _is_writable(out.parent) else []
    return [path for path in found if path.is_dir() and _is_ours({entry.name for entry in path.iterdir()})]


def _is_ours(entries: set[str]) -> bool:
    # What somebody else put into an output has been brought over before the first of ours was removed.
    return KEPT in entries or entries <= {*ENTRIES, *DERIVED}


@contextlib.contextmanager
def aside(out: Path) -> Iterator[Path]:
    """An empty folder on the same disk to build the next output in; cleared away if it is not placed."""
    folder = _beside(out) or _within(out)
    try:
        yield folder
    finally:
        with contextlib.suppress(OSError):  # what is left the next run clears away
            settle(out)


def _within(out: Path) -> Path:
    folder = out / KEPT / _NEXT
    folder.mkdir()
    return folder


def _beside(out: Path) -> Path | None:
    """A folder that can change places with ``out``; none where ``out`` is to stay the folder that it is."""
    state, parent = out.stat(), out.parent.stat()
    is_ours = state.st_uid == os.geteuid() and state.st_dev == parent.st_dev and _is_writable(out.parent)
    # Who stands in the folder would find himself in the earlier one, which is gone.
    if _renameat2 is None or not is_ours or Path.cwd().is_relative_to(out):
        return None
    folder = out.parent / f".{out.name}.{secrets.token_hex(4)}.partial"
    folder.mkdir()
    try:
        (folder / KEPT).mkdir()
        if state.st_gid != folder.stat().st_gid:
            os.chown(folder, -1, state.st_gid)
        folder.chmod(stat.S_IMODE(state.st_mode))
        # The same file: who opens the lock at whichever moment finds it locked.
        (folder / KEPT / _LOCK).hardlink_to(out / KEPT / _LOCK)
    except OSError:
        shutil.rmtree(folder)
        return None
    return folder


def place(folder: Path, out: Path) -> None:
    """Put what was built in ``folder``, which came from ``aside``, in the place of what ``out`` holds.

    The ledger must be closed. On an error ``out`` is as it was. Raises ``OSError``.
    """
    if folder.parent == out.parent:
        if _exchanged(folder, out):
            _bring_over(folder, out)
            return
        shutil.rmtree(folder / KEPT)
        folder.rename(out / KEPT / _NEXT)
    ready = (out / KEPT / _NEXT).rename(out / KEPT / _READY)
    for changed in (out / KEPT / PARTS, out / KEPT):
        sync(changed)
    _move(ready, out)
    sync(out)


def _exchanged(folder: Path, out: Path) -> bool:
    link(out / KEPT / LEDGER, folder / KEPT / LEDGER)
    (folder / KEPT / PARTS).mkdir()
    for part in os.scandir(out / KEPT / PARTS):
        link(Path(part.path), folder / KEPT / PARTS / part.name)
    for path in _others(out):
        with contextlib.suppress(OSError):  # folders, and files that only their owner may link, are brought over
            (folder / path.name).hardlink_to(path)
    for changed in (folder / KEPT / PARTS, folder / KEPT, folder):
        sync(changed)
    assert _renameat2
    if _renameat2(_AT_FDCWD, os.fsencode(folder), _AT_FDCWD, os.fsencode(out), _RENAME_EXCHANGE):
        number = ctypes.get_errno()
        if number in _NOT_TO_BE_HAD:
            return False
        raise OSError(number, os.strerror(number))
    sync(out.parent)
    return True


def _bring_over(folder: Path, out: Path) -> None:
    """What else stood in an earlier output stays in it.

    What was not linked there, but has the name of something that is there, somebody has put in the place of what was
    linked or made since; which of the two is the later nobody knows. It gets the name ``name (2)``.
    """
    for path in _others(folder):
        place = out / path.name
        if os.path.lexists(place) and os.path.samestat(path.lstat(), place.lstat()):
            path.unlink()
            continue
        numbers = count(2)
        while os.path.lexists(place):
            place = out / f"{path.name} ({next(numbers)})"
        path.rename(place)


def _others(out: Path) -> list[Path]:
    return [path for path in out.iterdir() if path.name not in (*ENTRIES, *DERIVED, KEPT)]


def _move(ready: Path, out: Path) -> None:
    """Put the entries of ``ready`` in the place of those of ``out``: all of them, or on an error none."""
    replaced = ready / _REPLACED
    replaced.mkdir()
    earlier = (*reversed(ENTRIES), *DERIVED)
    moves = [(out / name, replaced / name) for name in earlier if os.path.lexists(out / name)]
    moves += [(ready / name, out / name) for name in ENTRIES]
    for done, (here, there) in enumerate(moves):
        try:
            here.rename(there)
        except BaseException:
            for back, forth in reversed(moves[:done]):
                forth.rename(back)
            # Not complete any more in the eyes of the next run.
            ready.rename(out / KEPT / _NEXT)
            raise


def _move_on(ready: Path, out: Path) -> None:
    """End what ``_move`` was killed in."""
    replaced = ready / _REPLACED
    replaced.mkdir(exist_ok=True)
    names = [name for name in ENTRIES if os.path.lexists(ready / name)]
    # None of them is left where it was killed in clearing up: then what is in ``out`` was made of the new ones.
    for name in (*DERIVED, *names) if names else ():
        if os.path.lexists(out / name):
            (out / name).rename(replaced / name)
    for name in names:
        (ready / name).rename(out / name)
    sync(out)


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)


_renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
