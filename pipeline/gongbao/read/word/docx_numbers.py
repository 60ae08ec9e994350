"""The numbers that Word sets before paragraphs, which stand nowhere in their text: 一、 （一） 1. ①."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LEVELS = 9
_PRIVATE = range(0xE000, 0xF900)


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is numbered; ``text`` has ``%1`` for the number of the first level, and so on."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restarts_after: int | None = None  # the level, counted from 1, after which it begins anew; 0: never
    is_legal: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted. ``label`` is asked paragraph by paragraph."""

    _lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None, style_lists: Mapping[str, str]) -> "Numbering":
        """The lists in ``numbering.xml``, its names without namespace; ``style_lists``: the list of each list style."""
        numbering = cls()
        if root is None:
            return numbering
        abstract = {element.get("abstractNumId", ""): element for element in root.iter("abstractNum")}
        concrete = {
            number.get("numId", ""): link.get("val", "")
            for number in root.iter("num")
            if (link := number.find("abstractNumId")) is not None
        }
        for number in root.iter("num"):
            name = concrete.get(number.get("numId", ""), "")
            link = abstract[name].find("numStyleLink") if name in abstract else None
            if link is not None:
                name = concrete.get(style_lists.get(link.get("val", ""), ""), name)
            levels = {}
            if name in abstract:
                levels = {_level_number(level): _level(level) for level in abstract[name].findall("lvl")}
            starts = {}
            for override in number.findall("lvlOverride"):
                if (own := override.find("lvl")) is not None:
                    levels[_level_number(override)] = _level(own)
                if (start := override.find("startOverride")) is not None:
                    starts[_level_number(override)] = _whole(start.get("val"), 1)
            numbering._lists[number.get("numId", "")] = (name, levels)
            numbering._starts[number.get("numId", "")] = starts
        return numbering

    def label(self, number: str, level: int) -> str:
        """Count on in a list and give what stands before the paragraph, with the space behind it."""
        name, levels = self._lists.get(number, ("", {}))
        if level not in levels:
            return ""
        counts = self._counts.setdefault(name, {})
        for where, start in self._starts.pop(number, {}).items():
            counts[where] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            after = levels[deeper].restarts_after if deeper in levels else None
            if after is None or level < after:
                counts.pop(deeper, None)
        return self._told(levels, level, counts)

    def _told(self, levels: Mapping[int, _Level], level: int, counts: Mapping[int, int]) -> str:
        own = levels[level]
        label = own.text
        if own.format in ("bullet", "none"):
            label = "".join("•" if ord(character) in _PRIVATE else character for character in label)
        for above in range(_LEVELS):
            if f"%{above + 1}" in label:
                shape = levels.get(above, _Level())
                format = "decimal" if own.is_legal and above < level else shape.format
                label = label.replace(f"%{above + 1}", told(counts.get(above, shape.start), format))
        # Without a space 1. before 5亿元 would be 1.5亿元, whatever the list says of what follows its numbers.
        return label + " " if label and (label[-1].isascii() or label[-1].isdigit()) else label


def told(number: int, format: str) -> str:
    """A number in one of Word's formats; in Arabic digits for a format or a number that has no other form."""
    if number < 0 or (number == 0 and format not in ("decimal", "decimalZero", "none")):
        return str(number)
    return _FORMATS.get(format, str)(number)


def _chinese(number: int, digits: str = _DIGITS, units: str = "十百千", *, leading: bool = False) -> str:
    """A number below 10,000 in Chinese; ``leading``: 一十 and not 十 for ten."""
    if number >= 10_000:
        return str(number)
    parts = []
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if digit:
            parts.append(digits[digit] + (units[place - 1] if place else ""))
        elif parts and parts[-1] != digits[0]:
            parts.append(digits[0])
    text = "".join(parts).rstrip(digits[0])
    return text if leading or not 10 <= number < 20 else text[1:]


def _digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    """A to Z, AA to ZZ: Word repeats the letter."""
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)


def _roman(number: int) -> str:
    if number >= 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _row_of(first: str, count: int) -> Callable[[int], str]:
    """Numbers that have a character of their own, in a row from ``first``."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)]


def _circled(number: int) -> str:
    if number <= 20:
        return chr(ord("①") + number - 1)
    return chr(ord("㉑") + number - 21) if number <= 35 else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord("０") + int(digit)) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord("０") + int(digit)) for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _row_of("⑴", 20),
    "decimalEnclosedFullstop": _row_of("⒈", 20),
    "ideographEnclosedCircle": _row_of("㊀", 10),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "chineseLegalSimplified": lambda number: _chinese(number, _FORMAL, "拾佰仟", leading=True),
    "ideographLegalTraditional": lambda number: _chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟", leading=True),
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
}


def _level_number(element: Element) -> int:
    return _whole(element.get("ilvl"), 0)


def _level(element: Element) -> _Level:
    def value(name: str) -> str | None:
        found = element.find(name)
        return None if found is None else found.get("val", "")

    restart = value("lvlRestart")
    return _Level(
        start=_whole(value("start"), 0),
        format=value("numFmt") or "decimal",
        text=value("lvlText") or "",
        restarts_after=None if restart is None else _whole(restart, 0),
        is_legal=value("isLgl") in ("", "true", "1", "on"),
    )


def _whole(text: str | None, default: int) -> int:
    """A small whole number of an attribute."""
    try:
        return max(-1_000_000, min(int(text or ""), 1_000_000))
    except ValueError:
        return default
