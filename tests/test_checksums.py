"""That all texts still give the tables that they gave, byte by byte."""

import pytest

from tests.checksums import checksums, inputs, kept, main

INPUTS = inputs()


@pytest.mark.parametrize("name", kept())
def test_texts_give_the_tables_that_they_gave(name: str) -> None:
    if name not in INPUTS:
        pytest.skip("not beside the project")
    assert checksums(*INPUTS[name]) == kept()[name]


def test_all_texts_of_the_project_are_kept() -> None:
    assert {"seeds", "golden"} <= set(kept())
    assert set(INPUTS) <= set(kept())


def test_checksums_are_never_rewritten_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    assert main(["--write"]) == 2
    assert capsys.readouterr().out == "--write: checksums are never rewritten in CI\n"
