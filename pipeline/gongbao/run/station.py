"""The end of a cluster's run where documents are read: a process beside each thread of a dask worker.

It loads the engine once and forks the worker that reads, so that a document that hangs, crashes or eats memory costs
neither the dask worker nor its connection anything; and it forks from a process without other threads.
"""

import contextlib
import hashlib
import json
import os
import secrets
import select
from functools import partial
from pathlib import Path
from typing import Any

from gongbao.errors import GongbaoError, OptionError, OutputError
from gongbao.run.document import Engine
from gongbao.run.given import Manifest, StrPath, read_manifest
from gongbao.run.reading import Terms, basis_of, read_task
from gongbao.run.workers import Answer, Limits, Lost, Task, die_with, work

Order = dict[str, Any]

# Seconds after which a station that is asked for nothing ends: whoever asked may have been killed.
_IDLE = 300.0


def order_of(terms: Terms, words: str, patterns: StrPath | None, limits: Limits) -> Order:
    """All that a station must know to read as this process would, in what JSON can tell. Raises ``OSError``."""
    manifest = os.fspath(terms.manifest.path) if terms.manifest.entries else None
    return {
        "folder": os.fspath(Path.cwd()),  # what relative paths count from
        "patterns": None if patterns is None else os.fspath(patterns),
        "words": words,
        "basis": terms.basis,
        "given": dict(terms.given),
        "manifest": manifest,
        "manifest_sha256": None if manifest is None else _sha256(manifest),
        "parts": os.fspath(terms.parts),
        "token": f".{secrets.token_hex(8)}",
        "size_limit": terms.size_limit,
        "timeout": limits.timeout,
        "memory": limits.memory,
    }


def serve() -> None:
    """The life of a station: an order on the first line of stdin, then tasks, each when the one before is answered.

    On stdout, a line each, the answers to a task, and behind the last one null or what it was ``lost`` by. ``unfit``
    says why none will be done here, ``failed`` why no output can be written; either is its last word.
    """
    die_with(os.getppid())
    said = os.dup(1)
    os.dup2(2, 1)  # a library that prints must not be taken for an answer

    def say(answer: Answer | None) -> None:
        with open(said, "wb", buffering=0, closefd=False) as pipe:
            pipe.write(json.dumps(answer).encode() + b"\n")

    def next_task() -> Task | None:
        waiting, _, _ = select.select([lines], [], [], _IDLE)
        line = lines.readline() if waiting else b""
        return json.loads(line) if line else None

    # No buffer, in which a line would wait unseen; who is gone wants no answer.
    with open(0, "rb", buffering=0) as lines, contextlib.suppress(BrokenPipeError):
        order = json.loads(lines.readline())
        try:
            terms = _terms_of(order)
            limits = Limits(order["timeout"], order["memory"])
            for _, answer in work(next_task, partial(read_task, terms), 1, limits):
                say({"lost": [answer.code, answer.cause]} if isinstance(answer, Lost) else answer)
        except BrokenPipeError:
            raise
        except OutputError as error:
            say({"failed": str(error)})
        except (GongbaoError, OSError) as error:
            say({"unfit": str(error)})


def _terms_of(order: Order) -> Terms:
    """The terms of the run that gave the order. Raises ``OptionError`` where they cannot be had here."""
    parts = Path(order["parts"])
    if not (parts / order["token"]).exists():
        raise OptionError(f"{parts.parent.parent}: is not the same folder there as here")
    engine = Engine(Path(order["patterns"]) if order["patterns"] else None, order["words"])
    if basis_of(engine, order["words"]) != order["basis"]:
        raise OptionError(
            "another gongbao, other pattern files, another word engine, or the extra ocr only here or there"
        )
    manifest = Manifest(Path(), (), {})
    if order["manifest"]:
        if _sha256(order["manifest"]) != order["manifest_sha256"]:
            raise OptionError(f"{order['manifest']}: is not the same file there as here")
        manifest = read_manifest(Path(order["manifest"]))
    return Terms(engine, order["basis"], order["given"], manifest, parts, order["size_limit"])


def _sha256(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
