"""What the pages and the help tell a newcomer to type works, and prints what they show."""

import doctest
import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from gongbao.cli import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("patterns/*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")
SETS_UP = ("make ", "pip ", "git ")
# What most pages begin with.
EXTRACTS = "gongbao extract seeds -o output"

Shell = Callable[[str], subprocess.CompletedProcess[str]]


def blocks(page: Path) -> Iterator[list[str]]:
    """The lines of each ```console block."""
    lines: list[str] | None = None
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.strip() == "```console":
            lines = []
        elif line.strip() == "```" and lines is not None:
            yield lines
            lines = None
        elif lines is not None:
            lines.append(line)


def commands(page: Path) -> Iterator[tuple[str, str]]:
    """Each command of a page, lines led by ``> `` being its own, and the output shown for it ('' where none is)."""
    for lines in blocks(page):
        starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            more = list(takewhile(lambda line: line.startswith("> "), lines[start + 1 : end]))
            command = "\n".join(line[2:] for line in (lines[start], *more))
            yield command, "".join(f"{line}\n" for line in lines[start + 1 + len(more) : end])


def shell_in(folder: Path) -> Shell:
    """What runs a command as a shell does, in a folder that holds the checkout's seeds and patterns."""
    scripts = Path(sysconfig.get_path("scripts"))
    if not (scripts / "gongbao").is_file():
        pytest.skip("gongbao is not installed in this environment")
    for name in ("seeds", "patterns"):
        shutil.copytree(ROOT / name, folder / name)
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120"}

    def run(command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
        )

    return run


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What that command leaves, run once for all pages."""
    folder = tmp_path_factory.mktemp("extracted")
    done = shell_in(folder)(EXTRACTS)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return folder / "output"


@pytest.mark.parametrize("page", [pytest.param(p, id=p.relative_to(ROOT).as_posix()) for p in PAGES])
def test_commands_work_and_print_what_the_page_shows(page: Path, extracted: Path, tmp_path: Path) -> None:
    shell = shell_in(tmp_path)
    for command, shown in commands(page):
        if command.startswith(SETS_UP):
            continue
        if (command, shown) == (EXTRACTS, "") and not (tmp_path / "output").exists():
            shutil.copytree(extracted, tmp_path / "output")
            continue
        done = shell(command)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        if shown:
            assert doctest.OutputChecker().check_output(shown, done.stdout, doctest.ELLIPSIS), (
                f"{command}\n{done.stdout}"
            )


def test_make_run_leads_to_what_it_prints(tmp_path: Path) -> None:
    recipe = re.search(
        r"(?<=^run: \.venv/\.gongbao\n)(?:\t.*\n)+", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M
    )
    assert recipe
    commands = recipe[0].replace("\t@", "").replace("\t", "").replace("$(BIN)/", "")
    done = shell_in(tmp_path)(f"set -e\n{commands}")
    assert done.returncode == 0, done.stderr
    told = re.findall(r"output/[\w.]*", done.stdout)
    assert "output/report.html" in told
    assert all((tmp_path / path).exists() for path in told)


@pytest.mark.parametrize("page", [pytest.param(p, id=p.relative_to(ROOT).as_posix()) for p in PAGES])
def test_links_lead_to_a_file(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", [pytest.param(p, id=p.relative_to(ROOT).as_posix()) for p in PAGES])
def test_what_is_made_and_run_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert {*re.findall(r"(?<=`make )\w+|(?<=^make )\w+|(?<=\$ make )\w+", text, re.M)} <= {*targets}
    for module in re.findall(r"python -m (tests\.\w+)", text):
        path = ROOT / module.replace(".", "/")
        assert (path / "__main__.py").is_file() or path.with_suffix(".py").is_file(), module


def test_readme_leads_to_every_page() -> None:
    told = {(ROOT / target).resolve() for target in LINK.findall(PAGES[0].read_text(encoding="utf-8"))}
    assert set(ROOT.glob("docs/*.md")) <= told


def examples() -> Iterator[tuple[str, list[str]]]:
    """Each command's name and the examples in its help; those of the whole come first."""

    def walk(command: Any, name: str) -> Iterator[tuple[str, list[str]]]:
        below = getattr(command, "commands", {})
        if not (name and below):
            yield name, [line.strip() for line in (command.epilog or "").splitlines() if line.startswith("  ")]
        for part, more in below.items():
            yield from walk(more, f"{name} {part}".strip())

    return walk(get_command(app), "")


# What the examples take as given: reports, what is known of them, records, a folder of patterns, finished runs.
PREPARED = """
cp -r seeds reports && mkdir mine
printf 'source,date\n000_0597214b59b54768.txt,2021-11\n' > known.csv
printf '{"source": "a", "text": "增长5%%"}\n' > records.jsonl
printf 'mention_id,field,value,who,why\n' > corrections.csv
cp -r output before && cp -r output after
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, extracted: Path) -> Shell:
    """A shell in a folder that holds all this."""
    folder = tmp_path_factory.mktemp("help")
    shell = shell_in(folder)
    shutil.copytree(extracted, folder / "output")
    assert shell(PREPARED).returncode == 0
    return shell


@pytest.mark.parametrize(("name", "lines"), list(examples()))
def test_examples_of_the_help_work(name: str, lines: list[str], prepared: Shell) -> None:
    assert lines, f"the help of {name} has no example"
    for line in lines:
        assert line.startswith(f"gongbao {name} ".rstrip())
        done = prepared(line)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
