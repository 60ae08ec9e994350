"""Paragraphs put together again: one a line, whatever columns, pages and captions did to them."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gongbao.kept import compiled
from gongbao.model import TextView

# Two ideographic spaces inside a line are a lost line end: 第八章　消费品工业　　第一节　基本任务.
# So are wide gaps before a numbered heading: 发展目标    第一章  主要任务    （一）进一步….
_BREAK = re.compile(
    r"[\r\n\f\v\x85\u2028\u2029]|(?<=\S)\u3000{2,}(?=\S)"
    r"|(?<=\S)[^\S\r\n]{2,}(?=第[一二三四五六七八九十百]{1,4}[编篇章节]|（[一二三四五六七八九十]{1,3}）)"
)
_OTHER_ENDS = "\r\f\v\x85\u2028\u2029"
_BLANK = " \t\u3000\u00a0"
BULLETS = "●■◆▲★◇□▪•☆▶►➢➤※❖✓☞"  # what items of a list begin with
_TERMINAL, _BEHIND_TERMINAL = frozenset("。！？!?；;：:…"), '”’」』）)》"'
_RUNNING = re.compile(r"[，。；、：]| , ")
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,4}[编篇章节]|[一二三四五六七八九十]{1,3}、|[（(〈][一二三四五六七八九十\d]{1,3}[）)])[^，。；]*$"
)
# 一、聚焦高质量发展，五年奋斗成果丰硕: with a line below that no width has broken, since it is much longer.
_CLAUSES_NUMBERED = compiled(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,4}[编篇章节]|[一二三四五六七八九十]{1,3}、|[（(〈][一二三四五六七八九十]{1,3}[）)])[^。；：]{4,60}$"
)
_LONGER_BY = 12
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("「", "」"), ("『", "』"))
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,4}[编篇章节部条]|[一二三四五六七八九十]{1,3}、|[（(〈][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[、.．](?!\d)|——|--|[—─―]|[一二三四五六七八九十]{1,2}是|各位代表|附件|附?[表图][ ]?\d{1,3}(?!\d)"
    rf"|[{BULLETS}])"
)
# 项目名称：…, and below it 预算金额：…: each a line of its own.
_FIELD = re.compile(r"[^\W\d_]{2,10}[：:](?=\S)")
# A line that begins like these goes on: 机关事业单位基本养老保险缴费支出 and （项）。年初预算为.
_CONTINUES = (*"，。、；：！？”’）》」』%‰", ", ", "; ", "（类）", "（款）", "（项）")
# Neither a headline nor its deck ends like these before a figure: 完成预算的 and on the next page 27.09%.
_LEADS_ON = frozenset("的为和与及在由占是达")
# Where lines are paragraphs, the number of a table (附表3) or of a page ends one without being cut in two.
_FIGURE_CUT = compiled(r"(?:^(?=\d{4}$)|[^\d.,表件图第号—-])\d[\d,.]*[十百千万亿]*$")
# 收入532. and 39亿元, 支出1, and 234万元: a point or a separator that its line ends with, and the digits behind it.
_POINT_CUT = compiled(r"[^\d.,\s表件图第号—-]\d[\d,]*[.,]$")
# Of what is counted there are no tenths: 3个项目 behind 项目12. begins anew.
_POINT_REST = compiled(r"\d{1,6}[ ]?(?:个百分|[十百千万亿]+[人个家户]|[十百千万亿]*[元美吨亩公平千米%‰倍])")
_GROUP_REST = compiled(r"\d{3}(?:,\d{3})*+(?:\.\d+)?+[ ]?[十百千万亿]*[元美人个家户吨亩公平千米]")
# 收入1,2 and 34.5亿元: a group of thousands is cut in two.
_IN_GROUP = compiled(r"(?<![\d.,表件图第号])\d{1,3}(?:,\d{3}){0,4},(?P<cut>\d\d?)$")
_REST_OF_GROUP = compiled(r"\d\d?(?!\d)")
_GROUP = 3
_MULTIPLIERS = "十百千万亿"
# What a sentence opens with, behind a line that may be whole: 此报告，请审议.
_OPENS = compiled(r"全[市年省县区国]|今年|(?:19|20)\d\d年")
_IN_FIGURE = frozenset(f",.{_MULTIPLIERS}")
_FIGURE_REST = compiled(
    r"[十百千万亿]*[元美人个家户吨亩公平千米%‰倍项名所座条次年月日]|[,.]\d"
    # 2021 and —2023年: the rest of a range, but -3.2% is a figure below another
    r"|(?:[—~～]{1,2}\d[\d.]{0,8}(?:[%‰]|[万亿]+[元吨人]|个百分点)|[—–~～-]{1,2}\d[\d.]{0,8}年)"
)
_ENDS_WITH_FIGURE = compiled(r"\d(?:%|‰|[十百千万亿]*\p{Han}{1,2})$")
_PAGE_NUMBER = re.compile(r"[-—–·•第]?[ ]?\d{1,4}[ ]?[-—–·•页]?$")
_FRACTION_CUT = compiled(r"\p{Han}\d[\d,]*\.\d*$")
_DASHED_NUMBER = compiled(r"[-—–·•][ ]?\d{1,4}[ ]?[-—–·•]|第?[ ]?\d{1,4}[ ]?页")
# A line that nothing goes on from: the head of a newspaper's page (玉溪日报 2025年2月12日 星期三 第3版), a web page's
# 发布时间：2025-03-28, a table's 单位：亿元、%, a day alone, （2023年8月6日18时）, 2023/07/10 09:30 来源：国家统计局.
_APART = compiled(
    r"(?=.*星期[一二三四五六日]).{0,30}第?[ ]?[A-Z]?\d{1,2}[ ]?版|\d日.{0,4}星期[一二三四五六日]$"
    r"|^[（(]?(?:计量|金额|货币)?单位[:：][^。；;]{1,16}$"
    r"|^(?:(?:发布|公布|成文|印发|发文|更新)?(?:时间|日期)|(?:信息|文章)?来源)[:：][^。]*$"
    r"|^[（(]?(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:\d{1,2}时)?[）)]?$"
    r"|^(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s\d{1,2}:\d\d(?::\d\d)?)?\s{0,4}(?:来源[:：][^。]*)?$"
)
_LONGEST_APART = 80
_WORD = compiled(r"[A-Za-z0-9]")

_CAPTION = 30
_LONG = 15
_INDENT = "\u3000\u3000"
# Columns of six characters are the narrowest; a list of so few lines has no width.
_NARROWEST, _NARROW_LINES = 6, 20
# Of lines broken by width at most one in so many is longer, and of so many lines of that width at least one has a
# sentence that ends inside it.
_LONGER, _ENDING_INSIDE = 20, 8
_WRAPPED = 5
# Markdown: ## 一、预算执行情况.
MARKED_HEADING = compiled(r"#{1,6} +(?=\S)")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    indented: bool
    opens: bool  # behind two ideographic spaces, as a paragraph does
    blanks: int  # blank lines before it
    ended: bool  # as a sentence ends, closing marks behind it or not


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a text sets its lines: whether it ends sentences with marks at all, and the width it wraps at (0: none).

    ``paragraphs``: its lines are paragraphs, which go on in the next one only where one is broken off.
    """

    stops: bool
    width: int
    paragraphs: bool


class _Paragraph:
    """Lines put together so far, with what they say of going on: asked again at every line, so never counted anew."""

    __slots__ = ("_chars", "_marked", "_seen", "_stopped", "lines")

    def __init__(self, line: _Line) -> None:
        self.lines: list[_Line] = [line]
        self._seen = self._chars = 0
        self._stopped = self._marked = False

    @property
    def stopped(self) -> bool:
        """Whether a sentence of it has ended."""
        self._see()
        return self._stopped

    @property
    def is_running(self) -> bool:
        """Whether it reads as prose that has not come to its end yet."""
        self._see()
        return self._stopped or (self._marked and self._chars >= _LONG)

    def fills(self, width: int) -> bool:
        """Whether its last line is its first and goes to the end of a narrow column, in which it is short."""
        self._see()
        first, *others = self.lines
        return self._marked and first.opens and not others and len(first.text) + len(_INDENT) >= width - 2 > 0

    def _see(self) -> None:
        for line in self.lines[self._seen :]:
            self._chars += len(line.text)
            self._stopped = self._stopped or "。" in line.text
            self._marked = self._marked or bool(_RUNNING.search(line.text))
        self._seen = len(self.lines)


def reflow(view: TextView, *, paragraphs: bool = False) -> TextView:
    """One paragraph a line: broken lines joined, captions and page numbers put behind the paragraph they split.

    ``paragraphs``: the lines are paragraphs already, unless they show that whoever made them broke the text by width.
    """
    lines = _lines(view.text)
    habits: _Habits | None = None  # asked for where a line may go on, which in a short text none may
    texts: list[str] = []
    offsets = array("I")

    def put(pieces: list[_Line]) -> None:
        for i, line in enumerate(pieces):
            if i and _WORD.match(pieces[i - 1].text[-1]) and line.text[0].isascii() and line.text[0].isalpha():
                texts.append(" ")
                offsets.append(view.offsets[line.start])
            texts.append(line.text)
            # The last with the line end behind it, unless the text ends there.
            offsets.extend(view.offsets[line.start : line.end + (line is pieces[-1])])
        texts.append("\n")
        if pieces[-1].end == len(view.offsets):
            offsets.append(offsets[-1])

    i = 0
    while i < len(lines):
        first = lines[i]
        i += 1
        if i == len(lines) or (first.ended and not lines[i].text.startswith(_CONTINUES)):
            put([first])  # as most are
            continue
        paragraph, captions = _Paragraph(first), []
        habits = habits or (_habits_of_paragraphs(lines) if paragraphs else _habits(lines))
        while i < len(lines):
            if i + 1 < len(lines) and _interrupts(paragraph, lines[i], lines[i + 1], habits):
                captions.append(lines[i])
                i += 1
            elif not _joins(paragraph, lines[i], habits):
                break
            paragraph.lines.append(lines[i])
            i += 1
        put(paragraph.lines)
        for caption in captions:
            put([caption])
    return TextView("".join(texts), offsets)


def _stretches(text: str) -> Iterator[tuple[int, str, str]]:
    """What stands between line ends: its place, itself and the line end behind it, which the last has none of.

    What has no line ends but ``\\n`` is not looked at for others, but for gaps inside a line.
    """
    is_plain, place = not any(end in text for end in _OTHER_ENDS), 0
    for line in text.split("\n") if is_plain else (text,):
        start = 0
        if not is_plain or len(line.split(None, 1)) > 1:
            for match in _BREAK.finditer(line):
                yield place + start, line[start : match.start()], match[0]
                start = match.end()
        yield place + start, line[start:], "\n"
        place += len(line) + 1


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    blanks, lead, before = 0, "", ""
    for start, stretch, mark in _stretches(text):
        bare = stretch.strip(_BLANK)
        if bare:
            if bare != stretch:
                blank = stretch[: stretch.index(bare[0])]
                start, lead = start + len(blank), lead + blank
            heading = MARKED_HEADING.match(bare) if bare[0] == "#" else None
            if heading:
                start, bare = start + heading.end(), bare[heading.end() :]
            indented = lead.count("\u3000") >= 2 or lead.count(" ") >= 4
            lines.append(
                _Line(
                    *(start, start + len(bare), bare, indented, lead == _INDENT, blanks),
                    heading is not None or _is_ended(bare),
                )
            )
            blanks, lead = 0, ""
        elif stretch or mark != "\n" or before != "\r":
            blanks, lead = blanks + 1, ""
        if mark[0] == "\u3000":
            lead = mark
        before = mark
    return lines


def _habits(lines: list[_Line]) -> _Habits:
    long = [line for line in lines if len(line.text) >= _LONG]
    open_lengths = Counter(len(line.text) for line in long if not line.ended)
    width = 0
    if open_lengths:
        common, _ = open_lengths.most_common(1)[0]
        near = _near(open_lengths, common)
        most = near >= _WRAPPED and near * 2 >= sum(open_lengths.values()) and near * 4 >= len(long)
        if most and common <= 120 and not _many_longer(lines, common):
            width = common
    if len(long) * 4 < len(lines) >= _NARROW_LINES:
        width = _narrow_width(lines)
    return _Habits(_stops(long), width, paragraphs=False)


def _stops(long: list[_Line]) -> bool:
    return sum("。" in line.text for line in long) * 20 >= len(long) or len(long) < 5


def _near(lengths: Counter[int], common: int) -> int:
    return sum(n for length, n in lengths.items() if common - 3 <= length <= common + 3)


def _habits_of_paragraphs(lines: list[_Line]) -> _Habits:
    """The habits of lines that are paragraphs: of printed lines only where the whole text was broken by width.

    Headings and items of a list are alike in length, too; but other lines are longer, and no sentence ends inside them.
    """
    width = 0
    open_lines = [line for line in lines if not line.ended]
    if open_lines:
        lengths = Counter(len(line.text) for line in open_lines)
        common, _ = lengths.most_common(1)[0]
        near = _near(lengths, common)
        inside = sum("。" in line.text and abs(len(line.text) - common) <= 3 for line in open_lines)
        wrapped = near >= _WRAPPED and near * 2 >= len(open_lines) and inside * _ENDING_INSIDE >= near
        if wrapped and common >= _NARROWEST and not _many_longer(lines, common):
            width = common
    return _Habits(_stops([line for line in lines if len(line.text) >= _LONG]), width, paragraphs=not width)


def _narrow_width(lines: list[_Line]) -> int:
    """The width of a text set in columns so narrow that hardly a line is long; 0 for lines that only are short."""
    common, _ = Counter(len(line.text) for line in lines).most_common(1)[0]
    near = sum(common - 2 <= len(line.text) <= common + 2 for line in lines)
    marked = sum("。" in line.text for line in lines)
    narrow = near * 3 >= len(lines) * 2 and marked * 12 >= len(lines) and not _many_longer(lines, common)
    return common if common >= _NARROWEST and narrow else 0


def _many_longer(lines: list[_Line], width: int) -> bool:
    """Whether lines go so often beyond a width that it is none that they were broken by; figures are set narrower."""
    return sum(2 * len(line.text) > 3 * width for line in lines) * _LONGER > len(lines)


def _joins(paragraph: _Paragraph, line: _Line, habits: _Habits) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = paragraph.lines[-1].text
    wide = habits.width and len(last) >= habits.width - (3 if habits.width >= _LONG else 1)
    if not wide and _FIELD.match(line.text) and _FIELD.match(last):
        return False
    if _is_cut(last, line.text, habits):
        return True
    if line.text.startswith(_CONTINUES):
        return habits.stops
    if paragraph.lines[-1].ended or not habits.stops or line.indented:
        return False
    if _HEADING.match(line.text) or _stands_apart(last) or _stands_apart(line.text):
        return False
    if habits.paragraphs:
        return _is_broken_off(paragraph, line)
    if last.endswith(("，", "、")) or _unclosed(last):
        return True
    if habits.width and len(last) < habits.width - 8:
        return False
    if wide:
        return True
    if len(paragraph.lines) == 1 and _NUMBERED.match(last):
        return False
    if len(paragraph.lines) == 1 and _CLAUSES_NUMBERED.match(last):
        # 五、5月份拆借利率为1.85%，回购利率为1.82%: a heading that tells all, in a text that no width has broken
        tells = not habits.width and _ENDS_WITH_FIGURE.search(last) is not None
        if tells or len(line.text) > len(last) + _LONGER_BY:
            return False
    on_to_figure = last[-1] in _LEADS_ON and line.text[0].isdecimal()
    if line.blanks and not (habits.width or paragraph.stopped or on_to_figure):
        return False  # a deck between a headline and its story ends without a mark, too
    return paragraph.is_running or (paragraph.fills(habits.width) and not _OPENS.match(line.text))


def _is_cut(last: str, text: str, habits: _Habits) -> bool:
    """Whether a line breaks off inside a figure and the next one has its rest."""
    if last[-1] in ",." and (_POINT_REST if last[-1] == "." else _GROUP_REST).match(text):
        return _POINT_CUT.search(last) is not None
    if (cut := _IN_GROUP.search(last)) and (rest := _REST_OF_GROUP.match(text)):
        return len(cut["cut"]) + len(rest[0]) == _GROUP
    if not (last[-1].isdecimal() or last[-1] in _IN_FIGURE) or not _FIGURE_REST.match(text):
        return False
    if habits.paragraphs:
        return _FIGURE_CUT.search(last) is not None
    return last.rstrip(_MULTIPLIERS)[-1:].isdecimal()


def _stands_apart(text: str) -> bool:
    if len(text) > _LONGEST_APART or not ("星期" in text or ":" in text or "：" in text or text[-1] in "日）)"):
        return False
    return _APART.search(text) is not None


def _interrupts(paragraph: _Paragraph, line: _Line, after: _Line, habits: _Habits) -> bool:
    """Whether a line stands between two halves of one sentence without belonging to it: a caption, a page number."""
    last = paragraph.lines[-1].text
    is_number = _PAGE_NUMBER.fullmatch(line.text) is not None
    if (
        is_number
        and (_DASHED_NUMBER.fullmatch(line.text) or _FRACTION_CUT.search(last))
        and _is_cut(last, after.text, habits)
    ):
        return True  # 532. and - 3 - and 39亿元; 532.39 and 3 and 亿元
    if not habits.stops or paragraph.lines[-1].ended or after.indented or _HEADING.match(after.text):
        return False
    if habits.paragraphs and not _is_broken_off(paragraph, after):
        return False
    if not (paragraph.is_running or last.endswith(("，", "、")) or _unclosed(last)):
        return False
    if is_number:
        return True
    return (
        line.blanks > 0
        and after.blanks > 0
        and len(line.text) <= min(_CAPTION, habits.width - 8 if habits.width else _CAPTION)
        and not _RUNNING.search(line.text)
        and not line.ended
        and not _HEADING.match(line.text)
        and not line.indented
        and not line.text.startswith(_CONTINUES)
        and bool(_RUNNING.search(after.text))
    )


def _is_broken_off(paragraph: _Paragraph, line: _Line) -> bool:
    """Whether what reads as a paragraph is the first half of one whose second half a line is.

    It stops in mid-sentence although its other sentences end with a mark, at a comma, or inside quotation marks that
    the line closes. Headings and items of a list have no mark inside or none at their end.
    """
    last = paragraph.lines[-1].text
    if last.endswith(("，", "、")):
        return True
    if _unclosed(last) and _closes(line.text):
        return True
    return paragraph.stopped and bool(_RUNNING.search(line.text)) and not _ENDS_WITH_FIGURE.search(last)


def _closes(text: str) -> bool:
    """Whether a quotation or bracket ends in a text that does not begin there."""
    firsts = [(text.find(opener), text.find(closer)) for opener, closer in _PAIRS]
    return any(end >= 0 and not 0 <= start < end for start, end in firsts)


def _unclosed(text: str) -> bool:
    return any(opener in text and text.count(opener) > text.count(closer) for opener, closer in _PAIRS)


def _is_ended(text: str) -> bool:
    """Whether a line ends as a sentence does, closing marks behind it or not."""
    return text.rstrip(_BEHIND_TERMINAL)[-1:] in _TERMINAL
