"""The scanner and its patterns: what is written for speed finds what the plain way finds."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from gongbao.extract.location import patterns_dir
from gongbao.extract.rules import compile_rule, expand, load_patterns

PATTERNS = load_patterns(patterns_dir())
PLAIN_UNIT = expand(
    r"""
(?<![前每])(?P<negative>(?&_minus))?(?P<low>(?&_number))
(?:(?&_included)?(?P<low_unit>\L<unit>)?(?&_to)(?P<high>(?&_number_after)))?
(?&_included)?[ ]?(?P<unit>\L<unit>(?:[/／]\L<unit>)?)
""",
    PATTERNS.fragments,
    "here",
)
PIECES = "3 12 五 万 多 个 家 吨 微克/立方米 克 / ／ - 至 到 一 （含） 元 ， 位于".split() + [" "]
UNIT, PLAIN = (
    compile_rule(next(rule for rule in PATTERNS.rules if rule.id == "quantity.unit"), PATTERNS),
    PATTERNS.compile(PLAIN_UNIT),
)


def told(match: regex.Match[str] | None) -> object:
    return match and (match.span(), match["negative"], match["low"], match["high"], match.span("unit"))


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join))
def test_units_put_in_once_are_found_like_units_put_in_thrice(text: str) -> None:
    assert told(UNIT.match(text)) == told(PLAIN.match(text))
