"""Cells to facts: what a figure in a table means by the headers of its row and column, its table and its document."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from gongbao.kept import compiled
from gongbao.link.lexicons.indicators import Indicators
from gongbao.link.lexicons.regions import Region, Regions
from gongbao.link.lexicons.wording import NATURAL_GROWTH, Wording, fold
from gongbao.link.meaning.comparisons import year_earlier
from gongbao.link.meaning.measures import family
from gongbao.link.meaning.own_periods import first_holidays, is_of_holidays
from gongbao.link.sentence.context import shared
from gongbao.link.tables.days import is_part_of_year, is_year, of_plan, plan_begins
from gongbao.link.tables.header_words import only_compares, price_basis, remark_of, without_remark
from gongbao.link.tables.headers import POPULATION, ColumnSays, Headers, RowSays, Times
from gongbao.link.tables.naming import TableNaming
from gongbao.link.tables.reading import YEAR_AGAINST, Said, TableReading, table_says
from gongbao.link.tables.standing import is_stock, period_of, standing_of, told_at
from gongbao.model import (
    DocumentType,
    Duration,
    Fact,
    Kind,
    Measure,
    Mention,
    Metadata,
    Money,
    Percent,
    Quantity,
    Segments,
    Value,
)
from gongbao.normalize.cells import CellMention
from gongbao.normalize.lengths import measured
from gongbao.segment.matrix import BOUND_WORDS

_FIGURES = (Money, Percent, Quantity)
# What stands before a figure in its cell and is read as a header, but for what only bounds it: 增长5.6%, 不低于80元.
_WORDS = compiled(rf"(?<!\p{{Han}})(?!(?:{BOUND_WORDS})$)(?:其中[:：])?(?:\p{{Han}}{{2,}}|[长宽高深厚增减升降涨跌])$")
_IN_FULL = {"增": "增长", "升": "上升", "涨": "上涨", "减": "减少", "降": "下降", "跌": "下跌"}
# What stands behind a number of what is built: 60个教学班, where before it stands nothing or only that it is built.
_COUNTED_BEHIND = compiled(r"\p{Han}{2,10}(?=[，,、；;。（(]|$)")
_BUILDS = compiled(
    "(?:拟?新[建增]|改建|扩建|改扩建|建设|建成|改造|设置?|安装|购置|配[备置]|完成|修建|铺设|敷设|规划|计划|可?提供|开设)*"
)
# How a rate is told: 失业率（均值）.
_BEHIND = compiled("（[年月季平均期末值数]+）$")
# Of which part it is told: 资产负债率（中央企业, where a name in brackets may say what it is as well.
_INSIDE = compiled("（[^（）]*$")
_AMONG, _DONE, _OF_EACH, _RATE, _AN_AREA = "其中", "完成", "人均", "率", "单位面积"
_AND = ("和", "与", "及", "、")
# What leads from a name to its figure: 社会消费品零售总额达到72亿元.
_REACHES = compiled("(?:达到?|[为至到由])$")
# 单位GDP能耗降低, 能耗下降率: a figure without a sign is a fall.
_FALLS = compiled("(?:下降|降低)率?$")
# Figures of a plan in these are those of all its years together: 〔300〕.
_SUMMED_UP = "〔[［【"
_BOUNDS = "≥≤≧≦><＞＜="
# What comes about in each year is added up; of what there is these are what it has grown by.
_COMES_ABOUT = compiled("新增(?!率)|脱贫|改造|转移就业|培训|搬迁")
_COUNTED = ("count", "people", "event", "place", "division", "transport")
_TIMES = ("倍", "番")
_INDICES = ("指数", "PMI")
# Below what an index in per cent is none but how one has moved; what only stands among indices is one near 100.
_MOVES, _LOWEST_INDEX, _NEAR_A_HUNDRED = compiled("同比|环比"), 30, (80, 120)
_MOVES_ONLY = compiled("(?:[当本]月|[本当]?累计)?(?:同比|环比)")
# 平均工资, 平均气温, but not what is a part of one: 平均工资 > 奖金.
_MEAN = compiled("平均(?!增[长速])[^>]*$")
# What a table tells at some prices, and the parts of it: neither taxes nor wages.
_VALUED = compiled("(?:产值|增加值|生产总值|GDP|投资额?|零售总?额)(?:（[^（）]*）)?$")
_SECTOR = compiled("业$")
# What is not told by its growth, and how far what came of a growth may be from what was aimed at.
_IS_NO_AMOUNT = compiled("率|比重|占比|强度|比例|指数|进度|覆盖|结构")
_FARTHEST, _FASTEST = 5, 50
# 居民收入和支出分别, but not 部分别墅
_EACH = compiled("(?<!部)分别")
# What does not grow in a plan's columns of growth.
_STATES = (Measure.RATE, Measure.SHARE)
_CHANGES = (Measure.GROWTH, Measure.CHANGE)
_EARNED = compiled("(?:收入|支出)(?:（[^（）]*）)?$")
# What people and firms earn and spend is on no side of the accounts.
_NO_ACCOUNTS = compiled(
    "可支配收入|消费支出|居民人均|月均收入|国民总?收入|工资性收入|(?:经营|财产|转移)净收入|营业(?:总?收入|成本|利润)|旅游(?:总?收入|总?花费|外汇收入)|药费|销售收入|业务收入|保费收入|票房收入"
)
_SIDES = {"收入": "revenue", "支出": "expenditure"}
# 均衡性转移支付收入 is revenue, whatever 均衡性转移支付 is.
_OTHER_SIDES = {"expenditure": ("收入", "revenue"), "revenue": ("支出", "expenditure")}
_NONE: tuple[int | None, str | None] = None, None
# How many names are remembered: more than any report has, less than a hostile one could ask for.
_ALIKE = 4096


class TableLinker:
    """Links the cells of one document's tables after another; built once. ``families`` are those of units."""

    def __init__(
        self,
        lexicons: Mapping[str, tuple[str, ...]],
        families: Mapping[str, str],
        indicators: Indicators,
        regions: Regions,
        times: Times,
    ) -> None:
        self._lexicons = lexicons
        self._wording = Wording(lexicons)
        self._families = families
        self._counted = tuple(entry.partition(":")[0] for entry in lexicons["table_counted"])
        self._beside_index = (*self._counted, "比重")
        self._regions = regions
        self._times = times
        self._naming = TableNaming(indicators, self._wording, families)
        self._per = lru_cache(_ALIKE)(self._per_of)

    def link(
        self,
        segments: Segments,
        mentions: Sequence[CellMention],
        metadata: Metadata,
        heard: Sequence[Mention],
        told: int,
    ) -> tuple[Fact, ...]:
        """A fact for each figure; ``heard`` are the mentions of the document that stand before these, ``told`` is the
        number of their facts."""
        place = self._regions.coded(metadata.region_code) if metadata.region_code else None
        headers = Headers(self._lexicons, self._regions, self._times, place, metadata.region)
        names = [name for name in (metadata.entity, *self._within(place), metadata.region) if name]
        names += [place.name] if place else []
        holidays = first_holidays(heard) if is_of_holidays(metadata.title or "") else None
        readings = [TableReading(g, table_says(g, metadata, headers, names, holidays), headers) for g in segments.grids]
        plan = plan_begins(fold(metadata.title or "")) if metadata.document_type is DocumentType.PLAN else None
        facts: list[Fact] = []
        # A large table has few rows that others stand below, and only those are looked up.
        above = [{cell.row_header[:-1] for cell in grid.cells} for grid in segments.grids]
        named, ended = "", 0
        units: dict[tuple[int, int, tuple[str, ...]], str | None] = {}
        wholes: dict[tuple[int, int, int, tuple[str, ...]], tuple[int, str | None]] = {}
        for index, item in enumerate(mentions, len(heard)):
            stated = item.mention.value
            value = measured(stated) if isinstance(stated, Duration) else stated
            if not isinstance(value, _FIGURES):
                continue
            cell = segments.grids[item.grid].cells[item.cell]
            start = max(cell.span.start, ended)
            words = _WORDS.search(segments.view.text[start : item.mention.view_span.start])
            follows = start == ended == item.mention.view_span.start
            ended = item.mention.view_span.end
            own = _REACHES.sub("", words[0].removeprefix(_AMONG).lstrip(":：")).removeprefix("已") if words else ""
            own = _EACH.sub("", _IN_FULL.get(own, own))  # 城乡居民收入分别增长6%和7.5%
            if (not own or _BUILDS.fullmatch(own)) and headers.is_aside(cell.column_header):
                counted = _COUNTED_BEHIND.match(segments.view.text, item.mention.view_span.end, cell.span.end)
                # 新建60个教学班, 隧道1座650米
                own = counted[0] if counted and isinstance(value, Quantity) else named if follows else own
            goes_on = facts and facts[-1].cell == (item.grid, item.cell)
            if own and goes_on and only_compares(own):
                own = named + own  # 社会消费品零售总额72亿元，增长6%
            elif not own and goes_on and segments.view.text[start : item.mention.view_span.start] in _AND:
                own = named  # 分别增长6%和7.5%
            named = own
            said = readings[item.grid].said(cell, value, own)
            if words and words[0].startswith(_AMONG):
                said = said._replace(words="")
            if start > cell.span.start and segments.view.text[start] in "（(":
                said = said._replace(bracketed=True)  # 5.2（4.9）
            if segments.view.text[item.mention.view_span.start - 1] in _BOUNDS:
                said = said._replace(bounded=True)
            if own == _DONE and isinstance(value, Percent) and facts and facts[-1].cell == (item.grid, item.cell):
                done = replace(said.column, measure=Measure.RATE, comparison="target")
                said = said._replace(column=done)  # 1.93万人，完成107%
            last = (facts[-1], mentions[index - len(heard) - 1].mention.value) if facts else None
            if last and self._is_outcome_of_growth(said, *last, item, segments):
                said = said._replace(column=replace(said.column, measure=Measure.GROWTH))  # 目标6%左右 | 完成5.5%
            if segments.view.text[item.mention.view_span.start - 1] in _SUMMED_UP:
                held, years = said.column.comparison, said.column.period
                if run := of_plan(years, plan):
                    years, held = run, held or "fixed_base"  # 〔17.8〕 under 2020年
                elif plan and years is None:
                    held = held or "fixed_base"  # [20] under 五年累计
                held = "fixed_base" if held == "annual_average" else held
                before = mentions[max(0, index - len(heard) - 2) : index - len(heard)]
                column = replace(said.column, aggregation="sum", comparison=held, period=years)
                if not isinstance(value, Percent) and cell.row_header and _COMES_ABOUT.search(cell.row_header[-1]):
                    column = replace(column, measure=None, comparison=None)  # 城镇新增就业 | 〔350〕
                    risen = None
                else:
                    risen = _risen(item, before, segments) if column.measure is None else None
                if risen is not None and value.low is not None and abs(value.low) == abs(risen):
                    column = replace(column, measure=Measure.CHANGE, falls=risen < 0)  # 10.8 | 11.3 | 〔0.5〕
                said = said._replace(column=column)
            elif plan and said.column.comparison == "annual_average" and (run := of_plan(said.column.period, plan)):
                said = said._replace(column=replace(said.column, period=run))  # 2030年 | 年均增长（%）
            if cell.unit and units.get((item.grid, cell.group, cell.row_header[:-1])) not in (None, cell.unit):
                said = said._replace(row=self._naming.by_itself(said.row))  # 商品房销售面积 below 固定资产投资
            key = item.grid, cell.group, cell.column
            whole, unit = wholes.get((*key, cell.row_header[:-1]), _NONE) if len(cell.row_header) > 1 else _NONE
            if unit != cell.unit and unit and cell.unit:
                whole = None  # 工业增加值 in 亿元, and below it 原煤产量 in 万吨
            if cell.row_header in above[item.grid]:
                wholes[(*key, cell.row_header)] = told + len(facts), cell.unit
                units[item.grid, cell.group, cell.row_header] = cell.unit
            if words and words[0].startswith(_AMONG) and facts and facts[-1].cell == (item.grid, item.cell):
                whole = told + len(facts) - 1  # 500（其中：中央60）
            facts.append(self._fact(index, item, said, whole, metadata, place))
        return tuple(facts)

    def _within(self, place: Region | None) -> Sequence[str]:
        """A place's names behind those of the areas that it lies in: 安徽省池州市贵池区, 池州市贵池区."""
        areas = [area.full_name for area in self._regions.parents(place)] if place else []
        above = ["".join(reversed(areas)), *areas] if len(areas) > 1 else areas
        return [area + name for area in above for name in ((place.full_name, place.name) if place else ())]

    def _fact(
        self, index: int, item: CellMention, said: Said, whole: int | None, metadata: Metadata, place: Region | None
    ) -> Fact:
        """What a figure means; ``whole`` is the index of the fact that it is a part of."""
        row, column, table = said.row, said.column, said.table
        indicator, lookup = self._naming.name(said)
        measure, direction, amount = self._measure(said, indicator)
        if item.mention.kind is Kind.DURATION:
            amount = amount or said.value  # 312 days, where the mention says P312D
        period, period_from = period_of(said, indicator)
        status, stage, stage_from = standing_of(said, metadata, period)
        known = self._naming.known(lookup, said, measure)
        known = known if known and self._naming.may_be(known, said, indicator) else None
        region = row.region or column.region or place
        compares = measure in (*_CHANGES, Measure.INDEX) or measure is column.measure
        comparison = column.comparison if compares else None
        if measure is Measure.GROWTH:
            anew = "period_on_period" if any("环比" in header for header in said.cell.column_header[-1:]) else None
            comparison = comparison or anew or (table.compared if table.growth else None) or "yoy"
        if measure is Measure.INDEX:
            comparison = comparison or row.index or table.index
        base = column.base
        if base and comparison == "yoy" and is_year(base) and is_part_of_year(period):
            base = year_earlier(period)  # 12月 | 比上年同期增长
        summed = None if column.aggregation == "sum" and is_stock(said, indicator) else column.aggregation
        mean = row.average or _MEAN.search(indicator) is not None
        aggregation = summed or ("average" if mean and measure not in _CHANGES else None)
        aggregation = aggregation or told_at(period, indicator, measure)
        of_each = isinstance(said.value, Quantity) and "/" in (said.value.unit or "")  # 公斤/公顷
        per = item.per or (None if of_each else self._per(indicator))
        if per is None and (isinstance(said.value, Money) or measure is Measure.GROWTH):
            # 工资性收入 of 居民人均可支配收入, 衣着 below 人均消费支出
            whole_name = next((word for word in row.words[:-1] if _OF_EACH in word), "")
            per = self._per(whole_name or (table.subject if _EARNED.search(indicator) else ""))
        own = row.region or column.region
        # 高新区 in a table of 全市 is none of it
        of_part = own or (row.entity and table.scope == "whole_area") or _is_of_lower_levels(row, column)
        scope = row.scope or column.scope or (None if of_part else table.scope)
        entity = row.entity or table.entity or metadata.entity
        headers = said.cell.column_header if column.measure else (*said.cell.column_header, *said.cell.row_header)
        told_in = "".join(headers)
        if remark := remark_of(told_in):
            told_in = remark if said.bracketed else without_remark(told_in)
        prices = price_basis(told_in)
        if prices is None and (table.prices or table.grown_at) and _is_valued(indicator, table.subject):
            if measure is Measure.LEVEL and isinstance(said.value, Money):
                prices = table.prices
            elif measure in (Measure.GROWTH, Measure.INDEX):
                prices = table.grown_at
        flow = (known.flow if known else None) or row.flow
        if flow in _OTHER_SIDES and indicator.endswith(_OTHER_SIDES[flow][0]):
            flow = _OTHER_SIDES[flow][1]
        named = " ".join((*row.words, *column.names)) or indicator
        earned = not table.department and any(map(_NO_ACCOUNTS.search, (named, indicator)))
        if self._has_side(said) and not earned:
            # 事业收入 is where the money of a 政府采购支出预算表 comes from
            from_fund = (
                table.flow is not None and not column.names and any(key == "fund" for key, _ in column.qualifiers)
            )
            flow = (None if from_fund else column.flow) or row.flow or table.flow or flow or said.side
            if flow is None and table.budget:
                flow = next((side for word, side in _SIDES.items() if indicator.endswith(word)), None)
        told = "table" if row.words or column.names else "title"
        sources = (
            ("aggregation", aggregation, "table"),
            ("comparison", comparison, "table"),
            ("entity", entity, "table" if row.entity or table.entity else "title"),
            ("flow", flow, "title" if table.flow and not column.flow else "table"),
            ("indicator", indicator, told),
            ("measure", measure, "table"),
            ("per", per, "table"),
            ("period", period, period_from),
            ("price_basis", prices, "table"),
            ("region", region or metadata.region, "table" if own else "title"),
            ("scope", scope, "table" if row.scope or column.scope else "title"),
            ("stage", stage, stage_from),
            ("status", status, stage_from),
        )
        return Fact(
            mention=index,
            member=1,
            indicator=indicator or None,
            indicator_id=known.id if known else None,
            measure=measure,
            direction=direction,
            status=status,
            stage=stage,
            comparison=comparison,
            price_basis=prices,
            base_start=base.start_date if base else None,
            base_end=base.end_date if base else None,
            aggregation=aggregation,
            per=per,
            period_start=period.start_date if period else None,
            period_end=period.end_date if period else None,
            region=region.full_name if region else metadata.region,
            region_code=(region.code or None) if region else metadata.region_code,
            scope=scope,
            entity=entity,
            part_of=whole,
            qualifiers=_merged((("fund", table.fund),) if table.fund else (), column.qualifiers, row.qualifiers),
            flow=flow,
            evidence=shared(tuple((name, source) for name, filled, source in sources if filled)),
            value=amount,
            cell=(item.grid, item.cell),
        )

    def _measure(self, said: Said, indicator: str) -> tuple[Measure, str | None, Value | None]:
        """Measure and direction, and the value without its sign where that is what the direction says."""
        value, name = said.value, indicator.rpartition(" > ")[2]
        measure = said.column.measure or self._measure_of(value, indicator, said.cell.column_header, said.table.subject)
        if measure is Measure.SHARE and said.column.measure is None and self._naming.is_of_amounts(said):
            measure = Measure.GROWTH
        unstated = not isinstance(value, Money) and (isinstance(value, Percent) or value.unit is None)
        if said.column.measure is None and (said.row.held or (said.table.growth and unstated)):
            measure = Measure.GROWTH if isinstance(value, Percent) else Measure.CHANGE
        elif said.column.measure is None and unstated and (said.row.index or said.table.index):
            measure = Measure.INDEX
        if measure is Measure.CHANGE and unstated and value.low is not None:
            moved = any(map(_MOVES_ONLY.fullmatch, said.cell.column_header[-1:]))
            lowest, highest = _NEAR_A_HUNDRED
            among = lowest <= value.low <= highest and any(
                words.endswith(_INDICES) for words in (*said.row.words, said.table.subject)
            )
            if moved and (among or (name.endswith(_INDICES) and value.low >= _LOWEST_INDEX)):
                measure = Measure.INDEX  # 居民消费价格指数 | 当月同比 | 99.2
        if measure is Measure.INDEX and isinstance(value, Percent) and value.low is not None:
            moves = any(map(_MOVES.search, said.cell.column_header[-1:]))
            if moves and abs(value.low) < _LOWEST_INDEX:
                measure = Measure.GROWTH  # 综合指数 > 同比（%）
        against = any(map(YEAR_AGAINST.fullmatch, said.cell.column_header[-1:]))
        summed = said.column.aggregation == "sum"
        if measure is Measure.GROWTH and isinstance(value, Percent):
            if value.unit != "%":
                measure = Measure.CHANGE  # by so many points
            elif (said.column.comparison == "annual_average" or said.column.aggregation) and (
                told := self._percentage(name)
            ) in _STATES:
                # 城镇化率 | 〔5.2〕, 失业率 | ＜5.5 under 年均增长〔累计〕: points of all years, and what it is in each
                measure = Measure.CHANGE if said.column.aggregation else told
            elif against and not said.table.growth and self._percentage(name) in _STATES:
                measure = Measure.CHANGE  # 城镇化率 | 2022年 | 2023年 | 2023年比2022年
        amount = None
        if measure is Measure.CHANGE and isinstance(value, Percent) and value.unit == "%" and (against or summed):
            value = amount = replace(value, unit="pp")  # 64.2 | 70 | 〔5.8〕
        if measure is Measure.CHANGE and isinstance(value, Quantity) and value.unit_id in _TIMES:
            measure = Measure.GROWTH
        if measure not in _CHANGES and measure is not Measure.CONTRIBUTION:
            return measure, None, None
        if value.low is not None and value.high is not None and value.high < 0:
            return measure, "decrease", replace(value, low=value.high.copy_negate(), high=value.low.copy_negate())
        falls = said.column.falls or self._wording.fall_noun.search(name) is not None or _FALLS.search(name) is not None
        return measure, "decrease" if falls else "increase" if value.low else None, amount

    def _measure_of(
        self, value: Money | Percent | Quantity, indicator: str, headers: Sequence[str], about: str
    ) -> Measure:
        """The measure of a figure whose column does not say it, by its unit and its indicator's name, and what its
        table is ``about``.

        Of a percentage the names above tell where the last does not: 工业增加值增速 > 采矿业; else the column's header:
        形象进度 of 路基工程完成95%.
        """
        if isinstance(value, Percent):
            said = (*headers[-1:], *fold(indicator).split(" > "))
            names = [_BEHIND.sub("", name).rstrip("）") for name in said]  # 违规发放补贴（整改率）
            told = (
                self._percentage(part)
                for name in reversed(names)
                for part in dict.fromkeys((name, _INSIDE.sub("", name)))
            )
            return next(filter(None, told), None) or (Measure.RATE if about.endswith(_RATE) else Measure.SHARE)
        # 权重 and 调查户数 of an index are none.
        whole = "" if headers and headers[-1].endswith(self._beside_index) else about
        if isinstance(value, Quantity) and value.unit is None and any(w.endswith("指数") for w in (indicator, whole)):
            return Measure.INDEX
        counted = isinstance(value, Quantity) and value.unit is not None and family(value, self._families) in _COUNTED
        return Measure.COUNT if counted else Measure.LEVEL

    def _is_outcome_of_growth(
        self, said: Said, last: Fact, aimed: Value, item: CellMention, segments: Segments
    ) -> bool:
        """Whether a percentage without a name of its own is what came of the growth aimed at right before it in its
        row: of an amount, and about as much."""
        value, names = said.value, said.row.words
        if said.column.stage != "actual" or said.column.measure or said.words or not names:
            return False
        if last.cell is None or last.stage != "target" or last.measure is not Measure.GROWTH:
            return False
        if not (isinstance(value, Percent) and isinstance(aimed, Percent)) or value.unit != aimed.unit:
            return False
        if last.indicator_id is None or any(map(_IS_NO_AMOUNT.search, (last.indicator or "", *names))):
            return False
        told, target = value.low or value.high, aimed.low or aimed.high
        if told is None or target is None or abs(told) > abs(target) * _FARTHEST:
            return False
        if abs(told) > _FASTEST >= abs(target):
            return False
        grid, cell = last.cell
        return grid == item.grid and segments.grids[grid].cells[cell].row == said.cell.row

    def _has_side(self, said: Said) -> bool:
        """Whether a figure is an amount of the accounts, or a rate or change of one: no kilometres, no 合格率."""
        value, row = said.value, said.row
        if isinstance(value, Percent):
            spent = any(word in row.words[-1] for word in self._lexicons["table_rate"]) if row.words else False
            return spent or said.column.measure is not None or row.held or said.table.growth
        if isinstance(value, Money):
            return True
        return value.unit is None and not any(header.endswith(self._counted) for header in said.cell.column_header[-1:])

    def _percentage(self, words: str) -> Measure | None:
        wording = self._wording
        if words.endswith(NATURAL_GROWTH):
            return Measure.RATE
        if wording.growth_noun.search(words) or wording.fall_noun.search(words):
            return Measure.GROWTH
        if words.endswith(("增长", "增减", "下降", "降低", "下降率", "降低率")):
            return Measure.GROWTH
        if words.endswith(_INDICES):
            return Measure.INDEX
        if wording.share_noun.search(words) or "占" in words:
            return Measure.SHARE
        return Measure.RATE if wording.rate_noun.search(words) or "进度" in words else None

    def _per_of(self, indicator: str) -> str | None:
        words = indicator.rpartition(" > ")[2]
        # Of a 单位面积产量 its unit says for which area it is: 公斤/公顷.
        return next((what for word, what in self._wording.per if word in words and word != _AN_AREA), None)


def _risen(item: CellMention, before: Sequence[CellMention], segments: Segments) -> Decimal | None:
    """How far the two figures ``before`` one in its row are apart: by how much what they tell of has risen."""
    row = segments.grids[item.grid].cells[item.cell].row
    said = [
        measured(last.mention.value) if isinstance(last.mention.value, Duration) else last.mention.value
        for last in before
        if last.grid == item.grid and segments.grids[last.grid].cells[last.cell].row == row
    ]
    told = [value.low for value in said if isinstance(value, _FIGURES) and value.low is not None]
    return told[1] - told[0] if len(told) == 2 else None


def _is_valued(indicator: str, about: str) -> bool:
    """Whether what an indicator tells has prices: 生产总值, and 工业 in a table ``about`` that."""
    names = indicator.split(" > ")
    return any(map(_VALUED.search, names)) or (
        _SECTOR.search(names[-1]) is not None and _VALUED.search(about) is not None
    )


def _is_of_lower_levels(row: RowSays, column: ColumnSays) -> bool:
    """Whether headers tell of the governments below the document's own, and not of a part of the people: 市县级."""
    said = (*row.qualifiers, *column.qualifiers)
    return any(key == "population" and what not in POPULATION for key, what in said)


def _merged(*pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Sorted pairs put together; of two with the same key the later counts."""
    return tuple(sorted({key: value for some in pairs for key, value in some}.items())) if any(pairs) else ()
