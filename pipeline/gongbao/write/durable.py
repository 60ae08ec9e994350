"""Files that outlast a power cut: whole on the disk before they get their name."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

_BUFFER = 1 << 17


@contextmanager
def whole(paths: Iterable[Path]) -> Iterator[Sequence[BinaryIO]]:
    """Files to write under names of this call, which get their own, in their order, when all are on the disk.

    On an error there are none of them. The names themselves last once ``sync`` has been told of the folder. Several at
    once take little longer than one.
    """
    # Processes of two machines may have one number and write to one disk.
    call = secrets.token_hex(4)
    asides = {path: path.with_name(f".{path.name}.{call}.tmp") for path in paths}
    try:
        with ExitStack() as stack:
            opened = [stack.enter_context(aside.open("wb", _BUFFER)) for aside in asides.values()]
            yield opened
            for file in opened:
                file.flush()
            for file in opened:
                os.fsync(file.fileno())
        for path, aside in asides.items():
            aside.rename(path)
    except BaseException:
        for aside in asides.values():
            aside.unlink(missing_ok=True)
        raise


class Hashed:
    """A file while it is written, and the hash of what is written."""

    closed = False

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Append some bytes."""
        self._file.write(data)
        self.sha256.update(data)

    def flush(self) -> None:
        """Have them with the system."""
        self._file.flush()

    def sync(self) -> None:
        """Have them on the disk."""
        self.flush()
        os.fsync(self._file.fileno())


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that is there whole or not at all."""
    with whole([path]) as (file,):
        file.writelines(chunks)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def link(path: Path, name: Path) -> None:
    """Give a file a second name, or a copy where its file system knows no such thing."""
    try:
        name.hardlink_to(path)
    except OSError:
        # What else keeps it from being linked, a full disk say, keeps it from being copied.
        shutil.copyfile(path, name)
        sync(name)
