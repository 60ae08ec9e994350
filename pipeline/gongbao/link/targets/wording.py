"""The words by which targets are recognized: those of the lexicons of ``targets.toml``, as patterns."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

import regex

from gongbao.errors import PatternError
from gongbao.kept import compiled

PLAN_NAME = compiled("^“?十?[一二三四五六七八九]五”?(?:时期|期间|规划)?的?")
_LONGEST_SUBJECT = 40


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the headline set: its name and its name for the nation, the ids and words by which it is known."""

    name: str
    national_name: str
    ids: tuple[str, ...]
    words: tuple[str, ...]
    whole: tuple[str, ...]

    def is_among(self, ids: Set[str | None], names: Set[str]) -> bool:
        """Whether one of some indicators is this one."""
        return (
            not ids.isdisjoint(self.ids)
            or not names.isdisjoint(self.whole)
            or any(word in name for word in self.words for name in names)
        )


class TargetWording:
    """The patterns by which targets are recognized, compiled once from the lexicons of ``targets.toml``.

    Raises ``PatternError`` where a lexicon is missing.
    """

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        def words(name: str) -> tuple[str, ...]:
            try:
                return lexicons[name]
            except KeyError:
                raise PatternError(f"targets.toml: there is no lexicon {name!r}") from None

        def some(*names: str) -> str:
            return "(?:" + _any(word for name in names for word in words(name)) + ")"

        kind, told = some("target_kind"), some("target_kind_told")
        said = f"(?P<said>{some('target_copula')}\\s*[：:，,]?|[：:])"
        self.aim = compiled(
            f"(?:{kind}目标(?:任务)?\\s*(?:{said}|。?$)|{told}目标(?:任务)?\\s*{said})(?P<rest>.*)",
            regex.S,
        )
        self.reached = compiled(some("target_complete"))
        self.figure_aim = compiled(f"目标{some('target_copula')}?(?:在|到)?$")
        # 约束性指标为： behind 预期目标是….
        self.goes_on = compiled(f"^(?:其中，?)?(?:(?:约束性|预期性)(?:指标|目标))?{some('target_copula')}[：:]")
        self.commentary = compiled(f"^{some('target_commentary')}")
        self.opening = compiled(f"^{some('target_opening')}+")
        self.condition = compiled(f"{some('target_condition')}$")
        self.stretch = compiled(some("target_stretch"))
        # In 在实际工作中力争7% that is where one strives.
        self.at_work = compiled("^在?(?:实际|具体)?(?:工作|执行)中，?")
        self.strive = compiled(f"(?:{self.at_work.pattern})?{some('target_strive')}")
        grade = some("target_above", "target_not_below", "target_below")
        self.same = compiled(
            "^(?P<subject>.*)(?:与|和|同|跟)(?P<object>[^，；]{2,20}?)的?(?:基本|总体|大体|大致|保持|实现|同向)*"
            "(?:同步(?:增长|提高|提升)?|持平(?:或?略[有微]?[增升]长?)?|相(?:适应|匹配|协调|衔接|当))$"
        )
        self.graded = compiled(
            f"(?P<grade>{some('target_above')}(?P<above>)|{some('target_not_below')}(?P<not_below>)|{some('target_below')})"
            f"(?P<object>(?:(?!{grade}).){{2,24}}?)(?=、?{grade}|$)"
        )
        self.level = compiled(
            "^(?P<subject>.*?)(?:保持|稳定|控制|处于|维持)*在?(?P<object>(?:全国|全省|全市|全区|全州|全盟|同类)[^，]{0,8}?"
            "平均(?:水平|值|线|增速)?)(?:以上|及以上|之上)$"
        )
        # 实际利用外资保持去年水平
        self.kept = compiled(
            "^(?P<subject>.*?)(?:保持|稳定|维持)+在?(?P<object>(?:去年|上年|上一年|\\d{4}年)[^，]{0,4}水平)$"
        )
        self.reference = compiled(some("target_reference"))
        self.grade_adverb = compiled("(?:略|明显|继续|持续|稳定|保持|力争|总体|均|大幅|适度|稍|始终|要|应|小幅)+$")
        assigner = (
            f"(?P<by>(?:{some('target_assigner')}|\\p{{Han}}{{2,4}}?(?:省|市|自治区|州|盟|自治县|县))"
            f"(?:[、和及与]{some('target_assigner')})*)(?:里|上|人民政府|政府|党委)?"
        )
        act = f"{some('target_assigning')}(?:后|{some('target_assigning')}|衔接)*"
        task = f"(?:约束性|预期性|考核)?(?:{some('target_task')})+(?:以?内|之内|值|数)?"
        self.handed_down = compiled(
            f"^(?P<subject>.*?){some('target_complete')}(?:经|由|过)?(?:{PLAN_NAME.pattern[1:]})?"
            f"(?:{assigner}{act}(?:给)?(?:我[省市区县州盟旗]|本[省市区县])?(?:的)?(?P<object>.*?)(?:{task})?)$"
        )
        self.by_order = compiled(
            f"^(?:按照?|根据|对照)(?:{assigner}){act}{some('target_adverb')}*{some('target_complete')}(?P<object>.+?){task}$"
        )
        self.completed = compiled(f"^(?P<subject>.*?){some('target_complete')}(?P<object>.*?){task}$")
        self.task = compiled(f"{task}$")
        self.direction = compiled(
            f"^(?!{some('target_no_subject')}|“?[两三四五六七八九十]个{some('target_direction')})(?P<subject>.{{2,{_LONGEST_SUBJECT}}})"
            f"(?<![正负零](?=增长)){some('target_direction')}(?!值|额|数|率|天).*$",
            regex.S,
        )
        self.acted_on = compiled(f"^{some('target_verb')}(?P<object>\\p{{Han}}.{{1,{_LONGEST_SUBJECT}}})$")
        self.adverb_end = compiled(f"{some('target_adverb')}+$")
        self.manner = compiled(f"(?:{some('target_adverb', 'target_direction')})+$")
        self.head = compiled(f"{some('target_head')}$")
        self.headlines = tuple(_headline(words(name)) for name in words("target_headlines"))
        self.short_names = {word: one.ids[0] for one in self.headlines for word in one.whole}
        self.national_headlines = tuple(_headline(words(name)) for name in words("target_national_headlines"))


def _headline(entry: tuple[str, ...]) -> Headline:
    name, _, national = entry[0].partition("|")
    words = [word for word in entry[1:] if not word.isascii() or word.isupper()]
    return Headline(
        name,
        national or name,
        tuple(word for word in entry[1:] if word not in words),
        tuple(word for word in words if word[0] != "="),
        tuple(word[1:] for word in words if word[0] == "="),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True))
