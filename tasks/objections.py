"""复核 as its pages and actions read it: who sees which, until when one may be filed, and why not."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from tasks import clock, periods
from tasks.enums import Role
from tasks.models import Objection, ProgressEntry, User
from tasks.permissions import Verb, can, is_judged, leads

FINAL = "该结论已经复核，复核决定为最终决定。"


def objections_visible_to(user: User) -> QuerySet[Objection]:
    """The office sees all of its government, a unit those it has filed, others none."""
    objections = Objection.objects.filter(entry__period__plan__government=user.government_id)
    if can(user, Verb.DECIDE_OBJECTION):
        return objections
    if can(user, Verb.FILE_OBJECTION):
        return objections.filter(unit=user.unit_id)
    return objections.none()


def with_parts(objections: QuerySet[Objection]) -> QuerySet[Objection]:
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


def received_on(entry: ProgressEntry) -> date:
    """The day from which the thirty days of a judgement count: shown to the unit when it was made, or issued to
    it afterwards, whichever is later."""
    judged_at = entry.judgement.judged_at
    issued = entry.period.publications.filter(issued_at__gte=judged_at).order_by("issued_at").first()
    return day_of(issued.issued_at if issued else judged_at)


def day_of(moment: datetime) -> date:
    return moment.astimezone(clock.now().tzinfo).date()


def last_day(entry: ProgressEntry) -> date:
    """Until when the judgement of an entry may be objected to."""
    return periods.objection_limit(received_on(entry))


def former_of(entry: ProgressEntry) -> Objection | None:
    """The objection that stands in the way of another one: open, about this judgement, or the one it came from."""
    about = Q(judgement=entry.judgement_id) | Q(result=entry.judgement_id) | Q(decided_at=None)
    return entry.objections.filter(about).order_by("-pk").first()


def why_not(user: User, entry: ProgressEntry, on: date) -> str:
    """Why the person cannot ask for a review of the entry's judgement, in one sentence; empty when he can.

    Args:
        entry: with period, edition, judgement and responsibilities at hand.
    """
    if not can(user, Verb.FILE_OBJECTION):
        return f"您的角色“{Role(user.role).label}”不能申请复核。"
    if not leads(user, entry):
        return "本单位不是该事项的牵头单位，不能申请复核。"
    if not is_judged(user, entry):
        return "该事项尚未研判。"
    former = former_of(entry)
    if former:
        return "该事项已申请复核，正在办理。" if former.is_open else FINAL
    limit = last_day(entry)
    if on > limit:
        days = periods.OBJECTION_DAYS
        return f"申请复核的期限（收到结论之日起 {days} 日内，至 {limit:%Y-%m-%d}）已过。"
    return ""
