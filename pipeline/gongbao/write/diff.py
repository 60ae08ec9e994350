"""What differs between two finished outputs: documents, mentions and facts gained, lost and changed.

Documents are those of one source. Where a document's text is the same, a row is that of the same key; where it has
changed, places have shifted, and mentions are paired by what they say: first those of the same sentence, then those of
a sentence that is the same but for its digits, then those that stand alike between the same two pairs. Facts are paired
with their mentions. One document of each output is in memory at a time.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from gongbao.errors import OptionError, OutputError
from gongbao.write.cells import csv_text, encoded
from gongbao.write.durable import write_whole
from gongbao.write.output import is_output
from gongbao.write.tables import Row, heading_csv


@dataclass(frozen=True, slots=True)
class Change:
    """A difference: ``change`` is ``gained``, ``lost`` or ``changed``, of the last one for each ``field``.

    ``table`` is ``documents``, ``mentions`` or ``facts``; ``old_id`` is the row's key in the first output, ``new_id``
    in the second, null where it is not there; ``old`` and ``new`` are the values of ``field``, null as in the tables;
    ``text`` is the words of the source, of a document its title.
    """

    change: str
    table: str
    source: str
    old_id: str | None
    new_id: str | None
    field: str | None
    old: str | None
    new: str | None
    text: str | None


class Count:
    """What changes come to, counted while they pass. A row that has changed in two fields has changed once."""

    def __init__(self) -> None:
        self._rows: Counter[tuple[str, str]] = Counter()
        self._fields: dict[str, Counter[str]] = defaultdict(Counter)

    def passing(self, changes: Iterable[Change]) -> Iterator[Change]:
        """The same changes."""
        last: tuple[str, str | None, str | None] | None = None
        for change in changes:
            row = change.table, change.old_id, change.new_id
            self._rows[change.table, change.change] += row != last
            if change.field:
                self._fields[change.table][change.field] += 1
            last = row
            yield change

    @property
    def rows(self) -> int:
        """How many rows were gained, lost and changed in all tables."""
        return self._rows.total()

    @property
    def sentences(self) -> list[str]:
        """One for each table, the fields that have changed most before the others."""
        found = []
        for table in _KEYS:
            numbers = [f"{self._rows[table, change]:,} {change}" for change in ("gained", "lost", "changed")]
            fields = [f"{field} {count:,}" for field, count in self._fields[table].most_common()]
            found.append(f"{table}: {', '.join(numbers)}" + (f" ({', '.join(fields)})" if fields else ""))
        return found


COLUMNS = ("change", "table", "source", "old_id", "new_id", "field", "old", "new", "text")
"""The columns of the table of changes."""

_TABLES = ("mentions", "facts")
_KEYS = {"documents": "doc_id", "mentions": "mention_id", "facts": "fact_id"}
_COUNTS = frozenset(("doc_id", "source", "mentions", "facts", "findings"))
_NAMES = frozenset(("mention_id", "fact_id", "doc_id", "source", "start_char", "end_char"))
# Where a row stands: of a text that has changed nothing can be made of it.
_PLACES = _NAMES | {"sentence", "section", "page", "bbox", "table_id"}
_DIGITS = re.compile(r"\d[\d.,]*")

# The rows of both outputs that are one another, and those of each alone.
_Pairs = list[tuple[Row | None, Row | None]]


class _Read(NamedTuple):
    """A document of an output: its row, and the lines of its rows by their table."""

    row: Row
    lines: Mapping[str, Sequence[bytes]]

    def rows(self, table: str) -> list[Row]:
        return [json.loads(line) for line in self.lines[table]]


def diff(out1: Path | str, out2: Path | str) -> Iterator[Change]:
    """What a later output has gained, lost and changed beside an earlier one, document after document.

    Columns that only one of them has, being of another version, are left out. Raises ``OptionError`` where one holds no
    finished run, and ``OutputError``, when it comes to it, where a table is not whole.
    """
    folders = Path(out1), Path(out2)
    for folder in folders:
        if not is_output(folder):
            raise OptionError(f"{folder}: holds no finished run of gongbao")
    return _diff(*folders)


def _diff(old: Path, new: Path) -> Iterator[Change]:
    with ExitStack() as stack:
        for source, before, after in _joined(_documents(old, stack), _documents(new, stack)):
            if before and after:
                yield from _changed(source, before, after, (old, new))
            else:
                yield from _whole(source, before, after)


def write_changes(path: Path, changes: Iterable[Change]) -> None:
    """Write changes as a CSV, as all tables are: UTF-8 with a byte order mark. Raises ``OutputError``."""

    def lines() -> Iterator[bytes]:
        yield heading_csv(COLUMNS)
        for change in changes:
            yield encoded(",".join(csv_text(getattr(change, column) or "") for column in COLUMNS) + "\n")

    try:
        write_whole(path, lines())
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def _documents(folder: Path, stack: ExitStack) -> Iterator[_Read]:
    files = {table: stack.enter_context(_opened(folder / f"{table}.jsonl")) for table in _KEYS}
    try:
        for line in files["documents"]:
            row = json.loads(line)
            lines = {table: list(islice(files[table], row[table] or 0)) for table in _TABLES}
            for table, found in lines.items():
                if len(found) != (row[table] or 0) or any(
                    json.loads(one)["source"] != row["source"] for one in found[:1]
                ):
                    raise ValueError(f"{table}.jsonl has not the rows of {row['source']} that documents.jsonl tells of")
            yield _Read(row, lines)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise OutputError(f"{folder}: its tables are not whole: {error}; gongbao verify tells more") from error


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from error


def _joined(old: Iterator[_Read], new: Iterator[_Read]) -> Iterator[tuple[str, _Read | None, _Read | None]]:
    """The documents of both in order of source, those of one source together."""
    before, after = next(old, None), next(new, None)
    while before or after:
        sources = [str(read.row["source"]) for read in (before, after) if read]
        source = min(sources)
        first = before if before and before.row["source"] == source else None
        second = after if after and after.row["source"] == source else None
        yield source, first, second
        before = next(old, None) if first else before
        after = next(new, None) if second else after


def _whole(source: str, before: _Read | None, after: _Read | None) -> Iterator[Change]:
    """All of a document that only one of them has."""
    change, read = ("lost", before) if before else ("gained", after)
    assert read
    for table in _KEYS:
        for row in [read.row] if table == "documents" else read.rows(table):
            yield _row_change(change, table, source, row)


def _row_change(change: str, table: str, source: str, row: Row) -> Change:
    key, text = str(row[_KEYS[table]]), row["title" if table == "documents" else "text"]
    old_id, new_id = (key, None) if change == "lost" else (None, key)
    return Change(change, table, source, old_id, new_id, None, None, None, _text(text))


def _changed(source: str, before: _Read, after: _Read, folders: tuple[Path, Path]) -> Iterator[Change]:
    if before == after:
        return
    old_hash, new_hash = _text_hash(folders[0], before.row), _text_hash(folders[1], after.row)
    columns = [column for column in after.row if column in before.row and column not in _COUNTS]
    yield from _fields("documents", source, before.row, after.row, columns)
    if old_hash != new_hash:
        doc_id, title = str(after.row["doc_id"]), _text(after.row["title"])
        yield Change("changed", "documents", source, doc_id, doc_id, "text", old_hash, new_hash, title)
    if before.lines == after.lines:
        return
    old, new = ({table: read.rows(table) for table in _TABLES} for read in (before, after))
    if old_hash == new_hash:
        for table in _TABLES:
            yield from _table_changes(table, source, _by_key(table, old[table], new[table]), _NAMES, {})
        return
    mentions = _paired(old["mentions"], new["mentions"])
    facts = _facts_paired(mentions, old["facts"], new["facts"])
    names = {str(a["fact_id"]): str(b["fact_id"]) for a, b in facts if a and b}
    for table, pairs in (("mentions", mentions), ("facts", facts)):
        yield from _table_changes(table, source, pairs, _PLACES, names)


def _text_hash(folder: Path, row: Row) -> str | None:
    """The SHA-256 of a document's text; null where it could not be read."""
    try:
        with (folder / f"texts/{row['doc_id']}.txt").open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _table_changes(
    table: str, source: str, pairs: _Pairs, left_out: frozenset[str], names: Mapping[str, str]
) -> Iterator[Change]:
    for old, new in pairs:
        if old is None or new is None:
            row = old or new
            assert row
            yield _row_change("lost" if old else "gained", table, source, row)
        elif old != new:
            columns = [column for column in new if column in old and column not in left_out]
            yield from _fields(table, source, old, new, columns, names)


def _fields(
    table: str, source: str, old: Row, new: Row, columns: Sequence[str], names: Mapping[str, str] | None = None
) -> Iterator[Change]:
    key, text = _KEYS[table], new["title" if table == "documents" else "text"]
    for column in columns:
        value = names.get(str(old[column])) if names and column == "part_of" else None
        if (value or old[column]) != new[column]:
            ids, values = (str(old[key]), str(new[key])), (_text(old[column]), _text(new[column]))
            yield Change("changed", table, source, ids[0], ids[1], column, values[0], values[1], _text(text))


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def _by_key(table: str, old: Sequence[Row], new: Sequence[Row]) -> _Pairs:
    """Rows of one key, in order of place."""
    key = _KEYS[table]
    before, after = ({row[key]: row for row in rows} for rows in (old, new))
    pairs = [(before.get(name), after.get(name)) for name in before | after]

    def place(pair: tuple[Row | None, Row | None]) -> tuple[int, int, bool]:
        row = pair[0] or pair[1] or {}
        return int(row["start_char"] or 0), int(row["end_char"] or 0), pair[0] is None

    return sorted(pairs, key=place)


def _paired(old: Sequence[Row], new: Sequence[Row]) -> _Pairs:
    """Mentions of two texts that are one another: those of the later text in its order, lost ones where they stood."""
    found: dict[int, int] = {}
    for alike in (_same_sentence, _same_but_for_digits):
        _match(old, new, found, alike, alike)
    old_gaps, new_gaps = _gaps(found, len(old), len(new))

    def in_gap(gaps: Sequence[int]) -> "_Alike":
        return lambda index, row: (gaps[index], row["kind"], row["text"])

    _match(old, new, found, in_gap(old_gaps), in_gap(new_gaps))
    origin = {there: here for here, there in found.items()}
    pairs: list[tuple[int, int, Row | None, Row | None]] = []
    last = -1
    for index, row in enumerate(old):
        last = found.get(index, last)
        if index not in found:
            pairs.append((last, 1 + index, row, None))
    pairs += [(index, 0, old[origin[index]] if index in origin else None, row) for index, row in enumerate(new)]
    return [(before, after) for *_, before, after in sorted(pairs, key=lambda pair: pair[:2])]


# What rows that are one another have in common, of a row and its place among the others.
_Alike = Callable[[int, Row], tuple[object, ...]]


def _same_sentence(index: int, row: Row) -> tuple[object, ...]:
    return row["kind"], row["text"], row["sentence"]


def _same_but_for_digits(index: int, row: Row) -> tuple[object, ...]:
    return row["kind"], *(_DIGITS.sub("0", str(row[column])) for column in ("text", "sentence"))


def _match(old: Sequence[Row], new: Sequence[Row], found: dict[int, int], of_old: _Alike, of_new: _Alike) -> None:
    """Pair rows that are alike and have no partner yet, the first with the first and so on."""
    taken = set(found.values())
    waiting = defaultdict[tuple[object, ...], list[int]](list)
    for index in reversed(range(len(new))):
        if index not in taken:
            waiting[of_new(index, new[index])].append(index)
    for index, row in enumerate(old):
        if index not in found and (partners := waiting.get(of_old(index, row))):
            found[index] = partners.pop()


def _gaps(found: Mapping[int, int], old: int, new: int) -> tuple[list[int], list[int]]:
    """For each row of both the later row of the last pair that stands before it."""
    of_old, of_new, last = [], [], -1
    for index in range(old):
        last = found.get(index, last)
        of_old.append(last)
    partners, last = set(found.values()), -1
    for index in range(new):
        last = index if index in partners else last
        of_new.append(last)
    return of_old, of_new


def _facts_paired(mentions: _Pairs, old: Sequence[Row], new: Sequence[Row]) -> _Pairs:
    """Facts whose mentions are one another, by member, in the order of the mentions."""
    of_mention: list[dict[object, dict[object, Row]]] = []
    for rows in (old, new):
        found: dict[object, dict[object, Row]] = defaultdict(dict)
        for row in rows:
            found[row["mention_id"]][row["member"]] = row
        of_mention.append(found)
    pairs: _Pairs = []
    for before, after in mentions:
        first, second = (
            facts.get(row["mention_id"], {}) if row else {}
            for facts, row in zip(of_mention, (before, after), strict=True)
        )
        pairs += [(first.get(member), second.get(member)) for member in first | second]
    return pairs
