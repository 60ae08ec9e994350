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


def paragraphs(text: str, *, kept_apart: bool = False) -> list[str]:
    """What reflow makes of a text, one line a paragraph; ``kept_apart``: the format has paragraphs of its own."""
    lines = reflow(TextView.of(text), paragraphs=kept_apart).text.split("\n")
    assert lines.pop() == ""
    return lines


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n\n", "\r\n\r\n", "\n\n\n"], ids=repr)
@pytest.mark.parametrize("width", [18, 22, 25, 30, 34, 40, 48])
def test_lines_of_one_width_become_paragraphs_again(width: int, line_end: str) -> None:
    broken = line_end.join(PROSE[i : i + width] for i in range(0, len(PROSE), width))
    text = line_end.join([TITLE, FIRST, broken, SECOND, broken])
    assert paragraphs(text) == [TITLE, FIRST, PROSE, SECOND, PROSE]


BROKEN = {
    "各占一行的名目": (
        "项目编号：FQXZC2024-G1-00123\n项目名称：产业园基础设施建设项目\n预算金额：2386.50万元\n采购需求：新建厂房3栋，道路1.8公里。",
        [
            "项目编号：FQXZC2024-G1-00123",
            "项目名称：产业园基础设施建设项目",
            "预算金额：2386.50万元",
            "采购需求：新建厂房3栋，道路1.8公里。",
        ],
    ),
    "题下的日子": (
        "市统计局：一季度全市经济开局良好\n2025年4月18日\n初步核算，一季度生产总值412.8亿元。",
        ["市统计局：一季度全市经济开局良好", "2025年4月18日", "初步核算，一季度生产总值412.8亿元。"],
    ),
    "句子断在栏末": (
        "全市一般公共预算支出完成532.39亿元，比上年增\n长5.4%。",
        ["全市一般公共预算支出完成532.39亿元，比上年增长5.4%。"],
    ),
    "引号里断开": ("财政资金分配杜绝“一刀\n\n切”的做法。", ["财政资金分配杜绝“一刀切”的做法。"]),
    "书名号里断开": ("印发《市直部门预算\n管理办法》。", ["印发《市直部门预算管理办法》。"]),
    "题名和表的单位": (
        "2022年全市各县（市、区）主要经济指标及排位\n单位：亿元、%\n",
        ["2022年全市各县（市、区）主要经济指标及排位", "单位：亿元、%"],
    ),
    "数和单位断开": ("支出24,558.18\n万元", ["支出24,558.18万元"]),
    "数和单位断开CRLF": ("支出24,558.18\r\n万元", ["支出24,558.18万元"]),
    "千分位处断开": ("支出24\n,558.18万元", ["支出24,558.18万元"]),
    "小数点处断开": ("增长5\n.4%", ["增长5.4%"]),
    "小数点后断开": ("收入532.\n39亿元", ["收入532.39亿元"]),
    "小数和单位间有页码": ("收入532.39\n4\n亿元", ["收入532.39亿元", "4"]),
    "整数后不必是页码": ("企业1200\n12\n家", ["企业1200", "12家"]),
    "千分位后断开": ("支出1,\n234.5万元", ["支出1,234.5万元"]),
    "条目的号不是小数": ("1.\n39亿元", ["1.", "39亿元"]),
    "个数没有小数": ("改造12.\n3个项目", ["改造12.", "3个项目"]),
    "百分点有小数": ("提高12.\n3个百分点", ["提高12.3个百分点"]),
    "万人有小数": ("人口12.\n3万人", ["人口12.3万人"]),
    "图号不是小数": ("见图1.\n39亿元", ["见图1.", "39亿元"]),
    "半角逗号后不是千分位": ("增长5,\n39亿元。", ["增长5,", "39亿元。"]),
    "范围断开": ("投资力度加大，2021\n—2023年完成投资9亿元。", ["投资力度加大，2021—2023年完成投资9亿元。"]),
    "下一行的负数不是范围": ("全市工业增加值增速：\n8.1\n-3.2%", ["全市工业增加值增速：", "8.1", "-3.2%"]),
    "破折号条目不是范围": ("投资项目12\n—完成投资9亿元。", ["投资项目12", "—完成投资9亿元。"]),
    "万和元断开": ("支出3000万\n元", ["支出3000万元"]),
    "逗号后断开": ("全面落实各项政策，\n财政收入增长。", ["全面落实各项政策，财政收入增长。"]),
    "标题里有逗号": (
        f"{TITLE}\n一、聚焦高质量发展，五年奋斗成果丰硕\n{PROSE}",
        [TITLE, "一、聚焦高质量发展，五年奋斗成果丰硕", PROSE],
    ),
    "条目断在栏末": (
        "一、全面落实各项政策，财政收入和支出都有较大\n增长，民生改善。",
        ["一、全面落实各项政策，财政收入和支出都有较大增长，民生改善。"],
    ),
    "行首是项": (
        "4.教育支出（类）普通教育（款）小学教育\n（项）。支出决算为9万元。",
        ["4.教育支出（类）普通教育（款）小学教育（项）。支出决算为9万元。"],
    ),
    "行首是境": ("二、公务支出情况\n（境）外培训另列。", ["二、公务支出情况", "（境）外培训另列。"]),
    "页末是完成预算的": (
        "公务接待费支出决算为15万元，完成预算的\n\n27.09%。",
        ["公务接待费支出决算为15万元，完成预算的27.09%。"],
    ),
    "隔行的是的之后另起": (
        "国民经济持续发展，总的形势是很好的\n\n国家经济实力增强。",
        ["国民经济持续发展，总的形势是很好的", "国家经济实力增强。"],
    ),
    "行首是逗号": ("全面落实各项政策\n，财政收入增长。", ["全面落实各项政策，财政收入增长。"]),
    "井号标题": (
        "# 全市财政预算执行情况\n## 一、收入\n全市财政收入增长5%。\n#1号文件。",
        ["全市财政预算执行情况", "一、收入", "全市财政收入增长5%。", "#1号文件。"],
    ),
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


@pytest.mark.parametrize(("first", "rest"), [("532.", "39亿元。"), ("532", ".39亿元。"), ("532.39亿", "元。")])
@pytest.mark.parametrize("number", ["- 3 -", "— 12 —", "第3页"])
def test_page_number_goes_behind_the_figure_it_splits(number: str, first: str, rest: str) -> None:
    assert paragraphs(f"全年支出{first}\n{number}\n{rest}") == [f"全年支出{first}{rest}", number]


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
    "──一九八〇年八月三十日在会议上",
    "――坚持稳中求进",
    "附件1",
    "表4 2024年年末常住人口数及其构成",
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


def test_the_first_line_of_a_paragraph_in_a_narrow_column_goes_on() -> None:
    first, rest = "从产业看，第一产业增加", ["值156.78亿元，增长4.1%；第二", "产业增加值1,023.45亿元，增长", "7.2%。"]
    narrow = [PROSE[i : i + 14] for i in range(0, len(PROSE), 14)] * 2
    assert paragraphs("\n".join([*narrow, f"　　{first}", *rest]))[-1] == first + "".join(rest)
    assert paragraphs("\n".join([*narrow, f"　　{first}", f"　　{rest[0]}", *rest[1:]]))[-2:] == [first, "".join(rest)]


@pytest.mark.parametrize("first", ["强预期，稳增长", "抄送：市委、市政府", "此报告，请审议", "张三、李四"])
@pytest.mark.parametrize("narrow", [False, True])
def test_a_short_line_behind_an_indent_stays_apart(first: str, narrow: bool) -> None:
    before = [PROSE[i : i + 14] for i in range(0, len(PROSE), 14)] * 2 if narrow else []
    rest = "全市生产总值500亿元，增长" if narrow else "全市生产总值500亿元，增长5.2%。"
    assert paragraphs("\n".join([*before, f"　　{first}", rest]))[-2:] == [first, rest]


def test_deck_stays_apart_from_headline_and_story() -> None:
    headline, deck = "我市财政收支实现平稳增长", "全年支出突破五百亿元，民生占比超过八成"
    assert paragraphs(f"{headline}\n\n{deck}\n\n{PROSE}") == [headline, deck, PROSE]


def test_a_numbered_heading_that_tells_figures_stays_apart() -> None:
    heading = "五、5月份同业拆借月加权平均利率为1.85%，质押式债券回购月加权平均利率为1.82%"
    below = "5月份银行间市场合计成交172.05万亿元，日均成交8.19万亿元。"
    assert paragraphs(f"{PROSE}\n{heading}\n{below}") == [PROSE, heading, below]


# Paragraphs of Word files and web pages, and one whose paragraphs are all short: none of them goes on in the next.
KEPT_APART = {
    "封面": ["2024年度", "某市水利局部门决算", "二〇二五年九月", "第一部分 某市水利局概况", "一、部门职责"],
    "题名下的发布时间": [
        "某市2024年国民经济和社会发展统计公报",
        "发布时间：2025-03-28　来源：某市统计局　浏览次数：15",
        "2023/07/10 09:30 来源：某市统计局",
    ],
    "有顿号的标题": [
        "2024年度一般公共预算收入、支出决算情况说明",
        "2024年度收入、支出总计均为4,065.72万元，增长8.32%。",
    ],
    "没有标号的小标题": ["财政收入稳步增长，支出结构持续优化情况", "全年收入完成12亿元，增长5%。"],
    "没有句号的列项": [
        "全市地区生产总值完成120亿元，增长5.1%",
        "规模以上工业增加值完成45亿元，增长6%",
        "一般公共预算收入完成12亿元，增长3.2%",
        "固定资产投资完成65亿元，同比下降12%",
        "社会消费品零售总额完成50亿元，增长4%",
        "城镇居民人均可支配收入4万元，增长5%",
        "农村居民人均可支配收入2万元，增长7%",
    ],
    "表名相接": [
        "收入支出决算总表",
        "公开01表",
        "部门：某市水利局　金额单位：万元",
        "收入决算表",
        "公开02表",
    ],
    "附表号后的项目": ["有关情况详见附表3", "项目支出绩效目标表"],
    "署名和日期": ["以上报告，请予审议。特此报告", "某市财政局", "2025年1月9日"],
    "没有句号的段落后是小标题": [
        "全年支出12亿元。增长5.4%",
        "财政运行总体平稳",
        "下一步要坚持过紧日子，压减一般性支出。",
    ],
    "长短相近的标题": [
        f"（{n}）2024年度{what}支出决算情况说明" for n, what in enumerate(["教育", "科技", "农林水", "卫生", "住房"])
    ]
    * 5,
}


@pytest.mark.parametrize("blank", ["", "\n"], ids=["紧挨", "隔空行"])
@pytest.mark.parametrize("lines", KEPT_APART.values(), ids=KEPT_APART)
def test_what_the_format_keeps_apart_stays_apart(lines: list[str], blank: str) -> None:
    assert paragraphs(f"\n{blank}".join(lines), kept_apart=True) == lines


BROKEN_OFF = {
    "句中": ("全年支出12亿元，增长5%。资金拓展到", "部门资金，全部纳入预算。"),
    "引号里": ("财政资金分配杜绝“一刀", "切”的做法。"),
    "书名号里": ("印发《市直部门预算", "管理办法》。"),
    "逗号后": ("全面落实各项政策，", "财政收入增长。"),
    "行首是逗号": ("全面落实各项政策", "，财政收入增长。"),
    "数和单位之间": ("全市支出24,558.18", "万元"),
    "年份中间": ("2024", "年度部门决算"),
    "小数点后": ("全市支出532.", "39亿元，增长5%。"),
}


@pytest.mark.parametrize("blank", ["", "\n"], ids=["紧挨", "隔空行"])
@pytest.mark.parametrize("halves", BROKEN_OFF.values(), ids=BROKEN_OFF)
def test_a_paragraph_that_is_broken_off_goes_on_in_the_next(halves: tuple[str, str], blank: str) -> None:
    assert paragraphs(f"\n{blank}".join([TITLE, *halves, "下一段。"]), kept_apart=True) == [
        TITLE,
        "".join(halves),
        "下一段。",
    ]


def test_a_caption_splits_a_paragraph_that_the_format_keeps_apart() -> None:
    before, after = f"{AFTER}{BEFORE}", AFTER
    assert paragraphs(f"{before}\n\n{CAPTION}\n\n{after}", kept_apart=True) == [before + after, CAPTION]


@pytest.mark.parametrize("line_end", ["\n", "\n\n"], ids=repr)
@pytest.mark.parametrize("width", [18, 25, 34])
def test_printed_lines_that_were_made_paragraphs_are_told_by_their_width(width: int, line_end: str) -> None:
    broken = line_end.join(PROSE[i : i + width] for i in range(0, len(PROSE), width))
    text = line_end.join([TITLE, FIRST, broken, SECOND, broken])
    assert paragraphs(text, kept_apart=True) == [TITLE, FIRST, PROSE, SECOND, PROSE]


def test_short_paragraphs_of_a_text_are_not_taken_for_narrow_columns() -> None:
    lines = ["收入支出决算总表说明及相关情况", "某市水利局二〇二四年度决算情况"] * 11 + [PROSE, PROSE, PROSE]
    assert paragraphs("\n".join(lines))[-3:] == [PROSE] * 3
    assert paragraphs("\n".join(lines))[:22] == lines[:22]


def test_the_head_of_a_newspaper_s_page_stays_apart_from_its_columns() -> None:
    head, width = "某市日报 2025年2月12日 星期三 第3版", 18
    columns = "\n".join(PROSE[i : i + width] for i in range(0, len(PROSE), width))
    assert paragraphs(f"{head}\n{TITLE}\n{columns}") == [head, TITLE, PROSE]
