"""填报节奏: changes which periods a plan has."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import ProtectedError

from tasks.audit import record
from tasks.enums import EventKind
from tasks.filing.period_actions import create_periods
from tasks.filing.rhythms import (
    count_kept_periods,
    describe_rhythm,
    describe_rhythm_change_refusal,
    select_planned_periods,
)
from tasks.models import Plan, User
from tasks.models.changes import refuse_if_changed
from tasks.models.rhythm import COLUMNS
from tasks.organisation.rhythm_actions import build_rhythm
from tasks.periods import Rhythm
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.plans.edition_actions import lock_plan_periods, reread_due_days


@transaction.atomic
def set_rhythm(
    *,
    plan: Plan,
    first_month: int,
    end_months: Sequence[int],
    labels: Sequence[str] = (),
    seen: str | None = None,
    by: User | None,
) -> Plan:
    """Changes the periods of a plan. Those that begin the year alike stay as they are; the others are set up anew.

    Deadlines that nobody has confirmed are read again where the year begins with another month.

    Args:
        end_months: the calendar months that close a period, in the order of the plan's year; the last closes the year.
        labels: none, or one for each period; "" for the usual one.
        seen: ``changes.compute_fingerprint`` of ``build_rhythm_state`` when the user opened the form; None for a command.
        by: None for the system itself.

    Raises:
        Refused: a period that would go or change has something in it, or the user does not manage the periods of this
            government.
        ChangedMeanwhile: somebody else has changed them since.
        ValidationError: no plan can have such periods.
    """
    if by is not None and (not can(by, Permission.MANAGE_PERIODS) or by.government_id != plan.government_id):
        raise Refused(describe_role_refusal(by))
    rhythm = build_rhythm(first_month, end_months, labels)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("government").get(pk=plan.pk)
    lock_plan_periods(plan.pk)
    before = plan.rhythm
    if seen is not None:
        refuse_if_changed(build_rhythm_state(before), seen)
    if before == rhythm:
        return plan
    if refusal := describe_rhythm_change_refusal(plan, rhythm):
        raise Refused(refusal)
    _replace_periods(plan, rhythm, by)
    record(
        EventKind.PERIODS_SET,
        plan,
        by=by,
        government_id=plan.government_id,
        before=build_rhythm_state(before),
        after=build_rhythm_state(rhythm),
    )
    if before.first_month != rhythm.first_month:
        reread_due_days(plan)
    return plan


def build_rhythm_state(rhythm: Rhythm) -> dict[str, str]:
    """Returns a rhythm as the audit log keeps it."""
    return {"填报节奏": describe_rhythm(rhythm)}


def _replace_periods(plan: Plan, rhythm: Rhythm, by: User | None) -> None:
    """Removes the planned periods that change, and sets up those of the new rhythm where the plan had any."""
    had_periods = plan.periods.exists()
    try:
        select_planned_periods(plan, count_kept_periods(plan.rhythm, rhythm)).delete()
    except ProtectedError as used:
        raise Refused(f"{plan}尚未开启的填报期已有记录，不能改动。") from used
    plan.take_rhythm(rhythm)
    plan.save(update_fields=COLUMNS)
    if had_periods:
        create_periods(plan=plan, by=by)
