"""Whether the forms that tables have for programs hold what their JSON Lines hold: Parquet, data package, database."""

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gongbao.write.package import PACKAGE
from gongbao.write.parquet import arrow_schema, duration_of
from gongbao.write.schema import SCHEMA, Column, ColumnType, columns_of
from gongbao.write.warehouse import VIEWS, WAREHOUSE, column_types, opened, reached

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyarrow import Schema, Table

# So many rows of a table are held against each other at once, and so many bytes of JSON are read.
_ROWS = 10_000
_BLOCK = 1 << 24
_VIEW = re.compile(r"^CREATE OR REPLACE VIEW (\w+)", re.MULTILINE).findall

Complain = Callable[[str], None]


def check_records(folder: Path, hashes: Mapping[str, str], complain: Complain) -> None:
    """Check all of it, for tables of which JSON Lines and CSV hold; ``hashes`` are the SHA-256 of the files."""
    with (folder / "documents.jsonl").open("rb") as lines:
        passed_through = list(json.loads(lines.readline() or b"{}"))[len(SCHEMA["documents"]) :]
    tables = columns_of(passed_through)
    sound = {table for table, columns in tables.items() if _check_parquet(folder, table, columns, complain)}
    _check_package(folder, hashes, complain)
    _check_warehouse(folder, tables, sound, complain)


def _check_parquet(folder: Path, table: str, columns: Sequence[Column], complain: Complain) -> bool:
    """Whether a Parquet file holds what it should."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    name, plain = f"{table}.parquet", arrow_schema(columns, listed=False)
    with (folder / f"{table}.jsonl").open("rb") as lines, (folder / name).open("rb") as file:
        try:
            parquet = ParquetFile(file)
            if not parquet.schema_arrow.equals(arrow_schema(columns)):
                complain(f"{name}: has not the columns of {table}, or not their types")
                return False
            kept = (parquet.read_row_group(number).cast(plain) for number in range(parquet.num_row_groups))
            pairs = zip_longest(_evenly(_read_rows(lines, columns, plain)), _evenly(kept))
            if all(told is not None and told.equals(rows) for told, rows in pairs):
                return True
            complain(f"{name}: its rows are not those of {table}.jsonl")
        except (pyarrow.ArrowException, OSError) as error:
            complain(f"{name}: cannot be read: {_line(error)}")
    return False


def _read_rows(lines: BinaryIO, columns: Sequence[Column], schema: "Schema") -> "Iterator[Table]":
    """A table's JSON Lines, some thousand rows at a time, as Parquet has them; ``schema`` is that of ``columns``.

    The Parquet files are made of CSV: none of what makes them is what they are held against.
    """
    import pyarrow
    import pyarrow.compute
    import pyarrow.json

    read_as = {ColumnType.COUNT: pyarrow.int64(), ColumnType.AMOUNT: pyarrow.decimal128(38, 6)}
    told = pyarrow.schema([(column.name, read_as.get(column.type, pyarrow.string())) for column in columns])
    parse = pyarrow.json.ParseOptions(explicit_schema=told, unexpected_field_behavior="error")
    bounds = [column.name for column in columns if column.type is ColumnType.BOUND]
    nothing = pyarrow.nulls(1, pyarrow.string())[0]  # `pyarrow.scalar` imports pandas, which takes half a second
    while block := lines.read(_BLOCK):
        block += lines.readline()
        # One block, and by one thread: which rows come together is the same in each run.
        read = pyarrow.json.ReadOptions(use_threads=False, block_size=len(block) + 1)
        table = pyarrow.json.read_json(pyarrow.BufferReader(block), read_options=read, parse_options=parse)
        for name in bounds:
            cells = table[name]
            lasting = pyarrow.compute.starts_with(cells, "P")
            amounts = pyarrow.compute.if_else(lasting, nothing, cells)
            table = table.set_column(table.schema.get_field_index(name), name, amounts)
            table = table.append_column(duration_of(name), pyarrow.compute.if_else(lasting, cells, nothing))
        yield table.cast(schema)


def _evenly(tables: "Iterable[Table]") -> "Iterator[Table]":
    """The same rows, so many at a time."""
    from pyarrow import concat_tables

    left: list[Table] = []
    for table in tables:
        joined = concat_tables([*left, table])
        while joined.num_rows >= _ROWS:
            yield joined.slice(0, _ROWS)
            joined = joined.slice(_ROWS)
        left = [joined]
    yield from left


def _check_package(folder: Path, hashes: Mapping[str, str], complain: Complain) -> None:
    try:
        resources = json.loads((folder / PACKAGE).read_bytes())["resources"]
        told = {resource["path"]: (resource["bytes"], resource["hash"]) for resource in resources}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        complain(f"{PACKAGE}: is no data package of gongbao: {type(error).__name__}: {error}")
        return
    there = {n: ((folder / n).stat().st_size, f"sha256:{sha}") for n, sha in hashes.items() if n != PACKAGE}
    for path in sorted(told.keys() ^ there.keys()):
        complain(f"{PACKAGE}: {path} is told of and not there, or there and not told of")
    for path in sorted(path for path in told.keys() & there.keys() if told[path] != there[path]):
        complain(f"{PACKAGE}: tells of another {path}")


def _check_warehouse(
    folder: Path, tables: Mapping[str, Sequence[Column]], sound: Container[str], complain: Complain
) -> None:
    """``sound`` are the tables whose Parquet files hold what they should: the database must hold the same."""
    import duckdb

    try:
        with opened(folder) as database, reached(folder) as beside:
            for table, columns in tables.items():
                described = [row[:2] for row in database.execute(f"DESCRIBE {table}").fetchall()]
                if described != list(column_types(columns).items()):
                    complain(f"{WAREHOUSE}: {table} has not the columns of the table, or not their types")
                    continue
                (rows,) = database.execute(f"SELECT count(*) FROM {table}").fetchone() or ()
                if rows != (expected := _count(folder / f"{table}.jsonl")):
                    complain(f"{WAREHOUSE}: {table} has {rows} rows, and {table}.jsonl {expected}")
                elif (
                    rows
                    and table in sound
                    and _sum(database, table) != _sum(database, "read_parquet(?)", str(beside / f"{table}.parquet"))
                ):
                    complain(f"{WAREHOUSE}: the rows of {table} are not those of {table}.parquet")
            there = {name for (name,) in database.execute("SELECT view_name FROM duckdb_views()").fetchall()}
            for view in sorted(set(_VIEW(VIEWS.read_text(encoding="utf-8"))) - there):
                complain(f"{WAREHOUSE}: the view {view} is not there")
    except duckdb.Error as error:
        complain(f"{WAREHOUSE}: cannot be read: {_line(error)}")


def _sum(database: "DuckDBPyConnection", rows: str, *given: str) -> object:
    """A sum over the rows' hashes, which no order changes."""
    return database.execute(f"SELECT sum(hash(told)) FROM {rows} AS told", given).fetchone()


def _count(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
