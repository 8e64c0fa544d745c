"""研判: the forms of a judgement of one item and of many."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from tasks import clock
from tasks.enums import Outcome
from tasks.enums.outcome_words import OutcomeWord
from tasks.judging.judgement_actions import describe_missing_day, describe_missing_reason
from tasks.judging.offered_words import closes_item, list_common_words, list_offered_words
from tasks.judging.queue import suggest_reason
from tasks.models import Period, ProgressEntry
from tasks.models.ending import find_ending
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.pasted import PastedTextField
from tasks.pages.frame.forms.picked import PickedField
from tasks.terms import terms
from tasks.terms.later import say_later


class OutcomeForm(forms.Form):
    """Outcome and reason."""

    outcome = forms.TypedChoiceField(
        label=say_later("{terms.judging}结论"),
        coerce=Outcome,
        error_messages={
            "required": say_later("请选择{terms.judging}结论。"),
            "invalid_choice": "本期不使用这一结论，请重新选择。",
        },
    )
    reason = PastedTextField(label="理由", rows=5, max_length=2000, help_text="写进报告，由单位所报组成，可改。")
    words: dict[Outcome, OutcomeWord]

    def set_words(self, words: Iterable[OutcomeWord]) -> None:
        """Offers the outcomes, each in its word."""
        self.words = {one.meaning: one for one in words}
        get_form_field(self, "outcome", forms.ChoiceField).choices = [
            (one.value, one.label) for one in self.words.values()
        ]
        self.fields["reason"].widget.attrs["data-key"] = "e"


class JudgementForm(OutcomeForm):
    """The judgement of one item, with the judgement and the revision that the page showed.

    Before the end of the year ``closing_word``, the kind's word for 已完成, takes the day, since nobody is asked again.
    """

    completed_on = DayField(label="完成日期", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, entry: ProgressEntry):
        now = entry.judgement
        # one key agrees with the suggestion, so what the unit filed is the reason until somebody writes another one
        reason = (now and now.reason) or suggest_reason(entry)
        super().__init__(data, initial={"reason": reason, "seen": entry.judgement_id})
        self.entry, self.suggested = entry, suggest_reason(entry)
        self.quarter = entry.period.quarter
        self.is_done = find_ending(entry.task) is not None
        self.set_words(list_offered_words(entry))
        self.closing_word = entry.get_outcome_word(Outcome.REACHED).label
        day = self.fields["completed_on"]
        day.widget.attrs["max"] = f"{clock.today()}"
        day.help_text = f"{terms.judging}为“{self.closing_word}”时填写；以后各期不再要求填报。"
        if self.is_done or not any(closes_item(self.quarter, outcome) for outcome in self.words):
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
        closes = outcome is not None and closes_item(self.quarter, outcome) and not self.is_done
        if closes and not cleaned.get("completed_on") and "completed_on" not in self.errors:
            self.add_error("completed_on", describe_missing_day(self.entry))
        return cleaned

    def _is_suggested(self, reason: str) -> bool:
        return bool(self.suggested) and "".join(reason.split()) == "".join(self.suggested.split())


class BatchJudgementForm(OutcomeForm):
    """One judgement of every ticked item, each with the revision and the judgement that the list showed.

    An outcome that is behind needs no common reason: the page that follows asks for each.
    """

    pick = PickedField(parts=3, error_messages={"required": say_later("请先勾选要{terms.judging}的事项。")})
    is_confirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, period: Period | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["rows"] = 1
        if period:
            self.set_words(list_common_words(period.plan.government, period.quarter))
