"""Dates: what each form says, and from which year what is left unsaid counts."""

import datetime
import sys

import pytest

from gongbao.errors import OptionError
from gongbao.model import Kind
from gongbao.normalize.clock import Now, read_now
from tests.reading import found

DAY = "2021-12-31"


def dates(text: str, date: str | None = None) -> list[tuple[str, str]]:
    """Text and days of each date of a text."""
    return found(text, date, Kind.DATE)


# A form that needs no clock: what is found and its days.
FORMS = {
    "2021年": ("2021年", "2021-01-01~2021-12-31"),
    "2024年度": ("2024年度", "2024-01-01~2024-12-31"),
    "2021年10月": ("2021年10月", "2021-10-01~2021-10-31"),
    "2020年2月": ("2020年2月", "2020-02-01~2020-02-29"),
    "2021年10月8日": ("2021年10月8日", "2021-10-08~2021-10-08"),
    "２０２１年１０月": ("２０２１年１０月", "2021-10-01~2021-10-31"),
    "2 0 2 1年": ("2 0 2 1年", "2021-01-01~2021-12-31"),
    "21年10月": ("21年10月", "2021-10-01~2021-10-31"),
    "08年奥运会": ("08年", "2008-01-01~2008-12-31"),
    "二〇二三年": ("二〇二三年", "2023-01-01~2023-12-31"),
    "二○○五年": ("二○○五年", "2005-01-01~2005-12-31"),
    "一九五四年": ("一九五四年", "1954-01-01~1954-12-31"),
    "二〇二一年十月一日": ("二〇二一年十月一日", "2021-10-01~2021-10-01"),
    "2026-02-09": ("2026-02-09", "2026-02-09~2026-02-09"),
    "2017/7/23": ("2017/7/23", "2017-07-23~2017-07-23"),
    "2008.08.08": ("2008.08.08", "2008-08-08~2008-08-08"),
    "2008-08": ("2008-08", "2008-08-01~2008-08-31"),
    "20240307": ("20240307", "2024-03-07~2024-03-07"),
    "2014年末": ("2014年末", "2014-12-31~2014-12-31"),
    "2020年初": ("2020年初", "2020-01-01~2020-01-01"),
    "2020年年底": ("2020年年底", "2020-12-31~2020-12-31"),
    "2021年10月底": ("2021年10月底", "2021-10-31~2021-10-31"),
    "2021年9月上旬": ("2021年9月上旬", "2021-09-01~2021-09-10"),
    "2021年2月下旬": ("2021年2月下旬", "2021-02-21~2021-02-28"),
    "2020年上半年": ("2020年上半年", "2020-01-01~2020-06-30"),
    "2020年下半年": ("2020年下半年", "2020-07-01~2020-12-31"),
    "2024年第一季度": ("2024年第一季度", "2024-01-01~2024-03-31"),
    "2024年四季度": ("2024年四季度", "2024-10-01~2024-12-31"),
    "2024年前三季度": ("2024年前三季度", "2024-01-01~2024-09-30"),
    "2020年前两个月": ("2020年前两个月", "2020-01-01~2020-02-29"),
    "2021年1月~10月": ("2021年1月~10月", "2021-01-01~2021-10-31"),
    "2021年1-10月": ("2021年1-10月", "2021-01-01~2021-10-31"),
    "2020年~2021年10月": ("2020年~2021年10月", "2020-01-01~2021-10-31"),
    "2021年9月至2022年3月": ("2021年9月至2022年3月", "2021-09-01~2022-03-31"),
    "2021年11月至次年3月": ("2021年11月至次年3月", "2021-11-01~2022-03-31"),
    "2021年9月14日~15日": ("2021年9月14日~15日", "2021-09-14~2021-09-15"),
    "2019年4月12-19日": ("2019年4月12-19日", "2019-04-12~2019-04-19"),
    "2020-05-26至2020-05-29": ("2020-05-26至2020-05-29", "2020-05-26~2020-05-29"),
    "1981－1985年": ("1981－1985年", "1981-01-01~1985-12-31"),
    "2019-2021年": ("2019-2021年", "2019-01-01~2021-12-31"),
    "“一五”时期": ("“一五”时期", "1953-01-01~1957-12-31"),
    "“二五”时期": ("“二五”时期", "1958-01-01~1962-12-31"),
    "“三五”时期": ("“三五”时期", "1966-01-01~1970-12-31"),
    "“七五”期间": ("“七五”期间", "1986-01-01~1990-12-31"),
    "“十五”期间": ("“十五”期间", "2001-01-01~2005-12-31"),
    "“十四五”时期": ("“十四五”时期", "2021-01-01~2025-12-31"),
    "“十五五”时期": ("“十五五”时期", "2026-01-01~2030-12-31"),
    "较“十二五”末增长": ("“十二五”末", "2015-12-31~2015-12-31"),
    "“十三五”以来": ("“十三五”", "2016-01-01~ AFTER_START"),
    "20世纪80年代": ("20世纪80年代", "1980-01-01~1989-12-31"),
    "八十年代": ("八十年代", "1980-01-01~1989-12-31"),
    "每年": ("每年", "SET"),
    "每个季度": ("每个季度", "SET"),
    "平均每月": ("每月", "SET"),
    "2019年2月29日": ("2019年2月29日", "~"),
    "2020年2月29日": ("2020年2月29日", "2020-02-29~2020-02-29"),
    "2021年4月31日": ("2021年4月31日", "~"),
    "2021年2月30日至3月5日": ("2021年2月30日至3月5日", "~"),
    "2019年以来": ("2019年", "2019-01-01~ AFTER_START"),
    "自2018年起": ("2018年", "2018-01-01~ AFTER_START"),
    "2021年10月1日起施行": ("2021年10月1日", "2021-10-01~ AFTER_START"),
    "自从2018年": ("2018年", "2018-01-01~ AFTER_START"),
    "2013年及以后": ("2013年", "2013-01-01~ AFTER_START"),
    "2013年以后": ("2013年", "2014-01-01~ AFTER"),
    "2013年3月5日之后": ("2013年3月5日", "2013-03-06~ AFTER"),
    "2013年及以前": ("2013年", "~2013-12-31 BEFORE_END"),
    "2013年以前": ("2013年", "~2012-12-31 BEFORE"),
    "2030年前实现": ("2030年", "~2029-12-31 BEFORE"),
    "2030年前后": ("2030年", "2030-01-01~2030-12-31"),
    "到2035年": ("2035年", "2035-01-01~2035-12-31"),
    "第2018年会": None,
    "近年来": None,
    "“十五”": ("“十五”", "2001-01-01~2005-12-31"),
    "2018年《2015年规划》": ("2018年", "2018-01-01~2018-12-31"),
    "1号线": None,
    "月均": None,
}


@pytest.mark.parametrize(("text", "want"), FORMS.items(), ids=FORMS)
def test_form(text: str, want: tuple[str, str] | None) -> None:
    assert dates(text) == ([want] if want else [])


DEICTIC = {
    "今年": "2021-01-01~2021-12-31",
    "去年": "2020-01-01~2020-12-31",
    "前年": "2019-01-01~2019-12-31",
    "明年": "2022-01-01~2022-12-31",
    "过去的一年": "2020-01-01~2020-12-31",
    "去年底": "2020-12-31~2020-12-31",
    "今年初": "2021-01-01~2021-01-01",
    "今年上半年": "2021-01-01~2021-06-30",
    "去年三季度": "2020-07-01~2020-09-30",
    "本月": "2021-12-01~2021-12-31",
    "上个月": "2021-11-01~2021-11-30",
    "本季度": "2021-10-01~2021-12-31",
    "上季度": "2021-07-01~2021-09-30",
    "近三年": "2018-01-01~2020-12-31",
    "过去五年": "2016-01-01~2020-12-31",
    "五年来": "2016-01-01~2020-12-31",
    "今后五年": "2021-01-01~2025-12-31",
    "十年前": "2011-01-01~2011-12-31",
    "本世纪末": "2100-12-31~2100-12-31",
}


@pytest.mark.parametrize(("word", "days"), DEICTIC.items(), ids=DEICTIC)
def test_deictic_words_count_from_the_documents_date(word: str, days: str) -> None:
    assert dates(word, DAY) == [(word, days)]
    # ... and from nothing else, whatever year the text is about
    assert dates(f"2015年支出3亿元，{word}", DAY)[1:] == [(word, days)]


@pytest.mark.parametrize("word", DEICTIC)
def test_without_any_date_deictic_words_have_no_days(word: str) -> None:
    assert dates(word) == [(word, "~")]


ANAPHORIC = {
    "本年度": "2018-01-01~2018-12-31",
    "全年": "2018-01-01~2018-12-31",
    "当年": "2018-01-01~2018-12-31",
    "同年": "2018-01-01~2018-12-31",
    "上年": "2017-01-01~2017-12-31",
    "次年": "2019-01-01~2019-12-31",
    "年初": "2018-01-01~2018-01-01",
    "年末": "2018-12-31~2018-12-31",
    "上半年": "2018-01-01~2018-06-30",
    "前三季度": "2018-01-01~2018-09-30",
    "一季度": "2018-01-01~2018-03-31",
    "前两个月": "2018-01-01~2018-02-28",
    "10月": "2018-10-01~2018-10-31",
    "10月8日": "2018-10-08~2018-10-08",
    "10月底": "2018-10-31~2018-10-31",
    "9月14日~15日": "2018-09-14~2018-09-15",
    "1—9月份": "2018-01-01~2018-09-30",
    "9月中旬": "2018-09-11~2018-09-20",
}
# Where the year 2018 stands when the words do not say it; 2021 is the document's.
PLACES = {
    "句中": "2018年支出3亿元，{}",
    "段中": "2018年支出3亿元。人口3万人。{}",
    "前段": "2018年支出3亿元。\n收入增加。{}",
    "小标题": "一、2018年工作回顾\n收入增加，{}。",
    "上级标题": "第一章 2018年工作回顾\n（一）财政\n收入增加，{}。",
    "题目": "2018年度部门决算\n收入增加，{}。",
    "去年之后": "前年支出3亿元，{}",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize(("words", "days"), ANAPHORIC.items(), ids=ANAPHORIC)
def test_anaphoric_words_count_from_the_year_of_the_text(words: str, days: str, place: str) -> None:
    day = "2020-12-31" if "前年" in place else DAY
    assert dates(place.format(words), day)[-1] == (words, days)


@pytest.mark.parametrize(("words", "days"), ANAPHORIC.items(), ids=ANAPHORIC)
def test_else_anaphoric_words_count_from_the_documents_year(words: str, days: str) -> None:
    assert dates(words, "2018-12-31") == [(words, days)]
    assert dates(words) == [(words, "~")]


NEAREST = {
    "句中最后一个": ("2017年3亿元，2018年4亿元，年末{}", "2018-12-31~2018-12-31"),
    "句先于段": ("2017年3亿元。2018年4亿元，年末{}", "2018-12-31~2018-12-31"),
    "标题先于题目": ("2019年度部门决算\n一、2018年收入\n收入增加，年末{}", "2018-12-31~2018-12-31"),
    "下一标题": ("一、2017年工作\n支出增加。\n二、2018年工作\n支出增加，年末{}", "2018-12-31~2018-12-31"),
    "相对年也算": ("2015年3亿元，去年4亿元，年末{}", "2020-12-31~2020-12-31"),
    "比2005年不算": ("2018年，比2005年增长5%，年末{}", "2018-12-31~2018-12-31"),
    "较2005年不算": ("2018年，较2005年增长5%，年末{}", "2018-12-31~2018-12-31"),
    "由2005年的不算": ("2018年，比率由2005年的58%降至42%，年末{}", "2018-12-31~2018-12-31"),
    "等于1949年不算": ("2018年产量等于1949年的3倍，年末{}", "2018-12-31~2018-12-31"),
    "按1990年不算": ("2018年产值按1990年不变价格计算增长5%，年末{}", "2018-12-31~2018-12-31"),
    "恢复至2019年不算": ("2018年，恢复至2015年的90%，年末{}", "2018-12-31~2018-12-31"),
    "几年的几倍不算": ("2018年达到2015年的2.3倍，年末{}", "2018-12-31~2018-12-31"),
    "书名号里不算": ("2018年印发《2015年财政规划》，年末{}", "2018-12-31~2018-12-31"),
    "标题加比较": ("一、2018年工作\n支出比2005年增长5%，年末{}", "2018-12-31~2018-12-31"),
    "只有比较年": ("支出比2005年增长5%，年末{}", "2021-12-31~2021-12-31"),
}


@pytest.mark.parametrize(("text", "days"), NEAREST.values(), ids=NEAREST)
def test_which_year_the_text_is_about(text: str, days: str) -> None:
    assert dates(text.format("余额3亿元"), DAY)[-1] == ("年末", days)


@pytest.mark.parametrize("line", ["（2024年3月20日）", "发布日期：2024-03-20", "——2024年3月20日在某市第一次会议上"])
def test_documents_own_date_does_not_hide_the_year_of_its_title(line: str) -> None:
    text = f"云溪市2023年国民经济和社会发展统计公报\n{line}\n一、综合\n全年生产总值3亿元。"
    assert dates(text)[-1] == ("全年", "2023-01-01~2023-12-31")


def test_what_is_to_be_done_by_a_day_is_to_come() -> None:
    text = "过去的一年成绩很大。\n城市绿化，6月底{}全面完成。"
    assert dates(text.format("前要"), "2012-01-10")[-1] == ("6月底", "~2012-06-29 BEFORE")
    assert dates(text.format("前已"), "2012-01-10")[-1] == ("6月底", "~2011-06-29 BEFORE")


def test_month_held_against_is_the_one_before_the_last_month_spoken_of() -> None:
    assert dates("2021年12月份上涨1.6%，比上月回落。", "2022-02-28")[-1] == ("上月", "2021-11-01~2021-11-30")
    assert dates("2021年12月份上涨1.6%，上月回落。", "2022-02-28")[-1] == ("上月", "2022-01-01~2022-01-31")


def test_plan_ends_with_its_quotation_mark() -> None:
    assert dates("比“八五” 增长5%") == [("“八五”", "1991-01-01~1995-12-31")]


SAME = {
    "2021年1—10月支出3亿元，高于同期": "2021-01-01~2021-10-31",
    "2021年1—10月支出3亿元，高于去年同期": "2020-01-01~2020-10-31",
    "2021年1—10月支出3亿元，高于上年同期": "2020-01-01~2020-10-31",
    "2021年上半年支出3亿元，高于2019年同期": "2019-01-01~2019-06-30",
    "2021年支出3亿元，高于上年同期": "2020-01-01~2020-12-31",
}


@pytest.mark.parametrize(("text", "days"), SAME.items(), ids=SAME)
def test_same_period(text: str, days: str) -> None:
    assert dates(text, DAY)[-1][1] == days


def test_what_has_happened_never_lies_after_the_document() -> None:
    assert dates("推进2022年工作。7月24日召开会议", DAY)[-1] == ("7月24日", "2021-07-24~2021-07-24")
    assert dates("推进2022年工作。2022年7月24日召开会议", DAY)[-1] == ("2022年7月24日", "2022-07-24~2022-07-24")


# In a text of 2025-01-15 that says no year.
YET_TO_BE = {
    "到十二月": ("1—12月累计完成987.3亿元", "2024-01-01~2024-12-31"),
    "十二月": ("12月份86.5亿元", "2024-12-01~2024-12-31"),
    "一季度": ("一季度下降12.3%", "2024-01-01~2024-03-31"),
    "到六月": ("1—6月增长8.6%", "2024-01-01~2024-06-30"),
    "全年": ("全年入库税收30亿元", "2024-01-01~2024-12-31"),
    "之后沿用": ("全年入库税收30亿元，比上年增长3%", "2023-01-01~2023-12-31"),
    "本月不退": ("1月份支出3亿元", "2025-01-01~2025-01-31"),
    "力争的不退": ("力争一季度增长8%", "2025-01-01~2025-03-31"),
    "预计的不退": ("预计全年增长8%", "2025-01-01~2025-12-31"),
    "标题说要做的不退": ("一、工作安排\n全年增长8%。", "2025-01-01~2025-12-31"),
    "说了今年的不退": ("今年收入3亿元，全年增长8%", "2025-01-01~2025-12-31"),
}


@pytest.mark.parametrize(("text", "days"), YET_TO_BE.values(), ids=YET_TO_BE)
def test_months_that_are_not_over_are_the_last_years(text: str, days: str) -> None:
    assert dates(text, "2025-01-15")[-1][1] == days


def test_months_that_end_with_the_documents_own_are_its_years() -> None:
    assert dates("全年入库税收30亿元", "2025-12-20") == [("全年", "2025-01-01~2025-12-31")]


@pytest.mark.parametrize(
    ("date", "days"),
    [("2021-03-05", "2021-02-01~2021-02-28"), ("2021-03", "2021-02-01~2021-02-28"), ("2021", "~")],
)
def test_date_known_to_the_day_the_month_or_the_year(date: str, days: str) -> None:
    assert dates("上月支出3亿元", date) == [("上月", days)]
    assert dates("去年支出3亿元", date) == [("去年", "2020-01-01~2020-12-31")]


def test_text_gives_the_clock_its_own_date() -> None:
    report = "政府工作报告\n——2019年1月15日在某市第八届人民代表大会第三次会议上\n去年支出3亿元。"
    assert dates(report)[-1] == ("去年", "2018-01-01~2018-12-31")
    assert dates(report, DAY)[-1] == ("去年", "2020-01-01~2020-12-31")


class NoToday(datetime.date):
    """A calendar on which there is no today."""

    @classmethod
    def today(cls) -> "NoToday":
        raise AssertionError("today's date was read")


class NoNow(datetime.datetime):
    """A clock that nobody may look at."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "NoNow":
        raise AssertionError("the clock was read")


def test_todays_date_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("gongbao"):
            for attribute, value in vars(module).copy().items():
                if value is datetime.date:
                    monkeypatch.setattr(module, attribute, NoToday)
                elif value is datetime.datetime:
                    monkeypatch.setattr(module, attribute, NoNow)
    monkeypatch.setattr(datetime, "date", NoToday)
    monkeypatch.setattr(datetime, "datetime", NoNow)
    for function in ("time", "localtime", "gmtime"):
        monkeypatch.setattr(f"time.{function}", lambda *_: pytest.fail("the clock was read"))
    words = [*DEICTIC, *ANAPHORIC]
    result = dates("，".join(words))
    monkeypatch.undo()
    assert [text for text, _ in result] == words
    assert {days for _, days in result} == {"~"}


def test_date_given_as_day_month_or_year() -> None:
    assert read_now("2021-12-31") == Now(2021, 12, 31)
    assert read_now(" 2021-2 ").latest() == datetime.date(2021, 2, 28)
    assert read_now("2021").latest() == datetime.date(2021, 12, 31)


@pytest.mark.parametrize("text", ["", "21-12-31", "2021-13", "2021-02-30", "2021年", "昨天", "0000", "2021-1-1-1"])
def test_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="is no date: give a day, a month or a year"):
        read_now(text)
