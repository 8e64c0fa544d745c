"""Simulates the year of the demonstration: the first quarter filed, reviewed and judged, the half-year in progress.

Between them the plan lives on: a second list comes in, an item is done, another one is suspended.

Everything uses the actions of the pages, each at its own time, so that audit log, revisions and dates are those of
real work. It ends on the morning of 8 July 2024, one working day after the half-year was due.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone

from tasks import clock
from tasks.assessing.indicator_actions import settle_indicators
from tasks.assessing.rule_actions import ask_self_rating
from tasks.assessing.standing_actions import assess_period
from tasks.enums import IndicatorState, Outcome, Role, Standing, TaskKind
from tasks.filing import entry_actions
from tasks.filing.period_actions import close_period, create_periods, open_period
from tasks.judging import review_actions
from tasks.judging.judgement_actions import judge
from tasks.judging.queue import suggest_reason
from tasks.management.demonstration.account_actions import note_last_visits
from tasks.management.demonstration.carrying import carry_items_over, join_headline_indicators
from tasks.management.demonstration.cast import HEAD, KEEPER, OFFICE, OPEN_YEAR
from tasks.management.demonstration.chance import compute_chance, pick_item
from tasks.management.demonstration.cooperating import iterate_cooperation_acts
from tasks.management.demonstration.dated import FAST, FINISHED, confirm_days, decide_days
from tasks.management.demonstration.ending import DONE, SUSPENDED, end_early
from tasks.management.demonstration.exchange import iterate_exchange_acts, parse_moment
from tasks.management.demonstration.later_list import bring_later_list
from tasks.management.demonstration.leading import name_deputy, rank_officials
from tasks.management.demonstration.signing import simulate_later_signing, simulate_signing
from tasks.management.demonstration.stage import (
    ACCEPTED,
    DRAFT,
    RETURNED,
    SECOND,
    SUBMITTED,
    Act,
    compute_fate,
    get_or_add_clerk,
    get_or_add_unit_clerk,
    pick_moment,
    run_acts,
)
from tasks.management.demonstration.stepping import find_reached_steps, plan_steps
from tasks.management.demonstration.texts import build_demo_filing, explain_demo_lag, rate_own_item
from tasks.models import Government, Indicator, Period, Plan, ProgressEntry, Task, Unit, User
from tasks.models.changes import build_field_state, compute_fingerprint
from tasks.organisation.organisation_actions import UNIT_FIELDS, edit_unit
from tasks.permissions import Refused
from tasks.queries import list_printed_entries
from tasks.reminding.automatic_actions import send_due
from tasks.reminding.recipients import list_units_without_account
from tasks.visible_words import read_filed

FIRST = 1
OPENINGS = {FIRST: date(2024, 3, 21), SECOND: date(2024, 6, 20)}
FILED_FROM = {FIRST: date(2024, 3, 25), SECOND: date(2024, 6, 24)}
REVIEWED = {FIRST: date(2024, 4, 9), SECOND: date(2024, 7, 4)}
CLOSED, JUDGED = date(2024, 4, 12), date(2024, 4, 15)
TODAY = date(2024, 7, 8)
LAST_ROUND = {FIRST: CLOSED, SECOND: TODAY}
RETURNS = (
    "请对照任务逐项写明进展，漏写的补上。",
    "请写明开工、完工的点位和时间。",
    "请核对累计口径，注明数据截至哪一天。",
)
#: a seed with which units ask the leader among the accounts for coordination
ASKING = "asks81"


def simulate_year(government: Government) -> None:
    """Creates the periods of a plan without entries and simulates them."""
    plan = Plan.objects.get(government=government, year=OPEN_YEAR)
    office = User.objects.get(government=government, username=OFFICE)
    with clock.pin_clock(pick_moment(date(2024, 3, 18), "settling")):
        create_periods(plan=plan, by=None)
        enable_head_confirmation(government)
        confirm_indicators(plan.tasks.all(), office)
        for task in plan.tasks.all():
            get_or_add_clerk(task.edition)
        add_missing_clerks(plan)
        rank_officials(government)
        decide_days(plan, office)
        carry_items_over(plan, office)
        join_headline_indicators(plan, office)
    simulate_signing(plan, office)
    with clock.pin_clock(pick_moment(date(2024, 3, 20), "planning")):
        confirm_days(plan, office)
        plan_steps(plan, office)
    simulate_period(plan.periods.get(number=FIRST), office)
    simulate_spring(plan, office)
    simulate_period(plan.periods.get(number=SECOND), office)
    note_last_visits(government=government, by=None)


def add_missing_clerks(plan: Plan) -> None:
    """Gives each unit with duties a clerk, so that nothing is left on the list of what a start needs."""
    for unit in list_units_without_account(plan):
        get_or_add_unit_clerk(unit)


def simulate_spring(plan: Plan, office: User) -> None:
    """Simulates what becomes of the plan between the first quarter and the half-year."""
    with clock.pin_clock(pick_moment(date(2024, 4, 22), "list")):
        document = bring_later_list(plan, office)
        confirm_indicators(document.tasks.all(), office)
        add_missing_clerks(plan)
        confirm_days(plan, office)
    simulate_later_signing(plan)
    run_acts(
        [
            Act(pick_moment(date(2024, 5, 22), "done"), partial(end_early, plan, office, DONE)),
            Act(pick_moment(date(2024, 5, 29), "suspended"), partial(end_early, plan, office, SUSPENDED)),
            Act(
                pick_moment(date(2024, 6, 18), "ratings"),
                partial(ask_self_rating, government=plan.government, asks=True, by=office),
            ),
        ]
    )


def enable_head_confirmation(government: Government) -> None:
    """Turns on 单位审核 for the unit that has a head among the accounts."""
    unit = Unit.objects.get(users__government=government, users__username=HEAD)
    keeper = User.objects.get(government=government, username=KEEPER)
    values = {name: getattr(unit, name) for name in UNIT_FIELDS} | {
        "members": [],
        "needs_confirmation": True,
    }
    edit_unit(unit=unit, values=values, seen=compute_fingerprint(build_field_state(unit, UNIT_FIELDS)), by=keeper)


def confirm_indicators(tasks: QuerySet[Task], office: User) -> None:
    """Confirms the indicators of all targets and 民生实事 and of nine in ten other items; the rest stay open on page 指标核定."""
    for task in tasks.filter(indicators__isnull=False).distinct().select_related("plan", "item_kind"):
        if task.kind != TaskKind.KEY or compute_chance(task.kind, task.number, "settled") < 0.9:
            decisions = list(task.indicators.all())
            for indicator in decisions:
                indicator.state = IndicatorState.CONFIRMED
            settle_indicators(task=task, decisions=decisions, by=office)


def simulate_period(period: Period, office: User) -> None:
    with clock.pin_clock(pick_moment(OPENINGS[period.number], "opening")):
        open_period(period=period, by=office)
    on_entries = [act for entry in list_printed_entries(period) for act in iterate_entry_acts(entry, office)]
    between_them = iterate_acts_between(period) if period.number == SECOND else []
    run_acts([*on_entries, *iterate_reminder_rounds(period), *between_them])
    if period.number == FIRST:
        finish(period, office)
    else:
        with clock.pin_clock(pick_moment(TODAY, "night").replace(hour=6)):
            assess_period(period=period, on=TODAY, by=None)


def iterate_acts_between(period: Period) -> Iterator[Act]:
    """Yields what people do in the half-year besides filing and reviewing."""
    yield from iterate_exchange_acts(period)
    yield from iterate_cooperation_acts(period)
    yield Act(parse_moment("4 17:00"), partial(name_deputy, period.plan.government))


def iterate_reminder_rounds(period: Period) -> Iterator[Act]:
    """Yields the automatic reminders of each working day, from the opening until filing ends or until today."""
    government, day = period.plan.government, OPENINGS[period.number] + timedelta(days=1)
    while day <= LAST_ROUND[period.number]:
        if government.workdays.works_on(day):
            at = timezone.make_aware(datetime.combine(day, time(8, 30)))
            yield Act(at, partial(send_due, government=government, on=day))
        day += timedelta(days=1)


def compute_pace(entry: ProgressEntry) -> str:
    """Returns the pace of the item, which is the same all year unless its own day hurries it."""
    item = entry.task.kind, entry.task.number
    if item in FAST:
        return "fast"
    if item in FINISHED and entry.period.number == SECOND:
        return "done"
    luck = compute_chance(entry.task.kind, entry.task.number, "pace")
    return "badly" if luck < 0.07 else "slowly" if luck < 0.17 else "well"


def iterate_entry_acts(entry: ProgressEntry, office: User) -> Iterator[Act]:
    """Yields what happens to an entry, from the unit's draft to the office's review."""
    number, kind, place = entry.period.number, entry.task.kind, entry.task.number
    fate = compute_fate(entry)
    clerk = get_or_add_clerk(entry.edition)
    # nobody is asked for an item that is done
    if fate >= DRAFT or entry.is_automatic:
        return
    filed_on = FILED_FROM[number] + timedelta(days=int(compute_chance(kind, place, number, "filed") * 12))
    filed_at = pick_moment(filed_on, kind, place)
    if fate >= RETURNED:
        yield Act(filed_at, lambda: fill_in_entry(entry, clerk, entry_actions.save_draft))
        return
    if ACCEPTED <= fate < SUBMITTED and compute_chance(place, "late") < 0.5:
        filed_at = pick_moment(TODAY - timedelta(days=1 + int(3 * compute_chance(place, "new"))), kind, place)
    yield Act(filed_at, lambda: fill_in_entry(entry, clerk, entry_actions.submit))
    if clerk.unit and (head := find_confirming_head(clerk.unit)):
        if ACCEPTED <= fate < SUBMITTED and compute_chance(kind, place, "head") < 0.5:
            return
        yield Act(filed_at + timedelta(hours=1), lambda: confirm_as_head(entry, head))
    reviewed_at = max(pick_moment(REVIEWED[number], kind, place), filed_at + timedelta(hours=3))
    if fate < ACCEPTED:
        yield Act(
            reviewed_at,
            lambda: review_actions.accept_entry(entry=entry, revision=get_revision(entry), by=office),
        )
    elif fate >= SUBMITTED:
        reason = pick_item(RETURNS, kind, place)
        yield Act(
            reviewed_at,
            lambda: review_actions.return_entry(entry=entry, reason=reason, revision=get_revision(entry), by=office),
        )


def fill_in_entry(entry: ProgressEntry, clerk: User, act: Callable) -> None:
    """Fills in an entry and saves or submits it with ``act``."""
    now = ProgressEntry.objects.get(pk=entry.pk)
    indicators = list(Indicator.objects.filter(task=entry.task_id, state=IndicatorState.CONFIRMED))
    asks = entry.period.number == SECOND and compute_chance(entry.task.kind, entry.task.number, ASKING) < 0.06
    is_copied = compute_chance(entry.task.number, "copied") < 0.03
    number = FIRST if is_copied else entry.period.number
    pace = compute_pace(entry)
    fields, readings = build_demo_filing(entry.task, indicators, number, pace, asks=asks)
    if entry.period.number == SECOND:
        fields["self_rating"] = rate_own_item(entry.task, pace)
    given = {
        "entry": now,
        "readings": readings,
        "base_revision": now.revision,
        "milestones": find_reached_steps(now),
        "by": clerk,
    }
    try:
        act(fields=fields, **given)
    except Refused:
        # what clearly lags is not taken without why and what next
        act(fields=fields | explain_demo_lag(entry.task), **given)


def confirm_as_head(entry: ProgressEntry, head: User) -> None:
    entry_actions.confirm(entry=entry, revision=get_revision(entry), by=head)


def get_revision(entry: ProgressEntry) -> int:
    return ProgressEntry.objects.values_list("revision", flat=True).get(pk=entry.pk)


def find_confirming_head(unit: Unit) -> User | None:
    """Returns the head who confirms a unit's filings, None for a unit without 单位审核."""
    return User.objects.filter(unit=unit, role=Role.UNIT_HEAD).first() if unit.needs_confirmation else None


def finish(period: Period, office: User) -> None:
    """Closes a period, assesses it once more and judges every item."""
    with clock.pin_clock(pick_moment(CLOSED, "closing")):
        close_period(period=period, by=office)
        assess_period(period=period, on=CLOSED, by=None)
    run_acts(
        Act(pick_moment(JUDGED, entry.task.kind, entry.task.number), partial(decide, entry, office))
        for entry in list_printed_entries(period)
    )


def decide(entry: ProgressEntry, office: User) -> None:
    outcome, reason = choose_outcome(entry)
    judge(entry=entry, outcome=outcome, reason=reason, seen=None, by=office)


def choose_outcome(entry: ProgressEntry) -> tuple[Outcome, str]:
    """Returns the outcome and the reason of the judgement: lagging if the pace is bad or the rules suggest it."""
    if compute_pace(entry) == "badly" or entry.standing == Standing.LAGGING:
        return Outcome.LAGGING, suggest_reason(entry) or read_filed(entry).problem or "进展未达序时进度。"
    if compute_pace(entry) == "slowly":
        return Outcome.EXPECTED, ""
    return Outcome.ON_TRACK, ""
