"""Run as ``python -m tests.bench``: the speed beside jieba, then whether time grows with length alone.

Exits 1 where a bar does not hold. ``python -m tests.bench speed`` and ``… linear`` run one half.
"""

import sys

from tests.bench import linear, speed

HALVES = {"speed": speed.run, "linear": linear.run}


def main(names: list[str]) -> int:
    if unknown := sorted(set(names) - set(HALVES)):
        print(f"{unknown[0]}: no half of the bench; there are {' and '.join(HALVES)}")
        return 2
    held = [HALVES[name]() for name in names or HALVES]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
