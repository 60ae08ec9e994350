import pytest

from gongbao.read.delimited import tables_in
from gongbao.read.text import read_text
from gongbao.run.document import Engine
from tests.read.make_sheet import grids
from tests.reading import told

TSV = "单位：万元\n项目\t2023年\t2024年\n税收\t1,234.5\t1,300\n非税\t200\t\n后文。\n"
CSV = '项目,金额（万元）,增长%\n税收,"1,234.5",5.4\n"非""税""",200,-3\n'


def test_the_sides_of_a_drawn_table_are_no_text_beside_it() -> None:
    text = "前文\n| 项目 | 金额 |\n|---|---|\n| 税收 | 5 |\n后文"
    [table] = tables_in(text)
    assert text[: table.span.start] + text[table.span.end :] == "前文\n\n后文"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param(
            TSV, [["项目", "2023年", "2024年"], ["税收", "1,234.5", "1,300"], ["非税", "200", ""]], id="制表符"
        ),
        pytest.param(
            TSV.replace("\n", "\r\n"),
            [["项目", "2023年", "2024年"], ["税收", "1,234.5", "1,300"], ["非税", "200", ""]],
            id="回车换行",
        ),
        pytest.param(
            '项目\t2023年\r\n税收\t"1,234.5"\r\n"“非税”收入"\t5"\r\n合计\t"1,239.5"\r\n',
            [["项目", "2023年"], ["税收", "1,234.5"], ["“非税”收入", '5"'], ["合计", "1,239.5"]],
            id="制表符间的引号",
        ),
        pytest.param(
            CSV, [["项目", "金额（万元）", "增长%"], ["税收", "1,234.5", "5.4"], ['非""税""', "200", "-3"]], id="逗号"
        ),
        pytest.param(
            '项目,金额,增长%\n"非"税收入,5,1\n"其他,6,2\n税收,"1,200",3\n',
            [["项目", "金额", "增长%"], ['"非"税收入', "5", "1"], ['"其他', "6", "2"], ["税收", "1,200", "3"]],
            id="逗号间乱用的引号",
        ),
        pytest.param(
            '甲,乙\n税,"5\n费,6\n非,7\n', [["甲", "乙"], ["税", '"5'], ["费", "6"], ["非", "7"]], id="引号不成对"
        ),
        pytest.param(
            "| 项目 | 金额 |\n|---|:---:|\n| 税收 | 1,234.5 |\n| | 200 |\n",
            [["项目", "金额"], ["税收", "1,234.5"], ["", "200"]],
            id="Markdown",
        ),
        pytest.param(
            "| 任务 | 目标 |\n| --- | --- |\n| 稳工业 | 增长7.5%左右 |\n",
            [["任务", "目标"], ["稳工业", "增长7.5%左右"]],
            id="表头下有线全是字",
        ),
        pytest.param(
            " 项目 | 金额 \n------+------\n 税收 | 5 \n 非税 | 6 \n",
            [["项目", "金额"], ["税收", "5"], ["非税", "6"]],
            id="数据库",
        ),
        pytest.param(
            "┌──┬──┐\n│项目│金额│\n├──┼──┤\n│税收│ 5│\n├──┼──┤\n│非税│6 │\n└──┴──┘\n",
            [["项目", "金额"], ["税收", "5"], ["非税", "6"]],
            id="制表符号",
        ),
        pytest.param(
            '项目,"金额\n（万元）"\n税收,5\n非税,6\n',
            [["项目", "金额\n（万元）"], ["税收", "5"], ["非税", "6"]],
            id="引号里换行",
        ),
        pytest.param(
            "项目\t金额\n税收\t5\n— 3 —\n项目\t金额\n非税\t6\n",
            [["项目", "金额"], ["税收", "5"], ["项目", "金额"], ["非税", "6"]],
            id="跨页",
        ),
        pytest.param(
            "部门：某局    单位：元\n项目       预算数  决算数\n税收收入      100     98\n"
            "　其中：契税           5\n制表：张三  审核：李四\n",
            [["项目", "预算数", "决算数"], ["税收收入", "100", "98"], ["　其中：契税", "", "5"]],
            id="空格隔开而有空格子",
        ),
        pytest.param(
            "            2023年   2024年\n税收收入     100      98\n非税收入      20      30\n",
            [["", "2023年", "2024年"], ["税收收入", "100", "98"], ["非税收入", "20", "30"]],
            id="空格隔开而左上角空着",
        ),
        pytest.param(
            "              环比涨幅    同比涨幅\n                （%）       （%）\n税收收入        1.2         3.4\n"
            "非税收入        5.6         7.8\n",
            [
                [None, "环比涨幅", "同比涨幅"],
                ["", "（%）", "（%）"],
                ["税收收入", "1.2", "3.4"],
                ["非税收入", "5.6", "7.8"],
            ],
            id="空格隔开的两层表头",
        ),
        pytest.param(
            "项目              2023年            2024年\n             预算数   决算数   预算数   决算数\n"
            "税收收入       100       98      110      108\n非税收入        20       30       25       26\n",
            [
                ["项目", "2023年", None, "2024年", None],
                ["", "预算数", "决算数", "预算数", "决算数"],
                ["税收收入", "100", "98", "110", "108"],
                ["非税收入", "20", "30", "25", "26"],
            ],
            id="空格隔开的跨列表头",
        ),
        pytest.param(
            "收入                    支出\n项目    行次    决算数    项目    行次    决算数\n"
            "栏次            1    栏次            2\n"
            "拨款    1    22    公安    32    9\n合计    2    22    合计    33    9\n",
            [
                ["收入", None, None, "支出", None, None],
                ["项目", "行次", "决算数"] * 2,
                ["拨款", "1", "22", "公安", "32", "9"],
                ["合计", "2", "22", "合计", "33", "9"],
            ],
            id="空格隔开的两边和栏次",
        ),
        pytest.param(
            "项      目        预算数    决算数\n税收收入          100       98\n其中：耕地占用税 1,100       5\n"
            "合    计          120      128\n",
            [
                ["项      目", "预算数", "决算数"],
                ["税收收入", "100", "98"],
                ["其中：耕地占用税", "1,100", "5"],
                ["合    计", "120", "128"],
            ],
            id="隔开的词和挨着数的名称",
        ),
        pytest.param(
            "项目 预算数 决算数\n税收收入 100 98\n非税收入 20 —\n",
            [["项目", "预算数", "决算数"], ["税收收入", "100", "98"], ["非税收入", "20", "—"]],
            id="单个空格隔开",
        ),
        pytest.param(
            "｜项目｜金额｜\n｜税收｜5｜\n｜非税｜6｜\n",
            [["项目", "金额"], ["税收", "5"], ["非税", "6"]],
            id="全角竖线",
        ),
        pytest.param(
            "指标,2023,2024\n税收,5,6\n非税,7,8\n",
            [["指标", "2023", "2024"], ["税收", "5", "6"], ["非税", "7", "8"]],
            id="表头是光写的年份",
        ),
        pytest.param(
            "项目,金额\n税收,5\n非税,6\n\n合计,11\n",
            [["项目", "金额"], ["税收", "5"], ["非税", "6"], ["合计", "11"]],
            id="逗号隔着空行",
        ),
        pytest.param(
            "项目\t2024\n税收\t5\n非税\t6\n", [["项目", "2024"], ["税收", "5"], ["非税", "6"]], id="表头只有一个年份"
        ),
        pytest.param(
            "项目\t金额\t备注\n税收\t5\n非税\t6\t含罚没\n",
            [["项目", "金额", "备注"], ["税收", "5", None], ["非税", "6", "含罚没"]],
            id="行末的空格省去",
        ),
        pytest.param(
            "项目\t金额\n收入部分\n税收\t5\n支出部分\n教育\t6\n以上是一表\n另表\n",
            [["项目", "金额"], ["收入部分", None], ["税收", "5"], ["支出部分", None], ["教育", "6"]],
            id="小标题独占一行",
        ),
        pytest.param(
            "编码\t名称\t金额\n合计\t11\n205\t教育\t5\n208\t社保\t6\n",
            [["编码", "名称", "金额"], ["合计", None, "11"], ["205", "教育", "5"], ["208", "社保", "6"]],
            id="合计一格占两列",
        ),
        pytest.param(
            "类别\t标准\n低保\t650元/月\n特困\t不低于845元/人·月\n",
            [["类别", "标准"], ["低保", "650元/月"], ["特困", "不低于845元/人·月"]],
            id="带单位的金额",
        ),
        pytest.param(
            "项目\t金额\n  税收\t５\n\t△6\n", [["项目", "金额"], ["  税收", "５"], ["", "△6"]], id="缩进和全角"
        ),
    ],
)
def test_rows_of_cells_are_a_table(text: str, cells: list[list[str]]) -> None:
    document = read_text(text.encode(), "a")
    assert document.text == text
    assert grids(document) == [cells]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\t全市收入5亿元，\n\t增长5.4%，\n\t支出6亿元。\n", id="制表符缩进"),
        pytest.param("单位：\t某局\n收入：\t5万元\n支出：\t6万元\n", id="表单"),
        pytest.param("1\t2\n3\t4\n5\t6\n", id="没有表头"),
        pytest.param("项目 预算 备注\n税收收入 100 较多\n非税收入 20 较少\n", id="单个空格隔开的词"),
        pytest.param(
            "项目    预算    决算\n税收收入    100    98    96\n非税收入    20    30    40\n", id="多于表头的列"
        ),
        pytest.param("一、\t收入5亿元，增长5.4%。\n二、\t6\n三、\t7\n", id="编号后的句子"),
        pytest.param("项目\t金额\n税收\t5\n", id="只有两行"),
        pytest.param("2022\t2023\n3\t4\n5\t6\n", id="年份前没有名目"),
        pytest.param("首页 | 公开 | 2024\n新闻 | 通知 | 5\n上页 | 下页 | 6\n", id="菜单"),
        pytest.param("项目\t金额\n税收\t5\n\n非税\t6\n", id="隔着空行"),
        pytest.param("项目,金额\n税收,5\n\n项目,人数\n职工,6\n", id="空行后另有表头"),
        pytest.param("收入5,6\n支出7,8\n结余9,10。\n", id="句子里的逗号"),
        pytest.param("甲,乙\n税,5\n费,6\n" + "一段文字\n" * 9, id="不全是表"),
        pytest.param('甲,乙\n税,5"\n费,6"\n非,7"\n', id="引号在后"),
    ],
)
def test_what_only_has_tabs_or_commas_is_no_table(text: str) -> None:
    assert tables_in(text) == ()


def test_a_line_between_two_tables_heads_no_rows_of_the_first() -> None:
    text = "项目\t2023\n税收\t5\n非税\t6\n政府性基金\n项目\t2024\n土地\t7\n车辆\t8\n"
    assert [len(table) for table in grids(read_text(text.encode(), "a"))] == [3, 3]


def test_the_figures_of_a_table_in_a_text_are_found() -> None:
    mentions = Engine().extract(read_text(TSV.encode("gbk"), "a")).mentions
    assert [told(m) for m in mentions] == ["12345000 CNY", "13000000 CNY", "2000000 CNY"]


def test_text_full_of_tabs_takes_no_memory() -> None:
    assert tables_in("项目\t金额\n" + "税\t5\n" * 500_001) == ()
