"""Facts of a text, each in a line, for tests of what numbers mean."""

from collections.abc import Mapping
from functools import cache

from gongbao.model import Document, Fact, Result
from gongbao.run.document import Engine

GIVEN = {"date": "2022-01-20", "region": "湖北省咸宁市"}
SHOWN = ("direction", "status", "stage", "comparison", "price_basis", "aggregation", "per", "scope", "program")


@cache
def engine() -> Engine:
    return Engine()


def extract(text: str, given: Mapping[str, str] = GIVEN) -> Result:
    return engine().extract(Document("text", text), given)


def told(result: Result, fact: Fact) -> str:
    """A fact in a line: figure, indicator, measure, and what is not null or usual."""
    words = [result.mentions[fact.mention].text, str(fact.indicator), fact.measure.value]
    for name in SHOWN:
        value = getattr(fact, name)
        if value is not None and value != "actual":
            words.append(str(value))
    return " ".join(words)


def facts(text: str, given: Mapping[str, str] = GIVEN) -> list[str]:
    result = extract(text, given)
    return [told(result, fact) for fact in result.facts]
