"""The process that makes Parquet and the database of finished tables.

Its libraries take as long to import as a small run takes to read, and start threads, of which a process that forks
workers is to have none: it is forked early and imports them while others read.
"""

import contextlib
import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

from gongbao.errors import OutputError, cause_of
from gongbao.run.workers import fork, uninterrupted
from gongbao.write.records import write_records

# It may be killed for want of memory, say, and the next one live.
_TRIES = 2
# What pyarrow imports where it is there, numpy above all, and does not need for files of its own: it takes as long as
# pyarrow and DuckDB together. There is no switch for it; None in ``sys.modules`` is Python's way to say: not there.
_NEEDLESS = ("numpy", "cloudpickle", "pyarrow._azurefs", "pyarrow._gcsfs", "pyarrow._hdfs", "pyarrow._s3fs")


class _NoPandas:
    """Says of pandas that it is not there, whatever lies on the disk: pyarrow asks for it where somebody has imported
    numpy before, and does not bear to find None."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


class Builder:
    """The process, from ``start`` or ``build`` on to the end of the ``with`` that this stands in."""

    def __init__(self) -> None:
        self._process: tuple[int, socket.socket] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def start(self) -> None:
        """Have it import what it needs. Raises ``OSError``."""
        if not self._process:
            with uninterrupted():
                self._process = fork(_serve)

    def build(self, folder: Path, hashes: Mapping[str, str], passed_through: Sequence[str]) -> dict[str, str]:
        """Have it do ``write_records`` on a folder. Raises ``OSError`` and ``OutputError``."""
        order = {"folder": os.fsencode(folder).hex(), "hashes": dict(hashes), "passed_through": list(passed_through)}
        for _ in range(_TRIES):
            self.start()
            if answer := self._ask(order):
                if "errno" in answer:
                    raise OSError(answer["errno"], answer["cause"])
                if "cause" in answer:
                    raise OutputError(answer["cause"])
                return dict(answer["hashes"])
            self._end()
        raise OutputError(f"{folder}: the process that makes Parquet and the database of the tables died of it")

    def _ask(self, order: Mapping[str, Any]) -> dict[str, Any] | None:
        """Its answer; none where it dies."""
        assert self._process
        _, connection = self._process
        with contextlib.suppress(BrokenPipeError, ConnectionResetError), connection.makefile("rwb") as lines:
            lines.write(json.dumps(order).encode() + b"\n")
            lines.flush()
            answer: dict[str, Any] | None = json.loads(lines.readline() or b"null")
            return answer
        return None

    def _end(self) -> None:
        if self._process:
            pid, connection = self._process
            connection.close()
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):  # somebody else in this process waits for whichever child
                os.waitpid(pid, 0)
            self._process = None


def _serve(connection: socket.socket) -> None:
    gc.freeze()  # its collector is not to look at, and so copy, what the process has that it was forked from
    for name in _NEEDLESS:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    sys.meta_path.insert(0, _NoPandas)
    import duckdb  # noqa: F401
    import pyarrow.csv
    import pyarrow.parquet

    pyarrow.set_io_thread_count(1)  # it would start eight for the first table, and has one file at a time
    with connection.makefile("rwb") as lines:
        if line := lines.readline():
            lines.write(json.dumps(_answer(json.loads(line))).encode() + b"\n")


def _answer(order: Mapping[str, Any]) -> dict[str, Any]:
    try:
        # DuckDB knows only paths that are text, and takes some characters for patterns.
        os.chdir(os.fsdecode(bytes.fromhex(order["folder"])))
        return {"hashes": write_records(Path(), order["hashes"], order["passed_through"])}
    except OSError as error:
        return {"errno": error.errno, "cause": error.strerror or str(error)}
    except OutputError as error:
        return {"cause": str(error)}
    except Exception as error:  # a fault of ours is to end the run with a sentence
        return {"cause": f"gongbao failed on its tables: {cause_of(error)}"}
