"""What all tests share: where they write, how many examples hypothesis tries, and who may rewrite golden files."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from gongbao.read import scan

MEMORY, ROOM = Path("/dev/shm"), 1 << 30


def is_fit(disk: os.statvfs_result) -> bool:
    """Whether tests can write there, and start the programs that they install there."""
    return disk.f_bavail * disk.f_frsize >= ROOM and not disk.f_flag & os.ST_NOEXEC


# Each run waits a hundred times for the disk to keep what it has written, and no test needs that.
if MEMORY.is_dir() and is_fit(os.statvfs(MEMORY)):
    tempfile.tempdir = str(MEMORY)

# Tests run side by side, as many as there are processors: two threads each would get in each other's way.
scan._THREADS = 1

# A hundred examples a law keep the suite quick; in CI the same hundred each time, so that no unrelated change fails.
settings.register_profile("gongbao", max_examples=100, deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gongbao")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden/*.jsonl from what is found now")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden: golden files are never rewritten in CI")
