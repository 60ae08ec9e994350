import sys
from unicodedata import category

import pytest

from gongbao.model import TextView
from gongbao.segment.clean import fold, join_figures, keep, unusual
from tests.reading import FOLDED


def cleaned(text: str) -> str:
    found = unusual(text)
    return join_figures(fold(TextView.of(text), found), found).text


def test_fold_changes_what_is_on_the_list_and_no_other_character() -> None:
    # But for most of those that mean nothing to anyone: private and unassigned ones are three in four.
    every = "".join(
        char for char in map(chr, range(sys.maxunicode + 1)) if char < "\U00010000" or category(char)[0] != "C"
    )
    view = fold(TextView.of(every), unusual(every))
    assert {a: b for a, b in zip(every, view.text, strict=True) if a != b} == FOLDED
    assert list(view.offsets) == list(range(len(every)))


def test_a_text_longer_than_most_is_counted_to_its_end() -> None:
    assert list(TextView.of("某" * 40_000).offsets) == list(range(40_000))


SPACES = {
    "支出9859.38 万元，": "支出9859.38万元，",
    "投资2 5 0 亿元，": "投资250亿元，",
    "1 0 8 0万千瓦": "1080万千瓦",
    "2 0 0 1年": "2001年",
    "增长33· 6％": "增长33·6%",
    "7 · 4倍": "7·4倍",
    "增长5 . 4%": "增长5.4%",
    "收入5 3 2 . 3 9 亿元": "收入532.39亿元",
    "1\u2009234\u2009567.8亿元": "1234567.8亿元",
    "532.39\u2009亿元，增长5.4\u202f%": "532.39亿元，增长5.4%",
    "5\x003亿元": "53亿元",
    "1， 000亿元": "1，000亿元",
    "收入12 345万元": "收入12345万元",
    "收入1 234 567.8 元": "收入1234567.8元",
    "共有30 600張病床": "共有30600張病床",
    "共12\u00a0345人": "共12345人",
    "5 000—6 000公顷": "5000—6000公顷",
    "10 000元": "10000元",
    "附件1 000份": "附件1000份",
    "532.39\u00a0亿元": "532.39亿元",
    "十五 亿元": "十五亿元",
    "收入300\u3000万元，增长５\u3000％": "收入300万元，增长5%",
    "增长 5.4 %": "增长 5.4%",
    "500 0 亿元": "500 0亿元",
    "3000 多 人": "3000多人",
    "收入532. 39亿元": "收入532.39亿元",
    "比1990年增长61. 1%": "比1990年增长61.1%",
    "收入532.3 9亿元": "收入532.39亿元",
    "收入53 2.39亿元": "收入532.39亿元",
    "20 23年": "2023年",
}


@pytest.mark.parametrize(("text", "clean"), SPACES.items(), ids=SPACES)
def test_spaces_inside_figures_go(text: str, clean: str) -> None:
    assert cleaned(text) == clean


UNTOUCHED = [
    "1. 2021年工作",
    "其中：1. 2021年预算数",
    "（1） 2021年",
    "收入  支出",
    "100  200",
    "2024    2025",
    "1 2 3",
    "1 234 5 678",
    "12,345 678,901",
    "1 0 0",
    "市长 张三",
    "城乡居民收入， 增长",
    "2 5 0   亿元",
    "5.4㎡，（二）；",
    "1. 5亿元",
    "见表1 234万元",
    "1\u3000项目概况",
    "2021\u3000年",
    "表3 100 000元",
    "项目3 500万元",
    "1 234个村",
    "　　3 100个村",
    "第12 345号",
    "2023 345万元",
    "2023年 345万元",
    "3 12 345万元",
    "收入12 345 67万元",
    "G1 200公里",
    "1.5 234万元",
    "收入1 234 5万元",
    "共12 345",
    "100 200年",
    "2024\u2009123亿元",
    "表1\u200923亿元",
    "附件12. 5亿元",
    "见表12 2.5亿元",
    "增长5.4 3.2%",
    "支出53 20亿元",
    "收入532.3 2023年",
    "第一产业103.5 6%",
    "企业53 2.3%",
    "截至2023 2.39亿元",
]


@pytest.mark.parametrize("text", UNTOUCHED, ids=UNTOUCHED)
def test_other_spaces_stay(text: str) -> None:
    assert cleaned(text) == text


def test_columns_of_a_table_are_not_glued() -> None:
    table = "项目  2023  2024\n收入  1 204  1 350\n支出  532.39  561.2\n人数  4  5  6"
    assert cleaned(table) == table


def test_digits_set_apart_throughout_need_no_unit() -> None:
    habit = "、".join(["2 5 0 亿元"] * 8)
    assert cleaned(f"{habit}，共1 2 3。1 . 5倍，6 .5 %，4 — 5") == habit.replace(" ", "") + "，共123。1.5倍，6.5%，4—5"
    assert cleaned("2 5 0 亿元，共1 2 3。4 — 5") == "250亿元，共1 2 3。4 — 5"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param(
            "增长37，1％，33· 6％，5 · 2％，9· 8％", "增长37.1%，33·6%，5·2%，9·8%", id="小数点写作间隔号的文本"
        ),
        pytest.param("增长37，1％，33· 6％，5 · 2％", "增长37，1%，33·6%，5·2%", id="只有两个间隔号"),
        pytest.param("增长37，1％", "增长37，1%", id="没有间隔号"),
        pytest.param("为5，37%，3·6，5·2，9·8", "为5.37%，3·6，5·2，9·8", id="两位小数"),
        pytest.param("1，000亿元，33·6，5·2，9·8", "1，000亿元，33·6，5·2，9·8", id="三位是千分位"),
    ],
)
def test_comma_is_a_point_only_where_points_are_dots(text: str, clean: str) -> None:
    assert cleaned(text) == clean


def test_radicals_are_the_ideographs_that_they_look_like() -> None:
    assert (
        cleaned("2023\uf98e⼀般公共预算收⼊，⽐上年增⻓⼋亿元，\uf97e")
        == "2023年一般公共预算收入，比上年增长八亿元，量"
    )
    assert cleaned("⺀⻱") == "⺀⻱"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("增长$5.4\\%$，收入 $532.39$ 亿元", "增长5.4%，收入 532.39亿元", id="公式"),
        pytest.param("增长$5 . 4 \\% \\sim 6 \\%$", "增长5.4%~6%", id="公式里的空格和波浪号"),
        pytest.param("$5 \\sim 6$，$7 \\sim 8 \\%$", "5~6，7~8%", id="几个公式里的波浪号"),
        pytest.param("面积$\\mathrm{12km}$", "面积12km", id="公式里的字体"),
        pytest.param("增长**5.4%**，收入__532.39__亿元，***3***个", "增长5.4%，收入532.39亿元，3个", id="粗体"),
        pytest.param("增长5.4\\%，5\\~10亿元", "增长5.4%，5~10亿元", id="反斜线"),
        pytest.param("收入532.39¹亿元，增长5.4²%", "收入532.39亿元，增长5.4%", id="数和单位之间的注号"),
        pytest.param("规模以上工业[3]增加值[²]9亿元", "规模以上工业增加值9亿元", id="名称后的注号"),
        pytest.param(
            "常住人口⁴9万人，总产值〔注2〕〔3〕9亿元", "常住人口9万人，总产值9亿元", id="没有括号的和几个注号"
        ),
        pytest.param("收入532.39[1]亿元，增长5.4〔注2〕%", "收入532.39亿元，增长5.4%", id="数和单位之间有括号的注号"),
        pytest.param(
            '<p class="a">收入<strong>532.39</strong>亿元<\\/p><p>增长5.4%</p>5<br/>6',
            "\n收入532.39亿元\n\n增长5.4%\n5\n6",
            id="网页的标签",
        ),
        pytest.param(
            "<A>类企业<b2>5<sup>1</sup>亿元，a<p", "<A>类企业<b2>5<sup>1</sup>亿元，a<p", id="不是标签的和上标"
        ),
        pytest.param("国发[85]12号，库容9米³", "国发[85]12号，库容9米³", id="文号和单位不是注号"),
        pytest.param("农田〔30〕万亩，得分[95]分", "农田〔30〕万亩，得分[95]分", id="数目不是注号"),
        pytest.param(
            "注：\n[1]产值9亿元。[2]能耗降低〔14〕%", "注：\n[1]产值9亿元。[2]能耗降低〔14〕%", id="注文不是注号"
        ),
        pytest.param("增长12。5%。3个，收入532。39亿元", "增长12.5%。3个，收入532.39亿元", id="句号写的小数点"),
        pytest.param("长2.4×108厘米", "长2.4×108厘米", id="尺寸不是次方"),
        pytest.param("约1.2×10⁴吨，1.2×104吨", "约1.2E+04吨，1.2E+04吨", id="乘十的次方"),
        pytest.param("2O23年，20o3年，1O.5%，5O亿元", "2023年，2003年，10.5%，50亿元", id="字母写的零"),
        pytest.param("增长1˙5%、1•5%、1・5%", "增长1·5%、1·5%、1·5%", id="别的间隔号"),
    ],
)
def test_marks_about_and_within_figures_go(text: str, clean: str) -> None:
    assert cleaned(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        *(
            "投资$5亿，捐款$3亿",
            "每股1.2。5亿元用于还贷",
            "减少到2023。50%的农户",
            "位列第3。5%的企业",
            "$5-$6",
            "US$5.4",
            "汇率为$1，$2",
            "10⁴元",
            "2×104米",
            "12.5×108米",
            "N2O年排放，CO2%",
            "5.4%²",
            "卡尔•马克思",
            "3**4",
            "____年__月",
        ),
        *("D:\\甲\\5.txt", "5* 6*", "****"),
    ],
)
def test_other_marks_stay(text: str) -> None:
    assert cleaned(text) == text


def test_invisible_characters_go_and_offsets_hold() -> None:
    text = "5\u200b3\ufeff2．\u00ad3９亿元"
    view = join_figures(fold(TextView.of(text), unusual(text)), unusual(text))
    assert view.text == "532.39亿元"
    assert list(view.offsets) == [0, 2, 4, 5, 7, 8, 9, 10]


def test_keep_drops_stretches_with_their_offsets() -> None:
    view = keep(TextView.of("财政支出合计"), [(0, 1), (2, 4)])
    assert (view.text, list(view.offsets)) == ("政合计", [1, 4, 5])
