from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongbao.errors import OptionError, OutputError
from gongbao.run.depot import is_open, opened, put, take
from gongbao.write.parts import SUFFIXES

fsspec = pytest.importorskip("fsspec", reason="the extra dask is not installed")


@pytest.fixture(params=["file", "memory"], ids=["文件", "内存"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{request.param}://{tmp_path}/仓库"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where a part called 甲 has been written."""
    folder = tmp_path / "there"
    folder.mkdir()
    for suffix in SUFFIXES:
        (folder / f"甲{suffix}").write_bytes(suffix.encode() * 999_999)
    yield folder


def names(url: str) -> set[str]:
    files, path = fsspec.url_to_fs(url)
    return {Path(name).name for name in files.ls(path, detail=False)}


def test_a_part_goes_there_and_comes_back(url: str, folder: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    with opened(url, "run 1") as depot:
        assert is_open(depot)
        assert not is_open(depot + "0")
        put(depot, folder, "甲")
        assert list(folder.iterdir()) == []
        assert names(depot) == {"run", "甲.txt", "甲.json", "甲.rows"}
        assert take(depot, "甲", here)
        assert {path.name: path.read_bytes() for path in here.iterdir()} == {
            f"甲{suffix}": suffix.encode() * 999_999 for suffix in SUFFIXES
        }
        assert names(depot) == {"run"}
        assert take(depot, "甲", here)
    assert not is_open(depot)
    assert names(url) == set()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_part_of_which_a_file_is_lost_is_not_taken(url: str, folder: Path, tmp_path: Path, suffix: str) -> None:
    with opened(url, "run 1") as depot:
        put(depot, folder, "甲")
        files, path = fsspec.url_to_fs(depot)
        files.rm_file(f"{path}/甲{suffix}")
        assert not take(depot, "甲", folder)
        assert list(folder.iterdir()) == []


def test_what_is_not_put_whole_does_not_get_its_name(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, _ = fsspec.url_to_fs(url)

    def half(self: Any, here: str, there: str, **_: Any) -> None:
        self.pipe_file(there, Path(here).read_bytes()[:9])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(files), "put_file", half)
    with opened(url, "run 1") as depot:
        with pytest.raises(OutputError, match=r"run 1: cannot be read or written: No space left on device"):
            put(depot, folder, "甲")
        assert {name.startswith(".甲") for name in names(depot) - {"run"}} == {True}


def test_a_folder_here_that_cannot_be_written_is_no_fault_of_the_depot(url: str, folder: Path, tmp_path: Path) -> None:
    with opened(url, "run 1") as depot:
        put(depot, folder, "甲")
        with pytest.raises(FileNotFoundError, match="gone"):
            take(depot, "甲", tmp_path / "gone")
        assert take(depot, "甲", folder)


def test_an_address_of_nothing() -> None:
    with pytest.raises(OptionError, match="parts: nonsense://x: Protocol not known"), opened("nonsense://x", "run 1"):
        pass
