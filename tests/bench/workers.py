"""How much sooner two workers are done than one, and two workers of a dask cluster beside two of this machine, over
copies of the corpus; the building of the tables apart."""

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.speed import ROOT, SEEDS

CORPUS = ROOT / "../shared/corpus"
COPIES, ROUNDS = 20, 2
# Of the time that reading takes: the tables are built by one process.
BAR, CLUSTER_BAR = 1.8, 1.25


def seconds(folder: Path, *options: str) -> tuple[float, float]:
    """What reading takes and what building the tables takes."""
    arguments = ["extract", str(folder / "d"), "-o", str(folder / "out"), "--overwrite", *options]
    ran = subprocess.run([sys.executable, "-m", "gongbao.cli", *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 3), ran.stderr
    said = json.loads((folder / "out/run.json").read_bytes())["seconds"]
    shutil.rmtree(folder / "out")
    return said["documents"], said["tables"]


@contextlib.contextmanager
def copies() -> Iterator[Path]:
    """A folder whose ``d/`` holds the copies."""
    source = CORPUS if CORPUS.is_dir() else SEEDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for copy in range(COPIES):
            shutil.copytree(source, folder / f"d/{copy:02}")
        files = sum(path.is_file() for path in (folder / "d").rglob("*"))
        print(f"{COPIES} copies, {files} files; the best of {ROUNDS} rounds in turn, seconds of reading")
        yield folder


def run() -> bool:
    """Print the times, with the load, which decides as much as gongbao does; whether the bar holds."""
    ratios = []
    with copies() as folder:
        for _ in range(ROUNDS):
            (one, tables), (two, _) = [seconds(folder, "--workers", workers) for workers in "12"]
            ratios.append(one / two)
            load = os.getloadavg()[0]
            print(f"  one {one:.1f}, two {two:.1f}: {ratios[-1]:.2f} times; tables {tables:.1f}; load {load:.1f}")
    ratio = max(ratios)
    print(f"two workers / one {ratio:.2f}  bar {BAR:.1f}  {'holds' if ratio >= BAR else 'DOES NOT HOLD'}")
    return ratio >= BAR


def run_cluster() -> bool:
    """The same files read by two workers here and by two of a dask cluster on this machine."""
    if importlib.util.find_spec("distributed") is None:
        print("cluster: not measured, the extra dask is not installed")
        return True
    distributed = importlib.import_module("distributed")
    ratios = []
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with copies() as folder, distributed.LocalCluster(**options) as cluster:
        for _ in range(ROUNDS):
            here, _ = seconds(folder, "--workers", "2")
            there, _ = seconds(folder, "--scheduler", cluster.scheduler_address)
            ratios.append(there / here)
            print(f"  here {here:.1f}, cluster {there:.1f}: {ratios[-1]:.2f}; load {os.getloadavg()[0]:.1f}")
    ratio = min(ratios)
    print(f"cluster / here {ratio:.2f}  bar {CLUSTER_BAR:.2f}  {'holds' if ratio <= CLUSTER_BAR else 'DOES NOT HOLD'}")
    return ratio <= CLUSTER_BAR
