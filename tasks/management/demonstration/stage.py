"""Runs the acts of the simulated year at their times; creates the clerks; decides how far each entry gets."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from tasks import clock
from tasks.enums import Role
from tasks.management.demonstration.account_actions import add_closed_account
from tasks.management.demonstration.cast import ACCOUNTS
from tasks.management.demonstration.chance import compute_chance, pick_number
from tasks.models import Edition, ProgressEntry, Unit, User

SECOND = 2
#: a seed with which the units of the accounts have entries in every state
FATE = "fate468"
#: of what would not be filed in time, the share that other units file on the last days after all
CAUGHT_UP = 0.6
#: the limits of ``compute_fate`` for the states of the entries of the half-year
ACCEPTED, SUBMITTED, RETURNED, DRAFT = 0.42, 0.66, 0.74, 0.84


@dataclass(order=True)
class Act:
    """An action of a person at a time; sorted by the time."""

    at: datetime
    do: Callable[[], object] = field(compare=False)


def pick_moment(day: date, *what) -> datetime:
    """Picks a time between 9:00 and 17:00 of a day."""
    minutes = int(pick_number(9 * 60, 17 * 60, day, *what))
    return timezone.make_aware(datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes))


def compute_fate(entry: ProgressEntry) -> float:
    """Returns how far an entry gets, on the scale of ``ACCEPTED`` to ``DRAFT``; 0 (accepted) in the first quarter."""
    if entry.period.number != SECOND:
        return 0.0
    fate = compute_chance(entry.task.kind, entry.task.number, FATE)
    is_caught_up = compute_chance(entry.task.kind, entry.task.number, "caught up") < CAUGHT_UP
    return ACCEPTED if fate >= RETURNED and is_caught_up and not is_watched(entry) else fate


def is_watched(entry: ProgressEntry) -> bool:
    """Tells whether an entry is of a unit among the accounts, or of one that asks others for their line."""
    unit = entry.edition.filing_unit
    return unit is not None and unit.name in {"区城市管理局", *(account.unit for account in ACCOUNTS)}


def run_acts(acts: Iterable[Act]) -> None:
    for act in sorted(acts):
        with clock.pin_clock(act.at):
            act.do()


def get_or_add_clerk(edition: Edition) -> User:
    """Returns the clerk of the unit that files the item; creates one without a usable password if the unit has none.

    Raises:
        ValueError: the edition names no lead unit.
    """
    unit = edition.filing_unit
    if unit is None:
        raise ValueError(f"{edition}: no lead unit")
    return get_or_add_unit_clerk(unit.members.order_by("pk")[0] if unit.is_group else unit)


def get_or_add_unit_clerk(at: Unit) -> User:
    """Returns the clerk of a unit; creates one without a usable password if it has none."""
    clerk = User.objects.filter(unit=at, role=Role.CLERK, is_active=True).order_by("pk").first()
    if clerk:
        return clerk
    values = {
        "username": f"danwei{at.pk}",
        "name": "填报员",
        "role": Role.CLERK,
        "unit": at,
        "official": None,
        "is_active": True,
    }
    return add_closed_account(government=at.government, values=values, by=None)
