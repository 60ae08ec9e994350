"""What the pages tell a newcomer to type works, and prints what they show."""

import doctest
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("patterns/*.md")])
SETS_UP = ("make ", "pip ", "git ")


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


@pytest.mark.parametrize("page", [pytest.param(p, id=p.relative_to(ROOT).as_posix()) for p in PAGES])
def test_commands_work_and_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    steps = [(command, shown) for command, shown in commands(page) if not command.startswith(SETS_UP)]
    scripts = Path(sysconfig.get_path("scripts"))
    if steps and not (scripts / "gongbao").is_file():
        pytest.skip("gongbao is not installed in this environment")
    for name in ("seeds", "patterns"):
        shutil.copytree(ROOT / name, tmp_path / name)
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120"}
    for command, shown in steps:
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        if shown:
            assert doctest.OutputChecker().check_output(shown, done.stdout, doctest.ELLIPSIS), (
                f"{command}\n{done.stdout}"
            )
