"""The text boxes of old workbooks, after [MS-XLS]: xlrd passes them over."""

import struct
from collections.abc import Iterator

from gongbao.read.ole import compound_file

# Kinds of records: the beginning and the end of a part of the stream, a sheet in the list of them, a shape, where it
# lies, that it has a text, and the text itself.
_BEGIN, _END, _SHEET, _SHAPE, _PLACE, _TEXT, _MORE = 0x0809, 0x000A, 0x0085, 0x005D, 0x00EC, 0x01B6, 0x003C
# Rectangle, ellipse, text box, polygon, any other drawing; not the comment of a cell, a button or a list.
_SHOWN = frozenset((0x02, 0x03, 0x06, 0x09, 0x1E))
_ANCHOR = b"\x00\x00\x10\xf0\x12\x00\x00\x00"
_ROW = len(_ANCHOR) + 6


class TextBoxes:
    """The text boxes of the sheets of cells of a workbook; none where its structures cannot be followed."""

    def __init__(self, data: bytes) -> None:
        from xlrd.compdoc import CompDocError  # type: ignore[import-untyped]

        self._stream, self._starts = b"", list[int]()
        try:
            self._stream = bytes(compound_file(data).get_named_stream("Workbook") or b"")
            sheets = (body for kind, body in _records(self._stream, 0) if kind == _SHEET)
            self._starts = [struct.unpack_from("<I", body)[0] for body in sheets if not body[5]]
        except (ValueError, IndexError, struct.error, CompDocError, AssertionError, TypeError):
            return

    def of_sheet(self, number: int) -> list[tuple[int, str]]:
        """Row and text of each text box of a sheet, the sheets counted from 0, hidden ones too."""
        try:
            return [box for box in _boxes(self._stream, self._starts[number]) if box[1].strip()]
        except (IndexError, struct.error):
            return []


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, those of parts within it (charts) left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _boxes(stream: bytes, start: int) -> Iterator[tuple[int, str]]:
    shown, row, left = False, 0, 0
    text = ""
    for kind, body in _records(stream, start):
        if kind == _PLACE and (at := body.rfind(_ANCHOR)) >= 0:
            row = struct.unpack_from("<H", body, at + _ROW)[0]
        elif kind == _SHAPE:
            shown = struct.unpack_from("<H", body, 4)[0] in _SHOWN
        elif kind == _TEXT and shown:
            left = struct.unpack_from("<H", body, 10)[0]
        elif kind == _MORE and left:
            # The first byte of each piece says whether its characters take two bytes or one.
            piece = body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")[:left]
            text, left = text + piece, left - len(piece)
            if not left or not piece:
                yield row, text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
                text, left = "", 0
