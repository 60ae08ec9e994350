import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongbao.errors import OptionError
from gongbao.run.given import check_given, check_words, read_manifest


@pytest.mark.parametrize("date", ["2018-03-05", "2018-03", "2018", "2020-02-29", "0001"])
def test_dates_that_can_be_given(date: str) -> None:
    assert check_given({"date": date, "region": None, "title": ""}) == {"date": date}


@pytest.mark.parametrize(
    "date",
    [
        "2018-3-5",
        "2018-13",
        "2018-02-30",
        "2019-02-29",
        "18",
        "2018年",
        "２０１８",
        "20180305",
        "0000",
        "2018-03-05\n",
        " 2018",
    ],
)
def test_dates_that_cannot_be_given(date: str) -> None:
    with pytest.raises(OptionError, match=r"date: .* is no day, month or year like 2018-03-05, 2018-03 or 2018"):
        check_given({"date": date})


@pytest.fixture(autouse=True)
def usual_limit() -> Iterator[None]:
    """Of a field; libraries raise it for the whole process."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


def test_document_types_are_a_closed_list() -> None:
    assert check_given({"document_type": "plan"}) == {"document_type": "plan"}
    with pytest.raises(OptionError, match=r"document_type: '规划' is none of work_report, budget_report, .*, other"):
        check_given({"document_type": "规划"})


def test_word_engines_are_a_closed_list() -> None:
    assert check_words("jieba") == "jieba"
    with pytest.raises(OptionError, match="words: no engine is called 'pkuseg'; there are rjieba and jieba"):
        check_words("pkuseg")


def manifest(folder: Path, text: str, encoding: str = "utf-8", name: str = "清单.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("separator", [",", "\t"], ids=["CSV", "TSV"])
def test_manifest_as_any_spreadsheet_saves_it(tmp_path: Path, encoding: str, end: str, separator: str) -> None:
    rows = [["source", " date ", "备注"], ["甲.txt", "2018", '"行一\n行二"'], ["", "", ""], ["乙.txt", "", ""]]
    text = end.join(separator.join(row) for row in rows) + end
    table = read_manifest(manifest(tmp_path, text, encoding))
    assert table.columns == ("备注",)
    first, second = table.entries.values()
    assert (first.source, first.given, first.passed_through) == ("甲.txt", {"date": "2018"}, {"备注": "行一\n行二"})
    assert (second.source, second.given, second.passed_through) == ("乙.txt", {}, {"备注": None})


def test_columns_keep_their_order(tmp_path: Path) -> None:
    table = read_manifest(manifest(tmp_path, "z,url,source,a,title,region,document_type,entity,date\n"))
    assert table.columns == ("z", "url", "a")


def test_short_row(tmp_path: Path) -> None:
    (entry,) = read_manifest(manifest(tmp_path, "source,date,url\n甲.txt\n")).entries.values()
    assert (entry.given, entry.passed_through) == ({}, {"url": None})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("path,date\n", "清单.csv: has no column 'source'", id="无source列"),
        pytest.param("source,date,date\n", "清单.csv: has the column 'date' twice", id="列重复"),
        pytest.param("source,status\n", "清单.csv: gongbao fills the column 'status' itself; rename it", id="自有列"),
        pytest.param("source,Status\n", "清单.csv: gongbao fills the column 'Status' itself; rename it", id="大写"),
        pytest.param("source,Date\n", "清单.csv: the column 'Date' is called 'date'; rename it", id="给定列大写"),
        pytest.param(
            "source,Note,note\n",
            "清单.csv: a database takes the columns 'Note' and 'note' for one; rename one",
            id="只差大小写",
        ),
        pytest.param("source,,url\n", "清单.csv: a column has no name", id="无名列"),
        pytest.param("source\n甲\n\n./甲\n", "清单.csv, line 4: lists 甲 a second time", id="行重复"),
        pytest.param("source,date\n,2018\n", "清单.csv, line 2: has no source", id="无source"),
        pytest.param("source,date\n甲,2018,1\n", "清单.csv, line 2: has 3 cells under 2 headings", id="多一格"),
        pytest.param("source,date\n甲,去年\n", "清单.csv, line 2: date: '去年' is no day", id="错日期"),
        pytest.param("source,document_type\n甲,x\n", "清单.csv, line 2: document_type: 'x' is none of", id="错类型"),
        pytest.param("", "清单.csv: has no column 'source'", id="空"),
        pytest.param('source,title\n甲,"双减\n乙,\n', "清单.csv, line 3: unexpected end of data", id="引号不闭合"),
        pytest.param("\x00" * 50, "清单.csv: is not text", id="二进制"),
        pytest.param(f"source\n{'甲' * 200_000}\n", "清单.csv, line 2: field larger than field limit", id="过长"),
    ],
)
def test_what_is_wrong_with_a_manifest_is_said_with_its_place(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(OptionError) as error:
        read_manifest(manifest(tmp_path, text))
    assert complaint in str(error.value)


def test_manifest_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"the manifest .*: no such file or folder"):
        read_manifest(tmp_path / "没有.csv")


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        pytest.param("2024/甲.txt", True, id="文档的source"),
        pytest.param("./2024//甲.txt", True, id="未规整的路径"),
        pytest.param("报告/2024/甲.txt", True, id="从当前文件夹"),
        pytest.param("../报告/2024/甲.txt", True, id="从清单所在文件夹"),
        pytest.param("{tmp}/报告/2024/甲.txt", True, id="绝对路径"),
        pytest.param("甲.txt", True, id="文件名"),
        pytest.param("2023/甲.txt", False, id="别的文件夹"),
        pytest.param("甲", False, id="无后缀"),
    ],
)
def test_rows_are_found_by_path_or_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str, found: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "清单").mkdir()
    table = read_manifest(manifest(tmp_path, f"source\n{listed.format(tmp=tmp_path)}\n", name="清单/清单.csv"))
    assert (table.entry("2024/甲.txt", Path("报告/2024/甲.txt")) is not None) is found


def test_a_path_goes_before_a_name(tmp_path: Path) -> None:
    table = read_manifest(manifest(tmp_path, "source,date\n甲.txt,2018\n2024/甲.txt,2024\n"))
    entry = table.entry("2024/甲.txt", Path("报告/2024/甲.txt"))
    assert entry is not None
    assert entry.given == {"date": "2024"}
