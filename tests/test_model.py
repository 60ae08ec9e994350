"""The types that the stages hand on."""

import pytest

from gongbao.model import Listed


@pytest.mark.parametrize("members", Listed.__subclasses__())
def test_a_member_of_a_closed_list_is_the_text_that_it_is(members: type[Listed]) -> None:
    assert dict.fromkeys(members, True) == {member.value: True for member in members}
    assert {hash(member) for member in members} == {hash(str(member.value)) for member in members}
