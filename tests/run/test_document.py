"""The engine: what is loaded with it, for all that are forked from the process that has it."""

import gc
import tracemalloc
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
import regex

from gongbao.model import Document
from gongbao.read.sheet.document import read_xlsx
from gongbao.run import batch
from gongbao.run.batch import extract_files
from gongbao.run.document import Depth, Engine
from gongbao.write.tables import TABLES
from tests.read.make_sheet import workbook

ROOT = Path(__file__).parents[2]


def test_first_document_compiles_nothing() -> None:
    engine = Engine()
    with patch.object(regex, "compile") as compiled:
        result = engine.extract(Document("甲", "2023年，全县地区生产总值5.2亿元，增长5%。目标6%。"))
    assert [mention.text for mention in result.mentions][1:] == ["5.2亿元", "5%", "6%"]
    compiled.assert_not_called()


def test_what_patterns_of_a_user_fail_of_is_left_to_the_documents_and_a_fault_of_ours_is_not_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(engine: Engine, document: Document) -> None:
        raise KeyError(document.text)

    monkeypatch.setattr(Engine, "extract", fail)
    Engine(tmp_path)
    with pytest.raises(KeyError):
        Engine()


def _given(engine: Engine, *_: object) -> Engine:
    return engine


def test_what_an_engine_has_read_changes_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests share one engine, that has read what came before."""
    others = sorted((ROOT / "tests/golden").glob("*.txt"))
    assert others
    told: list[dict[str, bytes]] = []
    for name in ("fresh", "used"):
        engine = Engine()
        for path in others if name == "used" else ():
            engine.extract(Document(path.stem, path.read_text(encoding="utf-8")))
        with monkeypatch.context() as patched:
            patched.setattr(batch, "Engine", partial(_given, engine))
            extract_files(ROOT / "seeds", tmp_path / name)
        made = (tmp_path / name / f"{table}.{form}" for table in TABLES for form in ("csv", "jsonl", "parquet"))
        told.append({path.name: path.read_bytes() for path in made})
    assert told[0] == told[1]


@pytest.mark.parametrize("is_on", [True, False], ids=["开", "关"])
def test_collection_of_garbage_is_left_as_it_is(is_on: bool) -> None:
    try:
        (gc.enable if is_on else gc.disable)()
        Engine()
        assert gc.isenabled() is is_on
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("depth", "found"),
    [
        pytest.param("mentions", ("mentions",), id="只到提及"),
        pytest.param("facts", ("mentions", "facts"), id="到事实"),
        pytest.param("findings", ("mentions", "facts", "targets", "findings"), id="到底"),
    ],
)
def test_what_is_found_is_the_same_however_deep(depth: Depth, found: tuple[str, ...]) -> None:
    engine = Engine()
    rows = [["2024年支出决算表"], ["单位：万元"], ["项目", "决算数"], ["教育", 9], ["科技", 3], ["合计", 13]]
    prose = Document(
        "甲", "2024年某县政府工作报告\n预期目标：生产总值增长6%。支出9亿元，其中教育5亿元、科技3亿元、农业1.5亿元。"
    )
    for document in (prose, read_xlsx(workbook(rows), "乙")):
        whole, part = engine.extract(document), engine.extract(document, depth=depth)
        assert whole.mentions
        assert whole.facts
        assert whole.findings
        for name in ("mentions", "facts", "targets", "findings"):
            assert getattr(part, name) == (getattr(whole, name) if name in found else ())
        assert (part.status, part.codes, part.metadata) == (whole.status, whole.codes, whole.metadata)
    assert engine.extract(prose).targets


def test_figure_of_a_table_takes_little_memory() -> None:
    head = [
        ["2024年一般公共预算支出决算表"],
        ["单位：万元"],
        ["科目编码", "科目名称", "年初预算", "调整预算", "决算数", "完成预算%"],
    ]
    rows = [[f"2{n:06}", f"第{n}项支出", n * 3.17, n * 3.5, n * 3.3, n / 7] for n in range(1, 301)]
    data = workbook([*head, *rows])
    engine = Engine()
    engine.extract(read_xlsx(workbook([*head, *rows[:9]]), "a"))
    costs = []
    for _ in range(2):  # what is made once, and found again, is of no figure
        gc.collect()
        tracemalloc.start()
        result = engine.extract(read_xlsx(data, "a"))
        costs.append(tracemalloc.get_traced_memory())
        tracemalloc.stop()
    kept, peak = map(min, zip(*costs, strict=True))
    figures = len(result.facts)
    assert figures == 1200
    assert kept / figures < 1475
    assert peak / figures < 1780
