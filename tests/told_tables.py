"""Tables of a document told in lines, for tests: their cells with their headers, their figures with what they mean."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from gongbao.model import Fact, Money, Percent, Quantity, Result
from gongbao.segment import segment_document
from tests.drawn import drawn
from tests.facts_told import engine, told

GIVEN = {"date": "2025-03-01", "region": "湖北省咸宁市"}


def cells(picture: str, *, paragraphs: bool = False) -> list[str]:
    """Each cell of the grids: its text, its row's and its column's headers, its code and its row's unit."""
    _, segments = segment_document(drawn(picture, paragraphs=paragraphs), engine().patterns.lexicons)
    return [
        " | ".join(
            [
                segments.view.text[cell.span.start : cell.span.end],
                " > ".join(cell.row_header),
                " > ".join(cell.column_header),
                *filter(None, [cell.class_code, cell.unit]),
            ]
        )
        for grid in segments.grids
        for cell in grid.cells
    ]


def extract(picture: str, given: Mapping[str, str] = GIVEN) -> Result:
    return engine().extract(drawn(picture), given)


def figures(picture: str, given: Mapping[str, str] = GIVEN) -> list[str]:
    """Each figure in a table: its text, its exact value with unit and bound."""
    return figures_of(extract(picture, given))


def figures_of(result: Result) -> list[str]:
    """Each figure in the tables of a document, as ``figures`` tells it."""
    found = []
    for mention in result.mentions:
        if mention.sentence < 0 or not any(
            fact.cell and result.mentions[fact.mention] is mention for fact in result.facts
        ):
            continue
        value = mention.value
        assert isinstance(value, Money | Percent | Quantity)
        unit = value.currency if isinstance(value, Money) else value.unit
        words = [mention.text, "=", plain(value.low), unit, mention.mod and mention.mod.value]
        found.append(" ".join(word for word in words if word))
    return found


def plain(number: Decimal | None) -> str:
    """A number without an exponent and without zeros that say nothing."""
    if number is None:
        return "?"
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def facts(picture: str, given: Mapping[str, str] = GIVEN) -> list[str]:
    """Each fact of a table in a line, with its days, with place, unit, side and qualifiers where they are its own."""
    result = extract(picture, given)
    return [_told(result, fact) for fact in result.facts if fact.cell]


def _told(result: Result, fact: Fact) -> str:
    metadata = result.metadata
    words = [
        told(result, fact),
        days(fact.period_start, fact.period_end),
        fact.region if fact.region != metadata.region else None,
        fact.entity if fact.entity != metadata.entity else None,
        fact.flow,
        *(f"{key}={value}" for key, value in fact.qualifiers),
    ]
    return " ".join(word for word in words if word)


def days(first: date | None, last: date | None) -> str:
    """2024, 2024-01~03, 2024-05 or a day; empty where nothing is said."""
    if first is None or last is None:
        return "" if first is last else f"{first or ''}~{last or ''}"
    if first == last:
        return first.isoformat()
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return str(first.year)
        return f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y-%m}~{last:%m}"
    return f"{first}~{last}"
