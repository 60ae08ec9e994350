"""The noun behind a number: 444个 / 预算项目, and who or what of it is counted."""

import re
from collections.abc import Iterable
from functools import cached_property

import regex

from gongbao.kept import compiled
from gongbao.link.lexicons.wording import DATE, HAN, HIDDEN
from gongbao.model import Quantity, Value

# The last words of nouns that are not counted: 38个项目预算执行率.
RATES = ("率", "比重", "占比", "比例", "浓度", "价格")
# 占, but 侵占 and its like take something away.
MAKES_UP = "(?<![侵强抢霸挪挤抵征])占"
# Most figures have a mark behind them, and no noun.
MARKS = "，。、；：（）"
# 49个城市中 / 参加保险的人数: what some of those that are counted do.
DOING = ("参加", "拥有", "享受", "从事")

# Behind 在: not 在建, 在职.
_NOT_AT_WORK = "(?![建职校岗编册线库读籍役押场院园售])"
_WELL = "成效|有序|稳步|扎实|加快|提速|顺利"
_BADLY = "缓慢|滞后|迟缓|较慢|不[力善严佳高实]|低下|较差"
# What those do that are counted.
_DEEDS = (
    "构建", "打造", "搭建", "开设", "配备", "设立", "承办", "加入", "接入", "开通", "助力", "带动", "增强",
    "形成",
)  # fmt: skip
# What opens the next thing done, and what closes how things fare: neither is a second noun behind 和.
_NEXT_DEEDS = (
    "完善|实施|推[进动]|开展|完成|加[强快]|改造|新建|改建|扩建|整治|处罚|查处|提升|优化|绿化|支持|培育|引进|解决|落实"
)
_FARES = "投[用产]|建成|施政|提升|满意|就业|下乡|受益|[开竣完]工|脱贫|达标|整改|运[营行]|参[展会赛]"
# What several have done together: 5市24县共 / 筹集资金41亿元.
_JOINTLY = "签约|完成|实施|支付|发放|征收|筹集|投入|安排|落实|争取|收到|取得|下达|拨付|支出|使用"
# 18件全面完成, but 2个全面建成小康社会示范村
_WHOLLY_SO = "(?:如期|按期)?(?:完成|建成|投产|投入(?:使用|运营)|启动|开工|竣工|达[标产]|推开|铺开)(?=[，。；：、）]|$)"
# What ends a noun where the words around it do not make it another word; the others are words of a lexicon.
_ENDS = (
    # 2个项目设计变更随意, 23个项目进度缓慢: what is amiss with them.
    *(
        f"{what}(?={_BADLY})"
        for what in ("进度", "进展", "推进", "建设", "实施", "管理", "绩效", "效益", "质量", "监管")
    ),
    *(f"{rate}(?=[高低]于|超过|不[足到])" for rate in ("债务率", "负债率", "执行率", "完成率")),
    f"建设(?={_WELL})",  # 35个典型村建设成效明显
    "设计(?=变更)",
    "收益(?=测算|不|未)",
    "仍",
    "仅",
    *(f"{what}(?![企县市区村乡镇单])" for what in ("入规", "出列", "摘帽")),  # 30家企业入规, but 30家入规企业
    "退出(?!机制|标准)",
    "上市(?<!以上市)(?![公企后辅培])",
    # 3万名第一书记和驻村干部。 are counted together, but not 6条干线和五个港口, nor 20个泊位和航道投用。 and
    # 5个园区和完善配套。
    (
        "和(?<!中央和)(?!谐|美|平|(?<=国家和)地区)"
        f"(?!(?!{_NEXT_DEEDS})[^，。；：、\\d一二两三四五六七八九十全的]{{2,8}}(?<!{_FARES})(?:[，。；]|$))"
    ),
    "并(?<!合并)(?![网购联轨列存])",
    "合并(?=报表|口径)",
    "等(?<![高中平同对初优]等)(?!级|奖|额|候)",
    "与(?<!参与)(?!高质量发展)",  # 3个公立医院改革与高质量发展示范项目
    "办理(?=了?[^，。；、]{2})(?!时[间限]|流程|环节|等|实现|事项|情况|窗口|大厅|点|条件|材料|程序|人员|机构|平台|渠道|质量|结果)",
    "免征(?=[^，。；：、范政额的项]{2})",
    "审结",
    "审执结",
    "受理(?=[^，。；：、]{0,16}?案件?)",  # 3个派出法庭受理案件500件
    "共(?=[向为对])",
    "不(?=及|足|达|符合|得|再)",
    "高效(?<!“高效)(?=[完办实推运])",
    "提前(?<!因提前)(?![批量退])",
    "集中(?=获批|上市|开工|签约|投|竣工|亮相)",
    "整合(?<!优化整合|重组整合)(?=[为成])",
    "提供(?!商|者|方)",
    "新改扩建(?=[^，。；：、\\d]{2,10}\\d)",
    "住(?=[进上入](?:新|好|楼))",
    "搬(?=[进上入](?:新|好|楼))",
    "赴(?=[^，。；：、]{2})",
    "制定(?=[^，。；：、]{2,12}(?:文件|办法|方案|标准|规划|政策|制度|条例))",
    "因地制宜(?=[^，。；：、])",
    "审计(?=发现|查出)",
    "因(?<!原因|基因|诱因|成因|死因|动因|内因|外因|主因|起因|病因)(?![素子果地特])(?=[^，。；：、]{2})",
    "配备(?=[^，。；：、率比标])",
    "发展(?=[^，。；：、]{0,8}(?:壮大|经济|产业|养殖|种植|旅游)(?:[，。；：、]|$))",
    f"比(?={DATE}|上年|去年|同期|年初)",
    f"较(?={DATE}|上年|去年|同期|年初)",
    "超(?=过|期|标|范围|概算|规定)",
    "超(?<![费支出用]超)(?=预算|计划|编制|进度)",
    "编报(?=[^，。；：、])",
    "需(?<!所需|急需|特需|内需|供需)(?=通过|进一步|要|经|由|提请|继续|尽快)",
    "成功(?!案例|经验|率)",
    "被(?!告|害|监护|执行人)",
    "增加值(?=(?:保持|实现|同比)*(?:增长|下降|上升)(?:[，。；、：]|$))",
    "交付(?!率)",
    "设置(?=[^，。；：、])",
    "启动(?!区|资金)",
    "调整(?=由|为|入账|会计|账[务目])",
    "补发(?=[^，。；：、])",
    "退回(?=[^，。；：、])",
    "压降(?=[^，。；：、])",
    "统筹(?=盘活|整合|安排|使用)",
    "由(?<![自理缘事]由)",
    "增加(?=了)",
    "水质(?=(?:全部|均|全面|稳定)*(?:达|优于))",
    "及(?<![惠涉普波]及)(?!以[上下])",
    "惠及(?<![普优实]惠及)",
    "增长(?<!稳增长)(?![极点带])",
    "通(?<![交普流畅沟直联卡开接]通)(?=高铁|高速|动车|公路|油路|光纤|客车|硬化|[车水电气网邮航]|天然气|宽带)(?![^，。；]{1,6}(?:比例|率))",
    "新(?<![高更创全翻革]新)(?=入选|建成|投[产用入运]|增[^长]|获|纳入|上市|认定|发放|发现|签|登记)",
    *(f"{verb}(?=[到至])" for verb in ("拓展", "扩大", "扩展")),
    "中(?<![初高完集空途]中)(?=[，ⅠⅡⅢⅣⅤ]|[还尚仍]有|\\d|[位名]?[居列]|排(?:名|在|第)|[遴评筛推挑]选|选[出拔聘派]|产生)",
    f"中(?=(?:{'|'.join(DOING)})[^，。；：、])",
    "可(?=提供|容纳|满足)",  # 4个地段可提供公屋3000套
    "各(?=[建设配有办种新][^，。；：、\\d]{0,4}\\d)",  # 3个村各建1个文化广场
    "净(?=增|减|流[入出])",
    "每(?=[人户月年生亩天]每?[^，。；：、]{2})",
    "评(?=[为定选上“])",
    "均(?<![平生人户亩地年月日]均)",
    "都(?<![首古成京]都)(?=按|推行|实行|实施|落实|开展|建立|制定)",
    "平均(?=[每增减达提上下降涨缩压为超\\d]|[仅只拥]?有)",
    "更(?<!变更)(?![新换替名生])",
    "来(?=[看说讲]|[^，。；、]{1,3}(?:办学|访问|考察|投资|就业|实习|参观|旅游|参赛|参会))",
    "逐[步渐年]",
    "毕业(?![生班证论后于于设])",
    "高质量发展(?=[，。；、]|$)(?<![与和]高质量发展)",  # 推动3个综保区高质量发展
    "虽",
    "稳定(?=消除|脱贫|实现|就业|增收|运行|发力)",
    "填补",
    "超额(?=完成)",
    "不同程度",
    "发生(?=[^，。；、]{0,5}亏损)",
    "解决(?=了)",
    "要(?<![主需重必概摘纪首]要)(?=加[快强大]|全部|尽快|继续|抓紧|确保|力争|实现|完成|在⌚)",
    "奔(?=赴|波)",
    *(f"扩{what}(?=提质(?:[，。；、]|$))" for what in "容面优"),
    "补短板(?=[，。；、强]|$)",
    "拔地而起",
    "免除(?=[^，。；、])",
    "延时(?=错时|开放)",
    *(f"{starts}(?=[，。；、]|$)" for starts in ("试运行", "启用")),
    "接通(?=[^，。；、率])",
    "面向(?=社会|公众|市民|群众)",
    "备受",
    "引入(?=[^，。；、])",
    "按照(?=[^，。；、]{2})",
    *(f"{how}(?=提升|提高|改善|增强|好转)" for how in ("显著", "明显")),
    *(f"{chosen}(?=为)" for chosen in ("增选", "当选")),
    "提升(?<=[县市区镇乡村校业]提升)(?=[^，。；、的]{2,10}(?:能力|水平)(?:[，。；、]|$))",
    "试产(?=[，。；、]|$)",
    *(f"入住(?={where})" for where in ("新", "好", "安置")),
    "融通(?=(?:创新|发展)(?:[，。；、]|$))",
    "“(?=[^“”]{2,6}(?:通办?|享|达|办)”(?:[，。；、]|$))",  # 50项服务“跨省通办”
    *(f"提{what}(?=(?:增效|升级|扩容|扩能|扩面|进位)(?:[，。；、]|$))" for what in "质能档标"),
    "强链(?=(?:[延补固建]链){1,3}(?:[，。；、]|$))",
    "规模化应用(?=[，。；、]|$)",
    "实体化运[行作营](?=[，。；、]|$)",
    "效应(?=(?:持续|加速|加快|充分|不断)*(?:释放|显现))",
    "参照(?=[^，。；、]{2,10}(?:管理|执行|实行))",
    "提请(?=[^，。；、]{2})",
    "强化(?!班|训练|培训|措施|工程|行动|项目|方案)",
    "用上(?<![应使利公适通商]用上)(?![线市报述])",
    *(f"{verb}上(?![^，。；、]{{1,8}}的)" for verb in "喝吃过"),
    *(f"{put}线(?=[，。；、]|$)" for put in "上下"),
    "上线(?=运行|运营|发布)",
    "开拓(?=[^，。；、的]{0,6}市场)",
    "应当",
    "必须(?<!“必须)",
    "开局(?=[，。；、]|$)",
    "运营(?=的)",
    "上榜(?!数)",
    f"于(?={DATE})",
    # 8个项目计划于10月开工, 3个标段计划9月底前完工
    *(f"{intended}(?=于?{DATE})" for intended in ("计划", "预计")),
    *(f"{held}于(?=[^，。；]{{0,4}}(?:目标|预期|平均|全[国省市]))" for held in "低高"),
    "力争",
    "发行(?<=[业司]发行)(?=[^，。；：、])",
    "居(?=全[国球省市区])",
    "全(?=[国球][第首唯]|[省市区]第|[国省市区](?:复制)?推广)",
    "刷新(?=[^，。；：、])",
    # 115个县建设高产示范片1000个, but 5个村建设项目
    *(f"{verb}(?<=[省县村镇乡区市校]{verb})(?=[^，。；：、\\d]{{2,16}}\\d)" for verb in ("建设", "落实")),
    "生产(?<=[业矿厂司]生产)(?!总值)(?=[^，。；：、\\d]{1,8}\\d)",  # 5座煤矿生产原煤1320万吨
    "有(?<![^省县村镇乡区市校]有)(?=[^，。；：、\\d的]{2,16}\\d)",  # 96个县有扶贫资金14亿元
    "看(?![护守好管病齐])",
    "对(?=\\d)",
    "深入(?=\\d)",
    "结对(?<!的结对)(?=帮扶|联系|共建|认亲)",
    "跟踪(?=督办|问效|监督|评[价估]|落实)",
    "受(?<!享受)[到益]",
    "也(?!门)",
    "更换(?<=[校院园村区县市户所]更换)(?=[^，。；：、]{2})",  # 152所学校更换设备, but 3个灯具更换项目
    "基本(?!医疗|医保|养老|公共|农田|生活|药物|民生|殡葬|服务|保障|工资|法律|办学|运行|支出)",
    "将(?<![大中少上虎健老干良名武]将)(?![军领士来])",
    "领取(?![点人率量]|窗口|条件|标准|方式|地点|时间)",
    "整改(?=不|到位|未|完成)",
    "继续(?!教育)",
    *(f"{number}(?<!第{number})(?=[个种项])" for number in "两三四五六七八九十"),  # 两个市场两种资源
    "主体(?=完工|封顶|竣工|建成|工程完|结构)",
    "支付(?<!转移支付)(?![率令]|机构|能力|平台|方式|渠道|工具|系统|业务|标准)",
    "拉动(?![力率])",
    "正(?=在)",
    "以(?=虚[假报构]|现金|[^，。；、]{1,12}(?:名义|为由|形式|方式))",
    "重复(?=收费|计|申报|发放|享受|列支|补贴|报销|缴)",
    "无(?=预算|计划|依据|正当|证|偿[出占使提划借])",
    "尚(?=[未有])",
    "拨付(?=[^，。；：、率进])",
    "下达(?=[^，。；：、率])",
    "应(?<![供相反适响对效感]应)(?=上缴|缴|收|征|退|交)",
    "化整为零",
    "沉淀(?=[^，。；：、\\d]{0,8}资金)",
    "长期(?=闲置|空置|占用|滞留|沉淀|挂账|未|不|无)",
    *(f"{over}属(?=\\d)" for over in "所下"),  # 5个部门所属9家单位
    f"审计(?<=(?:{'|'.join(('企业', '单位', '部门', '公司', '学校', '医院', '银行', '机构'))})审计)(?=[，。；])",
    "绩效目标(?=未|不|设[置定])",
    "出租(?=房|土地|国有|资产|场地|门面|商铺)",
    "应采未采",
    f"共(?<!公共)(?={_JOINTLY})",
    f"连续(?=[{HIDDEN}一两二三四五六七八九十\\d])",
    "宣告(?=无罪|缓刑|破产)",
    "接待(?!费|能力|[中心站点]|设施|床位)(?=[^，。；：、\\d]{2,8}\\d)",
    "指定(?=辩护|监护)",
    "重点审计(?=[，。；])",
    "不(?=够|(?:精准|规范|到位|细化|严格|合理|科学|完整|准确|及时)[，。；])",
    "全覆盖(?!”)",
    "全面(?=如期|按期|完成|建成|投产|启动|实施|推进|落实|推开|铺开|开工|开展|竣工|达标|实现|投入|推行)",
    "向(?<![方走去流导意动面定双单横纵转]向)(?=\\d|[^，。；]{1,28}(?:发放|拨付|支付|收取|提供)|[^，。；]{1,8}(?:迈进|跨越|冲刺|跃升|延伸|倾斜|突破|拓展|转变|聚集|集聚|推进|转型))",
    f"在(?<![存潜所现实]在){_NOT_AT_WORK}",
    *(f"{verb}(?<=[众工生员民者年表业]{verb})" for verb in ("参加", "解决(?!方案)", "列席", "旁听")),
    "提取(?<=[人工户]提取)",
    # 40所中心园构建资源中心, but not 60%政府设立的机构, nor 5个产业带动项目
    *(f"{verb}(?!的|项目|示范|型|能力|效应)" for verb in _DEEDS),
    "引进(?!人才|项目|企业|品种|的)",
    "入驻(?!企业|商|率|项目|的)",
    "签约(?!项目|仪式|活动|金?额|率|企业|服务|的)",
    "落户(?!城镇|城市|项目|企业|的)",
    "到(?=(?:基层|乡镇|农村|社区|山区|(?:[^，。；、]{0,4}贫困|脱贫)村|[^，。；、]{1,6}(?:任职|就业|工作|挂职|服务|支教|就读|落户|开展|坐诊|避风|避险)))",
    "未(?=按|办|正常|启用|投[用入]|配备|安装|取得|登记|缴|足额|及时|能|将|经|完成|实现|落实|整改|达[到标预]|纳入|上缴|执行|履行|编|批先建[，。；]|设[定置]|制定|开工|细化|入[账帐]|造成|有效|严格|如期|形成|发生|建立|公开|出列|脱贫|摘帽|销号|通(?=[过硬客公高动水电气网邮航]))",
    "有(?=[^，。；、]{0,4}差距)",
    "还(?=相?差)",
)
# 3个部门支出下降5%, but 3个提升工程: these end it only where a figure follows.
_BEFORE_FIGURES = "[到至为]?[约近超逾]?(?=\\d)"
_VERBS = (
    "下降", "上升", "提高", "提升", "降低", "减少", "增加", "压缩", "压减", "突破", "超过", "低于", "高于", "达", "为",
    "上涨", "下跌", "回落", "高出",
    "降", "升", "减", "增", "提", "精简", "缩短", "延长", "缩减", "缩小", "调整", "上调", "下调", "超", "不少于",
    "不低于", "不超过", "不高于", "高达", "低至", "多达", "培训",
)  # fmt: skip
_ENDS_BEFORE_FIGURES = (
    *(f"{verb}{_BEFORE_FIGURES}" for verb in _VERBS),
    *(f"{bound}(?=\\d|[十百千万亿]{{1,4}}元?[，。；、])" for bound in ("约", "近", "超", "逾", "共", "不足", "不到")),
    "过(?<![超通经不透]过)(?=\\d)",
    "巡[演展讲](?=\\d)",
    "有(?<![拥国占所具享持含]有)(?=\\d)",
    f"占(?<={MAKES_UP})(?=[{HAN}]{{0,16}}\\d)",
)
# 其中2所投入使用: in which state they are, where nothing follows that is.
_IN_A_STATE = (
    "(?=[已均基主实开在建竣完封投试运通验达启签落])(?:已经?|均|基本|主体)?(?:(?:实质性)?开工(?:建设)?|开建|在建|建成|竣工|完工|封顶|投[产用]|投入(?:使用|运营|运行|生产)|试?运[营行转]|通[车水电航气]"
    "|通过|验收|达[产标]|启动|签约|落地){1,3}(?=[，。；、：]|$)"
)
IN_A_STATE = re.compile(_IN_A_STATE)
_NO_NOUN = (
    f"共(?<!公共)(?=[向为对\\d]|{_JOINTLY})|迟至"
    "|[合总累共]计(?=\\d)|有(?=[约近超]?\\d)|没有(?![^，。；、]{1,16}的)|[强弱](?=[，。；、]|$)|中(?=[，有])|存在(?![^，。；、]{1,16}的)|[超过逾](?=\\d)|等(?![级额候待效])|台阶|大关|关口|门槛|行列|[多余](?=[，。；、）]|$)|(?:拓展|(?:优化|重组)?整合|精简|扩大|扩展|上升|降低|攀升|跃升|回升|恢复|调[整减增低高升降]|上调|下调|压缩|压减|延长)[到至为]|达到|实[现行]|了(?!解)"
    f"|在{_NOT_AT_WORK}"
    f"|(?:计划|预计|力争|确保)(?={DATE})"  # 二期11公里计划10月底前完工
    "|年[底末初中]前|[仍尚]?需(?![求要]|[^，。；、]{1,16}的)(?=[^，。；、]{2})|有待|位?居(?=全[国球省市区]|前列|首位)|受[^，。；、]{1,10}影响|[好优高低快慢]于|正(?=[在加按有处抓推紧积稳陆])|尚未|[均都](?=已|未|得|按|制[定订]|建立|编制|在|由|为|有|达|实|完|落|纳|能|可)|发放(?!点|量|率|额|标准|对象)"
    "|未(?=按|办|取得|登记|缴|及时|能|将|经|完成|实现|落实|纳入|上缴|执行|履行|编|细化|有效|严格|如期|形成|建立|公开|(?:支出|使用|拨付|入账|入帐|收回|分配|归还)(?=[，。；：、）]|$))"
    "|(?:基本|超额|提前)?完成(?!时|率)|基础上|发展(?!中国家)|提升|缩减|缩短|改善|持平|左右|以上|以下|以内|(?:可以|能够)(?![^，。；、]{1,16}的)|消除(?=[或了]|黑臭)|下降|提高|和(?!美|谐|平)|并(?![网购联轨列存])|与|及|其中|同比|相比|比|占|次(?![干级生要])"
    "|得到|增(?!长[极点带])|将(?![军领士来])|减|至|到|向(?!日葵|阳)|获(?![奖证批]|(?<=[人户]获)得|(?<=人次获)得|评(?:单位|企业|项目|个人|对象))"
    "|因(?=[^，。；、的]{2,10}(?:避免|免[于遭]))|通过(?=[多各不])|进入(?![^，。；、\\d]{1,16}的)|参与(?!单位|部门|企业|者|方|人|国|机构)|结存在|违规(?=[将把向在用]|使用|发放|列支|占用|出借|举借|纳入)|共?收[到取](?=[^，。；、]{2,12}\\d)|被(?=评|授|列|纳|挪用|挤占|占用|侵占|骗|套|认定|确定|命名|推[荐广选]|表彰|选|通报|问责|判|处|查处|淘汰|收购(?!企业|公司)|取代)"
    "|超[过出](?![^，。；、0-9]{2,8}的)|每[月年天]|[户人亩]均|[升降][到至为]|直接(?=受益)|避免|办好|荣获|全部|跨年度(?=(?:完成|实施|推进)(?:[，。；：、）]|$))|超前(?=完成|实现)|(?:推进|进展)(?:顺利|有序|缓慢|滞后|良好)|(?:退出|滞后)(?=[，。；、]|$)|圆满|顺利|如期|按期|按时|陆续|相继|先后|正式[开投启运上通]"
    f"|全面(?={_WHOLLY_SO})|{_IN_A_STATE}"
)
# 以上, 左右, and 的 before a noun, but not before what only says that it is one: 500元和300元的目标.
_LEADS = (
    f"(?:之间的|不等的|(?:如期|按期|全部|稳定)(?=脱贫)|作为[{HIDDEN}{DATE}]{{0,12}}|的(?!(?:目标|目标任务|要求|速度|幅度|水平)(?:[，。；、：）]|不(?:放松|动摇|松劲|变)|$))|规模的?(?=[^，。；、]{{0,10}}基金)"
    f"|{HIDDEN}{{0,4}}(?:及?以上|及?以下|以内|左右)(?:的|(?!的))|(?!的|及?以上|及?以下|以内|左右))"
)
# 房产2万平方米闲置, 资金3亿元未在规定时间内下达: how it fares.
_NO_WHOLE_NOUNS = frozenset(("已", "已于", "未", "闲置", "之间"))
# 亩产1200公斤的全国纪录, but 打破3项纪录
_RECORDS, _OF_RECORDS = ("纪录", "记录"), frozenset("项个次条份件种")
_LEVEL = "级"
_OF_A_LEVEL = "(?:国家|部|省|市|县|区)级"
# Who or what is counted where 的 and what they have follow; a count of persons counts no places.
_PERSONS = (
    "人口", "群众", "居民", "农民", "牧民", "职工", "学生", "儿童", "老人", "老年人", "残疾人", "劳动者", "毕业生",
    "孩子", "子女",
)  # fmt: skip
_PLACES = (
    "国家", "省份", "地区", "区域", "地带", "城市", "县", "市", "区", "乡", "镇", "街道", "村", "社区", "家庭", "农户",
    "部门", "单位", "行业", "企业", "公司", "机构", "学校", "高校", "医院", "园区", "流域", "断面", "驿站", "中心",
    "场所",
)  # fmt: skip
_OF_PERSONS = frozenset(("人", "名", "位"))
# What makes of the words before 的 what sort of thing is counted: 面向企业的项目.
_SORTS = compiled("面向|服务|针对|支持|获|通|有|由|具|为|对|来自|涉及|覆盖|惠及|符合|不|没|未|已|在")
# Words that only say of which sort or in which state somebody or something is.
_ATTRIBUTES = (
    "农村|城镇|城乡|困境|留守|高龄|失能|半失能|失智|失独|残疾|特殊困难|空巢|独居|孤寡|特困|国际|国内|省级|市级|县级|区级|国家级"
    "|大型|中型|小型|公办|民办|国控|省控|市控"
)
_QUALITIES = (
    "(?:[强高好大优广多足快新深长齐全]|先进|规范|完[善备]|合理|优[美良秀越质]|雄厚|健全|显著|突出|鲜明|明显|领先|稳定|密集|丰富|发达|便[利捷]"
    "|舒适|整洁|美丽|宜居|协调|过硬|成熟|明确|独特|清晰|严[谨密])"
)
_UNCOUNTED = re.compile(rf"(?:{_ATTRIBUTES}|[{HAN}]{{2,8}}{_QUALITIES})$")
# 3个未通过验收的项目, 10项可以复制推广的经验: what has not been done with them, or can be.
_NOT_DONE, _LACKING = ("未", "尚未", "可以", "能够"), compiled(f"(?:尚?未|可以|能够)[{HAN}]{{2,12}}?的(?=[{HAN}]{{2}})")
# 15个以县城为载体的城镇化试点.
_IN_A_ROLE = compiled("以[^，。；：为的\\d]{1,16}为[^，。；：为的\\d]{1,12}的")
_LISTED = frozenset("、和及")
# 28户央企和中央金融企业账面资产: both are counted.
_BODIES = ("企业", "央企", "国企", "机构")
_BODIES_TOO = compiled(f"[和及、](?![和及、])[{HAN}]{{0,8}}?(?:企业|机构)")
_EVERYWHERE = "国家和地区"
_GRADES = frozenset("国省市县区自")  # 93个省、市重大项目, 27个省、自治区, 36个国、省控断面
# What counts things of several sorts together, the first of which has so short a name: 178项节能、节水等项目.
_LONGEST_QUOTED = 20
_TIMES, _RESPECTS, _OF_RESPECTS = "次", "方面", frozenset("的军人工")
_OF_LISTS, _SHORT = frozenset(("项", "名", "场次", "场", "种", "类")), 5


class Nouns:
    """Finds nouns behind numbers; ``ends`` are words that end one: 50个项目 / 建成投产. Built once."""

    def __init__(self, ends: Iterable[str]) -> None:
        self.ends = (*_ENDS, *map(re.escape, ends), *_ENDS_BEFORE_FIGURES)
        # 3个新 / 投产项目, 8条开 / 通航线路: no noun is one of these alone.
        begun = "(?<![新拟已])(?<![^公展放分打召]开)"
        # 30个断面 / Ⅰ—Ⅲ类水质比例
        grades = "[ⅠⅡⅢⅣⅤ](?<=[面体位库流].)"
        self._ends = rf"(?=[ {HIDDEN}，。；：、,;（(）)\n！？{DATE}\d]|$|{grades}|{_by_first(self.ends, begun)})"
        # Asked of every count, and a set of many ideographs is looked through by ``regex`` where ``re`` has a bitmap.
        self.pattern = re.compile(
            rf"{_LEADS}(?!{_NO_NOUN})(?P<noun>(?:[2-6][AG](?![A-Za-z]))?[{HAN}“”《》A-Za-z]{{1,24}}?){self._ends}"
        )

    # These are long, and few texts need them: each is compiled when it is first asked for.

    @cached_property
    def _end(self) -> regex.Pattern[str]:
        return compiled(_by_first(self.ends))

    @cached_property
    def _listed(self) -> regex.Pattern[str]:
        """178项公路、桥梁和水利等项目: what the list comes to is counted."""
        return compiled(rf"(?:[、和及与](?:(?![和及与])[{HAN}“”]){{1,12}})+?等[{HAN}“”]{{2,10}}?{self._ends}")

    @cached_property
    def _goes_on(self) -> regex.Pattern[str]:
        """6000户高龄、失能老年人家庭, 40个吸引力强、带动面广的场景: what cannot be counted by itself goes on."""
        return compiled(
            rf"(?:[、和及](?:(?:{_ATTRIBUTES})(?=[、和及])|[{HAN}]{{2,8}}{_QUALITIES}(?=[、的])))*"
            rf"(?:[、和及]|的)(?!{_NO_NOUN})[{HAN}“”]{{2,24}}?{self._ends}"
        )

    @cached_property
    def _act(self) -> regex.Pattern[str]:
        """4次 / 提高养老金: what has been done so many times."""
        return compiled(rf"(?:提高|提升|上调|下调|调整|降低)[{HAN}“”]{{2,24}}?{self._ends}")

    @cached_property
    def _levels(self) -> regex.Pattern[str]:
        """2个国家级、3个省级文化生态保护区: what both count stands behind the last."""
        return compiled(
            rf"(?:{_OF_A_LEVEL}[、和]\d{{1,4}}[个家处所项])+{_OF_A_LEVEL}(?P<noun>[{HAN}“”]{{2,24}}?){self._ends}"
        )

    def behind(self, masked: str, place: int, value: Value) -> tuple[int, int, int] | None:
        """Start and end of the noun at a place of a masked sentence, and the end of all that belongs to it; null where
        there is none. ``value`` is that of the number before it."""
        match = self.pattern.match(masked, place)
        if masked.startswith(_NOT_DONE, place) and (lacking := _LACKING.match(masked, place)):
            found = self.behind(masked, lacking.end(), value)
            return (place, *found[1:]) if found else None
        if not match:
            if masked[place : place + 1] == "“" and isinstance(value, Quantity) and value.unit not in _PLACES:
                # 87条“县城—中心镇—重点村”发展轴, but 3县5乡“电网+管网”工程
                return self._quoted(masked, place, place)
            if isinstance(value, Quantity) and value.unit == _TIMES and (act := self._act.match(masked, place)):
                return *act.span(), act.end()
            return None
        start, end = match.span("noun")
        if masked[start] == "以" and (role := _IN_A_ROLE.match(masked, start)):
            match = self.pattern.match(masked, role.end())
            if not match:
                return None
            start, end = match.span("noun")
        if masked[start:end] == "的":  # 300亿元规模的增长
            return None
        if (quote := masked.rfind("“", start, end)) >= 0 and masked.find("”", quote, end) < 0:
            return self._quoted(masked, start, end)
        if masked[end - 1] == _LEVEL and (levels := self._levels.match(masked, start)):
            return *levels.span("noun"), end
        if masked[end - 1].isascii() and masked[end : end + 1].isdecimal():
            return None  # 10市PM2.5浓度
        if masked[end : end + 1] in _LISTED:
            if end - start <= _SHORT and isinstance(value, Quantity) and value.unit in _OF_LISTS:
                rest = self._listed.match(masked, end)
                if rest:
                    return start, rest.end(), rest.end()
            of_grades = masked[start:end] in _GRADES and masked[end + 1 : end + 2] in _GRADES
            if of_grades or _UNCOUNTED.search(masked, start, end):
                rest = self._goes_on.match(masked, end)
                end = rest.end() if rest else end
            elif masked.endswith(_BODIES, start, end) and (beside := _BODIES_TOO.match(masked, end)):
                end = beside.end()
        first, last = _counted(masked, start, end, value)
        if masked[first:last] in _NO_WHOLE_NOUNS or (
            masked.endswith(_RECORDS, first, last) and getattr(value, "unit", None) not in _OF_RECORDS
        ):
            return None
        return (first, last, end) if first < last else None

    def _quoted(self, masked: str, start: int, end: int) -> tuple[int, int, int] | None:
        """A noun whose quotation closes behind ``end``: 三个“1小时交通圈”, 17支“4+1”专项基金."""
        close = masked.find("”", end, end + _LONGEST_QUOTED) + 1
        if not close:
            return None
        further = None if self._end.match(masked, close) else self.pattern.match(masked, close)
        end = further.end("noun") if further and further.start("noun") == close else close
        return start, end, end


def _by_first(alternatives: Iterable[str], guard: str = "") -> str:
    """Alternatives by the character that each begins with: all that begin otherwise are passed over at once, and only
    what is left is asked whether the guard holds."""
    rests: dict[str, list[str]] = {}
    for one in alternatives:
        rests.setdefault(one[0], []).append(one[1:])
    ways = "|".join(f"{first}(?:{'|'.join(behind)})" for first, behind in rests.items())
    return f"(?=[{''.join(rests)}]){guard}(?:{ways})"


def _counted(masked: str, start: int, end: int, value: Value) -> tuple[int, int]:
    """Of a noun with 的 who or what is counted, where that stands before it: 60万无电地区人口 / 的用电问题."""
    if "”" in masked[start:end] and "“" not in masked[start:end]:
        # “一个国家两种制度”的设想, “最后一公里”问题
        start, end = (start + 1, end) if masked[start] == "”" else (start, masked.index("”", start))
    if masked.startswith(_RESPECTS, start) and end > start + 2 and masked[start + 2] not in _OF_RESPECTS:
        return start, start + 2  # 从四个方面统筹发力
    of = masked.find("的", start, end)
    if of < 0:
        if masked.startswith(_EVERYWHERE, start):
            return start, start + len(_EVERYWHERE)  # 140个国家和地区 / 投资合作
        return start, end
    people = isinstance(value, Quantity) and value.unit in _OF_PERSONS
    owners = _PERSONS if people else _PERSONS + _PLACES
    if of == end - 1 or (masked.endswith(owners, start, of) and not _SORTS.match(masked, start)):
        return start, of
    return start, end
