"""复核 as its pages and actions read it: who sees which, until when one may be filed, and why not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tasks import clock, periods
from tasks.models import Objection, ProgressEntry, Publication, User
from tasks.permissions import Permission, can, can_act_for, is_in_lead_unit, is_judged
from tasks.queries import select_user_units

FINAL = "该结论已经复核，复核决定为最终决定。"


def select_visible_objections(user: User) -> QuerySet[Objection]:
    """The office sees all of its government, a unit those it or its former self has filed, others none."""
    objections = Objection.objects.filter(entry__period__plan__government=user.government_id)
    if can(user, Permission.DECIDE_OBJECTION):
        return objections
    if can(user, Permission.FILE_OBJECTION):
        return objections.filter(unit__in=select_user_units(user))
    return objections.none()


def prefetch_objection_parts(objections: QuerySet[Objection]) -> QuerySet[Objection]:
    """Objections with everything a page prints of them, the open ones first, the most urgent first."""
    return (
        objections.select_related(
            "entry__period__plan",
            "entry__task",
            "entry__edition",
            "judgement__judged_by",
            "result",
            "unit",
            "filed_by",
            "decided_by",
        )
        .prefetch_related("evidence")
        .order_by("decided_at", "due_on", "pk")
    )


@dataclass(frozen=True)
class ObjectionCase:
    """What bears on an objection to the judgement of an entry.

    Attributes:
        objections: all of the entry, the newest first.
        issued: when its period was issued, the first issue first.
    """

    objections: tuple[Objection, ...] = ()
    issued: tuple[datetime, ...] = ()


def map_entry_to_case(entries: Iterable[ProgressEntry]) -> dict[int, ObjectionCase]:
    """The case of each entry, by its key, in two queries."""
    entries = list(entries)
    filed, issued = defaultdict(list), defaultdict(list)
    objections = Objection.objects.filter(entry__in=entries).select_related("result", "decided_by", "unit")
    for objection in objections.order_by("-pk"):
        filed[objection.entry_id].append(objection)
    periods_of = Publication.objects.filter(period__in={entry.period_id for entry in entries})
    for period, moment in periods_of.order_by("issued_at").values_list("period", "issued_at"):
        issued[period].append(moment)
    return {
        entry.pk: ObjectionCase(tuple(filed[entry.pk]), tuple(issued[entry.period_id])) for entry in entries
    }


def find_latest_objection(user: User, case: ObjectionCase) -> Objection | None:
    """The entry's last objection, for the office and for whoever acts for the unit that made it."""
    latest = next(iter(case.objections), None)
    sees = latest and (can(user, Permission.DECIDE_OBJECTION) or can_act_for(user, latest.unit))
    return latest if sees else None


def get_received_day(entry: ProgressEntry, case: ObjectionCase) -> date:
    """The day from which the thirty days of a judgement count: shown to the unit when it was made, or issued to
    it afterwards, whichever is later.

    Raises:
        ValueError: it is not judged.
    """
    if entry.judgement is None:
        raise ValueError(f"{entry} 尚未研判")
    judged_at = entry.judgement.judged_at
    return clock.convert_to_local(
        next((moment for moment in case.issued if moment >= judged_at), judged_at)
    ).date()


def compute_objection_deadline(entry: ProgressEntry, case: ObjectionCase) -> date:
    """Until when the judgement of an entry may be objected to."""
    return periods.compute_objection_limit(get_received_day(entry, case))


def find_blocking_objection(entry: ProgressEntry, case: ObjectionCase) -> Objection | None:
    """The objection that stands in the way of another one: open, about this judgement, or the one it came from."""
    now = entry.judgement_id
    return next(
        (one for one in case.objections if one.is_open or now in (one.judgement_id, one.result_id)), None
    )


def describe_objection_refusal(user: User, entry: ProgressEntry, case: ObjectionCase, on: date) -> str:
    """Why the person cannot ask for a review of the entry's judgement, in one sentence; empty when he can.

    Args:
        entry: with period, edition, judgement and responsibilities at hand.
    """
    if not can(user, Permission.FILE_OBJECTION):
        return f"您的角色“{user.role.label}”不能申请复核。"
    if not is_in_lead_unit(user, entry):
        return "本单位不是该事项的牵头单位，不能申请复核。"
    if not is_judged(user, entry):
        return "该事项尚未研判。"
    former = find_blocking_objection(entry, case)
    if former:
        return "该事项已申请复核，正在办理。" if former.is_open else FINAL
    limit = compute_objection_deadline(entry, case)
    if on > limit:
        days = periods.OBJECTION_DAYS
        return f"申请复核的期限（收到结论之日起 {days} 日内，至 {limit:%Y-%m-%d}）已过。"
    return ""
