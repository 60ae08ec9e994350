"""What the documents of the development corpus are, against a list read off by a person."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import gongbao
from gongbao.link.documents.description import describe
from gongbao.link.lexicons.regions import Regions
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


def said(metadata: Metadata) -> dict[str, object]:
    names = ("title", "document_type", "document_date", "report_year", "region_code", "entity")
    return {name: value for name in names if (value := getattr(metadata, name)) is not None}


@pytest.mark.parametrize("document", DOCUMENTS, ids=[document["path"] for document in DOCUMENTS])
def test_says_what_it_is(document: dict[str, Any]) -> None:
    metadata = describe(segment(text_of(document)), document.get("document_date"), REGIONS, {})
    assert said(metadata) == {name: value for name, value in document.items() if name != "path"}


def test_the_whole_pipeline_has_type_date_and_region_right_for_nearly_all() -> None:
    wrong: dict[str, list[str]] = {"document_type": [], "document_date": [], "region_code": []}
    for document in DOCUMENTS:
        metadata = gongbao.extract(text_of(document)).metadata
        for name, complaints in wrong.items():
            if (found := getattr(metadata, name)) != document.get(name):
                complaints.append(f"{document['path']}: {name} {found} instead of {document.get(name)}")
    for complaints in wrong.values():
        assert len(complaints) <= 0.05 * len(DOCUMENTS), "\n".join(complaints)


def test_the_list_has_every_text_document() -> None:
    texts = [*SHARED.glob("corpus/*/*.txt"), *SHARED.glob("eval/texts/*.txt")]
    assert {document["path"] for document in DOCUMENTS} == {text.relative_to(SHARED).as_posix() for text in texts}
