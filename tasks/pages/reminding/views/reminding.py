"""催办 by hand: what units owe, who would be told what, and sending it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks import clock
from tasks.enums import EntryState, Role
from tasks.models import Period, ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.reminding.forms.reminding import RemindForm
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_entries
from tasks.reminding.automatic import get_entry_unit_name
from tasks.reminding.history import ReminderHistory, index_reminders_by_entry
from tasks.reminding.manual import compose_mailing, list_owed_entries
from tasks.reminding.manual_actions import AskedBefore, describe_empty_mailing, remind
from tasks.reminding.messages import Mailing
from tasks.reminding.recipients import RecipientDirectory

#: the tabs, as the address names them; each entry stands in one
TABS = {"overdue": "逾期未报", "coming": "尚未到期", "returned": "退回未重报"}


@dataclass(frozen=True)
class ReminderRow:
    """An entry as the list shows it.

    Attributes:
        stand: the tab in which it stands.
        late: by how many working days it is late.
        chases: when it was asked for; None where it was not.
        unit: the one that files it, by name.
        is_reachable: whether anybody with an account files it.
    """

    entry: ProgressEntry
    stand: str
    late: int
    chases: ReminderHistory | None
    unit: str
    is_reachable: bool


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.SEND_REMINDERS)
def remind_page(request: AuthenticatedRequest) -> HttpResponse:
    """What units owe in the period, to be ticked; ``entry`` in the address ticks some.

    A POST shows what would be sent (``do=preview``), sends it (``do=send``), goes on without what was asked for a
    few days ago (``do=drop``), or goes back to the list (``do=choose``).
    """
    period = find_current_period(request)
    if period is None:
        return render(request, "reminding/page.html", {"period": None})
    if request.method != "POST":
        ticked = {int(pk) for pk in request.GET.getlist("entry") if pk.isascii() and pk.isdigit()}
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
    """The list, unit by unit."""
    owed = build_reminder_rows(list_owed_entries(request.user, period), period)
    tab = request.GET.get("tab", "")
    shown = sorted((row for row in owed if tab not in TABS or row.stand == tab), key=lambda row: row.unit)
    context = {
        "period": period,
        "form": form,
        "ticked": ticked,
        "tab": tab,
        "tabs": [("", "全部", len(owed))]
        + [(name, label, sum(row.stand == name for row in owed)) for name, label in TABS.items()],
        "shown": shown,
        "groups": [(unit, list(rows)) for unit, rows in groupby(shown, lambda row: row.unit)],
    }
    return render(request, "reminding/page.html", context, status=status)


def build_reminder_rows(owed: Collection[ProgressEntry], period: Period) -> list[ReminderRow]:
    """The entries as the list shows them, in their order."""
    today, days = clock.today(), period.plan.government.workdays
    chases, people = index_reminders_by_entry(owed), RecipientDirectory(period.plan.government)
    return [
        ReminderRow(
            entry,
            stand=get_reminder_tab(entry),
            late=max(0, days.between(entry.deadline, today)),
            chases=chases.get(entry.pk),
            unit=get_entry_unit_name(entry),
            is_reachable=is_unit_reachable(people, entry),
        )
        for entry in owed
    ]


def get_reminder_tab(entry: ProgressEntry) -> str:
    """In which tab it stands."""
    if entry.state == EntryState.RETURNED:
        return "returned"
    return "overdue" if entry.is_overdue(clock.today()) else "coming"


def is_unit_reachable(people: RecipientDirectory, entry: ProgressEntry) -> bool:
    """Whether anybody with an account files it."""
    units = [unit] if (unit := entry.edition.filing_unit) else []
    return any(people.get_unit_accounts(role, units) for role in (Role.CLERK, Role.UNIT_HEAD))


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
    """What the form would send at this moment."""
    given = form.cleaned_data
    return compose_mailing(period, form.entries, given["to"], clock.today(), given["line"])


def render_reminder_preview(
    request: AuthenticatedRequest,
    period: Period,
    form: RemindForm,
    mailing: Mailing,
    *,
    status: int = 200,
    error="",
) -> HttpResponse:
    """Who would be told what, before anything is sent."""
    context = {
        "period": period,
        "form": form,
        "mailing": mailing,
        "line": form.cleaned_data["line"],
        "nothing": "" if mailing.messages else describe_empty_mailing(mailing),
        "unreachable": list_filing_units(mailing.unreachable),
        "error": error,
    }
    return render(request, "reminding/preview.html", context, status=status)


def list_filing_units(entries: Iterable[ProgressEntry]) -> list[tuple[int | None, str]]:
    """The units that file the entries, by key and name; no key where an entry names none."""
    units = [(entry.edition.filing_unit, get_entry_unit_name(entry)) for entry in entries]
    named = {(unit.pk if unit else None, name) for unit, name in units}
    return sorted(named, key=lambda unit: unit[1])


def return_to_choice(request: AuthenticatedRequest, period: Period, form: RemindForm) -> HttpResponse:
    """Back to the list, with everything as it was."""
    return render_remind_page(request, period, form, form.entries)


def drop_repeated_entries(request: AuthenticatedRequest, period: Period, form: RemindForm) -> HttpResponse:
    """Shown again, without what was asked for in the last days."""
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
    """How much was sent to how many, and what was not."""
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
