from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongbao.normalize.numerals import TooLongError, read_amount, read_numeral

ONE = {
    "0": "0",
    "12345.6": "12345.6",
    "1,204": "1204",
    "1，204": "1204",
    "1,204,567.89": "1204567.89",
    "33·6": "33.6",
    "1.2万": "12000",
    "1.2万亿": "1200000000000",
    "3.5千万": "35000000",
    "16.4亿": "1640000000",
    "7千5百亿": "750000000000",
    "1亿3千万": "130000000",
    "1万6千": "16000",
    "10.36百亿亿": "10360000000000000000",
    "2兆": "2000000000000",
    "2兆7,150亿": "2715000000000",
    "零": "0",
    "〇": "0",
    "十": "10",
    "十一": "11",
    "二十": "20",
    "一百零五": "105",
    "一百五": "150",
    "一百五十": "150",
    "三百五": "350",
    "一千零一十": "1010",
    "一万六": "16000",
    "一万零六": "10006",
    "十万八千": "108000",
    "三十万零五百": "300500",
    "一亿三": "130000000",
    "一亿零三百万": "103000000",
    "两千零五万": "20050000",
    "一百七十七亿": "17700000000",
    "一千二百三十四万五千六百七十八亿": "1234567800000000",
    "八千一百九十九萬": "81990000",
    "兩千": "2000",
    "二十三點五億": "2350000000",
    "九十八·三": "98.3",
    "零点五": "0.5",
    "十二点四": "12.4",
    "一点二三亿": "123000000",
    "壹佰贰拾叁万": "1230000",
    "伍拾": "50",
    "廿三": "23",
    "卅": "30",
    "二〇二三": "2023",
    "二○○五": "2005",
    "二零零八": "2008",
    "一九五四": "1954",
    "1 204": "1204",
    "1'234'567": "1234567",
    "5.4E+10": "54000000000",
    "1.2e-3": "0.0012",
    "１２．５": "12.5",
}


@pytest.mark.parametrize(("text", "value"), ONE.items(), ids=ONE)
def test_one_number(text: str, value: str) -> None:
    plain = text.replace("．", ".")
    assert read_numeral(plain) == Decimal(value)
    assert read_amount(plain) == (Decimal(value), Decimal(value), False)


VAGUE = {
    "1000余万": "10000000",
    "7000多万": "70000000",
    "5亿多": "500000000",
    "10余": "10",
    "1万6千多": "16000",
    "十几万": "100000",
    "几十": "10",
    "数十亿": "1000000000",
    "数百": "100",
    "上亿": "100000000",
    "上千": "1000",
    "百余": "100",
    "十来": "10",
    "三千餘萬": "30000000",
    "二十几": "20",
}


@pytest.mark.parametrize(("text", "value"), VAGUE.items(), ids=VAGUE)
def test_open_number_is_the_one_that_is_written(text: str, value: str) -> None:
    assert read_amount(text) == (Decimal(value), Decimal(value), True)


PAIRS = {
    "八九亿": ("800000000", "900000000"),
    "二三十": ("20", "30"),
    "十五六": ("15", "16"),
    "一百二三十": ("120", "130"),
    "七八": ("7", "8"),
    "三四千": ("3000", "4000"),
    "五六百万": ("5000000", "6000000"),
    "八九百億": ("80000000000", "90000000000"),
    "两三百": ("200", "300"),
    "两三": ("2", "3"),
}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [pytest.param(t, *ends, id=t) for t, ends in PAIRS.items()],
)
def test_two_digits_side_by_side_are_a_range(text: str, low: str, high: str) -> None:
    assert read_amount(text) == (Decimal(low), Decimal(high), False)


RANGES = {
    ("3", "5亿"): ("300000000", "500000000"),
    ("七千", "九千亿"): ("700000000000", "900000000000"),
    ("3000万", "5000万"): ("30000000", "50000000"),
    ("1万", "5万"): ("10000", "50000"),
    ("3", "5"): ("3", "5"),
    ("9", "10万"): ("90000", "100000"),
    ("2", "3百"): ("200", "300"),
    ("3千", "5千万"): ("30000000", "50000000"),
    ("五", "十万"): ("50000", "100000"),
    ("4.5", "5"): ("4.5", "5"),
    ("500", "1亿"): ("500", "100000000"),
    ("三十", "四十一"): ("30", "41"),
}


@pytest.mark.parametrize(("ends", "bounds"), RANGES.items(), ids="-".join)
def test_range_lends_its_multiplier(ends: tuple[str, str], bounds: tuple[str, str]) -> None:
    assert read_amount(*ends) == (Decimal(bounds[0]), Decimal(bounds[1]), False)


NONE = ["", "万点", "三点", "3.5.6", "12,34", "二一", "五五", "abc", "元", "3 5元"]


@pytest.mark.parametrize("text", NONE, ids=NONE)
def test_what_is_no_number(text: str) -> None:
    assert read_numeral(text) is None
    assert read_amount(text) is None


@pytest.mark.parametrize("text", ["两百三千", "十十"])
def test_multipliers_out_of_order_are_no_number(text: str) -> None:
    assert read_amount(text) is None


def test_nothing_times_anything_is_nothing() -> None:
    assert read_amount("0万亿") == (Decimal(0), Decimal(0), False)


@pytest.mark.parametrize(
    "text", ["9" * 33, "9" * 10**6, "一" * 40, "9" * 32 + "万", "1" + "亿" * 5], ids=lambda t: t[:5]
)
def test_number_too_long_is_never_built(text: str) -> None:
    with pytest.raises(TooLongError):
        read_amount(text)


def test_value_is_exact_where_a_float_is_not() -> None:
    assert int(16.4 * 1e8) == 1639999999
    assert read_numeral("16.4亿") == 1640000000
    assert read_numeral("0.1") == Decimal("0.1")


DIGITS = "零一二三四五六七八九"


def below_myriad(number: int) -> str:
    """0 to 9999 in Chinese, 零 for each gap inside; nothing for 0."""
    text, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        text += ("零" if gap and text and digit else "") + (DIGITS[digit] + unit if digit else "")
        gap = not digit
    return text


def in_chinese(number: int) -> str:
    """0 to 10^16 - 1 in Chinese: 一千二百三十四万五千六百七十八亿零九万."""
    if number == 0:
        return DIGITS[0]
    for place, unit in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, place)
        if high:
            zero = "零" if 0 < low < place // 10 else ""
            return in_chinese(high) + unit + zero + (in_chinese(low) if low else "")
    return below_myriad(number)


whole_numbers = st.one_of(
    st.integers(0, 10**16 - 1),
    st.builds(lambda head, zeros: head * 10**zeros % 10**16, st.integers(0, 9999), st.integers(0, 15)),
)


@given(whole_numbers)
def test_written_in_chinese_reads_back(number: int) -> None:
    text = in_chinese(number)
    spoken = text.removeprefix("一") if text.startswith("一十") else text
    banker = text.translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
    traditional = text.translate(str.maketrans("万亿", "萬億"))
    for written in (text, spoken, banker, traditional):
        assert read_amount(written) == (Decimal(number), Decimal(number), False), written


@given(whole_numbers, st.text("0123456789", max_size=4))
def test_written_in_digits_reads_back(number: int, fraction: str) -> None:
    tail = f".{fraction}" if fraction else ""
    for digits in (str(number), f"{number:,}", f"{number:,}".replace(",", "，")):
        assert read_numeral(digits + tail) == Decimal(f"{number}{tail}")


@given(whole_numbers.filter(bool), st.sampled_from([("万", 10**4), ("亿", 10**8), ("千万", 10**7), ("万亿", 10**12)]))
def test_multiplier_behind_digits_multiplies(number: int, multiplier: tuple[str, int]) -> None:
    word, factor = multiplier
    assert read_numeral(f"{number}{word}") == number * factor
    assert read_numeral(f"0.25{word}") == Decimal("0.25") * factor


@given(st.text("0123456789.,，·点點零一二两三十百千万亿兆余多几数上 \n廿"))
def test_any_string_of_numeral_characters_is_read_or_refused(text: str) -> None:
    try:
        amount = read_amount(text)
    except TooLongError:
        return
    assert amount is None or 0 <= amount.low <= amount.high


@given(whole_numbers, st.text("0123456789", max_size=7), st.sampled_from(["", "万", "亿", "兆", "千"]))
@example(0, "0", "万")
def test_usual_numerals_are_read_as_all_others_are(number: int, fraction: str, multiplier: str) -> None:
    text = f"{number}.{fraction}{multiplier}" if fraction else f"{number}{multiplier}"
    amount, plain = read_amount(text), read_numeral(text)
    assert amount and plain is not None
    assert amount.low.as_tuple() == amount.high.as_tuple() == plain.as_tuple()
