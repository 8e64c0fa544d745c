"""复核: selects the objections that a user may see, and decides until when and why not one may be filed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tasks import clock, periods
from tasks.models import Objection, ProgressEntry, Publication, User
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, can, can_act_for, is_in_lead_unit, is_judged
from tasks.queries import select_user_units
from tasks.terms import terms

FINAL = "该结论已经复核，复核决定为最终决定。"


def select_visible_objections(user: User) -> QuerySet[Objection]:
    """Selects the objections a user may see: who sees all items those of the government, a unit its own and those of
    units that it succeeds, others none."""
    objections = Objection.objects.filter(entry__period__plan__government=user.government_id)
    if can(user, Permission.SEE_ALL_TASKS) and can(user, Permission.SEE_OBJECTIONS):
        return objections
    if can(user, Permission.FILE_OBJECTION):
        return objections.filter(unit__in=select_user_units(user))
    return objections.none()


def prefetch_objection_parts(objections: QuerySet[Objection]) -> QuerySet[Objection]:
    """Fetches everything a page prints of objections. The first due comes first."""
    return (
        objections.select_related(
            "entry__period__plan",
            "entry__task__item_kind",
            "entry__edition",
            "judgement__judged_by",
            "result",
            "unit",
            "filed_by",
            "decided_by",
        )
        .prefetch_related("evidence")
        .order_by("due_on", "pk")
    )


@dataclass(frozen=True)
class ObjectionCase:
    """The facts that decide on an objection to an entry's judgement.

    Attributes:
        objections: all of the entry, the newest first.
        issued: times at which its period was issued, the earliest first.
    """

    objections: tuple[Objection, ...] = ()
    issued: tuple[datetime, ...] = ()


def map_entry_to_case(entries: Iterable[ProgressEntry]) -> dict[int, ObjectionCase]:
    """Returns entry id → case, in two queries, in one where nothing is judged: nobody asks then when it was issued."""
    entries = list(entries)
    filed, issued = defaultdict(list), defaultdict(list)
    objections = Objection.objects.filter(entry__in=entries).select_related("result", "decided_by", "unit")
    for objection in objections.order_by("-pk"):
        filed[objection.entry_id].append(objection)
    judged_in = {entry.period_id for entry in entries if entry.judgement_id}
    if judged_in:
        moments = Publication.objects.filter(period__in=judged_in).order_by("issued_at")
        for period, moment in moments.values_list("period", "issued_at"):
            issued[period].append(moment)
    return {entry.pk: ObjectionCase(tuple(filed[entry.pk]), tuple(issued[entry.period_id])) for entry in entries}


def find_latest_objection(user: User, case: ObjectionCase) -> Objection | None:
    """Returns the entry's last objection to who sees all items and to users who act for its unit; None to others."""
    latest = next(iter(case.objections), None)
    sees = latest and (can(user, Permission.SEE_ALL_TASKS) or can_act_for(user, latest.unit))
    return latest if sees else None


def get_received_day(entry: ProgressEntry, case: ObjectionCase) -> date:
    """Returns the day from which the thirty days to object count: the first issue after the judgement, or else the
    day of the judgement.

    Raises:
        ValueError: the entry is not judged.
    """
    if entry.judgement is None:
        raise ValueError(f"{entry} 尚未{terms.judging}")
    judged_at = entry.judgement.judged_at
    return clock.convert_to_local(next((moment for moment in case.issued if moment >= judged_at), judged_at)).date()


def compute_objection_deadline(entry: ProgressEntry, case: ObjectionCase) -> date:
    """Returns the last day to object to the judgement of an entry."""
    return periods.compute_objection_limit(get_received_day(entry, case))


def find_blocking_objection(entry: ProgressEntry, case: ObjectionCase) -> Objection | None:
    """Returns the objection that prevents another: it is open, or disputed or produced the present judgement."""
    now = entry.judgement_id
    return next((each for each in case.objections if each.is_open or now in (each.judgement_id, each.result_id)), None)


def describe_objection_refusal(user: User, entry: ProgressEntry, case: ObjectionCase, on: date) -> str:
    """Returns in one Chinese sentence why the user cannot object to the entry's judgement; "" when he can.

    Args:
        entry: with period, edition, judgement and responsibilities fetched.
    """
    if not can(user, Permission.FILE_OBJECTION):
        return f"您的角色“{user.role.label}”不能申请复核。"
    if not is_in_lead_unit(user, entry):
        return f"本单位不是该事项的{terms.lead_unit}，不能申请复核。"
    if not is_judged(user, entry):
        return f"该事项尚未{terms.judging}。"
    former = find_blocking_objection(entry, case)
    if former:
        return "该事项已申请复核，正在办理。" if former.is_open else FINAL
    limit = compute_objection_deadline(entry, case)
    if on > limit:
        days = periods.OBJECTION_DAYS
        return f"申请复核的期限（收到结论之日起 {days} 日内，至{format_chinese_date(limit)}）已过。"
    return ""
