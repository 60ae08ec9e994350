"""Cells of tables to exact values, in the unit that the cell, its headers or the caption say."""

import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import Code, Kind, Money, Quantity
from tests.told_tables import extract, figures


def one(cell: str, header: str = "数值", row: str = "甲", caption: str = "", unit: str = "") -> list[str]:
    """What is found in the only cell of a table."""
    units = ("单位 | ", f"{unit} | ") if unit else ("", "")
    lines = [f"单位：{caption}"] if caption else []
    return figures("\n".join([*lines, f"项目 | {units[0]}{header} | 备注", f"{row} | {units[1]}{cell} |"]))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("1,234.56", ["1,234.56 = 12345600 CNY"], id="千分位"),
        pytest.param("１，２３４．５", ["１，２３４．５ = 12345000 CNY"], id="全角"),
        pytest.param("0", ["0 = 0 CNY"], id="零"),
        pytest.param("0.00", ["0.00 = 0 CNY"], id="零点零零"),
        pytest.param("-3.2", ["-3.2 = -32000 CNY"], id="负号"),
        pytest.param("－3.2", ["－3.2 = -32000 CNY"], id="全角负号"),
        pytest.param("(123.45)", ["(123.45) = -1234500 CNY"], id="括号为负"),
        pytest.param("（123.45）", ["（123.45） = -1234500 CNY"], id="全角括号为负"),
        pytest.param("△50", ["△50 = -500000 CNY"], id="三角为负"),
        pytest.param("\u20115", ["\u20115 = -50000 CNY"], id="不断行的连字符"),
        pytest.param("'300", ["300 = 3000000 CNY"], id="文本的撇号"),
        pytest.param("+5", ["+5 = 50000 CNY"], id="正号"),
        pytest.param("1,2⏎34", ["1,2\n34 = 12340000 CNY"], id="窄格里断开的数"),
        pytest.param("1 234", ["1 234 = 12340000 CNY"], id="空格分节"),
        pytest.param("2,345①", ["2,345 = 23450000 CNY"], id="圈码脚注"),
        pytest.param("2,345[12]", ["2,345 = 23450000 CNY"], id="方括号脚注"),
        pytest.param("5*", ["5 = 50000 CNY"], id="星号脚注"),
        pytest.param("5.6%", ["5.6% = 5.6 %"], id="百分号压过表的单位"),
        pytest.param("12.3亿元", ["12.3亿元 = 1230000000 CNY"], id="自带单位"),
        pytest.param("约30人", ["30人 = 30 人 APPROX"], id="约"),
        pytest.param("近30", ["30 = 300000 CNY LESS_THAN"], id="近"),
        pytest.param("≈30", ["30 = 300000 CNY APPROX"], id="约等于号"),
        pytest.param("负30", ["负30 = -300000 CNY"], id="负"),
        pytest.param("3.1%↓", ["3.1% = -3.1 %"], id="后面的下箭头"),
        pytest.param("3.1↑", ["3.1 = 31000 CNY"], id="后面的上箭头"),
        pytest.param("1.", [], id="序号"),
        pytest.param("≥95%", ["95% = 95 % EQUAL_OR_MORE"], id="不小于号"),
        pytest.param("≤3个", ["3个 = 3 个 EQUAL_OR_LESS"], id="不大于号"),
        pytest.param(">=30", ["30 = 300000 CNY EQUAL_OR_MORE"], id="两个字符的不小于"),
        pytest.param("5.5左右", ["5.5 = 55000 CNY APPROX"], id="左右"),
        pytest.param("3以上", ["3 = 30000 CNY EQUAL_OR_MORE"], id="以上"),
        pytest.param("不低于3", ["3 = 30000 CNY EQUAL_OR_MORE"], id="不低于"),
        pytest.param("力争600", ["600 = 6000000 CNY"], id="力争"),
        pytest.param("稳定在50以上", ["50 = 500000 CNY EQUAL_OR_MORE"], id="稳定在以上"),
        pytest.param("〔300〕", ["300 = 3000000 CNY"], id="六角括号里的累计数"),
        pytest.param("￥1,234.5", ["￥1,234.5 = 12345000 CNY"], id="钱的记号不是单位"),
        pytest.param("-¥5", ["-¥5 = -50000 CNY"], id="记号前的负号"),
        pytest.param("¥-5", ["¥-5 = -50000 CNY"], id="记号后的负号"),
        pytest.param("（¥5）", ["（¥5） = -50000 CNY"], id="括号里的记号"),
        pytest.param("▼5", ["▼5 = -50000 CNY"], id="下三角为负"),
        pytest.param("↑5", ["↑5 = 50000 CNY"], id="上箭头为正"),
        pytest.param("1'234'567", ["1'234'567 = 12345670000 CNY"], id="撇号分节"),
        pytest.param("5.4E+10", ["5.4E+10 = 540000000000000 CNY"], id="科学记数"),
        pytest.param("\u200b5\ufeff", ["5 = 50000 CNY"], id="看不见的字符"),
        pytest.param("1,2\u200b34\ufeff.5", ["1,2\u200b34\ufeff.5 = 12345000 CNY"], id="数中看不见的字符"),
        pytest.param("1\x0034\x7f.5", ["1\x0034\x7f.5 = 1345000 CNY"], id="数中的控制字符"),
        pytest.param("\u2066-5\u2069", ["-5 = -50000 CNY"], id="数外的方向记号"),
        pytest.param("下降5", [], id="下降了什么不知道"),
        pytest.param("—", [], id="破折号"),
        pytest.param("…", [], id="省略号"),
        pytest.param("持平", [], id="持平"),
        pytest.param("", [], id="空"),
        pytest.param("1.2.3", [], id="不成数"),
        pytest.param("0715-8255800", [], id="电话"),
        pytest.param("00500", ["00500 = 5000000 CNY"], id="补零的数"),
        pytest.param("2024-2026", [], id="年份区间"),
    ],
)
def test_figures_of_a_table_in_wan_yuan(cell: str, expected: list[str]) -> None:
    assert one(cell, caption="万元") == expected


@pytest.mark.parametrize(
    ("given_words", "expected"),
    [
        pytest.param({"caption": "亿元"}, "30000000000 CNY".replace("0000000000", "00000000"), id="表的单位"),
        pytest.param({"header": "产量（万吨）"}, "30000 吨", id="列头括号"),
        pytest.param({"header": "亿元"}, "300000000 CNY", id="列头只是钱的单位"),
        pytest.param({"header": "人"}, "3", id="列头只是人"),
        pytest.param({"header": "投资额:万元"}, "30000 CNY", id="列头冒号"),
        pytest.param({"row": "粮食（万吨）", "caption": "亿元"}, "30000 吨", id="行头括号"),
        pytest.param({"unit": "亿千瓦时", "caption": "亿元"}, "300000000 千瓦时", id="单位列"),
        pytest.param({"unit": "万人次"}, "30000 人次", id="单位列万人次"),
        pytest.param({"header": "出口额（亿美元）"}, "300000000 USD", id="美元"),
        pytest.param({"header": "增长（%）", "caption": "亿元"}, "3 %", id="表为亿元而列为百分数"),
        pytest.param({"header": "同比增长（±%）"}, "3 %", id="正负百分号"),
        pytest.param({"header": "比上年增长%", "unit": "万吨"}, "3 %", id="百分数列压过单位列"),
        pytest.param({"header": "增减", "caption": "亿元、%"}, "3 %", id="几个单位中的百分数"),
        pytest.param({"header": "金额", "caption": "亿元、%"}, "300000000 CNY", id="几个单位中的金额"),
        pytest.param({"header": "面积", "caption": "万元、万亩"}, "30000 亩", id="几个单位中的面积"),
        pytest.param({"header": "面积", "caption": "万元、台"}, "3", id="几个单位中没有面积的"),
        pytest.param({"header": "固定资产", "caption": "人、辆、万元"}, "30000 CNY", id="几个单位中唯一的钱"),
        pytest.param({"header": "甲类", "caption": "人、辆"}, "3", id="几个单位不知是哪个"),
        pytest.param({"header": "在职人数", "caption": "万元"}, "3 人", id="人数不是钱"),
        pytest.param({"row": "保单件数", "caption": "亿元、万件"}, "30000 件", id="表说以万件计"),
        pytest.param({"header": "数量", "caption": "万元"}, "3", id="数量不是钱"),
        pytest.param({"header": "得分", "row": "合格率"}, "3 分", id="得分不是率"),
        pytest.param({"row": "城镇登记失业率"}, "3 %", id="率是百分数"),
        pytest.param({"row": "死亡率"}, "3", id="死亡率不知是百分还是千分"),
        pytest.param({"row": "自然增长率（‰）"}, "3 ‰", id="千分"),
        pytest.param({"row": "各县（市）区", "caption": "万元"}, "30000 CNY", id="县（市）区不是单位"),
        pytest.param({"header": "数值"}, "3", id="没有单位"),
        pytest.param({"header": "单价", "unit": "台", "caption": "万元"}, "30000 CNY", id="单价不以货物的单位计"),
        pytest.param({"header": "采购金额", "unit": "台", "caption": "万元"}, "30000 CNY", id="采购金额是钱"),
        pytest.param({"header": "车辆编制数", "caption": "人"}, "3 辆", id="车辆编制数是辆"),
        pytest.param({"header": "累计折旧", "row": "车辆（辆）", "caption": "万元"}, "30000 CNY", id="折旧是钱"),
        pytest.param({"header": "采购金额（万元）", "unit": "台"}, "30000 CNY", id="列头的单位压过货物的单位"),
        pytest.param(
            {"header": "金额", "row": "电脑（台）", "caption": "万元"}, "30000 CNY", id="行头的货物单位不是金额的"
        ),
        pytest.param({"header": "单价", "unit": "元/台", "caption": "万元"}, "3 CNY", id="单位列是钱"),
        pytest.param({"header": "单价", "unit": "台"}, "3", id="没有说是什么钱"),
        pytest.param({"header": "数量", "unit": "台", "caption": "万元"}, "3 台", id="数量以货物的单位计"),
        pytest.param({"header": "权重", "row": "水质达标率", "caption": "万元"}, "3", id="权重不是率也不是钱"),
        pytest.param({"header": "权重（%）", "caption": "万元"}, "3 %", id="权重是百分数"),
        pytest.param({"header": "总分", "caption": "万元"}, "3 分", id="总分"),
        pytest.param({"header": "较上年增减"}, "3", id="增减不知是百分数"),
        pytest.param({"header": "较上年增长"}, "3 %", id="增长是百分数"),
        pytest.param({"header": "增减（±）", "row": "城镇化率（%）"}, "3 pp", id="率的增减是百分点"),
        pytest.param({"header": "增减%", "row": "城镇化率（%）"}, "3 %", id="率的增减写明百分数"),
        pytest.param({"header": "增减（±）", "row": "常住人口（万人）"}, "30000 人", id="人口的增减"),
    ],
)
def test_unit_of_a_bare_number(given_words: dict[str, str], expected: str) -> None:
    assert one("3", **given_words) == [f"3 = {expected}"]


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param(
            "指标 | 2022年 | 2023年 | 2024年\n投资（亿元） | 2 | 1 | 0.5\n增速 | | 6% | 5%",
            ["2 = 200000000 CNY", "1 = 100000000 CNY", "0.5 = 50000000 CNY", "6% = 6 %", "5% = 5 %"],
            id="百分号上面的钱",
        ),
        pytest.param(
            "地区 | 总户数（户） | 其中：低保户 | 居民\n甲 | 30 | 10 | 50",
            ["30 = 30 户", "10 = 10 户", "50 = 50"],
            id="户数之后的居民",
        ),
        pytest.param(
            "单位：万元\n项目 | 2024年 | 占比\n财政收入 | 20 | 1\n税收 | 14 | 0.7\n非税 | 6 | 0.3",
            ["20 = 200000 CNY", "1 = 100 %", "14 = 140000 CNY", "0.7 = 70 %", "6 = 60000 CNY", "0.3 = 30 %"],
            id="加起来是一的占比",
        ),
        pytest.param(
            "单位：万元、%\n项目 | 2024年 | 占总支出比重\n公务接待 | 20 | 1.0\n公务用车 | 10 | 0.5\n因公出国 | 6 | 0.3",
            ["20 = 200000 CNY", "1.0 = 1 %", "10 = 100000 CNY", "0.5 = 0.5 %", "6 = 60000 CNY", "0.3 = 0.3 %"],
            id="表为百分数的比重不是小数",
        ),
        pytest.param(
            "单位：万元\n项目 | 2024年 | 占比\n公务接待 | 20 | 1\n公务用车 | 10 | 0.5\n因公出国 | 6 | 0.3",
            ["20 = 200000 CNY", "1 = 1 %", "10 = 100000 CNY", "0.5 = 0.5 %", "6 = 60000 CNY", "0.3 = 0.3 %"],
            id="占比为一的不是总数",
        ),
        pytest.param(
            "单位：万元\n贷款 | 期限 | 年利率\n甲 | 12 | 1\n乙 | 6 | 0.5\n丙 | 3 | 0.25",
            ["12 = 12", "1 = 1 %", "6 = 6", "0.5 = 0.5 %", "3 = 3", "0.25 = 0.25 %"],
            id="与期限成比例的利率",
        ),
        pytest.param(
            "单位：亿元\n地区 | 贷款余额 | 不良率\n合计 | 100 | 1\n甲 | 50 | 0.5\n乙 | 80 | 0.8",
            [
                "100 = 10000000000 CNY",
                "1 = 1 %",
                "50 = 5000000000 CNY",
                "0.5 = 0.5 %",
                "80 = 8000000000 CNY",
                "0.8 = 0.8 %",
            ],
            id="与余额成比例的不良率",
        ),
        pytest.param(
            "地区 | 教育经费（亿元） | 其中：财政拨款 | 在校学生\n甲 | 30 | 20 | 20000",
            ["30 = 3000000000 CNY", "20 = 2000000000 CNY", "20000 = 20000"],
            id="经费之后的学生不是钱",
        ),
        pytest.param(
            "地区 | 产值（亿元） | 增速（%） | 比上月\n甲 | 30 | 5.2 | 0.2",
            ["30 = 3000000000 CNY", "5.2 = 5.2 %", "0.2 = 0.2"],
            id="增速之后的比上月",
        ),
        pytest.param(
            "地区 | 产值（亿元） | 比上年同期\n甲 | 30 | 105.6",
            ["30 = 3000000000 CNY", "105.6 = 105.6"],
            id="没有单位的比上年同期",
        ),
        pytest.param(
            "地区 | 收入（万元） | 比上年 | 增长（%）\n甲 | 30 | 8.0 | 36.4",
            ["30 = 300000 CNY", "8.0 = 80000 CNY", "36.4 = 36.4 %"],
            id="增长之前的比上年是钱",
        ),
        pytest.param(
            "单位：%\n类别 | 比上月变化 | 同比变化\n食品 | 0.1 | 0.4",
            ["0.1 = 0.1 %", "0.4 = 0.4 %"],
            id="只有变化的百分数",
        ),
        pytest.param(
            "单位：%\n城市 | 新房变动 | 二手房变动\n武汉 | 0.1 | 0.4", ["0.1 = 0.1 %", "0.4 = 0.4 %"], id="房价的变动"
        ),
        pytest.param(
            "单位：%\n类别 | 2024年5月 | 环比变动\n食品 | 0.3 | 0.1",
            ["0.3 = 0.3 %", "0.1 = 0.1 %"],
            id="环比变动不是百分点",
        ),
        pytest.param(
            "指标 | 2024年 | 比上年\n一产比重（%） | 12 | 降0.5\n二产比重（%） | 40 | 升0.5",
            ["12 = 12 %", "0.5 = 0.5 pp", "40 = 40 %", "0.5 = 0.5 pp"],
            id="比重降了几个百分点",
        ),
        pytest.param(
            "指标 | 2024年 | 同比\n一产比重（%） | 12 | 下降0.5", ["12 = 12 %", "0.5 = 0.5 pp"], id="同比下降的比重"
        ),
        pytest.param(
            "单位：万平方米、万人次、亿元、%\n指标 | 本月 | 比上月增长\n销售面积 | 5 | 1\n#住宅 | 4 | 2\n"
            "游客总人数 | 3 | 6",
            ["5 = 50000 平方米", "1 = 1 %", "4 = 40000 平方米", "2 = 2 %", "3 = 30000 人次", "6 = 6 %"],
            id="几个单位里的面积人次与增速",
        ),
        pytest.param(
            "单位：万平方米、亿元\n指标 | 本月\n销售额 | 5\n#住宅 | 4",
            ["5 = 500000000 CNY", "4 = 400000000 CNY"],
            id="销售额的住宅",
        ),
        pytest.param("单位：人 (person)\n年份 | 招生数\n1978 | 5", ["5 = 5 人"], id="单位带英文"),
        pytest.param(
            "单位：公顷、公斤/公顷、吨\n作物 | 播种面积 | 单产 | 亩产 | 总产量\n小麦 | 3 | 4 | 5 | 6",
            ["3 = 3 公顷", "4 = 4 公斤/公顷", "5 = 5 公斤/公顷", "6 = 6 吨"],
            id="单产和亩产",
        ),
        pytest.param("单位：公斤\n作物 | 亩产\n小麦 | 3", ["3 = 3 公斤"], id="亩产只有一个单位"),
        pytest.param(
            "单位：个、岁、人\n地区 | 平均初婚年龄 | < | 身高 | 卫生技术人员 | <\n"
            "^ | 男 | 女 | 男 | 男 | 女\n甲 | 27 | 25 | 172 | 3 | 4",
            ["27 = 27", "25 = 25", "172 = 172", "3 = 3 人", "4 = 4 人"],
            id="男女随其上的人员",
        ),
        pytest.param(
            "单位：户、人\n地区 | 总人口 | 按性别分 | < | 平均年龄 | 按性别分\n"
            "^ | ^ | 男 | 女 | ^ | 男\n甲 | 5 | 3 | 2 | 40 | 41",
            ["5 = 5 人", "3 = 3 人", "2 = 2 人", "40 = 40", "41 = 41"],
            id="按性别分随其前的人口",
        ),
        pytest.param(
            "单位：元\n指标 | 2024年\n可支配收入 | 3\n城乡收入比（以农民为1） | 2",
            ["3 = 3 CNY", "2 = 2"],
            id="以农民为1的收入比不是钱",
        ),
        pytest.param(
            "单位：万元\n项目 | 计量单位 | 数量 | 采购预算 | <\n^ | ^ | ^ | 合计 | 其他资金\n电脑 | 台 | 12 | 5 | 4",
            ["12 = 12 台", "5 = 50000 CNY", "4 = 40000 CNY"],
            id="采购预算的各列是钱",
        ),
        pytest.param("2024年价格涨跌幅度（%）\n指标 | 全市\n居民消费价格 | 0.3", ["0.3 = 0.3 %"], id="题名末尾的单位"),
        pytest.param("支出决算表（项）\n项目 | 数\n教育 | 3", ["3 = 3"], id="款项不是单位"),
        pytest.param(
            "项目 | 采购金额（万元） | 占比（%） | 其中：面向中小企业预留 | 个数\n甲 | 10 | 5 | 8 | 2",
            ["10 = 100000 CNY", "5 = 5 %", "8 = 80000 CNY", "2 = 2 个"],
            id="其中随其总数",
        ),
        pytest.param(
            "单位：亿元、%\n县区 | 零售总额 | < | 工业总产值 | <\n^ | 总量 | 增长 | 总量 | 增减\n甲县 | 10 | 5 | 8 | 2",
            ["10 = 1000000000 CNY", "5 = 5 %", "8 = 800000000 CNY", "2 = 200000000 CNY"],
            id="总额的增长是百分数",
        ),
        pytest.param(
            "指标 | 单位 | 本月\n用电量 | 万千瓦时 | 3\n工业用电 | 〃 | 2\n货运量 | 万吨 | 5\n客运量 | | 4",
            ["3 = 30000 千瓦时", "2 = 20000 千瓦时", "5 = 50000 吨", "4 = 4"],
            id="单位同上",
        ),
        pytest.param(
            "单位：微克/立方米\n地区 | 综合指数 | PM10浓度\n甲 | 4.1 | 71",
            ["4.1 = 4.1", "71 = 71 微克/立方米"],
            id="指数没有单位",
        ),
        pytest.param(
            "项目 | 金额（万元） | 增减额 | 增幅\n甲 | 10 | -2 | 5",
            ["10 = 100000 CNY", "-2 = -20000 CNY", "5 = 5 %"],
            id="增减额随其金额",
        ),
        pytest.param(
            "项目 | 预算（万元） | 支出（万元） | 执行率\n甲 | 100 | 95 | 0.95\n乙 | 80 | 80 | 1",
            ["100 = 1000000 CNY", "95 = 950000 CNY", "0.95 = 95 %", "80 = 800000 CNY", "80 = 800000 CNY", "1 = 100 %"],
            id="率写成小数",
        ),
        pytest.param(
            "项目 | 预算（万元） | 支出（万元） | 执行率\n甲 | 100 | 0.95 | 0.95",
            ["100 = 1000000 CNY", "0.95 = 9500 CNY", "0.95 = 0.95 %"],
            id="率不足百分之一",
        ),
        pytest.param(
            "项目 | 预算（万元） | 支出（万元） | 执行率（%）\n甲 | 100 | 95 | 0.95",
            ["100 = 1000000 CNY", "95 = 950000 CNY", "0.95 = 0.95 %"],
            id="写明百分号的率",
        ),
    ],
)
def test_units_of_columns_beside_each_other(picture: str, expected: list[str]) -> None:
    assert figures(picture) == expected


@pytest.mark.parametrize(
    ("cell", "header", "expected"),
    [
        pytest.param("$3", "出口额（万美元）", "30000 USD", id="列是万美元"),
        pytest.param("US$3", "出口额（万美元）", "30000 USD", id="美元的记号"),
        pytest.param("$3", "出口额（万元）", "3 USD", id="列是万元而格是美元"),
        pytest.param("$3", "出口额", "3 USD", id="列没有单位"),
        pytest.param("$-3", "出口额（美元）", "-3 USD", id="列是美元而减号在后"),
        pytest.param("($3)", "出口额（美元）", "-3 USD", id="列是美元而有括号"),
    ],
)
def test_a_sign_of_dollars(cell: str, header: str, expected: str) -> None:
    assert one(cell, header=header) == [f"{cell} = {expected}"]


@pytest.mark.parametrize("cell", ["￥3", "¥3"])
def test_a_sign_of_money_is_yuan_where_nothing_else_says_more(cell: str) -> None:
    assert one(cell) == [f"{cell} = 3 CNY"]


@pytest.mark.parametrize("cell", ["增长3", "下降3", "同比上涨3"])
def test_words_before_a_figure_in_a_column_of_percentages(cell: str) -> None:
    assert one(cell, header="增长（%）") == ["3 = 3 %"]


def test_what_a_unit_is_for_each_of() -> None:
    result = extract("指标 | 单位 | 数值\n平均工资 | 元/人 | 5,000\n税收 | 万元 | 3")
    assert [fact.per for fact in result.facts] == ["人", None]


def test_a_length_of_time_in_a_column_is_one() -> None:
    result = extract("债券 | 期限（年） | 工期（月）\n某债 | 10 | 1.5")
    assert [(m.kind, m.text, getattr(m.value, "value", None)) for m in result.mentions] == [
        (Kind.DURATION, "10", "P10Y"),
        (Kind.DURATION, "1.5", "P1.5M"),
    ]
    told = [f.value for f in result.facts]
    assert told == [
        Quantity(Decimal(10), Decimal(10), "年", "年"),
        Quantity(Decimal("1.5"), Decimal("1.5"), "个月", "个月"),
    ]


def test_a_number_too_long_has_no_value_and_a_code() -> None:
    result = extract("项目 | 数值\n甲 | " + "9" * 60)
    assert [m.text for m in result.mentions] == ["9" * 60]
    assert result.mentions[0].value.low is None  # type: ignore[union-attr]
    assert Code.NUMBER_TOO_LONG in result.codes


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("9" * 28, ["9" * 28 + " = " + "9" * 28 + "0000 CNY"], id="乘开后三十二位"),
        pytest.param(f"-{'9' * 28}", [f"-{'9' * 28} = -{'9' * 28}0000 CNY"], id="负数"),
        pytest.param("9" * 29, ["9" * 29 + " = ? CNY"], id="乘开后三十三位"),
        pytest.param("1.2345678901", ["1.2345678901 = 12345.678901 CNY"], id="乘开后六位小数"),
        pytest.param("1.23456789012", ["1.23456789012 = ? CNY"], id="乘开后七位小数"),
        pytest.param("5.1234567%", ["5.1234567% = ? %"], id="没有舍入的比率"),
    ],
)
def test_what_the_tables_can_hold_of_a_cell_is_exact(cell: str, expected: list[str]) -> None:
    assert one(cell, caption="万元") == expected


_NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2)


@given(st.lists(_NUMBERS, min_size=1, max_size=6), st.text(string.ascii_letters + "甲乙（）。\n", max_size=30))
def test_planted_figures_are_found_exactly_there(numbers: list[Decimal], padding: str) -> None:
    rows = [f"第{i}项 | {number:,}" for i, number in enumerate(numbers)]
    result = extract(padding.replace("|", "") + "\n单位：千元\n项目 | 预算数\n" + "\n".join(rows))
    found = [result.mentions[fact.mention] for fact in result.facts if fact.cell]
    text = result.document.text
    place = text.index("预算数")
    for number, mention in zip(numbers, found, strict=True):
        place = text.index(f"{number:,}", text.index("项\t", place))
        assert (mention.span.start, mention.text) == (place, f"{number:,}")
        assert mention.value.low == number * 1000  # type: ignore[union-attr]


def test_what_is_the_same_in_a_figure_is_one_object() -> None:
    result = extract("单位：万元\n项目 | 数值 | 备注\n甲 | 1,234.5 |\n乙 | 1,234.5 |")
    one, other = (mention.value for mention in result.mentions)
    assert isinstance(one, Money) and one is other
    assert one.low is one.high
    spans = [cell.span for cell in result.segments.grids[0].cells]
    assert all(mention.view_span is span for mention, span in zip(result.mentions, spans, strict=True))


@pytest.mark.parametrize(
    ("cell", "header", "expected"),
    [
        pytest.param("12.3456万", "人数（人）", ["12.3456万 = 123456 人"], id="人"),
        pytest.param("1.2亿", "金额（元）", ["1.2亿 = 120000000 CNY"], id="元"),
        pytest.param("12.3456万", "数值", ["12.3456万 = 123456"], id="没有单位"),
        pytest.param("12万", "增长（%）", ["12万 = 120000"], id="百分数"),
    ],
)
def test_a_figure_brings_its_own_multiplier_to_the_unit_of_its_column(
    cell: str, header: str, expected: list[str]
) -> None:
    assert one(cell, header) == expected


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        pytest.param("身份证号", ("420101199001011234", "42010119900101123X"), id="身份证号"),
        pytest.param("合同编号", ("20240305", "20240306"), id="合同编号"),
        pytest.param("电话号码", ("87654321", "87654322"), id="号码"),
    ],
)
def test_numbers_by_which_rows_are_known_are_no_figures(header: str, cells: tuple[str, str]) -> None:
    rows = f"名称 | {header} | 金额（万元）\n甲 | {cells[0]} | 5\n乙 | {cells[1]} | 6"
    assert figures(rows) == ["5 = 50000 CNY", "6 = 60000 CNY"]


def test_the_column_of_a_numbered_thing_holds_figures() -> None:
    assert figures("名称 | 2号 | 3号\n甲 | 5 | 6\n乙 | 7 | 8") == ["5 = 5", "6 = 6", "7 = 7", "8 = 8"]
