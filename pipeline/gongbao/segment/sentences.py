"""Where sentences end."""

import regex

# ；and ：stay inside: a year that opens a sentence covers the clauses behind them.
_END = regex.compile(r"[。！？!?]+[”’」』）)》]*")
_CLAUSE = regex.compile(r"[；;，,、：: ]")
# Text without full stops is cut all the same: each mention carries its sentence into the tables.
_LONGEST = 1000


def sentence_ends(paragraph: str) -> list[int]:
    """The ends of a paragraph's sentences, the last at its length; closing marks stay with their sentence.

    One longer than a thousand characters is cut behind its last mark before that.
    """
    ends = [match.end() for match in _END.finditer(paragraph)]
    if not ends or ends[-1] < len(paragraph):
        ends.append(len(paragraph))
    if len(paragraph) <= _LONGEST:
        return ends
    cut: list[int] = []
    start = 0
    for end in ends:
        while end - start > _LONGEST:
            marks = [m.end() for m in _CLAUSE.finditer(paragraph, start + _LONGEST // 2, start + _LONGEST)]
            start = marks[-1] if marks else start + _LONGEST
            cut.append(start)
        cut.append(end)
        start = end
    return cut
