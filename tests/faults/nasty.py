"""Nasty inputs of every format, each with what must come out: ``python -m tests.faults.nasty [WORD]`` runs them all.

The command runs each case in a process of its own and says how long it took and how much memory beyond what an idle
process has; with a word, only cases whose name holds it. ``test_nasty.py`` runs those that are not slow.
"""

import io
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr
from functools import cache
from multiprocessing.connection import Connection

from gongbao.errors import RejectedError
from gongbao.model import Document, Status
from gongbao.read.archive import is_archive, members
from gongbao.read.documents import read_document
from gongbao.run.document import Engine
from tests.faults import nasty_archive, nasty_html, nasty_office, nasty_page, nasty_text
from tests.faults.case import Case
from tests.faults.fuzz import broken, broken_result
from tests.reading import told

CASES: Sequence[Case] = [
    *nasty_text.CASES,
    *nasty_html.CASES,
    *nasty_office.CASES,
    *nasty_page.CASES,
    *nasty_archive.CASES,
]
SECONDS, BYTES = 2.0, 128 << 20
"""What a bomb may take."""


@cache
def engine() -> Engine:
    """The shipped patterns, loaded once."""
    return Engine()


def amiss(case: Case, data: bytes) -> Iterator[str]:
    """What of a case does not come out as it must."""
    if case.members:
        yield from _amiss_within(case, data)
        return
    try:
        document = read_document(data, "nasty")
    except RejectedError as error:
        if case.codes != (error.code,):
            yield f"rejected as {error.code}: {error}"
        if "\n" in str(error) or len(str(error)) > 1000:
            yield "a complaint that is no plain sentence"
        return
    if case.status is Status.REJECTED:
        yield f"read: {document.text[:100]!r} {document.codes}"
        return
    yield from _amiss_in(case, document)


def _amiss_in(case: Case, document: Document) -> Iterator[str]:
    result = engine().extract(document)
    if found := broken(document) or broken_result(result):
        yield found
    if result.codes != tuple(sorted(case.codes)):
        yield f"codes {result.codes} {document.complaints}"
    values = [told(mention) for mention in result.mentions]
    if missing := [value for value in case.values if value and value not in values]:
        yield f"not found: {missing}, but {values[:20]} in {document.text[:200]!r}"
    if case.only and len(values) > len([value for value in case.values if value]):
        yield f"found: {values[:20]}"
    if unsaid := [words for words in case.says if words not in document.text]:
        yield f"not said: {unsaid} in {document.text[:200]!r}"
    if said := [words for words in case.hides if words in document.text]:
        yield f"said: {said}"


def _amiss_within(case: Case, data: bytes) -> Iterator[str]:
    found = {}
    for name, content in _opened(data):
        try:
            if isinstance(content, RejectedError):
                raise content
            document = read_document(content, name)
            found[name.removeprefix("a.zip!/")] = "warning" if document.codes else "ok"
        except RejectedError as error:
            found[name.removeprefix("a.zip!/")] = error.code.value
    if found != dict(case.members):
        yield f"members {found}"


def _opened(data: bytes) -> Iterator[tuple[str, bytes | RejectedError]]:
    """The members of an archive; of one that is none or no good itself, by no name."""
    if not is_archive(data):
        yield "", data
        return
    try:
        yield from members(data, "a.zip")
    except RejectedError as error:
        yield "", error


def _measure(case: Case, data: bytes, pipe: Connection) -> None:
    """Run a case in this process, and send what is amiss, its seconds and its bytes."""
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if not case.codes and not case.members:
        engine()
    start = time.perf_counter()
    with redirect_stderr(io.StringIO()):
        found = list(amiss(case, data))
    seconds = time.perf_counter() - start
    pipe.send((found, seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) * 1024))


def measured(case: Case, limit: float) -> tuple[list[str], float, int]:
    """What is amiss with a case in a process of its own, its seconds and the bytes that it took."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measure_named, args=(case.id, case.make(), theirs))
    process.start()
    theirs.close()
    try:
        found, seconds, size = ours.recv() if ours.poll(limit) else (["does not end"], limit, 0)
    except EOFError:
        process.join()
        found, seconds, size = [f"the process died with {process.exitcode}"], 0.0, 0
    process.kill()
    process.join()
    if case.bomb and (seconds > SECONDS or size > BYTES):
        found = [*found, f"a bomb takes {seconds:.1f} s and {size / 2**20:.0f} MiB"]
    return found, seconds, size


def _measure_named(name: str, data: bytes, pipe: Connection) -> None:
    # Made elsewhere: making a bomb takes more memory than refusing it.
    _measure(next(case for case in CASES if case.id == name), data, pipe)


def main(arguments: Sequence[str]) -> int:
    """Run the cases whose name holds a word, or all."""
    wrong = 0
    chosen = [case for case in CASES if not arguments or arguments[0] in case.id]
    for case in chosen:
        found, seconds, size = measured(case, 180.0)
        print(f"{seconds:7.2f} s {size / 2**20:6.0f} MiB  {case.status:8} {case.id}", flush=True)
        for sentence in found:
            print(f"        {sentence}")
        wrong += bool(found)
    print(f"{len(chosen)} nasty inputs, {wrong} of them amiss")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
