"""Whether a finished output is what it says it is: hashes, columns, lists, keys, references, places, counts, files."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from gongbao.errors import OptionError
from gongbao.model import Status
from gongbao.write.output import HASHED_FILES, TABLE_FILES, read_run
from gongbao.write.schema import SCHEMA, State
from gongbao.write.tables import (
    AMOUNT_COLUMNS,
    COUNT_COLUMNS,
    DATE_COLUMNS,
    TABLES,
    Row,
    doc_id_of,
    heading_csv,
    row_csv,
)
from gongbao.write.verify_records import check_records

_COLUMN = {(table, column.name): column for table, columns in SCHEMA.items() for column in columns}
_FILLED = {table: frozenset(column.name for column in columns if column.required) for table, columns in SCHEMA.items()}
"""Without these a row says nothing."""
_READ = frozenset(["sha256", "format", "chars", "mentions", "facts", "findings"])
_PLACE = frozenset(["start_char", "end_char", "text"])
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII).fullmatch
_AMOUNT = re.compile(r"-?\d+(\.\d+)?|P.+", re.ASCII).fullmatch
# By which column of a row its place in the counts of run.json is.
_COUNTED = {
    "mentions": "kind",
    "facts": "measure",
    "targets": "form",
    "findings": "severity",
    "corrections": "state",
}

Complain = Callable[[str], None]


def verify(out: Path | str) -> list[str]:
    """What does not hold of a finished output, one sentence each, led by the file; empty where all holds.

    One document is in memory at a time. Raises ``OptionError`` where ``out`` holds no finished run.
    """
    folder = Path(out)
    run = read_run(folder)
    if run is None:
        raise OptionError(f"{folder}: holds no finished run of gongbao")
    complaints: list[str] = []
    complain = complaints.append
    present = [name for name in HASHED_FILES if (folder / name).is_file()]
    for name in (name for name in HASHED_FILES if name not in present):
        complain(f"{name}: is not there")
    hashes = _check_hashes(folder, present, run.get("tables"), complain)
    if set(TABLE_FILES) <= set(present):
        _check_documents(folder, run.get("counts"), complain)
    if not complaints:
        check_records(folder, hashes, complain)
    return complaints


def _check_hashes(folder: Path, present: Sequence[str], said: object, complain: Complain) -> dict[str, str]:
    hashes = said if isinstance(said, dict) else {}
    found = {}
    for name in present:
        with (folder / name).open("rb") as file:
            found[name] = hashlib.file_digest(file, "sha256").hexdigest()
        if hashes.get(name) != found[name]:
            complain(f"{name}: is not the file that run.json tells of: its SHA-256 is another")
    return found


class _Table:
    """A table read from its two files at once, row after row."""

    def __init__(self, name: str, lines: BinaryIO, csv: BinaryIO, complain: Complain) -> None:
        self.name, self._complain = name, complain
        self.columns = TABLES[name]
        self._rows = self._read(lines, csv)
        self._next = next(self._rows, None)

    def rows_of(self, doc_id: object) -> list[Row]:
        """The rows that come next and belong to a document."""
        found = []
        while self._next and self._next["doc_id"] == doc_id:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found

    def rows(self) -> Iterator[Row]:
        """All rows that are left."""
        while self._next:
            yield self._next
            self._next = next(self._rows, None)

    def _read(self, lines: BinaryIO, csv: BinaryIO) -> Iterator[Row]:
        columns: tuple[str, ...] | None = None
        differs = False
        for number, line in enumerate(lines, 1):
            row = self._row(line, number)
            if row is None:
                continue
            if columns is None:
                columns = tuple(row)
                differs = self._differs(csv, heading_csv(columns), "line 1")
            if tuple(row) != columns:
                self._complain(f"{self.name}.jsonl, line {number}: has other columns than the first row")
                continue
            differs = differs or self._differs(csv, row_csv(row, self.columns), f"the row {number}")
            yield row
        if columns is None:
            csv.readline()
        if not differs and csv.read(1):
            self._complain(f"{self.name}.csv: has more rows than {self.name}.jsonl")

    def _differs(self, csv: BinaryIO, expected: bytes, where: str) -> bool:
        if csv.read(len(expected)) == expected:
            return False
        self._complain(f"{self.name}.csv, {where}: is not what {self.name}.jsonl has there")
        return True

    def _row(self, line: bytes, number: int) -> Row | None:
        """A row with the columns of its table, those of ``documents`` perhaps more."""
        where = f"{self.name}.jsonl, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            self._complain(f"{where}: is no JSON")
            return None
        names = tuple(row) if isinstance(row, dict) else ()
        if names[: len(self.columns)] != self.columns or (self.name != "documents" and names != self.columns):
            self._complain(f"{where}: has not the columns of {self.name}")
            return None
        for column in self.columns:
            if wrong := _wrong(self.name, column, row[column], row):
                self._complain(f"{where}: {column} {wrong}")
                return None
        found: Row = row
        return found


def _wrong(table: str, column: str, value: object, row: Row) -> str | None:
    """What is wrong with a cell."""
    if value is None:
        return "is null" if column in _filled(table, row) else None
    if column in COUNT_COLUMNS:
        return None if type(value) is int and value >= 0 else f"is no count: {value!r}"
    if not isinstance(value, str) or not value:
        return f"is no text: {value!r}"
    known = _COLUMN[table, column]
    if known.values and not set(value.split(" ") if known.many else [value]) <= set(known.values):
        return f"is none of its list: {value!r}"
    if column in DATE_COLUMNS and not _DATE(value):
        return f"is no date: {value!r}"
    if column in AMOUNT_COLUMNS and not _AMOUNT(value):
        return f"is no plain number: {value!r}"
    return None


def _filled(table: str, row: Row) -> frozenset[str]:
    filled = _FILLED[table]
    if table == "documents" and row["status"] != Status.REJECTED:
        filled |= _READ
    if table == "targets" and row["form"] != "not_stated":
        filled |= _PLACE
    if table == "targets" and row["form"] == "numeric":
        filled |= {"fact_id"}
    return filled


def _check_documents(folder: Path, counts: object, complain: Complain) -> None:
    files = {name: (folder / name).open("rb") for name in TABLE_FILES}
    try:
        tables = {name: _Table(name, files[f"{name}.jsonl"], files[f"{name}.csv"], complain) for name in TABLES}
        found = {name: Counter[str]() for name in TABLES}
        documents, last = set[str](), ""
        read = set[str]()
        for row in tables["documents"].rows():
            source, doc_id = str(row["source"]), str(row["doc_id"])
            where = f"documents.jsonl, {source}"
            if source <= last:
                complain(f"{where}: is not behind the source before it")
            if doc_id != doc_id_of(source):
                complain(f"{where}: doc_id is not that of its source")
            if row["duplicate_of"] is not None and row["duplicate_of"] not in documents:
                complain(f"{where}: duplicate_of is no document before it")
            last = max(last, source)
            documents.add(doc_id)
            found["documents"][str(row["status"])] += 1
            rows = {name: table.rows_of(doc_id) for name, table in tables.items() if name != "documents"}
            for name, column in _COUNTED.items():
                found[name].update(str(entry[column]) for entry in rows[name])
            if row["status"] == Status.REJECTED:
                _check_corrections(rows, complain)
                if any(found for name, found in rows.items() if name != "corrections"):
                    complain(f"{where}: is rejected, and other tables have rows of it")
                continue
            read.add(doc_id)
            _check_document(folder, row, rows, complain)
        for name, table in tables.items():
            for row in table.rows():
                if name == "corrections" and row["source"] is None and row["doc_id"] not in documents:
                    found[name][str(row["state"])] += 1
                    continue
                complain(f"{name}.jsonl, {row[table.columns[0]]}: belongs to no document, or stands in another's place")
    finally:
        for file in files.values():
            file.close()
    _check_files(folder, read, complain)
    said = counts if isinstance(counts, dict) else {}
    for name, count in found.items():
        if said.get(name) != ({status: count[status] for status in Status} if name == "documents" else dict(count)):
            complain(f"run.json: counts of {name} are not those of the table")


def _check_document(folder: Path, row: Row, rows: Mapping[str, list[Row]], complain: Complain) -> None:
    where = f"documents.jsonl, {row['source']}"
    for name in ("mentions", "facts", "findings"):
        if row[name] != len(rows[name]):
            complain(f"{where}: tells of {row[name]} {name}, and there are {len(rows[name])}")
    text = _text(folder / f"texts/{row['doc_id']}.txt", complain)
    if text is not None:
        if row["chars"] != len(text):
            complain(f"{where}: tells of {row['chars']} chars, and its text has {len(text)}")
        for name in ("mentions", "facts", "targets"):
            _check_places(name, rows[name], text, complain)
    _check_keys(row, rows, complain)
    _check_corrections(rows, complain)
    _check_nested(folder / f"json/{row['doc_id']}.json", row, rows, text, complain)


def _text(path: Path, complain: Complain) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None  # told of with the other files
    except (OSError, UnicodeDecodeError) as error:
        complain(f"texts/{path.name}: cannot be read: {error}")
        return None


def _check_places(name: str, rows: Sequence[Row], text: str, complain: Complain) -> None:
    for row in rows:
        start, end = row["start_char"], row["end_char"]
        if isinstance(start, int) and isinstance(end, int) and text[start:end] != row["text"]:
            complain(f"{name}.jsonl, {row[TABLES[name][0]]}: its text does not stand at {start}-{end}")


def _check_keys(row: Row, rows: Mapping[str, list[Row]], complain: Complain) -> None:
    keys = {name: [str(entry[TABLES[name][0]]) for entry in rows[name]] for name in rows}
    mentions, facts = set(keys["mentions"]), set(keys["facts"])
    for name in rows:
        for key, count in Counter(keys[name]).items():
            if count > 1:
                complain(f"{name}.jsonl, {key}: stands there {count} times")
        for key, entry in zip(keys[name], rows[name], strict=True):
            where = f"{name}.jsonl, {key}"
            if entry["source"] != row["source"]:
                complain(f"{where}: source is not that of its document")
            expected = _key(name, entry)
            if expected and key != expected:
                complain(f"{where}: its key should be {expected}")
            if name == "corrections":  # their rows may be gone
                continue
            for column, known in (("mention_id", mentions), ("part_of", facts), ("fact_id", facts)):
                if column != TABLES[name][0] and entry.get(column) is not None and entry[column] not in known:
                    complain(f"{where}: {column} is none of its document")
            if not set(str(entry.get("mention_ids") or "").split()) <= mentions:
                complain(f"{where}: mention_ids are not all of its document")
    for name in ("mentions", "facts"):
        places = [(entry["start_char"], entry["end_char"]) for entry in rows[name]]
        if places != sorted(places, key=lambda place: (int(place[0] or 0), int(place[1] or 0))):
            complain(f"{name}.jsonl, {row['source']}: its rows are not in order of place")


def _check_corrections(rows: Mapping[str, list[Row]], complain: Complain) -> None:
    known = {name: {row[TABLES[name][0]]: row for row in rows[name]} for name in ("mentions", "facts")}
    for row in rows["corrections"]:
        corrected = known["mentions" if row["fact_id"] is None else "facts"].get(row["fact_id"] or row["mention_id"])
        field, value = str(row["field"]), row["value"] if row["state"] == State.APPLIED else row["machine_value"]
        where = f"corrections.jsonl, {row['correction_id']}"
        if (corrected is None) != (row["state"] == State.STALE_GONE):
            complain(f"{where}: is {row['state']}, and its row is {'not ' if corrected is None else ''}there")
        elif corrected and row["state"] in (State.APPLIED, State.AGREES) and corrected.get(field) != value:
            complain(f"{where}: {field} is not {value!r} in the row that it corrects")


def _key(table: str, row: Row) -> str | None:
    if table == "corrections":
        return f"{row['fact_id'] or row['mention_id']}-{row['field']}"
    if table == "mentions":
        return f"{row['doc_id']}-{row['start_char']}-{row['end_char']}-{row['kind']}"
    return f"{row['mention_id']}-{row['member']}" if table == "facts" else None


def _check_nested(path: Path, row: Row, rows: Mapping[str, list[Row]], text: str | None, complain: Complain) -> None:
    where = f"json/{path.name}"
    try:
        nested = json.loads(path.read_bytes())
        same = {name: [entry[TABLES[name][0]] for entry in nested[name]] for name in rows}
        document, own_text = nested["document"], nested["text"]
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        complain(f"{where}: is no document of gongbao: {type(error).__name__}: {error}")
        return
    if document != row:
        complain(f"{where}: document is not its row of documents")
    if text is not None and own_text != text:
        complain(f"{where}: text is not that of texts/{row['doc_id']}.txt")
    for name, keys in same.items():
        if keys != [entry[TABLES[name][0]] for entry in rows[name]]:
            complain(f"{where}: {name} are not those of the table")


def _check_files(folder: Path, read: set[str], complain: Complain) -> None:
    for name, suffix in (("texts", ".txt"), ("json", ".json")):
        try:
            present = {path.name for path in (folder / name).iterdir()}
        except OSError as error:
            complain(f"{name}: cannot be listed: {error.strerror}")
            continue
        expected = {doc_id + suffix for doc_id in read}
        for file in sorted(expected - present):
            complain(f"{name}/{file}: is not there")
        for file in sorted(present - expected):
            complain(f"{name}/{file}: is of no document that was read")
