"""Text to view, sections, sentences and words; tables to grids."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gongbao.model import Document, Segments, Span, TextView
from gongbao.segment.clean import fold, join_figures, unusual
from gongbao.segment.reflow import reflow
from gongbao.segment.sections import cut

__all__ = ["segment", "segment_document"]


def segment(text: str) -> Segments:
    """Clean, reflow and cut a text without tables; the text itself stays as it is."""
    return _cut(TextView.of(text))


def segment_document(document: Document, lexicons: Mapping[str, tuple[str, ...]]) -> tuple[Segments, Segments]:
    """A document's prose cut up, and the same with its tables behind it, a row a sentence.

    Page furniture is left out; captions, notes and cells that hold sentences count as prose. ``lexicons`` are those of
    the pattern files.
    """
    if not document.tables:
        prose = _cut(_prose(document, ()), paragraphs=document.paragraphs)
        return prose, prose
    from gongbao.segment.grids import understand
    from gongbao.segment.rows import with_tables

    bodies, found = understand(document, lexicons)
    prose = _cut(_prose(document, found.said), paragraphs=document.paragraphs)
    prose = replace(prose, aims=tuple(found.aims))
    return prose, with_tables(prose, bodies, document.text)


def _cut(view: TextView, *, paragraphs: bool = False) -> Segments:
    found = unusual(view.text)
    return cut(join_figures(reflow(fold(view, found), paragraphs=paragraphs), found))


def _prose(document: Document, said: Sequence[Span]) -> TextView:
    """The text without its tables and furniture, each prose cell of a table a line of its own."""
    text, whole = document.text, TextView.of(document.text)
    if not document.tables and not document.furniture:
        return whole
    texts: list[str] = []
    offsets = array("I")

    def put(start: int, end: int, *, line: bool) -> None:
        if start < end:
            texts.append(text[start:end])
            offsets.extend(whole.offsets[start:end])
            if line:
                texts.append("\n")
                offsets.append(end - 1)

    place, cells = 0, iter(said)
    cell = next(cells, None)
    for span in _left_out(document):
        put(place, span.start, line=False)
        while cell and cell.start < span.end:
            put(cell.start, cell.end, line=True)
            cell = next(cells, None)
        place = max(place, span.end)
    put(place, len(text), line=False)
    return TextView("".join(texts), offsets)


def _left_out(document: Document) -> Iterable[Span]:
    spans = (*(table.span for table in document.tables), *document.furniture)
    return sorted(spans, key=lambda span: span.start)
