"""Where sentences end."""

import re
from functools import lru_cache

# ；and ：stay inside: a year that opens a sentence covers the clauses behind them.
_MARKS = "。！？!?"
_CLAUSE = re.compile(r"[；;，,、：: ]")
# Text without full stops is cut all the same: each mention carries its sentence into the tables.
_LONGEST = 1000


def ends_in(text: str) -> re.Pattern[str]:
    """What ends the sentences of a text: most have two or three of the marks, and to look for those is quicker."""
    return _end("".join([mark for mark in _MARKS if mark in text]))


@lru_cache(maxsize=2 ** len(_MARKS))
def _end(marks: str) -> re.Pattern[str]:
    # The first mark stands by itself: re looks quickly for a set of characters only where a pattern begins with one.
    return re.compile(f"[{marks}][{marks}]*[”’」』）)》]*" if marks else "(?!)")


def sentence_ends(text: str, start: int, end: int, what_ends: re.Pattern[str]) -> list[int]:
    """The ends of the sentences of a paragraph, ``text[start:end]``; closing marks stay with their sentence.

    The last is ``end``. A sentence longer than a thousand characters is cut behind its last mark before that.
    ``what_ends``: ``ends_in`` the text.
    """
    ends = [match.end() for match in what_ends.finditer(text, start, end)]
    if not ends or ends[-1] < end:
        ends.append(end)
    if end - start <= _LONGEST:
        return ends
    cut: list[int] = []
    for stop in ends:
        while stop - start > _LONGEST:
            marks = [m.end() for m in _CLAUSE.finditer(text, start + _LONGEST // 2, start + _LONGEST)]
            start = marks[-1] if marks else start + _LONGEST
            cut.append(start)
        cut.append(stop)
        start = stop
    return cut
