"""The numbers behind the charts of the report, from the views of the database."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongbao.errors import OutputError
from gongbao.write.cells import decimal_text
from gongbao.write.warehouse import WAREHOUSE, opened

if TYPE_CHECKING:
    import duckdb

# More than these nobody looks through; the page tells how many there are.
SERIES_SHOWN = 300
POINTS_SHOWN = 20_000
PROGRAMS_SHOWN = 30

# What a series is of: figures of whole years that differ in nothing but place, year and how far they are told. The
# point's own limits (scope, price basis …) are told with it, for those of one year and place may differ in them.
_SERIES = """
WITH names AS (
    SELECT indicator_id, arg_min(indicator, (-told, indicator)) AS name
    FROM (SELECT indicator_id, indicator, count(*) AS told FROM facts WHERE indicator_id IS NOT NULL GROUP BY ALL)
    GROUP BY indicator_id
),
points AS (
    SELECT indicator_id, measure, unit, comparison, per, region, year(period_end) AS year, planned, obs_value, mod,
        fact_id,
        concat_ws(', ', scope, price_basis, class_code, qualifiers, aggregation) AS limits,
        count(*) OVER (PARTITION BY indicator_id, measure, unit, comparison, per) AS points
    FROM panel_latest
    WHERE entity IS NULL AND obs_value IS NOT NULL AND class_code IS NULL AND base_start IS NULL
        AND period_start = make_date(CAST(year(period_end) AS INTEGER), 1, 1)
        AND period_end = make_date(CAST(year(period_end) AS INTEGER), 12, 31)
),
ranked AS (
    SELECT *, dense_rank() OVER (ORDER BY points DESC, indicator_id, measure, unit, comparison, per) AS rank
    FROM points WHERE points > 1
)
SELECT rank, indicator_id, name, measure, unit, comparison, per, region, year, planned, obs_value, mod, fact_id, limits,
    max(rank) OVER () AS series
FROM ranked JOIN names USING (indicator_id)
ORDER BY rank, region, year, planned, limits, fact_id
"""

_OF_SERIES = ("indicator_id", "name", "measure", "unit", "comparison", "per")

_TARGETS = """
SELECT t.indicator_id, coalesce(n.indicator, t.indicator) AS name, t.measure, t.unit, t.year, t.region, t.planned_low,
    t.planned_high, t.planned_mod, t.planned_fact_id, t.reached, t.reached_mod, t.reached_fact_id
FROM targets_reached AS t
LEFT JOIN (
    SELECT indicator_id, arg_min(indicator, (-told, indicator)) AS indicator
    FROM (SELECT indicator_id, indicator, count(*) AS told FROM targets GROUP BY ALL) GROUP BY indicator_id
) AS n ON n.indicator_id = t.indicator_id
WHERE t.planned_low IS NOT NULL AND t.reached IS NOT NULL AND t.entity IS NULL
ORDER BY t.year, t.region, t.planned_fact_id
"""

_MONEY = """
WITH shown AS (
    SELECT name, type, documents, mentions FROM programs WHERE money_facts > 0
    ORDER BY money_facts DESC, documents DESC, largest_cny DESC, name LIMIT ?
)
SELECT s.name, s.type, s.documents, f.low, f.high, f.fact_id, f.region, year(f.period_end) AS year, f.indicator
FROM shown AS s JOIN program_figures AS f ON f.program = s.name
WHERE f.currency = 'CNY' AND f.high > 0 AND f.measure IN ('level', 'change')
ORDER BY s.documents DESC, s.name, f.high, f.fact_id
"""

_COVERAGE = """
SELECT document_type, region, year, number, headline, state, n_facts, n_targets FROM coverage
-- Documents of a type that never tells any of them, bureaus' accounts say, are not expected to.
WHERE document_type IN (SELECT document_type FROM coverage WHERE state IN ('found', 'non_numeric'))
ORDER BY document_type, region_code, year, number
"""


def charts(out: Path) -> Mapping[str, Any]:
    """Of a run ``series`` by indicator, ``targets`` and what was reached, ``money`` by programme, and ``coverage``.

    Numbers are decimal texts. Raises ``OutputError`` where the database is not there or not ours.
    """
    import duckdb  # slow to import, and only who builds a page needs it

    try:
        with opened(out) as database:
            series, many = _series(_rows(database, _SERIES))
            return {
                "series": series,
                "many_series": many,
                "targets": _rows(database, _TARGETS)[:POINTS_SHOWN],
                "money": _rows(database, _MONEY, PROGRAMS_SHOWN)[:POINTS_SHOWN],
                "coverage": _rows(database, _COVERAGE)[:POINTS_SHOWN],
            }
    except duckdb.Error as error:
        raise OutputError(f"{out / WAREHOUSE}: cannot be read: {str(error).splitlines()[0]}") from error


def _rows(database: "duckdb.DuckDBPyConnection", query: str, *values: object) -> list[dict[str, Any]]:
    """The rows of a query, each without what is null."""
    found = database.execute(query, values)
    names = [column[0] for column in found.description or ()]
    return [
        {name: _plain(value) for name, value in zip(names, row, strict=True) if value not in (None, "")}
        for row in found.fetchall()
    ]


def _plain(value: object) -> object:
    return decimal_text(value) if isinstance(value, Decimal) else value


def _series(rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """Rows brought together by what their series is of, and how many series there are."""
    shown: dict[int, dict[str, Any]] = {}
    for row in rows[:POINTS_SHOWN]:
        rank, many = row.pop("rank"), row.pop("series")
        own = {name: row.pop(name) for name in _OF_SERIES if name in row}
        if rank <= SERIES_SHOWN:
            shown.setdefault(rank, own | {"points": []})["points"].append(row)
    return list(shown.values()), many if rows else 0
