"""Pattern files held against their own examples: each rule finds what it promises and nothing it must not."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

from gongbao.errors import PatternError
from gongbao.extract.location import patterns_dir
from gongbao.extract.rules import Example, Rule, load_patterns
from gongbao.model import Mention
from gongbao.normalize.clock import read_now
from gongbao.normalize.mentions import Reader
from gongbao.normalize.numerals import EXACT
from gongbao.segment import segment


def check_examples(folder: Path | None = None) -> list[str]:
    """Complaints about gongbao's pattern files, or about a user's folder on top of them; empty where all holds.

    A broken file is one complaint; otherwise each example that is not found with its whole value, and each
    counterexample that is found, is one.
    """
    try:
        patterns = load_patterns(patterns_dir(), folder) if folder else load_patterns(patterns_dir())
        reader = Reader(patterns)
    except PatternError as error:
        return [str(error)]
    complaints: list[str] = []
    for rule in patterns.rules:
        where = f"{rule.file}: rule {rule.id!r}"
        complaints += [f"{where}: {c}" for example in rule.examples if (c := _unmet(reader, rule, example))]
        for example in rule.counterexamples:
            found = [m.text for m in _mentions(reader, example) if m.rule == rule.id]
            if found:
                reason = f" ({example.why})" if example.why else ""
                complaints.append(f"{where}: finds {found[0]!r} in the counterexample {example.text!r}{reason}")
    return complaints


def _mentions(reader: Reader, example: Example) -> list[Mention]:
    now = read_now(example.date) if example.date else None
    return list(reader.mentions(reader.hear(segment(example.text)), example.text, now)[0])


def _unmet(reader: Reader, rule: Rule, example: Example) -> str | None:
    mentions = [m for m in _mentions(reader, example) if m.rule == rule.id]
    named = [m for m in mentions if m.text == example.mention]
    if not named:
        found = ", ".join(repr(m.text) for m in mentions) or "nothing"
        return f"wants {example.mention!r} in the example {example.text!r}, finds {found}"
    got = {name: value for name, value in value_fields(named[0]).items() if value is not None}
    return None if got == dict(example.expected) else f"{example.text!r} should be {dict(example.expected)}, is {got}"


def value_fields(mention: Mention) -> dict[str, str | None]:
    """A mention's value and modifier as the tables write them: plain decimals, ISO dates."""
    values = {f.name: _written(getattr(mention.value, f.name)) for f in fields(mention.value)}
    return {**values, "mod": _written(mention.mod)}


def _written(value: object) -> str | None:
    if isinstance(value, Decimal):
        return format(EXACT.add(value.normalize(EXACT), 0), "f")
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
