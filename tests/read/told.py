"""What a document says, told for comparison with the text that was planted in it."""

from gongbao.model import Document, Kind
from gongbao.run.document import Engine
from tests.reading import told

GIVEN = {"date": "2021-12-31", "region": "湖北省咸宁市"}
FIGURES = (Kind.MONEY, Kind.PERCENT, Kind.QUANTITY)


def said(document: Document) -> str:
    """A document's text without its furniture."""
    text, end = "", 0
    for span in document.furniture:
        text += document.text[end : span.start]
        end = span.end
    return text + document.text[end:]


def squeezed(text: str) -> str:
    """A text without any white space."""
    return "".join(text.split())


def figures(engine: Engine, document: Document) -> list[tuple[Kind, str]]:
    """The values of all amounts, percentages and counts in order."""
    return [(m.kind, told(m)) for m in engine.extract(document, GIVEN).mentions if m.kind in FIGURES]
