"""What readers have corrected, applied to the rows of a document while the tables are built of it.

Parts keep what the machine found. A document with corrections is in memory as a whole while its rows are written; all
others are copied.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from gongbao.model import Duration, Kind
from gongbao.normalize.lengths import measured
from gongbao.write.cells import decimal_text
from gongbao.write.parts import copy_rows
from gongbao.write.schema import Column, State
from gongbao.write.tables import CORRECTION_COLUMNS, TABLES, Row, row_csv, row_json

ENDS = (("low", "high"), ("start_date", "end_date"), ("base_start", "base_end"), ("period_start", "period_end"))
"""Columns that are the two ends of a range."""

_AMOUNT = ("low", "high", "unit", "unit_id", "mod")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "fact": (
        "indicator", "indicator_id", "measure", "direction", "status", "stage", "comparison", "base_start", "base_end",
        "price_basis", "aggregation", "per", "low", "high", "currency", "unit", "unit_id", "mod", "period_start",
        "period_end", "region", "region_code", "scope", "entity", "program", "qualifiers", "class_code", "flow",
    ),
    Kind.MONEY: ("currency", *_AMOUNT),
    Kind.PERCENT: _AMOUNT,
    Kind.QUANTITY: _AMOUNT,
    Kind.DURATION: ("value", "low", "high", "unit", "mod"),
    Kind.DATE: ("start_date", "end_date", "type", "mod"),
    Kind.PROGRAM: ("type", "name"),
}  # fmt: skip
"""What may be corrected of a fact, and of a mention by its kind."""

FILLED = ("measure", "status", "type", "name")
"""Fields without which there is no row of a kind."""


def values_of(what: str, column: Column) -> tuple[str, ...]:
    """The closed list of a field of a fact, or of a mention of the kind ``what``: two kinds share ``type``."""
    if column.name != "type":
        return column.values
    return tuple(value for value in column.values if (what == Kind.DATE) == (value in ("DATE", "SET")))


Writers = Mapping[str, Callable[[bytes], object]]
"""What appends to each table, by the name of its file."""

# What facts repeat of their mention, and targets of their fact.
_OF_MENTION = ("low", "high", "currency", "unit", "unit_id", "mod")
_OF_FACT = ("indicator", "indicator_id", "low", "high", "unit", "mod", "comparison")

# The new values of rows, by table and key; only what changes is there.
_Changes = dict[str, dict[str, Row]]


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the file: ``field`` of a fact, or where ``fact_id`` is null of a mention, should be ``value``.

    ``was`` is the machine's value that it was made to, null where the line does not say.
    """

    mention_id: str
    fact_id: str | None
    field: str
    value: str | None
    was: str | None
    who: str
    why: str

    @property
    def row_id(self) -> str:
        """The key of the row that it is about."""
        return self.fact_id or self.mention_id

    @property
    def id(self) -> str:
        """The column ``correction_id``."""
        return f"{self.row_id}-{self.field}"

    @property
    def doc_id(self) -> str:
        """The document that the row is of."""
        return self.mention_id.partition("-")[0]


class _Settled(NamedTuple):
    """What has become of a correction."""

    correction: Correction
    state: State
    machine_value: str | None
    was: str | None


Earlier = Mapping[tuple[str, str | None], str | None]
"""Of corrections that an earlier run knew, by ``correction_id`` and ``value``, what the machine's value then was."""


def earlier_values(out: Path) -> Earlier:
    """What the table ``corrections`` in a folder knows; nothing where there is none."""
    try:
        with (out / "corrections.jsonl").open("rb") as lines:
            rows = [json.loads(line) for line in lines]
        return {
            (row["correction_id"], row["value"]): row["was"]
            for row in rows
            if row["was"] is not None or row["state"] != State.STALE_GONE
        }
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


class Corrector:
    """Corrections while tables are built, document after document in order of source.

    ``states`` counts what has become of them; ``measures`` by how many each measure has more facts, or fewer.
    """

    def __init__(self, corrections: Iterable[Correction], earlier: Earlier) -> None:
        self._left: dict[str, list[Correction]] = defaultdict(list)
        for correction in sorted(corrections, key=_place):
            self._left[correction.doc_id].append(correction)
        self._earlier = earlier
        self.states = Counter[str]()
        self.measures = Counter[str]()

    def concerns(self, row: Row) -> bool:
        """Whether there are corrections of a document."""
        return row["doc_id"] in self._left

    def write(self, folder: Path, part: str | None, row: Row, write: Writers) -> Iterable[bytes]:
        """Write the rows of a document to tables, each by its file name; its nested form in pieces.

        One that could not be read has no ``part``: there is nothing to correct in it.
        """
        corrections = self._left.pop(str(row["doc_id"]))
        rows = _rows_of(folder, part)
        changes, settled = _changes(rows, corrections, self._earlier)
        for table, found in rows.items():
            for entry in found:
                new = changes[table].get(str(entry[TABLES[table][0]]), {})
                if "measure" in new:
                    self.measures.update({str(new["measure"]): 1, str(entry["measure"]): -1})
                _write(table, entry | new, write)
        told = list(self._rows(corrections, settled, str(row["source"])))
        for entry in told:
            _write("corrections", entry, write)
        return _nested(folder, part, row, changes, told) if part else ()

    def write_rest(self, write: Writers) -> None:
        """Write the corrections that are of no document, behind all others."""
        for doc_id in sorted(self._left):
            for told in self._rows(self._left[doc_id], {}, None):
                _write("corrections", told, write)

    def _rows(
        self, corrections: Iterable[Correction], settled: Mapping[str, _Settled], source: str | None
    ) -> Iterator[Row]:
        for correction in corrections:
            gone = _Settled(correction, State.STALE_GONE, None, _was(correction, self._earlier, None))
            _, state, machine_value, was = settled.get(correction.id, gone)
            self.states[state] += 1
            yield {
                "correction_id": correction.id,
                "fact_id": correction.fact_id,
                "mention_id": correction.mention_id,
                "doc_id": correction.doc_id,
                "source": source,
                "field": correction.field,
                "value": correction.value,
                "machine_value": machine_value,
                "was": was,
                "who": correction.who,
                "why": correction.why,
                "state": state,
            }


def _place(correction: Correction) -> tuple[str, int, int, str, int, str]:
    """In the order of mentions and facts, those of a mention before those of its facts."""
    doc_id, start, end, kind = correction.mention_id.split("-")
    member = correction.fact_id.rpartition("-")[2] if correction.fact_id else 0
    return doc_id, int(start), int(end), kind, int(member), correction.field


def _was(correction: Correction, earlier: Earlier, machine_value: str | None) -> str | None:
    if correction.was is not None:
        return correction.was
    return earlier.get((correction.id, correction.value), machine_value)


def _write(table: str, row: Row, write: Writers) -> None:
    write[f"{table}.csv"](row_csv(row, TABLES[table]))
    write[f"{table}.jsonl"](row_json(row) + b"\n")


def _rows_of(folder: Path, part: str | None) -> dict[str, list[Row]]:
    """The rows of a part, if there is one, by their table."""
    names = [table for table in TABLES if table not in ("documents", "corrections")]
    found = {f"{table}{suffix}": bytearray() for table in names for suffix in (".csv", ".jsonl")}
    if part:
        copy_rows(folder, part, {name: lines.extend for name, lines in found.items()})
    return {table: [json.loads(line) for line in found[f"{table}.jsonl"].splitlines()] for table in names}


def _changes(
    rows: Mapping[str, Sequence[Row]], corrections: Iterable[Correction], earlier: Earlier
) -> tuple[_Changes, dict[str, _Settled]]:
    """What corrections change in a document's rows, and what has become of those whose row is there."""
    of_row = defaultdict[str, list[Correction]](list)
    for correction in corrections:
        of_row[correction.row_id].append(correction)
    changes: _Changes = {table: {} for table in rows}
    settled: dict[str, _Settled] = {}
    mentions: dict[object, Row] = {}
    for row in rows["mentions"]:
        if own := of_row.get(str(row["mention_id"])):
            done, new = _settle(row, own, earlier)
            settled |= done
            changes["mentions"][str(row["mention_id"])] = new
            mentions[row["mention_id"]] = row
    for row in rows["facts"]:
        key, mention_id = str(row["fact_id"]), row["mention_id"]
        done, new = _settle(row, of_row.get(key, ()), earlier)
        settled |= done
        if mention_id in mentions:
            # What is said of a fact itself goes before what is said of its mention.
            said = {each.correction.field for each in done.values() if each.state in (State.APPLIED, State.AGREES)}
            reached = _repeated(mentions[mention_id], changes["mentions"][str(mention_id)], row)
            new = {column: value for column, value in reached.items() if column not in said} | new
        if new:
            changes["facts"][key] = new | {"evidence": _evidence(row, new)}
    for row in rows["targets"]:
        if new := changes["facts"].get(str(row["fact_id"]), {}):
            # A target is of something: it keeps its indicator where its fact loses it.
            followed = [column for column in _OF_FACT if column in new and (new[column] or column != "indicator")]
            changes["targets"][str(row["target_id"])] = {column: new[column] for column in followed}
    return changes, settled


def _settle(row: Row, corrections: Iterable[Correction], earlier: Earlier) -> tuple[dict[str, _Settled], Row]:
    """What becomes of the corrections of a row, and its new values."""
    settled: dict[str, _Settled] = {}
    for correction in corrections:
        machine_value = _text(row[correction.field])
        was = _was(correction, earlier, machine_value)
        state = State.APPLIED if machine_value == was else State.STALE_CHANGED
        state = State.AGREES if machine_value == correction.value else state
        settled[correction.field] = _Settled(correction, state, machine_value, was)
    for ends in ENDS:
        pair = {field: settled[field] for field in ends if field in settled}
        states = {each.state for each in pair.values()}
        # Both ends of a range are corrected or none: half a correction would be a value that nobody has given.
        if State.STALE_CHANGED in states:
            verdict = State.STALE_CHANGED
        elif State.APPLIED in states and not _is_range(row | _values(row, pair), ends):
            verdict = State.REJECTED
        else:
            continue
        settled |= {name: each._replace(state=verdict) for name, each in pair.items() if each.state is State.APPLIED}
    return {each.correction.id: each for each in settled.values()}, _values(row, settled)


def _values(row: Row, settled: Mapping[str, _Settled]) -> Row:
    """What corrections that are applied make of a row. The two ends of a point stay together."""
    new: Row = {field: each.correction.value for field, each in settled.items() if each.state is State.APPLIED}
    if row["low"] == row["high"] and row.get("kind") != "duration":
        for field, other in (("low", "high"), ("high", "low")):
            if field in new and other not in settled:
                new[other] = new[field]
    return new


def _is_range(row: Row, ends: tuple[str, str]) -> bool:
    first, last = (_text(row[end]) for end in ends)
    if first is None or last is None or row.get("kind") == "duration":
        return True
    return Decimal(first) <= Decimal(last) if ends == ("low", "high") else first <= last


def _repeated(mention: Row, new: Row, fact: Row) -> Row:
    """What new values of a mention make of a fact that repeats the old ones, be it without the minus, or a length of
    time as so many of its unit."""
    if mention["kind"] == Kind.DURATION:
        old, wholly = _measured(mention), _measured(mention | new)
        return {column: wholly[column] for column in wholly if fact[column] == old[column] != wholly[column]}
    turned: Row = {"low": _negated(mention["high"]), "high": _negated(mention["low"])}
    if fact["low"] != mention["low"] and (fact["low"], fact["high"]) == (turned["low"], turned["high"]):
        wholly = mention | new
        ends: Row = {"low": _negated(wholly["high"]), "high": _negated(wholly["low"])}
        others = {column: value for column, value in new.items() if column not in ends}
        mention, new = mention | turned, others | {end: value for end, value in ends.items() if value != turned[end]}
    return {column: new[column] for column in _OF_MENTION if column in new and fact[column] == mention[column]}


def _measured(mention: Row) -> Row:
    """What the fact of a length of time has of it: 312 and 天 of P312D, nothing of P1Y6M, which is no number."""
    told: Row = dict.fromkeys(("low", "high", "unit", "unit_id")) | {"mod": mention["mod"]}
    if length := measured(Duration(*(_text(mention[column]) for column in ("value", "low", "high", "unit")))):
        ends = (None if end is None else decimal_text(end) for end in (length.low, length.high))
        told |= dict(zip(("low", "high"), ends, strict=True)) | {"unit": length.unit, "unit_id": length.unit_id}
    return told


def _negated(value: str | int | None) -> str | None:
    return None if value is None else decimal_text(-Decimal(value))


def _evidence(row: Row, new: Row) -> str:
    pairs = dict(pair.split("=", 1) for pair in str(row["evidence"] or "").split("; ") if pair)
    for name in ("period", "base"):
        if {f"{name}_start", f"{name}_end"} <= set(new):
            pairs.pop(name, None)
    pairs |= dict.fromkeys(new, "correction")
    return "; ".join(f"{field}={where}" for field, where in sorted(pairs.items()))


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def _nested(folder: Path, part: str, row: Row, changes: _Changes, corrections: Iterable[Row]) -> Iterator[bytes]:
    """The nested document of a part with its rows of tables corrected: each is a line of its own there."""
    heads = {b'"%b": [\n' % table.encode(): table for table in (*changes, "corrections")}
    with (folder / f"{part}.json").open("rb") as lines:
        lines.readline()
        yield b'{"document": %b,\n' % row_json(row)
        rows: dict[str, Row] = {}
        for line in lines:
            if line in heads:
                table = heads[line]
                rows, key = changes.get(table, {}), TABLES.get(table, ("",))[0]
                yield line
                if table == "corrections":
                    yield b",\n".join(map(_nested_correction, corrections))
            elif rows and line.startswith(b"{"):
                body = line.rstrip(b",\n")
                entry = json.loads(body)
                new = rows.get(entry[key])
                yield row_json(entry | _objects(new)) + line[len(body) :] if new else line
            else:
                yield line


def _nested_correction(row: Row) -> bytes:
    return row_json({column: row[column] for column in CORRECTION_COLUMNS if column not in ("doc_id", "source")})


def _objects(new: Row) -> dict[str, object]:
    """New values as they stand in the nested form, where pairs are objects."""
    pairs = {column: new[column] for column in ("qualifiers", "evidence") if column in new}
    return {
        **new,
        **{
            column: dict(pair.split("=", 1) for pair in str(text or "").split("; ") if pair)
            for column, text in pairs.items()
        },
    }
