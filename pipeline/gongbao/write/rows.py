"""What is found in a document as rows of the tables: lines of CSV, of JSON, and JSON to stand inside its document.

Rows come some at a time: all those of a long document take more memory than the document. Those of mentions and facts
are put together by hand of pieces in UTF-8, and what comes again and again is made once: a general writer takes ten
times as long, which would be more than finding them does.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    Kind,
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
from gongbao.write.tables import FACT_COLUMNS, FINDING_COLUMNS, TARGET_COLUMNS, Row, doc_id_of, row_csv


class Rows(NamedTuple):
    """Some rows of a table in UTF-8: lines of CSV, lines of JSON, and JSON objects parted by a comma and a line end.

    ``nested`` leaves out what the document's own object says of all its rows.
    """

    csv: bytes
    json: bytes
    nested: bytes


def table_rows(result: Result) -> Mapping[str, Iterator[Rows]]:
    """The rows of each table but ``documents``, by the table's name."""
    return {
        "mentions": mention_rows(result),
        "facts": fact_rows(result),
        "targets": target_rows(result),
        "findings": finding_rows(result),
        # What a reader corrects is told when the tables are built: see ``corrected``.
        "corrections": iter(()),
    }


# So many bytes of CSV are put on their way together: each row by itself takes longer than to make it.
_TOGETHER = 1 << 16
# Those of a row beside its sentence or its headings, on the average.
_BESIDE = 200


_Ends = tuple[bytes, bytes, bytes]
"""Columns and what ends their row: as CSV, as JSON, and as in the nested form."""
_Pairs = tuple[tuple[str, str], ...]
_Pieces = tuple[int, tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]
"""About how many bytes a row has as CSV, and what its line of CSV, its line of JSON and its nested form are put
together of."""


def _together(rows: Iterator[_Pieces]) -> Iterator[Rows]:
    csv, json, nested, size = list[bytes](), list[bytes](), list[bytes](), 0
    for length, csv_pieces, json_pieces, nested_pieces in rows:
        csv += csv_pieces
        json += json_pieces
        nested += nested_pieces
        size += length
        if size > _TOGETHER:
            yield _taken(csv, json, nested)
            size = 0
    if csv:
        yield _taken(csv, json, nested)


def _taken(csv: list[bytes], json: list[bytes], nested: list[bytes]) -> Rows:
    """Rows put together of their pieces, which are then gone."""
    nested[-1] = nested[-1].removesuffix(b",\n")
    rows = Rows(b"".join(csv), b"".join(json), b"".join(nested))
    for pieces in (csv, json, nested):
        pieces.clear()
    return rows


def mention_rows(result: Result) -> Iterator[Rows]:
    """The mentions of a document, in order of place."""
    return _together(_mentions(result))


def _mentions(result: Result) -> Iterator[_Pieces]:
    document, segments = result.document, result.segments
    doc_id, document_csv, document_json = _document_cells(document)
    section_of, end_of = _sections(segments), _mention_ends(document)
    sentence_of = lru_cache(_NEAR)(lambda index: _sentence_cells(segments, index, section_of(index)))
    for mention in sorted(result.mentions, key=_place):
        kind, span, text = _KINDS[mention.kind], mention.span, mention.text
        start, end = str(span.start), str(span.end)
        value_csv, value_json = _value_cells(mention.value, mention.mod)
        sentence_csv, sentence_json, placed = sentence_of(mention.sentence)
        end_csv, end_json, end_nested = end_of(span, mention.rule)
        mention_id = f"{doc_id}-{start}-{end}-{kind}"
        key = f'{{"mention_id": "{mention_id}"'.encode()
        head = encoded(f",{kind},{start},{end},{csv_text(text)}")
        body = encoded(f', "kind": "{kind}", "start_char": {start}, "end_char": {end}, "text": {json_text(text)}')
        if mention.sentence >= 0:
            base, within = segments.starts[mention.sentence], mention.view_span
            placed %= within.start - base, within.end - base
        yield (
            len(sentence_csv) + _BESIDE,
            (mention_id.encode(), document_csv, head, value_csv, sentence_csv, end_csv),
            (key, document_json, body, value_json, sentence_json, end_json),
            (key, body, value_json, placed, end_nested),
        )


_KINDS = {kind: kind.value for kind in Kind}


def _place(mention: Mention) -> tuple[int, int, str]:
    span = mention.span
    return span.start, span.end, mention.kind


def _document_cells(document: Document) -> tuple[str, bytes, bytes]:
    """The columns ``doc_id`` and ``source``: the first by itself, then both as CSV and as JSON."""
    doc_id, source = doc_id_of(document.source), document.source
    return (
        doc_id,
        encoded(f",{doc_id},{csv_text(source)}"),
        encoded(f', "doc_id": "{doc_id}", "source": {json_text(source)}'),
    )


# Rows of a sentence, or of a row of a table, come one behind the other.
_NEAR = 64


def _sentence_cells(segments: Segments, index: int, section: tuple[bytes, bytes]) -> tuple[bytes, bytes, bytes]:
    """The columns ``sentence`` and ``section`` as CSV and as JSON, and where a mention stands as the nested JSON tells
    it: with room for its start and its end in the sentence."""
    sentence = segments.sentence_text(index) if index >= 0 else ""
    placed = b', "sentence": %d, "sentence_start": %%d, "sentence_end": %%d' % index
    return (
        encoded(f",{csv_text(sentence)}") + section[0],
        encoded(f', "sentence": {_text(sentence)}') + section[1],
        placed if index >= 0 else b', "sentence": null, "sentence_start": null, "sentence_end": null',
    )


def _sections(segments: Segments) -> Callable[[int], tuple[bytes, bytes]]:
    """For the index of a sentence the column ``section`` as CSV and as JSON."""
    cells: dict[int, tuple[bytes, bytes]] = {}

    def section(index: int) -> tuple[bytes, bytes]:
        number = segments.sentences.section_of(index) if index >= 0 else -1
        if number not in cells:
            path = segments.section_path(index) if index >= 0 else ""
            cells[number] = encoded(f",{csv_text(path)}"), encoded(f', "section": {_text(path)}')
        return cells[number]

    return section


def _mention_ends(document: Document) -> Callable[[Span, str], _Ends]:
    """For a span of a document and a rule the columns ``page`` to ``rule``."""
    if not document.pages:
        return lambda span, rule: _placeless_ends(rule)

    def ends(span: Span, rule: str) -> _Ends:
        page = document.page_at(span.start)
        return _rule_ends(f"{page}", box_of(document, span), rule) if page else _placeless_ends(rule)

    return ends


@lru_cache(maxsize=4096)
def _placeless_ends(rule: str) -> _Ends:
    return _rule_ends("", "", rule)


def _rule_ends(page: str, box: str, rule: str) -> _Ends:
    said = encoded(f', "page": {page or "null"}, "bbox": {_quoted(box)}, "rule": {json_text(rule)}')
    return encoded(f",{page},{box},{csv_text(rule)}\n"), said + b"}\n", said + b"},\n"


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


_NO_OTHER = b",,,,,", b', "start_date": null, "end_date": null, "type": null, "value": null, "name": null'


def _value_cells(value: Value, mod: Mod | None) -> tuple[bytes, bytes]:
    """The columns ``low`` to ``name`` as CSV and as JSON."""
    if isinstance(value, _AMOUNTS):
        csv, json = _amount_cells(value, mod)
        return csv + _NO_OTHER[0], json + _NO_OTHER[1]
    return _named_cells(value, mod)


@lru_cache(maxsize=4096)
def _named_cells(value: DateInterval | Duration | Program, mod: Mod | None) -> tuple[bytes, bytes]:
    """The columns ``low`` to ``name`` of what reports name again and again, as CSV and as JSON."""
    amount_csv, amount_json = _amount_cells(value, mod)
    start, end, sort, length, name = "", "", "", "", ""
    if isinstance(value, DateInterval):
        start, end, sort = _day(value.start_date), _day(value.end_date), value.type
    elif isinstance(value, Program):
        sort, name = value.type, value.name
    else:
        length = value.value or ""
    return (
        amount_csv + encoded(f",{start},{end},{csv_text(sort)},{length},{csv_text(name)}"),
        amount_json + encoded(
            f', "start_date": {_quoted(start)}, "end_date": {_quoted(end)}, "type": {_text(sort)}, '
            f'"value": {_quoted(length)}, "name": {_text(name)}'
        ),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _amount_cells(value: Value, mod: Mod | None) -> tuple[bytes, bytes]:
    """The columns ``low`` to ``mod`` as CSV and as JSON."""
    low, high, currency, unit, unit_id = _amount(value)
    unit_csv, unit_json = _unit_cells(currency, unit, unit_id, mod)
    return (
        f",{low},{high}".encode() + unit_csv,
        f', "low": {_quoted(low)}, "high": {_quoted(high)}'.encode() + unit_json,
    )


@lru_cache(maxsize=4096)
def _unit_cells(currency: str, unit: str, unit_id: str, mod: Mod | None) -> tuple[bytes, bytes]:
    """The columns ``currency`` to ``mod`` as CSV and as JSON."""
    modifier = mod.value if mod else ""
    return (
        encoded(f",{currency},{csv_text(unit)},{csv_text(unit_id)},{modifier}"),
        encoded(
            f', "currency": {_quoted(currency)}, "unit": {_text(unit)}, "unit_id": {_text(unit_id)}, '
            f'"mod": {_quoted(modifier)}'
        ),
    )


_AMOUNTS = (Money, Percent, Quantity)


def _amount(value: Value | None) -> tuple[str, str, str, str, str]:
    """The columns ``low`` to ``unit_id`` of a value, empty where null."""
    if isinstance(value, _AMOUNTS):
        low = "" if value.low is None else decimal_text(value.low)
        high = low if value.high == value.low else "" if value.high is None else decimal_text(value.high)
        unit_id = value.unit_id if isinstance(value, Quantity) else value.unit
        return low, high, value.currency if isinstance(value, Money) else "", value.unit or "", unit_id or ""
    if isinstance(value, Duration):
        return value.low or "", value.high or "", "", value.unit or "", value.unit or ""
    return "", "", "", "", ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _text(text: str) -> str:
    return json_text(text) if text else "null"


def _quoted(text: str) -> str:
    """A value that needs no escapes as JSON."""
    return f'"{text}"' if text else "null"


def fact_rows(result: Result) -> Iterator[Rows]:
    """The facts of a document, in the order of their mentions."""
    return _together(_facts(result))


def _facts(result: Result) -> Iterator[_Pieces]:
    document, facts, mentions = result.document, result.facts, result.mentions
    doc_id, document_csv, document_json = _document_cells(document)
    section_of, end_of = _sections(result.segments), _fact_ends(document)
    for number in sorted(range(len(facts)), key=lambda i: (mentions[facts[i].mention].span.start, i)):
        fact = facts[number]
        mention, member = mentions[fact.mention], fact.member
        mention_id, start, end = _mention_id(doc_id, mention), mention.span.start, mention.span.end
        indicator, indicator_id = fact.indicator or "", fact.indicator_id or ""
        sort_csv, sort_json = _sort_cells(_SORT(fact))
        amount_csv, amount_json = _amount_cells(fact.value or mention.value, mention.mod)
        setting_csv, setting_json = _setting_cells(_SETTING(fact))
        part_csv, part_json = _part_cells(doc_id, result, fact)
        limits_csv, limits_json, limits_nested = _pair_cells("qualifiers", fact.qualifiers)
        table_csv, table_json = _table_cells(doc_id, result, fact)
        section_csv, section_json = section_of(mention.sentence)
        end_csv, end_json, end_nested = end_of(start, fact.evidence)
        key = f'{{"fact_id": "{mention_id}-{member}", "mention_id": "{mention_id}", "member": {member}'.encode()
        head = encoded(f",{start},{end},{csv_text(mention.text)},{csv_text(indicator)},{csv_text(indicator_id)}")
        body = encoded(
            f', "start_char": {start}, "end_char": {end}, "text": {json_text(mention.text)}, '
            f'"indicator": {_text(indicator)}, "indicator_id": {_text(indicator_id)}'
        )
        yield (
            len(table_csv) + len(section_csv) + _BESIDE,
            (
                f"{mention_id}-{member},{mention_id},{member}".encode(), document_csv, head, sort_csv, amount_csv,
                setting_csv, part_csv, limits_csv, table_csv, section_csv, end_csv,
            ),
            (
                key, document_json, body, sort_json, amount_json, setting_json, part_json, limits_json, table_json,
                section_json, end_json,
            ),
            (key, body, sort_json, amount_json, setting_json, part_json, limits_nested, table_json, end_nested),
        )  # fmt: skip


# Runs of columns of which all documents together have few different ones: what sort of figure it is, and its setting.
_SORT_COLUMNS = FACT_COLUMNS[FACT_COLUMNS.index("measure") : FACT_COLUMNS.index("low")]
_SETTING_COLUMNS = FACT_COLUMNS[FACT_COLUMNS.index("period_start") : FACT_COLUMNS.index("part_of")]
_SORT, _SETTING = attrgetter(*_SORT_COLUMNS), attrgetter(*_SETTING_COLUMNS)


@lru_cache(maxsize=4096)
def _sort_cells(values: tuple[str | date | None, ...]) -> tuple[bytes, bytes]:
    """The columns ``measure`` to ``per`` as CSV and as JSON."""
    return _run_cells(_SORT_COLUMNS, values)


@lru_cache(maxsize=4096)
def _setting_cells(values: tuple[str | date | None, ...]) -> tuple[bytes, bytes]:
    """The columns ``period_start`` to ``program`` as CSV and as JSON."""
    return _run_cells(_SETTING_COLUMNS, values)


def _run_cells(columns: Sequence[str], values: Iterable[str | date | None]) -> tuple[bytes, bytes]:
    texts = [value.isoformat() if isinstance(value, date) else value or "" for value in values]
    said = [f', "{column}": {_text(text)}' for column, text in zip(columns, texts, strict=True)]
    return encoded("".join([f",{csv_text(text)}" for text in texts])), encoded("".join(said))


def _part_cells(doc_id: str, result: Result, fact: Fact) -> tuple[bytes, bytes]:
    """The column ``part_of`` as CSV and as JSON."""
    if fact.part_of is None:
        return b",", b', "part_of": null'
    whole = _fact_id(doc_id, result, fact.part_of)
    return f",{whole}".encode(), f', "part_of": "{whole}"'.encode()


@lru_cache(maxsize=4096)
def _pair_cells(column: str, pairs: _Pairs) -> tuple[bytes, bytes, bytes]:
    """Pairs as CSV, as JSON and as a JSON object. No value holds the ``;`` at which the text comes apart again."""
    text = "; ".join([f"{key}={value.replace(';', '；')}" for key, value in pairs])
    members = ", ".join([f"{json_text(key)}: {json_text(value)}" for key, value in pairs])
    json, nested = (f', "{column}": {said}' for said in (_text(text), f"{{{members}}}"))
    return encoded(f",{csv_text(text)}"), encoded(json), encoded(nested)


_TABLE_COLUMNS = FACT_COLUMNS[FACT_COLUMNS.index("table_id") : FACT_COLUMNS.index("section")]


def _table_cells(doc_id: str, result: Result, fact: Fact) -> tuple[bytes, bytes]:
    """The columns ``table_id`` to ``flow`` as CSV and as JSON."""
    if fact.cell is None:
        return _flow_cells(fact.flow)
    grid = result.segments.grids[fact.cell[0]]
    cell = grid.cells[fact.cell[1]]
    headers = " > ".join(cell.row_header), " > ".join(cell.column_header)
    return _run_cells(_TABLE_COLUMNS, (f"{doc_id}-t{grid.number}", *headers, cell.class_code, fact.flow))


@lru_cache(maxsize=4096)
def _flow_cells(flow: str | None) -> tuple[bytes, bytes]:
    return _run_cells(_TABLE_COLUMNS, (None, None, None, None, flow))


def _fact_ends(document: Document) -> Callable[[int, _Pairs], _Ends]:
    """For a place of a document and a fact's evidence the columns ``page`` and ``evidence``."""
    if not document.pages:
        return lambda place, evidence: _evidence_ends(0, evidence)
    return lambda place, evidence: _evidence_ends(document.page_at(place), evidence)


@lru_cache(maxsize=4096)
def _evidence_ends(page: int, evidence: _Pairs) -> _Ends:
    csv, json, nested = _pair_cells("evidence", evidence)
    page_csv, page_json = (b",%d" % page, b', "page": %d' % page) if page else (b",", b', "page": null')
    return page_csv + csv + b"\n", page_json + json + b"}\n", page_json + nested + b"},\n"


def _mention_id(doc_id: str, mention: Mention) -> str:
    span = mention.span
    return f"{doc_id}-{span.start}-{span.end}-{_KINDS[mention.kind]}"


def _fact_id(doc_id: str, result: Result, number: int) -> str:
    fact = result.facts[number]
    return f"{_mention_id(doc_id, result.mentions[fact.mention])}-{fact.member}"


def target_rows(result: Result) -> Iterator[Rows]:
    """The targets of a document, in order of place; behind them those that it does not state."""
    return _few(TARGET_COLUMNS, ((row, {}) for row in _targets(result)))


def _targets(result: Result) -> Iterator[Row]:
    alike = Counter[str]()
    doc_id, metadata = doc_id_of(result.document.source), result.metadata
    for target in sorted(result.targets, key=_target_place):
        span, fact = target.span, None if target.fact is None else result.facts[target.fact]
        mention = None if fact is None else result.mentions[fact.mention]
        low, high, _, unit, _ = _amount((fact and fact.value) or (mention.value if mention else None))
        place = f"{span.start}-{span.end}" if span else target.indicator_id or target.indicator
        target_id = f"{doc_id}-{target.year}-{place}"
        alike[target_id] += 1
        yield {
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
            "unit": unit or None,
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


def _target_place(target: Target) -> tuple[bool, int, int]:
    return (False, target.span.start, target.span.end) if target.span else (True, 0, 0)


def finding_rows(result: Result) -> Iterator[Rows]:
    """The findings of a document, in order of the first mention that each names; behind them those that name none."""
    return _few(FINDING_COLUMNS, _findings(result))


def _findings(result: Result) -> Iterator[tuple[Row, Mapping[str, str]]]:
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
        yield row, {"mention_ids": f"[{', '.join(map(json_text, named))}]"}


def _few(columns: tuple[str, ...], found: Iterable[tuple[Row, Mapping[str, str]]]) -> Iterator[Rows]:
    """Rows of a table of which a document has few, each with the JSON of what stands otherwise in its nested form."""
    whole, own = _row_json(columns), _row_json([name for name in columns if name not in ("doc_id", "source")])
    csv, json, nested = list[bytes](), list[str](), list[str]()
    for row, otherwise in found:
        said = {
            name: "null" if value is None else json_text(value) if isinstance(value, str) else str(value)
            for name, value in row.items()
        }
        csv.append(row_csv(row, columns))
        json.append(whole % said)
        nested.append(own % {**said, **otherwise})
    if csv:
        yield Rows(b"".join(csv), encoded("".join([f"{line}\n" for line in json])), encoded(",\n".join(nested)))


def _row_json(columns: Iterable[str]) -> str:
    """A row as JSON that lacks its values."""
    return "{" + ", ".join([f'"{name}": %({name})s' for name in columns]) + "}"
