"""填报: the forms of an entry, with an input for each field and each confirmed indicator."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict

from tasks.filing.entry_actions import Readings
from tasks.models import Indicator, ProgressEntry
from tasks.models.entry_fields import ASKED, BESIDE_TEXT, BY_NAME, FIELDS, TEXTS, EntryField, FieldKind
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.pasted import SOFT_LIMIT, FigureField, PastedTextField


def build_input_field(field: EntryField, year: int) -> forms.Field:
    """Builds the input of a field; none is required, because a draft may lack anything.

    Args:
        year: of the entry's plan.
    """
    label = field.asks or field.label
    if field.kind == FieldKind.TICK:
        return forms.BooleanField(label=label, required=False)
    if field.kind == FieldKind.DAY:
        first, last = field.get_allowed_days(year)
        said = f"{label}应在 {first.year} 年至 {last.year} 年之间。"
        within = [MinValueValidator(first, said), MaxValueValidator(last, said)]
        return DayField(label=label, required=False, validators=within)
    return PastedTextField(label=label, rows=field.lines)


class EntryForm(forms.Form):
    """Checks a draft: fields may be empty, but what is filled in must be storable."""

    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        entry: ProgressEntry,
        indicators: Iterable[Indicator],
    ):
        values: dict[int, Decimal | None] = {indicator.pk: None for indicator in indicators}
        values |= {reading.indicator_id: reading.value for reading in entry.readings.all()}
        initial = {name: getattr(entry, name) for name in BY_NAME} | {"base_revision": entry.revision}
        initial |= {f"figure_{pk}": value for pk, value in values.items()}
        super().__init__(data, initial=initial)
        self.fields |= {field.name: build_input_field(field, entry.period.plan.year) for field in FIELDS}
        for indicator in indicators:
            self.fields[f"figure_{indicator.pk}"] = FigureField(indicator)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not cleaned.get("needs_coordination") and cleaned.get("coordination"):
            self.add_error("needs_coordination", "已写协调事项，请勾选“需区领导协调”，或将其清空。")
        return cleaned

    @property
    def answers(self) -> list[forms.BoundField]:
        """The inputs of the fields beside the progress text that every item is asked for."""
        return [self[field.name] for field in ASKED if field in BESIDE_TEXT]

    @property
    def figures(self) -> list[forms.BoundField]:
        """The inputs of the indicators, in printed order."""
        return [self[name] for name in self.fields if name.startswith("figure_")]

    def get_content(self) -> dict:
        """Returns the arguments of the entry actions: fields, readings and the revision that was edited."""
        return {
            "fields": {name: self.cleaned_data[name] for name in BY_NAME},
            "readings": self.get_readings(),
            "base_revision": self.cleaned_data["base_revision"],
        }

    def get_readings(self) -> Readings:
        return {
            field.indicator.pk: self.cleaned_data[name]
            for name, field in self.fields.items()
            if isinstance(field, FigureField)
        }

    def warnings(self) -> list[str]:
        """Returns warnings about texts that are saved but longer than recommended."""
        lengths = {field.label: len(self.cleaned_data[field.name]) for field in ASKED if field in TEXTS}
        return [
            f"{label}有 {length:,} 字，超过建议的 {SOFT_LIMIT:,} 字，进入报告附表后会很长，建议精简。"
            for label, length in lengths.items()
            if length > SOFT_LIMIT
        ]


class SubmissionForm(EntryForm):
    """Checks a submission, which must be complete."""

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if "text" in cleaned and not cleaned["text"]:
            self.add_error("text", "请填写进展情况后再报送。")
        if cleaned.get("needs_coordination") and cleaned.get("coordination") == "":
            self.add_error("coordination", "请写明需区领导协调的事项。")
        return cleaned


class ReturnReasonForm(forms.Form):
    """Asks why an entry is returned."""

    reason = PastedTextField(
        label="退回意见",
        rows=3,
        required=True,
        max_length=2000,
        error_messages={"required": "请写明退回意见，单位将据此修改。"},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None):
        # other forms of the page have a field of this name
        super().__init__(data, auto_id="return_%s", initial=initial)


class ReadRevisionForm(forms.Form):
    """Tells which revision the person has read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def get_revision(self) -> int:
        """Returns the revision; -1, which no entry has, where the form does not name one."""
        return self.cleaned_data["revision"] if self.is_valid() else -1
