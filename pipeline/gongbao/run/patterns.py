"""All that a folder of patterns may hold, checked: the pattern files with their examples, and the region table."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from gongbao.errors import PatternError
from gongbao.extract.location import patterns_dir
from gongbao.link.lexicons.regions import Regions
from gongbao.normalize.examples import check_examples

_TABLE = "regions.csv"


def region_tables(folder: Path | None = None) -> list[Path]:
    """gongbao's own region table, and the one in a user's folder where there is one."""
    tables = [path for above in (patterns_dir(), folder) if above and (path := above / _TABLE).exists()]
    for path in tables:
        if not path.is_file():
            raise PatternError(f"{path}: is no file")
    return tables


def region_hashes(folder: Path | None = None) -> Mapping[str, str]:
    """SHA-256 of the region table, the user's counted in as it is with pattern files."""
    found = ""
    for path in region_tables(folder):
        found = sha256(found.encode() + path.read_bytes()).hexdigest()
    return {_TABLE: found} if found else {}


def check_patterns(folder: Path | None = None) -> list[str]:
    """Complaints about gongbao's pattern files, or about a user's folder on top of them; empty where all holds.

    A broken file is one complaint; otherwise each example that is not found with its whole value, and each
    counterexample that is found, is one.
    """
    complaints = check_examples(folder)
    try:
        Regions(*region_tables(folder))
    except PatternError as error:
        complaints.append(str(error))
    return complaints
