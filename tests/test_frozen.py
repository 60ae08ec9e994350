"""Objects built without the guard of their fields are like all others."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from gongbao.frozen import builder, replacer
from gongbao.model import Fact, Measure


def test_what_is_built_is_what_a_call_makes() -> None:
    built, made = builder(Fact)(0, 1, "收入", None, Measure.LEVEL), Fact(0, 1, "收入", None, Measure.LEVEL)
    assert type(built) is Fact
    assert (built, hash(built), repr(built)) == (made, hash(made), repr(made))
    assert pickle.loads(pickle.dumps(built)) == made


def test_what_is_built_cannot_be_changed() -> None:
    built = builder(Fact)(0, 1, "收入", None, Measure.LEVEL)
    with pytest.raises(FrozenInstanceError):
        built.member = 2  # type: ignore[misc]


def test_each_has_a_default_of_its_own() -> None:
    @dataclass(frozen=True, slots=True)
    class Listed:
        names: list[str] = field(default_factory=list)

    one, other = builder(Listed)(), builder(Listed)()
    one.names.append("收入")
    assert other.names == []


def test_what_is_replaced_is_what_dataclasses_replace() -> None:
    fact = Fact(0, 1, "收入", None, Measure.LEVEL)
    assert replacer(Fact)(fact, member=2, part_of=3) == replace(fact, member=2, part_of=3)
    assert fact == Fact(0, 1, "收入", None, Measure.LEVEL)
