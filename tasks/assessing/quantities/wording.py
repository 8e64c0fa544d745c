"""量化指标: the words that govern a number in government texts: actions, comparisons, growth, state of the work.

It is the general vocabulary of work reports and contains no names of a single document.
"""

import re


def _join_alternatives(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


ACTIONS = _join_alternatives(
    "新改建 新建 改建 扩建 改扩建 续建 复建 迁建 建成投用 建成投产 建成 建设 修建 搭建 共建 筹建 新增 增设 增加 新设 新开 新开工 引进 引入 引育 招引 招聘"
    " 吸引 培育 新培育 孵化 打造 创建 创成 改造 提升改造 拆除 整治 治理修复 治理 修复 拓展 扩容 投用 开行 开通 打通 落地 落户 签约 组建 成立 设立 安置"
    " 解决 盘活 化解 淘汰 清理 清退 栽种 种植 栽植 补植 进口 出口 升规 认定 申报 获批 储备 集约 串联 举办 承办 开展 实施 加装 安装 更换 更新 铺设 敷设"
    " 培训 救助 发放 检查 排查 查处 接种 筹集 发行 落实 编制 制定 出台 征收 征拆 收储 出让 流转 完工 竣工 开工 投产 上市 挂牌 选派 资助 减免 争取到位"
    " 提质扩容 提档升级 帮扶 处置 销号 整改 办结 调解 化解 交付 分配 回迁 搬迁 迁移 腾退 疏浚 清淤 创作 推出 评选 命名 培养 吸纳 利用 使用 提升 改善 优化 提供 配备 建立 创办 开办 评定 采购 购置 拨付 兑现 新购 回购 救治 检测 抽检 立案 走访 发现 整合 通水 移送 处罚 带动 形成 慰问 惠及 接待 出栏 优化 供应 清收 开工建设 启动建设"
)
"""Verbs that belong to the name of a measure: 新增停车位, 拆除违建."""

LIGHT = _join_alternatives(
    "确保 力争 争取 实现 完成 达到 达成 达 突破 推动 推进 加快 加快推进 促进 支持 鼓励 引导 组织 持续 全面 全力 大力 积极 深入 稳步 扎实 有序 着力 努力 精心"
    " 继续 进一步 年内 全年 今年 本年 全区 全县 全市 全镇 我区 我县 我市 我镇 辖区 目前 现已 已 已经 共计 合计 总计 累计 其中 保持 稳定 分别 妥善 依法"
    " 力促 推进 做好 抓好 启动 提速 深化 强化 加强 全部 各类 进行 计划 预计 正在 上半年 下半年 一季度 三季度 前三季度 四季度 年底前 年底 同时 并 对 其余 剩余"
)
"""Verbs and adverbs that are removed from the name of a measure."""

BACKGROUND = re.compile(r"^(?:聚焦|围绕|瞄准|依托|针对|面向|按照|根据|对照|立足|紧扣|对标|用好|结合|依据|发挥)")
"""The start of a clause that describes the setting, not a commitment."""

BASIS_AFTER = re.compile(r"(?:以上|左右)?的?基础上")
"""The words behind a number from which a target starts."""
EXISTING = re.compile(r"现有|原有|已有|已建成|存量为|(?:去年|上年|往年)(?!同期|同比)[^，,]{0,6}(?:完成|实现|达)")

AT_LEAST_BEFORE = re.compile(
    r"(?:不低于|不少于|不小于|不得低于|不得少于|至少|达到或超过|(?<![不得])(?:超过|超出|突破|高于|大于|多于|逾|超))$"
)
AT_MOST_BEFORE = re.compile(
    r"(?:不超过|不高于|不大于|不多于|不得超过|不突破|控制在|控制到|限制在|(?<![不得])(?:低于|小于|少于)|压缩至|压缩到|压减至|压减到|缩短至|缩短到|"
    r"降至|降到|下降至|下降到|降低至|降低到|减少至|减少到|减至|压降至|压降到)$"
)
ABOUT_BEFORE = re.compile(
    r"(?:大约|(?<![签合预违节履公协集])约|将近|接近|(?<![最临就])近|(?<![签合预违节履公协集])约[为达]|基本达到)$"
)
AT_LEAST_AFTER = re.compile(r"及?以上|以上")
AT_MOST_AFTER = re.compile(r"以内|之内|以下|内(?![容部外环陆河江涝科])")
ABOUT_AFTER = re.compile(r"左右|上下")
STRIVING = re.compile(r"力争|争取(?!到?(?:上级|中央|国家|省|市|各类|专项|债券|资金))|确保不低于|不低于")

GROWTH = _join_alternatives("增长 增速 增幅 增加 提高 提升 上升 上涨 回升 反弹 增 升幅 同比 环比")
DROP = _join_alternatives(
    "下降 降低 减少 压减 削减 缩减 压缩 降幅 减幅 下跌 回落 负增长 压降 裁减 精简 收窄 放缓 缩短 跌幅 减"
)
_FILLER = r"(?:了|约|近|超|超过|达|达到|为|在|不低于|不少于|突破|保持在|稳定在|实现|控制在|力争|仅|仅为|至少|大约|幅度|率|分别|累计|[:：\s(])*"
GROWTH_BEFORE = re.compile(rf"(?:{GROWTH}){_FILLER}$")
DROP_BEFORE = re.compile(rf"(?:{DROP}){_FILLER}$")
REACHING_BEFORE = re.compile(
    rf"(?:提高|提升|上升|增加|增长|下降|降低|减少|压减|压缩|压降|缩短|降|升|增|扩大|提)(?:至|到){_FILLER}$"
)
REACHING_DOWN_BEFORE = re.compile(rf"(?:下降|降低|减少|压减|压缩|压降|缩短|降)(?:至|到){_FILLER}$")
GROWTH_AFTER = re.compile(r"(?:以上|左右|以内)?的?(?:增长|增速|增幅)")
CUT_VERB = re.compile(r"压减|削减|裁减|压缩|精简|缩减|压降|减少|下降|降低|缩短|[降减]幅")
_CHANGED = r"(?:了|约|近|超过?|逾){0,2}$"
DROP_NARROWED_BEFORE = re.compile(rf"[降跌减]幅[^,，。；;\d]{{0,12}}(?:收窄|缩小){_CHANGED}")
"""Words before the points by which a drop became smaller, which is a rise."""
DROP_RATE_BEFORE = re.compile(r"[降跌减]幅[^,，。；;\d]{0,12}(?:(?:收窄|缩小|扩大)(?:至|到|为)|扩大)(?:了|约|近)?$")
"""Words before what a drop has become (降幅收窄至1.8%), or the points by which it grew."""
RISE_RATE_BEFORE = re.compile(r"(?:(?:增[速幅]|涨幅)[^,，。；;\d]{0,12}(?:至|到)|转正(?:至|到|为))(?:了|约|近)?$")
"""Words before what a growth has become: 增速回落至5%."""
INCREASE_BEFORE = re.compile(rf"(?:(?<!新)增加|上升|反弹|增长|增多){_CHANGED}")
"""Words before an amount by which something grew."""

THIS_YEAR = re.compile(r"今年|本年|当年|(?<![一二两三四五六七八九十\d])年内|全年|年度(?!计划)")
SEVERAL_YEARS = re.compile(
    r"(?<![近前过第续满去往学\d十百])(?:[两二三四五六七八]|[2-8](?=年))(?:到|至)?[三四五]?年(?:左右)?"
    r"(?:(?:的?时间)?之?内|的?时间|(?=[翻再增累共总引培改打达突投治招造拆减降压整创消吸]|新[增建]|完成|实现|建[成设](?!期)|提升|发展|解决))"
    r"|[“\"]?十[四五六七]五[”\"]?(?:时期|期间|末)"
)
"""Words that make the numbers behind them a target of several years."""

SHARE_NOUN = re.compile(
    r"率|占比|比例|比重|覆盖面|完成度|指数|满意度|参与度|达标|人均|年均|日均|均价|浓度|排名|得分|密度|强度"
)
LOW_IS_GOOD = re.compile(
    r"失业率|负债率|债务率|死亡率|死亡人数|事故|能耗|漏损率|空置率|投诉|发生率|返贫|浓度|排放|不良率|不良贷款|抽查率|差错率|涨幅|赤字|污染|致贫|发案|时限|时间|成本率|三公"
)

TARGET_SHARE = re.compile(
    r"(?:(?:完成|达到|达|占|为|实现)了?(?:全年|年度|年初|年|市级|市|区级|区|县级|县|既定|总|总体)?(?:预算|预期|目标|任务|计划|指标|进度)"
    r"(?:任务|目标|数|指标|总数|总量|计划)?(?:\d[^，,。]{0,10})?的?|(?:完成率|完成进度|完成比例)(?:为|达到|达)?"
    r"|(?:占|完成)(?:全年|年度)[^，,。]{0,12}的)[约近达为]?$"
)
"""The words before a share of the year's target: 完成全年预算的62%."""

PLANNED = re.compile(
    r"(?<![按依])计划(?=[于在到年新建投完开组实引安用对明下今本施启总全采拆改举培盘发增扩竣交拨推进近]|\d+[月年日])"
    r"|拟(?!定)|预备|准备|力争|(?<!已)争取(?![到了])|目标任务|全年任务|年底前|下半年|下一步|有望|谋划|尚需|还需|尚未|未能|暂未"
    r"|将(?=[于在会按]|继续|进一步|陆续|实现|完成|新建|新增|开工|启动|建成|投|借助|推进|推动|组织|开展|有(?!关)|全面|力争)"
    r"|(?<![接招善对看优款期])待(?![遇业])|未(?=启动|开工|进场|完成|实施|开展)"
    r"|(?:下达|列入|纳入)[^,，。]{0,24}(?:计划|任务|规划)"
)
ESTIMATED = re.compile(r"预计|预估|估计|估算|预测|据测算|初步测算")
HOPED = re.compile(
    r"可望|未来(?:将|可)|(?:建成|投用|投产|完工|竣工|达产|实施|落地)(?:投用|投产|后|之后)*后[^,，。；;\d]{0,10}(?:可|将|能)(?!持续)"
    r"|(?:共|总共|预计|合计|将)可(?!持续|靠|行|比)|(?<![认许尚均即])可(?=新增|提供|形成|增加|容纳|新建)"
)
"""Words before a figure of what something that is not finished may bring."""
_ONGOING = r"正在|着手|正(?=[按积推开进办编抓有加对组收实施])|在建|开工(?![率面])|动工|启动|进场|主体(?:基本)?完工|推进(?![会中]|情况)"
PROGRESSIVE = re.compile(rf"{_ONGOING}|剩余|其余|抓紧|加快")
"""Words before a figure that say that the work is under way."""
GOING_ON = re.compile(
    rf"{_ONGOING}|收尾|主体|主跨|合龙|封顶|吊装|架设|基本完工|基本完成|基本建成|待验收|完成了?总?工程|完成形象"
    r"|(?:整改|建设|实施|推进|处置|化解|洽谈|办理|审批)(?:之)?中(?!心)"
)
"""Words behind a figure that say that the work is under way."""
AT_WORK = re.compile(r"施工|办理|装修|调试")
"""Words behind a figure that say so unless the clause also names something completed."""
FIRM = re.compile(r"完成|建成|完工|竣工|投用|投入使用|交付|通车|累计|竣工")
"""Words that make a figure achieved anywhere before it in its clause."""
DOING = re.compile(
    rf"{ACTIONS}|实现|达[到成]|组织|授信|导入|核查|处分|督促|清理|完善|签订|征收|梳理|出动|张贴|评选|入选|命名|化解|协调"
)
"""Verbs that make a figure achieved unless a plan or an estimate precedes them."""
PRELIMINARY = re.compile(
    r"方案|初步设计|初设|施工图|摸排|摸底|立项|招标|招投标|评估|前期|手续|可研|可行性|选址|申报|意向|拟定|征集|审批|报批|勘察|勘测|测绘|评审|下达|编制|储备|培育库|后备库|论证|计划任务|走访|洽谈|考察|接洽"
    r"|挡墙|清表|路基|水稳层|桩基|土方|土石方|筏板|垫层|沥青|涵洞|砌体|便道|围挡|封顶"
)
"""Plans, surveys, papers and parts of a building site, whose completion is not yet the work itself."""

CUT_OFF = re.compile(
    r"(?:截至|截止)(?:目前|(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}日|底|末|上旬|中旬|下旬)?|\d{2,4}日|(?:20\d{2}年)?(?:年底|上半年|一季度|三季度|第[一二三四]季度)(?:末)?)"
    r"|(?:20\d{2}年)?1[-~—–至]{1,2}\d{1,2}月(?:份)?|(?<![较比年])(?:20\d{2}年)?(?:上半年|前三季度|第?[一二三四]季度)|20\d{2}年全年|20\d{2}全年|(?<!完成)(?<!占)全年(?=[^任目预计])"
    r"|目前|今年以来|20\d{2}年(?=[，,]|共|完成|实现)"
)
"""A cut-off date or period as printed; also 截至630日, in which the 月 was lost."""

FROM_BEFORE = re.compile(r"(?:由|从)[^,，、]{0,12}$")
TO_AFTER = re.compile(r"[^,，。]{0,8}(?:至|到|为)\d?")

TOTAL = re.compile(r"累计|共计|合计|总计|总共|(?<!公)共(?![同享建治商赢识用服])|全年完成")
STOCK = re.compile(r"总数|总量|存量|保有量|累计达|累计有|总计达|现有|共有|有效")
"""Words of a standing total, as opposed to what was added this year."""
PART = re.compile(r"其中|包括|含(?!量)|分别为|扣除|剔除")
