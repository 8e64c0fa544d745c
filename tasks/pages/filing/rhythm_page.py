"""What the page of a rhythm shows."""

from dataclasses import dataclass
from datetime import date

from tasks.filing.rhythms import PlannedPeriod, describe_rhythm_change_refusal, list_planned_periods
from tasks.models import Government, Plan
from tasks.models.changes import compute_fingerprint
from tasks.pages.filing.forms.rhythm import RhythmForm
from tasks.periods import Rhythm
from tasks.plans.rhythm_actions import build_rhythm_state


@dataclass
class RhythmPage:
    """The periods of a plan, or of the plans to come.

    Attributes:
        present: the rhythm that is stored.
        plan: None for the plans to come.
        today: which year the preview of a coming plan is of.
    """

    form: RhythmForm
    present: Rhythm
    plan: Plan | None
    government: Government
    today: date

    @property
    def heading(self) -> str:
        return f"{self.plan}填报节奏" if self.plan else "以后年度的填报节奏"

    @property
    def seen(self) -> str:
        return compute_fingerprint(build_rhythm_state(self.present))

    @property
    def chosen(self) -> Rhythm:
        """What the form says, or else what is stored."""
        is_chosen = self.form.is_bound and not self.form.errors.keys() - {"__all__"}
        return self.form.get_rhythm() if is_chosen else self.present

    @property
    def is_preview(self) -> bool:
        return self.chosen != self.present

    @property
    def year(self) -> int:
        return self.plan.year if self.plan else self.chosen.find_year(self.today)

    @property
    def year_label(self) -> str:
        return self.chosen.format_year(self.year)

    @property
    def periods(self) -> list[PlannedPeriod]:
        return list_planned_periods(self.chosen, self.year, self.government.workdays)

    @property
    def refusal(self) -> str:
        """Why the plan cannot have what is previewed; "" if it can."""
        return describe_rhythm_change_refusal(self.plan, self.chosen) if self.plan and self.is_preview else ""
