"""The tables: the columns of each, and the rows of ``documents``. ``docs/fields.md`` explains every column."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum

from gongbao.model import Code, Result, Status
from gongbao.write.cells import csv_text, encoded

DOCUMENT_COLUMNS = (
    "doc_id", "source", "sha256", "format", "encoding", "title", "document_type", "document_date", "report_year",
    "region", "region_code", "region_level", "entity", "pages", "chars", "mentions", "facts", "findings", "status",
    "codes", "duplicate_of",
)  # fmt: skip
MENTION_COLUMNS = (
    "mention_id", "doc_id", "source", "kind", "start_char", "end_char", "text", "low", "high", "currency", "unit",
    "unit_id", "mod", "start_date", "end_date", "type", "value", "name", "sentence", "section", "page", "bbox", "rule",
)  # fmt: skip
FACT_COLUMNS = (
    "fact_id", "mention_id", "member", "doc_id", "source", "start_char", "end_char", "text", "indicator",
    "indicator_id", "measure", "direction", "status", "stage", "comparison", "base_start", "base_end", "price_basis",
    "aggregation", "per", "low", "high", "currency", "unit", "unit_id", "mod", "period_start", "period_end", "region",
    "region_code", "scope", "entity", "program", "part_of", "qualifiers", "table_id", "row_header", "column_header",
    "class_code", "flow", "section", "page", "evidence",
)  # fmt: skip
TARGET_COLUMNS = (
    "target_id", "doc_id", "source", "region", "region_code", "entity", "year", "indicator", "indicator_id", "form",
    "low", "high", "unit", "mod", "comparison", "linked_indicator", "relation", "assigned_by", "stretch", "fact_id",
    "start_char", "end_char", "text",
)  # fmt: skip
FINDING_COLUMNS = (
    "finding_id", "doc_id", "source", "code", "severity", "message", "mention_ids", "stated", "expected",
)  # fmt: skip
CORRECTION_COLUMNS = (
    "correction_id", "fact_id", "mention_id", "doc_id", "source", "field", "value", "machine_value", "was", "who", "why",
    "state",
)  # fmt: skip
TABLES: Mapping[str, tuple[str, ...]] = {
    "documents": DOCUMENT_COLUMNS,
    "mentions": MENTION_COLUMNS,
    "facts": FACT_COLUMNS,
    "targets": TARGET_COLUMNS,
    "findings": FINDING_COLUMNS,
    "corrections": CORRECTION_COLUMNS,
}


class State(StrEnum):
    """What has become of a correction: the column ``state`` of ``corrections``."""

    APPLIED = "applied"
    AGREES = "agrees"
    STALE_GONE = "stale_gone"
    STALE_CHANGED = "stale_changed"
    REJECTED = "rejected"


COUNT_COLUMNS = frozenset(
    {
        "report_year",
        "pages",
        "chars",
        "mentions",
        "facts",
        "findings",
        "start_char",
        "end_char",
        "page",
        "member",
        "year",
    }
)
DATE_COLUMNS = frozenset(
    {"document_date", "start_date", "end_date", "base_start", "base_end", "period_start", "period_end"}
)
AMOUNT_COLUMNS = frozenset({"low", "high"})
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
    """The first line of a CSV table."""
    return encoded(",".join(map(csv_text, columns)) + "\n")


def row_csv(row: Row, columns: tuple[str, ...]) -> bytes:
    """A row as a line of CSV. Cells of ``columns`` have their type; all others, which a manifest gave, are text."""
    return encoded(",".join(_cell(value, c in _BARE_COLUMNS and c in columns) for c, value in row.items()) + "\n")


def row_json(row: Mapping[str, object]) -> bytes:
    """A row as JSON."""
    return encoded(json.dumps(row, ensure_ascii=False))


def _cell(value: str | int | None, bare: bool) -> str:
    return "" if value is None else str(value) if bare else csv_text(str(value))
