"""The engine: what is loaded with it, for all that are forked from the process that has it."""

import gc
from unittest.mock import patch

import pytest
import regex

from gongbao.model import Document
from gongbao.run.document import Engine


def test_first_document_compiles_nothing() -> None:
    engine = Engine()
    with patch.object(regex, "compile") as compiled:
        result = engine.extract(Document("甲", "2023年，全县地区生产总值5.2亿元，增长5%。目标6%。"))
    assert [mention.text for mention in result.mentions][1:] == ["5.2亿元", "5%", "6%"]
    compiled.assert_not_called()


def test_fault_in_reading_is_left_to_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(engine: Engine, document: Document) -> None:
        raise KeyError(document.text)

    monkeypatch.setattr(Engine, "extract", fail)
    Engine()


@pytest.mark.parametrize("is_on", [True, False], ids=["开", "关"])
def test_collection_of_garbage_is_left_as_it_is(is_on: bool) -> None:
    try:
        (gc.enable if is_on else gc.disable)()
        Engine()
        assert gc.isenabled() is is_on
    finally:
        gc.enable()
