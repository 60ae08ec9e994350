"""Which figures can be an indicator's own: its id is given only where the unit agrees."""

import pytest

from gongbao import extract

# A sentence, the figure in it, and its indicator_id.
STATED = {
    "占比不是支出本身": ("2024年社会保障和就业支出76.2亿元，占比14.3%。", "14.3%", None),
    "支出额": ("2024年社会保障和就业支出76.2亿元，占比14.3%。", "76.2亿元", "exp_social_security"),
    "支出的增幅": ("2024年社会保障和就业支出增长14.3%。", "14.3%", "exp_social_security"),
    "成倍增长": ("2024年一般公共预算收入增长2倍。", "2倍", "general_public_budget_revenue"),
    "接待批次": ("2024年国内公务接待批次42批次。", "42批次", "reception_batches"),
    "人次不是批次": ("2024年国内公务接待批次420人次。", "420人次", None),
    "金额不是项目数": ("2024年重点项目120亿元。", "120亿元", None),
    "城镇化率": ("2024年城镇化率达到65%。", "65%", "urbanization_rate"),
    "单位能耗": ("2024年单位GDP能耗0.5吨标准煤/万元。", "0.5吨标准煤/万元", "energy_intensity"),
    "人均收入": ("2024年城镇居民人均可支配收入42356元。", "42356元", "urban_disposable_income"),
}


@pytest.mark.parametrize(("text", "figure", "known"), STATED.values(), ids=STATED)
def test_an_id_is_given_where_the_unit_agrees(text: str, figure: str, known: str | None) -> None:
    result = extract(text, date="2025")
    assert [f.indicator_id for f in result.facts if result.mentions[f.mention].text == figure] == [known]
