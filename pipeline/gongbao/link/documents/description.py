"""What a document is: its title, type, year, place and author, as its own title, opening and signature say.

Only the first and last stretches of a text are read for names; nothing is taken from the file's name, and what the
document does not say stays null. What the caller gives (a manifest, ``--region``) overrides what the text says.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from gongbao.errors import OptionError
from gongbao.link.documents.authors import entity_of
from gongbao.link.documents.opening import Opening, squeeze
from gongbao.link.documents.places import region_of
from gongbao.link.documents.titles import title_of
from gongbao.link.documents.types import type_of
from gongbao.link.documents.years import year_of, year_of_tables
from gongbao.link.lexicons.regions import Regions
from gongbao.link.lexicons.wording import fold
from gongbao.model import DocumentType, Grid, Metadata, Segments

_NOTHING_STATED: Mapping[str, str] = {}
# Congresses of these months look back on their own year.
_LATE = 11


def describe(
    segments: Segments,
    document_date: date | None,
    regions: Regions,
    given: Mapping[str, str],
    stated: Mapping[str, str] = _NOTHING_STATED,
    grids: Sequence[Grid] = (),
) -> Metadata:
    """Say what a document is, as far as it tells; what is ``given`` overrides it.

    ``stated`` is what its format says beside its text. Files keep the titles of those that they were made from, so that
    ``title`` counts only where the text has none.

    ``grids`` are its tables, whose headers tell the year of a bureau's accounts that has no title.

    ``given`` may have ``title``, ``document_type``, ``region`` and ``entity``, and ``date`` (a day, month or year), of
    which only the year is read, since ``document_date`` is found elsewhere; other keys go into ``extra``. A given
    region that is no division is kept as it is, without a code. Raises ``OptionError`` for an unknown type.
    """
    given = {key: value for key, value in given.items() if value}
    text = segments.view.text
    opening = Opening(text)
    title = given.get("title") or title_of(opening) or stated.get("title")
    plain = fold(squeeze(title)) if title else ""
    kind = _given_type(given["document_type"]) if "document_type" in given else type_of(plain, opening)
    entity = given.get("entity") or entity_of(plain, kind, opening, regions)
    said = document_date.year if document_date else (int(given["date"][:4]) if "date" in given else None)
    late = document_date is not None and document_date.month >= _LATE
    report_year = year_of(plain, kind, said, late, opening, text) or year_of_tables(kind, grids)
    year = said or report_year
    if "region" in given:
        region = regions.resolve(given["region"], year)
    else:
        region = region_of([plain, entity or ""], opening, text, regions, year)
    return Metadata(
        title=title,
        document_type=kind,
        document_date=document_date,
        report_year=report_year,
        region=region.full_name if region else given.get("region"),
        region_code=(region.code or None) if region else None,
        region_level=region.level if region else None,
        entity=entity,
        extra={
            key: value
            for key, value in given.items()
            if key not in ("date", "title", "document_type", "region", "entity")
        },
    )


def _given_type(name: str) -> DocumentType:
    try:
        return DocumentType(name)
    except ValueError as error:
        raise OptionError(f"no document type is called {name!r}; there are {', '.join(DocumentType)}") from error
