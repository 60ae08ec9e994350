"""The file of corrections that readers make: read and checked before a run begins."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from gongbao.errors import OptionError
from gongbao.model import Kind
from gongbao.run.given import read_sheet
from gongbao.write.cells import decimal_text, without_guard
from gongbao.write.corrected import FIELDS, FILLED, Correction, values_of
from gongbao.write.schema import SCHEMA, Column, ColumnType

_NEEDED = ("field", "value", "who", "why")
_QUALIFIERS = ("basis", "counterpart", "denominator", "excluding", "expenditure_kind", "fund", "population")

_FACT_ID = re.compile(rf"((d[0-9a-f]{{16}}-\d+-\d+-({'|'.join(Kind)}))-[1-9]\d*)", re.ASCII)
_MENTION_ID = re.compile(rf"(d[0-9a-f]{{16}}-\d+-\d+-({'|'.join(Kind)}))", re.ASCII)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
# A spreadsheet may write the days of a file that it saves with slashes.
_DAY = re.compile(r"(\d{4})([-/])(\d\d?)\2(\d\d?)", re.ASCII)
_LENGTH = re.compile(r"P(?=[\dT])(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?", re.ASCII)
_SHAPES = {
    "currency": (re.compile(r"[A-Z]{3}", re.ASCII), "a currency of ISO 4217 like CNY"),
    "region_code": (re.compile(r"\d{6}", re.ASCII), "a code of six digits like 421200"),
    "indicator_id": (re.compile(r"[a-z0-9_]+", re.ASCII), "an id like those in patterns/indicators.toml"),
}


class Corrections(NamedTuple):
    """A file of corrections: what it says, and its SHA-256."""

    lines: tuple[Correction, ...]
    sha256: str | None


def read_corrections(path: Path) -> Corrections:
    """Read a CSV or TSV in any encoding that a document may have; ``OptionError`` names the line that is wrong."""
    sheet = read_sheet(path, "the corrections")
    for name in _NEEDED:
        if name not in sheet.columns:
            raise OptionError(f"{path}: has no column {name!r}")
    if not {"fact_id", "mention_id"} & {*sheet.columns}:
        raise OptionError(f"{path}: has no column 'fact_id' and none 'mention_id'")
    return Corrections(tuple(_lines(sheet.rows)), sheet.sha256)


def _lines(rows: Iterator[tuple[str, dict[str, str]]]) -> Iterator[Correction]:
    seen = set[str]()
    for where, cells in rows:
        correction = _correction(where, {name: without_guard(cell.strip()).strip() for name, cell in cells.items()})
        if correction.id in seen:
            raise OptionError(f"{where}corrects {correction.field} of {correction.row_id} a second time")
        seen.add(correction.id)
        yield correction


def _correction(where: str, said: Mapping[str, str]) -> Correction:
    mention_id, fact_id = said.get("mention_id", ""), said.get("fact_id", "")
    if not mention_id and not fact_id:
        raise OptionError(f"{where}has no fact_id and no mention_id")
    fact = _FACT_ID.fullmatch(fact_id)
    mention = _MENTION_ID.fullmatch(fact[2] if fact else mention_id)
    if fact_id and not fact:
        raise OptionError(f"{where}fact_id: {fact_id!r} is no key of a fact")
    if not mention:
        raise OptionError(f"{where}mention_id: {mention_id!r} is no key of a mention")
    if fact and mention_id not in ("", fact[2]):
        raise OptionError(f"{where}mention_id: {mention_id!r} is not the mention of {fact_id}")
    kind, field = Kind(mention[2]), said["field"]
    table, fields = ("facts", FIELDS["fact"]) if fact else ("mentions", FIELDS[kind])
    if field not in fields:
        named = "fact" if fact else f"mention of the kind {kind}"
        raise OptionError(f"{where}field: {field!r} is none that may be corrected of a {named}: {', '.join(fields)}")
    for name in ("who", "why"):
        if not said[name]:
            raise OptionError(f"{where}{name}: is empty")
    column = next(column for column in SCHEMA[table] if column.name == field)
    return Correction(
        mention_id=mention[1],
        fact_id=fact[1] if fact else None,
        field=field,
        value=_value(where, column, kind, said["value"]),
        was=_was(column, kind, said.get("was", "")),
        who=said["who"],
        why=said["why"],
    )


def _value(where: str, column: Column, kind: Kind, text: str) -> str | None:
    """A value as the tables write it. Raises ``OptionError`` where the column cannot hold it."""
    if not text:
        if column.name in FILLED:
            raise OptionError(f"{where}value: is empty, and {column.name} never is")
        return None
    value, wanted = _read(column, kind, text)
    if value is None:
        raise OptionError(f"{where}value: {text!r} is not {wanted}")
    return value


def _was(column: Column, kind: Kind, text: str) -> str | None:
    """The machine's value as the tables write it. One that they do not hold now may have been in them once."""
    return _read(column, kind, text)[0] or text if text else None


def _read(column: Column, kind: Kind, text: str) -> tuple[str | None, str]:
    """A cell as the tables write it, null where the column cannot hold it, and what it can hold."""
    if kind is Kind.DURATION and (column.name == "value" or column.type is ColumnType.BOUND):
        return text if _LENGTH.fullmatch(text) else None, "a length of time in ISO 8601 like P90D"
    if column.type in (ColumnType.AMOUNT, ColumnType.BOUND):
        return _amount(text), "a plain number like 53239000000 or 5.4, of at most 32 digits and 6 behind the point"
    if column.type is ColumnType.DATE:
        return _day(text), "a day like 2021-12-31"
    if column.name == "qualifiers":
        return _pairs(text), f"pairs like 'basis=同口径; population=规上' of the keys {', '.join(_QUALIFIERS)}"
    values = values_of(kind, column)
    if values:
        return text if text in values else None, f"one of {', '.join(values)}"
    shape, wanted = _SHAPES.get(column.name, (None, ""))
    return text if shape is None or shape.fullmatch(text) else None, wanted


def _amount(text: str) -> str | None:
    if not _NUMBER.fullmatch(text):
        return None
    whole, _, behind = text.lstrip("-").partition(".")
    if len(whole.lstrip("0")) > 32 or len(behind.rstrip("0")) > 6:
        return None
    return decimal_text(Decimal(text))


def _day(text: str) -> str | None:
    match = _DAY.fullmatch(text)
    try:
        return date(int(match[1]), int(match[3]), int(match[4])).isoformat() if match else None
    except ValueError:
        return None


def _pairs(text: str) -> str | None:
    pairs = [pair.strip().partition("=") for pair in text.split(";")]
    keys = [key for key, _, value in pairs if value]
    if len({*keys} & {*_QUALIFIERS}) < len(pairs):
        return None
    return "; ".join(sorted(f"{key}={value}" for key, _, value in pairs))
