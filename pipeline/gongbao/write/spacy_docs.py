"""Results as spaCy's ``Doc``: mentions as spans, facts and values exact, the same whether made now or by a run.

A ``Doc`` keeps plain texts and numbers, so that it can be stored and sent to other processes as any other; its
attributes give decimals and days. Importing this module makes the attributes known to spaCy.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin, Span, SpanGroup
from spacy.vocab import Vocab

from gongbao.errors import OptionError, OutputError
from gongbao.model import Result, Status
from gongbao.segment.words import load_words
from gongbao.write.nested import nested_json
from gongbao.write.output import RUN_FILE, read_run
from gongbao.write.rows import Rows, fact_rows, mention_rows, table_rows
from gongbao.write.tables import AMOUNT_COLUMNS, DATE_COLUMNS, read_row, row_json

NAME = "gongbao"
"""Under which a ``Doc`` has the spans, and its attributes the rest."""
FACTS = f"{NAME}_facts"

# What places a mention in the sentences of json/. In a Doc its span does.
_PLACING = ("sentence", "sentence_start", "sentence_end")

Nested = Mapping[str, Any]


def to_doc(result: Result, *, words: str = "rjieba") -> Doc:
    """A result as a ``Doc`` of its sentences after reflow, cut into words by the engine ``words`` and at mentions.

    A paragraph ends with a token of a line end; the rows of tables stand behind all prose. ``doc.spans["gongbao"]``
    are the mentions, labelled by kind, and so are ``doc.ents``. Raises ``OptionError`` for an engine that is none.
    """
    tables = {table: (rows.nested for rows in found) for table, found in table_rows(result).items()}
    cut = load_words(words).cut
    nested = b"".join(nested_json(result, tables, cut))
    return _doc({"document": _document_row(result), **json.loads(b"{" + nested)}, spacy.blank("zh").vocab, cut)


def doc_bin(out: Path | str) -> DocBin:
    """The documents of a finished run as ``to_doc`` gives them, for training; duplicates are left out.

    All are in memory at once. Raises ``OptionError`` where ``out`` holds no finished run, ``OutputError`` where it is
    not whole.
    """
    folder = Path(out)
    run = read_run(folder)
    if run is None:
        raise OptionError(f"{out}: holds no finished run of gongbao")
    docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SENT_START"], store_user_data=True)
    vocab = spacy.blank("zh").vocab
    path = folder / RUN_FILE
    try:
        told: Any = run["words"]
        cut = load_words(told["engine"]).cut
        path = folder / "documents.jsonl"
        with path.open("rb") as rows:
            for row in map(json.loads, rows):
                if row["status"] != Status.REJECTED and row["duplicate_of"] is None:
                    path = folder / f"json/{row['doc_id']}.json"
                    docs.add(_doc(json.loads(path.read_bytes()), vocab, cut))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise OutputError(f"{path}: is none of gongbao's, or not whole: {error!r}") from error
    return docs


def annotate(doc: Doc, result: Result) -> None:
    """Set what was found in a ``Doc``'s text on it: spans of the tokens that hold the mentions, and the facts."""
    mentions = _nested(mention_rows(result))
    places = [(row["start_char"], row["end_char"]) for row in mentions]
    _set(doc, _document_row(result), places, mentions, _nested(fact_rows(result)))


def _nested(found: Iterable[Rows]) -> list[Nested]:
    return [row for rows in found for row in json.loads(b"[%b]" % rows.nested)]


def _document_row(result: Result) -> Nested:
    """The row of ``documents`` in plain texts and numbers."""
    row: Nested = json.loads(row_json(read_row(result, None, {})))
    return row


def _doc(nested: Nested, vocab: Vocab, cut: Callable[[str], list[str]]) -> Doc:
    mentions = [row for row in nested["mentions"] if row["sentence"] is not None]
    edges = defaultdict[int, list[int]](list)
    for row in mentions:
        edges[row["sentence"]] += row["sentence_start"], row["sentence_end"]
    words: list[str] = []
    starts: list[bool | int | None] = []
    places: list[int] = []
    length, paragraph = 0, None
    for number, sentence in enumerate(nested["sentences"]):
        if paragraph not in (None, sentence["paragraph"]):
            words.append("\n")
            starts.append(False)
            length += 1
        paragraph = sentence["paragraph"]
        places.append(length)
        length += len(sentence["text"])
        # json/ has the words of sentences with mentions.
        said = cut(sentence["text"]) if sentence["words"] is None else sentence["words"]
        own = _cut(sentence["text"], said, edges[number])
        words += own
        starts += [True, *[False] * (len(own) - 1)]
    doc = Doc(vocab, words=words, spaces=[False] * len(words), sent_starts=starts)
    bases = [places[row["sentence"]] for row in mentions]
    spans = [(b + row["sentence_start"], b + row["sentence_end"]) for b, row in zip(bases, mentions, strict=True)]
    _set(doc, nested["document"], spans, mentions, nested["facts"])
    doc.set_ents(list(doc.spans[NAME]))
    return doc


def _cut(text: str, words: list[str], edges: list[int]) -> list[str]:
    """Words, cut where a mention begins or ends: 百分之五十左右 is one word, and 左右 no part of the mention."""
    ends = sorted({*accumulate(map(len, words)), *edges} - {0})
    return [text[start:end] for start, end in pairwise([0, *ends])]


def _set(
    doc: Doc, document: Nested, places: Iterable[tuple[int, int]], mentions: Iterable[Nested], facts: list[Nested]
) -> None:
    spans: list[Span] = []
    kept: dict[_Key, Any] = {_key(NAME): document, _key(FACTS): facts}
    for (start, end), row in zip(places, mentions, strict=True):
        # A mention may end within a token: the span then takes it whole, and the row has the exact place.
        span: Any = doc.char_span(start, end, label=row["kind"], alignment_mode="expand")
        rows = kept.setdefault(_key(NAME, span), [])
        if rows:  # mentions that the tokens do not keep apart are told apart by the number in their span's id
            span = Span(doc, span.start, span.end, label=row["kind"], span_id=len(rows))
        rows.append({name: cell for name, cell in row.items() if name not in _PLACING})
        spans.append(span)
    doc.spans[NAME] = SpanGroup(doc, name=NAME, spans=spans)
    _kept(doc).update(kept)


_Key = tuple[str, str, int | None, int | None]


def _key(name: str, span: Span | None = None) -> _Key:
    """Where spaCy itself keeps an attribute; it sees to it that parts of a ``Doc`` take theirs along."""
    return ("._.", name, span.start_char, span.end_char) if span is not None else ("._.", name, None, None)


def _kept(doc: Doc) -> dict[Any, Any]:
    """What is kept with a ``Doc``; spaCy declares its keys to be strings, and uses others."""
    kept: dict[Any, Any] = doc.user_data
    return kept


def _mention_of(span: Span) -> dict[str, object] | None:
    rows = _kept(span.doc).get(_key(NAME, span), ())
    return _exact(rows[span.id]) if span.id < len(rows) else None


def _document_of(doc: Doc) -> dict[str, object] | None:
    row = _kept(doc).get(_key(NAME))
    return None if row is None else {**row, **_exact({"document_date": row["document_date"]})}


def _facts_of(doc: Doc) -> list[dict[str, object]]:
    return [_exact(row) for row in _kept(doc).get(_key(FACTS), ())]


def _exact(row: Nested) -> dict[str, object]:
    return {name: _value(name, cell) for name, cell in row.items()}


def _value(column: str, cell: Any) -> object:
    """A cell as what it is: a decimal (of a duration its ISO 8601 text), a day, else as stored."""
    if cell is None:
        return None
    if column in DATE_COLUMNS:
        return date.fromisoformat(cell)
    return Decimal(cell) if column in AMOUNT_COLUMNS and not cell.startswith("P") else cell


Span.set_extension(NAME, getter=_mention_of, force=True)
Doc.set_extension(NAME, getter=_document_of, force=True)
Doc.set_extension(FACTS, getter=_facts_of, force=True)
