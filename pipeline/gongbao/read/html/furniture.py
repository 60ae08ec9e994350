"""Which lines of a page are menus, trails, share bars and footers, and no part of what it says.

Each rule needs a sign of its own to call a line furniture; where none speaks, it is prose: a menu that stays costs a
reader a line, a sentence that goes costs a figure.
"""

import re
from collections.abc import Sequence

from gongbao.read.html.layout import Block, Grid, Layout, Line

_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "menu", "dialog"))
_FURNITURE_NAMES = re.compile(
    r"nav(?!y)|menu|crumb|foot(?!note)|copyright|share|side-?bar|aside|relat(?:e|ion)|recommend|friend-?link|tool|login"
    r"|(?<!re)search|pagination|pager|qr-?code|ewm|weizhi|dqwz|header|logo|banner|contentinfo|complementary|hot-?word",
    re.IGNORECASE,
)
_CONTENT_NAMES = re.compile(
    r"ucap|trs_|article|content(?!info)|zoom|xxgk|detail|arti(?![a-z])|news_?(?:text|body)|zhengwen|neirong|textbody",
    re.IGNORECASE,
)
_PROSE_END = re.compile(r"[。！；]")
# Whole lines that say what no report says.
_IMPRINT = re.compile(
    r"版权所有|copyright|©|icp备|公网安备|网安备|网站标识码|^(?:主办|承办)(?:单位)?\s*[:：]|技术支持\s*[:：]|^网站地图|^地址\s*[:：].*(?:电话|邮编)|^联系我们$"
    r"|(?:建议|推荐)使用.{0,40}浏览器|分辨率|^今天是|您是第.{0,20}访问者|^(?:ie|html5?)?.{0,10}无障碍(?:浏览|阅读)?$",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"^(?:您(?:现在)?(?:所在)?的?|当前|所在|现在)的?位置|^首页\s*[>》»›/]|^[^>。]{0,20}\s*>\s*[^>。]{1,20}\s*>"
)
_TOOLS = re.compile(
    r"^(?:[\s　|｜/·:：，,\[\]【】（）()+-]"
    r"|打印(?:本页|此页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|(?:我要)?纠错|返回(?:顶部|首页|列表)?|字体|字号|大|中|小"
    r"|分享(?:到|至)?|微信|微博|新浪微博|腾讯微博|qq(?:空间)?|扫一扫.{0,20}|默认|超大|繁体|简体|上一[页篇]|下一[页篇]|更多|回到顶部)+$",
    re.IGNORECASE,
)
# 上一页 1 2 3 下一页 共3页
_PAGER = re.compile(
    r"(?=.{0,60}(?:[上下]一?页|共\s?\d{1,4}\s?页))"
    r"(?:[\s|｜/<>«».…\[\]\d]|首页|[上下]一?页|[末尾]页|第\s?\d{1,4}\s?页|共\s?\d{1,6}\s?[页条]|当前|转到|跳转|页)+$"
)
_RELATED = re.compile(
    r"^[【\[]?(?:相关(?:链接|稿件|阅读|新闻|文章|报道|信息|内容|文档|解读)|延伸阅读|推荐阅读|热点?(?:新闻|推荐)|友情链接|最新(?:文章|新闻))[】\]]?[:：]?$"
)
_DATELINE = re.compile(r"(?:时间|日期|来源|信息来源)\s*[:：]|^\s*\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}")
_BLANK = re.compile(r"\s+")

# Characters of a paragraph: shorter sentences within a footer are its own.
_PARAGRAPH = 40


def find_furniture(layout: Layout, title: str | None) -> list[bool]:
    """For each line and table of a page whether it is furniture. ``title``: what the page says it is called."""
    return _Page(layout, title).judge()


class _Page:
    def __init__(self, layout: Layout, title: str | None) -> None:
        self.items, self.blocks = layout.items, layout.blocks
        self.prose = [isinstance(item, Line) and _is_prose(item) for item in self.items]
        self.core = [i for i, item in enumerate(self.items) if self.prose[i] or isinstance(item, Grid)]
        self.title = self._title(title)
        self.content = self._content()
        self.furnished = self._furnished()
        self.links = self._link_lists()

    def judge(self) -> list[bool]:
        judged = [isinstance(item, Line) and self._is_furniture(i, item) for i, item in enumerate(self.items)]
        around = self._around(self.core)
        if not (around and any(judged)):
            return judged
        # The page has menus and a block for its text: what stands apart and says nothing in a sentence is a menu.
        first, last = self.core[0], self.core[-1]
        first = min(first, self.title) if self.title is not None else first
        for i, item in enumerate(self.items):
            if isinstance(item, Line) and not first <= i <= last and not self._is_kept(i, item):
                judged[i] = judged[i] or not around & set(self._above(item.block))
        return judged

    def _is_furniture(self, i: int, line: Line) -> bool:
        if i == self.title:
            return False
        text = line.text.strip()
        if (_TOOLS.match(text) or _PAGER.match(text)) and len(text) > 1:
            return True
        if not self.prose[i] and _TRAIL.match(text):
            return True
        if _IMPRINT.search(text) and not (self.prose[i] and len(text) >= _PARAGRAPH and not line.links):
            return True
        if self.prose[i] and (len(text) >= _PARAGRAPH or not self._stands_in(line, self.furnished)):
            return False
        in_content = self._stands_in(line, self.content)
        if self._stands_in(line, self.furnished):
            return not _is_dateline(line)
        return line.control or (i in self.links and not in_content)

    def _is_kept(self, i: int, line: Line) -> bool:
        """Whether a line outside the stretch of the text belongs to it: the title, the date, the content block."""
        return i == self.title or self._stands_in(line, self.content) or _is_dateline(line)

    def _title(self, title: str | None) -> int | None:
        """The line with the title: the last above the text that says it, else the last first heading above it."""
        before = range(self.core[0] if self.core else len(self.items))
        lines = [(i, item) for i in before if isinstance(item := self.items[i], Line)]
        if title:
            named = [i for i, line in lines if _bare(line.text) == _bare(title)]
            if named:
                return named[-1]
        headings = [i for i, line in lines if line.heading and line.linked * 2 < len(line.text)]
        return headings[-1] if headings else None

    def _content(self) -> set[int]:
        """The innermost blocks that are named as the content and hold paragraphs or tables."""
        content = set()
        for i in self.core:
            for block in self._above(self.items[i].block):
                if _CONTENT_NAMES.search(self.blocks[block].names) and not _is_furnished(self.blocks[block]):
                    content.add(block)
                    break
        return content

    def _furnished(self) -> set[int]:
        """The blocks that are named as furniture, but for those that hold the title or a good part of the text."""
        held: dict[int, int] = {}
        whole = 0
        for i in self.core:
            item = self.items[i]
            size = len(item.text) if isinstance(item, Line) else sum(len(cell.text) for cell in item.cells)
            whole += size
            for block in self._above(item.block):
                held[block] = held.get(block, 0) + size
        kept = {block for block, size in held.items() if size * 4 >= whole}
        if self.title is not None:
            kept |= set(self._above(self.items[self.title].block))
        return {i for i, block in enumerate(self.blocks) if i not in kept and _is_furnished(block)}

    def _link_lists(self) -> set[int]:
        """The lines of lists of links: three links or more in a row and next to nothing else."""
        found: set[int] = set()
        if not self.core:
            return found
        run: list[int] = []
        for i, item in [*enumerate(self.items), (-1, None)]:
            if isinstance(item, Line) and item.linked and item.linked * 10 >= len(_bare(item.text)) * 7:
                run.append(i)
                continue
            if run and run[0] and _is_related(self.items[run[0] - 1]):
                found |= {run[0] - 1, *run}
            elif sum(line.links for j in run if isinstance(line := self.items[j], Line)) >= 3:
                found |= set(run)
            run = []
        return found

    def _around(self, places: Sequence[int]) -> set[int]:
        """The innermost block around some lines that is none of theirs, as a set; empty where it is the page itself."""
        shared: set[int] | None = None
        for i in places:
            above = self._above(self.items[i].block)[1:]
            shared = set(above) if shared is None else shared.intersection(above)
        inner = max(shared or (), default=None)
        return set() if inner is None or self.blocks[inner].tag in ("html", "body") else {inner}

    def _stands_in(self, line: Line, blocks: set[int]) -> bool:
        return any(block in blocks for block in self._above(line.block))

    def _above(self, block: int) -> list[int]:
        """A block and those around it, the innermost first."""
        above = []
        while block >= 0:
            above.append(block)
            block = self.blocks[block].parent
        return above


def _is_prose(line: Line) -> bool:
    """Whether a line reads as a sentence."""
    if line.linked * 2 >= len(line.text) or line.control:
        return False
    return bool(_PROSE_END.search(line.text)) or (len(line.text) >= 30 and "，" in line.text)


def _is_dateline(line: Line) -> bool:
    return line.linked * 2 < len(line.text) and bool(_DATELINE.search(line.text))


def _is_related(item: Line | Grid) -> bool:
    return isinstance(item, Line) and bool(_RELATED.match(item.text.strip()))


def _is_furnished(block: Block) -> bool:
    return block.tag in _FURNITURE_TAGS or bool(_FURNITURE_NAMES.search(block.names))


def _bare(text: str) -> str:
    return _BLANK.sub("", text)
