"""One document whole, as one JSON object: its text, sections and sentences, and what the tables say of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from gongbao.model import Heading, Result, Segments, Span
from gongbao.write.cells import encoded, json_text, slices

_BETWEEN = '", "'
# So many sentences or rows are put on their way together: each by itself takes longer than to make it.
_AT_ONCE = 64


def nested_json(
    result: Result, tables: Mapping[str, Iterable[bytes]], cut: Callable[[str], list[str]]
) -> Iterator[bytes]:
    """The end of an object whose first member is ``document``: ``text``, ``sections``, ``sentences`` and each table.

    ``sections[i]`` lists the headings above a sentence whose ``section`` is ``i``; a mention's ``sentence`` is its
    place in ``sentences``, which come with the words that ``cut`` makes of them. ``tables`` are the rows of each, in
    JSON. All offsets count code points of ``text``. It comes in pieces, for a long document's takes much memory.
    """
    segments = result.segments
    yield b'"text": "'
    for piece in slices(result.document.text):
        yield encoded(json_text(piece)[1:-1])
    yield b'",\n"sections": '
    yield from _list(_sections(segments))
    yield b',\n"sentences": '
    yield from _list(_sentences(segments, cut))
    for name, rows in tables.items():
        yield b',\n"%b": [\n' % name.encode()
        lines = iter(rows)
        yield next(lines, b"")
        while some := list(islice(lines, _AT_ONCE)):
            yield b",\n" + b",\n".join(some)
        yield b"\n]"
    yield b"}\n"


def _sections(segments: Segments) -> Iterator[str]:
    headings: dict[Heading, str] = {}
    for path in segments.sections:
        for heading in path:
            if heading not in headings:
                place, title = _place(segments, heading.span), json_text(heading.text)
                headings[heading] = f'{{"level": {heading.level}, {place}, "text": {title}}}'
        yield f"[{', '.join(headings[heading] for heading in path)}]"


def _sentences(segments: Segments, cut: Callable[[str], list[str]]) -> Iterator[str]:
    view, offsets = segments.view.text, segments.view.offsets
    for start, end, paragraph, section in segments.sentences.numbers():
        first, last = offsets[start], offsets[end - 1]
        if first > last:
            first, last = last, first
        text = view[start:end]
        told = json_text(text)
        # Where nothing in the text is escaped, nothing in its words is.
        words = f'"{_BETWEEN.join(cut(text))}"' if len(told) == len(text) + 2 else ", ".join(map(json_text, cut(text)))
        yield (
            f'{{"start_char": {first}, "end_char": {last + 1}, "paragraph": {paragraph}, "section": {section}, '
            f'"text": {told}, "words": [{words}]}}'
        )


def _place(segments: Segments, span: Span) -> str:
    source = segments.view.to_source(span)
    return f'"start_char": {source.start}, "end_char": {source.end}'


def _list(items: Iterator[str]) -> Iterator[bytes]:
    first = next(items, None)
    if first is None:
        yield b"[]"
        return
    yield b"[\n" + encoded(first)
    while some := list(islice(items, _AT_ONCE)):
        yield encoded(",\n" + ",\n".join(some))
    yield b"\n]"
