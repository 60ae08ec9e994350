import pytest

from gongbao.errors import OptionError
from gongbao.segment.words import ENGINES, load_words

SENTENCES = [
    "全市一般公共预算支出532.39亿元，比上年增长5.4%。",
    "新增城镇就业4.2万人。",
    "深入实施乡村振兴战略，加快建设高标准农田。",
    "居民人均可支配收入28541元。",
    "深化“放管服”改革，扎实做好“六稳”“六保”工作。",
    "完成固定资产投资1,204.5亿元。",
    "前三季度，地区生产总值同比增长6%。",
    "坚持房子是用来住的、不是用来炒的定位。",
    "截至10月底，项目开工率达到98.5％。",
    "粮食产量1300亿斤。",
    "PM2.5平均浓度下降3.2%。",
    "实施“公物仓”制度，节约资金1000余万元。",
    "二〇二三年，全国居民消费价格上涨百分之零点二。",
    "每千人口执业医师数3.2人。",
    "GDP突破1万亿元，A股市场IPO融资3.5亿元。",
    "一二三产业融合发展。",
    "２０２３年支出１２．５亿元。",
    "支出 532.39 亿元\n5G基站",
    "，。",
    "",
]

# The engines cut alike; their tags differ about figures and about words that the dictionary does not have.
TAG_DIFFERENCES = {
    "增长5.4%": ([("增长", "v"), ("5.4%", "m")], [("增长", "v"), ("5.4", "m"), ("%", "x")]),
    "“双减”政策": (
        [("“", "x"), ("双减", "v"), ("”", "x"), ("政策", "n")],
        [("“", "x"), ("双", "m"), ("减", "v"), ("”", "x"), ("政策", "n")],
    ),
    "5G基站": ([("5G", "eng"), ("基站", "n")], [("5", "m"), ("G", "eng"), ("基站", "n")]),
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_engines_cut_alike_and_lose_nothing(sentence: str) -> None:
    first, *others = [load_words(name).cut(sentence) for name in ENGINES]
    assert "".join(first) == sentence
    assert all(other == first for other in others)


@pytest.mark.parametrize("sentence", ["粮食产量提高", "深入实施乡村振兴战略", "居民收入增长"])
def test_engines_tag_words_alike(sentence: str) -> None:
    first, *others = [load_words(name).tag(sentence) for name in ENGINES]
    assert "".join(word for word, _ in first) == sentence
    assert all(other == first for other in others)


@pytest.mark.parametrize(("text", "tags"), TAG_DIFFERENCES.items(), ids=TAG_DIFFERENCES)
def test_known_differences_of_tags(text: str, tags: tuple[list[tuple[str, str]], list[tuple[str, str]]]) -> None:
    assert tuple(load_words(name).tag(text) for name in ("rjieba", "jieba")) == tags


def test_engine_names_itself() -> None:
    assert [load_words(name).name for name in ENGINES] == list(ENGINES)


def test_unknown_engine_is_refused() -> None:
    with pytest.raises(OptionError, match="'pkuseg'; there are rjieba and jieba"):
        load_words("pkuseg")
