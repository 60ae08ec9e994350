"""A place for parts on their way from where documents are read to the run that asked: whatever address fsspec knows.

A run has a folder of its own there while it lasts. A part that is put there is there whole, and taken from there once.
"""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gongbao.errors import OptionError, OutputError
from gongbao.write.durable import sync, whole
from gongbao.write.parts import SUFFIXES, is_whole

_MARK = "run"
_BLOCK = 1 << 20


@contextlib.contextmanager
def opened(url: str, name: str) -> Iterator[str]:
    """The address of a new folder at ``url``, which is removed in the end.

    Raises ``OptionError`` where nothing is reached by such an address, ``OutputError`` where it cannot be written.
    """
    depot = f"{url.rstrip('/')}/{name}"
    try:
        files, path = _reached(depot)
    except (ImportError, ValueError) as error:
        raise OptionError(f"parts: {url}: {error}") from error
    with _named(url):
        files.makedirs(path, exist_ok=True)
        files.pipe_file(f"{path}/{_MARK}", b"")
    try:
        yield depot
    finally:
        with contextlib.suppress(Exception):  # the run has ended as it has; what is left there does no harm
            files.rm(path, recursive=True)


def is_open(depot: str) -> bool:
    """Whether a run's folder is seen from here."""
    with contextlib.suppress(Exception):
        files, path = _reached(depot)
        return bool(files.exists(f"{path}/{_MARK}"))
    return False


def put(depot: str, folder: Path, name: str) -> None:
    """Move a part from a folder of this machine to a depot. Raises ``OutputError``."""
    with _named(depot):
        files, path = _reached(depot)
        call = secrets.token_hex(4)
        for suffix in SUFFIXES:
            aside = f"{path}/.{name}{suffix}.{call}.tmp"
            files.put_file(str(folder / f"{name}{suffix}"), aside)
            files.mv(aside, f"{path}/{name}{suffix}")
    for suffix in SUFFIXES:
        (folder / f"{name}{suffix}").unlink(missing_ok=True)


def take(depot: str, name: str, folder: Path) -> bool:
    """Move a part from a depot to a folder of this machine; False where it is lost.

    Raises ``OutputError`` where the depot fails, ``OSError`` where the folder cannot be written.
    """
    if is_whole(folder, name):
        return True
    with contextlib.ExitStack() as stack:
        with _named(depot):
            files, path = _reached(depot)
            try:
                parts = [stack.enter_context(files.open(f"{path}/{name}{suffix}", "rb")) for suffix in SUFFIXES]
            except FileNotFoundError:
                return False
        with whole(folder / f"{name}{suffix}" for suffix in SUFFIXES) as copies:
            for part, copy in zip(parts, copies, strict=True):
                copy.writelines(_blocks(depot, part))
        sync(folder)
    with _named(depot):
        files.rm([f"{path}/{name}{suffix}" for suffix in SUFFIXES])
    return True


def _blocks(depot: str, file: Any) -> Iterator[bytes]:
    while True:
        with _named(depot):
            block: bytes = file.read(_BLOCK)
        if not block:
            return
        yield block


def _reached(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    files, path = url_to_fs(url)
    files.invalidate_cache()  # others write there too
    return files, path


@contextlib.contextmanager
def _named(url: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # each kind of store has errors of its own
        cause = " ".join((getattr(error, "strerror", None) or f"{type(error).__name__} {error}").split())
        raise OutputError(f"{url}: cannot be read or written: {cause}") from error
