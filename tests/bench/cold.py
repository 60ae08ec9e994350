"""How long the first document takes, from nothing: beside the import of pandas alone."""

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.speed import ROOT, cost

ROUNDS = 7
_GONGBAO = [sys.executable, "-m", "gongbao.cli"]
# Times the import of pandas.
BARS = {"gongbao extract seeds": 2.5, "gongbao --help": 0.5}
_HEAVY = ("pandas", "spacy", "numpy", "regex")


def start(command: list[str], out: Path | None = None) -> None:
    # A folder of an earlier run has its tables already.
    told = [*command, "-o", tempfile.mkdtemp(dir=out)] if out else command
    # pandas was compiled when it was installed; gongbao, in a checkout, is by its first run, if that may write.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(told, cwd=ROOT, env=environment, capture_output=True, check=True)


def run() -> bool:
    """Print what each command takes; whether the bars hold."""
    with tempfile.TemporaryDirectory() as folder:
        works = {
            "import pandas": partial(start, [sys.executable, "-c", "import pandas"]),
            "gongbao extract seeds": partial(start, [*_GONGBAO, "extract", "seeds"], Path(folder)),
            "gongbao --help": partial(start, [*_GONGBAO, "--help"]),
            "import gongbao": partial(start, [sys.executable, "-c", "import gongbao"]),
            "python alone": partial(start, [sys.executable, "-c", "pass"]),
        }
        for work in works.values():  # once, so that all are read from memory
            work()
        rounds = [{name: cost(work) for name, work in works.items()} for _ in range(ROUNDS)]
    middle = {name: [median(turn[name][i] for turn in rounds) for i in (0, 1)] for name in works}
    base_cpu, base_clock = middle["import pandas"]
    print(f"cold: median of {ROUNDS}; the import of pandas is 1")
    print(f"  {'':26}{'processor':>9}{'clock':>8}{'seconds':>9}")
    held = True
    for name, (cpu, clock) in middle.items():
        verdict = ""
        if bar := BARS.get(name):
            # The clock is what a user waits by, the processor's time what a run costs.
            holds = max(cpu / base_cpu, clock / base_clock) <= bar
            held = held and holds
            verdict = f"  bar {bar}  {'holds' if holds else 'DOES NOT HOLD'}"
        print(f"  {name:26}{cpu / base_cpu:9.2f}{clock / base_clock:8.2f}{clock:9.3f}{verdict}")
    asked = f"import gongbao, sys; print(*[name for name in {_HEAVY} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
    print(f"  import gongbao loads {loaded or 'none of ' + ', '.join(_HEAVY)}")
    return held and not loaded
