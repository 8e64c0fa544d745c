"""填报期: the forms for deadlines and for the units that they hold for."""

from django import forms
from django.db.models import QuerySet

from tasks.models import Unit
from tasks.pages.frame.forms.chosen import ChosenRowsField
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.parts import get_form_field


class DueForm(forms.Form):
    """A deadline."""

    due_on = DayField(label="截止日期", required_message="请填写截止日期。")


class MovedDueForm(DueForm):
    """A later deadline with its reason."""

    reason = forms.CharField(label="理由", max_length=500, error_messages={"required": "请写明理由。"})


class UnitsForm(forms.Form):
    """Units that were ticked in a list."""

    unit = ChosenRowsField(
        queryset=Unit.objects.none(),
        label="单位",
        error_messages={
            "required": "请先勾选单位。",
            "invalid_choice": "所选单位不在本页之列，请重新勾选。",
            "invalid_pk_value": "所选单位不在本页之列，请重新勾选。",
        },
    )

    def __init__(self, *args, units: QuerySet[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        get_form_field(self, "unit", forms.ModelChoiceField).queryset = units


class UnitsDueForm(UnitsForm, DueForm):
    """Units and their deadline."""


class UnitsMovedDueForm(UnitsForm, MovedDueForm):
    """Units, the later day that is granted to them, and the reason."""
