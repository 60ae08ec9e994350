"""Nasty files of Word and of spreadsheets, new and old."""

# ruff: noqa: E501 (a few lines of markup are read best as they stand)

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from gongbao.model import Code
from tests.faults.case import PLANTED, Case, fine, refused, warned
from tests.faults.make_raw import parts, repacked, zipped
from tests.read import make_docx as word
from tests.read import make_sheet as book
from tests.read.make_archive import declared, flagged

_P = word.paragraph(PLANTED)
_BODY = "word/document.xml"
_SHEET = "xl/worksheets/sheet1.xml"
_OLD = Path(__file__).parents[1] / "read/files/report.doc"


def _word(body: str, **parts_: str) -> Callable[[], bytes]:
    return lambda: word.word_file(body, parts_)


def _word_with(changed: Mapping[str, bytes | None]) -> Callable[[], bytes]:
    return lambda: repacked(word.word_file(_P), changed)


def _body(data: bytes) -> bytes:
    """The XML of a document with its body replaced."""
    whole = parts(word.word_file("@"))[_BODY]
    return whole.replace(b"@", data)


def _laughs(entity: str = "lol") -> bytes:
    """A document type whose entities grow tenfold nine times over, and a use of the last."""
    lines = [f'<!ENTITY {entity}0 "收入1亿元">']
    lines += [f'<!ENTITY {entity}{i} "{f"&{entity}{i - 1};" * 10}">' for i in range(1, 10)]
    return f"<!DOCTYPE d [{''.join(lines)}]>".encode()


def _with_type(xml: bytes, doctype: bytes, use: bytes = b"") -> bytes:
    head, mark, rest = xml.partition(b"?>")
    return head + mark + doctype + rest.replace(PLANTED.encode(), PLANTED.encode() + use) if mark else doctype + xml


_DOCX_XML = parts(word.word_file(_P))[_BODY]
_SECRET = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _squeezed(name: str, package: Callable[[], bytes], method: int) -> Callable[[], bytes]:
    """The package with one part packed in another way."""

    def make() -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for part, data in parts(package()).items():
                archive.writestr(part, data, method if part == name else zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    return make


def _doubled(package: bytes, name: str, data: bytes) -> bytes:
    """The package with a second part of one name before its own."""
    return zipped([(name, data), *parts(package).items()])


def _figure(runs: str) -> Callable[[], bytes]:
    """A sentence whose figure is made of some runs."""
    return _word(f"<w:p>{word.run('全市一般公共预算收入')}{runs}{word.run('亿元，增长5.4%。')}</w:p>")


_MOVED = {"word/document2.xml": _DOCX_XML, _BODY: None}
_MOVED_TO = parts(word.word_file(_P))["_rels/.rels"].replace(b"word/document.xml", b"word/document2.xml")
_TABLE = word.table(["项目", "金额（亿元）"], ["税收", "532.39"], ["非税", "7"])

WORD = [
    *(
        fine(f"Word-数里的{name}", _figure(runs), only=True)
        for name, runs in (
            ("一字一段", "".join(map(word.run, "532.39"))),
            ("软连字符", f"{word.run('53')}<w:r><w:softHyphen/></w:r>{word.run('2.39')}"),
            ("换行", f"{word.run('532.')}<w:r><w:br/></w:r>{word.run('39')}"),
            ("上次的分页", f"{word.run('532.')}<w:r><w:lastRenderedPageBreak/></w:r>{word.run('39')}"),
            ("简单域", f"<w:fldSimple w:instr='DOCPROPERTY x'>{word.run('532.39')}</w:fldSimple>"),
            ("智能标记", f"<w:smartTag w:element='x'>{word.run('532.39')}</w:smartTag>"),
            ("修订", f"<w:del><w:r><w:delText>500</w:delText></w:r></w:del><w:ins>{word.run('532.39')}</w:ins>"),
            ("移走的", f"<w:moveFrom>{word.run('77')}</w:moveFrom><w:moveTo>{word.run('532.39')}</w:moveTo>"),
            ("批注", f"<w:commentRangeStart w:id='0'/>{word.run('532.39')}<w:r><w:commentReference w:id='0'/></w:r>"),
        )
    ),
    *(
        fine(f"Word-表在{name}", _word(body + word.paragraph("增长5.4%。")), "53239000000 CNY", "700000000 CNY")
        for name, body in (
            ("文本框里", word.paragraph(word.text_box(_TABLE))),
            ("控件里", word.control(_TABLE)),
            ("表里", f"<w:tbl><w:tr><w:tc>{_TABLE}{word.paragraph('')}</w:tc></w:tr></w:tbl>"),
        )
    ),
    fine("Word-没有正文的关系", _word_with({"word/_rels/document.xml.rels": None})),
    fine("Word-没有包的关系", _word_with({"_rels/.rels": None})),
    fine("Word-正文叫别的名字", _word_with({**_MOVED, "_rels/.rels": _MOVED_TO})),
    fine("Word-正文有BOM", _word_with({_BODY: b"\xef\xbb\xbf" + _DOCX_XML})),
    refused("Word-正文里有控制字符", _word_with({_BODY: _DOCX_XML.replace("增".encode(), b"\x0b")}), Code.BROKEN_FILE),
    refused(
        "Word-正文里引用控制字符", _word_with({_BODY: _DOCX_XML.replace("增".encode(), b"&#11;")}), Code.BROKEN_FILE
    ),
    refused("Word-正文截断", _word_with({_BODY: _DOCX_XML[:-60]}), Code.BROKEN_FILE),
    *(
        refused(f"Word-{name}", text.encode, Code.UNREAD_FORMAT)
        for name, text in (
            ("一个XML", '<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="x"/>'),
            ("2003的XML", f'<?xml version="1.0"?><w:wordDocument xmlns:w="x"><w:t>{PLANTED}</w:t></w:wordDocument>'),
            ("标文通", '<?xml version="1.0"?><uof:UOF xmlns:uof="x"/>'),
            ("有BOM的RTF", "\ufeff{\\rtf1\\ansi 5%}"),
        )
    ),
    *(
        refused(f"包-{name}", partial(zipped, files), Code.UNREAD_FORMAT)
        for name, files in (
            (
                "演示",
                [
                    ("[Content_Types].xml", b'<a ContentType="x.main+xml"/>'),
                    ("ppt/presentation.xml", b""),
                    ("_rels/.rels", b""),
                ],
            ),
            ("文本文档", [("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]),
            ("没有类型的表", [("content.xml", b"<a/>"), ("META-INF/manifest.xml", b"<a/>")]),
        )
    ),
    refused(
        "Word-实体十亿笑", _word_with({_BODY: _with_type(_DOCX_XML, _laughs(), b"&lol9;")}), Code.BROKEN_FILE, bomb=True
    ),
    refused(
        "Word-实体平方",
        _word_with(
            {_BODY: _with_type(_DOCX_XML, b'<!DOCTYPE d [<!ENTITY a "' + b"1" * 100_000 + b'">]>', b"&a;" * 5000)}
        ),
        Code.BROKEN_FILE,
        bomb=True,
    ),
    refused("Word-外部实体", _word_with({_BODY: _with_type(_DOCX_XML, _SECRET, b"&x;")}), Code.BROKEN_FILE),
    refused(
        "Word-外部DTD",
        _word_with({_BODY: _with_type(_DOCX_XML, b'<!DOCTYPE d SYSTEM "http://x.invalid/a.dtd">')}),
        Code.BROKEN_FILE,
    ),
    refused(
        "Word-样式里的实体",
        lambda: repacked(
            word.word_file(_P, {"styles": ""}), {"word/styles.xml": _laughs() + b"<styles>&lol9;</styles>"}
        ),
        Code.BROKEN_FILE,
    ),
    refused(
        "Word-压缩炸弹",
        lambda: _word_with({_BODY: _body(b"<w:p/>" * 30_000_000)})(),
        Code.TOO_LARGE,
        bomb=True,
        slow=True,
    ),
    refused(
        "Word-空格炸弹", lambda: _word_with({_BODY: _body(b" " * 150_000_000)})(), Code.TOO_LARGE, bomb=True, slow=True
    ),
    refused(
        "Word-五百万个标签",
        lambda: _word_with({_BODY: _body(b"".join(b"<w:p a='%d'/>" % i for i in range(4_100_000)))})(),
        Code.TOO_LARGE,
        bomb=True,
        slow=True,
    ),
    refused(
        "Word-六万个部件",
        lambda: zipped([*parts(word.word_file(_P)).items(), *((f"a{i}", b"") for i in range(60_000))]),
        Code.TOO_LARGE,
        bomb=True,
        slow=True,
    ),
    fine("Word-没用到的炸弹", lambda: _word_with({"word/media/a.bin": bytes(50_000_000)})(), bomb=True, slow=True),
    refused("Word-谎报大小", lambda: declared(word.word_file(_P), 10), Code.BROKEN_FILE),
    refused("Word-谎报得太大", lambda: declared(word.word_file(_P), 4_000_000_000), Code.TOO_LARGE),
    refused("Word-说是加密的部件", lambda: flagged(word.word_file(_P), _BODY, 1), Code.ENCRYPTED),
    refused("Word-LZMA部件", _squeezed(_BODY, _word(_P), zipfile.ZIP_LZMA), Code.BROKEN_FILE),
    refused("Word-BZIP2部件", _squeezed(_BODY, _word(_P), zipfile.ZIP_BZIP2), Code.BROKEN_FILE),
    refused("Word-截断", lambda: word.word_file(_P)[:-200], Code.BROKEN_FILE),
    refused(
        "Word-校验和不对",
        lambda: (
            word.word_file(_P * 50).replace(b"\x00\x00\x00\x00", b"\x01\x00\x00\x00", 1)[:400]
            + word.word_file(_P * 50)[420:]
        ),
        Code.BROKEN_FILE,
    ),
    refused("Word-没有正文部件", _word_with({_BODY: None}), Code.BROKEN_FILE),
    refused("Word-没有正文", _word_with({_BODY: b"<w/>"}), Code.BROKEN_FILE),
    refused("Word-正文是空的", _word_with({_BODY: b""}), Code.BROKEN_FILE),
    refused("Word-正文不是XML", _word_with({_BODY: PLANTED.encode()}), Code.BROKEN_FILE),
    refused("Word-没有文字", _word("<w:p/>"), Code.NO_TEXT),
    fine("Word-UTF-16的正文", _word_with({_BODY: _DOCX_XML.decode().replace("UTF-8", "UTF-16").encode("utf-16")})),
    refused("Word-编码没有", _word_with({_BODY: _DOCX_XML.replace(b"UTF-8", b"zlib ")}), Code.BROKEN_FILE),
    fine("Word-前面有垃圾", lambda: b"\n\n" + word.word_file(_P)),
    fine("Word-后面有垃圾", lambda: word.word_file(_P) + b"\0" * 1000),
    fine("Word-反斜线的名字", lambda: zipped((n.replace("/", "\\"), d) for n, d in parts(word.word_file(_P)).items())),
    fine(
        "Word-大写的名字",
        lambda: zipped((n.upper() if n == _BODY else n, d) for n, d in parts(word.word_file(_P)).items()),
    ),
    fine("Word-同名的部件", lambda: _doubled(word.word_file(_P), _BODY, _body(b"<w:p><w:r><w:t>1</w:t></w:r></w:p>"))),
    warned(
        "Word-关系指到包外",
        _word_with(
            {
                "word/_rels/document.xml.rels": b'<Relationships xmlns="x"><Relationship Id="a" Type="x/header" Target="../../../../etc/passwd"/><Relationship Id="b" Type="x/styles" TargetMode="External" Target="file:///etc/passwd"/></Relationships>'
            }
        ),
        Code.LOST_COLUMN,
        hides=("root:",),
    ),
    fine(
        "Word-关系指到自己",
        _word_with(
            {
                "word/_rels/document.xml.rels": b'<Relationships xmlns="x"><Relationship Id="a" Type="x/styles" Target="document.xml"/><Relationship Id="b" Type="x/numbering" Target="document.xml"/></Relationships>'
            }
        ),
    ),
    fine(
        "Word-样式互为基础",
        _word(
            word.paragraph(PLANTED, properties='<w:pStyle w:val="a"/>'),
            styles='<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
        ),
    ),
    fine(
        "Word-编号没有标点",
        _word(
            word.numbered("5亿元收入", 1),
            numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
        "500000000 CNY",
        only=True,
    ),
    fine("Word-编号极大", _word(word.numbered("甲", 1, 999_999_999) + word.numbered("乙", 10**30) + _P)),
    fine(
        "Word-编号有怪数",
        _word(
            word.numbered("甲", 1) + _P,
            numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="999999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%1%1%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
    ),
    fine(
        "Word-一格跨十亿列",
        _word(
            word.table(word.row(word.cell("甲", '<w:gridSpan w:val="999999999"/>'), word.cell("乙")), ["丙", "丁"]) + _P
        ),
    ),
    fine(
        "Word-合并没有开头",
        _word(word.table(word.row(word.cell("甲", "<w:vMerge/>"), word.cell("乙", "<w:vMerge/>"))) + _P),
    ),
    fine("Word-一百层表格", _word(_P + "<w:tbl><w:tr><w:tc>" * 100 + _P + "</w:tc></w:tr></w:tbl>" * 100)),
    refused(
        "Word-三千层表格",
        _word(_P + "<w:tbl><w:tr><w:tc>" * 3000 + _P + "</w:tc></w:tr></w:tbl>" * 3000),
        Code.BROKEN_FILE,
    ),
    fine(
        "Word-十万层控件", lambda: _word("<w:sdt><w:sdtContent>" * 100_000 + _P + "</w:sdtContent></w:sdt>" * 100_000)()
    ),
    fine("Word-十万层不认识的", _word(_P + "<w:x>" * 100_000 + "</w:x>" * 100_000)),
    fine(
        "Word-域没有结尾",
        _word('<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r></w:p>' + _P),
    ),
    fine(
        "Word-一万个域开头", _word("<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 10_000 + "</w:p>" + _P)
    ),
    fine("Word-删除的数字不算", _word(f"<w:p><w:del>{word.run('77亿元')}</w:del></w:p>{_P}"), hides=("77亿元",)),
    *(
        fine(
            f"Word-划掉的数字{name}",
            _word(word.paragraph("全市一般公共预算收入", word.run("500", f"<w:{name}/>"), "532.39亿元，增长5.4%。")),
            only=True,
        )
        for name in ("strike", "dstrike")
    ),
    fine(
        "Word-没有划掉",
        _word(word.paragraph("收入", word.run("5", '<w:strike w:val="0"/>'), "3亿元。")),
        "5300000000 CNY",
    ),
    fine("Word-隐藏的数字不算", _word(word.paragraph(word.run("77亿元", "<w:vanish/>")) + _P), hides=("77亿元",)),
    warned("Word-半个字符的符号", _word(f'<w:p><w:r><w:sym w:char="D800"/></w:r></w:p>{_P}'), Code.REPLACED_CHARACTERS),
    fine("Word-符号越界", _word(f'<w:p><w:r><w:sym w:char="FFFFFFFFFF"/><w:sym w:char="-1"/></w:r></w:p>{_P}')),
    fine("Word-一兆的属性", _word(f'<w:p w:x="{"1" * 1_000_000}"/>{_P}')),
    fine("Word-一兆的一段", _word(word.paragraph("某市" * 300_000) + _P)),
    warned("Word-脚注没有", _word(f'<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>{_P}'), Code.LOST_COLUMN),
    warned("Word-页眉没有", _word(f'{_P}<w:sectPr><w:headerReference r:id="x"/></w:sectPr>'), Code.LOST_COLUMN),
    fine("Word-页眉里的数字", _word(f'{_P}<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>', header1=_P)),
    fine("Word-公式里的数", _word(f"<w:p><m:oMath><m:r><m:t>5%</m:t></m:r></m:oMath></w:p>{_P}")),
    warned("Word-里面有别的文件", _word(_P + '<w:altChunk r:id="a"/>'), Code.LOST_COLUMN),
    fine(
        "Word-公式里的分数和乘方",
        _word(
            "<w:p><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f>"
            "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>"
            + _P
        ),
        says=("1/310⁴",),
    ),
    refused("Word-只有别的文件", _word('<w:altChunk r:id="a"/>'), Code.NO_TEXT),
    warned("Word-主控文档", _word(_P + '<w:subDoc r:id="a"/>'), Code.LOST_COLUMN),
    fine(
        "Word-十万层乘方",
        lambda: _word(f"<w:p><m:oMath>{'<m:sup>' * 100_000}{'</m:sup>' * 100_000}</m:oMath></w:p>{_P}")(),
    ),
    fine("Word-带宏", lambda: word.word_file(_P, kind=word.WITH_MACROS)),
    fine("Word-严格格式", lambda: word.word_file(_P, word=word.STRICT)),
    refused(
        "Word-加密的OLE",
        lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
        ),
        Code.ENCRYPTED,
    ),
]


def _sheet(rows: str, **more: object) -> Callable[[], bytes]:
    return lambda: book.package(f"<sheetData>{rows}</sheetData>", **more)  # type: ignore[arg-type]


def _cell(text: str = PLANTED, place: str = "A1", kind: str = "inlineStr") -> str:
    value = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
    return f'<c r="{place}" t="{kind}">{value}</c>'


_ROW = f"<row>{_cell()}</row>"
_SHEET_XML = parts(_sheet(_ROW)())[_SHEET]


def _sheet_with(changed: Mapping[str, bytes | None], **more: object) -> Callable[[], bytes]:
    return lambda: repacked(_sheet(_ROW, **more)(), changed)


def _strict() -> bytes:
    """A workbook in the strict form."""
    found = parts(_sheet(_ROW)())
    for kind in (b"spreadsheetml", b"officeDocument"):
        old, new = b"schemas.openxmlformats.org/%b/2006" % kind, b"purl.oclc.org/ooxml/%b" % kind
        found = {name: part.replace(old, new) for name, part in found.items()}
    return repacked(_sheet(_ROW)(), found)


def _twice() -> bytes:
    """A workbook that names its sheet a second time."""
    made = _sheet(_ROW)()
    again = '<sheet name="二" sheetId="2" r:id="rId1"/></sheets>'.encode()
    return repacked(made, {"xl/workbook.xml": parts(made)["xl/workbook.xml"].replace(b"</sheets>", again)})


def _untold() -> bytes:
    """A workbook without the texts that its cells refer to."""
    made = _sheet(f"<row>{_cell('0', kind='s')}</row>", parts=book.strings("<t>甲</t>"))()
    return repacked(made, {"xl/sharedStrings.xml": None})


SHEETS = [
    refused(
        "表格-实体十亿笑",
        _sheet_with({_SHEET: _with_type(_SHEET_XML, _laughs(), b"&lol9;")}),
        Code.BROKEN_FILE,
        bomb=True,
    ),
    refused(
        "表格-工作簿里的实体",
        _sheet_with({"xl/workbook.xml": _laughs() + b"<workbook>&lol9;</workbook>"}),
        Code.BROKEN_FILE,
        bomb=True,
    ),
    refused(
        "表格-样式里的实体平方",
        _sheet_with(
            {
                "xl/styles.xml": b'<!DOCTYPE d [<!ENTITY a "'
                + b"1" * 100_000
                + b'">]><styleSheet>'
                + b"&a;" * 5000
                + b"</styleSheet>"
            },
            parts=book.styles(),
        ),
        Code.BROKEN_FILE,
        bomb=True,
    ),
    refused(
        "表格-外部实体",
        _sheet_with({"xl/sharedStrings.xml": _SECRET + b"<sst><si><t>&x;</t></si></sst>"}, parts=book.strings()),
        Code.BROKEN_FILE,
    ),
    refused(
        "表格-压缩炸弹",
        lambda: _sheet_with({_SHEET: b"<worksheet><sheetData>" + b"<row/>" * 60_000_000})(),
        Code.TOO_LARGE,
        bomb=True,
        slow=True,
    ),
    refused(
        "表格-样式炸弹",
        lambda: _sheet_with(
            {"xl/styles.xml": b"<styleSheet>" + b"<xf/>" * 3_900_000 + b"</styleSheet>"}, parts=book.styles()
        )(),
        Code.TOO_LARGE,
        bomb=True,
        slow=True,
    ),
    refused(
        "表格-文本放大",
        lambda: _sheet(
            f"<row>{_cell('0', kind='s')}</row>" * 120_000, parts=book.strings("<t>" + "万" * 1000 + "</t>")
        )(),
        Code.TOO_LARGE,
        slow=True,
    ),
    refused(
        "表格-三百万格", lambda: _sheet("<row>" + "<c><v>1</v></c>" * 3_000_000 + "</row>")(), Code.TOO_LARGE, slow=True
    ),
    refused(
        "表格-两百兆的一格",
        lambda: _sheet(f"<row>{_cell('1' * 101_000_000)}</row>")(),
        Code.TOO_LARGE,
        bomb=True,
        slow=True,
    ),
    *(
        fine(
            f"表格-{name}的数",
            partial(book.workbook, [["项目", "金额（万元）"], *([f"第{n}", c] for n, c in enumerate(cells))]),
            *values,
            only=True,
        )
        for name, cells, values in (
            (
                "文字写",
                ("532.39", "'7", "１２．５", "1，234.5", " 3 "),
                ("5323900 CNY", "70000 CNY", "125000 CNY", "12345000 CNY", "30000 CNY"),
            ),
            ("空格千分", ("1 234.5", "￥1,234.50"), ("12345000 CNY", "12345000 CNY")),
            ("出错", (5.5, "#REF!", "#DIV/0!", "#N/A"), ("55000 CNY",)),
            ("浮点余", (0.1 + 0.2, 7), ("3000 CNY", "70000 CNY")),
        )
    ),
    fine("表格-严格格式", _strict),
    fine(
        "表格-1904年",
        lambda: book.package(
            f'<sheetData>{_ROW}<row><c r="A2" s="0"><v>44000</v></c></row></sheetData>',
            parts=book.styles("yyyy-mm-dd"),
            workbook='<workbookPr date1904="1"/>',
        ),
        says=("2024-06-19",),
    ),
    fine(
        "表格-格式不显示", _sheet(f'{_ROW}<row><c s="0"><v>77</v></c></row>', parts=book.styles(";;;")), hides=("77",)
    ),
    fine("表格-不认识的类型", _sheet(f'{_ROW}<row><c t="x"><v>7</v></c><c t="d"><v>2024-01-01</v></c></row>')),
    fine("表格-同一张表两次", _twice, "53239000000 CNY", "53239000000 CNY"),
    fine(
        "表格-高为零的行不算",
        _sheet(f'<row ht="0" customHeight="1">{_cell("77亿元")}</row><row>{_cell(place="A2")}</row>'),
        hides=("77亿元",),
    ),
    fine(
        "表格-批注不算", lambda: repacked(_sheet(_ROW)(), {"xl/comments1.xml": "<t>77亿元</t>".encode()}), hides=("77",)
    ),
    refused("表格-没有文本", _untold, Code.BROKEN_FILE),
    fine("表格-最后一格", _sheet(f"{_ROW}<row>{_cell('甲', 'XFD1048576')}</row>")),
    fine("表格-没有的格", _sheet(f"{_ROW}<row>{_cell('甲', 'ZZZ9999999')}{_cell('乙', 'A0')}{_cell('丙', '')}</row>")),
    fine("表格-同一格两次", _sheet(f"<row>{_cell('甲')}{_cell()}</row>")),
    fine("表格-行号极大", _sheet(f'<row r="99999999999999999999">{_cell()}</row>')),
    fine("表格-行号倒着", _sheet(f'<row r="9">{_cell(place="A9")}</row><row r="2">{_cell("甲", "A2")}</row>')),
    fine(
        "表格-整张合并",
        lambda: book.package(f'<sheetData>{_ROW}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    ),
    fine(
        "表格-十万个重叠的合并",
        lambda: book.package(
            f"<sheetData>{_ROW}</sheetData><mergeCells>"
            + "".join(f'<mergeCell ref="A{i}:Z{i + 500}"/>' for i in range(1, 100_000))
            + "</mergeCells>"
        ),
    ),
    fine(
        "表格-合并没有意义",
        lambda: book.package(
            f'<sheetData>{_ROW}</sheetData><mergeCells><mergeCell ref="??:A1"/><mergeCell ref="B9:A1"/><mergeCell/></mergeCells>'
        ),
    ),
    fine(
        "表格-隐藏的列极多",
        lambda: book.package(f'<cols><col min="2" max="999999999" hidden="1"/></cols><sheetData>{_ROW}</sheetData>'),
    ),
    fine("表格-隐藏的数字不算", _sheet(f'{_ROW}<row hidden="1">{_cell("77亿元", "A2")}</row>'), hides=("77亿元",)),
    refused("表格-全都隐藏", _sheet(f'<row hidden="1">{_cell()}</row>'), Code.NO_TEXT),
    refused("表格-文本号越界", _sheet(f"<row>{_cell('99999', kind='s')}</row>"), Code.BROKEN_FILE),
    fine("表格-样式号越界", _sheet(f'{_ROW}<row><c r="A2" s="99999"><v>1</v></c></row>')),
    warned(
        "表格-怪数",
        _sheet(
            _ROW
            + "<row>"
            + "".join(f"<c><v>{v}</v></c>" for v in ("nan", "inf", "1e400", "-1e-400", "1" * 400, "0x10", "", "１"))
            + "</row>"
        ),
        Code.NUMBER_TOO_LONG,
    ),
    warned(
        "表格-怪日期",
        _sheet(
            _ROW
            + "<row>"
            + "".join(f'<c s="0"><v>{v}</v></c>' for v in ("-1", "0", "60", "2958466", "1e300", "0.999999999"))
            + "</row>",
            parts=book.styles("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; h:mm:ss.000"),
        ),
        Code.NUMBER_TOO_LONG,
    ),
    fine(
        "表格-怪格式",
        _sheet(
            f'{_ROW}<row><c s="0"><v>-5</v></c><c s="1"><v>1e300</v></c><c s="2"><v>7</v></c></row>',
            parts=book.styles("[&lt;=1e999]0;[&gt;-5.5.5]0;;;;;", "%" * 500 + "0" * 400, "[$-" + "[" * 500),
        ),
    ),
    fine(
        "表格-人民币格式",
        _sheet(
            f"<row>{_cell('单位：万元')}</row><row>{_cell('项目', 'A2')}{_cell('金额', 'B2')}</row>"
            f'<row>{_cell("收入", "A3")}<c r="B3" s="0"><v>1234.5</v></c></row>',
            parts=book.styles("&quot;¥&quot;#,##0.00"),
        ),
        "12345000 CNY",
        only=True,
    ),
    warned("表格-半个字符", _sheet(f"<row>{_cell(PLANTED + '_xD800_')}</row>"), Code.REPLACED_CHARACTERS),
    warned("表格-公式没有值", _sheet(f'{_ROW}<row><c r="A2"><f>SUM(A1)</f></c></row>'), Code.FORMULA_WITHOUT_VALUE),
    fine(
        "表格-像公式的文字",
        _sheet(f"{_ROW}<row>{_cell('=cmd|/c calc!A1', 'A2')}{_cell('@SUM(1)', 'B2')}</row>"),
        says=("=cmd|/c calc!A1",),
    ),
    refused("表格-XML没完", _sheet_with({_SHEET: b"<worksheet><sheetData><row>"}), Code.BROKEN_FILE),
    refused("表格-工作表没有", _sheet_with({_SHEET: None}), Code.BROKEN_FILE),
    refused("表格-工作簿没有", _sheet_with({"xl/_rels/workbook.xml.rels": None}), Code.BROKEN_FILE),
    refused("表格-没有表", _sheet_with({"xl/workbook.xml": b"<workbook/>"}), Code.NO_TEXT),
    refused(
        "表格-二进制工作簿",
        lambda: zipped(
            [
                ("[Content_Types].xml", b'<Types><Override PartName="/xl/workbook.bin"/></Types>'),
                ("xl/workbook.bin", b"abc"),
                (
                    "_rels/.rels",
                    b'<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
                ),
            ]
        ),
        Code.UNREAD_FORMAT,
    ),
    refused("表格-加密的部件", lambda: flagged(_sheet(_ROW)(), _SHEET, 1), Code.ENCRYPTED),
    refused("表格-谎报大小", lambda: declared(_sheet(_ROW)(), 10), Code.BROKEN_FILE),
    refused("表格-LZMA部件", _squeezed(_SHEET, _sheet(_ROW), zipfile.ZIP_LZMA), Code.BROKEN_FILE),
    warned(
        "表格-关系指到包外",
        lambda: book.package(
            f'<sheetData>{_ROW}</sheetData><drawing r:id="rId1"/>', related="../../../../../etc/passwd"
        ),
        Code.LOST_COLUMN,
        hides=("root:",),
    ),
    fine(
        "表格-图形十万层",
        lambda: book.package(
            f'<sheetData>{_ROW}</sheetData><drawing r:id="rId1"/>',
            related="../drawings/drawing1.xml",
            parts=book.drawing(
                "<xdr:twoCellAnchor>" + "<xdr:grpSp>" * 100_000 + "</xdr:grpSp>" * 100_000 + "</xdr:twoCellAnchor>"
            ),
        ),
    ),
    fine("表格-行十万层", lambda: book.package(f"<sheetData>{_ROW}</sheetData>" + "<x>" * 100_000 + "</x>" * 100_000)),
    fine(
        "表格-十万张空表",
        lambda: repacked(
            _sheet(_ROW)(),
            {
                "xl/workbook.xml": parts(_sheet(_ROW)())["xl/workbook.xml"].replace(
                    b"</sheets>", b'<sheet name="a" r:id="rId1" state="hidden"/>' * 100_000 + b"</sheets>"
                )
            },
        ),
    ),
    fine(
        "表格-名字是公式",
        lambda: repacked(
            _sheet(_ROW)(),
            {
                "xl/workbook.xml": parts(_sheet(_ROW)())["xl/workbook.xml"].replace(
                    "收入表".encode(), b"=cmd|'/c calc'!A1"
                )
            },
        ),
        says=("=cmd",),
    ),
]

_CELLS: dict[tuple[int, int], book.OldCell] = {(0, 0): PLANTED, (1, 0): "税收", (1, 1): 5.0}


def _old(change: Callable[[bytearray], object] = lambda data: None, **more: object) -> Callable[[], bytes]:
    def make() -> bytes:
        data = bytearray(book.old_workbook(_CELLS, **more))  # type: ignore[arg-type]
        change(data)
        return bytes(data)

    return make


def _patch(at: int, form: str, *values: int) -> Callable[[bytearray], None]:
    return lambda data: struct.pack_into(form, data, at, *values)


def _doc(change: Callable[[bytearray], object] = lambda data: None) -> Callable[[], bytes]:
    def make() -> bytes:
        data = bytearray(_OLD.read_bytes())
        change(data)
        return bytes(data)

    return make


_OLE_CHANGES: list[tuple[str, Callable[[bytearray], object]]] = [
    ("扇区大小为零", _patch(30, "<H", 0)),
    ("扇区大小极大", _patch(30, "<H", 0xFFFF)),
    ("扇区大小三十一", _patch(30, "<H", 31)),
    ("小扇区极大", _patch(32, "<H", 60)),
    ("分配表十亿个扇区", _patch(44, "<I", 1_000_000_000)),
    ("目录在文件外", _patch(48, "<I", 0x0FFFFFF0)),
    ("目录链成环", _patch(48, "<I", 0)),
    ("总表链成环", _patch(68, "<II", 0, 1_000_000)),
    ("截断在一半", lambda data: data.__delitem__(slice(len(data) // 2, None))),
    ("只剩文件头", lambda data: data.__delitem__(slice(512, None))),
]
# What a forgiving reader does not mind.
_MENDED_SHEET = {"扇区大小极大", "扇区大小三十一", "小扇区极大", "分配表十亿个扇区"}
_MENDED_WORD = {"分配表十亿个扇区"}


def _emptied(data: bytearray) -> None:
    data[512:] = bytes(len(data) - 512)


def _circled(data: bytearray) -> None:
    """The first small sector goes on with itself."""
    (sector,) = struct.unpack_from("<I", data, 60)
    struct.pack_into("<I", data, 512 * (sector + 1), 0)


def _mended(id: str, make: Callable[[], bytes], is_mended: bool) -> Case:
    return fine(id, make) if is_mended else refused(id, make, Code.BROKEN_FILE)


OLD = [
    fine("旧表格", _old()),
    fine("旧表格-1904年", _old(from_1904=True)),
    refused("旧表格-加密", _old(locked=True), Code.ENCRYPTED),
    fine("旧表格-合并重叠", _old(merged=[(0, 0, 5, 5), (0, 0, 1, 1), (3, 3, 65535, 255)])),
    fine("旧表格-隐藏表里的数字不算", _old(hidden_sheet={(0, 0): "77亿元"}), hides=("77亿元",)),
    warned(
        "旧表格-怪数",
        lambda: book.old_workbook({(0, 0): PLANTED, (1, 0): float("nan"), (1, 1): float("inf"), (2, 0): 1e300}),
        Code.NUMBER_TOO_LONG,
    ),
    *(_mended(f"旧表格-{name}", _old(change), name in _MENDED_SHEET) for name, change in _OLE_CHANGES),
    *(
        _mended(f"旧文档-{name}", _doc(change), name in _MENDED_WORD)
        for name, change in _OLE_CHANGES
        if name != "总表链成环"
    ),
    warned("旧文档-总表链成环", _doc(dict(_OLE_CHANGES)["总表链成环"]), Code.MERGED_CELLS_LOST),
    warned("旧文档-小扇区成环", _doc(_circled), Code.MERGED_CELLS_LOST),
    fine("旧表格-说到Word的流", lambda: book.old_workbook({**_CELLS, (2, 0): "WordDocument"}), "5"),
    refused("旧表格-没有了流", _old(_emptied), Code.BROKEN_FILE),
    refused("旧文档-没有了流", _doc(_emptied), Code.BROKEN_FILE),
    fine("旧文档", _doc()),
    refused("OLE-不认识的流", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), Code.BROKEN_FILE),
]

CASES: list[Case] = [*WORD, *SHEETS, *OLD]
