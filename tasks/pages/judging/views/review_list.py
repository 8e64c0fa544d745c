"""填报审核: the list of a period's entries by state, and accepting many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks import clock
from tasks.commenting.comments import list_entries_with_unread
from tasks.enums import Role
from tasks.filing.entries import TABS
from tasks.judging import batch_actions
from tasks.judging.batch_exceptions import BatchException, count_batch, list_acceptance_exceptions
from tasks.judging.review_queue import choose_first_tab, get_filer_name, list_review_queue
from tasks.models import Period, ProgressEntry, User
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.parts import list_sent_values
from tasks.pages.frame.forms.picked import PickedForm
from tasks.pages.frame.numbers_first import CONFIRMED, ConfirmingAct, ExceptionReasonsForm, NumbersFirstPage
from tasks.pages.frame.strips import YearMarks, pair_entries_with_marks
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.periods_switch import NEXT, find_page_before
from tasks.pages.frame.views.picked import add_batch_messages, list_picked_entries
from tasks.pages.judging.review_page import OPENS
from tasks.permissions import Permission
from tasks.reminding.manual import USUAL

#: the tabs of what units still have to file
REMINDED = ("unfiled", "returned")


@dataclass(frozen=True)
class ReviewRow:
    """An entry of the list.

    Attributes:
        strip: the four periods of its item.
        pick: the value of its checkbox: the entry and the revision shown.
    """

    entry: ProgressEntry
    strip: YearMarks

    @property
    def days_late(self) -> int:
        return self.entry.count_days_late(clock.today())

    @property
    def pick(self) -> str:
        return f"{self.entry.pk}:{self.entry.revision}"


class ReviewQueuePage:
    """The entries of one tab, unit by unit.

    Args:
        period: None before the first period is opened.
        tab: a key of ``TABS``; "" for the one that opens first.
        unit: shows only the entries that the unit of this name files; "" for all.
    """

    def __init__(self, user: User, period: Period | None, *, tab: str, unit: str):
        self.user = user
        self.period = period
        self.unit = unit
        self.all_entries = list_review_queue(user, period) if period else []
        self.entries = [entry for entry in self.all_entries if unit in ("", get_filer_name(entry))]
        self.tab = tab or choose_first_tab(self.entries)

    @cached_property
    def tabs(self) -> list[tuple[str, str, int]]:
        """The name and the label of each tab, and the number of its entries."""
        return [
            (name, label, sum(entry.state in states for entry in self.entries))
            for name, (label, states) in TABS.items()
        ]

    @cached_property
    def rows(self) -> list[ReviewRow]:
        states = TABS.get(self.tab, TABS["unfiled"])[1]
        entries = (entry for entry in self.entries if entry.state in states)
        return [ReviewRow(*each) for each in pair_entries_with_marks(entries, self.user)]

    @cached_property
    def unread_entries(self) -> set[int]:
        """The keys of the entries in whose thread a word waits for the person."""
        return list_entries_with_unread(self.user)

    @cached_property
    def groups(self) -> list[tuple[str, list[ReviewRow]]]:
        """The rows of each unit, by its name."""
        return [(name, list(rows)) for name, rows in groupby(self.rows, lambda row: get_filer_name(row.entry))]

    @cached_property
    def unit_names(self) -> list[str]:
        return sorted({get_filer_name(entry) for entry in self.all_entries} - {""})

    @property
    def is_waiting(self) -> bool:
        """Whether the rows wait for the office, which can accept the ticked ones."""
        return self.tab == "waiting"

    @property
    def reminder_roles(self) -> tuple[Role, ...]:
        """The roles that a reminder of the ticked rows goes to; empty where there is nothing to remind of."""
        return USUAL if self.tab in REMINDED and self.period and self.period.is_open else ()

    @property
    def kept(self) -> str:
        """The filter as a query string, for the links of the page."""
        return urlencode({"unit": self.unit}) if self.unit else ""


@require_safe
@restrict_to(Permission.REVIEW_ENTRY)
def review_queue(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the entries of one tab."""
    page = ReviewQueuePage(
        request.user,
        find_current_period(request),
        tab=request.GET.get("tab", ""),
        unit=request.GET.get("unit", ""),
    )
    return render(request, "judging/review_queue.html", {"page": page})


@require_POST
@restrict_to(Permission.REVIEW_ENTRY)
def accept_many(request: AuthenticatedRequest) -> HttpResponse:
    """Accepts the ticked entries, each in the revision that the list showed; what is warned of is shown first."""
    form = PickedForm(request.POST)
    before = find_page_before(request) or build_review_url(request, None)
    if "back" in request.POST:
        return redirect(before)
    if not form.is_valid():
        messages.error(request, str(form.errors["pick"][0]))
        return redirect(before)
    picked = list_picked_entries(request, form.cleaned_data["pick"])
    exceptions = list_acceptance_exceptions(entry for entry, _ in picked)
    is_confirmed = CONFIRMED in request.POST
    reasons = ExceptionReasonsForm(request.POST if is_confirmed else None, exceptions=exceptions)
    if exceptions and not (is_confirmed and reasons.is_valid()):
        page = build_acceptance_confirmation(request, form, [entry for entry, _ in picked], exceptions, reasons)
        return render(request, "frame/numbers_first.html", {"page": page}, status=UNFIT if reasons.errors else 200)
    special = {one.entry.pk for one in exceptions}
    given = [(entry, seen, reasons.get_reason(entry) if entry.pk in special else "") for entry, seen in picked]
    add_batch_messages(request, batch_actions.accept_entries(picked=given, by=request.user), "已审核通过")
    return redirect(before)


def build_acceptance_confirmation(
    request: AuthenticatedRequest,
    form: PickedForm,
    entries: Sequence[ProgressEntry],
    exceptions: Sequence[BatchException],
    reasons: ExceptionReasonsForm,
) -> NumbersFirstPage:
    """Builds the page that says what a batch would accept, before anything is accepted."""
    plain = len(entries) - len(exceptions)
    return NumbersFirstPage(
        title=f"审核通过 {len(entries)} 项？",
        lead=f"尚未办理。{plain} 项可直接通过；{len(exceptions)} 项有系统预警，没有理由的不通过，留待逐项审核。",
        action=f"{reverse('review_accept_many')}?{request.GET.urlencode()}",
        acts=[ConfirmingAct(f"通过 {plain} 项，写明理由的一并通过" if plain else "写明理由的，审核通过")],
        counts=count_batch(entries),
        exceptions=reasons.name_exceptions(exceptions, "review_entry"),
        asks="写明理由的才一并通过，理由记入留痕；没有理由的不动。",
        carried=[*(("pick", value) for value in list_sent_values(form, "pick")), ("next", find_page_before(request))],
    )


def build_review_url(request: AuthenticatedRequest, entry: ProgressEntry | None, **more) -> str:
    """Builds the address of an entry's page, or of the queue without one, with the filter of the present address."""
    base = reverse("review_entry", args=[entry.pk]) if entry else reverse("review_queue")
    kept = {name: value for name, value in request.GET.items() if name not in (OPENS, NEXT)}
    query = urlencode({**kept, **more})
    return f"{base}?{query}" if query else base
