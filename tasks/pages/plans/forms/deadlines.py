"""完成时限: the form with the days of all items shown."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasks.models import Task
from tasks.pages.frame.forms.days import DayField
from tasks.plans.deadlines import ShownDeadline, compute_deadline_fingerprint, describe_due_refusal

#: prefixes of the inputs of an item, before its key
DUE, SEEN, NONE = "due-", "seen-", "none-"


class DueDayField(DayField):
    """The day of an item's deadline; an empty one says that the item has none."""

    def __init__(self, task: Task):
        super().__init__(required=False, label=f"{task}的完成时限", initial=task.edition.due_on)
        self.year = task.plan.year
        self.widget.attrs["aria-label"] = self.label

    def validate(self, value) -> None:
        super().validate(value)
        # what stands there already can be left as it is
        if value != self.initial and (refusal := describe_due_refusal(value, self.year)):
            raise ValidationError(refusal)


class DeadlinesForm(forms.Form):
    """The day of each item, with the fingerprint of what the page showed of it.

    An item of which no day was read has a tick besides, which says that it has none.
    """

    def __init__(self, *args, tasks: Iterable[Task], **kwargs):
        super().__init__(*args, **kwargs)
        self.keys: list[int] = []
        for task in tasks:
            self.keys.append(task.pk)
            self.fields[f"{DUE}{task.pk}"] = DueDayField(task)
            if not task.edition.due_state:
                self.fields[f"{NONE}{task.pk}"] = forms.BooleanField(required=False, label="没有时限")
            self.fields[f"{SEEN}{task.pk}"] = forms.CharField(
                required=False,
                max_length=40,
                widget=forms.HiddenInput,
                initial=compute_deadline_fingerprint(task.edition),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for pk in self.keys:
            if cleaned.get(f"{NONE}{pk}") and cleaned.get(f"{DUE}{pk}"):
                self.add_error(f"{DUE}{pk}", "已勾选“没有时限”，请清空日期，或取消勾选。")
        return cleaned

    def get_shown(self) -> dict[int, ShownDeadline]:
        """Returns item key → its deadline as shown, with the day that the person leaves there."""
        given = self.cleaned_data
        return {
            pk: ShownDeadline(given[f"{SEEN}{pk}"], given[f"{DUE}{pk}"], is_none=given.get(f"{NONE}{pk}", False))
            for pk in self.keys
        }
