"""How many characters a second other readers of Chinese amounts and times take, beside gongbao over the same texts.

Run by ``make bench-peers``, which puts them into an environment of their own: JioNLP stands on a library under the GPL,
which must never come into ours. What is not there is passed over with the reason.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from gongbao.model import Document
from gongbao.read.documents import read_document
from gongbao.run.document import Engine
from tests.bench.speed import ROOT, cost, reports

PEERS = ROOT / ".venv-peers"
ROUNDS, PASSES = 5, 5
# At least so many times their speed, with all six kinds and facts.
BARS = {"JioNLP, money and time": 5, "Recognizers-Text, all its models": 30}
# So many reports of each set, from the latest back, and so much of each: one of the readers would else take an hour.
REPORTS, LONGEST = 3, 6_000

# Each reads the paragraphs, which are in a file of JSON, over and over and prints what each round takes.
_JIONLP = """
import json, sys, time
import jionlp
paragraphs = json.load(open(sys.argv[1], encoding="utf-8"))
jionlp.ner.extract_money("1元"), jionlp.ner.extract_time("去年")
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    for one in paragraphs:
        jionlp.ner.extract_money(one), jionlp.ner.extract_time(one)
    print(time.process_time() - start)
"""
_RECOGNIZERS = """
const { readFileSync } = require("fs");
const { Culture } = require("@microsoft/recognizers-text");
const { recognizeNumber, recognizePercentage } = require("@microsoft/recognizers-text-number");
const { recognizeCurrency, recognizeDimension } = require("@microsoft/recognizers-text-number-with-unit");
const { recognizeDateTime } = require("@microsoft/recognizers-text-date-time");
const models = [recognizeNumber, recognizePercentage, recognizeCurrency, recognizeDimension, recognizeDateTime];
const paragraphs = JSON.parse(readFileSync(process.argv[2], "utf-8"));
// One that cannot take a text has done its best.
const attempt = (model, text) => { try { model(text, Culture.Chinese); } catch { } };
const all = text => models.forEach(model => attempt(model, text));
all("去年1元");
for (let round = 0; round < Number(process.argv[3]); round++) {
  const start = process.cpuUsage();
  paragraphs.forEach(all);
  const used = process.cpuUsage(start);
  console.log((used.user + used.system) / 1e6);
}
"""


def jionlp() -> list[str] | str:
    """The command that runs JioNLP, or why there is none."""
    python = PEERS / "bin/python"
    if not python.exists():
        return f"{PEERS.name} is not there: make bench-peers builds it"
    found = subprocess.run([python, "-c", "import jionlp"], capture_output=True, check=False)
    return "it is not installed" if found.returncode else [str(python), "-c", _JIONLP]


def recognizers() -> list[str] | str:
    """The command that runs Recognizers-Text, or why there is none."""
    node = shutil.which("node")
    if node is None:
        return "there is no node"
    if not (PEERS / "node_modules/@microsoft").is_dir():
        return "it is not installed; that needs npm"
    script = PEERS / "recognizers.cjs"
    script.write_text(_RECOGNIZERS, encoding="utf-8")
    return [node, str(script)]


def duckling() -> list[str] | str:
    """Why Duckling is not measured."""
    return "it is built with Haskell's stack, which is not on the package indexes that this project uses"


READERS: dict[str, Callable[[], list[str] | str]] = {
    "JioNLP, money and time": jionlp,
    "Recognizers-Text, all its models": recognizers,
    "Duckling": duckling,
}


def peer_seconds(command: Sequence[str], paragraphs: Path) -> float:
    """The median time of a round of a peer."""
    done = subprocess.run([*command, str(paragraphs), f"{ROUNDS}"], capture_output=True, text=True, check=True)
    return median(float(line.split()[0]) for line in done.stdout.splitlines() if line[:1].isdigit())


def main() -> int:
    """Print the speeds; whether the bars hold is the exit status."""
    files = [path for paths in reports().values() for path in paths[-1 :: -max(1, len(paths) // REPORTS)][:REPORTS]]
    texts = [read_document(path.read_bytes(), path.name).text[:LONGEST] for path in files]
    chars = sum(map(len, texts))
    engine = Engine()

    def one_round() -> None:
        """As many passes as make it long enough to be timed; as with the peers, nothing that is found is kept."""
        for text in PASSES * texts:
            engine.extract(Document("", text), depth="facts")

    def rounds() -> list[float]:
        return [cost(one_round)[0] / PASSES for _ in range(ROUNDS)]

    rounds()
    print(
        f"peers: {chars} characters of {len(files)} reports, a paragraph at a time, processor time, median of {ROUNDS}"
    )
    held = True
    with tempfile.TemporaryDirectory() as folder:
        paragraphs = Path(folder) / "paragraphs.json"
        lines = [line for text in texts for line in text.splitlines() if line.strip()]
        paragraphs.write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")
        for name, reader in READERS.items():
            command = reader()
            if isinstance(command, str):
                print(f"  {name:36}{'not measured':>12}: {command}")
                continue
            # In turn, for a machine is quicker at one time than at another.
            before, taken, after = rounds(), peer_seconds(command, paragraphs), rounds()
            own, bar = median(before + after), BARS[name]
            holds = taken >= bar * own
            held = held and holds
            verdict = f"bar {bar}  {'holds' if holds else 'DOES NOT HOLD'}"
            print(f"  {name:36}{chars / taken:12,.0f} characters a second", flush=True)
            told = f"{chars / own:12,.0f}: {taken / own:.2f} times as fast  {verdict}"
            print(f"  {'gongbao, six kinds and facts':36}{told}", flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
