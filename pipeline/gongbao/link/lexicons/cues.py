"""Cues: single characters that tell what a sentence says of its figures, most of them of words that limit these.

Most sentences have few of them. They are looked for once in a sentence, and a figure is asked only what its sentence
can tell.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from operator import or_

from gongbao.link.lexicons.wording import TRADITIONAL

# Of which basis a figure is, that it is of an end, what it leaves out, of which whole it is a part, that it is a sum or
# an average, for each of what, that it is the author's own, that it is planned, estimated or expected, that it is of
# holidays, and that words may be in Traditional script.
OF_BASIS, OF_END, OF_QUALIFIER, OF_WHOLE, OF_SUM, OF_PER, OF_US, OF_AHEAD, OF_HOLIDAYS, OF_OLD = (
    1 << n for n in range(10)
)
# One character or more of each word that says so.
CUES = {
    OF_BASIS: "价径义际",
    OF_END: "末底截",
    OF_QUALIFIER: "除含括径",
    OF_WHOLE: "其",
    OF_SUM: "计共均",
    OF_PER: "每/",
    OF_US: "我",
    OF_AHEAD: "标排拟争划预今时测估确",
    OF_HOLIDAYS: "假间周春",
    OF_OLD: TRADITIONAL,
}


class Cues:
    """Finds cues; ``per`` are the words that say for each of what a figure is, ``ahead`` those that say that it is
    planned, estimated or expected."""

    def __init__(self, per: Iterable[str], ahead: Iterable[str]) -> None:
        told: dict[str, int] = {}
        lexicons = ((OF_PER, per), (OF_AHEAD, ahead))
        others = [(of, marks(word for word in words if set(word).isdisjoint(CUES[of]))) for of, words in lexicons]
        for of, characters in (*CUES.items(), *others):
            for character in characters:
                told[character] = told.get(character, 0) | of
        self._tells = told.__getitem__
        self._find = re.compile(f"[{re.escape(''.join(told))}]").findall

    def told(self, text: str) -> int:
        """What a text may tell: the sum of ``OF_BASIS`` and its like."""
        return reduce(or_, map(self._tells, {*self._find(text)}), 0)


def marks(words: Iterable[str]) -> frozenset[str]:
    """A character of each word, the one that most share: what has none of them has none of the words.

    Of a word with a mark it is no mark, which most sentences have.
    """
    words = tuple(words)
    times = Counter(character for word in words for character in set(word))
    return frozenset(max(reversed(word), key=lambda one: (one.isalpha(), times[one])) for word in words if word)
