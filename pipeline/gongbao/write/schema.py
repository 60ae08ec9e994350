"""What the tables are: each column's type, meaning, closed list, key and unit, told once for all forms that they have.

``columns.csv`` tells it; the Parquet files, the data package, the database and ``verify`` are made of it, and
``docs/fields.md`` says the same.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gongbao.check.codes import FindingCode, Severity
from gongbao.model import Code, DocumentType, Kind, Measure, Mod, ProgramType, Stand, Status
from gongbao.read.sniff import Format


class ColumnType(StrEnum):
    """``COUNT`` is a whole number from 0 on, ``AMOUNT`` an exact decimal of at most 32 digits before the point and 6
    behind it, ``BOUND`` an amount, or of a duration its ISO 8601 text."""

    TEXT = "text"
    COUNT = "count"
    DATE = "date"
    AMOUNT = "amount"
    BOUND = "bound"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``values`` is its closed list, empty where there is none; with ``many`` a cell holds several, with a space between.
    ``required``: no row is without it. ``refers`` is the table that it holds a key of, ``unit`` what it is counted in.
    """

    name: str
    type: ColumnType
    meaning: str
    values: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    refers: str | None = None
    unit: str | None = None


class State(StrEnum):
    """What has become of a correction: the column ``state`` of ``corrections``."""

    APPLIED = "applied"
    AGREES = "agrees"
    STALE_GONE = "stale_gone"
    STALE_CHANGED = "stale_changed"
    REJECTED = "rejected"


# The closed lists, by what columns.csv calls them.
LISTS: Mapping[str, tuple[str, ...]] = {
    "aggregation": ("sum", "average", "end", "begin"),
    "code": tuple(Code),
    "comparison": (
        "yoy", "period_on_period", "year_to_date", "fixed_base", "annual_average", "initial_budget", "adjusted_budget",
        "target", "reference_area",
    ),
    "correction": tuple(State),
    "direction": ("increase", "decrease"),
    "document_type": tuple(DocumentType),
    "finding": tuple(FindingCode),
    "flow": ("revenue", "expenditure", "financing", "balance"),
    "form": ("numeric", "linked", "assigned", "directional", "not_stated"),
    "format": tuple(format for format in Format if format is not Format.ZIP),
    "kind": tuple(Kind),
    "measure": tuple(Measure),
    "mention_type": ("DATE", "SET", *ProgramType),
    "mod": tuple(Mod),
    "price_basis": ("current", "constant", "real"),
    "reading": tuple(Status),
    "region_level": ("national", "province", "prefecture", "county", "township"),
    "relation": ("equal", "above", "not_below"),
    "scope": ("whole_area", "own_level", "all_levels", "local", "central"),
    "severity": tuple(Severity),
    "stage": ("initial_budget", "adjusted_budget", "preliminary", "execution", "final_account", "target", "plan"),
    "standing": tuple(Stand),
}  # fmt: skip


COLUMNS = Path(__file__).parent / "columns.csv"


def _read() -> dict[str, tuple[Column, ...]]:
    tables: dict[str, list[Column]] = {}
    with COLUMNS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            column = Column(
                name=row["column"],
                type=ColumnType(row["type"]),
                meaning=row["meaning"],
                values=tuple(map(str, LISTS[row["list"]])) if row["list"] else (),
                many=row["many"] == "yes",
                required=row["required"] == "yes",
                refers=row["refers"] or None,
                unit=row["unit"] or None,
            )
            tables.setdefault(row["table"], []).append(column)
    return {table: tuple(columns) for table, columns in tables.items()}


SCHEMA: Mapping[str, tuple[Column, ...]] = _read()
"""The columns of each table, the first of them its key."""


def columns_of(passed_through: Sequence[str]) -> dict[str, tuple[Column, ...]]:
    """The columns of each table of a run; behind those of ``documents`` stand what its manifest passes through."""
    more = (Column(name, ColumnType.TEXT, "passed through from the manifest") for name in passed_through)
    return {**SCHEMA, "documents": (*SCHEMA["documents"], *more)}
