"""What the office decides of an item."""

from django import forms

from tasks.actions.judgements import offered_outcomes
from tasks.enums import Outcome
from tasks.forms.pasted import PastedTextField
from tasks.judging import suggested_reason
from tasks.models import ProgressEntry


class JudgementForm(forms.Form):
    """Outcome and reason; an outcome that puts the item behind needs a reason."""

    outcome = forms.ChoiceField(label="研判结论", error_messages={"required": "请选择研判结论。"})
    reason = PastedTextField(label="理由", rows=5, max_length=2000)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, entry: ProgressEntry, **kwargs):
        now = entry.judgement
        # agreeing with the machine takes one key: its evidence is the reason until somebody writes a better one
        reason = now.reason if now else suggested_reason(entry)
        super().__init__(*args, initial={"reason": reason, "seen": entry.judgement_id}, **kwargs)
        self.fields["outcome"].choices = [
            (one.value, one.label) for one in offered_outcomes(entry.period.number)
        ]
        self.fields["reason"].widget.attrs["data-key"] = "e"

    def clean(self):
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        if outcome and Outcome(outcome).is_behind and not cleaned.get("reason"):
            self.add_error("reason", f"研判为“{Outcome(outcome).label}”须写明理由。")
        return cleaned
