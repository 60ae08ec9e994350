"""What the caller says of documents: options for all of them, a manifest for each."""

import csv
import hashlib
import io
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gongbao.errors import OptionError, RejectedError
from gongbao.model import DocumentType
from gongbao.read.sniff import decode
from gongbao.read.text import read_bytes
from gongbao.segment.words import ENGINES
from gongbao.write.tables import DOCUMENT_COLUMNS

StrPath = str | os.PathLike[str]

OVERRIDING = ("date", "region", "title", "document_type", "entity")
"""What a caller may say in the document's stead; the rest of a manifest passes through."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def check_given(given: Mapping[str, str | None], where: str = "") -> dict[str, str]:
    """What was given, without what is empty.

    ``date`` is a day, month or year, ``document_type`` one of the closed list, all else free. Raises ``OptionError``,
    led by ``where``.
    """
    said = {name: value for name, value in given.items() if value}
    if "date" in said and not _is_date(said["date"]):
        raise OptionError(f"{where}date: {said['date']!r} is no day, month or year like 2018-03-05, 2018-03 or 2018")
    if "document_type" in said and said["document_type"] not in set(DocumentType):
        raise OptionError(f"{where}document_type: {said['document_type']!r} is none of {', '.join(DocumentType)}")
    return said


def check_words(engine: str) -> str:
    """The name of a word engine, if there is one of that name; else ``OptionError``."""
    if engine not in ENGINES:
        raise OptionError(f"words: no engine is called {engine!r}; there are {' and '.join(ENGINES)}")
    return engine


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if not match:
        return False
    try:
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a manifest: what it says in the document's stead, and what passes through."""

    source: str
    given: Mapping[str, str]
    passed_through: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A table of what is known about documents; ``columns`` are those that pass through, in their order."""

    path: Path
    columns: tuple[str, ...]
    entries: Mapping[str, Entry]

    def entry(self, source: str, path: Path) -> Entry | None:
        """The row of a document: by its source, or its path from here or from the manifest, else its bare name."""
        from_manifest = os.path.relpath(path, self.path.parent)
        for name in (source, os.path.normpath(path), str(path.absolute()), from_manifest, path.name):
            if found := self.entries.get(name.replace(os.sep, "/")):
                return found
        return None


def read_manifest(path: Path) -> Manifest:
    """Read a CSV or TSV in any encoding that a document may have; ``OptionError`` names the line that is wrong."""
    sheet = read_sheet(path, "the manifest")
    columns = _passing(sheet.columns, path)
    entries: dict[str, Entry] = {}
    for where, said in sheet.rows:
        source = os.path.normpath(said["source"]).replace(os.sep, "/") if said["source"] else ""
        if not source:
            raise OptionError(f"{where}has no source")
        if source in entries:
            raise OptionError(f"{where}lists {source} a second time")
        given = check_given({name: said.get(name, "").strip() for name in OVERRIDING}, where)
        entries[source] = Entry(source, given, {name: said[name] or None for name in columns})
    return Manifest(path, columns, entries)


class Sheet(NamedTuple):
    """A table that a caller gives: its headings, its rows that are not empty, each led by its place, and its hash."""

    columns: list[str]
    rows: Iterator[tuple[str, dict[str, str]]]
    sha256: str


def read_sheet(path: Path, what: str) -> Sheet:
    """Open a CSV or TSV in any encoding that a document may have, as spreadsheets save it.

    Raises ``OptionError``, as ``rows`` does, which names the line that is wrong; ``what`` is what the file is called.
    """
    try:
        data = read_bytes(path, str(path))
        text = decode(data, str(path)).text
    except RejectedError as error:
        raise OptionError(f"{what} {error}") from error
    heading = text.partition("\n")[0]
    # Strict, for an open quotation mark would swallow the rows below it.
    lines = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in heading else ",", strict=True)
    try:
        columns = [name.strip() for name in next(lines, [])]
    except csv.Error as error:
        raise OptionError(f"{path}, line {lines.line_num}: {error}") from error
    if repeated := sorted({name for name in columns if name and columns.count(name) > 1}):
        raise OptionError(f"{path}: has the column {repeated[0]!r} twice")

    def rows() -> Iterator[tuple[str, dict[str, str]]]:
        try:
            for cells in lines:
                if not any(cells):
                    continue
                where = f"{path}, line {lines.line_num}: "
                if len(cells) > len(columns):
                    raise OptionError(f"{where}has {len(cells)} cells under {len(columns)} headings")
                yield where, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))
        except csv.Error as error:
            raise OptionError(f"{path}, line {lines.line_num}: {error}") from error

    return Sheet(columns, rows(), hashlib.sha256(data).hexdigest())


def _passing(names: list[str], path: Path) -> tuple[str, ...]:
    """The columns that pass through. One that gongbao fills itself would stand twice in the table."""
    if "source" not in names:
        raise OptionError(f"{path}: has no column 'source'")
    columns = tuple(name for name in names if name not in {"source", *OVERRIDING})
    seen: dict[str, str] = {}
    for name in columns:
        if not name:
            raise OptionError(f"{path}: a column has no name")
        # A database takes Note and note for one column, and whoever writes Date means date.
        small = name.lower()
        if small in {"source", *OVERRIDING}:
            raise OptionError(f"{path}: the column {name!r} is called {small!r}; rename it")
        if small in DOCUMENT_COLUMNS:
            raise OptionError(f"{path}: gongbao fills the column {name!r} itself; rename it")
        if small in seen:
            raise OptionError(f"{path}: a database takes the columns {seen[small]!r} and {name!r} for one; rename one")
        seen[small] = name
    return columns
