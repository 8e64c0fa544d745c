"""研判: the forms of a judgement of one item and of many."""

from django import forms
from django.http import QueryDict

from tasks.enums import Outcome
from tasks.judging.judgement_actions import list_offered_outcomes
from tasks.judging.queue import suggest_reason
from tasks.models import Period, ProgressEntry
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.pasted import PastedTextField
from tasks.pages.frame.forms.picked import PickedField


class OutcomeForm(forms.Form):
    """Outcome and reason; an outcome that counts as behind needs a reason."""

    outcome = forms.TypedChoiceField(
        label="研判结论",
        coerce=Outcome,
        error_messages={"required": "请选择研判结论。", "invalid_choice": "本期不使用这一结论，请重新选择。"},
    )
    reason = PastedTextField(label="理由", rows=5, max_length=2000)

    def set_outcomes(self, period: Period) -> None:
        """Offers the outcomes of the period."""
        offered = [(one.value, one.label) for one in list_offered_outcomes(period.number)]
        get_form_field(self, "outcome", forms.ChoiceField).choices = offered
        self.fields["reason"].widget.attrs["data-key"] = "e"

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        outcome = cleaned.get("outcome")
        if outcome and outcome.is_behind and not cleaned.get("reason"):
            self.add_error("reason", f"研判为“{outcome.label}”须写明理由。")
        return cleaned


class JudgementForm(OutcomeForm):
    """The judgement of one item, with the judgement and the revision that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, entry: ProgressEntry):
        now = entry.judgement
        # one key agrees with the suggestion, so its evidence is the reason until somebody writes another one
        reason = now.reason if now else suggest_reason(entry)
        super().__init__(data, initial={"reason": reason, "seen": entry.judgement_id})
        self.set_outcomes(entry.period)


class BatchJudgementForm(OutcomeForm):
    """One judgement of every ticked item, each with the revision and the judgement that the list showed."""

    pick = PickedField(parts=3, error_messages={"required": "请先勾选要研判的事项。"})
    is_confirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, period: Period | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["rows"] = 1
        if period:
            self.set_outcomes(period)

    def should_confirm(self) -> bool:
        """Whether the judgement puts items behind or replaces one, and is not confirmed yet."""
        is_behind = self.cleaned_data["outcome"].is_behind
        return not self.cleaned_data["is_confirmed"] and (
            is_behind or any(judgement for _, _, judgement in self.cleaned_data["pick"])
        )
