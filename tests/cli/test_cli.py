import errno
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from gongbao import cli
from gongbao.errors import OutputError, PatternError
from gongbao.run import batch, document, texts
from gongbao.write.tables import TARGET_COLUMNS, doc_id_of
from tests.bars import GONGBAO
from tests.stand_in import Engine


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder to work in with two reports, and an engine that is ready at once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batch, "Engine", Engine)
    monkeypatch.setattr(texts, "_engine", lambda *_: Engine())
    Path("d").mkdir()
    Path("d/甲.txt").write_text("收入5亿元", encoding="utf-8")
    Path("d/乙.txt").write_text("增长5%，下降3%", encoding="utf-8")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit status of the command line."""
    monkeypatch.setattr(sys, "argv", ["gongbao", *arguments])
    with pytest.raises(SystemExit) as exit_:
        cli.main()
    return int(exit_.value.code or 0)


Capture = pytest.CaptureFixture[str]
LONG = "长" * 100


def test_all_read(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "extract", "d", "-o", "out") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "2 documents: 2 ok, 0 with a warning, 0 rejected; 3 mentions, 3 facts, 0 targets, 0 findings in out\n"
    assert Path("out/mentions.csv").is_file()


def test_unknown_region_is_said_once(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "extract", "d", "-o", "out", "--region", "无此地") == 0
    assert capsys.readouterr().err.splitlines()[0] == (
        "region: no region is called '无此地', or several are; it stands as written, without a code"
    )
    assert run(monkeypatch, "extract", "d", "-o", "known", "--region", "咸宁市") == 0
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_some_rejected(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    Path("d/丙.gif").write_bytes(b"GIF89a")
    assert run(monkeypatch, "extract", "d", "没有.txt", "--out", "out") == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "丙.gif: looks like a GIF picture, which is not read",
        "没有.txt: no such file or folder",
        "4 documents: 2 ok, 0 with a warning, 2 rejected; 3 mentions, 3 facts, 0 targets, 0 findings in out",
    ]
    assert len(Path("out/mentions.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_all_rejected(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "extract", "没有.txt", "-o", "out") == 3
    assert (
        "1 document: 0 ok, 0 with a warning, 1 rejected; 0 mentions, 0 facts, 0 targets, 0 findings in out"
        in capsys.readouterr().err
    )
    assert Path("out/documents.csv").is_file()


def test_the_current_folder_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert run(monkeypatch, "extract", str(tmp_path / "d"), "-o", str(tmp_path / "out")) == 1
    assert capsys.readouterr().err == "gongbao: the current folder is no longer there; go to one that is\n"
    assert run(monkeypatch, "verify", str(tmp_path / "d")) == 2
    assert capsys.readouterr().err == f"gongbao: {tmp_path / 'd'}: holds no finished run of gongbao\n"


def test_warning(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    Path("d/丙.txt").write_bytes("收入5亿元增长百分之".encode() + b"\xff")
    assert run(monkeypatch, "extract", "d", "-o", "out") == 0
    assert capsys.readouterr().err.splitlines()[0] == (
        "丙.txt: 1 unreadable character stands as U+FFFD in the utf-8 text, the first at character 10"
    )


def test_options_reach_the_run(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    Path("m.csv").write_text("source,title\n甲.txt,标题\n丁.txt,\n戊.txt,\n己.txt,\n庚.txt,\n", encoding="utf-8")
    Path("rules").mkdir()
    Path("c.csv").write_text("fact_id,field,value,who,why\n", encoding="utf-8")
    arguments = [
        "--date",
        "2018-03",
        "--region",
        "咸宁市",
        "--manifest",
        "m.csv",
        "--corrections",
        "c.csv",
        "--words",
        "jieba",
        "--patterns",
        "rules",
        *("--workers", "1", "--timeout", "9.5", "--max-memory", "999", "--max-file-size", "3"),
    ]
    assert run(monkeypatch, "extract", "d", "-o", "out", *arguments) == 0
    said = json.loads(Path("out/run.json").read_bytes())
    assert said["options"] == {
        "paths": ["d"], "date": "2018-03", "region": "咸宁市", "manifest": "m.csv",
        "corrections": "c.csv", "patterns": "rules", "timeout": 9.5, "max_memory": 999, "max_file_size": 3,
    }  # fmt: skip
    assert said["words"]["engine"] == "jieba"
    assert "4 manifest rows without a document: 丁.txt, 戊.txt, 己.txt, …\n" in capsys.readouterr().err
    assert run(monkeypatch, "extract", "d", "-o", "out", "--overwrite") == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            ["extract", "d", "-o", "out", "--date", "去年"], "gongbao: date: '去年' is no day, month", id="日期"
        ),
        pytest.param(
            ["extract", "d", "-o", "out", "--words", "x"], "gongbao: words: no engine is called 'x'", id="分词"
        ),
        pytest.param(
            ["extract", "d", "-o", "out", "--manifest", "x"], "gongbao: the manifest x: no such file", id="清单"
        ),
        pytest.param(["extract", "d", "d", "-o", "out"], "is the second input called 乙.txt", id="同名"),
        pytest.param(["extract", "d", "-o", "d"], "gongbao: d: lies in the output folder d", id="输出即输入"),
        pytest.param(
            ["extract", "d", "-o", "used"], "used: holds mentions.csv but no run.json of gongbao", id="别人的输出"
        ),
        pytest.param(["extract", "d", "-o", "out", "--workers", "0"], "gongbao: workers: 0 is too little", id="无工"),
        pytest.param(["extract", "d", "-o", "out", "--timeout", "0"], "gongbao: timeout: 0 is no number", id="无时"),
        pytest.param(
            ["extract", "d", "-o", "out", "--timeout", "inf"], "gongbao: timeout: inf is no number", id="无限时"
        ),
        pytest.param(
            ["extract", "d", "-o", "out", "--max-memory", "99"], "max_memory: 99 MiB are too few", id="内存少"
        ),
        pytest.param(
            ["extract", "d", "-o", "out", "--max-memory", "9" * 20],
            f"max_memory: {'9' * 20} MiB are too",
            id="内存极多",
        ),
        pytest.param(
            ["extract", "d", "-o", "out", "--max-file-size", "9" * 20],
            f"max_file_size: {'9' * 20} is too",
            id="文件极大",
        ),
        pytest.param(["extract", "d", "-o", "out", "--max-file-size", "0"], "max_file_size: 0 is too", id="文件小"),
        pytest.param(["verify", "d"], "gongbao: d: holds no finished run of gongbao", id="核对的不是结果"),
        pytest.param(["extract", "d", "-o", "m.csv"], "m.csv: is a file; the output needs a folder", id="输出是文件"),
        pytest.param(
            ["extract", "", "-o", "out"], "gongbao: a path: is empty; the current folder is called .", id="空路径"
        ),
        pytest.param(["extract", "d", "-o", ""], "gongbao: out: is empty; the current folder is called .", id="空输出"),
        pytest.param(["extract", "d"], "Missing option '--out' / '-o'", id="无输出"),
        pytest.param(["extract", "-o", "out"], "Missing argument 'PATH'", id="无输入"),
        pytest.param(["extract", "d", "-o", "out", "--fast"], "No such option: --fast", id="无此选项"),
        pytest.param(["explain", "5%", "--date", "x"], "gongbao: date: 'x' is no day, month", id="解释的日期"),
        pytest.param(["pipe", "--emit", "all"], "gongbao: emit: 'all' is none of mentions, facts, both", id="无此种行"),
        pytest.param(["targets", "gone"], "gongbao: gone: holds no finished run of gongbao", id="无此结果"),
        pytest.param(["targets", "d"], "gongbao: d: holds no finished run of gongbao", id="不是结果"),
        pytest.param(["targets", "m.csv"], "gongbao: m.csv: holds no finished run of gongbao", id="结果是文件"),
        pytest.param(["targets"], "Missing argument 'OUT'", id="无结果"),
        pytest.param(["draw"], "No such command 'draw'", id="无此命令"),
    ],
)
def test_wrong_options(monkeypatch: pytest.MonkeyPatch, capsys: Capture, arguments: list[str], sentence: str) -> None:
    Path("m.csv").touch()
    Path("used").mkdir()
    Path("used/mentions.csv").touch()
    assert run(monkeypatch, *arguments) == 2
    out, err = capsys.readouterr()
    assert sentence in err
    assert out == ""
    assert "Traceback" not in err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        pytest.param(PatternError("money.toml: rule 'x': bad"), 2, id="规则有错"),
        pytest.param(OutputError("out: cannot be written: No space left on device"), 1, id="磁盘满"),
        pytest.param(KeyboardInterrupt(), 130, id="中断"),
    ],
)
def test_exit_status(monkeypatch: pytest.MonkeyPatch, capsys: Capture, error: BaseException, status: int) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(batch, "Engine", fail)
    assert run(monkeypatch, "extract", "d", "-o", "out") == status
    assert capsys.readouterr().err == f"gongbao: {str(error) or 'interrupted'}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["-o", LONG], id="输出"),
        pytest.param(["-o", f"{LONG}/out"], id="输出的上级"),
        pytest.param(["-o", "out", "--patterns", LONG], id="规则"),
    ],
)
def test_folder_that_cannot_be_looked_at(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, arguments: list[str]
) -> None:
    monkeypatch.setattr(batch, "Engine", document.Engine)
    assert run(monkeypatch, "extract", "d", *arguments) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("gongbao: ")
    assert err.endswith(": File name too long\n")


def test_too_many_open_files_are_told_as_such() -> None:
    arguments = [*GONGBAO, "extract", "d", "-o", "out", "--workers", "1"]
    done = subprocess.run(
        ["sh", "-c", 'ulimit -n 8; exec "$@"', "sh", *arguments], capture_output=True, text=True, check=False
    )
    sentence = "gongbao: Too many open files: let the system allow more (ulimit -n), or take fewer workers"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, sentence)


def test_names_that_a_terminal_would_obey(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    Path("d/\x1b[31m\n丙").touch()
    assert run(monkeypatch, "extract", "d", "-o", "out") == 3
    assert capsys.readouterr().err.splitlines()[0] == "\\x1b[31m\\n丙: is empty"


def test_explain(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "explain", "增长5%", "--date", "2018", "--region", "咸宁市") == 0
    assert capsys.readouterr() == ("增长5% 2018 咸宁市\n", "")


@pytest.mark.parametrize(("complaints", "status"), [([], 0), (["money.toml: rule 'x': finds '甲'", "乙"], 1)])
def test_patterns_check(monkeypatch: pytest.MonkeyPatch, capsys: Capture, complaints: list[str], status: int) -> None:
    asked: list[Path | None] = []

    def check(folder: Path | None) -> list[str]:
        asked.append(folder)
        return complaints

    monkeypatch.setattr("gongbao.run.patterns.check_patterns", check)
    assert run(monkeypatch, "patterns", "check") == status
    assert capsys.readouterr().out == "".join(f"{complaint}\n" for complaint in complaints)
    assert run(monkeypatch, "patterns", "check", "d") == status
    assert asked == [None, Path("d")]


def test_pipe(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    lines = io.BytesIO('{"source": "一", "text": "收入5亿元，增长5%"}\n坏\n'.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(lines, encoding="utf-8"))
    assert run(monkeypatch, "pipe") == 0
    first, second, bad = map(json.loads, capfdbinary.readouterr().out.splitlines())
    assert (first["text"], second["text"]) == ("5亿元", "5%")
    assert bad["source"] is None


def test_pipe_of_facts(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    lines = io.BytesIO('{"source": "一", "text": "增长5%"}\n'.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(lines, encoding="utf-8"))
    assert run(monkeypatch, "pipe", "--emit", "both") == 0
    mention, fact = map(json.loads, capfdbinary.readouterr().out.splitlines())
    assert (mention["record"], fact["record"]) == ("mention", "fact")
    assert fact["fact_id"] == mention["mention_id"] + "-1"


def test_targets_between_tabs(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    Path("d/甲.txt").write_text("目标5亿元，增长-6.5%", encoding="utf-8")
    assert run(monkeypatch, "extract", "d", "-o", "out") == 0
    path = Path("out/targets.jsonl")
    path.write_text(path.read_text(encoding="utf-8").replace('"5亿元"', '"5\\t亿\\r\\n元"'), encoding="utf-8")
    capsys.readouterr()
    assert run(monkeypatch, "targets", "out") == 0
    out, err = capsys.readouterr()
    assert err == ""
    heading, *rows = [line.split("\t") for line in out.removesuffix("\n").split("\n")]
    assert heading == list(TARGET_COLUMNS)
    first, second = (dict(zip(heading, row, strict=True)) for row in rows)
    assert (first["source"], first["year"], first["low"], first["entity"]) == ("甲.txt", "2018", "500000000", "")
    assert (first["text"], second["text"]) == ("5 亿  元", "-6.5%")


def test_targets_on_a_terminal_stand_in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("d/甲.txt").write_text("目标5亿元", encoding="utf-8")
    assert run(monkeypatch, "extract", "d", "-o", "out") == 0
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": "160", "TERM": "xterm"}
    with subprocess.Popen([*GONGBAO, "targets", "out"], stdout=theirs, env=environment) as process:
        os.close(theirs)
        plain = re.sub("\x1b\\[[0-9;]*m", "", shown_on(ours).decode())
        heading, rule, row = (line for line in plain.splitlines() if line.strip())
        assert process.wait() == 0
    assert heading.split()[:6] == ["source", "year", "indicator", "form", "text", "mod"]
    assert set(rule.strip()) <= {"─", " "}
    assert row.split() == ["甲.txt", "2018", "收入", "numeric", "5亿元"]


def test_targets_of_a_run_that_found_none(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "extract", "d", "-o", "out") == 0
    capsys.readouterr()
    assert run(monkeypatch, "targets", "out") == 0
    assert capsys.readouterr() == ("\t".join(TARGET_COLUMNS) + "\n", "")


def shown_on(terminal: int) -> bytes:
    shown = b""
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        shown += more
    os.close(terminal)
    return shown


def start(*arguments: str, **how: Any) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*GONGBAO, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how
    )


def test_pipe_answers_each_record_at_once() -> None:
    with start("pipe") as process:
        assert process.stdin
        assert process.stdout
        for source in "一二":
            process.stdin.write(f'{{"source": "{source}", "text": "增长5%"}}\n'.encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["source"] == source
        process.stdin.close()
        assert process.wait() == 0


def test_pipe_into_a_reader_that_has_enough() -> None:
    with start("pipe") as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b'{"source": "s", "text": "5%"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b'{"source": "s", "text": "5%"}\n' * 3)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_complaints_that_nobody_reads_end_no_run() -> None:
    Path("d/丙").touch()
    with start("extract", "d", "-o", "out") as process:
        assert process.stderr
        process.stderr.close()
        assert process.wait() == 3
    assert Path("out/run.json").is_file()


def test_a_path_that_may_not_be_read_is_a_row() -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    Path("d/丙").touch(mode=0)
    done = subprocess.run([*GONGBAO, "extract", *sorted(map(str, Path("d").iterdir())), "-o", "out"], check=False)
    assert done.returncode == 3


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed(closed: str) -> None:
    Path("d/丙").touch()
    command = f'exec "$@" {closed}'
    arguments = [*GONGBAO, "extract", "d", "-o", "out"]
    done = subprocess.run(["sh", "-c", command, "sh", *arguments], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (3, b"")
    assert Path("out/run.json").is_file()


def test_interrupted_run_keeps_what_is_done_and_has_no_tables(tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / "d" / f"{number}.txt").write_text("收入5亿元，增长5%。\n" * 40, encoding="utf-8")
    parts = tmp_path / "out/.gongbao/parts"
    with start("extract", "d", "-o", "out") as process:
        while process.poll() is None and not (parts.is_dir() and any(parts.glob("*.rows"))):
            pass
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        assert process.returncode == 130
        assert err == b"gongbao: interrupted\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d", "out"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".gongbao"]


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        # What the command needs is imported, and the interpreter ends.
        pytest.param("import builtins; load = builtins.__import__\n"
            "def load_or_not(name, *rest):\n"
            "    if name == 'typer': signal.raise_signal(signal.SIGINT)\n"
            "    return load(name, *rest)\n"
            "builtins.__import__ = load_or_not", 130, id="导入时"),
        pytest.param("import atexit; atexit.register(signal.raise_signal, signal.SIGINT)", -signal.SIGINT, id="结束时"),
    ],
)  # fmt: skip
def test_an_early_or_late_interrupt_is_quiet(raised: str, status: int) -> None:
    program = f"import signal\n{raised}\n{GONGBAO[-1]}"
    done = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (status, b"")


def test_interrupt_that_python_ignores_ends_the_run_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    class Finalised:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    class Interrupted(Engine):
        def knows_region(self, name: str) -> bool:
            Finalised()
            return True

    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)
    monkeypatch.setattr(batch, "Engine", Interrupted)
    handler = signal.getsignal(signal.SIGINT)
    assert run(monkeypatch, "extract", "d", "-o", "out", "--region", "x") == 130
    assert capsys.readouterr().err == "gongbao: interrupted\n"
    assert signal.getsignal(signal.SIGINT) is handler


def test_a_second_run_says_what_the_first_has_said(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    Path("d/丙").touch()
    assert run(monkeypatch, "extract", "d", "-o", "out") == 3
    first = capsys.readouterr().err
    assert run(monkeypatch, "extract", "d", "-o", "out") == 3
    assert capsys.readouterr().err == first
    Path("d/丙").unlink()
    assert run(monkeypatch, "extract", "d", "-o", "out") == 0
    assert capsys.readouterr().err.splitlines()[0] == "1 document is no longer there and leaves the tables: 丙"


def test_report_lasts_as_long_as_its_tables(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "extract", "d", "-o", "out") == 0
    capsys.readouterr()
    assert run(monkeypatch, "report", "out") == 0
    assert capsys.readouterr() == ("out/report.html\n", "")
    page = Path("out/report.html").read_bytes()
    assert run(monkeypatch, "verify", "out") == 0
    assert run(monkeypatch, "extract", "d", "-o", "out") == 0
    assert Path("out/report.html").read_bytes() == page
    Path("d/新.txt").write_text("目标5亿元", encoding="utf-8")
    assert run(monkeypatch, "extract", "d", "-o", "out") == 0
    assert not Path("out/report.html").exists()
    capsys.readouterr()
    assert run(monkeypatch, "report", "d") == 2
    assert capsys.readouterr().err == "gongbao: d: holds no finished run of gongbao\n"


def test_verify(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "extract", "d", "-o", "out") == 0
    capsys.readouterr()
    assert run(monkeypatch, "verify", "out") == 0
    assert capsys.readouterr() == ("", "")
    Path("out/texts/x\x1b").touch()
    assert run(monkeypatch, "verify", "out") == 1
    assert capsys.readouterr() == ("texts/x\\x1b: is of no document that was read\n", "")


def test_progress_is_shown_on_a_terminal_alone() -> None:
    Path("d/丙").touch()
    ours, theirs = pty.openpty()
    with subprocess.Popen([*GONGBAO, "extract", "d", "-o", "out"], stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = shown_on(ours)
        assert process.stdout
        assert process.stdout.read() == b""
        assert process.wait() == 3
    assert b"3/3" in shown
    assert b"building the tables" in shown
    assert "丙: is empty\r\n".encode() in shown
    assert (
        b"3 documents: 2 ok, 0 with a warning, 1 rejected; 3 mentions, 3 facts, 0 targets, 0 findings in out\r\n"
        in shown
    )


def test_help_is_there_for_every_command(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    alone = ("extract", "pipe", "explain", "targets", "verify", "patterns")
    for command in ([], *([name] for name in alone), ["patterns", "check"]):
        assert run(monkeypatch, *command, "--help") == 0
        out, err = capsys.readouterr()
        assert "Usage: gongbao" in out
        assert err == ""


def test_asking_for_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from gongbao import cli; sys.argv = ['gongbao', '--help']\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "sys.exit(str({'pandas', 'spacy', 'jieba', 'rjieba', 'regex'} & set(sys.modules) or ''))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stderr.strip() == b""


def test_corrections_that_are_not_applied_are_said(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    lines = ["fact_id,field,value,was,who,why", f"{doc_id_of('甲.txt')}-2-5-money-1,unit,美元,欧元,张三,读错"]
    Path("c.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run(monkeypatch, "extract", "d", "-o", "out", "--corrections", "c.csv") == 0
    assert capsys.readouterr().err.splitlines()[0] == (
        "1 of 1 correction not applied: 1 stale_changed; the table corrections tells which"
    )


def test_bad_corrections(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    Path("c.csv").write_text("fact_id,field,value,who,why\nx,unit,元,张三,读错\n", encoding="utf-8")
    assert run(monkeypatch, "extract", "d", "-o", "out", "--corrections", "c.csv") == 2
    assert capsys.readouterr().err == "gongbao: c.csv, line 2: fact_id: 'x' is no key of a fact\n"
    assert not Path("out").exists()


def test_diff(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "extract", "d", "-o", "one") == 0
    Path("d/甲.txt").write_text("\n收入6亿元", encoding="utf-8")
    Path("d/\x1b.txt").write_text("1%", encoding="utf-8")
    assert run(monkeypatch, "extract", "d", "-o", "two") == 0
    capsys.readouterr()
    assert run(monkeypatch, "diff", "one", "one") == 0
    assert capsys.readouterr() == ("", "")
    assert run(monkeypatch, "diff", "one", "two") == 1
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert (err, lines[:3]) == (
        "",
        [
            "documents: 1 gained, 0 lost, 1 changed (sha256 1, chars 1, text 1)",
            "mentions: 1 gained, 0 lost, 1 changed (text 1, low 1, high 1)",
            "facts: 1 gained, 0 lost, 1 changed (text 1, low 1, high 1)",
        ],
    )
    a, new = doc_id_of("甲.txt"), doc_id_of("\x1b.txt")
    assert lines[3:6] == [
        f"+ document  \\x1b.txt  {new}  ",
        f"+ mention  \\x1b.txt  {new}-0-2-percent  1%",
        f"+ fact  \\x1b.txt  {new}-0-2-percent-1  1%",
    ]
    assert f"~ mention  甲.txt  {a}-2-5-money -> {a}-3-6-money  6亿元  low: 500000000 -> 600000000" in lines
    assert run(monkeypatch, "diff", "one", "two", "-o", "c.csv") == 1
    assert capsys.readouterr().out.splitlines() == lines[:3]
    assert len(Path("c.csv").read_text(encoding="utf-8").splitlines()) == len(lines) - 3 + 1


def test_diff_of_what_cannot_be_compared(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "extract", "d", "-o", "one") == 0
    capsys.readouterr()
    assert run(monkeypatch, "diff", "one", "two") == 2
    assert capsys.readouterr().err == "gongbao: two: holds no finished run of gongbao\n"
    Path("one/facts.jsonl").unlink()
    assert run(monkeypatch, "diff", "one", "one") == 2
    assert capsys.readouterr().err == "gongbao: one/facts.jsonl: cannot be read: No such file or directory\n"


def test_diff_that_has_no_room(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert run(monkeypatch, "diff", "one", "two") == 2
    assert capsys.readouterr().err == "gongbao: No space left on device\n"
