"""How long the pipeline takes over real work reports, beside jieba alone over the same ones."""

import resource
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar
from unittest.mock import patch

import jieba
import regex
import rjieba

from gongbao.link.facts import Linker
from gongbao.model import Status
from gongbao.normalize.clock import Now
from gongbao.normalize.mentions import Reader
from gongbao.read.documents import read_document
from gongbao.run import batch, document, reading
from gongbao.run.given import Manifest
from gongbao.run.steps import Step
from gongbao.segment import segment

_Thing = TypeVar("_Thing")

ROOT = Path(__file__).resolve().parents[2]
CORPUS, SEEDS = ROOT / "../shared/corpus", ROOT / "seeds"
SETS = {"national": ["gwr_national"], "provincial": ["gwr_provincial_2025", "gwr_provincial_2026"]}
ROUNDS = 5
# Of jieba's time: the pipeline to written tables, and mentions alone.
BARS = {"pipeline to tables": 0.6, "mentions only": 0.35}
# What no reader of numbers can do without.
_FLOOR = regex.compile(r"\d++|[〇零一二两三四五六七八九十百千万亿]++")

# Where the pipeline's time goes: each stage is the time spent in one function. What is left is bookkeeping.
STAGES: tuple[tuple[str, object, str], ...] = (
    ("read the file", reading, "read_document"),
    ("segment", document, "segment_document"),
    ("scan and read programmes", Reader, "_programs"),
    ("scan and read numbers and dates", Reader, "_figures"),
    ("clock and mentions", Reader, "mentions"),
    ("metadata", document, "describe"),
    ("facts", Linker, "link"),
    ("targets", document, "find_targets"),
    ("findings", document, "check"),
    ("words, rows and nested JSON, on the disk", reading, "write_part"),
)


def reports() -> dict[str, list[Path]]:
    """The work reports of the corpus beside the project, by set; where it is absent, the seeds."""
    found = {
        name: sorted(path for folder in folders for path in (CORPUS / folder).glob("*.*"))
        for name, folders in SETS.items()
    }
    return {name: files for name, files in found.items() if files} or {"seeds": sorted(SEEDS.glob("*.txt"))}


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """The seconds of processor that some work takes, here and in processes that it starts, and of the clock."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    own, clock = process_time(), perf_counter()
    work()
    own, clock = process_time() - own, perf_counter() - clock
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own + now.ru_utime - used.ru_utime + now.ru_stime - used.ru_stime, clock


def works(files: Sequence[Path], engine: document.Engine) -> dict[str, Callable[[], object]]:
    """What is timed, jieba first: each goes over all the files once."""
    documents = [read_document(path.read_bytes(), path.name) for path in files]
    texts = [one.text for one in documents]

    def over(things: Sequence[_Thing], work: Callable[[_Thing], object]) -> Callable[[], object]:
        def each() -> (
            None
        ):  # keeping nothing: what is kept of all of them is gone through whenever garbage is collected
            for thing in things:
                work(thing)

        return each

    def mentions(text: str) -> object:
        hearing = engine.reader.hear(segment(text))
        return engine.reader.mentions(hearing, text, Now.of(hearing.document_date) if hearing.document_date else None)

    return {
        "jieba.lcut": over(texts, jieba.lcut),
        "pipeline to tables": lambda: to_tables(files, engine),
        "extract, nothing written": over(documents, engine.extract),
        "mentions only": over(texts, mentions),
        "segment only": over(texts, segment),
        "rjieba.tag": over(texts, rjieba.tag),
        "rjieba.cut": over(texts, rjieba.cut),
        "digits and numerals (the floor)": over(texts, lambda text: [match.span() for match in _FLOOR.finditer(text)]),
    }


def to_tables(files: Sequence[Path], engine: document.Engine) -> None:
    """The whole pipeline, from files to a folder of tables."""
    steps: list[Step] = []
    with tempfile.TemporaryDirectory() as folder, patch.object(batch, "Engine", return_value=engine):
        batch.extract_files(files, Path(folder) / "out", workers=1, progress=steps.append)
    # A report that is given up is quick work.
    failed = [message for step in steps if step.status is Status.REJECTED for message in step.messages]
    assert not failed, "\n".join(failed)


@contextmanager
def stopwatch(owner: object, name: str) -> Iterator[list[float]]:
    """Collect the seconds of processor of each call of a function or method."""
    timed, calls = getattr(owner, name), list[float]()

    def run(*args: object, **kwargs: object) -> object:
        start = process_time()
        try:
            return timed(*args, **kwargs)
        finally:
            calls.append(process_time() - start)

    with patch.object(owner, name, run):
        yield calls


def shares(files: Sequence[Path], engine: document.Engine) -> Mapping[str, float]:
    """The share of each stage in the time that a worker takes."""
    with ExitStack() as stack:
        calls = {label: stack.enter_context(stopwatch(owner, name)) for label, owner, name in STAGES}
        parts = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        terms = reading.Terms(engine, "", {}, Manifest(Path(), (), {}), parts, 200_000_000)
        whole, _ = cost(lambda: [list(reading.read_input(terms, path.name, path, [])) for path in files] and None)
    found = {label: sum(times) / whole for label, times in calls.items()}
    return {**found, "all else": 1 - sum(found.values())}


def measure(name: str, files: Sequence[Path], engine: document.Engine) -> bool:
    """Print a set's ratios and profile; whether the bars hold. Seeds alone are too little to hold them on."""
    timed = works(files, engine)
    timed["pipeline to tables"]()  # what is remembered from document to document is there, as on any but the first
    # In turn, so that whatever else the machine does slows all of them alike.
    rounds = [{label: cost(work) for label, work in timed.items()} for _ in range(ROUNDS)]
    middle = {label: [median(turn[label][i] for turn in rounds) for i in (0, 1)] for label in timed}
    chars = sum(len(read_document(path.read_bytes(), path.name).text) for path in files)
    print(f"speed: {len(files)} {name} reports, {chars} characters, median of {ROUNDS}; jieba.lcut alone is 1")
    print(f"  {'':34}{'processor':>9}{'clock':>8}{'Mchar/s':>9}")
    held = True
    base_cpu, base_clock = middle["jieba.lcut"]
    for label, (cpu, clock) in middle.items():
        verdict = ""
        if (bar := BARS.get(label)) and name in SETS:
            holds = cpu <= bar * base_cpu
            held = held and holds
            verdict = f"  bar {bar}  {'holds' if holds else 'DOES NOT HOLD'}"
        print(f"  {label:34}{cpu / base_cpu:9.3f}{clock / base_clock:8.3f}{chars / cpu / 1e6:9.2f}{verdict}")
    print("where the pipeline's time goes")
    for label, share in shares(files, engine).items():
        print(f"  {label:42}{share:7.1%}", flush=True)
    return held


def run() -> bool:
    """Print the ratios and the profile of each set; whether the bars hold on all."""
    jieba.setLogLevel(60)
    jieba.initialize()
    engine = document.Engine()
    held = [measure(name, files, engine) for name, files in reports().items()]
    return all(held)
