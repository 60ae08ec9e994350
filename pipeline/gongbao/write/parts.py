"""What was found in one document, kept until the tables are built of it: three files that are written once.

``NAME.txt`` is its text and ``NAME.json`` itself nested, both as they will stand in the output; ``NAME.rows`` has a
line that describes it, and behind that its rows of each table, table for table.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongbao.write.cells import encoded
from gongbao.write.durable import sync, write_whole
from gongbao.write.rows import Lines
from gongbao.write.tables import Row, row_json

SUFFIXES = (".txt", ".json", ".rows")

_CHUNK = 1 << 20


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


def write_part(folder: Path, name: str, part: Part, tables: Mapping[str, Lines], text: str, nested: bytes) -> None:
    """Write a part, on the disk when this returns. Raises ``OSError``."""
    blocks = {}
    for table, lines in tables.items():
        blocks[f"{table}.csv"] = b"".join(lines.csv)
        blocks[f"{table}.jsonl"] = b"\n".join((*lines.json, b""))
    said = {
        "row": part.row,
        "text_sha256": part.text_sha256,
        "counts": part.counts,
        "messages": part.messages,
        "lengths": {file: len(block) for file, block in blocks.items()},
    }
    write_whole(
        {
            folder / f"{name}.txt": [encoded(text)],
            folder / f"{name}.json": [b'{"document": ', row_json(part.row), b",\n", nested],
            folder / f"{name}.rows": [encoded(json.dumps(said, ensure_ascii=False)), b"\n", *blocks.values()],
        }
    )
    sync(folder)


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
            size = file.tell() + sum(said["lengths"].values())
            if os.fstat(file.fileno()).st_size != size:
                return None
        return Part(said["row"], said["text_sha256"], said["counts"], tuple(said["messages"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def copy_rows(folder: Path, name: str, write: Mapping[str, Callable[[bytes], object]]) -> None:
    """Append the rows of a part to tables, each by its file name."""
    with (folder / f"{name}.rows").open("rb") as file:
        for table, length in json.loads(file.readline())["lengths"].items():
            left = length
            while left:
                block = file.read(min(left, _CHUNK))
                if not block:
                    raise OSError(f"{name}.rows ends too early")
                write[table](block)
                left -= len(block)


def nested_of(folder: Path, name: str, row: Row) -> Iterator[bytes]:
    """The nested document of a part, led by another row of ``documents`` than its own."""
    with (folder / f"{name}.json").open("rb") as file:
        file.readline()
        yield b'{"document": %b,\n' % row_json(row)
        while block := file.read(_CHUNK):
            yield block
