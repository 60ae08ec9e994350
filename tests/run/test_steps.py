import pytest

from gongbao.model import Status
from gongbao.run.steps import Steps

BEGIN, ADD, END = "begin", "add", "end"


def told(total: int, *events: tuple[str, ...]) -> list[list[tuple[str, int, int]]]:
    """What is told after each event: source, how many are done, of how many."""
    steps, seen = Steps(total), []
    for what, input, *source in events:
        if what == BEGIN:
            steps.begin(input)
        elif what == ADD:
            steps.add(input, source[0], Status.OK, ())
        else:
            steps.end(input)
        seen.append([(step.source, step.done, step.total) for step in steps.ready()])
    return seen


def test_documents_wait_for_those_before_them() -> None:
    assert told(
        3,
        (BEGIN, "a"), (BEGIN, "b"), (ADD, "b", "b"), (END, "b"), (BEGIN, "c"), (ADD, "a", "a"), (END, "a"),
        (ADD, "c", "c"), (END, "c"),
    ) == [[], [], [], [], [], [("a", 1, 3)], [("b", 2, 3)], [("c", 3, 3)], []]  # fmt: skip


def test_members_of_an_archive_come_as_they_are_done_and_count() -> None:
    assert told(
        2, (BEGIN, "a.zip"), (ADD, "a.zip", "a.zip!/1"), (BEGIN, "b"), (ADD, "a.zip", "a.zip!/2"), (END, "a.zip"),
        (ADD, "b", "b"), (END, "b"),
    ) == [[], [], [("a.zip!/1", 1, 2)], [("a.zip!/2", 2, 3)], [], [("b", 3, 3)], []]  # fmt: skip


def test_a_file_may_come_before_the_members_of_an_archive() -> None:
    assert told(
        2, (BEGIN, "a.zip"), (ADD, "a.zip", "a.zip!/1"), (END, "a.zip"), (BEGIN, "a.zip (1)"),
        (ADD, "a.zip (1)", "a.zip (1)"), (END, "a.zip (1)"),
    ) == [[], [], [], [], [("a.zip (1)", 1, 2)], [("a.zip!/1", 2, 2)]]  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 5])
def test_an_archive_counts_as_many_as_it_holds(count: int) -> None:
    members = [(ADD, "a.zip", f"a.zip!/{number}") for number in range(count)]
    steps = told(2, (BEGIN, "a.zip"), *members, (END, "a.zip"), (BEGIN, "b"), (ADD, "b", "b"), (END, "b"))
    assert [step for seen in steps for step in seen][-1] == ("b", count + 1, count + 1)
