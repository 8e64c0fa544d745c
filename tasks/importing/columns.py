"""Maps the printed labels of header cells to columns."""

import re
import unicodedata
from enum import StrEnum

from tasks.terms import DEFAULT, get_spoken
from tasks.terms.later import say_later


class Column(StrEnum):
    """The content of a column.

    ``TARGET`` is the number that is to be reached, ``MEASURED_IN`` the unit of the numbers of a line; ``OTHER`` (备注) and ``MONTH`` (1月, 2月, …)
    are recognised, and named as not imported. ``STATE`` is a column that a tick chooses; only a person says so by this word.
    """

    NUMBER = "number"
    SECTION = "section"
    NAME = "name"
    TEXT = "text"
    LEADERS = "leaders"
    LEAD = "lead"
    COOPERATE = "cooperate"
    DUE = "due"
    PROGRESS = "progress"
    PROBLEM = "problem"
    NEXT_STEP = "next_step"
    COORDINATION = "coordination"
    JUDGEMENT = "judgement"
    TARGET = "target"
    MEASURED_IN = "measured_in"
    MONTH = "month"
    OTHER = "other"
    STATE = "state"


#: what people call the columns
COLUMN_NAMES = {
    Column.TEXT: "任务内容",
    Column.NAME: "项目名称",
    Column.SECTION: "板块",
    Column.LEAD: say_later("{terms.lead_unit}"),
    Column.COOPERATE: say_later("{terms.cooperating_unit}"),
    Column.LEADERS: "责任领导",
    Column.DUE: "完成时限",
    Column.PROGRESS: "进展情况",
    Column.PROBLEM: "存在问题",
    Column.NEXT_STEP: "下一步打算",
    Column.COORDINATION: "协调事项",
    Column.JUDGEMENT: say_later("{terms.judging}"),
    Column.TARGET: "目标值",
    Column.MEASURED_IN: "计量单位",
    Column.NUMBER: "序号",
}
_UNIT = r"(?:单位|部门|公司|企业|主体|科室|处室|地区|镇街|部门和单位|部门单位|部门（单位）|单位（部门）|办公室|站所|办所|站办|股室|(?<=责任)[办所站股]|(?<=牵头)[办所站股])"
_LEADING = r"(?:牵头|责任|主责|主办|主要|承办|负责|落实|实施|任务|填报|第一|总牵头|主管|首要|建设|执行)"
_HELPING = r"(?:配合|协同|协办|协助|参与|参加|会办|协作|联动|辅助|支持|责任配合|共同)"

#: the first pattern that fits decides; ``normalize_label`` has removed spaces, years and periods from the label
_VOCABULARY: list[tuple[Column, str]] = [
    (Column.NUMBER, r"(?:总|任务|项目|分)?(?:序号|编号|序)|项次|NO\.?"),
    (Column.MEASURED_IN, r"(?:计量|数量|指标|度量)单位|量纲"),
    (Column.OTHER, r"备注|说明|数据来源|联系人.*|联系电话|联络员.*|填报人|(?:任务|督办|事项|工作)?来源|.*延期说明"),
    (Column.MONTH, r"(?:1[0-2]|[1-9])月份?"),
    (Column.JUDGEMENT, r".*是否.*|(?:进度|推进|完成|任务|目标|进展|办理)?(?:状态|评价|研判|评定|评判|判定)(?:结果|意见|结论)?|亮[灯牌].*|红黄.*|红绿灯|灯色|.*预警(?:等级|情况)|完成与否|(?:督查|督办|考核|评估|核查)(?:结果|结论|等次)"),
    (Column.OTHER, r"实际(?:开工|完成|完工|竣工|办结).*(?:时间|日期)|(?:计划|预计|拟)?开工(?:时间|日期)"),
    (Column.PROBLEM, r".*(?:未完成|未达标?|未开工|滞后|慢于.*)(?:的)?(?:主要)?原因.*"),
    (Column.PROGRESS, r".*(?:进展|进度|推进|完成|落实|办理).*(?:问题|困难|下一?步|打算).*"),
    (Column.COORDINATION, r".*(?:需|提请|请求).*(?:协调|支持|解决).*|.*协调.*(?:事项|问题|解决).*"),
    (Column.PROBLEM, r".*(?:问题|困难|堵点|卡点|短板|原因|制约).*"),
    (Column.NEXT_STEP, r".*(?:下一步|下步|下阶段|下一阶段|后续).*|下(?:个?周|个?月|个?季度|期|半年)(?:工作)?(?:计划|安排|打算|工作|重点|措施|目标|任务).*|.*(?:整改|改进)(?:措施|计划|安排)|对策.*"),
    (Column.LEADERS, r"(?!.*(?:单位|部门)).*(?:领导|(?:责任|牵头|负责)人)|分管副?.*[长任]|.*副[省市区县旗州]长"),
    (Column.DUE, r".*(?:时限|期限|时间节点|完成时间|完成日期|办结时间|截止时间|完成节点)(?:要求|安排)?|(?:计划|预计|拟)?(?:完工|竣工|建成|投用|交付)(?:时间|日期)|时间(?:要求|安排)?|进度要求"),
    (Column.COOPERATE, rf".*{_HELPING}(?:责任)?{_UNIT}|{_HELPING}|配合"),
    (Column.LEAD, rf".*{_LEADING}(?:责任|及责任|落实)?{_UNIT}(?:[及和、].*人)?|牵头|主责|主办|承办|{_UNIT}|责任部室|责任分工|责任"),
    (Column.PROGRESS, r".*(?:进展|推进|落实|进度|办理)(?:情况|实效|成效|动态|进度)?(?:综述|概述|小结|说明)?"),
    (Column.PROGRESS, r".*(?:工作|实施|建设|完成|达成|执行)(?:的)?(?:情况|成效|动态|进度|数|值|量)(?:综述|概述|说明)?"),
    (Column.PROGRESS, r".*(?:情况|成效)综述|.*(?:进展|完成|推进|落实|整改).*情况.*|(?:累计|实际)?完成(?:数|值|量)?|实际值?|实绩"),
    (Column.PROGRESS, r".*(?:进展|进度|推进|完成|落实|办理)(?:情况)?(?:及|和|与|、)(?:取得|工作|阶段性?|主要)?(?:的)?(?:成效|效果|成果|结果|实效|亮点)"),
    (Column.PROGRESS, r"(?:办理|处理|落实|整改|推进|销号)(?:结果|结论)"),
    (Column.TARGET, r"(?:年度?|全年|计划)?目标(?:数|值)|(?:年度?|全年)?预算(?:数|值|额|目标)?|(?:计划|任务|目标任务|指标)(?:数|值|量)"),
    (Column.SECTION, r".*(?:板块|领域|类别|类型|分类|大类|方面|章节|篇章|专项|一级任务|主题|属性)"),
    (Column.NAME, r".*(?:项目|事项|实事|指标|任务|工程)名称|名称|实事项目|民生实事|项目|(?:考核|主要|核心|经济|经营|发展|约束性?|预期性?|监测|评价)*指标"),
    (Column.TEXT, r".*(?:任务|目标|指标|事项|工作|内容|举措|实事|要点|措施|要求|标准).*"),
]  # fmt: skip
_PATTERNS = [(column, re.compile(pattern)) for column, pattern in _VOCABULARY]
_WHEN = re.compile(
    r"(?:截至|截止)?(?:(?:19|20)\d{2}年度?)?(?:上半年|下半年|前?[一二三四]季度|[1-4]季度|全年|年度(?=完成|进展)|"
    r"\d{1,2}(?:[-—–－至~]\d{1,2})?月(?:份|底|末)?|本季度|本期|当前|目前)?"
)
#: the letters of labels alone: texts, names of units and of people stay as printed
_SIMPLIFIED = str.maketrans(
    "責單屬導務項標準進況問題積極層協調辦續計劃實際報領點備註號間時節類別總結聯絡員電話內執數據處區縣鎮鄉業啟開關該當認應對牽頭負擔舉狀態績評價預燈難說稱審達",
    "责单属导务项标准进况问题积极层协调办续计划实际报领点备注号间时节类别总结联络员电话内执数据处区县镇乡业启开关该当认应对牵头负担举状态绩评价预灯难说称审达",
)
#: longer cells are content, not labels
MAX_LABEL = 26
#: the columns that name the work; a header has at least one of them
WORK = {Column.TEXT, Column.NAME}
#: a header also has at least one of these
AROUND = {Column.NUMBER, Column.LEAD, Column.COOPERATE, Column.LEADERS, Column.PROGRESS, Column.DUE}


def simplify_label(label: str) -> str:
    """Returns a label with the simplified forms of the traditional letters that labels are written with (責任單位)."""
    return label.translate(_SIMPLIFIED)


def normalize_label(label: str) -> str:
    """Removes spaces, remarks in brackets, and a leading year or period from a header cell."""
    text = simplify_label(re.sub(r"\s", "", unicodedata.normalize("NFKC", label)).upper())
    if re.fullmatch(r"(?:1[0-2]|[1-9])月份?", text):
        return text
    # （万元）, （截至6月底）, （责任） do not change the meaning of a column
    text = re.sub(r"\([^()]*\)", "", text) or text
    stripped = _WHEN.sub("", text, count=1)
    return stripped or text


def read_column(label: str) -> Column | None:
    """Returns the column that a header cell names, None for an unknown label.

    Args:
        label: the cell as printed, e.g. ``2022年全年任务完成情况综述`` or ``责 任\\n单 位``.
    """
    text = normalize_label(label)
    if not text or len(text) > MAX_LABEL or re.search(r"[。；！？]", text):
        return None
    return _read_own_word(text) or next((column for column, pattern in _PATTERNS if pattern.fullmatch(text)), None)


def _read_own_word(text: str) -> Column | None:
    """Returns the column that one of the place's own words names, where it does not speak as a district does."""
    spoken = get_spoken()
    own = {
        spoken.lead_unit: Column.LEAD,
        spoken.responsible_unit: Column.LEAD,
        spoken.cooperating_unit: Column.COOPERATE,
        spoken.leader: Column.LEADERS,
        spoken.responsible_leader: Column.LEADERS,
        spoken.judging: Column.JUDGEMENT,
    }
    return None if spoken == DEFAULT else own.get(text)


def holds_several(label: str) -> bool:
    """Returns whether one column holds progress, problems and plans together, as its label says."""
    text = normalize_label(label)
    return bool(re.search(r"进展|进度|推进|完成|落实|办理", text) and re.search(r"问题|困难|下一?步|打算", text))


def is_measure_label(label: str) -> bool:
    """Returns whether a column tells how the work is done (工作措施), not what it is."""
    text = normalize_label(label)
    return bool(re.search(r"措施|举措|要求|标准", text)) and not re.search(r"任务|目标|事项|指标|内容", text)


def strip_label(label: str) -> str:
    """Removes spaces, dots and remarks in brackets from a header cell."""
    return simplify_label(re.sub(r"\([^()]*\)|\s|·", "", unicodedata.normalize("NFKC", label)))
