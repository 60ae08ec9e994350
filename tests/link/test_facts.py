"""What numbers mean: sentences as reports have them, and the facts that they state."""

import ast
import dataclasses
import inspect
from datetime import date
from decimal import Decimal

import pytest

from gongbao.link import facts as linking
from gongbao.model import Fact, Percent
from gongbao.write.rows import fact_rows, mention_rows
from tests.facts_told import GIVEN, extract, facts

SENTENCES = {
    "完成": ("一般公共预算支出完成532.39亿元", ["532.39亿元 一般公共预算支出 level"]),
    "值在名词前": ("对444个预算项目进行审查", ["444个 预算项目 count"]),
    "动词带宾语": ("减少财政补助支出1.6亿元", ["1.6亿元 财政补助支出 change decrease"]),
    "分别": (
        "城镇、农村居民人均可支配收入分别增长4.5%、5.5%左右",
        ["4.5% 城镇居民人均可支配收入 growth increase", "5.5% 农村居民人均可支配收入 growth increase"],
    ),
    "分别指前面各项": (
        "增值税6亿元、房产税3亿元，同比分别增长10%、下降5%",
        [
            "6亿元 增值税 level",
            "3亿元 房产税 level",
            "10% 增值税 growth increase yoy",
            "5% 房产税 growth decrease yoy",
        ],
    ),
    "一数两项": (
        "2020年，新增债券实现拨付率、使用率双100%",
        ["100% 新增债券拨付率 rate", "100% 使用率 rate"],
    ),
    "水平与增速": (
        "2021年税收收入274.4亿元，同比增长9.1%",
        ["274.4亿元 税收收入 level", "9.1% 税收收入 growth increase yoy"],
    ),
    "占比": ("民生支出占一般公共预算支出的76.92%", ["76.92% 民生支出占一般公共预算支出比重 share"]),
    "从到": (
        "城镇化率由2015年的52.6%提高到2020年的58.5%",
        ["52.6% 城镇化率 rate", "58.5% 城镇化率 rate"],
    ),
    "预算安排": (
        "2021年，一般公共预算收入预算安排102亿元，一般公共预算支出预算拟安排110亿元",
        ["102亿元 一般公共预算收入 level planned", "110亿元 一般公共预算支出 level planned"],
    ),
    "率的平均": (
        "2020年，城镇调查失业率平均值为5.0%，城镇登记失业率均值2.5%",
        ["5.0% 城镇调查失业率平均值 rate average", "2.5% 城镇登记失业率均值 rate average"],
    ),
    "拟按": ("2022年，赤字率拟按2.8%左右安排", ["2.8% 赤字率 rate planned target"]),
    "省略的主语": (
        "地方一般公共预算收入首次超过7000亿元，支出1.2万亿元",
        ["7000亿元 地方一般公共预算收入 level local", "1.2万亿元 地方一般公共预算支出 level local"],
    ),
    "完成预算的": (
        "一般公共预算收入50亿元，完成年初预算的98.2%",
        ["50亿元 一般公共预算收入 level", "98.2% 一般公共预算收入预算完成率 rate initial_budget"],
    ),
    "高于全国": ("GDP增速高于全国1.7个百分点", ["1.7个百分点 GDP增速 difference reference_area"]),
    "年均": (
        "2016—2020年，地区生产总值年均增长7.1%",
        ["7.1% 地区生产总值 growth increase annual_average"],
    ),
    "累计": ("累计拨付惠民利民资金6.93亿元", ["6.93亿元 惠民利民资金 level sum"]),
    "人均与每月": (
        "人均可支配收入28541元，低保标准645元/月",
        ["28541元 人均可支配收入 level 人", "645元 低保标准 level 月"],
    ),
    "可比价": (
        "按可比价格计算，2021年工业增加值增长6.5%",
        ["6.5% 工业增加值 growth increase yoy constant"],
    ),
    "本级": ("2021年区本级支出12亿元", ["12亿元 支出 level own_level"]),
    "全市": ("全市社会消费品零售总额800亿元", ["800亿元 社会消费品零售总额 level whole_area"]),
    "负增长": ("2021年财政收入增长-2.4%", ["-2.4% 财政收入 growth decrease yoy"]),
    "负的下降": ("2021年固定资产投资下降-3.1%", ["-3.1% 固定资产投资 growth decrease yoy"]),
    "目标": (
        "今年主要预期目标是：地区生产总值增长6%左右，城镇新增就业5万人以上",
        [
            "6% 地区生产总值 growth increase planned target yoy",
            "5万人 城镇新增就业 count planned target",
        ],
    ),
    "一是": ("一是税收收入30亿元；二是：非税收入20亿元", ["30亿元 税收收入 level", "20亿元 非税收入 level"]),
    "一是后是数": ("一是3个重点项目开工", ["3个 重点项目 count"]),
    "条目的号": ("1.税收收入30亿元", ["30亿元 税收收入 level"]),
    "条目的号后是年": ("2．2020年税收收入30亿元", ["30亿元 税收收入 level"]),
    "条目的汉字号": ("三、2020年税收收入30亿元", ["30亿元 税收收入 level"]),
    "圈号": ("①税收收入30亿元", ["30亿元 税收收入 level"]),
    "不是条目的号": ("一、三产业增加值5亿元", ["5亿元 一、三产业增加值 level"]),
    "预计": ("预计2021年粮食产量100万吨", ["100万吨 粮食产量 level estimated"]),
    "决算": ("“三公”经费支出决算为12.5万元", ["12.5万元 “三公”经费支出 level final_account"]),
    "年初预算": (
        "“三公”经费支出年初预算为0.95万元",
        ["0.95万元 “三公”经费支出 level planned initial_budget"],
    ),
    "环比": ("居民消费价格环比下降0.2%", ["0.2% 居民消费价格 growth decrease period_on_period"]),
    "比年初": ("存款余额比年初增加3亿元", ["3亿元 存款余额 change increase year_to_date"]),
    "比某年": ("粮食总产比2005年增加59.4亿斤", ["59.4亿斤 粮食总产 change increase fixed_base"]),
    "括号里的增速": (
        "其中增幅较大的有发酵酒（增长87%）、汽车（增长35.8%）",
        ["87% 发酵酒 growth increase", "35.8% 汽车 growth increase"],
    ),
    "项目": (
        "推行“公物仓”制度，盘活资产3亿元",
        ["3亿元 盘活资产 level 公物仓制度"],
    ),
    "倍数": (
        "电力产量1000亿度，等于1949年的2.5倍",
        ["1000亿度 电力产量 level", "2.5倍 电力产量 ratio fixed_base"],
    ),
}


@pytest.mark.parametrize(("text", "want"), SENTENCES.values(), ids=SENTENCES)
def test_sentence(text: str, want: list[str]) -> None:
    assert facts(f"{text}。") == want


def test_value_of_a_decrease_has_no_sign() -> None:
    result = extract("2023年财政收入增长-2.4%，税收增长3%。")
    fell, rose = result.facts
    assert fell.value == Percent(Decimal("2.4"), Decimal("2.4"), "%")
    assert rose.value is None
    assert b'"low": "2.4"' in next(fact_rows(result)).json
    assert b'"low": "-2.4"' in next(mention_rows(result)).json.splitlines()[1]


# A work report whose headings tell neither what has been nor what is to come.
SILENT = (
    "某市政府工作报告\n一、在接续奋斗中取得新成效\n一年来的主要工作是：\n全面完成2021年主要目标任务。\n新建学校5所。\n"
    "二、在更高起点上推进发展\n今年经济社会发展的主要预期目标是：产值增长5%。\n三、以创新引领发展\n新建学校6所。"
)
PERIODS = {
    "句首的年管到后面的分句": ("2021年，支出10亿元，增长5%，收入3亿元。", ["2021-01-01~2021-12-31"] * 3),
    "段内沿用": ("2020年收入3亿元。支出5亿元。", ["2020-01-01~2020-12-31"] * 2),
    "换段不沿用": ("2020年收入3亿元。\n支出5亿元。", ["2020-01-01~2020-12-31", "~"]),
    "另起一段的其中": ("2020年收入3亿元。\n其中税收2亿元。", ["2020-01-01~2020-12-31"] * 2),
    "成行的其中不是标题": ("2020年收入3亿元。\n其中：税收2亿元\n其中：增值税1亿元", ["2020-01-01~2020-12-31"] * 3),
    "封面上的年月": ("2024年度某市水利局部门决算\n二〇二五年九月\n机构设置\n内设机构6个。", ["2024-01-01~2024-12-31"]),
    "月报题下的年月": ("财政收支情况\n2021年9月\n收入完成3亿元。", ["2021-09-01~2021-09-30"]),
    "发布的日子": ("2024年某市统计公报\n发布时间：2025-03-28\n地区生产总值3亿元。", ["2024-01-01~2024-12-31"]),
    "时点的标题": ("截至2021年6月30日债务情况\n债务余额3亿元。", ["2021-06-30~2021-06-30"]),
    "比较的年不是时期": ("2021年产值3亿元，比2015年增长5%。", ["2021-01-01~2021-12-31"] * 2),
    "由到各有其年": (
        "城镇化率由2015年的52.6%提高到2020年的58.5%。",
        ["2015-01-01~2015-12-31", "2020-01-01~2020-12-31"],
    ),
    "由到未说从何时": ("2021年，城镇化率由52.6%提高到58.5%。", ["~", "2021-01-01~2021-12-31"]),
    "从两项到两项": (
        "2021年，外企总部、研发中心分别从771家、481家增加到1076家、636家。",
        ["~", "~", "2021-01-01~2021-12-31", "2021-01-01~2021-12-31"],
    ),
    "从几个方面不是起点": ("2021年，从9个方面支出3亿元。", ["2021-01-01~2021-12-31"] * 2),
    "开局之年是去年": (
        "一、“十三五”时期和2021年工作回顾\n刚刚过去的2021年，是“十四五”开局之年。一年来，成绩很大。\n产值增长6%。",
        ["2021-01-01~2021-12-31"],
    ),
    "去年的主要工作": (
        "2022年某市政府工作报告\n一、2021年主要工作和“十四五”发展成就\n（一）全力推进发展\n新增装机3万千瓦。",
        ["2021-01-01~2021-12-31"],
    ),
    "标题不说的章": (
        f"2022年{SILENT}",
        ["2021-01-01~2021-12-31", "2022-01-01~2022-12-31", "2022-01-01~2022-12-31"],
    ),
    "题目的年不管回顾": (
        "2022年某市政府工作报告\n一、工作回顾\n2021年，产值增长5%。\n一是促进发展。产值增长6%。",
        ["2021-01-01~2021-12-31"] * 2,
    ),
    "括号里的年不管括号外": (
        "2021年产值3亿元（2019年为2亿元），支出5亿元。",
        ["2021-01-01~2021-12-31", "2019-01-01~2019-12-31", "2021-01-01~2021-12-31"],
    ),
    "三年累计": ("2019年、2020年和2021年累计获奖励7000万元。", ["2019-01-01~2021-12-31"]),
    "各年分别": (
        "2019年、2020年收入分别为3亿元、4亿元，分别增长1%、2%。",
        [f"{year}-01-01~{year}-12-31" for year in (2019, 2020, 2019, 2020)],
    ),
    "只末一个年份带年字": (
        "2019、2020和2021年分别投资3亿元、4亿元和5亿元。",
        [f"{year}-01-01~{year}-12-31" for year in (2019, 2020, 2021)],
    ),
    "季度并列": (
        "2021年一、二、三季度，全市税收分别为1亿元、2亿元、3亿元。",
        ["2021-01-01~2021-03-31", "2021-04-01~2021-06-30", "2021-07-01~2021-09-30"],
    ),
    "月份并列": ("2021年全市1、2月份税收3亿元。", ["2021-01-01~2021-02-28"]),
    "两年并列": ("2019年、2020年累计获奖励7000万元。", ["2019-01-01~2020-12-31"]),
    "标题里的年": ("一、2020年工作回顾\n收入3亿元。", ["2020-01-01~2020-12-31"]),
    "预算的年": ("2024年预算收入45亿元，比2023年预算增长5%。", ["2024-01-01~2024-12-31"] * 2),
    "标题里预算的年": ("一、2024年预算执行情况\n收入3亿元。", ["2024-01-01~2024-12-31"]),
    "上年预算是尺度": ("2024年收入45亿元，为上年预算的105%。", ["2024-01-01~2024-12-31"] * 2),
    "结转的年是名称": (
        "2023年，收入2.3亿元，加上级补助、上年结转0.2亿元，总计2.6亿元；支出1.1亿元，结转下年0.3亿元。基金收入45亿元。",
        ["2023-01-01~2023-12-31"] * 6,
    ),
    "上年结余是名称": ("2023年，上年结余0.2亿元，收入2亿元。", ["2023-01-01~2023-12-31"] * 2),
    "并列的年均": (
        "“十一五”时期成绩很大。\n2010年，城镇和农村居民收入分别达到2万元和1万元，年均增长8%和9%。",
        ["2010-01-01~2010-12-31"] * 2 + ["2006-01-01~2010-12-31"] * 2,
    ),
    "年均从基年之后": (
        "1995年产值达到3亿元，比1990年增长33.6%，平均每年增长6%。",
        ["1995-01-01~1995-12-31", "1995-01-01~1995-12-31", "1991-01-01~1995-12-31"],
    ),
    "年均在说过的五年里": (
        "“十三五”时期成绩很大。\n到2020年，产值达到3亿元，年均增长6%。",
        ["2020-01-01~2020-12-31", "2016-01-01~2020-12-31"],
    ),
    "开局之年不是五年": (
        "“十一五”期间投资9亿元，是“十五”时期的4.3倍。五年新增就业3万人。2022年是“十二五”开局之年，产值增长5%。",
        ["2006-01-01~2010-12-31"] * 3 + ["2022-01-01~2022-12-31"],
    ),
    "五年翻番之后还是那一年": (
        "“十三五”时期成绩很大。\n2020年，产值达到6亿元、五年翻一番。新增企业3家。",
        ["2020-01-01~2020-12-31", "2016-01-01~2020-12-31", "2020-01-01~2020-12-31"],
    ),
    "由某年增加到某年之后还是五年": (
        "“十三五”期间，产值由2015年的3亿元增加到2020年的5亿元。累计造林8万亩。",
        ["2015-01-01~2015-12-31", "2020-01-01~2020-12-31", "2016-01-01~2020-12-31"],
    ),
    "五年里末一年之后的累计": (
        "“十三五”时期，产值连年增长，2020年达到5亿元。存款余额3亿元。能耗下降18%。累计造林8万亩、修渠3公里。",
        ["2020-01-01~2020-12-31"] * 2 + ["2016-01-01~2020-12-31"] * 3,
    ),
    "五年到末一年分号之后": (
        "“十三五”期间，产值年均增长8%，到2020年达到5亿元；能耗下降18%，新增就业3万人，城镇化率达到48%。",
        ["2016-01-01~2020-12-31", "2020-01-01~2020-12-31", *["2016-01-01~2020-12-31"] * 2, "2020-01-01~2020-12-31"],
    ),
    "年后的五年累计": (
        "“十五”期间成绩很大。2005年收入6亿元，五年累计造林8万亩。",
        ["2005-01-01~2005-12-31", "2001-01-01~2005-12-31"],
    ),
    "倍数和恢复的年是尺度": (
        "2021年收入6亿元，达到2010年的2.3倍。支出恢复至2019年的90%。债务8亿元。",
        ["2021-01-01~2021-12-31"] * 4,
    ),
    "年末之后的全年": (
        "2021年产值6亿元。年末常住人口8万人。物价上涨2%。贷款余额5亿元。",
        ["2021-01-01~2021-12-31", "2021-12-31~2021-12-31", "2021-01-01~2021-12-31", "2021-12-31~2021-12-31"],
    ),
    "五年末不是五年": ("为“十四五”末打下基础。一、2021年工作回顾\n按一年计成交额8亿元。", ["2021-01-01~2021-12-31"]),
    "年均起年未说": (
        "到2020年，产值达到3亿元，年均增长6%。",
        ["2020-01-01~2020-12-31", "~2020-12-31"],
    ),
}


@pytest.mark.parametrize(("text", "want"), PERIODS.values(), ids=PERIODS)
def test_period(text: str, want: list[str]) -> None:
    given = {"date": "1991-04-09" if "1995" in text else "2022-01-20"}
    found = extract(text, given).facts
    assert [f"{f.period_start or ''}~{f.period_end or ''}" for f in found] == want


# What is to come, by its date, its words, its heading or its document; else it has been.
STANDS = {
    "预算草案": (
        "一、2025年预算草案\n2025年，收入预期19.5亿元，增长4.7%。",
        {"date": "2025-01-15"},
        [("planned", None)] * 2,
    ),
    "争取到的资金": (
        "为企业争取政策资金1.2亿元，争取各类专项债券12亿元，争取完成投资5亿元。",
        {"date": "2025-01-15"},
        [("actual", None), ("actual", None), ("planned", "target")],
    ),
    "执行情况和草案": (
        "2024年预算执行情况和2025年预算草案\n一、2024年预算执行情况\n收入19亿元。\n二、2025年预算草案\n收入20亿元。",
        {"date": "2025-01-15"},
        [("actual", None), ("planned", "initial_budget")],
    ),
    "工作总结的工作是做过的": (
        "某县教育局2023年工作总结及2024年工作计划\n一、2023年主要工作\n建成学校5所。\n二、2024年主要工作\n建成学校8所。",
        {},
        [("actual", None), ("planned", None)],
    ),
    "高于预期目标之后还是做过的": (
        "某市政府工作报告\n2021年，收入增长9.8%，高于预期目标3个百分点。建成学校5所。",
        {"date": "2022-01-15"},
        [("actual", None)] * 3,
    ),
    "规划的评估": (
        "某县“十四五”规划中期评估报告\n一、规划实施总体情况\n2022年，研发强度达到1.4%，完成规划目标的75%。建成学校5所。",
        {"date": "2023-08-15"},
        [("actual", None)] * 3,
    ),
    "预算报告的预算安排": (
        "2025年，一般公共预算收入预算安排102亿元，增长3%。",
        {"date": "2025-01-15", "title": "某市2025年预算草案的报告", "document_type": "budget_report"},
        [("planned", "initial_budget")] * 2,
    ),
    "预期": ("2025年收入预期19.5亿元。", {"date": "2025-01-15"}, [("planned", None)]),
    "预期的增长": ("2025年收入预期19.5亿元，增长4.7%。", {"date": "2025-01-15"}, [("planned", None)] * 2),
    "好于预期": ("2025年，工业好于预期，增长5%。", {"date": "2025-01-15"}, [("actual", None)]),
    "去年的部门预算": (
        "收入预算5万元，其中：财政拨款收入3万元；2022年支出2万元。",
        {"date": "2025-02-01", "title": "云溪县财政局2024年部门预算", "document_type": "department_budget"},
        [("planned", "initial_budget"), ("planned", "initial_budget"), ("actual", None)],
    ),
    "到年末未到": ("到2025年，城镇化率达到65%。", {"date": "2025-03-10"}, [("planned", "target")]),
    "到去年已到": ("到2024年，城镇化率达到65%。", {"date": "2025-03-10"}, [("actual", None)]),
    "去年的主要工作": (
        "2025年某市政府工作报告\n一、2024年主要工作和“十四五”发展成就\n（一）全力推进发展\n新增装机3万千瓦。",
        {"date": "2025-01-15"},
        [("actual", None)],
    ),
    "截至": ("截至2025年，城镇化率达到65%。", {"date": "2025-03-10"}, [("actual", None)]),
    "刚开始的一年": (
        "2025年，收入19亿元，新增就业5000人。支出20亿元。",
        {"date": "2025-02-10"},
        [("planned", None)] * 3,
    ),
    "过去了大半的一年": ("2025年，收入19亿元。", {"date": "2025-11-10"}, [("actual", None)]),
    "刚开始的一年已有": ("2025年，全市已拨付资金3亿元。", {"date": "2025-03-10"}, [("actual", None)]),
    "回顾里的预期目标": (
        "2025年计划草案的报告\n一、2024年计划执行情况\n失业率5.2%，低于5.5%的预期目标。新增就业47万人。",
        {"date": "2025-01-17"},
        [("actual", None), ("planned", "target"), ("actual", None)],
    ),
    "低于几个点的目标": (
        "2021年物价上涨1.8%，低于3%左右的预期目标。",
        {"date": "2022-03-20"},
        [("actual", None), ("planned", "target")],
    ),
    "去年争取的": ("2024年争取各类资金3亿元。", {"date": "2025-01-17"}, [("actual", None)]),
    "执行情况报告里下半年的安排": (
        "2024年上半年预算执行情况的报告\n一、上半年预算执行情况\n收入完成12.6亿元。\n二、下半年工作安排\n压减一般性支出5%。",
        {},
        [("actual", None), ("planned", None)],
    ),
    "刚开始的一季度": ("2025年第一季度开工率要达到50%。", {"date": "2025-01-17"}, [("planned", None)]),
    "快结束的一季度": ("2025年一季度收入3亿元。", {"date": "2025-03-17"}, [("actual", None)]),
    "标题不说的章": (
        f"2025年{SILENT}\n1.零基预算：指从4个方面编制的预算。",
        {"date": "2025-01-15"},
        [("actual", None), ("planned", "target"), ("planned", None), ("actual", None)],
    ),
    "计划报告的执行情况": (
        "2022年计划执行情况及2023年计划草案的报告\n一、2022年计划执行情况\n投资增长10%。\n二、2023年主要目标\n投资增长9%。",
        {"date": "2022-12-22", "document_type": "plan"},
        [("actual", None), ("planned", "target")],
    ),
    "部门预算的各小节": (
        "2025年部门预算\n三、机关运行经费安排情况\n2025年机关运行经费96万元。\n六、绩效目标设置情况\n2025年编报绩效目标的资金9万元。",
        {"date": "2025-02-10", "document_type": "department_budget"},
        [("planned", "initial_budget")] * 2,
    ),
    "下半年将": ("下半年将严格控制支出，会议费压减5%。", {"date": "2025-08-10"}, [("planned", None)]),
    "计划是名称": ("2024年，“雨露计划”补助学生3000人。", {"date": "2025-03-10"}, [("actual", None)]),
    "没有数字的预期目标": (
        "预期目标与“双减”工作衔接。城镇新增就业5万人。",
        {"date": "2025-01-15"},
        [("planned", "target")],
    ),
    "没有数字的預期目標": (
        "預期目標与“双减”工作衔接。城镇新增就业5万人。",
        {"date": "2025-01-15"},
        [("planned", "target")],
    ),
}


@pytest.mark.parametrize(("text", "given", "want"), STANDS.values(), ids=STANDS)
def test_status_and_stage(text: str, given: dict[str, str], want: list[tuple[str, str | None]]) -> None:
    assert [(f.status.value, f.stage) for f in extract(text, given).facts] == want


def test_five_years_against_the_year_before_them_are_not_year_on_year() -> None:
    fact = extract("“十二五”时期，“三公”经费比2010年下降65.6%。").facts[0]
    assert (fact.comparison, str(fact.period_start), str(fact.base_start)) == ("fixed_base", "2011-01-01", "2010-01-01")


def test_the_five_years_before_are_none_of_the_figures_own() -> None:
    fact = extract("2017—2021年，投资3亿元，是前五年的2倍。").facts[-1]
    assert (fact.comparison, fact.base_start, fact.base_end) == ("fixed_base", date(2012, 1, 1), date(2016, 12, 31))


def test_regions_of_a_list_inside_the_documents_own() -> None:
    result = extract("全市441所学校（其中咸安71所、赤壁69所）。")
    assert [(f.region, f.region_code, f.scope, f.part_of) for f in result.facts] == [
        ("咸宁市", "421200", "whole_area", None),
        ("咸安区", "421202", None, 0),
        ("赤壁市", "421281", None, 0),
    ]


REGIONS = {
    "全国": ("全国居民人均可支配收入41314元，比上年增长5.3%。", ["全国", "全国"]),
    "一地": ("咸安区收入2亿元，增长5%。", ["咸安区", "咸安区"]),
    "又有主语": ("全国收入41314亿元，支出3亿元，全市粮食产量5万吨。", ["全国", "全国", "咸宁市"]),
}


@pytest.mark.parametrize(("text", "want"), REGIONS.values(), ids=REGIONS)
def test_region_goes_on_with_its_subject(text: str, want: list[str]) -> None:
    assert [f.region for f in extract(text).facts] == want


PARTS = {
    "指总额不指增速": ("税收收入274.4亿元，增长9.1%，其中增值税102亿元、契税8亿元。", [None, None, 0, 0]),
    "下一句开头的其中": (
        "转移支付1876亿元，增长3.9%。其中，一般性转移支付1543亿元，专项转移支付333亿元。",
        [None, None, 0, 0],
    ),
    "其中之后的下限": (
        "引进亿元以上项目6个，总投资27亿元，其中10亿元以上项目1个、外资项目2个。",
        [None, None, None, 0, 0],
    ),
    "其中之后没有名词的下限": ("新开工亿元以上项目68个，其中10亿元以上6个。", [None, None, 0]),
    "冒号后分号列举": ("采购总额9亿元，其中：货物3亿元；工程5亿元；服务1亿元。", [None, 0, 0, 0]),
    "其中开头的分号列举": (
        "用地供应420公顷。其中，工矿用地110公顷；房地产用地80公顷。",
        [None, 0, 0],
    ),
    "前一句里同类的总数": ("市场主体12万户，注册资本326亿元。其中，企业4万户，个体户8万户。", [None, None, 0, 0]),
    "两个总数各有部分": ("受理案件9万件，审结8万件；其中，省法院受理2万件，审结1万件。", [None, None, 0, 1]),
    "两个总数各有同名的部分": ("装机60万千瓦，其中水电18万千瓦；投产30万千瓦，其中水电8万千瓦。", [None, 0, None, 2]),
    "部分的部分": ("建筑面积9千平方米，其中地上面积8千平方米（其中计容面积7千平方米）。", [None, 0, 1]),
    "短的并列部分": ("奖牌12枚，其中金牌5枚、银牌4枚、铜牌3枚。", [None, 0, 0, 0]),
    "同样说法的总数": ("受理案件12万件，审执结11万件，其中，省法院受理案件2千件。", [None, None, 0]),
    "在医院中有": ("医疗机构350个，其中医院120个，在医院中有公立医院50个，民营医院70个。", [None, 0, 1, 1]),
    "分号结束其中": ("参加职工养老保险90万人，其中在岗86万人；参加居民养老保险62万人。", [None, 0, None]),
    "分号后凑成总额": ("转移支付9亿元，其中一般性6.2亿元，增长5%；专项2.8亿元。", [None, 0, None, 0]),
    "另一个数结束其中": ("发行债券9亿元，其中新增5亿元；偿还本金3亿元，支付利息1亿元。", [None, 0, None, None]),
    "括号后接着的部分": (
        "政府债券12亿元，其中新增债券9亿元（一般债券2亿元、专项债券7亿元），再融资债券3亿元。",
        [None, 0, None, None, 0],
    ),
    "合计不是部分": ("总预算9亿元，其中货物5亿元，工程4亿元，合计9亿元。", [None, 0, 0, None]),
    "去处隔开的部分": ("债务限额9亿元，其中一般债务2亿元列入公共预算，专项债务7亿元列入基金预算。", [None, 0, 0]),
    "平均数不是部分": ("用车支出9万元，其中运行费8万元，平均每辆2万元。", [None, 0, None]),
    "人均不是部分": ("接待支出6万元，其中国内接待5万元，接待620人次，人均83元。", [None, 0, None, None]),
    "单位不同不是部分": ("投入资金12亿元，其中省级3亿元，惠及企业1.2万户。", [None, 0, None]),
    "量词不同的后项": ("新建学校50所，其中小学36所，增加学位108个。", [None, 0, None]),
    "部分不大于总额": ("债务余额84亿元，其中专项债务50亿元，控制在限额90亿元以内。", [None, 0, None]),
    "各项之和是前一个数": ("资产总额9亿元，净资产7亿元。其中，单位资产4亿元；企业资产5亿元。", [None, None, 0, 0]),
    "各项之和是增加的数": ("支出98亿元，比年初预算增加6亿元，其中：债券4亿元、转移支付2亿元。", [None, None, 1, 1]),
    "各项已满": ("总收入6亿元，其中：补助2亿元、结转4亿元；总支出6亿元。", [None, 0, 0, None]),
    "其中前没有数": ("其中增值税102亿元。", [None]),
    "另起一段的其中": ("税收收入274亿元。\n其中增值税102亿元。", [None, 0]),
    "标题隔开的其中": ("税收收入274亿元。\n二、支出情况\n其中教育102亿元。", [None, None]),
}


@pytest.mark.parametrize(("text", "want"), PARTS.values(), ids=PARTS)
def test_parts(text: str, want: list[int | None]) -> None:
    assert [f.part_of for f in extract(text).facts] == want


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2020年，新增债券实现拨付率、使用率双100%，支出9亿元，其中教育3亿元。", id="一数两项"),
        pytest.param("城镇、农村居民收入分别增长4.5%、5.5%，支出9亿元，其中教育3亿元。", id="两数两项"),
    ],
)
def test_parts_count_the_members_of_figures_before_them(text: str) -> None:
    assert [f.part_of for f in extract(text).facts] == [None, None, None, 2]


def test_one_indicator_has_one_id_under_all_its_names() -> None:
    names = ("国内生产总值", "地区生产总值", "GDP", "生产总值")
    assert {extract(f"{name}增长5%。").facts[0].indicator_id for name in names} == {"gdp"}
    revenue = {extract(f"{name}3亿元。").facts[0].indicator_id for name in ("一般公共预算收入", "财政总收入")}
    assert len(revenue) == 2
    assert None not in revenue


NAMES = {
    "经济": ("经济增长6%", ["gdp"]),
    "经济的水平": ("经济3亿元", [None]),
    "新增的有其名": ("经营主体新增105万户", ["market_entities_new"]),
    "新增的无其名": ("先进制造业集群新增2个", [None]),
    "新增之后的总量": ("新增独角兽企业2户，总量20户", ["unicorns_new", None]),
    "总量": ("经营主体总量20万户", ["market_entities"]),
    "支出功能科目": ("一般公共服务支出（类）财政事务（款）行政运行（项）预算3万元", ["exp_item_admin_operation"]),
    "支出功能的类": ("教育（类）支出3万元", ["exp_education"]),
}


@pytest.mark.parametrize(("text", "want"), NAMES.values(), ids=NAMES)
def test_indicator_id(text: str, want: list[str | None]) -> None:
    assert [fact.indicator_id for fact in extract(f"2021年，{text}。").facts] == want


def test_unknown_indicator_has_no_id() -> None:
    fact = extract("票根联动消费3亿元。").facts[0]
    assert (fact.indicator, fact.indicator_id) == ("票根联动消费", None)


def test_every_figure_has_a_fact_and_nothing_else_has() -> None:
    result = extract("2021年6月，“双减”试点为期3年，投入3亿元、增长5%，惠及20所学校。")
    assert [result.mentions[f.mention].text for f in result.facts] == ["3亿元", "5%", "20所"]


def test_evidence_says_where_each_field_came_from() -> None:
    result = extract("2021年，支出10亿元，增长5%。")
    assert dict(result.facts[1].evidence) == {
        "comparison": "sentence",
        "indicator": "sentence",
        "measure": "stated",
        "period": "sentence",
        "region": "title",
        "status": "sentence",
    }


STATUS_FROM = {
    "句中": ("今年力争收入3亿元。", {}, "sentence"),
    "标题": ("一、2022年工作安排\n收入3亿元。", {}, "section"),
    "文种": ("收入3亿元。", {"document_type": "department_budget"}, "document"),
    "已有": ("收入3亿元。", {}, "sentence"),
}


@pytest.mark.parametrize(("text", "given", "where"), STATUS_FROM.values(), ids=STATUS_FROM)
def test_evidence_of_the_status(text: str, given: dict[str, str], where: str) -> None:
    assert dict(extract(text, {**GIVEN, **given}).facts[0].evidence)["status"] == where


def test_qualifiers_are_sorted_pairs() -> None:
    result = extract("剔除虚增空转因素，2021年同口径财政收入增长5%。")
    assert result.facts[0].qualifiers == (("basis", "同口径"), ("excluding", "虚增空转"))


def test_values_of_a_fact_stand_in_the_order_of_its_fields() -> None:
    calls = {
        call.func.id: call.args
        for call in ast.walk(ast.parse(inspect.getsource(linking)))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }
    names = [value.id if isinstance(value, ast.Name) else None for value in calls["_fact"]]
    fields = [field.name for field in dataclasses.fields(Fact)]
    others = {"mention", "member", "part_of", "qualifiers"}
    assert names == [None if field in others else field for field in fields[: len(names)]]
    assert fields[len(names) :] == ["cell"]
