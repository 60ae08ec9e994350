"""Characters that look like ideographs and are none to a rule: radicals, and those kept for the sake of old encodings.

Fonts made from subsets often say 一 is the radical ⼀, and what is copied out of such a PDF says so, too.
"""

import unicodedata

_COMPATIBLE = [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)]
_SAME = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE}
RADICALS = {character: plain for character, plain in _SAME.items() if character != plain}
RADICALS |= dict(
    zip("⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻩⻬⻮⻰⺠", "见角贝车长门青页风飞食马骨鱼鸟黄齐齿龙民", strict=True)
)
"""The ideograph that each of them looks like."""
RADICAL = "\u2e80-\u2fd5\uf900-\ufad9"
"""Where they stand, as a set of a pattern has it."""
