"""Small reports of several styles with all that is found in them, side by side in this folder.

``pytest --update-golden`` rewrites the expected files; what changed is then read in the diff, line by line.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gongbao.normalize.examples import value_fields
from tests.reading import read

FOLDER = Path(__file__).parent
REPORTS = sorted(path.stem for path in FOLDER.glob("*.txt"))


def lines(text: str) -> list[str]:
    """Each mention as a line of JSON: place, text, kind, rule, and what of its value is not null."""
    rows = []
    for m in read(text)[0]:
        values = {name: value for name, value in value_fields(m).items() if value is not None}
        row = {"start": m.span.start, "end": m.span.end, "text": m.text, "kind": m.kind, "rule": m.rule, **values}
        rows.append(json.dumps(row, ensure_ascii=False))
    return rows


@pytest.mark.parametrize("name", REPORTS)
def test_report_gives_its_mentions(name: str, request: pytest.FixtureRequest) -> None:
    with (FOLDER / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    expected = FOLDER / f"{name}.jsonl"
    found = lines(text)
    if request.config.getoption("--update-golden"):
        expected.write_text("".join(f"{line}\n" for line in found), encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8").splitlines()


def test_there_are_reports_and_no_leftovers() -> None:
    assert len(REPORTS) >= 4
    assert sorted(path.stem for path in FOLDER.glob("*.jsonl")) == REPORTS


def test_golden_files_are_never_rewritten_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = FOLDER.parents[1]
    command = [sys.executable, "-m", "pytest", "--update-golden", "--collect-only", str(FOLDER)]
    monkeypatch.setenv("CI", "true")
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "--update-golden: golden files are never rewritten in CI" in done.stderr
