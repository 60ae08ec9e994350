"""Files that outlast a power cut: whole on the disk before they get their name."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file under a name of this process and give it its own when it is on the disk.

    The name itself lasts once ``sync`` has been told of the folder.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        aside.rename(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


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
