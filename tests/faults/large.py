"""How much memory all processes of a run take over large documents. Linux only."""

import itertools
import os
import random
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.runs import memory, program

MIB, MB = 1 << 20, 1_000_000
BARS = {"four of 20 MB, two workers": 700, "a text of 100 MB": 1024}


def prose(size: int, seed: int) -> str:
    """A report of so many bytes, of sentences as reports have them, a figure or two in each."""
    chance, lines, length = random.Random(seed), [f"{2000 + seed}年政府工作报告\n"], 0
    names = (
        "一般公共预算收入",
        "固定资产投资",
        "社会消费品零售总额",
        "城镇居民人均可支配收入",
        "教育支出",
        "第三产业增加值",
    )
    for number in itertools.count(1):
        figure, share = chance.randint(100, 99_999) / 10, chance.randint(1, 300) / 10
        line = (
            f"（{number}）坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念，扎实推进各项工作，经济运行总体平稳。"
            f"全年{chance.choice(names)}{figure}亿元，增长{share}%。推动重点领域改革，优化营商环境，保障和改善民生。\n"
        )
        lines.append(line)
        length += len(line.encode())
        if length >= size:
            break
    return "".join(lines)


def page(size: int, seed: int) -> str:
    """The same as a page of HTML."""
    paragraphs = "".join(f"<p>{line}</p>\n" for line in prose(size * 9 // 10, seed).splitlines())
    return f"<html><head><meta charset='utf-8'><title>报告</title></head><body><div>{paragraphs}</div></body></html>"


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
    """Texts and pages of 20 MB, two at a time, and a text of 100 MB."""

    def text(size: int, seed: int) -> Callable[[Path], object]:
        return lambda folder: (folder / f"{seed}.txt").write_text(prose(size, seed), encoding="utf-8")

    def html(size: int, seed: int) -> Callable[[Path], object]:
        return lambda folder: (folder / f"{seed}.html").write_text(page(size, seed), encoding="utf-8")

    twenty = measured(
        "four of 20 MB, two workers", 2, *(text(20 * MB, i) for i in (1, 2)), *(html(20 * MB, i) for i in (3, 4))
    )
    return measured("a text of 100 MB", 1, text(100 * MB, 5)) and twenty
