"""Lengths of time as so many of their unit, which is how facts have them."""

import re
from decimal import Decimal
from functools import lru_cache

from gongbao.model import Duration, Quantity

# What ISO 8601 calls the units of a length, a month by its date and a minute by its time.
_UNITS = {"Y": "年", "M": "个月", "W": "周", "D": "天", "TH": "小时", "TM": "分钟", "TS": "秒"}
_ONE_UNIT = re.compile(r"P(T(?=.*[HMS])|(?=.*[YMWD]))(-?\d+(?:\.\d+)?)([YMWDHS])")
# Their family, beside those of the units that are counted.
LENGTHS = dict.fromkeys((*_UNITS.values(), "工作日"), "time")
_ALIKE = 4096


@lru_cache(_ALIKE)
def measured(length: Duration) -> Quantity | None:
    """A length of time as so many of its unit; null of one in several units (3小时30分)."""
    low, high = (_ONE_UNIT.fullmatch(length.value or end or "") for end in (length.low, length.high))
    if not low or not high or low.group(1, 3) != high.group(1, 3):
        return None
    unit = length.unit or _UNITS[low[1] + low[3]]
    return Quantity(Decimal(low[2]), Decimal(high[2]), unit, unit)
