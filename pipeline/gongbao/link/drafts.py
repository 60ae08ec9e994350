"""What holds from one sentence to the next, and facts in the making."""

from dataclasses import dataclass, field
from datetime import date

from gongbao.link.clauses import Figure
from gongbao.model import DateInterval, Fact


@dataclass(frozen=True, slots=True)
class Period:
    """Days that figures are about, and where that was said: the word that ``evidence`` gives."""

    start: date | None
    end: date | None
    where: str

    def is_one_year(self) -> bool:
        """Whether it lies within one calendar year."""
        return self.start is not None and self.end is not None and self.start.year == self.end.year


@dataclass(slots=True)
class Context:
    """What holds from sentence to sentence.

    ``period`` and ``program`` are the paragraph's, ``section_period`` the headings' or that of a paragraph of one
    sentence that leads the next ones in (``leads``). ``planned`` is what the headings say of their section, ``target``
    that the paragraph has named its figures targets; ``plan`` is the five-year plan that was last spoken of, ``years``
    the last run of years, a plan's or another.
    """

    paragraph: int = -1
    section: int = -1
    period: Period | None = None
    section_period: Period | None = None
    leads: bool = False
    planned: bool | None = None
    target: bool = False
    program: str | None = None
    plan: DateInterval | None = None
    years: DateInterval | None = None
    indicator: str = ""
    whole: "Draft | None" = None


@dataclass(slots=True)
class Draft:
    """A fact in the making: ``members`` share a distributive figure, ``change`` is the direction of its verb.

    ``whole`` is what it is a part of, ``place`` the index that its first fact has among the document's.
    """

    figure: Figure
    fact: Fact
    indicator: str
    members: list[str] = field(default_factory=list)
    evidence: dict[str, str] = field(default_factory=dict)
    change: str | None = None
    whole: "Draft | None" = None
    place: int = 0
