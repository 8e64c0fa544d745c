"""The field of a day, with the browser's own calendar."""

import re
import unicodedata
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from tasks.models.entry_fields import normalise_day
from tasks.periods import describe_day_refusal

#: a day as people write it, with or without its year
WRITTEN = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})日?")
NO_DAY = "日期应写作 2024-07-15。"
#: a year that has a 29 February, for a day without its year
LEAP_YEAR = 2024


class DayInput(forms.DateInput):
    """The browser's calendar. What is no day is shown as text, since a calendar would show nothing in its place."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _is_day(shown):
            context["widget"]["type"] = "text"
        return context


class DayField(forms.DateField):
    """A day within ``tasks.periods``, in the notation that browsers require or as people write it.

    Args:
        required_message: tells which day is missing.
        year: to which a day that is written without one belongs; None where such a day is refused.
    """

    def __init__(self, *, required_message: str = "请填写日期。", year: int | None = None, **kwargs: Any) -> None:
        self._year = year
        super().__init__(**{"widget": DayInput()} | kwargs, error_messages={"required": required_message})

    def to_python(self, value: Any) -> date | None:
        typed = value.strip() if isinstance(value, str) else value
        try:
            day = super().to_python(normalise_day(self._add_year(typed)) if isinstance(typed, str) else typed)
        except ValidationError:
            raise ValidationError(describe_no_day(typed), code="invalid") from None
        if day and (refusal := describe_day_refusal(day)):
            raise ValidationError(refusal, code="invalid")
        return day

    def _add_year(self, typed: str) -> str:
        found = WRITTEN.fullmatch("".join(unicodedata.normalize("NFKC", typed).split())) if self._year else None
        return f"{self._year}-{found[2]}-{found[3]}" if found and not found[1] else typed


def describe_no_day(typed: str) -> str:
    """Describes why a text is no day: one that does not exist, such as 2月30日, or another notation."""
    found = WRITTEN.fullmatch("".join(unicodedata.normalize("NFKC", typed).split()))
    if found:
        year, month, day = found.groups()
        if not _is_day(f"{int(year or LEAP_YEAR):04}-{int(month):02}-{int(day):02}"):
            return f"没有“{typed[:20]}”这一天，请核对。{NO_DAY}"
    return NO_DAY


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class DayFilter(django_filters.DateFilter):
    """A filter by a day, read as forms read it."""

    field_class = DayField
