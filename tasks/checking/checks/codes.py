"""What the checks look for: families, weights, places, and a code for each rule."""

from enum import StrEnum

from tasks.enums import Choice


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
    """Which text of an item or of the document a finding speaks of."""

    TASK = "task", "任务内容"
    UNITS = "units", "责任单位"
    NUMBER = "number", "序号"
    PROGRESS = "progress", "进展情况"
    JUDGEMENT = "judgement", "研判结论"
    NARRATIVE = "narrative", "正文"
    TITLE = "title", "附件标题"
    DOCUMENT = "document", "整份文件"


class Code(StrEnum):
    NO_ENTRY = "no_entry"
    NO_JUDGEMENT = "no_judgement"
    FINE_BUT_EMPTY = "fine_but_empty"
    FINE_BUT_NO_PROGRESS = "fine_but_no_progress"
    NO_LEAD = "no_lead"
    IN_NO_ATTACHMENT = "in_no_attachment"
    IN_TWO_ATTACHMENTS = "in_two_attachments"
    GONE = "gone"
    NOT_LISTED = "not_listed"
    LISTED_ELSEWHERE = "listed_elsewhere"
    COUNT_TITLE = "count_title"
    COUNT_NARRATIVE = "count_narrative"
    COUNT_PARTS = "count_parts"
    COUNT_LISTED = "count_listed"
    PARTS_SUM = "parts_sum"
    LIST_LENGTH = "list_length"
    RATIO = "ratio"
    FINE_BUT_SHORT = "fine_but_short"
    FINE_BUT_WORDS = "fine_but_words"
    REACHED_BUT_UNDONE = "reached_but_undone"
    BEHIND_BUT_PASSED = "behind_but_passed"
    TWO_VALUES = "two_values"
    FELL = "fell"
    UNITS_DIFFER = "units_differ"
    LOST_MAGNITUDE = "lost_magnitude"
    OVERSTATED = "overstated"
    DOUBLED = "doubled"
    NAME_TWO_WAYS = "name_two_ways"
    DOT_TWO_WAYS = "dot_two_ways"
    ONE_NAME_TWICE = "one_name_twice"
    WIDTH = "width"
    NO_STOP = "no_stop"
    ORDER = "order"
    COPIED = "copied"
    UNCHANGED = "unchanged"
    LOST_UNIT = "lost_unit"
    LOST_MARK = "lost_mark"
    LOST_WORD = "lost_word"
    BRACKETS = "brackets"
    PUNCTUATION = "punctuation"
    APPROXIMATE_TWICE = "approximate_twice"
    UNTIL = "until"
    LEAD_AND_COOPERATE = "lead_and_cooperate"
    ALIAS = "alias"
    UNIT_TWO_NAMES = "unit_two_names"
    OLD_UNIT = "old_unit"
    EMPTY_GROUP = "empty_group"
    NUMBERING = "numbering"
    DOCUMENT_NUMBER = "document_number"
    DATE = "date"
    STALE = "stale"
    TITLE_DIFFERS = "title_differs"
