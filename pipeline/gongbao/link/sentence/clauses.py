"""Figures in their clauses: what stands before each, what noun follows it, and by which verb it is said."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import CENSUS, DATE, HAN, HIDDEN, Match, Wording
from gongbao.link.sentence.counted import ATTRIBUTES, limited_by, take_noun
from gongbao.link.sentence.figure import (
    ADJUSTED,
    AGE,
    BOUNDARY,
    BUDGET,
    CHANGING,
    COLONS,
    INITIAL,
    LIMIT,
    LINES,
    LIST_MARKS,
    NOT_CHANGING,
    SET_BEFORE,
    TARGET,
    YEARLY,
    Figure,
    is_points,
)
from gongbao.link.sentence.nouns import IN_A_STATE, MAKES_UP, MARKS, Nouns
from gongbao.link.sentence.passage import Passage
from gongbao.link.sentence.peeling import IMPROVED, is_part, peel
from gongbao.model import Kind, Mention, Mod, Money, Percent, Quantity, Value

_HELD_TO = f"与{DATE}"  # 与上年相比减少3万元
_BETWEEN_JOINED = frozenset(("", *"、和及与至到或兑/"))
# 收入、支出分别达到3亿元和近5亿元: a list goes on with one that is bounded.
_BOUNDED = re.compile("[、和及与](?:近|约|超过?|突破|逾|不足|不到|接近)")
_TAIL = re.compile(
    f"[ ]*(?:左右|及?以上|及?以下|以内|之内|上下|多|余|以来|内|/[{HAN}]{{1,3}}"
    f"|[（(]含[^）)0-9]*[）)]|{HIDDEN}+(?=及?以[上下内]|占)|[）)](?=左右|以上|以内|上下))*"
)
_TAIL_FIRST = f" 左及以之上多余内/（(）){HIDDEN}"
# 与2022年度相比，收入增加2亿元: what the whole segment is held against.
_HELD = compiled(
    f"对比(?P<base>{DATE}+)(?:年度|同期)?[，,]|(?:与|同|和|跟)(?P<base>{DATE}+){HIDDEN}*{CENSUS}?(?:年度|同期)?(?:数|决算数?|预算数?|均值|平均值|平均水平)?(?:相比(?:较)?|对比|比(?:较)?[，,])"
)
# 营收保持20%以上的增长, 实现5%的正增长, 以8%的速度增长, 6.5%的增速可以, but not 70%的增长来自消费: how it changes, told
# behind the figure.
_GROWN = compiled(
    "的?(?:(?:(?:较[快高]|快速|中?高速|平稳|稳定|稳健|强劲|正|速度)的?)?(?:(?P<rise>增长|上涨|递增)|(?P<fall>负增长|下降|降低|递减))"
    "(?=[，。；、）)\n]|目标|预期|势头|态势|的|$)"
    "|(?:(?:较[快高]|高|平均|年均)的?)?(?:(?P<rise>增长率|增长速度|增[速幅]|[涨升]幅)|(?P<fall>[降跌]幅)))(?!来|[进以不]?[上下])"
)
_GROWN_FIRST = frozenset("的增较快中高平稳强正上涨升负下降跌速年递")
# 占38.0%，比上年（37.7%）上升0.3个百分点: what that was then.
_THEN_IN_BRACKET = compiled(f"[比较](?P<date>{DATE}+)(?:同期)?[（(]$")
_AREA = compiled("[、，和与及]?(?:[高低快慢]于)?(?:全国|全[省市区县州]|东部|中部|西部)(?:地区)?(?:平均(?:水平)?)?")
_OF_ALL = compiled("[、，和及]占?(?P<whole>全国|全球|世界|亚洲|全[省市区县州])(?:总量)?的")
# 承担了全省80%的基础研究项目, 试点扩大到全国86%的县: the share is of the projects and counties.
_OF_THE_PLACE = compiled(
    "(?:扩大到|覆盖|惠及|承担|承接|完成|贡献|[集汇聚]聚|聚集|占据|拥有|吸引|输送|供应|生产|出口)了?(?:全[国球省市区县州]|世界)(?:约|近|超过?|逾)?$"
)
_PLACE_LAST = frozenset("国球省市区县州界约近超过逾")
# 254个项目有序推进、总投资2800亿元: how what is counted fares is no part of what follows.
_FARED = re.compile(
    "(?:有序|稳步|扎实|加快|圆满|顺利|平稳|全面|如期|按期|按时|陆续|相继|先后|成功|投产|建成|开工|竣工|完工|落地)[^，。；、]{1,8}、"
)
# 82项获国家认可、37项在全国推广: what has become of the first is no name of the next.
# What a figure is called right before it: 预算金额：120万元.
_LONGEST_LABEL = 20
_EMPTY = ("", " ")
_LABELS = ("价", "资本", "金额", "限价", "预算", "总价", "报价", "价款", "规模", "数量")
_BECAME = re.compile("(?:获|被|入选|列入|纳入|通过|已|正)[^，。；：]{1,16}、")
# 花卉产量全球第一、鲜切花占比60%: where another stands is no part of what follows.
_RANKED = compiled(
    r"[^，。；]{0,24}(?:居|列|位|排|部|全国|全球|全[省市区]|世界|亚洲)[^，。；、第]{0,6}第[一二三四五六七八九十\d]{1,3}[位名]?、"
)
_OPENINGS, _BRACKET_REACH = "（(", 16
_BRACKETED, _TASKS = ("）的", ")的"), ("任务", "目标", "任务数", "目标值", "目标任务数")
_TURNED, _THEN = "转为", compiled(f"[由从]({DATE}+)")
_ACCOUNTED = ("决算支出", "决算收入")
_STAGED = compiled(
    f"{DATE}*(?:本?(?:部门|单位)|(?:全?[省市区县州旗镇乡]|[省市区县州旗镇乡]?本?级)(?=调整|决算))?(?:(?P<adjusted>调整后?)?(?P<stage>预算)|(?P<stage>决算))(?P<side>收入|支出)"
)
# 年初预算 and 全年预算 are a year's own.
_OTHER_YEAR = compiled(r"\d年(?!初)|[上去]年(?!初)")
# 债务余额8亿元，比省核定限额9亿元低1亿元; 收入13亿元，比上年决算数12亿元增长8%: what the figure before is held against.
_AGAINST = compiled(
    f"(?:比|较|低于|高于)(?:(?P<date>{DATE}+)(?:同期|年度)?(?:[^，。；比较]{{2,20}}(?=[预决]算))?(?:预算|决算|执行|完成|实际)?数?的?|(?P<budget>(?:{DATE}|年初|年度|调整后?)*预算数?)|[^，。；比较]{{0,6}}?(?P<limit>限额))$"
)
# The aim or task that a figure is.
_AIM = compiled(
    "(?:左右|以[内上下])?的?(?:增长|预期|控制|约束性|年度|年初|年均|规划)?(?:目标任务|目标值?|任务|要求|标准)(?P<rate>的)?(?=[，。；、）]|的?\\d|$|不(?:放松|动摇|松劲|变)|[仍还尚]?(?:(?:存在|有)[^，。；、]{0,6}差距|相?差))"
)
# 锚定城乡居民收入增长7%的目标: what eyes are set on is aimed at, but not 紧盯春耕，完成播种30万亩任务.
_EYES_ON = compiled("(?:锚定|紧盯|瞄准|咬定|围绕)(?![^，；]*完成)[^，；]*$")
# 没有实现年初确定的能耗降低4%、排放减少2%的目标: all of them were aimed at.
_SETS_AIMS = compiled(
    f"[，；]?[^，。；：、\\d]{{0,4}}(?:达到|完成|实现|超过|不及|[低高]于)了?[^，。；：、的\\d]{{0,12}}{SET_BEFORE}的(?=..)"
)
# 占生产总值9亿元的比重为4%, 占支出9亿元的80%: the whole, with its own amount.
_WHOLE_TOLD = compiled(f"{MAKES_UP}到?(?![比地用])(?P<whole>[^占，。；]{{2,30}})$")
_SHARE_FOLLOWS = compiled("的(?:比重|比例|份额|百分比)?(?:约?为|是|达到?|超过?)?(?=[0-9])")
_PROPORTION = "的比例"
_SHARE, _SHARE_WORD, _ALL_OF_IT = ("占",), "比重", 101  # shares are rounded
_AIMED = (
    "下达", "下达增长", "下达上涨", "控制在", "于国家", "到国家", "过国家", "于省", "省定", "市定", DATE,
    "未完成增长", "未达到增长", "未实现增长",
)  # fmt: skip
_AIM_FIRST = TARGET[0]
# 距离65%的规划目标仍有6.3个百分点的差距: by how much.
_FROM_AIM = compiled("的?(?:预期|控制|年度|计划|规划|既定)?(?:目标值?|预期)[仍还尚]?(?:存在|有|相?差)?")
_IMPROVED_BY = f"改同比较环{DATE}"
_LESS_IS_BETTER = compiled("浓度|指数|排放|能耗")
_BY_HOW_MUCH = re.compile("[高低多少增减下上提净持]")
_LAST_AGAINST = frozenset(f"数额的算期度行成际{DATE}")
# 产值超10亿元的企业达12家, 其中10亿元以上6个, 80—90分的37个: what those that are counted have at least, or at most.
_CONDITION = re.compile(f"(?:及?以[上下]|之间)?的[{HAN}{HIDDEN}]{{0,12}}|及?以[上下][）)]?")
_BETWEEN = "之间"  # 80万人至100万人之间的有2个
# 营业收入过10亿元企业由5家增加到8家
_FROM_SO_MANY = ("由", "从", "达", "增至", "增加到")
_CLASS, _OF_A_SIZE = "级", ("产业", "企业", "集群", "园区", "楼宇")
_COUNTED_OF_A_SIZE = (*_OF_A_SIZE, "项目")
# Behind these an amount says of which size: 培育10亿元企业3家, but not what else money is given for.
_GROWN_OF_A_SIZE = compiled(
    f"[，、；：]?(?:{DATE}+，?)?(?:其中|累计|新|全[省市县区]|培育|新增|打造|引进|招引|签约|落地|开工|实施|储备|形成|拥有|现?有|达到?|建成)*"
)
# 年收入50万元以上的村占比达到60%, 年收入10万元以上的村仅占37%: the share is of those.
_SHARE_OF_SUCH = compiled("的[\\p{Han}]{1,10}?(?:占比|比例|比重|[仅只约]?占$)")
_STRIVES = re.compile("争取|力争")
_PIECES = frozenset("个处所座家户名人张间套辆台件栋条场支")
# 新建, 改造: behind no more than that stands what is counted.
_LONGEST_DEED = 3
_PERSONS = frozenset("人名口")
_QUANTITY, _MONEY, _PERCENT = Kind.QUANTITY, Kind.MONEY, Kind.PERCENT
_OR_MORE_FIRST, _MAKE_UP = f"及以占的{HIDDEN}", ("占", "的占")
_DOES = ("完成", "实现", "累计")  # 完成投资50亿元以上占总投资的60%: the amount itself is told
_LIMITS_FIRST = "及以的之"
_AT_LEAST, _AT_MOST = (Mod.MORE_THAN, Mod.EQUAL_OR_MORE), (Mod.LESS_THAN, Mod.EQUAL_OR_LESS)
_LEAST_OR_MOST = (*_AT_LEAST, *_AT_MOST)


def figures(passage: Passage, wording: Wording, nouns: Nouns) -> list[Figure]:
    """The figures of a sentence, each cut out of its clause."""
    masked, opening = passage.masked, passage.start
    found: list[Figure] = []
    last: Figure | None = None
    cursor, listed, size = 0, False, len(masked)
    budgeted: str | None = None
    limited = 0
    grown_from: int | None = None
    share: tuple[str, tuple[int, int]] | None = None  # of what the next figure is a share, and the words that name it
    aimed: int | None = None  # the first of a list of aims
    # Most sentences hold none of the words that aims end with.
    tells_aims = "目标" in masked or "任务" in masked or "要求" in masked or "标准" in masked
    apart = "分别" in masked
    for index, mention in passage.figures:
        span = mention.view_span
        start, end = span.start - opening, span.end - opening
        boundary = BOUNDARY.match(masked, cursor, start)
        left = boundary.end() if boundary else cursor
        if last and (boundary is None or left == last.end):
            left = _begins(last, mention, masked, left, cursor, start)
        clause = masked[left:start]
        if clause in _EMPTY and left > cursor and masked[left - 1] in COLONS:
            boundary = BOUNDARY.match(masked, cursor, left - 1)
            begin = boundary.end() if boundary else cursor
            label = masked[begin : left - 1]
            if len(label) <= _LONGEST_LABEL and (label.endswith(_LABELS) or wording.head_noun.search(label)):
                left, clause = begin, masked[begin:start]
        behind, after = masked[end] if end < size else MARKS[0], end
        if clause == "" and tells_aims and masked[left - 1] in _OPENINGS and masked.startswith(_BRACKETED, end):
            boundary = BOUNDARY.match(masked, cursor, left - 1)
            begin = boundary.end() if boundary else cursor
            if masked.endswith(_TASKS, begin, left - 1):
                # 完成全年任务（55亿元）的70%, as 完成全年任务55亿元的70%
                left, clause, behind, after = begin, masked[begin:start], "的", end + 1
        figure = Figure(index, mention, start, end, left, clause)
        if last:
            if left == cursor and (
                clause.strip(" ") in _BETWEEN_JOINED
                or (
                    clause[:1] in LIST_MARKS
                    and apart
                    and mention.kind is last.mention.kind
                    and _BOUNDED.fullmatch(clause)
                )
            ):
                figure.joined = listed = True
            elif left == cursor and _is_counted_alike(mention, last.mention) and _BECAME.fullmatch(clause):
                figure.left, figure.clause = start, ""
            if last.mention.mod or masked[last.end] in _LIMITS_FIRST:
                _limit_beside(figure, last, masked)
        tail = _TAIL.match(masked, end) if behind in _TAIL_FIRST else None
        cursor = tail.end() if tail else after
        aimed_at = behind == "的" and mention.kind is not _PERCENT
        improved: str | None = None
        # but 农房改善626户 tells how many have been done
        if (
            last
            and clause.endswith(IMPROVED)
            and (mention.kind is _PERCENT or clause.lstrip("，；、")[0] in _IMPROVED_BY)
        ):
            of_list = next(one for one in reversed(found) if not one.joined)  # PM2.5、PM10浓度分别为49、94，分别改善
            improved = "fall" if _LESS_IS_BETTER.search(masked, of_list.left, last.start) else "rise"
        sought = tells_aims and (
            "的" in clause
            or aimed is not None
            or clause.endswith(_AIMED)
            or (behind == _AIM_FIRST and clause.endswith(_DOES))
        )
        eyed = tells_aims and _EYES_ON.search(clause) is not None
        aim = _AIM.match(masked, end) if sought or eyed else None
        peel(figure, wording, told=aimed_at, improved=improved, aims=aim is not None)
        if sought or eyed:
            grows = figure.verb in CHANGING and figure.stage is None
            if (eyed and (aim or grows)) or (grows and _SETS_AIMS.match(clause)):
                aimed = len(found)
            if aim and aimed is not None:
                for one in (*found[aimed:], figure):
                    one.stage = one.stage or TARGET
                aimed = None
        if figure.whole and passage.plain is not passage.text:
            at = masked.rfind(figure.whole, left, start)
            # as the text writes it: 佔全體代表的百分之十七
            figure.whole = passage.text[at : at + len(figure.whole)] if at >= 0 else figure.whole
        if "算" in clause:
            _take_stage(figure, last, masked)
        if share:
            figure.whole, figure.phrase = share
            figure.has_phrase, share = figure.phrase[0] < figure.phrase[1], None
        elif (
            aimed_at
            and "占" in clause
            and not figure.completed
            and (of := _WHOLE_TOLD.search(clause))
            and _SHARE_FOLLOWS.match(masked, end)
        ):
            figure.is_whole, share = True, (of["whole"], (left, left + of.start()))
            figure.phrase, figure.has_phrase = (left + of.start("whole"), start), True
        if figure.completed and aimed_at:
            budgeted, figure.completed = figure.completed, None
            initial = ADJUSTED if "调整" in budgeted else INITIAL
            figure.stage = initial if BUDGET in budgeted else TARGET
        elif budgeted:
            if figure.clause == "的":
                figure.completed = budgeted  # 占年度预算14亿元的98%
                figure.phrase, figure.has_phrase = (start, start), False
            budgeted = None
        elif figure.completed and not is_part(mention.value):
            # 收入完成预算9亿元: so much, and no rate
            figure.done_of, figure.completed = figure.completed, None
        if aim and aim["rate"] and figure.stage == TARGET:
            budgeted = TARGET  # 完成年初确定的3000人目标任务的106%
        if (
            mention.kind is _PERCENT
            and figure.verb in NOT_CHANGING
            and masked[cursor : cursor + 1] in _GROWN_FIRST
            and not is_points(mention.value)
            and (grown := _GROWN.match(masked, cursor))
        ):
            figure.verb, cursor = grown.lastgroup, grown.end()
            behind = MARKS[0]  # that it grows is no noun of it
            _share_verb(figure, found)
        if last and last.second and not figure.has_phrase and figure.comparison is None:
            figure.comparison = last.second
        if (last and last.against) or (figure.verb is None and clause[-1:] in _LAST_AGAINST):
            _hold_against(figure, last, behind, passage.text)
        if last:
            if last.whole:
                _share_whole(figure, last, masked)
            if (
                last.comparison == YEARLY
                and not figure.comparison
                and (
                    figure.joined or (figure.verb == "become" and DATE not in clause and _is_yearly_too(figure, masked))
                )
            ):
                figure.comparison = YEARLY
            if mention.kind is _PERCENT and is_points(mention.value):
                _take_reference(figure, last)
        if "第" in clause and (ranked := _RANKED.match(masked, left, start)):
            other = Figure(index, mention, start, end, ranked.end(), masked[ranked.end() : start])
            peel(other, wording, told=aimed_at)
            if other.has_phrase:  # but 产值居全国第5位、同比增长3% is of the same
                figure = other
        if clause == "" and masked[left - 1] in _OPENINGS:
            _take_from_bracket(figure, last, masked)
        elif figure.verb == "from":
            if figure.own_date is None and figure.has_phrase:
                figure.own_date = grown_from  # A由1985年的21%上升到25%，B由79%下降到75%
            grown_from = figure.own_date
        if last and last.own_date is not None and figure.verb == "become" and last.verb == "from":
            figure.grown_from = last.own_date
        if figure.verb in CHANGING:
            if masked.startswith(_TURNED, end) and (then := _THEN.search(figure.clause)):
                figure.own_date = figure.left + then.start(1)
            if figure.comparison is None:
                _take_base(figure, last, masked)
            if (
                last
                and not figure.has_phrase
                and figure.clause.lstrip()[:1] in LIST_MARKS
                and not figure.clause.startswith(_HELD_TO)
                and (not last.joined or last.verb in CHANGING or _opening_list(found).verb in CHANGING)
            ):
                # 增长10%、下降5%, 增长3%、1%和下降5%, but not 分别达到3万元和2万元、增长8%和9%
                figure.joined = listed = True
        elif last and figure.flags and not figure.has_phrase and figure.flags[-1][0] == "每":
            figure.joined = figure.clause.lstrip()[:1] in LIST_MARKS  # 每人每月640元和每人每年5480元
            listed |= figure.joined
        if (
            behind in _OR_MORE_FIRST
            and masked.startswith(_MAKE_UP, cursor)
            and _is_class_of(mention.value, tail)
            and not figure.clause.lstrip("，、；").startswith(_DOES)
        ):
            cursor = left  # 年龄35岁及以下占16%, 建筑面积90平方米以下占11%
        elif AGE in mention.text and _is_age_group(mention) and _next_at(cursor, passage, len(found) + 1):
            cursor = left  # 其中65岁及以上44万人, 15—59岁100万人
        elif limited:
            if last and behind == "的" and not (last.condition or mention.mod):
                figure.noun = last.noun  # 32个总投资128亿元的项目: of both
            cursor, limited = limited, 0  # the noun is what the figure before counts
        elif (
            mention.kind is _QUANTITY
            and behind not in MARKS
            and (things := limited_by(figure, passage, nouns, len(found) + 1))
        ):
            figure.noun, limited = things, things[1]
        elif tail and mention.mod is Mod.EQUAL_OR_MORE and (further := _next_at(cursor, passage, len(found) + 1)):
            # 二百元以上 / 五百元以下罚款: both are of what stands behind the second
            shared = nouns.behind(masked, further.view_span.end - passage.start, further.value)
            figure.noun = shared[:2] if shared else None
        elif behind not in MARKS and (noun := nouns.behind(masked, end, mention.value)):
            if passage.programs:
                noun = _whole_programme(noun, passage, nouns, mention.value)
            behind_noun = take_noun(figure, noun, last, passage, len(found) + 1, cursor)
            cursor = left if behind_noun is None else behind_noun
            if mention.kind is _PERCENT and clause[-1:] in _PLACE_LAST and _OF_THE_PLACE.search(clause):
                figure.phrase, figure.has_phrase = (start, start), False
            if last:
                if behind_noun is None and figure.joined and getattr(last.mention.value, "unit_id", None) == AGE:
                    cursor = _opening_list(found).left  # 20-29岁、30-39岁网民占比
                alike = clause == "的" or (aimed_at and clause[:1] == "、")
                if alike and not last.noun and last.clause.endswith(ATTRIBUTES):
                    last.noun = figure.noun  # 总投资35亿元、占地420亩的产业园, 总投资9亿元的5个项目
        elif behind not in MARKS and mention.kind is _QUANTITY and (state := IN_A_STATE.match(masked, end)):
            cursor = state.end()  # 其中20个开工建设、8个建成投用
        found.append(figure)
        last = figure
    if listed:
        _chain(found, passage)
    return found


def _begins(last: Figure, mention: Mention, masked: str, left: int, cursor: int, start: int) -> int:
    """Where the clause of a mention that starts at a place begins, with no mark between the figure before and it: at
    ``left``, but for how what that counts fares; or where the clause of that does, which says of which they are."""
    limit = last.mention
    if last.noun and left == last.noun[1] and (fared := _FARED.match(masked, left, start)):
        left = fared.end()
    if left == last.end < start and limit.kind is _MONEY and _is_class(last, masked, start, mention):
        return last.left if last.has_phrase else last.start  # 10亿元级企业20家, 千亿元产业由1个增加到3个
    if left == cursor < start and masked[left] == "的":
        if limit.kind is _PERCENT and masked.startswith(_PROPORTION, left, start):
            return left + len(_PROPORTION)  # 按照50%的比例上缴9亿元
        if mention.kind is _PERCENT and limit.mod in _LEAST_OR_MOST and _SHARE_OF_SUCH.match(masked, left, start):
            return last.left
    return left


def _limit_beside(figure: Figure, last: Figure, masked: str) -> None:
    """Notice that the figure before only says of which size those are that a figure counts: 产值超10亿元的企业达12家,
    80—90分的37个."""
    limit, clause = last.mention, figure.clause
    bounded = limit.mod in _AT_LEAST or (limit.mod is Mod.LESS_THAN and limit.kind is _MONEY)
    if bounded or (
        masked[last.end] in _LIMITS_FIRST
        and (
            _is_bounded(limit)
            # 比重低于14%的有5个
            or (limit.mod in _AT_MOST and limit.kind is _PERCENT and figure.mention.kind is _QUANTITY)
        )
    ):
        last.condition = _CONDITION.fullmatch(masked, last.end, figure.start) is not None
        if last.condition and clause.startswith(_BETWEEN):
            figure.left, figure.clause = figure.left + len(_BETWEEN), clause[len(_BETWEEN) :]
        if figure.joined and clause == "" and limit.kind is _MONEY is not figure.mention.kind:
            last.condition, figure.joined = True, False  # 其中超5亿元4家


def _take_stage(figure: Figure, last: Figure | None, masked: str) -> None:
    """Take the stage off the front of what a figure is of: 调整预算收入9亿元，决算收入8亿元."""
    staged = _STAGED.fullmatch(masked, *figure.phrase) if figure.stage is None else None
    if staged and figure.mention.kind is _MONEY:
        figure.stage = ADJUSTED if staged["adjusted"] else staged["stage"]
        figure.phrase = staged.start("side"), figure.phrase[1]
    elif last and last.stage and masked[slice(*figure.phrase)] in _ACCOUNTED:
        figure.stage = "决算"  # 年初预算为80万元，决算支出完成预算的98%
        figure.phrase, figure.has_phrase = (figure.start, figure.start), False


def _is_age_group(mention: Mention) -> bool:
    value = mention.value
    return isinstance(value, Quantity) and value.unit_id == AGE and (mention.mod is not None or value.low != value.high)


def _is_class_of(value: Value, tail: Match | None) -> bool:
    """Whether a value with a bound behind it, or a range, says which of what it counts or measures are told of."""
    if isinstance(value, Quantity) and value.unit_id == AGE:
        return True
    if not isinstance(value, (Quantity, Money)):
        return False
    return value.low != value.high or (tail is not None and "以" in tail[0])


def _is_yearly_too(figure: Figure, masked: str) -> bool:
    """Whether a figure behind a mean of years is one: 年均增长4%（包括村办工业为6%）, 年均增长4%，争取达到5%."""
    return masked[figure.left - 1] in "（(" or (not figure.has_phrase and _STRIVES.search(figure.clause) is not None)


def _share_verb(figure: Figure, found: Sequence[Figure]) -> None:
    """Give the verb of a list's last figure to those before it: A、B出口分别实现了13%、32%的增长."""
    for one, other in pairwise((figure, *reversed(found))):
        if not one.joined or other.mention.kind is not _PERCENT or other.verb not in NOT_CHANGING:
            break
        other.verb = figure.verb


def _take_reference(figure: Figure, last: Figure) -> None:
    """Hold percentage points against what the figure before is held against, or against an aim behind it."""
    goes_on = last.reference and figure.reference is None
    if goes_on and (figure.joined or _AREA.fullmatch(figure.clause)):
        figure.reference, figure.joined = last.reference, True  # 高于全国2个百分点、全省1.2个百分点
    elif _FROM_AIM.fullmatch(figure.clause):
        figure.reference, figure.stage = TARGET, None  # 低于3%的预期目标1.2个百分点
    elif figure.clause.removeprefix("的") in LINES:
        figure.reference = LINES[0]  # 低于120%的警戒线1.4个百分点
    else:
        return
    figure.phrase, figure.has_phrase = (figure.start, figure.start), False


def _share_whole(figure: Figure, last: Figure, masked: str) -> None:
    """Take over what the figure before is a share of: 占全国的70%、全球的50%以上, 工业占总产值的40%，农业占30%."""
    if figure.verb is None and (of := _OF_ALL.fullmatch(figure.clause)):
        figure.whole, figure.phrase, figure.has_phrase = of["whole"], (figure.start, figure.start), False
    elif last.verb == "from" and figure.verb == "become" and not (figure.has_phrase or is_points(figure.mention.value)):
        figure.whole = last.whole  # 占总产值的比重由43%上升到47%
    elif figure.whole or not figure.has_phrase or not _are_of_one(last.mention.value, figure.mention.value):
        return
    elif figure.flags == _SHARE:
        figure.whole = last.whole
    elif masked.endswith(_SHARE_WORD, *figure.phrase):
        figure.whole = last.whole  # 第一产业占生产总值比重为8%，第二产业比重为45%
        figure.phrase = (figure.phrase[0], figure.phrase[1] - len(_SHARE_WORD))


def _are_of_one(first: Value, second: Value) -> bool:
    """Whether two shares may be of one whole: 税收占收入的80%，民生支出占75% are not."""
    return (
        isinstance(first, Percent)
        and isinstance(second, Percent)
        and (first.low is None or second.low is None or first.low + second.low <= _ALL_OF_IT)
    )


def _take_from_bracket(figure: Figure, last: Figure | None, masked: str) -> None:
    """Notice that a figure opens a bracket which tells what something was then, or the change before it in another
    unit: 比上年（37.7%）上升, 增加888万吨（178亿斤）."""
    left = figure.left
    if then := _THEN_IN_BRACKET.search(masked, max(0, left - _BRACKET_REACH), left):
        figure.verb, figure.own_date = "from", then.start("date")
        figure.grown_from = figure.own_date
    elif last and last.verb in CHANGING and last.end == left - 1 and figure.verb is None:
        figure.verb, figure.comparison, figure.base = last.verb, last.comparison, last.base


def _take_base(figure: Figure, last: Figure | None, masked: str) -> None:
    """Find what a change is held against that does not say it: 由2020年的3亿元增加到5亿元，增长60%."""
    if last and not figure.has_phrase and figure.clause.startswith(_TURNED):
        figure.comparison, figure.base = last.comparison, last.base  # 环比由上月下降0.1%转为上涨0.2%
    elif last and last.grown_from is not None and not figure.has_phrase:
        figure.comparison, figure.base = "base", (last.grown_from, last.grown_from)
    elif "比" in masked:
        segment = max(masked.rfind("；", 0, figure.start), masked.rfind("。", 0, figure.start)) + 1
        if segment and DATE not in masked[segment : figure.start]:
            segment = 0  # 与上年相比，收入增加2亿元；支出增加1亿元: all that the sentence goes on with
        for held in _HELD.finditer(masked, segment, figure.start):
            figure.comparison, figure.base = "base", held.span("base")


def _are_of_a_household(households: Figure, persons: Figure, masked: str) -> bool:
    """Whether a list counts households and the persons in them, of which nothing is said before: 6236户、10874名."""
    some, more = households.mention.value, persons.mention.value
    return (
        isinstance(some, Quantity)
        and isinstance(more, Quantity)
        and some.unit == "户"
        and more.unit in _PERSONS
        and (some.low or 0) < (more.low or 0)
        and masked[households.end : persons.start] == "、"
        and len(masked[slice(*households.phrase)].lstrip(DATE)) <= _LONGEST_DEED
    )


def _chain(found: Sequence[Figure], passage: Passage) -> None:
    """Count how many figures each list has, and give its noun, and a date of its own each, to all of them."""
    for one, before in pairwise(reversed(found)):
        if (
            one.noun
            and not before.noun
            and before.end == one.start
            and passage.masked[one.noun[0]] != "”"
            and not (before.phrase[1] - before.phrase[0] > _LONGEST_DEED and _pieces(one) and _pieces(before))
        ):
            before.noun = one.noun  # 3座35万千瓦光热电站: what has nothing between is a list, but 停车场1处80个车位
        elif one.noun and not before.noun and _are_of_a_household(before, one, passage.masked):
            before.noun = one.noun  # 剩余6236户、10874名贫困人口
        if one.joined:
            before.chain = one.chain + 1
    if len(passage.dates) > 1:
        for place, figure in enumerate(found):
            if figure.base and figure.chain > 1 and not figure.joined:
                _share_bases(found[place : place + figure.chain], passage)


def _pieces(figure: Figure) -> bool:
    """Whether a figure counts things one by one."""
    return getattr(figure.mention.value, "unit", None) in _PIECES


def _share_bases(listed: Sequence[Figure], passage: Passage) -> None:
    """Hold each figure of a list against its own date: 比2019年、2020年分别增长9%和5%."""
    last = listed[0].base
    spans = [(place.start, place.end) for place in passage.dates if last and place.end <= last[1]][-len(listed) :]
    if len(spans) < len(listed) or any(
        passage.masked[one[1] : other[0]].removeprefix("同期") not in LIST_MARKS for one, other in pairwise(spans)
    ):
        return
    for figure, span in zip(listed, spans, strict=True):
        figure.base, figure.comparison = span, "base"


def _opening_list(found: Sequence[Figure]) -> Figure:
    """The figure that begins the list of which the last one is."""
    return next(one for one in reversed(found) if not one.joined)


def _whole_programme(noun: tuple[int, int, int], passage: Passage, nouns: Nouns, value: Value) -> tuple[int, int, int]:
    """A noun as far as the programme goes that it is the beginning of, and what else follows: 66个山水林田湖草沙保护 /
    和修复工程."""
    for place in passage.programs:
        if place.start == noun[0] and noun[1] < (end := place.end):
            on = passage.masked[end] not in MARKS and nouns.behind(passage.masked, end, value)
            return (noun[0], *on[1:]) if on and on[0] == end else (noun[0], end, end)
    return noun


def _next_at(place: int, passage: Passage, number: int) -> Mention | None:
    """The figure of a ``number``, where it stands at a place of its sentence."""
    mention = passage.figures[number][1] if number < len(passage.figures) else None
    return mention if mention and mention.view_span.start - passage.start == place else None


def _hold_against(figure: Figure, last: Figure | None, behind: str, text: str) -> None:
    """Notice that the figure before is held against a figure, and by how much it differs."""
    if last and last.against:
        if figure.has_phrase:
            return
        if last.comparison is None:
            figure.reference = LIMIT
        elif figure.verb in CHANGING:
            figure.comparison, figure.base = last.comparison, last.base
    elif (
        figure.verb is None
        and _BY_HOW_MUCH.match(behind)
        and (against := _AGAINST.search(figure.clause))
        and (against["date"] or last)
    ):
        a, b = against.span(against.lastgroup or "")
        a, b = figure.left + a, figure.left + b
        figure.against = True
        budget = against["budget"] or (against[0] if against["date"] and not _OTHER_YEAR.search(text, a, b) else "")
        if against["date"] and BUDGET not in budget:
            figure.verb, figure.own_date, figure.base, figure.comparison = "from", a, (a, b), "base"
            if BUDGET in figure.clause[against.end("date") :]:
                figure.stage = INITIAL  # 比2023年预算数0.16万元减少0.04万元
            return  # 出口额比上年12亿元增长5% names it
        if budget:
            figure.stage, figure.base = (ADJUSTED if "调整" in budget else INITIAL), None
            figure.comparison = "adjusted_budget" if "调整" in budget else "initial_budget"
            a = b
        else:
            figure.comparison = None
        figure.phrase, figure.has_phrase = (a, b), a < b


def _is_counted_alike(one: Mention, other: Mention) -> bool:
    """Whether two figures count in the same unit."""
    a, b = one.value, other.value
    return isinstance(a, Quantity) and isinstance(b, Quantity) and a.unit_id == b.unit_id


def _is_bounded(mention: Mention) -> bool:
    """Whether an amount goes from one number to another, or up to one: 80—90分的37个, 80分以下的7个."""
    value = mention.value
    if not isinstance(value, Money | Quantity):
        return False
    return mention.mod in _AT_MOST or (value.low is not None and value.low != value.high is not None)


def _is_class(amount: Figure, masked: str, start: int, counts: Mention) -> bool:
    """Whether an amount only says of which size those are that another counts from a place on behind it."""
    if masked.startswith(_CLASS, amount.end):
        return True
    if (
        counts.kind is _QUANTITY
        and masked[amount.end : start] in _COUNTED_OF_A_SIZE
        and _GROWN_OF_A_SIZE.fullmatch(amount.clause)
    ):
        return True  # 培育10亿元企业3家, 其中10亿元楼宇1幢, but not 减免租金3亿元企业500户受惠
    sized = masked.startswith(_OF_A_SIZE, amount.end)
    return sized and (not amount.has_phrase or masked.startswith(_FROM_SO_MANY, amount.end + len(_OF_A_SIZE[0])))
