import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gongbao.errors import OutputError
from gongbao.model import Code
from gongbao.run import workers
from gongbao.run.workers import MIB, Answer, Limits, Lost, Task, work

LIMITS = Limits(timeout=60, memory=2048 * MIB)
Events = list[tuple[Any, Any]]


def does(task: Task) -> Iterator[Answer]:
    """What a task asks for by its name."""
    match task["do"]:
        case "answer":
            for number in range(task.get("times", 1)):
                yield {"number": number, "pid": os.getpid()}
        case "hang":
            yield {"begin": "x"}
            time.sleep(600)
        case "hang deaf":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            os.kill(os.getpid(), signal.SIGSTOP)
        case "die":
            os.kill(os.getpid(), task["signal"])
            time.sleep(600)
        case "leave":
            os._exit(task["status"])
        case "raise":
            raise ZeroDivisionError
        case "eat":
            eaten = []
            while True:
                eaten.append(bytearray(8 * MIB))
        case "eat at once":
            bytearray(1 << 45)
        case "grow":
            bytearray(b"x") * (300 * MIB)
            yield {"pid": os.getpid()}
        case "grow for good":
            KEPT.append(b"x" * (300 * MIB))
            yield {"pid": os.getpid()}
        case "fail":
            raise OutputError("out: cannot be written: No space left on device")
        case "say":
            yield {"open": len(list(Path("/proc/self/fd").iterdir())), "group": os.getpgid(0)}
        case "child":
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            yield {"child": child.pid}
            time.sleep(600)


KEPT: list[bytes] = []


def run(*tasks: Task, workers: int = 1, limits: Limits = LIMITS) -> Events:
    """What becomes of tasks: the index of each with its answers."""
    waiting = deque({**task, "index": index} for index, task in enumerate(tasks))
    return [
        (task["index"], answer)
        for task, answer in work(lambda: waiting.popleft() if waiting else None, does, workers, limits)
    ]


def lost(events: Events) -> list[Lost]:
    return [answer for _, answer in events if isinstance(answer, Lost)]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def test_answers_come_in_order_and_an_end_behind_them() -> None:
    events = run({"do": "answer", "times": 3}, {"do": "answer", "times": 0}, {"do": "answer"})
    said = [(index, answer and answer["number"]) for index, answer in events]
    assert said == [(0, 0), (0, 1), (0, 2), (0, None), (1, None), (2, 0), (2, None)]
    (pid,) = {answer["pid"] for _, answer in events if answer}
    assert pid != os.getpid()
    assert not is_alive(pid)


def test_nothing_to_do() -> None:
    assert run() == []


def test_no_more_workers_than_asked_for() -> None:
    assert len({answer["pid"] for _, answer in run(*[{"do": "answer"}] * 40, workers=3) if answer}) <= 3
    assert len({answer["pid"] for _, answer in run(*[{"do": "answer"}] * 2, workers=50) if answer}) <= 2


@pytest.mark.parametrize(
    ("task", "code", "cause"),
    [
        pytest.param({"do": "hang"}, Code.TIMEOUT, "took longer than 0.5 seconds", id="挂起"),
        pytest.param({"do": "hang deaf"}, Code.TIMEOUT, "took longer than 0.5 seconds", id="停住"),
        pytest.param({"do": "die", "signal": 11}, Code.CRASHED, "its worker was ended by SIGSEGV", id="段错误"),
        pytest.param({"do": "die", "signal": 6}, Code.CRASHED, "its worker was ended by SIGABRT", id="中止"),
        pytest.param({"do": "die", "signal": 9}, Code.CRASHED, "its worker was ended by SIGKILL", id="被杀"),
        pytest.param({"do": "die", "signal": 15}, Code.CRASHED, "its worker was ended by SIGTERM", id="被终止"),
        pytest.param({"do": "leave", "status": 0}, Code.CRASHED, "its worker ended with status 0", id="退出"),
        pytest.param({"do": "leave", "status": 3}, Code.CRASHED, "its worker ended with status 3", id="出错退出"),
        pytest.param({"do": "raise"}, Code.CRASHED, "its worker ended with status 70", id="未料的异常"),
        pytest.param({"do": "eat"}, Code.OUT_OF_MEMORY, "needed more than 400 MiB of memory", id="渐占内存"),
        pytest.param({"do": "eat at once"}, Code.OUT_OF_MEMORY, "needed more than 400 MiB of memory", id="一次占内存"),
    ],
)
def test_a_death_costs_its_own_task_alone(task: Task, code: Code, cause: str) -> None:
    limits = Limits(timeout=0.5 if code is Code.TIMEOUT else 60, memory=400 * MIB)
    started = time.monotonic()
    events = run({"do": "answer"}, task, {"do": "answer"}, {"do": "answer"}, workers=2, limits=limits)
    assert time.monotonic() - started < 20
    assert [(lost.code, lost.cause.removeprefix("gongbao failed on it: ")) for lost in lost(events)] == [(code, cause)]
    assert [index for index, answer in events if answer is None or isinstance(answer, Lost)].count(1) == 1
    assert {index for index, answer in events if answer and "number" in answer} == {0, 2, 3}


def test_memory_is_looked_at_where_no_error_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_limit_memory", lambda _: None)
    events = run({"do": "eat"}, limits=Limits(timeout=60, memory=400 * MIB))
    assert [lost.code for lost in lost(events)] == [Code.OUT_OF_MEMORY]


@pytest.mark.parametrize(("do", "stays"), [("grow", True), ("grow for good", False)], ids=["放回", "不放回"])
def test_a_worker_that_has_grown_for_good_is_replaced(do: str, stays: bool) -> None:
    events = run({"do": do}, {"do": do})
    assert (len({answer["pid"] for _, answer in events if answer}) == 1) is stays
    assert not lost(events)


def test_many_deaths_lose_no_neighbour() -> None:
    tasks = [{"do": "die", "signal": 9} if number % 2 else {"do": "answer"} for number in range(100)]
    events = run(*tasks, workers=2)
    assert {index for index, answer in events if isinstance(answer, Lost)} == set(range(1, 100, 2))
    assert {index for index, answer in events if isinstance(answer, dict)} == set(range(0, 100, 2))


def test_what_died_may_be_asked_for_again() -> None:
    waiting: deque[Task] = deque([{"do": "die", "signal": 9}])
    seen = []
    for task, answer in work(lambda: waiting.popleft() if waiting else None, does, 1, LIMITS):
        seen.append(type(answer))
        if isinstance(answer, Lost) and task["do"] == "die":
            waiting.append({"do": "answer"})
    assert seen == [Lost, dict, type(None)]


def test_time_that_the_listener_takes_is_not_the_workers() -> None:
    waiting: deque[Task] = deque([{"do": "answer"}, {"do": "answer"}, {"do": "answer"}])
    seen = []
    limits = Limits(timeout=0.3, memory=LIMITS.memory)
    for _, answer in work(lambda: waiting.popleft() if waiting else None, does, 2, limits):
        seen.append(type(answer))
        time.sleep(0.4)
    assert sorted(map(str, seen)) == sorted(map(str, [dict, type(None)] * 3))


def test_output_that_cannot_be_written_ends_the_run() -> None:
    with pytest.raises(OutputError, match="out: cannot be written: No space left on device"):
        run({"do": "fail"})


def test_a_worker_holds_nothing_of_its_parent(tmp_path: Path) -> None:
    with (tmp_path / "open").open("w"):
        events = run(*[{"do": "say"}] * 2, workers=2)
    said = [answer for _, answer in events if answer]
    # Its connection, and the folder that it lists.
    assert all(answer["open"] <= 5 for answer in said)
    assert all(answer["group"] != os.getpgid(0) for answer in said)


def test_what_a_worker_has_started_dies_with_it() -> None:
    events = run({"do": "child"}, limits=Limits(timeout=0.5, memory=LIMITS.memory))
    (child,) = (answer["child"] for _, answer in events if isinstance(answer, dict))
    assert lost(events)[0].code is Code.TIMEOUT
    assert wait_until(lambda: not is_alive(child))


def test_who_leaves_early_leaves_no_worker() -> None:
    waiting: deque[Task] = deque([{"do": "answer"}, {"do": "hang"}])
    with contextlib.closing(work(lambda: waiting.popleft() if waiting else None, does, 2, LIMITS)) as events:
        pid = next(answer["pid"] for _, answer in events if isinstance(answer, dict) and "pid" in answer)
    assert not is_alive(pid)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_run_in_a_thread() -> None:
    events: Events = []
    thread = threading.Thread(target=lambda: events.extend(run({"do": "answer"}, {"do": "leave", "status": 1})))
    thread.start()
    thread.join(60)
    assert [type(answer) for _, answer in events] == [dict, type(None), Lost]


PARENT = """
import json, os
from tests.run.test_workers import LIMITS, does, work
tasks = [{"do": "hang", "index": number} for number in range(2)]
for task, answer in work(lambda: tasks.pop() if tasks else None, does, 2, LIMITS):
    pids = open(f"/proc/self/task/{os.getpid()}/children").read().split()
    print(json.dumps(list(map(int, pids))), flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a worker ends with what it is at")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_the_run(number: signal.Signals) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
    command = [sys.executable, "-c", PARENT]
    signals = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    finally:
        signal.signal(signal.SIGINT, signals)
    with process:
        assert process.stdout
        process.stdout.readline()
        pids = json.loads(process.stdout.readline())
        assert len(pids) == 2
        assert all(map(is_alive, pids))
        process.send_signal(number)
        assert process.wait() != 0
    assert wait_until(lambda: not any(map(is_alive, pids)))
