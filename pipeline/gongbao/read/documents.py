"""The bytes of an input to its document: the right reader by content, and the members of archives.

A reader is a function ``(data, source) -> Document`` in a module of its own, which is imported when the first input of
its format comes: most runs need one or two of them.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read.sniff import Format, decode, markup, office_xml, opening, sniff

# U+E5E5 is but a space in the fonts of GBK.
_WITHIN_FIGURE = re.compile(r"\d[\ue000-\ue5e4\ue5e6-\uf8ff]+[.\d]")

_LOST, _REPLACED = "锟斤拷", "\ufffd"
# What becomes of Chinese where it is saved in an encoding that has none; those of Chinese itself are ？.
_QUESTIONS = re.compile(r"\?{3,}")

_READERS = {
    Format.TEXT: ("text", "read_text"),
    Format.HTML: ("html.document", "read_html"),
    Format.DOCX: ("word.docx", "read_docx"),
    Format.DOC: ("word.doc", "read_doc"),
    Format.XLSX: ("sheet.document", "read_xlsx"),
    Format.XLS: ("sheet.document", "read_xls"),
    Format.PDF: ("pdf.document", "read_pdf"),
    Format.OFD: ("ofd.document", "read_ofd"),
    Format.IMAGE: ("scan", "read_image"),
}


def read_document(data: bytes, source: str) -> Document:
    """The document in some bytes, with their hash. Raises ``RejectedError``; ``docs/codes.md`` lists the codes."""
    if not data:
        raise RejectedError(Code.EMPTY, f"{source}: is empty")
    format = format_of(data, source)
    if format is Format.ZIP:
        raise RejectedError(
            Code.UNREAD_FORMAT, f"{source}: is an archive; its members are documents, it is none itself"
        )
    document = _reader(format)(data, source)
    return replace(_doubted(document), sha256=hashlib.sha256(data).hexdigest())


def _doubted(document: Document) -> Document:
    """With a code where a character that only some font has a meaning for stands within a figure: 5\ue0002亿元.

    And with one for U+FFFD, for 锟斤拷, which two of these become where UTF-8 is taken for GBK, and for ??????.
    """
    told = dict(zip(document.codes, document.complaints, strict=True))
    if found := _WITHIN_FIGURE.search(document.text):
        sentence = f"a character without a meaning stands within a figure, at character {found.start() + 1}"
        told.setdefault(Code.GARBLED_TEXT, sentence)
    if lost := document.text.count(_LOST):
        sentence = (
            f"{_LOST} stands for lost characters, {lost} times, the first at character {document.text.index(_LOST)}"
        )
        told.setdefault(Code.REPLACED_CHARACTERS, sentence)
    if _REPLACED in document.text and Code.GARBLED_TEXT not in told:
        count, place = document.text.count(_REPLACED), document.text.index(_REPLACED)
        sentence = f"{count} characters were lost before and stand as U+FFFD, the first at character {place}"
        told.setdefault(Code.REPLACED_CHARACTERS, sentence)
    if "???" in document.text and (marks := _QUESTIONS.search(document.text)):
        sentence = f"question marks stand for lost characters, the first at character {marks.start()}"
        told.setdefault(Code.REPLACED_CHARACTERS, sentence)
    if len(told) == len(document.codes):
        return document
    return replace(document, codes=tuple(sorted(told)), complaints=tuple(told[code] for code in sorted(told)))


def format_of(data: bytes, source: str) -> Format:
    """The format of some bytes. Raises ``RejectedError`` as ``sniff`` and ``decode`` do."""
    format = sniff(data, source)
    if format is Format.TEXT:
        head = decode(opening(data), source).text
        match markup(head):
            case "HTML":
                return Format.HTML
            case "XML":
                return office_xml(head) or format
    return format


def _reader(format: Format) -> Callable[[bytes, str], Document]:
    module, name = _READERS[format]
    reader: Callable[[bytes, str], Document] = getattr(import_module(f"gongbao.read.{module}"), name)
    return reader
