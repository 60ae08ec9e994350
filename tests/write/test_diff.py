import csv
import io
import json
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import gongbao
from gongbao.errors import OptionError, OutputError
from gongbao.write.diff import COLUMNS, Change, Count, diff, write_changes
from gongbao.write.tables import doc_id_of
from tests.write.output_of import rows, write

TEXTS = {"乙.txt": "收入5亿元，增长5%", "甲.txt": "支出3亿元\n结余1亿元"}
A = doc_id_of("甲.txt")


def changes(tmp_path: Path, before: Mapping[str, str | None], after: Mapping[str, str | None]) -> list[Change]:
    write(tmp_path / "1", before)
    write(tmp_path / "2", after)
    return list(diff(tmp_path / "1", str(tmp_path / "2")))


def short(found: list[Change]) -> list[tuple[str | None, ...]]:
    """Sign, table, source, text, and of a change field and values."""
    said: list[tuple[str | None, ...]] = []
    for change in found:
        fields = (change.field, change.old, change.new) if change.field else ()
        said.append((change.change, change.table, change.source, change.text, *fields))
    return said


def test_no_difference(tmp_path: Path) -> None:
    assert changes(tmp_path, TEXTS, TEXTS) == []
    assert list(diff(tmp_path / "1", tmp_path / "1")) == []


def test_public_names() -> None:
    assert gongbao.diff is diff
    assert gongbao.Change is Change


def test_documents_that_only_one_has(tmp_path: Path) -> None:
    found = changes(tmp_path, {"丙.txt": "1%", **TEXTS}, {**TEXTS, "丁.txt": "目标2亿元", "戊.txt": None})
    assert short(found) == [
        ("gained", "documents", "丁.txt", None),
        ("gained", "mentions", "丁.txt", "2亿元"),
        ("gained", "facts", "丁.txt", "2亿元"),
        ("lost", "documents", "丙.txt", None),
        ("lost", "mentions", "丙.txt", "1%"),
        ("lost", "facts", "丙.txt", "1%"),
        ("gained", "documents", "戊.txt", None),
    ]
    assert (found[0].old_id, found[0].new_id) == (None, doc_id_of("丁.txt"))
    assert (found[4].old_id, found[4].new_id) == (f"{doc_id_of('丙.txt')}-0-2-percent", None)


def test_a_document_that_can_be_read_no_longer(tmp_path: Path) -> None:
    found = changes(tmp_path, {"甲.txt": "1%"}, {"甲.txt": None})
    fields = {change.field: (change.old, change.new) for change in found if change.table == "documents"}
    assert fields["status"] == ("ok", "rejected")
    assert fields["codes"] == (None, "empty")
    assert fields["text"][1] is None
    assert [change.change for change in found if change.table != "documents"] == ["lost", "lost"]


def edited(out: Path, table: str, change: Callable[[dict[str, Any]], None] | None, number: int = 0) -> None:
    """Change a row of a table as a later version of gongbao would, or leave it out."""
    path = out / f"{table}.jsonl"
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if change:
        change(found[number])
    else:
        del found[number]
        documents = out / "documents.jsonl"
        told = [json.loads(line) for line in documents.read_text(encoding="utf-8").splitlines()]
        for row in told:
            row[table] = len([entry for entry in found if entry["source"] == row["source"]])
        documents.write_text("".join(json.dumps(row) + "\n" for row in told), encoding="utf-8")
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")


@pytest.fixture
def outs(tmp_path: Path) -> tuple[Path, Path]:
    """Two outputs of the same texts."""
    write(tmp_path / "1", TEXTS)
    shutil.copytree(tmp_path / "1", tmp_path / "2")
    return tmp_path / "1", tmp_path / "2"


def test_a_text_that_is_the_same(outs: tuple[Path, Path]) -> None:
    edited(outs[0], "mentions", None, 2)
    edited(outs[0], "facts", None, 2)
    edited(outs[1], "mentions", None, 3)
    edited(outs[1], "facts", lambda row: row.update(unit="万元", page=3, indicator=None), 0)
    found = list(diff(*outs))
    assert short(found) == [
        ("changed", "facts", "乙.txt", "5亿元", "indicator", "收入", None),
        ("changed", "facts", "乙.txt", "5亿元", "unit", "元", "万元"),
        ("changed", "facts", "乙.txt", "5亿元", "page", None, "3"),
        ("gained", "mentions", "甲.txt", "3亿元"),
        ("lost", "mentions", "甲.txt", "1亿元"),
        ("gained", "facts", "甲.txt", "3亿元"),
    ]
    assert [change.new_id for change in found[:3]] == [f"{doc_id_of('乙.txt')}-2-5-money-1"] * 3
    assert [(change.change, change.table) for change in diff(*outs[::-1])][3:] == [
        ("lost", "mentions"), ("gained", "mentions"), ("lost", "facts"),
    ]  # fmt: skip


def test_columns_that_only_one_version_has_are_left_out(outs: tuple[Path, Path]) -> None:
    edited(outs[0], "facts", lambda row: row.pop("flow"))
    edited(outs[1], "facts", lambda row: row.update(colour="red"))
    assert list(diff(*outs)) == []


OLD = "一般公共预算\n全年支出5亿元，增长5%。\n教育支出1亿元，增长5%。\n农业支出2亿元，增长5%。\n共8亿元。"


@pytest.mark.parametrize(
    ("new", "said"),
    [
        pytest.param(f"公告\n{OLD}", [], id="只是移位"),
        pytest.param(
            OLD.replace("5亿元", "5.5亿元"),
            [
                ("changed", "5.5亿元", "text", "5亿元", "5.5亿元"),
                ("changed", "5.5亿元", "low", "500000000", "550000000"),
                ("changed", "5.5亿元", "high", "500000000", "550000000"),
            ],
            id="数改了",
        ),
        pytest.param(OLD.replace("教育支出1", "其中教育支出1"), [], id="句子改了"),
        pytest.param(OLD.replace("教育支出1亿元，增长5%。\n", ""), [("lost", "1亿元"), ("lost", "5%")], id="删一句"),
        pytest.param(
            OLD.replace("教育", "科技支出7亿元，增长5%。\n教育"), [("gained", "7亿元"), ("gained", "5%")], id="加一句"
        ),
        pytest.param(
            OLD.replace("全年支出5亿元，增长5%。\n", "") + "\n全年支出5亿元，增长5%。", [], id="换位置"
        ),
        pytest.param(OLD.replace("教育支出1亿元，", "教育支出增加1亿元，又"), [], id="句中的数在邻居之间"),
        pytest.param(OLD.replace("1亿元", "很多"), [("lost", "1亿元")], id="数没了"),
        pytest.param("别的1亿元", [("lost", it) for it in ("5亿元", "5%", "5%", "2亿元", "5%", "8亿元")], id="另篇"),
    ],
)  # fmt: skip
def test_mentions_of_a_text_that_has_changed(tmp_path: Path, new: str, said: list[tuple[str, ...]]) -> None:
    found = changes(tmp_path, {"甲.txt": OLD}, {"甲.txt": new})
    assert [change.field for change in found if change.table == "documents"][-1] == "text"
    assert [line[:1] + line[3:] for line in short(found) if line[1] == "mentions"] == said
    # Each fact is its mention's: the stand-in makes one of each.
    assert [line[:1] + line[3:] for line in short(found) if line[1] == "facts"] == said


def test_rows_of_a_text_that_has_changed_are_told_by_both_keys(tmp_path: Path) -> None:
    found = changes(tmp_path, {"甲.txt": "收入5亿元"}, {"甲.txt": "总收入6亿元"})
    assert [change.change for change in found[-4:]] == ["lost", "gained"] * 2
    shutil.rmtree(tmp_path / "2")
    shutil.rmtree(tmp_path / "2 parts")
    write(tmp_path / "2", {"甲.txt": "\n收入6亿元"})
    assert {
        (change.old_id, change.new_id) for change in diff(tmp_path / "1", tmp_path / "2") if change.table == "facts"
    } == {(f"{A}-2-5-money-1", f"{A}-3-6-money-1")}


def test_a_part_is_the_same_part_at_another_place(tmp_path: Path) -> None:
    for name, text, shift in (("1", "共8亿元\n其中5亿元", 0), ("2", "\n共8亿元\n其中5亿元", 1)):
        write(tmp_path / name, {"甲.txt": text})
        whole = f"{A}-{1 + shift}-{4 + shift}-money-1"
        edited(tmp_path / name, "facts", partial(dict.update, part_of=whole), 1)
    assert [change for change in diff(tmp_path / "1", tmp_path / "2") if change.table != "documents"] == []
    edited(tmp_path / "2", "facts", lambda row: row.update(part_of=None), 1)
    (change,) = [change for change in diff(tmp_path / "1", tmp_path / "2") if change.table != "documents"]
    assert (change.field, change.old, change.new) == ("part_of", f"{A}-1-4-money-1", None)


def test_what_is_no_finished_run(tmp_path: Path) -> None:
    write(tmp_path / "1", TEXTS)
    for folders in (("1", "2"), ("2", "1")):
        with pytest.raises(OptionError, match=r"2: holds no finished run of gongbao"):
            diff(*(tmp_path / name for name in folders))


@pytest.mark.parametrize("how", ["少一行", "缺表", "不是JSON", "过深", "别人的行"])
def test_tables_that_are_not_whole(outs: tuple[Path, Path], how: str) -> None:
    path = outs[1] / "mentions.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    if how == "缺表":
        path.unlink()
    elif how == "少一行":
        path.write_text("".join(lines[:-1]), encoding="utf-8")
    elif how == "别人的行":
        path.write_text("".join([*lines[2:], *lines[:2]]), encoding="utf-8")
    elif how == "过深":
        path.write_text("[" * 100_000, encoding="utf-8")
    else:
        path.write_text("x\n" * 4, encoding="utf-8")
    with pytest.raises(OutputError, match=r"2(/mentions\.jsonl: cannot be read|: its tables are not whole: )"):
        list(diff(*outs))


def test_changes_as_a_table(outs: tuple[Path, Path], tmp_path: Path) -> None:
    edited(outs[1], "facts", lambda row: row.update(indicator="=1+1", unit=None), 0)
    edited(outs[1], "mentions", None, 3)
    count, path = Count(), tmp_path / "变.csv"
    write_changes(path, count.passing(diff(*outs)))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    key, fact = f"{A}-8-11-money", f"{doc_id_of('乙.txt')}-2-5-money-1"
    assert table == [
        list(COLUMNS),
        ["changed", "facts", "乙.txt", fact, fact, "indicator", "收入", "'=1+1", "5亿元"],
        ["changed", "facts", "乙.txt", fact, fact, "unit", "元", "", "5亿元"],
        ["lost", "mentions", "甲.txt", key, "", "", "", "", "1亿元"],
    ]
    assert count.rows == 2
    assert count.sentences == [
        "documents: 0 gained, 0 lost, 0 changed",
        "mentions: 0 gained, 1 lost, 0 changed",
        "facts: 0 gained, 0 lost, 1 changed (indicator 1, unit 1)",
    ]


def test_a_table_that_cannot_be_written(outs: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"没有/变\.csv: cannot be written: No such file or directory"):
        write_changes(tmp_path / "没有/变.csv", diff(*outs))


def test_rows_are_those_of_the_tables(outs: tuple[Path, Path]) -> None:
    shutil.rmtree(outs[1])
    write(outs[1], {})
    found = list(diff(*outs))
    for table in ("documents", "mentions", "facts"):
        ids = [next(iter(row.values())) for row in rows(outs[0] / f"{table}.jsonl")]
        assert sorted(ids) == sorted(str(change.old_id) for change in found if change.table == table)
