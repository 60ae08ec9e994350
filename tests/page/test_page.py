"""report.html in a browser, as a reader uses it: by mouse, by keyboard, on a phone."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from gongbao.run.batch import extract_files
from gongbao.run.corrections import read_corrections
from gongbao.write.report import report
from gongbao.write.tables import doc_id_of
from tests.chromium import CHROMIUM, FLAGS, REASON
from tests.page.runs import NASTY, NASTY_NAME, NASTY_TEXT, SEED_ID, SEEDS, write_run_of

pytestmark = pytest.mark.skipif(not CHROMIUM, reason=REASON)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run with its report."""
    folder = tmp_path_factory.mktemp("page")
    write_run_of(folder, folder / "out")
    report(folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=30_000)  # a busy machine may take its time
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """The window of nearly all tests: to open one takes longer than most of them."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """A page with nothing from before, that must not say anything on its console, nor ask for anything but itself."""
    window.goto("about:blank")
    window.set_viewport_size({"width": 1400, "height": 900})
    window.emulate_media(media="null")
    said: list[str] = []
    asked: list[str] = []
    heard: dict[str, Callable[[Any], None]] = {
        "console": lambda message: said.append(message.text),
        "pageerror": lambda error: said.append(str(error)),
        "dialog": lambda dialog: said.append(dialog.message),
        "request": lambda request: asked.append(request.url),
    }
    for event, hear in heard.items():
        window.on(event, hear)  # type: ignore[call-overload]
    yield window
    broken = window.evaluate("window.broken")
    window.evaluate("localStorage.clear()")
    for event, hear in heard.items():
        window.remove_listener(event, hear)
    assert said == []
    assert [url for url in asked if not re.fullmatch(r"file://[^#]*/report\.html(#.*)?", url)] == []
    assert broken is None


def open_report(page: Page, out: Path, hash: str = "") -> None:
    page.goto((out / "report.html").as_uri() + hash)
    page.wait_for_selector("h1")


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def active(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))


FACT = f"{SEED_ID}-593-601-money-1"


def test_glance_tells_the_counts_of_the_run(page: Page, out: Path) -> None:
    open_report(page, out)
    counts = json.loads((out / "run.json").read_bytes())["counts"]
    for name in ("Documents", "Mentions", "Facts", "Findings"):
        bars = page.locator("section.bars", has=page.get_by_role("heading", name=name, exact=True)).locator(".bar")
        told = dict(bar.split("\n", 1) for bar in bars.all_inner_texts())
        assert {kind: int(many.replace(",", "")) for kind, many in told.items()} == counts[name.lower()]
    assert page.locator("tbody.rows tr").count() == len(rows(out, "documents"))
    page.get_by_role("link", name="rejected").click()
    assert page.locator("tbody.rows tr").all_inner_texts() == [page.locator("tbody.rows tr").inner_text()]
    assert "空.txt" in page.locator("tbody.rows tr").inner_text()
    meaning = "No bytes, or nothing but white space."
    expect(page.locator("tbody.rows code")).to_have_attribute("title", meaning)
    open_report(page, out, f"#{doc_id_of('空.txt')}")
    expect(page.locator(".messages")).to_contain_text(f"empty {meaning}")


def test_figures_are_filtered(page: Page, out: Path) -> None:
    open_report(page, out, "#figures")
    facts, mentions = rows(out, "facts"), rows(out, "mentions")
    measured = {fact["mention_id"] for fact in facts}
    all_rows = len(facts) + sum(mention["mention_id"] not in measured for mention in mentions)
    told = page.locator(".count")
    expect(told).to_have_text(f"{all_rows} rows")
    page.select_option("#by-kind", "money")
    money = [fact for fact in facts if fact["mention_id"].endswith("money")]
    unmeasured = [m for m in mentions if m["kind"] == "money" and m["mention_id"] not in measured]
    expect(told).to_have_text(f"{len(money) + len(unmeasured)} of {all_rows} rows")
    page.fill("#by-indicator", "一般公共预算支出")
    found = [fact for fact in money if "一般公共预算支出" in (fact["indicator"] or "")]
    expect(page.locator("tbody.rows tr")).to_have_count(len(found))
    page.fill("#by-from", "2021")
    page.fill("#by-to", "2021")
    expect(page.locator("tbody.rows tr")).to_have_count(
        sum((fact["period_start"] or "0") < "2022" and (fact["period_end"] or "9") > "2021" for fact in found)
    )
    assert "indicator=" in page.url
    page.reload()
    expect(page.locator("#by-from")).to_have_value("2021")
    page.click("button[type=reset]")
    expect(told).to_have_text(f"{all_rows} rows")
    page.fill("#by-program", "零基预算")
    expect(page.locator("tbody.rows tr").first).to_contain_text("零基预算")


def test_every_address_leads_somewhere(page: Page, out: Path) -> None:
    open_report(page, out)
    views = ["figures", "findings", "charts", "search?q=预算", "search?q=(*[", "nothing", "%E0%A4%A"]
    for view in (*views, "d0000000000000000-1", SEED_ID, f"{SEED_ID}-1-2-money"):
        page.evaluate("hash => { location.hash = hash }", view)
        page.wait_for_timeout(30)
        assert page.locator("h1").inner_text()


@pytest.mark.parametrize(
    ("hash", "told"),
    [
        pytest.param("#d0000000000000000", ["This page has no such document."], id="无此文件"),
        pytest.param("#d0000000000000000-1-2-money", ["This page has no such document."], id="无此文件的提法"),
        pytest.param(f"#{SEED_ID}-1-2-money", ["This page has no such mention."], id="无此提法"),
        pytest.param(f"#{SEED_ID}-@999998-999999", ["This page has no such place."], id="文外之处"),
        pytest.param(f"#{SEED_ID}", [], id="有此文件"),
        pytest.param("#constructor", [], id="对象自带之名"),
        pytest.param("#__proto__", [], id="原型"),
    ],
)
def test_address_of_what_is_not_there_is_told(page: Page, out: Path, hash: str, told: list[str]) -> None:
    open_report(page, out, hash)
    assert page.locator(".notice.lacks").all_inner_texts() == told
    page.evaluate("hash => { location.hash = hash }", f"#{FACT}")
    page.wait_for_selector("mark.chosen")
    assert page.locator(".notice.lacks").count() == 0


@pytest.mark.parametrize("sought", ["R&D", "&amp;", "5%", "%E4", "a+b", "3=4", "#1", "(*[", "a?b"])
def test_address_keeps_what_was_sought(page: Page, out: Path, sought: str) -> None:
    open_report(page, out)
    page.fill("#search", sought)
    page.keyboard.press("Enter")
    expect(page.locator("h1 q")).to_have_text(sought)
    page.reload()
    expect(page.locator("h1 q")).to_have_text(sought)
    expect(page.locator("#search")).to_have_value(sought)


def test_filter_shows_what_its_address_asks(page: Page, out: Path) -> None:
    open_report(page, out, "#figures?kind=money&region=无此省&indicator=R%26D")
    expect(page.locator("tbody.rows tr")).to_have_count(0)
    expect(page.locator("#by-region")).to_have_value("无此省")
    expect(page.locator("#by-indicator")).to_have_value("R&D")


def test_rejected_document_is_a_link_to_why(page: Page, out: Path) -> None:
    open_report(page, out)
    page.get_by_role("link", name="空.txt").click()
    expect(page.locator(".notice")).to_have_text("It could not be read: empty.")


def test_findings_lead_to_their_mentions(page: Page, out: Path) -> None:
    open_report(page, out, "#findings?severity=suspect")
    suspect = [finding for finding in rows(out, "findings") if finding["severity"] == "suspect"]
    expect(page.locator("tbody.rows tr")).to_have_count(len(suspect))
    first = suspect[0]["mention_ids"].split()[0]
    page.click(f"a[href='#{first}']")
    assert page.locator("mark.chosen").first.get_attribute("id") == first
    assert page.locator("mark.chosen.suspect").count() == 1
    expect(page.locator(".panel")).to_contain_text(suspect[0]["message"])
    page.go_back()
    expect(page.locator("#by-severity")).to_have_value("suspect")


def test_highlight_opens_its_value_and_fact_and_row(page: Page, out: Path) -> None:
    open_report(page, out, f"#{SEED_ID}")
    page.locator("mark.k-money", has_text="532.39亿元").click()
    panel = page.locator(".panel")
    for told in ("53,239,000,000 元", "一般公共预算支出", "2020-01 – 2021-10", "money.amount", "593 to 601"):
        expect(panel).to_contain_text(told)
    assert panel.locator("dd", has_text="2020-01").locator(".why").inner_text() == "sentence"
    assert page.url.endswith(FACT.removesuffix("-1"))
    page.get_by_role("button", name="Its row in the table").click()
    assert page.locator("tr.chosen").get_attribute("data-row") == FACT
    assert page.evaluate("document.activeElement.closest('tr').dataset.row") == FACT


def test_row_leads_to_its_place_and_back(page: Page, out: Path) -> None:
    open_report(page, out, f"#{SEED_ID}")
    last = [fact for fact in rows(out, "facts") if fact["doc_id"] == SEED_ID][-1]
    page.locator(f"tr[data-row='{last['fact_id']}'] td:nth-child(2)").click()
    mark = page.locator("mark.chosen")
    expect(mark).to_be_in_viewport()
    assert mark.first.get_attribute("id") == last["mention_id"]
    assert mark.inner_text() == last["text"]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('tr').dataset.row") == last["fact_id"]
    assert page.locator("mark.chosen").count() == 0


def test_back_of_the_browser_leads_from_a_document_to_the_row(page: Page, out: Path) -> None:
    open_report(page, out, "#figures?kind=percent")
    page.locator("tbody.rows a").last.click()
    page.wait_for_selector("mark.chosen")
    page.go_back()
    expect(page.locator("#by-kind")).to_have_value("percent")
    expect(page.locator("tbody.rows a").last).to_be_in_viewport()


def test_keyboard_alone(page: Page, out: Path) -> None:
    open_report(page, out)
    page.keyboard.press("Tab")
    assert active(page) == "Skip to the content"
    page.keyboard.press("Enter")
    assert active(page) == "main"
    page.keyboard.press("/")
    assert active(page) == "search"
    page.keyboard.type("一般公共预算支出532")
    expect(page.locator(".count")).to_have_text("1 place in 1 document")
    page.keyboard.press("Escape")
    page.locator(".results a.of").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")
    page.locator("h1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.id")
    assert second == [m["mention_id"] for m in rows(out, "mentions") if m["doc_id"] == SEED_ID][1]
    assert page.locator("mark.chosen").count() == 0
    page.keyboard.press("Enter")
    assert page.locator("mark.chosen").first.get_attribute("id") == second
    assert page.get_by_role("tab", name="Selected").get_attribute("aria-selected") == "true"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "tab"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".panel table")).to_be_visible()
    page.keyboard.press("Escape")
    assert active(page) == second
    page.keyboard.press("ArrowLeft")
    assert active(page) != second


def test_kinds_are_hidden_and_stepped_over(page: Page, out: Path) -> None:
    open_report(page, out, f"#{SEED_ID}")
    for kind in ("program", "date", "duration", "quantity", "percent"):
        page.click(f".legend [data-kind={kind}]")
    page.locator("h1").focus()
    page.keyboard.press("ArrowRight")
    assert active(page).endswith("money")
    assert page.locator("mark.k-date").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"


def test_search_finds_what_is_broken_over_lines_and_marks_it(page: Page, out: Path) -> None:
    text = (out / f"texts/{SEED_ID}.txt").read_text(encoding="utf-8")
    assert "部门资金，上级" in text
    assert "杜绝“一刀\n\n切”" in text
    open_report(page, out, "#search?q=杜绝“一刀切”")
    page.locator(".results ul a").click()
    page.wait_for_selector("mark")
    assert page.evaluate("String(getSelection())") == "杜绝“一刀切”"


def test_hostile_document_stays_text(page: Page, out: Path) -> None:
    source = f"{NASTY}/{NASTY_NAME}"
    nasty = doc_id_of(source)
    open_report(page, out)
    assert source in page.locator(".documents").inner_text()
    page.evaluate("hash => { location.hash = hash }", f"#{nasty}")
    page.wait_for_selector("mark")
    shown = re.sub(r"\s", "", page.locator(".text").inner_text())
    assert shown == re.sub(r"\s", "", NASTY_TEXT)
    assert source in page.locator(".head").inner_text()
    page.locator("mark.k-money").first.click()
    for view in ("figures", "findings", "charts", f"search?q={'<script>'}"):
        page.evaluate("hash => { location.hash = hash }", f"#{view}")
        page.wait_for_timeout(50)
    assert page.locator(".results b").first.inner_text() == "<script>"
    assert page.locator("script:not([type])").count() == 1
    assert page.locator("img").count() == 0


def test_link_selects_a_mention_behind_characters_beyond_the_basic_plane(page: Page, out: Path) -> None:
    mention = next(row for row in rows(out, "mentions") if row["source"] == "补字.txt" and row["kind"] == "money")
    open_report(page, out, f"#{mention['mention_id']}")
    assert page.locator("mark.chosen").inner_text() == mention["text"] == "5亿元"


def test_table_is_a_table(page: Page, out: Path) -> None:
    open_report(page, out, f"#{doc_id_of('表.html')}")
    cells = page.locator(".text table tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((c) => c.textContent))"
    )
    assert cells == [["项目", "2024年"], ["一般公共预算收入", "120.5"], ["一般公共预算支出", "300.2"]]
    marks = page.locator(".text table mark")
    assert marks.all_inner_texts() == ["120.5", "300.2"]
    marks.first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    assert page.locator("mark.chosen").inner_text() == "300.2"
    assert active(page) == marks.last.get_attribute("id")


def test_correction_line_is_one_that_gongbao_takes(page: Page, out: Path, tmp_path: Path) -> None:
    open_report(page, out, f"#{FACT}")
    page.click(".correct summary")
    page.select_option("#by-field", "indicator")
    page.fill("#by-value", '一般公共预算"支出", 合计')
    page.fill("#by-who", "李明")
    page.fill("#by-why", "=原文")
    page.get_by_role("button", name="Write the line").click()
    page.select_option("#by-what", "mention")
    page.select_option("#by-field", "mod")
    page.select_option("#by-value", "APPROX")
    page.get_by_role("button", name="Write the line").click()
    lines = page.locator(".lines textarea").input_value()
    first, second = csv.DictReader(io.StringIO(lines))
    assert first == {
        "fact_id": FACT, "mention_id": FACT[:-2], "field": "indicator", "value": '一般公共预算"支出", 合计',
        "was": "一般公共预算支出", "who": "李明", "why": "'=原文",
    }  # fmt: skip
    assert (second["fact_id"], second["field"], second["value"], second["was"]) == ("", "mod", "APPROX", "")
    (tmp_path / "corrections.csv").write_text(lines, encoding="utf-8")
    read = read_corrections(tmp_path / "corrections.csv").lines
    assert [(line.row_id, line.field, line.why) for line in read] == [
        (FACT, "indicator", "=原文"),
        (FACT[:-2], "mod", "=原文"),
    ]
    page.get_by_role("button", name="Take the last back").click()
    assert page.locator(".lines textarea").input_value() == lines[: lines.index("\n", lines.index("\n") + 1) + 1]

    extract_files(SEEDS, tmp_path / "out", corrections=tmp_path / "corrections.csv", workers=1)
    report(tmp_path / "out")
    open_report(page, tmp_path / "out", f"#{FACT}")
    panel = page.locator(".panel")
    expect(panel.locator(".big")).to_have_text("about 53,239,000,000 元 money")
    expect(panel.locator(".fact h3")).to_contain_text('一般公共预算"支出", 合计')
    told = panel.locator("li", has_text="applied").all_inner_texts()
    assert [" ".join(text.split()) for text in told] == [
        "applied mod: nothing → APPROX 李明: =原文",
        'applied indicator: 一般公共预算支出 → 一般公共预算"支出", 合计 李明: =原文',
    ]
    page.click(".correct summary")
    page.select_option("#by-field", "indicator")
    expect(page.locator("#by-was")).to_have_text("一般公共预算支出")
    assert page.locator(".lines").is_hidden()


def test_charts_lead_to_their_figures(page: Page, out: Path) -> None:
    open_report(page, out, "#charts")
    titles = page.locator(".chart h2").all_inner_texts()
    assert titles == [
        "An indicator by year and region",
        "Planned and reached",
        "Growth rates of a document",
        "Money by programme",
        "Coverage",
    ]
    planned = page.locator(".chart", has_text="Planned and reached")
    names = planned.locator("svg text[text-anchor=end]").all_text_contents()
    assert sorted(names) == ["河北省", "湖北省"]
    assert {"~5.5 → 5.4%", "~6 → 5.8%"} <= set(planned.locator("svg text").all_text_contents())
    found = page.locator(".coverage .state.found").count()
    assert found >= 4
    planned.locator("circle.actual").first.click()
    assert page.locator("mark.chosen").inner_text() in ("5.4%", "5.8%")


def test_nothing_runs_that_is_not_the_page_s_own(browser: Browser, out: Path) -> None:
    page = browser.new_page()
    open_report(page, out)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.broken = 1";
          document.body.append(script);
          const link = document.createElement("a");
          link.setAttribute("onclick", "window.broken = 2");
          document.body.append(link);
          link.click();
          const picture = new Image();
          picture.src = "https://example.org/a.png";
        }"""
    )
    assert page.evaluate("fetch('https://example.org/').then(() => 'came', () => 'refused')") == "refused"
    assert page.evaluate("window.broken") is None
    assert len([text for text in refused if "Content Security Policy" in text]) >= 3
    assert page.locator("[style]").count() == 0
    page.close()


VIEWS = ("", "#figures", "#findings", "#charts", "#search?q=预算", f"#{FACT}", f"#{doc_id_of('表.html')}")


@pytest.mark.parametrize("view", VIEWS)
def test_phone_scrolls_down_alone(page: Page, out: Path, view: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_report(page, out, view)
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    if view == f"#{FACT}":
        mark, side = page.locator("mark.chosen").bounding_box(), page.locator(".side").bounding_box()
        assert mark is not None
        assert side is not None
        assert 0 < mark["y"] < side["y"] - mark["height"]
        page.get_by_role("button", name="Close the panel").click()
        expect(page.locator(".panel")).to_be_hidden()


@pytest.mark.parametrize("view", ["", "#figures", "#findings"])
def test_values_stand_beside_their_names_on_a_phone(page: Page, out: Path, view: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_report(page, out, view)
    page.wait_for_selector("tbody.rows td")
    lefts = page.locator("tbody.rows td:not(:first-child)").evaluate_all(
        """cells => cells.filter((cell) => cell.checkVisibility()).map((cell) => {
          const range = new Range();
          range.selectNodeContents(cell);
          return Math.min(...[...range.getClientRects()].map((box) => box.left)) - cell.getBoundingClientRect().left;
        })"""
    )
    assert {round(left) for left in lefts} == {104}  # 6.5 rem


def test_colours_follow_the_system_and_the_switch(browser: Browser, out: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    open_report(page, out)

    def brightness() -> int:
        return sum(map(int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))))

    assert brightness() < 200
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.emulate_media(media="screen")
    page.click("#theme")
    assert brightness() > 600
    page.reload()
    assert brightness() > 600
    page.close()


def test_print_holds_the_whole_text(page: Page, out: Path) -> None:
    open_report(page, out, f"#{SEED_ID}")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    text = re.sub(r"\s", "", (out / f"texts/{SEED_ID}.txt").read_text(encoding="utf-8"))
    # The mark of a suspect figure is none of the text.
    assert re.sub(r"\s", "", page.locator(".text").inner_text()) == text
    assert page.locator(".side").is_hidden()


def test_lists_are_tables_on_paper(page: Page, out: Path) -> None:
    page.set_viewport_size({"width": 672, "height": 960})  # A4
    open_report(page, out, "#figures")
    expect(page.locator("thead")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("thead")).to_be_visible()
    expect(page.locator(".more")).to_be_visible()  # so that the reader sees that rows are left


@pytest.mark.parametrize(
    ("text", "told"), [("2013年以来，支出5亿元。", "from 2013"), ("2017年底前建成3个园区。", "until 2017-12-30")]
)
def test_open_end_of_days_is_told_once(page: Page, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "期限.txt").write_text(text, encoding="utf-8")
    extract_files(tmp_path / "期限.txt", tmp_path / "out", workers=1)
    report(tmp_path / "out")
    open_report(page, tmp_path / "out", "#figures?kind=date")
    expect(page.locator("tbody.rows td:nth-child(2)")).to_have_text(told)


@pytest.mark.parametrize("files", [pytest.param({}, id="无文件"), pytest.param({"空.txt": b""}, id="只有读不了的")])
def test_run_without_texts_has_a_page(page: Page, tmp_path: Path, files: dict[str, bytes]) -> None:
    (tmp_path / "files").mkdir()
    for name, content in files.items():
        (tmp_path / "files" / name).write_bytes(content)
    extract_files(tmp_path / "files", tmp_path / "out", workers=1)
    report(tmp_path / "out")
    open_report(page, tmp_path / "out")
    assert page.locator(".documents tbody tr").count() == len(files)
    for view in ("figures", "findings", "charts", "search?q=预算", f"{doc_id_of('空.txt')}"):
        page.evaluate("hash => { location.hash = hash }", view)
        page.wait_for_timeout(30)
        assert page.locator("h1").inner_text()


@pytest.fixture(scope="module")
def large(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 100 documents with more than 15,000 mentions."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "json").mkdir()
    shutil.copy(out / "gongbao.duckdb", folder)
    nested = (out / f"json/{SEED_ID}.json").read_text(encoding="utf-8")
    row = next(row for row in rows(out, "documents") if row["doc_id"] == SEED_ID)
    ids = [f"d{number:016x}" for number in range(100)]
    for doc_id in ids:
        (folder / f"json/{doc_id}.json").write_text(nested.replace(SEED_ID, doc_id), encoding="utf-8")
    lines = [json.dumps({**row, "doc_id": doc_id, "source": f"{doc_id}.txt"}) for doc_id in ids]
    (folder / "documents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shutil.copy(out / "run.json", folder)
    report(folder)
    return folder


def test_large_report_draws_only_what_is_looked_at(page: Page, large: Path) -> None:
    open_report(page, large)
    nodes = "document.querySelectorAll('*').length"
    assert page.locator("tbody.rows tr").count() == 100
    assert page.locator("script[data-of^=d]").count() == 100  # none is parsed yet
    page.evaluate("location.hash = '#figures'")
    expect(page.locator(".count")).to_have_text(re.compile(r"1\d,\d{3} rows"))
    assert page.locator("tbody.rows tr").count() <= 400
    assert page.evaluate(nodes) < 12_000
    page.locator(".more").click()
    assert page.locator("tbody.rows tr").count() >= 400
    page.evaluate("location.hash = '#search?q=零基预算'")
    expect(page.locator(".count")).to_contain_text("in 100 documents")
    page.evaluate("location.hash = '#d0000000000000007'")
    page.wait_for_selector("mark")
    assert page.locator(".text").count() == 1
