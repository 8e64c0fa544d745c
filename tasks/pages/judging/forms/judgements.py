"""研判: the forms of a judgement of one item and of many."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from tasks import clock
from tasks.enums import Outcome
from tasks.judging.judgement_actions import (
    DAY_MISSING,
    closes_item,
    describe_missing_reason,
    list_offered_outcomes,
    list_unclosing_outcomes,
)
from tasks.judging.queue import suggest_reason
from tasks.models import Period, ProgressEntry
from tasks.models.ending import find_ending
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.pasted import PastedTextField
from tasks.pages.frame.forms.picked import PickedField


class OutcomeForm(forms.Form):
    """Outcome and reason."""

    outcome = forms.TypedChoiceField(
        label="研判结论",
        coerce=Outcome,
        error_messages={"required": "请选择研判结论。", "invalid_choice": "本期不使用这一结论，请重新选择。"},
    )
    reason = PastedTextField(label="理由", rows=5, max_length=2000, help_text="写进报告，由单位所报组成，可改。")

    def set_outcomes(self, outcomes: Iterable[Outcome]) -> None:
        """Offers the outcomes."""
        get_form_field(self, "outcome", forms.ChoiceField).choices = [(one.value, one.label) for one in outcomes]
        self.fields["reason"].widget.attrs["data-key"] = "e"


class JudgementForm(OutcomeForm):
    """The judgement of one item, with the judgement and the revision that the page showed.

    Before the end of the year 已完成 takes the day, since nobody is asked again.
    """

    completed_on = DayField(label="完成日期", required=False, help_text="研判为“已完成”时填写；以后各期不再要求填报。")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, entry: ProgressEntry):
        now = entry.judgement
        # one key agrees with the suggestion, so what the unit filed is the reason until somebody writes another one
        reason = (now and now.reason) or suggest_reason(entry)
        super().__init__(data, initial={"reason": reason, "seen": entry.judgement_id})
        self.entry, self.suggested = entry, suggest_reason(entry)
        self.number = entry.period.number
        self.is_done = find_ending(entry.task) is not None
        self.set_outcomes(list_offered_outcomes(self.number))
        self.fields["completed_on"].widget.attrs["max"] = f"{clock.today()}"
        if self.is_done or not closes_item(self.number, Outcome.REACHED):
            del self.fields["completed_on"]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        outcome = cleaned.get("outcome")
        # why an item lags is no reason for an outcome that says it does not
        is_replaced = outcome and not outcome.is_behind and self._is_suggested(cleaned.get("reason", ""))
        if is_replaced:
            cleaned["reason"] = ""
        if outcome and not cleaned.get("reason") and (missing := describe_missing_reason(self.entry, outcome)):
            self.add_error("reason", f"{missing}下面写的是滞后的原因，请改写。" if is_replaced else missing)
        closes = outcome is not None and closes_item(self.number, outcome) and not self.is_done
        if closes and not cleaned.get("completed_on") and "completed_on" not in self.errors:
            self.add_error("completed_on", DAY_MISSING)
        return cleaned

    def _is_suggested(self, reason: str) -> bool:
        return bool(self.suggested) and "".join(reason.split()) == "".join(self.suggested.split())


class BatchJudgementForm(OutcomeForm):
    """One judgement of every ticked item, each with the revision and the judgement that the list showed.

    An outcome that is behind needs no common reason: the page that follows asks for each.
    """

    pick = PickedField(parts=3, error_messages={"required": "请先勾选要研判的事项。"})
    is_confirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, period: Period | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["rows"] = 1
        if period:
            self.set_outcomes(list_unclosing_outcomes(period.number))
