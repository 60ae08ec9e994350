"""The title of a document: the lines that name it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gongbao.kept import compiled
from gongbao.link.documents.opening import BUREAU, LONG_LINE, LONGEST_HEADING, SALUTATION, Opening
from gongbao.link.documents.types import NAMES_DOCUMENT, SPEAKS_OF_DOCUMENT, TABLE_TITLE, type_of_title
from gongbao.link.documents.years import years_in
from gongbao.link.lexicons.wording import fold
from gongbao.model import DocumentType

# Of a line that ends with the name of a kind of document, as a congress calls its resolutions; else.
_LONGEST_NAMED, _LONGEST_TITLE = 80, 60
# What stands around a title on its line: a label before it, a footnote's number or the meeting behind it.
_AROUND_TITLE = compiled(
    r"^(?:标题|名称|文件名称|信息名称|(?:政策)?图解|一[图文](?:[读看]懂|速览)|数说|解读)[：:]|^[A-Z]{1,2}\d{2}(?=[一-鿿])|[\[［【]\d{1,2}[\]］】]$"
    r"|[（(][^（）()]*(?:月|会议)[^（）()]*[）)]$|[—–-]{1,4}(?:\d{4}年|在)[^。]*会议上.*$"
)
_NO_TITLE = compiled(
    r"[。；;！？!?：:…]$|^[-—–―─>»·•*#|】\[【（(〈]|^(?:来源|时间|发布|编辑|作者|索引|分类|附件|您的|当前位置|目录|封面|封皮|扉页|首页|各位)"
    r"|^附?表(?:[一二三四五六七八九十]{1,3}|\d{1,3}(?:-\d)?)$"
    r"|^(?:部门|单位)?(?:预算|决算)?公开\d{0,2}表?\d{0,2}(?:-\d)?表?$"
    r"|^(?:第[一二三四五六七八九十百\d]{1,4}[编篇部章节条]|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[、．]|\.(?!\d)))"
    r"|^\d{4}年\d{1,2}月(?:\d{1,2}日|$)|^\d{4}-\d{1,2}(?:-|$)|^[\x00-\x7f]*$|会议上"
)
_UNIT_LINE = re.compile(r"[（(]?单位[：:]")
# Lines that the next one completes, and lines that complete the one above:
# 关于咸宁市2023年预算执行情况和 / 2024年预算草案的报告; 上海市普陀区财政局 / 2024年度部门决算; 大庆市 / 政府工作报告.
_UNFINISHED = compiled(r"^关于|(?:和|与|及|的|、|国民经济|社会发展)$|^\d{4}年(?:度)?$")
# 2025年平利县…预算表 says itself whose it is.
_REST = compiled(r"(?:的|和|与|及|暨|\d{4}年(?:度)?(?!\D{0,6}[省市县区州盟旗](?!本?级))\D{0,8}(?:预算|决算))")
_BARE_NAME = compiled(r"(?:政府)?工作报告|(?:国民经济和社会发展)?统计公报|关于|\d{4}年")
# A second line that names a kind of document and nothing that it could be about: …预留项目执行 / 情况公告.
_BARE_KIND = compiled(
    r"(?:预算|决算)?(?:公开|执行|收支|使用|完成|基本|有关|工作)?(?:情况|事项|信息)?的?"
    r"(?:报告|公告|公示|通报|说明|公开|情况|总表|汇总表|明细表|一览表|表)$"
)
_BREAKS_OFF = compiled(r"[的了和与是在及，、]$")
_STATED_TITLE = re.compile(r"([^。，；：\n]{8,60}(?:规划纲要|计划纲要|规划|纲要|公报))[，,]")

_AUTHOR = compiled(rf"(?:{BUREAU}|政府|[省市县区州盟旗])(?:[（(]本级[）)]|本级|机关)?$")


def title_of(opening: Opening) -> str | None:
    """The lines that name the document, before it speaks; else the name it opens with; else a headline."""
    best, best_kind = "", DocumentType.OTHER
    in_body = False
    written, lines = [line for line, _ in opening.unspoken], [line for _, line in opening.unspoken]
    for i, line in enumerate(lines):
        if len(line) > LONG_LINE:
            in_body = True
            continue
        if not SPEAKS_OF_DOCUMENT.search(line):
            continue
        line = _AROUND_TITLE.sub("", line)
        if len(line) > _LONGEST_NAMED or not NAMES_DOCUMENT.search(line) or not _may_be_title(line):
            continue
        title = "".join([*written[_title_start(lines, i) : i], _AROUND_TITLE.sub("", written[i])]).replace(" ", "")
        kind = type_of_title(fold(title))
        if in_body and (kind is DocumentType.OTHER or "，" in title):
            continue
        better = best_kind is DocumentType.OTHER and kind is not DocumentType.OTHER and not TABLE_TITLE.search(title)
        if not best or better or title.endswith(best) or (best in title and _says_more(title, best)):
            best, best_kind = title, kind
    if best and not TABLE_TITLE.search(best):
        return best
    headline = _headline(opening)
    if best:  # a table's own title, where no headline with a year stands above it
        return headline if headline and years_in(fold(headline)) else best
    for line in opening.written[:1]:
        if stated := _STATED_TITLE.match(line):
            return stated[1].replace(" ", "")
    return headline


def _headline(opening: Opening) -> str | None:
    """The first line that could head a document, before it speaks."""
    for line, below in pairwise((*(_AROUND_TITLE.sub("", line) for line in opening.written), "")):
        if SALUTATION.match(line) or _UNIT_LINE.match(line) or len(line) > _LONGEST_TITLE:
            return None
        if len(line) >= 6 and "：" not in line and _may_be_title(line):
            if _says_more(below, line):
                return below
            return None if _BREAKS_OFF.search(line) else line
    return None


def _says_more(below: str, line: str) -> bool:
    """Whether a line is the title, and the one above it only the name of the sheet or page that it stands on."""
    short, whole = fold(line), fold(below)
    return (
        len(line) < len(below) <= _LONGEST_TITLE
        and not years_in(short)
        and bool(years_in(whole))
        and _may_be_title(below)
    )


def _may_be_title(line: str) -> bool:
    return "。" not in line and not _NO_TITLE.search(line.replace(" ", ""))


def _title_start(lines: Sequence[str], last: int) -> int:
    """The first of the lines that a title is set on, given its last."""
    first = last
    while first > 0 and last - first < 3:
        above, below = lines[first - 1], lines[first]
        if len(above) > LONGEST_HEADING or NAMES_DOCUMENT.search(above) or not _may_be_title(above):
            break
        whole = below.startswith("关于")
        if not (
            (_UNFINISHED.search(above) and not whole)
            or _REST.match(below)
            or (_BARE_NAME.match(below) and _AUTHOR.search(above))
            or (_BARE_KIND.match(below) and len(above) > len(below))
        ):
            break
        first -= 1
    return first
