"""Each rule's family, its usual weight and its name in the office's words."""

from dataclasses import dataclass

from tasks.checking.checks.codes import Code, Family, FindingSeverity


@dataclass(frozen=True, slots=True)
class Rule:
    label: str
    family: Family
    severity: FindingSeverity


def _build_rules() -> dict[Code, Rule]:
    must, look, note = FindingSeverity
    whole, counts, against, wording, form = Family
    listed = {
        whole: {
            Code.NO_ENTRY: ("没有填报", must),
            Code.NO_JUDGEMENT: ("没有研判", must),
            Code.FINE_BUT_EMPTY: ("进展空白却未列滞后", must),
            Code.FINE_BUT_NO_PROGRESS: ("自述无进展却未列滞后", must),
            Code.NO_LEAD: ("没有牵头单位", must),
            Code.IN_NO_ATTACHMENT: ("不在任何附件中", must),
            Code.IN_TWO_ATTACHMENTS: ("在两处列出", must),
            Code.GONE: ("上期有、本期无", must),
            Code.NOT_LISTED: ("滞后事项正文未列", must),
            Code.LISTED_ELSEWHERE: ("正文所列与附件不一", must),
        },
        counts: {
            Code.COUNT_TITLE: ("标题项数与行数不符", must),
            Code.COUNT_NARRATIVE: ("正文项数与附件不符", must),
            Code.COUNT_PARTS: ("分项合计与总数不符", must),
            Code.COUNT_LISTED: ("所列条数与项数不符", must),
            Code.PARTS_SUM: ("“其中”之和与总数不符", look),
            Code.LIST_LENGTH: ("列举个数与数目不符", look),
            Code.RATIO: ("比率与所列数不符", look),
        },
        against: {
            Code.FINE_BUT_SHORT: ("完成数与结论不符", must),
            Code.FINE_BUT_WORDS: ("自述与结论不符", look),
            Code.REACHED_BUT_UNDONE: ("结论已完成、文字未完成", look),
            Code.BEHIND_BUT_PASSED: ("已超目标却列滞后", must),
            Code.TWO_VALUES: ("同一指标两个数", must),
            Code.FELL: ("累计数少于上期", look),
            Code.UNITS_DIFFER: ("计量单位不一致", look),
            Code.LOST_MAGNITUDE: ("疑漏“万”", look),
            Code.OVERSTATED: ("报告用语拔高", must),
        },
        wording: {
            Code.DOUBLED: ("重复", look),
            Code.NAME_TWO_WAYS: ("名称两种写法", look),
            Code.DOT_TWO_WAYS: ("间隔号写法不一", note),
            Code.ONE_NAME_TWICE: ("两段同名", look),
            Code.WIDTH: ("全角半角混用", note),
            Code.NO_STOP: ("句末缺标点", note),
            Code.ORDER: ("序号不连续", look),
            Code.COPIED: ("与另一事项文字相同", look),
            Code.UNCHANGED: ("与上期文字相同", look),
            Code.LOST_UNIT: ("数字缺单位", look),
            Code.LOST_MARK: ("疑缺标点", look),
            Code.LOST_WORD: ("疑缺字", look),
            Code.BRACKETS: ("括号或引号不成对", look),
            Code.PUNCTUATION: ("标点或空格多余", note),
            Code.APPROXIMATE_TWICE: ("概数重复", note),
            Code.UNTIL: ("“截止”应为“截至”", note),
        },
        form: {
            Code.LEAD_AND_COOPERATE: ("既牵头又配合", must),
            Code.ALIAS: ("使用别名", note),
            Code.UNIT_TWO_NAMES: ("同一单位两种写法", look),
            Code.OLD_UNIT: ("单位已停用", look),
            Code.EMPTY_GROUP: ("单位组没有成员", note),
            Code.NUMBERING: ("序号", must),
            Code.DOCUMENT_NUMBER: ("发文字号", look),
            Code.DATE: ("日期", must),
            Code.STALE: ("数据未到期末", look),
            Code.TITLE_DIFFERS: ("附件标题前后不一", look),
        },
    }
    return {
        code: Rule(label, family, severity)
        for family, rules in listed.items()
        for code, (label, severity) in rules.items()
    }


RULES: dict[Code, Rule] = _build_rules()
"""Every code's name, family and usual severity."""
