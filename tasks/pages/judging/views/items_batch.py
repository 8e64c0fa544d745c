"""事项: does an act upon the ticked rows of the list that it suits, and says why it leaves the others."""

from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tasks.enums import Outcome
from tasks.judging.batch_actions import accept_entries, judge_entries
from tasks.judging.batch_exceptions import describe_judging_exception, list_acceptance_exceptions
from tasks.models import ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.picked import PickedField, PickedForm
from tasks.pages.frame.numbers_first import ExceptionReasonsForm
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.periods_switch import find_page_before
from tasks.pages.frame.views.picked import add_batch_messages, list_picked_entries
from tasks.pages.items.list_acts import ACTS, get_plain_word, list_acts
from tasks.pages.judging.views.review_list import build_acceptance_confirmation
from tasks.permissions import Permission, can, describe_role_refusal
from tasks.terms import terms

#: an entry with the revision and the judgement that the list showed, 0 for none
PickedRow = tuple[ProgressEntry, int, int]


class PickedRowsForm(PickedForm):
    """Ticked rows of the list of items."""

    pick = PickedField(parts=3, error_messages={"required": "请先勾选事项，再办理。"})


@require_POST
@restrict_to(Permission.SEE_TASKS)
def items_batch(request: AuthenticatedRequest) -> HttpResponse:
    """Does the act that the pressed button names."""
    before = find_page_before(request) or reverse("task_list")
    key = request.POST.get("do", "")
    if key not in ACTS:
        raise BadRequest("没有这种批量操作，请回到事项列表重新选择。")
    act, form = ACTS[key], PickedRowsForm(request.POST)
    if not can(request.user, act.permission):
        raise PermissionDenied(describe_role_refusal(request.user))
    if not form.is_valid():
        messages.error(request, str(form.errors["pick"][0]))
        return redirect(before)
    rows = list_picked_entries(request, form.cleaned_data["pick"])
    suited = [row for row in rows if act.is_for(request.user, row[0])]
    if not suited:
        messages.warning(
            request, f"所选 {len(rows)} 项都不能{list_acts(request.user)[key].label}{describe_left_rows(key, rows)}。"
        )
        return redirect(before)
    if len(suited) < len(rows):
        left = [row for row in rows if row not in suited]
        messages.info(request, f"另 {len(left)} 项不在此列，未动{describe_left_rows(key, left)}。")
    return ROW_ACTS[key](request, suited, before)


def describe_left_rows(key: str, rows: Sequence[PickedRow]) -> str:
    """Describes why rows are not judged along with others, with the number of each reason; "" for other acts."""
    if key != "judge":
        return ""
    why = Counter(
        reason
        for entry, *_ in rows
        for reason in describe_judging_exception(entry, Outcome.ON_TRACK)[:1] or [f"已{terms.judging}"]
    )
    return "（" + "，".join(f"{number} 项{reason}" for reason, number in why.items()) + "）"


def accept_rows(request: AuthenticatedRequest, rows: Sequence[PickedRow], before: str) -> HttpResponse:
    """Accepts the rows; where some are warned of, shows the numbers first and asks for the reasons."""
    entries = [entry for entry, *_ in rows]
    if exceptions := list_acceptance_exceptions(entries):
        sent = QueryDict(mutable=True)
        sent.setlist("pick", [f"{entry.pk}:{seen}" for entry, seen, _ in rows])
        reasons = ExceptionReasonsForm(None, exceptions=exceptions)
        page = build_acceptance_confirmation(request, PickedForm(sent), entries, exceptions, reasons)
        return render(request, "frame/numbers_first.html", {"page": page})
    answers = accept_entries(picked=[(entry, seen, "") for entry, seen, _ in rows], by=request.user)
    add_batch_messages(request, answers, "已审核通过")
    return redirect(before)


def judge_rows(request: AuthenticatedRequest, rows: Sequence[PickedRow], before: str) -> HttpResponse:
    """Judges the rows as on track; none of them needs a reason."""
    answers = judge_entries(picked=[(*row, "") for row in rows], outcome=Outcome.ON_TRACK, by=request.user)
    add_batch_messages(request, answers, f"已{terms.judging}为“{get_plain_word(request.user)}”")
    return redirect(before)


def lead_to(url_name: str) -> Callable[[AuthenticatedRequest, Sequence[PickedRow], str], HttpResponse]:
    """Returns a function that leads to the page on which the rows are ticked already."""

    def lead(request: AuthenticatedRequest, rows: Sequence[PickedRow], before: str) -> HttpResponse:
        named = urlencode([("entry", entry.pk) for entry, *_ in rows])
        return redirect(f"{reverse(url_name)}?of={rows[0][0].period.key}&{named}")

    return lead


#: key of ``ACTS`` → what does it
ROW_ACTS = {
    "accept": accept_rows,
    "judge": judge_rows,
    "remind": lead_to("remind_page"),
    "adjust": lead_to("tasks_adjust"),
    "end": lead_to("endings_page"),
}
