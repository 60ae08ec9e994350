"""The scanner and its patterns: what is written for speed finds what the plain way finds."""

from dataclasses import replace

import pytest
import regex
from hypothesis import assume, example, given
from hypothesis import strategies as st

from gongbao.errors import PatternError
from gongbao.extract import lexicon as names_of_programmes
from gongbao.extract.compiled import FLAGS
from gongbao.extract.lexicon import Lexicon
from gongbao.extract.location import patterns_dir
from gongbao.extract.match import Scanner
from gongbao.extract.rules import ProgramEntry, Rule, compile_rule, expand, load_patterns
from gongbao.model import Kind
from gongbao.normalize.amounts import quantity

PATTERNS = load_patterns(patterns_dir())
PLAIN_UNIT = expand(
    r"""
(?<![前每])(?P<negative>(?&_minus))?(?P<low>(?&_number))(?&_no_article)
(?:(?&_included)?(?P<low_unit>\L<unit>)?(?&_to)(?P<high>(?&_minus_after)?(?&_number_after)))?
(?&_included)?[ ]?(?P<unit>\L<unit>(?:[/／]\L<unit>)?)
""",
    PATTERNS.fragments,
    "here",
)
PIECES = "3 12 五 万 多 个 家 吨 微克/立方米 克 / ／ - 至 到 一 （含） 元 ， 位于"
UNIT_RULE = next(rule for rule in PATTERNS.rules if rule.id == "quantity.unit")
UNIT, PLAIN = compile_rule(UNIT_RULE, PATTERNS), PATTERNS.compile(PLAIN_UNIT)


def told(match: regex.Match[str] | None) -> object:
    return match and (match.span(), match["negative"], match["low"], match["high"], match.span("unit"))


@given(st.lists(st.sampled_from([*PIECES.split(), " "]), min_size=1, max_size=10).map("".join))
def test_units_put_in_once_are_found_like_units_put_in_thrice(text: str) -> None:
    assert told(UNIT.match(text)) == told(PLAIN.match(text))


ARTICLES = "一 二 零 壹 二十一 三百多一 上 第 多 几 余 公里 千米 千瓦 公里/小时 批 批次 个 度 点 五 万 （含） 至 / 位于"
UNGUARDED = PATTERNS.compile(UNIT_RULE.pattern.replace(expand("(?&_no_article)", PATTERNS.fragments, "here"), ""))


@given(st.lists(st.sampled_from([*ARTICLES.split(), " "]), min_size=1, max_size=8).map("".join))
@example("一公里").via("counts what is measured")
@example("一至三公里").via("the unit stands behind the range")
@example("一（含）公里").via("the unit stands behind a bracket")
@example("三百多一批").via("the last numeral of a longer number")
def test_what_is_passed_over_as_an_article_would_be_refused(text: str) -> None:
    # 一个至一公里: no range is of what is counted and what is measured.
    assume("至" not in text or not {"批", "个", "点"}.intersection(text))
    guarded, unguarded = UNIT.match(text), UNGUARDED.match(text)
    assert (guarded and quantity(guarded, PATTERNS)) == (unguarded and quantity(unguarded, PATTERNS))


def test_articles_before_classifiers_are_passed_over() -> None:
    assert UNGUARDED.match("一批")
    assert not UNIT.match("一批")


# What is written for speed, and the same written plainly: what is found is alike.
PLAINLY = {
    "_digits": r"(?:\d{1,3}(?:[,，]\d{3}){1,8}+(?!\d)|\d++)(?:(?!\.(?:19|20)\d\d年)[.·]\d++)?+",
    "_arabic": r"""(?<![\d.,·A-Za-z第])(?&_digits)
(?:(?&_vague)?+(?&_multiplier){1,6}+(?:[零〇]?\d{1,4}+(?&_multiplier){0,3}(?&_vague)?(?&_multiplier){1,4}){0,3}
(?:(?<=[万萬])(?:\d[,，]?\d{3}|[1-9]\d\d)(?![\d.,·万亿萬億年]|[-—~～](?:19|20)\d\d))?(?:(?&_vague)(?:千?[万亿萬億]){0,2}+)?|(?&_vague))?""",
    "_hanzi": r"""(?<![第〇○零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟兩貳參陸萬億点點·\d.,])
(?:[数數几幾](?=[十百千万亿萬億])|上(?=[百千万亿萬億]))?
(?&_numeral){1,24}+(?:(?&_vague)(?&_numeral){1,4}+)?(?:[点點·](?&_numeral){1,16}+)?(?&_vague)?""",
    "_time_unit": r"[个個]?工作日|[个個]?交易日|[个個]?自然日|[个個]?日[历歷曆][日天]|[个個]?学年|周年|[个個]?年头|年"
    r"|[个個]?季度|[个個]?多?月|[个個]?星期|[个個]?礼拜|周(?!年|边|期|转|[岁歲]|全|密|末|[一二三四五六日])|天"
    r"|[个個]?多?小[时時]|[个個]?(?:钟头|鐘頭)|分钟|分鐘|秒[钟鐘]|秒(?!杀)",
    "_action_in_reach": r"(?=[\p{Han}\d+＋“”]{4,27}?(?:行动|计划|工程|战|整治))",
}
PLAIN_FRAGMENTS = {**PATTERNS.fragments, **PLAINLY}
WRITTEN = {
    "(?&_number)": "1 12 345 6789 , ， . · 2024 年 十 百 千 万 亿 兆 瓦 多 余 几 数 上 一 二 三 〇 点 點 第 A 分之",
    "(?:(?&_time_unit))": "个 個 多 工作日 学年 周年 年 头 季度 月 星期 礼拜 周 末 天 小时 小時 秒 杀 钟",
    "实施(?&_action_in_reach)": "专项 行动 计划 工程 攻坚战 整治 行 计 甲乙 丙 ， 、 3 ” 长长长长长长长长长长",
}


@given(st.data())
@pytest.mark.parametrize("pattern", WRITTEN)
def test_what_is_written_for_speed_finds_what_is_written_plainly(pattern: str, data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(WRITTEN[pattern].split()), min_size=1, max_size=9)))
    quick, plain = (
        PATTERNS.compile(expand(pattern, fragments, "here")) for fragments in (PATTERNS.fragments, PLAIN_FRAGMENTS)
    )
    text = f"实施{text}" if pattern.startswith("实施") else text
    assert [match.span() for match in quick.finditer(text)] == [match.span() for match in plain.finditer(text)]


NUMBER = regex.compile(expand("(?&_minus)?+(?&_number)", PATTERNS.fragments, "here"), FLAGS)
NUMBERS = [rule for rule in PATTERNS.rules if rule.kind is not Kind.PROGRAM]
FORMS = [rule for rule in PATTERNS.rules if rule.kind is Kind.PROGRAM]
# What begins rules and what they go on with, whole and in pieces, and what no rule knows.
HEARD = """
全年 年初 上 半年 前 三 季度 个 月 日 去 今年 同期 本 平均 每 人民币 刚 “ 十四五 ” 时期 - 负 数 几 百 万 亿 1 20 2021 36
05 . , % ‰ 元 家 微 克 / 立方米 平方 公里 次 五 以来 近 过去 至 成 美元 $ US 《 》 规划 实施 行动 设立 基金 第 开展
专项 打 好 计划 甲 乙 龘 é 𠀀 \ud800 ； 。
"""


def offered(rules: list[Rule], text: str) -> list[tuple[str, int, int]]:
    """What a scanner offers where all that it offers is taken."""
    found: list[tuple[str, int, int]] = []

    def accept(rule: Rule, match: regex.Match[str], start: int, end: int) -> int:
        found.append((rule.id, start, end))
        return end

    SCANNERS[rules[0].kind is Kind.PROGRAM].scan(text, accept)
    return found


def tried(rules: list[Rule], text: str) -> list[tuple[str, int, int]]:
    """The same where every rule is tried at every place."""
    found: list[tuple[str, int, int]] = []
    taken = 0
    for position in range(len(text)):
        if position < taken:
            continue
        if rules is NUMBERS and (number := NUMBER.match(text, position)):
            taken = number.end()
        for rule in rules:
            if match := COMPILED[rule.id].match(text, position):
                start, end = match.span("mention" if "mention" in match.re.groupindex else 0)
                found.append((rule.id, start, end))
                taken = max(taken, end)
                break
    return found


COMPILED = {rule.id: compile_rule(rule, PATTERNS) for rule in PATTERNS.rules}
SCANNERS = (Scanner(PATTERNS, NUMBERS), Scanner(PATTERNS, FORMS))


@pytest.mark.parametrize("rules", [NUMBERS, FORMS], ids=["数和日期", "名称"])
@example(text="5.2024年部门预算，三百分之一")  # which re of Python 3.11.2 misreads
@given(text=st.lists(st.sampled_from([*HEARD.split(), " ", "\n"]), max_size=12).map("".join))
def test_scanner_finds_what_trying_each_rule_everywhere_finds(rules: list[Rule], text: str) -> None:
    assert offered(rules, text) == tried(rules, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"甲\u4e59", "甲乙"),
        (r"甲\N{CJK UNIFIED IDEOGRAPH-4E59}", "甲乙"),
        (r"甲[一-鼠]丁", "甲中丁"),
        (r"甲\p{Numeric_Type=Numeric}", "甲三"),
        (r"甲\P{Han}", "甲～"),
        (r"甲[^\p{Han}]", "甲，"),
        (r"甲\s乙", "甲 乙"),
        (r"甲\d", "甲٣"),
        (r"甲\L<sign>", "甲￥"),
        (r"\L<currency>整", "卢布整"),
        (r"\d++\u8d2f", "3贯"),
        (r"\d++文(?=\u94b1)", "3文钱"),
        (r"985高校", "985高校"),
        (r"12530工程", "12530工程"),
        (r"1949工程", "1949工程"),
        (r"36工程", "36工程"),
        (r"[34]6(?:工程|计划)", "36计划"),
        (r"一二三四五工程", "一二三四五工程"),
        (r"3\.15晚会", "3.15晚会"),
        (r"\d{4}号", "5202号"),
        (r"\d\d\d\d号", "5202号"),
        (r"[0-9]{11}分机", "13912345678分机"),
        (r"\d\.\d{4}度", "3.1416度"),
        (r"1,253工程", "1,253工程"),
        (r"21[12]工程", "211工程"),
        (r"1(?:2345|2315)热线", "12345热线"),
        (r"三[百千]六十行", "三百六十行"),
        (r"(?P<one>\d)(?!(?P=one))\d工程", "36工程"),
        (r"(\d)(?!\1)\d工程", "36工程"),
        (r"\d++[丁-鼠]文", "3贯文"),
        (r"\d(?P<same>\p{Han})(?P=same)", "3日日"),
        (r"\d(?P<same>\p{Han})\g<same>", "3年年"),
        (r"甲", "甲"),
    ],
)  # fmt: skip
def test_users_rule_is_found_however_it_writes_its_characters(pattern: str, text: str) -> None:
    mine = replace(NUMBERS[0], id="mine", pattern=pattern)
    found: list[tuple[str, int]] = []
    Scanner(PATTERNS, [mine, *NUMBERS]).scan(text, lambda rule, match, start, end: found.append((rule.id, start)))
    assert ("mine", 0) in found


@pytest.mark.parametrize("word", ["36计", "985高校", "3.15晚会", "三百六十行"])
@pytest.mark.parametrize("pattern", [r"\L<mine>", r"\d{3}项|\L<mine>"], ids=["只有词表", "还有数"])
def test_word_of_a_users_lexicon_that_begins_with_a_number_is_found(pattern: str, word: str) -> None:
    patterns = replace(PATTERNS, lexicons={**PATTERNS.lexicons, "mine": (word, "甲")})
    found: list[str] = []
    mine = replace(NUMBERS[0], id="mine", pattern=pattern)
    Scanner(patterns, [mine, *NUMBERS]).scan(word, lambda rule, match, start, end: found.append(rule.id))
    assert "mine" in found


@pytest.mark.parametrize(
    "pattern", [r"(?=3贯)", r"(?P<mention>)3贯", r"(?=\p{Han}{2})"], ids=["只看前面", "提及为空", "处处只看"]
)
def test_rule_whose_mention_is_nothing_finds_nothing(pattern: str) -> None:
    found: list[int] = []
    mine = replace(NUMBERS[0], id="mine", pattern=pattern)
    Scanner(PATTERNS, [mine]).scan("钱3贯，甲乙", lambda rule, match, start, end: found.append(start))
    assert found == []


@pytest.mark.parametrize(
    ("names", "text", "want"),
    [
        pytest.param("乡村 乡村振兴 振兴", "乡村振兴，振兴乡村", ["0乡村振兴", "5振兴", "7乡村"], id="名中有名"),
        pytest.param("甲乙 乙丙丁", "甲乙丙丁乙丙丁", ["0甲乙", "4乙丙丁"], id="相叠取左"),
        pytest.param("甲乙丙丁 乙", "甲乙丙乙", ["1乙", "3乙"], id="长名未完"),
        pytest.param("甲 𠮷乙", "🙂甲é𠮷乙甲", ["1甲", "3𠮷乙", "5甲"], id="基本平面之外"),
        pytest.param("甲乙 乙", "\ud800甲乙\udfff甲\ud83d乙", ["1甲乙", "6乙"], id="落单的代理"),
        pytest.param("甲", "", [], id="空文本"),
        pytest.param("", "甲乙", [], id="没有名称"),
    ],
)
def test_names_are_found_apart_the_longest_from_the_left(names: str, text: str, want: list[str]) -> None:
    lexicon = Lexicon({name: ProgramEntry(name, "policy", True) for name in names.split()})
    found = [(start, text[start:end], program.name) for start, end, program, _ in lexicon.scan(text)]
    assert [f"{start}{said}" for start, said, _ in found] == want
    assert all(said == name for _, said, name in found)


@pytest.mark.parametrize("names", ["甲乙 乙", "甲。乙 乙", "甲\n乙 甲。乙 乙"], ids=["都不含", "含句号", "都含"])
def test_a_long_text_is_searched_in_stretches_that_cut_no_name(monkeypatch: pytest.MonkeyPatch, names: str) -> None:
    monkeypatch.setattr(names_of_programmes, "_STRETCH", 3)
    text = "甲乙。甲。乙\n乙甲\n乙甲乙丙丁。" * 3
    lexicon = Lexicon({name: ProgramEntry(name, "policy", True) for name in names.split(" ")})
    found = [text[start:end] for start, end, *_ in lexicon.scan(text)]
    monkeypatch.setattr(names_of_programmes, "_STRETCH", 1000)
    assert found == [text[start:end] for start, end, *_ in lexicon.scan(text)]
    assert found


@pytest.mark.parametrize(
    "number", [r"\d++", r"\p{Nd}++", r"[[0-9]--[5-9]]++", r"[0-9&&[^7]]++", r"(?:\d{4}){s<=1}", r"(?<!\w{1,2})\d++"]
)
def test_no_rule_begins_inside_a_number_however_users_write_numbers(number: str) -> None:
    mine = replace(NUMBERS[0], id="mine", pattern=r"\d个")
    patterns = replace(PATTERNS, fragments={**PATTERNS.fragments, "_number": number})
    found: list[int] = []
    Scanner(patterns, [mine]).scan("3个，2021个", lambda rule, match, start, end: found.append(start))
    assert found == [0]


def test_what_begins_nothing_alone_may_begin_a_longer_number() -> None:
    found: list[int] = []
    scanner = Scanner(PATTERNS, [replace(NUMBERS[0], id="mine", pattern=r"\d个")])
    for text in ("20", "2021个", "一批", "3个"):
        scanner.scan(text, lambda rule, match, start, end: found.append(start))
    assert found == [0]


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        pytest.param("甲乙)", "“新风”甲乙", id="引号之后"),
        pytest.param("甲)|“乙丙", "“乙丙", id="另一种写法"),
        pytest.param("甲|“乙丙)", "“乙丙", id="名称的另一种写法"),
        pytest.param("甲)?“乙丙", "“乙丙", id="可有可无"),
        pytest.param("甲) {0,1} “乙丙", "“乙丙", id="至多一次"),
        pytest.param(r"甲\2)", "“新风”甲新风", id="按号引用"),
        pytest.param("(甲|乙)丙)", "“新风”乙丙", id="没有名称的组"),
        pytest.param("(?P<one>甲|乙)(?P=one))", "“新风”乙乙", id="按名引用"),
        pytest.param("(?P<one>甲|乙)(?P>one))", "“新风”乙甲", id="再用一次"),
        pytest.param("(?:(?P<one>甲)|乙)(?(one)丙|丁))", "“新风”乙丁", id="有条件"),
        pytest.param("甲 # [\n|“乙丙 # ]\n)", "“乙丙", id="注释里的括号"),
        pytest.param(r"\)甲)", "“新风”)甲", id="括号字符"),
        pytest.param("，甲)", "“新风”，甲", id="标点之后"),
        pytest.param("(?<=风”)，甲)", "“新风”，甲", id="回看名称"),
    ],
)
@pytest.mark.parametrize("first", [True, False], ids=["先试", "后试"])
def test_users_rule_that_begins_with_a_quotation_is_found_however_it_goes_on(
    ending: str, text: str, first: bool
) -> None:
    mine = replace(FORMS[0], id="mine", pattern=expand("(?P<mention>(?&_quoted)" + ending, PATTERNS.fragments, "here"))
    assert compile_rule(mine, PATTERNS).match(text)
    found: list[str] = []
    scanner = Scanner(PATTERNS, [mine, *FORMS] if first else [*FORMS, mine])
    scanner.scan(text, lambda rule, match, start, end: found.append(rule.id))
    assert "mine" in found


def test_broken_rule_that_begins_with_a_quotation_is_named() -> None:
    pattern = expand("(?P<mention>(?&_quoted)甲{2}{3}*)", PATTERNS.fragments, "here")
    with pytest.raises(PatternError, match="rule 'mine': the pattern does not compile: multiple repeat"):
        Scanner(PATTERNS, [*FORMS, replace(FORMS[0], id="mine", pattern=pattern)])


def test_users_flags_do_not_reach_other_rules() -> None:
    backwards = expand("(?P<mention>(?&_quoted)(?r)甲)", PATTERNS.fragments, "here")
    found: list[str] = []
    scanner = Scanner(PATTERNS, [*FORMS, replace(FORMS[0], id="mine", pattern=backwards)])
    scanner.scan("“春潮”行动。", lambda rule, match, start, end: found.append(rule.id))
    assert "program.quoted_plan" in found


@pytest.mark.parametrize(
    "quoted",
    [r'(?P<mark>["|])(?P<inner>\w++)(?P=mark)', r'("|\|)(?P<inner>\w++)("|\|)'],
    ids=["按名引用", "没有名称的组"],
)
def test_rules_are_found_however_users_write_quotations(quoted: str) -> None:
    fragments = {**PATTERNS.fragments, "_quoted": quoted}
    rules = [
        replace(FORMS[0], id=head, pattern=expand(f"(?P<mention>(?&_quoted){head})", fragments, "here"))
        for head in "甲乙丙"
    ]
    found: list[str] = []
    scanner = Scanner(replace(PATTERNS, fragments=fragments), rules)
    scanner.scan('"新风"乙', lambda rule, match, start, end: found.append(rule.id))
    assert found == ["乙"]


@pytest.mark.parametrize("quoted", ['"(?P<inner>\\w++)"', "“(?P<inner>\\w{4,9}+)”"], ids=["直引号", "四字以上"])
@pytest.mark.parametrize("mark", "，：、")
def test_rules_go_on_with_marks_however_users_write_quotations(quoted: str, mark: str) -> None:
    fragments = {**PATTERNS.fragments, "_quoted": quoted}
    rules = [
        replace(FORMS[0], id=head, pattern=expand(f"(?P<mention>(?&_quoted){mark}{head})", fragments, "here"))
        for head in "甲乙丙"
    ]
    found: list[str] = []
    scanner = Scanner(replace(PATTERNS, fragments=fragments), rules)
    opens, closes = quoted[0], quoted[-1]
    scanner.scan(f"{opens}新风新貌{closes}{mark}乙", lambda rule, match, start, end: found.append(rule.id))
    assert found == ["乙"]
