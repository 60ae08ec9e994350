"""The unit whose own document it is."""

from collections import Counter

from gongbao.kept import compiled
from gongbao.link.documents.opening import BUREAU, MINISTRY, WHEN, Opening
from gongbao.link.documents.types import OF_ACCOUNTS
from gongbao.link.lexicons.regions import Regions
from gongbao.model import DocumentType

_STATED_UNIT = compiled(
    r"(?:预算|决算|编制|填报)?(?:主管部门|部门名称|单位名称|部门|单位)(?:（公章）)?[：:]([一-鿿（）()]{4,40}?)(?:\s*目\s*录)?$"
)
_TITLE_UNIT = compiled(
    rf"{WHEN}?((?:{MINISTRY}|[一-鿿（）()]{{3,36}}?(?:{BUREAU}|法院|检察院|常务委员会))(?:[（(]本级[）)]|本级)?)"
    rf"(?=\d{{4}}年|关于|工作报告|部门|单位|(?:公司)?债券|(?:主体|信用|跟踪)(?:信用)?评级|{OF_ACCOUNTS}(?:预算|决算))"
)
# What a people's congress says of the area's budget: 财政经济委员会关于2024年预算草案的审查结果报告.
_ON_THE_AREA = compiled(
    f"{WHEN}?[一-鿿]{{2,20}}?人(?:民代表大会|大)[^年]{{0,30}}?(?:委员会|常委会|会议|[委会])关于.*(?:决议|决定|审[查议](?:结果|意见)?的?报告)$"
)
# What a body makes known of the area: 国家统计局关于2023年粮食产量数据的公告, 海关总署2024年进出口情况新闻发布会.
_MADE_KNOWN = compiled("(?:产量|数据|统计|普查|监测|调查)[^，。]{0,10}(?:公告|公报)|发布会|吹风会")
# 国务院办公厅关于促进消费的若干措施: what all are told to do is not its own.
_TOLD_TO_ALL = compiled(
    "关于(?:提前)?(?:下达|拨付|预拨|分配|安排|追加|清算).*(?:资金|预算|指标|计划|任务|经费|补助|额度|债券).*通知(?:[（(][^（）()]{1,20}[）)])?$"
    "|关于(?!.*(?:工作要点|工作计划|总结)).*(?:意见|措施|方案|办法|行动计划)(?:的通知)?(?:[（(][^（）()]{1,20}[）)])?$"
)
# 南京经济技术开发区2023年统计公报: a zone's own, and no county's as 浦东新区 is. But of others on it are
# 江州市财政局关于高新区财政预算的报告, 关于下达高新区2023年预算的通知, 关于咸宁高新区2023年预算的批复.
_DONE_TO_IT = "支持|推[进动]|加[快强]|下达|批[复准]|印发|促进|建设"
_ZONE = compiled(
    rf"{WHEN}?(?:关于)?(?!全|各|我|国家级|[省市]级)(?!.*(?:批复|通知|意见|答复|函)$)"
    rf"(?P<zone>(?:(?!关于|政府|局|委|厅|{_DONE_TO_IT})[一-鿿]){{2,20}}?(?:(?:高新技术(?:产业)?|经济(?:技术)?|旅游|新技术|产业)(?:开发|园)区"
    r"|高新区|经开区|保税港?区|工业园区|产业园区|港务区|新区))(?:管理委员会|管委会)?(?=\d{4}年|关于|财政|预算|国民经济|统计)"
)
_UNIT_BEFORE_YEAR = compiled(rf"{BUREAU}(?=(?:（本级）)?\d{{4}}年度)")
# 2023年度部门决算, and below it 咸宁市水利局; 第一部分 咸宁市水利局概况.
_UNIT = rf"(?:{BUREAU}|法院|检察院)(?:[（(]本级[）)]|本级)?"
_UNIT_LINE = compiled(rf"([一-鿿（）()]{{2,30}}?{_UNIT})$")
_UNIT_PART = compiled(rf"第一部分[：:、 ]*(?![本我各])([一-鿿（）()]{{3,30}}?{_UNIT})(?:部门|单位)?(?:概况|基本情况)")
# 人民检察院工作报告, and below it 沧州市人民检察院检察长 李某某.
_COURT = compiled(f"{WHEN}?(?:人民)?(?:法院|检察院)工作报告")
_ITS_HEAD = compiled("([一-鿿]{2,20}?(?:法院|检察院))(?:党组书记、)?代?理?(?:院长|检察长)")
_ON_THE_COVER, _ABOVE_THE_SPEECH = 4, 8
_LAST_LETTERS = compiled(r"[一-鿿]{4,30}$")


def entity_of(title: str, kind: DocumentType, opening: Opening, regions: Regions) -> str | None:
    """The unit or zone whose own document it is, where that is not the government of the area."""
    return _unit_of(title, kind, opening, regions) or _zone_of(title, regions)


def _zone_of(title: str, regions: Regions) -> str | None:
    """The zone that a title begins with, where no list of divisions has it."""
    zone = _ZONE.match(title) if "区" in title else None
    if zone is None or regions.read(title, zone.start("zone"))[1] >= zone.end("zone"):
        return None
    return zone["zone"]


def _unit_of(title: str, kind: DocumentType, opening: Opening, regions: Regions) -> str | None:
    """The unit of government whose own document it is."""
    departmental = kind in (DocumentType.DEPARTMENT_BUDGET, DocumentType.DEPARTMENT_FINAL_ACCOUNT)
    if not departmental and kind not in (DocumentType.WORK_REPORT, DocumentType.OTHER):
        return None
    if departmental:
        for line in opening.lines:
            if stated := _STATED_UNIT.match(line):
                return stated[1]
    if _ON_THE_AREA.match(title) or _TOLD_TO_ALL.search(title) or (not departmental and _MADE_KNOWN.search(title)):
        return None
    if kind is DocumentType.WORK_REPORT and _COURT.fullmatch(title):
        heads = (_ITS_HEAD.match(line) for line in opening.lines[:_ABOVE_THE_SPEECH])
        return next((head[1] for head in heads if head), None)
    if title and (unit := _TITLE_UNIT.match(title)):
        return unit[1]
    if departmental:
        for line in opening.lines[:_ON_THE_COVER]:
            if (own := _UNIT_LINE.match(line)) and regions.read(line, 0)[0]:
                return own[1]
        units: Counter[str] = Counter()
        for line in opening.lines:
            for match in _UNIT_BEFORE_YEAR.finditer(line) if "年度" in line else ():
                if letters := _LAST_LETTERS.search(line, max(0, match.end() - 30), match.end()):
                    units[_from_place(letters[0], regions)] += 1
        parts = (part[1] for line in opening.lines if (part := _UNIT_PART.match(line)))
        return next((unit for unit, _ in units.most_common(1)), None) or next(parts, None)
    return None


def _from_place(unit: str, regions: Regions) -> str:
    """A unit's name from the place that it begins with: 按照上海市普陀区财政局 is 上海市普陀区财政局."""
    return next((unit[start:] for start in range(len(unit) - 2) if regions.read(unit, start)[0]), unit)
