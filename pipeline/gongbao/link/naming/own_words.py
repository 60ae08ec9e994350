"""A name's own words: without those that say who, how, why, when or which of them."""

import re

from gongbao.kept import compiled
from gongbao.link.lexicons import functions
from gongbao.link.lexicons.wording import DATE, HAN, HOLIDAYS, IN_ALL, SPACES
from gongbao.link.naming.before_names import handed_on
from gongbao.link.naming.general import SUMS
from gongbao.link.naming.half_said import EXCLUDED_LAST
from gongbao.link.naming.listing import JOINTS, behind_sort
from gongbao.link.sentence.figure import EACH_DOES
from gongbao.link.sentence.passage import Passage

# 在医院中有公立医院: of which there are so many.
_OF_WHICH = compiled(f"^[{HAN}]{{2,8}}中有(?=[{HAN}]{{2}})")
# 在…带动下实现增加值: how it came about is no part of what it is, but 通过公共网络实现零售额 is a name.
_BY_THE_WAY = compiled(
    "^基础上(?:(?=新[增建开])|[再又](?:推出|实施|推广|建成)$)|在[^，。；]{1,10}下(?=实现|完成|$)|(?<=..)在[^，。；]{2,16}的基础上$|(?<=\\p{Han})(?<!通过[^，。；]{2,8})(?:累计|共)?(?:实现|完成)(?!的)"
    "(?=(?:地区)?生产总值|增加值|产值|收入|营收|投资|利润|利税|税收|总产值|(?:开票|应税)?销售|零售额|营业额|\\p{Han}{1,6}率"
    "|\\p{Han}{0,6}(?:增加值|产值|收入|投资|利润|税收|总额|工程量|交货值|[吞运][吐输]量|[客货]运量|周转量|发送量|业务量)$)"
    f"|(?<=\\p{{Han}}{{2}})(?<![公总中一反])(?:{IN_ALL}(?![性通用计])|共有(?!产权|权|部)|共(?=发[生放]))(?=\\p{{Han}}{{2}})"
    "|因[^，。；]{2,16}造成(?=(?:直接)?经济损失|死亡)"
    "|[^，。；]{0,16}(?:比赛|赛事|运动会|[奥亚省市]运会|锦标赛|大赛)[上中]共?(?:获得?|夺得|斩获|摘得)(?=..)"
)
# 小区改造计划开工136个, but 行动计划新建5所, 专项计划招录9名.
_PLANNED_DEED = compiled(
    "(?<=\\p{Han}{2})(?<!行动|工程|规划|招生|培养|支持|专项|人才)计划(?=(?:新?开工|新建|改造|实施|完工|竣工|建设|整治|招录|创建|新增|修建)$)"
)
# 柑橘产业力争综合产值突破50亿元
_STRIVEN_FOR = compiled("(?<=[\\p{Han}”]{2})力争(?=\\p{Han}{2})")
# 产值居全国第5位、增长3%; 收入全国第三、超过5亿元.
_RANK = compiled(
    r"(?:[稳跃]?居|位居|位列|列|排名?|全国|全球|全[省市区县]|世界)[^，。；、第]{0,8}第[一二三四五六七八九十\d]{1,3}[位名]?$"
)
# 成为全省第3个地区生产总值超千亿元的县: which of them one has become; but 成为首个拥有2个高新区的市.
AS_NTH = compiled(
    "^.*?成为(?:[^，。；、的]{0,8}?(?:第[一二三四五六七八九十\\d]{1,3}|首|唯一一?)[个家座](?:的|、|$)?){1,3}(?!(?:同时|均|已)*(?:拥有|具有|建成|建立|设立|形成|获批|获评|入选|创建|开通|实现)了?$)"
)
# 收入剔除虚增因素后, 产值扣除价格因素: what is left out is no part of the name.
_LEFT_OUT = compiled("(?:剔除|扣除|不含|不包括).{2,16}(?:因素|影响)后?$")
# 全国人大批准的限额, 财政部核定的债务限额
# 没有实现年初确定的能耗: which of them is no part of what it is, nor whether it has been reached.
_APPROVED = re.compile(
    f"^(?:[{HAN}]{{1,12}}?(?:批准|核定|核准|下达)|(?:(?:[没未]有?能?|全面|超额|圆满|顺利)?(?:实现|完成|达到)了?)?(?:确定|设定|提出|制定))的"
    f"(?=[{HAN}]{{2}})"
)
# 决算数大于预算数的主要原因是追加人员经费: what the reason is for is no part of it.
_BECAUSE = compiled(".*原因(?:[是为]|在于)[：:]?(?=..)")
# 全市审计机关共完成审计项目: who did it, all told.
_DID_ALL = compiled(
    f"^[{HAN}]{{0,10}}(?:机关|部门|单位|系统|局|厅|委|院|审计)共(?:发现并|移送|完成|实施|开展|组织|安排|争取|投入|拨付|下达|发放|征收|筹集|化解|发行)"
    f"(?=[{HAN}]{{2}})"
)
# 住户部门累计新增贷款: of whom it is, and none who does it.
_SECTORS = "住户|居民|家庭|政府|企业|机构|金融|银行|公共|私人|实体|经济|国外|境外"
# 公司完成投资, 税务部门累计减税, 山东电网拥有变电站: who does or has it, but 上市公司实现利润 are of such firms.
_WHO_DOES = compiled(
    "^(?:(?:本|我|该)?(?:公司|集团(?:公司)?|学校)(?:全年|累计|共|已经?)*(?:拥有|现有|共有(?!产权)|获得)"
    f"|(?:本|我|该)?(?:公司|集团(?:公司)?)(?:全年|累计|共|已经?)*(?:实现|完成)(?=[{HAN}]{{4}})"
    f"|[{HAN}]{{2,8}}(?:(?<!{_SECTORS})部门|海关)(?:累计|日均|已经?|共(?![同享建有]))+"
    f"(?:完成|实施|开展|组织|安排|争取|投入|拨付|下达|筹集)?|[{HAN}]{{2,6}}电网拥有)(?=[{HAN}\\d“]{{2}})"
)
# 有关地区和部门已追回资金: who did it.
_WHOSE = compiled(
    "^(?:相关|有关)(?:地区|部门|单位|企业|市县|县区|方面)(?:[和及、](?:地区|部门|单位|市县|企业))?"
    f"(?:已经?|共(?![有同享建])|均|累计|通过[^，。；：]{{2,30}}?等(?:方式|形式|渠道|途径|手段))+(?=[{HAN}]{{2}})"
)
# 《规划》提出了单位能耗降低20%: who says so is no part of what it is.
_SAYING = re.compile("提出|明确|规定|要求|确定")
_WHO_SAYS = compiled(
    f"^(?:《[^》]{{2,30}}》|[{HAN}“”]{{0,10}}?(?:规划|纲要|报告|方案|意见|计划|会议|政府|[省市县区州旗党]委|国家|上级|文件|条例|办法|通知))"
    f"(?:还|均|都|又|已|进一步)*(?:提出|明确|规定|要求|确定)了?[到至要将]*(?![了到至要将])(?=[{HAN}]{{2}})"
)
# 化解了债务12亿元: 化解债务.
_OF_THE_PAST = compiled("(?<=.[^为事])了(?![解结却率])")
# 支付进度应在6月底前达到50%: that it has to is no part of what it is.
_TO_BE_BY = compiled(
    f"(?<=..)(?<![供反效响感对适呼])(?:应当?|必?须|力争|确保|争取|计划|预计)(?:[在于]{DATE}+|{DATE}+)前?$"
)
_NUMBER_OF_DATE = f"{DATE}数"
# 区财政连续三年安排科技资金: who paid is no part of what it is.
HOW_LONG = "(?:连续)?[一两三四五1-5]年"
_PAID_BY = compiled(
    f"^(?:国家|[省市县区州旗]级?|本级|各级)?财政(?:{HOW_LONG})?(?:累计|每年|[拟将已共])*(?:安排|下达|拨付|投入)了?的?"
    "(?!的?(?:专项)?(?:补助)?(?:资金|补助|经费|投资|支出|补贴)$)(?=.{3})"
)
# 中央财政拟投入: that it is to come is no part of what it is.
_TO_PAY = compiled(
    f"(?<=财政)(?:{HOW_LONG}|累计|每年|为此|[拟将已共])+(?=安排|下达|拨付|投入|增加|支出|补助|补贴|统筹|支持)"
)
# 各级政府三年内拟投入: neither when nor that it is to come.
_WITHIN = compiled("(?<=..)(?:(?:今后|未来)?[一两三四五六七八九十\\d]{1,2}年内)(?:预?[计拟将]|计划|力争|累计)*")
# 部门预算安排购置车辆: that it is budgeted is no part of what it is.
_BUDGETED = compiled(f"^[{HAN}]{{0,12}}预算拟?安排(?=购[置买]|更新|新[购增])")
_SPENT_ON = (*functions.LOW_ENDS, f"支出{functions.ENDS[0]}")
# 公务接待费预算支出
_BUDGETED_COST = compiled("(?<=[费置])预算(?=支出$)")
_RECKONED = compiled(f"^按?[^，。；]{{2,24}}计算的(?=[{HAN}]{{2}})")
# 职工基本医疗保险（以下简称职工医保）参保人数
_CALLED = compiled("[（(](?:以下|下同)?(?:统一?|均)?简称[^（）()]{1,20}[）)]")
# 自设立以来累计新设企业: since when is no part of what it is.
_SINCE = compiled(f"(?:^|自)自?[{HAN}]{{2,8}}以来的?(?:累计|共|已)*(?=[{HAN}]{{2}})")
# 拉动全市工业增长: what it adds to.
_PULLED = compiled("(?<=[拉带]动)全[国省市区县州](?=..)")
_NAME_EDGE = f" {SPACES}、，：（(·的"
# 涉案标的12亿元, but 未达到预期目标的8项
_SUBJECT_MATTER, _AIMED_AT = "标的", ("目标的", "指标的")
# 社会保险基金预计总收入
_EXPECTED = compiled("(?<=..)预计(?=总?(?:收入|支出)$)")
# 大气污染治理三年行动累计 / 淘汰燃煤锅炉: by what it was done.
_ACTED = compiled(f"^.*行动累计(?=[{HAN}“]{{4}})(?!完成|投资|投入|实现|下降|增[长加])")
# Without these a name holds no words of others: few have any. Literals are looked for faster than sets.
_MAY_HOLD_OTHERS = re.compile(
    "的|第|成为|基础上|预计|力争|简称|安排|计划|\n|素|响|后|共|财政|原因|分别|“|”|实现|完成|下|造成|中有|了|提出|明确|规定|要求|确定|赛|关|年内|以来|动全|动累|主要用于|假|期间|黄金周|公司|集团|学校|部门|海关|电网"
)


def _without_dates(passage: Passage, a: int, b: int) -> str:
    """A stretch without its dates, 在 before one and 前 behind one (年底前支付率), but for those that are a part
    of a name."""
    named = handed_on(a, b, passage)
    first, end = named.span() if named else (b, b)
    return "".join(
        [
            character
            for place, (character, mask) in enumerate(zip(passage.text[a:b], passage.masked[a:b], strict=True), a)
            if (mask != DATE and not _is_beside(character, place, passage, a)) or first <= place < end
        ]
    )


def _is_beside(character: str, place: int, passage: Passage, start: int) -> bool:
    """Whether a character only leads a date in, or bounds it: 在1956年完成, 年底前支付率, 降幅比上月扩大的."""
    if character == "在" or (character in "比较" and place > start and passage.text[place - 1] not in "占同环对"):
        return passage.masked.startswith(DATE, place + 1)
    return character == "前" and passage.masked.endswith(DATE, start, place)


# 收入、利润分别虚增2亿元、1亿元: what was done amiss to each.
_EACH_AMISS = re.compile("分别([虚多少漏错][增减列报计记付缴征收])$")


def _of_each(words: str) -> str:
    """高新区、经开区分别实现工业总产值: of each of them; other words as they are."""
    said = EACH_DOES.search(words)
    if said is None:
        amiss = _EACH_AMISS.search(words)
        return "、".join(f"{amiss[1]}{one}" for one in JOINTS.split(words[: amiss.start()])) if amiss else words
    who, _, what = words.partition(said[0])
    each = JOINTS.split(who)
    # 东、中、西部地区分别完成投资, 第一、二、三产业分别完成投资
    alone = all(len(one.removeprefix("第")) == 1 for one in each[:-1])
    rest = behind_sort(each[-1].removeprefix("第")) if alone else ""
    return "、".join(f"{one}{rest}{what}" for one in (*each[:-1], each[-1].removesuffix(rest)))


# 产值从1953年至1980年的28年间.
_RUN_OF_YEARS, _FOR_YEARS = "年间", compiled("[从自]?的?[\\d一二三四五六七八九十]{1,3}年间$")


def own_words(passage: Passage, a: int, b: int) -> str:
    """An indicator's words as the report has them, without dates, line breaks and marks at their ends."""
    if passage.text[b - 1] == "数" and passage.masked.endswith(_NUMBER_OF_DATE, 0, b):
        b -= 1  # 结转和结余年末数
    kept = passage.text[a:b]
    if kept.endswith("×"):
        kept = kept.rstrip("×0123456789")  # 热电厂2×30万千瓦
    if DATE in (kept if passage.masked is passage.text else passage.masked[a:b]):
        if to_be := _TO_BE_BY.search(passage.masked, a, b):
            b = to_be.start()
        kept = _without_dates(passage, a, b).replace("自以来", "")
        if kept.endswith(_RUN_OF_YEARS):
            kept = _FOR_YEARS.sub("", kept)
    if kept.endswith("支出"):
        if kept.endswith(_SPENT_ON, 0, -2):
            kept = kept[:-2]  # 行政运行（项）支出, 教育支出（类）支出, but 教育（类）支出
        elif "预算" in kept:
            kept = _BUDGETED_COST.sub("", kept)
    return _without_others(kept) if _MAY_HOLD_OTHERS.search(kept) else kept.strip(_NAME_EDGE)


def _without_others(kept: str) -> str:
    """A name without words that say who, how, why or which of them; such words hold one of ``_MAY_HOLD_OTHERS``."""
    if "预计" in kept:
        kept = _EXPECTED.sub("", kept)
    if "力争" in kept:
        kept = _STRIVEN_FOR.sub("", kept)
    if "的" in kept:
        kept = _APPROVED.sub("", kept)
        if "计算的" in kept:
            kept = _RECKONED.sub("", kept)
    if "简称" in kept:
        kept = _CALLED.sub("", kept)
    if ("假" in kept or "期间" in kept or "黄金周" in kept) and (holidays := HOLIDAYS.match(kept)):
        kept = kept[holidays.end() :].removeprefix("期间").removeprefix("共") or kept
    if "第" in kept:
        kept = _RANK.sub("", kept)
    if "成为" in kept:
        kept = AS_NTH.sub("", kept)
    if "\n" in kept:
        kept = kept.replace("\n", "")
    if kept[-1:] in EXCLUDED_LAST:
        kept = _LEFT_OUT.sub("", kept)
    is_subject = kept.endswith(_SUBJECT_MATTER) and not kept.endswith(_AIMED_AT)
    kept = kept.lstrip(_NAME_EDGE).rstrip(_NAME_EDGE[:-1]) if is_subject else kept.strip(_NAME_EDGE)
    if "年内" in kept:
        kept = _WITHIN.sub("", kept)
    if "共" in kept and "共" in kept.replace("公共", ""):
        done = _DID_ALL.sub("", kept)
        kept = kept if done in SUMS else done
    if "关" in kept:
        kept = _WHOSE.sub("", kept)
    if "部门" in kept or "公司" in kept or "集团" in kept or "学校" in kept or "海关" in kept or "电网拥有" in kept:
        kept = _WHO_DOES.sub("", kept)
    if "计划" in kept:
        kept = _PLANNED_DEED.sub("", kept)
    if "安排" in kept:
        kept = _BUDGETED.sub("", kept)
    if "财政" in kept:
        kept = _TO_PAY.sub("", _PAID_BY.sub("", kept))
    if _SAYING.search(kept):
        kept = _WHO_SAYS.sub("", kept)
    if "了" in kept:
        kept = _OF_THE_PAST.sub("", kept)
    if "主要用于" in kept:
        kept = kept.rpartition("主要用于")[2] or kept  # 项目支出主要用于学前教育3万元
    if "原因" in kept:
        kept = _BECAUSE.sub("", kept)
    if "动全" in kept:
        kept = _PULLED.sub("", kept)
    if "行动累计" in kept:
        kept = _ACTED.sub("", kept)
    if "以来" in kept:
        kept = _SINCE.sub("", kept)
    if "分别" in kept:
        kept = _of_each(kept)
    if kept[:1] == functions.QUOTED:
        kept = functions.unquoted(kept)
    if (
        "实现" in kept
        or "完成" in kept
        or ("下" in kept and "在" in kept)
        or ("共" in kept and "共" in kept.replace("公共", ""))
        or "造成" in kept
        or "基础上" in kept
        or "赛" in kept
    ):
        kept = _BY_THE_WAY.sub("", kept)
    if ("“" in kept or "”" in kept) and kept.count("“") != kept.count("”"):
        kept = kept.strip("“”")
    if kept[:2] == "分别":
        kept = kept[2:].lstrip("是为")  # 分别拉动经济增长, 分别是金融业
    if "中有" in kept:
        kept = _OF_WHICH.sub("", kept)
    return kept
