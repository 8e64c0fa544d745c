"""节点: the rows of an item's milestones, those that there are and empty ones for more."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from tasks.models import Milestone, Task
from tasks.pages.frame.forms.days import DayField
from tasks.plans.deadlines import describe_milestone_day_refusal
from tasks.plans.milestones import LONGEST_MILESTONE, MOST_MILESTONES, PlannedMilestone

#: empty rows below the milestones
MORE_ROWS = 3


class MilestoneForm(forms.Form):
    """One milestone; an empty row is none."""

    key = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(
        label="节点",
        required=False,
        max_length=LONGEST_MILESTONE,
        error_messages={"max_length": f"至多 {LONGEST_MILESTONE} 个字，请精简。"},
    )
    due_on = DayField(label="应完成日期", required=False)
    remove = forms.BooleanField(label="删除", required=False)

    def __init__(self, *args: Any, task: Task, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.task = task
        for name in ("text", "due_on", "remove"):
            self.fields[name].widget.attrs["aria-label"] = str(self.fields[name].label)

    def clean_due_on(self) -> date | None:
        day = self.cleaned_data["due_on"]
        due = self.task.edition.due_on
        if refusal := describe_milestone_day_refusal(day, self.task.plan, due, "应完成日期"):
            raise ValidationError(refusal)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("remove") or self.errors:
            return cleaned
        if cleaned["text"] and not cleaned["due_on"]:
            self.add_error("due_on", "请填写应完成日期；只知道季度的，填该季度最后一天。")
        if not cleaned["text"] and (cleaned["due_on"] or cleaned["key"]):
            self.add_error("text", "请写明节点的内容；不要的节点请勾选删除。")
        return cleaned

    def get_planned(self) -> PlannedMilestone | None:
        """Returns the milestone; None for an empty row and one that is removed."""
        given = self.cleaned_data
        # an empty row has no values at all
        if given.get("remove") or not given.get("text"):
            return None
        return PlannedMilestone(given["key"], given["text"], given["due_on"])


class BaseMilestoneFormSet(forms.BaseFormSet):
    """The rows of one item."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "missing_management_form": "页面没有传完整，没有保存。请刷新后重新填写。",
        "too_many_forms": f"一次至多填写 {MOST_MILESTONES * 2} 行。",
    }

    def get_planned(self) -> list[PlannedMilestone]:
        """Returns the milestones as they are to be."""
        return [planned for form in self.forms if (planned := form.get_planned())]

    def get_removed(self) -> list[int]:
        """Returns the keys of the milestones that are to be removed."""
        given = [form.cleaned_data for form in self.forms]
        return [one["key"] for one in given if one.get("remove") and one["key"]]


def build_milestone_formset(
    data: QueryDict | None, milestones: Iterable[Milestone], task: Task
) -> BaseMilestoneFormSet:
    """Builds a row for each milestone and some for more.

    Args:
        data: what was sent; None for a form that is opened.
        milestones: those that the person may change.
        task: with its plan and its present edition.
    """
    rows = [{"key": each.pk, "text": each.text, "due_on": each.due_on} for each in milestones]
    built: Any = forms.formset_factory(
        MilestoneForm,
        formset=BaseMilestoneFormSet,
        extra=MORE_ROWS,
        max_num=MOST_MILESTONES + MORE_ROWS,
        absolute_max=MOST_MILESTONES * 2,
    )
    return built(data, initial=rows, form_kwargs={"task": task})
