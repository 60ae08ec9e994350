"""Gates: words without which a sentence need not be held against itself."""

import re

import pytest

from gongbao.check import _LEAD, _SAYS
from gongbao.check.rates import _LEAD as BEFORE_A_CHANGE
from gongbao.check.sums import _OPENING, _PARTS_FOLLOW, BRACKET_OR_TOTAL, PARTS_FOLLOW


@pytest.mark.parametrize("word", [*PARTS_FOLLOW, *BRACKET_OR_TOTAL, "占", "由", "从"])
def test_each_word_is_noticed(word: str) -> None:
    assert _SAYS(f"收入{word}支出") == [word]


def test_parts_are_announced_by_no_other_words() -> None:
    assert re.sub(r"\(\?=.*?\)", "", _PARTS_FOLLOW.pattern).split("|") == list(PARTS_FOLLOW)


def test_words_are_looked_for_as_far_before_the_first_figure_as_they_count() -> None:
    assert max(_OPENING, BEFORE_A_CHANGE) <= _LEAD
