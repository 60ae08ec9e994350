"""What a PDF file holds and no page of it shows: files attached to it, a form of Adobe's, contents that are damaged."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from gongbao.read.pdf.library import library
from gongbao.read.pdf.unseen import from_pages

_MOST_NAMED, _LONGEST = 5, 80
_MOST_PAGES = 100
# Nothing at all is packed to fewer bytes than this.
_OF_NOTHING = 32


def unread_parts(pdf: Any) -> Iterator[str]:
    """A sentence on each kind of thing within a file that is not read with its pages."""
    pdfium = library()
    if pdfium.FPDF_GetFormType(pdf) == pdfium.FORMTYPE_XFA_FULL:
        yield "it is a form (XFA) that only Adobe's programs show, and nothing of that is read"
    if count := pdfium.FPDFDoc_GetAttachmentCount(pdf):
        names = [_name(pdfium.FPDFDoc_GetAttachment(pdf, i)) for i in range(min(count, _MOST_NAMED))]
        more = f" and {count - _MOST_NAMED} more" if count > _MOST_NAMED else ""
        one = count == 1
        told = ", ".join(names) + more
        yield f"{'a file is' if one else f'{count} files are'} attached to it and not read: {told}"


def _name(attachment: Any) -> str:
    pdfium = library()
    size = pdfium.FPDFAttachment_GetName(attachment, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAttachment_GetName(attachment, buffer, size)
    return " ".join(bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace").split())[:_LONGEST] or "unnamed"


def undecoded(data: bytes, pages: Sequence[int]) -> list[int]:
    """Those of some empty pages, given by their numbers from 1, whose content is named but missing or damaged."""

    known: dict[int, bool] = {}

    def damaged(found: Sequence[Any]) -> list[int]:
        return [page.page_number for page in found if _has_damage(page.page_obj, known)]

    return from_pages(data, pages[:_MOST_PAGES], damaged) or []


def _has_damage(page: Any, known: dict[int, bool]) -> bool:
    """Whether some content of a page is missing or damaged; ``known`` of those that other pages share."""
    from pdfminer.pdftypes import PDFStream, resolve1

    for content in page.contents:
        stream = resolve1(content)
        if not isinstance(stream, PDFStream):
            return True
        number = stream.objid or id(stream)
        if number not in known:
            known[number] = _is_damaged(stream)
        if known[number]:
            return True
    return False


def _is_damaged(stream: Any) -> bool:
    from pdfminer.pdfexceptions import PDFException

    # It is taken away once it is unpacked.
    packed = len((stream.rawdata or b"").strip())
    try:
        return not stream.get_data() and packed > _OF_NOTHING
    except (PDFException, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError):
        return True
