"""Words that say no more than which part of what was told of before, or what became of it, take its name along."""

import re

from gongbao.kept import compiled
from gongbao.link.lexicons import functions
from gongbao.link.lexicons.cues import OF_WHOLE
from gongbao.link.lexicons.wording import HAN, Wording, fold
from gongbao.link.naming.general import (
    GENERIC,
    GROWTHS,
    NEWLY,
    OF_BUDGETS,
    SHARES,
    SPENDING,
    SPENT,
    SPENT_BEHIND,
    overlap,
    specified,
)
from gongbao.link.sentence.figure import CHANGING, SEMICOLONS, Figure, is_points
from gongbao.link.sentence.passage import Passage
from gongbao.model import Kind, Measure, Money, Percent, Quantity, Value

_PRONOUN = compiled("这个|这一|该|其(?!他|余|中)|這個|這一")
_PRONOUN_FIRST = "这该其這"
# 投资2756万元 at the head of a sentence is none of what the sentence before told of.
OF_MONEY = frozenset(
    ("投资", "总投资", "投资总额", "年度投资", "年度计划投资", "计划投资", "计划总投资", "资金", "金额")
)
# Nor is 总产 in 粮食生产再获丰收，总产达到5亿斤.
_YIELDS, _GRAIN = frozenset(("总产", "单产", "亩产")), "粮食"
_MONEYS_WORTH = ("产值", "产出", "增加值")
# 收入总量9亿元，支出总量8亿元: each by the other.
_OF_TOTAL = {"总收入": "总支出", "总支出": "总收入", "收入总量": "支出总量", "支出总量": "收入总量"}
_PROPORTION, _ACTS = "比例", frozenset(("提前下达", "下达", "安排", "发放", "拨付", "支付", "使用"))
_FUND = "基金"
_OF_FUNDS = frozenset(f"{_FUND}{what}" for what in ("收入", "支出", *_OF_TOTAL, "结余", "结存", "累计结余", "累计结存"))
# 引导基金规模300亿元，实缴到位186亿元.
_PAID_IN = frozenset(("实缴", "实缴到位", "实际到位", "实缴出资", "认缴", "认缴出资"))
# 欠征水资源费8万元、土地出让金1亿元: what was done amiss goes on through a list.
_AMISS = re.compile(
    "(?:违规)?(?:欠征|欠缴|欠收|少征|多征|漏征|应征未征|应缴未缴|应收未收|少计|多计|少列|多列|虚报|虚增|虚列|套取|骗取|截留|挪用|挤占|侵占|滞留)"
    "(?=..)"
)
# 挪用资金3亿元、追回资金1亿元: what has been done about it since.
_PUT_RIGHT = compiled("(?:追[回缴]|收回|退[还回赔]|[补追上收清]缴|归还|整改|问责|处[理分罚]|盘活|清[退理]|挽回|核减)")
# 该局公务接待费: whose it is, where what it is follows.
_ITS = compiled("该(?:局|委|院|校|厅|办|站|所|县|市|区|镇|乡|街道|村|单位|部门|公司|企业|集团|中心|学校|医院)(?=..)")
# 预备费安排10亿元，动用7亿元; 稳定调节基金余额8亿元，动用5亿元.
_STAND = compiled("(?:(?:年初|期初)?(?:余额|安排))$")
# 危险废物产生量19万吨，利用处置量18万吨，利用处置率99%.
_ARISES, _DISPOSED_OF = (
    "产生量",
    frozenset(
        f"{done}{what}"
        for done in ("综合利用", "处置", "利用处置", "综合利用处置", "安全处置", "贮存")
        for what in "量率"
    ),
)
# PM10年均浓度58微克，二氧化硫7微克, but 臭氧 is told by its percentiles, and a place is no substance.
_MEAN_CONTENT = compiled("(?:年?平?均)?(?:质量)?浓度(?:均值)?$")
_POLLUTANT = compiled("(?:二氧化[硫氮]|(?:可吸入|细)?颗粒物|PM(?:2[.]5|10)|SO2|NO2|氮氧化物|降尘)(?:（[^（）]*）)?")
# 贫困发生率3%。其中，因病占四成: the reasons of a rate are no rates.
_REASONS_FIRST = "因由"
# 60岁及以上人口62万人，其中65岁及以上44万人
_AGE_GROUP = compiled("[0-9]{1,3}(?:[—–~～-][0-9]{1,3})?周?岁(?:及?以[上下])?")
# 昼间平均等效声级55分贝，夜间46分贝
_TIMES_OF_DAY = {"夜间": "昼间", "昼间": "夜间"}
# 决策指标满分20分，得分18分，得分率90%.
_SCORES, _SCORED = (
    frozenset(("得分", "得分率", "满分", "分值", "扣分")),
    compiled("(?:满分|分值|权重|得分率?)(?:值|为)?$|(?<=指标)$"),
)
# 增加值增长21%，对工业增长的贡献率达33%.
_CONTRIBUTES, _CONTRIBUTION = "增长的贡献率", "贡献率"
_CONTRIBUTED = compiled(f"对[{HAN}]{{2,10}}{_CONTRIBUTES}")
# 规模以上工业企业18户，实现营业收入9亿元，利润总额1亿元: whose they are.
# So are 国有企业资产总额8亿元、负债总额5亿元, and those of assets.
_OF_FIRMS = frozenset(
    (
        "营收", "利税", "营业收入", "营业总收入", "主营业务收入", "营业成本", "利润", "利润总额", "净利润", "利税总额",
        "上缴税费", "资产总额", "总资产", "负债总额", "总负债", "净资产", "所有者权益", "国有资本权益", "国有资产",
        "形成国有资产", "资产负债率", "平均资产负债率", "资产总计", "资产合计", "负债合计", "所有者权益合计",
        "应收账款", "产成品", "产成品存货", "营业收入利润率", "人均营业收入", "每百元营业收入中的成本",
        "每百元营业收入中的费用", "每百元资产实现的营业收入",
    )
)  # fmt: skip
_FIRMS = compiled(
    f"(?:规模以上|限额以上|规上|限上)[{HAN}]{{0,8}}企业|(?:中央|地方)?(?:国有|金融|中央|市县|监管|[省市区州县兵团直]{{1,2}}[属级管])[{HAN}]{{0,12}}?企业"
    "|(?:中央|地方)?行政事业性国有资产|(?:行政|事业)单位(?=[资负净])|行政事业单位"
)
# 38个断面中，Ⅱ类12个
_WATER = r"劣?[ⅠⅡⅢⅣⅤ](?:[～~—\-至]劣?[ⅠⅡⅢⅣⅤ])?类(?:水质)?"
# 债务余额90亿元，其中省级20亿元、县（区）级70亿元.
_LEVELS = compiled(
    "自治区级?|[市州盟县旗]{1,2}本级|(?:新(?:增|建|认定|获批|命名))?(?:国家|[省市州盟县旗区]{1,2}|市县区|旗县区|县（[^（）]{1,4}）|乡镇|[1-5]?A{1,5}|[一二三四五]星)级|[一二三]级[甲乙]等|"
    + _WATER
    + "|中央|市县|各?(?:旗县区?|旗区|县区|区县|县市区|市县区|县（[^（）]{1,4}）区?)"
)
_OF_A_LEVEL = compiled(
    "^(?:各级|"
    + _WATER
    + "|[1-5]?A{1,5}级|[一二三]级(?=医院)|国家(?!税)级?|[省市州盟县旗区]{1,2}本级"
    + "|(?:[省市州县区]{1,2}|市县区|县（[^（）]{1,4}）|乡镇)级)(?:及?以上)?(?=..)"
)
_LEVEL_LAST = frozenset("级等央县区）类质")
DONE = frozenset(
    (
        "开工", "动工", "完工", "竣工", "投产", "建成", "基本建成", "交付", "通车", "投用", "投入使用", "签约", "落地",
        "达产", "投运", "在建", "续建", "并网", "建成通车", "竣工通车", "竣工交付", "建成交付", "开工建设",
        "新开工建设", "竣工投产", "竣工投用", "建成投产", "建成投用", "竣工验收", "投产达效", "签约落地", "复工",
    )
)  # fmt: skip
# 新建学校3所，扩建4所; 新建改造公路300公里，养护1200公里: what else was worked on.
_WORKED_ON = frozenset(("扩建", "改建", "改扩建", "迁建", "提升改造", "维修", "修缮", "养护", "翻修", "加固"))
_WORKED_BEFORE = compiled("^(?:新?(?:建设?|增加?|开工)|改造(?:提升)?|提升|扩建|改建|维修|修缮)+(?=..)")
# 化解隐性债务14亿元，累计化解56亿元.
DONE_AGAIN = frozenset(
    (
        "化解", "发行", "偿还", "清理", "消化", "处置", "盘活", "收回", "征收", "归集", "提取", "清欠", "清退", "投放",
        "追缴", "追回", "挽回", "清偿", "兑付", "缴纳", "收缴", "上缴", "置换", "注入", "流转",
    )
)  # fmt: skip
_ONCE_DONE = compiled(f"^(?:{'|'.join(sorted(DONE_AGAIN))})(?=..)")
_TO_ISSUE = ("债券额度", "债券限额", "债券", "债务")
DONE_BEHIND = compiled(f"新?(?:{'|'.join(sorted(DONE))})$")
_SETTLED_BEHIND = compiled("(?:办结|完成整改|整改到位|整改|销号)$")
_DONE_BEFORE = compiled("^(?:新?开工(?:建设)?|筹集建设|建设筹集|筹[集建]|续建|新建|建成(?!区))(?![、和及与])(?=..)")
_OF_AREA = compiled("(?:施工|新?开工|竣工|建设)面积$")
_NEWLY_DONE = compiled(f"新(?:{'|'.join(sorted(DONE))})")
_ADDED = ("新增", "净增", "新培育", "新认定", "新认证", "惠及", "出栏", "存栏")
_SLAUGHTERED = "出栏"
_ADDED_FIRST = frozenset("新净减共总再")
# What there is of something is not new, nor is who has found work again.
_NOT_ADDED = compiled(
    "^(?:有效|存量|累计|退出|注销|复审|奖励|关停|吊销|取消|淘汰|到期)|(?:余额|总[数量额]|存量|保有量|再就业)$"
)
# 常住人口300万人，其中城镇180万人: what says no more than which of them.
_TOWNS = ("县城", "建制镇")
DIVISIONS = ("城镇", "农村", "乡村", "城市", "城区", *_TOWNS, "城乡", "全体", "男性", "女性")
# 城乡低保标准逐年提高，城镇人均提高600元，农村200元: what both have.
_BOTH = "城乡"
_BOTH_RAISED = compiled(
    f"{_BOTH}(?P<what>[{HAN}]{{2,14}}?)(?:(?:逐年|不断|持续|继续|稳步|大幅|进一步|同步|均|都)(?:提高|提升|增长|增加)|(?:提高|提升))，"
)
# 计划发放贷款8000万元，实际发放1亿元: what has come of the plan.
_REALLY_DONE = frozenset(f"实际{done}" for done in ("发放", "投放", "拨付", "下达", "兑付", "争取", "安排", "落实"))
# 交办信访件286件，办结283件，剩余3件: what is left of them.
_THE_REST, _SETTLED = (
    frozenset(("其余", "剩余", "余下")),
    frozenset(("办结", "完成整改", "整改到位", "销号", "整改", "整改销号", "被采纳", "采纳", "获采纳")),
)
# 商品房销售面积9万平方米，销售额3亿元
# 商品房销售面积9万平方米，均价5000元: that of the flats.
SALES, AREA_SOLD = "销售额", "销售面积"
_SOLD = compiled("(?<=..)(?:(?:销售|成交|网签|出让)?面积|销售量|成交量|销量)$")
# 专利申请量9件，授权8件
# 防洪工程, 水路建设, 场站: what investment goes into.
_WORKS, _BUILT_INTO = ("工程", "建设"), "建设投资"
_BUILDING = (
    *_WORKS,
    "公路",
    "铁路",
    "水运",
    "水路",
    "民航",
    "机场",
    "港口",
    "港航",
    "场站",
    "枢纽",
    "物流",
    "轨道交通",
)
# 一般债券2亿元，平均期限7年，平均利率3%
_TERMS = tuple(
    f"{mean}{what}" for mean in ("加权平均", "平均", "") for what in ("发行利率", "利率", "发行期限", "期限")
)
_BORROWED = ("债券", "国债", "专项债", "贷款")
# 债务余额9亿元。按偿还年限分，2024年到期3亿元
_AMOUNTS_OF_MONEY = ("资金", "投资", "经费", "金额")
_DUE, _OWED_STILL = "到期", "债务余额"
_WORTH, _BEDS, _WITH_BEDS = (
    frozenset(("均价", "货值", "原值", "账面原值")),
    frozenset(("床位", "床位数")),
    ("机构", "医院", "卫生院"),
)
# 国有企业利润总额9亿元。中央企业5亿元、地方国有企业4亿元
_STATE_FIRMS = compiled("(?:全国)?国有(?:及国有控股)?企业")
_OF_STATE_FIRMS = frozenset(("中央企业", "地方国有企业", "地方企业", "地方国企", "央企"))
_GRANTED, _PATENTS_SOUGHT = frozenset(("授权", "授权量", "获得授权", "获授权")), compiled("专利申请(?=量?数?$|受理)")
_PURCHASES, _PURCHASED = "政府采购", frozenset(("货物支出", "工程支出", "服务支出"))
# 政府债务余额9亿元，其中一般债务5亿元; 新增债务限额3亿元，其中专项债务2亿元, 专项债务限额2亿元.
_DEBT = len("一般债务")
_DEBTS, _OWED = (
    frozenset(("一般债务", "专项债务", "一般债券", "专项债券", "一般债务限额", "专项债务限额")),
    compiled("(?P<new>新增)?(?:地方)?(?:政府)?债[务券](?P<what>余额|限额)$"),
)
_OF_SUBJECTS = SPENT.union(
    _PURCHASED,
    _DEBTS,
    _DISPOSED_OF,
    _TIMES_OF_DAY,
    _THE_REST,
    _SETTLED,
    _PAID_IN,
    _WORKED_ON,
    DONE,
    DONE_AGAIN,
    _OF_TOTAL,
    DIVISIONS,
    _REALLY_DONE,
    _GRANTED,
    _OF_STATE_FIRMS,
    (SALES, _DUE),
)
_LEFT_OVER = frozenset(
    f"{when}{what}{left}"
    for when in ("", "当年", "当期", "本年", "本期", "年末", "年终", "期末", "历年")
    for what in ("", "收支", "滚存", "累计")
    for left in ("结余", "结存", "缺口", "赤字")
)
# 居民收入4万元，其中城镇居民5万元; 其中城镇居民、农村居民分别增长5%、6%
_RESIDENTS = compiled(
    "(?:(?:城镇|农村|城市|乡村)(?:常住)?(?:居民)?[、和与及])?(?:城镇|农村|城市|乡村)(?:常住)?居民|农民|农牧民"
)
_OF_RESIDENTS = compiled("居民|农民(?!工)|农牧民")
# 城镇居民人均可支配收入5万元，人均消费支出3万元
# So have patients: 公立医院次均门诊费用300元，次均住院费用9000元.
_EACH_OF_THEM, _MEAN_OF_RESIDENTS = (
    ("人均", "次均"),
    compiled(f"(?P<who>[{HAN}]{{0,6}}(?:居民|农民|农牧民|牧民)(?=人均)|[{HAN}]{{0,6}}(?:医院|机构)(?=次均))"),
)
# 增加值增长24%；园区企业31家: so many of the sort itself.
_COUNTS_FIRMS = ("家", "户")
# 分城乡看，城镇增长6%
BY_SORT = compiled("[分从按][^，。；：]{1,12}[看分][，,：]")
REACHES = ("覆盖", "惠及")
_HOW_MANY = "人数"
_IN_BRACKETS = compiled("（[^（）]*）")
# Sorts of what grows, and what may grow of a sort: 采矿业增加值增长4%，制造业增长5%; but 就业 is none.
_SORT = compiled("企业|单位|(?<![就失创作毕从营开停学事待])业|类|地区")
_OF_SORTS = compiled(
    "(?:增加值|产值|零售额|零售总额|投资|价格|利润|利润总额|营业总?收入|应[交缴]税[费金]|用电量|税收|税收收入|进出口|出口|销售额|所占比重|价格总水平|资产总计|资产总额|负债合计|[从就]业人员|平均工资|工资总额)$"
)
# 商品房销售面积13万平方米，其中住宅11万平方米: what is told of all is told of a part that names no more than which.
_OF_PARTS = compiled(
    "(?:(?:销售|施工|竣工|待售|新?开工|成交|播种|种植|造林|收获)?面积|床位|产量|[客货]运量|(?:旅客|货物)?(?:运输)?总?周转量"
    "|(?:旅客|货物|货邮)?吞吐量|用电量|发电量|装机容量|(?:地[表下])?水资源量|降水量|供水量|蓄水量)$"
)
# 研究生招生3万人，其中博士生1万人
_OF_THOSE = compiled("(?:招生|[入出]院(?:人次|人数)|(?:平均|校均|班均|户均)规模|平均班额)$")
ZONE = compiled(f"^[{HAN}]{{0,6}}?(?:高新|经开|开发|保税|工业园|产业园|园|新|管理|示范|试验|度假|合作)区")
_LAST_WORD = 2
COUNTING = frozenset("个家人户处所座项名")
# 主要产品产量中，水泥1324万吨; 污染物排放量：氨氮3万吨.
_PRODUCTS, _POLLUTANTS = "产品产量", "污染物排放量"
_OUTPUTS = compiled("(?:产品|污染物)(产量|排放量)")
_AMOUNT_LAST, _OXYGEN = "量率值额数力", "需氧量"
# 普通高中招生1.2万人，在校生3.6万人: whose pupils they are.
PUPILS = frozenset(("招生", "在校生", "在校学生", "在园幼儿", "毕业生", "专任教师", "教职工"))
SCHOOL = compiled(
    f"(?:在[校学])?([{HAN}（）、]*(?:高中|初中|小学|中学|学校|院校|高校|教育|中职|幼儿园|本专科|研究生))(?:招收?新?生|在校学?生|毕业生|专任教师|教职工)?(?:人?数)?"
)
# 每10万人中拥有大学文化程度的12000人；拥有高中文化程度的15000人: of how many they are.
_OUT_OF = compiled("每[^，。；]{2,8}?人[中口]?(?=拥有|具有|受)")
# 每千人口拥有执业医师2.8人、床位7.2张
_OF_SO_MANY = compiled("每[^，。；]{1,8}?(?:拥有|具有|有)")
# 平均每百户拥有小汽车22辆，空调49台
_OF_A_HUNDRED = compiled("(?:平均)?每百户(?:家庭|居民)?(?:年末)?(?:拥有|有)")
_HAVING = ("拥有", "具有", "受")
# 经费提高到小学720元、初中940元: what each of a list has got to.
_GOT_TO = re.compile(
    f"(?P<what>(?!分别|从|由)[{HAN}]{{3,16}}?)(?<!分别)(?:提高|增加|提升|上调|调整|降低|下调)[到至]"
    f"(?P<who>(?![位期账户岗港达]|历史|现在|目前|全|最|每)[{HAN}]{{2,8}})"
)
# 保费收入8亿元，其中财产险3亿元: what each sort of insurance takes in or pays.
_PREMIUM = compiled("(?:(?:原?保险)?(?:保费|赔付|赔款)(?:与?给付)?|(?<=险))(?:总?收入|支出|金额)$")
_FINE, _DAYS = frozenset(("优", "良", "优级", "良级", "一级", "二级")), "天数"
_GATHERED, _PLANTED = frozenset(("收购", "采收", "收获")), compiled("(?<=..)(?:种植|播种)(?:面积)?$")
_CAPACITIES, _STATIONS_IN = frozenset(("装机", "总装机", "装机容量", "总装机容量")), ("座", "个", "处", "台")
# 百亿元项目, 20亿元以上项目: of which size something is.
OF_SIZE = compiled("^[0-9.]*[一二三四五六七八九十百千]*[万亿]元?(?:级|及?以上)?(?=[\\p{Han}]{2})(?!资金|贷款)")
# 出栏生猪9万头、能繁母猪3万头: these are kept.
_KEPT_FOR_BREEDING, _OF_LAND = ("能繁", "奶牛"), ("亩", "公顷")
_GENERATING = compiled("电站|电场|电厂|发电|风电|水电|风机|机组|光伏|储能")
# 与国内生产总值之比, 按汇率计算的劳动生产率.
_RATIO_TO, _PULLING = "之比", ("拉动", "带动")
# 第一产业就业人员9万人，占12%；第二产业8万人
_PERSON = "人"
NTH_INDUSTRY = compiled("第[一二三]产业")
SORT_LAST, _LEADS_SORTS, _LONGEST_GROWN = "业类区位", ("其中", "看，", "中，"), 6
JOINING, INSURANCE = "参加", "保险"
# The divisions of consumption (居民消费支出分类, National Bureau of Statistics, 2013) and what is told beside them.
_PRICED = frozenset(
    (
        "食品烟酒", "食品", "衣着", "居住", "生活用品及服务", "交通通信", "交通和通信", "教育文化娱乐",
        "教育文化和娱乐", "医疗保健", "其他用品及服务", "其他用品和服务", "消费品", "服务", "非食品", "猪肉", "牛肉",
        "羊肉", "鲜菜", "鲜果", "鸡蛋", "粮食", "水产品", "能源",
    )
)  # fmt: skip
_PRICE = "价格"
_TOLD_BEHIND = _SCORES | _OF_FIRMS | _PRICED
# 经常账户顺差9亿美元，2022年为逆差3亿美元: of the same account.
_BALANCES = ("顺差", "逆差", "净流入", "净流出")
# 民营企业6万家，进出口9亿元: theirs.
_TRADERS = ("企业", "经营主体")
# 低收入组人均可支配收入1万元，高收入组9万元
_GROUPS = ("组", "地区")
_REGION, _LONG_START = "地区", 4
# 汽车以旧换新1.9万辆、家电41万台: what is traded in goes on through a list.
_TRADE_IN = "以旧换新"
# 对俄罗斯进出口13亿元，其中出口3亿元: the part is of that trade, but of all where 货物进出口 is told.
_OF_RATES = (Measure.RATE, Measure.CHANGE)
_TRADE = frozenset(("出口", "进口", "出口额", "进口额"))
_TRADED_TOLD = frozenset(("进出口", *_TRADE))
# What the figure before names the rest of.
_OF_THE_LAST = (
    _TOLD_BEHIND
    | _TRADED_TOLD
    | _LEFT_OVER
    | _OF_FUNDS
    | _WORTH
    | _BEDS
    | _GATHERED
    | _CAPACITIES
    | {*REACHES, *_BALANCES, *_TERMS, _CONTRIBUTION}
)
_INSURED_BY = ("领取", "缴纳", "享受", "新增", "办理")
_SHARES_OR_RATES = ("率", *SHARES)
_MEAN = "平均"
_MOVED = ("调入", "调出")
_PLACES_LAST, _OF_BALANCES = frozenset("区市县州旗镇乡省"), ("资产", "负债")
_TRADED = compiled("(?!对?外贸|货物|商品|贸易)([^，]{2,16}?)(?:进出口|出口|进口)(?:总额|总值|额)?")


def with_subject(
    figure: Figure, passage: Passage, words: str, lead: str, subject: str, last: Figure | None, wording: Wording
) -> str:
    """Words that take along what the subject before says of them; those that say all are as they are."""
    value, opening, ending = figure.mention.value, words[0], words[-1]
    if opening in _PRONOUN_FIRST:
        if whose := _ITS.match(words):
            return words[whose.end() :]
        if _PRONOUN.match(words):
            return bare(subject) or _PRONOUN.sub("", words, count=1)
    if words in OF_BUDGETS and subject.endswith(functions.ENDS):
        return subject
    if words in _YIELDS and (last is None or subject.endswith(_MONEYS_WORTH)):
        return (_GRAIN if _GRAIN in passage.masked[: figure.start] else "") + words
    plain = words if passage.plain is passage.text else fold(words)
    if words == _PROPORTION and lead in _ACTS:
        return lead + words  # 收回资金3亿元；提前下达比例由62%提高到75%
    if last and plain in SHARES and is_points(value) and subject and not subject.endswith(("率", *SHARES)):
        return bare(subject) + words  # 占71%，比重提高1个百分点
    if plain in GENERIC and subject and subject != words and subject not in DONE and (last or plain not in OF_MONEY):
        # 支出 behind 一般公共预算收入完成预算的98%
        own = bare(subject)
        if isinstance(value, Money):
            own = DONE_BEHIND.sub("", own) or own  # 项目竣工4个，完成投资2亿元
            if last and not last.clause and subject == last.words:
                own = OF_SIZE.sub("", own)  # 百亿元项目1个、20亿元以上3个，完成投资9亿元: of all of them
        simple = fold(own)
        named = specified(plain, simple, lead, figure.change, wording)
        if plain is words and simple is own:
            return named
        return named.translate(str.maketrans(simple + plain, own + words))  # as the text writes it
    leads = last is None and (
        (passage.told & OF_WHOLE != 0 and passage.masked.startswith("其中"))
        or (passage.masked[0] in "分从按" and BY_SORT.match(passage.masked) is not None)
    )
    if last and words in _OF_THE_LAST and (named := _of_the_last(figure, passage, words, subject, last)):
        return named
    if (
        last
        and ending == "区"
        and isinstance(value, Money | Percent)
        and ZONE.fullmatch(words)
        and ("其中" in figure.clause or _is_in_a_list_of_places(last))
    ):
        return words + ZONE.sub("", subject, count=1)  # 开发区产值9亿元，其中高新区6亿元; 甲县增长8%，高新区7%
    if last and ending == "率" and words.endswith(_CONTRIBUTES) and figure.clause.startswith("对") and subject:
        return subject if subject.endswith(words) else f"{subject.partition('占')[0]}对{words.removeprefix('对')}"
    if words in _OF_SUBJECTS and (of_subject := _of_subject(figure, passage, words, subject, last, leads)):
        return of_subject
    if (
        ending == "民"
        and _RESIDENTS.fullmatch(words)
        and (alike(value, last.mention.value) if last else leads)
        and (residents := _OF_RESIDENTS.search(subject))
    ):
        return words + subject[residents.end() :]
    if last and subject and ending in _LEVEL_LAST and subject[-1] != "率" and _LEVELS.fullmatch(words):
        of_earlier = subject not in ("", last.words)  # 小镇8个，总投资420亿元，其中省级3个
        if last.part_of:
            subject = last.part_of.words
        if (of_earlier or alike(value, last.mention.value)) and not _LEVELS.fullmatch(subject):
            return words + _OF_A_LEVEL.sub("", NEWLY.sub("", subject))  # 国家级示范社2个、省级9个
    if last and ending == "额" and (level := _LEVELS.match(words)) and subject.endswith(words[level.end() :]):
        # 市本级限额4亿元，旗区限额9亿元
        return subject if level.end() == len(words) else level[0] + _OF_A_LEVEL.sub("", subject)
    if last and "岁" in words and _AGE_GROUP.fullmatch(words) and (aged := _AGE_GROUP.match(subject)):
        return words + subject[aged.end() :].partition("占")[0]
    if last and opening == "新" and words[1:] in DONE and (newly := _NEWLY_DONE.search(subject)):
        return subject.replace(newly[0], words)  # 新开工装机3万千瓦、新投产1万千瓦
    if (
        last
        and figure.clause[:1] == "、"
        and (amiss := _AMISS.match(last.words))
        and not (_AMISS.match(words) or _PUT_RIGHT.match(words))
        and alike(value, last.mention.value)
    ):
        return amiss[0] + words
    if ("到" in words or "至" in words) and (got_to := _GOT_TO.fullmatch(words)):
        return got_to["who"] + got_to["what"].removeprefix("城乡")
    if (
        (figure.verb in CHANGING or (isinstance(value, Quantity) and value.unit not in COUNTING))
        and (_PRODUCTS in passage.masked or _POLLUTANTS in passage.masked)
        and (output := _OUTPUTS.search(passage.masked, 0, figure.left))
        and (ending not in _AMOUNT_LAST or words.endswith(_OXYGEN))
        and not wording.head_noun.search(fold(words))
    ):
        return words + output[1]
    if (
        (last or leads or words in PUPILS)
        and not passage.masked.startswith("，新", figure.left - 1)  # 其中青稞6万亩，新建高标准农田2万亩
        and (of_all := _said_of_all(figure, words, subject, last, leads, passage, wording))
    ):
        return of_all
    if (
        ending == "险"
        and last
        and figure.verb is None
        and last.words.startswith(JOINING)
        and words.endswith(INSURANCE)
        and not words.startswith((JOINING, *_INSURED_BY))
        and alike(value, last.mention.value)
        and isinstance(value, Quantity)
    ):
        return JOINING + words  # 参加养老保险15万人，医疗保险9万人
    if ending == "险" and isinstance(value, Money | Percent) and (premium := _PREMIUM.search(subject)):
        return words + (premium[0].removeprefix("保险") if words.endswith("保险") else premium[0])
    partner = _TRADED.fullmatch(subject) if last and words in _TRADE and not figure.scope else None
    if partner and f"{partner[1]}进出口" in passage.text[: figure.start]:
        return partner[1] + words
    if (
        last
        and ending == "业"
        and figure.verb is None
        and NTH_INDUSTRY.fullmatch(words)
        and alike(value, last.mention.value)
        and (all_told := _OF_SORTS.search(subject.partition("占")[0]))
    ):
        return words + all_told[0]
    if ending in SORT_LAST and (
        (figure.verb in CHANGING and isinstance(value, Percent))
        or (last and not lead and isinstance(value, Money) and alike(value, last.mention.value))
        or (
            (alike(value, last.mention.value) if last else leads)
            and (isinstance(value, Money) or (isinstance(value, Quantity) and (last or value.unit == _PERSON)))
            and any(lead in passage.masked[: figure.start] for lead in _LEADS_SORTS[:2])
        )
    ):
        sort_of = subject.partition("占")[0] if last and last.whole else subject
        if grown := _grown(words, sort_of, passage.masked[: figure.start]):
            return words + grown
    return _like_the_last(figure, passage, words, lead, subject, last, wording) if last else words


def _is_in_a_list_of_places(last: Figure) -> bool:
    """Whether the figure before tells of a place or a zone, or goes on about one that does: 甲县收入3亿元，增长8%; but
    铁路9亿元、公路5亿元 are no places."""
    told: Figure | None = last
    while told and not told.stated and not told.region:
        told = told.last
    if told is None:
        return False
    zone = ZONE.match(told.words)
    return told.region is not None or (zone is not None and zone.end() < len(told.words))


def _like_the_last(
    figure: Figure, passage: Passage, words: str, lead: str, subject: str, last: Figure, wording: Wording
) -> str:
    """Words that name another of what the last figure tells of, with what that says of it; others as they are."""
    value = figure.mention.value
    if (
        figure.verb is None
        and not lead
        and last.words.startswith(_ADDED)
        and figure.clause[:1] == "、"
        and words[0] not in _ADDED_FIRST
        and isinstance(value, Money | Quantity)
        and last.mention.kind is figure.mention.kind
        and not _NOT_ADDED.search(words)
        and not (words.startswith(_KEPT_FOR_BREEDING) and last.words.startswith(_SLAUGHTERED))
    ):
        # 新增铁路500公里、公路900公里
        return next(word for word in _ADDED if last.words.startswith(word)) + words
    if (
        _REGION in subject
        and figure.noun is None
        and (at := subject.find(words[:_LONG_START])) > 0
        and subject.endswith(_REGION, 0, at)
    ):
        return subject[:at] + words  # 东部地区快递业务量比重下降1个百分点，快递业务收入比重上升1个百分点
    if (
        (
            passage.masked[figure.left - 1] in SEMICOLONS
            or words.endswith(_GROUPS)
            or ("占" in figure.flags and "占" in last.flags)
        )
        and (figure.verb is None or (figure.verb == "become" and figure.chain > 1))
        and figure.noun is None
        and alike(value, last.mention.value)
        and (last.whole or isinstance(value, Percent) or not subject.endswith(_SHARES_OR_RATES))  # 甲完成率80%；乙3个
        and (told := _told_of_another(words, subject.partition("占")[0] if last.whole else subject, wording))
        # 增加值7亿元，增长24%；园区企业31家: so many of the sort itself
        and not (isinstance(value, Quantity) and value.unit in _COUNTS_FIRMS and _OF_SORTS.search(told))
        # 产业项目51个、资金9亿元，占61%；民生项目29个: so many projects
        and not (isinstance(value, Quantity) and told.endswith(_AMOUNTS_OF_MONEY))
    ):
        return words + told
    return words


def _told_of_another(words: str, subject: str, wording: Wording) -> str:
    """What the subject tells of another of the same kind, where words name one and no more: 经开区 behind
    高新区工业总产值；, 加工贸易 behind 一般贸易进出口；; else empty."""
    moved = words.startswith(_MOVED)  # 调入一般公共预算27亿元
    kind = words[-2:] if len(words) > 2 and not (moved or words.endswith(_OF_BALANCES)) else ""
    at = subject.find(kind, 1) if kind else -1
    if at < 0 and words[-1] in _PLACES_LAST:
        kind, at = words[-1], subject.find(words[-1], 1)
    told = subject[at + len(kind) :]
    is_told = told in _TRADED_TOLD or told.startswith(_HAVING[0]) or wording.head_noun.search(fold(told))
    if at < 0 or not told or not is_told or _MEAN in words:
        return ""  # 职工平均工资 behind 职工工资总额
    return "" if wording.head_noun.search(fold(words)) else told


def _of_the_last(figure: Figure, passage: Passage, words: str, subject: str, last: Figure) -> str:
    """Scores, what firms have, prices, terms, balances and trade with what they are of, one of ``_OF_THE_LAST``; empty
    where the subject is of another kind."""
    if words in REACHES:
        # 参保人数增加20万、覆盖450万人
        return subject if figure.clause[:1] == "、" and subject.endswith(_HOW_MANY) else ""
    if words in _BALANCES:
        balance = next(filter(subject.endswith, _BALANCES), "")
        return subject.removesuffix(balance) + words if balance else ""
    if words in _GATHERED:
        # 烟叶种植11万亩、收购27万担, but not 粮食播种面积90万亩，收获80万亩
        if getattr(figure.mention.value, "unit", None) in _OF_LAND:
            return ""
        planted = _PLANTED.search(subject)
        return subject[: planted.start()] + words if planted else ""
    if words in _CAPACITIES:
        # 建设抽水蓄能电站1座、装机120万千瓦
        stations = getattr(last.mention.value, "unit", None) in _STATIONS_IN and _GENERATING.search(subject)
        return bare(subject) + words if stations else ""
    if words in _TRADED_TOLD:
        return subject + words if subject.endswith(_TRADERS) and last.mention.kind is Kind.QUANTITY else ""
    if words in _LEFT_OVER:
        # 社会保险基金收入9亿元，支出8亿元，当年结余1亿元
        return subject[: subject.rindex(_FUND) + len(_FUND)] + words if _FUND in subject else ""
    if words in _OF_FUNDS:
        # 养老保险基金总收入9亿元，基金总支出8亿元
        funded = _FUND in subject and isinstance(last.mention.value, Money)
        return subject[: subject.rindex(_FUND)] + words if funded else ""
    if words in _TERMS:
        owed = subject.removesuffix(next(filter(subject.endswith, _TERMS), ""))
        return owed + words if owed.endswith(_BORROWED) else words
    if words in _WORTH:
        # 进口煤3万吨，增长5%，均价下降9%
        return "" if isinstance(last.mention.value, Money) else _SOLD.sub("", bare(subject)) + words
    if words in _BEDS:
        return subject + words if subject.endswith(_WITH_BEDS) else ""
    if words == _CONTRIBUTION:
        # 一产增加值9亿元，对经济增长的贡献率为10%；二产增加值8亿元，贡献率为66%
        if subject.endswith(_CONTRIBUTES):
            return subject
        told: Figure | None = last
        while told and not told.words.endswith(_CONTRIBUTES):
            told = told.last
        to = _CONTRIBUTED.search(told.words) if told else None
        # 消费对经济增长的贡献率为60%，民营企业税收9亿元，贡献率为50%: of another growth
        alike_told = subject and told and to and told.words.endswith(subject[-_LAST_WORD:], 0, to.start())
        return f"{bare(subject)}{to[0]}" if to and alike_told else ""
    if words in _SCORES:
        scored = _SCORED.search(subject)
        return subject[: scored.start()] + words if scored else ""
    if words in _OF_FIRMS:
        firms = _FIRMS.match(subject)
        return firms[0] + words if firms else ""
    # 食品烟酒价格下降0.5%，衣着上涨1.6%
    return words + _PRICE if figure.verb in CHANGING and subject.endswith(_PRICE) else ""


def _of_subject(figure: Figure, passage: Passage, words: str, subject: str, last: Figure | None, leads: bool) -> str:
    """Words that say no more than which part of the subject, or what has become of it, with what it is; empty where
    the subject is of another kind. ``leads``: they stand behind the 其中 of a sentence that opens with it.
    """
    value = figure.mention.value
    if words == _DUE:
        rest = subject.removesuffix(_DUE)
        return rest + words if rest.endswith(_OWED_STILL) else ""
    if words in _OF_STATE_FIRMS:
        of_all = _STATE_FIRMS.match(subject) if last is None else None
        return words + subject[of_all.end() :] if of_all else ""
    if words in _OF_TOTAL and subject.endswith((words, _OF_TOTAL[words])):
        return subject[: -len(words)] + words
    if words in _TOWNS and not isinstance(value, Percent):
        return ""  # 设市城市6个，建制镇98个
    if words in DIVISIONS and len(subject) > 1 and (alike(value, last.mention.value) if last else leads):
        whole = _division(subject)
        across = words.endswith("性") and not whole.endswith("性")  # 女性 of 城镇新增就业
        if across and last and last.part_of:
            subject = last.part_of.words  # 男性 behind 其中城镇
        if words in _TOWNS and subject.endswith(DIVISIONS):
            return ""  # 自来水普及率城市98%，县城97%
        return words + (subject if across else subject.removeprefix(whole))
    if (
        words in DIVISIONS
        and _BOTH in passage.masked
        and not isinstance(value, Quantity)
        and (both := _BOTH_RAISED.search(passage.masked, 0, figure.left))
    ):
        return words + both["what"]
    if words in _PURCHASED and last and subject.startswith(_PURCHASES):
        return _PURCHASES + words  # 政府采购货物支出9万元、工程支出8万元
    if words in _DEBTS and isinstance(value, Money) and (last or leads):
        owed = _OWED.search(last.part_of.words if last and last.part_of else subject)
        if owed is None or not owed["what"].endswith(words[_DEBT:]):
            return ""
        return (owed["new"] or "") + words[:_DEBT] + owed["what"]
    if last is None:
        return ""
    if words in _TIMES_OF_DAY:
        said_of_other = _TIMES_OF_DAY[words] in subject and alike(value, last.mention.value)
        return subject.replace(_TIMES_OF_DAY[words], words, 1) if said_of_other else ""
    if words in _DISPOSED_OF:
        waste = next((one for one in (subject, last.part_of and last.part_of.words) if one and _ARISES in one), "")
        told = waste or subject
        end = next((what for what in (_ARISES, *_DISPOSED_OF) if told.endswith(what)), "")
        return told.removesuffix(end) + words if end else ""
    if words in SPENT and isinstance(value, Money) and isinstance(last.mention.value, Money):
        subject = _STAND.sub("", SPENT_BEHIND.sub("", subject))
        return subject if words.endswith(SPENDING) and subject.endswith(SPENDING) else subject + words
    if words in _REALLY_DONE and alike(value, last.mention.value):
        return subject
    if words in _GRANTED:
        sought = _PATENTS_SOUGHT.search(subject)
        return f"{subject[: sought.start()]}专利授权量" if sought else ""
    if words == SALES:
        return subject[: -len(AREA_SOLD)] + words if subject.endswith(AREA_SOLD) else ""
    if words in _PAID_IN and _FUND in subject:
        return subject[: subject.rindex(_FUND) + len(_FUND)] + words
    if subject and words in DONE:
        return done(subject, words)
    if isinstance(value, Quantity) and alike(value, last.mention.value):
        if subject and words in _WORKED_ON:
            return words + _WORKED_BEFORE.sub("", subject)
        if words in _THE_REST and not subject.endswith("率"):
            return _SETTLED_BEHIND.sub("", DONE_BEHIND.sub("", subject))
        if words in _SETTLED and not _SETTLED_BEHIND.search(subject):
            return subject.removeprefix("提出") + words
    if words in DONE_AGAIN and alike(value, last.mention.value):
        if subject.startswith(words):
            return bare(subject)
        if isinstance(value, Money) and subject.endswith(_TO_ISSUE):
            return words + _ONCE_DONE.sub("", subject)  # 新增债券额度3亿元，已发行2亿元、偿还1亿元
    return ""


def _said_of_all(
    figure: Figure, words: str, subject: str, last: Figure | None, leads: bool, passage: Passage, wording: Wording
) -> str:
    """Words that name no more than who or which of what the sentence tells, with what it tells of all; empty where
    they do not. ``leads``: they stand behind the 其中 of a sentence that opens with it."""
    value = figure.mention.value
    if words in PUPILS:
        school = SCHOOL.fullmatch(subject.partition("占")[0] if last and last.whole else subject)
        return school[1] + words if school else ""
    if words in _FINE and subject.endswith(_DAYS):
        return words + _DAYS  # 优良天数313天，其中优98天
    if subject[:1] == "每" and words.startswith(_HAVING):
        out_of = _OUT_OF.match(subject)
        return out_of[0] + words if out_of else ""
    if figure.clause[:1] == "、" and subject.endswith(_TRADE_IN) and isinstance(value, Quantity):
        return words if figure.noun or words.endswith(_TRADE_IN) else words + _TRADE_IN
    if figure.clause[:1] == "、" and subject[:1] == "每" and (out_of := _OF_SO_MANY.match(subject)):
        return out_of[0] + words
    if "每百" in subject and figure.verb is None and (out_of := _OF_A_HUNDRED.match(subject)):
        return out_of[0] + words.removeprefix(out_of[0])
    if last and words.startswith(_EACH_OF_THEM) and (whose := _MEAN_OF_RESIDENTS.match(subject)):
        return whose["who"] + words
    if words[-1] == "比" and words.endswith(_RATIO_TO) and passage.text.startswith("与", figure.left):
        return f"{subject}与{words}"
    if (last or figure.verb is None) and isinstance(value, Percent):
        if wording.head_noun.search(fold(words)):
            return ""
        if figure.verb in CHANGING and not is_points(value):
            # 商品房销售面积下降5%，其中住宅下降4%、办公楼增长3%
            part = passage.told & OF_WHOLE and _is_of_part(passage.masked, figure.start) and _OF_PARTS.search(subject)
            return words + part[0] if part else ""
        if "占" in figure.flags:
            return ""
        # 生产环节合格率98%，流通环节97%
        if words.startswith(_PULLING):
            return ""  # 对经济增长的贡献率为7%，拉动经济增长0.5个百分点
        _, same, rate = subject.partition(words[-_LAST_WORD:])
        if same and rate.endswith(("率", "比例")) and len(words) > _LAST_WORD:
            return words + rate
        # 平均利率3.14%，其中专项债券3.15%; 平均利率3.14%，下降51个基点，其中专项债券3.15%
        # 落实率为92%。其中，本科91%，硕士95%
        of_rate = subject.endswith("率") and figure.verb is None and (leads or "其中" in passage.masked[: figure.start])
        of_rate = of_rate and (last is None or last.fact.measure in _OF_RATES) and not wording.share_noun.search(words)
        of_rate = of_rate and words[0] not in _REASONS_FIRST
        if of_rate and last and last.part_of is None and not figure.clause.startswith("其中"):
            told = last.clause.strip("，、；").removeprefix("其中").lstrip("，")
            subject = subject.removeprefix(told) if subject.startswith(told) else ""
        return words + subject if of_rate and subject else ""
    if last and not alike(value, last.mention.value):
        return ""
    told = ""
    if isinstance(value, Quantity):
        parts = _OF_THOSE if value.unit in COUNTING else _OF_PARTS
        of_all = parts.search(subject.partition("占")[0]) if passage.told & OF_WHOLE else None
        whole_name = words[-1] == "量"  # 其中重复计算量2亿立方米
        if (
            "/" in (value.unit_id or "")
            and "浓度" in subject
            and _POLLUTANT.fullmatch(words)
            and (mean := _MEAN_CONTENT.search(subject))
        ):
            return words + mean[0]
        if of_all and not whole_name and not parts.search(words) and _is_of_part(passage.masked, figure.start):
            told = of_all[0]
    elif "到" in passage.masked and isinstance(value, Money):
        got_to = _GOT_TO.search(passage.masked, 0, figure.start)
        if got_to and subject.endswith(what := got_to["what"].removeprefix("城乡")):
            told = what
    if last and words.endswith(_BUILDING) and subject.endswith(_BUILT_INTO[-2:]) and isinstance(value, Money):
        # 防洪工程完成投资3亿元，水源工程完成9亿元; 公路建设投资3亿元，铁路9亿元
        told = _BUILT_INTO if subject.endswith(_BUILT_INTO) and not words.endswith(_WORKS) else _BUILT_INTO[-2:]
    if not told or wording.head_noun.search(fold(words)):
        return ""
    return words + told[overlap(words, told, len(told) - 1) :]  # 人工造林面积, 生活用电量


def _division(subject: str) -> str:
    """Which of the people of a place a name begins with; empty where it does not say."""
    return next((kind for kind in DIVISIONS if subject.startswith(kind)), "")


def done(subject: str, words: str) -> str:
    """How much has been done: 小区改造开工742个、完工548个, 施工面积9万平方米，其中新开工3万平方米."""
    if subject.endswith("率"):
        return words  # 开工率80%，新开工30个
    if _OF_AREA.search(subject):
        return _OF_AREA.sub(f"{words}面积", subject)
    return _DONE_BEFORE.sub("", DONE_BEHIND.sub("", subject)) + words


def _grown(words: str, subject: str, before: str) -> str:
    """What of a sort grows that says no more: 增加值 of 制造业 behind 采矿业增加值, or behind 工业增加值 and 其中."""
    sorts = list(_SORT.finditer(words))
    if words.startswith(_PULLING):
        return ""  # how much it adds to another's growth
    if not sorts or sorts[-1].end() < len(words):
        return ""
    if grows := next((growth for growth in GROWTHS if subject.endswith(growth)), None):
        subject = subject.removesuffix(grows)  # 增加值增长7%，增速回落0.1个百分点。分门类看，采矿业增长2%
    if not (of_all := _OF_SORTS.search(subject)):
        return ""
    if "（" in subject:
        subject = _IN_BRACKETS.sub("", subject)  # 工业（含手工业）总产值
    grown = of_all[0].replace("总额", "额") if of_all[0].startswith("零售") else of_all[0].removesuffix("总水平")
    end = subject.rfind(of_all[0])  # 产业 of 产业营业收入
    at = max((sort.start() for sort in _SORT.finditer(subject, 0, end) if sort[0] == sorts[-1][0]), default=-1)
    if at >= 0:
        tail = subject[at + len(sorts[-1][0]) :]
        return tail if len(tail) <= _LONGEST_GROWN and ("占" not in tail or "所占" in tail) else ""
    return grown if any(lead in before for lead in _LEADS_SORTS) else ""


def _is_of_part(masked: str, place: int) -> bool:
    """Whether 其中 goes on at a place: to the next semicolon, or where it opens the sentence to its end."""
    return masked.startswith("其中") or masked.rfind("其中", 0, place) > masked.rfind("；", 0, place)


def alike(one: Value, other: Value) -> bool:
    """Whether two values may be of a whole and of a part of it."""
    if isinstance(one, Percent) or isinstance(other, Percent):
        return True  # A 3亿元、增长4%，其中城镇2亿元
    return type(one) is type(other) and (not isinstance(one, Quantity) or one.unit == getattr(other, "unit", None))


def bare(subject: str) -> str:
    """An indicator without the rate that tells how much of it is done."""
    return subject.removesuffix("预算完成率").removesuffix("目标任务完成率")
