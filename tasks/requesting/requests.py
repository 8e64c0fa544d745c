"""申请 as its pages and actions read it: who sees which, what one would change, and why one cannot be made."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from tasks.enums import AT_THE_OFFICE, PeriodState, RequestKind, RequestState, ResponsibilityRole
from tasks.models import ChangeRequest, Period, ProgressEntry, Unit, User
from tasks.permissions import Verb, acts_for, can, is_unissued, leads
from tasks.plans.edition_content import EditionContent, PrintedUnit, hand_over, read_content, separate_units
from tasks.queries import tasks_visible_to, units_of

#: label → value as people read it; several names are a list
State = dict[str, str | list[str]]
#: the same for the action that grants it, as JSON holds it
Wanted = dict[str, Any]

#: what each kind of request is for, in the words of the page that offers it
MEANS = {
    RequestKind.EXTEND_FILING: "本期进展不能按期报送的，申请推迟报送截止日期；只对这一事项有效，填报截止后仍可报送。",
    RequestKind.EXTEND_DUE: "任务本身不能按期完成的，申请推迟完成时限。",
    RequestKind.ADJUST_TEXT: "任务内容或量化目标需要调整的，在原文上修改。",
    RequestKind.ADJUST_DUTIES: "牵头单位、配合单位需要增减或调换的，在原有名单上修改。",
    RequestKind.HAND_OVER: "不再由本单位牵头的，申请移交给另一单位；已填写的进展随事项移交。",
}


def requests_visible_to(user: User) -> QuerySet[ChangeRequest]:
    """The office sees all of its government, a unit those it or its former self has made, a leader those about his
    items, others none."""
    found = ChangeRequest.objects.filter(task__plan__government=user.government_id)
    if can(user, Verb.DECIDE_REQUEST):
        return found
    if can(user, Verb.FILE_REQUEST):
        return found.filter(unit__in=units_of(user))
    if can(user, Verb.SEE_REQUESTS):
        return found.filter(task__in=tasks_visible_to(user))
    return found.none()


def with_parts(requests: QuerySet[ChangeRequest]) -> QuerySet[ChangeRequest]:
    """Requests with everything a page prints of them."""
    return requests.select_related(
        "period__plan__government", "task__plan", "task__current", "unit", "filed_by", "decided_by"
    )


def open_of(task: int) -> QuerySet[ChangeRequest]:
    """What waits for the office's answer of an item."""
    return ChangeRequest.objects.filter(task=task, state=RequestState.OPEN).select_related("unit")


#: what was granted of entries' tasks, asked for once, whoever wants it next
GRANTED = Prefetch(
    "task__requests",
    ChangeRequest.objects.filter(state=RequestState.GRANTED).order_by("decided_at", "pk"),
)


def granted_of(entry: ProgressEntry) -> list[ChangeRequest]:
    """What was granted of the entry's item in its period; for many, fetch them with ``GRANTED``."""
    found = entry.task.requests.all()
    return [one for one in found if one.period_id == entry.period_id and one.state == RequestState.GRANTED]


def granted_in(period: Period) -> QuerySet[ChangeRequest]:
    """What was granted of a period, in the order in which it was decided."""
    granted = ChangeRequest.objects.filter(period=period, state=RequestState.GRANTED)
    return granted.select_related("task", "unit").order_by("decided_at", "pk")


def in_force(entry: ProgressEntry) -> ProgressEntry:
    """The entry with the wording that a grant would change: an issued one stays, so it is then the item's present one."""
    if entry.period.state == PeriodState.ISSUED:
        entry.edition = entry.task.edition
    return entry


def state_now(kind: RequestKind, entry: ProgressEntry) -> State:
    """What is in force of that which a request of the kind would change."""
    if kind == RequestKind.EXTEND_FILING:
        return {"报送截止": entry.deadline.isoformat()}
    return state_of(kind, read_content(entry.edition))


def state_wanted(kind: RequestKind, entry: ProgressEntry, wanted: Wanted) -> State:
    """What would be in force if the request was granted now."""
    if kind == RequestKind.EXTEND_FILING:
        return {"报送截止": str(wanted["due_on"])}
    return state_of(kind, change_of(kind, wanted)(read_content(entry.edition)))


def state_of(kind: RequestKind, content: EditionContent) -> State:
    """The part of a wording that a kind of request is about."""
    if kind == RequestKind.EXTEND_DUE:
        return {
            "完成时限": content.due,
            "完成时限（日期）": content.due_on.isoformat() if content.due_on else "",
        }
    if kind == RequestKind.ADJUST_TEXT:
        return {"任务内容": content.text}
    return {
        "牵头单位": [printed.label for printed in content.lead],
        "配合单位": [printed.label for printed in content.cooperating],
    }


def change_of(kind: RequestKind, wanted: Wanted) -> Callable[[EditionContent], EditionContent]:
    """What a granted request makes of a wording; not for EXTEND_FILING, which changes none."""
    return lambda content: CHANGES[kind](content, wanted)


def _due(content: EditionContent, wanted: Wanted) -> EditionContent:
    day = date.fromisoformat(wanted["due_on"]) if wanted["due_on"] else None
    return replace(content, due=wanted["due"], due_on=day)


def _text(content: EditionContent, wanted: Wanted) -> EditionContent:
    return replace(content, text=wanted["text"])


def _duties(content: EditionContent, wanted: Wanted) -> EditionContent:
    lead, cooperating = (
        separate_units(PrintedUnit(*each) for each in wanted[role]) for role in ResponsibilityRole
    )
    return replace(content, lead=lead, cooperating=cooperating)


def _lead(content: EditionContent, wanted: Wanted) -> EditionContent:
    return hand_over(content, wanted["giver"], PrintedUnit(*wanted["receiver"]), stays=wanted["stays"])


CHANGES: dict[RequestKind, Callable[[EditionContent, Wanted], EditionContent]] = {
    RequestKind.EXTEND_DUE: _due,
    RequestKind.ADJUST_TEXT: _text,
    RequestKind.ADJUST_DUTIES: _duties,
    RequestKind.HAND_OVER: _lead,
}


def place_of(user: User, entry: ProgressEntry) -> Unit | None:
    """The unit that stands on the item's lead side for the person: his own, its group, its former self."""
    return next((each.unit for each in entry.edition.leading if acts_for(user, each.unit)), None)


def why_not(user: User, entry: ProgressEntry, kind: RequestKind | None = None) -> str:
    """Why the person cannot make a request about the entry's item, in one sentence; empty when he can.

    Args:
        entry: with period, edition and responsibilities at hand.
        kind: None asks for any.
    """
    if not can(user, Verb.FILE_REQUEST):
        return f"您的角色“{user.role.label}”不能提出申请。"
    if not leads(user, entry):
        return "本单位不是该事项的牵头单位，不能提出申请。"
    if not is_unissued(user, entry):
        return f"{entry.period}已印发，请在以后的填报期提出。"
    if kind is None:
        return ""
    if kind == RequestKind.EXTEND_FILING and entry.state in AT_THE_OFFICE:
        return "该事项本期进展已经报送，无需延期。"
    if open_of(entry.task_id).filter(kind=kind).exists():
        return f"该事项已有一件“{kind.label}”的申请待办理。"
    return ""


def why_unfit(kind: RequestKind, entry: ProgressEntry, wanted: Wanted) -> str:
    """Why what is wanted cannot be granted, in one sentence; empty when it can. Asked again before it is granted."""
    if kind == RequestKind.EXTEND_FILING:
        later = date.fromisoformat(wanted["due_on"]) > entry.deadline
        return "" if later else f"新的报送截止日期应晚于现定的 {entry.deadline:%Y-%m-%d}。"
    before = read_content(entry.edition)
    after = change_of(kind, wanted)(before)
    if kind == RequestKind.HAND_OVER and after == before:
        return "申请单位已不是该事项的牵头单位。"
    if state_of(kind, after) == state_of(kind, before):
        return "申请内容与现行的相同，没有需要调整的。"
    return _why_not_these_units(entry, before, after)


def _why_not_these_units(entry: ProgressEntry, before: EditionContent, after: EditionContent) -> str:
    if not after.lead:
        return "至少要有一个牵头单位。"
    both = {printed.unit: printed.label for printed in after.lead if printed.unit in _keys(after.cooperating)}
    if both:
        return f"“{'、'.join(both.values())}”不能既牵头又配合。"
    new = (_keys(after.lead) | _keys(after.cooperating)) - _keys(before.lead) - _keys(before.cooperating)
    known = Unit.objects.filter(pk__in=new, government=entry.period.plan.government_id)
    if gone := [unit.name for unit in known if not unit.is_active]:
        return f"“{'、'.join(gone)}”已停用，请选择在用的单位。"
    return "" if len(known) == len(new) else "只能选择本辖区的单位。"


def _keys(units: Iterable[PrintedUnit]) -> set[int]:
    return {printed.settled_unit for printed in units}
