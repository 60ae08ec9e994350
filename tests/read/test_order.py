from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.read.page.order import Line, Piece, furniture, lines_in_order, pages_named
from gongbao.read.writing import Box


def piece(text: str, x: float, y: float, size: float = 10) -> Piece:
    return Piece(text, [(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))])


def block(name: str, x: float, y: float, lines: int = 8, width: int = 12, last: int = 5) -> list[Piece]:
    """Lines of prose one under another, the last one short: 甲一一一一一一一一一一一, 甲二二二…."""
    full = [name + "零一二三四五六七八九十百千"[n] * (width - 1) for n in range(lines)]
    full[-1] = full[-1][:last]
    return [piece(line, x, y + 15 * n) for n, line in enumerate(full)]


def texts(pieces: Sequence[Piece]) -> list[str]:
    return [line.text for line in lines_in_order(pieces)]


def planted(*blocks: Sequence[Piece]) -> list[str]:
    return [piece.text for block in blocks for piece in block]


LEFT, RIGHT = block("左", 0, 100), block("右", 140, 100)
THIRD = block("末", 280, 100)
TITLE = [piece("通栏标题横跨各栏之上", 60, 60, 16)]
ROWS = [[piece(t, x, 100 + 15 * n) for x, t in ((0, f"项目{n}"), (140, f"{n}.00"), (280, "5%"))] for n in range(6)]


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        pytest.param([*LEFT, *RIGHT], planted(LEFT, RIGHT), id="两栏"),
        pytest.param([*LEFT, *RIGHT, *THIRD], planted(LEFT, RIGHT, THIRD), id="三栏"),
        pytest.param([*TITLE, *LEFT, *RIGHT], planted(TITLE, LEFT, RIGHT), id="通栏标题"),
        pytest.param(
            [*LEFT, *block("中", 40, 240, width=22), *block("下", 0, 380), *block("角", 140, 380), *RIGHT],
            planted(LEFT, RIGHT, block("中", 40, 240, width=22), block("下", 0, 380), block("角", 140, 380)),
            id="两栏之间夹通栏",
        ),
        pytest.param(
            [*block("长", 0, 100, lines=12), *RIGHT], planted(block("长", 0, 100, lines=12), RIGHT), id="左栏更长"
        ),
        pytest.param(
            [*LEFT, *block("长", 140, 100, lines=12)], planted(LEFT, block("长", 140, 100, lines=12)), id="右栏更长"
        ),
        pytest.param(
            [*block("低", 0, 145, lines=5), *RIGHT], planted(block("低", 0, 145, lines=5), RIGHT), id="左栏起得低"
        ),
        pytest.param(
            [*LEFT, *RIGHT, piece("图为某市集市", 100, 310), *block("下", 0, 330), *block("角", 140, 330)],
            planted(LEFT, block("下", 0, 330), RIGHT, block("角", 140, 330), [piece("图为某市集市", 0, 0)]),
            id="两栏之间的图片说明",
        ),
        pytest.param(
            [*LEFT, *RIGHT, piece("小标题一行", 100, 225), *block("下", 0, 245), *block("角", 140, 245)],
            planted(LEFT, RIGHT, [piece("小标题一行", 0, 0)], block("下", 0, 245), block("角", 140, 245)),
            id="两栏之间的小标题",
        ),
        pytest.param([*LEFT, *block("错", 140, 107)], planted(LEFT, block("错", 140, 107)), id="两栏的行错开"),
        pytest.param([p for row in ROWS for p in row], [f"项目{n}   {n}.00   5%" for n in range(6)], id="无线表按行读"),
        pytest.param(
            [piece("一、工作回顾", 0, 100 + 20 * n) for n in range(4)]
            + [piece("3", 200, 100 + 20 * n) for n in range(4)],
            ["一、工作回顾   3"] * 4,
            id="目录按行读",
        ),
        pytest.param([piece("收入", 0, 0), piece("亿元", 30, 0)], ["收入亿元"], id="标点后的小空白"),
        pytest.param([piece("12", 0, 0), piece("34", 24, 0)], ["12 34"], id="数字之间的空白"),
        pytest.param([piece("高", 0, 0, 20), piece("低", 25, 8, 8)], ["高低"], id="大小不同的字"),
    ],
)
def test_reading_order(pieces: list[Piece], lines: list[str]) -> None:
    assert texts(pieces) == lines
    assert texts(pieces[::-1]) == lines


def test_paragraphs_begin_where_lines_are_set_in() -> None:
    page = [
        piece("居中的标题", 35, -20),
        piece("大字标题", 25, -2, 14),
        piece("首段首行文字文字文字", 20, 20),
        piece("首段次行文字文字文字文字", 0, 35),
        piece("末行。", 0, 50),
        piece("次段首行。", 20, 65),
        piece("署名", 100, 80),
    ]
    assert [text.startswith("　　") for text in texts(page)] == [False, False, True, False, False, True, False]


def test_a_page_laid_askew_is_read_by_its_straightened_places() -> None:
    page = [*LEFT, *RIGHT]
    places = [around(p) for p in page]
    askew = [p._replace(boxes=[(a, b + a / 8, c, d + a / 8) for a, b, c, d in p.boxes]) for p in page]
    lines = lines_in_order(askew, places)
    assert [line.text for line in lines] == planted(LEFT, RIGHT)
    assert lines[0].boxes == askew[0].boxes


def around(piece: Piece) -> Box:
    return piece.boxes[0][0], piece.boxes[0][1], piece.boxes[-1][2], piece.boxes[-1][3]


boxes = st.tuples(st.floats(-50, 600), st.floats(-50, 900), st.floats(0, 700), st.floats(0, 60)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


@given(st.lists(st.builds(lambda text, box: Piece(text, [box] * len(text)), st.text("收入5元 ", min_size=1), boxes)))
def test_no_character_is_lost_and_each_has_a_box(pieces: list[Piece]) -> None:
    lines = lines_in_order(pieces)
    kept = sorted("".join("".join(line.text.split()) for line in lines))
    assert kept == sorted("".join("".join(piece.text.split()) for piece in pieces))
    assert all(len(line.boxes) == len(line.text) for line in lines)


def line(text: str, y: float) -> Line:
    return Line(text, (0, y, 100, y + 10), 1.0, [(0, y, 100, y + 10)] * len(text))


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        pytest.param([["正文"], ["正文"], ["正文"]], [set(), set(), set()], id="正文重复不是页眉"),
        pytest.param([[("财政简报", 20.0), "正文"]] * 3, [{0}] * 3, id="页眉"),
        pytest.param([[("第一期", 20.0), "正文"]] * 2, [set()] * 2, id="两页不足为凭"),
        pytest.param([["正文", ("— 1 —", 960.0)]], [{1}], id="页码"),
        pytest.param([["正文", ("第1页 共9页", 960.0)]], [{1}], id="第几页"),
        pytest.param([["正文", ("3/12", 960.0)]], [{1}], id="分数式页码"),
        pytest.param([["正文", ("一3-", 960.0)]], [{1}], id="识别错的破折号"),
        pytest.param([["正文", ("2024年", 960.0)]], [set()], id="年份不是页码"),
        pytest.param([[("1", 400.0), "正文"]], [set()], id="页面中间的数字"),
        pytest.param([[(str(n), 900.0 + n) for n in range(9)]], [set()], id="页底的一列数字"),
    ],
)
def test_furniture(pages: list[list[str | tuple[str, float]]], found: list[set[int]]) -> None:
    lines = [[line(*entry) if isinstance(entry, tuple) else line(entry, 500) for entry in page] for page in pages]
    assert furniture(lines, [1000.0] * len(pages)) == found


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        pytest.param([3], "page 3", id="一页"),
        pytest.param([3, 5], "pages 3, 5", id="两页"),
        pytest.param(
            range(1, 23),
            "pages 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 2 more",
            id="许多页",
        ),
    ],
)
def test_pages_are_named(pages: Sequence[int], told: str) -> None:
    assert pages_named(pages) == told
