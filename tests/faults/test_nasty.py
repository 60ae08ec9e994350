"""The nasty inputs that are quick, in one process; all of them: ``python -m tests.faults.nasty``."""

import warnings
from collections import Counter

import pytest

from tests.faults.case import Case
from tests.faults.nasty import CASES, amiss, measured

QUICK = [case for case in CASES if not case.slow]


def _made(case: Case) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of zipfile, for parts of one name
        return case.make()


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in QUICK])
def test_what_must_come_out_of_a_nasty_input(case: Case) -> None:
    assert list(amiss(case, _made(case))) == []


@pytest.mark.parametrize("name", ["PDF-表单翻倍", "压缩包-BZIP2炸弹"])
def test_a_bomb_is_refused_in_two_seconds_and_128_mib(name: str) -> None:
    found, _, _ = measured(next(case for case in CASES if case.id == name), limit=30.0)
    assert found == []


def test_there_are_two_hundred_of_all_formats() -> None:
    assert len({case.id for case in CASES}) == len(CASES) >= 200
    formats = Counter(case.id.partition("-")[0] for case in CASES)
    assert (
        min(formats[name] for name in ("网页", "Word", "表格", "旧表格", "旧文档", "PDF", "OFD", "图片", "压缩包"))
        >= 10
    )
