"""The rows of the tables ``documents`` and ``mentions``: what each column says of a result, as CSV and as JSON."""

import hashlib
import json
from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from gongbao.model import (
    Code,
    DateInterval,
    Duration,
    Mod,
    Money,
    Percent,
    Quantity,
    Result,
    Segments,
    Status,
    Value,
)
from gongbao.write.cells import csv_text, decimal_text, encoded, json_text

DOCUMENT_COLUMNS = (
    "doc_id", "source", "sha256", "format", "encoding", "title", "document_type", "document_date", "report_year",
    "region", "region_code", "region_level", "entity", "pages", "chars", "mentions", "facts", "findings", "status",
    "codes", "duplicate_of",
)  # fmt: skip
MENTION_COLUMNS = (
    "mention_id", "doc_id", "source", "kind", "start_char", "end_char", "text", "low", "high", "currency", "unit",
    "unit_id", "mod", "start_date", "end_date", "type", "value", "name", "sentence", "section", "page", "bbox", "rule",
)  # fmt: skip
COUNT_COLUMNS = frozenset(
    {"report_year", "pages", "chars", "mentions", "facts", "findings", "start_char", "end_char", "page"}
)
DATE_COLUMNS = frozenset({"document_date", "start_date", "end_date"})
AMOUNT_COLUMNS = frozenset({"low", "high"})

DocumentRow = dict[str, str | int | None]


class MentionLines(NamedTuple):
    """The mentions of a document, each in UTF-8: a line of CSV, one of JSON, and JSON to stand inside its document."""

    csv: list[bytes]
    json: list[bytes]
    nested: list[bytes]


def doc_id_of(source: str) -> str:
    """The key of a document: ``d`` and 16 hex digits of the SHA-256 of its source."""
    return "d" + hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_row(result: Result, duplicate_of: str | None, passed_through: Mapping[str, str | None]) -> DocumentRow:
    """The row of a document that was read."""
    document, metadata = result.document, result.metadata
    codes = sorted({*document.codes, *result.codes})
    return {
        "doc_id": doc_id_of(document.source),
        "source": document.source,
        "sha256": document.sha256,
        "format": document.format,
        "encoding": document.encoding,
        "title": metadata.title,
        "document_type": metadata.document_type,
        "document_date": metadata.document_date.isoformat() if metadata.document_date else None,
        "report_year": metadata.report_year,
        "region": metadata.region,
        "region_code": metadata.region_code,
        "region_level": metadata.region_level,
        "entity": metadata.entity,
        "pages": None,
        "chars": len(document.text),
        "mentions": len(result.mentions),
        "facts": None,
        "findings": None,
        "status": Status.WARNING if codes else Status.OK,
        "codes": " ".join(codes) or None,
        "duplicate_of": duplicate_of,
        **passed_through,
    }


def rejected_row(
    source: str, sha256: str | None, code: Code, duplicate_of: str | None, passed_through: Mapping[str, str | None]
) -> DocumentRow:
    """The row of an input that could not be read: what it does not tell is null."""
    return {
        **dict.fromkeys(DOCUMENT_COLUMNS),
        "doc_id": doc_id_of(source),
        "source": source,
        "sha256": sha256,
        "status": Status.REJECTED,
        "codes": code,
        "duplicate_of": duplicate_of,
        **passed_through,
    }


def heading_csv(columns: tuple[str, ...]) -> bytes:
    """The first line of a CSV table."""
    return encoded(",".join(map(csv_text, columns)) + "\n")


def document_csv(row: DocumentRow) -> bytes:
    """A row of ``documents`` as a line of CSV."""
    return encoded(",".join(_document_cell(column, value) for column, value in row.items()) + "\n")


def document_json(row: DocumentRow) -> bytes:
    """A row of ``documents`` as JSON."""
    return encoded(json.dumps(row, ensure_ascii=False))


def _document_cell(column: str, value: str | int | None) -> str:
    if value is None:
        return ""
    # What a manifest passes through is text, also where it bears the name of a column of ``mentions``.
    bare = column in DOCUMENT_COLUMNS and (column in COUNT_COLUMNS or column in DATE_COLUMNS)
    return str(value) if bare else csv_text(str(value))


def mention_lines(result: Result) -> MentionLines:
    """The mentions of a document, in order of place, as lines of the tables.

    Written out by hand, and a sentence encoded once for all its mentions: a general writer takes ten times as long,
    which would be more than finding the mentions does.
    """
    csv_lines, json_lines, nested_lines = [], [], []
    doc_id, source, segments = doc_id_of(result.document.source), result.document.source, result.segments
    document_csv = f"{doc_id},{csv_text(source)}"
    document_json = f'"doc_id": "{doc_id}", "source": {json_text(source)}, '
    texts: dict[str, tuple[str, str]] = {}
    rules: dict[str, tuple[bytes, bytes]] = {}
    sentences: dict[int, tuple[bytes, bytes, bytes]] = {}
    for mention in sorted(result.mentions, key=_PLACE):
        kind, span, text = mention.kind.value, mention.span, mention.text
        start, end = span.start, span.end
        if (sentence := sentences.get(mention.sentence)) is None:
            sentence = sentences[mention.sentence] = _sentence_cells(segments, mention.sentence)
        if (rule := rules.get(mention.rule)) is None:
            rule = rules[mention.rule] = _rule_cells(mention.rule)
        value_csv, value_json = _value_cells(mention.value, mention.mod, texts)
        mention_id = f"{doc_id}-{start}-{end}-{kind}"
        row_csv = f"{mention_id},{document_csv},{kind},{start},{end},{csv_text(text)},{value_csv},"
        csv_lines.append(encoded(row_csv) + sentence[0] + rule[0])
        key = f'{{"mention_id": "{mention_id}", '
        row_json = encoded(
            f'"kind": "{kind}", "start_char": {start}, "end_char": {end}, "text": {json_text(text)}, {value_json}, '
        )
        json_lines.append(encoded(key + document_json) + row_json + sentence[1] + rule[1])
        nested_lines.append(encoded(key) + row_json + sentence[2] + rule[1])
    return MentionLines(csv_lines, json_lines, nested_lines)


_PLACE = attrgetter("span.start", "span.end", "kind")
_AMOUNTS = (Money, Percent, Quantity)
_NO_AMOUNT = '"low": null, "high": null, "currency": null, "unit": null, "unit_id": null'
_NO_DATES = '"start_date": null, "end_date": null'


def _sentence_cells(segments: Segments, index: int) -> tuple[bytes, bytes, bytes]:
    """The columns ``sentence`` and ``section`` as CSV and as JSON, and the place in the list of sentences as JSON."""
    if index < 0:
        return b",,", b'"sentence": null, "section": null, ', b'"sentence": null, '
    sentence, section = segments.sentence_text(index), segments.section_path(index)
    return (
        encoded(f"{csv_text(sentence)},{csv_text(section)},"),
        encoded(f'"sentence": {json_text(sentence)}, "section": {json_text(section) if section else "null"}, '),
        encoded(f'"sentence": {index}, '),
    )


def _rule_cells(rule: str) -> tuple[bytes, bytes]:
    """The columns ``page``, ``bbox`` and ``rule`` and the end of the row, as CSV and as JSON."""
    return encoded(f",,{csv_text(rule)}\n"), encoded(f'"page": null, "bbox": null, "rule": {json_text(rule)}}}')


def _value_cells(value: Value, mod: Mod | None, texts: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The columns ``low`` to ``name`` as CSV and as JSON."""
    modifier = mod.value if mod else ""
    mod_json = f'"{modifier}"' if mod else "null"
    if isinstance(value, DateInterval):
        start = value.start_date.isoformat() if value.start_date else ""
        end = value.end_date.isoformat() if value.end_date else ""
        return f",,,,,{modifier},{start},{end},{value.type},,", (
            f'{_NO_AMOUNT}, "mod": {mod_json}, "start_date": {_quoted(start)}, "end_date": {_quoted(end)}, '
            f'"type": {_quoted(value.type)}, "value": null, "name": null'
        )
    if isinstance(value, _AMOUNTS):
        low = "" if value.low is None else decimal_text(value.low)
        low_json = _quoted(low)
        same = value.high == value.low
        high = low if same else "" if value.high is None else decimal_text(value.high)
        high_json = low_json if same else _quoted(high)
        unit_csv, unit_json = unit = _text_cells(value.unit, texts)
        id_csv, id_json = _text_cells(value.unit_id, texts) if isinstance(value, Quantity) else unit
        currency = value.currency if isinstance(value, Money) else ""
        return f"{low},{high},{currency},{unit_csv},{id_csv},{modifier},,,,,", (
            f'"low": {low_json}, "high": {high_json}, "currency": {_quoted(currency)}, "unit": {unit_json}, '
            f'"unit_id": {id_json}, "mod": {mod_json}, {_NO_DATES}, "type": null, "value": null, "name": null'
        )
    if isinstance(value, Duration):
        low, high, iso = value.low or "", value.high or "", value.value or ""
        unit_csv, unit_json = _text_cells(value.unit, texts)
        return f"{low},{high},,{unit_csv},{unit_csv},{modifier},,,,{iso},", (
            f'"low": {_quoted(low)}, "high": {_quoted(high)}, "currency": null, "unit": {unit_json}, '
            f'"unit_id": {unit_json}, "mod": {mod_json}, {_NO_DATES}, "type": null, '
            f'"value": {_quoted(iso)}, "name": null'
        )
    type_csv, type_json = _text_cells(value.type, texts)
    name_csv, name_json = _text_cells(value.name, texts)
    return f",,,,,{modifier},,,{type_csv},,{name_csv}", (
        f'{_NO_AMOUNT}, "mod": {mod_json}, {_NO_DATES}, "type": {type_json}, "value": null, "name": {name_json}'
    )


def _quoted(text: str) -> str:
    """A value that needs no escapes as JSON."""
    return f'"{text}"' if text else "null"


def _text_cells(text: str | None, texts: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """A text as CSV and as JSON; ``texts`` holds those made before, for they come again and again."""
    if not text:
        return "", "null"
    if (cells := texts.get(text)) is None:
        cells = texts[text] = (csv_text(text), json_text(text))
    return cells
