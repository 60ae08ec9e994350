"""The tables as a DuckDB database, with the views that ``views.sql`` makes of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from gongbao.errors import OutputError
from gongbao.write.durable import sync
from gongbao.write.parquet import stored
from gongbao.write.schema import Column, ColumnType

WAREHOUSE = "gongbao.duckdb"
VIEWS = Path(__file__).parent / "views.sql"

# One thread and little memory: who builds tables shares the machine. What DuckDB lacks it must not fetch.
SETTINGS: Mapping[str, str | int] = {
    "threads": 1,
    "memory_limit": "512MB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
TYPES: Mapping[ColumnType, str] = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.COUNT: "BIGINT",
    ColumnType.DATE: "DATE",
    ColumnType.AMOUNT: "DECIMAL(38,6)",
    ColumnType.BOUND: "DECIMAL(38,6)",
}


def build_warehouse(folder: Path, tables: Mapping[str, Sequence[Column]]) -> None:
    """Build the database of a folder from its Parquet files; it is on the disk when this returns.

    Closed lists are text, for a word that is none of an enumeration's would stop the query that compares it. Raises
    ``OSError`` and ``OutputError``.
    """
    import duckdb  # slow to import, and only who builds tables needs it

    path = folder / WAREHOUSE
    try:
        with duckdb.connect(path, config=dict(SETTINGS)) as database:
            for table, columns in tables.items():
                told = [f"{name} {TYPES[c.type]}" for name, c in zip(names(columns), stored(columns), strict=True)]
                database.execute(f"CREATE TABLE {table} ({', '.join(told)})")
                database.execute(f"INSERT INTO {table} SELECT * FROM read_parquet(?)", [str(folder / f"{table}.parquet")])
            database.execute(VIEWS.read_text(encoding="utf-8"))
    except duckdb.Error as error:
        raise OutputError(f"{WAREHOUSE}: cannot be built: {error}") from error
    sync(path)


def names(columns: Sequence[Column]) -> list[str]:
    """The names of a table's columns in the database, quoted where a manifest gave them.

    DuckDB does not tell capitals from small letters: a name that differs from an earlier one in that alone has ``_1``
    behind it.
    """
    found: dict[str, str] = {}
    for column in stored(columns):
        name = column.name
        while name.lower() in found:
            name += "_1"
        found[name.lower()] = '"' + name.replace('"', '""') + '"'
    return list(found.values())
