"""How much sooner two workers are done than one, over copies of the corpus; the building of the tables apart."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.speed import ROOT, SEEDS

CORPUS = ROOT / "../shared/corpus"
COPIES, ROUNDS = 20, 2
# Of the time that reading takes: the tables are built by one process.
BAR = 1.8


def seconds(folder: Path, workers: int) -> tuple[float, float]:
    """What reading takes and what building the tables takes."""
    arguments = ["extract", str(folder / "d"), "-o", str(folder / "out"), "--workers", str(workers), "--overwrite"]
    ran = subprocess.run([sys.executable, "-m", "gongbao.cli", *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 3), ran.stderr
    said = json.loads((folder / "out/run.json").read_bytes())["seconds"]
    shutil.rmtree(folder / "out")
    return said["documents"], said["tables"]


def run() -> bool:
    """Print the times, with the load, which decides as much as gongbao does; whether the bar holds."""
    source = CORPUS if CORPUS.is_dir() else SEEDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for copy in range(COPIES):
            shutil.copytree(source, folder / f"d/{copy:02}")
        files = sum(path.is_file() for path in (folder / "d").rglob("*"))
        print(f"workers: {COPIES} copies, {files} files; the best of {ROUNDS} rounds in turn")
        rounds = []
        for _ in range(ROUNDS):
            rounds.append([seconds(folder, workers) for workers in (1, 2)])
            (one, tables), (two, _) = rounds[-1]
            load = os.getloadavg()[0]
            print(f"  one {one:.1f} s, two {two:.1f} s: {one / two:.2f} times; tables {tables:.1f} s; load {load:.1f}")
    ratio = max(one / two for (one, _), (two, _) in rounds)
    print(f"two workers / one {ratio:.2f}  bar {BAR:.1f}  {'holds' if ratio >= BAR else 'DOES NOT HOLD'}")
    return ratio >= BAR
