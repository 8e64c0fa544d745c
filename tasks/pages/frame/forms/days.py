"""The field of a day, with the browser's own calendar."""

from django import forms


class DayField(forms.DateField):
    """A day in the notation that browsers require, whatever the language of the page."""

    def __init__(self, **kwargs):
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": "请填写日期。", "invalid": "日期应写作 2024-07-15。"},
            **kwargs,
        )
