"""Workers that die of documents by the thousand: no neighbour is lost, and each costs little more than its time."""

import ctypes
import json
import os
import signal
import time
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from gongbao.run.document import Engine
from gongbao.run.resume import Batch
from tests.faults.runs import start, verified, work_folder

DOCUMENTS, DEATHS = 3_000, 1_000
TIMEOUT, GRACE = 5.0, 2.0
# Of each hundred deaths; those that take their time are fewer.
WAYS = {"SIGSEGV": 25, "SIGABRT": 20, "exit": 20, "SIGKILL": 20, "hang": 8, "memory": 7}
CODES = {"hang": "timeout", "memory": "out_of_memory"}
MAX_MEMORY = 512


def die(way: str) -> None:
    """Die of a document, or bring the worker's end about."""
    match way:
        case "SIGSEGV":
            ctypes.string_at(0)
        case "SIGABRT":
            os.abort()
        case "exit":
            os._exit(3)
        case "SIGKILL":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(600)
        case "memory":
            eaten = []
            while True:
                eaten.append(bytearray(16 << 20))


def deadly(engine: Any) -> Any:
    """An engine that dies of some documents, by what their text says."""
    extract = engine.extract

    def extract_or_die(document: Any, given: Any) -> Any:
        for way in WAYS:
            if f"死因{way}。" in document.text:
                die(way)
        return extract(document, given)

    engine.extract = extract_or_die
    return engine


def clocked(log: Path) -> None:
    """Have this process write down how long each document took that it lost."""
    begun: dict[str, float] = {}
    give, lose = Batch._next, Batch._lose

    def given(batch: Any) -> Any:
        task = give(batch)
        if task:
            begun[task["source"]] = time.monotonic()
        return task

    def lost(batch: Any, input: Any, *how: Any) -> None:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{input.source} {time.monotonic() - begun[input.source]}\n")
        lose(batch, input, *how)

    for name, clock in (("_next", given), ("_lose", lost)):
        setattr(Batch, name, clock)


def made(folder: Path, documents: int, deaths: int) -> dict[str, str]:
    """Small reports, each third of which says how to die; the way by its file's name."""
    ways = [way for way, share in WAYS.items() for _ in range(share)]
    folder.mkdir()
    deadly: dict[str, str] = {}
    for i in range(documents):
        name = f"{i:05}.txt"
        text = f"{2000 + i % 26}年第{i}号公报。收入{i}亿元，增长{i % 30}%。"
        if i % (documents // deaths) == 1 and len(deadly) < deaths:
            # Mixed, so that both workers die at the same time too.
            deadly[name] = ways[len(deadly) * 37 % 100]
            text += f"死因{deadly[name]}。"
        (folder / name).write_text(text, encoding="utf-8")
    return deadly


def run_all(
    documents: int = DOCUMENTS,
    deaths: int = DEATHS,
    timeout: float = TIMEOUT,
    max_memory: int = MAX_MEMORY,
    engine: Any = None,
) -> bool:
    """Whether all neighbours are read, all that kill are rejected with their code, and none costs more than it may."""
    with work_folder() as folder:
        ways = made(folder / "d", documents, deaths)
        log = folder.parent / "lost"
        arguments = ["extract", "d", "-o", "out", "--workers", "2", "--timeout", str(timeout)]
        started = time.monotonic()
        running = start(
            [*arguments, "--max-memory", str(max_memory)], folder, deadly(engine or Engine()), lambda: clocked(log)
        )
        ended = running.end(patience=3600)
        seconds = time.monotonic() - started
        lines = (folder / "out/documents.jsonl").read_text(encoding="utf-8").splitlines()
        codes = {row["source"]: row["codes"] for row in map(json.loads, lines)}
        wanted = {f"{i:05}.txt": None for i in range(documents)} | {
            name: CODES.get(way, "crashed") for name, way in ways.items()
        }
        whole = verified(folder)
        cost: dict[str, list[float]] = {}
        for line in log.read_text(encoding="utf-8").splitlines():
            name, took = line.split()
            cost.setdefault(ways.get(name, "neighbour"), []).append(float(took))
    wrong = sorted(name for name in wanted if codes.get(name, "lost") != wanted[name])
    lost = [name for name in wrong if name not in ways]
    load = os.getloadavg()[0]
    print(f"deaths: {len(ways)} of {documents} documents kill their worker ({seconds:.0f} s; load {load:.1f})")
    for way, times in sorted(cost.items()):
        print(f"  {way:8} {len(times):4}  median {median(times):6.3f} s  longest {max(times):6.3f} s")
    others = Counter(codes.get(name) for name in wrong)
    print(f"  {len(lost)} neighbours lost; {len(wrong)} with another code than theirs: {dict(others)}")
    longest = max(max(times) for times in cost.values())
    print(f"  a bad document costs at most {longest:.2f} s with a limit of {timeout:g} s")
    return ended.status == 3 and not wrong and not ended.outlived and whole and longest <= timeout + GRACE
