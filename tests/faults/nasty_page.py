"""Nasty files that have pages: PDF, OFD and pictures."""

# ruff: noqa: E501 (a few lines of markup are read best as they stand)

import base64
import io
import struct
import zlib
from collections.abc import Callable
from functools import cache, partial
from hashlib import md5

from gongbao.model import Code
from tests.faults.case import PLANTED, Case, fine, refused, warned
from tests.faults.make_raw import (
    FONT,
    deflated,
    lzw_bomb,
    page_objects,
    parts,
    pdf_of,
    png,
    repacked,
    shown,
    simple_pdf,
    stream,
    zipped,
)
from tests.read import make_ofd as ofd
from tests.read.make_archive import declared, flagged

_TEXT = shown(PLANTED)
_FIGURE = "收入77亿元。"


def _page(content: bytes = _TEXT, page: bytes = b"", resources: bytes = b"", **more: bytes) -> Callable[[], bytes]:
    """A page of some operators; ``o500`` and so on are further objects."""
    objects = {int(name[1:]): body for name, body in more.items()}
    return lambda: pdf_of(page_objects(stream(content), page=page, resources=resources, more=objects))


def _form(content: bytes, forms: bytes = b"", entries: bytes = b"") -> bytes:
    own = b"/Resources<</Font<</F1 3 0 R>>/XObject<<%b>>>>" % forms
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]%b%b" % (own, entries))


def _chain(times: int, depth: int) -> Callable[[], bytes]:
    """Forms that draw the next one so many times."""
    forms = {500 + i: _form(b"/N Do " * times, b"/N %d 0 R" % (501 + i)) for i in range(depth)}
    forms[500 + depth] = _form(shown(PLANTED))
    content = stream(shown(PLANTED, y=600) + b"/X Do")
    return lambda: pdf_of(page_objects(content, resources=b"/XObject<</X 500 0 R>>", more=forms))


def _tree(kids: bytes, count: bytes = b"1") -> Callable[[], bytes]:
    """A file whose tree of pages says something of itself."""
    objects = {
        **page_objects(stream(_TEXT)),
        2: b"<</Type/Pages/Count %b/Kids[%b]/MediaBox[0 0 595 842]>>" % (count, kids),
    }
    return lambda: pdf_of(objects)


def _deep_tree(depth: int) -> bytes:
    objects = dict(page_objects(stream(_TEXT)))
    objects[2] = b"<</Type/Pages/Count 1/Kids[500 0 R]/MediaBox[0 0 595 842]>>"
    for i in range(depth):
        kid = b"%d 0 R" % (501 + i) if i < depth - 1 else b"10 0 R"
        objects[500 + i] = b"<</Type/Pages/Parent %d 0 R/Count 1/Kids[%b]>>" % (499 + i if i else 2, kid)
    return pdf_of(objects)


def _many_pages(count: int) -> bytes:
    """A file that shows one page again and again."""
    objects = dict(page_objects(stream(_TEXT)))
    objects[2] = b"<</Type/Pages/Count %d/Kids[%b]/MediaBox[0 0 595 842]>>" % (count, b"10 0 R " * count)
    return pdf_of(objects)


def _hidden(body: Callable[[], bytes], **more: bytes) -> Callable[[], bytes]:
    """A page whose content is a stream object made in an unusual way."""
    objects = {int(name[1:]): body for name, body in more.items()}
    return lambda: pdf_of(page_objects(body(), more=objects))


@cache
def _bomb() -> bytes:
    return zlib.compress(b" " * 160_000_000, 9)


def _packed(size: int, times: int) -> Callable[[], bytes]:
    return lambda: pdf_of(page_objects(deflated(b" " * size + _TEXT, times=times)))


def _lzw(content: bytes) -> bytes:
    """Each byte by itself, in nine bits, and the table cleared before codes grow longer."""
    codes = [code for i, byte in enumerate(content) for code in ([256, byte] if i % 200 == 0 else [byte])] + [257]
    bits = "".join(f"{code:09b}" for code in codes)
    return bytes(int(bits[i : i + 8].ljust(8, "0"), 2) for i in range(0, len(bits), 8))


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


def _locked(password: bytes) -> bytes:
    """A file locked in the oldest way, with 40 bits: by an empty password it may be read and not be changed."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    user, owner = (password + padding)[:32], (b"owner" + padding)[:32]
    of_owner = _rc4(md5(owner).digest()[:5], user)
    key = md5(user + of_owner + struct.pack("<i", -4) + b"0" * 16).digest()[:5]
    content = _rc4(md5(key + struct.pack("<I", 11)[:3] + bytes(2)).digest()[:10], zlib.compress(_TEXT))
    lock = (of_owner.hex().encode(), _rc4(key, padding).hex().encode())
    return pdf_of(
        page_objects(stream(content, b"/Filter/FlateDecode")),
        trailer=b"/ID[<%b><%b>]/Encrypt<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -4>>" % (b"30" * 16, b"30" * 16, *lock),
    )


def _noted(
    content: bytes = shown(PLANTED, x=0, y=5), entries: bytes = b"/Subtype/FreeText", forms: bytes = b""
) -> bytes:
    """An empty page with something upon it: a note, a field of a form."""
    note = b"<</Type/Annot/Rect[72 600 500 620]/AP<</N 501 0 R>>%b>>" % entries
    look = stream(
        content,
        b"/Type/XObject/Subtype/Form/BBox[0 0 428 20]/Resources<</Font<</F1 3 0 R>>/XObject<<%b>>>>" % forms,
    )
    return pdf_of(page_objects(stream(b""), page=b"/Annots[500 0 R]", more={500: note, 501: look}))


def _in_font(encoding: bytes, codec: str) -> Callable[[], bytes]:
    """A page whose text is in an encoding of old fonts."""
    content = b"BT /F1 12 Tf 72 700 Td <%b> Tj ET" % PLANTED.encode(codec).hex().encode()
    return lambda: pdf_of({**page_objects(stream(content)), 3: FONT.replace(b"UniGB-UCS2-H", encoding)})


def _placed(operators: bytes) -> Callable[[], bytes]:
    """A page whose text is set by some operators."""
    return _page(b"BT /F1 12 Tf %b <%b> Tj ET" % (operators, PLANTED.encode("utf-16-be").hex().encode()))


_ONE_BY_ONE = [shown(character, x=72 + 12 * at) for at, character in enumerate(PLANTED)]
_WHOLE = simple_pdf(PLANTED)
_LINES = b"".join(b"%d %d m %d %d l S " % (i % 500, i % 700, i % 500 + 50, i % 700) for i in range(20_000))

PDF = [
    fine("PDF", lambda: _WHOLE),
    refused("PDF-流炸弹", _packed(400_000_000, 1), Code.TOO_LARGE, bomb=True, slow=True),
    refused("PDF-两次压缩的炸弹", _packed(800_000_000, 2), Code.TOO_LARGE, bomb=True, slow=True),
    refused("PDF-小一点的炸弹", _packed(160_000_000, 1), Code.TOO_LARGE, bomb=True, slow=True),
    refused(
        "PDF-一千个小炸弹",
        lambda: pdf_of(page_objects(*[deflated(b" " * 1_000_000)] * 300)),
        Code.TOO_LARGE,
        bomb=True,
        slow=True,
    ),
    *(
        refused(f"PDF-{name}的炸弹", make, Code.TOO_LARGE, bomb=True)
        for name, make in (
            ("滤镜名转义", _hidden(lambda: stream(_bomb(), b"/Filter/F#6cateDecode"))),
            ("滤镜在别处", _hidden(lambda: stream(_bomb(), b"/Filter 500 0 R"), o500=b"[/FlateDecode]")),
            ("LZW", _hidden(lambda: stream(lzw_bomb(160_000_000), b"/Filter/LZWDecode"))),
            ("游程", _hidden(lambda: stream(b"\x81 " * 3_000_000, b"/Filter/RunLengthDecode"))),
            ("八五编码", _hidden(lambda: stream(base64.a85encode(_bomb()) + b"~>", b"/Filter[/A85/Fl]"))),
            ("十六进制", _hidden(lambda: stream(_bomb().hex().encode() + b">", b"/Filter[/AHx/Fl]"))),
            (
                "两种滤镜",
                _hidden(lambda: stream(zlib.compress(b"\x81 " * 3_000_000), b"/Filter[/FlateDecode/RunLengthDecode]")),
            ),
            ("扮成图片", _hidden(lambda: stream(_bomb(), b"/Width 9/Filter/FlateDecode"))),
            (
                "说是小图片",
                _hidden(lambda: stream(_bomb(), b"/Subtype/Image/Width 900/Height 900/Filter/FlateDecode")),
            ),
            (
                "说是极大的图片",
                _hidden(lambda: stream(_bomb(), b"/Subtype/Image/Width 99999/Height 99999/Filter/FlateDecode")),
            ),
            ("长字典", _hidden(lambda: stream(_bomb(), b"/A(%b)/Filter/FlateDecode" % (b" " * 30_000)))),
            ("字典里有obj", _hidden(lambda: stream(_bomb(), b"/Filter/FlateDecode/xobj 1"))),
            ("谎报长度", _hidden(lambda: stream(_bomb(), b"/Length 10/Filter/FlateDecode"))),
        )
    ),
    fine("PDF-LZW", _hidden(lambda: stream(_lzw(_TEXT), b"/Filter/LZWDecode"))),
    fine("PDF-八五编码", _hidden(lambda: stream(base64.a85encode(zlib.compress(_TEXT)) + b"~>", b"/Filter[/A85/Fl]"))),
    fine(
        "PDF-许多大图片",
        lambda: pdf_of(
            page_objects(
                stream(_TEXT + b"9 0 0 9 0 0 cm /X Do"),
                resources=b"/XObject<</X 500 0 R>>",
                more={
                    500 + i: deflated(
                        bytes(36_000_000),
                        b"/Subtype/Image/Width 6000/Height 6000/ColorSpace/DeviceGray/BitsPerComponent 8",
                    )
                    for i in range(12)
                },
            )
        ),
        slow=True,
    ),
    fine("PDF-压缩三次", _packed(1000, 3)),
    refused(
        "PDF-名字转义的表单",
        _page(_TEXT + b"/X Do", resources=b"/XObject<</X 500 0 R>>", o500=_form(b"/#58 Do /X Do", b"/#58 500 0 R")),
        Code.TOO_LARGE,
        bomb=True,
    ),
    refused("PDF-表单翻倍", _chain(2, 30), Code.TOO_LARGE, bomb=True),
    refused("PDF-表单翻百倍", _chain(100, 6), Code.TOO_LARGE, bomb=True),
    refused(
        "PDF-表单画自己两次",
        _page(_TEXT + b"/X Do", resources=b"/XObject<</X 500 0 R>>", o500=_form(b"/X Do /X Do", b"/X 500 0 R")),
        Code.TOO_LARGE,
        bomb=True,
    ),
    refused(
        "PDF-压缩的表单画自己",
        _page(
            _TEXT + b"/X Do",
            resources=b"/XObject<</X 500 0 R>>",
            o500=deflated(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject 501 0 R>>"),
            o501=b"<</X 500 0 R>>",
        ),
        Code.TOO_LARGE,
        bomb=True,
    ),
    refused(
        "PDF-资源在别处的表单",
        _page(
            _TEXT + b"/X Do",
            resources=b"/XObject<</X 500 0 R>>",
            o500=stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 501 0 R"),
            o501=b"<</XObject<</X 500 0 R>>>>",
        ),
        Code.TOO_LARGE,
        bomb=True,
    ),
    fine(
        "PDF-表单画自己一次",
        _page(_TEXT + b"/X Do", resources=b"/XObject<</X 500 0 R>>", o500=_form(b"/X Do", b"/X 500 0 R")),
    ),
    fine("PDF-表单里的字", _page(b"/X Do", resources=b"/XObject<</X 500 0 R>>", o500=_form(_TEXT))),
    fine("PDF-三层表单", _chain(1, 3)),
    refused("PDF-页太多", lambda: _many_pages(10_001), Code.TOO_LARGE),
    fine("PDF-说有十亿页", _tree(b"10 0 R", b"1000000000")),
    warned("PDF-页树成环", _tree(b"2 0 R 10 0 R", b"2"), Code.PAGE_WITHOUT_TEXT),
    fine("PDF-页数是负的", _tree(b"10 0 R", b"-5")),
    fine("PDF-页树很深", lambda: _deep_tree(200)),
    refused("PDF-页树极深", lambda: _deep_tree(20_000), Code.BROKEN_FILE),
    refused("PDF-没有页", _tree(b"", b"0"), Code.BROKEN_FILE),
    *(
        fine(f"PDF-页面大小{name}", _page(page=b"/MediaBox[%b]" % box))
        for name, box in (
            ("极大", b"0 0 20000 20000"),
            ("不是数", b"a b c d"),
            ("倒着", b"595 842 0 0"),
            ("为零", b"0 0 0 0"),
        )
    ),
    fine("PDF-单位极大", _page(page=b"/UserUnit 1e30")),
    fine("PDF-转九十一度", _page(page=b"/Rotate 91")),
    fine("PDF-转极多", _page(page=b"/Rotate 99999999999")),
    fine("PDF-坐标是NaN", _page(b"q nan inf -inf 1e400 0 0 cm Q " + _TEXT)),
    fine("PDF-坐标极远", _page(_TEXT + shown(_FIGURE, x=1e30, y=1e30)), hides=(_FIGURE,)),
    fine("PDF-字号为零", _page(_TEXT + shown(_FIGURE, size=0))),
    fine("PDF-字号极大", _page(_TEXT + shown("甲", size=1e20))),
    fine("PDF-字号为负", _page(_TEXT + b"q 1 0 0 -1 0 800 cm " + shown("甲", size=-12) + b"Q")),
    fine("PDF-矩阵压扁", _page(_TEXT + b"q 0 0 0 0 0 0 cm " + shown("甲") + b"Q")),
    fine("PDF-二十万次保存", _page(b"q " * 200_000 + _TEXT)),
    fine("PDF-二十万次恢复", _page(b"Q " * 200_000 + _TEXT)),
    fine("PDF-十万层数组", _page(b"[" * 100_000 + b"]" * 100_000 + b" TJ " + _TEXT)),
    fine("PDF-十万层字典", _page(_TEXT, o500=b"<</A" * 100_000 + b" 1 " + b">>" * 100_000)),
    fine("PDF-一兆的字符串", _page(b"(" + b"a" * 1_000_000 + b") pop " + _TEXT)),
    fine("PDF-括号不配对", _page(_TEXT + b"(((((")),
    fine("PDF-两万条线", _page(_LINES + _TEXT)),
    fine("PDF-内容重复", _page(page=b"/Contents[11 0 R 11 0 R 11 0 R]")),
    fine("PDF-内容指到自己", _page(page=b"/Annots[10 0 R]")),
    fine(
        "PDF-动作不执行",
        lambda: pdf_of(
            {
                **page_objects(stream(_TEXT)),
                1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert\\(1\\))>>]>>>>>>",
            }
        ),
    ),
    warned(
        "PDF-附件不打开",
        lambda: pdf_of(
            {
                **page_objects(
                    stream(_TEXT),
                    more={
                        500: stream(b"MZ", b"/Type/EmbeddedFile"),
                        501: b"<</Type/Filespec/F(a.exe)/EF<</F 500 0 R>>>>",
                    },
                ),
                1: b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)501 0 R]>>>>>>",
            }
        ),
        Code.LOST_COLUMN,
    ),
    fine("PDF-页上的批语", _noted),
    fine("PDF-表单的格", lambda: _noted(entries=b"/Subtype/Widget/FT/Tx/T(a)/V(1)")),
    refused("PDF-藏起的批语", lambda: _noted(entries=b"/Subtype/FreeText/F 2"), Code.NO_TEXT),
    refused("PDF-便笺的内容不算", lambda: _noted(entries=b"/Subtype/Text/Contents(77)"), Code.NO_TEXT),
    refused("PDF-批语画自己两次", lambda: _noted(b"/X Do /X Do", forms=b"/X 501 0 R"), Code.TOO_LARGE, bomb=True),
    fine("PDF-空口令加密", lambda: _locked(b"")),
    *(
        fine(f"PDF-字体是{name}", _in_font(name.encode(), codec))
        for name, codec in (("GBK-EUC-H", "gbk"), ("UniGB-UTF16-H", "utf-16-be"))
    ),
    *(
        fine(f"PDF-页转{turn}", partial(simple_pdf, PLANTED, page=b"/Rotate %d" % turn))
        for turn in (90, 180, 270, -90, 45)
    ),
    *(
        fine(f"PDF-{name}", _placed(operators), only=True)
        for name, operators in (
            ("竖放的行", b"0 1 -1 0 300 100 Tm"),
            ("镜里的行", b"-1 0 0 1 500 700 Tm"),
            ("斜的行", b"1 0 0.3 1 72 700 Tm"),
            ("拉开的字", b"8 Tc 72 700 Td"),
            ("挤紧的字", b"-3 Tc 72 700 Td"),
        )
    ),
    fine("PDF-描两遍的粗体", _page(_TEXT + shown(PLANTED, x=72.3)), only=True),
    fine("PDF-有影的字", _page(b"0.7 g " + shown(PLANTED, x=73, y=699) + b" 0 g " + _TEXT), only=True),
    fine("PDF-倒着画的字", _page(b"".join(_ONE_BY_ONE[::-1])), only=True),
    *(
        fine(f"PDF-{name}的数字不算", _page(_TEXT + hidden), hides=("77",))
        for name, hidden in (
            ("页外", shown(_FIGURE, x=5000)),
            ("剪去", b"q 0 0 1 1 re W n " + shown(_FIGURE, y=600) + b"Q"),
            ("没有墨", b"3 Tr " + shown(_FIGURE, y=600)),
            ("白字", b"1 g " + shown(_FIGURE, y=600)),
        )
    ),
    fine(
        "PDF-没有页面大小", lambda: pdf_of({**page_objects(stream(_TEXT)), 2: b"<</Type/Pages/Count 1/Kids[10 0 R]>>"})
    ),
    fine("PDF-裁成零", lambda: simple_pdf(PLANTED, page=b"/CropBox[0 0 0 0]")),
    warned("PDF-没有的页", _tree(b"10 0 R 99 0 R null", b"3"), Code.PAGE_WITHOUT_TEXT),
    warned("PDF-没有字体", _page(_TEXT.replace(b"/F1", b"/F9")), Code.GARBLED_TEXT, values=()),
    fine("PDF-图没有结尾", _page(_TEXT + b"BI /W 10 /H 10 /BPC 8 /CS /G ID " + bytes(50))),
    *(
        fine(f"PDF-{name}", change)
        for name, change in (
            ("换行换成两个", lambda: _WHOLE.replace(b"\n", b"\r\n")),
            ("当作文字存过", lambda: _WHOLE.decode("latin-1").encode()),
            ("前面有BOM", lambda: b"\xef\xbb\xbf" + _WHOLE),
            ("前面有网页", lambda: b"<html><body>error</body></html>" + _WHOLE),
            ("前面有回应的头", lambda: b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + _WHOLE),
            ("两个接起来", lambda: _WHOLE * 2),
            ("后面有压缩包", lambda: _WHOLE + zipped([("a.txt", b"5%")])),
            ("没有版本", lambda: _WHOLE.replace(b"%PDF-1.7", b"%PDF-")),
        )
    ),
    refused("PDF-有口令", lambda: _locked(b"secret"), Code.ENCRYPTED),
    fine("PDF-外部的流", _page(o500=stream(b"", b"/F(/etc/passwd)")), hides=("root:",)),
    fine(
        "PDF-标题极长",
        lambda: pdf_of(
            page_objects(stream(_TEXT)), trailer=b"/Info<</Title(%b)/CreationDate(D:99999999)>>" % (b"a" * 100_000)
        ),
    ),
    fine(
        "PDF-标题指到自己",
        lambda: pdf_of(page_objects(stream(_TEXT), more={500: b"<</Title 500 0 R>>"}), trailer=b"/Info 500 0 R"),
    ),
    fine("PDF-表前有垃圾", lambda: b"\n" * 900 + _WHOLE),
    refused("PDF-前面的垃圾太长", lambda: bytes(2000) + _WHOLE, Code.BINARY),
    fine("PDF-后面有垃圾", lambda: _WHOLE + b"\n%" + b"a" * 1500),
    fine("PDF-没有表", lambda: _WHOLE[: _WHOLE.index(b"xref")] + b"trailer<</Root 1 0 R/Size 12>>\n%%EOF"),
    fine("PDF-表的位置不对", lambda: _WHOLE.replace(b"startxref\n", b"startxref\n9")),
    fine("PDF-前一个表是自己", lambda: pdf_of(page_objects(stream(_TEXT)), trailer=b"/Prev 9")),
    fine("PDF-流长不对", lambda: _WHOLE.replace(b"/Length ", b"/Length 9")),
    fine("PDF-滤镜不认识", _page(o500=stream(b"abc", b"/Filter/NoSuch"))),
    refused("PDF-截断在末尾", lambda: _WHOLE[: _WHOLE.index(b"xref") - 3], Code.BROKEN_FILE),
    fine("PDF-末尾是一个词", lambda: _WHOLE + b"1 0 obj stream"),
    refused("PDF-只有头", lambda: b"%PDF-1.7\n", Code.BROKEN_FILE),
    refused("PDF-截断在一半", lambda: _WHOLE[:600], Code.BROKEN_FILE),
    refused("PDF-全是零", lambda: b"%PDF-1.7\n" + bytes(10_000), Code.BROKEN_FILE),
    refused(
        "PDF-加密",
        lambda: pdf_of(
            page_objects(stream(_TEXT)),
            trailer=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P -1>>" % (b"11" * 32, b"22" * 32),
        ),
        Code.ENCRYPTED,
    ),
    refused("PDF-空白页", _page(b""), Code.NO_TEXT),
    warned("PDF-一页空白", lambda: pdf_of(page_objects(stream(_TEXT), stream(b""))), Code.EMPTY_PAGE),
    fine("PDF-百万条线", lambda: _page(_LINES * 50 + _TEXT)(), slow=True),
    fine("PDF-十万个字", _page(b"".join(shown("某市" * 20, y=i % 800) for i in range(2500)) + _TEXT), slow=True),
    fine("PDF-一千页", lambda: simple_pdf(*[PLANTED] * 1000), slow=True),
]


def _ofd(*objects: str, **more: object) -> Callable[[], bytes]:
    return lambda: ofd.ofd("".join((*objects, _OFD_TEXT)), **more)  # type: ignore[arg-type]


_OFD_TEXT = ofd.text(PLANTED)
_CONTENT = "Doc_0/Pages/Page_0/Content.xml"
_OFD_XML = ofd.xml("Page", ofd.layer(_OFD_TEXT)).encode()


def _ofd_with(content: bytes) -> Callable[[], bytes]:
    return lambda: ofd.ofd(_OFD_TEXT, parts={_CONTENT: content})


def _unit(content: str, id: int = 8) -> str:
    return (
        f'<ofd:CompositeGraphicUnit ID="{id}" Width="9" Height="9"><ofd:Content>{content}</ofd:Content>'
        "</ofd:CompositeGraphicUnit>"
    )


def _use(id: int) -> str:
    return f'<ofd:CompositeObject ID="7" ResourceID="{id}" Boundary="0 0 200 200"/>'


def _units(*units: str) -> str:
    return f"<ofd:CompositeGraphicUnits>{''.join(units)}</ofd:CompositeGraphicUnits>"


def _encoded_as(name: str) -> Callable[[], bytes]:
    return _ofd_with(_OFD_XML.replace(b"UTF-8", name.encode()))


def _misplaced(package: bytes) -> bytes:
    """A package whose parts, by its directory, begin before it."""
    data = bytearray(package)
    at = data.rindex(b"PK\x05\x06") + 16
    struct.pack_into("<I", data, at, struct.unpack_from("<I", data, at)[0] + 5000)
    return bytes(data)


_LAUGH = b'<!DOCTYPE d [<!ENTITY a "11">' + b"".join(b'<!ENTITY %c "%b">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)) + b"]>"  # fmt: skip

OFD = [
    fine("OFD", _ofd()),
    refused("OFD-实体十亿笑", _ofd_with(_LAUGH + b"<Page>&j;</Page>"), Code.TOO_LARGE, bomb=True),
    refused(
        "OFD-外部实体",
        _ofd_with(b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Page>&x;</Page>'),
        Code.TOO_LARGE,
    ),
    refused(
        "OFD-压缩炸弹",
        lambda: _ofd_with(b"<Page>" + b" " * 60_000_000 + b"</Page>")(),
        Code.TOO_LARGE,
        bomb=True,
        slow=True,
    ),
    refused(
        "OFD-标签炸弹",
        lambda: _ofd_with(b"<Page>" + b"<a/>" * 15_000_000 + b"</Page>")(),
        Code.TOO_LARGE,
        bomb=True,
        slow=True,
    ),
    refused(
        "OFD-六万个部件",
        lambda: zipped([("OFD.xml", b""), *((f"a{i}", b"") for i in range(60_000))]),
        Code.TOO_LARGE,
        slow=True,
    ),
    refused(
        "OFD-部件用十万次",
        lambda: ofd.ofd(
            _OFD_TEXT,
            parts={
                "Doc_0/Document.xml": ofd.xml(
                    "Document",
                    "<ofd:CommonData/><ofd:Pages>"
                    + '<ofd:Page BaseLoc="Pages/Page_0/Content.xml"/>' * 2_100_000
                    + "</ofd:Pages>",
                )
            },
        ),
        Code.TOO_LARGE,
        slow=True,
    ),
    refused(
        "OFD-图元翻倍",
        _ofd(_use(100), resources=_units(*(_unit(_use(101 + i) * 10, 100 + i) for i in range(20)))),
        Code.TOO_LARGE,
        bomb=True,
        slow=True,
    ),
    fine("OFD-图元画自己", _ofd(_use(8), resources=_units(_unit(_use(8))))),
    fine("OFD-十万层块", _ofd("<ofd:PageBlock>" * 100_000 + "</ofd:PageBlock>" * 100_000)),
    fine("OFD-坐标是NaN", _ofd(ofd.text("甲", CTM="nan inf 1 1 0 0"))),
    fine("OFD-坐标极远", _ofd(ofd.text(_FIGURE, CTM="1e8 0 0 1e8 0 0")), hides=(_FIGURE,)),
    fine(
        "OFD-矩阵连乘",
        _ofd(
            '<ofd:CompositeObject ResourceID="8" Boundary="0 0 9 9" CTM="1e8 0 0 1e8 0 0"/>',
            resources=_units(
                _unit(
                    '<ofd:CompositeObject ResourceID="8" Boundary="1e8 1e8 9 9" CTM="1e8 0 0 1e8 0 0"/>'
                    + ofd.text("甲")
                )
            ),
        ),
    ),
    fine("OFD-字号为零", _ofd(ofd.text("甲", size=4.0, Size="0"))),
    fine("OFD-字号极大", _ofd(ofd.text("甲", Size="1e8"))),
    fine("OFD-步长极多", _ofd(ofd.text("甲乙", dx="g 999999999 3 g nan nan g"))),
    fine("OFD-步长是乱码", _ofd(ofd.text("甲乙", dx="abc def g g g"))),
    fine("OFD-路径极长", _ofd(ofd.path("M 0 0 " + "L 1 1 " * 100_000))),
    fine("OFD-路径没完", _ofd(ofd.path("B 1 2 3"))),
    fine(
        "OFD-页面大小为零",
        lambda: ofd.ofd(
            _OFD_TEXT,
            parts={
                _CONTENT: ofd.xml(
                    "Page", "<ofd:Area><ofd:PhysicalBox>0 0 0 0</ofd:PhysicalBox></ofd:Area>" + ofd.layer(_OFD_TEXT)
                )
            },
        ),
    ),
    fine(
        "OFD-页面大小极大",
        lambda: ofd.ofd(
            _OFD_TEXT,
            parts={
                _CONTENT: ofd.xml(
                    "Page", "<ofd:Area><ofd:PhysicalBox>0 0 1e8 1e8</ofd:PhysicalBox></ofd:Area>" + ofd.layer(_OFD_TEXT)
                )
            },
        ),
    ),
    fine(
        "OFD-路径指到包外",
        _ofd(
            ofd.picture(9, "0 0 10 10"),
            resources='<ofd:MultiMedias><ofd:MultiMedia ID="9"><ofd:MediaFile>../../../../etc/passwd</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
        ),
        hides=("root:",),
    ),
    fine("OFD-模板画自己", _ofd(template='<ofd:Template TemplateID="6"/>' + ofd.text("眉"))),
    fine("OFD-看不见的数字不算", _ofd(ofd.text(_FIGURE, Visible="false")), hides=(_FIGURE,)),
    *(
        refused(f"OFD-编码是{name}", _encoded_as(name), Code.BROKEN_FILE)
        for name in ("zlib", "punycode", "idna", "unicode_escape", "utf-7")
    ),
    fine("OFD-GBK", _ofd_with(_OFD_XML.decode().replace("UTF-8", "GBK").encode("gbk"))),
    fine("OFD-UTF-16", _ofd_with(_OFD_XML.decode().replace("UTF-8", "UTF-16").encode("utf-16"))),
    fine("OFD-前缀没有声明", _ofd_with(_OFD_XML.replace(b'xmlns:ofd="http://www.ofdspec.org/2016"', b""))),
    refused("OFD-页面不是XML", _ofd_with(b"<<<"), Code.BROKEN_FILE),
    refused("OFD-加密", lambda: repacked(ofd.ofd(_OFD_TEXT), {"Doc_0/Encryptions.xml": b"<a/>"}), Code.ENCRYPTED),
    refused("OFD-加密的部件", lambda: flagged(ofd.ofd(_OFD_TEXT), _CONTENT, 1), Code.ENCRYPTED),
    refused("OFD-谎报大小", lambda: declared(ofd.ofd(_OFD_TEXT), 10), Code.BROKEN_FILE),
    refused("OFD-谎报得太大", lambda: declared(ofd.ofd(_OFD_TEXT), 4_000_000_000), Code.TOO_LARGE),
    refused("OFD-目录的位置不对", lambda: _misplaced(ofd.ofd(_OFD_TEXT)), Code.BROKEN_FILE),
    fine("OFD-没有名字的部件", lambda: zipped([*parts(ofd.ofd(_OFD_TEXT)).items(), ("/", b"")])),
    refused("OFD-名字是空的部件", lambda: zipped([*parts(ofd.ofd(_OFD_TEXT)).items(), ("\0", b"")]), Code.BROKEN_FILE),
    refused("OFD-截断", lambda: ofd.ofd(_OFD_TEXT)[:-100], Code.BROKEN_FILE),
    refused("OFD-没有文档", lambda: repacked(ofd.ofd(_OFD_TEXT), {"Doc_0/Document.xml": None}), Code.BROKEN_FILE),
    *(
        fine(f"OFD-{name}", partial(ofd.ofd, line))
        for name, line in (
            ("转了的字", ofd.text(PLANTED, CTM="0 1 -1 0 0 0")),
            ("竖着读", ofd.text(PLANTED, ReadDirection="90", CharDirection="90")),
            ("步长的缩写", ofd.text(PLANTED, dx="g 24 4")),
        )
    ),
    fine("OFD-透明的数字不算", lambda: ofd.ofd(ofd.text(_FIGURE, y=60, Alpha="0") + ofd.text(PLANTED)), hides=("77",)),
    fine(
        "OFD-藏起的数字不算",
        lambda: ofd.ofd(ofd.text(_FIGURE, y=60, Visible="false") + ofd.text(PLANTED)),
        hides=("77",),
    ),
    fine("OFD-附件不打开", lambda: repacked(ofd.ofd(ofd.text(PLANTED)), {"Doc_0/Attachs/a.pdf": _WHOLE}), only=True),
    refused("OFD-没有页", lambda: ofd.ofd(), Code.NO_TEXT),
    warned("OFD-一页空白", lambda: ofd.ofd(_OFD_TEXT, ""), Code.EMPTY_PAGE),
    warned("OFD-私用区的字", _ofd(ofd.text("\ue000", y=60)), Code.GARBLED_TEXT),
]


def _tiff(width: int, height: int, *, pages: int = 1, loops: bool = False) -> bytes:
    """A TIFF file that says that its pictures are of some size."""
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (278, 4, 1, height),
        (279, 4, 1, 16),
    ]
    size = 2 + 12 * len(entries) + 4
    data = b"II*\0" + struct.pack("<I", 8)
    for page in range(pages):
        after = 8 if loops else 8 + size * (page + 1) if page < pages - 1 else 0
        data += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
        data += struct.pack("<I", after)
    return data


def _bmp(width: int, height: int) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head


def _jpeg(width: int, height: int) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("L", (16, 16)).save(buffer, "JPEG")
    data = bytearray(buffer.getvalue())
    at = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, at + 5, height, width)
    return bytes(data)


PICTURES = [
    refused("图片-PNG炸弹", lambda: png(50_000, 50_000, bytes(100_000)), Code.TOO_LARGE, bomb=True),
    refused("图片-PNG大小极大", lambda: png(2**31 - 1, 2**31 - 1), Code.TOO_LARGE, bomb=True),
    refused("图片-PNG大小为零", lambda: png(0, 0), Code.BROKEN_FILE),
    refused("图片-PNG截断", lambda: png(100, 100, bytes(10_100))[:60], Code.BROKEN_FILE),
    refused(
        "图片-PNG说明炸弹",
        lambda: (
            png(10, 10, bytes(110))[:33]
            + _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000)))
            + png(10, 10, bytes(110))[33:]
        ),
        Code.BROKEN_FILE,
        bomb=True,
        slow=True,
    ),
    refused("图片-PNG只有头", lambda: b"\x89PNG\r\n\x1a\n", Code.BROKEN_FILE),
    refused("图片-JPEG大小极大", lambda: _jpeg(65_500, 65_500), Code.TOO_LARGE, bomb=True),
    refused("图片-JPEG只有头", lambda: b"\xff\xd8\xff\xe0", Code.BROKEN_FILE),
    refused("图片-TIFF大小极大", lambda: _tiff(2**31, 2**31), Code.TOO_LARGE, bomb=True),
    refused("图片-TIFF页成环", lambda: _tiff(4, 4, loops=True)[:-4] + struct.pack("<I", 8), Code.NO_TEXT, slow=True),
    refused("图片-TIFF截断", lambda: _tiff(1000, 1000)[:40], Code.BROKEN_FILE),
    refused("图片-BMP大小极大", lambda: _bmp(2**31 - 1, 2**31 - 1), Code.TOO_LARGE, bomb=True),
    refused("图片-BMP高为负", lambda: _bmp(100, -(2**31)), Code.TOO_LARGE, bomb=True),
    refused("图片-BMP截断", lambda: _bmp(100, 100), Code.BROKEN_FILE),
    refused("图片-一点", lambda: png(1, 1, b"\0\0"), Code.NO_TEXT, slow=True),
    refused("图片-一条线", lambda: png(20_000, 1, bytes(20_001)), Code.NO_TEXT, slow=True),
]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


CASES: list[Case] = [*PDF, *OFD, *PICTURES]
