"""The forms of finished tables that programs read: Parquet, a data package that tells of all files, and a database."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from gongbao.write.cells import encoded
from gongbao.write.durable import Hashed
from gongbao.write.package import PACKAGE, describe_package
from gongbao.write.parquet import arrow_schema, parquet_writer, read_rows
from gongbao.write.schema import COLUMNS, columns_of
from gongbao.write.warehouse import VIEWS, append_rows, build_warehouse

_BUFFER = 1 << 20


def recipe() -> bytes:
    """What they are made by beside code."""
    return COLUMNS.read_bytes() + VIEWS.read_bytes()


def write_records(folder: Path, hashes: Mapping[str, str], passed_through: Sequence[str]) -> dict[str, str]:
    """Make them of the tables in a folder, whose SHA-256 are ``hashes``; the SHA-256 of all files but the database.

    That is another in each run: DuckDB gives each database a number of its own. All is on the disk when this returns.
    Raises ``OSError`` and ``OutputError``.
    """
    tables, found = columns_of(passed_through), dict(hashes)
    with build_warehouse(folder, tables) as database:
        for table, columns in tables.items():
            name, schema = f"{table}.parquet", arrow_schema(columns)
            with (folder / f"{table}.csv").open("rb") as lines, (folder / name).open("wb", _BUFFER) as file:
                parquet = Hashed(file)
                with parquet_writer(parquet, schema) as writer:
                    for rows in read_rows(lines, columns, schema):
                        writer.write_table(rows)
                        append_rows(database, table, rows)
                parquet.sync()
            found[name] = parquet.sha256.hexdigest()
    package = encoded(json.dumps(describe_package(folder, found, tables), ensure_ascii=False, indent=1) + "\n")
    # Under its own name at once: what a killed run leaves under another would be taken for somebody else's.
    with (folder / PACKAGE).open("wb") as file:
        described = Hashed(file)
        described.write(package)
        described.sync()
    return found | {PACKAGE: described.sha256.hexdigest()}
