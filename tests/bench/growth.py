"""Whether time grows with the work alone: more documents, and a longer document."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from gongbao.run.document import Engine
from tests.bench.speed import cost, reports, to_tables

ROUNDS = 5
TIMES = (1, 10, 100)
# What a hundred times the documents, and a document a hundred times as long, may take of one's time.
BARS = {"documents": 105, "one document": 110}


def measure(name: str, files: Callable[[int], list[Path]], engine: Engine) -> bool:
    """Print what 1, 10 and 100 times the work take; whether the bar holds."""
    given = {times: files(times) for times in TIMES}
    to_tables(given[1], engine)
    rounds = [
        {times: cost(partial(to_tables, some, engine))[0] for times, some in given.items()} for _ in range(ROUNDS)
    ]
    middle = {times: median(turn[times] for turn in rounds) for times in TIMES}
    ratio = middle[100] / middle[1]
    told = ", ".join(f"{times} times {middle[times]:.2f} s" for times in TIMES)
    held = ratio <= BARS[name]
    verdict = "holds" if held else "DOES NOT HOLD"
    print(f"  {name}: {told}: {ratio:.0f} times  bar {BARS[name]}  {verdict}", flush=True)
    return held


def run() -> bool:
    """Print both; whether the bars hold."""
    engine = Engine()
    source = next(path for files in reports().values() for path in files[::-1] if path.suffix == ".txt")
    text = source.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def documents(times: int) -> list[Path]:
            paths = [folder / f"{times}-{number}.txt" for number in range(times)]
            for number, path in enumerate(paths):
                path.write_text(f"{text}\n{number}\n", encoding="utf-8")
            return paths

        def long(times: int) -> list[Path]:
            path = folder / f"long-{times}.txt"
            path.write_text(f"{text}\n" * times, encoding="utf-8")
            return [path]

        print(f"growth: {source.name}, {len(text)} characters, processor time, median of {ROUNDS}")
        return all([measure("documents", documents, engine), measure("one document", long, engine)])
