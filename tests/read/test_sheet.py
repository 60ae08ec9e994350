import datetime
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock  # type: ignore[import-untyped]
from openpyxl.cell.text import InlineFont  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, Side  # type: ignore[import-untyped]

from gongbao.errors import RejectedError
from gongbao.model import Code, Document, Kind
from gongbao.read.documents import read_document
from gongbao.read.sheet.document import read_xls, read_xlsx
from gongbao.read.sheet.xls_boxes import TextBoxes
from gongbao.read.text import read_text
from gongbao.run.document import Engine
from tests.faults.make_raw import parts, zipped
from tests.read.make_sheet import (
    OldCell,
    drawing,
    grids,
    in_cell,
    in_row,
    in_xml,
    old_workbook,
    package,
    saved,
    strings,
    styles,
    workbook,
)
from tests.reading import told

SEED = next(Path(__file__).parents[2].glob("seeds/*.txt"))
LINES = Border(*[Side("thin")] * 4)
# Saved as Excel 97 by LibreOffice Calc: a sheet with two text boxes, and one with a comment.
FILES = Path(__file__).parent / "files"
BOXES = (FILES / "boxes.xls").read_bytes()
SHEET_ROWS = [["科目", "金额"], ["税收", 326.72000000000003], ["合计", 532.39]]


def shown(data: bytes) -> list[list[list[str | None]]]:
    return grids(read_xlsx(data, "a.xlsx"))


def cell_of(value: Any, format: str = "General") -> str | None:
    def change(sheet: Any) -> None:
        sheet["A1"].number_format = format

    (((text,),),) = shown(workbook([[value]], change))
    return text


def test_a_sheet_is_its_name_and_its_table() -> None:
    document = read_document(workbook(SHEET_ROWS), "a.xlsx")
    assert document.text == "收入表\n科目\t金额\n税收\t326.72\n合计\t532.39\n"
    assert grids(document) == [[["科目", "金额"], ["税收", "326.72"], ["合计", "532.39"]]]
    assert (document.format, document.codes, document.furniture) == ("xlsx", (), ())


@pytest.mark.parametrize(
    ("name", "is_furniture"),
    [("Sheet1", True), ("工作表 2", True), ("表1", False), ("Sheet1收入", False), ("2024", False)],
)
def test_the_name_a_spreadsheet_gives_says_nothing(name: str, is_furniture: bool) -> None:
    def rename(sheet: Any) -> None:
        sheet.title = name

    document = read_xlsx(workbook([["税收"]], rename), "a")
    assert document.text == f"{name}\n税收\n"
    assert [document.text[span.start : span.end] for span in document.furniture] == [name] * is_furniture


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        pytest.param("0210", "General", "0210", id="文本编码"),
        pytest.param(210, "0000", "0210", id="补零编码"),
        pytest.param(0.054, "0.00%", "5.4%", id="百分比"),
        pytest.param(datetime.date(2024, 3, 5), "yyyy-mm-dd", "2024-03-05", id="日期"),
        pytest.param(datetime.date(2024, 3, 5), 'yyyy"年"m"月"', "2024年3月", id="年月"),
        pytest.param(datetime.time(14, 30), "h:mm", "14:30", id="时间"),
        pytest.param(-123.45, "#,##0.00_);(#,##0.00)", "-123.45", id="括号负数"),
        pytest.param(3.1, "[Red]▲0.0;[Green]▼0.0", "3.1", id="上箭头不是负号"),
        pytest.param(-3.1, "[Red]▲0.0;[Green]▼0.0", "-3.1", id="下箭头是负号"),
        pytest.param(True, "General", "TRUE", id="真"),
        pytest.param("#REF!", "General", "#REF!", id="错误"),
        pytest.param("  其中：税收 ", "General", "  其中：税收 ", id="前后空格"),
        pytest.param("一般公共\n预算", "General", "一般公共\n预算", id="换行"),
        pytest.param("一般\r\n公共", "General", "一般\n公共", id="回车换行"),
        pytest.param("A_x0041_", "General", "AA", id="转义字符"),
        pytest.param("教育", '@"局"', "教育局", id="文本格式加字"),
    ],
)
def test_a_cell_is_what_the_sheet_shows(value: Any, format: str, text: str) -> None:
    assert cell_of(value, format) == text


def test_the_same_sheet_is_the_same_document() -> None:
    one, same, other = (read_xlsx(workbook([["项目", "金额"], ["甲", number]]), "a") for number in (1, 1, 12))
    assert one == same
    assert hash(one.tables) == hash(same.tables)
    assert one.tables != other.tables


def test_text_of_several_fonts_is_one_text() -> None:
    rich = CellRichText("收入", TextBlock(InlineFont(b=True), "532.39"), "亿元")
    book = openpyxl.Workbook()
    book.active["A1"] = rich
    assert shown(saved(book)) == [[["收入532.39亿元"]]]


def test_a_raised_mark_is_no_digit_of_the_figure_before_it() -> None:
    rich = CellRichText("1,100.5", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    item = '<r><t>10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>4</t></r><r><t>亩</t></r>'
    book = openpyxl.Workbook()
    book.active["A1"] = rich
    assert shown(saved(book)) == [[["1,100.5¹"]]]
    sheet = f'<sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is>{item}</is></c></row></sheetData>'
    assert shown(package(sheet, parts=strings(item))) == [[["10⁴亩", "10⁴亩"]]]
    cells: dict[tuple[int, int], OldCell] = {(0, 0): "1,100.51万", (0, 1): "10", (0, 2): 5.0}
    old = old_workbook(cells, raised={(0, 0): (7, 8), (0, 1): (0, 2)})
    assert grids(read_xls(old, "a")) == [[["1,100.5¹万", "10", "5"]]]


def test_readings_of_a_text_are_not_its_text() -> None:
    item = '<t xml:space="preserve"> 东</t><rPh sb="0" eb="1"><t>ひがし</t></rPh><r><t>京 </t></r>'
    sheet = '<sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>税</t><rPh><t>ぜい</t></rPh></is></c></row>'
    assert shown(package(sheet + "</sheetData>", parts=strings(item))) == [[[" 东京 ", "税"]]]


@pytest.mark.parametrize(
    ("alignment", "text"),
    [
        pytest.param(Alignment(indent=2), "　　增值税", id="常规缩进"),
        pytest.param(Alignment(horizontal="left", indent=1), "　增值税", id="靠左缩进"),
        pytest.param(Alignment(horizontal="right", indent=1), "增值税", id="靠右缩进"),
        pytest.param(Alignment(), "增值税", id="不缩进"),
    ],
)
def test_indentation_is_a_step_of_a_hierarchy(alignment: Alignment, text: str) -> None:
    def indent(sheet: Any) -> None:
        sheet["A1"].alignment = sheet["B1"].alignment = alignment

    assert shown(workbook([["增值税", 5.5]], indent)) == [[[text, "5.5"]]]


def _merge(*areas: str) -> Callable[[Any], object]:
    return lambda sheet: [sheet.merge_cells(area) for area in areas]


@pytest.mark.parametrize(
    ("rows", "areas", "cells"),
    [
        pytest.param(
            [["收入表", None, None], ["科目", "金额", None], [None, "预算", "决算"], ["税收", 1, 2]],
            ["A1:C1", "A2:A3", "B2:C2"],
            [["收入表", None, None], ["科目", "金额", None], [None, "预算", "决算"], ["税收", "1", "2"]],
            id="多层表头",
        ),
        pytest.param(
            [["标题"], [], ["科目", 1]], ["A1:B2"], [["标题", None], [None, None], ["科目", "1"]], id="合并越过空行"
        ),
        pytest.param([["标题"], ["科目", 1]], ["A1:H1"], [["标题", None], ["科目", "1"]], id="合并超出表宽"),
        pytest.param([["注"]], ["A1:F9"], [["注"]], id="合并超出表高"),
        pytest.param([[None, "预算"], ["税收", 1]], ["A1:A1"], [["", "预算"], ["税收", "1"]], id="空角"),
    ],
)
def test_merged_cells(rows: list[list[Any]], areas: list[str], cells: list[list[str | None]]) -> None:
    assert shown(workbook(rows, _merge(*areas))) == [cells]


def test_what_a_merged_area_covers_is_not_seen() -> None:
    sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row></sheetData>'
    overlapping = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/><mergeCell ref="甲"/></mergeCells>'
    assert shown(package(sheet + overlapping)) == [[["1", None, "3"]]]


@pytest.mark.parametrize(
    ("columns", "row", "cells"),
    [
        pytest.param("", 'hidden="1"', [["1", "2", "3"], ["7", "8", "9"]], id="隐藏行"),
        pytest.param("", 'hidden="true"', [["1", "2", "3"], ["7", "8", "9"]], id="隐藏行true"),
        pytest.param("", 'ht="0" customHeight="1"', [["1", "2", "3"], ["7", "8", "9"]], id="零高"),
        pytest.param('<col min="2" max="2" hidden="1"/>', "", [["1", "3"], ["4", "6"], ["7", "9"]], id="隐藏列"),
        pytest.param('<col min="1" max="2" width="0"/>', "", [["3"], ["6"], ["9"]], id="零宽"),
        pytest.param(
            '<col min="4" max="16384" hidden="1"/>', 'hidden="0" ht="15"', [[*"123"], [*"456"], [*"789"]], id="不隐藏"
        ),
    ],
)
def test_hidden_rows_and_columns_are_left_out(columns: str, row: str, cells: list[list[str]]) -> None:
    rows = ["".join(f"<c><v>{value}</v></c>" for value in values) for values in ("123", "456", "789")]
    body = f"<row>{rows[0]}</row><row {row}>{rows[1]}</row><row>{rows[2]}</row>"
    assert shown(package(f"<cols>{columns}</cols><sheetData>{body}</sheetData>")) == [cells]


def test_hidden_rows_between_two_rows_do_not_part_them() -> None:
    between = "".join(f'<row r="{row}" hidden="1"><c r="A{row}" s="1"/></row>' for row in range(2, 100))
    sheet = f'<sheetData><row r="1"><c><v>1</v></c></row>{between}<row r="100"><c><v>2</v></c></row></sheetData>'
    assert shown(package(sheet)) == [[["1"], ["2"]]]


def test_a_merged_area_shows_the_text_of_its_hidden_first_cell() -> None:
    def change(sheet: Any) -> None:
        _merge("A1:C1", "A2:A3")(sheet)
        sheet.column_dimensions["A"].hidden = True

    assert shown(workbook([["标题"], ["类", 1, 2], [None, 3, 4]], change)) == [[["标题", None], ["1", "2"], ["3", "4"]]]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_left_out(state: str) -> None:
    book = openpyxl.Workbook()
    for name in ("甲表", "乙表", "丙表"):
        book.create_sheet(name).append([name + "的数", 5])
    book["乙表"].sheet_state = state
    assert read_xlsx(saved(book), "a").text == "Sheet\n甲表\n甲表的数\t5\n丙表\n丙表的数\t5\n"


def test_zeros_that_a_sheet_does_not_show() -> None:
    def change(sheet: Any) -> None:
        sheet.sheet_view.showZeros = False

    assert shown(workbook([["税收", 0, 0.5, "0"]], change)) == [[["税收", "", "0.5", "0"]]]


@pytest.mark.parametrize(
    ("rows", "tables"),
    [
        pytest.param([["a"], [], ["b"]], [[["a"]], [["b"]]], id="空行分块"),
        pytest.param([["a"], [None, " "], ["b"]], [[["a"]], [["b"]]], id="只有空格的行"),
        pytest.param([["a"], ["b"]], [[["a"], ["b"]]], id="不分块"),
        pytest.param([[], [], [None, None, "a", None, "b"], []], [[["a", "", "b"]]], id="去掉四周空白"),
        pytest.param([["a"], [], [None, "b", "c"]], [[["a"]], [["b", "c"]]], id="各块各自去边"),
        pytest.param(
            [["科目", "金额"], ["税收", 1], [], ["非税", 2]],
            [[["科目", "金额"], ["税收", "1"], ["", ""], ["非税", "2"]]],
            id="空行后接着的数",
        ),
        pytest.param(
            [["科目", "金额"], ["税收", 1], [], ["支出"], ["教育", 2]],
            [[["科目", "金额"], ["税收", "1"], ["", ""], ["支出", ""], ["教育", "2"]]],
            id="空行后的小标题",
        ),
        pytest.param(
            [["科目", "金额"], ["税收", 1], [], ["科目", "2024"], ["非税", 2]],
            [[["科目", "金额"], ["税收", "1"]], [["科目", "2024"], ["非税", "2"]]],
            id="空行后的年份是表头",
        ),
        pytest.param(
            [["科目", "金额"], ["税收", 1], [], [], [], ["非税", 2]],
            [[["科目", "金额"], ["税收", "1"]], [["非税", "2"]]],
            id="隔得太远",
        ),
    ],
)
def test_empty_rows_part_tables(rows: list[list[Any]], tables: list[list[list[str | None]]]) -> None:
    assert shown(workbook(rows)) == tables


def test_lines_around_an_empty_row_hold_a_table_together() -> None:
    def rule(sheet: Any) -> None:
        for row in (3, 6, 7):
            sheet.cell(row, 1).border = LINES

    rows = [["科目", "金额"], ["税收", 1], [], ["合计", 1], [], [], []]
    assert shown(workbook(rows, rule)) == [[["科目", "金额"], ["税收", "1"], ["", ""], ["合计", "1"]]]


def test_text_boxes_of_an_old_workbook_are_read_and_comments_are_not() -> None:
    document = read_xls(BOXES, "a.xls")
    assert document.text.split("\n")[3:-1] == ["框中支出66亿元。", "第二段", "ascii only 5%", "第二段"]
    assert "批注" not in read_xls((FILES / "comment.xls").read_bytes(), "a.xls").text


@given(st.integers(0, len(BOXES) - 1), st.binary(min_size=1, max_size=6))
def test_damage_to_text_boxes_is_no_error(place: int, junk: bytes) -> None:
    boxes = TextBoxes(BOXES[:place] + junk + BOXES[place + len(junk) :])
    assert all(isinstance(text, str) for number in range(3) for _, text in boxes.of_sheet(number))


def test_a_formula_without_a_value_is_told_by_its_cell() -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True

    document = read_xlsx(workbook([["税收", 1], ["合计", "=SUM(B1:B1)"], ["暗", "=1"]], hide), "a.xlsx")
    assert grids(document) == [[["税收", "1"], ["合计", ""]]]
    assert document.codes == (Code.FORMULA_WITHOUT_VALUE,)
    assert document.complaints == ("1 formula without a stored value: 收入表!B2",)


def test_a_text_that_is_missing_costs_its_cell_alone() -> None:
    cells = '<c t="s"><v>0</v></c><c t="s"><v>7</v></c><c t="s"><v>甲</v></c><c><v>1_000</v></c><c><f>1</f></c>'
    document = read_xlsx(package(f"<sheetData><row>{cells}</row></sheetData>", parts=strings("<t>税收</t>")), "a.xlsx")
    assert grids(document) == [[["税收", "", "", "1_000"]]]
    assert document.codes == (Code.FORMULA_WITHOUT_VALUE,)
    assert document.complaints == (
        "1 formula without a stored value: 收入表!E1; 2 cells whose text is missing in the file: 收入表!B1, 收入表!C1",
    )


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        pytest.param("xl/styles.xml", "xl/styles.xml is", id="样式"),
        pytest.param("xl/drawings/drawing1.xml", "xl/drawings/drawing1.xml is", id="图形"),
        pytest.param("xl/charts/c1.xml", "xl/charts/c1.xml is", id="图表"),
        pytest.param("xl/worksheets/sheet2.xml", "the sheet 支出表 is", id="工作表"),
    ],
)
def test_a_part_that_is_named_and_missing_costs_itself_alone(part: str, sentence: str) -> None:
    book = openpyxl.Workbook()
    book.active.title = "收入表"
    book.active.append(["收入", 532.39])
    book.create_sheet("支出表").append(["支出", 7])
    whole = parts(saved(book))
    shape = "<xdr:twoCellAnchor><xdr:graphicFrame><c:chart r:id='c1'/></xdr:graphicFrame></xdr:twoCellAnchor>"
    whole |= {name: text.encode() for name, text in drawing(shape, c1="").items()}
    whole["xl/worksheets/_rels/sheet1.xml.rels"] = parts(package("", related="../drawings/drawing1.xml"))[
        "xl/worksheets/_rels/sheet1.xml.rels"
    ]
    sheet = whole["xl/worksheets/sheet1.xml"]
    whole["xl/worksheets/sheet1.xml"] = sheet.replace(b"</worksheet>", b'<drawing id="rId1"/></worksheet>')
    assert read_xlsx(zipped(whole.items()), "a").codes == ()
    del whole[part]
    document = read_xlsx(zipped(whole.items()), "a")
    assert document.text.startswith("收入表\n收入\t532.39\n")
    assert (document.codes, document.complaints) == (
        (Code.LOST_COLUMN,),
        (f"{sentence} named and is not in the file",),
    )


def test_of_many_formulas_without_a_value_some_are_named() -> None:
    document = read_xlsx(workbook([["合计", *["=1"] * 30]]), "a.xlsx")
    (sentence,) = document.complaints
    assert sentence.startswith("30 formulas without a stored value: 收入表!B1, 收入表!C1,")
    assert sentence.endswith("收入表!K1 and 20 more")


def test_a_formula_has_the_value_that_was_stored() -> None:
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"甲"</f><v>甲</v></c><c r="C1" t="str"><f>""</f><v/></c>'
    )
    cells += '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="b"><v>0</v></c>'
    cells += '<c r="F1" t="d"><v>2024-03-05T00:00:00</v></c>'
    document = read_xlsx(package(f'<sheetData><row r="1">{cells}</row></sheetData>'), "a")
    assert grids(document) == [[["2", "甲", "", "#DIV/0!", "FALSE", "2024-03-05"]]]
    assert document.codes == ()


def test_rows_and_cells_without_references_follow_one_another() -> None:
    sheet = '<x:sheetData xmlns:x="甲"><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>'
    sheet += "<x:row><x:c/><x:c><x:v>3</x:v></x:c></x:row></x:sheetData>"
    assert shown(package(sheet)) == [[["1", "2"], ["", "3"]]]


@pytest.mark.parametrize("target", ["worksheets\\sheet1.xml", "worksheets/sheet%31.xml"], ids=["反斜线", "转义"])
def test_a_sheet_is_found_however_its_name_is_written(target: str) -> None:
    name = "xl/_rels/workbook.xml.rels"
    relation = f'<Relationship Id="rId1" Type="a/worksheet" Target="{target}"/>'
    sheet = "<sheetData><row><c><v>5</v></c></row></sheetData>"
    assert shown(package(sheet, parts={name: f"<Relationships>{relation}</Relationships>"})) == [[["5"]]]


def test_a_sheet_whose_part_has_an_escaped_name() -> None:
    relation = '<Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet%201.xml"/>'
    sheet = "<worksheet><sheetData><row><c><v>5</v></c></row></sheetData></worksheet>"
    parts = {
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relation}</Relationships>",
        "xl/worksheets/sheet%201.xml": sheet,
    }
    assert shown(package("", parts=parts)) == [[["5"]]]


def test_dates_of_a_workbook_that_counts_from_1904() -> None:
    sheet = '<sheetData><row><c s="0"><v>43894</v></c></row></sheetData>'
    data = package(sheet, parts=styles("yyyy-mm-dd"), workbook='<workbookPr date1904="1"/>')
    assert shown(data) == [[["2024-03-05"]]]


BOX = "<xdr:twoCellAnchor><xdr:from><xdr:row>{row}</xdr:row></xdr:from>{shape}</xdr:twoCellAnchor>"
SHAPE = (
    '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="b"{hidden}/></xdr:nvSpPr>'
    "<xdr:txBody><a:p><a:r><a:t>单位：</a:t></a:r><a:r><a:t>{text}</a:t></a:r></a:p><a:p/><a:p><a:r><a:t>止</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
)


def test_text_boxes_and_titles_of_charts_stand_beside_their_rows() -> None:
    alternate = "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
    chart = "<xdr:graphicFrame><a:graphic><c:chart r:id='k1'/></a:graphic></xdr:graphicFrame>"
    parts = drawing(
        BOX.format(row=3, shape="<xdr:grpSp>" + SHAPE.format(text="亿元", hidden="") + "</xdr:grpSp>")
        + BOX.format(row=0, shape=alternate.format(SHAPE.format(text="万元", hidden="")))
        + BOX.format(row=0, shape=SHAPE.format(text="暗", hidden=' hidden="1"'))
        + BOX.format(row=9, shape=chart),
        k1="<c:title><c:tx><c:rich><a:p><a:r><a:t>图1 收入</a:t></a:r></a:p></c:rich></c:tx></c:title>",
    )
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in (1, 2, 5))
    sheet = f'<sheetData>{rows}</sheetData><drawing r:id="rId1"/>'
    document = read_xlsx(package(sheet, parts=parts, related="../drawings/drawing1.xml"), "a")
    assert document.text == "收入表\n单位：万元\n\n止\n1\n2\n单位：亿元\n\n止\n5\n图1 收入\n"
    assert grids(document) == [[["1"], ["2"]], [["5"]]]


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        pytest.param(
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            + "".join(f'<row r="{row}" ht="9"><c r="A{row}" s="1"/><c r="B{row}"/></row>' for row in range(2, 50_000))
            + '<row r="60000"><c r="XFD60000"><v>2</v></c></row>',
            [["1"], ["2"]],
            id="数万空行",
        ),
        pytest.param('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>', ["1", "2"], id="首尾两列"),
        pytest.param(
            "".join(f'<row r="{n}"><c r="{chr(64 + n)}{n}"><v>{n}</v></c></row>' for n in range(1, 27))
            + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
            + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>',
            ["1"],
            id="合并整张表",
        ),
    ],
)
def test_absurd_ranges_cost_nothing(sheet: str, cells: list[Any]) -> None:
    data = package(f'<dimension ref="A1:XFD1048576"/><sheetData>{sheet}</sheetData>')
    tracemalloc.start()
    document = read_xlsx(data, "a")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    texts = [[document.text[c.span.start : c.span.end] for c in table.cells] for table in document.tables]
    assert texts == (cells if isinstance(cells[0], list) else [cells])
    assert peak < 30_000_000


def test_one_text_in_very_many_cells_is_too_large() -> None:
    cells = '<c t="s"><v>0</v></c>' * 1000
    data = package(f"<sheetData>{f'<row>{cells}</row>' * 4}</sheetData>", parts=strings(f"<t>{'甲' * 32_000}</t>"))
    with pytest.raises(RejectedError, match=r"a: has more than 100,000,000 characters in its cells") as rejected:
        read_xlsx(data, "a")
    assert rejected.value.code is Code.TOO_LARGE


BINARY = '<a><Relationship Id="r" Type="/officeDocument" Target="xl/workbook.bin"/></a>'


def _locked() -> bytes:
    data = bytearray(workbook([["税收"]]))
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(head)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(head, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code", "sentence"),
    [
        pytest.param(workbook([]), Code.NO_TEXT, "a: has no text in any sheet that is shown", id="空表"),
        pytest.param(workbook([[" ", "\n"]]), Code.NO_TEXT, "a: has no text", id="只有空格"),
        pytest.param(workbook([["税收"]])[:-100], Code.BROKEN_FILE, "a: is a damaged workbook: ", id="截断"),
        pytest.param(
            package('<sheetData><row><c t="s"><v>7</v></c></row></sheetData>'),
            Code.BROKEN_FILE, "a: is a damaged workbook: the texts that its cells refer to are missing", id="无文字表",
        ),
        pytest.param(package("<sheetData>"), Code.BROKEN_FILE, "a: is a damaged workbook: its part xl", id="残缺的XML"),
        pytest.param(
            package("", parts={"xl/worksheets/sheet1.xml": "<!DOCTYPE a [<!ENTITY b '甲'>]><a>&b;</a>"}),
            Code.BROKEN_FILE, "a part declares a document type", id="实体",
        ),
        pytest.param(
            package("", parts={"xl/_rels/workbook.xml.rels": "<a/>"}),
            Code.BROKEN_FILE, "damaged workbook: the sheet 收入表 is named and is not in the file", id="没有关系",
        ),
        pytest.param(
            package("", parts={"_rels/.rels": BINARY}),
            Code.UNREAD_FORMAT, "a: looks like a binary workbook", id="xlsb",
        ),
        pytest.param(_locked(), Code.ENCRYPTED, "a: is locked by a password", id="加密"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_rejected(data: bytes, code: Code, sentence: str) -> None:
    with pytest.raises(RejectedError) as rejected:
        read_xlsx(data, "a")
    assert rejected.value.code is code
    assert sentence in str(rejected.value)
    assert "\n" not in str(rejected.value)


def test_the_seed_page_says_the_same_in_a_sheet() -> None:
    page = read_text(SEED.read_bytes(), "a")
    sheet = read_xlsx(workbook([[line] if line else [] for line in page.text.splitlines()]), "a")
    assert sheet.text.split() == ["收入表", *page.text.split()]
    figures = [figure for figure in figures_of(page) if figure[0] in (Kind.MONEY, Kind.PERCENT, Kind.QUANTITY)]
    assert [figure for figure in figures_of(sheet) if figure[0] in (Kind.MONEY, Kind.PERCENT, Kind.QUANTITY)] == figures
    assert Counter(kind for kind, _ in figures).items() >= {Kind.MONEY: 22, Kind.PERCENT: 12}.items()


def figures_of(document: Document) -> list[tuple[Kind, str]]:
    result = Engine().extract(document, {"date": "2021-12-31", "region": "湖北省咸宁市"})
    return [(mention.kind, told(mention)) for mention in result.mentions]


INTACT = workbook([["科目", 5.4], ["税收", "=1"]], _merge("A1:A2"))


@given(st.integers(0, len(INTACT) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_damage_never_fails_otherwise(place: int, bytes_there: bytes, cut: bool) -> None:
    data = INTACT[:place] + bytes_there + (b"" if cut else INTACT[place + len(bytes_there) :])
    try:
        read_xlsx(data, "a")
    except RejectedError as error:
        assert str(error).startswith("a: ")


# --- .xls -------------------------------------------------------------------------------------------------------------


def test_an_old_workbook_is_read_alike() -> None:
    document = read_document(
        old_workbook(
            {
                (0, 0): "收入表", (1, 0): "科目", (1, 1): "比重", (1, 2): "暗", (2, 0): "税收", (2, 1): 0.054,
                (3, 0): "藏", (4, 0): 2010601.0, (4, 1): 326.72000000000003, (5, 0): True, (5, 1): "#REF!",
                (7, 0): "截至", (7, 1): 45356.0,
            },
            formats={(2, 1): "0.00%", (4, 0): "0000000000", (7, 1): 'yyyy"年"m"月"'},
            indents={(2, 0): 2},
            merged=[(0, 0, 0, 1)],
            hidden_rows=[3],
            hidden_columns=[2],
            hidden_sheet={(0, 0): "暗"},
        ),
        "a.xls",
    )  # fmt: skip
    assert document.text.startswith("收入表\n收入表\n科目\t比重\n")
    assert grids(document) == [
        [["收入表", None], ["科目", "比重"], ["　　税收", "5.4%"], ["0002010601", "326.72"], ["TRUE", "#REF!"]],
        [["截至", "2024年3月"]],
    ]
    assert document.format == "xls"


def test_lines_and_days_of_an_old_workbook() -> None:
    cells = {(0, 0): "甲", (1, 0): None, (2, 0): 43894.0, (3, 0): None, (4, 0): None, (5, 0): "丙"}
    data = old_workbook(cells, ruled=[(1, 0), (3, 0)], formats={(2, 0): "yyyy-mm-dd"}, from_1904=True)
    assert grids(read_xls(data, "a")) == [[["甲"], [""], ["2024-03-05"]], [["丙"]]]


def test_what_is_struck_out_in_a_sheet_is_not_there() -> None:
    def change(sheet: Any) -> None:
        sheet["B1"].font = sheet["B2"].font = Font(strike=True)
        part = TextBlock(InlineFont(strike=True), "500")
        sheet["B3"] = CellRichText("收入", part, TextBlock(InlineFont(strike=False), "5"), "32亿元")

    data = workbook([["税收", 77], ["非税", "77亿元"], ["合计", None]], change)
    assert grids(read_xlsx(data, "a")) == [[["税收", ""], ["非税", ""], ["合计", "收入532亿元"]]]


def test_what_is_struck_out_within_a_cell_is_not_there() -> None:
    text = (
        '<is><r><t>收入</t></r><r><rPr><strike/></rPr><t>500</t></r><r><rPr><strike val="0"/></rPr><t>5亿</t></r></is>'
    )
    data = package(f'<sheetData><row><c t="inlineStr">{text}</c><c><v>1</v></c></row></sheetData>')
    assert grids(read_xlsx(data, "a")) == [[["收入5亿", "1"]]]


def test_what_has_a_font_of_its_own_in_a_cell_that_is_struck_out_is_there() -> None:
    texts = "<si><r><t>500</t></r><r><rPr><b/></rPr><t>532</t></r><r><rPr><strike/></rPr><t>1</t></r></si>"
    texts += "<si><t>77</t></si>"
    fonts = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    parts = {"xl/sharedStrings.xml": f"<sst>{texts}</sst>", "xl/styles.xml": f"<styleSheet>{fonts}</styleSheet>"}
    cells = "".join(f'<c t="s" s="{style}"><v>{text}</v></c>' for style, text in ((1, 0), (1, 1), (0, 0), (0, 1)))
    data = package(f"<sheetData><row>{cells}</row></sheetData>", parts=parts)
    assert grids(read_xlsx(data, "a")) == [[["532", "", "500532", "77"]]]


def test_what_is_struck_out_in_an_old_sheet_is_not_there() -> None:
    cells: dict[tuple[int, int], OldCell] = {(0, 0): "税收", (0, 1): 77.0, (1, 0): "合计", (1, 1): "收入500532亿元"}
    data = old_workbook(cells, struck={(0, 1): None, (1, 1): (2, 5)})
    assert grids(read_xls(data, "a")) == [[["税收", ""], ["合计", "收入532亿元"]]]
    data = old_workbook(cells, struck={(0, 1): None}, unstruck={(1, 1): (5, 8)})
    assert grids(read_xls(data, "a")) == [[["税收", ""], ["合计", "532"]]]


def test_zeros_that_an_old_sheet_does_not_show() -> None:
    cells: dict[tuple[int, int], OldCell] = {(0, 0): "税收", (0, 1): 0.0, (0, 2): 0.5, (0, 3): "0", (0, 4): False}
    percent = {(0, 1): "0.00%"}
    assert grids(read_xls(old_workbook(cells, formats=percent), "a")) == [[["税收", "0%", "0.5", "0", "FALSE"]]]
    hidden = old_workbook(cells, formats=percent, shows_zeros=False)
    assert grids(read_xls(hidden, "a")) == [[["税收", "", "0.5", "0", "FALSE"]]]


OLD = old_workbook({(0, 0): "科目", (1, 0): 5.4}, merged=[(0, 0, 0, 1)], formats={(1, 0): "0.00%"})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(old_workbook({}), Code.NO_TEXT, id="空表"),
        pytest.param(old_workbook({(0, 0): "税收"}, locked=True), Code.ENCRYPTED, id="加密"),
        pytest.param(OLD[:700], Code.BROKEN_FILE, id="截断"),
        pytest.param(OLD[:512] + bytes(len(OLD) - 512), Code.BROKEN_FILE, id="清零"),
    ],
)
def test_what_is_no_old_workbook_is_rejected(data: bytes, code: Code) -> None:
    with pytest.raises(RejectedError, match=r"^a: .*") as rejected:
        read_xls(data, "a")
    assert rejected.value.code is code


@given(st.integers(0, len(OLD) - 1), st.binary(min_size=1, max_size=8))
def test_damage_of_an_old_workbook_never_fails_otherwise(place: int, bytes_there: bytes) -> None:
    try:
        read_xls(OLD[:place] + bytes_there + OLD[place + len(bytes_there) :], "a")
    except RejectedError as error:
        assert str(error).startswith("a: ")


@pytest.mark.parametrize(
    ("place", "error"),
    [
        pytest.param("xlrd.open_workbook", MemoryError(), id="打开时内存不够"),
        pytest.param("xlrd.book.Book.sheet_by_index", MemoryError(), id="读表时内存不够"),
        pytest.param("gongbao.read.sheet.document.layout", ValueError("ours"), id="自己的错"),
    ],
)
def test_what_is_no_fault_of_an_old_workbook_is_not_told_as_damage(
    place: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    data = old_workbook({(0, 0): "税收"})
    monkeypatch.setattr(place, fail)
    with pytest.raises(type(error)):
        read_xls(data, "a.xls")


XML_STYLES = (
    '<Style ss:ID="Default"><NumberFormat/></Style><Style ss:ID="share"><NumberFormat ss:Format="0.0%"/></Style>'
    '<Style ss:ID="rate" ss:Parent="share"/><Style ss:ID="named"><NumberFormat ss:Format="Percent"/></Style>'
    '<Style ss:ID="unit"><NumberFormat ss:Format="0.00&quot;亿元&quot;"/></Style>'
    '<Style ss:ID="day"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style>'
    '<Style ss:ID="below"><Alignment ss:Horizontal="Left" ss:Indent="2"/></Style>'
    '<Style ss:ID="struck"><Font ss:StrikeThrough="1"/></Style>'
)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "GB2312"])
def test_a_workbook_of_2003_in_xml_is_one(encoding: str) -> None:
    head = in_row(in_cell("项目", MergeDown="1"), in_cell("2024年", MergeAcross="1"))
    body = in_row(
        "税收", in_cell("326.72000000000003", "Number"), in_cell("5.3999999999999999E-2", "Number", StyleID="share")
    )
    document = read_document(
        in_xml(head + in_row(in_cell("决算数", Index="2"), "增长") + body, XML_STYLES, encoding=encoding), "a.xls"
    )
    assert document.text == "收入表\n项目\t2024年\n决算数\t增长\n税收\t326.72\t5.4%\n"
    assert grids(document) == [[["项目", "2024年", None], [None, "决算数", "增长"], ["税收", "326.72", "5.4%"]]]
    assert (document.format, document.codes) == ("xlsx", ())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(in_cell("0.054", "Number", StyleID="rate"), "5.4%", id="上级样式的格式"),
        pytest.param(in_cell("-0.032", "Number", StyleID="named"), "-3.2%", id="有名字的格式"),
        pytest.param(in_cell("3.5", "Number", StyleID="unit"), "3.5亿元", id="格式里的单位"),
        pytest.param(in_cell("2024-12-01T00:00:00.000", "DateTime", StyleID="day"), "2024年12月", id="日期"),
        pytest.param(in_cell("2024-12-01T00:00:00.000", "DateTime"), "2024-12-01", id="没有格式的日期"),
        pytest.param(in_cell("增值税", StyleID="below"), "　　增值税", id="缩进"),
        pytest.param(in_cell("非税<B>收入</B><Sup>1</Sup><S>99</S>"), "非税收入¹", id="格子里的HTML"),
        pytest.param(in_cell("99", StyleID="struck"), None, id="划去的"),
        pytest.param(in_cell("收入") + "<Comment><ss:Data>77</ss:Data></Comment>", "收入", id="批注"),
        pytest.param(in_cell("1", "Boolean"), "TRUE", id="真假"),
        pytest.param("<Cell ss:Formula='=A1'/>", None, id="没有值的公式"),
    ],
)
def test_a_cell_of_2003_is_as_its_format_shows_it(cell: str, expected: str | None) -> None:
    document = read_xlsx(in_xml(in_row("甲", cell, "乙"), XML_STYLES), "a.xls")
    (((_, *between, _),),) = grids(document)
    assert [text for text in between if text] == ([expected] if expected else [])
    assert document.codes == ((Code.FORMULA_WITHOUT_VALUE,) if "Formula" in cell else ())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(in_xml(in_row("税收", "5")).split(b"\n", 1)[1], [["税收", "5"]], id="没有声明"),
        pytest.param(b"\xef\xbb\xbf\n" + in_xml(in_row("税收", "5")), [["税收", "5"]], id="BOM和空行"),
        pytest.param(in_xml(in_row(in_cell("税收", Index="0"), "5")), [["税收", "5"]], id="第零列"),
        pytest.param(
            in_xml(('<Row ss:Hidden="1" ss:Span="99999999"/>' * 999) + in_row("税收", "5", Index="3")),
            None,
            id="隐藏的行没有尽头",
        ),
        pytest.param(
            in_xml(
                '<Column ss:Index="3" ss:Hidden="1" ss:StyleID="a" ss:Span="16383"/>' * 999
                + '<Row ss:Index="2" ss:Hidden="1" ss:Span="1048575"/>' * 999
                + in_row("税收", "5", "底稿", Index="1")
            ),
            [["税收", "5"]],
            id="隐藏的行列一再重来",
        ),
        pytest.param(in_xml(in_row(in_cell("税收", Index="999999999"))), [["税收"]], id="极远的列"),
    ],
)
def test_what_is_odd_about_a_workbook_of_2003_costs_nothing(data: bytes, expected: list[list[str]] | None) -> None:
    if expected is None:
        with pytest.raises(RejectedError, match="has no text in any sheet that is shown"):
            read_document(data, "a.xls")
    else:
        assert grids(read_document(data, "a.xls")) == [expected]


def test_what_a_sheet_of_2003_hides_is_not_read() -> None:
    columns = '<Column/><Column ss:Hidden="1" ss:Span="1"/><Column ss:StyleID="share"/>'
    rows = in_row("税收", "77", "88", in_cell("0.054", "Number")) + in_row("隐藏", "99", Hidden="1")
    rows += in_row("非税", in_cell("0.032", "Number", Index="4"), Index="3")
    hidden = (
        f'<Worksheet ss:Name="底稿"><Table>{in_row("66")}</Table>'
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
    )
    assert shown(in_xml(columns + rows, XML_STYLES, hidden)) == [[["税收", "5.4%"], ["非税", "3.2%"]]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(in_xml(in_row("税收", "5"))[:-40], Code.BROKEN_FILE, id="截断"),
        pytest.param(in_xml("").replace(b"<?mso", b"<!DOCTYPE a [<!ENTITY b 'x'>]><?mso"), Code.BROKEN_FILE, id="实体"),
        pytest.param(in_xml(""), Code.NO_TEXT, id="空表"),
        pytest.param(
            in_xml(in_row("<Cell><Data>" + "<b>" * 5000 + "</b>" * 5000 + "</Data></Cell>")),
            Code.NO_TEXT,
            id="层层嵌套",
        ),
    ],
)
def test_a_workbook_of_2003_that_cannot_be_read_is_rejected(data: bytes, code: Code) -> None:
    with pytest.raises(RejectedError) as rejected:
        read_document(data, "a.xls")
    assert rejected.value.code is code
