"""A database with the views over tables of a few rows, written by hand."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

from gongbao.write.schema import SCHEMA
from gongbao.write.warehouse import VIEWS, column_types

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = Mapping[str, Any]

DOCUMENT = {
    "status": "ok",
    "document_type": "work_report",
    "document_date": "2022-01-20",
    "report_year": 2022,
    "region": "咸宁市",
    "region_code": "421200",
    "region_level": "prefecture",
}
FACT = {
    "doc_id": "a",
    "indicator": "地区生产总值",
    "indicator_id": "gdp",
    "measure": "level",
    "status": "actual",
    "unit": "元",
    "unit_id": "元",
    "period_start": "2021-01-01",
    "period_end": "2021-12-31",
    "region": "咸宁市",
    "region_code": "421200",
}


def document(doc_id: str, **said: object) -> Row:
    return {**DOCUMENT, "doc_id": doc_id, "source": f"{doc_id}.txt", **said}


def fact(fact_id: str, text: str, low: str | None, high: str | None = None, **said: object) -> Row:
    """A fact, a mention of its own included; a single figure where no ``high`` is given."""
    return {**FACT, "fact_id": fact_id, "mention_id": fact_id, "text": text, "low": low, "high": high or low, **said}


def warehouse(
    documents: Iterable[Row] = (document("a"),),
    facts: Iterable[Row] = (),
    targets: Iterable[Row] = (),
    findings: Iterable[Row] = (),
    mentions: Iterable[Row] = (),
) -> "DuckDBPyConnection":
    """The database, the same one emptied for each call; each fact has its mention, whose sentence is its text."""
    facts = list(facts)
    told = [{**{name: f[name] for name in ("mention_id", "doc_id", "text")}, "sentence": f["text"]} for f in facts]
    tables = {
        "documents": documents,
        "mentions": [*told, *mentions],
        "facts": facts,
        "targets": targets,
        "findings": findings,
    }
    database = _empty()
    for table in SCHEMA:
        database.execute(f"DELETE FROM {table}")
        for row in tables.get(table, ()):
            marks = ", ".join("?" * len(row))
            database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    return database


@cache
def _empty() -> "DuckDBPyConnection":
    database = duckdb.connect()
    for table, columns in SCHEMA.items():
        types = column_types(columns)
        database.execute(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
    database.execute(VIEWS.read_text(encoding="utf-8"))
    return database


def rows(database: "DuckDBPyConnection", query: str) -> list[tuple[Any, ...]]:
    return database.execute(query).fetchall()
