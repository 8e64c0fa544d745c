"""填报审核: the page on which the office reviews one entry."""

from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from tasks import clock
from tasks.assessing.earlier import find_last_filed_entry
from tasks.checking.checks import Finding
from tasks.checking.checks.excerpts import Excerpt, build_excerpt
from tasks.checking.findings import find_finding
from tasks.commenting.comments import Thread, list_entries_with_unread, map_entry_to_thread
from tasks.enums import AT_THE_OFFICE
from tasks.filing import entries
from tasks.filing.cooperation import Cooperation, map_entry_to_notes
from tasks.filing.coordination import CoordinationRequest, find_coordination_request
from tasks.filing.entries import TABS
from tasks.judging.review_queue import get_filer_name, list_review_queue
from tasks.models import (
    ChangeRequest,
    EntryRevision,
    Event,
    Evidence,
    InternalItem,
    ProgressEntry,
)
from tasks.pages.filing.forms.entries import ReturnReasonForm
from tasks.pages.filing.views.reading import FiledFigure, build_filed_figures
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.periods_switch import NEXT, find_page_before, name_way_back
from tasks.pages.frame.views.wording import DiffPiece, compute_diff
from tasks.pages.issuing.forms import InternalForm
from tasks.pages.judging.forms.review import WordingForm
from tasks.permissions import Permission, Refused, can
from tasks.reminding.history import ReminderHistory, index_reminders_by_entry
from tasks.requesting.requests import select_open_requests
from tasks.visible_words import select_evidence_of

#: parameter of the address that opens one of the forms: return, reword or internal
OPENS = "open"
#: parameter of the address that names the finding of 校核 for whose sake the page is opened
FINDING = "finding"


class ReviewPage:
    """One entry as filed, beside what was filed before.

    Attributes:
        kept: the filter of the list as a query string, for the way back.
        before: the page from which the person came, of the item or 校核, to which each act comes back; "" for none.
        opens: the form that the address opens; "" for none.
        return_refusal: why the entry was not returned.
        wording_refusal: why the wording of the report was not saved.
        reason_form, wording_form, internal_form: as sent, when refused.
    """

    def __init__(
        self,
        request: AuthenticatedRequest,
        entry: ProgressEntry,
        *,
        reason_form: ReturnReasonForm | None = None,
        return_refusal: Refused | None = None,
        wording_form: WordingForm | None = None,
        wording_refusal: Refused | None = None,
        internal_form: InternalForm | None = None,
    ):
        self.user = request.user
        self.entry = entry
        query = request.GET.copy()
        self.opens = query.pop(OPENS, [""])[-1]
        self._finding_key = query.pop(FINDING, [""])[-1]
        query.pop(NEXT, None)
        self.before = find_page_before(request)
        self.query = {name: str(value) for name, value in query.items()}
        self.kept = query.urlencode()
        self.reason_form = reason_form or ReturnReasonForm(initial={"revision": entry.revision})
        self.return_refusal = return_refusal
        self.wording_form = wording_form or WordingForm(entry=entry)
        self.wording_refusal = wording_refusal
        self.internal_form = internal_form or InternalForm()

    @cached_property
    def queue(self) -> list[ProgressEntry]:
        """What the list shows beside it, unit by unit; what waits for the office where no tab was chosen."""
        unit, tab = self.query.get("unit", ""), self.query.get("tab", "")
        states = TABS.get(tab, TABS["waiting"])[1]
        listed = list_review_queue(self.user, self.entry.period)
        shown = (one for one in listed if one.state in states or one.pk == self.entry.pk)
        return [one for one in shown if unit in ("", get_filer_name(one)) or one.pk == self.entry.pk]

    @cached_property
    def place(self) -> int:
        """Its place in the queue, from 0."""
        return next(place for place, one in enumerate(self.queue) if one.pk == self.entry.pk)

    @property
    def place_number(self) -> int:
        return self.place + 1

    @property
    def previous_in_queue(self) -> ProgressEntry | None:
        return self.queue[self.place - 1] if self.place else None

    @property
    def next_in_queue(self) -> ProgressEntry | None:
        return self.queue[self.place + 1] if self.place_number < len(self.queue) else None

    @cached_property
    def unread_entries(self) -> set[int]:
        """The keys of the entries in whose thread a word waits for the person."""
        return list_entries_with_unread(self.user)

    @cached_property
    def thread(self) -> Thread | None:
        return map_entry_to_thread(self.user, [self.entry]).get(self.entry.pk)

    @property
    def onward(self) -> str:
        """Where an act leads, as its button says."""
        return name_way_back(self.before) if self.before else "下一项"

    @cached_property
    def finding(self) -> Finding | None:
        """What 校核 finds in the text, where the person came for its sake and it is still there."""
        found = find_finding(self.entry.period, self._finding_key) if self._finding_key else None
        return found if found and found.item and found.item.entry == self.entry.pk else None

    @property
    def finding_excerpt(self) -> Excerpt:
        """The words that the finding quotes, and the spans in them to mark."""
        return build_excerpt(self.finding) if self.finding else ("", [])

    @property
    def item_address(self) -> str:
        """The page of the item, with this queue."""
        return f"{reverse('task_page', args=[self.entry.task_id])}?{urlencode({'in': 'review', **self.query})}"

    @cached_property
    def sees_suggestions(self) -> bool:
        return can(self.user, Permission.SEE_SUGGESTIONS)

    @cached_property
    def _revisions(self) -> list[EntryRevision]:
        return entries.list_filed_revisions(self.entry)

    @cached_property
    def filed_version(self) -> ProgressEntry | EntryRevision | None:
        """The text that the office may read; None while nothing was filed."""
        return self.entry if self.is_at_the_office else next(iter(self._revisions), None)

    @property
    def is_at_the_office(self) -> bool:
        return self.entry.state in AT_THE_OFFICE

    @cached_property
    def pieces(self) -> tuple[DiffPiece, ...]:
        """What changed since the filing before; empty for a first filing."""
        if not self.is_at_the_office or len(self._revisions) < 2:
            return ()
        filed, before = self._revisions
        return compute_diff(before.text, filed.text)

    @cached_property
    def previous(self) -> ProgressEntry | None:
        """The entry of the year that was filed last before this one."""
        return find_last_filed_entry(self.entry)

    @cached_property
    def figures(self) -> list[FiledFigure]:
        return build_filed_figures(self.user, self.entry, self.previous)

    @cached_property
    def evidence(self) -> QuerySet[Evidence]:
        return select_evidence_of(self.user, [self.entry]).select_related("uploaded_by")

    @cached_property
    def history(self) -> list[Event]:
        return entries.list_entry_events(self.user, self.entry)

    @property
    def last_return(self) -> Event | None:
        return entries.find_last_return(self.history)

    @cached_property
    def coordination(self) -> CoordinationRequest | None:
        return find_coordination_request(self.entry, self.user)

    @cached_property
    def cooperation(self) -> Cooperation:
        return Cooperation(self.user, self.entry, map_entry_to_notes(self.user, [self.entry])[self.entry.pk])

    @property
    def reminders(self) -> ReminderHistory | None:
        """The reminders sent of the entry; None when there was none."""
        return index_reminders_by_entry([self.entry]).get(self.entry.pk)

    @cached_property
    def days_late(self) -> int:
        return self.entry.count_days_late(clock.today())

    @property
    def open_requests(self) -> QuerySet[ChangeRequest]:
        return select_open_requests(self.entry.task_id)

    @cached_property
    def internal_item(self) -> InternalItem | None:
        """Why the item stays out of the public version; None when it is in it."""
        return InternalItem.objects.filter(task=self.entry.task_id).select_related("marked_by").first()

    @property
    def may_mark_internal(self) -> bool:
        return can(self.user, Permission.ISSUE_REPORT)

    @property
    def may_review(self) -> bool:
        return can(self.user, Permission.REVIEW_ENTRY, self.entry)

    @property
    def shows_wording(self) -> bool:
        """Whether the form of the report's wording stands open."""
        is_asked = self.opens == "reword" or self.wording_refusal is not None
        return is_asked or bool(self.entry.published_text or self.wording_form.errors)

    @property
    def may_reword(self) -> bool:
        return self.is_at_the_office and can(self.user, Permission.REWORD_ENTRY, self.entry)
