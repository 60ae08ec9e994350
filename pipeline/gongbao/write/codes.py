"""What each code of a document says, told once for the report and for ``docs/codes.md``."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongbao.model import Code, Status


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code: the status that it brings, its meaning, and what a user can do (empty where nothing)."""

    code: Code
    status: Status
    meaning: str
    advice: str


def code_entries() -> Sequence[CodeEntry]:
    """All codes as ``codes.csv`` tells them: warnings first, then what has a document rejected."""
    with (Path(__file__).parent / "codes.csv").open(encoding="utf-8", newline="") as file:
        return [
            CodeEntry(Code(row["code"]), Status(row["status"]), row["meaning"], row["advice"])
            for row in csv.DictReader(file)
        ]
