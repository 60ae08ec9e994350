"""Run as ``python -m tests.bench``: the speed beside jieba, the first document from nothing, memory, whether time grows
with the work and with length alone, PDF beside pdfium, two workers beside one, a cluster beside this machine.

Exits 1 where a bar does not hold. ``python -m tests.bench speed``, ``… linear`` and so on run one part.
"""

import sys

from tests.bench import cold, growth, linear, memory, pdf, speed, workers

PARTS = {
    "speed": speed.run,
    "cold": cold.run,
    "memory": memory.run,
    "growth": growth.run,
    "linear": linear.run,
    "pdf": pdf.run,
    "workers": workers.run,
    "cluster": workers.run_cluster,
}


def main(names: list[str]) -> int:
    if unknown := sorted(set(names) - set(PARTS)):
        print(f"{unknown[0]}: no part of the bench; there are {', '.join(PARTS)}")
        return 2
    held = [PARTS[name]() for name in names or PARTS]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
