"""协调答复: the form with which a leader answers a unit that asks for coordination."""

from django import forms
from django.http import QueryDict

from tasks.filing.coordination import CoordinationRequest
from tasks.models import ProgressEntry
from tasks.pages.frame.forms.pasted import PastedTextField
from tasks.terms.later import say_later


def get_last_reply(entry: ProgressEntry) -> int:
    """Returns the key of the last reply to an entry; 0 for none."""
    return max((reply.pk for reply in entry.replies.all()), default=0)


class CoordinationAnswerForm(forms.Form):
    """The answer, and the revision of the entry and the last reply that the leader read."""

    text = PastedTextField(
        label="答复意见",
        rows=3,
        required=True,
        max_length=2000,
        error_messages={"required": say_later("请写明答复意见，单位和{terms.office}会收到。")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, entry: ProgressEntry):
        # a board shows several of these forms
        super().__init__(
            data, auto_id=f"answer-{entry.pk}-%s", initial={"revision": entry.revision, "seen": get_last_reply(entry)}
        )
        self.entry = entry


def build_answer_form(request: CoordinationRequest | None) -> CoordinationAnswerForm | None:
    """Returns an empty form for who may answer the request; None for everybody else."""
    return CoordinationAnswerForm(entry=request.entry) if request and request.may_answer else None
