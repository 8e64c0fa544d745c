"""指标核定: the forms that confirm, correct, reject and add the indicators of a task."""

from typing import cast

from django import forms

from tasks.assessing.indicator_actions import EDITABLE_FIELDS
from tasks.decimals import format_decimal
from tasks.enums import Course, IndicatorState
from tasks.models import Indicator

#: the quarters with a target of their own: 一季度, 上半年, 前三季度
TARGETED_QUARTERS = 3


class IndicatorForm(forms.ModelForm):
    """One indicator in a row. One that is not ticked is rejected; its text then counts as not quantified."""

    keep = forms.BooleanField(label="采用", required=False)
    quarter_targets = forms.CharField(
        label="季度目标",
        required=False,
        help_text="按季度目标推进时填写：一季度、上半年、前三季度的累计目标，用空格分开",
    )

    class Meta:
        model = Indicator
        # a button sets the state
        fields = [name for name in EDITABLE_FIELDS if name != "state"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_new = self.instance.pk is None
        self.fields["keep"].initial = is_new or self.instance.state != IndicatorState.REJECTED
        for name in ("value", "upper_value"):
            self.fields[name].widget = forms.TextInput(attrs={"class": "figure", "inputmode": "decimal"})
        self.initial["quarter_targets"] = " ".join(self.instance.quarter_targets)
        if not is_new:
            self.initial["value"] = format_decimal(self.instance.value)
            if self.instance.upper_value is not None:
                self.initial["upper_value"] = format_decimal(self.instance.upper_value)

    @property
    def row_fields(self) -> list[forms.BoundField]:
        """The fields in the columns of the table; the tick and the upper target have places of their own."""
        return [self[name] for name in self._meta.fields or () if not name.startswith("upper_")]

    def clean_quarter_targets(self) -> list[str]:
        amounts = self.cleaned_data["quarter_targets"].split()
        if len(amounts) not in (0, TARGETED_QUARTERS):
            raise forms.ValidationError("应为一季度、上半年、前三季度三个数，用空格分开。")
        field = forms.DecimalField(max_digits=20, decimal_places=4)
        return [str(field.clean(amount)) for amount in amounts]

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("course") == Course.QUARTERLY and not cleaned.get("quarter_targets"):
            self.add_error("quarter_targets", "按季度目标推进的指标须填写季度目标。")
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
