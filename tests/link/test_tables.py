"""What figures in tables mean, by the headers of their rows and columns, their table and their document."""

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from gongbao.model import Duration, Percent, Quantity, Result, Stand
from tests.drawn import drawn
from tests.facts_told import engine
from tests.told_tables import GIVEN, extract, facts, figures_of

TABLES = tomllib.loads((Path(__file__).parent / "tables.toml").read_text(encoding="utf-8"))["table"]


@pytest.mark.parametrize("table", [pytest.param(table, id=table["id"]) for table in TABLES])
def test_facts_of_a_table(table: dict[str, str]) -> None:
    assert facts(table["picture"]) == table["facts"].strip("\n").split("\n")


def fact_fields(picture: str, name: str) -> list[object]:
    return [getattr(fact, name) for fact in extract(picture).facts]


def test_a_part_of_a_length_of_time_is_one_and_a_part_of_an_amount_behind_it_is_none() -> None:
    result = extract("房屋 | 面积（平方米） | 租期（月） | 其中：免租期 | 其中：公摊\n甲 | 30 | 24 | 3 | 5")
    values = [result.mentions[fact.mention].value for fact in result.facts]
    assert [type(value) for value in values] == [Quantity, Duration, Duration, Quantity]


def test_negative_growth_is_a_decrease_and_the_mention_keeps_its_sign() -> None:
    result = extract("单位：亿元\n指标 | 2024年 | 比上年增长（%）\n税收收入 | 10 | -3.2")
    growth = result.facts[1]
    assert result.mentions[growth.mention].text == "-3.2"
    assert result.mentions[growth.mention].value == Percent(Decimal("-3.2"), Decimal("-3.2"), "%")
    assert (growth.direction, growth.value) == ("decrease", Percent(Decimal("3.2"), Decimal("3.2"), "%"))


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(
            "指标 | 2022年 | 2023年 | 2023年比2022年\n城镇化率（%） | 60.1 | 61.2 | 1.1", id="率的2023年比2022年"
        ),
        pytest.param("规划指标\n指标 | 2020年 | 2025年 | 累计\n城镇化率（%） | 60.1 | 61.2 | [1.1]", id="率的累计"),
    ],
)
def test_what_a_rate_has_changed_by_are_points(picture: str) -> None:
    change = extract(picture).facts[-1]
    assert (change.measure, change.value) == ("change", Percent(Decimal("1.1"), Decimal("1.1"), "pp"))


def test_the_year_before_is_that_before_the_column_on_the_left() -> None:
    picture = (
        "2020年收入执行情况及2021年预算表\n单位：万元\n"
        "项目 | 2020年执行数 | 2021年预算数 | 比上年执行数增减%\n契税 | 10 | 12 | 20"
    )
    assert [str(day)[:4] for day in fact_fields(picture, "base_start")] == ["None", "None", "2020"]
    over = picture.replace("比上年执行数增减%", "为上年执行%").replace("12 | 20", "12 | 120")
    assert [str(day)[:4] for day in fact_fields(over, "base_start")] == ["None", "None", "2020"]


def test_a_unit_in_the_corner_may_stand_before_the_names() -> None:
    picture = (
        "2021年项目自评表\n执行情况（万元） | | 年初预算数 | 执行数\n | 资金总额 | 320 | 285\n | 财政拨款 | 300 | 265"
    )
    assert figures_of(extract(picture))[0] == "320 = 3200000 CNY"


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        pytest.param("历下区 | 5\n市中区 | 4", ["历下区", "市中区"], id="同名的区在别的区旁边"),
        pytest.param("市中区 | 4", [None], id="同名的区没有别的区"),
        pytest.param("历下区 | 5\n鼓楼区 | 4", ["历下区", None], id="旁边的市没有这个区"),
    ],
)
def test_of_places_called_alike_the_one_beside_others_is_meant(rows: str, places: list[str | None]) -> None:
    result = extract(f"2025年各区固定资产投资\n区域 | 固定资产投资（亿元）\n{rows}", {})
    assert [fact.region for fact in result.facts] == places


def test_the_tables_of_a_census_are_of_its_day() -> None:
    picture = "第七次全国人口普查公报\n2021年6月1日\n单位：人\n地区 | 常住人口\n全市 | 66"
    document = drawn(picture)
    found = engine().extract(document, {**GIVEN, "title": "咸宁市第七次全国人口普查公报", "date": "2021-06-01"})
    assert str(found.facts[0].period_start) == "2020-11-01"


@pytest.mark.parametrize(
    ("below", "figure"),
    [
        pytest.param("项目 | 2024年\n教育支出 | 5\n卫生支出 | 6", "5 = 50000 CNY", id="没有题名"),
        pytest.param("人员表 | <\n项目 | 2024年\n在职 | 5\n退休 | 6", "5 = 5", id="另有题名"),
        pytest.param("单位：亿元 | <\n项目 | 2024年\n教育支出 | 5\n卫生支出 | 6", "5 = 500000000 CNY", id="另有单位"),
    ],
)
def test_tables_of_a_sheet_share_the_unit_above_the_first(below: str, figure: str) -> None:
    picture = f"收支表 | <\n | 单位：万元\n项目 | 2024年\n税收收入 | 7\n非税收入 | 8\n\n{below}"
    document = replace(drawn(picture), format="xlsx")
    assert figures_of(engine().extract(document, GIVEN))[2] == figure


def test_tables_side_by_side_in_a_sheet_are_each_for_itself() -> None:
    picture = (
        "2024年税收收入 | | | 2024年产品产量 | \n税种 | 金额（万元） | | 产品 | 产量（万吨）\n"
        "契税 | 52 | | 水泥 | 120.5\n房产税 | 8 | | 钢材 | 66.1"
    )
    result = engine().extract(replace(drawn(picture), format="xlsx"), GIVEN)
    told = [(fact.indicator, str(fact.period_start)) for fact in result.facts]
    assert told == [(name, "2024-01-01") for name in ("契税", "房产税", "水泥产量", "钢材产量")]
    assert [grid.title for grid in result.segments.grids] == ["2024年税收收入", "2024年产品产量"]


def test_sides_of_the_accounts_and_columns_without_names_are_one_table() -> None:
    sides = "收入 | | | 支出 | \n项目 | 金额 | | 项目 | 金额\n契税 | 52 | | 教育 | 12\n房产税 | 8 | | 卫生 | 15"
    result = engine().extract(replace(drawn(sides), format="xlsx"), GIVEN)
    assert [fact.flow for fact in result.facts] == ["revenue", "expenditure"] * 2
    more = (
        "2024年收入表 | | | | 2025年收入表 | \n项目 | 预算数 | 执行数 | | 预算数 | 执行数\n"
        "契税 | 52 | 50 | | 12 | 13\n房产税 | 8 | 7 | | 14 | 15"
    )
    result = engine().extract(replace(drawn(more), format="xlsx"), GIVEN)
    assert {str(fact.indicator)[:2] for fact in result.facts} == {"契税", "房产"}


def test_a_cell_that_tells_at_length_what_is_aimed_at_is_planned() -> None:
    form = (
        "2024年项目自评表\n项目名称 | 校舍扩建 | <\n年度总体目标 | 预期目标 | 实际完成情况\n"
        "^ | 新建校舍2万平方米。购置课桌150套。 | 新建校舍1万平方米，购置课桌120套。\n"
        "指标 | 指标值 | 完成值\n校舍 | 2 | 1"
    )
    told = [(f.indicator, f.status, f.stage, str(f.period_end)[:4]) for f in extract(form).facts if not f.cell]
    assert told == [
        ("校舍", Stand.PLANNED, "target", "2024"),
        ("购置课桌", Stand.PLANNED, "target", "2024"),
        ("校舍", Stand.ACTUAL, None, "2024"),
        ("购置课桌", Stand.ACTUAL, None, "2024"),
    ]


@pytest.mark.parametrize(
    ("cells", "aimed"),
    [
        pytest.param("立项依据 | 去年投入2亿元，新建公路50公里。", 0, id="依据"),
        pytest.param("部门概况 | 内设科室12个，在职人员300人。", 0, id="概况"),
        pytest.param("主要成效 | 累计完成投资2亿元，建成学校5所。", 0, id="成效"),
        pytest.param("总体目标 | 截至2024年底，全县农村公路里程3000公里。", 0, id="目标之前的底数"),
        pytest.param("总体目标 | 现有学校300所，已建成50所。", 0, id="现有的"),
        pytest.param("总体目标 | 截至2024年底，全县公路里程3000公里。新建公路50公里。", 1, id="底数之后的目标"),
        pytest.param("总体目标 | 新建公路50公里。去年全县公路里程3000公里。", 1, id="目标之后的底数"),
        pytest.param("总体目标 | 新建公路50公里，惠及群众3万人。", 2, id="目标"),
        pytest.param("目标内容 | 新建公路50公里，惠及群众3万人。", 2, id="目标的内容"),
    ],
)
def test_of_a_table_of_aims_only_cells_that_are_called_so_are_aimed_at(cells: str, aimed: int) -> None:
    found = extract(f"2025年部门整体支出绩效目标表\n{cells}\n项目 | 扩建", {**GIVEN, "report_year": "2025"})
    assert [fact.stage for fact in found.facts].count("target") == aimed


def test_a_day_beside_the_unit_is_no_title() -> None:
    picture = "资产负债简表\n2024年12月31日 单位：元\n资产 | 期末余额 | 年初余额\n固定资产 | 800 | 700"
    assert extract(picture).segments.grids[0].title == "资产负债简表"


def test_a_title_that_ends_like_it_goes_on_with_no_table_before() -> None:
    picture = "表1 2024年收入情况表\n税种 | 金额\n契税 | 52\n\n不动产登记手续\n事项 | 数量\n首次登记 | 520"
    assert [grid.captions for grid in extract(picture).segments.grids][1] == ("不动产登记手续",)


def test_headers_set_once_more_behind_an_empty_row_go_on_with_the_table() -> None:
    head = "部门 | 2025年预算（万元）"
    picture = f"2025年部门预算汇总表 | \n{head}\n县教育局 | 52\n县民政局 | 8\n\n{head}\n县水利局 | 6\n县文旅局 | 4"
    result = engine().extract(replace(drawn(picture), format="xlsx"), GIVEN)
    assert [fact.indicator for fact in result.facts] == ["部门预算"] * 4


def test_a_year_opens_the_title_of_a_sheet() -> None:
    picture = "2024年一季度主要能源消费量 | | \n指标 | 单位 | 本期\n原煤 | 吨 | 412\n天然气 | 立方米 | 12"
    result = engine().extract(replace(drawn(picture), format="xlsx"), GIVEN)
    assert result.segments.grids[0].title == "2024年一季度主要能源消费量"
    assert {str(fact.period_end) for fact in result.facts} == {"2024-03-31"}


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param("单位：元\n科目编码 | 科目名称 | 决算数\n20106 | 财政 | 3", "exp_finance_affairs", id="按编码"),
        pytest.param(
            "单位：元\n科目编码 | 科目名称 | 决算数\n2999999 | 一般公共服务支出 | 3",
            "exp_general_services",
            id="编码不识按名称",
        ),
        pytest.param("指标 | 数值（亿元）\n地区生产总值 | 3", "gdp", id="按名称"),
        pytest.param("指标 | 数值（亿元）\n拟安排财政赤字 | 3", "fiscal_deficit", id="动词之后的名称"),
        pytest.param("指标 | 数值（%）\n地区生产总值增长 | 3", "gdp", id="增长的名称"),
        pytest.param("指标 | 数值（个）\n地区生产总值 | 3", None, id="单位不合"),
        pytest.param("单位：元\n地区 | 债务限额\n^ | 一般债务\n咸宁市 | 3", "debt_limit_general", id="限额下的债务"),
        pytest.param("单位：元\n地区 | 债务余额\n^ | 专项\n咸宁市 | 3", "debt_balance_special", id="余额下的专项"),
        pytest.param("单位：元\n项目 | 金额\n还本 | \n（一）专项债券 | 3", "debt_principal_special", id="还本下的债券"),
        pytest.param("单位：元\n项目 | 金额\n发行 | \n（一）一般债券 | 3", "bonds_general", id="发行下的债券"),
        pytest.param("2024年债券还本付息表\n单位：元\n项目 | 金额\n还本 | 3", "debt_principal", id="债券表的还本"),
        pytest.param("2024年还款表\n单位：元\n项目 | 金额\n还本 | 3", None, id="不是债券的还本"),
        pytest.param(
            "2024年到期债券表\n单位：元\n类型 | 应付利息 | 到期本金\n专项债券 | 3 | 4\n一般债券 | 3 | 4",
            "debt_interest_special",
            id="专项债券的应付利息",
        ),
        pytest.param("2024年债券表\n单位：元\n项目 | 金额\n新增限额 | 3", "debt_limit_new", id="债券表的新增限额"),
        pytest.param(
            "2024年债券表\n单位：元\n类型 | 发行额 | 利率\n一般债券 | 3 | 2%", "bonds_general", id="一般债券的发行额"
        ),
        pytest.param(
            "咸宁市2024年对下转移支付表\n单位：元\n项目 | 金额\n税收返还和转移支付 | 3", None, id="下达的不是收入"
        ),
        pytest.param(
            "单位：元\n公务用车购置及运行费 | <\n购置费 | 运行费\n3 | 4", "three_public_car_purchase", id="车的购置费"
        ),
        pytest.param(
            "某局2024年部门预算\n支出总体情况表\n单位：元\n项目 | 合计\n合计 | 3",
            "dept_expenditure",
            id="部门的支出合计",
        ),
        pytest.param(
            "某局2024年部门预算\n一般公共预算支出表\n单位：元\n项目 | 合计\n合计 | 3",
            "dept_gpb_expenditure",
            id="部门的一般公共预算支出",
        ),
        pytest.param(
            "2020年一般公共预算收支决算总表\n单位：元\n项目 | 决算数\n本年收入合计 | 3",
            "general_public_budget_revenue",
            id="收支总表的本年收入合计",
        ),
        pytest.param(
            "2024年社会保险基金预算总表\n单位：元\n项目 | 合计\n年末滚存结余 | 3",
            "social_insurance_cumulative",
            id="基金的结余",
        ),
        pytest.param(
            "湖北省咸宁市2024年一般公共预算收入表\n单位：元\n项目 | 金额\n合计 | 3",
            "general_public_budget_revenue",
            id="题名里的省市",
        ),
        pytest.param(
            "咸宁市2025年财政收支表\n单位：元\n项目 | 年初预算\n一、一般公共预算支出 | \n其中：教育 | 3",
            "exp_education",
            id="支出下的教育",
        ),
        pytest.param(
            "某局2025年部门收支总表\n单位：元\n收入 | <\n项目 | 预算数\n一般公共预算 | 3",
            "dept_gpb_revenue",
            id="部门的一般公共预算",
        ),
        pytest.param(
            "2026年咸宁市收入表\n单位：元\n项目 | 金额\n市级一般公共预算收入合计 | 3",
            "general_public_budget_revenue",
            id="本级的收入合计",
        ),
        pytest.param("咸宁市2024年收支表\n单位：元\n项目 | 决算数\n上级补助收入 | 3", None, id="地区的上级补助收入"),
        pytest.param(
            "某局2024年预算\n单位：元\n科目编码 | 科目名称 | 合计\n208 | 社会保障和就业支出 | \n20816 | 红十字事业 | 4",
            "exp_red_cross",
            id="款的名称以事业结尾",
        ),
        pytest.param(
            "某局2024年部门决算\n单位：元\n项目 | 决算数\n上级补助收入 | 3",
            "dept_superior_subsidy",
            id="部门的上级补助收入",
        ),
        pytest.param(
            "2023年\n单位：亿元\n行业 | 2023年\n利润总额 | -\n其中：建筑业 | 3", None, id="利润的建筑业不是科目"
        ),
        pytest.param(
            "2023年财政支出\n单位：亿元\n科目 | 决算数\n建筑业 | 5", "exp_construction", id="支出的建筑业是科目"
        ),
        pytest.param(
            "2022年地区生产总值\n单位：亿元\n地区 | 建筑业\n咸安区 | 67",
            "construction_value_added",
            id="生产总值的建筑业",
        ),
        pytest.param(
            "2023年社会保险基金预算执行表\n单位：亿元\n险种 | 本年收入\n合计 | 16",
            "social_insurance_revenue",
            id="各险种合计",
        ),
        pytest.param(
            "2023年社会保险基金预算执行表\n单位：亿元\n险种 | 上年结余\n合计 | 16", None, id="基金的上年结余不是财政的"
        ),
        pytest.param(
            "2024年支出表\n单位：元\n支出项目 | 执行数\n农林水 | 3\n三、教育 | 4", "exp_agriculture", id="简称的支出"
        ),
        pytest.param("单位：元\n项目 | 债务限额\n新增限额 | 3", None, id="新增限额不是限额"),
        pytest.param(
            "某局2024年部门决算\n单位：元\n项目 | 决算数\n八、其他收入 | 3", "dept_other_revenue", id="部门的其他收入"
        ),
        pytest.param("咸宁市2024年收入表\n单位：元\n项目 | 决算数\n其他收入 | 3", "other_nontax", id="地区的其他收入"),
        pytest.param("单位：亿元\n指标 | 金额\n一般贸易 | 80", "general_trade", id="一般贸易"),
        pytest.param(
            "2023年房地产开发和销售主要指标\n单位：亿元\n指标 | 绝对数\n投资额 | 5",
            "realestate_investment",
            id="房地产开发的投资额",
        ),
        pytest.param("2023年主要指标\n单位：亿元\n指标 | 绝对数\n投资额 | 5", None, id="投资额"),
        pytest.param("指标 | 同比涨跌幅（%）\n居民消费价格 | -\n其中：食品 | 3", "cpi_food", id="居民消费价格的食品"),
        pytest.param("指标 | 涨跌幅（%）\n工业生产者出厂价格 | -\n其中：食品 | 3", None, id="出厂价格的食品"),
        pytest.param(
            "表1 GDP初步核算数据\n单位：亿元\n行业 | 绝对额\n建筑业 | 3", "construction_value_added", id="GDP的建筑业"
        ),
        pytest.param("指标 | 单位 | 2024年\n单位GDP能耗降低 | % | 3", "energy_intensity", id="能耗降低"),
        pytest.param("2021年人口\n单位：万人\n年份 | 男 | <\n^ | 人口数 | 比重\n2020 | 5 | 5", None, id="男的人口数"),
        pytest.param(
            "2021年农林牧渔业总产值\n单位：万元\n地区 | 农业 | 林业\n咸安区 | 5 | 3", None, id="农林牧渔业的农业"
        ),
        pytest.param("指标 | 金额（亿元）\n货物出口额 | -\n其中：一般贸易 | 80", None, id="出口额的一般贸易不是进出口"),
        pytest.param(
            "指标 | 金额（亿元）\n货物出口额 | -\n其中：机电产品 | 20", "mech_elec_exports", id="出口额的机电产品"
        ),
        pytest.param("单位：万头\n指标 | 2023年\n一、猪 | \n期末存栏 | 480", "hog_stock", id="猪的期末存栏"),
        pytest.param(
            "近五年就业人员产业构成情况\n年份 | 第一产业占比（%）\n2018 | 25.7\n2019 | 25",
            None,
            id="就业人员的第一产业占比",
        ),
        pytest.param(
            "近五年生产总值构成情况\n年份 | 第一产业占比（%）\n2018 | 25.7\n2019 | 25",
            "primary_share",
            id="第一产业占比",
        ),
        pytest.param(
            "2024年末贷款情况\n项目 | 余额（亿元） | 加权平均利率（%）\n普惠小微贷款 | - | 4.2", None, id="贷款的利率"
        ),
        pytest.param(
            "指标 | 2022年（亿元）\n地区生产总值 | -\n　第二产业 | -\n　　#工业 | 5",
            "industry_value_added",
            id="生产总值下的工业",
        ),
        pytest.param("指标 | 5月（亿元）\n月末金融机构本外币存款余额 | 5", "deposits", id="月末的余额"),
        pytest.param("指标 | 2022年（万吨）\n货运量 | -\n　铁路 | 5", "rail_freight", id="货运量下的铁路"),
        pytest.param(
            "2022年人口\n单位：人\n地区 | 总人口 | 按性别分 | <\n^ | ^ | 男 | 女\n咸安区 | - | 5 | 5",
            "male_population",
            id="总人口按性别分",
        ),
        pytest.param("城市 | PM2.5 | <\n^ | 浓度（μg/m³） | 排名\n咸安区 | 14 | 1", "pm25", id="污染物的浓度"),
        pytest.param(
            "2024年服务贸易与货物贸易情况\n指标 | 金额（亿元）\n进出口总额 | 5", "trade_total", id="服务贸易与货物贸易"
        ),
        pytest.param(
            "2023年地区生产总值和三次产业从业人员\n单位：亿元\n指标 | 2023年\n第一产业 | 5",
            "primary_value_added",
            id="生产总值和从业人员的第一产业",
        ),
        pytest.param("指标 | 2024年\n城乡收入比（以农民为1） | 2", "income_ratio", id="以农民为1的收入比"),
        pytest.param(
            "单位：元\n科目编码 | 科目名称 | 上缴上级支出\n213 | 农林水支出 | 3", None, id="编码所指的只是一部分"
        ),
    ],
)
def test_canonical_indicator(picture: str, expected: str | None) -> None:
    assert fact_fields(picture, "indicator_id")[0] == expected


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param(
            "项目 | 标准\n低保 | 600元/月\n特困供养 | 不低于80元",
            ["600元 低保标准 level 月", "80元 特困供养标准 level"],
            id="全列是带单位的标准",
        ),
        pytest.param(
            "项目 | 标准\n拆迁 | 600元/平方米\n水费 | 3.5元/立方米",
            ["600元 拆迁标准 level 平方米", "3.5元 水费标准 level 立方米"],
            id="每平方米的标准",
        ),
        pytest.param(
            "指标 | 2025年目标\n水利投资（亿元） | [300]\n公路投资（亿元） | 力争60",
            ["300 水利投资 level planned target sum 2025", "60 公路投资 level planned target 2025"],
            id="方括号里的累计目标",
        ),
        pytest.param(
            "2021年规模以上工业增加值增速 | < | <\n月份 | 当月（%） | 累计（%）\n3月 | 12.5 | 24.3",
            [
                "12.5 规模以上工业增加值 growth increase yoy 2021-03",
                "24.3 规模以上工业增加值 growth increase yoy sum 2021-01~03",
            ],
            id="题目是增速",
        ),
        pytest.param(
            "指标 | 数值（亿元）\n税收收入① | 3\n土地收入（亿元）注1 | 4",
            ["3 税收收入 level revenue", "4 土地收入 level"],
            id="名称后的脚注号",
        ),
    ],
)
def test_what_is_easily_lost(picture: str, expected: list[str]) -> None:
    assert facts(picture) == expected


def test_months_of_no_year_are_the_names_of_no_indicator() -> None:
    assert facts("月份 | 收入（万元） | 同比增长（%）\n1月 | 3 | 4\n1-2月 | 5 | 6", {}) == [
        "3 收入 level revenue",
        "4 收入 growth increase yoy",
        "5 收入 level revenue",
        "6 收入 growth increase yoy",
    ]


@pytest.mark.parametrize(
    ("picture", "given", "expected"),
    [
        pytest.param(
            "2025年转移支付预算表\n单位：万元\n地区 | 合计\n咸宁市 | 8600\n其中：市本级 | 1200\n黄石市 | 2100",
            {"region": "湖北省"},
            [
                "8600 转移支付合计 level planned initial_budget 2025 咸宁市",
                "1200 转移支付合计 level planned initial_budget own_level 2025 咸宁市",
                "2100 转移支付合计 level planned initial_budget 2025 黄石市",
            ],
            id="省表里地市的本级",
        ),
        pytest.param(
            "2024年云山县政府债务余额情况表\n单位：亿元\n地区 | 债务限额 | 债务余额\n云山县 | 42 | 40",
            {"region": "云山县"},
            ["42 债务限额 level 2024 balance", "40 债务余额 level end 2024-12-31 balance"],
            id="名录里没有的县",
        ),
    ],
)
def test_rows_of_places(picture: str, given: dict[str, str], expected: list[str]) -> None:
    assert facts(picture, given) == expected


def test_the_level_of_another_government_is_no_place() -> None:
    assert facts("项目 | 省级（万元） | 市级（万元）\n道路 | 3 | 4") == [
        "3 道路（省级） level",
        "4 道路 level own_level",
    ]


def test_the_name_above_tells_what_a_percentage_is() -> None:
    assert facts("单位：%\n指标 | 2024年\n工业增加值增速 | 5.1\n其中：采矿业 | 1.2") == [
        "5.1 工业增加值增速 growth increase yoy 2024",
        "1.2 工业增加值增速 > 采矿业 growth increase yoy 2024",
    ]


def test_numbers_of_pages_are_no_figures() -> None:
    assert facts("章节 | 名称 | 页码\n第一部分 | 部门概况 | 3\n第二部分 | 部门决算表 | 5") == []


def test_numbers_of_telephones_are_no_figures() -> None:
    assert facts("单位名称 | 联系电话 | 人数\n水利局 | 8255800 | 30\n农业农村局 | 8255801 | 41") == [
        "30 水利局人数 count",
        "41 人数 count 农业农村局",
    ]


def test_what_stands_in_brackets_behind_the_name_is_not_the_indicator_itself() -> None:
    assert fact_fields("指标 | 金额（万元） | 其中：省补\n税收收入 | 3 | 1", "indicator_id") == ["tax_revenue", None]


def test_parts_know_their_whole() -> None:
    result = extract("单位：元\n项目 | 预算数 | 决算数\n税收 | 9 | 8\n　增值税 | 5 | 4\n　所得税 | 3 | 2\n非税 | 1 | 1")
    figures = [result.mentions[fact.mention].text for fact in result.facts]
    wholes = [None if fact.part_of is None else figures[fact.part_of] for fact in result.facts]
    assert wholes == [None, None, "9", "8", "9", "8", None, None]


def test_codes_of_the_class_stand_with_the_cell() -> None:
    result = extract("类 | 款 | 项 | 科目名称 | 决算数\n201 | | | 服务 | 3\n | 06 | | 财政 | 2\n | | 01 | 行政 | 1")
    cells = [result.segments.grids[0].cells[fact.cell[1]] for fact in result.facts if fact.cell]
    assert [cell.class_code for cell in cells] == ["201", "20106", "2010601"]


def test_each_filled_field_says_where_it_came_from() -> None:
    picture = "某市水利局2024年度部门决算\n支出决算表\n单位：万元\n项目 | 2023年决算数 | 决算数\n教育支出 | 3 | 4"
    first, second = (dict(fact.evidence) for fact in extract(picture, {"region": "咸宁市"}).facts)
    assert (first["period"], second["period"]) == ("table", "document")
    assert first == {
        "entity": "title",
        "flow": "title",
        "indicator": "table",
        "measure": "table",
        "period": "table",
        "region": "title",
        "stage": "table",
        "status": "table",
    }


def section_of(result: Result, text: str) -> str:
    mention = next(mention for mention in result.mentions if mention.text == text)
    return result.segments.section_path(mention.sentence)


def test_the_headings_above_a_table_are_its_section() -> None:
    picture = "第二部分 决算情况说明\n（一）支出\n公开03表\n部门：某局 单位：元\n项目 | 数\n教育 | 31"
    assert section_of(extract(picture), "31") == "第二部分 决算情况说明 > （一）支出"


def test_prose_cells_are_read_by_the_rules_of_sentences_once() -> None:
    result = extract("清单\n项目 | 投资（万元） | 内容\n水厂 | 100 | 新建水厂，日供水5万吨，铺管12公里。")
    told = sorted(result.mentions[fact.mention].text for fact in result.facts)
    assert told == ["100", "12公里", "5万吨"]
    assert [fact.cell is None for fact in result.facts] == [True, True, False]


def test_figures_of_prose_come_before_those_of_tables() -> None:
    result = extract("教育支出3亿元。\n单位：万元\n项目 | 金额\n教育 | 31\n教育支出5亿元。")
    assert [result.mentions[fact.mention].text for fact in result.facts] == ["3亿元", "5亿元", "31"]


def test_the_unit_in_a_heading_of_a_section_is_no_figure() -> None:
    result = extract("2024年统计表\n一、农业（万吨）\n指标 | 2024年\n粮食产量 | 10\n油料产量 | 20")
    assert figures_of(result) == ["10 = 100000 吨", "20 = 200000 吨"]
    assert [mention.text for mention in result.mentions] == ["2024年", "10", "20"]


@pytest.mark.parametrize(
    ("title", "status"), [("咸宁市2023年经济运行情况", "actual"), ("咸宁市2023年预算报告", "planned")]
)
def test_only_a_budget_without_a_date_tells_of_what_is_to_come(title: str, status: str) -> None:
    document = drawn(f"{title}\n单位：亿元\n项目 | 2024年1-3月\n税收收入 | 10\n非税收入 | 20")
    found = engine().extract(document, {"region": "湖北省咸宁市", "title": title})
    assert {fact.status for fact in found.facts} == {status}
