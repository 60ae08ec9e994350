"""A page of an OFD package: what it draws put into lines and tables, in points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from gongbao.read.ofd.content import Drawn, box_of, first, once
from gongbao.read.page.order import Line, Piece, around, lines_in_order
from gongbao.read.sniff import REPLACEMENT
from gongbao.read.writing import Box

if TYPE_CHECKING:
    from gongbao.read.page.rulings import Ruling
    from gongbao.read.page.runs import Run
    from gongbao.read.page.tables import PageTable

POINTS = 72 / 25.4
"""In a millimetre."""
# A page of five metres holds any plan; more, or nothing at all, is a mistake.
_SIDES = (1.0, 5_000.0)
# Parts of a page's area: a picture as large as a column, and one that is the page.
_LARGE, _WHOLE = 0.08, 0.5
# Symbol fonts have their bullets in the private use area: a few of them lose nothing.
_GARBLED = 0.02


@dataclass(slots=True)
class Page:
    """A page as it is read: its box in millimetres, its lines and tables in points, and what it shows beside them.

    ``notes`` are lines at odd angles. ``scanned``: its text is that of somebody's OCR, hidden by the picture it was
    made of. ``lost``: a large picture lies where no text is. ``garbled`` counts characters without a meaning, where
    they are many. ``absent``: its content is not in the package.
    """

    box: Box
    drawn: Drawn
    resources: list[str]
    blocks: "list[Line | PageTable]" = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    scanned: bool = False
    lost: bool = False
    garbled: int = 0
    confidence: float | None = None
    absent: bool = False

    @property
    def lines(self) -> list[Line]:
        """Its lines that stand in no table."""
        return [block for block in self.blocks if isinstance(block, Line)]

    @property
    def last_edges(self) -> Sequence[float]:
        """The column borders of the table that the page ends with, but for what its lower margin may hold."""
        from gongbao.read.page.plain_tables import MOST_BELOW

        ends = self.blocks[-MOST_BELOW:]
        return next((block.edges for block in reversed(ends) if not isinstance(block, Line)), ())


def arrange(page: Page, before: Sequence[float] = ()) -> None:
    """Put the text that a viewer shows into lines and tables; that of a scan's OCR is hidden by its picture.

    ``before``: the column borders of the table that the page before it ends with.
    """
    left, top, right, bottom = page.box
    area = (right - left) * (bottom - top)
    whole = [p.order for p in page.drawn.pictures if _area(p.box, page.box) > _WHOLE * area]
    runs = [run for run in once(page.drawn.runs) if _area(around(run.piece.boxes), page.box) > 0]
    hidden = [run for run in runs if not run.shown or run.order < max(whole, default=0)]
    page.scanned = bool(whole and hidden)
    if not page.scanned:
        runs = [run for run in runs if run.shown]
    turns: dict[int, list[Piece]] = {}
    for run in runs:
        piece = _in_points(run.piece, page.box)
        if run.turn is None:
            page.notes += lines_in_order([piece])
        else:
            turns.setdefault(run.turn, []).append(piece)
    for turn in sorted(turns, key=lambda turn: -sum(len(piece.text) for piece in turns[turn])):
        if turn == 0:
            page.blocks += _blocks(turns[0], page, before)
        else:
            page.blocks += lines_in_order(turns[turn], [_upright(around(p.boxes), turn) for p in turns[turn]])
    page.lost = _has_lost_column(page)
    text = "".join(run.piece.text for run in runs)
    garbled = sum(map(_is_meaningless, text))
    page.garbled = garbled if garbled > _GARBLED * len(text) else 0
    # Every character's box takes 200 bytes: those in points are enough to keep.
    page.drawn.runs, page.drawn.strokes = [], []


def _blocks(pieces: list[Piece], page: Page, before: Sequence[float]) -> Iterator["Line | PageTable"]:
    """The upright text of a page from top to bottom: its ruled tables, and the lines above, between and below them.

    Vertical text comes column by column from right to left, behind the lines that a page of it has beside it.
    """
    from gongbao.read.page.columns import rows_of
    from gongbao.read.page.downward import columns_down, is_one_place, joined
    from gongbao.read.page.plain_tables import plain_tables
    from gongbao.read.page.runs import Run
    from gongbao.read.page.struck import struck
    from gongbao.read.page.tables import PageTable, tables_of

    tables: list[PageTable] = []
    across, down = _rulings(page)
    characters, lines = struck([piece.boxes for piece in pieces], across)
    if characters:
        across = [line for line in across if line not in lines]
        pieces = _unstruck(pieces, characters)
    runs = [Run(p.text, list(p.boxes), *around(p.boxes), turned=_runs_down(p.boxes)) for p in pieces]
    if across:
        tables, runs = tables_of(runs, across, down)
    rows = rows_of([*runs, *(Run("", [], *table.box) for table in tables)])
    for top, end, plain in plain_tables(rows, before):
        taken = {id(run) for row in rows[top:end] for run in row}
        tables.append(PageTable(*plain))
        runs = [run for run in runs if id(run) not in taken]
    pieces = [Piece(run.text, run.boxes) for run in runs]
    for table in sorted(tables, key=lambda table: table.box[1]):
        above = [p for p in pieces if p.boxes[0][1] + p.boxes[0][3] < 2 * table.box[1]]
        pieces = [p for p in pieces if p.boxes[0][1] + p.boxes[0][3] >= 2 * table.box[1]]
        yield from lines_in_order(above)
        yield table
    columns: list[list[Run]] = []
    if not tables and _may_be_vertical(pieces):
        places = _places(pieces)
        columns = columns_down(places)
    if not columns:
        yield from lines_in_order(pieces)
        return
    rest = _without(places, columns)
    yield from lines_in_order([Piece(run.text, run.boxes) for run in rest if not is_one_place(run)])
    columns = [column for column in map(_without, columns, repeat(_struck_down(places, down))) if column]
    yield from _columns([*joined(columns), *(run for run in rest if is_one_place(run))])


def _may_be_vertical(pieces: list[Piece]) -> bool:
    """Whether most of a page is in pieces so short, or that run down, as hardly any page has them."""
    down = sum(len(piece.text) for piece in pieces if len(piece.text) <= 2 or _runs_down(piece.boxes))
    return 2 * down > sum(len(piece.text) for piece in pieces)


def _struck_down(places: "list[Run]", down: "list[Ruling]") -> "list[list[Run]]":
    """The characters of vertical text that a line down the page strikes out."""
    from gongbao.read.page.struck import struck

    boxes = [[_laid_down(box, _height(box)) for box in run.boxes] for run in places]
    characters, _ = struck(boxes, [line._replace(at=-line.at) for line in down])
    return [[places[number] for number, _ in characters]]


def _unstruck(pieces: list[Piece], characters: set[tuple[int, int]]) -> list[Piece]:
    from gongbao.read.page.struck import stretches

    return [
        Piece(piece.text[start:end], piece.boxes[start:end])
        for number, piece in enumerate(pieces)
        for start, end in stretches(number, len(piece.text), characters)
    ]


def _columns(runs: "list[Run]") -> list[Line]:
    """The lines of vertical text: as those of text that lies on its side. A figure has the room of a wide character."""
    boxes = [_laid_down((run.left, run.top, run.right, run.bottom), _height(run.boxes[0])) for run in runs]
    return lines_in_order([Piece(run.text, run.boxes) for run in runs], boxes)


def _laid_down(box: Box, size: float) -> Box:
    """A box of a column of vertical text on the page turned for its columns to be lines of characters so wide."""
    left, top, right, bottom = box
    return _upright((left, top, max(right, left + size), bottom), 90)


def _height(box: Box) -> float:
    return box[3] - box[1]


def _without(runs: "list[Run]", columns: "list[list[Run]]") -> "list[Run]":
    taken = {id(run) for column in columns for run in column}
    return [run for run in runs if id(run) not in taken]


def _places(pieces: list[Piece]) -> "list[Run]":
    """Pieces as runs, character by character where these stand below one another."""
    from gongbao.read.page.runs import Run

    runs = []
    for text, boxes, _ in pieces:
        if _runs_down(boxes):
            runs += [Run(character, [box], *box) for character, box in zip(text, boxes, strict=True)]
        else:
            runs.append(Run(text, list(boxes), *around(boxes)))
    return runs


def _rulings(page: Page) -> "tuple[list[Ruling], list[Ruling]]":
    """The level and the upright lines of a page in points."""
    from gongbao.read.page.rulings import Ruling

    x, y = page.box[:2]
    across, down = [], []
    for left, top, right, bottom in page.drawn.strokes:
        if abs(right - left) > abs(bottom - top):
            ends = sorted(((left - x) * POINTS, (right - x) * POINTS))
            across.append(Ruling((top - y) * POINTS, *ends))
        else:
            ends = sorted(((top - y) * POINTS, (bottom - y) * POINTS))
            down.append(Ruling((left - x) * POINTS, *ends))
    return across, down


def _runs_down(boxes: Sequence[Box]) -> bool:
    return len(boxes) > 1 and boxes[1][1] > (boxes[0][1] + boxes[0][3]) / 2


def _in_points(piece: Piece, page: Box) -> Piece:
    x, y = page[:2]
    return piece._replace(
        boxes=[
            ((left - x) * POINTS, (top - y) * POINTS, (right - x) * POINTS, (bottom - y) * POINTS)
            for left, top, right, bottom in piece.boxes
        ]
    )


def _upright(box: Box, turn: int) -> Box:
    """A box as it lies when the page is turned so that text runs from left to right."""
    left, top, right, bottom = box
    match turn:
        case 90:
            return top, -right, bottom, -left
        case 180:
            return -right, -bottom, -left, -top
        case 270:
            return -bottom, left, -top, right
        case _:
            return box


def _area(box: Box, page: Box) -> float:
    """The area of a box as far as it lies on the page."""
    width = min(box[2], page[2]) - max(box[0], page[0])
    height = min(box[3], page[3]) - max(box[1], page[1])
    return width * height if width > 0 and height > 0 else 0.0


def _has_lost_column(page: Page) -> bool:
    """Whether a large picture lies on the page where no text is."""
    area = (page.box[2] - page.box[0]) * (page.box[3] - page.box[1])
    places = [around(run.piece.boxes) for run in page.drawn.runs]
    large = [p.box for p in page.drawn.pictures if _area(p.box, page.box) > _LARGE * area]
    return any(not any(_area(place, box) > 0 for place in places) for box in large[:100])


def _is_meaningless(character: str) -> bool:
    return character == REPLACEMENT or "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000"


def page_box(area: Element | None) -> Box | None:
    """The physical box of a page, where it is one."""
    box = box_of(found.text) if (found := first(area, "PhysicalBox")) is not None else None
    if box is None or not all(_SIDES[0] <= side <= _SIDES[1] for side in (box[2] - box[0], box[3] - box[1])):
        return None
    return box
