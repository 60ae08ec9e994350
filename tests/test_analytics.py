"""What docs/analytics.md tells: recipes that no console runs, the two examples, and what the panel keeps apart."""

import csv
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import openpyxl  # type: ignore[import-untyped]
import pytest

import gongbao
from gongbao.write.schema import SCHEMA
from gongbao.write.tables import FACT_COLUMNS, TABLES, heading_csv, row_csv
from gongbao.write.warehouse import opened
from tests.reading import SHARED

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/analytics.md").read_text(encoding="utf-8")
CORPUS = SHARED / "corpus"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.M | re.S)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    gongbao.extract_files(ROOT / "seeds", folder / "output", workers=1)
    return folder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not CORPUS.is_dir():
        pytest.skip(f"no {CORPUS}")
    folder = tmp_path_factory.mktemp("corpus")
    gongbao.extract_files(CORPUS, folder / "output")
    return folder


@pytest.fixture(scope="module")
def database(corpus: Path) -> Iterator["DuckDBPyConnection"]:
    with opened(corpus / "output") as run:
        yield run


@pytest.mark.parametrize("query", blocks("sql"))
def test_queries_run(seeds: Path, query: str) -> None:
    with opened(seeds / "output") as run:
        assert run.execute(query).fetchall() is not None


# ---- the two examples


def shown(value: object) -> str:
    """A cell of a table of the page: decimals without the zeros behind them."""
    text = "" if value is None else str(value)
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", text) else text


EXAMPLES = [query for query in blocks("sql") if re.search(rf"{re.escape(query)}```\n\n\| ", PAGE)]


def test_there_are_two_examples() -> None:
    assert len(EXAMPLES) == 2


@pytest.mark.parametrize("query", EXAMPLES, ids=["增长", "目标"])
def test_table_of_an_example_is_what_its_query_gives(database: "DuckDBPyConnection", query: str) -> None:
    found = database.execute(query)
    names = [column[0] for column in found.description or ()]
    lines = [names, ["---"] * len(names), *([shown(value) for value in row] for row in found.fetchall())]
    want = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    told = re.search(rf"{re.escape(query)}```\n\n((?:\|.*\|\n)+)", PAGE)
    assert told is not None
    assert told[1] == want, want


def test_every_report_since_2003_tells_growth_but_the_one_that_the_page_explains(
    database: "DuckDBPyConnection",
) -> None:
    reports = database.execute(
        "SELECT report_year FROM documents WHERE starts_with(source, 'gwr_national/') AND report_year >= 2003"
    ).fetchall()
    told = database.execute(EXAMPLES[0]).fetchall()
    assert {year for (year,) in reports} - {row[0] for row in told} == {2008}


def test_every_province_has_what_it_planned_and_what_it_reached(database: "DuckDBPyConnection") -> None:
    told = database.execute(EXAMPLES[1]).fetchall()
    assert {row[0] for row in told} == {path.stem for path in (CORPUS / "gwr_provincial_2025").iterdir()}
    assert [row for row in told if row[1] is None or row[4] is None] == []


def draw(folder: Path) -> str:
    (block,) = blocks("python")
    subprocess.run([sys.executable, "-c", block], cwd=folder, check=True, capture_output=True)
    return (folder / "planned-reached.svg").read_text(encoding="utf-8")


def test_chart_of_the_page_is_what_its_code_draws(corpus: Path) -> None:
    assert draw(corpus) == (ROOT / "docs/planned-reached.svg").read_text(encoding="utf-8")


def test_chart_of_a_run_without_targets_is_empty(seeds: Path) -> None:
    assert ElementTree.fromstring(draw(seeds)).findall(".//{*}circle")[1:] == []


# ---- what the panel keeps apart, looked for in the reports' own words

AVERAGE = re.compile(r"(?:年均|年平均|平均每年|每年平均)[^，。；：\d]{0,12}$")
YEAR_ON_YEAR = re.compile(r"(?:同比|比上年|比去年|较上年|较去年)[^，。；：\d]{0,12}$")
INITIAL = re.compile("年初预算数?为?$|预算数?(?: > |$)")
FINAL = re.compile("决算数?为?$|决算数?(?: > |$)")
BUREAU = re.compile("(?:局|委员会|办公室|办事处|部门|单位)(?:\\d{4}年度?|\\d\\d年)?(?:部门|单位)?(?:预算|决算)")


@pytest.fixture(scope="module")
def statements(database: "DuckDBPyConnection") -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """The statements of each row of the panel, of areas and of others, with the words around them."""
    key = [row[0] for row in database.execute("DESCRIBE panel_all").fetchall()]
    key = [name for name in key[: key.index("obs_value")] if name != "region"]
    query = f"""
        SELECT ({", ".join(f"p.{name}" for name in key)}) AS key, p.text, p.entity, p.comparison, p.stage, p.source,
            m.sentence, f.column_header
        FROM panel_facts AS p
        JOIN facts AS f USING (fact_id)
        JOIN mentions AS m ON m.mention_id = p.mention_id
        WHERE p.left_out IS NULL
    """
    found = database.execute(query)
    names = [column[0] for column in found.description or ()]
    told: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for values in found.fetchall():
        row = dict(zip(names, values, strict=True))
        row["before"] = [
            row["sentence"][: place.start()] for place in re.finditer(re.escape(row["text"]), row["sentence"])
        ]
        told[tuple(map(str, row.pop("key")))].append(row)
    assert len(told) == database.execute("SELECT count(*) FROM panel_all").fetchall()[0][0]
    return told


def kinds(row: dict[str, Any], **words: re.Pattern[str]) -> set[str]:
    """Which of some words stand before a figure, everywhere in its sentence, or end the headers of its column."""
    places = row["before"] or [""]
    header = row["column_header"] or ""
    return {name for name, word in words.items() if all(map(word.search, places)) or word.search(header)}


def test_no_row_mixes_averages_with_growth_on_the_year_before(
    statements: dict[tuple[Any, ...], list[dict[str, Any]]],
) -> None:
    labelled = {
        key: [kinds(row, average=AVERAGE, yoy=YEAR_ON_YEAR) for row in told] for key, told in statements.items()
    }
    assert sum(kinds == {"average"} for told in labelled.values() for kinds in told) > 20
    assert sum(kinds == {"yoy"} for told in labelled.values() for kinds in told) > 20
    assert [key for key, told in labelled.items() if len(set().union(*told)) > 1] == []
    # Nor would it, were there more to merge: the row's own key tells them apart.
    wrong = {"average": "yoy", "yoy": "annual_average"}
    assert [
        row
        for key, told in statements.items()
        for row, found in zip(told, labelled[key], strict=True)
        if any(wrong[name] == row["comparison"] for name in found)
    ] == []


def test_no_row_mixes_the_initial_budget_with_the_final_account(
    statements: dict[tuple[Any, ...], list[dict[str, Any]]],
) -> None:
    labelled = {key: [kinds(row, initial=INITIAL, final=FINAL) for row in told] for key, told in statements.items()}
    assert sum(kinds == {"initial"} for told in labelled.values() for kinds in told) > 20
    assert sum(kinds == {"final"} for told in labelled.values() for kinds in told) > 20
    assert [key for key, told in labelled.items() if len(set().union(*told)) > 1] == []
    wrong = {"initial": ("final_account", "execution"), "final": ("initial_budget", "adjusted_budget")}
    assert [
        row
        for key, told in statements.items()
        for row, found in zip(told, labelled[key], strict=True)
        if any(row["stage"] in wrong[name] for name in found)
    ] == []


def test_no_row_mixes_a_bureau_with_its_district(
    database: "DuckDBPyConnection", statements: dict[tuple[Any, ...], list[dict[str, Any]]]
) -> None:
    of_bureaus = [
        source
        for source, title in database.execute("SELECT source, title FROM documents").fetchall()
        if BUREAU.search(title or "") or BUREAU.search(Path(source).stem)
    ]
    assert len(of_bureaus) >= 6
    told = [row for told in statements.values() for row in told if row["source"] in of_bureaus]
    assert len(told) > 1000
    assert [row for row in told if row["entity"] is None] == []
    district = [row for told in statements.values() for row in told if row["source"] not in of_bureaus]
    assert [row for row in district if row["entity"] is not None] == []


# ---- recipes without a console


def test_dbt_sources_are_tables_columns_and_lists_of_ours(seeds: Path) -> None:
    yaml = pytest.importorskip("yaml")
    (block,) = blocks("yaml")
    (source,) = yaml.safe_load(block)["sources"]
    lists = {(table, column.name): column.values for table, columns in SCHEMA.items() for column in columns}
    with opened(seeds / "output") as run:
        there = {row[0] for row in run.execute("SHOW TABLES").fetchall()}
        for table in source["tables"]:
            assert table["name"] in there
            names = {row[0] for row in run.execute(f"DESCRIBE {table['name']}").fetchall()}
            for column in table.get("columns", ()):
                assert column["name"] in names
                for test in column["data_tests"]:
                    if isinstance(test, dict) and "accepted_values" in test:
                        values = test["accepted_values"]["arguments"]["values"]
                        assert values == list(lists[table["name"], column["name"]])
                    elif isinstance(test, dict):
                        to = re.fullmatch(r"source\('gongbao', '(\w+)'\)", test["relationships"]["arguments"]["to"])
                        assert to is not None
                        assert f"{test['relationships']['arguments']['field']}" == SCHEMA[to[1]][0].name


def test_dbt_tests_hold(seeds: Path) -> None:
    with opened(seeds / "output") as run:
        for table, columns in SCHEMA.items():
            key = columns[0].name
            assert run.execute(f"SELECT count(*) - count(DISTINCT {key}) FROM {table}").fetchall() == [(0,)]


# A text is at most 2045 bytes long, or of a type without bound (strL) for text without NUL.
STATA_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,31}")
STATA_WORDS = {"_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n", "_N", "_pi",
               "_pred", "_rc", "_skip", "str", "strL", "using", "with"}  # fmt: skip


def test_csv_is_what_the_options_for_stata_assume(seeds: Path) -> None:
    (block,) = blocks("stata")
    assert 'encoding("utf-8")' in block and "bindquote(strict)" in block and "varnames(1)" in block
    for table, columns in TABLES.items():
        path = seeds / f"output/{table}.csv"
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") and b"\0" not in data
        with path.open(encoding="utf-8-sig", newline="") as lines:
            head, *rows = csv.reader(lines, strict=True)
        assert head == list(columns)
        assert all(map(STATA_NAME.fullmatch, head)) and not STATA_WORDS & {*head} and len({*head}) == len(head) < 2048
        assert {len(row) for row in rows} <= {len(head)}
    for name in re.findall(r"(?:destring|rename|date\()\s*([a-z_ ]+)", block):
        assert {*name.split()} - {"first"} <= {*FACT_COLUMNS}


HOSTILE: dict[str, str | int | None] = {
    "fact_id": "d0123456789abcdef-1-5-money-1",
    "mention_id": "d0123456789abcdef-1-5-money",
    "member": 1,
    "source": "＝报告，附件.docx",
    "text": "=1+1",
    "indicator": '一般公共预算“支出”, "其中"',
    "low": "53239000000123456.123456",
    "high": "53239000000123456.123456",
    "class_code": "0110",
    "region_code": "010203",
    "section": "@SUM(1)\n第二行",
    "row_header": "-5",
    "period_end": "2021-10-31",
}


@pytest.mark.parametrize("told", [True, False], ids=["全作文本", "自行猜类型"])
def test_libreoffice_opens_the_csv(tmp_path: Path, told: bool) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "output").mkdir()
    row: dict[str, str | int | None] = {**dict.fromkeys(FACT_COLUMNS), **HOSTILE}
    path = tmp_path / "output/facts.csv"
    path.write_bytes(heading_csv(FACT_COLUMNS) + row_csv(row, FACT_COLUMNS))
    (command,) = blocks("sh")
    if not told:
        command = re.sub(r'"CSV:.*"', '"CSV:44,34,76"', command)  # what the dialogue offers: UTF-8, types guessed
    environment = os.environ | {"HOME": str(tmp_path)}
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
    if "no export filter" in done.stderr:
        pytest.skip("LibreOffice is installed without Calc")
    sheet = openpyxl.load_workbook(tmp_path / "output/facts.xlsx").worksheets[0]
    head, cells = sheet.iter_rows()
    assert [cell.value for cell in head] == list(FACT_COLUMNS)
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    found = {name: cell.value for name, cell in zip(FACT_COLUMNS, cells, strict=True) if cell.value is not None}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        (want,) = csv.DictReader(lines)
    if told:
        assert found == {name: value for name, value in want.items() if value}
    else:
        for name in ("fact_id", "mention_id", "source", "text", "indicator", "section", "row_header"):
            assert found[name] == want[name]
