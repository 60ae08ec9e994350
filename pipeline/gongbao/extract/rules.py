"""Load ``patterns/``: rules, fragments and lexicons, checked for form before anything runs.

A rule's pattern is a verbose ``regex``. ``(?&_name)`` stands for the fragment ``_name``, ``(?&_name:1)`` for the same
with ``1`` behind each of its group names, ``\\L<name>`` for a lexicon. The group ``mention``, where there is one, is
the mention's span; else the whole match is.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import regex
import tomli

from gongbao.errors import PatternError
from gongbao.extract.compiled import LEXICON, compile_with
from gongbao.kept import STORE, compiled
from gongbao.model import Kind, Mod, ProgramType

_FRAGMENT = compiled(r"\(\?&(_\w+?)(?::(\w+))?\)")
_GROUP = compiled(r"\(\?P<(\w+)>")
_DEEPEST = 12
# Characters that a pattern names otherwise than by writing them, or by what a group has matched.
UNSPELT = compiled(r"\\(?:[0-9uUxNg]|[pP]\{(?!Han\}))|\(\?P=")
_WIDEST = 256

_KEYS = {
    "rule": {"id", "note", "pattern", "normalizer", "type", "examples", "counterexamples"},
    "unit": {"id", "aliases", "family", "numeral", "not_before"},
    "currency": {"code", "unit", "names", "signs"},
    "program": {"name", "type", "aliases", "bare"},
    "modifier": {"mod", "side", "kinds", "words", "not_after", "not_before"},
    "indicator": {"id", "name", "aliases", "family", "parent", "price_basis", "flow", "code"},
}
# Families in which 一 and 百 count: lengths, weights and the like.
MEASURED = frozenset(
    {
        "age", "area", "computing", "data", "electric", "energy", "intensity", "length", "mass", "power", "rate",
        "ratio", "speed", "temperature", "transport", "volume", "work",
    }
)  # fmt: skip
_TABLES = {"kind", "fragments", "lexicons", "figurative", *_KEYS}
_LISTS = {"aliases", "names", "signs", "words", "kinds"}


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must (or, as a counterexample, must not) find something in.

    ``mention`` is the text of the mention (the whole text where left out), ``expected`` its whole value; ``date`` and
    ``why`` say from which day relative words count and which guard a counterexample is for.
    """

    text: str
    mention: str
    expected: Mapping[str, Any]
    date: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a pattern file; ``pattern`` has its fragments put in."""

    id: str
    kind: Kind
    pattern: str
    normalizer: str
    type: str | None
    examples: tuple[Example, ...]
    counterexamples: tuple[Example, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or classifier: canonical ``id``, the ``family`` it measures, and what makes it none.

    ``shunned``: the characters that ``not_before`` begin with.
    """

    id: str
    family: str
    numeral: str
    not_before: tuple[str, ...]
    shunned: frozenset[str]


@dataclass(frozen=True, slots=True)
class ProgramEntry:
    """A well-known programme; ``bare`` is false for one that counts only in quotation marks."""

    name: str
    type: str
    bare: bool


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words beside a mention that bound it: ``side`` is left or right, ``kinds`` those it applies to.

    ``guard``: characters on the word's far side that make it part of another word (最近, 以前 but not 前沿).
    """

    mod: Mod
    side: str
    kinds: frozenset[Kind]
    words: tuple[str, ...]
    guard: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """Everything that ``patterns/`` says, ready to compile."""

    rules: tuple[Rule, ...]
    lexicons: Mapping[str, tuple[str, ...]]
    units: Mapping[str, Unit]
    currencies: Mapping[str, tuple[str, str]]
    programs: Mapping[str, ProgramEntry]
    figurative: frozenset[str]
    fragments: Mapping[str, str]
    modifiers: tuple[Modifier, ...]
    indicators: tuple[Mapping[str, Any], ...]
    hashes: Mapping[str, str]

    def compile(self, pattern: str) -> regex.Pattern[str]:
        """A verbose pattern with the lexicons that it names."""
        return compile_with(pattern, self.lexicons)


def load_patterns(*folders: Path) -> Patterns:
    """Read pattern folders, a later one adding to or replacing entries of an earlier one.

    Rules of a later folder are tried first. Raises ``PatternError`` naming file, entry and reason.
    """
    entries: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in _KEYS}
    fragments: dict[str, str] = {}
    lexicons: dict[str, tuple[str, ...]] = {}
    figurative: set[str] = set()
    hashes: dict[str, str] = {}
    for folder in folders:
        if not folder.is_dir():
            raise PatternError(f"{folder}: there is no such pattern folder")
        added: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in _KEYS}
        for path in sorted(folder.glob("*.toml")):
            if not path.is_file():  # a pipe would be waited for
                raise PatternError(f"{path}: is no file")
            content = path.read_bytes()
            table = STORE.value(path.name, __file__, content, partial(_read, path.name, content))
            hashes[path.name] = hashlib.sha256(hashes.get(path.name, "").encode() + content).hexdigest()
            fragments |= table.get("fragments", {})
            lexicons |= {name: tuple(words) for name, words in table.get("lexicons", {}).items()}
            figurative.update(table.get("figurative", {}).get("words", ()))
            for name in _KEYS:
                _collect(added[name], name, table, path.name)
        for name, found in added.items():
            entries[name] = found | {k: v for k, v in entries[name].items() if k not in found}
    units = _units(entries["unit"])
    currencies = _currencies(entries["currency"])
    lexicons["unit"] = tuple(units)
    lexicons["measure_head"] = tuple({word[0]: None for word, unit in units.items() if unit.family in MEASURED})
    lexicons["currency"] = tuple(word for word in currencies if word[-1:].isalpha() and not word.isascii())
    lexicons["sign"] = tuple(word for word in currencies if word not in lexicons["currency"])
    rules = tuple(_rule(entry, fragments) for entry in entries["rule"].values())
    patterns = Patterns(
        rules,
        MappingProxyType(lexicons),
        MappingProxyType(units),
        MappingProxyType(currencies),
        MappingProxyType(_programs(entries["program"])),
        frozenset(figurative),
        MappingProxyType(fragments),
        tuple(_modifier(entry) for entry in entries["modifier"].values()),
        tuple(_indicator(entry) for entry in entries["indicator"].values()),
        MappingProxyType(hashes),
    )
    for rule in rules:
        for name in LEXICON.findall(rule.pattern):
            if name not in lexicons:
                raise PatternError(f"{rule.file}: rule {rule.id!r}: there is no lexicon {name!r}")
    return patterns


def _read(file: str, content: bytes) -> dict[str, Any]:
    """A pattern file's tables, each key and the type of each value as they must be."""
    try:
        table = tomli.loads(content.decode("utf-8-sig"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PatternError(f"{file}: not valid TOML: {error}") from error
    unknown = sorted(set(table) - _TABLES)
    if unknown:
        raise PatternError(f"{file}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_TABLES))}")
    _check_form(table, file)
    for name in _KEYS:
        for i, entry in enumerate(table.get(name, ())):
            where = f"{file}: {name} {_label(entry, i)!r}"
            unknown = sorted(set(entry) - _KEYS[name])
            if unknown:
                raise PatternError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS[name]))}")
            _check_entry(name, entry, where)
    return table


def _label(entry: Mapping[str, Any], i: int) -> str:
    return str(entry.get("id") or entry.get("name") or entry.get("code") or f"{entry.get('mod')} {i}")


def _check_form(table: Mapping[str, Any], file: str) -> None:
    """Refuse what is no table, list or string where one must be: a bare string would be read as its characters."""
    for name in ("fragments", "lexicons", "figurative"):
        if not isinstance(table.get(name, {}), dict):
            raise PatternError(f"{file}: {name} must be a table, not {table[name]!r}")
    for name, pattern in table.get("fragments", {}).items():
        if not isinstance(pattern, str):
            raise PatternError(f"{file}: fragment {name!r} must be a string, not {pattern!r}")
    for name, words in table.get("lexicons", {}).items():
        _check_words(words, f"{file}: lexicon {name!r}")
        if not words:
            # No words at all would be a pattern that matches everywhere, and what it peels off would never end.
            raise PatternError(f"{file}: lexicon {name!r} has no words")
    for name, words in table.get("figurative", {}).items():
        if name != "words":
            raise PatternError(f"{file}: figurative: unknown key {name!r}; known is words")
        _check_words(words, f"{file}: figurative {name!r}")
    for name in _KEYS:
        entries = table.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise PatternError(f"{file}: {name} must be tables, each under [[{name}]], not {entries!r}")


def _check_words(words: object, where: str) -> None:
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise PatternError(f"{where} must be a list of non-empty strings, not {words!r}")


def _check_entry(name: str, entry: Mapping[str, Any], where: str) -> None:
    """Refuse a value that is not of the type that its key has; which keys there are has been checked."""
    for key, value in entry.items():
        if key in ("examples", "counterexamples"):
            if not isinstance(value, list) or not all(isinstance(example, str | dict) for example in value):
                raise PatternError(f"{where}: {key} must be a list of strings and tables, not {value!r}")
        elif key in _LISTS or (name, key) == ("unit", "not_before"):
            _check_words(value, f"{where}: {key}")
        elif not isinstance(value, bool if key == "bare" else str):
            raise PatternError(f"{where}: {key} must be {'true or false' if key == 'bare' else 'a string'}")


def _collect(into: dict[str, dict[str, Any]], name: str, table: Mapping[str, Any], file: str) -> None:
    """Put a file's entries of one table where they belong, by what names them."""
    for i, entry in enumerate(table.get(name, ())):
        label = _label(entry, i)
        where = f"{file}: {name} {label!r}"
        if label in into:
            raise PatternError(f"{where}: there are two of that name")
        if name == "rule":
            if "kind" not in table:
                raise PatternError(f"{where}: the file names no kind")
            entry = {**entry, "kind": table["kind"]}
        into[label if name != "modifier" else f"{file} {label}"] = {**entry, "file": file, "where": where}


def _require(entry: Mapping[str, Any], *keys: str) -> None:
    for key in keys:
        if not entry.get(key):
            raise PatternError(f"{entry['where']}: no {key}")


def _check_type(entry: Mapping[str, Any]) -> None:
    if entry.get("type") not in (None, *ProgramType):
        raise PatternError(f"{entry['where']}: type is one of {', '.join(ProgramType)}, not {entry['type']!r}")


def _units(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for entry in entries.values():
        _require(entry, "id", "family")
        numeral = entry.get("numeral", "any")
        if numeral not in ("any", "arabic"):
            raise PatternError(f"{entry['where']}: numeral is 'any' or 'arabic', not {numeral!r}")
        not_before = tuple(entry.get("not_before", ()))
        unit = Unit(entry["id"], entry["family"], numeral, not_before, frozenset(word[0] for word in not_before))
        for word in (entry["id"], *entry.get("aliases", ())):
            if units.get(word, unit) is not unit:
                raise PatternError(f"{entry['where']}: {word!r} belongs to the unit {units[word].id!r} already")
            units[word] = unit
    return units


def _currencies(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Currency words and signs, each with its ISO 4217 code and the unit that the tables show."""
    currencies: dict[str, tuple[str, str]] = {}
    for entry in entries.values():
        _require(entry, "code", "unit")
        for word in (*entry.get("names", ()), *entry.get("signs", ())):
            currencies[word] = (entry["code"], entry["unit"])
    return currencies


def _programs(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, ProgramEntry]:
    programs: dict[str, ProgramEntry] = {}
    for entry in entries.values():
        _require(entry, "name", "type")
        _check_type(entry)
        program = ProgramEntry(entry["name"], entry["type"], entry.get("bare", True))
        for word in (entry["name"], *entry.get("aliases", ())):
            if word in programs and programs[word].name != program.name:
                raise PatternError(f"{entry['where']}: {word!r} belongs to {programs[word].name!r} already")
            programs[word] = program
    return programs


def _modifier(entry: Mapping[str, Any]) -> Modifier:
    _require(entry, "mod", "side", "kinds", "words")
    try:
        kinds = frozenset(Kind(kind) for kind in entry["kinds"])
        guard = entry.get("not_after" if entry["side"] == "left" else "not_before", "")
        return Modifier(Mod(entry["mod"]), entry["side"], kinds, tuple(entry["words"]), guard)
    except ValueError as error:
        raise PatternError(f"{entry['where']}: {error}") from error


def _indicator(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    _require(entry, "id", "name", "family")
    return MappingProxyType({k: v for k, v in entry.items() if k in _KEYS["indicator"]})


def _rule(entry: Mapping[str, Any], fragments: Mapping[str, str]) -> Rule:
    _require(entry, "id", "pattern", "normalizer", "examples")
    _check_type(entry)
    where = entry["where"]
    try:
        kind = Kind(entry["kind"])
    except ValueError as error:
        raise PatternError(f"{where}: {error}") from error
    return Rule(
        entry["id"],
        kind,
        expand(entry["pattern"], fragments, where),
        entry["normalizer"],
        entry.get("type"),
        tuple(_example(e, where) for e in entry["examples"]),
        tuple(_example(e, where) for e in entry.get("counterexamples", ())),
        entry["file"],
    )


def _example(entry: Mapping[str, Any] | str, where: str) -> Example:
    if isinstance(entry, str):
        return Example(entry, entry, {})
    if "text" not in entry:
        raise PatternError(f"{where}: an example has no text")
    rest = {k: v for k, v in entry.items() if k not in ("text", "mention", "date", "why")}
    return Example(entry["text"], entry.get("mention", entry["text"]), rest, entry.get("date"), entry.get("why"))


def expand(pattern: str, fragments: Mapping[str, str], where: str) -> str:
    """Put fragments in place of ``(?&_name)``, and again inside them."""

    def fragment(match: regex.Match[str]) -> str:
        name, suffix = match[1], match[2]
        if name not in fragments:
            raise PatternError(f"{where}: there is no fragment {name!r}")
        text = fragments[name]
        if suffix:
            text = _GROUP.sub(lambda group: f"(?P<{group[1]}{suffix}>", text)
            text = _FRAGMENT.sub(lambda m: f"(?&{m[1]}:{(m[2] or '') + suffix})", text)
        return f"(?:{text})"

    for _ in range(_DEEPEST):
        if not _FRAGMENT.search(pattern):
            return pattern
        pattern = _FRAGMENT.sub(fragment, pattern)
    raise PatternError(f"{where}: its fragments call each other in a circle")


def compile_rule(rule: Rule, patterns: Patterns) -> regex.Pattern[str]:
    """One rule's pattern; raises ``PatternError`` where it does not compile or matches nothing at all."""
    where = f"{rule.file}: rule {rule.id!r}"
    try:
        compiled = patterns.compile(rule.pattern)
    except (regex.error, IndexError) as error:
        raise PatternError(f"{where}: the pattern does not compile: {error}") from error
    if compiled.match(""):
        raise PatternError(f"{where}: the pattern matches the empty string")
    return compiled


def without_lookbehind(pattern: str) -> str:
    """A pattern without the positive lookbehind that it opens with, which on its first characters could not hold."""
    pattern = pattern.lstrip()
    if not pattern.startswith("(?<="):
        return pattern
    depth = 0
    for i, character in enumerate(pattern):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return pattern[i + 1 :]
    return pattern


def literal_characters(pattern: str, patterns: Patterns) -> set[str]:
    """The characters that a pattern names: literally, inside its ranges and as the first of its lexicons' words."""
    characters = set(pattern) | set("0123456789")
    for first, last in regex.findall(r"(\w)-(\w)", pattern):
        if ord(last) - ord(first) < _WIDEST:
            characters.update(map(chr, range(ord(first) + 1, ord(last))))
    for name in LEXICON.findall(pattern):
        characters.update(word[:1] for word in patterns.lexicons[name])
    return characters


def told_apart(pattern: str, patterns: Patterns) -> frozenset[str] | None:
    """The Chinese characters that a pattern can tell from others; null where it does not write them."""
    ranges = regex.findall(r"(\w)-(\w)", pattern)
    if UNSPELT.search(pattern) or any(ord(last) - ord(first) >= _WIDEST for first, last in ranges):
        return None
    words = (word for name in LEXICON.findall(pattern) for word in patterns.lexicons[name])
    return frozenset(c for c in literal_characters(pattern, patterns).union(*words) if "一" <= c <= "龥")
