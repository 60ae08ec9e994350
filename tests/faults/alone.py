"""The command line with the stand-in engine, as a program of its own: ``python -m tests.faults.alone extract …``."""

from gongbao import cli
from gongbao.run import batch
from tests.stand_in import Engine

if __name__ == "__main__":
    setattr(batch, "Engine", Engine)  # noqa: B010
    cli.main()
