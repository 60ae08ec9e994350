"""Names in the functional classification of expenditure: 教育支出（类）普通教育（款）小学教育（项）.

Budgets and accounts of departments tell of one after another: 1、…（项）。主要用于…。年初预算为10万元，支出决算为9万元.
"""

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import Match

ENDS = ("（类）", "（款）", "（项）")
LOW_ENDS, LENGTH_OF_END = ENDS[1:], len(ENDS[0])
# With what a name begins that is quoted.
QUOTED = "“"

_WORDS = "[^，。；：“”]{2,40}"
_NAME = compiled(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[.．、]?)?\s*“?"
    f"({_WORDS}（类）(?:{_WORDS}（款）)?(?:{_WORDS}（项）)?|{_WORDS}（款）(?:{_WORDS}（项）)?)”?(?:科目)?[。：:]?\\s*"
)
# 教育支出（205）普通教育（02）小学教育（02）: with their codes instead.
_CODED_WORDS = "[^，。；：“”（）()]{2,40}"
_CODED = compiled(rf"({_CODED_WORDS})[（(]2\d\d[）)]({_CODED_WORDS})[（(]\d\d[）)](?:({_CODED_WORDS})[（(]\d\d[）)])?")
_LAST = compiled("([^（）]+)（[类款项]）$")
# So do they with the bare name of a function: “农林水支出”科目.
_QUOTED = compiled("“([^“”]+(?:（[类款项]）|支出(?=”科目)))”(?:科目)?(?:支出|预算)?")


def function_of(text: str) -> str:
    """The function that a text names and nothing else, without its number; empty where it is another text."""
    if "）" not in text:
        return ""
    text = text.replace("\n", "")
    if ENDS[0] not in text and "2" in text:
        text = _CODED.sub(_with_ends, text, count=1)
    match = _NAME.fullmatch(text)
    return match[1] if match else ""


def _with_ends(coded: Match) -> str:
    return "".join(name + end for name, end in zip(coded.groups(), ENDS, strict=True) if name)


def tells_functions(text: str) -> bool:
    """Whether a text names functions of expenditure, by their ends or by their codes."""
    return ENDS[0] in text or _CODED.search(text) is not None


def item_of(words: str) -> str:
    """The lowest part of a function's name, by which tables call it; any other words as they are."""
    match = _LAST.search(words)
    return match[1] if match else words


def unquoted(words: str) -> str:
    """A function's name without its quotation marks and what follows them; any other words as they are."""
    match = _QUOTED.fullmatch(words)
    return match[1] if match else words
