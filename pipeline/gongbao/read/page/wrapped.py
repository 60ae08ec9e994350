"""Names that take several lines beside their figures: which lines of a column make the name of which row."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongbao.kept import compiled
from gongbao.read.page.columns import text_of
from gongbao.read.page.gutters import Segment

# In the height of a line: how far the middle of a name lies from its figures, and a line's from the next.
_LEVEL, _PITCH = 0.35, 2.0
# A line that goes on ends where its column does, or so many characters before: marks do not begin a line.
_FULL = 1.6
_MOST_LINES = 8
_LEAST_PAIRS = 3
_MOST_WAYS = 16
# What a line ends with where its name goes on: half of a bracket, a joint.
_CUT = compiled(r".*[（(][^（）()]*|.*[、，和及与的]")
# In the height of a line: how far the next line is set in that is another name, and by how much, as a factor, lines
# of a name are closer to each other than to the next name.
_SET_IN, _TIGHTER = 0.3, 1.1
_LINES_A_ROW = 2.5
_HAN = compiled(r"\p{Han}")
_BEGINS = compiled(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[、.．）)](?!\d)|其中|[#*※注]")
# What it costs that a line is of no row, that a row has no line, and that a line ends early and yet goes on.
_ALONE, _UNNAMED, _EARLY = 1.0, 0.6, 1.5
# What of a name may stand beside its figures: its middle, its first line, its last.
_AT = (0.5, 0.0, 1.0)


class _Block(NamedTuple):
    """Some lines of a column, by their places, and how ill they fit a row."""

    start: int
    end: int
    cost: float


def joined(
    rows: Sequence[Sequence[Segment]], of_figures: Sequence[bool], edges: Sequence[float]
) -> list[list[Segment]]:
    """Rows of a table's body, with the lines of a name beside its figures in one.

    ``of_figures`` tells which columns hold figures: a row that has something there is one of the table, one that has
    nothing there is a line of a name, or a heading and stays by itself. Names stand beside the middle of their lines,
    the first or the last: as most of their column do.
    """
    placed = [[(column_of(segment, edges), segment) for segment in row] for row in rows]
    figured = [i for i, row in enumerate(placed) if any(of_figures[column] for column, _ in row)]
    if not figured or len(figured) == len(rows):
        return [list(row) for row in rows]
    levels = [_level([s for column, s in placed[i] if of_figures[column]]) for i in figured]
    belongs: dict[int, list[Segment]] = {i: [s for c, s in placed[i] if of_figures[c]] for i in figured}
    alone: dict[int, list[Segment]] = {}
    for column in {column for row in placed for column, _ in row if not of_figures[column]}:
        lines = [(i, segment) for i, row in enumerate(placed) for c, segment in row if c == column]
        owners = _owners([segment for _, segment in lines], levels, edges[column + 1])
        for (i, segment), owner in zip(lines, owners, strict=True):
            if owner is None:
                (belongs if i in belongs else alone).setdefault(i, []).append(segment)
            else:
                belongs[figured[owner]].append(segment)
    made = belongs | alone
    return [sorted(made[i], key=lambda s: (s.row, s.left)) for i in sorted(made)]


def column_of(segment: Segment, edges: Sequence[float]) -> int:
    """The column that the middle of a segment stands in."""
    return min(max(bisect_right(edges, (segment.left + segment.right) / 2) - 1, 0), len(edges) - 2)


def _level(segments: Sequence[Segment]) -> float:
    return sum(segment.middle for segment in segments) / len(segments)


def _owners(lines: Sequence[Segment], levels: Sequence[float], edge: float) -> list[int | None]:
    """For each line of a column the row that it belongs to: as it costs least."""
    em = max(sorted(line.bottom - line.top for line in lines)[len(lines) // 2], 1e-3)
    # A line on several columns says nothing of where this one ends.
    full = max((line.right for line in lines if line.right < edge + em), default=edge) - _FULL * em
    texts = [text_of(line.runs)[0] for line in lines]
    # The last line says nothing of those below.
    cut = {i for i, text in enumerate(texts[:-1]) if _CUT.fullmatch(text)}
    column = _Column(lines, [line.middle for line in lines], em, full, edge - em, bool(cut), set(), len(levels), {})
    for row, level in enumerate(levels):
        column.beside.update(dict.fromkeys(column.between(level - _LEVEL * em, level + _LEVEL * em), row))
    if len(lines) >= _LEAST_PAIRS * 2 and _are_pairs(texts, cut, [i in column.beside for i in range(len(lines))]):
        column.going_on.update(range(0, len(lines), 2))
    ways = (_cheapest([list(column.blocks(*row, at)) for row in enumerate(levels)], len(lines)) for at in _AT)
    chosen: _Chosen | None = min(ways, key=lambda way: round(way[0], 6))[1]
    owners: list[int | None] = [None] * len(lines)
    while chosen:
        row, block, chosen = chosen
        owners[block.start : block.end] = [row] * (block.end - block.start)
    return owners


def _are_pairs(texts: Sequence[str], cut: set[int], beside: Sequence[bool]) -> bool:
    """Whether behind each line with figures one without goes on with it.

    地区生产总值 above Gross Domestic Product is in another script; where most are plainly cut the others are, too.
    """
    if list(beside) != [True, False] * (len(beside) // 2) or any(map(_BEGINS.match, texts[1::2])):
        return False
    is_other = all(_HAN.search(a) and not _HAN.search(b) for a, b in zip(texts[::2], texts[1::2], strict=True))
    return is_other or sum(i in cut for i in range(0, len(texts), 2)) * 2 > len(beside) // 2


class _Column(NamedTuple):
    """The lines of a column, how high they are, where they are full and where they meet the next column, whether some
    are plainly cut, which all go on, how many rows there are, and which lines stand beside the figures of which."""

    lines: Sequence[Segment]
    middles: Sequence[float]
    em: float
    full: float
    gutter: float
    is_cut: bool
    going_on: set[int]
    rows: int
    beside: dict[int, int]

    def between(self, top: float, bottom: float) -> range:
        """The lines whose middle lies between two heights."""
        return range(bisect_left(self.middles, top), bisect_right(self.middles, bottom))

    def blocks(self, row: int, level: float, at: float) -> Iterator[_Block]:
        """The lines that may be the name of a row: those whose middle, first or last (``at``) is beside its figures."""
        own = [i for i in self.between(level - _LEVEL * self.em, level + _LEVEL * self.em) if self.beside[i] == row]
        near = self.between(level - _MOST_LINES * _PITCH * self.em, level + _LEVEL * self.em)
        for start in near[-_MOST_LINES:]:
            early = 0
            for end in range(start + 1, min(start + _MOST_LINES, len(self.lines)) + 1):
                if self.beside.get(end - 1, row) != row or (end > start + 1 and self._begins(end - 1)):
                    break
                early += end > start + 1 and self.lines[end - 2].right < self.full and end - 2 not in self.going_on
                place = self.middles[start] + (self.middles[end - 1] - self.middles[start]) * at
                fits = abs(place - level) < _LEVEL * self.em
                if fits and (
                    not own or (not early and start <= own[0] and own[-1] < end and self._is_one(start, end, at))
                ):
                    yield _Block(start, end, abs(place - level) / self.em + _EARLY * early)

    def _is_one(self, start: int, end: int, at: float) -> bool:
        """Whether lines of which one stands beside the figures are plainly one name, and none heads the others.

        按行业分 above 甲类 is set further out; 教育支出 above 学校 is no closer to it than rows are to one another.
        """
        if end - start < 2:
            return True
        lines = self.lines[start:end]
        if any(b.left - a.left > _SET_IN * self.em and a.right - b.right < self.em for a, b in pairwise(lines)):
            return False
        # Figures between two lines tell that names stand beside their middle; no row has two headings.
        is_between = at == _AT[0] and len(set(self.beside.values())) < self.rows
        if (
            self.is_cut
            or bool(self.going_on)
            or is_between
            or len(self.lines) > _LINES_A_ROW * self.rows
            or all(line.right > self.gutter for line in lines[:-1])
        ):
            return True
        inner = max(b - a for a, b in pairwise(self.middles[start:end])) * _TIGHTER
        above = start == 0 or self.middles[start] - self.middles[start - 1] > inner
        return above and (end == len(self.lines) or self.middles[end] - self.middles[end - 1] > inner)

    def _begins(self, i: int) -> bool:
        """Whether a line does not go on with the one above."""
        far = self.middles[i] - self.middles[i - 1] > _PITCH * self.em
        return far or bool(_BEGINS.match(text_of(self.lines[i].runs)[0]))


def _cheapest(choices: Sequence[Sequence[_Block]], count: int) -> "tuple[float, _Chosen | None]":
    """What it costs to give each row one of its blocks, or none, and how: blocks follow one another."""
    ways: dict[int, tuple[float, _Chosen | None]] = {0: (0.0, None)}
    for row, blocks in enumerate(choices):
        following = {end: (cost + _UNNAMED, chosen) for end, (cost, chosen) in ways.items()}
        for block in blocks:
            for end, (cost, chosen) in ways.items():
                total = cost + block.cost + _ALONE * (block.start - end)
                if end <= block.start and (block.end not in following or total < following[block.end][0]):
                    following[block.end] = total, (row, block, chosen)
        ways = dict(sorted(following.items(), key=lambda way: way[1][0] - _ALONE * way[0])[:_MOST_WAYS])
    return min(
        ((cost + _ALONE * (count - end), chosen) for end, (cost, chosen) in ways.items()), key=lambda way: way[0]
    )


_Chosen = tuple[int, _Block, "_Chosen | None"]
"""A row, its block, and what was chosen for the rows before."""
