"""填报审核: the list of what is filed and not filed, and accepting many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks import clock
from tasks.enums import EntryState
from tasks.filing.entries import TABS, list_period_entries
from tasks.judging import batch_actions
from tasks.models import Period, ProgressEntry, User
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.picked import PickedForm
from tasks.pages.frame.strips import YearMarks, pair_entries_with_marks
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.picked import add_batch_messages, list_picked_entries
from tasks.permissions import Permission
from tasks.reminding.manual import USUAL

#: the tabs of what units still have to file
REMINDED = ("unfiled", "returned")


@dataclass(frozen=True)
class ReviewTab:
    name: str
    label: str
    count: int
    is_here: bool


@dataclass(frozen=True)
class ReviewRow:
    """An entry as the list shows it.

    Attributes:
        strip: its item's four periods.
        overdue: by how many days it is late, or was when it was filed.
        pick: what its box sends: the entry and the revision shown.
    """

    entry: ProgressEntry
    strip: YearMarks
    overdue: int
    pick: str


def build_review_rows(entries: Iterable[ProgressEntry], user: User) -> list[ReviewRow]:
    """The entries with their years, in one query."""
    return [
        ReviewRow(entry, strip, entry.count_days_late(clock.today()), f"{entry.pk}:{entry.revision}")
        for entry, strip in pair_entries_with_marks(entries, user)
    ]


def get_filer_name(entry: ProgressEntry) -> str:
    """The unit that files it, by name; empty when the item names none."""
    unit = entry.edition.filing_unit
    return unit.name if unit else ""


def sort_by_unit(entries: list[ProgressEntry]) -> list[ProgressEntry]:
    """Unit by unit, in printed order within each."""
    return sorted(entries, key=get_filer_name)


def list_review_queue(request: AuthenticatedRequest, period: Period) -> list[ProgressEntry]:
    """The period's entries unit by unit; of one unit only when the address names it."""
    wanted = request.GET.get("unit", "")
    entries = sort_by_unit(list_period_entries(request.user, period))
    return [entry for entry in entries if wanted in ("", get_filer_name(entry))]


def build_review_tabs(entries: list[ProgressEntry], here: str) -> list[ReviewTab]:
    """Every tab with how many of the entries stand in it."""
    return [
        ReviewTab(name, label, sum(entry.state in states for entry in entries), name == here)
        for name, (label, states) in TABS.items()
    ]


def choose_first_tab(entries: list[ProgressEntry]) -> str:
    """What waits for the office, when something does; else what the units still owe."""
    return "waiting" if any(entry.state == EntryState.SUBMITTED for entry in entries) else "unfiled"


@require_safe
@restrict_to(Permission.REVIEW_ENTRY)
def review_queue(request: AuthenticatedRequest) -> HttpResponse:
    """The entries of one tab, unit by unit."""
    period = find_current_period(request)
    if period is None:
        return render(request, "judging/review_queue.html", {"period": None})
    everything = sort_by_unit(list_period_entries(request.user, period))
    unit = request.GET.get("unit", "")
    entries = [entry for entry in everything if unit in ("", get_filer_name(entry))]
    tab = request.GET.get("tab") or choose_first_tab(entries)
    states = TABS.get(tab, TABS["unfiled"])[1]
    shown = build_review_rows((entry for entry in entries if entry.state in states), request.user)
    return render(
        request,
        "judging/review_queue.html",
        {
            "period": period,
            "tab": tab,
            "tabs": build_review_tabs(entries, tab),
            "groups": [
                (name, list(group)) for name, group in groupby(shown, lambda row: get_filer_name(row.entry))
            ],
            "shown": shown,
            "units": sorted({get_filer_name(entry) for entry in everything} - {""}),
            "unit": unit,
            "picks": tab == "waiting",
            "reminds": USUAL if tab in REMINDED and period.is_open else (),
            "kept": urlencode({"unit": unit}) if unit else "",
        },
    )


@require_POST
@restrict_to(Permission.REVIEW_ENTRY)
def accept_many(request: AuthenticatedRequest) -> HttpResponse:
    """Accepts what was ticked, each in the revision that the list showed; back to the list."""
    form = PickedForm(request.POST)
    if form.is_valid():
        picked = list_picked_entries(request, form.cleaned_data["pick"])
        add_batch_messages(
            request, batch_actions.accept_entries(picked=picked, by=request.user), "已审核通过"
        )
    else:
        messages.error(request, str(form.errors["pick"][0]))
    return redirect(build_review_url(request, None))


def build_review_url(request: AuthenticatedRequest, entry: ProgressEntry | None, **more) -> str:
    """The page of an entry, or of the queue, with the filter that the person has set."""
    base = reverse("review_entry", args=[entry.pk]) if entry else reverse("review_queue")
    query = urlencode({**request.GET.dict(), **more})
    return f"{base}?{query}" if query else base
