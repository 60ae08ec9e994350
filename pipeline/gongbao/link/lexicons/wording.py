"""The words by which reports say what a figure means, compiled once from ``patterns/facts.toml``."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import partial

import regex

from gongbao.errors import PatternError
from gongbao.kept import compiled

DATE = "⌚"  # stands for each character of a date, so that words about it can be seen and places stay
HIDDEN = "\u0002"  # stands for each character of a bracket that holds no figure
SPACES = "\t\u00a0\u2002\u2003\u2009\u3000"  # that web pages and word processors set words apart by
QUOTES = "“「『"  # what a quoted name opens with
# What \p{Han} is to the module ``regex``, for patterns that ``re`` is twice as quick with.
HAN = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9"
    "\U00016fe2-\U00016fe3\U00016ff0-\U00016ff6\U00020000-\U0003ffff"
)
_CHINESE_YEAR = compiled("[一二][〇○零一二三四五六七八九]{3}(?=年)")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
CENSUS = "(?:第[一二三四五六七八九十]次(?:全国)?(?:人口|经济|农业)普查)"
# 共投入3亿元, 共体检3万人, but not 县域医共体, 稻虾共作, 共富工坊, 核磁共振, 校企共育.
IN_ALL = (
    "共(?![同有建享产和公发赢青济识治管生党富轨伴轭鸣晶话读居]"
    "|研(?![发制究])|聚(?!集)|议(?!定)|振(?!兴)|育(?![苗种肥])|养(?![殖护])|谋(?!划)|体(?!检)|作(?![出业])|创(?!建)|促(?!成)|商(?!务)|担(?!保)|融(?!资)|存(?![栏放款]))"
)
# Before a figure they say that it is planned, but not before every one: 计划单列.
INTENDED, EXPECTED = ("计划", "拟", "力争", "争取"), "预期"
# 比上年, 较2020年同期: behind it 多 and 少 with any verb say how a figure has changed.
_HELD = f"(?<=同比|环比|(?:比|较)(?:{DATE}|[上去前]一?年)+(?:同期|年?[初末底])?)"
_HELD_AGAINST = re.compile(
    "(?:(?P<adjusted_budget>[比较]调整后?预算数?|与调整后?预算数?相?比较?)|(?P<initial_budget>[比较](?:年初|年度|原来?|原定)?预算数?)"
    f"|(?:(?:比|较|与|同)(?:(?:(?<=比)(?![较重例])|(?<=较)(?![快大高好多少小强]))[{HAN}]{{1,8}}的)?(?:{DATE}+(?:同期)?[、和与及]){{0,4}}|在(?={DATE}+(?:[{HAN}]{{1,10}}的|的)?基础上))(?P<base>{DATE}+)(?:(?:[{HAN}]{{1,10}}的|的)?基础上|期末|{CENSUS}时?|(?:期间|时期)?(?:同期|年度|水平|的)?"
    "(?:年初)?(?:预算|决算|计划(?=数)|实绩)?(?:实际(?=执行|完成数)|(?:预计|快报)(?=执行|完成数|数))?(?:执行|(?:完成|锁定|支出|收入)(?=数))?数?(?:平均)?(?:年?产量)?(?:均值|平均值|平均水平)?(?:[相对]比|(?<=预算)比较)?))$"
)
# 收入总计, 本年支出合计: a name as a whole, but “三公”经费支出共计.
_NAMED = (
    "(?<=收入|支出|收支|、支|资产|负债)(?<!费支出(?=共))[总合共]计|(?<=(?:收入|支出|收支|、支|资产|负债)[总合共])计"
)
# 产能1亿吨, 国际条约187个, 税收返还3亿元, 细则5项: 能, 约, 还 and 则 end a noun, and 共 does in 公共.
_OF_A_NOUN = (
    "(?<=[功职性产节智技效动潜热电储核机蓄光风势氢])能|(?<=公)共|(?<=[条节制预合公特签契简违解履续毁邀集盟]|(?<![房年月])租)约"
    "|(?<=[返归偿退])还|(?<=[许认])可|(?<=[规细原准法守总附通])则|(?<=[纪概摘])要|(?<=[供响效反对适感相呼顺])应|(?<=[^将还也就都才又不])会"
)
# What a place has been named by the country, what of its own is under the country's care, and how it stands among
# others: behind 全国 or 全省 the words are about the place itself.
_HONOURS = (
    "(?<=全国)(?:重点文物|文明[城村单校家]|劳动模范|劳模|先进[个集单]|优秀[教县基工党共]|百强|双拥|卫生[城县乡村]|五[一四](?=劳动|青年|奖|巾帼|先锋|红旗)|三八红旗"
    "|青年文明|民族团结|最美|道德模范|爱国主义|一村一品|乡村旅游重点|法治政府|示范[县市区镇乡村社性]"
    "|重点实验室|性|人大|政协|统一大市场|碳(?:市场|排放权)|知名|十[大佳])"
    "|首[创个家条批座台单例次位]|最(?:[大长早快优新强]|多(?!跑))|[一-龥]{2,6}最[大多高强](?=[、，的])|唯一|第[一二三四五六七八九十\\d]{1,3}(?=[个家位名批次座条台例部所只大高强多])|排名|占比|份额|一流|领先|率先"
)
# 减环节62%、减时限71%, but 减税, 减排 and 减值 are names.
_NOT_CUT = "(?<![压核扣调缩审削精]减)(?<=减)(?!环节|材料|时限|时间|跑动|流程|要件|次数|证明|程序|成本|费用)"
NATURAL_GROWTH = "自然增长率"  # of a population, births less deaths: a rate, and no growth of one
YEARLY_GROWTHS = (
    "年均复合增长率", "年均复合增速", "年复合增长率", "复合增长率", "年均增速", "年均增长率", "年平均增速",
    "年平均增长率", "年均下降率", "年平均下降率",
)  # fmt: skip
TRADITIONAL = (
    "長產産為爲達佔於較約預計減個億萬與對從實現發國區縣農業總額積優勢廣東將資進經濟開設間標準確劃動項環節階會員單價"
    "質處際運輸電鐵鋼錢銀數債務決財稅遞卽還過複並幷說話規據測記認識評議論調該證試講護讓變貿費貨貸賬購貧贈責貢負賠賽"
    "軍車軌輕輔輛轉辦連適選遺遷鄉郵醫釋針銅銷鎮鏈鐘門問閒關隊陸陽隨險隱雖雙離難響頂順須領頭題類顧顯風養館驗騙體鬥鮮"
    "黨齊齡亞倉們偉傾僅儲兒冊凈淨剛創勞勵勝匯彙協參啓啟嚴圍園圓團執堅報場壓壯夠奪奮婦學寧審寬導專屬層島崗帶幫幹庫廁"
    "張強徑徵愛態應戰戶戸掛採換損搶摺撥擁擔擠擴擬敎斷時晉曆條棟極構榮樓樣樹橋機檔檢欄權歐歲歷歸殘毀氣沒沖況溝滿漲漸"
    "潔潛濃濕濱無燈營爭獎獨獲獻畝畢當療盡監盤眾衆礎種稱穩穫範築簡簽籌糧紀紅級納細終組結絕統給維網緊緩編縮績織繳繼續"
    "罰義聞聯職脫臺舉擧舊華蓋薦虧衛衝補裝製見視覽訂討訪詞諾豐貼躍閑頒淸靑旣査絶綫線羣牀佈週遊係繫隻託誌裏裡錶併噸頃"
    "綱陝遼貴蘇慶龍魯灣隴漢錄書屆雲內爾鄭瀋來這兩"
    "備傷僑償劇勳圖墾壩壽嶺師幣廚廠彈復掃撈撫擊棧槍樑漁漿潤澆災煉煙熱爐狀獵砲礦礬穀純紗紙紡絡絲綢緞繪繭膠艦葉藝藥蝦"
    "蠶術訊誼豬賑賓贊輪邊釩鉛銻鋁鋅鋪錫錳鍊鎢鑽閘雜雞頓飛飯飼駕駛髮魚鴨鵝鹼鹽麥點"
    "餘黃綿纖縫紉燒鉀衞棲懷蘭趙陳韓楊劉鳳麗齒曉賴賞貪賄賂閉闊闢陣隸韻頻顆飢駐騎鬧鯨鳥鴻麵黴齋壞奬媽孫寢尋嶄幟弒彌徹憂"
    "懲懇戲拋挾揮攜敵斂暢暫曠槳橢櫃歡殺毆滾瀏瀝灑煩牆犧獄瑪甦畫異瘡瘧盜眞睏矯碼磚禪禮穌窮窯競筆籃籠糞糾紹絨綜綠緣縱"
    "繞纏罷羅聲聽肅膚臨艱莊莖蓮蕭薩蘋虛蟲褲覺觀觸訴詢詳誠誤請諸謀謹譽讀豎貞賀贏趕軟載輩輯轄辭遜遠遲鄰醜釀釣鈔鉅銘鎖"
    "鏡鑑鑒閃閱陰霧靜韌頁頗頰顏願饑馬馳駁駱驅驚"
)
_SIMPLE = str.maketrans(
    TRADITIONAL,
    "长产产为为达占于较约预计减个亿万与对从实现发国区县农业总额积优势广东将资进经济开设间标准确划动项环节阶会员单价"
    "质处际运输电铁钢钱银数债务决财税递即还过复并并说话规据测记认识评议论调该证试讲护让变贸费货贷账购贫赠责贡负赔赛"
    "军车轨轻辅辆转办连适选遗迁乡邮医释针铜销镇链钟门问闲关队陆阳随险隐虽双离难响顶顺须领头题类顾显风养馆验骗体斗鲜"
    "党齐龄亚仓们伟倾仅储儿册净净刚创劳励胜汇汇协参启启严围园圆团执坚报场压壮够夺奋妇学宁审宽导专属层岛岗带帮干库厕"
    "张强径征爱态应战户户挂采换损抢折拨拥担挤扩拟教断时晋历条栋极构荣楼样树桥机档检栏权欧岁历归残毁气没冲况沟满涨渐"
    "洁潜浓湿滨无灯营争奖独获献亩毕当疗尽监盘众众础种称稳获范筑简签筹粮纪红级纳细终组结绝统给维网紧缓编缩绩织缴继续"
    "罚义闻联职脱台举举旧华盖荐亏卫冲补装制见视览订讨访词诺丰贴跃闲颁清青既查绝线线群床布周游系系只托志里里表并吨顷"
    "纲陕辽贵苏庆龙鲁湾陇汉录书届云内尔郑沈来这两"
    "备伤侨偿剧勋图垦坝寿岭师币厨厂弹复扫捞抚击栈枪梁渔浆润浇灾炼烟热炉状猎炮矿矾谷纯纱纸纺络丝绸缎绘茧胶舰叶艺药虾"
    "蚕术讯谊猪赈宾赞轮边钒铅锑铝锌铺锡锰炼钨钻闸杂鸡顿飞饭饲驾驶发鱼鸭鹅碱盐麦点"
    "余黄绵纤缝纫烧钾卫栖怀兰赵陈韩杨刘凤丽齿晓赖赏贪贿赂闭阔辟阵隶韵频颗饥驻骑闹鲸鸟鸿面霉斋坏奖妈孙寝寻崭帜弑弥彻忧"
    "惩恳戏抛挟挥携敌敛畅暂旷桨椭柜欢杀殴滚浏沥洒烦墙牺狱玛苏画异疮疟盗真困矫码砖禅礼稣穷窑竞笔篮笼粪纠绍绒综绿缘纵"
    "绕缠罢罗声听肃肤临艰庄茎莲萧萨苹虚虫裤觉观触诉询详诚误请诸谋谨誉读竖贞贺赢赶软载辈辑辖辞逊远迟邻丑酿钓钞巨铭锁"
    "镜鉴鉴闪阅阴雾静韧页颇颊颜愿饥马驰驳骆驱惊",
)
# Most texts have none of them, and a set of characters is looked for much faster than each character is looked up.
_HAS_TRADITIONAL = re.compile(f"[{TRADITIONAL}]").search


def in_digits(text: str) -> str:
    """A text with the years in it that are written in Chinese numerals in digits."""
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), text)


def fold(text: str) -> str:
    """Traditional characters of the words looked for in their simple form, one for one."""
    return text.translate(_SIMPLE) if _HAS_TRADITIONAL(text) else text


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# 国庆期间，接待游客9万人次: of days that no text names.
# Not what is before or behind them (国庆假期前完成投资), nor 调节期间 or 各个环节假冒伪劣.
# Of 假期 no 期 is left to a name.
_FEAST = "春节|元旦|清明|端午|中秋|国庆|劳动节|元宵|火把节|泼水节|“?(?:五一|十一)”?|暑期|寒假|暑假"
HOLIDAYS = compiled(
    f"(?:(?:{_FEAST})节?(?:[、和及与]?(?:{_FEAST})节?)*”?(?:“?双节”?)?"
    "(?>(?:节?假日|[小长]{0,2}假期间|[小长]{0,2}假期|[小长]{0,2}假(?![冒如设货])|“?黄金周”?)(?:期间)?|期间)"
    "|(?>(?:黄金周|小长假|春运)(?:期间)?))[内里]?(?!前(?!往)|[后以之、和及与])"
)
Match = re.Match[str] | regex.Match[str]
_NONE: tuple[int, ...] = ()
# Behind 有: what makes a word of it, or tells which.
_EFFECTIVE = "效(?:发明|专利|商标|注册|灌溉|供给|期|投资|需求|率)"
_NOT_HAD = f"(?:[些力色线机限关偿轨证害毒形序氧声功责感籽料碍望待利所组]|{_EFFECTIVE}|[^，。；、]{{1,14}}的)"
_HAVING = "共拥设建含具占享持国所已现还仍尚另"
# 对东盟进出口, 对实体经济发放的贷款, 向政府性基金预算调出: to whom is a part of what it is, but not of what is only
# looked for: 对固定资产投资5000万元以上的项目, 对年出口100万美元的企业.
_TO_WHOM = (
    "(?<=(?<!针)对)(?!完成|实现|新[增建]|[年总当]|上年|首次|累计|实际|单个|项目|固定资产|工业|设备|技改|技术改造)[^，。；0-9]{1,14}?(?:(?<!对外)(?:进口|出口|进出口|贸易|投资)(?!企业|项目|商)|的[^，。；的]{0,8}(?:贷款|投资|出口|进口|援助|债权))"
    "|(?<=向)[^，。；]{2,16}?(?:调出|划转)"
)


class Opening:
    """Words with which others open, but not where one of ``kept`` does, nor where ``never`` matches behind them."""

    __slots__ = ("_kept", "_never", "_words", "first")

    def __init__(self, words: Iterable[str], kept: Collection[str] = (), never: str = "") -> None:
        # No patterns: to compile one for each first character took 20 ms of each start.
        self._words, self._kept = _by_first(words), _by_first(kept)
        self._never = re.compile(never).match if never else None
        self.first = frozenset(self._words)

    def match(self, text: str, start: int, end: int) -> str | None:
        """The longest of them that stands at a place of a text, which is looked at no further than to another one.

        Where that opens another word, none does: 获得额度 is no 得额度.
        """
        first = text[start]
        words = self._words.get(first, ())
        if not text.startswith(words, start, end) or text.startswith(self._kept.get(first, ()), start, end):
            return None
        for word in words:
            if text.startswith(word, start, end):
                return None if self._never and self._never(text, start + len(word), end) else word
        return None


def _by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by the character that each begins with, the longest first."""
    alike: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        alike.setdefault(word[0], []).append(word)
    return {first: tuple(some) for first, some in alike.items()}


class Ending:
    """Words with which others end, but not where ``unless`` matches at their beginning."""

    __slots__ = ("_lengths", "_unless", "_words", "last")

    def __init__(self, words: Iterable[str], unless: str = "") -> None:
        self._words = frozenset(words)
        # How long those are that end with two characters, the longest first: of one character it may be one, too.
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[-2:], set()).update({len(word), *([1] if word[-1] in self._words else ())})
        self._lengths = {ending: tuple(sorted(alike, reverse=True)) for ending, alike in lengths.items()}
        self._unless = re.compile(unless).match if unless else None
        self.last = frozenset(word[-1] for word in self._words)

    def search(self, text: str) -> str | None:
        """The longest that the text ends with."""
        ending = text[-2:]
        for length in self._lengths.get(ending) or self._lengths.get(text[-1:], _NONE):
            word = ending if length == 2 else text[-length:]
            if word in self._words and not (self._unless and self._unless(text, len(text) - len(word))):
                return word
        return None


# Where a word of change begins another word, or ends one: 同比少增3亿元 is a fall, 利润虚增3亿元 none, nor is
# 碳减排3万吨, and 投入3亿元，减排15% is none of the money; 至少减少3万元 is bounded, 大多降5% is of most.
_UNCHANGED = (
    "(?<=[少虚])增|(?<=虚)减|(?<=[碳能固])减排|(?<![^，；、])减排|(?<=[至不最])少[减降]|(?<=[最至大许很更])多[减降]"
)


class PatternEnding(Ending):
    """Words with which others end and a pattern of all that does, which tells where a text holds ``inside`` or ends
    with one of ``odd``.
    """

    __slots__ = ("_odd", "_pattern", "inside")

    def __init__(self, words: Iterable[str], pattern: str, inside: str, odd: Iterable[str] = ()) -> None:
        super().__init__(words, unless=_UNCHANGED)
        self._pattern = compiled(f"(?:{pattern})$").search
        self.inside, self._odd = inside, frozenset(odd)
        self.last |= self._odd

    def search(self, text: str) -> str | None:
        """The longest that the text ends with."""
        if self.inside in text or text[-1:] in self._odd:
            match = self._pattern(text)
            return match[0] if match else None
        return Ending.search(self, text) if text[-1:] in self.last else None


def words_of(lexicons: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    """The words of a lexicon; raises ``PatternError`` where ``facts.toml`` has none of that name."""
    try:
        return lexicons[name]
    except KeyError:
        raise PatternError(f"facts.toml: there is no lexicon {name!r}") from None


# 报到, 收到: no 到 before what is reached.
_COMES = "(?<=[签报收看])到"


class Wording:
    """Words and patterns over a clause whose dates are masked by ``DATE``; each is anchored where its name says.

    Raises ``PatternError`` where ``facts.toml`` has no such lexicon.
    """

    def __init__(self, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        words = partial(words_of, lexicons)

        def start(name: str) -> re.Pattern[str]:
            return re.compile(_any(words(name)))

        def change(name: str, by: str, more: str = "") -> PatternEnding:
            held = f"{_HELD}{by}(?!减少?[了约近超]?$)\\p{{Han}}{{1,2}}"  # 同比多减 is a fall
            pattern = f"(?<!更)(?!{_UNCHANGED})(?:{_any(words(name))}|{held}{more})[了约近超]?(?:幅度)?"
            return PatternEnding(words(name), pattern, by, "了约近超度善动跌")

        # ---- what stands right before a figure
        # 达到, 增加到, 为: the figure is the value itself; 拥有, 多完成 and 累计 end in none.
        no_verb = (
            "(?<=[拥国所占持享具含])有|(?<=公)共|(?<=行)为|(?<=[通送抵])达|(?<=[多少])(?:完成|实现)|(?<=[累预預估审統统会设])计|(?<!收入|支出)执行|"
            f"{_NAMED}|{_COMES}"
        )
        self.become = Ending(words("become"), unless=no_verb)
        # 超过, 近, 过 of 过百亿元: bounds, whatever the verb.
        self.soft = Ending(
            words("soft"), unless=f"{_OF_A_NOUN}|(?<=[通经度渡难不跨迈越])过|(?<=[侦打攻识爆冲查突告速])破"
        )
        # 新增: so many more, counted by themselves.
        self.new = Ending(words("new"))
        # 增长, 提高, or 比上年多争取, but not 更多; 下降, 压减, or 比上年少支出. PM2.5浓度改善5% is less of it.
        # 优良天数比例改善2个百分点 is more of it.
        # 跌19%, but not 涨跌3.5%, nor 止跌12家 or 领跌12家, which count.
        less = "|(?<=(?:浓度|指数)[^，。；]{0,8})改善|(?<![涨止转领])跌"
        # 较年初增减变动-2亿元, 同比变动3%, but not 人口变动1.2万人.
        before = f"同比|环比|(?<!占)[比较][上去前本同年期初末底度个月季{DATE}]{{1,6}}"
        more = f"|(?<=(?:率|比例|占比)[^，。；]{{0,8}})改善|(?:增减|(?<={before}))变动"
        self.rise, self.fall = change("rise", "多", more), change("fall", "少", less)
        # 决算, 年初预算 at the end of an indicator's words: the stage, no part of the name; nor is 收入's 安排.
        what = "收入|支出|投资|投资规模|投入|资金|经费|赤字|备费|采购|基金|补助|补贴|财力|转移支付"
        pattern = f"{_any(words('stage'))}|(?<={what})(?:相应)?拟?安排"
        self.stage = PatternEnding(words("stage"), pattern, "安排", "排")
        # What may stand between an indicator and its verb; 收入总计 is a name as a whole, 人均 a part of one.
        never = (
            f"{_NAMED}|{_OF_A_NOUN}|{_COMES}|(?<=[人户亩生地单村])均|(?<=[模虚比草])拟|(?<=[涨长高升加价降低少缩])幅度"
            r"|(?<=[十两二三四五六七八九\d])年内"  # 今后十年内
            "|(?<!时间|期限|时限|年限|天数|周期|寿命)一般"  # 债券9亿元，其中一般5亿元
        )
        self.adverb = Ending(words("adverb"), unless=never)
        names = ("annual_average", "fixed_base", "year_to_date", "period_on_period", "yoy")
        self._comparisons = {word: name for name in names for word in words(name)}
        self._comparators = Ending(self._comparisons, unless="(?<=多)年平?均")  # 比多年平均偏多20%
        # With what it may end that a figure is compared with something.
        self.compared_last = self._comparators.last.union(f"{DATE}期间度平的初算行数量比较上查时值绩")
        peeled = (self.soft, self.new, self.become, self.rise, self.fall, self.adverb, self.stage)
        # With what all that may end, but for what holds 多 or 少.
        self.peeled_last = self.compared_last.union(*(ending.last for ending in peeled))
        # 各, 均: the figure is that of each member.
        self.distributive = frozenset(words("distributive"))
        self.shared_out = self.distributive | {"分别"}

        # ---- what opens an indicator's words and is no part of its name
        # A verb or connective; 在 is one, 在职 is not, nor is 成功 in 成功率, 有 in 有色金属 or in 有劳动能力的人口.
        never = f"率(?![先领])|进度|额度|(?<=共)建(?![成设有立])|(?<=有)(?<![{_HAVING}]有){_NOT_HAD}|{_TO_WHOM}"
        self.light = Opening(words("light"), kept=words("light_kept"), never=never)
        # 减少, 压减, and 增加 before their object: 减少财政补助支出1.6亿元.
        # 增加后续管护支出5亿元, but not 增加后的支出, nor 增发国债资金, which is their name.
        never = f"[值额量率幅]|后(?![续勤备期劲排台])|(?<=增发)(?:特别)?国债|{_NOT_CUT}"
        self.cut, self.add = (Opening(words(name), never=never) for name in ("cut", "add"))
        # 全市, 全省, but 全国重点文物保护单位 are a place's own; 市本级, 区本级.
        self.no_place = frozenset(words("no_place"))
        # 批发和零售业: no two of them.
        self.one_name = re.compile(_any(words("one_name")))
        self.whole_area, self.own_level = Opening(words("whole_area"), never=_HONOURS), Opening(words("own_level"))

        # ---- what a sentence or a heading is about
        # Words by which a whole sentence is about what is to come; 预计, 据测算.
        # 年度计划投资2亿元 is told of projects under way.
        intents = [word for word in words("planned_sentence") if word.startswith(INTENDED[0])]
        others = [word for word in words("planned_sentence") if word not in intents]
        self.planned_sentence = re.compile(
            f"(?:{_any(others)})(?!(?:(?<=目标)任务|(?<=目标)|(?<=任务))完成率)|(?<!年度|全年|当年)(?:{_any(intents)})|计划规定(?!的)"
        )
        # 比上年预计执行数增长5%: what that is held against.
        self.estimated = re.compile(f"(?:{_any(words('estimated'))})(?!(?:执行|完成)?数)")
        # Any word that makes a figure planned, estimated or expected.
        self.ahead_words = (*words("planned_sentence"), *words("estimated"), *INTENDED, EXPECTED)
        self.ahead = re.compile(_any(self.ahead_words))
        self.planned_heading, self.review_heading = start("planned_heading"), start("review_heading")

        # ---- an indicator's last word
        # What is counted: 增加值, 收入, 普及率.
        self.head_noun = PatternEnding(words("head_noun"), f"{_any(words('head_noun'))}|\\p{{Han}}{{2}}率", "率")
        # 余额, 存栏: how much there is on a day.
        self.stock_noun = Ending(words("stock_noun"))
        # 产量, 收入: how much comes about in a year.
        self.flow_noun = Ending(words("flow_noun"))
        # 增速, 涨幅; 降幅; 比重, 占比; 率.
        self.growth_noun, self.fall_noun = Ending(words("growth_noun")), Ending(words("fall_noun"))
        self.share_noun, self.rate_noun = Ending(words("share_noun")), Ending(words("rate_noun"))

        # Words that say for each of what, with that; whether any of them stands somewhere.
        self.per = [(word, what) for word, _, what in (entry.partition(":") for entry in words("per"))]
        self.has_per = re.compile(_any(word for word, _ in self.per))

    def compared(self, text: str) -> tuple[str, str, tuple[int, int] | None] | None:
        """What a text ends with that tells what a figure is compared with, 同比, 环比, 比年初, 年均 or 比2005年; the
        comparison; and where the date that is its base stands."""
        said = self._comparators.search(text)
        held = _HELD_AGAINST.search(text) if DATE in text or "预算" in text else None
        if held and len(held[0]) > len(said or ""):
            name = str(held.lastgroup)
            return held[0], name, held.span("base") if name == "base" else None
        return (said, self._comparisons[said], None) if said else None
