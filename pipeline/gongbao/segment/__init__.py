"""Text to view, sections, sentences and words; tables to grids."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from gongbao.model import Document, Grid, GridCell, Segments, Sentence, Span, TextView
from gongbao.segment.clean import fold, join_figures
from gongbao.segment.grids import Body, understand
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
    if not document.tables and not document.furniture:
        prose = segment(document.text)
        return prose, prose
    bodies, said = understand(document, lexicons)
    prose = _cut(_prose(document, said))
    return prose, _with_tables(prose, bodies, document.text)


def _cut(view: TextView) -> Segments:
    return cut(join_figures(reflow(fold(view))))


def _prose(document: Document, said: Sequence[Span]) -> TextView:
    """The text without its tables and furniture, each prose cell of a table a line of its own."""
    text = document.text
    texts: list[str] = []
    offsets = array("L")

    def put(start: int, end: int, *, line: bool) -> None:
        if start < end:
            texts.append(text[start:end])
            offsets.extend(range(start, end))
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


def _with_tables(prose: Segments, bodies: Sequence[Body], text: str) -> Segments:
    """The prose with each row that holds a figure put behind it as a sentence of its own."""
    texts, offsets = [prose.view.text], array("L", prose.view.offsets)
    length = len(prose.view.text)
    if length and not prose.view.text.endswith("\n"):
        texts.append("\n")
        offsets.append(offsets[-1])
        length += 1
    sentences, starts = list(prose.sentences), list(prose.starts)
    paragraph = sentences[-1].paragraph + 1 if sentences else 0
    places = [prose.view.offsets[start] for start in prose.starts]
    grids: list[Grid] = []
    for number, body in enumerate(bodies, 1):
        at = bisect_right(places, body.start) - 1
        section = prose.sentences[at].section if at >= 0 else 0
        shown: dict[int, Span] = {}  # the place in the view of each cell, by its place in the source
        sentence_of: dict[int, int] = {}
        for row in sorted(body.rows):
            begin = length
            for span in body.rows[row]:
                words = fold(TextView(text[span.start : span.end], array("L", range(span.start, span.end))))
                words = _without_blanks(words)
                shown[span.start] = Span(length, length + len(words.text))
                texts += (words.text, "\t")
                offsets.extend(words.offsets)
                offsets.append(span.end - 1)
                length += len(words.text) + 1
            texts[-1] = "\n"
            sentence_of[row] = len(sentences)
            sentences.append(Sentence(Span(begin, length - 1), paragraph, section))
            starts.append(begin)
            paragraph += 1
        cells = tuple(
            GridCell(
                shown[entry.span.start],
                sentence_of[entry.row],
                entry.row,
                entry.column,
                entry.group,
                entry.row_header,
                entry.column_header,
                entry.class_code,
                entry.unit,
            )
            for entry in body.entries
        )
        grids.append(Grid(number, body.title, body.unit, body.captions, section, cells))
    view = TextView("".join(texts), offsets)
    return Segments(view, prose.title, prose.sections, tuple(sentences), tuple(starts), tuple(grids))


def _without_blanks(view: TextView) -> TextView:
    kept = [i for i, character in enumerate(view.text) if not character.isspace()]
    if len(kept) == len(view.text):
        return view
    return TextView("".join(view.text[i] for i in kept), array("L", (view.offsets[i] for i in kept)))
