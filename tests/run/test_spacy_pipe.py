"""The component of a spaCy pipeline: it finds what ``extract`` finds, with any tokens and in any process."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import gongbao
from gongbao.errors import OptionError
from gongbao.run import spacy_pipe
from gongbao.segment.words import load_words

TEXT = "2021年1月~10月，全市民生支出169.3 亿元，\n比去年同期增长9.1%。“五度”挂钩机制𠮷运行90天，2023年度涉及739家。"
SEGMENTERS = ("char", "jieba")


def pipeline(segmenter: str = "char", **config: str) -> Language:
    load_words("jieba")  # or spaCy would have jieba keep its dictionary in the common temporary folder
    tokenizer = {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": segmenter}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe("gongbao", config=config)
    return nlp


@cache
def characters() -> Language:
    """The pipeline of all tests that need no other, made when one of them needs it."""
    return pipeline()


def told(doc: Doc) -> tuple[list[Mapping[str, object]], list[Mapping[str, object]]]:
    return [span._.gongbao for span in doc.spans["gongbao"]], doc._.gongbao_facts


def test_entry_point_is_the_component() -> None:
    declared = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    points = declared["project"]["entry-points"]["spacy_factories"]
    assert EntryPoint("gongbao", points["gongbao"], "spacy_factories").load() is spacy_pipe.component


@pytest.mark.parametrize("segmenter", SEGMENTERS)
def test_finds_what_extract_finds_at_its_exact_place(segmenter: str) -> None:
    doc = pipeline(segmenter)(TEXT)
    result = gongbao.extract(TEXT)
    mentions, facts = told(doc)
    assert [(m["start_char"], m["end_char"], m["text"], m["rule"]) for m in mentions] == [
        (m.span.start, m.span.end, m.text, m.rule) for m in result.mentions
    ]
    assert [span.label_ for span in doc.spans["gongbao"]] == [m.kind for m in result.mentions]
    assert [(fact["indicator"], fact["measure"]) for fact in facts] == [(f.indicator, f.measure) for f in result.facts]
    assert Decimal("16930000000") in [mention["low"] for mention in mentions]
    for span, mention in zip(doc.spans["gongbao"], result.mentions, strict=True):
        assert span.start_char <= mention.span.start < mention.span.end <= span.end_char
        assert TEXT[span.start_char : span.end_char] == span.text


_PADDING = st.text(st.sampled_from(" \n　\t，。的年x1𠮷"), max_size=8)


@given(_PADDING, _PADDING)
def test_spans_of_characters_are_the_mentions(before: str, after: str) -> None:
    text = f"{before}。全市支出169.3 亿元，{after}"
    doc = characters()(text)
    spans = [span for span in doc.spans["gongbao"] if span._.gongbao["low"] == Decimal("16930000000")]
    place = text.index("169.3 亿元")
    assert [(span.start_char, span.end_char) for span in spans] == [(place, place + len("169.3 亿元"))]
    assert all((s.start_char, s.end_char) == (s._.gongbao["start_char"], s._.gongbao["end_char"]) for s in spans)


def test_date_and_region_are_those_of_all_texts() -> None:
    nlp = pipeline(date="2018-03-05", region="湖北省咸宁市")
    (day, _), (fact,) = told(nlp("去年支出5亿元"))
    assert (day["start_date"], day["end_date"]) == (date(2017, 1, 1), date(2017, 12, 31))
    assert (fact["region_code"], fact["period_start"]) == ("421200", date(2017, 1, 1))
    assert told(pipeline()("去年支出5亿元"))[0][0]["start_date"] is None


def test_date_that_is_none_is_refused_when_the_component_is_added() -> None:
    with pytest.raises(OptionError, match="date: '去年' is no day, month or year"):
        pipeline(date="去年")


def test_stored_pipeline_finds_the_same(tmp_path: Path) -> None:
    nlp = pipeline(date="2018", region="湖北省咸宁市")
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again.config["components"]["gongbao"] == {
        "factory": "gongbao", "date": "2018", "region": "湖北省咸宁市",
    }  # fmt: skip
    assert told(again("去年支出5亿元")) == told(nlp("去年支出5亿元"))


def test_stored_doc_holds_the_same() -> None:
    doc = characters()(TEXT)
    assert told(Doc(characters().vocab).from_bytes(doc.to_bytes())) == told(doc)


@pytest.mark.parametrize("processes", [1, 2])
def test_many_texts(processes: int) -> None:
    texts = [f"第{number}年支出{number}亿元" for number in range(1, 6)]
    docs = list(characters().pipe(texts, batch_size=2, n_process=processes))
    assert [told(doc) for doc in docs] == [told(characters()(text)) for text in texts]


def test_second_pass_over_a_doc_changes_nothing() -> None:
    doc = characters()(TEXT)
    before = told(doc)
    assert told(characters()(doc)) == before


def test_stands_beside_other_components() -> None:
    nlp = pipeline()
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PLACE", "pattern": "全市"}])  # type: ignore[attr-defined]
    doc = nlp(TEXT)
    assert [entity.text for entity in doc.ents] == ["全市"]
    assert told(doc) == told(characters()(TEXT))
