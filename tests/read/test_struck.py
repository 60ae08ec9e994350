import math

import pytest

from gongbao.read.page.rulings import Ruling
from gongbao.read.page.struck import stretches, struck
from gongbao.read.writing import Box


def piece(characters: int, left: float = 100.0, top: float = 100.0, size: float = 10.0) -> list[Box]:
    return [(left + size * i, top, left + size * (i + 1), top + size) for i in range(characters)]


@pytest.mark.parametrize(
    ("pieces", "line", "expected"),
    [
        pytest.param([piece(3)], Ruling(105, 100, 130), "xxx", id="全部"),
        pytest.param([piece(3)], Ruling(105, 99, 111), "x..", id="第一个字"),
        pytest.param([piece(2), piece(2, 120)], Ruling(105, 100, 140), "xxxx", id="两段"),
        pytest.param([piece(2), piece(2, 200)], Ruling(105, 100, 220), "....", id="中间空着"),
        pytest.param([piece(3)], Ruling(109.5, 100, 130), "...", id="下划线"),
        pytest.param([piece(3)], Ruling(100.5, 100, 130), "...", id="上划线"),
        pytest.param([piece(3)], Ruling(105, 90, 130), "...", id="从前面来"),
        pytest.param([piece(3)], Ruling(105, 100, 300), "...", id="往后面去"),
        pytest.param([piece(3)], Ruling(105, 101, 103), "...", id="一点"),
        pytest.param([piece(3, size=1e9)], Ruling(105, 100, 130), "...", id="大得没有边的字"),
        pytest.param([[(math.nan,) * 4], piece(1)], Ruling(105, 100, 110), ".x", id="没有地方的字"),
        pytest.param([piece(3)], Ruling(math.nan, 100, 130), "...", id="没有高度的线"),
        pytest.param([piece(3)], Ruling(105, math.nan, math.nan), "...", id="没有两端的线"),
    ],
)
def test_a_line_strikes_what_it_goes_through(pieces: list[list[Box]], line: Ruling, expected: str) -> None:
    characters, lines = struck(pieces, [line])
    places = [(number, i) for number, boxes in enumerate(pieces) for i in range(len(boxes))]
    assert "".join("x" if place in characters else "." for place in places) == expected
    assert lines == ({line} if "x" in expected else set())


def test_a_drawing_of_very_many_lines_strikes_nothing() -> None:
    assert struck([piece(3)], [Ruling(105, 100, 130)] * 5001) == (set(), set())


@pytest.mark.parametrize(
    ("marks", "left"),
    [("...", [(0, 3)]), ("x..", [(1, 3)]), (".x.", [(0, 1), (2, 3)]), ("..x", [(0, 2)]), ("xxx", []), ("", [])],
    ids=["都在", "前面", "中间", "后面", "全部", "空的"],
)
def test_what_is_left_of_a_piece(marks: str, left: list[tuple[int, int]]) -> None:
    characters = {(7, i) for i, mark in enumerate(marks) if mark == "x"}
    assert list(stretches(7, len(marks), characters)) == left
