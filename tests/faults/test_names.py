"""Files with nasty names, and what is no file, through a whole run: one row each, and no cell a formula."""

import csv
import json
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from gongbao.run.batch import extract_files
from tests.faults.case import PLANTED

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_RUN_AS_FORMULA = "=+-@\t\r\n＝＋－＠"

NAMES: list[tuple[bytes, str, str]] = [
    (b"a\nb.txt", "a\nb.txt", "换行"),
    (b"a\r\n=1+1.txt", "a\r\n=1+1.txt", "回车换行"),
    (b"\"a\",'b'.txt", "\"a\",'b'.txt", "引号和逗号"),
    (b"=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1", "公式"),
    ("＝1＋1".encode(), "＝1＋1", "全角公式"),
    (b"@SUM(1)", "@SUM(1)", "艾特"),
    (b"-o", "-o", "像选项"),
    (b"+1", "+1", "加号"),
    (b"'=1", "'=1", "引号和公式"),
    (b"\t=1", "\t=1", "制表符"),
    (b" ", " ", "空格"),
    (b"a.", "a.", "末尾的点"),
    (b"$(reboot);`id`", "$(reboot);`id`", "命令"),
    (b"<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>", "标签"),
    ("长".encode() * 85, "长" * 85, "二百五十五字节"),
    ("报告.txt".encode("gb18030"), "\\xb1\\xa8\\xb8\\xe6.txt", "不是UTF-8"),
    (b"\xff\xfe", "\\xff\\xfe", "不成字"),
    (b"a\\xb1.txt", "a\\xb1.txt", "反斜线"),
    ("a\u202etxt.exe".encode(), "a\u202etxt.exe", "倒排"),
    ("e\u0301".encode(), "e\u0301", "组合符号"),
    (b"a\x01\x7f\x1b[31m.txt", "a\x01\x7f\x1b[31m.txt", "控制字符"),
    (b"a.zip!", "a.zip!", "像压缩包"),
    (b"CON", "CON", "设备名"),
]


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_001)


def _unreadable(path: Path) -> None:
    path.write_text(PLANTED)
    path.chmod(0)


FAULTS: list[tuple[Callable[[Path], object], str, str]] = [
    (_fifo, "not_a_file", "管道"),
    (_socket, "not_a_file", "套接字"),
    (lambda path: path.symlink_to("/dev/zero"), "not_a_file", "没完没了的设备"),
    (lambda path: path.symlink_to("/dev/null"), "not_a_file", "空设备"),
    (lambda path: path.symlink_to(path), "not_readable", "指到自己的链接"),
    (lambda path: path.symlink_to("nowhere"), "no_such_file", "断了的链接"),
    (lambda path: path.symlink_to("a" * 300), "not_readable", "链接的名字太长"),
    (_sparse, "too_large", "太大的文件"),
    (_unreadable, "not_readable", "不许读的文件"),
    (Path.touch, "empty", "空文件"),
]


def _path(folder: Path, name: bytes) -> Path:
    """A file of a name that need not be UTF-8."""
    return folder / os.fsdecode(name)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """The rows of ``documents`` by source, of one run over all that is nasty, once every table was looked through."""
    folder, out = tmp_path_factory.mktemp("d"), tmp_path_factory.mktemp("o") / "out"
    for number, (name, _, _) in enumerate(NAMES):
        path = _path(folder, name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"=1+1\n@{number}\n＝{PLANTED}\n+收入{number + 1}亿元", encoding="utf-8")
    for make, _, fault in FAULTS:
        make(folder / fault)
    (folder / "甲").mkdir()
    (folder / "甲/a.txt").write_text(PLANTED, encoding="utf-8")
    (folder / "甲/上").symlink_to(folder)
    (folder / "乙").symlink_to(folder / "甲")
    extract_files(folder, out)
    _look_through(out)
    lines = (out / "documents.jsonl").read_text(encoding="utf-8").split("\n")
    found = [json.loads(line) for line in lines if line]
    assert len({row["source"] for row in found}) == len(found)
    return {row["source"]: row for row in found}


def _look_through(out: Path) -> None:
    """No cell of a table is one that a spreadsheet would run."""
    tables = sorted(out.glob("*.csv"))
    assert tables
    for path in tables:
        with path.open(encoding="utf-8-sig", newline="") as table:
            for row in csv.DictReader(table, strict=True):
                assert None not in row
                cells = [cell for cell in row.values() if cell and cell[0] in _RUN_AS_FORMULA]
                assert [cell for cell in cells if not _NUMBER.fullmatch(cell)] == []


@pytest.mark.parametrize("source", [pytest.param(source, id=id) for _, source, id in NAMES])
def test_a_file_of_any_name_is_one_row(rows: dict[str, dict[str, object]], source: str) -> None:
    assert (rows[source]["status"], rows[source]["mentions"]) == ("ok", 3)


@pytest.mark.parametrize(("name", "code"), [pytest.param(name, code, id=name) for _, code, name in FAULTS])
def test_what_is_no_file_is_rejected_and_costs_no_other(
    rows: dict[str, dict[str, object]], name: str, code: str
) -> None:
    if name == "不许读的文件" and os.geteuid() == 0:
        pytest.skip("root reads everything")
    assert rows[name]["codes"] == code


def test_folders_behind_links_are_not_walked(rows: dict[str, dict[str, object]]) -> None:
    assert set(rows) == {source for _, source, _ in NAMES} | {name for _, _, name in FAULTS} | {"甲/a.txt"}
