"""通知: the inbox of a person, with a link from each line to the page where the person acts."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tasks.enums import OF_OFFICIALS, OF_THE_OFFICE, EntryState, ReminderKind
from tasks.models import ProgressEntry, Reminder, User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.reminding.forms.notices import NewestNoticeForm
from tasks.permissions import Permission
from tasks.reminding import inbox_actions
from tasks.reminding.inbox import build_notice_contents, select_inbox_notices

PER_PAGE = 20
#: the key of a line that has a page of its own → the name of that page
OF_ITS_OWN = (
    (re.compile(r"request:(\d+)/"), "request_page"),
    (re.compile(r"objection:(\d+)/"), "objection_page"),
    (re.compile(r"job:(\d+)/"), "job_page"),
    (re.compile(r"issued:(\d+)/report"), "publication_page"),
    (re.compile(r"sign_off:\d+/plan:(\d+)/"), "notice_issue"),
)
#: kinds that tell how it stands with an item, and ask for nothing
TOLD = (ReminderKind.ENDED, ReminderKind.JUDGED)


@require_safe
@restrict_to(Permission.READ_NOTICES)
def notice_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the inbox, unread notices first, each in full."""
    notices = select_inbox_notices(request.user)
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "reminding/notices.html",
        {
            "page": page,
            "opened": build_notice_contents(request.user, page, build_reminder_url),
            "newest": max((one.pk for one in page), default=0),
        },
    )


@require_safe
@restrict_to(Permission.READ_NOTICES)
def notices_unread(request: AuthenticatedRequest) -> HttpResponse:
    """Answers the script of every page with the number of unread notices."""
    return JsonResponse({"unread": select_inbox_notices(request.user).filter(read_at=None).count()})


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.READ_NOTICES)
def notice_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows one notice. A POST marks it as read and goes to the page of the line in ``to``, or back to the inbox."""
    notice = get_object_or_404(select_inbox_notices(request.user), pk=pk)
    one = build_notice_contents(request.user, [notice], build_reminder_url)[0]
    if request.method != "POST":
        return render(request, "reminding/notice.html", {"one": one})
    inbox_actions.mark_read(notice=notice, by=request.user)
    wanted = request.POST.get("to")
    meant = (line.address for line in one.lines if line.reminder and str(line.reminder.pk) == wanted)
    return redirect(next(meant, "") or "notice_list")


@require_POST
@restrict_to(Permission.READ_NOTICES)
def notices_read(request: AuthenticatedRequest) -> HttpResponse:
    """Marks everything up to the newest notice shown as read."""
    number = inbox_actions.mark_all_read(newest=NewestNoticeForm(request.POST).get_newest(), by=request.user)
    messages.success(request, f"已将 {number} 条通知标为已读。" if number else "没有未读的通知。")
    return redirect("notice_list")


def build_reminder_url(user: User, reminder: Reminder) -> str:
    """Returns the address at which the person acts on a line: the unit files, the office reviews and judges, a leader
    reads, as everybody does of what ended or was judged, or where a 留言 stands; what has a page of its own leads there, and 印发审核 to that of
    印发 or of 印发通知. "" for any other line without an entry."""
    entry = reminder.entry
    if reminder.kind == ReminderKind.RECEIPT:
        return reverse("receipt_overview" if user.role in OF_THE_OFFICE else "receipt_page")
    for pattern, name in OF_ITS_OWN:
        if found := pattern.match(reminder.key):
            return reverse(name, args=[found[1]])
    if reminder.kind in (ReminderKind.SIGN_OFF, ReminderKind.ISSUED):
        return reverse("issue_page")
    return build_entry_url(user, reminder.kind, entry) if entry else ""


def build_entry_url(user: User, kind: ReminderKind, entry: ProgressEntry) -> str:
    if kind == ReminderKind.COMMENT:
        return f"{reverse('task_page', args=[entry.task_id])}#comments-{entry.pk}"
    if user.role in OF_OFFICIALS or kind in TOLD:
        return reverse("task_page", args=[entry.task_id])
    if user.role not in OF_THE_OFFICE:
        return reverse("entry_page", args=[entry.pk])
    is_accepted = entry.state == EntryState.ACCEPTED
    return reverse("judge_entry" if is_accepted else "review_entry", args=[entry.pk])
