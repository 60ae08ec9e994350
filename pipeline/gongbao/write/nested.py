"""One document whole, as one JSON object: what the tables say of it, its text, sections, sentences and mentions."""

import json
from collections.abc import Callable, Sequence

from gongbao.model import Heading, Result, Segments, Span
from gongbao.write.cells import encoded, json_text
from gongbao.write.tables import MentionLines


def nested_json(result: Result, lines: MentionLines, cut: Callable[[str], list[str]]) -> bytes:
    """The end of an object whose first member is ``document``: ``text``, ``sections``, ``sentences``, ``mentions``.

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
    sentences = [
        f'{{{_place(segments, s.span)}, "paragraph": {s.paragraph}, "section": {s.section}, '
        f'"text": {json_text(view[s.span.start : s.span.end])}, "words": {_words(view[s.span.start : s.span.end], cut)}}}'
        for s in segments.sentences
    ]
    parts = {"text": json_text(result.document.text), "sections": _list(sections), "sentences": _list(sentences)}
    head = "".join(f'"{name}": {part},\n' for name, part in parts.items())
    return b'%b"mentions": [\n%b\n]}\n' % (encoded(head), b",\n".join(lines.nested))


def _words(text: str, cut: Callable[[str], list[str]]) -> str:
    return json.dumps(cut(text), ensure_ascii=False)


def _place(segments: Segments, span: Span) -> str:
    source = segments.view.to_source(span)
    return f'"start_char": {source.start}, "end_char": {source.end}'


def _list(items: Sequence[str]) -> str:
    return "[\n" + ",\n".join(items) + "\n]" if items else "[]"
