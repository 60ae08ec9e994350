"""How much memory all processes of a run take over large documents. Linux only."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from tests.bench.speed import reports
from tests.faults.runs import memory, program

_HEADERS = ["科目编码", "科目名称", "年初预算", "调整预算", "决算数", "完成预算%"]
MIB, MB = 1 << 20, 1_000_000
BARS = {
    "four of 20 MB, two workers": 700,
    "a text of 100 MB": 1024,
    "two workbooks of 360,000 figures, two workers": 1600,
}


def prose(size: int, seed: int) -> str:
    """A text of so many bytes: reports over and over, no two texts alike."""
    report = "\n".join(path.read_text(encoding="utf-8") for path in next(iter(reports().values())))
    length = len(report.encode())
    pieces = [f"第{seed}-{number}份\n{report}\n" for number in range(size // length + 1)]
    return "".join(pieces).encode()[:size].decode(errors="ignore")


def page(size: int, seed: int) -> str:
    """The same as a page of HTML."""
    paragraphs = "".join(f"<p>{line}</p>\n" for line in prose(size * 9 // 10, seed).splitlines())
    return f"<html><head><meta charset='utf-8'><title>报告</title></head><body><div>{paragraphs}</div></body></html>"


def workbook(rows: int, path: Path) -> None:
    """Save accounts of so many rows, four figures in each."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("表")
    for line in (["2024年一般公共预算支出决算表"], ["单位：万元"], _HEADERS):
        sheet.append(line)
    for n in range(rows):
        sheet.append([f"2{n:06}", f"第{n}项支出", n * 3.17, n * 3.5, n * 3.3, 97.5])
    book.save(path)


def watched(process: subprocess.Popen[str]) -> int:
    """The most memory that the processes of a run took at any time until it ended, in bytes."""
    most = 0
    while process.poll() is None:
        most = max(most, memory(process.pid))
        time.sleep(0.05)
    return most


def measured(name: str, workers: int, *make: Callable[[Path], object]) -> bool:
    """Whether a run over some documents keeps to its bar."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "w"
        (folder / "d").mkdir(parents=True)
        for maker in make:
            maker(folder / "d")
        arguments = ["extract", "d", "-o", "out", "--workers", str(workers), "--timeout", "3600"]
        started = time.monotonic()
        with program(arguments, folder) as process:
            most = watched(process)
            said = process.stderr.read().strip() if process.stderr else ""
    took = time.monotonic() - started
    holds = process.returncode == 0 and most <= BARS[name] * MIB
    print(f"large: {name}: at most {most / MIB:.0f} MiB in all ({took:.0f} s; load {os.getloadavg()[0]:.1f}); {said}")
    return holds


def run_all() -> bool:
    """Texts and pages of 20 MB and workbooks of 360,000 figures, two at a time, and a text of 100 MB."""

    def text(size: int, seed: int) -> Callable[[Path], object]:
        return lambda folder: (folder / f"{seed}.txt").write_text(prose(size, seed), encoding="utf-8")

    def html(size: int, seed: int) -> Callable[[Path], object]:
        return lambda folder: (folder / f"{seed}.html").write_text(page(size, seed), encoding="utf-8")

    twenty = measured(
        "four of 20 MB, two workers", 2, *(text(20 * MB, i) for i in (1, 2)), *(html(20 * MB, i) for i in (3, 4))
    )
    books = measured(
        "two workbooks of 360,000 figures, two workers",
        2,
        *(lambda folder, i=i: workbook(90_000, folder / f"{i}.xlsx") for i in (6, 7)),
    )
    return measured("a text of 100 MB", 1, text(100 * MB, 5)) and twenty and books
