"""What all tests share: where they write, how many examples hypothesis tries, and who may rewrite golden files."""

import os
import signal
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import settings

from gongbao.read import scan
from gongbao.run import batch
from gongbao.run.document import Engine

MEMORY, ROOM = Path("/dev/shm"), 1 << 30


def is_fit(disk: os.statvfs_result) -> bool:
    """Whether tests can write there, and start the programs that they install there."""
    return disk.f_bavail * disk.f_frsize >= ROOM and not disk.f_flag & os.ST_NOEXEC


# Each run waits a hundred times for the disk to keep what it has written, and no test needs that.
if MEMORY.is_dir() and is_fit(os.statvfs(MEMORY)):
    tempfile.tempdir = str(MEMORY)

# A shell starts what it puts in the background (make test &) with interrupts ignored, and so all that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Tests run side by side, as many as there are processors: two threads each would get in each other's way.
scan._THREADS = 1

# Each run has its tables made by a process that is forked from here, and would import these anew.
for name in ("duckdb", "pyarrow.csv", "pyarrow.parquet"):
    import_module(name)

# A hundred examples a law keep the suite quick; in CI the same hundred each time, so that no unrelated change fails.
settings.register_profile("gongbao", max_examples=100, deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gongbao")

# To fork takes the longer the more a process has in memory, which grows from test to test: what forks most comes first.
# What takes long follows, so that no process is left with one of these when the others have nothing to do.
FIRST = (
    "run/test_resume.py",
    "faults/test_harness.py",
    "run/test_batch.py",
    "run/test_corrections.py",
    "run/test_workers.py",
    "write/test_swap.py",
    "cli/test_cli.py",
    "run/test_cluster.py",
    "page/test_page.py",
    "test_readme.py",
    "faults/test_nasty.py",
    "read/test_scan.py",
    "read/test_pdf.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden/*.jsonl from what is found now")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden: golden files are never rewritten in CI")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    first = {tests / name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: first.get(item.path, len(FIRST)))


@pytest.fixture(autouse=True, scope="session")
def engine_loaded_once() -> Iterator[None]:
    """Runs without patterns of their own share an engine: to load one takes twice as long as a run over one text."""

    @cache
    def shared(words: str) -> Engine:
        return Engine(None, words)

    def engine(patterns: Path | None = None, words: str = "rjieba") -> Engine:
        return Engine(patterns, words) if patterns else shared(words)

    with patch.object(batch, "Engine", engine):
        yield
