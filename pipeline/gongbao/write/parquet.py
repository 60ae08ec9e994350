"""Tables as Parquet, each made of its finished CSV, with the types that ``columns.csv`` gives.

Amounts are ``DECIMAL(38, 6)``, dates ``date32``, counts ``int64``, closed lists dictionaries and all else strings. A
column of bounds has the amounts alone; the durations that it holds stand in a column of their own behind the others.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

from gongbao.write.cells import without_guard
from gongbao.write.durable import Hashed
from gongbao.write.schema import Column, ColumnType

if TYPE_CHECKING:
    import pyarrow
    from pyarrow.parquet import ParquetWriter

# So many bytes of CSV become one row group, some ten thousand rows, and so many are read at a time, in memory that the
# next ones are read in.
_GROUP, _BLOCK = 1 << 23, 1 << 20
_GUARD = b"'"


def parquet_writer(sink: Hashed, schema: "pyarrow.Schema") -> "ParquetWriter":
    """What writes a table: rows of the ``schema``, a row group at a time, within a ``with``. Raises ``OSError``."""
    from pyarrow.parquet import ParquetWriter  # slow to import, and only who builds tables needs it

    return ParquetWriter(sink, schema, compression="zstd")


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


def read_rows(lines: BinaryIO, columns: Sequence[Column], schema: "pyarrow.Schema") -> "Iterator[pyarrow.Table]":
    """A table's CSV, some ten thousand rows at a time, as Parquet has them; ``schema`` is that of ``columns``."""
    import pyarrow

    _read(lines, 1)  # the heading
    group, size = list[pyarrow.Table](), 0
    while block := _read(lines, _BLOCK):
        group.append(_rows(block, columns, schema))
        size += len(block)
        if size >= _GROUP:
            yield pyarrow.concat_tables(group).unify_dictionaries()
            group, size = [], 0
    if group:
        yield pyarrow.concat_tables(group).unify_dictionaries()


def _rows(block: bytes, columns: Sequence[Column], schema: "pyarrow.Schema") -> "pyarrow.Table":
    """Some rows of CSV."""
    import pyarrow
    import pyarrow.csv

    # Columns that are more than their cells: bounds, of which some are durations, and texts, of which some are guarded.
    bounds = [column.name for column in columns if column.type is ColumnType.BOUND]
    texts = [column.name for column in columns if column.type is ColumnType.TEXT and not column.values]
    types = {c.name: pyarrow.string() if c.name in bounds else schema.field(c.name).type for c in columns}
    # By one thread: which rows come together is the same in each run.
    read = pyarrow.csv.ReadOptions(column_names=list(types), use_threads=False, block_size=len(block) + 1)
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    # What we have written ourselves is UTF-8.
    convert = pyarrow.csv.ConvertOptions(
        check_utf8=False, column_types=types, null_values=[""], strings_can_be_null=True
    )
    table = pyarrow.csv.read_csv(pyarrow.BufferReader(block), read, parse, convert)
    cells = dict(zip(types, table.columns, strict=True))
    for name in texts if _GUARD in block else ():
        cells[name] = _unguarded(cells[name])
    for name in bounds:
        told = cells[name].to_pylist()
        different = set(filter(None, told))
        lasting = {cell: cell for cell in different if cell.startswith("P")}
        amounts = {cell: Decimal(cell) for cell in different - lasting.keys()}
        cells[name] = pyarrow.array(list(map(amounts.get, told)), schema.field(name).type)
        cells[duration_of(name)] = pyarrow.array(list(map(lasting.get, told)), pyarrow.string())
    return pyarrow.table(cells, schema)


def _unguarded(cells: "pyarrow.ChunkedArray") -> "pyarrow.ChunkedArray":
    """Texts as they are where no guard leads them."""
    import pyarrow

    texts = (chunk.buffers()[-1] for chunk in cells.chunks)
    if not any(_GUARD in text.to_pybytes() for text in texts if text):  # most columns have no such mark at all
        return cells
    return pyarrow.chunked_array([[cell and without_guard(cell) for cell in cells.to_pylist()]], pyarrow.string())


def _read(lines: BinaryIO, size: int) -> bytes:
    """At least so many bytes, up to the end of a row: within a cell the number of quotation marks is odd."""
    pieces = [lines.read(size), lines.readline()]
    marks = sum(piece.count(b'"') for piece in pieces)
    while marks % 2 and (line := lines.readline()):
        pieces.append(line)
        marks += line.count(b'"')
    return b"".join(pieces)
