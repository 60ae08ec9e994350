"""Tables held against themselves, against each other and against the prose: table after table, right and wrong."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.check import FindingCode, Severity
from gongbao.model import Document, Finding, Result
from gongbao.read.writing import CellText, Writing
from gongbao.run.document import Engine

SHARED = Path(__file__).resolve().parents[3] / "shared/corpus/budget_pdf"
OF_TABLES = ("total", "balance", "table")
Rows = Sequence[Sequence[str]]


@cache
def engine() -> Engine:
    return Engine()


def cells(rows: Rows) -> list[CellText]:
    """The cells of a table; ``<`` belongs to the cell on its left, ``^`` to the one above."""
    placed: dict[tuple[int, int], CellText] = {}
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words == "<":
                placed[r, c] = placed[r, c - 1]
                placed[r, c].columns = c - placed[r, c].column + 1
            elif words == "^":
                placed[r, c] = placed[r - 1, c]
                placed[r, c].rows = r - placed[r, c].row + 1
            else:
                placed[r, c] = CellText(r, c, words)
    return list({id(cell): cell for cell in placed.values()}.values())


def report(*pieces: str | tuple[str, Rows], title: str = "青山市财政局2024年度部门决算") -> Document:
    """A department's report: lines of prose, and tables each with its title, in 万元 where that does not say else."""
    writing = Writing()
    writing.line(title)
    for piece in pieces:
        if isinstance(piece, str):
            writing.line(piece)
            continue
        name, rows = piece
        name, _, unit = name.partition("/")
        writing.line(name)
        writing.line(f"单位：{unit or '万元'}")
        writing.table(cells(rows))
    return writing.document("a", "text")


def extract(*pieces: str | tuple[str, Rows]) -> Result:
    return engine().extract(report(*pieces))


def findings(*pieces: str | tuple[str, Rows]) -> list[Finding]:
    result = extract(*pieces)
    found = [f for f in result.findings if f.code.startswith(OF_TABLES)]
    for finding in found:
        assert finding.message.endswith(".") and finding.stated and finding.expected and finding.mentions
        assert all(0 <= index < len(result.mentions) for index in finding.mentions)
        assert result.mentions[finding.mentions[0]].text.strip("万元") == finding.stated.strip("万元")
    return found


def told(found: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return [(f.code, f.stated, f.expected) for f in found]


def wrong(found: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return told(f for f in found if f.severity != Severity.INFO)


CLASSES: Rows = [
    ["项目", "<", "<", "<", "合计", "基本支出", "项目支出"],
    ["功能分类科目编码", "<", "<", "科目名称", "^", "^", "^"],
    ["类", "款", "项", "^", "^", "^", "^"],
    ["201", "", "", "一般公共服务支出", "120.00", "80.00", "40.00"],
    ["201", "06", "", "财政事务", "120.00", "80.00", "40.00"],
    ["201", "06", "01", "行政运行", "80.00", "80.00", ""],
    ["201", "06", "02", "一般行政管理事务", "40.00", "", "40.00"],
    ["208", "", "", "社会保障和就业支出", "30.50", "30.50", ""],
    ["208", "05", "", "行政事业单位养老支出", "30.50", "30.50", ""],
    ["208", "05", "05", "机关事业单位基本养老保险缴费支出", "20.25", "20.25", ""],
    ["208", "05", "06", "机关事业单位职业年金缴费支出", "10.25", "10.25", ""],
    ["合计", "<", "<", "<", "150.50", "110.50", "40.00"],
]
BOTH: Rows = [
    ["收入", "<", "支出", "<"],
    ["项目", "决算数", "项目", "决算数"],
    ["一、财政拨款收入", "148.00", "一、一般公共服务支出", "120.00"],
    ["二、上级补助收入", "", "二、外交支出", ""],
    ["三、其他收入", "3.50", "三、社会保障和就业支出", "30.50"],
    ["本年收入合计", "151.50", "本年支出合计", "150.50"],
    ["年初结转和结余", "9.00", "年末结转和结余", "10.00"],
    ["总计", "160.50", "总计", "160.50"],
]
PUBLIC: Rows = [
    ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "<", "<", "公务接待费"],
    ["^", "^", "小计", "购置费", "运行维护费", "^"],
    ["47.91", "0", "46.56", "25.00", "21.56", "1.35"],
]
STAFF: Rows = [
    ["经济分类科目编码", "<", "科目名称", "决算数", "经济分类科目编码", "<", "科目名称", "决算数"],
    ["类", "款", "^", "^", "类", "款", "^", "^"],
    ["301", "", "工资福利支出", "90.00", "302", "", "商品和服务支出", "15.50"],
    ["301", "01", "基本工资", "60.00", "302", "01", "办公费", "5.50"],
    ["301", "02", "津贴补贴", "30.00", "302", "28", "工会经费", "10.00"],
    ["303", "", "对个人和家庭的补助", "5.00", "310", "", "资本性支出", ""],
    ["303", "02", "退休费", "5.00", "310", "02", "办公设备购置", ""],
    ["人员经费合计", "<", "<", "95.00", "公用经费合计", "<", "<", "15.50"],
]
# 公用经费 in two blocks of classes beside 人员经费, as departments publish it.
THREE: Rows = [
    ["人员经费", "<", "<", "公用经费", "<", "<", "<", "<", "<"],
    ["科目编码", "科目名称", "决算数"] * 3,
    ["301", "工资福利支出", "300.00", "302", "商品和服务支出", "80.00", "310", "资本性支出", "20.00"],
    ["30101", "基本工资", "200.00", "30201", "办公费", "50.00", "31002", "办公设备购置", "20.00"],
    ["30102", "津贴补贴", "100.00", "30211", "差旅费", "30.00", "", "", ""],
    ["303", "对个人和家庭的补助", "50.00", "", "", "", "", "", ""],
    ["30302", "退休费", "50.00", "", "", "", "", "", ""],
    ["人员经费合计", "<", "350.00", "公用经费合计", "<", "<", "<", "<", "100.00"],
]
CARRIED: Rows = [
    ["收入", "<", "支出", "<"],
    ["项目", "预算数", "项目", "预算数"],
    ["一、一般公共预算拨款收入", "100.00", "一、教育支出", "90.00"],
    ["上年结转", "5.00", "结转下年", "15.00"],
    ["收入总计", "105.00", "支出总计", "105.00"],
]


def changed(rows: Rows, *changes: tuple[int, int, str]) -> Rows:
    copy = [list(row) for row in rows]
    for row, column, words in changes:
        copy[row][column] = words
    return copy


@pytest.mark.parametrize(
    ("title", "rows", "code", "stated", "expected"),
    [
        pytest.param("支出决算表", CLASSES, "total_holds", "150.50", "150.50", id="合计等于各类之和"),
        pytest.param("支出决算表", CLASSES, "total_holds", "120.00", "120.00", id="款等于各项之和"),
        pytest.param("支出决算表", CLASSES, "total_holds", "30.50", "30.50", id="第二类的款等于各项之和"),
        pytest.param(
            "支出决算表", changed(CLASSES, (5, 4, "90.00")), "total_differs", "120.00", "130.00", id="项错款不等"
        ),
        pytest.param(
            "支出决算表", changed(CLASSES, (11, 4, "987.00")), "total_differs", "987.00", "150.50", id="合计全错"
        ),
        pytest.param(
            "支出决算表", changed(CLASSES, (3, 5, "88.00")), "total_differs", "88.00", "80.00", id="类与款不等"
        ),
        pytest.param(
            "支出决算表", changed(CLASSES, (7, 6, "1.00")), "total_differs", "30.50", "31.50", id="横向基本加项目不等"
        ),
        pytest.param("收入支出决算总表", BOTH, "total_holds", "151.50", "151.50", id="本年收入合计不含结转"),
        pytest.param("收入支出决算总表", BOTH, "total_holds", "160.50", "160.50", id="总计含结转"),
        pytest.param("收入支出决算总表", BOTH, "balance_holds", "160.50", "160.50", id="收支总计相等"),
        pytest.param(
            "收入支出决算总表",
            changed(BOTH, (7, 3, "160.05")),
            "balance_differs",
            "160.50",
            "160.05",
            id="收支总计不等",
        ),
        pytest.param(
            "收入支出决算总表",
            changed(BOTH, (4, 1, "8.25")),
            "total_differs",
            "151.50",
            "156.25",
            id="本年收入合计不等",
        ),
        pytest.param("“三公”经费支出决算表", PUBLIC, "total_holds", "46.56", "46.56", id="公务用车小计"),
        pytest.param("“三公”经费支出决算表", PUBLIC, "total_holds", "47.91", "47.91", id="三公合计只加小计"),
        pytest.param(
            "“三公”经费支出决算表",
            changed(PUBLIC, (2, 3, "35.00")),
            "total_differs",
            "46.56",
            "56.56",
            id="公务用车小计不等",
        ),
        pytest.param("一般公共预算财政拨款基本支出决算表", STAFF, "total_holds", "95.00", "95.00", id="人员经费合计"),
        pytest.param(
            "一般公共预算财政拨款基本支出决算表",
            changed(STAFF, (7, 7, "51.00")),
            "total_differs",
            "51.00",
            "15.50",
            id="公用经费合计不等",
        ),
        pytest.param(
            "一般公共预算财政拨款基本支出决算明细表", THREE, "total_holds", "100.00", "100.00", id="公用分两栏"
        ),
        pytest.param(
            "一般公共预算财政拨款基本支出决算明细表",
            changed(THREE, (7, 8, "130.00")),
            "total_differs",
            "130.00",
            "100.00",
            id="公用分两栏而合计不等",
        ),
        pytest.param("收支总表", CARRIED, "total_holds", "105.00", "105.00", id="编号之后的结转不在其下"),
        pytest.param(
            "收支总表", changed(CARRIED, (3, 1, "9.00")), "total_differs", "105.00", "109.00", id="含结转的总计不等"
        ),
        pytest.param(
            "各区收入",
            [["地区", "收入"], ["东区", "1200.10"], ["西区", "1834.46"], ["合计", "3034.65"]],
            "total_differs",
            "3034.65",
            "3034.56",
            id="末两位颠倒",
        ),
        pytest.param(
            "支出",
            [["项目", "金额"], ["教育", "12.3"], ["卫生", "7.4"], ["合计", "19.8"]],
            "total_holds",
            "19.8",
            "19.7",
            id="四舍五入之差",
        ),
        pytest.param(
            "收入",
            [["项目", "金额"], ["一、财政拨款", "30.40"], ["1.一般预算", "20.10"], ["2.基金", "10.30"]],
            "total_holds",
            "30.40",
            "30.40",
            id="上级等于下级之和",
        ),
        pytest.param(
            "调整",
            [["项目", "金额"], ["教育", "12.30"], ["卫生", "-7.40"], ["合计", "4.90"]],
            "total_holds",
            "4.90",
            "4.90",
            id="有负数",
        ),
    ],
)
def test_a_table_says(title: str, rows: Rows, code: str, stated: str, expected: str) -> None:
    assert (code, stated, expected) in told(findings((title, rows)))


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        pytest.param("支出决算表", CLASSES, id="支出决算表"),
        pytest.param("收入支出决算总表", BOTH, id="收支总表"),
        pytest.param("“三公”经费支出决算表", PUBLIC, id="三公经费"),
        pytest.param("一般公共预算财政拨款基本支出决算表", STAFF, id="左右两栏的经济分类"),
        pytest.param("一般公共预算财政拨款基本支出决算明细表", THREE, id="公用经费分两栏"),
        pytest.param(
            "一般公共预算财政拨款基本支出决算明细表",
            [THREE[1][:3], *(row[6:] for row in THREE[2:4]), ["公用经费合计", "<", "100.00"]],
            id="公用经费只见后一栏",
        ),
        pytest.param("收支总表", CARRIED, id="结转排在编号之后"),
        pytest.param(
            "收支总表",
            [
                ["项目", "预算数"],
                ["一、财政拨款收入", "105.00"],
                ["上年结转", "5.00"],
                ["本年拨款", "100.00"],
                ["收入总计", "105.00"],
            ],
            id="结转在拨款之内",
        ),
        pytest.param(
            "零售",
            [["项目", "金额"], ["城镇", "3.10"], ["乡村", "1.20"], ["社会消费品零售总额", "9.90"]],
            id="总额是指标名",
        ),
        pytest.param("支出决算表", changed(CLASSES, (3, 5, "另附"), (11, 5, "见说明")), id="单元格里是文字"),
        pytest.param("支出决算表", changed(CLASSES, (4, 4, "约120.00")), id="约数不相加"),
        pytest.param(
            "各区收入",
            [["地区", "收入"], ["东区", "1200.10"], ["西区", "1834.46"], ["合计", "3500"]],
            id="另有未列的部分",
        ),
        pytest.param(
            "人员",
            [["单位", "合计", "男", "女", "少数民族"], ["甲校", "30", "10", "20", "4"], ["乙校", "25", "5", "20", "1"]],
            id="各列有重叠",
        ),
        pytest.param(
            "收入",
            [["项目", "金额"], ["税收", "1000"], ["非税", "500"], ["其中：罚没", "100"], ["合计", "1500"]],
            id="其中不再相加",
        ),
        pytest.param(
            "收入",
            [["项目", "2024年", "增长%"], ["税收", "1000", "5"], ["非税", "500", "8"], ["合计", "1500", "6"]],
            id="增长率不相加",
        ),
        pytest.param(
            "收入",
            [["项目", "金额"], ["税收", "1000"], ["转移支付", "200"], ["非税", "500"], ["合计", "1500"]],
            id="差额正是一行",
        ),
        pytest.param(
            "支出",
            [["项目", "金额"], ["教育", "1000"], ["卫生", "500"], ["小计", "1500"], ["农业", "300"], ["合计", "1800"]],
            id="小计与合计",
        ),
        pytest.param(
            "支出",
            [
                ["类", "款", "名称", "人均（元）"],
                ["205", "", "教育", "90"],
                ["205", "01", "普教", "95"],
                ["205", "02", "职教", "80"],
            ],
            id="人均不相加",
        ),
        pytest.param(
            "一般公共预算收支表",
            [
                ["项目", "金额"],
                ["一、税收收入", "70.00"],
                ["二、非税收入", "30.00"],
                ["本年收入合计", "100.00"],
                ["转移性收入", "50.00"],
                ["上级补助收入", "45.00"],
                ["上年结余收入", "5.00"],
                ["收入总计", "150.00"],
            ],
            id="转移性收入之下未缩进",
        ),
        pytest.param(
            "部门收支总表",
            [
                ["项目", "金额"],
                ["一、财政拨款收入", "70.00"],
                ["二、事业收入", "30.00"],
                ["本年收入合计", "100.00"],
                ["上年结转", "9.00"],
                ["一般公共预算结转", "6.00"],
                ["政府性基金结转", "3.00"],
                ["收入总计", "109.00"],
            ],
            id="结转之下未缩进",
        ),
        pytest.param(
            "部门收支总表",
            [
                ["项目", "金额"],
                ["一、本年收入", "100.00"],
                ["（一）财政拨款收入", "70.00"],
                ["（二）事业收入", "30.00"],
                ["二、上年结转结余", "9.00"],
                ["收 入 总 计", "109.00"],
            ],
            id="编号分层",
        ),
        pytest.param(
            "部门收入总表",
            [
                ["部门（单位）代码", "部门（单位）名称", "合计", "上年结转", "一般公共预算", "事业收入"],
                ["合计", "<", "100.00", "", "90.00", "10.00"],
                ["101", "水务局", "100.00", "", "90.00", "10.00"],
                ["101001", "水务局机关", "60.00", "", "60.00", ""],
                ["101002", "水文站", "40.00", "", "30.00", "10.00"],
            ],
            id="单位代码",
        ),
        pytest.param(
            "“三公”经费预算表",
            [
                ["2023年预算数", "<", "<", "<", "<", "2024年预算数", "<", "<", "<", "<"],
                ["合计", "因公出国（境）费", "公务用车购置及运行费", "<", "公务接待费"] * 2,
                ["^", "^", "小计", "购置费", "^"] * 2,
                ["3.00", "", "2.00", "2.00", "1.00", "4.00", "1.00", "2.00", "", "1.00"],
            ],
            id="两年的三公经费",
        ),
        pytest.param(
            "收入决算表",
            [["项目", "合计", "其中：财政拨款", "其他"], ["教育", "30", "20", "10"], ["卫生", "25", "9", "3"]],
            id="列里的其中",
        ),
        pytest.param(
            "税收表",
            [["地区", "合计", "增值税", "所得税"], *([f"第{i}区", "30", "20", "10"] for i in range(1, 6))],
            id="增值税不是增长",
        ),
        pytest.param(
            "预算执行表",
            [
                ["科目编码", "科目名称", "上年执行数", "预算数", "预算数为执行数%"],
                ["205", "教育支出", "90.00", "100.00", "111.1"],
                ["20501", "教育管理事务", "", "30.00", ""],
                ["20502", "普通教育", "", "70.00", ""],
            ],
            id="下级没有上年数",
        ),
    ],
)
def test_a_table_says_nothing_wrong(title: str, rows: Rows) -> None:
    assert wrong(findings((title, rows))) == []


def test_a_table_that_its_reader_cut_in_two_is_not_called_wrong() -> None:
    first, second = CLASSES[:6], [*CLASSES[:3], *CLASSES[6:]]
    assert wrong(findings(("支出决算表", first), "一", ("支出决算表（续）", second))) == []


def test_findings_are_few() -> None:
    rows = [*CLASSES[:3], *([f"{kind}", "", "", f"类{kind}", "10.00", "4.00", "6.00"] for kind in range(201, 251))]
    found = findings(("支出决算表", [*rows, ["合计", "<", "<", "<", "500.00", "200.00", "300.00"]]))
    assert [f.code for f in found] == ["total_holds"] * 4  # the total in three columns, and the columns once
    assert "50 other rows" in " ".join(f.message for f in found)


TOTAL = ("支出决算表", CLASSES)


@pytest.mark.parametrize(
    ("prose", "code", "stated", "expected"),
    [
        pytest.param("2024年度收入支出总计160.50万元。", "table_agrees", "160.50万元", "160.50万元", id="收支总计"),
        pytest.param("2024年度收入支出总计0.3万元。", "table_differs", "0.3万元", "160.50万元", id="收支总计错"),
        pytest.param("2024年度收入总计161万元。", "table_agrees", "161万元", "160.50万元", id="取整"),
        pytest.param("本年支出合计150.5万元。", "table_agrees", "150.5万元", "150.50万元", id="本年支出合计"),
        pytest.param(
            "本年支出合计150.50万元，其中：基本支出110.50万元，占73.42%。",
            "table_agrees",
            "110.50万元",
            "110.50万元",
            id="基本支出",
        ),
        pytest.param(
            "本年支出合计150.50万元，其中：项目支出40.01万元。",
            "table_rounded",
            "40.01万元",
            "40.00万元",
            id="末位之差",
        ),
        pytest.param(
            "本年支出合计150.50万元，其中：其他收入3.5万元。", "table_agrees", "3.5万元", "3.50万元", id="其他收入"
        ),
        pytest.param(
            "一般公共服务支出（类）财政事务（款）行政运行（项）。主要用于人员经费。年初预算为90.00万元，支出决算为80.00万元。",
            "table_agrees",
            "80.00万元",
            "80.00万元",
            id="项的决算数",
        ),
        pytest.param(
            "1.“一般公共服务支出（类）财政事务（款）行政运行（项）”83.00万元。",
            "table_differs",
            "83.00万元",
            "80.00万元",
            id="项的决算数错",
        ),
        pytest.param("社会保障和就业支出（类）30.5万元，占20%。", "table_agrees", "30.5万元", "30.50万元", id="类"),
    ],
)
def test_the_prose_is_held_against_the_tables(prose: str, code: str, stated: str, expected: str) -> None:
    assert (code, stated, expected) in told(findings(("收入支出决算总表", BOTH), TOTAL, prose))


@pytest.mark.parametrize(
    "prose",
    [
        pytest.param("2023年度收入支出总计200.00万元。", id="上年"),
        pytest.param("年初预算为170.00万元，支出决算为80.00万元。", id="不知是何支出"),
        pytest.param("绿水市水利局2024年度收入支出总计99.00万元。", id="另一单位"),
        pytest.param("其中人员经费3.00万元。", id="部分的人员经费"),
        pytest.param("2023年度收入总计150.00万元，支出总计140.00万元。", id="同句的上年"),
        pytest.param("局本级2024年度收入总计50.00万元。", id="本级"),
        pytest.param("一般公共服务支出（类）财政事务（款）行政运行（项），比上年增加5.00万元。", id="增加额"),
    ],
)
def test_another_figure_of_the_prose_is_not_called_wrong(prose: str) -> None:
    assert wrong(findings(("收入支出决算总表", BOTH), TOTAL, prose)) == []


def test_tables_of_two_bureaus_are_not_held_against_each_other() -> None:
    of_one = changed(BOTH, *((r, c, "1.00") for r in (2, 5, 7) for c in (1, 3)), (4, 1, ""), (4, 3, ""))
    of_one = changed(of_one, (6, 1, ""), (6, 3, ""))
    found = findings(("2024年部门收支决算总表", BOTH), ("2024年单位收支决算总表", of_one), "本年收入合计1.30万元。")
    assert wrong(found) == []


def test_a_class_of_many_bureaus_in_one_table_is_no_single_figure() -> None:
    rows = [
        ["单位", "科目编码", "科目名称", "合计"],
        ["甲校", "205", "教育支出", "5.00"],
        ["乙校", "205", "教育支出", "7.00"],
    ]
    assert wrong(findings(("支出决算表", rows), "教育支出（类）12.00万元。")) == []


def test_yuan_and_ten_thousand_yuan_agree_by_rounding() -> None:
    rows = [["项目", "预算数"], ["一、财政拨款收入", "371,514,655.00"], ["收入总计", "371,514,655.00"]]
    result = engine().extract(
        report(
            "2025年，青山市商务局收入预算37,151.47万元。",
            ("2025年部门收入预算总表/元", rows),
            title="青山市商务局2025年部门预算",
        )
    )
    assert ("table_agrees", "37,151.47万元", "371,514,655.00元") in told(result.findings)


@pytest.mark.parametrize(
    ("words", "severity"),
    [("30.50", "info"), ("30.51", "note"), ("35.00", "suspect")],
    ids=["相等", "末位之差", "不等"],
)
def test_two_tables_are_held_against_each_other(words: str, severity: str) -> None:
    other = changed(BOTH, (4, 3, words))
    found = [f for f in findings(("收入支出决算总表", other), TOTAL) if f.code.startswith("table")]
    assert {f.severity for f in found if "社会保障" in f.message} == {severity} - {"info"}
    assert [f.severity for f in found if "本年支出合计" in f.message] == ["info"]


CONTENTS = ["一、收入支出决算总表", "二、支出决算表", "三、“三公”经费支出决算表", "四、基本支出决算表"]
TABLES = ("收入支出决算总表", BOTH), TOTAL, ("“三公”经费支出决算表", PUBLIC), ("基本支出决算表", STAFF)


@pytest.mark.parametrize("left_out", [None, 1, 3], ids=["都在", "缺第二张", "缺第四张"])
def test_a_table_that_only_the_contents_list_is_missing(left_out: int | None) -> None:
    found = extract(*CONTENTS, "说明。", *(table for i, table in enumerate(TABLES) if i != left_out)).findings
    missing = [f.stated for f in found if f.code == "missing_table"]
    assert missing == ([] if left_out is None else [CONTENTS[left_out][2:]])


def test_tables_that_stand_in_another_file_are_not_missing() -> None:
    assert [f for f in extract(*CONTENTS, "说明。", TABLES[0]).findings if f.code == "missing_table"] == []


def test_every_code_of_tables_is_found_somewhere() -> None:
    found = [
        *findings(("收入支出决算总表", BOTH), TOTAL, "本年支出合计150.50万元，其中：项目支出40.01万元。"),
        *findings(("收入支出决算总表", changed(BOTH, (7, 3, "160.05"))), "2024年度收入总计1万元。"),
    ]
    assert {f.code for f in found} == {code for code in FindingCode if code.startswith(OF_TABLES)}


# ---- planted: a table whose sums are right, and then one figure changed

_amounts = st.decimals(Decimal("0.01"), Decimal("9999.99"), places=2)
_trees = st.lists(st.lists(st.lists(_amounts, min_size=1, max_size=3), min_size=1, max_size=3), min_size=2, max_size=4)


def _coded(tree: list[list[list[Decimal]]]) -> list[list[str]]:
    rows: list[list[str]] = [["功能分类科目编码", "<", "<", "科目名称", "决算数"], ["类", "款", "项", "^", "^"]]
    for a, groups in enumerate(tree, 201):
        rows.append([str(a), "", "", f"类{a}", f"{sum(map(sum, groups), Decimal(0)):,.2f}"])
        for b, items in enumerate(groups, 1):
            rows.append([str(a), f"{b:02}", "", f"款{a}之{b}", f"{sum(items, Decimal(0)):,.2f}"])
            rows += [[str(a), f"{b:02}", f"{c:02}", f"项{a}之{b}之{c}", f"{x:,.2f}"] for c, x in enumerate(items, 1)]
    total = sum((x for groups in tree for items in groups for x in items), Decimal(0))
    return [*rows, ["合计", "<", "<", "<", f"{total:,.2f}"]]


@settings(max_examples=25, deadline=None)
@given(_trees, st.data())
def test_a_changed_figure_is_found_by_its_codes(tree: list[list[list[Decimal]]], data: st.DataObject) -> None:
    rows = _coded(tree)
    assert wrong(findings(("支出决算表", rows))) == []
    place = data.draw(st.integers(2, len(rows) - 1))
    number = Decimal(rows[place][-1].replace(",", "")) + data.draw(st.decimals(Decimal(1), Decimal(999), places=2))
    rows[place][-1] = f"{number:,.2f}"
    found = [f for f in findings(("支出决算表", rows)) if f.severity == Severity.SUSPECT]
    assert found and all(f.code == "total_differs" for f in found)
    assert any(rows[place][-1] in f.message for f in found)


_labels = [
    *("合计", "总计", "小计", "本年收入合计", "一、收入", "二、", "其中：", "201", "20106", "06", "基本支出", "—", "<")
]
_figures = ["5.00", "-3", "（4.1）", "1,234.56", "9" * 39, "0." + "1" * 30, "12%", "约30", "2024年", "3.2亿元", ""]
_words = st.sampled_from([*_labels, *_figures])


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 6).flatmap(lambda width: st.lists(st.lists(_words, min_size=width, max_size=width), min_size=2)),
    st.sampled_from(["", "支出决算表", "收入支出决算总表", "“三公”经费支出决算表"]),
)
def test_no_table_is_too_strange(rows: list[list[str]], title: str) -> None:
    whole = [["" if c == 0 and words == "<" else words for c, words in enumerate(row)] for row in rows]
    findings((title, whole), "本年收入合计0.3万元，基本支出" + "9" * 39 + "万元。")


# ---- real documents


@cache
def of_corpus(name: str) -> Result:
    read_pdf: Callable[[bytes, str], Document] = pytest.importorskip("gongbao.read.pdf.document").read_pdf
    path = SHARED / name
    if not path.exists():
        pytest.skip("the corpus is not here")
    return engine().extract(read_pdf(path.read_bytes(), name))


def test_the_altered_accounts_are_suspect() -> None:
    found = of_corpus("24年普陀区财政局（测试问题版本）.pdf").findings
    suspect = [(f.code, f.stated, f.expected) for f in found if f.severity == Severity.SUSPECT]
    assert ("table_differs", "0万元", "2,995.39万元") in suspect
    assert ("missing_table", "支出决算表", "a table") in suspect
    assert {("year_differs", "2023年", "2024年"), ("year_differs", "2023年12月31日", "2024年12月31日")} <= set(suspect)
    assert [s for code, s, _ in suspect if code in ("wording_differs", "blank_left")] == ["XX", "大于", "大于", "等于"]


def test_the_true_accounts_are_right_but_for_their_own_slip() -> None:
    found = of_corpus("上海市普陀区财政局2024年度部门决算.pdf").findings
    assert wrong(f for f in found if f.severity == Severity.SUSPECT and f.code.startswith(OF_TABLES)) == [
        ("table_differs", "0.3万元", "2,961.68万元")
    ]
    rounded = {(f.stated, f.expected) for f in found if f.code == "table_rounded"}
    assert rounded == {("326.71万元", "326.72万元"), ("326.72万元", "326.71万元")}
    assert sum(f.code == "total_holds" for f in found) > 30
