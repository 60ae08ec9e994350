"""gongbao reads Chinese government reports into exact tables.

    >>> import gongbao
    >>> [mention.text for mention in gongbao.extract("一般公共预算支出532.39亿元，增长5.4%。").mentions]
    ['532.39亿元', '5.4%']

``extract`` reads one text, ``extract_files`` files and folders, ``load`` takes the tables of such a run into pandas,
``verify`` checks them, ``report`` makes a page of them, ``diff`` compares two runs.
What the figures mean is in ``facts`` of a result, a ``Fact`` each.
Each name is imported when it is first used: ``import gongbao`` alone costs nothing.
"""

import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongbao.errors import ClusterError, GongbaoError, OptionError, OutputError, PatternError, RejectedError
    from gongbao.model import (
        Document,
        Fact,
        Finding,
        Kind,
        Measure,
        Mention,
        Metadata,
        Mod,
        Result,
        Segments,
        Span,
        Stand,
        Target,
    )
    from gongbao.run.batch import extract_files
    from gongbao.run.patterns import check_patterns
    from gongbao.run.steps import Step
    from gongbao.run.tally import Summary
    from gongbao.run.texts import explain, extract, pipe
    from gongbao.write.diff import Change, diff
    from gongbao.write.load import load, targets
    from gongbao.write.report import report
    from gongbao.write.spacy_docs import doc_bin, to_doc
    from gongbao.write.verify import verify

    __version__: str

_HOMES = {
    "gongbao.errors": ("ClusterError", "GongbaoError", "OptionError", "OutputError", "PatternError", "RejectedError"),
    "gongbao.run.patterns": ("check_patterns",),
    "gongbao.model": (
        "Document",
        "Fact",
        "Finding",
        "Kind",
        "Measure",
        "Mention",
        "Metadata",
        "Mod",
        "Result",
        "Segments",
        "Span",
        "Stand",
        "Target",
    ),
    "gongbao.run.batch": ("extract_files",),
    "gongbao.run.steps": ("Step",),
    "gongbao.run.tally": ("Summary",),
    "gongbao.run.texts": ("explain", "extract", "pipe"),
    "gongbao.write.diff": ("Change", "diff"),
    "gongbao.write.load": ("load", "targets"),
    "gongbao.write.report": ("report",),
    "gongbao.write.spacy_docs": ("doc_bin", "to_doc"),
    "gongbao.write.verify": ("verify",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Change",
    "ClusterError",
    "Document",
    "Fact",
    "Finding",
    "GongbaoError",
    "Kind",
    "Measure",
    "Mention",
    "Metadata",
    "Mod",
    "OptionError",
    "OutputError",
    "PatternError",
    "RejectedError",
    "Result",
    "Segments",
    "Span",
    "Stand",
    "Step",
    "Summary",
    "Target",
    "check_patterns",
    "diff",
    "doc_bin",
    "explain",
    "extract",
    "extract_files",
    "load",
    "pipe",
    "report",
    "targets",
    "to_doc",
    "verify",
]


class _Package(ModuleType):
    """A package in which ``extract`` is the function: importing the subpackage ``extract`` does not take the name."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _HOME_OF or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


@cache
def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("gongbao")
    except metadata.PackageNotFoundError:  # run from its source, never installed
        return "0+source"


def __getattr__(name: str) -> object:
    if name == "__version__":
        return _version()
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
