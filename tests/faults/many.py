"""Twenty thousand small files: memory flat over the run, and a rerun that reads nothing and changes no byte."""

import os
import random
import subprocess
import tempfile
import time
from pathlib import Path

from tests.faults.runs import memory, program

# What is remembered of rules and words fills over the first thousands; behind them memory must not grow.
DOCUMENTS, SETTLED = 20_000, 4_000
FLAT, RERUN = 0.10, 0.03
# MiB while the tables are made, of which the database may take 512 MB.
BUILDING = 640
# Seconds for each document: a run of a hundred takes a fraction of one.
_PAUSE = 0.5 / DOCUMENTS
MIB = 1 << 20


def made(folder: Path, number: int) -> None:
    """Small reports of ten lines, no two alike."""
    chance = random.Random(5)
    folder.mkdir()
    for i in range(number):
        lines = [f"{2000 + i % 26}年第{i}号财政收支情况\n"]
        for line in range(1, 10):
            income, rise, schools, done = (chance.randint(1, 99_999) / 10 for _ in range(4))
            lines.append(
                f"{line}月，一般公共预算收入{income}亿元，增长{rise % 30:.1f}%。"
                f"教育支出{schools}万元，完成预算的{done % 100:.1f}%。\n"
            )
        (folder / f"{i:05}.txt").write_text("".join(lines), encoding="utf-8")


def whole_state(out: Path) -> dict[str, tuple[bytes, int, int]]:
    """All files with their bytes, times and inodes."""
    files = [path for path in out.rglob("*") if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in files}


def watched(process: subprocess.Popen[str], out: Path, pause: float) -> list[tuple[int, int]]:
    """How much memory all processes of a run take, in bytes, when so many documents are done; asked once a pause."""
    seen = list[tuple[int, int]]()
    parts = out / ".gongbao/parts"
    while process.poll() is None:
        done = sum(entry.name.endswith(".rows") for entry in os.scandir(parts)) if parts.is_dir() else 0
        seen.append((done, memory(process.pid)))
        time.sleep(pause)
    return seen


def run_all(documents: int = DOCUMENTS, settled: int = SETTLED, module: str = "gongbao.cli") -> bool:
    """Whether memory is flat and the rerun quick and without effect."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made(folder / "d", documents)
        arguments = ["extract", "d", "-o", "out", "--workers", "2"]
        started = time.monotonic()
        with program(arguments, folder, module) as process:
            seen = watched(process, folder / "out", max(0.01, documents * _PAUSE))
        first = time.monotonic() - started
        assert process.returncode == 0
        at_first = max(used for done, used in seen if done <= settled)
        later = max((used for done, used in seen if settled <= done < documents), default=at_first)
        building = max((used for done, used in seen if done == documents), default=0)
        before = whole_state(folder / "out")
        started = time.monotonic()
        with program(arguments, folder, module) as process:
            assert process.wait() == 0
        again = time.monotonic() - started
        same = whole_state(folder / "out") == before
    tenth = documents // 10
    steps = [
        max((used for done, used in seen if low <= done < low + tenth), default=0) for low in range(0, documents, tenth)
    ]
    print(f"many: {documents:,} documents, at most {at_first / MIB:.0f} MiB up to document {settled:,}, then", end=" ")
    print(f"{later / MIB:.0f} MiB, {building / MIB:.0f} MiB while the tables are made;", end=" ")
    print(f"by tenths of the documents {', '.join(f'{used / MIB:.0f}' for used in steps)}")
    print(f"many: a rerun takes {again:.2f} s after {first:.2f} s, {again / first:.2%};", end=" ")
    print(f"bytes {'unchanged' if same else 'CHANGED'}; load {os.getloadavg()[0]:.1f}")
    is_flat = later <= at_first * (1 + FLAT) and building <= BUILDING * MIB
    return is_flat and again <= RERUN * first and same
