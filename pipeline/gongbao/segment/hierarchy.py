"""Which row of a table stands below which: by classification codes, by indentation, by numbering, by 其中."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from gongbao.kept import compiled

_NUMBERING = (
    compiled(r"[一二三四五六七八九十]{1,3}[、.]"),
    compiled(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    compiled(r"\d{1,2}[、.](?!\d)"),
    compiled(r"[（(]\d{1,2}[）)]|\d{1,2}[）)]"),
    compiled(r"[①-⑳]"),
)
_CLOSING, _BRACKETED = ("）", ")"), compiled("[（(][^（）()]*[）)]$")
_FIRST = compiled(r"[（(]?(?:一|1|①)[、.）)]?(?![十\d])")
_AMONG = compiled(r"(?:\d{1,2}[、.])?(?:其中[:：]?|#|＃|按\p{Han}{2,8}分[:：](?=\p{Han}))")
OF_WHOLE = compiled(r"(?P<whole>\p{Han}{2,6})中[:：]")
"""How a part begins that says which row above it is its whole: 医院中：三级医院; 普通高中：公办 only begins alike."""
# What has both what is numbered above it and more: 二、非税收入, then 财政总收入.
_IN_ALL = compiled("(?:财政|地方财政|一般公共预算|公共财政预算)?总(?:收入|支出)")
# What sums up numbered rows where it follows the last of several: 三、彩票公益金收入, then 本年收入.
_OF_YEAR = compiled(
    "(?:本年|当年|(?:本级|地方|[全本][省市区县州盟旗]|[省市区县州盟旗]本?级)?(?:地方)?(?:财政|一般公共预算|公共财政预算|政府性基金(?:预算)?|国有资本经营预算|社会保险基金(?:预算)?))(?:收入|支出)"
)
# What is told besides and is a part of nothing: 附：社会保险费收入.
_APART, _APART_LEVEL = compiled("附[:：]"), -1
# What is added to the row above or taken from it, and no part of it: 减：所得税费用.
_ADDED = compiled("[加减][:：]")
# Ages stand beside each other: 0-15岁, 16-59岁, 60岁及以上.
_AGES = compiled(r"\d[^（(]*岁(?:及?以[上下])?(?:[（(].*)?")
_LEADING_CODE = compiled(r"[\[【(（]?(?P<code>\d{3}(?:\d\d){0,3})[\])）】]?[-—_]?(?=\p{Han})")
_INDENT = compiled(r"[ \t\u3000\u00a0\u2002\u2003]*")
_WIDTHS = {"\u3000": 2, "\u2003": 2, "\t": 4}
_UNMARKED = len(_NUMBERING)
_OF_PERSONS = compiled("(?:人员|人口|户数|机构|单位|企业|学校)[合总]计(?:[（(][^（）()]*[）)])?$")
# Totals of some rows only: what stands above them still does below them.
_PARTIAL = ("小计",)
# What sums up one side of the accounts, and more than the last of its rows: 支出小计, then 转移性支出.
_OF_SIDE = compiled(
    "(?:本年|当年|一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金(?:预算)?)?(?:收入|支出)小计"
)
# 按地区分, 分经济类型: rows that say how those below them divide what stands above.
_DIVIDES = compiled(
    r"按.{1,14}(?:分|分类|分组|划分)[:：]?|分\p{Han}{0,8}?(?:类型|行业|产业|领域|性质|类别|门类)别?[:：]?"
)
TELLS_OF = compiled(
    r"(?:(?:各|主要|重点)\p{Han}{0,6}?(?:产量|增加值|总产值|销售额|零售额)|[日月]均(?:产量|销量))[:：]?"
)
"""What rows are called that say what is told of each of those below them: 主要产品产量, 重点行业增加值, 日均产量."""
_ANOTHER = compiled("(?:率|值|额|收入|利润|投资)(?:[（(][^（）()]*[）)])?$")
# What follows the last part of a division without being one: 房地产开发投资 behind 地方项目, but no 外商投资.
_NO_PART = compiled("(?:房地产(?:开发)?投资|商品房销售(?:面积|额)|(?:工业)?产品销售率)(?:[（(][^（）()]*[）)])?$")
# What is measured once all parts of 二、按企业规模分 are told: 利润总额, 从业人员.
_MEASURED = compiled(
    "(?:[率值额量数]|收入|支出|利润|投资|面积|余额|税[金收]|成本|费用|人员|人口|就业|价格|用电|[存贷]款)(?:[（(][^（）()]*[）)])?$"
)
# What is told of 一、各项存款 and 二、各项贷款 together stands beside these.
_OF_BOTH = compiled("(?:余额|新增|本外币|人民币)?存贷款?比")
# What is left of other years stands beside numbered rows without a number.
_HANDED_ON = compiled("结转|结余")
# 年初财政拨款结转和结余, and below it of which fund it is.
_OF_FUND = compiled("(?:一般公共预算|政府性基金预算|国有资本经营预算)(?:财政)?拨款")
_FUNDS_OR_LEFT = compiled(f"^{_OF_FUND.pattern}$|[年期][初末](?:财政拨款)?结转(?:和|及)?结余$")
_OUTERMOST = -2
# Beside or above the row without a number that numbers stood below.
_OUTSIDE = -1
# Depths of setting in are so far apart that numbering can tell rows within one.
_STEP = 10
# Below so many rows numbers do not begin anew; else 一、 and 其中 in turn would lead ever deeper.
_DEEPEST = 16
# How long a name is that others are kinds of: 转移支付, but not 支出.
_SHORTEST_WHOLE = 4
# From how many digits on a code says its 类 itself.
_WHOLE_CODE = 5


class Label(NamedTuple):
    """What heads a row: its texts from the left, its codes (类, 款, 项), the last text as written.

    ``spread``: it goes across the whole table and heads the rows below it.
    """

    texts: tuple[str, ...]
    codes: tuple[str, ...]
    written: str
    spread: bool

    @property
    def code(self) -> str | None:
        """The code of the row, from its own columns or before its name: 2010601."""
        joined = ""
        for code in self.codes:  # 201 | 06, but also 201 | 20106
            joined = code if joined and code.startswith(joined) else joined + code
        if joined:
            return joined
        found = _LEADING_CODE.match(self.texts[-1]) if self.texts else None
        return found["code"] if found else None


def is_total(name: str, totals: Sequence[str]) -> bool:
    """Whether a name says that it sums up others: a word for sums, or at the end one such as 合计."""
    if name[-1:] in _CLOSING:
        name = _BRACKETED.sub("", name)  # 合计（9项）
    return name in totals or name.endswith(_ends(tuple(totals)))


@cache
def _ends(totals: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(total for total in totals if total.endswith("计"))


def is_numbered(name: str) -> bool:
    """Whether a name begins with a number, or with what makes it a part of the one above: 一、, 其中：."""
    return _numbering_of(name) < _UNMARKED or _AMONG.match(name) is not None


def paths(
    labels: Sequence[Label], totals: Sequence[str], beside: Sequence[str] = (), parts: Sequence[str] = ()
) -> list[tuple[str, ...]]:
    """For each row the path of its headers from the outermost in; empty where a row has none.

    ``beside``: words of which each stands beside the others: 城镇:乡村. ``parts``: how wholes end, and names of parts
    that stand below these however they are set in: 货运量|客运量:铁路:公路.
    """
    depth = _Depth(labels, totals, beside, parts)
    found: list[tuple[str, ...]] = []
    above: list[_Row] = []
    section: tuple[str, ...] = ()
    total: _Row | None = None
    groups: list[tuple[str, ...]] = []  # the outer texts of the rows since the last total: 省级 | 教育, then 小计
    before: list[str] = []
    inside = 0  # how many of the rows above stand outside the group that the outer texts name
    for number, label in enumerate(labels):
        if not label.texts:
            found.append(())
            continue
        *outer, name = label.texts
        if label.spread:
            section, above, total = (name,), [], None
            found.append(section)
            continue
        partial = name.endswith(_PARTIAL) and not _OF_SIDE.fullmatch(name)
        # 二、区县小计 has its parts below it, and so has （一）支出合计 where 1. follows.
        numbered = _numbering_of(name) < (_UNMARKED if partial else _numbering_below(labels, number))
        # 就业人员合计, and set in below it 第一产业; 收入合计 sums up what stands above it
        whole = _OF_PERSONS.search(name) and _indent_below(labels, number) > _indent(label)
        summed_up = is_total(name, totals) or (bool(above) and depth.is_in_all(number, label, above[0].name))
        if not outer and summed_up and not numbered and not whole:
            if not partial:  # what follows a total is no part of what stands above it
                above, total = [], depth.total(name)
            summed, groups = (groups if partial and len(groups) == 1 else []), []
            found.append((*section, *(summed[0] if summed else ()), name))
            continue
        if len(groups) < 2 and (group := tuple(outer)) not in groups:  # more than one is as good as many
            groups.append(group)
        if outer and outer != before and (led := _numbering_of(outer[0])) < _UNMARKED:
            # 三、办理结果 | （一）予以公开 is no part of 二、上年结转 right above
            above = [whole for whole in above if _numbering_of(whole.name) < led]
        if outer and before and outer != before:
            above = above[:inside]  # 民生福祉 | 3.居民收入 is no part of 经济发展 | 2.财政收入
        if outer != before:
            inside = len(above)
        before = outer
        row = depth.row(number, label, above, total)
        if total and row.among and not above:
            above = [total]
        total = None
        while above and not row.is_below(above[-1]):
            above.pop()
        found.append((*section, *outer, *(whole.name for whole in above), name))
        above.append(row)
    return found


class _Row(NamedTuple):
    """A row that others may stand below: how deep it is, and up to which depth others are beside it.

    ``among``: it begins with 其中 or #, and what is set in as far as the words behind that stands beside it. ``code``
    is empty where the table does not go by codes. ``again``: it begins with 其中 behind another, or stands beside such.
    """

    level: int
    reach: int
    name: str
    among: bool = False
    code: str = ""
    again: bool = False

    def is_below(self, other: "_Row") -> bool:
        """Whether it is a part of another row before it."""
        return self.level > other.level and self.code.startswith(other.code)


class _Depth:
    """How a table shows which rows stand below which: by codes, by setting them in, by numbers."""

    def __init__(
        self, labels: Sequence[Label], totals: Sequence[str], beside: Sequence[str], parts: Sequence[str]
    ) -> None:
        named = [label for label in labels if label.texts]
        self._labels = labels
        self._coded = sum(label.code is not None for label in labels) * 2 > len(named)
        self._indented = len({_indent(label) for label in named}) > 1
        self._numbered = any(_numbering(label) < _UNMARKED for label in labels)
        self._totals = tuple(totals)
        self._beside = [words.split(":") for words in beside]
        self._wholes = {
            part: tuple(wholes.split("|")) for wholes, *names in (words.split(":") for words in parts) for part in names
        }
        self._left_over = _left_over(labels, totals)
        self._inside = _inside(labels, totals)
        self._led = _led(labels) if self._indented and self._numbered else frozenset()
        self._divided: int | None = None  # how deep the last row stood that divides
        self._tells = False  # whether it says what is told of those below it
        self._set_in: bool | None = None  # whether its parts are set in below it
        self._shift = 0  # how much deeper numbers stand that begin anew below a row without one

    def row(self, number: int, label: Label, above: Sequence[_Row], total: _Row | None) -> _Row:
        """A row's depth among those before it; ``total`` is the total right before it."""
        name = label.texts[-1]
        level = reach = (
            len(label.code or "") if self._coded else self._divided_by(name, self._by_form(number, label, above), above)
        )
        last = above[-1] if above else None
        if not self._coded and (apart := _APART.match(name)):
            level, reach = _APART_LEVEL, level + _STEP * (_width(apart[0]) + 1)
            return _Row(level, reach, name, among=True)
        if last and not self._coded and _ADDED.match(name):
            numbered = (row.level for row in reversed(above) if _numbering_of(row.name) < _UNMARKED)
            level = next(numbered, above[0].level)
            return _Row(level, max(level, reach, self._shift + _UNMARKED), name, among=True)
        named = None if self._coded else _named_in(name, above)
        mark = OF_WHOLE.match(name) if named else _AMONG.match(name)
        again = False
        added = last is not None and _ADDED.match(last.name) is not None  # 加：上划收入 | 其中：增值税
        if mark and named:  # 医院 | 民营医院 | 医院中：三级医院
            level = max(level if self._indented else 0, named.level + 1)
            behind = _STEP * (_width(mark[0]) + 1) if self._indented else 0
            reach = max(level + behind, self._shift + _UNMARKED if self._numbered else 0)
        elif mark:
            if last and self._begins_anew(name[mark.end() :], last, above):
                # “三公”经费 | 其中：（一）因公出国费 | （二）公务接待费
                self._shift = last.level + 1
                level = reach = self._shift + _numbering_of(name[mark.end() :])
            elif not self._indented or self._coded:
                parent = last or total
                # beside 其中 or what stands beside the first of them; what stands beside a second may have its own
                beside_last = last and last.among and not added and (not last.again or _AMONG.match(last.name))
                level = reach = parent.level + (not beside_last) if parent else level
                if self._numbered and not self._coded:
                    reach = max(reach, self._shift + _UNMARKED)  # 其中：增值税 | 企业所得税 | 二、非税收入
                elif not self._coded and (last.among if last else total):
                    # 合计 | 其中：货物 | 服务, 总计 | 其中：采矿业 | 制造业 | 其中：国有企业 | 私营企业
                    again = last is not None and last.reach > reach
                    reach = max(reach, last.reach if last else 0)
            else:
                reach = level + _STEP * (_width(mark[0]) + 1)
                if last:
                    level = max(level, last.level if last.among and not added else last.level + 1)
        elif last and not self._coded and (whole := self._whole_of(name.strip(), above)):
            level = reach = max(level, whole.level + 1)
        elif self._coded and last and last.among and not label.code:
            level, reach = last.level, last.reach  # 其中：甲公司, then 乙公司
        elif beside := self._beside_of(above, name, level):
            level, reach, again = beside.level, beside.reach, beside.again
        elif last and not self._coded and _OF_FUND.fullmatch(name) and _FUNDS_OR_LEFT.search(last.name):
            level = reach = last.level + (_OF_FUND.fullmatch(last.name) is None)
        among = mark is not None or any(row.among and row.level == level for row in above)
        return _Row(level, reach, name, among, (label.code or "") if self._coded else "", again)

    def total(self, name: str) -> _Row:
        """A row that sums up those above it; its own parts follow up to the next that is numbered as it is."""
        numbering = _numbering_of(name)
        level = _OUTERMOST if numbering == _UNMARKED or self._indented or self._coded else numbering
        return _Row(level, level, name)

    def is_in_all(self, number: int, label: Label, first: str) -> bool:
        """Whether a row behind others sums up more than these, of which ``first`` is the outermost open one, and no
        parts of its own stand below it."""
        name = label.texts[-1]
        of_year = number not in self._inside and _numbering_of(first) < _UNMARKED and not _FIRST.match(first)
        # 四、社会保险基金预算 | 社会保险基金收入; 三、转移性收入 | 一般公共预算收入 | 上级补助收入
        if not name.startswith(("本年", "当年")):
            of_year = of_year and not first.endswith("预算") and not self._goes_on_below(number)
        if self._coded or not (_IN_ALL.fullmatch(name) or (of_year and _OF_YEAR.fullmatch(name))):
            return False
        below = self._labels[number + 1] if number + 1 < len(self._labels) else None
        return not (below and below.texts and (_indent(below) > _indent(label) or _FIRST.match(below.texts[-1])))

    def _goes_on_below(self, number: int) -> bool:
        """Whether another part without a number follows a row."""
        name = next((label.texts[-1] for label in self._labels[number + 1 :] if label.texts), "")
        if not name or is_total(name, self._totals) or _numbering_of(name) < _UNMARKED:
            return False
        return not (_IN_ALL.fullmatch(name) or _OF_YEAR.fullmatch(name) or _HANDED_ON.search(name))

    def _begins_anew(self, name: str, last: _Row, above: Sequence[_Row]) -> bool:
        """Whether numbers begin at a name that is the first part of the row before it, which has none."""
        plain = not (self._indented or self._coded or last.among) and len(above) < _DEEPEST
        return plain and _numbering_of(last.name) == _UNMARKED and _FIRST.match(name) is not None

    def _beside_of(self, above: Sequence[_Row], name: str, level: int) -> _Row | None:
        """The row before one that it stands beside: for how far it is set in, or, however far that is, because it says
        the other part of the same whole: 其中：城镇, then 乡村; 五、财政收入 and its parts, then 财政支出."""
        if not self._coded and above and above[-1].among:
            whole = above[-2].name if len(above) > 1 else ""
            if self._is_beside(above[-1].name, name) or _are_kinds(whole, above[-1].name, name):
                return above[-1]
        if self._numbered and not self._coded and _numbering_of(name) == _UNMARKED:
            for row in reversed(above):
                bare = _unnumbered(row.name)
                if len(bare) == len(name) and self._is_beside(bare, name):
                    return row
        return next((row for row in reversed(above) if row.among and row.level < level <= row.reach), None)

    def _is_beside(self, first: str, second: str) -> bool:
        """Whether a name says the other part of what the one before it says: 其中：城镇, then 乡村."""
        first = first[mark.end() :] if (mark := _AMONG.match(first)) else first
        if _AGES.fullmatch(first) and _AGES.fullmatch(second):
            return True
        return first != second and any(
            first.replace(one, other) == second for words in self._beside for one in words for other in words
        )

    def _divided_by(self, name: str, level: int, above: Sequence[_Row]) -> int:
        """The depth of a row that stands no deeper than one such as 按地区分 or 主要产品产量 before it, whose parts
        follow it."""
        if self._numbered:
            return level
        goods = TELLS_OF.fullmatch(name)
        if _DIVIDES.fullmatch(name) or (goods and self._divided is not None and name.endswith("增加值")):
            self._divided, self._set_in, self._tells = level, None, False
            # 第一产业 | 第二产业 | 第三产业 | 按城乡分 parts what these are parts of
            last = any(above[-1:] and above[-1].name == words[-1] for words in self._beside)
            return level + (not last or above[-1].among)
        if goods:
            self._divided, self._set_in, self._tells = level, None, True
            return level
        if self._divided is None:
            return level
        self._set_in = level > self._divided if self._set_in is None else self._set_in
        if level > self._divided:
            return level
        another = name.endswith(self._totals) or (_ANOTHER.search(name) if self._tells else _NO_PART.fullmatch(name))
        if level < self._divided or self._set_in or another:  # 进出口总额, 产品销售率 below 主要产品产量
            self._divided = None
            return level
        return level + 2

    def _whole_of(self, name: str, above: Sequence[_Row]) -> _Row | None:
        """The nearest row above one that names nothing by itself which it is a part of: 货运量, and below it 铁路."""
        wholes = self._wholes.get(name)
        if wholes is None:
            return None
        return next((row for row in reversed(above) if _BRACKETED.sub("", row.name).endswith(wholes)), None)

    def _by_form(self, number: int, label: Label, above: Sequence[_Row]) -> int:
        numbering = _numbering(label)
        if number in self._left_over and not self._shift and not any(_HANDED_ON.search(row.name) for row in above):
            numbering = min((_numbering_of(row.name) for row in above), default=_UNMARKED)
        if self._indented:
            if numbering == _UNMARKED and _indent(label) in self._led and number not in self._inside:
                numbering = -1
            return _STEP * _indent(label) + (numbering if self._numbered else 0)
        if not self._numbered:
            return 0
        name = label.texts[-1]
        if numbering == _UNMARKED:
            outside = bool(above) and above[-1].level == _OUTSIDE and not above[-1].among
            if (self._shift or outside) and number not in self._inside and not self._is_divided(name, above):
                self._shift = 0
                return _OUTSIDE
            if above and (_OF_BOTH.match(name) or _OF_BOTH.match(above[-1].name)):
                # beside 一、各项存款 and 二、各项贷款, and nothing but its own 其中 below it
                return next((row.level for row in above if _numbering_of(row.name) < _UNMARKED), above[-1].level)
        elif 0 < len(above) < _DEEPEST and _numbering_of(above[-1].name) == _UNMARKED and _FIRST.match(name):
            # 其中：民营企业, then 一、按贸易方式分
            beside = above[-1].among and above[-1].level > 0 and _DIVIDES.fullmatch(_unnumbered(name))
            self._shift = above[-1].level + (not beside)
        return self._shift + numbering

    def _is_divided(self, name: str, above: Sequence[_Row]) -> bool:
        """Whether a row without a number is a part of what the last number divides: 国有企业 of 二、按企业性质分."""
        if not any(_DIVIDES.fullmatch(_unnumbered(row.name)) for row in above):
            return False
        return name.endswith("增加值") or not (_NO_PART.fullmatch(name) or _MEASURED.search(name))


def _are_kinds(whole: str, first: str, second: str) -> bool:
    """Whether two names say kinds of what a whole is called: 其中：教育转移支付, then 医疗转移支付, of 转移支付."""
    whole = _unnumbered(whole)
    kinds = len(whole) >= _SHORTEST_WHOLE and first.endswith(whole) and second.endswith(whole)
    return kinds and second != whole and _numbering_of(second) == _UNMARKED


def _named_in(name: str, above: Sequence[_Row]) -> _Row | None:
    """The row above that a name begins with as the whole it is a part of: 医院, of 医院中：三级医院."""
    begun = OF_WHOLE.match(name) if "中" in name else None
    return next((row for row in reversed(above) if begun and _unnumbered(row.name) == begun["whole"]), None)


def _unnumbered(name: str) -> str:
    """A name without the number that it begins with."""
    return next((p.sub("", name, 1) for p in _NUMBERING if p.match(name)), name)


def _left_over(labels: Sequence[Label], totals: Sequence[str]) -> set[int]:
    """Which rows name what is left of other years behind all numbered ones: no parts of the last of these.

    Nothing but a total follows: in 一、财政拨款 | 上年结转 | 本年拨款 | 收入总计 it is a part.
    """
    found: set[int] = set()
    closed = True
    for i in range(len(labels) - 1, -1, -1):
        name = labels[i].texts[-1] if labels[i].texts else ""
        if is_total(name, totals):
            closed = True
        elif name:
            closed = closed and _numbering(labels[i]) == _UNMARKED and _HANDED_ON.search(name) is not None
            if closed:
                found.add(i)
    return found


def _led(labels: Sequence[Label]) -> frozenset[int]:
    """How far rows are set in of which the first has no number, with numbers that begin below it: 旅游收入 | 1.国内."""
    found: set[int] = set()
    seen: set[int] = set()
    before = -1
    for label in labels:
        at = _indent(label)
        if label.texts and at not in seen and before == at and _FIRST.match(label.texts[-1]):
            found.add(at)
        if _numbering(label) < _UNMARKED:
            seen.add(at)
        before = at if label.texts and _numbering(label) == _UNMARKED else -1
    return frozenset(found)


def _inside(labels: Sequence[Label], totals: Sequence[str]) -> set[int]:
    """Which rows without a number stand among numbered ones: the next number goes on, 1. | 增值税 | 2."""
    found: set[int] = set()
    goes_on = False
    for i in range(len(labels) - 1, -1, -1):
        name = labels[i].texts[-1] if labels[i].texts else ""
        if name and is_total(name, totals):
            goes_on = False
        elif _numbering(labels[i]) < _UNMARKED:
            goes_on = _FIRST.match(name) is None
        elif goes_on:
            found.add(i)
    return found


def whole_codes(labels: Sequence[Label]) -> list[Label]:
    """Labels with the 类 and 款 that a row leaves unsaid taken from the rows above: 06 below 201 is 20106."""
    whole: list[Label] = []
    known: list[str] = []
    for label in labels:
        codes = [code.zfill(2) if code and i else code for i, code in enumerate(label.codes)]  # 301 | 2 is 30102
        last = max((i for i, code in enumerate(codes) if code), default=-1)
        for i in range(last):
            if not codes[i] and i < len(known) and len(codes[last]) < _WHOLE_CODE:
                codes[i] = known[i]
        if last >= 0:
            known = codes[: last + 1]
        whole.append(label._replace(codes=tuple(codes)))
    return whole


def _indent(label: Label) -> int:
    match = _INDENT.match(label.written)
    return _width(match[0]) if match else 0


def _width(text: str) -> int:
    """How wide characters are set, in halves of a Chinese one."""
    return sum(_WIDTHS.get(character, 1 if character < "\u2000" else 2) for character in text)


def _numbering(label: Label) -> int:
    return _numbering_of(label.texts[-1]) if label.texts else _UNMARKED


def _indent_below(labels: Sequence[Label], number: int) -> int:
    """How far the row below is set in."""
    return _indent(labels[number + 1]) if number + 1 < len(labels) and labels[number + 1].texts else 0


def _numbering_below(labels: Sequence[Label], number: int) -> int:
    """The numbering of the row below; that of the outermost where it has none."""
    below = _numbering(labels[number + 1]) if number + 1 < len(labels) else _UNMARKED
    return below if below < _UNMARKED else 0


def _numbering_of(name: str) -> int:
    return next((i for i, pattern in enumerate(_NUMBERING) if pattern.match(name)), _UNMARKED)
