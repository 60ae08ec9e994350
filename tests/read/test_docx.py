import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read import package
from gongbao.read.documents import read_document
from gongbao.read.sniff import Format, sniff
from gongbao.read.word.docx import read_docx
from gongbao.read.word.docx_numbers import told
from tests.faults.make_raw import parts, repacked
from tests.read.make_docx import (
    DOCUMENT,
    STRICT,
    TEMPLATE,
    TRANSITIONAL,
    WITH_MACROS,
    cell,
    control,
    field,
    flat,
    in_xml_2003,
    numbered,
    packed,
    paragraph,
    row,
    run,
    symbol,
    table,
    text_box,
    word_file,
)
from tests.reading import SHARED

REPORTS = sorted((SHARED / "corpus/gwr_provincial_2025").glob("*.docx"))
CHANGE = 'w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"'


def read(body: str, **parts: str) -> Document:
    return read_docx(word_file(body, parts), "a.docx")


def lines(document: Document) -> list[str]:
    """All that is no furniture and not blank, line by line."""
    spans = {(span.start, span.end) for span in document.furniture}
    starts = [0, *(m.end() for m in re.finditer("\n", document.text))]
    told = [(start, document.text.find("\n", start)) for start in starts[:-1]]
    return [document.text[start:end] for start, end in told if start < end and (start, end) not in spans]


def cells(document: Document, number: int = 0) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and text of each cell of a table."""
    return [
        (c.row, c.column, c.rows, c.columns, document.text[c.span.start : c.span.end])
        for c in document.tables[number].cells
    ]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(paragraph("收入", run("532.39"), "亿元"), ["收入532.39亿元"], id="数字分在几个run里"),
        pytest.param(paragraph("一") + paragraph() + paragraph("二"), ["一", "二"], id="空段落"),
        pytest.param(paragraph("　　各位代表："), ["　　各位代表："], id="全角缩进"),
        pytest.param(
            paragraph("前", f"<w:ins {CHANGE}>{run('插入')}</w:ins>", f"<w:del {CHANGE}>{run('删除')}</w:del>", "后"),
            ["前插入后"],
            id="修订",
        ),
        pytest.param(
            paragraph(
                "增长", f"<w:moveFrom {CHANGE}>{run('8%')}</w:moveFrom><w:moveTo {CHANGE}>{run('5%')}</w:moveTo>"
            ),
            ["增长5%"],
            id="移动",
        ),
        pytest.param(
            paragraph("收入5亿", properties=f"<w:rPr><w:del {CHANGE}/></w:rPr>") + paragraph("元，增长3%。"),
            ["收入5亿元，增长3%。"],
            id="删去的段落标记",
        ),
        pytest.param(
            paragraph("末段", properties=f"<w:rPr><w:del {CHANGE}/></w:rPr>"), ["末段"], id="删去的最后一个段落标记"
        ),
        pytest.param(
            paragraph("看", run("隐藏", "<w:vanish/>"), run("得见", '<w:vanish w:val="0"/>')),
            ["看得见"],
            id="隐藏文字",
        ),
        pytest.param(
            paragraph("看", run("隐藏", '<w:rFonts w:ascii="a"/><w:vanish/><w:sz w:val="32"/>')),
            ["看"],
            id="隐藏文字有字体",
        ),
        pytest.param(paragraph("<w:r><w:t><![CDATA[5<w:b/>6]]></w:t></w:r>"), ["5<w:b/>6"], id="CDATA里的标记是文字"),
        pytest.param(
            paragraph('<w:r><w:t>甲<w:lang w:val="乙/>丙"/></w:t><w:t>丁</w:t></w:r>'), ["甲丁"], id="属性里的尖括号"
        ),
        pytest.param(paragraph("第", field("PAGE \\* MERGEFORMAT", "3"), "页"), ["第3页"], id="域"),
        pytest.param(
            paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "甲") + paragraph("收入5亿元"),
            ["收入5亿元"],
            id="没有结束的域不吞正文",
        ),
        pytest.param(
            paragraph(f'<w:fldSimple w:instr="DATE">{run("2024年1月15日")}</w:fldSimple>'),
            ["2024年1月15日"],
            id="简单域",
        ),
        pytest.param(
            paragraph(
                f'<w:hyperlink w:anchor="a">{run("链接")}</w:hyperlink>', f"<w:smartTag>{run('标记')}</w:smartTag>"
            ),
            ["链接标记"],
            id="超链接和智能标记",
        ),
        pytest.param(
            control(paragraph("甲", control(run("乙")))),
            ["甲乙"],
            id="内容控件",
        ),
        pytest.param(paragraph("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>"), ["上", "下"], id="软回车"),
        pytest.param(
            paragraph("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r>"),
            ["甲\t乙-丙"],
            id="制表符和不间断连字符",
        ),
        pytest.param(
            paragraph(
                "增长5.4",
                symbol("Symbol", "F025"),
                "，",
                symbol("Symbol", "F0A3"),
                "6，",
                symbol("Symbol", "00B1"),
                "7",
            ),
            ["增长5.4%，≤6，±7"],
            id="符号字体",
        ),
        pytest.param(
            paragraph(
                symbol("Wingdings", "F081"), "是", symbol("Wingdings 2", "F0A3"), "否", symbol("Wingdings", "00FE")
            ),
            ["①是□否☑"],
            id="方框字体",
        ),
        pytest.param(
            paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>完成</w:t></w:r>'), ["☑完成"], id="符号"
        ),
        pytest.param(
            paragraph("5.4%", run("1", '<w:position w:val="10"/>'), "和", run("2024", '<w:position w:val="10"/>')),
            ["5.4%¹和2024"],
            id="提高的注号",
        ),
        pytest.param(
            paragraph("<m:oMath><m:rad><m:e><m:r><m:t>25</m:t></m:r></m:e></m:rad></m:oMath>", "亿"),
            ["√25亿"],
            id="根号",
        ),
        pytest.param(
            paragraph("10", run("4", '<w:vertAlign w:val="superscript"/>'), "亩"), ["10⁴亩"], id="上标不接在数字后"
        ),
        pytest.param(
            paragraph(
                field(r"eq \o\ac(○,1)", ""), run("收入的"), field(r" EQ \F(1,3)", ""), field(r"eq \b(\s\up 8(2))", "")
            ),
            ["①收入的1/3²"],
            id="公式域",
        ),
        pytest.param(
            paragraph("甲", field(r"eq \x(\q", ""), field("REF eq", "乙"), field(r"eq \o\ac(○,甲)", "")),
            ["甲乙甲"],
            id="看不懂的公式域",
        ),
        pytest.param(
            paragraph("占", field(r"eq \f(1,3)", "1/3"), "，增长", field(r"eq \o\ac(○,1)", "①")),
            ["占1/3，增长①"],
            id="公式域已有结果",
        ),
        pytest.param(paragraph("增长率", "<m:oMath><m:r><m:t>r=5%</m:t></m:r></m:oMath>"), ["增长率r=5%"], id="公式"),
        pytest.param(
            paragraph('<w:r><w:pict><v:shape><v:textpath string="收入5亿元"/></v:shape></w:pict></w:r>', run("支出")),
            ["支出", "收入5亿元"],
            id="旧艺术字",
        ),
        pytest.param(
            paragraph("甲", text_box(paragraph("框中3亿元")), "乙"), ["甲乙", "框中3亿元"], id="文本框只读一次"
        ),
        pytest.param(
            paragraph(f"<w:commentRangeStart w:id='0'/>{run('正文')}<w:commentRangeEnd w:id='0'/>"), ["正文"], id="批注"
        ),
        pytest.param(
            paragraph(
                "<w:r><w:ruby><w:rt><w:r><w:t>shi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>市</w:t></w:r></w:rubyBase>"
                "</w:ruby></w:r>",
                "政府",
            ),
            ["市shi政府"],
            id="注音",
        ),
    ],
)
def test_what_word_shows_is_read(body: str, shown: list[str]) -> None:
    assert lines(read(body)) == shown


def test_a_hidden_style_hides_and_what_is_based_on_it() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:basedOn w:val="C"/></w:style>'
    )
    body = paragraph("看", run("藏", '<w:rStyle w:val="B"/>'), run("见", '<w:rStyle w:val="C"/>'))
    assert lines(read(body, styles=styles)) == ["看见"]


def test_a_style_of_paragraphs_strikes_out_what_does_not_say_otherwise() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:strike/></w:rPr></w:style>'
    kept = run("5亿元", '<w:strike w:val="0"/>')
    body = paragraph("支出77亿元", properties='<w:pStyle w:val="A"/>')
    assert lines(read(body + paragraph("77", kept, properties='<w:pStyle w:val="A"/>'), styles=styles)) == ["5亿元"]


def test_a_paragraph_keeps_apart_from_the_next() -> None:
    assert (
        read(paragraph("一、收入，稳步增长") + paragraph() + paragraph("增长5%。")).text
        == "一、收入，稳步增长\n\n增长5%。\n"
    )


def test_notes_are_prose_at_the_end_and_their_marks_no_digits() -> None:
    body = paragraph(
        "增长5.4%", '<w:r><w:footnoteReference w:id="7"/></w:r>', "，支出", '<w:r><w:footnoteReference w:id="3"/></w:r>'
    )
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("分隔")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("<w:r><w:footnoteRef/></w:r>", " 含上年结转。")}</w:footnote>'
        f'<w:footnote w:id="7">{paragraph("<w:r><w:footnoteRef/></w:r>", " 按可比价格。")}</w:footnote>'
        f'<w:footnote w:id="9">{paragraph("无人提到")}</w:footnote>'
    )
    document = read(body, footnotes=notes)
    assert lines(document) == ["增长5.4%¹，支出²", "¹ 按可比价格。", "² 含上年结转。"]
    assert document.furniture == ()


def test_headers_and_footers_are_furniture_once_each() -> None:
    sections = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>{}</w:sectPr>'
    document = read(
        paragraph("正文", properties=sections.format(""))
        + sections.format('<w:footerReference w:type="default" r:id="footer1"/><w:headerReference r:id="header2"/>'),
        header1=paragraph("某市财政局"),
        header2=paragraph("某市财政局"),
        footer1=paragraph("— ", field("PAGE", "1"), " —"),
    )
    assert [document.text[span.start : span.end] for span in document.furniture] == ["某市财政局", "— 1 —"]
    assert lines(document) == ["正文"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(
            table(["项目", "金额"], ["收入", "5"]),
            [(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "金额"), (1, 0, 1, 1, "收入"), (1, 1, 1, 1, "5")],
            id="简单表",
        ),
        pytest.param(
            table(
                row(cell("项目", '<w:vMerge w:val="restart"/>'), cell("金额", '<w:gridSpan w:val="2"/>')),
                row(cell("", "<w:vMerge/>"), cell("2023年"), cell("2024年")),
                ["收入\n其中税收", "5", ""],
            ),
            [
                *[(0, 0, 2, 1, "项目"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "2023年"), (1, 2, 1, 1, "2024年")],
                *[(2, 0, 1, 1, "收入\n其中税收"), (2, 1, 1, 1, "5"), (2, 2, 1, 1, "")],
            ],
            id="合并单元格",
        ),
        pytest.param(
            table(
                ["甲", "乙", "丙"],
                row(cell("5"), cell("6"), properties='<w:gridBefore w:val="1"/>'),
                ["短行"],
            ),
            [
                *[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (0, 2, 1, 1, "丙")],
                *[(1, 1, 1, 1, "5"), (1, 2, 1, 1, "6"), (2, 0, 1, 1, "短行")],
            ],
            id="缺格的行",
        ),
        pytest.param(
            table(["甲", "乙"], row(cell("无头", "<w:vMerge/>"), cell("5"))),
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "无头"), (1, 1, 1, 1, "5")],
            id="没有起点的纵向合并",
        ),
        pytest.param(
            table(["甲", "乙"], row(cell("删"), cell("9"), properties=f"<w:del {CHANGE}/>"), ["丙", "丁"]),
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")],
            id="删去的行",
        ),
        pytest.param(
            table(control(row(cell("甲"), control(cell("乙"))))),
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")],
            id="内容控件里的行和格",
        ),
        pytest.param(
            table(row(cell("甲", '<w:gridSpan w:val="999999999"/>'), cell("乙", '<w:gridSpan w:val="无"/>'))),
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")],
            id="荒唐的跨列数",
        ),
    ],
)
def test_tables_are_grids(made: str, expected: list[tuple[int, int, int, int, str]]) -> None:
    document = read(paragraph("表前") + made + paragraph("表后"))
    assert cells(document) == expected
    assert document.text.startswith("表前\n")
    assert document.text.endswith("\n表后\n")


def test_a_cell_that_was_deleted_is_not_there() -> None:
    document = read(table(row(cell("税收"), cell("77", '<w:cellDel w:id="1"/>'), cell("12")), ["非税", "8"]))
    assert [each[4] for each in cells(document)] == ["税收", "12", "非税", "8"]


def test_a_repeated_head_row_is_a_header() -> None:
    head = row(cell("项目"), cell("金额"), properties="<w:tblHeader/>")
    made = read(table(head, ["收入", "5"])).tables[0]
    assert [c.header for c in made.cells] == [True, True, False, False]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(table(["甲\n乙"]), id="一格"),
        pytest.param(table(["甲"], ["乙"]), id="一列"),
    ],
)
def test_a_table_that_only_frames_is_read_as_paragraphs(made: str) -> None:
    document = read(made)
    assert document.tables == ()
    assert lines(document) == ["甲", "乙"]


def test_a_table_within_a_table_is_the_table() -> None:
    inner = table(["收入", "5"], ["支出", "4"])
    document = read(table(row(cell("左"), f"<w:tc>{paragraph('上')}{inner}{paragraph('下')}</w:tc>")))
    assert [c[-1] for c in cells(document)] == ["收入", "5", "支出", "4"]
    assert document.text == "左\n\n上\n收入\t5\n支出\t4\n\n下\n"


def test_a_table_of_figures_with_a_table_in_a_cell_is_one_too() -> None:
    inner = f"<w:tc>{paragraph('其中')}{table(['税收', '5.1'], ['非税', '6.2'])}{paragraph('')}</w:tc>"
    made = table(["项目", "2024年", "2023年"], ["收入", "5", "4"], row(inner, cell("11.3"), cell("10.2")))
    document = read(made)
    assert [c[-1] for c in cells(document)] == ["项目", "2024年", "2023年", "收入", "5", "4", "其中", "11.3", "10.2"]
    assert document.text.endswith("其中\t11.3\t10.2\n税收\t5.1\n非税\t6.2\n")
    assert len(document.tables) == 2


LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%4"/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="\uf06c"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(
            [("总体", 1, 0), ("收入", 1, 1), ("支出", 1, 1), ("安排", 1, 0), ("收入", 1, 1)],
            ["一、总体", "（一）收入", "（二）支出", "二、安排", "（一）收入"],
            id="两级",
        ),
        pytest.param([("5亿元", 1, 2)], ["1. 5亿元"], id="序号不接在数字前"),
        pytest.param([("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 3)], ["一、甲", "（一）乙", "1.1.1 丙"], id="正规形式"),
        pytest.param([("甲", 1, 0), ("乙", 1, 0), ("丙", 2, 0)], ["一、甲", "二、乙", "一、丙"], id="重新开始"),
        pytest.param([("甲", 3, 0)], ["•甲"], id="项目符号"),
        pytest.param([("甲", 0, 0), ("乙", 9, 0)], ["甲", "乙"], id="无编号和未知编号"),
    ],
)
def test_list_numbers_stand_before_their_paragraphs(body: list[tuple[str, int, int]], shown: list[str]) -> None:
    made = "".join(numbered(*each) for each in body)
    assert lines(read(made, numbering=LISTS)) == shown


def test_a_style_numbers_its_headings_and_a_paragraph_may_go_without() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        paragraph("甲", properties='<w:pStyle w:val="1"/>')
        + paragraph("乙", properties='<w:pStyle w:val="2"/>')
        + paragraph("丙", properties='<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("丁", properties='<w:pStyle w:val="1"/>')
    )
    assert lines(read(body, styles=styles, numbering=LISTS)) == ["一、甲", "（一）乙", "丙", "二、丁"]


@pytest.mark.parametrize(
    ("number", "format", "shown"),
    [
        *[pytest.param(n, "chineseCounting", s, id=s) for n, s in [(1, "一"), (10, "十"), (12, "十二"), (20, "二十")]],
        *[
            pytest.param(n, "chineseCounting", s, id=s)
            for n, s in [(21, "二十一"), (101, "一百零一"), (110, "一百一十")]
        ],
        pytest.param(1005, "chineseCountingThousand", "一千零五", id="一千零五"),
        pytest.param(10, "chineseLegalSimplified", "壹拾", id="壹拾"),
        pytest.param(12, "ideographDigital", "一二", id="一二"),
        pytest.param(3, "ideographTraditional", "丙", id="丙"),
        pytest.param(3, "ideographZodiac", "寅", id="寅"),
        pytest.param(3, "decimalEnclosedCircleChinese", "③", id="③"),
        pytest.param(21, "decimalEnclosedCircle", "㉑", id="㉑"),
        pytest.param(99, "decimalEnclosedCircle", "99", id="没有的圈码"),
        pytest.param(3, "decimalZero", "03", id="03"),
        pytest.param(12, "decimalFullWidth", "１２", id="１２"),
        pytest.param(28, "lowerLetter", "bb", id="bb"),
        pytest.param(1994, "upperRoman", "MCMXCIV", id="MCMXCIV"),
        pytest.param(7, "hex", "7", id="不认识的格式"),
        pytest.param(0, "upperRoman", "0", id="零"),
    ],
)
def test_numbers_in_the_formats_of_word(number: int, format: str, shown: str) -> None:
    assert told(number, format) == shown


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        pytest.param(STRICT, DOCUMENT, id="严格OOXML"),
        pytest.param(TRANSITIONAL, WITH_MACROS, id="docm"),
        pytest.param(TRANSITIONAL, TEMPLATE, id="dotx"),
    ],
)
def test_other_forms_of_the_format_are_read(word: str, kind: str) -> None:
    data = word_file(paragraph("收入5亿元") + table(["甲", "乙"]), word=word, kind=kind)
    assert sniff(data, "a") is Format.DOCX
    document = read_docx(data, "a")
    assert document.text == "收入5亿元\n甲\t乙\n"
    assert document.format == "docx"


def test_text_in_utf_16_may_look_like_a_tag() -> None:
    text = b"<w:b/>".decode("utf-16-le")
    body = f'<w:document xmlns:w="{TRANSITIONAL}"><w:body>{paragraph(text)}</w:body></w:document>'
    assert lines(read_docx(packed({"word/document.xml": body.encode("utf-16")}), "a")) == [text]


def test_tags_that_are_not_read_count(monkeypatch: pytest.MonkeyPatch) -> None:
    body = paragraph(run("收入5亿元", "<w:b/>" * 50))
    monkeypatch.setattr(package, "TAGS_LIMIT", 50)
    with pytest.raises(RejectedError, match="more than 50 tags"):
        read(body)


BOMB = (
    '<!DOCTYPE d [<!ENTITY a "收入5亿元"><!ENTITY b "&a;&a;&a;">]><w:document '
    f'xmlns:w="{TRANSITIONAL}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)
GOOD = word_file(paragraph("收入5亿元"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"PK\x03\x04", Code.BROKEN_FILE, id="残缺的ZIP"),
        pytest.param(GOOD[: len(GOOD) // 2], Code.BROKEN_FILE, id="截断"),
        pytest.param(packed({"word/document.xml": "<w:document"}), Code.BROKEN_FILE, id="坏的XML"),
        pytest.param(packed({"word/document.xml": BOMB}), Code.BROKEN_FILE, id="实体"),
        pytest.param(packed({"word/documentary.xml": "<a/>"}), Code.BROKEN_FILE, id="没有正文部件"),
        pytest.param(packed({"word/document.xml": b"\xff\xfe\x00"}), Code.BROKEN_FILE, id="坏的编码"),
        pytest.param(word_file(paragraph(" ")), Code.NO_TEXT, id="没有文字"),
        pytest.param(word_file(paragraph("甲"), {"numbering": "<w:num"}), Code.BROKEN_FILE, id="坏的编号部件"),
    ],
)
def test_what_cannot_be_read_is_rejected(data: bytes, code: Code) -> None:
    with pytest.raises(RejectedError) as rejected:
        read_docx(data, "a.docx")
    assert rejected.value.code is code
    assert str(rejected.value).startswith("a.docx: ")
    assert "\n" not in str(rejected.value)


@pytest.mark.parametrize(
    ("body", "part", "sentence"),
    [
        pytest.param("", "header1", "word/header1.xml is named and is not in the file", id="页眉"),
        pytest.param("", "footer1", "word/footer1.xml is named and is not in the file", id="页脚"),
        pytest.param("", "numbering", "word/numbering.xml is named and is not in the file", id="编号"),
        pytest.param("", "styles", "word/styles.xml is named and is not in the file", id="样式"),
        pytest.param(
            paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>'),
            "footnotes",
            "footnote 1, word/footnotes.xml are named and are not in the file",
            id="脚注",
        ),
    ],
)
def test_a_part_that_is_named_and_missing_is_told(body: str, part: str, sentence: str) -> None:
    whole = word_file(paragraph("收入5亿元") + body, {part: ""})
    document = read_docx(repacked(whole, {f"word/{part}.xml": None}), "a")
    assert "收入5亿元" in document.text
    assert (document.codes, document.complaints) == ((Code.LOST_COLUMN,), (sentence,))


def _drawn(content: str) -> str:
    return paragraph("收入5亿元") + paragraph(
        f"<w:r><w:drawing><a:graphicData>{content}</a:graphicData></w:drawing></w:r>"
    )


def picture(width: int, height: int, place: str = "inline") -> str:
    """A picture of so many centimetres."""
    size = f'<wp:extent cx="{width * 360_000}" cy="{height * 360_000}"/>'
    name = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    return f'<wp:{place} xmlns:wp="{name}">{size}<a:blip r:embed="rId9"/></wp:{place.split()[0]}>'


CHART = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId9"/>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(CHART, "a chart lies within it, of which nothing is read", id="图表"),
        pytest.param(
            '<OLEObject xmlns="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/>',
            "an object of another program lies within it, of which nothing is read",
            id="嵌入的工作表",
        ),
        pytest.param(
            '<OLEObject xmlns="urn:schemas-microsoft-com:office:office" ProgID="Equation.3"/>', None, id="公式"
        ),
        pytest.param(2 * picture(15, 21), "2 pictures as large as a page, of which nothing is read", id="扫描的页"),
        pytest.param(picture(15, 10), None, id="照片"),
        pytest.param(picture(21, 30, 'anchor behindDoc="1"'), None, id="底图"),
    ],
)
def test_what_lies_within_and_is_not_read_is_told(content: str, sentence: str | None) -> None:
    document = read(_drawn(content))
    assert document.text == "收入5亿元\n"
    assert document.complaints == ((sentence,) if sentence else ())


def test_the_text_of_a_diagram_is_read_where_it_stands() -> None:
    names = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text[:1]}</a:t></a:r><a:r><a:t>{text[1:]}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for text in ("税收5亿元", "非税3亿元")
    )
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    model = f'<dgm:dataModel {names} xmlns:a="{drawing}"><dgm:ptLst>{points}<dgm:pt/></dgm:ptLst></dgm:dataModel>'
    relation = '<Relationship Id="rId9" Type="x/diagramData" Target="diagrams/data1.xml"/></Relationships>'
    whole = word_file(_drawn(f'<dgm:relIds {names} r:dm="rId9"/>') + paragraph("支出6亿元"))
    named = "word/_rels/document.xml.rels"
    relations = parts(whole)[named].replace(b"</Relationships>", relation.encode())
    document = read_docx(repacked(whole, {named: relations, "word/diagrams/data1.xml": model.encode()}), "a")
    assert lines(document) == ["收入5亿元", "税收5亿元", "非税3亿元", "支出6亿元"]
    assert document.codes == ()


def test_of_many_parts_that_are_missing_some_are_named() -> None:
    whole = word_file(paragraph("收入5亿元"), {f"header{i}": "" for i in range(30)})
    left = repacked(whole, {f"word/header{i}.xml": None for i in range(30)})
    (sentence,) = read_docx(left, "a").complaints
    assert sentence.endswith("word/header17.xml and 20 more are named and are not in the file")


def test_nesting_without_end_is_rejected_or_read() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 5000 + paragraph("收入5亿元") + "</w:tc></w:tr></w:tbl>" * 5000
    with pytest.raises(RejectedError, match="nests too deep"):
        read(deep)
    wrapped = "<w:sdt><w:sdtContent>" * 5000 + paragraph("收入5亿元") + "</w:sdtContent></w:sdt>" * 5000
    assert lines(read(wrapped)) == ["收入5亿元"]


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_changed_byte_is_read_or_rejected(place: int, byte: int) -> None:
    data = GOOD[:place] + bytes([byte]) + GOOD[place + 1 :]
    try:
        document = read_docx(data, "a")
    except RejectedError as rejected:
        assert rejected.code in (Code.BROKEN_FILE, Code.ENCRYPTED, Code.NO_TEXT, Code.TOO_LARGE)
    else:
        assert document.text == "收入5亿元\n"


_texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"))


@given(st.lists(st.lists(_texts, max_size=3), min_size=1, max_size=5))
def test_every_run_is_read_in_order(content: list[list[str]]) -> None:
    body = "".join(paragraph(*map(run, runs)) for runs in content)
    shown = [text for runs in content if (text := "".join(runs))]
    if shown:
        assert lines(read(body)) == shown


@pytest.mark.skipif(not REPORTS, reason="shared/corpus/gwr_provincial_2025 is not here")
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_no_paragraph_of_a_real_report_is_lost(path: Path) -> None:
    word = f"{{{TRANSITIONAL}}}"
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    raw = ["".join(t.text or "" for t in p.iter(f"{word}t")).rstrip() for p in root.iter(f"{word}p")]
    document = read_docx(path.read_bytes(), path.name)
    assert lines(document) == [line for line in raw if line.strip()]
    assert "各位代表" in document.text


def test_paragraphs_whose_cells_tabs_keep_apart_are_a_table() -> None:
    rows = [["项目", "金额", "增长%"], ["税收", "1,234.5", "5.4"], ["非税", "200", "3.1"]]
    tab = "<w:r><w:tab/></w:r>"
    lines = [paragraph(*[piece for text in row for piece in (run(text), tab)][:-1]) for row in rows]
    ends = paragraph("某局", tab, "2024年1月5日")
    document = read_docx(word_file(paragraph("收入：") + "".join(lines) + ends + ends), "a.docx")
    [table] = document.tables
    cells = [document.text[cell.span.start : cell.span.end] for cell in table.cells]
    assert cells == [text for row in rows for text in row]
    assert document.text.split("\n")[:1] + document.text.split("\n")[-5:] == [
        "收入：",
        "",
        "某局\t2024年1月5日",
        "",
        "某局\t2024年1月5日",
        "",
    ]


def test_paragraphs_with_tabs_and_no_figures_stay_paragraphs() -> None:
    lines = [paragraph(run("甲"), "<w:r><w:tab/></w:r>", run("乙"))] * 4
    assert read_docx(word_file("".join(lines)), "a.docx").tables == ()


LISTED = '<w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr></w:pPr>'
CHANGED = '<aml:annotation w:type="Word.{}"><aml:content>{}</aml:content></aml:annotation>'
DELETED = CHANGED.format("Deletion", "<w:r><w:delText>77</w:delText></w:r>")
INSERTED = CHANGED.format("Insertion", run("98.6"))
NOTE = f"<w:footnote><w:p><w:r><w:footnoteRef/></w:r>{run('含上级补助12.5亿元。')}</w:p></w:footnote>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f"<w:p>{LISTED}{run('收入情况')}</w:p>", ["一、收入情况"], id="编号"),
        pytest.param(f"<w:p>{run('收入')}{DELETED}{INSERTED}{run('亿元')}</w:p>", ["收入98.6亿元"], id="修订"),
        pytest.param(
            f"<w:p>{run('收入98.6亿元')}<w:r>{NOTE}</w:r>{run('。')}</w:p>",
            ["收入98.6亿元¹。", "¹含上级补助12.5亿元。"],
            id="脚注",
        ),
        pytest.param(
            f"<w:p><w:r><w:rPr><w:rStyle w:val='h'/></w:rPr><w:t>99</w:t></w:r>{run('收入')}</w:p>",
            ["收入"],
            id="隐藏的",
        ),
        pytest.param(
            f"<wx:sub-section><w:p><w:hlink w:dest='a'>{run('15个项目')}</w:hlink></w:p></wx:sub-section>",
            ["15个项目"],
            id="链接",
        ),
        pytest.param(
            f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('支出5亿元')}</w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r></w:p>",
            ["支出5亿元"],
            id="文本框",
        ),
        pytest.param(
            f"{paragraph('收入')}<w:sectPr><w:hdr w:type='odd'>{paragraph('单位：万元')}</w:hdr></w:sectPr>",
            ["收入"],
            id="页眉",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_a_word_file_of_2003_in_xml_is_one(body: str, expected: list[str], encoding: str) -> None:
    document = read_document(in_xml_2003(body, encoding), "a.doc")
    assert lines(document) == expected
    assert (document.format, document.codes, document.metadata) == ("docx", (), {"title": "预算报告"})


def test_cells_of_a_table_of_2003_are_merged() -> None:
    head = row(cell("项目", '<w:vmerge w:val="restart"/>'), cell("2024年"))
    body = table(head, row(cell("", "<w:vmerge/>"), cell("万元")), ["税收", "1300"])
    document = read_document(in_xml_2003(body), "a.doc")
    assert cells(document)[0] == (0, 0, 2, 1, "项目")
    assert len(cells(document)) == 5


def test_the_parts_of_a_word_file_in_one_file_of_xml_are_it() -> None:
    note = f"<w:footnote w:id='1'>{paragraph('含上级补助。')}</w:footnote>"
    body = f"<w:p>{run('收入98.6亿元')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>" + table(
        ["项目", "万元"], ["税收", "1300"]
    )
    package = word_file(body, {"footnotes": note})
    in_one = read_document(flat(package), "a.xml")
    assert (in_one.text, in_one.tables) == (read_docx(package, "a").text, read_docx(package, "a").tables)
    assert in_one.format == "docx"


@pytest.mark.parametrize(
    "data",
    [in_xml_2003("<w:p/>")[:-9], in_xml_2003("").replace(b"<w:body>", b"").replace(b"</w:body>", b"")],
    ids=["截断", "没有正文"],
)
def test_a_word_file_in_xml_that_is_damaged_is_rejected(data: bytes) -> None:
    with pytest.raises(RejectedError) as rejected:
        read_document(data, "a.doc")
    assert rejected.value.code is Code.BROKEN_FILE


def test_a_table_of_few_figures_is_one_beside_the_table_in_its_cell() -> None:
    inner = f"<w:tc>{table(['县区', '金额'], ['河东区', '1,200'])}{paragraph()}</w:tc>"
    rows = [["项目", "预算数", "分县区"], row(cell("养老"), cell("2,180"), inner), ["医疗", "640", "无"]]
    document = read_docx(word_file(table(*rows)), "a.docx")
    assert [document.text[each.span.start : each.span.end] for each in document.tables] == [
        "项目\t预算数\t分县区\n养老\t2,180\t\n医疗\t640\t无",
        "县区\t金额\n河东区\t1,200",
    ]
