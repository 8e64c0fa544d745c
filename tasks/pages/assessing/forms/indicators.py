"""指标核定: the forms that confirm, correct, reject and add the indicators of a task."""

from typing import cast

from django import forms

from tasks.assessing.indicator_actions import EDITABLE_FIELDS
from tasks.assessing.quantities import name_period_targets
from tasks.decimals import format_decimal
from tasks.enums import Course, IndicatorState
from tasks.models import Indicator
from tasks.pages.frame.forms.parts import get_form_field
from tasks.periods import Rhythm

#: what stands for a period without a target of its own
NO_TARGET = ("-", "—", "－", "/")
_NUMERALS = "零一二三四五六七八九十"


class IndicatorForm(forms.ModelForm):
    """One indicator in a row. One that is not ticked is rejected; its text then counts as not quantified."""

    keep = forms.BooleanField(label="采用", required=False)
    period_targets = forms.CharField(required=False, max_length=400)

    class Meta:
        model = Indicator
        # a button sets the state
        fields = [name for name in EDITABLE_FIELDS if name != "state"]

    def __init__(self, *args, rhythm: Rhythm, **kwargs):
        super().__init__(*args, **kwargs)
        self.rhythm = rhythm
        is_new = self.instance.pk is None
        self.fields["keep"].initial = is_new or self.instance.state != IndicatorState.REJECTED
        for name in ("value", "upper_value"):
            self.fields[name].widget = forms.TextInput(attrs={"class": "figure", "inputmode": "decimal"})
        self._ask_for_targets()
        if not is_new:
            self.initial["value"] = format_decimal(self.instance.value)
            if self.instance.upper_value is not None:
                self.initial["upper_value"] = format_decimal(self.instance.upper_value)

    def _ask_for_targets(self) -> None:
        """Asks for one target of each period before the last, in the words of the plan's rhythm."""
        name = name_period_targets(self.rhythm)
        self.fields["period_targets"].label = name
        choices = [(one.value, f"按{name}" if one is Course.BY_PERIOD else one.label) for one in Course]
        get_form_field(self, "course", forms.ChoiceField).choices = choices
        stored = self.instance.period_targets
        told = [stored.get(str(month), NO_TARGET[0]) for month in self.rhythm.end_months[:-1]] if stored else []
        self.initial["period_targets"] = " ".join(told)

    @property
    def row_fields(self) -> list[forms.BoundField]:
        """The fields in the columns of the table; the tick and the upper target have places of their own."""
        return [self[name] for name in self._meta.fields or () if not name.startswith("upper_")]

    def clean_period_targets(self) -> dict[str, str]:
        amounts, months = self.cleaned_data["period_targets"].split(), self.rhythm.end_months[:-1]
        if not amounts:
            return {}
        if not months:
            raise forms.ValidationError("本方案一年只填报一期，没有分期目标，请留空。")
        if len(amounts) != len(months):
            count = _NUMERALS[len(months)] if len(months) < len(_NUMERALS) else f" {len(months)} "
            raise forms.ValidationError(f"应为{name_targeted_periods(self.rhythm)}{count}个数，用空格分开。")
        field = forms.DecimalField(max_digits=20, decimal_places=4)
        pairs = zip(months, amounts, strict=True)
        return {str(month): str(field.clean(amount)) for month, amount in pairs if amount not in NO_TARGET}

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        is_told = cleaned.get("period_targets") or "period_targets" in self.errors
        if cleaned.get("course") == Course.BY_PERIOD and not is_told:
            name = name_period_targets(self.rhythm)
            self.add_error("period_targets", f"按{name}推进的指标须填写{name}。")
        self._check_upper_target()
        return cleaned

    def _check_upper_target(self) -> None:
        """Demands level and value of the upper target together."""
        if not {"upper_level", "upper_value"} <= self.cleaned_data.keys():
            return
        level, value = self.cleaned_data["upper_level"], self.cleaned_data["upper_value"]
        if level and value is None:
            self.add_error("upper_value", f"已选{level.label}目标，请填目标值；没有上级目标请选空白。")
        elif value is not None and not level:
            self.add_error("upper_level", "已填上级目标值，请选是哪一级的目标；没有上级目标请清空。")

    def get_decision(self) -> Indicator:
        """Returns the indicator with the person's decision, unsaved."""
        self.instance.state = IndicatorState.CONFIRMED if self.cleaned_data["keep"] else IndicatorState.REJECTED
        return self.instance


def name_targeted_periods(rhythm: Rhythm) -> str:
    """Names the periods that can have a target of their own: 一季度、上半年、前三季度."""
    return "、".join(rhythm.labels[1:-1])


class BaseIndicatorFormSet(forms.BaseModelFormSet):
    """The indicators of one task, and an empty row for another one."""

    def list_decisions(self) -> list[Indicator]:
        """Lists the indicators with the person's decision, unsaved; without the extra row when it is empty."""
        rows = [form for form in self.forms if isinstance(form, IndicatorForm)]
        return [form.get_decision() for form in rows if form.instance.pk or form.has_changed()]


IndicatorFormSet = cast(
    "type[BaseIndicatorFormSet]",
    forms.modelformset_factory(Indicator, form=IndicatorForm, formset=BaseIndicatorFormSet, extra=1, max_num=40),
)
