"""协调答复: saves what a leader answers to a unit, on the board or on the page of the item."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tasks.filing.coordination_actions import answer_coordination
from tasks.pages.filing.forms.coordination import CoordinationAnswerForm, get_last_reply
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.pages.items.views.item_page import render_task_page
from tasks.permissions import Permission, Refused
from tasks.terms import terms


@require_POST
@restrict_to(Permission.ANSWER_COORDINATION)
def coordination_answer(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Saves the answer; a refused one is shown again with its text on the page of the item."""
    entry = get_entry_for_page(request.user, pk)
    form = CoordinationAnswerForm(request.POST, entry=entry)
    # the answer may have come from the board: the page opens at the field, not at its own top
    form.fields["text"].widget.attrs["autofocus"] = True
    if not form.is_valid():
        return render_task_page(request, entry.task_id, refused_answer=form, status=UNFIT)
    try:
        answer_coordination(entry=entry, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        now = get_entry_for_page(request.user, pk)
        change_sent_data(form, revision=now.revision, seen=get_last_reply(now))
        return render_task_page(request, entry.task_id, refused_answer=form, status=CONFLICTING)
    messages.success(request, f"“{entry.task}”的协调事项已答复，单位和{terms.office}会收到通知。")
    return redirect("board") if request.POST.get("from") == "board" else redirect("task_page", entry.task_id)
