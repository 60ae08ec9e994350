"""Texts read with the shipped patterns, and mentions told in one short line each, for tables of cases."""

from functools import cache
from pathlib import Path
from unicodedata import normalize

from hypothesis import strategies as st

from gongbao.extract.location import patterns_dir
from gongbao.extract.rules import load_patterns
from gongbao.model import Code, Kind, Mention, TextView
from gongbao.normalize.clock import Now, read_now
from gongbao.normalize.examples import value_fields
from gongbao.normalize.mentions import Reader
from gongbao.read.radicals import RADICALS
from gongbao.segment import segment

SHARED = Path(__file__).resolve().parents[2] / "shared"

# The characters that are folded, and no other: beside those of digits, letters and marks the digits of formulas, the
# radicals and what Unicode keeps for old encodings, which have an ideograph that they are the same as.
FOLDED = dict(
    zip(
        "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ％﹪．＄￡∼‐‑‒",
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%%.$£~---",
        strict=True,
    )
)
_KEPT = [chr(code) for code in (*range(0x1D7CE, 0x1D800), *range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))]
FOLDED |= {one: plain for one in _KEPT if (plain := normalize("NFKC", one)) != one}
FOLDED |= {one: RADICALS[one] for one in map(chr, range(0x2E80, 0x2F00)) if one in RADICALS}

# What the segmenter lets fall besides spaces: soft hyphens, zero-width and bidirectional marks, control characters.
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff") | frozenset(
    map(
        chr,
        [*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10), *range(9), *range(0x0E, 0x1C), 0x7F],
    )
)


@cache
def reader(*folders: Path) -> Reader:
    """The shipped patterns, and a user's on top of them, made ready once for all tests."""
    return Reader(load_patterns(patterns_dir(), *folders))


def read(text: str, date: str | None = None, *folders: Path) -> tuple[tuple[Mention, ...], set[Code]]:
    """The mentions and codes of a text, with the document's date where one is given or the text gives it."""
    hearing = reader(*folders).hear(segment(text))
    own = Now.of(hearing.document_date) if hearing.document_date else None
    now = read_now(date) if date else own
    return reader(*folders).mentions(hearing, text, now)


def mentions(text: str, date: str | None = None, kind: Kind | None = None) -> list[Mention]:
    """The mentions of a text, of one kind or of all."""
    return [m for m in read(text, date)[0] if kind in (None, m.kind)]


def told(mention: Mention) -> str:
    """A value in one line.

    ``53239000000 CNY``, ``3~5 %``, ``30 个 MORE_THAN``, ``2021-01-01~2021-10-31``, ``2019-01-01~ AFTER_START``, ``~``
    for a date without days, ``SET``, ``P3D 工作日``, ``P3Y~P5Y``, ``双减 policy``. A number too long to read is ``?``.
    """
    fields = value_fields(mention)
    parts: list[str | None]
    match mention.kind:
        case Kind.DATE:
            days = f"{fields['start_date'] or ''}~{fields['end_date'] or ''}"
            parts = ["SET" if fields["type"] == "SET" else days]
        case Kind.PROGRAM:
            parts = [fields["name"], fields["type"]]
        case Kind.DURATION:
            parts = [fields["value"] or f"{fields['low']}~{fields['high']}", fields["unit"]]
        case _:
            low, high = fields["low"] or "?", fields["high"] or "?"
            unit = fields["currency"] if mention.kind is Kind.MONEY else fields["unit"]
            parts = [low if low == high else f"{low}~{high}", unit]
    return " ".join(part for part in [*parts, fields["mod"]] if part)


def found(text: str, date: str | None = None, kind: Kind | None = None) -> list[tuple[str, str]]:
    """Text and value of each mention, in order."""
    return [(m.text, told(m)) for m in mentions(text, date, kind)]


def shown(view: TextView, source: str) -> list[tuple[str, str]]:
    """Each character of a view beside the character of the source that it stands for."""
    return [(character, source[offset]) for character, offset in zip(view.text, view.offsets, strict=True)]


_PIECES = [
    *["532.39亿元", "9859.38 万元", "2 5 0 亿元", "33· 6％", "37，1％", "24,558.18", "万元", "1. ", "3", "12,", ",345"],
    *[
        "“一刀",
        "切”",
        "。",
        "，",
        "、",
        "；",
        "：",
        "。”",
        "《",
        "》",
        "（",
        "）",
        "——",
        "—12—",
        "0",
        "abc",
        "Ａ１",
        "㎡",
    ],
    *["一、", "（一）", "第一章", "第二节", "政府工作报告", "山水园林城市——某市", "全市一般公共预算支出", "增长", "𠀀"],
    *["\n", "\n\n", "\n\n\n", "\r\n", "\r", "\t", "\f", "\v", "\x85", "\u2028", " ", "  ", "\u3000", "\u3000\u3000"],
    *["\u200b", "\ufeff", "\u00ad", "\u00a0"],
    *["**", "5.4\\%", "12\\.", "[1]", "〔12〕", "²"],
]

# Text as it comes out of a PDF at its worst.
messy_texts = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=6)), max_size=30).map("".join)
