import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from gongbao.errors import OptionError
from gongbao.run import batch, reading, resume
from gongbao.run.batch import extract_files
from gongbao.run.corrections import read_corrections
from gongbao.write.cells import csv_text
from gongbao.write.swap import KEPT
from gongbao.write.tables import doc_id_of
from gongbao.write.verify import verify
from tests.stand_in import Engine
from tests.write.output_of import contents, rows

MONEY = "d0123456789abcdef-2-6-money"
DURATION, DATE, PROGRAM = (f"d0123456789abcdef-2-6-{kind}" for kind in ("duration", "date", "program"))
HEADING = "fact_id,mention_id,field,value,was,who,why"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "更正.csv"
    path.write_bytes(text.encode(encoding))
    return path


def cells(row_id: str, field: str, value: str, was: str = "", who: str = "张三", why: str = "读错") -> str:
    ids = ("", row_id) if row_id.count("-") == 3 else (row_id, "")
    return ",".join(map(csv_text, (*ids, field, value, was, who, why)))


def one(folder: Path, line: str) -> Any:
    (correction,) = read_corrections(written(folder, f"{HEADING}\n{line}\n")).lines
    return correction


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("separator", [",", "\t"], ids=["CSV", "TSV"])
def test_corrections_as_any_spreadsheet_saves_them(tmp_path: Path, encoding: str, end: str, separator: str) -> None:
    lines = [
        ["mention_id", "备注", "field", "value", "who", "why", "", ""],
        [MONEY, "自己看的", "low", "'-5.40", "张三", '"行一\n行二"', "", ""],
        [""] * 8,
    ]
    path = written(tmp_path, end.join(separator.join(line) for line in lines) + end, encoding)
    read = read_corrections(path)
    (line,) = read.lines
    assert (line.mention_id, line.fact_id, line.field, line.value, line.was) == (MONEY, None, "low", "-5.4", None)
    assert (line.who, line.why) == ("张三", "行一\n行二")
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("row_id", "field", "text", "value"),
    [
        pytest.param(MONEY, "low", "053239000000.00", "53239000000", id="零"),
        pytest.param(MONEY, "high", "", None, id="无"),
        pytest.param(MONEY, "low", "9" * 32 + ".000001", "9" * 32 + ".000001", id="最长"),
        pytest.param(MONEY, "mod", "MORE_THAN", "MORE_THAN", id="约数"),
        pytest.param(MONEY, "unit", "=元", "=元", id="像公式"),
        pytest.param(DURATION, "value", "P1Y6M", "P1Y6M", id="时长"),
        pytest.param(DURATION, "low", "PT0.5H", "PT0.5H", id="时长下限"),
        pytest.param(f"{DURATION}-1", "low", "312.0", "312", id="时长的数据"),
        pytest.param(DATE, "start_date", "2024-02-29", "2024-02-29", id="日期"),
        pytest.param(DATE, "end_date", "2024/2/9", "2024-02-09", id="表格软件的日期"),
        pytest.param(DATE, "type", "SET", "SET", id="日期类型"),
        pytest.param(PROGRAM, "type", "fund", "fund", id="项目类型"),
        pytest.param(f"{MONEY}-1", "region_code", "010203", "010203", id="代码"),
        pytest.param(f"{MONEY}-12", "measure", "share", "share", id="量"),
        pytest.param(
            f"{MONEY}-1", "qualifiers", "population=规上;basis=同口径", "basis=同口径; population=规上", id="限定"
        ),
        pytest.param(f"{MONEY}-1", "base_start", "", None, id="无日期"),
    ],
)
def test_values_as_the_tables_write_them(tmp_path: Path, row_id: str, field: str, text: str, value: str | None) -> None:
    correction = one(tmp_path, cells(row_id, field, text, was=text))
    assert correction.value == value
    assert correction.was == value
    assert correction.id == f"{row_id}-{field}"


def test_a_fact_may_come_with_its_mention(tmp_path: Path) -> None:
    correction = one(tmp_path, f"{MONEY}-2,{MONEY},measure,share,,张三,读错")
    assert (correction.fact_id, correction.mention_id, correction.doc_id) == (f"{MONEY}-2", MONEY, MONEY[:17])


def test_what_was_may_be_what_no_table_holds_now(tmp_path: Path) -> None:
    assert one(tmp_path, cells(f"{MONEY}-1", "stage", "execution", was="old_stage")).was == "old_stage"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        pytest.param(",,low,5,,张三,读错", "has no fact_id and no mention_id", id="无键"),
        pytest.param("x,,low,5,,张三,读错", "fact_id: 'x' is no key of a fact", id="错事实键"),
        pytest.param(",x,low,5,,张三,读错", "mention_id: 'x' is no key of a mention", id="错提及键"),
        pytest.param(f"{MONEY}-1,{DATE},low,5,,张三,读错", "is not the mention of d0123456789abcdef-2-6-", id="不合"),
        pytest.param(f"{MONEY},,low,5,,张三,读错", "is no key of a fact", id="提及键在事实列"),
        pytest.param(cells(MONEY, "sentence", "x"), "field: 'sentence' is none that may be corrected", id="原文"),
        pytest.param(cells(MONEY, "measure", "x"), "of the kind money: currency, low, high", id="别表的列"),
        pytest.param(cells(DATE, "low", "5"), "of the kind date: start_date, end_date, type, mod", id="别类的列"),
        pytest.param(cells(f"{MONEY}-1", "part_of", "x"), "field: 'part_of' is none that may be corrected", id="键"),
        pytest.param(cells(f"{MONEY}-1", "", "x"), "'' is none that may be corrected of a fact: indicator", id="无列"),
        pytest.param(cells(MONEY, "low", "5.3239E+10"), "value: '5.3239E+10' is not a plain number", id="指数"),
        pytest.param(cells(MONEY, "low", '"53,239"'), "is not a plain number", id="千分位"),
        pytest.param(cells(MONEY, "low", "9" * 33), "at most 32 digits", id="太长"),
        pytest.param(cells(MONEY, "low", "0.1234567"), "6 behind the point", id="小数太长"),
        pytest.param(cells(MONEY, "currency", "元"), "value: '元' is not a currency of ISO 4217 like CNY", id="币种"),
        pytest.param(cells(DATE, "start_date", "2023-02-29"), "value: '2023-02-29' is not a day like", id="无此日"),
        pytest.param(cells(DATE, "start_date", "2023"), "is not a day like 2021-12-31", id="年"),
        pytest.param(cells(DATE, "start_date", "12/31/2023"), "is not a day like 2021-12-31", id="美式日期"),
        pytest.param(cells(DATE, "type", "fund"), "value: 'fund' is not one of DATE, SET", id="别类的类型"),
        pytest.param(cells(PROGRAM, "type", "SET"), "is not one of document, policy", id="日期的类型"),
        pytest.param(cells(PROGRAM, "name", ""), "value: is empty, and name never is", id="无名"),
        pytest.param(cells(f"{MONEY}-1", "measure", ""), "value: is empty, and measure never is", id="无量"),
        pytest.param(cells(f"{MONEY}-1", "stage", "决算"), "is not one of initial_budget, adjusted_budget", id="表外"),
        pytest.param(cells(f"{MONEY}-1", "region_code", "42"), "is not a code of six digits", id="短代码"),
        pytest.param(cells(f"{MONEY}-1", "indicator_id", "国内生产总值"), "is not an id like those in", id="指标名"),
        pytest.param(cells(f"{MONEY}-1", "qualifiers", "地区=规上"), "is not pairs like", id="错限定"),
        pytest.param(cells(f"{MONEY}-1", "qualifiers", "fund=a; fund=b"), "is not pairs like", id="限定重复"),
        pytest.param(cells(DURATION, "value", "90天"), "is not a length of time in ISO 8601 like P90D", id="时长"),
        pytest.param(cells(DURATION, "low", "P"), "is not a length of time in ISO 8601", id="空时长"),
        pytest.param(cells(MONEY, "low", "5", who=""), "who: is empty", id="谁"),
        pytest.param(cells(MONEY, "low", "5", why=" "), "why: is empty", id="为何"),
        pytest.param(cells(MONEY, "low", "5") + ",x", "has 8 cells under 7 headings", id="多一格"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_line_is_said_with_its_place(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(OptionError) as error:
        read_corrections(written(tmp_path, f"{HEADING}\n{cells(MONEY, 'unit', '元')}\n{line}\n"))
    assert str(error.value).startswith(f"{tmp_path}/更正.csv, line 3: ")
    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("", "更正.csv: has no column 'field'", id="空"),
        pytest.param("fact_id,field,value,who\n", "更正.csv: has no column 'why'", id="无列"),
        pytest.param("field,value,who,why\n", "更正.csv: has no column 'fact_id' and none 'mention_id'", id="无键列"),
        pytest.param("fact_id,field,value,value,who,why\n", "更正.csv: has the column 'value' twice", id="列重复"),
        pytest.param("\x00" * 50, "the corrections ", id="二进制"),
        pytest.param(
            f"{HEADING}\n{cells(MONEY, 'low', '5')}\n{cells(MONEY, 'low', '5')}\n",
            f"line 3: corrects low of {MONEY} a second time",
            id="两次",
        ),
    ],
)
def test_what_is_wrong_with_a_file_of_corrections(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(OptionError) as error:
        read_corrections(written(tmp_path, text))
    assert complaint in str(error.value)


def test_file_of_corrections_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"the corrections .*: no such file or folder"):
        read_corrections(tmp_path / "没有.csv")


class Listening(Engine):
    """An engine that writes down what it reads."""

    def extract(self, document: Any, given: Any, *, depth: Any = "findings") -> Any:
        with Path("read").open("a", encoding="utf-8") as log:
            log.write(document.source + "\n")
        return super().extract(document, given, depth=depth)


TEXTS = {
    "甲.txt": "收入5亿元，增长3%",
    "乙.txt": "目标7亿元",
    "丙.txt": "目标7亿元",
    "丁.txt": "",
    "戊.txt": "支出8亿元",
}
FIRST = f"{doc_id_of('甲.txt')}-2-5-money"
TARGET = f"{doc_id_of('丙.txt')}-2-5-money"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """What makes an output of ``d`` with lines of corrections, if any, and tells what it says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batch, "Engine", Listening)
    monkeypatch.setattr(resume, "_TICK", 0)
    monkeypatch.setattr(reading, "_code", lambda: "")
    Path("d").mkdir()
    for name, text in TEXTS.items():
        Path("d", name).write_text(text, encoding="utf-8")

    def run(*lines: str, **options: Any) -> list[str]:
        notices: list[str] = []
        if lines:
            written(Path(), "\n".join([HEADING, *lines]) + "\n")
            options["corrections"] = "更正.csv"
        extract_files("d", "out", notice=notices.append, **options)
        assert verify("out") == []
        return notices

    return run


def read() -> list[str]:
    """What was read since this was asked for last."""
    log = Path("read")
    found = sorted(log.read_text(encoding="utf-8").splitlines()) if log.exists() else []
    log.unlink(missing_ok=True)
    return found


def tables(out: str = "out") -> dict[str, bytes]:
    return {
        name: data for name, data in contents(Path(out), [KEPT]).items() if name not in ("run.json", "gongbao.duckdb")
    }


def state() -> tuple[str, str | None, str | None]:
    """What became of the one correction there is, the machine's value, and what that was."""
    (row,) = rows(Path("out/corrections.jsonl"))
    return row["state"], row["machine_value"], row["was"]


def found(table: str, row_id: str) -> dict[str, Any]:
    key = f"{table[:-1]}_id"
    (row,) = [row for row in rows(Path(f"out/{table}.jsonl")) if row[key] == row_id]
    return row


Run = Callable[..., list[str]]


def test_all_forms_agree_and_nothing_is_read_again(run: Run) -> None:
    run()
    read()
    assert run(cells(FIRST, "low", "600000000"), cells(f"{FIRST}-1", "measure", "change")) == []
    assert read() == []
    mention, fact = found("mentions", FIRST), found("facts", f"{FIRST}-1")
    assert (mention["low"], mention["high"]) == ("600000000", "600000000")
    assert (fact["low"], fact["high"], fact["measure"]) == ("600000000", "600000000", "change")
    assert fact["evidence"] == "high=correction; low=correction; measure=correction"
    nested = json.loads(Path(f"out/json/{doc_id_of('甲.txt')}.json").read_bytes())
    assert {name: nested["mentions"][0][name] for name in ("low", "high")} == {"low": "600000000", "high": "600000000"}
    assert nested["facts"][0]["evidence"] == {"high": "correction", "low": "correction", "measure": "correction"}
    assert [row["correction_id"] for row in nested["corrections"]] == [f"{FIRST}-low", f"{FIRST}-1-measure"]
    with Path("out/facts.csv").open(encoding="utf-8-sig", newline="") as lines:
        (row,) = [row for row in csv.DictReader(lines) if row["fact_id"] == f"{FIRST}-1"]
    assert (row["low"], row["measure"], row["evidence"]) == ("600000000", "change", fact["evidence"])
    parquet = {row["fact_id"]: row for row in pyarrow.parquet.read_table("out/facts.parquet").to_pylist()}
    assert (str(parquet[f"{FIRST}-1"]["low"]), parquet[f"{FIRST}-1"]["measure"]) == ("600000000.000000", "change")
    said = json.loads(Path("out/run.json").read_bytes())
    assert said["corrections"] == hashlib.sha256(Path("更正.csv").read_bytes()).hexdigest()
    assert said["options"]["corrections"] == "更正.csv"
    assert said["counts"]["facts"] == {"change": 1, "growth": 1, "level": 3}
    assert said["counts"]["corrections"] == {"applied": 2}


def test_rows_that_are_not_corrected_stay_as_they_are(run: Run) -> None:
    run()
    before = tables()
    run(cells(FIRST, "low", "600000000"))
    for name in ("mentions.csv", "mentions.jsonl", "facts.csv", "facts.jsonl"):
        lines = [set(data.splitlines()) for data in (before[name], tables()[name])]
        assert [len(lines[0] - lines[1]), len(lines[1] - lines[0])] == [1, 1]
    others = [name for name in before if name.startswith(("texts", "json", "targets.", "findings."))]
    others.remove(f"json/{doc_id_of('甲.txt')}.json")
    assert {name: before[name] for name in others} == {name: tables()[name] for name in others}


def test_unchanged_corrections_change_no_byte(run: Run) -> None:
    line, stale = cells(FIRST, "low", "600000000"), cells(FIRST, "unit", "美元", was="欧元")
    said = "1 of 2 corrections not applied: 1 stale_changed; the table corrections tells which"
    assert run(line, stale) == [said]
    files = [path for path in Path("out").rglob("*") if path.is_file()]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in files}
    assert run(line, stale) == [said]
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in files}


def test_other_corrections_or_none(run: Run) -> None:
    run()
    machine = tables()
    for lines in ([cells(FIRST, "low", "1")], [cells(FIRST, "unit", "美元")], [cells(FIRST, "unit", "欧元")]):
        run(*lines)
        shutil.copytree("out", "kept", ignore=shutil.ignore_patterns(KEPT))
        shutil.rmtree("out")
        run(*lines)
        assert tables() == tables("kept")
        shutil.rmtree("kept")
    run()
    assert tables() == machine


def test_what_becomes_of_corrections(run: Run) -> None:
    gone = "d0123456789abcdef-2-5-money"
    lines = [
        cells(gone, "low", "1"),
        cells(f"{doc_id_of('丁.txt')}-2-5-money", "low", "1"),
        cells(f"{FIRST}-2", "measure", "share", was="level"),
        cells(f"{FIRST}-1", "indicator", "收入"),
        cells(FIRST, "unit", "美元", was="欧元"),
        cells(FIRST, "low", "2", was="500000000"),
        cells(FIRST, "high", "1", was="500000000"),
        cells(f"{FIRST}-1", "scope", "local"),
    ]
    assert run(*lines) == [
        "6 of 8 corrections not applied: 2 rejected, 1 stale_changed, 3 stale_gone; the table corrections tells which"
    ]
    told = rows(Path("out/corrections.jsonl"))
    columns = ("source", "field", "state", "machine_value", "was")
    assert [tuple(row[column] for column in columns) for row in told] == [
        ("丁.txt", "low", "stale_gone", None, None),
        ("甲.txt", "high", "rejected", "500000000", "500000000"),
        ("甲.txt", "low", "rejected", "500000000", "500000000"),
        ("甲.txt", "unit", "stale_changed", "元", "欧元"),
        ("甲.txt", "indicator", "agrees", "收入", "收入"),
        ("甲.txt", "scope", "applied", None, None),
        ("甲.txt", "measure", "stale_gone", None, "level"),
        (None, "low", "stale_gone", None, None),
    ]
    fact = found("facts", f"{FIRST}-1")
    assert (fact["low"], fact["unit"], fact["scope"], fact["evidence"]) == (
        "500000000",
        "元",
        "local",
        "scope=correction",
    )


def test_a_correction_is_to_the_value_that_the_first_run_with_it_found(run: Run) -> None:
    line = cells(f"{FIRST}-1", "indicator", "全部收入")
    run(line)
    assert state() == ("applied", "收入", "收入")
    # As if a later version of gongbao found something else there.
    fact = Engine.extract

    def other(engine: Engine, document: Any, given: Any, *, depth: Any) -> Any:
        result = fact(engine, document, given, depth=depth)
        return replace(result, facts=tuple(replace(each, indicator="税收") for each in result.facts))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Engine, "extract", other)
        patched.setattr(reading, "_code", lambda: "later")
        assert run(line) == ["1 of 1 correction not applied: 1 stale_changed; the table corrections tells which"]
        assert state() == ("stale_changed", "税收", "收入")
        assert found("facts", f"{FIRST}-1")["indicator"] == "税收"
        # It stays so, until somebody looks at it: another value is a new correction.
        assert len(run(line)) == 1
        assert run(cells(f"{FIRST}-1", "indicator", "税收收入")) == []
        assert state() == ("applied", "税收", "税收")
        run(line)
        assert state()[0] == "applied"
        patched.setattr(reading, "_code", lambda: "latest")
    run(line)
    assert state() == ("stale_changed", "收入", "税收")
    # With --overwrite a run knows of no earlier one.
    assert run(line, overwrite=True) == []
    assert state() == ("applied", "收入", "收入")


def test_corrections_of_an_output_are_a_file_of_corrections(run: Run) -> None:
    lines = [
        cells(FIRST, "unit", "=元"),
        cells(f"{FIRST}-1", "scope", "local", why="-说"),
        cells(FIRST, "mod", ""),
    ]
    run(*lines)
    before = tables()
    shutil.copy("out/corrections.csv", "again.csv")
    run(corrections="again.csv")
    assert tables() == before


def test_a_target_follows_its_fact(run: Run) -> None:
    run(
        cells(f"{TARGET}-1", "low", "8"),
        cells(f"{TARGET}-1", "indicator_id", "revenue"),
        cells(f"{TARGET}-1", "region", "x"),
    )
    (other, target) = rows(Path("out/targets.jsonl"))[::-1]
    columns = ("low", "high", "indicator_id", "region")
    assert [target[column] for column in columns] == ["8", "8", "revenue", None]
    # The same report under another name is another document, which is corrected by itself.
    assert (other["source"], other["low"]) == ("乙.txt", "700000000")


def test_bad_corrections_stop_a_run_before_it_begins(run: Run) -> None:
    run()
    before = tables()
    Path("d/新.txt").write_text("1%", encoding="utf-8")
    with pytest.raises(OptionError, match=r"更正\.csv, line 2: who: is empty"):
        run(cells(FIRST, "low", "1", who=""))
    assert tables() == before
    assert read() == sorted(TEXTS)[1:]


def test_summary_counts_corrections(run: Run) -> None:
    written(Path(), f"{HEADING}\n{cells(FIRST, 'low', '1')}\n{cells(FIRST, 'unit', '元')}\n")
    for _ in range(2):
        assert extract_files("d", "out", corrections="更正.csv").corrections == {"agrees": 1, "applied": 1}
