"""What was found in one document, kept until the tables are built of it: three files that are written once.

``NAME.txt`` is its text and ``NAME.json`` itself nested, both as they will stand in the output; ``NAME.rows`` has a
line that describes it, and behind that its rows in blocks, each led by a line that says of which table file they are
and how many bytes; the last line says how many stand before it.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gongbao.errors import OutputError
from gongbao.model import Result
from gongbao.write.cells import encoded, slices
from gongbao.write.durable import whole
from gongbao.write.nested import nested_json
from gongbao.write.rows import Rows, table_rows
from gongbao.write.tables import Row, row_json

SUFFIXES = (".txt", ".json", ".rows")

_CHUNK = 1 << 20
_END = b"end %020d\n"
_BLOCK = re.compile(rb"([a-z]+\.[a-z]+) ([0-9]{1,18})\n")


@dataclass(frozen=True, slots=True)
class Part:
    """The description of a part: its row of ``documents``, without ``duplicate_of``, the hash of its text, how many
    rows of which sort it has in each table, and a sentence for each complaint."""

    row: Row
    text_sha256: str
    counts: Mapping[str, Mapping[str, int]]
    messages: tuple[str, ...]


def part_name(doc_id: str, sha256: str, key: str) -> str:
    """The name of what is found in a document of some content; ``key`` stands for all else that it depends on.

    Whoever writes a part of this name writes the same bytes.
    """
    return f"{doc_id}-{hashlib.sha256(f'{sha256} {key}'.encode()).hexdigest()[:24]}"


def write_part(folder: Path, name: str, part: Part, result: Result, cut: Callable[[str], list[str]]) -> None:
    """Write a part; ``cut`` makes the words of its sentences. Raises ``OSError``.

    Its files are on the disk when this returns. Their names need not be: a part whose name a power cut takes is made
    again, and ``place`` sees to those of a run that ends.
    """
    with whole(folder / f"{name}{suffix}" for suffix in SUFFIXES) as (text, nested, rows):
        text.writelines(map(encoded, slices(result.document.text)))
        said = {
            "row": part.row,
            "text_sha256": part.text_sha256,
            "counts": part.counts,
            "messages": part.messages,
        }
        rows.write(encoded(json.dumps(said, ensure_ascii=False)) + b"\n")
        tables = {table: _kept(table, found, rows) for table, found in table_rows(result).items()}
        nested.writelines((b'{"document": ', row_json(part.row), b",\n"))
        nested.writelines(nested_json(result, tables, cut))
        rows.write(_END % rows.tell())


def _kept(table: str, found: Iterable[Rows], rows: BinaryIO) -> Iterator[bytes]:
    """The nested form of rows, once the others are on their way into ``rows``."""
    for csv, json_lines, nested in found:
        for suffix, block in (("csv", csv), ("jsonl", json_lines)):
            rows.write(b"%b.%b %d\n" % (table.encode(), suffix.encode(), len(block)))
            rows.write(block)
        yield nested


def is_whole(folder: Path, name: str) -> bool:
    """Whether all files of a part are there."""
    return all((folder / f"{name}{suffix}").is_file() for suffix in SUFFIXES)


def read_part(folder: Path, name: str) -> Part | None:
    """The description of a part, if there is one of that name and nobody has spoilt it."""
    if not is_whole(folder, name):
        return None
    try:
        with (folder / f"{name}.rows").open("rb") as file:
            said = json.loads(file.readline())
            before = os.fstat(file.fileno()).st_size - len(_END % 0)
            file.seek(max(before, 0))
            if file.read() != _END % before:
                return None
        return Part(said["row"], said["text_sha256"], said["counts"], tuple(said["messages"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def copy_rows(folder: Path, name: str, write: Mapping[str, Callable[[bytes], object]]) -> None:
    """Append the rows of a part to tables, each by its file name; ``OutputError`` where somebody has spoilt it."""
    path = folder / f"{name}.rows"
    with path.open("rb") as file:
        file.readline()
        while True:
            end = _END % file.tell()
            if (line := file.readline()) == end:
                return
            led = _BLOCK.fullmatch(line)
            if not led or (table := led[1].decode()) not in write:
                raise _spoilt(path)
            left = int(led[2])
            while left:
                rows = file.read(min(left, _CHUNK))
                if not rows:
                    raise _spoilt(path)
                write[table](rows)
                left -= len(rows)


def _spoilt(path: Path) -> OutputError:
    return OutputError(f"{path}: is damaged; run again with --overwrite, which reads all documents anew")


def nested_of(folder: Path, name: str, row: Row) -> Iterator[bytes]:
    """The nested document of a part, led by another row of ``documents`` than its own."""
    with (folder / f"{name}.json").open("rb") as file:
        file.readline()
        yield b'{"document": %b,\n' % row_json(row)
        while block := file.read(_CHUNK):
            yield block
