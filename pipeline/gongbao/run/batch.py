"""Many documents: from files and folders to the tables, by workers, and only those that an earlier run has not done."""

import contextlib
import os
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import gongbao
from gongbao.errors import OptionError, not_written
from gongbao.run.builder import Builder
from gongbao.run.corrections import Corrections, read_corrections
from gongbao.run.document import Engine
from gongbao.run.given import Manifest, StrPath, check_given, check_words, read_manifest
from gongbao.run.inputs import list_inputs
from gongbao.run.ledger import Ledger
from gongbao.run.reading import Terms, basis_of, read_task, version_of
from gongbao.run.resume import Batch
from gongbao.run.steps import Step
from gongbao.run.tally import Summary, Tally
from gongbao.run.workers import MIB, Events, Limits, NextTask, Task, Work, work
from gongbao.write.corrected import Corrector, earlier_values
from gongbao.write.output import ENTRIES, is_output, read_run, refuse_used, write_run, write_tables
from gongbao.write.parts import SUFFIXES
from gongbao.write.schema import State
from gongbao.write.swap import KEPT, LEDGER, PARTS, aside, held, is_settled, place, settle

MEGABYTE = 1_000_000
_LEAST_MEMORY = 256
# Seconds, MiB and MB: more than anybody needs, and less than what a system can set an alarm or a limit to.
_MOST = 100_000_000


def extract_files(
    paths: StrPath | Iterable[StrPath],
    out: StrPath,
    *,
    date: str | None = None,
    region: str | None = None,
    manifest: StrPath | None = None,
    corrections: StrPath | None = None,
    patterns: StrPath | None = None,
    words: str = "rjieba",
    overwrite: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    parts: str | None = None,
    timeout: float = 300,
    max_memory: int = 2048,
    max_file_size: int = 200,
    progress: Callable[[Step], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> Summary:
    """Read files and folders and write their tables to the folder ``out``.

    ``date`` (a day, month or year) and ``region`` are for all documents; what a manifest says of one goes before them.
    What an earlier run into ``out`` has done is not done again where neither the file nor what it is read with has
    changed; what is no longer there leaves the tables. With ``overwrite`` all is done again.

    ``corrections`` is a CSV or TSV of what readers have corrected: it changes the tables and has nothing read again;
    without it they are the machine's. What becomes of each line stands in the table ``corrections``.

    ``workers`` processes read, as many as there are cores if it is None. A document has ``timeout`` seconds and
    ``max_memory`` MiB, a file ``max_file_size`` MB. What is wrong with a document, be it that it hangs, crashes or eats
    memory, stands in its row of ``documents`` and in its ``Step``; it never stops another.

    With ``scheduler``, the address of one of dask.distributed (``tcp://host:8786``), the workers of that cluster read
    instead, as many documents at once as they have threads. They must see the inputs, ``out``, ``patterns`` and the
    manifest where this process sees them; but not ``out`` where ``parts`` is an address that fsspec knows
    (``s3://bucket/folder``), by way of which their results then come.

    ``notice`` is told in a sentence of a region that no table has, of documents that are no longer there, and of
    corrections that are not applied.

    Raises ``OptionError`` (an empty path, two inputs of one name, an ``out`` that no run of ours wrote, a bad line of a
    manifest …), ``PatternError``, ``OutputError`` (a full disk, another run into ``out`` …) and ``ClusterError``; the
    tables in ``out`` are then as they were.
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    given = check_given({"date": date, "region": region})
    limits = _limits(timeout, max_memory)
    if scheduler and workers is not None:
        raise OptionError("workers: a cluster has its own; give either workers or scheduler")
    if parts and not scheduler:
        raise OptionError("parts: is for a cluster; give its scheduler too")
    crew = _positive("workers", _cores() if workers is None else workers)
    size_limit = _positive("max_file_size", max_file_size) * MEGABYTE
    arguments = [_path("a path", path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)]
    out = _path("out", out)
    inputs = list_inputs(arguments, out)
    table = read_manifest(Path(manifest)) if manifest is not None else Manifest(Path(), (), {})
    corrected = read_corrections(Path(corrections)) if corrections is not None else Corrections((), None)
    folder = Path(os.path.realpath(out))
    with _written(folder):
        if is_settled(folder):
            refuse_used(folder)
        new = not is_output(folder)
    with Builder() as builder:
        if new:
            with contextlib.suppress(OSError):  # who cannot start it now is told when it is needed
                builder.start()
        engine = Engine(Path(patterns) if patterns is not None else None, check_words(words))
        # What a manifest says of one document is between its row and that document; an option is for all of them.
        if notice and region and not engine.knows_region(region):
            notice(f"region: no region is called {region!r}, or several are; it stands as written, without a code")
        said = {"date": date, "region": region, "manifest": manifest, "corrections": corrections, "patterns": patterns}
        options = {
            "paths": [str(path) for path in arguments],
            **{name: None if value is None else str(value) for name, value in said.items()},
            "timeout": limits.timeout,
            "max_memory": max_memory,
            "max_file_size": max_file_size,
        }
        run = _told(options, engine, words, corrected)
        basis = basis_of(engine, words)
        loaded = time.perf_counter()

        with _written(folder), held(folder):
            settle(folder)
            refuse_used(folder)
            ledger = Ledger(folder / KEPT / LEDGER)
            if overwrite:
                ledger.discard()
                for part in (folder / KEPT / PARTS).iterdir():
                    part.unlink()
            with ledger:
                terms = Terms(engine, basis, given, table, folder / KEPT / PARTS, size_limit)
                batch = Batch(inputs, terms, limits, ledger, progress)
                if scheduler:
                    batch.run(_far(scheduler, parts, terms, words, patterns, limits))
                else:
                    batch.run(_near(crew, terms, limits))
                vanished = sorted(batch.vanished + ledger.forget_all_but(source for source, _ in inputs))
                if vanished and notice:
                    notice(_gone(vanished))
                tally = Tally()
                for record in ledger.records():
                    tally.add(record)
                run |= {"messages": tally.messages, "state": tally.state}
                done = time.perf_counter()
                states = _corrections_there(folder, run)
                if states is None or (overwrite and corrected.lines):
                    corrector = Corrector(corrected.lines, {} if overwrite else earlier_values(folder))
                    _publish(folder, ledger, terms, corrector, builder, run, tally, started, (clock, loaded, done))
                    states = corrector.states
                if notice and (unapplied := _unapplied(states)):
                    notice(unapplied)
        return tally.summary(out, tuple(batch.unmatched), states)


def _told(options: Mapping[str, object], engine: Engine, words: str, corrected: Corrections) -> dict[str, object]:
    """What ``run.json`` tells before anything is read: a run that tells the same of the same files need not be made."""
    return {
        "gongbao": gongbao.__version__,
        "python": platform.python_version(),
        "words": {"engine": words, "version": version_of(words)},
        "options": dict(options),
        "patterns": engine.pattern_hashes,
        "corrections": corrected.sha256,
    }


@contextmanager
def _written(out: Path) -> Iterator[None]:
    """Say of what goes wrong with the disk which output it was."""
    try:
        yield
    except OSError as error:
        raise not_written(out, error) from error


def _path(name: str, path: StrPath) -> Path:
    """A path that is given. An empty one would be the current folder, which an unset variable does not mean."""
    if not os.fspath(path):
        raise OptionError(f"{name}: is empty; the current folder is called .")
    return Path(path)


def _limits(timeout: float, max_memory: int) -> Limits:
    if max_memory < _LEAST_MEMORY:
        raise OptionError(f"max_memory: {max_memory} MiB are too few; {_LEAST_MEMORY} are the least")
    if max_memory > _MOST:
        raise OptionError(f"max_memory: {max_memory} MiB are too many; {_MOST:,} are the most")
    if not 0 < timeout <= _MOST:
        raise OptionError(f"timeout: {timeout:g} is no number of seconds above 0 and up to {_MOST:,}")
    return Limits(float(timeout), max_memory * MIB)


def _positive(name: str, number: int) -> int:
    if number < 1:
        raise OptionError(f"{name}: {number} is too little; 1 is the least")
    if number > _MOST:
        raise OptionError(f"{name}: {number} is too much; {_MOST:,} is the most")
    return number


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _near(crew: int, terms: Terms, limits: Limits) -> Work:
    """This machine's own workers."""

    def work_here(next_task: NextTask) -> Events:
        def next_with_words() -> Task | None:
            task = next_task()
            if task is not None:
                _ = terms.engine.words  # loaded once, and not by each worker that is forked
            return task

        return work(next_with_words, partial(read_task, terms), crew, limits)

    return work_here


def _far(scheduler: str, parts: str | None, terms: Terms, words: str, patterns: StrPath | None, limits: Limits) -> Work:
    """The workers of a cluster."""
    from gongbao.run.cluster import work_on_cluster
    from gongbao.run.station import order_of

    return partial(work_on_cluster, scheduler, parts, order_of(terms, words, patterns, limits))


def _gone(sources: list[str]) -> str:
    shown = ", ".join(sources[:3]) + (", …" if len(sources) > 3 else "")
    if len(sources) == 1:
        return f"1 document is no longer there and leaves the tables: {shown}"
    return f"{len(sources):,} documents are no longer there and leave the tables: {shown}"


def _unapplied(states: Mapping[str, int]) -> str | None:
    """What there is to say of corrections that are not applied."""
    counts = {state: states[state] for state in sorted(states) if state not in (State.APPLIED, State.AGREES)}
    if not counts:
        return None
    shown = ", ".join(f"{count} {state}" for state, count in counts.items())
    number = sum(states.values())
    named = "1 correction" if number == 1 else f"{number:,} corrections"
    return f"{sum(counts.values()):,} of {named} not applied: {shown}; the table corrections tells which"


def _corrections_there(out: Path, run: Mapping[str, object]) -> Mapping[str, int] | None:
    """If the tables of this very run are in the folder, what has become of the corrections there, by ``state``."""
    there = read_run(out)
    if there is None or not all((out / name).exists() for name in ENTRIES):
        return None
    counts = there.get("counts")
    states = counts.get("corrections") if isinstance(counts, dict) else None
    return states if isinstance(states, dict) and {name: there.get(name) for name in run} == run else None


def _publish(
    out: Path,
    ledger: Ledger,
    terms: Terms,
    corrector: Corrector,
    builder: Builder,
    run: dict[str, object],
    tally: Tally,
    started: datetime,
    times: tuple[float, float, float],
) -> None:
    """Build the tables and put them in the place of those of an earlier run."""
    clock, loaded, done = times
    for file in terms.parts.iterdir():
        if file.suffix not in SUFFIXES or not ledger.has_part(file.stem):
            file.unlink()
    with aside(out) as folder:
        hashes = write_tables(folder, terms.parts, ledger.rows(), terms.manifest.columns, corrector)
        hashes = builder.build(folder, hashes, terms.manifest.columns)
        seconds = {
            "loading": round(loaded - clock, 3),
            "documents": round(done - loaded, 3),
            "tables": round(time.perf_counter() - done, 3),
        }
        times_of = {"started": started.isoformat(timespec="seconds"), "seconds": seconds}
        counts = {"counts": tally.counts(corrector.measures, corrector.states)}
        write_run(folder, {**run, **counts, "tables": hashes, **times_of})
        ledger.finish()
        place(folder, out)
