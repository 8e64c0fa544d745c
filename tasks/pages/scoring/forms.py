"""考核: the forms of the rules, of exclusions, and of approving a scorecard and revoking the approval."""

from dataclasses import fields

from django import forms

from tasks.decimals import format_decimal
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.pasted import PastedTextField
from tasks.scoring.rules import NAMES, ScoringRules, ScoringRulesError
from tasks.terms import say
from tasks.terms.later import say_later

#: what each number does, below its field
HELP = {
    "completion": say_later("按时序推进或完成的事项占已{terms.judging}事项的比例，乘以这么多分。"),
    "on_time": "按时报送占应报的比例，乘以这么多分；与完成情况合计 100 分。",
    "lagging": say_later("此前各期判为滞后的次数占{terms.judging}次数的比例，乘以这么多分扣除。"),
    "returned": "退回次数占应报项次的比例，乘以这么多分扣除。",
    "hollow": "到期未报或照抄上期的占应报项次的比例，乘以这么多分扣除。",
    "notes": "未按时填写的配合填报占请填的比例，乘以这么多分扣除；0 为不影响得分。",
    "again": "紧接上一期再次滞后的，另外加计这么多次。",
    "free_returns": "每项每期前这么多次退回不扣分。",
    "lead": "牵头的一个事项按这么多计。",
    "cooperate": "配合的一个事项按这么多计。",
    "floor": "总分算出来低于此的，记为此分。",
    "ceiling": "总分算出来高于此的，记为此分。",
    "few": say_later("已{terms.judging}的事项少于这么多项的单位，只计分，不排名。"),
}


class ScoringForm(forms.Form):
    """Every setting with its present value; a value that equals the default is not stored."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, holding: ScoringRules, seen: str):
        values = {field.name: format_decimal(getattr(holding, field.name)) for field in fields(ScoringRules)}
        super().__init__(data, initial=values | {"seen": seen})
        for name, label in NAMES.items():
            figure = forms.TextInput(attrs={"class": "figure"})
            self.fields[name] = forms.DecimalField(label=say(label), help_text=HELP.get(name, ""), widget=figure)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors:
            try:
                self.rules = ScoringRules.from_dict(self.get_settings())
            except ScoringRulesError as error:
                raise forms.ValidationError(str(error)) from None
        return cleaned

    def get_settings(self) -> dict:
        """Returns name → value, as the action takes them."""
        return {name: self.cleaned_data[name] for name in NAMES}


class ExclusionForm(forms.Form):
    """The reason and the basis of an exclusion."""

    reason = PastedTextField(
        label="不计入考核的理由",
        rows=2,
        required=True,
        max_length=1000,
        help_text="写明本单位以外的原因，如不可抗力、上级政策调整。",
        error_messages={"required": "请写明不计入考核的理由。"},
    )
    basis = forms.CharField(
        label="依据",
        max_length=200,
        help_text="作出决定的会议、文件或领导批示。",
        error_messages={"required": "请写明依据，如会议、文件或领导批示。"},
    )


class RevokeReasonForm(forms.Form):
    """The reason for revoking an exclusion or an approval."""

    reason = forms.CharField(label="理由", max_length=500, error_messages={"required": "请写明理由。"})


class ApprovalForm(forms.Form):
    """Who approved the scorecard and when, with the fingerprint of the data that the person has read."""

    approved_by_name = forms.CharField(label="审定人", max_length=100, error_messages={"required": "请填写审定人。"})
    approved_on = DayField(label="审定日期", required_message="请填写审定日期。")
    seen = forms.CharField(widget=forms.HiddenInput)
