"""Results and runs as spaCy's Docs: spans where the mentions are, values exact, kept when a Doc is stored."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc, DocBin
from spacy.training import Example

import gongbao
from gongbao.errors import OptionError, OutputError
from gongbao.model import Document
from gongbao.run.document import Engine
from gongbao.write.spacy_docs import annotate
from gongbao.write.tables import DOCUMENT_COLUMNS, doc_id_of
from tests.read.make_docx import word_file

REPORT = """咸宁市财政报告
2021年1月~10月，全市民生支出169.3 亿
元，同比增长9.1%。“五度”挂钩机制运行90天。
其中：城镇和农村居民收入分别增长7.8%、8%，新增就业739人。
"""
TABLE = """<w:p><w:r><w:t>收入决算表（单位：万元）</w:t></w:r></w:p><w:tbl>
<w:tr><w:tc><w:p><w:r><w:t>项目</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2024年决算数</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>税收收入</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1,234.50</w:t></w:r></w:p></w:tc></w:tr>
</w:tbl><w:p><w:r><w:t>收入增长3%。</w:t></w:r></w:p>"""


def told(doc: Doc) -> dict[str, object]:
    """All that we set on a Doc, to compare."""
    return {
        "words": [token.text for token in doc],
        "sentences": [sentence.text for sentence in doc.sents],
        "spans": [(s.start, s.end, s.label_, s._.gongbao) for s in doc.spans["gongbao"]],
        "ents": [(s.start, s.end, s.label_) for s in doc.ents],
        "facts": doc._.gongbao_facts,
    }


@pytest.mark.parametrize("words", ["rjieba", "jieba"])
def test_doc_has_sentences_words_and_mentions_after_reflow(words: str) -> None:
    result = gongbao.extract(REPORT)
    doc = gongbao.to_doc(result, words=words)
    assert [sentence.text for sentence in doc.sents] == [
        "咸宁市财政报告\n",
        "2021年1月~10月，全市民生支出169.3亿元，同比增长9.1%。",
        "“五度”挂钩机制运行90天。",
        "其中：城镇和农村居民收入分别增长7.8%、8%，新增就业739人。",
    ]
    assert "民生" in [token.text for token in doc]
    assert [(span.text, span.label_) for span in doc.spans["gongbao"]] == [
        ("2021年1月~10月", "date"),
        ("169.3亿元", "money"),
        ("9.1%", "percent"),
        ("“五度”挂钩机制", "program"),
        ("90天", "duration"),
        ("7.8%", "percent"),
        ("8%", "percent"),
        ("739人", "quantity"),
    ]
    assert [(e.start, e.end, e.label_) for e in doc.ents] == [(s.start, s.end, s.label_) for s in doc.spans["gongbao"]]
    assert {token.ent_iob_ for token in doc} == {"B", "I", "O"}  # what is no mention is said to be none


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("比重百分之五十左右。", ["比重", "百分之五十", "左右", "。"], id="百分之五十左右"),
        pytest.param("選民共二億人。", ["選民共", "二", "億人", "。"], id="選民共二"),
    ],
)
def test_word_is_cut_where_a_mention_begins_or_ends(text: str, words: list[str]) -> None:
    doc = gongbao.to_doc(gongbao.extract(text))
    assert [token.text for token in doc] == words
    assert [span.text for span in doc.spans["gongbao"]] == [span._.gongbao["text"] for span in doc.spans["gongbao"]]


def test_values_are_exact_and_places_are_those_of_the_source() -> None:
    doc = gongbao.to_doc(gongbao.extract(REPORT))
    day, money, *_ = (span._.gongbao for span in doc.spans["gongbao"])
    assert (money["low"], money["currency"], money["text"]) == (Decimal("16930000000"), "CNY", "169.3 亿\n元")
    assert REPORT[money["start_char"] : money["end_char"]] == money["text"]
    assert (day["start_date"], day["end_date"], day["low"]) == (date(2021, 1, 1), date(2021, 10, 31), None)
    assert not {"sentence", "sentence_start", "sentence_end"} & money.keys()
    fact = doc._.gongbao_facts[0]
    assert (fact["mention_id"], fact["low"]) == (money["mention_id"], Decimal("16930000000"))
    assert (fact["indicator_id"], fact["period_end"]) == ("livelihood_expenditure", date(2021, 10, 31))
    assert fact["evidence"]["indicator"] == "stated"
    assert tuple(doc._.gongbao) == DOCUMENT_COLUMNS


@pytest.mark.parametrize(
    ("text", "low"),
    [
        pytest.param("工期3至6个月", "P3M", id="时长的范围"),
        pytest.param("支出12345678901234567890.123456元", Decimal("12345678901234567890.123456"), id="多位小数"),
        pytest.param("增长-2.40%", Decimal("-2.4"), id="负数"),
    ],
)
def test_amounts_are_decimals_and_lengths_of_time_are_not(text: str, low: object) -> None:
    doc = gongbao.to_doc(gongbao.extract(text))
    (span,) = doc.spans["gongbao"]
    assert span._.gongbao["low"] == low
    assert isinstance(span._.gongbao["low"], type(low))


def test_a_span_that_is_no_mention_has_none() -> None:
    doc = gongbao.to_doc(gongbao.extract("全市支出5亿元。"))
    assert doc[0:1]._.gongbao is None
    assert spacy.blank("zh")("支出5亿元")._.gongbao is None
    assert spacy.blank("zh")("支出5亿元")._.gongbao_facts == []


def test_mention_that_ends_within_a_word_takes_the_word() -> None:
    text = "2023年度的支出5亿元"
    doc = Doc(spacy.blank("zh").vocab, words=["2023", "年度的", "支出", "5亿元"], spaces=[False] * 4)
    annotate(doc, gongbao.extract(text))
    first, second = doc.spans["gongbao"]
    assert (first.text, first._.gongbao["text"]) == ("2023年度的", "2023年度")
    assert (second.text, second._.gongbao["text"]) == ("5亿元", "5亿元")


def test_mentions_that_share_one_token_keep_their_own_values() -> None:
    text = "收入5亿元，增长5%，下降3%"
    doc = Doc(spacy.blank("zh").vocab, words=[text], spaces=[False])
    annotate(doc, gongbao.extract(text))
    spans = list(doc.spans["gongbao"])
    assert [(span.text, span.label_) for span in spans] == [(text, "money"), (text, "percent"), (text, "percent")]
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    for kept in (spans, again.spans["gongbao"]):
        assert [span._.gongbao["text"] for span in kept] == ["5亿元", "5%", "3%"]


def test_part_of_a_doc_takes_its_mentions_along() -> None:
    doc = gongbao.to_doc(gongbao.extract(REPORT))
    part = list(doc.sents)[1].as_doc(copy_user_data=True)
    (money,) = [entity for entity in part.ents if entity.label_ == "money"]
    assert money._.gongbao["low"] == Decimal("16930000000")


def test_empty_text() -> None:
    doc = gongbao.to_doc(gongbao.extract(""))
    assert (len(doc), list(doc.spans["gongbao"]), doc._.gongbao_facts) == (0, [], [])


def test_unknown_word_engine_is_refused() -> None:
    with pytest.raises(OptionError, match="no word engine is called 'pkuseg'"):
        gongbao.to_doc(gongbao.extract("5%"), words="pkuseg")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over a text, a Word file with a table, a copy of the text, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("run")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(REPORT, encoding="utf-8")
    (reports / "b.docx").write_bytes(word_file(TABLE))
    (reports / "c.txt").write_text(REPORT, encoding="utf-8")
    (reports / "d.gif").write_bytes(b"GIF89a")
    gongbao.extract_files([reports], folder / "out", workers=1)
    return folder / "out"


def test_docs_of_a_run_are_those_of_its_results(run: Path, tmp_path: Path) -> None:
    gongbao.doc_bin(run).to_disk(tmp_path / "run.spacy")
    text, word = DocBin().from_disk(tmp_path / "run.spacy").get_docs(spacy.blank("zh").vocab)
    assert text._.gongbao["source"] == "a.txt"
    assert told(text) == told(gongbao.to_doc(Engine().extract(Document("a.txt", REPORT))))
    assert word._.gongbao["source"] == "b.docx"
    assert [sentence.text for sentence in word.sents] == [
        "收入决算表（单位：万元）\n", "收入增长3%。\n", "税收收入\t1,234.50",
    ]  # fmt: skip
    assert [(span.text, span._.gongbao["low"]) for span in word.spans["gongbao"]] == [
        ("1,234.50", Decimal("12345000")), ("3%", Decimal(3)),
    ]  # fmt: skip


def test_docs_of_a_run_have_what_readers_have_corrected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    key = f"{doc_id_of('a.txt')}-26-35-money"
    (tmp_path / "right.csv").write_text(
        f"mention_id,field,value,who,why\n{key},low,16940000000,审,误\n{key},high,16940000000,审,误\n", encoding="utf-8"
    )
    gongbao.extract_files([tmp_path / "a.txt"], tmp_path / "out", workers=1, corrections=tmp_path / "right.csv")
    (doc,) = gongbao.doc_bin(tmp_path / "out").get_docs(spacy.blank("zh").vocab)
    (money,) = [span for span in doc.spans["gongbao"] if span.label_ == "money"]
    assert (money.text, money._.gongbao["low"]) == ("169.3亿元", Decimal("16940000000"))
    assert [fact["low"] for fact in doc._.gongbao_facts if fact["mention_id"] == key] == [Decimal("16940000000")]


def test_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="holds no finished run of gongbao"):
        gongbao.doc_bin(tmp_path)


def test_run_that_is_not_whole_is_told_of(run: Path, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_bytes((run / "run.json").read_bytes())
    with pytest.raises(OutputError, match=r"documents\.jsonl: is none of gongbao's"):
        gongbao.doc_bin(tmp_path)
    (tmp_path / "documents.jsonl").write_bytes((run / "documents.jsonl").read_bytes())
    with pytest.raises(OutputError, match=r"json/d[0-9a-f]{16}\.json: is none of gongbao's"):
        gongbao.doc_bin(tmp_path)


def test_displacy_draws_the_spans_and_escapes_the_text() -> None:
    doc = gongbao.to_doc(gongbao.extract("<script>支出5亿元</script>，增长5%。"))
    page = displacy.render(doc, style="span", options={"spans_key": "gongbao"}, page=True, jupyter=False)
    assert "money" in page
    assert "percent" in page
    assert "<script>" not in page


def test_docs_train_a_recogniser(run: Path) -> None:
    nlp = spacy.blank("zh")
    docs = list(gongbao.doc_bin(run).get_docs(nlp.vocab))
    nlp.add_pipe("ner")
    nlp.add_pipe("spancat", config={"spans_key": "gongbao"})
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    nlp.initialize(lambda: examples)
    assert {"money", "percent", "date"} <= {*nlp.pipe_labels["ner"]} & {*nlp.pipe_labels["spancat"]}
    assert {*nlp.update(examples)} == {"ner", "spancat"}
