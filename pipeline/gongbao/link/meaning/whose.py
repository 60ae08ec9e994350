"""Whose a figure is: the place that it is about, whose accounts it is of, and the unit whose own it is."""

import re
from collections.abc import Sequence

from gongbao.kept import compiled
from gongbao.link.lexicons.regions import Region, Regions
from gongbao.link.meaning.levels import OTHER_LEVELS, OWN_LEVEL, turn_level
from gongbao.link.sentence.context import Context, Whose
from gongbao.link.sentence.figure import SEMICOLONS, Figure
from gongbao.link.sentence.passage import Passage
from gongbao.model import DocumentType, Fact, Kind, Measure, Quantity

# 全省安排50亿元，其中我市6亿元, but not 资本市场
OURS = re.compile("我[省市县区州盟旗]|(?<![资基成日样])本[省市县区州盟旗]")
_EACH = "分别"
_COMPANIES = ("公司", "集团")
_BUREAUS = ("局", "厅", "委员会", "办公室")
_TOTALS = ("总计", "合计", "总量", "总收入", "总支出")  # 收入总计 is named as that of a department
# These report on all courts and procuratorates below them; what is their own they say.
_COURTS = ("最高人民法院", "最高人民检察院", "高级人民法院", "中级人民法院")
_COURTS_OWN = compiled(
    "本院|我院|最高法|最高检|(?<!全)[省市州](?:高|中级)?法院|[高中]院|(?<!全)[省市州]检察院|(?<!全)[省市]院(?!士)"
)
_PROCURATORATE, _WITH_OTHERS_BELOW = "人民检察院", ("province", "prefecture")
_OTHER_COURTS = compiled(
    "(?<![会协联]同)(?:各级|全[国省区市]|地方|下级|[两三]级|人民法院(?<!最高人民法院|高级人民法院)|检察机关|法院系统)"
)


def whose(figure: Figure, words: str, flow: str | None, passage: Passage, context: Context, regions: Regions) -> Whose:
    """Whose a figure called by ``words`` is, of one side of the accounts (``flow``) where it is of any: by its own
    words, those of the last one before it that it tells more of, of its sentence or its paragraph, else the
    document's."""
    last, before, of = figure.last, context.told, context.home
    # 全国居民收入41314元，增长5.3%: the growth is of the same place.
    shared = last.fact if last and (figure.taken or not figure.has_phrase) else None
    if shared and last and not figure.noun and len(before) > 1:
        shared = _called_alike(figure, last, before, passage.masked)
    if figure.region or shared:
        if shared and last and last.part_of and figure.has_phrase and passage.masked[figure.left - 1] in SEMICOLONS:
            shared = last.part_of.fact  # 全县收入9亿元，其中县本级8亿元；支出9亿元
        of = _area(figure, passage, shared, regions)
    elif figure.scope:
        of = of._replace(scope=figure.scope)
    if of.scope is None and not (context.level or context.stance.scope or (last and last.fact.scope)):
        return of
    scope, scope_from = _accounts(figure, of.scope, words, flow, passage, context)
    return of._replace(scope=scope, scope_from=scope_from)


def _accounts(
    figure: Figure, scope: str | None, words: str, flow: str | None, passage: Passage, context: Context
) -> tuple[str | None, str]:
    """Whose accounts a figure is of, and where that was said: a ``scope`` of its own is made more precise, without one
    its sentence, its list or its paragraph tells."""
    of_accounts = flow is not None or words.endswith(_TOTALS)
    if scope == "local" and context.level and not figure.region:
        return context.level, "section"  # 省本级总收入9亿元，其中地方收入3亿元
    if scope is not None or figure.region or words.startswith(OTHER_LEVELS):
        turn_level(figure, passage, words, of_accounts, context)
        return scope, "stated"
    scope, last = context.stance.scope, figure.last
    if last and last.fact.scope == OWN_LEVEL and figure.clause[:1] == "、" and last.mention.kind is Kind.MONEY:
        scope = OWN_LEVEL if figure.mention.kind is Kind.MONEY else scope  # 市本级教育支出9亿元、卫生支出8亿元
    if context.level and not context.section_level and "本级" in passage.masked[figure.end :]:
        context.level = None  # 市本级收入9亿元。支出40亿元，其中市本级支出8亿元
    if scope is None and context.level and of_accounts:
        return context.level, "section"
    return scope, "stated"


def entity_of(
    figure: Figure, entity: str, scope: str | None, indicator_id: str | None, passage: Passage, context: Context
) -> str | None:
    """The unit whose own figure it is: the document's, but for what that tells of the area or of others."""
    if indicator_id and entity.endswith(_COMPANIES):
        # 上虞区实现地区生产总值9亿元，财政收入2亿元 in a company's prospectus: the area's
        last = figure.last
        of_area = figure.region or figure.scope == "whole_area" or (last and last.fact.entity is None)
        if last is None and context.figures and _COMPANIES[0] not in passage.masked:
            of_area = of_area or context.figures[-1].fact.entity is None  # 其中第一产业增加值3亿元
        return None if of_area else entity
    if indicator_id and scope == "whole_area" and entity.endswith(_BUREAUS):
        return None  # 全市地区生产总值9亿元 in a bureau's report
    if (
        passage.metadata.document_type is DocumentType.WORK_REPORT
        and (entity.endswith(_COURTS) or _has_others_below(entity, passage.place))
        and not _is_courts_own(figure, passage.masked, entity)
    ):
        return None  # 各级法院审结案件9万件, but 最高人民法院受理案件3万件
    return entity


def _area(figure: Figure, passage: Passage, shared: Fact | None, regions: Regions) -> Whose:
    """A figure's region and scope, and where the region was said: with its own words, in the sentence, where the figure
    whose subject it shares is of another place, or in the title.
    """
    metadata, place = passage.metadata, passage.place
    region, scope, said = figure.region, figure.scope, "stated"
    if shared and place and shared.region_code != place.code and OURS.search(figure.clause):
        shared = None
    if shared:
        counted = figure.noun and not figure.taken and isinstance(figure.mention.value, Quantity)
        if scope is None and (not counted or shared.scope == "whole_area"):
            scope = shared.scope  # but 争取中央资金3亿元，8个项目获批: they are not of the centre
    if region is None:
        region, said = place, "title"
        if shared:
            if not figure.scope and shared.region_code and not (place and place.code == shared.region_code):
                region = regions.coded(shared.region_code) or place
            if (region.full_name if region else metadata.region) != metadata.region:
                said = "sentence"
    elif scope == "whole_area" and place and region.is_within(place):
        scope = None  # 全市…，其中咸安区3亿元
    if region is None:
        return Whose(metadata.region, metadata.region_code, scope, said, "stated")
    return Whose(region.full_name, region.code, scope, said, "stated")


def _called_alike(figure: Figure, last: Figure, before: Sequence[Figure], masked: str) -> Fact:
    """Which of those before it a figure tells more of, or else the last.

    收入9亿元，其中地方收入5亿元，分别增长3%、4%: the first is not local; nor is it where both are only called 收入.
    """
    first = len(before)
    while first and before[first - 1].chain == figure.chain + len(before) - first + 1:
        first -= 1
    number = len(before) - first + figure.chain  # of those that are joined
    start = before[first].start if first < len(before) else figure.start
    if first and number > 1 and _EACH in masked[before[first - 1].end : start]:
        told = [one.fact for one in before[:first] if one.words == figure.words and one.fact.measure is Measure.LEVEL]
        if len(told) == number:
            return told[-figure.chain]
    if last.words == figure.words:
        return last.fact
    known = next((one for one in reversed(before) if one.words == figure.words), last)
    # 其中市本级收入5亿元、支出4亿元: both are of that level
    goes_on = "其中" in masked[known.end : last.start] and _EACH not in masked[last.end : figure.start]
    return last.fact if goes_on else known.fact


def _has_others_below(entity: str, place: Region | None) -> bool:
    """Whether a unit is the procuratorate of a province or prefecture."""
    if place is None or place.level not in _WITH_OTHERS_BELOW:
        return False
    return entity.endswith((f"{place.full_name}{_PROCURATORATE}", f"{place.name}{_PROCURATORATE}"))


def _is_courts_own(figure: Figure, masked: str, entity: str) -> bool:
    """Whether a figure in the report of a high court is that court's own, by whom its sentence has named last."""
    named = [found.end() for found in _COURTS_OWN.finditer(masked, 0, figure.start)]
    own = max(masked.rfind(entity, 0, figure.start) + len(entity) if entity in masked else 0, *named[-1:], 0)
    return own > 0 and not _OTHER_COURTS.search(masked, own, figure.start)
