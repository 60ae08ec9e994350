import base64
import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read import sniff
from gongbao.read.documents import format_of, read_document
from gongbao.read.sniff import Format, decode
from gongbao.read.text import read_text
from tests.reading import SHARED

FILES = Path(__file__).parent / "files"
NBSP = "\N{NO-BREAK SPACE}"
REPORT = "一、2023年工作回顾\r\n　　全市一般公共预算收入532.39亿元，增长5.4％。\r\n“双减”政策落地见效。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(REPORT.encode(), "utf-8", id="UTF-8"),
        pytest.param(REPORT.encode("utf-8-sig"), "utf-8-sig", id="UTF-8带BOM"),
        pytest.param(codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"), "utf-16", id="UTF-16小端带BOM"),
        pytest.param(codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), "utf-16", id="UTF-16大端带BOM"),
        pytest.param(codecs.BOM_UTF32_LE + REPORT.encode("utf-32-le"), "utf-32", id="UTF-32小端带BOM"),
        pytest.param(codecs.BOM_UTF32_BE + REPORT.encode("utf-32-be"), "utf-32", id="UTF-32大端带BOM"),
        pytest.param(REPORT.encode("utf-16-le"), "utf-16-le", id="UTF-16小端无BOM"),
        pytest.param(REPORT.encode("utf-16-be"), "utf-16-be", id="UTF-16大端无BOM"),
        pytest.param(REPORT.encode("utf-32-le"), "utf-32-le", id="UTF-32小端无BOM"),
        pytest.param(REPORT.encode("utf-32-be"), "utf-32-be", id="UTF-32大端无BOM"),
        pytest.param(REPORT.encode("gb2312"), "gb18030", id="GB2312"),
        pytest.param(REPORT.encode("gbk"), "gb18030", id="GBK"),
        pytest.param("\ufeff".encode("gb18030") + REPORT.encode("gb18030"), "gb18030", id="GB18030带BOM"),
    ],
)
def test_encoding_is_found_and_the_text_kept(data: bytes, encoding: str) -> None:
    assert decode(data, "a.txt") == (REPORT, encoding, 0)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param("㐀𠀀镕䶮", "gb18030", id="四字节汉字"),
        pytest.param("朱镕基1998年", "gb18030", id="GBK用字"),
        pytest.param("GDP 5.4%", "utf-8", id="只有ASCII"),
        pytest.param("收入\u2028支出\u0085结余", "utf-8", id="其他行分隔符"),
        pytest.param("a\ufeffb", "utf-8", id="文中的零宽字符"),
    ],
)
def test_every_character_survives(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt").text == text


def test_utf8_cut_within_a_character_is_not_mistaken_for_gb18030() -> None:
    data = "支出安排情况说明".encode()[:-2]
    assert data.decode("gb18030").startswith("鏀")  # which would read every byte, and none of it sense
    assert decode(data, "a.txt") == ("支出安排情况说�", "utf-8", 1)


def test_gb18030_with_a_lost_byte_keeps_the_rest() -> None:
    data = REPORT.encode("gb18030")
    place = data.index("增".encode("gb18030"))
    decoded = decode(data[:place] + b"\xff" + data[place:], "a.txt")
    assert decoded.encoding == "gb18030"
    assert decoded.text.replace("�", "") == REPORT
    assert decoded.replaced == 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_nuls_behind_a_text_are_none_of_it(encoding: str) -> None:
    decoded = decode(REPORT.encode(encoding) + bytes(4096), "a.txt")
    assert decoded.text.rstrip("\0") == REPORT
    assert not decoded.replaced


def test_big5_that_is_cut_within_a_character() -> None:
    decoded = decode("全市總決算歲入，為一千萬元，較上年增加。失業率不變，人口減少。".encode("cp950")[:-1], "a.txt")
    assert decoded == ("全市總決算歲入，為一千萬元，較上年增加。失業率不變，人口減少�", "cp950", 1)


def test_utf16_with_half_a_character_at_its_end() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le") + b"\x00", "a.txt")
    assert decoded.text == REPORT + "�"
    assert decoded.replaced == 1


@pytest.mark.parametrize(
    ("data", "code", "sentence"),
    [
        pytest.param(b"", Code.EMPTY, "a: is empty", id="空文件"),
        pytest.param(codecs.BOM_UTF8, Code.EMPTY, "a: holds nothing but white space", id="只有BOM"),
        pytest.param("\r\n　\t ".encode(), Code.EMPTY, "a: holds nothing but white space", id="只有空白"),
        pytest.param(b"GIF89a\x01\x00", Code.UNREAD_FORMAT, "a: looks like a GIF picture, which is not read", id="GIF"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\x00", Code.UNREAD_FORMAT, "a: looks like a 7z archive", id="7z"),
        pytest.param(
            (FILES / "report.doc").read_bytes()[:-600], Code.BROKEN_FILE, "a: is an old Office file", id="截断的目录"
        ),
        pytest.param(b"BZh91AY&SY\x00\x01", Code.UNREAD_FORMAT, "a: looks like a bzip2 archive", id="bzip2"),
        pytest.param(b"\x28\xb5\x2f\xfd\x00", Code.UNREAD_FORMAT, "a: looks like a Zstandard archive", id="zst"),
        pytest.param(
            b"\x00\x01\x00\x00Standard Jet DB\x00", Code.UNREAD_FORMAT, "a: looks like an Access database", id="数据库"
        ),
        pytest.param(b"PK\x03\x04\x14\x00", Code.BROKEN_FILE, "a: is a damaged ZIP package", id="残缺的ZIP"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", Code.UNREAD_FORMAT, "a: is an old Office file of a kind", id="OLE"
        ),
        pytest.param(
            bytes(range(256)) * 9, Code.BINARY, "a: is not text; 11% of it are control characters", id="任意字节"
        ),
        pytest.param(bytes(5000), Code.BINARY, "a: is not text; 100%", id="全是零"),
        pytest.param(codecs.BOM_UTF16_BE + bytes(600), Code.BINARY, "a: is not text; 100%", id="UTF-16的零"),
        pytest.param(b"\xff\x80" * 400, Code.UNDECODABLE, "a: is neither UTF-8, UTF-16 nor GB18030; ", id="无法解码"),
        pytest.param(b"<?xml version='1.0'?>", Code.UNREAD_FORMAT, "looks like XML, which is not read", id="XML"),
        pytest.param(
            "<根 a='1'><值>98.6</值></根>\n".encode(), Code.UNREAD_FORMAT, "looks like XML", id="没有声明的XML"
        ),
        pytest.param(b"{\\rtf1\\ansi", Code.UNREAD_FORMAT, "looks like RTF, which is not read", id="RTF"),
    ],
)
def test_what_is_no_text_is_rejected_by_name(data: bytes, code: Code, sentence: str) -> None:
    with pytest.raises(RejectedError) as rejected:
        read_document(data, "a")
    assert rejected.value.code is code
    assert sentence in str(rejected.value)
    assert "\n" not in str(rejected.value)


@pytest.mark.parametrize(
    ("data", "format"),
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", Format.PDF, id="PDF"),
        pytest.param(b"\r\n%PDF-1.4\nobj", Format.PDF, id="空行后的PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00", Format.IMAGE, id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF", Format.IMAGE, id="JPEG"),
        pytest.param(b"BM\x9a\x00\x00\x00\x00\x00\x00\x00\x36", Format.IMAGE, id="BMP"),
        pytest.param(b"BMW", Format.TEXT, id="BM开头的文本"),
        pytest.param(b"<html lang='zh'><p>1", Format.HTML, id="HTML"),
        pytest.param(b"\xef\xbb\xbf\n<!DOCTYPE HTML>", Format.HTML, id="HTML声明"),
        pytest.param(b"<!-- Word -->\n<p style='width:100%'>", Format.HTML, id="Word的HTML"),
        pytest.param("收入5亿元".encode(), Format.TEXT, id="文本"),
        pytest.param("PAR1项目2024年投资12亿元。".encode(), Format.TEXT, id="PAR1开头的文本"),
        pytest.param("id-lh,收入（亿元）\n1,12\n".encode(), Format.TEXT, id="列名中的lh"),
        pytest.param("公司1**ACE**集团收入5亿元".encode(), Format.TEXT, id="文本中的ACE"),
        pytest.param("`昊支出5亿元".encode("gb18030"), Format.TEXT, id="GBK的开头"),
        pytest.param(("一" * 13 + "。 EMF指标5亿元").encode(), Format.TEXT, id="文本中的EMF"),
    ],
)
def test_the_reader_is_chosen_by_content(data: bytes, format: Format) -> None:
    assert format_of(data, "a.txt") is format


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("收入5亿元\x00增长\x00", id="一两个NUL"),
        pytest.param("第一页\x0c第二页\x0c" * 50, id="换页符"),
        pytest.param("收入5亿元\x1a", id="DOS文件结束符"),
        pytest.param("<1%的企业，>5亿元的项目", id="小于号开头"),
        pytest.param("<报告>2023年全市财政收入53.2亿元</报告>", id="一个元素里的句子"),
        pytest.param("<报告><段>全市财政收入53.2亿元，增长5.4%。</段></报告>", id="几层元素里的句子"),
        pytest.param("<双减>政策", id="尖括号"),
        pytest.param("PK赛：收入5亿元", id="PK开头"),
        pytest.param("收入5亿元�增长5%" * 2, id="早已丢字"),
    ],
)
def test_odd_text_is_text(text: str) -> None:
    assert read_text(text.encode(), "a").text == text


JAPANESE = "令和五年度一般会計予算は総額で１１４兆円となり、前年度に比べて６兆円の増加となった。"
KOREAN = "2023년도 정부 예산안은 총 639조 원으로 전년 대비 5.2% 증가하였다. 국가채무는 1134조 원으로 추정된다."


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        pytest.param(JAPANESE, "cp932", "Shift-JIS", id="日文Shift-JIS"),
        pytest.param(JAPANESE, "euc_jp", "EUC-JP", id="日文EUC"),
        pytest.param(JAPANESE, "iso2022_jp", "ISO 2022", id="日文ISO-2022"),
        pytest.param(KOREAN, "euc_kr", "EUC-KR", id="韩文EUC"),
        pytest.param(KOREAN * 2000, "cp949", "EUC-KR", id="韩文长篇"),
        pytest.param(JAPANESE * 2000, "cp932", "Shift-JIS", id="日文长篇"),
    ],
)
def test_text_in_another_language_is_not_read_as_chinese(text: str, encoding: str, told: str) -> None:
    with pytest.raises(RejectedError) as rejected:
        read_text(text.encode(encoding), "a")
    assert rejected.value.code is Code.UNDECODABLE
    assert str(rejected.value) == f"a: is text in {told}, which is no encoding of Chinese that is read"


def test_chinese_in_an_encoding_of_japanese_is_not_read() -> None:
    text = "全市一般公共預算收入532.39億元，比上年增長5.4%。人均可支配收入3萬元。"
    with pytest.raises(RejectedError, match="is text in EUC-JP"):
        read_text(text.encode("euc_jp", "ignore"), "a")


@pytest.mark.parametrize("pack", [base64.b64encode, base64.encodebytes], ids=["一行", "多行"])
def test_text_that_is_packed_is_not_read(pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(RejectedError) as rejected:
        read_text(pack(("全市一般公共预算收入532.39亿元。" * 9).encode()), "a")
    assert rejected.value.code is Code.UNDECODABLE


def test_utf16_without_a_mark_that_is_cut_within_a_character() -> None:
    decoded = decode((REPORT * 2).encode("utf-16-le")[:-1], "a")
    assert (decoded.text, decoded.encoding, decoded.replaced) == ((REPORT * 2)[:-1] + "\ufffd", "utf-16-le", 1)


def test_the_seven_bits_of_old_mails() -> None:
    document = read_text("收入532.39亿元。".encode("hz"), "a")
    assert (document.text, document.encoding, document.codes) == ("收入532.39亿元。", "hz", ())


@pytest.mark.parametrize("text", ["~{", "a~{b~}c", "路径是~{用户}"], ids=["半个", "不是汉字", "不是七位"])
def test_a_tilde_before_a_brace_is_text(text: str) -> None:
    assert read_text(text.encode(), "a").text == text


@pytest.mark.parametrize(
    ("encoding", "taken", "told"),
    [
        pytest.param("utf-8", "gbk", "GBK", id="UTF-8当作GBK"),
        pytest.param("utf-8", "gb18030", "GBK", id="UTF-8当作GB18030"),
        pytest.param("utf-8", "latin-1", "Latin-1", id="UTF-8当作Latin-1"),
        pytest.param("utf-8", "cp1252", "Latin-1", id="UTF-8当作Windows-1252"),
        pytest.param("gbk", "latin-1", "Latin-1", id="GBK当作Latin-1"),
    ],
)
def test_text_that_was_saved_in_a_wrong_encoding_is_not_read(encoding: str, taken: str, told: str) -> None:
    text = REPORT.encode(encoding).decode(taken, "ignore")
    with pytest.raises(RejectedError) as rejected:
        read_text(text.encode(), "a")
    assert rejected.value.code is Code.UNDECODABLE
    assert str(rejected.value) == f"a: is text of another encoding taken for {told}, which means nothing"


@pytest.mark.parametrize(
    "text",
    [
        "Les recettes générales se sont élevées à 532,39 milliards, où l’État prévoit déjà Noël. Ça, côté, été.",
        "收入“5亿元”——·……“支出”——‘结余’……",
        "Nǐ hǎo, zhōngguó zhèngfǔ gōngzuò bàogào, yùsuàn zhíxíng qíngkuàng",
        "鑫淼焱垚鱻犇羴猋骉麤龘靐齉爨癵驫麣纞虋讟钃鸜麷鞻韽韾顟顠顤顥",
        f"{NBSP * 8}收入45.6亿元\n{NBSP * 8}支出12亿元\n{NBSP * 12}税收5亿元\n",
        f"一、收入情况{'·' * 30}1\n二、支出情况{'·' * 30}2\n",
        f"{'×' * 30}公司收入3亿元",
    ],
    ids=["法文", "标点", "拼音", "生僻字", "不换行空格缩进", "目录的点", "隐去的名称"],
)
def test_what_only_looks_odd_is_read(text: str) -> None:
    assert read_text(text.encode(), "a").text == text


def test_the_remains_of_lost_characters_are_told() -> None:
    document = read_document("收入锟斤拷5亿元，增长锟斤拷锟斤拷5.4%".encode(), "a")
    assert document.codes == (Code.REPLACED_CHARACTERS,)
    assert document.complaints == ("锟斤拷 stands for lost characters, 3 times, the first at character 2",)


_HERE = Path(__file__).parents[1]
_CHINESE = [*sorted((_HERE / "golden").glob("*.txt")), *sorted((SHARED / "eval/texts").glob("*.txt"))]


@pytest.mark.parametrize("path", _CHINESE, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5hkscs"])
@pytest.mark.parametrize("length", [20, 100, 1000])
def test_no_piece_of_a_chinese_text_is_taken_for_another_language(path: Path, encoding: str, length: int) -> None:
    text = path.read_text(encoding="utf-8").encode(encoding, "ignore").decode(encoding)
    for start in range(0, len(text), length):
        piece = text[start : start + length]
        if piece.strip():
            found = decode(piece.encode(encoding), "a")
            assert found.text == piece or encoding == "big5hkscs"  # of which a short piece may be GB18030 as well


def test_what_is_unmistaken_has_bytes_that_no_chinese_in_utf_8_has() -> None:
    chinese = {
        byte
        for code in (*range(0x3000, 0x3040), *range(0x4E00, 0xA000), *range(0xFF00, 0xFF60))
        for byte in chr(code).encode()
    }
    assert all(set(one.encode("gb18030")) - chinese for one in sniff._UNMISTAKEN)
