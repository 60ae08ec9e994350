"""One input from its file to the parts of its documents: what a worker does, whoever sends it the input."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path

import gongbao
from gongbao.errors import OutputError, RejectedError, cause_of, not_written
from gongbao.model import Code, Result, Status
from gongbao.read.documents import read_document
from gongbao.run.document import Engine
from gongbao.run.given import Entry, Manifest
from gongbao.run.inputs import Input, read_inputs
from gongbao.run.ledger import Record
from gongbao.run.workers import Answer, Task
from gongbao.write.cells import slices
from gongbao.write.parts import Part, part_name, read_part, write_part
from gongbao.write.tables import doc_id_of, read_row, rejected_row

NO_COUNTS = "{}"

version_of = cache(metadata.version)
"""The version of a package that is installed; to look it up takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the documents of a run are read with.

    ``given`` is for all of them, ``basis`` stands for the engine: its patterns, its words and its code. ``parts`` is
    the folder that the results go to, ``size_limit`` the most bytes of a file.
    """

    engine: Engine
    basis: str
    given: Mapping[str, str]
    manifest: Manifest
    parts: Path
    size_limit: int

    def entry(self, source: str, path: Path) -> Entry:
        """What the manifest says of a document; of one that it does not name nothing."""
        found = self.manifest.entry(source, path) if self.manifest.entries else None
        return found or Entry("", {}, dict.fromkeys(self.manifest.columns))

    def key(self, entry: Entry) -> str:
        """What stands for all that a document's result depends on, but for its bytes."""
        return digest(self.basis, self.given, entry.given, entry.passed_through)


@dataclass(frozen=True, slots=True)
class Begun:
    """A document is about to be read."""

    source: str
    sha256: str | None


def digest(*said: object) -> str:
    """Half the SHA-256 of some values that JSON can tell."""
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def basis_of(engine: Engine, words: str) -> str:
    """What stands for an engine: its patterns, its words, and the code around it."""
    word_engine = {"engine": words, "version": version_of(words)}
    return digest(gongbao.__version__, word_engine, engine.pattern_hashes, _code(), find_spec("rapidocr") is not None)


@cache
def _code() -> str:
    """What stands for gongbao's own code: a checkout changes it without another version, but not for who has begun."""
    found = hashlib.sha256()
    for path in sorted(Path(gongbao.__file__).parent.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


def read_task(terms: Terms, task: Task) -> Iterator[Answer]:
    """What a worker does with a task: ``read_input``, asked and answered in what JSON can tell."""
    path = Path(os.fsdecode(bytes.fromhex(task["path"])))
    for found in read_input(terms, task["source"], path, task["taken"], task["share"], task["skipped"]):
        match found:
            case Begun():
                yield {"begin": [found.source, found.sha256]}
            case Record():
                yield {"record": list(found)}
            case None:
                yield {"passed": True}


def read_input(
    terms: Terms, source: str, path: Path, taken: list[str], share: tuple[int, int] = (0, 1), skipped: int = 0
) -> Iterator[Begun | Record | None]:
    """Each document of a share of a file, in order of source, once it begins and once it is done.

    ``share`` is its number and how many there are, to which the documents are dealt in turn. Those of others and the
    first ``skipped`` of its own are passed over, each being None. A result that is in ``parts`` already is not made
    again. Raises ``OutputError`` where a part cannot be written.
    """
    own, shares = share
    for number, (name, input) in enumerate(read_inputs(source, path, taken, terms.size_limit)):
        if number % shares != own or number // shares < skipped:
            yield None
            continue
        yield Begun(name, input.sha256)
        yield _read(terms, name, input)


def _read(terms: Terms, source: str, input: Input) -> Record:
    entry, sha256 = terms.entry(source, input.path), input.sha256
    key = terms.key(entry)
    name = part_name(doc_id_of(source), sha256, key) if sha256 else None
    try:
        if name and (part := read_part(terms.parts, name)):
            return _record(source, key, name, sha256, part)
        result = terms.engine.extract(read_document(input.take(), source), {**terms.given, **entry.given})
        assert name
        part = _part(source, entry, result)
        try:
            write_part(terms.parts, name, part, result, terms.engine.words.cut)
        except OSError as error:
            raise not_written(terms.parts, error) from error
    except RejectedError as error:
        return rejected(source, key, sha256, error.code, str(error), entry)
    except (MemoryError, OutputError):
        raise
    except Exception as error:  # a fault of ours must not cost the other documents
        message = f"{source}: gongbao failed on it: {cause_of(error)}"
        return rejected(source, key, sha256, Code.CRASHED, message, entry)
    return _record(source, key, name, sha256, part)


def _part(source: str, entry: Entry, result: Result) -> Part:
    text_sha256 = hashlib.sha256()
    for piece in slices(result.document.text):
        text_sha256.update(piece.encode("utf-8", "surrogatepass"))
    row = read_row(result, None, entry.passed_through)
    return Part(row, text_sha256.hexdigest(), _counts(result), _messages(source, result))


def _counts(result: Result) -> dict[str, dict[str, int]]:
    """How much was found, each table by the column that says what it is."""
    return {
        "mentions": Counter(map(attrgetter("kind"), result.mentions)),
        "facts": Counter(map(attrgetter("measure"), result.facts)),
        "targets": Counter(target.form for target in result.targets),
        "findings": Counter(finding.severity for finding in result.findings),
    }


def _messages(source: str, result: Result) -> tuple[str, ...]:
    complaints = [f"{source}: {sentence}" for sentence in result.document.complaints]
    if Code.NUMBER_TOO_LONG in result.codes:
        complaints.append(f"{source}: a number is too long to be read; it keeps its text and has no value")
    return tuple(complaints)


def _record(source: str, key: str, name: str, sha256: str | None, part: Part) -> Record:
    row, counts, messages = map(json.dumps, (part.row, part.counts, part.messages))
    return Record(source, key, name, sha256, part.text_sha256, str(part.row["status"]), row, counts, messages)


def rejected(source: str, key: str, sha256: str | None, code: Code, message: str, entry: Entry) -> Record:
    """A document that is not read."""
    row = json.dumps(rejected_row(source, sha256, code, None, entry.passed_through))
    return Record(source, key, None, sha256, None, Status.REJECTED.value, row, NO_COUNTS, json.dumps([message]))
