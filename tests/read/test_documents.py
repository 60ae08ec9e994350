"""The bytes of an input to its document, whatever it is."""

import hashlib

import pytest

from gongbao.errors import RejectedError
from gongbao.model import Code
from gongbao.read.documents import read_document
from tests.read.make_archive import packed


def test_the_hash_is_that_of_the_bytes() -> None:
    data = "收入5亿元".encode("gb18030")
    assert read_document(data, "甲.txt").sha256 == hashlib.sha256(data).hexdigest()


def test_an_archive_is_no_document() -> None:
    with pytest.raises(RejectedError, match=r"甲\.zip: is an archive") as rejected:
        read_document(packed(("乙.txt", "收入5亿元".encode())), "甲.zip")
    assert rejected.value.code is Code.UNREAD_FORMAT
