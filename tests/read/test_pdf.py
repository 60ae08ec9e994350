"""PDF files: what stands on a page comes out once, in the order in which it is read, and at its place."""

import logging
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import reportlab  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from gongbao.errors import RejectedError
from gongbao.model import Code, Document, Kind, Table
from gongbao.read import scan
from gongbao.read.page.order import Line
from gongbao.read.pdf import glyphs, limits
from gongbao.read.pdf.document import read_pdf
from gongbao.read.pdf.glyphs import Frame
from gongbao.read.pdf.library import library, objects_of
from gongbao.read.pdf.unseen import unseen_runs
from gongbao.run.document import Engine
from tests.faults.make_raw import page_objects, pdf_of, stream
from tests.read.make_pdf import (
    A4,
    SONG,
    TIMES,
    as_bars,
    as_dashes,
    drawn,
    in_columns,
    newspaper,
    picture,
    put,
    ruled,
    strike_by_note,
    turned,
    width_of,
)
from tests.reading import SHARED, told

ROOT = Path(__file__).resolve().parents[2]
SEED = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
GIVEN = {"date": "2021-12-31", "region": "湖北省咸宁市"}


@cache
def engine() -> Engine:
    return Engine()


def figures(document: Document) -> list[list[str]]:
    """The values of the amounts, percentages and quantities, each kind in its order."""
    found = engine().extract(document, GIVEN).mentions
    return [[told(m) for m in found if m.kind is kind] for kind in (Kind.MONEY, Kind.PERCENT, Kind.QUANTITY)]


def body(document: Document) -> str:
    """The text without page furniture."""
    text = document.text
    for span in reversed(document.furniture):
        text = text[: span.start] + text[span.end :]
    return text


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def lines(document: Document) -> list[str]:
    return [line for line in document.text.split("\n") if line]


def furniture(document: Document) -> list[str]:
    return [document.text[span.start : span.end] for span in document.furniture]


def cells(document: Document, table: Table) -> list[str]:
    return [document.text[cell.span.start : cell.span.end] for cell in table.cells]


def read(*pages: Callable[[Canvas], object], **how: object) -> Document:
    return read_pdf(drawn(*pages, **how), "a.pdf")  # type: ignore[arg-type]


def around(document: Document, words: str) -> tuple[float, ...]:
    """The box around some words, on whatever lines they stand."""
    assert document.boxes is not None
    assert len(document.boxes) == 4 * len(document.text)
    place = [i for i, character in enumerate(document.text) if not character.isspace()]
    start = bare(document.text).index(words)
    boxes = [tuple(document.boxes[4 * i : 4 * i + 4]) for i in place[start : start + len(words)]]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


SETTINGS = [
    pytest.param({}, id="平版"),
    pytest.param({"header": "咸宁市改革专刊"}, id="页眉"),
    pytest.param({"headline": "打造零基预算", "footer": "{page}"}, id="通栏标题"),
    pytest.param({"size": 12, "drop": 1.2, "gutter": 24.0}, id="数字基线偏低"),
    pytest.param({"size": 9, "gutter": 12.0, "footer": "第 {page} 页 共 9 页"}, id="小字窄缝"),
]


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
@pytest.mark.parametrize("how", SETTINGS)
def test_columns_are_read_one_after_the_other(columns: int, how: Mapping[str, object]) -> None:
    paragraphs = newspaper(SEED)
    document = read_pdf(in_columns(paragraphs, columns, **how), "a.pdf")  # type: ignore[arg-type]
    assert bare(body(document)) == bare(f"{how.get('headline', '')}{''.join(paragraphs)}")
    assert not document.codes
    heads = len([line for line in furniture(document) if line == how.get("header")])
    assert heads == (len(document.pages) if "header" in how else 0)
    assert len(document.furniture) - heads == len(document.pages) > 1


@pytest.mark.parametrize(
    ("columns", "size"),
    [
        pytest.param(1, 10.5, id="单栏"),
        pytest.param(3, 10.5, id="三栏"),
        pytest.param(4, 10.5, id="四栏"),
        pytest.param(4, 15.0, id="一行六字"),
    ],
)
def test_the_seed_in_columns_holds_the_figures_of_its_text(columns: int, size: float) -> None:
    document = read_pdf(in_columns(newspaper(SEED), columns, header="咸宁市改革专刊", size=size), "a.pdf")
    expected = figures(Document("seed", SEED))
    assert list(map(len, expected))[:2] == [22, 12]
    assert figures(document) == expected


@pytest.mark.parametrize("depth", [700.0, 200.0])
def test_columns_full_of_figures_are_read_one_after_the_other(depth: float) -> None:
    rows = [
        "　　一产1,056.78亿元，增长4.1%；二产1,023.45亿元，增长7.2%；三产1,165.44亿元，增长5.9%。" for _ in range(9)
    ]
    document = read_pdf(in_columns(rows, 2, depth=depth, footer=""), "a.pdf")
    assert bare(body(document)) == bare("".join(rows))


@pytest.mark.parametrize("columns", [2, 3, 4])
def test_columns_go_on_behind_a_photo_and_its_caption(columns: int) -> None:
    paragraphs = newspaper(SEED)
    document = read_pdf(in_columns(paragraphs, columns, photo=(0, "淦河两岸风光")), "a.pdf")
    assert document.text.count("\n淦河两岸风光\n") == 1
    assert bare(body(document)).replace("淦河两岸风光", "") == bare("".join(paragraphs))


def test_a_paragraph_begins_with_two_ideographic_spaces() -> None:
    document = read_pdf(in_columns(newspaper(SEED), 2), "a.pdf")
    begun = {line[2:8] for line in document.text.split("\n") if line.startswith("　　")}
    assert begun == {p[2:8] for p in newspaper(SEED) if p.startswith("　　")}


def test_two_columns_below_a_paragraph_across_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        for i in range(6):
            put(canvas, 60, 80 + 16 * i, f"第{i}行是通栏文字，" + "一般公共预算收支情况如下" * 3)
        put(canvas, 60, 176, "到此为止。")
        for i in range(12):
            put(canvas, 60, 220 + 16 * i, f"左栏{i:02}" + "收入增长较快" * 3)
            put(canvas, 310, 224 + 16 * i, f"右栏{i:02}" + "支出结构优化" * 3)

    found = re.findall(r"第\d行|到此|左栏\d\d|右栏\d\d", read(draw).text)
    assert found == [
        *(f"第{i}行" for i in range(6)),
        "到此",
        *(f"左栏{i:02}" for i in range(12)),
        *(f"右栏{i:02}" for i in range(12)),
    ]


def test_a_table_without_rulings_is_read_row_by_row() -> None:
    rows = [("地区生产总值", "1642.5", "5.4"), ("一般公共预算收入", "532.39", "-1.2"), ("固定资产投资", "98.1", "12.0")]

    def draw(canvas: Canvas) -> None:
        for i, row in enumerate(rows * 4):
            for x, words in zip((60, 280, 420), row, strict=True):
                put(canvas, x, 100 + 18 * i, words)

    assert lines(read(draw)) == ["\t".join(row) for row in rows * 4]


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        pytest.param(
            lambda c: put(c, 60, 100, "2024年度收入532.39亿元，增长5.4%。", drop=1.5), None, id="宋体夹新罗马数字"
        ),
        pytest.param(
            lambda c: [put(c, x, 100, words) for x, words in ((104.7, "2024"), (60, "截至"), (81, "年底"))],
            "截至年底2024",
            id="绘制次序颠倒",
        ),
        pytest.param(
            lambda c: [put(c, 60 + d, 100, "财政收入115亿元") for d in (0, 0.3, 0.6)], "财政收入115亿元", id="描三遍"
        ),
        pytest.param(
            lambda c: [put(c, 60 + 10.5 * i + d, 100, w) for i, w in enumerate("预算收入") for d in (0, 0.4)],
            "预算收入",
            id="逐字描两遍",
        ),
        pytest.param(lambda c: [put(c, 60, 100, "面积120米"), put(c, 60 + 47.3, 96, "2", 6)], "面积120米2", id="上标"),
        pytest.param(
            lambda c: put(c, put(c, put(c, 60, 100, "收入5.4"), 96, "12", 6), 100, "亿元"),
            "收入5.4¹²亿元",
            id="注号不是小数",
        ),
        pytest.param(
            lambda c: put(c, put(c, put(c, 60, 100, "面积10"), 96, "4", 6), 100, "亩"), "面积10⁴亩", id="乘方"
        ),
        pytest.param(
            lambda c: put(c, put(c, put(c, 60, 100, "收入12"), 99, "34", 9), 100, "亿元"), "收入1234亿元", id="大小相近"
        ),
        pytest.param(
            lambda c: [put(c, 60 + 21 * i, 100, w, 14) for i, w in enumerate("政府工作报告")],
            "政府工作报告",
            id="疏排标题",
        ),
        pytest.param(lambda c: [put(c, 60, 100, "第一部分"), put(c, 112, 100, "概况")], "第一部分 概况", id="空一字"),
        pytest.param(lambda c: [put(c, 60, 100, "一、概况"), put(c, 400, 100, "3")], "一、概况\t3", id="目录"),
        pytest.param(lambda c: put(c, 60, 100, "Gross domestic product 2024"), None, id="英文"),
        pytest.param(lambda c: [put(c, 60 + 6.8 * i, 100, w) for i, w in enumerate("532.39")], "532.39", id="数字疏排"),
        pytest.param(lambda c: put(c, 60, 100, "⼈⼝⼤县"), "人口大县", id="康熙部首"),
    ],
)
def test_a_line_comes_out_whole_and_once(draw: Callable[[Canvas], object], expected: str | None) -> None:
    found = lines(read(draw))
    assert found == [expected or found[0]]
    if expected is None:
        assert found[0] in ("2024年度收入532.39亿元，增长5.4%。", "Gross domestic product 2024")


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("crop", [None, (40.0, 100.0, 500.0, 800.0)], ids=["整页", "裁切"])
def test_boxes_are_measured_on_the_page_as_displayed(
    quarters: int, crop: tuple[float, float, float, float] | None
) -> None:
    data = drawn(lambda c: [put(c, 100, 200, "收入5.4亿元", 12), put(c, 100, 300, "支出减少", 12)])
    left, bottom, right, top = crop or (0.0, 0.0, 595.0, 842.0)
    document = read_pdf(turned(data, quarters, crop), "a.pdf")
    width, height = right - left, top - bottom
    page = document.pages[0]
    assert (page.width, page.height) == pytest.approx((width, height) if quarters % 2 == 0 else (height, width))
    # Its base line is 200 below the top of the sheet, at 642; the characters reach from 12 to 3 points about it.
    x0, x1, y0, y1 = 100 - left, 100 + 12 * 5.25 - left, top - 642 - 11, top - 642 + 3
    expected = {
        0: (x0, y0, x1, y1),
        1: (height - y1, x0, height - y0, x1),
        2: (width - x1, height - y1, width - x0, height - y0),
        3: (y0, width - x1, y1, width - x0),
    }[quarters]
    assert bare(document.text) == "收入5.4亿元支出减少"
    assert around(document, "收入5.4亿元") == pytest.approx(expected, abs=3.0)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_whose_text_is_drawn_turned_is_read_as_it_is_held(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(297, 421)
        canvas.rotate(angle)
        canvas.translate(-250, 150 - canvas._pagesize[1])
        for i, line in enumerate(("收入532.39亿元", "支出98.1亿元")):
            put(canvas, 60, 100 + 20 * i, line)
        ruled(canvas, (60, 160, 260), (160, 180, 200), [["项目", "金额"], ["合计", "12.5"]])

    document = read(draw)
    assert lines(document) == ["收入532.39亿元", "支出98.1亿元", "项目\t金额", "合计\t12.5"]
    left, top, right, bottom = around(document, "收入532.39亿元")
    assert (right - left > bottom - top) is (angle == 180)
    assert (document.pages[0].width, document.pages[0].height) == (595, 842)


DOWNWARD = ["　　初步核算，全市生产总值1234.5亿元，增长5.4%。", "　　一般公共预算收入九十八点六亿元，分布在15个乡镇。"]


def set_down(
    canvas: Canvas, paragraphs: Sequence[str], *, left: float = 500, top: float = 100, deep: int = 18, side: str = ""
) -> float:
    """Set paragraphs in columns from right to left, each character upright; those of ``side`` that are together lie.

    Returns where the next column would stand.
    """
    x = left
    for paragraph in paragraphs:
        places = re.findall(rf"[{side}]+|." if side else ".", paragraph)
        for start in range(0, len(places), deep):
            y = top
            for place in places[start : start + deep]:
                if len(place) > 1:
                    canvas.saveState()
                    canvas.translate(x + 2, canvas._pagesize[1] - y + 10)
                    canvas.rotate(-90)
                    canvas.setFont(TIMES, 12)
                    canvas.drawString(0, 0, place)
                    canvas.restoreState()
                    y += pdfmetrics.stringWidth(place, TIMES, 12)
                else:
                    if place != "　":
                        put(canvas, x, y, place, 12)
                    y += 12
            x -= 20
    return x


def in_vertical_font(canvas: Canvas) -> None:
    canvas.setFont(SONG, 12)
    for i, line in enumerate(("全市财政收入九十八点", "六亿元，增长５．４％")):
        canvas.drawString(500 - 20 * i, 700, line)


def in_one_band(canvas: Canvas) -> None:
    set_down(canvas, DOWNWARD)


def with_two_figures_in_a_place(canvas: Canvas) -> None:
    set_down(canvas, ["分布在各县区的"], top=100)
    put(canvas, 500, 184, "15", 12)
    set_down(canvas, ["个乡镇收入增长"], top=196)


def in_two_bands(canvas: Canvas) -> None:
    set_down(canvas, DOWNWARD)
    set_down(canvas, ["　　支出3.25亿元，财政支出好于预期，全市教育支出58.9亿元，增长6.3%，教师20.5万人"], top=400)


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        pytest.param(in_one_band, "".join(DOWNWARD), id="逐字直立"),
        pytest.param(lambda c: [set_down(c, DOWNWARD, side="0-9.%")], "".join(DOWNWARD), id="数字侧放"),
        pytest.param(
            in_two_bands,
            "".join([*DOWNWARD, "支出3.25亿元，财政支出好于预期，全市教育支出58.9亿元，增长6.3%，教师20.5万人"]),
            id="上下两栏",
        ),
        pytest.param(
            lambda c: set_down(c, ["　　财政支出好于预期全市教育支出增长58.9"]),
            "财政支出好于预期全市教育支出增长58.9",
            id="末列只有数字",
        ),
        pytest.param(with_two_figures_in_a_place, "分布在各县区的15个乡镇收入增长", id="两个数字并排一格"),
        pytest.param(in_vertical_font, "全市财政收入九十八点六亿元，增长５．４％", id="竖排字体"),
    ],
)
def test_vertical_text_is_read_down_its_columns_from_right_to_left(draw: Callable[[Canvas], object], said: str) -> None:
    data = drawn(draw)
    if draw is in_vertical_font:
        data = data.replace(b"/UniGB-UCS2-H", b"/UniGB-UCS2-V")
    document = read_pdf(data, "a.pdf")
    assert bare(document.text) == bare(said)
    left, top, right, bottom = around(document, "增长")
    assert bottom - top > right - left
    assert (document.pages[0].width, document.pages[0].height) == (595, 842)


NAMES, AMOUNTS, GROWTH = "京津沪渝冀晋", ["10.5", "20.5", "30.5", "40.5", "50.5", "60.5"], "567854"
HEADS = ["地区名称", "财政收入合计", "财政支出合计", "民生支出合计"]


def put_by_column(canvas: Canvas, *columns: Sequence[str]) -> None:
    for x, column in zip((100, 200, 300), columns, strict=False):
        for i, words in enumerate(column):
            put(canvas, x, 100 + 14 * i, words)


def under_heads(canvas: Canvas) -> None:
    for i, head in enumerate(HEADS):
        set_down(canvas, [head], left=100 + 60 * i)
        put(canvas, 95 + 60 * i, 200, ["甲县", "125", "82", "345"][i])
        put(canvas, 95 + 60 * i, 216, ["乙县", "135", "92", "355"][i])


@pytest.mark.parametrize(
    ("draw", "rows"),
    [
        pytest.param(
            lambda c: put_by_column(c, [f"{name}镇" for name in NAMES], AMOUNTS, GROWTH),
            [[f"{name}镇", *figures] for name, *figures in zip(NAMES, AMOUNTS, GROWTH, strict=True)],
            id="逐列绘制",
        ),
        pytest.param(
            lambda c: put_by_column(c, NAMES, AMOUNTS, GROWTH),
            [list(row) for row in zip(NAMES, AMOUNTS, GROWTH, strict=True)],
            id="一字的行名逐列绘制",
        ),
        pytest.param(
            lambda c: put_by_column(c, NAMES, "优良优良中差", GROWTH),
            [list(row) for row in zip(NAMES, "优良优良中差", GROWTH, strict=True)],
            id="一字一格逐列绘制",
        ),
        pytest.param(under_heads, [["甲县", "125", "82", "345"], ["乙县", "135", "92", "355"]], id="竖排的栏名"),
    ],
)
def test_columns_of_a_table_are_no_vertical_text(draw: Callable[[Canvas], object], rows: list[list[str]]) -> None:
    assert [bare(line) for line in lines(read(draw))][-len(rows) :] == ["".join(row) for row in rows]


def test_a_ruled_table_on_a_page_of_vertical_heads_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (90, 190, 210, 230):
            canvas.line(90, 842 - y, 330, 842 - y)
        for x in range(90, 331, 60):
            canvas.line(x, 842 - 90, x, 842 - 230)
        for i, head in enumerate(HEADS):
            set_down(canvas, [head], left=100 + 60 * i)
            put(canvas, 95 + 60 * i, 205, ["甲县", "125", "82", "345"][i])
            put(canvas, 95 + 60 * i, 225, ["乙县", "135", "92", "355"][i])

    document = read(draw)
    (table,) = document.tables
    assert cells(document, table)[4:] == ["甲县", "125", "82", "345", "乙县", "135", "92", "355"]


def test_what_is_cropped_away_is_not_there() -> None:
    data = drawn(lambda c: [put(c, 100, 200, "看得见"), put(c, 100, 820, "裁去了")])
    assert lines(read_pdf(turned(data, 0, (0.0, 100.0, 595.0, 842.0)), "a.pdf")) == ["看得见"]


def test_a_watermark_is_furniture_and_turned_words_are_text() -> None:
    def draw(canvas: Canvas) -> None:
        for i in range(8):
            put(canvas, 60, 100 + 18 * i, f"第{i}段全市一般公共预算收入完成情况较好")
        for angle, x, words in ((45, 200, "内部资料注意保存"), (90, 500, "单位万元")):
            canvas.saveState()
            canvas.translate(x, 500)
            canvas.rotate(angle)
            canvas.setFont(SONG, 20)
            canvas.drawString(0, 0, words)
            canvas.restoreState()

    document = read(draw)
    assert furniture(document) == ["内部资料注意保存"]
    assert "单位万元" in lines(document)
    assert len(lines(document)) == 10


GRID = (60.0, 160.0, 260.0, 360.0)
ROWS = (100.0, 120.0, 140.0, 160.0)
TEXTS = [["项目", "2024年", "2023年"], ["收入", "532.39", "498.1"], ["支出", "98.1", "0.00"]]


def as_form(canvas: Canvas) -> None:
    canvas.beginForm("table")
    ruled(canvas, [x - 60 for x in GRID], ROWS, TEXTS)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(60, 0)
    canvas.doForm("table")
    canvas.restoreState()


def as_boxes(canvas: Canvas) -> None:
    """Each cell a rectangle of its own, on a shaded ground."""
    canvas.setFillGray(0.9)
    canvas.rect(60, 722, 300, 20, stroke=0, fill=1)
    canvas.setFillGray(0)
    for row, texts in enumerate(TEXTS):
        for column, text in enumerate(texts):
            canvas.rect(GRID[column], 842 - ROWS[row + 1], 100, 20)
            put(canvas, GRID[column] + 3, ROWS[row] + 13, text)


def twice(canvas: Canvas) -> None:
    for texts in ([[""] * 3] * 3, TEXTS):
        ruled(canvas, GRID, ROWS, texts)


def open_sided(canvas: Canvas) -> None:
    """A table without borders at its left and right."""
    for y in ROWS:
        canvas.line(60, 842 - y, 360, 842 - y)
    for x in GRID[1:-1]:
        canvas.line(x, 842 - ROWS[0], x, 842 - ROWS[-1])
    for row, texts in enumerate(TEXTS):
        for column, text in enumerate(texts):
            put(canvas, GRID[column] + 3, ROWS[row] + 13, text)


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda c: ruled(c, GRID, ROWS, TEXTS), id="画线"),
        pytest.param(lambda c: ruled(c, GRID, ROWS, TEXTS, as_bars), id="细长矩形"),
        pytest.param(lambda c: ruled(c, GRID, ROWS, TEXTS, as_dashes), id="一段段的虚线"),
        pytest.param(as_form, id="表单对象里"),
        pytest.param(as_boxes, id="每格一个框带底色"),
        pytest.param(open_sided, id="左右不封口"),
        pytest.param(twice, id="重画两遍"),
    ],
)
def test_rulings_make_a_table(draw: Callable[[Canvas], object]) -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 160, 60, "收支决算表", 14)
        put(canvas, 300, 90, "单位：万元")
        draw(canvas)
        put(canvas, 60, 180, "注：本表四舍五入。")

    document = read(page)
    assert [cells(document, table) for table in document.tables] == [[text for row in TEXTS for text in row]]
    assert document.tables[0].edges == pytest.approx(GRID, abs=1)
    assert [(c.row, c.column, c.rows, c.columns) for c in document.tables[0].cells] == [
        (row, column, 1, 1) for row in range(3) for column in range(3)
    ]
    assert lines(document) == ["收支决算表", "单位：万元", *("\t".join(row) for row in TEXTS), "注：本表四舍五入。"]
    assert around(document, "532.39") == pytest.approx((163, 124, 192, 137), abs=2)


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        pytest.param(350, [("500", "增值税"), ("60", "契税")], id="格里还有空处"),
        pytest.param(280, [("500\n60", "增值税契税")], id="第一行到了格边"),
    ],
)
def test_figures_below_each_other_are_one_only_where_the_cell_is_full(
    right: float, expected: list[tuple[str, str]]
) -> None:
    texts = [["项目", "亿元"], ["增值税\n契税", "500\n60"], ["印花税", "70"]]
    document = read(lambda canvas: ruled(canvas, [60, 250, right], [100, 130, 180, 210], texts))
    result = Engine().extract(document)
    found = [(result.mentions[fact.mention].text, fact.indicator) for fact in result.facts]
    assert found == [*expected, ("70", "印花税")]


def test_merged_cells_and_wrapped_lines() -> None:
    texts: list[list[str | None]] = [
        ["项目", "基本支出", None, "结转\n结余"],
        ["^", "人员", "公用", "^"],
        ["教育\n支出", "1", "2", "3"],
    ]

    def draw(canvas: Canvas) -> None:
        ruled(canvas, (60, 160, 220, 280, 340), (100, 130, 160, 200), texts)

    document = read(draw)
    (table,) = document.tables
    told = [(c.row, c.column, c.rows, c.columns, document.text[c.span.start : c.span.end]) for c in table.cells]
    assert told == [
        (0, 0, 2, 1, "项目"),
        (0, 1, 1, 2, "基本支出"),
        (0, 3, 2, 1, "结转\n结余"),
        (1, 1, 1, 1, "人员"),
        (1, 2, 1, 1, "公用"),
        (2, 0, 1, 1, "教育\n支出"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2"),
        (2, 3, 1, 1, "3"),
    ]


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda c: c.rect(40, 40, 515, 762), id="页面边框"),
        pytest.param(lambda c: [c.rect(50, 842 - y - 25, 400, 20) for y in (80, 100, 120)], id="一列的框"),
        pytest.param(lambda c: c.line(50, 780, 500, 780), id="页眉线"),
        pytest.param(
            lambda c: [
                c.setFillGray(1),
                c.rect(50, 600, 200, 200, 0, 1),
                c.rect(250, 600, 200, 200, 0, 1),
                c.setFillGray(0),
            ],
            id="白底色块",
        ),
    ],
)
def test_a_frame_is_no_table(draw: Callable[[Canvas], object]) -> None:
    def page(canvas: Canvas) -> None:
        draw(canvas)
        for i, line in enumerate(("第一部分概况", "一、收入情况", "二、支出情况")):
            put(canvas, 60, 97 + 20 * i, line)

    document = read(page)
    assert document.tables == ()
    assert lines(document) == ["第一部分概况", "一、收入情况", "二、支出情况"]


INDICATORS = [
    ("地区生产总值", "1,642.5", "1,720.1", "5.4"),
    ("其中：第一产业", "98.1", "99.0", "—"),
    ("一般公共预算收入", "532.39", "540", "-1.2"),
]


def three_lines(canvas: Canvas, top: float, *, spanning: bool) -> None:
    """A table with a line above it, below its head and below it."""
    below_head = top + (50 if spanning else 25)
    for y in (top, below_head, below_head + 70):
        canvas.line(60, 842 - y, 500, 842 - y)
    if spanning:
        canvas.line(250, 842 - top - 22, 390, 842 - top - 22)
        put(canvas, 290, top + 15, "绝对数")
        put(canvas, 420, top + 20, "比上年")
        put(canvas, 420, top + 40, "增长(%)")
    else:
        put(canvas, 420, top + 17, "增长(%)")
    for x, words in ((62, "指标"), (255, "2023年"), (345, "2024年")):
        put(canvas, x, below_head - 8, words)
    for i, (name, *values) in enumerate(INDICATORS):
        put(canvas, 62, below_head + 18 + 20 * i, name)
        for x, words in zip((300, 385, 460), values, strict=True):
            put(canvas, x - width_of(words, 10.5), below_head + 18 + 20 * i, words)


def test_tables_with_three_lines() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 200, 60, "表1 主要指标")
        put(canvas, 440, 80, "单位：亿元")
        three_lines(canvas, 100, spanning=False)
        put(canvas, 60, 210, "注：本表按现价计算。")
        put(canvas, 200, 300, "表2 主要指标")
        three_lines(canvas, 340, spanning=True)

    document = read(draw)
    plain, spanning = document.tables
    body = [text for row in INDICATORS for text in row]
    assert cells(document, plain) == ["指标", "2023年", "2024年", "增长(%)", *body]
    assert cells(document, spanning) == ["指标", "绝对数", "比上年", "2023年", "2024年", "增长(%)", *body]
    assert [(c.column, c.rows, c.columns) for c in spanning.cells[:3]] == [(0, 2, 1), (1, 1, 2), (3, 1, 1)]
    assert [line for line in lines(document) if "\t" not in line] == [
        "表1主要指标",
        "单位：亿元",
        "注：本表按现价计算。",
        "表2主要指标",
    ]


def in_rows(canvas: Canvas, top: float, rows: Sequence[Sequence[str]]) -> None:
    """Rows as a spreadsheet prints them without lines: the first column to the left, the others to the right."""
    for i, (name, *values) in enumerate(rows):
        put(canvas, 62, top + 20 * i, name)
        for x, words in zip((300, 385, 460), values, strict=False):
            put(canvas, x - width_of(words, 10.5), top + 20 * i, words)


HEADED = [("指标", "2023年", "2024年", "增长(%)"), *INDICATORS]


def test_a_row_with_dashes_and_one_figure_is_none_of_the_head() -> None:
    first = ("工业增加值", "—", "—", "7.5")
    document = read(lambda canvas: in_rows(canvas, 100, [HEADED[0], first, *HEADED[1:]]))
    [table] = document.tables
    assert cells(document, table)[:8] == [*HEADED[0], *first]


def test_rows_of_figures_make_a_table_without_any_line() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 440, 80, "单位：亿元")
        in_rows(canvas, 100, [*HEADED[:2], ("其中：",), *HEADED[2:]])
        put(canvas, 60, 240, "注：本表按现价计算。")

    document = read(draw)
    [table] = document.tables
    told = [cell for cell in cells(document, table) if cell]
    assert told == [*HEADED[0], *HEADED[1], "其中：", *(text for row in HEADED[2:] for text in row)]
    assert len(table.edges) == 5
    assert [line for line in lines(document) if "\t" not in line] == ["单位：亿元", "注：本表按现价计算。"]


WRAPPED = [
    ("一、税收收入",),
    ("增值税（含营业税改|征增值税试点收入）", "1,642.5", "1,720.1", "5.4"),
    ("企业所得税", "98.1", "99.0", "—"),
    ("二、非税收入",),
    ("国有资源（资产）有|偿使用收入等其他非|税收入", "532.39", "540", "-1.2"),
    ("专项收入", "12.5", "", "3.1"),
    ("上级补助收入合计", "2,285.49", "2,359.1", "3.3"),
]


def wrapped_rows(
    canvas: Canvas, top: float, rows: Sequence[Sequence[str]], beside: float, *, lines: str = "", pitch: float = 14.0
) -> float:
    """Rows whose names take several lines, with their figures beside the middle of these, the first or the last.

    ``lines``: rulings across below each row, or below the last only.
    """
    for name, *values in rows:
        words = name.split("|")
        for i, line in enumerate(words):
            put(canvas, 62, top + pitch * i, line)
        for x, figure in zip((300, 385, 460), values, strict=False):
            put(canvas, x - width_of(figure, 10.5), top + pitch * (len(words) - 1) * beside, figure)
        top += pitch * len(words) + 4
        if lines == "行行":
            canvas.line(60, 842 - top + 12, 500, 842 - top + 12)
    if lines == "三线":
        canvas.line(60, 842 - top + 12, 500, 842 - top + 12)
    return top


@pytest.mark.parametrize("lines", ["", "三线", "行行"])
@pytest.mark.parametrize(
    "beside", [pytest.param(0.5, id="居中"), pytest.param(0.0, id="靠上"), pytest.param(1.0, id="靠下")]
)
def test_figures_stand_beside_the_lines_of_their_names(beside: float, lines: str) -> None:
    def draw(canvas: Canvas) -> None:
        if lines:
            canvas.line(60, 842 - 88, 500, 842 - 88)
            canvas.line(60, 842 - 106, 500, 842 - 106)
        wrapped_rows(canvas, 100, [HEADED[0]], beside)
        wrapped_rows(canvas, 118, WRAPPED, beside, lines=lines)

    document = read(draw)
    [table] = document.tables
    told = [cell for cell in cells(document, table) if cell]
    assert told == [text.replace("|", "\n") for row in [HEADED[0], *WRAPPED] for text in row if text]


@pytest.mark.parametrize("beside", [0.0, 0.5])
@pytest.mark.parametrize(
    "names",
    [
        ("地区生产总值|Gross Domestic Product", "第一产业|Primary Industry", "总人口|Population"),
        ("彩票公益金安排的|支出", "城市基础设施配套费|安排的支出", "污水处理费及|其他收入安排的支出"),
    ],
)
def test_names_of_two_lines_in_rows_of_even_pitch(names: Sequence[str], beside: float) -> None:
    rows = [(name, *values) for name, (_, *values) in zip(names, INDICATORS, strict=True)]

    def draw(canvas: Canvas) -> None:
        wrapped_rows(canvas, 100, [HEADED[0]], 0.0)
        for i, row in enumerate(rows):
            wrapped_rows(canvas, 118 + 32 * i, [row], beside, pitch=16.0)

    document = read(draw)
    [table] = document.tables
    assert cells(document, table)[4:] == [text.replace("|", "\n") for row in rows for text in row]


PLAIN = [(f"指标{name}", f"{i}2.1", f"{i}3.1", f"{i}4.1") for i, name in enumerate("甲乙丙丁戊", 1)]


@pytest.mark.parametrize(
    "line",
    [
        "从上表可以看出，全市工业生产保持平稳，投资和消费均有所增长，出口有所下降",
        "从上表可以看出，全市工业生产保持平稳，投资有所增长",
        "*数据为初步统计数，因四舍五入，分项之和与合计可能不等",
        "（二）财政收支情况如下表所示，各项收支均为快报数",
        "第12页",
        "审核：张三",
    ],
)
def test_a_line_right_below_a_table_is_none_of_it(line: str) -> None:
    rows = [HEADED[0], *PLAIN]

    def draw(canvas: Canvas) -> None:
        in_rows(canvas, 100, rows)
        put(canvas, 62, 220, line)
        in_rows(canvas, 240, rows)

    document = read(draw)
    assert [cells(document, table) for table in document.tables] == [[text for row in rows for text in row]] * 2


@pytest.mark.parametrize("indent", [0, 10], ids=["齐头", "缩进"])
@pytest.mark.parametrize(
    ("groups", "names"),
    [(("按行业分", "按地区分"), ("甲类", "乙类")), (("教育支出", "卫生支出"), ("单位合计", "其他"))],
)
def test_a_heading_is_no_line_of_the_name_below_it(
    groups: tuple[str, str], names: tuple[str, str], indent: int
) -> None:
    rows = [
        HEADED[0],
        *(
            (words, *values)
            for g in groups
            for words, *values in ((g,), (names[0], "128", "13", "14"), (names[1], "142", "5", "6"))
        ),
    ]

    def draw(canvas: Canvas) -> None:
        for i, (name, *values) in enumerate(rows):
            put(canvas, 62 + indent * (name in names), 100 + 14 * i, name)
            for x, figure in zip((300, 385, 460), values, strict=False):
                put(canvas, x - width_of(figure, 10.5), 100 + 14 * i, figure)

    document = read(draw)
    [table] = document.tables
    assert [cell for cell in cells(document, table) if cell] == [text for row in rows for text in row]


def test_a_heading_that_stands_lower_is_one_of_the_head() -> None:
    def draw(canvas: Canvas) -> None:
        in_rows(canvas, 86, [("", *HEADED[0][1:])])
        put(canvas, 62, 100, "项目")
        in_rows(canvas, 114, PLAIN)

    document = read(draw)
    [table] = document.tables
    assert cells(document, table) == ["项目", *HEADED[0][1:], *(text for row in PLAIN for text in row)]


@pytest.mark.parametrize(
    "rows",
    [
        [("某市统计局", "2025", "3", "28")],
        [("某市统计局", "2025", "3", "28"), ("某市财政局", "2025", "3", "28")],
        [("2024年第", "12", "期（总第", "345")],
    ],
)
def test_a_row_at_the_head_of_a_page_may_say_anything(rows: list[tuple[str, ...]]) -> None:
    document = read(lambda canvas: in_rows(canvas, 640, [HEADED[0], *PLAIN]), lambda canvas: in_rows(canvas, 70, rows))
    assert len(document.tables) == 1


def test_a_total_alone_goes_on_with_the_table_of_the_page_before() -> None:
    total = ("合计", "162.5", "165.5", "170.5")
    document = read(
        lambda canvas: in_rows(canvas, 640, [HEADED[0], *PLAIN]), lambda canvas: in_rows(canvas, 70, [total])
    )
    assert cells(document, document.tables[1]) == [*total]


def test_a_table_without_rulings_goes_on_without_its_headers() -> None:
    def first(canvas: Canvas) -> None:
        wrapped_rows(canvas, 100, [HEADED[0], *WRAPPED], 0.5)
        put(canvas, 290, 800, "— 1 —")

    def second(canvas: Canvas) -> None:
        put(canvas, 62, 40, "某市财政局")
        wrapped_rows(canvas, 70, WRAPPED[4:6], 0.5)
        put(canvas, 290, 800, "— 2 —")

    document = read(first, second)
    before, after = document.tables
    assert before.edges == after.edges
    told = [cell for cell in cells(document, after) if cell]
    assert told == [text.replace("|", "\n") for row in WRAPPED[4:6] for text in row if text]


def test_a_heading_over_several_columns_stands_in_their_middle() -> None:
    def draw(canvas: Canvas) -> None:
        for x, words in ((325, "金额"), (445, "增速"), (292, "预算"), (377, "决算")):
            put(canvas, x - 10.5, 100 if words in ("金额", "增速") else 116, words)
        put(canvas, 62, 108, "项目")
        in_rows(canvas, 136, INDICATORS)

    document = read(draw)
    [table] = document.tables
    told = {document.text[c.span.start : c.span.end]: (c.row, c.column, c.rows, c.columns) for c in table.cells[:6]}
    assert told["金额"] == (0, 1, 1, 2)
    assert told["项目"] == (0, 0, 2, 1)
    assert told["决算"][1:] == (2, 1, 1)


def test_the_lines_of_a_heading_are_of_its_column_alone() -> None:
    heads = [("规模以上工业", "增加值累计", "（亿元）"), ("规上工业企业", "个数（个）"), ("比上年", "增长", "（%）")]

    def draw(canvas: Canvas) -> None:
        for x, lines in zip((280, 365, 445), heads, strict=True):
            for i, line in enumerate(lines):
                put(canvas, x - width_of(line, 10.5) / 2, 107 - 7 * len(lines) + 14 * i, line)
        in_rows(canvas, 136, INDICATORS)

    document = read(draw)
    [table] = document.tables
    assert [cell for cell in cells(document, table) if cell][:3] == ["\n".join(lines) for lines in heads]


@pytest.mark.parametrize(
    ("head", "values"),
    [
        pytest.param(HEADED[0], ["123456750000000 CNY"], id="同样的表头"),
        pytest.param(("指标", "2022年", "2024年", "增长(%)"), [], id="别的表头"),
    ],
)
def test_a_table_without_rulings_goes_on_below_its_headers_set_again(head: tuple[str, ...], values: list[str]) -> None:
    def first(canvas: Canvas) -> None:
        put(canvas, 440, 80, "单位：亿元")
        in_rows(canvas, 100, [HEADED[0], *[("企业利润", "1.5", "2.5", "3.5")] * 4])

    def second(canvas: Canvas) -> None:
        in_rows(canvas, 60, [head, *[("规模以上工业企业主营利润", "1,234,567.5", "1.5", "2.5")] * 4])

    assert figures(read(first, second))[0][7:9] == ["250000000 CNY", *values]


@pytest.mark.parametrize(
    "odd",
    [
        ("1 234.5", "△5", "▲3.1"),
        ("234.5*", "200①", "2.2％"),
        ("￥234.5", "﹣5", "↑3.1"),
        ("—", "—", "—"),
        ("—", "5", "持平"),
        ("―", "─", "3.1"),
        ("约200", "≥5", "3.1个百分点"),
        ("２００", "5[1]", "3～5"),
        ("200", "", ""),
        ("", "", "3.1"),
    ],
)
@pytest.mark.parametrize("place", [2, 3, 4])
def test_an_odd_row_among_figures_is_of_their_table(odd: tuple[str, ...], place: int) -> None:
    rows = [*HEADED[:place], ("非税收入", *odd), *HEADED[place:]]
    document = read(lambda canvas: in_rows(canvas, 100, rows))
    [table] = document.tables
    assert cells(document, table) == [text for row in rows for text in row]


def test_words_behind_rows_of_figures_are_none_of_their_table() -> None:
    def draw(canvas: Canvas) -> None:
        in_rows(canvas, 100, [*HEADED, ("合计", "见下表", "")])

    document = read(draw)
    [table] = document.tables
    assert cells(document, table) == [text for row in HEADED for text in row]


def in_cells(canvas: Canvas, rows: Sequence[Sequence[str]], places: Sequence[float], pitch: float = 18.0) -> None:
    """Rows whose cells begin below one another."""
    for i, row in enumerate(rows):
        for x, words in zip(places, row, strict=False):
            put(canvas, x, 100 + pitch * i, words)


OF_YEARS = ("指标", "2022年", "2023年", "2024年")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [
                ("指标", "单位", "2023年", "2024年"),
                ("一、产值", "亿元", "12", "13"),
                ("其中：甲", "亿元", "2", "3"),
                ("二、投资", "亿元"),
                ("其中：工业", "", "", "5"),
                *((f"其中：{name}", "", "3", "4") for name in ("房产", "商业", "住宅")),
            ],
            id="空行",
        ),
        pytest.param(
            [
                OF_YEARS,
                ("教育", "1", "3", "4"),
                ("卫生",),
                ("农业", "5", "6", "7"),
                ("科技",),
                ("文化", "3", "4", "5"),
                ("体育",),
            ],
            id="隔行为空",
        ),
        pytest.param([("项目", "次数", "户次"), *((name, "12", "13") for name in ("消防", "卫生", "环保"))], id="次数"),
        pytest.param([("地区", "电话用户", "手机产量"), *((f"{c}县", "12", "13") for c in "甲乙丙")], id="电话用户"),
        pytest.param([OF_YEARS, *((name, "12.1①", "13.2②", "3.5③") for name in ("产值", "投资", "消费"))], id="注码"),
        pytest.param([OF_YEARS, *((name, "１２", "３²", "４³") for name in ("产值", "投资", "消费"))], id="全角"),
        pytest.param(
            [OF_YEARS, ("产值", "1", "2", "3"), ("投资", "..", "15.2", "4"), ("消费", "2", "3", "5")], id="两点"
        ),
    ],
)
def test_tables_of_several_columns_lose_no_row(rows: Sequence[Sequence[str]]) -> None:
    document = read(lambda canvas: in_cells(canvas, rows, (62, 200, 330, 450), 16))
    [table] = document.tables
    names = [name for name, *figures in rows if figures]
    assert [text for text in cells(document, table) if text in names] == names
    assert [t for t in cells(document, table) if t[-1:].isnumeric()] == [
        t for row in rows for t in row if t[-1:].isnumeric()
    ]


ONE = [("税收收入", "8,312.5"), ("非税收入", "998"), ("转移性收入", "—"), ("收入合计", "9,310.50")]


def in_columns_at(canvas: Canvas, top: float, rows: Sequence[Sequence[str]], pitch: float = 20.0) -> None:
    """Rows as a browser prints them without lines: the last column to the right, the others to the left."""
    for i, (*names, last) in enumerate(rows):
        for x, words in zip((62, 130, 260), names, strict=False):
            put(canvas, x, top + pitch * i, words)
        put(canvas, 460 - width_of(last, 10.5), top + pitch * i, last)


@pytest.mark.parametrize("pitch", [16.0, 44.0], ids=["密", "疏"])
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("项目", "2024年预算数"), *ONE], id="项目与金额"),
        pytest.param([("指标", "2024"), *ONE], id="年份作表头"),
        pytest.param([("编码", "科目", "预算数"), *((f"1010{i}", *row) for i, row in enumerate(ONE))], id="编码"),
        pytest.param([("序号", "项目", "金额"), *((f"{i}", *row) for i, row in enumerate(ONE, 1))], id="序号"),
        pytest.param([("指标", "单位", "数值"), *((name, "万元", value) for name, value in ONE)], id="单位列"),
        pytest.param([("年份", "收入"), *((f"202{i}年", value) for i, (_, value) in enumerate(ONE))], id="历年"),
        pytest.param([("来源", "金额"), ("注册资本", "12.5"), ("1.表内资产", "(3.2)"), ("2023年结转", "5")], id="来源"),
    ],
)
def test_one_column_of_figures_makes_a_table_below_its_headings(rows: Sequence[Sequence[str]], pitch: float) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 200, 60, "2024年某市收入表", 16)
        in_columns_at(canvas, 100, rows, pitch)
        put(canvas, 290, 800, "12")

    document = read(draw)
    [table] = document.tables
    assert cells(document, table) == [text for row in rows for text in row]


def test_one_column_of_figures_makes_a_table_below_its_unit() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 400, 80, "单位：万元")
        in_columns_at(canvas, 100, ONE)

    assert figures(read(draw))[0] == ["83125000 CNY", "9980000 CNY", "93105000 CNY"]


@pytest.mark.parametrize("unit", ["单位：万元", ""])
def test_two_rows_make_a_table_below_headings_and_their_unit(unit: str) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 400, 80, unit)
        in_columns_at(canvas, 100, [("项目", "金额"), *ONE[:2]])

    assert [cells(document, table) for document in [read(draw)] for table in document.tables] == (
        [["项目", "金额", *ONE[0], *ONE[1]]] if unit else []
    )


def test_a_row_of_fewer_figures_heads_a_table_without_headings() -> None:
    rows = [("甲县", "1", ""), ("乙县", "12", "13"), ("丙县", "22", "23"), ("丁县", "32", "33")]
    document = read(lambda canvas: in_cells(canvas, rows, (62, 200, 330)))
    assert [cells(document, table)[-9:] for table in document.tables] == [[text for row in rows[1:] for text in row]]


@pytest.mark.parametrize(
    ("line", "is_unit"),
    [
        ("单位：万吨", True),
        ("（单位：公顷、亩）", True),
        ("金额单位：元", True),
        ("牵头单位：市人社局", False),
        ("单位：某市人", False),
    ],
)
def test_a_unit_above_figures_is_one(line: str, is_unit: bool) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 400, 80, line)
        in_columns_at(canvas, 100, ONE)

    assert bool(read(draw).tables) is is_unit


NO_AMOUNTS = [
    [("内容", "页数"), *((f"第{i}部分", f"{3 * i}") for i in range(1, 7))],
    [("公开", "2024年"), *((f"第{i}部分", f"{3 * i}") for i in range(1, 7))],
    [("标题", "年份"), *((f"第{i}部分 {'·' * 20}", f"{9 - i}") for i in range(1, 7))],
    [("标题", "数量"), *((f"第{i}部分", "．．．．", f"{9 - i}") for i in range(1, 7))],
    [("单位", "数"), *((f"市{c}局", f"8234567{i}") for i, c in enumerate("财教卫民"))],
    [("地区", "邮政编码"), *((f"{c}县", f"34{i}000") for i, c in enumerate("丁乙丙甲"))],
    [("姓名", "出生年"), ("张三", "1985"), ("李四", "1972"), ("王五", "1968")],
    [("法规", "条款"), ("预算法", "12"), ("会计法", "35"), ("审计法", "18")],
    [("事项", "日期"), ("报名", "5.1"), ("笔试", "6.2"), ("面试", "7.3")],
    [("地址", "门牌"), ("人民路", "12"), ("解放路", "35"), ("中山路", "7")],
    [("据统计", "收入"), ("全市投资", "12.5"), ("亿元，项目", "35"), ("个，就业", "7,200")],
    [("一、财政收入", "二、经济增长"), ("全年收入", "15%"), ("税收较快", "8.2%"), ("其中增值", "17.5")],
    [("据统计", "收入"), ("全市完成投资", "12.5"), ("带动各类项目", "35"), ("带动就业", "7,200"), ("人。", "")],
]


@pytest.mark.parametrize("rows", NO_AMOUNTS)
def test_one_column_of_no_amounts_makes_no_table(rows: Sequence[Sequence[str]]) -> None:
    assert read(lambda canvas: in_columns_at(canvas, 100, rows)).tables == ()


def test_a_page_number_below_a_column_of_figures_is_none_of_them() -> None:
    rows = [("项目", "金额（万元）"), ("税收", "5.5"), ("非税", "7.5"), ("其他", "1.5")]

    def draw(canvas: Canvas) -> None:
        in_columns_at(canvas, 700, rows, 18)
        put(canvas, 448, 792, "15")

    document = read(draw)
    assert [cells(document, table) for table in document.tables] == [[text for row in rows for text in row]]


def test_what_heads_a_page_does_not_go_on_with_a_table_of_several_columns() -> None:
    def second(canvas: Canvas) -> None:
        in_columns_at(canvas, 60, [("联系人张三", "82345678"), ("邮政编码", "341000")])

    document = read(lambda canvas: in_rows(canvas, 100, [HEADED[0], *PLAIN]), second)
    assert [cells(document, table) for table in document.tables] == [
        [text for row in [HEADED[0], *PLAIN] for text in row]
    ]


@pytest.mark.parametrize("line", ["注 本表为快报", "注（1）为快报", "资料来源 市统计局", "来源 统计局", "续表：收入"])
def test_what_stands_between_tables_is_no_row(line: str) -> None:
    def draw(canvas: Canvas) -> None:
        in_rows(canvas, 100, [HEADED[0], *PLAIN])
        put(canvas, 62, 208, line)
        in_rows(canvas, 226, PLAIN)

    document = read(draw)
    assert line not in [text for table in document.tables for text in cells(document, table)]


def test_headings_of_one_and_of_two_lines_head_one_table() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 62, 87, "项目")
        put(canvas, 430, 80, "金额")
        put(canvas, 424, 94, "（万元）")
        in_columns_at(canvas, 116, ONE)

    document = read(draw)
    [table] = document.tables
    assert cells(document, table)[:4] == ["项目", "金额\n（万元）", *ONE[0]]


def test_a_running_head_heads_no_table_that_goes_on() -> None:
    rows = [("项目", "预算数"), *ONE * 8]

    def first(canvas: Canvas) -> None:
        in_columns_at(canvas, 100, rows[:20])

    def second(canvas: Canvas) -> None:
        put(canvas, 62, 40, "某市2024年预算草案", 9)
        put(canvas, 420, 40, "第 2 页", 9)
        in_columns_at(canvas, 70, rows[20:])

    document = read(first, second)
    assert [text for table in document.tables for text in cells(document, table)] == [t for row in rows for t in row]


def test_headings_of_other_columns_right_below_a_table_head_the_next() -> None:
    def draw(canvas: Canvas) -> None:
        in_rows(canvas, 100, [HEADED[0], *PLAIN])
        in_columns_at(canvas, 220, [("地区", "人口"), *ONE])

    document = read(draw)
    assert [cells(document, table)[:2] for table in document.tables] == [["指标", "2023年"], ["地区", "人口"]]


def test_a_row_of_fewer_codes_is_none_of_the_head() -> None:
    rows = [("208", "", "", "社会保障", "125.6"), *(("208", "05", f"0{i}", f"养老{i}", f"4{i}.8") for i in range(3))]

    def draw(canvas: Canvas) -> None:
        for i, row in enumerate([("类", "款", "项", "名称", "合计"), *rows]):
            for x, words in zip((70, 100, 130, 200), row, strict=False):
                put(canvas, x, 100 + 18 * i, words)
            put(canvas, 460 - width_of(row[-1], 10.5), 100 + 18 * i, row[-1])

    document = read(draw)
    [table] = document.tables
    assert [c.row for c in table.cells if document.text[c.span.start : c.span.end] == "社会保障"] == [1]


def test_one_column_of_figures_goes_on_over_the_page() -> None:
    rows = [("项目", "预算数"), *ONE * 8]

    def first(canvas: Canvas) -> None:
        in_columns_at(canvas, 100, rows[:30])
        put(canvas, 290, 800, "— 1 —")

    def second(canvas: Canvas) -> None:
        in_columns_at(canvas, 70, rows[30:])
        put(canvas, 290, 800, "— 2 —")

    document = read(first, second)
    assert [text for table in document.tables for text in cells(document, table)] == [t for row in rows for t in row]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("标题", "页码"), *((f"第{i}章", "……", f"{i}") for i in range(1, 9))], id="目录"),
        pytest.param([("姓名", "职务", "电话"), *((f"某{i}", "科员", f"55512{i}") for i in range(8))], id="通讯录"),
        pytest.param([("目", "录"), *((f"第{i}章", f"{i}") for i in range(1, 9))], id="目录无页码二字"),
        pytest.param([("第一章", f"......{i}") for i in range(1, 9)], id="点线"),
        pytest.param([("标题", "日期"), *((f"第{i}号公告", f"2024-03-0{i}") for i in range(1, 9))], id="公告列表"),
        pytest.param([("全市收入", "同比增长"), ("数据截至", "2024"), ("本报记者", "2024")], id="两行"),
        pytest.param(ONE, id="一列而没有表头"),
        pytest.param(HEADED[:3], id="只有两行"),
        pytest.param(HEADED[1:], id="没有表头"),
    ],
)
def test_rows_that_only_look_alike_make_no_table(rows: Sequence[Sequence[str]]) -> None:
    document = read(lambda canvas: in_rows(canvas, 100, rows))
    assert document.tables == ()
    assert bare(document.text) == bare("".join(word for row in rows for word in row))


@pytest.mark.parametrize("columns", [1, 2])
def test_lines_about_prose_make_no_table(columns: int) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (60, 300, 540, 780):
            canvas.line(60, 842 - y, 535, 842 - y)

    prose = newspaper(SEED)[2:12]
    document = read_pdf(in_columns(prose, columns, footer="", ground=draw), "a.pdf")
    assert document.tables == ()
    assert bare(document.text) == bare("".join(prose))


def inkless(canvas: Canvas) -> None:
    """A line in no ink."""
    line = canvas.beginText(72, A4[1] - 140)
    line.setFont(SONG, 10.5)
    line.setTextRenderMode(3)
    line.textOut("支出77亿元")
    canvas.drawText(line)


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    put(canvas, 72, 140, "支出77亿元")


def on_blue(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0.5)
    canvas.rect(60, A4[1] - 150, 200, 30, stroke=0, fill=1)
    white(canvas)


def over_shapes(canvas: Canvas) -> None:
    """A line whose glyphs are drawn as shapes, with its text in no ink over them."""
    for i in range(6):
        canvas.circle(77 + 10 * i, A4[1] - 136, 4, stroke=0, fill=1)
    inkless(canvas)


def by_a_picture(canvas: Canvas) -> None:
    canvas.drawImage(picture(40, 40, of_text=False), 300, 300, 40, 40)
    inkless(canvas)


@pytest.mark.parametrize(
    ("draw", "is_read"),
    [
        pytest.param(inkless, False, id="不着墨"),
        pytest.param(white, False, id="白纸白字"),
        pytest.param(on_blue, True, id="蓝底白字"),
        pytest.param(over_shapes, True, id="字形画成图形"),
        pytest.param(by_a_picture, True, id="页上有图"),
    ],
)
def test_what_a_page_does_not_show_is_not_read(draw: Callable[[Canvas], object], is_read: bool) -> None:
    def both(canvas: Canvas) -> None:
        put(canvas, 72, 100, "收入5亿元")
        draw(canvas)

    assert lines(read(both)) == ["收入5亿元", *(["支出77亿元"] if is_read else [])]


def painted(canvas: Canvas, *, before: str = "", after: str = "", alpha: float = 1.0, shade: float = 1.0) -> None:
    """A line of text, a box that is filled with a shade over its place, and another line there."""
    put(canvas, 72, 140, before)
    canvas.setFillGray(shade)
    canvas.setFillAlpha(alpha)
    canvas.rect(70, A4[1] - 145, 100, 20, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.setFillAlpha(1)
    put(canvas, 72, 140, after)


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        pytest.param({"before": "支出77亿元", "shade": 0.0}, [], id="涂黑"),
        pytest.param({"before": "支出77亿元"}, [], id="涂白"),
        pytest.param({"before": "支出77亿元", "after": "支出88亿元"}, ["支出88亿元"], id="涂白重写"),
        pytest.param({"after": "支出77亿元", "shade": 0.8}, ["支出77亿元"], id="底色"),
        pytest.param({"before": "支出77亿元", "shade": 0.5, "alpha": 0.4}, ["支出77亿元"], id="半透明"),
    ],
)
def test_what_is_painted_over_is_not_read(how: Mapping[str, Any], shown: list[str]) -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 72, 100, "收入5亿元")
        painted(canvas, **how)

    assert lines(read(draw)) == ["收入5亿元", *shown]


@pytest.mark.parametrize(("state", "said"), [("ON", ["532", "77"]), ("OFF", ["532"])], ids=["打开", "关闭"])
def test_a_layer_that_is_switched_off_is_not_read(state: str, said: list[str]) -> None:
    font = Path(reportlab.__file__).parent / "fonts/Vera.ttf"
    widths = b"/FirstChar 48/LastChar 57/Widths[%b]" % (b"636 " * 10)
    described = b"/FontDescriptor<</Type/FontDescriptor/FontName/Vera/Flags 32/FontFile2 501 0 R>>"
    content = b"BT /V 12 Tf 72 700 Td (532) Tj ET /OC /L BDC BT /V 12 Tf 72 640 Td (77) Tj ET EMC"
    objects = dict(
        page_objects(
            stream(content),
            resources=b"/Properties<</L 502 0 R>>",
            more={
                500: b"<</Type/Font/Subtype/TrueType/BaseFont/Vera/Encoding/WinAnsiEncoding%b%b>>"
                % (widths, described),
                501: stream(font.read_bytes()),
                502: b"<</Type/OCG/Name(a)>>",
            },
        )
    )
    objects[10] = objects[10].replace(b"/Font<<", b"/Font<</V 500 0 R")
    layers = b"/OCProperties<</OCGs[502 0 R]/D<</%b[502 0 R]>>>>" % state.encode()
    objects[1] = objects[1].replace(b"/Pages", layers + b"/Pages")
    assert lines(read_pdf(pdf_of(objects), "a.pdf")) == said


def struck(strike: Callable[[Canvas, float, float, float], object]) -> Callable[[Canvas], object]:
    """A page with an amount that is drawn upon, given where it begins and ends and its baseline."""

    def draw(canvas: Canvas) -> None:
        start = put(canvas, 72, 100, "收入")
        end = put(canvas, start, 100, "500亿元")
        put(canvas, end, 100, "532.39亿元。")
        canvas.setLineWidth(0.5)
        strike(canvas, start, end, A4[1] - 100)

    return draw


@pytest.mark.parametrize(
    ("strike", "amounts"),
    [
        pytest.param(lambda c, a, b, y: c.line(a, y + 3, b, y + 3), ["53239000000 CNY"], id="一条线"),
        pytest.param(
            lambda c, a, b, y: (c.line(a, y + 2.6, b, y + 2.6), c.line(a, y + 4, b, y + 4)),
            ["53239000000 CNY"],
            id="两条线",
        ),
        pytest.param(lambda c, a, b, y: c.rect(a, y + 3, b - a, 0.6, stroke=0, fill=1), ["53239000000 CNY"], id="细条"),
        pytest.param(lambda c, a, b, y: strike_by_note(c, a, b, y - 2, y + 9), ["53239000000 CNY"], id="批注"),
        pytest.param(
            lambda c, a, b, y: c.line(a, y - 1.5, b, y - 1.5), ["50000000000 CNY", "53239000000 CNY"], id="下划线"
        ),
        pytest.param(
            lambda c, a, b, y: c.line(a, y + 9, b, y + 9), ["50000000000 CNY", "53239000000 CNY"], id="上面的线"
        ),
        pytest.param(
            lambda c, a, b, y: c.line(40, y + 3, 550, y + 3), ["50000000000 CNY", "53239000000 CNY"], id="横贯的线"
        ),
        pytest.param(
            lambda c, a, b, y: c.line(a + 12, y + 3, a + 13, y + 3), ["50000000000 CNY", "53239000000 CNY"], id="一点"
        ),
    ],
)
def test_what_is_struck_out_is_not_there(
    strike: Callable[[Canvas, float, float, float], object], amounts: list[str]
) -> None:
    document = read(struck(strike))
    assert [told(m) for m in engine().extract(document).mentions] == amounts
    assert ("500" in document.text) == (len(amounts) == 2)


def test_a_line_through_a_cell_strikes_it_and_parts_no_row() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.5)
        canvas.grid([72, 172, 272, 372], [600, 630, 660])
        for x, top, text in ((80, 202, "税收"), (180, 202, "1234"), (280, 202, "5678"), (80, 232, "合计")):
            put(canvas, x, top, text)
        canvas.line(180, A4[1] - 199, 180 + width_of("1234", 10.5), A4[1] - 199)

    document = read(draw)
    (table,) = document.tables
    assert cells(document, table) == ["税收", "", "5678", "合计", "", ""]


def test_what_a_page_does_not_let_show_is_not_on_it() -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(0, 642, 595, 200)
        canvas.clipPath(path, stroke=0)
        for i in range(20):
            put(canvas, 60, 100 + 20 * i, f"第{i}行文字")

    assert lines(read(draw)) == [f"第{i}行文字" for i in range(6)]


@pytest.mark.parametrize(
    ("head", "foot", "expected"),
    [
        pytest.param("咸宁市财政局", "{}", ["咸宁市财政局"] * 3 + ["1", "2", "3"], id="页眉页码"),
        pytest.param("第{}页", "", ["第1页", "第2页", "第3页"], id="页码在上"),
        pytest.param("", "{}/3", ["1/3", "2/3", "3/3"], id="斜线页码"),
        pytest.param("", "第 {} 页 共 3 页", None, id="共几页"),
        pytest.param("", "— {} —", None, id="破折号页码"),
        pytest.param("预算公开{}", "", ["预算公开1", "预算公开2", "预算公开3"], id="页码在页眉里"),
        pytest.param("单位：万元", "", [], id="单位行不是页眉"),
        pytest.param("", "全年收入{}亿元", ["全年收入1亿元", "全年收入2亿元", "全年收入3亿元"], id="随页码变的页脚"),
        pytest.param("全市收入增长5.4%。", "", [], id="一句话不是页眉"),
        pytest.param("", "", [], id="没有"),
    ],
)
def test_page_furniture(head: str, foot: str, expected: list[str] | None) -> None:
    def page(number: int) -> Callable[[Canvas], object]:
        def draw(canvas: Canvas) -> None:
            put(canvas, 250, 45, head.format(number), 9)
            for i in range(20):
                put(canvas, 60, 100 + 20 * i, f"第{number}页的第{i}行写的是财政收支情况")
            put(canvas, 290, 815, foot.format(number), 9)

        return draw

    document = read(*map(page, (1, 2, 3)))
    found = furniture(document)
    if expected is None:
        assert [re.sub(r"\D", "", text)[:1] for text in found] == ["1", "2", "3"]
    else:
        assert sorted(found) == sorted(expected)
    assert len(lines(document)) == 60 + 3 * bool(head) + 3 * bool(foot)


def scanned(canvas: Canvas) -> None:
    canvas.drawImage(picture(500, 700, of_text=True), 0, 0, 595, 842)


def stamped(canvas: Canvas) -> None:
    scanned(canvas)
    put(canvas, 290, 815, "- 1 -")


def hidden(canvas: Canvas) -> None:
    scanned(canvas)
    text = canvas.beginText(60, 700)
    text.setFont(SONG, 12)
    text.setTextRenderMode(3)
    text.textOut("全市收入532.39亿元")
    canvas.drawText(text)


def beside(what: Callable[[Canvas], object]) -> Callable[[Canvas], object]:
    def draw(canvas: Canvas) -> None:
        for i in range(30):
            put(canvas, 60, 100 + 20 * i, "全市一般公共预算收入增长")
        what(canvas)

    return draw


def outlines(canvas: Canvas) -> None:
    for x in range(320, 520, 12):
        for y in range(200, 700, 20):
            canvas.bezier(x, y, x + 3, y + 9, x + 6, y - 4, x + 9, y + 8)
            canvas.circle(x + 4, y + 4, 3)
            canvas.ellipse(x, y, x + 8, y + 3)


@pytest.mark.parametrize(
    ("pages", "code", "sentence"),
    [
        pytest.param([beside(lambda c: None), lambda c: None], Code.EMPTY_PAGE, "page 2 is", id="空白页"),
        pytest.param(
            [beside(lambda c: None), scanned, scanned], Code.PAGE_WITHOUT_TEXT, "pages 2, 3 are", id="夹着扫描页"
        ),
        pytest.param(
            [beside(lambda c: None), lambda c: c.grid((60, 200, 300), (500, 600))],
            Code.PAGE_WITHOUT_TEXT,
            "page 2 is",
            id="只有空表格",
        ),
        pytest.param(
            [beside(lambda c: c.drawImage(picture(200, 600, of_text=True), 320, 150, 220, 600))],
            Code.LOST_COLUMN,
            "page 1 (right)",
            id="一栏是图片",
        ),
        pytest.param([beside(outlines)], Code.LOST_COLUMN, "page 1 (right)", id="一栏转成曲线"),
        pytest.param([hidden], Code.READ_BY_OCR, "page 1 is", id="扫描图下的隐藏文字"),
        pytest.param(
            [lambda c: put(c, 60, 100, "\ue001\ue002\ue003\ue004全市收入")], Code.GARBLED_TEXT, "page 1 is", id="私用区"
        ),
        pytest.param(
            [lambda c: put(c, 60, 100, "\ue001" * 3 + "全市收入")], Code.GARBLED_TEXT, "page 1 is", id="同一个私用字"
        ),
        pytest.param(
            [
                lambda c: put(
                    c,
                    60,
                    100,
                    "鐢熶骇鎬诲€煎闀匡紝璐㈡斂鏀跺叆绋冲畾澧為暱锛岄噸鐐规敮鍑轰繚闅滄湁鍔涳紝涓€鑸叕鍏遍绠楁敮鍑轰繚闅滄湁鍔",
                )
            ],
            Code.GARBLED_TEXT,
            "page 1 is",
            id="编码错乱的汉字",
        ),
    ],
)
def test_what_is_lost_is_said(
    pages: list[Callable[[Canvas], object]], code: Code, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    document = read(*pages)
    assert document.codes == (code,)
    assert sentence in document.complaints[0]


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(lambda c: c.drawImage(picture(300, 300, of_text=False), 320, 300, 220, 300), id="照片"),
        pytest.param(lambda c: c.drawImage(picture(300, 400, of_text=False), 0, 0, 595, 842), id="满版底图"),
        pytest.param(lambda c: c.drawImage(picture(60, 60, of_text=True), 320, 700, 50, 50), id="小图标"),
        pytest.param(lambda c: [c.rect(320 + 30 * i, 300, 20, 50 + 20 * i, fill=1) for i in range(6)], id="柱状图"),
        pytest.param(lambda c: c.circle(430, 400, 90), id="圆"),
    ],
)
def test_a_picture_that_is_no_text_is_not_missed(what: Callable[[Canvas], object]) -> None:
    assert read(beside(what)).codes == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"%PDF-1.7\n", Code.BROKEN_FILE, id="只有文件头"),
        pytest.param(b"%PDF-1.7\n<html>404 Not Found</html>", Code.BROKEN_FILE, id="网页充作PDF"),
        pytest.param(in_columns(["收入5亿元。"])[:300], Code.BROKEN_FILE, id="截断"),
        pytest.param(drawn(lambda c: None), Code.NO_TEXT, id="全空白"),
        pytest.param(drawn(lambda c: c.grid((60, 200, 300), (500, 600))), Code.NO_TEXT, id="只有线条"),
        pytest.param(drawn(scanned), Code.NEEDS_OCR, id="扫描件"),
        pytest.param(drawn(stamped), Code.NEEDS_OCR, id="盖了页码的扫描件"),
        pytest.param(
            drawn(lambda c: put(c, 60, 100, "收入"), encrypt=StandardEncryption("secret")), Code.ENCRYPTED, id="要密码"
        ),
    ],
)
def test_what_cannot_be_read_is_rejected(data: bytes, code: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    with pytest.raises(RejectedError) as rejected:
        read_pdf(data, "a.pdf")
    assert rejected.value.code is code
    assert str(rejected.value).startswith("a.pdf: ")
    assert ("pip install gongbao[ocr]" in str(rejected.value)) is (code is Code.NEEDS_OCR)


def test_a_file_locked_only_against_editing_is_read() -> None:
    locked = StandardEncryption("", ownerPassword="secret", canModify=0)
    assert lines(read(lambda c: put(c, 60, 100, "收入5亿元"), encrypt=locked)) == ["收入5亿元"]


def test_pages_without_text_are_given_to_the_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line("支出6亿元", (60.0, 90.0, 120.0, 100.0), 0.9, [(60.0, 90.0, 120.0, 100.0)] * 5)
    monkeypatch.setattr(scan, "available", lambda: True)
    monkeypatch.setattr(scan, "recognise", lambda image, scale: [line])
    document = read(lambda c: put(c, 60, 100, "收入5亿元"), scanned)
    assert lines(document) == ["收入5亿元", "支出6亿元"]
    assert document.codes == (Code.READ_BY_OCR,)
    assert [page.confidence for page in document.pages] == [None, pytest.approx(0.9)]
    assert document.pages[1].width == pytest.approx(595, abs=1)


def test_each_thing_that_a_page_draws_is_told_by_its_kind() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 60, 20, 20, fill=1)
        put(canvas, 60, 100, "收入5亿元")
        as_form(canvas)
        canvas.drawImage(picture(40, 40, of_text=False), 300, 300, 40, 40)
        inkless(canvas)

    pdfium, data = library(), drawn(draw)
    pdf = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    page = pdfium.FPDF_LoadPage(pdf, 0)
    objects = objects_of(page)
    kinds = [pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, i)) for i in range(len(objects.things))]
    texts = [i for i, kind in enumerate(kinds) if kind == pdfium.FPDF_PAGEOBJ_TEXT]
    assert len(kinds) == pdfium.FPDFPage_CountObjects(page)
    assert len(set(kinds)) == 4
    assert objects.texts == [objects.things[i] for i in texts]
    assert objects.modes == [pdfium.FPDF_TEXTRENDERMODE_FILL] * 3 + [pdfium.FPDF_TEXTRENDERMODE_INVISIBLE]
    assert objects.others == [(i, objects.things[i], kind) for i, kind in enumerate(kinds) if i not in texts]
    pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(pdf)


def test_blanks_are_all_that_is_white() -> None:
    assert {c for c in map(chr, range(0x110000)) if c <= " " or c.isspace()} == glyphs._BLANKS


@pytest.mark.parametrize("length", [0, 480, 600, 15_000])
def test_the_entries_of_a_stream_are_found_however_long(length: int) -> None:
    entries = b"/Subtype/Form/A(%b)" % (b"a" * length)
    data = pdf_of({1: stream(b"1 obj<<", b"/B 1"), 2: stream(b"q Q", entries)})
    found = [(number, told) for told, number, _ in limits._streams(data, "a.pdf")]
    assert found == [(1, b"\n<</Length 7/B 1>>"), (2, b"\n<</Length 3%b>>" % entries)]


def test_text_in_a_font_that_is_not_there_is_not_passed_over() -> None:
    document = read(lambda c: [put(c, 60, 100, "“4+8”的预算体系"), put(c, 60, 120, "“")])
    assert lines(document) == ["“4+8”的预算体系", "“"]
    assert around(document, "“4")[:3] == pytest.approx((60, 90, 75.75), abs=2)


def test_a_file_cut_short_is_not_ok() -> None:
    data = in_columns(newspaper(SEED), 1)
    document = read_pdf(data[: data.rindex(b"startxref")], "a.pdf")
    assert Code.LOST_COLUMN in document.codes
    assert bare("湖北省咸宁市作为经济基础相对薄弱的地方") in bare(document.text)


def _with(entry: bytes, *more: bytes, content: bytes = b"BT /F1 12 Tf 50 700 Td (GDP grew 5.4%) Tj ET") -> bytes:
    """A file whose catalogue has an entry, with further objects, which are numbered from 6."""
    objects = dict(page_objects(stream(content)))
    objects[1] = objects[1].replace(b"/Pages", entry + b" /Pages", 1)
    return pdf_of({**objects, **dict(enumerate(more, 6))})


ATTACHED = (
    b"/Names << /EmbeddedFiles << /Names [(a.pdf) 7 0 R] >> >>",
    stream(b"x"),
    b"<< /Type /Filespec /F (a.pdf) /EF << /F 6 0 R >> >>",
)
XFA = b"/AcroForm << /Fields [] /XFA 6 0 R >> /NeedsRendering true", stream(b"<xdp/>")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        pytest.param(ATTACHED, "a file is attached to it and not read: a.pdf", id="附件"),
        pytest.param(
            XFA, "it is a form (XFA) that only Adobe's programs show, and nothing of that is read", id="XFA表单"
        ),
    ],
)
def test_what_a_file_holds_beside_its_pages_is_told(parts: Sequence[bytes], sentence: str) -> None:
    document = read_pdf(_with(*parts), "a.pdf")
    assert (document.codes, document.complaints) == ((Code.LOST_COLUMN,), (sentence,))
    with pytest.raises(RejectedError, match=re.escape(sentence)) as rejected:
        read_pdf(_with(*parts, content=b""), "a.pdf")
    assert rejected.value.code is Code.NO_TEXT


def test_a_form_that_every_viewer_shows_is_read_as_it_is() -> None:
    assert read_pdf(_with(XFA[0].replace(b"true", b"false"), XFA[1]), "a.pdf").codes == ()


@pytest.mark.parametrize(
    "content",
    [stream(b"x\x9c" + b"garbage" * 9, b"/Filter /FlateDecode"), stream(b"x" * 9, b"/Filter /Foo")],
    ids=["坏的压缩", "不认识的压缩"],
)
def test_a_page_whose_content_is_damaged_is_not_empty(content: bytes) -> None:
    good = stream(b"BT /F1 12 Tf 50 700 Td (GDP grew 5.4%) Tj ET")
    document = read_pdf(pdf_of(page_objects(good, content)), "a.pdf")
    assert (document.codes, document.complaints) == (
        (Code.PAGE_WITHOUT_TEXT,),
        ("page 2 is damaged and cannot be read",),
    )
    with pytest.raises(RejectedError, match="none of its pages can be read"):
        read_pdf(pdf_of(page_objects(content)), "a.pdf")
    nothing = stream(zlib.compress(b""), b"/Filter /FlateDecode")
    blank = stream(zlib.compress(b" " * 99, 0), b"/Filter /FlateDecode")
    for empty in (nothing, blank):
        assert read_pdf(pdf_of(page_objects(good, empty)), "a.pdf").codes == (Code.EMPTY_PAGE,)


def test_pages_that_share_a_content_are_empty_or_damaged_alike() -> None:
    good = stream(b"BT /F1 12 Tf 50 700 Td (GDP grew 5.4%) Tj ET")
    nothing, broken = (stream(packed, b"/Filter /FlateDecode") for packed in (zlib.compress(b" "), b"x" * 99))
    objects = dict(page_objects(good, nothing, b"null", broken, b"null"))
    objects[14], objects[18] = objects[12], objects[16]
    document = read_pdf(pdf_of(objects), "a.pdf")
    assert document.complaints == ("pages 2, 3 are empty", "pages 4, 5 are damaged and cannot be read")


def test_title_of_the_file() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle("Microsoft Word - 2024年决算公开.docx")
        put(canvas, 60, 100, "收入5亿元")

    assert read(draw).metadata == {"title": "2024年决算公开"}
    assert read(lambda c: put(c, 60, 100, "收入")).metadata == {}


SOUND = in_columns(newspaper(SEED)[:4], 2, header="页眉")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damage_is_a_warning_or_a_rejection(data: st.DataObject) -> None:
    damaged = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(9, len(SOUND) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = read_pdf(bytes(damaged[: data.draw(st.integers(20, len(SOUND)))]), "a.pdf")
    except RejectedError as rejected:
        assert str(rejected).startswith("a.pdf: ")
    else:
        assert document.boxes is None or len(document.boxes) == 4 * len(document.text)


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the corpus is not part of the project")
def test_every_cell_of_a_real_report_is_as_pdfplumber_reads_it() -> None:
    path = next((SHARED / "corpus/budget_pdf").glob("附件2*.pdf"))
    document = read_pdf(path.read_bytes(), "a.pdf")
    with pdfplumber.open(path) as pages:
        expected = [table.extract() for page in pages.pages for table in page.find_tables()]
    assert [list(map(bare, cells(document, table))) for table in document.tables] == [
        [bare(cell) for row in table for cell in row if cell is not None] for table in expected
    ]


@pytest.mark.parametrize(
    "place", ["pdfminer.pdfinterp.PDFPageInterpreter.process_page", "pdfminer.pdfdocument.PDFDocument.__init__"]
)
def test_only_what_a_file_is_to_blame_for_is_a_part_lost(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_by(error: Exception) -> None:
        def fail(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(place, fail)

    data, frame = drawn(lambda canvas: put(canvas, 72, 72, "税收")), Frame(0.0, 0.0, 595.0, 842.0, 0)
    assert unseen_runs(data, 1, frame, [(0.0, 0.0)]) == []
    fail_by(ValueError("a damaged font"))
    assert unseen_runs(data, 1, frame, [(0.0, 0.0)]) is None
    fail_by(MemoryError())
    with pytest.raises(MemoryError):
        unseen_runs(data, 1, frame, [(0.0, 0.0)])


def test_what_pdfminer_stumbles_over_is_told_by_codes_alone(caplog: pytest.LogCaptureFixture) -> None:
    assert unseen_runs(b"%PDF-1.7\n", 1, Frame(0.0, 0.0, 9.0, 9.0, 0), [(0.0, 0.0)]) is None
    for name in ("pdfminer.psparser", "pdfplumber.pdf"):
        logging.getLogger(name).error("Data-loss while decompressing corrupted data")
    assert not caplog.records
