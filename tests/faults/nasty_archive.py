"""Nasty archives: what is in them comes out member by member."""

import io
import struct
import zipfile
from collections.abc import Callable

from gongbao.model import Code
from tests.faults.case import PLANTED, Case
from tests.faults.make_raw import simple_pdf, zipped
from tests.read.make_archive import declared, flagged, named_in_bytes, packed, packed_as
from tests.read.make_docx import paragraph, word_file

_TEXT = PLANTED.encode()
_GOOD = ("甲.txt", _TEXT)


def _holds(id: str, make: Callable[[], bytes], *, bomb: bool = False, slow: bool = False, **members: str) -> Case:
    return Case(
        id, make, members={name.replace("__", "."): what for name, what in members.items()}, bomb=bomb, slow=slow
    )


def _none(id: str, make: Callable[[], bytes], code: Code, *, bomb: bool = False, slow: bool = False) -> Case:
    return Case(id, make, (code,), values=(), members={"": code.value}, bomb=bomb, slow=slow)


def _named(id: str, name: str, shown: str) -> Case:
    return Case(f"压缩包-{id}", lambda: zipped([(name, _TEXT)]), members={shown: "ok"})


def _nested(depth: int) -> bytes:
    data = packed(_GOOD)
    for i in range(depth):
        data = packed((f"{i}.zip", data))
    return data


def _fanned(wide: int, deep: int) -> bytes:
    """An archive of many archives of many archives, as 42.zip is."""
    data = zipped([("零", bytes(1_000_000))])
    for _ in range(deep):
        data = zipped((f"{i}.zip", data) for i in range(wide))
    return data


def _overlapping(count: int) -> bytes:
    """Many members that are one and the same stretch of the archive."""
    one = zipped([("a", bytes(10_000_000))])
    at, end = one.index(b"PK\x01\x02"), one.rindex(b"PK\x05\x06")
    entries = one[at:end] * count
    return one[:at] + entries + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(entries), at, 0)


def _quine() -> bytes:
    """An archive whose member is packed so that it holds itself, in short: a member that is cut short of it."""
    whole = packed(("a.zip", b""))
    return packed(("a.zip", whole[:-1]), _GOOD)


def _commented() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(*_GOOD)
        archive.comment = b"x" * 65_535
    return file.getvalue()


def _miscounted() -> bytes:
    data = bytearray(packed(("乙.txt", _TEXT * 20), _GOOD))
    for at in (14, data.index(b"PK\x01\x02") + 16):
        data[at] ^= 0xFF
    return bytes(data)


def _zip64() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive, archive.open("甲.txt", "w", force_zip64=True) as member:
        member.write(_TEXT)
    return file.getvalue()


_LOCK = b"\x05gover" + b" " * 49 + b"\x05\0" + "gover".encode("utf-16-le") + b" \0" * 50

CASES: list[Case] = [
    _holds(
        "压缩包-系统和程序留下的",
        lambda: packed(
            ("~$甲.docx", _LOCK),
            ("乙/Thumbs.db", b"\xd0\xcf"),
            ("desktop.ini", b"[x]"),
            ("__MACOSX/._甲.txt", b"\0"),
            _GOOD,
        ),
        甲__txt="ok",
    ),
    _holds(
        "压缩包-里面别的压缩包",
        lambda: packed(("b.7z", b"7z\xbc\xaf\x27\x1c" + bytes(9)), ("c.rar", b"Rar!\x1a\x07\x01\0"), _GOOD),
        b__7z="unread_format",
        c__rar="unread_format",
        甲__txt="ok",
    ),
    Case(
        "压缩包-套着的名字是GBK",
        lambda: named_in_bytes("内.zip".encode("gbk"), named_in_bytes("表/一.txt".encode("gbk"), _TEXT)),
        members={"内.zip!/表/一.txt": "ok"},
    ),
    Case(
        "压缩包-文件和文件夹同名",
        lambda: zipped([("a/", b""), ("a", _TEXT), ("a/b", _TEXT)]),
        members={"a": "ok", "a/b": "ok"},
    ),
    Case(
        "压缩包-说是UTF-8的GBK名字",
        lambda: zipped([("报告.txt", _TEXT), ("甲.txt", _TEXT)]).replace(
            "报告.txt".encode(), "报告书.txt".encode("gbk")
        ),
        members={"报告书.txt": "ok", "甲.txt": "ok"},
    ),
    _named("表情的名字", "📈报告.txt", "📈报告.txt"),
    _named("三千层的路径", "d/" * 3000 + "a.txt", "d/" * 3000 + "a.txt"),
    _named("空的名字", "", "unnamed"),
    Case("压缩包-名字里有NUL", lambda: named_in_bytes(b"a\0b.txt", _TEXT), members={"a": "ok"}),
    _none("压缩包-少了目录", lambda: packed(_GOOD)[:-22], Code.BROKEN_FILE),
    _holds("压缩包-六万字的注释", _commented, 甲__txt="ok"),
    _holds("压缩包-一个校验和不对", _miscounted, 乙__txt="broken_file", 甲__txt="ok"),
    _none("压缩包-自解压", lambda: b"MZ" + bytes(3000) + packed(_GOOD), Code.BINARY),
    _holds("压缩包", lambda: packed(_GOOD), 甲__txt="ok"),
    _named("绝对路径", "/etc/passwd", "etc/passwd"),
    _named("上级路径", "../../../etc/passwd", "etc/passwd"),
    _named("反斜线的上级路径", "..\\..\\windows\\a.txt", "windows/a.txt"),
    _named("盘符", "C:\\a.txt", "C:/a.txt"),
    _named("换行的名字", "甲\n乙.txt", "甲\\x0a乙.txt"),
    _named("公式的名字", "=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
    _named("引号的名字", "\"甲'<b>.txt", "\"甲'<b>.txt"),
    _named("极长的名字", "长" * 20_000, "长" * 20_000),
    _named("像成员的名字", "甲!/乙", "甲!/乙"),
    _named("只有点的名字", "../..", "unnamed"),
    _named("word文件夹", "word/document说明/甲.txt", "word/document说明/甲.txt"),
    _named("xl文件夹", "xl/workbook/甲.txt", "xl/workbook/甲.txt"),
    _named("content.xml", "content.xml.txt", "content.xml.txt"),
    Case(
        "压缩包-三个同名", lambda: zipped([_GOOD] * 3), members={"甲.txt": "ok", "甲.txt (2)": "ok", "甲.txt (3)": "ok"}
    ),
    Case(
        "压缩包-GB18030的名字", lambda: named_in_bytes("报告.txt".encode("gb18030"), _TEXT), members={"报告.txt": "ok"}
    ),
    Case("压缩包-名字不成字", lambda: named_in_bytes(b"\xff\xfe\xfd", _TEXT), members={"\xa0■²": "ok"}),
    Case(
        "压缩包-链接不跟",
        lambda: packed_as(0o120777 << 16, ("a", b"/etc/passwd"), ("b", _TEXT)),
        (Code.EMPTY,),
        (),
        members={"": "empty"},
    ),
    Case("压缩包-设备", lambda: packed_as(0o060666 << 16, _GOOD), members={"甲.txt": "ok"}),
    Case(
        "压缩包-一个加密",
        lambda: flagged(packed(("乙.txt", _TEXT), _GOOD), "乙.txt", 1),
        members={"乙.txt": "encrypted", "甲.txt": "ok"},
    ),
    _none("压缩包-都加密", lambda: flagged(packed(("a.txt", _TEXT)), "a.txt", 1), Code.ENCRYPTED),
    _holds(
        "压缩包-里面有Word",
        lambda: packed(("a.docx", word_file(paragraph(PLANTED))), _GOOD),
        a__docx="ok",
        甲__txt="ok",
    ),
    _holds(
        "压缩包-里面有坏的",
        lambda: packed(("a.docx", b"PK\x03\x04abc"), ("b.pdf", b"%PDF-1.7"), ("c", b""), _GOOD),
        a__docx="broken_file",
        b__pdf="broken_file",
        c="empty",
        甲__txt="ok",
    ),
    _holds("压缩包-BZIP2", lambda: packed(_GOOD, method=zipfile.ZIP_BZIP2), 甲__txt="ok"),
    _holds("压缩包-LZMA", lambda: packed(_GOOD, method=zipfile.ZIP_LZMA), 甲__txt="ok"),
    _none(
        "压缩包-BZIP2坏了", lambda: packed(_GOOD, method=zipfile.ZIP_BZIP2).replace(b"BZh9", b"BZh0"), Code.BROKEN_FILE
    ),
    _none(
        "压缩包-LZMA坏了",
        lambda: packed(_GOOD, method=zipfile.ZIP_LZMA).replace(b"\x05\x00]", b"\x05\x00\xff"),
        Code.BROKEN_FILE,
    ),
    _holds(
        "压缩包-LZMA字典四G",
        lambda: packed(_GOOD, method=zipfile.ZIP_LZMA).replace(b"]\x00\x00\x80\x00", b"]\xff\xff\xff\xff"),
        甲__txt="ok",
    ),
    _none("压缩包-方法不认识", lambda: _method(99), Code.UNREAD_FORMAT),
    _none("压缩包-谎报大小", lambda: declared(packed(_GOOD), 10), Code.BROKEN_FILE),
    _none("压缩包-谎报得太大", lambda: declared(packed(_GOOD), 4_000_000_000), Code.TOO_LARGE),
    _none("压缩包-炸弹", lambda: zipped([("零", bytes(150_000_000))]), Code.TOO_LARGE, bomb=True, slow=True),
    _holds(
        "压缩包-BZIP2炸弹", lambda: packed(("零", bytes(19_000_000)), method=zipfile.ZIP_BZIP2), 零="binary", bomb=True
    ),
    _holds(
        "压缩包-LZMA炸弹", lambda: packed(("零", bytes(19_000_000)), method=zipfile.ZIP_LZMA), 零="binary", bomb=True
    ),
    _none("压缩包-扇形炸弹", lambda: _fanned(100, 3), Code.TOO_LARGE, bomb=True),
    _none("压缩包-重叠炸弹", lambda: _overlapping(1000), Code.TOO_LARGE, bomb=True),
    _none(
        "压缩包-十万个成员", lambda: zipped((str(i), b"") for i in range(100_000)), Code.TOO_LARGE, bomb=True, slow=True
    ),
    _none("压缩包-套十层", lambda: _nested(10), Code.TOO_LARGE),
    Case("压缩包-套两层", lambda: _nested(2), members={"1.zip!/0.zip!/甲.txt": "ok"}),
    Case("压缩包-残缺的自己", _quine, members={"a.zip": "broken_file", "甲.txt": "ok"}),
    _holds(
        "压缩包-不压缩的PDF在前",
        lambda: zipped([("一.pdf", simple_pdf(PLANTED)), ("二.pdf", simple_pdf(PLANTED)), _GOOD], zipfile.ZIP_STORED),
        一__pdf="ok",
        二__pdf="ok",
        甲__txt="ok",
    ),
    _none("压缩包-空的", lambda: zipped([]), Code.EMPTY),
    _none("压缩包-只有文件夹", lambda: zipped([("a/", b""), ("b/", b"")]), Code.EMPTY),
    _none("压缩包-截断", lambda: packed(_GOOD)[:-10], Code.BROKEN_FILE),
    _none(
        "压缩包-截断在里面的压缩包之后",
        lambda: zipped([_GOOD, ("里.zip", packed(_GOOD))], zipfile.ZIP_STORED)[:-30],
        Code.BROKEN_FILE,
    ),
    _none("压缩包-两个接起来", lambda: packed(_GOOD) + packed(("乙.txt", _TEXT)), Code.BROKEN_FILE),
    _holds("压缩包-前面有字", lambda: b"\r\n" + packed(_GOOD), 甲__txt="ok"),
    _none("压缩包-目录在别处", lambda: packed(_GOOD)[:-6] + struct.pack("<IH", 9_999_999, 0), Code.BROKEN_FILE),
    _holds("压缩包-前面有垃圾", lambda: b"\n\n\n" + packed(_GOOD), 甲__txt="ok"),
    _holds("压缩包-后面有垃圾", lambda: packed(_GOOD) + bytes(100), 甲__txt="ok"),
    _holds("压缩包-zip64", _zip64, 甲__txt="ok"),
]


def _method(number: int) -> bytes:
    data = bytearray(packed(_GOOD))
    for head, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(head) + at, number)
    return bytes(data)
