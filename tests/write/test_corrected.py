"""What a correction reaches. Each document here is rows as a part would hold them, and a line for each correction."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.write.corrected import Correction, Corrector
from gongbao.write.tables import FACT_COLUMNS, MENTION_COLUMNS, TABLES, TARGET_COLUMNS, Row, row_csv, row_json

DOC = "d0123456789abcdef"
MONEY = f"{DOC}-2-6-money"
FACT = f"{MONEY}-1"


def mention(mention_id: str = MONEY, **cells: str | None) -> Row:
    _, start, end, kind = mention_id.split("-")
    own = {"mention_id": mention_id, "doc_id": DOC, "kind": kind, "start_char": int(start), "end_char": int(end)}
    return dict.fromkeys(MENTION_COLUMNS) | own | {"low": "5", "high": "5", "unit": "元", "unit_id": "元"} | cells


def fact(fact_id: str = FACT, **cells: str | None) -> Row:
    own = {"fact_id": fact_id, "mention_id": fact_id.rpartition("-")[0], "doc_id": DOC, "measure": "level"}
    return dict.fromkeys(FACT_COLUMNS) | own | {"low": "5", "high": "5", "unit": "元", "unit_id": "元"} | cells


def target(fact_id: str | None = FACT, **cells: str | None) -> Row:
    own = {
        "target_id": f"{DOC}-2025-2-6-1",
        "doc_id": DOC,
        "fact_id": fact_id,
        "indicator": "收入",
        "low": "5",
        "high": "5",
    }
    return dict.fromkeys(TARGET_COLUMNS) | own | cells


def line(row_id: str, field: str, value: str | None, was: str | None = None) -> Correction:
    is_fact = row_id.count("-") == 4
    return Correction(
        row_id.rpartition("-")[0] if is_fact else row_id, row_id if is_fact else None, field, value, was, "张", "错"
    )


Tables = dict[str, list[dict[str, Any]]]


def corrected(
    folder: Path,
    lines: Iterable[Correction],
    earlier: Mapping[tuple[str, str | None], str | None] | None = None,
    **tables: list[Row],
) -> Tables:
    """The tables of a document with some rows, which are the same in JSON Lines, in CSV and in its nested form."""
    with (folder / "part.rows").open("wb") as part:
        part.write(b"{}\n")
        for table, rows in tables.items():
            for suffix, written in (("csv", [row_csv(row, TABLES[table]) for row in rows]), ("jsonl", jsonl(rows))):
                part.write(b"%b %d\n" % (f"{table}.{suffix}".encode(), sum(map(len, written))))
                part.writelines(written)
        part.write(b"end %020d\n" % part.tell())
    nested = [
        b'"%b": [\n%b\n]' % (table.encode(), b",\n".join(map(nested_row, tables.get(table, ())))) for table in NESTED
    ]
    (folder / "part.json").write_bytes(b'{"document": {},\n"text": "",\n' + b",\n".join(nested) + b"}\n")
    found = {f"{table}{suffix}": bytearray() for table in TABLES for suffix in (".csv", ".jsonl")}
    corrector = Corrector(lines, earlier or {})
    row: Row = {"doc_id": DOC, "source": "甲"}
    assert corrector.concerns(row)
    again = json.loads(
        b"".join(corrector.write(folder, "part", row, {name: data.extend for name, data in found.items()}))
    )
    assert not corrector.concerns(row)
    result = {table: [json.loads(one) for one in found[f"{table}.jsonl"].splitlines()] for table in NESTED}
    for table, rows in result.items():
        assert bytes(found[f"{table}.csv"]) == b"".join(row_csv(one, TABLES[table]) for one in rows)
        assert again[table] == [json.loads(nested_row(one)) for one in rows]
    assert again["document"] == row
    return result


NESTED = ("mentions", "facts", "targets", "findings", "corrections")


def jsonl(rows: Iterable[Row]) -> list[bytes]:
    return [row_json(row) + b"\n" for row in rows]


def nested_row(row: Row) -> bytes:
    cells: dict[str, object] = {name: value for name, value in row.items() if name not in ("doc_id", "source")}
    for name in {"qualifiers", "evidence"} & set(cells):
        cells[name] = dict(pair.split("=", 1) for pair in str(cells[name] or "").split("; ") if pair)
    return row_json(cells)


def value_of(row: Mapping[str, Any], *columns: str) -> tuple[Any, ...]:
    return tuple(row[column] for column in columns)


def test_a_value_of_a_mention_reaches_the_facts_that_repeat_it(tmp_path: Path) -> None:
    second, other = f"{MONEY}-2", f"{DOC}-7-9-money"
    tables = corrected(
        tmp_path,
        [line(MONEY, "low", "6"), line(MONEY, "unit", "美元"), line(MONEY, "currency", "USD")],
        mentions=[mention(), mention(other)],
        facts=[fact(), fact(second, unit="欧元", currency="EUR"), fact(f"{other}-1")],
        targets=[target()],
    )
    assert value_of(tables["mentions"][0], "low", "high", "unit", "currency") == ("6", "6", "美元", "USD")
    first, second_fact, third = tables["facts"]
    assert value_of(first, "low", "high", "unit", "currency") == ("6", "6", "美元", "USD")
    assert first["evidence"] == "currency=correction; high=correction; low=correction; unit=correction"
    assert value_of(second_fact, "low", "unit", "currency", "evidence") == (
        "6", "欧元", "EUR", "high=correction; low=correction",
    )  # fmt: skip
    assert (third, tables["mentions"][1]) == (fact(f"{other}-1"), mention(other))
    assert value_of(tables["targets"][0], "low", "high", "unit") == ("6", "6", "美元")


@pytest.mark.parametrize(
    ("of_mention", "of_fact", "lines", "now"),
    [
        pytest.param(("-5", "-5"), ("5", "5"), {"low": "-6"}, ("6", "6"), id="去负号"),
        pytest.param(("-5", "-5"), ("5", "5"), {"low": "6", "high": "6"}, ("-6", "-6"), id="不再是负数"),
        pytest.param(("-5", "-3"), ("3", "5"), {"low": "-7"}, ("3", "7"), id="负区间"),
        pytest.param(("-5", "-5"), ("-5", "-5"), {"low": "-6"}, ("-6", "-6"), id="保留负号"),
        pytest.param(("5", "5"), ("50", "50"), {"low": "6"}, ("50", "50"), id="事实另有值"),
        pytest.param((None, None), (None, None), {"low": "6"}, ("6", "6"), id="太长的数"),
        pytest.param(("0", "0"), ("0", "0"), {"low": "6"}, ("6", "6"), id="零"),
        pytest.param(("5", "5"), ("5", "5"), {"low": None}, (None, None), id="无值"),
        pytest.param(("5", "8"), ("5", "8"), {"high": "9"}, ("5", "9"), id="区间一端"),
        pytest.param(("5", "5"), ("5", "5"), {"low": "4", "high": "9"}, ("4", "9"), id="成区间"),
    ],
)
def test_amounts_of_a_mention_and_of_its_fact(
    tmp_path: Path, of_mention: tuple[str, str], of_fact: tuple[str, str], lines: dict[str, str], now: tuple[str, str]
) -> None:
    tables = corrected(
        tmp_path,
        [line(MONEY, field, value) for field, value in lines.items()],
        mentions=[mention(low=of_mention[0], high=of_mention[1])],
        facts=[fact(low=of_fact[0], high=of_fact[1])],
    )
    assert value_of(tables["facts"][0], "low", "high") == now


def test_what_is_said_of_a_fact_goes_before_what_is_said_of_its_mention(tmp_path: Path) -> None:
    tables = corrected(
        tmp_path,
        [line(MONEY, "low", "6"), line(MONEY, "unit", "美元"), line(FACT, "low", "7"), line(FACT, "unit", "元")],
        mentions=[mention()],
        facts=[fact()],
    )
    assert value_of(tables["facts"][0], "low", "high", "unit") == ("7", "7", "元")
    assert [row["state"] for row in tables["corrections"]] == ["applied", "applied", "applied", "agrees"]


def test_a_stale_correction_of_a_fact_does_not_keep_out_that_of_its_mention(tmp_path: Path) -> None:
    tables = corrected(
        tmp_path,
        [line(MONEY, "unit", "美元"), line(FACT, "unit", "欧元", was="英镑")],
        mentions=[mention()],
        facts=[fact()],
    )
    assert tables["facts"][0]["unit"] == "美元"


@pytest.mark.parametrize(
    ("row", "lines", "states", "now"),
    [
        pytest.param({}, {"low": ("4", "5"), "high": ("9", "8")}, ("stale_changed",) * 2, ("5", "5"), id="一端过时"),
        pytest.param({}, {"low": ("5", None), "high": ("9", "8")}, ("stale_changed", "agrees"), ("5", "5"), id="一对"),
        pytest.param({"high": "8"}, {"low": ("9", None)}, ("rejected",), ("5", "8"), id="大于上限"),
        pytest.param({"high": "80"}, {"low": ("9", None)}, ("applied",), ("9", "80"), id="按数比较"),
        pytest.param({}, {"low": ("9", None), "high": ("8", None)}, ("rejected",) * 2, ("5", "5"), id="倒区间"),
        pytest.param({}, {"low": ("9", None), "high": ("5", None)}, ("agrees", "rejected"), ("5", "5"), id="倒而一对"),
    ],
)  # fmt: skip
def test_both_ends_are_corrected_or_none(
    tmp_path: Path,
    row: dict[str, str],
    lines: dict[str, tuple[str, str | None]],
    states: tuple[str, ...],
    now: tuple[str, str],
) -> None:
    tables = corrected(
        tmp_path, [line(FACT, name, *said) for name, said in lines.items()], facts=[fact(**row)], mentions=[]
    )
    assert tuple(told["state"] for told in tables["corrections"]) == states
    assert value_of(tables["facts"][0], "low", "high") == now


@pytest.mark.parametrize(
    ("lines", "evidence"),
    [
        pytest.param({"period_start": "2019-02-01"}, "period=title; period_start=correction; scope=table", id="一端"),
        pytest.param(
            {"period_start": "2020-01-01", "period_end": "2020-12-31"},
            "period_end=correction; period_start=correction; scope=table",
            id="两端",
        ),
        pytest.param({"scope": None}, "period=title; scope=correction", id="改为无"),
        pytest.param({"period_end": "2018-12-31"}, "period=title; scope=table", id="早于起点"),
        pytest.param({"period_end": None}, "period=title; period_end=correction; scope=table", id="无终点"),
    ],
)
def test_evidence_tells_what_was_corrected(tmp_path: Path, lines: dict[str, str | None], evidence: str) -> None:
    row = fact(period_start="2019-01-01", period_end="2019-12-31", scope="local", evidence="period=title; scope=table")
    tables = corrected(tmp_path, [line(FACT, name, value) for name, value in lines.items()], facts=[row], mentions=[])
    assert tables["facts"][0]["evidence"] == evidence


def test_a_target_follows_its_fact_but_keeps_an_indicator(tmp_path: Path) -> None:
    tables = corrected(
        tmp_path,
        [
            line(FACT, field, value)
            for field, value in {
                "indicator": None,
                "indicator_id": "gdp",
                "comparison": "yoy",
                "region": "咸宁市",
            }.items()
        ],
        mentions=[mention()],
        facts=[fact(indicator="收入")],
        targets=[target(), target(None, target_id="其他")],
    )
    assert tables["facts"][0]["indicator"] is None
    assert value_of(tables["targets"][0], "indicator", "indicator_id", "comparison", "region") == (
        "收入",
        "gdp",
        "yoy",
        None,
    )
    assert tables["targets"][1] == target(None, target_id="其他")


def test_qualifiers_are_an_object_in_the_nested_form(tmp_path: Path) -> None:
    said = "basis=同口径; population=规上"
    tables = corrected(tmp_path, [line(FACT, "qualifiers", said)], mentions=[], facts=[fact(qualifiers="fund=a=b")])
    assert tables["facts"][0]["qualifiers"] == said


def test_durations_dates_and_names(tmp_path: Path) -> None:
    duration, day, name = (
        f"{DOC}-{place}-{kind}" for place, kind in (("1-2", "duration"), ("3-4", "date"), ("5-6", "program"))
    )
    empty: dict[str, str | None] = {"low": None, "high": None, "unit": None, "unit_id": None}
    lines = [
        line(duration, "low", "P3Y"),
        line(day, "end_date", "2020-01-01"),
        line(name, "name", "双减"),
        line(f"{MONEY}-10", "scope", "local"),
        line(f"{MONEY}-9", "scope", "local"),
    ]
    rows = [
        mention(duration, **empty),
        mention(day, start_date="2021-01-01", end_date="2021-12-31", **empty),
        mention(name, name="“双减”", **empty),
    ]
    tables = corrected(tmp_path, lines, mentions=rows, facts=[])
    assert value_of(tables["mentions"][0], "low", "high") == ("P3Y", None)
    assert tables["mentions"][1]["end_date"] == "2021-12-31"
    assert tables["mentions"][2]["name"] == "双减"
    assert [(row["correction_id"].partition("-")[2], row["state"]) for row in tables["corrections"]] == [
        ("1-2-duration-low", "applied"), ("2-6-money-9-scope", "stale_gone"), ("2-6-money-10-scope", "stale_gone"),
        ("3-4-date-end_date", "rejected"), ("5-6-program-name", "applied"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("was", "value", "told"),
    [
        pytest.param("P312D", "P315D", ("315", "315", "天", "天", None), id="天数"),
        pytest.param("P2M", "P3Y", ("3", "3", "年", "年", None), id="另一单位"),
        pytest.param("P3D", "P1Y6M", (None, None, None, None, None), id="两个单位的不是数"),
    ],
)
def test_a_fact_follows_its_length_of_time(tmp_path: Path, was: str, value: str, told: tuple[str, ...]) -> None:
    length = f"{DOC}-1-2-duration"
    number, unit = {"D": (was[1:-1], "天"), "M": (was[1:-1], "个月")}[was[-1]]
    said = mention(length, kind="duration", value=was, low=None, high=None, unit=None, unit_id=None, mod=None)
    repeats = fact(mention_id=length, low=number, high=number, unit=unit, unit_id=unit, mod=None)
    tables = corrected(tmp_path, [line(length, "value", value)], mentions=[said], facts=[repeats])
    assert value_of(tables["facts"][0], "low", "high", "unit", "unit_id", "mod") == told


@pytest.mark.parametrize(
    ("was", "earlier", "state"),
    [
        pytest.param(None, {}, "applied", id="第一次"),
        pytest.param("元", {}, "applied", id="如旧"),
        pytest.param("角", {}, "stale_changed", id="已变"),
        pytest.param(None, {(f"{FACT}-unit", "美元"): "角"}, "stale_changed", id="上次另有值"),
        pytest.param(None, {(f"{FACT}-unit", "美元"): None}, "stale_changed", id="上次无值"),
        pytest.param(None, {(f"{FACT}-unit", "欧元"): "角"}, "applied", id="上次是别的更正"),
        pytest.param("元", {(f"{FACT}-unit", "美元"): "角"}, "applied", id="明说的在先"),
    ],
)
def test_what_the_machine_said_before(
    tmp_path: Path, was: str | None, earlier: dict[tuple[str, str | None], str | None], state: str
) -> None:
    tables = corrected(tmp_path, [line(FACT, "unit", "美元", was)], earlier, mentions=[], facts=[fact()])
    (told,) = tables["corrections"]
    assert (told["state"], told["machine_value"]) == (state, "元")
    assert tables["facts"][0]["unit"] == ("美元" if state == "applied" else "元")


AMOUNT = st.decimals(-99, 99, places=1).map(str)


@given(
    st.lists(
        st.tuples(st.sampled_from([MONEY, FACT]), st.sampled_from(["low", "high"]), AMOUNT), unique_by=lambda t: t[:2]
    )
)
def test_a_point_or_a_range_is_left(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str, str]]
) -> None:
    if not lines:
        return
    folder = tmp_path_factory.mktemp("a")
    tables = corrected(folder, [line(*said) for said in lines], mentions=[mention()], facts=[fact()])
    (found,) = tables["mentions"]
    assert float(found["low"]) <= float(found["high"])
    for told in tables["corrections"]:
        row = tables["mentions" if told["fact_id"] is None else "facts"][0]
        assert told["state"] in ("applied", "agrees", "rejected")
        if told["state"] == "applied":
            assert row[told["field"]] == told["value"]
