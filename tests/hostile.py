"""An engine for which some texts are too much, as a run and the stations of a cluster have it; and texts for it."""

import os
import signal
import time
from pathlib import Path
from typing import Any

from tests.stand_in import Engine

KILL, HANG, EAT = "自杀", "挂起", "贪吃"
# A text that waits for another to be read beside it.
WAIT, COME = "等待", "来到"


class Hostile(Engine):
    """An engine that writes down what it reads, and that some texts are too much for."""

    def extract(self, document: Any, given: Any, *, depth: Any = "findings") -> Any:
        with Path("read").open("a", encoding="utf-8") as log:
            log.write(document.source + "\n")
        if KILL in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if HANG in document.text:
            time.sleep(600)
        if EAT in document.text:
            bytearray(1 << 45)
        if COME in document.text:
            Path("come").touch()
        while WAIT in document.text and not Path("come").exists():
            time.sleep(0.01)
        return super().extract(document, given, depth=depth)


def make(**files: str | bytes) -> None:
    """Files in the folder ``d``: texts, and archives called ``…_zip``."""
    for name, text in files.items():
        path = Path("d", name.replace("_zip", ".zip") + ("" if "_zip" in name else ".txt"))
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def read() -> list[str]:
    """The sources of what was read since this was asked for last, sorted."""
    log = Path("read")
    found = sorted(log.read_text(encoding="utf-8").splitlines()) if log.exists() else []
    log.unlink(missing_ok=True)
    return found
