"""What a browser shows of a page, as lines and tables in the order in which it shows them."""

# ruff: noqa: SIM905 (lists of tags read best as words)

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from gongbao.read.flowing import close_up, holds_data, holds_figures, raised
from gongbao.read.html.divisions import CONTAINERS, table_of
from gongbao.read.writing import CellText

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p "
    "pre search section select summary table tbody td textarea tfoot th thead tr ul".split()
)
# Of what is struck out nothing is shown either: <del>500</del>532.39 is no 500532.39.
_UNSEEN = frozenset(
    "area audio canvas datalist del desc head link meta metadata noembed noframes noscript param rp s script "
    "strike style template title video".split()
)
# What a formula is made of, and the most parts of a term in one.
_TERMS, _PARTS = frozenset(("mn", "mi", "mrow", "mtext", "mo", "mstyle", "mfrac", "msup")), 3
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Fields of a form that show what is in them; those of a table hold its figures, others what is searched for.
_FIELDS = frozenset(("text", "number", "date", "month"))
_CONTROLS = frozenset(("button", "option", "select", "textarea"))

_DISPLAY = re.compile(r"display\s*:\s*([\w-]+)", re.IGNORECASE)
INVISIBLE = re.compile(r"visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,60}line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_TINY = re.compile(r"font-size\s*:\s*0+(?:\.0+)?(?:px|pt|r?em|%)?\s*(?:;|!|$)", re.IGNORECASE)
_PREFORMATTED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n\r\f]+")
# A line end of the source with what indents the next line of it: no indentation of the page.
_SOURCE_BREAK = re.compile(r"[ \t\r\n\f]*[\r\n][ \t\r\n\f]*")
_LEADING = re.compile(r"[ \t\r\n\f\u00a0\u2000-\u200a\u3000]*")
# Between two of these a line end of the source is no space, as browsers other than Chromium have it.
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")

# The most that browsers let a cell span.
_COLUMNS, _ROWS = 1000, 65534


@dataclass(slots=True)
class Block:
    """A block element: the index of the block around it (-1: none), its tag, and its id, classes and role."""

    parent: int
    tag: str
    names: str


@dataclass(slots=True)
class Line:
    """A line as shown. ``linked`` counts its characters within links, ``links`` the links.

    ``block`` is the index of the block that it stands in; ``spaced``: it begins a block or follows a blank line;
    ``control``: it belongs to a form.
    """

    text: str
    block: int
    heading: bool
    spaced: bool
    control: bool
    linked: int
    links: int


@dataclass(slots=True)
class Grid:
    """A table of data and the index of the block around it; ``in_rows``: each row of it was a table of its own."""

    cells: list[CellText]
    block: int
    in_rows: bool = False


@dataclass(slots=True)
class Layout:
    """A page: its lines and tables in order, and the blocks that they stand in."""

    items: list[Line | Grid] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def lay_out(root: "LexborNode", parse: "Callable[[str], LexborNode | None] | None" = None) -> Layout:
    """All that is shown below a node. Nothing here recurses: pages nest as deep as they like.

    ``parse`` reads the pages that stand in frames of this one (``srcdoc``); frames in them are left out.
    """
    return _Flow(_outer_tables(root), parse).run(root).layout


class _Flow:
    """The walk through a page, and the line that is being filled."""

    def __init__(
        self,
        outer_tables: Mapping[int, bool] = MappingProxyType({}),
        parse: "Callable[[str], LexborNode | None] | None" = None,
        *,
        in_cell: bool = False,
    ) -> None:
        self.layout = Layout()
        self._parse = parse
        self._outer_tables = outer_tables
        self._in_cell = in_cell
        self._block = -1
        self._inside = {"a": 0, "pre": 0, "sup": 0, "heading": 0, "control": 0}
        self._pieces: list[str] = []
        self._is_first = True
        self._has_text = False  # more than spaces
        self._pending = self._broken = False  # white space since the last piece, and a line end of the source in it
        self._spaced = False
        self._linked = self._links = 0

    def run(self, root: "LexborNode") -> "_Flow":
        """Walk through all that is below a node."""
        todo: list[tuple[LexborNode, tuple[str, ...] | None]] = [(root, None)]
        while todo:
            node, opened = todo.pop()
            if opened is not None:
                self._close(opened)
            elif node.tag == "-text":
                self._text(node.text_content or "")
            elif (marks := self._open(node)) is not None:
                todo.append((node, marks))
                todo += [(child, None) for child in reversed(list(node.iter(include_text=True)))]
        self._end_line()
        return self

    def _open(self, node: "LexborNode") -> tuple[str, ...] | None:
        """Begin an element: what it is marked as, to be given to ``_close``; null where nothing of it is shown."""
        tag, attributes = node.tag or "", node.attributes
        style = attributes.get("style") or ""
        display = found[1].lower() if (found := _DISPLAY.search(style)) else ""
        # What is within an element of no size may have a size of its own.
        if not is_shown(tag, attributes) or (_TINY.search(style) and next(node.iter(), None) is None):
            return None
        if tag == "br":
            self._end_line(shown=True)
            return None
        if tag == "input":
            if self._in_cell and (attributes.get("type") or "text").lower() in _FIELDS:
                self._put(attributes.get("value") or "")
            return None
        if tag == "iframe":
            self._frame(attributes.get("srcdoc") or "")
            return None
        is_block = tag in BLOCK_TAGS
        if (tag == "table" and self._table(node)) or (tag in CONTAINERS and self._divisions(node)):
            return None
        if _is_divisor(node):
            self._pending = False  # spaces of a formula's source are not shown
            self._put("/")
        is_power = tag in _TERMS and _is_power(node)
        self._pending = self._pending and not is_power
        marks = [kind for kind, is_so in _kinds(tag, attributes, style, is_power) if is_so]
        for mark in marks:
            self._inside[mark] += 1
        if "a" in marks:
            self._links += 1
        if (is_block and not display.startswith("inline")) or display in ("block", "flex", "grid", "list-item"):
            self._end_line()
            self._spaced = True
            names = " ".join(attributes.get(name) or "" for name in ("id", "class", "role"))
            self.layout.blocks.append(Block(self._block, tag, names.strip()))
            self._block = len(self.layout.blocks) - 1
            marks.append("block")
        return tuple(marks)

    def _close(self, marks: tuple[str, ...]) -> None:
        if "block" in marks:
            self._end_line()
            self._spaced = True
            self._block = self.layout.blocks[self._block].parent
        for mark in marks:
            if mark != "block":
                self._inside[mark] -= 1

    def _frame(self, page: str) -> None:
        """Write what the page in a frame shows, as a block of this page."""
        root = self._parse(page) if self._parse and page else None
        if root is None:
            return
        self._end_line()
        self._spaced = True
        inner = lay_out(root)
        first = len(self.layout.blocks)
        self.layout.blocks.append(Block(self._block, "div", ""))
        for block in inner.blocks:
            tag = "div" if block.tag in ("html", "body") else block.tag
            self.layout.blocks.append(Block(block.parent + first + 1, tag, block.names))
        for item in inner.items:
            item.block += first + 1
        self.layout.items += inner.items

    def _table(self, node: "LexborNode") -> bool:
        """Write a table of data, and behind it those in its cells; false for one that only lays out the page."""
        holds_deep = self._outer_tables.get(node.mem_id)
        if holds_deep or "presentation" in (node.attributes.get("role") or ""):
            return False
        rows = _rows(node)
        cells, linked, inner = _cells(rows)
        if not holds_data(cells, linked) or (holds_deep is not None and not holds_figures(cells)):
            return False
        self._end_line()
        for child in node.iter():
            if child.tag == "caption" and is_shown("caption", child.attributes):
                for line in _Flow().run(child).layout.items:
                    if isinstance(line, Line):
                        self.layout.items.append(Line(line.text, self._block, False, line.spaced, False, 0, 0))
        is_row = not inner and all(cell.row == 0 and cell.rows == 1 for cell in cells)
        last = self.layout.items[-1] if self.layout.items else None
        if (
            is_row
            and isinstance(last, Grid)
            and last.in_rows
            and last.block == self._block
            and _heads(last.cells, cells)
        ):
            below = last.cells[-1].row + 1
            last.cells += [replace(cell, row=below) for cell in cells]
            return True
        self.layout.items += [Grid(each, self._block, is_row) for each in (cells, *inner)]
        return True

    def _divisions(self, node: "LexborNode") -> bool:
        """Write a table that is made of other elements; false for what is none."""
        found = None if self._in_cell else table_of(node, _read_cell)
        if found is None or not holds_data(*found):
            return False
        self._end_line()
        self.layout.items.append(Grid(found[0], self._block))
        return True

    def _text(self, text: str) -> None:
        if self._inside["sup"]:
            # 5.4%<sup>1</sup> is not 5.41%, nor 10<sup>4</sup> 104.
            text = raised(text)
        if self._inside["pre"]:
            first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._put(first)
            for line in others:
                self._end_line(shown=True)
                self._put(line)
            return
        if self._in_cell and self._is_first and not self._has_text:
            lead = _LEADING.match(text)
            end = lead.end() if lead else 0
            # Plain spaces before the words of a cell are its place in a hierarchy, as in "    住户存款".
            self._put(_SOURCE_BREAK.sub("", text[:end]).replace("\t", " "))
            text = text[end:]
        place = 0
        for run in _WHITE.finditer(text):
            self._put(text[place : run.start()])
            if "\n" in run[0] or "\r" in run[0]:
                self._broken = self._broken or not self._pending
            self._pending = True
            place = run.end()
        self._put(text[place:])

    def _put(self, text: str) -> None:
        """Add characters to the line, and before them the space that may be between them and the last."""
        if not text:
            return
        if self._pending and self._has_text:
            last = self._pieces[-1][-1]
            if not (self._broken and _WIDE.match(last) and _WIDE.match(text)):
                self._pieces.append(" ")
        self._pending = self._broken = False
        self._pieces.append(text)
        self._has_text = self._has_text or not text.isspace()
        if self._inside["a"]:
            self._linked += len(text)

    def _end_line(self, *, shown: bool = False) -> None:
        """End the line, if there is one; ``shown``: an empty one counts as a blank line."""
        if not self._has_text:
            if shown or self._pieces:
                self._spaced = True
            self._begin_line(spaced=self._spaced)
            return
        text = "".join(self._pieces).rstrip()
        control = self._inside["control"] > 0
        self.layout.items.append(
            Line(text, self._block, self._inside["heading"] > 0, self._spaced, control, self._linked, self._links)
        )
        self._begin_line(spaced=False)

    def _begin_line(self, *, spaced: bool) -> None:
        self._pieces = []
        self._is_first = not self.layout.items
        self._has_text = self._pending = self._broken = False
        self._spaced = spaced
        self._linked, self._links = 0, 1 if self._inside["a"] else 0


def _heads(above: list[CellText], cells: list[CellText]) -> bool:
    """Whether a table begins with a row without figures and has as many columns as one of a single row below it."""
    ends = {each[-1].column + each[-1].columns for each in (above, cells)}
    return len(ends) == 1 and not any(map(str.isdecimal, "".join(cell.text for cell in above if cell.row == 0)))


def is_shown(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether a browser shows an element, as far as the element itself says."""
    if tag in _UNSEEN or "hidden" in attributes or tag.startswith(("-comment", "-doctype")) or not tag:
        return False
    if tag == "dialog" and "open" not in attributes:
        return False
    style = attributes.get("style") or ""
    displayed = _DISPLAY.search(style)
    is_hidden = displayed is not None and displayed[1].lower() == "none"
    return not (is_hidden or INVISIBLE.search(style) or _STRUCK.search(style))


def _is_divisor(node: "LexborNode") -> bool:
    """Whether an element is the lower part of a fraction in a formula."""
    return node.parent is not None and node.parent.tag == "mfrac" and _place(node) > 0


def _is_power(node: "LexborNode") -> bool:
    """Whether an element is the raised part of a term in a formula."""
    above = node.parent.tag if node.parent is not None else ""
    return (above == "msup" and _place(node) > 0) or (above == "msubsup" and _place(node) > 1)


def _place(node: "LexborNode") -> int:
    """How many elements stand before one in the element around them."""
    count, before = 0, node.prev
    while before is not None and count < _PARTS:
        count += before.tag != "-text"
        before = before.prev
    return count


def _kinds(tag: str, attributes: dict[str, str | None], style: str, is_power: bool) -> Iterator[tuple[str, bool]]:
    yield "a", tag == "a" and bool(attributes.get("href"))
    yield "pre", tag == "pre" or bool(_PREFORMATTED.search(style))
    yield "sup", tag == "sup" or is_power or _is_raised(tag, style)
    yield "heading", tag in _HEADINGS
    yield "control", tag in _CONTROLS


def _is_raised(tag: str, style: str) -> bool:
    """Whether a style raises what is within a line; of a paragraph or a cell it raises nothing."""
    return tag not in BLOCK_TAGS and _RAISED.search(style) is not None


def _outer_tables(root: "LexborNode") -> dict[int, bool]:
    """The tables that hold tables, and whether those hold tables again, so that they can only lay out the page.

    A table whose cells are framed one by one is none.
    """
    around: dict[int, LexborNode] = {}
    tables = root.css("table")
    for inner in tables:
        node = inner.parent
        while node is not None and node.tag != "table":
            node = node.parent
        if node is not None:
            around[inner.mem_id] = node
    holding = {node.mem_id for node in around.values()}
    outer: dict[int, bool] = {}
    for inner in tables:
        if inner.mem_id in around and (inner.mem_id in holding or not _is_frame(inner)):
            place = around[inner.mem_id].mem_id
            outer[place] = outer.get(place, False) or inner.mem_id in holding
    return outer


def _is_frame(table: "LexborNode") -> bool:
    """Whether a table has a single cell without a sentence: with one it is a column of the page."""
    rows = [row for group in _rows(table) for row in group]
    is_single = len(rows) == 1 and sum(cell.tag in ("td", "th") for cell in rows[0].iter()) == 1
    return is_single and "。" not in table.text()


def _rows(table: "LexborNode") -> list[list["LexborNode"]]:
    """The groups of rows as they are shown: the head first, the foot last."""
    groups: dict[str, list[list[LexborNode]]] = {"thead": [], "tbody": [], "tfoot": []}
    for group in table.iter():
        tag = group.tag or ""
        if tag in groups and is_shown(tag, group.attributes):
            # Browsers move the first head and the first foot only.
            kind = "tbody" if tag != "tbody" and groups[tag] else tag
            groups[kind].append([row for row in group.iter() if row.tag == "tr" and is_shown("tr", row.attributes)])
    return [*groups["thead"], *groups["tbody"], *groups["tfoot"]]


def _cells(groups: Iterable[list["LexborNode"]]) -> tuple[list[CellText], int, list[list[CellText]]]:
    """The cells of a table, how many of their characters are within links, and the tables of data within them.

    A span ends with its group of rows. Columns in which no cell begins are left out: ``colspan="1000"`` over three
    columns spans three.
    """
    cells: list[CellText] = []
    inner: list[list[CellText]] = []
    row = linked = 0
    for rows in groups:
        last = row + len(rows)
        taken: list[tuple[int, int, int]] = []  # first column, column after the last, row after the last
        for tr in rows:
            column = 0
            taken = [span for span in taken if span[2] > row]
            added = []
            ahead = iter(taken)
            span = next(ahead, None)
            for td in tr.iter():
                tag, attributes = td.tag or "", td.attributes
                if tag not in ("td", "th") or not is_shown(tag, attributes):
                    continue
                while span and span[0] <= column:
                    column = max(column, span[1])
                    span = next(ahead, None)
                columns = min(max(_number(attributes.get("colspan")), 1), _COLUMNS)
                down = min(_number(attributes.get("rowspan")), _ROWS)
                down = min(down or last, last - row)
                items = _Flow(in_cell=True).run(td).layout.items
                lines = [item for item in items if isinstance(item, Line)]
                inner += [item.cells for item in items if isinstance(item, Grid)]
                linked += sum(line.linked for line in lines)
                text = "\n".join(line.text for line in lines)
                cells.append(CellText(row, column, text, down, columns, header=tag == "th"))
                if down > 1:
                    added.append((column, column + columns, row + down))
                column += columns
            taken = _merged([*taken, *added])
            row += 1
    close_up(cells)
    return cells, linked, inner


def _read_cell(node: "LexborNode") -> tuple[str, int] | None:
    """The text of an element that is a cell, and how many of its characters are within links; none where it holds a
    table, whose figures would be lost."""
    items = _Flow(in_cell=True).run(node).layout.items
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < len(items):
        return None
    return "\n".join(line.text for line in lines), sum(line.linked for line in lines)


def _merged(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Spans in order, neighbours that end with the same row as one: a table may have thousands of them."""
    merged: list[tuple[int, int, int]] = []
    for first, after, end in sorted(spans):
        if merged and merged[-1][1] == first and merged[-1][2] == end:
            merged[-1] = (merged[-1][0], after, end)
        else:
            merged.append((first, after, end))
    return merged


def _number(text: str | None) -> int:
    """A span as browsers read it: 1 where it is none."""
    found = re.match(r"\s*\+?(\d{1,9})", text or "", re.ASCII)
    return int(found[1]) if found else 1
