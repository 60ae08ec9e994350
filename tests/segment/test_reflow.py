import pytest

from gongbao.model import TextView
from gongbao.segment.reflow import reflow

TITLE = "政府工作报告"
FIRST, SECOND = "一、2020年工作回顾", "（二）财政支出结构不断优化"
PROSE = (
    "过去一年，全市上下同心协力，一般公共预算支出完成532.39亿元，比上年增长5.4%，民生支出占比达到八成以上。"
    "新增城镇就业4.2万人，改造老旧小区126个，惠及居民3.6万户，“一老一小”服务体系逐步健全，社会大局保持和谐稳定。"
    "下一步要坚持稳中求进工作总基调，扎实推进乡村振兴，确保全年目标任务圆满完成，让人民群众的获得感更加充实。"
)


def paragraphs(text: str) -> list[str]:
    """What reflow makes of a text: one line a paragraph."""
    lines = reflow(TextView.of(text)).text.split("\n")
    assert lines.pop() == ""
    return lines


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n\n", "\r\n\r\n", "\n\n\n"], ids=repr)
@pytest.mark.parametrize("width", [18, 22, 25, 30, 34, 40, 48])
def test_lines_of_one_width_become_paragraphs_again(width: int, line_end: str) -> None:
    broken = line_end.join(PROSE[i : i + width] for i in range(0, len(PROSE), width))
    text = line_end.join([TITLE, FIRST, broken, SECOND, broken])
    assert paragraphs(text) == [TITLE, FIRST, PROSE, SECOND, PROSE]


BROKEN = {
    "句子断在栏末": (
        "全市一般公共预算支出完成532.39亿元，比上年增\n长5.4%。",
        ["全市一般公共预算支出完成532.39亿元，比上年增长5.4%。"],
    ),
    "引号里断开": ("财政资金分配杜绝“一刀\n\n切”的做法。", ["财政资金分配杜绝“一刀切”的做法。"]),
    "书名号里断开": ("印发《市直部门预算\n管理办法》。", ["印发《市直部门预算管理办法》。"]),
    "数和单位断开": ("支出24,558.18\n万元", ["支出24,558.18万元"]),
    "数和单位断开CRLF": ("支出24,558.18\r\n万元", ["支出24,558.18万元"]),
    "千分位处断开": ("支出24\n,558.18万元", ["支出24,558.18万元"]),
    "小数点处断开": ("增长5\n.4%", ["增长5.4%"]),
    "万和元断开": ("支出3000万\n元", ["支出3000万元"]),
    "逗号后断开": ("全面落实各项政策，\n财政收入增长。", ["全面落实各项政策，财政收入增长。"]),
    "行首是逗号": ("全面落实各项政策\n，财政收入增长。", ["全面落实各项政策，财政收入增长。"]),
    "行首是后引号": ("守好“钱袋子\n”。", ["守好“钱袋子”。"]),
    "西文单词之间": (
        "上年增长，英文名称是Gross Domestic\nProduct，简称如下。",
        ["上年增长，英文名称是Gross Domestic Product，简称如下。"],
    ),
    "全角空格缩进": (
        "　　第一段到此为止。\r\n　　第二段没有写完，\r\n到这里才完。",
        ["第一段到此为止。", "第二段没有写完，到这里才完。"],
    ),
    "句末另起": ("第一句完了。\n第二句开始。", ["第一句完了。", "第二句开始。"]),
    "行内丢了换行": ("第八章　消费品工业　　第一节　基本任务", ["第八章　消费品工业", "第一节　基本任务"]),
    "行内宽空挡": (
        "发展目标    第一章  主要任务    （一）进一步发展",
        ["发展目标", "第一章  主要任务", "（一）进一步发展"],
    ),
    "换页": ("第一页完了。\f第二页开始。", ["第一页完了。", "第二页开始。"]),
    "空文本": ("", []),
    "只有空白": (" \n　\r\n\t", []),
}


@pytest.mark.parametrize(("text", "want"), BROKEN.values(), ids=BROKEN)
def test_broken_lines(text: str, want: list[str]) -> None:
    assert paragraphs(text) == want


CAPTION = "山水园林城市——某市"
BEFORE, AFTER = (
    "全市一般公共预算支出完成532.39亿元，比上年增长5.4%，其中民生支出占",
    "比达到八成，城乡居民收入继续提高。",
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=repr)
def test_caption_goes_behind_the_paragraph_it_splits(line_end: str) -> None:
    text = f"{BEFORE}\n\n{CAPTION}\n\n{AFTER}\n\n下一段。".replace("\n", line_end)
    assert paragraphs(text) == [BEFORE + AFTER, CAPTION, "下一段。"]


def test_caption_keeps_its_place_in_the_source() -> None:
    text = f"{BEFORE}\n\n{CAPTION}\n\n{AFTER}"
    view = reflow(TextView.of(text))
    start = view.text.index(CAPTION)
    span = view.source_span(start, start + len(CAPTION))
    assert text[span.start : span.end] == CAPTION


def test_line_behind_a_finished_sentence_is_no_caption() -> None:
    text = f"{BEFORE}{AFTER}\n\n{CAPTION}\n\n{BEFORE}{AFTER}"
    assert paragraphs(text) == [BEFORE + AFTER, CAPTION, BEFORE + AFTER]


@pytest.mark.parametrize("number", ["3", "- 3 -", "— 12 —", "第3页", "·28·"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=repr)
def test_page_number_goes_behind_the_paragraph_it_splits(number: str, gap: str) -> None:
    assert paragraphs(f"{BEFORE}{gap}{number}{gap}{AFTER}") == [BEFORE + AFTER, number]


HEADINGS = [
    "一、2020年工作回顾",
    "（一）经济运行稳中有进",
    "第一章 总则",
    "第二节　主要任务",
    "第十二编 规划实施",
    "1. 2021年工作",
    "3、重点任务",
    "二是加大投入力度。",
    "各位代表：",
    "——坚持稳中求进",
    "附件1",
    "●重点项目",
]


@pytest.mark.parametrize("heading", HEADINGS, ids=HEADINGS)
def test_heading_is_never_swallowed_by_an_unfinished_line(heading: str) -> None:
    assert paragraphs(f"{BEFORE}\n{heading}\n{AFTER}")[:2] == [BEFORE, *paragraphs(heading)][:2]
    assert paragraphs(f"{BEFORE}\n{heading}")[1] == heading


def test_text_without_full_stops_keeps_its_lines() -> None:
    lines = [
        "一般公共预算收入 完成三百二十一亿元 同比增长",
        "一般公共预算支出 完成五百三十二亿元 同比增长",
        "政府性基金预算收入 完成一百二十亿元 同比下降",
        "国有资本经营预算收入 完成十二亿元 同比增长，",
        "社会保险基金预算收入 完成二百零五亿元 同比增长",
        "社会保险基金预算支出 完成一百九十八亿元 同比增长",
    ]
    assert paragraphs("\n".join(lines[:3] + lines[4:])) == lines[:3] + lines[4:]


def test_deck_stays_apart_from_headline_and_story() -> None:
    headline, deck = "我市财政收支实现平稳增长", "全年支出突破五百亿元，民生占比超过八成"
    assert paragraphs(f"{headline}\n\n{deck}\n\n{PROSE}") == [headline, deck, PROSE]
