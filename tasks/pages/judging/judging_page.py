"""研判: the page on which one item is judged, with its queue beside it."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from tasks.assessing.earlier import find_last_filed_entry
from tasks.assessing.lagging import NOTHING, Score
from tasks.commenting.comments import Thread, list_entries_with_unread, map_entry_to_thread
from tasks.enums.outcome_words import OutcomeWord
from tasks.filing.entries import find_filed_version, list_entry_events
from tasks.judging.judgements import list_standing_judgements
from tasks.judging.offered_words import list_offered_words
from tasks.judging.queue import (
    SHOWS,
    FilterChoices,
    QueueFilter,
    QueueItem,
    build_filter_choices,
    build_visible_queue,
    is_judged_otherwise,
    list_quoted_spans,
    suggest_outcome,
)
from tasks.models import Ending, EntryRevision, Event, Judgement, ProgressEntry
from tasks.models.ending import find_ending
from tasks.pages.filing.views.reading import FiledFigure, build_filed_figures
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.periods_switch import NEXT, find_page_before, name_way_back
from tasks.pages.judging.forms.judgements import JudgementForm
from tasks.permissions import Permission, can
from tasks.visible_words import select_evidence_of

#: the parts of the queue that stand in the bar
TABS = ("warned", "todo", "differs", "done", "all")


@dataclass(frozen=True)
class QueueTab:
    """A tab of the bar: a part of the queue with the number of its items.

    Attributes:
        name: a key of ``SHOWS``.
        address: of the present item where it belongs to the part, else of its first one.
    """

    name: str
    label: str
    count: int
    address: str


class JudgingPage:
    """One item: what was filed, what the machine found, what stood before, and the decision to be made.

    Attributes:
        queue_filter: what of the queue is shown.
        kept: the filter as a query string, for the links of the page.
        before: the page of the item from which the person came, to which the judgement comes back; "" for none.
    """

    def __init__(self, request: AuthenticatedRequest, entry: ProgressEntry, form: JudgementForm):
        self.user = request.user
        self.entry = entry
        self.form = form
        self.queue_filter = QueueFilter.from_query(request.GET)
        query = request.GET.copy()
        query.pop(NEXT, None)
        self.before = find_page_before(request)
        self.query = query.dict()
        self.kept = query.urlencode()

    @cached_property
    def all_items(self) -> list[QueueItem]:
        return build_visible_queue(self.user, self.entry.period)

    @cached_property
    def items(self) -> list[QueueItem]:
        """The items that the filter lets through."""
        return [item for item in self.all_items if self.queue_filter.matches(item)]

    @property
    def score(self) -> Score:
        """What puts the item at its place in the queue."""
        return next((item.score for item in self.all_items if item.entry == self.entry), NOTHING)

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
        return name_way_back(self.before) if self.before else "到下一项"

    @property
    def item_address(self) -> str:
        """The page of the item, with this queue."""
        return f"{reverse('task_page', args=[self.entry.task_id])}?{urlencode({'in': 'judge', **self.query})}"

    @property
    def tabs(self) -> list[QueueTab]:
        return [self._build_tab(name) for name in TABS]

    def _build_tab(self, name: str) -> QueueTab:
        label, belongs = SHOWS[name]
        entries = [item.entry for item in self.all_items if belongs(item)]
        shown = self.entry if self.entry in entries or not entries else entries[0]
        query = urlencode({**self.query, "show": name})
        return QueueTab(name, label, len(entries), f"{reverse('judge_entry', args=[shown.pk])}?{query}#now")

    @property
    def shows(self) -> list[tuple[str, str]]:
        """The key and the label of each part of the queue."""
        return [(name, label) for name, (label, _) in SHOWS.items()]

    @cached_property
    def filter_choices(self) -> FilterChoices:
        return build_filter_choices(self.all_items)

    @cached_property
    def _place(self) -> int | None:
        return next((place for place, item in enumerate(self.items) if item.entry == self.entry), None)

    @property
    def place_number(self) -> int:
        """Its place in the queue, from 1; 0 where the filter leaves it out."""
        return 0 if self._place is None else self._place + 1

    @property
    def previous_in_queue(self) -> ProgressEntry | None:
        return self.items[self._place - 1].entry if self._place else None

    @property
    def next_in_queue(self) -> ProgressEntry | None:
        if self._place is None or self._place + 1 == len(self.items):
            return None
        return self.items[self._place + 1].entry

    @cached_property
    def filed_version(self) -> ProgressEntry | EntryRevision | None:
        """The text that the office may read; None while nothing was filed."""
        return find_filed_version(self.entry)

    @cached_property
    def figures(self) -> list[FiledFigure]:
        """The figures beside the filed text; none beside a former revision, which keeps none."""
        return build_filed_figures(self.user, self.entry, self.previous) if self.filed_version is self.entry else []

    @cached_property
    def previous(self) -> ProgressEntry | None:
        """The entry of the year that was filed last before this one."""
        return find_last_filed_entry(self.entry)

    @property
    def quoted_spans(self) -> list[tuple[int, int]]:
        return list_quoted_spans(self.entry)

    @property
    def is_judged_otherwise(self) -> bool:
        return is_judged_otherwise(self.entry)

    @cached_property
    def outcomes(self) -> tuple[OutcomeWord, ...]:
        return list_offered_words(self.entry)

    @cached_property
    def evidence_count(self) -> int:
        """The number of files that the office may read of the entry."""
        return select_evidence_of(self.user, [self.entry]).count()

    @cached_property
    def suggested_outcome(self) -> OutcomeWord | None:
        """What the machine suggests; nothing for an item that is done, which no warning speaks of any more."""
        suggested = None if self.end else suggest_outcome(self.entry)
        return self.entry.get_outcome_word(suggested) if suggested else None

    @property
    def end(self) -> Ending | None:
        """How the item ended; None while it goes on."""
        return find_ending(self.entry.task)

    @cached_property
    def sees_suggestions(self) -> bool:
        return can(self.user, Permission.SEE_SUGGESTIONS)

    @property
    def may_judge(self) -> bool:
        return can(self.user, Permission.JUDGE_ENTRY, self.entry)

    @cached_property
    def judgements(self) -> list[Judgement]:
        """The judgements of the entry that nobody took back, the newest first."""
        return list_standing_judgements(self.entry)[::-1] if self.entry.judgement_id else []

    @cached_property
    def history(self) -> list[Event]:
        return list_entry_events(self.user, self.entry)
