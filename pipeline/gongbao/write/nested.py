"""One document whole, as one JSON object: its text, sections and sentences, and what the tables say of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import islice

from gongbao.model import Cell, Heading, Page, Result, Segments, Span, Table
from gongbao.write.cells import encoded, json_text, slices

_BETWEEN, _PARTED = '", "', ",\n"
# So many sentences or rows are put on their way together: each by itself takes longer than to make it.
_AT_ONCE = 64


def nested_json(
    result: Result, rows: Mapping[str, Iterable[bytes]], cut: Callable[[str], list[str]]
) -> Iterator[bytes]:
    """The end of an object whose first member is ``document``: ``text``, its ``pages``, ``furniture`` and ``tables`` as
    the reader found them, ``sections``, ``sentences``, and the rows of each of our tables.

    ``sections[i]`` lists the headings above a sentence whose ``section`` is ``i``; a mention's ``sentence`` is its
    place in ``sentences``; those with mentions come with the words that ``cut`` makes of them, others with null.
    ``rows`` are in JSON, some together with what parts them. All offsets count code points of ``text``. It comes in
    pieces, for a long document's takes much memory.
    """
    segments = result.segments
    yield b'"text": "'
    for piece in slices(result.document.text):
        yield encoded(json_text(piece)[1:-1])
    document = result.document
    yield b'",\n"pages": '
    yield from _list(map(_page, document.pages))
    yield b',\n"furniture": '
    yield from _list(f"{{{_bounds(span)}}}" for span in document.furniture)
    yield b',\n"tables": '
    yield from _tables(document.tables)
    yield b',\n"sections": '
    yield from _list(_sections(segments))
    yield b',\n"sentences": '
    yield from _list(_sentences(segments, {mention.sentence for mention in result.mentions}, cut))
    for name, table in rows.items():
        yield b',\n"%b": [\n' % name.encode()
        lines = iter(table)
        yield next(lines, b"")
        for some in lines:
            yield b",\n" + some
        yield b"\n]"
    yield b"}\n"


def _page(page: Page) -> str:
    return f'{{{_bounds(page.span)}, "width": {page.width:.1f}, "height": {page.height:.1f}}}'


def _tables(tables: Iterable[Table]) -> Iterator[bytes]:
    yield b"["
    for number, table in enumerate(tables):
        yield f'{"," if number else ""}\n{{{_bounds(table.span)}, "cells": '.encode()
        yield from _list(map(_cell, table.cells))
        yield b"}"
    yield b"]"


def _cell(cell: Cell) -> str:
    size = f'"rows": {cell.rows}, "columns": {cell.columns}, "header": {"true" if cell.header else "false"}'
    return f'{{"row": {cell.row}, "column": {cell.column}, {size}, {_bounds(cell.span)}}}'


def _sections(segments: Segments) -> Iterator[str]:
    headings: dict[Heading, str] = {}
    for path in segments.sections:
        for heading in path:
            if heading not in headings:
                place, title = _place(segments, heading.span), json_text(heading.text)
                headings[heading] = f'{{"level": {heading.level}, {place}, "text": {title}}}'
        yield f"[{', '.join(headings[heading] for heading in path)}]"


def _sentences(segments: Segments, cited: Set[int], cut: Callable[[str], list[str]]) -> Iterator[str]:
    """The sentences; those of some places with their words: to cut all of them takes twice as long, and half of them
    are read by nobody who looks for figures."""
    view, offsets = segments.view.text, segments.view.offsets
    for number, (start, end, paragraph, section) in enumerate(segments.sentences.numbers()):
        first, last = offsets[start], offsets[end - 1]
        if first > last:
            first, last = last, first
        text = view[start:end]
        told = json_text(text)
        if number not in cited:
            words = "null"
        elif len(told) == len(text) + 2:  # where nothing in the text is escaped, nothing in its words is
            words = f'["{_BETWEEN.join(cut(text))}"]'
        else:
            words = f"[{', '.join(map(json_text, cut(text)))}]"
        yield (
            f'{{"start_char": {first}, "end_char": {last + 1}, "paragraph": {paragraph}, "section": {section}, '
            f'"text": {told}, "words": {words}}}'
        )


def _place(segments: Segments, span: Span) -> str:
    return _bounds(segments.view.to_source(span))


def _bounds(span: Span) -> str:
    return f'"start_char": {span.start}, "end_char": {span.end}'


def _list(items: Iterator[str]) -> Iterator[bytes]:
    """A list, some of its items at a time."""
    opening = before = "[\n"
    while some := list(islice(items, _AT_ONCE)):
        yield encoded(before + _PARTED.join(some))
        before = _PARTED
    yield b"[]" if before == opening else b"\n]"
