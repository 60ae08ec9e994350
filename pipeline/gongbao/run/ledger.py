"""What earlier runs into a folder have done: for each input its documents, and where what was found in them is kept.

One SQLite file, of which only the run that holds the folder knows. It loses at most its last entries in a power cut,
and those documents are done again.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from gongbao.errors import OutputError
from gongbao.write.tables import Row, doc_id_of

_VERSION = 1
_TABLES = """
CREATE TABLE inputs (source TEXT PRIMARY KEY, signature TEXT, key TEXT NOT NULL, limits TEXT) WITHOUT ROWID;
CREATE TABLE documents (
    source TEXT PRIMARY KEY, key TEXT NOT NULL, part TEXT, sha256 TEXT, text_sha256 TEXT, status TEXT NOT NULL,
    row TEXT NOT NULL, counts TEXT NOT NULL, messages TEXT NOT NULL, input TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX documents_of ON documents (input);
CREATE INDEX documents_in ON documents (part);
"""
_RECORD = "source, key, part, sha256, text_sha256, status, row, counts, messages"


class Record(NamedTuple):
    """A document that is done; ``row``, ``counts`` and ``messages`` are JSON.

    ``key`` stands for all that its result depends on but its bytes, ``part`` is where the result is; a rejected one has
    none. ``row`` is that of the table ``documents``, without ``duplicate_of``.
    """

    source: str
    key: str
    part: str | None
    sha256: str | None
    text_sha256: str | None
    status: str
    row: str
    counts: str
    messages: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """What there is to complain of."""
        return tuple(json.loads(self.messages))


class Done(NamedTuple):
    """What is known of an input: its documents, and what of it and of the run's options they were made of.

    ``signature`` is None where the file must be read to know whether it is still the same; ``limits`` are those for
    which a document of it was given up.
    """

    signature: str | None
    key: str
    limits: str | None
    records: list[Record]


class Ledger:
    """A context manager; raises ``OutputError`` where the disk is full or forbids writing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> "Ledger":
        with self._named():
            try:
                self._open()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # no ledger, or none that can be read: all is done again
                self.discard()
                self._open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        try:
            self._set_up()
        except sqlite3.Error:
            self.close()
            raise

    def _set_up(self) -> None:
        # Nobody else reads it, and without shared memory it works on network disks too.
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"version {version}")
        # Behind its one row it says whether that could be written; not asked, it stays open and in the way of all else.
        self._connection.execute("PRAGMA journal_mode = WAL").fetchall()
        self._connection.execute("PRAGMA synchronous = NORMAL")
        if not version:
            self._connection.executescript(f"BEGIN;{_TABLES}PRAGMA user_version = {_VERSION};COMMIT;")

    def close(self) -> None:
        """Close it, whatever it was at: what is in the file beside it is found again when it is opened there."""
        self._connection.close()

    def finish(self) -> None:
        """Have all of it in its one file, on the disk, and close it."""
        with self._named():
            # Closing does this too, but says nothing of a disk that fails: half of it would go into the next output.
            (is_busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if is_busy:
                raise sqlite3.OperationalError("it is still being read")
        self.close()

    def discard(self) -> None:
        """Remove the file of a ledger that is closed."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def done(self, source: str) -> Done | None:
        """What is known of an input."""
        with self._named():
            known = self._connection.execute(
                "SELECT signature, key, limits FROM inputs WHERE source = ?", (source,)
            ).fetchone()
            if known is None:
                return None
            signature, key, limits = known
            return Done(signature, key, limits, self._records_of(source))

    def _records_of(self, input: str) -> list[Record]:
        found = self._connection.execute(f"SELECT {_RECORD} FROM documents WHERE input = ? ORDER BY source", (input,))
        return [Record(*values) for values in found]

    def put(self, source: str, done: Done) -> list[str]:
        """Note what an input has become; the sources of those of its documents that are no longer there.

        What is as it was is not written again.
        """
        with self._named(), self._connection:
            self._connection.execute("BEGIN")
            known = {record.source: record for record in self._records_of(source)}
            new = {record.source: record for record in done.records}
            vanished = [name for name in known if name not in new]
            self._connection.executemany("DELETE FROM documents WHERE source = ?", [(name,) for name in vanished])
            self._connection.executemany(
                f"REPLACE INTO documents ({_RECORD}, input) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(*record, source) for name, record in new.items() if known.get(name) != record],
            )
            noted = (source, done.signature, done.key, done.limits)
            if self._connection.execute("SELECT * FROM inputs WHERE source = ?", (source,)).fetchone() != noted:
                self._connection.execute("REPLACE INTO inputs VALUES (?, ?, ?, ?)", noted)
            return vanished

    def forget_all_but(self, sources: Iterable[str]) -> list[str]:
        """Forget all inputs but some; the sources of the documents that go with them."""
        with self._named():
            left = set(sources)
            gone = [source for (source,) in self._connection.execute("SELECT source FROM inputs") if source not in left]
            if not gone:
                return []
            with self._connection:
                self._connection.execute("BEGIN")
                vanished = [record.source for source in gone for record in self._records_of(source)]
                for table, column in (("documents", "input"), ("inputs", "source")):
                    self._connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(name,) for name in gone])
            return sorted(vanished)

    def records(self) -> Iterator[Record]:
        """All documents in order of source, one at a time."""
        with self._named():
            for values in self._connection.execute(f"SELECT {_RECORD} FROM documents ORDER BY source"):
                yield Record(*values)

    def rows(self) -> Iterator[tuple[Row, str | None]]:
        """The rows of the table ``documents`` in order of source, each with the name of its part."""
        for record in self.records():
            row: Row = json.loads(record.row)
            row["duplicate_of"] = self._first(record)
            yield row, record.part

    def _first(self, record: Record) -> str | None:
        """The earliest document with the same bytes or the same text, of those that were asked for before."""
        keys = [record.sha256, record.text_sha256 and f"text {record.text_sha256}"]
        doc_id, first = doc_id_of(record.source), None
        with self._named():
            # On disk where there are many: no table of ours is held in memory.
            self._connection.execute(
                "CREATE TEMP TABLE IF NOT EXISTS firsts (key TEXT PRIMARY KEY, doc_id TEXT NOT NULL) WITHOUT ROWID"
            )
            for key in filter(None, keys):
                found = self._connection.execute("SELECT doc_id FROM firsts WHERE key = ?", (key,)).fetchone()
                first = first or (found and found[0])
            for key in filter(None, keys):
                self._connection.execute("INSERT OR IGNORE INTO firsts VALUES (?, ?)", (key, first or doc_id))
        return first

    def has_part(self, name: str) -> bool:
        """Whether a document's result is in the part of this name."""
        with self._named():
            found = self._connection.execute("SELECT 1 FROM documents WHERE part = ? LIMIT 1", (name,)).fetchone()
            return found is not None

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(f"{self._path}: cannot be read or written: {error}") from error
