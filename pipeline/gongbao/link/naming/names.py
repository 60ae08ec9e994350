"""An indicator in the report's own words: without verb, area, period and whatever else is no part of its name."""

import re
from collections.abc import Sequence

from gongbao.kept import compiled
from gongbao.link.lexicons import functions
from gongbao.link.lexicons.cues import OF_WHOLE
from gongbao.link.lexicons.indicators import Indicators
from gongbao.link.lexicons.regions import Regions
from gongbao.link.lexicons.wording import DATE, HAN, HIDDEN, Match, Wording, fold
from gongbao.link.naming.announced import CAPACITY, EACH, NORM, OUTPUT, announced, of_all_items
from gongbao.link.naming.by_word import DIVISIONS, DONE, has_become, rate_of
from gongbao.link.naming.general import GENERIC, GROWTHS, NEWLY, OF_BUDGETS, SHARES, SIDES, SPENDING, SPENT
from gongbao.link.naming.half_said import (
    AREAS,
    EXCLUDED,
    EXCLUDED_LAST,
    OTHER_AREAS,
    STEPS,
    completed,
    completion,
)
from gongbao.link.naming.listing import members_of
from gongbao.link.naming.of_all import COUNTING, PUPILS, SCHOOL
from gongbao.link.naming.of_subject import ZONE
from gongbao.link.naming.own_words import AS_NTH, own_words
from gongbao.link.naming.phrase import BY_SORT, Phrase, alike, bare
from gongbao.link.naming.ranked import LEADS_IN, TOLD_BY, of_what
from gongbao.link.naming.subjects import subject_of
from gongbao.link.naming.trimming import OPENING, Trimmer
from gongbao.link.sentence.context import Announced, Context
from gongbao.link.sentence.figure import CHANGING, COLONS, Figure, clause_start
from gongbao.link.sentence.passage import Passage
from gongbao.link.sentence.peeling import share_of
from gongbao.model import Kind, Money, Percent, Quantity

# 其中, but not 补助收入9亿元（其中专项补助3亿元）、上年结余2亿元: the bracket closes.
_TELLS_PARTS = compiled("(?<![（(])其中|[（(]其中[^（）()]*$")
_BEFORE_BRACKET = compiled("([^，、；：。（）()有为是]{2,12})[（(]$")
_BRACKET_REACH = 13
# 粮食产量再创新高，增长2%: how it fared, told by words before the figure, is no part of what it is.
_FARED = re.compile(
    f"[在自从]{DATE}+[^，]{{0,8}}(?:基础上|开始|起|以来)|(?P<rate>增速|增幅|涨幅)?(?:均|持续)?(?:高于|低于|快于|慢于|好于|优于|放缓|趋缓|回落|收窄|加快)|近年来|率先|首破|破(?=[十百千万]?亿)|实现“|“?双(?=[下上提增降升])|(?:[两三四五]年|实现)?翻[了一两番]|首次|历史性|(?:跃升|成长|发展|升级)[为成]|成为|(?:减少|压减|缩短|下降|降低)(?:近|超过?)?(?:一半|过半)|连续|连年|逐年|结束[^，]{{0,6}}(?:下降|负增长|下滑)|扭转|逐步|大幅|快速|平稳|进一步|突破|跨越|(?:迈|跨|跃|站)[上过]|得到|双双|(?:[位稳跃]?居|位?列|排名?)(?:全国|全球|全[省市区县州])[^，]{{0,6}}第|再创|再次|创历史|出现|(?:严格)?控制在|继续|稳步|持续|不断|有所|明显|显著|保持|矛盾|压力|形势|(?:水平)?(?:不高|[偏较过][高低大小]|不足)$|(?:落实|执行|投入|拨付|推进|监管)?不(?:到位|及时|规范|严格)$|(?:推进|进展|下达)?(?:滞后|缓慢)$|(?<=[率比重例])[仍还]?[低高]$|最[大小多少高低快慢好差]$"
)
# 平台上线运行、累计办理业务, 企业清欠账款、挽回损失: what was done before is no part of what came of it.
# Nor is how it goes or what has come to it: 粮食产量保持稳定、总产量, 5A级景区新增一处古城、总数.
_DID = re.compile(
    ".*[^、]{4}(?:、(?=累计|完成|惠及|覆盖|挽回|压减|办理|接待|带动|撬动|吸引|发放|拨付|争取|减免|盘活|节约|力争)"
    "|(?<=上线|运行|实施|发布|建成|投产|投用|投运|达产|开通|获批|揭牌|落地|覆盖|改革|破亿)、(?=..)|(?<=最大|最高|最长|最多|最强|先进|领先)、(?=总投资))"
    "|(?:落地|签约|开工|竣工|投产|投用|投运|建成)、(?=总投资)|(?:[强延补固建]链){2,4}、(?=..)"
    f"|(?P<of>[0-9A{HAN}]{{2,14}}?)(?:(?<!运行)(?<!形势)(?:基本|总体|保持|持续|继续)*(?:稳定|平稳|稳中有[增升])、(?=总产量|面积|存栏|出栏|产量)"
    f"|新增[{HAN}]{{2,16}}、(?=总[数量]$))"
)
# 做强新材料产业，力争产值突破500亿元: what the sentence is about.
_OF_INDUSTRIES = frozenset(
    ("产值", "总产值", "年产值", "产量", "总产量", "年产量", "年均产量", "规模", "总规模", "收入", "总量")
)
# 带动农民增收3亿元: there are not more of them.
_EARNERS, _EARNING = ("农民", "农户", "群众", "居民", "村民", "牧民", "职工"), "增收"
_REACHING, _REACHED_IN = ("惠及", "带动"), frozenset(("人", "名", "户", "家", "人次", "户次", "个", "所", None))
_INCOMES = frozenset(("营业收入", "主营业务收入", "营收"))
_OF_WORKS = frozenset(("投资", "总投资", "年度投资", "年度计划投资", "概算总投资", "估算总投资", "全长", "总长"))
_INDUSTRY = compiled(
    "(?:[大着全]力|加快|积极|持续|深入|重点|进一步)*(?:做[大强优精](?:做[大强优精])?|壮大|培[育优]|推[动进]|发展|打造|提升|聚焦|布局|建[强设]){1,2}"
    f"(?:全[国省市]|国家级?)?(?P<what>[{HAN}“”A-Za-z、]{{2,16}}?(?:产业集群|产业链|产业|经济|集群|制造业|服务业))"
    "(?=[，、；]|提质|基地|扩[量容]|(?:高质量|集群|集聚|融合|规模)?化?发展|倍增|做[大强优])"
)
# 加快推进某某快线建设，年内完成投资9亿元: what it goes into.
_BUILDS = compiled(
    "(?:(?:积极|持续|深入|重点|进一步|全[力面速]|稳步|扎实|有序|统筹|继续|大力|协调|抓好|开工|启动|实施|推[进动]|加[快速]|建[设成]|续建|新建)){1,3}"
    f"(?P<what>[{HAN}A-Z0-9—\\-、]{{2,20}}?(?:改造|工程|项目|[线路桥园厂站]|高速|隧道|通道|枢纽|机场|水库|(?=(?:项目)?建设)))(?:(?:项目)?建设)?，"
)
# 粮食，平均每年产量4.5亿吨.
_PRODUCT = compiled(
    f"(?!同时|报告期|其[中次他]|此外|初步|目前|预计|另外|总之|据|经|[因由为在对到将已通全各我本]|[分从按].{{1,2}}[看分])(?P<what>[{HAN}]{{2,4}})，"
)
# 粮食连续五年增产，总产量9亿吨
_HARVEST = compiled(
    f"{DATE}*(?:全[国省市县区])?(?P<what>[{HAN}]{{2,4}}?)(?:生产)?(?:又|再次?|连续|连年|喜?获|实现|取得|创|全面|大幅度?|稳定)"
    "[^，。；]{0,10}(?:增产|丰收|增长|减产|连[丰增]”?|新高)"
    f"|{DATE}*(?:全[国省市县区])?(?P<what>[{HAN}]{{2,6}}?)(?:播种|种植|养殖|收获)?面积(?:有所|继续|略有|大幅)?(?:减少|增加|扩大|缩减|调减)"
)
_AT_PRICES = compiled(
    f"按照?{DATE}*(?:当年|可比|不变|现行)*价格?(?:计算)?|(?:扣除|剔除)[^，。；]{{2,8}}因素后?|不(?:含|包括)[^，。；]{{2,12}}在[内內]"
)
# 基金收入下降28%，主要是出让收入减少5亿元: why the figure before is so.
_REASONS = compiled("[，（]主要(?:是|原因|因|由于)[^，。；]*$")
# 由于基数较高，下降6%; but 受益人数.
_WHY = compiled("由于|因为|随着|[受因].+影响")
# 其他收入9万元，为利息收入，比上年减少2万元: what the figure before is.
_IS = ("为", "是", "均为", "全部为", "全部是")
_SPENT_FOR = ("主要用于", "用于", "主要用来", "用来")
# 效益指数达到152.3，提高12.6个百分点; 甲指数、乙指数分别达到152.3、98.2，分别增长5%、3%: a number without a unit is no
# figure, whatever its base (以2015年为100), and 排队时间12分钟，降低35% is a length.
_BARE_NUMBER = compiled(
    "(?:分别|依次)?(?:达到?|为|是|至|到|报)?\\d{1,5}(?:\\.\\d{1,3})?(?:万?(?:秒|分钟|个?小时)|天|日|个工作日|个月|/10万|(?:[、和与]\\d{1,5}(?:\\.\\d{1,3})?){1,9})?"
    f"{HIDDEN}*$"
)
# 提高低保标准到700元: what it is then, and no more of it.
_NOW_AT = compiled("(?:[到至]|达到?|控制在)(?:每[^，、]{1,3})?$")
# 覆盖全省 / 16个市州
_AMONG_THEM, _IN_TEXT = "中有", ("集中", "高中", "初中", "华中", "空中")
_WHOLE, _AMONG, _OF_ALL = "全", "中", compiled("全[国省市区县州盟旗镇乡疆]$")
# 海洋渔业 全年实现增加值9亿元: a heading in the line that it heads, but not 全市 收入9亿元, 附件 收入9亿元.
_RUN_IN, _REACH = compiled(f"[ —]*(?P<what>(?![全本各附近])[{HAN}]{{2,12}})[ ]+(?=[{HAN}{DATE}\\d“])"), 16
# 已建自然保护区8个, but not 已建成, 已建立, 已建和在建.
_HAS_BEEN, _BEEN_BUILT = "已", compiled("^建(?![成设立档筑制材和与及、在])(?=..)")
_BECAME = "成为"
# 建成投用文化中心18个
_BUILT, _IN_USE = "建成", compiled("^(?:投[产產]|投用|启用|开放|投入使用)(?=..)")
_SHARES_LAST = frozenset(share[-1] for share in SHARES)
_NO_NAME_LAST = _SHARES_LAST.union(EXCLUDED_LAST)
_OF_ANYTHING = GENERIC | SPENT
_DURATION = Kind.DURATION
_SCHOOLS = ("小学", "初中", "高中", "中学", "学校", "院校", "幼儿园")
_SORTS_LAST = frozenset("业区县市州旗镇乡村局委厅办院校所")
_ACCOUNT = compiled("(?P<what>.{2,10}(?:预算|基金))(?:收支|执行|决算|安排|完成){0,2}(?:情况)?")
_OF_ACCOUNT = compiled("(?:预算|基金|经营)(?:总|本级)?(?:收入|支出)$")
# 其中：企业职工基本养老保险基金由省级统筹，收入9亿元
_FUND_BEFORE = compiled(f"(?:其中[：，]?)?(?P<what>[{HAN}]{{2,16}}?基金)[^，。；：]{{0,16}}，")
# What closes an account, or goes from one to another: it has no revenue and expenditure of its own.
_SETTLED = compiled(
    "(?:总计|合计|总[量额]|结余|结转|赤字|平衡|稳定调节基金)$|^(?:调[入出]|结转|补充|上解|债务(?:还本|转贷))"
)
# 分级次：市本级9亿元: of what the paragraph before tells.
_BY_LEVEL = compiled("(?:其中[，：]?)?分(?:级次|层级|级|地区|区域|县区|区县|县市|市县)[^，。；：、]{0,4}[：，]")
_FARING = ("增加值", "产量", "产值", "利润", "投资")
_LEADS_BY, _GRADE, _ALL_TOLD = "其分", 2, "总"
_RESPECT = "方面"
# 收入方面：全年完成9亿元
_SIDE_LAST = ("方面", "情况")
_SIDE_FIRST = compiled(
    "(?:[（(]?[一二三四五1-9][）).．、是]+)?(?P<what>收入|支出|结[余转])(?:方面|(?:完成|执行)?情况)[：:，]"
)
# 公路运输：完成客运量9亿人、旅客周转量3亿人公里
_CARRIED = frozenset(("客运量", "旅客周转量", "货运量", "货物周转量", "运输总周转量", "总周转量"))
_MODE = compiled("(?P<mode>铁路|公路|道路|水路|水运|民航|航空|远洋|内河|沿海)(?:运输)?")
_BY_MODE = compiled(f"(?:[一二三四五六七八九十0-9]{{1,2}}[、.．])?{_MODE.pattern}[：:]")
_PASSENGERS, _TRANSIT = "客运量", compiled("(?:城市)?(?:轨道交通|地铁|公共汽电车|公交|巡游出租汽?车|出租汽?车)")
# But 轨道交通里程300公里，完成公路客运量9亿人，客运量合计12亿人: of all.
_OTHER_PASSENGERS = compiled("客运|旅客|全社会|全[国省市区县州]|公路|铁路|水路|民航|航空")
_TURNOVERS = frozenset(("旅客周转量", "货物周转量"))
_CARRIED_BY = compiled(f"{_MODE.pattern}(?:{'|'.join(sorted(_CARRIED))})")
# 运输行业扭亏为盈，实现利润9亿元
_PROFITS, _TURNED = (
    frozenset(("利润", "利润总额", "净利润")),
    compiled(f"(?P<what>[{HAN}]{{2,12}}?业)(?:实现)?(?:扭亏为盈|由亏转盈|由盈转亏|扭亏)，"),
)
# 授权量排名前5个省份依次为广东10万件、北京8万件.
_AMONG_REVENUE = compiled("[^，。；中]{0,8}(?:财政|预算)(?:总?收入|总?支出)中的?")
_RATES_TOO = "率、"  # 毛入园率、毛入学率超过93%
_BOTH_SIDES = "、支"  # 财政拨款收、支总计9万元
_IN_TURN, _STAGE_LAST = "依次", "算"
_RANKING = compiled(
    rf"(?P<what>[{HAN}A-Z]{{2,}}?)(?:排名|排在|位?居|位?列|排)?(?:全[国省市区县])?前[\d一二两三四五六七八九十]{{1,3}}[^，。；]{{0,14}}?"
    f"依次[为是](?P<who>[{HAN}]{{2,}})"
)
_STANDS = ("from", "become")
_LED_BY = ("）：", "）:")
_LONGEST_PHRASE, _LONGEST_ITEM = 40, 20
_SCORING, _SCORE = frozenset(("得", "实得", "实际得", "自评得", "评价得")), "得分"
# 制造业现行16%的税率: of what goes before, and no share of it.
_TAXED = frozenset(("税率", "费率", "征收率"))
_BEHIND_NOUNS = frozenset("中各")
_CARRIED_OUT = "完成"
# 收入决算总计, 本年支出决算合计
_BOTH_OR_ONE, _STAGE_TOTAL = frozenset((*SIDES, "收入、支出")), compiled("[决预]算([总合]计)")
# What does not say of what it is.
_SAID_OF_WHAT = _CARRIED | _OF_WORKS | _INCOMES | _PROFITS
_RATE, _SHORT_RATE, _WHO_TAKES_PART = "率", 3, re.compile("(?:人数|农民|居民|人口)$")
_SIZED = compiled("^(?:超过?|过|逾)?[0-9.百千万亿]{1,8}元(?:及?以[上下])?的?(?=..)")
_FUNCTION = "exp_"
# 教育支出9亿元，文化3亿元: households spend on these, too, so that they have no id.
_FUNCTIONS_IN_SHORT = frozenset(("文化", "卫生", "环保", "交通"))
_COUNTED_IN, _WEIGHTS = ("人次", "人数"), frozenset("斤担吨")
_OF_PRODUCTS = ("产量", "播种面积", "发电量", "用电量", "客运量", "货运量", "周转量")
# What can be counted or summed, so that something is a share of it: 就业人员, 获奖作品, but not 疫情防控, 执法检查.
_COUNTABLE = compiled(
    "(?:人员|人口|人[数次士才群]|居民|农民|农户|职工|员工|工人|劳动[力者]|学生|[新考]生|毕业生|教师|党员|干部|代表|委员|用户|网民|患者|病人|病例"
    "|[农住用贫脱困]户|家庭|企业|公司|单位|机构|组织|主体|个体户|医院|学校|院校|部门|行业|产业|[商产食药作农]品|制造业|服务业|工业|项目|工程|事项|案件|事故"
    "|[支收投]入|支出|收支|投资|消费|出口|进口|贸易|产值|增加值|总值|[总金数余差限税款份销存贷定名缺面]额|[笔户件]数|[产总数用排供销存运流货耗电水气能]量"
    "|面积|土地|耕地|林地|存款|贷款|债务|债券|资金|资产|负债|基金|经费|税收|税款|费用|成本|利润|[床席]位|[^火停]车辆?|房屋|住房|住宅"
    "|断面|点位|水体|城市|[县区市镇乡村州]|农用地|专利|成果|课题|建议|提案|问题|书籍|岗位|保费|赔付|人)$"
)
_COMES_TO = frozenset(("完成", "实现", "安排", "达到"))
_IS_WHO = ("的是", "的为")
_PARTS_OF = compiled(f"在?{DATE}*[，]?(?P<what>[^，。；：]{{2,24}}?)中，")
# In a line that says of what each figure of its list is, in Traditional script too.
_ANNOUNCING = ("各", "均", "分别", NORM, "生产能力")
_OF_EACH_PLACE = compiled(
    rf"(?:\d{{1,2}}[.．、]|（[一二三四五六七八九十]{{1,3}}）)?{DATE}*[，、]?(?:{EACH}|全[省市县区州](?:（[^（）]+）)?)?"
    r"(?P<what>[\p{Han}A-Z]{2,24}?)(?:分别|依次|情况)?(?:[为是]|如下)?"
)


class Naming:
    """Names indicators; built once."""

    def __init__(self, wording: Wording, indicators: Indicators, regions: Regions) -> None:
        self._wording = wording
        self._indicators = indicators
        self._regions = regions
        self._trimmer = Trimmer(wording, indicators, regions)

    def name(
        self, figure: Figure, passage: Passage, last: Figure | None, before: Sequence[Figure], context: Context
    ) -> None:
        """Name the indicator of a figure, and its members; ``before`` are those before it in its sentence, ``last`` the
        last of them."""
        masked = passage.masked
        figure.change = figure.region = figure.scope = None
        figure.others = figure.members = ()
        figure.zone = ""
        if last and (last.others or last.joined):
            _take_place(figure, last, before)
        a, b = figure.phrase
        if figure.stage and figure.left < a and masked[a - 1] == _STAGE_LAST:
            self._trimmer.trim(figure.left, a, passage, figure)  # 市级调整预算 / 收入: whose it is
        if (a == b or masked[b - 1] in _NO_NAME_LAST) and (earlier := self._told_before(figure, passage, last)):
            a, b = earlier
        run_in: Match | None = None
        if (
            last is None
            and passage.opens
            and " " in masked[:_REACH]
            and (run_in := self._run_in(masked))
            and a < run_in.end() < b
        ):
            a = run_in.end()
        if last and last.noun and last.noun[1] == a < b and masked[a] in _BEHIND_NOUNS:
            a += 1  # 20个村中 / 选派干部30人
        said = lead = ""
        did: Match | None = None
        led = LEADS_IN.match(masked, a, b) if masked.find("的", a, b) >= 0 else None
        if led:
            a = led.end()
        if a < b:
            a, said, lead, did = self._said(a, b, figure, passage, last)
            if said in _SAID_OF_WHAT:
                said = self._of_what(said, figure, passage, last, run_in, context)
            elif run_in and said and self._wording.head_noun.search(said) == said:
                said = run_in["what"] + said
        whole = self._whole_before(said, figure, passage) if "中，" in masked else ""
        if (
            whole
            and said
            and figure.noun is None
            and _is_counted_in(figure, whole)
            and not _is_counted_in(figure, said)
        ):
            said += whole  # 总诊疗人次中，医院9万人次
        if said == "":
            if masked.endswith(_SIDE_LAST, 0, figure.left - 1):
                begins = masked.rfind("；", 0, figure.left) + 1
                side = _SIDE_FIRST.fullmatch(masked, begins, figure.left)
                said = side["what"] if side else ""  # 收入方面：全年完成9亿元
        elif said.endswith(_RESPECT) and said.removesuffix(_RESPECT) in SIDES:
            said = said.removesuffix(_RESPECT)  # 收入方面，完成9亿元
        stands = said
        by_level = masked[0] in _LEADS_BY and _BY_LEVEL.match(masked) is not None
        if last is None:
            self._open_sentence(figure, passage, context)
        if context.announced and (last is None or (said and said not in DIVISIONS)):
            said = self._item(figure, said, context)
        figure.stated = said != ""
        phrase = Phrase(figure, passage, said, lead, "", last, before)
        plain = fold(said) if context.folded else said
        if did and not (last and last.noun and last.noun[1] == did.start()):  # 20个项目落地、总投资
            subject = did["of"] or ""
        elif led and not said:
            subject = of_what(led["what"], figure, before, context.figures)
        elif plain in _OF_INDUSTRIES and (
            grown := _harvested(figure, passage, last) or _topic(figure, passage, last, plain)
        ):
            subject = grown
        elif last is None:
            subject = "" if said else self._before_colon(phrase, context)
            if not subject:
                if by_level:
                    phrase.words = said = _at_level(said, figure, passage, context)
                subject = self._opened(phrase, whole, context)
        elif last.condition and said == "":
            subject = _of_another_size(figure, last, before, passage)
        else:
            subject = self._goes_on(phrase, a, last, context)
        if figure.change and _NOW_AT.search(figure.clause):
            figure.change = None  # 提高低保标准到700元
        phrase.subject = subject
        words = completed(phrase, self._wording)
        if words and words == said:
            words = self._of_kind(figure, words, subject, last, passage)
        if (
            figure.noun
            and figure.scope is None
            and figure.clause[-2:-1] == _WHOLE
            and _OF_ALL.search(figure.clause)
            and not masked.startswith(_AMONG, figure.noun[1])  # 在全省17个市州中居第5位
        ):
            figure.scope = "whole_area"  # 覆盖全省16个市州
        if figure.verb == "rise" and words.endswith(_EARNERS) and figure.clause.endswith(_EARNING):
            words += _EARNING
        figure.own = words == said == stands
        figure.taken = subject != "" and (
            plain in _OF_ANYTHING or (not figure.own and (words == subject or has_become(phrase, words)))
        )
        if (
            figure.flags
            or figure.chain > 1
            or (last and len(last.members) > 1)
            or _BOTH_SIDES in words
            or _RATES_TOO in words
        ):
            members: Sequence[str] = ()
            if said or not led:  # 增速最高的是甲县、乙县，分别增长9%、8%: places are no members
                members = members_of(figure, words, figure.stated, passage, before, self._wording, self._indicators)
            if members:
                figure.members = members = _rates_of(figure, members)
                words = members[0]
        if figure.zone:
            words = figure.zone + words.removeprefix(figure.zone)  # 甲县、经开区分别完成投资9亿元、8亿元
        figure.words = words
        # neither a part nor a length of time nor a reason is what the next sentence goes on about
        if (
            words
            and not (figure.whole or by_level or figure.mention.kind is _DURATION)
            and not (passage.told & OF_WHOLE and _TELLS_PARTS.search(masked, 0, figure.start))
            and not (last and "主要" in masked and _REASONS.search(masked, last.end, figure.start))
        ):
            context.indicator = words
            if figure.noun and masked.startswith(_FARING, figure.noun[1]):
                told = next(one for one in _FARING if masked.startswith(one, figure.noun[1]))
                context.indicator += told  # 31个行业增加值保持增长。其中，汽车制造业增长9%
            if words[-1] == "）" and words.endswith(functions.ENDS):
                context.function = words
            elif words[-2:] in SIDES and _OF_ACCOUNT.search(words):
                context.account = words

    def _open_sentence(self, figure: Figure, passage: Passage, context: Context) -> None:
        """Learn, at the first figure of a sentence, what the sentence is of: what the one before told of by another
        sort (分城乡看, 按…分), and what a line says of the items of its list."""
        masked = passage.masked
        if masked[0] != "按" or not BY_SORT.match(masked):
            context.parted = ""
        else:
            # 按用途分：工业用水9亿立方米 may open the next paragraph behind 总用水量30亿立方米
            all_told = context.before if passage.opens and _ALL_TOLD in context.before else ""
            context.parted = context.indicator = context.parted or context.indicator or all_told
        if context.announced and not passage.opens:
            context.announced = None
        if masked[figure.left - 1] in COLONS and any(word in passage.plain[: figure.left] for word in _ANNOUNCING):
            told = self.announced(passage.plain[: figure.left])
            context.announced = of_all_items(told, passage.plain[figure.left :]) if told else None

    def _told_before(self, figure: Figure, passage: Passage, last: Figure | None) -> tuple[int, int] | None:
        """The words before its clause that name a figure whose own say no more than what is left out, or that it is a
        share; null where they do name it."""
        masked, (a, b) = passage.masked, figure.phrase
        if (
            a != b
            and not EXCLUDED.fullmatch(masked, a, b)
            # 优良天数268天，占比88%: of the days, which are no figure;
            # 水电跃升为第一电源，占比47%: of what the sentence opens with
            and not (masked[a:b] in SHARES and (last is None or _is_behind_length(figure, last, passage)))
        ):
            return None
        earlier = self._bracket_head(figure, passage, last) or _before_bracket(figure, passage, last)
        if earlier is None and figure.noun is None:
            earlier = self._clause_before(figure, passage, last)
        if earlier is None:
            return None
        a, b = earlier
        if (
            masked[b - 1] in _SHARES_LAST
            and isinstance(figure.mention.value, Percent)
            and not figure.whole
            and masked.endswith(SHARES, a, b)
            and (of := share_of(passage.text[a:b]))
        ):
            figure.whole, b = of["whole"], a + of.start()  # 轻工业占总产值的比重，由43%上升到47%
        return a, b

    def _run_in(self, masked: str) -> Match | None:
        """The heading in the line that it heads with which a sentence opens, but no place: 咸宁市 收入9亿元."""
        found = _RUN_IN.match(masked)
        return found if found and not self._regions.opens(found["what"], 0, len(found["what"])) else None

    def _said(
        self, a: int, b: int, figure: Figure, passage: Passage, last: Figure | None
    ) -> tuple[int, str, str, Match | None]:
        """What a stretch names: where the name begins, the name, the verb before it, and what was done before."""
        masked, text, lead, did = passage.masked, passage.text, "", None
        if b - a > _LONGEST_PHRASE and functions.ENDS[0] not in text[a:b]:
            a = _shortened(a, b, max(figure.chain, 1), masked)
        if not (last and last.noun and last.noun[0] == a and _is_of_counted(figure, last)):
            a, lead = self._trimmer.trim(a, b, passage, figure)
        if a < figure.left and figure.verb in _STANDS:
            figure.change = None  # 提高养老金标准，由700元提高到1721元
        if (
            figure.chain == 1
            and masked.find("、", a, b) >= 0
            and self._is_for_all(figure)
            and (did := _DID.match(masked, a, b))
        ):
            a, lead = self._trimmer.trim(did.end(), b, passage, figure)
        if text[b] in OPENING:
            if text.startswith(functions.LOW_ENDS, b):
                b += functions.LENGTH_OF_END  # the bracket at the end of 行政运行（项）is a part of the name
            elif text[b - 1] in AREAS and (areas := OTHER_AREAS.match(text, b)):
                b = areas.end()
        said = own_words(passage, a, b)
        if figure.noun and text.find(_BECAME, a, b) >= 0 and AS_NTH.match(text[a:b]):
            figure.noun = None  # 总值达到5.3万亿元，成为全国第九个过5万亿元的省份
        if said[1:-1] and said[-1] == _AMONG and figure.clause.endswith(_AMONG_THEM) and not said.endswith(_IN_TEXT):
            said = said[:-1]  # 参保的重度残疾人中有21万人得到扶助
        if said in _SCORING:
            said = _SCORE  # 过程指标25分，得20分
        if last and last.noun and last.noun[1] == b and said in _TAXED:
            said = last.words  # 制造业现行16%的税率降至13%
        elif figure.noun and said and isinstance(figure.mention.value, Percent):
            rate = text[slice(*figure.noun)]
            said += rate if rate in _TAXED and not said.endswith(rate) else ""
        if (
            lead in _REACHING
            and said
            and not figure.noun
            and (
                self._indicators.find(said) is not None
                if figure.mention.kind is Kind.MONEY
                else getattr(figure.mention.value, "unit", None) in _REACHED_IN
            )
        ):
            said = (
                lead + said
            )  # 惠及居民1860户, 带动就业9200人, 带动进出口9亿元: there are not more of them, nor all of it
        if "中" in said and (among := _AMONG_REVENUE.match(said)) and self._indicators.is_name(said[among.end() :]):
            said = said[among.end() :]  # 财政收入中的税收收入
        if lead:
            if lead == _BUILT:
                # 已建成投用13所, 建成投产的大中型项目
                said = lead + said if said in DONE else _IN_USE.sub("", said).removeprefix("的")
            elif lead == _HAS_BEEN and said[:1] == _BUILT[0]:
                said = _BEEN_BUILT.sub("", said)
        if said in _BOTH_OR_ONE and (total := _STAGE_TOTAL.match(masked, b)):
            said += total[1]  # 收入、支出决算总计9亿元
        if _IN_TURN in said and (ranked := _RANKING.fullmatch(said)):
            said = self._ranked(ranked, figure, passage)
        return a, said, lead, did

    def _of_what(
        self,
        said: str,
        figure: Figure,
        passage: Passage,
        last: Figure | None,
        run_in: Match | None,
        context: Context,
    ) -> str:
        """Words that do not say of what they are, one of ``_SAID_OF_WHAT``, with what tells it."""
        masked = passage.masked
        if (
            said in _CARRIED
            and not figure.scope
            and "；" not in masked[: figure.start]
            and (mode := _BY_MODE.match(masked) or _BY_MODE.fullmatch(f"{context.topic}："))
        ):
            return mode["mode"] + said
        if (
            said == _PASSENGERS
            and (transit := _TRANSIT.match(masked, masked.rfind("；", 0, figure.left) + 1, figure.left))
            and not _OTHER_PASSENGERS.search(masked, transit.end(), figure.left)
            and not _OTHER_PASSENGERS.search(figure.clause.partition(said)[0])
        ):
            return transit[0] + said  # 轨道交通线路9条、里程340公里，客运量8亿人次
        if said in _TURNOVERS and (by := _carried_by(figure, masked)):
            return by + said  # 公路货运量9亿吨，增长3%，货物周转量8亿吨公里
        if said in _OF_WORKS and (works := _built_before(figure, passage, last)):
            return works + said
        if run_in and self._wording.head_noun.search(said) == said:
            return str(run_in["what"]) + said
        if last is None and said in _PROFITS and (turned := _TURNED.match(masked, 0, figure.left)):
            return turned["what"] + said
        return _topic(figure, passage, last, said) + said if said in _INCOMES else said

    def _goes_on(self, phrase: Phrase, begins: int, last: Figure, context: Context) -> str:
        """What a figure behind others of its sentence tells more of; its own words begin at a place of that."""
        figure, said, masked = phrase.figure, phrase.words, phrase.passage.masked
        subject = subject_of(phrase, last).fact.indicator or ""
        if said in SIDES and context.account and _SETTLED.search(subject):
            subject = context.account
        if figure.region and said == "":
            subject = subject.removeprefix(last.zone)
            over = self._before_colon(phrase, context)
            subject = over or _told_of_places(figure, subject, phrase.before, context.figures)
        if subject[-2:] == STEPS:
            subject = self._stepped(phrase.before, phrase.passage) or subject
        if (
            last.change
            and not figure.change
            and figure.verb != "become"
            and not phrase.lead
            and masked.find("；", last.end, figure.start) < 0
            and (not said or "、" in masked[figure.left - 1 : begins] or _is_part(figure, last))
        ):
            # 核减28个项目、资金2.01亿元, 增加贷款9亿元，其中农业6亿元: the verb goes on
            figure.change = last.change
        return subject

    def _of_kind(self, figure: Figure, words: str, subject: str, last: Figure | None, passage: Passage) -> str:
        """Words that stand as they are, with what is told of all of their kind: 支出, 参保率, 产量."""
        spends = subject.endswith(SPENDING)
        if last:
            spends = spends or (last.fact.indicator_id or "").startswith(_FUNCTION)
        elif passage.masked[figure.left - 1] in COLONS:
            spends = spends or SPENDING in passage.masked[: figure.left]  # 主要支出项目安排：教育9亿元
        if spends and self._is_function(figure, words):
            words += SPENDING  # 主要支出项目：教育4亿元，增长15%
        elif last is None:
            pass
        elif (
            len(words) == _SHORT_RATE
            and words[-1] == _RATE
            and (insured := _WHO_TAKES_PART.sub("", NEWLY.sub("", subject)).removeprefix(_CARRIED_OUT)).endswith(
                words[:-1]
            )
            and not insured.startswith(_REACHING)  # 带动就业3万人，就业率98%
            and not self._indicators.find(words)
        ):
            # 医保参保3万人，参保率98%, but 参合率 says all, and 整改率 behind 完成整改3亿元
            words = rate_of(insured, words)
        elif isinstance(figure.mention.value, Quantity):
            of_product = next(filter(bare(subject).endswith, _OF_PRODUCTS), "")
            if of_product and self._is_product(figure, words, last, of_product):
                words += of_product
        return words

    def _opened(self, phrase: Phrase, whole: str, context: Context) -> str:
        """What the first figure of a sentence tells more of: what was told of before, or the ``whole`` that the
        sentence opens with."""
        figure, said, passage = phrase.figure, phrase.words, phrase.passage
        if (
            passage.text[figure.left - 1] in COLONS
            and passage.text.endswith(_LED_BY, 0, figure.left)
            and (function := functions.function_of(passage.text[: figure.left]))
        ):
            context.indicator = context.function = function
        # 主要用于科技项目5个。支出决算为…: of the function, whatever else was told of between
        subject = context.function if context.function and said in OF_BUDGETS else context.indicator
        if said in SIDES:
            if not subject and (account := _ACCOUNT.fullmatch(context.topic or context.heads)):
                subject = account["what"]  # （二）政府性基金预算。收入11亿元，支出9亿元
            if isinstance(figure.mention.value, Money):
                subject = _paid_before(subject, context.figures) or subject
                if context.account and _SETTLED.search(subject) and not passage.masked.startswith("其中"):
                    subject = context.account  # 基金收入9亿元，收入总计12亿元。支出8亿元
                if "基金" in passage.masked and (fund := _FUND_BEFORE.fullmatch(passage.masked, 0, figure.left)):
                    subject = fund["what"]
        if said in PUPILS:
            # 普通小学90所，另有教学点9个。招生3万人
            whose = [school for one in context.figures if not one.part_of and (school := SCHOOL.fullmatch(one.words))]
            subject = whose[-1][0] if whose else subject or context.heads  # （一）小学 over 招生3万人
            if len({school[1] for school in whose}) > 1:
                subject = ""  # 小学52所；初中24所。专任教师4600人: of all of them
        elif whole:
            subject = whole
        if not (subject or said or figure.noun) and passage.opens and figure.base and figure.verb in CHANGING:
            subject = _compared(figure, context)  # 与上年相比增加3万元, below what a paragraph has told
        if said == "" and not figure.noun and passage.masked.startswith("其中"):
            # 企业126户，资产3亿元。其中，省本级22户: those that were counted before
            subject = _counted_alike(figure, context.figures) or subject
        return subject

    def announced(self, line: str) -> Announced | None:
        """What a line says of the items of the list below it."""
        return announced(line, self._wording, self._indicators)

    def _item(self, figure: Figure, said: str, context: Context) -> str:
        """An item of a list with what all have: 东城区 below 各区工业投资如下：; another name ends the list."""
        over, value = context.announced, figure.mention.value
        assert over
        is_count = isinstance(value, Quantity) and value.unit in COUNTING
        unlike = (over.what[-1] == _RATE and not isinstance(value, Percent)) or (
            over.what.endswith(NORM) and not isinstance(value, Money)
        )
        if is_count or figure.noun or figure.change or unlike:
            is_item = False
        elif said:
            plain = fold(said)
            of_sort = over.of_each and (
                plain[-1] in _SORTS_LAST or plain.endswith(_SCHOOLS) or not self._indicators.is_name(plain)
            )
            is_item = plain in over.line or of_sort
            is_item = is_item and not self._wording.head_noun.search(plain)
        else:
            is_item = figure.region is not None
        if is_item:
            return said + (over.what.removeprefix("城乡") if said in DIVISIONS else over.what)
        if (over.what == OUTPUT and said.endswith(over.what[-1])) or (over.what == CAPACITY and said):
            return said  # 主要产品产量如下：原煤9万吨；发电量3亿千瓦时
        context.announced = None
        return said

    def _before_colon(self, phrase: Phrase, context: Context) -> str:
        """What the colon before a place, or before a budget, says: 各县投资增速分别为：甲县8%、乙县7%,
        1.抽检项目：预算金额9万元."""
        figure, passage, before = phrase.figure, phrase.passage, phrase.before
        end = figure.left - 1
        if passage.masked[end] in OPENING:
            start = clause_start(passage.masked, 0, end)
            if led := LEADS_IN.match(passage.masked, start, end):
                return of_what(led["what"], figure, before, context.figures)  # 增速最高的是甲县（9%）
            end = start - 1  # 增速居前的是：甲县（9%）
        if end < 1 or passage.masked[end] not in COLONS:
            return ""
        if not (figure.region or figure.stage or figure.mention.kind is _DURATION):
            return ""
        start = clause_start(passage.masked, 0, end)
        if ranked := TOLD_BY.fullmatch(passage.masked, start, end):
            return of_what(ranked["what"], figure, before, context.figures)
        told = None if _BY_LEVEL.match(passage.masked, start) else _OF_EACH_PLACE.fullmatch(passage.masked, start, end)
        return own_words(passage, *told.span("what")) if told else ""

    def _whole_before(self, said: str, figure: Figure, passage: Passage) -> str:
        """What a sentence opens with and its figures are parts of: 商品零售额中，汽车类下降5%; else empty. What is said
        to be a share, and of nothing else, is one of that, also where it is no amount."""
        told = _PARTS_OF.match(passage.masked, 0, figure.left) if figure.left else None
        if told is None:
            return ""
        begins, lead = self._trimmer.trim(*told.span("what"), passage, figure)
        whole = own_words(passage, begins, told.end("what"))
        if (
            whole
            and "占" in figure.flags
            and not figure.whole
            and "其中" not in passage.masked[: figure.start]
            and not any(map(str.isdecimal, whole))
            and not passage.masked.startswith(_IS_WHO, figure.end)
        ):
            # 就业人员中，第一产业占27%; 医院中，公立医院床位占80%; but not 38个断面中，Ⅰ类占9%, nor 防控中，党员占40%
            whose = whole
            if not self._indicators.is_name(fold(whole)):
                if lead and lead not in _COMES_TO and passage.masked.endswith(lead, told.start("what"), begins):
                    whose = lead + whole  # 获奖作品
                if not _COUNTABLE.search(fold(whose)):
                    whose = ""
            if whose:
                figure.whole = whose + said.rpartition(whose)[2] if whose in said else whose
        return whole if whole.endswith(_COUNTED_IN) or self._wording.head_noun.search(fold(whole)) else ""

    def _is_product(self, figure: Figure, words: str, last: Figure, told: str) -> bool:
        """Whether the words of a quantity name a product and no more, told of as the one before it:
        粮食产量9万吨，增长1%；油料4万吨."""
        one, other = figure.mention.value, last.mention.value
        known = figure.verb in (None, "become") and self._indicators.find(words + told) is not None
        weighed = {getattr(one, "unit", None), getattr(other, "unit", None)} <= _WEIGHTS
        return known and figure.noun is None and (weighed or alike(one, other))

    def _is_function(self, figure: Figure, words: str) -> bool:
        """Whether words name no more than the function of an expenditure."""
        if figure.noun or figure.whole or not isinstance(figure.mention.value, Money | Percent):
            return False
        if words in _FUNCTIONS_IN_SHORT:
            return True
        known = None if self._indicators.find(words) else self._indicators.find(f"{words}{SPENDING}")
        return known is not None and known.id.startswith(_FUNCTION)

    def _ranked(self, ranked: Match, figure: Figure, passage: Passage) -> str:
        """What the first of a ranking is told of: of a place what is ranked (授权量居前三位的省份依次为广东), else its
        own name (发病数居前三位的病种依次为肺结核)."""
        place, who = passage.place, ranked["who"]
        named = self._trimmer.place(who, place) if place else None
        if not named or named[1] < len(who):
            return str(who)
        figure.region = named[0]
        return str(ranked["what"])

    def _stepped(self, before: Sequence[Figure], passage: Passage) -> str:
        """What has come up so many steps: 产值连跨3个百亿元台阶，达到600亿元."""
        climbing = next((one for one in before if one.has_phrase and one.words.endswith(STEPS)), None)
        if climbing is None:  # 产值连续跨越5万亿元、6万亿元两个台阶，达到7万亿元
            return next((one.words for one in reversed(before) if not one.words.endswith(STEPS)), "")
        a, b = climbing.phrase
        return own_words(passage, self._trimmer.trim(a, b, passage, climbing)[0], b)

    def _is_for_all(self, figure: Figure) -> bool:
        """Whether a figure tells of all that stands before it, and is not shared out."""
        return "分别" not in figure.flags and self._wording.distributive.isdisjoint(figure.flags)

    def _bracket_head(self, figure: Figure, passage: Passage, last: Figure | None) -> tuple[int, int] | None:
        """发酵酒（增长87%）: what stands before the bracket that the figure opens."""
        masked, left = passage.masked, figure.left
        if masked[left - 1] not in "（(\n" or figure.own_date is not None:
            return None  # 比上年（37.7%）上升
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
        start = clause_start(masked, floor, end)
        if start - 1 > floor and _AT_PRICES.fullmatch(masked, start, end):  # 总产值，按不变价格计算，达到3亿元
            start, end = clause_start(masked, floor, start - 1), start - 1
        if fared := _FARED.search(masked, start + 2, end):
            # 收入增速高于经济增速，突破3万元: the amount is of no rate
            end = fared.end("rate") if fared["rate"] and isinstance(figure.mention.value, Percent) else fared.start()
        elif bare := _BARE_NUMBER.search(masked, start, end):
            end = bare.start()
        clause = masked[start:end].strip(" " + HIDDEN)
        if clause in GROWTHS and not isinstance(figure.mention.value, Percent):
            return None  # 贷款增长15%，增速居全省第3位，比年初新增9亿元
        # 分季度看, 从结构看, 由于上年基数较高, 为利息收入, 主要用于工资
        # but 教育支出9亿元，主要是义务教育支出，增长5%
        aside = clause.endswith("看") or _WHY.match(clause) or (last and clause.startswith(_IS))
        if aside or (clause.startswith(_SPENT_FOR) and not clause.endswith(SHARES)):
            return None
        if not 2 <= len(clause) <= _LONGEST_PHRASE or set(clause) <= {DATE}:
            return None
        # Behind a semicolon a clause names what it tells of as it does where the sentence opens.
        goes_on = last and masked.find("；", last.end, start) < 0
        if goes_on and not (
            self._wording.head_noun.search(clause)
            or self._indicators.find(clause)
            or self._is_a_place(start, end, passage)
        ):
            return None
        return start, end

    def _is_a_place(self, start: int, end: int, passage: Passage) -> bool:
        """Whether a stretch is a place within the document's own, but for what leads it in: 最低的是甲县."""
        if led := LEADS_IN.match(passage.masked, start, end):
            start = led.end()
        named = self._trimmer.place(passage.text[start:end], passage.place) if passage.place else None
        return named is not None and named[1] == end - start


def _take_place(figure: Figure, last: Figure, before: Sequence[Figure]) -> None:
    """Give a figure of a list the place that the list before its own, or its first figure, has for it."""
    if figure.joined and last.others:
        (figure.region, figure.zone), figure.others = last.others[0], last.others[1:]
    elif (
        figure.chain > 1 and (not figure.has_phrase or figure.clause.startswith("分别")) and last.joined and last.region
    ):
        # 甲县、乙县产量分别为3吨和2吨，分别增长5%和4%, 分别投入资金3亿元和2亿元
        places = [(one.region, one.zone) for one in before[-figure.chain :] if one.region]
        if len({(place.code, zone) for place, zone in places}) == figure.chain:
            (figure.region, figure.zone), figure.others = places[0], places[1:]


def _compared(figure: Figure, context: Context) -> str:
    """What the paragraph before has told, but for its parts, where it has told of one thing in what the figure is
    in."""
    told = context.alone
    if not told or not (isinstance(figure.mention.value, Percent) or alike(figure.mention.value, told.mention.value)):
        return ""
    return told.words


def _at_level(said: str, figure: Figure, passage: Passage, context: Context) -> str:
    """What is said behind 分级次看 but for the document's own level, of what the paragraph before tells: 省级9亿元."""
    own = passage.place.full_name if passage.place else ""
    if len(said) == _GRADE and said[-1] == "级" and own.endswith(said[0]):
        figure.scope, said = "own_level", ""
    if context.before and passage.opens and said in ("", *SIDES):
        context.indicator = context.before
    return said


def _of_another_size(figure: Figure, last: Figure, before: Sequence[Figure], passage: Passage) -> str:
    """What a figure tells of that the last one limits: 204种产品中，占比超过10%的有44种 are those that are counted, and
    no share; of another size where those before are: 其中百亿元以上项目2个、50亿元以上3个."""
    other = next((one for one in reversed(before[:-1]) if alike(one.mention.value, figure.mention.value)), None)
    subject = _counted_alike(figure, before[:-1])
    if other and other.part_of:
        subject = _SIZED.sub("", subject)
    if not subject and passage.masked[last.left - 1] in OPENING:
        return last.words  # 输电线路（110千伏以上）632公里
    return subject


def _shortened(a: int, b: int, number: int, masked: str) -> int:
    """Where words of more than some length begin that name a ``number`` of things: with the item of a list that the
    limit falls into, not in the middle of a word."""
    limit = b - _LONGEST_PHRASE * number
    if limit <= a + _LONGEST_ITEM:
        return a
    item = masked.rfind("、", limit - _LONGEST_ITEM, limit + 1) + 1
    return item or masked.find("、", limit, b) + 1 or limit


def _topic(figure: Figure, passage: Passage, last: Figure | None, said: str) -> str:
    """The industry or product that a sentence, or what stands behind a semicolon of it, is about; empty behind another
    figure there, but for how many firms and projects there are now: 壮大甲产业，引进项目20个，产值增长18%."""
    masked, left = passage.masked, figure.left
    opening = masked.rfind("；", 0, left) + 1 if last else 0
    if last and opening < last.end:
        grows = figure.verb == "rise" and last.mention.kind is Kind.QUANTITY and last.noun is None
        if not grows or masked.find("，", last.end, left) < 0:
            return ""
    product = None
    if last is None or (opening >= last.end and last.words.endswith(said)):
        # 棉花，年均产量464万吨；油料，年均产量1726万吨: one after the other, said alike
        product = _PRODUCT.fullmatch(masked, opening, left)
    topic = _INDUSTRY.match(masked, opening, left) or product
    return str(topic["what"]) if topic else ""


def _harvested(figure: Figure, passage: Passage, last: Figure | None) -> str:
    """What the clause before a figure has grown of which the figure says how much: 粮食连续五年增产，总产量9亿吨."""
    masked, end = passage.masked, figure.left - 1
    if end < 1 or masked[end] != "，":
        return ""
    told = _HARVEST.fullmatch(masked, clause_start(masked, last.end if last else 0, end), end)
    return str(told["what"]) if told else ""


def _built_before(figure: Figure, passage: Passage, last: Figure | None) -> str:
    """What the clause before a figure says is being built, which opens its segment of the sentence; empty where it
    holds another figure or says nothing of the kind."""
    masked, left = passage.masked, figure.left
    opening = masked.rfind("；", 0, left) + 1
    if opening == left or masked[left - 1] != "，" or (last and last.end > opening):
        return ""
    works = _BUILDS.fullmatch(masked, clause_start(masked, opening, left - 1), left)
    return str(works["what"]) if works else ""


def _is_part(figure: Figure, last: Figure) -> bool:
    """Whether a figure is a part of what the last one tells of, or another part beside it."""
    if figure.verb is not None or not alike(figure.mention.value, last.mention.value):
        return False
    return figure.clause.lstrip("，；").startswith("其中") or last.part_of is not None


def _is_of_counted(figure: Figure, last: Figure) -> bool:
    """Whether a percentage tells of what the figure before counts, named as it is: 15个重点事项审批时限压缩70%."""
    return isinstance(figure.mention.value, Percent) and last.mention.kind is Kind.QUANTITY


def _is_behind_length(figure: Figure, last: Figure | None, passage: Passage) -> bool:
    """Whether the clause before a figure's own ends with a length of time."""
    behind = last.end if last else 0
    return any(behind <= one.start and one.end == figure.left - 1 for one in passage.lengths)


def _before_bracket(figure: Figure, passage: Passage, last: Figure | None) -> tuple[int, int] | None:
    """文盲人口（15岁及以上不识字的人）为3万人, 地下水（矿化度≤2g/L）为9亿立方米: what stands before a bracket that
    holds the figure before, where no other figure does."""
    masked, end = passage.masked, figure.left - 1
    if last is None or masked[end] not in "）)" or figure.completed is not None:
        return None  # 完成年度目标任务（55亿元）的70%
    opening = masked.rfind("（", 0, last.start)
    if opening <= 0 or masked.find("）", opening, end) >= 0:
        return None
    start = clause_start(masked, 0, opening)
    return None if any(map(str.isdecimal, masked[start:opening])) else (start, opening)


def _is_counted_in(figure: Figure, name: str) -> bool:
    """Whether a name ends with the unit that a figure counts in: 总诊疗人次, 入院人数."""
    unit = getattr(figure.mention.value, "unit", None)
    return unit is not None and name.endswith((unit, f"{unit}数"))


def _carried_by(figure: Figure, masked: str) -> str:
    """By what the figures right before one say that goods or people are carried; empty where they do not, or by more
    than one: 铁路货运量9亿吨，水运货运量3亿吨，货物周转量8亿吨公里 is of both."""
    one, modes = figure.last, []
    while one and masked.find("；", one.end, figure.left) < 0 and (carried := _CARRIED_BY.fullmatch(one.words)):
        modes.append(carried["mode"])
        one = one.last
    return modes[0] if len(set(modes)) == 1 else ""


def _counted_alike(figure: Figure, before: Sequence[Figure]) -> str:
    """The indicator of the last figure before one that counts in the same unit; empty where none does."""
    unit = getattr(figure.mention.value, "unit", "")
    alike = (one.fact.indicator for one in reversed(before) if getattr(one.mention.value, "unit", None) == unit)
    return next(alike, None) or ""


def _told_of_places(figure: Figure, subject: str, before: Sequence[Figure], earlier: Sequence[Figure]) -> str:
    """What a place is told of: the amount of the sentence before, where this one has only counted places (收入9亿元。
    10个县中，7个增长，其中甲县3亿元), or what puts places above others; else the subject."""
    if isinstance(figure.mention.value, Money) and all(
        one.region is None and isinstance(one.mention.value, Quantity) for one in before
    ):
        subject = next((one.words for one in earlier if isinstance(one.mention.value, Money)), subject)
    told = TOLD_BY.fullmatch(subject)
    if told:
        return of_what(told["what"], figure, before, earlier)
    rest = ZONE.sub("", subject)
    return rest if any(one.words == rest for one in before) else subject  # 甲县增长8%，高新区7%，乙县6%


def _paid_before(subject: str, before: Sequence[Figure]) -> str:
    """The amount of which the sentence before told, where its subject is what that went into: 发行专项债券6亿元支持项目
    74个。支出5亿元; empty where the subject is none that is counted."""
    told = [one for one in before if not one.part_of and one.words]
    if not told or told[-1].words != subject or not isinstance(told[-1].mention.value, Quantity):
        return ""
    return next((one.words for one in reversed(told) if isinstance(one.mention.value, Money)), "")


def _rates_of(figure: Figure, members: Sequence[str]) -> Sequence[str]:
    """Members as what their figure tells of them: how much is done of a budget, or which share each is of a whole."""
    if "分别" in members[0]:  # 生育和医疗保险分别参保3万人、5万人
        members = [member.replace("分别", "") for member in members]
    if figure.completed is not None:
        rate = completion(figure.completed)
        members = [bare(member).removesuffix("完成率") + rate for member in members]
    if figure.whole:
        rest = f"占{figure.whole}比重"
        members = [member.removesuffix(rest) + rest for member in members]
    return members
