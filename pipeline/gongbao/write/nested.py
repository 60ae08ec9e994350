"""One document whole, as one JSON object: its text, sections and sentences, and what the tables say of it."""

from collections.abc import Callable, Mapping, Sequence

from gongbao.model import Heading, Result, Segments, Span
from gongbao.write.cells import encoded, json_text
from gongbao.write.rows import Lines


def nested_json(result: Result, tables: Mapping[str, Lines], cut: Callable[[str], list[str]]) -> bytes:
    """The end of an object whose first member is ``document``: ``text``, ``sections``, ``sentences`` and each table.

    ``sections[i]`` lists the headings above a sentence whose ``section`` is ``i``; a mention's ``sentence`` is its
    place in ``sentences``, which come with the words that ``cut`` makes of them. All offsets count code points of
    ``text``.
    """
    segments = result.segments
    headings: dict[Heading, str] = {}
    for path in segments.sections:
        for heading in path:
            if heading not in headings:
                place, title = _place(segments, heading.span), json_text(heading.text)
                headings[heading] = f'{{"level": {heading.level}, {place}, "text": {title}}}'
    sections = [f"[{', '.join(headings[heading] for heading in path)}]" for path in segments.sections]
    view = segments.view.text
    texts = [view[sentence.span.start : sentence.span.end] for sentence in segments.sentences]
    sentences = [
        f'{{{_place(segments, sentence.span)}, "paragraph": {sentence.paragraph}, "section": {sentence.section}, '
        f'"text": {json_text(text)}, "words": [{", ".join(map(json_text, cut(text)))}]}}'
        for sentence, text in zip(segments.sentences, texts, strict=True)
    ]
    parts = {"text": json_text(result.document.text), "sections": _list(sections), "sentences": _list(sentences)}
    head = "".join(f'"{name}": {part},\n' for name, part in parts.items())
    rows = [b'"%b": [\n%b\n]' % (name.encode(), b",\n".join(lines.nested)) for name, lines in tables.items()]
    return encoded(head) + b",\n".join(rows) + b"}\n"


def _place(segments: Segments, span: Span) -> str:
    source = segments.view.to_source(span)
    return f'"start_char": {source.start}, "end_char": {source.end}'


def _list(items: Sequence[str]) -> str:
    return "[\n" + ",\n".join(items) + "\n]" if items else "[]"
