"""Tasks done by the workers of a dask.distributed cluster.

They go out in groups, for the scheduler takes its time for each thing that it is asked. What is found comes back as
parts on a disk that all machines share, or by way of a ``gongbao.run.depot``; only the answers that tell of it travel
through dask. Each thread of a dask worker has a ``gongbao.run.station`` beside it. What a dask worker that dies had in
hand is done again by another, which writes the same parts.
"""

import contextlib
import json
import logging
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from gongbao.errors import ClusterError, OptionError, OutputError, cause_of
from gongbao.model import Code
from gongbao.run import depot as depots
from gongbao.run.ledger import Record
from gongbao.run.workers import Answer, Events, Lost, NextTask, Task

# A group has about so many bytes of files, some tenths of a second of work, and at most so many files.
_GROUP_BYTES, _GROUP_FILES = 300_000, 32
# Groups that are out for each thread: one is read and one waits beside it.
_AHEAD = 2
# Seconds: for a connection, without any worker before the run is given up, and between looks at how many there are.
_CONNECT, _PATIENCE, _LOOK = 10, 60.0, 2.0
_RETRIES = 3


def work_on_cluster(scheduler: str, url: str | None, order: dict[str, Any], next_task: NextTask) -> Events:
    """As ``gongbao.run.workers.work``, by as many stations as the workers at an address have threads.

    Parts come by way of a depot at ``url``, if one is given. A task that takes one dask worker after the other with it
    has ``Lost`` as its answer. Raises ``OptionError`` where dask is not installed, ``ClusterError`` where the cluster
    cannot be reached or used, ``OutputError`` where a station cannot write parts.
    """
    with _connected(scheduler) as client, _common(url, order) as depot:
        crowd = _Crowd(scheduler, client, {**order, "depot": depot})
        try:
            yield from crowd.events(next_task)
        finally:
            crowd.dismiss()


@contextlib.contextmanager
def _common(url: str | None, order: dict[str, Any]) -> Iterator[str | None]:
    """What stations know the run by: its depot, or else a file among its parts."""
    if url:
        with depots.opened(url, f"gongbao{order['token']}") as depot:
            yield depot
        return
    token = Path(order["parts"], order["token"])
    token.touch()
    try:
        yield None
    finally:
        token.unlink(missing_ok=True)


@contextlib.contextmanager
def _connected(scheduler: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError:
        raise OptionError("scheduler: needs the extra dask: pip install gongbao[dask]") from None
    # What it logs of lost connections says no more than our one sentence, in many.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        # A client that fails at its address takes 20 seconds to end, and complains of it.
        distributed.comm.get_address_host_port(scheduler)
        client = distributed.Client(scheduler, timeout=_CONNECT, set_as_default=False)
    except ValueError as error:
        raise OptionError(f"scheduler: {scheduler!r} is no address: {error}") from error
    except OSError as error:
        raise ClusterError(f"{scheduler}: no scheduler answers within {_CONNECT} seconds") from error
    try:
        yield client
    finally:
        client.close()


class _Crowd:
    """The workers of a cluster, as far as a run sees them."""

    def __init__(self, scheduler: str, client: Any, order: dict[str, Any]) -> None:
        self._scheduler, self._client, self._order = scheduler, client, json.dumps(order)
        self._depot, self._parts = order["depot"], Path(order["parts"])
        self._out: dict[Any, list[Task]] = {}
        self._finished: SimpleQueue[Any] = SimpleQueue()
        # How often a group was read again because parts of it were lost on their way, by its first task.
        self._lost: Counter[str] = Counter()
        # What was in the hands of workers that died, and the one of it that is out alone.
        self._suspects: deque[Task] = deque()
        self._suspect: Task | None = None
        self._threads = 0
        self._looked, self._seen = -_LOOK, time.monotonic()

    def events(self, next_task: NextTask) -> Events:
        while True:
            self._look()
            while len(self._out) < max(1, _AHEAD * self._threads) and (group := self._group(next_task)):
                self._send(group)
            if not self._out:
                return
            try:
                future = self._finished.get(timeout=_LOOK)
            except Empty:
                continue
            yield from self._hear(future, self._out.pop(future))

    def dismiss(self) -> None:
        """Have the stations of this run end, whatever they are at."""
        with contextlib.suppress(Exception):  # the cluster may be gone
            self._client.cancel(list(self._out), force=True)
            self._client.run(dismiss_stations, self._order, on_error="ignore")

    def _look(self) -> None:
        """Count the threads of the cluster, now and then, for workers come and go."""
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        self._looked = now
        try:
            self._threads = sum(self._client.nthreads().values())
        except Exception as error:
            raise self._gone() from error
        if self._threads:
            self._seen = now
        elif now - self._seen > _PATIENCE:
            raise ClusterError(f"{self._scheduler}: has had no worker for {_PATIENCE:.0f} seconds")

    def _group(self, next_task: NextTask) -> list[Task]:
        if self._suspect:
            return []
        group: list[Task] = []
        size = 0
        while size < _GROUP_BYTES and len(group) < _GROUP_FILES and (task := next_task()) is not None:
            group.append(task)
            size += _size(task)
        if group or self._out or not self._suspects:
            return group
        self._suspect = self._suspects.popleft()
        return [self._suspect]

    def _send(self, group: list[Task]) -> None:
        future = self._client.submit(read_group, self._order, json.dumps(group), pure=False, retries=_RETRIES)
        self._out[future] = group
        future.add_done_callback(self._finished.put)

    def _hear(self, future: Any, group: list[Task]) -> Events:
        from distributed import KilledWorker

        is_alone, self._suspect = self._suspect is not None, None
        try:
            said = json.loads(future.result())
        except (KilledWorker, ChildProcessError):
            if is_alone:
                yield group[0], Lost(Code.CRASHED, "gongbao failed on it: the dask workers that read it were lost")
            # It was one of them, or one of another group that the same worker had in hand.
            self._suspects.extend(group if not is_alone else [])
            return
        except Exception as error:
            if future.cancelled() or future.status == "lost":
                raise self._gone() from error
            raise ClusterError(f"{self._scheduler}: its workers cannot read: {cause_of(error)}") from error
        for _, answer in said:
            if answer and "failed" in answer:
                raise OutputError(answer["failed"])
            if answer and "unfit" in answer:
                raise ClusterError(f"{self._scheduler}: its workers cannot read as this run would: {answer['unfit']}")
            if (name := _part(answer)) and self._depot and not depots.take(self._depot, name, self._parts):
                self._read_again(group, is_alone)
                return
        for number, answer in said:
            lost = answer and answer.get("lost")
            yield group[number], Lost(Code(lost[0]), lost[1]) if lost else answer

    def _read_again(self, group: list[Task], is_alone: bool) -> None:
        """Send out a group of which parts have been lost on their way."""
        first = json.dumps(group[0])
        self._lost[first] += 1
        if self._lost[first] > _RETRIES:
            raise OutputError(f"{self._depot}: loses what is put there")
        self._suspect = group[0] if is_alone else None
        self._send(group)

    def _gone(self) -> ClusterError:
        return ClusterError(f"{self._scheduler}: the scheduler is gone; a rerun goes on from what was done")


def _part(answer: Answer | None) -> str | None:
    """The name of the part that an answer tells of."""
    return Record(*answer["record"]).part if answer and "record" in answer else None


def _size(task: Task) -> int:
    try:
        return Path(os.fsdecode(bytes.fromhex(task["path"]))).stat().st_size
    except OSError:
        return 0


# What follows runs in a dask worker.

_SERVE = "from gongbao.run.station import serve; serve()"

# Of each order the stations that are open, and those of them that are asked nothing.
_open: defaultdict[str, set["_Station"]] = defaultdict(set)
_idle: defaultdict[str, list["_Station"]] = defaultdict(list)
# Orders of runs that are over: a group that was just to be read may ask for a station yet.
_over = set[str]()
# Of each order that has a depot the folder in which a part is written before it goes there.
_folders: dict[str, TemporaryDirectory[str]] = {}
_lock = Lock()


def read_group(order: str, group: str) -> str:
    """Have a station read a group of tasks, a JSON array: in another each answer behind the number of its task.

    Raises ``ChildProcessError`` where the station dies.
    """
    folder, depot = map(json.loads(order).get, ("folder", "depot"))
    if not Path(folder).is_dir():
        return json.dumps([(0, {"unfit": f"{folder}: no such folder there"})])
    if depot and order not in _folders and not depots.is_open(depot):
        return json.dumps([(0, {"unfit": f"{depot}: is not the same place there as here"})])
    said: list[tuple[int, Answer | None]] = []
    station = _take(order)
    try:
        for number, task in enumerate(json.loads(group)):
            for answer in station.answers(task):
                said.append((number, answer))
                if depot and (name := _part(answer)):
                    depots.put(depot, Path(_folders[order].name), name)
                if answer and ("unfit" in answer or "failed" in answer):
                    station.end()
                    return json.dumps(said)
    except OutputError as error:
        station.end()
        return json.dumps([(0, {"failed": str(error)})])
    except ChildProcessError:
        station.end()
        raise
    _idle[order].append(station)
    return json.dumps(said)


def dismiss_stations(order: str) -> None:
    """End the stations here that have an order, whatever they are at."""
    _over.add(order)
    _idle.pop(order, None)
    for station in tuple(_open[order]):
        station.end()
    del _open[order]
    with _lock:
        if folder := _folders.pop(order, None):
            folder.cleanup()


def _order_here(order: str) -> str:
    """An order with the folder of this machine that parts are written to."""
    said = json.loads(order)
    if not said["depot"]:
        return order
    with _lock:
        if order not in _folders:
            _folders[order] = TemporaryDirectory(prefix="gongbao-")
            Path(_folders[order].name, said["token"]).touch()
        return json.dumps({**said, "parts": _folders[order].name})


def _take(order: str) -> "_Station":
    while _idle[order]:
        station = _idle[order].pop()
        if station.is_alive():
            return station
        station.end()
    return _Station(order)


class _Station:
    """A ``gongbao.run.station`` that has been given an order."""

    def __init__(self, order: str) -> None:
        self._order = order
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=json.loads(order)["folder"],
            # It imports what this process does, wherever it stands.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
            start_new_session=True,
        )
        _open[order].add(self)
        self._tell(_order_here(order))
        if order in _over:
            self.end()

    def answers(self, task: Task) -> Iterator[Answer | None]:
        """What it says of a task: the last is None, or says what the task was lost by, or why none will be done."""
        self._tell(json.dumps(task))
        answer: Answer | None = {}
        while answer is not None and not answer.keys() & {"lost", "unfit", "failed"}:
            answer = self._said()
            yield answer

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """Kill it, and have all that it has forked die."""
        self._process.kill()
        self._process.wait()
        _open[self._order].discard(self)

    def _tell(self, line: str) -> None:
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):  # its death is seen where it is to answer
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()

    def _said(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise ChildProcessError("a process that reads has died")
        return json.loads(line)
