"""接续: what the pages of a plan's continuations show."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from tasks.continuing.changed_words import describe_changed_figures
from tasks.continuing.continuations import ContinuationCandidate, PlanContinuations
from tasks.enums import ContinuationKind
from tasks.models import Plan, Task, TaskContinuation
from tasks.terms import terms


class ContinuationListPage:
    """接续对照表 of a plan: each item with those of the earlier year with which it goes on."""

    def __init__(self, plan: Plan, plans: Sequence[Plan]):
        self.plan, self.plans = plan, plans
        self.continuations = PlanContinuations(plan)

    @property
    def earlier(self) -> Plan | None:
        return self.continuations.earlier

    @cached_property
    def rows(self) -> list[tuple[Task, list[tuple[TaskContinuation, Task]], Task | None]]:
        """Each item with its confirmed continuations and their items, or with the earlier item that waits first for a
        decision."""
        known = self.continuations
        return [
            (
                task,
                [
                    (row, known.earlier_tasks[row.earlier_id])
                    for row in known.list_confirmed(key)
                    if row.earlier_id in known.earlier_tasks
                ],
                known.earlier_tasks[known.list_suggested(key)[0].key] if known.is_undecided(key) else None,
            )
            for key, task in known.tasks.items()
        ]


@dataclass(frozen=True)
class ContinuationTaskPage:
    """One item beside the items of the earlier year with which it may go on.

    Attributes:
        query: what the person searched for; "" where he did not.
        error: why the last decision was refused; "" without one.
    """

    task: Task
    query: str = ""
    error: str = ""

    @cached_property
    def continuations(self) -> PlanContinuations:
        return PlanContinuations(self.task.plan)

    @cached_property
    def queue(self) -> list[tuple[Task, int, bool]]:
        """The items of the plan, each with the number of its confirmed partners, and whether it is undecided."""
        known = self.continuations
        return [(task, len(known.list_confirmed(key)), known.is_undecided(key)) for key, task in known.tasks.items()]

    @cached_property
    def rows(self) -> list["CandidateRow"]:
        known = self.continuations
        return [CandidateRow(known, self.task, one) for one in known.list_candidates(self.task.pk)]

    @property
    def near_count(self) -> int:
        """The number of the rows that are only near."""
        return sum(not row.is_likely for row in self.rows)

    @cached_property
    def found(self) -> list["CandidateRow"]:
        """What the search found, without what stands there already."""
        known = {row.candidate.task.pk for row in self.rows}
        found = self.continuations.search(self.task.pk, self.query)
        return [CandidateRow(self.continuations, self.task, one) for one in found if one.task.pk not in known]

    @property
    def rejectable(self) -> list[Task]:
        """The items that are shown and not decided, which one act rejects."""
        return [row.candidate.task for row in self.rows if not row.candidate.state]

    @property
    def following_url(self) -> str:
        """The next undecided item behind this one, or else the first; the table of the plan where none is left."""
        waiting = self.continuations.undecided
        keys = list(self.continuations.tasks)
        at = keys.index(self.task.pk)
        later = [task for task in waiting if keys.index(task.pk) > at]
        rest = [task for task in waiting if task.pk != self.task.pk]
        if following := next(iter(later or rest), None):
            return reverse("continuation_task", args=[following.pk])
        return f"{reverse('continuation_list')}?year={self.task.plan.year}"


@dataclass(frozen=True)
class CandidateRow:
    """An item of the other year as the page shows it beside its item.

    Attributes:
        is_later: whether the page asks in which later item its item goes on; else from which earlier one it comes.
    """

    known: PlanContinuations
    task: Task
    candidate: ContinuationCandidate
    is_later: bool = False

    @property
    def field(self) -> str:
        """The name under which the form sends the item of the other year."""
        return "later" if self.is_later else "earlier"

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """The kinds to choose from: value, label with its meaning, and whether it is chosen."""
        earlier, later = self._pair
        chosen = ContinuationKind.UNFINISHED if self.is_later else self.known.suggest_kind(later.pk, earlier.pk)
        return [(kind.value, f"{kind.label}：{kind.meaning}", kind == chosen) for kind in ContinuationKind]

    @property
    def is_likely(self) -> bool:
        """Whether somebody decided the pair or searched for it, or it is suggested; what else is ranked is only near."""
        partner = self.candidate.partner
        return bool(self.candidate.state) or partner is None or partner.is_suggested

    @property
    def figures(self) -> list[str]:
        """Which figures changed; nothing of a pair that is only near, whose figures have nothing to do with each other."""
        if not self.is_likely:
            return []
        earlier, later = self._pair
        return describe_changed_figures(earlier.edition.text, later.edition.text)

    @property
    def changed_units(self) -> str:
        """The lead units before and after, where they differ."""
        old, new = ("、".join(map(str, task.edition.leading)) for task in self._pair)
        return "" if old == new else f"{terms.lead_unit} {old or '（未列）'} → {new or '（未列）'}"

    @property
    def _pair(self) -> tuple[Task, Task]:
        """The earlier item and the later one."""
        return (self.task, self.candidate.task) if self.is_later else (self.candidate.task, self.task)

    @property
    def reasons(self) -> list[str]:
        """Why it is suggested."""
        partner = self.candidate.partner
        if partner is None:
            return []
        words = [f"共同用语：{'、'.join(partner.words)}"] if partner.words else []
        words += [f"{terms.lead_unit}相同"] if partner.shares_unit else []
        return words + (["计量单位相同"] if partner.shares_measure else [])
