"""What each check says of short reports: table after table, found and not found."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.check import FindingCode, Severity, check
from gongbao.check.counts import _ANNOUNCED
from gongbao.model import Document, Finding
from gongbao.run.document import Engine

SEED = Path(__file__).parents[2] / "../shared/seeds/000_0597214b59b54768.txt"


@cache
def engine() -> Engine:
    return Engine()


def findings(text: str, date: str = "2024-01-20", region: str = "湖北省咸宁市") -> tuple[Finding, ...]:
    result = engine().extract(Document("report.txt", text), {"date": date, "region": region})
    found = check(result.segments, result.mentions, result.facts, result.metadata)
    for finding in found:
        assert finding.message.endswith(".") and finding.stated and finding.expected
        assert all(0 <= index < len(result.mentions) for index in finding.mentions)
    return found


def named(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


Row = tuple[str, str, str, str, str]
FOUND: list[Row] = [
    # id, text, code, stated, expected
    (
        "括号内分县之和",
        "全市有学校441所（其中咸安71所、赤壁69所、嘉鱼43所、通山111所、通城84所、崇阳63所）。",
        "sum_holds",
        "441所",
        "441所",
    ),
    (
        "括号内分县之和差一",
        "全市有学校440所（其中咸安71所、赤壁69所、嘉鱼43所、通山111所、通城84所、崇阳63所）。",
        "sum_differs",
        "440所",
        "441所",
    ),
    ("括号内列全而少两所", "全县有学校12所（小学5所、初中3所、高中2所）。", "sum_differs", "12所", "10所"),
    (
        "采购货物工程服务",
        "2023年政府采购金额251.25万元，其中：货物采购金额4.79万元、工程采购金额0万元、服务采购金额246.47万元。",
        "sum_holds",
        "251.25万元",
        "251.26万元",
    ),
    (
        "采购之和差一角位",
        "2023年政府采购金额251.25万元，其中：货物采购金额4.79万元、工程采购金额0万元、服务采购金额248.47万元。",
        "sum_differs",
        "251.25万元",
        "253.26万元",
    ),
    (
        "万亿与亿相加",
        "今年拟安排赤字2.38万亿元，其中中央财政赤字1.55万亿元，地方财政赤字8300亿元。",
        "sum_holds",
        "2.38万亿元",
        "2.3800万亿元",
    ),
    (
        "句首其中",
        "2023年基本支出2336.91万元。其中：人员经费2152.26万元，主要包括基本工资；公用经费184.65万元，主要包括办公费。",
        "sum_holds",
        "2336.91万元",
        "2336.91万元",
    ),
    (
        "句首其中之前有增幅",
        "2023年省对市县转移支付1876.5亿元，增长3.9%。其中，一般性转移支付1543.2亿元，专项转移支付333.3亿元。",
        "sum_holds",
        "1876.5亿元",
        "1876.5亿元",
    ),
    (
        "句首其中之前有增幅而和不符",
        "2023年省对市县转移支付1876.5亿元，增长3.9%。其中，一般性转移支付1543.2亿元，专项转移支付343.3亿元。",
        "sum_differs",
        "1876.5亿元",
        "1886.5亿元",
    ),
    (
        "增加值不是增加",
        "2023年地区生产总值1234.56亿元，增长5%。其中，第一产业增加值234.56亿元，第二产业增加值500亿元，第三产业增加值500亿元。",
        "sum_holds",
        "1234.56亿元",
        "1234.56亿元",
    ),
    ("合计在后", "建成小学12所、初中5所、高中3所，共20所。", "sum_holds", "20所", "20所"),
    (
        "合计在后不符",
        "拨付教育资金120.5万元、卫生资金80.3万元、交通资金60.2万元，合计262.0万元。",
        "sum_differs",
        "262.0万元",
        "261.0万元",
    ),
    (
        "部分大于全体",
        "2023年税收收入80亿元，其中增值税收入95亿元，增长3%。",
        "part_exceeds_whole",
        "95亿元",
        "at most 80亿元",
    ),
    (
        "占其中之前的总数",
        "2023年收入合计2946.25万元，其中：财政拨款收入2940.05万元，占99.79%；其他收入6.2万元，占0.21%。",
        "share_holds",
        "99.79%",
        "99.790%",
    ),
    (
        "占比算错",
        "2023年支出2940.05万元，主要用于以下方面：教育支出2106.66万元，占71.73%；卫生支出833.39万元，占28.35%。",
        "share_differs",
        "71.73%",
        "71.654%",
    ),
    ("占之后写明总数", "重灾区完成投资65亿元，占规划总投资100亿元的65%。", "share_holds", "65%", "65.0%"),
    (
        "占比截断",
        "2023年收入合计300.00万元，其中：拨款收入200.00万元，占66.6%；事业收入100.00万元，占33.3%。",
        "share_truncated",
        "66.6%",
        "66.67%",
    ),
    (
        "分配率截断",
        "2021年1月~10月，上级下达直达资金504,528万元，已分配504,382万元，分配率99.9%。",
        "rate_truncated",
        "99.9%",
        "99.97%",
    ),
    (
        "分配率相符",
        "2023年，上级下达直达资金504,528万元，已分配504,382万元，分配率99.97%。",
        "rate_holds",
        "99.97%",
        "99.971%",
    ),
    (
        "完成预算相符",
        "2023年支出年初预算为2993.92万元，支出决算为2940.05万元，完成年初预算的98.20%。",
        "rate_holds",
        "98.20%",
        "98.201%",
    ),
    (
        "完成预算不符",
        "2023年支出年初预算为2993.92万元，支出决算为2940.05万元，完成年初预算的92.80%。",
        "rate_differs",
        "92.80%",
        "98.201%",
    ),
    (
        "增加额与增幅",
        "2023年机关运行经费支出184.65万元，比2022年度增加2.55万元，增长1.40%。",
        "growth_holds",
        "1.40%",
        "1.400%",
    ),
    (
        "增加额与增幅不符",
        "2023年机关运行经费支出184.65万元，比2022年度增加2.55万元，增长4.10%。",
        "growth_differs",
        "4.10%",
        "1.400%",
    ),
    (
        "上句为水平",
        "2023年度收入支出总计2995.39万元。与2022年度相比，收入支出总计减少56.95万元，下降1.87%。",
        "growth_holds",
        "1.87%",
        "1.866%",
    ),
    (
        "由到年均",
        "公共财政预算收入由2010年的5.24亿元增加到2015年的15.07亿元，年均增长23.53%。",
        "growth_holds",
        "23.53%",
        "23.525%",
    ),
    (
        "由到年均不符",
        "公共财政预算收入由2010年的5.24亿元增加到2015年的15.07亿元，年均增长32.53%。",
        "growth_differs",
        "32.53%",
        "23.525%",
    ),
    ("由到增长", "公共财政预算支出由40亿元增加到50亿元，增长25%。", "growth_holds", "25%", "25.0%"),
    ("由到增长截断", "公共财政预算支出由40.00亿元增加到50.68亿元，增长26.6%。", "growth_truncated", "26.6%", "26.70%"),
    (
        "由到百分点截断",
        "常住人口城镇化率由52.28%提高到57.57%，提高5.2个百分点。",
        "change_truncated",
        "5.2个百分点",
        "5.29个百分点",
    ),
    (
        "由到提高百分点",
        "常住人口城镇化率由52.2%提高到57.5%，提高5.3个百分点。",
        "change_holds",
        "5.3个百分点",
        "5.3个百分点",
    ),
    (
        "由到提高百分点不符",
        "常住人口城镇化率由52.2%提高到57.5%，提高6.3个百分点。",
        "change_differs",
        "6.3个百分点",
        "5.3个百分点",
    ),
    ("增加到却更小", "高速公路里程由136公里增加到96公里。", "direction_differs", "增加", "减少"),
    (
        "五度列五项",
        "建立“五度”（执行进度、遵从程度、调整幅度、绩效好坏、谋划力度）挂钩机制。",
        "count_holds",
        "“五度”",
        "5",
    ),
    ("五度只列四项", "建立“五度”（执行进度、遵从程度、调整幅度、谋划力度）挂钩机制。", "count_differs", "“五度”", "4"),
    (
        "四个环节破折号",
        "抓住四个重点环节——教学质量、作业管理、课后服务、校外培训，有序推进。",
        "count_holds",
        "四个",
        "4",
    ),
    ("一体两翼三带", "推进“六大工程”（一体、两翼、三带）。", "count_holds", "“六大工程”", "6"),
    ("从三个方面", "从指导思想、基本原则和相关要求三个方面作了规定。", "count_holds", "三个", "3"),
    ("从四个方面只有三", "从指导思想、基本原则、相关要求四个方面作了规定。", "count_differs", "四个", "3"),
    (
        "三项工作一是二是三是",
        "重点抓好三项工作：一是稳增长。扩大投资。二是促改革。三是惠民生。",
        "count_holds",
        "三项",
        "3",
    ),
    (
        "三项工作却有四是",
        "重点抓好三项工作：一是稳增长。二是促改革。三是惠民生。四是防风险。",
        "count_differs",
        "三项",
        "4",
    ),
    ("占比过百", "2023年民生支出占一般公共预算支出的176.92%。", "share_over_100", "176.92%", "at most 100%"),
    ("覆盖率过百", "2023年农村自来水覆盖率达到102%。", "rate_over_100", "102%", "at most 100%"),
    ("下降过百", "2023年“三公”经费下降168%。", "decrease_over_100", "168%", "at most 100%"),
    (
        "文件日期之后已完成",
        "2025年，全市已经完成投资120亿元。",
        "actual_after_document",
        "2025-01-01",
        "not after 2024-01-20",
    ),
    (
        "小数点代千分位",
        "2023年调入资金18.623万元，统筹结余9688万元，下达直达资金504,528万元，查处违规资金1648.59万元。",
        "point_for_comma",
        "18.623万元",
        "18,623万元",
    ),
    ("千分位错位", "2023年下达直达资金50,4528万元。", "digits_misgrouped", "50,4528", "504,528"),
    (
        "差一万倍",
        "2023年全市一般公共预算收入326.71亿元。税源稳固。2023年全市一般公共预算收入326.71万元。",
        "magnitude_differs",
        "326.71万元",
        "326.71亿元",
    ),
    (
        "两处尾数不同",
        "2023年全市一般公共预算收入326.71亿元。税源稳固。2023年全市一般公共预算收入326.72亿元。",
        "told_twice_rounded",
        "326.72亿元",
        "326.71亿元",
    ),
    (
        "两处不同",
        "2023年全市一般公共预算收入326.71亿元。税源稳固。2023年全市一般公共预算收入328.71亿元。",
        "told_twice_differs",
        "328.71亿元",
        "326.71亿元",
    ),
    (
        "同一项目数两种金额",
        "审查单位不实项目71个，核减预算需求2216万元。评审专班审减不成熟项目71个2215万元。",
        "told_twice_differs",
        "2215万元",
        "2216万元",
    ),
    (
        "决算大于预算之言",
        "2024年支出年初预算为80.81万元，支出决算为80.38万元。决算数大于预算数的主要原因是人员变动。",
        "wording_differs",
        "大于",
        "小于",
    ),
    (
        "决算等于预算之言",
        "2024年支出年初预算为62.29万元，支出决算为60.99万元，完成预算的97.91%。决算数等于预算数。",
        "wording_differs",
        "等于",
        "小于",
    ),
    (
        "完成年初预算的百分比之后才说大小",
        "行政运行年初预算为480.00万元，支出决算为500.00万元，完成年初预算的104.17%。决算数小于年初预算数。",
        "wording_differs",
        "小于",
        "大于",
    ),
    (
        "说持平而相差不少",
        "2024年支出年初预算为62.29万元，支出决算为50.99万元。决算数与年初预算数持平。",
        "wording_differs",
        "持平",
        "小于",
    ),
    (
        "单位名称未填",
        "咸宁市财政局2024年度部门决算\n\n第二部分 咸宁市XX局2024年度部门决算情况说明\n\n2024年支出10万元。",
        "blank_left",
        "XX",
        "咸宁市财政局2024年度部门决算",
    ),
    (
        "资产截止日在上年末",
        "咸宁市财政局2024年度部门决算\n\n截至2023年12月31日，咸宁市财政局共有车辆3辆。",
        "year_differs",
        "2023年12月31日",
        "2024年12月31日",
    ),
    (
        "标题年份不同",
        "咸宁市财政局2024年度部门决算\n\n第三部分 咸宁市财政局2023年度部门决算情况说明\n\n2024年支出10万元。",
        "year_differs",
        "2023年",
        "2024年",
    ),
]
SILENT: list[tuple[str, str]] = [
    ("亿后是零万", "2023年，全市财政收入3亿0万元，支出2亿元。"),
    ("零后的单位多得没有数", "2023年，全市财政收入0亿亿亿亿元，支出3亿亿亿亿元。"),
    ("大小说的是三公经费", "公务接待费年初预算为2万元，支出决算为2万元。2024年“三公”经费支出决算数小于预算数。"),
    ("大小说的是下一项", "教育年初预算为2万元，支出决算为2万元。文化年初预算为5万元，决算数小于预算数。"),
    ("基本持平", "教育年初预算为258.50万元，支出决算为258.44万元。决算数与预算数基本持平。"),
    ("决算小于预算", "2024年支出年初预算为80.81万元，支出决算为80.38万元。决算数小于预算数，主要是压减支出。"),
    ("决算下一项才比较", "年初预算为8.81万元，支出决算为8.38万元。另一项年初预算为7万元，决算数大于预算数。"),
    ("标题与上年比较", "咸宁市财政局2024年度部门决算\n\n一、与2023年度部门决算相比\n\n2024年支出10万元。"),
    ("范本未填", "XX市XX局2024年度部门决算\n\n第二部分 XX市XX局2024年度部门决算表\n\n2024年支出10万元。"),
    ("截至报告年末", "咸宁市财政局2024年度部门决算\n\n截至2024年12月31日，咸宁市财政局共有车辆3辆。"),
    ("其中只列一部分", "2023年财政收入100亿元，其中税收收入60亿元、土地收入20亿元。"),
    ("单位不同", "2023年建成项目20个（其中投资12亿元、用地8亩）。"),
    ("其中之后是增长", "2023年粮食总产100万吨，其中夏粮增加20万吨、秋粮增加81万吨。"),
    ("人均不是全体", "居民人均可支配收入3万元，其中财政补助5亿元。"),
    ("占全省的比重", "2023年农业产值100亿元，其中蔬菜产值20亿元，占全省的30%。"),
    ("占比分母不明", "2023年10月，民生支出169.3亿元，占比76.92%。"),
    ("年份不同的预算", "2020年~2021年10月，全市一般公共预算支出532.39亿元。2021年民生支出169.3亿元，占比76.92%。"),
    ("实际增长不能由现价推翻", "地区生产总值由2010年的162.4亿元增加到2015年的287.9亿元，年均增长9.1%。"),
    ("可比价增长", "2023年工业增加值110亿元，比上年增加10亿元，增长6%。"),
    ("同口径增长", "2023年一般公共预算收入90亿元，比上年同口径增加10亿元，增长16%。"),
    ("补助标准不是差额", "补助标准由20元提高到40元，增加支出42亿元。"),
    ("约数不算", "2023年全市约有学校450所（其中咸安71所、赤壁69所、嘉鱼43所）。"),
    ("列举带等", "强化两个保障（组织、人才、资金等）机制。"),
    ("县（市、区）", "对全市6个县（市、区）开展调研。"),
    ("括号内举例", "走访20个部门（发改委、财政局、教育局）。"),
    ("超额完成计划", "2023年税收收入占年度计划的105%。"),
    ("利润下降过百", "2023年企业利润下降120%。"),
    ("增长过百", "2023年进出口增长168%。"),
    ("明年计划", "2025年，全市力争完成投资120亿元。"),
    ("三位小数是单价", "2023年下达资金504,528万元，查处资金1648.59万元，统筹9688万元，户均补助1.125万元。"),
    ("三位小数不止一个", "2023年收入18.623万元，支出17.512万元，结余1,112万元，结转36万元，上缴45万元。"),
    ("目标与实绩相近", "2023年全市一般公共预算收入326亿元。努力增收。2023年全市一般公共预算收入目标达到328亿元。"),
    ("地区不同", "2023年咸安区一般公共预算收入26.71亿元。2023年赤壁市一般公共预算收入26.31亿元。"),
    ("部分相互重叠", "2023年完成投资120亿元，其中工业投资60亿元、民间投资80亿元、房地产投资40亿元。"),
    ("部分相互重叠而尾数是零", "2023年完成投资1200亿元，其中工业投资600亿元、民间投资800亿元、房地产投资400亿元。"),
    (
        "句首其中之前有增幅而部分重叠",
        "2023年完成投资120亿元，增长5%。其中，工业投资60亿元、民间投资80亿元、房地产投资40亿元。",
    ),
    ("两位数差十倍", "2023年接待游客1200万人次，实现旅游收入96亿元。2023年国庆假期实现旅游收入9.6亿元。"),
    ("两位数差十倍而名称相同", "2023年全市旅游收入96亿元。市场兴旺。2023年全市旅游收入9.6亿元。"),
    ("各项自带数目", "推进“七大工程”（一体、两翼、三带）。"),
    ("阿拉伯数字逗号列表", "2023年实施项目12,15个标段，投资3亿元。"),
]


@pytest.mark.parametrize(("text", "code", "stated", "expected"), [r[1:] for r in FOUND], ids=[r[0] for r in FOUND])
def test_found(text: str, code: str, stated: str, expected: str) -> None:
    assert (code, stated, expected) in [(f.code, f.stated, f.expected) for f in findings(text)]


@pytest.mark.parametrize("text", [r[1] for r in SILENT], ids=[r[0] for r in SILENT])
def test_silent(text: str) -> None:
    assert [f for f in findings(text) if f.severity != Severity.INFO] == []


def test_every_code_is_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs/findings.md").read_text(encoding="utf-8")
    assert [code for code in FindingCode if f"`{code}`" not in page] == []


def test_every_code_is_found_somewhere() -> None:
    of_tables = {code for code in FindingCode if code.startswith(("total", "balance", "table", "missing"))}
    assert {row[2] for row in FOUND} == set(FindingCode) - of_tables


@pytest.mark.parametrize(
    ("stated", "severity"),
    [("60.0%", "info"), ("60%", "info"), ("59.8%", "suspect"), ("60.1%", "suspect"), ("6成", "info")],
)
def test_share_is_held_to_its_printed_digits(stated: str, severity: str) -> None:
    found = findings(f"2023年收入合计200.00万元，其中：拨款收入120.00万元，占{stated}。")
    assert [f.severity for f in found if f.code.startswith("share")] == [severity]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("1.2万亿元", "12034亿元", "told_twice_rounded"),
        ("326.71亿元", "326.72亿元", "told_twice_rounded"),
        ("326.71亿元", "326.7亿元", "told_twice_rounded"),
        ("326.71亿元", "326.74亿元", "told_twice_differs"),
        ("2216万元", "2215万元", "told_twice_differs"),
        ("326.71亿元", "32671亿元", "magnitude_differs"),
        ("326.71亿元", "326.71亿元", None),
        ("326.71亿元", "426.71亿元", None),
    ],
)
def test_told_twice(first: str, second: str, code: str | None) -> None:
    said = "2023年全市一般公共预算收入"
    assert named(findings(f"{said}{first}。税源稳固。{said}{second}。")) == ([code] if code else [])


def test_told_twice_by_two_names_of_one_indicator() -> None:
    found = findings("2023年全市地区生产总值326.71亿元。税源稳固。2023年全市生产总值326.74亿元。")
    assert named(found) == ["told_twice_differs"]


@pytest.mark.parametrize(("count", "code"), [("十一", "count_holds"), ("十二", "count_differs")])
def test_a_numbered_list_goes_on_behind_ten(count: str, code: str) -> None:
    marks = "一二三四五六七八九十"
    items = "。".join(f"{mark}是办好实事" for mark in [*marks, "十一"])
    found = findings(f"全市推出{count}项措施：{items}。")
    assert [(f.code, f.expected) for f in found if f.code.startswith("count")] == [(code, "11")]


def test_each_count_has_the_list_behind_it() -> None:
    items = "一是稳增长。二是促改革。三是惠民生"
    found = findings(
        f"全市推出三项措施：{items}。另有三、四两节。下一步采取四项措施：{items}。全市还有三项措施：{items}。"
    )
    assert [f.code for f in found if f.code.startswith("count")] == ["count_holds", "count_differs", "count_holds"]


@pytest.mark.parametrize("more", ["", "另有工作：（一）甲。（二）乙。（三）丙。"], ids=["没有别的", "另有一列"])
def test_a_list_that_begins_within_a_clause_is_not_counted(more: str) -> None:
    found = findings(f"全市推出三项措施一是稳增长，二是促改革，三是惠民生。{more}")
    assert [f for f in found if f.code.startswith("count")] == []


def test_words_over_and_over_behind_a_count_take_no_time() -> None:
    start = process_time()
    assert _ANNOUNCED.match("三项" + "主要" * 30_000, 2) is None
    assert process_time() - start < 0.5


@given(st.lists(st.integers(1, 99_999), min_size=3, max_size=6), st.integers(0, 2))
@settings(max_examples=60, deadline=None)
def test_sum_of_what_is_printed_holds(parts: list[int], places: int) -> None:
    amounts = [Decimal(part).scaleb(-places) for part in parts]
    listed = "、".join(f"项目{name}{amount:f}万元" for name, amount in zip("甲乙丙丁戊己", amounts, strict=False))
    found = findings(f"2023年拨付资金{sum(amounts):f}万元（{listed}）。")
    assert "sum_holds" in named(found)
    assert "sum_differs" not in named(found)


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(0, 2))
@settings(max_examples=60, deadline=None)
def test_a_rounded_share_is_never_suspected(one: int, other: int, places: int) -> None:
    part, whole = sorted((one, other))
    share = (Decimal(part) / Decimal(whole) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"2023年收入合计{whole / 100:.2f}万元，其中：拨款收入{part / 100:.2f}万元，占{share}%。"
    assert [f for f in findings(text) if f.severity != Severity.INFO] == []


@pytest.mark.skipif(not SEED.is_file(), reason="needs ../shared/seeds beside the checkout")
def test_seed() -> None:
    found = findings(SEED.read_text(encoding="utf-8"), "2021-12-31")
    said = {(f.code, f.severity, f.stated, f.expected) for f in found if f.code != "count_holds"}
    assert said == {
        ("sum_holds", "info", "441所", "441所"),
        ("point_for_comma", "suspect", "18.623万元", "18,623万元"),
        ("rate_truncated", "note", "99.9%", "99.97%"),
        ("told_twice_differs", "suspect", "2215万元", "2216万元"),
    }


def test_findings_are_the_same_every_time() -> None:
    text = FOUND[0][1] + FOUND[10][1] + FOUND[14][1]
    assert findings(text) == findings(text)


def test_nothing_in_an_empty_text() -> None:
    assert findings("") == ()
