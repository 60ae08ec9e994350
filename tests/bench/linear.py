"""Whether time grows with the length of a text alone: each rule and each stage over what is worst for it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import mul
from time import process_time
from typing import Any

from gongbao.extract.match import Scanner
from gongbao.model import Document, Result
from gongbao.read.writing import CellText, Writing
from gongbao.run.document import Engine
from gongbao.segment import segment
from gongbao.write.rows import Rows, table_rows

SIZES = (30_000, 60_000, 120_000, 240_000, 480_000)
# Rows bear their sentence: where no sentence ends, tables of the sizes above would not fit in memory.
ROW_SIZES = (1_000, 2_000, 4_000, 8_000, 16_000)
# A single line of 5, 10 and 20 MB in UTF-8, and up to 100,000 lines.
LINE_SIZES = (1_700_000, 3_400_000, 6_800_000)
TABLE_SIZES = (250, 500, 1_000, 2_000, 4_000)
LINES = (3_125, 6_250, 12_500, 25_000, 50_000, 100_000)

# Doubling the text takes at most this many times the time.
BAR = 2.3
# Less is noise; more proves nothing that the sizes before did not.
SHORTEST, LONGEST = 0.005, 1.0
# A machine that does other work too makes single times vary: measured again until the bar holds, or is far off.
RETRIES, FAR = 12, 3.2
SHOWN = 10

FOOD = {
    "digits": "1234567890",
    "one digit": "1",
    "digits, commas": "123,",
    "digit, comma": "1,",
    "digit ，": "1，",
    "digit 。": "1。",
    "digit ·": "1·",
    "digit · spaced": "0 ·",
    "digit .": "1.",
    "digits spaced": "1 ",
    "1-1-1": "1-",
    "hanzi digits": "一二三四五六七八九十",
    "百": "百",
    "十五": "十五",
    "千万亿": "千万亿",
    "1万1万": "1万",
    "range without end": "1万(含)至",
    "百分之": "百分之",
    "年": "年",
    "years": "2021年1月至",
    "第": "第",
    "units": "1个",
    "money": "1元，",
    "digits misgrouped": "5个。\n1,23万元。\n",
    "money before its noun": "投资达",
    "percent": "1%-",
    "unclosed 《": "《某",
    "《》 of no kind": "《某》",
    "unclosed “": "“某",
    "“” without head": "“某”的某（",
    "launched": "实施某",
    "funds": "设立某基金、",
    "commas": "，",
    "spaces": " ",
    "ideographic spaces": "某\u3000\u3000",
    "zero width": "某\u200b",
    "wrapped lines": "某某某某某某某某某某某某某某某某某某某某某某某，某某某\n",
    "blank lines": "\r\n",
    "headings": "（一）某\n",
    "mixed": "一、2021年，“某”1·5亿元（第1,000个），《某十五》百分之3－5%；",
}

# Rows of a table, of which {0} is the number.
ROWS = {
    "rows": "|某{0}|{0}|1|50%",
    "rows alike": "|某|5|1|50%",
    "classes": "2{0:06}|某{0}|{0}|1|50%",
    "classes in classes": "201|某|1|1|\n20101|某|1|1|\n2010101|某{0}|1|1|50%",
    "economic classes": "{0:03}|某{0}|{0}|1|50%",
    "totals": "|合计|{0}|1|50%",
    "grand totals": "|总计|{0}|1|50%",
    "totals of staff": "301|人员经费合计|{0}|1|50%\n302|公用经费合计|1|1|50%",
    "among": "|其中：某{0}|{0}|1|50%",
    "numbered": "|一、某{0}|{0}|1|50%\n|其中：某|1|1|",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """One subject over one food; ``prepare`` makes of a text, untimed, what ``run`` takes."""

    subject: str
    food: str
    sizes: Sequence[int]
    text: Callable[[int], str]
    prepare: Callable[[str], Any]
    run: Callable[[Any], object]


def trials(engine: Engine) -> Iterator[Trial]:
    """Each rule alone, as the product scans with it; then each stage."""

    def extract(text: str) -> Result:
        return engine.extract(Document("text", text), {"date": "2021"})

    def same(text: str) -> str:
        return text

    for rule in engine.patterns.rules:
        run = scan(Scanner(engine.patterns, [rule]))
        for name, unit in FOOD.items():
            yield Trial(f"rule {rule.id}", name, SIZES, repeated(unit), same, run)
    for name, unit in FOOD.items():
        yield Trial("segment", name, SIZES, repeated(unit), same, segment)
        yield Trial("extract", name, SIZES, repeated(unit), same, extract)
        yield Trial("rows", name, ROW_SIZES, repeated(unit), extract, all_lines)
    for name, unit in (("prose", "全年投资增长，"), ("mixed", FOOD["mixed"]), ("digits", "1")):
        yield Trial("segment", f"one line of {name}", LINE_SIZES, repeated(unit), same, segment)
    for name, row in ROWS.items():
        yield Trial("extract", f"table of {name}", TABLE_SIZES, table(row), table_document, engine.extract)
    for unit in ("投资\n", "投资增长，\n", "投资 5 %。\n", FOOD["wrapped lines"]):
        yield Trial("segment", f"lines of {unit.strip()}", LINES, partial(mul, unit), same, segment)


def all_lines(result: Result) -> list[list[Rows]]:
    return [list(found) for found in table_rows(result).values()]


def repeated(unit: str) -> Callable[[int], str]:
    """A unit over and over, up to so many characters."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def table(row: str) -> Callable[[int], str]:
    """A row over and over, so many times."""
    return lambda size: "\n".join([row.format(number) for number in range(300, size + 300)])


def table_document(rows: str) -> Document:
    """A table of expenditure, its cells parted by ``|``."""
    writing = Writing()
    writing.line("2024年一般公共预算支出决算表")
    writing.line("单位：万元")
    lines = ["科目编码|科目名称|预算数|决算数|完成预算", *rows.split("\n")]
    writing.table(CellText(r, c, words) for r, line in enumerate(lines) for c, words in enumerate(line.split("|")))
    return writing.document("table", "xlsx", paragraphs=True)


def scan(scanner: Scanner) -> Callable[[str], None]:
    """Try a scanner everywhere: nothing that it finds is taken, so that nothing is passed over."""
    return lambda text: scanner.scan(text, lambda rule, match, start, end: None)


def seconds(trial: Trial, ready: object) -> float:
    start = process_time()
    trial.run(ready)
    return process_time() - start


def worst_doubling(trial: Trial) -> tuple[float, int]:
    """The largest ratio of a size's time to that of half the size, and that size; 0 where all is too quick to tell.

    A ratio that is too large is measured again and again, the least time of each size counting.
    """
    worst, at = 0.0, 0
    half: tuple[object, float] | None = None
    for size in trial.sizes:
        ready = trial.prepare(trial.text(size))
        time = seconds(trial, ready)
        if half is not None and half[1] > SHORTEST:
            before, short = half
            for attempt in range(RETRIES):
                if time <= BAR * short or (time > FAR * short and (attempt > 3 or time > LONGEST)):
                    break
                short, time = min(short, seconds(trial, before)), min(time, seconds(trial, ready))
            if time / short > worst:
                worst, at = time / short, size
        if half is not None and time > LONGEST:
            break
        half = ready, time
    return worst, at


def run() -> bool:
    """Print what does not hold as it is found, then the worst of the rest; whether the bar holds."""
    print(f"linearity: what doubling the text takes, bar {BAR} times", flush=True)
    held = []
    over = 0
    for trial in trials(Engine()):
        ratio, size = worst_doubling(trial)
        line = f"  {ratio:5.2f}  {trial.subject:30}{trial.food:26}{size // 2} to {size}"
        if ratio > BAR:
            over += 1
            print(f"{line}  DOES NOT HOLD", flush=True)
        else:
            held.append((ratio, line))
    print("the worst that hold")
    for _, line in sorted(held, reverse=True)[:SHOWN]:
        print(line)
    print(f"{len(held)} hold, {over} {'does' if over == 1 else 'do'} not")
    return not over
