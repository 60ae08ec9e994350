"""Counting wrong durations in the scorer's records, which a bar of one leaves no room to get wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bars import EVAL, scores_and_errors, wrong_durations


@pytest.mark.parametrize(
    ("records", "wrong"),
    [
        pytest.param([], 0, id="无误"),
        pytest.param(["a | missed | duration | 3天"], 1, id="漏一个"),
        pytest.param(["a | missed | duration | 3天"] * 2, 2, id="同文漏两个"),
        pytest.param(["a | extra | duration | 3天", "b | extra | duration | 3天"], 2, id="两篇各多一个"),
        pytest.param(["a | value | duration | 3天 | want", "a | span | duration | 3天 | 3"], 1, id="值与位置皆误"),
        pytest.param(["a | missed | date | 3月"], 0, id="不是时长"),
    ],
)
def test_wrong_durations(records: list[str], wrong: int) -> None:
    assert wrong_durations(records) == wrong


@pytest.mark.skipif(not EVAL.is_dir(), reason="no annotated reports beside the project")
def test_every_duration_counts_when_none_is_found(tmp_path: Path) -> None:
    nothing = tmp_path / "mentions.jsonl"
    nothing.touch()
    score = [sys.executable, f"{EVAL}/score.py", f"{EVAL}/gold", str(nothing), "--json", "--errors", "100000"]
    done = subprocess.run(score, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    scores, errors = scores_and_errors(done.stdout)
    assert wrong_durations(errors) == scores["duration"]["gold"] > 0
