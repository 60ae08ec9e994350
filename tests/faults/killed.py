"""Runs killed at random moments, each followed by a plain rerun that must give what a run gives that nobody kills."""

import mmap
import os
import random
import signal
import struct
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import count, pairwise
from pathlib import Path
from statistics import median
from typing import Any

from gongbao.run import batch
from gongbao.run.document import Engine
from gongbao.run.resume import Batch
from gongbao.write import swap
from gongbao.write.tables import doc_id_of
from tests.faults.runs import PATIENCE, Case, Prepare, children, made_case, run, start, work_folder
from tests.read.make_archive import packed

RUNS, SEED = 500, 20_000
WORKERS = 2
# The machine's load changes, and with it how long a run takes.
MEASURED_EVERY = 40
STAGES = ("begins", "documents", "tables", "swap")
# So many of the kills are aimed at the building and the swapping of the tables, which are a small part of a run.
AT_TABLES = 0.5


class Stages:
    """When a run, which is another process, has come to which of its stages."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 8 * (len(STAGES) + 1))

    def clear(self) -> None:
        self._shared[:] = bytes(len(self._shared))

    def mark(self, stage: int) -> None:
        self._shared[8 * stage : 8 * stage + 8] = struct.pack("d", time.monotonic())

    def times(self) -> list[float]:
        return list(struct.unpack(f"{len(STAGES) + 1}d", self._shared[:]))

    def reached(self) -> str:
        times = self.times()
        if times[-1]:
            return "ended"
        return next((STAGES[i] for i in reversed(range(len(STAGES))) if times[i]), "not begun")

    def watching(self, prepare: Prepare) -> Prepare:
        """Have the process that this is called in tell where it is."""

        def watch() -> None:
            prepare()
            owners = [(batch, "list_inputs"), (Batch, "run"), (batch, "write_tables"), (batch, "place")]
            for stage, (owner, name) in enumerate(owners):
                setattr(owner, name, self._telling(stage, getattr(owner, name)))

        return watch

    def _telling(self, stage: int, does: Callable[..., Any]) -> Callable[..., Any]:
        def told(*arguments: Any) -> Any:
            self.mark(stage)
            result = does(*arguments)
            if stage == len(STAGES) - 1:
                self.mark(len(STAGES))
            return result

        return told


def texts(number: int) -> dict[str, bytes]:
    """Reports of our own: long and short ones, an archive, two of the same bytes, one that is no text."""
    files = {}
    for i in range(number):
        lines = [f"{2001 + i}年第{i}号财政预算执行情况的报告", f"全年收入{i + 1}.{i}亿元，比上年增长{i}.5%。"]
        lines += [f"教育支出{i}{j}万元，完成预算的{90 + j % 10}.{i % 10}%。" for j in range(1 + 7 * (i % 5))]
        files[f"报告{i:02}.txt"] = "\n".join(lines).encode()
    files["同.txt"] = files["报告00.txt"]
    files["坏.txt"] = b"\0" * 99
    files["包.zip"] = packed(*((f"{i}.txt", f"支出{i}亿元，下降{i}%。".encode()) for i in range(3)))
    return files


def changed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files a day later: some changed, some gone, some new."""
    later = dict(files)
    for i, name in enumerate(sorted(files)):
        if name.endswith(".txt") and i % 3 == 0:
            later[name] += "另有结余3亿元。".encode()
        elif i % 7 == 1:
            del later[name]
    return later | {"新.txt": "收入8亿元，增长4%。".encode(), "又新.txt": "收入9亿元。".encode()}


def corrections() -> str:
    """Of three texts in the archive, the last one stale."""
    facts = [f"{doc_id_of(f'包.zip!/{i}.txt')}-2-5-money-1" for i in range(3)]
    lines = [f"{facts[0]},measure,change,,谁,为何", f"{facts[1]},low,7,,谁,为何", f"{facts[2]},unit,元,角,谁,为何"]
    return "\n".join(["fact_id,field,value,was,who,why", *lines]) + "\n"


def no_exchange() -> None:
    """As where folders cannot change places."""
    swap._renameat2 = None


def cases(folder: Path, engine: Any, number: int) -> list[Case]:
    """A run into a new folder, into a used one, with corrections, and both first where folders cannot change places."""
    files = texts(number)
    return [
        made_case("new", folder / "new", engine, {}, files),
        made_case("again", folder / "again", engine, files, changed(files)),
        made_case("again, corrected", folder / "again corrected", engine, files, files, corrections=corrections()),
        made_case("new, moved", folder / "new moved", engine, {}, files, no_exchange),
        made_case("again, moved", folder / "again moved", engine, files, changed(files), no_exchange),
    ]


def measured(case: Case, stages: Stages, times: int) -> list[float]:
    """The seconds that a run of a case is in each stage, and before the first: the median of so many runs."""
    lengths = []
    for _ in range(times):
        case.renew()
        stages.clear()
        began = time.monotonic()
        ended = run(case.arguments(WORKERS), case.folder, case.engine, stages.watching(case.prepare))
        assert ended.status in (0, 3), ended
        lengths.append([end - start for start, end in pairwise([began, *stages.times()])])
    return [median(stage) for stage in zip(*lengths, strict=True)]


def wait(stages: Stages, lengths: Sequence[float], moment: float) -> None:
    """Wait for a moment of a run: for the stage that it is in, and then into that stage."""
    stage = 0
    while stage < len(lengths) - 1 and moment > lengths[stage]:
        moment -= lengths[stage]
        stage += 1
    deadline = time.monotonic() + PATIENCE
    while stage and not stages.times()[stage - 1] and time.monotonic() < deadline:
        time.sleep(0.0003)
    time.sleep(moment)


def kill(
    case: Case, stages: Stages, whom: str, lengths: Sequence[float], moment: float, chance: random.Random
) -> tuple[list[str], str]:
    """Kill a run at a moment; what is wrong then and after a rerun, and the stage it had reached."""
    case.renew()
    stages.clear()
    running = start(case.arguments(WORKERS), case.folder, case.engine, stages.watching(case.prepare))
    wait(stages, lengths, moment)
    reached = stages.reached()
    workers = children(running.pid)
    victims = {"parent": [running.pid], "worker": workers[:1], "all": [running.pid, *workers]}[whom]
    if whom == "worker" and len(workers) > 1:
        victims = [chance.choice(workers)]
    for pid in victims:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            reached = "ended"
    ended = running.end()
    wrong = []
    if whom == "worker" and ended.status not in (0, 3):
        wrong.append(f"a run whose worker is killed ends with {ended.status}: {ended.said}")
    if ended.outlived:
        wrong.append(f"{ended.outlived} processes outlive the run")
    # A worker that is killed may cost its document, which the rerun reads.
    if whom != "worker":
        wrong += case.wrong_before_rerun()
    else:
        verified = run(["verify", "out"], case.folder, case.engine)
        wrong += [f"verify before the rerun: {verified}"] if verified.status else []
    return wrong + case.wrong_after_rerun(), reached


def killed(runs: int, number: int, engine: Any, measures: int = 3) -> bool:
    """Kill so many runs, over so many texts, before they end; whether all is well after each."""
    chance, stages = random.Random(SEED), Stages()
    reached, failures = Counter[str](), 0
    with work_folder() as folder:
        all_cases = cases(folder, engine, number)
        lengths: dict[str, list[float]] = {}
        for turn in count():
            if reached.total() - reached["ended"] == runs:
                break
            if turn % MEASURED_EVERY == 0:
                lengths = {case.name: measured(case, stages, measures) for case in all_cases}
            case = all_cases[turn % len(all_cases)]
            whom = ("all", "parent", "worker")[turn // len(all_cases) % 3]
            seconds = lengths[case.name]
            first = sum(seconds[:3]) if chance.random() < AT_TABLES else 0.0
            wrong, stage = kill(case, stages, whom, seconds, chance.uniform(first, sum(seconds)), chance)
            reached[stage] += 1
            failures += bool(wrong)
            for sentence in wrong:
                print(f"killed: run {turn} ({case.name}; {whom}; {stage}): {sentence}", flush=True)
    said = ", ".join(f"{reached[stage]} {stage}" for stage in ("not begun", *STAGES, "ended") if reached[stage])
    print(f"killed: {reached.total()} runs over {number + 3} files, {failures} not made good; the kill came at: {said}")
    return not failures


def run_all() -> bool:
    """The whole of it."""
    return killed(RUNS, 27, Engine())
