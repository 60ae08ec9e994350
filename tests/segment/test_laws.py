"""What holds for every text, however messy."""

from hypothesis import given

from gongbao.segment import segment
from tests.reading import FOLDED, INVISIBLE, messy_texts, shown


@given(messy_texts)
def test_each_character_of_the_view_is_its_source_character(text: str) -> None:
    for character, source in shown(segment(text).view, text):
        if not character.isspace():
            assert character == FOLDED.get(source, source) or (character, source) == (".", "，")


@given(messy_texts)
def test_nothing_is_lost_and_nothing_shown_twice(text: str) -> None:
    view = segment(text).view
    places = [o for character, o in zip(view.text, view.offsets, strict=True) if not character.isspace()]
    assert len(places) == len(set(places))
    assert sorted(places) == [i for i, c in enumerate(text) if not c.isspace() and c not in INVISIBLE]


@given(messy_texts)
def test_sentences_tile_the_view(text: str) -> None:
    segments = segment(text)
    whole = "".join(map(segments.sentence_text, range(len(segments.sentences))))
    assert whole == segments.view.text.replace("\n", "")
    assert list(segments.starts) == sorted(sentence.span.start for sentence in segments.sentences)
    assert all(0 <= sentence.section < len(segments.sections) for sentence in segments.sentences)
    for path in segments.sections:
        assert [h.level for h in path] == sorted({h.level for h in path})
