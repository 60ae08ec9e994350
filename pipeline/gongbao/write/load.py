"""The tables of a finished run as pandas data frames, every value exact."""

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from gongbao.errors import OutputError
from gongbao.write.tables import AMOUNT_COLUMNS, COUNT_COLUMNS, DATE_COLUMNS, DOCUMENT_COLUMNS, MENTION_COLUMNS

if TYPE_CHECKING:
    import pandas


def load(out: Path | str) -> "dict[str, pandas.DataFrame]":
    """The tables in ``out`` by name: ``documents`` and ``mentions``.

    ``low`` and ``high`` are ``Decimal`` (of a duration an ISO 8601 string), counts and offsets ``Int64``, dates
    ``datetime64[s]``, all else strings; what the report does not say is missing. Texts are as in the report, without
    the ``'`` that leads some cells of the CSV. Raises ``OutputError`` where a table is not there or not whole.
    """
    columns = {"documents": DOCUMENT_COLUMNS, "mentions": MENTION_COLUMNS}
    return {table: _frame(Path(out) / f"{table}.jsonl", known) for table, known in columns.items()}


def _frame(path: Path, known: tuple[str, ...]) -> "pandas.DataFrame":
    import pandas  # slow to import, and only who analyses needs it

    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            rows = [json.loads(line) for line in lines]
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: is no table of gongbao: {error}") from error
    for row in rows:
        if row.get("kind") != "duration":
            for column in AMOUNT_COLUMNS & row.keys():
                row[column] = row[column] and Decimal(row[column])
    columns = rows[0] if rows else known
    return pandas.DataFrame({c: pandas.Series([row[c] for row in rows], dtype=_dtype(c, known)) for c in columns})


def _dtype(column: str, known: tuple[str, ...]) -> str:
    """The type of a column; what a manifest passed through is text, whatever its name."""
    if column not in known:
        return "str"
    if column in AMOUNT_COLUMNS:
        return "object"
    return "Int64" if column in COUNT_COLUMNS else "datetime64[s]" if column in DATE_COLUMNS else "str"
