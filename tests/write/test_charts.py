"""What the charts are drawn from: exact numbers, and series that mix nothing."""

import os
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from gongbao.errors import OutputError
from gongbao.write import charts as module
from gongbao.write.charts import charts
from tests.page.runs import write_run_of


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("charts")
    write_run_of(folder, folder / "out")
    return folder / "out"


def test_a_folder_of_a_name_that_is_no_text_has_charts_too(out: Path, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff[1]*' out"))
    shutil.copytree(out, odd)
    assert charts(odd) == charts(out)


def test_series_tell_each_year_and_region_planned_and_reached(out: Path) -> None:
    drawn = charts(out)
    gdp = drawn["series"][0]
    assert {name: gdp.get(name) for name in ("indicator_id", "name", "measure", "unit", "comparison", "per")} == {
        "indicator_id": "gdp",
        "name": "地区生产总值",
        "measure": "growth",
        "unit": "%",
        "comparison": "yoy",
        "per": None,
    }
    points = [(p["region"], p["year"], p["planned"], p["obs_value"], p.get("mod")) for p in gdp["points"]]
    assert points == [
        ("河北省", 2023, False, "5.5", None),
        ("河北省", 2024, False, "5.4", None),
        ("河北省", 2024, True, "5.5", "APPROX"),
        ("河北省", 2025, True, "5", "APPROX"),
        ("湖北省", 2023, False, "6", None),
        ("湖北省", 2024, False, "5.8", None),
        ("湖北省", 2024, True, "6", "APPROX"),
        ("湖北省", 2025, True, "5.5", "APPROX"),
    ]
    assert drawn["many_series"] == len(drawn["series"])


def test_targets_stand_beside_what_was_reached(out: Path) -> None:
    found = [(row["region"], row["year"], row["planned_low"], row["reached"]) for row in charts(out)["targets"]]
    assert found == [("河北省", 2024, "5.5", "5.4"), ("湖北省", 2024, "6", "5.8")]


def test_money_is_told_amount_by_amount(out: Path) -> None:
    money = charts(out)["money"]
    with duckdb.connect(out / "gongbao.duckdb", read_only=True) as database:
        told = database.sql("SELECT program, high FROM program_figures WHERE currency = 'CNY' AND high > 0").fetchall()
    assert sorted((row["name"], Decimal(row["high"])) for row in money) == sorted(told)
    assert money


def test_coverage_has_a_row_for_each_report_and_headline(out: Path) -> None:
    coverage = charts(out)["coverage"]
    assert {(row["region"], row["year"]) for row in coverage if row["document_type"] == "work_report"} == {
        (region, year) for region in ("河北省", "湖北省") for year in (2024, 2025)
    }
    growth = {
        row["state"] for row in coverage if row["headline"] == "地区生产总值" and row["document_type"] == "work_report"
    }
    assert growth == {"found"}


def test_what_is_beyond_the_limit_is_counted(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SERIES_SHOWN", 0)
    assert (charts(out)["series"], charts(out)["many_series"]) == ([], 1)


def test_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gongbao.duckdb").write_bytes(b"\0" * 4096)
    with pytest.raises(OutputError, match=r"gongbao\.duckdb: cannot be read"):
        charts(tmp_path)
