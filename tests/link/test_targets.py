"""Targets of work reports: each form in short reports, and those of sixteen provinces as a person read them."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gongbao.errors import PatternError
from gongbao.link.lexicons.indicators import Indicators
from gongbao.link.targets.finding import find_targets
from gongbao.link.targets.wording import TargetWording
from gongbao.model import Document, Result, Target
from gongbao.read.sniff import decode
from gongbao.run.document import Engine

REPORTS = Path(__file__).parents[2] / "../shared/corpus/gwr_provincial_2026"
READ = tomllib.loads((Path(__file__).parent / "targets_2026.toml").read_text(encoding="utf-8"))
NEEDED = 14

ENGINE = Engine()
WORDING = TargetWording(ENGINE.patterns.lexicons)
INDICATORS = Indicators(ENGINE.patterns.indicators)

REPORT = """政府工作报告
——2031年1月20日在南山省第十五届人民代表大会第一次会议上
各位代表：
现在，我代表省人民政府，向大会报告政府工作，请予审议。
一、2030年工作回顾
过去一年，主要目标任务圆满完成。地区生产总值增长6.1%，居民收入增长与经济增长同步。
二、2031年工作安排
{targets}
实现上述目标，要重点做好以下工作。粮食产量基本稳定。
"""
AIM = "今年经济社会发展主要预期目标是：地区生产总值增长5%左右，城镇调查失业率5.5%左右，{}。"


def read(text: str) -> tuple[Result, tuple[Target, ...]]:
    result = ENGINE.extract(Document("report", text))
    return result, find_targets(result.segments, result.mentions, result.facts, result.metadata, INDICATORS, WORDING)


def report(targets: str) -> tuple[Target, ...]:
    return read(REPORT.format(targets=targets))[1]


def clause(words: str) -> list[Target]:
    """The targets of a clause in a paragraph of targets, without the two figures that stand before it."""
    said = [target for target in report(AIM.format(words)) if target.form != "not_stated"]
    assert [target.indicator_id for target in said[:2]] == ["gdp", "unemployment_surveyed"]
    return said[2:]


LINKED = {
    "与…同步": ("居民收入增长与经济增长同步", [("居民收入", "经济增长", "equal")]),
    "和…基本同步": ("居民收入增长和经济增长基本同步", [("居民收入", "经济增长", "equal")]),
    "相协调": ("固定资产投资增长与经济增长相协调", [("固定资产投资", "经济增长", "equal")]),
    "快于城镇居民": ("农村居民收入增速快于城镇居民", [("农村居民收入", "城镇居民", "above")]),
    "没有增长二字": ("居民收入和经济增长基本同步", [("居民收入", "经济增长", "equal")]),
    "同步增长": ("地方财政收入与经济同步增长", [("地方财政收入", "经济", "equal")]),
    "与发展同步": ("努力实现居民收入增长和经济发展同步", [("居民收入", "经济发展", "equal")]),
    "快于": ("农村居民收入增长快于城镇居民收入", [("农村居民收入", "城镇居民收入", "above")]),
    "不低于": ("居民人均可支配收入增长不低于经济增长", [("居民人均可支配收入", "经济增长", "not_below")]),
    "略高于平均": ("规上工业增加值增速略高于全国平均水平", [("规上工业增加值", "全国平均水平", "above")]),
    "平均水平以上": (
        "固定资产投资增速保持在全国平均水平以上",
        [("固定资产投资", "全国平均水平", "not_below")],
    ),
    "两个对象": (
        "居民收入增速高于经济增速、高于全国平均水平",
        [("居民收入", "经济增速", "above"), ("居民收入", "全国平均水平", "above")],
    ),
    "与上年持平略增": ("地方一般公共预算收入与上年持平略增", [("地方一般公共预算收入", "上年", "equal")]),
    "保持去年水平": ("实际利用外资（验资口径）保持去年水平", [("实际利用外资（验资口径）", "去年水平", "equal")]),
    "不低于去年水平": ("粮食总产量不低于去年水平", [("粮食总产量", "去年水平", "not_below")]),
    "两个平均水平": (
        "规上工业增加值增速高于全国、全省平均水平",
        [("规上工业增加值", "全国、全省平均水平", "above")],
    ),
    "城镇常住居民和农村常住居民": (
        "城镇常住居民和农村常住居民人均可支配收入增长与经济增长同步",
        [("城镇常住居民人均可支配收入", "经济增长", "equal"), ("农村常住居民人均可支配收入", "经济增长", "equal")],
    ),
    "城镇和农村": (
        "城镇和农村居民人均可支配收入增长与经济增长同步",
        [("城镇居民人均可支配收入", "经济增长", "equal"), ("农村居民人均可支配收入", "经济增长", "equal")],
    ),
    "劳动报酬": ("劳动报酬增长和劳动生产率提高同步", [("劳动报酬", "劳动生产率提高", "equal")]),
}


@pytest.mark.parametrize(("words", "expected"), LINKED.values(), ids=LINKED)
def test_linked(words: str, expected: list[tuple[str, str, str]]) -> None:
    found = clause(words)
    assert [(t.form, t.indicator, t.linked_indicator, t.relation) for t in found] == [("linked", *e) for e in expected]
    assert {t.text for t in found} == {words.removeprefix("努力实现")}


def test_each_part_of_a_clause_may_tie_an_indicator_of_its_own() -> None:
    found = clause("居民收入增长快于经济增长、农村居民收入增长快于城镇居民")
    assert [(t.indicator, t.linked_indicator, t.text) for t in found] == [
        ("居民收入", "经济增长", "居民收入增长快于经济增长"),
        ("农村居民收入", "城镇居民", "农村居民收入增长快于城镇居民"),
    ]
    found = clause("居民收入增长与经济增长同步、城乡居民收入倍差缩小到1.60以内")
    assert [(t.indicator, t.form) for t in found] == [("居民收入", "linked"), ("城乡居民收入倍差", "directional")]


ASSIGNED = {
    "完成国家下达任务": ("碳排放双控完成国家下达任务", ["碳排放双控"], "国家"),
    "完成国家下达的…任务": ("完成国家下达的节能减排任务", ["节能减排"], "国家"),
    "确保完成": ("确保完成国家下达的“十五五”能耗强度下降目标", ["能耗强度"], "国家"),
    "国家下达我省": ("完成国家下达我省碳排放双控和主要污染物减排目标", ["碳排放双控", "主要污染物减排"], "国家"),
    "按要求完成": ("按照国家要求完成节能减排降碳任务", ["节能减排降碳"], "国家"),
    "达到国家要求": ("能源、水资源等指标达到国家要求", ["能源", "水资源"], "国家"),
    "国家和省": ("主要污染物减排完成国家和省下达任务", ["主要污染物减排"], "国家和省"),
    "省定目标": ("能耗强度完成省定目标", ["能耗强度"], "省"),
    "市里下达": ("安全生产控制在市下达指标以内", ["安全生产"], "市"),
    "上级": ("主要约束性指标达到上级要求", ["主要约束性指标"], "上级"),
    "地名": ("节能减排、安全生产等约束性指标完成远山市确定的目标", ["节能减排", "安全生产"], "远山市"),
    "考核目标": ("单位地区生产总值能耗完成“十五五”国家考核目标", ["单位地区生产总值能耗"], "国家"),
    "各项": ("完成上级下达的各项目标任务", ["各项目标任务"], "上级"),
    "省上下达": ("节能减排等约束性指标完成省上下达目标", ["节能减排"], "省"),
    "市级目标": ("细颗粒物年均浓度达到市级目标", ["细颗粒物年均浓度"], "市"),
    "省控目标": ("空气质量优良率完成省控目标", ["空气质量优良率"], "省"),
    "每单位的第二项": (
        "单位地区生产总值能耗、二氧化碳排放达到市级要求",
        ["单位地区生产总值能耗", "单位地区生产总值二氧化碳排放"],
        "市级",
    ),
    "总量不是每单位的": (
        "单位地区生产总值能耗、能源消费总量完成省下达任务",
        ["单位地区生产总值能耗", "能源消费总量"],
        "省",
    ),
    "降幅": ("主要污染物减排、PM2.5浓度降幅完成国家下达任务", ["主要污染物减排", "PM2.5浓度"], "国家"),
    "引号不散，未说由谁": ("主要污染物减排和能耗“双控”指标完成目标任务", ["主要污染物减排", "能耗“双控”"], None),
    "引号不散": ("主要污染物减排和能耗“双控”指标完成市下达任务", ["主要污染物减排", "能耗“双控”"], "市"),
    "下降幅度": ("单位地区生产总值能耗下降幅度完成省定目标", ["单位地区生产总值能耗"], "省"),
    "未说由谁": ("单位地区生产总值二氧化碳排放完成目标任务", ["单位地区生产总值二氧化碳排放"], None),
}


@pytest.mark.parametrize(("words", "indicators", "by"), ASSIGNED.values(), ids=ASSIGNED)
def test_assigned(words: str, indicators: list[str], by: str | None) -> None:
    assert [(t.form, t.indicator, t.assigned_by) for t in clause(words)] == [("assigned", i, by) for i in indicators]


DIRECTIONAL = {
    "国际收支": ("国际收支基本平衡", ["国际收支"]),
    "只增不减": ("粮食产量只增不减", ["粮食产量"]),
    "继续下降": ("主要污染物排放量继续下降", ["主要污染物排放量"]),
    "两个指标": ("单位国内生产总值能耗和主要污染物排放量继续下降", ["单位国内生产总值能耗", "主要污染物排放量"]),
    "物价稳定": ("物价总体稳定", ["物价"]),
    "合理水平": ("居民消费价格保持合理水平", ["居民消费价格"]),
    "优良": ("生态环境质量保持优良", ["生态环境质量"]),
    "前列": ("全省环境空气质量保持全国前列", ["全省环境空气质量"]),
    "回稳向好": ("进出口回稳向好", ["进出口"]),
    "促稳提质": ("进出口促稳提质", ["进出口"]),
    "量稳质升": ("进出口量稳质升", ["进出口"]),
    "防控": ("重大金融风险有效防控", ["重大金融风险"]),
    "宏观杠杆率": ("宏观杠杆率保持基本稳定", ["宏观杠杆率"]),
    "各自的谓语": ("农村贫困人口全部脱贫、贫困县全部摘帽", ["农村贫困人口", "贫困县"]),
    "双下降": ("安全生产事故起数、死亡人数实现“双下降”", ["安全生产事故起数", "死亡人数"]),
    "正增长": ("固定资产投资正增长", ["固定资产投资"]),
    "零事故": ("实现安全生产零事故", ["安全生产"]),
    "恢复性增长": ("外贸出口力争实现恢复性增长", ["外贸出口"]),
    "止跌": ("进出口总额止跌企稳", ["进出口总额"]),
    "动宾": ("提高居民基础养老金", ["居民基础养老金"]),
    "在…方面": ("要在产业结构调整、自主创新等方面取得新进展", ["产业结构调整", "自主创新"]),
    "自然增长率不是增长": ("人口自然增长率逐步接近全国水平", ["人口自然增长率"]),
    "几个带引号的": ("“三个基地”“两个枢纽”建设取得明显进展", ["“三个基地”“两个枢纽”建设"]),
    "增加值不是增加": ("高技术制造业增加值稳步提升", ["高技术制造业增加值"]),
}


@pytest.mark.parametrize(("words", "indicators"), DIRECTIONAL.values(), ids=DIRECTIONAL)
def test_directional(words: str, indicators: list[str]) -> None:
    assert [(t.form, t.indicator) for t in clause(words)] == [("directional", i) for i in indicators]


STRETCH = {
    "分句": ("固定资产投资增长6%，在实际工作中努力争取更好结果", "在实际工作中努力争取更好结果"),
    "顿号后": ("固定资产投资增长6%、力争更好结果", "力争更好结果"),
    "更高的数": ("固定资产投资增长6%，力争达到8%", "力争达到8%"),
    "顿号后更高的数": ("固定资产投资增长6%、力争7%", "力争7%"),
    "工作中更高的数": ("固定资产投资增长6%，在实际工作中力争7%", "在实际工作中力争7%"),
    "更快一些": ("固定资产投资增长6%，力争更快一些", "力争更快一些"),
    "跑赢": ("固定资产投资增长6%，努力跑赢全国", "努力跑赢全国"),
}


@pytest.mark.parametrize(("words", "stretch"), STRETCH.values(), ids=STRETCH)
def test_stretch_belongs_to_the_target_before_it(words: str, stretch: str) -> None:
    result, targets = read(REPORT.format(targets=AIM.format(words)))
    (found,) = [t for t in targets if t.indicator_id == "fixed_asset_investment"]
    assert (found.form, found.text, found.stretch) == ("numeric", "6%", stretch)
    assert [t.stretch for t in targets if t is not found and t.stretch] == []
    assert found.fact is not None
    assert result.mentions[result.facts[found.fact].mention].text == "6%"


def test_a_sentence_on_the_years_work_may_hope_for_more() -> None:
    targets = report(AIM.format("粮食产量9亿斤") + "在实际工作中，要自我加压，力争更好结果。")
    assert [(t.text, t.stretch) for t in targets if t.stretch] == [
        (text, "力争更好结果") for text in ("5%", "5.5%", "9亿斤")
    ]
    assert report(AIM.format("粮食产量9亿斤") + "在实际工作中，要抓好三件事。")[-1].stretch is None


def test_a_headline_elsewhere_may_be_striven_for() -> None:
    targets = report(AIM.format("投资增长6%") + "\n（一）农业。粮食产量达到50亿斤以上，力争60亿斤。")
    assert [(t.text, t.stretch) for t in targets if t.indicator == "粮食产量"] == [("50亿斤", "力争60亿斤")]
    targets = report(AIM.format("投资增长6%") + "\n（一）农业。粮食产量达到50亿斤。全年粮食产量达到60亿斤。")
    assert [t.text for t in targets if t.indicator == "粮食产量"] == ["50亿斤", "60亿斤"]


def test_towns_investment_is_the_headlines() -> None:
    unsaid = [t.indicator for t in report(AIM.format("城镇固定资产投资增长15%")) if t.form == "not_stated"]
    assert "居民消费价格" in unsaid and "固定资产投资" not in unsaid


SETTINGS = {
    "目标为": "建议经济社会发展主要预期目标为：地区生产总值增长5%，居民收入增长与经济增长同步。",
    "另起一段": "今年经济社会发展的主要预期目标是：\n\n地区生产总值增长5%；居民收入增长与经济增长同步。",
    "如下": "今年经济社会发展主要预期目标如下：地区生产总值增长5%，居民收入增长与经济增长同步。",
    "列表": "今年发展主要预期目标是：\n——地区生产总值增长5%；\n——居民收入增长与经济增长同步。",
    "两句": "今年主要预期目标是：地区生产总值增长5%。居民收入增长与经济增长同步。这些目标是积极的。",
    "不叫目标": (
        "今年要坚决打赢攻坚战；地区生产总值增长5%，城镇新增就业90万人，居民消费价格涨幅2%；居民收入增长与经济增长同步。"
    ),
    "开局之年": ("今年是“十六五”开局之年，意义重大。主要预期目标是：地区生产总值增长5%，居民收入增长与经济增长同步。"),
}


@pytest.mark.parametrize("targets", SETTINGS.values(), ids=SETTINGS)
def test_where_targets_are_set(targets: str) -> None:
    found = [
        (t.year, t.form, t.indicator_id)
        for t in report(targets)
        if t.form != "not_stated" and t.indicator_id not in ("urban_new_jobs", "cpi")
    ]
    assert found == [(2031, "numeric", "gdp"), (2031, "linked", "resident_income")]


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        pytest.param(
            "今年，预期地区生产总值增长5%以上；城镇新增就业5000人；居民收入与经济增长同步；固定资产投资增速转正。",
            [
                ("gdp", "numeric"),
                ("urban_new_jobs", "numeric"),
                ("resident_income", "linked"),
                ("fixed_asset_investment", "directional"),
            ],
            id="不称目标而有一个增速",
        ),
        pytest.param(
            "主要经济指标增长目标如下：地区生产总值增长6%；社会消费品零售总额增长8%。",
            [("gdp", "numeric"), ("retail_sales", "numeric")],
            id="增长目标如下",
        ),
        pytest.param(
            "要完成以下目标任务：——地区生产总值增长6%。\n——固定资产投资增长8%。\n——城镇新增就业3000人。",
            [("gdp", "numeric"), ("fixed_asset_investment", "numeric"), ("urban_new_jobs", "numeric")],
            id="破折号分条",
        ),
        pytest.param(
            "总体目标是“两个突破”：地区生产总值突破200亿元，固定资产投资突破100亿元。",
            [("gdp", "numeric"), ("fixed_asset_investment", "numeric")],
            id="“两个突破”",
        ),
        pytest.param(
            "主要预期目标是：地区生产总值增长6%，城镇新增就业3万人。约束性指标为：单位地区生产总值能耗下降3%。",
            [("gdp", "numeric"), ("urban_new_jobs", "numeric"), ("energy_intensity", "numeric")],
            id="另一句约束性指标",
        ),
        pytest.param(
            "主要预期目标是：地区生产总值增长6%，单位地区生产总值能耗下降3%左右、主要污染物排放量继续下降。",
            [("gdp", "numeric"), ("energy_intensity", "numeric"), ("major_pollutants", "directional")],
            id="数之后另一指标",
        ),
        pytest.param(
            "主要预期目标是：地区生产总值增长6%、总量再创新高，空气质量优良天数320天以上。",
            [("gdp", "numeric"), ("good_air_days", "numeric")],
            id="数之后没有另一指标",
        ),
        pytest.param("今年，地区生产总值增长5%以上，新建学校5所。", [], id="只有一项"),
        pytest.param("细化考核指标目标。空气优良天数比例达到90%，新建污水厂2座。", [], id="指标目标不说是什么"),
        pytest.param(
            "主要预期目标是：地区生产总值增长6%（不低于全省平均水平）；固定资产投资保持两位数增长。",
            [("gdp", "linked"), ("gdp", "numeric"), ("fixed_asset_investment", "directional")],
            id="括号里的参照、两位数",
        ),
    ],
)
def test_targets_that_are_told_in_other_ways(targets: str, expected: list[tuple[str, str]]) -> None:
    told = [(target.indicator_id, target.form) for target in report(targets) if target.form != "not_stated"]
    assert told == expected


def test_a_five_year_target_is_for_its_last_year() -> None:
    found = report("“十六五”时期经济社会发展的主要目标是：地区生产总值年均增长5%，居民收入增长与经济增长同步。")
    assert [(t.year, t.form) for t in found] == [(2035, "numeric"), (2035, "linked")]


def test_below_a_heading_a_year_may_come_first() -> None:
    aims = "三、今后五年的奋斗目标\n到2035年，地区生产总值力争达到9500亿元，年均增长9%；居民收入年均增长7%。\n"
    found = read(f"{REPORT.format(targets='').strip()}\n{aims}")[1]
    assert [(t.year, t.text) for t in found if t.form == "numeric"] == [
        (2035, "9500亿元"), (2035, "9%"), (2035, "7%")
    ]  # fmt: skip


def test_what_is_to_be_reached_later_is_no_target_of_the_year() -> None:
    found = report("今年主要预期目标是：地区生产总值增长5%，居民收入增长7%。到2035年，研发投入强度提高1个百分点。")
    assert [t.text for t in found if t.form == "numeric"] == ["5%", "7%"]


def test_an_item_that_sets_none_does_not_end_a_list() -> None:
    found = report(
        "今年主要预期目标是：\n——地区生产总值增长5%；\n——居民收入增长7%；\n——价格指数103左右；\n——粮食产量9万吨。"
    )
    assert [t.text for t in found if t.form == "numeric"] == ["5%", "7%", "9万吨"]


NOT_TARGETS = {
    "回顾": "全年主要目标任务顺利完成，居民收入增长与经济增长同步，国际收支基本平衡。",
    "改革的目标": "改革的主要目标是：政府投资管理制度更加健全，调控方式更加完善。",
    "没有目标": "今年要推动居民收入增长与经济增长同步，粮食产量只增不减。",
}


@pytest.mark.parametrize("targets", NOT_TARGETS.values(), ids=NOT_TARGETS)
def test_no_targets(targets: str) -> None:
    assert report(targets) == ()


def test_what_is_not_stated() -> None:
    found = report(AIM.format("粮食产量只增不减，能耗强度完成国家下达任务") + "\n扩大消费，社会消费品零售总额增长6%。")
    stated = {t.indicator_id: t.form for t in found if t.form != "not_stated"}
    assert stated == {
        "gdp": "numeric",
        "unemployment_surveyed": "numeric",
        "grain_output": "directional",
        "energy_intensity": "assigned",
        "retail_sales": "numeric",
    }
    assert [(t.indicator, t.year, t.span, t.text) for t in found if t.form == "not_stated"] == [
        (name, 2031, None, None)
        for name in (
            "居民消费价格",
            "城镇新增就业",
            "一般公共预算收入",
            "固定资产投资",
            "规模以上工业增加值",
            "居民人均可支配收入",
        )
    ]


def test_a_figure_before_the_chapter_of_the_targets_is_none_of_them() -> None:
    assert [t.text for t in report(AIM.format("粮食产量只增不减")) if t.indicator_id == "gdp"] == ["5%"]


def test_other_documents_have_no_targets() -> None:
    text = "南山新闻\n记者1月20日获悉，今年主要预期目标是：地区生产总值增长5%，居民收入增长与经济增长同步。\n"
    assert read(text)[1] == ()


def test_spans_are_of_the_source_and_in_order() -> None:
    text = REPORT.format(targets=AIM.format("居民收入增长\n与经济增长同步、国际收支基本平衡"))
    _, targets = read(text)
    placed = [t for t in targets if t.span is not None]
    for target in placed:
        assert target.span is not None
        assert text[target.span.start : target.span.end].replace("\n", "") == target.text
    starts = [t.span.start for t in placed if t.span is not None]
    assert starts == sorted(starts)
    assert all(t.form == "not_stated" for t in targets[len(placed) :])


def test_a_missing_lexicon_is_named() -> None:
    with pytest.raises(PatternError, match="target_kind"):
        TargetWording({})


def _key(target: dict[str, Any], indicator: str) -> tuple[object, ...]:
    names = ("text", "year", "form", "linked_indicator", "relation", "assigned_by")
    return (*(target.get(name) for name in names), indicator)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="needs ../shared/corpus beside the checkout")
def test_the_provincial_reports_of_2026() -> None:
    missing: dict[str, list[tuple[object, ...]]] = {}
    for document in READ["documents"]:
        path = REPORTS / f"{document}.txt"
        _, targets = read(decode(path.read_bytes(), path.name).text)
        found: Counter[tuple[object, ...]] = Counter(
            (t.text, t.year, t.form, t.linked_indicator, t.relation, t.assigned_by, t.indicator) for t in targets
        )
        wanted = Counter(_key(t, i) for t in READ["target"] if t["document"] == document for i in t["indicators"])
        if lacking := list((wanted - found).elements()):
            missing[document] = lacking
    assert len(READ["documents"]) - len(missing) >= NEEDED, missing


@pytest.mark.skipif(not REPORTS.is_dir(), reason="needs ../shared/corpus beside the checkout")
def test_the_provincial_reports_of_2026_have_no_other_such_targets_for_their_year() -> None:
    listed = {(t["document"], t["text"]) for t in READ["target"]}
    others = []
    for document in READ["documents"]:
        path = REPORTS / f"{document}.txt"
        _, targets = read(decode(path.read_bytes(), path.name).text)
        others += [
            (document, t.text)
            for t in targets
            if t.year == 2026 and t.form in ("linked", "assigned", "directional") and (document, t.text) not in listed
        ]
    assert others == []


def test_a_report_called_after_the_year_it_reviews_sets_the_next_ones() -> None:
    text = (
        "2030年政府工作报告\n——2031年1月20日在南山省第十五届人民代表大会第一次会议上\n一、2030年工作回顾\n"
        "地区生产总值增长6%。\n二、2031年工作安排\n主要预期目标：地区生产总值增长5%左右；投资增长7%；失业率5%。"
    )
    result, targets = read(text)
    assert [(t.year, t.text) for t in targets if t.form == "numeric"] == [(2031, "5%"), (2031, "7%"), (2031, "5%")]
    assert [str(fact.period_start)[:4] for fact in result.facts] == ["2030", "2031", "2031", "2031"]
    assert {t.indicator for t in targets if t.form == "not_stated"} >= {"粮食产量", "居民消费价格"}


def test_a_report_published_after_its_year_sets_no_targets_of_the_next() -> None:
    text = "2023年南山县政府工作报告\n一、2022年工作回顾\n地区生产总值增长6%。\n二、2023年工作安排\n"
    aims = "主要预期目标：地区生产总值增长5%左右；投资增长7%；失业率5%。"
    result = ENGINE.extract(Document("report", text + aims), {"date": "2024-03-10"})
    found = find_targets(result.segments, result.mentions, result.facts, result.metadata, INDICATORS, WORDING)
    assert [target for target in found if target.year > 2023] == []
