"""完成时限: the form with the days of all items shown."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from tasks.models import Task
from tasks.pages.frame.forms.days import DayField
from tasks.plans.deadlines import ShownDeadline, compute_deadline_fingerprint, describe_due_refusal

#: prefixes of the inputs of an item, before its key
DUE, SEEN = "due-", "seen-"


class DueDayField(DayField):
    """The day of an item's deadline; an empty one says that the item has none."""

    def __init__(self, task: Task):
        super().__init__(required=False, label=f"{task}的完成时限", initial=task.edition.due_on)
        self.year = task.plan.year
        self.widget.attrs["aria-label"] = self.label

    def validate(self, value) -> None:
        super().validate(value)
        if refusal := describe_due_refusal(value, self.year):
            raise ValidationError(refusal)


class DeadlinesForm(forms.Form):
    """The day of each item, with the fingerprint of what the page showed of it."""

    def __init__(self, *args, tasks: Iterable[Task], **kwargs):
        super().__init__(*args, **kwargs)
        self.keys: list[int] = []
        for task in tasks:
            self.keys.append(task.pk)
            self.fields[f"{DUE}{task.pk}"] = DueDayField(task)
            self.fields[f"{SEEN}{task.pk}"] = forms.CharField(
                required=False,
                max_length=40,
                widget=forms.HiddenInput,
                initial=compute_deadline_fingerprint(task.edition),
            )

    def get_shown(self) -> dict[int, ShownDeadline]:
        """Returns item key → its deadline as shown, with the day that the person leaves there."""
        given = self.cleaned_data
        return {pk: ShownDeadline(given[f"{SEEN}{pk}"], given[f"{DUE}{pk}"]) for pk in self.keys}
