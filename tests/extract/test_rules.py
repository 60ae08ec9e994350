"""Pattern files: what is refused, what a user's folder changes, and that the shipped ones keep their promises."""

import os
import re
import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from gongbao.errors import PatternError
from gongbao.extract.location import patterns_dir
from gongbao.extract.rules import Rule, load_patterns
from gongbao.model import Kind
from gongbao.normalize.mentions import Reader
from gongbao.run.document import Engine
from gongbao.run.patterns import check_patterns, region_hashes
from tests.reading import found, reader, told
from tests.reading import read as read_with

COLUMNS = "region_code,name,full_name,level,parent_code,valid_from,valid_to,successor_code"
RULE = """
kind = "money"
[[rule]]
id = "money.mine"
pattern = '(?P<low>\\d++)贯'
normalizer = "money"
examples = [{ text = "3贯", low = "3", high = "3", currency = "CNY", unit = "元" }]
"""
MODIFIER = '[[modifier]]\nmod = "APPROX"\nside = "left"\nkinds = ["money"]\nwords = ["约莫"]\n'

# What is wrong: the file's content, and what the complaint must say beside the file's name.
BROKEN = {
    "不是TOML": ("kind = ", "not valid TOML"),
    "过深": ("kind = " + "[" * 100_000, "not valid TOML: "),
    "不认识的顶层键": ('kinds = "money"', "unknown key 'kinds'; known are currency, figurative"),
    "不认识的键": (RULE + 'weight = "3"', "rule 'money.mine': unknown key 'weight'; known are counterexamples"),
    "没有例子": (re.sub("examples.*", "", RULE), "rule 'money.mine': no examples"),
    "例子是空的": (re.sub("examples.*", "examples = []", RULE), "rule 'money.mine': no examples"),
    "没有模式": (re.sub("pattern.*", "", RULE), "rule 'money.mine': no pattern"),
    "没有规范化": (re.sub("normalizer.*", "", RULE), "rule 'money.mine': no normalizer"),
    "例子没有文字": (RULE.replace("text =", "mention ="), "rule 'money.mine': an example has no text"),
    "文件没有类": (RULE.replace('kind = "money"', ""), "rule 'money.mine': the file names no kind"),
    "类不认识": (RULE.replace('kind = "money"', 'kind = "cash"'), "rule 'money.mine': 'cash' is not a valid Kind"),
    "括号不配": (RULE.replace("\\d++)", "\\d++"), "rule 'money.mine': the pattern does not compile: missing )"),
    "可配空串": (RULE.replace("\\d++)贯", "\\d*+)"), "rule 'money.mine': the pattern matches the empty string"),
    "没有这个词表": (RULE.replace("贯'", "\\L<coins>'"), "rule 'money.mine': there is no lexicon 'coins'"),
    "没有这个片段": (RULE.replace("\\d++", "(?&_coins)"), "rule 'money.mine': there is no fragment '_coins'"),
    "片段转圈": (
        RULE.replace("\\d++", "(?&_a)") + "[fragments]\n_a = '1(?&_b)'\n_b = '2(?&_a)'\n",
        "rule 'money.mine': its fragments call each other in a circle",
    ),
    "两条同名": (RULE + RULE.replace('kind = "money"', ""), "rule 'money.mine': there are two of that name"),
    "没有这个规范化": (
        RULE.replace('normalizer = "money"', 'normalizer = "coins"'),
        "rule 'money.mine': no normalizer 'coins' for the kind money; there are duration, fraction, money",
    ),
    "规范化属别的类": (
        RULE.replace('normalizer = "money"', 'normalizer = "date"'),
        "rule 'money.mine': no normalizer 'date' for the kind money; there are duration, fraction, money",
    ),
    "缺规范化要的组": (
        RULE.replace("(?P<low>", "(?P<number>"),
        "rule 'money.mine': the normalizer 'money' needs a group 'low' in the pattern",
    ),
    "单位没有族": ('[[unit]]\nid = "贯"', "unit '贯': no family"),
    "单位数字不对": (
        '[[unit]]\nid = "贯"\nfamily = "count"\nnumeral = "roman"',
        "unit '贯': numeral is 'any' or 'arabic', not 'roman'",
    ),
    "单位别名已有主": (
        '[[unit]]\nid = "公里"\nfamily = "length"\n[[unit]]\nid = "贯"\nfamily = "count"\naliases = ["公里"]',
        "unit '贯': '公里' belongs to the unit '公里' already",
    ),
    "项目类型不认识": (
        '[[program]]\nname = "青苗法"\ntype = "loan"',
        "program '青苗法': type is one of document, policy, plan, project, mechanism, platform, fund, not 'loan'",
    ),
    "规则的项目类型不认识": (RULE + 'type = "loan"', "rule 'money.mine': type is one of document, policy"),
    "项目没有类型": ('[[program]]\nname = "青苗法"', "program '青苗法': no type"),
    "项目别名已有主": (
        '[[program]]\nname = "青苗法"\ntype = "policy"\n[[program]]\nname = "法"\ntype = "plan"\naliases = ["青苗法"]',
        "program '法': '青苗法' belongs to '青苗法' already",
    ),
    "修饰不认识": (MODIFIER.replace("APPROX", "NEARLY"), "modifier 'NEARLY 0': 'NEARLY' is not a valid Mod"),
    "修饰的类不认识": (MODIFIER.replace('"money"', '"cash"'), "modifier 'APPROX 0': 'cash' is not a valid Kind"),
    "修饰没有词": (re.sub("words.*", "", MODIFIER), "modifier 'APPROX 0': no words"),
    "词表没有词": ("[lexicons]\nlight = []", "lexicon 'light' has no words"),
    "词表是数": ("[lexicons]\nlight = 5", "lexicon 'light' must be a list of non-empty strings, not 5"),
    "词表是一个词": ('[lexicons]\nlight = "开展"', "lexicon 'light' must be a list of non-empty strings, not '开展'"),
    "词表有空词": ('[lexicons]\nlight = ["开展", ""]', "lexicon 'light' must be a list of non-empty strings, not ["),
    "词表有数": ("[lexicons]\nlight = [5]", "lexicon 'light' must be a list of non-empty strings, not [5]"),
    "词表不是表": ("lexicons = 5", "lexicons must be a table, not 5"),
    "片段是数": ("[fragments]\n_a = 5", "fragment '_a' must be a string, not 5"),
    "片段不是表": ('fragments = "a"', "fragments must be a table, not 'a'"),
    "比喻是一个词": (
        '[figurative]\nwords = "阳光"',
        "figurative 'words' must be a list of non-empty strings, not '阳光'",
    ),
    "比喻的键不认识": ('[figurative]\nword = ["阳光"]', "figurative: unknown key 'word'; known is words"),
    "规则不是表": ("rule = 5", "rule must be tables, each under [[rule]], not 5"),
    "模式是数": (re.sub("pattern.*", "pattern = 5", RULE), "rule 'money.mine': pattern must be a string"),
    "例子是一个词": (
        re.sub("examples.*", 'examples = "3贯"', RULE),
        "rule 'money.mine': examples must be a list of strings and tables, not '3贯'",
    ),
    "别名是一个词": (
        '[[unit]]\nid = "贯"\nfamily = "count"\naliases = "缗钱"',
        "unit '贯': aliases must be a list of non-empty strings, not '缗钱'",
    ),
    "裸名不是真假": (
        '[[program]]\nname = "青苗法"\ntype = "policy"\nbare = "no"',
        "program '青苗法': bare must be true or false",
    ),
    "货币没有单位": ('[[currency]]\ncode = "ITL"', "currency 'ITL': no unit"),
}


def folder(path: Path, **files: str) -> Path:
    """A pattern folder with these files in it."""
    path.mkdir(exist_ok=True)
    for name, content in files.items():
        (path / f"{name}.toml").write_text(content, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shared pieces alone: what is refused is refused on top of these as on top of all."""
    base = tmp_path_factory.mktemp("pieces")
    shutil.copy(patterns_dir() / "fragments.toml", base)
    return base


@pytest.mark.parametrize(("content", "reason"), BROKEN.values(), ids=BROKEN)
def test_broken_file_is_refused_with_file_entry_and_reason(
    content: str, reason: str, pieces: Path, tmp_path: Path
) -> None:
    with pytest.raises(PatternError) as refused:
        Reader(load_patterns(pieces, folder(tmp_path, mine=content)))
    assert str(refused.value).startswith(f"mine.toml: {reason}")


@pytest.mark.parametrize("name", ["不是TOML", "可配空串", "没有这个规范化"])
def test_broken_file_is_one_complaint(name: str, tmp_path: Path) -> None:
    content, reason = BROKEN[name]
    (complaint,) = check_patterns(folder(tmp_path, mine=content))
    assert complaint.startswith(f"mine.toml: {reason}")


@pytest.mark.parametrize("table", ["foo,bar\n1,2\n", f"{COLUMNS}\n421299,高新\n"], ids=["列名不对", "列数不对"])
def test_broken_region_table_is_one_complaint_and_stops_the_engine(table: str, tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text(table, encoding="utf-8")
    (complaint,) = check_patterns(tmp_path)
    assert complaint.startswith(f"{tmp_path / 'regions.csv'}, line ")
    with pytest.raises(PatternError, match=r"regions\.csv, line"):
        Engine(tmp_path)


def test_users_region_table_changes_the_hash(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text(f"{COLUMNS}\n421299,高新,高新区,county,421200,,,\n", encoding="utf-8")
    own, both = region_hashes(), region_hashes(tmp_path)
    assert own.keys() == both.keys() == {"regions.csv"}
    assert own != both
    assert Engine(tmp_path).pattern_hashes["regions.csv"] == both["regions.csv"]


def test_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes('note = "公报"'.encode("gb18030"))
    with pytest.raises(PatternError, match=r"^mine\.toml: not valid TOML: 'utf-8' codec can't decode"):
        load_patterns(tmp_path)


def test_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(RULE, encoding="utf-8-sig")
    assert [rule.id for rule in load_patterns(tmp_path).rules] == ["money.mine"]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mine.toml")
    with pytest.raises(PatternError, match=r"mine\.toml: is no file$"):
        load_patterns(tmp_path)


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="there is no such pattern folder"):
        load_patterns(patterns_dir(), tmp_path / "none")


def read(patterns: Path, text: str) -> list[tuple[str, str, str]]:
    """Text, value and rule of each mention, with a user's folder."""
    return [(m.text, told(m), m.rule) for m in read_with(text, None, patterns)[0]]


USERS_RULE = """
kind = "quantity"
[[rule]]
id = "quantity.mine"
pattern = '(?P<low>\\d++)大箱(?P<unit>件)?+'
normalizer = "quantity"
examples = [{ text = "30000大箱件", low = "30000", high = "30000", unit = "件", unit_id = "件" }]
counterexamples = ["三大箱件"]
"""


def test_users_folder_adds_a_rule(tmp_path: Path) -> None:
    mine = folder(tmp_path, mine=USERS_RULE)
    assert check_patterns(mine) == []
    assert read(mine, "运出40000大箱件") == [("40000大箱件", "40000 件", "quantity.mine")]
    assert ("40000大箱件", "40000 件") not in found("运出40000大箱件")


@pytest.mark.parametrize(
    ("kind", "normalizer", "pattern", "text"),
    [
        pytest.param("money", "money", r"白银(?P<low>\d++)?贯", "白银贯", id="没有数"),
        pytest.param("money", "money", r"(?P<low>\d++)(?P<unit>贝)", "3贝", id="不是货币"),
        pytest.param("percent", "fraction", r"(?P<base>十)分之(?P<low>\d++)", "十分之3", id="不是分母"),
        pytest.param("quantity", "quantity", r"(?P<low>\d++)?(?P<unit>缗)", "缗", id="只有单位"),
        pytest.param("quantity", "quantity", r"(?P<low>\d++)(?P<unit>缗/贝)", "3缗/贝", id="不是单位"),
        pytest.param("duration", "duration", r"(?P<low>\d++)?(?P<unit>刻钟)", "刻钟", id="只有时间单位"),
        pytest.param("duration", "duration", r"(?P<low>\d++)(?P<unit>更)", "3更", id="不是时间单位"),
    ],
)
def test_what_a_normalizer_cannot_read_is_no_mention(
    kind: str, normalizer: str, pattern: str, text: str, pieces: Path
) -> None:
    rule = Rule(f"{kind}.mine", Kind(kind), pattern, normalizer, None, (), (), "mine.toml")
    reader = Reader(replace(load_patterns(pieces), rules=(rule,)))
    assert reader.refusals(text) == [(0, rule.id)]


def test_users_folder_adds_a_programme_and_a_unit(tmp_path: Path) -> None:
    programs = '[[program]]\nname = "青苗法"\ntype = "policy"\naliases = ["常平新法"]\n'
    mine = folder(tmp_path, programs=programs, units='[[unit]]\nid = "缗"\naliases = ["缗钱"]\nfamily = "count"\n')
    assert read(mine, "推行青苗法即常平新法，得钱300缗，又五百缗钱") == [
        ("青苗法", "青苗法 policy", "program.lexicon"),
        ("常平新法", "青苗法 policy", "program.lexicon"),
        ("300缗", "300 缗", "quantity.unit"),
        ("五百缗钱", "500 缗钱", "quantity.unit"),
    ]


def test_users_folder_replaces_a_rule_by_id(tmp_path: Path) -> None:
    rule = USERS_RULE.replace("quantity.mine", "quantity.unit")
    mine = folder(tmp_path, mine=rule)
    assert read(mine, "惠及739家企业，运出40000大箱件") == [("40000大箱件", "40000 件", "quantity.unit")]


def test_users_folder_replaces_a_unit_and_adds_a_figure_of_speech(tmp_path: Path) -> None:
    units = '[[unit]]\nid = "家"\nfamily = "count"\nnot_before = ["企业"]\n'
    mine = folder(tmp_path, units=units, programs='[figurative]\nwords = ["阳光作业"]\n')
    assert read(mine, "通过“阳光作业”平台，惠及739家企业和12家医院") == [("12家", "12 家", "quantity.unit")]


def test_hashes_count_the_users_file_in(tmp_path: Path) -> None:
    own, both = load_patterns(patterns_dir()), load_patterns(patterns_dir(), folder(tmp_path, programs="", mine=""))
    assert both.hashes.keys() - own.hashes.keys() == {"mine.toml"}
    assert {name for name in own.hashes if own.hashes[name] != both.hashes[name]} == {"programs.toml"}


def test_shipped_patterns_keep_their_promises() -> None:
    assert check_patterns() == []


# Each is wrong in one way: what is complained of.
WRONG = {
    "值不对": (USERS_RULE.replace('low = "30000"', 'low = "3"'), "'30000大箱件' should be {'low': '3'"),
    "少了一个字段": (USERS_RULE.replace('unit = "件", ', ""), "is {'low': '30000', 'high': '30000', 'unit': '件'"),
    "找不到": (
        USERS_RULE.replace('"30000大箱件"', '"三大箱"'),
        "wants '三大箱' in the example '三大箱', finds nothing",
    ),
    "找到别的": (USERS_RULE.replace('件", low', '件", mention = "件", low'), "finds '30000大箱件'"),
    "反例中找到": (
        USERS_RULE.replace("三大箱", "50000大箱"),
        "finds '50000大箱件' in the counterexample '50000大箱件'",
    ),
    "反例的理由": (
        USERS_RULE.replace('"三大箱件"', '{ text = "60000大箱件", why = "a reason" }'),
        "finds '60000大箱件' in the counterexample '60000大箱件' (a reason)",
    ),
}


OWN = "甲乙丙丁戊己"


def test_each_wrong_example_is_one_complaint(tmp_path: Path) -> None:
    for i, (content, _) in enumerate(WRONG.values()):
        own_word = content.replace("quantity.mine", f"quantity.mine{i}").replace("大箱", f"{OWN[i]}箱")
        folder(tmp_path, **{f"mine{i}": own_word})
    complaints = check_patterns(tmp_path)
    assert len(complaints) == len(WRONG)
    for i, (said, (_, reason)) in enumerate(zip(complaints, WRONG.values(), strict=True)):
        assert said.startswith(f"mine{i}.toml: rule 'quantity.mine{i}': ")
        assert reason.replace("大箱", f"{OWN[i]}箱") in said


def own_pattern(rule: Rule) -> str:
    """A rule's pattern as its file has it, without the fragments."""
    entries = tomllib.loads((patterns_dir() / rule.file).read_text(encoding="utf-8"))["rule"]
    return next(str(entry["pattern"]) for entry in entries if entry["id"] == rule.id)


RULES = [pytest.param(rule, id=rule.id) for rule in reader().patterns.rules]


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_examples_with_values_and_a_counterexample_for_its_guards(rule: Rule) -> None:
    assert rule.examples
    assert all(example.expected for example in rule.examples)
    assert all(example.why for example in rule.counterexamples)
    # A negative lookaround says what must not stand beside a match: some counterexample shows what it keeps out.
    assert rule.counterexamples or ("(?!" not in own_pattern(rule) and "(?<!" not in own_pattern(rule))


def test_rule_ids_begin_with_their_kind() -> None:
    assert [rule.id for rule in reader().patterns.rules if not rule.id.startswith(f"{rule.kind}.")] == []


def test_there_are_rules_of_each_kind_and_programmes_enough() -> None:
    patterns = reader().patterns
    assert {rule.kind for rule in patterns.rules} == set(Kind)
    assert len({entry.name for entry in patterns.programs.values()}) >= 400
    assert not patterns.figurative & patterns.programs.keys()
