"""What the tables are: the page that explains them says the same, and what a run leaves is a valid data package."""

import re
from pathlib import Path

import pytest
from frictionless import Package

from gongbao.run.batch import extract_files
from gongbao.write.package import PACKAGE
from gongbao.write.schema import LISTS, SCHEMA, Column, ColumnType
from gongbao.write.verify import verify
from tests.reading import SHARED

ROOT = Path(__file__).resolve().parents[2]
FIELDS = (ROOT / "docs/fields.md").read_text(encoding="utf-8")
PAGE_TYPES = {
    ColumnType.TEXT: {"text", "text, key", "list", "list, many", "pairs"},
    ColumnType.COUNT: {"int"},
    ColumnType.DATE: {"date"},
    ColumnType.AMOUNT: {"number"},
    ColumnType.BOUND: {"number"},
}
COLUMNS = [pytest.param(table, column, id=f"{table}-{column.name}") for table in SCHEMA for column in SCHEMA[table]]


def section(table: str) -> str:
    return FIELDS.split(f"\n## {table}\n")[1].split("\n## ")[0]


def explained(table: str, name: str) -> tuple[str, str]:
    """The type and the meaning that the page gives for a column."""
    for line in section(table).split("| --- | --- | --- |\n")[1].split("\n\n")[0].splitlines():
        names, kind, meaning = line.removeprefix("|").removesuffix("|").split("|")
        if f"`{name}`" in names:
            return kind.strip(), meaning.strip()
    raise AssertionError(f"{table}.{name} is not explained")


def plain(meaning: str) -> str:
    """Without links, marks and a list that stands for itself."""
    meaning = re.sub(r"[;,] (?:see )?\[[^\]]*\]\([^)]*\)|, see below|(?:^|\. )`\w+(?: \w+)+`$", "", meaning)
    return meaning.replace("` > `", "' > '").replace("`", "")


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_page_gives_the_type_and_the_meaning_of_each_column(table: str, column: Column) -> None:
    kind, meaning = explained(table, column.name)
    if kind.startswith("`"):
        assert kind.partition(",")[0] == f"`{SCHEMA[str(column.refers)][0].name}`"
    elif kind:
        assert kind in PAGE_TYPES[column.type]
        assert kind.startswith("list") == bool(column.values)
    assert kind.endswith("many") == column.many
    assert column.meaning == plain(meaning) or not plain(meaning)
    # Some lists stand below the table, some with another one, and two on pages of their own.
    assert column.name in ("code", "codes") or set(column.values) <= set(re.findall(r"\w+", FIELDS))


def test_lists_are_all_used() -> None:
    used = {column.values for columns in SCHEMA.values() for column in columns}
    assert {name for name, values in LISTS.items() if tuple(values) not in used} == set()


@pytest.mark.parametrize("table", SCHEMA)
def test_key_comes_first_and_every_reference_leads_to_one(table: str) -> None:
    key, *others = SCHEMA[table]
    assert key.required
    assert not key.refers
    assert {column.refers for column in others} - {None} <= SCHEMA.keys()


FOLDERS = [ROOT / "seeds", SHARED / "corpus/gwr_county_hailaer", SHARED / "corpus/stat_communique"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_a_run_leaves_is_a_valid_data_package(tmp_path: Path, folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    manifest = tmp_path / "manifest.csv"
    first = next(path for path in sorted(folder.rglob("*")) if path.is_file())
    manifest.write_text(f"source,=备注,URL\n{first.name},-1,=x\n", encoding="utf-8")
    extract_files(folder, tmp_path / "out", manifest=manifest)
    assert verify(tmp_path / "out") == []
    report = Package(str(tmp_path / "out" / PACKAGE)).validate()
    assert report.flatten(["title", "message"]) == []
    assert report.valid
    assert {task.name: task.stats.get("rows", 0) for task in report.tasks if task.type == "table"} == {
        table: (tmp_path / f"out/{table}.jsonl").read_bytes().count(b"\n") for table in SCHEMA
    }
