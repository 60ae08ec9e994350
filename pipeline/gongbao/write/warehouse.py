"""The tables as a DuckDB database, with the views that ``views.sql`` makes of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from gongbao.errors import OutputError
from gongbao.write.durable import sync
from gongbao.write.parquet import stored
from gongbao.write.schema import Column, ColumnType

if TYPE_CHECKING:
    import pyarrow
    from duckdb import DuckDBPyConnection

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
# Nothing of it counts before all of it is on the disk: no log of what is written, and no waiting for the disk before.
_BUILDING: Mapping[str, str | int] = {
    "checkpoint_threshold": "1KB",
    "auto_checkpoint_skip_wal_threshold": 0,
    "fsync_mode": "NONE",
}
TYPES: Mapping[ColumnType, str] = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.COUNT: "BIGINT",
    ColumnType.DATE: "DATE",
    ColumnType.AMOUNT: "DECIMAL(38,6)",
    ColumnType.BOUND: "DECIMAL(38,6)",
}


@contextmanager
def build_warehouse(folder: Path, tables: Mapping[str, Sequence[Column]]) -> "Iterator[DuckDBPyConnection]":
    """The database of a folder while it is built, with all tables and no rows; on the disk when the context ends.

    Closed lists are text, for a word that is none of an enumeration's would stop the query that compares it. Raises
    ``OSError`` and ``OutputError``.
    """
    import duckdb  # slow to import, and only who builds tables needs it

    path = folder / WAREHOUSE
    path.unlink(missing_ok=True)  # who was killed in this may have left a part of it
    try:
        with duckdb.connect(path, config={**SETTINGS, **_BUILDING}) as database:
            database.execute("BEGIN")
            for table, columns in tables.items():
                told = [f"{_quoted(name)} {kind}" for name, kind in column_types(columns).items()]
                database.execute(f"CREATE TABLE {table} ({', '.join(told)})")
            yield database
            database.execute(VIEWS.read_text(encoding="utf-8"))
            database.execute("COMMIT")
            database.execute("CHECKPOINT")  # where it fails when the database is closed, nobody is told
    except duckdb.Error as error:
        raise OutputError(f"{WAREHOUSE}: cannot be built: {error}") from error
    sync(path)


def append_rows(database: "DuckDBPyConnection", table: str, rows: "pyarrow.Table") -> None:
    """Append rows to a table that is built: what Parquet has of them."""
    # DuckDB finds ``rows`` here by its name: one that is registered in a transaction stays in memory up to its end.
    database.execute(f"INSERT INTO {table} SELECT * FROM rows")


@contextmanager
def reached(folder: Path) -> Iterator[Path]:
    """A folder by a path that DuckDB knows: one that is text, without a sign that stands for many names."""
    with TemporaryDirectory() as name:
        link = Path(name) / "out"
        link.symlink_to(folder.resolve())
        yield link


@contextmanager
def opened(folder: Path) -> "Iterator[DuckDBPyConnection]":
    """The database of a folder, to read. Raises ``duckdb.Error``."""
    import duckdb

    with (
        reached(folder) as path,
        duckdb.connect(path / WAREHOUSE, read_only=True, config=dict(SETTINGS)) as database,
    ):
        yield database


def column_types(columns: Sequence[Column]) -> dict[str, str]:
    """The columns of a table in the database, and their types.

    DuckDB does not tell capitals from small letters: a name that differs from an earlier one in that alone has ``_1``
    behind it.
    """
    found: dict[str, str] = {}
    known = set[str]()
    for column in stored(columns):
        name = column.name
        while name.lower() in known:
            name += "_1"
        known.add(name.lower())
        found[name] = TYPES[column.type]
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
