"""An indicator in the report's own words: without verb, area and period, and completed where it is only half said."""

import re
from collections.abc import Sequence

import regex

from gongbao.link import functions
from gongbao.link.clauses import AIMS, ALL_TOLD, CHANGING, EACH_DOES, Figure, is_points
from gongbao.link.context import Context
from gongbao.link.cues import OF_US, OF_WHOLE
from gongbao.link.indicators import Indicators
from gongbao.link.nouns import MARKS, RATES
from gongbao.link.passage import Passage
from gongbao.link.regions import Region, Regions
from gongbao.link.wording import DATE, HAN, HIDDEN, Match, Wording, fold
from gongbao.model import Mod, Money, Percent, Quantity, Value

_CONNECTIVE = re.compile("[^，：]*其中[，：:]?")
# 在医院中有公立医院: of which there are so many.
_OF_WHICH = re.compile(f"^[{HAN}]{{2,8}}中有(?=[{HAN}]{{2}})")
_PRONOUN = re.compile("这个|这一|该|其(?!他|余|中)|這個|這一")
_PRONOUN_FIRST = "这该其這"
_INVEST = re.compile("(?:累计|完成|总|共)?(?:投资|投入)(?:额|资金)?$")
# 在…带动下实现增加值: how it came about is no part of what it is.
_BY_THE_WAY = regex.compile(
    "在[^，。；]{1,10}下(?=实现|完成|$)|(?<=\\p{Han})(?<!网络)(?:累计)?(?:实现|完成)(?!的)"
    "(?=(?:地区)?生产总值|增加值|产值|收入|投资|利润|税收|总产值|销售|零售额|营业额|\\p{Han}{1,6}率"
    "|\\p{Han}{1,6}(?:增加值|产值|收入|利润|税收|总额|交货值)$)"
    "|(?<=\\p{Han}{2})(?<!公)共(?=受理|办理|审结|查处|接待|死亡|发生|破获|起诉|挽回|化解"
    "|批准逮捕|接收|提起|审查|查办|检查|抽检|排查|签订|收到|登记|安置)"
    "|因[^，。；]{2,16}造成(?=(?:直接)?经济损失|死亡)"
)
# 产值居全国第5位、增长3%; 收入全国第三、超过5亿元.
_RANK = re.compile(
    r"(?:居|位居|位列|列|排名?|全国|全球|全[省市区县]|世界)[^，。；、第]{0,8}第[一二三四五六七八九十\d]{1,3}[位名]?$"
)
_BEFORE_BRACKET = regex.compile("([^，、；：。（）()有为是]{2,12})[（(]$")
_BRACKET_REACH = 13
# 粮食产量再创新高，增长2%: how it fared, told by words before the figure, is no part of what it is.
_FARED = re.compile(
    f"在{DATE}+[^，]{{0,8}}基础上|近年来|实现“|(?:[两三四五]年|实现)?翻[了一两番]|首次|连续|逐年|逐步|大幅|快速|平稳|进一步|突破|跨越|(?:迈|跨|跃|站)[上过]|得到|双双|再创|再次|创历史|出现|(?:严格)?控制在|继续|稳步|持续|不断|有所|明显|显著"
)
# 平台上线运行、累计办理业务, 企业清欠账款、挽回损失: what was done before is no part of what came of it.
_DID = re.compile(
    ".*[^、]{4}(?:、(?=累计|完成|惠及|覆盖|挽回|压减|办理|接待|带动|撬动|吸引|发放|拨付|争取|减免|盘活|节约|力争|项目签约)"
    "|(?<=上线|运行|实施|发布|建成|投产|投运|达产|开通|获批|揭牌|落地|覆盖|破亿|改革)、(?=..))"
)
_PRICED = re.compile(f"按照?{DATE}*(?:当年|可比|不变|现行)*价格?(?:计算)?|(?:扣除|剔除)[^，。；]{{2,8}}因素后?")
# 由于基数较高，下降6%; but 受益人数.
_WHY = re.compile("由于|因为|随着|[受因].+影响")
# 效益指数达到152.3，提高12.6个百分点: a number without a unit is no mention.
_BARE_NUMBER = re.compile("(?:达到?|为|是|至|到)?\\d{1,5}(?:\\.\\d{1,3})?$")
_COMMAS, _JOINTS = re.compile("[、，]"), re.compile("、|，|以及|和|及|与")
# 免费为3万名妇女筛查, 组建20亿元母基金, 两个百亿元台阶、年均增长6%, 在上年压减5亿元的基础上再压减3亿元.
_NO_NAMES = frozenset(
    ("免费", "中", "台阶", "大关", "基础上", "实际工作中", "工作中", "实际执行中", "执行中", "组建", "首期", "超预算")
)
_EXCLUDED = re.compile("(?:剔除|扣除|不含|不包括|考虑).{1,16}(?:因素|影响)后?")
_EXCLUDED_LAST = "素响后"
# 省政府核定我市债务限额: who said so is no part of what it is.
_ASSIGNED = regex.compile(
    rf"\p{{Han}}{{0,10}}?(?:核定|下达|核准|批准|分配)(?:给)?我[省市县区州旗盟]{DATE}*的?(?=\p{{Han}}{{2}})"
)
# 收入剔除虚增因素后, 产值扣除价格因素: what is left out is no part of the name.
_LEFT_OUT = re.compile("(?:剔除|扣除|不含|不包括).{2,16}(?:因素|影响)后?$")
# 全国人大批准的限额, 财政部核定的债务限额
_APPROVED = re.compile(f"^[{HAN}]{{2,12}}?(?:批准|核定|核准|下达)的(?=[{HAN}]{{2}})")
# 决算数大于预算数的主要原因是追加人员经费: what the reason is for is no part of it.
_BECAUSE = re.compile(".*原因(?:[是为]|在于)[：:]?(?=..)")
# 全市审计机关共完成审计项目: who did it, all told.
_DID_ALL = re.compile(
    f"^[{HAN}]{{0,10}}(?:机关|部门|单位|系统|局|厅|委|院)共(?:完成|实施|开展|组织|安排|争取|投入|拨付|下达|发放|征收|筹集|化解|发行)"
    f"(?=[{HAN}]{{2}})"
)
_LINES = ("警戒线", "预警线", "警戒值", "红线")
_TAKING = ("将", "把")
_ENDING_JOINTS = ("和", "及", "与")
_TOTAL = re.compile("总计$|合计$")
# What an account ends with: the amounts behind it are none of it.
_SETTLED = re.compile("(?:总计|合计|结余|结转|赤字)$")
_SIDES = ("收入", "支出")
# The number of an item: 一是财政收入, 1.税收收入, 二、2024年税收收入, ①税收收入; not of 一、二、三产业 and 2、3级公路.
# Who is counted behind it goes with it: 1.7个部门无预算支出.
_ITEM = regex.compile(
    r"[ ]*(?:[一二三四五六七八九十]{1,3}(?:是[：:，]?|$)|[①-⑳●■◆▲★◇□▪•]"
    r"|(?:\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、)(?=[^\d一二三四五六七八九十]|$|(?:19|20)\d\d年)"
    r"|\d{1,2}[.．]\d{1,3}[个家户所](?:部门|单位|企业|公司|县区?|市县|区县|乡镇|街道|学校|项目)(?=\p{Han}{2}))"
)
_ITEM_FIRST = " 一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳●■◆▲★◇□▪•"
_SKIPPED = " 、，：:·" + HIDDEN
# 为企业 / 减免税费, 向困难群众 / 发放补助: for whom something is done is no part of what it is.
_FOR_WHOM = re.compile(
    f"[{HAN}“”]{{2,14}}?(?=(?:减免|减轻|降低|节约|节省|发放|开展|提供(?![商者方])|办理|追回|挽回|拨付|兑现|解决|争取)[^，。；：、]{{2}})"
)
_DONE_FOR = re.compile("(?:办理|提供|发放|减免|减轻|开展|解决|送|追[讨回]|挽回|节约|争取|落实)(?=[^，。；、]{2})")
# 拥有小汽车的农户: which of them.
_WHO_HAS = re.compile(
    "(?:拥有|使用|利用|享受|获得)[^，。；]{1,16}的(?:农户|住户|家庭|人口|人员|居民|企业|单位|村|乡镇)$"
)
_FOR = frozenset("为向对")
# 通过“一卡通”发放补贴: by what it was done.
_BY_MEANS = re.compile(
    "通过[^，。；：]{1,14}?"
    "(?:等?(?:方式|形式|手段|途径|渠道)|(?=(?:发放|拨付|兑付|筹集|争取|盘活|上缴|收回|化解|偿还|置换|处置|压减|节约|统筹|安排|投入|落实)[^，。；：、]{2}))"
)
# What a character may begin that is taken off the front of an indicator's words.
_MARK, _OWN_LEVEL, _WHOLE_AREA, _LEVEL, _CUT, _ADD, _LIGHT = 1, 2, 4, 8, 16, 32, 64
# 2014年以来最高增速, 6月底前完成改造: what bounds a date is no part of a name, nor is what leads one in.
_BOUNDS_OF_DATES = frozenset((Mod.AFTER_START, Mod.AFTER, Mod.BEFORE, Mod.BEFORE_END))
_BOUND = re.compile("以来|以來|[及或]?[以之][前后後]|起|至今|开始|開始|前|后")
_NUMBER_OF_DATE = f"{DATE}数"
# 加上级补助收入, 减当年支出: what is added up or taken away.
_LEADS_DATE = re.compile(f"(?:自[从從]?|[加减])(?={DATE})|[加减](?=上[级解划]|债务|调[入出]|本年)")
_LOCAL_OR_CENTRAL = ("地方", "中央")
_GRADES = frozenset(("市级",))
# 中央财政安排优抚事业费: who paid is no part of what it is, but where nothing else says that.
_PAID = re.compile(
    "(?:(?:中央(?:和地方)?|地方)(?:各级)?(?:财政)?|财政)" + DATE + "*[拟将已共]?(?:安排|下达|拨付|投入)了?"
    "(?!(?:专项)?(?:补助)?(?:资金|补助|经费|投资|支出)$)(?=.{3})"
)
_PAID_BY = re.compile(
    "^(?:[省市县区州旗]级?|本级|各级)?财政[拟将已共]?(?:安排|下达|拨付|投入)了?的?"
    "(?!的?(?:专项)?(?:补助)?(?:资金|补助|经费|投资|支出|补贴)$)(?=.{3})"
)
_GENERIC = frozenset(
    {
        "占比", "比重", "比例", "总量", "总额", "增速", "年均增速", "年平均增长率",
        "年均增长率", "年平均增速", "增幅", "涨幅", "降幅", "规模", "产量", "总产量",
        "面积", "收入", "支出", "利润", "税收", "产值", "余额", "人数", "总数", "数量", "同比", "投资", "总投资",
        "资金", "金额", "总规模", "总金额", "出栏", "出栏量", "存栏", "存栏量", "这个比重", "这一比重", "這個比重",
        "這一比重",
    }
)  # fmt: skip
# What a sentence about a function of expenditure calls its 预算 or 支出 is of that function.
_OF_BUDGETS = frozenset(("支出", "收入", "预算", "当年预算", "年度预算", "全年预算", "决算"))
# 投资2756万元 at the head of a sentence is none of what the sentence before told of.
_OF_MONEY = frozenset(("投资", "总投资", "资金", "金额"))
_SUMS = frozenset(("资金", "金额"))
# 统筹资金 behind 压减一般性支出, 节约资金 behind 采购金额: money is none of what is itself an amount of money.
_OF_SUMS = ("支出", "收入", "经费", "资金", "金额", "预算", "余额", "补贴")
_RAISED = frozenset(("统筹", "整合", "筹集", "争取"))
_PERSONS = ("人", "人员", "县", "区", "市县", "乡镇", "部门", "单位")
_INVOLVED = "涉及"
_ALL_TOLD = ("总收入", "总支出")
# 年末余额 behind 补充预算稳定调节基金 is that of the fund.
_MOVED = re.compile("^(?:补充|动用|计提|发放)(?=..)")
_BALANCE, _SPENDING, _FUND = "余额", "支出", "基金"
_TO_SPEND = ("经费", "资金")
# 引导基金规模300亿元，实缴到位186亿元.
_PAID_IN = frozenset(("实缴", "实缴到位", "实际到位", "实缴出资", "认缴", "认缴出资"))
# What is left once an amount has been looked into.
_ASSESSED = re.compile("(?:审定|核定|审核|评审|(?:实际)?(?:采购|成交|中标))(?:后|总?金额|造价|投资|总?额|价)*$")
# 欠征水资源费8万元、土地出让金1亿元: what was done amiss goes on through a list.
_AMISS = re.compile(
    "(?:违规)?(?:欠征|欠缴|欠收|少征|多征|漏征|应征未征|应缴未缴|应收未收|少计|多计|少列|多列|虚报|虚增|虚列|套取|骗取|截留|挪用|挤占|侵占|滞留)"
    "(?=..)"
)
# 该局公务接待费: whose it is, where what it is follows.
_ITS = re.compile("该(?:局|委|院|校|厅|办|站|所|县|市|区|镇|乡|街道|村|单位|部门|公司|企业|集团|中心|学校|医院)(?=..)")
# What has become of the amount before: 预备费3亿元，实际动用1亿元.
_SPENT = frozenset(
    (
        "到位",
        "补充",
        "动用",
        "动支",
        "实际动用",
        "实际动支",
        "实际使用",
        "实际支付",
        "实际支出",
        "已使用",
        "已支出",
        "剩余",
    )
)
# 预备费安排10亿元，动用7亿元; 稳定调节基金余额8亿元，动用5亿元.
_STAND = re.compile("(?:(?:年初|期初)?(?:余额|安排))$")
_SPENT_BEHIND = re.compile(f"(?:{'|'.join(sorted(_SPENT, key=len, reverse=True))})$")
# 债务余额90亿元，其中省级20亿元、县（区）级70亿元.
_LEVELS = re.compile("(?:国家|[省市州县区]{1,2}|市县区|县（[^（）]{1,4}）|乡镇)级|中央|市县")
_OF_A_LEVEL = re.compile("^(?:各级|国家(?!税)级?|(?:[省市州县区]{1,2}|市县区|县（[^（）]{1,4}）|乡镇)级)(?=..)")
_LEVEL_LAST = frozenset("级央县")
_BOTH_SIDES = re.compile("(.*)收入?、支(?:出)?([总合]计)")
_DONE = frozenset(
    ("开工", "完工", "竣工", "投产", "建成", "基本建成", "交付", "通车", "投用", "投入使用", "签约", "落地", "达产")
)
# 化解隐性债务14亿元，累计化解56亿元.
_DONE_AGAIN = frozenset(
    ("化解", "发行", "偿还", "清理", "消化", "处置", "盘活", "收回", "征收", "归集", "提取", "清欠", "清退", "投放")
)
_DONE_BEHIND = re.compile(f"(?:{'|'.join(_DONE)})$")
_NEWLY_DONE = re.compile(f"新(?:{'|'.join(_DONE)})")
_SHARES = ("占比", "比重", "比例", "同比")
_GROWTHS = ("年均增速", "年平均增长率", "年均增长率", "年平均增速", "增速", "增幅", "涨幅", "降幅", "升幅", "跌幅")
_KINDS = ("城镇", "城市", "农村", "城乡", "工业", "农业", "第一产业", "第二产业", "第三产业", "男性", "女性")
# 常住人口300万人，其中城镇180万人: what says no more than which of them.
_DIVISIONS = ("城镇", "农村", "乡村", "城市", "城区", "城乡", "全体", "男性", "女性")
# 存贷款余额分别达3亿元、2亿元: two in one word.
_PAIRS = {
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "产销量": ("产量", "销量"),
    "内外资": ("内资", "外资"),
    "牛羊": ("牛", "羊"),
    "三次产业": ("第一产业", "第二产业", "第三产业"),
}
_LED_BY = ("）：", "）:")
_AGE, _STEPS = "岁", "台阶"
_PLACES = frozenset("省市县区州旗乡镇")
_PEOPLE = ("人次", "人", "户", "户次")
# Sorts of what grows, and what may grow of a sort: 采矿业增加值增长4%，制造业增长5%; but 就业 is none.
_SORT = re.compile("企业|(?<![就失创作毕从营开停学事待])业|类|地区")
_OF_SORTS = re.compile(
    "(?:增加值|产值|零售额|零售总额|投资|价格|利润|利润总额|营业收入|用电量|税收|税收收入|进出口|出口|销售额|所占比重)$"
)
# 商品房销售面积13万平方米，其中住宅11万平方米: what is told of all is told of a part that names no more than which.
_OF_PARTS = re.compile(
    "(?:(?:销售|施工|竣工|待售|新?开工|成交|播种|种植|造林|收获)?面积|床位|产量|[客货]运量|(?:旅客|货物)?(?:运输)?周转量"
    "|(?:旅客|货物|货邮)?吞吐量|用电量|发电量)$"
)
_LAST_WORD, _ALL_OF_THEM = 2, "指标"
_OF_AN_AREA = ("单位面积", "亩均", "平均单产")
_COUNTING = frozenset("个家人户处所座项名")
# 主要产品产量中，水泥1324万吨; 污染物排放量：氨氮3万吨.
_PRODUCTS, _POLLUTANTS = "产品产量", "污染物排放量"
_OUTPUTS = re.compile("(?:产品|污染物)(产量|排放量)")
_AMOUNT_LAST, _OXYGEN = "量率值额数", "需氧量"
# 普通高中招生1.2万人，在校生3.6万人: whose pupils they are.
_PUPILS = frozenset(("招生", "在校生", "在校学生", "毕业生"))
_SCHOOL = re.compile(
    f"([{HAN}（）]*(?:高中|初中|小学|中学|学校|院校|高校|教育|中职|幼儿园|本专科|研究生))(?:招收?新?生|在校学?生|毕业生)?(?:人?数)?"
)
# 每10万人中拥有大学文化程度的12000人；拥有高中文化程度的15000人: of how many they are.
_OUT_OF = re.compile("每[^，。；]{2,8}?人[中口]?(?=拥有|具有|受)")
_HAVING = ("拥有", "具有", "受")
# 经费提高到小学720元、初中940元: what each of a list has got to.
_GOT_TO = re.compile(
    f"(?P<what>(?!分别|从|由)[{HAN}]{{3,16}}?)(?<!分别)(?:提高|增加|提升|上调|调整|降低|下调)[到至]"
    f"(?P<who>(?![位期账户岗港达]|历史|现在|目前|全|最|每)[{HAN}]{{2,8}})"
)
# 投诉较多的行业是餐饮业、零售业和住宿业，分别为46、45和31件: what all of a list are.
_THOSE_ARE = re.compile(f"(?:[{HAN}]{{2,20}}(?:依次|分别)?[是为]|[{HAN}]{{0,20}}集中[在于])(?=[{HAN}]{{2}})")
# 与国内生产总值之比, 按汇率计算的劳动生产率.
_RATIO_TO, _RECKONED = "之比", re.compile(f"^按?[{HAN}]{{2,14}}计算的(?=[{HAN}]{{2}})")
_SORT_LAST, _LEADS_SORTS, _LONGEST_GROWN = "业类区", ("其中", "看，"), 6
# 对俄罗斯进出口13亿元，其中出口3亿元: the part is of that trade, but of all where 货物进出口 is told.
_TRADE = frozenset(("出口", "进口", "出口额", "进口额"))
_TRADED = re.compile("(?!对?外贸|货物|商品|贸易)([^，]{2,16}?)(?:进出口|出口|进口)(?:总额|总值|额)?")
# 投入2亿元，新建学校5所 is none of what the sentence before told of.
_SPENT_ON = frozenset(("投入", "拨付", "统筹", "筹集", "整合", "筹措"))
_ROLE = re.compile(f"{DATE}*以.+为")
_FOR_EACH = re.compile("(?<=..)(?:人|户|亩|地|生)均.+")
_NTH = re.compile("第?[一二三四]")
_LONGEST_LIST = 6
_LONGEST_PHRASE = 40
_LONGEST_OBJECT = 16
_TWO = 2
_NATION = "100000"


class Naming:
    """Names indicators; built once."""

    def __init__(self, wording: Wording, indicators: Indicators, regions: Regions) -> None:
        self._wording = wording
        self._indicators = indicators
        self._regions = regions
        # What each character may begin that is no part of a name, but for places and the numbers of items.
        self._begun = dict.fromkeys((*_SKIPPED, DATE, *"“自加减通"), _MARK)
        for kind, characters in (
            (_OWN_LEVEL, wording.own_level.first),
            (_WHOLE_AREA, wording.whole_area.first),
            (_LEVEL, {level[0] for level in _LOCAL_OR_CENTRAL}),
            (_CUT, wording.cut.first),
            (_ADD, wording.add.first),
            (_LIGHT, wording.light.first),
        ):
            for character in characters:
                self._begun[character] = self._begun.get(character, 0) | kind
        self._looked_at = frozenset(self._begun).union(_ITEM_FIRST)

    def name(
        self, figure: Figure, passage: Passage, last: Figure | None, before: Sequence[Figure], context: Context
    ) -> None:
        """Name the indicator of a figure, and its members; ``before`` are those before it in its sentence, ``last`` the
        last of them."""
        figure.change = figure.region = figure.scope = None
        a, b = figure.phrase
        excluded = a < b and passage.masked[b - 1] in _EXCLUDED_LAST and _EXCLUDED.fullmatch(passage.masked, a, b)
        if (a == b or excluded) and (
            earlier := self._bracket_head(figure, passage, last)
            or (None if figure.noun else self._clause_before(figure, passage, last))
        ):
            a, b = earlier
        said = lead = ""
        did: Match | None = None
        if a < b:
            if b - a > _LONGEST_PHRASE and functions.ENDS[0] not in passage.text[a:b]:
                a = b - _LONGEST_PHRASE
            a, lead = self._trim(a, b, passage, figure)
            if figure.chain == 1 and passage.masked.find("、", a, b) > 0 and self._is_for_all(figure):
                did = _DID.match(passage.masked, a, b)
            if did:
                a, lead = self._trim(did.end(), b, passage, figure)
            if passage.text.startswith(functions.LOW_ENDS, b):
                b += functions.LENGTH_OF_END  # the bracket at the end of 行政运行（项）is a part of the name
            said = _words(passage, a, b)
        figure.stated = said != ""
        if did:
            subject = ""
        elif last and last.condition and said == "":
            # 204种产品中，占比超过10%的有44种: those that are counted, and no share
            unit = getattr(figure.mention.value, "unit", None)
            alike = [one for one in before[:-1] if getattr(one.mention.value, "unit", None) == unit]
            subject = alike[-1].fact.indicator or "" if alike else ""
        elif last is None:
            if passage.text.endswith(_LED_BY, 0, figure.left) and (
                function := functions.function_of(passage.text[: figure.left])
            ):
                context.indicator = context.function = function
            # 主要用于科技项目5个。支出决算为…: of the function, whatever else was told of between
            subject = context.function if context.function and said in _OF_BUDGETS else context.indicator
        else:
            subject = _subject(figure, said, last, before, passage).fact.indicator or ""
            if last.change and not figure.change and (not said or "、" in passage.masked[figure.left - 1 : a]):
                figure.change = last.change  # 核减28个项目、资金2.01亿元: the verb goes on
        words = self._completed(figure, passage, said, lead, subject, last, before)
        figure.own = words == said
        generic = said in _GENERIC
        figure.taken = bool(subject) and (generic or (not figure.own and words == subject))
        figure.members = ()
        if figure.flags or figure.chain > 1 or (last and len(last.members) > 1):
            members = self._members(figure, words, figure.stated, passage, before)
            if members and figure.completed is not None:
                rate = _completion(figure.completed)
                members = [_bare(member).removesuffix("完成率") + rate for member in members]
            if members and figure.whole:
                rest = f"占{figure.whole}比重"
                members = [member.removesuffix(rest) + rest for member in members]
            if members:
                figure.members, words = members, members[0]
        figure.words = words
        is_part = last and passage.told & OF_WHOLE and "其中" in passage.masked[: figure.start]
        if words and not figure.whole and not is_part:
            # a part is not what the next sentence goes on about
            context.indicator = words
            if words.endswith(functions.ENDS):
                context.function = words

    def _is_for_all(self, figure: Figure) -> bool:
        """Whether a figure tells of all that stands before it, and is not shared out."""
        return "分别" not in figure.flags and self._wording.distributive.isdisjoint(figure.flags)

    def _completed(
        self,
        figure: Figure,
        passage: Passage,
        words: str,
        lead: str,
        subject: str,
        last: Figure | None,
        before: Sequence[Figure],
    ) -> str:
        """Words that are half said take the noun behind the number or the subject before it along."""
        value, noun = figure.mention.value, ""
        if figure.noun:
            noun = passage.text[slice(*figure.noun)].replace("\n", "")
            if isinstance(value, Quantity) and value.unit == _AGE:
                return noun  # 降低农村5岁以下儿童死亡率
            if noun.endswith(RATES) and (words or figure.joined):
                noun = ""
            elif isinstance(value, Money) and (verb := self._wording.light.match(noun, 0, len(noun))):
                noun = noun[len(verb) :] if len(noun) > len(verb) + 1 else noun  # 统筹20亿元实施城市更新
        if not figure.noun and figure.verb is None and isinstance(value, Quantity) and value.unit in _PLACES:
            goes_on = passage.masked[figure.end : figure.end + 1] not in MARKS
            if not words or goes_on:
                return ""  # 关中5市PM2.5浓度: which places they are
        if noun.endswith(_LINES):
            return noun  # 债务率86%，低于国家规定的120%警戒线
        if noun in AIMS and last and not words:
            noun = ""  # 低于3%的预期目标: of what is held against it
        if words and figure.condition:
            noun = ""  # 人口超过1亿人的省份有2个
        if words and (
            (noun and words[-1] in _ENDING_JOINTS)  # 所有市州和98%的县市区
            or (words in _NO_NAMES and not figure.clause.endswith(words + "的"))  # 评为优、良、中的
            or (noun and figure.clause.endswith(_TAKING))  # 未按规定将3亿元资产入账
            or (words[-1] in _EXCLUDED_LAST and _EXCLUDED.fullmatch(words))
        ):
            words = ""
        if figure.whole:
            taken = not words or (words in _GENERIC and not (words in _SIDES and subject.endswith("率")))
            return f"{subject.split('占')[0] if taken else words}占{figure.whole}比重"
        if figure.completed is not None:
            return (words or _bare(subject)) + _completion(figure.completed)
        if not words and last and last.condition and last.noun and last.noun[1] - last.noun[0] > 1:
            return passage.text[slice(*last.noun)]
        if noun and isinstance(value, Quantity) and (not words or _is_counted(figure, noun)):
            return noun
        if noun and figure.clause.endswith("为") and figure.noun:
            done = _DONE_FOR.match(passage.masked, figure.noun[1])
            if done and isinstance(value, Quantity):
                return noun  # 街道为600名老人办理津贴
        if "投" in words and _INVEST.match(words) and (behind := self._object(figure, passage)):
            return behind + words
        if not words:
            if noun and (not last or figure.verb is None):
                return noun
            if isinstance(value, Quantity) and value.unit in _PEOPLE:
                if figure.clause == "为" and not subject:
                    return value.unit  # 为235人发放补贴
                if lead:
                    return lead + value.unit
                if figure.joined and last and last.noun and "惠及" in passage.masked[: figure.start]:
                    return "惠及" + value.unit
            if last and figure.clause.strip("，、 ") in ALL_TOLD:
                if last.part_of:
                    return last.part_of.words
                if isinstance(value, Money) and len(before) > 1 and _all_money(before[-2:]):
                    return figure.clause.strip("，、 ")[:2]
            if last is None and lead in _SPENT_ON and isinstance(value, Money):
                return lead
            if last and last.completed is not None and figure.reference and is_points(value):
                return subject  # 完成年初预算的52%，超序时进度2个百分点
            if last and last.whole and figure.verb in CHANGING and not is_points(value):
                subject = subject.removesuffix(f"占{last.whole}比重")  # 占支出的18%，增长5%: not the share does
            if figure.verb in CHANGING and isinstance(value, Percent) and value.unit == "%":
                # 增速高于全国1个百分点。9月增长8%: what grows is no rate of growth
                subject = (
                    next((subject[: -len(word)] for word in _GROWTHS if subject.endswith(word)), subject) or subject
                )
            return _bare(subject)
        if words[0] == "该":
            words = _ITS.sub("", words, count=1)
        if words[0] in _PRONOUN_FIRST and _PRONOUN.match(words):
            return _bare(subject) or _PRONOUN.sub("", words, count=1)
        if subject.endswith(functions.ENDS) and words in _OF_BUDGETS:
            return subject
        if words in _GENERIC and subject and subject != words and (last or words not in _OF_MONEY):
            return self._specified(
                words, _bare(subject), lead, figure.change
            )  # 支出 behind 一般公共预算收入完成预算的98%
        if words in _ALL_TOLD and subject.endswith(_ALL_TOLD):
            return subject[: -len(words)] + words
        if last and words in _SPENT and isinstance(value, Money) and isinstance(last.mention.value, Money):
            return _STAND.sub("", _SPENT_BEHIND.sub("", subject)) + words
        if last and words in _PAID_IN and _FUND in subject:
            return subject[: subject.rindex(_FUND) + len(_FUND)] + words
        if last and subject and words[-1] in _LEVEL_LAST and _LEVELS.fullmatch(words):
            if last.part_of:
                subject = last.part_of.words
            if _alike(value, last.mention.value):
                return words + _OF_A_LEVEL.sub("", subject)  # 国家级示范社2个、省级9个
        if last and subject and words in _DONE:
            return _DONE_BEHIND.sub("", subject) + words  # 小区改造开工742个、完工548个
        if last and words[0] == "新" and words[1:] in _DONE and (newly := _NEWLY_DONE.search(subject)):
            return subject.replace(newly[0], words)  # 新开工装机3万千瓦、新投产1万千瓦
        is_part = _alike(value, last.mention.value) if last else passage.masked.startswith("其中")
        if is_part and words in _DIVISIONS and len(subject) > 1:
            whole = next((kind for kind in _DIVISIONS if subject.startswith(kind)), "")
            across = words.endswith("性") and not whole.endswith("性")  # 女性 of 城镇新增就业
            if across and last and last.part_of:
                subject = last.part_of.words  # 男性 behind 其中城镇
            return words + (subject if across else subject.removeprefix(whole))
        if last and words in _DONE_AGAIN and subject.startswith(words) and _alike(value, last.mention.value):
            return _bare(subject)
        if last and figure.clause[:1] == "、" and (amiss := _AMISS.match(last.words)) and not _AMISS.match(words):
            return amiss[0] + words
        if ("到" in words or "至" in words) and (got_to := _GOT_TO.fullmatch(words)):
            return got_to["who"] + got_to["what"].removeprefix("城乡")
        if (
            (_PRODUCTS in passage.masked or _POLLUTANTS in passage.masked)
            and (isinstance(value, Quantity) or figure.verb in CHANGING)
            and (output := _OUTPUTS.search(passage.masked, 0, figure.left))
            and (words[-1] not in _AMOUNT_LAST or words.endswith(_OXYGEN))
            and not self._wording.head_noun.search(fold(words))
        ):
            return words + output[1]
        if (last or passage.masked.startswith("其中")) and (
            of_all := self._said_of_all(figure, words, subject, last, passage)
        ):
            return of_all
        partner = _TRADED.fullmatch(subject) if last and words in _TRADE and not figure.scope else None
        if partner and f"{partner[1]}进出口" in passage.text[: figure.start]:
            return partner[1] + words
        if words[-1] in _SORT_LAST and (
            (figure.verb in CHANGING and isinstance(value, Percent))
            or (
                last
                and passage.told & OF_WHOLE
                and isinstance(value, Money)
                and "其中" in passage.masked[: figure.start]
            )
        ):
            return words + _grown(words, subject, passage.masked[: figure.start])
        return words

    def _said_of_all(self, figure: Figure, words: str, subject: str, last: Figure | None, passage: Passage) -> str:
        """Words that name no more than who or which of what the sentence tells, with what it tells of all; empty where
        they do not."""
        value = figure.mention.value
        if words in _PUPILS:
            school = _SCHOOL.fullmatch(subject)
            return school[1] + words if school else ""
        if words.startswith(_HAVING) and subject[:1] == "每":
            out_of = _OUT_OF.match(subject)
            return out_of[0] + words if out_of else ""
        if words.endswith(_RATIO_TO) and passage.text.startswith("与", figure.left):
            return f"{subject}与{words}"
        if last and isinstance(value, Percent):
            if figure.verb in CHANGING or self._wording.head_noun.search(fold(words)):
                return ""
            # 生产环节合格率98%，流通环节97%
            _, same, rate = subject.partition(words[-_LAST_WORD:])
            return words + rate if same and rate.endswith("率") and len(words) > _LAST_WORD else ""
        if last and not _alike(value, last.mention.value):
            return ""
        told = ""
        if isinstance(value, Quantity):
            of_all = _OF_PARTS.search(subject) if passage.told & OF_WHOLE and value.unit not in _COUNTING else None
            if of_all and not _OF_PARTS.search(words) and _is_of_part(passage.masked, figure.start):
                told = of_all[0]
        elif "到" in passage.masked and isinstance(value, Money):
            got_to = _GOT_TO.search(passage.masked, 0, figure.start)
            if got_to and subject.endswith(what := got_to["what"].removeprefix("城乡")):
                told = what
        if not told or self._wording.head_noun.search(fold(words)):
            return ""
        said = next((n for n in range(len(told) - 1, 1, -1) if words.endswith(told[:n])), 0)
        return words + told[said:]  # 人工造林面积, 生活用电量

    def _specified(self, words: str, subject: str, lead: str, change: str | None) -> str:
        """产量 behind 棚室果蔬类播种面积 is 棚室果蔬类…产量: a general word takes the subject before it along.

        ``lead`` is the light verb before it, ``change`` the direction of one that cuts or adds.
        """
        if words in _SUMS:
            if change and subject.endswith(_OF_SUMS):
                return subject
            if lead == _INVOLVED or (lead in _RAISED and subject.endswith(_OF_SUMS)):
                return lead + words
            if subject.endswith(_PERSONS):
                return words
        if words in _SHARES or subject.endswith(words):
            return subject
        if words[0] == "总" and (words in subject or subject.endswith(("总投资", "总规模", "总金额"))):
            return words
        if words in _OF_BUDGETS and subject.endswith("率"):
            return words  # 支出 behind 分配下达率
        if words == _BALANCE:
            subject = _SPENT_BEHIND.sub("", _MOVED.sub("", subject))
        if words == _SPENDING and subject.endswith(_TO_SPEND):
            return words if change else subject.removeprefix("下达") + words
        if subject.startswith(words):
            return words  # 本年收入 behind 收入总预算
        if _SETTLED.search(subject) or (change and words in _SIDES):
            return words  # 支出合计126亿元；与执行数相比，收入增加3万元
        if words in _GROWTHS:
            return subject + words
        noun = self._wording.head_noun.search(fold(subject)) or ""
        if noun == subject:
            return words  # 支出 behind 收入
        if subject.startswith(_OF_AN_AREA):
            return words  # 总产量 behind 单位面积产量
        stem = subject.removesuffix(noun).removesuffix("主营业务").removesuffix("营业")  # 利润 behind 营业收入
        # 支出 behind 财政支出规模, 总产量 behind 粮食总产
        said = next((n for n in range(min(len(words), len(stem)), 1, -1) if stem.endswith(words[:n])), 0)
        return stem + words[said:]

    def _bracket_head(self, figure: Figure, passage: Passage, last: Figure | None) -> tuple[int, int] | None:
        """发酵酒（增长87%）: what stands before the bracket that the figure opens."""
        masked, left = passage.masked, figure.left
        if masked[left - 1] not in "（(\n":
            return None
        match = _BEFORE_BRACKET.search(masked, max(left - _BRACKET_REACH, 0), left)
        # 增长8%（同口径增长3%）: another figure is no name
        return match.span(1) if match and not (last and last.end > match.start(1)) else None

    def _clause_before(self, figure: Figure, passage: Passage, last: Figure | None) -> tuple[int, int] | None:
        """全社会劳动生产率，平均每年提高3.5%: the clause before, where it holds no figure and names something."""
        masked = passage.masked
        end = figure.left - 1
        floor = last.end if last else 0
        if end <= floor or masked[end] not in "，,":
            return None
        start = _clause_start(masked, floor, end)
        if start - 1 > floor and _PRICED.fullmatch(masked, start, end):  # 总产值，按不变价格计算，达到3亿元
            start, end = _clause_start(masked, floor, start - 1), start - 1
        if fared := _FARED.search(masked, start + 2, end):
            end = fared.start()
        elif bare := _BARE_NUMBER.search(masked, start, end):
            end = bare.start()
        clause = masked[start:end].strip(" " + HIDDEN)
        if clause.endswith("看") or _WHY.match(clause):  # 分季度看, 从结构看, 由于上年基数较高
            return None
        if not 2 <= len(clause) <= _LONGEST_PHRASE or set(clause) <= {DATE}:
            return None
        if last and not (self._wording.head_noun.search(clause) or self._indicators.find(clause)):
            return None
        return start, end

    def _object(self, figure: Figure, passage: Passage) -> str:
        """投资5600万元完成三家企业搬迁: what the money went into."""
        masked = passage.masked
        end = min((i for mark in "，。；" if (i := masked.find(mark, figure.end)) >= 0), default=len(masked))
        bounded = masked.startswith("以", figure.end)  # 投资2000万元以上的项目
        verb = self._wording.light.match(masked, figure.end, end) if figure.end < end and not bounded else None
        return passage.text[figure.end + len(verb) : end].removeprefix("了")[:_LONGEST_OBJECT] if verb else ""

    def _trim(self, a: int, b: int, passage: Passage, figure: Figure) -> tuple[int, str]:
        """Take connectives, light verbs, areas and regions off the front of an indicator's words, from ``a`` to ``b``.

        Returns where they begin then, and the last light verb before them.
        """
        text, masked, wording, place = passage.text, passage.masked, self._wording, passage.place
        entity, lengths = passage.metadata.entity, passage.lengths
        connected, ours = passage.told & OF_WHOLE, passage.told & OF_US
        first = masked[a]
        if not (
            connected
            or ours
            or lengths
            or entity
            or first in self._looked_at
            or first.isdecimal()
            or (place and self._regions.opens(text, a, b))
        ):
            return a, ""  # most begin with their own name
        if (text[a] in _ITEM_FIRST or text[a].isdecimal()) and (item := _ITEM.match(text, a, b)):
            a = item.end()
        match: Match | None
        word: str | None
        lead = ""
        # 已经完成整改的3个: which of them
        has = "的" in text[a:b] and _WHO_HAS.match(text, a, b)
        of_those = has or (text[b - 1] == "的" and isinstance(figure.mention.value, Quantity))
        while a < b:
            begun = self._begun.get(masked[a], 0)
            if connected and (match := _CONNECTIVE.match(masked, a, b)):
                a = match.end()
            elif begun & _MARK and (end := _behind_mark(a, b, passage)) > a:
                a = end
            elif lengths and (length := next((p.end - p.start for p in lengths if p.start == a and p.end <= b), 0)):
                a += length
                a += 2 * masked.startswith(("以上", "以下", "以内"), a)
                a += masked.startswith(("内", "来", "间"), a)  # 五年内新增能力
            elif ours and text.find("我", a, b) > a and (match := _ASSIGNED.match(masked, a, b)):
                a = match.end()
            elif entity and text.startswith(entity, a) and a + len(entity) < b:
                a += len(entity)
            elif begun <= _MARK and not (place and figure.region is None and self._regions.opens(text, a, b)):
                break
            elif begun & _OWN_LEVEL and (word := wording.own_level.match(masked, a, b)):
                if word in _GRADES and isinstance(value := figure.mention.value, Quantity) and value.unit:
                    break  # 市级示范村36个: which of them
                figure.scope, a = "own_level", a + len(word)
                if paid := _PAID.match(masked, a, b):
                    a = paid.end()
            elif begun & _WHOLE_AREA and (word := wording.whole_area.match(masked, a, b)) and word != "全社会":
                figure.scope, a = figure.scope or "whole_area", a + len(word)
                if word == "全国" and place and place.level != "national":
                    figure.region = self._regions.coded(_NATION)
            elif begun & _LEVEL and masked.startswith(_LOCAL_OR_CENTRAL, a) and b - a > 4:
                figure.scope = "local" if masked[a] == "地" else "central"
                if paid := _PAID.match(masked, a, b):
                    a = paid.end()
                break
            elif self._indicators.is_name(text[a:b]):
                if begun & _CUT and wording.cut.match(masked, a, b):
                    figure.change = "decrease"  # 压减钢铁产能 is a name as a whole
                break
            elif begun & _CUT and (word := wording.cut.match(masked, a, b)):
                figure.change, a = "decrease", a + len(word)
            elif begun & _ADD and (word := wording.add.match(masked, a, b)):
                figure.change, a = "increase", a + len(word)
            elif begun & _LIGHT and not of_those and (word := wording.light.match(masked, a, b)):
                lead, a = lead if word == "了" else word, a + len(word)
                if word[-1] in _FOR and (whom := _FOR_WHOM.match(masked, a, b)):
                    a = whom.end()
            elif place and figure.region is None and (named := self._place(text[a:b], place)):
                figure.region, length = named
                a += length
            else:
                break
        return a, lead

    def _place(self, words: str, place: Region) -> tuple[Region, int] | None:
        """A place inside the document's own that opens an indicator's words: 咸安71所."""
        if not self._regions.opens(words, 0, len(words)):
            return None
        for length in range(min(8, len(words)), 1, -1):
            for region in self._regions.named(words[:length]):
                inside = region.is_within(place) and region.valid_to is None and region.code != place.code
                if inside or (region.code == place.code and length == len(region.full_name)):
                    return region, length
        return None

    # ---- lists

    def _members(
        self, figure: Figure, words: str, stated: bool, passage: Passage, before: Sequence[Figure]
    ) -> Sequence[str]:
        """Who shares a figure or a list of them: A、B增加值分别增长x%、y%; 拨付率、使用率双100%."""
        last = before[-1] if before else None
        if figure.joined and last and len(last.members) < 2 and not figure.has_phrase and "分别" not in figure.flags:
            return []  # 在省运会、全运会上夺得8金9银6铜: no list, or its first figure would have begun it
        if figure.joined and last and len(last.members) > 1:
            rest, last.members = last.members[1:], last.members[:1]
            return rest
        if last and len(last.members) > 1 and not figure.has_phrase:
            alone = "分别" in last.flags and last.chain == figure.chain == 1
            if alone or _each(last, self._wording):
                return last.members  # 各增加2亿元，增长4%
        if last and figure.chain == 1 and not stated and "分别" in figure.flags:
            both = _run(before, passage, _TWO)
            return both if len(both) == _TWO else []  # 收入总计9亿元，支出总计9亿元，分别增加1亿元
        if figure.chain > 1 and "分别" in figure.clause and (not stated or figure.taken):
            listed = self._listed_before(figure, passage, last)
            if listed:
                return listed
        if figure.chain > 1 and not stated and last:
            # 恢复到2019年的92%和118%: a share tells of each, too
            told_each = figure.verb in ("rise", "fall") or isinstance(figure.mention.value, Percent)
            shared = "分别" in figure.flags or told_each
            if last.words == _ALL_OF_THEM:
                before = before[:-1]  # 四项指标分别下降
            run = _run(before, passage, figure.chain if shared else 0)
            as_many = len(run) == figure.chain and (shared or "分别" in before[-len(run)].flags)
            if "分别" in figure.flags or as_many:
                return run[-figure.chain :]  # 3亿元、2亿元，增长5%和7% as well
        own = figure.noun and words == passage.text[slice(*figure.noun)]
        if "分别" in figure.flags or (figure.chain > 1 and not own):
            number = figure.chain + figure.unread
            parts = self._parts(words, number if number > 1 else None)[figure.unread :]
            if (
                not parts
                and figure.chain > 1
                and not figure.noun
                and (pair := next((pair for pair in _PAIRS if pair in words), None))
                and len(_PAIRS[pair]) == number
            ):
                return [words.replace(pair, one) for one in _PAIRS[pair]][figure.unread :]
            return parts if "分别" in figure.flags or len(parts) == figure.chain else []
        if not self._wording.distributive.isdisjoint(figure.flags):
            return self._parts(words, None)
        return []

    def _listed_before(self, figure: Figure, passage: Passage, last: Figure | None) -> list[str]:
        """投诉集中在服装、食品，分别占比18%、15%: the list of as many in the clause before, which holds no figure."""
        floor, end = last.end if last else 0, figure.left - 1
        if end <= floor or passage.masked[end] != "，":
            return []
        text = passage.text[_clause_start(passage.masked, floor, end) : end]
        parts = self._parts(text, figure.chain + figure.unread)[figure.unread :]
        return [] if any(map(str.isdecimal, text)) else parts

    def _parts(self, words: str, number: int | None) -> list[str]:
        """城镇、农村居民人均可支配收入 are two: what the last one says of all is said of each."""
        if words.endswith("计") and number in (None, 2) and (both := _BOTH_SIDES.fullmatch(words)):
            return [f"{both[1]}{side}{both[2]}" for side in ("收入", "支出")]
        for splitter in (_COMMAS, _JOINTS):
            parts = [part for part in splitter.split(words) if part]
            if parts and (those := _THOSE_ARE.match(parts[0])):
                parts[0] = parts[0][those.end() :]
            if len(parts) == number or (number is None and 2 <= len(parts) <= _LONGEST_LIST and splitter is _JOINTS):
                if parts[0][0] == "第" and _NTH.fullmatch(parts[0]):  # 第一、二、三产业
                    parts = [f"第{part}" if _NTH.match(part) and part[0] != "第" else part for part in parts]
                if number == 2 and parts[1] in _GENERIC and self._wording.head_noun.search(fold(parts[0])):
                    return [parts[0], self._specified(parts[1], parts[0], "", None)]  # 旅游人数和收入
                tail = self._tail(parts)
                if not tail:
                    self._take_rates(parts)
                return [part if part.endswith(tail) else part + tail for part in parts]
        return []

    def _take_rates(self, parts: list[str]) -> None:
        """户厕、垃圾处理覆盖率和污水治理率: what is no indicator by itself has the rate that the next one tells."""
        for i in range(len(parts) - 2, -1, -1):
            rate = self._wording.head_noun.search(fold(parts[i + 1])) or ""
            own = self._wording.head_noun.search(fold(parts[i])) or self._indicators.find(parts[i])
            if rate.endswith("率") and len(rate) < len(parts[i + 1]) and not own:
                parts[i] += rate

    def _tail(self, parts: Sequence[str]) -> str:
        """What the last member of a list says of all: its head noun, or all behind 城镇, 农村 and their like."""
        final = parts[-1]
        if (at := final.find("占")) > 0:
            return self._tail([*parts[:-1], final[:at]]) + final[at:]  # A、B增加值占工业比重
        if (nth := _NTH.match(final)) and all(_NTH.fullmatch(part) for part in parts[:-1]):
            return final[nth.end() :]  # 第一、第三产业增加值
        if (total := _TOTAL.search(final)) and total.start() and not any(_TOTAL.search(part) for part in parts[:-1]):
            return total[0]  # 收入、支出总计
        if any(part in _KINDS for part in parts[:-1]):
            kind = next((kind for kind in _KINDS if final.startswith(kind) and kind not in parts), None)
            if kind:
                return final[len(kind) :]
        if (each := _FOR_EACH.search(final)) and not any(_FOR_EACH.search(part) for part in parts[:-1]):
            return each[0]  # 小学、初中人均公用经费
        share = self._wording.share_noun.search(fold(final))
        if share and len(share) < len(final):
            return share  # 发电量、用电量占比
        head = self._wording.head_noun.search(fold(final)) or ""
        if len(head) == len(final) or any(self._wording.head_noun.search(fold(part)) for part in parts[:-1]):
            return ""
        return final[len(final) - len(head) :]


def _grown(words: str, subject: str, before: str) -> str:
    """What of a sort grows that says no more: 增加值 of 制造业 behind 采矿业增加值, or behind 工业增加值 and 其中."""
    sorts = list(_SORT.finditer(words))
    if words.startswith(("拉动", "带动")):
        return ""  # how much it adds to another's growth
    if not sorts or sorts[-1].end() < len(words) or not (of_all := _OF_SORTS.search(subject)):
        return ""
    grown = of_all[0].replace("总额", "额") if of_all[0].startswith("零售") else of_all[0]
    at = subject.rfind(sorts[-1][0])
    if at >= 0 and subject[max(at - 1, 0)] != "营":
        tail = subject[at + len(sorts[-1][0]) :]
        return tail if len(tail) <= _LONGEST_GROWN and ("占" not in tail or "所占" in tail) else ""
    return grown if any(lead in before for lead in _LEADS_SORTS) else ""


def _subject(figure: Figure, said: str, last: Figure, before: Sequence[Figure], passage: Passage) -> Figure:
    """What a figure tells more of: as a rule the ``last`` one before it.

    It is the one before that where the last is what that is held against, or what is left of it (送审金额9亿元，
    审定金额8亿元，审减1亿元); behind a semicolon it is the whole of which that is a part.
    """
    if last.part_of and passage.masked.find("；", last.end, figure.left) >= 0:
        return last.part_of
    if len(before) > 1 and (not said or said in _SUMS):
        earlier = before[-2]
        if last.against and last.comparison is None:
            return earlier
        cut = figure.verb == "fall" or figure.change == "decrease"
        if cut and _ASSESSED.match(last.words) and earlier.mention.kind is last.mention.kind is figure.mention.kind:
            return earlier
    return last


def _is_of_part(masked: str, place: int) -> bool:
    """Whether 其中 goes on at a place: to the next semicolon, or where it opens the sentence to its end."""
    return masked.startswith("其中") or masked.rfind("其中", 0, place) > masked.rfind("；", 0, place)


def _each(one: Figure, wording: Wording) -> bool:
    """Whether a figure is the same for each of its members."""
    return not wording.distributive.isdisjoint(one.flags)


def _run(before: Sequence[Figure], passage: Passage, number: int) -> list[str]:
    """The indicators of the list of figures that ends before: 增值税6亿元、房产税3亿元、契税2亿元，同比分别增长….

    A list of the ``number`` wanted may also have commas: there each member names what it is and says how much.
    """
    names: list[str] = []
    for one in reversed(before):
        names.append(one.fact.indicator or "")
        between = passage.masked[one.left : one.start].lstrip()
        if between.startswith(("、", "和", "及")):
            continue
        level = one.verb in (None, "become") and one.has_phrase
        comma = passage.masked[max(one.left - 1, 0)] in "，；"
        if not (len(names) < number and level and comma):
            break
    return names[::-1]


def _behind_mark(a: int, b: int, passage: Passage) -> int:
    """Where a mark, a date or what leads one in ends that stands at ``a``, before a name; ``a`` where none does."""
    masked = passage.masked
    first = masked[a]
    if first == DATE:
        return _behind_date(a, b, passage)
    if first in _SKIPPED or (first == "“" and "”" not in masked[a:b]):
        return a + 1
    match = (_BY_MEANS if first == "通" else _LEADS_DATE).match(masked, a, b)
    return match.end() if match else a


def _behind_date(a: int, b: int, passage: Passage) -> int:
    """Where a date ends that is masked at ``a``, with the word that bounds it."""
    while a < b and passage.masked[a] == DATE:
        a += 1
    bounded = any(one.end == a and one.mention.mod in _BOUNDS_OF_DATES for one in passage.dates)
    bound = _BOUND.match(passage.masked, a, b) if bounded else None
    return bound.end() if bound else a


def _words(passage: Passage, a: int, b: int) -> str:
    """An indicator's words as the report has them, without dates, line breaks and marks at their ends."""
    if passage.masked[max(b - 2, 0) : b] == _NUMBER_OF_DATE:
        b -= 1  # 结转和结余年末数
    kept = passage.text[a:b]
    if DATE in (kept if passage.masked is passage.text else passage.masked[a:b]):
        kept = "".join([character for character, mask in zip(kept, passage.masked[a:b], strict=True) if mask != DATE])
        kept = kept.replace("自以来", "")
    if "的" in kept:
        kept = _APPROVED.sub("", kept)
        if "计算的" in kept:
            kept = _RECKONED.sub("", kept)
    if "第" in kept:
        kept = _RANK.sub("", kept)
    if "\n" in kept:
        kept = kept.replace("\n", "")
    if kept[-1:] in _EXCLUDED_LAST:
        kept = _LEFT_OUT.sub("", kept)
    kept = kept.strip(" 、，：（(·的")
    if "共" in kept:
        done = _DID_ALL.sub("", kept)
        kept = kept if done in _SUMS else done
    if "财政" in kept:
        kept = _PAID_BY.sub("", kept)
    if "原因" in kept:
        kept = _BECAUSE.sub("", kept)
    if "分别" in kept:
        who, each, what = kept.partition(said[0]) if (said := EACH_DOES.search(kept)) else (kept, "", "")
        # 高新区、经开区分别实现工业总产值: of each of them
        kept = "、".join(f"{one}{what}" for one in _JOINTS.split(who)) if each else kept
    if kept.startswith(functions.QUOTED):
        kept = functions.unquoted(kept)
    if "实现" in kept or "完成" in kept or "下" in kept or "共" in kept or "造成" in kept:
        kept = _BY_THE_WAY.sub("", kept)
    if ("“" in kept or "”" in kept) and kept.count("“") != kept.count("”"):
        kept = kept.strip("“”")
    if kept.startswith("分别"):
        kept = kept[2:].lstrip("是为")  # 分别拉动经济增长, 分别是金融业
    if "中有" in kept:
        kept = _OF_WHICH.sub("", kept)
    return kept


def _clause_start(masked: str, floor: int, end: int) -> int:
    """Where the clause begins that ends at a place."""
    return max(max(masked.rfind(mark, floor, end) for mark in "，；：。,") + 1, floor)


def _all_money(figures: Sequence[Figure]) -> bool:
    return all(isinstance(one.mention.value, Money) for one in figures)


def _is_counted(figure: Figure, noun: str) -> bool:
    """Whether a figure counts its noun, and does not tell how many there are of what stands before it. It does in
    以沿海通道为三条纵轴 and 跨上3个千亿元台阶."""
    if figure.verb not in ("become", "rise", "fall") or noun.endswith(_STEPS):
        return True
    return figure.verb == "become" and _ROLE.fullmatch(figure.clause) is not None


def _alike(one: Value, other: Value) -> bool:
    """Whether two values may be of a whole and of a part of it."""
    if isinstance(one, Percent) or isinstance(other, Percent):
        return True  # A 3亿元、增长4%，其中城镇2亿元
    return type(one) is type(other) and (not isinstance(one, Quantity) or one.unit == getattr(other, "unit", None))


def _completion(of: str) -> str:
    return "预算完成率" if "预算" in of else "目标任务完成率"


def _bare(subject: str) -> str:
    return subject.removesuffix("预算完成率").removesuffix("目标任务完成率")
