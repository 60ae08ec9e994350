"""Word documents (docx, docm, dotx), the strict form of the format included.

What Word shows is read from the XML itself: content controls, text boxes, inserted text and list numbers are beyond
the paragraphs and runs that python-docx knows, and it refuses the strict form and templates.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from xml.etree.ElementTree import Element, ParseError, SubElement

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read.flowing import Piece, close_up, holds_data, holds_figures, raised, write_pieces
from gongbao.read.package import check_part, is_xml, opened, parts_missing, plain_xml, relations, tree_of
from gongbao.read.word.docx_equations import equation, set_in_field
from gongbao.read.word.docx_numbers import Numbering
from gongbao.read.word.xml2003 import FlatParts
from gongbao.read.writing import CellText, Writing

PART_LIMIT = 200_000_000
"""Bytes of one part of the package when unpacked."""

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
    "{http://schemas.microsoft.com/office/word/2003/wordml}",
)
_PREFIXES = {"m": "/math", "a": "/drawingml/", "mc": "markup-compatibility"}
# Empty elements that tell fonts, places and the like, of which nothing is asked, and the properties of runs that have
# no others: with them go three quarters of the elements of a report.
_LOOKS = (
    rb"<\w++:(?:rFonts|(?:sz|b|i)(?:Cs)?|lang|color|ind|spacing|jc|lsdException|ligatures)"
    rb"""(?:\s++[\w:]++="[^<>"]*+")*\s*+/>"""
)
# Groups may give back: those that may not are misread by early releases of Python 3.11, where half of one matches.
_UNREAD = re.compile(rb"<\w++:rPr>(?:" + _LOOKS + rb")*</\w++:rPr>|" + _LOOKS)
# What holds paragraphs, rows, cells or runs without being any of them.
_WRAPPERS = frozenset(
    (
        *(
            "sdt",
            "sdtContent",
            "ins",
            "moveTo",
            "smartTag",
            "customXml",
            "hyperlink",
            "fldSimple",
            "dir",
            "bdo",
            "subDoc",
        ),
        # Word 2003 wraps sections, and what was inserted or deleted; the text of the latter is called otherwise.
        *("other:sect", "other:sub-section", "other:annotation", "other:content", "hlink"),
    )
)
_OPENED = _WRAPPERS | {"mc:AlternateContent"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# More than Word allows, and an end for styles that are based on themselves.
_STYLE_DEPTH = 50
# What stands in other files, in parts of other formats or in no text, by the element that has its place.
_ELSEWHERE = {
    "altChunk": "a document of another format lies within it, which is not read",
    "subDoc": "a part of it is a file of its own, which is read where it is given too",
    "a:chart": "a chart lies within it, of which nothing is read",
}
# The kinds of parts that have text of their own, or say which is shown.
_TELLING = frozenset(("styles", "numbering", "footnotes", "endnotes", "header", "footer", "diagramData"))
# The mark of a note, and three points or more in halves of one.
_NOTE_MARK, _RISE = re.compile(r"[\[(（〔]?\d{1,2}[\])）〕]?"), re.compile(r"[6-9]|\d{2,3}")
# Objects of other programs that are formulas and controls.
_WITHOUT_FIGURES = ("Equation", "MathType", "Forms")
_COLUMNS = 1000
_LONGEST_CODE = 1000
# 250 square centimetres in the unit of drawings: four of ten parts of an A4 page.
_OF_PAGE = 250 * 360_000**2
# Characters of the symbol fonts that forms and lists are made with, by the code that Word gives them. Only the font
# tells whether F0A3 is a box to tick or ≤.
_SYMBOLS = {
    **{0xF0A8: "□", 0xF06F: "□", 0xF071: "□", 0xF0A3: "□", 0xF0FE: "☑", 0xF052: "☑", 0xF0FC: "✓", 0xF0FB: "✗"},
    **{0xF06C: "●", 0xF06E: "■", 0xF0B7: "•", 0xF0D8: "➢", 0xF0B4: "×", 0xF0B1: "±", 0xF0B3: "≥"},
    **{0xF081 + at: chr(ord("①") + at) for at in range(10)},
}
_OF_SYMBOL = {
    **{0xF020 + at: chr(0x20 + at) for at in range(0x20)},
    **{0xF02D: "−", 0xF06D: "μ", 0xF0A2: "′", 0xF0A3: "≤", 0xF0A5: "∞", 0xF0AC: "←", 0xF0AD: "↑", 0xF0AE: "→"},
    **{0xF0AF: "↓", 0xF0B0: "°", 0xF0B2: "″", 0xF0B8: "÷", 0xF0B9: "≠", 0xF0BB: "≈"},
}


def read_docx(data: bytes, source: str) -> Document:
    """The document in a Word file, a package or one of XML, as Word shows it: with list numbers and text boxes, nothing
    deleted or hidden.

    What is struck out counts as deleted. Notes are lines at the end, then headers and footers as furniture.
    ``metadata`` has the ``title`` of the file's properties. Raises ``RejectedError``: ``broken_file``, ``encrypted``,
    ``too_large``, ``no_text``.
    """
    try:
        if is_xml(data):
            return _read(FlatParts(tree_of(plain_xml(data, source), "it", source, _UNREAD), _bare), source)
        with opened(data, source) as archive:
            return _read(_Package(archive, source), source)
    except RuntimeError as error:  # that of zipfile for a part with a password, and RecursionError
        if isinstance(error, RecursionError | NotImplementedError):
            raise RejectedError(Code.BROKEN_FILE, f"{source}: nests too deep to be read") from error
        raise RejectedError(Code.ENCRYPTED, f"{source}: is locked by a password") from error
    except (zipfile.BadZipFile, zlib.error, ParseError, EOFError, OSError, ValueError, LookupError) as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged Word file: {error}") from error


class _Package:
    """The parts of a Word file. Names are compared without regard to case, as Word does."""

    def __init__(self, archive: zipfile.ZipFile, source: str) -> None:
        self._archive = archive
        self._source = source
        self._parts = {_part_name(info.filename): info for info in archive.infolist()}

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return _part_name(name) in self._parts

    def xml(self, name: str) -> Element | None:
        """The root of a part with bare names of elements and attributes; null where the part is missing."""
        info = self._parts.get(_part_name(name))
        if info is None:
            return None
        check_part(info, self._source)
        if info.file_size > PART_LIMIT:
            raise RejectedError(
                Code.TOO_LARGE, f"{self._source}: {name} has more than {PART_LIMIT:,} bytes when unpacked"
            )
        with self._archive.open(info) as part:
            data = part.read()
        return _parse(data, name, self._source)

    def related(self, name: str) -> list[tuple[str, str, str]]:
        """Id, kind and part of each relation of a part (of the package, for an empty name)."""
        folder, base = posixpath.split(name)
        return relations(self.xml(posixpath.join(folder, "_rels", base + ".rels")), folder, self.has)


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _parse(data: bytes, name: str, source: str) -> Element:
    return _bare(tree_of(data, name, source, _UNREAD))


def _bare(root: Element) -> Element:
    for element in root.iter():
        element.tag = _bare_name(element.tag)
        if attributes := element.items():
            element.attrib = {key.rpartition("}")[2]: value for key, value in attributes}
    return root


@cache
def _bare_name(tag: str) -> str:
    """``p`` for Word's own names, ``m:t`` for those of equations, ``a:p`` for drawings, ``other:name`` for others."""
    namespace, _, name = tag.rpartition("}")
    if not namespace or namespace + "}" in _WORD or "/package/" in namespace:
        return name
    prefix = next((prefix for prefix, part in _PREFIXES.items() if part in namespace), "other")
    return f"{prefix}:{name}"


@dataclass(slots=True)
class Styles:
    """What styles decide of the text: what they hide or raise, and the list that they number."""

    based_on: dict[str, str] = field(default_factory=dict)
    own: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    default: str = ""
    _found: dict[tuple[str, str], Element | None] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """The styles in ``styles.xml``."""
        styles = cls()
        for style in root.iter("style") if root is not None else ():
            name = style.get("styleId", "")
            styles.own[name] = style
            if (base := style.find("basedOn")) is not None:
                styles.based_on[name] = base.get("val", "")
            if (number := style.find("pPr/numPr/numId")) is not None:
                styles.lists[name] = number.get("val", "")
            if style.get("type") == "paragraph" and _is_on(style.get("default", "0")):
                styles.default = name
        return styles

    def find(self, name: str, path: str) -> Element | None:
        """A property of a style or of those that it is based on."""
        if (name, path) not in self._found:
            self._found[name, path] = self._sought(name, path)
        return self._found[name, path]

    def _sought(self, name: str, path: str) -> Element | None:
        for _ in range(_STYLE_DEPTH):
            style = self.own.get(name)
            if style is None:
                return None
            if (found := style.find(path)) is not None:
                return found
            name = self.based_on.get(name, "")
        return None


@dataclass(slots=True)
class _Reading:
    """The walk through the parts of one document, which share styles, lists and the marks of notes."""

    styles: Styles
    numbering: Numbering = field(default_factory=Numbering)
    notes: dict[str, list[str]] = field(default_factory=lambda: {"footnotes": [], "endnotes": []})
    note: str = ""
    diagrams: dict[str, Element | None] = field(default_factory=dict)
    _joined: str = ""
    _fields: list[bool] = field(default_factory=list)  # of each open field whether its result has begun
    _codes: list[str] = field(default_factory=list)  # and its instruction
    _boxes: list[Element] = field(default_factory=list)

    def pieces(self, container: Element) -> Iterator[Piece]:
        """The paragraphs and tables of a body, a cell, a note or a text box."""
        for element in _unwrapped(container):
            if element.tag == "p":
                yield from self._paragraph(element)
            elif element.tag == "tbl":
                yield from self._table(element)
            elif element.tag == "a:p":
                yield "".join(found.text or "" for found in element.iter() if found.tag == "a:t")
        if self._joined:
            yield self._joined
            self._joined = ""

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        outer, self._boxes = self._boxes, []
        properties = element.find("pPr")
        style = self._style_of(properties)
        text = self._joined + self._text(element, style)
        label = self._label(properties, style)
        if label[-2:-1].isdigit() and text[:1].isdigit():
            label += " "  # with one space 1 5亿元 would be digits set apart: 15亿元
        boxes, self._boxes = self._boxes, outer
        # A field whose instruction never ends must not swallow the document.
        if not all(self._fields):
            self._codes = [code for code, result in zip(self._codes, self._fields, strict=True) if result]
            self._fields = [True] * len(self._codes)
        mark = None if properties is None else properties.find("rPr")
        if mark is not None and mark.find("del") is not None:
            self._joined = text
        else:
            self._joined = ""
            yield (label + text).rstrip()
        for box in boxes:
            yield from self.pieces(box)

    def _style_of(self, properties: Element | None) -> str:
        style = None if properties is None else properties.find("pStyle")
        return self.styles.default if style is None else style.get("val", "")

    def _label(self, properties: Element | None, style: str) -> str:
        """The number that Word sets before a paragraph, from itself or from its style."""
        own = None if properties is None else properties.find("numPr")
        listed = own if own is not None and own.find("numId") is not None else self.styles.find(style, "pPr/numPr")
        number = None if listed is None else listed.find("numId")
        if number is None or listed is None:
            return ""
        level = next(
            (found for place in (own, listed) if place is not None and (found := place.find("ilvl")) is not None), None
        )
        return self.numbering.label(number.get("val", ""), int(level.get("val", "0")) if level is not None else 0)

    def _text(self, container: Element, style: str) -> str:
        """The text of the runs in a paragraph of a style, or in a part of one."""
        texts: list[str] = []
        for element in _unwrapped(container):
            match element.tag:
                case "r":
                    texts.append(self._run(element, style))
                case "m:oMath" | "m:oMathPara":
                    texts += equation(element)
        return "".join(texts)

    def _run(self, run: Element, style: str) -> str:
        properties = run.find("rPr")
        # 500 struck out before 532.39 is no 500532.39.
        if any(self._has(properties, style, name) for name in ("vanish", "strike", "dstrike")):
            return ""
        text = ""
        for element in run:
            if element.tag == "fldChar":
                text += self._field(element.get("fldCharType", ""))
            elif element.tag == "instrText" and self._codes and len(self._codes[-1]) < _LONGEST_CODE:
                self._codes[-1] += element.text or ""
            elif all(self._fields):
                shown = self._shown(element)
                if shown and self._codes:
                    self._codes[-1] = ""
                text += shown
        place = self._property(properties, "vertAlign")
        if place is not None and place.get("val") == "superscript":
            return raised(text)
        # A mark of a note is also set above the line by moving it up, as lines of type are by a point or two.
        moved = self._property(properties, "position") if _NOTE_MARK.fullmatch(text) else None
        return raised(text) if moved is not None and _RISE.fullmatch(moved.get("val", "")) else text

    def _shown(self, element: Element) -> str:
        tag = element.tag
        if tag == "t":
            return element.text or ""
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag == "ruby":
            parts = (part for name in ("rubyBase", "rt") for part in element.findall(name))
            return "".join(self._text(part, "") for part in parts)
        if tag == "sym":
            return _symbol(element.get("char", ""), element.get("font", ""))
        if tag in ("footnoteReference", "endnoteReference"):
            return self._mark(tag.replace("Reference", "s"), element)
        if tag in ("footnoteRef", "endnoteRef"):
            return raised(self.note)
        if tag in ("drawing", "pict", "object", "mc:AlternateContent"):
            self._boxes += _boxes(element, self.diagrams)
        return ""

    def _field(self, kind: str) -> str:
        """A field has an instruction, which is not shown, and from ``separate`` to ``end`` a result.

        That of an equation seldom has one: what it shows stands in its instruction, and counts where no result does.
        """
        code = ""
        if kind == "begin":
            self._fields.append(False)
            self._codes.append("")
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()
            code = self._codes.pop()
        return set_in_field(code) if code and all(self._fields) else ""

    def _mark(self, kind: str, element: Element) -> str:
        notes = self.notes[kind]
        name = element.get("id", "")
        if name not in notes:
            notes.append(name)
        custom = _is_on(element.get("customMarkFollows", "0"))
        return "" if custom else raised(str(notes.index(name) + 1))

    def _has(self, properties: Element | None, style: str, name: str) -> bool:
        """Whether a run with some properties in a paragraph of a style has one that is on or off."""
        found = self._property(properties, name)
        if found is None:
            found = self.styles.find(style, f"rPr/{name}")
        return found is not None and _is_on(found.get("val", "1"))

    def _property(self, properties: Element | None, name: str) -> Element | None:
        """A property of a run, its own or its character style's."""
        if properties is None or not len(properties):
            return None
        found = properties.find(name)
        style = properties.find("rStyle") if found is None else None
        return found if style is None else self.styles.find(style.get("val", ""), f"rPr/{name}")

    def _table(self, table: Element) -> Iterator[Piece]:
        cells: list[CellText] = []
        contents: list[list[Piece]] = []
        above: dict[int, CellText] = {}  # by its first column each cell that goes on downwards
        row = 0
        for tr in _unwrapped(table):
            properties = tr.find("trPr")
            if tr.tag != "tr" or (properties is not None and _has_child(properties, ("del", "hidden"))):
                continue
            is_header = properties is not None and _has_child(properties, ("tblHeader",))
            column = _grid(properties, "gridBefore", 0)
            going: dict[int, CellText] = {}
            for tc in _unwrapped(tr):
                if tc.tag != "tc" or tc.find("tcPr/cellDel") is not None:
                    continue
                width = _grid(tc.find("tcPr"), "gridSpan", 1)
                merge = tc.find("tcPr/vMerge")
                if merge is not None and merge.get("val", "continue") != "restart" and column in above:
                    going[column] = above[column]
                    going[column].rows = row - going[column].row + 1
                else:
                    content = list(self.pieces(tc))
                    contents.append(content)
                    cells.append(CellText(row, column, _cell_text(content), columns=width, header=is_header))
                    if merge is not None:
                        going[column] = cells[-1]
                column += width
            above = going
            row += 1
        close_up(cells)
        inner = [piece for content in contents for piece in content if isinstance(piece, list)]
        if holds_data(cells) and (not inner or holds_figures(cells)):
            yield cells
            yield from inner
            return
        for content in contents:
            yield from content


def _read(package: _Package | FlatParts, source: str) -> Document:
    main = next((part for _, kind, part in package.related("") if kind == "officeDocument"), "word/document.xml")
    root = package.xml(main)
    body = None if root is None else root.find("body")
    if root is None or body is None:
        raise ValueError(f"the part {main} is missing or holds no text")
    relations = package.related(main)
    by_kind = {kind: part for _, kind, part in relations}
    reading = _Reading(Styles.of(package.xml(by_kind.get("styles", "word/styles.xml"))))
    reading.numbering = Numbering.of(package.xml(by_kind.get("numbering", "word/numbering.xml")), reading.styles.lists)
    reading.diagrams = {name: package.xml(part) for name, kind, part in relations if kind == "diagramData"}
    writing = Writing()
    write_pieces(writing, reading.pieces(body))
    missing = [part for _, kind, part in relations if kind in _TELLING and not package.has(part)]
    for kind in ("footnotes", "endnotes"):
        if reading.notes[kind]:
            missing += _write_notes(writing, reading, kind, package.xml(by_kind.get(kind, "")))
    parts = {name: part for name, kind, part in relations if kind in ("header", "footer")}
    missing += _write_margins(writing, reading, root, {name: package.xml(part) for name, part in parts.items()})
    elsewhere = [sentence for tag, sentence in _ELSEWHERE.items() if next(root.iter(tag), None) is not None]
    if any(not thing.get("ProgID", "").startswith(_WITHOUT_FIGURES) for thing in root.iter("other:OLEObject")):
        elsewhere.append("an object of another program lies within it, of which nothing is read")
    if pages := sum(map(_is_page, root.iter())):
        elsewhere.append(f"{pages} picture{'s' if pages > 1 else ''} as large as a page, of which nothing is read")
    if not "".join(writing.parts).strip():
        raise RejectedError(Code.NO_TEXT, "; ".join([f"{source}: is a Word file without text", *elsewhere]))
    elsewhere += [parts_missing(missing)] if missing else []
    if elsewhere:
        writing.complain(Code.LOST_COLUMN, "; ".join(elsewhere))
    properties = package.xml("docProps/core.xml")
    title = "" if properties is None else next((e.text or "" for e in properties if e.tag.endswith(":title")), "")
    metadata = {"title": title.strip()} if title.strip() else None
    return writing.document(source, "docx", paragraphs=True, metadata=metadata)


def _write_notes(writing: Writing, reading: _Reading, kind: str, root: Element | None) -> Iterator[str]:
    """Write the notes in the order of their marks, and tell those that are not there."""
    notes = {note.get("id"): note for note in root} if root is not None else {}
    for number, name in enumerate(reading.notes[kind], 1):
        if name in notes:
            reading.note = str(number)
            write_pieces(writing, reading.pieces(notes[name]))
        else:
            yield f"{kind[:-1]} {number}"


def _write_margins(
    writing: Writing, reading: _Reading, root: Element, parts: Mapping[str, Element | None]
) -> Iterator[str]:
    """Write headers and footers, each text once, however many sections show it, and tell those without a part."""
    written = set()
    for reference in (child for section in root.iter("sectPr") for child in section):
        if reference.tag not in ("headerReference", "footerReference"):
            continue
        if (name := reference.get("id", "")) not in parts:
            yield f"{reference.tag[:6]} {name}"
        if (part := parts.get(name)) is None:
            continue
        for piece in reading.pieces(part):
            cells = [piece] if isinstance(piece, str) else [cell.text for cell in piece]
            for text in cells:
                if text.strip() and text not in written:
                    written.add(text)
                    writing.line(text, furniture=True)


def _unwrapped(container: Element) -> Iterable[Element]:
    """The children that are shown: what wraps them opened, what was deleted or moved away left out."""
    return container if _OPENED.isdisjoint([child.tag for child in container]) else _opened(container)


def _opened(container: Element) -> Iterator[Element]:
    todo = list(reversed(container))
    while todo:
        element = todo.pop()
        if element.tag in _WRAPPERS:
            todo += reversed(element)
        elif element.tag == "mc:AlternateContent":
            todo += reversed(_choice(element))
        else:
            yield element


def _choice(alternatives: Element) -> Element:
    """The one of the alternatives that a reader of today shows: the first with text, else the last."""
    for choice in alternatives:
        if any(element.tag in ("t", "a:t") and element.text for element in choice.iter()):
            return choice
    return alternatives[-1] if len(alternatives) else alternatives


def _boxes(element: Element, diagrams: Mapping[str, Element | None]) -> list[Element]:
    """The outermost text boxes in a drawing, of two alternatives one, and those of the diagrams that it refers to.

    Lettering of old files, whose text is an attribute, is a box of its own.
    """
    boxes: list[Element] = []
    todo = [element]
    while todo:
        inner = todo.pop()
        if inner.tag in ("txbxContent", "a:txBody"):
            boxes.append(inner)
        elif inner.tag == "mc:AlternateContent":
            todo.append(_choice(inner))
        elif inner.tag == "a:relIds" and (diagram := diagrams.get(inner.get("dm", ""))) is not None:
            boxes += (body for point in diagram.iter("a:pt") for body in point if body.tag == "a:t")
        elif inner.tag == "other:textpath":
            lettering = Element("txbxContent")
            SubElement(SubElement(lettering, "a:p"), "a:t").text = inner.get("string")
            boxes.append(lettering)
        else:
            todo += reversed(inner)
    return boxes


def _is_page(drawing: Element) -> bool:
    """Whether a drawing is a picture that takes most of a page and lies behind no text: it may be a scanned one."""
    if drawing.tag not in ("a:inline", "a:anchor") or _is_on(drawing.get("behindDoc", "0")):
        return False
    extent = drawing.find("a:extent")
    sides = [extent.get(side, "") for side in ("cx", "cy")] if extent is not None else []
    is_large = all(side.isdecimal() and len(side) < 12 for side in sides) and bool(sides)
    return is_large and int(sides[0]) * int(sides[1]) >= _OF_PAGE and next(drawing.iter("a:blip"), None) is not None


def _cell_text(content: list[Piece]) -> str:
    return "\n".join(piece.replace("\t", " ") for piece in content if isinstance(piece, str) and piece.strip())


def _grid(properties: Element | None, name: str, default: int) -> int:
    """How many columns a cell takes, or a row leaves out; Word knows 63."""
    found = None if properties is None else properties.find(name)
    try:
        return min(max(int(found.get("val", "")), default), _COLUMNS) if found is not None else default
    except ValueError:
        return default


def _has_child(properties: Element, names: tuple[str, ...]) -> bool:
    return any(child.tag in names and _is_on(child.get("val", "1")) for child in properties)


def _symbol(code: str, font: str) -> str:
    try:
        number = int(code, 16)
        if number <= 0xFF and font.startswith(("Symbol", "Wingdings")):
            number += 0xF000
        return (_OF_SYMBOL.get(number) if font == "Symbol" else None) or _SYMBOLS.get(number) or chr(number)
    except (ValueError, OverflowError):
        return ""


def _is_on(value: str) -> bool:
    return value.lower() not in ("0", "false", "off", "none")
