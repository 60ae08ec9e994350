import pytest

from gongbao.model import Document, Span
from gongbao.segment import segment, segment_document
from gongbao.segment.sentences import mark_ends, sentence_ends


def paths(text: str) -> dict[str, str]:
    """The section path above each sentence of a text."""
    segments = segment(text)
    return {segments.sentence_text(i): segments.section_path(i) for i in range(len(segments.sentences))}


NESTED = """第一编 总则
第一章 发展目标
第一节 主要指标
一、经济
（一）增长。2021年增长5%。
1、工业
（1）钢铁
产量提高。
（二）就业。新增就业10万人。
二、社会
收入提高。
第二章 任务
任务很重。
"""


def test_headings_nest() -> None:
    path = paths(NESTED)
    chapter = "第一编 总则 > 第一章 发展目标"
    assert path["2021年增长5%。"] == f"{chapter} > 第一节 主要指标 > 一、经济 > （一）增长"
    assert path["产量提高。"] == f"{chapter} > 第一节 主要指标 > 一、经济 > （一）增长 > 1、工业 > （1）钢铁"
    assert path["新增就业10万人。"] == f"{chapter} > 第一节 主要指标 > 一、经济 > （二）就业"
    assert path["收入提高。"] == f"{chapter} > 第一节 主要指标 > 二、社会"
    assert path["任务很重。"] == "第一编 总则 > 第二章 任务"


def test_heading_is_a_sentence_of_its_own_section() -> None:
    assert paths(NESTED)["一、经济"] == "第一编 总则 > 第一章 发展目标 > 第一节 主要指标 > 一、经济"


RUN_IN = {
    "（一）经济增长加快。2011年增长9%。": "（一）经济增长加快",
    "一、工作回顾。过去一年很好。": "一、工作回顾",
    "1．财政。支出增长。": "1.财政",
    "（一）" + "加快推进各项重点工作任务落实" * 4 + "。支出增长。": "",
    "财政支出增长。收入下降。": "",
}


@pytest.mark.parametrize(("paragraph", "heading"), RUN_IN.items(), ids=lambda text: text[:20])
def test_run_in_heading(paragraph: str, heading: str) -> None:
    assert list(paths(paragraph).values())[-1] == heading


NO_HEADINGS = [
    "——2021年1月5日在某市第一次会议上",
    "市长 张三",
    "来源：财政局",
    "2021年1月5日",
    "2021年上半年",
    "2021年计划投资9亿元",
    "2021年某县政府工作报告",
    "（2021年1月5日）",
    "各位代表：",
    "100  200  300",
    "财政支出完成，收入增长",
    "支出",
    "支出增长5.4%。",
    "◆粮食产量 830亿斤",
    "▶新增通车里程300公里",
]


@pytest.mark.parametrize("line", NO_HEADINGS, ids=NO_HEADINGS)
def test_bare_line_that_heads_nothing(line: str) -> None:
    assert paths(f"{line}\n支出增长。")["支出增长。"] == ""


@pytest.mark.parametrize(
    "line",
    [
        "2021年工作安排",
        "2021年工作安排建议",
        "2021年10件民生实事",
        "2021年成绩单",
        "◆2021年工作安排",
        "◆2021年10件民生实事",
        "★ 二、2021年工作回顾",
        "■ 第3部分 2021年收入",
    ],
)
def test_bare_line_with_a_year_heads_what_follows(line: str) -> None:
    assert paths(f"支出\n{line}\n收入增长。")["收入增长。"] == line


def test_bare_line_heads_what_follows() -> None:
    assert paths("财政运行情况\n支出增长。\n下一步工作安排\n收入增长。") == {
        "财政运行情况": "财政运行情况",
        "支出增长。": "财政运行情况",
        "下一步工作安排": "下一步工作安排",
        "收入增长。": "下一步工作安排",
    }


TITLES = {
    "政府工作报告\n——2021年1月5日在某市第一次会议上\n市长 张三\n各位代表：\n现在报告工作。": "政府工作报告",
    "某某日报\n2021年国民经济和社会发展统计公报\n来源：统计局\n": "2021年国民经济和社会发展统计公报",
    "我市财政收支平稳增长\n支出增长。": "我市财政收支平稳增长",
    "支出增长，收入提高。\n收入提高。": None,
    "": None,
}


@pytest.mark.parametrize(("text", "title"), TITLES.items(), ids=lambda text: (text or "无")[:20])
def test_title(text: str, title: str | None) -> None:
    assert segment(text).title == title


SENTENCES = {
    "支出增长。收入提高。": ["支出增长。", "收入提高。"],
    "2021年支出增长；收入提高：三个方面。": ["2021年支出增长；收入提高：三个方面。"],
    "他说：“支出增长。”收入提高": ["他说：“支出增长。”", "收入提高"],
    "（支出增长。）收入提高！！真的？": ["（支出增长。）", "收入提高！！", "真的？"],
    "增长5.4%，": ["增长5.4%，"],
    "。": ["。"],
    "": [""],
}


@pytest.mark.parametrize(("paragraph", "sentences"), SENTENCES.items(), ids=lambda text: str(text)[:20])
def test_sentence_ends(paragraph: str, sentences: list[str]) -> None:
    ends = sentence_ends(paragraph, 0, len(paragraph), mark_ends(paragraph))
    assert [paragraph[a:b] for a, b in zip([0, *ends], ends, strict=False)] == sentences


def test_sentence_at_finds_the_sentence_of_a_place() -> None:
    segments = segment("支出增长。收入提高。\n下一段。")
    assert [segments.sentence_at(place) for place in range(len(segments.view.text))] == [0] * 5 + [1] * 6 + [2] * 5
    assert [sentence.paragraph for sentence in segments.sentences] == [0, 0, 1]
    assert segment("").sentence_at(0) == -1


def test_furniture_is_no_part_of_the_view() -> None:
    text = "收入增长。\n某市财政局\n支出\n— 1 —\n下降。"
    furniture = tuple(Span(text.index(words), text.index(words) + len(words)) for words in ("某市财政局", "— 1 —"))
    prose, whole = segment_document(Document("某市.docx", text, furniture=furniture), {})
    assert (prose.view.text, list(prose.view.offsets)) == (
        "收入增长。\n支出\n下降。\n",
        [*range(6), *range(12, 15), 21, 22, 23, 23],
    )
    assert whole is prose
