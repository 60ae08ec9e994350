"""What comes along with gongbao: locks with hashes, packages by name, licences, and nothing that runs what it reads."""

import json
import marshal
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.unsafe import NEVER, WITH_REASON, covers, libraries, offences

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "pipeline/gongbao"
LOCKS = ("build", "run", "dev")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LISTED = tomllib.loads((ROOT / "tests/packages.toml").read_text(encoding="utf-8"))
PARTS = ("run", "ocr", "dask", "build", "dev")
PACKAGES: dict[str, dict[str, str]] = {name: entry for part in PARTS for name, entry in LISTED[part].items()}
NATIVE: dict[str, dict[str, Any]] = LISTED["native"]
ADD = "read its licence, then add it to tests/packages.toml (docs/supply.md)"


def entries(lock: str) -> list[str]:
    """The entries of a lock file, one line each with its hashes."""
    text = (ROOT / f"requirements/{lock}.txt").read_text(encoding="utf-8")
    return [e for e in re.sub(r"\\\n", "", text).splitlines() if e.strip() and not e.startswith("#")]


def locked(lock: str) -> list[Requirement]:
    """The pins of a lock file."""
    return [Requirement(entry.split("--hash")[0]) for entry in entries(lock)]


def names(*locks: str) -> set[str]:
    return {canonical(pin.name) for lock in locks for pin in locked(lock)}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def installed() -> Mapping[str, metadata.Distribution]:
    """The locked packages in this environment, by canonical name; the test is skipped where one of them is missing."""
    pins = {canonical(p.name) for p in locked("dev") if not p.marker or p.marker.evaluate()}
    here = {canonical(package.name): package for package in metadata.distributions()}
    if missing := sorted(pins - here.keys()):
        pytest.skip(f"not the locked environment: {', '.join(missing)} not installed")
    return {name: here[name] for name in pins}


def files(package: metadata.Distribution) -> list[str]:
    return [file.as_posix() for file in package.files or []]


# Locks


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_each_package_with_hashes(lock: str) -> None:
    pinned = r"[a-z0-9.-]+==[^ *]+ ( *; .+?)?( *--hash=sha256:[0-9a-f]{64})+ *"
    assert entries(lock)
    assert [e for e in entries(lock) if not re.fullmatch(pinned, e)] == []


def test_locks_satisfy_the_project_and_agree() -> None:
    project, dev = PROJECT["project"], {f"{p.name}{p.specifier}" for p in locked("dev")}
    extras = {
        name: wanted for name, wanted in project["optional-dependencies"].items() if name in ("ocr", "dask", "dev")
    }
    build = PROJECT["dependency-groups"]["build"]
    wanted = {
        "build": build + PROJECT["build-system"]["requires"],
        "run": project["dependencies"],
        "dev": project["dependencies"]
        + [r for requirements in extras.values() for r in requirements if not r.startswith("gongbao[")]
        + build,
    }
    for lock, requirements in wanted.items():
        pins = locked(lock)
        for requirement in map(Requirement, requirements):
            versions = [next(iter(p.specifier)).version for p in pins if p.name == requirement.name]
            assert versions, f"{requirement.name} is not in requirements/{lock}.txt: run make lock"
            assert all(map(requirement.specifier.contains, versions)), f"{requirement} does not hold in {lock}"
        assert {f"{p.name}{p.specifier}" for p in pins} <= dev, f"{lock} and dev differ: run make lock"


# Packages by name


def test_locked_packages_are_those_that_are_listed() -> None:
    listed = {part: set(LISTED[part]) for part in PARTS}
    rest = names("dev") - names("run") - names("build")
    assert names("run") - listed["run"] == set(), f"new in requirements/run.txt: {ADD}"
    assert names("build") - names("run") - listed["build"] == set(), f"new in requirements/build.txt: {ADD}"
    assert rest - listed["ocr"] - listed["dask"] - listed["dev"] == set(), f"new in requirements/dev.txt: {ADD}"
    assert sum(map(len, listed.values())) == len(PACKAGES), "a package is listed under one heading"
    assert PACKAGES.keys() - names(*LOCKS) == set(), "no lock has these any more: take them out of tests/packages.toml"
    assert listed["run"] == names("run"), "listed under run, and not in requirements/run.txt"
    assert listed["build"] == names("build") - names("run"), "listed under build, and not in requirements/build.txt"


def test_each_listed_package_says_what_it_is_for() -> None:
    assert {name for name, entry in PACKAGES.items() if entry.keys() != {"licence", "use"} or not entry["use"]} == set()


def needed(packages: Mapping[str, metadata.Distribution], *roots: str) -> set[str]:
    """The packages that come along with some, themselves included."""
    found: set[str] = set()
    waiting = [canonical(root) for root in roots]
    while waiting:
        if (name := waiting.pop()) in packages and name not in found:
            found.add(name)
            wanted = map(Requirement, packages[name].requires or [])
            waiting += [canonical(r.name) for r in wanted if not r.marker or r.marker.evaluate({"extra": ""})]
    return found


@pytest.mark.parametrize(("extra", "before"), [("ocr", ()), ("dask", ("ocr",))])
def test_packages_of_an_extra_are_told_from_those_for_development(extra: str, before: tuple[str, ...]) -> None:
    roots = [Requirement(r).name for r in PROJECT["project"]["optional-dependencies"][extra]]
    known = names("run").union(*(LISTED[name] for name in before))
    assert needed(installed(), *roots) - known == set(LISTED[extra])


# Licences


def is_free(expression: str, free: frozenset[str]) -> bool:
    """Whether somebody may take an SPDX expression on free licences alone: of OR one side does, of AND both must."""
    words = re.findall(r"[()]|[^\s()]+(?:\s+WITH\s+[^\s()]+)?", expression)

    def either() -> bool:
        free_so_far = both()
        while words and words[0].upper() == "OR":
            words.pop(0)
            free_so_far = both() or free_so_far
        return free_so_far

    def both() -> bool:
        free_so_far = one()
        while words and words[0].upper() == "AND":
            words.pop(0)
            free_so_far = one() and free_so_far
        return free_so_far

    def one() -> bool:
        word = words.pop(0) if words else ""
        if word != "(":
            return word in free
        inner = either()
        return words[:1] == [")"] and bool(words.pop(0)) and inner

    return either() and not words


ALLOWED = frozenset(LISTED["licences"])
ALLOWED_INSIDE = ALLOWED | set(LISTED["bundled_licences"])


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        pytest.param("MIT", True, id="一个"),
        pytest.param("BSD-3-Clause AND Public-Domain", True, id="都要"),
        pytest.param("GPL-2.0-only OR Apache-2.0", True, id="任选其一"),
        pytest.param("MIT OR GPL-2.0-only AND AGPL-3.0-only", True, id="AND先于OR"),
        pytest.param("(MIT OR GPL-3.0-only) AND (ISC OR AGPL-3.0-only)", True, id="括号"),
        pytest.param("(MIT OR ISC) AND GPL-3.0-only", False, id="括号外的GPL"),
        pytest.param("GPL-3.0-only", False, id="GPL"),
        pytest.param("MIT AND AGPL-3.0-or-later", False, id="都要而一个不行"),
        pytest.param("Apache-2.0 WITH Commons-Clause", False, id="例外不在单上"),
        pytest.param("GNU General Public License v3 (GPLv3)", False, id="不是SPDX"),
        pytest.param("(MIT", False, id="缺右括号"),
        pytest.param("MIT ISC", False, id="缺连词"),
        pytest.param("", False, id="没有写"),
    ],
)
def test_free_licences_are_told_from_copyleft(licence: str, free: bool) -> None:
    assert is_free(licence, ALLOWED) is free


def test_each_listed_licence_is_free() -> None:
    assert {n: e["licence"] for n, e in PACKAGES.items() if not is_free(e["licence"], ALLOWED)} == {}
    bundled = {(name, part): licence for name in NATIVE for part, licence in NATIVE[name].get("bundles", {}).items()}
    assert {where: licence for where, licence in bundled.items() if not is_free(licence, ALLOWED_INSIDE)} == {}


def stated(fields: Any) -> set[str]:
    """The licences that a package's metadata states in any of its fields, in the words of packages.toml."""
    classifiers = [c.split(" :: ")[-1] for c in fields.get_all("Classifier", []) if c.startswith("License :: ")]
    # A text in the place of a name is for a reader, and for the test of those that say only "BSD".
    named = [licence for licence in fields.get_all("License", []) if "\n" not in licence]
    said = fields.get_all("License-Expression", []) or [*named, *classifiers]
    return {LISTED["stated"].get(s.strip().lower(), s.strip()) for s in said} - {"", "OSI Approved"}


def agrees(said: str, listed: str) -> bool:
    return said in {listed, *listed.split(" OR ")} or (said == "BSD" and listed in {"BSD-2-Clause", "BSD-3-Clause"})


def test_each_package_states_the_licence_that_is_listed() -> None:
    said = {name: stated(package.metadata) for name, package in installed().items()}
    wrong = {
        n: (s, PACKAGES[n]["licence"]) for n, s in said.items() if not all(agrees(x, PACKAGES[n]["licence"]) for x in s)
    }
    assert wrong == {}
    assert {name for name, licences in said.items() if not licences} == set()


LICENCE_FILE = re.compile(r"licen[cs]e[^/]*$", re.IGNORECASE)


def test_which_bsd_licence_a_package_means_stands_in_its_licence_file() -> None:
    """Names of holders are no advertisement: the third clause is what tells one BSD licence from the other."""
    third = re.compile(r"neither\s+the\s+names?|none\s+of\s+the\s+names", re.IGNORECASE)
    texts = {
        name: "\n".join(
            [
                *package.metadata.get_all("License", []),
                *(
                    package.locate_file(f).read_text()
                    for f in files(package)
                    if re.search(r"licen[cs]e[^/]*$", f, re.I)
                ),
            ]
        )
        for name, package in installed().items()
        if "BSD" in stated(package.metadata) and PACKAGES[name]["licence"].startswith("BSD-")
    }
    assert len(texts) > 5
    assert {name: bool(third.search(text)) for name, text in texts.items()} == {
        name: PACKAGES[name]["licence"] == "BSD-3-Clause" for name in texts
    }


# Compiled code

LIBRARY = re.compile(r"\.(so|pyd|dylib|dll)(\.[\d.]+)?$")


def compiled(package: metadata.Distribution) -> bool:
    programs = {"bin/ruff", "bin/uv", "Scripts/ruff.exe", "Scripts/uv.exe", "driver/node", "driver/node.exe"}
    return any(LIBRARY.search(f) or any(f.endswith(p) for p in programs) for f in files(package))


def test_each_package_with_compiled_code_is_named() -> None:
    native = {name for name, package in installed().items() if compiled(package)}
    assert native - NATIVE.keys() == set(), f"holds compiled code: say under [native] what it is; {ADD}"
    assert NATIVE.keys() - native == set()


def beside(package: metadata.Distribution) -> set[str]:
    """The libraries that lie in a wheel's folder for them, without hashes and versions."""
    own = (f for f in files(package) if re.search(r"(\.libs|\.dylibs)/", f))
    return {Path(f).name.split("-")[0].split(".")[0] for f in own}


def told_by_pdfium(package: metadata.Distribution) -> set[str]:
    """What PDFium is built with on any system, by the names of its licence texts."""
    here = re.compile(r"BUILD_LICENSES/(?:all_except_musl/|pbin_and_sbuild/)?([^/]+)\.[a-z]+$")
    return {found[1].split("-Apache2")[0].split("-Boost")[0] for f in files(package) if (found := here.search(f))}


def test_each_library_inside_a_package_is_named() -> None:
    inside = {name: beside(package) for name, package in installed().items()}
    inside["pypdfium2"] |= told_by_pdfium(installed()["pypdfium2"])
    assert len(inside["pypdfium2"]) > 10
    unnamed = {name: found - NATIVE.get(name, {}).get("bundles", {}).keys() for name, found in inside.items()}
    assert {name: sorted(found) for name, found in unnamed.items() if found} == {}


def components(package: metadata.Distribution) -> Iterator[tuple[str, str]]:
    """Name and licence of each part in a wheel's own lists (CycloneDX); parts that are not built in are left out."""
    for file in files(package):
        if "/sboms/" in file and file.endswith(".json"):
            parts = json.loads(package.locate_file(file).read_text()).get("components", [])
            for part in (p for p in parts if p.get("scope", "required") == "required" and p.get("licenses")):
                given = [entry.get("expression") or entry["license"].get("id", "") for entry in part["licenses"]]
                yield part["name"], " AND ".join(f"({licence})" for licence in given)


def test_each_part_that_a_wheel_lists_is_free() -> None:
    parts = {(name, *part) for name, package in installed().items() for part in components(package)}
    assert {name for name, *_ in parts} >= {n for n, entry in NATIVE.items() if entry["code"].startswith("Rust crates")}
    assert {(name, part, licence) for name, part, licence in parts if not is_free(licence, ALLOWED_INSIDE)} == set()


# What stands in docs/supply.md and NOTICE


def licence_table() -> str:
    """The licences of the tree, one a line with its packages."""
    rows = sorted((entry["licence"], name) for name, entry in PACKAGES.items())
    lines = [
        "| licence | with gongbao | with the extra `ocr` | with the extra `dask` | to build and check it |",
        "| --- | --- | --- | --- | --- |",
    ]
    for licence, group in groupby(rows, key=lambda row: row[0]):
        ours = {name for _, name in group}
        columns = [ours & LISTED[part].keys() for part in ("run", "ocr", "dask")]
        columns.append(ours & {*LISTED["build"], *LISTED["dev"]})
        lines.append("| " + " | ".join([licence, *(", ".join(sorted(column)) for column in columns)]) + " |")
    return "\n".join(lines) + "\n"


def native_table() -> str:
    """The packages with compiled code that are installed with gongbao or its extras, and what is bundled in them."""
    lines = ["| package | its licence | compiled from | bundled in it |", "| --- | --- | --- | --- |"]
    for name in sorted(NATIVE.keys() & {*LISTED["run"], *LISTED["ocr"], *LISTED["dask"]}):
        parts = sorted((licence, part) for part, licence in NATIVE[name].get("bundles", {}).items())
        told = [f"{licence}: {', '.join(p for _, p in group)}" for licence, group in groupby(parts, lambda row: row[0])]
        lines.append(f"| {name} | {PACKAGES[name]['licence']} | {NATIVE[name]['code']} | {'; '.join(told)} |")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "table", [pytest.param(licence_table(), id="许可"), pytest.param(native_table(), id="编译代码")]
)
def test_page_has_the_table_that_packages_toml_gives(table: str) -> None:
    page = (ROOT / "docs/supply.md").read_text(encoding="utf-8")
    assert table in page, f"docs/supply.md: put this table in the place of its own\n{table}"


def shipped() -> list[Path]:
    """The files that the wheel takes from the checkout."""
    roots = [ROOT / root for root in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]]
    return [f for root in roots for f in sorted(root.rglob("*")) if f.is_file() and "__pycache__" not in f.parts]


def test_notice_names_all_that_ships_and_others_made() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    ours, others = {".py", ".sql", ".html", ".css", ".js", ".toml", ".md", ".typed"}, LISTED["shipped"]
    named = {f.relative_to(ROOT).as_posix() for f in shipped() if f.suffix not in ours}
    kinds = {path for path in named if not (path.startswith("pipeline/") and path.endswith(".csv"))}
    assert kinds - others.keys() == set(), (
        "say under [shipped] in tests/packages.toml and in NOTICE where it comes from"
    )
    for path, entry in others.items():
        assert (ROOT / path) in shipped()
        assert all(words in notice for words in (path, entry["origin"], entry["holder"]))


def test_no_file_that_ships_carries_the_copyright_of_others() -> None:
    claim = re.compile(r"copyright\s*(?:\(c\)|©|\d{4})|SPDX-FileCopyrightText|licensed under", re.IGNORECASE)
    texts = {f.relative_to(ROOT).as_posix(): f.read_text(encoding="utf-8") for f in shipped()}
    assert {path for path, text in texts.items() if claim.search(text)} - LISTED["shipped"].keys() == set()


# What the code does not do


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param("import pickle", {"pickle"}, id="引入pickle"),
        pytest.param("def f():\n    import pickle as p", {"pickle"}, id="函数里换名引入"),
        pytest.param("from marshal import loads", {"marshal.loads"}, id="marshal"),
        pytest.param("import shelve", {"shelve"}, id="shelve"),
        pytest.param("eval(text)", {"eval"}, id="eval"),
        pytest.param("run = exec", {"exec"}, id="exec换名"),
        pytest.param("compile(text, '', 'exec')", {"compile"}, id="compile"),
        pytest.param("__import__('os')", {"__import__"}, id="__import__"),
        pytest.param("import yaml\nyaml.load(f)", {"yaml", "yaml.load"}, id="yaml"),
        pytest.param("import os\nos.system(c)", {"os.system"}, id="os.system"),
        pytest.param("import os as o\nf = o.popen", {"os.popen"}, id="os换名popen不调用"),
        pytest.param("from os import system as s\ns(c)", {"os.system"}, id="from引入换名"),
        pytest.param("import os\nos.execvp(a, b)", {"os.execvp"}, id="os.execvp"),
        pytest.param("from os import *", {"os.*"}, id="星号引入"),
        pytest.param("run(c, shell=True)", {"shell="}, id="shell=True"),
        pytest.param("run(c, shell=wanted)", {"shell="}, id="shell由变量定"),
        pytest.param("import subprocess as s\ns.run(c)", {"subprocess", "subprocess.run"}, id="subprocess"),
        pytest.param("import numpy as np\nnp.load(f)", {"numpy.load"}, id="numpy.load"),
        pytest.param("load(f, allow_pickle=True)", {"allow_pickle="}, id="allow_pickle"),
        pytest.param("frame.eval('a+b')", {".eval"}, id="表的eval"),
        pytest.param("frames.read_pickle(f)", {".read_pickle"}, id="read_pickle"),
        pytest.param("import socket", {"socket"}, id="socket"),
        pytest.param("import urllib.request", {"urllib.request"}, id="urllib.request"),
        pytest.param("from http import client", {"http.client"}, id="http"),
        pytest.param("import requests", {"requests"}, id="requests"),
        pytest.param("from importlib import import_module", {"importlib.import_module"}, id="按名引入"),
        pytest.param(
            "from concurrent import futures as f\nf.ProcessPoolExecutor()",
            {"concurrent.futures.ProcessPoolExecutor"},
            id="进程池",
        ),
        pytest.param("# eval(x) pickle\n'import socket'", set(), id="注释和字符串"),
        pytest.param("import re\nre.compile(p)", set(), id="正则compile"),
        pytest.param("code = http = 1\nprint(code, http)", set(), id="变量同名"),
        pytest.param("from os import path\nrun(c, shell=False)", set(), id="明写不用shell"),
        pytest.param("from . import pickle\nimport picklesque, httpdate", set(), id="名字只是相像"),
    ],
)
def test_unsafe_code_is_found(code: str, found: set[str]) -> None:
    assert offences(code) == found


def undeclared(code: str) -> set[str]:
    """The libraries a module imports that are here because something else brought them along."""
    project = PROJECT["project"]
    extras = [r for name, wanted in project["optional-dependencies"].items() if name != "dev" for r in wanted]
    asked = {canonical(Requirement(r).name) for r in [*project["dependencies"], *extras]}
    homes = {library: set(map(canonical, _homes().get(library, ()))) for library in libraries(code) - {"gongbao"}}
    return {library for library, packages in homes.items() if packages and not packages & asked}


@cache
def _homes() -> Mapping[str, list[str]]:
    """The packages that each top name of an import comes from, in this environment."""
    return metadata.packages_distributions()


def test_pipeline_loads_runs_and_reaches_nothing_beyond_the_reasons_given() -> None:
    reasons = {(entry["module"], entry["name"]) for entry in LISTED["exception"]}
    unused, unexplained = set(reasons), set()
    modules = sorted(CODE.rglob("*.py"))
    for module in modules:
        code, where = module.read_text(encoding="utf-8"), module.relative_to(CODE).as_posix()
        for found in offences(code) | undeclared(code):
            barred = any(covers(never, found) for never in NEVER)
            covering = {r for r in reasons if r[0] == where and covers(r[1], found) and not barred}
            unused -= covering
            unexplained |= set() if covering else {(where, found)}
    assert len(modules) > 50
    assert unexplained == set(), "do without it, or add an [[exception]] with its reason to tests/packages.toml"
    assert unused == set(), "no longer there: take the [[exception]] out of tests/packages.toml"


def test_each_exception_has_a_reason_and_lifts_nothing_that_has_none() -> None:
    for entry in LISTED["exception"]:
        assert len(entry["why"]) > 20
        assert not any(covers(never, entry["name"]) for never in NEVER)
    assert not NEVER & WITH_REASON


def test_no_cache_that_another_user_left_is_loaded(tmp_path: Path) -> None:
    """Left alone, jieba takes ``jieba.cache`` from the folder for temporary files and runs it through marshal."""
    planted = {"政": 1, "政府": 1, "政府工": 10**5, "府": 1, "工": 1, "作": 10**5, "报": 1, "报告": 10**5, "告": 1}
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps((planted, 10**6)))
    code = "from gongbao.segment.words import load_words; print(*load_words('jieba').cut('政府工作报告'))"
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT / "pipeline"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == ["政府", "工作", "报告"]


WATCHED_RUN = """
import sys
asked = []
sys.addaudithook(lambda event, given: asked.append(event) if event in WATCHED else None)
WATCHED = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"}
import gongbao
DO
print(*asked)
"""
WORK = """
import importlib.util
gongbao.extract_files([sys.argv[1]], out=sys.argv[2])
if importlib.util.find_spec("rapidocr"):
    from gongbao.read.scan import _engine
    _engine()
"""
ASKS = "import socket, contextlib\nwith contextlib.suppress(OSError): socket.create_connection(('127.0.0.1', 9))"


@pytest.mark.parametrize(
    ("work", "asked"),
    [
        pytest.param(WORK, "", id="种子文件和识别模型"),
        pytest.param(ASKS, "socket.getaddrinfo socket.connect", id="真要联网就看得见"),
    ],
)
def test_run_reaches_no_network(work: str, asked: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WATCHED_RUN.replace("DO", work), str(ROOT / "seeds"), str(tmp_path / "out")]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "pipeline"), "PYTHONUTF8": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == asked
