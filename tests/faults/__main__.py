"""Run as ``python -m tests.faults``: the faults that a batch has to bear. Exits 1 where one is not borne.

``python -m tests.faults killed``, ``… points`` and so on run one part; all of them take an hour or two.
"""

import sys
from collections.abc import Callable

from tests.faults import deaths, killed, large, ledger, many, points
from tests.faults.runs import warm_up

PARTS: dict[str, Callable[[], bool]] = {
    "killed": killed.run_all,
    "points": points.run_all,
    "ledger": ledger.run_all,
    "deaths": deaths.run_all,
    "large": large.run_all,
    "many": many.run_all,
}


def main(names: list[str]) -> int:
    if unknown := sorted(set(names) - set(PARTS)):
        print(f"{unknown[0]}: no part of the harness; there are {', '.join(PARTS)}")
        return 2
    warm_up()
    held = [PARTS[name]() for name in names or PARTS]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
