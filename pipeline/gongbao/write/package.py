"""``datapackage.json``: what each table file holds, for programs that read Frictionless Data."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import gongbao
from gongbao.write.parquet import stored
from gongbao.write.schema import SCHEMA, Column, ColumnType

PACKAGE = "datapackage.json"

# How a reader of CSV gets a text back as it was: docs/fields.md tells it in words.
GUARD = {
    "prefix": "'",
    "pattern": "^'[\"']*[=+\\-@\\t\\r\\n＝＋－＠]",
    "types": ["string"],
    "note": "A text cell that matches the pattern is led by one ' that is no part of it: a spreadsheet would run the "
    "text as a formula. Numbers, dates and the other formats never are.",
}
_TYPES = {ColumnType.TEXT: "string", ColumnType.COUNT: "integer", ColumnType.DATE: "date", ColumnType.AMOUNT: "number"}
_BOUND = r"-?\d+(\.\d+)?|P.+"


def describe_package(folder: Path, hashes: Mapping[str, str], tables: Mapping[str, Sequence[Column]]) -> dict[str, Any]:
    """The data package of the table files in a folder, whose SHA-256 are ``hashes``."""
    resources = []
    for suffix in ("csv", "jsonl", "parquet"):
        for table, columns in tables.items():
            path = f"{table}.{suffix}"
            about = {
                "name": _resource(table, suffix),
                "path": path,
                "format": suffix,
                "bytes": (folder / path).stat().st_size,
                "hash": f"sha256:{hashes[path]}",
            }
            resources.append(about | _FORMS[suffix] | {"schema": _schema(table, columns, suffix)})
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "gongbao",
        "title": "Figures of Chinese government reports",
        "version": gongbao.__version__,
        "resources": resources,
    }


_FORMS: Mapping[str, dict[str, Any]] = {
    "csv": {
        "type": "table",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "formulaGuard": GUARD,
    },
    "jsonl": {"type": "table", "mediatype": "application/jsonl", "encoding": "utf-8"},
    "parquet": {"type": "table", "mediatype": "application/vnd.apache.parquet"},
}


def _resource(table: str, suffix: str) -> str:
    return table if suffix == "csv" else f"{table}-{suffix}"


def _schema(table: str, columns: Sequence[Column], suffix: str) -> dict[str, Any]:
    key = columns[0].name
    references = [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.refers == table else _resource(column.refers, suffix),
                "fields": [SCHEMA[column.refers][0].name],
            },
        }
        for column in columns
        if column.refers and not column.many
    ]
    fields = [_field(column, suffix) for column in (stored(columns) if suffix == "parquet" else columns)]
    return {"fields": fields, "primaryKey": [key], "foreignKeys": references, "missingValues": [""]}


def _field(column: Column, suffix: str) -> dict[str, Any]:
    parted = suffix == "parquet"
    kind = ("number" if parted else "string") if column.type is ColumnType.BOUND else _TYPES[column.type]
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values and not column.many:
        constraints["enum"] = list(column.values)
    elif column.values:
        one = "|".join(column.values)
        constraints["pattern"] = f"({one})( ({one}))*"
    if column.type is ColumnType.COUNT:
        constraints["minimum"] = 0
    if column.type is ColumnType.BOUND and kind == "string":
        constraints["pattern"] = _BOUND
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    return field | ({"constraints": constraints} if constraints else {})
