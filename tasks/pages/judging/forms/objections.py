"""复核: the forms of an objection and of its decision."""

from django import forms

from tasks.enums import Outcome
from tasks.judging.judgement_actions import list_unclosing_outcomes
from tasks.models import Objection
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.pasted import PastedTextField

KEEP = ""


class ObjectionForm(forms.Form):
    """The reason of an objection; its files are sent beside the form."""

    reason = PastedTextField(
        label="申请复核的理由",
        rows=5,
        required=True,
        max_length=2000,
        error_messages={"required": "请写明申请复核的理由。"},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ObjectionDecisionForm(forms.Form):
    """Keeps the outcome or replaces it, with the reasons."""

    outcome = forms.TypedChoiceField(
        label="决定",
        coerce=Outcome,
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
        initial=KEEP,
    )
    decision = PastedTextField(
        label="复核意见",
        rows=5,
        required=True,
        max_length=2000,
        help_text="申请单位将看到；改变结论的，同时作为新的研判理由。",
        error_messages={"required": "请写明复核意见，申请单位将看到。"},
    )

    def __init__(self, *args, objection: Objection, **kwargs):
        super().__init__(*args, **kwargs)
        now = objection.judgement
        others = [one for one in list_unclosing_outcomes(objection.entry.period.quarter) if one != now.outcome]
        keep = (KEEP, f"维持“{now}”")
        get_form_field(self, "outcome", forms.ChoiceField).choices = [
            keep,
            *((one.value, f"改为“{one.label}”") for one in others),
        ]

    def get_outcome(self) -> Outcome | None:
        """Returns the new outcome; None keeps the present one."""
        return self.cleaned_data["outcome"]
