"""What a spreadsheet shows for a stored value: number formats, read as exactly as the value is held.

A format changes the text only where it changes the reading: its percent sign, its unit, its date, its leading zeros and
its scale count, the rounding to so many places does not. 326.7167 under ``0.00"万元"`` is 326.7167万元.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

GENERAL = "General"

# The formats that files name by a number alone, as a Chinese spreadsheet shows them.
_ACCOUNTING = '_ * {0}_ ;_ * -{0}_ ;_ * "-"_ ;_ @_ '
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_HOUR_MINUTE, _HALF_DAY = 'h"时"mm"分"', '上午/下午h"时"mm"分"'
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    **dict.fromkeys((5, 6), "¥#,##0;¥-#,##0"),
    **dict.fromkeys((7, 8), "¥#,##0.00;¥-#,##0.00"),
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: _HOUR_MINUTE,
    33: _HOUR_MINUTE + 'ss"秒"',
    **dict.fromkeys((34, 55), _HALF_DAY),
    **dict.fromkeys((35, 56), _HALF_DAY + 'ss"秒"'),
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    **{number: _ACCOUNTING.format("#,##0") for number in (41, 42)},
    **{number: _ACCOUNTING.format("#,##0.00") for number in (43, 44)},
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
"""Format codes by ``numFmtId``; those not here are ``General``."""

# A spreadsheet holds this many digits of a number and writes no more of them.
_HELD = Context(prec=15, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=60)
# A number as it is written out; nearly all are stored so.
_WRITTEN = re.compile(r"0|-?(?:[1-9][0-9]*|0(?=\.))(?:\.[0-9]*[1-9])?")
# Numbers of a spreadsheet are binary64: none has more places than this before or behind the point.
_PLACES = 330
# A value has no more places behind the point than this.
_MOST_PLACES = 6
_LAST_DAY = 2_958_466

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | [\\!](?P<escaped>.) | _(?P<blank>.) | \*(?P<fill>.)
    |\[(?P<bracket>[^\]]*)\]
    |(?P<general>General|G/通用格式)
    |(?P<half>AM/PM|A/P|上午/下午)
    |(?P<exponent>E[+-]) | (?P<date>y+|e+|m+|d+|h+|s+|a{3,4})
    |(?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<text>@) | (?P<end>;)
    |(?P<literal>.)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_USUAL = re.compile(r"General|@|(?:#,##)?0(?:\.[0#]+)?(?:_.)?")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]{1,30})", re.ASCII)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_DASHES = frozenset("-—－–‐−")
# What stands before the digits of a negative number in the place of a sign.
_SIGNS = re.compile("[-－−(（▲△▼▽↓]")
_ARROWS = frozenset("▲△▼▽↓")
_OPENING, _CLOSING = re.compile("[(（]"), re.compile("[)）]")
_DECREASE = re.compile("[减降少负亏跌]")
_WEEKDAYS = "一二三四五六日"

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a format: positive; negative; zero; text."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.tokens)


def shown_number(stored: str, code: str, *, from_1904: bool = False) -> str:
    """The text of a stored number (as Python or XML writes it) under a format code.

    ``from_1904``: the workbook counts days from 1904. What is no finite number of a spreadsheet stays as stored.
    """
    if len(stored) <= _HELD.prec and _changes_nothing(code) and _WRITTEN.fullmatch(stored):
        return stored
    value = _held(stored)
    if value is None:
        return stored
    if _changes_nothing(code):
        return _plain(value)
    sections = [section for section in _sections(code) if not section.has("text")]
    if not sections:
        return _plain(value)
    chosen = _choose(sections, value)
    if chosen is None:
        return _plain(value)
    section, negative = chosen
    if section.has("date", "half", "elapsed"):
        return _date(section, value, from_1904) or _plain(value)
    return _number(section, value, negative)


def shown_text(text: str, code: str) -> str:
    """A text under a format code, which may put words around it (``@"局"``) or hide it (``;;;``)."""
    sections = _sections(code)
    if not sections[-1].has("text") and len(sections) < 4:
        return text
    return "".join(text if kind == "text" else part for kind, part in sections[-1].tokens if kind in _SAID)


_SAID = frozenset({"literal", "text"})


def _held(stored: str) -> Decimal | None:
    """The number as a spreadsheet holds it, with 15 digits: 326.72000000000003 is 326.72."""
    if "_" in stored:  # which is no number but to Python
        return None
    try:
        value = Decimal(stored)
        if not value.is_finite() or (value and abs(value.adjusted()) > _PLACES):
            return None
        return _HELD.plus(value)
    except InvalidOperation:
        return None


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return "0" if text in {"-0", ""} else text


@lru_cache(maxsize=4096)
def _changes_nothing(code: str) -> bool:
    """Whether a format only rounds and groups digits, as that of nearly all cells."""
    return _USUAL.fullmatch(code) is not None


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code[:1000]):
        kind, part = str(match.lastgroup), match[match.lastgroup or 0]
        if kind == "end":
            sections.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if found := _CONDITION.fullmatch(part):
                condition = (found[1], Decimal(found[2])) if found[2].count(".") < 2 else None
            elif part.startswith("$"):
                tokens.append(("literal", part[1:].partition("-")[0]))
            elif _ELAPSED.fullmatch(part):
                tokens.append(("elapsed", part.lower()))
        elif kind in {"quoted", "escaped", "literal"}:
            tokens.append(("literal", part))
        elif kind not in {"blank", "fill"}:
            tokens.append((kind, part.lower() if kind == "date" else part))
    sections.append(_Section(tuple(tokens), condition))
    return tuple(sections[:4])


def _choose(sections: list[_Section], value: Decimal) -> tuple[_Section, bool] | None:
    """The section for a value, and whether that section is for negative numbers and so writes their sign itself."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(section.condition, value):
                return section, value < 0 and section.condition is not None and section.condition[0].startswith("<")
        return None
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return sections[2 if not value and len(sections) > 2 else 0], False


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[sign]


def _number(section: _Section, value: Decimal, negative: bool) -> str:
    tokens = [("literal", part) if kind == "percent" else (kind, part) for kind, part in section.tokens]
    value = _EXACT.scaleb(value, 2 * sum(kind == "percent" for kind, _ in section.tokens))
    places = [at for at, (kind, _) in enumerate(tokens) if kind in {"digit", "point", "comma", "exponent", "general"}]
    if not places or (not value and not _shows_zero(section)):
        # No digit is shown: a dash is how accounts write 0, words stand for themselves.
        words = "".join(part for kind, part in tokens if kind == "literal").strip()
        return "0" if words and set(words) <= _DASHES else words
    before = "".join(part for kind, part in tokens[: places[0]] if kind == "literal")
    behind = "".join(part for kind, part in tokens[places[-1] + 1 :] if kind == "literal")
    body = tokens[places[0] : places[-1] + 1]
    if section.has("percent") and -value.as_tuple().exponent > _MOST_PLACES:  # type: ignore[operator]
        value = _rounded(body, value)
    digits = _digits(body, abs(value))
    sign = "-" if value < 0 else ""
    if value > 0 and (up := _SIGNS.match(before.strip())) and up[0] in _ARROWS:
        before = before.replace(up[0], "")  # ▲0.0 for what has grown: the number knows its sign
    if negative:
        if _DECREASE.search(before):
            sign = ""
        if _OPENING.search(before):
            behind = _CLOSING.sub("", behind)
        before = _SIGNS.sub("", before)
    return f"{sign}{before.strip()}{digits}{behind.strip()}"


def _rounded(body: list[Token], value: Decimal) -> Decimal:
    """A share of more places than a value may have, which is a quotient that nobody has rounded: as far as one may."""
    kinds = [kind for kind, _ in body]
    if "general" in kinds or "exponent" in kinds or "slash" in kinds:
        return value
    places = max(kinds[kinds.index("point") :].count("digit") if "point" in kinds else 0, _MOST_PLACES)
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)


def _shows_zero(section: _Section) -> bool:
    """Whether 0 is a digit to be seen under a format; ``#`` and ``?`` show none but where they are a fraction."""
    shown = any(kind == "general" or part == "0" for kind, part in section.tokens if kind in {"general", "digit"})
    return shown or section.has("slash")


def _digits(body: list[Token], value: Decimal) -> str:
    """The digits of a number of no sign, scaled as its format says: ``0!.0,`` shows 123456 as 12.3456 (thousands)."""
    whole = body[: next((at for at, (kind, _) in enumerate(body) if kind == "point"), len(body))]
    last = max((at for at, (kind, _) in enumerate(body) if kind == "digit"), default=len(body))
    scale = sum(kind == "comma" for kind, _ in body[last + 1 :])
    if len(whole) < last:
        scale += len(whole) - len("".join("," if kind == "comma" else "." for kind, _ in whole).rstrip(","))
    value = _EXACT.scaleb(value, -3 * scale)
    if any(kind in {"slash", "exponent", "general"} for kind, _ in body):
        return _plain(value)
    if len(whole) == len(body) and (point := next((at for at, t in enumerate(body) if t == ("literal", ".")), 0)):
        # A point that is mere text in a whole number: the digits behind it are tenths, hundredths …
        value = _EXACT.scaleb(value, -sum(kind == "digit" for kind, _ in body[point:]))
        whole = body[:point]
    text = _plain(value)
    zeros = sum(part == "0" for kind, part in whole if kind == "digit")
    if (at := text.find(".")) >= 0:
        return text[:at].rjust(zeros, "0") + text[at:]
    return _spread(whole, text.rjust(zeros, "0")) if len(whole) == len(body) else text.rjust(zeros, "0")


def _spread(whole: list[Token], digits: str) -> str:
    """Digits with the text that stands among their places: 20240305 under ``0000-00-00``."""
    if not any(kind == "literal" and part.strip() for kind, part in whole):
        return digits
    shown: list[str] = []
    left = list(digits)
    for kind, part in reversed(whole):
        if kind == "literal":
            shown.append(part)
        elif kind == "digit" and left:
            shown.append(left.pop())
    return "".join([*left, *reversed(shown)])


def _date(section: _Section, value: Decimal, from_1904: bool) -> str | None:
    """A day or time under a format; null where the number is none. Days whose order is not plain are ISO 8601."""
    tokens = _timed(section.tokens)
    if ("digit", "0") in tokens:  # fractions of a second
        tokens = tokens[: tokens.index(("digit", "0")) - 1]
    kinds = [kind for kind, _ in tokens]
    dated = any(kind in {"y", "m", "d", "a"} for kind in kinds)
    if not (1 if dated and not from_1904 else 0) <= value < _LAST_DAY:
        return None
    seconds = int((value * 86400).to_integral_value(ROUND_HALF_UP))
    day, clock = divmod(seconds, 86400)
    if dated and not from_1904 and day == 60:
        return None  # the 29th of February 1900, which only spreadsheets have
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if day < 60 else 30)
    moment = epoch + timedelta(days=day, seconds=clock)
    if dated and not _is_plain(tokens):
        text = moment.strftime("%Y-%m-%d" if "d" in kinds or "m" not in kinds else "%Y-%m")
        return f"{text} {moment:%H:%M}" if "h" in kinds else text
    halves = "half" in kinds
    return "".join(_part(kind, part, moment, seconds, halves) for kind, part in tokens).strip()


def _timed(tokens: tuple[Token, ...]) -> list[Token]:
    """Tokens with their letter as their kind; minutes, which share theirs with months, are ``n``."""
    timed: list[Token] = []
    for kind, part in tokens:
        letter = {"e": "y"}.get(part[0], part[0]) if kind == "date" else kind
        if kind == "date" and letter == "s" and (last := _last(timed)) is not None and timed[last][0] == "m":
            timed[last] = ("n", timed[last][1])
        if kind == "date" and letter == "m" and (last := _last(timed)) is not None and timed[last][0] in "h elapsed":
            letter = "n"
        timed.append((letter, part))
    return timed


def _last(timed: list[Token]) -> int | None:
    """The last token that is part of a date or time."""
    found = (at for at in range(len(timed) - 1, -1, -1) if timed[at][0] in {"y", "m", "d", "h", "n", "s", "elapsed"})
    return next(found, None)


def _is_plain(tokens: list[Token]) -> bool:
    """Whether a date can be read in one way: from year to day in digits, or with 年, 月 and 日 said."""
    days = [(kind, part) for kind, part in tokens if kind in {"y", "m", "d"}]
    if any(len(part) > 2 for kind, part in days if kind != "y"):
        return False
    said = any(kind == "literal" and re.search("[年月日号]", part) for kind, part in tokens)
    return said or not days or [kind for kind, _ in days] in (["y"], ["y", "m"], ["y", "m", "d"])


def _part(kind: str, part: str, moment: datetime, seconds: int, halves: bool) -> str:
    hour = (moment.hour + 11) % 12 + 1 if halves else moment.hour
    match kind:
        case "y":
            return str(moment.year)
        case "m" | "d" | "h" | "n" | "s":
            number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[kind]
            return str(number).rjust(min(len(part), 2), "0")
        case "a":
            return ("星期" if len(part) == 4 else "") + _WEEKDAYS[moment.weekday()]
        case "half":
            return part.split("/")[moment.hour >= 12]
        case "elapsed":
            return str(seconds // {"h": 3600, "m": 60, "s": 1}[part[0]]).rjust(len(part), "0")
        case "literal" | "slash" | "comma" | "point" | "percent":
            return part
    return ""
