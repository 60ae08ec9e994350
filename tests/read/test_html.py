import html
import re
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.errors import RejectedError
from gongbao.model import Code, Document, Kind
from gongbao.read.documents import format_of, read_document
from gongbao.read.html.document import read_html
from gongbao.read.sniff import Format
from gongbao.run.document import Engine
from tests.chromium import CHROMIUM, FLAGS, REASON
from tests.read.make_docx import paragraph, word_file
from tests.read.make_html import FURNITURE, bare_page, paragraphs, site_page
from tests.read.make_sheet import grids
from tests.reading import SHARED, told

PAGES = sorted((SHARED / "corpus/stat_communique").glob("*.html"))
SEED = next((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
TITLE = "2024年某市统计公报"


def read(page: str) -> Document:
    return read_html(page.encode(), "a.html")


def told_lines(document: Document) -> Iterator[tuple[str, bool]]:
    """Each line that is not blank, and whether it is furniture."""
    spans = {(span.start, span.end) for span in document.furniture}
    start = 0
    for line in document.text.split("\n"):
        if line.strip():
            yield line, (start, start + len(line)) in spans
        start += len(line) + 1


def prose(document: Document) -> list[str]:
    return [line for line, is_furniture in told_lines(document) if not is_furniture]


def furniture(document: Document) -> list[str]:
    return [line for line, is_furniture in told_lines(document) if is_furniture]


def cells(document: Document, number: int = 0) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and text of each cell of a table."""
    return [
        (c.row, c.column, c.rows, c.columns, document.text[c.span.start : c.span.end])
        for c in document.tables[number].cells
    ]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        pytest.param("<p>收入<span>185</span><span>亿元</span></p>", ["收入185亿元"], id="数字被标签切开"),
        pytest.param("<p>收入<b>5</b>\n 亿元\t\t<i>增长</i></p>", ["收入5 亿元 增长"], id="空白合并"),
        pytest.param("<p>全市一般\n   公共预算收入</p>", ["全市一般公共预算收入"], id="源码换行不进汉字之间"),
        pytest.param("<p>&nbsp;&nbsp;收入&nbsp;5亿元&nbsp;</p>", ["\u00a0\u00a0收入\u00a05亿元"], id="不间断空格"),
        pytest.param("<p>　　各位代表：</p>", ["　　各位代表："], id="全角缩进"),
        pytest.param("上<br>中<br/><br>下", ["上", "中", "下"], id="换行"),
        pytest.param("前<div>中</div>后", ["前", "中", "后"], id="块前后的文字"),
        pytest.param("<ul><li>一<li>二</ul><dl><dt>三<dd>四</dl>", ["一", "二", "三", "四"], id="列表"),
        pytest.param(
            '前<iframe srcdoc="<title>无</title><body><p>收入5亿元</p>支出&amp;lt;6亿元">3</iframe>后',
            ["前", "收入5亿元", "支出<6亿元", "后"],
            id="框中的网页",
        ),
        pytest.param(
            "<p>前<iframe hidden srcdoc='5亿元'></iframe><iframe src='a.html'></iframe><iframe srcdoc=''></iframe>"
            "<iframe srcdoc='<iframe srcdoc=6亿元></iframe>7'></iframe>",
            ["前", "7"],
            id="看不见的框和框中之框",
        ),
        pytest.param("<pre>甲  乙\n丙</pre>", ["甲  乙", "丙"], id="预排文字"),
        pytest.param("<p>增长5.4%<sup>1</sup>，10<sup>4</sup>亩</p>", ["增长5.4%¹，10⁴亩"], id="上标不接在数字后"),
        pytest.param(
            "<p>增长5.4<span style='font-size:8pt; Vertical-Align: super'>1</span>%", ["增长5.4¹%"], id="样式上标"
        ),
        pytest.param(
            "<table><tr><td style='vertical-align:super'>增长5.4%</table><p style='vertical-align:super'>收入5亿元",
            ["增长5.4%", "收入5亿元"],
            id="段落和单元格的样式不是上标",
        ),
        pytest.param("<p>PM<sub>2.5</sub>浓度</p>", ["PM2.5浓度"], id="下标"),
        pytest.param(
            "<body><script>1亿元</script><style>2</style><noscript>3</noscript><template><p>4</p></template><p>正文",
            ["正文"],
            id="看不见的元素",
        ),
        pytest.param(
            "<p style='DISPLAY : none'>1</p><div hidden>2</div><p style='visibility:hidden'>3</p><!-- 4 -->正文",
            ["正文"],
            id="隐藏的元素",
        ),
        pytest.param(
            "<div style='font-size:0'><p style='font-size:14px'>收入5<i style='FONT-SIZE: 0px'>9</i>亿元</p></div>"
            "<p style='font-size:0.9em'>正文",
            ["收入5亿元", "正文"],
            id="没有大小的字",
        ),
        pytest.param(
            "<div style='display:inline'>一</div><div style='display:inline-block'>二</div>", ["一二"], id="行内块"
        ),
        pytest.param("<p>一</p><span style='display:block'>二</span>三", ["一", "二", "三"], id="成块的行内元素"),
        pytest.param("<p>5\0亿元&#20159;&lt;&amp;", ["5亿元亿<&"], id="实体和NUL"),
        pytest.param("<p>一<o:p>二</o:p><font color=red>三</font>", ["一二三"], id="Word的元素"),
        pytest.param("<details><summary>一</summary>二</details>", ["一", "二"], id="可折叠的内容"),
        pytest.param("<ruby>市<rp>(</rp><rt>shi</rt><rp>)</rp></ruby>", ["市shi"], id="注音"),
        pytest.param("<p>收入5亿元" + "<!--" * 3, ["收入5亿元"], id="没有结束的注释"),
        pytest.param(
            "<?xml version='1.0'?><html><title/><script src='a.js'/><body><iframe/><p>收入5亿元</p>",
            ["收入5亿元"],
            id="XML里的空元素",
        ),
        pytest.param("<p><math><mn>10</mn><msup><mn>10</mn><mn>4</mn></msup></math>吨", ["1010⁴吨"], id="公式里的乘方"),
        pytest.param(
            "<p><math><msubsup><mi>x</mi><mn>1</mn> <mrow><mn>2</mn><mo>+</mo><mn>3</mn></mrow></msubsup></math>元",
            ["x1²⁺³元"],
            id="公式里的上下标",
        ),
    ],
)
def test_what_a_browser_shows_is_read(page: str, shown: list[str]) -> None:
    document = read(page)
    assert prose(document) == shown
    assert furniture(document) == []


@pytest.mark.parametrize(
    ("styles", "element", "is_shown"),
    [
        pytest.param(".a{display:none}", "<p class='b a'>", False, id="类"),
        pytest.param("#a { color: red; display : NONE !important }", "<p id=a>", False, id="标识"),
        pytest.param("aside{display:none}", "<aside>", False, id="标签"),
        pytest.param("p.b,p.a{display:none}", "<p class=a>", False, id="几个选择符"),
        pytest.param("/* x */ <!-- .a{visibility:hidden} -->", "<p class=a>", False, id="看不见"),
        pytest.param(
            "@charset 'gbk'; @media print{.b{color:red}} .a{display:none}", "<p class=a>", False, id="规则之后"
        ),
        pytest.param(".a{text-decoration: line-through}", "<p class=a>", False, id="划掉"),
        pytest.param("/*.a{display:none}*/", "<p class=a>", True, id="注释"),
        pytest.param(".a{display:none} .a{display:block}", "<p class=a>", True, id="后来显示"),
        pytest.param(".a{display:none} .tab .a.on{display:block}", "<p class=a>", True, id="有时显示"),
        pytest.param(".a{display:none}", "<p class=a style='display:block'>", True, id="自己显示"),
        pytest.param(".b .a{display:none}", "<p class=a>", True, id="在别的里面才隐藏"),
        pytest.param(".a:hover{display:none}", "<p class=a>", True, id="指着才隐藏"),
        pytest.param(".a::before{display:none}", "<p class=a>", True, id="前面的不显示"),
        pytest.param("@media print{.a{display:none}}", "<p class=a>", True, id="打印时隐藏"),
        pytest.param("@media print{.b{color:red} .a{display:none}}", "<p class=a>", True, id="打印时隐藏之二"),
        pytest.param(
            ".a{display:none} @media (min-width:9em){.b{} .a{display:block}}", "<p class=a>", True, id="宽屏显示"
        ),
        pytest.param("@media screen,print{.a{display:block}} .a{display:none}", "<p class=a>", True, id="屏上也显示"),
        pytest.param(".a{display:none} @media print{.a{display:block}}", "<p class=a>", False, id="只在打印时显示"),
        pytest.param("@media screen{.a{display:none}}", "<p class=a>", False, id="屏上隐藏"),
        pytest.param("@media screen and (max-width:9em){.a{display:none}}", "<p class=a>", True, id="窄屏上隐藏"),
        pytest.param("@media screen{@media print{.a{display:none}}}", "<p class=a>", True, id="屏上打印时"),
        pytest.param("body{display:none}", "<p>", True, id="整页"),
        pytest.param(".a{-x-display:none}", "<p class=a>", True, id="别的属性"),
        pytest.param(".a{display:none", "<p class=a>", True, id="没写完"),
        pytest.param(".a{display:none}</style><script src=a.js></script><style>", "<p class=a>", True, id="外部脚本"),
        pytest.param(
            ".a{display:none}</style><script>$('.a').show()</script><style>", "<p class=a>", True, id="脚本说到它"
        ),
        pytest.param(
            ".a{display:none}</style><script>var b=1</script><style>", "<p class=a>", False, id="不相干的脚本"
        ),
        pytest.param("</style><style media=print>.a{display:none}", "<p class=a>", True, id="打印的样式"),
        pytest.param(
            "</style><noscript><style>.a{display:none}</style></noscript><style>", "<p class=a>", True, id="无脚本"
        ),
    ],
)
def test_what_the_styles_of_a_page_hide(styles: str, element: str, is_shown: bool) -> None:
    document = read(f"<style>{styles}</style><p>收入5亿元。</p>{element}支出77亿元。")
    assert ("77" in document.text) is is_shown
    assert "收入5亿元" in document.text


@pytest.mark.parametrize(
    ("page", "is_shown"),
    [
        pytest.param("<div class='pane on'>{}</div><div class=pane style='display:none'>{}</div>", True, id="同类"),
        pytest.param("<div id=con_one_1>{}</div><div id=con_one_2 style='DISPLAY: none;'>{}</div>", True, id="编号"),
        pytest.param("<div class=pane hidden>{}</div><p>间</p><div class=pane>{}</div>", True, id="属性隐藏"),
        pytest.param("<div class=pc>{}</div><div class=phone style='display:none'>{}</div>", False, id="手机版"),
        pytest.param("<div>{}</div><div style='display:none'>{}</div>", False, id="无名的层"),
        pytest.param(
            "<div class='box main'>{}</div><div class='box popup' style='display:none'>{}</div>", False, id="弹窗"
        ),
        pytest.param("<div id=lang1>{}</div><div id=lang2 style='display:none'>{}</div>", False, id="另一种语言"),
        pytest.param(
            "<div class=a style='display:none'>{}</div><div class=a style='display:none'>{}</div>", False, id="都隐藏"
        ),
        pytest.param("<ul class=m><li>{}</ul><ul class=m style='display:none'><li>{}</ul>", False, id="菜单"),
    ],
)
def test_panels_of_tabs_are_shown_beside_one_that_is(page: str, is_shown: bool) -> None:
    table = "<table><tr><td>项目<td>金额<tr><td>税收<td>5<tr><td>非税<td>{}</table>"
    page = "<p>2024年收入表</p>" + page.format(*(table.format(figure) for figure in (66, 77)))
    assert sum(figure in read(f"{page}<script src=tabs.js></script>").text for figure in ("66", "77")) == (
        2 if is_shown else 0 if "class=a" in page else 1
    )
    assert sum(figure in read(page).text for figure in ("66", "77")) < 2


def test_a_column_that_the_styles_hide_is_no_column() -> None:
    rows = "".join(
        f"<tr><td>{a}<td class=a>{b}<td>{c}</tr>" for a, b, c in (("项目", "编号", "金额"), ("税收", 77, 12))
    )
    document = read(f"<style>.a{{display:none}}</style><table>{rows}</table>")
    assert [cell[4] for cell in cells(document)] == ["项目", "金额", "税收", "12"]


def test_blocks_are_paragraphs_of_their_own() -> None:
    assert read("<p>一、收入，稳步增长</p><p>增长5%。<br>支出</p>").text == "一、收入，稳步增长\n\n增长5%。\n支出\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(
            bare_page("<p>朱镕基，收入5亿元", "<meta charset=gb2312>").encode("gbk"), "gb18030", id="声明gb2312"
        ),
        pytest.param(
            bare_page("<p>朱镕基，收入5亿元", "<meta charset=gb2312>").encode(), "utf-8", id="声明gb2312实为UTF8"
        ),
        pytest.param(bare_page("<p>朱镕基，收入5亿元").encode("gbk"), "gb18030", id="声明UTF8实为GBK"),
        pytest.param(bare_page("<p>朱镕基，收入5亿元", "").encode("gbk"), "gb18030", id="没有声明"),
        pytest.param(bare_page("<p>朱镕基，收入5亿元", "").encode("utf-16"), "utf-16", id="UTF16"),
        pytest.param(
            ("\r\n " + bare_page("<p>朱镕基，收入5亿元", "")).encode("utf-16-le"),
            "utf-16-le",
            id="UTF16无BOM而前有空行",
        ),
        pytest.param(
            bare_page("<p>朱镕基，收入5亿元", "<meta charset=gb2312>").encode("utf-8-sig"),
            "utf-8-sig",
            id="BOM先于声明",
        ),
        pytest.param(
            ('<?xml version="1.0" encoding="GBK"?>' + bare_page("<p>朱镕基，收入5亿元", "")).encode("gbk"),
            "gb18030",
            id="XML声明",
        ),
    ],
)
def test_the_bytes_decide_where_the_declaration_is_wrong(data: bytes, encoding: str) -> None:
    document = read_document(data, "a.pdf")
    assert (document.format, document.encoding, document.text) == ("html", encoding, "朱镕基，收入5亿元\n")
    assert document.codes == ()


def test_big5_is_read_where_it_is_declared() -> None:
    page = bare_page("<p>財政收入5億元", '<meta http-equiv="Content-Type" content="text/html; charset=Big5">')
    document = read_html(page.encode("big5"), "a")
    assert (document.encoding, document.text) == ("cp950", "財政收入5億元\n")


@pytest.mark.parametrize(
    ("encoding", "declared"), [("cp950", "gb2312"), ("hz", "hz-gb-2312")], ids=["大五码说是国标", "HZ"]
)
def test_other_encodings_are_known_by_their_bytes(encoding: str, declared: str) -> None:
    text = "本市一般公共收入532.39元，其他不在此中。"
    page = f"<html><head><meta charset={declared}></head><p>{text}</p></html>"
    document = read_html(page.encode(encoding), "a")
    assert (document.text, document.encoding) == (text + "\n", encoding)


def test_a_declared_encoding_decides_over_bytes_that_are_both() -> None:
    word = next(chr(c) for c in range(0x4E00, 0x9FFF) if _is_both(chr(c)))
    assert read_html(f"<meta charset=gb2312><p>{word}".encode("gb18030"), "a").text == f"{word}\n"


def _is_both(character: str) -> bool:
    try:
        character.encode("gb2312").decode("utf-8")
    except UnicodeError:
        return False
    return True


def test_lost_characters_are_complained_about() -> None:
    data = "<p>收入5亿元，增长3%</p>".encode("gb18030")
    place = data.index("增".encode("gb18030"))
    document = read_html(data[:place] + b"\xff" + data[place:], "a")
    assert document.codes == (Code.REPLACED_CHARACTERS,)
    assert document.complaints[0].startswith("1 unreadable character stands as U+FFFD in the gb18030 text")
    assert document.text.replace("�", "") == "收入5亿元，增长3%\n"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            "<table><caption>单位：亿元</caption><tr><th>项目<th>金额<tr><td>收入<td>5</table>",
            [(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "金额"), (1, 0, 1, 1, "收入"), (1, 1, 1, 1, "5")],
            id="简单表",
        ),
        pytest.param(
            "<table><tr><td>项目<td>金额<tr><td>收入<td><table><tr><td>5</table>"
            "<tr><td>支出<td><input value=6></table>",
            [
                *[(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "金额"), (1, 0, 1, 1, "收入"), (1, 1, 1, 1, "5")],
                *[(2, 0, 1, 1, "支出"), (2, 1, 1, 1, "6")],
            ],
            id="每格一框和表单里的数",
        ),
        pytest.param(
            "<table><tr><td><table><tr><td>收入5亿元，增长5%。</table><td><table><tr><td>支出6亿元，增长6%。</table></table>"
            "<table><tr><td>项目<td>金额<tr><td>收入<td>5</table>",
            [(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "金额"), (1, 0, 1, 1, "收入"), (1, 1, 1, 1, "5")],
            id="框里是句子的表只排版面",
        ),
        pytest.param(
            "<table><tr><td rowspan=2>项目<td colspan=2>金额<tr><td>2023<td>2024<tr><td>收入<td>5<td></table>",
            [
                *[(0, 0, 2, 1, "项目"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "2023"), (1, 2, 1, 1, "2024")],
                *[(2, 0, 1, 1, "收入"), (2, 1, 1, 1, "5"), (2, 2, 1, 1, "")],
            ],
            id="合并单元格",
        ),
        pytest.param(
            "<table><tfoot><tr><td>合计<td>5</tfoot><tr><td>收入<td>5</tbody><thead><tr><td>项目<td>金额</thead></table>",
            [
                *[(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "金额"), (1, 0, 1, 1, "收入"), (1, 1, 1, 1, "5")],
                *[(2, 0, 1, 1, "合计"), (2, 1, 1, 1, "5")],
            ],
            id="表头表尾的次序",
        ),
        pytest.param(
            "<table><tr><td colspan=9999999999>标题<tr><td rowspan=99999>甲<td colspan=-3>乙<td>丙</table>",
            [(0, 0, 1, 3, "标题"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "乙"), (1, 2, 1, 1, "丙")],
            id="荒唐的跨度",
        ),
        pytest.param(
            "<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2<tbody><tr><td>乙<td>3</table>",
            [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2"), (2, 0, 1, 1, "乙"), (2, 1, 1, 1, "3")],
            id="跨到行组末",
        ),
        pytest.param(
            "<table><tr><td>甲<td style='display:none'>隐<td>乙<tr hidden><td>3<td>4<tr><td>丙<p>丁<td>5<br>6</table>",
            [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙\n丁"), (1, 1, 1, 1, "5\n6")],
            id="隐藏的行和格",
        ),
    ],
)
def test_tables_are_grids(page: str, expected: list[tuple[int, int, int, int, str]]) -> None:
    document = read(f"<p>表前</p>{page}<p>表后</p>")
    assert cells(document) == expected
    assert prose(document)[0] == "表前"
    assert prose(document)[-1] == "表后"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("<pre>项目    金额   增长%\n税收    12.5    5.4\n非税     7.0   -3.2\n</pre>", id="原样的空格"),
        pytest.param("<pre>项目\t金额\t增长%\n税收\t12.5\t5.4\n非税\t7.0\t-3.2\n</pre>", id="原样的制表符"),
        pytest.param(
            "<p>项目&nbsp;&nbsp;金额&nbsp;&nbsp;增长%<br>税收&nbsp;&nbsp;12.5&nbsp;&nbsp;5.4<br>非税&nbsp;&nbsp;7.0&nbsp;&nbsp;-3.2",
            id="不换行的空格",
        ),
        pytest.param("<p>项目　金额　增长%<p>税收　12.5　5.4<p>非税　7.0　-3.2", id="全角空格和段落"),
        pytest.param("<p>项目&emsp;金额&emsp;增长%<p>税收&emsp;12.5&emsp;5.4<p>非税&emsp;7.0&emsp;-3.2", id="全身空格"),
    ],
)
def test_rows_without_tags_are_a_table(rows: str) -> None:
    document = read(f"<p>表前</p>{rows}<p>表后</p>")
    assert [prose(document)[at] for at in (0, -1)] == ["表前", "表后"]
    assert grids(document) == [[["项目", "金额", "增长%"], ["税收", "12.5", "5.4"], ["非税", "7.0", "-3.2"]]]


def test_head_cells_and_the_caption() -> None:
    document = read(
        "<table><caption>表1　单位：亿元</caption><tr><th>项目</th><th>金额</th></tr><tr><td>收入<td>5</table>"
    )
    assert [c.header for c in document.tables[0].cells] == [True, True, False, False]
    assert document.text == "表1　单位：亿元\n项目\t金额\n收入\t5\n"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param("<span>    住户存款</span>", "    住户存款", id="空格"),
        pytest.param("&nbsp;&nbsp;住户存款&nbsp;", "\u00a0\u00a0住户存款", id="不间断空格"),
        pytest.param("&emsp;住户存款", "\u2003住户存款", id="全身空格"),
        pytest.param("　住户存款 ", "　住户存款", id="全角空格"),
        pytest.param("\n        住户存款\n    ", "住户存款", id="源码的缩进不算"),
        pytest.param("\n        <span>  住户存款</span>\n    ", "  住户存款", id="源码缩进后的缩进"),
        pytest.param("\n    &nbsp;&nbsp;住户\n  存款", "\u00a0\u00a0住户存款", id="源码换行"),
        pytest.param("指    标", "指 标", id="中间的空格合并"),
    ],
)
def test_what_indents_a_cell_is_kept(cell: str, text: str) -> None:
    assert cells(read(f"<table><tr><td>{cell}</td><td>5</td></tr></table>"))[0][-1] == text


LONG = "全市上下坚持稳中求进工作总基调，着力推动高质量发展，经济运行总体平稳。" * 5


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        pytest.param("<table><tr><td>收入5亿元</td></tr></table>", ["收入5亿元"], id="一格"),
        pytest.param("<table><tr><td>一<tr><td>二</table>", ["一", "二"], id="一列"),
        pytest.param(f"<table><tr><td>左<td>{LONG}</table>", ["左", LONG], id="长文"),
        pytest.param("<table role=presentation><tr><td>一<td>二</table>", ["一", "二"], id="自称排版"),
        pytest.param(
            "<table><tr><td>左<td>中<table><tr><td>甲<td>5</table>右</table>", ["左", "中", "甲\t5", "右"], id="表中表"
        ),
    ],
)
def test_a_table_that_lays_out_the_page_is_read_as_blocks(page: str, shown: list[str]) -> None:
    document = read(page)
    assert prose(document) == shown
    assert len(document.tables) == any("\t" in line for line in shown)


ROWS = [("项目", "预算数", "决算数"), ("税收收入", "532", "545"), ("非税收入", "88", "—"), ("合计", "620", "633")]


def made_of(row: str, cell: str, rows: Sequence[tuple[str, ...]], around: str = "{}") -> str:
    return around.format("".join(row.format("".join(cell.format(words) for words in words)) for words in rows))


@pytest.mark.parametrize(
    "page",
    [
        made_of("<div class=tr>{}</div>", "<div class=td>{}</div>", ROWS, "<div class=table>{}</div>"),
        made_of("<div>{}</div>", "<div><p>{}</p></div>", ROWS, "<div style='display:table'>{}</div>"),
        made_of("<li>{}</li>", "<span>{}</span>", ROWS, "<ul>{}</ul>"),
        made_of("<ul>{}</ul>", "<li>{}</li>", ROWS, "<div>{}</div>"),
        (
            f"<div><div class=thead>{made_of('<div>{}</div>', '<div>{}</div>', ROWS[:1])}</div>"
            f"<div class=tbody>{made_of('<div>{}</div>', '<div>{}</div>', ROWS[1:])}</div></div>"
        ),
        made_of("{}", "<div>{}</div>", ROWS, "<div style='grid-template-columns: 2fr repeat(2, 1fr)'>{}</div>"),
        made_of(
            "{}",
            "<p>{}</p>",
            ROWS,
            "<style>.g{{grid-template-columns:8em 1fr 1fr}}</style><section class=g>{}</section>",
        ),
    ],
    ids=["层", "层中段落", "列表", "列表的列表", "表头表体", "网格", "样式网格"],
)
def test_other_elements_make_tables_too(page: str) -> None:
    document = read(f"<p>2024年收支情况。</p>{page}<p>以上为快报数。</p>")
    assert [text for *_, text in cells(document)] == [words for row in ROWS for words in row]
    assert prose(document)[::5] == ["2024年收支情况。", "以上为快报数。"]


def test_rows_that_begin_a_page_are_of_a_table() -> None:
    document = read("<tr><td>项目<td>金额</tr><tr><td>税收<td>5</tr><tr><td>非税<td>6</tr><p>注：快报数。</p>")
    assert prose(document) == ["项目\t金额", "税收\t5", "非税\t6", "注：快报数。"]
    document = read("<tr><td>项目<td>金额</tr><tr><td>税收<td>5</tr><tr><td>非税<td>6<p>注：快报数。")
    assert prose(document) == ["项目\t金额", "税收\t5", "非税\t6", "注：快报数。"]


@pytest.mark.parametrize("between", ["", "<p>其中：</p>"])
def test_tables_of_one_row_each_are_one(between: str) -> None:
    made = between.join(f"<table><tr><td>{'<td>'.join(row)}</table>" for row in ROWS)
    assert len(read(made).tables) == (4 if between else 1)


def test_rows_of_other_elements_may_lack_cells_at_their_end() -> None:
    rows = [*ROWS[:2], ("其中：",), *ROWS[2:]]
    document = read(made_of("<div>{}</div>", "<div>{}</div>", rows, "<div>{}</div>"))
    texts = [text for *_, text in cells(document)]
    assert texts == [*ROWS[0], *ROWS[1], "其中：", "", "", *ROWS[2], *ROWS[3]]
    rows = [*ROWS[:2], ("专项收入", "7"), *ROWS[2:]]  # nobody knows of which column
    assert not read(made_of("<div>{}</div>", "<div>{}</div>", rows, "<div>{}</div>")).tables


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        pytest.param("<dl><dt>财政收入<dd>532.4亿元<dt>城镇化率<dd>62%</dl>", 2, id="术语表"),
        pytest.param(
            "<div><div><p>财政收入</p><p>532.4亿元</p></div><div><p>城镇化率</p><p>62%</p></div></div>", 2, id="卡片"
        ),
        pytest.param(
            "<div><div><p>532.4亿元</p><p>财政收入</p></div><div><p>62%</p><p>城镇化率</p></div></div>", 2, id="数在上"
        ),
        pytest.param(
            "<ul><li><a>一批公告</a><span>2024-01-02</span><li><a>二批公告</a><span>2024-01-03</span></ul>",
            0,
            id="目录",
        ),
        pytest.param(
            "<div><p><b>索引号</b></p><p>01/2024</p></div><div><p>机构</p><p>某局</p></div><div><p>浏览</p><p>9次</p></div>",
            0,
            id="文件信息",
        ),
        pytest.param("<dl><dt>联系人<dd>张三<dt>电话<dd>5551234</dl>", 0, id="联系方式"),
        pytest.param(
            "<div><div><p>单位</p><p>电话</p></div><div><p>甲局</p><p>5551234</p></div><div><p>乙局</p><p>5551235</p></div></div>",
            0,
            id="电话表",
        ),
        pytest.param(
            "<div><div><p>目录</p><p>页码</p></div><div><p>概况</p><p>3</p></div><div><p>决算</p><p>9</p></div></div>",
            0,
            id="目录页码",
        ),
        pytest.param("<dl><dt>点赞<dd>12次<dt>收藏<dd>5次</dl>", 0, id="点赞"),
        pytest.param("<dl><dt>今天<dd>25度<dt>明天<dd>26度</dl>", 0, id="天气"),
        pytest.param(
            "<div><div><p>财政收入<br>12亿元</p><p>13%</p></div><div><p>城镇化率</p><p>62%</p></div></div>",
            0,
            id="名中有数",
        ),
        pytest.param(
            "<div><div><h3>财政</h3><p>收入532亿元。</p></div><div><h3>金融</h3><p>存款8亿元。</p></div></div>",
            0,
            id="成句",
        ),
        pytest.param("<div><p><b>财政收入</b><b>532亿元</b></p><p><b>城镇化率</b><b>62%</b></p></div>", 0, id="行内"),
    ],
)
def test_names_with_a_figure_each_are_a_table(page: str, rows: int) -> None:
    document = read(page)
    texts = [text for *_, text in cells(document)] if document.tables else []
    assert texts == ["财政收入", "532.4亿元", "城镇化率", "62%"][: 2 * rows]


def test_a_table_in_a_card_is_not_lost() -> None:
    inner = "<table><tr><td>项目<td>金额<tr><td>{}<td>{}</table>"
    card = "<div><div>{}</div><div>{}亿元</div><div>" + inner + "</div></div>"
    told = (("财政收入", 12, "税收", 9), ("财政支出", 22, "教育", 8))
    document = read("<div>" + "".join(card.format(*each) for each in told) + "</div>")
    tables = [[text for *_, text in cells(document, number)] for number in range(len(document.tables))]
    assert tables == [["项目", "金额", name, str(figure)] for *_, name, figure in told]
    assert [line for line in prose(document) if "\t" not in line] == ["财政收入", "12亿元", "财政支出", "22亿元"]


def test_the_later_of_two_rules_sets_the_columns_of_a_grid() -> None:
    style = "<style>div{grid-template-columns:1fr 1fr}.g{grid-template-columns:repeat(3,1fr)}</style>"
    document = read(style + made_of("{}", "<p>{}</p>", ROWS, "<div class=g>{}</div>"))
    assert [text for *_, text in cells(document)] == [words for row in ROWS for words in row]


def test_a_table_of_figures_in_a_cell_of_another_is_one_of_its_own() -> None:
    inner = "<table><tr><td>行业<td>产值<tr><td>化纤<td>9</table>"
    rows = (
        "<tr><td>指标<td>产值<td>增长%<tr><td>工业<td>{}<td>5<tr><td colspan=3>其中："
        + inner
        + "<tr><td>建筑业<td>{}<td>3"
    )
    for values in (("12", "7"), ("大", "小")):
        assert grids(read(f"<table>{rows.format(*values)}</table>")) == [
            [["指标", "产值", "增长%"], ["工业", values[0], "5"], ["其中：", None, None], ["建筑业", values[1], "3"]],
            [["行业", "产值"], ["化纤", "9"]],
        ]
    frames = read(
        f"<table><tr><td colspan=3>行情<tr><td>今日<td>大<td>5<tr><td colspan=3>{inner}<tr><td>昨日<td>小<td>3</table>"
    )
    assert grids(frames) == [[["行业", "产值"], ["化纤", "9"]]]
    dated = read(f"<table><tr><td>2024<td>01<td>20<td>1024<tr><td colspan=4>全市产值9亿元。{inner}</table>")
    assert grids(dated) == [[["行业", "产值"], ["化纤", "9"]]]


def test_a_page_that_is_invisible_until_its_scripts_run_is_read() -> None:
    page = "<p>某市发布</p><div style='visibility: hidden; opacity: 0'>{}</div><p>喜欢作者</p>"
    assert prose(read(page.format("<p>2023年，全市生产总值855亿元，增长6.1%。"))) == [
        "某市发布",
        "2023年，全市生产总值855亿元，增长6.1%。",
        "喜欢作者",
    ]
    assert prose(read(page.format("<p>已复制。"))) == ["某市发布", "喜欢作者"]
    halves = "<p style='visibility:hidden'>全市收入9亿元。</p><p style='visibility:hidden'>全市支出8亿元。</p>"
    assert prose(read(halves + "<p>某市发布公告")) == ["全市收入9亿元。", "全市支出8亿元。", "某市发布公告"]


BODY = (
    "<p>2024年，全市实现地区生产总值185亿元，增长5.4%。</p><h2>一、综合</h2><p>第一产业增加值12亿元。</p>"
    "<p>附件：<a href='a.xls'>主要指标表</a></p><p align=right>某市统计局</p><p align=right>2025年3月5日</p>"
)
SHOWN = [
    *("2024年，全市实现地区生产总值185亿元，增长5.4%。", "一、综合", "第一产业增加值12亿元。", "附件：主要指标表"),
    *("某市统计局", "2025年3月5日"),
]


def test_tables_and_furniture_in_a_frame() -> None:
    page = site_page(TITLE, "<table><tr><td>税收<td>5</table>" + paragraphs(["收入5亿元，增长3%。" * 9]), "utf-8")
    whole = read(page)
    framed = read(bare_page(f'<p>前</p><iframe srcdoc="{html.escape(page)}"></iframe>'))
    assert framed.text.removeprefix("前\n").strip() == whole.text.strip()
    assert cells(framed) == cells(whole)
    assert furniture(framed) == ["前", *furniture(whole)]


def test_what_surrounds_the_content_of_a_site_is_furniture() -> None:
    document = read(site_page(TITLE, BODY, "utf-8"))
    assert furniture(document) == FURNITURE
    assert prose(document) == [TITLE, "发布时间：2021-12-31　来源：某市财政局　字体：[大 中 小]", *SHOWN]
    assert document.metadata == {"title": TITLE, "date": "2021-12-31"}


@pytest.mark.parametrize(
    "wrap",
    [
        pytest.param("{}", id="没有容器"),
        pytest.param("<div class='page-header-nav'>{}</div>", id="名字像菜单的容器"),
        pytest.param("<div class='footer'>{}</div>", id="名字像页脚的容器"),
        pytest.param("<nav>{}</nav>", id="菜单元素"),
        pytest.param("<div id=share class='search menu sidebar'>{}</div>", id="名字全像菜单"),
        pytest.param("<form><table><tr><td>{}</td></tr></table></form>", id="表单和表格里"),
    ],
)
def test_prose_is_never_lost_to_the_name_of_its_container(wrap: str) -> None:
    document = read(bare_page(wrap.format(f"<h1>{TITLE}</h1>{BODY}")))
    assert prose(document) == [TITLE, *SHOWN]


@pytest.mark.parametrize(
    ("before", "after", "furnished"),
    [
        pytest.param(
            "<ul><li><a href=1>新闻</a><li><a href=2>公开</a><li><a href=3>服务</a></ul>",
            "",
            ["新闻", "公开", "服务"],
            id="没有名字的菜单",
        ),
        pytest.param("<div>当前位置：首页 > 公开</div>", "", ["当前位置：首页 > 公开"], id="没有名字的路径"),
        pytest.param("", "<div>【打印】【关闭】</div>", ["【打印】【关闭】"], id="工具"),
        pytest.param("", "<div>上一页 1 2 <b>3</b> 下一页 共3页</div>", ["上一页 1 2 3 下一页 共3页"], id="分页"),
        pytest.param("", "<p>12</p><p>第3页共12项</p>", [], id="数字和页不是分页"),
        pytest.param(
            "", "<p>上一篇：<a href=1>收入</a><br>ICP备00000001号", ["上一篇：收入", "ICP备00000001号"], id="备案"
        ),
        pytest.param("", "<div>相关新闻</div><a href=1>增长6%</a>", ["相关新闻", "增长6%"], id="相关新闻"),
        pytest.param("<select><option>部门网站<option>市县网站</select>", "", ["部门网站", "市县网站"], id="下拉框"),
    ],
)
def test_furniture_without_a_name_is_known_by_what_it_is(before: str, after: str, furnished: list[str]) -> None:
    document = read(bare_page(f"{before}<div>{BODY}</div>{after}"))
    assert furniture(document) == furnished
    assert [line for line in prose(document) if line in SHOWN] == SHOWN


def test_short_lines_around_the_sentences_of_a_page_without_a_content_block_are_prose() -> None:
    menu = "<ul><li><a href=1>新闻</a><li><a href=2>公开</a><li><a href=3>服务</a></ul>"
    document = read(
        bare_page(f"{menu}<p>各位代表：<p>收入5亿元，增长3%。<p>谢谢大家<div>地址：某路1号　电话：0000</div>")
    )
    assert prose(document) == ["各位代表：", "收入5亿元，增长3%。", "谢谢大家"]
    assert furniture(document) == ["新闻", "公开", "服务", "地址：某路1号　电话：0000"]


@pytest.mark.parametrize(
    ("head", "metadata"),
    [
        pytest.param(f"<title>{TITLE}_统计公报_某市统计局</title>", {"title": TITLE}, id="去掉栏目和站名"),
        pytest.param(f"<title>{TITLE} - 某市人民政府</title>", {"title": TITLE}, id="去掉站名"),
        pytest.param(f"<title>{TITLE}-草案</title>", {"title": f"{TITLE}-草案"}, id="标题里的连字符"),
        pytest.param("<title>2021-2025年规划</title>", {"title": "2021-2025年规划"}, id="年份之间的连字符"),
        pytest.param(f'<title>某网</title><meta property="og:title" content="{TITLE}">', {"title": TITLE}, id="og"),
        pytest.param('<meta name="PublishDate" content="2024年3月5日">', {"date": "2024-03-05"}, id="中文日期"),
        pytest.param('<meta name="PublishDate" content="0001-01-01">', {}, id="没有填的日期"),
        pytest.param('<meta name="pubdate" content="2024-13-45">', {}, id="没有的日子"),
        pytest.param('<link rel="canonical" href="https://a.gov.cn/1">', {"url": "https://a.gov.cn/1"}, id="网址"),
        pytest.param('<link rel="canonical" href="/1">', {}, id="不全的网址"),
    ],
)
def test_metadata(head: str, metadata: dict[str, str]) -> None:
    assert read(bare_page("<p>正文", head)).metadata == metadata


ARCHIVE = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_B"\r\n\r\n单个文件网页\r\n'
    "------=_B\r\nContent-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: {}\r\n"
    'Content-Type: text/html; charset="{}"\r\n\r\n{}\r\n'
    "------=_B\r\nContent-Type: image/png\r\n\r\nxx\r\n------=_B--\r\n"
)


@pytest.mark.parametrize("charset", [pytest.param("utf-8", id="UTF8"), pytest.param("gb2312", id="GB2312")])
def test_a_web_archive_is_the_page_in_it(charset: str) -> None:
    page = bare_page("<p>收入5亿元", "").encode(charset).hex(" ").upper().replace(" ", "=")
    data = ARCHIVE.format("quoted-printable", charset, f"={page}").encode()
    assert format_of(data, "a.doc") is Format.HTML
    assert read_document(data, "a.doc").text == "收入5亿元\n"


def test_the_head_of_an_archive_saved_by_a_browser() -> None:
    data = (
        b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?a?=\r\n " + ARCHIVE.format("8bit", "utf-8", "<p>正文").encode()
    )
    assert read_document(data, "a").text == "正文\n"


def test_an_archive_of_frames_is_all_sheets_in_them() -> None:
    """As Excel saves a workbook of several sheets."""
    sheet = "<table><tr><td>项目<td>金额（万元）<tr><td>{}<td>{}</table>"
    pages = {
        "a.htm": "<html><frameset><frame src=sheet001.htm></frameset><noframes>This page uses frames</noframes></html>",
        "sheet001.htm": sheet.format("税收", 12),
        "tabstrip.htm": "<a href=sheet001.htm>收入表</a>",
        "sheet002.htm": sheet.format("非税", 7),
    }
    body = "".join(
        f"--x\nContent-Location: file:///{name}\nContent-Type: text/html; charset=utf-8\n\n{page}\n"
        for name, page in pages.items()
    )
    archive = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{body}--x--\n"
    document = read_document(archive.encode(), "a.mht")
    assert document.text.split() == ["项目", "金额（万元）", "税收", "12", "项目", "金额（万元）", "非税", "7"]
    assert len(document.tables) == 2


def test_text_that_speaks_of_archives_is_text() -> None:
    data = "收入5亿元\nMIME-Version: 1.0\nContent-Type: multipart/related\n".encode()
    assert format_of(data, "a") is Format.TEXT


@pytest.mark.parametrize(
    ("page", "code"),
    [
        pytest.param("<html><body><script>1</script>&nbsp;</body></html>", Code.NO_TEXT, id="没有文字"),
        pytest.param("<html><frameset><frame src=a.html></frameset></html>", Code.NO_TEXT, id="框架页"),
        pytest.param(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a--\n", Code.BROKEN_FILE, id="空的存档"
        ),
    ],
)
def test_a_page_without_text_is_rejected(page: str, code: Code) -> None:
    with pytest.raises(RejectedError, match=r"^a: is a ") as rejected:
        read_document(page.encode(), "a")
    assert rejected.value.code is code


def test_a_page_of_frames_says_where_its_text_is() -> None:
    with pytest.raises(RejectedError, match=r"shows no text but that of left\.html, a file of its own$"):
        read_document(b"<html><frameset><frame><frame src=left.html><frame src=b.html></frameset></html>", "a")


def test_an_error_page_is_its_text() -> None:
    page = bare_page("<center><h1>404 Not Found</h1></center><hr>nginx", "<title>404 Not Found</title>")
    document = read_document(page.encode(), "a.pdf")
    assert (document.text, document.furniture) == ("404 Not Found\n\nnginx\n", ())


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<span>" * 100_000 + "收入5亿元", id="十万层span"),
        pytest.param("<table><tr><td>" * 5_000 + "收入5亿元", id="五千层表"),
        pytest.param("".join(f"<font size=a{n}>x<p>" for n in range(2_000)) + "收入5亿元", id="不关的font"),
        pytest.param("<table>" + "<tr><td rowspan=65534 colspan=1000>" * 2_000 + "</table>收入5亿元", id="荒唐的表"),
        pytest.param("<" * 50_000 + "<p>收入5亿元", id="小于号"),
    ],
)
def test_a_nasty_page_loses_nothing(page: str) -> None:
    assert "收入5亿元" in read_html(page.encode(), "a").text


_words = st.text("收入增长亿元5.4%，。", min_size=1, max_size=5)
_trees = st.recursive(
    _words,
    lambda inner: st.builds(
        lambda tag, content: f"<{tag}>{''.join(content)}</{tag}>",
        st.sampled_from(
            ["div", "p", "span", "b", "li", "nav", "table", "tr", "td", "h1", "section class=footer", "font"]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(_trees)
def test_no_character_is_lost_or_doubled(page: str) -> None:
    words = re.sub(r"<[^>]*>", "", page)
    if words:
        text = re.sub(r"\s", "", read(page).text)
        # What stands in a table outside its cells is shown before the table: the order may change, no more.
        assert sorted(text) == sorted(words)
        if "<t" not in page:
            assert text == words


def _values(document: Document) -> list[tuple[Kind, str, str]]:
    given = {"date": "2021-12-31", "region": "湖北省咸宁市"}
    found = _engine().extract(document, given).mentions
    counted = (Kind.MONEY, Kind.PERCENT, Kind.QUANTITY)
    return [(m.kind, re.sub(r"\s", "", m.text), told(m)) for m in found if m.kind in counted]


@cache
def _engine() -> Engine:
    return Engine()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda lines: bare_page(paragraphs(lines)).encode(), id="UTF8网页"),
        pytest.param(lambda lines: bare_page("<br>\n".join(map(html.escape, lines))).encode(), id="用br分段的网页"),
        pytest.param(
            lambda lines: site_page("零基预算", paragraphs(lines), "gb2312").encode("gb18030"), id="带菜单的gb2312网页"
        ),
        pytest.param(lambda lines: word_file("".join(map(paragraph, lines))), id="Word"),
    ],
)
def test_the_seed_page_gives_the_same_values_in_each_format(make) -> None:  # type: ignore[no-untyped-def]
    text = SEED.read_text(encoding="utf-8")
    plain = _values(Document("a", text))
    assert len([kind for kind, _, _ in plain if kind is Kind.MONEY]) == 22
    assert len([kind for kind, _, _ in plain if kind is Kind.PERCENT]) == 12
    assert _values(read_document(make(text.splitlines()), "a")) == plain


def inner_text(page: bytes, folder: Path) -> str:
    """What Chromium shows of a page, by its own account."""
    script = (
        b'<script>var t=document.body.innerText;document.documentElement.innerHTML="<body><pre></pre></body>";'
        b'document.querySelector("pre").textContent="["+t+"]"</script>'
    )
    path = folder / "page.html"
    path.write_bytes(page + script)
    quiet = ["--disable-background-networking", "--disable-sync", "--no-first-run", "--disable-extensions"]
    command = [
        str(CHROMIUM),
        "--headless",
        *FLAGS,
        *quiet,
        f"--user-data-dir={folder / 'user'}",
    ]
    shown = subprocess.run([*command, "--dump-dom", path.as_uri()], capture_output=True, timeout=120, check=True)
    found = re.search(r"<pre>\[(.*)\]</pre>", shown.stdout.decode(), re.DOTALL)
    assert found
    return html.unescape(found[1])


@pytest.mark.skipif(not CHROMIUM, reason=REASON)
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(site_page(TITLE, BODY, "utf-8").encode(), id="网站的网页"),
        *[pytest.param(path.read_bytes(), id=path.stem) for path in PAGES],
    ],
)
def test_nothing_is_lost_against_a_browser(page: bytes, tmp_path: Path) -> None:
    def bare(text: str) -> str:
        return re.sub(r"\s", "", text)

    assert bare(read_html(page, "a").text) == bare(inner_text(page, tmp_path))


@pytest.mark.parametrize(
    ("page", "code"),
    [
        pytest.param("<title>404</title><h1>404 Not Found</h1>", Code.ERROR_PAGE, id="英文404"),
        pytest.param(
            "<html><h1>抱歉，您访问的页面不存在或已删除。</h1><a href=/>返回首页</a>", Code.ERROR_PAGE, id="页面不存在"
        ),
        pytest.param("<html><p>对不起，找不到该页面</p>", Code.ERROR_PAGE, id="找不到页面"),
        pytest.param("<html><h1>请输入验证码</h1><p>您的访问过于频繁</p>", Code.ERROR_PAGE, id="验证码"),
        pytest.param("<html><h1>您的请求可能存在威胁，已被拦截！</h1>", Code.ERROR_PAGE, id="拦截"),
        pytest.param("<html><p>您的请求收悉。2024年全市投入不多。", None, id="答复"),
        pytest.param("<html><p>全市共监测恶意访问被拦截3.5万次。", None, id="有数的"),
        pytest.param("<html><p>全年受理退税请求5万件，诈骗电话被拦截3万次。", None, id="不是拦截"),
        pytest.param("<html><p>安全验证</p><p>请完成下方验证后继续", Code.ERROR_PAGE, id="安全验证"),
        pytest.param("<html><p>全市完成5项网络安全检查，对3家单位验证整改。", None, id="别的验证"),
        pytest.param("<html><p>502 Bad Gateway</p><hr><center>nginx</center>", Code.ERROR_PAGE, id="网关"),
        pytest.param("<html><h1>Server Error in '/' Application.</h1>", Code.ERROR_PAGE, id="服务器出错"),
        pytest.param("<html><p>404家企业获补助532万元，资金支付页面已开通。", None, id="404家企业"),
        pytest.param("<html><p>全年收入5.4亿元。</p>" + "<p>页面不存在的旧栏目已清理。</p>" * 60, None, id="长文"),
    ],
)
def test_an_error_page_is_not_ok(page: str, code: Code | None) -> None:
    assert read_html(page.encode(), "部门预算.pdf").codes == ((code,) if code else ())
