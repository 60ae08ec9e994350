"""Rules that begin with a quotation, put into one pattern: the quotation is read once for all of them."""

import regex

from gongbao.extract.rules import Patterns, Rule, compile_rule, expand
from gongbao.kept import compiled

_QUOTATION = "(?P<mention>(?&_quoted)"
# Fewer rules are as quickly tried one by one.
_FEW = 2
# Stands for any quotation; and what often stands behind one.
_ANY_QUOTATION = "“龘龘”"
_MARKS = "，。、；：！？“”（）《》\n"
_NAMED = compiled(r"\(\?P?<(?![=!])\w+>")
# What may mean another thing within a larger pattern: what refers to groups, calls, flags, verbs; and comments.
_ALONE = compiled(r"\\[1-9gGK]|\(\*|\(\?(?:[-+\w]+\)|[&|(]|P[>=])|#")
_LOOKS_BACK = compiled(r"\(\?<[=!]|\\[bBmM]")
# What shows the form of a pattern: whether groups stay open, whether there is another way on, whether one is optional.
_ESCAPE = compiled(r"\\(?:[pPL][{<]\w+[}>]|.)")
_INNERMOST = compiled(r"\[[^\[\]]*\]|\(\?[^()\[\]]*\)")
_OPEN_ONCE = compiled(r"\(\?P<\w+>[^|()\[\]]*")
_CLOSED_ONCE = compiled(r"[^|()\[\]]*\)(?!\s*[?*+{])[^|()\[\]]*")


def put_together(rules: list[Rule], patterns: Patterns) -> tuple[regex.Pattern[str] | None, dict[str, int]]:
    """One pattern of the rules that begin with a quotation, and the number of each by its id, from 1.

    The pattern matches where one of them does, and its only group that takes part has the number of the first. Null,
    and no numbers, where there are few of them.
    """
    if "_quoted" not in patterns.fragments:
        return None, {}
    quotation = expand(_QUOTATION, patterns.fragments, "program_forms.toml")
    endings = {rule.id: ending for rule in rules if (ending := _behind(quotation, rule.pattern))}
    if len(endings) <= _FEW:
        return None, {}
    ways = "|".join(f"((?:{ending})" for ending in endings.values())
    numbers = {name: number for number, name in enumerate(endings, 1)}
    guard = _guard(quotation, [rule for rule in rules if rule.id in endings], ways, patterns)
    return patterns.compile(_NAMED.sub("(?:", f"{quotation}{guard}(?:{ways}))")), numbers


def _guard(quotation: str, rules: list[Rule], ways: str, patterns: Patterns) -> str:
    """A guard against the marks that none of some rules goes on with behind a quotation: behind most stands one.

    What is asked is asked behind one quotation for all, so none may look back at it.
    """
    if _LOOKS_BACK.search(ways) or not patterns.compile(f"{quotation})").fullmatch(_ANY_QUOTATION):
        return ""
    asked = [compile_rule(rule, patterns) for rule in rules]
    stops = [mark for mark in _MARKS if not any(rule.match(_ANY_QUOTATION + mark, partial=True) for rule in asked)]
    return f"(?![{''.join(stops)}])" if stops else ""


def _behind(opening: str, pattern: str) -> str | None:
    """What a pattern goes on with behind an opening, of which one group is left open.

    Null where it does not begin so, can do without it or may mean another thing as part of a larger pattern.
    """
    pattern = pattern.lstrip()
    if not pattern.startswith(opening) or _ALONE.search(pattern) or not _OPEN_ONCE.fullmatch(_flat(opening)):
        return None
    rest = pattern[len(opening) :]
    return rest if _CLOSED_ONCE.fullmatch(_flat(rest)) else None


def _flat(pattern: str) -> str:
    """A pattern without escapes, sets and groups, but for groups that it only opens or closes and those by number."""
    pattern = _ESCAPE.sub("", pattern)
    while (less := _INNERMOST.sub("", pattern)) != pattern:
        pattern = less
    return pattern
