"""The files in ``files/`` were made for these tests and saved as Word 97 by LibreOffice Writer.

``report.doc`` is a file of ``make_docx``; ``merged.doc`` has a table with merged cells and one of thirty columns,
``unsaid.doc`` a comment, a text box, and figures that are deleted and struck out.
"""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.errors import RejectedError
from gongbao.model import Code, Document, Table
from gongbao.read.documents import read_document
from gongbao.read.ole import compound_file
from gongbao.read.word import doc_tables
from gongbao.read.word.doc import read_doc
from gongbao.read.word.doc_tables import row_shapes

REPORT = (Path(__file__).parent / "files/report.doc").read_bytes()
MERGED = (Path(__file__).parent / "files/merged.doc").read_bytes()
UNSAID = (Path(__file__).parent / "files/unsaid.doc").read_bytes()
ROW_DEFINITION = b"\x08\xd6"
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


def placed(document: Document, table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.rows, c.columns, document.text[c.span.start : c.span.end]) for c in table.cells]


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
    assert placed(document, table) == [
        *[(0, 0, 2, 1, "项目"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "2023年"), (1, 2, 1, 1, "2024年")],
        *[(2, 0, 1, 1, "收入\n其中税收"), (2, 1, 1, 1, "5"), (2, 2, 1, 1, "")],
    ]


def test_merged_cells_head_the_columns_that_they_cover() -> None:
    document = read_doc(MERGED, "a.doc")
    merged, wide = document.tables
    assert document.codes == ()
    assert placed(document, merged) == [
        *[(0, 0, 2, 1, "科目名称"), (0, 1, 2, 1, "本年支出合计"), (0, 2, 1, 2, "基本支出"), (0, 4, 2, 1, "项目支出")],
        *[(1, 2, 1, 1, "人员经费"), (1, 3, 1, 1, "公用经费")],
        *[(2, 0, 1, 1, "合计"), (2, 1, 1, 1, "30.5"), (2, 2, 1, 1, "20.5"), (2, 3, 1, 1, "4"), (2, 4, 1, 1, "6")],
        *[(3, 0, 1, 2, "其中无数据"), (3, 2, 1, 1, ""), (3, 3, 1, 1, "4"), (3, 4, 1, 1, "")],
    ]
    assert placed(document, wide)[-2:] == [(1, 27, 1, 1, "28"), (1, 28, 1, 2, "29")]


def test_merged_cells_that_cannot_be_told_are_said() -> None:
    document = read_doc(MERGED.replace(ROW_DEFINITION, b"\x09\xd6"), "a.doc")
    assert document.codes == (Code.MERGED_CELLS_LOST,)
    assert document.complaints == ("which cells are merged is not known of a table",)
    assert "30.5" in document.text


def test_comments_and_what_is_struck_out_are_left_out_and_tables_stay() -> None:
    document = read_doc(UNSAID, "a.doc")
    assert document.text.split("\n\n")[2:] == ["框中支出66亿元。", "税收7亿元。\n"]
    assert (document.codes, len(document.tables)) == ((), 1)


def test_tables_that_are_read_as_lines_are_said() -> None:
    streams = doc_tables._Streams(REPORT)
    lengths = REPORT.index(streams.text[:512]) + streams._longs
    spoiled = bytearray(REPORT)
    # The last forty characters of the main text are said to be those of text boxes.
    struct.pack_into("<i", spoiled, lengths + 12, streams.length - 40)
    struct.pack_into("<i", spoiled, lengths + 36, 40)
    document = read_doc(bytes(spoiled), "a.doc")
    assert (document.codes, document.tables) == ((Code.MERGED_CELLS_LOST,), ())
    assert document.complaints == ("tables cannot be told from paragraphs and are read as lines",)
    assert "末\n\n段。" in document.text


def test_a_table_of_pieces_that_leads_backwards_is_no_table_of_pieces() -> None:
    pieces = MERGED.index(doc_tables._Streams(MERGED).of_table(doc_tables._PIECES))
    # What stands before it says that it goes on three bytes before itself.
    spoiled = MERGED[:pieces] + b"\x01" + (-3).to_bytes(2, "little", signed=True) + MERGED[pieces + 3 :]
    assert row_shapes(MERGED) != row_shapes(spoiled) == []


@pytest.mark.parametrize(
    ("entry", "side"),
    [
        pytest.param("1Table", 68, id="左边是自己"),
        pytest.param("WordDocument", 68, id="末一项的左边是自己"),
        pytest.param("1Table", 72, id="右边是自己"),
    ],
)
def test_a_directory_that_leads_to_itself_is_no_directory(entry: str, side: int) -> None:
    place = MERGED.index(entry.encode("utf-16-le"))
    first = 512 * (1 + struct.unpack_from("<I", MERGED, 48)[0])
    spoiled = bytearray(MERGED)
    struct.pack_into("<i", spoiled, place + side, (place - first) // 128)
    assert row_shapes(bytes(spoiled)) == []
    with pytest.raises(ValueError, match="its sectors make no sense"):
        compound_file(bytes(spoiled))


@given(st.data())
def test_damage_to_the_structures_of_tables_is_no_error(data: st.DataObject) -> None:
    spoiled = bytearray(MERGED)
    for _ in range(data.draw(st.integers(1, 40))):
        spoiled[data.draw(st.integers(512, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    row_shapes(bytes(spoiled))


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
