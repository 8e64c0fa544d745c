"""The forms of a measure and of an outcome that a person writes down."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from tasks.enums import IndicatorKind, OutcomeState
from tasks.measures.matching import WITHOUT_YEARS
from tasks.measures.measure_actions import MOST_ALIASES, MeasureContent, build_measure_state
from tasks.measures.outcome_actions import (
    LARGEST_VALUE,
    LONGEST_QUOTE,
    MeasureOutcomeContent,
    build_measure_outcome_state,
)
from tasks.models import Measure, MeasureOutcome
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.models.measure import LONGEST_MEASURE_BASIS, LONGEST_MEASURE_NAME
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.periods import FIRST_PLAN_YEAR, LAST_PLAN_YEAR


class MeasureForm(forms.Form):
    """What a measure is called, in what it is counted, and on which basis."""

    name = forms.CharField(label="名称", max_length=LONGEST_MEASURE_NAME)
    aliases = forms.CharField(
        label="别名",
        required=False,
        max_length=(LONGEST_MEASURE_NAME + 2) * MOST_ALIASES,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="文件里用过的其他叫法，一行一个。",
    )
    unit = forms.CharField(label="单位", max_length=30, required=False, help_text="如“个”“万平方米”“%”。")
    kind = forms.ChoiceField(
        label="类型", choices=[(one.value, one.label) for one in IndicatorKind if one not in WITHOUT_YEARS]
    )
    basis = forms.CharField(
        label="口径",
        required=False,
        max_length=LONGEST_MEASURE_BASIS,
        help_text="如“规模以上”“区级”“扣除留抵退税因素”；口径不同的分别设立，不画在一条线上。",
    )
    is_headline = forms.BooleanField(label="主要指标，排在前面", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, measure: Measure | None = None, **kwargs):
        if measure:
            kwargs["initial"] = {
                "name": measure.name,
                "aliases": "\n".join(measure.aliases),
                "unit": measure.unit,
                "kind": IndicatorKind(measure.kind).value,
                "basis": measure.basis,
                "is_headline": measure.is_headline,
                "seen": compute_fingerprint(build_measure_state(measure)),
            }
        super().__init__(*args, **kwargs)

    def get_content(self) -> MeasureContent:
        """Returns the argument of the action."""
        sent = self.cleaned_data
        return MeasureContent(
            sent["name"],
            sent["unit"],
            IndicatorKind(sent["kind"]),
            sent["basis"],
            tuple(sent["aliases"].splitlines()),
            sent["is_headline"],
        )

    def refuse(self, refusal: Exception, stored: Measure | None) -> None:
        """Adds an action's refusal; after one about a newer state, the next save is based on that."""
        self.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        if isinstance(refusal, ChangedMeanwhile) and stored:
            change_sent_data(self, seen=compute_fingerprint(build_measure_state(stored)))


class MeasureOutcomeForm(forms.Form):
    """What a year reached, where neither an entry nor a plan report says it."""

    year = forms.IntegerField(label="年度", min_value=FIRST_PLAN_YEAR, max_value=LAST_PLAN_YEAR)
    value = forms.DecimalField(
        label="完成值", max_digits=18, decimal_places=4, min_value=-LARGEST_VALUE, max_value=LARGEST_VALUE - Decimal(1)
    )
    state = forms.ChoiceField(label="性质", choices=OutcomeState.choices())
    rank = forms.CharField(label="位次", required=False, max_length=100, help_text="如“全市第3位”。")
    source = forms.CharField(label="出处", max_length=300, help_text="文件名称或文号，如“2024年政府工作报告”。")
    quote = forms.CharField(
        label="原文", required=False, max_length=LONGEST_QUOTE, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, outcome: MeasureOutcome | None = None, year: int | None = None, **kwargs):
        kwargs["initial"] = {"year": year, "state": OutcomeState.FINAL.value}
        if outcome:
            names = ("year", "rank", "source", "quote")
            kwargs["initial"] = {name: getattr(outcome, name) for name in names} | {
                "value": outcome.value.normalize(),
                "state": outcome.state.value,
            }
        kwargs["initial"]["seen"] = compute_fingerprint(build_measure_outcome_state(outcome))
        super().__init__(*args, **kwargs)

    def get_content(self) -> MeasureOutcomeContent:
        """Returns the argument of the action."""
        sent = self.cleaned_data
        return MeasureOutcomeContent(
            sent["year"], sent["value"], OutcomeState(sent["state"]), sent["source"], sent["rank"], sent["quote"]
        )

    def refuse(self, refusal: Exception, stored: MeasureOutcome | None) -> None:
        """Adds an action's refusal; after one about a newer state, the next save is based on that."""
        self.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        if isinstance(refusal, ChangedMeanwhile):
            change_sent_data(self, seen=compute_fingerprint(build_measure_outcome_state(stored)))
