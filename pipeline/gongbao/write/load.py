"""The tables of a finished run, every value exact: as pandas data frames, or the rows of one."""

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongbao.errors import OptionError, OutputError
from gongbao.write.output import is_output
from gongbao.write.tables import AMOUNT_COLUMNS, COUNT_COLUMNS, DATE_COLUMNS, TABLES, Row

if TYPE_CHECKING:
    import pandas


def load(out: Path | str) -> "dict[str, pandas.DataFrame]":
    """The tables in ``out`` by name: ``documents``, ``mentions``, ``facts``, ``targets``, ``findings`` and
    ``corrections``.

    ``low`` and ``high`` are ``Decimal`` (of a duration an ISO 8601 string), counts and offsets ``Int64``, dates
    ``datetime64[s]``, all else strings; what the report does not say is missing. Texts are as in the report, without
    the ``'`` that leads some cells of the CSV. Raises ``OutputError`` where a table is not there or not whole.
    """
    return {table: _frame(_rows(Path(out) / f"{table}.jsonl"), known) for table, known in TABLES.items()}


def targets(out: Path | str) -> list[Row]:
    """The rows of the table ``targets`` of a finished run, as its JSON Lines have them: numbers are decimal strings.

    Raises ``OptionError`` where ``out`` holds no finished run, ``OutputError`` where its table is not whole.
    """
    if not is_output(Path(out)):
        raise OptionError(f"{out}: holds no finished run of gongbao")
    return _rows(Path(out) / "targets.jsonl")


def _rows(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            return [json.loads(line) for line in lines]
    except (OSError, ValueError, RecursionError) as error:
        raise OutputError(f"{path}: is no table of gongbao: {error}") from error


def _frame(rows: list[Row], known: tuple[str, ...]) -> "pandas.DataFrame":
    import pandas  # slow to import, and only who analyses needs it

    def column(name: str) -> "pandas.Series[Any]":
        values = [row[name] for row in rows]
        if name in known and name in AMOUNT_COLUMNS:
            return pandas.Series([_amount(value) for value in values], dtype="object")
        return pandas.Series(values, dtype=_dtype(name, known))

    return pandas.DataFrame({name: column(name) for name in (rows[0] if rows else known)})


def _amount(cell: str | int | None) -> Decimal | str | None:
    """A number, or the ISO 8601 text of a duration."""
    if cell is None:
        return None
    text = str(cell)
    return text if text.startswith("P") else Decimal(text)


def _dtype(column: str, known: tuple[str, ...]) -> str:
    """The type of a column; what a manifest passed through is text, whatever its name."""
    if column not in known:
        return "str"
    return "Int64" if column in COUNT_COLUMNS else "datetime64[s]" if column in DATE_COLUMNS else "str"
