"""What Word sets as a formula, in one line: equations, and the fields that older files and circled characters have."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gongbao.read.flowing import raised

_IS_SET = re.compile(r"\s*eq\b", re.IGNORECASE)
# The innermost of the functions of such a field, with the switches before its arguments: \\f(1,3), \\o\\ac(○,1).
_FUNCTION = re.compile(r"((?:\\[A-Za-z]{1,3} ?-?\d{0,3} ?){1,8})\(([^()\\]{0,200})\)")
_PARTS = re.compile("[,;，；]")
_MOST = 100
_CIRCLE, _CIRCLED = "○", 20


def equation(element: Element) -> Iterator[str]:
    """The text of an equation in one line: a fraction is 1/3, what is raised is raised."""
    todo = [(element, False)]
    while todo:
        inner, is_raised = todo.pop()
        if inner.tag == "m:den":
            yield "/"
        elif inner.tag == "m:rad":
            yield "√"
        elif inner.tag in ("m:t", "t"):
            yield raised(inner.text or "") if is_raised else inner.text or ""
        is_raised = is_raised or inner.tag == "m:sup"
        todo += ((child, is_raised) for child in reversed(inner))


def set_in_field(code: str) -> str:
    """What a field of the kind EQ shows, by its instruction; nothing for one of another kind."""
    start = _IS_SET.match(code)
    if start is None:
        return ""
    text = code[start.end() :]
    for _ in range(_MOST):
        text, count = _FUNCTION.subn(_said, text)
        if not count:
            break
    return "" if "\\" in text else text.strip()


def _said(function: re.Match[str]) -> str:
    switches = function[1].lower()
    parts = [part.strip() for part in _PARTS.split(function[2])]
    if switches.startswith("\\f"):
        return "/".join(parts)
    if switches.startswith("\\o") and parts[0] in (_CIRCLE, "〇", "◯") and len(parts) == 2:
        digits = parts[1]
        is_number = digits.isascii() and digits.isdigit() and 0 < int(digits[:3]) <= _CIRCLED
        return chr(ord("①") + int(digits) - 1) if is_number else digits
    return raised("".join(parts)) if "\\up" in switches else "".join(parts)
