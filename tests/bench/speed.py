"""How long the pipeline takes over real reports, beside jieba alone over the same ones."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from unittest.mock import patch

import jieba
import rjieba

from gongbao.link.facts import Linker
from gongbao.model import Document, Status
from gongbao.normalize.mentions import Reader
from gongbao.run import batch, document, reading
from gongbao.run.given import Manifest
from gongbao.run.steps import Step
from gongbao.segment import segment

ROOT = Path(__file__).resolve().parents[2]
CORPUS, SEEDS = ROOT / "../shared/corpus/gwr_national", ROOT / "seeds"
ROUNDS = 5
# The pipeline to written tables takes at most as long as jieba.
BAR = 1.0

# Where the pipeline's time goes: each stage is the time spent in one function. What is left is reading and bookkeeping.
STAGES: tuple[tuple[str, object, str], ...] = (
    ("segment", document, "segment_document"),
    ("scan and read programmes", Reader, "_programs"),
    ("scan and read numbers and dates", Reader, "_figures"),
    ("clock and mentions", Reader, "mentions"),
    ("metadata", document, "describe"),
    ("facts", Linker, "link"),
    ("rows of tables and nested JSON, on the disk", reading, "write_part"),
)


def reports() -> list[Path]:
    """The national reports of the corpus beside the project; where it is absent, the seeds."""
    return sorted(CORPUS.glob("*.txt")) or sorted(path for path in SEEDS.iterdir() if path.suffix == ".txt")


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def works(files: Sequence[Path], engine: document.Engine) -> dict[str, Callable[[], object]]:
    """What is timed, jieba first: each goes over all the files once."""
    texts = [path.read_text(encoding="utf-8") for path in files]

    def over_texts(work: Callable[[str], object]) -> Callable[[], object]:
        return lambda: [work(text) for text in texts] and None

    return {
        "jieba.lcut": over_texts(jieba.lcut),
        "pipeline to tables": lambda: to_tables(files, engine),
        "extract, nothing written": over_texts(lambda text: engine.extract(Document("text", text))),
        "segment only": over_texts(segment),
        "rjieba.cut": over_texts(rjieba.cut),
        "rjieba.tag": over_texts(rjieba.tag),
    }


def to_tables(files: Sequence[Path], engine: document.Engine | None = None) -> None:
    """The whole pipeline, from files to a folder of tables; without an engine it builds its own."""
    steps: list[Step] = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        if engine:
            stack.enter_context(patch.object(batch, "Engine", return_value=engine))
        batch.extract_files(files, Path(folder) / "out", workers=1, progress=steps.append)
    # A report that is given up is quick work.
    failed = [message for step in steps if step.status is Status.REJECTED for message in step.messages]
    assert not failed, "\n".join(failed)


@contextmanager
def stopwatch(owner: object, name: str) -> Iterator[list[float]]:
    """Collect the seconds of each call of a function or method."""
    timed, calls = getattr(owner, name), list[float]()

    def run(*args: object, **kwargs: object) -> object:
        start = perf_counter()
        try:
            return timed(*args, **kwargs)
        finally:
            calls.append(perf_counter() - start)

    with patch.object(owner, name, run):
        yield calls


def shares(files: Sequence[Path], engine: document.Engine) -> Mapping[str, float]:
    """The share of each stage in the time that a worker takes."""
    with ExitStack() as stack:
        calls = {label: stack.enter_context(stopwatch(owner, name)) for label, owner, name in STAGES}
        parts = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        terms = reading.Terms(engine, "", {}, Manifest(Path(), (), {}), parts, 200_000_000)
        whole = seconds(lambda: [list(reading.read_input(terms, path.name, path, [])) for path in files] and None)
    found = {label: sum(times) / whole for label, times in calls.items()}
    return {**found, "all else": 1 - sum(found.values())}


def run() -> bool:
    """Print the ratios and the profile; whether the bar holds. Seeds alone are too little to hold it on."""
    files = reports()
    on_corpus = CORPUS.is_dir()
    jieba.setLogLevel(60)
    jieba.initialize()
    cold = seconds(lambda: to_tables(files))
    engine = document.Engine()
    timed = works(files, engine)
    # In turn, so that whatever else the machine does slows all of them alike.
    rounds = [{name: seconds(work) for name, work in timed.items()} for _ in range(ROUNDS)]
    base = median(turn["jieba.lcut"] for turn in rounds)
    chars = sum(len(path.read_text(encoding="utf-8")) for path in files)
    print(f"speed: {len(files)} reports, {chars} characters, median of {ROUNDS}; jieba.lcut alone is 1")
    for name in timed:
        middle = median(turn[name] for turn in rounds)
        print(f"  {name:34}{middle / base:7.3f}{chars / middle / 1e6:9.2f} Mchar/s")
    print(f"  {'pipeline, loading its patterns too':34}{cold / base:7.3f}   once")
    print("where the pipeline's time goes")
    for label, share in shares(files, engine).items():
        print(f"  {label:34}{share:7.1%}")
    ratio = median(turn["pipeline to tables"] for turn in rounds) / base
    if not on_corpus:
        print(f"no corpus beside the project: the seeds give {ratio:.3f}, which holds nothing")
        return True
    print(f"pipeline / jieba {ratio:.3f}  bar {BAR:.1f}  {'holds' if ratio <= BAR else 'DOES NOT HOLD'}")
    return ratio <= BAR
