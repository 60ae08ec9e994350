"""Processes that do what may hang, crash or eat memory, so that it costs nobody but itself.

Workers are forked from a process that has loaded all they need: one is ready in a few milliseconds, and they share its
memory. Each is the leader of a session of its own, so that it dies with all it may have started. What it is to do and
what it has done travel as lines of JSON.
"""

import contextlib
import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from gongbao.errors import OutputError
from gongbao.model import Code

MIB = 1 << 20

Task = dict[str, Any]
Answer = dict[str, Any]

_PR_SET_PDEATHSIG = 1
# How often a worker's memory is looked at, in seconds, and by how much it may grow before another takes its place.
_WATCH, _GROWN = 0.1, 256 * MIB
# Threads of libraries reserve so much address space each, and hardly use it.
_RESERVED = 72 * MIB
# So many new things, not 700, before garbage is looked for: what is made of a document lives until it is written.
_UNCOLLECTED = 10_000
_NEARLY = 0.9


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one answer of a worker: seconds that it may take; and of the worker: bytes of memory that it may take.

    What it shares with the process that it was forked from is not counted: that may be anything.
    """

    timeout: float
    memory: int


class Lost(NamedTuple):
    """A worker has died of its task; ``cause`` goes on after the name of what it was about."""

    code: Code
    cause: str


NextTask = Callable[[], Task | None]
Events = Generator[tuple[Task, Answer | Lost | None], None, None]
Work = Callable[[NextTask], Events]
"""How tasks are done as they are asked for, here or elsewhere: what ``work`` is, but for its first argument."""


@dataclass(slots=True, eq=False)
class _Worker:
    pid: int
    socket: socket.socket
    shared: int
    task: Task | None = None
    deadline: float = 0.0
    received: bytearray = field(default_factory=bytearray)


def work(next_task: NextTask, do: Callable[[Task], Iterable[Answer]], workers: int, limits: Limits) -> Events:
    """Have tasks done by at most ``workers`` processes: each answer to a task as it comes, and None behind the last.

    ``next_task`` is asked whenever somebody is free; None means that there is nothing to do for the time being. A task
    whose worker dies has ``Lost`` as its last answer. Whoever leaves early leaves no worker behind. Raises
    ``OutputError`` where ``do`` raises one.
    """
    crew = _Crew(do, limits)
    # Workers must not copy pages only because their collector looks at what they share.
    gc.freeze()
    try:
        while True:
            while len(crew.busy) < workers and (task := next_task()) is not None:
                crew.give(task)
            if not crew.busy:
                return
            yield from crew.answers()
    finally:
        gc.unfreeze()
        crew.dismiss()


class _Crew:
    """The workers of a run: those at work and those that wait."""

    def __init__(self, do: Callable[[Task], Iterable[Answer]], limits: Limits) -> None:
        self._do, self._limits = do, limits
        self._idle: list[_Worker] = []
        self.busy: list[_Worker] = []
        self._looked = 0.0

    def give(self, task: Task) -> None:
        if not self._idle:
            with uninterrupted():
                self._idle.append(_hire(self._do, self._limits))
        worker = self._idle[-1]
        worker.task, worker.deadline = task, time.monotonic() + self._limits.timeout
        self.busy.append(worker)
        self._idle.pop()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # its death is seen where it is to answer
            worker.socket.sendall(_line(task))

    def answers(self) -> Iterator[tuple[Task, Answer | Lost | None]]:
        """Wait until somebody has something to say or is given up."""
        now = time.monotonic()
        wait = min(_WATCH, *(worker.deadline - now for worker in self.busy))
        for worker in self._speaking(max(0.0, wait)):
            yield from self._hear(worker)
        now = time.monotonic()
        if late := [worker for worker in self.busy if worker.deadline <= now]:
            # Who listens to us may have taken the time in which a worker has answered.
            speaking = self._speaking(0.0)
            for worker in [worker for worker in late if worker not in speaking]:
                yield self._give_up(worker, self._late())
        if now - self._looked >= _WATCH:
            self._looked = now
            for worker in [w for w in self.busy if _memory(w.pid)[1] > w.shared + self._limits.memory]:
                yield self._give_up(worker, self._greedy())

    def _speaking(self, wait: float) -> list[_Worker]:
        """Those at work that have said something, or died; it is waited for so many seconds."""
        waiting = select.poll()
        for worker in self.busy:
            waiting.register(worker.socket, select.POLLIN)
        ready = {number for number, _ in waiting.poll(wait * 1000)}
        return [worker for worker in self.busy if worker.socket.fileno() in ready]

    def _hear(self, worker: _Worker) -> Iterator[tuple[Task, Answer | Lost | None]]:
        task = worker.task
        assert task is not None
        received = b""
        with contextlib.suppress(ConnectionResetError):
            received = worker.socket.recv(1 << 20)
        worker.received += received
        *lines, rest = worker.received.split(b"\n")
        worker.received = rest
        for line in lines:
            answer = json.loads(line)
            if "failed" in answer:
                raise OutputError(answer["failed"])
            if "end" not in answer:
                if "begin" not in answer:
                    worker.deadline = time.monotonic() + self._limits.timeout
                yield task, answer
                continue
            self.busy.remove(worker)
            worker.task = None
            if answer["end"] == "stay":
                self._idle.append(worker)
            else:
                _bury(worker)
            yield task, (self._greedy() if answer["end"] == "memory" else None)
            return
        if not received:
            self.busy.remove(worker)
            status, memory = _bury(worker)
            yield task, self._cause_of_death(status, memory - worker.shared)

    def _give_up(self, worker: _Worker, lost: Lost) -> tuple[Task, Lost]:
        task = worker.task
        assert task is not None
        self.busy.remove(worker)
        _kill(worker)
        _bury(worker)
        return task, lost

    def _cause_of_death(self, status: int | None, memory: int) -> Lost:
        """How a worker died that nobody here has killed: by its exit status, less than 0 a signal's number."""
        if memory >= _NEARLY * self._limits.memory:
            return self._greedy()
        if status == -signal.SIGALRM:
            return self._late()
        if status is None:
            how = "is gone"
        elif status >= 0:
            how = f"ended with status {status}"
        else:
            how = f"was ended by {signal.Signals(-status).name}"
        return Lost(Code.CRASHED, f"gongbao failed on it: its worker {how}")

    def _late(self) -> Lost:
        seconds = self._limits.timeout
        return Lost(Code.TIMEOUT, f"took longer than {seconds:g} second{'' if seconds == 1 else 's'}")

    def _greedy(self) -> Lost:
        return Lost(Code.OUT_OF_MEMORY, f"needed more than {self._limits.memory // MIB:,} MiB of memory")

    def dismiss(self) -> None:
        for worker in {worker.pid: worker for worker in (*self.busy, *self._idle)}.values():
            _kill(worker)
            _bury(worker)


def _kill(worker: _Worker) -> None:
    # It may not have got as far as to have a session of its own.
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(worker.pid, signal.SIGKILL)


def _bury(worker: _Worker) -> tuple[int | None, int]:
    """The exit status of a worker that dies, less than 0 for a signal, and the most memory that it had, in bytes."""
    worker.socket.close()
    try:
        _, status, used = os.wait4(worker.pid, 0)
    except ChildProcessError:  # somebody else in this process waits for whichever child
        return None, 0
    return os.waitstatus_to_exitcode(status), used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _hire(do: Callable[[Task], Iterable[Answer]], limits: Limits) -> _Worker:
    def live(connection: socket.socket) -> None:
        gc.set_threshold(_UNCOLLECTED)
        _limit_memory(limits.memory)
        _serve(do, limits, connection)

    _, shared = _memory(os.getpid())
    pid, connection = fork(live)
    return _Worker(pid, connection, shared)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """What an interrupt does not come into.

    One that came to a child before it is itself would run its parent's way out of here, and one that came before the
    child is listed would leave it behind.
    """
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def fork(live: Callable[[socket.socket], None]) -> tuple[int, socket.socket]:
    """A process that lives with its end of a connection, and ends with this one: its id, and our end.

    It leads a session of its own and has nothing else open that this process has. To be called ``uninterrupted``.
    """
    ours, theirs = socket.socketpair()
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        _live(live, theirs, parent)
    theirs.close()
    return pid, ours


def _live(live: Callable[[socket.socket], None], parent_socket: socket.socket, parent: int) -> NoReturn:
    status = 70
    try:
        os.setsid()
        for name in (signal.SIGTERM, signal.SIGALRM, signal.SIGCHLD, signal.SIGHUP):
            signal.signal(name, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        die_with(parent)
        with socket.socket(fileno=_let_go_of_all_but(parent_socket)) as connection:
            live(connection)
        status = 0
    except OSError:  # the parent is gone
        pass
    finally:
        os._exit(status)


def die_with(parent: int) -> None:
    """Have this process killed when its parent ends, or the thread of it that has started this one, where Linux is."""
    if _prctl is not None:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def _let_go_of_all_but(connection: socket.socket) -> int:
    """Close what the parent has open: its lock must end with it, and the other workers' ends of its connections."""
    number = connection.detach()
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    os.closerange(3, number)
    os.closerange(number + 1, most if most != resource.RLIM_INFINITY else 1 << 20)
    return number


def _limit_memory(limit: int) -> None:
    """Have ``MemoryError`` raised before the limit is reached, where the system can do that."""
    size, _ = _memory(os.getpid())
    if size:
        room = limit + _RESERVED * (os.cpu_count() or 1)
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or size + room < hard:
            resource.setrlimit(resource.RLIMIT_AS, (size + room, hard))


def _memory(pid: int) -> tuple[int, int]:
    """The bytes of address space and of memory that a process has; 0 where that cannot be known."""
    try:
        size, resident, *_ = Path(f"/proc/{pid}/statm").read_bytes().split()
    except OSError:
        return 0, 0
    return int(size) * _PAGE, int(resident) * _PAGE


def _serve(do: Callable[[Task], Iterable[Answer]], limits: Limits, connection: socket.socket) -> None:
    _, at_first = _memory(os.getpid())
    # Where a system does not end a worker with its parent, this ends the one that hangs.
    alarm = limits.timeout + 5

    def say(answer: Answer) -> None:
        connection.sendall(_line(answer))

    with connection.makefile("rb") as lines:
        for line in lines:
            signal.setitimer(signal.ITIMER_REAL, alarm)
            end = "stay"
            try:
                for answer in do(json.loads(line)):
                    say(answer)
                    if "begin" not in answer:
                        signal.setitimer(signal.ITIMER_REAL, alarm)
            except OutputError as error:
                say({"failed": str(error)})
            except MemoryError:
                # What it wanted it has not got, and what it had is free again; but to say so takes some.
                _, hard = resource.getrlimit(resource.RLIMIT_AS)
                resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
                end = "memory"
            signal.setitimer(signal.ITIMER_REAL, 0)
            if end == "stay" and _memory(os.getpid())[1] - at_first > _GROWN:
                end = "go"
            say({"end": end})
            if end != "stay":
                return


def _line(said: Task | Answer) -> bytes:
    return json.dumps(said).encode() + b"\n"


_PAGE = resource.getpagesize()
_prctl = getattr(ctypes.CDLL(None), "prctl", None) if sys.platform == "linux" else None
