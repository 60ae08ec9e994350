"""Every text of the corpus, the annotated reports and the samples: read whole, each mention where it says it is."""

import itertools
from functools import cache
from pathlib import Path

import pytest

from gongbao.model import Document, Mention, Status
from gongbao.read.text import read_text
from tests.reading import SHARED, engine

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = [SHARED / "corpus", SHARED / "eval/texts", ROOT / "seeds"]
PATHS = [path for folder in FOLDERS for path in sorted(folder.rglob("*.txt"))]

pytestmark = pytest.mark.skipif(not PATHS, reason=f"no texts in {', '.join(map(str, FOLDERS))}")


@cache
def document(path: Path) -> Document:
    return read_text(path.read_bytes(), path.name)


@cache
def mentions(path: Path) -> tuple[Mention, ...]:
    result = engine().extract(document(path))
    assert result.status is Status.OK
    return result.mentions


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_mention_is_where_it_says(path: Path) -> None:
    text = document(path).text
    assert [m for m in mentions(path) if text[m.span.start : m.span.end] != m.text] == []
    assert [m for m in mentions(path) if not 0 <= m.span.start < m.span.end <= len(text)] == []
    assert [m for m in mentions(path) if m.text != m.text.strip()] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_mentions_stand_apart_and_in_reading_order(path: Path) -> None:
    for first, second in itertools.pairwise(mentions(path)):
        assert first.view_span.end <= second.view_span.start, (first.text, second.text)
        assert first.sentence <= second.sentence


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_same_text_gives_the_same_mentions(path: Path) -> None:
    assert engine().extract(document(path)).mentions == mentions(path)


def test_reports_are_full_of_mentions() -> None:
    assert [path.name for path in PATHS if len(mentions(path)) * 1500 < len(document(path).text)] == []
