"""Many documents: from files and folders to the tables, one document at a time."""

import hashlib
import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import gongbao
from gongbao.errors import RejectedError
from gongbao.model import Code, Result, Status
from gongbao.read.documents import read_document
from gongbao.run.document import Engine
from gongbao.run.given import Entry, Manifest, check_given, check_words, read_manifest
from gongbao.run.inputs import Input, list_inputs, read_inputs
from gongbao.write.nested import nested_json
from gongbao.write.output import Output
from gongbao.write.rows import Lines, table_lines
from gongbao.write.tables import doc_id_of, read_row, rejected_row

StrPath = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Step:
    """One document is done, the ``done``-th of ``total``; ``messages`` has a sentence for each complaint about it.

    An archive counts as one document until it is opened, then its members are counted as they come.
    """

    source: str
    status: Status
    messages: tuple[str, ...]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to. ``unmatched`` are the sources of manifest rows for which there was no document."""

    out: Path
    documents: int
    ok: int
    warning: int
    rejected: int
    mentions: int
    facts: int
    targets: int
    findings: int
    unmatched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one input: a result with what is to be written of it, or the code for which it is rejected."""

    found: tuple[Result, Mapping[str, Lines], bytes] | Code
    sha256: str | None
    messages: tuple[str, ...]


def extract_files(
    paths: StrPath | Iterable[StrPath],
    out: StrPath,
    *,
    date: str | None = None,
    region: str | None = None,
    manifest: StrPath | None = None,
    patterns: StrPath | None = None,
    words: str = "rjieba",
    overwrite: bool = False,
    progress: Callable[[Step], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> Summary:
    """Read files and folders and write their tables to the folder ``out``.

    ``date`` (a day, month or year) and ``region`` are for all documents; what a manifest says of one goes before them.
    ``notice`` is told once, in a sentence, of a region that no table has.
    What is wrong with a document stands in its row of ``documents`` and in its ``Step``; it never stops another.

    Raises ``OptionError`` (two inputs of one name, an ``out`` in use …), ``PatternError`` and ``OutputError``; ``out``
    is then as it was.
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    given = check_given({"date": date, "region": region})
    arguments = [Path(path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)]
    inputs = list_inputs(arguments, Path(out))
    table = read_manifest(Path(manifest)) if manifest is not None else Manifest(Path(), (), {})
    output = Output(Path(out), overwrite=overwrite, passed_through=table.columns)
    engine = Engine(Path(patterns) if patterns is not None else None, check_words(words))
    loaded = time.perf_counter()
    # What a manifest says of one document is between its row and that document; an option is for all of them.
    if notice and region and not engine.knows_region(region):
        notice(f"region: no region is called {region!r}, or several are; it stands as written, without a code")

    silent = Entry("", {}, dict.fromkeys(table.columns))
    unmatched = dict.fromkeys(table.entries)
    firsts: dict[str, str] = {}
    statuses: Counter[Status] = Counter()
    # What is found, each table by the column that says what it is.
    kinds, measures, forms, severities = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    messages: list[str] = []
    with output:
        for done, (source, input) in enumerate(read_inputs(inputs), 1):
            entry = table.entry(source, input.path) or silent
            unmatched.pop(entry.source, None)
            outcome = _extract(engine, source, input, {**given, **entry.given})
            first = _first(firsts, source, outcome)
            if isinstance(outcome.found, Code):
                row = rejected_row(source, outcome.sha256, outcome.found, first, entry.passed_through)
                output.add(row)
            else:
                result, tables, nested = outcome.found
                row = read_row(result, first, entry.passed_through)
                output.add(row, tables, result.document.text, nested)
                kinds.update(mention.kind.value for mention in result.mentions)
                measures.update(fact.measure.value for fact in result.facts)
                forms.update(target.form for target in result.targets)
                severities.update(finding.severity for finding in result.findings)
            status = Status(str(row["status"]))
            statuses[status] += 1
            messages += outcome.messages
            if progress:
                progress(Step(source, status, outcome.messages, done, done + input.left))
        said = {"date": date, "region": region, "manifest": manifest, "patterns": patterns}
        output.finish(
            {
                "gongbao": gongbao.__version__,
                "python": platform.python_version(),
                "words": {"engine": words, "version": metadata.version(words)},
                "options": {
                    "paths": [str(path) for path in arguments],
                    **{name: None if value is None else str(value) for name, value in said.items()},
                },
                "patterns": engine.pattern_hashes,
                "counts": {
                    "documents": {status.value: statuses[status] for status in Status},
                    "mentions": dict(sorted(kinds.items())),
                    "facts": dict(sorted(measures.items())),
                    "targets": dict(sorted(forms.items())),
                    "findings": dict(sorted(severities.items())),
                },
                "messages": messages,
                "started": started.isoformat(timespec="seconds"),
                "seconds": {
                    "loading": round(loaded - clock, 3),
                    "documents": round(time.perf_counter() - loaded, 3),
                },
            }
        )
    return Summary(
        out=Path(out),
        documents=statuses.total(),
        ok=statuses[Status.OK],
        warning=statuses[Status.WARNING],
        rejected=statuses[Status.REJECTED],
        mentions=kinds.total(),
        facts=measures.total(),
        targets=forms.total(),
        findings=severities.total(),
        unmatched=tuple(unmatched),
    )


def _extract(engine: Engine, source: str, input: Input, given: Mapping[str, str]) -> _Outcome:
    sha256 = input.sha256
    try:
        if isinstance(input.content, Exception):
            raise input.content
        document = read_document(input.content, source)
        result = engine.extract(document, given)
        tables = table_lines(result)
        nested = nested_json(result, tables, engine.words.cut)
    except RejectedError as error:
        return _Outcome(error.code, sha256, (str(error),))
    except Exception as error:  # a fault of ours must not cost the other documents
        cause = " ".join(f"{type(error).__name__} {error}".split())
        return _Outcome(Code.CRASHED, sha256, (f"{source}: gongbao failed on it: {cause}",))
    complaints = [f"{source}: {sentence}" for sentence in document.complaints]
    if Code.NUMBER_TOO_LONG in result.codes:
        complaints.append(f"{source}: a number is too long to be read; it keeps its text and has no value")
    return _Outcome((result, tables, nested), sha256, tuple(complaints))


def _first(firsts: dict[str, str], source: str, outcome: _Outcome) -> str | None:
    """The earliest document with the same bytes or the same text; ``firsts`` knows those before."""
    keys = [outcome.sha256] if outcome.sha256 else []
    if not isinstance(outcome.found, Code):
        text = outcome.found[0].document.text
        keys.append("text " + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    first = next((firsts[key] for key in keys if key in firsts), None)
    for key in keys:
        firsts.setdefault(key, first or doc_id_of(source))
    return first
