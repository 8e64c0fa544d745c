"""工作日历: the forms that set days otherwise than published, and restore them."""

from django import forms

from tasks.pages.frame.forms.days import DayField


class DaysForm(forms.Form):
    """One day, or a span of days."""

    first = DayField(label="日期")
    last = DayField(label="至", required=False)
    works = forms.TypedChoiceField(
        label="安排",
        choices=[("", "（请选择）"), ("no", "休息"), ("yes", "上班")],
        coerce=lambda value: value == "yes",
        error_messages={"required": "请选择休息或上班。"},
    )

    def get_span(self) -> dict:
        """Returns the arguments of the action; without a last day, the first day alone."""
        return self.cleaned_data | {"last": self.cleaned_data["last"] or self.cleaned_data["first"]}


class DayForm(forms.Form):
    """The day whose published arrangement is restored."""

    day = DayField(label="日期")
