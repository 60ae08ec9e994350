"""report.html as a file: its blocks of text, its data, its policy. tests/page opens it in a browser."""

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import gongbao
from gongbao.errors import OptionError, OutputError
from gongbao.write import report as module
from gongbao.write.report import blocks, report
from gongbao.write.tables import doc_id_of
from tests.page.runs import SEED, SEED_ID, write_run_of

HEADING = "一、收入"


def nested(text: str, **parts: Any) -> dict[str, Any]:
    """A document in its nested form, of which a test says what it is about."""
    return {"text": text, "pages": [], "furniture": [], "tables": [], "sections": [], "sentences": [], **parts}


def place(text: str, part: str, **more: Any) -> dict[str, Any]:
    start = text.index(part)
    return {"start_char": start, "end_char": start + len(part), **more}


def sentences(text: str, *parts: tuple[str, int]) -> list[dict[str, Any]]:
    return [place(text, part, paragraph=paragraph) for part, paragraph in parts]


AROUND = "资金拓展到\n\n咸宁风光\n\n部门资金。支出5亿元。\n"
PAGES = "收入5亿元，\n— 1 —\n支出6亿元。\n结余1亿元。"
GRID = "项目\t金额\n收入\t5\n说明：略。"


@pytest.mark.parametrize(
    ("document", "cut"),
    [
        pytest.param(nested(""), [], id="空"),
        pytest.param(
            nested("甲。乙。\n丙。", sentences=sentences("甲。乙。\n丙。", ("甲。", 0), ("乙。", 0), ("丙。", 1))),
            [("p", "甲。乙。", 0, 0), ("p", "丙。", 0, 0)],
            id="两段",
        ),
        pytest.param(
            nested(
                AROUND,
                sentences=sentences(AROUND, (AROUND[: AROUND.index("支")], 0), ("咸宁风光", 1), ("支出5亿元。", 0)),
            ),
            [("p", "资金拓展到", 0, 0), ("p", "咸宁风光", 0, 0), ("p", "部门资金。支出5亿元。", 0, 1)],
            id="图题在句子中间",
        ),
        pytest.param(
            nested(
                PAGES,
                sentences=sentences(PAGES, (PAGES[:-7], 0), ("结余1亿元。", 1)),
                furniture=[place(PAGES, "— 1 —")],
                pages=[place(PAGES, PAGES[:13]), place(PAGES, PAGES[13:])],
            ),
            [
                ("g", 1),
                ("p", "收入5亿元，", 0, 0),
                ("f", "— 1 —"),
                ("g", 2),
                ("p", "支出6亿元。", 0, 1),
                ("p", "结余1亿元。", 0, 0),
            ],
            id="页码在句子中间",
        ),
        pytest.param(
            nested(
                f"{HEADING}\n\u3000\u3000收入增长。",
                sentences=sentences(f"{HEADING}\n\u3000\u3000收入增长。", (HEADING, 0), ("收入增长。", 1)),
                sections=[[], [place(HEADING, HEADING, level=5)]],
            ),
            [("h", HEADING, 5), ("p", "收入增长。", 0, 0)],
            id="标题",
        ),
        pytest.param(
            nested(
                f"{HEADING}。收入增长。",
                sentences=sentences(f"{HEADING}。收入增长。", (f"{HEADING}。", 0), ("收入增长。", 0)),
                sections=[[place(HEADING, HEADING, level=5)]],
            ),
            [("p", f"{HEADING}。收入增长。", 4, 0)],
            id="段首标题",
        ),
        pytest.param(
            nested(
                GRID,
                sentences=sentences(GRID, ("说明：略。", 0), ("收入\t5", 1)),
                tables=[
                    place(
                        GRID,
                        "项目\t金额\n收入\t5",
                        cells=[
                            place(GRID, "项目", row=0, column=0, rows=1, columns=1, header=True),
                            place(GRID, "金额", row=0, column=1, rows=1, columns=1, header=True),
                            place(GRID, "收入", row=1, column=0, rows=1, columns=1, header=False),
                            place(GRID, "5", row=1, column=1, rows=1, columns=1, header=False),
                        ],
                    )
                ],
            ),
            [
                ("t", [[[0, 2, 1, 1, 1], [3, 5, 1, 1, 1]], [[6, 8, 1, 1, 0], [9, 10, 1, 1, 0]]]),
                ("p", "说明：略。", 0, 0),
            ],
            id="表格",
        ),
        pytest.param(nested(" 无句\n", sentences=[]), [("p", "无句", 0, 0)], id="不属任何句子的字"),
    ],
)
def test_text_is_cut_into_blocks(document: dict[str, Any], cut: list[tuple[Any, ...]]) -> None:
    found = [
        (block[0], document["text"][block[1] : block[2]], *block[3:]) if block[0] in "hpf" else tuple(block)
        for block in blocks(document)
    ]
    assert found == cut


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write_run_of(folder, folder / "out")
    return folder / "out"


@pytest.fixture
def copy(out: Path, tmp_path: Path) -> Path:
    shutil.copytree(out, tmp_path / "out")
    return tmp_path / "out"


def data(page: str, name: str) -> Any:
    return json.loads("".join(re.findall(rf'<script type="application/json" data-of="{name}">(.*?)</script>', page)))


def test_every_character_of_a_document_is_in_the_page(copy: Path) -> None:
    page = report(copy).read_text(encoding="utf-8")
    for row in data(page, "run")["documents"]:
        if row["status"] == "rejected":
            continue
        document = data(page, row["doc_id"])
        text = (copy / f"texts/{row['doc_id']}.txt").read_bytes().decode()
        assert document["text"] == text
        covered = [0] * len(text)
        for kind, *rest in document["blocks"]:
            spans = [rest[:2]] if kind in "hpf" else [c[:2] for cells in rest[0] for c in cells] if kind == "t" else []
            for start, end in spans:
                covered[start:end] = [count + 1 for count in covered[start:end]]
        assert max(covered) == 1
        assert not "".join(c for c, count in zip(text, covered, strict=True) if not count).strip()


def test_rows_of_the_page_are_those_of_the_tables(copy: Path) -> None:
    page = report(copy).read_text(encoding="utf-8")
    document = data(page, SEED_ID)
    for table, left_out in (("mentions", {"text"}), ("facts", {"text", "page"}), ("findings", set[str]())):
        lines = (copy / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if row["doc_id"] == SEED_ID]
        assert len(document[table]) == len(rows)
        for shown, row in zip(document[table], rows, strict=True):
            same = {n: v for n, v in row.items() if n in shown and n not in ("mention_id", "mention_ids", "sentence")}
            pairs = {
                n: "; ".join(f"{k}={v}" for k, v in shown[n].items()) for n in ("evidence", "qualifiers") if n in shown
            }
            assert {**{n: shown[n] for n in same}, **pairs} == same
            missing = {n for n, v in row.items() if v is not None and n not in shown}
            assert missing <= left_out | {"doc_id", "source", "mention_id", "fact_id", "section"}


def test_policy_allows_the_page_s_own_style_and_script_alone(copy: Path) -> None:
    page = report(copy).read_text(encoding="utf-8")
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert policy

    def hash_of(tag: str) -> str:
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

    assert policy[1].split("; ") == [
        "default-src 'none'",
        f"script-src {hash_of('script')}",
        f"style-src {hash_of('style')}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert not re.findall(r"\s(?:on\w+|style)=\"", page.partition("</style>")[2].partition("<script")[0])


@pytest.mark.parametrize("sign", ["<", "\u2028", "\u2029"])
def test_data_cannot_end_its_element(copy: Path, sign: str) -> None:
    page = report(copy).read_text(encoding="utf-8")
    elements = re.findall(r'<script type="application/json" data-of="(\w+)">(.*)</script>', page)
    assert len(elements) == page.count("application/json")
    assert any(sign in json.dumps(data(page, name), ensure_ascii=False) for name, _ in elements)
    assert not any(sign in content for _, content in elements)


def test_long_data_come_in_pieces(copy: Path) -> None:
    path = copy / f"json/{SEED_ID}.json"
    nested = json.loads(path.read_bytes())
    nested["text"] += "字" * 600_000
    path.write_text(json.dumps(nested), encoding="utf-8")
    page = report(copy).read_text(encoding="utf-8")
    assert page.count(f'data-of="{SEED_ID}"') == 3
    assert data(page, SEED_ID)["text"] == nested["text"]


def test_same_run_gives_the_same_page(copy: Path) -> None:
    assert gongbao.report(str(copy)) == copy / "report.html"
    first = (copy / "report.html").read_bytes()
    report(copy)
    assert (copy / "report.html").read_bytes() == first


def test_what_is_beyond_the_limit_is_listed_without_its_text(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TEXTS_HELD", 1)
    page = report(copy).read_text(encoding="utf-8")
    run = data(page, "run")
    assert run["held"] == [run["documents"][0]["doc_id"]]
    assert len(run["documents"]) > 1
    assert page.count('data-of="d') == 1


@pytest.mark.parametrize(
    ("spoil", "error", "told"),
    [
        pytest.param(lambda out: (out / "run.json").unlink(), OptionError, "holds no finished run", id="没有run.json"),
        pytest.param(lambda out: (out / "gongbao.duckdb").unlink(), OutputError, "gongbao.duckdb", id="没有数据库"),
        pytest.param(
            lambda out: (out / f"json/{SEED_ID}.json").unlink(), OutputError, "No such file", id="没有一篇的json"
        ),
        pytest.param(
            lambda out: (out / f"json/{SEED_ID}.json").write_text("{}"), OutputError, "is no output", id="json是空的"
        ),
    ],
)
def test_output_that_is_not_whole_gives_no_page(copy: Path, spoil: Any, error: type[Exception], told: str) -> None:
    spoil(copy)
    with pytest.raises(error, match=told):
        report(copy)
    assert not [path.name for path in copy.iterdir() if "report" in path.name]


def test_run_that_came_between_leaves_no_page(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(folder: Path) -> None:
        run = json.loads((folder / "run.json").read_bytes())
        (folder / "run.json").write_text(json.dumps({**run, "state": "another"}), encoding="utf-8")

    monkeypatch.setattr(module, "sync", change)
    with pytest.raises(OutputError, match="another run has written"):
        report(copy)
    assert not (copy / "report.html").exists()


def test_choices_of_a_correction_are_those_of_its_kind(copy: Path) -> None:
    fields = data(report(copy).read_text(encoding="utf-8"), "run")["correctable"]
    assert fields["date"]["type"] == ["DATE", "SET"]
    assert "policy" in fields["program"]["type"]
    assert not {"DATE", "SET"} & {*fields["program"]["type"]}
    assert fields["fact"]["indicator"] == []
    assert "growth" in fields["fact"]["measure"]


def test_column_of_a_manifest_may_have_any_name(copy: Path) -> None:
    path = copy / "documents.jsonl"
    rows = [json.loads(line) | {"held": "是"} for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run = data(report(copy).read_text(encoding="utf-8"), "run")
    assert {row["held"] for row in run["documents"]} == {"是"}
    assert len(run["held"]) == len(rows) - 1  # one could not be read


def test_source_is_told_as_it_is(copy: Path) -> None:
    page = report(copy).read_text(encoding="utf-8")
    assert doc_id_of(SEED) == SEED_ID
    assert SEED in {row["source"] for row in data(page, "run")["documents"]}
