"""Headings and the sentences below them."""

from array import array

import regex

from gongbao.model import Heading, Segments, Sentences, Span, TextView
from gongbao.segment.sentences import sentence_ends

_MARKERS = (
    (2, regex.compile(r"第[一二三四五六七八九十百零〇\d]{1,4}[编篇部](?:分)?")),
    (3, regex.compile(r"第[一二三四五六七八九十百零〇\d]{1,4}章")),
    (4, regex.compile(r"第[一二三四五六七八九十百零〇\d]{1,4}节")),
    (5, regex.compile(r"[一二三四五六七八九十]{1,3}、")),
    (6, regex.compile(r"[（(〈][一二三四五六七八九十]{1,3}[）)〉]")),
    (7, regex.compile(r"\d{1,2}[、.．](?!\d)")),
    (8, regex.compile(r"[（(]\d{1,2}[）)]")),
)
_PLAIN_LEVEL = 2
_ENDS = regex.compile(r"[。！？!?；;，,、：:…][”’」』）)》]*$")
_INSIDE = regex.compile(r"[。！？；，]| , ")
# 其中：税收收入10.20亿元 is of what the paragraph before tells of, though it stands on a line of its own.
_OF_WHICH = regex.compile(r"[（(]?其中")
_LONGEST_HEADING = 50
_LONGEST_RUN_IN = 45
# A bare line heads what follows only when it reads like one: no figure list, no signature, no date line.
_NO_HEADING = regex.compile(
    r"^[\d\s.,%-]+$|^[（(]?其中|[摄 ]{1}摄$|^(?:——|--|—)|^来源|^时间|^发布|^【|^\d{4}[-年](?!.*表$)|^[（(].*[）)]$"
    r"|单位[:：]|^公开\d{1,2}表$|^(?:编制|填报|公开)?部门(?:名称)?[:：]|省长|市长|区长|县长|总理"
)
_TITLE = regex.compile(r"报告|公报|规划|纲要|计划|预算|决算|草案|意见|通知|方案|办法|决议|决定|说明")
_TITLE_LINES = 20
_LONGEST_TITLE = 70


def cut(view: TextView) -> Segments:
    """Cut a reflowed view (one paragraph a line) into headed sections and sentences."""
    text = view.text
    path: list[Heading] = []
    sections: list[tuple[Heading, ...]] = [()]
    sentences, starts = Sentences(), array("I")
    opening: list[str] = []
    position, number = 0, -1
    was_heading = True
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        paragraph = text[position:end]
        if paragraph:
            ends = sentence_ends(paragraph)
            heading = _heading(paragraph, ends, position)
            if heading:
                while path and path[-1].level >= heading.level:
                    path.pop()
                path.append(heading)
                sections.append(tuple(path))
            number += was_heading or not _OF_WHICH.match(paragraph)
            was_heading = heading is not None
            start, section = position, len(sections) - 1
            for stop in ends:
                sentences.append(start, position + stop, number, section)
                starts.append(start)
                start = position + stop
            if len(opening) < _TITLE_LINES:
                opening.append(paragraph)
        position = end + 1
    return Segments(view, _title(opening), tuple(sections), sentences, starts)


def _heading(paragraph: str, ends: list[int], position: int) -> Heading | None:
    """A heading line, or the first sentence of a numbered paragraph: （一）经济增长加快。2011年…"""
    first = paragraph[: ends[0]]
    if len(first) > _LONGEST_HEADING:
        return None
    for level, marker in _MARKERS:
        if marker.match(first):
            if len(first) <= (_LONGEST_HEADING if len(ends) == 1 else _LONGEST_RUN_IN):
                return Heading(Span(position, position + len(first)), first.rstrip("。；"), level)
            return None
    if (
        len(ends) > 1
        or len(paragraph) < 4
        or _ENDS.search(paragraph)
        or _INSIDE.search(paragraph)
        or _NO_HEADING.search(paragraph)
    ):
        return None
    return Heading(Span(position, position + len(paragraph)), paragraph, _PLAIN_LEVEL)


def _title(opening: list[str]) -> str | None:
    """The first line that names a kind of document, else the first that could head one."""
    plain = None
    for paragraph in opening:
        if len(paragraph) > _LONGEST_TITLE or _ENDS.search(paragraph) or _INSIDE.search(paragraph):
            continue
        if _TITLE.search(paragraph.replace(" ", "").replace("\u3000", "")):
            return paragraph
        if plain is None and len(paragraph) >= 6 and not _NO_HEADING.search(paragraph):
            plain = paragraph
    return plain
