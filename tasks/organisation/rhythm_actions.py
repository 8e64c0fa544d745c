"""填报节奏: which periods the coming plans of a government have."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks.audit import record
from tasks.enums import EventKind
from tasks.filing.rhythms import describe_rhythm
from tasks.models import Government, User
from tasks.models.rhythm import COLUMNS
from tasks.organisation.organisation_actions import lock_government
from tasks.periods import Rhythm, describe_rhythm_refusal
from tasks.permissions import Permission, Refused, can, describe_role_refusal


@transaction.atomic
def set_coming_rhythm(
    *,
    government: Government,
    first_month: int,
    end_months: Sequence[int],
    labels: Sequence[str] = (),
    by: User | None,
) -> Government:
    """Sets the periods of the plans that are still to come; plans that are there keep theirs.

    Args:
        end_months: the calendar months that close a period, in the order of the year.
        labels: none, or one for each period; "" for the usual one.
        by: None for the guide and for commands.

    Raises:
        Refused: the user does not manage the periods of this government.
        ValidationError: no plan can have such periods.
    """
    if by is not None and (not can(by, Permission.MANAGE_PERIODS) or by.government_id != government.pk):
        raise Refused(describe_role_refusal(by))
    rhythm = build_rhythm(first_month, end_months, labels)
    held = lock_government(government)
    if held.rhythm == rhythm:
        return held
    before = describe_rhythm(held.rhythm)
    held.take_rhythm(rhythm)
    held.save(update_fields=COLUMNS)
    record(
        EventKind.PERIODS_SET,
        held,
        by=by,
        government_id=held.pk,
        before={"以后年度的填报节奏": before},
        after={"以后年度的填报节奏": describe_rhythm(rhythm)},
    )
    return held


def build_rhythm(first_month: int, end_months: Sequence[int], labels: Sequence[str] = ()) -> Rhythm:
    """
    Raises:
        ValidationError: no plan can have such periods.
    """
    if refusal := describe_rhythm_refusal(first_month, end_months, labels):
        raise ValidationError(refusal)
    usual = Rhythm(first_month, tuple(end_months))
    # the usual labels are not kept, so that periods which are called as usual are the same periods
    is_own = any(labels) and tuple(labels) != usual.labels[1:]
    return Rhythm(first_month, tuple(end_months), tuple(labels)) if is_own else usual
