"""What holds from one sentence to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from gongbao.link.sentence.figure import Figure
from gongbao.model import DateInterval, Stand

# Days from the first to the last of a year.
WHOLE_YEAR = 364
_TENS, _TEN_DAYS = (1, 11, 21), 10
A_DAY, _A_MONTH = timedelta(days=1), timedelta(days=31)

Evidence = tuple[tuple[str, str], ...]
# A status and a stage.
Standing = tuple[Stand, str | None]


@dataclass(slots=True)
class Period:
    """Days that figures are about, and where that was said: the word that ``evidence`` gives.

    Many figures share one, so that none is changed: ``replace`` makes another.
    """

    start: date | None
    end: date | None
    where: str

    def is_one_year(self) -> bool:
        """Whether it lies within one calendar year."""
        if self.start and self.end:
            return self.start.year == self.end.year
        return False

    def is_run(self) -> bool:
        """Whether it ends in a later year than it begins in."""
        if self.start and self.end:
            return self.start.year < self.end.year
        return False

    def is_part_of_a_year(self) -> bool:
        """Whether it lies within one calendar year and is not the whole of it."""
        if self.start is None or self.end is None or self.start.year != self.end.year:
            return False
        return (self.start.month, self.start.day, self.end.month, self.end.day) != (1, 1, 12, 31)

    def is_within_a_month(self) -> bool:
        """Whether it is no longer than a month."""
        return self.start is not None and self.end is not None and self.end - self.start <= _A_MONTH

    def is_third_of_a_month(self) -> bool:
        """Whether it is the first, second or last ten days of a month: 11月上旬."""
        start, end = self.start, self.end
        if start is None or end is None or (end - start).days > _TEN_DAYS:
            return False
        return start.day in _TENS and (end + A_DAY).day in _TENS

    def closes_year(self) -> bool:
        """Whether it ends with a year: 年末存款9亿元 leaves the year as it was."""
        return self.end is not None and (self.end.month, self.end.day) == (12, 31)

    def is_year_within(self, run: "Period") -> bool:
        """Whether it lies within one year, and that within a run of years."""
        if not (self.start and self.end and run.start and run.end) or not self.is_one_year():
            return False
        return run.start.year < run.end.year and run.start <= self.start and self.end <= run.end

    def year_closed(self) -> "Period":
        """The months from a year's beginning to a day that ends one (of 年末, all the year); other periods as they
        are."""
        if self.start is None or self.start != self.end or (self.start + A_DAY).day != 1:
            return self
        return replace(self, start=date(self.start.year, 1, 1))

    def year_around(self) -> "Period":
        """The whole of the year that some months are of."""
        assert self.end is not None
        return replace(self, start=date(self.end.year, 1, 1), end=date(self.end.year, 12, 31))

    def years_before(self) -> "Period":
        """As many years as a run of them has, right before it."""
        assert self.start and self.end
        years = self.end.year - self.start.year + 1
        return replace(self, start=date(self.start.year - years, 1, 1), end=self.start - A_DAY)


@dataclass(slots=True)
class Stance:
    """What a sentence says of all its figures: their status and stage, the year that they are held against, and whether
    it calls anything estimated, intended, expected or to come. ``foretells``: it does, or tells what is to come of
    something. ``budgets``: it may say of some figures which budget they are of; ``adjusted``: it tells of one after it
    was changed. ``scope`` is that of the words before its colon.

    ``built`` is where the words end that say what is to come of something once it is built.
    ``answers``: it is one of an answer to a proposal, which tells what has been done and what will be.
    ``planned_from`` is what ``evidence`` gives for the status of a planned figure. ``period`` is what a figure without
    days of its own takes over.
    """

    standing: Standing
    planned_from: str
    year: int | None
    period: Period | None
    estimated: bool
    intended: bool
    expected: bool
    foretells: bool
    to_come: bool
    budgets: bool
    adjusted: bool
    scope: str | None
    built: int
    answers: bool


class Whose(NamedTuple):
    """The place that a figure is about, whose accounts there it is of, and where each of the two was said."""

    region: str | None
    region_code: str | None
    scope: str | None
    region_from: str
    scope_from: str


class Announced(NamedTuple):
    """``what`` each item of a list has, and the ``line`` before it that says so; ``of_each``: it names no item."""

    what: str
    line: str
    of_each: bool


@dataclass(slots=True)
class Context:
    """What holds from sentence to sentence.

    ``home`` is the document's own region. ``period`` and ``program`` are the paragraph's, ``day`` the
    last one in it that its period goes on beside, ``ended`` the last one that was named anywhere, ``compared`` what
    all of the paragraph is compared with, ``run`` the years that it has told of before its period, the last of them,
    ``section_period`` the headings' or that of a paragraph of one sentence that leads the next ones in (``leads``;
    ``reviews``: with 五年来, or a day before a colon, for all headings below its own; ``line``: it is one without a
    full stop, and may be a heading), ``begun`` the months since New Year that one of its paragraphs begins with,
    ``opened`` what a paragraph began with where its headings name ``both`` a plan's years and a year (``led``: a
    sentence has said so of all that follows), ``headed`` the
    headings' own by their place, ``unsaid_period`` that of what no words give any. ``folded``: words of a sentence may
    have been in Traditional script. ``planned`` is what the headings say of their section, or where they are
    ``silent`` what the sentences of a work report have said (``turned``: a review or a plan begins), ``monthly`` that
    it tells of changes from month to month. ``target``: the paragraph has named its figures targets, ``aims``:
    its heading has, ``cell``: it is a table's cell of them, and of the table's year, ``outcome`` what has come of some,
    ``onward``: it has turned to what comes next;
    ``own_plan`` are the years of a document that is itself a five-year plan, ``plan`` those of the one that was
    last spoken of, ``years`` the last run of years, a plan's or another, ``runs`` the last of each length,
    ``titled`` what the title says of when, ``reached`` the last year up to which something has been told
    (截至2022年底). ``figures`` are those of the paragraph's last sentence that has any; of the one that is read
    ``stance`` is what it says of all its figures, and ``told`` are those before the one that is asked about.
    ``indicator`` is what the paragraph was last about, ``before`` what the one before it in the section was, ``parted``
    what its last sentences have told by one sort after another (按类型分，…。按年限分，…), ``account`` whose revenue or
    expenditure it told of last, ``function`` the function of expenditure that all of it is about, ``topic`` what its
    run-in heading names, ``announced`` what the line before the list says that it is an item of.
    ``wholes`` are what it has told but for parts, ``alone`` is what the paragraph before has, where that is one thing.
    ``heads`` is the account, or the sort of school, that the headings tell of;
    ``parts``: one of them names a part of a unit's account, or something else;
    ``of_budget``: a heading over it tells of a budget; ``answers``: one says what is answered.
    ``opinions``: its heading is 审查意见和建议, below which what was found and what is asked for alternate.
    ``section_level`` is whose accounts the headings tell of, ``level`` whose the paragraph does: 市本级.
    """

    home: Whose = field(init=False)
    paragraph: int = -1
    section: int = -1
    period: Period | None = None
    day: Period | None = None
    ended: Period | None = None
    compared: Period | None = None
    run: Period | None = None
    section_period: Period | None = None
    headed: dict[int, Period] = field(default_factory=dict)
    unsaid_period: Period | None = None
    begun: Period | None = None
    leads: bool = False
    line: bool = False
    reviews: bool = False
    both: bool = False
    opened: Period | None = None
    led: bool = False
    folded: bool = False
    planned: bool | None = None
    monthly: bool = False
    silent: bool = True
    turned: bool | None = None
    target: bool = False
    aims: bool = False
    cell: bool = False
    outcome: bool = False
    onward: bool = False
    program: str | None = None
    topic: str = ""
    heads: str = ""
    parts: bool = False
    announced: Announced | None = None
    of_budget: bool = False
    answers: bool = False
    opinions: bool = False
    section_level: str | None = None
    level: str | None = None
    own_plan: Period | None = None
    plan: DateInterval | None = None
    years: DateInterval | None = None
    runs: dict[str, DateInterval] = field(default_factory=dict)
    titled: Period | None = None
    reached: int = 0
    indicator: str = ""
    account: str = ""
    before: str = ""
    parted: str = ""
    function: str = ""
    figures: Sequence[Figure] = ()
    stance: Stance = field(init=False)
    told: Sequence[Figure] = ()
    wholes: list[Figure] = field(default_factory=list)
    alone: Figure | None = None


@lru_cache(maxsize=4096)
def shared(evidence: Evidence) -> Evidence:
    """The same tuple for the same evidence, of which there are few: it is the most that a fact holds."""
    return evidence
