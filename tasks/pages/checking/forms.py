"""校核: the filter of the findings, and the form that sets one aside."""

from django import forms

from tasks.checking.checks import Family, Finding, FindingSeverity
from tasks.checking.findings import get_lead_unit_names
from tasks.pages.frame.forms.parts import get_form_field
from tasks.terms.later import say_later


class FindingFilterForm(forms.Form):
    """The filter of the findings.

    Args:
        units: the names of the lead units to choose from.
    """

    severity = forms.ChoiceField(label="轻重", required=False)
    family = forms.ChoiceField(label="类别", required=False)
    unit = forms.ChoiceField(label=say_later("{terms.lead_unit}"), required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        choices = {
            "severity": FindingSeverity.choices(),
            "family": Family.choices(),
            "unit": [(name, name) for name in units],
        }
        for name, options in choices.items():
            field = get_form_field(self, name, forms.ChoiceField)
            field.choices = [("", f"全部{field.label}"), *options]
            field.widget.attrs["data-submit-on-change"] = ""

    def matches(self, finding: Finding) -> bool:
        """Whether the filter lets the finding through; an invalid filter lets every one through."""
        wanted = self.cleaned_data if self.is_valid() else {}
        return (
            wanted.get("severity", "") in ("", finding.severity)
            and wanted.get("family", "") in ("", finding.family)
            and (not wanted.get("unit") or wanted["unit"] in get_lead_unit_names(finding))
        )


class SetAsideForm(forms.Form):
    """The reason why a finding is not corrected."""

    key = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label="不处理的理由", max_length=500, error_messages={"required": "请写明不处理的理由。"})
