"""The most memory that reading work reports takes, beside the import of pandas and jieba's dictionary."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.speed import ROOT, reports

_TOLD = "import resource as r; print(r.getrusage(r.RUSAGE_SELF).ru_maxrss, r.getrusage(r.RUSAGE_CHILDREN).ru_maxrss)"
# Linux counts what a process was before it became another program: one that is large must not start it itself.
_FROM_SMALL = ("/bin/sh", "-c", '"$@"; exit $?', "sh")
_EXTRACT = "import sys; from gongbao.cli import app; app(sys.argv[1:], standalone_mode=False)"


def peak(code: str, *arguments: str) -> tuple[int, int]:
    """The MiB that a process of some code takes at most, and the largest of those that it starts."""
    unit = 1 if sys.platform == "darwin" else 1024
    command = [*_FROM_SMALL, sys.executable, "-c", f"{code}\n{_TOLD}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    own, started = (int(number) * unit >> 20 for number in done.stdout.split()[-2:])
    return own, started


def run() -> bool:
    """Print the peaks; there is no bar."""
    files = [str(path) for paths in reports().values() for path in paths]
    with tempfile.TemporaryDirectory() as folder:
        own, started = peak(
            f"try:\n {_EXTRACT}\nexcept BaseException: pass",
            *("extract", *files[:1], str(Path(files[-1]).parent), "-o", f"{folder}/out", "--workers", "1"),
        )
    pandas, _ = peak("import pandas")
    words, _ = peak("import jieba; jieba.initialize()")
    print(f"memory, MiB at most: gongbao {own}, the largest that it starts {started}", end="; ")
    print(f"import pandas {pandas}; jieba loaded {words}")
    return True
