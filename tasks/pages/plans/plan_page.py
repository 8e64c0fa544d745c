"""方案: the page of one year's plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks.continuing.carry_overs import count_undecided
from tasks.continuing.continuations import PlanContinuations
from tasks.enums import PeriodState
from tasks.models import Plan, SourceDocument
from tasks.pages.plans.forms.plan import PlanFactsForm
from tasks.plans.documents import ListedDocument, list_documents


@dataclass(frozen=True)
class PlanPage:
    """A plan, the form of its facts, and the notice that it came with.

    Attributes:
        plans: of all years, for the choice.
    """

    plan: Plan
    plans: Sequence[Plan]
    form: PlanFactsForm

    @cached_property
    def sources(self) -> list[SourceDocument]:
        """来件: every plan document that came in, those of the plan's own notice first, each list in the order of import;
        none for a plan that came with a report only."""
        return [source for one in self.documents for source in reversed(one.files)]

    @cached_property
    def documents(self) -> list[ListedDocument]:
        """The documents from which the year's items come, the plan's own notice first."""
        return list_documents(self.plan)

    @cached_property
    def undecided_count(self) -> int:
        """The number of items for which a predecessor is suggested and nobody has decided (接续)."""
        return self._continuations.count_undecided_at_once()

    @property
    def earlier(self) -> Plan | None:
        """The plan with whose items this one's go on; None for the first."""
        return self._continuations.earlier

    @cached_property
    def unfinished_count(self) -> int:
        """The number of items that the earlier plan left unfinished and of which nobody has decided what becomes (结转)."""
        return count_undecided(self.earlier) if self.earlier else 0

    @cached_property
    def _continuations(self) -> PlanContinuations:
        return PlanContinuations(self.plan)

    @cached_property
    def shown_period(self) -> str:
        """The key of the period whose list the counts lead to; "" where no period of the year has begun."""
        begun = self.plan.periods.exclude(state=PeriodState.PLANNED).order_by("number").last()
        return begun.key if begun else ""
