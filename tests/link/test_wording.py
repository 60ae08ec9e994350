"""Words that open or end others: the longest, and none where it is part of another word."""

import pytest

from gongbao.link.lexicons.wording import Ending, Opening, PatternEnding, Wording
from tests.facts_told import engine

ENDINGS = {
    "最长": (Ending(["长", "增长"]), "收入增长", "增长"),
    "没有": (Ending(["增长"]), "增长收入", None),
    "空": (Ending(["增长"]), "", None),
    "被挡住": (Ending(["有"], unless="(?<=拥)有"), "拥有", None),
    "长的被挡住": (Ending(["实现", "现"], unless="(?<=多)实现"), "多实现", "现"),
    "模式": (PatternEnding(["多"], "多|多\\p{Han}{2}", "多"), "比上年多争取", "多争取"),
    "词也在模式里": (PatternEnding(["增长"], "增长了?", "多", "了"), "收入增长了", "增长了"),
    "不用模式": (PatternEnding(["增长"], "增长了?", "多", "了"), "收入增长", "增长"),
}


@pytest.mark.parametrize(("ending", "text", "want"), ENDINGS.values(), ids=ENDINGS)
def test_ending(ending: Ending, text: str, want: str | None) -> None:
    assert ending.search(text) == want


OPENINGS = {
    "最长": (Opening(["新", "新增"]), "新增就业", "新增"),
    "没有": (Opening(["新增"]), "就业新增", None),
    "别的词": (Opening(["在"], kept=["在职"]), "在职职工", None),
    "只到那里": (Opening(["新", "新增"]), "新|增就业", "新"),
    "别的词也只到那里": (Opening(["在"], kept=["在职"]), "在|职职工", "在"),
    "后面不能有": (Opening(["减少"], never="额"), "减少额", None),
    "更短的也不能有": (Opening(["减", "减少"], never="额"), "减少额", None),
}


@pytest.mark.parametrize(("opening", "text", "want"), OPENINGS.values(), ids=OPENINGS)
def test_opening(opening: Opening, text: str, want: str | None) -> None:
    end = text.find("|")
    text = text.replace("|", "")
    assert opening.match(text, 0, end if end >= 0 else len(text)) == want


COMPARED = {
    "同比": ("收入同比", ("同比", "yoy", None)),
    "环比": ("价格环比", ("环比", "period_on_period", None)),
    "比年初": ("存款比年初", ("比年初", "year_to_date", None)),
    "年均": ("收入年均", ("年均", "annual_average", None)),
    "比预算": ("收入比年初预算", ("比年初预算", "initial_budget", None)),
    "比调整预算": ("收入较调整预算数", ("较调整预算数", "adjusted_budget", None)),
    "比某年": ("收入比⌚⌚", ("比⌚⌚", "base", (3, 5))),
    "比某年同期相比": ("收入与⌚⌚同期相比", ("与⌚⌚同期相比", "base", (3, 5))),
    "同期相比": ("⌚⌚收入同期相比", ("同期相比", "yoy", None)),
    "没有": ("收入预算", None),
}


@pytest.mark.parametrize(("text", "want"), COMPARED.values(), ids=COMPARED)
def test_compared(text: str, want: tuple[str, str, tuple[int, int] | None] | None) -> None:
    assert Wording(engine().patterns.lexicons).compared(text) == want
