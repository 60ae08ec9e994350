"""Which row of a table stands below which: by classification codes, by indentation, by numbering, by 其中."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

_NUMBERING = (
    regex.compile(r"[一二三四五六七八九十]{1,3}[、.]"),
    regex.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    regex.compile(r"\d{1,2}[、.](?!\d)"),
    regex.compile(r"[（(]\d{1,2}[）)]|\d{1,2}[）)]"),
    regex.compile(r"[①-⑳]"),
)
_FIRST = regex.compile(r"[（(]?(?:一|1|①)[、.）)]?(?![十\d])")
_AMONG = regex.compile(r"(?:\d{1,2}[、.])?(?:其中[:：]?|#|＃)")
_LEADING_CODE = regex.compile(r"[\[【(（]?(?P<code>\d{3}(?:\d\d){0,3})[\])）】]?[-—_]?(?=\p{Han})")
_INDENT = regex.compile(r"[ \t\u3000\u00a0\u2002\u2003]*")
_WIDTHS = {"\u3000": 2, "\u2003": 2, "\t": 4}
_UNMARKED = len(_NUMBERING)
_TOTAL = ("合计", "总计", "共计")


class Label(NamedTuple):
    """What heads a row: its texts from the left, its codes (类, 款, 项), the last text as written.

    ``spread``: it goes across the whole table and heads the rows below it.
    """

    texts: tuple[str, ...]
    codes: tuple[str, ...]
    written: str
    spread: bool

    @property
    def code(self) -> str | None:
        """The code of the row, from its own columns or before its name: 2010601."""
        if joined := "".join(self.codes):
            return joined
        found = _LEADING_CODE.match(self.texts[-1]) if self.texts else None
        return found["code"] if found else None


def paths(labels: Sequence[Label], totals: Sequence[str]) -> list[tuple[str, ...]]:
    """For each row the path of its headers from the outermost in; empty where a row has none."""
    labels = _whole_codes(labels)
    coded = sum(label.code is not None for label in labels) * 2 > sum(bool(label.texts) for label in labels)
    indented = len({_indent(label) for label in labels if label.texts}) > 1
    numbered = any(_numbering(label) < _UNMARKED for label in labels)
    found: list[tuple[str, ...]] = []
    above: list[tuple[int, str]] = []
    section: tuple[str, ...] = ()
    shift = 0  # how much deeper numbers stand that begin anew below a row without one
    for label in labels:
        if not label.texts:
            found.append(())
            continue
        *outer, name = label.texts
        if label.spread:
            section, above = (name,), []
            found.append(section)
            continue
        if (name in totals or name.endswith(_TOTAL)) and not outer:
            above, shift = [], 0  # what follows a total is no part of what stands above it
            found.append((*section, name))
            continue
        if coded:
            level = len(label.code or "")
        else:
            numbering = _numbering(label)
            if numbered and not indented:
                if numbering == _UNMARKED:
                    above, shift = ([], 0) if shift else (above, 0)
                elif above and _numbering_of(above[-1][1]) == _UNMARKED and _FIRST.match(name):
                    shift = above[-1][0] + 1
            level = 10 * _indent(label) if indented else shift
            level += numbering if numbered else 0
        if _AMONG.match(name):
            level = max(
                level, above[-1][0] if above and _AMONG.match(above[-1][1]) else (above[-1][0] + 1 if above else 0)
            )
        while above and above[-1][0] >= level:
            above.pop()
        found.append((*section, *outer, *(words for _, words in above), name))
        above.append((level, name))
    return found


def _whole_codes(labels: Sequence[Label]) -> list[Label]:
    """With the 类 and 款 that a row leaves unsaid taken from the rows above: 06 below 201 is 20106."""
    whole: list[Label] = []
    known: list[str] = []
    for label in labels:
        codes = list(label.codes)
        last = max((i for i, code in enumerate(codes) if code), default=-1)
        for i in range(last):
            if not codes[i] and i < len(known):
                codes[i] = known[i]
        if last >= 0:
            known = codes[: last + 1]
        whole.append(label._replace(codes=tuple(codes)))
    return whole


def _indent(label: Label) -> int:
    match = _INDENT.match(label.written)
    return sum(_WIDTHS.get(character, 1) for character in match[0]) if match else 0


def _numbering(label: Label) -> int:
    return _numbering_of(label.texts[-1]) if label.texts else _UNMARKED


def _numbering_of(name: str) -> int:
    return next((i for i, pattern in enumerate(_NUMBERING) if pattern.match(name)), _UNMARKED)
