"""Texts in hand: one, or a stream of records."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from gongbao.errors import OptionError, cause_of
from gongbao.model import Document, Result
from gongbao.run.document import Engine
from gongbao.run.given import StrPath, check_given, check_words
from gongbao.write.cells import encoded
from gongbao.write.rows import Rows, fact_rows, mention_rows

EMITTED = ("mentions", "facts", "both")
"""What ``pipe`` can give of a record."""


@lru_cache(maxsize=4)
def _engine(patterns: Path | None, words: str, _state: tuple[tuple[str, int], ...]) -> Engine:
    return Engine(patterns, words)


def _engine_for(patterns: StrPath | None, words: str) -> Engine:
    """The engine with a folder of patterns added to the own ones; loaded anew only where a file there was changed."""
    folder = Path(patterns) if patterns is not None else None
    files = sorted(folder.iterdir()) if folder and folder.is_dir() else ()
    return _engine(folder, check_words(words), tuple((file.name, file.stat().st_mtime_ns) for file in files))


def extract(
    text: str,
    *,
    date: str | None = None,
    region: str | None = None,
    patterns: StrPath | None = None,
    words: str = "rjieba",
) -> Result:
    """Find the mentions in one text, and the facts that they state.

    ``date`` is its day, month or year (``2018-03-05``, ``2018-03``, ``2018``), from which 今年 and 去年 count; without
    one, and without one in the text, they have null dates. Raises ``OptionError`` for an option that cannot be.
    """
    given = check_given({"date": date, "region": region})
    return _engine_for(patterns, words).extract(Document(source="text", text=text), given)


def explain(
    text: str,
    *,
    date: str | None = None,
    region: str | None = None,
    patterns: StrPath | None = None,
    words: str = "rjieba",
) -> str:
    """Say what was found in a text, by which rule, with which value and fact, and why the near misses are none."""
    given = check_given({"date": date, "region": region})
    return _engine_for(patterns, words).explain(text, given.get("date"), given.get("region"))


def pipe(
    lines: Iterable[str | bytes], *, emit: str = "mentions", patterns: StrPath | None = None, words: str = "rjieba"
) -> Iterator[list[bytes]]:
    """For each line, a JSON record, its mentions: a list of JSON rows in UTF-8, with the columns of ``mentions``.

    ``emit`` may ask for its ``facts`` instead, or for ``both``, the facts behind the mentions; each row is then led by
    ``record``, which is ``mention`` or ``fact``. A record has ``source`` and ``text``, and may have ``date`` (a day,
    month or year) and ``region``. A line that is no such record gives one row with ``source`` and ``error``; blank
    lines give none. Raises ``OptionError`` for an option that cannot be.
    """
    if emit not in EMITTED:
        raise OptionError(f"emit: {emit!r} is none of {', '.join(EMITTED)}")
    engine = _engine_for(patterns, words)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _rows(engine, number, line, emit)


def _rows(engine: Engine, number: int, line: str | bytes, emit: str) -> list[bytes]:
    record: object = None
    try:
        record = _record(line)
        document = Document(source=_field(record, "source") or "", text=_field(record, "text") or "")
        given = check_given({name: _field(record, name, required=False) for name in ("date", "region")})
        result = engine.extract(document, given, depth="mentions" if emit == "mentions" else "facts")
        if emit == "mentions":
            return _json_rows(mention_rows(result))
        mentions = _json_rows(mention_rows(result)) if emit == "both" else ()
        rows = [b'{"record": "mention", ' + row[1:] for row in mentions]
        return rows + [b'{"record": "fact", ' + row[1:] for row in _json_rows(fact_rows(result))]
    except OptionError as error:
        cause = str(error)
    except Exception as error:  # one bad line stops nothing
        cause = f"gongbao failed on it: {cause_of(error)}"
    source = record.get("source") if isinstance(record, dict) else None
    said = {"source": source if isinstance(source, str) else None, "error": f"line {number}: {cause}"}
    return [encoded(json.dumps(said, ensure_ascii=False))]


def _json_rows(found: Iterable[Rows]) -> list[bytes]:
    return [row for rows in found for row in rows.json.splitlines()]


def _record(line: str | bytes) -> dict[str, object]:
    try:
        text = line if isinstance(line, str) else line.decode("utf-8")
        record = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise OptionError(f"is no JSON: {error}") from error
    if not isinstance(record, dict):
        raise OptionError("is no JSON object")
    return record


def _field(record: Mapping[str, object], name: str, *, required: bool = True) -> str | None:
    value = record.get(name)
    if value is None and not required:
        return None
    if not isinstance(value, str):
        raise OptionError(f"{name}: {'is missing' if value is None else 'is no string'}")
    return value
