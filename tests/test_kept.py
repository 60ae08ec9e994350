"""What is kept from run to run: the same as made anew, taken only where it is whole and of this release."""

import copyreg
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
import regex

from gongbao import kept as module
from gongbao.extract import compiled as rules
from gongbao.extract import match
from gongbao.extract.compiled import compile_with
from gongbao.extract.location import patterns_dir
from gongbao.extract.rules import Rule, load_patterns
from gongbao.kept import Store
from gongbao.model import Document
from gongbao.run.document import Engine

NONE: Mapping[str, tuple[str, ...]] = {}
UNITS = {"unit": ("公里", "平方公里", "公顷")}
PATTERN = r"(?P<number>\d+) \L<unit>"


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where things are kept, empty yet."""
    file = tmp_path / "__pycache__" / "kept.json"
    monkeypatch.setattr(module, "_file", lambda: file)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return file


def start(monkeypatch: pytest.MonkeyPatch) -> Store:
    """What a new process has."""
    kept = Store()
    monkeypatch.setattr(rules, "STORE", kept)
    return kept


@pytest.fixture
def keep(monkeypatch: pytest.MonkeyPatch) -> "Keep":
    return Keep(monkeypatch)


class Keep:
    """A process that asks for one pattern and keeps it; ``compiles`` tells whether it compiles it itself."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, pattern: str = PATTERN, lexicons: Mapping[str, tuple[str, ...]] = UNITS) -> regex.Pattern[str]:
        kept = start(self._monkeypatch)
        made = compile_with(pattern, lexicons)
        kept.keep()
        return made

    def compiles(self, pattern: str = PATTERN, lexicons: Mapping[str, tuple[str, ...]] = UNITS) -> bool:
        start(self._monkeypatch)
        with patch.object(regex, "compile", wraps=regex.compile) as asked:
            compile_with(pattern, lexicons)
        return any(call.args != ("",) for call in asked.mock_calls)


def test_kept_pattern_is_the_one_that_was_compiled(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keep.compiles()
    made = keep()
    assert not keep.compiles()
    start(monkeypatch)
    again = compile_with(PATTERN, UNITS)
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
def test_another_pattern_is_compiled(pattern: str, lexicons: Mapping[str, tuple[str, ...]], keep: Keep) -> None:
    keep()
    assert keep.compiles(pattern, lexicons)
    assert not keep.compiles()


def test_flags_make_another_pattern(file: Path) -> None:
    kept = Store()
    folded, exact = (
        kept.pattern(("gdp", flags), partial(regex.compile, "gdp", flags)) for flags in (int(regex.IGNORECASE), 0)
    )
    assert (bool(folded.match("GDP")), bool(exact.match("GDP"))) == (True, False)
    kept.keep()
    again = Store()
    assert again.pattern(("gdp", int(regex.IGNORECASE)), lambda: regex.compile("none")).match("GDP")
    assert not again.pattern(("gdp", 0), lambda: regex.compile("none")).match("GDP")


def test_no_broken_byte_is_taken(file: Path, keep: Keep) -> None:
    keep()
    whole = file.read_bytes()
    for at in range(0, len(whole), 7):
        file.write_bytes(whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :])
        assert module._read(file) == {}
    for length in (0, 1, 31, 32, 33, len(whole) - 1):
        file.write_bytes(whole[:length])
        assert module._read(file) == {}
    assert keep.compiles()
    keep()
    assert file.read_bytes() == whole


def test_what_another_release_has_kept_is_not_taken(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    keep()
    monkeypatch.setattr(regex, "__version__", "2027.1.1")
    assert keep.compiles()


@pytest.mark.parametrize(
    "parts", [(), ("甲", 0, "no bytes", {}, {}, {}, [], 0), (*range(11),)], ids=["无", "非字节", "数"]
)
def test_patterns_that_are_pickled_otherwise_are_not_kept(
    parts: tuple[object, ...], file: Path, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(copyreg.dispatch_table, regex.Pattern, lambda pattern: (list, parts))
    keep()
    assert not file.exists()


def test_later_runs_add_to_what_is_kept(file: Path, keep: Keep) -> None:
    keep(r"\d+ 亩", NONE)
    keep()
    assert not keep.compiles()
    assert not keep.compiles(r"\d+ 亩", NONE)
    assert len(json.loads(file.read_bytes()[32:])) == 2
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_earlier_releases_left_is_dropped_once_it_is_much(
    file: Path, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(r"\d+ 亩", NONE)
    monkeypatch.setattr(module, "_MOST", file.stat().st_size)
    keep()
    assert not keep.compiles()
    assert keep.compiles(r"\d+ 亩", NONE)


def test_value_is_kept_of_what_it_was_made_of_last(file: Path) -> None:
    made: list[bytes] = []

    def value(of: bytes, by: str = __file__) -> object:
        def make() -> str:
            made.append(of)
            return of.decode()

        kept = Store()
        value = kept.value("甲", by, of, make)
        kept.keep()
        return value

    assert [value(of) for of in (b"1", b"1", b"2", b"2", b"1")] == ["1", "1", "2", "2", "1"]
    assert made == [b"1", b"2", b"1"]
    assert len(json.loads(file.read_bytes()[32:])) == 1
    value(b"1", module.__file__)
    assert made == [b"1", b"2", b"1", b"1"]


def test_what_a_user_has_is_not_kept(file: Path) -> None:
    kept = Store()
    with kept.closed():
        assert kept.value("甲", __file__, b"", lambda: 5) == 5
        assert kept.pattern(("乙",), lambda: regex.compile("乙")).match("乙")
        kept.renew("丙", __file__, b"", 5)
    kept.keep()
    assert not file.exists()


def test_what_has_grown_takes_the_place_of_what_was_kept(file: Path) -> None:
    kept = Store()
    kept.renew("甲", __file__, b"", [1])
    kept.keep()
    kept.renew("甲", __file__, b"", [1, 2])
    kept.keep()
    assert Store().recalled("甲", __file__, b"") == [1, 2]
    assert Store().recalled("甲", __file__, b"another") is None


def test_what_one_run_has_asked_of_a_text_no_later_one_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns, text = load_patterns(patterns_dir()), "2024年，投资3.5亿元，增长5.4%，建成“千村示范”项目一百二十个。"
    monkeypatch.setattr(match, "_FEW_BEGINNINGS", 1)

    def read() -> tuple[object, set[str]]:
        """What the scanners of a new process find, and what they ask."""
        kept = Store()
        found, asked = list[object](), set[str]()

        def accept(rule: Rule, _: object, start: int, end: int) -> None:
            found.append((rule.id, start, end))

        def ask(self: match.Scanner, beginning: str, tries: Any) -> Any:
            asked.add(beginning)
            return asks(self, beginning, tries)

        asks = match.Scanner._ask
        with patch.object(match, "STORE", kept), patch.object(match.Scanner, "_ask", ask):
            for scanner in match.scanners(patterns):
                scanner.scan(text, accept)
        kept.keep()
        return found, asked

    first, asked = read()
    assert asked
    again, none = read()
    assert (again, none) == (first, set())
    with module.STORE.closed():
        closed = match.scanners(patterns)
    assert [scanner._much for scanner in closed] == [None, None]


def scanned(kept: Store, texts: Sequence[str]) -> Sequence[match.Scanner]:
    """The scanners of a process that has read texts and keeps what is new."""
    with patch.object(match, "STORE", kept):
        scanners = match.scanners(load_patterns(patterns_dir()))
        for text in texts:
            for scanner in scanners:
                scanner.scan(text, lambda *_: None)
            kept.keep()
    return scanners


def test_no_more_is_kept_of_texts_than_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match, "_FEW_BEGINNINGS", 1)
    monkeypatch.setattr(match, "_MOST_KEPT", 20)
    texts = [
        f"2024年，投资3.5亿{chr(0x4E00 + i)}，增长5.4%，建成{chr(0x5000 + i)}三十{chr(0x6000 + i)}个" for i in range(60)
    ]
    first = scanned(Store(), texts)
    assert max(len(scanner._worth) for scanner in first) > 20
    again = scanned(Store(), [])
    assert {(len(scanner._worth), scanner._much) for scanner in again if scanner._worth} == {(20, None)}
    known = [list(scanner._worth) for scanner in again]
    monkeypatch.setattr(match, "_MOST_BEGINNINGS", 30)
    more = scanned(Store(), texts[::-1])
    assert [list(scanner._worth)[: len(those)] for scanner, those in zip(more, known, strict=True)] == known
    assert all(len(scanner._worth) <= 30 for scanner in more)
    assert all(scanner._nothing <= scanner._worth.keys() for scanner in more)


@pytest.mark.parametrize("bytecode", [False, True], ids=["不写字节码", "写不了"])
def test_where_nothing_can_be_written_nothing_is_remembered(
    bytecode: bool, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(match, "_FEW_BEGINNINGS", 1)
    monkeypatch.setattr(sys, "dont_write_bytecode", not bytecode)
    file.parent.write_bytes(b"")
    kept = Store()
    with patch.object(match.Scanner, "_recall", autospec=True, side_effect=match.Scanner._recall) as recalled:
        scanners = scanned(kept, ["收入5亿元"])
        recalled.reset_mock()
        with patch.object(match, "STORE", kept):
            for scanner in scanners:
                scanner.scan("增长5.4%，建成三十个，2024年的第十二天", lambda *_: None)
    recalled.assert_not_called()
    assert {scanner._much for scanner in scanners} == {None}


def test_what_another_thread_has_of_its_own_is_kept_meanwhile(file: Path) -> None:
    kept = Store()
    with kept.closed():
        own = Thread(target=kept.value, args=("甲", __file__, b"", lambda: 5))
        own.start()
        own.join()
        kept.value("乙", __file__, b"", lambda: 6)
    kept.keep()
    assert list(json.loads(file.read_bytes()[32:])) == ["甲"]


def test_where_it_is_kept_is_asked_for_only_once_there_is_something_new(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[None] = []
    monkeypatch.setattr(module, "_file", lambda: asked.append(None))
    Store().keep()
    assert not asked


def test_nothing_is_written_where_python_writes_no_bytecode(
    file: Path, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep()
    assert not file.exists()


@pytest.mark.parametrize("above", ["文件", "无处"])
def test_where_nothing_can_be_written_nothing_is_kept(
    above: str, file: Path, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    if above == "文件":
        file.parent.write_bytes(b"")
    else:
        monkeypatch.setattr(module, "_file", lambda: None)
    keep()
    assert keep.compiles()
    assert not file.exists()


@pytest.mark.usefixtures("file")
def test_patterns_of_a_user_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "lexicons.toml").write_text('[lexicons]\ntarget_kind = ["甲乙丙"]\n', encoding="utf-8")
    monkeypatch.setattr(module.STORE, "_new", {})
    monkeypatch.setattr(module.STORE, "keep", lambda: None)
    engine = Engine(folder)
    assert module.STORE._new == {}
    engine.extract(Document("r", "2024年政府工作报告\n2024年1月20日\n收入增长5%。\n|项目|2024年|\n|支出（万元）|35|\n"))
    assert "_target_wording" in vars(engine)
    kept = [one for one in module.STORE._new.values() if isinstance(one, regex.Pattern)]
    assert not any("甲乙丙" in one.pattern for one in kept)


def test_a_second_start_makes_nothing_anew(tmp_path: Path) -> None:
    """Whatever order sets have in a process: a pattern made of one in that order would be another each time."""
    script = (
        "from gongbao.kept import STORE, Store\n"
        "made = []\n"
        "keep = Store.keep\n"
        "Store.keep = lambda self: (made.extend(map(str, self._new)), keep(self))\n"
        "import gongbao\n"
        "gongbao.extract('2024年全市地区生产总值3.5亿元，增长5.4%。\\n|项目|2024年|\\n|支出合计（万元）|35|\\n')\n"
        "print(made)\n"
    )
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    told = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**environment, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(told[0]) > 10_000
    assert told[1] == "[]\n"
