"""Which row stands below which, by all the signs that tables use."""

import pytest

from gongbao.segment.hierarchy import Label, paths, whole_codes

TOTALS = ("合计", "总计", "小计", "总额")


def label(line: str) -> Label:
    """A row as drawn: ``.06.@财政事务`` has codes in three columns, ``甲/乙`` two texts, ``=`` spreads over all."""
    codes: tuple[str, ...] = ()
    if "@" in line:
        before, line = line.split("@")
        codes = tuple(before.split("."))
    spread, line = line.startswith("="), line.removeprefix("=")
    texts = tuple("".join(text.split()) for text in line.split("/") if text.strip())
    return Label(texts, codes, line.split("/")[-1], spread)


def below(picture: str) -> list[str]:
    lines = [label(line) for line in picture.strip("\n").split("\n")]
    return [" > ".join(path) for path in paths(whole_codes(lines), TOTALS)]


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param("税收\n非税", ["税收", "非税"], id="没有层级"),
        pytest.param(
            "税收\n　增值税\n　　改征\n　所得税\n非税",
            ["税收", "税收 > 增值税", "税收 > 增值税 > 改征", "税收 > 所得税", "非税"],
            id="全角空格缩进",
        ),
        pytest.param("税收\n\u00a0\u00a0增值税\n非税", ["税收", "税收 > 增值税", "非税"], id="不断行空格缩进"),
        pytest.param("　税收\n　增值税", ["税收", "增值税"], id="缩进都一样"),
        pytest.param("　　税收\n增值税\n　所得税", ["税收", "增值税", "增值税 > 所得税"], id="首行缩进最深"),
        pytest.param("税收\n其中：增值税\n非税", ["税收", "税收 > 其中：增值税", "非税"], id="其中"),
        pytest.param(
            "税收\n其中：增值税\n　　　所得税\n非税",
            ["税收", "税收 > 其中：增值税", "税收 > 所得税", "非税"],
            id="其中以下对齐",
        ),
        pytest.param(
            "一、税收\n其中：增值税\n所得税\n二、非税\n其中：罚没\n收费\n合计",
            [
                "一、税收",
                "一、税收 > 其中：增值税",
                "一、税收 > 所得税",
                "二、非税",
                "二、非税 > 其中：罚没",
                "二、非税 > 收费",
                "合计",
            ],
            id="编号下其中以后不缩进",
        ),
        pytest.param(
            "人口\n其中：城镇\n　　　乡村\n其中：男\n　　　女",
            ["人口", "人口 > 其中：城镇", "人口 > 乡村", "人口 > 其中：男", "人口 > 女"],
            id="两个其中",
        ),
        pytest.param(
            "生产总值\n　　#第一产业\n　　　第二产业\n　　　第三产业\n人均",
            ["生产总值", "生产总值 > #第一产业", "生产总值 > 第二产业", "生产总值 > 第三产业", "人均"],
            id="井号占一格",
        ),
        pytest.param(
            "一、税收\n（一）增值税\n1.改征\n（二）所得税\n二、非税",
            [
                "一、税收",
                "一、税收 > （一）增值税",
                "一、税收 > （一）增值税 > 1.改征",
                "一、税收 > （二）所得税",
                "二、非税",
            ],
            id="编号",
        ),
        pytest.param(
            "年初结转\n一、预算\n二、基金\n年末结转",
            ["年初结转", "年初结转 > 一、预算", "年初结转 > 二、基金", "年末结转"],
            id="无编号的行下从头编号",
        ),
        pytest.param("1.5万吨级\n2.5万吨级", ["1.5万吨级", "2.5万吨级"], id="小数不是编号"),
        pytest.param(
            "201@公共服务\n20106@财政事务\n2010601@行政运行\n20111@纪检\n208@社保",
            ["公共服务", "公共服务 > 财政事务", "公共服务 > 财政事务 > 行政运行", "公共服务 > 纪检", "社保"],
            id="编码列",
        ),
        pytest.param(
            "201..@公共服务\n.06.@财政事务\n..01@行政运行\n..02@一般事务\n208.05.01@离退休",
            [
                "公共服务",
                "公共服务 > 财政事务",
                "公共服务 > 财政事务 > 行政运行",
                "公共服务 > 财政事务 > 一般事务",
                "离退休",
            ],
            id="类款项三列",
        ),
        pytest.param(
            "201一般公共服务\n20106财政事务\n[2010601]行政运行",
            [
                "201一般公共服务",
                "201一般公共服务 > 20106财政事务",
                "201一般公共服务 > 20106财政事务 > [2010601]行政运行",
            ],
            id="编码粘在名称前",
        ),
        pytest.param("合计\n税收\n非税", ["合计", "税收", "非税"], id="合计在前"),
        pytest.param(
            "税收\n　增值税\n收入合计\n　上年结余",
            ["税收", "税收 > 增值税", "收入合计", "上年结余"],
            id="合计以后重新开始",
        ),
        pytest.param("合计\n其中：基本支出", ["合计", "合计 > 其中：基本支出"], id="合计其中"),
        pytest.param(
            "=一、农业\n粮食\n=二、工业\n发电",
            ["一、农业", "一、农业 > 粮食", "二、工业", "二、工业 > 发电"],
            id="通栏小标题",
        ),
        pytest.param("产出/数量/里程\n产出/质量/合格率", ["产出 > 数量 > 里程", "产出 > 质量 > 合格率"], id="几列标签"),
        pytest.param(
            "省级/教育\n省级/农业\n小计\n市级/教育\n小计\n合计",
            ["省级 > 教育", "省级 > 农业", "省级 > 小计", "市级 > 教育", "市级 > 小计", "合计"],
            id="外层一列里的小计",
        ),
        pytest.param("甲县/道路\n乙县/学校\n小计", ["甲县 > 道路", "乙县 > 学校", "小计"], id="几个外层的小计"),
        pytest.param("税收\n \n非税", ["税收", "", "非税"], id="空行"),
        pytest.param(
            "居民消费价格\n　其中：食品烟酒\n　　　　　粮食\n　　　居住\n　　　衣着\n生产价格",
            [
                "居民消费价格",
                "居民消费价格 > 其中：食品烟酒",
                "居民消费价格 > 其中：食品烟酒 > 粮食",
                "居民消费价格 > 居住",
                "居民消费价格 > 衣着",
                "生产价格",
            ],
            id="其中之下还有一层",
        ),
        pytest.param(
            "零售额\n按地区分\n城镇\n乡村\n按行业分：\n批发业\n进出口总额\n出口",
            [
                "零售额",
                "零售额 > 按地区分",
                "零售额 > 按地区分 > 城镇",
                "零售额 > 按地区分 > 乡村",
                "零售额 > 按行业分：",
                "零售额 > 按行业分： > 批发业",
                "进出口总额",
                "出口",
            ],
            id="按什么分",
        ),
        pytest.param(
            "零售额\n　按地区分\n　城镇\n　　县城\n　乡村\n价格",
            [
                "零售额",
                "零售额 > 按地区分",
                "零售额 > 按地区分 > 城镇",
                "零售额 > 按地区分 > 城镇 > 县城",
                "零售额 > 按地区分 > 乡村",
                "价格",
            ],
            id="缩进的按什么分",
        ),
        pytest.param(
            "一、拨款\n其中：本级\n二、事业收入\n上年结转\n收入总计",
            ["一、拨款", "一、拨款 > 其中：本级", "二、事业收入", "上年结转", "收入总计"],
            id="编号行之后的结转",
        ),
        pytest.param(
            "一、拨款\n　　基金\n二、事业收入\n年初结余\n　　基金结余",
            ["一、拨款", "一、拨款 > 基金", "二、事业收入", "年初结余", "年初结余 > 基金结余"],
            id="缩进的编号行之后的结余",
        ),
        pytest.param(
            "一、拨款\n税收\n二、上年结转\n基金结转",
            ["一、拨款", "一、拨款 > 税收", "二、上年结转", "二、上年结转 > 基金结转"],
            id="结转之下的结转",
        ),
        pytest.param(
            "一、拨款\n上年结转\n本年拨款\n收入合计",
            ["一、拨款", "一、拨款 > 上年结转", "一、拨款 > 本年拨款", "收入合计"],
            id="结转是拨款的一部分",
        ),
        pytest.param(
            "农业\n　粮食\n农业小计\n　棉花\n合计",
            ["农业", "农业 > 粮食", "农业小计", "农业 > 棉花", "合计"],
            id="小计不断开上下",
        ),
        pytest.param(
            "一、市本级\n二、区县小计\n甲县\n乙县",
            ["一、市本级", "二、区县小计", "二、区县小计 > 甲县", "二、区县小计 > 乙县"],
            id="有编号的小计下有各项",
        ),
    ],
)
def test_rows_stand_below_others(picture: str, expected: list[str]) -> None:
    assert below(picture) == expected


def test_codes_left_out_are_those_above() -> None:
    labels = [label("201..@甲"), label(".06.@乙"), label("..01@丙"), label("208..@丁"), label(".05.@戊")]
    assert [label.code for label in whole_codes(labels)] == ["201", "20106", "2010601", "208", "20805"]


def test_numbers_that_begin_anew_do_not_lead_ever_deeper() -> None:
    rows = below("一、税收\n其中：增值税\n" * 100)
    assert max(row.count(" > ") for row in rows) < 20
