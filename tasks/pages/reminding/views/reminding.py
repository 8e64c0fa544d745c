"""催办: reminds units by hand of what they owe."""

from collections.abc import Collection

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks import clock
from tasks.models import Period, ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.reminding.forms.reminding import RemindForm
from tasks.pages.reminding.remind_page import ReminderPreviewPage, RemindPage, list_filing_units
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_entries
from tasks.reminding.manual import compose_mailing, list_owed_entries
from tasks.reminding.manual_actions import AskedBefore, remind
from tasks.reminding.messages import Mailing


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.SEND_REMINDERS)
def remind_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows what units owe in the period, to be ticked; ``entry`` in the address ticks some.

    A POST shows what would be sent (``do=preview``), sends it (``do=send``), shows it again without what was
    asked for a few days ago (``do=drop``), or goes back to the list (``do=choose``).
    """
    period = find_current_period(request)
    if period is None:
        return render(request, "reminding/page.html", {"page": None})
    if request.method != "POST":
        ticked = {pk for text in request.GET.getlist("entry") if (pk := read_key(text)) is not None}
        return render_remind_page(request, period, RemindForm(), ticked)
    form = RemindForm(request.POST)
    if not form.is_valid():
        return render_remind_page(request, period, form, form.entries, status=UNFIT)
    refuse_foreign(request, form)
    return REMINDER_ACTIONS.get(request.POST.get("do", ""), preview_reminders)(request, period, form)


def render_remind_page(
    request: AuthenticatedRequest,
    period: Period,
    form: RemindForm,
    ticked: Collection[int],
    *,
    status: int = 200,
) -> HttpResponse:
    owed = list_owed_entries(request.user, period)
    page = RemindPage(request.user, period, owed, form, ticked, tab=request.GET.get("tab", ""))
    return render(request, "reminding/page.html", {"page": page}, status=status)


def refuse_foreign(request: AuthenticatedRequest, form: RemindForm) -> None:
    """
    Raises:
        Http404: something ticked is not the person's to see.
    """
    if select_visible_entries(request.user).filter(pk__in=form.entries).count() < len(form.entries):
        raise Http404


def preview_reminders(request: AuthenticatedRequest, period: Period, form: RemindForm) -> HttpResponse:
    return render_reminder_preview(request, period, form, compose_reminders(period, form))


def compose_reminders(period: Period, form: RemindForm) -> Mailing:
    """Composes what the form would send now."""
    given = form.cleaned_data
    return compose_mailing(period, form.entries, given["to"], clock.today(), given["line"])


def render_reminder_preview(
    request: AuthenticatedRequest,
    period: Period,
    form: RemindForm,
    mailing: Mailing,
    *,
    status: int = 200,
    error: str = "",
) -> HttpResponse:
    page = ReminderPreviewPage(request.user, period, form, mailing, error)
    return render(request, "reminding/preview.html", {"page": page}, status=status)


def return_to_choice(request: AuthenticatedRequest, period: Period, form: RemindForm) -> HttpResponse:
    """Goes back to the list, with what was ticked and written."""
    return render_remind_page(request, period, form, form.entries)


def drop_repeated_entries(request: AuthenticatedRequest, period: Period, form: RemindForm) -> HttpResponse:
    """Shows the preview again without the entries that were asked for a few days ago."""
    repeated = {entry.pk for entry, _ in compose_reminders(period, form).repeated}
    form.cleaned_data["pick"] = [pick for pick in form.cleaned_data["pick"] if pick[0] not in repeated]
    return preview_reminders(request, period, form)


def send_reminders(request: AuthenticatedRequest, period: Period, form: RemindForm) -> HttpResponse:
    chosen = ProgressEntry.objects.filter(pk__in=form.entries)
    given = {name: form.cleaned_data[name] for name in ("line", "to", "again")}
    try:
        sent = remind(period=period, entries=chosen, **given, by=request.user)
    except AskedBefore as refusal:
        return render_reminder_preview(
            request,
            period,
            form,
            refusal.mailing,
            status=CONFLICTING,
            error="请勾选“仍要再次催办”，或去掉这些事项。",
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return render_remind_page(request, period, form, form.entries, status=CONFLICTING)
    add_mailing_messages(request, sent)
    return redirect("reminder_list")


def add_mailing_messages(request: AuthenticatedRequest, sent: Mailing) -> None:
    """Says how many entries were asked for, how many people were told, and what was left out and why."""
    messages.success(request, f"已催办 {len(sent.entries)} 项，通知 {len(sent.messages)} 人。")
    for entries, why in ((sent.filed, "已报送，未再催办"), (sent.told_today, "今天已催办过，未再重复")):
        if entries:
            which = "、".join(str(entry.task) for entry in entries)
            messages.warning(request, f"{len(entries)} 项{why}：{which}。")
    if sent.unreachable:
        units = "、".join(name for _, name in list_filing_units(sent.unreachable))
        messages.warning(request, f"{units}没有可用账号，未能通知，请打印催办函。")


#: what the buttons send as ``do``
REMINDER_ACTIONS = {
    "preview": preview_reminders,
    "send": send_reminders,
    "choose": return_to_choice,
    "drop": drop_repeated_entries,
}
