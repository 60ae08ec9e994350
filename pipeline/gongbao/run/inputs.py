"""Which files a run reads, and under which names."""

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from gongbao.errors import OptionError
from gongbao.read.archive import is_archive, is_hidden, members
from gongbao.read.text import read_bytes


@dataclass(slots=True)
class Input:
    """A document to be: its bytes, or why they cannot be had.

    ``path`` leads to it, as ``archive.zip!/name`` in an archive; ``sha256`` is that of the bytes, of an archive that
    is no good those of itself.
    """

    path: Path
    content: bytes | Exception
    sha256: str | None

    def take(self) -> bytes:
        """The bytes, which are then held by nobody else: a long document needs their memory. Or raises why not."""
        content, self.content = self.content, b""
        if isinstance(content, Exception):
            raise content
        return content


def read_inputs(source: str, path: Path, taken: Iterable[str], size_limit: int) -> Iterator[tuple[str, Input]]:
    """The source and the content of each document in a file, in order of source, one at a time.

    An archive stands for the files in it, which get no name that is ``taken``; of one of which nothing can be read
    there is itself to be rejected. No file may have more than ``size_limit`` bytes.
    """
    sha256 = None
    try:
        data = read_bytes(path, source, size_limit)
        sha256 = hashlib.sha256(data).hexdigest()
        if not is_archive(data):
            input = Input(path, data, sha256)
            del data
            yield source, input
            return
        for name, content in members(data, source, taken, size_limit):
            known = hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else None
            input = Input(member_path(path, source, name), content, known)
            del content
            yield name, input
    except Exception as error:  # what is wrong with one file must not cost the others
        yield source, Input(path, error, sha256)


def member_path(path: Path, source: str, name: str) -> Path:
    """Where a document called ``name`` is, which is in the file ``path`` called ``source`` or is that itself."""
    return Path(f"{path}{name.removeprefix(source)}")


def list_inputs(paths: Iterable[Path], out: Path) -> list[tuple[str, Path]]:
    """The source and the path of each file, in order of source.

    A folder stands for the files in it at any depth, but for hidden ones, for folders behind links and for ``out``.
    What is missing or no file is listed too, to be rejected by name. A second file of one folder whose source would be
    the same, as names that are not UTF-8 can make it, is called ``name (2)``. Raises ``OptionError`` for two arguments
    that have a source in common and for an input that lies in ``out``.
    """
    folder = _real(out)
    found: dict[str, Path] = {}
    for path in paths:
        if _real(path).is_relative_to(folder):
            raise OptionError(f"{path}: lies in the output folder {out}; write the output somewhere else")
        for source, file in _named(_walk(path, folder) if _is_folder(path) else [path], path):
            if source in found:
                raise OptionError(
                    f"{file}: is the second input called {source}, after {found[source]}; give each file once, and "
                    "folders that hold files of one name by the folder above them"
                )
            found[source] = file
    # Code points sort as the bytes of UTF-8 do.
    return sorted(found.items())


def _walk(root: Path, out: Path) -> Iterator[Path]:
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries if not is_hidden(entry.name)]
        except OSError:
            yield folder  # reading it says why
            continue
        for path in (folder / name for name in names):
            if not _is_folder(path):
                yield path
            elif not path.is_symlink() and _real(path) != out:
                folders.append(path)


def _named(files: Iterable[Path], argument: Path) -> Iterator[tuple[str, Path]]:
    """The source of each file that an argument stands for, no two of them alike."""
    alike: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        alike[_source(file, argument)].append(file)
    for source, called_so in alike.items():
        free = (name for number in count(2) if (name := f"{source} ({number})") not in alike)
        # In the order of the bytes, so that it is the same from run to run.
        yield from zip(chain([source], free), sorted(called_so, key=os.fsencode), strict=False)


def _source(file: Path, argument: Path) -> str:
    r"""The path below the argument, or the name of the argument itself; bytes that are not UTF-8 as ``\xNN``."""
    name = file.relative_to(argument).as_posix() if file != argument else file.name or _real(file).name
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _real(path: Path) -> Path:
    """Where links lead; unlike ``Path.resolve`` no error where they lead in a circle."""
    return Path(os.path.realpath(path))
