"""Why what looks like a mention is none."""

import pytest

from gongbao.extract.location import patterns_dir
from gongbao.extract.rules import load_patterns
from gongbao.normalize.mentions import Reader
from gongbao.normalize.misses import near_misses
from gongbao.segment import segment

READER = Reader(load_patterns(patterns_dir()))
REASONS = {
    "一批项目": "an article",
    "二期工程": "an ordinal",
    "三级医院": "the rule quantity.unit matched but refused it",
    "一体化": "no unit, classifier or date word",
    "《一批》": "it stands inside 《》",
}


@pytest.mark.parametrize(("text", "reason"), REASONS.items(), ids=REASONS)
def test_reason(text: str, reason: str) -> None:
    told = [miss.reason for miss in near_misses(READER, segment(f"建设{text}。"), [])]
    assert any(reason in one for one in told), told
