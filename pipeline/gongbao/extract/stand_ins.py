"""Numbers that stand for others of their form: what rules begin with is asked of one, and not of each.

Rules name few numbers. A number that one names (985高校, 三百六十行) stands for itself alone.
"""

import re
from dataclasses import dataclass

from gongbao.extract.compiled import LEXICON
from gongbao.extract.rules import UNSPELT, Patterns, Rule, expand
from gongbao.kept import compiled

_ANY_DIGIT = "5"
# What has no digits of its own: escapes, counts of repeats, names of groups. The digits of numbers are a fragment's.
_DIGITS_OF_NUMBERS = "(?&_digits)"
_DIGITLESS = compiled(r"\\.|\{[\d,]*\}|\(\?P?<\w+>|\(\?P=\w+\)")
_DIGIT = compiled(r"\d")
# Three digits or more, counted from where a number begins: only a number of as many stands for another.
_COUNTED = compiled(r"(?:\\d|\[0-9\]|\\p\{Nd\})\{(?:[3-9]|\d\d)|(?:\\d){3}|(?:\[0-9\]){3}")
_LOOKBEHIND = compiled(r"\(\?<[=!](?P<inside>(?:[^()\\]|\\.|\((?&inside)\))*+)\)")
_NUMERALS = r"\d〇○零一二两三四五六七八九十百千万亿"
# A number that is named, by how it begins; sets name none.
_SPELT = compiled(rf"\[[^\]]*\]|(?P<spelt>[{_NUMERALS}]{{3}})")
_NUMERAL = re.compile(f"[{_NUMERALS}]")
_DIGITS = compiled(r"\d[\d,，]*(?:[.·]\d+)?")
_FORMS = (
    (compiled(r"(?:1[89]|2[01])\d\d"), "2021"),
    (compiled(r"(?:19|20)\d{6}"), "20210101"),
    (compiled(r"(?:19|20)\d\d\.\d\d?"), "2021.01"),
    (compiled(r"\d+"), "555"),
    (compiled(r".*"), "555.5"),
)
_HANZI_FORMS = ("二〇二一", "五", "五十", "五百", "五千", "五万", "五亿")
STAND_INS = (*dict(_FORMS).values(), *_HANZI_FORMS)
"""One number of each form."""
_HANZI_YEAR = compiled("[一二][〇○零一二三四五六七八九]{3}")
_TAIL = compiled("[余餘多几幾来來十百千万亿兆萬億]*$")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a rule says of numbers: how those begin that it spells, whether it counts three digits or more, whether it
    names no digit, and whether words of its lexicons begin with a numeral.
    """

    spelt: frozenset[str]
    counted: bool
    alike: bool
    in_words: bool


def numbers_of(rule: Rule, bare: str, patterns: Patterns) -> Numbers:
    """What a rule says of numbers; ``bare`` is its pattern without what it looks back at."""
    fragments = patterns.fragments
    digits = expand(_DIGITS_OF_NUMBERS, fragments, "fragments.toml") if "_digits" in fragments else ""
    own = rule.pattern.replace(digits, "")
    words = [w for name in LEXICON.findall(bare) for w in patterns.lexicons[name] if _NUMERAL.match(w)]
    written = "|".join((_DIGITLESS.sub("", own), *words))
    return Numbers(
        frozenset(run["spelt"] for run in _SPELT.finditer(written) if run["spelt"]),
        _COUNTED.search(_LOOKBEHIND.sub("", own)) is not None,
        not (_DIGIT.search(written) or UNSPELT.search(rule.pattern)),
        bool(words),
    )


def form_of(number: str, *, counted: bool) -> str:
    """A number of the same form that stands for all its like, so that few beginnings need asking about.

    ``counted``: one of as many digits, since a rule counts them.
    """
    if len(number) <= 2:
        return number
    if number[0].isascii():
        match = _DIGITS.match(number)
        digits, rest = (match[0], number[match.end() :]) if match else ("", number)
        if len(digits) <= 2:
            return digits + rest
        form = next((form for pattern, form in _FORMS if pattern.fullmatch(digits)), "555")
        if counted and form[0] == _ANY_DIGIT:
            form = _DIGIT.sub(_ANY_DIGIT, digits)
        return form + rest
    if len(number) <= 3:
        return number
    if _HANZI_YEAR.fullmatch(number):
        return "二〇二一"
    tail = _TAIL.search(number)
    return "五" + (tail[0] if tail else "")
