"""Tables among lines of which only the characters and their boxes are known."""

import pytest

from gongbao.read.page.listed import with_tables
from gongbao.read.page.order import Line, Piece, lines_in_order
from gongbao.read.writing import Box

STOPS = (60.0, 300.0, 380.0, 460.0)
ROWS = [
    ("科目名称", "合计", "基本支出", "项目支出"),
    ("教育支出", "5.5", "3.5", "2.0"),
    ("普通教育", "4.5", "2.5", "2.0"),
    ("小学教育", "1.0", "1.0", ""),
]


def piece(text: str, left: float, top: float) -> Piece:
    boxes: list[Box] = [(left + 10 * i, top, left + 10 * i + 10, top + 10) for i in range(len(text))]
    return Piece(text, boxes)


def page(*rows: tuple[str, ...]) -> list[Line]:
    return lines_in_order(
        [
            piece(words, stop, 100 + 16 * number)
            for number, row in enumerate(rows)
            for stop, words in zip(STOPS, row, strict=False)
            if words
        ]
    )


def test_rows_of_figures_become_a_table_between_lines() -> None:
    blocks = list(with_tables(page(("支出决算表",), ("", "", "单位：万元"), *ROWS, ("注：本表不含结转。",))))
    assert [number for number, _ in blocks] == [0, 1, 2, 6]
    title, unit, table, note = (block for _, block in blocks)
    assert isinstance(title, Line) and isinstance(unit, Line) and isinstance(note, Line)
    assert not isinstance(table, Line)
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    assert [cell.text for cell in cells] == [words for row in ROWS for words in row]
    assert all(cell.boxes is not None and len(cell.boxes) == len(cell.text) for cell in cells)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("全市收入532.39亿元，增长5.4%。",), ("民生支出169.3亿元。",)], id="正文"),
        pytest.param(ROWS[:3], id="只有两行数"),
        pytest.param(ROWS[1:], id="没有表头"),
    ],
)
def test_other_lines_stay_lines(rows: list[tuple[str, ...]]) -> None:
    lines = page(*rows)
    assert [block for _, block in with_tables(lines)] == lines
