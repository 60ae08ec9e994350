"""What is found in a document as rows of the tables: lines of CSV, of JSON, and JSON to stand inside its document.

Rows come one at a time: all those of a long document take more memory than the document. Those of mentions and facts
are written out by hand, and what comes again and again is encoded once: a general writer takes ten times as long, which
would be more than finding them does.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from gongbao.model import (
    DateInterval,
    Document,
    Duration,
    Fact,
    Finding,
    Mention,
    Mod,
    Money,
    Percent,
    Program,
    Quantity,
    Result,
    Segments,
    Span,
    Target,
    Value,
)
from gongbao.write.cells import csv_text, decimal_text, encoded, json_text
from gongbao.write.tables import FACT_COLUMNS, FINDING_COLUMNS, TARGET_COLUMNS, Row, doc_id_of, row_csv, row_json


class Line(NamedTuple):
    """A row of a table in UTF-8; ``csv`` with its line end.

    ``nested`` leaves out what the document's own object says of all its rows.
    """

    csv: bytes
    json: bytes
    nested: bytes


def table_lines(result: Result) -> Mapping[str, Iterator[Line]]:
    """The rows of each table but ``documents``, by the table's name."""
    return {
        "mentions": mention_lines(result),
        "facts": fact_lines(result),
        "targets": target_lines(result),
        "findings": finding_lines(result),
        # What a reader corrects is told when the tables are built: see ``corrected``.
        "corrections": iter(()),
    }


class _Cells(dict[str | date | None, tuple[str, str]]):
    """Texts and dates as CSV and as JSON, those made before kept."""

    def __missing__(self, value: str | date | None) -> tuple[str, str]:
        text = value.isoformat() if isinstance(value, date) else value or ""
        cells = self[value] = csv_text(text), _text(text)
        return cells


# Rows of a sentence, or of a row of a table, come one behind the other.
_NEAR = 64


def mention_lines(result: Result) -> Iterator[Line]:
    """The mentions of a document, in order of place."""
    doc_id, source, segments = doc_id_of(result.document.source), result.document.source, result.segments
    document_csv = f"{doc_id},{csv_text(source)}"
    document_json = encoded(f'"doc_id": "{doc_id}", "source": {json_text(source)}, ')
    texts = _Cells()
    rules: dict[str, tuple[bytes, bytes]] = {}
    place_of = _places(result.document)
    sentence_of = lru_cache(_NEAR)(lambda index: _sentence_cells(segments, index))
    for mention in sorted(result.mentions, key=_PLACE):
        kind, span, text = mention.kind, mention.span, mention.text
        start, end = span.start, span.end
        sentence = sentence_of(mention.sentence)
        if (rule := rules.get(mention.rule)) is None:
            rule = rules[mention.rule] = _rule_cells(mention.rule)
        place = place_of(span)
        value_csv, value_json = _value_cells(mention.value, mention.mod, texts)
        mention_id = f"{doc_id}-{start}-{end}-{kind}"
        row = encoded(f"{mention_id},{document_csv},{kind},{start},{end},{csv_text(text)},{value_csv},")
        key = b'{"mention_id": "%b", ' % mention_id.encode()
        body = encoded(
            f'"kind": "{kind}", "start_char": {start}, "end_char": {end}, "text": {json_text(text)}, {value_json}, '
        )
        yield Line(
            b"".join((row, sentence[0], place[0], rule[0])),
            b"".join((key, document_json, body, sentence[1], place[1], rule[1])),
            b"".join((key, body, _placed(mention, segments), place[1], rule[1])),
        )


_PLACE = attrgetter("span.start", "span.end", "kind")
_AMOUNTS = (Money, Percent, Quantity)
_NO_AMOUNT = '"low": null, "high": null, "currency": null, "unit": null, "unit_id": null'
_NO_DATES = '"start_date": null, "end_date": null'


def _sentence_cells(segments: Segments, index: int) -> tuple[bytes, bytes]:
    """The columns ``sentence`` and ``section`` as CSV and as JSON."""
    if index < 0:
        return b",,", b'"sentence": null, "section": null, '
    sentence, section = segments.sentence_text(index), segments.section_path(index)
    return (
        encoded(f"{csv_text(sentence)},{csv_text(section)},"),
        encoded(f'"sentence": {json_text(sentence)}, "section": {json_text(section) if section else "null"}, '),
    )


def _placed(mention: Mention, segments: Segments) -> bytes:
    """Which sentence a mention stands in and where in its text, as the nested JSON tells it."""
    if mention.sentence < 0:
        return b'"sentence": null, "sentence_start": null, "sentence_end": null, '
    base = segments.starts[mention.sentence]
    start, end = mention.view_span.start - base, mention.view_span.end - base
    return b'"sentence": %d, "sentence_start": %d, "sentence_end": %d, ' % (mention.sentence, start, end)


_NO_PLACE = b",,", b'"page": null, "bbox": null, '


def _places(document: Document) -> Callable[[Span], tuple[bytes, bytes]]:
    """For a span of a document the columns ``page`` and ``bbox`` as CSV and as JSON."""
    if not document.pages:
        return lambda span: _NO_PLACE

    def place(span: Span) -> tuple[bytes, bytes]:
        page, box = document.page_at(span.start), box_of(document, span)
        if not page:
            return _NO_PLACE
        return f"{page},{box},".encode(), f'"page": {page}, "bbox": {_quoted(box)}, '.encode()

    return place


def box_of(document: Document, span: Span) -> str:
    """The box around the first line of a span: left, top, right and bottom in points, empty where it is not known."""
    boxes = document.boxes
    if boxes is None:
        return ""
    lines = document.text[span.start : span.end].split("\n")
    start = span.start
    for line in lines:
        places = boxes[4 * start : 4 * (start + len(line))]
        seen = [i for i in range(0, len(places), 4) if places[i] < places[i + 2] and places[i + 1] < places[i + 3]]
        if seen:
            left, top = (min(places[i + side] for i in seen) for side in (0, 1))
            right, bottom = (max(places[i + side] for i in seen) for side in (2, 3))
            return f"{left:.1f} {top:.1f} {right:.1f} {bottom:.1f}"
        start += len(line) + 1
    return ""


def _rule_cells(rule: str) -> tuple[bytes, bytes]:
    """The column ``rule`` and the end of the row, as CSV and as JSON."""
    return encoded(f"{csv_text(rule)}\n"), encoded(f'"rule": {json_text(rule)}}}')


def _value_cells(value: Value, mod: Mod | None, texts: _Cells) -> tuple[str, str]:
    """The columns ``low`` to ``name`` as CSV and as JSON."""
    modifier = mod.value if mod else ""
    mod_json = f'"{modifier}"' if mod else "null"
    if isinstance(value, DateInterval):
        start_csv, start_json = texts[value.start_date]
        end_csv, end_json = texts[value.end_date]
        return f",,,,,{modifier},{start_csv},{end_csv},{value.type},,", (
            f'{_NO_AMOUNT}, "mod": {mod_json}, "start_date": {start_json}, "end_date": {end_json}, '
            f'"type": {_quoted(value.type)}, "value": null, "name": null'
        )
    if isinstance(value, Program):
        type_csv, type_json = texts[value.type]
        name_csv, name_json = texts[value.name]
        return f",,,,,{modifier},,,{type_csv},,{name_csv}", (
            f'{_NO_AMOUNT}, "mod": {mod_json}, {_NO_DATES}, "type": {type_json}, "value": null, "name": {name_json}'
        )
    amount_csv, amount_json = _amount_cells(value, texts)
    length = value.value or "" if isinstance(value, Duration) else ""
    return f"{amount_csv},{modifier},,,,{length},", (
        f'{amount_json}, "mod": {mod_json}, {_NO_DATES}, "type": null, "value": {_quoted(length)}, "name": null'
    )


def _amount_cells(value: Value, texts: _Cells) -> tuple[str, str]:
    """The columns ``low`` to ``unit_id`` as CSV and as JSON."""
    low, high, currency, unit, unit_id = _amount(value)
    unit_csv, unit_json = texts[unit]
    id_csv, id_json = texts[unit_id]
    low_json = f'"{low}"' if low else "null"
    high_json = low_json if high is low else _quoted(high)
    currency_json = f'"{currency}"' if currency else "null"
    return f"{low},{high},{currency},{unit_csv},{id_csv}", (
        f'"low": {low_json}, "high": {high_json}, "currency": {currency_json}, "unit": {unit_json}, '
        f'"unit_id": {id_json}'
    )


def _amount(value: Value | None) -> tuple[str, str, str, str | None, str | None]:
    """The columns ``low`` to ``unit_id`` of a value, the first three empty where null."""
    if isinstance(value, _AMOUNTS):
        low = "" if value.low is None else decimal_text(value.low)
        high = low if value.high == value.low else "" if value.high is None else decimal_text(value.high)
        unit_id = value.unit_id if isinstance(value, Quantity) else value.unit
        return low, high, value.currency if isinstance(value, Money) else "", value.unit, unit_id
    if isinstance(value, Duration):
        return value.low or "", value.high or "", "", value.unit, value.unit
    return "", "", "", None, None


def _quoted(text: str) -> str:
    """A value that needs no escapes as JSON."""
    return f'"{text}"' if text else "null"


def fact_lines(result: Result) -> Iterator[Line]:
    """The facts of a document, in the order of their mentions."""
    doc_id, source, mentions = doc_id_of(result.document.source), result.document.source, result.mentions
    document_csv = f"{doc_id},{csv_text(source)}"
    document_json = f'"doc_id": "{doc_id}", "source": {json_text(source)}, '
    texts, section_of = _Cells(), lru_cache(_NEAR)(result.segments.section_path)
    for number in sorted(range(len(result.facts)), key=lambda i: (mentions[result.facts[i].mention].span.start, i)):
        fact, fact_id = result.facts[number], _fact_id(doc_id, result, number)
        mention, mention_id = mentions[fact.mention], fact_id.rpartition("-")[0]
        start, end = mention.span.start, mention.span.end
        indicator_csv, indicator_json = texts[fact.indicator]
        id_csv, id_json = texts[fact.indicator_id]
        sort_csv, sort_json = _sort_cells(_SORT(fact))
        amount_csv, amount_json = _amount_cells(fact.value or mention.value, texts)
        modifier = mention.mod.value if mention.mod else ""
        setting_csv, setting_json = _setting_cells(_SETTING(fact))
        part_of = "" if fact.part_of is None else _fact_id(doc_id, result, fact.part_of)
        limits_csv, limits_json, limits_nested = _pair_cells(fact.qualifiers)
        flow_csv, flow_json = texts[fact.flow]
        section_csv, section_json = texts[section_of(mention.sentence) if mention.sentence >= 0 else None]
        reasons_csv, reasons_json, reasons_nested = _pair_cells(fact.evidence)
        table_csv, table_json = _table_cells(fact, result, doc_id, texts)
        page = result.document.page_at(start) or None
        page_csv, page_json = (str(page), str(page)) if page else ("", "null")
        row = (
            f"{fact_id},{mention_id},{fact.member},{document_csv},{start},{end},{csv_text(mention.text)},"
            f"{indicator_csv},{id_csv},{sort_csv},{amount_csv},{modifier},{setting_csv},{part_of},{limits_csv},{table_csv},"
            f"{flow_csv},{section_csv},{page_csv},{reasons_csv}\n"
        )
        key = f'{{"fact_id": "{fact_id}", "mention_id": "{mention_id}", "member": {fact.member}, '
        body = (
            f'"start_char": {start}, "end_char": {end}, "text": {json_text(mention.text)}, '
            f'"indicator": {indicator_json}, "indicator_id": {id_json}, {sort_json}, {amount_json}, '
            f'"mod": {_quoted(modifier)}, {setting_json}, "part_of": {_quoted(part_of)}, "qualifiers": '
        )
        table = f', {table_json}, "flow": {flow_json}, '
        yield Line(
            encoded(row),
            encoded(
                f'{key}{document_json}{body}{limits_json}{table}"section": {section_json}, "page": {page_json}, '
                f'"evidence": {reasons_json}}}'
            ),
            encoded(f'{key}{body}{limits_nested}{table}"page": {page_json}, "evidence": {reasons_nested}}}'),
        )


# Runs of columns of which all documents together have few different ones: what sort of figure it is, and its setting.
_SORT_COLUMNS = FACT_COLUMNS[FACT_COLUMNS.index("measure") : FACT_COLUMNS.index("low")]
_SETTING_COLUMNS = FACT_COLUMNS[FACT_COLUMNS.index("period_start") : FACT_COLUMNS.index("part_of")]
_SORT, _SETTING = attrgetter(*_SORT_COLUMNS), attrgetter(*_SETTING_COLUMNS)
_NO_TABLE = ",,,", '"table_id": null, "row_header": null, "column_header": null, "class_code": null'


def _table_cells(fact: Fact, result: Result, doc_id: str, texts: _Cells) -> tuple[str, str]:
    """The columns ``table_id`` to ``class_code`` as CSV and as JSON."""
    if fact.cell is None:
        return _NO_TABLE
    grid = result.segments.grids[fact.cell[0]]
    cell = grid.cells[fact.cell[1]]
    table_id = f"{doc_id}-t{grid.number}"
    headers = texts[" > ".join(cell.row_header)], texts[" > ".join(cell.column_header)], texts[cell.class_code]
    said = zip(("row_header", "column_header", "class_code"), headers, strict=True)
    return ",".join((table_id, *(csv for csv, _ in headers))), ", ".join(
        (f'"table_id": "{table_id}"', *(f'"{name}": {json}' for name, (_, json) in said))
    )


@lru_cache(maxsize=4096)
def _sort_cells(values: tuple[str | date | None, ...]) -> tuple[str, str]:
    """The columns ``measure`` to ``per`` as CSV and as JSON."""
    return _run_cells(_SORT_COLUMNS, values)


@lru_cache(maxsize=4096)
def _setting_cells(values: tuple[str | date | None, ...]) -> tuple[str, str]:
    """The columns ``period_start`` to ``program`` as CSV and as JSON."""
    return _run_cells(_SETTING_COLUMNS, values)


def _run_cells(columns: tuple[str, ...], values: tuple[str | date | None, ...]) -> tuple[str, str]:
    texts = [value.isoformat() if isinstance(value, date) else value or "" for value in values]
    said = [f'"{column}": {_text(text)}' for column, text in zip(columns, texts, strict=True)]
    return ",".join(map(csv_text, texts)), ", ".join(said)


@lru_cache(maxsize=4096)
def _pair_cells(pairs: tuple[tuple[str, str], ...]) -> tuple[str, str, str]:
    """Pairs as CSV, as JSON and as a JSON object. No value holds the ``;`` at which the text comes apart again."""
    text = "; ".join([f"{key}={value.replace(';', '；')}" for key, value in pairs])
    members = ", ".join([f"{json_text(key)}: {json_text(value)}" for key, value in pairs])
    return csv_text(text), _text(text), f"{{{members}}}"


def _text(text: str) -> str:
    return json_text(text) if text else "null"


def _mention_id(doc_id: str, mention: Mention) -> str:
    return f"{doc_id}-{mention.span.start}-{mention.span.end}-{mention.kind}"


def _fact_id(doc_id: str, result: Result, number: int) -> str:
    fact = result.facts[number]
    return f"{_mention_id(doc_id, result.mentions[fact.mention])}-{fact.member}"


def target_lines(result: Result) -> Iterator[Line]:
    """The targets of a document, in order of place; behind them those that it does not state."""
    alike = Counter[str]()
    doc_id, metadata = doc_id_of(result.document.source), result.metadata
    for target in sorted(result.targets, key=_target_place):
        span, fact = target.span, None if target.fact is None else result.facts[target.fact]
        mention = None if fact is None else result.mentions[fact.mention]
        low, high, _, unit, _ = _amount((fact and fact.value) or (mention.value if mention else None))
        place = f"{span.start}-{span.end}" if span else target.indicator_id or target.indicator
        target_id = f"{doc_id}-{target.year}-{place}"
        alike[target_id] += 1
        row: Row = {
            "target_id": f"{target_id}-{alike[target_id]}",
            "doc_id": doc_id,
            "source": result.document.source,
            "region": metadata.region,
            "region_code": metadata.region_code,
            "entity": metadata.entity,
            "year": target.year,
            "indicator": target.indicator,
            "indicator_id": target.indicator_id,
            "form": target.form,
            "low": low or None,
            "high": high or None,
            "unit": unit,
            "mod": mention.mod.value if mention and mention.mod else None,
            "comparison": fact.comparison if fact else None,
            "linked_indicator": target.linked_indicator,
            "relation": target.relation,
            "assigned_by": target.assigned_by,
            "stretch": target.stretch,
            "fact_id": None if target.fact is None else _fact_id(doc_id, result, target.fact),
            "start_char": span.start if span else None,
            "end_char": span.end if span else None,
            # As in the source: the clause of a target is read in the view, where digits are folded and lines joined.
            "text": result.document.text[span.start : span.end] if span else None,
        }
        yield _line(row, TARGET_COLUMNS)


def _target_place(target: Target) -> tuple[bool, int, int]:
    return (False, target.span.start, target.span.end) if target.span else (True, 0, 0)


def finding_lines(result: Result) -> Iterator[Line]:
    """The findings of a document, in order of the first mention that each names; behind them those that name none."""
    alike, doc_id, mentions = Counter[str](), doc_id_of(result.document.source), result.mentions

    def place(finding: Finding) -> tuple[object, ...]:
        named = finding.mentions
        return not named, named and mentions[named[0]].span.start, finding.code, named, finding.stated, finding.expected

    for finding in sorted(result.findings, key=place):
        named = [_mention_id(doc_id, mentions[i]) for i in finding.mentions]
        finding_id = f"{named[0] if named else doc_id}-{finding.code}"
        alike[finding_id] += 1
        row: Row = {
            "finding_id": f"{finding_id}-{alike[finding_id]}",
            "doc_id": doc_id,
            "source": result.document.source,
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message,
            "mention_ids": " ".join(named) or None,
            "stated": finding.stated,
            "expected": finding.expected,
        }
        yield _line(row, FINDING_COLUMNS, mention_ids=named)


def _line(row: Row, columns: tuple[str, ...], **nested: object) -> Line:
    """A row of a table of which a document has few; ``nested`` is what stands there in its nested form."""
    own = {name: row[name] for name in row if name not in ("doc_id", "source")}
    return Line(row_csv(row, columns), row_json(row), row_json(own | nested))
