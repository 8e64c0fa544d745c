"""考核: what counts for every unit in a period or a year. ``tasks.scoring.rules`` computes the marks from it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from reports.figures.assessed import LEAD, AssessedEntry, Duty, list_assessed_entries
from reports.figures.holders import UnitStructure, build_unit_structure
from tasks.assessing.streaks import AGAIN, build_judged_streaks
from tasks.enums import Outcome, RequestState, ResponsibilityRole
from tasks.models import ChangeRequest, CooperationNote, Period, Plan
from tasks.models.ending import build_stopped_condition
from tasks.periods import Quarter
from tasks.scoring.rules import FilingCounts, NoteCounts, RoleCounts, ScoringCounts

#: entry and unit → what the unit was asked for there
NotesByDuty = dict[tuple[int, int], NoteCounts]


@dataclass(frozen=True)
class CountedEntry:
    """One entry as it counts for one unit.

    Attributes:
        decides: whether its judgement is the task's last one, which gives the item's result.
        is_behind: judged 推进滞后 or 未完成.
        is_again: whether its judged streak includes the previous period, and the unit answered for the item
            then too.
        notes: what the unit was asked for on the entry as 配合填报.
    """

    assessed: AssessedEntry
    duty: Duty
    decides: bool
    is_behind: bool
    is_again: bool
    notes: NoteCounts

    @property
    def is_lagged(self) -> bool:
        """Whether an earlier judgement put the item behind; the last judgement is charged in 完成情况."""
        return self.is_behind and not self.decides


@dataclass(frozen=True)
class UnitFigures:
    """What counts for one unit.

    Attributes:
        former: names it had at the time, if it has another name now.
        leads: whether it was named as lead unit of any entry, counted or not; units that only cooperate are
            ranked apart.
        entries: ordered by period.
        before: the counts of the same span of the previous year; None if it had no entry then.
    """

    unit: int
    name: str
    former: tuple[str, ...]
    leads: bool
    counts: ScoringCounts
    entries: tuple[CountedEntry, ...]
    before: ScoringCounts | None

    @property
    def judged(self) -> int:
        """The number of items with a result."""
        return self.counts.lead.judged + self.counts.cooperate.judged


@dataclass(frozen=True)
class ScorecardFigures:
    """The figures of all units, ordered by name, and the entries that do not count.

    Attributes:
        excluded: entries that do not count by decision.
        unassigned: entries that name no unit, or only groups without members.
    """

    units: tuple[UnitFigures, ...]
    excluded: tuple[AssessedEntry, ...]
    unassigned: tuple[AssessedEntry, ...]


def compute_scorecard_figures(plan: Plan, period: Period | None, *, on: date) -> ScorecardFigures:
    """Computes the figures of a period, or of the year so far if ``period`` is None; in ten queries.

    Args:
        plan: with its government loaded.
        on: the business date.
    """
    last = Plan.objects.filter(government=plan.government_id, year=plan.year - 1).first()
    plans = [each for each in (plan, last) if each]
    number = period.number if period else None
    holders = build_unit_structure(plan.government, Quarter(plan.year, number or plan.rhythm.last, plan.rhythm).ends_on)
    whole, granted = list_assessed_entries(plans, holders, on=on), _count_granted(plans, number, holders)
    notes = _map_duty_to_notes(plans, holders, on)
    now = _group_counted_entries(whole, notes, plan, number)
    before = _group_counted_entries(whole, notes, last, number) if last else {}
    scope = _list_scope_entries(whole, plan, number)
    leading = {duty.unit for each in scope for duty in each.duties if duty.role == LEAD}
    return ScorecardFigures(
        units=tuple(
            UnitFigures(
                unit=unit,
                name=holders.names[unit],
                former=_list_former_names(entries),
                leads=unit in leading,
                counts=_compute_counts(entries, granted[plan.pk, unit]),
                entries=tuple(entries),
                before=_compute_counts(before[unit], granted[last.pk, unit]) if last and unit in before else None,
            )
            for unit, entries in sorted(now.items(), key=lambda pair: holders.names[pair[0]])
        ),
        excluded=tuple(each for each in scope if each.exclusion),
        unassigned=tuple(each for each in scope if not each.duties),
    )


def _list_scope_entries(whole: Iterable[AssessedEntry], plan: Plan, number: int | None) -> list[AssessedEntry]:
    """Lists the entries of one year, or of one of its periods."""
    of_year = (each for each in whole if each.entry.period.plan_id == plan.pk)
    return [each for each in of_year if number in (None, each.entry.period.number)]


def _group_counted_entries(
    whole: Sequence[AssessedEntry], notes: NotesByDuty, plan: Plan, number: int | None
) -> dict[int, list[CountedEntry]]:
    """Groups the counting entries by unit; a unit with none gets an empty list."""
    of_year = _list_scope_entries(whole, plan, None)
    streaks = build_judged_streaks(each.entry for each in of_year)
    previous = {(each.entry.task_id, each.entry.next_period): each for each in of_year}
    scope = _list_scope_entries(whole, plan, number)
    deciding = {each.entry.task_id: each.entry.pk for each in scope if each.outcome}
    counted: dict[int, list[CountedEntry]] = defaultdict(list)
    for each in scope:
        decides = deciding.get(each.entry.task_id) == each.entry.pk
        for duty in each.duties:
            # a unit gets its list even if none of its entries counts
            own = counted[duty.unit]
            if not each.exclusion:
                last = previous.get((each.entry.task_id, each.entry.period_id))
                is_again = streaks.count_up_to(each.entry) >= AGAIN and _has_answered_before(last, duty.unit)
                asked = notes[each.entry.pk, duty.unit]
                own.append(CountedEntry(each, duty, decides, each.entry.is_behind, is_again, asked))
    return counted


def _has_answered_before(previous: AssessedEntry | None, unit: int) -> bool:
    """Whether the unit answered for the item in the previous period; an excluded entry does not count."""
    if previous is None or previous.exclusion:
        return False
    return any(duty.unit == unit for duty in previous.duties)


def _compute_counts(entries: Sequence[CountedEntry], granted: int) -> ScoringCounts:
    return ScoringCounts(
        lead=_compute_side(entries, LEAD),
        cooperate=_compute_side(entries, ResponsibilityRole.COOPERATE),
        filing=_compute_filing([each.assessed for each in entries if each.duty.files and each.assessed.is_due]),
        granted=granted,
        notes=sum((each.notes for each in entries), NoteCounts()),
    )


def _compute_side(entries: Sequence[CountedEntry], role: ResponsibilityRole) -> RoleCounts:
    # an item whose role changed within the year counts in its last role
    last_role = {each.assessed.entry.task_id: each.duty.role for each in entries}
    own = [each for each in entries if each.duty.role == role]
    outcomes = [each.assessed.outcome for each in own if each.decides and each.assessed.outcome]
    return RoleCounts(
        items=sum(each == role for each in last_role.values()),
        good=sum(not outcome.is_behind for outcome in outcomes),
        bad=sum(outcome.is_behind for outcome in outcomes),
        reached=outcomes.count(Outcome.REACHED),
        failed=outcomes.count(Outcome.NOT_REACHED),
        times=sum(each.assessed.outcome is not None for each in own),
        behind=sum(each.is_behind for each in own),
        lagged=sum(each.is_lagged for each in own),
        again=sum(each.is_again for each in own),
    )


def _compute_filing(due: Sequence[AssessedEntry]) -> FilingCounts:
    return FilingCounts(
        due=len(due),
        on_time=sum(not each.is_late for each in due),
        returns=tuple(each.returned for each in due if each.returned),
        empty=sum(each.is_empty for each in due),
        copied=sum(each.is_copied for each in due),
    )


def _list_former_names(entries: Iterable[CountedEntry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.duty.former for each in entries if each.duty.former))


def _map_duty_to_notes(plans: Sequence[Plan], holders: UnitStructure, on: date) -> NotesByDuty:
    """Maps entry and unit to the asks for 配合进展 that were answered, or whose last day has passed."""
    asked = CooperationNote.objects.filter(entry__period__plan__in=plans, due_on__isnull=False)
    asked = asked.exclude(build_stopped_condition(F("entry__period__number"), task="entry__task__"))
    workdays = plans[0].government.workdays
    found: NotesByDuty = defaultdict(NoteCounts)
    for entry, unit, due, answered in asked.order_by("pk").values_list("entry", "unit", "due_on", "answered_on"):
        last_day = workdays.on_or_after(due) if due else on
        if answered or on > last_day:
            is_on_time = answered is not None and answered <= last_day
            found[entry, holders.get_current_unit(unit)] += NoteCounts(1, int(is_on_time))
    return found


def _count_granted(plans: Sequence[Plan], number: int | None, holders: UnitStructure) -> dict[tuple[int, int], int]:
    """Counts the granted requests by plan and unit."""
    requests = ChangeRequest.objects.filter(period__plan__in=plans, state=RequestState.GRANTED)
    if number:
        requests = requests.filter(period__number=number)
    granted: dict[tuple[int, int], int] = defaultdict(int)
    for plan, unit in requests.order_by("pk").values_list("period__plan", "unit"):
        granted[plan, holders.get_current_unit(unit)] += 1
    return granted
