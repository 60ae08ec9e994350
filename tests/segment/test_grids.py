"""Tables to grids: which cells may hold a figure, and what heads each of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.segment import segment_document
from tests.drawn import drawn
from tests.facts_told import engine
from tests.told_tables import cells

TABLES = [
    pytest.param(
        "项目 | 2023年 | 2024年\n税收 | 10 | 11\n非税 | 5 | 6",
        ["10 | 税收 | 2023年", "11 | 税收 | 2024年", "5 | 非税 | 2023年", "6 | 非税 | 2024年"],
        id="一层表头",
    ),
    pytest.param(
        "指标 | 绝对数 | < | 增长\n^ | 2023 | 2024 | ^\n粮食 | 10 | 11 | 10%",
        ["10 | 粮食 | 绝对数 > 2023", "11 | 粮食 | 绝对数 > 2024", "10% | 粮食 | 增长"],
        id="两层表头",
    ),
    pytest.param(
        "年度预算数 | < | <\n合计 | 购车 | 接待\n1 | 2 | 3\n10 | 8 | 2",
        ["10 |  | 年度预算数 > 合计", "8 |  | 年度预算数 > 购车", "2 |  | 年度预算数 > 接待"],
        id="没有行标签且有栏号行",
    ),
    pytest.param(
        "收入 | < | < | 支出 | < | <\n项目 | 行次 | 金额 | 项目 | 行次 | 金额\n栏次 | | 1 | 栏次 | | 2\n"
        "税收 | 1 | 10 | 教育 | 5 | 9",
        ["10 | 税收 | 收入 > 金额", "9 | 教育 | 支出 > 金额"],
        id="收支并列与行次栏次",
    ),
    pytest.param(
        "科目编码 | 科目名称 | 合计\n201 | 公共服务 | 30\n20106 | 财政 | 30\n合计 | < | 30",
        ["30 | 公共服务 | 合计 | 201", "30 | 公共服务 > 财政 | 合计 | 20106", "30 | 合计 | 合计"],
        id="编码列",
    ),
    pytest.param(
        "单位编码 | 科目名称 | 类 | 款 | 总计\n303001 | 公路养护 | 214 | 01 | 30\n303002 | 公路建设 | 214 | 02 | 20",
        ["30 | 公路养护 | 总计 | 21401", "20 | 公路建设 | 总计 | 21402"],
        id="单位编码不是科目编码",
    ),
    pytest.param(
        "科目 | 合计\n201 公共服务 | 30\n20106 财政 | 30",
        ["30 | 201公共服务 | 合计 | 201", "30 | 201公共服务 > 20106财政 | 合计 | 20106"],
        id="编码在名称前",
    ),
    pytest.param(
        "指标 | 单位 | 数值 | 备注\n粮食 | 万吨 | 120 | 含薯类\n用电 | 亿千瓦时 | 5 | 含自备电厂0.3亿千瓦时",
        ["120 | 粮食 | 数值 | 万吨", "5 | 用电 | 数值 | 亿千瓦时", "含自备电厂0.3亿千瓦时 | 用电 | 备注 | 亿千瓦时"],
        id="单位列与备注列",
    ),
    pytest.param(
        "产品 | 单位 | 产量 | 产品 | 单位 | 产量\n煤 | 万吨 | 3 | 电 | 亿千瓦时 | 5",
        ["3 | 煤 | 产量 | 万吨", "5 | 电 | 产量 | 亿千瓦时"],
        id="并列两组各有单位",
    ),
    pytest.param(
        "序号 | 单位名称 | 预算数\n1 | 财政局 | 10\n2 | 教育局 | 20",
        ["10 | 财政局 | 预算数", "20 | 教育局 | 预算数"],
        id="序号列不是数",
    ),
    pytest.param("年份 | 人口\n2023 | 100\n2024 | 101", ["100 | 2023 | 人口", "101 | 2024 | 人口"], id="年份为行"),
    pytest.param(
        "地区 | 产值 | 位次\n咸安区 | 2001 | 1\n嘉鱼县 | 2015 | 2\n赤壁市 | 1999 | 3",
        ["2001 | 咸安区 | 产值", "2015 | 嘉鱼县 | 产值", "1999 | 赤壁市 | 产值"],
        id="像年份的数与位次",
    ),
    pytest.param(
        "项目 | 金额\n甲 | —\n乙 | 0.00\n丙 | 空\n丁 | \n戊 | 持平\n己 | 7",
        ["— | 甲 | 金额", "0.00 | 乙 | 金额", "空 | 丙 | 金额", "持平 | 戊 | 金额", "7 | 己 | 金额"],
        id="没有数的单元格与零",
    ),
    pytest.param(
        "项目 | 金额\n甲 | 5\n乙 | #DIV/0!\n丙 | #N/A\n丁 | #REF!",
        ["5 | 甲 | 金额", "#DIV/0! | 乙 | 金额", "#N/A | 丙 | 金额", "#REF! | 丁 | 金额"],
        id="算不出的单元格",
    ),
    pytest.param(
        "项目 | 2023年（亿元）\n甲 | 1e400\n乙 | 5\n丙 | NaN\n丁 | 0x10\n戊 | 2023-13-45T99:99",
        [
            "1e400 | 甲 | 2023年（亿元）",
            "5 | 乙 | 2023年（亿元）",
            "NaN | 丙 | 2023年（亿元）",
            "0x10 | 丁 | 2023年（亿元）",
            "2023-13-45T99:99 | 戊 | 2023年（亿元）",
        ],
        id="数少于乱码的金额列",
    ),
    pytest.param(
        "设备 | 规格 | 金额\n甲 | DN300 | 5\n乙 | 4x50 | 6\n丙 | 300 | 7",
        ["5 | 甲 | 金额", "6 | 乙 | 金额", "7 | 丙 | 金额"],
        id="规格列有数不是数",
    ),
    pytest.param(
        "类别 | 指标 | 值\n产出 | 数量 | 30\n^ | 质量 | 95%\n | 时效 | 5\n效益 | 社会 | 7",
        ["30 | 产出 > 数量 | 值", "95% | 产出 > 质量 | 值", "5 | 产出 > 时效 | 值", "7 | 效益 > 社会 | 值"],
        id="外层标签合并或留空",
    ),
    pytest.param(
        "总投资 | 12,000万元\n占地 | 30亩\n负责人 | 某人",
        ["12,000万元 | 总投资 | ", "30亩 | 占地 | ", "某人 | 负责人 | "],
        id="一格一项",
    ),
    pytest.param(
        "项目名称 | 水厂\n资金 | 1,200\n一级指标 | 指标值\n产出 | ≥30处",
        ["水厂 | 项目名称 | ", "1,200 | 资金 | ", "≥30处 | 产出 | 指标值"],
        id="表单中间另起表头",
    ),
    pytest.param(
        "某县收入表 | < | <\n | | 单位：万元\n | | \n项目 | 预算数 | 执行数\n税收 | 10 | 9\n | | \n"
        "非税 | 5 | 4\n注：快报数。 | |",
        ["10 | 税收 | 预算数", "9 | 税收 | 执行数", "5 | 非税 | 预算数", "4 | 非税 | 执行数"],
        id="工作表里的题名空行附注",
    ),
    pytest.param(
        "项目 | 金额\n一、农业 | <\n粮食 | 3\n二、工业 | <\n发电 | 5",
        ["3 | 一、农业 > 粮食 | 金额", "5 | 二、工业 > 发电 | 金额"],
        id="通栏小标题",
    ),
    pytest.param(
        "项目 | 金额\n收入部分 |\n税收 | 3\n非税 | 4\n支出部分 |\n教育 | 5\n社保 | 6",
        [
            "3 | 收入部分 > 税收 | 金额",
            "4 | 收入部分 > 非税 | 金额",
            "5 | 支出部分 > 教育 | 金额",
            "6 | 支出部分 > 社保 | 金额",
        ],
        id="没有合并的小标题",
    ),
    pytest.param("项目 | 金额\n甲 | 3\n乙 |\n丙 | 5", ["3 | 甲 | 金额", "5 | 丙 | 金额"], id="缺数的行不是小标题"),
    pytest.param(
        "项目 | 金额\n上年结转 |\n税收 | 3\n非税 | 4", ["3 | 税收 | 金额", "4 | 非税 | 金额"], id="首行只是没有数"
    ),
    pytest.param("项目 | 金额\n|\n甲 | 3\n|\n乙 | 5", ["3 | 甲 | 金额", "5 | 乙 | 金额"], id="首行为空"),
    pytest.param(
        "项目 | 总投资 | 项目概况\n水厂 | 100 | 新建水厂一座，日供水5万吨。\n公路 | 200 | 长15公里，宽20米。",
        ["100 | 水厂 | 总投资", "200 | 公路 | 总投资"],
        id="成句的单元格归入正文",
    ),
    pytest.param(
        "====\n项目 | 金额\n甲 | 3\n~第1页\n====\n项目 | 金额\n乙 | 5\n====\n丙 | 7",
        ["3 | 甲 | 金额", "5 | 乙 | 金额", "7 | 丙 | 金额"],
        id="续页",
    ),
    pytest.param(
        "====\n某表\n单位：元 | <\n项目 | 金额\n甲 | 3\n====\n（续表）\n单位：元 | <\n项目 | 金额\n乙 | 5",
        ["3 | 甲 | 金额", "5 | 乙 | 金额"],
        id="续页重复单位与表头",
    ),
    pytest.param(
        "====\n项目 | 甲 | 乙\n税 | 3 | 4\n====\n费 | 5 | <",
        ["3 | 税 | 甲", "4 | 税 | 乙", "5 | 费 | 甲"],
        id="续页少一条边",
    ),
    pytest.param(
        "====\n编码 | 科目 | 金额\n201 | 公共服务 | 1,30⏎2.10\n203 | 国防 | 7.25\n205 | 教育 | 1,196.3\n====\n | | 8\n"
        "208 | 社保 | 1.00",
        [
            "1,302.10 | 公共服务 | 金额 | 201",
            "7.25 | 国防 | 金额 | 203",
            "1,196.38 | 教育 | 金额 | 205",
            "1.00 | 社保 | 金额 | 208",
        ],
        id="一行被分页切断",
    ),
    pytest.param(
        "====\n项目 | 金额\n公共服务 | 2.10\n国防 | 7.25\n====\n项目 | 金额\n | 8\n社保 | 1.00",
        ["2.10 | 公共服务 | 金额", "7.25 | 国防 | 金额", "8 |  | 金额", "1.00 | 社保 | 金额"],
        id="续页首行没有名称但上一数完整",
    ),
    pytest.param(
        "项目 | < | < | < | 本年收入合计 | 财政拨款\n科目代码 | < | < | 科目名称 | ^ | ^\n类 | 款 | 项 | 栏次 | 1 | 2\n"
        "合计 | < | < | < | 7 | 7\n204 | < | < | 公共安全 | 7 | 7\n20406 | < | < | 司法 | 5 | 4",
        [
            "7 | 合计 | 本年收入合计",
            "7 | 合计 | 财政拨款",
            "7 | 公共安全 | 本年收入合计 | 204",
            "7 | 公共安全 | 财政拨款 | 204",
            "5 | 公共安全 > 司法 | 本年收入合计 | 20406",
            "4 | 公共安全 > 司法 | 财政拨款 | 20406",
        ],
        id="类款项栏次行与合并的编码格",
    ),
    pytest.param(
        "科目代码 | < | < | 科目名称 | 合计\n类 | 款 | 项 | 栏次 | 1\n204 | | | 公共安全 | 7\n204 | 06 | | 司法 | 7\n"
        "204 | 06 | 01 | 行政运行 | 5",
        [
            "7 | 公共安全 | 合计 | 204",
            "7 | 公共安全 > 司法 | 合计 | 20406",
            "5 | 公共安全 > 司法 > 行政运行 | 合计 | 2040601",
        ],
        id="类款项分列",
    ),
    pytest.param(
        "类 | 款 | 科目 | 合计\n204 | 20406 | 司法 | 7\n204 | 20408 | 强戒 | 6\n205 | 20502 | 普教 | 6",
        ["7 | 司法 | 合计 | 20406", "6 | 强戒 | 合计 | 20408", "6 | 普教 | 合计 | 20502"],
        id="款列写全编码",
    ),
    pytest.param(
        "项目名称 | < | 水厂 | < | < | <\n主管部门 | < | 某市水务局 | < | 实施单位 | 某水厂\n"
        "资金（万元） | < | | 拨付 | 用去 | 分值\n^ | ^ | 总额 | 1,200 | 1,093.2 | 10\n"
        "^ | ^ | 其中：省级 | 200 | 193 | —\n"
        "总体目标 | 预期 | < | 实际 | < | <\n"
        "^ | 新建管网，解决饮水；按时完工。 | < | 已建成，按时完工；效果良好。 | < | <\n"
        "绩效 | 层级 | 内容 | 应达 | 实达 | 分值\n^ | 产出 | 管网长度 | ≥35公里 | 36公里 | 20\n"
        "^ | 效益 | 满意度 | ≥90% | 93% | 30\n总分 | < | < | < | < | 60",
        [
            "1,200 | 资金（万元） > 总额 | 拨付",
            "1,093.2 | 资金（万元） > 总额 | 用去",
            "10 | 资金（万元） > 总额 | 分值",
            "200 | 资金（万元） > 总额 > 其中:省级 | 拨付",
            "193 | 资金（万元） > 总额 > 其中:省级 | 用去",
            "— | 资金（万元） > 总额 > 其中:省级 | 分值",
            "≥35公里 | 绩效 > 产出 > 管网长度 | 应达",
            "36公里 | 绩效 > 产出 > 管网长度 | 实达",
            "20 | 绩效 > 产出 > 管网长度 | 分值",
            "≥90% | 绩效 > 效益 > 满意度 | 应达",
            "93% | 绩效 > 效益 > 满意度 | 实达",
            "30 | 绩效 > 效益 > 满意度 | 分值",
            "60 | 总分 | 分值",
        ],
        id="自评表各段自有表头",
    ),
    pytest.param(
        "指标 | 存款额 | 贷款额\n全市 | 10 | 11\n甲县 | 3 | 4\n外贸 | 出口额 | 进口额\n全市 | 5 | 6\n甲县 | 1 | 2",
        [
            "10 | 全市 | 存款额",
            "11 | 全市 | 贷款额",
            "3 | 甲县 | 存款额",
            "4 | 甲县 | 贷款额",
            "5 | 全市 | 出口额",
            "6 | 全市 | 进口额",
            "1 | 甲县 | 出口额",
            "2 | 甲县 | 进口额",
        ],
        id="表中间另起没见过的表头",
    ),
    pytest.param(
        "指标 | 目标 | 完成\n长度 | 35 | 36\n生态 | 明显改善 | 已改善\n验收率 | 90% | 93%",
        [
            "35 | 长度 | 目标",
            "36 | 长度 | 完成",
            "明显改善 | 生态 | 目标",
            "已改善 | 生态 | 完成",
            "90% | 验收率 | 目标",
            "93% | 验收率 | 完成",
        ],
        id="用文字说的指标值不是表头",
    ),
    pytest.param(
        "三级指标 | 指标值 | 实际完成值 | 分值\n"
        "生态 | 明显改善 | 改善3处 | 10\n满意 | 高 | 高 | 5\n里程 | 长 | 30公里 | 5",
        [
            "改善3处 | 生态 | 实际完成值",
            "10 | 生态 | 分值",
            "5 | 满意 | 分值",
            "30公里 | 里程 | 实际完成值",
            "5 | 里程 | 分值",
        ],
        id="多用文字说的指标值列不是行标签",
    ),
    pytest.param(
        "项目 | 2024年 | < | 2023年\n | 预算 | 决算 | 决算\n税 | 3 | 4 | 5",
        ["3 | 税 | 2024年 > 预算", "4 | 税 | 2024年 > 决算", "5 | 税 | 2023年 > 决算"],
        id="第二层表头左边空着",
    ),
    pytest.param(
        "项目名称 | 总投资额\n水厂 | 1,200\n公路 | 300",
        ["1,200 | 水厂 | 总投资额", "300 | 公路 | 总投资额"],
        id="名称列的表头不是表单的栏",
    ),
    pytest.param(
        "单位 | 项目 | 执行数\n第一中学 | 人员 | 3\n^ | 公用 | 4\n财政局 | 人员 | 5",
        ["3 | 第一中学 > 人员 | 执行数", "4 | 第一中学 > 公用 | 执行数", "5 | 财政局 > 人员 | 执行数"],
        id="单位列是机构",
    ),
    pytest.param(
        "指标 | 单位 | 数值\n煤 | 万吨 | 3\n电价 | 元/千瓦时 | 5\n人口 | 万人 | 6\n指数 | 上年=100 | 7",
        ["3 | 煤 | 数值 | 万吨", "5 | 电价 | 数值 | 元/千瓦时", "6 | 人口 | 数值 | 万人", "7 | 指数 | 数值 | 上年=100"],
        id="单位列是计量单位",
    ),
    pytest.param(
        " | 类别 | 指标 | 值\n | 产出 | 数量 | 30\n | | 质量 | 95\n | 效益 | 社会 | 7\n合计 | | | 132",
        ["30 | 产出 > 数量 | 值", "95 | 产出 > 质量 | 值", "7 | 效益 > 社会 | 值", "132 | 合计 | 值"],
        id="最外一列空着",
    ),
    pytest.param(
        "项目 |  2024年 | | 2023年 | \n | 人数 | 金额 | 人数 | 金额\n城镇 | 3 | 4 | 6 | 7",
        [
            "3 | 城镇 | 2024年 > 人数",
            "4 | 城镇 | 2024年 > 金额",
            "6 | 城镇 | 2023年 > 人数",
            "7 | 城镇 | 2023年 > 金额",
        ],
        id="上层表头没有合并",
    ),
    pytest.param(
        "项目名称 | 责任单位 | 总投资 | 开工时间\n水厂 | 水务局 | 待定 | 2024年5月\n公路 | 交通局 | 300 | 2024年6月\n"
        "桥 | 交通局 | 200 | 2024年7月",
        ["待定 | 水厂 | 总投资", "300 | 公路 | 总投资", "200 | 桥 | 总投资"],
        id="首行没有数也不是表头",
    ),
    pytest.param(
        "项目 | 本年 | 上年\n税收 | 3 | 4\n其中 | 见附注 | 另列\n费 | 4 | 5",
        [
            "3 | 税收 | 本年",
            "4 | 税收 | 上年",
            "见附注 | 税收 > 其中 | 本年",
            "另列 | 税收 > 其中 | 上年",
            "4 | 费 | 本年",
            "5 | 费 | 上年",
        ],
        id="写着见附注的行不是表头",
    ),
    pytest.param(
        "科目 | 合计 | 基本 | 项目\n（栏次） | 1=2+3 | （2） | 3\n教育 | 5 | 2 | 3",
        ["5 | 教育 | 合计", "2 | 教育 | 基本", "3 | 教育 | 项目"],
        id="栏号带算式和括号",
    ),
    pytest.param(
        "地区 | 一般 | 专项 | 合计\n公式 | A | B | C=A+B\n全市 | 5 | 2 | 7",
        ["5 | 全市 | 一般", "2 | 全市 | 专项", "7 | 全市 | 合计"],
        id="栏号用字母",
    ),
    pytest.param("等级 | 户数\nA | 2\nB | 3", ["2 | A | 户数", "3 | B | 户数"], id="名称是字母"),
    pytest.param(
        "部门名称 | 某局 | 联系人 | 张三\n年度预算 | 1,200 | 其中：拨款 | 1,000\n"
        "任务 | 完成情况 | 分值 | 得分\n修路 | 35公里 | 20 | 18",
        [
            "1,200 | 年度预算 | ",
            "1,000 | 其中:拨款 | ",
            "35公里 | 修路 | 完成情况",
            "20 | 修路 | 分值",
            "18 | 修路 | 得分",
        ],
        id="表单一行两项",
    ),
    pytest.param(
        "项目 | < | 自然人 | 总计\n"
        "一、新收申请 | < | 14 | 17\n二、上年结转 | < | 0 | 0\n"
        "三、办理结果 | （一）予以公开 | 8 | 9\n^ | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 1 | 2\n"
        "四、结转下年 | < | 1 | 1",
        [
            "14 | 一、新收申请 | 自然人",
            "17 | 一、新收申请 | 总计",
            "0 | 二、上年结转 | 自然人",
            "0 | 二、上年结转 | 总计",
            "8 | 三、办理结果 > （一）予以公开 | 自然人",
            "9 | 三、办理结果 > （一）予以公开 | 总计",
            "1 | 三、办理结果 > （二）部分公开（区分处理的,只计这一情形,不计其他情形） | 自然人",
            "2 | 三、办理结果 > （二）部分公开（区分处理的,只计这一情形,不计其他情形） | 总计",
            "1 | 四、结转下年 | 自然人",
            "1 | 四、结转下年 | 总计",
        ],
        id="名称后括号里的说明不是句子",
    ),
    pytest.param(
        "====\n项目 | 甲\n税 | 3\n====\n另有说明。\n费 | 5",
        ["3 | 税 | 甲", "5 | 费 | "],
        id="两页之间有正文则不是续表",
    ),
]


@pytest.mark.parametrize(("picture", "expected"), TABLES)
def test_cells_and_what_heads_them(picture: str, expected: list[str]) -> None:
    assert cells(picture) == expected


def test_headers_in_a_table_of_their_own_head_the_next() -> None:
    headers = "项目 | 2023年 | 增长（%）"
    body = "税收收入 | 5 | 4.4\n非税收入 | 6 | 2.5"
    expected = [
        "5 | 税收收入 | 2023年",
        "4.4 | 税收收入 | 增长（%）",
        "6 | 非税收入 | 2023年",
        "2.5 | 非税收入 | 增长（%）",
    ]
    assert cells(f"{headers}\n\n{body}", paragraphs=True) == expected
    assert cells(f"{headers}\n又\n{body}", paragraphs=True) != expected


def grids(picture: str) -> list[tuple[str | None, str | None]]:
    _, segments = segment_document(drawn(picture), engine().patterns.lexicons)
    return [(grid.title, grid.unit) for grid in segments.grids]


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        pytest.param(
            "税收 | 项目 | 金额\n一 | 增值税⏎契税 | 500⏎60\n^ | 车船税 | 7",
            ["500 | 一 > 增值税 | 金额", "60 | 一 > 契税 | 金额", "7 | 一 > 车船税 | 金额"],
            id="名称和数一样多",
        ),
        pytest.param(
            "项目 | 金额\n增值税⏎契税 | 500⏎—\n车船税 | 7",
            ["500 | 增值税 | 金额", "— | 契税 | 金额", "7 | 车船税 | 金额"],
            id="其中一个没有数",
        ),
        pytest.param("项目 | 金额\n增值税 | 500 60\n契税 | 1 234", ["1234 | 契税 | 金额"], id="隔着空格的两个数"),
        pytest.param(
            "项目 | 金额\n增值税 | 500⏎60\n契税 | 7",
            ["7 | 契税 | 金额"],
            id="名称只有一个",
        ),
        pytest.param(
            "项目 | 金额\n增值税⏎收入 | 1,500⏎.5\n契税 | 7",
            ["1,500.5 | 增值税收入 | 金额", "7 | 契税 | 金额"],
            id="一个数断开",
        ),
        pytest.param("项目 | 金额\n增值税 | 3,1⏎23\n契税 | 7", ["7 | 契税 | 金额"], id="逗号后的两个数"),
        pytest.param(
            "编码 | 项目 | 金额\n201⏎01 | 教育⏎支出 | 500\n203 | 国防支出 | 7",
            ["500 | 教育支出 | 金额 | 20101", "7 | 国防支出 | 金额 | 203"],
            id="编码和名称断开",
        ),
    ],
)
def test_figures_below_each_other_in_a_cell_of_paragraphs_are_no_one_figure(picture: str, expected: list[str]) -> None:
    assert cells(picture, paragraphs=True) == expected


@pytest.mark.parametrize(
    ("picture", "title", "unit"),
    [
        pytest.param("某县收入表\n单位：万元\n项目 | 金额\n税 | 3", "某县收入表", "万元", id="表上两行"),
        pytest.param(
            "某县收入表\n部门：某局 金额单位：元\n项目 | 金额\n税 | 3", "某县收入表", "元", id="部门与单位同行"
        ),
        pytest.param(
            "收入表 | <\n公开01表 | <\n编制单位：某局 | 单位：元\n项目 | 金额\n税 | 3", "收入表", "元", id="题名在表内"
        ),
        pytest.param("主要工业产品产量\n产品 | 产量\n煤 | 3", "主要工业产品产量", None, id="题名不叫表"),
        pytest.param("某县主要指标\n一、农业（万吨）\n指标 | 数\n粮食 | 3", "某县主要指标", "万吨", id="一节的单位"),
        pytest.param("某县主要指标\n一、农业（一产）\n指标 | 数\n粮食 | 3", "一、农业（一产）", None, id="一节的别名"),
        pytest.param("附表 | 主要农产品\n产品 | 产量\n粮食 | 3", "主要农产品", None, id="附表二字"),
        pytest.param("单位：亿元、%\n指标 | 数值\n煤 | 3", None, "亿元、%", id="几个单位"),
        pytest.param("单位：万元，万亩\n指标 | 数值\n煤 | 3", None, "万元，万亩", id="逗号隔开的几个单位"),
        pytest.param("单位：万元，下同\n指标 | 数值\n煤 | 3", None, "万元", id="逗号后不是单位"),
        pytest.param("全年收入增长，情况如下：\n指标 | 数值\n煤 | 3", None, None, id="上面是句子"),
        pytest.param("收入表\n~第3页\n项目 | 金额\n税 | 3", "收入表", None, id="页码不是题名"),
        pytest.param('"单位：万元"\n项目 | 金额\n税 | 3', None, "万元", id="引号里的单位"),
        pytest.param("项目 | 金额\n税 | 3\n注：本表单位为万元 | <", None, "万元", id="单位在注里"),
        pytest.param("## 某县收入表\n单位：元\n项目 | 金额\n税 | 3", "某县收入表", "元", id="井号标题"),
        pytest.param("某县收入表（单位：万元）\n项目 | 金额\n税 | 3", "某县收入表", "万元", id="单位与题名同行"),
        pytest.param("某县收入表\n单位：元\n┌──┬──┐\n项目 | 金额\n税 | 3", "某县收入表", "元", id="边框不是题名"),
        pytest.param("支出情况（万元） | 数值\n税 | 3", None, "万元", id="单位在表头角上"),
        pytest.param("编制单位：某市水利局\n项目 | 金额\n税 | 3", None, None, id="编制单位不是计量单位"),
        pytest.param("金额单位：万元　审核单位：财政所\n项目 | 金额\n税 | 3", None, "万元", id="后有审核单位"),
        pytest.param("单位：万元　填表单位：财务科\n项目 | 金额\n税 | 3", None, "万元", id="后有填表单位"),
        pytest.param("（单位：万元；人数单位：人）\n项目 | 金额\n税 | 3", None, "万元", id="后有人数单位"),
        pytest.param("单位：万元 参保单位：个\n项目 | 金额\n税 | 3", None, "万元", id="后有参保单位"),
        pytest.param("金额单位：万元 面积单位：亩\n项目 | 金额\n税 | 3", None, "万元", id="后有面积单位"),
        pytest.param("价格单位：元/吨 单位：吨\n项目 | 产量\n煤 | 3", None, "吨", id="前有价格单位"),
        pytest.param("单位：省文化馆 金额单位：元\n项目 | 金额\n税 | 3", None, "元", id="前有单位名称"),
        pytest.param("粮食丰收。产品产量如下：\n产品 | 产量\n煤 | 3", "产品产量", None, id="产量如下"),
        pytest.param("具体安排及时间要求如下：\n项目 | 金额\n税 | 3", None, None, id="要求如下"),
        pytest.param("现将各单位分工明确如下：\n项目 | 金额\n税 | 3", None, None, id="明确如下"),
    ],
)
def test_title_and_unit(picture: str, title: str | None, unit: str | None) -> None:
    assert grids(picture) == [(title, unit)]


@pytest.mark.parametrize(
    ("picture", "unit"),
    [
        pytest.param("收入表\n项目 | 金额\n税收 | 5\n~单位：万元", "万元", id="页眉"),
        pytest.param("收入表\n单位：亿元\n项目 | 金额\n税收 | 5\n~单位：万元", "亿元", id="表上先于页眉"),
        pytest.param("收入表\n项目 | 金额\n税收 | 5\n~单位：元\n~单位：万元", None, id="两节的页眉不同"),
        pytest.param("收入表\n项目 | 金额\n税收 | 5\n~单位：万元\n~承办单位：某某软件", "万元", id="页脚的承办单位"),
    ],
)
def test_the_margin_of_a_word_file_may_say_the_unit(picture: str, unit: str | None) -> None:
    (grid,) = segment_document(drawn(picture, paragraphs=True), engine().patterns.lexicons)[1].grids
    assert grid.unit == unit


def test_a_title_and_a_unit_may_stand_above_empty_rows_of_a_sheet() -> None:
    picture = "2024年收入表 | <\n | 单位：万元\n\n项目 | 金额\n税收 | 5\n非税 | 6"
    *_, grid = segment_document(drawn(picture, paragraphs=True), engine().patterns.lexicons)[1].grids
    assert (grid.title, grid.unit) == ("2024年收入表", "万元")


def test_a_short_table_without_figures_has_a_title_and_a_unit_of_its_own() -> None:
    picture = "收入表\n单位：万元\n科目 | 说明\n税收 | 无\n人口情况表\n项目 | 人数\n常住 | 5\n户籍 | 6"
    *_, grid = segment_document(drawn(picture, paragraphs=True), engine().patterns.lexicons)[1].grids
    assert (grid.title, grid.unit) == ("人口情况表", None)


def test_a_sheet_with_two_tables_in_it() -> None:
    picture = (
        "收入预算表 | <\n单位：万元 | <\n项目 | 金额\n税收 | 3\n |\n支出预算表 | <\n单位：元 | <\n项目 | 金额\n教育 | 5"
    )
    assert grids(picture) == [("收入预算表", "万元"), ("支出预算表", "元")]
    assert cells(picture) == ["3 | 税收 | 金额", "5 | 教育 | 金额"]


def test_a_second_table_with_headers_never_seen_before() -> None:
    picture = "收入表 | < | <\n项目 | 上年 | 本年\n税收 | 3 | 4\n亮灯情况表 | < | <\n片区 | 亮灯 | 补苗\n东片 | 12 | 3"
    assert grids(picture) == [("收入表", None), ("亮灯情况表", None)]
    assert cells(picture)[2:4] == ["12 | 东片 | 亮灯", "3 | 东片 | 补苗"]


def test_a_second_table_with_one_column_of_figures() -> None:
    picture = (
        "收支总表 | < | <\n项目 | 预算数 | 占比\n税收 | 3 | 4\n专项业务经费支出表 | < | <\n单位：元 | < | <"
        "\n项目名称 | 项目金额 | 简介\n环卫保洁 | 12 | 购买服务"
    )
    assert grids(picture) == [("收支总表", None), ("专项业务经费支出表", "元")]
    assert cells(picture)[2:] == ["12 | 环卫保洁 | 项目金额"]


def test_two_tables_below_each_other_have_their_own_captions() -> None:
    picture = "====\n表1 收入表\n单位：万元\n项目 | 数\n税 | 3\n表2 支出表\n单位：元\n项目 | 数\n教育 | 5"
    assert grids(picture) == [("表1 收入表", "万元"), ("表2 支出表", "元")]


def test_prose_of_a_table_is_prose_once_and_its_figures_are_not() -> None:
    picture = "清单\n项目 | 投资 | 内容\n水厂 | 100 | 新建水厂，供水5万吨。\n注：不含征地20万元。 | < | <"
    prose, segments = segment_document(drawn(picture), engine().patterns.lexicons)
    assert "供水5万吨。" in prose.view.text
    assert "征地20万元。" in prose.view.text
    assert "100" not in prose.view.text
    assert segments.view.text.count("供水5万吨") == 2  # once as prose, once in its row, which no rule reads


def test_a_table_of_sentences_only_lays_out_a_text() -> None:
    picture = "2024年全市生产总值1900亿元，增长5.6%。 | 财政收入100亿元；增长3%。"
    prose, segments = segment_document(drawn(picture), engine().patterns.lexicons)
    assert not segments.grids
    assert "增长5.6%" in prose.view.text


_WORDS = st.sampled_from(["税收收入", "教育", "甲", "其中：乙", "　丙", "合计", ""])


@given(st.lists(st.lists(st.integers(0, 10**9), min_size=3, max_size=3), min_size=1, max_size=8), st.data())
def test_every_planted_figure_is_found_in_its_place(rows: list[list[int]], data: st.DataObject) -> None:
    """Whatever stands in the label column, each planted number is a cell with its own column's header."""
    lines = ["项目 | 年初预算数 | 决算数 | 增减额"]
    lines += [f"{data.draw(_WORDS)} | " + " | ".join(f"{number:,}.5" for number in row) for row in rows]
    _, segments = segment_document(drawn("\n".join(lines)), engine().patterns.lexicons)
    (grid,) = segments.grids
    found = [(segments.view.text[c.span.start : c.span.end], c.row, c.column_header[-1]) for c in grid.cells]
    headers = ["年初预算数", "决算数", "增减额"]
    assert found == [(f"{n:,}.5", r, headers[c]) for r, row in enumerate(rows, 1) for c, n in enumerate(row)]


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "甲", "12", "3%", "2024", "—", "项目", "单位：万元", "合计", "<", "^", "。"]),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=7,
    )
)
def test_no_table_is_too_odd(rows: list[list[str]]) -> None:
    """Every cell of a grid is a text that stands at its place, whatever the table looks like."""
    rows[0] = [cell if cell != "^" else "" for cell in rows[0]]
    for row in rows:
        row[0] = row[0] if row[0] != "<" else ""
    document = drawn("\n".join(" | ".join(row) for row in rows))
    _, segments = segment_document(document, engine().patterns.lexicons)
    for grid in segments.grids:
        for cell in grid.cells:
            span = segments.view.to_source(cell.span)
            assert document.text[span.start : span.end] == segments.view.text[cell.span.start : cell.span.end]
