"""催办规则: the settings of the automatic reminders as a form, built from ``NAMES``, so that a new rule appears by itself."""

import re
from dataclasses import fields
from typing import Any

from django import forms

from tasks.reminding.rules import AUTOMATIC, NAMES, ReminderRules, ReminderRulesError
from tasks.terms import say
from tasks.terms.later import say_later

#: what each setting does, below its field
HELP = {
    "days_before": "距截止日的工作日数，用顿号隔开；留空则不提醒。",
    "overdue_after": "逾期后的第几个工作日催报填报员和单位审核人。",
    "overdue_every": "仍未报送的，每隔几个工作日再催；0 为不再催。",
    "returned_after": "退回后的第几个工作日仍未重新报送的，提醒一次。",
    "again_after": "同一事项几个工作日内再次人工催办的，须确认。",
    "lagging_periods": say_later("连续几期{terms.judging}为滞后的，告知单位审核人。"),
    "escalate_after": say_later("告知后的第几个工作日，提请责任{terms.leader}关注。"),
    "item_due_before": "距事项已确认的完成时限几个工作日时提醒填报员；0 为不提醒。过了时限的，按逾期催报的天数告知填报员和单位审核人。",
}
BETWEEN = re.compile(r"[\s、，,；;]+")


class ReminderRulesForm(forms.Form):
    """Every setting with its present value. A value that equals the default is not stored.

    Args:
        stored: the government's settings.
    """

    def __init__(self, data=None, *, stored: dict):
        holding = ReminderRules.from_dict(stored)
        super().__init__(
            data, initial={name: _format_initial(getattr(holding, name)) for name in NAMES if name != "kinds"}
        )
        self.initial["kinds"] = list(holding.kinds)
        for field in fields(ReminderRules):
            self.fields[field.name] = _build_field(field.name)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors:
            try:
                ReminderRules.from_dict(self.get_settings())
            except ReminderRulesError as error:
                raise forms.ValidationError(str(error)) from None
        return cleaned

    def get_settings(self) -> dict:
        """Returns name → value, as the action takes it."""
        steps = [step for step in BETWEEN.split(self.cleaned_data["days_before"]) if step]
        return self.cleaned_data | {"days_before": steps}

    def numbers(self):
        """The bound fields that hold days and periods."""
        return [self[name] for name in NAMES if name != "kinds"]


def _build_field(name: str) -> forms.Field:
    given: dict[str, Any] = {"label": say(NAMES[name]), "help_text": HELP.get(name, "")}
    if name == "kinds":
        return forms.MultipleChoiceField(
            **given,
            required=False,
            choices=[(kind.value, kind.label) for kind in AUTOMATIC],
            widget=forms.CheckboxSelectMultiple,
        )
    figure = forms.TextInput(attrs={"class": "figure"})
    if name == "days_before":
        return forms.CharField(**given, required=False, widget=figure)
    return forms.IntegerField(**given, widget=figure)


def _format_initial(value) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
