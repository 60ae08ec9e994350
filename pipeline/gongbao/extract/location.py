"""Where the pattern files are: beside the modules in an installed package, at the top of a checkout otherwise."""

from pathlib import Path

from gongbao.errors import PatternError


def patterns_dir() -> Path:
    """The folder ``patterns/`` that belongs to this gongbao.

    Raises ``PatternError`` where there is none: a package taken apart, or one built without its data.
    """
    package = Path(__file__).resolve().parents[1]
    installed, checkout = package / "patterns", package.parents[1] / "patterns"
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise PatternError(f"no pattern files: neither {installed} nor {checkout} is a folder")
