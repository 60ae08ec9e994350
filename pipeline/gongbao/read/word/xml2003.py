"""Word files that are XML as a whole: those of Word 2003 (WordprocessingML), as many programs that fill in forms write
them under the name .doc, and the parts of a .docx in one file (flat OPC)."""

import posixpath
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from gongbao.read.package import relations

_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_MAIN = "word/document.xml"
# What Word 2003 calls otherwise, and names that can be looked for.
_RENAMED = {
    "vmerge": "vMerge",
    "other:DocumentProperties": "properties",
    "other:Title": "other:title",
    "other:t": "label",
}


class FlatParts:
    """The parts of a Word file in XML, by their names in a package."""

    def __init__(self, root: Element, parsed: Callable[[Element], Element]) -> None:
        """``parsed`` gives the elements of a tree the bare names that they are known by."""
        self._relations: list[tuple[str, str, str]] = []
        if root.tag == f"{_PACKAGE}package":
            self._parts = {}
            for part in root.iter(f"{_PACKAGE}part"):
                data = part.find(f"{_PACKAGE}xmlData")
                if data is not None and len(data):
                    self._parts[part.get(f"{_PACKAGE}name", "").lstrip("/").lower()] = parsed(data[0])
        else:
            self._parts = {_MAIN: parsed(root)}
            self._take_apart(self._parts[_MAIN])

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name.lower() in self._parts

    def xml(self, name: str) -> Element | None:
        """The root of a part; null where the part is missing."""
        return self._parts.get(name.lower())

    def related(self, name: str) -> list[tuple[str, str, str]]:
        """Id, kind and part of each relation of a part (of the package, for an empty name)."""
        folder, base = posixpath.split(name)
        told = relations(self.xml(posixpath.join(folder, "_rels", base + ".rels")), folder, self.has)
        return [*(self._relations if name == _MAIN else ()), *told]

    def _take_apart(self, root: Element) -> None:
        """Make parts of what Word 2003 writes in place: styles, notes, headers and footers, the properties."""
        for element in root.iter():
            element.tag = _RENAMED.get(element.tag, element.tag)
        for place, kind, name in (
            ("styles", "styles", "word/styles.xml"),
            ("properties", "core-properties", "docProps/core.xml"),
        ):
            if (part := root.find(place)) is not None:
                self._add(kind, name, part)
        notes = {"footnote": Element("footnotes"), "endnote": Element("endnotes")}
        margins = {"hdr": "header", "ftr": "footer"}
        for element in root.iter():
            for number, child in enumerate(element):
                if child.tag in notes and element.tag == "r":
                    of_kind = notes[child.tag]
                    element[number] = Element(f"{child.tag}Reference", id=str(len(of_kind)))
                    child.set("id", str(len(of_kind)))
                    of_kind.append(child)
                elif child.tag in margins and element.tag == "sectPr":
                    name = f"word/{margins[child.tag]}{len(self._relations)}.xml"
                    element[number] = Element(f"{margins[child.tag]}Reference", id=name)
                    self._add(margins[child.tag], name, child, name)
            # The number of a list stands as it is shown beside where it comes from.
            if element.tag == "p" and (label := element.find("pPr/listPr/label")) is not None:
                run = Element("r")
                SubElement(run, "t").text = label.get("val", "")
                element.insert(1, run)
        for part in notes.values():
            if len(part):
                self._add(part.tag, f"word/{part.tag}.xml", part)

    def _add(self, kind: str, name: str, part: Element, id: str = "") -> None:
        self._parts[name.lower()] = part
        self._relations.append((id, kind, name))
