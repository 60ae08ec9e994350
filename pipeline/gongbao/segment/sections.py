"""Headings and the sentences below them."""

import re
from bisect import bisect_right

from gongbao.kept import compiled
from gongbao.model import Heading, Segments, Sentences, Span, TextView
from gongbao.segment.reflow import BULLETS
from gongbao.segment.sentences import mark_ends, sentence_ends

# What numbers a heading, from the outermost in: the first is of level 2.
_MARKER = re.compile(
    r"(第[一二三四五六七八九十百零〇\d]{1,4}[编篇部](?:分)?)|(第[一二三四五六七八九十百零〇\d]{1,4}章)"
    r"|(第[一二三四五六七八九十百零〇\d]{1,4}节)|([一二三四五六七八九十]{1,3}、)"
    r"|([（(〈][一二三四五六七八九十]{1,3}[）)〉])|(\d{1,2}[、.．](?!\d))|([（(]\d{1,2}[）)])"
)
_PLAIN_LEVEL = 2
_ENDS = re.compile(r"[。！？!?；;，,、：:…][”’」』）)》]*$")
_INSIDE = re.compile(r"[。！？；，]| , ")
# 其中：税收收入10.20亿元 is of what the paragraph before tells of, though it stands on a line of its own.
_OF_WHICH = ("其中", "（其中", "(其中")
_LONGEST_HEADING = 50
_LONGEST_RUN_IN = 45
# A bare line heads what follows only when it reads like one: no figure list, no signature, no date line.
# 2025年工作安排建议, 2025年10件惠民实事, but not 2025年1月18日, 2025年计划投资9亿元.
_SUBJECT = (
    "表|回顾|总结|安排|任务|目标|要求|思路|重点|打算|部署|建议|展望|工作|计划|措施|情况"
    "|成[效就绩]|成绩单|亮点|清单|实事"
)
_UNITS = "[%％‰万亿元个人户家件项次起公千米亩吨倍辆座条所名台套处只张份]"
_NO_HEADING = re.compile(
    r"^[\d\s.,%-]+$|^[（(]?其中|[摄 ]{1}摄$|^(?:——|--|—)|^来源|^时间|^发布|^【|^[（(].*[）)]$"
    rf"|^\d{{4}}[-年](?!.*(?:{_SUBJECT})$)"
    # ◆粮食产量 830亿斤, but not ★ 二、2023年工作回顾, ◆2021年10件民生实事
    rf"|^[{BULLETS}](?!\s?(?:{_MARKER.pattern})|.*(?:{_SUBJECT})$).*?"
    rf"(?:\d[ ]?{_UNITS}|(?<!\d)(?!(?:19|20)\d\d$)\d[\d,.]*$)"
    r"|单位[:：]|^公开\d{1,2}表$|^(?:编制|填报|公开)?部门(?:名称)?[:：]|省长|市长|区长|县长|总理"
)
_TITLE = compiled(r"报告|公报|规划|纲要|计划|预算|决算|草案|意见|通知|方案|办法|决议|决定|说明")
_TITLE_LINES = 20
_LONGEST_TITLE = 70


def cut(view: TextView) -> Segments:
    """Cut a reflowed view (one paragraph a line) into headed sections and sentences."""
    text = view.text
    path: list[Heading] = []
    sections: list[tuple[Heading, ...]] = [()]
    sentences = Sentences()
    opening: list[str] = []
    marks, seen = mark_ends(text), 0
    position, number = 0, -1
    was_heading = True
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if position < end:
            behind = bisect_right(marks, end, seen)
            ends = sentence_ends(text, position, end, marks[seen:behind])
            seen = behind
            heading = _heading(text, position, ends)
            if heading:
                while path and path[-1].level >= heading.level:
                    path.pop()
                path.append(heading)
                sections.append(tuple(path))
            number += was_heading or not text.startswith(_OF_WHICH, position)
            was_heading = heading is not None
            sentences.append((position, *ends[:-1]), ends, number, len(sections) - 1)
            if len(opening) < _TITLE_LINES:
                opening.append(text[position:end])
        position = end + 1
    return Segments(view, _title(opening), tuple(sections), sentences, sentences.starts)


def _heading(text: str, start: int, ends: list[int]) -> Heading | None:
    """A heading line, or the first sentence of a numbered paragraph: （一）经济增长加快。2011年…"""
    length = ends[0] - start
    if length > _LONGEST_HEADING:
        return None
    first = text[start : ends[0]]
    if marker := _MARKER.match(first):
        if len(ends) > 1 and length > _LONGEST_RUN_IN:
            return None
        first, level = first.rstrip("。；"), (marker.lastindex or 0) + 1
    elif len(ends) > 1 or length < 4 or _ENDS.search(first) or _INSIDE.search(first) or _NO_HEADING.search(first):
        return None
    else:
        level = _PLAIN_LEVEL
    return Heading(Span(start, ends[0]), first, level)


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
