"""Patterns that `re` matches in place of `regex`: the same matches, and none that it would read otherwise."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from gongbao.extract.location import patterns_dir
from gongbao.extract.plain import plain
from gongbao.extract.rules import FLAGS, load_patterns

PATTERNS = load_patterns(patterns_dir())
RULES = {rule.id: PATTERNS.compile(rule.pattern) for rule in PATTERNS.rules if rule.normalizer == "quoted"}
QUICK = {id_: quick for id_, rule in RULES.items() if (quick := plain(rule.pattern))}
PIECES = [*'“”「」"（）的了等 \n，。造1+A〇々豈𠮷ぺ制', "河长", "平台", "工程", "行动", "战略", "消费券", "一校一案"]


@pytest.mark.parametrize("pattern", [r"\p{Han}", r"[\p{Han}]", r"[^x\p{Han}y]", r"[\p{Han}--[的了]]"])
def test_chinese_characters_are_those_of_regex(pattern: str) -> None:
    quick = plain(pattern)
    assert quick
    every = "".join(map(chr, range(0x110000)))
    assert quick.findall(every) == regex.compile(pattern, FLAGS).findall(every)


def test_rules_of_quoted_names_are_plain() -> None:
    assert QUICK.keys() == RULES.keys()


@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map(lambda pieces: "“" + "".join(pieces)))
def test_both_match_the_same(text: str) -> None:
    for id_, slow in RULES.items():
        ours, theirs = QUICK[id_].match(text), slow.match(text)
        assert (ours and (ours.span(), ours.groupdict())) == (theirs and (theirs.span(), theirs.groupdict())), id_


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"\w+", id="词的字符"),
        pytest.param(r"\p{Lu}", id="大写字母"),
        pytest.param(r"[[a-z]--[b]]", id="集合之差"),
        pytest.param(r"[a-z&&[^b]]", id="集合之交"),
        pytest.param(r"(?i:工程)", id="旗标"),
        pytest.param(r"(?:工程){e<=1}", id="近似"),
        pytest.param(r"(?:工|程)++", id="占有量词"),
        pytest.param(r"(?<=工|工程)项", id="不定长的后顾"),
        pytest.param(r"(?P<a>工)|(?P<a>程)", id="同名的组"),
    ],
)
def test_what_re_lacks_or_reads_otherwise_is_left_to_regex(pattern: str) -> None:
    regex.compile(pattern, FLAGS)
    assert plain(pattern) is None
