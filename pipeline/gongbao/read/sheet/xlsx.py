"""The parts of an .xlsx package: its sheets with their cells as shown, streamed past in bounded memory."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read.flowing import raised
from gongbao.read.package import check_part, opened, part_related, tree_of
from gongbao.read.sheet.grid import RULED_GAP, Room, Sheet
from gongbao.read.sheet.shown import BUILT_IN, GENERAL, shown_number, shown_text

_CHUNK = 1 << 20
_PART_LIMIT = 500_000_000
"""Bytes of XML that are read of a workbook: ten times those of 100,000 rows of ten cells."""
_TREE_LIMIT = 20_000_000
"""Bytes of a part that is held as a tree: styles, drawings."""
_TREE_TAGS = 1_000_000
"""Tags of such a part: Excel has at most 65,490 formats of cells."""

_ROWS, _COLUMNS = 1_048_576, 16_384
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# Rows that hold nothing but formatted cells, as sheets have them by the million: more of them than join two tables.
# Hidden ones do not count, for the rows around them are neighbours.
# Groups may give back: those that may not are misread by early releases of Python 3.11, where half of one matches.
_BARE_ROWS = re.compile(
    rb"(?:<row\b(?![^>]*\bhidden)[^>]*+(?:(?<=/)>|>(?:<c\b[^>]*+(?<=/)>)*</row>)\s*+){%d,}" % (2 * RULED_GAP)
)
_TRUE = frozenset({"1", "true", "on"})


class _Style(NamedTuple):
    """What a cell's format says: its number format, its indentation in steps, a line around it, a line through it."""

    code: str = GENERAL
    indent: int = 0
    ruled: bool = False
    struck: bool = False


class _Strings(NamedTuple):
    """The texts that cells refer to by number; of those with parts in fonts of their own what these parts are, by the
    same number: a font that strikes the cell out is not theirs."""

    whole: list[str]
    own: dict[int, str]


class Package:
    """The parts of a package by their name, without regard to case. Raises ``RejectedError`` as it is read."""

    def __init__(self, data: bytes, source: str) -> None:
        self.source = source
        self._left = _PART_LIMIT
        with self._readable():
            self._archive = opened(data, source)
        self._parts = {_part_name(part.filename): part for part in self._archive.infolist()}

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name.lower() in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece."""
        info = self._parts[name.lower()]
        with self._readable():
            check_part(info, self.source)
        with self._readable(), self._archive.open(info) as part:
            while chunk := part.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise RejectedError(Code.TOO_LARGE, f"{self.source}: unpacks to more than {_PART_LIMIT:,} bytes")
                yield chunk

    def tree(self, name: str) -> Element | None:
        """A small part as a tree, its names without their namespaces; null where there is none or it is no XML."""
        if not self.has(name):
            return None
        data = bytearray()
        for chunk in self.chunks(name):
            data += chunk
            if len(data) > _TREE_LIMIT:
                raise RejectedError(Code.TOO_LARGE, f"{self.source}: its part {name} has over {_TREE_LIMIT:,} bytes")
        if data.count(b"<") > _TREE_TAGS:
            raise RejectedError(Code.TOO_LARGE, f"{self.source}: its part {name} has over {_TREE_TAGS:,} tags")
        try:
            root = tree_of(bytes(data), name, self.source)
        except (ParseError, ValueError, LookupError) as error:
            raise _broken(self.source, f"its part {name} is no XML: {error}") from error
        for element in root.iter():
            element.tag = _local(element.tag)
            for key in [key for key in element.attrib if "}" in key]:
                element.set(_local(key), element.get(key, ""))
        return root

    def related(self, name: str) -> Mapping[str, tuple[str, str]]:
        """What a part refers to: kind and name of the other part by the id of the reference."""
        folder, base = posixpath.split(name)
        tree = self.tree(posixpath.join(folder, "_rels", base + ".rels"))
        found: dict[str, tuple[str, str]] = {}
        for element in tree.iter("Relationship") if tree is not None else ():
            part = part_related(folder, element.get("Target", ""), self.has)
            found[element.get("Id", "")] = posixpath.basename(element.get("Type", "")), part
        return found

    def stream(self, name: str, start: "_Start", end: "_End", text: "_Text", *, bare: bool = False) -> None:
        """Go through a large part of XML; ``bare``: without its long runs of rows that hold no value."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        parser.StartDoctypeDeclHandler = self._refuse
        chunks = self.chunks(name)
        try:
            for chunk in _without_bare_rows(chunks) if bare else chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise _broken(self.source, f"its part {name} is damaged: {error}") from error

    def _refuse(self, *_: object) -> None:
        # No workbook declares a document type, and one may define entities without bounds.
        raise _broken(self.source, "a part declares a document type")

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except RuntimeError as error:
            if isinstance(error, NotImplementedError):
                raise _broken(self.source, f"{error}") from error
            raise RejectedError(Code.ENCRYPTED, f"{self.source}: is locked by a password") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise _broken(self.source, f"{error}") from error


_Start = Callable[[str, dict[str, str]], None]
_End = Callable[[str], None]
_Text = Callable[[str], None]


def read_sheets(data: bytes, source: str, room: Room) -> Iterator[Sheet]:
    """The visible sheets of a workbook, one at a time. Raises ``RejectedError``."""
    package = Package(data, source)
    book = _workbook_part(package)
    tree = package.tree(book)
    if tree is None:
        raise _broken(package.source, "it has no workbook")
    related = package.related(book)
    from_1904 = any(part.get("date1904") in _TRUE for part in tree.iter("workbookPr"))
    styles, strings, missing = list[_Style](), _Strings([], {}), list[str]()
    for kind, name in related.values():
        if kind == "styles":
            styles = _styles(package.tree(name))
            missing += [] if package.has(name) else [name]  # 0.054 may be shown as 5.4%
        elif kind == "sharedStrings" and package.has(name):
            strings = _strings(package, name)
    for entry in tree.iter("sheet"):
        kind, name = related.get(entry.get("id", ""), ("worksheet", "none"))
        if entry.get("state", "visible") == "visible" and kind in {"worksheet", "chartsheet"}:
            sheet = Sheet(entry.get("name", ""), missing=missing)
            missing = []
            if not package.has(name):
                sheet.missing.append(f"the sheet {sheet.name}")
                yield sheet
                continue
            reader = _SheetReader(sheet, strings, styles, from_1904, room)
            package.stream(name, reader.start, reader.end, reader.text, bare=True)
            if reader.drawing:
                drawing = package.related(name).get(reader.drawing, ("", "its drawing"))[1]
                sheet.boxes += _boxes(package, drawing, sheet.missing)
            yield sheet


def _workbook_part(package: Package) -> str:
    named = [name for kind, name in package.related("").values() if kind == "officeDocument"]
    book = next(iter(named), "xl/workbook.xml")
    if book.endswith(".bin"):
        raise RejectedError(Code.UNREAD_FORMAT, f"{package.source}: looks like a binary workbook, which is not read")
    return book


def _styles(tree: Element | None) -> list[_Style]:
    if tree is None:
        return []
    codes = {**BUILT_IN, **{_number(e.get("numFmtId")): e.get("formatCode", GENERAL) for e in tree.iter("numFmt")}}
    borders = [
        any(side.get("style", "none") != "none" for side in border if side.tag in {"left", "right", "top", "bottom"})
        for border in tree.iterfind("borders/border")
    ]
    struck = [any(_is_on(mark) for mark in font.iterfind("strike")) for font in tree.iterfind("fonts/font")]
    styles: list[_Style] = []
    for xf in tree.iterfind("cellXfs/xf"):
        alignment = xf.find("alignment")
        indent = 0
        if alignment is not None and alignment.get("horizontal", "general") in {"general", "left", "distributed"}:
            indent = min(max(_number(alignment.get("indent")), 0), 250)
        border, font = _number(xf.get("borderId")), _number(xf.get("fontId"))
        code = codes.get(_number(xf.get("numFmtId")), GENERAL)
        is_struck = 0 <= font < len(struck) and struck[font]
        styles.append(_Style(code, indent, 0 <= border < len(borders) and borders[border], is_struck))
    return styles


def _strings(package: Package, name: str) -> _Strings:
    """The texts that cells refer to, without what is struck out and the readings that Japanese files add."""
    strings = _Strings([], {})
    parts: list[str] = []
    own: list[str] = []
    room = Room(package.source)
    in_text = in_reading = struck = has_font = is_raised = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal in_text, in_reading, struck, has_font, is_raised
        tag = _local(tag)
        if tag == "t":
            in_text = not in_reading and not struck
        elif tag == "rPh":
            in_reading = True
        elif tag == "rPr":
            has_font = True
        elif tag == "strike":
            struck = _is_on(attributes)
        elif tag == "vertAlign":
            is_raised = _is_superscript(attributes)

    def end(tag: str) -> None:
        nonlocal in_text, in_reading, struck, has_font, is_raised
        tag = _local(tag)
        if tag == "t":
            in_text = False
        elif tag == "rPh":
            in_reading = False
        elif tag == "r":
            struck = has_font = is_raised = False
        elif tag == "si":
            if own:
                strings.own[len(strings.whole)] = _clean("".join(own))
                own.clear()
            strings.whole.append(_clean("".join(parts)))
            parts.clear()

    def text(piece: str) -> None:
        if in_text:
            room.write(piece)
            piece = raised(piece) if is_raised else piece
            parts.append(piece)
            if has_font:
                own.append(piece)

    package.stream(name, start, end, text)
    return strings


class _SheetReader:
    """The events of a sheet's XML put together to its cells."""

    def __init__(self, sheet: Sheet, strings: _Strings, styles: list[_Style], from_1904: bool, room: Room) -> None:
        self.sheet = sheet
        self.drawing: str | None = None
        self._strings, self._styles, self._from_1904, self._room = strings, styles, from_1904, room
        self._plain = _Style()
        self._shows_zeros = True
        self._row = self._column = self._last_filled = -1
        self._kind, self._style = "n", self._plain
        self._in_cell = self._in_text = self._in_reading = self._struck = self._has_formula = False
        self._is_raised = False
        self._parts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        match _local(tag):
            case "c":
                self._begin_cell(attributes)
            case "v" | "t":
                self._in_text = self._in_cell and not self._in_reading and not self._struck
            case "strike":
                self._struck = _is_on(attributes)
            case "vertAlign":
                self._is_raised = _is_superscript(attributes)
            case "f":
                self._has_formula = self._in_cell
            case "rPh":
                self._in_reading = True
            case "row":
                self._begin_row(attributes)
            case "col":
                if attributes.get("hidden") in _TRUE or _is_zero(attributes.get("width")):
                    first, last = _number(attributes.get("min")), _number(attributes.get("max"))
                    self.sheet.hidden_columns.add(max(first, 1) - 1, min(last, _COLUMNS))
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "sheetView":
                self._shows_zeros = attributes.get("showZeros", "1") in _TRUE
            case "drawing":
                self.drawing = next((value for key, value in attributes.items() if _local(key) == "id"), None)

    def end(self, tag: str) -> None:
        """An element ends."""
        match _local(tag):
            case "c":
                self._end_cell()
            case "v" | "t":
                self._in_text = False
            case "rPh":
                self._in_reading = False
            case "r":
                self._struck = self._is_raised = False

    def text(self, piece: str) -> None:
        """Characters between two tags."""
        if self._in_text:
            self._room.write(piece)
            self._parts.append(raised(piece) if self._is_raised else piece)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        given = _number(attributes.get("r"))
        self._row = given - 1 if 0 < given <= _ROWS else self._row + 1
        self._column = -1
        if attributes.get("hidden") in _TRUE or _is_zero(attributes.get("ht")):
            self.sheet.hidden_rows.add(self._row, self._row + 1)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._in_cell, self._has_formula = True, False
        place = _place(attributes.get("r", ""))
        self._column = self._column + 1 if place is None else place[1]
        if place is not None:
            self._row = place[0]
        self._kind = attributes.get("t", "n")
        number = _number(attributes.get("s"))
        self._style = self._styles[number] if 0 <= number < len(self._styles) else self._plain

    def _end_cell(self) -> None:
        self._in_cell = False
        stored = "".join(self._parts)
        self._parts.clear()
        if self._has_formula and not stored and self._kind != "str":
            self.sheet.valueless.append((self._row, self._column))
        shown = self._shown(stored) if stored and not (self._style.struck and self._kind != "s") else ""
        if shown and not shown.isspace():
            self._room.take(shown)
            self.sheet.rows.setdefault(self._row, {})[self._column] = shown
            self._last_filled = self._row
        elif self._style.ruled and self._row - self._last_filled <= RULED_GAP:
            self.sheet.ruled.add(self._row)

    def _shown(self, stored: str) -> str:
        match self._kind:
            case "s":
                number, strings = _number(stored), self._strings
                if not strings.whole:
                    raise _broken(self._room.source, "the texts that its cells refer to are missing")
                if not 0 <= number < len(strings.whole):
                    self.sheet.textless.append((self._row, self._column))
                    return ""
                return self._text(strings.own.get(number, "") if self._style.struck else strings.whole[number])
            case "inlineStr" | "str":
                return self._text(_clean(stored))
            case "b":
                return "TRUE" if stored.strip() in _TRUE else "FALSE"
            case "e":
                return stored
            case "d":
                return _day(stored)
        if not self._shows_zeros and _is_zero(stored):
            return ""
        return shown_number(stored, self._style.code, from_1904=self._from_1904)

    def _text(self, text: str) -> str:
        return "\u3000" * self._style.indent + shown_text(text, self._style.code)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _place(first), _place(last or first)
        if start and end and start != end:
            self._room.take("")
            self.sheet.merged.append((*map(min, start, end), *map(max, start, end)))  # type: ignore[arg-type]


def _boxes(package: Package, drawing: str, missing: list[str]) -> list[tuple[int, str]]:
    """The row and text of each text box of a drawing and of the titles of each chart, hidden ones left out."""
    tree = package.tree(drawing)
    if tree is None:
        missing.append(drawing)
        return []
    charts = package.related(drawing)
    boxes: list[tuple[int, str]] = []
    for anchor in tree:
        row = _number(anchor.findtext("from/row"))
        stories = [body for shape in _shown_shapes(anchor) for body in shape.iterfind("txBody")]
        for frame in anchor.iter("chart"):
            name = charts.get(frame.get("id", ""), ("", "a chart"))[1]
            chart = package.tree(name)
            stories += chart.iter("title") if chart is not None else ()
            missing += [name] if chart is None else []
        for story in stories:
            lines = ["".join(_runs(paragraph)) for paragraph in story.iter("p")]
            if text := "\n".join(lines).strip("\n"):
                boxes.append((row, text))
    return boxes


def _shown_shapes(anchor: Element) -> Iterator[Element]:
    """The shapes in an anchor at any depth; of two renderings of one thing the first."""
    todo = [anchor]
    while todo:
        element = todo.pop()
        hidden = element.find("nvSpPr/cNvPr")
        if element.tag == "Fallback" or (hidden is not None and hidden.get("hidden") in _TRUE):
            continue
        if element.tag == "sp":
            yield element
        todo += reversed(element)


def _runs(paragraph: Element) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == "t":
            yield element.text or ""
        elif element.tag == "br":
            yield "\n"


def _broken(source: str, cause: str) -> RejectedError:
    return RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged workbook: {cause}")


def _without_bare_rows(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """XML without long runs of rows that hold nothing, which takes no longer than unpacking them."""
    left = b""
    for chunk in chunks:
        left += chunk
        end = left.rfind(b"</row>") + len(b"</row>")
        if end >= len(b"</row>"):
            yield _BARE_ROWS.sub(b"", left[:end])
            left = left[end:]
        elif len(left) > 4 * _CHUNK:
            yield left
            left = b""
    yield left


def _clean(text: str) -> str:
    """A text as its cell shows it: XML writes the characters that it has none for by their number."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _day(stored: str) -> str:
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return stored
    return stored if moment.hour or moment.minute or moment.second else moment.date().isoformat()


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of a cell like B12, counted from 0."""
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if not match:
        return None
    row, column = int(match[2]), _column_number(match[1])
    return (row - 1, column - 1) if 0 < row <= _ROWS and column <= _COLUMNS else None


@lru_cache(maxsize=_COLUMNS)
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(text: str | None) -> int:
    """A small whole number; -1 for what is none."""
    return int(text) if text and len(text) < 10 and text.strip().isdecimal() else -1


def _is_on(mark: Mapping[str, str] | Element) -> bool:
    """Whether a property that is on by being there is not switched off."""
    return mark.get("val", "1") in _TRUE


def _is_superscript(mark: Mapping[str, str]) -> bool:
    return mark.get("val") == "superscript"


def _is_zero(text: str | None) -> bool:
    return bool(text) and not str(text).strip("+-0.")


@lru_cache(maxsize=4096)
def _local(name: str) -> str:
    """A name without its namespace, as a URI or a prefix."""
    return name.rpartition("}")[2].rpartition(":")[2]


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
