"""When filing is due, and why that changes."""

from django import forms


class DueForm(forms.Form):
    """Another due date at the opening."""

    due_on = forms.DateField(
        label="截止日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写截止日期。", "invalid": "日期应写作 2024-04-05。"},
    )


class MovedDueForm(DueForm):
    """A later due date, with the reason."""

    reason = forms.CharField(label="理由", max_length=500, error_messages={"required": "请写明理由。"})
