"""OFD packages as small as they can be, made of the objects that a test names."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.read.make_pages import Placed, width_of

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(
    content: str,
    x: float = 20.0,
    y: float = 30.0,
    size: float = 4.0,
    dx: str | None = None,
    dy: str | None = None,
    **more: str,
) -> str:
    """A text object whose first character stands at a point; ``dx`` and ``dy`` as they are written in the file."""
    if dx is None and dy is None:
        dx = " ".join(f"{width_of(c) * size:g}" for c in content[:-1])
    steps = "".join(f" {name}={quoteattr(value)}" for name, value in (("DeltaX", dx), ("DeltaY", dy)) if value)
    attributes = {"Boundary": f"{x:g} {y - size:g} 150 {size * 1.2:g}", "Size": f"{size:g}", **more}
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    return (
        f'<ofd:TextObject ID="1" Font="2" {written}><ofd:TextCode X="0" Y="{size:g}"{steps}>'
        f"{escape(content)}</ofd:TextCode></ofd:TextObject>"
    )


def placed(lines: Sequence[Placed]) -> str:
    return "".join(text(line.text, line.x, line.y, line.size) for line in lines)


def picture(resource: int = 9, box: str = "0 0 210 297", **more: str) -> str:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in more.items())
    return f'<ofd:ImageObject ID="3" ResourceID="{resource}" Boundary="{box}" CTM="210 0 0 297 0 0"{attributes}/>'


def path(data: str, box: str = "0 0 210 297") -> str:
    return f'<ofd:PathObject ID="4" Boundary="{box}"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def layer(content: str) -> str:
    return f'<ofd:Content><ofd:Layer ID="5">{content}</ofd:Layer></ofd:Content>'


def xml(name: str, content: str, attributes: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{name} {_SPACE} {attributes}>{content}</ofd:{name}>'


def ofd(
    *pages: str,
    template: str = "",
    annotation: str = "",
    about: str = "",
    resources: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A package whose pages draw some objects; ``parts`` are further parts by name, or others in place of its own.

    ``template`` lies behind every page, ``annotation`` is the appearance of a note on the first, ``resources`` are the
    elements of the resource part.
    """
    behind = '<ofd:Template TemplateID="6" ZOrder="Background"/>' if template else ""
    listed = "".join(f'<ofd:Page ID="{100 + i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    document = (
        "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        '<ofd:TemplatePage ID="6" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    )
    noted = '<ofd:Page PageID="100"><ofd:FileLoc>Annotation.xml</ofd:FileLoc></ofd:Page>'
    package: dict[str, str | bytes] = {
        "OFD.xml": xml(
            "OFD",
            f"<ofd:DocBody><ofd:DocInfo>{about}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
        ),
        "Doc_0/Document.xml": xml("Document", document),
        "Doc_0/DocumentRes.xml": xml("Res", resources, 'BaseLoc="Res"'),
        "Doc_0/Tpls/Tpl_0/Content.xml": xml("Page", layer(template)),
        "Doc_0/Annots/Annotations.xml": xml("Annotations", noted),
        "Doc_0/Annots/Annotation.xml": xml("PageAnnot", annotation),
        **{f"Doc_0/Pages/Page_{i}/Content.xml": xml("Page", behind + layer(page)) for i, page in enumerate(pages)},
        **(parts or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in package.items():
            archive.writestr(name, part)
    return packed.getvalue()
