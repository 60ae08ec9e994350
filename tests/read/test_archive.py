import tracemalloc
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read import archive
from gongbao.read.archive import in_order, is_archive, members
from gongbao.read.text import SIZE_LIMIT
from tests.read.make_archive import declared, flagged, named_in_bytes, packed, packed_as, unicode_name
from tests.read.make_sheet import workbook

REPORT = "收入5亿元".encode()
SEED = next(Path(__file__).parents[2].glob("seeds/*.txt"))

# What names are made of: the seed page's characters.
NAMES = "".join(c for c in SEED.read_text(encoding="utf-8") if "一" <= c <= "鿿")


def told(data: bytes, size_limit: int = SIZE_LIMIT) -> list[tuple[str, bytes | Code]]:
    """Each member of ``a.zip``: its name and its bytes or code."""
    found = members(data, "a.zip", size_limit=size_limit)
    return [(name, c.code if isinstance(c, RejectedError) else c) for name, c in found]


def names(data: bytes) -> list[str]:
    return [name for name, _ in members(data, "a.zip")]


def test_members_come_in_order_with_their_bytes() -> None:
    page = SEED.read_bytes()
    book = workbook([["税收", 5]])
    data = packed(("乙.txt", REPORT), ("甲/丙.txt", page), ("B.xlsx", book), ("a.txt", b""))
    assert told(data) == [
        ("a.zip!/B.xlsx", book),
        ("a.zip!/a.txt", b""),
        ("a.zip!/乙.txt", REPORT),
        ("a.zip!/甲/丙.txt", page),
    ]


def test_archives_in_archives() -> None:
    inner = packed(("c.txt", b"c"), ("深/d.txt", b"d"))
    data = packed(("b.zip", inner), ("b.zip b.txt", b"b"), ("没有后缀", packed(("e", b"e"))), ("a", b"a"))
    # In order of their names, of which "b.zip b.txt" is before "b.zip!/c.txt".
    assert told(data) == [
        ("a.zip!/a", b"a"),
        ("a.zip!/b.zip b.txt", b"b"),
        ("a.zip!/b.zip!/c.txt", b"c"),
        ("a.zip!/b.zip!/深/d.txt", b"d"),
        ("a.zip!/没有后缀!/e", b"e"),
    ]


def test_archives_too_deep_are_rejected() -> None:
    data = packed(("核.txt", REPORT), ("b.txt", b"b"))
    for name in ("3.zip", "2.zip", "1.zip"):
        data = packed((name, data), ("b.txt", b"b"))
    assert told(data)[:3] == [
        ("a.zip!/1.zip!/2.zip!/3.zip", Code.TOO_LARGE),
        ("a.zip!/1.zip!/2.zip!/b.txt", b"b"),
        ("a.zip!/1.zip!/b.txt", b"b"),
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("文件夹/", None, id="文件夹"),
        pytest.param(".DS_Store", None, id="隐藏文件"),
        pytest.param("甲/.git/config", None, id="隐藏文件夹"),
        pytest.param("__MACOSX/甲/._乙.txt", None, id="苹果的附件"),
        pytest.param("甲/~$报告.docx", None, id="打开着的文件"),
        pytest.param("甲/THUMBS.DB", None, id="缩略图"),
        pytest.param("desktop.ini", None, id="文件夹的设置"),
        pytest.param("~报告.docx", "~报告.docx", id="波浪号开头"),
        pytest.param("/etc/报告.txt", "etc/报告.txt", id="绝对路径"),
        pytest.param("../../报告.txt", "报告.txt", id="上级路径"),
        pytest.param("甲/../乙.txt", "甲/乙.txt", id="中间的上级"),
        pytest.param("./甲//乙.txt", "甲/乙.txt", id="多余的斜线"),
        pytest.param("甲\\乙.txt", "甲/乙.txt", id="反斜线"),
        pytest.param("甲\n乙.txt", "甲\\x0a乙.txt", id="换行"),
        pytest.param("..", "unnamed", id="没有名字"),
    ],
)
def test_names_of_members(name: str, shown: str | None) -> None:
    assert names(packed((name, REPORT), ("～", b""))) == [*([f"a.zip!/{shown}"] if shown else []), "a.zip!/～"]


@pytest.mark.parametrize(
    ("attributes", "is_seen"),
    [
        pytest.param(0o100644 << 16, True, id="文件"),
        pytest.param(0x20, True, id="存档属性"),
        pytest.param(0x22, False, id="隐藏属性"),
        pytest.param(0o120777 << 16, False, id="链接"),
    ],
)
def test_hidden_files_and_links_are_left_out(attributes: int, is_seen: bool) -> None:
    data = packed_as(attributes, ("报告.txt", REPORT))
    if is_seen:
        assert told(data) == [("a.zip!/报告.txt", REPORT)]
    else:
        with pytest.raises(RejectedError, match=r"a\.zip: is an archive without files"):
            names(data)


@pytest.mark.parametrize(
    ("raw", "extra", "name"),
    [
        pytest.param("决算报告.txt".encode("gb18030"), b"", "决算报告.txt", id="GB18030"),
        pytest.param("中\\文.txt".encode("gb18030"), b"", "中/文.txt", id="GB18030和反斜线"),
        pytest.param("誠.txt".encode("gb18030"), b"", "誠.txt", id="次字节是反斜线的字"),
        pytest.param("决算报告.txt".encode(), b"", "决算报告.txt", id="未声明的UTF-8"),
        pytest.param("联通.txt".encode("gb18030"), b"", "联通.txt", id="像UTF-8的GB18030"),
        pytest.param("小计.txt".encode("gb18030"), b"", "小计.txt", id="两字"),
        pytest.param(b"caf\x82.txt", b"", "café.txt", id="CP437"),
        pytest.param(b"?.txt", unicode_name(b"?.txt", "决算.txt"), "决算.txt", id="附加的名字"),
        pytest.param(b"a.txt", b"\x75\x70\x01\x00\x01", "a.txt", id="残缺的附加名字"),
        pytest.param("政府工作報告.txt".encode("cp950"), b"", "政府工作報告.txt", id="大五码"),
        pytest.param("許功蓋/成功大學年報.txt".encode("cp950"), b"", "許功蓋/成功大學年報.txt", id="大五码的反斜线"),
        pytest.param("經濟發展.txt".encode("cp950"), b"", "經濟發展.txt", id="大五码不是GB18030"),
        pytest.param("政府工作報告.txt".encode("gbk"), b"", "政府工作報告.txt", id="繁体的GBK"),
        pytest.param("附件①：β值（２０２４）.txt".encode("gbk"), b"", "附件①：β值（２０２４）.txt", id="GBK的符号"),
    ],
)
def test_encodings_of_names(raw: bytes, extra: bytes, name: str) -> None:
    assert told(named_in_bytes(raw, REPORT, extra=extra)) == [(f"a.zip!/{name}", REPORT)]


@given(st.integers(0, len(NAMES) - 1), st.integers(1, 20), st.integers(1, 4))
def test_no_name_in_gb18030_is_taken_for_big5(start: int, length: int, count: int) -> None:
    name = NAMES[start : start + length * count]
    assert told(named_in_bytes(name.encode("gb18030"), REPORT)) == [(f"a.zip!/{name}", REPORT)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_all_read() -> None:
    data = packed(("a", b"1"), ("a (2)", b"2"), ("./a", b"3"), ("a", b"4"), ("b", packed(("c", b"5"))), ("b!/c", b"6"))
    assert told(data) == [
        ("a.zip!/a", b"1"),
        ("a.zip!/a (2)", b"3"),
        ("a.zip!/a (2) (2)", b"2"),
        ("a.zip!/a (3)", b"4"),
        ("a.zip!/b!/c", b"6"),
        ("a.zip!/b!/c (2)", b"5"),
    ]
    assert [name for name, _ in members(packed(("a", b"")), "a.zip", {"a.zip!/a"})] == ["a.zip!/a (2)"]


def test_locked_members_are_told_from_the_others() -> None:
    data = packed(("甲.txt", REPORT), ("密.txt", REPORT), ("丁.txt", b"d"))
    assert told(flagged(data, "密.txt", 1)) == [
        ("a.zip!/丁.txt", b"d"),
        ("a.zip!/密.txt", Code.ENCRYPTED),
        ("a.zip!/甲.txt", REPORT),
    ]


def test_members_packed_by_other_methods() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert told(packed(("甲", REPORT * 9000), method=method)) == [("a.zip!/甲", REPORT * 9000)]


def test_a_damaged_member_costs_no_other() -> None:
    data = packed(("a", REPORT * 50), ("b", b"whole"), method=zipfile.ZIP_STORED)
    place = data.index(REPORT)
    assert told(data[:place] + b"X" + data[place + 1 :]) == [("a.zip!/a", Code.BROKEN_FILE), ("a.zip!/b", b"whole")]


WHOLE = packed(("甲.txt", REPORT), ("b.zip", packed(("乙.txt", REPORT))))


@pytest.mark.parametrize(
    ("data", "code", "sentence"),
    [
        pytest.param(packed(), Code.EMPTY, "a.zip: is an archive without files", id="空"),
        pytest.param(packed(("甲/", b""), (".x", b"")), Code.EMPTY, "a.zip: is an archive without", id="只有文件夹"),
        pytest.param(WHOLE[:-30], Code.BROKEN_FILE, "a.zip: is a damaged archive: ", id="截断"),
        pytest.param(
            flagged(flagged(packed(("a", b"1"), ("b", b"2")), "a", 1), "b", 1), Code.ENCRYPTED,
            "a.zip: none of its 2 files can be read; a.zip!/a: is locked by a password", id="全部加密",
        ),
        pytest.param(packed(("b.zip", packed())), Code.EMPTY, "a.zip!/b.zip: is an archive without files", id="空中空"),
    ],
)  # fmt: skip
def test_an_archive_of_which_nothing_can_be_read(data: bytes, code: Code, sentence: str) -> None:
    with pytest.raises(RejectedError) as rejected:
        names(data)
    assert rejected.value.code is code
    assert sentence in str(rejected.value)


def _bomb() -> bytes:
    return packed(("b.txt", bytes(60_000_000)))


def _liar() -> bytes:
    return declared(_bomb(), 1000)


def _nested() -> bytes:
    return packed(*((f"{number}.zip", _bomb()) for number in range(3)))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(_bomb, Code.TOO_LARGE, id="炸弹"),
        pytest.param(_nested, Code.TOO_LARGE, id="炸弹中的炸弹"),
        pytest.param(_liar, Code.BROKEN_FILE, id="谎报大小"),
    ],
)
def test_a_bomb_takes_no_memory(make: object, code: Code) -> None:
    data = make()  # type: ignore[operator]
    tracemalloc.start()
    with pytest.raises(RejectedError, match=r"^a\.zip: ") as rejected:
        names(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rejected.value.code is code
    assert peak < 10_000_000


def test_a_bomb_beside_a_document_costs_only_itself() -> None:
    assert told(packed(("b.zip", _bomb()), ("c.txt", REPORT))) == [
        ("a.zip!/b.zip", Code.TOO_LARGE),
        ("a.zip!/c.txt", REPORT),
    ]


def test_very_many_members_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBERS_LIMIT", 5)
    inner = packed(("a", b""), ("b", b""), ("c", b""))
    assert told(packed(("0", b""), ("1.zip", inner), ("2.zip", inner))) == [
        ("a.zip!/0", b""),
        ("a.zip!/1.zip", Code.TOO_LARGE),
        ("a.zip!/2.zip", Code.TOO_LARGE),
    ]
    with pytest.raises(RejectedError, match=r"a\.zip: has too many files; 5 are the most"):
        names(packed(*((str(number), b"") for number in range(6))))


def test_a_large_member_is_rejected_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_ALWAYS", 1000)
    with pytest.raises(RejectedError, match=r"a\.zip: unpacks to 1,000,001 bytes"):
        names(packed(("a", bytes(1_000_000)), ("b", b"1")))
    assert told(packed(("a", bytes(101)), ("b", bytes(100))), size_limit=100) == [
        ("a.zip!/a", Code.TOO_LARGE),
        ("a.zip!/b", bytes(100)),
    ]


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        pytest.param(WHOLE, True, id="压缩包"),
        pytest.param(packed(), True, id="空压缩包"),
        pytest.param(b"PK\x03\x04" + b"PK\x01\x02" * 200_001, True, id="不能打开的目录"),
        pytest.param(workbook([["税收"]]), False, id="工作簿"),
        pytest.param(
            packed(("word/document.xml", b"<a/>"), ("_rels/.rels", b"<a/>"), ("甲.txt", REPORT)),
            True,
            id="像Word的文件夹",
        ),
        pytest.param(
            packed(("word/document.xml", b"<a/>"), ("[Content_Types].xml", b"<Types/>"), ("甲.txt", REPORT)),
            True,
            id="没有说明主部件",
        ),
        pytest.param(
            packed(("word/document.xml", b"<a/>"), ("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", b"<a/>")),
            False,
            id="只有关系说明主部件",
        ),
        pytest.param(
            packed(("word/document.xml", b"<a/>"), ("[Content_Types].xml", b'<a PartName="/word/document.xml"/>')),
            False,
            id="说明了主部件",
        ),
        pytest.param(
            packed(("word/document.xml", b"<a/>"), ("[Content_Types].xml", b'<a ContentType="b.document.main+xml"/>')),
            False,
            id="按扩展名说明主部件",
        ),
        pytest.param(
            flagged(packed(("word/document.xml", b""), ("[Content_Types].xml", b"")), "[Content_Types].xml", 1),
            False,
            id="加密的Word文件",
        ),
        pytest.param(packed(("OFD.xml", b"<a/>")), False, id="OFD"),
        pytest.param(WHOLE[:-30], False, id="残缺"),
        pytest.param(REPORT, False, id="文本"),
        pytest.param(b"", False, id="空文件"),
    ],
)
def test_what_is_an_archive(data: bytes, is_one: bool) -> None:
    assert is_archive(data) is is_one


def test_a_directory_of_very_many_entries_is_not_opened() -> None:
    with pytest.raises(RejectedError, match="too many files") as rejected:
        names(b"PK\x03\x04" + b"PK\x01\x02" * 200_001)
    assert rejected.value.code is Code.TOO_LARGE


@given(st.dictionaries(st.text("ab!/ (2).", min_size=1, max_size=5), st.lists(st.text("!/ab", max_size=3), max_size=3)))
def test_all_that_entries_stand_for_comes_in_order(entries: dict[str, list[str]]) -> None:
    opened = {name: sorted(name + rest for rest in within) for name, within in entries.items()}
    found = [name for name, _ in in_order((name, ((n, 0) for n in opened[name])) for name in sorted(opened))]
    assert found == sorted(name for names in opened.values() for name in names)


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=6))
def test_damage_never_fails_otherwise(place: int, bytes_there: bytes) -> None:
    with warnings.catch_warnings(action="ignore"):
        try:
            found = list(members(WHOLE[:place] + bytes_there + WHOLE[place + len(bytes_there) :], "a.zip"))
        except RejectedError as error:
            assert str(error).startswith("a.zip: ")
        else:
            assert [name for name, _ in found] == sorted(name for name, _ in found)
