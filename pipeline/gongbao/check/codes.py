"""What a check can say of a figure: the closed lists of codes and severities. ``docs/findings.md`` explains each."""

from enum import StrEnum

from gongbao.model import Finding


class Severity(StrEnum):
    """``info``: the figures agree; ``note``: they do but for rounding; ``suspect``: a reader should look."""

    INFO = "info"
    NOTE = "note"
    SUSPECT = "suspect"


class FindingCode(StrEnum):
    """The column ``code`` of ``findings``."""

    SUM_HOLDS = "sum_holds"
    SUM_DIFFERS = "sum_differs"
    PART_EXCEEDS_WHOLE = "part_exceeds_whole"
    SHARE_HOLDS = "share_holds"
    SHARE_TRUNCATED = "share_truncated"
    SHARE_DIFFERS = "share_differs"
    SHARE_OVER_100 = "share_over_100"
    RATE_HOLDS = "rate_holds"
    RATE_TRUNCATED = "rate_truncated"
    RATE_DIFFERS = "rate_differs"
    RATE_OVER_100 = "rate_over_100"
    GROWTH_HOLDS = "growth_holds"
    GROWTH_TRUNCATED = "growth_truncated"
    GROWTH_DIFFERS = "growth_differs"
    DECREASE_OVER_100 = "decrease_over_100"
    CHANGE_HOLDS = "change_holds"
    CHANGE_TRUNCATED = "change_truncated"
    CHANGE_DIFFERS = "change_differs"
    DIRECTION_DIFFERS = "direction_differs"
    COUNT_HOLDS = "count_holds"
    COUNT_DIFFERS = "count_differs"
    ACTUAL_AFTER_DOCUMENT = "actual_after_document"
    POINT_FOR_COMMA = "point_for_comma"
    DIGITS_MISGROUPED = "digits_misgrouped"
    MAGNITUDE_DIFFERS = "magnitude_differs"
    TOLD_TWICE_ROUNDED = "told_twice_rounded"
    TOLD_TWICE_DIFFERS = "told_twice_differs"
    TOTAL_HOLDS = "total_holds"
    TOTAL_DIFFERS = "total_differs"
    BALANCE_HOLDS = "balance_holds"
    BALANCE_DIFFERS = "balance_differs"
    TABLE_AGREES = "table_agrees"
    TABLE_ROUNDED = "table_rounded"
    TABLE_DIFFERS = "table_differs"
    WORDING_DIFFERS = "wording_differs"
    YEAR_DIFFERS = "year_differs"
    BLANK_LEFT = "blank_left"
    MISSING_TABLE = "missing_table"


def finding(
    code: FindingCode, severity: Severity, message: str, mentions: tuple[int, ...], stated: str, expected: str
) -> Finding:
    """A finding whose closed lists are checked by their types."""
    return Finding(code.value, severity.value, message, mentions, stated, expected)
