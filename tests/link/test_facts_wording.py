"""The words around a figure: sentences as reports have them, and the facts that they state."""

from datetime import date

import pytest

from tests.facts_told import GIVEN, extract, facts

SENTENCES = {
    "占而不说整体": (
        "财政拨款收入10,450.00万元，占95.00%；其他收入550万元，占5.00%",
        [
            "10,450.00万元 财政拨款收入 level",
            "95.00% 财政拨款收入 share",
            "550万元 其他收入 level",
            "5.00% 其他收入 share",
        ],
    ),
    "佔而不说整体": (
        "财政拨款收入100萬元，佔95%",
        ["100萬元 财政拨款收入 level", "95% 财政拨款收入 share"],
    ),
    "前句的人均": ("人均粮食产量3吨。达到4吨", ["3吨 人均粮食产量 level 人", "4吨 人均粮食产量 level 人"]),
    "前句的人均分给各项": (
        "人均粮食产量3吨。达到4吨，水果产量5吨，分别增加1吨、2吨",
        [
            "3吨 人均粮食产量 level 人",
            "4吨 人均粮食产量 level 人",
            "5吨 水果产量 level",
            "1吨 人均粮食产量 change increase 人",
            "2吨 水果产量 change increase",
        ],
    ),
    "前句的平均": ("平均单产3吨。达到4吨", ["3吨 平均单产 level average", "4吨 平均单产 level average"]),
    "收入增長率": ("2021年收入增長率5%", ["5% 收入增長率 growth increase yoy"]),
    "單位面積": ("單位面積產量3吨", ["3吨 單位面積產量 level 亩"]),
    "前句的單位面積": (
        "單位面積產量3吨。达到4吨",
        ["3吨 單位面積產量 level 亩", "4吨 單位面積產量 level 亩"],
    ),
    "年末那天": ("2021年12月31日，存款3亿元", ["3亿元 存款 level end"]),
    "逐年": ("存款逐年增加3亿元", ["3亿元 存款 change increase annual_average average"]),
    "完成预算的数额": ("收入完成年初预算12亿元", ["12亿元 收入预算完成率 level initial_budget"]),
    "引号不关": ("“全市财政收入12亿元”的目标", ["12亿元 财政收入 level whole_area"]),
    "时长不是名字": ("半年收入3亿元", ["3亿元 收入 level"]),
    "其中之前不是名字": (
        "补助12亿元，财力补助其中教育补助3亿元",
        ["12亿元 补助 level", "3亿元 教育补助 level"],
    ),
    "存在不是在": ("审计发现12个单位存在违规问题", ["12个 单位 count"]),
    "文中的⌚不是名字": ("工业⌚增加值30亿元", ["30亿元 工业增加值 level"]),
    "以来不是名字": ("2014年以来最高增速9%", ["9% 最高增速 growth increase"]),
    "自某年以来不是名字": ("自2014年以来累计投资9亿元", ["9亿元 投资 level sum"]),
    "某日前不是名字": ("2021年6月底前要建成高速公路300公里", ["300公里 高速公路 level"]),
    "后备自筹是名字": (
        "2021年后备干部300人，自筹资金3亿元",
        ["300人 后备干部 count", "3亿元 自筹资金 level"],
    ),
    "在职不是在": ("在职职工60.2万人", ["60.2万人 在职职工 count"]),
    "就业不是就": ("带动就业2100人", ["2100人 就业 count"]),
    "到期不是到": ("2021年到期债券12亿元", ["12亿元 到期债券 level"]),
    "增产": (
        "2021年粮食产量50万吨，比上年增产1.5万吨",
        ["50万吨 粮食产量 level", "1.5万吨 粮食产量 change increase yoy"],
    ),
    "比上年多收": (
        "2021年税收收入3亿元，比上年多完成0.6亿元，非税收入1亿元，较上年少征收0.2亿元",
        [
            "3亿元 税收收入 level",
            "0.6亿元 税收收入 change increase yoy",
            "1亿元 非税收入 level",
            "0.2亿元 非税收入 change decrease yoy",
        ],
    ),
    "比预算超收": (
        "一般公共预算收入12亿元，比预算超收0.2亿元，完成预算的103.7%",
        [
            "12亿元 一般公共预算收入 level",
            "0.2亿元 一般公共预算收入 change increase initial_budget",
            "103.7% 一般公共预算收入预算完成率 rate initial_budget",
        ],
    ),
    "比年初净增": (
        "存款余额120亿元，比年初净增32亿元",
        ["120亿元 存款余额 level", "32亿元 存款余额 change increase year_to_date"],
    ),
    "自然口径": (
        "2021年税收收入12亿元，同比下降1.2%，自然口径下降3.4%",
        ["12亿元 税收收入 level", "1.2% 税收收入 growth decrease yoy", "3.4% 税收收入 growth decrease yoy"],
    ),
    "名义与实际": (
        "2021年城镇居民收入名义增长5.3%，扣除价格因素，实际增长5.1%",
        ["5.3% 城镇居民收入 growth increase yoy current", "5.1% 城镇居民收入 growth increase yoy real"],
    ),
    "名词伸进下一个数": (
        "共有企业300家企业占企业总数的三成",
        ["300家 企业占企业总数的三成 count", "三成 企业占企业总数的三成 share"],
    ),
    "可比价只管一项": (
        "2021年工业增加值30亿元，按可比价计算增长5.3%，税收收入12亿元，增长3%",
        [
            "30亿元 工业增加值 level",
            "5.3% 工业增加值 growth increase yoy constant",
            "12亿元 税收收入 level",
            "3% 税收收入 growth increase yoy",
        ],
    ),
    "各增加": (
        "2021年，与2020年度相比，收入、支出总计各增加234.56万元，增长1.94%",
        [
            "234.56万元 收入总计 change increase yoy",
            "234.56万元 支出总计 change increase yoy",
            "1.94% 收入总计 growth increase yoy",
            "1.94% 支出总计 growth increase yoy",
        ],
    ),
    "分别指逗号隔开的各项": (
        "2021年一般性转移支付1543.2亿元，专项转移支付333.3亿元，分别增长4.2%、2.6%",
        [
            "1543.2亿元 一般性转移支付 level",
            "333.3亿元 专项转移支付 level",
            "4.2% 一般性转移支付 growth increase yoy",
            "2.6% 专项转移支付 growth increase yoy",
        ],
    ),
    "分别增长某和某": (
        "2021年城镇居民收入42356元、农村居民收入19153元，分别增长4.9%和7.1%",
        [
            "42356元 城镇居民收入 level",
            "19153元 农村居民收入 level",
            "4.9% 城镇居民收入 growth increase yoy",
            "7.1% 农村居民收入 growth increase yoy",
        ],
    ),
    "分别达到之后的增长": (
        "2021年城乡居民收入分别达到45000元、22000元，增长5%、7%",
        [
            "45000元 城镇居民收入 level",
            "22000元 农村居民收入 level",
            "5% 城镇居民收入 growth increase yoy",
            "7% 农村居民收入 growth increase yoy",
        ],
    ),
    "高于平均水平的差": (
        "居民收入5万元，高于全省平均水平1.2万元",
        ["5万元 居民收入 level", "1.2万元 居民收入 difference reference_area"],
    ),
    "快于时间进度": (
        "支出进度85%，快于时间进度2.1个百分点",
        ["85% 支出进度 rate", "2.1个百分点 支出进度 difference reference_area"],
    ),
    "指数": ("工业生产者出厂价格指数97.1%", ["97.1% 工业生产者出厂价格指数 index"]),
    "存贷比": ("企业存贷比105.6%", ["105.6% 企业存贷比 ratio"]),
    "下一句接着说整体": (
        "2021年税收收入增长4%，其中增值税增长2%，契税增长9%。上半年增长5.1%",
        [
            "4% 税收收入 growth increase yoy",
            "2% 增值税 growth increase yoy",
            "9% 契税 growth increase yoy",
            "5.1% 税收收入 growth increase yoy",
        ],
    ),
    "和美乡村不是和": (
        "建成350个美丽乡村、500个和美乡村",
        [
            "350个 美丽乡村 count",
            "500个 和美乡村 count",
        ],
    ),
    "名词之后的括号": (
        "实施3000个老旧小区、120个老旧街区（厂区）改造",
        [
            "3000个 老旧小区 count",
            "120个 老旧街区 count",
        ],
    ),
    "县（市、区）不是前一个名词": (
        "新增学前普惠学位16万个，11个县（市、区）通过评估认定",
        [
            "16万个 新增学前普惠学位 count",
            "11个 县 count",
        ],
    ),
    "控制到": (
        "2021年城镇登记失业率控制到3.9%",
        [
            "3.9% 城镇登记失业率 rate",
        ],
    ),
    "两项之后的两个增长": (
        "2021年城镇居民人均可支配收入17175元，农村居民人均纯收入5153元，实际增长9.8%和8.5%",
        [
            "17175元 城镇居民人均可支配收入 level 人",
            "5153元 农村居民人均纯收入 level 人",
            "9.8% 城镇居民人均可支配收入 growth increase yoy real",
            "8.5% 农村居民人均纯收入 growth increase yoy real",
        ],
    ),
    "牛羊分别": (
        "2021年牛羊出栏分别增长5.2%、1.9%",
        [
            "5.2% 牛出栏 growth increase yoy",
            "1.9% 羊出栏 growth increase yoy",
        ],
    ),
    "存贷款分别": (
        "本外币存贷款余额分别达38亿元、29亿元",
        [
            "38亿元 本外币存款余额 level",
            "29亿元 本外币贷款余额 level",
        ],
    ),
    "产销量分别": (
        "2021年汽车产销量分别增长22.9%和17.4%",
        [
            "22.9% 汽车产量 growth increase yoy",
            "17.4% 汽车销量 growth increase yoy",
        ],
    ),
    "城乡居民与企业": (
        "2021年城乡居民存款、企业存款分别增长5%、6%",
        [
            "5% 城乡居民存款 growth increase yoy",
            "6% 企业存款 growth increase yoy",
        ],
    ),
    "工业与工业技改投资": (
        "2021年工业、制造业、工业技改投资分别增长9.4%、13.3%、6.1%",
        [
            "9.4% 工业投资 growth increase yoy",
            "13.3% 制造业投资 growth increase yoy",
            "6.1% 工业技改投资 growth increase yoy",
        ],
    ),
    "工业、服务业增加值": (
        "2021年工业、服务业增加值分别增长5%、6%",
        [
            "5% 工业增加值 growth increase yoy",
            "6% 服务业增加值 growth increase yoy",
        ],
    ),
    "东盟进出口": (
        "2021年对中亚五国、东盟进出口分别增长37.2%、19%",
        [
            "37.2% 中亚五国进出口 growth increase yoy",
            "19% 东盟进出口 growth increase yoy",
        ],
    ),
    "上一小句的两项": (
        "2021年单位生产总值能耗下降3.27%，化学需氧量、二氧化硫排放总量首次双下降，比上年分别下降3.14%和4.66%",
        [
            "3.27% 单位生产总值能耗 growth decrease yoy",
            "3.14% 化学需氧量排放总量 growth decrease yoy",
            "4.66% 二氧化硫排放总量 growth decrease yoy",
        ],
    ),
    "收入安排": (
        "2022年政府性基金收入安排29亿元，中央财政安排5亿元",
        [
            "29亿元 政府性基金收入 level planned",
            "5亿元 中央财政安排 level planned central",
        ],
    ),
    "再创新高": (
        "新农合参合率再创新高，达到98.5%",
        [
            "98.5% 新农合参合率 rate",
        ],
    ),
    "重点小巨人": (
        "新增专精特新“小巨人”企业397家、重点“小巨人”企业149家",
        [
            "397家 新增专精特新“小巨人”企业 count 专精特新",
            "149家 重点“小巨人”企业 count",
        ],
    ),
    "所数之物的条件": (
        "经济总量超千亿元的县域达12个",
        [
            "千亿元 经济总量 level",
            "12个 县域 count",
        ],
    ),
    "自来水、卫生户厕普及率": (
        "2021年农村自来水、卫生户厕普及率分别提升至97.2%、99.8%",
        [
            "97.2% 农村自来水普及率 rate",
            "99.8% 卫生户厕普及率 rate",
        ],
    ),
    "货邮和旅客吞吐量": (
        "机场货邮和旅客吞吐量分别达到420.6万吨、1.25亿人次",
        [
            "420.6万吨 机场货邮吞吐量 level",
            "1.25亿人次 旅客吞吐量 count",
        ],
    ),
    "播种面积之后的产量": (
        "2021年粮食播种面积3320万亩、产量1285万吨",
        [
            "3320万亩 粮食播种面积 level",
            "1285万吨 粮食产量 level",
        ],
    ),
    "完成任务的几项": (
        "治沙、造林分别完成年度目标任务的113%、220%",
        [
            "113% 治沙目标任务完成率 rate target",
            "220% 造林目标任务完成率 rate target",
        ],
    ),
    "分别完成预算": (
        "一般公共预算收入、政府性基金收入分别完成年初预算的103%、98%",
        [
            "103% 一般公共预算收入预算完成率 rate initial_budget",
            "98% 政府性基金收入预算完成率 rate initial_budget",
        ],
    ),
    "两笔收入分别完成预算": (
        "税收收入3亿元、非税收入1亿元，分别完成预算的103%、98%",
        [
            "3亿元 税收收入 level",
            "1亿元 非税收入 level",
            "103% 税收收入预算完成率 rate initial_budget",
            "98% 非税收入预算完成率 rate initial_budget",
        ],
    ),
    "从小扩大到大": (
        "2021年建成区面积由28平方公里扩大到52平方公里，实验室从15家跃升到38家",
        ["28平方公里 建成区面积 level", "52平方公里 建成区面积 level", "15家 实验室 count", "38家 实验室 count"],
    ),
    "每人每年提高到": (
        "2021年居民补助由每人每年240元提高到280元，城乡低保标准提高到每月815元和615元",
        [
            "240元 居民补助 level 人",
            "280元 居民补助 level 人",
            "815元 城镇低保标准 level 月",
            "615元 农村低保标准 level 月",
        ],
    ),
    "累计不剩累": ("2021年，发明专利授权量累计26万件", ["26万件 发明专利授权量 count sum"]),
    "五年累计": ("2021年，教育支出五年累计2亿元", ["2亿元 教育支出 level sum"]),
    "收入合计是名称": (
        "2021年本年收入合计20亿元，收、支总计各减少3亿元",
        [
            "20亿元 收入合计 level sum",
            "3亿元 收总计 change decrease sum",
            "3亿元 支总计 change decrease sum",
        ],
    ),
    "产能不剩产": ("2021年，淘汰落后的水泥产能1亿吨", ["1亿吨 淘汰落后的水泥产能 level"]),
    "条约不剩条": ("2021年，参加国际条约187个", ["187个 参加国际条约 count"]),
    "压减产能": ("2021年压减钢铁产能3000万吨", ["3000万吨 压减钢铁产能 change decrease"]),
    "我市与本部门": (
        "2021年，我市新增贷款3亿元，本部门办公经费2亿元",
        ["3亿元 新增贷款 level", "2亿元 办公经费 level"],
    ),
    "话题句后的名词": (
        "2021年，教育工作全面进步，完成25所学校维修改造，民生投入持续加大，70%的财政支出用于民生",
        ["25所 学校维修改造 count", "70% 财政支出 share"],
    ),
    "未与为": (
        "2021年，3个部门的12个项目未细化，为19家企业发放补贴9万元，6个未按期开工",
        ["3个 部门的 count", "12个 项目 count", "19家 企业 count", "9万元 补贴 level", "6个 补贴 count"],
    ),
    "中有几个": ("2021年，59项测评点中有22项达到全球最优水平", ["59项 测评点 count", "22项 测评点 count"]),
    "增收后的增幅": (
        "2021年财政总收入12亿元，增收1亿元，增幅达9%",
        ["12亿元 财政总收入 level", "1亿元 财政总收入 change increase", "9% 财政总收入增幅 growth increase yoy"],
    ),
    "涨幅回落": (
        "2021年12月份CPI上涨1.6%，涨幅较上月回落0.4个百分点",
        ["1.6% CPI growth increase yoy", "0.4个百分点 CPI涨幅 change decrease period_on_period"],
    ),
    "净增": (
        "2021年规上工业企业净增26家、总数301家",
        ["26家 规上工业企业 change increase", "301家 规上工业企业总数 count"],
    ),
    "同比多开工": (
        "2021年开工项目148个，同比多开工19个",
        ["148个 开工项目 count", "19个 开工项目 change increase yoy"],
    ),
    "力争更多": (
        "2022年地区生产总值增长5.5%左右、力争6%，财政收入增长3%，力争5%",
        [
            "5.5% 地区生产总值 growth increase planned target yoy",
            "6% 地区生产总值 growth increase planned target yoy",
            "3% 财政收入 growth increase planned target yoy",
            "5% 财政收入 growth increase planned target yoy",
        ],
    ),
    "高于经济增速": (
        "2021年居民收入增速高于经济增速1—2个百分点，收入增速高于经济增速、突破3万元",
        ["1—2个百分点 居民收入增速 difference reference_area", "3万元 收入增速高于经济增速 level"],
    ),
    "恢复到": (
        "2021年游客20万人，恢复至2019年的90%",
        ["20万人 游客 count", "90% 游客 share"],
    ),
    "两年平均": (
        "2021年GDP增长12%，两年平均增长7.5%",
        [
            "12% GDP growth increase yoy",
            "7.5% GDP growth increase annual_average",
        ],
    ),
    "分季度看": (
        "2021年GDP增长8%。分季度看，一季度增长18%",
        ["8% GDP growth increase yoy", "18% GDP growth increase yoy"],
    ),
    "户均与人均": (
        "2021年发放补助资金4815万元，户均1.5万元，公共绿地面积达到人均4平方米",
        [
            "4815万元 补助资金 level",
            "1.5万元 补助资金 level 户",
            "4平方米 公共绿地面积 level 人",
        ],
    ),
    "变动预算": (
        "2021年一般公共预算支出52亿元，为变动预算的98%，比年初预算数减少1亿元",
        [
            "52亿元 一般公共预算支出 level",
            "98% 一般公共预算支出预算完成率 rate adjusted_budget",
            "1亿元 一般公共预算支出 change decrease initial_budget",
        ],
    ),
    "跨过台阶": (
        "2021年地区生产总值跨上3个千亿元台阶，增长8%",
        ["3个 千亿元台阶 count", "千亿元 千亿元台阶 level", "8% 千亿元台阶 growth increase yoy"],
    ),
    "翻番之后": ("2021年一般公共预算收入五年翻番，达到25亿元", ["25亿元 一般公共预算收入 level"]),
    "谁的存量资金": (
        "2021年11个单位存量资金2368万元，9个区县挤占挪用专项资金3亿元，25家企业签署协议9亿元",
        [
            "11个 单位 count",
            "2368万元 存量资金 level",
            "9个 区县 count",
            "3亿元 挤占挪用专项资金 level",
            "25家 企业 count",
            "9亿元 签署协议 level",
        ],
    ),
    "名词后的动词和数": (
        "2021年31个省份接待费减少26%，15个重点事项审批时限压缩70%，14个重点产业产值占总产值的80%",
        [
            "31个 省份接待费 count",
            "26% 省份接待费 growth decrease yoy",
            "15个 重点事项审批时限 count",
            "70% 重点事项审批时限 growth decrease yoy",
            "14个 重点产业产值 count",
            "80% 重点产业产值占总产值比重 share",
        ],
    ),
    "套数与面积": ("2021年新建廉租住房612套3.06万平方米", ["612套 廉租住房 count", "3.06万平方米 廉租住房 level"]),
    "百分点的差": (
        "2021年农村居民收入增长8%，高出城镇1.8个百分点",
        ["8% 农村居民收入 growth increase yoy", "1.8个百分点 农村居民收入 difference reference_area"],
    ),
    "增长预期目标": (
        "2022年经济增长预期目标为13%",
        ["13% 经济增长 growth increase planned target yoy"],
    ),
    "力争达到": (
        "2022年固定资产投资增长10%左右，力争达到15%",
        [
            "10% 固定资产投资 growth increase planned target yoy",
            "15% 固定资产投资 growth increase planned target yoy",
        ],
    ),
    "增亏": (
        "2021年亏损企业亏损额11亿元，增亏8亿元",
        ["11亿元 亏损企业亏损额 level", "8亿元 亏损企业亏损额 change increase"],
    ),
    "增速预计": ("2021年工业增加值增速预计9.2%", ["9.2% 工业增加值增速 growth increase estimated yoy"]),
    "两项的占比与标准": (
        "2021年发电量、用电量占比分别为30%、40%，五保户集中、分散供养标准分别为1500元、1200元",
        [
            "30% 发电量占比 share",
            "40% 用电量占比 share",
            "1500元 五保户集中标准 level",
            "1200元 分散供养标准 level",
        ],
    ),
    "总预算是名称": ("2021年项目总预算1170.00万元", ["1170.00万元 项目总预算 level"]),
    "名词在下一个数之后": (
        "2021年，3座35万千瓦光热电站顺利投产，为2万名60周岁以上老人体检",
        [
            "3座 光热电站 count",
            "35万千瓦 光热电站 level",
            "2万名 老人体检 count",
            "60周岁 老人体检 level",
        ],
    ),
    "和百分之几": ("2021年，所有市州和98%的县市区建成示范区", ["98% 县市区 share"]),
    "超过计划": (
        "2021年生产总值增长11.8%，超过计划0.8个百分点，报销比例平均提高2个百分点",
        [
            "11.8% 生产总值 growth increase yoy",
            "0.8个百分点 生产总值 difference reference_area",
            "2个百分点 报销比例 change increase",
        ],
    ),
    "没有单位的指数": (
        "2021年总产值58亿元，效益指数达到152.3，同比提高12.6个百分点",
        ["58亿元 总产值 level", "12.6个百分点 效益指数 change increase yoy"],
    ),
    "我单位与主要用于": (
        "2021年我单位收入9万元，主要用于办公费2万元",
        ["9万元 收入 level", "2万元 办公费 level"],
    ),
    "有几个的条目": (
        "2021年收费9万元；3.有16个单位挪用资金3万元",
        [
            "9万元 收费 level",
            "16个 单位 count",
            "3万元 挪用资金 level",
        ],
    ),
    "套取": ("2021年12家定点医院套取基金96万元", ["12家 定点医院 count", "96万元 套取基金 level"]),
    "率不被数": (
        "2021年，监测对象4218户1.9万人风险消除率达81%，203个断面水质优良率达100%",
        [
            "4218户 监测对象 count",
            "1.9万人 监测对象 count",
            "81% 风险消除率 rate",
            "203个 断面水质优良率 count",
            "100% 断面水质优良率 rate",
        ],
    ),
    "逼近": ("2021年工业总产值498亿元，首次逼近500亿元", ["498亿元 工业总产值 level", "500亿元 工业总产值 level"]),
    "合计之后的收入": (
        "2021年支出合计126亿元，与执行数相比，收入增加3亿元",
        ["126亿元 支出合计 level sum", "3亿元 收入 change increase"],
    ),
    "比常年": ("2021年亩产580公斤，比常年增产一成", ["580公斤 亩产 level", "一成 亩产 growth increase yoy"]),
    "两项百分点": (
        "2021年污水处理率、垃圾处理率分别提高35个和28个百分点",
        ["35个 污水处理率 change increase", "28个百分点 垃圾处理率 change increase"],
    ),
    "周转量": ("2021年旅客周转量8亿人公里", ["8亿人公里 旅客周转量 level"]),
    "收入与支出": ("2021年收入9万元；支出8万元", ["9万元 收入 level", "8万元 支出 level"]),
    "两年以上的": ("2021年存量资金9万元，其中两年以上的3万元", ["9万元 存量资金 level", "3万元 存量资金 level"]),
    "扣除因素后": (
        "2021年一般公共预算收入87亿元，扣除一次性因素后同口径增长6%",
        ["87亿元 一般公共预算收入 level", "6% 一般公共预算收入 growth increase yoy"],
    ),
    "核定我市": ("2021年省政府核定我市政府债务限额468亿元", ["468亿元 政府债务限额 level"]),
    "厅里核定我市": ("财政厅核定我市债务限额100亿元", ["100亿元 债务限额 level"]),
    "农户户均": (
        "2021年带动1.2万农户户均增收8000元",
        ["1.2万 农户 count", "8000元 农户 change increase 户"],
    ),
    "解决了": ("2021年解决了2万人、1万头大牲畜的饮水困难", ["2万人 解决人 count", "1万头 大牲畜的饮水困难 count"]),
    "免费为": ("2021年免费为3万名妇女筛查", ["3万名 妇女筛查 count"]),
    "包括": ("2021年设定5个指标，包括地区生产总值3亿元", ["5个 指标 count", "3亿元 地区生产总值 level"]),
    "年计划": (
        "2021年到位外资6850万美元，为年计划的114%",
        ["6850万美元 到位外资 level", "114% 到位外资目标任务完成率 rate target"],
    ),
    "几等奖": ("2021年，获评2个一等奖、3个二等奖", ["2个 一等奖 count", "3个 二等奖 count"]),
    "几年增长几倍": (
        "2021年产值比2010年增长4倍，粮食产量增长3倍，棉花产量增长5倍；2021年销量十年增长2倍",
        [
            "4倍 产值 growth increase fixed_base",
            "3倍 粮食产量 growth increase",
            "5倍 棉花产量 growth increase",
            "2倍 销量 growth increase",
        ],
    ),
    "两项合计比": (
        "2021年两项资金合计比2010年增加一倍",
        ["两项 资金 count", "一倍 资金 growth increase fixed_base sum"],
    ),
    "倍": ("2021年销售面积增长1.1倍", ["1.1倍 销售面积 growth increase yoy"]),
}


@pytest.mark.parametrize(("text", "want"), SENTENCES.values(), ids=SENTENCES)
def test_sentence(text: str, want: list[str]) -> None:
    assert facts(f"{text}。") == want


PERIODS = {
    "逐年不从年初起": ("2021年存款3亿元。逐年增长5%。", (None, date(2021, 12, 31))),
    "五年是规划的五年": (
        "“十三五”时期投资大增。2021年投资1亿元。五年投资3亿元。",
        (date(2016, 1, 1), date(2020, 12, 31)),
    ),
}


@pytest.mark.parametrize(("text", "days"), PERIODS.values(), ids=PERIODS)
def test_period_without_a_date_in_the_sentence(text: str, days: tuple[date | None, date]) -> None:
    last = extract(text).facts[-1]
    assert (last.period_start, last.period_end) == days


def test_a_share_tells_its_whole() -> None:
    last = extract("税收收入3亿元，占财政收入的30%。").facts[-1]
    assert last.qualifiers == (("denominator", "财政收入"),)


def test_who_reports_is_no_part_of_the_name() -> None:
    assert facts("民政局收入12亿元。", {**GIVEN, "entity": "民政局"}) == ["12亿元 收入 level"]


def test_what_counted_things_have_is_no_figure_of_the_region() -> None:
    result = extract("经济总量超千亿元的县域达12个，全市经济总量达3000亿元。")
    known = {result.mentions[fact.mention].text: fact.indicator_id for fact in result.facts}
    assert (known["千亿元"], known["3000亿元"]) == (None, "gdp")


# Each by a character of its own, without which a sentence is not searched for any of them.
LIMITS = {
    "不变价": ("产值按不变价增长5%", "constant", None, ()),
    "可比口径": ("产值按可比口径计算增长5%", "constant", None, (("basis", "同口径"),)),
    "名义": ("收入名义增长5%", "current", None, ()),
    "实际": ("收入实际增长5%", "real", None, ()),
    "年末": ("年末存款3亿元", None, "end", ()),
    "年底": ("年底存款3亿元", None, "end", ()),
    "截至": ("截至目前，存款3亿元", None, "end", ()),
    "扣除": ("扣除一次性因素，收入3亿元", None, None, (("excluding", "一次性"),)),
    "不含": ("不含转移支付因素，收入3亿元", None, None, (("excluding", "转移支付"),)),
    "不包括": ("不包括土地收入后，收入3亿元", None, None, (("excluding", "土地收入"),)),
}


@pytest.mark.parametrize(("text", "basis", "aggregation", "qualifiers"), LIMITS.values(), ids=LIMITS)
def test_limits(text: str, basis: str | None, aggregation: str | None, qualifiers: tuple[tuple[str, str], ...]) -> None:
    (fact,) = extract(f"{text}。").facts
    assert (fact.price_basis, fact.aggregation, fact.qualifiers) == (basis, aggregation, qualifiers)
