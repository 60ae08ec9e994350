"""Where sentences end."""

import re

# ；and ：stay inside: a year that opens a sentence covers the clauses behind them. Each mark is looked for by itself,
# for re finds one character many times as quickly as any of several, and most texts have one or two of the marks. From
# whichever of several together it is found, what it ends with is the same.
_MARKS = "。！？!?"
_ENDS = [(mark, re.compile(f"[{mark}][{_MARKS}]*[”’」』）)》]*")) for mark in _MARKS]
_CLAUSE = re.compile(r"[；;，,、：: ]")
# Text without full stops is cut all the same: each mention carries its sentence into the tables.
_LONGEST = 1000


def mark_ends(text: str) -> list[int]:
    """Where the marks that end sentences end in a text, those behind one another and closing marks with them."""
    return sorted({match.end() for mark, end in _ENDS if mark in text for match in end.finditer(text)})


def sentence_ends(text: str, start: int, end: int, ends: list[int]) -> list[int]:
    """The ends of the sentences of a paragraph, ``text[start:end]``; ``ends`` are those of its marks.

    The last is ``end``. A sentence longer than a thousand characters is cut behind its last mark before that.
    """
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
