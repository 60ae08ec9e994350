"""The complaints that reach a user: one plain sentence each, naming the file, the place and the cause."""

import errno
import os

from gongbao.model import Code


class GongbaoError(Exception):
    """Base of all errors that gongbao raises on purpose."""


class PatternError(GongbaoError):
    """A pattern file is broken: the message names the file, the entry and the reason."""


class OptionError(GongbaoError):
    """The caller asked for something that cannot be: an unknown option value, two inputs of one name."""


class OutputError(GongbaoError):
    """The output folder cannot be used or written."""


def cause_of(error: Exception) -> str:
    """An error of somebody else's code in one line: its kind and what it says."""
    return " ".join(f"{type(error).__name__} {error}".split())


def not_written(path: str | os.PathLike[str], error: OSError) -> OutputError:
    """What to raise where a folder could not be written; too many open files are no fault of the folder."""
    cause = error.strerror or error
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return OutputError(f"{cause}: let the system allow more (ulimit -n), or take fewer workers")
    return OutputError(f"{os.fspath(path)}: cannot be written: {cause}")


class RejectedError(GongbaoError):
    """One input cannot be read; ``code`` is what the table ``documents`` says of it."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


class ClusterError(GongbaoError):
    """A cluster cannot be reached, or its workers cannot do what they are asked for."""
