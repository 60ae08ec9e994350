"""What the words of a header or a table's title are without numbers, codes, units and what only says how it is told."""

from collections.abc import Sequence

import regex

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import fold
from gongbao.segment.hierarchy import OF_WHOLE

_NUMBERING = compiled(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}(?:[、)）]|\.(?!\d))|[①-⑳]|[A-Z]、|[#＃*·•]+)+"
)
_CODE = compiled(r"^[\[【(（]?\d{3}(?:\d\d){0,3}[\])）】]?[-—_]?(?=\p{Han})")
_AMONG = compiled(r"^(?:其中[:：]?|#|[附加减][:：]|按\p{Han}{2,8}分[:：](?=\p{Han}))")
# What a number, a code or 其中 begins with.
_MARKED = compiled(r"[A-Z\d一二三四五六七八九十（(\[【①-⑳#＃*·•其附加减按]")
_FORMULA = compiled(r"[（(]?\d(?:[=+＋-]\d)+[）)]?$")
# How many rows stand below it, or how much they weigh: 续建项目（12个）, 决策（20分）.
_HOW_MANY = compiled(r"[（(]共?\d{1,4}[个项家户所座处分][）)]$")
# What all marks or all parts of an indicator come to: 经济发展（40分）, 就业人员构成（合计=100）.
_COMES_TO = compiled(r"[（(](?:\d{1,3}分|(?:[合总]计|总[体数])(?:[=＝]|为)100)[）)]$")
# 营业利润（亏损以“-”号填列）
_IF_BELOW_ZERO, _FILLED_IN = compiled("[（(][^（）()]{0,6}以[^（）()]{1,3}号填列[）)]"), "填列"
# The mark of a footnote behind a name, before its unit or behind it: 粮食产量①（万吨）, 税收收入注1.
_FOOTNOTE = compiled(
    r"(?:[①-⑳]|[*＊]{1,3}|[\[［〔](?:注?\d{1,2}|[¹²³⁰-⁹]{1,2})[\]］〕]|(?<!m)[¹²³⁰-⁹]{1,2}|[（(]注?\d{1,2}[)）]|注\d{1,2})$"
)
_MONEY = compiled("[十百千万亿]*美?元")
_UNIT_BRACKET = compiled(r"[（(\[【](?:单位[:：])?(?P<inside>[^（）()\[\]【】]{1,16})[)）\]】]")
_UNIT = compiled(
    r"[±+\-＋－﹢]*[%‰]|[万亿千百十]?平方公里|[万亿千百十]*(?:[人美港欧日]?[民]?元|人次?|户次?|公?里|[千平方立公海毫厘]*米|℃|公?吨|[千公市毫微]*[斤克顷]|[个家件台套辆批只头匹亩次处座所张册部艘枚幅"
    r"项条支株篇宗起例名岁分级年月天日倍间栋幢孔口眼棵株根本封通对块片箱包粒羽尾]|人年?|千瓦时?|个?点|[吨人]公里|吨标准煤|标准?箱|批次|手|单|剂次?|标台|课时|小时|工作日|床位?|个?百分点|团|件次|人天|头只)(?:[/／]\p{Han}{1,4}(?:[·•]\p{Han}{1,2})?)?"
    r"|[十百千万亿]*元人民币|人民币[十百千万亿]*元|[万亿]?[a-zA-Zμµ³²㎡/]{1,6}|[万亿](?:人次|辆次|件次|册次|标箱|标台|千米|公里|公顷|立方米|平方米|千瓦时?|大卡|标方)|[、,，/]+"
)
_LETTER = compiled("[A-Z]")
_PERIODS = compiled("[年月季天日次级分]|^[a-zA-Z、,，/]+$")
_PRICES = compiled("(?:按)?(?:(?P<current>现价|当年价)|可比价|不变价)格?(?:计算)?")
_REAL = compiled("实际增[长速]|扣除价格因素")
# What a change, a rate or a ratio is held against, with all that stands behind it: 比上年增减额, 为预算, 占年初预算.
_HELD_AGAINST = compiled(
    "(?:为|(?<![同环])比(?![例重值率])|较|占|与(?=.*(?:增减|差|相比|对比))|完成(?=.*(?:预算|计划|目标|任务|进度))).*$"
)
_CHANGED = compiled(
    "(?:同比|[日周旬月季]?环比|年均|年?平均|名义|实际)*(?:(?:增长|调?增减|增加(?!值)|减少|下降|降低|上升|变动|变化|升降|涨跌|发展|净增)(?:个?百分点|(?:率|速度|幅度?|绝对)?[额数量]?)|增[速幅量]|[涨降变升跌]幅)"
    "|[±]|同比|[日周旬月季]?环比|定基"
)
# What says how a figure is told, and not of what.
_AMOUNT = compiled(
    "^(?:金额|安排|数值|数额|数量|统计数|计|绝对[数额量值]|总量(?:指标)?|数|实绩|本期|情况|年度|资金(?:来源|性质)(?:[（(]资金(?:来源|性质)[）)])?|平均[值数]?|分[年月季]度?|幅度|[年月季]?度?完成|实际完成|本[年月季周旬]|当[年月]|全年|年初|现状|基准|年均[/／、或]?|基(?:数|期[数值]?))[数额值]?$"
)
_INDEX_BASE = compiled(
    r"[（(](?P<base>(?![合总]计|总[体数])[^（）()]{0,12})(?:[=＝]|为)100[）)]|^以?(?P<base>[\p{Han}\d]{0,12})(?:[=＝]|为)100(?:[（(][A-Za-z\d\s=]{1,30}[）)])?$"
)
_NOTHING = compiled(r"[（(〔\[［【][\s±、,，]*[）)〕\]］】]")
_RUNNING = compiled(
    "^其中[:：]?|^其:|[〔\\[]?[二三四五]年(?:内)?累计[数值]?[〕\\]]?|(?:全年|自?年初?|自?开工(?:以来|至今)?|1月?[-—至])?(?:本[年月])?(?:止)?累计(?!结[余转]|盈余|折旧)(?:完成)?|^[本当]月(?:完成)?|^[本当][周旬期日](?=(?:平?均)?价|\\p{Han}{0,4}[量额值]$)"
    "|^[期年][末初底](?=余额$)"
)
_TITLE_NUMBER = compiled(
    r"^\d{1,2}-\d{1,2}(?:-\d{1,2})? *(?=(?![年季月日])\p{Han})"
    r"|^(?:附?表|附件)(?:\d{1,2}(?=(?:19|20)\d\d(?:年|[-—–至/](?:19|20)\d\d))|\d{1,3}|[一二三四五六七八九十]{1,3})"
    r"(?:[-—－](?:\d{1,3}|[一二三四五六七八九十]{1,3}))*[:：.、 ]*|^附?表[:： ]+|^附[表件]?[:：] *"
)
_TITLE_TAIL = compiled(
    "(?:[（(].{0,12}[）)]|汇?总?表|明细|(?<=收支)平衡|(?:具体|总体)?情况|(?<=价格|指数)(?:变动|运行)|(?:主要|重点)?(?:统计)?数据|(?<=[经费支入资])增长|统计|一览|清单|(?<!信息)公开|(?<!部)分(?:项目|地区|产业|城乡|行业(?:门类)?|科目|部门|单位|税种|(?:[市县区]、?){1,3}|乡镇|镇街|镇|级次?|[月旬]|季度?)(?:完成)?|按?(?:功能|经济)分类(?:科目)?|科目|[年季月]度|(?:目标)?任务(?:完成)?"
    "|(?<=(?:收入|支出|收支|付息|经费|支付|资金|基金|余额|限额|投资|补助|分类|地区|项目|安排|执行|完成|调整|预算|决算))(?:预算|决算|执行|完成|安排|分配|调整|草案|计划|对比))$"
)
_TITLE_SORT = compiled(
    r"^按\p{Han}{2,8}分(?:类|组)?的?(?=\p{Han}{4})|(?<![划部])分(?:行业|地区|产业|区域|县市区|县?（?(?:[市县区]、?){1,3}）?|乡镇|登记注册类型)(?:门类|大类)?(?=\p{Han}{3})|^\d{2,3}个大中城市"
)
# 部门综合预算政府采购预算表
_OF_BUREAU = compiled(r"^(?:部门|单位)(?:综合)?预算(?=\p{Han}{4}|“)(?!收支|收入|支出|执行|项目|基本)")
_OF_NATIONALITIES, _LEVEL = ("州", "盟", "县", "旗"), ("级", "本")
_TITLE_AREA = compiled(
    # 省对咸宁市税收返还和转移支付
    r"^[省市区县州盟旗]直(?:各?部门|各?单位)?(?=“?三公)|^(?:(?:中央|[省市区县州])(?:本?级)?对(?:各?[省市县区州乡镇]{1,2}(?:（[^（）]{1,4}）)?|下|地方|\p{Han}{2,6}?[省市区县州盟旗])(?:的)?(?=\p{Han}{4})|对各?[省市县区州乡镇]{1,3}(?:（[^（）]{1,4}）)?(?=\p{Han}{4})|[全本][省市区县州盟旗]|各地区(?=\p{Han}{2})|各(?:[省市县区州盟旗乡镇]、?){1,4}(?:（[^（）]{2,12}）(?=\p{Han}{3}))?(?![域间场直级属位])(?=\p{Han}{2})|[省市区县州盟旗]本?级|本级"
    r"|\p{Han}{2,5}?[省市区县州盟旗乡镇](?:本?级)?(?=地方|一般公共预算|政府性基金|国有资本|社会保险|财政))"
)


SHARES = ("占比", "比重", "比例", "份额", "构成", "百分比")
"""How what is called a share ends."""
# What a share is of, where a header says no more: 占总人口比重.
_SHARE_OF = compiled(r"占\p{Han}{2,10}(?:比重|比例|百分比)")


def label_words(label: str) -> str:
    """What a row's label names, without number, code, 其中 and the unit in brackets behind it."""
    words = fold(label)
    for _ in range(3):
        if not _MARKED.match(words):
            break
        words = _AMONG.sub("", _NUMBERING.sub("", _CODE.sub("", words)))
    if _FILLED_IN in words:
        words = _IF_BELOW_ZERO.sub("", words)
    if not words.isalpha():
        words = without_unit(_HOW_MANY.sub("", _FORMULA.sub("", words)))
    return words.strip(":：、 ")


def without_whole(label: str, above: Sequence[str]) -> str:
    """A label without the row above that it begins with: 三级医院 of 医院中：三级医院 below 医院."""
    begun = OF_WHOLE.match(label.strip()) if "中" in label else None
    wholes = [label_words(one) for one in above] if begun else []
    return label.strip()[begun.end() :] if begun and begun["whole"] in wholes else label


def without_unit(words: str) -> str:
    """Without a unit in brackets, the % at the end, or the unit of money that is all: 产量（万吨）, 增长%, 万元."""
    if _MONEY.fullmatch(words):
        return ""
    if words.isalpha():
        return words  # as most are
    words = _UNIT_BRACKET.sub(_without_units, _FOOTNOTE.sub("", _COMES_TO.sub("", words))).rstrip("%‰±").rstrip("（(")
    return _FOOTNOTE.sub("", words)


def is_unit(words: str) -> bool:
    """Whether words are no more than a unit, as below a header: 千公顷 below 播种面积. One character may be a word."""
    return (
        len(words) > 1
        and (_MONEY.fullmatch(words) or _UNIT.fullmatch(words)) is not None
        and _PERIODS.search(words) is None
    )


def _without_units(bracket: regex.Match[str]) -> str:
    """A bracket without units and prices; 境 and 护 in 因公出国（境）费, 维修（护）费 are a part of the name."""
    parts = regex.split("[、,，]", bracket["inside"])
    kept = [part for part in parts if not _UNIT.fullmatch(part) and not _PRICES.fullmatch(part)]
    if kept and any(map(_LETTER.fullmatch, parts)):
        return bracket[0]  # （A、B股）
    if len(kept) == len(parts):
        return bracket[0]
    return f"（{'、'.join(kept)}）" if kept else ""


# 比上年增长（%）（括号内为实际增速）
_REMARK = compiled("[（(][^（）()]{0,2}括号内(?P<what>[^（）()]{1,16})[）)]")


def without_remark(words: str) -> str:
    """Words without the remark that says what figures in brackets behind others are."""
    return _REMARK.sub("", words) if "括号内" in words else words


def remark_of(words: str) -> str | None:
    """What such a remark says: 为实际增速."""
    found = _REMARK.search(words) if "括号内" in words else None
    return found["what"] if found else None


def price_basis(words: str) -> str | None:
    """At which prices something is told: 现价, 可比价, 实际增速."""
    if _REAL.search(words):
        return "real"
    found = _PRICES.search(words)
    return None if found is None else "current" if found["current"] else "constant"


def is_share(words: str) -> bool:
    """Whether words say no more than that a figure is a share: 比重, 占总人口比重."""
    return words in SHARES or _SHARE_OF.fullmatch(words) is not None


def without_comparison(words: str) -> str:
    """What changes or is held against something, of a column's words: 规模以上工业增加值 of 规模以上工业增加值增速."""
    return _NOTHING.sub("", _CHANGED.sub("", _HELD_AGAINST.sub("", words)))


_YEAR_BEFORE, _IS_OF = compiled("[上去]年"), compiled("(?<=数|算|额)[为占]")
# What a column is held against.
_AGAINST_AIM, _AGAINST_LAST = compiled("计划|目标|任务|指标"), compiled("[比较]上(?:月|季|周|旬|期)")
_AGAINST_START, _AGAINST_CHANGED = compiled("[比较](?:年初(?!预算)|上年[末底])"), compiled("[比较与](?:调整|变动)")
# 调整后比年初增减%
_AGAINST_BUDGET = compiled("[比较与](?:年初)?预算|调整后?\\p{Han}{0,4}[比较]年初")


def without_index_base(words: str) -> tuple[str, str | None]:
    """Words without what an index is 100 of, and the comparison that it makes: 价格指数（上年同期=100）."""
    base = _INDEX_BASE.search(words)
    if base is None:
        return words, None
    before = base["base"]
    compared_to = "yoy" if _YEAR_BEFORE.search(before) else "period_on_period" if "上" in before else None
    return _INDEX_BASE.sub("", words), compared_to or "fixed_base"


def without_brackets(words: str) -> str:
    """Words without brackets that hold nothing any more: 地区生产总值（1-9月） of which the months are told."""
    return _NOTHING.sub("", words)


def is_price_basis(words: str) -> bool:
    """Whether a column's words only say in which prices its figures are: 可比价 below 总产值."""
    return _PRICES.fullmatch(words) is not None


def only_compares(words: str) -> bool:
    """Whether words say how something has changed, but not what: 比上年增长."""
    return _CHANGED.search(words) is not None and not without_manner(without_comparison(words))


def without_manner(words: str) -> str:
    """A column's words without what only says how the figure is told: 金额, 累计, 其中."""
    return _AMOUNT.sub("", _NOTHING.sub("", _RUNNING.sub("", words))).strip("、，,:：/／ 的")


def without_table_number(title: str) -> str:
    """A title without the number of its table: 表1 2024年收入表."""
    return _TITLE_NUMBER.sub("", title.strip("* \t\u3000"))


def subject(title: str, *names: str) -> str:
    """What a table is about, of its title without dates and number: 一般公共预算收入 of 咸宁市一般公共预算收入预算表.

    ``names`` of places and units are left out.
    """
    words = _NUMBERING.sub("", title.strip())
    for name in names:
        if words.startswith(name):
            words = words[len(name) :]
            # 黔南州 is called 黔南, 琼中县 琼中, but not 黔南州级
            words = words[words[:1] in _OF_NATIONALITIES and words[1:2] not in _LEVEL :]
    words = _OF_BUREAU.sub("", _TITLE_SORT.sub("", _TITLE_AREA.sub("", words.lstrip(" 年度的"))))
    while shorter := _TITLE_TAIL.search(words):
        words = words[: shorter.start()]
    return words.strip(" 年（）()")


def held_against(words: str) -> str | None:
    """What a rate is a rate of, by its header; null where that is not said."""
    words = _IS_OF.split(words)[-1] or words  # 调整预算为年初预算%
    if "调整" in words or "变动" in words or "全年预算" in words:
        return "adjusted_budget"
    if "预算" in words:
        return "initial_budget"
    return "target" if _AGAINST_AIM.search(words) else None


def compared(words: str) -> str:
    """What a change is held against, by its header; nothing said is a year ago."""
    if "环比" in words or _AGAINST_LAST.search(words):
        return "period_on_period"
    if _AGAINST_BUDGET.search(words):
        return "initial_budget"
    if _AGAINST_START.search(words):
        return "year_to_date"
    if "年均" in words or "平均增长" in words:
        return "annual_average"
    if _AGAINST_CHANGED.search(words):
        return "adjusted_budget"
    return "yoy"
