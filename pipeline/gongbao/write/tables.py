"""The tables: the columns of each, and the rows of ``documents``. ``docs/fields.md`` explains every column."""

import hashlib
import json
from codecs import BOM_UTF8
from collections.abc import Mapping
from functools import cache

from gongbao.model import Code, Result, Status
from gongbao.write.cells import csv_text, encoded
from gongbao.write.schema import SCHEMA, ColumnType

TABLES: Mapping[str, tuple[str, ...]] = {
    table: tuple(column.name for column in columns) for table, columns in SCHEMA.items()
}
DOCUMENT_COLUMNS, MENTION_COLUMNS, FACT_COLUMNS, TARGET_COLUMNS, FINDING_COLUMNS, CORRECTION_COLUMNS = TABLES.values()


def _columns(*types: ColumnType) -> frozenset[str]:
    return frozenset(column.name for columns in SCHEMA.values() for column in columns if column.type in types)


COUNT_COLUMNS = _columns(ColumnType.COUNT)
DATE_COLUMNS = _columns(ColumnType.DATE)
AMOUNT_COLUMNS = _columns(ColumnType.AMOUNT, ColumnType.BOUND)
_BARE_COLUMNS = COUNT_COLUMNS | DATE_COLUMNS | AMOUNT_COLUMNS

Row = dict[str, str | int | None]


def doc_id_of(source: str) -> str:
    """The key of a document: ``d`` and 16 hex digits of the SHA-256 of its source."""
    return "d" + hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_row(result: Result, duplicate_of: str | None, passed_through: Mapping[str, str | None]) -> Row:
    """The row of a document that was read."""
    document, metadata = result.document, result.metadata
    codes = sorted({*document.codes, *result.codes})
    return {
        "doc_id": doc_id_of(document.source),
        "source": document.source,
        "sha256": document.sha256,
        "format": document.format,
        "encoding": document.encoding,
        "title": metadata.title,
        "document_type": metadata.document_type,
        "document_date": metadata.document_date.isoformat() if metadata.document_date else None,
        "report_year": metadata.report_year,
        "region": metadata.region,
        "region_code": metadata.region_code,
        "region_level": metadata.region_level,
        "entity": metadata.entity,
        "pages": len(document.pages) or None,
        "chars": len(document.text),
        "mentions": len(result.mentions),
        "facts": len(result.facts),
        "findings": len(result.findings),
        "status": Status.WARNING if codes else Status.OK,
        "codes": " ".join(codes) or None,
        "duplicate_of": duplicate_of,
        **passed_through,
    }


def rejected_row(
    source: str, sha256: str | None, code: Code, duplicate_of: str | None, passed_through: Mapping[str, str | None]
) -> Row:
    """The row of an input that could not be read: what it does not tell is null."""
    return {
        **dict.fromkeys(DOCUMENT_COLUMNS),
        "doc_id": doc_id_of(source),
        "source": source,
        "sha256": sha256,
        "status": Status.REJECTED,
        "codes": code,
        "duplicate_of": duplicate_of,
        **passed_through,
    }


def heading_csv(columns: tuple[str, ...]) -> bytes:
    """The first line of a CSV table, behind the byte order mark by which spreadsheets know UTF-8."""
    return BOM_UTF8 + encoded(",".join(map(csv_text, columns)) + "\n")


def row_csv(row: Row, columns: tuple[str, ...]) -> bytes:
    """A row as a line of CSV. Cells of ``columns`` have their type; all others, which a manifest gave, are text."""
    bare = _bare(columns)
    cells = ["" if v is None else str(v) if column in bare else csv_text(str(v)) for column, v in row.items()]
    return encoded(",".join(cells) + "\n")


@cache
def _bare(columns: tuple[str, ...]) -> frozenset[str]:
    return _BARE_COLUMNS.intersection(columns)


def row_json(row: Mapping[str, object]) -> bytes:
    """A row as JSON."""
    return encoded(_to_json(row))


# What ``json.dumps`` would make anew for each row.
_to_json = json.JSONEncoder(ensure_ascii=False).encode
