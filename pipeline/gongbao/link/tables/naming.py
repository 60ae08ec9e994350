"""What a figure in a table measures: the names of its row, its column and its table put together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from gongbao.kept import compiled
from gongbao.link.lexicons.indicators import OF_BUREAUS, Indicator, Indicators
from gongbao.link.lexicons.wording import Wording
from gongbao.link.naming.general import OWN_NAMES, SIDES
from gongbao.link.naming.of_all import NTH_INDUSTRY
from gongbao.link.tables.header_words import SHARES, is_share, without_comparison, without_unit
from gongbao.link.tables.headers import CONSUMER_PRICES, RowSays
from gongbao.link.tables.reading import WORKERS, Said
from gongbao.model import Measure, Money, Percent, Quantity

_CONTRIBUTES = "贡献率"
_AT_END = compiled("^[年月季]末")
# 本期登记 > 户数 is no number of all there are.
_COMES = compiled("登记|注销|新增|新设")
# Who is insured, and by what: 城乡居民, 在职职工, 失业保险.
_ARE_INSURED = compiled("(?:职工|居民|险|医保|新农合)(?:[（(][^（）()]*[）)])?$")
_PERSONS, _INSURED, _PEOPLE = "人数", "参保人数", "人口"
# How long a column's word is at least of which a row says all but the end.
_SHORT, _SUMS, _IN_ALL = 2, ("量", "额"), compiled("[总合]计$")
_SPENT, _PRICES, _OF_CONSUMERS, _YUAN = "支出", "价格", "cpi", "元"
_INDICES = ("指数", "PMI")
_GDP = compiled("生产总值|GDP")
# Of whom what stands above is told: 城镇居民 below 居民人均可支配收入.
_RESIDENTS, _OF_RESIDENTS = compiled("(?:城镇|农村|全体)(?:常住)?居民"), compiled("居民(?P<what>人均.{2,})")
_ALL_RESIDENTS, _LEFT = compiled("全体(?:常住)?居民"), ("累计结余", "滚存结余", "当期结余")
# What comes of births and deaths is not how all people have changed: 自然增长 > 人口.
_BY_NATURE = "自然"
# How the ids begin of what a budget is spent on, and what says that there is one.
_OF_FUNCTIONS, _FISCAL = "exp_", compiled("支出|预算|决算|财政|经费|资金|拨款|补助|转移支付|债|科目")
# What is handed down for a function is no expenditure on it.
_HANDED_DOWN = compiled("转移支付$")
_SIDE_TOTAL = compiled("(?:本年)?(?:收入|支出)[合总小]计")
_SIDE = compiled("收入|支出")
_TOTALS_OF_SIDES = ("收入合计", "支出合计")
_WORK = "业人员"
_TITLE_NOUN = compiled(
    "(?:播种面积|固定资产投资|投资|产量|平均工资|工资|月均收入|增加值|总产值|销售额|零售额|参保人数|人数|[就从]业人员)(?=(?:[（(][^（）()]*[）)])?$)"
)
# What the columns of a table about it are parts of: 农业 | 林业 of 农林牧渔业总产值.
_OF_SECTORS = ("总产值", "增加值")
# 农业 beside 林业 is no more than what grows on fields, while 农业总产值 is that of all farming.
_OF_CROPS, _FARMING = ("农业总产值", "农业产值", "农业增加值"), "农林牧渔"
# 房地产开发投资, but not 固定资产投资
_INVESTED, _INVESTMENT = compiled("(?<!固定资产)投资额?$"), "投资"
_WAGE, _SOWN, _SOWN_IN = ("平均工资", "工资"), "播种面积", ("公顷", "亩", "平方公里")
# Who earns wages, and what is neither sown nor a group of people although it is told in 公顷 or 人: 绿地, 工作机构.
_EARNS, _OF_ANOTHER = (
    compiled("(?:[业员工师者]|单位|干部|人)$"),
    compiled("(?:[费地区林园场田局所站院校]|水面|机构|中心|单位)$"),
)
# A table of one kind of goods, whose columns do not name it: 夏粮播种面积、总产量和单位面积产量.
_GOODS = compiled(r"(?P<of>[\p{Han}--和与及、各的]{2})(?=播种面积|总?产量)", regex.V1)
_OF_GOODS = ("播种面积", "总产量", "产量", "单位面积产量", "单产")
# What a row says of all those below it, of more kinds than rows of others stand below.
_MAIN = compiled(
    r"(?:(?:各|主要|重点|分)\p{Han}{0,6}?|(?P<each>[日月]均))(?P<what>产量|销量|增加值|总产值|销售额|零售额|投资)"
)
# What a title is about whose columns only say what became of it: 余额, 新增, 偿还 of 专项债务.
_DEBT = compiled(
    "(?P<what>.*(?:债务|债券|存款|贷款))(?:分(?:项目|地区|县区|类型|级次?)?|余额|限额|新增|发行|还本|付息|使用|额度|及|和|与|、)*$"
)
_OF_DEBT = compiled("(?P<new>新增(?=限额))?(?:余额|限额|新增|偿还|发行|还本|付息|转贷|使用|增加|减少)(?:额|数|额度)?")
# Below these a kind of debt is called by its kind alone, and what cars cost by what for.
_OF_KINDS = compiled("(?:债务|债券)?(?P<of>(?:余额)?限额|余额|还本付息|还本|付息)(?:[额数]|支出|预算)?$")
# A table of one such: 地方政府债券还本付息, but not 债务限额及余额.
_OF_ONE_KIND = compiled("^(?!.*(?:限额.*余额|余额.*限额)).*(?:限额|余额|还本付息|还本|付息)(?:[额数]|支出|预算)?$")
# What is repaid, paid or allowed of debt in a table of nothing else, with its kind or without: 到期本金 of 一般债券.
# 本金 and 利息 alone are what is owed where no title says that they are paid.
_TOLD_OF_DEBT = (
    (compiled("(?:(?:到期|应还|应偿还|偿还|归还)本金|还本)(?:支出|金额|额)?"), "还本"),
    (compiled("(?:(?:到期|应付|应支付|支付)利息|付息)(?:支出|金额|额)?"), "付息"),
    (compiled("新增(?:债务)?限额"), "限额"),
    (compiled("(?:(?:地方)?(?:政府)?债券)?发行(?:金额|规模|额)?"), "发行"),
)
_PRINCIPAL, _INTEREST = compiled("本金(?:支出|金额|额)?"), compiled("利息(?:支出|金额|额)?")
_PAID, _OWED = compiled("还本|付息|偿还|归还|应[还付]|支付|到期"), "余额"
# Whose debt is none of a government's.
_OF_OTHERS = compiled(r"(?:企业|公司|村级?|集体|金融|银行|平台)\p{Han}{0,4}债|[外负]债|城投")
_NEW, _OTHER = "新增", "其他"
_KIND = compiled("(?:地方政府)?(?:一般|专项)(?P<said>债[务券])?")
_CARS, _OF_CARS = "公务用车", compiled("(?:购置|运行|运行维护|维护)(?:费用?|支出)?")
_PURCHASES, _BOUGHT = "政府采购", ("货物", "工程", "服务")
_SEX, _ALL_PEOPLE = compiled("[男女]性?"), compiled("(?:年末)?(?:常住|总)?人口(?:总?数)?")
# What a bureau's tables leave out: its 一般公共预算支出 is not that of an area.
_OWN_FUND = compiled("(?<=^(?:一般公共|政府性基金|国有资本经营)预算)(?=支出$)")
# 本年收支结余 of a fund is not that of the accounts.
_INSURANCE, _LEFT_IN_FUND = "保险", compiled("(?:[本当]年)?收支结余|[上本当]年结余|(?:年末)?(?:滚存|累计)结余")
_HANDED_ON = compiled("结转|结余")
_HEADED = compiled("(?:[量额值]|[存出]栏|面积)$")
_OF_FUND = compiled("(?:[本当]年)?(?:收入|支出)|" + _LEFT_IN_FUND.pattern)
_STATE_CAPITAL, _OF_STATE_CAPITAL = "国有资本经营", compiled("^国有资本经营(?=收入|支出)")
_THIS_YEAR = compiled("^[本当]年(?=收入|支出)")
_ONE_SIDE = compiled(
    "(?:本年|当年|部门|财政拨款|一般公共预算|政府性基金预算|国有资本经营预算)*(?:基本|项目)?(?:收入|支出|收支)(?:合计|总计|[数额]|金额)?(?:项目)?|项目|科目"
)
_BOTH_SIDES = "收支"
# Kinds of what has both revenue and expenditure.
_INSTITUTION = compiled("(?:医院|卫生院|学校|大学|学院|中学|小学|幼儿园|机构)(?:[（(][^（）()]*[）)])?$")
# What a bureau has of these is called 拨款收入 and 财政拨款支出.
_FUNDS = ("一般公共预算", "政府性基金预算", "政府性基金", "国有资本经营预算")
_OWN = {"收入": "拨款收入", "支出": "财政拨款支出"}
# What has both revenue and expenditure: 收入 and 支出 behind 城乡居民基本养老保险基金.
_OF_BOTH_SIDES = ("基金", "预算", "保险")
# Zones and towns, which have no codes: their accounts are called so, too.
_OF_PLACES = compiled(
    "(?:开发|经开|高新|产业|新|园|示范|试验|管理|度假|保税|集聚|合作|景|投资)区$|新城$|管委会$|街道$|[镇乡]$"
)
# What a place has of its own: 财政收入, 补助资金, but not 送文化下乡扶贫资金项目.
_PLAIN = compiled(r"\p{Han}{2,8}(?:收入|支出|资金|经费|补贴|投资|总?产值|税收|转移支付)")
_SPREAD, _TELLS_SHARES = compiled("(?:分布|构成)$"), compiled("(?:比例关系|结构|构成)(?:情况|表)?$")
_BALANCE, _RATES, _RATE, _QUANTITY = "余额", ("比", "率"), "率", "量"
# 播种面积和产量: what a row is of its unit tells.
_ALSO = ("和", "与", "及", "、")
_SECTOR = compiled(r"第[一二三]产业|\p{Han}{1,10}(?<!就|失|创|毕|作|事|农林牧渔)(?:业|企业)")
_OUTPUT = compiled("生产总值|增加值|GDP|经济|指标|核算|产业|公报")
_VALUE_ADDED = ("gdp", "value_added")
# What is no word of its own: 猪肉 in a column of 价.
_SUFFIXES, _MEAN_PRICE = ("价", "额", "量", "值", "率"), "均价"
# 每千人口执业医师 is no part of 卫生人员数.
_FOR_EACH = ("每", "人均", "平均")
_TRADE = compiled("(?:主要|重点|部分)?(?P<what>进出口|进口|出口)(?=重点|主要|商品|产品|货物)")
_TRADED = compiled("(?:进出口|[进出]口)(?:总?额)?")
_OF_TITLE = compiled("规模以上工业(?:企业)?|规模以上服务业企业|建筑业企业|房地产开发")
_HERD = compiled("(?:[年期季][末底])?(?P<what>[存出]栏)(?:[数量]|头数|只数)?")
_ONE_WAY = compiled("(?:货物|商品|外贸|海关)?(?P<way>[进出]口)(?:总?[额值])?")
_OF_PRICES, _PRICED = compiled("(?:[价物]格|物价|(?P<index>指数))$"), compiled("价|指数|PMI")
# 提前下达数, 产业发展 of 衔接推进乡村振兴补助资金.
_OF_FUNDS = compiled("(?:资金|经费|补助|奖补|转移支付)$")
_SOURCES = compiled("(?:实际)?利用外资|国内贷款|自筹资金|国家预算(?:内)?资金")
_NAMES_MONEY = compiled("[资基奖]金|经费|补[助贴]|投资|收入|支出|预算|[费款额债税]|标准|工资|成本|转移支付")
# How names end that no word for a sum follows: 平均工资 in a row 合计.
_NO_SUMS = ("合计", "总计", "总额", "工资", "指数", "价格", "率")
# From how many characters on what stands before a figure in its cell may be a name that needs no other.
_WHOLE_NAME = 4
# How a row's unit ends that is one of percentages: %, 增加值（%）.
_PERCENT = ("%", "%）", "%)")
_CHANGES = (Measure.GROWTH, Measure.CHANGE)
_AND = ("及", "和", "与", "、")
# How many names are remembered: more than any report has, less than a hostile one could ask for.
_ALIKE = 4096

# What a project's self-appraisal has above and before its figures.
_OF_PERFORMANCE = compiled("绩效|指标值|(?:产出|效益|满意度|成本|数量|质量|时效)指标")
_ALL = 100


class TableNaming:
    """Names what figures in tables measure; ``families`` are those of units."""

    def __init__(self, indicators: Indicators, wording: Wording, families: Mapping[str, str]) -> None:
        self._indicators = indicators
        self._wording = wording
        self._families = families
        self._find = lru_cache(_ALIKE)(indicators.find)

    def name(self, said: Said) -> tuple[str, str]:
        """What a figure measures, with the rows above it, and the name to look for in the lexicon of indicators."""
        indicator, lookup = self._of_headers(said)
        names = said.row.words or said.column.names
        if said.column.measure is Measure.CHANGE and said.column.names[:1] == (_BY_NATURE,):
            return "自然增长人口", "自然增长人口"
        if said.table.services and _TRADED.fullmatch(indicator):
            indicator = lookup = f"服务{indicator}"
        if lookup and (said.row.words or len(names) > 1 or said.table.workers) and self._is_sector(names, said):
            lookup = ""
        if len(said.row.words) > 1 and _SOURCES.fullmatch(lookup) and _OF_FUNDS.search(said.row.words[-2]):
            lookup = ""  # 利用外资 of 房地产开发企业到位资金
        about = said.table.subject
        if "债" in about and not _OF_OTHERS.search(about) and not (lookup and self._find(lookup)):
            lookup = _of_debt((*said.row.words, *said.column.names), about) or lookup
        whole = _whole_of(said, indicator) or self._title_of_parts(said, indicator)
        if whole:  # 公车购置及运行 of “三公”经费 is called by its own name, too
            kept = isinstance(said.value, Money) and _OF_FUNDS.search(whole) is not None
            return f"{whole} > {indicator}", lookup if kept else ""
        return indicator, lookup

    def _is_sector(self, words: Sequence[str], said: Said) -> bool:
        """Whether a row names a sector by whose name alone another indicator is known: 第一产业 of 固定资产投资 is no
        value added."""
        if not words:
            return False
        if len(words) == 1:
            bare = next((words[0].removesuffix(share) for share in SHARES if words[0].endswith(share)), words[0])
            if NTH_INDUSTRY.fullmatch(bare) is None or not said.table.subject:
                return False
            # 第一产业 in 亿元 of 生产总值和从业人员
            workers = said.table.workers and not isinstance(said.value, Money)
            return workers or _OUTPUT.search(said.table.subject) is None
        if NTH_INDUSTRY.fullmatch(words[-1]) and any(map(WORKERS.search, words[:-1])):
            return True
        wholes = (self._find(word) for word in words[:-1]) if _SECTOR.fullmatch(words[-1]) else ()
        return any(whole is not None and not whole.id.endswith(_VALUE_ADDED) for whole in wholes)

    def _title_of_parts(self, said: Said, indicator: str) -> str:
        """The indicator that the title names, where a column below 其中 only names a part: 发明 of 专利授权量."""
        header, about = said.cell.column_header, said.table.subject
        if len(header) < 2 or not header[0].startswith("其中") or said.row.words or said.column.measure is not None:
            return ""
        named = said.column.names and not self._wording.head_noun.search(said.column.names[-1])
        whole = self._find(about) if named and len(said.column.names) == 1 else None
        return about if whole and whole.is_stated_by(said.value, Measure.LEVEL, self._families) else ""

    def _of_headers(self, said: Said) -> tuple[str, str]:
        row, column, table = said.row, said.column, said.table
        if not row.words:
            name, lookup = _of_column(said)
            goods = _GOODS.search(said.table.subject) if name in _OF_GOODS else None
            if goods and self._find(f"{goods['of']}产量"):
                return goods["of"] + name, goods["of"] + name
            if len(column.names) > 1 and name.endswith(" > ".join(column.names[-2:])):
                above, last = column.names[-2:]
                rest = above.removesuffix(last)  # PM2.5 | 浓度, 优良天数 | 天数, but 购置及运行费 | 运行费
                joined = above + last if rest == above or rest.endswith(_AND) else above
                if self._find(joined):
                    return " > ".join((*column.names[:-2], joined)), joined
            if len(column.names) > 1 and (column.names[-2] in _OF_GOODS or column.names[-2].endswith(_QUANTITY)):
                above, last = column.names[-2:]
                for joined in (last + above, last + above.removeprefix("总")):
                    if self._find(joined):
                        return joined, joined  # 播种面积 > 小麦, 用水量 > 农业
            noun = self._noun_behind(said, lookup)
            return name + noun, lookup + noun
        name = row.words[-1]
        if _INSURANCE in table.subject and _OF_FUND.fullmatch(name) and name not in SIDES and not column.names:
            return " > ".join(row.words), table.subject.removesuffix(_BOTH_SIDES) + _THIS_YEAR.sub("", name)
        if any(map(_HANDED_ON.search, row.words[:-1])) and not _HANDED_ON.search(name):
            return " > ".join(row.words), ""  # a part of what is handed on, called like the whole year's
        if row.total:
            return " > ".join((*row.words, row.total)), name
        whole = row.words[-2] if len(row.words) > 1 and not column.names and _RESIDENTS.fullmatch(name) else ""
        if of_each := _OF_RESIDENTS.search(whole):
            name += of_each["what"]
            return " > ".join((*row.words[:-1], name)), name
        extra = "".join(column.names)
        if _ALL_RESIDENTS.fullmatch(extra) and not self._find(extra + name):
            extra = ""  # 食品烟酒 in a column of 全体居民
        if extra.endswith(_LEFT) and name.endswith(_INSURANCE):
            name += f"基金{extra}"  # 失业保险 | 累计结余
            return " > ".join((*row.words[:-1], name)), name
        if extra == _PERSONS and table.subject.endswith(_INSURED):
            extra = _INSURED  # 失业保险 | 3月末人数
        comes = len(column.names) > 1 and _COMES.search(column.names[-2]) is not None
        if len(column.names) > 1 and not (comes or is_share(column.names[-1])) and self._find(name + column.names[-1]):
            extra = column.names[-1]  # 普通高中 | 学生数 > 招生数
        if (noun := self._noun_behind(said, extra)) and not name.endswith(noun):
            extra += noun
        if len(row.words) > 1 and not extra and name in _TOTALS_OF_SIDES:  # “三公”经费支出 > 支出合计
            return " > ".join(row.words), row.words[-2]
        if _SIDE_TOTAL.fullmatch(name) and not table.department and (not extra or _ONE_SIDE.fullmatch(extra)):
            whole = table.subject
            if whole.endswith(_BOTH_SIDES):
                whole = whole.removesuffix(_BOTH_SIDES) + name.removeprefix("本年")[: len(_BOTH_SIDES)]
            return " > ".join(row.words), whole if name.endswith(("合计", "小计")) else ""
        if said.words and len(said.words) >= _WHOLE_NAME and extra and self._find(extra):
            return extra, extra  # 规上工业增加值增长7% beside 稳定工业增长
        if len(row.words) > 1 and (main := _MAIN.fullmatch(row.words[0])) and not column.names:
            named = name if _HEADED.search(name) or self._wording.head_noun.search(name) else name + main["what"]
            each = main["each"] or ""
            return " > ".join((*row.words[1:-1], each + named)), named  # 粗钢 below 主要产品产量, 日均产量
        if noun := self._noun_of(said):
            return " > ".join((*row.words[:-1], name + noun)), name + noun
        if self._is_part_of_title(said):
            return " > ".join((table.subject, *row.words)), name
        of_place = column.total or _PLAIN.fullmatch(table.subject)
        if not extra and len(row.words) == 1 and of_place and _OF_PLACES.search(name):
            return name + table.subject, ""  # 沙河镇 of 财政收入
        if extra == _PEOPLE + "数" and name.endswith(_PEOPLE):
            extra = ""  # 常住人口 | 人口数
        elif extra.endswith(_SUMS) and name.endswith(f"{extra[:-1]}总{extra[-1]}"):
            extra = ""  # 能源消费总量 | 消费量
        elif extra.endswith(_SUMS) and len(extra) > _SHORT and (used := _IN_ALL.sub("", name)).endswith(extra[:-1]):
            name = used + extra[-1]
            return " > ".join((*row.words[:-1], name)), name  # 城乡居民生活用电 | 用电量, 全社会用电总计
        if not extra or name.endswith(extra):  # 社会融资规模存量 in a column of 存量
            if name in SIDES and len(row.words) == 1 and table.subject.endswith(_BOTH_SIDES):
                name = table.subject.removesuffix(_BOTH_SIDES) + name  # 收入 of 社会保险基金收支
                return name, name
            return " > ".join(row.words), _called(row.words)
        if _ONE_SIDE.fullmatch(extra) and not _OF_PLACES.search(name):
            side = extra.removeprefix("本年").removeprefix("当年")
            if side in SIDES and table.department and name in _FUNDS:
                return " > ".join(row.words), name + _OWN[side]
            if side in SIDES and name.endswith(_OF_BOTH_SIDES):
                return " > ".join((*row.words[:-1], name + side)), name + side
            if side in SIDES and not (row.entity or said.cell.class_code) and _INSTITUTION.search(name):
                return " > ".join((*row.words[:-1], f"{name}（{side}）")), ""  # 三级公立医院
            return " > ".join(row.words), name
        if _KIND.fullmatch(extra) and _OF_KINDS.search(name):  # 债务余额 in a column of 专项债务
            return " > ".join((*row.words, extra)), _called((name, extra))
        if _KIND.fullmatch(name) and extra.startswith("债") and _OF_KINDS.fullmatch(extra):
            # 专项债务 in a column of 债务限额
            return f"{extra} > {name}", _called((extra, name))
        side = name.removeprefix("本年") if extra.endswith(_OF_BOTH_SIDES) else name
        if extra == _BALANCE:  # 活期存款, and no balance of 存贷比
            told = isinstance(said.value, Percent) and (column.measure is None or said.value.unit != "%")
            of_rate = told or name.endswith(_RATES) or (said.cell.unit or said.cell.row_header[-1]).endswith(_PERCENT)
            name = name if of_rate else name + extra
            return " > ".join((*row.words[:-1], name)), name
        new = _NEW + name + extra.removeprefix(_NEW) if extra.startswith(_NEW) else ""  # 一般债务 | 新增限额
        for joined in filter(None, (new, name + extra, extra + side if extra != _OTHER else "")):
            if self._find(joined) or (joined.startswith(extra) and _SIDE.fullmatch(side)):
                return " > ".join((*row.words[:-1], joined)), joined
        if extra not in _SUFFIXES and not extra.endswith(_MEAN_PRICE) and not self._wording.head_noun.search(extra):
            return " > ".join((*row.words[:-1], f"{name}（{extra}）")), ""
        if _HEADED.search(name) and not extra.endswith("率"):  # 发电量 in a column of 产量
            return " > ".join(row.words), name
        if said.cell.class_code or _SIDE_TOTAL.fullmatch(name):  # 上缴上级支出 of 农林水支出
            return " > ".join((*row.words[:-1], f"{name}（{extra}）")), ""
        apart = self._wording.head_noun.search(name) is not None and not extra.endswith(_CONTRIBUTES)
        joined = f"{name}（{extra}）" if apart else name + extra
        # 普惠小微贷款 | 加权平均利率 is no loan
        return " > ".join((*row.words[:-1], joined)), name + extra if extra.endswith(_RATE) else joined

    def _noun_behind(self, said: Said, name: str) -> str:
        """What the title says so many of what its columns name there are: 参保人数 of 失业保险."""
        noun = _TITLE_NOUN.search(said.table.subject) if said.column.names and said.column.measure is None else None
        if noun is None or not name or name != said.column.names[-1] or self._wording.head_noun.search(name):
            return ""
        if noun[0] in _OF_SECTORS:
            return noun[0] if isinstance(said.value, Money) and _SECTOR.fullmatch(name) else ""
        if noun[0].startswith(_WAGE):
            earned = isinstance(said.value, Money) and _WAGE[1] not in name and _EARNS.search(name)
            return noun[0] if earned else ""
        if _OF_ANOTHER.search(name):
            return ""
        unit = said.value.unit if isinstance(said.value, Quantity) else None
        if noun[0].startswith(_SOWN):
            return noun[0] if unit in _SOWN_IN and not name.endswith("面积") else ""
        if said.table.insured and not _ARE_INSURED.search(name):
            return ""
        return noun[0] if noun[0].endswith("人数") and unit == "人" and "人" not in name else ""

    def _noun_of(self, said: Said) -> str:
        """What the title says of all rows where they only name its parts: 固定资产投资 of 金融业."""
        name = said.row.words[-1]
        subject = said.table.subject
        noun = _TITLE_NOUN.search(subject)
        if noun is None or subject[: noun.start()].endswith(_ALSO) or said.column.names:
            return ""
        if _HEADED.search(name) or self._wording.head_noun.search(name) or noun[0] in name:
            return ""
        counted = isinstance(said.value, Quantity) and said.value.unit == "人"
        if said.table.insured and not (_ARE_INSURED.search(name) and (counted or isinstance(said.value, Percent))):
            return ""  # 定点医院, 领取失业金
        if noun[0].endswith(_WORK) and isinstance(said.value, Money):
            return ""  # 第一产业 of 生产总值和从业人员
        whole = said.row.words[-2] if len(said.row.words) > 1 else ""
        if _HEADED.search(whole) or _INVESTED.search(whole):  # 住宅 of 商品房销售面积, of 房地产开发投资
            return _INVESTMENT if _INVESTED.search(whole) else ""
        return noun[0]

    def _is_part_of_title(self, said: Said) -> bool:
        """Whether a row names only a part of the indicator that the title names: 批发业 of 社会消费品零售总额."""
        table, words = said.table, said.row.words
        whole = self._find(table.subject)
        if whole is None or table.flow or said.column.names or words[0].startswith(_FOR_EACH):
            return False
        if not whole.is_stated_by(said.value, Measure.LEVEL, self._families):  # 20台 in a table of 政府采购预算
            return False
        sector = _OUTPUT.search(table.subject) is None  # 第一产业 of 全社会用电量
        return not any(
            (self._find(word) and not (sector and NTH_INDUSTRY.fullmatch(word))) or self._wording.head_noun.search(word)
            for word in words
        )

    def by_itself(self, row: RowSays) -> RowSays:
        """A row without those above it, where its own name is that of an indicator and so needs none."""
        alone = len(row.words) > 1 and self._find(row.words[-1]) is not None
        return replace(row, words=row.words[-1:]) if alone else row

    def is_of_amounts(self, said: Said) -> bool:
        """Whether a row in % names what is no percentage, so that its figures are growth: 工业增加值 | % | 7.2."""
        if not said.row.words:
            return False
        falls = isinstance(said.value, Percent) and said.value.low is not None and said.value.low < 0
        if _TELLS_SHARES.search(said.table.subject) and not falls:
            return False  # but no share is below nothing
        # 地区生产总值 | 6.5%左右 is aimed at
        if not (said.cell.unit or said.cell.row_header[-1]).endswith(_PERCENT) and not _is_aimed_at(said):
            return False
        known = self._find(said.row.words[-1])
        return known is not None and not known.is_stated_by(said.value, Measure.SHARE, self._families)

    def known(self, name: str, said: Said, measure: Measure) -> Indicator | None:
        """The canonical indicator: of the row's code where that is one's, else of the name."""
        if not name or (name in _OF_CROPS and said.table.subject.startswith(_FARMING)):
            return None
        if len(said.row.words) > 1 and name == said.row.words[-1] and (way := _ONE_WAY.fullmatch(said.row.words[-2])):
            name += way["way"]  # 一般贸易 below 货物出口额 is no 一般贸易进出口
        if said.table.subject.startswith(_STATE_CAPITAL):  # and no 国有资本经营收入 of the other accounts
            name = _OF_STATE_CAPITAL.sub(_STATE_CAPITAL + "预算", name)
        code = said.cell.class_code
        known = self._indicators.coded(code) if code else None
        if known is None:
            of_share = "占" in name and isinstance(said.value, Percent)  # is no indicator by what it is a share of
            bare = without_comparison(name) if measure in _CHANGES and not of_share else name
            if said.table.department:
                name = OWN_NAMES.get(name) or _OWN_FUND.sub("财政拨款", name)
            names = (name, bare, name.removeprefix(said.table.fund or ""), _AT_END.sub("", name))
            known = next(filter(None, map(self._find, names)), None)
        if known is None and CONSUMER_PRICES.match(said.table.subject) and said.row.words:
            known = self._find(name + _PRICES)
        if known is None and (of := _OF_TITLE.match(said.table.subject)):
            known = self._find(f"{of[0]}{name}")  # 营业收入 of 规模以上工业企业
        if known is None and len(said.row.words) > 1:
            above = said.row.words[-2]
            if above.endswith((_SPENT, _PRICES)):
                known = self._find(name + above[-2:])  # 教育 below 一般公共预算支出, 食品 below 居民消费价格
                if known and known.id.startswith(_OF_CONSUMERS) and "消费" not in above:
                    known = None  # 食品 below 工业生产者出厂价格
            elif above.endswith(_QUANTITY):
                known = self._find(name + above)  # 铁路 below 货运量
            elif CONSUMER_PRICES.match(said.row.words[0]):
                known = self._find(name + _PRICES)  # 食品烟酒 of 居民消费价格指数
            elif herd := _HERD.fullmatch(name):
                known = self._find(above + herd["what"])  # 猪, and below it 期末存栏
            elif herd := _HERD.fullmatch(above):
                known = self._find(name + herd["what"])  # 能繁母猪
        if known and known.id.startswith(_OF_CONSUMERS) and _YUAN in (said.cell.unit or ""):
            known = None  # 猪肉 | 元/500克 | 环比涨跌幅
        if known is None and said.table.functions and said.column.flow == "expenditure" and len(said.row.words) == 1:
            spent = self._find(name + _SPENT)  # 教育 in a column of 支出, beside 农林水
            known = spent if spent and spent.id.startswith(_OF_FUNCTIONS) else None
        if (known is None or known.id.startswith(_OF_FUNCTIONS)) and any(
            map(_GDP.search, (said.table.subject, *said.row.words[:-1]))
        ):
            known = self._find(name + "增加值") or known  # 工业, 建筑业
        return known if known and known.is_stated_by(said.value, measure, self._families) else None

    def may_be(self, known: Indicator, said: Said, indicator: str) -> bool:
        """Whether an indicator is not one of bureaus' accounts in those of an area, as 上级补助收入 is, and none of the
        budget where nothing speaks of one: 建筑业 of 利润总额."""
        if known.flow == "revenue" and said.table.flow == "expenditure" and "收入" not in indicator:
            return False  # 省对市县税收返还和转移支付
        if said.table.department or said.row.entity is not None:
            return True
        sides = (said.column.flow, said.row.flow, said.table.flow)
        if known.id.startswith(_OF_FUNCTIONS) and next(filter(None, sides), None) == "revenue":
            return False  # 制造业 of 税收收入
        if known.id.startswith(_OF_FUNCTIONS) and said.cell.class_code is None:
            # 合计 | 农林水, or 二、农林水 of 省对市县专项转移支付
            handed = _HANDED_DOWN.search(said.table.subject) and not any(map(_SIDE.search, said.row.words[-1:]))
            if handed or not _is_fiscal(said):
                return False
        return not known.id.startswith(OF_BUREAUS)


def _is_fiscal(said: Said) -> bool:
    """Whether anything says that a table is of a budget or accounts."""
    row, column, table = said.row, said.column, said.table
    if table.flow or table.budget or table.stage or table.functions or row.flow or column.flow or column.stage:
        return True
    return any(map(_FISCAL.search, (table.subject, *row.words, *said.cell.column_header)))


def _called(names: Sequence[str]) -> str:
    """The name to look for of the last of some names, of which each is a part of the one before.

    一般债务限额 of 债务限额 > 一般债务, 公务用车购置费 of 公务用车购置及运行费 > 购置费.
    """
    name = names[-1]
    above = names[-2] if len(names) > 1 else ""
    if _SEX.fullmatch(above):
        return above + name  # 男 > 人口数 is no 人口数
    if _SEX.fullmatch(name) and _ALL_PEOPLE.fullmatch(above):
        return f"{name[0]}性人口"
    if (kind := _KIND.fullmatch(name)) and (what := _OF_KINDS.search(above)):
        new = _NEW if above.startswith(_NEW) else ""  # 新增限额 is no 限额
        return new + name + ("" if kind["said"] else "债务") + what["of"]
    if name in _BOUGHT and above.startswith(_PURCHASES):
        return _PURCHASES + name  # 货物 of 政府采购支出
    return _CARS + name if above.startswith(_CARS) and _OF_CARS.fullmatch(name) else name


def _of_debt(names: Sequence[str], about: str) -> str:
    """The name to look for of what is told of debt, where nothing but its kind is said besides: 一般债券 | 到期本金.

    ``about`` is what the table is about, which may say that 本金 is repaid.
    """
    kinds = [found for name in names if (found := _KIND.fullmatch(name))]
    told = [name for name in names if not _KIND.fullmatch(name)]
    if len(told) != 1 or len(kinds) > 1:
        return ""
    told_of = next((name for pattern, name in _TOLD_OF_DEBT if pattern.fullmatch(told[0])), "")
    if _PAID.search(about) and _OWED not in about:
        told_of = told_of or (
            "还本" if _PRINCIPAL.fullmatch(told[0]) else "付息" if _INTEREST.fullmatch(told[0]) else ""
        )
    if not told_of:
        return ""
    kind = kinds[0][0].removesuffix(kinds[0]["said"] or "") if kinds else ""
    if told_of == "发行":
        return f"{kind}债券" if kind else "发行政府债券"
    return f"{_NEW if told_of == '限额' else ''}{kind}债务{told_of}"


def _whole_of(said: Said, indicator: str) -> str:
    """What a table is about of whose parts its headers name no more than goods or uses: 食品烟酒 of 居民消费价格."""
    about = said.table.subject
    if not indicator or indicator.startswith(about):
        return ""
    if trade := _TRADE.match(about):
        return "" if "口" in indicator else trade["what"]  # 大豆 of 进口重点商品量值
    if about.endswith(_RATE) and isinstance(said.value, Percent) and said.column.measure is None:
        return "" if indicator.endswith(_RATE) else about  # 第一产业 of 三次产业贡献率
    told = isinstance(said.value, Percent) and said.column.measure is not Measure.SHARE and bool(said.row.words)
    if told and _SPREAD.search(about) and _SECTOR.fullmatch(said.row.words[-1]):
        return about  # 第一产业 of 农民工从业行业分布
    if prices := _OF_PRICES.search(about):
        counted = isinstance(said.value, Quantity) and said.value.unit is not None
        # 销售价格 is one of 非制造业分类指数 in %
        told = not (prices["index"] and "价" not in about and isinstance(said.value, Percent)) or indicator.endswith(
            _INDICES
        )
        return "" if counted or (told and _PRICED.search(indicator)) else about
    told = isinstance(said.value, Money) or said.column.measure in _CHANGES
    handed = told and not said.row.words and bool(said.column.names)
    return about if handed and _OF_FUNDS.search(about) and not _NAMES_MONEY.search(indicator) else ""


def _of_column(said: Said) -> tuple[str, str]:
    """The indicator of a figure whose row names none: its column's, or what the table is about."""
    row, column, table = said.row, said.column, said.table
    debt = _DEBT.fullmatch(table.subject)
    if debt and column.names and (of := _OF_DEBT.fullmatch(column.names[0])):
        new = of["new"] or ""
        names = (new + debt["what"] + column.names[0].removeprefix(new), *column.names[1:])
        return " > ".join(names), _called(names)
    if column.names and (of_each := _OF_RESIDENTS.search(table.subject)):
        whose = [name for name in column.names if _RESIDENTS.fullmatch(name)]
        several = any(word in of_each["what"] for word in _ALSO)  # 居民人均可支配收入和消费支出
        if whose and not several and column.names in ((*whose,), (*whose, of_each["what"][-2:])):
            return whose[0] + of_each["what"], whose[0] + of_each["what"]  # 城镇居民 > 收入 of 居民人均可支配收入
    if len(column.names) > 1 and is_share(column.names[-1]):
        joined = "".join(column.names[-2:])
        return joined, joined  # 法人单位 | 比重
    if row.total and _INSURANCE in table.subject and column.names and _OF_FUND.fullmatch(column.names[-1]):
        whole = table.subject.removesuffix(_BOTH_SIDES)  # 合计 | 本年收入 of 社会保险基金
        return " > ".join(column.names), whole + _THIS_YEAR.sub("", column.names[-1])
    if row.total and len(column.names) == 1 and _KIND.fullmatch(column.names[0]) and _OF_ONE_KIND.search(table.subject):
        return f"{table.subject} > {column.names[0]}", _called((table.subject, column.names[0]))  # 合计 | 一般债券
    only = row.total or len(column.names) == 1
    share = column.names[-1] if only and column.names and is_share(column.names[-1]) else ""
    side = column.names[-1] if column.names and column.names[-1] in SIDES else None
    # 收入预算 in a table of 一般公共预算收入
    of_title = side and (row.total or (len(column.names) == 1 and table.subject.endswith(side)))
    if column.names and not share and not of_title:
        return " > ".join(column.names), _called(column.names)
    total = row.total or column.total or ""
    name = table.subject
    if column.flow and ("收支" in name or ("收入" in name and "支出" in name)):  # both sides of the accounts
        name = "收入" if column.flow == "revenue" else "支出"
    if not name and not total and said.cell.column_header:  # 年初预算 | 基本支出 in a table without a name
        name = without_unit(said.cell.column_header[-1])
    whole = name + total if total and not name.endswith(_NO_SUMS) else name
    if share:
        return whole + share, ""  # 总计 | 占比 100
    if table.department and name in SIDES and row.total != "总计":
        return whole, "本年" + name
    if row.total == "总计" and _SIDE.search(
        name
    ):  # with what was handed on and handed up: more than the figure that the name stands for
        return whole or total, whole if table.department else ""
    return whole or total, name


def _is_aimed_at(said: Said) -> bool:
    """Whether a percentage is an aim, and not how much of its money a project is to spend: 固定资产投资 | ≥95%."""
    value = said.value
    all_of_it = isinstance(value, Percent) and value.high is not None and value.high >= _ALL
    if said.column.stage != "target" or said.bounded or all_of_it or "绩效" in said.table.subject:
        return False
    return not any(map(_OF_PERFORMANCE.search, (*said.cell.column_header, *said.cell.row_header)))
