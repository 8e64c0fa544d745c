"""填报: the forms of an entry, with an input for each field and each confirmed indicator."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict

from tasks import clock
from tasks.assessing.milestones import Ticks, read_ticks
from tasks.enums import Choice
from tasks.filing.entry_actions import Readings
from tasks.filing.explanations import is_rated_lagging, list_missing_explanations
from tasks.filing.gaps import describe_gaps
from tasks.models import Indicator, Milestone, ProgressEntry, QuotedNumbers
from tasks.models.entry_fields import ANSWERED, ASKED, BY_NAME, FIELDS, TEXTS, EntryField, FieldKind
from tasks.pages.filing.forms.quoted import build_quoted_fields, build_quoted_initial, clean_quoted_numbers
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.pasted import SOFT_LIMIT, FigureField, PastedTextField
from tasks.terms import terms

#: prefixes of the inputs of a milestone, before its key
TICK, TICK_DAY = "milestone_", "milestone_day_"


def build_input_field(field: EntryField, year: int) -> forms.Field:
    """Builds the input of a field; none is required, because a draft may lack anything.

    Args:
        year: of the entry's plan.
    """
    label = field.asks or field.label
    if field.kind == FieldKind.TICK:
        return forms.BooleanField(label=label, required=False)
    if field.choices:
        return VocabularyField(field.choices, label=label)
    if field.kind == FieldKind.DAY:
        first, last = field.get_allowed_days(year)
        said = f"{label}应在 {first.year} 年至 {last.year} 年之间。"
        within = [MinValueValidator(first, said), MaxValueValidator(last, said)]
        return DayField(label=label, required=False, validators=within, year=year)
    return PastedTextField(label=label, rows=field.lines, keeps_tables=True)


class MilestoneDayField(DayField):
    """The day on which a milestone was reached; not a day to come."""

    def __init__(self, milestone: Milestone, year: int):
        first = date(year - 1, 1, 1)
        early = MinValueValidator(first, f"完成日期不能早于 {first.year} 年。")
        super().__init__(required=False, label="完成日期", validators=[early])
        self.widget.attrs["aria-label"] = f"“{milestone.text}”的完成日期"

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value > clock.today():
            raise ValidationError("完成日期不能晚于今天；尚未完成的不要勾选。")


class VocabularyField(forms.TypedChoiceField):
    """A choice among the members of a vocabulary, given as value or, in a cell, as label; empty says nothing."""

    def __init__(self, vocabulary: type[Choice], *, label: str):
        self.vocabulary = vocabulary
        labels = "、".join(each.label for each in vocabulary)
        super().__init__(
            label=label,
            required=False,
            choices=[("", "（不填）"), *vocabulary.choices()],
            coerce=vocabulary,
            empty_value="",
            error_messages={"invalid_choice": f"请从“{labels}”中选一个，或留空。"},
        )

    def to_python(self, value: Any) -> str:
        text = super().to_python(value).strip()
        return next((each.value for each in self.vocabulary if text == each.label), text)


class EntryForm(forms.Form):
    """Checks a draft: fields may be empty, but what is filled in must be storable."""

    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    #: what has not happened where the form is refused
    unsent = "内容尚未保存"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        entry: ProgressEntry,
        indicators: Iterable[Indicator],
        milestones: Iterable[Milestone] | None = None,
    ):
        self.entry = entry
        self.milestones = None if milestones is None else list(milestones)
        values: dict[int, Decimal | None] = {indicator.pk: None for indicator in indicators}
        readings = {reading.indicator_id: reading for reading in entry.readings.all()}
        values |= {pk: reading.value for pk, reading in readings.items()}
        initial = {name: getattr(entry, name) for name in BY_NAME} | {"base_revision": entry.revision}
        initial |= {f"figure_{pk}": value for pk, value in values.items()}
        ticks = read_ticks(entry)
        initial |= {f"{TICK}{pk}": True for pk in ticks} | {f"{TICK_DAY}{pk}": on for pk, on in ticks.items()}
        for indicator in indicators:
            reading = readings.get(indicator.pk)
            initial |= build_quoted_initial(indicator.pk, reading.quoted if reading else QuotedNumbers())
        super().__init__(data, initial=initial)
        plan = entry.period.plan
        asked = [field for field in FIELDS if field.is_asked_by(plan.government)]
        self.fields |= {field.name: build_input_field(field, plan.year) for field in asked}
        for milestone in self.milestones or ():
            self.fields[f"{TICK}{milestone.pk}"] = forms.BooleanField(label=milestone.text, required=False)
            self.fields[f"{TICK_DAY}{milestone.pk}"] = MilestoneDayField(milestone, plan.year)
        for indicator in indicators:
            self.fields[f"figure_{indicator.pk}"] = FigureField(indicator)
            self.fields |= build_quoted_fields(indicator)
        self.quoted: dict[int, QuotedNumbers] = {}

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not cleaned.get("needs_coordination") and cleaned.get("coordination"):
            self.add_error("needs_coordination", f"已写协调事项，请勾选“需{terms.leader}协调”，或将其清空。")
        for milestone in self.milestones or ():
            if cleaned.get(f"{TICK_DAY}{milestone.pk}") and not cleaned.get(f"{TICK}{milestone.pk}"):
                self.add_error(f"{TICK_DAY}{milestone.pk}", "已填完成日期，请勾选完成，或将日期清空。")
        edited = {pk: clean_quoted_numbers(self, pk) for pk in self.get_indicator_keys()}
        self.quoted = {pk: numbers for pk, numbers in edited.items() if numbers is not None}
        return cleaned

    @property
    def answers(self) -> list[forms.BoundField]:
        """The inputs of the fields beside the progress text that every item is asked for."""
        return [self[field.name] for field in ANSWERED if field.name in self.fields]

    @property
    def ticks(self) -> list[tuple[Milestone, forms.BoundField, forms.BoundField]]:
        """The milestones that the form asks about, each with its tick and its day."""
        return [(each, self[f"{TICK}{each.pk}"], self[f"{TICK_DAY}{each.pk}"]) for each in self.milestones or ()]

    @property
    def figures(self) -> list[forms.BoundField]:
        """The inputs of the indicators, in printed order."""
        return [self[name] for name in self.fields if name.startswith("figure_")]

    def get_indicator_keys(self) -> list[int]:
        return [field.indicator.pk for field in self.fields.values() if isinstance(field, FigureField)]

    def get_content(self) -> dict:
        """Returns the arguments of the entry actions: fields, readings, edited numbers, milestones and the revision that
        was edited."""
        return {
            # what is not asked for stays as it stands
            "fields": {name: self.cleaned_data.get(name, getattr(self.entry, name)) for name in BY_NAME},
            "readings": self.get_readings(),
            "milestones": self.get_ticks(),
            "quoted": self.quoted,
            "base_revision": self.cleaned_data["base_revision"],
        }

    def get_ticks(self) -> Ticks | None:
        """Returns the ticked milestones; None where the form does not ask about them."""
        if self.milestones is None:
            return None
        given, keys = self.cleaned_data, [each.pk for each in self.milestones]
        return {pk: given.get(f"{TICK_DAY}{pk}") for pk in keys if given.get(f"{TICK}{pk}")}

    def get_readings(self) -> Readings:
        return {
            field.indicator.pk: self.cleaned_data[name]
            for name, field in self.fields.items()
            if isinstance(field, FigureField)
        }

    def ask_for_explanations(self, says: str, names: Iterable[str]) -> None:
        """Marks the fields that what lags leaves empty.

        Args:
            says: whose word it is that the item lags.
        """
        for name in names:
            # what is not asked for, or is wrong already, is not asked for again
            if name in self.fields and name not in self.errors:
                self.add_error(name, f"{says}，请写明{BY_NAME[name].label}后再报送。")

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

    unsent = "尚未报送"

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if "text" in cleaned and not cleaned["text"]:
            self.add_error("text", "请填写进展情况后再报送。")
        for field in TEXTS:
            if said := describe_gaps(cleaned.get(field.name) or ""):
                self.add_error(field.name, f"{said}，再报送。")
        if cleaned.get("needs_coordination") and cleaned.get("coordination") == "":
            self.add_error("coordination", f"请写明需{terms.leader}协调的事项。")
        if is_rated_lagging(self.entry, cleaned.get("self_rating", self.entry.self_rating)):
            self.ask_for_explanations("自评为滞后", list_missing_explanations(cleaned))
        for milestone in self.milestones or ():
            day = f"{TICK_DAY}{milestone.pk}"
            if cleaned.get(f"{TICK}{milestone.pk}") and day in cleaned and cleaned[day] is None:
                self.add_error(day, "已勾选完成，请填写完成日期。")
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
        self.fields["reason"].widget.attrs["data-key"] = "e"


class ReadRevisionForm(forms.Form):
    """Tells which revision the person has read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def get_revision(self) -> int:
        """Returns the revision; -1, which no entry has, where the form does not name one."""
        return self.cleaned_data["revision"] if self.is_valid() else -1
