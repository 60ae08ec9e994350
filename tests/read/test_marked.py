"""Tables that a text writes in HTML, as what turns pages into Markdown does."""

import pytest

from gongbao.model import Document
from gongbao.read.text import read_text
from gongbao.run.document import Engine
from tests.reading import told


def read(text: str) -> Document:
    return read_text(text.encode(), "a.md")


def cells(document: Document, number: int = 0) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and text of each cell of a table."""
    return [
        (c.row, c.column, c.rows, c.columns, document.text[c.span.start : c.span.end])
        for c in document.tables[number].cells
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(
            "<table><tr><td>指标</td><td>金额</td></tr><tr><td>税收</td><td>5</td></tr></table>",
            [(0, 0, 1, 1, "指标"), (0, 1, 1, 1, "金额"), (1, 0, 1, 1, "税收"), (1, 1, 1, 1, "5")],
            id="简单表",
        ),
        pytest.param(
            '<TABLE border=1><tr><th rowspan="2">指标<th colspan=2>金额<tr><td>上年</td><td> <b>今年</b> </td></TABLE>',
            [(0, 0, 2, 1, "指标"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "上年"), (1, 2, 1, 1, "今年")],
            id="合并的格和不闭合的标签",
        ),
        pytest.param(
            "<table><tr><td>税收</td><td></td></tr></table>", [(0, 0, 1, 1, "税收"), (0, 1, 1, 1, "")], id="空格"
        ),
        pytest.param("<table><td>5<td>6</table>", [(0, 0, 1, 1, "5"), (0, 1, 1, 1, "6")], id="没有行"),
        pytest.param('<table><tr><td colspan="99999999">5</td></tr></table>', [(0, 0, 1, 200, "5")], id="荒唐的跨度"),
    ],
)
def test_a_table_is_a_grid(markup: str, expected: list[tuple[int, int, int, int, str]]) -> None:
    assert cells(read(f"一、收入\n\n{markup}\n\n二、支出")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "收入<table>5亿元",
        "<题>收入5亿元",
        "收入<tabletop>5亿元</tabletop>",
        "收入</table>5亿元",
        "收入<table><tr><td>税收<table><tr><td>5</table></table>",
    ],
)
def test_what_is_not_closed_or_holds_another_is_none(text: str) -> None:
    assert read(text).tables == ()


def test_tables_of_both_kinds_come_in_order() -> None:
    plain = "| 项目 | 金额 |\n|---|---|\n| 税收 | 5 |\n"
    marked = "<table><tr><td>a|b</td><td>5</td></tr></table>\n"
    document = read(f"收入：\n{marked}\n{plain}\n{marked}")
    assert [document.text[t.span.start : t.span.start + 6] for t in document.tables] == ["<table", "| 项目 |", "<table"]


def test_the_figures_of_a_report_turned_into_markdown_are_found() -> None:
    heads = "<td>指标</td><td>单位</td><td>2024年</td><td>增长</td>"
    rows = f"<tr>{heads}</tr><tr><td>粮食产量</td><td>万吨</td><td>12.5</td><td>$2.1\\%$</td></tr>"
    result = Engine().extract(
        read(f"# 公报\n\n收入 $532.39$ 亿元，增长 $5.4\\%$ 。\n\n<html><body><table>{rows}</table></body></html>\n")
    )
    assert [told(m) for m in result.mentions] == ["53239000000 CNY", "5.4 %", "125000 吨", "2.1 %"]


def test_very_many_tags_take_no_time() -> None:
    assert read("表<table>" + "<td " * 200_000).tables == ()
    assert len(read("表<table>" + " " * 500_000 + "<tr><td>" + " " * 500_000 + "5</table>").tables) == 1
