"""继任: replaces an official who leaves by a successor in every open item; issued periods keep the former name.

兴庆区 2018: 责任领导变动的，由继任领导担任，不再行文。
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, PeriodState
from tasks.models import Government, Official, Period, Unit, User
from tasks.organisation.organisation_actions import lock_government, remove_padding
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.plans.edition_actions import reword_editions
from tasks.plans.edition_content import replace_leader
from tasks.plans.successions import list_official_items, list_plans_from
from tasks.terms import terms


@dataclass(frozen=True)
class SuccessionResult:
    """The result of a succession.

    Attributes:
        items: number of changed items.
        people: usernames of the accounts that were disabled or moved.
    """

    successors: tuple[Official | Unit, ...]
    items: int
    people: tuple[str, ...]


@transaction.atomic
def succeed_official(
    *,
    official: Official,
    successor: Official | str,
    since: Period | None,
    left_on: date,
    by: User,
    title: str = "",
    disable_accounts: bool = False,
) -> SuccessionResult:
    """Puts the successor in the place of an official in every open item, from ``since`` on.

    Args:
        successor: a name creates a new official with ``title``.
        since: the first period that names the successor; later years follow. None where every period is issued.
        disable_accounts: whether to disable the accounts of the official.

    Raises:
        Refused: the official has a successor already, the successor is inactive or of another government, a day in
            the future, an issued period, or the user lacks the permission.
    """
    government = lock_for_succession(official.government, by)
    official = Official.objects.select_related("successor").get(pk=official.pk)
    if official.successor:
        raise Refused(f"{official}已由{official.successor}接任。")
    check_day(left_on, "离任日期")
    check_period(since, government)
    successor = _resolve_successor(government, successor, title)
    if successor == official or not successor.is_active:
        raise Refused(f"接任领导应是另一位在任的{terms.leader}。")
    moved = 0
    keys = [item.task.pk for item in list_official_items(official, since)]
    change = partial(replace_leader, former=official.pk, successor=successor.pk)
    for plan, number in list_plans_from(since, government):
        changed, _ = reword_editions(plan, keys, since=number, change=change)
        moved += len(changed)
    accounts = official.users.filter(is_active=True) if disable_accounts else official.users.none()
    names = tuple(accounts.values_list("username", flat=True))
    accounts.update(is_active=False)
    official.is_active, official.left_on, official.successor = False, left_on, successor
    official.save()
    after = {"接任领导": successor.name, "离任日期": f"{left_on}", **build_audit_since(since), "事项": moved}
    after |= {"停用账号": list(names)} if names else {}
    record_succession(EventKind.OFFICIAL_SUCCEEDED, official, by, {f"责任{terms.leader}": official.name}, after)
    return SuccessionResult((successor,), moved, names)


def lock_for_succession(government: Government, by: User) -> Government:
    """Locks the government until the transaction ends.

    Raises:
        Refused: the user lacks the permission, or it is not his government.
    """
    if not can(by, Permission.MANAGE_SUCCESSION) or by.government_id != government.pk:
        raise Refused(describe_role_refusal(by))
    lock_government(government)
    return government


def check_day(day: date, called: str) -> None:
    """
    Raises:
        Refused: the day is in the future.
    """
    if day > clock.today():
        raise Refused(f"{called}不能晚于今天；到时再办理。")


def check_period(since: Period | None, government: Government) -> None:
    """
    Raises:
        Refused: the period is issued, or of another government.
    """
    if since is None:
        return
    now = Period.objects.select_related("plan").get(pk=since.pk)
    if now.plan.government_id != government.pk or now.state == PeriodState.ISSUED:
        raise Refused(f"{now}已印发，请从以后的填报期起调整。")


def _resolve_successor(government: Government, successor: Official | str, title: str) -> Official:
    """Returns the successor's present row; creates it where only a name is given."""
    officials = Official.objects.filter(government=government)
    if isinstance(successor, Official):
        found = officials.filter(pk=successor.pk).first()
        if found is None:
            raise Refused(f"只能选择本{terms.place}的{terms.leader}。")
        return found
    name = remove_padding(successor)
    if officials.filter(name=name).exists():
        raise Refused(f"“{name}”已登记为{terms.leader}，请直接选择。")
    return Official.objects.create(government=government, name=name, title=title.strip())


def build_audit_since(since: Period | None) -> dict[str, str]:
    """Returns the first period with the new name as the audit log keeps it."""
    return {"自何期起": str(since)} if since else {}


def record_succession(kind: EventKind, subject: Official | Unit, by: User, before: dict, after: dict) -> None:
    """Adds the audit row of a succession."""
    record(kind, subject, by=by, government_id=by.government_id, before=before, after=after)
