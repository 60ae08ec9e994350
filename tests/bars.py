"""Whether what has been reached still holds on the annotated reports beside the project.

Run as ``python tests/bars.py``: prints each bar with its score and exits 1 where one does not hold. Where the reports
are absent there is nothing to hold, and it exits 0.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
EVAL, CORPUS = SHARED / "eval", SHARED / "corpus"
# The command of this very environment, installed or not.
GONGBAO = [sys.executable, "-c", "import sys; from gongbao.cli import main; sys.exit(main())"]

# Kind, the scorer's name for the score, the least that holds.
BARS = (
    ("money", "strict_f1", 0.985),
    ("percent", "strict_f1", 0.985),
    ("date", "strict_f1", 0.97),
    ("quantity", "strict_f1", 0.96),
    ("program", "strict_f1", 0.85),
    ("money", "value", 0.985),
    ("percent", "value", 0.985),
    ("date", "value", 0.96),
    ("quantity", "value", 0.96),
    ("money", "mod", 0.95),
    ("percent", "mod", 0.95),
    ("date", "mod", 0.95),
    ("quantity", "mod", 0.95),
    ("facts", "indicator", 0.90),
    ("facts", "measure", 0.92),
    ("facts", "direction", 0.93),
    ("facts", "status", 0.94),
    ("facts", "period", 0.86),
    ("facts", "region", 0.98),
    ("facts", "program_f1", 0.60),
    ("facts", "full", 0.80),
    ("facts", "comparison_f1", 0.85),
    ("facts", "stage_f1", 0.80),
    ("facts", "scope_f1", 0.70),
    ("facts", "entity_f1", 0.70),
    ("facts", "per_f1", 0.70),
    ("facts", "aggregation_f1", 0.70),
)
WRONG_DURATIONS = 1
# Mentions of the annotation without a fact, and facts found for each fact of it.
WITHOUT_FACT = 0.03
FACTS_FOUND = 1.1
CASES_MET = 0.95
# Of the 65 headline targets read off reports, those that are met and those with the right modifier. The scorer takes
# 海洋生产总值, 数字经济核心产业营收 and 社会物流总费用与GDP比率 for 生产总值, so four cells cannot be met.
TARGETS_MET, TARGETS_WITH_MODIFIER = 61, 61
# Of the totals that the tables of budgets and accounts draw, those that hold; 测试问题 is what its author spoiled.
TOTALS_HOLD, SPOILED, ERRORS_FOUND = 0.99, "测试问题", 10


def output(command: Sequence[str], stdin: str | None = None) -> str:
    """What a command prints; its complaints go through to stderr."""
    done = subprocess.run(command, input=stdin, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return done.stdout


def gold_scores(folder: Path) -> tuple[Mapping[str, Mapping[str, float]], list[str]]:
    """The scorer's figures for a run over the gold texts, and its records of what is wrong."""
    out = folder / "out"
    output([*GONGBAO, "extract", f"{EVAL}/texts", "--manifest", f"{EVAL}/manifest.tsv", "-o", f"{out}"])
    score = [sys.executable, f"{EVAL}/score.py", f"{EVAL}/gold", f"{out}/mentions.jsonl", f"{out}/facts.jsonl"]
    return scores_and_errors(output([*score, "--json", "--errors", "100000"]))


def scores_and_errors(printed: str) -> tuple[Mapping[str, Mapping[str, float]], list[str]]:
    """The scorer's figures and its records ``document | what | kind | text …``; a text may hold line breaks."""
    scores, *errors = printed.split("\n   | ")
    return json.loads(scores), errors


def wrong_durations(errors: Iterable[str]) -> int:
    """How many durations the scorer's records find missed, too many, misread or misplaced.

    A duration both misread and misplaced has two records and counts once; two durations of the same text count twice.
    """
    fields = (line.split(" | ") for line in errors)
    records = Counter((document, text, what) for document, what, kind, text, *_ in fields if kind == "duration")
    mentions = {(document, text) for document, text, _ in records}
    return sum(
        records[*mention, "missed"]
        + records[*mention, "extra"]
        + max(records[*mention, "value"], records[*mention, "span"])
        for mention in mentions
    )


def cases_met(folder: Path) -> float:
    """The share of other systems' test cases that are met."""
    cases, found = f"{EVAL}/suites/dev.jsonl", folder / "cases.jsonl"
    score = [sys.executable, f"{EVAL}/score_cases.py"]
    found.write_text(output([*GONGBAO, "pipe"], output([*score, "--inputs", cases])), encoding="utf-8")
    return float(json.loads(output([*score, cases, str(found), "--json"]))["rate"])


def read_corpus(folder: Path) -> Path:
    """The tables of a run over the corpus."""
    out = folder / "corpus"
    done = subprocess.run([*GONGBAO, "extract", str(CORPUS), "-o", str(out)], stderr=subprocess.DEVNULL, check=False)
    # 3: one file of the corpus holds pictures of text alone.
    assert done.returncode in (0, 3), f"gongbao extract ended with {done.returncode}"
    return out


def targets_met(out: Path) -> tuple[int, int]:
    """How many of the headline targets of the corpus's work reports are met, and how many with their modifier."""
    printed = output([sys.executable, f"{EVAL}/score_targets.py", f"{EVAL}/targets/dev.tsv", f"{out}/facts.jsonl"])
    met, modifiers = (int(number) for number in re.findall(r"(\d+)(?: of|\s+with)", printed))
    return met, modifiers


def totals_held(out: Path) -> tuple[float, int]:
    """The share of the totals in tables that hold, and how many suspects the spoiled document has."""
    findings = [json.loads(line) for line in (out / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
    sound = Counter(row["code"] for row in findings if SPOILED not in row["source"])
    holds = sound["total_holds"] + sound["balance_holds"]
    differs = sound["total_differs"] + sound["balance_differs"]
    errors = sum(SPOILED in row["source"] and row["severity"] == "suspect" for row in findings)
    return holds / max(1, holds + differs), errors


def main() -> int:
    if not EVAL.is_dir():
        print("bars: no annotated reports beside the project, nothing to hold")
        return 0
    with tempfile.TemporaryDirectory() as name:
        scores, errors = gold_scores(Path(name))
        met = cases_met(Path(name))
        corpus = read_corpus(Path(name))
        cells, modifiers = targets_met(corpus)
        totals, planted = totals_held(corpus)
    wrong = wrong_durations(errors)
    rows = [(f"{kind} {score}", scores[kind][score], bar, scores[kind][score] >= bar) for kind, score, bar in BARS]
    rows.append(("durations wrong", wrong, WRONG_DURATIONS, wrong <= WRONG_DURATIONS))
    rows.append(("cases met", met, CASES_MET, met >= CASES_MET))
    missing, found = (scores["facts"][what] / scores["facts"]["gold"] for what in ("missing", "found"))
    rows.append(("without a fact", missing, WITHOUT_FACT, missing <= WITHOUT_FACT))
    rows.append(("facts found", found, FACTS_FOUND, found <= FACTS_FOUND))
    rows.append(("targets met", cells, TARGETS_MET, cells >= TARGETS_MET))
    rows.append(("targets, modifier", modifiers, TARGETS_WITH_MODIFIER, modifiers >= TARGETS_WITH_MODIFIER))
    rows.append(("totals hold", totals, TOTALS_HOLD, totals >= TOTALS_HOLD))
    rows.append(("spoiled: suspects", planted, ERRORS_FOUND, planted >= ERRORS_FOUND))
    for name, reached, bar, holds in rows:
        print(f"{name:20} {reached:7.4g}  bar {bar:<6} {'holds' if holds else 'DOES NOT HOLD'}")
    return 0 if all(holds for *_, holds in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
