"""Named programmes: canonical names, figures of speech kept out, every occurrence of a name found in a document."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import regex

from gongbao.extract.lexicon import Lexicon
from gongbao.extract.rules import Patterns, Rule
from gongbao.model import Program
from gongbao.normalize.dates import plan_number

Place = tuple[int, int, Program]

_OPEN, _CLOSE = '“「『"', '”」』"'
_MARKS = re.compile('[“”「」『』"《》〈〉 ]')
# “两通工程”列入交通强国试点: what a name came into is another.
_CAME_INTO = re.compile("列入|纳入|入选|完成|落地")
_PARENTHESIS = re.compile("[（(][^（）()]*[）)]")
# By its opening mark, where a text has no other: re looks for one character much more quickly than for any of several.
_IN_MARKS = r"[ ]?([^“”「」『』\"\n]{1,20})[ ]?[”」』\"]"
_QUOTED = {marks: re.compile(f"[{marks}]{_IN_MARKS}") for marks in (_OPEN, *_OPEN)}
_ORDINALS = (
    "",
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
)
_TYPE_OF_END = (
    ("工程", "project"), ("项目", "project"), ("示范区", "project"), ("试验区", "project"), ("计划", "plan"),
    ("計劃", "plan"), ("行动", "plan"), ("攻坚战", "plan"), ("保卫战", "plan"), ("整治", "plan"), ("战略", "policy"),
    ("平台", "platform"),
    ("系统", "platform"), ("码", "platform"), ("基金", "fund"), ("资金", "fund"), ("贷", "fund"), ("机制", "mechanism"),
    ("模式", "mechanism"), ("制", "mechanism"),
)  # fmt: skip
_ENDS = tuple(end for end, _ in _TYPE_OF_END)
# 一系列专项行动, 相关行动, 各项工程, 二期续建工程 name nothing; neither do clauses taken up to the head.
_GENERIC = re.compile(
    r"^(?:一系列|一批|相关|各项|各类|多项|有关|重大(?=.{0,4}$)|重点(?=.{0,4}$)|这些|上述|以|对|为|将|把|在|向|从|与|和|及|的|一项|几项|多种|若干|集中|联合"
    r"|新一轮|第[一二三四五六七八九十\d]{1,3}轮(?:三年|专项)?行动|[一二三四五六七八九十\d]+[项个批次轮大]|\d+(?:[处座家所]|条(?!龙)))|[的了是在将把被向从]|以及|包括|等|和|列入|纳入|年度|(?:工作|进度)计划$|(?:主体|结构|附属|续建)工程$"
)
# A closing mark right before an opening one stays, so that no name is found across “六稳”“六保”. Each mark by itself:
# re finds one character many times as quickly as any of several.
_QUOTE = {mark: re.compile(mark + ("" if mark in _OPEN else "(?![“「『])")) for mark in dict.fromkeys(_OPEN + _CLOSE)}
_LONGEST_INNER = 20
_LONGEST_HEAD = 6
# “两重”项目, “双减”试点, “千万工程”经验: the well-known name ends at its marks.
_NOT_PART = ("项目", "试点", "基地", "资金", "经验", "活动")
# What a name goes on with: 零基预算 / 2.0版, 天然林保护 / 二期工程; 兴边富民行动 / 规划 is a name of its own.
_MORE = re.compile(r"(?P<version>\d(?:\.\d)?版本?)|(?P<longer>(?:[一二三四]期)?(?:工程|规划纲要|规划|行动计划))")
_MORE_FIRST = frozenset("0123456789一二三四工规行")
_SHORT_QUOTE = 12
_SHORTEST_NAME = 5


def read(rule: Rule, match: regex.Match[str], patterns: Patterns) -> Iterator[Place]:
    """The programmes that a form rule's match names, with their view spans."""
    if rule.normalizer == "title":
        yield *match.span(), Program(match["inner"].strip(), "document")
    elif rule.normalizer == "five_year_plan":
        head = "计划" if match["head"][0] in "计計" else "规划"
        number = plan_number(match["plan"] or match["ordinal"])
        yield *match.span(), Program(f"{_ORDINALS[number]}五{head}", "plan")
    elif rule.normalizer == "launched":
        for start, end in sorted(match.spans("mention")):
            name = match.string[start:end]
            if len(name) >= _SHORTEST_NAME and not _GENERIC.search(name) and name.count("“") == name.count("”"):
                plain = _MARKS.sub("", name)
                known = patterns.programs.get(plain)
                yield start, end, Program(known.name, known.type) if known else Program(plain, _type(name, "plan"))
    else:
        place = _quoted(rule, match, patterns)
        if place:
            yield place


def _quoted(rule: Rule, match: regex.Match[str], patterns: Patterns) -> Place | None:
    """A quoted name with what follows up to its head; of a well-known one only the marks, unless both are known."""
    inner = match["inner"].replace(" ", "")
    if inner in patterns.figurative or not 1 < len(inner) <= _LONGEST_INNER:
        return None
    start, end = match.span("mention")
    rest = _PARENTHESIS.sub("", match["rest"] or "").removeprefix("的")
    if _CAME_INTO.search(rest):
        return None
    name = _MARKS.sub("", inner + rest)
    known = patterns.programs.get(name)
    if known:
        return start, end, Program(known.name, known.type)
    entry = patterns.programs.get(inner)
    if entry and (not rest or len(rest) > _LONGEST_HEAD or rest.endswith(_NOT_PART)):
        return start, end - len(match["rest"] or ""), Program(entry.name, entry.type)
    default = rule.type or "policy"
    return start, end, Program(name, default if rest else _type(name, default))


_GOES_FIRST = ("率先", "率领")


def quotations(text: str) -> list[re.Match[str]]:
    """What stands in quotation marks, with its marks; group 1 is that without them."""
    marks = "".join([mark for mark in _OPEN if mark in text])
    return list(_QUOTED[marks if len(marks) == 1 else _OPEN].finditer(text)) if marks else []


def in_lexicon(text: str, quoted: Sequence[re.Match[str]], lexicon: Lexicon) -> Iterator[Place]:
    """Well-known names with the quotation marks about them; some count only inside such marks.

    Names are looked for as if no quotation marks stood in the text: “公物仓”制度 is 公物仓制度. A name that is only
    part of a longer one in the marks of ``quoted`` (“村村通5G”) is none.
    """
    marks = sorted([match.end() for mark, one in _QUOTE.items() if mark in text for match in one.finditer(text)])
    pieces = [text[start : end - 1] for start, end in pairwise((0, *marks, len(text) + 1))]
    cuts = list(accumulate(map(len, pieces)))
    opens = [match.start(1) for match in quoted]
    for first, last, program, bare in lexicon.scan("".join(pieces)):
        start = first + bisect_right(cuts, first)
        end = last + bisect_right(cuts, last - 1)
        behind = text[end : end + 1]
        if behind == "务" and text[end - 1] == "债":
            continue  # 专项债务 is what is owed, and no 专项债
        if behind == "率" and not text.startswith(_GOES_FIRST, end):
            continue  # 三孩生育率 is measured
        if (behind in _MORE_FIRST and (more := _MORE.match(text, end))) and (
            more["version"] or not text.endswith(("工程", "规划", "计划"), start, end)
        ):
            end = more.end()
            if more["longer"] not in (None, "工程"):
                program = Program(text[start:end], program.type)
        before = start - 1 - (text[start - 1 : start] == " ") if start else -1
        after = end + (text[end : end + 1] == " ")
        opened = before >= 0 and text[before] in _OPEN
        closed = after < len(text) and text[after] in _CLOSE
        shut = (opened or closed) and any(mark in text[start:end] for mark in _CLOSE)
        if opened and (closed or shut):
            start = before
            end = end if shut else after + 1
        elif closed and not shut and any(mark in text[start:end] for mark in _OPEN):
            end = after + 1
        elif not bare:
            continue
        elif place := bisect_right(opens, start):
            around = quoted[place - 1]
            if around.end(1) >= end and len(around[1]) <= _SHORT_QUOTE:
                continue
        yield start, end, program


def again(quoted: Sequence[re.Match[str]], names: Mapping[str, Program]) -> Iterator[Place]:
    """Quoted names that a form told once, wherever they stand quoted again."""
    for match in quoted:
        program = names.get(match[1].strip())
        if program:
            yield *match.span(), program


def _type(name: str, default: str) -> str:
    """The type that the end of a name tells, else the rule's."""
    if not name.endswith(_ENDS):
        return default
    return next(kind for end, kind in _TYPE_OF_END if name.endswith(end))
