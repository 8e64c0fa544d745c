"""预警规则: the settings as a form, built from ``NAMES``, so that a new rule appears by itself."""

from dataclasses import fields
from decimal import Decimal

from django import forms

from tasks.assessing.lagging import NAMES, LaggingRules, LaggingRulesError, SignalCode
from tasks.decimals import format_decimal
from tasks.terms.later import say_later

#: what each number does, below its field
HELP = {
    "tolerance": "完成比例落后时间进度不超过这么多的，不提示。",
    "yellow": "落后时间进度达到这么多的，提示为关注；不到的只作轻度信号。",
    "red": "落后时间进度达到这么多的，提示为滞后。",
    "level_tolerance": "增速、占比的目标写“左右”的，低于目标不超过这么多不提示；其他目标低于目标超过这么多，至少提示为关注。",
    "red_pace": "今后的速度须达到此前的这么多倍才能如期完成的，提示为滞后。",
    "small_count": "目标不多于这个数的（如建成 3 所），未完成的至多提示为关注。",
    "light_signals": "一个事项有这么多种轻度信号的，合并提示为关注。",
    "not_started_months": "从1月起算，过了这么多个月仍未启动的，提示为关注。",
    "preparing_months": "从1月起算，过了这么多个月仍只有前期工作的，开始提示。",
    "red_after_months": "超过上面两个容许月数后再过这么多个月，由关注转为滞后。",
    "due_soon_days": "距事项的完成时限不多于这么多天、进度又落后的，提示临近时限。",
    "milestone_days": "节点的日期过去超过这么多天仍未勾选完成的，提示节点未完成。",
    "consecutive_periods": "连本期在内连续这么多期滞后的，提示为连续滞后。",
    "minor_share": "一项任务有几个部分的，落后部分的占比不高于此的视为个别，只作轻度信号；0.25 即四分之一。",
    "similar": "本期文字与上期相似到这个程度的，提示与上期雷同；1 为完全相同。",
    "echo": "任务点名的事，其用字在进展中出现的比例低于此的，视为没有提到。",
    "confidence": "系统从文字中读出的数，把握低于此的不采用；1 为完全有把握。",
    "sure": "把握低于此的数，至多提示为关注，不提示为滞后。",
    "heavy_points": say_later(
        "{terms.judging}队列按分数从高到低排列，一个事项的分数是各种信号分值之和，同一种信号只计最重的一条。重度信号计这么多分。"
    ),
    "medium_points": "中度信号计这么多分。",
    "light_points": "轻度信号计这么多分。",
    "proven_times": "有单位自述或任务目标为证的信号（尚未启动、低于目标、退出或终止等），重度、中度的按这么多倍计。",
    "unsaid_share": "只是没有说到的信号（未报数、未提及、未填报、与上期雷同、受外部制约），按这么多计；0.5 即一半。",
    "whole_points": "所引原文几乎是全文，通篇没有别的进展的，加这么多分。",
    "lagging_points": "没有重度信号，但几种信号的分数（同一个数重复的、通篇加分不计）达到这么多的，提示为滞后。",
    "desk_line": "分数不到这么多的预警列在线下，可以后看；单有“没有报出可对照的数”的即在线下。",
}


class RulesForm(forms.Form):
    """Every setting with its present value. A value that equals the one of ``base`` is not stored.

    Args:
        base: what holds without this owner's settings: the defaults, or the government's for a plan.
        stored: this owner's settings.
    """

    def __init__(self, data=None, *, base: LaggingRules, stored: dict):
        self.base = base
        holding = LaggingRules.from_dict(stored, base=base)
        super().__init__(
            data,
            initial={
                field.name: _format_initial(field.name, getattr(holding, field.name)) for field in fields(LaggingRules)
            },
        )
        for field in fields(LaggingRules):
            self.fields[field.name] = _build_field(field.name, getattr(base, field.name))

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors:
            try:
                LaggingRules.from_dict(self.get_settings(), base=self.base)
            except LaggingRulesError as error:
                raise forms.ValidationError(str(error)) from None
        return cleaned

    def get_settings(self) -> dict:
        """Returns name → value of what differs from ``base``, JSON-ready."""
        given = {name: _serialize_cleaned(name, self.cleaned_data[name]) for name in NAMES}
        return {name: value for name, value in given.items() if value != _serialize_default(getattr(self.base, name))}

    def numbers(self):
        """The bound fields that hold thresholds and months."""
        return [self[name] for name in NAMES if not isinstance(getattr(self.base, name), tuple)]

    def words(self):
        """The bound fields that hold cue words."""
        return [self[name] for name in NAMES if isinstance(getattr(self.base, name), tuple) and name != "disabled"]


def _build_field(name: str, default) -> forms.Field:
    if name == "disabled":
        return forms.MultipleChoiceField(
            label=NAMES[name],
            required=False,
            choices=SignalCode.choices(),
            widget=forms.CheckboxSelectMultiple,
        )
    if isinstance(default, tuple):
        return forms.CharField(label=NAMES[name], required=False, widget=forms.Textarea(attrs={"rows": 8}))
    return forms.DecimalField(
        label=NAMES[name], help_text=HELP.get(name, ""), widget=forms.TextInput(attrs={"class": "figure"})
    )


def _serialize_default(value):
    """A setting as ``_stored`` gives it."""
    return list(value) if isinstance(value, tuple) else format_decimal(Decimal(value))


def _format_initial(name: str, value):
    """As the form shows it: cue words one a line, numbers without trailing zeros."""
    if name == "disabled":
        return list(value)
    if isinstance(value, tuple):
        return "\n".join(value)
    return _serialize_default(value)


def _serialize_cleaned(name: str, value):
    """As JSON keeps what the form holds: numbers as numerals, words as a list."""
    if name == "disabled":
        return list(value)
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return format_decimal(value)
