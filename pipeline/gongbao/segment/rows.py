"""Rows of tables put behind the prose, a sentence each, so that a mention in a cell has a place in the view."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence

from gongbao.model import Grid, GridCell, Segments, Span, TextView
from gongbao.segment.clean import fold, keep, unusual
from gongbao.segment.grids import Body
from gongbao.segment.matrix import BLANK, pointed


class _View:
    """A view in the making, with the sentences in it."""

    def __init__(self, prose: Segments) -> None:
        self.texts, self.offsets = [prose.view.text], prose.view.offsets[:]
        self.length = len(prose.view.text)
        self.sentences = prose.sentences.copy()
        if self.length and not prose.view.text.endswith("\n"):
            self.put("\n", array("I", self.offsets[-1:]))

    def put(self, text: str, offsets: "array[int]") -> Span:
        """Write characters with their offsets; their place in the view."""
        start = self.length
        self.texts.append(text)
        self.offsets.extend(offsets)
        self.length += len(text)
        return Span(start, self.length)

    def end_row(self, start: int, section: int) -> int:
        """Make what was written since ``start`` a sentence; its index."""
        paragraph = self.sentences.paragraph_of(-1) + 1 if self.sentences else 0
        self.sentences.append((start,), (self.length - 1,), paragraph, section)
        return len(self.sentences) - 1


def with_tables(prose: Segments, bodies: Sequence[Body], text: str) -> Segments:
    """The prose with each row of a table that holds a figure behind it; ``text`` is the document's."""
    view = _View(prose)
    places = [prose.view.offsets[start] for start in prose.starts]
    grids: list[Grid] = []
    for number, body in enumerate(bodies, 1):
        at = bisect_right(places, body.start) - 1
        section = prose.sentences[at].section if at >= 0 else 0
        grids.append(Grid(number, body.title, body.unit, body.captions, section, _cells(view, body, section, text)))
    shown = TextView("".join(view.texts), view.offsets)
    return Segments(shown, prose.title, prose.sections, view.sentences, view.sentences.starts, tuple(grids))


def _cells(view: _View, body: Body, section: int, text: str) -> tuple[GridCell, ...]:
    """Write a table's rows; its cells at their places in the view."""
    places: dict[int, Span] = {}  # by their places in the source
    sentences: dict[int, int] = {}
    for row in sorted(body.rows):
        start = view.length
        texts = body.rows[row]
        for pieces in texts:
            begin = view.length
            for span in pieces:
                piece = TextView(text[span.start : span.end], array("I", range(span.start, span.end)))
                words = fold(piece, unusual(piece.text))
                words = keep(words, [gap.span() for gap in BLANK.finditer(words.text)])
                view.put(pointed(words.text) if body.by_comma else words.text, words.offsets)
            places[pieces[0].start] = Span(begin, view.length)
            view.put("\n" if pieces is texts[-1] else "\t", array("I", [pieces[-1].end - 1]))
        sentences[row] = view.end_row(start, section)
    return tuple(
        GridCell(
            places[entry.span.start],
            sentences[entry.row],
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
