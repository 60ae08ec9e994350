"""What short documents of every kind say that they are."""

from datetime import date
from pathlib import Path

import pytest

from gongbao.errors import OptionError
from gongbao.link.documents import describe
from gongbao.link.regions import Regions
from gongbao.model import DocumentType, Metadata
from gongbao.segment import segment

REGIONS = Regions(Path(__file__).parents[2] / "patterns/regions.csv")

WORK, BUDGET, EXECUTION = DocumentType.WORK_REPORT, DocumentType.BUDGET_REPORT, DocumentType.BUDGET_EXECUTION
FINAL, DEPARTMENT_FINAL = DocumentType.FINAL_ACCOUNT, DocumentType.DEPARTMENT_FINAL_ACCOUNT
DEPARTMENT_BUDGET, COMMUNIQUE, PLAN = DocumentType.DEPARTMENT_BUDGET, DocumentType.STAT_COMMUNIQUE, DocumentType.PLAN
AUDIT, NEWS, OTHER = DocumentType.AUDIT_REPORT, DocumentType.NEWS, DocumentType.OTHER


def read(text: str, day: date | None = None, **given: str) -> Metadata:
    return describe(segment(text), day, REGIONS, given)


TITLES = {
    "标题前有网页文字": (
        "下载\n打印\n【字号：\n】\n2026年上海市政府工作报告\n来源：解放日报\n",
        "2026年上海市政府工作报告",
    ),
    "字间有空格": ("政 府 工 作 报 告\n\n各位代表：\n", "政府工作报告"),
    "年份前后有空格": ("咸宁市财政局 2024 年度部门决算\n", "咸宁市财政局2024年度部门决算"),
    "单位和题名分两行": ("湖北省民政厅\n2023年度部门决算\n目录\n", "湖北省民政厅2023年度部门决算"),
    "预算报告题名分两行": (
        "关于咸宁市2023年预算执行情况和\n2024年预算草案的报告\n各位代表：\n",
        "关于咸宁市2023年预算执行情况和2024年预算草案的报告",
    ),
    "公报题名分两行": ("咸宁市2023年国民经济和社会发展\n统计公报\n", "咸宁市2023年国民经济和社会发展统计公报"),
    "地名和题名分两行": ("大庆市\n政府工作报告\n", "大庆市政府工作报告"),
    "年份自成一行": ("2024年\n政府工作报告\n大庆市人民政府\n", "2024年政府工作报告"),
    "栏目名不是题名": ("首页\n>\n云南要闻\n2026年政府工作报告\n来源：云南日报\n", "2026年政府工作报告"),
    "面包屑短于题名": ("政府工作报告\n>\n崇阳县2024年政府工作报告\n各位代表：\n", "崇阳县2024年政府工作报告"),
    "题名带注脚": ("大庆市2023年国民经济和社会发展统计公报[1]\n", "大庆市2023年国民经济和社会发展统计公报"),
    "题名带会议": ("政府工作报告（2024年1月9日在咸宁市第六届人民代表大会第三次会议上）\n", "政府工作报告"),
    "题名后接会议": ("政府工作报告——2024年1月9日在咸宁市第六届人民代表大会第三次会议上\n", "政府工作报告"),
    "草案二字留在题名里": ("延安市宝塔区2024年财政预算（草案）\n", "延安市宝塔区2024年财政预算（草案）"),
    "繁体题名照原样": ("政府工作報告\n各位代表：\n", "政府工作報告"),
    "只有开头说出的规划": (
        "中华人民共和国国民经济和社会发展第十二个五年（2011—2015年）规划纲要，根据中央建议编制。\n",
        "中华人民共和国国民经济和社会发展第十二个五年（2011—2015年）规划纲要",
    ),
    "新闻标题": (
        "咸宁前三季度财政收入稳步增长\n本报讯（记者 李某）10月20日，记者获悉……\n",
        "咸宁前三季度财政收入稳步增长",
    ),
    "讲话没有题名": ("各位代表：\n现在，我代表国务院，向大会作政府工作报告，请予审议。\n一、2009年工作回顾\n", None),
    "节标题不是题名": ("八、政府性基金预算财政拨款收入支出决算情况说明\n某局2024年度无此项支出。\n", None),
    "断开的句子不是题名": ("会议听取和审议了国务院总理所作的\n政府工作报告。会议充分肯定过去一年的工作。\n", None),
    "统计表没有题名": ("金  融\n单位：亿元\n指标3月末比年初增减额\n", None),
}


@pytest.mark.parametrize(("text", "title"), TITLES.values(), ids=TITLES.keys())
def test_title(text: str, title: str | None) -> None:
    assert read(text).title == title


TYPES = {
    "政府工作报告": ("2026年上海市政府工作报告\n", WORK),
    "法院工作报告": ("咸宁市中级人民法院工作报告\n", WORK),
    "讲话代表政府报告工作": ("各位代表：\n现在，我代表省人民政府，向大会报告工作，请予审议。\n", WORK),
    "讲话代表国务院": ("各位代表！\n我代表国务院，向大会作政府工作报告，请予审议。\n", WORK),
    "繁体讲话": ("各位代表：\n現在，我代表中央人民政府作工作報告。\n", WORK),
    "讲话受委托报告预算": (
        "各位代表：\n受市人民政府委托，现将2023年预算执行情况和2024年预算草案提请大会审查。\n",
        BUDGET,
    ),
    "讲话受委托报告计划": ("各位代表：\n受国务院委托，现将计划执行情况与计划草案提请大会审查。\n", PLAN),
    "预算报告": ("关于咸宁市2023年预算执行情况和2024年预算草案的报告\n", BUDGET),
    "只有预算": ("延安市宝塔区2024年财政预算（草案）\n", BUDGET),
    "预算执行": ("关于咸宁市2024年上半年预算执行情况的报告\n", EXECUTION),
    "预算调整": ("关于2024年市级预算调整方案（草案）的报告\n", EXECUTION),
    "决算": ("关于咸宁市2023年财政决算（草案）和2024年上半年预算执行情况的报告\n", FINAL),
    "部门决算": ("上海市普陀区财政局2024年度部门决算\n", DEPARTMENT_FINAL),
    "单位决算": ("2023年度咸宁市第一中学单位决算\n", DEPARTMENT_FINAL),
    "部门决算节选": ("八、政府性基金预算财政拨款收入支出决算情况说明\n某局2024年度无此项支出。\n", DEPARTMENT_FINAL),
    "部门预算": ("上海市普陀区2024年区级部门预算\n预算主管部门：上海市普陀区商务委员会\n", DEPARTMENT_BUDGET),
    "党委部门预算": ("中共咸宁市委组织部2024年部门预算\n", DEPARTMENT_BUDGET),
    "统计公报": ("大庆市2023年国民经济和社会发展统计公报\n", COMMUNIQUE),
    "普查公报": ("大庆市第七次全国人口普查公报（第一号）\n", COMMUNIQUE),
    "审计工作报告": ("关于2023年度市级预算执行和其他财政收支的审计工作报告\n", AUDIT),
    "五年规划": ("咸宁市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要\n", PLAN),
    "印发规划的通知": ("咸宁市人民政府关于印发《咸宁市“十四五”生态环境保护规划》的通知\n", PLAN),
    "年度计划报告": ("关于2024年国民经济和社会发展计划执行情况与2025年计划草案的报告\n", PLAN),
    "没有题名的五年计划": ("中华人民共和国国民经济和社会发展的第七个五年计划时期，是全面改革的关键时期\n", PLAN),
    "决议": ("第十四届全国人民代表大会第三次会议关于政府工作报告的决议\n", OTHER),
    "决议没有题名": ("第十四届全国人民代表大会第三次会议听取和审议了政府工作报告，决定批准这个报告。\n", OTHER),
    "通知": ("咸宁市财政局关于做好防汛工作的通知\n", OTHER),
    "新闻": ("咸宁前三季度财政收入稳步增长\n本报讯（记者 李某）10月20日，记者从咸宁市财政局获悉……\n", NEWS),
    "报纸专版": ("打造升级版 用大统筹支撑大发展\n正文。（本版文字及配图由湖北省咸宁市委改革办提供）\n", NEWS),
    "网站转载的报告不是新闻": ("2026年北京市政府工作报告\n殷某作政府工作报告。本报记者 戴某摄\n各位代表：\n", WORK),
    "统计分析": ("大庆市经济运行开局良好\n年初以来，全市上下认真贯彻落实……\n", OTHER),
    "节选": ("一年来，全市经济稳中有进。\n", OTHER),
    "空文件": ("", OTHER),
}


@pytest.mark.parametrize(("text", "kind"), TYPES.values(), ids=TYPES.keys())
def test_type(text: str, kind: DocumentType) -> None:
    assert read(text).document_type is kind


YEARS = {
    "题名里的年份": ("2026年上海市政府工作报告\n", None, 2026),
    "会议的年份": ("政府工作报告\n", date(2018, 3, 7), 2018),
    "回顾标题的下一年": ("各位代表：\n我代表国务院向大会作政府工作报告。\n一、2009年工作回顾\n", None, 2010),
    "五年后的下一年": ("政府工作报告\n各位代表：\n一、“十二五”时期和2015年工作回顾\n", None, 2016),
    "部署标题的年份": ("政府工作报告\n各位代表：\n一、过去五年的工作\n二、2008年主要任务\n", None, 2008),
    "回顾首句的下一年": (
        "政府工作报告\n各位代表：\n一、去年工作回顾\n2005年，我国现代化事业取得显著成就，国内生产总值比上年增长9.9%。\n",
        None,
        2006,
    ),
    "没有年份的讲话": ("政府工作报告\n各位代表：\n一、三年来的斗争和新时期的总任务\n", None, None),
    "预算的年份": ("关于咸宁市2023年预算执行情况和2024年预算草案的报告\n", date(2024, 1, 9), 2024),
    "决算的年份": ("关于咸宁市2023年财政决算（草案）和2024年上半年预算执行情况的报告\n", date(2024, 8, 1), 2023),
    "决算节选": ("某局2024年度“三公”经费支出决算数与2023年度持平。\n三、财政拨款支出决算情况说明\n", None, 2024),
    "公报的年份": ("大庆市2023年国民经济和社会发展统计公报\n", date(2024, 4, 10), 2023),
    "规划期的首年": ("咸宁市“十三五”旅游发展规划（2016—2020年）\n", None, 2016),
    "十一五": ("咸宁市“十一五”旅游发展规划\n", None, 2006),
    "第十个五年计划": ("云南省国民经济和社会发展第十个五年计划纲要\n", date(2001, 2, 16), 2001),
    "第二个五年计划": ("第二个五年计划纲要\n", None, 1958),
    "第三个五年计划": ("第三个五年计划纲要\n", None, 1966),
    "年度计划": ("关于2024年国民经济和社会发展计划执行情况与2025年计划草案的报告\n", None, 2025),
    "汉字年份": ("咸宁市二〇二三年国民经济和社会发展统计公报\n", None, 2023),
}


@pytest.mark.parametrize(("text", "day", "year"), YEARS.values(), ids=YEARS.keys())
def test_report_year(text: str, day: date | None, year: int | None) -> None:
    assert read(text, day).report_year == year


PLACES = {
    "题名": ("云南省国民经济和社会发展第十个五年计划纲要\n", "530000"),
    "题名里的简称": ("2025年新疆政府工作报告\n", "650000"),
    "简称取省": ("海南2024年政府工作报告\n", "460000"),
    "兵团不是自治区": ("2025年新疆生产建设兵团工作报告\n", None),
    "题名里的省市": ("湖北省咸宁市2023年国民经济和社会发展统计公报\n", "421200"),
    "自治州的通称": ("恩施州2024年政府工作报告\n", "422800"),
    "会议": ("政府工作报告\n——2018年3月7日在海拉尔区第十五届人民代表大会第二次会议上\n", "150702"),
    "会议断成两行": ("政府工作报告\n——2026年1月26日在广东省第十四届\n人民代表大会第五次会议上\n", "440000"),
    "代表政府": ("政府工作报告\n各位代表：\n现在，我代表大庆市人民政府向大会作政府工作报告。\n", "230600"),
    "区长": ("政府工作报告\n海拉尔区人民政府区长 杨某\n各位代表：\n现在，我代表区政府向大会作工作报告。\n", "150702"),
    "署名": ("2024年政府工作报告\n大庆市人民政府\n", "230600"),
    "国务院": ("各位代表：\n现在，我代表国务院，向大会作政府工作报告。北京、上海发展较快。\n", "100000"),
    "全国人大": ("（第七届全国人民代表大会第四次会议1991年4月9日批准）\n", "100000"),
    "中央和地方预算": ("关于2024年中央和地方预算执行情况与2025年中央和地方预算草案的报告\n", "100000"),
    "国家公报": ("中华人民共和国2023年国民经济和社会发展统计公报\n国家统计局\n", "100000"),
    "繁体": ("廣東省國民經濟和社會發展第一個五年計劃\n", "440000"),
    "报纸专版": ("打造升级版\n湖北省咸宁市全面深化改革。咸宁市财政局介绍，崇阳县先行试点。全市推开。\n", "421200"),
    "节选里的简称": ("海拉尔的天更蓝、水更清。全区建档立卡贫困人口实现脱贫。\n", "150702"),
    "节选里的省": ("省委、省政府调度推进。旅居云南成为新名片，全省工业增加值增长5%。\n", "530000"),
    "我市不知是哪市": ("近年来，我市全力推进粮食产能建设，全市粮食总产达106.68亿斤。\n", None),
    "我国": ("五年来，我国经济实力跃上新台阶。\n", "100000"),
    "只提到别处": ("赴上海市考察学习，借鉴先进经验。\n", None),
    "上海的普陀区": ("普陀区2023年国民经济和社会发展统计公报\n上海市普陀区统计局\n", "310107"),
    "舟山的普陀区": ("政府工作报告\n——2024年1月10日在舟山市普陀区第十届人民代表大会第三次会议上\n", "330903"),
    "上级在正文里": ("鼓楼区2024年政府工作报告\n各位代表：\n去年，徐州市委要求我区做好淮海国际陆港建设。\n", "320302"),
    "不知是哪个普陀区": ("普陀区2023年国民经济和社会发展统计公报\n2023年，全区……\n", None),
    "不知是哪个城关镇": ("城关镇2024年政府工作报告\n", None),
    "部门所在的区": ("上海市普陀区2024年区级部门预算\n预算单位：上海市普陀区商务委员会\n", "310107"),
}


@pytest.mark.parametrize(("text", "code"), PLACES.values(), ids=PLACES.keys())
def test_region(text: str, code: str | None) -> None:
    assert read(text).region_code == code


PLACES_IN_TIME = {
    "改名前的襄樊": ("襄樊市", date(2009, 1, 20), "420600", "襄樊市"),
    "改名当年还叫襄樊": ("襄樊市", date(2010, 1, 20), "420600", "襄樊市"),
    "改名后的襄阳": ("襄阳市", date(2012, 1, 20), "420600", "襄阳市"),
    "县级的咸宁市": ("咸宁市", date(1990, 3, 1), "422301", "咸宁市"),
    "地级的咸宁市": ("咸宁市", date(2000, 3, 1), "421200", "咸宁市"),
    "属四川的重庆市": ("重庆市", date(1990, 3, 1), "510200", "重庆市"),
    "直辖的重庆市": ("重庆市", date(2000, 3, 1), "500000", "重庆市"),
}


@pytest.mark.parametrize(("name", "day", "code", "region"), PLACES_IN_TIME.values(), ids=PLACES_IN_TIME.keys())
def test_a_region_is_one_of_the_document_s_year(name: str, day: date, code: str, region: str) -> None:
    metadata = read(f"政府工作报告\n——在{name}第九届人民代表大会第三次会议上\n", day)
    assert (metadata.region_code, metadata.region) == (code, region)


def test_a_town_is_not_its_county() -> None:
    metadata = read("咸安区横沟桥镇2024年政府工作报告\n")
    assert (metadata.region, metadata.region_code, metadata.region_level) == ("横沟桥镇", None, "township")


def test_a_city_s_plan_for_towns_is_the_city_s() -> None:
    assert read("咸宁市乡镇财政2024年工作报告\n").region == "咸宁市"


ENTITIES = {
    "题名里的局": ("上海市普陀区财政局2024年度部门决算\n", "上海市普陀区财政局"),
    "主管部门": (
        "上海市普陀区2024年区级部门预算\n预算主管部门：上海市普陀区商务委员会\n目 录\n",
        "上海市普陀区商务委员会",
    ),
    "正文里的局": (
        "八、政府性基金预算财政拨款收入支出决算情况说明\n按照规定上海市普陀区财政局2024年度无此项支出。\n",
        "上海市普陀区财政局",
    ),
    "年份在前": ("2023年度咸宁市第一中学单位决算\n", "咸宁市第一中学"),
    "党委部门": ("中共咸宁市委组织部2024年部门预算\n", "中共咸宁市委组织部"),
    "法院": ("咸宁市中级人民法院工作报告\n", "咸宁市中级人民法院"),
    "局发的通知": ("咸宁市财政局关于印发实施细则的通知\n", "咸宁市财政局"),
    "政府工作报告没有": ("2026年四川省人民政府工作报告\n", None),
    "财政局代政府报告预算": ("关于咸宁市2023年预算执行情况和2024年预算草案的报告\n咸宁市财政局\n", None),
    "统计局的公报": ("大庆市2023年国民经济和社会发展统计公报\n大庆市统计局\n", None),
}


@pytest.mark.parametrize(("text", "entity"), ENTITIES.values(), ids=ENTITIES.keys())
def test_entity(text: str, entity: str | None) -> None:
    assert read(text).entity == entity


def test_what_is_given_overrides_what_the_text_says() -> None:
    metadata = read(
        "2026年上海市政府工作报告\n",
        date(2018, 3, 7),
        title="另一个题名",
        document_type="news",
        region="内蒙古自治区呼伦贝尔市海拉尔区",
        entity="某局",
        date="2018-03-07",
        url="https://example.org/1",
        batch="甲",
    )
    assert metadata == Metadata(
        title="另一个题名",
        document_type=NEWS,
        document_date=date(2018, 3, 7),
        report_year=None,
        region="海拉尔区",
        region_code="150702",
        region_level="county",
        entity="某局",
        extra={"url": "https://example.org/1", "batch": "甲"},
    )


def test_a_given_year_is_the_year_of_a_work_report_and_of_its_region() -> None:
    metadata = read("政府工作报告\n——在咸宁市第二届人民代表大会第三次会议上\n", None, date="1990")
    assert (metadata.document_date, metadata.report_year, metadata.region_code) == (None, 1990, "422301")


def test_a_given_region_that_is_no_division_is_kept() -> None:
    metadata = read("2024年政府工作报告\n", region="火星")
    assert (metadata.region, metadata.region_code, metadata.region_level) == ("火星", None, None)


def test_empty_values_give_nothing() -> None:
    assert read("2026年上海市政府工作报告\n", region="", title="").title == "2026年上海市政府工作报告"


def test_a_given_type_must_be_one_of_the_list() -> None:
    with pytest.raises(OptionError, match="no document type is called 'poem'; there are work_report, "):
        read("2026年上海市政府工作报告\n", document_type="poem")
