"""What the headers of a table say: of a column its measure, stage and period, of a row its indicator or its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from gongbao.kept import compiled
from gongbao.link.lexicons.regions import Region, Regions
from gongbao.link.lexicons.wording import NATURAL_GROWTH, fold
from gongbao.link.tables.days import whole_year
from gongbao.link.tables.header_words import (
    SHARES,
    compared,
    held_against,
    is_price_basis,
    is_share,
    is_unit,
    label_words,
    only_compares,
    without_brackets,
    without_comparison,
    without_index_base,
    without_manner,
    without_remark,
    without_unit,
    without_whole,
)
from gongbao.model import DateInterval, Grid, Measure, Mention
from gongbao.segment.hierarchy import TELLS_OF

Lexicons = Mapping[str, tuple[str, ...]]
Times = Callable[[str, int | None], tuple[Mention, ...]]
"""The dates in some words, counted from a year."""
POPULATION = ("城镇", "农村", "乡村", "城市", "规模以上", "限额以上", "规上", "限上", "城乡")
"""Of which people or firms a figure is told, and not of which governments."""

_BARE_YEAR, _BARE_YEARS = compiled(r"(?:19|20)\d\d"), compiled(r"(?:19|20)\d\d[-—–~～](?:19|20)\d\d")
# 2023.10, 2023/10
_DOTTED = compiled(r"((?:19|20)\d\d)[./](0?[1-9]|1[0-2])")
# What only leads to a date: 截至2024年底完成投资.
_UP_TO = compiled("截?[至止]到?$")
_BASE = compiled(r"(?:比|较|与|为|占|完成)(?:去|上)?$")
# A neighbouring year in the name of what is handed on: 上年结转, 年初结转和结余.
_HANDED_ON = compiled("(?:的)?(?:财政拨款|专项|滚存)?(?:结转|结余|超收)")
_ENDS_YEAR = ("末", "底")
# The next year in the name of what is left over for it: 结转下年支出.
_LEFT_OVER = compiled("(?:结转|结余|留待|留归)[至到]?$")
# 本年收入合计, 当年财政拨款 are names, 年初预算 is a stage: what only looks like a date stays where it is.
_OWN_YEAR = compiled("[本当全]年度?")
# A year of which columns tell what it is of earlier ones: 指数（2023年为下列各年）.
_FOLLOWING = compiled(r"[（(](?P<year>(?:19|20)\d\d)年?[为比](?:以?下列?)各?年(?:增长)?[%％]?[）)]")
# With a year in a row: 2027年及以后.
_AND_ON = ("及以后", "及以后年度", "年及以后", "及之后")
_BEGIN = compiled("[年期]初")
# What a number of a lot or a contract begins with, and no word that leads to a date.
_LETTER = compiled(r"[\p{L}--[至到止比较于年期为自从]]", regex.V1)
_OF_BUDGET = compiled("预算|安排|批复|计划|目标|任务")
_SAME_PERIOD = compiled(
    "(?<![比较])[上去]年(?:同[期月](?:数|累计)?|累计)|(?<![比较占与年史])(?<!上[月周旬季])同期[数值]?$"
)
# The month before the table's, but for what is held against it.
_LAST_MONTH = compiled("(?<![比较])上月(?:同期)?")
_THIS_YEAR = compiled("[本今当]年度?")
_LAST_YEAR = compiled("[上去]年度?")
# A header that the one below it goes on with: 执行数为, then 上年执行数%.
_GOES_ON = compiled("(?:为|占|(?<!占)比|较|相当于)$")
_OVER = compiled("为|占|相当于")
_PLANNED = ("initial_budget", "adjusted_budget")
_FALLS = compiled("下降|减少|降低|回落|下跌|降幅|调减")
_RISES = compiled("增|上升|提高|升降|涨")
_SIDE = compiled("(?:基本|项目)?(?:收入|支出)$")
_ONE_SIDE = compiled("(?:本年)?(?:收入|支出)(?:合计|总计|部分)?")
_OF_ACCOUNTS = compiled("(?:基本|项目)?(?:收入|支出|收支)|“?三公”?经费")
_OF_THIS_YEAR = compiled("^[本当]年")
# 本年收入 and 当年财政拨款 are called so, beside what was left of the year before; 本年“三公”经费 is not.
_SAYS_THIS_YEAR = compiled("^[本当]年度?(?=“?三公)")
_MOVES = compiled("(?:增加|减少|提高|降低|上升|下降|回落)(?:个?百分点)?$")
# 比年初, without a word for what has changed.
_AGAINST = compiled("(?<![占同环对])[比较](?:上[年月季周旬期]|去年|年初)(?:同[期月]|[末底])?$")
_ONLY_AGAINST = compiled("[比较]")
# In a row, what there is on the first or last day of each column's year.
_BALANCE = compiled("[年期][初末底](?:累计|滚存)?(?:余额|结余|结存)")
# What a bond is called, its year with it: 2025年河南省城乡发展专项债券（三期）.
_BOND = compiled("债券[（(].{1,12}期[）)]$")
# 累计结余 is there at an end, and not summed up over the year.
_SUMS = compiled("累计(?!结[余转]|盈余|折旧)")
# What is a rate by its name, although it speaks of growth.
_RATES = (NATURAL_GROWTH, "贡献率")
# 拉动GDP增长（百分点）, but not 拉动作用占比, 投资拉动增长（%）.
_PULLS = compiled("拉动(?:[（(][^（）()]*[）)])?$|拉动[^占]{0,16}百分点")
# What a year or month adds is called so, and changes by nothing: 社会融资规模增量.
_ADDS = compiled("融资规模增量$")
# What a header below another says once more: 优良天数比例 > 比例.
_AGAIN = ("比例", "比率", "指数", "浓度", "天数")
# By how much an index has changed, and not what it is: 综合指数同比变化率.
_INDEX_MOVED = compiled("指数.{0,8}(?:变化率|变[化动]幅度|[增涨升][长跌降]?[幅率]|增[长速]|涨跌)")
# Both ways in one word: 增（减）额, 增长（下降）%, 上升或下降（±%）, 调增（+）调减（-）.
_BOTH_WAYS = compiled(
    "(?:上升|增[加长])[或/、](?:下降|减少|降低)|增[加长]?[（(](?:减少?|下降|降低|[-－−])[）)]"
    "|增[（(][+＋][）)][、/]?调?减[（(][-－−][）)]"
)
# Why something has changed, in words: 增减变动原因.
_REASON = compiled("(?:原因|理由)(?:说明)?$")
_TO_MONTH = compiled(
    r"(?<!\d)1月?[-—–~～至]{1,2}[本当]月(?:累计)?|(?:自年初|年初(?=[以至到]))(?:以来|至今|[至到][本当]月)?累计(?![结盈折])"
)
_AVERAGE, _THIS_MONTH = compiled("平均(?!增长)"), compiled("[本当]月")
_AT_THE_START = compiled("[年期]初(?:数|余额)")
_AT_THE_END = compiled("[年期月季](?:末|底)(?:数|余额|(?:累计|滚存)?结余|$)|^(?:基金)?(?:累计|滚存)结余(?:[（(]|$)")
# By how much a budget is changed, and not what it is then: 调整数 between 年初预算数 and 调整后预算数.
_ADJUSTS = compiled("(?<!预算)(?:调整(?:数|额|金额)|调(?:增减?|减)[数额]?|本次调整)$")
# How much of the year's first budget it is now: 调整预算为年初预算%.
_REBUDGETED = compiled("^[^为]*调整后?预算数?为")
_COMPARES = compiled("(?<![同环占])比(?![例重值])|较")
_BUREAU = compiled(
    "(?:局|委员会|办公室|办事处|厅|法院|检察院|(?<!加工)中心|大学|学院|学校|中学|小学|幼儿园|医院|公司|集团|管委会|人民政府|研究院|研究所|协会|联合会"
    "|[省市县区州盟旗镇乡].+(?:站|所|馆|院|队|处|办|部|社|台|会|委))(?:[（(].{1,8}[）)]|本级|机关)?$"
)
_COMMON = compiled(
    "大学[（(]|有限责任公司$|普通|中等|高等|各|其他|民办|公办|特殊|职业|成人|国有|集体|股份|私营|外商|港澳台|(?:综合|专科)医院(?:[（(]|$)|乡镇卫生院|.{0,4}[一二三]级(?:公立|民营)?医院"
    "|(?:乡镇|街道)?社区卫生服务(?:中心|站)(?:[（(][站点]|$)"
    "|(?:妇幼保健|疾病预防控制|计划生育(?:技术)?服务|文化)(?:中心|[院站所])[（(][站所点]"
)
_SHORTEST_NAME = 5
# 市教育局 is a unit as 咸宁市教育局 is; 教育局 alone may be a kind of them.
_OWN_BUREAU = compiled(r"[省市区县州盟旗]\p{Han}+[局厅委办院馆]")
_OF_BUREAUS = "部门"
OF_ALL = compiled("占全[国省市县区州]")
"""How much of what all of an area has."""
_WHOLE = compiled("^(?:全(?:[市省区县州盟旗国]|社会)|本地区)$")
_OWN_LEVEL = compiled("^(?:[省市区县州盟旗]本?级|自治[区州县]本级|本级|[省市区县州盟旗]直)$")
_NAMED_LEVEL = compiled("^(?P<level>[省市区县州盟旗])(?:本?级|直)$")
_LEVEL_BEHIND = compiled("[（(]?[省市县区州盟旗]?本级[）)]?$")
# The areas below one's own, as a group: 区县小计, 各县（市）区合计.
_AREAS_BELOW = compiled(
    "市辖区|(?:各|[所下][辖属])?(?:(?:各|[（(])?[省市区县州盟旗乡镇]、?[）)]?){2,5}|(?:各|[所下][辖属])[省市区县州盟旗乡镇]"
)
# What is handed down to none of them by name.
_NO_AREA = ("不分地区", "未分地区", "不分县区", "不分市县", "未分配数", "未分配", "待分配数", "未落实到地区数")
_COUNTIES = compiled("(?:市县|县市?区?|区县?|县（(?:市、?)?区）)(?:本?级)")
# Towns and zones, which have no codes: 城关镇, 东津新区. 乡镇, 农业强镇, 民族乡 and 城市街道 are kinds of them; a road
# leads from one to another: 安定镇至木金乡.
_TOWN = compiled(
    r"(?!各|全|本|其他|建制|所辖|(?:城市|城镇|乡镇|主要|文明|商业|步行)街|[新老大小家故水侨异]+[镇乡]$|\p{Han}*[镇乡街道][至和与及到])\p{Han}{1,7}?"
    r"(?:(?<![各城乡村集制古小强名]|示范|文明|卫生|淘宝|电商|特色|一般|重点|中心|试点|工业重|美丽)镇|(?<![各城下返之]|民族|建制)乡|街道(?:办事处|办)?|苏木)"
)
# 辛冲街 is one only among towns.
_STREET = compiled(r"\p{Han}{2,3}(?<!商业|步行|美食|文化|古玩|小吃|特色|人民|解放|老|主|沿)街")
_ZONE = compiled(
    r"(?!各|其他|自然|[国省市县]家?级)"
    r"(?!(?:国家级?|[省市区县]级?|现代|农业|农村|农民|农产品|工业|服务业|产业|旅游|文化|体育|生态|环保|绿色|红色|乡村|田园|休闲|康养|综合|物流|仓储|冷链|创新|创业|城市|城乡|城镇|经济|技术|高新|科技|科学|化工|出口"
    r"|加工|保税|特殊|监管|海关|自由|自主|贸易|边境|跨境|电商|电子|商务|信息|数字|智能|制造|装备|职业|大学|特色|优势|重点|主要|新型|新|一般|循环|低碳|先行|改革|开放|开发|高质量|发展|融合|示范|试验|试点"
    r"|度假|集聚|合作|管理|起步|风景|名胜|景|工|园)+[区园]$)"
    r"\p{Han}{2,12}?(?:开发区|高新区|经开区|[新园]区|工业园|产业园|(?:示范|试验|度假|保税|集聚|合作|管理|起步|景)区)"
)
# The zone of a city or county that has but one, beside its towns or counties.
_ONLY_ZONE = compiled("(?:经济(?:技术)?|高新(?:技术)?(?:产业)?)?开发区|高新区|经开区")
# So many of them make a table of places, as far as no more of its rows are none.
_SEVERAL_PLACES = 2
_AREA_ENDS = ("区", "县", "市", "旗", "州", "盟")
# What a title calls such tables: 各乡镇, 分地区, 对镇（街）.
_BY_PLACE = compiled("(?:各|分|按|对)\\p{Han}{0,4}?(?:乡|镇|街|县|市|区)")
# Rows of a table of projects are what is built, and not where.
_OF_PROJECTS = compiled("项目|工程|道路|街区")
# How many digits the codes of counties, towns and villages have.
_CODES_OF_PLACES = (6, 9, 12)
# How many of a kind there are, where rows are kinds.
_HOW_MANY, _COUNTED_IN = compiled("(?:数量|个数|总?数)(?:[（(][个处条座家][）)])?"), ("个", "处", "条", "座")
# The number of goods in a catalogue, behind their name: A02020800.
_CATALOGUED = compiled(r"[A-Z]{0,3}\d{3,}[\d.-]*")
# What only says by which article of a law it is told: 第二十条第（一）项.
_ARTICLE = compiled("第[一二三四五六七八九十百]{1,5}条(?:第?[（(]?[一二三四五六七八九十]{1,3}[）)]?[款项])*")
_GROUPED = compiled(r"按.{1,12}(?:分组?|划分|分类|统计)|分\p{Han}{0,8}?(?:类型|行业|产业|领域|性质|类别|门类|税种)别?")
_OUTPUT = "增加值"
# Of the nation only what is an indicator of it, and no grade of it or of a province: 全国文明城市, 全省重点项目.
_GRADED = (
    "重点|文明|示范|模范|劳模|代表|先进|优秀|百强|[十百千]佳|\\d强|名[镇村]|卫生[城县乡镇村]|园林|特色|一流|试点|标兵"
)
_OF_NATION = "收入|支出|总值|产值|增加值|总额|余额|价格|指数|人口|人数|投资|产量|[率额量值]|平均|均值|水平|中位数"
_AREA = compiled(
    f"^全(?:[市区县州盟旗]|省(?!.*(?:{_GRADED}))|国(?!.*(?:{_GRADED}))(?=.*(?:{_OF_NATION})(?:[（(][^（）()]*[）)])?$))(?!性)(?=.{{2}})"
)
_AVERAGES = ("平均", "均值", "平均值", "平均水平")
# What is left of 采购预算.
_BUYS, _PURCHASES = "采购", "政府采购"
# Of courts a kind of cases: 刑事, 民事, 执行.
_ENFORCED = "执行"
# 预计负债 and 预计使用年限 are items of the accounts.
_EXPECTED = compiled(r"^预计(?!负债|净?残值|使用(?:年限|寿命)|净资产)(?=\p{Han}{2})")
# What heads the names of one side of the accounts, and names nothing.
_ITEMS = compiled("(?:收入|支出)(?:项目|科目)")
_LEFT = compiled("结[余转]")
# 区级一般公共预算收入合计
_LEVEL_OF = compiled("[省市区县州盟旗]本?级(?=一般公共预算|政府性基金|国有资本经营|地方|财政)")
_BASES = ("同口径", "可比口径", "按同口径", "按可比口径")
# Of whom the prices of consumers are told that have a name of their own: 城市居民消费价格.
OF_PRICES, CONSUMER_PRICES = ("城市", "农村"), compiled("居民消费(?:品)?(?:价格|物价)")
# So many of what is counted are done; without a unit, or in one of money, it is a budget that is.
_DONE_OF_COUNT = compiled("完成[数量][（(][^元%‰（）()]{1,4}[）)]$")
_DONE = "完成数"
# 建设内容和年度目标: what is to be done, in words.
_AND_AIM = compiled(r"^(?:绩效|效益|产出)目标$|内容(?:[和与及、]\p{Han}{0,4})?(?:目标|标准|要求|任务)$")
_STAGES = ("adjusted_budget", "initial_budget", "preliminary", "execution", "final_account", "actual", "target")
_CHANGES = (Measure.GROWTH, Measure.CHANGE, Measure.RATE, Measure.INDEX)


@dataclass(frozen=True, slots=True)
class Dated:
    """Days that words name, the words without them, and the days that something is held against.

    ``called`` is what the days are called: 2024年, 本年.
    """

    words: str
    period: DateInterval | None = None
    base: DateInterval | None = None
    called: str = ""


@dataclass(frozen=True, slots=True)
class ColumnSays:
    """What a column's headers say; null where they do not. ``names`` are an indicator's or parts of one.

    ``running``: the figures are those of the month (``month``) or of the year up to then (``sum``). ``year_before``:
    they are those of the same days a year before the columns on the left, ``month_before``: of the month before the
    table's. ``relative``: its year is only called that of the table (``this``) or the one before (``last``). ``falls``:
    a figure without a sign is a fall.
    """

    names: tuple[str, ...]
    period: DateInterval | None = None
    base: DateInterval | None = None
    measure: Measure | None = None
    comparison: str | None = None
    stage: str | None = None
    flow: str | None = None
    aggregation: str | None = None
    running: str | None = None
    year_before: bool = False
    month_before: bool = False
    relative: str | None = None
    falls: bool = False
    region: Region | None = None
    scope: str | None = None
    total: str | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowSays:
    """What the path of a row's headers says: its indicator with those above it, or place, unit, days.

    ``total`` is the word by which it sums up a table: 合计. ``held``: it names no indicator but tells how the
    one above it has changed: 比上年增长. ``index``: it is one, and this is the comparison that it makes.
    """

    words: tuple[str, ...]
    period: DateInterval | None = None
    region: Region | None = None
    entity: str | None = None
    scope: str | None = None
    total: str | None = None
    held: bool = False
    index: str | None = None
    stage: str | None = None
    flow: str | None = None
    average: bool = False
    qualifiers: tuple[tuple[str, str], ...] = ()


class Headers:
    """Reads the headers of one document's tables; built for each, since places and years are the document's.

    ``called``: its place as it is called there, which the list of places may lack.
    """

    def __init__(
        self, lexicons: Lexicons, regions: Regions, times: Times, place: Region | None, called: str | None = None
    ) -> None:
        self._lexicons = lexicons
        self._regions = regions
        self._times = times
        self._place = place
        self._called = called
        self._columns: dict[tuple[tuple[str, ...], int | None, bool], ColumnSays] = {}
        self._rows: dict[tuple[tuple[str, ...], int | None, bool, bool], RowSays] = {}

    def dated(self, words: str, year: int | None) -> Dated:
        """Take the dates out of some words: 2024年决算数, 比2023年增长."""
        if _BARE_YEAR.fullmatch(words) or _BARE_YEARS.fullmatch(words):
            words += "年"
        elif dotted := _DOTTED.fullmatch(words):
            words = f"{dotted[1]}年{dotted[2]}月"
        period = base = None
        called = ""
        kept: list[str] = []
        end = 0
        for mention in self._times(words, year):
            days, (start, stop) = mention.value, (mention.span.start, mention.span.end)
            if not isinstance(days, DateInterval) or _is_name(words, start, stop):
                continue
            if words.endswith("年初", start, stop) and _OF_BUDGET.match(words, stop):
                days = whole_year(days) or days  # 2024年年初预算数
            if days.start_date is None:  # 3月末 of a table that does not say of which year
                pass
            elif _BASE.search(words[:start]):
                base = days
            elif period is None or (called[0] == "年" and words[start].isdigit()):  # 年末人数（2021年）
                period, called = days, words[start:stop]
            if not _OWN_YEAR.fullmatch(words, start, stop):
                kept.append(_UP_TO.sub("", words[end:start]))
                end = stop
        return Dated("".join(kept) + words[end:], period, base, called)

    def column(self, path: tuple[str, ...], year: int | None, percent: bool) -> ColumnSays:
        """What a column's headers say of its figures; ``percent``: these are percentages."""
        key = path, year, percent
        if key not in self._columns:
            self._columns[key] = self._column(path, year, percent)
        return self._columns[key]

    def row(self, path: tuple[str, ...], year: int | None, tried: bool = False, towns: bool = False) -> RowSays:
        """What a row's headers say; ``tried``: its table is of cases before a court, ``towns``: of a county's towns."""
        key = path, year, tried, towns
        if key not in self._rows:
            self._rows[key] = self._row(path, year, tried, towns)
        return self._rows[key]

    def lists_towns(self, grid: Grid) -> bool:
        """Whether the rows of a table are places, and some of them towns or zones: 安定镇, 木金乡, 高新区.

        At least half of them are, but for totals; none of a classification is, but of one of places (420921101 of
        420921), and none that is a kind which is counted.
        """
        words = {label_words(cell.row_header[-1]) for cell in grid.cells if cell.row_header}
        by_place = _BY_PLACE.search(grid.title or "") is not None
        towns = {one for one in words if _TOWN.fullmatch(one) or (by_place and _STREET.fullmatch(one))}
        zones = {one for one in words if _ZONE.fullmatch(one) or _ONLY_ZONE.fullmatch(one)}
        codes = {cell.class_code for cell in grid.cells if cell.class_code}
        if not (towns or zones) or not all(map(self._is_of_place, codes)):
            return False
        if not by_place and (_OF_PROJECTS.search(grid.title or "") or _counts_kinds(grid)):
            return False
        others = {one for one in words - towns - zones if one not in self._lexicons["table_total"]}
        others = {one for one in others if not _WHOLE.match(one) and one != self._called}
        inside = {one for one in others if one.endswith(_AREA_ENDS) and self._is_inside(one)}
        if not (towns or inside):
            zones = {one for one in zones if not _ONLY_ZONE.fullmatch(one)}
        named = len(towns) + len(zones) + len(inside)
        return named >= _SEVERAL_PLACES and named >= len(others - inside)

    def _is_of_place(self, code: str) -> bool:
        """Whether a code is that of a county or of what lies in one."""
        return len(code) in _CODES_OF_PLACES and self._regions.coded(code[:6]) is not None

    def _is_inside(self, words: str) -> bool:
        """Whether a label names a place inside the document's own."""
        place, own = self._region(words), self._place
        return place is not None and (own is None or (place.code != own.code and place.is_within(own)))

    def is_aside(self, path: Sequence[str]) -> bool:
        """Whether a column's header says what else is told of a row, and not what is measured: 建设内容及规模."""
        if not path or _AND_AIM.search(path[-1]):
            return bool(path)
        return path[-1].endswith(self._lexicons["table_aside"]) and self._stage(path[-1:]) is None

    # ---- columns

    def _column(self, path: Sequence[str], year: int | None, percent: bool) -> ColumnSays:
        heads = [header for header in _gone_on(path) if not _REASON.search(header)]
        followed = next(filter(None, map(_FOLLOWING.search, heads)), None)
        if followed:
            heads = [_FOLLOWING.sub("", header) for header in heads]
        heads = [without_remark(header) for header in map(fold, heads)]
        heads = [_BOTH_WAYS.sub("增减", _TO_MONTH.sub("累计", header)) for header in heads]
        folded = [part for header in heads for part in self._apart(header)]
        whole = "".join(folded)
        bases = [without_index_base(words) for words in folded]
        folded, index = [words for words, _ in bases], next((base for _, base in reversed(bases) if base), None)
        year_before = _SAME_PERIOD.search("".join(folded)) is not None
        dated = [self.dated(without_unit(_LAST_MONTH.sub("", _SAME_PERIOD.sub("", words))), year) for words in folded]
        said = [part.words for part in dated]
        base = next((part.base for part in reversed(dated) if part.base), None)
        days = [part for part in reversed(dated) if part.period]
        # 2023年执行数 > 本年收支结余 is of 2023.
        when = next((part for part in days if not _THIS_YEAR.fullmatch(part.called)), days[0] if days else Dated(""))
        measure, comparison = self._measure(whole, percent, base, when.period, year)
        if measure is None and self._adjusts(folded):
            measure, comparison = Measure.CHANGE, "initial_budget"
        if measure is None and base and any(map(_ONLY_AGAINST.fullmatch, said)):
            measure, comparison = Measure.GROWTH if percent else Measure.CHANGE, "yoy"  # 2023年比2022年
            said = [words for words in said if not _ONLY_AGAINST.fullmatch(words)]
        if index:
            measure, comparison = Measure.INDEX, index
        if comparison == "initial_budget":
            base = None  # 调整后比年初增减%
        own = _year_of(when.period) or year
        if comparison == "yoy" and base and own and "同比" not in whole:
            before = own - (_year_of(base) or own)
            comparison = "yoy" if before == 1 else "fixed_base"  # 比1-6月增减, 比2010年升降
        is_count = measure is None and _DONE_OF_COUNT.search(folded[-1] if folded else "") is not None
        says = ColumnSays(
            (),
            when.period,
            base,
            measure,
            comparison,
            self._stage(said) if not is_count and (measure is not Measure.RATE or _REBUDGETED.search(whole)) else None,
            self._side_of(path),
            _aggregation(whole) if measure in (None, Measure.INDEX) or "年均" in whole else _summed(whole),
            _running(whole),
            year_before,
            measure is None and _LAST_MONTH.search(whole) is not None,
            _relative(when.called),
            _falls(folded),
        )
        if followed and when.period:  # 指数（2023年为下列各年） > 1978
            whose = self.dated(followed["year"], year).period
            before = (_year_of(whose) or 0) - (_year_of(when.period) or 0)
            says = replace(says, period=whose, base=when.period, comparison="yoy" if before == 1 else "fixed_base")
        named = self._named(says, said)
        return replace(named, names=(*named.names, _DONE)) if is_count else named

    def _adjusts(self, path: Sequence[str]) -> bool:
        """Whether headers tell by how much a budget is changed: 调整数 > 上级专项, but not 调整数 > 预算数, 调整前."""
        for words in map(without_unit, reversed(path)):
            if _ADJUSTS.search(words):
                return True
            if self._stage([words]) or words.endswith("调整前"):
                return False
        return False

    def _apart(self, header: str) -> tuple[str, ...]:
        """A header and the stage that it has in brackets: 债务余额（预计执行数）."""
        name, bracket, inside = header.rstrip("）)").rpartition("（" if "（" in header else "(")
        if bracket and any(inside.endswith(self._lexicons[f"table_{stage}"]) for stage in _STAGES):
            return name, inside
        return (header,)

    def _named(self, says: ColumnSays, said: Sequence[str]) -> ColumnSays:
        """With the names in its headers and the limits that they set."""
        qualifiers: dict[str, str] = {}
        names: list[str] = []
        for words in said:
            bare = self._bare(words, says.measure)
            if kind := self._pair("table_kind", bare):
                qualifiers["expenditure_kind"] = kind
            elif (fund := _OF_THIS_YEAR.sub("", bare)) in self._lexicons["table_fund"]:
                qualifiers["fund"] = fund
            elif (fund := _SIDE.sub("", bare)) in self._lexicons["table_fund"]:
                qualifiers["fund"] = fund
                names.append(bare)
            elif bare in POPULATION:
                qualifiers["population"] = bare
            elif bare in _BASES:
                qualifiers["basis"] = bare.removeprefix("按")
            elif bare in self._lexicons["table_total"]:
                says = replace(says, total=bare)
            elif place := self._place_of(bare):
                says = replace(says, region=place[0], scope=place[1])
            elif self.is_no_place(bare):
                qualifiers["population"] = bare  # 全省 | 省本级 | 市县级
            elif _GROUPED.fullmatch(bare) or _ITEMS.fullmatch(bare) or is_price_basis(bare):
                pass
            elif says.measure is Measure.SHARE and OF_ALL.fullmatch(bare):
                pass  # 省级执行数 | 占全省%
            elif names and is_unit(bare):
                continue  # 播种面积 > 千公顷
            elif names and bare in _AGAIN and names[-1].endswith(bare):
                continue  # 优良天数比例 > 比例
            elif bare and bare not in names and not _says_nothing(bare, self._lexicons["table_note"]):
                names.append(bare)
        if len(names) > 1 and _ONE_SIDE.fullmatch(names[0]):
            names = names[1:]  # 支出 > 占比, 收入 > 上年结转
        if len(names) > 1 and is_share(names[0]):
            names = [*names[1:-1], names[-1] + names[0]]  # 占比 > 男 is 男占比, 占总人口比重 > 0-14岁
        return replace(says, names=tuple(names), qualifiers=tuple(sorted(qualifiers.items())))

    def _measure(
        self, words: str, percent: bool, base: DateInterval | None, period: DateInterval | None, year: int | None
    ) -> tuple[Measure | None, str | None]:
        if percent and self._says("table_rate", words):
            return Measure.RATE, held_against(words)
        if without_unit(words).endswith(_RATES):
            return None, None  # 人口自然增长率 is a rate by its name
        if percent and _PULLS.search(words):
            return Measure.CONTRIBUTION, None
        told = self._says("table_index", words) and "高锰酸盐" not in words  # 高锰酸盐指数 is a concentration
        if told and not (percent and _INDEX_MOVED.search(words)):
            return Measure.INDEX, None
        if percent and (over := self._over(words, base, _year_of(period) or year)):
            return over
        if _ADDS.search(without_unit(words)):
            return None, None
        if self._says("table_amount_of_change", words) and not percent:
            return Measure.CHANGE, compared(words)
        bare = without_unit(words)  # 比上年末增加（万人）
        if self._says("table_growth", words) or _MOVES.search(bare) or _AGAINST.search(bare):
            return (Measure.GROWTH if percent else Measure.CHANGE), compared(words)
        if percent and self._says("table_share", words):
            return Measure.SHARE, None
        return None, "annual_average" if percent and "年均" in words else None

    def _over(self, words: str, base: DateInterval | None, year: int | None) -> tuple[Measure, str | None] | None:
        """What one figure over another is: over the year's budget a rate, over the outcome a year before an index."""
        parts = _OVER.split(without_unit(words).rstrip("的"))
        if len(parts) < 2:
            return None
        first, second = self._stage(parts[:1]), self._stage(parts[-1:])
        if second is None and words.endswith(SHARES):
            return None  # 占上年人均消费支出比例
        earlier = base is not None and (year is None or (_year_of(base) or year) < year)
        if second in _PLANNED and not earlier:
            return Measure.RATE, held_against(parts[-1])
        if earlier or (first in _PLANNED and second in ("execution", "final_account")):
            return Measure.INDEX, "yoy"
        return None

    def _stage(self, said: Sequence[str]) -> str | None:
        """The stage that the innermost header with one names, before what it is held against: 决算数为预算数的."""
        for words in reversed(said):
            if words in self._lexicons["table_fund"]:
                continue  # 政府性基金预算 of a final account is where the money is from
            held = words.partition("为")[0]  # 为上年执行% says no stage of its own
            held = _COMPARES.split(held, 1)[0]  # 2024年预算比2023年决算
            for stage in _STAGES:
                if held.endswith(self._lexicons[f"table_{stage}"]):
                    return stage
            if _EXPECTED.match(words):
                return "preliminary"  # 预计2025年底余额
        return None

    def _bare(self, words: str, measure: Measure | None) -> str:
        """A header without what is read off it otherwise: stage, comparison, running sums."""
        words = _EXPECTED.sub("", _SAYS_THIS_YEAR.sub("", words.removeprefix("其中").lstrip(":：#＃")))
        if measure in _CHANGES:
            words = without_comparison(words)
            for word in self._lexicons["table_rate"]:
                words = words.removesuffix(word)
        whole = words
        for stage in _STAGES:
            for word in self._lexicons[f"table_{stage}"]:
                if words not in self._lexicons["table_fund"]:
                    words = words.removesuffix(word)
        if words == _OF_BUREAUS != whole:
            return ""  # 部门预算 > 合计
        return _PURCHASES if words == _BUYS else without_manner(words)

    def _side_of(self, path: Sequence[str]) -> str | None:
        """The side of the accounts that headers name: 本年收入 > 基本支出 is revenue, 年末结余 > 项目支出结余 none."""
        names = [words for words in reversed(path) if not _LEFT.search(words)]
        return self.flow(*(words for words in names if not self._pair("table_kind", words)), *names)

    def flow(self, *texts: str) -> str | None:
        """The side of the accounts that the first text that names one alone is of."""
        for text in texts:
            revenue = any(word in text for word in self._lexicons["table_revenue"])
            expenditure = any(word in text for word in self._lexicons["table_expenditure"])
            if revenue != expenditure:
                return "revenue" if revenue else "expenditure"
        return None

    def fund(self, title: str) -> str | None:
        """The one budget whose accounts a title names: 一般公共预算财政拨款 of 一般公共预算财政拨款支出."""
        funds = [fund for fund in self._lexicons["table_fund"] if "预算" in fund or "基金" in fund]
        fund = max((fund for fund in funds if title.startswith(fund)), key=len, default="")
        return fund if fund and _OF_ACCOUNTS.match(title, len(fund)) else None

    # ---- rows

    def _row(self, path: Sequence[str], year: int | None, tried: bool, towns: bool) -> RowSays:
        says = RowSays(())
        names: list[str] = []
        qualifiers: dict[str, str] = {}
        for depth, label in enumerate(path):
            last = depth == len(path) - 1
            label, index = without_index_base(without_whole(label, path[:depth]))
            words = label_words(label)
            says = replace(says, index=index or says.index) if last else says
            bare, *inside = self._apart(words) if words.endswith(("）", ")")) else (words,)
            if inside and not self.dated(bare, year).words.strip("份度"):
                words, says = bare, replace(says, stage=self._stage(inside))  # 2024年（预计）
            named = _BALANCE.fullmatch(words) or _BOND.search(words)
            dated = Dated(words) if named else self.dated(words, year)
            if dated.period and dated.words.endswith(("）", ")")):
                dated = replace(dated, words=without_brackets(dated.words))  # 地区生产总值（1-9月）
            if dated.period and dated.words in _AND_ON:  # 2027年及以后
                says = replace(says, period=DateInterval(dated.period.start_date, None))
            elif words and (words == "全年" or not dated.words.strip("份度")):
                says = replace(says, period=dated.period or says.period)  # 3月 of a table that tells no year has none
            elif place := self._place_of(words):
                says = replace(says, region=place[0], scope=place[1])
            elif towns and (_TOWN.fullmatch(words) or _STREET.fullmatch(words)):
                county = self._place.code if self._place else ""
                says = replace(says, region=Region("", words, words, "township", county, None, None, ""), scope=None)
            elif towns and (_ZONE.fullmatch(words) or _ONLY_ZONE.fullmatch(words)):
                says = replace(says, entity=words, scope=None)
            elif says.region and _is_level_of(words, says.region):
                says = replace(says, scope="own_level")  # 咸宁市, and below it 其中：市本级, in a table of the province
            elif summed := self._summed(words):
                if last:
                    says = replace(says, region=summed.region, scope=summed.scope, total=summed.total)
                    qualifiers |= dict(summed.qualifiers)
            elif _GROUPED.fullmatch(words) or (names and _CATALOGUED.fullmatch(words)) or _ARTICLE.fullmatch(words):
                pass
            elif _is_unit_name(words):
                says = replace(says, entity=words)
            elif words in self._lexicons["table_total"]:
                says = replace(says, total=words if last else None)
            elif tried and words == _ENFORCED:
                names.append(words)
            elif last and (stage := self._stage([words])) and not self._bare(dated.words, None):
                says = replace(says, stage=stage, period=dated.period or says.period)  # 上年决算数
            elif (
                (words.endswith("数") or (dated.period and words.endswith("预算")))
                and (stage := self._stage([words]))
                and (bare := self._bare(dated.words, None))
            ):
                # 2024年还本支出预算数 or 2024年还本付息预算, and below it 一般债券: all of them are.
                says = replace(says, stage=stage, period=dated.period or says.period)
                names.append(bare)
            elif words in OF_PRICES and names and CONSUMER_PRICES.match(names[-1]):
                names[-1] = words + names[-1]  # 居民消费价格, and below it 其中：城市
            elif words in POPULATION and depth:
                qualifiers["population"] = words
            elif words:
                # 2022年发行债券, and below it 一般债券; but 本年收入合计 is of its column's year.
                if dated.period and (last or dated.words != words) and not _THIS_YEAR.fullmatch(dated.called):
                    says, words = replace(says, period=dated.period), dated.words
                if last and (expected := _EXPECTED.match(words)):  # 2024年末预计债务余额
                    says, words = replace(says, stage="preliminary"), words[expected.end() :]
                if last and only_compares(words):
                    says = replace(says, held=True)
                    continue
                if last and names and not without_manner(words):
                    continue  # 零售总额 | 总量, 累计
                grouped = words.endswith(_OUTPUT) and TELLS_OF.fullmatch(words)
                if not last and names and names[-1].endswith(_OUTPUT) and grouped:
                    continue  # 主要行业增加值 below 规模以上工业增加值
                if area := _AREA.match(words):
                    says, words = replace(says, scope="whole_area"), words[area.end() :]
                    if above := self._regions.whole_above(area[0][1:], self._place):
                        says = replace(says, region=above)  # 全国居民人均可支配收入
                    if words in _AVERAGES:
                        says = replace(says, average=True)
                        continue  # 全省平均
                elif (level := _LEVEL_OF.match(words)) and self._place and _is_level_of(level[0], self._place):
                    says, words = replace(says, scope="own_level"), words[level.end() :]
                names.append(words)
        root = label_words(path[0]) if path else ""
        flow = self.flow(root) if _ONE_SIDE.fullmatch(root) else None
        return replace(says, words=tuple(names), flow=flow, qualifiers=tuple(sorted(qualifiers.items())))

    def _summed(self, words: str) -> RowSays | None:
        """The place whose figures a row sums up, or the places below the table's own: 遵义市合计, 区县小计."""
        total = next((total for total in self._lexicons["table_total"] if words.endswith(total)), "")
        name = words[: -len(total)] if total else ""
        if place := self._place_of(name) if name else None:
            return RowSays((), region=place[0], scope=place[1], total=total)
        if words in _NO_AREA or _AREAS_BELOW.fullmatch(name or words) or (not name and self.is_level_below(words)):
            return RowSays((), total=total or None, qualifiers=(("population", name or words),))
        return None

    def _place_of(self, words: str) -> tuple[Region | None, str | None] | None:
        """The place that a header is the name of, and how much of it: 全市, 市本级."""
        if self._is_other_level(words):
            return None
        scope = _scope(words)
        region = self._region(words)
        if region is None and scope is None and (level := _LEVEL_BEHIND.search(words)):
            region = self._region(words[: level.start()])
            scope = "own_level" if region else None
        return (region, scope) if region or scope or words == self._called else None

    def _is_other_level(self, words: str) -> bool:
        """Whether a header names a level of government that is not the document's own: 省级 in a report of a city."""
        named = _NAMED_LEVEL.match(words) is not None
        return named and self._place is not None and not _is_level_of(words, self._place)

    def is_no_place(self, words: str) -> bool:
        """Whether a header names what none of the places below has by name: 市县级, 未分配数."""
        return words in _NO_AREA or self.is_level_below(words)

    def is_level_below(self, words: str) -> bool:
        """Whether a row sums up the governments below the document's own: 县级 in a report of a city."""
        own = self._place.level if self._place else None
        return (own == "prefecture" and _COUNTIES.fullmatch(words) is not None) or (
            own == "province" and (words == "市级" or _COUNTIES.fullmatch(words) is not None)
        )

    def _region(self, words: str) -> Region | None:
        """The place that a label is the name of: one inside the document's own, or itself."""
        own = self._place
        if own and (_WHOLE.match(words) or _OWN_LEVEL.match(words)):
            above = self._regions.whole_above(words[1:], own) if words[0] == "全" else None
            return above or own  # 全市 in a county is its city
        if own is None and _WHOLE.match(words):
            return None  # 全州 is no county where the place is unknown
        held = [r for r in self._regions.named(words) if r.valid_to is None]
        if own:
            within = [r for r in held if r.is_within(own) or r.code == own.code or own.is_within(r)]
            if own.level in ("prefecture", "county"):
                parent = self._regions.coded(own.parent_code)
                within = within or [r for r in held if parent and r.is_within(parent)]
            held = within or [r for r in held if r.full_name == words and r.level == own.level]
        if own is None or own.level == "national":
            provinces = [r for r in held if r.level == "province"]
            held = provinces or held  # 河北 beside other provinces is no district of 天津
        return held[0] if len({r.code for r in held}) == 1 else None

    def place_beside(self, name: str, others: Sequence[Region]) -> Region | None:
        """The place of several called so that lies beside others."""
        above = {other.parent_code for other in others}
        held = [r for r in self._regions.named(name) if r.valid_to is None and r.parent_code in above]
        return held[0] if len({r.code for r in held}) == 1 else None

    # ---- words

    def _says(self, lexicon: str, words: str) -> bool:
        return any(word in words for word in self._lexicons[lexicon])

    def _pair(self, lexicon: str, words: str) -> str | None:
        for entry in self._lexicons[lexicon]:
            word, _, meaning = entry.partition(":")
            if words == word:
                return meaning
        return None


def _counts_kinds(grid: Grid) -> bool:
    """Whether a table tells how many of each kind there are, so that its rows are kinds: 民族乡 | 2个."""
    units = {cell.unit for cell in grid.cells} | {grid.unit}
    heads = {cell.column_header[-1] for cell in grid.cells if cell.column_header}
    return any(unit in _COUNTED_IN for unit in units) or any(map(_HOW_MANY.fullmatch, heads))


def _says_nothing(words: str, notes: tuple[str, ...]) -> bool:
    return words.startswith(notes) or words.endswith("绩效指标") or _ARTICLE.fullmatch(words) is not None


def _gone_on(path: Sequence[str]) -> list[str]:
    """Headers with those put together that make one sentence: 执行数为, then 上年执行数%."""
    found: list[str] = []
    for header in path:
        if found and _GOES_ON.search(found[-1]):
            found[-1] += header
        else:
            found.append(header)
    return found


def _year_of(period: DateInterval | None) -> int | None:
    return period.end_date.year if period and period.end_date else None


def _relative(called: str) -> str | None:
    if _THIS_YEAR.fullmatch(called):
        return "this"
    return "last" if _LAST_YEAR.fullmatch(called) else None


def _is_unit_name(words: str) -> bool:
    """Whether a label names a bureau, a school or a company, and not a kind of them: 普通高等学校."""
    if len(words) < _SHORTEST_NAME:
        return len(words) == _SHORTEST_NAME - 1 and _OWN_BUREAU.fullmatch(words) is not None
    return _BUREAU.search(words) is not None and not _COMMON.match(words)


def _is_name(words: str, start: int, end: int) -> bool:
    """Whether what looks like a date is a part of a name: 上年结转, 年初预算, 长地挂2024-11."""
    if start and words[start].isdigit() and not words[end - 1].isalpha() and _LETTER.match(words[start - 1]):
        return True
    # 2023年末滚存结余 says its day
    handed = _HANDED_ON.match(words, end) and not (words[start].isdigit() and words[end - 1] in _ENDS_YEAR)
    if handed or _LEFT_OVER.search(words[:start]):
        return True
    return _BEGIN.fullmatch(words, start, end) is not None and _OF_BUDGET.match(words, end) is not None


def _is_level_of(words: str, region: Region) -> bool:
    """Whether words name the level of a place itself: 市本级 of 咸宁市."""
    named = _NAMED_LEVEL.match(words)
    return named is not None and region.full_name.endswith(named["level"])


def _scope(words: str) -> str | None:
    if _WHOLE.match(words):
        return "whole_area"
    return "own_level" if _OWN_LEVEL.match(words) else None


def _summed(words: str) -> str | None:
    return "sum" if _SUMS.search(words) else None


def _aggregation(words: str) -> str | None:
    if _SUMS.search(words):
        return None if "年均" in words else "sum"  # 年均/累计 has its sums in brackets
    if _AVERAGE.search(words):
        return "average"
    if _AT_THE_START.search(words):
        return "begin"
    return "end" if _AT_THE_END.search(words) else None


def _falls(path: Sequence[str]) -> bool:
    """Whether the innermost header that says either way, or what stands before a figure, tells of a fall: 下降5.4."""
    for words in reversed(path):
        falls, rises = _FALLS.search(words) is not None, _RISES.search(words) is not None
        if falls or rises:
            return falls and not rises
    return False


def _running(words: str) -> str | None:
    if _SUMS.search(words):
        return "sum"
    return "month" if _THIS_MONTH.search(words) else None
