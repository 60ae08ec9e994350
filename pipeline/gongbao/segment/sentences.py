"""Where sentences end."""

import re

# ；and ：stay inside: a year that opens a sentence covers the clauses behind them. The first mark stands by itself:
# re looks quickly for a set of characters only where a pattern begins with one.
_END = re.compile(r"[。！？!?][。！？!?]*[”’」』）)》]*")
_CLAUSE = re.compile(r"[；;，,、：: ]")
# Text without full stops is cut all the same: each mention carries its sentence into the tables.
_LONGEST = 1000


def sentence_ends(text: str, start: int, end: int) -> list[int]:
    """The ends of the sentences of a paragraph, ``text[start:end]``; closing marks stay with their sentence.

    The last is ``end``. A sentence longer than a thousand characters is cut behind its last mark before that.
    """
    ends = [match.end() for match in _END.finditer(text, start, end)]
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
