"""Gates: characters without which a pattern need not be tried. Each lets all through that its pattern can match."""

import inspect
from collections.abc import Collection, Iterable, Iterator

import pytest
import regex

from gongbao.link import turning
from gongbao.link.lexicons import wording
from gongbao.link.lexicons.cues import (
    CUES,
    OF_AHEAD,
    OF_BASIS,
    OF_END,
    OF_HOLIDAYS,
    OF_OLD,
    OF_PER,
    OF_QUALIFIER,
    OF_SUM,
    OF_US,
    OF_WHOLE,
    Cues,
    marks,
)
from gongbao.link.lexicons.wording import DATE, EXPECTED, HAN, HIDDEN, INTENDED
from gongbao.link.meaning import carried, date_roles, limits, parts, standing
from gongbao.link.naming import by_word, general, half_said, names, of_subject, own_words, phrase, subjects, trimming
from gongbao.link.sentence import clauses, counted, nouns, peeling, references
from gongbao.link.sentence.figure import LIMIT
from gongbao.model import Stand
from gongbao.normalize import amounts, clock
from tests.facts_told import engine, extract

NOUNS = nouns.Nouns(engine().patterns.lexicons["noun_end"])
WORDING = wording.Wording(engine().patterns.lexicons)
CHARACTERS = [*map(chr, range(0x250)), *map(chr, range(0x2000, 0x3100)), *map(chr, range(0x4E00, 0xFFFF))]
LONGEST = 7


def firsts(pattern: str, among: Iterable[str] = CHARACTERS) -> set[str]:
    """With which of some characters what a pattern matches may begin."""
    begins = regex.compile(pattern).fullmatch
    return {character for character in among if begins(character, partial=True)}


def lasts(pattern: str) -> set[str]:
    """With which characters what a pattern matches may end: the pattern is read from its end."""
    ends = regex.compile(f"(?r)(?:{pattern})").fullmatch
    return {character for character in CHARACTERS if ends(character, partial=True)}


def matched(pattern: str, without: Iterable[str]) -> Iterator[str]:
    """Texts that a pattern matches, of its own characters but for some."""
    match = regex.compile(pattern).match
    alphabet = sorted({*regex.findall(r"[\p{Han}⌚/]", pattern.replace(r"\p{Han}", "")), "某"} - set(without))
    texts = [""]
    for _ in range(LONGEST):
        texts = [text + character for text in texts for character in alphabet]
        found = [(text, match(text, partial=True)) for text in texts]
        yield from (text for text, one in found if one and not one.partial)
        texts = [text for text, one in found if one and one.partial]


FIRSTS = {
    "左右": (clauses._TAIL.pattern, clauses._TAIL_FIRST),
    "达到": (counted._COME_TO.pattern, counted._COME_TO_FIRST),
    "的增长": (clauses._GROWN.pattern, clauses._GROWN_FIRST),
    "这个": (of_subject._PRONOUN.pattern, of_subject._PRONOUN_FIRST),
    "剔除因素": (half_said.EXCLUDED.pattern, half_said._NO_NAME_FIRST),
    "分城乡看": (f"其中|{phrase.BY_SORT.pattern}", phrase._PARTS_FIRST),
    "其中：分级次": (names._BY_LEVEL.pattern, names._LEADS_BY),
    "一是": (trimming._ITEM.pattern, [*trimming._ITEM_FIRST, *filter(str.isdecimal, CHARACTERS)]),
    "地方": ("|".join(trimming._LOCAL_OR_CENTRAL), engine().linker._naming._trimmer._looked_at),
    "回顾": (turning._LOOKS_BACK.pattern, turning._BACK_FIRST),
    "/月": (amounts.PER.pattern, limits._SLASHES),
    "上年": ("|".join((*date_roles.YEAR_BEFORE, *date_roles._YEAR_AFTER)), date_roles._NEIGHBOURING_FIRST),
    "预算": (
        "|".join((*date_roles._PRICES, date_roles._BUDGET, clock.MULTIPLE.pattern, date_roles._SUM.pattern)),
        date_roles._BEHIND_FIRST,
    ),
}


@pytest.mark.parametrize(("pattern", "gate"), FIRSTS.values(), ids=FIRSTS)
def test_what_it_begins_with(pattern: str, gate: Collection[str]) -> None:
    found = firsts(pattern)
    assert found
    assert found <= {*gate}


LASTS = {
    "完成预算的": (peeling._COMPLETED.pattern, peeling._COMPLETED_LAST),
    "由": (peeling._FROM.pattern, peeling._FROM_LAST),
    "日期": (peeling._DATE_END.pattern, peeling._DATE_LAST),
    "在": (peeling._AT.pattern, peeling._DATE_LAST),
    "为去年的": (peeling._MULTIPLE.pattern, "的"),
    "占": (peeling._SHARE.pattern, "占"),
    "超出预期目标": (peeling._FROM_TARGET.pattern, peeling._AIMED_LAST),
    "高出2020年": (peeling._ABOVE_YEAR.pattern, peeling._ABOVE_LAST),
    "两年平均增速": (peeling._AVERAGED_RATE.pattern, peeling._RATE_LAST),
    "增加9天": (peeling._BY_DAYS.pattern, peeling._DAYS_LAST),
    "按当年价格": (peeling._RECKONED_AT.pattern, peeling._RECKONED_LAST),
    "比报告时预计执行": (peeling._AS_REPORTED.pattern, peeling._REPORTED_LAST),
    "比上年实际": (references._AGAINST.pattern, references.LAST_AGAINST),
    "最高不超过": (half_said._CAPPED.pattern, half_said._CAPPED_LAST),
    "代编预算": ("|".join(peeling._OF_DEPARTMENTS), peeling._BUDGET_LAST),
    "剔除因素后": (half_said.EXCLUDED.pattern, half_said.EXCLUDED_LAST),
    "收入剔除因素后": (own_words._LEFT_OUT.pattern, half_said.EXCLUDED_LAST),
    "占比、剔除因素后": ("|".join((half_said.EXCLUDED.pattern, *general.SHARES)), names._NO_NAME_LAST),
    "比年初预算": (wording._HELD_AGAINST.pattern, WORDING.compared_last),
    "比": (date_roles._HELD_AGAINST.pattern, date_roles._HELD_AGAINST_LAST),
    "省级、开工": ("|".join((subjects._OF_GRADE.pattern, *by_word.DONE)), subjects._BEGUN_LAST),
}


@pytest.mark.parametrize(("pattern", "gate"), LASTS.values(), ids=LASTS)
def test_what_it_ends_with(pattern: str, gate: Collection[str]) -> None:
    found = lasts(pattern)
    assert found
    assert found <= {*gate}


def test_nothing_is_peeled_off_behind_another_character() -> None:
    gates = (
        peeling._COMPLETED_LAST,
        peeling._FROM_LAST,
        peeling._DATE_LAST,
        peeling._REPORTED_LAST,
        peeling._BUDGET_LAST,
        peeling._RECKONED_LAST,
        "的占",
    )
    assert set("".join(gates)) <= peeling._PEELED_LAST


# What stands between the year and the plans may be anything or nothing: what is matched with it is matched without it.
AHEAD = turning._LOOKS_AHEAD.pattern.replace("[^。；]{0,14}", "")

HOLDS = {
    "可比价": (limits._BASIS.pattern, CUES[OF_BASIS]),
    "年末": (limits._END.pattern, CUES[OF_END]),
    "剔除": (limits._EXCLUDING.pattern, CUES[OF_QUALIFIER]),
    "同口径": (limits._COMPARABLE.pattern, CUES[OF_QUALIFIER]),
    "累计": (limits._SUM.pattern, "计共"),
    "平均": (limits._AVERAGE.pattern, "均"),
    "总和与平均": (f"{limits._SUM.pattern}|{limits._AVERAGE.pattern}", CUES[OF_SUM]),
    "春节期间": (wording.HOLIDAYS.pattern, CUES[OF_HOLIDAYS]),
    "每月": (WORDING.has_per.pattern, marks(word for word, _ in WORDING.per)),
    "每个项目": ("/|每个项目", CUES[OF_PER]),
    "其中": ("|".join(("其中", *parts._LISTS)), CUES[OF_WHOLE]),
    "投资": (half_said._INVEST.pattern, "投"),
    "拟": (standing._INTENDED.pattern, "".join(INTENDED)),
    "预期": (standing._EXPECTED.pattern, EXPECTED),
    "占": (peeling._WHOLE.pattern, "占"),
    "今年目标": (AHEAD, "标要思点做"),
    "今年": (AHEAD, "年"),
}


@pytest.mark.parametrize(("pattern", "gate"), HOLDS.values(), ids=HOLDS)
def test_what_it_holds(pattern: str, gate: Collection[str]) -> None:
    assert next(matched(pattern, ""), None)
    assert next(matched(pattern, gate), None) is None


@pytest.mark.parametrize("set_by", ["计划规定", "规划所确定", "纲要提出", "原定", "预定", "预期"])
def test_what_was_planned_is_looked_for(set_by: str) -> None:
    told = [(fact.status, fact.stage) for fact in extract(f"投资增长9%，超过{set_by}的8%。").facts]
    assert told[1] == (Stand.PLANNED, "target")


@pytest.mark.parametrize("aim", ["目标", "目标任务", "任务", "要求"])
def test_what_was_aimed_at_is_looked_for(aim: str) -> None:
    told = [(fact.status, fact.stage) for fact in extract(f"投资增长9%，超过省下达的8%的{aim}。").facts]
    assert told[1] == (Stand.PLANNED, "target")


@pytest.mark.parametrize("aim", ["预算", "预算数", "计划", "目标", "目标任务", "任务"])
def test_what_is_completed_is_looked_for(aim: str) -> None:
    assert peeling._COMPLETED.search(f"投资完成年度{aim}的")
    assert peeling._AIMS_AT.search(aim)


@pytest.mark.parametrize(
    "held",
    [*peeling._MORE_OR_LESS.replace("于?(?!产)", "").replace("于?", "").split("|"), "比", "较", "超序", "超时", LIMIT],
)
def test_what_a_figure_is_held_against_is_looked_for(held: str) -> None:
    assert peeling._MAY_REFER.search(held)


def test_an_aim_that_a_figure_is_held_against_holds_one_of_these() -> None:
    looked_for = ("目标", "预期", "计划", "距")
    assert all(peeling._MAY_REFER.search(word) for word in looked_for)
    assert {word for word in looked_for if word in inspect.getsource(peeling._held_against)} == {*looked_for}


def test_words_that_do_not_say_of_what_they_are_are_looked_for() -> None:
    asked = regex.findall(r"said in (\w+)", inspect.getsource(names.Naming._of_what))
    assert asked
    assert all(getattr(names, name) <= names._SAID_OF_WHAT for name in asked)


BUDGETS = {
    "调整": "收入由年初预算9亿元调减为8亿元。",
    "年初": "年初安排预备费3亿元。",
    "批准": "人大批准的收入预算9亿元。",
}


@pytest.mark.parametrize("text", BUDGETS.values(), ids=BUDGETS)
def test_what_a_budget_was_is_looked_for(text: str) -> None:
    assert extract(f"2021年，{text}").facts[0].stage == "initial_budget"


def test_a_price_basis_holds_one_of_these() -> None:
    assert all(
        any(word in text for word in ("价", "径", "名义", "实际")) for text in matched(limits._BASIS.pattern, "")
    )


def test_what_stands_before_a_date_that_opens_a_clause() -> None:
    opens = carried._OPENS
    words = ["截止", "刚刚过去的", "回顾"]
    assert all(opens.match(word + "年", len(word)) for word in words)
    before = {word[-1] for word in words} | {one for one in CHARACTERS if opens.match(f"{one}年", 1)}
    assert {one for one in before if not one.isspace()} <= {*carried._MARKS, *carried._OPENS_LAST}
    assert all(opens.match(f"{mark}年", 1) for mark in carried._MARKS)


def test_a_line_end_hides_nothing_that_a_figure_is_held_against() -> None:
    assert date_roles._HELD_AGAINST.search("比\n") and "\n" in date_roles._HELD_AGAINST_LAST


@pytest.mark.parametrize("behind", nouns.MARKS)
def test_no_noun_behind_a_mark(behind: str) -> None:
    assert NOUNS.pattern.match(f"{behind}项目，") is None
    assert NOUNS.pattern.match("项目，") is not None


def test_what_ends_a_noun_begins_with_a_character() -> None:
    # Few characters begin any of them at all.
    some = firsts("|".join(NOUNS.ends))
    for end in NOUNS.ends:
        assert firsts(end, some) == {end[0]}


def test_han_is_what_it_is_to_regex() -> None:
    han, ours = regex.compile(r"\p{Han}"), regex.compile(f"[{HAN}]")
    assert [hex(code) for code in range(0x110000) if han.match(chr(code)) and not ours.match(chr(code))] == []
    assert not any(ours.match(character) for character in f"aA1，。、；：（）“”《》\n {DATE}{HIDDEN}")


TOLD = {
    "没有": ("工业增加值", 0),
    "基数": ("按可比价", OF_BASIS),
    "期末": ("2024年末", OF_END),
    "口径既是基数又是限定": ("同口径", OF_BASIS | OF_QUALIFIER),
    "用户自己的词": ("逐里", OF_PER),
    "几样": ("其中人均", OF_WHOLE | OF_SUM),
    "我们": ("我市", OF_US),
    "计划": ("计划", OF_SUM | OF_AHEAD),
    "用户自己的计划": ("有望", OF_AHEAD),
    "繁体": ("長途", OF_OLD),
}


@pytest.mark.parametrize(("text", "told"), TOLD.values(), ids=TOLD)
def test_cues(text: str, told: int) -> None:
    assert Cues(["每一里", "逐里"], ["计划", "有望"]).told(text) == told


def test_marks_are_what_words_share() -> None:
    assert marks(["人均", "户均", "每栋", "每所", "单位面积", ""]) == {"均", "每", "积"}
