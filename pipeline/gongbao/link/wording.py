"""The words by which reports say what a figure means, compiled once from ``patterns/facts.toml``."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import regex

from gongbao.errors import PatternError

DATE = "⌚"  # stands for each character of a date, so that words about it can be seen and places stay
HIDDEN = "\u0002"  # stands for each character of a bracket that holds no figure
# 比上年, 较2020年同期: behind it 多 and 少 with any verb say how a figure has changed.
_HELD = f"(?<=(?:比|较)(?:{DATE}|[上去前]一?年)+(?:同期|年?[初末底])?)"
_TRADITIONAL = str.maketrans(
    "長產産為爲達佔於較約預計減個億萬與對從實現發國區縣農業總額積優勢廣東將資進經濟開設間標準確劃動項環節階會員單價質處際運輸電煤鐵鋼錢銀",
    "长产产为为达占于较约预计减个亿万与对从实现发国区县农业总额积优势广东将资进经济开设间标准确划动项环节阶会员单价质处际运输电煤铁钢钱银",
)
# Most texts have none of them, and a set of characters is looked for much faster than each character is looked up.
_HAS_TRADITIONAL = re.compile("[" + "".join(map(chr, _TRADITIONAL)) + "]").search


def fold(text: str) -> str:
    """Traditional characters of the words looked for in their simple form, one for one."""
    return text.translate(_TRADITIONAL) if _HAS_TRADITIONAL(text) else text


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


Match = re.Match[str] | regex.Match[str]


class Opening:
    """A pattern of what some words begin with, not even tried where their first character can begin nothing of it."""

    __slots__ = ("_match", "first")

    def __init__(self, pattern: str, first: Iterable[str]) -> None:
        self._match = re.compile(pattern).match
        self.first = frozenset(first)

    def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The match at a place of a text, looked for no further than to another one."""
        return self._match(text, start, end) if text[start] in self.first else None


class Ending:
    """A pattern of what some words end with, not even tried where their last character can end nothing of it.

    ``last`` are the characters that can; words that hold ``inside`` may end with any.
    """

    __slots__ = ("_inside", "_search", "last")

    def __init__(self, pattern: re.Pattern[str] | regex.Pattern[str], last: Iterable[str], inside: str = "") -> None:
        self._search: Callable[[str], Match | None] = pattern.search
        self.last, self._inside = frozenset(last), inside

    def search(self, text: str) -> Match | None:
        """The match that ends the text, the longest."""
        may_end = text[-1:] in self.last or (self._inside and self._inside in text)
        return self._search(text) if may_end else None


class Wording:
    """Patterns over a clause whose dates are masked by ``DATE``; each is anchored where its name says."""

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        self._lexicons = lexicons

    def words(self, name: str) -> tuple[str, ...]:
        """A lexicon of facts.toml; raises ``PatternError`` where there is none."""
        try:
            return self._lexicons[name]
        except KeyError:
            raise PatternError(f"facts.toml: there is no lexicon {name!r}") from None

    def _end(self, name: str) -> Ending:
        return self._ending(_any(self.words(name)), self._last(name))

    def _ending(self, pattern: str, last: Iterable[str]) -> Ending:
        return Ending(re.compile(f"(?:{pattern})$"), last)

    def _opening(self, name: str) -> Opening:
        return Opening(f"(?:{_any(self.words(name))})", self._first(name))

    def _first(self, name: str) -> set[str]:
        return {word[0] for word in self.words(name)}

    def _last(self, *names: str) -> set[str]:
        return {word[-1] for name in names for word in self.words(name)}

    def _start(self, name: str) -> re.Pattern[str]:
        return re.compile(_any(self.words(name)))

    @cached_property
    def become(self) -> Ending:
        """达到, 增加到, 为 right before the figure: the figure is the value itself; 拥有 and 多完成 end in none."""
        return self._ending(
            f"(?<![拥国所占持享具含](?=有)|[多少](?=完成|实现))(?:{_any(self.words('become'))})", self._last("become")
        )

    @cached_property
    def soft(self) -> Ending:
        """超过, 近 right before the figure: bounds, whatever the verb."""
        return self._end("soft")

    @cached_property
    def new(self) -> Ending:
        """新增 right before the figure: so many more, counted by themselves."""
        return self._end("new")

    @cached_property
    def stage(self) -> Ending:
        """决算, 年初预算 at the end of an indicator's words: the stage, no part of the name; nor is 收入's 安排."""
        return self._ending(
            f"(?:{_any(self.words('stage'))})|(?<=收入|支出|投资|投入|资金|经费|赤字)拟?安排",
            {*self._last("stage"), "排"},
        )

    @cached_property
    def rise(self) -> Ending:
        """增长, 提高 right before the figure, or 比上年多争取."""
        return self._change("rise", "多")

    @cached_property
    def fall(self) -> Ending:
        """下降, 压减 right before the figure, or 比上年少支出."""
        return self._change("fall", "少")

    def _change(self, name: str, by: str) -> Ending:
        pattern = f"(?:{_any(self.words(name))}|{_HELD}{by}\\p{{Han}}{{2}})[了约近超]?(?:幅度)?"
        return Ending(regex.compile(f"(?:{pattern})$"), {*self._last(name), *"了约近超度"}, inside=by)

    @cached_property
    def comparator(self) -> Ending:
        """同比, 环比, 比年初, 年均 or 比2005年 at the end; the group that matched names the comparison."""
        return self._ending(
            f"(?:(?P<yoy>{_any(self.words('yoy'))})|(?P<period_on_period>{_any(self.words('period_on_period'))})"
            f"|(?P<year_to_date>{_any(self.words('year_to_date'))})"
            "|(?P<adjusted_budget>[比较]调整后?预算数?)|(?P<initial_budget>[比较](?:年初)?预算数?)"
            f"|(?P<annual_average>{_any(self.words('annual_average'))})"
            f"|(?:比|较|与|同)(?P<base>{DATE}+)(?:同期|年度|水平|的)?(?:年初)?(?:预算|决算)?(?:执行)?数?(?:相比)?)",
            {*self._last("yoy", "period_on_period", "year_to_date", "annual_average"), DATE, *"期度平的初算行数比"},
        )

    @cached_property
    def adverb(self) -> Ending:
        """What may stand between an indicator and its verb; 收入总计 is a name as a whole."""
        return self._ending(
            f"(?<!(?:收入|支出|收支)(?=[总合]计))(?:{_any(self.words('adverb'))})", self._last("adverb")
        )

    @cached_property
    def peeled_last(self) -> frozenset[str]:
        """With what all that is peeled off before a figure may end, but for what holds 多 or 少."""
        peeled = (self.soft, self.new, self.become, self.rise, self.fall, self.comparator, self.adverb, self.stage)
        return frozenset().union(*(ending.last for ending in peeled))

    @cached_property
    def distributive(self) -> frozenset[str]:
        """各, 均: the figure is that of each member."""
        return frozenset(self.words("distributive"))

    @cached_property
    def light(self) -> Opening:
        """A verb or connective that opens a phrase and is no part of the indicator's name; 在 does, 在职 does not."""
        return Opening(f"(?!{_any(self.words('light_kept'))})(?:{_any(self.words('light'))})", self._first("light"))

    @cached_property
    def cut(self) -> Opening:
        """减少, 压减 before their object: 减少财政补助支出1.6亿元."""
        return Opening(f"(?:{_any(self.words('cut'))})(?!值|额|量|率|幅)", self._first("cut"))

    @cached_property
    def add(self) -> Opening:
        """增加 before its object."""
        return Opening(f"(?:{_any(self.words('add'))})(?!值|额|量|率|幅)", self._first("add"))

    @cached_property
    def whole_area(self) -> Opening:
        """全市, 全省."""
        return self._opening("whole_area")

    @cached_property
    def own_level(self) -> Opening:
        """市本级, 区本级."""
        return self._opening("own_level")

    @cached_property
    def openings(self) -> frozenset[str]:
        """With what all that is no part of an indicator's name may begin, 地方 and 中央 too, but for places."""
        return frozenset("地中").union(
            *(opening.first for opening in (self.own_level, self.whole_area, self.cut, self.add, self.light))
        )

    @cached_property
    def planned_sentence(self) -> re.Pattern[str]:
        """Words by which a whole sentence is about what is to come."""
        return self._start("planned_sentence")

    @cached_property
    def estimated(self) -> re.Pattern[str]:
        """预计, 据测算."""
        return self._start("estimated")

    @cached_property
    def planned_heading(self) -> re.Pattern[str]:
        """Headings over plans."""
        return self._start("planned_heading")

    @cached_property
    def review_heading(self) -> re.Pattern[str]:
        """Headings over what has been."""
        return self._start("review_heading")

    @cached_property
    def head_noun(self) -> regex.Pattern[str]:
        """The last word of an indicator that names what is counted: 增加值, 收入, 普及率."""
        return regex.compile(f"(?:{_any(self.words('head_noun'))}|\\p{{Han}}{{2}}率)$")

    @cached_property
    def growth_noun(self) -> Ending:
        """增速, 涨幅 as an indicator's last word."""
        return self._end("growth_noun")

    @cached_property
    def fall_noun(self) -> Ending:
        """降幅 as an indicator's last word."""
        return self._end("fall_noun")

    @cached_property
    def share_noun(self) -> Ending:
        """比重, 占比 as an indicator's last word."""
        return self._end("share_noun")

    @cached_property
    def rate_noun(self) -> Ending:
        """率 as an indicator's last word."""
        return self._end("rate_noun")

    @cached_property
    def per(self) -> list[tuple[str, str]]:
        """Words that say for each of what, with that."""
        return [(word, what) for word, _, what in (entry.partition(":") for entry in self.words("per"))]

    @cached_property
    def has_per(self) -> re.Pattern[str]:
        """Whether any of the words of ``per`` stands somewhere."""
        return re.compile(_any(word for word, _ in self.per))
