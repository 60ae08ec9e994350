"""Characters that a line is drawn through: a page shows so what is deleted."""

from collections.abc import Iterator, Sequence

from gongbao.read.page.rulings import Ruling
from gongbao.read.writing import Box

# Points: shorter is no such line, taller no such character; pieces of text are looked up in strips of this height.
_SHORTEST, _TALLEST, _STRIP = 3.0, 200.0, 4.0
# A page of more lines is a drawing.
_MOST_LINES = 5000
# In the height of a character: where the line may lie from its top and bottom, and how far from where the text ends.
_FROM_EDGE, _PAST_END = 0.3, 0.6
# Of the length of the line, what lies over characters: the side of a cell may hit one of its figures.
_COVERED = 0.6


def struck(pieces: Sequence[Sequence[Box]], lines: Sequence[Ruling]) -> tuple[set[tuple[int, int]], set[Ruling]]:
    """The characters struck out, by piece and place in it, and the lines that strike them.

    ``pieces`` have a box for each character. A line that strikes lies in the middle of characters and ends where they
    end; what underlines, rules a table or parts a fraction does not.
    """
    if not lines or len(lines) > _MOST_LINES:
        return set(), set()
    strips: dict[float, list[int]] = {}
    for number, boxes in enumerate(pieces):
        _, top, _, bottom = boxes[0]
        if not 0 < bottom - top <= _TALLEST:
            continue
        margin = _FROM_EDGE * (bottom - top)
        for strip in range(int((top + margin) // _STRIP), int((bottom - margin) // _STRIP) + 1):
            strips.setdefault(strip, []).append(number)
    characters: set[tuple[int, int]] = set()
    strokes: set[Ruling] = set()
    for line in lines:
        if not line.end - line.start >= _SHORTEST:
            continue
        over = [
            (number, i)
            for number in strips.get(line.at // _STRIP, ())
            if pieces[number][0][0] < line.end and pieces[number][-1][2] > line.start
            for i, box in enumerate(pieces[number])
            if _is_through(line, box)
        ]
        if over and _ends_with(line, [pieces[number][i] for number, i in over]):
            characters.update(over)
            strokes.add(line)
    return characters, strokes


def _is_through(line: Ruling, box: Box) -> bool:
    left, top, right, bottom = box
    margin = _FROM_EDGE * (bottom - top)
    return line.start <= (left + right) / 2 <= line.end and top + margin <= line.at <= bottom - margin


def _ends_with(line: Ruling, boxes: Sequence[Box]) -> bool:
    """Whether a line begins and ends with the characters that it goes through, and has few gaps among them."""
    past = _PAST_END * max(bottom - top for _, top, _, bottom in boxes)
    return (
        abs(min(box[0] for box in boxes) - line.start) <= past
        and abs(max(box[2] for box in boxes) - line.end) <= past
        and sum(right - left for left, _, right, _ in boxes) >= _COVERED * (line.end - line.start)
    )


def stretches(number: int, length: int, characters: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of what is left of a piece of so many characters of which some are struck out."""
    start = 0
    for i in range(length + 1):
        if i == length or (number, i) in characters:
            if i > start:
                yield start, i
            start = i + 1
