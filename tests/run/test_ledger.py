import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gongbao.errors import OutputError
from gongbao.run.ledger import Done, Ledger, Record
from gongbao.write.tables import doc_id_of


def record(source: str, text: str | None = "1", sha256: str | None = "2", part: str | None = "p") -> Record:
    row = f'{{"doc_id": "{doc_id_of(source)}", "duplicate_of": null}}'
    return Record(source, "k", part, sha256, text, "ok", row, "{}", '["甲: 坏"]')


def done(*records: Record, signature: str | None = "1 2 3 4") -> Done:
    return Done(signature, "key", None, list(records))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


def test_what_is_noted_is_known_to_the_next_run(path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.done("甲") is None
        assert ledger.put("甲", done(record("甲"))) == []
        assert ledger.put("乙.zip", done(record("乙.zip!/二"), record("乙.zip!/一"), signature=None)) == []
    with Ledger(path) as ledger:
        assert ledger.done("甲") == done(record("甲"))
        assert ledger.done("乙.zip") == done(record("乙.zip!/一"), record("乙.zip!/二"), signature=None)
        assert [found.source for found in ledger.records()] == ["乙.zip!/一", "乙.zip!/二", "甲"]
        assert record("甲").sentences == ("甲: 坏",)
        assert ledger.has_part("p")
        assert not ledger.has_part("q")


def test_what_is_gone_is_told(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.put("a.zip", done(record("a.zip!/1"), record("a.zip!/2")))
        ledger.put("b", done(record("b")))
        ledger.put("c", done(record("c")))
        assert ledger.put("a.zip", done(record("a.zip!/2"), record("a.zip!/3"))) == ["a.zip!/1"]
        assert ledger.forget_all_but(["b"]) == ["a.zip!/2", "a.zip!/3", "c"]
        assert ledger.forget_all_but(["b"]) == []
        assert [found.source for found in ledger.records()] == ["b"]
        assert ledger.done("c") is None


def test_a_document_may_pass_from_one_input_to_another(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.put("a.zip", done(record("a.zip!/1"), record("a.zip!/2")))
        ledger.put("a.zip!/1", done(record("a.zip!/1", text="neu")))
        assert ledger.put("a.zip", done(record("a.zip!/1 (2)"), record("a.zip!/2"))) == []
        assert [found.source for found in ledger.records()] == ["a.zip!/1", "a.zip!/1 (2)", "a.zip!/2"]


def test_what_is_as_it_was_is_not_written(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.put("甲", done(record("甲")))
    before = path.read_bytes(), path.stat().st_mtime_ns
    with Ledger(path) as ledger:
        ledger.put("甲", done(record("甲")))
        ledger.forget_all_but(["甲"])
        assert list(ledger.rows())
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_first_of_the_same_bytes_or_text(path: Path) -> None:
    same = {"a": ("1", "t1"), "b": ("2", "t1"), "c": ("2", "t2"), "d": ("3", "t3"), "e": ("3", None), "f": (None, None)}
    with Ledger(path) as ledger:
        for source, (sha256, text) in reversed(same.items()):
            ledger.put(source, done(record(source, text, sha256, part=f"part {source}")))
        firsts = {part: row["duplicate_of"] for row, part in ledger.rows()}
    a, d = doc_id_of("a"), doc_id_of("d")
    assert firsts == {"part a": None, "part b": a, "part c": a, "part d": None, "part e": d, "part f": None}


def broken(path: Path) -> None:
    path.write_bytes(b"no ledger at all" * 99)


def of_another_version(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.execute("CREATE TABLE inputs (x)")
    connection.close()


@pytest.mark.parametrize("spoil", [broken, of_another_version])
def test_ledger_that_cannot_be_read_is_begun_anew(path: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(path)
    with Ledger(path) as ledger:
        assert ledger.done("甲") is None
        ledger.put("甲", done(record("甲")))
    with Ledger(path) as ledger:
        assert ledger.done("甲") == done(record("甲"))


def test_ledger_that_cannot_be_written(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match=r"gone/ledger\.sqlite: cannot be read or written"),
        Ledger(tmp_path / "gone/ledger.sqlite"),
    ):
        pass


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As on a disk that has no room for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 512, 4096, 8192, 20_000])
def test_a_disk_without_room_is_named_as_the_cause(path: Path, size: int) -> None:
    with (
        no_file_larger_than(size),
        pytest.raises(OutputError, match=r"cannot be read or written: .*disk"),
        Ledger(path),
    ):
        pass
    with Ledger(path) as ledger:
        ledger.put("甲", done(record("甲")))
        ledger.finish()
