"""Tables as Parquet, each made of its finished JSON Lines, with the types that ``columns.csv`` gives.

Amounts are ``DECIMAL(38, 6)``, dates ``date32``, counts ``int64``, closed lists dictionaries and all else strings. A
column of bounds has the amounts alone; the durations that it holds stand in a column of their own behind the others.
"""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from gongbao.write.durable import Hashed
from gongbao.write.schema import Column, ColumnType

if TYPE_CHECKING:
    import pyarrow

# So many bytes of JSON become one row group: some ten thousand rows.
_BLOCK = 1 << 24


def write_parquet(lines: BinaryIO, sink: Hashed, columns: Sequence[Column]) -> None:
    """Write a table. ``lines`` are its rows as JSON, each with all of ``columns``. Raises ``OSError``."""
    import pyarrow.parquet  # slow to import, and only who builds tables needs it

    schema = arrow_schema(columns)
    with pyarrow.parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for table in read_tables(lines, columns, schema):
            writer.write_table(table)


def arrow_schema(columns: Sequence[Column], listed: bool = True) -> "pyarrow.Schema":
    """The columns of a table as Parquet has them, each with its meaning; unless ``listed`` without dictionaries."""
    import pyarrow

    types = {
        ColumnType.TEXT: pyarrow.string(),
        ColumnType.COUNT: pyarrow.int64(),
        ColumnType.DATE: pyarrow.date32(),
        ColumnType.AMOUNT: pyarrow.decimal128(38, 6),
        ColumnType.BOUND: pyarrow.decimal128(38, 6),
    }
    words = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    return pyarrow.schema(
        [
            pyarrow.field(
                column.name,
                words if listed and column.values and not column.many else types[column.type],
                not column.required,
                {"description": column.meaning},
            )
            for column in stored(columns)
        ]
    )


def stored(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns that Parquet and the database have of a table: behind its own those for durations."""
    bounds = [column.name for column in columns if column.type is ColumnType.BOUND]
    return (
        *columns,
        *(
            Column(duration_of(name), ColumnType.TEXT, f"{name} of a range of durations, in ISO 8601")
            for name in bounds
        ),
    )


def duration_of(bound: str) -> str:
    """Where the durations of a column of bounds stand."""
    return f"{bound}_duration"


def read_tables(lines: BinaryIO, columns: Sequence[Column], schema: "pyarrow.Schema") -> "Iterator[pyarrow.Table]":
    """A table's JSON Lines, some thousand rows at a time, as Parquet has them; ``schema`` is that of ``columns``."""
    import pyarrow
    import pyarrow.compute
    import pyarrow.json

    read_as = {ColumnType.COUNT: pyarrow.int64(), ColumnType.AMOUNT: pyarrow.decimal128(38, 6)}
    told = pyarrow.schema([(column.name, read_as.get(column.type, pyarrow.string())) for column in columns])
    parse = pyarrow.json.ParseOptions(explicit_schema=told, unexpected_field_behavior="error")
    bounds = [column.name for column in columns if column.type is ColumnType.BOUND]
    nothing = pyarrow.scalar(None, pyarrow.string())
    while block := lines.read(_BLOCK):
        block += lines.readline()
        # One block, and by one thread: which rows come together is the same in each run.
        read = pyarrow.json.ReadOptions(use_threads=False, block_size=len(block) + 1)
        table = pyarrow.json.read_json(io.BytesIO(block), read_options=read, parse_options=parse)
        for name in bounds:
            cells = table[name]
            lasting = pyarrow.compute.starts_with(cells, "P")
            amounts = pyarrow.compute.if_else(lasting, nothing, cells)
            table = table.set_column(table.schema.get_field_index(name), name, amounts)
            table = table.append_column(duration_of(name), pyarrow.compute.if_else(lasting, cells, nothing))
        yield table.cast(schema)
