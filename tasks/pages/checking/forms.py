"""Filtering the findings of the check, and setting one aside."""

from django import forms

from tasks.checking.checks import Family, FindingSeverity
from tasks.pages.frame.forms.parts import get_form_field


class FindingFilterForm(forms.Form):
    """What of the findings is shown. ``units`` are the names that the findings' items know."""

    severity = forms.ChoiceField(label="轻重", required=False)
    family = forms.ChoiceField(label="类别", required=False)
    unit = forms.ChoiceField(label="牵头单位", required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        choices = {
            "severity": FindingSeverity.choices(),
            "family": Family.choices(),
            "unit": [(name, name) for name in units],
        }
        for name, options in choices.items():
            get_form_field(self, name, forms.ChoiceField).choices = [("", "全部"), *options]


class SetAsideForm(forms.Form):
    """Why a finding need not be mended."""

    key = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="不处理的理由", max_length=500, error_messages={"required": "请写明不处理的理由。"}
    )
