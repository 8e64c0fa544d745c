"""通知: the inbox of a person, with a link from each line to the page where the person acts."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tasks.enums import OF_OFFICIALS, OF_THE_OFFICE, EntryState, ReminderKind
from tasks.models import Reminder, User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.reminding.forms.notices import NewestNoticeForm
from tasks.permissions import Permission
from tasks.reminding import inbox_actions
from tasks.reminding.inbox import build_notice_contents, select_inbox_notices

PER_PAGE = 20
OF_A_REQUEST = re.compile(r"request:(\d+)/")
OF_A_NOTICE = re.compile(r"sign_off:\d+/plan:(\d+)/")


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
    reads, as everybody does of an item that ended, or where a 留言 stands; a request and the signing for items have their own pages, and 印发审核
    stands on that of 印发 or of 印发通知. "" for any other line without an entry."""
    entry = reminder.entry
    if reminder.kind == ReminderKind.RECEIPT:
        return reverse("receipt_overview" if user.role in OF_THE_OFFICE else "receipt_page")
    if request := OF_A_REQUEST.match(reminder.key):
        return reverse("request_page", args=[request[1]])
    if notice := OF_A_NOTICE.match(reminder.key):
        return reverse("notice_issue", args=[notice[1]])
    if reminder.kind == ReminderKind.SIGN_OFF:
        return reverse("issue_page")
    if entry is None:
        return ""
    if reminder.kind == ReminderKind.COMMENT:
        return f"{reverse('task_page', args=[entry.task_id])}#comments-{entry.pk}"
    if user.role in OF_OFFICIALS or reminder.kind == ReminderKind.ENDED:
        return reverse("task_page", args=[entry.task_id])
    if user.role not in OF_THE_OFFICE:
        return reverse("entry_page", args=[entry.pk])
    is_accepted = entry.state == EntryState.ACCEPTED
    return reverse("judge_entry" if is_accepted else "review_entry", args=[entry.pk])
