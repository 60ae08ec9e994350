"""What the styles within a web page hide or strike out by a tag, a class or an id: ``.note{display:none}``.

Only what is plain: a page whose scripts are in other files may show again what its styles hide, as it does with the
panels of tabs, and so may one whose own scripts or other rules, of wide screens too, name the class.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST_BYTES, _MOST_RULES = 2_000_000, 100
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile("[{}]")
# A page is never meant to be hidden as a whole.
_PLAIN = re.compile(
    r"(?!(?:html|body)\b)(?:[a-z][a-z0-9]{0,20}|(?:[a-z][a-z0-9]{0,20})?[.#][A-Za-z_][\w-]{0,60})", re.ASCII
)
_NAME = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_DISPLAY = re.compile(r"(?<![\w-])display\s*:\s*([\w-]+)", re.IGNORECASE)
_VISIBLE = re.compile(r"(?<![\w-])visibility\s*:\s*([\w-]+)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,60}line-through", re.IGNORECASE)
_COLUMNS = re.compile(r"grid-template-columns\s*:[^;}]{1,200}", re.IGNORECASE)
_FOR_PRINT = re.compile(r"@media\s+(?:only\s+)?print\b(?!.*,)", re.IGNORECASE | re.DOTALL)
_FOR_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*\Z", re.IGNORECASE)
_PANELS, _MOST_PANELS = frozenset({"div", "section", "article", "dd"}), 40
_NUMBERED = re.compile(r"([\w-]*?(?:tab|con|pane|list|item)[\w-]*?)\d{1,3}", re.ASCII | re.IGNORECASE)
_STATES = frozenset(
    [
        "active",
        "current",
        "cur",
        "fade",
        "first",
        "hide",
        "hidden",
        "in",
        "last",
        "none",
        "on",
        "open",
        "selected",
        "show",
    ]
)
_HIDING = frozenset({"none", "hidden", "collapse"})


def mark_grids(parser: "LexborHTMLParser") -> None:
    """Give elements the columns that the page's styles set them in, as a style of their own."""
    css = "\n".join(style.text() for style in parser.css("style") if _is_applied(style))
    if len(css) > _MOST_BYTES or not _COLUMNS.search(css):
        return
    columns: dict[str, str] = {}
    for selectors, body, is_within in _rules(_COMMENT.sub("", css)):
        if not is_within and (found := _COLUMNS.search(body)):
            for selector in selectors.split(","):
                if _PLAIN.fullmatch(each := selector.strip()):
                    columns.pop(each, None)  # the later of two rules holds, whatever stands between them
                    columns[each] = found[0]
    said: dict[int, tuple[LexborNode, str]] = {}
    for selector in [*columns][-_MOST_RULES:]:
        said.update((node.mem_id, (node, columns[selector])) for node in parser.css(selector))
    for node, says in said.values():
        node.attrs["style"] = f"{node.attributes.get('style') or ''};{says}"


def mark_hidden(parser: "LexborHTMLParser") -> None:
    """Give the attribute ``hidden`` to all elements that the page's styles hide or strike out."""
    css = "\n".join(style.text() for style in parser.css("style") if _is_applied(style))
    if len(css) > _MOST_BYTES or not (_DISPLAY.search(css) or _VISIBLE.search(css) or _STRUCK.search(css)):
        return
    hidden: dict[str, None] = {}
    struck: dict[str, None] = {}
    shown: set[str] = set()
    for selectors, body, is_within in _rules(_COMMENT.sub("", css)):
        said = [found[1].lower() for found in (_DISPLAY.search(body), _VISIBLE.search(body)) if found]
        if any(word not in _HIDING for word in said):
            shown.update(_NAME.findall(selectors))
        if is_within:
            continue
        plain = [each for selector in selectors.split(",") if _PLAIN.fullmatch(each := selector.strip())]
        if any(word in _HIDING for word in said):
            hidden.update(dict.fromkeys(plain))
        if _STRUCK.search(body):
            struck.update(dict.fromkeys(plain))
    scripts = parser.css("script")
    shown.update(name for script in scripts for name in _NAME.findall(script.text()))
    if any("src" in script.attributes for script in scripts):
        hidden = {}
    for selector in [*hidden, *struck][:_MOST_RULES]:
        if selector in struck or _NAME.findall(selector)[-1] not in shown:
            for node in parser.css(selector):
                if not _DISPLAY.search(node.attributes.get("style") or ""):
                    node.attrs["hidden"] = ""


def show_panels(parser: "LexborHTMLParser") -> None:
    """Show the panels of tabs whose own styles hide them until they are asked for: they stand beside one that is shown
    and is of the same kind, by all its classes or a numbered id, tell something else, and hold a table or sentences."""
    if parser.css_first("script,[onclick],[onmouseover]") is None:
        return
    for node in parser.css("[style*=display i],[hidden]"):
        style = node.attributes.get("style") or ""
        found = _DISPLAY.search(style)
        if node.tag not in _PANELS or not ("hidden" in node.attributes or (found and found[1].lower() == "none")):
            continue
        beside = [other for other in _shown_beside(node) if _are_of_a_kind(node, other)] if node.parent else []
        if not beside or not ((text := node.text() or "") and ("。" in text or node.css_first("table"))):
            continue
        if text.strip() not in [(other.text() or "").strip() for other in beside]:
            node.attrs["style"] = _DISPLAY.sub("", style)
            if "hidden" in node.attributes:
                del node.attrs["hidden"]


def _are_of_a_kind(one: "LexborNode", other: "LexborNode") -> bool:
    """Whether two elements are panels of the same tabs: by ids that end with numbers (con_one_1, con_one_2), or by
    classes that are the same but for those that say which is shown."""
    numbered = [_NUMBERED.fullmatch(node.attributes.get("id") or "") for node in (one, other)]
    if numbered[0] and numbered[1] and numbered[0][1] == numbered[1][1]:
        return True
    classes = [set((node.attributes.get("class") or "").lower().split()) - _STATES for node in (one, other)]
    return classes[0] == classes[1] != set()


def _shown_beside(node: "LexborNode") -> Iterator["LexborNode"]:
    for step in ("prev", "next"):
        other = getattr(node, step)
        for _ in range(_MOST_PANELS):
            if other is None:
                break
            found = _DISPLAY.search(other.attributes.get("style") or "") if other.tag == node.tag else None
            if (
                other.tag == node.tag
                and not (found and found[1].lower() == "none")
                and "hidden" not in other.attributes
            ):
                yield other
            other = getattr(other, step)


def _is_applied(style: "LexborNode") -> bool:
    """Whether the styles of an element are those of a screen where scripts run."""
    media = (style.attributes.get("media") or "all").strip().lower()
    return media in ("all", "screen") and (style.parent is None or style.parent.tag != "noscript")


def _rules(css: str) -> Iterator[tuple[str, str, bool]]:
    """Selectors and declarations of each rule of a screen, and whether it stands in another one and so may not apply:
    ``@media``, but for any screen."""
    depth = start = always = 0
    selectors: str | None = None
    is_printed = False
    for brace in _BRACE.finditer(css):
        if brace[0] == "{":
            selectors = css[start : brace.start()].rpartition(";")[2].strip()
            if not depth:
                is_printed = _FOR_PRINT.match(selectors) is not None
                always = 1 + (_FOR_SCREEN.match(selectors) is not None)
            depth += 1
        elif depth:
            if selectors is not None and not (is_printed or selectors.startswith("@")):
                yield selectors, css[start : brace.start()], depth > always
            depth, selectors = depth - 1, None
        else:
            continue
        start = brace.end()
