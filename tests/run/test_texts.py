import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import gongbao
from gongbao.errors import OptionError
from gongbao.model import Document
from gongbao.run import document, texts
from gongbao.write.tables import FACT_COLUMNS, MENTION_COLUMNS, doc_id_of
from tests.stand_in import Engine


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is ready at once."""
    monkeypatch.setattr(texts, "_engine", lambda *_: Engine())


def piped(*lines: str | bytes, emit: str = "mentions") -> list[list[dict[str, Any]]]:
    return [[json.loads(row) for row in rows] for rows in texts.pipe(lines, emit=emit)]


def record(**fields: Any) -> str:
    return json.dumps({"source": "s", "text": "增长5%", **fields}, ensure_ascii=False)


def test_pipe_gives_each_record_its_rows(stand_in: None) -> None:
    first, second, third = piped(
        record(source="一", text="收入5亿元，增长5%", date="2018-03", region="咸宁市", id=7),
        record(text="没有", date=None),
        record().encode(),
    )
    assert [row["text"] for row in first] == ["5亿元", "5%"]
    assert all(tuple(row) == MENTION_COLUMNS for row in first)
    assert {(row["source"], row["doc_id"]) for row in first} == {("一", doc_id_of("一"))}
    assert second == []
    assert [row["source"] for row in third] == ["s"]


@pytest.mark.parametrize(
    ("emit", "records"),
    [
        pytest.param("facts", ["fact", "fact"], id="事实"),
        pytest.param("both", ["mention", "mention", "fact", "fact"], id="两者"),
    ],
)
def test_pipe_gives_the_rows_asked_for(stand_in: None, emit: str, records: list[str]) -> None:
    lines = (record(text="收入5亿元，增长5%"), record(text="没有"), "坏")
    first, second, bad = piped(*lines, emit=emit)
    plain = piped(*lines)
    assert [row["record"] for row in first] == records
    columns = {"mention": MENTION_COLUMNS, "fact": FACT_COLUMNS}
    assert all(tuple(row) == ("record", *columns[row["record"]]) for row in first)
    mentions = [{name: row[name] for name in MENTION_COLUMNS} for row in first if row["record"] == "mention"]
    assert mentions == (plain[0] if emit == "both" else [])
    assert [row["mention_id"] for row in first if row["record"] == "fact"] == [row["mention_id"] for row in plain[0]]
    assert second == []
    assert bad == plain[2]


def test_pipe_cannot_give_other_rows(stand_in: None) -> None:
    with pytest.raises(OptionError, match="emit: 'targets' is none of mentions, facts, both"):
        piped(record(), emit="targets")


def test_pipe_passes_over_blank_lines_and_a_byte_order_mark(stand_in: None) -> None:
    assert [len(rows) for rows in piped("\ufeff" + record() + "\r\n", "\n", b"\xef\xbb\xbf" + record().encode())] == [
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("line", "source", "error"),
    [
        pytest.param("增长5%", None, "line 1: is no JSON: Expecting value", id="不是JSON"),
        pytest.param(b"\xd4\xf6\xb3\xa45%", None, "line 1: is no JSON: 'utf-8' codec", id="GB2312"),
        pytest.param("[1]", None, "line 1: is no JSON object", id="数组"),
        pytest.param('{"text": "5%"}', None, "line 1: source: is missing", id="无source"),
        pytest.param(record(source=3), None, "line 1: source: is no string", id="数字source"),
        pytest.param('{"source": "s"}', "s", "line 1: text: is missing", id="无text"),
        pytest.param(record(text=5), "s", "line 1: text: is no string", id="数字text"),
        pytest.param(record(date=2018), "s", "line 1: date: is no string", id="数字日期"),
        pytest.param(record(date="去年"), "s", "line 1: date: '去年' is no day, month or year", id="错日期"),
        pytest.param(record(region=["甲"]), "s", "line 1: region: is no string", id="错地区"),
        pytest.param(record(text="崩溃"), "s", "line 1: gongbao failed on it: ZeroDivisionError", id="崩溃"),
        pytest.param("[" * 100_000, None, "line 1: is no JSON: ", id="过深"),
    ],
)
def test_pipe_says_what_is_wrong_with_a_line_and_goes_on(
    stand_in: None, line: str | bytes, source: str | None, error: str
) -> None:
    (bad,), good = piped(line, record())
    assert set(bad) == {"source", "error"}
    assert bad["source"] == source
    assert bad["error"].startswith(error)
    assert len(good) == 1


def test_pipe_keeps_lone_surrogates(stand_in: None) -> None:
    ((row,),) = piped('{"source": "\\ud800", "text": "\\udfff增长5%"}')
    assert row["source"] == "\ud800"
    assert row["sentence"] == "\udfff增长5%"
    ((bad,),) = piped('{"source": "\\ud800"}')
    assert bad["source"] == "\ud800"


def test_one_text() -> None:
    result = gongbao.extract("全市一般公共预算支出532.39亿元。", date="2021-12-31", region="湖北省咸宁市")
    assert [(mention.text, mention.kind) for mention in result.mentions] == [("532.39亿元", gongbao.Kind.MONEY)]
    assert result.metadata.region == "咸宁市"


@pytest.mark.parametrize("function", [texts.extract, texts.explain])
@pytest.mark.parametrize("options", [{"date": "去年"}, {"words": "pkuseg"}], ids=["日期", "分词"])
def test_wrong_options(function: Any, options: dict[str, str]) -> None:
    with pytest.raises(OptionError):
        function("增长5%", **options)


def test_explanation_names_the_rule_and_the_value() -> None:
    explained = gongbao.explain("增长5.4%", date="2018")
    assert "5.4%" in explained
    assert "percent." in explained


def test_explanation_shows_a_fact_under_its_mention(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "收入5亿元，其中税收4亿元"
    result = Engine().extract(Document("text", text), {})
    whole, part = result.facts
    whole = replace(whole, indicator_id="revenue", period_start=date(2018, 1, 1), evidence=(("period", "sentence"),))
    part = replace(
        part,
        indicator="税收",
        measure=gongbao.Measure.CHANGE,
        direction="increase",
        base_start=date(2017, 1, 1),
        base_end=date(2017, 12, 31),
        part_of=0,
        qualifiers=(("basis", "同口径"),),
        evidence=(("base", "stated"), ("indicator", "stated")),
    )
    result = replace(result, facts=(whole, part, replace(part, member=2, indicator="非税收入", evidence=())))
    monkeypatch.setattr(document.Engine, "extract", lambda *_: result)
    same = "measure change, direction increase, status actual, base 2017-01-01/2017-12-31"
    assert [line for line in gongbao.explain(text).splitlines() if "by rule" not in line] == [
        "money  5亿元  low 500000000, high 500000000, currency CNY, unit 元",
        "    fact  indicator 收入, indicator_id revenue, measure level, status actual, period 2018-01-01/.. (sentence)",
        "money  4亿元  low 400000000, high 400000000, currency CNY, unit 元",
        f"    fact  indicator 税收 (stated), {same} (stated), part_of 5亿元, basis 同口径",
        f"    fact  indicator 非税收入, {same}, part_of 5亿元, basis 同口径",
    ]


def test_changed_patterns_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []
    monkeypatch.setattr(texts, "Engine", lambda *_: loaded.append(1))
    file = tmp_path / "units.toml"
    file.touch()
    for _ in range(3):
        texts._engine_for(tmp_path, "rjieba")
    assert len(loaded) == 1
    os.utime(file, ns=(0, 1))
    texts._engine_for(tmp_path, "rjieba")
    assert len(loaded) == 2


def test_names_of_the_package() -> None:
    assert all(getattr(gongbao, name) is not None for name in gongbao.__all__)
    assert set(gongbao.__all__) == set(gongbao._HOME_OF)
    assert gongbao.__version__
    with pytest.raises(AttributeError, match="module 'gongbao' has no attribute 'nothing'"):
        _ = gongbao.nothing


def test_importing_the_package_is_light_and_extract_stays_the_function() -> None:
    code = (
        "import sys, gongbao; "
        "heavy = {'pandas', 'spacy', 'jieba', 'rjieba', 'regex', 'typer', 'rich'} & set(sys.modules); "
        "assert not heavy, heavy; "
        "import gongbao.extract.rules; from gongbao.extract import location; from gongbao import extract; "
        "assert callable(gongbao.extract) and callable(extract), gongbao.extract; "
        "assert not {'pandas', 'spacy'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
