"""Whether all texts still give the tables that they gave: SHA-256 of each table, kept in ``checksums.toml``.

Run as ``python -m tests.checksums``: prints what differs and exits 1 where something does; what is absent is passed
over. ``--write`` takes what is found now as right: only where a rule was changed, and CHANGELOG.md says so.
"""

import hashlib
import os
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

from gongbao.run import batch
from gongbao.run.document import Engine
from gongbao.write.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / "../shared"
FILE = Path(__file__).with_name("checksums.toml")
_HEAD = """\
# SHA-256 of what each of these texts gives: of a table its CSV and JSON Lines, of json/ all its files.
# Nothing but a change of the rules, announced in CHANGELOG.md, may move one:
#     python -m tests.checksums --write
"""


def inputs() -> Mapping[str, tuple[Sequence[Path], Path | None]]:
    """By name the texts that are there, those of the project and those beside it, each with its manifest."""
    gold = SHARED / "eval/texts"
    folders = {
        "seeds": ROOT / "seeds",
        "gold": gold,
        **{f"corpus/{path.name}": path for path in sorted((SHARED / "corpus").glob("*/"))},
    }
    found: dict[str, tuple[Sequence[Path], Path | None]] = {
        "golden": (sorted((ROOT / "tests/golden").glob("*.txt")), None)
    }
    for name, folder in folders.items():
        if folder.is_dir():
            found[name] = [folder], gold.with_name("manifest.tsv") if folder is gold else None
    return found


@cache
def _engine() -> Engine:
    return Engine()


def checksums(paths: Sequence[Path], manifest: Path | None) -> dict[str, str]:
    """The SHA-256 of each table of a run over some files, and of ``json/``."""
    with tempfile.TemporaryDirectory() as name, patch.object(batch, "Engine", return_value=_engine()):
        out = Path(name) / "out"
        batch.extract_files(paths, out, manifest=manifest, workers=1)
        files = {table: [out / f"{table}.csv", out / f"{table}.jsonl"] for table in TABLES}
        files["json"] = sorted((out / "json").iterdir())
        return {table: _sha256(path.read_bytes() for path in of_table) for table, of_table in files.items()}


def _sha256(pieces: Iterator[bytes]) -> str:
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()


def kept() -> dict[str, dict[str, str]]:
    """What ``checksums.toml`` says, by name of the texts."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def main(arguments: Sequence[str]) -> int:
    """Compare, or with ``--write`` keep what is found; the exit status."""
    is_writing = list(arguments) == ["--write"]
    if is_writing and os.environ.get("CI"):
        print("--write: checksums are never rewritten in CI")
        return 2
    found = {name: checksums(*texts) for name, texts in inputs().items()}
    known = kept() if FILE.exists() else {}
    if is_writing:
        tables = [
            f'\n["{name}"]\n' + "".join(f'{table} = "{sha256}"\n' for table, sha256 in of_table.items())
            for name, of_table in (known | found).items()
        ]
        FILE.write_text(_HEAD + "".join(tables), encoding="utf-8", newline="\n")
        return 0
    moved = [
        f"{name}: {table}"
        for name, of_table in found.items()
        for table, sha256 in of_table.items()
        if known.get(name, {}).get(table) != sha256
    ]
    print("\n".join(moved) or f"{len(found)} sets of texts give what they gave")
    return 1 if moved else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
