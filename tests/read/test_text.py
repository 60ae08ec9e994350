import os
import socket
from pathlib import Path

import pytest

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read.documents import read_document
from gongbao.read.text import read_bytes, read_text


def rejection(path: Path) -> tuple[Code, str]:
    with pytest.raises(RejectedError) as rejected:
        read_bytes(path, path.name)
    return rejected.value.code, str(rejected.value)


def test_text_keeps_its_line_ends_and_says_where_it_is_from() -> None:
    data = "甲\r\n乙\r丙\n\n丁".encode("gb18030")
    document = read_text(data, "报告/甲.txt")
    assert document.text == "甲\r\n乙\r丙\n\n丁"
    assert (document.source, document.format, document.encoding) == ("报告/甲.txt", "text", "gb18030")
    assert document.codes == ()
    assert document.complaints == ()


def test_lost_characters_are_counted_and_placed() -> None:
    document = read_text("收入５亿元，支出".encode() + b"\xe5\xff" + "亿元，增长百分之五".encode(), "a.txt")
    assert document.codes == (Code.REPLACED_CHARACTERS,)
    assert document.complaints == (
        "2 unreadable characters stand as U+FFFD in the utf-8 text, the first at character 8",
    )


def test_one_lost_character() -> None:
    document = read_text("收入五亿元，支出".encode() + b"\xff", "a.txt")
    assert document.complaints == (
        "1 unreadable character stands as U+FFFD in the utf-8 text, the first at character 8",
    )


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        pytest.param(
            '{"data": [\n {"指标": "收入",\n  "数值": 98.6},\n {"指标": "支出",\n  "数值": 321.7}\n]}',
            True,
            id="裸的数",
        ),
        pytest.param("[[2023, 1170.2],\n[2024, 1234.5]]", True, id="数组"),
        pytest.param('{"content": "全市收入98.6亿元，增长5.4%。"}', False, id="只有句子"),
        pytest.param('{"text":"财政收入1,234,567万元"}', False, id="句子里分节的数"),
        pytest.param('{"text":"注\\"一\\": 53亿元[1]"}', False, id="句子里的注号"),
        pytest.param("[2024]15号文件：收入98.6亿元", False, id="文号"),
        pytest.param("{收入: 98.6}", False, id="花括号里的话"),
    ],
)
def test_bare_numbers_of_json_are_no_table_and_told(text: str, is_told: bool) -> None:
    document = read_text(text.encode(), "a.json")
    assert (document.text, document.tables) == (text, ())
    assert document.codes == ((Code.LOST_COLUMN,) if is_told else ())


def test_missing_file(tmp_path: Path) -> None:
    assert rejection(tmp_path / "没有.txt") == (Code.NO_SUCH_FILE, "没有.txt: no such file or folder")


def test_file_taken_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("甲", encoding="utf-8")
    assert rejection(tmp_path / "a" / "b") == (Code.NO_SUCH_FILE, "b: no such file or folder")


def test_link_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("gone")
    assert rejection(tmp_path / "a") == (Code.NO_SUCH_FILE, "a: the link leads nowhere")


def test_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("a")
    assert rejection(tmp_path / "a")[0] is Code.NOT_READABLE


def test_link_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"5%")
    (tmp_path / "b").symlink_to("a")
    assert read_bytes(tmp_path / "b", "b") == b"5%"


@pytest.mark.parametrize("kind", ["管道", "套接字"])
def test_no_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    if kind == "管道":
        os.mkfifo(path)
    else:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(os.path.relpath(path))
    assert rejection(path) == (Code.NOT_A_FILE, "a: is a device, pipe or socket, not a file")


def test_a_file_that_becomes_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a")
    (tmp_path / "b").touch()
    regular = (tmp_path / "b").stat()
    monkeypatch.setattr(Path, "stat", lambda self, **_: regular)
    assert rejection(tmp_path / "a") == (Code.NOT_A_FILE, "a: is a device, pipe or socket, not a file")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"5%")
    path.chmod(0)
    if os.geteuid() == 0:  # whom no permission stops

        def forbid(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "open", forbid)
    assert rejection(path) == (Code.NOT_READABLE, "a: cannot be read: Permission denied")


def test_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"5" * 1000)
    assert len(read_bytes(path, "a", 1000)) == 1000
    path.write_bytes(b"5" * 1001)
    with pytest.raises(RejectedError, match="a: has 1,001 bytes; 1,000 are the most") as rejected:
        read_bytes(path, "a", 1000)
    assert rejected.value.code is Code.TOO_LARGE


def test_a_limit_takes_no_memory(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"5%")
    assert read_bytes(tmp_path / "a", "a", 1 << 60) == b"5%"


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="there is no /proc")
def test_a_file_that_has_more_than_its_size() -> None:
    path = Path("/proc/version")
    assert path.stat().st_size == 0
    assert read_bytes(path, "a") == path.read_bytes()


@pytest.mark.parametrize("lead", [" ", "\r\n", "\n\n \t"], ids=["空格", "空行", "几行"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_behind_white_space(encoding: str, lead: str) -> None:
    document = read_document((lead + "财政收入532.39亿元\r\n").encode(encoding), "a")
    assert (document.encoding, document.text.strip()) == (encoding, "财政收入532.39亿元")


def test_twenty_million_bytes_on_one_line() -> None:
    text = "收入532.39亿元，" * 1_000_000
    assert len(text.encode()) > 20_000_000
    assert read_text(text.encode(), "a").text == text
