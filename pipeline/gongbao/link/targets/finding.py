"""Targets of work reports: what the paragraph of targets sets with a figure, ties up, hands down or leaves open.

A paragraph of targets opens with words like 主要预期目标是. Its clauses are read one by one: planned facts are numeric
targets; 与经济增长同步 is linked; 完成国家下达任务 assigned; 国际收支基本平衡 directional; 努力争取更好结果 belongs to
the target before it.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from gongbao.frozen import builder
from gongbao.kept import compiled
from gongbao.link.lexicons.indicators import Indicators
from gongbao.link.lexicons.wording import fold
from gongbao.link.naming.listing import for_each_unit
from gongbao.link.targets.wording import PLAN_NAME, Headline, TargetWording
from gongbao.model import (
    DateInterval,
    DocumentType,
    Fact,
    Kind,
    Measure,
    Mention,
    Metadata,
    Segments,
    Span,
    Stand,
    Target,
)
from gongbao.segment.reflow import BULLETS

_target = builder(Target)
SET_TARGETS = (
    DocumentType.WORK_REPORT,
    DocumentType.PLAN,
    DocumentType.BUDGET_REPORT,
    DocumentType.BUDGET_EXECUTION,
)
"""Types of documents that set targets."""
_start_of = attrgetter("view_span.start")
_AIM = compiled("目[标標]")
_CLAUSE_END = compiled("[，；。：！,;:!\n]")
_MARK = compiled(f"(?:[ \u3000—\\-·{BULLETS}]+|[（(]?[一二三四五六七八九十\\d]{{1,3}}[）)、.．]|[①-⑳])+")
_EDGES = " \u3000的、，之“”（(）)"
_LIST_MARK = compiled("、")
_DIGIT = compiled("\\d")
_IN_FIELDS = compiled("(?:要)?在(?P<things>.+?)(?:等)?(?:方面|领域)$")
_MEMBERS = compiled("、|以及|和|及|与")
_UNFINISHED = ("；", ";", "，", ",", "：", ":")
_CHAPTER = compiled("[一二三四五六七八九十]+、")
_LISTED = compiled("等(?:\\p{Han}{0,4}指标)?$|均$|都$")
# 增长 at the end of what grows is no part of its name: 居民收入增长 is about 居民收入.
_GROWS = compiled(
    "(?:(?:实际|平均|年均|预期|累计)?(?:增长|增速|增幅|涨幅|降幅|增长率|增长速度|提高|下降|降低|下降率|降低率|下降幅度|降低幅度))+$"
)
_AIM_END = compiled("(?:预期|规划|发展|年度|控制)*目标(?:设定?|确定|定)?$")
_FIVE_YEARS = compiled("五年|五個|[一二三四五六七八九十]五”?(?:时期|规划|计划)")
_NEXT_FIVE = compiled("(?:今后|未来|下一个)五年")
_LONGEST_HEADING = 30
_FIGURES = (Kind.MONEY, Kind.PERCENT, Kind.QUANTITY)
_TOWN_AND_COUNTRY = compiled(
    "(?P<one>城镇|城市|农村)(?:常住)?(?:居民)?(?:、|和|与|及)(?P<other>城镇|农村)(?P<what>.{2,})"
)
_UNTIL = ("到", "至")
_GAP = 3
_SHORTEST = 2
# A target paragraph has at least two of the headline set; one that sets but one, for jobs, say, is not the report's.
_ENOUGH = 2
_THIS_YEAR, _LOOKS_BACK, _OF_AIMS = "今年", "回顾", compiled("[^，。；：\\d\\n]{0,24}目标")
_EARLY = 4  # the last month in which a year's congress is held
_SEVERAL = 3


class _Block(NamedTuple):
    """A stretch of the view that sets targets for a year; ``single`` where it is about one figure only."""

    start: int
    end: int
    year: int
    single: bool


def find_targets(
    segments: Segments,
    mentions: Sequence[Mention],
    facts: Sequence[Fact],
    metadata: Metadata,
    indicators: Indicators,
    wording: TargetWording,
) -> tuple[Target, ...]:
    """The targets of a document of a type that ``SET_TARGETS``, in the order of the text, then what it does not state.

    ``facts`` are those of ``mentions``; ``span`` and ``text`` of a numeric target are its mention's, of another its
    clause's. A document whose year is unknown has none.
    """
    year, day = metadata.report_year, metadata.document_date
    if year is None:
        year = day.year if day else None
    elif (
        day
        and metadata.document_type is DocumentType.WORK_REPORT
        and _is_given_later(day, year)
        and _plans(day.year, segments, mentions)
    ):
        year = day.year
    if year is None:
        return ()
    return _Finder(segments, mentions, facts, metadata, indicators, wording, year).targets()


def _is_given_later(day: date, year: int) -> bool:
    """Whether a report called after a year is given at the start of the next, which it plans: 2022年政府工作报告 of
    January 2023."""
    return day.year == year + 1 and day.month <= _EARLY


def _plans(year: int, segments: Segments, mentions: Sequence[Mention]) -> bool:
    """Whether a heading or an aim names a year, or a heading looks back on the one before it: 二、2023年工作安排,
    2023年的主要预期目标, 一、2022年工作回顾. A report that only was published in a year does not plan it."""
    headings = {heading.span.start: heading for path in segments.sections for heading in path}
    for mention in mentions:
        value, place = mention.value, mention.view_span
        if not isinstance(value, DateInterval) or mention.text == _THIS_YEAR:
            continue
        of = next(
            (heading for heading in headings.values() if heading.span.start <= place.start < heading.span.end), None
        )
        if (value.start_date, value.end_date) == (date(year, 1, 1), date(year, 12, 31)):
            if of or _OF_AIMS.match(segments.view.text, place.end):
                return True
        elif of and value.end_date == date(year - 1, 12, 31) and _LOOKS_BACK in of.text:
            return True
    return False


class _Finder:
    """The targets of one document in the making."""

    def __init__(
        self,
        segments: Segments,
        mentions: Sequence[Mention],
        facts: Sequence[Fact],
        metadata: Metadata,
        indicators: Indicators,
        wording: TargetWording,
        year: int,
    ) -> None:
        self._segments = segments
        self._text = segments.view.text
        self._mentions = mentions
        self._starts = array("I", map(_start_of, mentions))
        self._facts = facts
        self._metadata = metadata
        self._indicators = indicators
        self._wording = wording
        self._year = year
        self._planned: list[tuple[int, int, int]] = []
        planned = Stand.PLANNED
        for i, fact in enumerate(facts):
            if fact.status is planned:
                span = mentions[fact.mention].view_span
                self._planned.append((span.start, span.end, i))
        # In order of place, as the mentions are: a long report is not gone through for each of its clauses.
        self._planned_starts = array("I", (start for start, _, _ in self._planned))
        self._found: list[tuple[int, Target]] = []

    def targets(self) -> tuple[Target, ...]:
        singles: list[_Block] = []
        annual: list[_Block] = []
        for block in self._blocks():
            if block.single:
                singles.append(block)
                continue
            rows = self._read(block)
            if any(target.form != "directional" for _, target in rows):
                self._found += rows
                if block.year == self._year:
                    annual.append(block)
        if not annual and self._metadata.document_type is DocumentType.WORK_REPORT and (unnamed := self._unnamed()):
            self._found += self._read(unnamed)
            annual.append(unnamed)
        for block in singles:
            self._add_new(self._single_row(*row) for row in self._numeric(block.start, block.end, block.year))
        self._headlines(annual)
        return tuple(target for _, target in sorted(self._found, key=lambda found: found[0]))

    # ---- where targets are set

    def _blocks(self) -> Iterator[_Block]:
        covered = before = -1
        for match in _AIM.finditer(self._text):
            index = self._segments.sentence_at(match.start())
            if index <= covered or index < 0:
                continue
            if index != before:
                place, end = self._segments.sentences.bounds(index)
                plain = fold(self._text[place:end])
                aim, before = self._wording.aim.search(plain), index
            single = self._single(index, match.end())
            if single:
                covered = index
                yield single
                continue
            if aim is None:
                continue
            first = index
            start = place + aim.start("rest")
            if not aim["rest"].strip(" ：:。，\n"):
                first += 1
                if first == len(self._segments.sentences):
                    continue
                if not self._sets(first, self._block_year(index, self._segments.sentences.bounds(first)[0])):
                    continue
                if not aim["said"] and (len(plain) > _LONGEST_HEADING or self._wording.reached.search(plain)):
                    continue
                start, _ = self._segments.sentences.bounds(first)
                if not aim["said"] and self._aims(first):
                    continue  # a heading over the sentence that sets them
            year = self._block_year(index, start)
            covered = last = self._last(first, start, year)
            yield _Block(start, self._segments.sentences.bounds(last)[1], year, False)

    def _unnamed(self) -> _Block | None:
        """The first sentence that sets several of the headline set for the year, where none is called 目标: one by a
        growth or a rate, the others in any form."""
        headlines, bounds = self._wording.headlines, self._segments.sentences.bounds
        known = {id for one in headlines for id in one.ids}
        set_in: dict[int, None] = {}
        for start, _, i in self._planned:
            fact = self._facts[i]
            for_year = fact.period_end is not None and fact.period_end.year == self._year
            if for_year and fact.measure is not Measure.LEVEL and fact.indicator_id in known:
                set_in.setdefault(self._segments.sentence_at(start))
        for index in set_in:
            start = bounds(index)[0]
            block = _Block(start, bounds(self._last(index, start, self._year))[1], self._year, False)
            told = [target for _, target in self._read(block) if target.form != "directional"]
            ids, names = {target.indicator_id for target in told}, {target.indicator for target in told}
            if sum(one.is_among(ids, names) for one in headlines) >= _SEVERAL:
                return block
        return None

    def _single(self, index: int, end: int) -> _Block | None:
        """经济增长目标为5%左右 sets one figure, whatever else its sentence says."""
        for start, stop, _ in self._planned_between(end, end + _GAP + 3):
            if self._wording.figure_aim.search(fold(self._text[end - 2 : start])):
                return _Block(start, stop, self._block_year(index, start), True)
        return None

    def _last(self, index: int, start: int, year: int) -> int:
        """The last sentence of a year's targets that begin in a sentence, at a place: to the paragraph's end or where
        it speaks about them; in a list, one paragraph after another, to the list's end."""
        sentences = self._segments.sentences
        last = index
        listed = bool(_MARK.match(self._segments.sentence_text(index)) or _MARK.match(self._text, start))
        while last + 1 < len(sentences):
            same = sentences.paragraph_of(last + 1) == sentences.paragraph_of(last)
            unfinished = self._segments.sentence_text(last).rstrip()[-1:] in _UNFINISHED
            if not (same or unfinished or listed):
                break
            # of a list that semicolons join what sets none is an item, too: ——价格指数103左右；
            item = unfinished and listed and _MARK.match(self._segments.sentence_text(last + 1))
            if not (item or self._sets(last + 1, year)):
                break
            last += 1
            listed = listed or bool(unfinished and _MARK.match(self._segments.sentence_text(last)))
        return last

    def _sets(self, index: int, year: int) -> bool:
        """Whether a sentence sets targets for a year: its first clause that says anything else does, as in
        到2007年，生产总值达到9500亿元."""
        first, last = self._segments.sentences.bounds(index)
        plain = fold(self._text[first:last])
        if self._wording.goes_on.match(plain):
            return True
        if self._wording.at_work.match(plain) and self._wording.stretch.search(plain):
            return True  # 在实际工作中，力争更好结果。
        if self._wording.commentary.match(plain):
            return False
        if self._aims(index):
            return True
        dates = [m.view_span for m in self._between(first, last) if m.kind is Kind.DATE]
        for start, end in self._clauses(first, last):
            clause = self._plain(start, end)[0]
            until = start + (clause.startswith(_UNTIL) and self._years(start, end) == year)
            dated = any(date.start <= until and end <= date.end + 1 for date in dates)
            if clause and not dated and not self._wording.condition.search(clause):
                return bool(self._clause(start, end, self._year, []))
        return False

    def _aims(self, index: int) -> bool:
        """Whether a sentence says 目标是."""
        aim = self._wording.aim.search(fold(self._segments.sentence_text(index)))
        return bool(aim and aim["said"])

    def _block_year(self, index: int, start: int) -> int:
        """The year that targets are for: as said before them in their sentence; else, unless they are 预期目标, which
        are a year's, in the paragraph or by the headings; else the report's."""
        sentences = self._segments.sentences
        opening, end = sentences.bounds(index)
        plain = fold(self._text[opening:start])
        clause = opening + max(plain.rfind("，"), 0)
        if said := self._years(clause, start):
            return said
        title = self._metadata.title or ""
        of_plan = self._metadata.document_type is DocumentType.PLAN and _FIVE_YEARS.search(title)
        if of_plan or _NEXT_FIVE.search(plain):
            return self._year + 4
        if said := self._years(opening, start):
            return said
        if "预期目标" not in plain:
            first = index
            while first and sentences.paragraph_of(first - 1) == sentences.paragraph_of(index):
                first -= 1
            if first and first == index and end <= start:
                first -= 1  # a line that a title was made of: “十五五”时期经济社会发展的 / 主要目标 / 是：
            if said := self._years(sentences.bounds(first)[0], start):
                return said
            for heading in reversed(self._segments.sections[sentences.section_of(index)]):
                if said := self._years(heading.span.start, heading.span.end):
                    return said
        return self._year

    def _years(self, start: int, end: int) -> int | None:
        """The first year that is not past among the dates of a stretch; of a longer time its last."""
        for mention in self._between(start, end):
            value = mention.value
            if isinstance(value, DateInterval) and value.end_date and value.end_date.year >= self._year:
                return value.end_date.year
        return None

    # ---- what they are

    def _clauses(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The clauses of a stretch; marks within a figure (1,955) end none."""
        inside = {
            place
            for mention in self._between(start, end)
            for place in range(mention.view_span.start, mention.view_span.end)
        }
        first = start
        for match in _CLAUSE_END.finditer(self._text, start, end):
            if match.start() not in inside:
                if match.start() > first:
                    yield first, match.start()
                first = match.end()
        if first < end:
            yield first, end

    def _plain(self, start: int, end: int) -> tuple[str, int]:
        """A clause without list marks and openings, and where it begins."""
        plain = fold(self._text[start:end]).replace("\n", " ").rstrip()
        if mark := _MARK.match(plain):
            start += mark.end()
            plain = plain[mark.end() :]
        if (opening := self._wording.opening.match(plain)) and not self._wording.stretch.search(plain):
            start += opening.end()
            plain = plain[opening.end() :]
        return plain, start

    def _read(self, block: _Block) -> list[tuple[int, Target]]:
        rows: list[tuple[int, Target]] = []
        for start, end in self._clauses(block.start, block.end):
            rows += self._clause(start, end, block.year, rows)
        return rows

    def _clause(self, start: int, end: int, year: int, before: list[tuple[int, Target]]) -> list[tuple[int, Target]]:
        """The targets of a clause; a stretch is put into the targets of the clause ``before``."""
        wording = self._wording
        spoken = self._plain(start, end)
        if wording.condition.search(spoken[0]):
            return []
        pieces = self._pieces(start, end)
        if not pieces:
            return []
        words = self._text[pieces[-1][0] : pieces[-1][1]].strip(" \n")
        plain, figures = fold(words), self._in(*pieces[-1])
        if not (wording.strive.match(plain) if figures else wording.stretch.search(plain)):
            return self._targets_of(spoken, start, end, year, before)
        rows = before
        if len(pieces) > 1:
            rows = self._targets_of(self._plain(start, pieces[-2][1]), start, pieces[-2][1], year, before)
        if figures and not (rows and all(self._facts[i].indicator == rows[-1][1].indicator for i in figures)):
            return self._targets_of(spoken, start, end, year, before)
        latest = rows[-1][1].span if rows else None
        opening, _ = self._segments.sentences.bounds(self._segments.sentence_at(start))
        # 在实际工作中，力争更好结果。 by itself is hoped for beyond all that stands before it.
        of_all = rows is before and wording.at_work.match(fold(self._text[opening:end])) is not None
        for i, (place, target) in enumerate(rows):
            if target.span == latest or of_all:
                rows[i] = (place, replace(target, stretch=words))
        return [] if rows is before else rows

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        found, first = [], start
        for match in _LIST_MARK.finditer(self._text, start, end):
            if match.start() > first:
                found.append((first, match.start()))
            first = match.end()
        if first < end:
            found.append((first, end))
        return found

    def _in(self, start: int, end: int) -> list[int]:
        return [i for _, stop, i in self._planned_between(start, end) if stop <= end]

    def _between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin in a stretch."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _planned_between(self, start: int, end: int) -> Sequence[tuple[int, int, int]]:
        return self._planned[bisect_left(self._planned_starts, start) : bisect_left(self._planned_starts, end)]

    def _targets_of(
        self, spoken: tuple[str, int], start: int, end: int, year: int, before: list[tuple[int, Target]]
    ) -> list[tuple[int, Target]]:
        """The targets of a stretch; ``spoken`` is what ``_plain`` makes of it."""
        plain, first = spoken
        if "、" in plain and self._sets_each(plain):
            rows: list[tuple[int, Target]] = []
            for a, b in self._pieces(first, end):
                rows += self._targets_of(self._plain(a, b), a, b, year, rows or before)
            return rows
        rows = self._numeric(start, end, year)
        subject = rows[-1][1].indicator if rows else (before[-1][1].indicator if before else "")
        linked = self._linked(plain, first, year, subject)
        rows += linked
        if rows and not linked:
            rows += self._behind_figures(start, end, year)
        if rows or not plain:
            return rows
        figures = any(m.kind in (Kind.MONEY, Kind.PERCENT) for m in self._between(first, end))
        if figures or self._wording.stretch.search(plain):
            return []
        return self._assigned(plain, first, year) or self._directional(plain, first, end, year)

    def _behind_figures(self, start: int, end: int, year: int) -> list[tuple[int, Target]]:
        """What a clause sets without a figure behind one: 能耗降低3%、主要污染物排放量继续下降."""
        figures = [m.view_span.end for m in self._between(start, end) if m.kind in _FIGURES]
        pieces = [piece for piece in self._pieces(start, end) if piece[0] > max(figures, default=end)]
        if not pieces:
            return []
        plain, first = self._plain(pieces[0][0], end)
        rows = self._assigned(plain, first, year) or self._directional(plain, first, end, year)
        return rows if all(target.indicator_id for _, target in rows) else []

    def _numeric(self, start: int, end: int, year: int) -> list[tuple[int, Target]]:
        return [self._numeric_row(i, year) for i in self._in(start, end) if self._facts[i].indicator]

    def _numeric_row(self, index: int, year: int) -> tuple[int, Target]:
        fact = self._facts[index]
        mention = self._mentions[fact.mention]
        indicator_id = self._known_id(fact)
        target = _target(
            year, fact.indicator or "", indicator_id, "numeric", fact=index, span=mention.span, text=mention.text
        )
        return mention.view_span.start, target

    def _known_id(self, fact: Fact) -> str | None:
        return fact.indicator_id or self._wording.short_names.get(fact.indicator or "")

    def _linked(self, plain: str, first: int, year: int, said: str) -> list[tuple[int, Target]]:
        wording = self._wording
        ties: list[tuple[str, str, str | None]] = []
        if ("同步" in plain or "持平" in plain or "相" in plain) and (match := wording.same.match(plain)):
            ties.append((match["subject"], match["object"], "equal"))
        elif "平均" in plain and (match := wording.level.match(plain)):
            ties.append((match["subject"], match["object"], "not_below"))
        elif "水平" in plain and (match := wording.kept.match(plain)):
            ties.append((match["subject"], match["object"], "equal"))
        else:
            subject = None
            for match in wording.graded.finditer(plain):
                if subject is None:
                    subject = wording.grade_adverb.sub("", plain[: match.start()])
                thing = match["object"].strip(_EDGES)
                if not _DIGIT.search(thing) and wording.reference.search(thing):
                    relation = (
                        "above"
                        if match["above"] is not None
                        else "not_below"
                        if match["not_below"] is not None
                        else None
                    )
                    ties.append((subject, thing, relation))
        rows = []
        for subject, thing, relation in ties:
            name = _name(subject)
            if not name or _DIGIT.search(name):  # 地区生产总值增长6%（不低于全省平均水平）
                name = said
            for member in self._members(name):
                target = self._target(year, member, "linked", first, first + len(plain))
                rows.append((first, replace(target, linked_indicator=thing.strip(_EDGES), relation=relation)))
        return rows

    def _sets_each(self, plain: str) -> bool:
        """Whether each part of a clause has an indicator of its own, and one ties it up: 居民收入增长快于经济增长、农村
        居民收入增长快于城镇居民, but not 高于全国、全省平均水平."""
        parts = plain.split("、")
        tied = [self._is_tied(part) for part in parts]
        return any(tied) and all(
            ties or self._wording.direction.match(part) for ties, part in zip(tied, parts, strict=True)
        )

    def _is_tied(self, part: str) -> bool:
        """Whether a part of a clause ties an indicator of its own to another."""
        if match := self._wording.same.match(part):
            subject = match["subject"]
        elif match := self._wording.graded.search(part):
            subject = self._wording.grade_adverb.sub("", part[: match.start()])
        else:
            return False
        return self._indicators.find(_name(subject)) is not None

    def _assigned(self, plain: str, first: int, year: int) -> list[tuple[int, Target]]:
        wording = self._wording
        if not wording.reached.search(plain):
            return []  # each of the patterns below asks for one of these words, and looks for it at every place
        by: str | None = None
        if match := wording.by_order.match(plain):
            by, things = match["by"], match["object"]
        elif match := wording.handed_down.match(plain):
            by = match["by"]
            things = wording.adverb_end.sub("", match["subject"]).strip(_EDGES) or match["object"]
            if things == "各项":
                things = plain[match.start("object") :]  # 完成上级下达的 / 各项目标任务
        elif match := wording.completed.match(plain):
            things = wording.adverb_end.sub("", match["subject"]).strip(_EDGES) or match["object"]
            things = PLAN_NAME.sub("", things)
            if not all(self._is_named(member) for member in self._members(things)):
                return []
        else:
            return []
        things = PLAN_NAME.sub("", things)
        rows = []
        for member in self._members(things):
            bare = _name(wording.task.sub("", member))
            if name := bare if len(bare) > _SHORTEST else member:
                target = self._target(year, name, "assigned", first, first + len(plain))
                rows.append((first, replace(target, assigned_by=by)))
        return rows

    def _directional(self, plain: str, first: int, end: int, year: int) -> list[tuple[int, Target]]:
        wording = self._wording
        pieces = [self._plain(a, b) for a, b in self._pieces(first, end)]
        if len(pieces) == 1 or not all(wording.direction.match(piece) for piece, _ in pieces):
            pieces = [(plain, first)]
        rows = []
        for piece, place in pieces:
            acted_on = wording.acted_on.match(piece)
            done = acted_on["object"] if acted_on else piece
            if match := wording.direction.match(done):
                things = wording.manner.sub("", match["subject"])
            elif acted_on:
                things = done
            else:
                continue
            for member in self._members(_between(things)):
                target = self._target(year, member, "directional", place, place + len(piece))
                rows.append((place, target))
        return rows

    def _members(self, things: str) -> list[str]:
        """A list of indicators as its members; what is not surely a list stays whole."""
        listed = bool(_LISTED.search(things))
        whole = _LISTED.sub("", things).strip(_EDGES)
        if not whole:
            return []
        if both := _TOWN_AND_COUNTRY.fullmatch(whole):
            return [both["one"] + both["what"], both["other"] + both["what"]]  # 城镇和农村居民人均可支配收入
        members = [member.strip(_EDGES) for member in _MEMBERS.split(whole)]
        if len(members) > 1:
            members[1] = for_each_unit(*members[:2]) + members[1]
        if len(members) > 1 and all(
            len(member) > 1 and (listed or self._indicators.find(member) or self._wording.head.search(_name(member)))
            for member in members
        ):
            return members
        return [whole]

    def _is_named(self, words: str) -> bool:
        """Whether words are surely the name of an indicator."""
        name = _name(self._wording.task.sub("", words))
        return bool(self._indicators.find(words) or self._indicators.find(name) or self._wording.head.search(name))

    def _target(self, year: int, indicator: str, form: str, start: int, end: int) -> Target:
        name = _name(indicator)
        if "“" in name and "”" not in name:
            name += "”"  # 能耗“双控”
        known = self._indicators.find(name)
        if known is None and (known := self._indicators.find(indicator)):
            name = indicator.strip(_EDGES)  # 人口自然增长率
        span: Span = self._segments.view.source_span(start, end)
        return _target(year, name, known.id if known else None, form, span=span, text=self._text[start:end])

    # ---- what the report says elsewhere, and what it does not say

    def _single_row(self, place: int, target: Target) -> tuple[int, Target]:
        """中央提出经济增长预期目标 is about 经济增长: the longest end of the words that is a known indicator."""
        name = _name(_AIM_END.sub("", target.indicator))
        bare = _AIM_END.sub("", target.indicator)
        for start in range(len(bare) - _SHORTEST):
            for words in (bare[start:], name[start:]):
                if len(words) > _SHORTEST and (known := self._indicators.find(words)):
                    return place, replace(target, indicator=words, indicator_id=known.id)
        return place, replace(target, indicator=name)

    def _add_new(self, rows: Iterable[tuple[int, Target]]) -> None:
        """Rows of indicators that have none yet for their year."""
        known = {(target.year, target.indicator_id or target.indicator) for _, target in self._found}
        self._found += [row for row in rows if (row[1].year, row[1].indicator_id or row[1].indicator) not in known]

    def _headlines(self, blocks: list[_Block]) -> None:
        """A headline figure that the report sets outside of its target paragraph; and those that it does not set."""
        if self._metadata.document_type is not DocumentType.WORK_REPORT or not blocks:
            return
        wording = self._wording
        national = self._metadata.region_level == "national"
        headlines = (*wording.headlines, *wording.national_headlines) if national else wording.headlines
        told = [target for _, target in self._found if target.year == self._year]
        ids, names = {target.indicator_id for target in told}, {target.indicator for target in told}
        untold = [one for one in headlines if not one.is_among(ids, names)]
        if len(headlines) - len(untold) < _ENOUGH:
            return
        paragraph = fold("".join(self._text[block.start : block.end] for block in blocks))
        end = len(self._text)
        wanted = {name for one in untold for name in one.ids}
        ahead = [i for i in self._in(self._chapter(blocks[-1].start), end) if self._known_id(self._facts[i]) in wanted]
        rows = [self._numeric_row(i, self._year) for i in ahead if self._facts[i].indicator]
        for one in untold:
            elsewhere = [row for row in rows if self._is_own(row[1], one)]
            if elsewhere:
                self._found += self._stretched(elsewhere)
            elif not any(word in paragraph for word in one.words):
                name = one.national_name if national else one.name
                self._found.append((end, Target(self._year, name, one.ids[0], "not_stated")))

    def _stretched(self, rows: Sequence[tuple[int, Target]]) -> list[tuple[int, Target]]:
        """Rows of one indicator, where the one that is striven for is a stretch of the one before it: 粮食产量达到50亿
        斤，力争60亿斤."""
        kept: list[tuple[int, Target]] = []
        before = len(self._text)
        for place, target in rows:
            assert target.fact is not None
            end = self._mentions[self._facts[target.fact].mention].view_span.end
            words = self._text[before:end].lstrip("，、左右以上")
            if self._wording.strive.match(fold(words)) and "。" not in words:
                kept[-1] = kept[-1][0], replace(kept[-1][1], stretch=words)
            else:
                kept.append((place, target))
            before = end
        return kept

    def _chapter(self, place: int) -> int:
        """Where the chapter of a place begins (三、2026年重点工作): the review before it sets nothing."""
        index = self._segments.sentence_at(place)
        headings = self._segments.sections[self._segments.sentences.section_of(index)]
        return next((heading.span.start for heading in reversed(headings) if _CHAPTER.match(heading.text)), place)

    def _is_own(self, target: Target, headline: Headline) -> bool:
        """Whether a figure is the headline of the whole area for the whole year."""
        assert target.fact is not None
        if target.indicator_id not in headline.ids:
            return False
        fact = self._facts[target.fact]
        return (
            (target.indicator not in headline.whole or fact.measure is Measure.GROWTH)
            and fact.measure is not Measure.CHANGE
            and not (self._metadata.region_level == "national" and target.indicator.startswith(("中央", "地方")))
            and fact.period_start is not None
            and fact.period_end is not None
            and (fact.period_start.year, fact.period_end.year) == (self._year, self._year)
            and (fact.period_end - fact.period_start).days > 300
            and fact.region_code in (None, self._metadata.region_code)
            and fact.per is None
            and fact.program is None
            and fact.comparison in (None, "yoy")
        )


def _name(words: str) -> str:
    """What grows, falls or is completed, without saying so."""
    whole = words.strip(_EDGES)
    if "（" in whole and "）" not in whole:
        whole += "）"  # 实际利用外资（验资口径）
    if whole.count("”") > whole.count("“"):
        whole = f"“{whole}"  # “两个基地”“两个枢纽”建设取得明显进展
    bare = _GROWS.sub("", whole)
    return (bare.strip(_EDGES) if bare != whole else whole) or whole


def _between(things: str) -> str:
    """在产业结构调整、自主创新等方面 speaks of what stands between."""
    match = _IN_FIELDS.match(things)
    return f"{match['things']}等" if match else things
