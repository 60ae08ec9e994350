"""What a document is: its title, type, year, place and author, as its own title, opening and signature say.

Only the first and last stretches of a text are read for names; nothing is taken from the file's name, and what the
document does not say stays null. What the caller gives (a manifest, ``--region``) overrides what the text says.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from gongbao.errors import OptionError
from gongbao.link.censuses import census_day
from gongbao.link.regions import Region, Regions, in_time
from gongbao.model import DocumentType, Metadata, Segments

_NOTHING_STATED: Mapping[str, str] = {}
# How much of a text is looked at: for its title, for names at its beginning, for names at its end.
_TITLE_REACH, _HEAD, _TAIL = 3000, 1500, 500
_LONG_LINE = 120
_LONGEST_TITLE, _LONGEST_HEADING = 60, 40

# Older reports are in Traditional script: the characters of the words that are looked for here.
_TRADITIONAL = (
    "國務統計報劃綱預決審執開經濟發會區縣廣東陝寧遼貴蘇慶龍魯灣隴漢陽長議錄結總書華屆關於財門單雲內個臺爾維鄭瀋連順"
)
_FOLD = str.maketrans(
    _TRADITIONAL,
    "国务统计报划纲预决审执开经济发会区县广东陕宁辽贵苏庆龙鲁湾陇汉阳长议录结总书华届关于财门单云内个台尔维郑沈连顺",
)
_FOLDABLE = re.compile(f"[{_TRADITIONAL}]")
_SPACED_LETTERS = re.compile(r"(?:[一-鿿]\s+){2,}[一-鿿]")
_DIGIT_GAP = re.compile(r"(?<=[一-鿿])\s+(?=\d)|(?<=\d)\s+(?=[一-鿿])")

# ---- titles

# How a title says when: 2024年度, 2025年上半年, 2025年1-6月, 2023—2024年.
_SPAN = "[—–－~～至-]"
_WHEN = (
    rf"(?:(?:19|20)\d\d(?:年?{_SPAN}{{1,2}}(?:19|20)?\d\d)?年(?:度)?"
    rf"(?:[上下]半年|全年|年[初末]|前?[一二三四]季度|第[一二三四]季度|前三季度|\d{{1,2}}(?:月?{_SPAN}{{1,2}}\d{{1,2}})?月(?:份)?)?)"
)
_NAMES_DOCUMENT = re.compile(
    r"(?:报告|公报|规划|计划|纲要|预算|决算|草案|要点|通知|意见|方案|决议|决定|公告|办法|说明|总结)"
    r"(?:表|书|稿|公开)?(?:[（(][^（）()]{1,24}[）)])*$"
)
# What stands around a title on its line: a label before it, a footnote's number or the meeting behind it.
_AROUND_TITLE = re.compile(
    r"^(?:标题|名称|文件名称|信息名称)[：:]|[\[［【]\d{1,2}[\]］】]$"
    r"|[（(][^（）()]*(?:月|会议)[^（）()]*[）)]$|[—–-]{1,4}(?:\d{4}年|在)[^。]*会议上.*$"
)
_NO_TITLE = re.compile(
    r"[。；;！？!?：:…]$|^[-—–―─>»·•*#|】\[【（(〈]|^(?:来源|时间|发布|编辑|作者|索引|分类|附件|您的|当前位置|目录|封面|封皮|扉页|首页|各位)"
    r"|^(?:第[一二三四五六七八九十百\d]{1,4}[编篇部章节条]|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[、．]|\.(?!\d)))"
    r"|^\d{4}年\d{1,2}月(?:\d{1,2}日|$)|^\d{4}-\d{1,2}(?:-|$)|^[\x00-\x7f]*$|会议上"
)
_SALUTATION = re.compile(r"各位(?:代表|委员|领导|同志)|主任、|同志们|主席团")
_UNIT_LINE = re.compile(r"[（(]?单位[：:]")
# Lines that the next one completes, and lines that complete the one above:
# 关于咸宁市2023年预算执行情况和 / 2024年预算草案的报告; 上海市普陀区财政局 / 2024年度部门决算; 大庆市 / 政府工作报告.
_UNFINISHED = re.compile(r"^关于|(?:和|与|及|的|、|国民经济|社会发展)$|^\d{4}年(?:度)?$")
# 2025年平利县…预算表 says itself whose it is.
_REST = re.compile(r"(?:的|和|与|及|暨|\d{4}年(?:度)?(?!\D{0,6}[省市县区州盟旗](?!本?级))\D{0,8}(?:预算|决算))")
_BARE_NAME = re.compile(r"(?:政府)?工作报告|(?:国民经济和社会发展)?统计公报|关于|\d{4}年")
# A second line that names a kind of document and nothing that it could be about: …预留项目执行 / 情况公告.
_BARE_KIND = re.compile(
    r"(?:预算|决算)?(?:公开|执行|收支|使用|完成|基本|有关|工作)?(?:情况|事项|信息)?的?"
    r"(?:报告|公告|公示|通报|说明|公开|情况|总表|汇总表|明细表|一览表|表)$"
)
_TABLE_TITLE = re.compile(r"表(?:[（(][^（）()]{1,24}[）)])*$")
_BREAKS_OFF = re.compile(r"[的了和与是在及，、]$")
_STATED_TITLE = re.compile(r"([^。，；：\n]{8,60}(?:规划纲要|计划纲要|规划|纲要|公报))[，,]")

_BUREAU = (
    "(?:局|委员会|委|办公室|办事处|厅|院|中心|学校|中学|小学|大学|幼儿园|馆|站|队|协会|联合会|总工会|公司|集团"
    "|组织部|宣传部|统战部|武装部|所|处)"
)
_AUTHOR = re.compile(rf"(?:{_BUREAU}|政府|[省市县区州盟旗])(?:[（(]本级[）)]|本级|机关)?$")

# ---- types

_T = DocumentType
# What stands between a bureau and the words 预算 and 决算 in the titles of its tables: 2024年度财政拨款支出决算表. An
# area under a committee has 一般公共预算收支决算表, too.
_OF_ACCOUNTS = (
    "(?:(?:财政拨款|一般公共预算(?!收)|政府性基金预算|国有资本经营预算|政府性基金|“?三公”?经费|基本|项目|收入|支出|收支|总体?"
    "|[、和及])*)"
)
_YEAR_BETWEEN = rf"(?:[（(]?本级[）)]?|机关)?(?:\d{{4}}年(?:度)?)?{_OF_ACCOUNTS}"
_BY_TITLE = tuple(
    (kind, re.compile("|".join(patterns)))
    for kind, *patterns in (
        (_T.OTHER, r"(?:决议|决定|办法|解读|答记者问|条例|审查(?:结果)?(?:的)?报告)(?:[（(].*[）)])?$"),
        (_T.DEPARTMENT_FINAL_ACCOUNT, r"(?:部门|单位)(?:收支|财务|整体)?决算", rf"{_BUREAU}{_YEAR_BETWEEN}决算"),
        (
            _T.DEPARTMENT_BUDGET,
            r"(?:部门|单位)(?:收支|财务|综合)?预算",
            rf"{_BUREAU}{_YEAR_BETWEEN}预算(?!执行|草案|安排|调整|[（(]草)",
        ),
        (_T.AUDIT_REPORT, r"审计(?:工作|结果|情况|查出|发现|调查)?.{0,24}(?:报告|公告)"),
        (_T.WORK_REPORT, r"工作报告|政府报告"),
        (_T.FINAL_ACCOUNT, r"决算"),
        (
            _T.BUDGET_REPORT,
            r"预算(?:收支)?(?:安排)?[（(]?草案|预算安排",
            r"年(?:度)?[^\d执年]{0,14}预算(?:[（(].{1,6}[）)])?(?:的)?(?:报告|公开|说明)?$",
            r"预算(?:收支|收入|支出)总?表$",
        ),
        (_T.BUDGET_EXECUTION, r"预算执行|预算调整|财政收支|财政运行|收支执行|财政预算"),
        (_T.STAT_COMMUNIQUE, r"统计公报|普查.{0,12}公报|(?:经济|发展|收入|人口|抽样调查).{0,12}公报"),
        (_T.OTHER, r"工作(?:情况)?总结.*计划$"),  # a bureau's or township's year, and no more than a look ahead
        (
            _T.PLAN,
            r"(?:规划|计划|纲要)(?:草案)?(?:[（(].*[）)])?$",
            r"(?:规划|计划)(?:纲要)?(?:[（(]?草案|执行|的报告|的说明)|远景目标",
        ),
    )
)
_NOTICE = re.compile(r"(?:印发|发布|公布|下达)[《〈]?(.+?)[》〉]?的(?:通知|公告)$")

_ON_BEHALF = re.compile(
    r"(?<!人民)(?<!人大)代表(?!大会|们|团)[^。！？，：]{0,24}?(?:政府|国务院)，?[^。！？，]{0,40}?(?:报告|作)[^。！？]{0,80}"
)
_COMMISSIONED = re.compile(r"受[^。！？，]{0,24}?(?:政府|国务院|委员会|常委会)[^。！？，]{0,8}委托[^。！？]{0,100}")
_BY_MANDATE = (
    (_T.AUDIT_REPORT, re.compile("审计")),
    (_T.FINAL_ACCOUNT, re.compile("决算")),
    (_T.BUDGET_REPORT, re.compile("预算(?:收支)?(?:安排)?[（(]?草案|预算安排")),
    (_T.BUDGET_EXECUTION, re.compile("预算")),
)
_ANNUAL_PLAN = re.compile(r"计划执行情况|计划[（(]?草案")
# A speech that its record retells: 周恩来总理在报告中首先指出.
_RETOLD = re.compile(r"总理在报告中")
_DEPARTMENT_LINES = (
    (_T.DEPARTMENT_FINAL_ACCOUNT, re.compile(r"(?:部门|单位)决算|财政拨款.{0,16}决算(?:总?表|(?:总体|具体)?情况说明)")),
    (_T.DEPARTMENT_BUDGET, re.compile(r"(?:部门|单位)预算|财政拨款.{0,16}预算(?:总?表|(?:总体|具体)?情况说明)")),
)
_PLAN_OPENING = re.compile(
    r"第[一二三四五六七八九十]{1,3}个五年.{0,16}?(?:规划|计划)|国民经济和社会发展.{0,24}规划纲要"
)
_NEWS = re.compile(
    r"本报(?:记者|讯|通讯员|特约)|本版(?:文字|稿件|撰文|图文|图片)|(?:新华社|中新社|人民网|央广网).{0,12}电"
    r"|记者.{0,16}(?:报道|电讯)|通讯员|(?:文字|图文|稿件|照片)及?.{0,6}由.{2,24}提供|责任编辑"
)

# ---- years

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|—|–|-|－|~|～|至)")
_CHINESE_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
# 2023—2024年 reports on the later of the two years.
_YEAR_SPAN = re.compile(rf"((?:19|20)\d\d)年?{_SPAN}{{1,2}}(?=(?:19|20)\d\d年)")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FIVE_YEARS = re.compile(r"第([一二三四五六七八九十]{1,3})个五年|[“\"「]([一二三四五六七八九十]{1,2})五[”\"」]")
_ORDINALS = {name: i for i, name in enumerate("一二三四五六七八九十", 1)} | {
    f"十{name}": i for i, name in enumerate("一二三四五六七八九", 11)
}
_REVIEW = re.compile(r"((?:19|20)\d\d)年?[^\d。，]{0,12}(?:回顾|的工作|工作情况|工作总结|成绩|成就)")
_AHEAD = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年(?:的)?(?:经济|政府|工作|主要|重点|目标|总体|发展|国民|全市|全省|全县|全区|全年|任务)[^。，]*$"
)
_REVIEW_HEADING = re.compile(r"(?:去年|过去|一年来|五年来)[^。，]{0,12}(?:回顾|工作|总结|成就)|工作回顾")
_ACCOUNT_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?:度)?(?=[^。\d]{0,20}(?:预算|决算|“三公”))")

# ---- authors

_STATED_UNIT = re.compile(
    r"(?:预算|决算|编制|填报)?(?:主管部门|部门名称|单位名称|部门|单位)(?:（公章）)?[：:]([一-鿿（）()]{4,40}?)(?:\s*目\s*录)?$"
)
_TITLE_UNIT = re.compile(
    rf"{_WHEN}?([一-鿿（）()]{{3,36}}?(?:{_BUREAU}|法院|检察院|常务委员会)(?:[（(]本级[）)]|本级)?)"
    rf"(?=\d{{4}}年|关于|工作报告|部门|单位|{_OF_ACCOUNTS}(?:预算|决算))"
)
_UNIT_BEFORE_YEAR = re.compile(rf"{_BUREAU}(?=(?:（本级）)?\d{{4}}年度)")
_LAST_LETTERS = re.compile(r"[一-鿿]{4,30}$")

# ---- places

_TITLE_LEAD = re.compile(rf"(?:(?:附?表|附件)[一二三四五六七八九十\d]{{1,3}}[：:、. ]?)?(?:关于|印发|中共|《)?{_WHEN}?")
_NATIONAL_TITLE = re.compile(
    r"国务院|中央(?:和地方|本级|财政|预算|决算)|国家(?:统计局|发展|审计)|财政部|全国|中华人民共和国|最高人民"
)
_AFTER_SHORT_NAME = re.compile(r"(?:人民)?政府|国民经济|经济|财政|\d{4}年|统计|预算|本级|市|省")
_NATIONAL_MANDATE = re.compile(r"(?:代表|受)(?:国务院|中央人民政府)")
_NATIONAL_MEETING = re.compile(r"届全国人民代表大会第.{1,3}次会议(?:上|听取|通过|批准|审议|审查|\d{4}年)")
# A place's name ends before these: its congress, its government that reports, its head. Each is looked for only where
# its word is.
_AFTER_PLACE = (
    ("届", re.compile(r"第[一二三四五六七八九十]{1,3}届(?:人民代表大会|人大)")),
    ("政府", re.compile(r"(?:人民)?政府[，。]?(?:现|向|作|报告|提请|将)")),
    ("长", re.compile(r"(?:人民政府)?代?(?:省长|市长|区长|县长|州长|盟长|旗长)")),
    ("主席", re.compile(r"(?:人民政府)?代?主席")),
)
# Below the county there are no codes here, but a town's own report is not its county's.
_TOWNSHIP = re.compile(
    r"[一-鿿]{1,6}?(?<!各)(?:(?<![城乡村集])镇|乡(?!镇)|苏木)(?=人民政府|政府|\d{4}年|国民经济|财政|预算)"
)
_SIGNED = re.compile(r"(?:人民政府|统计局|财政局|审计局|发展(?:和|与)?改革(?:委员会|委|局))(?:办公室)?(?:\d{4}年.*)?$")
_SIGNED_NATIONAL = frozenset({"国务院", "财政部", "国家统计局", "国家发展和改革委员会"})
_LONGEST_SIGNATURE = 30
_PLACE_END = re.compile("[省市区县州盟旗]")
_LONGEST_PLACE = 18
# Words of every city: a name only right after the name of its city.
_COMMON_WORDS = frozenset(
    ("城区", "郊区", "矿区", "市区", "市中区", "市郊区", "老城区", "新城区", "新市区", "城中区", "城东区", "城西区")
)
# What a text calls its own place by: 我市, 全市.
_OWN = "省市县区州盟旗镇乡"
_OWN_PLACE = re.compile(f"[我全][{_OWN}]")
# How much more a name counts that stands right after the name of the place above it, and what it must come to: twice
# that in a text that does not say what kind of place it is about.
_IN_CHAIN, _ENOUGH = 2, 2


class _Opening:
    """What says what a text is. Most say it in their first lines: what else there is is read once it is asked for."""

    def __init__(self, text: str) -> None:
        self._start, self._end = text[:_TITLE_REACH], text[-_TAIL:]

    @cached_property
    def unspoken(self) -> Sequence[tuple[str, str]]:
        """The lines before it speaks to someone, each as written and simplified."""
        found: list[tuple[str, str]] = []
        for line in self._start.split("\n"):
            if written := _squeeze(line):
                simple = _fold(written)
                if _SALUTATION.match(simple):
                    break
                found.append((written, simple))
        return found

    @cached_property
    def written(self) -> Sequence[str]:
        """Its first lines as written."""
        return _lines(self._start)

    @cached_property
    def lines(self) -> Sequence[str]:
        """Its first lines, simplified."""
        return _lines(_fold(self._start))

    @cached_property
    def last_lines(self) -> Sequence[str]:
        """Its last lines, simplified."""
        return _lines(_fold(self._end))

    @cached_property
    def head(self) -> str:
        """Its beginning, simplified and without blanks."""
        return _fold("".join(self._start[:_HEAD].split()))

    @cached_property
    def tail(self) -> str:
        """Its end, simplified and without blanks; a short text is its own beginning and end."""
        return self.head if self._end == self._start else _fold("".join(self._end.split()))


def describe(
    segments: Segments,
    document_date: date | None,
    regions: Regions,
    given: Mapping[str, str],
    stated: Mapping[str, str] = _NOTHING_STATED,
) -> Metadata:
    """Say what a document is, as far as it tells; what is ``given`` overrides it.

    ``stated`` is what its format says beside its text. Files keep the titles of those that they were made from, so that
    ``title`` counts only where the text has none.

    ``given`` may have ``title``, ``document_type``, ``region`` and ``entity``, and ``date`` (a day, month or year), of
    which only the year is read, since ``document_date`` is found elsewhere; other keys go into ``extra``. A given
    region that is no division is kept as it is, without a code. Raises ``OptionError`` for an unknown type.
    """
    given = {key: value for key, value in given.items() if value}
    text = segments.view.text
    opening = _Opening(text)
    title = given.get("title") or _title(opening) or stated.get("title")
    plain = _fold(_squeeze(title)) if title else ""
    kind = _given_type(given["document_type"]) if "document_type" in given else _document_type(plain, opening)
    entity = given.get("entity") or _entity(plain, kind, opening, regions)
    said = document_date.year if document_date else (int(given["date"][:4]) if "date" in given else None)
    report_year = _report_year(plain, kind, said, opening, text)
    year = said or report_year
    if "region" in given:
        region = regions.resolve(given["region"], year)
    else:
        region = _region([plain, entity or ""], opening, text, regions, year)
    return Metadata(
        title=title,
        document_type=kind,
        document_date=document_date,
        report_year=report_year,
        region=region.full_name if region else given.get("region"),
        region_code=(region.code or None) if region else None,
        region_level=region.level if region else None,
        entity=entity,
        extra={
            key: value
            for key, value in given.items()
            if key not in ("date", "title", "document_type", "region", "entity")
        },
    )


def _given_type(name: str) -> DocumentType:
    try:
        return DocumentType(name)
    except ValueError as error:
        raise OptionError(f"no document type is called {name!r}; there are {', '.join(DocumentType)}") from error


def _fold(text: str) -> str:
    return text.translate(_FOLD) if _FOLDABLE.search(text) else text


def _lines(text: str) -> list[str]:
    return [squeezed for line in text.split("\n") if (squeezed := _squeeze(line))]


def _squeeze(line: str) -> str:
    """A line as its words: 政 府 工 作 报 告 has no blanks, the two halves of a headline keep theirs."""
    if len(line.split(None, 1)) < 2:
        return line.strip()
    line = _SPACED_LETTERS.sub(lambda match: "".join(match[0].split()), line)
    return _DIGIT_GAP.sub("", " ".join(line.split()))


# ---- title


def _title(opening: _Opening) -> str | None:
    """The lines that name the document, before it speaks; else the name it opens with; else a headline."""
    best, best_kind = "", DocumentType.OTHER
    in_body = False
    written, lines = [line for line, _ in opening.unspoken], [line for _, line in opening.unspoken]
    for i, line in enumerate(lines):
        if len(line) > _LONG_LINE:
            in_body = True
            continue
        line = _AROUND_TITLE.sub("", line)
        if len(line) > _LONGEST_TITLE or not _NAMES_DOCUMENT.search(line) or not _may_be_title(line):
            continue
        title = "".join([*written[_title_start(lines, i) : i], _AROUND_TITLE.sub("", written[i])]).replace(" ", "")
        kind = _type_of_title(_fold(title))
        if in_body and (kind is DocumentType.OTHER or "，" in title):
            continue
        better = best_kind is DocumentType.OTHER and kind is not DocumentType.OTHER and not _TABLE_TITLE.search(title)
        if not best or better or title.endswith(best):
            best, best_kind = title, kind
    if best and not _TABLE_TITLE.search(best):
        return best
    headline = _headline(opening)
    if best:  # a table's own title, where no headline with a year stands above it
        return headline if headline and _years(_fold(headline)) else best
    for line in opening.written[:1]:
        if stated := _STATED_TITLE.match(line):
            return stated[1].replace(" ", "")
    return headline


def _headline(opening: _Opening) -> str | None:
    """The first line that could head a document, before it speaks."""
    for line in opening.written:
        if _SALUTATION.match(line) or _UNIT_LINE.match(line) or len(line) > _LONGEST_TITLE:
            return None
        if len(line) >= 6 and "：" not in line and _may_be_title(line):
            return None if _BREAKS_OFF.search(line) else line
    return None


def _may_be_title(line: str) -> bool:
    return "。" not in line and not _NO_TITLE.search(line.replace(" ", ""))


def _title_start(lines: Sequence[str], last: int) -> int:
    """The first of the lines that a title is set on, given its last."""
    first = last
    while first > 0 and last - first < 3:
        above, below = lines[first - 1], lines[first]
        if len(above) > _LONGEST_HEADING or _NAMES_DOCUMENT.search(above) or not _may_be_title(above):
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


# ---- type


def _document_type(title: str, opening: _Opening) -> DocumentType:
    kind = _type_of_title(title)
    if kind is not DocumentType.OTHER or _NAMES_DOCUMENT.search(title):
        return kind
    if commissioned := _COMMISSIONED.search(opening.head):
        for kind, pattern in _BY_MANDATE:
            if pattern.search(commissioned[0]):
                return kind
        if _ANNUAL_PLAN.search(commissioned[0]):
            return DocumentType.PLAN
    if on_behalf := _ON_BEHALF.search(opening.head):
        for kind, pattern in _BY_MANDATE:
            if pattern.search(on_behalf[0]):
                return kind
        return DocumentType.WORK_REPORT
    for kind, pattern in _DEPARTMENT_LINES:
        if any(len(line) <= _LONGEST_HEADING and pattern.search(line) for line in opening.lines):
            return kind
    if _PLAN_OPENING.search(opening.head[:_LONG_LINE]):
        return DocumentType.PLAN
    if _RETOLD.search(opening.head):
        return DocumentType.WORK_REPORT
    if _NEWS.search(opening.head) or (opening.tail is not opening.head and _NEWS.search(opening.tail)):
        return DocumentType.NEWS
    return DocumentType.OTHER


def _type_of_title(title: str) -> DocumentType:
    notice = _NOTICE.search(title)
    if notice:
        title = notice[1]
    for kind, pattern in _BY_TITLE:
        if pattern.search(title):
            return kind
    return DocumentType.OTHER


# ---- year


def _years(text: str) -> list[int]:
    text = _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), text)
    return [int(year) for year in _YEAR.findall(text)]


def _report_year(title: str, kind: DocumentType, said: int | None, opening: _Opening, text: str) -> int | None:
    """The year that a document reports on or budgets, the first that it plans; of a work report the year it is of."""
    years = _years(title if kind is DocumentType.PLAN else _YEAR_SPAN.sub("", title))
    if kind is DocumentType.PLAN:
        five = _FIVE_YEARS.search(title or opening.head[:_LONG_LINE])
        if five:
            return _plan_start(five)
        return (max(years) if _ANNUAL_PLAN.search(title) else years[0]) if years else None
    if years:
        return max(years) if kind is DocumentType.BUDGET_REPORT else years[0]
    if counted := census_day(title):
        return counted.year
    if kind is DocumentType.WORK_REPORT:
        return said or _year_of_work(text)
    if kind in (DocumentType.DEPARTMENT_BUDGET, DocumentType.DEPARTMENT_FINAL_ACCOUNT, DocumentType.FINAL_ACCOUNT):
        stated = _ACCOUNT_YEAR.search(opening.head)
        return int(stated[1]) if stated else None
    if kind in (DocumentType.BUDGET_REPORT, DocumentType.BUDGET_EXECUTION):
        return said
    if kind is DocumentType.STAT_COMMUNIQUE:
        return next(iter(_years(opening.head)), None)
    return None


def _plan_start(five: re.Match[str]) -> int | None:
    """The first year of a five-year plan: 1953, 1958, and every five years from 1966 on."""
    ordinal = _ORDINALS.get(five[1] or five[2])
    if ordinal is None:
        return None
    return 5 * ordinal + (1948 if ordinal < 3 else 1951)


def _year_of_work(text: str) -> int | None:
    """The year of a work report without a date: its headings name it, or the year before, that they look back on."""
    looking_back = False
    for line in text.split("\n"):
        if len(line) > _LONGEST_HEADING or "。" in line:
            if looking_back and (years := _years(line[:200])):
                return years[0] + 1
            looking_back = False
        elif "年" in line:
            line = _squeeze(line)
            if review := _REVIEW.search(line):
                return int(review[1]) + 1
            if ahead := _AHEAD.search(line):
                return int(ahead[1])
            looking_back = looking_back or bool(_REVIEW_HEADING.search(line))
    return None


# ---- author


def _entity(title: str, kind: DocumentType, opening: _Opening, regions: Regions) -> str | None:
    """The unit whose own document it is, where that is not the government of the area."""
    departmental = kind in (DocumentType.DEPARTMENT_BUDGET, DocumentType.DEPARTMENT_FINAL_ACCOUNT)
    if not departmental and kind not in (DocumentType.WORK_REPORT, DocumentType.OTHER):
        return None
    if departmental:
        for line in opening.lines:
            if stated := _STATED_UNIT.match(line):
                return stated[1]
    if unit := _TITLE_UNIT.match(title):
        return unit[1]
    if departmental:
        units: Counter[str] = Counter()
        for line in opening.lines:
            for match in _UNIT_BEFORE_YEAR.finditer(line) if "年度" in line else ():
                if letters := _LAST_LETTERS.search(line, max(0, match.end() - 30), match.end()):
                    units[_from_place(letters[0], regions)] += 1
        return next((unit for unit, _ in units.most_common(1)), None)
    return None


def _from_place(unit: str, regions: Regions) -> str:
    """A unit's name from the place that it begins with: 按照上海市普陀区财政局 is 上海市普陀区财政局."""
    return next((unit[start:] for start in range(len(unit) - 2) if regions.read(unit, start)[0]), unit)


# ---- place


def _region(names: Iterable[str], opening: _Opening, text: str, regions: Regions, year: int | None) -> Region | None:
    """The place that a document is of: by title and author, else by meeting and mandate, else by the names in it."""
    for found in _evidence(names, opening, text, regions):
        if settled := _settle(found, text, regions, year):
            return settled
    return None


def _evidence(names: Iterable[str], opening: _Opening, text: str, regions: Regions) -> Iterable[Sequence[Region]]:
    """What the document's place may be, the surest first; several divisions of one name are still to be told apart."""
    nation = regions.named("全国")
    for name in names:
        lead = _TITLE_LEAD.match(name)
        start = lead.end() if lead else 0
        yield nation if _NATIONAL_TITLE.match(name, start) else _leading(name, start, regions)
    head = opening.head
    if _NATIONAL_MANDATE.search(head):
        yield nation
    for mark, pattern in _AFTER_PLACE:
        for match in pattern.finditer(head) if mark in head else ():
            yield regions.ending(head[max(0, match.start() - _LONGEST_PLACE) : match.start()])
    if _NATIONAL_MEETING.search(head):
        yield nation
    for line in (*opening.lines, *opening.last_lines):
        if line in _SIGNED_NATIONAL:
            yield nation
        elif len(line) <= _LONGEST_SIGNATURE:
            found, end = regions.read(line)
            if found and _SIGNED.match(line, end):
                yield found
    own = _own_kind(text)
    ends = f"{head}\n{opening.tail}"
    yield _most_named(ends, own, regions)
    if own:
        yield _most_named_short(ends, own, regions)
    elif "我国" in text or "我國" in text:
        yield nation


def _leading(text: str, start: int, regions: Regions) -> Sequence[Region]:
    """The place that a title begins with; a short name only before a word that follows the names of places."""
    found, end = regions.read(text, start)
    if township := _TOWNSHIP.match(text, end):
        return [Region("", township[0], township[0], "township", found[0].code if found else "", None, None, "")]
    short = [region for region in found if text.endswith(region.name, start, end) and region.name != region.full_name]
    if not short:
        return found
    if not _AFTER_SHORT_NAME.match(text, end):
        return ()
    provinces = [region for region in short if region.level == "province"]
    return provinces or [region for region in short if region.level == "prefecture"]


def _own_kind(text: str) -> str:
    """The kind of place that a text calls its own most often (我市, 全市: 市); empty if it does not."""
    counts = Counter(word[1] for word in _OWN_PLACE.findall(text))
    most = max(_OWN, key=lambda kind: counts[kind])
    return most if counts[most] else ""


def _most_named(text: str, own: str, regions: Regions) -> Sequence[Region]:
    """The place of the kind that the text calls its own which it names most, by full names."""
    scores: Counter[str] = Counter()
    meant: dict[str, Sequence[Region]] = {}
    above: Sequence[Region] = ()
    above_end = -1
    for match in _PLACE_END.finditer(text):
        end = match.end()
        for start, found in regions.names_up_to(text, end, _LONGEST_PLACE):
            name = text[start:end]
            found = [region for region in found if region.name != name or region.full_name == name]
            within = [region for region in found if start == above_end and any(region.is_within(r) for r in above)]
            if within or (found and len(name) > 2 and name not in _COMMON_WORDS):
                scores[name] += 1 + _IN_CHAIN * bool(within)
                if within or name not in meant:
                    meant[name] = within or found
                above, above_end = within or found, end
                break
    for name, score in scores.most_common():
        if name.endswith(own):
            return meant[name] if score >= (_ENOUGH if own else 2 * _ENOUGH) else ()
    return ()


def _most_named_short(text: str, own: str, regions: Regions) -> Sequence[Region]:
    """The same by short names, which are read only where they are hardly ever other words."""
    scores = Counter(
        name
        for name in regions.short_names_in(text)
        if any(region.is_distinct(name) and region.full_name.endswith(own) for region in regions.named(name))
    )
    ranked = scores.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ()
    return [region for region in regions.named(ranked[0][0]) if region.full_name.endswith(own)]


def _settle(found: Sequence[Region], text: str, regions: Regions, year: int | None) -> Region | None:
    """The one that is meant: it existed in the year; of several, it is the one whose parents the text names most."""
    codes = {region.code: region for region in in_time(found, year)}
    if len(codes) < 2:
        return next(iter(codes.values()), None)
    scores = Counter(
        {code: sum(text.count(r.name) for r in regions.parents(region, year)) for code, region in codes.items()}
    )
    (code, most), (_, second) = scores.most_common(2)
    return codes[code] if most > second else None
