import os
from pathlib import Path
from typing import Any

import pytest

from gongbao.errors import OptionError
from gongbao.run.inputs import list_inputs


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


def sources(*paths: str, out: str = "out") -> list[str]:
    return [source for source, _ in list_inputs(map(Path, paths), Path(out))]


def test_folders_at_any_depth_and_files_by_name(here: Path) -> None:
    make("报告/乙.txt", "报告/2024/甲.txt", "报告/2024/湖北/丙", "别处/单.txt")
    assert sources("报告", "别处/单.txt") == ["2024/湖北/丙", "2024/甲.txt", "乙.txt", "单.txt"]
    assert dict(list_inputs([Path("报告")], Path("out")))["乙.txt"] == Path("报告/乙.txt")


def test_order_is_that_of_the_bytes(here: Path) -> None:
    make("d/b", "d/B", "d/a/z", "d/a.txt", "d/é", "d/𠀀", "d/甲", "d/�")
    assert sources("d") == ["B", "a.txt", "a/z", "b", "é", "甲", "�", "𠀀"]
    assert sources("d") == sorted(sources("d"), key=str.encode)


def test_hidden_files_are_read_only_by_name(here: Path) -> None:
    make(
        "d/.DS_Store",
        "d/.git/config",
        "d/Thumbs.db",
        "d/乙/desktop.ini",
        "d/~$甲.docx",
        "d/__MACOSX/甲.txt",
        "d/甲.txt",
    )
    assert sources("d") == ["甲.txt"]
    assert sources("d/.DS_Store") == [".DS_Store"]
    assert sources("d/~$甲.docx") == ["~$甲.docx"]


def test_links(here: Path) -> None:
    make("d/甲.txt", "别处/乙.txt")
    Path("d/circle").symlink_to(here / "d")
    Path("d/folder").symlink_to(here / "别处")
    Path("d/file").symlink_to(here / "别处/乙.txt")
    Path("d/gone").symlink_to("nowhere")
    Path("d/self").symlink_to("self")
    Path("link").symlink_to("d")
    assert sources("d") == sources("link") == ["file", "gone", "self", "甲.txt"]


def test_what_cannot_be_read_is_listed_all_the_same(here: Path) -> None:
    make("d/甲.txt")
    os.mkfifo("d/pipe")
    assert sources("d", "没有.txt", "没有/更没有.txt", "d/甲.txt/x") == [
        "pipe",
        "x",
        "更没有.txt",
        "没有.txt",
        "甲.txt",
    ]


def test_folder_that_cannot_be_listed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make("d/甲.txt", "d/锁/乙.txt")
    scandir = os.scandir

    def forbid(path: Path) -> Any:
        if path.name in {"锁", "全锁"}:
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr(os, "scandir", forbid)
    assert sources("d") == ["甲.txt", "锁"]
    Path("全锁").mkdir()
    assert sources("全锁") == ["全锁"]


def test_folder_named_by_a_dot(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make("d/甲.txt")
    monkeypatch.chdir("d")
    assert sources(".", out="../out") == ["甲.txt"]


def test_names_that_are_not_utf8(here: Path) -> None:
    Path(os.fsdecode(b"\xb1\xa8.txt")).touch()
    assert sources(".") == ["\\xb1\\xa8.txt"]


def test_names_in_one_folder_that_escape_alike(here: Path) -> None:
    names = [b"d/a\xb1.txt", rb"d/a\xb1.txt", rb"d/a\xb1.txt (2)", b"d/\xb1/c", rb"d/\xb1/c"]
    make(*map(os.fsdecode, names))
    found = {source: os.fsencode(path) for source, path in list_inputs([Path("d")], Path("out"))}
    assert found == {
        r"\xb1/c": rb"d/\xb1/c",
        r"\xb1/c (2)": b"d/\xb1/c",
        r"a\xb1.txt": rb"d/a\xb1.txt",
        r"a\xb1.txt (2)": rb"d/a\xb1.txt (2)",
        r"a\xb1.txt (3)": b"d/a\xb1.txt",
    }
    with pytest.raises(OptionError, match="is the second input called"):
        sources(*map(os.fsdecode, names[:2]))


def test_empty_folder(here: Path) -> None:
    Path("d").mkdir()
    assert sources("d") == []


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(("a", "b"), id="两个文件夹"),
        pytest.param(("a", "a/甲.txt"), id="文件夹和其中的文件"),
        pytest.param(("a/甲.txt", "b/甲.txt"), id="两个同名文件"),
        pytest.param(("a", "a"), id="同一文件夹"),
        pytest.param(("没有", "别处/没有"), id="两个都不存在"),
    ],
)
def test_two_inputs_of_one_name(here: Path, paths: tuple[str, str]) -> None:
    make("a/甲.txt", "b/甲.txt")
    with pytest.raises(OptionError, match=r"is the second input called (甲\.txt|没有), after .*; give each file once"):
        sources(*paths)


def test_output_is_no_input(here: Path) -> None:
    make("甲.txt", "out/texts/d1.txt", "deep/out/mentions.csv")
    assert sources(".") == ["deep/out/mentions.csv", "甲.txt"]
    assert sources(".", out="deep/out") == ["out/texts/d1.txt", "甲.txt"]
    Path("link").symlink_to("out")
    for path in ("out", "out/texts/d1.txt", "link"):
        with pytest.raises(
            OptionError, match=f"{path}: lies in the output folder out; write the output somewhere else"
        ):
            sources(path)
