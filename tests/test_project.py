"""The frame: what an import costs, and the wheel that gives the checkout's tables."""

import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages

import pytest

import gongbao
from gongbao.extract.location import patterns_dir
from tests.bars import GONGBAO

ROOT = Path(__file__).resolve().parents[1]


def test_import_loads_nothing_heavy() -> None:
    heavy = "{'pandas', 'numpy', 'spacy', 'jieba', 'rjieba', 'rich', 'typer'}"
    code = f"import sys, gongbao; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_pattern_of_re_has_groups_that_give_nothing_back() -> None:
    """Python 3.11.2, which Debian 12 has, goes on in such a repeat where half of what is repeated matches."""
    names = [module.name for module in walk_packages(gongbao.__path__, "gongbao.")]
    patterns = [
        (name, found.pattern)
        for name in names
        for found in vars(import_module(name)).values()
        if isinstance(found, re.Pattern)
    ]
    texts = [(name, text if isinstance(text, str) else text.decode("latin-1")) for name, text in patterns]
    assert len(texts) > 50
    assert [found for found in texts if re.search(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+", found[1])] == []


def test_patterns_are_found_in_the_checkout() -> None:
    assert patterns_dir() == ROOT / "patterns"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment of its own that holds the built wheel; dependencies are lent by this one."""
    if missing := [name for name in ("build", "hatchling", "pip") if find_spec(name) is None]:
        pytest.skip(f"a wheel cannot be built here: no {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(folder / "venv")
    python = folder / "venv/bin/python"
    wheel = next(folder.glob("*.whl"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True, capture_output=True)
    packages = next((folder / "venv/lib").glob("python*/site-packages"))
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def tables(command: Sequence[str], out: Path, environment: Mapping[str, str]) -> dict[str, bytes]:
    """What a run over the seeds writes, but for ``run.json``, which says how long it took, and DuckDB's file."""
    arguments = [*command, "extract", str(ROOT / "seeds"), "-o", str(out)]
    subprocess.run(arguments, check=True, capture_output=True, cwd=out.parent, env=environment)
    but_for = ("run.json", "gongbao.duckdb")
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in but_for)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_installed_wheel_gives_the_tables_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    checkout = tables(GONGBAO, tmp_path / "checkout", {"PYTHONPATH": str(ROOT / "pipeline")})
    wheel = tables([str(installed.parent / "gongbao")], tmp_path / "wheel", {})
    assert {"documents.csv", "documents.jsonl", "mentions.csv", "mentions.jsonl"} <= checkout.keys()
    assert wheel == checkout


def test_wheel_is_whole_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import gongbao; from gongbao.extract.location import patterns_dir; print(gongbao.__file__, patterns_dir())"
    command = [str(installed), "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env={})
    module, patterns = map(Path, done.stdout.split())
    assert installed.parents[1] in module.parents
    assert patterns == module.parent / "patterns"
    in_checkout = {p.name: p.read_bytes() for p in (ROOT / "patterns").iterdir()}
    assert {p.name: p.read_bytes() for p in patterns.iterdir()} == in_checkout


def test_spacy_knows_the_component_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = (
        "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('gongbao'); d = nlp('5亿元'); print(*d.spans['gongbao'])"
    )
    command = [str(installed), "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env={})
    assert done.stdout == "5亿元\n"


def test_wheel_carries_licence_and_notice(installed: Path) -> None:
    packages = next(installed.parents[1].glob("lib/python*/site-packages"))
    licences = next(packages.glob("gongbao-*.dist-info/licenses"))
    assert {p.name: p.read_bytes() for p in licences.iterdir()} == {
        name: (ROOT / name).read_bytes() for name in ("LICENSE", "NOTICE")
    }


def test_wheel_has_the_page(installed: Path, tmp_path: Path) -> None:
    for arguments in (["extract", str(ROOT / "seeds"), "-o", "out"], ["report", "out"]):
        command = [str(installed.parent / "gongbao"), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, env={})
    page = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    files = [path for path in (ROOT / "pipeline/gongbao/write/page").iterdir() if path.suffix in (".css", ".js")]
    assert len(files) == 12
    assert [path.name for path in files if path.read_text(encoding="utf-8") not in page] == []
