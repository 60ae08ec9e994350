"""Web pages, and the web archives (MHTML) that Word and browsers save."""

# ruff: noqa: SIM905 (lists of tags read best as words)

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from gongbao.errors import RejectedError
from gongbao.model import Code, Document
from gongbao.read.delimited import printed_tables
from gongbao.read.flowing import taken_apart, write_pieces
from gongbao.read.html.furniture import find_furniture
from gongbao.read.html.layout import BLOCK_TAGS, INVISIBLE, Grid, Layout, Line, lay_out
from gongbao.read.html.styles import mark_grids, mark_hidden, show_panels
from gongbao.read.sniff import REPLACEMENT, Decoded, decode, in_big5, is_web_archive
from gongbao.read.text import replaced
from gongbao.read.writing import Writing

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Where a page says what it is encoded in; browsers look no further than 1024 bytes, editors write later, too.
_DECLARED = re.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 8192
# A page in XML may close these where it opens them; read as HTML they would go on to its end: <title/>.
_IN_XML = re.compile(r"\s*<\?xml\s")
_CELL = re.compile(
    r"</t[rdh][^<>]*>|<t(?:[rdh]|body|head|foot)\b[^<>]*>[^<]*|</?c(?:aption|olgroup)\b[^<>]*>", re.IGNORECASE
)
_OF_ROWS = re.compile(r"\s*<(?:t[rdh]|tbody|thead|tfoot|caption|colgroup)\b", re.IGNORECASE)
_CLOSED_AT_ONCE = re.compile(r"<(title|script|style|textarea|iframe|noscript)\b([^<>]*)/>", re.IGNORECASE)
# What may keep the cells of a row apart that has no tags.
_GAP = re.compile(r"\S(?:\t|[ \u00a0]{2}|[\u2000-\u200a\u3000])")
_FRAMES = re.compile(rb"<frameset[\s>]", re.IGNORECASE)
_ERROR = re.compile(
    r"^(?:error\W*|http\W*)?[45]0\d\b|\b(?:not found|forbidden|bad gateway|service unavailable|internal server error"
    r"|server error in)\b"
    r"|(?:页面|网页|文件|内容|资源|信息|地址)[^。！\n]{0,8}(?:不存在|找不到|未找到|没有找到|已删除|已被删除|丢失|走丢)"
    r"|(?:找不到|没有找到|无法访问)[^。！\n]{0,8}(?:页面|网页|文件|页)|访问(?:被拒绝|出错|过于频繁)|您的(?:本次|访问)?请求[^。]{0,12}(?:拦截|阻断|威胁|拒绝)|(?:访问|请求)已?被(?:拦截|阻断|拒绝)|您?(?:无权|没有权限)访问|(?:安全|人机|访问)验证|请(?:输入|完成|先?通过)[^。！\n]{0,6}验证",
    re.IGNORECASE,
)
_LONGEST_ERROR = 600
# What a short page has that does say something: 全市共监测恶意访问被拦截3.5万次.
_TOLD = re.compile(r"\d\s?(?:[万亿元‰％]|%(?![0-9A-Fa-f]{2}))")
# Names under which pages declare what is read as GB18030, which includes them all.
_CHINESE = frozenset(("gb2312", "gb_2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "gb18030"))
_TRADITIONAL = {
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "cp950": "cp950",
    "x-big5": "cp950",
    "big5hkscs": "big5hkscs",
}
_IDEOGRAPH = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")

# Blocks, and what stands in a line, deeper than any page that means it. A parser's time grows with the square of the
# depth, and what an old page never closes it opens anew in each paragraph.
_BLOCK_DEPTH, _INLINE_DEPTH = 1000, 64
_COMMENT_OR_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|\Z)|<(/?)([a-z][\w:-]{0,30})[^<>]*>?",
    re.IGNORECASE | re.DOTALL,
)
# Elements that end without being closed: they do not nest by being many.
_UNCLOSED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option td th tr "
    "tbody thead tfoot colgroup html head body".split()
)
# Within drawings and formulas nothing ends without being closed; these end the drawing or formula itself.
_FOREIGN = frozenset(("svg", "math"))
_BREAKING_OUT = frozenset(
    "b big blockquote body br center code dd div dl dt em font h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)
# A parser's time grows with the square of the choices in a list, too; without its list, a choice is still one.
_MOST_CHOICES = 1000
_LIST_END = "</option></optgroup>"
_CHOICE = re.compile("<option", re.IGNORECASE)
_TELLING = frozenset(("a", "sup"))

_LONGEST_TITLE = 1000
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd)(?![\w.])", re.IGNORECASE)
_LONGEST_ADDRESS = 100
_SITE = re.compile(r"网$|网站|门户|政府$|(?:局|厅|委|委员会|办公室|频道|栏目|公开|平台)$")
_SEPARATOR = re.compile(r"\s*(?:[_|｜]|--+|——|\s[-–—]\s|-(?=[^-]*$))\s*")
_DAY = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})", re.ASCII)
_TITLES = ("articletitle", "og:title", "title", "dc.title")
_DATES = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publishtime",
    "article:published_time",
    "og:release_date",
    "dc.date",
)


def read_html(data: bytes, source: str) -> Document:
    """The document in a web page: what a browser shows of it, in that order, menus and footers as furniture.

    Tables of data become tables, tables that lay out the page are read as what they hold. ``metadata`` has ``title``,
    ``date`` (ISO 8601) and ``url`` where the page states them. Raises ``RejectedError``: ``no_text``, ``binary``,
    ``undecodable``, ``broken_file`` for an archive without a page.
    """
    declared = None
    if is_web_archive(data):
        data, declared = _page_of_archive(data, source)
    decoded = _decode(data, declared, source)
    parser = _parsed(decoded.text.replace("\0", ""))
    metadata = _metadata(parser)
    writing = Writing()
    if parser.root is not None:
        _write(writing, parser.root, metadata.get("title"))
    if not writing.length:
        framed = next((f" but that of {address}, a file of its own" for address in _framed(parser)), "")
        raise RejectedError(Code.NO_TEXT, f"{source}: is a web page that shows no text{framed}")
    if shown := _document_shown(parser):
        writing.complain(Code.LOST_COLUMN, f"shows {shown}, a file of its own, which is read where it is given too")
    if _is_error("".join(writing.parts), metadata.get("title", "")):
        writing.complain(Code.ERROR_PAGE, "looks like the page of a web server that has not got what it was asked for")
    document = writing.document(source, "html", paragraphs=True, encoding=decoded.encoding, metadata=metadata)
    if REPLACEMENT in document.text:
        lost = Decoded(document.text, decoded.encoding, document.text.count(REPLACEMENT))
        writing.complain(Code.REPLACED_CHARACTERS, replaced(lost))
        document = writing.document(source, "html", paragraphs=True, encoding=decoded.encoding, metadata=metadata)
    return document


def _parsed(page: str) -> "LexborHTMLParser":
    from selectolax.lexbor import LexborHTMLParser

    if _IN_XML.match(page):
        page = _CLOSED_AT_ONCE.sub(r"<\1\2></\1>", page)
    if _OF_ROWS.match(page):  # without <table> no browser makes rows of them
        end = max(found.end() for found in _CELL.finditer(page))
        page = f"<table>{page[:end]}</table>{page[end:]}"
    parser = LexborHTMLParser(_shallow(page))
    show_panels(parser)
    mark_hidden(parser)
    mark_grids(parser)
    return parser


def _document_shown(parser: "LexborHTMLParser") -> str | None:
    """The address of a document that the page shows within itself, in a viewer or a frame."""
    for frame in parser.css("iframe, embed, object"):
        for name in ("src", "data"):
            address = frame.attributes.get(name) or ""
            if _DOCUMENT.search(address):
                return address[:_LONGEST_ADDRESS]
    return None


def _framed(parser: "LexborHTMLParser") -> Iterator[str]:
    """The addresses of the pages that stand in frames of this one, but lie in files of their own."""
    for frame in parser.css("frame, iframe"):
        if address := (frame.attributes.get("src") or "").strip():
            yield address[:_LONGEST_ADDRESS]


def _is_error(text: str, title: str) -> bool:
    """Whether a page says little more than that something was not found."""
    if len(text) > _LONGEST_ERROR or _TOLD.search(text):
        return False
    return any(_ERROR.search(words) for words in (title, text.strip()))


def _write(writing: Writing, root: "LexborNode", title: str | None) -> None:
    layout = lay_out(root, lambda page: _parsed(page).root)
    if _show_hidden(root, layout):
        layout = lay_out(root, lambda page: _parsed(page).root)
    told = zip(layout.items, find_furniture(layout, title), strict=True)
    for may_be_rows, group in groupby(told, lambda pair: _may_be_row(*pair)):
        pairs = list(group)
        text = "\n".join(item.text for item, _ in pairs if isinstance(item, Line)) if may_be_rows else ""
        if tables := printed_tables(text) if len(pairs) > 1 else ():
            write_pieces(writing, taken_apart(text, tables))
            continue
        for item, is_furniture in pairs:
            if not isinstance(item, Line):
                writing.table(item.cells)
                continue
            if item.spaced and writing.length:
                writing.line("")
            writing.line(item.text, furniture=is_furniture)


def _show_hidden(root: "LexborNode", layout: Layout) -> bool:
    """Make the prose visible that is not before the scripts of a page run, as in WeChat, where it is most of the page.

    Whether there was such; the page is then laid out anew.
    """
    veiled = [node for node in root.css("[style*=visibility]") if INVISIBLE.search(node.attributes["style"] or "")]
    texts = [(node, text) for node in veiled if "。" in (text := node.text())]
    shown = sum(len(i.text) if isinstance(i, Line) else sum(len(cell.text) for cell in i.cells) for i in layout.items)
    if sum(len("".join(text.split())) for _, text in texts) <= shown:
        return False
    for node, _ in texts:
        node.attrs["style"] = INVISIBLE.sub("", node.attributes["style"] or "")
    return bool(texts)


def _may_be_row(item: Line | Grid, is_furniture: bool) -> bool:
    """Whether a line may be a row of a table without tags, its cells kept apart by tabs or spaces: <pre>, &nbsp;."""
    return isinstance(item, Line) and not is_furniture and _GAP.search(item.text) is not None


def _page_of_archive(data: bytes, source: str) -> tuple[bytes, str | None]:
    """The first page in a web archive, and the encoding that its part states; of one of frames, as Excel saves it, all.

    What is in the frames is one page: the sheets of a workbook. Their names stand in a frame of their own.
    """
    import email
    import email.policy

    framed: list[tuple[bytes, str | None]] = []
    has_frames = False
    try:
        message = email.message_from_bytes(data.removeprefix(codecs.BOM_UTF8).lstrip(), policy=email.policy.compat32)
        for part in message.walk():
            page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if not isinstance(page, bytes) or not page.strip():
                continue
            if _FRAMES.search(page):
                has_frames = True
            elif not has_frames:
                return page, part.get_content_charset()
            elif not (part.get("Content-Location") or "").lower().endswith("tabstrip.htm"):
                framed.append((page, part.get_content_charset()))
        if framed:
            return b"\n".join(page for page, _ in framed), framed[0][1]
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise RejectedError(Code.BROKEN_FILE, f"{source}: is a damaged web archive: {error}") from error
    raise RejectedError(Code.BROKEN_FILE, f"{source}: is a web archive without a page")


def _decode(data: bytes, declared: str | None, source: str) -> Decoded:
    """The page's text. What it declares counts where the bytes do not say otherwise: many pages declare another's."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    name = (declared or ((found[1] or found[2]).decode("ascii") if found else "")).lower()
    encoding = "gb18030" if name in _CHINESE else _TRADITIONAL.get(name)
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if encoding and not marked and not _reads_as_utf8(data):
        try:
            read = Decoded(text := data.decode(encoding), encoding, text.count(REPLACEMENT))
            return (in_big5(data, read) if encoding == "gb18030" else None) or read
        except UnicodeDecodeError:
            pass
    return decode(data, source)


def _reads_as_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 and Chinese so: a few words in GB18030 may be UTF-8 in Arabic by chance."""
    try:
        return bool(_IDEOGRAPH.search(data.decode("utf-8")))
    except UnicodeDecodeError:
        return False


def _shallow(page: str) -> str:
    """The page without the tags that nest deeper than any sense, their text kept."""
    if page.count("<") <= _INLINE_DEPTH:
        return page
    pieces: list[str] = []
    place = 0
    depths: Counter[str] = Counter()
    has_lists = len(_CHOICE.findall(page)) <= _MOST_CHOICES
    foreign = False
    for tag in _COMMENT_OR_TAG.finditer(page):
        name = (tag[3] or "").lower()
        if name in _FOREIGN:
            foreign = not tag[2]
        elif name in _BREAKING_OUT:
            foreign = False
        if not name or (name in _UNCLOSED and not foreign):
            continue
        is_block, is_end = name in BLOCK_TAGS and not foreign, bool(tag[2])
        # Links and raised figures mean something: a <font> that is never closed must not take them along.
        kind = "foreign" if foreign else name if name in _TELLING else "block" if is_block else "inline"
        if foreign and tag[0].endswith("/>"):
            continue
        is_list = name == "select" and not has_lists
        if is_list or depths[kind] >= (_BLOCK_DEPTH if is_block else _INLINE_DEPTH) + is_end:
            pieces += [page[place : tag.start()], _LIST_END if is_list and is_end else "<br>" if is_block else ""]
            place = tag.end()
        depths[kind] = max(depths[kind] - 1, 0) if is_end else depths[kind] + 1
    return "".join([*pieces, page[place:]])


def _metadata(parser: "LexborHTMLParser") -> dict[str, str]:
    stated: dict[str, str] = {}
    for meta in parser.css("meta"):
        name = meta.attributes.get("name") or meta.attributes.get("property") or ""
        if content := (meta.attributes.get("content") or "").strip():
            stated.setdefault(name.strip().lower(), content)
    metadata = {"title": _title(parser, stated), "date": next(_days(stated), ""), "url": _url(parser, stated)}
    return {name: value for name, value in metadata.items() if value}


def _title(parser: "LexborHTMLParser", stated: dict[str, str]) -> str:
    title = parser.css_first("title")
    own = title.text() if title is not None else ""
    texts = [*(stated.get(name, "") for name in _TITLES), own]
    return next((bare for text in texts if (bare := _without_site(" ".join(text[:_LONGEST_TITLE].split())))), "")


def _without_site(title: str) -> str:
    """A title without the names of site and section behind it: 2024年统计公报_统计公报_某市统计局."""
    parts = _SEPARATOR.split(title)
    ends = [m.start() for m in _SEPARATOR.finditer(title)]
    while ends and (_SITE.search(parts[-1]) or "_" in title[ends[-1] :]):
        parts.pop()
        title = title[: ends.pop()]
    return title


def _days(stated: dict[str, str]) -> Iterator[str]:
    for name in _DATES:
        if found := _DAY.search(stated.get(name, "")):
            try:
                yield date(*map(int, found.groups())).isoformat()
            except ValueError:
                continue


def _url(parser: "LexborHTMLParser", stated: dict[str, str]) -> str:
    link = parser.css_first('link[rel="canonical"]')
    url = (link.attributes.get("href") if link is not None else None) or stated.get("og:url") or stated.get("url") or ""
    return url.strip() if url.strip().startswith(("http://", "https://")) else ""
