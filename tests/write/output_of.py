"""An output of the stand-in engine's results, written without a run."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from gongbao.model import Code, Document
from gongbao.write.output import write_run, write_tables
from gongbao.write.parts import Part, part_name, write_part
from gongbao.write.records import write_records
from gongbao.write.swap import KEPT
from gongbao.write.tables import Row, doc_id_of, read_row, rejected_row
from gongbao.write.warehouse import WAREHOUSE
from tests.stand_in import Engine

HEADING = 4096
COUNTED = {
    "mentions": "kind",
    "facts": "measure",
    "targets": "form",
    "findings": "severity",
    "corrections": "state",
}


def add_part(parts: Path, source: str, text: str) -> tuple[Row, str]:
    """Write the part of a document; its row of ``documents`` and the part's name."""
    result = Engine().extract(Document(source, text, sha256="0" * 64), {})
    row = read_row(result, None, {})
    name = part_name(doc_id_of(source), "0" * 64, text)
    write_part(parts, name, Part(row, "1" * 64, {}, ()), result, list)
    return row, name


def write(out: Path, texts: Mapping[str, str | None], duplicates: Mapping[str, str] | None = None) -> None:
    """Write an output that holds some texts, those that are None rejected, with all that ``verify`` asks of it."""
    parts = out.parent / f"{out.name} parts"
    for folder in (out, parts):
        folder.mkdir(parents=True)
    documents: list[tuple[Row, str | None]] = []
    for source, text in sorted(texts.items()):
        first = (duplicates or {}).get(source)
        if text is None:
            row, name = rejected_row(source, None, Code.EMPTY, None, {}), None
        else:
            row, name = add_part(parts, source, text)
        documents.append(({**row, "duplicate_of": first and doc_id_of(first)}, name))
    hashes = write_records(out, write_tables(out, parts, documents, ()), ())
    counts = {table: count(out / f"{table}.jsonl", column) for table, column in COUNTED.items()}
    read = [row for row, _ in documents if row["status"] == "ok"]
    counts["documents"] = {"ok": len(read), "warning": 0, "rejected": len(documents) - len(read)}
    write_run(out, {"gongbao": "1", "counts": counts, "tables": hashes})


def count(table: Path, column: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows(table):
        found[row[column]] = found.get(row[column], 0) + 1
    return found


def rows(table: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]


def contents(folder: Path, besides: Iterable[str] = ()) -> dict[str, bytes]:
    """The files in a folder at any depth, but for some folders; of a database what is behind its heading.

    That has a number of its own, by which DuckDB knows each database from all others.
    """
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()[HEADING if path.name == WAREHOUSE else 0 :]
        for path in files
        if not {*besides} & set(path.parts)
    }


def tables(out: str = "out") -> dict[str, bytes]:
    """What a run wrote that is the same in each run over the same documents."""
    return {name: data for name, data in contents(Path(out), [KEPT]).items() if name != "run.json"}
