"""What a leader answers to a unit that asks for coordination, beside what was asked and answered before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import prefetch_related_objects
from django.http import QueryDict

from tasks.enums import CoordinationState
from tasks.filing.coordination import REPLIES, compute_coordination_state, read_coordination
from tasks.models import CoordinationReply, ProgressEntry, User
from tasks.pages.frame.forms.pasted import PastedTextField
from tasks.permissions import Permission, can


class CoordinationAnswerForm(forms.Form):
    """The answer, and the revision that was read."""

    text = PastedTextField(
        label="答复意见",
        rows=3,
        required=True,
        max_length=2000,
        error_messages={"required": "请写明答复意见，单位和督查办会收到。"},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, entry: ProgressEntry):
        # a board shows several at once
        super().__init__(data, auto_id=f"answer-{entry.pk}-%s", initial={"revision": entry.revision})


@dataclass(frozen=True)
class CoordinationRequest:
    """What a unit asks of its leaders, as every page shows it.

    Attributes:
        words: what is asked; None where nothing is asked now, or it is still in the unit's hands.
        replies: every answer so far, also to what was asked before, the first first.
        form: for who may answer.
    """

    entry: ProgressEntry
    words: str | None
    replies: list[CoordinationReply]
    form: CoordinationAnswerForm | None

    @property
    def state(self) -> CoordinationState | None:
        return compute_coordination_state(self.entry)


def find_coordination_request(
    entry: ProgressEntry, user: User, form: CoordinationAnswerForm | None = None
) -> CoordinationRequest | None:
    """None where nothing was ever asked, or answered.

    Args:
        entry: with its replies at hand (``tasks.filing.coordination.REPLIES``), else they are read.
        form: one that was refused, as it was sent.
    """
    prefetch_related_objects([entry], REPLIES)
    asked, replies = read_coordination(entry), list(entry.replies.all())
    if asked is None and not replies and form is None:
        return None
    if asked is not None and form is None and can(user, Permission.ANSWER_COORDINATION, entry):
        form = CoordinationAnswerForm(entry=entry)
    return CoordinationRequest(entry, asked, replies, form)


def list_coordination_requests(entries: Iterable[ProgressEntry], user: User) -> list[CoordinationRequest]:
    """Of each entry with which something is asked now; arguments as in ``asked_of``."""
    found = (find_coordination_request(entry, user) for entry in entries)
    return [one for one in found if one and one.words is not None]
