import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.errors import RejectedError
from gongbao.model import Code, Document, Table
from gongbao.read import scan
from gongbao.read.documents import read_document
from gongbao.read.ofd.content import Budget
from gongbao.read.ofd.document import read_ofd
from gongbao.run.document import Engine
from tests.faults.make_raw import repacked
from tests.read.make_ofd import layer, ofd, path, picture, placed, text, xml
from tests.read.make_pages import set_in_columns, width_of
from tests.read.told import figures, said, squeezed
from tests.reading import SHARED

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt")).read_text(encoding="utf-8")
FRAME = "M 20 100 L 180 100 L 180 120 L 20 120 C M 20 110 L 180 110 M 80 100 L 80 120"


def read(*pages: str, **more: str) -> Document:
    return read_ofd(ofd(*pages, **more), "a.ofd")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_the_seed_page_in_columns_says_what_its_text_says(columns: int, engine: Engine) -> None:
    pages = set_in_columns(SEED, columns, 3.4, headline="湖北省咸宁市财政改革纪实", header="财政简报")
    document = read_document(ofd(*map(placed, pages)), "a.ofd")
    assert document.codes == ()
    assert squeezed(said(document)) == squeezed("湖北省咸宁市财政改革纪实" + SEED)
    assert figures(engine, document) == figures(engine, Document("a.txt", SEED))


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        pytest.param(text("收入5亿元"), ["收入5亿元"], id="一行"),
        pytest.param(text("支出", y=40) + text("收入", y=30), ["收入", "支出"], id="绘制次序与阅读次序不同"),
        pytest.param(text("收入") + text("5亿元", x=28), ["收入5亿元"], id="一行分成两段"),
        pytest.param(text("收入") + text("5亿元", x=80), ["收入   5亿元"], id="一行中的大空白"),
        pytest.param(text("AB", dx="2") + text("CD", x=25.5), ["AB CD"], id="西文词间空格"),
        pytest.param(text("收入5亿元", dx="g 4 4"), ["收入5亿元"], id="步长的简写"),
        pytest.param(text("收入支出", dx="4 -4 4", dy="0 6 0"), ["收入", "支出"], id="一段之内换行"),
        pytest.param(text("购买方", dy="6 6"), ["购买方"], id="竖排的栏名"),
        pytest.param(text("名称：", dx="18 4"), ["名称："], id="拉开的栏名"),
        pytest.param(text("12", dx="30"), ["1   2"], id="拉开的两个数字不成一个数"),
        pytest.param(text("收入5亿元", dx=""), ["收入5亿元"], id="没有步长"),
        pytest.param(text("收入") + text("收入", x=20.2), ["收入"], id="画两遍的粗体"),
        pytest.param(text("收入") + text("收入", y=40), ["收入", "收入"], id="两行相同的字"),
        pytest.param(text("A&B<C"), ["A&B<C"], id="转义的字符"),
        pytest.param(text("收入", CTM="1 0 0 1 0 20") + text("支出", y=40), ["支出", "收入"], id="平移的矩阵"),
        pytest.param(text("支出", y=30) + text("出页", x=400), ["支出"], id="页面之外的字"),
        pytest.param(text("支出") + text("密", y=50, Visible="false"), ["支出"], id="不显示的字"),
        pytest.param(text("支出") + text("密", y=50, Alpha="0"), ["支出"], id="全透明的字"),
        pytest.param(f"<ofd:PageBlock>{text('收入')}</ofd:PageBlock>", ["收入"], id="页块之中"),
        pytest.param(f"<!-- 注 -->{text('收入')}", ["收入"], id="注释"),
        pytest.param(
            "<ofd:TextObject/>" + text("收入", Boundary="a b") + text("支出", y=40), ["收入", "支出"], id="坏的框"
        ),
        pytest.param(text("收入", dx="g"), ["收入"], id="坏的步长"),
        pytest.param(text("收入", dx="g 99999999999 4"), ["收入"], id="过多的步长"),
        pytest.param(text("收入", dx="NaN"), ["收入"], id="不是数的步长"),
    ],
)
def test_lines_are_put_together_by_place(page: str, lines: list[str]) -> None:
    assert read(page).text.splitlines() == lines


def test_every_character_has_its_box_in_points() -> None:
    document = read(text("收入5亿元", x=25.4, y=50.8, size=5.08))
    assert document.boxes is not None
    place = document.text.index("5")
    left, top, right, bottom = document.boxes[4 * place : 4 * place + 4]
    # 25.4 mm are 72 points; two characters of 5.08 mm stand before it.
    assert left == pytest.approx(72 + 2 * 14.4)
    assert right == pytest.approx(left + 7.2)
    assert bottom - top == pytest.approx(14.4)
    assert top < 144 < bottom  # about its base line
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((595.28, 841.89), abs=0.01)


def test_text_that_lies_on_its_side_is_read_along_its_lines() -> None:
    turned = "".join(
        text(line, x=100 - 6 * i, y=40, CTM="0 1 -1 0 0 0", Boundary=f"{100 - 6 * i} 40 10 100")
        for i, line in enumerate(["收入决算表", "支出决算表", "结余决算表"])
    )
    assert read(turned).text.splitlines() == ["收入决算表", "支出决算表", "结余决算表"]


@pytest.mark.parametrize("whole", [True, False], ids=["一列一个对象", "一字一个对象"])
@pytest.mark.parametrize("struck", [False, True], ids=["", "划去末句"])
def test_vertical_text_is_read_down_its_columns_from_right_to_left(whole: bool, struck: bool) -> None:
    columns = ["投资增长8.4%，消费增长5", ".75%，全市财政收入98.6亿元"]
    page = path("M 175 51.5 L 175 110.5") if struck else ""
    for i, column in enumerate(columns):
        x = 180 - 7 * i
        if whole:
            page += text(column, x=x, dy=" ".join("5" for _ in column[1:]))
        else:
            page += "".join(text(character, x=x, y=30 + 5 * j) for j, character in enumerate(column))
    assert read(page).text.splitlines() == ([columns[0], columns[1][:5]] if struck else columns)


HEADS = ["地区", "财政收入", "税收收入", "财政支出"]
ROWS = [["咸安区", "12345", "8234", "34567"], ["嘉鱼县", "22345", "9234", "44567"]]


@pytest.mark.parametrize("whole", [True, False], ids=["一栏名一个对象", "一字一个对象"])
@pytest.mark.parametrize("ruled", [True, False], ids=["有框", "无框"])
def test_a_table_with_vertical_heads_keeps_its_rows(whole: bool, ruled: bool) -> None:
    page = ""
    for i, head in enumerate(HEADS):
        if whole:
            page += text(head, x=30 + 30 * i, y=24, dy=" ".join("4.5" for _ in head[1:]))
        else:
            page += "".join(text(character, x=30 + 30 * i, y=24 + 4.5 * j) for j, character in enumerate(head))
    for j, row in enumerate(ROWS):
        page += "".join(text(cell, x=26 + 30 * i, y=50 + 7 * j) for i, cell in enumerate(row))
    if ruled:
        page += "".join(path(f"M 20 {y} L 140 {y}") for y in (18, 44, 52, 59))
        page += "".join(path(f"M {x} 18 L {x} 59") for x in range(20, 141, 30))
    document = read(page)
    if ruled:
        (table,) = document.tables
        assert [[cell.replace("\n", "") for cell in row] for row in rows_of(table, document)] == [HEADS, *ROWS]
    else:
        assert [line.split() for line in document.text.splitlines()][-2:] == ROWS


def test_template_and_annotation_are_read_with_the_page() -> None:
    appearance = f'<ofd:Appearance Boundary="20 60 50 50">{text("已阅", x=0, y=10)}</ofd:Appearance>'
    note = f'<ofd:Annot Type="Stamp">{appearance}</ofd:Annot>'
    hidden = note.replace("已阅", "未显示").replace("<ofd:Annot ", '<ofd:Annot Visible="false" ')
    document = read(text("正文", y=40), template=text("某市人民政府文件"), annotation=note + hidden)
    assert document.text.splitlines() == ["某市人民政府文件", "正文", "已阅"]


def test_composite_objects_are_drawn_where_they_are_placed() -> None:
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7" Width="50" Height="50">'
        f"<ofd:Content>{text('印', x=0, y=5)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    page = text("章") + '<ofd:CompositeObject ID="8" ResourceID="7" Boundary="20 100 50 50"/>'
    assert read(page, resources=unit).text.splitlines() == ["章", "印"]


def test_a_ruled_table_is_one_between_the_lines_about_it() -> None:
    cells = text("项目", 25, 107) + text("金额", 90, 107) + text("合计", 25, 117) + text("5.00", 90, 117)
    document = read(text("收入决算表", y=90) + text("注：略", y=130) + cells + path(FRAME))
    (table,) = document.tables
    assert rows_of(table, document) == [["项目", "金额"], ["合计", "5.00"]]
    assert table.edges == pytest.approx([20 * 72 / 25.4, 80 * 72 / 25.4, 180 * 72 / 25.4])
    assert document.text == "收入决算表\n项目\t金额\n合计\t5.00\n注：略\n"


@pytest.mark.parametrize("ruled", [True, False], ids=["三线", "无线"])
def test_a_name_in_two_lines_stands_beside_its_figures(ruled: bool) -> None:
    def page(*rows: tuple[str, str, str], top: float = 100.0) -> str:
        drawn, y = "", top
        for name, *values in rows:
            lines = name.split("\n")
            drawn += "".join(text(line, 25, y + 5 * i) for i, line in enumerate(lines))
            drawn += "".join(text(f, 90 + 40 * i, y + 2.5 * (len(lines) - 1)) for i, f in enumerate(values))
            y += 5 * len(lines) + 2
        return drawn

    wrapped = ("一般公共预算收入合\n计", "5,432.10", "5.4")
    body = [("税收收入", "3,210.00", "-1.2"), wrapped, ("非税收入", "2,222.10", "3.1")]
    rules = "".join(path(f"M 20 {y} L 180 {y}") for y in (95, 102, 127)) if ruled else ""
    document = read(page(("项目", "金额", "增长"), *body) + rules, page(*body, top=30.0))
    assert [rows_of(table, document) for table in document.tables] == [
        [["项目", "金额", "增长"], *map(list, body)],
        [*map(list, body)],
    ]


def rows_of(table: Table, document: Document) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(document.text[cell.span.start : cell.span.end])
    return list(rows.values())


COLUMNS = (
    "M 20 100 L 180 100 M 20 160 L 180 160 M 20 100 L 20 160 M 80 100 L 80 160 M 130 100 L 130 160 M 180 100 L 180 160"
)


def column(lines: list[str], x: float, step: float = 10) -> str:
    return "".join(text(line, x, 107 + step * i) for i, line in enumerate(lines) if line)


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        pytest.param(
            [["餐费", "车费", "合计"], ["5.00", "6.00", "11.00"], ["6%", "", "3%"]],
            [["餐费", "5.00", "6%"], ["车费", "6.00", ""], ["合计", "11.00", "3%"]],
            id="数字上下排列",
        ),
        pytest.param(
            [["项目", "餐费", "车费"], ["金额", "5.00", "6.00"], ["税率", "6%", "3%"]],
            [["项目", "金额", "税率"], ["餐费", "5.00", "6%"], ["车费", "6.00", "3%"]],
            id="带表头",
        ),
        pytest.param(
            [["完成全年", "绩效目标"], ["按时足额", "拨付资金"], ["5.00", "6.00"]],
            [["完成全年\n绩效目标", "按时足额\n拨付资金", "5.00\n6.00"]],
            id="折行的文字",
        ),
        pytest.param(
            [["合计"], ["12345678901234567890123", "45.67"], ["12345678901234567890123", "45.67"]],
            [["合计", "12345678901234567890123\n45.67", "12345678901234567890123\n45.67"]],
            id="折行的数字",
        ),
    ],
)
def test_rows_without_rulings_are_parted_where_figures_are_listed(
    columns: list[list[str]], rows: list[list[str]]
) -> None:
    page = "".join(column(lines, x) for lines, x in zip(columns, (25, 82, 132), strict=True))
    document = read(page + path(COLUMNS))
    (table,) = document.tables
    assert rows_of(table, document) == rows


def test_page_numbers_and_running_headers_are_furniture() -> None:
    pages = [
        text("财政简报", y=15) + text(f"第{n}段文字。", y=100) + text(f"— {n} —", x=100, y=285) for n in range(1, 5)
    ]
    document = read(*pages)
    assert squeezed(said(document)) == "第1段文字。第2段文字。第3段文字。第4段文字。"
    assert document.text.count("财政简报") == 4


def test_watermarks_are_furniture() -> None:
    document = read(text("正文") + text("仅供内部", CTM="0.7 0.7 -0.7 0.7 0 0", Boundary="50 100 90 90"))
    assert said(document) == "正文\n\n"
    assert "仅供内部" in document.text


def test_metadata_is_what_the_package_says_of_itself() -> None:
    about = "<ofd:Title>收入 决算\n</ofd:Title><ofd:CreationDate>2024-02-30</ofd:CreationDate>"
    assert read(text("正文"), about=about).metadata == {"title": "收入 决算"}
    assert read(text("正文"), about="<ofd:CreationDate>2024-02-03T10:00:00</ofd:CreationDate>").metadata == {}


@pytest.mark.parametrize(
    ("page", "codes", "sentence"),
    [
        pytest.param("", {Code.EMPTY_PAGE}, "nothing is on page 2", id="空白页"),
        pytest.param(path(FRAME), {Code.PAGE_WITHOUT_TEXT}, "something but no text is on page 2", id="只有线条"),
        pytest.param(
            text("收入\ue001\ue002\ue003"),
            {Code.GARBLED_TEXT},
            "3 characters without a meaning stand on page 2",
            id="乱码",
        ),
        pytest.param(
            text("收入") + picture(box="20 100 160 100"),
            {Code.LOST_COLUMN},
            "a picture as large as a column lies beside the text of page 2",
            id="文字旁的大图",
        ),
        pytest.param(text("收入") + picture(box="150 20 20 20"), set(), "", id="小图"),
        pytest.param(
            text("收入", Alpha="0") + picture(),
            {Code.READ_BY_OCR},
            "a picture hides the text of page 2, which was recognised",
            id="双层",
        ),
        pytest.param(
            text("收入") + picture(),
            {Code.READ_BY_OCR},
            "a picture hides the text of page 2, which was recognised",
            id="图盖住字",
        ),
        pytest.param(picture() + text("收入"), set(), "", id="底图上的字"),
    ],
)
def test_what_a_page_shows_and_does_not_say_is_told(page: str, codes: set[Code], sentence: str) -> None:
    document = read(text("第一页"), page)
    assert set(document.codes) == codes
    assert all(told.startswith(sentence) for told in document.complaints)
    assert len(document.pages) == 2


@pytest.mark.parametrize(
    ("part", "code", "sentence"),
    [
        pytest.param("Pages/Page_1/Content.xml", Code.PAGE_WITHOUT_TEXT, "the file has not got page 2", id="一页"),
        pytest.param("Tpls/Tpl_0/Content.xml", Code.LOST_COLUMN, "template 6 is", id="模板"),
        pytest.param("DocumentRes.xml", Code.LOST_COLUMN, "DocumentRes.xml is", id="资源"),
        pytest.param("Annots/Annotations.xml", Code.LOST_COLUMN, "Annots/Annotations.xml is", id="批注目录"),
        pytest.param("Annots/Annotation.xml", Code.LOST_COLUMN, "Annotation.xml is", id="一页的批注"),
    ],
)
def test_a_part_that_is_named_and_missing_is_told(part: str, code: Code, sentence: str) -> None:
    whole = ofd(text("收入5亿元"), text("支出"), template=text("模板", y=60))
    document = read_document(repacked(whole, {f"Doc_0/{part}": None}), "a")
    assert "收入5亿元" in document.text
    assert document.codes == (code,)
    assert document.complaints[0].startswith(sentence)


@pytest.mark.parametrize(
    ("y", "lines"),
    [
        pytest.param(28.5, ["收入   532亿元"], id="中间的线"),
        pytest.param(30.4, ["收入500亿元532亿元"], id="下面的线"),
    ],
)
def test_what_is_struck_out_is_not_there(y: float, lines: list[str]) -> None:
    start, end = 20 + 4 * width_of("收") * 2, 20 + 4 * sum(map(width_of, "收入500亿元"))
    document = read(text("收入500亿元532亿元") + path(f"M {start} {y} L {end} {y}"))
    assert document.text.splitlines() == lines


def circle_of_units() -> bytes:
    inner = '<ofd:CompositeObject ResourceID="7" Boundary="0 0 1 1"/>' * 2
    unit = f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit>'
    return ofd(inner, resources=f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>")


def many_pages_of_one_part() -> bytes:
    listed = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 400
    large = xml("Page", layer(text("收入")) + "<!--" + "空" * 10_000 + "-->")
    document = xml("Document", f"<ofd:Pages>{listed}</ofd:Pages>")
    return ofd("", parts={"Doc_0/Document.xml": document, "Doc_0/Pages/Page_0/Content.xml": large})


def locked() -> bytes:
    data = bytearray(ofd(text("收入")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda: ofd(text("收入"))[:-40], Code.BROKEN_FILE, id="残缺的包"),
        pytest.param(lambda: ofd(), Code.NO_TEXT, id="没有页"),
        pytest.param(
            lambda: repacked(ofd(text("收入")), {"Doc_0/Pages/Page_0/Content.xml": None}),
            Code.BROKEN_FILE,
            id="没有一页的内容",
        ),
        pytest.param(lambda: ofd("", ""), Code.NO_TEXT, id="全是空白页"),
        pytest.param(lambda: ofd(path(FRAME)), Code.NO_TEXT, id="只有线条"),
        pytest.param(lambda: ofd("", parts={"Doc_0/Document.xml": "<坏"}), Code.BROKEN_FILE, id="坏的文档部件"),
        pytest.param(lambda: ofd(text("收入") + "<坏"), Code.BROKEN_FILE, id="坏的页"),
        pytest.param(lambda: ofd("", parts={"OFD.xml": xml("OFD", "")}), Code.BROKEN_FILE, id="没有文档"),
        pytest.param(
            lambda: ofd("", parts={"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><OFD>&b;</OFD>'}),
            Code.TOO_LARGE,
            id="实体",
        ),
        pytest.param(lambda: ofd(text("收入"), parts={"Doc_0/Encryptions.xml": ""}), Code.ENCRYPTED, id="加密"),
        pytest.param(locked, Code.ENCRYPTED, id="加密的ZIP"),
        pytest.param(circle_of_units, Code.TOO_LARGE, id="图元互相引用"),
        pytest.param(many_pages_of_one_part, Code.TOO_LARGE, id="许多页用一个部件"),
    ],
)
def test_what_cannot_be_read_is_rejected_by_name(
    make: Callable[[], bytes], code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongbao.read.ofd.document.Budget", partial(Budget, objects=10_000, size=5_000_000))
    with pytest.raises(RejectedError) as rejected:
        read_ofd(make(), "a.ofd")
    assert rejected.value.code is code
    assert str(rejected.value).startswith("a.ofd: ")


def test_pictures_without_text_ask_for_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    with pytest.raises(RejectedError, match=r"a\.ofd: .*pip install gongbao\[ocr\]") as rejected:
        read(picture())
    assert rejected.value.code is Code.NEEDS_OCR


DAMAGED = ofd(text("收入5亿元") + path(FRAME), template=text("文件"), resources="<ofd:MultiMedias/>")
PART = "Doc_0/Pages/Page_0/Content.xml"


@given(st.data())
def test_damaged_markup_never_crashes(data: st.DataObject) -> None:
    with zipfile.ZipFile(BytesIO(DAMAGED)) as package:
        part = bytearray(package.read(PART))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(part)))
        part[start : start + data.draw(st.integers(0, 9))] = data.draw(
            st.sampled_from([b"", b'"', b"9", b"-1e9", b"<", b"/>"])
        )
    try:
        document = read_ofd(ofd("", parts={PART: bytes(part)}), "a.ofd")
    except RejectedError as rejected:
        assert rejected.code in (Code.BROKEN_FILE, Code.NO_TEXT, Code.TOO_LARGE)
    else:
        assert document.boxes is None or len(document.boxes) == 4 * len(document.text)


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="no corpus")
@pytest.mark.parametrize("name", ["n.ofd", "999.ofd"])
def test_nothing_of_a_real_file_is_lost(name: str) -> None:
    """Every TextCode of its pages and templates, and nothing else, counted character by character."""
    data = (SHARED / "corpus/ofd" / name).read_bytes()
    document = read_document(data, name)
    written = []
    with zipfile.ZipFile(BytesIO(data)) as package:
        for part in package.namelist():
            if part.endswith("Content.xml"):
                written += [
                    code.split("</", 1)[0].split(">", 1)[1]
                    for code in package.read(part).decode("utf-8-sig").split("<ofd:TextCode")[1:]
                ]
    expected = "".join(written).replace("&lt;", "<").replace("&gt;", ">")
    assert sorted(squeezed(document.text)) == sorted(squeezed(expected))


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="no corpus")
def test_a_real_file_of_drawings_alone_is_rejected() -> None:
    with pytest.raises(RejectedError) as rejected:
        read_document((SHARED / "corpus/ofd/h.ofd").read_bytes(), "h.ofd")
    assert rejected.value.code is Code.NO_TEXT
