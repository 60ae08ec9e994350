"""A nasty input: what it is made of, what must come out of it, and what must be found in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gongbao.model import Code, Status

PLANTED = "全市一般公共预算收入532.39亿元，增长5.4%。"
"""The sentence that a case holds, unless it says something else."""
VALUES = ("53239000000 CNY", "5.4 %")
"""What is found in it, told as ``tests.reading`` tells values."""


@dataclass(frozen=True, slots=True)
class Case:
    """``make`` gives the bytes; ``codes`` are all that the document must get, none for ``ok``.

    What is large is made when ``make`` is called: all cases together are a gigabyte.
    ``values`` must be among those found, ``says`` in the text, ``hides`` must not be in it. ``only``: nothing but
    ``values`` may be found. ``members`` are those of an archive by name with ``ok``, ``warning`` or their code.
    ``slow`` ones are left to the command, ``bomb`` ones are held to 2 s and 128 MiB.
    """

    id: str
    make: Callable[[], bytes]
    codes: tuple[Code, ...] = ()
    values: tuple[str, ...] = VALUES
    says: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    only: bool = False
    members: Mapping[str, str] = field(default_factory=dict)
    slow: bool = False
    bomb: bool = False

    @property
    def status(self) -> Status:
        """The status that goes with its codes."""
        if not self.codes:
            return Status.OK
        return Status.REJECTED if self.codes[0] in REJECTING else Status.WARNING


REJECTING = frozenset(
    (
        *(Code.NO_SUCH_FILE, Code.NOT_READABLE, Code.NOT_A_FILE, Code.EMPTY, Code.BINARY, Code.UNDECODABLE),
        *(Code.TOO_LARGE, Code.UNREAD_FORMAT, Code.BROKEN_FILE, Code.ENCRYPTED, Code.NEEDS_OCR, Code.NO_TEXT),
        Code.CRASHED,
    )
)


def fine(id: str, make: Callable[[], bytes], *values: str, **more: object) -> Case:
    """A case that is read without complaint."""
    return Case(id, make, values=values or VALUES, **more)  # type: ignore[arg-type]


def warned(id: str, make: Callable[[], bytes], *codes: Code, **more: object) -> Case:
    """A case that is read with a loss that its codes name."""
    return Case(id, make, codes, **more)  # type: ignore[arg-type]


def refused(id: str, make: Callable[[], bytes], code: Code, **more: object) -> Case:
    """A case of which nothing is read."""
    return Case(id, make, (code,), values=(), **more)  # type: ignore[arg-type]
