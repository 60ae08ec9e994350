"""Nasty texts: encodings, characters that are not seen, lines and numbers without end, what is no text."""

import codecs
import gzip
import io
import json
import quopri
import tarfile
from functools import partial
from urllib.parse import quote

from gongbao.model import Code
from tests.faults.case import PLANTED, VALUES, Case, fine, refused, warned


def _spread(mark: str) -> bytes:
    return f"全市一般公共预算收入{mark.join('532.39亿元')}，增长5.4%。".encode()


def _led(dots: str) -> bytes:
    return f"一般公共预算收入{dots}532.39亿元\n".encode()


def _grouped(mark: str) -> bytes:
    return f"收入1{mark}234{mark}567.8亿元。".encode()


def _long(piece: str, size: int) -> bytes:
    return (piece * (size // len(piece)) + "\n" + PLANTED).encode()


def _around(piece: str, size: int) -> bytes:
    return (PLANTED + piece * (size // len(piece)) + PLANTED).encode()


_PIECES = (
    *("（", "“", "《", "《“", "、", "，", "1、", "一、", "（一）", "第一章", "十", "零", "亿", "万亿", "%", "至"),
    *("1至", "3-", "1~", "2023年", "年", "月", "同比", "增长", "分别", "其中：", "第一季度", "近年来", "以来"),
    *("1. ", "a", "a ", ".", "-", "—", "\t", " ", "\n", "。", "0.", "1,", "1/", "50%", "5亿元、", "5亿元，其中"),
    *("增长5%、", "目标是", "力争", "十四五", "“十四五”", "不超过", "多", "余", "千米", "GDP", "单位：万元\n"),
)
# A name for the pieces that are not to be seen.
_NAMES = {"\t": "制表符", " ": "空格", "\n": "空行", "a ": "a空格"}
_SHORT, _LONG = 6_000, 200_000


def _mail(kind: str, body: str) -> bytes:
    head = "From: a@a.cn\r\nSubject: =?gb2312?B?1Mo=?=\r\nMIME-Version: 1.0\r\nContent-Type: "
    return f"{head}{kind}\r\n\r\n{body}".encode()


def _tar(text: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(text.encode())
        archive.addfile(member, io.BytesIO(text.encode()))
    return file.getvalue()


def _of_two(first: str, then: str) -> bytes:
    """A text put together of two, each in an encoding of its own."""
    return (PLANTED * 2 + "\n").encode(first) * 5 + (PLANTED * 2 + "\n").encode(then) * 4


ENCODINGS = [
    *(
        fine(f"编码-{codec}", partial(PLANTED.encode, codec))
        for codec in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb2312", "gbk", "gb18030")
    ),
    fine("GB18030带BOM", lambda: ("\ufeff" + PLANTED).encode("gb18030")),
    fine("两个BOM", lambda: codecs.BOM_UTF8 * 2 + PLANTED.encode()),
    fine("文中的BOM", lambda: PLANTED.replace("收", "\ufeff收").encode(), says=("\ufeff",)),
    *(
        fine(
            f"{name}没有声明",
            partial("全市一般公共預算收入532.39億元，增長5.4%。".encode, codec),
            says=("全市一般公共預算收入532.39億元",),
        )
        for name, codec in (("Big5", "big5"), ("大五码香港增补", "big5hkscs"))
    ),
    fine("GBK前的BOM", lambda: codecs.BOM_UTF8 + (PLANTED * 3).encode("gbk")),
    warned(
        "截断的GBK前的BOM", lambda: codecs.BOM_UTF8 + (PLANTED * 3).encode("gbk") + b"\xca", Code.REPLACED_CHARACTERS
    ),
    *(
        fine(f"两种编码的行-{first}在前", partial(_of_two, first, then), says=(PLANTED * 2 + "\n" + PLANTED,))
        for first, then in (("utf-8", "gbk"), ("gbk", "utf-8"))
    ),
    fine("GB18030的四字节", lambda: ("𠀀㐂" * 20 + "。" + PLANTED).encode("gb18030")),
    warned("截断在GB18030的四字节里", lambda: (PLANTED + "㐂").encode("gb18030")[:-2], Code.REPLACED_CHARACTERS),
    fine("UTF-16没有标记而先是拉丁字", lambda: ("Report 2024\r\n" * 30 + PLANTED).encode("utf-16-le")),
    fine("UTF-32没有标记", lambda: (PLANTED * 2).encode("utf-32-be")),
    fine("HZ", lambda: ("2024年" + PLANTED).encode("hz")),
    fine("两个回车的行末", lambda: (PLANTED + "\r\r\n").encode() * 3),
    warned(
        "GBK里坏了一个字节", lambda: (PLANTED.encode("gbk") + b"\xff") + PLANTED.encode("gbk"), Code.REPLACED_CHARACTERS
    ),
    fine("GBK里有用户造的字", lambda: (PLANTED * 3).encode("gbk") + b"\xa1\x41"),
    fine("UTF-32", lambda: PLANTED.encode("utf-32")),
    refused("EBCDIC", lambda: b"\xc7\xc4\xd7\x40\x15\x05\x9f" * 200, Code.BINARY),
    warned("截断的UTF-8", lambda: (PLANTED + "支").encode()[:-1], Code.REPLACED_CHARACTERS, says=("\ufffd",)),
    warned("代理字符写成UTF-8", lambda: PLANTED.encode() + b"\xed\xa0\x80", Code.REPLACED_CHARACTERS),
    warned("过长的UTF-8", lambda: PLANTED.encode() + b"\xc0\xaf", Code.REPLACED_CHARACTERS),
    warned("UTF-8里的坏字节", lambda: PLANTED.encode() + b"\xff\xfe", Code.REPLACED_CHARACTERS),
    warned(
        "UTF-16里的半个字符",
        lambda: codecs.BOM_UTF16_LE + PLANTED.encode("utf-16-le") + b"\x00\xd8",
        Code.REPLACED_CHARACTERS,
    ),
    warned("UTF-16多一个字节", lambda: PLANTED.encode("utf-16") + b"\0", Code.REPLACED_CHARACTERS),
    warned("早已丢了的字", lambda: (PLANTED + "\ufffd\ufffd").encode(), Code.REPLACED_CHARACTERS),
    warned("存成问号的字", lambda: (PLANTED + "????????5.2????").encode(), Code.REPLACED_CHARACTERS),
    *(
        refused(f"写成转义-{name}", partial(make, PLANTED * 3), Code.UNDECODABLE)
        for name, make in (
            ("JSON", lambda text: json.dumps({"content": text}).encode()),
            ("实体", lambda text: text.encode("ascii", "xmlcharrefreplace")),
            ("可打印", lambda text: quopri.encodestring(text.encode())),
            ("网址", lambda text: quote(text).encode()),
            ("UTF-7", lambda text: text.encode("utf-7")),
        )
    ),
    fine(
        "接口给出的网页",
        lambda: (
            json.dumps({"content": f"<p>{PLANTED}</p><p>支出</p>"}, ensure_ascii=False).replace("/", "\\/").encode()
        ),
        only=True,
    ),
    fine("话里的转义", lambda: (PLANTED + "\\u5168 &#20840; +UWheAk4A-").encode()),
    refused("全是坏字节", lambda: b"\xff\x80" * 1000, Code.UNDECODABLE),
    refused("全是零", lambda: bytes(10_000), Code.BINARY),
    refused("任意字节", lambda: bytes(range(256)) * 40, Code.BINARY),
    refused("空文件", lambda: b"", Code.EMPTY),
    refused("只有BOM", lambda: codecs.BOM_UTF8, Code.EMPTY),
    refused("只有空白", lambda: "\r\n　\t\u2003\x0b".encode() * 1000, Code.EMPTY),
]

UNSEEN = [
    *(
        fine(f"数字之间的{name}", partial(_spread, mark), says=(mark,))
        for name, mark in (
            *(("零宽空格", "\u200b"), ("零宽连字", "\u200d"), ("从右到左", "\u202e"), ("隔离符", "\u2066")),
            *(
                ("软连字符", "\u00ad"),
                ("零宽不换行", "\ufeff"),
                ("词连接符", "\u2060"),
                ("左右标记", "\u200e"),
                ("异体选择", "\ufe0f"),
            ),
        )
    ),
    fine("整句倒排", lambda: ("\u202e" + PLANTED + "\u202c").encode()),
    fine("一万个零宽字符", lambda: ("\u200b" * 10_000 + PLANTED + "\u200b" * 10_000).encode()),
    fine("只有零宽字符", lambda: ("\u200b" * 100).encode(), "", only=True),
    fine("一个NUL", lambda: (PLANTED + "\0").encode(), says=("\0",)),
    *(
        fine(
            f"千分空是{name}",
            partial(_grouped, mark),
            "123456780000000 CNY",
            only=True,
        )
        for name, mark in (
            ("四分之一字", "\u2005"),
            ("薄空格", "\u2009"),
            ("窄的不换行", "\u202f"),
            ("数字宽", "\u2007"),
        )
    ),
    fine(
        "薄空格不在三位数之前",
        lambda: "表1\u200923亿元，第3\u20091234万元。".encode(),
        "2300000000 CNY",
        "12340000 CNY",
    ),
    *(
        fine(f"带头的{name}", partial(_led, dots), "53239000000 CNY", only=True)
        for name, dots in (("点", "." * 30), ("中点", " ····· "), ("省略号", "…………"), ("全角的点", "．．．．．．"))
    ),
    fine("带头的点到页码", lambda: ("一、收入" + "." * 30 + "3\n二、支出" + "." * 30 + "15\n").encode(), "", only=True),
    fine("退格重打", lambda: ("收\b收入\b入。" + PLANTED).encode()),
    warned("数字里有没有意义的字", lambda: "收入5\ue0002亿元。".encode(), Code.GARBLED_TEXT, values=()),
    fine("数字外有没有意义的字", lambda: f"\ue000{PLANTED}2023\ue5e51\uf06c".encode()),
    fine("数字里的NUL", lambda: "收入53\x002.39亿元，增长5.4%。".encode()),
    fine("换页符", lambda: ("\f" + PLANTED + "\f").encode()),
    fine("DOS文件结束符", lambda: (PLANTED + "\x1a").encode()),
    fine("竖直制表与换行", lambda: ("\v" + PLANTED + "\x85\u2028\u2029").encode()),
    fine("只有回车", lambda: PLANTED.replace("，", "，\r").encode()),
    fine("组合符号成堆", lambda: ("增" + "\u0301" * 5000 + "。" + PLANTED).encode()),
    fine("标签字符", lambda: ("\U000e0041" * 100 + PLANTED).encode()),
    fine("非字符", lambda: ("\ufdd0\uffff\U0010ffff" + PLANTED).encode()),
    fine("表情组合", lambda: ("👨‍👩‍👧" * 500 + PLANTED).encode()),
    fine("全角数字", lambda: PLANTED.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.%"}).encode()),
    refused("控制字符过多", lambda: (PLANTED + "\x01" * 40).encode(), Code.BINARY),
]

ENDLESS = [
    *(
        fine(
            f"没完没了的{_NAMES.get(piece, piece.strip())}{size}",
            partial(_long, piece, size),
            slow=size == _LONG,
        )
        for size in (_SHORT, _LONG)
        for piece in _PIECES
    ),
    *(
        fine(f"没完没了的数字{name}", partial(_around, piece, _SHORT))
        for name, piece in (("", "1"), ("加逗号", "1,234"), ("带小数", "9.9"), ("九", "九"))
    ),
    fine("百万位的金额", lambda: (PLANTED + "9" * 1_000_000 + "元。").encode(), only=True),
    warned("六十位的金额", lambda: (PLANTED + "9" * 60 + "元。").encode(), Code.NUMBER_TOO_LONG),
    fine("一行十兆", lambda: ("某市" * 1_600_000 + PLANTED).encode(), slow=True),
    fine("一行一百兆", lambda: ("某市" * 16_600_000 + PLANTED).encode(), slow=True),
    fine("十万行", lambda: ("第一行\n" * 100_000 + PLANTED).encode(), slow=True),
]

NO_TEXT = [
    refused("RTF", lambda: b"{\\rtf1\\ansi 5%}", Code.UNREAD_FORMAT),
    refused(
        "SVG",
        lambda: f'<svg xmlns="http://www.w3.org/2000/svg"><text x="77%">{PLANTED}</text>'.encode(),
        Code.UNREAD_FORMAT,
    ),
    refused("没有声明的XML", lambda: f'<a:root xmlns:a="x" b="77%">{PLANTED}</a:root>'.encode(), Code.UNREAD_FORMAT),
    refused("空行和注释后的RTF", lambda: b"\n" * 9000 + b"{\\rtf1\\ansi 5%}", Code.UNREAD_FORMAT),
    *(
        refused(f"代码-{name}", code.encode, Code.UNREAD_FORMAT)
        for name, code in (
            ("样式", "/* 收入5亿元 */\nbody, .a > b:hover {\n  width: 50%;\n}\n"),
            ("样式的编码", '\ufeff@charset "utf-8";\n/* 主 */ .a{width:33.3%}'),
            ("脚本", "/*! x v3.5 */!function(e,t){return '加载50%'}(window);"),
            ("严格的脚本", "// 收入5亿元\n\"use strict\";\nvar a = '50%';"),
            ("脚本的变量", "var data = {name: '收入', value: '5.4%'};"),
        )
    ),
    fine("像代码的文字", lambda: f"A类: {{增长}}：\n/* 注 */ function和@media是词。{PLANTED}".encode()),
    fine("没完没了的代码注释", lambda: b"/**/" * 100_000 + b"\n" + PLANTED.encode()),
    refused("PostScript", lambda: b"%!PS-Adobe-3.0\n(5%) show\n", Code.UNREAD_FORMAT),
    refused("tar", lambda: _tar(PLANTED * 20_000), Code.UNREAD_FORMAT),
    *(
        refused(f"邮件-{name}", make, Code.UNREAD_FORMAT)
        for name, make in (
            ("有附件", lambda: _mail("multipart/mixed; boundary=x", "--x\r\n\r\n" + PLANTED + "\r\n--x--\r\n")),
            ("邮箱", lambda: b"From a@a.cn Mon Jan  1 00:00:00 2024\n" + _mail("multipart/mixed; boundary=x", "5%")),
            ("两种正文", lambda: _mail("multipart/alternative;\r\n boundary=x", "--x\r\n\r\n5%\r\n--x--\r\n")),
            ("base64", lambda: _mail("text/plain\r\nContent-Transfer-Encoding: base64", "NSU=")),
            ("可打印", lambda: _mail("text/plain\r\nContent-Transfer-Encoding: quoted-printable", "5%=E4=BA=BF")),
        )
    ),
    fine("像邮件的文字", lambda: f"主送: 各区\nSubject: 收入\nContent-Type: 公报\n\n{PLANTED}".encode()),
    fine("尖括号里的词", lambda: f"<A>类企业<b2>。{PLANTED}".encode(), says=("<A>类",)),
    refused("XML", lambda: ("<?xml version='1.0'?><a>" + PLANTED + "</a>").encode(), Code.UNREAD_FORMAT),
    refused(
        "带实体的XML", lambda: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', Code.UNREAD_FORMAT
    ),
    refused("GIF", lambda: b"GIF89a" + bytes(100), Code.UNREAD_FORMAT),
    refused("gzip", lambda: gzip.compress(PLANTED.encode()), Code.UNREAD_FORMAT),
    refused("7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), Code.UNREAD_FORMAT),
    refused("RAR", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100), Code.UNREAD_FORMAT),
    *(
        refused(name, partial(magic.ljust, 300, b"\0"), Code.UNREAD_FORMAT)
        for name, magic in (("CAJ", b"CAJ"), ("CEB", b"Founder CEB 3"), ("xz", b"\xfd7zXZ"))
    ),
    refused("可执行文件", lambda: b"\x7fELF\x02\x01\x01" + bytes(2000), Code.UNREAD_FORMAT),
    fine("公式", lambda: ("=cmd|'/c calc'!A1\n" + PLANTED).encode()),
    fine("脚本", lambda: ('"><script>alert(1)</script>\n' + PLANTED).encode()),
    fine("BM开头", lambda: ("BM" + PLANTED).encode()),
    fine("PK开头", lambda: ("PK" + PLANTED).encode()),
    fine("说到PDF", lambda: ("以%PDF-开头。" + PLANTED).encode()),
]

_ROWS = "项目/金额（亿元）/增长%\n税收/532.39/5.4\n非税/7/-3\n"
SEPARATED = [
    *(
        fine(f"分隔值-{name}", rows.encode, *VALUES, "700000000 CNY", "-3 %", only=True)
        for name, rows in (
            *(
                (name, _ROWS.replace("/", mark))
                for name, mark in (("逗号", ","), ("分号", ";"), ("竖线", "|"), ("逗号和空格", " , "))
            ),
            ("小数逗号", _ROWS.replace("/", ";").replace(".", ",").replace(";7;", ";7,0;").replace("-3", "-3,0")),
            ("说了分隔符", "sep=;\n" + _ROWS.replace("/", ";")),
            ("只有回车", _ROWS.replace("/", ",").replace("\n", "\r")),
            ("空的列", _ROWS.replace("/", ",").replace("\n", ",,,,\n")),
            ("空的行", _ROWS.replace("/", ",").replace("\n", "\n,,\n")),
            ("前面空的列", "," + _ROWS.strip().replace("/", ",").replace("\n", "\n,")),
            ("句子的注", _ROWS.replace("/", ",") + "注：本表为快报数。\n"),
            ("行里的BOM", _ROWS.replace("/", ",").replace("税", "\ufeff税", 1)),
        )
    ),
    fine("分隔值-一格是记录", lambda: f'编号,内容\n1,"{{""a"":1}}"\n2,"{PLANTED}"\n'.encode()),
]

CASES: list[Case] = [*ENCODINGS, *UNSEEN, *ENDLESS, *SEPARATED, *NO_TEXT]
