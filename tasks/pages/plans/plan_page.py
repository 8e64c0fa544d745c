"""方案: the page of one year's plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks.models import Plan, SourceDocument
from tasks.pages.plans.forms.plan import PlanFactsForm


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
    def source(self) -> SourceDocument | None:
        """来件: the notice that was imported last; None for a plan that came with a report only."""
        return self.plan.sources.filter(period=None).select_related("imported_by").order_by("imported_at").last()
