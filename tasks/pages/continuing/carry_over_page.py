"""结转: what the pages show of the items that the earlier year left unfinished."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.urls import reverse

from tasks.continuing.carry_overs import CarryOver, UnfinishedItem
from tasks.continuing.continuations import ContinuationCandidate
from tasks.continuing.discontinuation_actions import LONGEST_REASON
from tasks.enums import PeriodState
from tasks.models import Period, Plan, PlanReport, Task
from tasks.outlooks.plan_divergences import PlanDivergences, find_plan_divergences
from tasks.outlooks.stored_reports import read_stored_report
from tasks.pages.continuing.continuation_page import CandidateRow
from tasks.pages.frame.forms.pasted import PastedTextField


class DiscontinuationForm(forms.Form):
    """Asks why an unfinished item is dropped."""

    reason = PastedTextField(
        label="不再安排的理由",
        rows=2,
        required=True,
        max_length=LONGEST_REASON,
        error_messages={"required": "请写明不再安排的理由。"},
    )

    def __init__(self, data: QueryDict | None = None):
        super().__init__(data)
        self.fields["reason"].widget.attrs["data-key"] = "e"
        # the candidates stand above it, often more than a screen
        if self.errors:
            self.fields["reason"].widget.attrs["autofocus"] = True


class CarryOverPage:
    """结转 of a plan: the unfinished items of the earlier year with what becomes of them, and how the plan stands to the
    year's plan report."""

    def __init__(self, plan: Plan, plans: Sequence[Plan]):
        self.plan, self.plans = plan, plans
        self.carry_over = CarryOver(plan)

    @cached_property
    def rows(self) -> list[tuple[UnfinishedItem, Task | None]]:
        """Each unfinished item; an undecided one with the item of the plan in which it may go on."""
        return [
            (one, self._find_suggested(one) if one.is_undecided else None) for one in self.carry_over.items.values()
        ]

    @cached_property
    def unjudged_period(self) -> str:
        """The key of the earlier plan's last period, whose list shows what it has not judged; "" where it never began."""
        earlier = self.carry_over.earlier
        last = earlier.periods.filter(number=earlier.rhythm.last) if earlier else Period.objects.none()
        begun = last.exclude(state=PeriodState.PLANNED).first()
        return begun.key if begun else ""

    @cached_property
    def report(self) -> PlanReport | None:
        """The plan report of the year."""
        return PlanReport.objects.filter(government=self.plan.government_id, year=self.plan.year).first()

    @cached_property
    def divergences(self) -> PlanDivergences | None:
        return find_plan_divergences(self.report, read_stored_report(self.report)) if self.report else None

    def _find_suggested(self, item: UnfinishedItem) -> Task | None:
        found = self.carry_over.list_candidates(item.task.pk)
        return next((one.task for one in found if _is_open_suggestion(one)), None)


@dataclass(frozen=True)
class CarryOverTaskPage:
    """An unfinished item beside the items of the plan in which it may go on.

    Attributes:
        plan: the first one after the item's own.
        query: what the person searched for; "" where he did not.
        error: why the last decision was refused; "" without one.
    """

    plan: Plan
    task: Task
    query: str = ""
    error: str = ""
    form: DiscontinuationForm = field(default_factory=DiscontinuationForm)

    @cached_property
    def carry_over(self) -> CarryOver:
        return CarryOver(self.plan)

    @cached_property
    def item(self) -> UnfinishedItem | None:
        """The item; None where its year did not leave it unfinished."""
        return self.carry_over.items.get(self.task.pk)

    @property
    def queue(self) -> list[UnfinishedItem]:
        return list(self.carry_over.items.values())

    @cached_property
    def rows(self) -> list[CandidateRow]:
        return self._build_rows(self.carry_over.list_candidates(self.task.pk))

    @property
    def near_count(self) -> int:
        """The number of the rows that are only near."""
        return sum(not row.is_likely for row in self.rows)

    @cached_property
    def found(self) -> list[CandidateRow]:
        """What the search found, without what stands there already."""
        known = {row.candidate.task.pk for row in self.rows}
        found = self.carry_over.continuations.search_successors(self.task.pk, self.query)
        return self._build_rows([one for one in found if one.task.pk not in known])

    @property
    def following_url(self) -> str:
        """The next undecided item behind this one, or else the first; the list where none is left."""
        keys = list(self.carry_over.items)
        at = keys.index(self.task.pk) if self.task.pk in keys else -1
        waiting = [one.task.pk for one in self.carry_over.undecided if one.task.pk != self.task.pk]
        later = [key for key in waiting if keys.index(key) > at]
        if following := next(iter(later or waiting), None):
            return reverse("carry_over_task", args=[following])
        return f"{reverse('carry_over_list')}?year={self.plan.year}"

    def _build_rows(self, found: Sequence[ContinuationCandidate]) -> list[CandidateRow]:
        known = self.carry_over.continuations
        return [CandidateRow(known, self.task, one, is_later=True) for one in found]


def _is_open_suggestion(candidate: ContinuationCandidate) -> bool:
    return bool(candidate.partner and candidate.partner.is_suggested and not candidate.state)
