"""What the documents of the development corpus are, against a list read off by a person."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import gongbao
from gongbao.link.documents import describe
from gongbao.link.regions import Regions
from gongbao.model import Metadata
from gongbao.read.sniff import decode
from gongbao.segment import segment

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "../shared"
REGIONS = Regions(ROOT / "patterns/regions.csv")
DOCUMENTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "corpus_documents.toml").read_text(encoding="utf-8")
)["documents"]

pytestmark = pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="needs ../shared/corpus beside the checkout")


def text_of(document: dict[str, Any]) -> str:
    path = SHARED / document["path"]
    return decode(path.read_bytes(), path.name).text


def facts_of(metadata: Metadata) -> dict[str, object]:
    names = ("title", "document_type", "document_date", "report_year", "region_code", "entity")
    return {name: getattr(metadata, name) for name in names if getattr(metadata, name) is not None}


@pytest.mark.parametrize("document", DOCUMENTS, ids=[document["path"] for document in DOCUMENTS])
def test_says_what_it_is(document: dict[str, Any]) -> None:
    metadata = describe(segment(text_of(document)), document.get("document_date"), REGIONS, {})
    assert facts_of(metadata) == {name: value for name, value in document.items() if name != "path"}


@pytest.mark.parametrize("name", ["document_type", "document_date", "region_code"])
def test_nearly_every_document_is_right_in_the_whole_pipeline(name: str) -> None:
    wrong = []
    for document in DOCUMENTS:
        found = getattr(gongbao.extract(text_of(document)).metadata, name)
        if found != document.get(name):
            wrong.append(f"{document['path']}: {found} instead of {document.get(name)}")
    assert len(wrong) <= 0.05 * len(DOCUMENTS), "\n".join(wrong)


def test_the_list_has_every_text_document() -> None:
    texts = [*SHARED.glob("corpus/*/*.txt"), *SHARED.glob("eval/texts/*.txt")]
    assert {document["path"] for document in DOCUMENTS} == {text.relative_to(SHARED).as_posix() for text in texts}
