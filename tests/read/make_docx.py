"""Word files made of the XML that a case is about, so that a test shows all that it plants."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    f'xmlns:r="{_RELATIONS}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT = f"{_CONTENT}.document.main+xml"
TEMPLATE = f"{_CONTENT}.template.main+xml"
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
# The root of each part that a case may bring, by the kind of its relation.
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header": "hdr",
    "footer": "ftr",
}


def word_file(
    body: str, parts: Mapping[str, str] | None = None, *, word: str = TRANSITIONAL, kind: str = DOCUMENT
) -> bytes:
    """A Word file of the XML in its body and of further parts: ``header1`` is related to the body as ``header1``.

    ``word`` is the namespace of ``w:``, ``kind`` its content type.
    """

    def part(root: str, content: str) -> str:
        return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{word}" {_NAMESPACES}>{content}</w:{root}>'

    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in parts or {}
    )
    contents = {"document": kind, **{name: f"{_CONTENT}.{name.rstrip('0123456789')}+xml" for name in parts or {}}}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{content}"/>' for name, content in contents.items()
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
    }
    for name, content in (parts or {}).items():
        files[f"word/{name}.xml"] = part(_ROOTS[name.rstrip("0123456789")], content)
    return packed(files)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    made = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{made}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def symbol(font: str, code: str) -> str:
    """A run with a character of a font by its code."""
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; what is no XML becomes one."""
    content = "".join(each if each.startswith("<") else run(each) for each in runs if each)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(text: str, properties: str = "") -> str:
    """A table cell with a paragraph for each line of its text."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, text.split(chr(10))))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def control(content: str) -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def table(*rows: Sequence[str] | str) -> str:
    """A table of rows: XML, or the texts of plain cells."""
    made = (each if isinstance(each, str) else row(*map(cell, each)) for each in rows)
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def text_box(content: str) -> str:
    """A run with a text box, twice, as Word writes it: for itself and for readers older than it."""
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str) -> str:
    """The runs of a field, such as a page number or a reference."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def in_xml_2003(body: str, encoding: str = "UTF-8") -> bytes:
    """A file of Word 2003 in XML of the XML in its body."""
    word, office = "http://schemas.microsoft.com/office/word/2003/", "urn:schemas-microsoft-com:office:office"
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Word.Document"?>\n'
        f'<w:wordDocument xmlns:w="{word}wordml" xmlns:wx="{word}auxHint" xmlns:o="{office}" '
        'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:v="urn:schemas-microsoft-com:vml">'
        "<o:DocumentProperties><o:Title>预算报告</o:Title></o:DocumentProperties>"
        '<w:styles><w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
        f"<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    )
    return text.encode("gb18030" if encoding.startswith("GB") else encoding)


def flat(package: bytes) -> bytes:
    """The parts of a Word file in one file of XML."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{_bare_xml(archive.read(name))}</pkg:xmlData></pkg:part>'
            for name in archive.namelist()
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Word.Document"?>\n'
        f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'
    ).encode()


def _bare_xml(part: bytes) -> str:
    text = part.decode()
    return text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
