"""``files/report.doc`` was made for these tests: a file of ``make_docx`` saved as Word 97 by LibreOffice Writer."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read.doc import read_doc
from gongbao.read.documents import read_document

REPORT = (Path(__file__).parent / "files/report.doc").read_bytes()
SHOWN = (
    "某市2024年预算执行情况报告\n\n"
    "　　全市一般公共预算收入532.39亿元，增长5.4%，“双减”政策落地𠀀。\n\n"
    "播种面积10⁴亩\n软回车后\n\n"
    "看得见\n"
    "项目\t金额\n2023年\t2024年\n收入\n其中税收\t5\t\n\n"
    "二、2025年安排\n\n"
    "末段。\n\n"
    "按可比价格计算。\n"
    "某市财政局\n第1页\n"
)
# Where the file information block says that what follows is encrypted.
FLAGS = REPORT.index(b"\xec\xa5") + 11


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.pdf"])
def test_all_that_word_shows_is_read_in_order(name: str) -> None:
    document = read_document(REPORT, name)
    assert document.format == "doc"
    assert document.text == SHOWN
    assert [document.text[span.start : span.end] for span in document.furniture] == ["某市财政局", "第1页"]
    assert document.codes == ()


def test_a_table_is_a_grid() -> None:
    document = read_doc(REPORT, "a.doc")
    [table] = document.tables
    assert [(c.row, c.column, c.rows, c.columns, document.text[c.span.start : c.span.end]) for c in table.cells] == [
        *[(0, 0, 2, 1, "项目"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "2023年"), (1, 2, 1, 1, "2024年")],
        *[(2, 0, 1, 1, "收入\n其中税收"), (2, 1, 1, 1, "5"), (2, 2, 1, 1, "")],
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(REPORT[:3000], Code.BROKEN_FILE, id="截断"),
        pytest.param(REPORT[:512] + bytes(len(REPORT) - 512), Code.BROKEN_FILE, id="只剩文件头"),
        pytest.param(b"", Code.BROKEN_FILE, id="空文件"),
        pytest.param(REPORT[:FLAGS] + bytes([REPORT[FLAGS] | 1]) + REPORT[FLAGS + 1 :], Code.ENCRYPTED, id="加密"),
    ],
)
def test_what_cannot_be_read_is_rejected(data: bytes, code: Code) -> None:
    with pytest.raises(RejectedError) as rejected:
        read_doc(data, "a.doc")
    assert rejected.value.code is code
    assert str(rejected.value).startswith("a.doc: ")
    assert "\n" not in str(rejected.value)


@given(st.integers(0, len(REPORT) - 1), st.binary(min_size=1, max_size=40))
def test_damage_never_gives_anything_but_a_document_or_a_rejection(place: int, junk: bytes) -> None:
    try:
        document = read_doc(REPORT[:place] + junk + REPORT[place + len(junk) :], "a.doc")
    except RejectedError as rejected:
        assert rejected.code in (Code.BROKEN_FILE, Code.ENCRYPTED, Code.NO_TEXT)
    else:
        assert document.text.strip()
