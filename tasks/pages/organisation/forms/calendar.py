"""工作日历: the forms that set days otherwise than published, and restore them."""

from django import forms


def build_day_field(label: str, **given) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写日期。", "invalid": "日期应写作 2024-04-05。"},
        **given,
    )


class DaysForm(forms.Form):
    """One day, or a span of days."""

    first = build_day_field("日期")
    last = build_day_field("至", required=False)
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

    day = build_day_field("日期")
