"""What holds for every text, however messy."""

from hypothesis import example, given

from gongbao.kept import compiled
from gongbao.segment import segment
from tests.reading import FOLDED, INVISIBLE, messy_texts, shown


@given(messy_texts)
def test_each_character_of_the_view_is_its_source_character(text: str) -> None:
    for character, source in shown(segment(text).view, text):
        if not character.isspace():
            assert character == FOLDED.get(source, source) or (character, source) == (".", "，")


# The marks of Markdown, which fall: a backslash before a mark, and pairs of * or _ about words.
_MARKDOWN = "\\*_"
# So do the marks of notes behind a word, where a line ends between them too, or raised ones between a figure and its
# unit: 常住人口[1], 5.4⁴亿元.
_OF_NOTES = compiled(
    r"(?<=[\p{Han}）)”》][\s\p{C}]*)(?:[¹²³⁰⁴-⁹]{1,2}|[\[［〔](?:注?\d|[¹²³⁰⁴-⁹]){1,3}[\]］〕])+|(?<=\d)[¹²³⁰⁴-⁹]{1,2}"
)


# What is between signs of dollars may be a formula, whose commands fall too: they have cases of their own.
@example("。”532.39亿元\n[1]")
@given(messy_texts.filter(lambda text: "$" not in text))
def test_nothing_but_marks_is_lost_and_nothing_shown_twice(text: str) -> None:
    view = segment(text).view
    places = [o for character, o in zip(view.text, view.offsets, strict=True) if not character.isspace()]
    assert len(places) == len(set(places))
    seen = {i for i, c in enumerate(text) if not c.isspace() and c not in INVISIBLE}
    assert set(places) <= seen
    notes = {i for note in _OF_NOTES.finditer(text) for i in range(*note.span())}
    assert {text[i] for i in seen.difference(places, notes)} <= set(_MARKDOWN)


@given(messy_texts)
def test_sentences_tile_the_view(text: str) -> None:
    segments = segment(text)
    whole = "".join(map(segments.sentence_text, range(len(segments.sentences))))
    assert whole == segments.view.text.replace("\n", "")
    assert list(segments.starts) == sorted(sentence.span.start for sentence in segments.sentences)
    assert all(0 <= sentence.section < len(segments.sections) for sentence in segments.sentences)
    for path in segments.sections:
        assert [h.level for h in path] == sorted({h.level for h in path})
