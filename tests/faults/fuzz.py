"""Fuzzing of the readers and of the extractor: ``python -m tests.faults.fuzz TARGET SECONDS [SEED]``.

A case is made by its target, its seed and its number alone: ``python -m tests.faults.fuzz TARGET SEED:NUMBER`` runs one
again and ``… SEED:NUMBER FILE`` writes its bytes. Cases run in a child process, so that one that hangs, kills its
process or eats memory is a find like any other and the next one goes on.

What counts as a find: an exception that is no ``RejectedError``; more than ``SLOW`` seconds; more than ``LARGE`` bytes
beyond what the process had before; a document or a result that does not hold together.
"""

import faulthandler
import hashlib
import io
import multiprocessing
import random
import re
import resource
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from gongbao.errors import RejectedError
from gongbao.model import Document, Result, Span, Table
from gongbao.read.writing import CellText, Writing
from tests.faults.make_raw import parts, zipped

SLOW = 10.0
"""Seconds for a case of some kilobytes."""
LARGE = 500_000_000
_SPACE = 4_000_000_000
_LONGEST = 60_000

Bytes = bytes | bytearray


class Target(NamedTuple):
    """What is fuzzed: the inputs that cases are made of, how one is changed, and what it is given to."""

    seeds: Callable[[], Sequence[bytes]]
    change: Callable[[random.Random, Sequence[bytes]], bytes]
    run: Callable[[bytes], None]


# --- what must hold of whatever is read -------------------------------------------------------------------------------


def broken(document: Document) -> str | None:
    """What of a document does not hold together."""
    length = len(document.text)
    if document.boxes is not None and len(document.boxes) != 4 * length:
        return f"{length} characters have {len(document.boxes)} numbers of boxes"
    if len(document.codes) != len(document.complaints):
        return "a code has no complaint"
    if _SURROGATE.search(document.text):
        return "half a character stands in the text"
    if not document.text.strip():
        return "a document without text was not rejected"
    spans = [page.span for page in document.pages]
    if any(a.end > b.start for a, b in pairwise(spans)):
        return "pages overlap"
    outside = [span for span in [*spans, *document.furniture] if not _within(span, Span(0, length))]
    if outside:
        return f"{outside[0]} lies outside of the text"
    return next(filter(None, (_broken_table(table, length) for table in document.tables)), None)


def _broken_table(table: Table, length: int) -> str | None:
    if not _within(table.span, Span(0, length)):
        return f"a table at {table.span} lies outside of the text"
    places = [(cell.row, cell.column) for cell in table.cells]
    if places != sorted(set(places)) or any(min(place) < 0 for place in places):
        return "cells are not in order"
    if any(min(cell.rows, cell.columns) < 1 or not _within(cell.span, table.span) for cell in table.cells):
        return "a cell takes no place or lies outside of its table"
    return None


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start <= inner.end <= outer.end


def broken_result(result: Result) -> str | None:
    """What of a result does not hold together."""
    text = result.document.text
    for mention in result.mentions:
        if text[mention.span.start : mention.span.end] != mention.text or not mention.text:
            return f"{mention.span} is not {mention.text!r}"
    for fact in result.facts:
        if not 0 <= fact.mention < len(result.mentions):
            return "a fact of no mention"
        if fact.part_of is not None and not 0 <= fact.part_of < len(result.facts):
            return "a part of no fact"
    for target in result.targets:
        if target.span and not _within(target.span, Span(0, len(text))):
            return "a target outside of the text"
    if any(not 0 <= at < len(result.mentions) for finding in result.findings for at in finding.mentions):
        return "a finding on no mention"
    return None


class BrokenError(Exception):
    """Something was read and does not hold together."""


def _check(found: str | None) -> None:
    if found:
        raise BrokenError(found)


# --- changes ----------------------------------------------------------------------------------------------------------

_NUMBERS = (
    *(b"0", b"-1", b"1", b"2", b"255", b"256", b"65535", b"65536", b"2147483647", b"-2147483648", b"4294967296"),
    *(b"9" * 30, b"1e308", b"-1e308", b"1e-308", b"nan", b"inf", b"0.0000001", b"99999", b"3.4e38", b"00000000001"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_DIGITS = re.compile(rb"-?\d+(?:\.\d+)?")
_TAGS = re.compile(rb"<[^<>]{0,300}>")


def changed(rng: random.Random, data: bytes, tokens: Sequence[bytes] = (), others: Sequence[bytes] = ()) -> bytes:
    """Some bytes with one to eight changes."""
    result = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        _change(rng, result, tokens, others)
        if len(result) > _LONGEST:
            del result[_LONGEST:]
    return bytes(result)


def _change(rng: random.Random, data: bytearray, tokens: Sequence[bytes], others: Sequence[bytes]) -> None:
    at = rng.randrange(len(data) + 1)
    length = min(rng.choice((1, 2, 4, 16, 64, 256)), max(len(data) - at, 1))
    match rng.randrange(12):
        case 0 | 1 if data:
            data[at % len(data)] ^= 1 << rng.randrange(8)
        case 2 if data:
            data[at % len(data)] = rng.choice((0, 1, 0x7F, 0x80, 0xFE, 0xFF))
        case 3:
            del data[at : at + length]
        case 4:
            data[at:at] = data[at : at + length] * rng.choice((1, 2, 50))
        case 5:
            data[at : at + length] = rng.randbytes(length)
        case 6 | 7 if found := list(_DIGITS.finditer(data)):
            number = rng.choice(found)
            data[slice(*number.span())] = rng.choice(_NUMBERS)
        case 8 if tokens:
            data[at:at] = rng.choice(tokens) * rng.choice((1, 1, 1, 3, 300))
        case 9 if others:
            other = rng.choice(others)
            place = rng.randrange(len(other) + 1)
            data[at : at + length] = other[place : place + rng.choice((8, 64, 512))]
        case 10 if len(found := list(_TAGS.finditer(data))) > 1:
            one, two = rng.choice(found), rng.choice(found)
            data[slice(*one.span())] = two[0]
        case 11 if rng.randrange(4) == 0:
            del data[at:]
        case _ if len(data) >= 4:
            data[at % (len(data) - 3) :][:4] = rng.randbytes(4)
            data[at % (len(data) - 3)] = rng.choice((0, 1, 255))


def plainly(*tokens: bytes) -> Callable[[random.Random, Sequence[bytes]], bytes]:
    """Changes of the bytes as they are."""
    return lambda rng, seeds: changed(rng, rng.choice(seeds), tokens, seeds)


def within_package(*tokens: bytes) -> Callable[[random.Random, Sequence[bytes]], bytes]:
    """Changes within the parts of a ZIP package, and at times of the package itself."""

    def change(rng: random.Random, seeds: Sequence[bytes]) -> bytes:
        package = rng.choice(seeds)
        if rng.randrange(8) == 0:
            return changed(rng, package)
        files = dict(parts(package))
        others = list(files.values())
        for _ in range(rng.choice((1, 1, 2))):
            name = rng.choice(sorted(files))
            files[name] = changed(rng, files[name], tokens, others)
        if rng.randrange(20) == 0:
            del files[rng.choice(sorted(files))]
        return zipped(files.items(), rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))

    return change


# --- targets ----------------------------------------------------------------------------------------------------------

_FIGURES = (
    "2023年，全市一般公共预算收入532.39亿元，增长5.4%，其中税收收入300.12亿元，下降2.1%。",
    "一、2024年主要目标：地区生产总值增长6%左右，城镇新增就业1.2万人，居民收入增长与经济增长同步。",
    "“十四五”期间，“双减”政策落地，累计投资3至5亿元，同比提高0.3个百分点，占比超过六成。",
)
_REPORT = "某市2023年预算执行情况报告\n\n" + "\n".join(_FIGURES) * 3 + "\n"
_TEXT_TOKENS = tuple(
    word.encode()
    for word in (
        *("亿元", "万", "年", "%", "％", "至", "—", "~", "同比", "增长", "其中", "分别", "、", "和", "，", "。", "\n"),
        *(
            "两",
            "三十",
            "百",
            "零",
            "点",
            "半",
            "余",
            "以上",
            "不超过",
            "十四五",
            "“",
            "”",
            "（",
            "）",
            "占",
            "倍",
            "月",
        ),
        *("第一季度", "去年", "近三年", "年均", "户", "人", "公里", "\u200b", "\u202e", "\ufeff", "\u3000", "１", "."),
        *("一、", "（一）", "1.", "目标", "力争", "左右", "收入", "支出", "美元", "个百分点", "\t", "0" * 40, "9,999"),
    )
)


def _read(reader: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        from gongbao.read.documents import _READERS, read_document

        if reader == "any":
            _check(broken(read_document(data, "fuzz")))
            return
        from importlib import import_module

        module, name = next(names for names in _READERS.values() if names[1] == reader)
        _check(broken(getattr(import_module(f"gongbao.read.{module}"), name)(data, "fuzz")))

    return run


@cache
def _engine() -> object:
    from gongbao.run.document import Engine

    return Engine()


def _extract(document: Document) -> None:
    from gongbao.run.document import Engine
    from gongbao.write.nested import nested_json
    from gongbao.write.rows import table_rows

    engine = _engine()
    assert isinstance(engine, Engine)
    result = engine.extract(document)
    _check(broken_result(result))
    rows = {table: [rows.nested for rows in found] for table, found in table_rows(result).items()}
    if not _SURROGATE.search(document.text):  # which only a caller's own string has, and no reader gives
        list(nested_json(result, rows, engine.words.cut))


def _run_text(data: bytes) -> None:
    _extract(Document("fuzz", data.decode("utf-8", "surrogateescape" if data[:1] < b"\x80" else "replace")))


def _run_table(data: bytes) -> None:
    """Rows by lines and cells by tabs; ``^`` makes a cell of the row above higher, ``<`` the one before it wider."""
    writing = Writing()
    lines: list[list[CellText]] = []
    for line in data.decode("utf-8", "replace").split("\n"):
        if "\t" not in line:
            if lines:
                writing.table([cell for row in lines for cell in row])
                lines = []
            writing.line(line)
            continue
        cells: list[CellText] = []
        for column, text in enumerate(line.split("\t")):
            above = next((c for c in lines[-1] if c.column == column), None) if lines else None
            if text == "^" and above is not None:
                above.rows += 1
            elif text == "<" and cells:
                cells[-1].columns += 1
            else:
                cells.append(CellText(len(lines), column, text.replace("\r", "\n")))
        lines.append(cells)
    if lines:
        writing.table([cell for row in lines for cell in row])
    document = writing.document("fuzz", "xlsx")
    if document.text.strip():
        _extract(document)


def _read_unrecognised(reader: str) -> Callable[[bytes], None]:
    """Pages without text are drawn and shown to a recogniser that finds nothing: one that looks takes a second."""

    def run(data: bytes) -> None:
        with patch("gongbao.read.scan._find", lambda image, turn: []):
            _read(reader)(data)

    return run


def _run_archive(data: bytes) -> None:
    from gongbao.read.archive import is_archive, members

    if is_archive(data):
        for _, content in members(data, "fuzz.zip"):
            del content


def _run_image(data: bytes) -> None:
    """Pictures are unpacked; one in a hundred is read, since that takes a second."""
    from gongbao.read.scan import images, read_image

    for image, _ in images(data, "fuzz"):
        if image.mode != "RGB":
            raise BrokenError(f"a picture of mode {image.mode}")
    if hashlib.sha256(data).digest()[0] < 3:
        _check(broken(read_image(data, "fuzz")))


def _text_seeds() -> Sequence[bytes]:
    return [*(line.encode() for line in _FIGURES), _REPORT.encode()]


def _encoded_seeds() -> Sequence[bytes]:
    codecs = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
    return [_REPORT.encode(codec) for codec in codecs]


def _table_seeds() -> Sequence[bytes]:
    account = (
        "部门收支总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n类款\t^\t^\t人员\t公用\n"
        "201\t一般公共服务支出\t1,234.56\t1,000.00\t234.56\n20101\t人大事务\t500.5\t500.5\t\n20199\t其他\t734.06\t499.5\t234.56\n"
        "合计\t<\t1,234.56\t1000\t234.56\n注：按可比价格计算。\n"
    )
    rates = (
        "主要指标\n指标\t单位\t2022年\t2023年\t增长（%）\n地区生产总值\t亿元\t100\t106\t6\n  第一产业\t亿元\t10\t-\t…\n"
    )
    sides = (
        "收支决算总表\n收入\t<\t支出\t<\n项目\t金额\t项目\t金额\n税收\t5\t教育\t3\n非税\t1\t科技\t3\n总计\t6\t总计\t6\n"
    )
    return [account.encode(), rates.encode(), sides.encode(), (account + rates + sides).encode()]


def _html_seeds() -> Sequence[bytes]:
    from tests.read.make_html import bare_page, paragraphs, site_page

    table = (
        "<table><caption>表1</caption><thead><tr><th rowspan=2>项目<th colspan=2>金额</tr><tr><td>2022年<td>2023年</tr>"
        "<tbody><tr><td>税收<td>5.1<td>6.2<tr><td>合计<td><sup>1</sup>9<td>&#50;</table><pre>a\n b</pre>"
    )
    pages = [site_page("公报", paragraphs(_FIGURES) + table, "utf-8"), bare_page(table)]
    archive = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n{}\n--x--\n"
    )
    return [page.encode() for page in [*pages, archive.format(pages[1])]] + [pages[0].encode("gb18030")]


def _docx_seeds() -> Sequence[bytes]:
    from tests.read import make_docx as word

    body = (
        word.paragraph(_FIGURES[0])
        + word.numbered("收入情况", 1)
        + word.numbered("支出5亿元", 1, 1)
        + word.table(
            ["项目", "金额"], ["税收", "5"], [word.cell("合计").replace("<w:tc>", "<w:tc>", 1)][0:0] or ["合计", "6"]
        )
        + word.paragraph(word.run("10"), word.run("4", '<w:vertAlign w:val="superscript"/>'), word.field("PAGE", "3"))
        + word.paragraph(word.text_box(word.paragraph(_FIGURES[2])))
        + word.control(word.paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>', _FIGURES[1]))
        + "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr><w:p/></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
        '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="（%1.%2）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    all_parts = {
        "numbering": numbering,
        "styles": '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="b"/></w:style>',
        "footnotes": f'<w:footnote w:id="2">{word.paragraph("注5%")}</w:footnote>',
        "header1": word.paragraph("某市财政局"),
    }
    return [word.word_file(body, all_parts), word.word_file(word.paragraph(_FIGURES[0]), word=word.STRICT)]


def _xlsx_seeds() -> Sequence[bytes]:
    from tests.read import make_sheet as book

    sheet = (
        '<sheetViews><sheetView showZeros="0"/></sheetViews><cols><col min="3" max="3" hidden="1"/></cols><sheetData>'
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>金额_x000A_</t></is></c></row>'
        '<row r="2" hidden="0"><c r="A2" t="str" s="1"><v>税收</v></c><c r="B2" s="2"><v>45292.5</v></c>'
        '<c r="C2"><v>3</v></c></row>'
        '<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" s="3"><f>SUM(B2)</f></c><c t="d"><v>2024-01-01</v></c></row>'
        '</sheetData><mergeCells><mergeCell ref="A3:B4"/></mergeCells><drawing r:id="rId1"/>'
    )
    made = {
        **book.styles("General", "@&quot;局&quot;", 'yyyy"年"m"月"', "0.00%;[红色]-0.00_ ;#,##0.0!.0,"),
        **book.strings("<t>项目</t>", "<r><t>a</t></r><rPh><t>b</t></rPh>"),
        **book.drawing(
            "<xdr:twoCellAnchor><xdr:from><xdr:row>1</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>5亿元"
            '</a:t></a:r></a:p></xdr:txBody></xdr:sp><c:chart r:id="c1"/></xdr:twoCellAnchor>',
            c1="<c:title><a:p><a:r><a:t>图</a:t></a:r></a:p></c:title>",
        ),
    }
    return [
        book.package(sheet, parts=made, related="../drawings/drawing1.xml"),
        book.workbook([["项目", "金额"], ["税收", 5.25], ["合计", "=A1"]]),
    ]


def _xls_seeds() -> Sequence[bytes]:
    from tests.read.make_sheet import OldCell, old_workbook

    cells: dict[tuple[int, int], OldCell] = {
        (0, 0): "项目",
        (0, 1): "金额",
        (1, 0): "税收",
        (1, 1): 532.39,
        (2, 0): True,
        (2, 1): "#REF!",
        (4, 1): 45292.0,
    }
    return [
        old_workbook(
            cells,
            formats={(1, 1): '0.00"万元"', (4, 1): "yyyy-mm-dd"},
            indents={(1, 0): 2},
            ruled=[(2, 0)],
            merged=[(0, 0, 1, 0)],
            hidden_rows=[3],
            hidden_columns=[4],
            hidden_sheet={(0, 0): "隐藏"},
        ),
        old_workbook({(0, 0): "收入", (5, 3): 1.5}, from_1904=True, shows_zeros=False),
    ]


def _doc_seeds() -> Sequence[bytes]:
    return [(Path(__file__).parents[1] / "read/files/report.doc").read_bytes()]


def _pdf_seeds() -> Sequence[bytes]:
    from tests.faults import make_raw as raw

    lines = b"".join(raw.shown(line, y=780 - 20 * i) for i, line in enumerate(_FIGURES))
    table = b"1 w\n" + b"".join(
        b"%d %d m %d %d l S\n" % line
        for line in [*((72, y, 372, y) for y in (500, 530, 560)), *((x, 500, x, 560) for x in (72, 172, 372))]
    )
    table += b"".join(raw.shown(t, x, y) for t, x, y in (("项目", 80, 540), ("5亿元", 180, 540), ("税收", 80, 510)))
    table += b"q 0 1 -1 0 300 300 cm /X1 Do Q /Im1 Do 200 200 m 210 220 230 240 250 200 c f 10 10 40 1 re f\n"
    form = raw.stream(
        raw.shown("表单里3%") + b"0 0 50 50 re S /X1 Do",
        b"/Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</Font<</F1 3 0 R>>/XObject<</X1 500 0 R>>>>",
    )
    image = raw.stream(
        bytes(range(256)), b"/Type/XObject/Subtype/Image/Width 16/Height 16/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    resources = b"/XObject<</X1 500 0 R/Im1 501 0 R>>"
    objects = raw.page_objects(
        raw.stream(lines), raw.stream(table), page=b"/Rotate 0", resources=resources, more={500: form, 501: image}
    )
    turned = raw.page_objects(
        raw.stream(table),
        page=b"/Rotate 90/CropBox[10 10 500 800]/UserUnit 1",
        resources=resources,
        more={500: form, 501: image},
    )
    return [raw.pdf_of(objects, trailer=b"/Info<</Title<FEFF62A5>/CreationDate(D:20240101)>>"), raw.pdf_of(turned)]


def _ofd_seeds() -> Sequence[bytes]:
    from tests.read import make_ofd as ofd

    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8" Width="9" Height="9"><ofd:Content>'
        f'{ofd.text("图章5%")}<ofd:CompositeObject ID="7" ResourceID="8" Boundary="0 0 9 9"/></ofd:Content>'
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    table = "".join(ofd.path(f"M 20 {y} L 120 {y}") for y in (100, 110, 120))
    table += "".join(ofd.path(f"M {x} 100 L {x} 120 Q 1 2 3 4 C") for x in (20, 70, 120))
    table += "".join(ofd.text(t, x, y) for t, x, y in (("项目", 25, 106), ("5亿元", 75, 106), ("税收", 25, 116)))
    page = ofd.text(_FIGURES[0], dx="g 40 3.2", CTM="1 0 0 1 0 0") + table + ofd.picture(9, "0 0 20 20")
    page += '<ofd:CompositeObject ID="7" ResourceID="8" Boundary="30 30 50 50" CTM="0 1 -1 0 0 0"/>'
    note = (
        f'<ofd:Annot Visible="true"><ofd:Appearance Boundary="1 2 3 4">{ofd.text("批注")}</ofd:Appearance></ofd:Annot>'
    )
    return [
        ofd.ofd(page, ofd.text("第二页3%"), template=ofd.text("页眉"), annotation=note, resources=unit),
        ofd.ofd(
            ofd.text(_FIGURES[1]), about="<ofd:Title>报告</ofd:Title><ofd:CreationDate>2024-01-01</ofd:CreationDate>"
        ),
    ]


def _image_seeds() -> Sequence[bytes]:
    from PIL import Image

    seeds = []
    for mode, format in (
        *(
            ("L", "PNG"),
            ("RGBA", "PNG"),
            ("P", "PNG"),
            ("I;16", "PNG"),
            ("RGB", "JPEG"),
            ("CMYK", "JPEG"),
            ("L", "BMP"),
        ),
        *(("RGB", "BMP"), ("1", "TIFF"), ("RGB", "TIFF"), ("F", "TIFF"), ("I;16", "TIFF"), ("LA", "TIFF")),
    ):
        buffer = io.BytesIO()
        Image.new(mode, (40, 30)).save(buffer, format, dpi=(150, 150))
        seeds.append(buffer.getvalue())
    buffer = io.BytesIO()
    Image.new("L", (30, 20), 200).save(buffer, "TIFF", save_all=True, append_images=[Image.new("1", (20, 30))])
    return [*seeds, buffer.getvalue()]


def _archive_seeds() -> Sequence[bytes]:
    from tests.read.make_archive import named_in_bytes, packed

    inner = packed(("丙.txt", _FIGURES[0].encode()), ("d/丁.txt", b"5%"))
    return [
        packed(("甲.txt", _REPORT.encode()), ("内.zip", inner), ("../乙.txt", b"1")),
        packed(("甲.txt", _REPORT.encode()), method=zipfile.ZIP_BZIP2),
        packed(("甲.txt", _REPORT.encode()), method=zipfile.ZIP_LZMA),
        named_in_bytes("报告.txt".encode("gb18030"), b"5%"),
    ]


_XML = (b"<!DOCTYPE x>", b"&#0;", b"&amp;", b"<![CDATA[5]]>", b"</", b"/>", b"<x>", b"\xef\xbf\xbe", b"&#x1F4A9;", b" ")
_WORD = (*_XML, b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:tr>", b"<w:tc>", b"<w:r>", b"<w:t>", b"<w:vMerge/>", b"<w:sdt>")
_HTML = (
    *(b"<table>", b"<tr>", b"<td>", b"<td rowspan=0>", b"<td colspan=99999>", b"</table>", b"<div>", b"<a href=x>"),
    *(b"<font>", b"<script>", b"<!--", b"<![CDATA[", b"<sup>", b"<pre>", b"<svg>", b"<template>", b"<select>", b"<p>"),
    *(b"<plaintext>", b"<math>", b"&#0;", b"&#xD800;", b"<iframe>", b"<style>", b"<frameset>", b"\0", b"<noscript>"),
)
_PDF = (
    *(
        b" q ",
        b" Q ",
        b" cm ",
        b" re S ",
        b" BT ",
        b" ET ",
        b" Do ",
        b" W n ",
        b" 3 Tr ",
        b" c f ",
        b"/X1 Do ",
        b"[",
        b"]",
    ),
    *(
        b"<<",
        b">>",
        b"stream\n",
        b"endstream",
        b"1 0 R",
        b"10 0 R",
        b"500 0 R",
        b"/Kids[2 0 R]",
        b"/Filter/FlateDecode",
    ),
    *(b"/Filter/LZWDecode", b"/Rotate 90", b"/Contents[11 0 R 11 0 R]", b"/Encrypt<<>>", b"(", b"%", b"/UserUnit 1e9 "),
    *(
        b"0 0 0 0 0 0 cm ",
        b"1 0 0 -1 0 0 cm ",
        b"0 1 -1 0 0 0 cm ",
        b"/F1 0 Tf ",
        b"/F1 1e9 Tf ",
        b"1e30 0 0 1e30 0 0 cm ",
    ),
)

TARGETS: Mapping[str, Target] = {
    "text": Target(_encoded_seeds, plainly(*_TEXT_TOKENS), _read("any")),
    "html": Target(_html_seeds, plainly(*_HTML), _read("read_html")),
    "docx": Target(_docx_seeds, within_package(*_WORD), _read("read_docx")),
    "xlsx": Target(_xlsx_seeds, within_package(*_XML), _read("read_xlsx")),
    "xls": Target(_xls_seeds, plainly(), _read("read_xls")),
    "doc": Target(_doc_seeds, plainly(), _read("read_doc")),
    "pdf": Target(_pdf_seeds, plainly(*_PDF), _read_unrecognised("read_pdf")),
    "ofd": Target(_ofd_seeds, within_package(*_XML), _read_unrecognised("read_ofd")),
    "image": Target(_image_seeds, plainly(), _run_image),
    "archive": Target(_archive_seeds, plainly(), _run_archive),
    "extract": Target(_text_seeds, plainly(*_TEXT_TOKENS), _run_text),
    "tables": Target(_table_seeds, plainly(*_TEXT_TOKENS, b"\t", b"\n", b"^\t", b"<\t", b"\t\t\t"), _run_table),
}


# --- running ----------------------------------------------------------------------------------------------------------


def case(target: Target, seeds: Sequence[bytes], seed: int, number: int) -> bytes:
    """The input of a number."""
    return target.change(random.Random(f"{seed}:{number}"), seeds)


def _work(name: str, seed: int, first: int, pipe: Connection) -> None:
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (_SPACE, _SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    target, number = TARGETS[name], first
    seeds = target.seeds()
    for whole in seeds:
        _tried(target, whole)  # what is loaded once is no find of the first case
    while True:
        pipe.send((number, None))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found = _tried(target, case(target, seeds, seed, number))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
        if found is None and grown > LARGE:
            found = f"took {grown / 1e6:.0f} MB"
        if found:
            pipe.send((number, found))
        number += 1


def _tried(target: Target, data: bytes) -> str | None:
    """What is wrong with how a case is read, with where it comes from."""
    try:
        target.run(data)
    except RejectedError:
        return None
    except MemoryError:
        return "MemoryError"
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "gongbao" in f.filename] or [
            traceback.extract_tb(error.__traceback__)[-1]
        ]
        at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
        return f"{type(error).__name__} {' '.join(str(error).split())[:200]} at {at}"
    return None


def fuzz(name: str, seconds: float, seed: int) -> dict[str, list[int]]:
    """Run cases for some seconds; the numbers of those that are finds, by what was found."""
    context = multiprocessing.get_context("spawn")
    finds: dict[str, list[int]] = {}
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(target=_work, args=(name, seed, number, theirs), daemon=True)
        worker.start()
        theirs.close()
        is_new = True
        while time.monotonic() < end:
            try:
                # The first answer waits for imports.
                answer = ours.recv() if ours.poll(60 if is_new else SLOW) else None
            except EOFError:
                worker.join()
                _note(finds, f"the process died with {worker.exitcode}", number)
                number += 1
                break
            if answer is None:
                _note(finds, f"takes more than {SLOW:g} s", number)
                number += 1
                break
            is_new = False
            number, found = answer
            if found:
                _note(finds, found, number)
        worker.kill()
        worker.join()
        ours.close()
    print(f"{name}: {number + 1} cases of seed {seed} in {seconds:g} s, {len(finds)} kinds of finds")
    return finds


def _note(finds: dict[str, list[int]], found: str, number: int) -> None:
    """Note a find; those of one kind differ in the numbers and the texts that their sentence quotes."""
    kind = re.sub(r"'[^']*'|\d+(?![^:]*$)", "…", found)
    if kind not in finds:
        print(f"  {number}: {found}", flush=True)
    finds.setdefault(kind, []).append(number)


def main(arguments: Sequence[str]) -> int:
    """See the module."""
    name, how, *more = arguments
    if ":" not in how:
        return 1 if fuzz(name, float(how), int(more[0]) if more else 1) else 0
    seed, number = map(int, how.split(":"))
    data = case(TARGETS[name], TARGETS[name].seeds(), seed, number)
    if more:
        Path(more[0]).write_bytes(data)
        return 0
    TARGETS[name].run(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
