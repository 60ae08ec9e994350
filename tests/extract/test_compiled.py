"""Patterns that are kept compiled: the same as compiled anew, taken only where they are whole and of this release."""

import copyreg
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

import pytest
import regex

from gongbao.extract import compiled
from gongbao.extract.compiled import Compiler
from gongbao.run.document import Engine

NONE: Mapping[str, tuple[str, ...]] = {}
UNITS = {"unit": ("公里", "平方公里", "公顷")}
PATTERN = r"(?P<number>\d+) \L<unit>"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where patterns are kept, empty yet."""
    file = tmp_path / "__pycache__" / "compiled.patterns"
    monkeypatch.setattr(compiled, "_file", lambda: file)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return file


def compiles(pattern: str = PATTERN, lexicons: Mapping[str, tuple[str, ...]] = UNITS) -> bool:
    """Whether a new compiler compiles a pattern itself."""
    compiler = Compiler()
    with patch.object(regex, "compile", wraps=regex.compile) as asked:
        compiler.compile(pattern, lexicons)
    return asked.called


def keep(pattern: str = PATTERN, lexicons: Mapping[str, tuple[str, ...]] = UNITS) -> regex.Pattern[str]:
    compiler = Compiler()
    made = compiler.compile(pattern, lexicons)
    compiler.keep()
    return made


def test_kept_pattern_is_the_one_that_was_compiled() -> None:
    assert compiles()
    made = keep()
    assert not compiles()
    again = Compiler().compile(PATTERN, UNITS)
    for text in ("5平方公里", "12公顷", "5亩", "五公里"):
        found, expected = again.match(text), made.match(text)
        assert (found and (found.span(), found.groupdict())) == (expected and (expected.span(), expected.groupdict()))
    assert (again.pattern, again.flags, again.groupindex) == (made.pattern, made.flags, made.groupindex)
    partial = again.match("5平", partial=True)
    assert partial is not None and partial.partial


@pytest.mark.parametrize(
    ("pattern", "lexicons"),
    [
        pytest.param(PATTERN, {"unit": ("公里", "公顷")}, id="词表少一词"),
        pytest.param(PATTERN, {"unit": ("平方公里", "公里", "公顷")}, id="词序不同"),
        pytest.param(r"(?P<number>\d+)  \L<unit>", UNITS, id="多一空格"),
    ],
)
def test_another_pattern_is_compiled(pattern: str, lexicons: Mapping[str, tuple[str, ...]]) -> None:
    keep()
    assert compiles(pattern, lexicons)
    assert not compiles()


def test_no_broken_byte_is_taken(kept: Path) -> None:
    keep()
    whole = kept.read_bytes()
    for at in range(0, len(whole), 7):
        kept.write_bytes(whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :])
        assert Compiler()._kept == {}
    for length in (0, 1, 31, 32, 33, len(whole) - 1):
        kept.write_bytes(whole[:length])
        assert Compiler()._kept == {}
    assert compiles()
    keep()
    assert kept.read_bytes() == whole


def test_what_another_release_has_kept_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    keep()
    monkeypatch.setattr(regex, "__version__", "2027.1.1")
    assert compiles()


@pytest.mark.parametrize(
    "parts", [(), ("甲", 0, "no bytes", {}, {}, {}, [], 0), (*range(11),)], ids=["无", "非字节", "数"]
)
def test_patterns_that_are_pickled_otherwise_are_not_kept(
    parts: tuple[object, ...], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(copyreg.dispatch_table, regex.Pattern, lambda pattern: (list, parts))
    keep()
    assert not kept.exists()


def test_only_what_was_asked_for_is_kept(kept: Path) -> None:
    keep(r"\d+ 亩", NONE)
    keep()
    assert not compiles()
    assert compiles(r"\d+ 亩", NONE)
    assert len(json.loads(kept.read_bytes()[32:])) == 1
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_nothing_is_written_where_python_writes_no_bytecode(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep()
    assert not kept.exists()


@pytest.mark.parametrize("above", ["文件", "无处"])
def test_where_nothing_can_be_written_nothing_is_kept(above: str, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if above == "文件":
        kept.parent.write_bytes(b"")
    else:
        monkeypatch.setattr(compiled, "_file", lambda: None)
    keep()
    assert compiles()
    assert not kept.exists()


def test_rules_of_a_user_are_not_kept(kept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    Engine(folder)
    assert not kept.exists()
    Engine()
    first = kept.read_bytes()
    (folder / "lexicons.toml").write_text('[lexicons]\nmine = ["甲"]\n', encoding="utf-8")
    Engine(folder)
    assert kept.read_bytes() == first
