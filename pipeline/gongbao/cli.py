"""The command ``gongbao``: each command is a function of the package with the same options.

Results go to stdout, all else to stderr. Exit status: 0 done, 1 the run failed, 2 wrong options, 3 some documents were
rejected, 130 interrupted.
"""

import atexit
import contextlib
import io
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

try:
    import typer

    from gongbao.errors import GongbaoError, OptionError, PatternError
except KeyboardInterrupt:  # the command has hardly been started
    sys.exit(130)

if TYPE_CHECKING:
    from gongbao.run.steps import Step
    from gongbao.run.tally import Summary
    from gongbao.write.diff import Change
    from gongbao.write.tables import Row


def _examples(*commands: str) -> str:
    """What stands below a command's help; the first line keeps the others from being filled."""
    return "\n".join(("\b", "Examples:", *(f"  {command}" for command in commands)))


app = typer.Typer(
    help="Chinese government reports to exact tables.",
    epilog=_examples("gongbao extract seeds -o output", "gongbao report output"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
patterns_app = typer.Typer(help="Work on pattern files.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(patterns_app, name="patterns")


Day = Annotated[str | None, typer.Option(metavar="DAY", help="Document date: 2018-03-05, 2018-03 or 2018.")]
Region = Annotated[str | None, typer.Option(metavar="NAME", help="Region the document is about: 湖北省咸宁市.")]
Patterns = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of pattern files to add to the own ones.")]
Words = Annotated[str, typer.Option(metavar="ENGINE", help="Word segmentation: rjieba or jieba.")]


@app.command(
    epilog=_examples(
        "gongbao extract seeds -o output",
        "gongbao extract reports --date 2018-03-05 --region 湖北省咸宁市 -o output",
        "gongbao extract reports --manifest known.csv --workers 2 -o output",
        "gongbao extract reports --corrections corrections.csv -o output",
    )
)
def extract(
    # As they are given: an empty text would become the path of the current folder.
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, and folders of files.")],
    out: Annotated[str, typer.Option("--out", "-o", metavar="OUT", help="Folder for the tables.")],
    date: Day = None,
    region: Region = None,
    manifest: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV or TSV with a column source: what is known of each document."),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV or TSV of what readers have corrected; nothing is read again for it."),
    ] = None,
    patterns: Patterns = None,
    words: Words = "rjieba",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Do all again that an earlier run into OUT has done.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(metavar="N", help="Processes that read; else as many as there are cores.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="URL", help="A dask cluster that reads instead: tcp://host:8786.")
    ] = None,
    parts: Annotated[
        str | None, typer.Option(metavar="URL", help="Where results pass that cannot reach OUT: s3://bucket/folder.")
    ] = None,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="Time that a document may take.")] = 300,
    max_memory: Annotated[int, typer.Option(metavar="MIB", help="Memory that reading a document may take.")] = 2048,
    max_file_size: Annotated[int, typer.Option(metavar="MB", help="Size that a file may have.")] = 200,
) -> None:
    """Write the tables of files and folders to OUT.

    What an earlier run into OUT has done and what has not changed since is not done again. Exit status 3: some
    documents could not be read; the table documents says why.
    """
    with _exit_status():
        from gongbao.run.batch import extract_files

        with _interrupts() as check, _progress(check) as progress:
            summary = extract_files(
                paths,
                out,
                date=date,
                region=region,
                manifest=manifest,
                corrections=corrections,
                patterns=patterns,
                words=words,
                overwrite=overwrite,
                workers=workers,
                scheduler=scheduler,
                parts=parts,
                timeout=timeout,
                max_memory=max_memory,
                max_file_size=max_file_size,
                progress=progress,
                notice=_say,
            )
        _say(*_sum_up(summary))
    raise typer.Exit(3 if summary.rejected else 0)


@app.command(
    epilog=_examples("gongbao pipe < records.jsonl > mentions.jsonl", "gongbao pipe --emit both < records.jsonl")
)
def pipe(
    emit: Annotated[str, typer.Option(metavar="ROWS", help="What to give: mentions, facts or both.")] = "mentions",
    patterns: Patterns = None,
    words: Words = "rjieba",
) -> None:
    """Turn JSON records on stdin into mentions or facts on stdout.

    A record is a line with source and text, and may have date and region; a mention is a line with the columns of the
    table mentions, a fact one with those of facts. With --emit facts or both each line tells by record which it is.
    """
    with _exit_status():
        from gongbao.run.texts import pipe

        for rows in pipe(sys.stdin.buffer, emit=emit, patterns=patterns, words=words):
            sys.stdout.buffer.writelines(row + b"\n" for row in rows)
            sys.stdout.buffer.flush()


@app.command(
    epilog=_examples(
        'gongbao explain "全市民生支出169.3亿元，同比增长9.1%。"', 'gongbao explain --date 2018-03-05 "去年增长5%"'
    )
)
def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence or more.")],
    date: Day = None,
    region: Region = None,
    patterns: Patterns = None,
    words: Words = "rjieba",
) -> None:
    """Say what is found in TEXT, and why.

    By which rule, with which value and as which fact, and why the near misses are none.
    """
    with _exit_status():
        from gongbao.run.texts import explain

        _print(explain(text, date=date, region=region, patterns=patterns, words=words))


@app.command(epilog=_examples("gongbao targets output", "gongbao targets output > targets.tsv"))
def targets(out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of a finished run.")]) -> None:
    """Print the table of targets of a finished run.

    On a terminal in columns, those that tell a target; else all of it, separated by tabs, a line break or tab in a text
    as a space.
    """
    with _exit_status():
        from gongbao.write.load import targets
        from gongbao.write.tables import TARGET_COLUMNS

        rows = targets(out)
        if sys.stdout.isatty():
            _print_columns(rows)
        else:
            cells = [TARGET_COLUMNS, *(map(_in_line, row.values()) for row in rows)]
            _print("\n".join(map("\t".join, cells)))


@app.command(epilog=_examples("gongbao verify output"))
def verify(out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of a finished run.")]) -> None:
    """Check that a finished run is whole.

    Places, counts, keys, columns, hashes and files. Exit status 1: something does not hold.
    """
    with _exit_status():
        from gongbao.write.verify import verify

        complaints = verify(out)
        for complaint in complaints:
            _print(_visible(complaint))
    raise typer.Exit(1 if complaints else 0)


@app.command(epilog=_examples("gongbao report output"))
def report(out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of a finished run.")]) -> None:
    """Build a page for reading: OUT/report.html.

    Texts with what was found in them, figures, findings and charts. It opens in a browser from the disk and fetches
    nothing. A later run that changes the tables takes it away.
    """
    with _exit_status():
        from gongbao.write.report import report

        _print(_visible(str(report(out))))


@app.command(epilog=_examples("gongbao diff before after", "gongbao diff before after -o changes.csv"))
def diff(
    earlier: Annotated[Path, typer.Argument(metavar="OUT1", help="Folder of a finished run.")],
    later: Annotated[Path, typer.Argument(metavar="OUT2", help="Folder of another one.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="A CSV for the changes, which are then not printed."),
    ] = None,
) -> None:
    """Say what OUT2 has gained, lost and changed.

    First how many documents, mentions and facts, then a line for each: + gained, - lost, ~ a field that has changed.
    Exit status 0: no difference, 1: some, 2: they cannot be compared.
    """
    with _exit_status(failed=2), tempfile.TemporaryFile("w+", encoding="utf-8", errors="backslashreplace") as lines:
        from gongbao.write.diff import Count, diff, write_changes

        count = Count()
        changes = count.passing(diff(earlier, later))
        if out:
            write_changes(out, changes)
        else:
            # How many there are is told first and known last, and they need not fit into memory.
            lines.writelines(f"{_change_line(change)}\n" for change in changes)
            lines.seek(0)
        if count.rows:
            _print("\n".join(count.sentences))
            for line in lines:
                _print(line.removesuffix("\n"))
    raise typer.Exit(1 if count.rows else 0)


@patterns_app.command("check", epilog=_examples("gongbao patterns check", "gongbao patterns check mine"))
def patterns_check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A folder of pattern files; else the own ones.")
    ] = None,
) -> None:
    """Check every key, example and counterexample.

    Exit status 1: something does not hold.
    """
    with _exit_status():
        from gongbao.run.patterns import check_patterns

        complaints = check_patterns(folder)
        for complaint in complaints:
            _print(complaint)
    raise typer.Exit(1 if complaints else 0)


@contextlib.contextmanager
def _exit_status(failed: int = 1) -> Iterator[None]:
    """Turn what ends a command early into one sentence and its exit status; ``failed`` where it could not be done."""
    try:
        yield
    except (OptionError, PatternError) as error:
        _say(f"gongbao: {error}")
        raise typer.Exit(2) from None
    except GongbaoError as error:
        _say(f"gongbao: {_cause(f'{error}', error)}")
        raise typer.Exit(failed) from None
    except BrokenPipeError:
        # Who read our output has enough. Nothing may be left for Python to flush into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _say(f"gongbao: {_cause(f'{place}{error.strerror or error}', error)}")
        raise typer.Exit(failed) from None
    except KeyboardInterrupt:
        _say("gongbao: interrupted")
        raise typer.Exit(130) from None


def _cause(sentence: str, error: BaseException) -> str:
    """What ended a command, but where no file was found since the folder that they are looked for in is gone."""
    stems_from: BaseException | None = error
    while stems_from and not isinstance(stems_from, FileNotFoundError):
        stems_from = stems_from.__cause__ or stems_from.__context__
    if not stems_from:
        return sentence
    try:
        os.getcwd()  # noqa: PTH109
    except OSError:
        return "the current folder is no longer there; go to one that is"
    return sentence


_DRAWN_EVERY = 0.1  # seconds


@contextlib.contextmanager
def _interrupts() -> Iterator[Callable[[], None]]:
    """What raises an interrupt again that has come and not ended the run.

    Python ignores one that comes while an object is finalised, and there are libraries that do much of that.
    """
    has_come = False

    def note(*_: object) -> None:
        nonlocal has_come
        has_come = True
        raise KeyboardInterrupt

    def check() -> None:
        if has_come:
            raise KeyboardInterrupt

    earlier = signal.getsignal(signal.SIGINT)
    if earlier is signal.default_int_handler:
        signal.signal(signal.SIGINT, note)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, earlier)


@contextlib.contextmanager
def _progress(check: Callable[[], None]) -> Iterator[Callable[["Step"], None]]:
    """Show complaints as they come, and on a terminal how far the run is; ``check`` may end it at each document."""
    if not sys.stderr.isatty():

        def say(step: "Step") -> None:
            check()
            _say(*step.messages)

        yield say
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    # Drawn where it is told of a document: a thread of its own must not be at work while processes are forked.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)
        drawn = 0.0

        def show(step: "Step") -> None:
            nonlocal drawn
            check()
            now = monotonic()
            is_last = step.done == step.total
            is_due = now - drawn >= _DRAWN_EVERY or is_last
            drawn = now if is_due else drawn
            named = "building the tables" if is_last else _visible(step.source)
            with _heard_or_not():
                for message in step.messages:
                    bar.console.print(_visible(message), markup=False, highlight=False)
                bar.update(task, total=step.total, completed=step.done, description=named, refresh=is_due)

        yield show


def _sum_up(summary: "Summary") -> Iterator[str]:
    read = f"{summary.ok:,} ok, {summary.warning:,} with a warning, {summary.rejected:,} rejected"
    found = ", ".join(_count(getattr(summary, f"{what}s"), what) for what in ("mention", "fact", "target", "finding"))
    yield f"{_count(summary.documents, 'document')}: {read}; {found} in {summary.out}"
    if missing := summary.unmatched:
        shown = ", ".join(missing[:3]) + (", …" if len(missing) > 3 else "")
        yield f"{_count(len(missing), 'manifest row')} without a document: {shown}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


_TO_SPACES = dict.fromkeys(map(ord, "\t\r\n"), " ")
# A terminal is too narrow for all columns: these tell a target, the value as the report writes it.
_SHOWN = (
    "source", "year", "indicator", "form", "text", "mod", "linked_indicator", "relation", "assigned_by", "stretch",
)  # fmt: skip


_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}


def _print_columns(rows: "Sequence[Row]") -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for name in _SHOWN:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_visible(" ".join(_in_line(row[name]).split()))) for name in _SHOWN))
    Console().print(table)


def _change_line(change: "Change") -> str:
    ids = change.new_id or change.old_id or ""
    if change.old_id and change.new_id and change.old_id != change.new_id:
        ids = f"{change.old_id} -> {change.new_id}"
    cells = [f"{_SIGNS[change.change]} {change.table.removesuffix('s')}", change.source, ids, _in_line(change.text)]
    if change.field:
        old, new = ("null" if value is None else _in_line(value) for value in (change.old, change.new))
        cells.append(f"{change.field}: {old} -> {new}")
    return _visible("  ".join(cells))


def _in_line(cell: str | int | None) -> str:
    return "" if cell is None else str(cell).translate(_TO_SPACES)


def _say(*sentences: str) -> None:
    with _heard_or_not():
        for sentence in sentences:
            print(_visible(sentence), file=sys.stderr)


@contextlib.contextmanager
def _heard_or_not() -> Iterator[None]:
    """Whoever reads our complaints may be gone, or the terminal closed; the run goes on, for ``run.json`` has them."""
    try:
        yield
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _print(text: str) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # not every terminal can show Chinese
    print(text, flush=True)


def _visible(text: str) -> str:
    """A file's name may hold what a terminal would obey."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def main() -> None:
    """Run the command line."""
    # A stream that is closed is None, and the next file that is opened would take its number.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115
    # Nothing is left to be told while Python ends.
    atexit.register(_end_at_once)
    try:
        app(prog_name="gongbao")
    except KeyboardInterrupt:
        sys.exit(130)


def _end_at_once() -> None:
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    main()
