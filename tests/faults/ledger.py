"""What SQLite asks the system for the ledger failed once each, by ``strace``, which needs no change of the program.

``strace -P`` sees the calls on the ledger's own files alone. A first run counts those of each name, then the ``n``-th
of a name fails in a run of its own.
"""

import errno
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from gongbao.write.swap import KEPT, LEDGER
from tests.faults.killed import cases
from tests.faults.points import TEXTS, wrong_end
from tests.faults.runs import Case, Ended, environment, work_folder
from tests.stand_in import Engine

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
CALLS = ("openat", "pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "link", "fchown")
_CALL = re.compile(r"^\d+ +(\w+)\(", re.MULTILINE)


def traced(case: Case, log: Path, *inject: str) -> Ended:
    """A run of a case under ``strace``, which writes what the ledger's files are asked for to ``log``."""
    ledger = case.out / KEPT / LEDGER
    files = [word for suffix in ("", "-wal", "-journal", "-shm") for word in ("-P", f"{ledger}{suffix}")]
    command = [sys.executable, "-m", "tests.faults.alone", *case.arguments(workers=1)]
    ran = subprocess.run(
        ["strace", "-f", "-qq", "-o", str(log), *files, *inject, *command],
        cwd=case.folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    return Ended(ran.returncode, ran.stderr)


def run_all(errors: tuple[int, ...] = ERRORS) -> bool:
    """Have each call fail with each error; whether all is well after each."""
    if not shutil.which("strace"):
        print("ledger: strace is not installed, and nothing was failed")
        return False
    failures = runs = 0
    with work_folder() as folder:
        for case in cases(folder, Engine(), TEXTS)[:2]:
            case.renew()
            log = folder / "log"
            ended = traced(case, log)
            assert ended.status in (0, 3), ended
            found = Counter(_CALL.findall(log.read_text(encoding="utf-8")))
            count = {name: found[name] for name in CALLS if found[name]}
            for number in errors:
                code = errno.errorcode[number]
                for name, at in [(call, at) for call, times in count.items() for at in range(1, times + 1)]:
                    case.renew()
                    ended = traced(case, log, "-e", f"inject={name}:error={code}:when={at}")
                    failed = "INJECTED" in log.read_text(encoding="utf-8")
                    wrong = wrong_end(ended, killed=False) + case.wrong_before_rerun() + case.wrong_after_rerun()
                    runs += failed
                    failures += bool(wrong)
                    for sentence in wrong:
                        print(f"ledger: {case.name}; {code} at {name} {at}: {sentence}", flush=True)
            said = ", ".join(f"{number} {name}" for name, number in count.items())
            print(f"ledger: {case.name}: {sum(count.values())} calls ({said})", flush=True)
    print(f"ledger: {runs} runs of which one call on the ledger's files failed, {failures} not made good")
    return not failures
