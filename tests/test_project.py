"""The frame: locks, licences, the command, and the wheel that gives the checkout's tables."""

import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from gongbao.extract.location import patterns_dir
from tests.bars import GONGBAO

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("build", "run", "dev")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Each licence that may come along, as the packages write it; what is not here is read by a person first.
ALLOWED = {
    "0bsd",
    "3-clause bsd license",
    "apache 2.0",
    "apache software license",
    "apache-2.0",
    "bsd",
    "bsd license",
    "bsd-2-clause",
    "bsd-3-clause",
    "cc0-1.0",
    "cnri-python",
    "isc license (iscl)",
    "bsd-3-clause, apache-2.0, dependency licenses",  # pypdfium2, of PDFium and what it is built with
    "mit",
    "mit-0",
    "mit-cmu",
    "mit license",
    "mozilla public license 2.0 (mpl 2.0)",
    "mpl-2.0",
    "psf-2.0",
    "public-domain",
    "zlib",
}


def locked(name: str) -> Iterator[Requirement]:
    """The pins of a lock file."""
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    for entry in re.sub(r"\\\n", "", text).splitlines():
        if not entry.startswith("#"):
            yield Requirement(entry.split("--hash")[0])


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def choices(package: metadata.Distribution) -> list[str]:
    """The licences of which a user may choose one, as the package states them."""
    fields = package.metadata
    classifiers = [c.split(" :: ")[-1] for c in fields.get_all("Classifier", []) if c.startswith("License :: ")]
    stated = fields.get_all("License-Expression", []) or classifiers or fields.get_all("License", [])
    return [choice for text in stated for choice in re.split(r"\s+OR\s+", text.strip(), flags=re.IGNORECASE)]


def is_free(licence: str) -> bool:
    """Whether every part of a licence is on the list."""
    return all(part.lower() in ALLOWED for part in re.split(r"\s+AND\s+", licence, flags=re.IGNORECASE))


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("MIT", True),
        ("BSD-3-Clause and Public-Domain", True),
        ("GPL-3.0-only", False),
        ("MIT AND AGPL-3.0-or-later", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("", False),
    ],
)
def test_licence_list_tells_free_from_copyleft(licence: str, free: bool) -> None:
    assert is_free(licence) is free


def test_every_locked_package_is_free() -> None:
    pins = {
        canonical(pin.name): pin for lock in LOCKS for pin in locked(lock) if not pin.marker or pin.marker.evaluate()
    }
    installed = {canonical(package.name): package for package in metadata.distributions()}
    if missing := sorted(pins.keys() - installed.keys()):
        pytest.skip(f"not the locked environment: {', '.join(missing)} not installed")
    stated = {name: choices(installed[name]) for name in pins}
    assert {name: licences for name, licences in stated.items() if not any(map(is_free, licences))} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_each_package_with_hashes(lock: str) -> None:
    text = (ROOT / f"requirements/{lock}.txt").read_text(encoding="utf-8")
    entries = [e for e in re.sub(r"\\\n", "", text).splitlines() if not e.startswith("#")]
    loose = [e for e in entries if not re.match(r"[a-z0-9.-]+==[^ *]+ ( *; .+?)? *--hash=sha256:[0-9a-f]{64}", e)]
    assert entries
    assert loose == []


def test_locks_satisfy_the_project_and_agree() -> None:
    project, dev = PROJECT["project"], {f"{p.name}{p.specifier}" for p in locked("dev")}
    wanted = {
        "build": PROJECT["dependency-groups"]["build"] + PROJECT["build-system"]["requires"],
        "run": project["dependencies"],
        "dev": project["dependencies"]
        + [r for extra in ("ocr", "dev") for r in project["optional-dependencies"][extra] if r != "gongbao[ocr]"]
        + PROJECT["dependency-groups"]["build"],
    }
    for lock, requirements in wanted.items():
        pins = list(locked(lock))
        for requirement in map(Requirement, requirements):
            versions = [next(iter(p.specifier)).version for p in pins if p.name == requirement.name]
            assert versions, f"{requirement.name} is not in requirements/{lock}.txt: run make lock"
            assert all(map(requirement.specifier.contains, versions)), f"{requirement} does not hold in {lock}"
        assert {f"{p.name}{p.specifier}" for p in pins} <= dev, f"{lock} and dev differ: run make lock"


def test_import_loads_nothing_heavy() -> None:
    heavy = "{'pandas', 'numpy', 'spacy', 'jieba', 'rjieba', 'rich', 'typer'}"
    code = f"import sys, gongbao; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


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
    """What a run over the seeds writes, but for ``run.json``, which says how long it took."""
    arguments = [*command, "extract", str(ROOT / "seeds"), "-o", str(out)]
    subprocess.run(arguments, check=True, capture_output=True, cwd=out.parent, env=environment)
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
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
