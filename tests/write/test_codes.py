"""The list of codes is whole, and ``docs/codes.md`` is made of it (``--update-golden`` writes it anew)."""

import re
from pathlib import Path

import pytest

from gongbao.model import Code, Status
from gongbao.write.codes import code_entries

PAGE = Path(__file__).parents[2] / "docs/codes.md"
TABLE = re.compile(
    r"(?<=\| code \| status \| what it says \| what to do \|\n\| --- \| --- \| --- \| --- \|\n)(?:\|.*\n)+"
)


def test_every_code_is_explained_once() -> None:
    entries = code_entries()
    assert sorted(entry.code for entry in entries) == sorted(Code)
    assert [entry.status for entry in entries] == sorted(
        (entry.status for entry in entries), key=[Status.WARNING, Status.REJECTED].index
    )
    assert all(entry.meaning.endswith(".") for entry in entries)


def test_page_is_made_of_the_list(request: pytest.FixtureRequest) -> None:
    rows = (f"| `{e.code}` | {e.status} | {e.meaning} | {e.advice}{' ' if e.advice else ''}|\n" for e in code_entries())
    written = PAGE.read_text(encoding="utf-8")
    made = TABLE.sub(lambda _: "".join(rows), written)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(made, encoding="utf-8")
    assert TABLE.search(written)
    assert PAGE.read_text(encoding="utf-8") == made
