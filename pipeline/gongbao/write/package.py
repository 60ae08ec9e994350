"""``datapackage.json``: what each table file holds, for programs that read Frictionless Data."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gongbao.write.cells import guarded
from gongbao.write.schema import SCHEMA, Column, ColumnType

PACKAGE = "datapackage.json"

# How a reader of CSV gets a text back as it was: cells.py does the reverse.
GUARD = {
    "prefix": "'",
    "pattern": "^'[\"']*[=+\\-@\\t\\r\\n＝＋－＠]",
    "types": ["string"],
    "description": "A text cell that matches the pattern is led by a ' that is no part of it: a spreadsheet would run "
    "the text as a formula. Numbers and dates never are.",
}
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.COUNT: "integer",
    ColumnType.DATE: "date",
    ColumnType.AMOUNT: "number",
    ColumnType.BOUND: "string",
}
_DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
_LINES = "A row a line; amounts and dates are strings, texts are as in the report."
_PARQUET = (
    "Amounts are DECIMAL(38, 6), texts are as in the report. Low and high of durations stand in low_duration "
    "and high_duration."
)
_OTHER_FORMS = {"jsonl": ("application/jsonl", _LINES), "parquet": ("application/vnd.apache.parquet", _PARQUET)}


def describe_package(folder: Path, hashes: Mapping[str, str], tables: Mapping[str, Sequence[Column]]) -> dict[str, Any]:
    """The data package of the table files in a folder, whose SHA-256 are ``hashes``.

    Columns are told for CSV; the other forms have the same rows.
    """
    resources = []
    for table, columns in tables.items():
        about = _file(folder, f"{table}.csv", hashes)
        form = {"mediatype": "text/csv", "encoding": "utf-8", "dialect": _DIALECT, "formulaGuard": GUARD}
        resources.append({"name": table, "type": "table", **about, **form, "schema": _schema(table, columns)})
    for suffix, (mediatype, description) in _OTHER_FORMS.items():
        for table in tables:
            about = {"name": f"{table}-{suffix}", "type": "file", **_file(folder, f"{table}.{suffix}", hashes)}
            resources.append({**about, "mediatype": mediatype, "description": description, "sameRowsAs": table})
    return {
        "$schema": _PROFILE,
        "name": "gongbao",
        "title": "Figures of Chinese government reports",
        "resources": resources,
    }


def _file(folder: Path, path: str, hashes: Mapping[str, str]) -> dict[str, Any]:
    size = (folder / path).stat().st_size
    return {"path": path, "format": path.partition(".")[2], "bytes": size, "hash": f"sha256:{hashes[path]}"}


def _schema(table: str, columns: Sequence[Column]) -> dict[str, Any]:
    references = [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.refers == table else column.refers,
                "fields": [SCHEMA[column.refers][0].name],
            },
        }
        for column in columns
        if column.refers and not column.many
    ]
    return {"fields": list(map(_field, columns)), "primaryKey": [columns[0].name], "foreignKeys": references}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values and not column.many:
        constraints["enum"] = list(column.values)
    elif column.values:
        one = "|".join(column.values)
        constraints["pattern"] = f"({one})( ({one}))*"
    elif column.type is ColumnType.COUNT:
        constraints["minimum"] = 0
    elif column.type is ColumnType.BOUND:
        constraints["pattern"] = r"-?\d+(\.\d+)?|P.+"
    field: dict[str, Any] = {"name": guarded(column.name), "type": _TYPES[column.type], "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    return field | ({"constraints": constraints} if constraints else {})
