"""The types that all stages share.

Frozen, slotted dataclasses; ``StrEnum`` for closed lists; ``Decimal`` for every amount. Offsets count Unicode
code points, end exclusive. Of ours this module imports ``frozen`` alone.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import overload

from gongbao.frozen import builder


class Listed(StrEnum):
    """A closed list. A member is hashed as the text that it is: the hash of ``Enum`` is a function of Python."""

    __hash__ = str.__hash__


class Kind(Listed):
    """What a mention is; the six kinds of the annotation guidelines."""

    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"
    QUANTITY = "quantity"
    PROGRAM = "program"


class Mod(Listed):
    """How a value or a date is bounded; the TIMEX3 names (ISO 24617-1) where it has one."""

    APPROX = "APPROX"
    MORE_THAN = "MORE_THAN"
    LESS_THAN = "LESS_THAN"
    EQUAL_OR_MORE = "EQUAL_OR_MORE"
    EQUAL_OR_LESS = "EQUAL_OR_LESS"
    AFTER_START = "AFTER_START"
    AFTER = "AFTER"
    BEFORE_END = "BEFORE_END"
    BEFORE = "BEFORE"
    START = "START"
    END = "END"


class ProgramType(Listed):
    """What a programme is: the column ``type`` of ``mentions``."""

    DOCUMENT = "document"
    POLICY = "policy"
    PLAN = "plan"
    PROJECT = "project"
    MECHANISM = "mechanism"
    PLATFORM = "platform"
    FUND = "fund"


class Code(Listed):
    """What happened to a document: the closed list of the column ``codes``. ``docs/codes.md`` explains each."""

    REPLACED_CHARACTERS = "replaced_characters"
    NUMBER_TOO_LONG = "number_too_long"
    EMPTY_PAGE = "empty_page"
    PAGE_WITHOUT_TEXT = "page_without_text"
    LOST_COLUMN = "lost_column"
    GARBLED_TEXT = "garbled_text"
    READ_BY_OCR = "read_by_ocr"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    MERGED_CELLS_LOST = "merged_cells_lost"
    ERROR_PAGE = "error_page"
    NO_SUCH_FILE = "no_such_file"
    NOT_READABLE = "not_readable"
    NOT_A_FILE = "not_a_file"
    EMPTY = "empty"
    BINARY = "binary"
    UNDECODABLE = "undecodable"
    TOO_LARGE = "too_large"
    UNREAD_FORMAT = "unread_format"
    BROKEN_FILE = "broken_file"
    ENCRYPTED = "encrypted"
    NEEDS_OCR = "needs_ocr"
    NO_TEXT = "no_text"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"


class Status(Listed):
    """Whether a document was read: without complaint, with a warning, or not at all."""

    OK = "ok"
    WARNING = "warning"
    REJECTED = "rejected"


class DocumentType(Listed):
    """What a document is; ``other`` where its title and opening do not say."""

    WORK_REPORT = "work_report"
    BUDGET_REPORT = "budget_report"
    BUDGET_EXECUTION = "budget_execution"
    FINAL_ACCOUNT = "final_account"
    DEPARTMENT_BUDGET = "department_budget"
    DEPARTMENT_FINAL_ACCOUNT = "department_final_account"
    STAT_COMMUNIQUE = "stat_communique"
    PLAN = "plan"
    AUDIT_REPORT = "audit_report"
    NEWS = "news"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Span:
    """Code points ``start`` to ``end`` (exclusive) of a text."""

    start: int
    end: int


_span = builder(Span)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its stretch of the text, its size in points, and how sure OCR was of it (0 to 1; null: not read so).

    Pages are counted from 1 in the order of the document.
    """

    span: Span
    width: float
    height: float
    confidence: float | None = None


def _page_start(page: Page) -> int:
    return page.span.start


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as the reader found it: ``span`` is its text's place, empty where it has none.

    ``row`` and ``column`` count from 0 and name its top left corner; ``rows`` and ``columns`` are how many it takes.
    ``header``: the format itself says that it is one.
    """

    row: int
    column: int
    span: Span
    rows: int = 1
    columns: int = 1
    header: bool = False


class Cells(Sequence[Cell]):
    """Cells as seven numbers each: as objects those of a workbook take ten times the memory of its text."""

    __slots__ = ("_numbers",)

    def __init__(self, cells: Iterable[Cell] = ()) -> None:
        self._numbers = array("I")
        for cell in cells:
            self.append(cell.row, cell.column, cell.span, cell.rows, cell.columns, cell.header)

    def append(self, row: int, column: int, span: Span, rows: int, columns: int, header: bool) -> None:
        """Add one behind the others."""
        self._numbers.extend((row, column, span.start, span.end, rows, columns, header))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cells) and self._numbers == other._numbers

    def __hash__(self) -> int:
        return hash(self._numbers.tobytes())

    def __len__(self) -> int:
        return len(self._numbers) // 7

    @overload
    def __getitem__(self, index: int) -> Cell: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Cell]: ...

    def __getitem__(self, index: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        at = range(0, len(self._numbers), 7)[index]
        row, column, start, end, rows, columns, header = self._numbers[at : at + 7]
        return Cell(row, column, Span(start, end), rows, columns, bool(header))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document: ``span`` covers all its cells, which come in order of row and column.

    ``edges`` are the left edge of each column and the right edge of the last in points, where the format has a page to
    measure on; a table that goes on over the page is one ``Table`` a page.
    """

    span: Span
    cells: Sequence[Cell]
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader took out of one input: ``text`` is never edited after this.

    ``source`` is the name under which the tables list it, ``format`` the reader that read it, ``encoding`` how its
    bytes were decoded, ``sha256`` the hash of those bytes. ``tables`` are in order of place; ``furniture`` are the
    stretches that are no part of what it says: menus, page headers, footers and numbers. ``paragraphs``: a line is a
    paragraph, since the format keeps them apart (Word, web pages, workbooks); else it is a line as printed. ``boxes``
    holds four numbers for each code point of ``text``, in points from the top left of its page: left, top, right,
    bottom; all 0 for one that is nowhere to be seen. ``metadata`` is what the format says of the document beside its
    text: ``title``, ``date`` (the day of publication), ``url``. ``complaints`` has a sentence for each of ``codes``.
    """

    source: str
    text: str
    format: str = "text"
    encoding: str | None = None
    sha256: str | None = None
    codes: tuple[Code, ...] = ()
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    furniture: tuple[Span, ...] = ()
    paragraphs: bool = False
    boxes: "array[float] | None" = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()

    def page_at(self, position: int) -> int:
        """The number of the page, from 1, that a place of the text is on; 0 where there are no pages."""
        return bisect_right(self.pages, position, key=_page_start)


# Counting is slower than copying: the places of a text as long as most are counted once.
_PLACES = array("I", range(1 << 15))
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class TextView:
    """A cleaned reading of a text: ``offsets[i]`` is the place of ``text[i]`` in the source.

    Cleaning steps map a view to a view, and each character carries its offset along, so no offset is ever
    searched for again. Characters may be dropped or moved, never invented, but for the paragraph end ``\\n``.
    """

    text: str
    offsets: "array[int]"

    @classmethod
    def of(cls, text: str) -> "TextView":
        """The view that shows a text as it is."""
        offsets = _PLACES[: len(text)]
        offsets.extend(range(len(offsets), len(text)))
        return cls(text, offsets)

    def to_source(self, span: Span) -> Span:
        """The source span that covers a view span; a figure broken in the source covers the break too."""
        return self.source_span(span.start, span.end)

    def source_span(self, start: int, end: int) -> Span:
        """Like ``to_source``, for two bare numbers (``start < end``)."""
        first, last = self.offsets[start], self.offsets[end - 1]
        return _span(first, last + 1) if first <= last else _span(last, first + 1)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line: its view span, its text and its level (1 is the title, larger is deeper)."""

    span: Span
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the view. ``paragraph`` counts paragraphs, ``section`` is an index into ``Segments.sections``.

    A line that opens with 其中 is of the paragraph above it.
    """

    span: Span
    paragraph: int
    section: int


class Sentences(Sequence[Sentence]):
    """Sentences as four numbers each: as objects, those of a long text take several times the memory of the text.

    Whoever asks for a number of many of them is told it without an object being made.
    """

    __slots__ = ("_ends", "_paragraphs", "_sections", "_starts")

    def __init__(self, sentences: Iterable[Sentence] = ()) -> None:
        self._starts, self._ends = array("I"), array("I")
        self._paragraphs, self._sections = array("I"), array("I")
        for sentence in sentences:
            self.append((sentence.span.start,), (sentence.span.end,), sentence.paragraph, sentence.section)

    def append(self, starts: Sequence[int], ends: Sequence[int], paragraph: int, section: int) -> None:
        """Add those of a paragraph, or of a part of one, behind the others."""
        self._starts.extend(starts)
        self._ends.extend(ends)
        self._paragraphs.extend([paragraph] * len(starts))
        self._sections.extend([section] * len(starts))

    @property
    def starts(self) -> Sequence[int]:
        """Where each begins."""
        return self._starts

    def copy(self) -> "Sentences":
        """The same once more, to add others to."""
        other = Sentences()
        other._starts, other._ends = self._starts[:], self._ends[:]
        other._paragraphs, other._sections = self._paragraphs[:], self._sections[:]
        return other

    def numbers(self) -> Iterator[tuple[int, int, int, int]]:
        """Start, end, paragraph and section of each."""
        return zip(self._starts, self._ends, self._paragraphs, self._sections, strict=True)

    def bounds(self, index: int) -> tuple[int, int]:
        """Where a sentence begins and ends."""
        return self._starts[index], self._ends[index]

    def numbers_of(self, index: int) -> tuple[int, int, int, int]:
        """Start, end, paragraph and section of a sentence."""
        return self._starts[index], self._ends[index], self._paragraphs[index], self._sections[index]

    def paragraph_of(self, index: int) -> int:
        """The paragraph of a sentence."""
        return self._paragraphs[index]

    def section_of(self, index: int) -> int:
        """The section of a sentence."""
        return self._sections[index]

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Sentence: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Sentence]: ...

    def __getitem__(self, index: int | slice) -> Sentence | Sequence[Sentence]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        start, end = self.bounds(index)
        return Sentence(Span(start, end), self._paragraphs[index], self._sections[index])


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table's body that may hold a figure: its place in the view and the headers that say what it is.

    ``row`` and ``column`` count from 0; the cells of one ``group`` share the columns that hold their row headers: a
    table that shows revenue beside expenditure has two groups. ``row_header`` and ``column_header`` are paths from the
    outermost header in, ``class_code`` the code of the row in a classification, ``unit`` what the row's own column for
    units says.
    """

    span: Span
    sentence: int
    row: int
    column: int
    group: int
    row_header: tuple[str, ...]
    column_header: tuple[str, ...]
    class_code: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table understood: pages put together, captions, headers and body told apart.

    ``number`` counts the document's tables from 1; ``title`` and ``unit`` are what its captions say (收入决算表, 万元),
    ``captions`` all lines that stand above it, ``section`` an index into ``Segments.sections``.
    """

    number: int
    title: str | None
    unit: str | None
    captions: tuple[str, ...]
    section: int
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Segments:
    """A text cut up: its view, the headings above each stretch of it, its sentences, and its tables as grids.

    ``sections[i]`` is the path of headings above the sentences whose ``section`` is ``i``; ``sections[0]`` is empty.
    The rows of tables stand behind all prose, a sentence each. ``aims`` are the cells of tables that tell at length
    what is aimed at, as places in the source.
    """

    view: TextView
    title: str | None
    sections: tuple[tuple[Heading, ...], ...]
    sentences: Sentences
    starts: Sequence[int] = field(repr=False)
    grids: tuple[Grid, ...] = ()
    aims: tuple[Span, ...] = ()

    def is_aimed_at(self, position: int) -> bool:
        """Whether a view position is in a cell that tells what is aimed at."""
        if not self.aims:
            return False
        place = self.view.offsets[position]
        at = bisect_right(self.aims, place, key=_START) - 1
        return at >= 0 and place < self.aims[at].end

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds a view position (-1 before the first)."""
        return bisect_right(self.starts, position) - 1

    def sentence_text(self, index: int) -> str:
        """A sentence's text after reflow."""
        start, end = self.sentences.bounds(index)
        return self.view.text[start:end]

    def section_path(self, index: int) -> str:
        """The headings above a sentence, joined by `` > ``."""
        return " > ".join([heading.text for heading in self.sections[self.sentences.section_of(index)]])


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in base units of its currency (yuan, not 万元); null bounds where the number is too long."""

    low: Decimal | None
    high: Decimal | None
    currency: str
    unit: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A number in its own unit: 5.4 for 5.4%, 30 for 三成; ``unit`` is ``%``, ``‰`` or ``pp``."""

    low: Decimal | None
    high: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count or measure with 万 and 亿 multiplied out; ``unit`` as written, ``unit_id`` its canonical form."""

    low: Decimal | None
    high: Decimal | None
    unit: str | None
    unit_id: str | None


@dataclass(frozen=True, slots=True)
class DateInterval:
    """Days from ``start_date`` to ``end_date``, both inclusive, null for an open or unknown end."""

    start_date: date | None
    end_date: date | None
    type: str = "DATE"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as ISO 8601; a range has ``low`` and ``high`` and no ``value``."""

    value: str | None
    low: str | None = None
    high: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """A named programme: its canonical name, without quotation marks, and its type."""

    name: str
    type: str


Value = Money | Percent | Quantity | DateInterval | Duration | Program


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing found: ``span`` and ``text`` in the source, ``view_span`` in the view, ``sentence`` its index.

    ``rule`` is the id of the entry in ``patterns/`` that found it.
    """

    kind: Kind
    span: Span
    text: str
    value: Value
    mod: Mod | None
    rule: str
    view_span: Span
    sentence: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself; null where it does not.

    ``document_date`` is the day of the meeting or signature, else of publication.
    """

    title: str | None = None
    document_type: DocumentType | None = None
    document_date: date | None = None
    report_year: int | None = None
    region: str | None = None
    region_code: str | None = None
    region_level: str | None = None
    entity: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


class Measure(Listed):
    """What kind of statement a figure makes about its indicator."""

    LEVEL = "level"
    CHANGE = "change"
    GROWTH = "growth"
    SHARE = "share"
    RATE = "rate"
    COUNT = "count"
    RATIO = "ratio"
    CONTRIBUTION = "contribution"
    DIFFERENCE = "difference"
    INDEX = "index"


class Stand(Listed):
    """Whether a figure is achieved, planned or estimated: the column ``status`` of ``facts``."""

    ACTUAL = "actual"
    PLANNED = "planned"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a figure means. ``mention`` is an index into the result's mentions, ``member`` counts from 1.

    Null where the text and its kind do not say. ``part_of`` is an index into the result's facts; ``qualifiers`` and
    ``evidence`` are sorted pairs: further limits of the figure, and for each filled field where it came from. ``value``
    is null where it is the mention's: 增长-2.4% is a decrease of 2.4%. ``cell``: indices of the grid and its cell.
    """

    mention: int
    member: int
    indicator: str | None
    indicator_id: str | None
    measure: Measure
    direction: str | None = None
    status: Stand = Stand.ACTUAL
    stage: str | None = None
    comparison: str | None = None
    base_start: date | None = None
    base_end: date | None = None
    price_basis: str | None = None
    aggregation: str | None = None
    per: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    region: str | None = None
    region_code: str | None = None
    scope: str | None = None
    entity: str | None = None
    program: str | None = None
    part_of: int | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()
    flow: str | None = None
    evidence: tuple[tuple[str, str], ...] = ()
    value: Value | None = None
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a work report: ``form`` is numeric, linked, assigned, directional or not_stated.

    ``fact`` is an index into the result's facts for a numeric one, ``span`` its place in the source, ``text`` what the
    view shows there.
    """

    year: int
    indicator: str
    indicator_id: str | None
    form: str
    fact: int | None = None
    linked_indicator: str | None = None
    relation: str | None = None
    assigned_by: str | None = None
    stretch: str | None = None
    span: Span | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure held against others: ``severity`` is info (it holds), note or suspect; ``mentions`` are indices."""

    code: str
    severity: str
    message: str
    mentions: tuple[int, ...]
    stated: str
    expected: str


@dataclass(frozen=True, slots=True)
class Result:
    """One document with all that was found in it."""

    document: Document
    metadata: Metadata
    segments: Segments
    mentions: tuple[Mention, ...]
    status: Status = Status.OK
    codes: tuple[Code, ...] = ()
    facts: tuple[Fact, ...] = ()
    targets: tuple[Target, ...] = ()
    findings: tuple[Finding, ...] = ()
