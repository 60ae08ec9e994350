"""Every text of the corpus, the annotated reports and the samples: read whole, each mention where it says it is."""

import itertools
from functools import cache
from pathlib import Path

import pytest

from gongbao.model import Document, Mention, Status
from gongbao.read.text import read_text
from gongbao.run.document import Engine
from tests.reading import SHARED, read

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = [SHARED / "corpus", SHARED / "eval/texts", ROOT / "seeds"]
PATHS = [path for folder in FOLDERS for path in sorted(folder.rglob("*.txt"))]

pytestmark = pytest.mark.skipif(not PATHS, reason=f"no texts in {', '.join(map(str, FOLDERS))}")


@cache
def engine() -> Engine:
    return Engine()


@cache
def document(path: Path) -> Document:
    return read_text(path.read_bytes(), path.name)


@cache
def mentions(path: Path) -> tuple[Mention, ...]:
    return read(document(path).text)[0]


IDS = [f"{path.parent.name}-{path.stem}" for path in PATHS]


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_document_goes_through_all_stages(path: Path) -> None:
    result = engine().extract(document(path))
    assert result.status is Status.OK
    assert [(m.span, m.kind) for m in result.mentions] == [(m.span, m.kind) for m in mentions(path)]


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_each_mention_is_where_it_says(path: Path) -> None:
    text = document(path).text
    assert [m for m in mentions(path) if text[m.span.start : m.span.end] != m.text] == []
    assert [m for m in mentions(path) if not 0 <= m.span.start < m.span.end <= len(text)] == []


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_mentions_stand_apart_and_in_reading_order(path: Path) -> None:
    for first, second in itertools.pairwise(mentions(path)):
        assert first.view_span.end <= second.view_span.start, (first.text, second.text)
        assert first.sentence <= second.sentence


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_same_text_gives_the_same_mentions(path: Path) -> None:
    assert read(document(path).text)[0] == mentions(path)


def test_no_mention_begins_or_ends_with_a_space() -> None:
    assert [(path.name, m) for path in PATHS for m in mentions(path) if m.text != m.text.strip()] == []


def test_reports_are_full_of_mentions() -> None:
    assert [path.name for path in PATHS if len(mentions(path)) * 1500 < len(document(path).text)] == []
