"""研判: the list of a period's items with their judgements, and one judgement of many items."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tasks.commenting.comments import list_entries_with_unread
from tasks.enums.outcome_words import OutcomeWord, count_words
from tasks.filing.entries import get_revision_number, map_entry_to_filed_version
from tasks.judging.batch_actions import judge_entries
from tasks.judging.batch_exceptions import BatchException, count_batch, list_judging_exceptions
from tasks.judging.queue import (
    SHOWS,
    FilterChoices,
    QueueFilter,
    QueueItem,
    build_filter_choices,
    build_visible_queue,
    choose_first_show,
    suggest_reason,
)
from tasks.models import EntryRevision, Period, ProgressEntry, User
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.parts import list_sent_values
from tasks.pages.frame.numbers_first import ConfirmingAct, ExceptionReasonsForm, NumbersFirstPage
from tasks.pages.frame.strips import YearMarks, map_tasks_to_marks
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.periods_switch import find_page_before
from tasks.pages.frame.views.picked import add_batch_messages, list_picked_entries
from tasks.pages.judging.forms.judgements import BatchJudgementForm
from tasks.permissions import Permission, can
from tasks.terms import terms


@dataclass(frozen=True)
class JudgingRow:
    """An item of the list.

    Attributes:
        filed: the text that the office may read; None while nothing was filed.
        strip: the four periods of the item.
        pick: the value of its checkbox; "" where it may not be judged.
    """

    item: QueueItem
    filed: ProgressEntry | EntryRevision | None
    strip: YearMarks
    pick: str

    @property
    def entry(self) -> ProgressEntry:
        return self.item.entry


def build_judging_rows(user: User, items: Sequence[QueueItem]) -> list[JudgingRow]:
    """Builds the rows of the items in two queries."""
    entries = [item.entry for item in items]
    strips = map_tasks_to_marks((entry.task for entry in entries), user)
    filed = map_entry_to_filed_version(entries)
    return [
        JudgingRow(item, version, strips[item.entry.task_id], format_pick(user, item.entry, version))
        for item, version in zip(items, map(filed.get, (entry.pk for entry in entries)), strict=True)
    ]


def format_pick(user: User, entry: ProgressEntry, filed: ProgressEntry | EntryRevision | None) -> str:
    """Returns the entry, the revision and the judgement shown as a checkbox sends them; "" where it may not be judged."""
    if not can(user, Permission.JUDGE_ENTRY, entry):
        return ""
    return f"{entry.pk}:{get_revision_number(filed)}:{entry.judgement_id or 0}"


class JudgingSummaryPage:
    """The items that the filter lets through, with the bar that judges the ticked ones.

    Attributes:
        period: None before the first period is opened.
        queue: every item of the period.
        form: as sent, when refused.
    """

    def __init__(
        self,
        request: AuthenticatedRequest,
        period: Period | None,
        form: BatchJudgementForm,
        queue: list[QueueItem] | None = None,
    ):
        self.user = request.user
        self.period = period
        self.form = form
        if queue is None:
            queue = build_visible_queue(request.user, period) if period else []
        self.queue = queue
        asked = request.GET.dict()
        self.queue_filter = QueueFilter.from_query({"show": choose_first_show(queue)} | asked)

    @cached_property
    def rows(self) -> list[JudgingRow]:
        return build_judging_rows(self.user, [item for item in self.queue if self.queue_filter.matches(item)])

    @cached_property
    def unread_entries(self) -> set[int]:
        """The keys of the entries in whose thread a word waits for the person."""
        return list_entries_with_unread(self.user)

    @property
    def shows(self) -> list[tuple[str, str, int]]:
        """The key and the label of each tab, and the number of its items."""
        return [(name, label, sum(map(belongs, self.queue))) for name, (label, belongs) in SHOWS.items()]

    @property
    def filter_choices(self) -> FilterChoices:
        return build_filter_choices(self.queue)

    @property
    def outcomes(self) -> list[tuple[OutcomeWord, int]]:
        """The outcomes that occur in their words, each with the number of its items."""
        return count_words(item.entry.judgement.verdict for item in self.queue if item.entry.judgement)

    @cached_property
    def unjudged_count(self) -> int:
        return sum(not item.is_judged for item in self.queue)

    @cached_property
    def sees_suggestions(self) -> bool:
        return can(self.user, Permission.SEE_SUGGESTIONS)

    @cached_property
    def ticked(self) -> list[str]:
        """The values of the checkboxes that were ticked when the form was sent."""
        return list_sent_values(self.form, "pick")

    @cached_property
    def may_judge(self) -> bool:
        """Whether a row can be ticked."""
        return any(row.pick for row in self.rows)


def render_judging_summary(
    request: AuthenticatedRequest,
    form: BatchJudgementForm,
    *,
    queue: list[QueueItem] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = JudgingSummaryPage(request, find_current_period(request), form, queue)
    return render(request, "judging/summary.html", {"page": page}, status=status)


@require_POST
@restrict_to(Permission.JUDGE_ENTRY)
def judge_many(request: AuthenticatedRequest) -> HttpResponse:
    """Judges the ticked items alike; those that need a reason of their own are shown first."""
    period = find_current_period(request)
    form = BatchJudgementForm(request.POST, period=period)
    before = find_page_before(request)
    if "back" in request.POST:
        return redirect(before) if before else render_judging_summary(request, form)
    if not form.is_valid():
        return render_judging_summary(request, form, status=UNFIT)
    picked = list_picked_entries(request, form.cleaned_data["pick"])
    outcome, common = form.cleaned_data["outcome"], form.cleaned_data["reason"]
    exceptions = list_judging_exceptions((entry for entry, *_ in picked), outcome)
    reasons = build_reasons_form(request, form, exceptions)
    if exceptions and not (form.cleaned_data["is_confirmed"] and reasons.is_valid()):
        page = build_judging_confirmation(request, form, [entry for entry, *_ in picked], exceptions, reasons)
        return render(request, "frame/numbers_first.html", {"page": page}, status=UNFIT if reasons.errors else 200)
    special = {one.entry.pk for one in exceptions}
    given = [(*each, reasons.get_reason(each[0]) if each[0].pk in special else common) for each in picked]
    answers = judge_entries(picked=given, outcome=outcome, by=request.user)
    add_batch_messages(request, answers, f"已{terms.judging}为“{form.words[outcome].label}”")
    return redirect(before or f"{reverse('judging_queue')}?{request.GET.urlencode() or 'summary=1'}")


def build_reasons_form(
    request: AuthenticatedRequest, form: BatchJudgementForm, exceptions: Sequence[BatchException]
) -> ExceptionReasonsForm:
    """Builds the form of the reasons: an outcome that is behind offers what the unit filed, or the common reason."""
    outcome, common = form.cleaned_data["outcome"], form.cleaned_data["reason"]
    offered = {one.entry.pk: common or suggest_reason(one.entry) for one in exceptions} if outcome.is_behind else {}
    data = request.POST if form.cleaned_data["is_confirmed"] else None
    return ExceptionReasonsForm(data, exceptions=exceptions, initial=offered)


def build_judging_confirmation(
    request: AuthenticatedRequest,
    form: BatchJudgementForm,
    entries: Sequence[ProgressEntry],
    exceptions: Sequence[BatchException],
    reasons: ExceptionReasonsForm,
) -> NumbersFirstPage:
    """Builds the page that says what a batch would judge, before anything is judged."""
    outcome, plain = form.cleaned_data["outcome"], len(entries) - len(exceptions)
    return NumbersFirstPage(
        title=f"{terms.judging} {len(entries)} 项为“{form.words[outcome].label}”？",
        lead=f"尚未办理。{plain} 项可直接{terms.judging}；{len(exceptions)} 项须逐项看过，没有理由的不{terms.judging}，留待逐项办理。",
        action=f"{reverse('judge_many')}?{request.GET.urlencode()}",
        acts=[
            ConfirmingAct(
                f"{terms.judging} {plain} 项，写明理由的一并{terms.judging}"
                if plain
                else f"写明理由的，{terms.judging}"
            )
        ],
        counts=count_batch(entries),
        exceptions=reasons.name_exceptions(exceptions, "judge_entry"),
        asks=f"写明理由的才一并{terms.judging}；没有理由的不动。",
        carried=[
            *(("pick", value) for value in list_sent_values(form, "pick")),
            ("outcome", outcome.value),
            ("reason", form.cleaned_data["reason"]),
            ("next", find_page_before(request)),
        ],
    )
