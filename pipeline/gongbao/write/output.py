"""What a run leaves: the tables of all its documents, built from their parts, with their texts and nested forms."""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

from gongbao.errors import OptionError
from gongbao.write.cells import encoded
from gongbao.write.corrected import Corrector
from gongbao.write.durable import Hashed, link, sync, write_whole
from gongbao.write.package import PACKAGE
from gongbao.write.parts import copy_rows, nested_of
from gongbao.write.tables import DOCUMENT_COLUMNS, TABLES, Row, heading_csv, row_csv, row_json
from gongbao.write.warehouse import WAREHOUSE

RUN_FILE = "run.json"
TABLE_FILES = tuple(table + suffix for table in TABLES for suffix in (".csv", ".jsonl"))
PARQUET_FILES = tuple(f"{table}.parquet" for table in TABLES)
HASHED_FILES = (*TABLE_FILES, *PARQUET_FILES, PACKAGE)
"""Those that are the same to the byte in each run over the same documents."""
# In the order of moving: who finds run.json finds all.
ENTRIES = ("texts", "json", *HASHED_FILES, WAREHOUSE, RUN_FILE)
# What others make of a run's tables goes with them: a page, and what DuckDB keeps beside a database that was changed,
# which would not open with another beside it.
DERIVED = ("report.html", *(f"{WAREHOUSE}.wal{more}" for more in ("", ".checkpoint", ".recovery")))

_BUFFER = 1 << 20


def write_tables(
    folder: Path,
    parts: Path,
    documents: Iterable[tuple[Row, str | None]],
    passed_through: tuple[str, ...],
    corrector: Corrector | None = None,
) -> dict[str, str]:
    """Write the tables, ``texts`` and ``json`` into an empty folder; the SHA-256 of each table file.

    ``documents`` are the rows of that table, each with the name of its part, a rejected one without. One is in memory
    at a time. All is on the disk when this returns. Raises ``OSError``.
    """
    corrector = corrector or Corrector((), {})
    for name in ("texts", "json"):
        (folder / name).mkdir()
    with ExitStack() as stack:
        tables = {name: Hashed(stack.enter_context((folder / name).open("wb", _BUFFER))) for name in TABLE_FILES}
        for table, columns in TABLES.items():
            more = passed_through if table == "documents" else ()
            tables[f"{table}.csv"].write(heading_csv((*columns, *more)))
        writers = {name: table.write for name, table in tables.items()}
        for row, part in documents:
            tables["documents.csv"].write(row_csv(row, DOCUMENT_COLUMNS))
            tables["documents.jsonl"].write(row_json(row) + b"\n")
            nested: Iterable[bytes] | None = None
            if corrector.concerns(row):
                nested = corrector.write(parts, part, row, writers)
            elif part:
                copy_rows(parts, part, writers)
                if row["duplicate_of"] is not None:
                    nested = nested_of(parts, part, row)
            if part:
                _place(folder, parts, row, part, nested)
        corrector.write_rest(writers)
        for table_file in tables.values():
            table_file.sync()
        hashes = {name: table.sha256.hexdigest() for name, table in tables.items()}
    for name in ("texts", "json"):
        sync(folder / name)
    return hashes


def _place(folder: Path, parts: Path, row: Row, part: str, nested: Iterable[bytes] | None) -> None:
    """Put a document's text and its nested form in their places; ``nested`` where it is not as in its part."""
    link(parts / f"{part}.txt", folder / f"texts/{row['doc_id']}.txt")
    name = folder / f"json/{row['doc_id']}.json"
    if nested is None:
        link(parts / f"{part}.json", name)
    else:
        write_whole(name, nested)


def write_run(folder: Path, run: Mapping[str, object]) -> None:
    """Write ``run.json`` into a folder that is nobody's yet, and have the folder on the disk. Raises ``OSError``."""
    with (folder / RUN_FILE).open("wb") as file:
        file.write(encoded(json.dumps(run, ensure_ascii=False, indent=2) + "\n"))
        file.flush()
        os.fsync(file.fileno())
    sync(folder)


def read_run(out: Path) -> dict[str, object] | None:
    """What ``run.json`` of a finished run says; nothing where there is none of ours."""
    try:
        run = json.loads((out / RUN_FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return run if isinstance(run, dict) and "gongbao" in run else None


def is_output(out: Path) -> bool:
    """Whether a finished run wrote this folder."""
    return read_run(out) is not None


def refuse_used(out: Path) -> None:
    """Raise ``OptionError`` where ``out`` is a file, or holds what has the name of ours and is not."""
    if out.exists() and not out.is_dir():
        raise OptionError(f"{out}: is a file; the output needs a folder")
    present = [name for name in (*ENTRIES, *DERIVED) if os.path.lexists(out / name)]
    if present and not is_output(out):
        raise OptionError(f"{out}: holds {present[-1]} but no {RUN_FILE} of gongbao; give another folder")
