"""``report.html``: a finished run as one page for reading, which holds all that it shows and fetches nothing."""

import base64
import hashlib
import html
import json
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

from gongbao.errors import OptionError, OutputError
from gongbao.write.cells import encoded, slices
from gongbao.write.charts import charts
from gongbao.write.codes import code_entries
from gongbao.write.corrected import FIELDS, FILLED, values_of
from gongbao.write.durable import sync, write_whole
from gongbao.write.output import read_run
from gongbao.write.schema import SCHEMA

REPORT_FILE = "report.html"

SCRIPTS = (
    "base", "views", "lists", "search", "text", "panel", "corrections", "reader", "charts", "drawings", "frame",
)  # fmt: skip
"""Files of ``page/`` in the order in which they are one script."""

# What a browser opens at once: some 300 work reports. Documents beyond are listed without their texts, and the page
# says so.
TEXTS_HELD = 64_000_000

# In a script element these would end it, or a line of it in older readers of JSON.
_ESCAPES = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_SLOT = re.compile(r"\{\{(\w+)\}\}")
# What the page has from elsewhere: the mention's id from its place and kind, its text from the document's.
_KNOWN = frozenset(["mention_id", "fact_id", "text", "page"])
_NOBODY, _FURNITURE, _TABLE = -1, -2, -3

# A block of a document's text: ["h", start, end, level], ["p", start, end, end of the heading that it begins with, goes
# on with an earlier one], ["f", start, end] of furniture, ["t", rows of cells], ["g", number of the page that begins].
Block = list[Any]
Nested = Mapping[str, Any]


def report(out: Path | str) -> Path:
    """Write ``report.html`` of the finished run in ``out``; its path.

    One document is in memory at a time. Raises ``OptionError`` where ``out`` holds no finished run, ``OutputError``
    where it cannot be read or written, or where another run replaced it meanwhile.
    """
    folder = Path(out)
    run = read_run(folder)
    if run is None:
        raise OptionError(f"{folder}: holds no finished run of gongbao")
    path = folder / REPORT_FILE
    try:
        write_whole(path, _page(folder, run))
        sync(folder)
        if (read_run(folder) or {}).get("state") != run.get("state"):
            path.unlink(missing_ok=True)
            raise OutputError(f"{folder}: another run has written to it meanwhile; build the report again")
    except OSError as error:
        raise OutputError(f"{error.filename or path}: {error.strerror or error}; there is no page") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        cause = f"{type(error).__name__}: {error}"
        raise OutputError(f"{folder}: is no output of this gongbao: {cause}; gongbao verify tells more") from error
    return path


def _page(folder: Path, run: Mapping[str, Any]) -> Iterator[bytes]:
    style, script = _own("report.css"), _script()
    documents = _rows(folder / "documents.jsonl")
    counts = run["counts"]
    slots = {
        "policy": (
            f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        ),
        "version": html.escape(str(run["gongbao"])),
        "title": html.escape(_title(documents)),
        "style": style,
        "script": script,
        "summary": _summary(counts),
        "made": _made(run),
    }
    before, after = _own("report.html").split("{{data}}")
    yield encoded(_SLOT.sub(lambda slot: slots[slot[1]], before))
    held, size = [], 0
    for row in documents:
        if row["status"] == "rejected" or size > TEXTS_HELD:
            continue
        nested = json.loads((folder / f"json/{row['doc_id']}.json").read_bytes())
        block = _data(row["doc_id"], _document(nested))
        held.append(row["doc_id"])
        size += len(block)
        yield block
    yield _data(
        "run",
        {
            "run": {name: run[name] for name in ("gongbao", "words", "options", "started", "state")},
            "counts": counts,
            "messages": run["messages"],
            "codes": {entry.code: _plain(f"{entry.meaning} {entry.advice}") for entry in code_entries()},
            "documents": [_filled(row) for row in documents],
            "held": held,
            "charts": charts(folder),
            "correctable": _correctable(),
            "filled": FILLED,
        },
    )
    yield encoded(_SLOT.sub(lambda slot: slots[slot[1]], after))


def _correctable() -> dict[str, dict[str, tuple[str, ...]]]:
    """What may be corrected of a fact, and of a mention by its kind, each field with its closed list."""
    columns = {table: {column.name: column for column in SCHEMA[table]} for table in ("facts", "mentions")}
    return {
        what: {name: values_of(what, columns["facts" if what == "fact" else "mentions"][name]) for name in names}
        for what, names in FIELDS.items()
    }


def _plain(text: str) -> str:
    """What a page of the documentation says, without its marks."""
    return text.replace("`", "").rstrip()


def _own(name: str) -> str:
    return (resources.files("gongbao.write") / "page" / name).read_text(encoding="utf-8")


def _script() -> str:
    """The page's script: its files in one scope of their own."""
    return f'"use strict";\n(() => {{\n{"".join(_own(f"{name}.js") for name in SCRIPTS)}}})();\n'


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def _filled(row: Nested, without: frozenset[str] = frozenset()) -> Nested:
    """What a row says."""
    return {name: value for name, value in row.items() if value not in (None, {}) and name not in without}


def _data(name: str, content: object) -> bytes:
    """Data of the page: script elements that no browser runs, together what ``JSON.parse`` reads.

    A browser takes a long one in by pieces, and copies it for each: in one of 15 MB that takes seconds.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return encoded("".join(f'<script type="application/json" data-of="{name}">{p}</script>\n' for p in slices(text)))


def _title(documents: Sequence[Nested]) -> str:
    first = documents[0] if documents else {}
    name = first.get("title") or first.get("source") or "an empty run"
    return f"{name} – gongbao" if len(documents) == 1 else f"{len(documents):,} documents – gongbao"


def _summary(counts: Mapping[str, Mapping[str, int]]) -> str:
    said = (f"{sum(parts.values()):,} {table}" for table, parts in counts.items())
    return f"{', '.join(said)}. Drawing the page …"


def _made(run: Mapping[str, Any]) -> str:
    started = datetime.fromisoformat(run["started"])
    words = run["words"]
    return html.escape(
        f"gongbao {run['gongbao']}, words by {words['engine']} {words['version']}, run of {started:%Y-%m-%d %H:%M} "
        f"({started.tzname()})"
    )


def _document(nested: Nested) -> Nested:
    """What the page has of a document: its text in blocks, and the rows of the tables without what is null."""
    numbers = {mention["mention_id"]: number for number, mention in enumerate(nested["mentions"])}
    facts = [{**_filled(fact, _KNOWN), "mention_id": numbers[fact["mention_id"]]} for fact in nested["facts"]]
    findings = [
        {**_filled(finding), "mention_ids": [numbers[named] for named in finding["mention_ids"]]}
        for finding in nested["findings"]
    ]
    sentences = [_sentence(nested["text"], entry) for entry in nested["sentences"]]
    return {
        "text": nested["text"],
        "blocks": blocks(nested),
        "sections": [" > ".join(heading["text"] for heading in path) for path in nested["sections"]],
        "sentences": sentences,
        "mentions": [_mention(mention, sentences) for mention in nested["mentions"]],
        "facts": facts,
        "targets": [_filled(target) for target in nested["targets"]],
        "findings": findings,
        "corrections": [_filled(correction) for correction in nested["corrections"]],
    }


def _sentence(text: str, entry: Nested) -> list[Any]:
    """Its start, end and section, and its own text where that is another than stands there: around a caption, say."""
    start, end = entry["start_char"], entry["end_char"]
    place = [start, end, entry["section"]]
    return place if "".join(text[start:end].split()) == "".join(entry["text"].split()) else [*place, entry["text"]]


def _mention(mention: Nested, sentences: Sequence[list[Any]]) -> Nested:
    """Its place in its sentence is told where that has a text of its own."""
    number = mention["sentence"]
    has_own = number is not None and len(sentences[number]) > 3
    return _filled(mention, _KNOWN - {"page"} if has_own else _KNOWN - {"page"} | {"sentence_start", "sentence_end"})


def blocks(nested: Nested) -> list[Block]:
    """A document's text cut into blocks, in the order of the text; only blanks are in none of them.

    A sentence may stand around a caption or the number of a page: each character is of the shortest one around it.
    """
    text: str = nested["text"]
    owners = array("q", [_NOBODY]) * len(text)
    edges = {0, len(text)}

    def paint(part: Nested, owner: int) -> None:
        start, end = part["start_char"], part["end_char"]
        owners[start:end] = array("q", [owner]) * (end - start)
        edges.update((start, end))

    for sentence in sorted(nested["sentences"], key=lambda entry: entry["start_char"] - entry["end_char"]):
        paint(sentence, sentence["paragraph"])
    for furniture in nested["furniture"]:
        paint(furniture, _FURNITURE)
    for number, table in enumerate(nested["tables"]):
        paint(table, _TABLE - number)
    headings = {heading["start_char"]: heading for path in nested["sections"] for heading in path}
    pages = iter([(page["start_char"], number) for number, page in enumerate(nested["pages"], 1)])
    page = next(pages, None)
    cut: list[Block] = []
    seen = set[int]()
    for owner, start, end in _runs(text, owners, sorted(edges)):
        while page and page[0] <= start:
            cut.append(["g", page[1]])
            page = next(pages, None)
        if owner == _FURNITURE:
            cut.append(["f", start, end])
        elif owner <= _TABLE:
            if owner not in seen:
                cut.append(["t", _table_rows(nested["tables"][_TABLE - owner]["cells"])])
        else:
            heading = headings.get(start)
            heading_end = heading["end_char"] if heading else 0
            if heading and heading_end >= end:
                cut.append(["h", start, end, heading["level"]])
            else:
                cut.append(["p", start, end, heading_end, int(owner in seen and owner != _NOBODY)])
        seen.add(owner)
    return cut


def _runs(text: str, owners: "array[int]", edges: Sequence[int]) -> list[tuple[int, int, int]]:
    """Stretches of one owner, without the blanks around them."""
    runs: list[tuple[int, int, int]] = []
    for start, end in pairwise(edges):
        piece, owner = text[start:end], owners[start]
        if not piece.strip() and owner > _TABLE:
            continue
        if owner > _TABLE:
            start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
        if runs and runs[-1][0] == owner and owner != _FURNITURE:
            runs[-1] = owner, runs[-1][1], end
        else:
            runs.append((owner, start, end))
    return runs


def _table_rows(cells: Sequence[Nested]) -> list[list[list[int]]]:
    """The rows of a table, each cell as its start and end, columns and rows that it takes, and 1 for a header."""
    rows: list[list[list[int]]] = [[] for _ in range(max((cell["row"] + 1 for cell in cells), default=0))]
    for cell in cells:
        size = (cell["columns"], cell["rows"], int(cell["header"]))
        rows[cell["row"]].append([cell["start_char"], cell["end_char"], *size])
    return rows
