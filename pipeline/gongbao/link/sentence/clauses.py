"""Figures in their clauses: what stands before each, what noun follows it, and by which verb it is said."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE, HAN, HIDDEN, Match, Wording
from gongbao.link.sentence.aims import aims_of, take_done, tell_done
from gongbao.link.sentence.counted import ATTRIBUTES, limited_by, take_noun
from gongbao.link.sentence.figure import (
    ADJUSTED,
    AGE,
    BOUNDARY,
    CHANGING,
    COLONS,
    LIST_MARKS,
    NOT_CHANGING,
    YEARLY,
    Figure,
    behind_mark,
    is_points,
)
from gongbao.link.sentence.nouns import IN_A_STATE, MARKS, Nouns
from gongbao.link.sentence.passage import Passage
from gongbao.link.sentence.peeling import IMPROVED, peel
from gongbao.link.sentence.references import (
    LAST_AGAINST,
    differ_from,
    hold_last_against,
    share_bases,
    take_base,
    take_date_of_list,
    take_from_bracket,
    take_mean,
    take_reference,
)
from gongbao.link.sentence.shares import is_of_what_follows, share_whole, take_whole, tell_whole
from gongbao.link.sentence.sizes import LIMITS_FIRST, is_age_group, is_share_of_such, is_size_of, limit_last, makes_up
from gongbao.model import Kind, Mention, Mod, Quantity, Value

_HELD_TO = f"与{DATE}"  # 与上年相比减少3万元
_BETWEEN_JOINED = frozenset(("", *"、和及与至到或兑/"))
# 收入、支出分别达到3亿元和近5亿元: a list goes on with one that is bounded.
_APART, _BOUNDED = "分别", re.compile("[、和及与](?:近|约|超过?|突破|逾|不足|不到|接近)")
_TAIL = re.compile(
    f"[ ]*(?:左右|及?以上|及?以下|以内|之内|上下|多|余|以来|内|/[{HAN}]{{1,3}}"
    f"|[（(]含[^）)0-9]*[）)]|{HIDDEN}+(?=及?以[上下内]|占)|[）)](?=左右|以上|以内|上下))*"
)
_TAIL_FIRST = f" 左及以之上多余内/（(）){HIDDEN}"
# 营收保持20%以上的增长, 实现5%的正增长, 以8%的速度增长, 6.5%的增速可以, but not 70%的增长来自消费: how it changes, told
# behind the figure.
_GROWN = compiled(
    "的?(?:(?:(?:较[快高]|快速|中?高速|平稳|稳定|稳健|强劲|正|速度)的?)?(?:(?P<rise>增长|上涨|递增)|(?P<fall>负增长|下降|降低|递减))"
    "(?=[，。；、）)\n]|目标|预期|势头|态势|的|$)"
    "|(?:(?:较[快高]|高|平均|年均)的?)?(?:(?P<rise>增长率|增长速度|增[速幅]|[涨升]幅)|(?P<fall>[降跌]幅)))(?!来|[进以不]?[上下])"
)
_GROWN_FIRST = frozenset("的增较快中高平稳强正上涨升负下降跌速年递")
# 254个项目有序推进、总投资2800亿元: how what is counted fares is no part of what follows.
_FARED = re.compile(
    "(?:有序|稳步|扎实|加快|圆满|顺利|平稳|全面|如期|按期|按时|陆续|相继|先后|成功|投产|建成|开工|竣工|完工|落地)[^，。；、]{1,8}、"
)
# What a figure is called right before it: 预算金额：120万元.
_EMPTY, _LONGEST_LABEL = ("", " "), 20
_LABELS = ("价", "资本", "金额", "限价", "预算", "总价", "报价", "价款", "规模", "数量")
# 82项获国家认可、37项在全国推广: what has become of the first is no name of the next.
_BECAME = re.compile("(?:获|被|入选|列入|纳入|通过|已|正)[^，。；：]{1,16}、")
# 花卉产量全球第一、鲜切花占比60%: where another stands is no part of what follows.
_RANKED = compiled(
    r"[^，。；]{0,24}(?:居|列|位|排|部|全国|全球|全[省市区]|世界|亚洲)[^，。；、第]{0,6}第[一二三四五六七八九十\d]{1,3}[位名]?、"
)
_OPENINGS = "（("
_ACCOUNTED = ("决算支出", "决算收入")
_STAGED = compiled(
    f"{DATE}*(?:本?(?:部门|单位)|(?:全?[省市区县州旗镇乡]|[省市区县州旗镇乡]?本?级)(?=调整|决算))?(?:(?P<adjusted>调整后?)?(?P<stage>预算)|(?P<stage>决算))(?P<side>收入|支出)"
)
_IMPROVED_BY = f"改同比较环{DATE}"
_LESS_IS_BETTER = compiled("浓度|指数|排放|能耗")
_PROPORTION = "的比例"
_PIECES = frozenset("个处所座家户名人张间套辆台件栋条场支")
# 新建, 改造: behind no more than that stands what is counted.
_LONGEST_DEED = 3
_PERSONS = frozenset("人名口")
_OF_WHOLE = "占"
_QUANTITY, _MONEY, _PERCENT = Kind.QUANTITY, Kind.MONEY, Kind.PERCENT


def figures(passage: Passage, wording: Wording, nouns: Nouns) -> list[Figure]:
    """The figures of a sentence, each cut out of its clause."""
    cutter = _Cutter(passage, wording, nouns)
    for index, mention in passage.figures:
        cutter.cut(index, mention)
    found = cutter.found
    if cutter.listed:
        _chain(found, passage)
    return found


class _Cutter:
    """Cuts the figures of a sentence out of their clauses, one after the other.

    ``found`` are those that are cut, ``listed`` tells whether any of them goes on a list. ``_cursor`` is where the
    clause of the next begins at the earliest, ``_limited`` where the noun ends that it limits, else 0.
    """

    def __init__(self, passage: Passage, wording: Wording, nouns: Nouns) -> None:
        self.found: list[Figure] = []
        self.listed = False
        self._cursor = self._limited = 0
        self._passage, self._masked, self._wording, self._nouns = passage, passage.masked, wording, nouns
        self._aims = aims_of(passage.masked)

    def cut(self, index: int, mention: Mention) -> None:
        """Cut the next figure out of its clause."""
        masked, found, aims = self._masked, self.found, self._aims
        last = found[-1] if found else None
        figure = self._in_its_clause(index, mention, last)
        if last:
            if figure.left == self._cursor:
                self._join(figure, last)
            if last.mention.mod or masked[last.end] in LIMITS_FIRST:
                limit_last(figure, last, masked)
        clause, end = figure.clause, figure.end
        behind, tail, self._cursor = masked[end : end + 1] or MARKS[0], None, end
        if behind in _TAIL_FIRST and (tail := _TAIL.match(masked, end)):
            self._cursor = tail.end()
        is_told_of = behind == "的" and mention.kind is not _PERCENT
        improved = _improved(figure, found, masked) if last and clause.endswith(IMPROVED) else None
        aim = aims.behind(figure) if aims else None
        peel(figure, self._wording, is_told_of, improved, aims=aim is not None)
        if aims:
            aims.set(figure, aim, found)
        if figure.whole and self._passage.plain is not self._passage.text:
            figure.whole = self._as_written(figure.whole, figure)
        if "算" in clause:
            _take_stage(figure, last, masked)
        if last and last.is_whole:
            take_whole(figure, last, masked)
        elif is_told_of and "占" in clause and not figure.completed:
            tell_whole(figure, masked)
        if figure.completed:
            tell_done(figure, is_told_of=is_told_of)
        elif last and last.to_do and clause == "的":
            take_done(figure, last.to_do)
        if mention.kind is _PERCENT and self._take_growth(figure):
            behind = MARKS[0]  # that it grows is no noun of it
        if last and last.against:
            differ_from(figure, last)
        elif figure.verb is None and clause[-1:] in LAST_AGAINST:
            hold_last_against(figure, last, behind, self._passage.text)
        if last:
            _go_on(figure, last, masked)
        if clause == "" and masked[figure.left - 1] in _OPENINGS:
            take_from_bracket(figure, last, masked)
        elif figure.verb == "from" and figure.own_date is None and figure.has_phrase:
            take_date_of_list(figure, found)
        if figure.verb in CHANGING:
            take_base(figure, last, masked)
        # 高于全国2个百分点、全省1个百分点 is no list, though joined: each is of all that was told
        if last and not figure.has_phrase and self._goes_on_in_list(figure, last):
            figure.joined = self.listed = True
        self._cursor = self._behind(figure, last, behind, tail)
        found.append(figure)

    def _in_its_clause(self, index: int, mention: Mention, last: Figure | None) -> Figure:
        """A figure with what stands before it."""
        masked, cursor, opening, span = self._masked, self._cursor, self._passage.start, mention.view_span
        start, end = span.start - opening, span.end - opening
        mark = BOUNDARY.match(masked, cursor, start)
        left = mark.end() if mark else cursor
        if last and (mark is None or left == last.end):
            left = _begins(last, mention, masked, left, cursor, start)
        clause = masked[left:start]
        if clause in _EMPTY and cursor < left:
            if masked[left - 1] in COLONS:
                left = self._label_before(left)
            elif self._aims and (task := self._aims.before_bracket(cursor, start, end)) is not None:
                left, end = task, end + 1
            clause = masked[left:start]
        elif "第" in clause and (ranked := _RANKED.match(clause)):
            behind = left + ranked.end()
            own = Figure(index, mention, start, end, behind, masked[behind:start])
            peel(own, self._wording, told=False)
            # but 产值居全国第5位、同比增长3% is of the same, and so is 产值居全国第5位、占生产总值的9%
            if own.has_phrase and not own.clause.startswith(_OF_WHOLE):
                left, clause = behind, own.clause
        return Figure(index, mention, start, end, left, clause)

    def _label_before(self, left: int) -> int:
        """Where the label of a figure begins whose clause has a colon before it, else the clause itself."""
        masked = self._masked
        start = behind_mark(masked, self._cursor, left - 1)
        label = masked[start : left - 1]
        is_label = label.endswith(_LABELS) or self._wording.head_noun.search(label)
        return start if is_label and len(label) <= _LONGEST_LABEL else left

    def _join(self, figure: Figure, last: Figure) -> None:
        """Join a figure to the one right before it where no more than a mark of a list is between them."""
        clause = figure.clause
        if clause.strip(" ") in _BETWEEN_JOINED or (
            clause[:1] in LIST_MARKS
            and _APART in self._masked
            and figure.mention.kind is last.mention.kind
            and _BOUNDED.fullmatch(clause)
        ):
            figure.joined = self.listed = True
        elif _is_counted_alike(figure.mention, last.mention) and _BECAME.fullmatch(clause):
            figure.left, figure.clause = figure.start, ""

    def _as_written(self, whole: str, figure: Figure) -> str:
        """A whole as the text writes it: 佔全體代表的百分之十七."""
        at = self._masked.rfind(whole, figure.left, figure.start)
        return self._passage.text[at : at + len(whole)] if at >= 0 else whole

    def _take_growth(self, figure: Figure) -> bool:
        """Take the change that stands behind a percentage as the verb of it and of the list that it ends; whether there
        is one."""
        masked, cursor = self._masked, self._cursor
        if (
            figure.verb not in NOT_CHANGING
            or masked[cursor : cursor + 1] not in _GROWN_FIRST
            or is_points(figure.mention.value)
            or not (grown := _GROWN.match(masked, cursor))
        ):
            return False
        figure.verb, self._cursor = grown.lastgroup, grown.end()
        _share_verb(figure, self.found)
        return True

    def _goes_on_in_list(self, figure: Figure, last: Figure) -> bool:
        """Whether a change that names nothing, or an amount for each, goes on the list of the one before: 增长10%、
        下降5%, 增长3%、1%和下降5%, 每人每月640元和每人每年5480元, but not 分别达到3万元和2万元、增长8%和9%."""
        if figure.clause.lstrip()[:1] not in LIST_MARKS:
            return False
        if figure.verb in CHANGING:
            changes = not last.joined or last.verb in CHANGING or _opening_list(self.found).verb in CHANGING
            return changes and not figure.clause.startswith(_HELD_TO)
        return bool(figure.flags) and figure.flags[-1][0] == "每"

    def _behind(self, figure: Figure, last: Figure | None, behind: str, tail: Match | None) -> int:
        """Where the clause of the next figure may begin: behind what this one counts, which it takes as its noun, or
        where its own does, if the next tells of both."""
        mention, cursor = figure.mention, self._cursor
        if limited := self._limited:
            if last and behind == "的" and not (last.condition or mention.mod):
                figure.noun = last.noun  # 32个总投资128亿元的项目: of both
            self._limited = 0
            return limited  # the noun is what the figure before counts
        if AGE in mention.text and is_age_group(mention) and self._next_at(cursor):
            return figure.left  # 其中65岁及以上44万人, 15—59岁100万人
        masked = self._masked
        if behind in MARKS or (tail and masked[cursor : cursor + 1] in MARKS):
            return cursor
        passage, nouns = self._passage, self._nouns
        if makes_up(figure, tail, cursor, masked):
            return figure.left
        if mention.kind is _QUANTITY and (things := limited_by(figure, passage, nouns, len(self.found) + 1)):
            figure.noun, self._limited = things, things[1]
            return cursor
        if tail and mention.mod is Mod.EQUAL_OR_MORE and (further := self._next_at(cursor)):
            # 二百元以上 / 五百元以下罚款: both are of what stands behind the second
            shared = nouns.behind(masked, further.view_span.end - passage.start, further.value)
            figure.noun = shared[:2] if shared else None
            return cursor
        if noun := nouns.behind(masked, figure.end, mention.value):
            return self._counted(figure, last, noun)
        if mention.kind is _QUANTITY and (state := IN_A_STATE.match(masked, figure.end)):
            return state.end()  # 其中20个开工建设、8个建成投用
        return cursor

    def _next_at(self, place: int) -> Mention | None:
        """The next figure, where it stands at a place of the sentence."""
        passage, number = self._passage, len(self.found) + 1
        mention = passage.figures[number][1] if number < len(passage.figures) else None
        return mention if mention and mention.view_span.start - passage.start == place else None

    def _counted(self, figure: Figure, last: Figure | None, noun: tuple[int, int, int]) -> int:
        """Take a noun behind a figure; where the clause of the next may begin."""
        passage, mention, clause = self._passage, figure.mention, figure.clause
        if passage.programs:
            noun = _whole_programme(noun, passage, self._nouns, mention.value)
        begins = take_noun(figure, noun, last, passage, len(self.found) + 1, self._cursor)
        if mention.kind is _PERCENT and is_of_what_follows(clause):
            figure.phrase, figure.has_phrase = (figure.start, figure.start), False
        if last and not last.noun and last.clause.endswith(ATTRIBUTES):
            listed = clause[:1] == "、" and mention.kind is not _PERCENT and self._masked.startswith("的", figure.end)
            if clause == "的" or listed:
                last.noun = figure.noun  # 总投资35亿元、占地420亩的产业园, 总投资9亿元的5个项目
        if begins is not None:
            return begins
        if last and figure.joined and getattr(last.mention.value, "unit_id", None) == AGE:
            return _opening_list(self.found).left  # 20-29岁、30-39岁网民占比
        return figure.left


def _go_on(figure: Figure, last: Figure, masked: str) -> None:
    """Take over what the figure before says of the next one, too."""
    if last.second and not figure.has_phrase and figure.comparison is None:
        figure.comparison = last.second
    if last.whole:
        share_whole(figure, last, masked)
    if last.comparison == YEARLY and not figure.comparison:
        take_mean(figure, masked)
    if figure.mention.kind is _PERCENT and is_points(figure.mention.value):
        take_reference(figure, last)
    if figure.verb == "become" and last.verb == "from":
        figure.grown_from = last.own_date


def _improved(figure: Figure, found: Sequence[Figure], masked: str) -> str | None:
    """By which verb what 改善 says is told, if it says how a figure differs from the one, or the list, before it:
    PM2.5、PM10浓度分别为49、94，分别改善5%、6%; 农房改善626户 tells how many are done."""
    if figure.mention.kind is not _PERCENT and figure.clause.lstrip("，；、")[0] not in _IMPROVED_BY:
        return None
    return "fall" if _LESS_IS_BETTER.search(masked, _opening_list(found).left, found[-1].start) else "rise"


def _begins(last: Figure, mention: Mention, masked: str, left: int, cursor: int, start: int) -> int:
    """Where the clause of a mention that starts at a place begins, with no mark between the figure before and it: at
    ``left``, but for how what that counts fares; or where the clause of that does, which says of which they are."""
    limit = last.mention
    if last.noun and left == last.noun[1] and (fared := _FARED.match(masked, left, start)):
        left = fared.end()
    if left == last.end < start and limit.kind is _MONEY and is_size_of(last, mention, start, masked):
        return last.left if last.has_phrase else last.start  # 10亿元级企业20家, 千亿元产业由1个增加到3个
    if left == cursor < start and masked[left] == "的":
        if limit.kind is _PERCENT and masked.startswith(_PROPORTION, left, start):
            return left + len(_PROPORTION)  # 按照50%的比例上缴9亿元
        if is_share_of_such(limit, mention, left, start, masked):
            return last.left
    return left


def _take_stage(figure: Figure, last: Figure | None, masked: str) -> None:
    """Take the stage off the front of what a figure is of: 调整预算收入9亿元，决算收入8亿元."""
    staged = _STAGED.fullmatch(masked, *figure.phrase) if figure.stage is None else None
    if staged and figure.mention.kind is _MONEY:
        figure.stage = ADJUSTED if staged["adjusted"] else staged["stage"]
        figure.phrase = staged.start("side"), figure.phrase[1]
    elif last and last.stage and masked[slice(*figure.phrase)] in _ACCOUNTED:
        figure.stage = "决算"  # 年初预算为80万元，决算支出完成预算的98%
        figure.phrase, figure.has_phrase = (figure.start, figure.start), False


def _share_verb(figure: Figure, found: Sequence[Figure]) -> None:
    """Give the verb of a list's last figure to those before it: A、B出口分别实现了13%、32%的增长."""
    for one, other in pairwise((figure, *reversed(found))):
        if not one.joined or other.mention.kind is not _PERCENT or other.verb not in NOT_CHANGING:
            break
        other.verb = figure.verb


def _chain(found: Sequence[Figure], passage: Passage) -> None:
    """Count how many figures each list has, and give its noun, and a date of its own each, to all of them."""
    for one, before in pairwise(reversed(found)):
        if (
            one.noun
            and not before.noun
            and before.end == one.start
            and passage.masked[one.noun[0]] != "”"
            and not (before.phrase[1] - before.phrase[0] > _LONGEST_DEED and _pieces(one) and _pieces(before))
        ):
            before.noun = one.noun  # 3座35万千瓦光热电站: what has nothing between is a list, but 停车场1处80个车位
        elif one.noun and not before.noun and _are_of_a_household(before, one, passage.masked):
            before.noun = one.noun  # 剩余6236户、10874名贫困人口
        if one.joined:
            before.chain = one.chain + 1
    if len(passage.dates) > 1:
        for place, figure in enumerate(found):
            if figure.base and figure.chain > 1 and not figure.joined:
                share_bases(found[place : place + figure.chain], passage)


def _are_of_a_household(households: Figure, persons: Figure, masked: str) -> bool:
    """Whether a list counts households and the persons in them, of which nothing is said before: 6236户、10874名."""
    some, more = households.mention.value, persons.mention.value
    return (
        isinstance(some, Quantity)
        and isinstance(more, Quantity)
        and some.unit == "户"
        and more.unit in _PERSONS
        and (some.low or 0) < (more.low or 0)
        and masked[households.end : persons.start] == "、"
        and len(masked[slice(*households.phrase)].lstrip(DATE)) <= _LONGEST_DEED
    )


def _pieces(figure: Figure) -> bool:
    """Whether a figure counts things one by one."""
    return getattr(figure.mention.value, "unit", None) in _PIECES


def _opening_list(found: Sequence[Figure]) -> Figure:
    """The figure that begins the list of which the last one is."""
    return next(one for one in reversed(found) if not one.joined)


def _whole_programme(noun: tuple[int, int, int], passage: Passage, nouns: Nouns, value: Value) -> tuple[int, int, int]:
    """A noun as far as the programme goes that it is the beginning of, and what else follows: 66个山水林田湖草沙保护 /
    和修复工程."""
    for place in passage.programs:
        if place.start == noun[0] and noun[1] < (end := place.end):
            on = passage.masked[end] not in MARKS and nouns.behind(passage.masked, end, value)
            return (noun[0], *on[1:]) if on and on[0] == end else (noun[0], end, end)
    return noun


def _is_counted_alike(one: Mention, other: Mention) -> bool:
    """Whether two figures count in the same unit."""
    a, b = one.value, other.value
    return isinstance(a, Quantity) and isinstance(b, Quantity) and a.unit_id == b.unit_id
