"""The words by which reports say what a figure means, compiled once from ``patterns/facts.toml``."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import regex

from gongbao.errors import PatternError

DATE = "⌚"  # stands for each character of a date, so that words about it can be seen and places stay
HIDDEN = "\u0002"  # stands for each character of a bracket that holds no figure
# Before a figure they say that it is planned, but not before every one: 计划单列.
INTENDED, EXPECTED = ("计划", "拟", "力争", "争取"), "预期"
# 比上年, 较2020年同期: behind it 多 and 少 with any verb say how a figure has changed.
_HELD = f"(?<=同比|环比|(?:比|较)(?:{DATE}|[上去前]一?年)+(?:同期|年?[初末底])?)"
# 收入总计, 本年支出合计: a name as a whole.
_NAMED = "(?<=收入|支出|收支|、支)[总合共]计|(?<=(?:收入|支出|收支|、支)[总合共])计"
# 产能1亿吨, 国际条约187个: 能 and 约 end a noun.
_OF_A_NOUN = "(?<=[功职性产节智技效动潜热电储核机])能|(?<=[条节制预合公特])约"
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
_NONE: tuple[str, ...] = ()


def _by_character(words: Iterable[str], place: int) -> dict[str, tuple[str, ...]]:
    """Words by their character at a place, the longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(words, key=len, reverse=True):
        found[word[place]] = (*found.get(word[place], ()), word)
    return found


class Opening:
    """Words with which others open, but not where one of ``kept`` does, nor with one of ``never`` behind them."""

    __slots__ = ("_kept", "_never", "_words", "first")

    def __init__(self, words: Iterable[str], kept: Iterable[str] = (), never: Iterable[str] = ()) -> None:
        self._words, self._kept, self._never = _by_character(words, 0), _by_character(kept, 0), tuple(never)
        self.first = frozenset(self._words)

    def match(self, text: str, start: int, end: int) -> str | None:
        """The longest of them that stands at a place of a text, which is looked at no further than to another one."""
        for word in self._words.get(text[start], _NONE):
            if text.startswith(word, start, end) and not text.startswith(self._never, start + len(word), end):
                kept = self._kept.get(text[start], _NONE)
                return None if text.startswith(kept, start, end) else word
        return None


class Ending:
    """Words with which others end, but not where ``unless`` matches at their beginning."""

    __slots__ = ("_unless", "_words", "last")

    def __init__(self, words: Iterable[str], unless: str = "") -> None:
        self._words = _by_character(words, -1)
        self._unless = re.compile(unless).match if unless else None
        self.last = frozenset(self._words)

    def search(self, text: str) -> str | None:
        """The longest that the text ends with."""
        for word in self._words.get(text[-1:], _NONE):
            if text.endswith(word) and not (self._unless and self._unless(text, len(text) - len(word))):
                return word
        return None


class PatternEnding(Ending):
    """Words with which others end and a pattern of all that does, which tells where a text holds ``inside`` or ends
    with one of ``odd``.
    """

    __slots__ = ("_inside", "_odd", "_pattern")

    def __init__(self, words: Iterable[str], pattern: str, inside: str, odd: Iterable[str] = ()) -> None:
        super().__init__(words)
        self._pattern = regex.compile(f"(?:{pattern})$").search
        self._inside, self._odd = inside, frozenset(odd)
        self.last |= self._odd

    def search(self, text: str) -> str | None:
        """The longest that the text ends with."""
        if self._inside in text or text[-1:] in self._odd:
            match = self._pattern(text)
            return match[0] if match else None
        return super().search(text) if text[-1:] in self.last else None


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

    def _start(self, name: str) -> re.Pattern[str]:
        return re.compile(_any(self.words(name)))

    @cached_property
    def become(self) -> Ending:
        """达到, 增加到, 为 right before the figure: the figure is the value itself; 拥有 and 多完成 end in none."""
        return Ending(
            self.words("become"),
            unless=f"(?<=[拥国所占持享具含])有|(?<=[多少])(?:完成|实现)|(?<=[累预預估])计|{_NAMED}",
        )

    @cached_property
    def soft(self) -> Ending:
        """超过, 近 right before the figure: bounds, whatever the verb."""
        return Ending(self.words("soft"), unless=_OF_A_NOUN)

    @cached_property
    def new(self) -> Ending:
        """新增 right before the figure: so many more, counted by themselves."""
        return Ending(self.words("new"))

    @cached_property
    def stage(self) -> Ending:
        """决算, 年初预算 at the end of an indicator's words: the stage, no part of the name; nor is 收入's 安排."""
        words = self.words("stage")
        pattern = f"{_any(words)}|(?<=收入|支出|投资|投入|资金|经费|赤字|备费|采购|基金)拟?安排"
        return PatternEnding(words, pattern, "安排", "排")

    @cached_property
    def rise(self) -> Ending:
        """增长, 提高 right before the figure, or 比上年多争取."""
        return self._change("rise", "多")

    @cached_property
    def fall(self) -> Ending:
        """下降, 压减 right before the figure, or 比上年少支出."""
        return self._change("fall", "少")

    def _change(self, name: str, by: str) -> Ending:
        words = self.words(name)
        pattern = f"(?:{_any(words)}|{_HELD}{by}\\p{{Han}}{{2}})[了约近超]?(?:幅度)?"
        return PatternEnding(words, pattern, by, "了约近超度")

    def compared(self, text: str) -> tuple[str, str, tuple[int, int] | None] | None:
        """What a text ends with that tells what a figure is compared with, 同比, 环比, 比年初, 年均 or 比2005年; the
        comparison; and where the date that is its base stands."""
        said = self._comparators.search(text)
        held = self._held(text) if DATE in text or "预算" in text else None
        if held and len(held[0]) > len(said or ""):
            name = str(held.lastgroup)
            return held[0], name, held.span("base") if name == "base" else None
        return (said, self._comparisons[said], None) if said else None

    @cached_property
    def _comparisons(self) -> dict[str, str]:
        names = ("annual_average", "year_to_date", "period_on_period", "yoy")
        return {word: name for name in names for word in self.words(name)}

    @cached_property
    def _comparators(self) -> Ending:
        return Ending(self._comparisons)

    @cached_property
    def _held(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(
            "(?:(?P<adjusted_budget>[比较]调整后?预算数?)|(?P<initial_budget>[比较](?:年初)?预算数?)"
            f"|(?:比|较|与|同)(?P<base>{DATE}+)(?:同期|年度|水平|的)?(?:年初)?(?:预算|决算)?(?:执行)?数?(?:相比)?)$"
        ).search

    @cached_property
    def adverb(self) -> Ending:
        """What may stand between an indicator and its verb; 收入总计 is a name as a whole."""
        return Ending(self.words("adverb"), unless=f"{_NAMED}|{_OF_A_NOUN}|(?<=[人户亩生地单村])均")

    @cached_property
    def peeled_last(self) -> frozenset[str]:
        """With what all that is peeled off before a figure may end, but for what holds 多 or 少."""
        peeled = (self.soft, self.new, self.become, self.rise, self.fall, self._comparators, self.adverb, self.stage)
        return frozenset(f"{DATE}期度平的初算行数比").union(*(ending.last for ending in peeled))

    @cached_property
    def distributive(self) -> frozenset[str]:
        """各, 均: the figure is that of each member."""
        return frozenset(self.words("distributive"))

    @cached_property
    def light(self) -> Opening:
        """A verb or connective that opens a phrase and is no part of the indicator's name; 在 does, 在职 does not."""
        return Opening(self.words("light"), kept=self.words("light_kept"))

    @cached_property
    def cut(self) -> Opening:
        """减少, 压减 before their object: 减少财政补助支出1.6亿元."""
        return Opening(self.words("cut"), never="值额量率幅")

    @cached_property
    def add(self) -> Opening:
        """增加 before its object."""
        return Opening(self.words("add"), never="值额量率幅")

    @cached_property
    def whole_area(self) -> Opening:
        """全市, 全省."""
        return Opening(self.words("whole_area"))

    @cached_property
    def own_level(self) -> Opening:
        """市本级, 区本级."""
        return Opening(self.words("own_level"))

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
    def ahead(self) -> re.Pattern[str]:
        """Whether a sentence has any word that makes a figure planned, estimated or expected."""
        return re.compile(_any((*self.words("planned_sentence"), *self.words("estimated"), *INTENDED, EXPECTED)))

    @cached_property
    def planned_heading(self) -> re.Pattern[str]:
        """Headings over plans."""
        return self._start("planned_heading")

    @cached_property
    def review_heading(self) -> re.Pattern[str]:
        """Headings over what has been."""
        return self._start("review_heading")

    @cached_property
    def head_noun(self) -> Ending:
        """The last word of an indicator that names what is counted: 增加值, 收入, 普及率."""
        words = self.words("head_noun")
        return PatternEnding(words, f"{_any(words)}|\\p{{Han}}{{2}}率", "率")

    @cached_property
    def growth_noun(self) -> Ending:
        """增速, 涨幅 as an indicator's last word."""
        return Ending(self.words("growth_noun"))

    @cached_property
    def stock_noun(self) -> Ending:
        """余额, 存栏 as an indicator's last word: how much there is on a day."""
        return Ending(self.words("stock_noun"))

    @cached_property
    def fall_noun(self) -> Ending:
        """降幅 as an indicator's last word."""
        return Ending(self.words("fall_noun"))

    @cached_property
    def share_noun(self) -> Ending:
        """比重, 占比 as an indicator's last word."""
        return Ending(self.words("share_noun"))

    @cached_property
    def rate_noun(self) -> Ending:
        """率 as an indicator's last word."""
        return Ending(self.words("rate_noun"))

    @cached_property
    def per(self) -> list[tuple[str, str]]:
        """Words that say for each of what, with that."""
        return [(word, what) for word, _, what in (entry.partition(":") for entry in self.words("per"))]

    @cached_property
    def has_per(self) -> re.Pattern[str]:
        """Whether any of the words of ``per`` stands somewhere."""
        return re.compile(_any(word for word, _ in self.per))
