import re
from pathlib import Path

from gongbao.model import Code, Status


def test_every_code_is_explained_and_none_else() -> None:
    text = (Path(__file__).parents[2] / "docs/codes.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", text, re.M))
    assert list(rows) == [code for status in (Status.WARNING, Status.REJECTED) for code in rows if rows[code] == status]
    assert set(rows) == set(Code)
