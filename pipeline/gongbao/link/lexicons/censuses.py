"""The years of the national censuses, which are fixed as those of the five-year plans are."""

import re
from datetime import date

_CENSUS = re.compile("第([一二三四五六七八九十])次(?:全国)?(人口|经济|农业)普查")
# Then every ten years, in November; of the economy in 2004 and every five years from 2008 on, of farming every ten.
_FIRST_OF_PERSONS = (1953, 1964, 1982, 1990)


def persons_counted(year: int) -> date | None:
    """The day as of which the census of persons of a year counted."""
    if year in _FIRST_OF_PERSONS:
        return date(year, 7, 1)
    return date(year, 11, 1) if year % 10 == 0 and year > _FIRST_OF_PERSONS[-1] else None


def census_day(title: str) -> date | None:
    """The day as of which the census counted that a title names: 第七次全国人口普查 that of 1 November 2020."""
    if "普查" not in title or not (match := _CENSUS.search(title)):
        return None
    number, of = "一二三四五六七八九十".index(match[1]), match[2]
    if of == "经济":
        return date(2003 + 5 * number if number else 2004, 12, 31)
    if of == "农业":
        return date(1996 + 10 * number, 12, 31)
    return persons_counted(_FIRST_OF_PERSONS[number] if number < len(_FIRST_OF_PERSONS) else 1960 + 10 * number)
