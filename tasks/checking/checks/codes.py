"""校核: the families, weights and places of findings, and the code of each rule."""

from enum import StrEnum
from typing import Self

from tasks.enums import Choice
from tasks.terms import say


class FindingSeverity(Choice):
    MUST = "must", "必须改正", "late"
    LOOK = "look", "请核对", "watch"
    NOTE = "note", "提示", "none"


class Family(Choice):
    COMPLETENESS = "completeness", "完整"
    COUNTS = "counts", "数目"
    CONTRADICTION = "contradiction", "矛盾"
    WORDING = "wording", "文字"
    FORM = "form", "格式"


class Field(Choice):
    """The text of an item or of the document that a finding is about."""

    TASK = "task", "任务内容"
    UNITS = "units", "{terms.responsible_unit}"
    NUMBER = "number", "序号"
    PROGRESS = "progress", "进展情况"
    PREVIOUS = "previous", "上期进展"
    JUDGEMENT = "judgement", "{terms.judging}结论"
    NARRATIVE = "narrative", "正文"
    TITLE = "title", "附件标题"
    DOCUMENT = "document", "整份文件"


_MUST, _LOOK, _NOTE = FindingSeverity
_COMPLETENESS, _COUNTS, _CONTRADICTION, _WORDING, _FORM = Family


class Code(StrEnum):
    """A rule of the check: its code in the JSON, its Chinese label, its family and its usual weight."""

    _value_: str
    pattern: str
    family: Family
    severity: FindingSeverity

    # the defaults are only for the type checker, as in Choice
    def __new__(cls, value: str, label: str = "", family: Family = _FORM, severity: FindingSeverity = _NOTE) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.pattern, member.family, member.severity = label, family, severity
        return member

    @property
    def label(self) -> str:
        """Its Chinese label, in the words of the place."""
        return say(self.pattern)

    NO_ENTRY = "no_entry", "没有填报", _COMPLETENESS, _MUST
    NO_JUDGEMENT = "no_judgement", "没有{terms.judging}", _COMPLETENESS, _MUST
    FINE_BUT_EMPTY = "fine_but_empty", "进展空白却未列滞后", _COMPLETENESS, _MUST
    FINE_BUT_NO_PROGRESS = "fine_but_no_progress", "自述无进展却未列滞后", _COMPLETENESS, _MUST
    NO_LEAD = "no_lead", "没有{terms.lead_unit}", _COMPLETENESS, _MUST
    NO_LEADER = "no_leader", "没有责任{terms.leader}", _COMPLETENESS, _LOOK
    DAY_PASSED = "day_passed", "时限已过", _COMPLETENESS, _LOOK
    WEAKER = "weaker", "低于上年", _CONTRADICTION, _LOOK
    ASKED_ABOVE = "asked_above", "上级要求没有对应事项", _COMPLETENESS, _NOTE
    IN_NO_ATTACHMENT = "in_no_attachment", "不在任何附件中", _COMPLETENESS, _MUST
    IN_TWO_ATTACHMENTS = "in_two_attachments", "在两处列出", _COMPLETENESS, _MUST
    GONE = "gone", "上期有、本期无", _COMPLETENESS, _MUST
    NOT_LISTED = "not_listed", "滞后事项正文未列", _COMPLETENESS, _MUST
    LISTED_ELSEWHERE = "listed_elsewhere", "正文所列与附件不一", _COMPLETENESS, _MUST
    OPEN_PLACE = "open_place", "留有空位", _COMPLETENESS, _MUST
    UNFILLED = "unfilled", "没有数据可填", _COMPLETENESS, _MUST
    COUNT_TITLE = "count_title", "标题项数与行数不符", _COUNTS, _MUST
    COUNT_NARRATIVE = "count_narrative", "正文项数与附件不符", _COUNTS, _MUST
    COUNT_PARTS = "count_parts", "分项合计与总数不符", _COUNTS, _MUST
    COUNT_LISTED = "count_listed", "所列条数与项数不符", _COUNTS, _MUST
    PARTS_SUM = "parts_sum", "“其中”之和与总数不符", _COUNTS, _LOOK
    LIST_LENGTH = "list_length", "列举个数与数目不符", _COUNTS, _LOOK
    RATIO = "ratio", "比率与所列数不符", _COUNTS, _LOOK
    STATES_SUM = "states_sum", "各类之和与总数不符", _COUNTS, _LOOK
    CHANGE = "change", "增减与前后数不符", _COUNTS, _LOOK
    RANK = "rank", "位次不合", _COUNTS, _MUST
    FINE_BUT_SHORT = "fine_but_short", "完成数与结论不符", _CONTRADICTION, _MUST
    FINE_BUT_WORDS = "fine_but_words", "自述与结论不符", _CONTRADICTION, _LOOK
    REACHED_BUT_UNDONE = "reached_but_undone", "结论已完成、文字未完成", _CONTRADICTION, _LOOK
    BETTER_IN_SAME_WORDS = "better_in_same_words", "文字未变、由滞后改判", _CONTRADICTION, _LOOK
    BEHIND_BUT_ON_PLAN = "behind_but_on_plan", "自述按计划却列滞后", _CONTRADICTION, _LOOK
    STILL_PLANNED = "still_planned", "年终仍写计划", _CONTRADICTION, _LOOK
    AFTER_THE_PERIOD = "after_the_period", "写入期后的事", _CONTRADICTION, _LOOK
    STOOD_STILL = "stood_still", "进度与上期相同", _CONTRADICTION, _LOOK
    RETOLD = "retold", "正文与附件说法不一", _CONTRADICTION, _LOOK
    LEADS_DIFFER = "leads_differ", "正文与附件{terms.lead_unit}不一", _CONTRADICTION, _MUST
    EXPLAINED_OTHERWISE = "explained_otherwise", "原因与数字相反", _CONTRADICTION, _LOOK
    LESS_TO_DO = "less_to_do", "总量少于任务", _CONTRADICTION, _LOOK
    OTHER_TOTAL = "other_total", "全部完成的数与任务不一", _CONTRADICTION, _LOOK
    BEHIND_BUT_PASSED = "behind_but_passed", "已超目标却列滞后", _CONTRADICTION, _MUST
    LOOSER_TARGET = "looser_target", "按较低目标{terms.judging}", _CONTRADICTION, _LOOK
    TWO_VALUES = "two_values", "同一指标两个数", _CONTRADICTION, _MUST
    TWO_STAGES = "two_stages", "同一项目两种进度", _CONTRADICTION, _LOOK
    JUDGED_TWO_WAYS = "judged_two_ways", "同一任务两种结论", _CONTRADICTION, _MUST
    PROMISED_TWICE = "promised_twice", "同一任务列在两项", _CONTRADICTION, _LOOK
    FELL = "fell", "累计数少于上期", _CONTRADICTION, _LOOK
    UNITS_DIFFER = "units_differ", "计量单位不一致", _CONTRADICTION, _LOOK
    LOST_MAGNITUDE = "lost_magnitude", "疑漏“万”", _CONTRADICTION, _LOOK
    OVERSTATED = "overstated", "报告用语拔高", _CONTRADICTION, _MUST
    DOUBLED = "doubled", "重复", _WORDING, _LOOK
    NAME_TWO_WAYS = "name_two_ways", "名称两种写法", _WORDING, _LOOK
    DOT_TWO_WAYS = "dot_two_ways", "间隔号写法不一", _WORDING, _NOTE
    ONE_NAME_TWICE = "one_name_twice", "两段同名", _WORDING, _LOOK
    WIDTH = "width", "全角半角混用", _WORDING, _NOTE
    NO_STOP = "no_stop", "句末缺标点", _WORDING, _NOTE
    ORDER = "order", "序号不连续", _WORDING, _LOOK
    COPIED = "copied", "与另一事项文字相同", _WORDING, _LOOK
    PASSAGE_TWICE = "passage_twice", "两项有同一段话", _WORDING, _LOOK
    TASK_AS_RESULT = "task_as_result", "照抄任务作完成情况", _WORDING, _LOOK
    SLIP = "slip", "疑有错字", _WORDING, _LOOK
    UNCHANGED = "unchanged", "与上期文字相同", _WORDING, _LOOK
    LOST_UNIT = "lost_unit", "数字缺单位", _WORDING, _LOOK
    LOST_MARK = "lost_mark", "疑缺标点", _WORDING, _LOOK
    LOST_WORD = "lost_word", "疑缺字", _WORDING, _LOOK
    BRACKETS = "brackets", "括号或引号不成对", _WORDING, _LOOK
    PUNCTUATION = "punctuation", "标点或空格多余", _WORDING, _NOTE
    APPROXIMATE_TWICE = "approximate_twice", "概数重复", _WORDING, _NOTE
    UNTIL = "until", "“截止”应为“截至”", _WORDING, _NOTE
    MACHINE_WORDS = "machine_words", "理由是系统的话", _WORDING, _LOOK
    LEAD_AND_COOPERATE = "lead_and_cooperate", "既牵头又配合", _FORM, _MUST
    ALIAS = "alias", "使用别名", _FORM, _NOTE
    UNIT_TWO_NAMES = "unit_two_names", "同一单位两种写法", _FORM, _LOOK
    OLD_UNIT = "old_unit", "单位已停用", _FORM, _LOOK
    EMPTY_GROUP = "empty_group", "单位组没有成员", _FORM, _NOTE
    NUMBERING = "numbering", "序号", _FORM, _MUST
    DOCUMENT_NUMBER = "document_number", "发文字号", _FORM, _LOOK
    DATE = "date", "日期", _FORM, _MUST
    STALE = "stale", "数据未到期末", _FORM, _LOOK
    TITLE_DIFFERS = "title_differs", "附件标题前后不一", _FORM, _LOOK
