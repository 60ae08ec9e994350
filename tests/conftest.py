"""What all tests share: where they write, how many examples hypothesis tries, and who may rewrite golden files."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# Each run has the disk keep what it writes, some hundred times, and no test needs that: they write into memory, where
# there is room.
MEMORY, ROOM = Path("/dev/shm"), 1 << 30
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM:
    tempfile.tempdir = str(MEMORY)

# A hundred examples a law keep the suite quick; in CI the same hundred each time, so that no unrelated change fails.
settings.register_profile("gongbao", max_examples=100, deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gongbao")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden/*.jsonl from what is found now")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden: golden files are never rewritten in CI")
