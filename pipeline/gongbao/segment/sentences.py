"""Where sentences end."""

import regex

# ；and ：stay inside: a year that opens a sentence covers the clauses behind them.
_END = regex.compile(r"[。！？!?]+[”’」』）)》]*")


def sentence_ends(paragraph: str) -> list[int]:
    """The ends of a paragraph's sentences, the last at its length; closing marks stay with their sentence."""
    ends = [match.end() for match in _END.finditer(paragraph)]
    if not ends or ends[-1] < len(paragraph):
        ends.append(len(paragraph))
    return ends
