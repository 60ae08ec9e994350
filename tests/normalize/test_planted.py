"""Known mentions planted in messy text: each is found exactly at its place, with its value.

That a span's text is what the source has there proves nothing, as it is sliced from the source by that span.
"""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import Kind
from tests.reading import mentions, told

# What is planted: surface, kind and value; some are broken inside, as columns and PDF extraction break them.
PLANTS = [
    ("532.39亿元", Kind.MONEY, "53239000000 CNY"),
    ("504,528万元", Kind.MONEY, "5045280000 CNY"),
    ("9859.38 万元", Kind.MONEY, "98593800 CNY"),
    ("24,558.18\n万元", Kind.MONEY, "245581800 CNY"),
    ("１２．５亿元", Kind.MONEY, "1250000000 CNY"),
    ("5\u200b亿元", Kind.MONEY, "500000000 CNY"),
    ("一百七十七亿元", Kind.MONEY, "17700000000 CNY"),
    ("3至5亿元", Kind.MONEY, "300000000~500000000 CNY"),
    ("1000余万元", Kind.MONEY, "10000000 CNY MORE_THAN"),
    ("45.6亿美元", Kind.MONEY, "4560000000 USD"),
    ("1,250 欧元", Kind.MONEY, "1250 EUR"),
    ("5.4%", Kind.PERCENT, "5.4 %"),
    ("76.92％", Kind.PERCENT, "76.92 %"),
    ("33· 6％", Kind.PERCENT, "33.6 %"),
    ("5%~10%", Kind.PERCENT, "5~10 %"),
    ("百分之三十到四十一", Kind.PERCENT, "30~41 %"),
    ("0.4个百分点", Kind.PERCENT, "0.4 pp"),
    ("2021年1月~10月", Kind.DATE, "2021-01-01~2021-10-31"),
    ("2021年9月14日~15日", Kind.DATE, "2021-09-14~2021-09-15"),
    ("1981－1985年", Kind.DATE, "1981-01-01~1985-12-31"),
    ("二〇二三年", Kind.DATE, "2023-01-01~2023-12-31"),
    ("“十四五”时期", Kind.DATE, "2021-01-01~2025-12-31"),
    ("2014年末", Kind.DATE, "2014-12-31~2014-12-31"),
    ("90天", Kind.DURATION, "P90D"),
    ("3个工作日", Kind.DURATION, "P3D 工作日"),
    ("444个", Kind.QUANTITY, "444 个"),
    ("426万芯千米", Kind.QUANTITY, "4260000 芯千米"),
    ("120.18万人次", Kind.QUANTITY, "1201800 人次"),
    ("3660万千瓦", Kind.QUANTITY, "36600000 千瓦"),
    ("300公里", Kind.QUANTITY, "300 公里"),
    ("8万3千吨", Kind.QUANTITY, "83000 吨"),
    ("“双减”", Kind.PROGRAM, "双减 policy"),
    ("“阳光作业”平台", Kind.PROGRAM, "阳光作业平台 platform"),
    ("《市直部门支出预算标准》", Kind.PROGRAM, "市直部门支出预算标准 document"),
    ("精准扶贫", Kind.PROGRAM, "精准扶贫 policy"),
]
# Around it: words of reports that neither count nor bound, name nor begin or end anything that does, set off from the
# mention by a mark; between them whatever a page leaves behind.
WORDS = [
    "全市财政",
    "支出",
    "保障民生",
    "教育",
    "卫生健康",
    "居民收入",
    "稳中有进",
    "坚持",
    "质量",
    "城乡",
    "\n",
    "\r\n",
    "\n\n",
]
MARKS = ["，", "。", "、", "；", "：", "（", "）", "。\n", "，\n", "；\r\n　　", "， ", "。　", "\n\n　　", "，\u200b"]
padding = st.lists(st.sampled_from([*WORDS, *MARKS, " ", "　", "\t", "\ufeff", "山水园林城市"]), max_size=8).map(
    "".join
)
# A line of its own may be moved by reflow, never cut: the mark before and after keeps it whole.
plants = st.tuples(padding, st.sampled_from(["，", "。", "；", "。\n", "，\r\n"]), st.sampled_from(PLANTS))


@given(st.lists(plants, min_size=1, max_size=5), padding)
def test_planted_mentions_are_found_where_they_are(
    planted: list[tuple[str, str, tuple[str, Kind, str]]], end: str
) -> None:
    text, want = "", []
    for before, mark, (surface, kind, value) in planted:
        text += before + mark
        want.append((len(text), len(text) + len(surface), surface, kind, value))
        text += surface + "，"
    found = mentions(text + end, "2021-12-31")
    assert [(m.span.start, m.span.end, m.text, m.kind, told(m)) for m in found] == want


digits = st.decimals(1, 10**12, places=2, allow_nan=False, allow_infinity=False)


@given(padding, digits, st.sampled_from([("元", 1), ("万元", 10**4), ("亿元", 10**8), ("万亿元", 10**12)]), padding)
def test_any_amount_is_found_whole(before: str, number: Decimal, unit: tuple[str, int], after: str) -> None:
    surface = f"{number:,}{unit[0]}"
    text = f"{before}，{surface}，{after}"
    (mention,) = mentions(text)
    assert (mention.span.start, mention.text) == (len(before) + 1, surface)
    assert told(mention) == f"{(number * unit[1]).normalize() + 0:f} CNY"
