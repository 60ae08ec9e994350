"""The complaints that reach a user: one plain sentence each, naming the file, the place and the cause."""

from gongbao.model import Code


class GongbaoError(Exception):
    """Base of all errors that gongbao raises on purpose."""


class PatternError(GongbaoError):
    """A pattern file is broken: the message names the file, the entry and the reason."""


class OptionError(GongbaoError):
    """The caller asked for something that cannot be: an unknown option value, two inputs of one name."""


class OutputError(GongbaoError):
    """The output folder cannot be used or written."""


class RejectedError(GongbaoError):
    """One input cannot be read; ``code`` is what the table ``documents`` says of it."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


class ClusterError(GongbaoError):
    """A cluster cannot be reached, or its workers cannot do what they are asked for."""
