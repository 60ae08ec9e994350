"""Files that outlast a power cut: whole on the disk before they get their name."""

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path


def write_whole(files: Mapping[Path, Iterable[bytes]]) -> None:
    """Write files under names of this call and give them their own, in their order, when all are on the disk.

    The names themselves last once ``sync`` has been told of the folder. Several at once take little longer than one.
    """
    # Processes of two machines may have one number and write to one disk.
    call = secrets.token_hex(4)
    asides = {path: path.with_name(f".{path.name}.{call}.tmp") for path in files}
    try:
        with ExitStack() as stack:
            opened = [stack.enter_context(aside.open("wb")) for aside in asides.values()]
            for file, chunks in zip(opened, files.values(), strict=True):
                file.writelines(chunks)
                file.flush()
            for file in opened:
                os.fsync(file.fileno())
        for path, aside in asides.items():
            aside.rename(path)
    except BaseException:
        for aside in asides.values():
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
