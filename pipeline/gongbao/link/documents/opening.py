"""The beginning and the end of a text, where it says what it is, and the words that titles are made of."""

import re
from collections.abc import Sequence
from functools import cached_property

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import fold

# How much of a text is looked at: for its title, for names at its beginning, for names at its end.
_TITLE_REACH, _HEAD, _TAIL = 3000, 1500, 500
LONG_LINE, LONGEST_HEADING = 120, 40
# How a title says when: 2024年度, 2025年上半年, 2025年1-6月, 2023—2024年.
SPAN = "[—–－~～至-]"
WHEN = (
    rf"(?:(?:19|20)\d\d(?:年?{SPAN}{{1,2}}(?:19|20)?\d\d)?年(?:度)?"
    rf"(?:[上下]半年|全年|年[初末底]|前?[一二三四]季度|第[一二三四]季度|前三季度|\d{{1,2}}(?:月?{SPAN}{{1,2}}\d{{1,2}})?月[份末底]?)?)"
)
BUREAU = (
    "(?:局|委员会|委|办公室|办事处|厅|院|中心|学校|中学|小学|大学|幼儿园|馆|站|队|协会|联合会|总工会|公司|集团"
    "|组织部|宣传部|统战部|武装部|所|处)"
)
# The organs of the State Council (国发〔2023〕5号) by their full and usual names; 国家…局 and 国家…委员会 besides.
MINISTRY = (
    "(?:中华人民共和国)?(?:(?:外交|国防|教育|科学技术|科技|工业和信息化|工信|公安|国家安全|民政|司法|财政|人力资源和社会保障|人社"
    "|人力资源社会保障|自然资源|生态环境|住房和城乡建设|住房城乡建设|住建|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理)部(?!门)"
    "|国家(?!级|高新|自主|重点|森林|湿地|公园|生态|地质|旅游)[一-鿿]{2,16}?(?:局|委员会|总局|总署)|审计署|海关总署|中国人民银行|国务院国有资产监督管理委员会)"
)
SALUTATION = re.compile(r"各位(?:代表|委员|领导|同志)|主任、|同志们|主席团")

_SPACED_LETTERS = compiled(r"(?:[一-鿿]\s+){2,}[一-鿿]")
_DIGIT_GAP = compiled(r"(?<=[一-鿿])\s+(?=\d)|(?<=\d)\s+(?=[一-鿿])")


class Opening:
    """What says what a text is. Most say it in their first lines: what else there is is read once it is asked for."""

    def __init__(self, text: str) -> None:
        self._start, self._end = text[:_TITLE_REACH], text[-_TAIL:]
        self._simple = fold(self._start)

    @cached_property
    def unspoken(self) -> Sequence[tuple[str, str]]:
        """The lines before it speaks to someone, each as written and simplified."""
        found: list[tuple[str, str]] = []
        for line, simplified in zip(self._start.split("\n"), self._simple.split("\n"), strict=True):
            if simple := squeeze(simplified):
                if SALUTATION.match(simple):
                    break
                found.append((simple if line == simplified else squeeze(line), simple))
        return found

    @cached_property
    def written(self) -> Sequence[str]:
        """Its first lines as written."""
        return _lines(self._start)

    @cached_property
    def lines(self) -> Sequence[str]:
        """Its first lines, simplified."""
        return _lines(self._simple)

    @cached_property
    def last_lines(self) -> Sequence[str]:
        """Its last lines, simplified."""
        return _lines(fold(self._end))

    @cached_property
    def head(self) -> str:
        """Its beginning, simplified and without blanks."""
        return "".join(self._simple[:_HEAD].split())

    @cached_property
    def tail(self) -> str:
        """Its end, simplified and without blanks; a short text is its own beginning and end."""
        return self.head if self._end == self._start else fold("".join(self._end.split()))


def _lines(text: str) -> list[str]:
    return [squeezed for line in text.split("\n") if (squeezed := squeeze(line))]


def squeeze(line: str) -> str:
    """A line as its words: 政 府 工 作 报 告 has no blanks, the two halves of a headline keep theirs."""
    if len(line.split(None, 1)) < 2:
        return line.strip()
    line = _SPACED_LETTERS.sub(lambda match: "".join(match[0].split()), line)
    return _DIGIT_GAP.sub("", " ".join(line.split()))
