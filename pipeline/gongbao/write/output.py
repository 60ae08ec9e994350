"""The folder that a run fills: written aside and moved into place whole, so that it never holds half a table."""

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from gongbao.errors import OptionError, OutputError
from gongbao.write.cells import encoded
from gongbao.write.rows import Lines
from gongbao.write.tables import DOCUMENT_COLUMNS, TABLES, Row, heading_csv, row_csv, row_json

RUN_FILE = "run.json"
# In the order of moving: who finds run.json finds all.
ENTRIES = ("texts", "json", *(table + suffix for table in TABLES for suffix in (".csv", ".jsonl")), RUN_FILE)

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BUFFER = 1 << 20


class Output:
    """The tables of a run while they are written; a context manager.

    Leaving it without ``finish`` leaves ``out`` as it was. Raises ``OutputError`` where a disk is full or forbids
    writing, ``OptionError`` for an ``out`` that is in use and not to be overwritten.
    """

    def __init__(self, out: Path, *, overwrite: bool = False, passed_through: tuple[str, ...] = ()) -> None:
        self._out = out.resolve()
        self._overwrite = overwrite
        self._passed_through = passed_through
        self._files: dict[str, BinaryIO] = {}
        refuse_used(self._out, overwrite)

    def __enter__(self) -> "Output":
        with self._named():
            self._aside = _make_aside(self._out)
            try:
                for folder in ("json", "texts"):
                    (self._aside / folder).mkdir()
                for table in TABLES:
                    for suffix in (".csv", ".jsonl"):
                        self._files[table + suffix] = (self._aside / (table + suffix)).open("wb", _BUFFER)
            except BaseException:
                self._discard()
                raise
            for table, columns in TABLES.items():
                more = self._passed_through if table == "documents" else ()
                self._files[f"{table}.csv"].write(_BYTE_ORDER_MARK + heading_csv((*columns, *more)))
        return self

    def __exit__(self, *_: object) -> None:
        self._discard()

    def add(self, row: Row, tables: Mapping[str, Lines] | None = None, text: str = "", nested: bytes = b"") -> None:
        """Write a document's rows, its text and its JSON; of a rejected one the row of ``documents`` alone."""
        with self._named():
            line = row_json(row)
            self._files["documents.csv"].write(row_csv(row, DOCUMENT_COLUMNS))
            self._files["documents.jsonl"].write(line + b"\n")
            if tables is not None:
                for table, lines in tables.items():
                    self._files[f"{table}.csv"].writelines(lines.csv)
                    self._files[f"{table}.jsonl"].write(b"\n".join((*lines.json, b"")))
                (self._aside / f"texts/{row['doc_id']}.txt").write_bytes(encoded(text))
                (self._aside / f"json/{row['doc_id']}.json").write_bytes(b'{"document": %b,\n%b' % (line, nested))

    def finish(self, run: Mapping[str, object]) -> None:
        """Write ``run.json`` and move all into place."""
        with self._named():
            for file in self._files.values():
                file.close()
            said = json.dumps(run, ensure_ascii=False, indent=2) + "\n"
            (self._aside / RUN_FILE).write_bytes(encoded(said))
            # Somebody may have filled it since.
            refuse_used(self._out, self._overwrite)
            _move(self._aside, self._out)

    def _discard(self) -> None:
        for file in self._files.values():
            # What it still buffers may be what the disk has no room for.
            with contextlib.suppress(OSError):
                file.close()
        shutil.rmtree(self._aside, ignore_errors=True)

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(f"{self._out}: cannot be written: {error.strerror or error}") from error


def refuse_used(out: Path, overwrite: bool) -> None:
    """Raise ``OptionError`` unless a run may write to ``out``: it holds no tables, or ours, to be overwritten."""
    if out.exists() and not out.is_dir():
        raise OptionError(f"{out}: is a file; the output needs a folder")
    present = [name for name in ENTRIES if os.path.lexists(out / name)]
    if not present:
        return
    if not overwrite:
        raise OptionError(f"{out}: holds {present[-1]} of an earlier run; give another folder, or --overwrite")
    if not is_output(out):
        raise OptionError(f"{out}: holds {present[-1]} but no {RUN_FILE} of gongbao; it is not overwritten")


def is_output(out: Path) -> bool:
    """Whether a finished run wrote this folder."""
    try:
        run = json.loads((out / RUN_FILE).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(run, dict) and "gongbao" in run


def _make_aside(out: Path) -> Path:
    """A new folder on the same disk: beside ``out``, else in it, where it is a mount or its parent is read-only."""
    out.parent.mkdir(parents=True, exist_ok=True)
    inside = out.exists() and (out.stat().st_dev != out.parent.stat().st_dev or not os.access(out.parent, os.W_OK))
    aside = (out if inside else out.parent) / f".{out.name}.{secrets.token_hex(4)}.partial"
    aside.mkdir()
    return aside


def _move(aside: Path, out: Path) -> None:
    """Put the entries of ``aside`` in the place of those of ``out``: all of them, or on an error none."""
    if not out.exists():
        aside.rename(out)
        return
    replaced = aside / "replaced"
    replaced.mkdir()
    moves = [(out / name, replaced / name) for name in reversed(ENTRIES) if (out / name).exists()]
    moves += [(aside / name, out / name) for name in ENTRIES]
    for done, (here, there) in enumerate(moves):
        try:
            here.rename(there)
        except BaseException:
            for back, forth in reversed(moves[:done]):
                forth.rename(back)
            raise
