from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongbao.read.sheet.shown import shown_number, shown_text

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        pytest.param("326.72000000000003", "General", "326.72", id="浮点尾数"),
        pytest.param("5.3999999999999999E-2", "0.0%", "5.4%", id="科学计数的百分比"),
        pytest.param("0.054", "0.00%", "5.4%", id="百分比"),
        pytest.param("-0.054", "0.00%;[Red]-0.00%", "-5.4%", id="负百分比"),
        pytest.param("0.852634078505234", "0.00%", "85.263408%", id="没有取整的商"),
        pytest.param("0.00432156789", "0%", "0.432157%", id="不显示的小数"),
        pytest.param("0.123456789012", "0.0000000%", "12.3456789%", id="显示七位小数"),
        pytest.param("-0.0319999999876", '0.0%;[Red]"降"0.0%', "降3.2%", id="没有取整的负商"),
        pytest.param("0.85263407", "0.0%", "85.263407%", id="六位小数不取整"),
        pytest.param("12.852634078505", "0.00", "12.852634078505", id="不是百分比的商"),
        pytest.param("1E+20", "0.00E+00", "100000000000000000000", id="无指数"),
        pytest.param("0.000001", "0.00", "0.000001", id="小于显示位数"),
        pytest.param("12345678.9", "#,##0.00", "12345678.9", id="千分位"),
        pytest.param("123456789012345678", "0", "123456789012346000", id="十五位有效数字"),
        pytest.param("123", "0000000", "0000123", id="补零"),
        pytest.param("2010601", "0000000", "2010601", id="够位不补"),
        pytest.param("0", "0.00", "0", id="零"),
        pytest.param("-0", "General", "0", id="负零"),
        pytest.param("0", ACCOUNTING, "0", id="会计格式的零"),
        pytest.param("0", '0.00;-0.00;"—"', "0", id="破折号的零"),
        pytest.param("-1234.5", ACCOUNTING, "-1234.5", id="会计格式的负数"),
        pytest.param("0", "0.00;-0.00;", "", id="零不显示"),
        pytest.param("0", "#", "", id="井号的零"),
        pytest.param("5", ";;;", "", id="全部隐藏"),
        pytest.param("-123.45", "#,##0.00_);(#,##0.00)", "-123.45", id="括号负数"),
        pytest.param("-123.45", "#,##0.00_);[Red](#,##0.00)", "-123.45", id="红色括号负数"),
        pytest.param("123.45", "#,##0.00_);(#,##0.00)", "123.45", id="括号格式的正数"),
        pytest.param("-5.5", "0.00;[红色]0.00", "-5.5", id="只以红色表示负数"),
        pytest.param("-0.05", '"增长"0.0%;"下降"0.0%', "下降5%", id="文字表示下降"),
        pytest.param("-0.05", '"↑"0.0%;"↓"0.0%', "-5%", id="箭头表示下降"),
        pytest.param("-5", "[$¥-804]#,##0.00;[$¥-804]-#,##0.00", "-¥5", id="人民币符号"),
        pytest.param("326.7167", '0.00"万元"', "326.7167万元", id="带单位"),
        pytest.param("12", 'General"万元"', "12万元", id="常规带单位"),
        pytest.param("12", "G/通用格式", "12", id="WPS的常规"),
        pytest.param("2024", "0年", "2024年", id="不加引号的字"),
        pytest.param("0.5", '0.0"%"', "0.5%", id="引号中的百分号不放大"),
        pytest.param("1234567", "#,##0,", "1234.567", id="千为单位"),
        pytest.param("1234567", "0.00,,", "1.234567", id="百万为单位"),
        pytest.param("123456", '0!.0,"万元"', "12.3456万元", id="叹号小数点缩成万"),
        pytest.param("123456", '0"."0,"万元"', "12.3456万元", id="引号小数点缩成万"),
        pytest.param("123456", '0\\.0000"万元"', "12.3456万元", id="四位小数点缩成万"),
        pytest.param("123456789", '0!.00,,"亿元"', "1.23456789亿元", id="缩成亿"),
        pytest.param("12000", '[>=10000]0!.0,"万";0', "1.2万", id="条件成立"),
        pytest.param("500", '[>=10000]0!.0,"万";0', "500", id="条件不成立"),
        pytest.param("-500", "[<0](0.00);0.00", "-500", id="条件负数"),
        pytest.param("20240305", "0000-00-00", "2024-03-05", id="数字中间的字"),
        pytest.param("13800138000", "000-0000-0000", "138-0013-8000", id="电话"),
        pytest.param("1234567", "#\\ ##0", "1234567", id="空格分节"),
        pytest.param("0.0", "# ?/?", "0", id="零的分数"),
        pytest.param("0.5", "# ?/?", "0.5", id="分数"),
        pytest.param("5", "@", "5", id="文本格式的数"),
        pytest.param("5", '[DBNum2][$-804]0"元"', "5元", id="大写数字"),
        pytest.param("45356", "yyyy-mm-dd", "2024-03-05", id="日期"),
        pytest.param("45356", 'yyyy"年"m"月"', "2024年3月", id="年月"),
        pytest.param("45356", '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "2024年3月5日", id="中文日期"),
        pytest.param("45356", "yyyy.mm", "2024.03", id="点分年月"),
        pytest.param("45356", 'm"月"d"日"', "3月5日", id="月日"),
        pytest.param("45356", "yy/m/d", "2024/3/5", id="两位年"),
        pytest.param("45356", "mm-dd-yy", "2024-03-05", id="月在前"),
        pytest.param("45356", "dd/mm/yyyy", "2024-03-05", id="日在前"),
        pytest.param("45356", "mmm-yy", "2024-03", id="英文月"),
        pytest.param("45356", "[$-804]aaaa", "星期二", id="星期"),
        pytest.param("45356.604166666664", "yyyy/m/d h:mm", "2024/3/5 14:30", id="日期和时间"),
        pytest.param("45356.604166666664", "m/d/yy h:mm", "2024-03-05 14:30", id="美式日期和时间"),
        pytest.param("0.604166666666667", "h:mm AM/PM", "2:30 PM", id="上下午"),
        pytest.param("0.604166666666667", '上午/下午h"时"mm"分"', "下午2时30分", id="中文上下午"),
        pytest.param("1.5", "[h]:mm:ss", "36:00:00", id="累计小时"),
        pytest.param("0.5", "mm:ss.0", "00:00", id="秒的小数"),
        pytest.param("59", "yyyy-mm-dd", "1900-02-28", id="闰年错误之前"),
        pytest.param("60", "yyyy-mm-dd", "60", id="不存在的日子"),
        pytest.param("61", "yyyy-mm-dd", "1900-03-01", id="闰年错误之后"),
        pytest.param("-3", "yyyy-mm-dd", "-3", id="负日期"),
        pytest.param("3000000", "yyyy-mm-dd", "3000000", id="万年以后"),
        pytest.param("1e999999", "0", "1e999999", id="无穷大的指数"),
        pytest.param("nan", "0", "nan", id="不是数"),
        pytest.param("1_000", "0", "1_000", id="有下划线的不是数"),
        pytest.param("一", "0", "一", id="不是数的字"),
    ],
)
def test_numbers_are_shown_exactly(stored: str, code: str, shown: str) -> None:
    assert shown_number(stored, code) == shown


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert shown_number("43894", "yyyy-mm-dd", from_1904=True) == "2024-03-05"
    assert shown_number("0", "yyyy-mm-dd", from_1904=True) == "1904-01-01"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        pytest.param("General", "教育", id="常规"),
        pytest.param("0.00", "教育", id="数字格式"),
        pytest.param('@"局"', "教育局", id="加字"),
        pytest.param(ACCOUNTING, "教育", id="会计格式"),
        pytest.param('0;-0;0;"共"@', "共教育", id="第四节"),
        pytest.param(";;;", "", id="全部隐藏"),
    ],
)
def test_texts_stay_texts(code: str, shown: str) -> None:
    assert shown_text("教育", code) == shown


@given(
    st.decimals(-(10**11), 10**11, places=4),
    st.sampled_from(
        ["General", "0", "#,##0.00", "0.00_);(0.00)", ACCOUNTING, "0.00E+00", "[Red]0.0;[Blue]-0.0", "# ?/?"]
    ),
)
def test_rounding_formats_lose_no_digit(value: Decimal, code: str) -> None:
    assert Decimal(shown_number(str(float(value)), code)) == value


@given(st.from_regex(r"-?[0-9]{0,9}\.?[0-9]{0,9}", fullmatch=True))
@example("-0")
@example("007")
@example("1.50")
@example(".5")
@example("0.0123456789012345")
def test_a_number_as_written_out_is_shown_like_any(stored: str) -> None:
    assert shown_number(stored, "General") == shown_number(stored, "G/通用格式")


@given(st.text(max_size=12), st.text(alphabet='0#?.,%;[]()"\\!_*yMdhsE+-@/万元年<>=1', max_size=15))
def test_no_format_fails(stored: str, code: str) -> None:
    assert isinstance(shown_number(stored, code), str)
    assert isinstance(shown_number("45356.25", code), str)
    assert isinstance(shown_number("-0.5", code), str)
    assert isinstance(shown_text(stored, code), str)
