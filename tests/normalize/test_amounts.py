"""Money, percentages, quantities and durations as they stand in reports; what is none; modifiers."""

from dataclasses import replace

import pytest
import regex

from gongbao.model import Code, Kind
from gongbao.normalize.amounts import money_small
from tests.reading import found, read, reader, told

# A report's words, what is found in them and its value; empty where nothing is.
MONEY = {
    "支出532.39亿元，": ("532.39亿元", "53239000000 CNY"),
    "504,528万元": ("504,528万元", "5045280000 CNY"),
    "1.2万亿元": ("1.2万亿元", "1200000000000 CNY"),
    "12345.6元": ("12345.6元", "12345.6 CNY"),
    "收入1'234'567元": ("1'234'567元", "1234567 CNY"),
    "收入5.4E+10元": ("5.4E+10元", "54000000000 CNY"),
    "获3000万奖励": ("3000万", "30000000 CNY"),
    "1000余万元": ("1000余万元", "10000000 CNY MORE_THAN"),
    "7000多万元": ("7000多万元", "70000000 CNY MORE_THAN"),
    "5亿多元": ("5亿多元", "500000000 CNY MORE_THAN"),
    "3万多亿元": ("3万多亿元", "3000000000000 CNY MORE_THAN"),
    "3千多万元": ("3千多万元", "30000000 CNY MORE_THAN"),
    "项目总预算1170.00万，": ("1170.00万", "11700000 CNY"),
    "人口总量696万，": None,
    "数十亿元": ("数十亿元", "1000000000 CNY MORE_THAN"),
    "几十万元": ("几十万元", "100000 CNY MORE_THAN"),
    "上亿元": ("上亿元", "100000000 CNY MORE_THAN"),
    "十几万元": ("十几万元", "100000 CNY MORE_THAN"),
    "近3亿元": ("3亿元", "300000000 CNY LESS_THAN"),
    "3至5亿元": ("3至5亿元", "300000000~500000000 CNY"),
    "3-5亿元": ("3-5亿元", "300000000~500000000 CNY"),
    "5—10亿元": ("5—10亿元", "500000000~1000000000 CNY"),
    "3000万元~5000万元": ("3000万元~5000万元", "30000000~50000000 CNY"),
    "5万至10万元": ("5万至10万元", "50000~100000 CNY"),
    "1万(含)-5万元": ("1万(含)-5万元", "10000~50000 CNY"),
    "七千到九千亿元": ("七千到九千亿元", "700000000000~900000000000 CNY"),
    "八九亿元": ("八九亿元", "800000000~900000000 CNY"),
    "人均减负58元": ("58元", "58 CNY"),
    "结余－238万元": ("－238万元", "-2380000 CNY"),
    "产值过10亿元": ("10亿元", "1000000000 CNY MORE_THAN"),
    "首破300亿元": ("300亿元", "30000000000 CNY MORE_THAN"),
    "通过3亿元": ("3亿元", "300000000 CNY"),
    "不低於十五億元": ("十五億元", "1500000000 CNY EQUAL_OR_MORE"),
    "45.6亿美元": ("45.6亿美元", "4560000000 USD"),
    "3亿日元": ("3亿日元", "300000000 JPY"),
    "100万港元": ("100万港元", "1000000 HKD"),
    "人均可支配收入28541元": ("28541元", "28541 CNY"),
    "645元/月": ("645元", "645 CNY"),
    "一百七十七亿元": ("一百七十七亿元", "17700000000 CNY"),
    "二十三點五億元": ("二十三點五億元", "2350000000 CNY"),
    "壹佰贰拾叁万元整": ("壹佰贰拾叁万元整", "1230000 CNY"),
    "１２．５亿元": ("１２．５亿元", "1250000000 CNY"),
    "1，000亿元": ("1，000亿元", "100000000000 CNY"),
    "每公斤6块5，": ("6块5", "6.5 CNY"),
    "十块三毛": ("十块三毛", "10.3 CNY"),
    "一块试验田": None,
    "整理出3块8亩地": None,
    "每斤3角钱": ("3角钱", "0.3 CNY"),
    "长三角地区": None,
    "每一分钱都花在刀刃上": None,
    "58美分": ("58美分", "0.58 USD"),
    "投资1.2个亿，": ("1.2个亿", "120000000 CNY"),
    "约5-亿元，": None,
    "收入146，8亿元，": None,
    "收入532'39亿元，": None,
    "约5.3×10^10元": None,
    "居全国第4，21亿元": ("21亿元", "2100000000 CNY"),
    "日元3000万，": ("日元3000万", "30000000 JPY"),
    "减税降费27.3亿，": ("27.3亿", "2730000000 CNY"),
    "两个多亿元": ("两个多亿元", "200000000 CNY MORE_THAN"),
    "10个亿元以上项目": None,
    "户均增收两万三，": ("两万三", "23000 CNY"),
    "最高奖励不超过300万。": ("300万", "3000000 CNY EQUAL_OR_LESS"),
    "以8.6亿成交": ("8.6亿", "860000000 CNY"),
    "追缴1亿零500万元": ("1亿零500万元", "105000000 CNY"),
    "五到六百元": ("五到六百元", "500~600 CNY"),
    "三到五十万元": ("三到五十万元", "30000~500000 CNY"),
    "1万(不含)-5万元": ("1万(不含)-5万元", "10000~50000 CNY"),
    "2亿瑞典克朗": ("2亿瑞典克朗", "200000000 SEK"),
    "零元整": ("零元整", "0 CNY"),
    "结余-1.2亿元": ("-1.2亿元", "-120000000 CNY"),
    "人民币50元": ("人民币50元", "50 CNY"),
    "1148亿元人民币": ("1148亿元人民币", "114800000000 CNY"),
    "￥13.5": ("￥13.5", "13.5 CNY"),
    "US$1.5万": ("US$1.5万", "15000 USD"),
    "50元6角三分": ("50元6角三分", "50.63 CNY"),
    "支出9859.38 万元": ("9859.38 万元", "98593800 CNY"),
    "投资2 5 0 亿元": ("2 5 0 亿元", "25000000000 CNY"),
    "支出24,558.18\n万元": ("24,558.18\n万元", "245581800 CNY"),
    "2.2本计划投资3541.07万元2.3": ("3541.07万元", "35410700 CNY"),
    "城乡二元结构": None,
    "经济多元化": None,
    "编号A3000元": None,
}
PERCENT = {
    "增长5.4%": ("5.4%", "5.4 %"),
    "76.92％": ("76.92％", "76.92 %"),
    "5%~10%": ("5%~10%", "5~10 %"),
    "6%－6.5%": ("6%－6.5%", "6~6.5 %"),
    "4.5-5%": ("4.5-5%", "4.5~5 %"),
    "双100%": ("100%", "100 %"),
    "同比-98%": ("-98%", "-98 %"),
    "10‰": ("10‰", "10 ‰"),
    "千分之五": ("千分之五", "5 ‰"),
    "百分之三十到四十一": ("百分之三十到四十一", "30~41 %"),
    "百分之五至百分之十": ("百分之五至百分之十", "5~10 %"),
    "百分之二十八點八": ("百分之二十八點八", "28.8 %"),
    "百分之二三十": ("百分之二三十", "20~30 %"),
    "约三成": ("三成", "30 % APPROX"),
    "六七成": ("六七成", "60~70 %"),
    "增长二成五": ("二成五", "25 %"),
    "三成五月": ("三成", "30 %"),
    "1% ～ 3%": ("1% ～ 3%", "1~3 %"),
    "0.4个百分点": ("0.4个百分点", "0.4 pp"),
    "二三十个百分点": ("二三十个百分点", "20~30 pp"),
    "5.5至6个百分点": ("5.5至6个百分点", "5.5~6 pp"),
    "3个多百分点": ("3个多百分点", "3 pp MORE_THAN"),
    "33· 6％": ("33· 6％", "33.6 %"),
    "三成立": None,
    "十一成套设备": None,
    "提高几个百分点": None,
}
QUANTITY = {
    "444个": ("444个", "444 个"),
    "739家企业": ("739家", "739 家"),
    "120.18万人次": ("120.18万人次", "1201800 人次"),
    "30多个": ("30多个", "30 个 MORE_THAN"),
    "10余万笔": ("10余万笔", "100000 笔 MORE_THAN"),
    "300公里": ("300公里", "300 公里"),
    "3660万千瓦": ("3660万千瓦", "36600000 千瓦"),
    "500兆瓦": ("500兆瓦", "500 兆瓦"),
    "1300亿斤": ("1300亿斤", "130000000000 斤"),
    "10.36百亿亿次/秒": ("10.36百亿亿次/秒", "10360000000000000000 次/秒"),
    "增长2.5倍": ("2.5倍", "2.5 倍"),
    "7 · 4倍": ("7 · 4倍", "7.4 倍"),
    "1万(含)-5万户": ("1万(含)-5万户", "10000~50000 户"),
    "300至500人": ("300至500人", "300~500 人"),
    "二三十家": ("二三十家", "20~30 家"),
    "十五六个": ("十五六个", "15~16 个"),
    "1万6千多户": ("1万6千多户", "16000 户 MORE_THAN"),
    "八千一百九十九萬噸": ("八千一百九十九萬噸", "81990000 噸"),
    "26.3微克/立方米": ("26.3微克/立方米", "26.3 微克/立方米"),
    "两个": ("两个", "2 个"),
    "惠及2万多百姓，": ("2万", "20000 MORE_THAN"),
    "3座位于城区": ("3座", "3 座"),
    "技能人才超696万，": ("696万", "6960000 MORE_THAN"),
    "一公里": ("一公里", "1 公里"),
    "一至三公里": ("一至三公里", "1~3 公里"),
    "一个薄弱环节": None,
    "第2个": None,
    "第三批": None,
    "千家万户": None,
    "打动万千人心": None,
    "引进百度等头部企业": None,
    "铁人三项、冬季两项和十项全能": None,
    "冬季300万千瓦": ("300万千瓦", "3000000 千瓦"),
    "60分至80分之间": ("60分至80分", "60~80 分"),
    "3分之1": None,
    "用电百余度": ("百余度", "100 度 MORE_THAN"),
    "陆家嘴": None,
    "两大类别": None,
    "二期工程": None,
    "收入一度下降": None,
    "节约一度电": ("一度电", "1 度电"),
    "三次产业融合": None,
    "开展三次整治": ("三次", "3 次"),
    '坚持"三个代表"': None,
    '坚持" 三个代表 "': None,
    '"双减"三个文件': ("三个", "3 个"),
    f'{1100 * "某"}，"三个代表"': ("三个", "3 个"),
    "前三名": None,
    "三位一体": None,
    "一是加强管理": None,
    "5G网络": None,
    "8号线": None,
    "PM2.5": None,
    "政发〔2021〕5号": None,
}
DURATION = {
    "从90天起": ("90天", "P90D"),
    "1个工作日": ("1个工作日", "P1D 工作日"),
    "连续5年": ("5年", "P5Y"),
    "三个月": ("三个月", "P3M"),
    "3至5年": ("3至5年", "P3Y~P5Y"),
    "三五年": ("三五年", "P3Y~P5Y"),
    "超期30日至120日": ("30日至120日", "P30D~P120D"),
    "两年半": ("两年半", "P2.5Y"),
    "半个月": ("半个月", "P0.5M"),
    "24小时": ("24小时", "PT24H"),
    "30分钟": ("30分钟", "PT30M"),
    "17个多月": ("17个多月", "P17M MORE_THAN"),
    "两周": ("两周", "P2W"),
    "之日起十五日内": ("十五日", "P15D EQUAL_OR_LESS"),
    "公布之日起30日后施行": ("30日", "P30D"),
    "公示期为5日": ("5日", "P5D"),
    "1至2个季度": ("1至2个季度", "P3M~P6M"),
    "行政拘留十日，": ("十日", "P10D"),
    "6个月至1年": ("6个月至1年", "P6M~P1Y"),
    "1年3个月15天": ("1年3个月15天", "P1Y3M15D"),
    "2天3小时": ("2天3小时", "P2DT3H"),
    "二十日报送": None,
    "不超过3天": ("3天", "P3D EQUAL_OR_LESS"),
    "90天以上": ("90天", "P90D EQUAL_OR_MORE"),
    "五年规划": None,
    "第三年": None,
    "五年级": None,
    "九年义务教育": None,
    "九年一贯制学校": None,
}
TABLES = {Kind.MONEY: MONEY, Kind.PERCENT: PERCENT, Kind.QUANTITY: QUANTITY, Kind.DURATION: DURATION}
CASES = [pytest.param(kind, text, want, id=text) for kind, cases in TABLES.items() for text, want in cases.items()]


@pytest.mark.parametrize(("kind", "text", "want"), CASES)
def test_value(kind: Kind, text: str, want: tuple[str, str] | None) -> None:
    assert found(text, kind=kind) == ([want] if want else [])


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("历时三个季度", [("三个季度", "P9M")], id="三个季度"),
        pytest.param("两三百个", [("两三百个", "200~300 个")], id="两三百个"),
        pytest.param("两三年", [("两三年", "P2Y~P3Y")], id="两三年"),
        pytest.param("一两年", [("一两年", "P1Y~P2Y")], id="一两年"),
        pytest.param("一两百万元", [("一两百万元", "1000000~2000000 CNY")], id="一两百万元"),
        pytest.param("一两黄金", [], id="一两黄金"),
        pytest.param("一两个问题", [], id="一两个"),
        pytest.param("上午9点到17点开放，下午3点闭馆", [], id="钟点"),
        pytest.param("今日上涨15点", [("15点", "15 点")], id="今日上涨15点"),
        pytest.param("若干亿元", [], id="若干亿元"),
    ],
)
def test_numbers_that_are_easily_misread(text: str, want: list[tuple[str, str]]) -> None:
    assert found(text) == want


def test_two_units_in_a_row_are_two_mentions_and_a_list_is_not_one() -> None:
    assert found("整合71个2215万元，其中71个、24个") == [
        ("71个", "71 个"),
        ("2215万元", "22150000 CNY"),
        ("71个", "71 个"),
        ("24个", "24 个"),
    ]


def test_modifier_of_a_list_that_is_shared_out_bounds_each() -> None:
    assert found("城乡收入分别突破3万元、1.3万元和1万元，占比分别为8%、超过5%，突破8个、6个") == [
        ("3万元", "30000 CNY MORE_THAN"),
        ("1.3万元", "13000 CNY MORE_THAN"),
        ("1万元", "10000 CNY MORE_THAN"),
        ("8%", "8 %"),
        ("5%", "5 % MORE_THAN"),
        ("8个", "8 个 MORE_THAN"),
        ("6个", "6 个"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "增加值分别为12.3、45.6和1，078.9亿元",
            [("12.3", "1230000000 CNY"), ("45.6", "4560000000 CNY"), ("1，078.9亿元", "107890000000 CNY")],
            id="金额",
        ),
        pytest.param("分别下降2.1和3.4%", [("2.1", "2.1 %"), ("3.4%", "3.4 %")], id="百分数"),
        pytest.param(
            "依次完成1,200、15与18万吨",
            [("1,200", "12000000 吨"), ("15", "150000 吨"), ("18万吨", "180000 吨")],
            id="数量",
        ),
        pytest.param("新增12、30家", [("30家", "30 家")], id="没有分别"),
        pytest.param("分别为3、5至8亿元", [("5至8亿元", "500000000~800000000 CNY")], id="最后是区间"),
        pytest.param("分别为3、70多亿元", [("70多亿元", "7000000000 CNY MORE_THAN")], id="最后不确切"),
        pytest.param("分别为甲3、乙5亿元", [("5亿元", "500000000 CNY")], id="隔着别的词"),
        pytest.param(f"分别为{'9' * 40}、5亿元", [("5亿元", "500000000 CNY")], id="太长"),
    ],
)
def test_numbers_of_a_list_have_the_unit_of_its_last(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_number_too_long_keeps_its_text_and_says_so() -> None:
    long = "9" * 40
    mentions, codes = read(f"支出{long}亿元，增长{long}%，{long}个")
    assert [(m.text, told(m)) for m in mentions] == [
        (f"{long}亿元", "? CNY"),
        (f"{long}%", "? %"),
        (f"{long}个", "? 个"),
    ]
    assert codes == {Code.NUMBER_TOO_LONG}
    assert read("支出3亿元")[1] == set()


NINES = "9" * 32


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(f"{NINES}元", f"{NINES} CNY", id="三十二位"),
        pytest.param(f"{NINES}元5角", f"{NINES}.5 CNY", id="三十二位与角"),
        pytest.param(f"{'9' * 31}.123456元", f"{'9' * 31}.123456 CNY", id="六位小数"),
        pytest.param(f"1{'0' * 32}元", "? CNY", id="三十三位"),
        pytest.param(f"{'9' * 28}亿元", "? CNY", id="乘开后三十六位"),
        pytest.param("0.12345678亿元", "12345678 CNY", id="乘开后是整数"),
        pytest.param("1.00000000%", "1 %", id="末尾的零不算"),
        pytest.param("1.1234567%", "? %", id="七位小数"),
        pytest.param("1.5%~1.1234567%", "? %", id="一端七位小数"),
        pytest.param("0.0000001个", "? 个", id="小于最小的一位"),
        pytest.param("-0.123456%", "-0.123456 %", id="负的六位小数"),
    ],
)
def test_what_the_tables_can_hold_is_exact_and_the_rest_has_no_value(text: str, value: str) -> None:
    mentions, codes = read(f"为{text}。")
    assert [told(m) for m in mentions] == [value]
    assert codes == ({Code.NUMBER_TOO_LONG} if value.startswith("?") else set())


MODIFIERS = {
    "APPROX": ["约{}", "大约{}", "{}左右", "{}上下", "约{}左右"],
    "MORE_THAN": ["超{}", "超过{}", "突破{}", "逾{}", "高于{}", ">{}", "＞{}"],
    "LESS_THAN": ["近{}", "不足{}", "不到{}", "接近{}", "<{}"],
    "EQUAL_OR_MORE": ["{}以上", "至少{}", "不低于{}", "不少于{}", "{}及以上", "{}（含）以上", "≥{}", ">={}", "≥ {}"],
    "EQUAL_OR_LESS": ["{}以内", "{}以下", "不超过{}", "最多{}", "不高于{}", "≤{}", "＜＝{}"],
    "": ["{}", "达{}", "附近{}", "最近{}", "节约{}", "签约{}", "违约{}", "赶超{}", "{}左岸", "<td>{}", "=>{}", "->{}"],
}
MODIFIED = [(phrase, mod) for mod, phrases in MODIFIERS.items() for phrase in phrases]
AMOUNTS = {"3亿元": "300000000 CNY", "5%": "5 %", "300公里": "300 公里", "90天": "P90D"}


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize(("phrase", "mod"), MODIFIED, ids=[phrase.format("…") for phrase, _ in MODIFIED])
def test_modifier_stays_outside_the_span(phrase: str, mod: str, amount: str) -> None:
    assert found(f"支出{phrase.format(amount)}，") == [(amount, f"{AMOUNTS[amount]} {mod}".strip())]


def test_tenths_of_a_currency_that_patterns_do_not_know_are_none() -> None:
    match = regex.match("(?P<low>58)(?P<unit>美分)", "58美分")
    assert match
    patterns = reader().patterns
    assert money_small(match, patterns)
    assert money_small(match, replace(patterns, currencies={})) is None
