"""Parquet, the data package and the database: the rows of CSV and JSON Lines again, every value exact."""

import csv
import hashlib
import io
import json
import os
import re
import resource
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gongbao.errors import OutputError
from gongbao.write import parquet, warehouse
from gongbao.write.package import GUARD, PACKAGE
from gongbao.write.parquet import stored
from gongbao.write.records import write_records
from gongbao.write.schema import SCHEMA, Column, ColumnType, columns_of
from gongbao.write.tables import DOCUMENT_COLUMNS, TABLES, heading_csv, row_csv, row_json
from gongbao.write.warehouse import WAREHOUSE, column_types, opened
from tests.write.output_of import contents, write

Cell = str | int | None
Told = list[dict[str, Any]]


def write_rows(folder: Path, rows: Mapping[str, Sequence[dict[str, Cell]]], passed_through: Sequence[str] = ()) -> None:
    """Tables with these rows, and what is made of them."""
    hashes = {}
    for table, columns in TABLES.items():
        more = tuple(passed_through) if table == "documents" else ()
        lines = heading_csv((*columns, *more))
        forms = {
            "csv": lines + b"".join(row_csv(row, columns) for row in rows.get(table, ())),
            "jsonl": b"".join(row_json(row) + b"\n" for row in rows.get(table, ())),
        }
        for suffix, data in forms.items():
            (folder / f"{table}.{suffix}").write_bytes(data)
            hashes[f"{table}.{suffix}"] = hashlib.sha256(data).hexdigest()
    write_records(folder, hashes, passed_through)


def row_of(table: str, **cells: Cell) -> dict[str, Cell]:
    """A row that has nothing but what none is without."""
    required = {column.name: column for column in SCHEMA[table] if column.required}
    empty: dict[str, Cell] = dict.fromkeys(TABLES[table])
    return (
        empty
        | {name: 0 if c.type is ColumnType.COUNT else next(iter(c.values), "x") for name, c in required.items()}
        | cells
    )


# Each form read back as the same values: numbers as decimals, dates as dates, of durations their text.


def exact(column: Column, cell: Cell) -> Any:
    """What a cell of CSV or JSON says."""
    if cell is None or cell == "":
        return None
    match column.type:
        case ColumnType.COUNT:
            return int(cell)
        case ColumnType.DATE:
            return date.fromisoformat(str(cell))
        case ColumnType.AMOUNT | ColumnType.BOUND:
            return str(cell) if str(cell).startswith("P") else Decimal(cell)
    return cell


def unguarded(text: str) -> str:
    """As the data package says: without the ' that keeps a spreadsheet from running it."""
    return text.removeprefix(str(GUARD["prefix"])) if re.search(str(GUARD["pattern"]), text) else text


def csv_rows(folder: Path, table: str, columns: Sequence[Column]) -> Told:
    text = (folder / f"{table}.csv").read_bytes().decode("utf-8-sig")
    heading, *lines = csv.reader(io.StringIO(text, newline=""))
    assert list(map(unguarded, heading)) == [column.name for column in columns]
    return [
        {c.name: exact(c, unguarded(v) if c.type is ColumnType.TEXT else v) for c, v in zip(columns, line, strict=True)}
        for line in lines
    ]


def json_rows(folder: Path, table: str, columns: Sequence[Column]) -> Told:
    lines = (folder / f"{table}.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    return [{c.name: exact(c, json.loads(line)[c.name]) for c in columns} for line in lines]


def joined(columns: Sequence[Column], values: Sequence[Any]) -> dict[str, Any]:
    """A row of Parquet or the database, the durations of a column in their place."""
    row = dict(zip([column.name for column in stored(columns)], values, strict=True))
    for column in columns:
        if column.type is ColumnType.BOUND:
            lasting = row.pop(f"{column.name}_duration")
            assert lasting is None or row[column.name] is None
            row[column.name] = lasting or row[column.name]
    return row


def parquet_rows(folder: Path, table: str, columns: Sequence[Column]) -> Told:
    read = pyarrow.parquet.read_table(folder / f"{table}.parquet")
    names = [column.name for column in stored(columns)]
    assert read.column_names == names
    return [joined(columns, values) for values in zip(*(read[name].to_pylist() for name in names), strict=True)]


def database_rows(folder: Path, table: str, columns: Sequence[Column]) -> Told:
    with opened(folder) as database:
        return [joined(columns, values) for values in database.execute(f"SELECT * FROM {table}").fetchall()]


FORMS: Mapping[str, Callable[[Path, str, Sequence[Column]], Told]] = {
    "CSV": csv_rows,
    "Parquet": parquet_rows,
    "DuckDB": database_rows,
}


def assert_equal_rows(folder: Path, passed_through: Sequence[str] = ()) -> None:
    for table, columns in columns_of(passed_through).items():
        told = json_rows(folder, table, columns)
        for form, read in FORMS.items():
            assert read(folder, table, columns) == told, (table, form)


# Empty text is null in CSV, and no row has it.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(
    ["=1+1", "'=1", "''@a", '"=1', "'a", "-5亿元", "\t", "\r\n", "＝1", "P1Y", "null", "NaN", ",", '"', "\0", "0012"]
)
AMOUNT = st.integers(1 - 10**38, 10**38 - 1).map(lambda number: format(Decimal(f"{number}e-6"), "f"))


def cells(column: Column) -> st.SearchStrategy[Cell]:
    known: dict[ColumnType, st.SearchStrategy[Cell]] = {
        ColumnType.TEXT: st.sampled_from(column.values) if column.values else TEXT,
        ColumnType.COUNT: st.integers(0, 2**53),
        ColumnType.DATE: st.dates().map(str),
        ColumnType.AMOUNT: AMOUNT,
        ColumnType.BOUND: AMOUNT | st.sampled_from(["P3Y", "PT1.5H"]),
    }
    return known[column.type] if column.required else st.none() | known[column.type]


NAMES = st.lists(
    TEXT.filter(lambda name: "\0" not in name and name not in DOCUMENT_COLUMNS), unique=True, max_size=4
) | st.just(["Source", "URL", "url", "URL_1", 'a"b', "=1", "select", "low", "列"])


def rows_of(columns: Sequence[Column]) -> st.SearchStrategy[list[dict[str, Cell]]]:
    names = [column.name for column in columns]
    row = st.tuples(*map(cells, columns)).map(lambda values: dict(zip(names, values, strict=True)))
    return st.lists(row, max_size=4)


# Each example is a whole database: to look for a smaller one that fails would take minutes.
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_all_forms_hold_equal_rows(data: st.DataObject) -> None:
    passed_through = data.draw(NAMES)
    rows = {table: data.draw(rows_of(columns)) for table, columns in columns_of(passed_through).items()}
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        patched.setattr(parquet, "_BLOCK", data.draw(st.sampled_from([1, 50, 1 << 20])))  # it may end within a cell
        write_rows(Path(name), rows, passed_through)
        assert_equal_rows(Path(name), passed_through)


def test_rows_of_several_blocks_come_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_BLOCK", 1000)
    monkeypatch.setattr(parquet, "_GROUP", 2000)
    findings = [row_of("findings", finding_id=f"f{n}", message="长" * (1 + n % 7 * 300)) for n in range(40)]
    findings = [{**row, "stated": "短" * (n % 2) or None} for n, row in enumerate(findings)]
    write_rows(tmp_path, {"findings": findings})
    assert pyarrow.parquet.ParquetFile(tmp_path / "findings.parquet").num_row_groups > 5
    assert_equal_rows(tmp_path)


def test_a_cell_of_many_lines_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in ("_GROUP", "_BLOCK"):
        monkeypatch.setattr(parquet, size, 1)
    texts = ['"一"\n\'=二\n', "\n" * 5000, "'=三", "=四", "'五", '"', "六\r七", "\r\n"]
    write_rows(tmp_path, {"findings": [row_of("findings", finding_id=text, stated=text) for text in texts]})
    assert pyarrow.parquet.ParquetFile(tmp_path / "findings.parquet").num_row_groups == len(texts)
    assert_equal_rows(tmp_path)


def test_columns_of_views_are_listed(tmp_path: Path) -> None:
    write_rows(tmp_path, {})
    with opened(tmp_path) as database:
        views = database.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        told = database.execute("SELECT table_name, column_name, data_type FROM information_schema.columns").fetchall()
    assert ("panel", "obs_value", "DECIMAL(38,6)") in told
    assert {name for (name,) in views} <= {table for table, _, _ in told}


def test_types_of_parquet_and_database(tmp_path: Path) -> None:
    write_rows(tmp_path, {}, ["url"])
    for table, columns in columns_of(["url"]).items():
        schema = pyarrow.parquet.read_schema(tmp_path / f"{table}.parquet")
        types = {
            ColumnType.TEXT: pyarrow.string(),
            ColumnType.COUNT: pyarrow.int64(),
            ColumnType.DATE: pyarrow.date32(),
            ColumnType.AMOUNT: pyarrow.decimal128(38, 6),
            ColumnType.BOUND: pyarrow.decimal128(38, 6),
        }
        words = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
        for column in columns:
            field = schema.field(column.name)
            assert field.type == (words if column.values and not column.many else types[column.type]), column
            assert field.nullable is not column.required
            assert field.metadata[b"description"].decode() == column.meaning
        with opened(tmp_path) as database:
            assert database.execute(f"DESCRIBE {table}").fetchall() == [
                (name, kind, "YES", None, None, None) for name, kind in column_types(columns).items()
            ]


def test_sums_are_exact(tmp_path: Path) -> None:
    write(tmp_path / "out", {f"{n}.txt": f"收入{n}.1亿元，增长0.1%，支出0.2%" for n in range(10)})
    with opened(tmp_path / "out") as database:
        query = "SELECT unit, sum(low), typeof(sum(low)), avg(low) = 0.15 FROM facts GROUP BY unit ORDER BY unit"
        assert database.execute(query).fetchall() == [
            ("%", Decimal("3.000000"), "DECIMAL(38,6)", True),
            ("元", Decimal("4600000000.000000"), "DECIMAL(38,6)", False),
        ]


@pytest.mark.parametrize("table", TABLES)
def test_every_name_works_without_quotes(tmp_path: Path, table: str) -> None:
    with duckdb.connect() as database:
        columns = column_types(SCHEMA[table])
        told = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        database.execute(f"CREATE TABLE {table} ({told})")
        for name in columns:
            database.execute(f"SELECT {name}, {table}.{name}, max({name}) AS {name} FROM {table} GROUP BY {name}")
            database.execute(f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL ORDER BY {name}")


def test_a_name_that_differs_in_capitals_alone_has_a_mark(tmp_path: Path) -> None:
    names = ["Source", "url", "URL", "url_1", 'say "a"']
    write_rows(tmp_path, {"documents": [row_of("documents", source="甲", **dict.fromkeys(names, "1"))]}, names)
    with opened(tmp_path) as database:
        query = 'SELECT source, Source_1, url, URL_1, url_1_1, "say ""a""" FROM documents'
        assert database.execute(query).fetchall() == [("甲", "1", "1", "1", "1", "1")]


def test_database_fetches_nothing_and_shares_the_machine(tmp_path: Path) -> None:
    write_rows(tmp_path, {})
    with opened(tmp_path) as database:
        query = f"SELECT name, lower(value) FROM duckdb_settings() WHERE name IN {tuple(warehouse.SETTINGS)}"
        told = dict(database.execute(query).fetchall())
        assert told.pop("memory_limit") == "488.2 mib"
        assert told == {
            name: str(value).lower() for name, value in warehouse.SETTINGS.items() if name != "memory_limit"
        }
        loaded = database.execute("SELECT extension_name FROM duckdb_extensions() WHERE loaded").fetchall()
        with pytest.raises(duckdb.Error):
            database.execute("SELECT * FROM read_csv('https://example.org/a.csv')")
        assert database.execute("SELECT extension_name FROM duckdb_extensions() WHERE loaded").fetchall() == loaded


def test_files_are_the_same_in_each_run_but_for_the_number_of_the_database(tmp_path: Path) -> None:
    texts = {f"{n}.txt": f"收入{n}亿元存疑，增长{n}.5%" for n in range(20)}
    write(tmp_path / "a", texts)
    write(tmp_path / "b", texts)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_database_that_cannot_be_written(tmp_path: Path) -> None:
    with no_file_above(1 << 18), pytest.raises(OutputError, match=r"^gongbao\.duckdb: cannot be built: .*[wW]rite"):
        write_rows(tmp_path, {})


def test_view_that_does_not_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    views = tmp_path / "views.sql"
    monkeypatch.setattr(warehouse, "VIEWS", views)
    for number, sql in enumerate(["", "-- nothing yet\n"]):
        views.write_text(sql, encoding="utf-8")
        folder = tmp_path / str(number)
        folder.mkdir()
        write_rows(folder, {})
    views.write_text("CREATE VIEW v AS SELECT nothing FROM facts", encoding="utf-8")
    with pytest.raises(OutputError, match=r"^gongbao\.duckdb: cannot be built: Binder Error"):
        (tmp_path / "last").mkdir()
        write_rows(tmp_path / "last", {})


def test_a_database_that_was_begun_is_begun_anew(tmp_path: Path) -> None:
    write_rows(tmp_path, {"documents": [row_of("documents", source="甲")]})
    write_rows(tmp_path, {"documents": [row_of("documents", source="乙")]})
    assert_equal_rows(tmp_path)


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full, opened_as = Path("/dev/full"), Path.open
    if not full.is_char_device():
        pytest.skip("there is no /dev/full here")

    def open_full(path: Path, *how: Any, **named: Any) -> Any:
        return opened_as(full if path.suffix == ".parquet" else path, *how, **named)

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(OSError, match="No space left on device"):
        write_rows(tmp_path, {})


def test_package_tells_of_each_table_file(tmp_path: Path) -> None:
    write(tmp_path / "out", {"甲.txt": "收入5亿元"})
    package = json.loads((tmp_path / "out" / PACKAGE).read_bytes())
    assert {resource["path"] for resource in package["resources"]} == {
        f"{table}.{suffix}" for table in TABLES for suffix in ("csv", "jsonl", "parquet")
    }
    for told in package["resources"]:
        data = (tmp_path / "out" / told["path"]).read_bytes()
        assert (told["bytes"], told["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    names = [told["name"] for told in package["resources"]]
    assert len(set(names)) == len(names)
    assert {told.get("sameRowsAs", told["name"]) for told in package["resources"]} == set(TABLES)


def test_paths_that_are_no_text(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff[1]*'")
    folder.mkdir()
    with no_cwd_change(folder):
        write_rows(Path(), {})
    with opened(folder) as database:
        assert database.execute("SELECT count(*) FROM facts").fetchone() == (0,)
    assert (folder / WAREHOUSE).exists()


@contextmanager
def no_cwd_change(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
