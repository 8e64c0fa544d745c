"""调整责任区领导: changes the leaders of many items at once."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks.judging.batch_actions import assign_leaders_to_entries
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.picked import Pick
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.picked import add_batch_messages, list_picked_entries
from tasks.pages.plans.forms.leaders import LeadersForm
from tasks.permissions import Permission
from tasks.plans.leader_actions import map_leader_to_name


def parse_requested_picks(request: AuthenticatedRequest) -> list[Pick]:
    """Returns the entries that the address names, or those of the form that was sent.

    Raises:
        BadRequest: one of them is not a number.
    """
    named = request.POST.getlist("pick") or request.GET.getlist("entry")
    keys = [one.partition(":")[0] for one in named]
    if not all(key.isascii() and key.isdigit() for key in keys):
        raise BadRequest("网址中的事项无法识别，请回到事项列表重新勾选。")
    return [(int(key),) for key in dict.fromkeys(keys)]


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.ASSIGN_LEADERS)
def leaders_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the ticked items with their leaders. A POST makes one change to all of them."""
    entries = [entry for entry, *_ in list_picked_entries(request, parse_requested_picks(request))]
    if not entries:
        messages.error(request, "请先勾选要调整的事项。")
        return redirect("task_list")
    form = LeadersForm(request.POST or None, user=request.user, entries=entries)
    if form.is_valid():
        by_key = {entry.pk: entry for entry in entries}
        picked = [(by_key[pk], seen) for pk, *seen in form.cleaned_data["pick"]]
        answers = assign_leaders_to_entries(
            picked=picked, change=form.build_change(), basis=form.cleaned_data["basis"], by=request.user
        )
        add_batch_messages(request, answers, "已调整责任区领导")
        return redirect("task_list")
    picks = {entry.pk: ":".join(map(str, (entry.pk, *map_leader_to_name(entry)))) for entry in entries}
    context = {
        "period": entries[0].period,
        "form": form,
        "rows": [(entry, picks[entry.pk]) for entry in entries],
    }
    return render(request, "plans/leaders.html", context, status=UNFIT if form.is_bound else 200)
