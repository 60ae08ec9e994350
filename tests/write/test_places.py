"""Pages and boxes of mentions: of the first line, on the page where it begins."""

import json

import pytest

from gongbao.model import Document, Kind, Mention, Metadata, Money, Result, Segments, Sentences, Span, TextView
from gongbao.read.writing import Box, CellText, Writing
from gongbao.write.rows import box_of, mention_rows


def boxes(text: str, left: float, top: float) -> list[Box]:
    """Characters ten points wide and high, one after the other."""
    return [(left + 10 * i, top, left + 10 * i + 10, top + 10) for i in range(len(text))]


def document() -> Document:
    writing = Writing()
    writing.begin_page(600, 800)
    writing.line("支出532.39亿", boxes("支出532.39亿", 50, 100))
    writing.line("元，收入", boxes("元，收入", 40, 120))
    writing.line("— 1 —", furniture=True)
    writing.line("7亿元", [(500, 300 - 10 * i, 510, 310 - 10 * i) for i in range(3)])
    writing.begin_page(600, 800)
    writing.table(
        [CellText(0, 0, "教育", boxes=boxes("教育", 50, 60)), CellText(0, 1, "3亿元", boxes=boxes("3亿元", 90, 60))]
    )
    return writing.document("甲.pdf", "pdf")


DOCUMENT = document()


@pytest.mark.parametrize(
    ("text", "page", "box"),
    [
        pytest.param("532.39亿", 1, "70.0 100.0 140.0 110.0", id="一行之内"),
        pytest.param("532.39亿\n元", 1, "70.0 100.0 140.0 110.0", id="跨行只框第一行"),
        pytest.param("3亿元", 2, "90.0 60.0 120.0 70.0", id="第二页的表格"),
        pytest.param("— 1 —", 1, "", id="没有位置的字"),
        pytest.param("7亿元", 1, "500.0 280.0 510.0 310.0", id="自下而上的字"),
    ],
)
def test_box_is_that_of_the_first_line(text: str, page: int, box: str) -> None:
    start = DOCUMENT.text.index(text)
    assert DOCUMENT.page_at(start) == page
    assert box_of(DOCUMENT, Span(start, start + len(text))) == box


def test_columns_of_a_mention() -> None:
    start = DOCUMENT.text.index("3亿元")
    span = Span(start, start + 3)
    mention = Mention(Kind.MONEY, span, "3亿元", Money(None, None, "CNY", "元"), None, "r", span, -1)
    segments = Segments(TextView.of(DOCUMENT.text), None, ((),), Sentences(), ())
    (rows,) = mention_rows(Result(DOCUMENT, Metadata(), segments, (mention,)))
    row = json.loads(rows.json)
    assert (row["page"], row["bbox"]) == (2, "90.0 60.0 120.0 70.0")
    assert rows.csv.endswith(b",2,90.0 60.0 120.0 70.0,r\n")


def test_a_document_without_pages_has_none() -> None:
    assert Document("甲.txt", "收入").page_at(1) == 0
    assert box_of(Document("甲.txt", "收入"), Span(0, 2)) == ""


def test_boxes_are_as_many_as_characters() -> None:
    assert DOCUMENT.boxes is not None
    assert len(DOCUMENT.boxes) == 4 * len(DOCUMENT.text)
    with pytest.raises(ValueError, match="2 characters have 1 boxes"):
        Writing().line("收入", boxes("收", 0, 0))
